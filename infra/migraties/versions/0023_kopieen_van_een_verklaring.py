"""The register of verklaringen says which known copies each names, so that it shows which of them went since."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

# What a verklaring says is never changed; this only says it beside the signed bytes, in which it stands as well.
UIT_DE_INHOUD = """
ALTER TABLE verklaring.verklaring DISABLE TRIGGER onveranderlijk;
UPDATE verklaring.verklaring v SET kopieen = ARRAY(
    SELECT jsonb_array_elements_text(convert_from(v.inhoud, 'UTF8')::jsonb #> '{inhoud,bekende_kopieen}')
);
ALTER TABLE verklaring.verklaring ENABLE TRIGGER onveranderlijk;
"""


def upgrade() -> None:
    """Say it of each."""
    soort: sa.ARRAY[str] = sa.ARRAY(sa.Text())
    op.add_column(
        "verklaring",
        sa.Column("kopieen", soort, server_default=sa.text("'{}'"), nullable=False),
        schema="verklaring",
    )
    op.execute(UIT_DE_INHOUD)


def downgrade() -> None:
    """Take it away; it stands in the signed bytes."""
    op.drop_column("verklaring", "kopieen", schema="verklaring")
