"""Checkpoints: what a log says its tree is, as in C2SP tlog-checkpoint (c2sp.org/tlog-checkpoint).

The rules:

1. A checkpoint is a signed note. Its text is three lines or more, none of them empty: the origin, which names the log
   for ever; the size, in ASCII decimals without leading zeroes; the root, in base64; then extension lines, if any.
2. The log itself signed it. Cosignatures of witnesses come on top of that and never in its place, so opening takes
   the keys of the log and those of the witnesses apart.
3. Where witnesses are asked for, that many different keys cosigned.

A size is at most 2^63 - 1 here; the specification sets no limit.
"""

from collections.abc import Collection
from dataclasses import dataclass

from infra.logboek import Afgekeurd
from infra.logboek.merkle import HASH
from infra.logboek.notitie import Geldig, Notitie, lees_notitie, onderteken
from infra.logboek.sleutels import Controlesleutel, Tekensleutel, keur_tekst, lees_base64, schrijf_base64

GROOTSTE_BOOM = 2**63 - 1


class GeenGetal(Afgekeurd):
    """A number is not in ASCII decimals without leading zeroes, or is larger than 2^63 - 1."""


class Hashregel(Afgekeurd):
    """A line is not the base64 of a hash of 32 bytes."""


class CheckpointVorm(Afgekeurd):
    """The text of the checkpoint is not an origin, a size, a root, and lines that are not empty."""


class AndereOorsprong(Afgekeurd):
    """The checkpoint is of another log."""


class TeWeinigGetuigen(Afgekeurd):
    """Fewer witnesses cosigned the checkpoint than are asked for."""


def lees_getal(tekst: str) -> int:
    """Read a size or an index.

    Raises:
        GeenGetal: other characters, leading zeroes, or more than 2^63 - 1.
    """
    cijfers = tekst.isascii() and tekst.isdigit() and len(tekst) <= len(str(GROOTSTE_BOOM))
    if not cijfers or (tekst[0] == "0" and tekst != "0") or int(tekst) > GROOTSTE_BOOM:
        raise GeenGetal(verwacht=f"0 to {GROOTSTE_BOOM} in decimals", gevonden=repr(tekst[:100]))
    return int(tekst)


def lees_hash(regel: str) -> bytes:
    """Read a hash of 32 bytes from its base64.

    Raises:
        GeenBase64: the line is not base64.
        Hashregel: it is of another length.
    """
    waarde = lees_base64(regel)
    if len(waarde) != HASH:
        raise Hashregel(verwacht=f"{HASH} bytes", gevonden=len(waarde))
    return waarde


@dataclass(frozen=True)
class Checkpoint:
    """The head of a log: its origin, its size in leaves, its root of 32 bytes, and extension lines."""

    oorsprong: str
    grootte: int
    wortel: bytes
    extra: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for regel in (self.oorsprong, *self.extra):
            if not regel or "\n" in regel:
                raise CheckpointVorm(verwacht="one line, not empty", gevonden=repr(regel))
        if not 0 <= self.grootte <= GROOTSTE_BOOM:
            raise GeenGetal(verwacht=f"0 to {GROOTSTE_BOOM}", gevonden=self.grootte)
        if len(self.wortel) != HASH:
            raise Hashregel(verwacht=f"{HASH} bytes", gevonden=len(self.wortel))
        keur_tekst(self.tekst)

    @property
    def tekst(self) -> str:
        """The text of the note."""
        regels = (self.oorsprong, str(self.grootte), schrijf_base64(self.wortel), *self.extra)
        return "".join(f"{regel}\n" for regel in regels)


def lees_checkpoint(tekst: str) -> Checkpoint:
    """Read the text of a note as a checkpoint; ``lees_checkpoint(tekst).tekst == tekst`` for all that it accepts.

    Raises:
        CheckpointVorm: fewer than three lines, or an empty one.
        GeenGetal: the size is not a number.
        GeenBase64, Hashregel: the root is not a hash.
        NotitieTekst: the text is not that of a note.
    """
    oorsprong, *rest = keur_tekst(tekst).removesuffix("\n").split("\n")
    if len(rest) <= 1:
        raise CheckpointVorm(verwacht="three lines or more", gevonden=1 + len(rest))
    grootte, wortel, *extra = rest
    return Checkpoint(oorsprong, lees_getal(grootte), lees_hash(wortel), tuple(extra))


def teken_checkpoint(checkpoint: Checkpoint, *sleutels: Tekensleutel) -> Notitie:
    """Sign a checkpoint with the keys of the log, of type 0x01. The log's key should be named as its origin.

    Raises:
        Sleutelsoort: one of the keys makes cosignatures.
    """
    return onderteken(checkpoint.tekst, *sleutels)


@dataclass(frozen=True)
class Geopend:
    """A checkpoint that was checked: with the signatures of its log, and those of the witnesses that are known."""

    checkpoint: Checkpoint
    log: tuple[Geldig, ...]
    getuigen: tuple[Geldig, ...]


def open_checkpoint(
    data: bytes,
    *,
    oorsprong: str,
    log: Collection[Controlesleutel],
    getuigen: Collection[Controlesleutel] = (),
    drempel: int = 0,
) -> Geopend:
    """Read a signed checkpoint of one log and check its signatures; ``drempel`` witnesses must have cosigned.

    Raises:
        Afgekeurd: any of the errors of ``lees_notitie``, ``lees_checkpoint`` and ``Notitie.controleer``; of the last,
            ``GeenBekendeHandtekening`` means that the log did not sign.
        AndereOorsprong: it is of another log.
        TeWeinigGetuigen: too few of the known witnesses cosigned.
    """
    notitie = lees_notitie(data)
    checkpoint = lees_checkpoint(notitie.tekst)
    if checkpoint.oorsprong != oorsprong:
        raise AndereOorsprong(verwacht=repr(oorsprong), gevonden=repr(checkpoint.oorsprong))
    van_log = notitie.controleer(log)
    geldig = notitie.controleer([*log, *getuigen])
    # The same key under another name is one witness still, and a key of the log is none.
    eigen = {sleutel.publiek for sleutel in log}
    van_getuigen = {g.sleutel.publiek: g for g in reversed(geldig) if g.sleutel.publiek not in eigen}
    if len(van_getuigen) < drempel:
        raise TeWeinigGetuigen(verwacht=f"{drempel} or more", gevonden=len(van_getuigen))
    return Geopend(checkpoint, van_log, tuple(g for g in geldig if van_getuigen.get(g.sleutel.publiek) is g))
