"""How one case is kept, for who guards that: its term, what holds its destruction, and with whose data nobody works.

Who does this does not read what the case is about: people stand here by what they are in it.
"""

from dataclasses import dataclass
from itertools import groupby
from typing import Annotated, Any
from uuid import UUID

from fastapi import Query
from starlette.responses import HTMLResponse

from api.aanmelding import Code
from api.rechten import Recht
from api.rest.bewaren import BeperkingUit, BewaringUit, EigenTermijnUit, lees_bewaring
from api.rest.delen import Casusnummer
from api.rest.deur import Mag
from api.rest.toegang import Toegang
from api.tafelwoorden import termijn
from api.web.handelingen import BEWAREN, doenlijk
from api.web.handelingen.bewaren import rollen_in
from api.web.handelroutes import Plek, voeg_toe
from api.web.proef import Zaak, zaak_van
from api.web.scherm import Kruimel, Menupunt, Tekenaar
from api.wegen import Wegen
from infra.definitions import DefinitieFout, Definities
from projections.woorden import Tafelwoorden

MENU: tuple[Menupunt, ...] = ()
BEGIN = Kruimel("Bewaren", "/bewaren")
IEMAND = "één betrokkene"
OP_CODE = {handeling.code: handeling for handeling in BEWAREN}

router = Wegen()

Lezer = Annotated[Toegang, Mag(Recht.BEWARING_LEZEN, doel="bewaring")]
Gedaan = Annotated[Code | None, Query(description="Wat zojuist is vastgelegd.")]


@dataclass(frozen=True)
class Beperkt:
    """A restriction, and in words of whom."""

    uit: BeperkingUit
    van: str


@dataclass(frozen=True)
class EigenTermijn:
    """An own term, and in words of whom or what."""

    uit: EigenTermijnUit
    van: str


@router.get("/bewaring/{casusnummer}")
def lees(scherm: Tekenaar, toegang: Lezer, casusnummer: Casusnummer, gedaan: Gedaan = None) -> HTMLResponse:
    """Until when the data of a case may be there and why, what stands in the way, and what one may do about it."""
    uit, zaak = lees_bewaring(casusnummer, toegang), zaak_van(toegang, casusnummer)
    return scherm.toon(
        "bewaren/bewaring.html",
        toegang,
        [BEGIN, Kruimel(casusnummer)],
        tafel=toegang.dienst.definities.tafels.get(zaak.tafel.id),
        bewaring=uit,
        over=uit.bewaren_tot is not None and zaak.vandaag > uit.bewaren_tot,
        regel=_regel(toegang.dienst.definities, uit.bewaarregel),
        beperkingen=_beperkingen(uit, zaak),
        eigen_termijnen=_eigen_termijnen(uit, zaak),
        **_doen(zaak),
        gedaan=OP_CODE.get(gedaan or ""),
    )


def _regel(definities: Definities, naam: str | None) -> tuple[str, str, str] | None:
    """How long its rule lets data stay, what that rests on, and where it stands."""
    try:
        regel = definities.bewaarregel(naam or "")
    except DefinitieFout:
        return None
    return termijn(regel), regel.grond.rstrip("."), regel.bron


def _beperkingen(uit: BewaringUit, zaak: Zaak) -> list[Beperkt]:
    """Whom they are about is told to who was answered it."""

    def van(een: BeperkingUit) -> str:
        if een.persoon_id is None:
            geheel = any(
                b.beperking_id == een.beperking_id and b.persoon_id is None for b in zaak.casus.beperkingen
            )
            return "de hele casus" if geheel else IEMAND
        return _wie(een.persoon_id, uit, zaak)

    return [Beperkt(een, van(een)) for een in uit.beperkingen]


def _eigen_termijnen(uit: BewaringUit, zaak: Zaak) -> list[EigenTermijn]:
    """As of the restrictions; what an organisation brought in is told by its name."""
    woorden = Tafelwoorden(zaak.tafel)

    def van(een: EigenTermijnUit) -> str:
        if een.organisatie is not None:
            return f"wat {woorden.organisatie(een.organisatie)} inbracht"
        return IEMAND if een.persoon_id is None else _wie(een.persoon_id, uit, zaak)

    return [EigenTermijn(een, van(een)) for een in uit.eigen_termijnen]


def _wie(persoon_id: UUID, uit: BewaringUit, zaak: Zaak) -> str:
    bekend = {mens.persoon_id for mens in uit.mensen}
    return rollen_in(zaak.casus).get(persoon_id, IEMAND) if persoon_id in bekend else IEMAND


def _doen(zaak: Zaak) -> dict[str, Any]:
    """What this person has the right to: what can be done now by group, and why the rest cannot."""
    eigen = [doenlijk(een, zaak) for een in BEWAREN if zaak.toegang.gebruiker.mag(een.recht)]
    kan = [een.handeling for een in eigen if not een.niet]
    return {
        "kan": [(groep, list(delen)) for groep, delen in groupby(kan, key=lambda een: een.groep)],
        "kan_niet": [een for een in eigen if een.niet],
    }


voeg_toe(router, Plek("/bewaring", Recht.BEWARING_LEZEN, (BEGIN,)), BEWAREN)
