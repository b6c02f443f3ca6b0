"""The manifest of a bundle: what is in it, and of which part of the logboek. It is not signed.

So nothing in it is believed: it says what to check, and what is checked must agree with it. It has one form as JSON;
what does not come back as the same bytes is refused.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from infra.logboek.merkle import HASH
from infra.logboek.omslag import GROOTSTE, MEESTE_LEDEN, NAAM
from infra.logboek.uitslag import Onjuist, Soort

FORMAAT, VERSIE = "casus-bundle", 1
LANGSTE_WATERMERK = 200
GROOTSTE_MANIFEST = 200_000
"""In bytes."""
MANIFEST = "manifest.json"
VOORAF = ("README.txt", "checkpoint", "key.vkey")
ACHTERAF = ("proofs.txt", "hashes.bin", "events.bin")
"""A bundle holds these, in this order, with the definitions in between and the manifest last."""
_TEVEEL = 2**63


@dataclass(frozen=True)
class Onderdeel:
    """A member: its name, its size in bytes, its SHA-256."""

    naam: str
    grootte: int
    som: bytes


@dataclass(frozen=True)
class Bereik:
    """A bundle of the logboek: the events with index ``van``, from 0, up to ``tot``."""

    van: int
    tot: int


@dataclass(frozen=True)
class Manifest:
    """What the bundle says of itself: whole seconds in UTC, the size of the checkpoint, events, range or stream."""

    gemaakt: datetime
    grootte: int
    aantal: int
    over: Bereik | UUID
    leden: tuple[Onderdeel, ...]
    watermerk: str | None = None
    """Which export this is and until when a copy may be kept; a bundle of before there were such has none."""

    @property
    def soort(self) -> str:
        """``logboek`` or ``casus``."""
        return "logboek" if isinstance(self.over, Bereik) else "casus"

    def codeer(self) -> bytes:
        """Give the bytes."""
        over: dict[str, object] = (
            {"first": self.over.van, "end": self.over.tot}
            if isinstance(self.over, Bereik)
            else {"stream": str(self.over)}
        )
        inhoud = {
            "format": FORMAAT,
            "version": VERSIE,
            "kind": self.soort,
            "created": self.gemaakt.strftime("%Y-%m-%dT%H:%M:%SZ"),
            **({"export": self.watermerk} if self.watermerk is not None else {}),
            "size": self.grootte,
            **over,
            "events": self.aantal,
            "members": [
                {"name": lid.naam, "size": lid.grootte, "sha256": lid.som.hex()} for lid in self.leden
            ],
        }
        return f"{json.dumps(inhoud, indent=1)}\n".encode()


def lees_manifest(data: bytes) -> Manifest:
    """Read a manifest; ``lees_manifest(data).codeer() == data`` for all that it accepts.

    Raises:
        Onjuist: it has another form, is of another version, or contradicts itself.
    """
    try:
        manifest = _uit_json(json.loads(data))
    except (ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError):
        manifest = None
    if manifest is None or manifest.codeer() != data:
        raise _misvormd("Het manifest heeft een andere vorm.", f"{FORMAAT} versie {VERSIE}", "een andere")
    over, aantal = manifest.over, manifest.aantal
    if isinstance(over, Bereik):
        if not 0 <= over.van < over.tot <= manifest.grootte:
            raise _misvormd(
                "Het manifest noemt een deel dat het logboek niet heeft.",
                f"een deel van 0 tot {manifest.grootte}",
                f"{over.van} tot {over.tot}",
            )
        if aantal != over.tot - over.van:
            raise _misvormd("Het manifest spreekt zichzelf tegen.", over.tot - over.van, aantal)
    if not 1 <= aantal <= manifest.grootte:
        raise _misvormd("Het manifest noemt een aantal dat niet kan.", f"1 tot {manifest.grootte}", aantal)
    _keur_leden(manifest)
    return manifest


def _keur_leden(manifest: Manifest) -> None:
    namen = tuple(lid.naam for lid in manifest.leden)
    midden = namen[len(VOORAF) : -len(ACHTERAF)]
    vast = (*VOORAF, *sorted(naam for naam in midden if naam.startswith("definitions/")), *ACHTERAF)
    if namen != vast:
        raise _misvormd("De onderdelen zijn niet die van een bundel.", ", ".join(vast), ", ".join(namen))
    hashes = next(lid for lid in manifest.leden if lid.naam == "hashes.bin")
    if hashes.grootte != HASH * manifest.aantal:
        raise Onjuist(
            Soort.ONTBREEKT if hashes.grootte < HASH * manifest.aantal else Soort.TOEGEVOEGD,
            "Er staan niet zoveel hashes in de bundel als er gebeurtenissen horen te zijn.",
            waar="hashes.bin",
            verwacht=f"{HASH * manifest.aantal} bytes",
            gevonden=f"{hashes.grootte} bytes",
        )


def _uit_json(inhoud: Any) -> Manifest | None:  # noqa: ANN401 what JSON gives has no type of ours
    """Take the fields; what is left out or too much shows when the bytes are compared."""
    soort = inhoud["kind"]
    leden = tuple(
        Onderdeel(lid["name"], _getal(lid["size"], GROOTSTE), bytes.fromhex(lid["sha256"]))
        for lid in inhoud["members"]
    )
    goed = len(leden) <= MEESTE_LEDEN and all(
        NAAM.fullmatch(lid.naam) and len(lid.som) == HASH for lid in leden
    )
    if not goed:
        return None
    return Manifest(
        gemaakt=datetime.strptime(inhoud["created"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC),
        grootte=_getal(inhoud["size"]),
        aantal=_getal(inhoud["events"]),
        over=Bereik(_getal(inhoud["first"]), _getal(inhoud["end"]))
        if soort == "logboek"
        else UUID(inhoud["stream"]),
        leden=leden,
        watermerk=_watermerk(inhoud.get("export")),
    )


def _watermerk(waarde: object) -> str | None:
    """Take a line of text of no more than it can hold."""
    if waarde is not None and not (
        isinstance(waarde, str) and waarde.isprintable() and len(waarde) <= LANGSTE_WATERMERK
    ):
        raise ValueError
    return waarde


def _getal(waarde: object, tot: int = _TEVEEL) -> int:
    """Take a whole number from 0; JSON's true is none."""
    if type(waarde) is not int or not 0 <= waarde < tot:
        raise ValueError
    return waarde


def _misvormd(zin: str, verwacht: object, gevonden: object) -> Onjuist:
    return Onjuist(Soort.MISVORMD, zin, waar=MANIFEST, verwacht=verwacht, gevonden=gevonden)
