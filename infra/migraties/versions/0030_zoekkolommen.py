"""The columns that lines of the read log are found by are taken from the line at once, where it was read seven times.

As generated columns each of them read the whole line anew, which was most of what a page of hundreds of people asked of
the database. A trigger reads it once. What is there stays as it is, and nothing is written again.
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

VELDEN = ("soort", "op", "wie", "tafel", "casus", "persoon", "inzagedoel")
INDEXEN: tuple[tuple[str, list[str], str | None], ...] = (
    ("ix_regel_tafel_op_positie", ["tafel", "op", "positie"], None),
    ("ix_regel_tafel_wie_op_positie", ["tafel", "wie", "op", "positie"], None),
    ("ix_regel_casus", ["casus"], "casus IS NOT NULL"),
    ("ix_regel_persoon", ["persoon"], "persoon IS NOT NULL"),
    ("ix_regel_inzagedoel", ["inzagedoel"], "inzagedoel IS NOT NULL"),
    ("ix_regel_zonder_tafel", ["op", "positie"], "tafel IS NULL"),
    ("ix_regel_doelen", ["tafel", "op", "positie"], "soort = 'doel'"),
)

# Whatever was handed along for them: the line alone counts.
UIT_DE_REGEL = """
CREATE FUNCTION inzage.uit_de_regel() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    velden CONSTANT jsonb := NEW.inhoud::jsonb;
BEGIN
    NEW.soort := velden ->> 'soort';
    NEW.op := velden ->> 'op';
    NEW.wie := velden ->> 'wie';
    NEW.tafel := velden ->> 'tafel';
    NEW.casus := velden ->> 'casus';
    NEW.persoon := velden ->> 'persoon';
    NEW.inzagedoel := velden ->> 'inzagedoel';
    RETURN NEW;
END $$;
CREATE TRIGGER uit_de_regel BEFORE INSERT ON inzage.regel
    FOR EACH ROW EXECUTE FUNCTION inzage.uit_de_regel();
"""


def upgrade() -> None:
    """Keep what is in them; what is added from here on is filled by the trigger."""
    los = ", ".join(f"ALTER {veld} DROP EXPRESSION" for veld in VELDEN)
    op.execute(f"ALTER TABLE inzage.regel {los}")
    op.execute(UIT_DE_REGEL)


def downgrade() -> None:
    """Have the columns made by themselves again; nothing is lost with them."""
    op.execute("DROP TRIGGER uit_de_regel ON inzage.regel")
    op.execute("DROP FUNCTION inzage.uit_de_regel()")
    for veld in VELDEN:
        op.drop_column("regel", veld, schema="inzage")
    for veld in VELDEN:
        soort = "uuid" if veld in {"casus", "persoon", "inzagedoel"} else "text"
        waarde = f"((inhoud::jsonb ->> '{veld}')::{soort})"
        op.execute(f"ALTER TABLE inzage.regel ADD {veld} {soort} GENERATED ALWAYS AS {waarde} STORED")
    for naam, kolommen, waar in INDEXEN:
        op.create_index(
            naam,
            "regel",
            kolommen,
            unique=False,
            schema="inzage",
            postgresql_where=sa.text(waar) if waar is not None else None,
        )
