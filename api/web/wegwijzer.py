"""The wegwijzer in plain questions, the crisis first: which table, why, where that stands, and what to prepare.

Nothing of it is kept, here or in the browser: what was answered travels from page to page in the form itself, by POST,
and never in an address. It asks for nothing by which somebody can be known.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Annotated

from starlette.responses import HTMLResponse

from api.rechten import Recht
from api.rest.deur import Mag
from api.rest.toegang import Toegang
from api.rest.wegwijzer import vraag_de_weg
from api.web.formulier import (
    CSRF,
    Deel,
    Formulier,
    Groep,
    Ingevuld,
    Invoer,
    Keus,
    OngeldigeInvoer,
    Soort,
    Veld,
    Veldfout,
    lees,
)
from api.web.scherm import Kruimel, Menupunt, Tekenaar, tafels_van
from api.wegen import Wegen
from api.wegwijzer import SituatieIn, WegwijzingUit
from domain.tafels import Antwoord, Regio, Stuk, Tafel
from domain.wegwijzer import ANDERS, CRISIS, Keten
from domain.wegwijzer.situatie import HOOGSTE_LEEFTIJD
from domain.weigering import Weigering
from infra.definitions import Definities

MENU = (Menupunt("Wegwijzer", "/wegwijzer", Recht.WEGWIJZER, van_tafel=False),)
PAD = "/wegwijzer"
STAP, NAAR = "stap", "naar"
"""The fields that say which questions were answered, and which button was pressed."""
BEGIN, WIE, VRAGEN, ALLES = "begin", "wie", "vragen", "alles"
WEET_NIET = "weet-niet"
PER_KEER = 6
"""How many questions stand on one page."""
JA_NEE = (
    Keus(Antwoord.JA, "Ja"),
    Keus(Antwoord.NEE, "Nee"),
    Keus(WEET_NIET, "Weet ik niet"),
)
KETENS = (
    Keus(Keten.ZORG, "Zorg"),
    Keus(Keten.STRAFRECHT, "Straf: politie, justitie, reclassering"),
    Keus(Keten.GEMEENTE, "De gemeente, met wat de burgemeester mag"),
)
VOORBEREIDEN: Mapping[Stuk, str] = {
    Stuk.AANPAK: "Welke aanpak van de tafel u voor u ziet.",
    Stuk.HOOFDPERSOON: "Om wie het gaat, en wie er nog meer bij horen.",
    Stuk.LEEFGEBIEDEN: "Op welke leefgebieden er problemen zijn: ten minste twee.",
    Stuk.CRITERIA: "Feiten bij de aanmeldcriteria: wat is er gezien of gebeurd.",
    Stuk.REGULIERE_ROUTES: "Wat al is geprobeerd, en waarom dat vastliep.",
    Stuk.VOORCONTACT: "Contact met een procesregisseur, voor u meldt.",
    Stuk.GRONDSLAG: "Op welke grond in de wet de tafel kan werken.",
    Stuk.TOESTEMMING: "Toestemming om de casus te bespreken.",
}

router = Wegen()

Vrager = Annotated[Toegang, Mag(Recht.WEGWIJZER, doel="wegwijzer")]


@router.get("/wegwijzer")
def begin(scherm: Tekenaar, toegang: Vrager) -> HTMLResponse:
    """The first questions: is it a crisis, and where."""
    return _vraag(scherm, toegang, BEGIN, Invoer())


@router.post("/wegwijzer")
def verder(scherm: Tekenaar, toegang: Vrager, invoer: Ingevuld) -> HTMLResponse:
    """The next questions, or the answer."""
    stap = invoer.waarde(STAP)
    if invoer.waarde(NAAR) == ALLES:
        return _vraag(scherm, toegang, ALLES, invoer)
    try:
        situatie = _situatie(invoer, toegang)
        weg = vraag_de_weg(situatie, toegang)
    except OngeldigeInvoer as fout:
        return _vraag(scherm, toegang, stap, invoer, *fout.fouten)
    except Weigering as fout:
        return _vraag(scherm, toegang, ALLES, invoer, Veldfout(str(fout)))
    if weg.crisis is None and stap == BEGIN:
        return _vraag(scherm, toegang, WIE, invoer)
    if weg.crisis is None and invoer.waarde(NAAR) != "antwoord" and _open(weg, invoer):
        return _vraag(scherm, toegang, VRAGEN, invoer, weg=weg)
    return _antwoord(scherm, toegang, invoer, weg)


# --- what was answered --------------------------------------------------------------------------------------


def _regio(invoer: Invoer, definities: Definities) -> Regio | None:
    return definities.regios.get(invoer.waarde("waar").partition("/")[0])


def _eigen_regio(toegang: Toegang) -> Regio | None:
    """The region of the first of the own tables."""
    eigen = {tafel.regio for tafel in tafels_van(toegang)[:1]}
    return next((een for een in toegang.dienst.definities.regios.values() if een.naam in eigen), None)


def _situatie(invoer: Invoer, toegang: Toegang) -> SituatieIn:
    """The question to the wegwijzer. Who has a crisis need not say where first: the own region does.

    Raises:
        OngeldigeInvoer: something was forgotten, or is no age.
    """
    definities = toegang.dienst.definities
    regio = _regio(invoer, definities)
    if regio is None and invoer.waarde(_naam(CRISIS)) == Antwoord.JA:
        regio = _eigen_regio(toegang)
    fouten = []
    if regio is None:
        fouten.append(Veldfout("In welke gemeente speelt dit: maak een keuze.", "waar"))
    if not invoer.waarde(_naam(CRISIS)):
        fouten.append(Veldfout(f"{definities.kenmerken[CRISIS].vraag} Maak een keuze.", _naam(CRISIS)))
    jaren = invoer.waarde("leeftijd").strip()
    if jaren and not (jaren.isascii() and jaren.isdigit() and int(jaren[:4]) <= HOOGSTE_LEEFTIJD):
        fouten.append(
            Veldfout(f"Leeftijd: vul een getal in van 0 tot en met {HOOGSTE_LEEFTIJD}.", "leeftijd")
        )
    if jaren and invoer.waarde("ongeboren"):
        fouten.append(Veldfout("Leeftijd: laat dit leeg bij een kind dat nog niet geboren is.", "leeftijd"))
    if fouten or regio is None:
        raise OngeldigeInvoer(fouten)
    return lees(
        SituatieIn,
        (),
        Invoer(),
        regio=regio.code,
        gemeente=invoer.waarde("waar").partition("/")[2] or None,
        leeftijd=int(jaren) if jaren else None,
        ongeboren=bool(invoer.waarde("ongeboren")),
        vrager=invoer.waarde("vrager") or None,
        leefgebieden=list(invoer.waarden("leefgebieden")) or None,
        ketens=list(invoer.waarden("ketens")) or None,
        kenmerken={
            code: invoer.waarde(_naam(code))
            for code in _gevraagd(invoer)
            if invoer.waarde(_naam(code)) not in {"", WEET_NIET}
        },
    )


def _naam(kenmerk: str) -> str:
    return f"kenmerken.{kenmerk}"


def _gevraagd(invoer: Invoer) -> tuple[str, ...]:
    """The questions that were asked, whatever was answered."""
    return tuple(naam.removeprefix("kenmerken.") for naam in invoer.velden if naam.startswith("kenmerken."))


def _open(weg: WegwijzingUit, invoer: Invoer) -> list[str]:
    """What the tables that may fit still ask and nobody was asked, the best table first."""
    gevraagd = set(_gevraagd(invoer))
    nog = (een.kenmerk for advies in weg.tafels for een in advies.nog)
    return list(dict.fromkeys(kenmerk for kenmerk in nog if kenmerk and kenmerk not in gevraagd))


# --- the questions ------------------------------------------------------------------------------------------


def _vraag(
    scherm: Tekenaar,
    toegang: Toegang,
    stap: str,
    invoer: Invoer,
    *fouten: Veldfout,
    weg: WegwijzingUit | None = None,
) -> HTMLResponse:
    """A page with questions; what was answered on other pages goes along unseen."""
    definities = toegang.dienst.definities
    nieuw = _open(weg, invoer)[:PER_KEER] if weg is not None else []
    if stap == VRAGEN and not nieuw:
        # A mistake on a page of which is not known any more what it asked: show all that was asked.
        stap = ALLES
    delen = tuple(_delen(stap, invoer, definities, toegang, nieuw))
    formulier = Formulier(PAD, "Verder", delen)
    hier = {veld.naam for veld in formulier.velden} | {CSRF, STAP, NAAR}
    mee = [
        (naam, waarde)
        for naam, waarden in invoer.velden.items()
        if naam not in hier and _hoort_erbij(naam)
        for waarde in waarden
    ]
    formulier = replace(formulier, verborgen=((STAP, stap), *mee))
    al_gevuld = (
        bool(fouten) or stap == ALLES or any(naam in invoer.velden for naam in hier - {CSRF, STAP, NAAR})
    )
    if al_gevuld:
        formulier = formulier.met(invoer, *fouten)
    return scherm.toon(
        "wegwijzer/vragen.html",
        toegang,
        [Kruimel("Wegwijzer")],
        HTTPStatus.BAD_REQUEST if fouten else HTTPStatus.OK,
        formulier=formulier,
        stap=stap,
    )


def _hoort_erbij(naam: str) -> bool:
    bekend = {"waar", "leeftijd", "ongeboren", "vrager", "leefgebieden", "ketens"}
    return naam in bekend or naam.startswith("kenmerken.")


def _delen(
    stap: str, invoer: Invoer, definities: Definities, toegang: Toegang, nieuw: Sequence[str]
) -> Sequence[Deel]:
    regio = _regio(invoer, definities)
    crisis = _kenmerk(CRISIS, definities)
    begin_ = (crisis, _waar(definities, toegang))
    if stap == VRAGEN:
        return [_kenmerk(code, definities) for code in nieuw]
    if regio is None or stap not in {WIE, ALLES}:
        return begin_
    if stap == WIE:
        return _wie(regio, toegang)
    eerder = [code for code in _gevraagd(invoer) if code != CRISIS and code in definities.kenmerken]
    vragen = tuple(_kenmerk(code, definities) for code in eerder)
    return (*begin_, *_wie(regio, toegang), *vragen)


def _kenmerk(code: str, definities: Definities) -> Veld:
    return Veld(_naam(code), definities.kenmerken[code].vraag, Soort.KEUZE, keuzes=JA_NEE)


def _waar(definities: Definities, toegang: Toegang) -> Veld:
    """Every gemeente with its region: a gemeente can be in more than one."""
    keuzes = [
        Keus(f"{regio.code}/{gemeente.code}", f"{gemeente.naam} ({regio.naam})")
        for regio in definities.regios.values()
        for gemeente in regio.gemeenten
    ]
    eigen = {tafel.regio for tafel in tafels_van(toegang)}
    eerst = {f"({regio.naam})" for regio in definities.regios.values() if regio.naam in eigen}
    keuzes.sort(key=lambda keus: (not any(keus.tekst.endswith(regio) for regio in eerst), keus.tekst))
    return Veld("waar", "In welke gemeente speelt dit", Soort.LIJST, keuzes=tuple(keuzes))


def _wie(regio: Regio, toegang: Toegang) -> Sequence[Deel]:
    eigen = toegang.gebruiker.wie.organisatie
    organisaties = tuple(Keus(een.code, een.naam) for een in regio.organisaties)
    vragers = (*organisaties, Keus(ANDERS, "Een andere organisatie"))
    leefgebieden = tuple(Keus(een.code, een.naam) for een in regio.leefgebieden)
    vragen: tuple[Veld, ...] = (
        Veld(
            "vrager",
            "Van welke organisatie bent u",
            Soort.LIJST,
            verplicht=False,
            keuzes=vragers,
            waarde=eigen if eigen in {keus.waarde for keus in organisaties} else "",
        ),
        Veld(
            "ketens",
            "Wie zijn er nodig om dit op te lossen",
            Soort.VINKJES,
            "Niet bekend? Laat het dan leeg.",
            verplicht=False,
            keuzes=KETENS,
        ),
    )
    if leefgebieden:
        vink = Veld(
            "leefgebieden",
            "Waar zijn er problemen",
            Soort.VINKJES,
            "Niet bekend? Laat het dan leeg.",
            verplicht=False,
            keuzes=leefgebieden,
        )
        vragen = (vink, *vragen)
    leeftijd = Groep(
        "Hoe oud is degene om wie het gaat",
        (
            Veld("leeftijd", "Leeftijd in jaren", Soort.REGEL, "Alleen een getal.", verplicht=False),
            Veld(
                "ongeboren",
                "Of",
                Soort.VINKJES,
                verplicht=False,
                keuzes=(Keus("ja", "Het kind is nog niet geboren"),),
            ),
        ),
    )
    return (leeftijd, *vragen)


# --- the answer ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Voorbereiding:
    """What somebody takes along to a table, and whether it can be brought in here."""

    stukken: Sequence[str]
    doelen: Sequence[str]
    waarvoor: str
    meld_hier: bool

    @classmethod
    def voor(cls, tafel: Tafel, toegang: Toegang) -> "Voorbereiding":
        """Read it from the definition of the table."""
        gebruiker = toegang.gebruiker
        return cls(
            [VOORBEREIDEN[stuk] for stuk in tafel.vraagt],
            [doel.naam for doel in tafel.toestemming],
            tafel.waarvoor.tekst,
            tafel.id in gebruiker.tafels and gebruiker.mag(Recht.AANMELDEN),
        )


def _antwoord(scherm: Tekenaar, toegang: Toegang, invoer: Invoer, weg: WegwijzingUit) -> HTMLResponse:
    mee = tuple(
        (naam, waarde) for naam, waarden in invoer.velden.items() if _hoort_erbij(naam) for waarde in waarden
    )
    shell = toegang.dienst.shell
    return scherm.toon(
        "wegwijzer/antwoord.html",
        toegang,
        [Kruimel("Wegwijzer", PAD), Kruimel("Welke tafel past")],
        weg=weg,
        opnieuw=Formulier(PAD, "Mijn antwoorden aanpassen", (), verborgen=((STAP, ALLES), *mee)),
        voorbereiding={een.id: Voorbereiding.voor(shell.tafel(een.id), toegang) for een in weg.tafels},
        bronnen=toegang.dienst.definities.bronnen,
    )
