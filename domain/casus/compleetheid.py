"""Which pieces an aanmelding still lacks. Asked by triage, and shown in the queue until then."""

from dataclasses import dataclass

from domain.casus.events import Aangemeld, AanmeldingAangevuld
from domain.casus.state import Casus
from domain.casus.waarden import Betrokkenheid
from domain.tafels import Tafel

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
        )


def stukken_van(melding: Aangemeld | AanmeldingAangevuld | Casus) -> Stukken:
    """The pieces that a melding, a completion of it, or a whole case holds."""
    return Stukken(
        aanpak=melding.aanpak is not None,
        hoofdpersoon=any(b.betrokkenheid is Betrokkenheid.HOOFDPERSOON for b in melding.betrokkenen),
        leefgebieden=frozenset(melding.leefgebieden),
        criteria=frozenset(criterium.criterium for criterium in melding.criteria),
        reguliere_routes=melding.reguliere_routes is not None,
        voorcontact=melding.voorcontact is not None,
        grondslag=isinstance(melding, Casus) and melding.grondslag is not None,
    )


def ontbrekend(er: Stukken, tafel: Tafel) -> tuple[Ontbreekt, ...]:
    """List what is missing, in the order of the form.

    Source: [0], "Hoe aan te melden" and "Wat zijn de aanmeldcriteria" of the ZVH.
    """
    groepen: dict[str, set[str]] = {}
    for criterium in tafel.criteria:
        groepen.setdefault(criterium.groep, set()).add(criterium.code)
    stukken = (
        (er.aanpak, "aanpak", "De aanpak is niet gekozen."),
        (er.hoofdpersoon, "hoofdpersoon", "Niemand is als hoofdpersoon aangemeld."),
        (
            not tafel.leefgebieden or len(er.leefgebieden) >= MINSTE_LEEFGEBIEDEN,
            "leefgebieden",
            "Er zijn minder dan twee leefgebieden genoemd.",
        ),
        (
            any(codes <= er.criteria for codes in groepen.values()),
            "criteria",
            "De feiten bij de aanmeldcriteria zijn niet volledig.",
        ),
        (er.reguliere_routes, "reguliere-routes", "Niet vermeld is wat al is geprobeerd."),
        (er.voorcontact, "voorcontact", "Het contact vooraf met een procesregisseur ontbreekt."),
        (not tafel.grondslagen or er.grondslag, "grondslag", "De grondslag is niet vastgelegd."),
    )
    return tuple(Ontbreekt(code, zin) for is_er, code, zin in stukken if not is_er)
