"""What was done at a table, counted from the clear part of the events: nothing is opened, and no key is needed."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, text

from domain.rollen import Rol
from infra.inzage.lezen import Periode

# The first fact of a stream says for which table it is. The layout of ``state`` is the codec's.
_TEL = text("""
SELECT g.topic, g.inhoud ->> 'rol' AS rol, count(*) AS keren,
    max((g.inhoud ->> 'op')::timestamptz) AS laatst
FROM (
    SELECT topic, originator_id, convert_from(state, 'UTF8')::jsonb AS inhoud FROM feiten.gebeurtenis
) g
JOIN (
    SELECT originator_id FROM feiten.gebeurtenis
    WHERE originator_version = 1 AND convert_from(state, 'UTF8')::jsonb #>> '{b,tafel}' = :tafel
) van_de_tafel USING (originator_id)
WHERE (CAST(:van AS timestamptz) IS NULL OR (g.inhoud ->> 'op')::timestamptz >= :van)
  AND (CAST(:tot AS timestamptz) IS NULL OR (g.inhoud ->> 'op')::timestamptz < :tot)
GROUP BY 1, 2
""")


def handelingen(
    verbinding: Connection, tafel: str, periode: Periode
) -> Mapping[tuple[Rol, str], tuple[int, datetime]]:
    """How often each role recorded each kind of fact at a table, by its stored name, and when last."""
    rijen = verbinding.execute(_TEL, {"tafel": tafel, "van": periode.van, "tot": periode.tot})
    return {(Rol(rij.rol), rij.topic): (rij.keren, rij.laatst) for rij in rijen}
