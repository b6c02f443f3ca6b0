"""The service may clear the room that a destruction leaves in tables that came after the first vernietigingslijst."""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

# From PostgreSQL 17 on there is a right of its own for it; before, only the owner may, and a list says so.
OPRUIMEN = """
DO $$
BEGIN
    IF current_setting('server_version_num')::int >= 170000 THEN
        EXECUTE 'GRANT MAINTAIN ON ALL TABLES IN SCHEMA exports, kluis, sleutels, vernietiging, weergave'
            ' TO casus_dienst';
    END IF;
END $$;
"""


def upgrade() -> None:
    """Grant it."""
    op.execute(OPRUIMEN)


def downgrade() -> None:
    """Leave it: the right harms nothing, and is gone with the tables."""
