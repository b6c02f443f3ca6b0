"""The keys with which a client may send a command again without its being carried out twice (Idempotency-Key).

1. A key is written in the transaction of the facts it led to: both are there, or neither.
2. It stands for one subject on one route, as a hash; a second hash says which request it was sent with. Both are
   made with the key itself, a UUID that only the client has: from the table nobody learns what was sent.
3. What was answered is not kept. It is told anew from the facts, with the ids that were given then (``zaad``).
4. A command that was refused, or that changed nothing, leaves no key.
5. It goes with the casus that it led to something in, and else after ``BEWAARD``.
"""

import hashlib
import hmac
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Lock
from uuid import UUID, uuid4

from sqlalchemy import Connection, Engine, delete, func, insert, literal, select
from sqlalchemy.exc import IntegrityError

from infra.deurtabellen import herhaalsleutel
from infra.kluis import Sleutelrij

BEWAARD = timedelta(hours=48)
"""How long a command may be repeated under its key."""


class AndereInhoud(Exception):
    """This key was sent before, with another request."""


class NogBezig(Exception):
    """The command with this key is still being carried out, here or elsewhere."""


@dataclass(frozen=True)
class Eerder:
    """What a command led to when it was carried out: the facts of a stream after ``na_versie`` up to ``versie``.

    Without a stream it led to something that is no stream.
    """

    stroom_id: UUID | None
    na_versie: int
    versie: int


@dataclass
class Herhaalsleutel:
    """The key of one request."""

    merk: bytes
    vingerafdruk: bytes
    zaad: UUID = field(default_factory=uuid4)
    eerder: Eerder | None = None
    """What it led to before, where it did."""
    bewaard: bool = False
    """It went along with an append of this request."""
    _ids: int = 0

    def nieuw_id(self) -> UUID:
        """The next id that this request gives out; the same when it is sent again."""
        self._ids += 1
        uit = hashlib.sha256(self.zaad.bytes + self._ids.to_bytes(4)).digest()
        return UUID(bytes=uit[:16], version=4)

    def rij(self, stroom_id: UUID | None, na_versie: int, versie: int) -> Sleutelrij:
        """The row to write."""
        return Sleutelrij(self.merk, self.vingerafdruk, self.zaad, stroom_id, na_versie, versie)


def merk_van(sleutel: UUID, *, wie: Sequence[str], route: str) -> bytes:
    """The mark of a key: of one subject on one route."""
    delen = "\0".join((*wie, route)).encode()
    return hmac.digest(sleutel.bytes, b"casus herhaalsleutel merk\0" + delen, "sha256")


def vingerafdruk_van(sleutel: UUID, *, pad: str, vraag: bytes, inhoud: bytes) -> bytes:
    """What tells one request from another, for who has the key."""
    delen = b"\0".join((b"casus herhaalsleutel verzoek", pad.encode(), vraag, inhoud))
    return hmac.digest(sleutel.bytes, delen, "sha256")


class Herhaalsleutels:
    """Looks keys up, and knows which are at work in this process."""

    def __init__(self, engine: Engine) -> None:
        """Take the database as the service."""
        self._engine = engine
        self._bezig: set[bytes] = set()
        self._slot = Lock()

    @contextmanager
    def neem(self, merk: bytes) -> Iterator[None]:
        """Hold a key for as long as its request lasts. Another process finds it out at the append.

        Raises:
            NogBezig: a request with it is at work.
        """
        with self._slot:
            if merk in self._bezig:
                raise NogBezig
            self._bezig.add(merk)
        try:
            yield
        finally:
            with self._slot:
                self._bezig.discard(merk)

    def zoek(self, merk: bytes, vingerafdruk: bytes) -> Herhaalsleutel:
        """The key, with what it led to before.

        Raises:
            AndereInhoud: it was sent with another request.
        """
        kolommen = herhaalsleutel.c
        vraag = select(
            kolommen.vingerafdruk, kolommen.zaad, kolommen.stroom_id, kolommen.na_versie, kolommen.versie
        ).where(kolommen.merk == merk)
        with self._engine.connect() as verbinding:
            rij = verbinding.execute(vraag).one_or_none()
        if rij is None:
            return Herhaalsleutel(merk, vingerafdruk)
        if not hmac.compare_digest(bytes(rij.vingerafdruk), vingerafdruk):
            raise AndereInhoud
        eerder = Eerder(rij.stroom_id, rij.na_versie or 0, rij.versie or 0)
        return Herhaalsleutel(merk, vingerafdruk, rij.zaad, eerder, bewaard=True)

    def ruim_op(self) -> int:
        """Forget keys that are too old, by the clock of the database; how many there were."""
        with self._engine.begin() as verbinding:
            weg = delete(herhaalsleutel).where(herhaalsleutel.c.op < func.now() - literal(BEWAARD))
            return verbinding.execute(weg).rowcount


def al_gedaan(sleutel: Herhaalsleutel | None) -> bool:
    """Whether the request with this key was carried out before."""
    return sleutel is not None and sleutel.eerder is not None


def leg_sleutel_vast(verbinding: Connection, sleutel: Herhaalsleutel | None) -> None:
    """Write a key in the transaction of what is no stream; one that led to it before stands there already.

    Raises:
        NogBezig: somebody else wrote it first.
    """
    if sleutel is None or sleutel.bewaard:
        return
    try:
        verbinding.execute(
            insert(herhaalsleutel).values(
                merk=sleutel.merk, vingerafdruk=sleutel.vingerafdruk, zaad=sleutel.zaad, op=func.now()
            )
        )
    except IntegrityError as fout:
        raise NogBezig from fout
    sleutel.bewaard = True
