"""A list as it stood is rebuilt in tables that last as long as one transaction; the service may make those."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# The embedded server took this right from everybody. On a server of one's own the owner of the tables need not own
# the database; then the right is there for everybody by default, or somebody took it away on purpose: 'casus doctor'
# tells.
TIJDELIJK = """
DO $$
BEGIN
    EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO casus_dienst', current_database());
EXCEPTION WHEN insufficient_privilege THEN
    NULL;
END $$;
"""


def upgrade() -> None:
    """Make it."""
    op.execute(TIJDELIJK)


def downgrade() -> None:
    """Take the right back."""
    op.execute(TIJDELIJK.replace("GRANT", "REVOKE").replace("TO casus_dienst", "FROM casus_dienst"))
