"""What is left in the events of a destroyed case: names, moments, and the fields that are declared to last; no more.

A reading of its own, apart from the codec: the stored bytes are JSON, and the types of the domain say what may last.
"""

from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import Annotated, cast, get_args, get_origin, get_type_hints

import orjson

from domain.bewaring import Blijvend
from domain.casus.events import Feit
from domain.consultatie.events import Consultatiefeit
from domain.vernietigingslijst.nacontrole import Aantal, Controle, Soort, Uitslag
from infra.nacontrole.sporen import Verbinding

_OMSLAG = frozenset({"op", "rol", "b", "k"})
_TEGELIJK = 2000
"""Events that are fetched in one go."""

_LANGSTE = 200
"""Characters; nothing that lasts is a text."""

_BERICHTEN = frozenset({"GegevensVerwijderd", "ConsultatieVerwijderd"})

_GEBEURTENISSEN = """
SELECT e.nummer, g.topic, g.state,
    EXISTS (SELECT FROM kluis.deel d WHERE d.stroom_id = g.originator_id AND d.versie = g.originator_version)
FROM vernietiging.spooreenheid e JOIN feiten.gebeurtenis g ON g.originator_id = e.stroom_id
WHERE e.lijst = %s AND e.persoon_id IS NULL AND e.organisatie IS NULL
ORDER BY e.nummer, g.originator_version
"""


def controleer_gebeurtenissen(verbinding: Verbinding, lijst: str) -> Controle:
    """Read every event of the streams that were destroyed as a whole."""
    gebreken: Counter[str] = Counter()
    stromen: set[int] = set()
    gemeld: set[int] = set()
    aantal = 0
    with verbinding.transaction(), verbinding.cursor("nacontrole_feiten") as curs:
        curs.itersize = _TEGELIJK
        for eenheid, naam, staat, inhoud_er_nog in curs.execute(_GEBEURTENISSEN, (lijst,)):
            aantal += 1
            stromen.add(eenheid)
            if _typenaam(naam) in _BERICHTEN:
                gemeld.add(eenheid)
            if gebrek := "inhoud staat er nog" if inhoud_er_nog else _gebrek(naam, bytes(staat)):
                gebreken[gebrek] += 1
    if zwijgend := len(stromen - gemeld):
        gebreken["vernietiging staat niet in de geschiedenis"] = zwijgend
    onbekend = gebreken.pop(_ONBEKEND, 0)
    return Controle(
        code=Soort.GEBEURTENISSEN,
        wat="Is van de geschiedenis van een vernietigde casus alleen het geraamte over?",
        uitslag=Uitslag.MISLUKT if gebreken else Uitslag.GEDEELTELIJK if onbekend else Uitslag.GESLAAGD,
        aantallen=(
            Aantal("geschiedenissen bekeken", len(stromen)),
            Aantal("gebeurtenissen bekeken", aantal),
            *(Aantal(wat, keer) for wat, keer in sorted(gebreken.items())),
            *((Aantal(_ONBEKEND, onbekend),) if onbekend else ()),
        ),
        waar=("feiten.gebeurtenis",) if gebreken or onbekend else (),
    )


_ONBEKEND = "soort gebeurtenis is niet bekend"


def _gebrek(naam: str, staat: bytes) -> str:
    """What is wrong with a stored event; empty where nothing is."""
    try:
        inhoud = orjson.loads(staat)
    except orjson.JSONDecodeError:
        return "gebeurtenis is niet te lezen"
    if not isinstance(inhoud, dict) or not set(inhoud) <= _OMSLAG or not isinstance(inhoud.get("b"), dict):
        return "gebeurtenis houdt meer vast dan haar vorm toelaat"
    blijvend = _blijvend().get(_soortnaam(naam))
    if blijvend is None:
        return _ONBEKEND
    if not set(inhoud["b"]) <= blijvend:
        return "gebeurtenis houdt een veld vast dat niet mag blijven"
    if any(isinstance(waarde, str) and len(waarde) > _LANGSTE for waarde in inhoud["b"].values()):
        return "gebeurtenis houdt een lange tekst vast"
    return ""


def _soortnaam(naam: str) -> str:
    """A stored name without its version: fields of an older version are among those of now, or it is not known."""
    return naam.rsplit(".v", 1)[0]


def _typenaam(naam: str) -> str:
    return _soortnaam(naam).rsplit(".", 1)[-1]


@cache
def _blijvend() -> Mapping[str, frozenset[str]]:
    """Which fields each kind of fact keeps, from the marks on its type."""
    feiten = (("casus", get_args(Feit)), ("consultatie", get_args(Consultatiefeit)))
    return {
        f"{soort}.{type_.__name__}": _van(cast("type", type_)) for soort, typen in feiten for type_ in typen
    }


def _van(type_: type) -> frozenset[str]:
    hints = get_type_hints(type_, include_extras=True)
    return frozenset(
        naam
        for naam, hint in hints.items()
        if get_origin(hint) is Annotated and Blijvend in hint.__metadata__
    )
