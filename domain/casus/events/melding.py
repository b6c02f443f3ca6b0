"""The facts of the melding."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from domain.bewaring import ApartPerDeel, Blijvend, Leverancier, VanDeCasus
from domain.casus.waarden import Betrokkene, Criteriumfeit, Voorcontact


@dataclass(frozen=True)
class Aangemeld:
    """A case was brought in. ``eerste_verwerking`` starts the retention clock (WGS 1.8(7))."""

    casusnummer: str
    tafel: Annotated[str, Blijvend]
    regime: Annotated[str, Blijvend]
    definitie: Annotated[str, Blijvend]
    eerste_verwerking: Annotated[date, Blijvend]
    bewaren_tot: Annotated[date, Blijvend]
    bewaarregel: Annotated[str, Blijvend]
    organisatie: Annotated[str, Leverancier]
    kenmerk: str | None
    gemeente: str
    aanpak: str | None
    betrokkenen: Annotated[tuple[Betrokkene, ...], ApartPerDeel]
    leefgebieden: tuple[str, ...]
    criteria: tuple[Criteriumfeit, ...]
    reguliere_routes: str | None
    voorcontact: Voorcontact | None


@dataclass(frozen=True)
class AanmeldingAangevuld:
    """What was missing came in. ``None`` and empty mean: nothing new about this."""

    organisatie: Annotated[str, Leverancier]
    aanpak: str | None
    betrokkenen: Annotated[tuple[Betrokkene, ...], ApartPerDeel]
    leefgebieden: tuple[str, ...]
    criteria: tuple[Criteriumfeit, ...]
    reguliere_routes: str | None
    voorcontact: Voorcontact | None


@dataclass(frozen=True)
class GrondslagVastgelegd(VanDeCasus):
    """The legal ground on which the table works with these data."""

    grondslag: str
    toelichting: str
