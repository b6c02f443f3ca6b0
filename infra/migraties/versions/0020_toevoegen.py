"""Facts are added with their keys, content, numbers and marks by one statement, in one round trip."""

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

# Not the function of the eventsourcing library: that one takes no lock, so that ids become visible out of order.
# Each statement in here sees what was committed before it began, so what is checked is what the last append left.
TOEVOEGEN = """
CREATE FUNCTION feiten.voeg_toe(
    casusnummers text[], n_stromen uuid[], kenmerken bytea[], n_sleutels int[],
    merken bytea[], m_stromen uuid[], m_personen uuid[], m_sleutels int[],
    sleutel_ids uuid[], s_stromen uuid[], s_personen uuid[], s_organisaties text[], tijdvakken int[], ingepakt bytea[],
    d_stromen uuid[], d_versies bigint[], nummers smallint[], d_personen uuid[], d_organisaties text[],
    d_sleutels uuid[], cijferteksten bytea[],
    stromen uuid[], versies bigint[], namen text[], inhouden bytea[]
) RETURNS SETOF bigint LANGUAGE plpgsql SET lock_timeout = '10s' AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(109270200054529);
    IF cardinality(casusnummers) > 0 THEN
        INSERT INTO kluis.nummer (casusnummer, stroom_id, kenmerk_merk, sleutelnummer)
        SELECT * FROM unnest(casusnummers, n_stromen, kenmerken, n_sleutels);
    END IF;
    IF cardinality(merken) > 0 THEN
        INSERT INTO kluis.samenloop (merk, stroom_id, persoon_id, sleutelnummer)
        SELECT * FROM unnest(merken, m_stromen, m_personen, m_sleutels) ON CONFLICT DO NOTHING;
    END IF;
    IF cardinality(sleutel_ids) > 0 THEN
        INSERT INTO sleutels.sleutel (sleutel_id, stroom_id, persoon_id, organisatie, tijdvak, ingepakt)
        SELECT * FROM unnest(sleutel_ids, s_stromen, s_personen, s_organisaties, tijdvakken, ingepakt);
    END IF;
    IF cardinality(d_stromen) > 0 THEN
        INSERT INTO kluis.deel (stroom_id, versie, nummer, persoon_id, organisatie, sleutel_id, cijfertekst)
        SELECT * FROM unnest(d_stromen, d_versies, nummers, d_personen, d_organisaties, d_sleutels, cijferteksten);
    END IF;
    IF cardinality(stromen) > 0 THEN
        NOTIFY gebeurtenis;
        RETURN QUERY INSERT INTO feiten.gebeurtenis (originator_id, originator_version, topic, state)
            SELECT * FROM unnest(stromen, versies, namen, inhouden) RETURNING notification_id;
    END IF;
END $$;
REVOKE ALL ON FUNCTION feiten.voeg_toe FROM PUBLIC;
GRANT EXECUTE ON FUNCTION feiten.voeg_toe TO casus_dienst;
"""


def upgrade() -> None:
    """Make it."""
    op.execute(TOEVOEGEN)


def downgrade() -> None:
    """Take it away."""
    op.execute("DROP FUNCTION feiten.voeg_toe")
