"""Destroying a part of a casus: which events lost their main part, marks that go with their casus, and no late mark."""

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


def upgrade() -> None:
    """Make them."""
    op.add_column("omheining", sa.Column("versies", sa.ARRAY(sa.BigInteger()), nullable=True), schema="kluis")
    op.execute(OMHEINING)
    op.execute(SAMENLOOP)


def downgrade() -> None:
    """Refuse: without these columns what was destroyed in part would read as lost."""
    raise RuntimeError("There is no way back: what was destroyed in part would read as damaged.")
