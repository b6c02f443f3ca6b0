"""A token of SoftHSM for a test: the software stands in for an HSM, with the same PKCS#11 calls.

The module is in the Debian package ``softhsm2``; where that is not installed, these tests are skipped and say so.
``.ci/run`` installs it first, so a verdict is never given without them: with ``CASUS_TESTS_MET_HSM`` set, a module that
is not there is a failure.
"""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pkcs11
import pytest
from pydantic import SecretStr

from infra.kek_pkcs11 import Kektoken

PIN, SO_PIN = "1234", "12345678"
MODULES = (
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib64/pkcs11/libsofthsm2.so",
    "/usr/local/lib/softhsm/libsofthsm2.so",
    "/opt/homebrew/lib/softhsm/libsofthsm2.so",
)
ONTBREEKT = "NOT TESTED: a KEK in an HSM. Install the Debian package softhsm2 (apt-get install softhsm2)."


@dataclass(frozen=True)
class Hsm:
    """A token, the folder it is kept in, and the environment in which it is found."""

    module: Path
    token: str
    map: Path
    omgeving: dict[str, str]

    def bron(self, *, pin: str = PIN) -> Kektoken:
        return Kektoken(self.module, self.token, lambda: SecretStr(pin))

    def neem_weg(self) -> None:
        """Take the token out of its slot."""
        self.map.rename(self._elders)
        self.map.mkdir()

    def stop_terug(self) -> None:
        """Put it back."""
        self.map.rmdir()
        self._elders.rename(self.map)

    def bytes_op_schijf(self) -> bytes:
        return b"".join(deel.read_bytes() for deel in sorted(self.map.rglob("*")) if deel.is_file())

    @property
    def _elders(self) -> Path:
        return self.map.with_name("elders")


def module() -> Path:
    """The module of SoftHSM; without it the test is skipped, or fails where it has to be there."""
    for pad in map(Path, MODULES):
        if pad.exists():
            return pad
    if os.environ.get("CASUS_TESTS_MET_HSM"):
        pytest.fail(ONTBREEKT)
    pytest.skip(ONTBREEKT)


@contextmanager
def softhsm(map_: Path) -> Iterator[Hsm]:
    """An own SoftHSM with one token; afterwards the module forgets it."""
    pad, tokens, token = module(), map_ / "tokens", "casus"
    tokens.mkdir(parents=True)
    conf = map_ / "softhsm2.conf"
    conf.write_text(f"directories.tokendir = {tokens}\nobjectstore.backend = file\nlog.level = ERROR\n")
    eerder = os.environ.get("SOFTHSM2_CONF")
    os.environ["SOFTHSM2_CONF"] = str(conf)
    library = pkcs11.lib(str(pad))
    try:
        maak = ["softhsm2-util", "--module", str(pad), "--init-token", "--free", "--label", token]
        subprocess.run([*maak, "--pin", PIN, "--so-pin", SO_PIN], check=True, capture_output=True)
        library.reinitialize()
        omgeving = {
            "SOFTHSM2_CONF": str(conf),
            "CASUS_KEK_PKCS11_MODULE": str(pad),
            "CASUS_KEK_PKCS11_TOKEN": token,
            "CASUS_KEK_PKCS11_PIN": PIN,
        }
        yield Hsm(pad, token, tokens, omgeving)
    finally:
        os.environ.pop("SOFTHSM2_CONF")
        if eerder is not None:
            os.environ["SOFTHSM2_CONF"] = eerder
        library.finalize()
