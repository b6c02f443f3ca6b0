"""For what somebody looks: asked before a page shows who people are, and kept in a cookie of its own.

It is to pages what the header ``Inzagedoel`` is to REST. The cookie holds the id of a purpose and nothing else; that
id is worth nothing to anybody but who put the purpose on record, in the same role, until it is over.
"""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Query, Request
from starlette.responses import HTMLResponse, Response

from api.aanmelding import Code
from api.inloggen.koekjes import neem_af, zet
from api.inzagezinnen import GROND
from api.rechten import Recht, gronden
from api.rest.delen import genoemd_nummer
from api.rest.deur import Mag, eis_vers, met_doel
from api.rest.deurfouten import OngeldigInzagedoel
from api.rest.inzagedoelen import (
    GebruiktdoelUit,
    InzagedoelIn,
    lees_inzagedoelen,
    leg_inzagedoel_vast,
)
from api.rest.toegang import Toegang
from api.web.formulier import Formulier, Ingevuld, Invoer, Keus, OngeldigeInvoer, Soort, Veld, Veldfout
from api.web.formulier import lees as lees_invoer
from api.web.scherm import Kruimel, Scherm, Tekenaar, tafels_van, verder
from api.wegen import Wegen
from domain.rollen import Rol
from domain.weigering import Weigering
from infra.inzage.regel import Inzagedoel, Inzagegrond, Noodreden
from infra.shell import OnbekendeCasus

KOEKJE = "__Host-casus-inzagedoel"
DUREN = {"60": "een uur", "240": "vier uur", "480": "een werkdag (acht uur)"}
"""How long a purpose may hold, in minutes; an emergency lasts an hour whatever was chosen."""
HOOGSTENS = 200
NUMMER = re.compile(r"C-[0-9A-Z]{5}-[0-9A-Z]{5}")

router = Wegen()

Vastlegger = Annotated[Toegang, Mag(Recht.INZAGEDOEL, doel="verantwoording")]
Kiezer = Annotated[Toegang, Mag(Recht.CASUS_LEZEN, doel="verantwoording")]


def MagOnderDoel(recht: Recht, *, doel: str) -> Any:  # noqa: N802, ANN401 it stands where a type stands, as ``Mag`` does
    """Ask for a right as ``Mag`` does, and work under the purpose that was chosen, where this page falls under it."""
    return Depends(_onder_doel(recht, doel))


def _onder_doel(recht: Recht, doel: str) -> Callable[..., Toegang]:
    def toegang(request: Request, gekregen: Annotated[Toegang, Mag(recht, doel=doel)]) -> Toegang:
        gekozen = gekozen_doel(request, gekregen)
        if gekozen is None or not _valt_eronder(request, gekregen, gekozen):
            return gekregen
        if gekregen.rol is Rol.AUDITOR:
            eis_vers(request, gekregen.kijk.begin)
        return met_doel(gekregen, gekozen.id)

    return toegang


def gekozen_doel(request: Request, toegang: Toegang) -> Inzagedoel | None:
    """The purpose that this person chose; ``None`` where there is none, or it is over or of another role."""
    id_ = _uuid(request.cookies.get(KOEKJE, ""))
    doel = None if id_ is None else toegang.dienst.inzagen.doel(id_)
    if doel is None or not _geldt(doel, toegang):
        return None
    return doel


def _geldt(doel: Inzagedoel, toegang: Toegang) -> bool:
    return (
        doel.geldt(wie=toegang.gebruiker.wie, nu=toegang.kijk.begin)
        and doel.tafel in toegang.gebruiker.tafels
    )


def _valt_eronder(request: Request, toegang: Toegang, doel: Inzagedoel) -> bool:
    """Say whether the case of this page is one that the purpose is for; for another one it shows nothing more."""
    nummer = genoemd_nummer(request)
    if nummer is None:
        return False
    try:
        geladen = toegang.dienst.shell.laad(nummer)
    except OnbekendeCasus:
        return False
    pseudoniem = toegang.dienst.inzagen.pseudoniemen(geladen.stroom_id).casus(geladen.stroom_id)
    return geladen.casus.tafel == doel.tafel and doel.casus in {None, pseudoniem}


def _uuid(tekst: str) -> UUID | None:
    try:
        return UUID(tekst)
    except ValueError:
        return None


# --- the page ---------------------------------------------------------------------------------------------------


@router.get("/inzagedoel")
def vraag_inzagedoel(
    request: Request,
    scherm: Tekenaar,
    toegang: Vastlegger,
    casusnummer: Annotated[Code | None, Query(description="Voor deze casus.")] = None,
) -> HTMLResponse:
    """What one looks for: the purposes in force, which of them is used now, and the form for a new one."""
    return _toon(request, scherm, toegang, _formulier(toegang, casusnummer or ""))


@router.post("/inzagedoel")
def leg_vast(request: Request, scherm: Tekenaar, toegang: Vastlegger, invoer: Ingevuld) -> Response:
    """Put a purpose on record, and use it from now on."""
    formulier = _formulier(toegang)
    try:
        gevraagd = lees_invoer(
            InzagedoelIn,
            [veld for veld in formulier.velden if veld.naam != "minuten"],
            invoer,
            minuten=_minuten(invoer),
        )
        antwoord = leg_inzagedoel_vast(gevraagd, Response(), toegang)
    except OngeldigeInvoer as fout:
        return _toon(request, scherm, toegang, formulier.met(invoer, *fout.fouten), HTTPStatus.BAD_REQUEST)
    except OnbekendeCasus:
        zin = Veldfout("Casusnummer: er is aan deze tafel geen casus met dit nummer.", "casusnummer")
        return _toon(request, scherm, toegang, formulier.met(invoer, zin), HTTPStatus.NOT_FOUND)
    except Weigering as fout:
        met = formulier.met(invoer, Veldfout(str(fout)))
        return _toon(request, scherm, toegang, met, HTTPStatus.CONFLICT)
    return _gebruik(toegang, verder(_terug(invoer)), antwoord.inzagedoel_id, geldig_tot=antwoord.geldig_tot)


@router.post("/inzagedoel/kies")
def kies(toegang: Kiezer, invoer: Ingevuld) -> Response:
    """Use another purpose that is in force.

    Raises:
        OngeldigInzagedoel: it is not there, not this person's, or over.
    """
    id_ = _uuid(invoer.waarde("inzagedoel"))
    doel = None if id_ is None else toegang.dienst.inzagen.doel(id_)
    if doel is None or not _geldt(doel, toegang):
        raise OngeldigInzagedoel
    return _gebruik(toegang, verder("/inzagedoel"), doel.id, geldig_tot=doel.tot)


@router.post("/inzagedoel/stop")
def stop(toegang: Kiezer, invoer: Ingevuld) -> Response:  # noqa: ARG001 who stops has to be somebody
    """Look without a purpose from now on. What was put on record stays."""
    antwoord = verder(_terug(invoer))
    neem_af(antwoord, KOEKJE)
    return antwoord


def _gebruik(toegang: Toegang, antwoord: Response, id_: UUID, *, geldig_tot: datetime) -> Response:
    duur: timedelta = geldig_tot - toegang.kijk.begin
    zet(antwoord, KOEKJE, str(id_), duur=duur)
    return antwoord


def _terug(invoer: Invoer) -> str:
    """The case that somebody came from, or else the page of purposes; never an address that was sent."""
    nummer = invoer.waarde("casusnummer").strip().upper()
    return f"/casus/{nummer}/tijdlijn" if NUMMER.fullmatch(nummer) else "/inzagedoel"


def _minuten(invoer: Invoer) -> int:
    gekozen = invoer.waarde("minuten")
    if gekozen not in DUREN:
        raise OngeldigeInvoer([Veldfout("Hoe lang: maak een keuze.", "minuten")])
    return int(gekozen)


def _formulier(toegang: Toegang, casusnummer: str = "") -> Formulier:
    tafels, mag = tafels_van(toegang), gronden(toegang.rol)
    nood = (
        Veld(
            "reden", "Waarom kan het niet wachten", Soort.LIJST, keuzes=tuple(Keus(r, r) for r in Noodreden)
        ),
    )
    return Formulier(
        "/inzagedoel",
        "Vastleggen en gebruiken",
        (
            Veld(
                "grond",
                "Waarvoor kijkt u",
                Soort.KEUZE,
                keuzes=tuple(Keus(een.value, GROND[een]) for een in Inzagegrond if een in mag),
            ),
            *(nood if Inzagegrond.NOODGEVAL in mag else ()),
            Veld(
                "kenmerk",
                "Kenmerk van uw opdracht",
                hulp="Hoofdletters en een nummer, zoals AUDIT-2026-7. Dit blijft staan: geen naam of casusnummer.",
            ),
            Veld(
                "tafel",
                "Tafel",
                Soort.LIJST,
                keuzes=tuple(Keus(tafel.id, tafel.naam) for tafel in tafels),
                waarde=tafels[0].id if len(tafels) == 1 else "",
            ),
            Veld(
                "casusnummer",
                "Casusnummer",
                hulp="Vul dit in als u maar één casus hoeft te zien. Leeg: alle casussen van de tafel.",
                verplicht=Inzagegrond.NOODGEVAL in mag,
                waarde=casusnummer,
            ),
            Veld(
                "minuten",
                "Hoe lang",
                Soort.KEUZE,
                keuzes=tuple(Keus(waarde, tekst) for waarde, tekst in DUREN.items()),
                waarde="60",
            ),
        ),
    )


def _toon(
    request: Request,
    scherm: Scherm,
    toegang: Toegang,
    formulier: Formulier,
    status: HTTPStatus = HTTPStatus.OK,
) -> HTMLResponse:
    return scherm.toon(
        "auditor/inzagedoel.html",
        toegang,
        [Kruimel("Waarvoor u kijkt")],
        status,
        formulier=formulier,
        doelen=_van_kracht(toegang),
        gekozen=gekozen_doel(request, toegang),
        gronden=GROND,
        tafels=toegang.dienst.definities.tafels,
        noodgeval=Inzagegrond.NOODGEVAL in gronden(toegang.rol),
    )


def _van_kracht(toegang: Toegang) -> list[GebruiktdoelUit]:
    """The own purposes that are in force; of who may not read the read log, none but the one that is used."""
    if not toegang.gebruiker.mag(Recht.INZAGEN):
        return []
    nu, gisteren = toegang.kijk.begin, toegang.dienst.omgeving.vandaag() - timedelta(days=1)
    return [
        regel
        for tafel in tafels_van(toegang)
        for regel in lees_inzagedoelen(toegang, tafel.id, van=gisteren, limiet=HOOGSTENS).regels
        if regel.geldig_tot > nu
        and (regel.wie, regel.rol, regel.organisatie)
        == (toegang.gebruiker.wie.id, toegang.rol, toegang.gebruiker.wie.organisatie)
    ]
