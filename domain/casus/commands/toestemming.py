"""What one can record of consent, gezag, and informing."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.casus.waarden import Gezag, Hoedanigheid, Onderzoek, Uitstelgrond


@dataclass(frozen=True)
class GeefToestemming:
    """Record consent for one person and one purpose of the table."""

    persoon_id: UUID
    doel: str
    gever: str
    hoedanigheid: Hoedanigheid
    tekstversie: str
    gegeven_op: date


@dataclass(frozen=True)
class WeigerToestemming:
    """Record that consent was refused."""

    persoon_id: UUID
    doel: str
    weigeraar: str
    hoedanigheid: Hoedanigheid
    geweigerd_op: date


@dataclass(frozen=True)
class TrekToestemmingIn:
    """Record that consent was withdrawn."""

    persoon_id: UUID
    doel: str
    intrekker: str
    hoedanigheid: Hoedanigheid
    ingetrokken_op: date


@dataclass(frozen=True)
class LegGeboortedatumVast:
    """Record a birth date where none was known."""

    persoon_id: UUID
    geboortedatum: date


@dataclass(frozen=True)
class LegGezagVast:
    """Record who has gezag, in the words of the BRP; ``herkomst`` says where that was read."""

    persoon_id: UUID
    gezag: Gezag
    onderzoek: Onderzoek
    herkomst: str


@dataclass(frozen=True)
class BeoordeelGezag:
    """Judge what gezag to go by where the register does not tell."""

    persoon_id: UUID
    geldt_als: Gezag
    toelichting: str


@dataclass(frozen=True)
class StelInformerenUit:
    """Put off telling somebody, on a ground and until a day of review."""

    persoon_id: UUID
    grond: Uitstelgrond
    toelichting: str
    herzien_op: date


@dataclass(frozen=True)
class LegInformerenVast:
    """Record that somebody was told."""

    persoon_id: UUID
    wijze: str
    geinformeerd_op: date
