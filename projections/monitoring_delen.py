"""The rows of one running case besides its own: actions, analyses, agenda items, people; each with a key."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar, assert_never
from uuid import UUID

from projections.monitoring import OpenActie, OpenAnalyse


@dataclass(frozen=True)
class Deelnemer:
    """Somebody who takes part."""

    stroom_id: UUID
    medewerker: str
    tafel: str
    organisatie: str


@dataclass(frozen=True)
class Punt:
    """A place on the agenda of an overleg, on the day ``op`` as planned now."""

    stroom_id: UUID
    agendapunt_id: UUID
    overleg_id: UUID
    soort: str
    op: date


@dataclass(frozen=True)
class Uitstel:
    """Telling somebody was put off, until it is looked at again."""

    stroom_id: UUID
    persoon_id: UUID
    herzien_op: date


Deel = OpenActie | OpenAnalyse | Deelnemer | Punt | Uitstel
D = TypeVar("D", OpenActie, OpenAnalyse, Deelnemer, Punt, Uitstel)


@dataclass(frozen=True)
class Delen:
    """The rows beside that of the case, each kind by a key of its own."""

    alle: tuple[Deel, ...] = ()

    def met(self, deel: Deel) -> "Delen":
        """Put this one there, in the place of what had its key."""
        ander = tuple(oud for oud in self.alle if _sleutel(oud) != _sleutel(deel))
        return Delen((*ander, deel))

    def zonder(self, soort: type[Deel], sleutel: UUID | str) -> "Delen":
        """Leave the one with this key out."""
        return Delen(tuple(deel for deel in self.alle if _sleutel(deel) != (soort, sleutel)))

    def van(self, soort: type[D]) -> tuple[D, ...]:
        """Give those of one kind."""
        return tuple(deel for deel in self.alle if isinstance(deel, soort))

    def verzet(self, overleg_id: UUID, dag: date) -> "Delen":
        """Move what stands on the agenda of an overleg to another day."""
        return Delen(
            tuple(
                replace(deel, op=dag) if isinstance(deel, Punt) and deel.overleg_id == overleg_id else deel
                for deel in self.alle
            )
        )


def _sleutel(deel: Deel) -> tuple[type[Deel], UUID | str]:
    match deel:
        case OpenActie():
            return OpenActie, deel.actie_id
        case OpenAnalyse():
            return OpenAnalyse, deel.analyse_id
        case Deelnemer():
            return Deelnemer, deel.medewerker
        case Punt():
            return Punt, deel.agendapunt_id
        case Uitstel():
            return Uitstel, deel.persoon_id
        case _:
            assert_never(deel)
