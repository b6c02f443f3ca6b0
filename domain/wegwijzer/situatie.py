"""What is known of a situation before it is anybody's case. Never who it is about."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from domain.tafels import Antwoord
from domain.weigering import Weigering

CRISIS = "crisis"
ANDERS = "anders"
"""Who asks is none of the organisations and roles that the region names."""
MEERDERE_LEEFGEBIEDEN = "meerdere-leefgebieden"
MEERDERE_KETENS = "meerdere-ketens"
ONGEBOREN = -1
"""The age of a child that is not born yet."""
HOOGSTE_LEEFTIJD = 130
MEERDERE = 2


class Keten(StrEnum):
    """The chains that can be needed: care, justice, and the municipality with its means [0]."""

    ZORG = "zorg"
    STRAFRECHT = "strafrecht"
    GEMEENTE = "gemeente"


@dataclass(frozen=True)
class Situatie:
    """What is known; whatever was not said is unknown, and unknown is never no.

    ``leeftijd`` in whole years, ``ONGEBOREN`` before birth. ``vrager`` is the code of an organisation or role of the
    region, or ``ANDERS``. ``leefgebieden`` and ``ketens`` are ``None`` where nobody named them. ``kenmerken`` go by
    their code.
    ``scenario`` asks how it would be in another scenario of the region than the one that holds now.
    """

    gemeente: str | None = None
    leeftijd: int | None = None
    vrager: str | None = None
    leefgebieden: frozenset[str] | None = None
    ketens: frozenset[Keten] | None = None
    kenmerken: Mapping[str, Antwoord] = field(default_factory=dict)
    scenario: str | None = None

    def bekend(self) -> dict[str, Antwoord]:
        """All answers, also those that follow from the lists of leefgebieden and ketens.

        Raises:
            Weigering: an answer and the list it follows from contradict each other, or the age cannot be.
        """
        if self.leeftijd is not None and not ONGEBOREN <= self.leeftijd <= HOOGSTE_LEEFTIJD:
            raise Weigering(f"Een leeftijd is van 0 tot en met {HOOGSTE_LEEFTIJD} jaar, of nog niet geboren.")
        antwoorden = dict(self.kenmerken)
        if self.leefgebieden is not None:
            volgt = Antwoord.JA if len(self.leefgebieden) >= MEERDERE else Antwoord.NEE
            if antwoorden.setdefault(MEERDERE_LEEFGEBIEDEN, volgt) is not volgt:
                raise Weigering(
                    "Het antwoord over de leefgebieden past niet bij de leefgebieden die genoemd zijn."
                )
        # Two chains or more say nothing yet: it also takes that one chain alone cannot do it [0].
        een_keten = self.ketens is not None and len(self.ketens) < MEERDERE
        if een_keten and antwoorden.setdefault(MEERDERE_KETENS, Antwoord.NEE) is Antwoord.JA:
            raise Weigering("Het antwoord over de ketens past niet bij de ketens die genoemd zijn.")
        return antwoorden
