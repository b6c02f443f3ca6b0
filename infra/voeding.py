"""Which facts a view is fed with, and feeding them: the same for a runner, a rebuild, and a list of an earlier moment.

A fact is opened only where a view takes it, and once for all views that do. A stored name that this version does not
know is taken by every view: it may be a fact of a newer version, and passing over it would lose it for good.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, Row, Select, Text, Uuid, all_, any_, delete, literal, select
from sqlalchemy.dialects.postgresql import ARRAY

from domain.casus.events import (
    BijdrageVernietigd,
    GegevensGerectificeerd,
    OpAgendaGezet,
    PersoonVernietigd,
)
from domain.historie import Opgetekend
from domain.tafels import Tafel
from infra import tables
from infra.codec import ALLES
from infra.definitions import Definities
from infra.kalender import feestdag
from infra.store import Archief
from projections.neemt import NEEMT, VAN_ANDEREN
from projections.weergave import Weergave, rijen_van_casus

DEEL_VERNIETIGD = (PersoonVernietigd, BijdrageVernietigd, GegevensGerectificeerd)
"""After these a case is told anew."""

BEKEND = frozenset((*ALLES.typen, *ALLES.upcasts))
"""All stored names that this version can read."""


Behalve = Mapping[str, Collection[int]]
"""By the name of a view: the positions that it passes over."""


class Plaats(NamedTuple):
    """Where a fact is, and its stored name: what can be known of it without opening it."""

    positie: int
    stroom_id: UUID
    versie: int
    naam: str


def plaatsen_na(verbinding: Connection, positie: int, *, limiet: int) -> list[Plaats]:
    """The places of the next facts after a position, over all streams, in order."""
    g = tables.gebeurtenis.c
    vraag = _plaatsen().where(g.notification_id > positie).limit(limiet)
    return [_plaats(rij) for rij in verbinding.execute(vraag)]


def plaatsen_van(
    verbinding: Connection, stromen: Collection[UUID], *, tot: int, namen: Collection[str]
) -> list[Plaats]:
    """The places of the facts of these streams up to and including a position, in the order of their positions.

    Those with one of these stored names, and those with one that is not known here.
    """
    g = tables.gebeurtenis.c
    gezocht, anders = literal(list(stromen), ARRAY(Uuid)), literal(sorted(BEKEND - set(namen)), ARRAY(Text))
    vraag = _plaatsen().where(
        g.originator_id == any_(gezocht), g.notification_id <= tot, g.topic != all_(anders)
    )
    return [_plaats(rij) for rij in verbinding.execute(vraag)]


def _plaatsen() -> Select[int, UUID, int, str]:
    g = tables.gebeurtenis.c
    return select(g.notification_id, g.originator_id, g.originator_version, g.topic).order_by(
        g.notification_id
    )


def _plaats(rij: Row[int, UUID, int, str]) -> Plaats:
    return Plaats(*rij)


@cache
def _namen_bij(soorten: frozenset[type]) -> frozenset[str]:
    return frozenset(naam for naam in BEKEND if ALLES.type_van(naam)[0] in soorten)


DEELNAMEN = _namen_bij(frozenset(DEEL_VERNIETIGD))
"""The stored names of those."""


def namen_van(weergave: Weergave) -> frozenset[str]:
    """The stored names of the facts that this view takes, also those of older versions."""
    neemt = NEEMT.get(weergave.naam)
    return BEKEND if neemt is None else _namen_bij(neemt)


def namen_van_alle(weergaven: Iterable[Weergave]) -> frozenset[str]:
    """The stored names of all that one of these views takes, or that makes one tell a case anew."""
    return DEELNAMEN.union(*map(namen_van, weergaven))


def van_anderen(weergave: Weergave) -> frozenset[str]:
    """The stored names of the facts of an overleg that change rows of the cases on its agenda."""
    return _namen_bij(VAN_ANDEREN.get(weergave.naam, frozenset()))


def _slaat_over(weergave: Weergave, plaats: Plaats, behalve: Behalve) -> bool:
    if plaats.positie in behalve.get(weergave.naam, ()):
        return True
    return plaats.naam in BEKEND and plaats.naam not in namen_van(weergave)


class Voeding:
    """Opens facts and feeds them to views."""

    def __init__(self, archief: Archief, definities: Definities) -> None:
        """Take where the facts are, and the rules of the tables they were recorded under."""
        self._archief = archief
        self._tafels = _Tafels(definities)

    def open(
        self,
        plaatsen: Iterable[Plaats],
        weergaven: Collection[Weergave],
        *,
        behalve: Behalve = MappingProxyType({}),
    ) -> list[Opgetekend]:
        """The facts at these places that one of these views takes and does not pass over, each opened once.

        Raises:
            KluisGeschonden, OnbekendContract, SleutelFout: one of them cannot be read.
        """
        over = BEKEND - namen_van_alle(weergaven)
        met_gaten = any(behalve.values())
        nodig = [
            (plaats.stroom_id, plaats.versie)
            for plaats in plaatsen
            if plaats.naam not in over
            and not (
                met_gaten
                and plaats.naam not in DEELNAMEN
                and all(_slaat_over(weergave, plaats, behalve) for weergave in weergaven)
            )
        ]
        return self._archief.lees_reeks(nodig) if nodig else []

    def geef(
        self,
        verbinding: Connection,
        weergave: Weergave,
        feiten: Sequence[Opgetekend],
        *,
        behalve: Collection[int] = (),
    ) -> None:
        """Feed a view the facts that it takes, except those at these positions.

        A case of which a part was destroyed is told anew, from what is left of it: a row does not say which of its
        facts it came from. Told anew, it is what a rebuild would make of it.
        """
        namen = namen_van(weergave)
        eigen = [feit for feit in feiten if feit.naam in namen and feit.positie not in behalve]
        self.vertel(verbinding, weergave, eigen)
        geraakt = {feit.stroom_id for feit in feiten if isinstance(feit.gebeurtenis, DEEL_VERNIETIGD)}
        tabellen = rijen_van_casus(weergave)
        if not geraakt or not tabellen:
            return
        for tabel in tabellen:
            verbinding.execute(delete(tabel).where(tabel.c.stroom_id.in_(geraakt)))
        tot = feiten[-1].positie
        self.vertel(
            verbinding, weergave, self._historie(verbinding, weergave, geraakt, tot=tot, behalve=behalve)
        )

    def vertel(self, verbinding: Connection, weergave: Weergave, feiten: Sequence[Opgetekend]) -> None:
        """Feed a view exactly these facts."""
        if feiten:
            weergave.verwerk(verbinding, feiten, tafels=self._tafels, feestdag=feestdag)

    def van_agenda(
        self, verbinding: Connection, weergave: Weergave, feiten: Iterable[Opgetekend], *, tot: int
    ) -> list[Opgetekend]:
        """The facts of the meetings that these cases stood on the agenda of, as far as this view wants them."""
        if not (namen := van_anderen(weergave)):
            return []
        elders = {
            feit.gebeurtenis.overleg_id for feit in feiten if isinstance(feit.gebeurtenis, OpAgendaGezet)
        }
        plaatsen = plaatsen_van(verbinding, elders, tot=tot, namen=namen) if elders else []
        return self.open(plaatsen, [weergave])

    def _historie(
        self,
        verbinding: Connection,
        weergave: Weergave,
        stromen: Collection[UUID],
        *,
        tot: int,
        behalve: Collection[int],
    ) -> list[Opgetekend]:
        """All that tells these cases, in the order in which it was recorded."""
        namen = namen_van(weergave)
        plaatsen = plaatsen_van(verbinding, stromen, tot=tot, namen=namen)
        eigen = self.open((plaats for plaats in plaatsen if plaats.positie not in behalve), [weergave])
        samen = [*eigen, *self.van_agenda(verbinding, weergave, eigen, tot=tot)]
        return sorted((feit for feit in samen if feit.positie not in behalve), key=lambda feit: feit.positie)


class _Tafels(dict[str, Tafel]):
    """Tables by the name of their definition, looked up when first asked for."""

    def __init__(self, definities: Definities) -> None:
        super().__init__()
        self._definities = definities

    def __missing__(self, naam: str) -> Tafel:
        self[naam] = self._definities.definitie(naam)
        return self[naam]
