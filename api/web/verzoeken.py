"""What people ask of their own data: which answers are due, overdue first, and one verzoek with its steps."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import Query
from starlette.responses import HTMLResponse

from api.aanmelding import Code
from api.rechten import Recht
from api.rest.delen import Na, Verzoeknummer
from api.rest.deur import Mag
from api.rest.toegang import Toegang
from api.rest.verzoeken import Stand, lees_verzoeken
from api.rest.verzoekuit import VerzoekUit
from api.web.scherm import Kruimel, Menupunt, TafelVraag, Tekenaar, gekozen
from api.web.toekenningen import organisatienamen
from api.web.verzoekdaden import DADEN, Verzoekzicht
from api.web.verzoekpersoon import verstrekken_kan_niet, zoeken_kan_niet
from api.web.verzoekscherm import zicht_op
from api.web.werk import Teller
from api.wegen import Wegen
from domain.tafels import Tafel
from domain.verzoek.state import AanZet, Verzoekfase
from domain.verzoek.waarden import Verzoeksoort
from projections.dagen import datum
from projections.verzoeken import openstaand

MENU = (Menupunt("Verzoeken", "/verzoeken", Recht.VERZOEK_LEZEN),)
PER_BLADZIJDE = 50
BIJNA = timedelta(days=7)
"""So long before its last day a verzoek is near its term."""
WIE_AAN_ZET = {
    AanZet.BEHANDELAAR: "de behandelaar",
    AanZet.TWEEDE_PERSOON: "een tweede persoon",
    AanZet.VERNIETIGINGSLIJST: "de vernietigingslijst",
    AanZet.NIEMAND: "niemand: dit is klaar",
}

GEDAAN = {
    "nieuw": "Het verzoek is vastgelegd.",
    "vindplaatsen": "De vindplaatsen zijn bevestigd. Daar wordt nu niets vernietigd tot het verzoek klaar is.",
} | {daad.code: f"Gedaan: {daad.titel[:1].lower()}{daad.titel[1:]}." for daad in DADEN}
"""What is said of what was just recorded."""

router = Wegen()

Lezer = Annotated[Toegang, Mag(Recht.VERZOEK_LEZEN, doel="verzoek")]
Gedaan = Annotated[Code | None, Query(description="Wat zojuist is vastgelegd.")]
Standkeuze = Annotated[Stand, Query(description="Welke verzoeken: open, klaar of te vernietigen.")]


@dataclass(frozen=True)
class Verzoekstap:
    """A step on the way to the answer: who does it, and what is on record of it."""

    naam: str
    wie: str
    klaar: bool
    gedaan: str = ""


@router.get("/verzoeken")
def lees_lijst(  # noqa: PLR0917 FastAPI binds them by name
    scherm: Tekenaar,
    toegang: Lezer,
    tafel: TafelVraag = None,
    stand: Standkeuze = Stand.OPEN,
    na: Na = None,
    gedaan: Gedaan = None,
) -> HTMLResponse:
    """What still has to be answered, overdue first, or what is itself due to be destroyed; without names."""
    bij = gekozen(toegang, tafel)
    if bij is None:
        return scherm.kies_tafel(toegang, "Verzoeken", tel, te_laat="te laat")
    vandaag = toegang.dienst.omgeving.vandaag()
    uit = lees_verzoeken(toegang, bij.id, stand, na=na, limiet=PER_BLADZIJDE)
    return scherm.toon(
        "verzoeken/lijst.html",
        toegang,
        [Kruimel("Verzoeken")],
        tafel=bij,
        verzoeken=uit,
        stand=stand,
        te_laat=sum(regel.over_termijn for regel in uit.regels),
        nog={regel.verzoeknummer: (regel.uiterlijk - vandaag).days for regel in uit.regels},
        bijna=BIJNA.days,
        aan_zet=WIE_AAN_ZET,
        vernietigd=gedaan == "vernietigen",
        mag_ontvangen=toegang.gebruiker.mag(Recht.VERZOEK_ONTVANGEN),
    )


@router.get("/verzoeken/{verzoeknummer}")
def lees_een(
    scherm: Tekenaar, verzoeknummer: Verzoeknummer, toegang: Lezer, gedaan: Gedaan = None
) -> HTMLResponse:
    """One verzoek: what is asked, by when it has to be answered, each step with who does it, and what one may do."""
    zicht = zicht_op(toegang, verzoeknummer)
    uit = zicht.uit
    stappen = list(_stappen(uit))
    return scherm.toon(
        "verzoeken/verzoek.html",
        toegang,
        [Kruimel("Verzoeken", f"/verzoeken?tafel={uit.tafel}"), Kruimel(uit.verzoeknummer)],
        tafel=toegang.dienst.definities.tafels.get(uit.tafel),
        verzoek=uit,
        stappen=stappen,
        nu=next((stap for stap in stappen if not stap.klaar), None)
        if uit.aan_zet is not AanZet.NIEMAND
        else None,
        nog=(uit.uiterlijk - toegang.dienst.omgeving.vandaag()).days,
        bijna=BIJNA.days,
        aan_zet=WIE_AAN_ZET,
        tafels=toegang.dienst.definities.tafels,
        organisaties=organisatienamen(toegang) if uit.te_berichten else {},
        mag_lijsten=toegang.gebruiker.mag(Recht.LIJST_LEZEN),
        gedaan=GEDAAN.get(gedaan or ""),
        **_doen(zicht),
    )


def _doen(zicht: Verzoekzicht) -> dict[str, Any]:
    """What this person has the right to: what can be done now, and why the rest cannot."""
    mag = zicht.toegang.gebruiker.mag
    eigen = [(daad, daad.niet(zicht)) for daad in DADEN if mag(daad.recht)]
    inzage = zicht.uit.soort is Verzoeksoort.INZAGE
    return {
        "kan": [daad for daad, niet in eigen if not niet],
        "kan_niet": [(daad, niet) for daad, niet in eigen if niet],
        "kan_zoeken": mag(Recht.VERZOEK_ZOEKEN) and not zoeken_kan_niet(zicht),
        "kan_bekijken": inzage and mag(Recht.VERZOEK_OVERZICHT) and zicht.verzoek.bevestigd,
        "kan_verstrekken": mag(Recht.VERZOEK_VERSTREKKEN) and not verstrekken_kan_niet(zicht),
    }


def tel(toegang: Toegang, tafel: Tafel) -> Iterator[Teller]:
    """The answers that are late, and those that are due within a week."""
    if not toegang.gebruiker.mag(Recht.VERZOEK_LEZEN):
        return
    vandaag: date = toegang.dienst.omgeving.vandaag()
    with toegang.dienst.leesplaats.verbinding() as verbinding:
        rijen = openstaand(verbinding, tafel.id, limiet=500)
    te_laat = sum(rij.over_termijn(vandaag) for rij in rijen)
    straks = sum(rij.uiterlijk <= vandaag + BIJNA for rij in rijen) - te_laat
    pad = f"/verzoeken?tafel={tafel.id}"
    if te_laat:
        yield Teller(te_laat, "te laat: een verzoek van een betrokkene wacht op antwoord", pad, "fout")
    if straks:
        yield Teller(straks, "verzoek van een betrokkene: antwoord binnen een week", pad)
    wat = (
        "verzoek van een betrokkene staat open" if len(rijen) == 1 else "verzoeken van betrokkenen staan open"
    )
    yield Teller(len(rijen), wat, pad)


def _stappen(uit: VerzoekUit) -> Iterator[Verzoekstap]:
    """The steps in their order; what a refusal makes needless is left out."""
    gevonden = uit.fase not in (Verzoekfase.ONTVANGEN, Verzoekfase.VASTGESTELD) and bool(uit.koppelingen)
    afgewezen = uit.fase is Verzoekfase.AFGEWEZEN
    yield Verzoekstap("Ontvangen", "wie het aannam", klaar=True, gedaan=f"op {datum(uit.ontvangen_op)}")
    if uit.identiteit is not None or not afgewezen:
        wijze = "" if uit.identiteit is None else uit.identiteit.wijze.value.replace("-", " ")
        yield Verzoekstap(
            "Vaststellen wie het vraagt", "de behandelaar", klaar=uit.identiteit is not None, gedaan=wijze
        )
    if gevonden or not afgewezen:
        plaatsen = f"bevestigd: {len(uit.koppelingen)} van de {uit.gevonden}" if gevonden else ""
        yield Verzoekstap(
            "De persoon opzoeken en bevestigen", "de behandelaar", klaar=gevonden, gedaan=plaatsen
        )
    besluit, voorstel = uit.besluit, uit.voorstel
    door = besluit.voorgesteld_door if besluit else voorstel.voorgesteld_door if voorstel else ""
    yield Verzoekstap(
        "Een besluit voorstellen", "de behandelaar", klaar=bool(door), gedaan=f"door {door}" if door else ""
    )
    yield Verzoekstap(
        "Akkoord van een ander",
        "een tweede persoon",
        klaar=besluit is not None,
        gedaan=f"{besluit.uitkomst.value}, door {besluit.akkoord_door}" if besluit else "",
    )
    if not afgewezen:
        klaar = uit.uitgevoerd_op
        yield Verzoekstap(
            "Uitvoeren en antwoorden",
            "de behandelaar",
            klaar=klaar is not None,
            gedaan=f"op {datum(klaar)}" if klaar else "",
        )
