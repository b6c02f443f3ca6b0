"""The keys that sign messages: ES256, in one file. The first one signs; the public part of all is for everybody.

After a replacement the old one stays among the public ones, for who still has to look at what it signed.
"""

import os
from pathlib import Path

import orjson
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet

from infra.keys import SleutelFout

KROMME = "P-256"
MEESTE = 5
"""Keys that stay among the public ones."""


def lees_sleutels(bestand: Path) -> KeySet:
    """Read the keys; make the first one where there is no file yet.

    Raises:
        SleutelFout: the file is readable by others, or does not hold keys.
    """
    if not bestand.exists():
        _schrijf([_nieuw()], bestand, nieuw=True)
    try:
        if bestand.stat().st_mode & 0o077:
            raise SleutelFout(f"The keys in {bestand} are readable by others; make the file mode 0600.")
        gelezen = KeySet.import_key_set(orjson.loads(bestand.read_bytes()))
    except OSError as fout:
        raise SleutelFout(f"The keys in {bestand} cannot be read: {fout.strerror}.") from fout
    except (JoseError, KeyError, TypeError, ValueError) as fout:
        raise SleutelFout(f"The file {bestand} does not hold keys that sign messages.") from fout
    if not gelezen.keys or any(
        not isinstance(een, ECKey) or een.curve_name != KROMME or not een.is_private for een in gelezen.keys
    ):
        raise SleutelFout(f"The file {bestand} does not hold keys that sign messages.")
    return gelezen


def vervang(bestand: Path) -> str:
    """Sign with a new key from now on, and give its id.

    Raises:
        SleutelFout: the file cannot be used as it is.
    """
    oude = lees_sleutels(bestand)
    nieuw = _nieuw()
    _schrijf([nieuw, *(een for een in oude.keys if isinstance(een, ECKey))][:MEESTE], bestand, nieuw=False)
    return nieuw.thumbprint()


def ondertekenaar(sleutels: KeySet) -> ECKey:
    """The key that signs."""
    eerste = sleutels.keys[0]
    if not isinstance(eerste, ECKey):
        raise SleutelFout("The first key is not one that signs messages.")
    return eerste


def publiek(sleutels: KeySet) -> dict[str, list[dict[str, str]]]:
    """What everybody may have of them, as a JWK Set (RFC 7517)."""
    velden = ("kty", "crv", "x", "y", "kid")
    return {
        "keys": [
            {
                **{veld: str(een.as_dict(private=False)[veld]) for veld in velden},
                "alg": "ES256",
                "use": "sig",
            }
            for een in sleutels.keys
        ]
    }


def _nieuw() -> ECKey:
    return ECKey.generate_key(KROMME, auto_kid=True)


def _schrijf(sleutels: list[ECKey], bestand: Path, *, nieuw: bool) -> None:
    """Write them beside their place and put them there at once; of two processes that begin, the first one wins."""
    bestand.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    tijdelijk = bestand.with_name(f".{bestand.name}.{os.getpid()}")
    teken = os.open(tijdelijk, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(teken, "wb") as stroom:
        stroom.write(orjson.dumps({"keys": [een.as_dict(private=True) for een in sleutels]}))
        stroom.flush()
        os.fsync(stroom.fileno())
    if not nieuw:
        tijdelijk.replace(bestand)
        return
    try:
        os.link(tijdelijk, bestand)
    except FileExistsError:
        return
    finally:
        tijdelijk.unlink()
