"""Concepts of a melding: one sealed row each, with a key of its own, and a count of how many ever went."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

# Row, key and count go together, whoever takes a concept away: its writer, its term, or the melding it became.
VERWIJDEREN = """
CREATE FUNCTION kluis.verwijder_concepten(
    ids uuid[], w_wie text[], w_organisaties text[], w_versies bigint[], op timestamptz
) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
    aantal int;
BEGIN
    WITH weg AS (
        DELETE FROM kluis.concept c
        USING unnest(ids, w_wie, w_organisaties, w_versies) AS w (concept_id, wie, organisatie, versie)
        WHERE c.concept_id = w.concept_id AND c.wie = w.wie AND c.organisatie = w.organisatie
            AND (w.versie IS NULL OR c.versie = w.versie)
        RETURNING c.sleutel_id
    ), sleutels AS (
        DELETE FROM sleutels.sleutel s USING weg WHERE s.sleutel_id = weg.sleutel_id
    )
    SELECT count(*) INTO aantal FROM weg;
    IF aantal > 0 THEN
        UPDATE kluis.conceptstand SET weg = weg + aantal, sinds = CASE
            WHEN sinds >= (SELECT gemaakt_op FROM sleutels.tijdvak ORDER BY tijdvak DESC LIMIT 1) THEN sinds
            ELSE op END;
    END IF;
    RETURN aantal;
END $$;
REVOKE ALL ON FUNCTION kluis.verwijder_concepten FROM PUBLIC;
GRANT EXECUTE ON FUNCTION kluis.verwijder_concepten TO casus_dienst;
"""

RECHTEN = """
GRANT SELECT, INSERT, DELETE ON kluis.concept TO casus_dienst;
GRANT UPDATE (tafel, versie, bewaard_op, vervalt_op, cijfertekst) ON kluis.concept TO casus_dienst;
GRANT SELECT, UPDATE (weg, sinds) ON kluis.conceptstand TO casus_dienst;
DO $$
BEGIN
    IF current_setting('server_version_num')::int >= 170000 THEN
        EXECUTE 'GRANT MAINTAIN ON kluis.concept TO casus_dienst';
    END IF;
END $$;
"""

# The planner keeps samples of what it reads; those stay when a row goes.
GEEN_STEEKPROEF = """
ALTER TABLE kluis.concept ALTER concept_id SET STATISTICS 0, ALTER sleutel_id SET STATISTICS 0,
    ALTER wie SET STATISTICS 0, ALTER cijfertekst SET STATISTICS 0
"""


def upgrade() -> None:
    """Make them."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "concept",
        sa.Column("concept_id", sa.Uuid(), nullable=False),
        sa.Column("sleutel_id", sa.Uuid(), nullable=False),
        sa.Column("wie", sa.Text(), nullable=False),
        sa.Column("organisatie", sa.Text(), nullable=False),
        sa.Column("tafel", sa.Text(), nullable=False),
        sa.Column("versie", sa.BigInteger(), nullable=False),
        sa.Column("begonnen_op", moment, nullable=False),
        sa.Column("bewaard_op", moment, nullable=False),
        sa.Column("vervalt_op", moment, nullable=False),
        sa.Column("cijfertekst", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("concept_id", name=op.f("pk_concept")),
        schema="kluis",
    )
    op.create_index("ix_concept_wie_organisatie", "concept", ["wie", "organisatie"], schema="kluis")
    op.create_index("ix_concept_vervalt_op", "concept", ["vervalt_op"], schema="kluis")
    op.create_table(
        "conceptstand",
        sa.Column("een", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("weg", sa.BigInteger(), nullable=False),
        sa.Column("sinds", moment, nullable=True),
        sa.CheckConstraint("een = 1", name="een"),
        sa.PrimaryKeyConstraint("een", name=op.f("pk_conceptstand")),
        schema="kluis",
    )
    op.execute("INSERT INTO kluis.conceptstand (een, weg) VALUES (1, 0)")
    op.execute(VERWIJDEREN)
    op.execute(RECHTEN)
    op.execute(GEEN_STEEKPROEF)


def downgrade() -> None:
    """Take them away, with the keys of what is in them."""
    op.execute("DELETE FROM sleutels.sleutel s USING kluis.concept c WHERE c.sleutel_id = s.sleutel_id")
    op.execute("DROP FUNCTION kluis.verwijder_concepten")
    op.drop_table("conceptstand", schema="kluis")
    op.drop_table("concept", schema="kluis")
