"""Sessions of people who signed in with a browser."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

RECHTEN = """
GRANT USAGE ON SCHEMA inloggen TO casus_dienst;
GRANT SELECT, INSERT, UPDATE, DELETE ON inloggen.sessie TO casus_dienst;
"""


def upgrade() -> None:
    """Make the table; the service alone writes in it, and forgets a session that is over."""
    op.execute("CREATE SCHEMA inloggen")
    op.create_table(
        "sessie",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("koekje", sa.LargeBinary(), nullable=False),
        sa.Column("uitgever", sa.Text(), nullable=False),
        sa.Column("sub", sa.Text(), nullable=False),
        sa.Column("sid", sa.Text(), nullable=True),
        sa.Column("niveau", sa.Text(), nullable=False),
        sa.Column("ingelogd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("begin", sa.DateTime(timezone=True), nullable=False),
        sa.Column("laatst", sa.DateTime(timezone=True), nullable=False),
        sa.Column("einde", sa.DateTime(timezone=True), nullable=False),
        sa.Column("toekenning", sa.Uuid(), nullable=True),
        sa.Column("demo", JSONB(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessie")),
        schema="inloggen",
    )
    op.create_index("uq_sessie_koekje", "sessie", ["koekje"], unique=True, schema="inloggen")
    op.create_index("ix_sessie_uitgever_sub", "sessie", ["uitgever", "sub"], schema="inloggen")
    op.create_index("ix_sessie_einde", "sessie", ["einde"], schema="inloggen")
    op.execute(RECHTEN)


def downgrade() -> None:
    """Drop it."""
    op.drop_table("sessie", schema="inloggen")
    op.execute("DROP SCHEMA inloggen")
