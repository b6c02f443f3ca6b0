"""Giving somebody rights at a table, and ending them: each a form. Looking at them again stands with ``beheer``."""

from collections import Counter
from collections.abc import Sequence
from http import HTTPStatus
from typing import Annotated

from starlette.responses import HTMLResponse, Response

from api.rechten import Recht
from api.rest.deur import Mag
from api.rest.toegang import Toegang
from api.rest.toekenningen import BeeindigingIn, ToekenningId, ToekenningIn, beeindig, geef, lees_toekenning
from api.web.formulier import (
    Formulier,
    Groep,
    Ingevuld,
    Keus,
    OngeldigeInvoer,
    Soort,
    Veld,
    keuzes_uit,
    opnieuw,
)
from api.web.formulier import lees as lees_invoer
from api.web.handelingen.soort import dag, kies, regel, vink
from api.web.scherm import Kruimel, Menupunt, Scherm, Tekenaar, tafels_van, verder
from api.web.woorden import woord
from api.wegen import Wegen
from domain.rollen import Rol
from domain.weigering import Weigering
from infra.rechten import rechttabel
from infra.toekenning import Eindreden
from projections.dagen import tijdstip

MENU: tuple[Menupunt, ...] = ()
LIJST = "/beheer/toekenningen"
NIEUW = f"{LIJST}/nieuw"
GEVEN, EINDIGEN = "Rechten geven", "Rechten beëindigen"

router = Wegen()

Gever = Annotated[Toegang, Mag(Recht.TOEKENNEN, doel="beheer")]


@router.get(NIEUW)
def vraag_toekenning(scherm: Tekenaar, toegang: Gever) -> HTMLResponse:
    """Ask who gets which rights at which of the own tables."""
    return _toon(scherm, toegang, GEVEN, _nieuw(toegang))


@router.post(NIEUW)
def leg_toekenning_vast(scherm: Tekenaar, toegang: Gever, invoer: Ingevuld) -> Response:
    """Give them."""
    formulier = _nieuw(toegang)
    try:
        gegeven = geef(lees_invoer(ToekenningIn, formulier.velden, invoer), Response(), toegang)
    except (OngeldigeInvoer, Weigering) as fout:
        return _toon(scherm, toegang, GEVEN, *opnieuw(formulier, invoer, fout))
    return verder(f"{LIJST}?gegeven={gegeven.medewerker}")


@router.get(f"{LIJST}/{{toekenningId}}/einde")
def vraag_einde(scherm: Tekenaar, toegang: Gever, toekenning_id: ToekenningId) -> HTMLResponse:
    """Ask why a grant ends."""
    return _toon_einde(scherm, toegang, toekenning_id)


@router.post(f"{LIJST}/{{toekenningId}}/einde")
def leg_einde_vast(
    scherm: Tekenaar, toegang: Gever, toekenning_id: ToekenningId, invoer: Ingevuld
) -> Response:
    """End it, at once."""
    formulier = _einde(toekenning_id)
    try:
        beeindig(toekenning_id, lees_invoer(BeeindigingIn, formulier.velden, invoer), toegang)
    except (OngeldigeInvoer, Weigering) as fout:
        return _toon_einde(scherm, toegang, toekenning_id, *opnieuw(formulier, invoer, fout))
    return verder(f"{LIJST}?gedaan=beeindigd")


# --- forms --------------------------------------------------------------------------------------------------


def _nieuw(toegang: Toegang) -> Formulier:
    tafels = tafels_van(toegang)
    organisaties = organisatienamen(toegang)
    organisaties.setdefault(toegang.gebruiker.wie.organisatie, toegang.gebruiker.wie.organisatie)
    # Whoever runs the service makes the first one, and so every beheerder.
    rollen = [Keus(een.value, woord(een)) for een in Rol if een is not Rol.BEHEERDER]
    rechten = [Keus(code, woord(code)) for code in rechttabel().van_systemen]
    velden = (
        Groep(
            "Wie",
            (
                regel("medewerker", "Id van de medewerker", "Zoals mw-peer. Geen naam en geen e-mailadres."),
                kies("organisatie", "Van welke organisatie", _op_naam(organisaties)),
                regel(
                    "uitgever",
                    "Adres van de inlogdienst",
                    "De ‘iss’ in het token.",
                    waarde=toegang.dienst.settings.oidc_uitgever,
                ),
                regel("sub", "Kenmerk bij de inlogdienst", "De ‘sub’ in het token."),
            ),
        ),
        Groep(
            "Wat",
            (
                kies("rol", "Welke rol", rollen),
                vink("tafels", "Aan welke tafels", [Keus(een.id, een.naam) for een in tafels]),
                dag("vanaf", "Vanaf", waarde=toegang.dienst.omgeving.vandaag()),
                dag("totEnMet", "Tot en met", "Leeg: tot u het beëindigt.", verplicht=False),
            ),
        ),
        Groep(
            "Mens of systeem",
            (
                Veld(
                    "soort",
                    "Voor wie is dit",
                    Soort.KEUZE,
                    keuzes=(Keus("mens", "een mens"), Keus("systeem", "een systeem")),
                    waarde="mens",
                ),
                vink(
                    "rechten", "Welke rechten krijgt het", rechten, "Alleen bij een systeem.", verplicht=False
                ),
            ),
        ),
    )
    return Formulier(NIEUW, "Geef deze rechten", velden)


def organisatienamen(toegang: Toegang) -> dict[str, str]:
    """What the organisations at the own tables and in their regions are called, by code.

    A code that two regions have for bureaus of their own stays a code: which of them is meant it does not tell.
    """
    tafels = tafels_van(toegang)
    namen_van_regios = {een.regio for een in tafels}
    regios = [een for een in toegang.dienst.definities.regios.values() if een.naam in namen_van_regios]
    bureaus = [(keuze.code, keuze.naam) for een in regios for keuze in een.bureaus]
    codes = Counter(code for code, _ in set(bureaus))
    namen = {code: naam for code, naam in bureaus if codes[code] == 1}
    namen |= {keuze.code: keuze.naam for een in regios for keuze in een.organisaties}
    return namen | {keuze.code: keuze.naam for een in tafels for keuze in een.aanmelders}


def _op_naam(organisaties: dict[str, str]) -> list[Keus]:
    return [Keus(code, naam) for code, naam in sorted(organisaties.items(), key=lambda een: een[1])]


def _einde(toekenning_id: object) -> Formulier:
    # What a review found stands with the review.
    redenen = tuple(keus for keus in keuzes_uit(Eindreden) if keus.waarde != Eindreden.HERZIENING.value)
    veld = Veld("reden", "Waarom", Soort.KEUZE, keuzes=redenen)
    return Formulier(f"{LIJST}/{toekenning_id}/einde", "Beëindig deze rechten", (veld,), gevaar=True)


def _toon_einde(
    scherm: Scherm,
    toegang: Toegang,
    toekenning_id: ToekenningId,
    formulier: Formulier | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HTMLResponse:
    over = lees_toekenning(toekenning_id, toegang)
    eigen = [een for een in over.tafels if een in toegang.gebruiker.tafels]
    anders = [een for een in over.tafels if een not in toegang.gebruiker.tafels]
    gegevens = (
        ("Wie", over.medewerker),
        ("Rol", woord(over.rol)),
        ("Organisatie", organisatienamen(toegang).get(over.organisatie, over.organisatie)),
        ("Eindigt aan", _tafelnamen(toegang, eigen)),
        ("Gaat door aan", _tafelnamen(toegang, anders)),
        ("Al beëindigd", tijdstip(over.beeindigd_op) if over.beeindigd_op else ""),
    )
    return _toon(scherm, toegang, EINDIGEN, formulier or _einde(toekenning_id), status, gegevens)


def _tafelnamen(toegang: Toegang, ids: Sequence[str]) -> str:
    tafels = toegang.dienst.definities.tafels
    return ", ".join(tafels[een].naam if een in tafels else een for een in ids)


def _toon(  # noqa: PLR0917 a page, with which form, how it went and about what
    scherm: Scherm,
    toegang: Toegang,
    titel: str,
    formulier: Formulier,
    status: HTTPStatus = HTTPStatus.OK,
    gegevens: tuple[tuple[str, str], ...] = (),
) -> HTMLResponse:
    return scherm.toon(
        "beheer/formulier.html",
        toegang,
        [Kruimel("Beheer", "/beheer"), Kruimel("Wie heeft welke rechten", LIJST), Kruimel(titel)],
        status,
        titel=titel,
        gegevens=gegevens,
        formulier=formulier,
        terug=LIJST,
    )
