"""The register of grants: who may do what, given and ended, never changed; its reviews; what the FG judged."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

RECHTEN = """
GRANT USAGE ON SCHEMA rechten TO casus_dienst;
GRANT SELECT, INSERT ON rechten.toekenning, rechten.beeindiging, rechten.herziening, rechten.noodoordeel
    TO casus_dienst;
GRANT SELECT, INSERT, UPDATE ON rechten.gebruik TO casus_dienst;
"""

# Who was given what, and by whom, is never changed; only the last day of use moves on.
ONVERANDERLIJK = """
CREATE FUNCTION rechten.onveranderlijk() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A grant is made and ended, never changed or deleted.' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER onveranderlijk BEFORE UPDATE OR DELETE OR TRUNCATE ON rechten.toekenning
    FOR EACH STATEMENT EXECUTE FUNCTION rechten.onveranderlijk();
CREATE TRIGGER onveranderlijk BEFORE UPDATE OR DELETE OR TRUNCATE ON rechten.beeindiging
    FOR EACH STATEMENT EXECUTE FUNCTION rechten.onveranderlijk();
CREATE TRIGGER onveranderlijk BEFORE UPDATE OR DELETE OR TRUNCATE ON rechten.herziening
    FOR EACH STATEMENT EXECUTE FUNCTION rechten.onveranderlijk();
CREATE TRIGGER onveranderlijk BEFORE UPDATE OR DELETE OR TRUNCATE ON rechten.noodoordeel
    FOR EACH STATEMENT EXECUTE FUNCTION rechten.onveranderlijk();
"""


def upgrade() -> None:
    """Make them."""
    op.execute("CREATE SCHEMA rechten")
    teksten: sa.ARRAY[str] = sa.ARRAY(sa.Text())
    op.create_table(
        "toekenning",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("nummer", sa.Integer(), sa.Identity(always=True), nullable=False),
        sa.Column("uitgever", sa.Text(), nullable=False),
        sa.Column("sub", sa.Text(), nullable=False),
        sa.Column("wie", sa.Text(), nullable=False),
        sa.Column("rol", sa.Text(), nullable=False),
        sa.Column("organisatie", sa.Text(), nullable=False),
        sa.Column("tafels", teksten, nullable=False),
        sa.Column("soort", sa.Text(), nullable=False),
        sa.Column("rechten", teksten, nullable=True),
        sa.Column("vanaf", sa.Date(), nullable=False),
        sa.Column("tot_en_met", sa.Date(), nullable=True),
        sa.Column("gegeven_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gegeven_door", sa.Text(), nullable=False),
        sa.CheckConstraint("soort IN ('mens', 'systeem')", name="soort"),
        sa.CheckConstraint("(soort = 'systeem') = (rechten IS NOT NULL)", name="rechten"),
        sa.CheckConstraint("gegeven_door <> wie", name="niet_aan_zichzelf"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_toekenning")),
        sa.UniqueConstraint("nummer", name=op.f("uq_toekenning_nummer")),
        schema="rechten",
    )
    op.create_index("ix_toekenning_sub_uitgever", "toekenning", ["sub", "uitgever"], schema="rechten")
    op.create_index("ix_toekenning_wie", "toekenning", ["wie"], schema="rechten")
    op.create_table(
        "beeindiging",
        sa.Column("toekenning_id", sa.Uuid(), nullable=False),
        sa.Column("op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("door", sa.Text(), nullable=False),
        sa.Column("reden", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("toekenning_id", name=op.f("pk_beeindiging")),
        schema="rechten",
    )
    op.create_table(
        "herziening",
        sa.Column("nummer", sa.Integer(), sa.Identity(always=True), nullable=False),
        sa.Column("toekenning_id", sa.Uuid(), nullable=False),
        sa.Column("op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("door", sa.Text(), nullable=False),
        sa.Column("uitkomst", sa.Text(), nullable=False),
        sa.CheckConstraint("uitkomst IN ('behouden', 'beëindigd')", name="uitkomst"),
        sa.PrimaryKeyConstraint("nummer", name=op.f("pk_herziening")),
        schema="rechten",
    )
    op.create_index("ix_herziening_toekenning_id", "herziening", ["toekenning_id", "op"], schema="rechten")
    op.create_table(
        "gebruik",
        sa.Column("toekenning_id", sa.Uuid(), nullable=False),
        sa.Column("laatst_op", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("toekenning_id", name=op.f("pk_gebruik")),
        schema="rechten",
    )
    op.create_table(
        "noodoordeel",
        sa.Column("nummer", sa.Integer(), sa.Identity(always=True), nullable=False),
        sa.Column("inzagedoel_id", sa.Uuid(), nullable=False),
        sa.Column("op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("door", sa.Text(), nullable=False),
        sa.Column("oordeel", sa.Text(), nullable=False),
        sa.CheckConstraint("oordeel IN ('terecht', 'onterecht', 'nader onderzoek')", name="oordeel"),
        sa.PrimaryKeyConstraint("nummer", name=op.f("pk_noodoordeel")),
        schema="rechten",
    )
    op.create_index(
        "ix_noodoordeel_inzagedoel_id", "noodoordeel", ["inzagedoel_id", "nummer"], schema="rechten"
    )
    op.execute(RECHTEN)
    op.execute(ONVERANDERLIJK)


def downgrade() -> None:
    """Refuse: who was given what is not forgotten by a migration."""
    raise RuntimeError("There is no way back: it would throw away who may do what, and who saw to it.")
