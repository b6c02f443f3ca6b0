"""Which pieces an aanmelding still lacks. Asked by triage, and shown in the queue until then."""

from dataclasses import dataclass
from datetime import date

from domain.casus.events import Aangemeld, AanmeldingAangevuld
from domain.casus.state import Casus
from domain.casus.toestemming import Toestemmingsstatus, standen
from domain.casus.waarden import Betrokkenheid
from domain.tafels import Stap, Stuk, Tafel
from domain.vervangen import replace

MINSTE_LEEFGEBIEDEN = 2
"""Criterion A1: problems "die op meer dan één leefgebied spelen" [0]."""


@dataclass(frozen=True)
class Ontbreekt:
    """A missing piece: a fixed code for machines, and the words for people. Never content of the case."""

    code: str
    zin: str


@dataclass(frozen=True)
class Stukken:
    """Which pieces of an aanmelding are there; enough to tell what is missing without knowing the content."""

    aanpak: bool = False
    hoofdpersoon: bool = False
    leefgebieden: frozenset[str] = frozenset()
    criteria: frozenset[str] = frozenset()
    reguliere_routes: bool = False
    voorcontact: bool = False
    grondslag: bool = False
    toestemming: bool = False

    def ook(self, ander: "Stukken") -> "Stukken":
        """What is there when these pieces came in as well."""
        return Stukken(
            aanpak=self.aanpak or ander.aanpak,
            hoofdpersoon=self.hoofdpersoon or ander.hoofdpersoon,
            leefgebieden=self.leefgebieden | ander.leefgebieden,
            criteria=self.criteria | ander.criteria,
            reguliere_routes=self.reguliere_routes or ander.reguliere_routes,
            voorcontact=self.voorcontact or ander.voorcontact,
            grondslag=self.grondslag or ander.grondslag,
            toestemming=self.toestemming or ander.toestemming,
        )


def stukken_van(melding: Aangemeld | AanmeldingAangevuld | Casus) -> Stukken:
    """The pieces that a melding, a completion of it, or a whole case holds, consent apart."""
    return Stukken(
        aanpak=melding.aanpak is not None,
        hoofdpersoon=any(b.betrokkenheid is Betrokkenheid.HOOFDPERSOON for b in melding.betrokkenen),
        leefgebieden=frozenset(melding.leefgebieden),
        criteria=frozenset(criterium.criterium for criterium in melding.criteria),
        reguliere_routes=melding.reguliere_routes is not None,
        voorcontact=melding.voorcontact is not None,
        grondslag=isinstance(melding, Casus) and melding.grondslag is not None,
    )


def stukken_met_toestemming(casus: Casus, tafel: Tafel, *, op: date) -> Stukken:
    """The pieces of a whole case on a day: birthdays change who has to consent."""
    gevraagd = standen(casus, tafel, op=op, stap=Stap.BESPREKEN)
    er = bool(gevraagd) and all(stand.status is Toestemmingsstatus.GEGEVEN for stand in gevraagd)
    return replace(stukken_van(casus), toestemming=er)


def ontbrekend(er: Stukken, tafel: Tafel) -> tuple[Ontbreekt, ...]:
    """List what is missing of what this table asks for, in the order of the form.

    Source: the table's own definition, which names its source with each piece.
    """
    groepen: dict[str, set[str]] = {}
    for criterium in tafel.criteria:
        groepen.setdefault(criterium.groep, set()).add(criterium.code)
    stukken = (
        (Stuk.AANPAK, er.aanpak, "De aanpak is niet gekozen."),
        (Stuk.HOOFDPERSOON, er.hoofdpersoon, "Niemand is als hoofdpersoon aangemeld."),
        (
            Stuk.LEEFGEBIEDEN,
            len(er.leefgebieden) >= MINSTE_LEEFGEBIEDEN,
            "Er zijn minder dan twee leefgebieden genoemd.",
        ),
        (
            Stuk.CRITERIA,
            any(codes <= er.criteria for codes in groepen.values()),
            "De feiten bij de aanmeldcriteria zijn niet volledig.",
        ),
        (Stuk.REGULIERE_ROUTES, er.reguliere_routes, "Niet vermeld is wat al is geprobeerd."),
        (Stuk.VOORCONTACT, er.voorcontact, "Het contact vooraf met een procesregisseur ontbreekt."),
        (Stuk.GRONDSLAG, er.grondslag, "De grondslag is niet vastgelegd."),
        (Stuk.TOESTEMMING, er.toestemming, "De toestemming om de casus te bespreken is niet volledig."),
    )
    return tuple(Ontbreekt(stuk, zin) for stuk, is_er, zin in stukken if stuk in tafel.vraagt and not is_er)
