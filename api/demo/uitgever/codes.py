"""The codes that the demo's provider gave out: each counts once, for a minute, for who can show the PKCE verifier."""

import hashlib
import hmac
import secrets
import threading
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from api.demo.uitgever.mensen import Mens

DUUR = timedelta(minutes=1)
MEESTE = 1000


@dataclass(frozen=True)
class Vraag:
    """What a client asked for somebody, as it was checked."""

    redirect_uri: str
    state: str
    nonce: str
    uitdaging: str
    """The PKCE challenge (S256)."""


@dataclass(frozen=True)
class Uitgegeven:
    """A code, and what it stands for."""

    vraag: Vraag
    mens: Mens
    op: datetime


class Codes:
    """Remembers them, in memory alone."""

    def __init__(self, nu: Callable[[], datetime]) -> None:
        """Take the clock."""
        self._nu, self._slot = nu, threading.Lock()
        self._codes: dict[str, Uitgegeven] = {}

    def geef(self, vraag: Vraag, mens: Mens) -> str:
        """Give one out; the oldest are forgotten."""
        code = secrets.token_urlsafe(32)
        with self._slot:
            while len(self._codes) >= MEESTE:
                self._codes.pop(next(iter(self._codes)))
            self._codes[code] = Uitgegeven(vraag, mens, self._nu())
        return code

    def neem(self, code: str, *, redirect_uri: str, verifier: str) -> Uitgegeven | None:
        """Take one in; it is gone then, also when it does not count."""
        with self._slot:
            gevonden = self._codes.pop(code, None)
        if (
            gevonden is None
            or self._nu() - gevonden.op >= DUUR
            or gevonden.vraag.redirect_uri != redirect_uri
        ):
            return None
        return gevonden if hmac.compare_digest(uitdaging(verifier), gevonden.vraag.uitdaging) else None


def uitdaging(verifier: str) -> str:
    """The challenge of a verifier (RFC 7636, S256)."""
    return urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
