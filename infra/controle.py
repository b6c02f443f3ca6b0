"""Whether content, keys and marks of destruction still fit together, asked of the database alone: nothing is opened."""

from sqlalchemy import Engine, text

# An event whose content is not in the kluis, or has no key, while nothing on record says that it was destroyed.
_ZOEK = """
SELECT count(DISTINCT g.originator_id)
FROM feiten.gebeurtenis g
LEFT JOIN kluis.deel d
    ON d.stroom_id = g.originator_id AND d.versie = g.originator_version AND d.nummer = 0
LEFT JOIN sleutels.sleutel s ON s.sleutel_id = d.sleutel_id
WHERE s.sleutel_id IS NULL
  AND convert_from(g.state, 'UTF8')::jsonb ? 'k'
  AND NOT EXISTS (
      SELECT FROM kluis.omheining o
      WHERE o.stroom_id = g.originator_id
        AND (o.persoon_id IS NULL AND o.organisatie IS NULL OR g.originator_version = ANY(o.versies))
  )
"""

# A mark of destruction of a whole case without the event that tells of it, or the other way round.
_ZONDER_BERICHT = """
SELECT count(*)
FROM (SELECT stroom_id FROM kluis.omheining WHERE persoon_id IS NULL AND organisatie IS NULL) o
FULL JOIN (
    SELECT originator_id FROM feiten.gebeurtenis
    WHERE topic LIKE 'casus.GegevensVerwijderd.v%' OR topic LIKE 'consultatie.ConsultatieVerwijderd.v%'
        OR topic LIKE 'verzoek.VerzoekVerwijderd.v%'
) g ON g.originator_id = o.stroom_id
WHERE o.stroom_id IS NULL OR g.originator_id IS NULL
"""

# The same for a person or a supplier: as many marks as events, in each case that is not destroyed as a whole. Who was
# put right is destroyed as it was before.
_DEEL_ZONDER_BERICHT = """
SELECT count(*)
FROM (
    SELECT stroom_id, count(*) AS aantal FROM kluis.omheining
    WHERE persoon_id IS NOT NULL OR organisatie IS NOT NULL GROUP BY stroom_id
) o
FULL JOIN (
    SELECT originator_id, count(*) AS aantal FROM feiten.gebeurtenis
    WHERE (topic LIKE 'casus.PersoonVernietigd.v%' OR topic LIKE 'casus.BijdrageVernietigd.v%'
        OR topic LIKE 'casus.GegevensGerectificeerd.v%')
      AND originator_id NOT IN (
          SELECT stroom_id FROM kluis.omheining WHERE persoon_id IS NULL AND organisatie IS NULL
      )
    GROUP BY originator_id
) g ON g.originator_id = o.stroom_id
WHERE o.aantal IS DISTINCT FROM g.aantal
"""


def beschadigd(engine: Engine) -> tuple[int, int]:
    """Count the cases whose content is gone without a destruction, and the destructions without their event."""
    with engine.connect() as verbinding:
        zonder_inhoud = int(verbinding.execute(text(_ZOEK)).scalar_one())
        zonder_bericht = int(verbinding.execute(text(_ZONDER_BERICHT)).scalar_one())
        zonder_bericht += int(verbinding.execute(text(_DEEL_ZONDER_BERICHT)).scalar_one())
    return zonder_inhoud, zonder_bericht
