"""Checks the logboek against the events: every leaf is hashed anew, every node is computed anew.

The rules:

1. The events in the order of their positions are the leaves, one for one; an event after the last leaf is new.
2. Every stored node of the tree is the one that follows from the events, and there are no others.
3. Every checkpoint that was given out was signed by this log, and its root is that of the tree at its size.
4. The first thing that is wrong is named: its kind, its position, what was expected and what was found.

Memory is that of one portion, however long the log is. All is read in one snapshot; the folder is listed before it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from random import Random

from sqlalchemy import Connection, Engine

from infra.logboek import Afgekeurd
from infra.logboek.afwijking import Afwijking, Wat
from infra.logboek.blad import Blad, bladhash
from infra.logboek.checkpoint import Checkpoint
from infra.logboek.gepubliceerd import Gepubliceerd
from infra.logboek.houder import eis_vervolg
from infra.logboek.merkle import Boom, Plaats, verify_inclusion
from infra.logboek.opslag import (
    KnopenInDatabase,
    Stand,
    alle_bladhashes,
    boom_van,
    knopen_en_bladen,
    lees_gebeurtenissen,
    lees_stand,
    positie_voor_begin,
    posities_van,
)
from infra.logboek.publicatie import Logboekmap
from infra.logboek.ring import Sleutelring

PORTIE = 1000
ZOEKPORTIE = 5000


@dataclass(frozen=True)
class Uitslag:
    """What a check found: how many leaves the tree has, how many were checked, and the first that is wrong, if any."""

    grootte: int
    gezien: int
    afwijking: Afwijking | None


def _hash(gebeurtenis: Blad) -> bytes:
    """The leaf hash of an event; nothing, which is no leaf's hash, of one that could not have been recorded."""
    try:
        return bladhash(gebeurtenis.codeer())
    except Afgekeurd:
        return b""


@dataclass(frozen=True)
class _Portie:
    """Some leaves from ``boom.grootte`` on, and the events that stand where they should."""

    boom: Boom
    einde: int
    posities: Mapping[int, int]
    gebeurtenissen: Sequence[Blad]

    @property
    def hashes(self) -> list[bytes]:
        return [_hash(gebeurtenis) for gebeurtenis in self.gebeurtenissen]

    @property
    def gelijk_op(self) -> bool:
        """The events stand exactly where the leaves say."""
        verwacht = [self.posities.get(nummer) for nummer in range(self.boom.grootte, self.einde)]
        return [gebeurtenis.positie for gebeurtenis in self.gebeurtenissen] == verwacht


class Controle:
    """One check of one snapshot."""

    def __init__(self, verbinding: Connection, gepubliceerd: Gepubliceerd) -> None:
        """Take a connection that reads one snapshot, and what was given out before that began."""
        self._verbinding = verbinding
        self._knopen = KnopenInDatabase(verbinding)
        self.gepubliceerd = gepubliceerd
        self.stand: Stand = lees_stand(verbinding)

    def alles(self, *, meld: Callable[[int, int], None] = lambda *_: None) -> Uitslag:
        """Check all of it; ``meld`` hears how far it is."""
        return self.vanaf(0, meld=meld, ook=self._over)

    def vanaf(
        self,
        begin: int,
        *,
        meld: Callable[[int, int], None] = lambda *_: None,
        ook: Callable[[], Afwijking | None] = lambda: None,
    ) -> Uitslag:
        """Check the leaves from ``begin`` on, and the checkpoints of more leaves than that."""
        grootte = self.stand.grootte
        gezien = 0
        try:
            ervoor = positie_voor_begin(self._verbinding)
            if ervoor is not None:
                return Uitslag(grootte, 0, Afwijking(Wat.TOEGEVOEGD, ervoor, "no event", "one"))
            boom = Boom.heropen(self._knopen, begin)
            na = posities_van(self._verbinding, begin - 1, begin).get(begin - 1, 0)
            while boom.grootte < grootte:
                portie = self._lees(boom, na)
                verder = self._vergelijk(portie)
                if isinstance(verder, Afwijking):
                    return Uitslag(grootte, gezien, verder)
                afwijking = self._checkpoints(verder, na=boom.grootte)
                if afwijking is not None:
                    return Uitslag(grootte, gezien, afwijking)
                gezien += verder.grootte - boom.grootte
                boom, na = verder, portie.gebeurtenissen[-1].positie
                meld(boom.grootte, grootte)
        except Afgekeurd as fout:
            return Uitslag(grootte, gezien, Afwijking(Wat.KNOOP, None, fout.verwacht, fout.gevonden))
        return Uitslag(grootte, gezien, self._einde(na) or ook() or self._vooruit())

    # --- a portion ---

    def _lees(self, boom: Boom, na: int) -> _Portie:
        einde = min(boom.grootte + PORTIE, self.stand.grootte)
        posities = posities_van(self._verbinding, boom.grootte, einde)
        tot = max(posities.values(), default=self.stand.positie)
        return _Portie(
            boom,
            einde,
            posities,
            lees_gebeurtenissen(self._verbinding, na=na, tot=tot, limiet=einde - boom.grootte + 1),
        )

    def _vergelijk(self, portie: _Portie) -> Boom | Afwijking:
        """The tree with these leaves in it, if events and nodes are as they should be."""
        hashes = portie.hashes
        if portie.gelijk_op and all(hashes):
            boom, nieuw = portie.boom.append(hashes)
            bewaard = self._knopen.get(list(nieuw))
            if bewaard == nieuw:
                return boom
            hoger = self._eerste(portie)
            return hoger or self._eerste_knoop(portie, nieuw, bewaard)
        gevonden = self._eerste(portie)
        if gevonden is None:
            raise AssertionError("leaves and events differ, and none of them does")
        return gevonden

    def _eerste(self, portie: _Portie) -> Afwijking | None:
        """The first leaf that is not its event; ``None`` where all are."""
        hashes, begin = portie.hashes, portie.boom.grootte
        plaatsen = [(0, nummer) for nummer in range(begin, portie.einde)]
        bewaard = self._knopen.get(plaatsen)
        for nummer in range(begin, max(portie.einde, begin + len(hashes))):
            positie = portie.posities.get(nummer)
            hash_ = bewaard.get((0, nummer))
            if nummer - begin >= len(hashes):
                return self._weg(positie, hash_)
            gebeurtenis, gevonden = portie.gebeurtenissen[nummer - begin], hashes[nummer - begin]
            if gevonden == hash_ and gebeurtenis.positie == positie:
                continue
            return self._verschil(gebeurtenis, gevonden, nummer=nummer, positie=positie, verwacht=hash_)
        return None

    def _verschil(
        self, gebeurtenis: Blad, gevonden: bytes, *, nummer: int, positie: int | None, verwacht: bytes | None
    ) -> Afwijking:
        """Say what is wrong where an event is not the leaf that stands there."""
        if gevonden == verwacht:
            return Afwijking(Wat.BLAD, gebeurtenis.positie, gebeurtenis.positie, positie)
        if gebeurtenis.positie == positie:
            if verwacht is None or self._past(gevonden, nummer):
                return Afwijking(Wat.KNOOP, positie, gevonden, verwacht)
            return Afwijking(self._verplaatst(gebeurtenis, Wat.GEWIJZIGD), positie, verwacht, gevonden)
        if positie is None or gebeurtenis.positie < positie:
            wat = self._verplaatst(gebeurtenis, Wat.TOEGEVOEGD)
            return Afwijking(wat, gebeurtenis.positie, "no event", gevonden)
        return self._weg(positie, verwacht)

    def _weg(self, positie: int | None, verwacht: bytes | None) -> Afwijking:
        """Say whether the event of a leaf is gone, or stands elsewhere."""
        if positie is None:
            return Afwijking(Wat.BLAD, None, "the position of every leaf", "none")
        na = 0
        while gebeurtenissen := lees_gebeurtenissen(self._verbinding, na=na, limiet=ZOEKPORTIE):
            for gebeurtenis in gebeurtenissen:
                if _hash(replace(gebeurtenis, positie=positie)) == verwacht:
                    return Afwijking(
                        Wat.VERPLAATST, positie, verwacht, f"it at position {gebeurtenis.positie}"
                    )
            na = gebeurtenissen[-1].positie
        return Afwijking(Wat.ONTBREEKT, positie, verwacht, "no event")

    def _verplaatst(self, gebeurtenis: Blad, anders: Wat) -> Wat:
        """Say whether this event is the leaf of another position."""
        for _, positie, hash_ in alle_bladhashes(self._verbinding, portie=ZOEKPORTIE):
            elders = replace(gebeurtenis, positie=positie)
            if positie != gebeurtenis.positie and _hash(elders) == hash_:
                return Wat.VERPLAATST
        return anders

    def _past(self, hash_: bytes, nummer: int) -> bool:
        """Say whether the newest checkpoint has this leaf: then the event is right and the stored node is not."""
        checkpoint = self.gepubliceerd.huidig
        if not isinstance(checkpoint, Checkpoint):
            return False
        with suppress(Afgekeurd):
            pad = Boom(self._knopen, self.stand.grootte).inclusion_proof(nummer, checkpoint.grootte)
            verify_inclusion(
                hash_, index=nummer, grootte=checkpoint.grootte, bewijs=pad, wortel=checkpoint.wortel
            )
            return True
        return False

    @staticmethod
    def _eerste_knoop(
        portie: _Portie, nieuw: Mapping[Plaats, bytes], bewaard: Mapping[Plaats, bytes]
    ) -> Afwijking:
        """The first node above the leaves that is not the one that follows from them."""
        (niveau, nummer), hash_ = next(
            (plaats, hash_) for plaats, hash_ in nieuw.items() if bewaard.get(plaats) != hash_
        )
        laatste = ((nummer + 1) << niveau) - 1
        return Afwijking(Wat.KNOOP, portie.posities[laatste], hash_, bewaard.get((niveau, nummer), "no node"))

    # --- checkpoints, and what is left over ---

    def _checkpoints(self, boom: Boom, *, na: int) -> Afwijking | None:
        """The first kept checkpoint, of more than ``na`` leaves, whose root is not that of this tree."""
        for grootte in self.gepubliceerd.groottes:
            if not na < grootte <= boom.grootte:
                continue
            verwacht = self.gepubliceerd.lees(grootte)
            if isinstance(verwacht, Afgekeurd):
                return Afwijking(
                    Wat.CHECKPOINT, self._laatste_van(grootte), verwacht.verwacht, verwacht.gevonden
                )
            gevonden = boom.root(grootte)
            if verwacht is not None and verwacht.wortel != gevonden:
                return Afwijking(Wat.CHECKPOINT, self._laatste_van(grootte), verwacht.wortel, gevonden)
        return None

    def _laatste_van(self, grootte: int) -> int | None:
        return posities_van(self._verbinding, grootte - 1, grootte).get(grootte - 1)

    def _einde(self, na: int) -> Afwijking | None:
        """Between the last leaf and where the logboek says it is, there is nothing."""
        if self.stand.positie < na:
            return Afwijking(Wat.BLAD, na, na, self.stand.positie)
        for gebeurtenis in lees_gebeurtenissen(self._verbinding, na=na, tot=self.stand.positie, limiet=1):
            return Afwijking(Wat.TOEGEVOEGD, gebeurtenis.positie, "no event", "one")
        return None

    def _over(self) -> Afwijking | None:
        """There are as many nodes and leaves as a tree of this size has."""
        grootte = self.stand.grootte
        verwacht = (2 * grootte - grootte.bit_count(), grootte)
        gevonden = knopen_en_bladen(self._verbinding)
        if gevonden == verwacht:
            return None
        wat = Wat.KNOOP if gevonden[0] != verwacht[0] else Wat.BLAD
        return Afwijking(
            wat, None, f"{verwacht[0]} nodes and {verwacht[1]} leaves", "{} and {}".format(*gevonden)
        )

    def _vooruit(self) -> Afwijking | None:
        """The newest checkpoint is of this log and tree, and of as many leaves as the database says were given out."""
        huidig, stand = self.gepubliceerd.huidig, self.stand
        if isinstance(huidig, Afgekeurd):
            return Afwijking(Wat.CHECKPOINT, None, huidig.verwacht, huidig.gevonden)
        hoogste = huidig.grootte if huidig else 0
        if hoogste > stand.grootte:
            return Afwijking(Wat.CHECKPOINT, None, f"{hoogste} leaves", stand.grootte)
        if hoogste < self.gepubliceerd.minstens:
            return Afwijking(Wat.CHECKPOINT, None, f"{self.gepubliceerd.minstens} leaves", hoogste)
        if huidig is not None:
            wortel = boom_van(self._verbinding, stand.grootte).root(hoogste)
            if wortel != huidig.wortel:
                return Afwijking(Wat.CHECKPOINT, self._laatste_van(hoogste), huidig.wortel, wortel)
        return None

    # --- a sample ---

    def steekproef(self, aantal: int, checkpoint: Checkpoint, *, toeval: Random) -> Afwijking | None:
        """Prove so many events, picked at random, into a checkpoint, and the checkpoint into the tree."""
        try:
            boom = boom_van(self._verbinding, self.stand.grootte)
            eis_vervolg(boom, checkpoint)
        except Afgekeurd as fout:
            return Afwijking(Wat.CHECKPOINT, None, fout.verwacht, fout.gevonden)
        for nummer in sorted(toeval.sample(range(checkpoint.grootte), min(aantal, checkpoint.grootte))):
            afwijking = self._bewijs(boom, nummer, checkpoint)
            if afwijking is not None:
                return afwijking
        return None

    def _bewijs(self, boom: Boom, nummer: int, checkpoint: Checkpoint) -> Afwijking | None:
        positie = posities_van(self._verbinding, nummer, nummer + 1).get(nummer)
        if positie is None:
            return Afwijking(Wat.BLAD, None, f"the position of leaf {nummer}", "none")
        gevonden = lees_gebeurtenissen(self._verbinding, na=positie - 1, tot=positie, limiet=1)
        if not gevonden:
            return Afwijking(Wat.ONTBREEKT, positie, "an event", "none")
        try:
            verify_inclusion(
                bladhash(gevonden[0].codeer()),
                index=nummer,
                grootte=checkpoint.grootte,
                bewijs=boom.inclusion_proof(nummer, checkpoint.grootte),
                wortel=checkpoint.wortel,
            )
        except Afgekeurd as fout:
            return Afwijking(Wat.GEWIJZIGD, positie, fout.verwacht, fout.gevonden)
        return None


@contextmanager
def controle(engine: Engine, map_: Logboekmap, ring: Sleutelring | None) -> Iterator[Controle]:
    """A check of the database as it is now, all of it in one snapshot."""
    gepubliceerd = Gepubliceerd.van(engine, map_, ring)
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as verbinding:
        yield Controle(verbinding, gepubliceerd)
