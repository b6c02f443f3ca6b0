"""Who sign in these tests: a log and two witnesses, with keys that open nothing, and a moment."""

from datetime import UTC, datetime

from infra.logboek.checkpoint import Checkpoint
from infra.logboek.sleutels import Soort, Tekensleutel

OORSPRONG = "logboek.example/casus"
LOG = Tekensleutel(OORSPRONG, Soort.NOTITIE, b"kers" * 8)
VREEMD = Tekensleutel(OORSPRONG, Soort.NOTITIE, b"peer" * 8)
"""A key with the name of the log, and other bytes."""
FG = Tekensleutel("fg.example/getuige", Soort.MEDEHANDTEKENING, b"braam---" * 4)
ARCHIEF = Tekensleutel("archief.example/getuige", Soort.MEDEHANDTEKENING, b"aardbei-" * 4)
NU = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
TIJDSTIP = 1772440200
"""The same moment in POSIX seconds."""
CHECKPOINT = Checkpoint(OORSPRONG, 3, bytes(range(32)))
