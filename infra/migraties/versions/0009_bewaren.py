"""Destroying a part of a casus: marks that tell what went and that go with their casus; and the bewaarkalender."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

# A mark of a part says who supplied something; once the mark of the whole is there it says nothing more, and goes.
OMHEINING = """
CREATE FUNCTION kluis.alleen_met_de_casus() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.persoon_id IS NULL AND OLD.organisatie IS NULL OR NOT EXISTS (
        SELECT FROM kluis.omheining o
        WHERE o.stroom_id = OLD.stroom_id AND o.persoon_id IS NULL AND o.organisatie IS NULL
    ) THEN
        RAISE EXCEPTION 'A mark of destruction is never taken away.' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN OLD;
END $$;
DROP TRIGGER onveranderlijk ON kluis.omheining;
CREATE TRIGGER onveranderlijk BEFORE UPDATE OR TRUNCATE ON kluis.omheining
    FOR EACH STATEMENT EXECUTE FUNCTION feiten.onveranderlijk();
CREATE TRIGGER alleen_met_de_casus BEFORE DELETE ON kluis.omheining
    FOR EACH ROW EXECUTE FUNCTION kluis.alleen_met_de_casus();
-- By itself, and by right of the owner: the service may delete no mark.
CREATE FUNCTION kluis.heel_omheind() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    DELETE FROM kluis.omheining o
    WHERE o.stroom_id = NEW.stroom_id AND (o.persoon_id IS NOT NULL OR o.organisatie IS NOT NULL);
    RETURN NULL;
END $$;
CREATE TRIGGER heel_omheind AFTER INSERT ON kluis.omheining
    FOR EACH ROW WHEN (NEW.persoon_id IS NULL AND NEW.organisatie IS NULL)
    EXECUTE FUNCTION kluis.heel_omheind();
"""

# The blind index has no column for who supplied: a mark of somebody who was destroyed is refused by the person.
SAMENLOOP = """
CREATE FUNCTION kluis.geen_merk_van_vernietigd() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM kluis.omheining o
        WHERE o.stroom_id = NEW.stroom_id AND o.organisatie IS NULL
          AND (o.persoon_id IS NULL OR o.persoon_id = NEW.persoon_id)
    ) THEN
        RAISE EXCEPTION 'This content was destroyed; nothing is written for it again.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER geen_merk_van_vernietigd BEFORE INSERT OR UPDATE ON kluis.samenloop
    FOR EACH ROW EXECUTE FUNCTION kluis.geen_merk_van_vernietigd();
"""

TABELLEN = ("bewaarkalender", "bewaarkalender_opschorting", "bewaarkalender_beperking")
VOLGORDE = ["bewaren_tot", "nummer", "eenheid"]


def _bewaarkalender() -> None:
    op.create_table(
        "bewaarkalender",
        sa.Column("stroom_id", sa.Uuid(), nullable=False),
        sa.Column("eenheid", sa.Text(), nullable=False),
        sa.Column("soort", sa.Text(), nullable=False),
        sa.Column("nummer", sa.Text(), nullable=False),
        sa.Column("tafel", sa.Text(), nullable=False),
        sa.Column("persoon_id", sa.Uuid(), nullable=True),
        sa.Column("organisatie", sa.Text(), nullable=True),
        sa.Column("bewaren_tot", sa.Date(), nullable=False),
        sa.Column("regel", sa.Text(), nullable=False),
        sa.Column("eigen_tot", sa.Date(), nullable=True),
        sa.Column("eigen_regel", sa.Text(), nullable=True),
        sa.Column("uitgewerkt", sa.Boolean(), nullable=False),
        sa.Column("afgeschermd", sa.Boolean(), nullable=False),
        sa.Column("verlengd", sa.Boolean(), nullable=False),
        sa.Column("opgeschort", sa.Boolean(), nullable=False),
        sa.Column("gronden", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("herzien_op", sa.Date(), nullable=True),
        sa.Column("beperkt", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("stroom_id", "eenheid", name=op.f("pk_bewaarkalender")),
        schema="weergave",
    )
    for naam, kolommen, waar in (
        ("tafel", ["tafel", *VOLGORDE], None),
        *((vlag, ["tafel", *VOLGORDE], vlag) for vlag in ("uitgewerkt", "opgeschort", "verlengd", "beperkt")),
        ("open", ["bewaren_tot"], "NOT opgeschort"),
        ("herzien_op", ["herzien_op"], "herzien_op IS NOT NULL"),
    ):
        op.create_index(
            f"ix_bewaarkalender_{naam}",
            "bewaarkalender",
            kolommen,
            unique=False,
            schema="weergave",
            postgresql_where=sa.text(waar) if waar is not None else None,
        )


def _wat_tegenhoudt() -> None:
    op.create_table(
        "bewaarkalender_opschorting",
        sa.Column("stroom_id", sa.Uuid(), nullable=False),
        sa.Column("opschorting_id", sa.Uuid(), nullable=False),
        sa.Column("grond", sa.Text(), nullable=False),
        sa.Column("tot", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("stroom_id", "opschorting_id", name=op.f("pk_bewaarkalender_opschorting")),
        schema="weergave",
    )
    op.create_table(
        "bewaarkalender_beperking",
        sa.Column("stroom_id", sa.Uuid(), nullable=False),
        sa.Column("beperking_id", sa.Uuid(), nullable=False),
        sa.Column("persoon_id", sa.Uuid(), nullable=True),
        sa.Column("tot", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("stroom_id", "beperking_id", name=op.f("pk_bewaarkalender_beperking")),
        schema="weergave",
    )


def upgrade() -> None:
    """Make them."""
    _bewaarkalender()
    _wat_tegenhoudt()
    for tabel in TABELLEN:
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON weergave.{tabel} TO casus_dienst")
    # As for the other views: the planner's samples would outlive a destruction.
    op.execute("ALTER TABLE weergave.bewaarkalender ALTER nummer SET STATISTICS 0")
    op.execute("ALTER TABLE weergave.bewaarkalender ALTER eenheid SET STATISTICS 0")
    for tabel in ("bewaarkalender", "bewaarkalender_beperking"):
        op.execute(f"ALTER TABLE weergave.{tabel} ALTER persoon_id SET STATISTICS 0")
    op.add_column("omheining", sa.Column("versies", sa.ARRAY(sa.BigInteger()), nullable=True), schema="kluis")
    op.execute(OMHEINING)
    op.execute(SAMENLOOP)


def downgrade() -> None:
    """Refuse: without these columns what was destroyed in part would read as lost."""
    raise RuntimeError("There is no way back: what was destroyed in part would read as damaged.")
