"""What another version of a privacyprotocol does to each casus of its regime: seen before it is taken, then done.

Each casus is reckoned anew by itself, with a fact of its own where its day changes. So what was cut short is finished
by doing it again: what was done gives nothing new.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from domain.casus.state import Casus, Fase
from domain.casus.termijn import nieuwe_termijn
from domain.privacyprotocol import Privacyprotocol
from infra.codec import KluisGeschonden
from infra.nummers import Nummers
from infra.optekenen import Opdrachtgever
from infra.shell import OnbekendeCasus, Shell
from projections.bewaartermijn import ankers_van

PORTIE = 500
"""Numbers that are looked up at once."""


@dataclass(frozen=True)
class Gevolg:
    """What a protocol does to one casus: until when it may stay now and then, and by which rule."""

    casusnummer: str
    stroom_id: UUID
    tafel: str
    was: date
    wordt: date
    regel: str
    regel_wordt: str
    verlengd: bool

    @property
    def verandert(self) -> bool:
        """The day changes."""
        return self.was != self.wordt

    def over_termijn(self, vandaag: date) -> bool:
        """It becomes earlier than today, so that its data must go at once."""
        return self.verandert and self.wordt < vandaag


@dataclass(frozen=True)
class Onleesbaar:
    """A casus that cannot be read, so that nothing can be said of it; the doctor says more."""

    casusnummer: str


@dataclass
class Telling:
    """How many cases a version is about, and how many of them have to go earlier or may stay longer."""

    vandaag: date
    casussen: int = 0
    onleesbaar: int = 0
    verlengd: int = 0
    regels: list[Gevolg] = field(default_factory=list)

    def neem(self, gevolg: Gevolg | Onleesbaar) -> None:
        """Count one case."""
        if isinstance(gevolg, Onleesbaar):
            self.onleesbaar += 1
            return
        self.casussen += 1
        self.verlengd += gevolg.verlengd and not gevolg.verandert
        if gevolg.verandert:
            self.regels.append(gevolg)

    @property
    def eerder(self) -> int:
        """How many have to go earlier."""
        return sum(een.wordt < een.was for een in self.regels)

    @property
    def later(self) -> int:
        """How many may stay longer."""
        return len(self.regels) - self.eerder

    @property
    def over_termijn(self) -> int:
        """How many have to go at once."""
        return sum(een.over_termijn(self.vandaag) for een in self.regels)


class Herrekenaar:
    """Walks over all casussen of a regime."""

    def __init__(self, shell: Shell, nummers: Nummers) -> None:
        """Take what reads casussen, and the numbers that lead to them."""
        self._shell = shell
        self._nummers = nummers

    def gevolgen(
        self, protocol: Privacyprotocol, *, tafels: Collection[str] | None = None
    ) -> Iterator[Gevolg | Onleesbaar]:
        """What this version would do to each casus of its regime whose data are still there.

        ``tafels``: only those at these tables, and what cannot be read, of which nobody knows where it is.
        """
        for casusnummer, stroom_id in self._allemaal():
            try:
                geladen = self._shell.laad_stroom(stroom_id)
            except KluisGeschonden:
                yield Onleesbaar(casusnummer)
                continue
            ankers = ankers_van(geladen.historie)
            if not _loopt(geladen.casus, protocol.regime) or ankers is None:
                continue
            casus = geladen.casus
            if tafels is not None and casus.tafel not in tafels:
                continue
            nieuw = nieuwe_termijn(casus, ankers, protocol)
            was = casus.bewaren_tot or nieuw.tot
            yield Gevolg(
                casusnummer=casusnummer,
                stroom_id=stroom_id,
                tafel=casus.tafel,
                was=was,
                wordt=nieuw.tot,
                regel=casus.bewaarregel or nieuw.regel,
                # Where the day stays nothing is recorded, so the rule stays too.
                regel_wordt=nieuw.regel if nieuw.tot != was else casus.bewaarregel or nieuw.regel,
                verlengd=casus.is_verlengd,
            )

    def herreken(self, regime: str, *, namens: Opdrachtgever) -> Iterator[bool | Onleesbaar]:
        """Reckon each casus of a regime anew under the version in force, and say of each whether its day changed."""
        for casusnummer, stroom_id in self._allemaal():
            try:
                if _loopt(self._shell.laad_stroom(stroom_id).casus, regime):
                    yield bool(self._shell.herreken(casusnummer, namens=namens).nieuw)
            except KluisGeschonden:
                yield Onleesbaar(casusnummer)
            except OnbekendeCasus:
                continue  # It was destroyed in between.

    def _allemaal(self) -> Iterator[tuple[str, UUID]]:
        na = ""
        while portie := self._nummers.reeks(na, limiet=PORTIE):
            yield from portie
            na = portie[-1][0]


def _loopt(casus: Casus, regime: str) -> bool:
    return casus.fase not in (Fase.GEEN, Fase.VERWIJDERD) and casus.regime == regime
