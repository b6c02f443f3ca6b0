"""What the log tells of the sign-in, in the terms of BIO2: action, object, result, origin, actor, time.

The actor is the id of a session or of a grant: the register says whose that is, the log names nobody. Time and level
are those of every line. Nothing of a token, a cookie or an address stands in it.
"""

from enum import StrEnum
from uuid import UUID

import structlog

log = structlog.get_logger()


class Actie(StrEnum):
    """What was done."""

    INLOGGEN = "inloggen"
    OPNIEUW_INLOGGEN = "opnieuw-inloggen"
    ROL_KIEZEN = "rol-kiezen"
    UITLOGGEN = "uitloggen"
    OVERAL_UITLOGGEN = "overal-uitloggen"
    UITGELOGD_DOOR_AANBIEDER = "uitgelogd-door-aanbieder"
    TOKEN_TONEN = "token-tonen"  # noqa: S105 a word for the log


class Vanaf(StrEnum):
    """Where it came from."""

    BROWSER = "browser"
    SYSTEEM = "systeem"
    AANBIEDER = "aanbieder"


def gelukt(
    actie: Actie,
    vanaf: Vanaf,
    *,
    spoor: str,
    sessie: UUID | None = None,
    toekenning: UUID | None = None,
    niveau: str | None = None,
    aantal: int | None = None,
) -> None:
    """Somebody came in, went out, or went on as somebody else."""
    log.info(
        "toegang",
        actie=actie.value,
        object="sessie",
        uitkomst="gelukt",
        herkomst=vanaf.value,
        sessie=_tekst(sessie),
        toekenning=_tekst(toekenning),
        niveau=niveau,
        aantal=aantal,
        spoor=spoor,
    )


def geweigerd(actie: Actie, vanaf: Vanaf, reden: str, *, spoor: str, sessie: UUID | None = None) -> None:
    """Somebody did not come in. ``reden`` is a word of ours."""
    log.warning(
        "toegang",
        actie=actie.value,
        object="sessie",
        uitkomst="geweigerd",
        reden=reden,
        herkomst=vanaf.value,
        sessie=_tekst(sessie),
        spoor=spoor,
    )


def _tekst(id_: UUID | None) -> str | None:
    return None if id_ is None else str(id_)
