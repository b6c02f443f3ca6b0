"""What the key of the logboek signs of a verklaring: a C2SP signed note that can never pass for a checkpoint.

The text of the note is five lines::

    casus-verklaring-van-vernietiging/v1
    oorsprong casus.example/logboek
    nummer 2026-0001
    grootte 1234
    sha256 <base64>

1. The same key signs checkpoints, so no text may be both. A checkpoint has its size in decimals on the second line
   (C2SP tlog-checkpoint); here that line begins with a letter. Nobody outside chooses anything of what stands before
   it. Whoever signs here asks ``lees_checkpoint`` first, and refuses what it can read.
2. ``sha256`` is that of the canonical bytes of the content (``vorm``), so a verklaring may be larger than a note may.
3. ``grootte`` is the size of the checkpoint in the verklaring. A key that was replaced signed up to a size, and counts
   for no verklaring about a larger log.
"""

import hashlib

from infra.logboek import Afgekeurd
from infra.logboek.checkpoint import lees_checkpoint
from infra.logboek.notitie import Notitie, onderteken
from infra.logboek.sleutels import Tekensleutel, schrijf_base64

KOP = "casus-verklaring-van-vernietiging/v1"


class LijktOpCheckpoint(Afgekeurd):
    """A text that could be read as a checkpoint is never signed as anything else."""


def maak_tekst(*, oorsprong: str, nummer: str, grootte: int, inhoud: bytes) -> str:
    """The text that is signed, of a verklaring with this content."""
    som = schrijf_base64(hashlib.sha256(inhoud).digest())
    return f"{KOP}\noorsprong {oorsprong}\nnummer {nummer}\ngrootte {grootte}\nsha256 {som}\n"


def teken(tekst: str, sleutel: Tekensleutel) -> Notitie:
    """Sign it with the key of the log.

    Raises:
        LijktOpCheckpoint: it could be read as a checkpoint.
        NotitieTekst, Sleutelsoort: a note cannot have this text, or the key makes cosignatures.
    """
    try:
        lees_checkpoint(tekst)
    except Afgekeurd:
        return onderteken(tekst, sleutel)
    raise LijktOpCheckpoint(verwacht=KOP, gevonden=repr(tekst))
