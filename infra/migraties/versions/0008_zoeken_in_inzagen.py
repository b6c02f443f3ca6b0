"""The lists of the read log find their lines by an index; without one they read all of it."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

INDEXEN: tuple[tuple[str, list[str], str | None], ...] = (
    ("ix_regel_tafel_wie_op_positie", ["tafel", "wie", "op", "positie"], None),
    ("ix_regel_persoon", ["persoon"], "persoon IS NOT NULL"),
    ("ix_regel_zonder_tafel", ["op", "positie"], "tafel IS NULL"),
    ("ix_regel_doelen", ["tafel", "op", "positie"], "soort = 'doel'"),
)


def upgrade() -> None:
    """Make them."""
    for naam, kolommen, waar in INDEXEN:
        op.create_index(
            naam,
            "regel",
            kolommen,
            unique=False,
            schema="inzage",
            postgresql_where=sa.text(waar) if waar is not None else None,
        )


def downgrade() -> None:
    """Take them away again: nothing is lost with them."""
    for naam, _, _ in INDEXEN:
        op.drop_index(naam, "regel", schema="inzage")
