"""A log in memory, bundles of it, and a way to put a bundle together again after a member was changed."""

import hashlib
import io
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from infra.logboek.blad import Blad, bladhash, lees_blad
from infra.logboek.bundel import Opdracht, schrijf_casus, schrijf_logboek
from infra.logboek.checkpoint import Checkpoint, teken_checkpoint
from infra.logboek.manifest import MANIFEST, Manifest, Onderdeel, lees_manifest
from infra.logboek.merkle import Boom, KnopenInGeheugen
from infra.logboek.omslag import Schrijver, lees_omslag
from infra.logboek.sleutels import Tekensleutel
from infra.logboek.stroom import lees_bladen
from tests.infra.logboek.spelers import LOG

GEMAAKT = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
CASUS, ANDERE = UUID(int=7), UUID(int=8)
OPDRACHT = Opdracht(
    gemaakt=GEMAAKT, definities={"bronnen.toml": b"# kers\n", "regios/testland.toml": b"# peer\n"}
)
SLEUTEL = f"{LOG.controlesleutel.vkey}\n".encode()


@dataclass
class Logboek:
    """A log in memory with the stored events beside it, which need not agree with it (``bundel.Bron``)."""

    sleutel: Tekensleutel = LOG
    boom: Boom = field(default_factory=lambda: Boom(KnopenInGeheugen()))
    opgeslagen: list[bytes] = field(default_factory=list)
    nummers: dict[bytes, int] = field(default_factory=dict)
    bewaard: KnopenInGeheugen = field(default_factory=KnopenInGeheugen)

    @property
    def knopen(self) -> KnopenInGeheugen:
        return self.bewaard

    def leg_vast(self, bladen: Sequence[bytes]) -> None:
        for nummer, blad in enumerate(bladen, start=self.boom.grootte):
            self.nummers[blad] = nummer
        self.boom, nieuw = self.boom.append(map(bladhash, bladen))
        self.bewaard.put(nieuw)
        self.boom = Boom(self.bewaard, self.boom.grootte, self.boom.rand)
        self.opgeslagen += bladen

    def checkpoint(self, grootte: int | None = None) -> bytes:
        grootte = self.boom.grootte if grootte is None else grootte
        hoofd = Checkpoint(self.sleutel.naam, grootte, self.boom.root(grootte))
        return teken_checkpoint(hoofd, self.sleutel).codeer()

    def sleutels(self) -> bytes:
        return f"{self.sleutel.controlesleutel.vkey}\n".encode()

    def bladen(self, van: int, tot: int) -> Iterator[bytes]:
        return iter(self.opgeslagen[van:tot])

    def bladen_van(self, stroom: UUID, grootte: int) -> Iterator[tuple[int | None, bytes]]:
        for blad in self.opgeslagen:
            if lees_blad(blad).stroom_id == stroom:
                nummer = self.nummers.get(blad)
                yield (nummer if nummer is None or nummer < grootte else None), blad


def maak_bladen(aantal: int, *, inhoud: int = 180, zaad: int = 1) -> list[bytes]:
    """Every third event is of the casus; positions have gaps, as those of a database have."""
    toeval = random.Random(zaad)  # noqa: S311 it only fills events
    versies = {CASUS: 0, ANDERE: 0}
    bladen = []
    for nummer in range(aantal):
        stroom = CASUS if nummer % 3 == 0 else ANDERE
        versies[stroom] += 1
        data = toeval.randbytes(inhoud)
        bladen.append(Blad(2 * nummer + 1, stroom, versies[stroom], "casus.Getrieerd.v1", data).codeer())
    return bladen


def maak_logboek(aantal: int = 13, *, zaad: int = 1) -> Logboek:
    logboek = Logboek()
    logboek.leg_vast(maak_bladen(aantal, zaad=zaad))
    return logboek


def logboekbundel(
    logboek: Logboek, *, van: int = 0, tot: int | None = None, ouder: Sequence[int] = ()
) -> bytes:
    uit = io.BytesIO()
    schrijf_logboek(uit, logboek, replace(OPDRACHT, ouder=ouder), van=van, tot=tot)
    return uit.getvalue()


def casusbundel(logboek: Logboek, *, ouder: Sequence[int] = ()) -> bytes:
    uit = io.BytesIO()
    schrijf_casus(uit, logboek, replace(OPDRACHT, ouder=ouder), stroom=CASUS)
    return uit.getvalue()


def leden(bundel: bytes) -> dict[str, bytes]:
    """The members of a bundle."""
    return {i.naam: bundel[i.data : i.einde] for i in lees_omslag(io.BytesIO(bundel))}


def zip_van(inhoud: Mapping[str, bytes]) -> bytes:
    """A zip in the form of a bundle, with these members."""
    uit = io.BytesIO()
    schrijver = Schrijver(uit)
    for naam, data in inhoud.items():
        schrijver.voeg_toe(naam, data)
    schrijver.sluit()
    return uit.getvalue()


def herpak(
    bundel: bytes,
    wijzig: Mapping[str, bytes] | None = None,
    manifest: Callable[[Manifest], Manifest] = lambda oud: oud,
) -> bytes:
    """The bundle with other members, as a forger makes it: with a manifest and a zip that fit them again."""
    inhoud = {**leden(bundel), **(wijzig or {})}
    if MANIFEST not in (wijzig or {}):
        oud = lees_manifest(leden(bundel)[MANIFEST])
        delen = tuple(
            Onderdeel(n, len(d), hashlib.sha256(d).digest()) for n, d in inhoud.items() if n != MANIFEST
        )
        inhoud[MANIFEST] = manifest(replace(oud, leden=delen)).codeer()
    return zip_van(inhoud)


def splits(events: bytes) -> list[bytes]:
    """The leaves of ``events.bin``."""
    return [blad for groep, _ in lees_bladen(io.BytesIO(events)) for blad in groep]


def schrijf(map_: Path, bundel: bytes, naam: str = "bundel.zip") -> Path:
    pad = map_ / naam
    pad.write_bytes(bundel)
    return pad
