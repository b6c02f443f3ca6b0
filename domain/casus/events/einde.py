"""The facts of up, down and closing, and of the end."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from domain.bewaring import Blijvend, VanDeCasus
from domain.casus.waarden import Verwijdergrond, Weigerreden


@dataclass(frozen=True)
class Opgeschaald(VanDeCasus):
    """The case went one level up."""

    naar: str
    reden: str


@dataclass(frozen=True)
class Teruggeschaald(VanDeCasus):
    """The case came back from a higher level, one step: to ``naar``, or to the table itself."""

    naar: str
    reden: str


@dataclass(frozen=True)
class Afgeschaald(VanDeCasus):
    """A joint overleg decided that a lower level takes the case over [2]."""

    naar: str
    reden: str
    besloten_in: UUID


@dataclass(frozen=True)
class VoorlopigAfgesloten(VanDeCasus):
    """A joint overleg closed the case for the time being [2]; it is still open and its term runs."""

    reden: str
    besloten_in: UUID
    herzien_op: date


@dataclass(frozen=True)
class Heropend(VanDeCasus):
    """A case that was scaled down or closed for the time being runs again."""

    reden: str


@dataclass(frozen=True)
class Afgesloten(VanDeCasus):
    """The case is closed; from here its data are shielded until they are destroyed (WGS 2.31(8)).

    ``afgesloten_op`` is ``None`` where it was recorded before there was an extension to count from it.
    """

    reden: str
    resultaat: str
    afgesloten_op: date | None = None


@dataclass(frozen=True)
class VerwijderingVoorgesteld:
    """Somebody proposed to destroy the data, before there were lists for that. Nothing records this any more."""

    grond: Annotated[Verwijdergrond, Blijvend]
    voorgesteld_door: Annotated[str, Blijvend]


@dataclass(frozen=True)
class BuitenVernietigingGelaten(VanDeCasus):
    """Who checked a vernietigingslijst left this case out; the explanation dies with the case."""

    lijstnummer: Annotated[str, Blijvend]
    weigerreden: Annotated[Weigerreden, Blijvend]
    toelichting: str


@dataclass(frozen=True)
class GegevensVerwijderd:
    """The data of the case were destroyed: on what ground, under which rule, by whom, how, what was checked.

    ``bewijsnummer`` is the only way that leads to what remains of the case. Never personal data. What was destroyed
    before there were lists has no ``lijstnummer``, and nobody who checked or approved.
    """

    bewijsnummer: Annotated[str, Blijvend]
    tafel: Annotated[str, Blijvend]
    regime: Annotated[str, Blijvend]
    grond: Annotated[Verwijdergrond, Blijvend]
    regel: Annotated[str, Blijvend]
    bewaren_tot: Annotated[date, Blijvend]
    voorgesteld_door: Annotated[str, Blijvend]
    uitgevoerd_door: Annotated[str, Blijvend]
    wijze: Annotated[str, Blijvend]
    systemen: Annotated[tuple[str, ...], Blijvend]
    gecontroleerd: Annotated[tuple[str, ...], Blijvend]
    lijstnummer: Annotated[str | None, Blijvend] = None
    gecontroleerd_door: Annotated[str | None, Blijvend] = None
    goedgekeurd_door: Annotated[str | None, Blijvend] = None
