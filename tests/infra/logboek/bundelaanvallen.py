"""Attacks on what a bundle says, as a table: what a forger made of it, and what is to be said of that."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID

from infra.logboek.blad import Blad, bladhash, lees_blad
from infra.logboek.checkpoint import Checkpoint, teken_checkpoint
from infra.logboek.manifest import Bereik, Manifest
from infra.logboek.uitslag import Soort
from tests.infra.logboek.bundels import (
    ANDERE,
    CASUS,
    Logboek,
    casusbundel,
    herpak,
    leden,
    logboekbundel,
    maak_bladen,
    maak_logboek,
    splits,
    zip_van,
)
from tests.infra.logboek.spelers import LOG, OORSPRONG, VREEMD

LOGBOEK = maak_logboek(13)
VAN = 3
BUNDEL = logboekbundel(LOGBOEK, van=VAN, tot=11)
CASUSBUNDEL = casusbundel(LOGBOEK)
BLADEN = LOGBOEK.opgeslagen
VREEMD_BLAD = Blad(9, ANDERE, 99, "casus.Getrieerd.v1", b"kers").codeer()

OP_DEZE_PLAATS = replace(lees_blad(BLADEN[3]), inhoud=b"peer").codeer()


def met_events(bundel: bytes, wijzig: Callable[[list[bytes]], list[bytes]]) -> bytes:
    """The bundle with other events, put together again so that only the hashes tell."""
    return herpak(bundel, {"events.bin": b"".join(wijzig(splits(leden(bundel)["events.bin"])))})


def veranderd(bladen: list[bytes]) -> list[bytes]:
    return [*bladen[:2], replace(lees_blad(bladen[2]), inhoud=b"peer").codeer(), *bladen[3:]]


def verwisseld(bladen: list[bytes]) -> list[bytes]:
    return [bladen[0], bladen[2], bladen[1], *bladen[3:]]


def zet(bundel: bytes, lid: str, plek: int, nieuw: bytes) -> bytes:
    """The bundle with bytes of a member changed, and everything else as it should be."""
    oud = leden(bundel)[lid]
    return herpak(bundel, {lid: oud[:plek] + nieuw + oud[plek + len(nieuw) :]})


@dataclass(frozen=True)
class Aanval:
    """A bundle, and what is to be said of it: the kind, the member, and the index or the number of the event."""

    bundel: bytes
    soort: Soort
    waar: str
    plaats: int | None = None


def lieg(**anders: object) -> Callable[[Manifest], Manifest]:
    return lambda manifest: replace(manifest, **anders)  # type: ignore[arg-type]  # any field, by name


def met_checkpoint(bundel: bytes, checkpoint: bytes) -> bytes:
    return herpak(bundel, {"checkpoint": checkpoint})


GETEKEND = leden(BUNDEL)["checkpoint"]
VALS_HOOFD = Checkpoint(OORSPRONG, 13, bytes(32))
EERSTE_HASH = leden(BUNDEL)["hashes.bin"][:32]
NAGEMAAKT = maak_logboek(13, zaad=2)

OP_DE_GEBEURTENISSEN: dict[str, Aanval] = {
    "an event was changed": Aanval(met_events(BUNDEL, veranderd), Soort.GEWIJZIGD, "events.bin", 5),
    "the first event was changed": Aanval(
        met_events(BUNDEL, lambda b: [VREEMD_BLAD, *b[1:]]), Soort.GEWIJZIGD, "events.bin", 3
    ),
    "the last event was changed": Aanval(
        met_events(BUNDEL, lambda b: [*b[:-1], VREEMD_BLAD]), Soort.GEWIJZIGD, "events.bin", 10
    ),
    "an event was dropped": Aanval(
        met_events(BUNDEL, lambda b: [*b[:2], *b[3:]]), Soort.ONTBREEKT, "events.bin", 5
    ),
    "the first event was dropped": Aanval(
        met_events(BUNDEL, lambda b: b[1:]), Soort.ONTBREEKT, "events.bin", 3
    ),
    "the last event was dropped": Aanval(
        met_events(BUNDEL, lambda b: b[:-1]), Soort.ONTBREEKT, "events.bin", 10
    ),
    "all events were dropped": Aanval(met_events(BUNDEL, lambda _: []), Soort.ONTBREEKT, "events.bin", 3),
    "an event was put in": Aanval(
        met_events(BUNDEL, lambda b: [*b[:2], VREEMD_BLAD, *b[2:]]), Soort.TOEGEVOEGD, "events.bin", 5
    ),
    "an event was added at the end": Aanval(
        met_events(BUNDEL, lambda b: [*b, VREEMD_BLAD]), Soort.TOEGEVOEGD, "events.bin", 11
    ),
    "an event stands there twice": Aanval(
        met_events(BUNDEL, lambda b: [*b[:3], b[2], *b[3:]]), Soort.TOEGEVOEGD, "events.bin", 6
    ),
    "two events changed places": Aanval(met_events(BUNDEL, verwisseld), Soort.VERPLAATST, "events.bin", 4),
    "the last went to the front": Aanval(
        met_events(BUNDEL, lambda b: [b[-1], *b[:-1]]), Soort.VERPLAATST, "events.bin", 3
    ),
    "an event was cut short": Aanval(
        met_events(BUNDEL, lambda b: [*b[:-1], b[-1][:-1]]), Soort.GEWIJZIGD, "events.bin", 10
    ),
    "bytes stand between events": Aanval(
        met_events(BUNDEL, lambda b: [*b[:4], b"kers", *b[4:]]), Soort.GEWIJZIGD, "events.bin", 7
    ),
    "an event says it is 4 GiB long": Aanval(
        met_events(BUNDEL, lambda b: [*b[:1], b[1][:49] + b"\xff" * 4 + b[1][53:], *b[2:]]),
        *(Soort.GEWIJZIGD, "events.bin", 4),
    ),
    "a casus: an event was changed": Aanval(
        met_events(CASUSBUNDEL, veranderd), Soort.GEWIJZIGD, "events.bin", 3
    ),
    "a casus: an event was dropped": Aanval(
        met_events(CASUSBUNDEL, lambda b: [*b[:2], *b[3:]]), Soort.ONTBREEKT, "events.bin", 3
    ),
    "a casus: the last event was dropped": Aanval(
        met_events(CASUSBUNDEL, lambda b: b[:-1]), Soort.ONTBREEKT, "events.bin", 5
    ),
    "a casus: an event was put in": Aanval(
        met_events(CASUSBUNDEL, lambda b: [*b[:2], VREEMD_BLAD, *b[2:]]), Soort.TOEGEVOEGD, "events.bin", 3
    ),
    "a casus: two events changed places": Aanval(
        met_events(CASUSBUNDEL, verwisseld), Soort.VERPLAATST, "events.bin", 2
    ),
}

OP_DE_BEWIJZEN: dict[str, Aanval] = {
    "an event was changed, with its hash": Aanval(
        herpak(
            BUNDEL,
            {
                "events.bin": b"".join([OP_DEZE_PLAATS, *BLADEN[4:11]]),
                "hashes.bin": bladhash(OP_DEZE_PLAATS) + leden(BUNDEL)["hashes.bin"][32:],
            },
        ),
        *(Soort.GEWIJZIGD, "hashes.bin"),
    ),
    "a hash was changed": Aanval(zet(BUNDEL, "hashes.bin", 64, b"\0"), Soort.GEWIJZIGD, "events.bin", 5),
    "a hash is missing": Aanval(
        herpak(BUNDEL, {"hashes.bin": leden(BUNDEL)["hashes.bin"][32:]}), Soort.ONTBREEKT, "hashes.bin"
    ),
    "a hash is too much": Aanval(
        herpak(BUNDEL, {"hashes.bin": leden(BUNDEL)["hashes.bin"] + EERSTE_HASH}),
        *(Soort.TOEGEVOEGD, "hashes.bin"),
    ),
    "the subtrees on the left are others": Aanval(
        zet(BUNDEL, "proofs.txt", 8, b"AAAA"), Soort.GEWIJZIGD, "hashes.bin"
    ),
    "the proofs are of another log": Aanval(
        herpak(BUNDEL, {"proofs.txt": leden(logboekbundel(NAGEMAAKT, van=VAN, tot=11))["proofs.txt"]}),
        *(Soort.GEWIJZIGD, "hashes.bin"),
    ),
    "the proofs are of another range": Aanval(
        herpak(BUNDEL, {"proofs.txt": leden(logboekbundel(LOGBOEK, van=4, tot=11))["proofs.txt"]}),
        *(Soort.MISVORMD, "proofs.txt"),
    ),
    "the proofs are empty": Aanval(herpak(BUNDEL, {"proofs.txt": b""}), Soort.MISVORMD, "proofs.txt"),
    "the proofs are no text": Aanval(
        herpak(BUNDEL, {"proofs.txt": bytes(range(256))}), Soort.MISVORMD, "proofs.txt"
    ),
    "a line of the proofs is endless": Aanval(
        herpak(BUNDEL, {"proofs.txt": b"left " + b"3" * 10_000}), Soort.MISVORMD, "proofs.txt"
    ),
    "a proof is endless": Aanval(
        herpak(BUNDEL, {"proofs.txt": b"left 3\n" + (b"A" * 43 + b"=\n") * 10_000}),
        *(Soort.MISVORMD, "proofs.txt"),
    ),
    "the proofs end in the middle": Aanval(
        herpak(BUNDEL, {"proofs.txt": leden(BUNDEL)["proofs.txt"][:-1]}), Soort.MISVORMD, "proofs.txt"
    ),
    "a hundred older proofs": Aanval(
        herpak(BUNDEL, {"proofs.txt": leden(BUNDEL)["proofs.txt"] + b"consistency 1 13\n\n" * 100}),
        *(Soort.MISVORMD, "proofs.txt"),
    ),
    "a casus: an inclusion proof was changed": Aanval(
        zet(CASUSBUNDEL, "proofs.txt", 8, b"AAAA"), Soort.GEWIJZIGD, "proofs.txt", 1
    ),
    "a casus: an index was changed": Aanval(
        herpak(
            CASUSBUNDEL, {"proofs.txt": leden(CASUSBUNDEL)["proofs.txt"].replace(b"index 6\n", b"index 7\n")}
        ),
        *(Soort.GEWIJZIGD, "proofs.txt", 3),
    ),
    "a casus: an index lies past the end": Aanval(
        herpak(
            CASUSBUNDEL,
            {"proofs.txt": leden(CASUSBUNDEL)["proofs.txt"].replace(b"index 12\n", b"index 13\n")},
        ),
        *(Soort.GEWIJZIGD, "proofs.txt", 5),
    ),
}

OP_DE_HANDTEKENING: dict[str, Aanval] = {
    "another root in the checkpoint": Aanval(
        met_checkpoint(BUNDEL, GETEKEND.replace(GETEKEND.split(b"\n")[2], b"A" * 43 + b"=")),
        *(Soort.HANDTEKENING, "checkpoint"),
    ),
    "another size in the checkpoint": Aanval(
        met_checkpoint(BUNDEL, GETEKEND.replace(b"\n13\n", b"\n12\n")), Soort.HANDTEKENING, "checkpoint"
    ),
    "a checkpoint by another key of that name": Aanval(
        met_checkpoint(BUNDEL, teken_checkpoint(VALS_HOOFD, VREEMD).codeer()),
        *(Soort.HANDTEKENING, "checkpoint"),
    ),
    "a checkpoint of another log": Aanval(
        met_checkpoint(BUNDEL, teken_checkpoint(replace(VALS_HOOFD, oorsprong="elders"), LOG).codeer()),
        *(Soort.HANDTEKENING, "checkpoint"),
    ),
    "a whole log by another key": Aanval(
        logboekbundel(replace(maak_logboek(13), sleutel=VREEMD)), Soort.HANDTEKENING, "checkpoint"
    ),
    "a checkpoint that nobody signed": Aanval(
        met_checkpoint(BUNDEL, GETEKEND.partition("— ".encode())[0]), Soort.MISVORMD, "checkpoint"
    ),
    "a checkpoint of the same log at another size": Aanval(
        met_checkpoint(BUNDEL, LOGBOEK.checkpoint(12)), Soort.MISVORMD, "manifest.json"
    ),
    "the log signed another history": Aanval(
        met_checkpoint(BUNDEL, NAGEMAAKT.checkpoint()), Soort.GEWIJZIGD, "hashes.bin"
    ),
}

TWEE_VAN_DE_CASUS = Logboek()
TWEE_VAN_DE_CASUS.leg_vast([b for b in maak_bladen(9) if lees_blad(b).versie != 2])
SCHEEF = Logboek()
SCHEEF.leg_vast(verwisseld(maak_bladen(9)))

IN_HET_LOGBOEK_ZELF: dict[str, Aanval] = {
    "the casus misses a version": Aanval(casusbundel(TWEE_VAN_DE_CASUS), Soort.ONTBREEKT, "events.bin", 2),
    "the log itself is out of order": Aanval(logboekbundel(SCHEEF), Soort.VERPLAATST, "events.bin", 2),
    "another stream is passed for the casus": Aanval(
        herpak(CASUSBUNDEL, manifest=lieg(over=UUID(int=9))), Soort.TOEGEVOEGD, "events.bin", 1
    ),
}

LEUGENS: dict[str, Aanval] = {
    "the manifest says fewer events": Aanval(
        herpak(BUNDEL, manifest=lieg(aantal=7)), Soort.MISVORMD, "manifest.json"
    ),
    "the manifest says another range": Aanval(
        herpak(BUNDEL, manifest=lieg(over=Bereik(4, 12))), Soort.MISVORMD, "proofs.txt"
    ),
    "the manifest says a range past the end": Aanval(
        herpak(BUNDEL, manifest=lieg(over=Bereik(10, 18))), Soort.MISVORMD, "manifest.json"
    ),
    "the manifest says an empty range": Aanval(
        herpak(BUNDEL, manifest=lieg(over=Bereik(3, 3), aantal=0)), Soort.MISVORMD, "manifest.json"
    ),
    "the manifest says a larger log": Aanval(
        herpak(BUNDEL, manifest=lieg(grootte=14)), Soort.MISVORMD, "manifest.json"
    ),
    "the manifest calls a range a casus": Aanval(
        herpak(BUNDEL, manifest=lieg(over=CASUS)), Soort.MISVORMD, "proofs.txt"
    ),
    "the manifest calls a casus a range": Aanval(
        herpak(CASUSBUNDEL, manifest=lieg(over=Bereik(0, 5))), Soort.MISVORMD, "proofs.txt"
    ),
    "the manifest of another bundle": Aanval(
        zip_van({**leden(BUNDEL), "manifest.json": leden(CASUSBUNDEL)["manifest.json"]}),
        *(Soort.MISVORMD, "manifest.json"),
    ),
    "the README was changed, the manifest not": Aanval(
        zip_van({**leden(BUNDEL), "README.txt": leden(BUNDEL)["README.txt"][::-1]}),
        *(Soort.GEWIJZIGD, "README.txt"),
    ),
    "a definition was changed, the manifest not": Aanval(
        zip_van({**leden(BUNDEL), "definitions/bronnen.toml": b"# peer\n"}),
        *(Soort.GEWIJZIGD, "definitions/bronnen.toml"),
    ),
    "a member is missing": Aanval(
        zip_van({n: d for n, d in leden(BUNDEL).items() if n != "key.vkey"}), Soort.MISVORMD, "manifest.json"
    ),
    "the manifest is missing": Aanval(
        zip_van({n: d for n, d in leden(BUNDEL).items() if n != "manifest.json"}), Soort.MISVORMD, ""
    ),
    "the members stand in another order": Aanval(
        zip_van(dict(sorted(leden(BUNDEL).items(), key=lambda p: (p[0] == "manifest.json", p[0])))),
        *(Soort.MISVORMD, "manifest.json"),
    ),
}
AANVALLEN = OP_DE_GEBEURTENISSEN | OP_DE_BEWIJZEN | OP_DE_HANDTEKENING | IN_HET_LOGBOEK_ZELF | LEUGENS
