"""The keys of the blind indexes are replaced with the KEK: each has a number, which stands beside its marks."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

# 0x636173757307: shared until the transaction ends by whoever adds a mark, held alone by whoever makes a newer key.
ALLEEN_DE_NIEUWSTE = """
CREATE FUNCTION kluis.merk_van_de_nieuwste_sleutel() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(x'636173757307'::bigint);
    IF NEW.sleutelnummer IS DISTINCT FROM (
        SELECT max(z.nummer) FROM sleutels.zoeksleutel z WHERE z.doel = TG_ARGV[0]
    ) THEN
        RAISE EXCEPTION 'A mark is made with the newest key of its blind index.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER merk_van_de_nieuwste_sleutel BEFORE INSERT OR UPDATE ON kluis.samenloop
    FOR EACH ROW EXECUTE FUNCTION kluis.merk_van_de_nieuwste_sleutel('samenloop');
CREATE TRIGGER merk_van_de_nieuwste_sleutel BEFORE INSERT OR UPDATE OF kenmerk_merk, sleutelnummer ON kluis.nummer
    FOR EACH ROW WHEN (NEW.kenmerk_merk IS NOT NULL)
    EXECUTE FUNCTION kluis.merk_van_de_nieuwste_sleutel('kenmerk');
"""

RECHTEN = """
GRANT UPDATE (kenmerk_merk, sleutelnummer) ON kluis.nummer TO casus_dienst;
GRANT INSERT, DELETE ON sleutels.zoeksleutel TO casus_dienst;
REVOKE UPDATE (tijdvak, ingepakt) ON sleutels.zoeksleutel FROM casus_dienst;
"""


def upgrade() -> None:
    """Make it. What is there was made with the first key."""
    een = sa.text("1")
    op.add_column(
        "zoeksleutel",
        sa.Column("nummer", sa.Integer(), nullable=False, server_default=een),
        schema="sleutels",
    )
    op.drop_constraint(op.f("uq_zoeksleutel_doel"), "zoeksleutel", schema="sleutels")
    op.create_unique_constraint(
        op.f("uq_zoeksleutel_doel_nummer"), "zoeksleutel", ["doel", "nummer"], schema="sleutels"
    )
    op.add_column(
        "samenloop",
        sa.Column("sleutelnummer", sa.Integer(), nullable=False, server_default=een),
        schema="kluis",
    )
    op.add_column("nummer", sa.Column("sleutelnummer", sa.Integer()), schema="kluis")
    op.execute("UPDATE kluis.nummer SET sleutelnummer = 1 WHERE kenmerk_merk IS NOT NULL")
    for tabel in ("nummer", "samenloop"):
        op.create_index(f"ix_{tabel}_sleutelnummer", tabel, ["sleutelnummer"], schema="kluis")
    op.execute(ALLEEN_DE_NIEUWSTE)
    op.execute(RECHTEN)


def downgrade() -> None:
    """Take it back, where no key was replaced yet."""
    op.execute("REVOKE UPDATE (kenmerk_merk, sleutelnummer) ON kluis.nummer FROM casus_dienst")
    op.execute("REVOKE INSERT, DELETE ON sleutels.zoeksleutel FROM casus_dienst")
    op.execute("GRANT UPDATE (tijdvak, ingepakt) ON sleutels.zoeksleutel TO casus_dienst")
    for tabel in ("nummer", "samenloop"):
        op.execute(f"DROP TRIGGER merk_van_de_nieuwste_sleutel ON kluis.{tabel}")
        op.drop_index(f"ix_{tabel}_sleutelnummer", tabel, schema="kluis")
        op.drop_column(tabel, "sleutelnummer", schema="kluis")
    op.execute("DROP FUNCTION kluis.merk_van_de_nieuwste_sleutel()")
    op.drop_constraint(op.f("uq_zoeksleutel_doel_nummer"), "zoeksleutel", schema="sleutels")
    op.create_unique_constraint(op.f("uq_zoeksleutel_doel"), "zoeksleutel", ["doel"], schema="sleutels")
    op.drop_column("zoeksleutel", "nummer", schema="sleutels")
