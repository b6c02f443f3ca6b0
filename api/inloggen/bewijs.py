"""What an issuer says in a token, and whether it counts: of a system (access token), a person (ID token), a sign-out.

The signature is checked under a key of that very issuer, by the algorithm that we expect and never by the one that a
token asks for. What does not count says why in one word for the log, and nothing to who sent it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, TypeVar

import orjson
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey
from joserfc.util import urlsafe_b64decode
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from api.inloggen.aanbieder import Aanbieder, Sleutel
from api.inloggen.fouten import BewijsFout
from api.inloggen.kader import NIVEAUS

SPELING = timedelta(seconds=10)
"""How far the clock of an issuer may be from ours."""
LANGSTE_DUUR = timedelta(hours=8)
"""A token of a system lives no longer."""
LANGSTE_TOKEN = 8192
ALGORITMEN: dict[str, type[Sleutel]] = {"ES256": ECKey, "PS256": RSAKey, "RS256": RSAKey}
VAN_SYSTEMEN = ("ES256", "PS256")
UITLOGGEN = "http://schemas.openid.net/event/backchannel-logout"

_Sub = Annotated[str, Field(min_length=1, max_length=255)]
_Claims = TypeVar("_Claims", bound="Claims")


class Claims(BaseModel):
    """What all tokens say; of the rest we take only what we use."""

    model_config = ConfigDict(strict=True, extra="ignore", hide_input_in_errors=True)

    iss: str
    aud: str | list[str]
    iat: int
    exp: int
    nbf: int | None = None

    @property
    def doelgroepen(self) -> list[str]:
        """For whom it was made."""
        return [self.aud] if isinstance(self.aud, str) else self.aud


class Toegangsclaims(Claims):
    """What an access token of a system says. What stands only in tokens about people may not be there."""

    sub: _Sub
    nonce: None = None
    at_hash: None = None
    events: None = None


class Inlogclaims(Claims):
    """What an ID token says (OpenID Connect Core 1.0, section 2). ``toekenningen`` says something in the demo alone."""

    sub: _Sub
    nonce: str
    auth_time: int
    acr: str | None = None
    azp: str | None = None
    sid: str | None = None
    toekenningen: list[dict[str, Any]] | None = None


class Uitlogclaims(Claims):
    """What a logout token says (OpenID Connect Back-Channel Logout 1.0, section 2.4)."""

    sub: _Sub | None = None
    sid: str | None = None
    jti: str
    events: dict[str, dict[str, Any]]
    nonce: None = None


@dataclass(frozen=True)
class Kop:
    """The head of a token, of which nothing is believed before the signature was checked."""

    alg: str
    kid: str | None
    typ: str | None


def uitgever_van(token: str) -> str:
    """Which issuer a token says that it is of: only to find the keys to check that with.

    Raises:
        BewijsFout: it is no token.
    """
    iss = _deel(token, 1).get("iss")
    if not isinstance(iss, str):
        raise BewijsFout("onleesbaar")
    return iss


def lees_toegang(token: str, aanbieder: Aanbieder, *, doelgroep: str, nu: datetime) -> Toegangsclaims:
    """Read the access token of a system.

    Raises:
        BewijsFout: it does not count.
        AanbiederWeg: its issuer does not answer.
    """
    claims = _lees(token, aanbieder, Toegangsclaims, algoritmen=VAN_SYSTEMEN, typen={"at+jwt", "jwt"})
    _eis_gangbaar(claims, aanbieder, doelgroep, nu)
    if claims.exp - claims.iat > LANGSTE_DUUR.total_seconds():
        raise BewijsFout("te-lang-geldig")
    return claims


def lees_inlog(
    token: str, aanbieder: Aanbieder, *, client: str, nonce: str, algoritmen: Collection[str], nu: datetime
) -> Inlogclaims:
    """Read the ID token of somebody who signed in.

    Raises:
        BewijsFout: it does not count, or it is not sure enough who this is.
        AanbiederWeg: the issuer does not answer.
    """
    claims = _lees(token, aanbieder, Inlogclaims, algoritmen=algoritmen, typen={None, "jwt"})
    _eis_gangbaar(claims, aanbieder, client, nu)
    if claims.nonce != nonce:
        raise BewijsFout("nonce")
    if claims.azp not in {client, None} or (len(claims.doelgroepen) > 1 and claims.azp is None):
        raise BewijsFout("andere-client")
    if claims.acr not in NIVEAUS:
        raise BewijsFout("niveau-te-laag")
    if moment(claims.auth_time) > nu + SPELING:
        raise BewijsFout("uit-de-toekomst")
    return claims


def lees_uitlog(
    token: str, aanbieder: Aanbieder, *, client: str, algoritmen: Collection[str], nu: datetime
) -> Uitlogclaims:
    """Read a message of an issuer that somebody is signed out there.

    Raises:
        BewijsFout: it does not count.
        AanbiederWeg: the issuer does not answer.
    """
    claims = _lees(token, aanbieder, Uitlogclaims, algoritmen=algoritmen, typen={None, "jwt", "logout+jwt"})
    _eis_gangbaar(claims, aanbieder, client, nu)
    if UITLOGGEN not in claims.events or (claims.sub is None and claims.sid is None):
        raise BewijsFout("geen-uitlog")
    return claims


def is_ondertekend_door(token: str, sleutel: ECKey) -> bool:
    """Say whether exactly this key signed a token."""
    try:
        jwt.decode(token, sleutel, algorithms=["ES256"])
    except (JoseError, ValueError, TypeError, RecursionError):
        return False
    return True


def moment(seconden: int) -> datetime:
    """A moment of a token.

    Raises:
        BewijsFout: no calendar goes so far.
    """
    try:
        return datetime.fromtimestamp(seconden, UTC)
    except (OverflowError, OSError, ValueError):
        raise BewijsFout("onleesbaar") from None


def _lees(
    token: str,
    aanbieder: Aanbieder,
    soort: type[_Claims],
    *,
    algoritmen: Collection[str],
    typen: Collection[str | None],
) -> _Claims:
    kop = _kop(token)
    if kop.alg not in algoritmen:
        raise BewijsFout("algoritme")
    typ = None if kop.typ is None else kop.typ.lower().removeprefix("application/")
    if typ not in typen:
        raise BewijsFout("soort-token")
    sleutel = aanbieder.sleutel(kop.kid, soort=ALGORITMEN[kop.alg])
    if sleutel is None:
        raise BewijsFout("onbekende-sleutel")
    try:
        return soort.model_validate(jwt.decode(token, sleutel, algorithms=[kop.alg]).claims)
    except ValidationError:
        raise BewijsFout("inhoud") from None
    except (JoseError, ValueError, TypeError, RecursionError):
        # The cause may hold parts of the token, so it does not travel along.
        raise BewijsFout("handtekening") from None


def _eis_gangbaar(claims: Claims, aanbieder: Aanbieder, doelgroep: str, nu: datetime) -> None:
    if claims.iss != aanbieder.uitgever:
        raise BewijsFout("andere-uitgever")
    if doelgroep not in claims.doelgroepen:
        raise BewijsFout("andere-doelgroep")
    if nu >= moment(claims.exp) + SPELING:
        raise BewijsFout("verlopen")
    if max(claims.iat, claims.nbf or 0) > (nu + SPELING).timestamp():
        raise BewijsFout("uit-de-toekomst")


def _kop(token: str) -> Kop:
    kop = _deel(token, 0)
    alg, kid, typ = kop.get("alg"), kop.get("kid"), kop.get("typ")
    if not isinstance(alg, str) or not isinstance(kid, str | None) or not isinstance(typ, str | None):
        raise BewijsFout("onleesbaar")
    return Kop(alg, kid, typ)


def _deel(token: str, welk: int) -> dict[str, Any]:
    if len(token) > LANGSTE_TOKEN or token.count(".") != 2:  # noqa: PLR2004 head, claims and signature
        raise BewijsFout("onleesbaar")
    try:
        deel = orjson.loads(urlsafe_b64decode(token.split(".")[welk].encode("ascii")))
    except (ValueError, TypeError):
        raise BewijsFout("onleesbaar") from None
    if not isinstance(deel, dict):
        raise BewijsFout("onleesbaar")
    return deel


def is_bewijs_van(token: str, *, uitgever: str, sub: str) -> bool:
    """Say whether an ID token that comes back from a browser names this person.

    It opens nothing here and goes to its issuer alone, which checks its own signature.
    """
    inhoud = token.partition(".")[2].partition(".")[0]
    try:
        claims = orjson.loads(urlsafe_b64decode(inhoud.encode("utf-8", "replace")))
    except ValueError:
        return False
    return isinstance(claims, dict) and (claims.get("iss"), claims.get("sub")) == (uitgever, sub)
