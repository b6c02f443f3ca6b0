"""The form of an aanmelding at one table: it asks what this table needs, and nothing else.

Which pieces those are, the definition of the table says (``vraagt``). What is still missing, the rules say.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from api.aanmelding import AanmeldingIn
from api.rest.toegang import Toegang
from api.web.formulier import Deel, Formulier, Groep, Invoer, Keus, Soort, Veld
from api.web.handelingen.soort import codes, dag, kies, regel, tekst, uit, vink
from domain.casus.compleetheid import Ontbreekt, ontbrekend, stukken_met_toestemming
from domain.casus.decide import decide
from domain.casus.evolve import vouw
from domain.casus.state import Casus
from domain.casus.waarden import Betrokkenheid
from domain.tafels import Stuk, Tafel

PAD = "/meldingen/nieuw"
MENSEN = "mensen"
"""The field that says for how many people the form has room."""
MEESTE_MENSEN = 50

PLEK: Mapping[str, str] = {
    Stuk.AANPAK: "aanpak",
    Stuk.HOOFDPERSOON: "betrokkenen.0.betrokkenheid",
    Stuk.LEEFGEBIEDEN: "leefgebieden",
    Stuk.CRITERIA: "criteria.0.feiten",
    Stuk.REGULIERE_ROUTES: "reguliereRoutes",
    Stuk.VOORCONTACT: "voorcontact.op",
    Stuk.GRONDSLAG: "grondslag.grondslag",
}
"""Where on the form a missing piece is filled in; consent comes after the aanmelding."""


def plek(stuk: str) -> str:
    """The id of the field where a missing piece is filled in; empty where no form of a melding has one."""
    naam = PLEK.get(stuk, "")
    return f"veld-{naam.replace('.', '-')}" if naam else ""


def aantal_mensen(invoer: Invoer, *, erbij: int = 0) -> int:
    """For how many people there has to be room."""
    gevraagd = invoer.waarde(MENSEN)
    nu = int(gevraagd) if gevraagd.isascii() and gevraagd.isdigit() and len(gevraagd) < 3 else 1  # noqa: PLR2004 never a hundred
    return min(max(nu, 1) + erbij, MEESTE_MENSEN)


def formulier_van(tafel: Tafel, *, mensen: int, sleutel: str, van_wie: tuple[Keus, ...] = ()) -> Formulier:
    """The empty form; ``van_wie`` are the organisations of which somebody records what they say, if not the own one."""
    delen = (*_wie_meldt(tafel, van_wie), *_over_wie(mensen), *_mag_later(_waarover(tafel), tafel))
    verborgen = (("tafel", tafel.id), ("sleutel", sleutel), (MENSEN, str(mensen)))
    return Formulier(PAD, "Verstuur de melding", delen, verborgen=verborgen)


def _mag_later(delen: Iterable[Deel], tafel: Tafel) -> Iterator[Deel]:
    """Say of what the table needs that it may come later, not that it need not come at all."""
    nodig = {PLEK[stuk].partition(".")[0] for stuk in tafel.vraagt if stuk in PLEK}
    for deel in delen:
        velden = deel.velden if isinstance(deel, Groep) else (deel,)
        met = tuple(replace(veld, later=veld.naam.partition(".")[0] in nodig) for veld in velden)
        yield replace(deel, velden=met) if isinstance(deel, Groep) else met[0]


def _wie_meldt(tafel: Tafel, van_wie: tuple[Keus, ...]) -> Iterator[Deel]:
    if van_wie:
        yield kies("organisatie", "Namens welke organisatie", van_wie)
    gemeenten = codes(tafel.gemeenten)
    yield kies("gemeente", "In welke gemeente speelt dit", gemeenten)
    yield regel("kenmerk", "Uw eigen kenmerk", "Het nummer in uw eigen systeem. Geen naam.", verplicht=False)


def _over_wie(mensen: int) -> Iterator[Groep]:
    for nummer in range(mensen):
        eerste, mens = nummer == 0, f"betrokkenen.{nummer}"
        wat = uit(f"{mens}.betrokkenheid", "Wat is deze persoon in de casus", Betrokkenheid, verplicht=False)
        yield Groep(
            "Om wie gaat het" if eerste else f"Wie hoort erbij ({nummer + 1})",
            (
                regel(f"{mens}.naam", "Naam", verplicht=eerste),
                Veld(
                    wat.naam,
                    wat.label,
                    Soort.LIJST,
                    verplicht=eerste,
                    keuzes=wat.keuzes,
                    waarde=Betrokkenheid.HOOFDPERSOON if eerste else "",
                ),
                dag(f"{mens}.geboortedatum", "Geboortedatum", verplicht=False),
                regel(f"{mens}.adres", "Adres", verplicht=False),
                regel(f"{mens}.bsn", "Burgerservicenummer", "Negen cijfers.", verplicht=False),
                tekst(f"{mens}.toelichting", "Wat we verder moeten weten", verplicht=False),
            ),
        )


def _waarover(tafel: Tafel) -> Iterator[Deel]:
    if tafel.aanpakken:
        yield kies(
            "aanpak", "Aanpak", codes(tafel.aanpakken), _weet_niet(tafel, Stuk.AANPAK), verplicht=False
        )
    if tafel.leefgebieden:
        twee = "Noem er ten minste twee." if Stuk.LEEFGEBIEDEN in tafel.vraagt else ""
        yield vink(
            "leefgebieden",
            "Op welke leefgebieden zijn er problemen",
            codes(tafel.leefgebieden),
            twee,
            verplicht=False,
        )
    yield from _criteria(tafel)
    if Stuk.REGULIERE_ROUTES in tafel.vraagt:
        yield tekst("reguliereRoutes", "Wat is al geprobeerd, en waarom liep dat vast", verplicht=False)
    if Stuk.VOORCONTACT in tafel.vraagt:
        yield Groep(
            "Contact vooraf met een procesregisseur",
            (
                dag("voorcontact.op", "Wanneer", verplicht=False),
                regel(
                    "voorcontact.met",
                    "Met wie",
                    "Het nummer van de medewerker, zoals mw-peer. Geen naam.",
                    verplicht=False,
                ),
            ),
        )
    if Stuk.GRONDSLAG in tafel.vraagt and tafel.grondslagen:
        yield Groep(
            "Op welke grond in de wet",
            (
                kies("grondslag.grondslag", "Grond", codes(tafel.grondslagen), verplicht=False),
                tekst("grondslag.toelichting", "Waarom deze grond hier geldt", verplicht=False),
            ),
            "Weet u dit niet? Dan vult de tafel het later in.",
        )


def _weet_niet(tafel: Tafel, stuk: Stuk) -> str:
    return "Weet u het nog niet? Laat dit dan leeg." if stuk in tafel.vraagt else ""


def _criteria(tafel: Tafel) -> Iterator[Groep]:
    nummers = {criterium.code: nummer for nummer, criterium in enumerate(tafel.criteria)}
    groepen = [(groep, list(delen)) for groep, delen in groupby(tafel.criteria, key=lambda een: een.groep)]
    for plaats, (_, delen) in enumerate(groepen):
        velden: list[Veld] = []
        for criterium in delen:
            rij = f"criteria.{nummers[criterium.code]}"
            velden += (
                Veld(f"{rij}.criterium", criterium.code, Soort.VAST, waarde=criterium.code),
                tekst(f"{rij}.feiten", f"{criterium.code}. {criterium.tekst}", verplicht=False),
            )
        titel = "Waaraan ziet u dat het bij deze tafel hoort"
        if len(groepen) > 1 and plaats:
            titel = "Of: waaraan ziet u dit"
        hulp = "Schrijf bij elke zin feiten op: wat is er gezien of gebeurd." if not plaats else ""
        yield Groep(titel, tuple(velden), hulp)


@dataclass(frozen=True)
class Nagekeken:
    """What the rules say of a form that is not sent yet."""

    ontbreekt: Sequence[Ontbreekt]

    def plek(self, stuk: str) -> str:
        """As ``plek``."""
        return plek(stuk)


def kijk_na(invoer: AanmeldingIn, tafel: Tafel, toegang: Toegang) -> Nagekeken:
    """Ask the rules what would still be missing; nothing is recorded.

    Raises:
        Weigering: it would be refused.
    """
    shell, omgeving = toegang.dienst.shell, toegang.dienst.omgeving
    opdracht = invoer.opdracht(casusnummer=omgeving.casusnummer(), nieuw_id=omgeving.nieuw_id)
    feiten = decide(Casus(), opdracht, bij=shell.bij(tafel, toegang.gebruiker.wie))
    er = stukken_met_toestemming(vouw(feiten), tafel, op=omgeving.vandaag())
    return Nagekeken(ontbrekend(er, tafel))
