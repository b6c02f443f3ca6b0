"""Write a bundle: a part of the logboek, or one casus, with all that somebody else needs to verify it.

A zip (``omslag``) with, in this order:

- ``README.txt``: what this is and how to verify it, in Dutch;
- ``checkpoint``: the signed checkpoint that all proofs lead to (C2SP tlog-checkpoint);
- ``key.vkey``: the public keys of the log, a vkey a line, behind one of before a space and the size it signed up to;
- ``definitions/…``: the definitions of tables, protocols and words that the events name;
- ``proofs.txt``: for a range ``left``, the complete subtrees before it, and ``consistency``, from its end to the
  checkpoint; for a casus an ``index`` with an inclusion proof for each event; then a ``consistency`` for each older
  size that was asked for. Each is a line with numbers, hashes in base64, and an empty line. An ``index`` becomes a
  C2SP ``.tlog-proof`` by ``c2sp.org/tlog-proof@v1`` on the line before it and the checkpoint after it;
- ``hashes.bin``: the leaf hash of each event, 32 bytes, as the log knows it;
- ``events.bin``: the events as they are stored, in canonical form (``blad``), one right after the other;
- ``manifest.json``: sizes and hashes of all these.

What is in the database is written as it is, also where it does not fit the log: to say so is the verifier's work.
Nothing is decrypted, so a bundle holds no personal data.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Protocol
from uuid import UUID

from infra.logboek import Afgekeurd
from infra.logboek.bewijs import schrijf_hashes
from infra.logboek.checkpoint import lees_checkpoint
from infra.logboek.leesmij import leesmij
from infra.logboek.manifest import MANIFEST, Bereik, Manifest, Onderdeel
from infra.logboek.merkle import Boom, KnoopOntbreekt, Knopen
from infra.logboek.notitie import lees_notitie
from infra.logboek.omslag import BLOK, EERSTE, Schrijver

_TEGELIJK = 4096
"""How many hashes are asked of the database at once."""


class Bron(Protocol):
    """Where a bundle comes from: the log as it is kept, and the events as they are stored."""

    @property
    def knopen(self) -> Knopen:
        """The nodes of the tree."""
        ...

    def checkpoint(self) -> bytes:
        """Give the newest signed checkpoint."""
        ...

    def sleutels(self) -> bytes:
        """Give the public keys of the log, a vkey a line."""
        ...

    def bladen(self, van: int, tot: int) -> Iterator[bytes]:
        """Give the leaves that are stored where the log has the events from index ``van`` up to ``tot``, in order."""
        ...

    def bladen_van(self, stroom: UUID, grootte: int) -> Iterator[tuple[int | None, bytes]]:
        """Give the leaves of a stream up to a size of the log, in order; index None: the log has no such event."""
        ...


class NietTeExporteren(Afgekeurd):
    """The log has no such part."""


@dataclass(frozen=True)
class Opdracht:
    """What goes into a bundle: when it is made, definitions by path, older sizes to prove from, which export it is."""

    gemaakt: datetime
    definities: Mapping[str, bytes]
    ouder: Sequence[int] = ()
    watermerk: str | None = None


def schrijf_logboek(
    uit: BinaryIO, bron: Bron, opdracht: Opdracht, *, van: int = 0, tot: int | None = None
) -> Manifest:
    """Write the events with index ``van``, from 0, up to ``tot``, by default all that the checkpoint covers.

    Raises:
        NietTeExporteren: the log does not have these.
        KnoopOntbreekt: the tree in the database lost a node.
        TeGroot: it does not fit in one bundle.
    """
    nieuw = _Nieuw(uit, bron, opdracht)
    einde = nieuw.grootte if tot is None else tot
    if not 0 <= van < einde <= nieuw.grootte:
        raise NietTeExporteren(verwacht=f"a part of 0 to {nieuw.grootte}", gevonden=f"{van} to {einde}")
    links = Boom.heropen(bron.knopen, van).rand
    nieuw.begin("logboek")
    with nieuw.bewijzen() as lid:
        lid.schrijf(_blok("left", [van], links))
        lid.schrijf(_blok("consistency", [einde, nieuw.grootte], nieuw.boom.consistency_proof(einde)))
    nieuw.hashes(range(van, einde))
    nieuw.bladen(bron.bladen(van, einde))
    return nieuw.besluit(einde - van, Bereik(van, einde))


def schrijf_casus(uit: BinaryIO, bron: Bron, opdracht: Opdracht, *, stroom: UUID) -> Manifest:
    """Write the events of one stream, as far as the checkpoint covers them.

    Raises:
        NietTeExporteren: it covers none.
        KnoopOntbreekt: the tree in the database lost a node.
    """
    nieuw = _Nieuw(uit, bron, opdracht)
    nummers = [nummer for nummer, _ in bron.bladen_van(stroom, nieuw.grootte) if nummer is not None]
    if not nummers:
        raise NietTeExporteren(verwacht="events under the checkpoint", gevonden="none yet")
    nieuw.begin("casus")
    with nieuw.bewijzen() as lid:
        for nummer in nummers:
            lid.schrijf(_blok("index", [nummer], nieuw.boom.inclusion_proof(nummer)))
    nieuw.hashes(nummers)
    nieuw.bladen(blad for _, blad in bron.bladen_van(stroom, nieuw.grootte))
    return nieuw.besluit(len(nummers), stroom)


class _Bewijslid(Protocol):
    def schrijf(self, data: bytes) -> None: ...


class _Nieuw:
    """A bundle that is being written."""

    def __init__(self, uit: BinaryIO, bron: Bron, opdracht: Opdracht) -> None:
        """Take the newest checkpoint; everything else is of that size."""
        self._schrijver, self._bron, self._opdracht = Schrijver(uit), bron, opdracht
        self._checkpoint = bron.checkpoint()
        self.grootte = lees_checkpoint(lees_notitie(self._checkpoint).tekst).grootte
        self.boom = Boom.heropen(bron.knopen, self.grootte)

    def begin(self, soort: str) -> None:
        """Write what stands before the proofs."""
        self._schrijver.voeg_toe(EERSTE, leesmij(soort, self._opdracht.gemaakt, self._opdracht.watermerk))
        self._schrijver.voeg_toe("checkpoint", self._checkpoint)
        self._schrijver.voeg_toe("key.vkey", self._bron.sleutels())
        for naam, data in sorted(self._opdracht.definities.items()):
            self._schrijver.voeg_toe(f"definitions/{naam}", data)

    @contextmanager
    def bewijzen(self) -> Iterator[_Bewijslid]:
        """Write the proofs, and behind them those from older sizes."""
        with self._schrijver.lid("proofs.txt") as lid:
            yield lid
            for oud in sorted({oud for oud in self._opdracht.ouder if 0 < oud < self.grootte}):
                lid.schrijf(_blok("consistency", [oud, self.grootte], self.boom.consistency_proof(oud)))

    def hashes(self, nummers: Sequence[int]) -> None:
        """Write the leaf hashes as the log knows them."""
        with self._schrijver.lid("hashes.bin") as lid:
            for begin in range(0, len(nummers), _TEGELIJK):
                plaatsen = [(0, nummer) for nummer in nummers[begin : begin + _TEGELIJK]]
                gevonden = self._bron.knopen.get(plaatsen)
                for plaats in plaatsen:
                    if plaats not in gevonden:
                        raise KnoopOntbreekt(verwacht=f"a node at {plaats}", gevonden="nothing")
                lid.schrijf(b"".join(gevonden[plaats] for plaats in plaatsen))

    def bladen(self, bladen: Iterable[bytes]) -> None:
        """Write the events."""
        with self._schrijver.lid("events.bin") as lid:
            wacht: list[bytes] = []
            lengte = 0
            for blad in bladen:
                wacht.append(blad)
                lengte += len(blad)
                if lengte >= BLOK:
                    lid.schrijf(b"".join(wacht))
                    wacht, lengte = [], 0
            lid.schrijf(b"".join(wacht))

    def besluit(self, aantal: int, over: Bereik | UUID) -> Manifest:
        """Write the manifest and the end."""
        leden = tuple(
            Onderdeel(ingang.naam, ingang.grootte, som)
            for ingang, som in zip(self._schrijver.ingangen, self._schrijver.sommen, strict=True)
        )
        opdracht = self._opdracht
        manifest = Manifest(opdracht.gemaakt, self.grootte, aantal, over, leden, opdracht.watermerk)
        self._schrijver.voeg_toe(MANIFEST, manifest.codeer())
        self._schrijver.sluit()
        return manifest


def _blok(woord: str, getallen: Sequence[int], hashes: Iterable[bytes]) -> bytes:
    """Give one proof as text."""
    return f"{woord} {' '.join(map(str, getallen))}\n{schrijf_hashes(hashes)}\n".encode()
