"""The person of a verzoek: looking for it over all tables, saying which finds it is, and the overzicht of an inzage.

Whom a search found, and what somebody would get to read, is told in answer to a POST alone: it stands in no address.
"""

from datetime import date
from http import HTTPStatus
from typing import Annotated

from fastapi import Request
from starlette.responses import HTMLResponse, Response

from api.rechten import Recht
from api.rest.delen import Verzoeknummer
from api.rest.deur import Mag
from api.rest.toegang import Toegang
from api.rest.verzoeken import VindplaatsenIn, bevestig_vindplaatsen, zoek_persoon
from api.rest.verzoekinzage import InzageexportIn, bekijk_overzicht, verstrek_overzicht
from api.rest.verzoektoegang import eis_verzoek
from api.rest.verzoekuit import VondstUit
from api.web.formulier import Formulier, Ingevuld, Keus, OngeldigeInvoer, Soort, Veld, Veldfout
from api.web.formulier import lees as lees_invoer
from api.web.handelingen.soort import PROEF
from api.web.proef import op_versie
from api.web.scherm import Menupunt, Tekenaar, verder
from api.web.verzoekdaden import Verzoekzicht
from api.web.verzoekscherm import reden_van, toon, zicht_op
from api.web.woorden import woord
from api.wegen import Wegen
from domain.verzoek.besluit import eis_verstrekken_kan
from domain.verzoek.commands import GeefBesluitTerug
from domain.verzoek.omstandigheden import eis_fase
from domain.verzoek.ontvangst import ZOEKEND
from domain.verzoek.waarden import Inzagevorm
from domain.weigering import Weigering
from projections.dagen import datum

MENU: tuple[Menupunt, ...] = ()
KOPPELINGEN, NIEMAND = "koppelingen", "niemand"

router = Wegen()

Zoeker = Annotated[Toegang, Mag(Recht.VERZOEK_ZOEKEN, doel="verzoek")]
Behandelaar = Annotated[Toegang, Mag(Recht.VERZOEK_BEHANDELEN, doel="verzoek")]
Kijker = Annotated[Toegang, Mag(Recht.VERZOEK_OVERZICHT, doel="verzoek")]
Verstrekker = Annotated[Toegang, Mag(Recht.VERZOEK_VERSTREKKEN, doel="verzoek")]

ZOEKEN = "De persoon opzoeken"


def zoeken_kan_niet(zicht: Verzoekzicht) -> str:
    """Why nobody can be looked for now; empty where it can be done."""
    return reden_van(lambda: eis_fase(zicht.verzoek, ZOEKEND, "Zoeken"))


@router.post("/verzoeken/{verzoeknummer}/zoeken")
def zoek(scherm: Tekenaar, verzoeknummer: Verzoeknummer, toegang: Zoeker, request: Request) -> HTMLResponse:
    """Look in all cases and consultaties of all tables, and ask which finds are the person."""
    zicht = zicht_op(toegang, verzoeknummer)
    niet = zoeken_kan_niet(zicht)
    if niet:
        return toon(scherm, zicht, ZOEKEN, None, HTTPStatus.CONFLICT, niet=niet)
    vondsten = zoek_persoon(verzoeknummer, toegang, request).vondsten
    na = zicht_op(toegang, verzoeknummer)
    keuzes = tuple(_keus(een, toegang) for een in vondsten)
    formulier = _vindplaatsen(verzoeknummer, keuzes)
    return toon(scherm, na, ZOEKEN, formulier, sjabloon="verzoeken/zoeken.html", vondsten=len(vondsten))


def _keus(een: VondstUit, toegang: Toegang) -> Keus:
    """Somebody who was found, with what it takes to say whether this is the person."""
    tafels = toegang.dienst.definities.tafels
    delen = (
        woord(een.betrokkenheid),
        f"geboren op {datum(een.geboortedatum)}" if een.geboortedatum else "",
        een.adres or "",
        f"in een {een.soort} van {tafels[een.tafel].naam if een.tafel in tafels else een.tafel}",
        f"gevonden op {woord(een.wijze)}",
    )
    return Keus(str(een.koppeling_id), een.naam, ", ".join(deel for deel in delen if deel))


def _vindplaatsen(verzoeknummer: str, keuzes: tuple[Keus, ...]) -> Formulier:
    niemand = "Geen van deze is de persoon" if keuzes else "Deze persoon komt nergens voor"
    velden = (
        *((Veld(KOPPELINGEN, "Wie is de persoon", Soort.VINKJES, keuzes=keuzes),) if keuzes else ()),
        Veld(NIEMAND, "Of niemand", Soort.VINKJES, keuzes=(Keus("ja", niemand),)),
    )
    return Formulier(f"/verzoeken/{verzoeknummer}/vindplaatsen", "Bevestig", velden)


@router.post("/verzoeken/{verzoeknummer}/vindplaatsen")
def leg_vindplaatsen_vast(
    scherm: Tekenaar, verzoeknummer: Verzoeknummer, invoer: Ingevuld, toegang: Behandelaar
) -> Response:
    """Record which finds are the person; they stood in the answer to the search alone, so a mistake means a new one."""
    zicht = zicht_op(toegang, verzoeknummer)
    gekozen_, niemand = invoer.waarden(KOPPELINGEN), bool(invoer.waarden(NIEMAND))
    if bool(gekozen_) == niemand:
        zin = "Vink aan wie de persoon is, of dat niemand het is. Zoek opnieuw en kies."
        return toon(scherm, zicht, ZOEKEN, None, HTTPStatus.BAD_REQUEST, niet=zin, opnieuw=True)
    veld = Veld(KOPPELINGEN, "Wie is de persoon", Soort.VINKJES)
    try:
        # Nobody is a choice of its own; the schema takes an empty list for it.
        gevuld = VindplaatsenIn(koppelingen=[]) if niemand else lees_invoer(VindplaatsenIn, (veld,), invoer)
        bevestig_vindplaatsen(verzoeknummer, gevuld, op_versie(toegang, invoer.versie))
    except (OngeldigeInvoer, Weigering) as fout:
        zin = str(fout) or "Zoek opnieuw en kies."
        return toon(scherm, zicht, ZOEKEN, None, HTTPStatus.CONFLICT, niet=zin, opnieuw=True)
    return verder(f"/verzoeken/{verzoeknummer}?gedaan=vindplaatsen")


# --- the overzicht of an inzage -----------------------------------------------------------------------------

OVERZICHT, VERSTREKKEN = "Het overzicht voor de persoon", "Het overzicht verstrekken"


@router.post("/verzoeken/{verzoeknummer}/overzicht")
def toon_overzicht(
    scherm: Tekenaar, verzoeknummer: Verzoeknummer, toegang: Kijker, request: Request
) -> HTMLResponse:
    """What the person would get, to look at; who may agree with it does so beneath it."""
    zicht = zicht_op(toegang, verzoeknummer)
    try:
        overzicht = bekijk_overzicht(verzoeknummer, toegang, request)
    except Weigering as fout:
        return toon(scherm, zicht, OVERZICHT, None, HTTPStatus.CONFLICT, niet=str(fout))
    akkoord = None
    if toegang.gebruiker.mag(Recht.VERZOEK_BESLUITEN) and not reden_van(
        lambda: zicht.probeer(GeefBesluitTerug(PROEF))
    ):
        pad = f"/verzoeken/{verzoeknummer}/akkoord"
        gezien = (("vingerafdruk", overzicht.vingerafdruk),)
        akkoord = Formulier(pad, "Ga akkoord met dit overzicht", (), verborgen=gezien)
    sjabloon = "verzoeken/overzicht.html"
    namen = {een.id: een.naam for een in toegang.dienst.definities.tafels.values()}
    bewaard_tot = {
        een.nummer: date.fromisoformat(een.bewaren_tot) for een in overzicht.plaatsen if een.bewaren_tot
    }
    return toon(
        scherm,
        zicht,
        OVERZICHT,
        akkoord,
        sjabloon=sjabloon,
        overzicht=overzicht,
        namen=namen,
        bewaard_tot=bewaard_tot,
    )


def verstrekken_kan_niet(zicht: Verzoekzicht) -> str:
    """Why nothing can be handed over now; empty where it can be done."""
    return reden_van(lambda: eis_verstrekken_kan(zicht.verzoek))


@router.get("/verzoeken/{verzoeknummer}/verstrekken")
def vraag_verstrekken(scherm: Tekenaar, verzoeknummer: Verzoeknummer, toegang: Verstrekker) -> HTMLResponse:
    """Ask in which form the person gets the overzicht."""
    zicht = zicht_op(toegang, verzoeknummer)
    return toon(scherm, zicht, VERSTREKKEN, _verstrekken(verzoeknummer), niet=verstrekken_kan_niet(zicht))


@router.post("/verzoeken/{verzoeknummer}/verstrekken")
def verstrek(
    scherm: Tekenaar, verzoeknummer: Verzoeknummer, invoer: Ingevuld, toegang: Verstrekker, request: Request
) -> Response:
    """Give the file; it is in the register before it goes out."""
    eis_verzoek(toegang, toegang.dienst.verzoeken.laad(verzoeknummer))
    formulier = _verstrekken(verzoeknummer)
    try:
        vorm = lees_invoer(InzageexportIn, formulier.velden, invoer)
        return verstrek_overzicht(verzoeknummer, vorm, op_versie(toegang, invoer.versie), request)
    except OngeldigeInvoer as fout:
        opnieuw, status = formulier.met(invoer, *fout.fouten), HTTPStatus.BAD_REQUEST
    except Weigering as fout:
        opnieuw, status = formulier.met(invoer, Veldfout(str(fout))), HTTPStatus.CONFLICT
    return toon(scherm, zicht_op(toegang, verzoeknummer), VERSTREKKEN, opnieuw, status)


def _verstrekken(verzoeknummer: str) -> Formulier:
    vormen = {Inzagevorm.PDF: "Om te lezen (PDF)", Inzagevorm.JSON: "Voor een computer (JSON)"}
    keuzes = tuple(Keus(een.value, naam) for een, naam in vormen.items())
    hulp = (
        "Elk bestand krijgt een nummer, en staat in het register van bestanden. Geef het aan de persoon. "
        "Ga daarna terug naar het verzoek, en rond het af."
    )
    veld = Veld("vorm", "In welke vorm", Soort.KEUZE, hulp, keuzes=keuzes)
    return Formulier(f"/verzoeken/{verzoeknummer}/verstrekken", "Maak het bestand", (veld,))
