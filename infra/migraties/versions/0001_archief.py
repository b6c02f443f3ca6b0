"""The store: events that cannot change, the kluis, the keys, and the role of the service."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ROL = """
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'casus_dienst') THEN
        CREATE ROLE casus_dienst NOLOGIN;
    END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
    NULL; -- Somebody else made the role at this very moment: roles belong to the whole server.
END $$;
DO $$
BEGIN
    IF NOT pg_has_role(current_user, 'casus_dienst', 'MEMBER') THEN
        EXECUTE format('GRANT casus_dienst TO %I', current_user);
    END IF;
EXCEPTION WHEN insufficient_privilege THEN
    NULL; -- The owner need not be in the group; whoever the service logs in as must be put into it.
END $$;
"""

ONVERANDERLIJK = """
CREATE FUNCTION feiten.onveranderlijk() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Events are never changed or deleted.' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER onveranderlijk BEFORE UPDATE OR DELETE OR TRUNCATE ON feiten.gebeurtenis
    FOR EACH STATEMENT EXECUTE FUNCTION feiten.onveranderlijk();
CREATE TRIGGER onveranderlijk BEFORE UPDATE OR DELETE OR TRUNCATE ON kluis.omheining
    FOR EACH STATEMENT EXECUTE FUNCTION feiten.onveranderlijk();
"""

# What was destroyed is not written again: not by a late command, and not by a bug.
OMHEINING = """
CREATE FUNCTION kluis.buiten_de_omheining() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM kluis.omheining o
        WHERE o.stroom_id = NEW.stroom_id
          AND (o.persoon_id IS NULL OR o.persoon_id = NEW.persoon_id)
          AND (o.organisatie IS NULL OR o.organisatie = NEW.organisatie)
    ) THEN
        RAISE EXCEPTION 'This content was destroyed; nothing is written for it again.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER buiten_de_omheining BEFORE INSERT OR UPDATE ON kluis.deel
    FOR EACH ROW EXECUTE FUNCTION kluis.buiten_de_omheining();
CREATE TRIGGER buiten_de_omheining BEFORE INSERT OR UPDATE ON sleutels.sleutel
    FOR EACH ROW EXECUTE FUNCTION kluis.buiten_de_omheining();
"""

# PostgreSQL keeps samples of column values for its planner, and a destruction does not reach those. So it takes no
# samples of content, keys and numbers.
GEEN_STEEKPROEF = """
ALTER TABLE kluis.deel ALTER cijfertekst SET STATISTICS 0, ALTER persoon_id SET STATISTICS 0,
    ALTER sleutel_id SET STATISTICS 0;
ALTER TABLE kluis.nummer ALTER casusnummer SET STATISTICS 0, ALTER kenmerk_merk SET STATISTICS 0;
ALTER TABLE sleutels.sleutel ALTER ingepakt SET STATISTICS 0, ALTER persoon_id SET STATISTICS 0,
    ALTER sleutel_id SET STATISTICS 0;
ALTER TABLE sleutels.zoeksleutel ALTER ingepakt SET STATISTICS 0;
"""

RECHTEN = """
GRANT USAGE ON SCHEMA feiten, kluis, sleutels, weergave, beheer TO casus_dienst;
GRANT SELECT ON beheer.alembic_version TO casus_dienst;
-- Not the position: that is the server's to give, and one far ahead would make every reader skip what lies between.
GRANT SELECT, INSERT (originator_id, originator_version, topic, state) ON feiten.gebeurtenis TO casus_dienst;
GRANT SELECT, INSERT, DELETE ON kluis.deel, kluis.nummer, sleutels.sleutel TO casus_dienst;
GRANT SELECT, INSERT ON kluis.omheining TO casus_dienst;
GRANT SELECT ON sleutels.tijdvak, sleutels.zoeksleutel TO casus_dienst;
GRANT SELECT, INSERT, UPDATE, DELETE ON weergave.stand TO casus_dienst;
"""


def upgrade() -> None:
    """Make it."""
    op.execute(ROL)
    for schema in ("feiten", "kluis", "sleutels", "weergave"):
        op.execute(f"CREATE SCHEMA {schema}")
    op.create_table(
        "gebeurtenis",
        sa.Column("originator_id", sa.Uuid(), nullable=False),
        sa.Column("originator_version", sa.BigInteger(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("state", sa.LargeBinary(), nullable=False),
        sa.Column("notification_id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.PrimaryKeyConstraint("originator_id", "originator_version", name=op.f("pk_gebeurtenis")),
        sa.UniqueConstraint("notification_id", name=op.f("uq_gebeurtenis_notification_id")),
        schema="feiten",
    )
    op.create_table(
        "deel",
        sa.Column("stroom_id", sa.Uuid(), nullable=False),
        sa.Column("versie", sa.BigInteger(), nullable=False),
        sa.Column("nummer", sa.SmallInteger(), nullable=False),
        sa.Column("persoon_id", sa.Uuid(), nullable=True),
        sa.Column("organisatie", sa.Text(), nullable=True),
        sa.Column("sleutel_id", sa.Uuid(), nullable=False),
        sa.Column("cijfertekst", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("stroom_id", "versie", "nummer", name=op.f("pk_deel")),
        schema="kluis",
    )
    op.create_table(
        "nummer",
        sa.Column("casusnummer", sa.Text(), nullable=False),
        sa.Column("stroom_id", sa.Uuid(), nullable=False),
        sa.Column("kenmerk_merk", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("casusnummer", name=op.f("pk_nummer")),
        sa.UniqueConstraint("kenmerk_merk", name=op.f("uq_nummer_kenmerk_merk")),
        sa.UniqueConstraint("stroom_id", name=op.f("uq_nummer_stroom_id")),
        schema="kluis",
    )
    op.create_table(
        "omheining",
        sa.Column("stroom_id", sa.Uuid(), nullable=False),
        sa.Column("persoon_id", sa.Uuid(), nullable=True),
        sa.Column("organisatie", sa.Text(), nullable=True),
        sa.Column("op", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint(
            "stroom_id",
            "persoon_id",
            "organisatie",
            name=op.f("uq_omheining_stroom_id_persoon_id_organisatie"),
            postgresql_nulls_not_distinct=True,
        ),
        schema="kluis",
    )
    op.create_table(
        "sleutel",
        sa.Column("sleutel_id", sa.Uuid(), nullable=False),
        sa.Column("stroom_id", sa.Uuid(), nullable=False),
        sa.Column("persoon_id", sa.Uuid(), nullable=True),
        sa.Column("organisatie", sa.Text(), nullable=True),
        sa.Column("tijdvak", sa.Integer(), nullable=False),
        sa.Column("ingepakt", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sleutel_id", name=op.f("pk_sleutel")),
        sa.UniqueConstraint(
            "stroom_id",
            "persoon_id",
            "organisatie",
            name=op.f("uq_sleutel_stroom_id_persoon_id_organisatie"),
            postgresql_nulls_not_distinct=True,
        ),
        schema="sleutels",
    )
    op.create_index("ix_sleutel_tijdvak", "sleutel", ["tijdvak"], unique=False, schema="sleutels")
    op.create_table(
        "tijdvak",
        sa.Column("tijdvak", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("vingerafdruk", sa.Text(), nullable=False),
        sa.Column("gemaakt_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vernietigd_op", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("tijdvak", name=op.f("pk_tijdvak")),
        schema="sleutels",
    )
    op.create_table(
        "zoeksleutel",
        sa.Column("sleutel_id", sa.Uuid(), nullable=False),
        sa.Column("doel", sa.Text(), nullable=False),
        sa.Column("tijdvak", sa.Integer(), nullable=False),
        sa.Column("ingepakt", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sleutel_id", name=op.f("pk_zoeksleutel")),
        sa.UniqueConstraint("doel", name=op.f("uq_zoeksleutel_doel")),
        schema="sleutels",
    )
    op.create_table(
        "stand",
        sa.Column("naam", sa.Text(), nullable=False),
        sa.Column("positie", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("fout", sa.Text(), nullable=True),
        sa.Column("fout_positie", sa.BigInteger(), nullable=True),
        sa.Column("fout_op", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("naam", name=op.f("pk_stand")),
        schema="weergave",
    )
    op.execute(ONVERANDERLIJK)
    op.execute(OMHEINING)
    op.execute(GEEN_STEEKPROEF)
    op.execute(RECHTEN)


def downgrade() -> None:
    """Refuse: history is not thrown away by a migration."""
    raise RuntimeError("There is no way back from the first revision: it would throw away history.")
