"""Taking a verzoek in, and handling it: each deed as a form."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Annotated

from starlette.responses import HTMLResponse, Response

from api.rechten import Recht
from api.rest.delen import Verzoeknummer
from api.rest.deur import Mag
from api.rest.toegang import Toegang
from api.rest.verzoeken import (
    VerzoekIn,
    ontvang_verzoek,
)
from api.web.eenmalig import SLEUTEL, eenmalig
from api.web.formulier import (
    Formulier,
    Groep,
    Ingevuld,
    Invoer,
    OngeldigeInvoer,
    Soort,
    Veld,
    Veldfout,
)
from api.web.formulier import lees as lees_invoer
from api.web.handelingen.soort import dag, regel, tekst, uit
from api.web.proef import op_versie
from api.web.scherm import Kruimel, Menupunt, Scherm, TafelVraag, Tekenaar, gekozen, verder
from api.web.verzoekdaden import BEVESTIGING, DADEN, Daad, Verzoekzicht
from api.web.verzoekscherm import intussen, toon, zicht_op
from api.wegen import Wegen
from domain.tafels import Tafel
from domain.verzoek.waarden import Aanvrager, Verzoeksoort
from domain.weigering import Weigering

MENU = (
    Menupunt("Verzoek vastleggen", "/verzoeken/nieuw", Recht.VERZOEK_ONTVANGEN, zonder=Recht.VERZOEK_LEZEN),
)
PAD = "/verzoeken/nieuw"

router = Wegen()

Ontvanger = Annotated[Toegang, Mag(Recht.VERZOEK_ONTVANGEN, doel="verzoek")]


# --- taking one in ------------------------------------------------------------------------------------------


@router.get(PAD)
def vraag_verzoek(scherm: Tekenaar, toegang: Ontvanger, tafel: TafelVraag = None) -> HTMLResponse:
    """Ask what somebody wants with the own data."""
    bij = gekozen(toegang, tafel)
    if bij is None:
        return scherm.kies_tafel(toegang, "Een verzoek vastleggen")
    return _toon_nieuw(scherm, toegang, bij, _nieuw(toegang, bij))


@router.post(PAD)
def leg_verzoek_vast(scherm: Tekenaar, toegang: Ontvanger, invoer: Ingevuld) -> Response:
    """Take it in, once."""
    bij = toegang.tafel(invoer.waarde("tafel"))
    formulier = _nieuw(toegang, bij, sleutel=invoer.waarde(SLEUTEL))
    try:
        with eenmalig(toegang, invoer, pad=PAD) as een_keer:
            gevuld = lees_invoer(VerzoekIn, formulier.velden, invoer, tafel=bij.id)
            nummer = ontvang_verzoek(gevuld, Response(), een_keer).verzoeknummer
    except OngeldigeInvoer as fout:
        opnieuw = formulier.met(invoer, *fout.fouten)
        return _toon_nieuw(scherm, toegang, bij, opnieuw, HTTPStatus.BAD_REQUEST)
    except Weigering as fout:
        opnieuw = formulier.met(invoer, Veldfout(str(fout)))
        return _toon_nieuw(scherm, toegang, bij, opnieuw, HTTPStatus.CONFLICT)
    if toegang.gebruiker.mag(Recht.VERZOEK_LEZEN):
        return verder(f"/verzoeken/{nummer}?gedaan=nieuw")
    uiterlijk = toegang.dienst.verzoeken.laad(nummer).uiterlijk
    return _toon_nieuw(scherm, toegang, bij, _nieuw(toegang, bij), gedaan=(nummer, uiterlijk))


def _nieuw(toegang: Toegang, tafel: Tafel, *, sleutel: str = "") -> Formulier:
    velden = (
        uit("soort", "Wat vraagt de persoon", Verzoeksoort),
        tekst("inhoud", "In eigen woorden", "Wat er wordt gevraagd, zoals het is gezegd of geschreven."),
        dag(
            "ontvangenOp",
            "Wanneer kwam het binnen",
            "Vanaf deze dag loopt de maand om te antwoorden.",
            waarde=toegang.dienst.omgeving.vandaag(),
        ),
        Groep(
            "Wie vraagt het",
            (
                uit("aanvrager", "In welke rol", Aanvrager),
                regel("verzoeker", "Naam van wie het vraagt"),
                regel("bereikbaar", "Waar moet het antwoord heen"),
            ),
        ),
        Groep(
            "Over wie gaat het",
            (
                regel("over.naam", "Naam"),
                dag("over.geboortedatum", "Geboortedatum", verplicht=False),
                regel(
                    "over.bsn",
                    "Burgerservicenummer",
                    "Alleen als de persoon het zelf noemt.",
                    verplicht=False,
                ),
            ),
        ),
    )
    eigen = sleutel or str(toegang.dienst.omgeving.nieuw_id())
    return Formulier(PAD, "Leg het verzoek vast", velden, verborgen=(("tafel", tafel.id), (SLEUTEL, eigen)))


def _toon_nieuw(  # noqa: PLR0917 a page, at which table, with which form and how it went
    scherm: Scherm,
    toegang: Toegang,
    tafel: Tafel,
    formulier: Formulier,
    status: HTTPStatus = HTTPStatus.OK,
    gedaan: object = None,
) -> HTMLResponse:
    lijst = [Kruimel("Verzoeken", f"/verzoeken?tafel={tafel.id}")]
    return scherm.toon(
        "verzoeken/nieuw.html",
        toegang,
        [*(lijst if toegang.gebruiker.mag(Recht.VERZOEK_LEZEN) else []), Kruimel("Een verzoek vastleggen")],
        status,
        tafel,
        formulier=formulier,
        mag_lezen=toegang.gebruiker.mag(Recht.VERZOEK_LEZEN),
        gedaan=gedaan,
    )


# --- each deed a form ---------------------------------------------------------------------------------------


def _formulier(daad: Daad, zicht: Verzoekzicht) -> Formulier:
    pad = f"/verzoeken/{zicht.uit.verzoeknummer}/{daad.code}"
    return Formulier(pad, daad.knop, tuple(daad.velden(zicht)), versie=zicht.versie, gevaar=daad.gevaar)


def _vraag(daad: Daad) -> Callable[..., Response]:
    """The route that asks."""

    def vraag(
        scherm: Tekenaar,
        verzoeknummer: Verzoeknummer,
        toegang: Annotated[Toegang, Mag(daad.recht, doel="verzoek")],
    ) -> Response:
        zicht = zicht_op(toegang, verzoeknummer)
        return toon(scherm, zicht, daad.titel, _formulier(daad, zicht), daad=daad, niet=daad.niet(zicht))

    return vraag


def _antwoord(daad: Daad) -> Callable[..., Response]:
    """The route that records."""

    def antwoord(
        scherm: Tekenaar,
        verzoeknummer: Verzoeknummer,
        invoer: Ingevuld,
        toegang: Annotated[Toegang, Mag(daad.recht, doel="verzoek")],
    ) -> Response:
        zicht = zicht_op(toegang, verzoeknummer)
        formulier = _formulier(daad, zicht)
        gebeurd = intussen(zicht, invoer.versie)
        if gebeurd:
            opnieuw, status = formulier.met(invoer), HTTPStatus.PRECONDITION_FAILED
            return toon(scherm, zicht, daad.titel, opnieuw, status, daad=daad, gebeurd=gebeurd)
        fouten, status = _leg_vast(daad, verzoeknummer, formulier, invoer, toegang)
        if fouten:
            return toon(scherm, zicht, daad.titel, formulier.met(invoer, *fouten), status, daad=daad)
        if daad.gevaar:
            return verder(f"/verzoeken?tafel={zicht.uit.tafel}&gedaan={daad.code}")
        return verder(f"/verzoeken/{verzoeknummer}?gedaan={daad.code}")

    return antwoord


def _leg_vast(
    daad: Daad, verzoeknummer: str, formulier: Formulier, invoer: Invoer, toegang: Toegang
) -> tuple[tuple[Veldfout, ...], HTTPStatus]:
    """Record it, or say what is wrong."""
    velden = [*formulier.velden, Veld("vingerafdruk", "Vingerafdruk", Soort.VAST)]
    try:
        gevuld = lees_invoer(daad.model, velden if daad.code == "akkoord" else formulier.velden, invoer)
        getypt = getattr(gevuld, BEVESTIGING, verzoeknummer)
        if getypt.strip().upper() != verzoeknummer:
            fout = f"Typ het nummer van dit verzoek: {verzoeknummer}. U typte iets anders."
            return (Veldfout(fout, BEVESTIGING),), HTTPStatus.BAD_REQUEST
        daad.doe(verzoeknummer, gevuld, op_versie(toegang, invoer.versie))
    except OngeldigeInvoer as fouten:
        return fouten.fouten, HTTPStatus.BAD_REQUEST
    except Weigering as geweigerd:
        return (Veldfout(str(geweigerd)),), HTTPStatus.CONFLICT
    return (), HTTPStatus.OK


for _een in DADEN:
    router.add_api_route(f"/verzoeken/{{verzoeknummer}}/{_een.code}", _vraag(_een), methods=["GET"])
    router.add_api_route(f"/verzoeken/{{verzoeknummer}}/{_een.code}", _antwoord(_een), methods=["POST"])
