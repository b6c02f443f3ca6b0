"""Sealed facts to test with: a fixed stream, an envelope, and a bunch of keys that lives in memory."""

from datetime import UTC, datetime
from itertools import count
from uuid import UUID

from domain.casus.events import Gebeurtenis
from domain.historie import Envelop, Opgetekend
from domain.rollen import Rol
from infra.codec import CASUS, Codec
from infra.keys import Geheugenkek, Kek, Sleutelbos, nieuwe_kek

STROOM = UUID(int=0xCA5)
BOS_ID = UUID(int=0x5EA1)
OP = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
ENVELOP = Envelop(
    op=OP, rol=Rol.PROCESREGISSEUR, wie="mw-peer", organisatie="testregie", doel="triage", spoor="spoor-kers"
)


def verse_bos() -> Sleutelbos:
    """A bunch of keys under a KEK of its own."""
    return Sleutelbos(nieuwe_kek(1))


def casuscodec() -> Codec:
    """The codec of casussen, with ids that count up."""
    tel = count(1)
    return Codec(CASUS, nieuw_id=lambda: UUID(int=next(tel)))


def opgetekend(feit: Gebeurtenis, *, versie: int = 1, stroom: UUID = STROOM) -> Opgetekend:
    """A fact with the envelope of these tests."""
    return Opgetekend(stroom_id=stroom, versie=versie, positie=0, naam="", envelop=ENVELOP, gebeurtenis=feit)


def rauw(kek: Kek) -> bytes:
    """The bytes of a KEK that came from a file."""
    assert isinstance(kek, Geheugenkek)
    return kek.sleutel
