"""An ES256 key in a file that only its owner can read, made on first use and never overwritten."""

import os
from pathlib import Path

import orjson
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from infra.keys import SleutelFout

KROMME = "P-256"
ALGORITME = "ES256"


def lees_ec_sleutel(bestand: Path, *, wat: str, voorvoegsel: str = "") -> ECKey:
    """Read a key; make it on first use. Its ``kid`` is its thumbprint (RFC 7638), after a prefix.

    ``wat`` names it in what the operator reads, such as "token key".

    Raises:
        SleutelFout: the file is readable by others, or does not hold such a key.
    """
    if not bestand.exists():
        _schrijf(bestand)
    try:
        if bestand.stat().st_mode & 0o077:
            raise SleutelFout(f"The {wat} in {bestand} is readable by others; make it mode 0600.")
        sleutel = ECKey.import_key(orjson.loads(bestand.read_bytes()))
        goed = sleutel.is_private and sleutel.curve_name == KROMME
    except OSError as fout:
        raise SleutelFout(f"The {wat} in {bestand} cannot be read: {fout.strerror}.") from fout
    except (JoseError, KeyError, TypeError, ValueError) as fout:
        raise SleutelFout(f"The file {bestand} does not hold a {wat}.") from fout
    if not goed:
        raise SleutelFout(f"The file {bestand} does not hold a {wat}.")
    return met_kid(sleutel, voorvoegsel)


def met_kid(sleutel: ECKey, voorvoegsel: str = "") -> ECKey:
    """The same key, named by its thumbprint."""
    delen = {naam: str(deel) for naam, deel in sleutel.as_dict(private=True).items() if naam != "kid"}
    return ECKey.import_key(
        {**delen, "kid": voorvoegsel + sleutel.thumbprint(), "alg": ALGORITME, "use": "sig"}
    )


def _schrijf(bestand: Path) -> None:
    """Write a new key beside its place and link it there, so that of two processes the first one wins."""
    bestand.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    tijdelijk = bestand.with_name(f".{bestand.name}.{os.getpid()}")
    teken = os.open(tijdelijk, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(teken, "wb") as stroom:
        stroom.write(orjson.dumps(ECKey.generate_key(KROMME).as_dict(private=True)))
    try:
        os.link(tijdelijk, bestand)
    except FileExistsError:
        return
    finally:
        tijdelijk.unlink()
