"""The bearer tokens of the demo: short-lived JWTs (ES256) under the key of the demo issuer, in the data folder.

They stand in for the sign-in of an organisation, which they never replace: the REST door takes them from this
computer only, and not at all in production. Only in these a claim says what somebody may do. Nothing here ever
repeats a token in an error.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Literal

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from api.aanmelding import Code
from api.bereik import Gebruiker
from api.sleutelbestand import ALGORITME, lees_ec_sleutel
from domain.rollen import Medewerker, Rol
from infra.omgeving import Omgeving

UITGEVER = "urn:casus:demo"
DOELGROEP = "urn:casus:api"
TYPE = "at+jwt"
"""An access token (RFC 9068), and no other kind."""
DEMO_KID = "casus-demo-"
"""How the name of every key of the demo issuer begins; in production no key of such a name counts."""
STANDAARD_DUUR = timedelta(minutes=60)
LANGSTE_DUUR = timedelta(hours=8)
LANGSTE_TOKEN = 4096
SPELING = timedelta(seconds=5)
"""How far the clocks of two processes may differ."""


class TokenFout(Exception):
    """A token that does not count: missing, expired, changed, or not ours. Says nothing of its content."""


class _Claims(BaseModel):
    """What a token of ours says."""

    model_config = ConfigDict(strict=True, extra="forbid", hide_input_in_errors=True)

    iss: Literal["urn:casus:demo"]
    aud: Literal["urn:casus:api"]
    sub: Code
    rol: Annotated[Rol, Field(strict=False)]
    organisatie: Code
    tafels: list[Code]
    iat: int
    exp: int
    jti: str


@dataclass(frozen=True)
class Demobewijs:
    """Who a token of the demo is of, and since when."""

    gebruiker: Gebruiker
    sinds: datetime


def lees_sleutel(bestand: Path) -> ECKey:
    """Read the key of the demo issuer; make it on first use. An existing file is never overwritten.

    Raises:
        SleutelFout: the file is readable by others, or does not hold a key.
    """
    return lees_ec_sleutel(bestand, wat="token key", voorvoegsel=DEMO_KID)


def maak_token(
    wie: Medewerker,
    tafels: Collection[str],
    *,
    sleutel: ECKey,
    omgeving: Omgeving,
    duur: timedelta = STANDAARD_DUUR,
) -> str:
    """Make a token for somebody in one role, for the tables that are named and no other.

    Raises:
        ValueError: it would live longer than eight hours, or not at all.
    """
    if not timedelta(0) < duur <= LANGSTE_DUUR:
        raise ValueError("A token lives for at most eight hours.")
    nu = omgeving.nu()
    claims: dict[str, object] = {
        "iss": UITGEVER,
        "aud": DOELGROEP,
        "sub": wie.id,
        "rol": wie.rol.value,
        "organisatie": wie.organisatie,
        "tafels": sorted(tafels),
        "iat": int(nu.timestamp()),
        "exp": int((nu + duur).timestamp()),
        "jti": str(omgeving.nieuw_id()),
    }
    return jwt.encode(
        {"alg": ALGORITME, "typ": TYPE, "kid": sleutel.kid}, claims, sleutel, algorithms=[ALGORITME]
    )


def lees_token(token: str, *, sleutel: ECKey, nu: datetime) -> Gebruiker:
    """Read who is at the door.

    Raises:
        TokenFout: the token does not count.
    """
    return lees_demobewijs(token, sleutel=sleutel, nu=nu).gebruiker


def lees_demobewijs(token: str, *, sleutel: ECKey, nu: datetime) -> Demobewijs:
    """Read who is at the door, and since when.

    Raises:
        TokenFout: the token does not count.
    """
    if len(token) > LANGSTE_TOKEN:
        raise TokenFout
    try:
        gelezen = jwt.decode(token, sleutel, algorithms=[ALGORITME])
        claims = _Claims.model_validate(gelezen.claims)
        begin = datetime.fromtimestamp(claims.iat, UTC)
        einde = datetime.fromtimestamp(claims.exp, UTC)
    except (JoseError, ValidationError, ValueError, TypeError, OverflowError, OSError, RecursionError):
        # The cause may hold parts of the token, so it does not travel along.
        raise TokenFout from None
    if gelezen.header.get("typ") != TYPE:
        raise TokenFout
    if not begin - SPELING <= nu < einde or einde - begin > LANGSTE_DUUR:
        raise TokenFout
    wie = Medewerker(claims.sub, claims.rol, claims.organisatie)
    return Demobewijs(Gebruiker(wie, frozenset(claims.tafels)), begin)
