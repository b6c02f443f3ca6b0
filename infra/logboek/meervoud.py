"""One inclusion proof for many leaves at once, of a tree as in RFC 6962 section 2.1.

The rules:

1. The tree is walked from its root: a range without any of the leaves gives its root as one hash of the proof; a range
   of one leaf that is asked for gives nothing; any other range is split as the tree splits it, the left side first.
2. So the leaves and the size of the tree lay down how many hashes there are and in which order, and whoever verifies
   walks in the same way. No hash is left over and none is missing.
3. Of n leaves that stand beside each other the proof is about as long as that of one. Of n that stand apart each saves
   the upper levels that it shares with the others.
4. From such a proof that of any one of its leaves follows, in the form of RFC 9162 section 2.1.3.1.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from infra.logboek import Afgekeurd
from infra.logboek.merkle import (
    HASH,
    AndereWortel,
    BewijsTeKort,
    BewijsTeLang,
    Boom,
    BuitenDeBoom,
    GeenHash,
    knoop,
    links_van,
)


class NietOplopend(Afgekeurd):
    """The leaves of a proof are none at all, or do not stand in order, or one stands there twice."""


def eis_indexen(indexen: Sequence[int], grootte: int) -> None:
    """Refuse what cannot be leaves of a tree of this size, in order.

    Raises:
        NietOplopend: there are none, or one is not above the one before it.
        BuitenDeBoom: one lies outside the tree.
    """
    if not indexen:
        raise NietOplopend(verwacht="a leaf or more", gevonden="none")
    for vorige, volgende in pairwise(indexen):
        if volgende <= vorige:
            raise NietOplopend(verwacht=f"more than {vorige}", gevonden=volgende)
    for index in (indexen[0], indexen[-1]):
        if not 0 <= index < grootte:
            raise BuitenDeBoom(verwacht=f"an index below {grootte}", gevonden=index)


def maak_bewijs(boom: Boom, indexen: Sequence[int], grootte: int) -> list[bytes]:
    """Prove that the leaves at these indices, rising, stand in the tree of ``grootte`` leaves.

    Raises:
        NietOplopend, BuitenDeBoom: as ``eis_indexen``; or the tree never had that size.
        KnoopOntbreekt: the store lost a node.
    """
    if not 1 <= grootte <= boom.grootte:
        raise BuitenDeBoom(verwacht=f"a size from 1 to {boom.grootte}", gevonden=grootte)
    eis_indexen(indexen, grootte)
    naast: list[tuple[int, int]] = []

    def loop(begin: int, einde: int, van: int, tot: int) -> None:
        if van == tot:
            naast.append((begin, einde))
        elif einde - begin > 1:
            midden = begin + links_van(einde - begin)
            knip = bisect_left(indexen, midden, van, tot)
            loop(begin, midden, van, knip)
            loop(midden, einde, knip, tot)

    loop(0, grootte, 0, len(indexen))
    return boom.wortels(naast)


def controleer(bladen: Mapping[int, bytes], *, grootte: int, bewijs: Sequence[bytes], wortel: bytes) -> None:
    """Check that these leaf hashes, by their indices in rising order, stand in the tree with this size and root.

    Raises:
        NietOplopend, BuitenDeBoom: as ``eis_indexen``.
        GeenHash: one of the hashes is not 32 bytes long.
        BewijsTeKort, BewijsTeLang: there are fewer hashes than the walk needs, or more.
        AndereWortel: they lead to another root.
    """
    _Wandeling(bladen, bewijs).eis(grootte, wortel)


def pad_van(
    index: int, bladen: Mapping[int, bytes], *, grootte: int, bewijs: Sequence[bytes], wortel: bytes
) -> tuple[bytes, ...]:
    """The inclusion proof of one of these leaves by itself.

    Raises:
        Afgekeurd: as ``controleer``.
    """
    wandeling = _Wandeling(bladen, bewijs, volg=index)
    wandeling.eis(grootte, wortel)
    return tuple(wandeling.pad)


class _Wandeling:
    """A walk through the tree with hashes in hand; what stands beside the way to one leaf is kept."""

    def __init__(self, bladen: Mapping[int, bytes], bewijs: Sequence[bytes], *, volg: int = -1) -> None:
        self._bladen, self._bewijs, self._volg = bladen, bewijs, volg
        self._indexen = tuple(bladen)
        self._rest: Iterator[bytes] = iter(bewijs)
        self.pad: list[bytes] = []

    def eis(self, grootte: int, wortel: bytes) -> None:
        eis_indexen(self._indexen, grootte)
        for hash_ in (wortel, *self._bladen.values(), *self._bewijs):
            if len(hash_) != HASH:
                raise GeenHash(verwacht=f"{HASH} bytes", gevonden=len(hash_))
        gevonden = self._loop(0, grootte, 0, len(self._indexen))
        over = sum(1 for _ in self._rest)
        if over:
            raise BewijsTeLang(verwacht=f"{len(self._bewijs) - over} hashes", gevonden=len(self._bewijs))
        if gevonden != wortel:
            raise AndereWortel(verwacht=wortel, gevonden=gevonden)

    def _loop(self, begin: int, einde: int, van: int, tot: int) -> bytes:
        if van == tot:
            try:
                return next(self._rest)
            except StopIteration:
                raise BewijsTeKort(
                    verwacht=f"more than {len(self._bewijs)} hashes", gevonden=len(self._bewijs)
                ) from None
        if einde - begin == 1:
            return self._bladen[begin]
        midden = begin + links_van(einde - begin)
        knip = bisect_left(self._indexen, midden, van, tot)
        links = self._loop(begin, midden, van, knip)
        rechts = self._loop(midden, einde, knip, tot)
        if begin <= self._volg < einde:
            self.pad.append(rechts if self._volg < midden else links)
        return knoop(links, rechts)
