"""What is handed to who it is about is theirs to keep: it has no last day, also what was handed over before."""

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

VERSTREKT = "UPDATE exports.export SET vervalt_op = NULL WHERE soort = 'inzage-van-een-betrokkene'"
TERUG = "UPDATE exports.export SET vervalt_op = gemaakt_op::date + 30 WHERE vervalt_op IS NULL"


def upgrade() -> None:
    """Let a last day be away."""
    op.alter_column("export", "vervalt_op", nullable=True, schema="exports")
    op.execute(VERSTREKT)


def downgrade() -> None:
    """Give each a last day again."""
    op.execute(TERUG)
    op.alter_column("export", "vervalt_op", nullable=False, schema="exports")
