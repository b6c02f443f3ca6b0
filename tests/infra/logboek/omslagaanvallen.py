"""Attacks on the zip around a bundle and on its manifest, as tables."""

import io
import zipfile
from collections.abc import Callable

from infra.logboek.omslag import Ingang, lees_omslag
from tests.infra.logboek.bundelaanvallen import BUNDEL
from tests.infra.logboek.bundels import (
    leden,
    logboekbundel,
    maak_logboek,
)

MANIFESTEN: dict[str, bytes] = {
    "nothing": b"",
    "no JSON": b"kers",
    "a list": b"[]\n",
    "nested a hundred thousand deep": b"[" * 100_000,
    "a number of 5,000 digits": leden(BUNDEL)["manifest.json"].replace(
        b'"size": 13', b'"size": ' + b"1" * 5000
    ),
    "true for one": leden(logboekbundel(maak_logboek(1)))["manifest.json"].replace(
        b'"size": 1,', b'"size": true,'
    ),
    "a negative size": leden(BUNDEL)["manifest.json"].replace(b'"size": 13', b'"size": -1'),
    "a fraction": leden(BUNDEL)["manifest.json"].replace(b'"size": 13', b'"size": 13.0'),
    "a field twice": leden(BUNDEL)["manifest.json"].replace(b'"size": 13,', b'"size": 13, "size": 13,', 1),
    "a field more": leden(BUNDEL)["manifest.json"].replace(b"{", b'{\n "kers": 1,', 1),
    "another version": leden(BUNDEL)["manifest.json"].replace(b'"version": 1', b'"version": 2'),
    "a moment that is none": leden(BUNDEL)["manifest.json"].replace(b"2026-03-02", b"2026-02-30"),
    "a byte order mark": b"\xef\xbb\xbf" + leden(BUNDEL)["manifest.json"],
    "too large": leden(BUNDEL)["manifest.json"] + b" " * 300_000,
}


def met(begin: Callable[[zipfile.ZipFile], None]) -> bytes:
    """A zip as any program makes it, that begins as a bundle does."""
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w") as zip_:
        zip_.writestr(zipfile.ZipInfo("README.txt"), b"kers")
        begin(zip_)
    return uit.getvalue()


def met_naam(naam: str) -> bytes:
    return met(lambda zip_: zip_.writestr(zipfile.ZipInfo(naam), b"kers"))


def koppeling() -> bytes:
    info = zipfile.ZipInfo("checkpoint")
    info.external_attr = 0o120777 << 16
    return met(lambda zip_: zip_.writestr(info, b"/etc/passwd"))


def vervang_veld(plek: int, waarde: bytes) -> bytes:
    """The bundle with bytes in the local header of its second member changed."""
    begin = lees_omslag(io.BytesIO(BUNDEL))[1].begin + plek
    return BUNDEL[:begin] + waarde + BUNDEL[begin + len(waarde) :]


def zip_met(*ingangen: tuple[str, bytes]) -> bytes:
    """A zip in our own form with any names."""
    lijf, dir_, plek = b"", b"", 0
    for naam, data in ingangen:
        ingang = Ingang(naam, plek, len(data), zipfile.crc32(data))  # type: ignore[attr-defined]  # typeshed leaves crc32 of zipfile out
        lijf, dir_, plek = lijf + ingang.lokaal + data, dir_ + ingang.centraal, ingang.einde
    einde = b"PK\5\6" + bytes(4) + len(ingangen).to_bytes(2, "little") * 2
    return lijf + dir_ + einde + len(dir_).to_bytes(4, "little") + plek.to_bytes(4, "little") + bytes(2)


OMSLAGEN: dict[str, tuple[bytes, str]] = {
    "cut short": (BUNDEL[:-1], "afgekapt"),
    "cut in the middle": (BUNDEL[: len(BUNDEL) // 2], "afgekapt"),
    "cut in a header": (BUNDEL[:300], "afgekapt"),
    "something behind it": (BUNDEL + b"\0", "achter"),
    "a comment": (BUNDEL[:-2] + b"\4\0kers", "achter"),
    "a bomb of zeroes": (
        met(lambda z: z.writestr("checkpoint", bytes(10_000_000), compress_type=zipfile.ZIP_DEFLATED)),
        "vorm|ingepakt",
    ),
    "a member that is packed": (vervang_veld(8, b"\x08"), "ingepakt"),
    "a member that says it is encrypted": (vervang_veld(6, b"\x01"), "versleuteld"),
    "a size that is a lie": (vervang_veld(18, b"\xff\xff\xff\x7f" * 2), "liegt over zijn grootte"),
    "two sizes": (vervang_veld(18, b"\0\0\0\0"), "twee verschillende"),
    "a data descriptor": (vervang_veld(6, b"\x08"), "kop"),
    "a moment": (vervang_veld(10, b"\x01"), "kop"),
    "an extra field": (vervang_veld(28, b"\x01"), "kop"),
    "a path up": (met_naam("../kers"), "naam"),
    "a path up behind definitions": (zip_met(("README.txt", b""), ("definitions/../kers.toml", b"")), "naam"),
    "an absolute path": (met_naam("/etc/passwd"), "naam"),
    "a path of Windows": (zip_met(("README.txt", b""), ("definitions\\kers.toml", b"")), "naam"),
    "a folder": (met_naam("definitions/"), "naam"),
    "a name with a NUL": (zip_met(("README.txt", b""), ("checkpoint\0", b"")), "naam"),
    "a name of 60,000 characters": (zip_met(("README.txt", b""), ("k" * 60_000, b"")), "naam"),
    "a name with control characters": (zip_met(("README.txt", b""), ("\x1b[2Jkers", b"")), "naam"),
    "a link": (koppeling(), "kop|inhoudsopgave"),
    "the same member twice": (zip_met(("README.txt", b""), ("checkpoint", b""), ("checkpoint", b"")), "twee"),
    "too many members": (
        zip_met(("README.txt", b""), *((f"definitions/{n}.toml", b"") for n in range(500))),
        "te veel",
    ),
    "another directory than the members": (BUNDEL[:-60] + b"\0" + BUNDEL[-59:], "inhoudsopgave"),
}
GEEN_BUNDELS: dict[str, bytes] = {
    "nothing": b"",
    "text": b"kers en peer\n" * 100,
    "a zip without members": b"PK\5\6" + bytes(18),
    "another zip": zip_met(("kers.txt", b"kers")),
    "a bundle behind something else": b"\0" + BUNDEL,
}
