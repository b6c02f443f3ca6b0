"""The difference between two states of a case as it is answered: in sentences, and in data."""

from typing import Any

from pydantic import Field

from api.rest.casusuit import casus_uit
from api.rest.delen import Uit, UtcTijdstip
from api.rest.gelezen import Gelezen
from api.rest.historie import TijdlijnregelUit, tijdlijn_uit
from api.rest.peil import Peil, vraagfout
from api.rest.toegang import Toegang
from infra.shell import OnbekendeCasus
from projections.verschil import verschillen

JSON = dict[str, Any]

SLEUTELS = {
    "betrokkenen": "persoonId",
    "personen": "pseudoniem",
    "criteria": "criterium",
    "oordelen": "criterium",
    "deelnemers": "medewerker",
    "icos": "icoId",
    "acties": "actieId",
    "agendapunten": "agendapuntId",
    "analyses": "analyseId",
    "doorgiften": "doorgifteId",
}
"""By what the parts of a list stay the same part. Of the other lists nothing changes: parts come and go."""

ZEGT_NIETS = frozenset({"versie", "casusnummer"})


class StandUit(Uit):
    """One of the two states."""

    versie: int = Field(description="Na hoeveel gebeurtenissen. 0: de casus was er nog niet.")
    op: UtcTijdstip | None = Field(
        description="Wanneer de laatste daarvan was. Leeg: de casus was er nog niet."
    )


class PaarUit(Uit):
    """A part of a list that changed."""

    van: Any
    naar: Any


class VeldverschilUit(Uit):
    """A field that changed."""

    veld: str = Field(
        description="Het gegeven, met de naam die het heeft in 'GET /v1/casussen/{casusnummer}'."
    )
    van: Any = Field(description="Wat er eerst stond. Leeg: nog niets.")
    naar: Any = Field(description="Wat er daarna stond.")
    erbij: list[Any] = Field(description="Van een lijst: wat erbij kwam.")
    weg: list[Any] = Field(description="Van een lijst: wat eraf ging.")
    gewijzigd: list[PaarUit] = Field(description="Van een lijst: wat bleef, maar veranderde.")


class VerschilUit(Uit):
    """What happened between two states, and what it changed."""

    casusnummer: str
    van: StandUit
    tot: StandUit
    gebeurd: list[TijdlijnregelUit] = Field(description="Wat er in die tijd gebeurde, in zinnen.")
    velden: list[VeldverschilUit] = Field(description="Welke gegevens daardoor veranderden.")


def verschil_uit(casusnummer: str, toegang: Toegang, *, van: Peil, tot: Peil) -> VerschilUit:
    """What this reader may see of the difference; before the case was there, nothing of it was.

    Raises:
        OnbekendeCasus: the case was not there at ``tot`` either, or is out of reach.
        OnbekendeVersie: the case has not had so many facts.
        RequestValidationError: ``van`` is later than ``tot``.
    """
    later = toegang.lees(casusnummer, peil=tot)
    try:
        eerder: Gelezen | None = toegang.lees(casusnummer, peil=van)
    except OnbekendeCasus:
        eerder = None
    begin = eerder.versie if eerder is not None else 0
    if begin > later.versie:
        raise vraagfout("van", "moet voor 'tot' liggen")
    regels = tijdlijn_uit(later, toegang.gebruiker, definities=toegang.dienst.definities).regels
    voor = _velden(eerder, toegang) if eerder is not None else {}
    return VerschilUit.model_validate(
        {
            "casusnummer": later.casus.casusnummer,
            "van": _stand(eerder),
            "tot": _stand(later),
            "gebeurd": [regel for regel in regels if regel.versie > begin],
            "velden": verschillen(voor, _velden(later, toegang), sleutels=SLEUTELS),
        }
    )


def _velden(gelezen: Gelezen, toegang: Toegang) -> JSON:
    regel_van = toegang.dienst.definities.bewaarregel
    alles = casus_uit(gelezen, toegang.gebruiker, regel_van=regel_van).model_dump(mode="json", by_alias=True)
    return {naam: waarde for naam, waarde in alles.items() if naam not in ZEGT_NIETS and waarde != []}


def _stand(gelezen: Gelezen | None) -> StandUit:
    if gelezen is None:
        return StandUit(versie=0, op=None)
    return StandUit(versie=gelezen.versie, op=gelezen.historie[-1].envelop.op)
