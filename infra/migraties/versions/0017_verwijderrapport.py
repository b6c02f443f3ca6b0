"""The report of destructions names all four people of each, and the list that it stood on."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

KOLOMMEN = ("gecontroleerd_door", "goedgekeurd_door", "lijstnummer")
# A view is made anew from the first fact: what it did not take in before stands in the facts.
VANAF_HET_BEGIN = """
TRUNCATE weergave.verwijderrapport, weergave.bewaartermijn, weergave.bewaartermijn_zonder;
DELETE FROM weergave.stand WHERE naam = 'verwijderrapport';
"""


def upgrade() -> None:
    """Add them."""
    for kolom in KOLOMMEN:
        op.add_column("verwijderrapport", sa.Column(kolom, sa.Text(), nullable=True), schema="weergave")
    op.execute(VANAF_HET_BEGIN)


def downgrade() -> None:
    """Remove them."""
    for kolom in KOLOMMEN:
        op.drop_column("verwijderrapport", kolom, schema="weergave")
