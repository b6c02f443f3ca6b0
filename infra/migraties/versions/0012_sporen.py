"""Traces of what is being destroyed, by which the nacontrole recognises what is left; gone when it is done."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0010"
branch_labels = None
depends_on = None

# The planner's samples would outlive the traces.
GEEN_STEEKPROEF = """
ALTER TABLE vernietiging.sporenset ALTER masker SET STATISTICS 0;
ALTER TABLE vernietiging.spooreenheid ALTER persoon_id SET STATISTICS 0, ALTER organisatie SET STATISTICS 0;
ALTER TABLE vernietiging.spoor ALTER merk SET STATISTICS 0, ALTER hulp SET STATISTICS 0;
"""

RECHTEN = """
GRANT USAGE ON SCHEMA vernietiging TO casus_dienst;
GRANT SELECT, INSERT, DELETE ON vernietiging.sporenset, vernietiging.spooreenheid, vernietiging.spoor
    TO casus_dienst;
"""


def upgrade() -> None:
    """Make it."""
    op.execute("CREATE SCHEMA IF NOT EXISTS vernietiging")
    op.create_table(
        "sporenset",
        sa.Column("lijst", sa.Text(), nullable=False),
        sa.Column("masker", sa.LargeBinary(), nullable=False),
        sa.Column("genomen_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tijdvak", sa.Integer(), nullable=False),
        sa.CheckConstraint("octet_length(masker) = 32", name="masker"),
        sa.PrimaryKeyConstraint("lijst", name=op.f("pk_sporenset")),
        schema="vernietiging",
    )
    op.create_table(
        "spooreenheid",
        sa.Column("lijst", sa.Text(), nullable=False),
        sa.Column("nummer", sa.Integer(), nullable=False),
        sa.Column("stroom_id", sa.Uuid(), nullable=False),
        sa.Column("persoon_id", sa.Uuid(), nullable=True),
        sa.Column("organisatie", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("lijst", "nummer", name=op.f("pk_spooreenheid")),
        sa.UniqueConstraint(
            "lijst",
            "stroom_id",
            "persoon_id",
            "organisatie",
            name=op.f("uq_spooreenheid_lijst_stroom_id_persoon_id_organisatie"),
            postgresql_nulls_not_distinct=True,
        ),
        schema="vernietiging",
    )
    op.create_table(
        "spoor",
        sa.Column("lijst", sa.Text(), nullable=False),
        sa.Column("merk", sa.LargeBinary(), nullable=False),
        sa.Column("soort", sa.Text(), nullable=False),
        sa.Column("eenheid", sa.Integer(), nullable=False),
        sa.Column("hulp", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("lijst", "merk", "soort", name=op.f("pk_spoor")),
        schema="vernietiging",
    )
    op.execute(GEEN_STEEKPROEF)
    op.execute(RECHTEN)


def downgrade() -> None:
    """Take it back; a nacontrole that is going on then has nothing to recognise residue by."""
    for tabel in ("spoor", "spooreenheid", "sporenset"):
        op.drop_table(tabel, schema="vernietiging")
    op.execute("DROP SCHEMA vernietiging")
