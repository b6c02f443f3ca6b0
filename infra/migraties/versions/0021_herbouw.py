"""Rebuilding a view beside itself, and what somebody did about a view that stopped, with the reason."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

RECHTEN = """
CREATE SCHEMA herbouw;
GRANT USAGE ON SCHEMA herbouw TO casus_dienst;
GRANT SELECT, INSERT, UPDATE, DELETE ON weergave.herbouw TO casus_dienst;
GRANT SELECT, INSERT ON weergave.ingreep TO casus_dienst;
"""

# What was done about a view, by whom and why, is never changed.
ONVERANDERLIJK = """
CREATE FUNCTION weergave.onveranderlijk() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'What was done about a view is never changed or deleted.'
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER onveranderlijk BEFORE UPDATE OR DELETE OR TRUNCATE ON weergave.ingreep
    FOR EACH STATEMENT EXECUTE FUNCTION weergave.onveranderlijk();
"""


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "herbouw",
        sa.Column("naam", sa.Text(), nullable=False),
        sa.Column("afdruk", sa.Text(), nullable=False),
        sa.Column("begonnen_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tot", sa.BigInteger(), nullable=False),
        sa.Column("begin_na", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("positie", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("naam", name=op.f("pk_herbouw")),
        schema="weergave",
    )
    op.create_table(
        "ingreep",
        sa.Column("nummer", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("naam", sa.Text(), nullable=False),
        sa.Column("positie", sa.BigInteger(), nullable=False),
        sa.Column("soort", sa.Text(), nullable=False),
        sa.Column("fout", sa.Text(), nullable=True),
        sa.Column("reden", sa.Text(), nullable=False),
        sa.Column("wie", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("nummer", name=op.f("pk_ingreep")),
        schema="weergave",
    )
    op.execute(RECHTEN)
    op.execute(ONVERANDERLIJK)


def downgrade() -> None:
    """Drop them."""
    op.drop_table("ingreep", schema="weergave")
    op.execute("DROP FUNCTION weergave.onveranderlijk()")
    op.drop_table("herbouw", schema="weergave")
    op.execute("DROP SCHEMA herbouw CASCADE")
