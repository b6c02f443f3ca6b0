"""An attempt to sign in: one secret in a cookie of the browser that began it, from which all else of it follows.

State, nonce and PKCE verifier are derived from it, so that the answer of the issuer counts in that browser alone and
nothing is stored for whoever only began (nobody fills our database from outside). A code counts once at the issuer.
"""

import base64
import binascii
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import BaseModel, ConfigDict, ValidationError

from api.inloggen.fouten import BewijsFout
from api.inloggen.herkomst import veilig_pad

DUUR = timedelta(minutes=10)
_LENGTE = 32
_LANGSTE = 2048


class _Inhoud(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", hide_input_in_errors=True)

    geheim: str
    naar: str
    opnieuw: bool
    begin: int


@dataclass(frozen=True)
class Poging:
    """One attempt. ``opnieuw``: somebody has to show again who it is, whatever the issuer still knows."""

    geheim: str
    naar: str
    opnieuw: bool
    begin: int

    @property
    def state(self) -> str:
        """What the answer of the issuer must bring back."""
        return self._afgeleid("state")

    @property
    def nonce(self) -> str:
        """What the ID token must say."""
        return self._afgeleid("nonce")

    @property
    def verifier(self) -> str:
        """What only this browser's attempt can show with the code (PKCE, RFC 7636)."""
        return self._afgeleid("pkce")

    def waarde(self) -> str:
        """The value of the cookie."""
        inhoud = _Inhoud(geheim=self.geheim, naar=self.naar, opnieuw=self.opnieuw, begin=self.begin)
        return base64.urlsafe_b64encode(inhoud.model_dump_json().encode()).decode()

    def _afgeleid(self, waarvoor: str) -> str:
        return afgeleid(self.geheim, f"casus inlogpoging {waarvoor} v1")


def afgeleid(geheim: str, waarvoor: str) -> str:
    """Something that follows from a secret, and from which the secret does not follow; 43 letters."""
    som = hmac.new(geheim.encode("utf-8", "surrogateescape"), waarvoor.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(som).decode().rstrip("=")


def begin_poging(naar: str | None, *, opnieuw: bool, nu: datetime) -> Poging:
    """Begin one."""
    return Poging(secrets.token_urlsafe(_LENGTE), veilig_pad(naar), opnieuw, int(nu.timestamp()))


def lees_poging(waarde: str | None, *, nu: datetime) -> Poging:
    """Read the attempt of a cookie.

    Raises:
        BewijsFout: there is none, it is not ours, or it took too long.
    """
    if waarde is None or len(waarde) > _LANGSTE:
        raise BewijsFout("geen-poging")
    try:
        inhoud = _Inhoud.model_validate_json(base64.urlsafe_b64decode(waarde.encode("ascii")))
    except (ValidationError, ValueError, binascii.Error):
        raise BewijsFout("geen-poging") from None
    if not 0 <= nu.timestamp() - inhoud.begin < DUUR.total_seconds():
        raise BewijsFout("poging-verlopen")
    return Poging(inhoud.geheim, veilig_pad(inhoud.naar), inhoud.opnieuw, inhoud.begin)
