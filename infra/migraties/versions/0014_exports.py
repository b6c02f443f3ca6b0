"""The register of files that left the service, and which of them hold something that was destroyed."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

# What was destroyed may still stand in a file somewhere. The mark of a destruction says so, whoever writes it.
BEVAT_VERNIETIGD = """
CREATE FUNCTION exports.bevat_vernietigd() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE exports.export e SET bevat_vernietigd_sinds = NEW.op
    FROM exports.kopie k
    WHERE k.stroom_id = NEW.stroom_id AND e.exportnummer = k.exportnummer
        AND e.vernietigd_op IS NULL AND e.bevat_vernietigd_sinds IS NULL;
    RETURN NULL;
END $$;
CREATE TRIGGER bevat_vernietigd AFTER INSERT ON kluis.omheining
    FOR EACH ROW EXECUTE FUNCTION exports.bevat_vernietigd();
CREATE FUNCTION exports.blijft() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.vernietigd_op IS NOT NULL
        AND (NEW.vernietigd_op, NEW.vernietigd_door) IS DISTINCT FROM (OLD.vernietigd_op, OLD.vernietigd_door)
    THEN
        RAISE EXCEPTION 'A copy that is gone stays so.' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER blijft BEFORE UPDATE ON exports.export FOR EACH ROW EXECUTE FUNCTION exports.blijft();
"""

RECHTEN = """
GRANT USAGE ON SCHEMA exports TO casus_dienst;
GRANT SELECT, INSERT, UPDATE (bevat_vernietigd_sinds, vernietigd_op, vernietigd_door) ON exports.export
    TO casus_dienst;
GRANT SELECT, INSERT, DELETE ON exports.kopie TO casus_dienst;
"""


def upgrade() -> None:
    """Make it."""
    op.execute("CREATE SCHEMA exports")
    op.create_table(
        "export",
        sa.Column("exportnummer", sa.Text(), nullable=False),
        sa.Column("soort", sa.Text(), nullable=False),
        sa.Column("vorm", sa.Text(), nullable=False),
        sa.Column("tafel", sa.Text(), nullable=True),
        sa.Column("gemaakt_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gemaakt_door", sa.Text(), nullable=False),
        sa.Column("rol", sa.Text(), nullable=False),
        sa.Column("organisatie", sa.Text(), nullable=False),
        sa.Column("vervalt_op", sa.Date(), nullable=False),
        sa.Column("over_mensen", sa.Boolean(), nullable=False),
        sa.Column("bevat_vernietigd_sinds", sa.DateTime(timezone=True), nullable=True),
        sa.Column("vernietigd_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("vernietigd_door", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("exportnummer", name=op.f("pk_export")),
        schema="exports",
    )
    op.create_index(
        "ix_export_tafel", "export", ["tafel", "gemaakt_op", "exportnummer"], unique=False, schema="exports"
    )
    op.create_index(
        "ix_export_nog_weg",
        "export",
        ["vervalt_op", "exportnummer"],
        unique=False,
        schema="exports",
        postgresql_where=sa.text("vernietigd_op IS NULL"),
    )
    op.create_table(
        "kopie",
        sa.Column("exportnummer", sa.Text(), nullable=False),
        sa.Column("stroom_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("stroom_id", "exportnummer", name=op.f("pk_kopie")),
        schema="exports",
    )
    op.execute(BEVAT_VERNIETIGD)
    op.execute(RECHTEN)


def downgrade() -> None:
    """Take it back; which files are out there is then no longer known."""
    op.execute("DROP TRIGGER bevat_vernietigd ON kluis.omheining")
    op.execute("DROP SCHEMA exports CASCADE")
