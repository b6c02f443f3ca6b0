"""A witness (getuige): who cosigns a checkpoint only when it continues the last one it saw (C2SP tlog-witness).

The call ``add-checkpoint``, without its HTTP. The checks, in the order of c2sp.org/tlog-witness, and the answer when
one fails:

1. the body is ``old`` and a size, at most 63 hashes, an empty line, a signed checkpoint: 400;
2. the origin of the checkpoint is that of a log known here: 404;
3. the log signed it, and no signature under one of its keys is wrong: 403;
4. the old size is not above the new one: 400;
5. the old size is that of the last checkpoint cosigned for this log, 0 if there was none: 409, with that size;
6. where the sizes are equal, the roots are: 409;
7. the consistency proof leads from the last root to the new one; from size 0, and between equal sizes, empty: 422;
8. the checkpoint takes the place of the last one, in one step; where another came in between, all begins again.

Then the answer is 200, with a cosignature line of each key. The new checkpoint is stored before the answer goes out.

Where the specification leaves room: in check 6 it asks for 409 and says nothing of the body. A client takes
``text/x.tlog.size`` to mean "ask again from this size", and would ask the same for ever; so that answer has plain
text. A first checkpoint of size 0 must have the root of the empty tree.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from typing import Protocol

from infra.logboek import Afgekeurd
from infra.logboek.bewijs import GROOTSTE_BESTAND, BestandTeGroot, lees_hashes, schrijf_hashes, splits
from infra.logboek.checkpoint import Checkpoint, lees_checkpoint, lees_getal
from infra.logboek.merkle import LEEG, verify_consistency
from infra.logboek.notitie import Notitie, lees_notitie
from infra.logboek.sleutels import Controlesleutel, Sleutelsoort, Soort, Tekensleutel

TEKST = "text/plain; charset=utf-8"
GROOTTE = "text/x.tlog.size"


class AanvraagVorm(Afgekeurd):
    """The body of the request does not begin with a line ``old`` and a size."""


class OnbekendeLog(Afgekeurd):
    """The checkpoint is of a log that this witness does not know."""


class NietVanDeLog(Afgekeurd):
    """The checkpoint does not carry the signature of its log."""


class OudeGrootteTeGroot(Afgekeurd):
    """The old size is above the size of the checkpoint."""


class AndereOudeGrootte(Afgekeurd):
    """The old size is not that of the last checkpoint that this witness cosigned."""


class TweeWortels(Afgekeurd):
    """The log gave out two roots for one size: it shows different histories."""


class NietHetVervolg(Afgekeurd):
    """The consistency proof does not lead from the last checkpoint to this one."""


STATUS: Mapping[type[Afgekeurd], HTTPStatus] = {
    OnbekendeLog: HTTPStatus.NOT_FOUND,
    NietVanDeLog: HTTPStatus.FORBIDDEN,
    OudeGrootteTeGroot: HTTPStatus.BAD_REQUEST,
    AndereOudeGrootte: HTTPStatus.CONFLICT,
    TweeWortels: HTTPStatus.CONFLICT,
    NietHetVervolg: HTTPStatus.UNPROCESSABLE_ENTITY,
}
"""The answer to each check that fails; to what cannot be read at all it is 400."""


# --- what comes in, what is kept, what goes out ------------------------------------------------------------------


@dataclass(frozen=True)
class Aanvraag:
    """A request: the size of the checkpoint before, the proof from there, and the new checkpoint, not yet checked."""

    oud: int
    bewijs: tuple[bytes, ...]
    notitie: Notitie
    checkpoint: Checkpoint

    @classmethod
    def voor(cls, oud: int, bewijs: Collection[bytes], notitie: Notitie) -> "Aanvraag":
        """Make a request from the side of the log."""
        return cls(oud, tuple(bewijs), notitie, lees_checkpoint(notitie.tekst))

    def codeer(self) -> bytes:
        """Give the body."""
        return f"old {self.oud}\n{schrijf_hashes(self.bewijs)}\n".encode() + self.notitie.codeer()


def lees_aanvraag(data: bytes) -> Aanvraag:
    """Read the body of a request; ``lees_aanvraag(data).codeer() == data`` for all that it accepts.

    Raises:
        BestandTeGroot: more than 2,000,000 bytes.
        AanvraagVorm: the first line is another.
        Bewijsregel, TeVeelHashes, GeenGetal, GeenBase64, Hashregel: a line is not as it must be.
        Afgekeurd: any of the errors of ``lees_notitie`` and ``lees_checkpoint``.
    """
    if len(data) > GROOTSTE_BESTAND:
        raise BestandTeGroot(verwacht=f"at most {GROOTSTE_BESTAND} bytes", gevonden=len(data))
    regels, checkpoint = splits(data)
    if not regels[0].startswith("old "):
        raise AanvraagVorm(verwacht="old and a size", gevonden=repr(regels[0][:100]))
    oud = lees_getal(regels[0].removeprefix("old "))
    return Aanvraag.voor(oud, lees_hashes(regels[1:]), lees_notitie(checkpoint))


@dataclass(frozen=True)
class Gezien:
    """The last checkpoint of a log that was cosigned; the note itself is kept as evidence."""

    grootte: int
    wortel: bytes
    notitie: bytes = field(repr=False)


NOOIT = Gezien(0, LEEG, b"")
"""What was seen of a log before its first checkpoint."""


class Gezienen(Protocol):
    """The memory of a witness. What it forgets, it may cosign against: it must be durable, and never restored."""

    def laatste(self, oorsprong: str, /) -> Gezien:
        """Give the last checkpoint of a log, ``NOOIT`` when there was none."""
        ...

    def vervang(self, oorsprong: str, /, *, oud: Gezien, nieuw: Gezien) -> bool:
        """Put ``nieuw`` in the place of ``oud``, durably; False when ``oud`` is no longer the last.

        Comparing and putting is one step.
        """
        ...


@dataclass(frozen=True)
class Antwoord:
    """An answer: the status, the media type, and the body."""

    status: HTTPStatus
    mediatype: str
    inhoud: bytes


# --- the decision ------------------------------------------------------------------------------------------------


def keur(aanvraag: Aanvraag, laatste: Gezien) -> Gezien:
    """Decide whether a checkpoint continues the last one: checks 4 to 7. Gives what is to be kept of it.

    Raises:
        OudeGrootteTeGroot, AndereOudeGrootte, TweeWortels, NietHetVervolg: it does not.
    """
    checkpoint = aanvraag.checkpoint
    if aanvraag.oud > checkpoint.grootte:
        raise OudeGrootteTeGroot(verwacht=f"at most {checkpoint.grootte}", gevonden=aanvraag.oud)
    if aanvraag.oud != laatste.grootte:
        raise AndereOudeGrootte(verwacht=laatste.grootte, gevonden=aanvraag.oud)
    if checkpoint.grootte == laatste.grootte and checkpoint.wortel != laatste.wortel:
        raise TweeWortels(verwacht=laatste.wortel, gevonden=checkpoint.wortel)
    try:
        verify_consistency(
            laatste.grootte,
            checkpoint.grootte,
            bewijs=aanvraag.bewijs,
            oude_wortel=laatste.wortel,
            nieuwe_wortel=checkpoint.wortel,
        )
    except Afgekeurd as fout:
        raise NietHetVervolg(verwacht=fout.verwacht, gevonden=fout.gevonden) from fout
    return Gezien(checkpoint.grootte, checkpoint.wortel, aanvraag.notitie.codeer())


@dataclass(frozen=True)
class Getuige:
    """A witness: its keys of type 0x04, the keys of each log by origin, and its memory."""

    sleutels: tuple[Tekensleutel, ...] = field(repr=False)
    logs: Mapping[str, Collection[Controlesleutel]]
    gezienen: Gezienen

    def __post_init__(self) -> None:
        for sleutel in self.sleutels:
            if sleutel.soort is not Soort.MEDEHANDTEKENING:
                raise Sleutelsoort(
                    verwacht=f"type {Soort.MEDEHANDTEKENING}", gevonden=f"type {sleutel.soort}"
                )

    def add_checkpoint(self, data: bytes, *, op: datetime) -> Antwoord:
        """Answer a request; ``op`` is the aware moment now, which the cosignature carries in whole seconds."""
        try:
            aanvraag = lees_aanvraag(data)
            self._van_de_log(aanvraag)
            self._leg_vast(aanvraag)
        except AndereOudeGrootte as fout:
            return Antwoord(STATUS[type(fout)], GROOTTE, f"{fout.verwacht}\n".encode())
        except Afgekeurd as fout:
            status = STATUS.get(type(fout), HTTPStatus.BAD_REQUEST)
            return Antwoord(status, TEKST, f"{fout}\n".encode())
        tekst = aanvraag.notitie.tekst
        regels = (sleutel.medeonderteken(tekst, op=op).regel for sleutel in self.sleutels)
        return Antwoord(HTTPStatus.OK, TEKST, "".join(regels).encode())

    def _van_de_log(self, aanvraag: Aanvraag) -> None:
        oorsprong = aanvraag.checkpoint.oorsprong
        if oorsprong not in self.logs:
            raise OnbekendeLog(verwacht="a known origin", gevonden=repr(oorsprong))
        try:
            aanvraag.notitie.controleer(self.logs[oorsprong])
        except Afgekeurd as fout:
            raise NietVanDeLog(verwacht=fout.verwacht, gevonden=fout.gevonden) from fout

    def _leg_vast(self, aanvraag: Aanvraag) -> None:
        oorsprong = aanvraag.checkpoint.oorsprong
        while True:
            laatste = self.gezienen.laatste(oorsprong)
            if self.gezienen.vervang(oorsprong, oud=laatste, nieuw=keur(aanvraag, laatste)):
                return
