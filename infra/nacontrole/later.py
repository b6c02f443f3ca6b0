"""A nacontrole at any later time, of one destruction or one list: what can be repeated when the traces are gone.

Which streams those were the events tell. What was destroyed is recognised by its stream, by the mark of the part, and a
ciphertext by its hash, which the event keeps for ever. In files nothing can be recognised any more, and it says so.
"""

from dataclasses import replace
from typing import LiteralString
from uuid import uuid4

from domain.vernietigingslijst.nacontrole import Nacontrole, Soort, Uitslag, weeg
from infra.keys import Eenheid
from infra.nacontrole.controle import Bereik, controleer
from infra.nacontrole.sporen import Verbinding, neem_sporen, verbinding_van, wis_sporen

_EENHEDEN: LiteralString = """
WITH verteld AS (
    SELECT originator_id, topic, convert_from(state, 'UTF8')::jsonb -> 'b' AS b FROM feiten.gebeurtenis
    WHERE topic LIKE 'vernietigingslijst.%%' OR topic LIKE '%%Verwijderd.v%%' OR topic LIKE '%%Vernietigd.v%%'
), nummers AS (
    SELECT %(nummer)s AS nummer
    UNION
    SELECT n #>> '{}' FROM verteld, jsonb_path_query(b, 'strict $.**.bewijsnummer') n
    WHERE topic LIKE 'vernietigingslijst.%%' AND originator_id IN
        (SELECT originator_id FROM verteld WHERE b ->> 'lijstnummer' = %(nummer)s)
), stromen AS (
    SELECT originator_id, bool_or(topic LIKE '%%Verwijderd.v%%') AS heel FROM verteld
    WHERE topic NOT LIKE 'vernietigingslijst.%%' AND b ->> 'bewijsnummer' IN (SELECT nummer FROM nummers)
    GROUP BY originator_id
)
SELECT originator_id, NULL::uuid, NULL::text FROM stromen WHERE heel
UNION ALL
SELECT o.stroom_id, o.persoon_id, o.organisatie FROM stromen s JOIN kluis.omheining o ON o.stroom_id = s.originator_id
WHERE NOT s.heel AND (o.persoon_id IS NOT NULL OR o.organisatie IS NOT NULL)
"""

ZONDER_SPOREN = (
    "Zonder de sporen van toen is in de bestanden van de databaseserver niets te herkennen. Wat de nacontrole daar"
    " vond, staat in de verklaring."
)


class NietsVernietigd(Exception):
    """Nothing was destroyed under this number."""


def controleer_later(bereik: Bereik, nummer: str) -> Nacontrole:
    """Look again at what was destroyed under the number of a proof or of a list.

    Raises:
        NietsVernietigd: the number leads to no destruction.
        SleutelFout: the KEKs cannot be read.
    """
    with verbinding_van(bereik.engine) as verbinding:
        eenheden = _eenheden(verbinding, nummer)
    if not eenheden:
        raise NietsVernietigd
    lijst = f"herhaling {uuid4()}"
    try:
        neem_sporen(bereik.engine, lijst, eenheden, op=bereik.nu(), tijdvak=0)
        gevonden = controleer(replace(bereik, datamap=None), lijst, volgens_de_gebeurtenis=True)
    finally:
        wis_sporen(bereik.engine, lijst)
    controles = tuple(
        replace(een, uitslag=Uitslag.GEDEELTELIJK, toelichting=ZONDER_SPOREN)
        if een.code is Soort.BESTANDEN
        else een
        for een in gevonden.controles
    )
    return replace(gevonden, uitslag=weeg(controles), controles=controles)


def _eenheden(verbinding: Verbinding, nummer: str) -> list[Eenheid]:
    return [Eenheid(*rij) for rij in verbinding.execute(_EENHEDEN, {"nummer": nummer})]
