"""Which tables may hold an id of what was destroyed, for ever or until the nacontrole is done, and why."""

from collections.abc import Mapping
from dataclasses import dataclass

from infra.nacontrole.spoorsoort import Spoorsoort

STROOM, PERSOON = Spoorsoort.STROOM, Spoorsoort.PERSOON


@dataclass(frozen=True)
class Blijver:
    """A table that may keep ids of these kinds; the reason is printed."""

    soorten: frozenset[Spoorsoort]
    reden: str


BLIJVERS: Mapping[str, Blijver] = {
    "feiten.gebeurtenis": Blijver(
        frozenset({STROOM}),
        "Het geraamte van de geschiedenis: naam, moment en termijn van elk feit, zonder inhoud.",
    ),
    "kluis.omheining": Blijver(
        frozenset({STROOM, PERSOON}), "Het merkteken dat dit vernietigd is, zodat er niets meer bij komt."
    ),
    "weergave.verwijderrapport": Blijver(
        frozenset({STROOM}), "De regel in het rapport waarmee de vernietiging wordt verantwoord."
    ),
    "vernietiging.spooreenheid": Blijver(
        frozenset({STROOM, PERSOON}), "Wat deze controle moet bekijken; weg zodra zij klaar is."
    ),
}
"""Keyed by schema and name. A table that is not here may hold nothing of what was destroyed."""
