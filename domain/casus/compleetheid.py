"""Which pieces an aanmelding still lacks. Asked by triage, and shown in the queue until then."""

from dataclasses import dataclass

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


def ontbrekend(casus: Casus, tafel: Tafel) -> tuple[Ontbreekt, ...]:
    """List what is missing, in the order of the form.

    Source: [0], "Hoe aan te melden" and "Wat zijn de aanmeldcriteria" of the ZVH.
    """
    criteria = {criterium.criterium for criterium in casus.criteria}
    groepen: dict[str, set[str]] = {}
    for criterium in tafel.criteria:
        groepen.setdefault(criterium.groep, set()).add(criterium.code)
    hoofd = any(b.betrokkenheid is Betrokkenheid.HOOFDPERSOON for b in casus.betrokkenen)
    stukken = (
        (casus.aanpak is None, "aanpak", "De aanpak is niet gekozen."),
        (not hoofd, "hoofdpersoon", "Niemand is als hoofdpersoon aangemeld."),
        (
            bool(tafel.leefgebieden) and len(casus.leefgebieden) < MINSTE_LEEFGEBIEDEN,
            "leefgebieden",
            "Er zijn minder dan twee leefgebieden genoemd.",
        ),
        (
            not any(codes <= criteria for codes in groepen.values()),
            "criteria",
            "De feiten bij de aanmeldcriteria zijn niet volledig.",
        ),
        (casus.reguliere_routes is None, "reguliere-routes", "Niet vermeld is wat al is geprobeerd."),
        (casus.voorcontact is None, "voorcontact", "Het contact vooraf met een procesregisseur ontbreekt."),
        (bool(tafel.grondslagen) and casus.grondslag is None, "grondslag", "De grondslag is niet vastgelegd."),
    )
    return tuple(Ontbreekt(code, zin) for mist, code, zin in stukken if mist)
