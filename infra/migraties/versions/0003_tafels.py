"""Beside the kluis: which casus an agenda item is, and the marks by which tables find who they both know."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# As in 0001: the planner takes no samples of what a destruction must take away.
GEEN_STEEKPROEF = """
ALTER TABLE kluis.agendapunt ALTER agendapunt_id SET STATISTICS 0;
ALTER TABLE kluis.samenloop ALTER merk SET STATISTICS 0, ALTER persoon_id SET STATISTICS 0;
"""

RECHTEN = "GRANT SELECT, INSERT, DELETE ON kluis.agendapunt, kluis.samenloop TO casus_dienst;"


def upgrade() -> None:
    """Make it."""
    op.create_table(
        "agendapunt",
        sa.Column("agendapunt_id", sa.Uuid(), nullable=False),
        sa.Column("overleg_id", sa.Uuid(), nullable=False),
        sa.Column("stroom_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("agendapunt_id", name=op.f("pk_agendapunt")),
        schema="kluis",
    )
    op.create_index("ix_agendapunt_stroom_id", "agendapunt", ["stroom_id"], unique=False, schema="kluis")
    op.create_table(
        "samenloop",
        sa.Column("merk", sa.LargeBinary(), nullable=False),
        sa.Column("stroom_id", sa.Uuid(), nullable=False),
        sa.Column("persoon_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("merk", "stroom_id", "persoon_id", name=op.f("pk_samenloop")),
        schema="kluis",
    )
    op.create_index("ix_samenloop_stroom_id", "samenloop", ["stroom_id"], unique=False, schema="kluis")
    op.execute(GEEN_STEEKPROEF)
    op.execute(RECHTEN)


def downgrade() -> None:
    """Refuse: which casus an agenda item is stands nowhere else."""
    raise RuntimeError("There is no way back: which casus an agenda item is would be lost.")
