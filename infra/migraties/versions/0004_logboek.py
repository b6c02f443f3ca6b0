"""The logboek: the Merkle tree over the events, which only grows."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ALLEEN_GROEIEN = """
CREATE FUNCTION logboek.onveranderlijk() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The logboek only grows; nothing in it is changed or deleted.'
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER onveranderlijk BEFORE UPDATE OR DELETE OR TRUNCATE ON logboek.knoop
    FOR EACH STATEMENT EXECUTE FUNCTION logboek.onveranderlijk();
CREATE TRIGGER onveranderlijk BEFORE UPDATE OR DELETE OR TRUNCATE ON logboek.blad
    FOR EACH STATEMENT EXECUTE FUNCTION logboek.onveranderlijk();
CREATE TRIGGER onveranderlijk BEFORE DELETE OR TRUNCATE ON logboek.boek
    FOR EACH STATEMENT EXECUTE FUNCTION logboek.onveranderlijk();
CREATE FUNCTION logboek.vooruit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.grootte < OLD.grootte OR NEW.positie < OLD.positie OR NEW.gepubliceerd < OLD.gepubliceerd THEN
        RAISE EXCEPTION 'The logboek only grows; it is not set back.' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER vooruit BEFORE UPDATE ON logboek.boek FOR EACH ROW EXECUTE FUNCTION logboek.vooruit();
"""

RECHTEN = """
GRANT USAGE ON SCHEMA logboek TO casus_dienst;
GRANT SELECT, INSERT ON logboek.knoop, logboek.blad TO casus_dienst;
GRANT SELECT, UPDATE (grootte, positie, gepubliceerd, fout, fout_op) ON logboek.boek TO casus_dienst;
"""


def upgrade() -> None:
    """Make it; the tree of what was recorded before grows when the service starts."""
    op.execute("CREATE SCHEMA logboek")
    op.create_table(
        "knoop",
        sa.Column("niveau", sa.SmallInteger(), nullable=False),
        sa.Column("nummer", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("octet_length(hash) = 32", name="hash"),
        sa.PrimaryKeyConstraint("niveau", "nummer", name=op.f("pk_knoop")),
        schema="logboek",
    )
    op.create_table(
        "blad",
        sa.Column("nummer", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("positie", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("nummer", name=op.f("pk_blad")),
        sa.UniqueConstraint("positie", name=op.f("uq_blad_positie")),
        schema="logboek",
    )
    op.create_table(
        "boek",
        sa.Column("een", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("grootte", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("positie", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("gepubliceerd", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("fout", sa.Text(), nullable=True),
        sa.Column("fout_op", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("een = 1", name="een"),
        sa.PrimaryKeyConstraint("een", name=op.f("pk_boek")),
        schema="logboek",
    )
    op.execute("INSERT INTO logboek.boek (een) VALUES (1)")
    op.execute(ALLEEN_GROEIEN)
    op.execute(RECHTEN)


def downgrade() -> None:
    """Refuse: what was signed and given out cannot be taken back."""
    raise RuntimeError("There is no way back: checkpoints of this tree were given out.")
