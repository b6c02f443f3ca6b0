"""The facts of consent, of gezag, and of informing the people it is about."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from domain.bewaring import OverPersoon, VanDeCasus
from domain.casus.waarden import Gezag, Hoedanigheid, Onderzoek, Uitstelgrond


@dataclass(frozen=True)
class ToestemmingGegeven(VanDeCasus):
    """Somebody consented for one person and one purpose.

    ``leeftijd`` (whole years) and ``gezag`` are those of that person at that moment, as far as they were known.
    """

    persoon_id: Annotated[UUID, OverPersoon]
    doel: str
    gever: str
    hoedanigheid: Hoedanigheid
    tekstversie: str
    gegeven_op: date
    leeftijd: int | None = None
    gezag: Gezag | None = None


@dataclass(frozen=True)
class ToestemmingGeweigerd(VanDeCasus):
    """Somebody refused for one person and one purpose."""

    persoon_id: Annotated[UUID, OverPersoon]
    doel: str
    weigeraar: str
    hoedanigheid: Hoedanigheid
    geweigerd_op: date


@dataclass(frozen=True)
class ToestemmingIngetrokken(VanDeCasus):
    """Consent was withdrawn; what was shared before stays lawful, nothing new is shared."""

    persoon_id: Annotated[UUID, OverPersoon]
    doel: str
    intrekker: str
    hoedanigheid: Hoedanigheid
    ingetrokken_op: date


@dataclass(frozen=True)
class GeboortedatumVastgelegd:
    """The birth date of somebody came in, of whom none was known; who has to consent depends on it."""

    persoon_id: Annotated[UUID, OverPersoon]
    geboortedatum: date


@dataclass(frozen=True)
class GezagVastgelegd:
    """Who has gezag over a minor, in the words of the BRP, and whether that is being investigated."""

    persoon_id: Annotated[UUID, OverPersoon]
    gezag: Gezag
    onderzoek: Onderzoek
    herkomst: str


@dataclass(frozen=True)
class GezagBeoordeeld:
    """Somebody judged what gezag to go by where the register does not tell or is under investigation."""

    persoon_id: Annotated[UUID, OverPersoon]
    geldt_als: Gezag
    toelichting: str


@dataclass(frozen=True)
class InformerenUitgesteld(VanDeCasus):
    """Telling somebody that data are processed waits, on a ground, to be looked at again on a day (BGS 1.3)."""

    persoon_id: Annotated[UUID, OverPersoon]
    grond: Uitstelgrond
    toelichting: str
    herzien_op: date


@dataclass(frozen=True)
class BetrokkeneGeinformeerd(VanDeCasus):
    """Somebody was told that data are processed (AVG 14)."""

    persoon_id: Annotated[UUID, OverPersoon]
    wijze: str
    geinformeerd_op: date
