"""The words of a vernietigingslijst: what stands on it, why something comes off, and what is done per list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from domain.casus.waarden import Verwijdergrond


class Postsoort(StrEnum):
    """What an item destroys: everything of a stream, or of one person or one organisation within it."""

    CASUS = "casus"
    CONSULTATIE = "consultatie"
    PERSOON = "persoon"
    BIJDRAGE = "bijdrage"


@dataclass(frozen=True)
class Post:
    """One thing that is destroyed whole or not at all. Only random ids: they lead to a skeleton at most."""

    post_id: UUID
    soort: Postsoort
    stroom_id: UUID
    persoon_id: UUID | None = None
    organisatie: str | None = None


@dataclass(frozen=True)
class Voorgesteld:
    """An item with why and when it is due. ``bedenktijd_dagen`` is that of its rule."""

    post: Post
    grond: Verwijdergrond
    regel: str | None
    bewaren_tot: date | None
    bedenktijd_dagen: int

    def aan_zijn_eind(self, vandaag: date) -> bool:
        """Say whether its last day is there: after today it may not be there any more."""
        return self.bewaren_tot is not None and vandaag >= self.bewaren_tot


class Afhaalreden(StrEnum):
    """Why an item comes off between approval and execution."""

    OPGESCHORT = "opgeschort"
    BEPERKT = "beperkt"
    GROND_VERVALLEN = "grond-vervallen"
    AL_VERNIETIGD = "al-vernietigd"


class Intrekreden(StrEnum):
    """Why a whole list is withdrawn. A code, since a free text about it would outlive the cases."""

    FOUT_VOORSTEL = "fout-voorstel"
    NIET_AKKOORD = "niet-akkoord"
    PROTOCOL_GEWIJZIGD = "protocol-gewijzigd"
    NIETS_OVER = "niets-over"
    ANDERS = "anders"


class Stap(StrEnum):
    """What is done per list once its items are destroyed, in this order."""

    CACHES = "caches"
    UITGAANDE_POST = "uitgaande-post"
    EXPORTS = "exports"
    OPGERUIMD = "opgeruimd"


class Stapuitkomst(StrEnum):
    """How a step ended: done, there is no such thing in this version, or this service may not do it."""

    GEDAAN = "gedaan"
    NIET_AANWEZIG = "niet-aanwezig"
    NIET_MOGELIJK = "niet-mogelijk"


@dataclass(frozen=True)
class Vernietigde:
    """An item that is destroyed, and the number under which that can be looked up."""

    post_id: UUID
    bewijsnummer: str


@dataclass(frozen=True)
class Kenmerken:
    """What items that go are recognised by afterwards, by whoever has the other half. Each sorted, none by item.

    ``verbintenissen`` are commitments to the old numbers, ``sleutelafdrukken`` fingerprints of the data keys, and
    ``kopieen`` the numbers of files in which something of it was given out.
    """

    verbintenissen: tuple[str, ...] = ()
    sleutelafdrukken: tuple[str, ...] = ()
    kopieen: tuple[str, ...] = ()


GEEN_KENMERKEN = Kenmerken()


def samen(delen: Iterable[Kenmerken]) -> Kenmerken:
    """All of them together: what stands in several, such as a file, once."""
    delen = tuple(delen)
    return Kenmerken(
        tuple(sorted({een for deel in delen for een in deel.verbintenissen})),
        tuple(sorted({een for deel in delen for een in deel.sleutelafdrukken})),
        tuple(sorted({een for deel in delen for een in deel.kopieen})),
    )


@dataclass(frozen=True)
class Afgehaalde:
    """An item that comes off at the execution, and why."""

    post_id: UUID
    reden: Afhaalreden
