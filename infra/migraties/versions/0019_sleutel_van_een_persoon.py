"""Where else somebody is known is looked up before each destruction: by an index, however many cases there are."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it."""
    op.create_index(
        "ix_sleutel_persoon_id",
        "sleutel",
        ["persoon_id"],
        unique=False,
        schema="sleutels",
        postgresql_where=sa.text("persoon_id IS NOT NULL"),
    )


def downgrade() -> None:
    """Take it away."""
    op.drop_index("ix_sleutel_persoon_id", table_name="sleutel", schema="sleutels")
