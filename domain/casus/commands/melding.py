"""What one can ask at the melding."""

from dataclasses import dataclass
from datetime import date

from domain.casus.waarden import Betrokkene, Criteriumfeit, Urgentie, Voorcontact


@dataclass(frozen=True)
class LegGrondslagVast:
    """Record the legal ground; ``grondslag`` is a code of the table."""

    grondslag: str
    toelichting: str


@dataclass(frozen=True)
class MeldAan:
    """Bring a case in. It need not be complete; what is missing is shown until triage.

    ``eerste_verwerking``: these data were processed before, as in a consultatie about a named person; the term of
    the case then runs from that day.
    """

    casusnummer: str
    organisatie: str
    gemeente: str
    betrokkenen: tuple[Betrokkene, ...]
    urgentie: Urgentie = Urgentie.REGULIER
    kenmerk: str | None = None
    aanpak: str | None = None
    leefgebieden: tuple[str, ...] = ()
    criteria: tuple[Criteriumfeit, ...] = ()
    reguliere_routes: str | None = None
    voorcontact: Voorcontact | None = None
    grondslag: LegGrondslagVast | None = None
    eerste_verwerking: date | None = None


@dataclass(frozen=True)
class VulAan:
    """Add what was missing; ``None`` and empty leave as it is."""

    organisatie: str
    aanpak: str | None = None
    betrokkenen: tuple[Betrokkene, ...] = ()
    leefgebieden: tuple[str, ...] = ()
    criteria: tuple[Criteriumfeit, ...] = ()
    reguliere_routes: str | None = None
    voorcontact: Voorcontact | None = None
