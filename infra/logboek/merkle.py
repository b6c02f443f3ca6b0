"""The Merkle tree of RFC 6962 section 2.1 and RFC 9162 section 2.1, with SHA-256.

The rules:

1. The root of no leaves is SHA-256 of nothing; a node is SHA-256(0x01 || left || right); the left side of n leaves
   is the largest power of two smaller than n. The 0x01 here and the 0x00 of a leaf keep one from passing for the other.
2. What is stored are the hashes of complete subtrees only, by (level, index): node (l, i) covers the leaves from
   i × 2^l up to (i + 1) × 2^l. Such a hash never changes, so storing is adding; n leaves have fewer than 2n nodes.
3. A tree in memory is its size and the roots of the complete subtrees that size is the sum of, at most one for each
   level. Reopening reads only those. Whoever reopens compares the root with the last signed checkpoint.
4. A proof is made from O(log n) stored nodes, read in one go.
5. Verifying needs no tree: the steps of RFC 9162 sections 2.1.3.2 and 2.1.4.2, on hashes.
6. A proof binds hashes to a root, not the root to its size: trees of other sizes can have an edge of the same shape.
   So root and size always come together from one signed checkpoint.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from infra.logboek import Afgekeurd

HASH = 32
"""The length of a hash, in bytes."""
LEEG = hashlib.sha256().digest()
"""The root of a tree without leaves (RFC 6962 section 2.1)."""

Plaats = tuple[int, int]
"""Where a complete subtree stands: its level, from 0 for a leaf, and its index within that level."""


class BuitenDeBoom(Afgekeurd):
    """An index or a size lies outside the tree."""


class KnoopOntbreekt(Afgekeurd):
    """A stored node of the tree is missing."""


class AndereKnoop(Afgekeurd):
    """A stored node of the tree would be replaced by another."""


class GeenHash(Afgekeurd):
    """A hash does not have the length of SHA-256."""


class BewijsTeLang(Afgekeurd):
    """The proof has more hashes than a tree of this size has levels for."""


class BewijsTeKort(Afgekeurd):
    """The proof has too few hashes to reach the root of a tree of this size."""


class AndereWortel(Afgekeurd):
    """The proof leads to another root than the one it is for."""


class AndereOudeWortel(Afgekeurd):
    """The proof leads to another root of the smaller tree: what stood there was changed."""


def knoop(links: bytes, rechts: bytes) -> bytes:
    """Hash two subtrees into the one above them (RFC 6962 section 2.1)."""
    return hashlib.sha256(b"\x01" + links + rechts).digest()


# --- the tree ----------------------------------------------------------------------------------------------------


class Knopen(Protocol):
    """Where the hashes of complete subtrees are kept. One call is one statement to a database."""

    def get(self, plaatsen: Sequence[Plaats], /) -> Mapping[Plaats, bytes]:
        """Give the hashes at these places; a place where nothing is kept is left out."""
        ...

    def put(self, knopen: Mapping[Plaats, bytes], /) -> None:
        """Keep these; all or none. A hash that is kept already is never replaced by another."""
        ...


@dataclass(frozen=True)
class KnopenInGeheugen:
    """Nodes in memory, for tests and for a verifier that builds the tree itself."""

    bewaard: dict[Plaats, bytes] = field(default_factory=dict)

    def get(self, plaatsen: Sequence[Plaats], /) -> Mapping[Plaats, bytes]:
        """As ``Knopen.get``."""
        return {plaats: self.bewaard[plaats] for plaats in plaatsen if plaats in self.bewaard}

    def put(self, knopen: Mapping[Plaats, bytes], /) -> None:
        """As ``Knopen.put``."""
        for plaats, hash_ in knopen.items():
            if self.bewaard.get(plaats, hash_) != hash_:
                raise AndereKnoop(verwacht=self.bewaard[plaats], gevonden=hash_)
        self.bewaard.update(knopen)


@dataclass(frozen=True)
class Boom:
    """The tree at one size. Appending gives a new tree, so a transaction that is rolled back leaves nothing behind.

    ``rand`` holds the roots of the complete subtrees that ``grootte`` is the sum of, the largest first.
    """

    knopen: Knopen
    grootte: int = 0
    rand: tuple[bytes, ...] = ()

    @classmethod
    def heropen(cls, knopen: Knopen, grootte: int) -> "Boom":
        """Take up a tree of known size from its stored nodes; reads one node for each bit that is set in the size.

        Raises:
            KnoopOntbreekt: the nodes are not those of a tree of this size.
        """
        return cls(knopen, grootte, tuple(_haal(knopen, list(_delen(0, grootte)))))

    def append(self, bladen: Iterable[bytes]) -> tuple["Boom", dict[Plaats, bytes]]:
        """Add leaf hashes, each of 32 bytes, in order.

        Gives the tree with them in it, and the nodes that came to be: fewer than two for each leaf, plus at most one
        for each level. The caller stores those, in the transaction that stores what the leaves stand for, before
        asking the new tree for a proof.

        Raises:
            GeenHash: a leaf hash is not 32 bytes long.
        """
        nieuw: dict[Plaats, bytes] = {}
        rand, index = list(self.rand), self.grootte
        for blad in bladen:
            hash_, niveau = _hash(blad), 0
            nieuw[0, index] = hash_
            while index >> niveau & 1:
                hash_, niveau = knoop(rand.pop(), hash_), niveau + 1
                nieuw[niveau, index >> niveau] = hash_
            rand.append(hash_)
            index += 1
        return Boom(self.knopen, index, tuple(rand)), nieuw

    def root(self, grootte: int | None = None) -> bytes:
        """Give the root, now or when the tree had ``grootte`` leaves.

        Raises:
            BuitenDeBoom: the tree never had that size.
        """
        if grootte is None or grootte == self.grootte:
            return _vouw(self.rand)
        self._binnen(grootte, laagste=0)
        return _vouw(_haal(self.knopen, list(_delen(0, grootte))))

    def inclusion_proof(self, index: int, grootte: int | None = None) -> list[bytes]:
        """Prove that the leaf at ``index``, from 0, stands in the tree of ``grootte`` leaves (RFC 9162 2.1.3.1).

        Raises:
            BuitenDeBoom: the tree never had that size, or that size has no such leaf.
            KnoopOntbreekt: the store lost a node.
        """
        grootte = self.grootte if grootte is None else grootte
        self._binnen(grootte, laagste=1)
        if not 0 <= index < grootte:
            raise BuitenDeBoom(verwacht=f"an index below {grootte}", gevonden=index)
        naast: list[Plaats] = []
        begin, einde = 0, grootte
        while einde - begin > 1:
            midden = begin + links_van(einde - begin)
            if index < midden:
                naast.append((midden, einde))
                einde = midden
            else:
                naast.append((begin, midden))
                begin = midden
        return self.wortels(naast[::-1])

    def consistency_proof(self, oud: int, nieuw: int | None = None) -> list[bytes]:
        """Prove that the tree of ``oud`` leaves is the beginning of the tree of ``nieuw`` leaves (RFC 9162 2.1.4.1).

        From size 0, and between equal sizes, the proof is empty.

        Raises:
            BuitenDeBoom: the tree never had one of these sizes, or ``oud`` is the larger.
            KnoopOntbreekt: the store lost a node.
        """
        nieuw = self.grootte if nieuw is None else nieuw
        self._binnen(nieuw, laagste=0)
        if not 0 <= oud <= nieuw:
            raise BuitenDeBoom(verwacht=f"an old size up to {nieuw}", gevonden=oud)
        if oud in (0, nieuw):
            return []
        naast: list[Plaats] = []
        begin, einde = 0, nieuw
        while einde != oud:
            midden = begin + links_van(einde - begin)
            if oud <= midden:
                naast.append((midden, einde))
                einde = midden
            else:
                naast.append((begin, midden))
                begin = midden
        # The verifier has the old root itself, so that is left out where the old tree is one complete subtree.
        return self.wortels(([(begin, einde)] if begin else []) + naast[::-1])

    def _binnen(self, grootte: int, *, laagste: int) -> None:
        if not laagste <= grootte <= self.grootte:
            raise BuitenDeBoom(verwacht=f"a size from {laagste} to {self.grootte}", gevonden=grootte)

    def wortels(self, bereiken: Sequence[tuple[int, int]]) -> list[bytes]:
        """Give the roots of these ranges of leaves, each one side of a split, with one read.

        Raises:
            KnoopOntbreekt: the store lost a node.
        """
        delen = [list(_delen(begin, einde)) for begin, einde in bereiken]
        hashes = iter(_haal(self.knopen, [plaats for deel in delen for plaats in deel]))
        return [_vouw([next(hashes) for _ in deel]) for deel in delen]


def links_van(breedte: int) -> int:
    """Give the largest power of two smaller than ``breedte``, which is 2 or more."""
    return 1 << ((breedte - 1).bit_length() - 1)


def _delen(begin: int, einde: int) -> Iterator[Plaats]:
    """Split a range of leaves into complete subtrees, the largest first; ``begin`` is where a subtree may begin."""
    while begin < einde:
        niveau = (einde - begin).bit_length() - 1
        yield niveau, begin >> niveau
        begin += 1 << niveau


def _vouw(delen: Sequence[bytes]) -> bytes:
    """Join complete subtrees, the largest first, into the root of them all."""
    if not delen:
        return LEEG
    *rest, hash_ = delen
    for links in reversed(rest):
        hash_ = knoop(links, hash_)
    return hash_


def _haal(knopen: Knopen, plaatsen: Sequence[Plaats]) -> list[bytes]:
    gevonden = knopen.get(plaatsen) if plaatsen else {}
    for plaats in plaatsen:
        if plaats not in gevonden:
            raise KnoopOntbreekt(verwacht=f"a node at level and index {plaats}", gevonden="nothing")
    return [_hash(gevonden[plaats]) for plaats in plaatsen]


def _hash(waarde: bytes) -> bytes:
    if len(waarde) != HASH:
        raise GeenHash(verwacht=f"{HASH} bytes", gevonden=len(waarde))
    return waarde


# --- verifying ---------------------------------------------------------------------------------------------------


def verify_inclusion(
    blad: bytes, *, index: int, grootte: int, bewijs: Sequence[bytes], wortel: bytes
) -> None:
    """Check that a leaf hash stands at ``index``, from 0, in the tree with this size and root (RFC 9162 2.1.3.2).

    Raises:
        GeenHash: one of the hashes is not 32 bytes long.
        BuitenDeBoom: a tree of this size has no such index.
        BewijsTeLang: there are more hashes than levels.
        BewijsTeKort: the hashes do not reach the root.
        AndereWortel: they lead to another root.
    """
    for hash_ in (blad, wortel, *bewijs):
        _hash(hash_)
    if not 0 <= index < grootte:
        raise BuitenDeBoom(verwacht=f"an index below {grootte}", gevonden=index)
    fn, sn, r = index, grootte - 1, blad
    for nummer, p in enumerate(bewijs):
        if sn == 0:
            raise BewijsTeLang(verwacht=f"{nummer} hashes", gevonden=len(bewijs))
        if fn & 1 or fn == sn:
            r = knoop(p, r)
            fn, sn = _naar_rechterkind(fn, sn)
        else:
            r = knoop(r, p)
        fn, sn = fn >> 1, sn >> 1
    if sn != 0:
        raise BewijsTeKort(verwacht=f"more than {len(bewijs)} hashes", gevonden=len(bewijs))
    if r != wortel:
        raise AndereWortel(verwacht=wortel, gevonden=r)


def verify_consistency(
    oud: int, nieuw: int, *, bewijs: Sequence[bytes], oude_wortel: bytes, nieuwe_wortel: bytes
) -> None:
    """Check that the tree of size ``oud`` is the beginning of the tree of size ``nieuw`` (RFC 9162 2.1.4.2).

    The RFC speaks of 0 < oud < nieuw. Beside that: equal sizes need equal roots, size 0 has the root of the empty
    tree, and in both cases the proof is empty.

    Raises:
        GeenHash: one of the hashes is not 32 bytes long.
        BuitenDeBoom: ``oud`` is negative or larger than ``nieuw``.
        BewijsTeLang: there are more hashes than levels.
        BewijsTeKort: the hashes do not reach the root.
        AndereOudeWortel: they lead to another root of the old tree.
        AndereWortel: they lead to another root of the new tree.
    """
    for hash_ in (oude_wortel, nieuwe_wortel, *bewijs):
        _hash(hash_)
    if not 0 <= oud <= nieuw:
        raise BuitenDeBoom(verwacht=f"an old size up to {nieuw}", gevonden=oud)
    if oud in (0, nieuw):
        _zonder_bewijs(oud, nieuw, bewijs, oude_wortel, nieuwe_wortel)
        return
    if not bewijs:
        raise BewijsTeKort(verwacht="a hash or more", gevonden=0)
    fr, sr = _beide_wortels(oud, nieuw, bewijs, oude_wortel)
    if fr != oude_wortel:
        raise AndereOudeWortel(verwacht=oude_wortel, gevonden=fr)
    if sr != nieuwe_wortel:
        raise AndereWortel(verwacht=nieuwe_wortel, gevonden=sr)


def _zonder_bewijs(
    oud: int, nieuw: int, bewijs: Sequence[bytes], oude_wortel: bytes, nieuwe_wortel: bytes
) -> None:
    if bewijs:
        raise BewijsTeLang(verwacht="0 hashes", gevonden=len(bewijs))
    if oud == 0 and oude_wortel != LEEG:
        raise AndereOudeWortel(verwacht=LEEG, gevonden=oude_wortel)
    if oud == nieuw and oude_wortel != nieuwe_wortel:
        raise AndereWortel(verwacht=oude_wortel, gevonden=nieuwe_wortel)


def _beide_wortels(oud: int, nieuw: int, bewijs: Sequence[bytes], oude_wortel: bytes) -> tuple[bytes, bytes]:
    """Compute the roots of both trees that the proof leads to: steps 2 to 6 of RFC 9162 section 2.1.4.2."""
    pad = [oude_wortel, *bewijs] if oud & (oud - 1) == 0 else list(bewijs)
    vooraf = len(bewijs) - len(pad) + 1
    fn, sn = oud - 1, nieuw - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = pad[0]
    for nummer, c in enumerate(pad[1:], start=vooraf):
        if sn == 0:
            raise BewijsTeLang(verwacht=f"{nummer} hashes", gevonden=len(bewijs))
        if fn & 1 or fn == sn:
            fr, sr = knoop(c, fr), knoop(c, sr)
            fn, sn = _naar_rechterkind(fn, sn)
        else:
            sr = knoop(sr, c)
        fn, sn = fn >> 1, sn >> 1
    if sn != 0:
        raise BewijsTeKort(verwacht=f"more than {len(bewijs)} hashes", gevonden=len(bewijs))
    return fr, sr


def _naar_rechterkind(fn: int, sn: int) -> tuple[int, int]:
    """Climb, along the right edge, past the levels where the node has no sibling."""
    while not fn & 1 and fn != 0:
        fn, sn = fn >> 1, sn >> 1
    return fn, sn
