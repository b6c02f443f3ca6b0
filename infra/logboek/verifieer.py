"""Verify a bundle: with nothing but the file, a public key, and perhaps a checkpoint that was kept from before.

No database, no service, no network, no definitions. The rules, in the order in which they are checked:

1. The file is a zip in the one form of ``omslag``, and the manifest the one of ``manifest``; they agree.
2. The checkpoint is signed by a key of the log that was given, else by one that the policy lists, else by the one in
   the bundle, which proves nothing about who signed. The origin is the name of that key. A key with a size behind it
   signed up to that size only.
3. ``hashes.bin`` holds the leaf hash of each event. Of a range: with the hashes of the complete subtrees before it,
   they fold to the root of the tree up to its end, and the consistency proof leads from there to the signed root. Of a
   casus: each has an inclusion proof to the signed root, at an index above the one before (RFC 9162 section 2.1).
4. ``events.bin`` holds canonical leaves (``blad``), one right after the other. Each hashes to its leaf hash.
   At the first that does not, the rest is looked through once to tell changed, missing, added and reordered apart.
5. Positions rise. Of a casus: all events are of one stream, with versions from 1 without gaps.
6. Every member has the CRC of its header and the SHA-256 of the manifest; each reading of it, to its end.
7. An older checkpoint, where one is given, is signed by the log, and its tree is the beginning of this one: by the
   events themselves where the range passes that size, else by a consistency proof in the bundle. Otherwise: fork.
8. Where a policy is given (``beleid``): the log is one that it lists, if it lists any; every cosignature of a witness
   that it names is right; and its quorum cosigned. Without one, cosignatures are counted and not judged.

Memory is flat: everything whose size the bundle decides is read in blocks. What is not proven: that a casus has no
event after its last, when anything happened, and what stands in the manifest, the definitions and the README.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BufferedReader, FileIO
from itertools import islice, zip_longest
from operator import lt
from pathlib import Path

from infra.logboek import Afgekeurd
from infra.logboek.beleid import Beleid
from infra.logboek.blad import bladhash, lees_blad
from infra.logboek.checkpoint import Checkpoint
from infra.logboek.manifest import GROOTSTE_MANIFEST, MANIFEST, Bereik, lees_manifest
from infra.logboek.merkle import HASH, verify_consistency, verify_inclusion
from infra.logboek.notitie import GROOTSTE_NOTITIE
from infra.logboek.omslag import BLOK, Lid, lees_omslag
from infra.logboek.stroom import MEESTE_BEWIJZEN, Blok, GeenBlad, Rand, lees_bladen, lees_blokken
from infra.logboek.uitslag import GeenBundel, Onjuist, Soort, Uitslag
from infra.logboek.vertrouwd import (
    GROOTSTE_SLEUTELS,
    Gegeven,
    Ouderbewijs,
    Sleutels,
    andere_handtekeningen,
    keur_getuigen,
    keur_ouder,
    open_beleid,
)

_PAAR = 2
_BREEDTE = 2**13
"""How many hashes are read at once."""
_SHA = hashlib.sha256


def verifieer(
    pad: Path, *, sleutels: bytes | None = None, tegen: bytes | None = None, beleid: bytes | None = None
) -> Uitslag:
    """Verify the bundle in a file, with the text of a key file, an older checkpoint and a policy, where given.

    Raises:
        Onjuist: the first thing in it that is wrong.
        GeenBundel: there is nothing to judge: no bundle, no readable file, no usable key file or policy, or no proof
            from the size of the older checkpoint.
    """
    try:
        if pad.exists() and not pad.is_file():
            raise GeenBundel("De bundel moet een gewoon bestand zijn.")
        with pad.open("rb", buffering=0) as bestand:
            return _Bundel(bestand).verifieer(Gegeven(sleutels, tegen, beleid))
    except FileNotFoundError as fout:
        raise GeenBundel("Het bestand kan niet worden gelezen: het is er niet.") from fout
    except OSError as fout:
        raise GeenBundel(f"Het bestand kan niet worden gelezen: {fout.strerror}.") from fout


class _Bundel:
    """An open bundle on its way through the rules."""

    def __init__(self, bestand: FileIO) -> None:
        """Rule 1."""
        self._bestand = bestand
        ingangen = lees_omslag(bestand)
        if ingangen[-1].naam != MANIFEST:
            raise Onjuist(
                Soort.MISVORMD, "De bundel eindigt niet met een manifest.", gevonden=ingangen[-1].naam
            )
        self._ingangen = {ingang.naam: ingang for ingang in ingangen}
        self._sommen: dict[str, bytes] = {}
        self._manifest = lees_manifest(self._heel(MANIFEST, hoogstens=GROOTSTE_MANIFEST))
        genoemd = [(lid.naam, lid.grootte) for lid in self._manifest.leden]
        gevonden = [(ingang.naam, ingang.grootte) for ingang in ingangen[:-1]]
        for noemt, vindt in zip_longest(genoemd, gevonden):
            if noemt != vindt:
                zin = "Het manifest noemt andere onderdelen of groottes dan er in de bundel zitten."
                raise Onjuist(Soort.MISVORMD, zin, waar=MANIFEST, verwacht=noemt, gevonden=vindt)
        self._sommen = {lid.naam: lid.som for lid in self._manifest.leden}
        self._bereik = self._manifest.over if isinstance(self._manifest.over, Bereik) else None

    def verifieer(self, gegeven: Gegeven) -> Uitslag:
        """Rules 2 to 8."""
        manifest = self._manifest
        beleid = None if gegeven.beleid is None else open_beleid(gegeven.beleid)
        bekend, eigen_sleutel = self._sleutels(gegeven.sleutels, beleid)
        data = self._heel("checkpoint", hoogstens=GROOTSTE_NOTITIE)
        self._checkpoint, geldig = bekend.open(data, waar="checkpoint")
        bekend = bekend.van(self._checkpoint.oorsprong)
        self._eis_grootte()
        ouder = None if gegeven.tegen is None else bekend.open_ouder(gegeven.tegen)
        try:
            bewijs = self._keur_hashes(ouder)
        except Onjuist as fout:
            # Where an event differs from its hash too, that says best which one it is.
            if fout.soort is Soort.GEWIJZIGD:
                self._keur_bladen()
            raise
        self._keur_bladen()
        self._keur_leden()
        if ouder is not None:
            keur_ouder(ouder, self._checkpoint, bewijs)
        getuigen = None if beleid is None else keur_getuigen(data, beleid, waar="checkpoint")
        return Uitslag(
            bundel=manifest.soort,
            oorsprong=self._checkpoint.oorsprong,
            grootte=manifest.grootte,
            aantal=manifest.aantal,
            van=None if self._bereik is None else self._bereik.van,
            tot=None if self._bereik is None else self._bereik.tot,
            gemaakt=manifest.gemaakt,
            sleutels=tuple(f"{g.sleutel.naam}+{g.sleutel.id.hex()}" for g in geldig),
            eigen_sleutel=eigen_sleutel,
            ouder=None if ouder is None else ouder.grootte,
            andere_handtekeningen=andere_handtekeningen(data, geldig),
            getuigen=getuigen,
        )

    def _eis_grootte(self) -> None:
        noemt, getekend = self._manifest.grootte, self._checkpoint.grootte
        if noemt != getekend:
            zin = "Het manifest noemt een andere grootte dan het checkpoint."
            raise Onjuist(Soort.MISVORMD, zin, waar=MANIFEST, verwacht=getekend, gevonden=noemt)

    # --- members ---

    def _keur_leden(self) -> None:
        """Rule 6, for every member."""
        for naam in self._ingangen:
            if naam != MANIFEST:
                with self._lid(naam):
                    pass

    @contextmanager
    def _lid(self, naam: str) -> Iterator[BufferedReader]:
        """Read a member as a stream; rule 6 when the block ends."""
        lid = Lid(self._bestand, self._ingangen[naam])
        yield BufferedReader(lid, BLOK)
        lid.sluit_af(self._sommen.get(naam))

    def _heel(self, naam: str, *, hoogstens: int) -> bytes:
        """Read a small member whole."""
        grootte = self._ingangen[naam].grootte
        if grootte > hoogstens:
            zin = "Een onderdeel is te groot."
            raise Onjuist(Soort.MISVORMD, zin, waar=naam, verwacht=f"hoogstens {hoogstens}", gevonden=grootte)
        with self._lid(naam) as stroom:
            return stroom.read()

    def _sleutels(self, gegeven: bytes | None, beleid: Beleid | None) -> tuple[Sleutels, bool]:
        """Rule 2: the keys that count, and whether they are the bundle's own."""
        eigen = self._heel("key.vkey", hoogstens=GROOTSTE_SLEUTELS)
        if gegeven is None and beleid is not None and beleid.logs:
            return Sleutels.van_beleid(beleid), False
        try:
            return Sleutels.lees(eigen if gegeven is None else gegeven), gegeven is None
        except (Afgekeurd, ValueError) as fout:
            if gegeven is not None:
                raise GeenBundel("Het sleutelbestand bevat geen openbare sleutel van een logboek.") from fout
            zin = "De sleutel in de bundel heeft een andere vorm."
            raise Onjuist(Soort.MISVORMD, zin, waar="key.vkey") from fout

    # --- rule 3: the hashes are those of the signed log ---

    def _keur_hashes(self, ouder: Checkpoint | None) -> Ouderbewijs:
        with self._lid("proofs.txt") as stroom, self._lid("hashes.bin") as hashes:
            blokken = _bewijzen(stroom)
            if self._bereik is not None:
                return self._keur_bereik(self._bereik, blokken, hashes, ouder)
            self._keur_insluitingen(blokken, hashes)
            return Ouderbewijs(None, self._vanaf(blokken, ouder))

    def _keur_bereik(
        self, bereik: Bereik, blokken: Iterator[Blok], hashes: BufferedReader, ouder: Checkpoint | None
    ) -> Ouderbewijs:
        nieuw = self._checkpoint
        links = _neem(blokken, "left", bereik.van).hashes
        if len(links) != bereik.van.bit_count():
            raise _vorm("proofs.txt", bereik.van.bit_count(), len(links))
        verder = _neem(blokken, "consistency", bereik.tot, nieuw.grootte).hashes
        vanaf = self._vanaf(blokken, ouder)
        rand, oude_wortel = Rand(bereik.van, links), None
        knip = -1 if ouder is None else ouder.grootte
        for data in iter(lambda: hashes.read(HASH * _BREEDTE), b""):
            eerst = HASH * (knip - rand.grootte)
            if 0 <= eerst <= len(data):
                rand.voeg_toe(data[:eerst])
                oude_wortel = rand.wortel
                rand.voeg_toe(data[eerst:])
            else:
                rand.voeg_toe(data)
        wortel = rand.wortel
        try:
            verify_consistency(
                bereik.tot, nieuw.grootte, bewijs=verder, oude_wortel=wortel, nieuwe_wortel=nieuw.wortel
            )
        except Afgekeurd as fout:
            zin = "De gebeurtenissen leiden niet naar de wortel die is ondertekend."
            raise Onjuist(
                Soort.GEWIJZIGD, zin, waar="hashes.bin", verwacht=nieuw.wortel, gevonden=wortel
            ) from fout
        return Ouderbewijs(oude_wortel, vanaf)

    def _keur_insluitingen(self, blokken: Iterator[Blok], hashes: BufferedReader) -> None:
        vorige = -1
        for versie in range(1, self._manifest.aantal + 1):
            blok = _neem(blokken, "index")
            (index,) = blok.getallen
            if index <= vorige:
                zin = "De bewijzen staan niet op volgorde."
                raise Onjuist(
                    Soort.VERPLAATST, zin, waar="proofs.txt", versie=versie, verwacht=f"meer dan {vorige}",
                    gevonden=index,
                )  # fmt: skip
            try:
                verify_inclusion(
                    hashes.read(HASH),
                    index=index,
                    grootte=self._checkpoint.grootte,
                    bewijs=blok.hashes,
                    wortel=self._checkpoint.wortel,
                )
            except Afgekeurd as fout:
                zin = "Een gebeurtenis staat niet in het ondertekende logboek."
                raise Onjuist(
                    Soort.GEWIJZIGD, zin, waar="proofs.txt", index=index, versie=versie,
                    verwacht=fout.verwacht, gevonden=fout.gevonden,
                ) from fout  # fmt: skip
            vorige = index

    def _vanaf(self, blokken: Iterator[Blok], ouder: Checkpoint | None) -> tuple[bytes, ...] | None:
        """The consistency proof from the size of the older checkpoint, of those that stand last in the proofs."""
        gevonden = None
        for nummer, blok in enumerate(blokken):
            if nummer == MEESTE_BEWIJZEN or blok.woord != "consistency" or len(blok.getallen) != _PAAR:
                raise _vorm("proofs.txt", "een bewijs vanaf een ouder checkpoint", blok.woord)
            if ouder is not None and blok.getallen == (ouder.grootte, self._checkpoint.grootte):
                gevonden = blok.hashes
        return gevonden

    # --- rules 4 and 5: the events are those of the hashes ---

    def _keur_bladen(self) -> None:
        gehad, vorige = 0, 0
        with self._lid("events.bin") as bladen, self._lid("hashes.bin") as hashes:
            try:
                for groep, posities in lees_bladen(bladen):
                    gevonden = [_SHA(b"\x00" + blad).digest() for blad in groep]
                    verwacht = hashes.read(HASH * len(gevonden))
                    if b"".join(gevonden) != verwacht:
                        goed = _gelijk(gevonden, verwacht)
                        raise self._afwijking(gehad + goed, gevonden[goed])
                    self._keur_volgorde(groep, posities, gehad=gehad, vorige=vorige)
                    gehad, vorige = gehad + len(groep), posities[-1]
            except GeenBlad:
                raise self._fout(
                    Soort.GEWIJZIGD, "Een gebeurtenis is geen gebeurtenis meer.", gehad, self._hash(gehad), ""
                ) from None
            if gehad < self._manifest.aantal:
                zin = "Er ontbreken gebeurtenissen aan het einde."
                raise self._fout(Soort.ONTBREEKT, zin, gehad, self._hash(gehad), "niets meer")

    def _afwijking(self, nummer: int, gevonden: bytes) -> Onjuist:
        """Tell what happened at the first event whose hash is another, by looking through the rest once."""
        verwacht = self._hash(nummer)
        if not verwacht:
            zin = "Er staan meer gebeurtenissen in de bundel dan er in het logboek staan."
            return self._fout(Soort.TOEGEVOEGD, zin, nummer, "niets meer", gevonden)
        hoort_later = self._staat_later(gevonden, nummer)
        komt_later = any(verwacht == hash_ for hash_ in islice(self._bladhashes(), nummer + 1, None))
        match hoort_later, komt_later:
            case True, True:
                soort, zin = (
                    Soort.VERPLAATST,
                    "Een gebeurtenis staat op een andere plaats dan in het logboek.",
                )
            case True, False:
                soort, zin = Soort.ONTBREEKT, "Een gebeurtenis van het logboek is weggelaten."
            case False, True:
                soort, zin = Soort.TOEGEVOEGD, "Hier staat een gebeurtenis die niet in het logboek staat."
            case _:
                soort, zin = Soort.GEWIJZIGD, "Een gebeurtenis is veranderd: ze past niet bij haar hash."
        return self._fout(soort, zin, nummer, verwacht, gevonden)

    def _hash(self, nummer: int) -> bytes:
        """The leaf hash of an event; nothing past the last."""
        ingang = self._ingangen["hashes.bin"]
        self._bestand.seek(ingang.data + HASH * nummer)
        return self._bestand.read(HASH) if nummer < self._manifest.aantal else b""

    def _staat_later(self, hash_: bytes, nummer: int) -> bool:
        stroom = BufferedReader(Lid(self._bestand, self._ingangen["hashes.bin"]), BLOK)
        rij = iter(lambda: stroom.read(HASH), b"")
        return any(hash_ == een for een in islice(rij, nummer + 1, None))

    def _bladhashes(self) -> Iterator[bytes]:
        stroom = BufferedReader(Lid(self._bestand, self._ingangen["events.bin"]), BLOK)
        with suppress(GeenBlad):
            for groep, _ in lees_bladen(stroom):
                for blad in groep:
                    yield bladhash(blad)

    def _keur_volgorde(self, groep: list[bytes], posities: list[int], *, gehad: int, vorige: int) -> None:
        if not (vorige < posities[0] and all(map(lt, posities, islice(posities, 1, None)))):
            zin = "De gebeurtenissen staan in het logboek zelf niet op volgorde."
            paren = zip([vorige, *posities], posities, strict=False)
            nummer, (eerst, dan) = next((n, paar) for n, paar in enumerate(paren) if paar[0] >= paar[1])
            raise self._fout(
                Soort.VERPLAATST, zin, gehad + nummer, f"positie boven {eerst}", f"positie {dan}"
            )
        if self._bereik is None:
            for nummer, data in enumerate(groep, start=gehad):
                self._keur_casus(nummer, data)

    def _keur_casus(self, nummer: int, data: bytes) -> None:
        stroom, versie = self._manifest.over, nummer + 1
        try:
            blad = lees_blad(data)
        except Afgekeurd as fout:
            zin = "Een gebeurtenis heeft een andere vorm."
            raise self._fout(Soort.MISVORMD, zin, nummer, fout.verwacht, fout.gevonden) from fout
        if blad.stroom_id != stroom:
            zin = "Hier staat een gebeurtenis van een andere casus."
            raise self._fout(Soort.TOEGEVOEGD, zin, nummer, stroom, blad.stroom_id)
        if blad.versie != versie:
            soort = Soort.ONTBREEKT if blad.versie > versie else Soort.VERPLAATST
            zin = "De gebeurtenissen van de casus volgen elkaar niet op."
            raise self._fout(soort, zin, nummer, f"versie {versie}", f"versie {blad.versie}")

    def _fout(self, soort: Soort, zin: str, nummer: int, verwacht: object, gevonden: object) -> Onjuist:
        """Something wrong with the event that is so far in the bundle."""
        plaats = {"versie": nummer + 1} if self._bereik is None else {"index": self._bereik.van + nummer}
        return Onjuist(soort, zin, waar="events.bin", **plaats, verwacht=verwacht, gevonden=gevonden)


def _bewijzen(stroom: BufferedReader) -> Iterator[Blok]:
    try:
        yield from lees_blokken(stroom)
    except Afgekeurd as fout:
        raise _vorm("proofs.txt", fout.verwacht, fout.gevonden) from fout
    except ValueError as fout:
        raise _vorm("proofs.txt", "bewijzen", "iets anders") from fout


def _neem(blokken: Iterator[Blok], woord: str, *getallen: int) -> Blok:
    """Take the next proof, which must be this one; without numbers, one with one number."""
    blok = next(blokken, Blok("niets meer", (), ()))
    goed = blok.getallen == getallen if getallen else len(blok.getallen) == 1
    if blok.woord != woord or not goed:
        raise _vorm("proofs.txt", (woord, *getallen), (blok.woord, *blok.getallen))
    return blok


def _vorm(waar: str, verwacht: object, gevonden: object) -> Onjuist:
    zin = "De bewijzen hebben een andere vorm."
    return Onjuist(Soort.MISVORMD, zin, waar=waar, verwacht=verwacht, gevonden=gevonden)


def _gelijk(gevonden: list[bytes], verwacht: bytes) -> int:
    """How many hashes are the same before the first that is another."""
    paren = enumerate(gevonden)
    return next(n for n, hash_ in paren if hash_ != verwacht[HASH * n : HASH * (n + 1)])
