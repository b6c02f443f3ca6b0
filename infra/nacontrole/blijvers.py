"""Which tables may hold an id of what was destroyed, for ever or until the nacontrole is done, and why."""

from dataclasses import dataclass
from typing import LiteralString

from infra.nacontrole.spoorsoort import Spoorsoort

STROOM, PERSOON = Spoorsoort.STROOM, Spoorsoort.PERSOON


@dataclass(frozen=True)
class Blijver:
    """A table that may keep ids of these kinds, in all of its rows or in those for which ``rijen`` holds."""

    tabel: str
    soorten: frozenset[Spoorsoort]
    reden: str
    rijen: LiteralString = "true"


BLIJVERS = (
    Blijver(
        "feiten.gebeurtenis",
        frozenset({STROOM}),
        "Het geraamte van de geschiedenis: naam, moment en termijn van elk feit, zonder inhoud.",
        rijen="topic NOT LIKE 'vernietigingslijst.%'",
    ),
    Blijver(
        "feiten.gebeurtenis",
        frozenset({STROOM, PERSOON}),
        "Wat er op een vernietigingslijst stond: willekeurige kenmerken die nergens meer heen leiden.",
        rijen="topic LIKE 'vernietigingslijst.%'",
    ),
    Blijver(
        "kluis.omheining",
        frozenset({STROOM, PERSOON}),
        "Het merkteken dat dit vernietigd is, zodat er niets meer bij komt.",
    ),
    Blijver(
        "weergave.verwijderrapport",
        frozenset({STROOM}),
        "De regel in het rapport waarmee de vernietiging wordt verantwoord.",
    ),
    Blijver(
        "herbouw.verwijderrapport",
        frozenset({STROOM}),
        "Dezelfde regel, in een rapport dat opnieuw wordt opgebouwd en er nog niet staat.",
    ),
    Blijver(
        "verklaring.verklaring",
        frozenset({STROOM}),
        "Een eerdere verklaring, over een deel van dezelfde casus, met de feiten die zij bewijst.",
    ),
    Blijver(
        "vernietiging.spooreenheid",
        frozenset({STROOM, PERSOON}),
        "Wat deze controle moet bekijken; weg zodra zij klaar is.",
    ),
)
"""A table that is not here may hold nothing of what was destroyed. The rows of one table here are all of its rows."""


def blijvers_van(tabel: str) -> tuple[Blijver, ...]:
    """What a table may keep; nothing for most."""
    return tuple(blijver for blijver in BLIJVERS if blijver.tabel == tabel)
