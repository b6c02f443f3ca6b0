"""The facts of the term of a casus: extended by those who supplied the data, or reckoned anew."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from domain.bewaring import Blijvend, VanDeCasus
from domain.casus.waarden import Aanleiding
from domain.privacyprotocol import Verlengingsgrond


@dataclass(frozen=True)
class VerlengingVoorgesteld(VanDeCasus):
    """On instruction of participants it was proposed to keep the casus until ``tot``; each supplier is asked."""

    verlenging_id: UUID
    grond: Verlengingsgrond
    reden: str
    tot: date
    opdracht_van: tuple[str, ...]


@dataclass(frozen=True)
class InstemmingGegeven(VanDeCasus):
    """An organisation that supplied data agrees to an extension."""

    verlenging_id: UUID
    organisatie: str


@dataclass(frozen=True)
class InstemmingGeweigerd(VanDeCasus):
    """An organisation that supplied data does not agree: what it supplied keeps the term it had."""

    verlenging_id: UUID
    organisatie: str
    reden: str


@dataclass(frozen=True)
class BewaartermijnVerlengd(VanDeCasus):
    """The term was extended; ground, day and rule stay, to account for why data were there after the ceiling."""

    verlenging_id: UUID
    grond: Annotated[Verlengingsgrond, Blijvend]
    bewaren_tot: Annotated[date, Blijvend]
    bewaarregel: Annotated[str, Blijvend]


@dataclass(frozen=True)
class BewaartermijnHerrekend(VanDeCasus):
    """The term was reckoned anew: ``vanaf`` is the day from which ``bewaarregel`` counts."""

    aanleiding: Annotated[Aanleiding, Blijvend]
    bewaren_tot: Annotated[date, Blijvend]
    bewaarregel: Annotated[str, Blijvend]
    vanaf: date
