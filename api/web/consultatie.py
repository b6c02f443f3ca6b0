"""One consultatie: what was asked, what the answer is, and what became of it."""

from typing import Annotated

from starlette.responses import HTMLResponse, Response

from api.rechten import Recht
from api.rest.consultaties import lees_bewijsstrook_van_consultatie, lees_consultatie
from api.rest.delen import Consultatienummer
from api.rest.deur import Mag
from api.rest.toegang import VERBORGEN, Toegang
from api.web.scherm import Kruimel, Menupunt, Tekenaar
from api.wegen import Wegen
from domain.consultatie.state import Consultatiefase
from projections.woorden import Tafelwoorden

MENU: tuple[Menupunt, ...] = ()
HOE_HET_STAAT = {
    Consultatiefase.GESTELD: "wacht op een antwoord",
    Consultatiefase.OMGEZET: "is een aanmelding geworden",
}
"""In words, where the code is none."""

router = Wegen()

Lezer = Annotated[Toegang, Mag(Recht.CONSULTATIE_LEZEN, doel="consultatie")]


@router.get("/consultaties/{consultatienummer}")
def lees_een(scherm: Tekenaar, consultatienummer: Consultatienummer, toegang: Lezer) -> HTMLResponse:
    """A question with its answer, as far as this reader may see it."""
    uit = lees_consultatie(consultatienummer, toegang)
    tafel = toegang.dienst.definities.tafels.get(uit.tafel)
    return scherm.toon(
        "consultatie/consultatie.html",
        toegang,
        [Kruimel(uit.consultatienummer)],
        tafel=tafel,
        vraag=uit,
        stand=HOE_HET_STAAT.get(uit.fase),
        casus_open=uit.casusnummer is not None
        and uit.casusnummer != VERBORGEN
        and toegang.gebruiker.mag(Recht.CASUS_LEZEN),
        woorden=Tafelwoorden(tafel, toegang.dienst.definities.tafels),
    )


@router.get("/consultaties/{consultatienummer}/bewijsstrook")
def haal_bewijsstrook(consultatienummer: Consultatienummer, toegang: Lezer) -> Response:
    """The strook with which can be seen later that this consultatie was destroyed."""
    return lees_bewijsstrook_van_consultatie(consultatienummer, toegang)
