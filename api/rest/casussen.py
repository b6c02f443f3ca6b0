"""Routes that say which casussen there are, and read one as it is or was. Docstrings are for users."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from api.rechten import Recht
from api.rest.casusuit import CasusKaal, CasusUit, casus_uit
from api.rest.delen import Casusnummer, Limiet, Na, Op, Uit, VanTafel, bladzijde, uit_cursor
from api.rest.historie import GebeurtenissenUit, TijdlijnUit, gebeurtenissen_uit, tijdlijn_uit
from api.rest.toegang import Mag, Toegang
from projections import verwijderrapport

router = APIRouter(prefix="/v1", tags=["casus"])

Lezer = Annotated[Toegang, Mag(Recht.CASUS_LEZEN, doel="casusbehandeling")]


class AanwezigeUit(Uit):
    """A case whose data are still there, by its number."""

    casusnummer: str
    bewaren_tot: date = Field(description="Tot en met welke dag de gegevens er uiterlijk mogen zijn.")
    regel: str = Field(description="De bewaarregel; 'GET /v1/tafels/{tafelId}' zegt wat die inhoudt.")
    uitgewerkt: bool = Field(description="Is de casus afgesloten of niet opgenomen?")


class AanwezigenUit(Uit):
    """The cases of a table."""

    regels: list[AanwezigeUit]
    volgende: str | None


@router.get("/casussen", summary="Bekijken welke casussen er zijn")
def lees_casussen(
    toegang: Annotated[Toegang, Mag(Recht.CASUSSEN_LIJST, doel="raadpleging")],
    tafel: VanTafel,
    na: Na = None,
    limiet: Limiet = 50,
) -> AanwezigenUit:
    """Bekijk de nummers van alle casussen waarvan de gegevens er nog zijn, zonder persoonsgegevens.

    De casus die het eerst moet zijn vernietigd staat bovenaan. Afgesloten casussen staan alleen in de lijst van
    de procesregisseur en de auditor.
    """
    bij, vanaf = toegang.tafel(tafel), uit_cursor(na, verwijderrapport.Termijnsleutel)
    with toegang.dienst.engine.connect() as verbinding:
        rijen, volgende = bladzijde(
            lambda aantal: verwijderrapport.aanwezig(
                verbinding,
                bij.id,
                ook_afgeschermd=toegang.gebruiker.ziet_afgeschermd,
                na=vanaf,
                limiet=aantal,
            ),
            limiet=limiet,
        )
    return AanwezigenUit(regels=[AanwezigeUit.model_validate(rij) for rij in rijen], volgende=volgende)


@router.get("/casussen/{casusnummer}", summary="Een casus lezen")
def lees_casus(casusnummer: Casusnummer, toegang: Lezer, op: Op = None) -> CasusUit | CasusKaal:
    """Lees een casus. De auditor ziet geen persoonsgegevens."""
    return casus_uit(toegang.lees(casusnummer, op=op), toegang.gebruiker)


@router.get("/casussen/{casusnummer}/gebeurtenissen", summary="De gebeurtenissen van een casus lezen")
def lees_gebeurtenissen(casusnummer: Casusnummer, toegang: Lezer, op: Op = None) -> GebeurtenissenUit:
    """Lees wat er in een casus is vastgelegd, op volgorde. De auditor ziet alleen codes."""
    return gebeurtenissen_uit(toegang.lees(casusnummer, op=op), toegang.gebruiker)


@router.get("/casussen/{casusnummer}/tijdlijn", summary="De tijdlijn van een casus lezen")
def lees_tijdlijn(casusnummer: Casusnummer, toegang: Lezer, op: Op = None) -> TijdlijnUit:
    """Lees in zinnen wat er in een casus is gebeurd. De auditor leest alleen wat voor gebeurtenissen het zijn."""
    gelezen = toegang.lees(casusnummer, op=op)
    return tijdlijn_uit(gelezen, toegang.gebruiker, begrippen=toegang.dienst.definities.begrippen)
