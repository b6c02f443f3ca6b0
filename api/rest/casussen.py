"""Routes that say which casussen there are, and read one as it is or was. Docstrings are for users."""

from datetime import date, datetime
from typing import Annotated

from fastapi import Query, Response
from pydantic import Field

from api.aanmelding import Code
from api.rechten import Recht
from api.rest.beslissingen import BeslissingenUit, beslissingen_uit
from api.rest.casusuit import CasusKaal, CasusUit, casus_uit
from api.rest.delen import (
    Casusnummer,
    LijstOp,
    Limiet,
    Na,
    Op,
    Uit,
    VanTafel,
    Versie,
    bladzijde,
    uit_cursor,
)
from api.rest.deur import Mag
from api.rest.gelezen import Gelezen
from api.rest.historie import GebeurtenissenUit, TijdlijnUit, gebeurtenissen_uit, tijdlijn_uit
from api.rest.peil import PeilTekst, peil, peil_uit
from api.rest.strook import STROOKBESTAND, strook_uit
from api.rest.terugblik import LOPEND, TERMIJNEN, Lijst, kijk
from api.rest.toegang import Toegang
from api.rest.verschil import VerschilUit, verschil_uit
from api.wegen import Wegen
from domain.casus.state import Fase
from projections import verwijderrapport, vindbaar

router = Wegen(prefix="/v1", tags=["casus"])

Lezer = Annotated[Toegang, Mag(Recht.CASUS_LEZEN, doel="casusbehandeling")]


class AanwezigeUit(Uit):
    """A case whose data are still there, by its number."""

    casusnummer: str
    gemeente: str | None = Field(description="De gemeente. Leeg: de casus is afgesloten of niet opgenomen.")
    organisatie: str | None = Field(
        description="Wie de casus meldde. Leeg: de casus is afgesloten of niet opgenomen."
    )
    fase: Fase | None = Field(description="Hoe ver de casus is. Leeg: dat is nog niet verwerkt.")
    procesregisseur: str | None = Field(description="Pseudonieme id van de procesregisseur, als die er is.")
    bewaren_tot: date = Field(description="Tot en met welke dag de gegevens er uiterlijk mogen zijn.")
    regel: str = Field(description="De bewaarregel; 'GET /v1/tafels/{tafelId}' zegt wat die inhoudt.")
    uitgewerkt: bool = Field(description="Is de casus afgesloten of niet opgenomen?")

    @classmethod
    def van(cls, rij: verwijderrapport.Termijn, plek: vindbaar.Plek | None) -> "AanwezigeUit":
        """What two views say of a case; one that was closed stands in the first alone."""
        anders = {"gemeente": None, "organisatie": None, "procesregisseur": None}
        uit = Fase.NIET_OPGENOMEN if rij.uitgewerkt else None
        fase = Fase.AFGESLOTEN if rij.afgeschermd else uit
        return cls.model_validate({**anders, "fase": fase, **(vars(plek) if plek else {}), **vars(rij)})


class AanwezigenUit(Lijst):
    """The cases of a table."""

    regels: list[AanwezigeUit]


@router.get("/casussen", summary="Bekijken welke casussen er zijn")
def lees_casussen(  # noqa: PLR0917 FastAPI binds them by name
    toegang: Annotated[Toegang, Mag(Recht.CASUSSEN_LIJST, doel="raadpleging")],
    tafel: VanTafel,
    gemeente: Annotated[Code | None, Query(description="Alleen casussen in deze gemeente.")] = None,
    fase: Annotated[
        Fase | None, Query(description="Alleen wat zo ver is. Niet: afgesloten, of niet opgenomen.")
    ] = None,
    op: LijstOp = None,
    na: Na = None,
    limiet: Limiet = 50,
) -> AanwezigenUit:
    """Bekijk de nummers van alle casussen waarvan de gegevens er nog zijn, zonder persoonsgegevens.

    De casus die het eerst moet zijn vernietigd staat bovenaan. Afgesloten casussen staan alleen in de lijst van
    de procesregisseur en de auditor, zonder gemeente: op gemeente vindt u die niet.
    """
    bij, vanaf = toegang.tafel(tafel), uit_cursor(na, verwijderrapport.Termijnsleutel)
    with kijk(toegang, bij, (*TERMIJNEN, *LOPEND), op=op) as blik:
        rijen, volgende = bladzijde(
            lambda aantal: verwijderrapport.aanwezig(
                blik.verbinding,
                bij.id,
                ook_afgeschermd=toegang.gebruiker.ziet_afgeschermd,
                stromen=vindbaar.stromen_met(bij.id, gemeente=gemeente, fase=fase),
                na=vanaf,
                limiet=aantal,
            ),
            limiet=limiet,
        )
        plekken = vindbaar.plekken(blik.verbinding, [rij.stroom_id for rij in rijen])
    toegang.toon_nummers((rij.stroom_id for rij in rijen), tafel=bij)
    regels = [AanwezigeUit.van(rij, plekken.get(rij.stroom_id)) for rij in rijen]
    return AanwezigenUit(regels=regels, volgende=volgende, **blik.uit)


@router.get("/casussen/{casusnummer}", summary="Een casus lezen")
def lees_casus(
    casusnummer: Casusnummer, toegang: Lezer, op: Op = None, versie: Versie = None
) -> CasusUit | CasusKaal:
    """Lees een casus. De auditor ziet mensen onder een pseudoniem, of voluit met een vastgelegd inzagedoel."""
    gelezen = _gelezen(casusnummer, toegang, op, versie)
    if op is None and versie is None:
        toegang.kijk.versie = gelezen.stand
        # What stands elsewhere changes apart from this: the next case, and who looks for which purpose.
        toegang.kijk.bekend = gelezen.casus.doorgegeven is None and toegang.gebruiker.inzagedoel is None
    return casus_uit(gelezen, toegang.gebruiker, regel_van=toegang.dienst.definities.bewaarregel)


@router.get("/casussen/{casusnummer}/gebeurtenissen", summary="De gebeurtenissen van een casus lezen")
def lees_gebeurtenissen(
    casusnummer: Casusnummer, toegang: Lezer, op: Op = None, versie: Versie = None
) -> GebeurtenissenUit:
    """Lees wat er in een casus is vastgelegd, op volgorde. De auditor ziet alleen codes."""
    return gebeurtenissen_uit(_gelezen(casusnummer, toegang, op, versie), toegang.gebruiker)


@router.get("/casussen/{casusnummer}/tijdlijn", summary="De tijdlijn van een casus lezen")
def lees_tijdlijn(
    casusnummer: Casusnummer, toegang: Lezer, op: Op = None, versie: Versie = None
) -> TijdlijnUit:
    """Lees in zinnen wat er in een casus is gebeurd. De auditor leest alleen wat voor gebeurtenissen het zijn."""
    gelezen = _gelezen(casusnummer, toegang, op, versie)
    return tijdlijn_uit(gelezen, toegang.gebruiker, definities=toegang.dienst.definities)


@router.get("/casussen/{casusnummer}/verschil", summary="Zien wat er tussen twee momenten veranderde")
def lees_verschil(
    casusnummer: Casusnummer, toegang: Lezer, van: PeilTekst, tot: PeilTekst | None = None
) -> VerschilUit:
    """Lees wat er in een casus veranderde: in zinnen, en per gegeven van wat naar wat. Zonder 'tot': tot nu.

    Was de casus er bij 'van' nog niet, dan is alles nieuw. De auditor ziet geen persoonsgegevens.
    """
    nu = toegang.dienst.omgeving.nu()
    begin, einde = peil_uit(van, "van", nu=nu), peil_uit(tot, "tot", nu=nu)
    return verschil_uit(casusnummer, toegang, van=begin, tot=einde)


@router.get(
    "/casussen/{casusnummer}/bewijsstrook",
    summary="De bewijsstrook van een casus halen",
    response_class=Response,
    responses=STROOKBESTAND,
)
def lees_bewijsstrook(casusnummer: Casusnummer, toegang: Lezer) -> Response:
    """Haal de bewijsstrook, zolang de casus er nog is. Daarmee ziet u later, samen met het nummer, dat hij weg is.

    Na de vernietiging kan niemand de strook nog maken. Geef haar dus aan wie dat later wil kunnen nagaan.
    """
    toegang.lees(casusnummer)
    return strook_uit(toegang.dienst.shell.laad(casusnummer).stroom_id, toegang)


@router.get("/casussen/{casusnummer}/beslissingen", summary="De beslissingen in een casus lezen")
def lees_beslissingen(
    casusnummer: Casusnummer, toegang: Lezer, op: Op = None, versie: Versie = None
) -> BeslissingenUit:
    """Lees wat er in een casus is besloten: door wie, in welke rol, waarom, met welk doel en volgens welke regels."""
    gelezen = _gelezen(casusnummer, toegang, op, versie)
    return beslissingen_uit(gelezen, toegang.gebruiker, definities=toegang.dienst.definities)


def _gelezen(casusnummer: str, toegang: Toegang, op: datetime | None, versie: int | None) -> Gelezen:
    return toegang.lees(casusnummer, peil=peil(op, versie, nu=toegang.dienst.omgeving.nu()))
