"""Whether content, keys and marks of destruction still fit together, asked of the database alone: nothing is opened."""

from dataclasses import dataclass
from uuid import UUID

import orjson
from sqlalchemy import Connection, Engine, select, text
from sqlalchemy.exc import DataError

from infra import tables

PORTIE = 1000
"""Events read at a time."""

# An event whose content is not in the kluis, or has no key, while nothing on record says that it was destroyed.
_ZOEK = """
SELECT count(DISTINCT g.originator_id)
FROM feiten.gebeurtenis g
LEFT JOIN kluis.deel d
    ON d.stroom_id = g.originator_id AND d.versie = g.originator_version AND d.nummer = 0
LEFT JOIN sleutels.sleutel s ON s.sleutel_id = d.sleutel_id
WHERE s.sleutel_id IS NULL
  AND CASE WHEN g.notification_id = ANY(CAST(:onleesbaar AS bigint[])) THEN false
      ELSE convert_from(g.state, 'UTF8')::jsonb ? 'k' END
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

# Both of one case alone, by its own rows.
_VAN_EEN = """
SELECT
    (SELECT count(*) FROM kluis.omheining
        WHERE stroom_id = :stroom AND persoon_id IS NULL AND organisatie IS NULL) AS geheel,
    (SELECT count(*) FROM kluis.omheining
        WHERE stroom_id = :stroom AND (persoon_id IS NOT NULL OR organisatie IS NOT NULL)) AS delen,
    count(*) FILTER (WHERE topic LIKE 'casus.GegevensVerwijderd.v%') AS zegt_geheel,
    count(*) FILTER (WHERE topic LIKE 'casus.PersoonVernietigd.v%' OR topic LIKE 'casus.BijdrageVernietigd.v%'
        OR topic LIKE 'casus.GegevensGerectificeerd.v%') AS zegt_delen
FROM feiten.gebeurtenis WHERE originator_id = :stroom
"""


@dataclass(frozen=True)
class Onleesbaar:
    """Events whose envelope is no longer JSON: how many, and where the first stands."""

    aantal: int
    eerste: int


def zoek_onleesbare(verbinding: Connection) -> list[int]:
    """The positions of the events whose envelope is no JSON, in order; reads them all."""
    rijen = verbinding.execution_options(yield_per=PORTIE).execute(
        select(tables.gebeurtenis.c.notification_id, tables.gebeurtenis.c.state).order_by(
            tables.gebeurtenis.c.notification_id
        )
    )
    return [rij.notification_id for rij in rijen if not _is_json(bytes(rij.state))]


def _is_json(inhoud: bytes) -> bool:
    try:
        orjson.loads(inhoud)
    except orjson.JSONDecodeError:
        return False
    return True


def beschadigd(engine: Engine) -> tuple[int, int]:
    """Count the cases whose content is gone without a destruction, and the destructions without their event."""
    zonder_inhoud, zonder_bericht, _ = nagegaan(engine)
    return zonder_inhoud, zonder_bericht


def nagegaan(engine: Engine) -> tuple[int, int, Onleesbaar | None]:
    """The same, and the events that do not read at all; those are looked for where the database stumbles over one."""
    with engine.connect() as verbinding:
        onleesbaar: list[int] = []
        try:
            zonder_inhoud = _zonder_inhoud(verbinding, onleesbaar)
        except DataError:
            verbinding.rollback()
            onleesbaar = zoek_onleesbare(verbinding)
            zonder_inhoud = _zonder_inhoud(verbinding, onleesbaar)
        zonder_bericht = int(verbinding.execute(text(_ZONDER_BERICHT)).scalar_one())
        zonder_bericht += int(verbinding.execute(text(_DEEL_ZONDER_BERICHT)).scalar_one())
    gevonden = Onleesbaar(len(onleesbaar), onleesbaar[0]) if onleesbaar else None
    return zonder_inhoud, zonder_bericht, gevonden


def _zonder_inhoud(verbinding: Connection, onleesbaar: list[int]) -> int:
    return int(verbinding.execute(text(_ZOEK), {"onleesbaar": onleesbaar}).scalar_one())


def zonder_bericht_in(verbinding: Connection, stroom_id: UUID) -> bool:
    """Say of one casus whether a mark of destruction stands there without its event, or the other way round."""
    rij = verbinding.execute(text(_VAN_EEN), {"stroom": stroom_id}).one()
    return bool(rij.geheel != rij.zegt_geheel or (not rij.geheel and rij.delen != rij.zegt_delen))
