"""The register of verklaringen van vernietiging, which only grows, without gaps in its numbers."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

ALLEEN_GROEIEN = """
CREATE FUNCTION verklaring.onveranderlijk() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A verklaring that was given out stays as it is.' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER onveranderlijk BEFORE UPDATE OR DELETE OR TRUNCATE ON verklaring.verklaring
    FOR EACH STATEMENT EXECUTE FUNCTION verklaring.onveranderlijk();
CREATE FUNCTION verklaring.opvolgend() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    verwacht integer;
    cijfers text := NEW.volgnummer::text;
BEGIN
    SELECT coalesce(max(volgnummer), 0) + 1 INTO verwacht FROM verklaring.verklaring WHERE jaar = NEW.jaar;
    IF NEW.volgnummer <> verwacht OR NEW.nummer <> NEW.jaar || '-' || lpad(cijfers, greatest(4, length(cijfers)), '0')
    THEN
        RAISE EXCEPTION 'The next verklaring of % has number %.', NEW.jaar, verwacht
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER opvolgend BEFORE INSERT ON verklaring.verklaring
    FOR EACH ROW EXECUTE FUNCTION verklaring.opvolgend();
"""

RECHTEN = """
GRANT USAGE ON SCHEMA verklaring TO casus_dienst;
GRANT SELECT, INSERT ON verklaring.verklaring TO casus_dienst;
"""


def upgrade() -> None:
    """Make it."""
    op.execute("CREATE SCHEMA verklaring")
    op.create_table(
        "verklaring",
        sa.Column("nummer", sa.Text(), nullable=False),
        sa.Column("jaar", sa.Integer(), nullable=False),
        sa.Column("volgnummer", sa.Integer(), nullable=False),
        sa.Column("lijst", sa.Text(), nullable=False),
        sa.Column("tafel", sa.Text(), nullable=False),
        sa.Column("gemaakt_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uitkomst", sa.Text(), nullable=False),
        sa.Column("getekend_met", sa.Text(), nullable=False),
        sa.Column("vingerafdruk", sa.Text(), nullable=False),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("nummer", name=op.f("pk_verklaring")),
        sa.UniqueConstraint("jaar", "volgnummer", name=op.f("uq_verklaring_jaar_volgnummer")),
        sa.UniqueConstraint("lijst", name=op.f("uq_verklaring_lijst")),
        schema="verklaring",
    )
    op.create_index(
        "ix_verklaring_tafel",
        "verklaring",
        ["tafel", "jaar", "volgnummer"],
        unique=False,
        schema="verklaring",
    )
    op.execute(ALLEEN_GROEIEN)
    op.execute(RECHTEN)


def downgrade() -> None:
    """Refuse: what was given out is not forgotten by a migration."""
    raise RuntimeError("There is no way back: it would throw away the verklaringen.")
