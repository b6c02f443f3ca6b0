"""Verify a verklaring van vernietiging: with nothing but the file and a public key.

No database, no service, no network. The rules, in the order in which they are checked:

1. The file is JSON in the one form of ``vorm``, with exactly the fields of a verklaring.
2. The checkpoint in it is signed by a key of the log: one that was given, else one that the policy lists, else the one
   in the file, which proves nothing about who signed. A key with a size behind it signed up to that size only.
3. The note is signed by such a key, and its text is that of this number, log, size and content (``ondertekening``).
   Where the content is another one than was signed, the first of the rules below that breaks says best where.
4. The verklaring does not contradict itself (``domain.vernietigingslijst.strijdigheid``): what is counted adds up,
   nothing stands there twice, four people took the four steps in order, and the outcome follows.
5. Each fact hashes to a leaf, and all of them stand in the tree of the checkpoint (``infra.logboek.meervoud``).
6. Each fact is one of a destruction of its kind, at this table, after the cooling-off and before the nacontrole, under
   a rule and on a ground that the verklaring counts it with, and carried out by none of those who decided.
7. Where a policy is given: the quorum of its witnesses cosigned the checkpoint.
8. Where a number is given, with its strook: its commitment is one of those of the verklaring.

What is not proven stands in the verklaring itself. Nor does it prove that these were all the destructions there were.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from domain.vernietigingslijst.strijdigheid import Strijdigheid, strijdigheden
from infra.logboek import Afgekeurd
from infra.logboek.checkpoint import Checkpoint, lees_hash
from infra.logboek.meervoud import controleer
from infra.logboek.notitie import Geldig, Notitie, lees_notitie
from infra.logboek.uitslag import GeenBundel, Onjuist, Soort
from infra.logboek.vertrouwd import Sleutels, andere_handtekeningen, keur_getuigen, onjuist_van, open_beleid
from infra.verklaring.feiten import eis_feit, telling_van
from infra.verklaring.omslag import Omslag, blad_van, lees_omslag
from infra.verklaring.ondertekening import maak_tekst
from infra.verklaring.strook import lees_nummer, lees_strook
from infra.verklaring.uitslag import Verklaringuitslag


@dataclass(frozen=True)
class Gegeven:
    """What a verifier brings along: bytes of files, and a number with the strook that goes with it."""

    sleutels: bytes | None = None
    beleid: bytes | None = None
    nummer: str | None = None
    strook: bytes | None = None


NIETS = Gegeven()


def verifieer(data: bytes, gegeven: Gegeven = NIETS) -> Verklaringuitslag:
    """Verify a verklaring.

    Raises:
        Onjuist: the first thing in it that is wrong.
        GeenBundel: there is nothing to judge: no usable key file, policy, number or strook, or too large a file.
    """
    if (gegeven.nummer is None) != (gegeven.strook is None):
        raise GeenBundel("Een nummer en een bewijsstrook horen bij elkaar: geef ze allebei.")
    nummer = None if gegeven.nummer is None else lees_nummer(gegeven.nummer)
    strook = None if gegeven.strook is None else lees_strook(gegeven.strook)
    beleid = None if gegeven.beleid is None else open_beleid(gegeven.beleid)
    omslag = lees_omslag(data)
    bekend = _sleutels(omslag, gegeven.sleutels)
    if gegeven.sleutels is None and beleid is not None and beleid.logs:
        bekend = Sleutels.van_beleid(beleid)
    notitie = omslag.inhoud.bewijs.checkpoint.encode()
    checkpoint, _ = bekend.open(notitie, waar="bewijs.checkpoint")
    geldig = _keur_ondertekening(omslag, checkpoint, bekend.van(checkpoint.oorsprong))
    for fout in _fouten(omslag, checkpoint):
        raise fout
    getuigen = None if beleid is None else keur_getuigen(notitie, beleid, waar="bewijs.checkpoint")
    gevonden = None
    if strook is not None and nummer is not None:
        gevonden = _keur_nummer(omslag, strook.verbintenis(nummer))
    return Verklaringuitslag(
        verklaring=omslag.inhoud,
        grootte=checkpoint.grootte,
        sleutels=tuple(f"{g.sleutel.naam}+{g.sleutel.id.hex()}" for g in geldig),
        eigen_sleutel=gegeven.sleutels is None and not (beleid is not None and beleid.logs),
        andere_handtekeningen=andere_handtekeningen(notitie, bekend.open(notitie, waar="")[1]),
        getuigen=getuigen,
        nummer_vernietigd=gevonden,
    )


def _sleutels(omslag: Omslag, gegeven: bytes | None) -> Sleutels:
    """Rule 2: the keys of the log, those of the file where none are given."""
    try:
        return Sleutels.lees(omslag.sleutels.encode() if gegeven is None else gegeven)
    except (Afgekeurd, ValueError) as fout:
        if gegeven is not None:
            raise GeenBundel("Het sleutelbestand bevat geen openbare sleutel van een logboek.") from fout
        zin = "De sleutel in de verklaring heeft een andere vorm."
        raise Onjuist(Soort.MISVORMD, zin, waar="sleutels") from fout


def _keur_ondertekening(omslag: Omslag, checkpoint: Checkpoint, bekend: Sleutels) -> tuple[Geldig, ...]:
    """Rule 3."""
    inhoud = omslag.inhoud
    if inhoud.bewijs.oorsprong != checkpoint.oorsprong:
        zin = "De verklaring noemt een ander logboek dan het checkpoint."
        raise Onjuist(
            Soort.HANDTEKENING, zin, waar="bewijs.oorsprong", verwacht=checkpoint.oorsprong,
            gevonden=inhoud.bewijs.oorsprong,
        )  # fmt: skip
    notitie = _notitie(omslag)
    geldig_nu = [sleutel for sleutel, tot in bekend.bekend if tot is None or checkpoint.grootte <= tot]
    try:
        geldig = notitie.controleer(geldig_nu)
    except Afgekeurd as fout:
        zin = "De verklaring is niet ondertekend met een sleutel van dit logboek."
        raise onjuist_van(Soort.HANDTEKENING, zin, "ondertekening", fout) from fout
    tekst = maak_tekst(
        oorsprong=checkpoint.oorsprong,
        nummer=inhoud.nummer,
        grootte=checkpoint.grootte,
        inhoud=omslag.inhoud_als_bytes,
    )
    if notitie.tekst != tekst:
        raise _gewijzigd(omslag, checkpoint, getekend=notitie.tekst, tekst=tekst)
    return geldig


def _notitie(omslag: Omslag) -> Notitie:
    try:
        return lees_notitie(omslag.ondertekening.encode())
    except Afgekeurd as fout:
        zin = "De ondertekening heeft een andere vorm."
        raise onjuist_van(Soort.MISVORMD, zin, "ondertekening", fout) from fout


def _gewijzigd(omslag: Omslag, checkpoint: Checkpoint, *, getekend: str, tekst: str) -> Onjuist:
    """Tell what differs from what was signed, as precisely as the other rules can."""
    fout = next(_fouten(omslag, checkpoint), None)
    if fout is not None:
        zin = f"De verklaring is na het ondertekenen gewijzigd. {fout}"
        return Onjuist(
            Soort.GEWIJZIGD, zin, waar=fout.waar, index=fout.index, verwacht=fout.verwacht, gevonden=fout.gevonden
        )  # fmt: skip
    verschil = next(
        (paar for paar in zip(getekend.split("\n"), tekst.split("\n"), strict=False) if paar[0] != paar[1]),
        (getekend, tekst),
    )
    zin = "De verklaring is na het ondertekenen gewijzigd, of de ondertekening is van een andere."
    return Onjuist(Soort.GEWIJZIGD, zin, waar="inhoud", verwacht=verschil[0], gevonden=verschil[1])


def _fouten(omslag: Omslag, checkpoint: Checkpoint) -> Iterator[Onjuist]:
    """Rules 4 to 6."""
    verklaring = omslag.inhoud
    return chain(
        map(_van_strijdigheid, strijdigheden(verklaring)),
        _bewijsfouten(omslag, checkpoint),
        _feitfouten(omslag),
    )


def _van_strijdigheid(fout: Strijdigheid) -> Onjuist:
    return Onjuist(Soort.STRIJDIG, fout.zin, waar=fout.waar, verwacht=fout.verwacht, gevonden=fout.gevonden)


def _bewijsfouten(omslag: Omslag, checkpoint: Checkpoint) -> Iterator[Onjuist]:
    """Rule 5. Where nothing was destroyed, there is nothing to prove."""
    bewijs = omslag.inhoud.bewijs
    if not bewijs.feiten:
        if bewijs.hashes:
            zin = "Er is een bewijs zonder dat er iets is vernietigd."
            yield Onjuist(
                Soort.TOEGEVOEGD, zin, waar="bewijs.hashes", verwacht=0, gevonden=len(bewijs.hashes)
            )
        return
    try:
        hashes = [lees_hash(hash_) for hash_ in bewijs.hashes]
        bladen = {feit.index: blad_van(feit) for feit in bewijs.feiten}
    except Afgekeurd as fout:
        yield onjuist_van(Soort.MISVORMD, "Een bewijs of een feit heeft een andere vorm.", "bewijs", fout)
        return
    try:
        controleer(bladen, grootte=checkpoint.grootte, bewijs=hashes, wortel=checkpoint.wortel)
    except Afgekeurd as fout:
        zin = "De vernietigingen staan niet zo in het ondertekende logboek."
        yield onjuist_van(Soort.GEWIJZIGD, zin, "bewijs", fout)


def _feitfouten(omslag: Omslag) -> Iterator[Onjuist]:
    """Rule 6."""
    verklaring = omslag.inhoud
    geteld: Counter[int] = Counter()
    for feit in verklaring.bewijs.feiten:
        try:
            geteld[eis_feit(feit, verklaring)] += 1
        except Onjuist as fout:
            yield fout
            return
    yield from telling_van(geteld, verklaring)


def _keur_nummer(omslag: Omslag, gezocht: str) -> bool:
    """Rule 8."""
    if gezocht not in omslag.inhoud.verbintenissen:
        zin = "Dit nummer staat, met deze bewijsstrook, niet in deze verklaring."
        raise Onjuist(Soort.ONTBREEKT, zin, waar="verbintenissen", verwacht=gezocht, gevonden="niet gevonden")
    return True
