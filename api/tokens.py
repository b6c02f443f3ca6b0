"""The demo's own issuer of bearer tokens: short-lived JWTs under one key that never leaves the data folder.

It stands in for the sign-in of an organisation, which it never replaces: the REST door takes these tokens
from this computer only. Nothing here ever repeats a token in an error.
"""

import os
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Literal

import orjson
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from api.aanmelding import Code
from api.bereik import Gebruiker
from domain.rollen import Medewerker, Rol
from infra.keys import SLEUTELLENGTE, SleutelFout
from infra.omgeving import Omgeving

ALGORITME = "HS256"
"""The one algorithm; a token that names another is refused."""

UITGEVER = "urn:casus:demo"
DOELGROEP = "urn:casus:api"
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


def lees_sleutel(bestand: Path) -> OctKey:
    """Read the key that signs the tokens; make it on first use. An existing file is never overwritten.

    Raises:
        SleutelFout: the file is readable by others, or does not hold a key.
    """
    if not bestand.exists():
        _schrijf_sleutel(bestand)
    try:
        if bestand.stat().st_mode & 0o077:
            raise SleutelFout(f"The token key in {bestand} is readable by others; make it mode 0600.")
        sleutel = OctKey.import_key(orjson.loads(bestand.read_bytes()))
    except OSError as fout:
        raise SleutelFout(f"The token key in {bestand} cannot be read: {fout.strerror}.") from fout
    except (JoseError, KeyError, TypeError, ValueError) as fout:
        raise SleutelFout(f"The file {bestand} does not hold a token key.") from fout
    if len(sleutel.raw_value) != SLEUTELLENGTE:
        raise SleutelFout(f"The token key in {bestand} has the wrong length.")
    return sleutel


def _schrijf_sleutel(bestand: Path) -> None:
    """Write a new key beside its place and link it there, so that of two processes the first one wins."""
    bestand.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    tijdelijk = bestand.with_name(f".{bestand.name}.{os.getpid()}")
    teken = os.open(tijdelijk, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(teken, "wb") as stroom:
        stroom.write(orjson.dumps(OctKey.import_key(os.urandom(SLEUTELLENGTE)).as_dict(private=True)))
    try:
        os.link(tijdelijk, bestand)
    except FileExistsError:
        return
    finally:
        tijdelijk.unlink()


def maak_token(
    wie: Medewerker,
    tafels: Collection[str],
    *,
    sleutel: OctKey,
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
    return jwt.encode({"alg": ALGORITME}, claims, sleutel, algorithms=[ALGORITME])


def lees_token(token: str, *, sleutel: OctKey, nu: datetime) -> Gebruiker:
    """Read who is at the door.

    Raises:
        TokenFout: the token does not count.
    """
    if len(token) > LANGSTE_TOKEN:
        raise TokenFout
    try:
        claims = _Claims.model_validate(jwt.decode(token, sleutel, algorithms=[ALGORITME]).claims)
        begin = datetime.fromtimestamp(claims.iat, UTC)
        einde = datetime.fromtimestamp(claims.exp, UTC)
    except (JoseError, ValidationError, ValueError, TypeError, OverflowError, OSError, RecursionError):
        # The cause may hold parts of the token, so it does not travel along.
        raise TokenFout from None
    if not begin - SPELING <= nu < einde or einde - begin > LANGSTE_DUUR:
        raise TokenFout
    return Gebruiker(Medewerker(claims.sub, claims.rol, claims.organisatie), frozenset(claims.tafels))
