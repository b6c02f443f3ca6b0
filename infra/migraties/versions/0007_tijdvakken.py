"""The KEK can be replaced: an epoch is closed, its keys are wrapped anew, and its KEK is destroyed."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

# 0x636173757307: shared until the transaction ends by whoever adds a key, held alone by whoever closes an epoch.
ALLEEN_OPEN = """
CREATE FUNCTION sleutels.alleen_in_een_open_tijdvak() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(x'636173757307'::bigint);
    IF NOT EXISTS (
        SELECT FROM sleutels.tijdvak WHERE tijdvak = NEW.tijdvak AND gesloten_op IS NULL AND vernietigd_op IS NULL
    ) THEN
        RAISE EXCEPTION 'This epoch of the KEK takes no new keys.' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION sleutels.alleen_ompakken() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM sleutels.tijdvak WHERE tijdvak = OLD.tijdvak AND gesloten_op IS NULL) THEN
        RAISE EXCEPTION 'A key is changed in one way only: wrapped anew when its epoch is closed.'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION sleutels.tijdvak_gaat_vooruit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.gesloten_op IS NOT NULL AND NEW.gesloten_op IS DISTINCT FROM OLD.gesloten_op)
        OR (OLD.vernietigd_op IS NOT NULL AND NEW.vernietigd_op IS DISTINCT FROM OLD.vernietigd_op) THEN
        RAISE EXCEPTION 'A closed or destroyed epoch stays so.' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER tijdvak_gaat_vooruit BEFORE UPDATE ON sleutels.tijdvak
    FOR EACH ROW EXECUTE FUNCTION sleutels.tijdvak_gaat_vooruit();
CREATE TRIGGER alleen_ompakken BEFORE UPDATE ON sleutels.sleutel
    FOR EACH ROW EXECUTE FUNCTION sleutels.alleen_ompakken();
CREATE TRIGGER alleen_ompakken BEFORE UPDATE ON sleutels.zoeksleutel
    FOR EACH ROW EXECUTE FUNCTION sleutels.alleen_ompakken();
CREATE TRIGGER alleen_in_een_open_tijdvak BEFORE INSERT OR UPDATE ON sleutels.sleutel
    FOR EACH ROW EXECUTE FUNCTION sleutels.alleen_in_een_open_tijdvak();
CREATE TRIGGER alleen_in_een_open_tijdvak BEFORE INSERT OR UPDATE ON sleutels.zoeksleutel
    FOR EACH ROW EXECUTE FUNCTION sleutels.alleen_in_een_open_tijdvak();
"""

RECHTEN = """
GRANT UPDATE (tijdvak, ingepakt) ON sleutels.sleutel, sleutels.zoeksleutel TO casus_dienst;
GRANT INSERT (tijdvak, vingerafdruk, gemaakt_op), UPDATE (gesloten_op, vernietigd_op) ON sleutels.tijdvak
    TO casus_dienst;
"""


def upgrade() -> None:
    """Make it."""
    op.add_column("tijdvak", sa.Column("gesloten_op", sa.DateTime(timezone=True)), schema="sleutels")
    op.execute(ALLEEN_OPEN)
    op.execute(RECHTEN)


def downgrade() -> None:
    """Take it back, where no KEK was replaced yet."""
    op.execute(
        "REVOKE UPDATE (tijdvak, ingepakt) ON sleutels.sleutel, sleutels.zoeksleutel FROM casus_dienst"
    )
    op.execute(
        "REVOKE INSERT (tijdvak, vingerafdruk, gemaakt_op), UPDATE (gesloten_op, vernietigd_op)"
        " ON sleutels.tijdvak FROM casus_dienst"
    )
    for tabel in ("sleutel", "zoeksleutel"):
        op.execute(f"DROP TRIGGER alleen_in_een_open_tijdvak ON sleutels.{tabel}")
        op.execute(f"DROP TRIGGER alleen_ompakken ON sleutels.{tabel}")
    op.execute("DROP TRIGGER tijdvak_gaat_vooruit ON sleutels.tijdvak")
    op.execute("DROP FUNCTION sleutels.tijdvak_gaat_vooruit()")
    op.execute("DROP FUNCTION sleutels.alleen_in_een_open_tijdvak(), sleutels.alleen_ompakken()")
    op.drop_column("tijdvak", "gesloten_op", schema="sleutels")
