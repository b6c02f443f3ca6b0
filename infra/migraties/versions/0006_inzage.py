"""The read log: who looked at whom, and a tree over it that only grows."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# A line can be found by these; the database takes them from the line itself.
VELDEN = (
    ("soort", sa.Text()),
    ("op", sa.Text()),
    ("wie", sa.Text()),
    ("tafel", sa.Text()),
    ("casus", sa.Uuid()),
    ("persoon", sa.Uuid()),
    ("inzagedoel", sa.Uuid()),
)

ALLEEN_GROEIEN = """
CREATE FUNCTION inzage.onveranderlijk() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The read log only grows; nothing in it is changed or deleted.'
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER onveranderlijk BEFORE UPDATE OR DELETE OR TRUNCATE ON inzage.gebeurtenis
    FOR EACH STATEMENT EXECUTE FUNCTION inzage.onveranderlijk();
CREATE TRIGGER onveranderlijk BEFORE UPDATE OR DELETE OR TRUNCATE ON inzage.regel
    FOR EACH STATEMENT EXECUTE FUNCTION inzage.onveranderlijk();
CREATE TRIGGER onveranderlijk BEFORE UPDATE OR DELETE OR TRUNCATE ON inzage.knoop
    FOR EACH STATEMENT EXECUTE FUNCTION inzage.onveranderlijk();
CREATE TRIGGER onveranderlijk BEFORE UPDATE OR DELETE OR TRUNCATE ON inzage.blad
    FOR EACH STATEMENT EXECUTE FUNCTION inzage.onveranderlijk();
CREATE TRIGGER onveranderlijk BEFORE DELETE OR TRUNCATE ON inzage.boek
    FOR EACH STATEMENT EXECUTE FUNCTION inzage.onveranderlijk();
CREATE TRIGGER vooruit BEFORE UPDATE ON inzage.boek FOR EACH ROW EXECUTE FUNCTION logboek.vooruit();
"""

RECHTEN = """
GRANT USAGE ON SCHEMA inzage TO casus_dienst;
GRANT SELECT, INSERT (originator_id, originator_version, topic, state) ON inzage.gebeurtenis TO casus_dienst;
GRANT SELECT, INSERT (positie, inhoud) ON inzage.regel TO casus_dienst;
GRANT SELECT, INSERT ON inzage.knoop, inzage.blad TO casus_dienst;
GRANT SELECT, UPDATE (grootte, positie, gepubliceerd, fout, fout_op) ON inzage.boek TO casus_dienst;
"""


def upgrade() -> None:
    """Make it."""
    op.execute("CREATE SCHEMA inzage")
    _regels()
    _boom()
    op.execute("INSERT INTO inzage.boek (een) VALUES (1)")
    op.execute(ALLEEN_GROEIEN)
    op.execute(RECHTEN)


def _regels() -> None:
    op.create_table(
        "gebeurtenis",
        sa.Column("originator_id", sa.Uuid(), nullable=False),
        sa.Column("originator_version", sa.BigInteger(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("state", sa.LargeBinary(), nullable=False),
        sa.Column("notification_id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.PrimaryKeyConstraint("originator_id", "originator_version", name=op.f("pk_gebeurtenis")),
        sa.UniqueConstraint("notification_id", name=op.f("uq_gebeurtenis_notification_id")),
        schema="inzage",
    )
    op.create_table(
        "regel",
        sa.Column("positie", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("inhoud", sa.Text(), nullable=False),
        *(
            sa.Column(naam, soort, sa.Computed(_waarde(naam, soort), persisted=True))
            for naam, soort in VELDEN
        ),
        sa.PrimaryKeyConstraint("positie", name=op.f("pk_regel")),
        schema="inzage",
    )
    op.create_index(
        "ix_regel_tafel_op_positie", "regel", ["tafel", "op", "positie"], unique=False, schema="inzage"
    )
    for veld in ("casus", "inzagedoel"):
        op.create_index(
            f"ix_regel_{veld}",
            "regel",
            [veld],
            unique=False,
            schema="inzage",
            postgresql_where=sa.text(f"{veld} IS NOT NULL"),
        )


def _waarde(naam: str, soort: object) -> str:
    waarde = f"(inhoud::jsonb ->> '{naam}')"
    return f"{waarde}::uuid" if isinstance(soort, sa.Uuid) else waarde


def _boom() -> None:
    op.create_table(
        "knoop",
        sa.Column("niveau", sa.SmallInteger(), nullable=False),
        sa.Column("nummer", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("octet_length(hash) = 32", name="hash"),
        sa.PrimaryKeyConstraint("niveau", "nummer", name=op.f("pk_knoop")),
        schema="inzage",
    )
    op.create_table(
        "blad",
        sa.Column("nummer", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("positie", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("nummer", name=op.f("pk_blad")),
        sa.UniqueConstraint("positie", name=op.f("uq_blad_positie")),
        schema="inzage",
    )
    op.create_table(
        "boek",
        sa.Column("een", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("grootte", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("positie", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("gepubliceerd", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("fout", sa.Text(), nullable=True),
        sa.Column("fout_op", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("een = 1", name="een"),
        sa.PrimaryKeyConstraint("een", name=op.f("pk_boek")),
        schema="inzage",
    )


def downgrade() -> None:
    """Refuse: who looked is not forgotten by a migration."""
    raise RuntimeError("There is no way back: it would throw away who looked.")
