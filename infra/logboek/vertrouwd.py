"""What a verifier starts from: the keys of the log and the policy it was given, and a checkpoint kept from before."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from infra.logboek import Afgekeurd
from infra.logboek.beleid import (
    Beleid,
    BeleidFout,
    Beleidsregel,
    Beleidssleutel,
    Beleidsteken,
    Beleidswoord,
    BeleidTeGroot,
    GeenQuorum,
    Groepsdrempel,
    LidTweemaal,
    NaamTweemaal,
    OnbekendeNaam,
    SleutelTweemaal,
    TeVeelRegels,
    TweeQuorums,
    lees_beleid,
)
from infra.logboek.checkpoint import Checkpoint, lees_checkpoint, lees_getal
from infra.logboek.merkle import verify_consistency
from infra.logboek.notitie import GeenBekendeHandtekening, Geldig, lees_notitie
from infra.logboek.sleutels import Controlesleutel, Sleutelsoort
from infra.logboek.sleutels import Soort as Sleuteltype
from infra.logboek.uitslag import GeenBundel, Medeondertekenaar, Onjuist, Soort

GROOTSTE_SLEUTELS = 100_000
"""In bytes."""
OUDER = "ouder checkpoint"


@dataclass(frozen=True)
class Gegeven:
    """What a verifier brings along, as the bytes of files: public keys, an older checkpoint, a policy."""

    sleutels: bytes | None = None
    tegen: bytes | None = None
    beleid: bytes | None = None


@dataclass(frozen=True)
class Sleutels:
    """The public keys of a log: a vkey a line, behind one of before a space and the size that it signed up to.

    Those of a policy may be of several logs; of those, the ones of the checkpoint's own origin count.
    """

    bekend: tuple[tuple[Controlesleutel, int | None], ...]

    @classmethod
    def lees(cls, data: bytes) -> "Sleutels":
        """Read the text of a key file.

        Raises:
            Afgekeurd: a line is not a key, or not one of a log.
            ValueError: there is no key, or too much text.
        """
        if len(data) > GROOTSTE_SLEUTELS:
            raise ValueError
        bekend: list[tuple[Controlesleutel, int | None]] = []
        for regel in data.decode("utf-8").splitlines():
            vkey, _, tot = regel.partition(" ")
            sleutel = Controlesleutel.van_vkey(vkey)
            if sleutel.soort is not Sleuteltype.NOTITIE:
                raise Sleutelsoort(verwacht="a key of a log", gevonden=f"type {sleutel.soort}")
            bekend.append((sleutel, lees_getal(tot) if tot else None))
        if len({sleutel.naam for sleutel, _ in bekend}) != 1:
            raise ValueError
        return cls(tuple(bekend))

    @classmethod
    def van_beleid(cls, beleid: Beleid) -> "Sleutels":
        """The keys of the logs that a policy lists."""
        return cls(tuple((log.sleutel, None) for log in beleid.logs))

    def van(self, oorsprong: str) -> "Sleutels":
        """Those of one log."""
        return Sleutels(tuple((sleutel, tot) for sleutel, tot in self.bekend if sleutel.naam == oorsprong))

    def open(self, data: bytes, *, waar: str) -> tuple[Checkpoint, tuple[Geldig, ...]]:
        """Read a checkpoint that one of these keys signed.

        Raises:
            Onjuist: it is no checkpoint, of another log, or not signed as it must be.
        """
        try:
            notitie = lees_notitie(data)
            checkpoint = lees_checkpoint(notitie.tekst)
        except Afgekeurd as fout:
            raise onjuist_van(Soort.MISVORMD, "Het checkpoint heeft een andere vorm.", waar, fout) from fout
        namen = {sleutel.naam for sleutel, _ in self.bekend}
        if checkpoint.oorsprong not in namen:
            raise Onjuist(
                Soort.HANDTEKENING,
                "Het checkpoint is van een ander logboek dan de sleutel.",
                waar=waar,
                verwacht=", ".join(sorted(namen)),
                gevonden=checkpoint.oorsprong,
            )
        geldig_nu = [
            sleutel
            for sleutel, tot in self.van(checkpoint.oorsprong).bekend
            if tot is None or checkpoint.grootte <= tot
        ]
        try:
            return checkpoint, notitie.controleer(geldig_nu)
        except Afgekeurd as fout:
            zin = "Het checkpoint is niet ondertekend met een sleutel van dit logboek."
            raise onjuist_van(Soort.HANDTEKENING, zin, waar, fout) from fout

    def open_ouder(self, data: bytes) -> Checkpoint:
        """Read the older checkpoint.

        Raises:
            Onjuist: it is of another log, or not signed as it must be.
            GeenBundel: it is no checkpoint.
        """
        try:
            return self.open(data, waar=OUDER)[0]
        except Onjuist as fout:
            if fout.soort is Soort.MISVORMD:
                raise GeenBundel("Het oudere checkpoint is geen ondertekend checkpoint.") from fout
            raise


def onjuist_van(soort: Soort, zin: str, waar: str, fout: Afgekeurd) -> Onjuist:
    """Tell a check of the core that failed."""
    return Onjuist(soort, zin, waar=waar, verwacht=fout.verwacht, gevonden=fout.gevonden)


@dataclass(frozen=True)
class Ouderbewijs:
    """What a bundle says of an older size: the root there by the events themselves, or a proof from there."""

    oude_wortel: bytes | None
    vanaf: tuple[bytes, ...] | None


def keur_ouder(ouder: Checkpoint, nieuw: Checkpoint, bewijs: Ouderbewijs) -> None:
    """Check that the older history is the beginning of the newer one.

    Raises:
        Onjuist: it is not; always ``Soort.VERTAKKING``.
        GeenBundel: there is no proof from the older size.
    """
    if ouder.grootte > nieuw.grootte:
        zin = "Het logboek in de bundel is korter dan het oudere checkpoint: er is geschiedenis weg."
        raise Onjuist(
            Soort.VERTAKKING,
            zin,
            waar=OUDER,
            verwacht=f"{ouder.grootte} of meer gebeurtenissen",
            gevonden=nieuw.grootte,
        )
    zin = "Het oudere checkpoint is niet het begin van deze geschiedenis: er zijn er twee."
    if bewijs.oude_wortel is not None:
        if bewijs.oude_wortel != ouder.wortel:
            raise Onjuist(
                Soort.VERTAKKING, zin, waar=OUDER, index=ouder.grootte, verwacht=ouder.wortel,
                gevonden=bewijs.oude_wortel,
            )  # fmt: skip
        return
    if bewijs.vanaf is None and ouder.grootte not in {0, nieuw.grootte}:
        raise GeenBundel(
            f"De bundel is op zichzelf in orde, maar heeft geen bewijs vanaf {ouder.grootte} gebeurtenissen."
            " Vraag een bundel die met --tegen is gemaakt, of een van het hele logboek."
        )
    try:
        verify_consistency(
            ouder.grootte,
            nieuw.grootte,
            bewijs=bewijs.vanaf or (),
            oude_wortel=ouder.wortel,
            nieuwe_wortel=nieuw.wortel,
        )
    except Afgekeurd as fout:
        raise onjuist_van(Soort.VERTAKKING, zin, OUDER, fout) from fout


# --- the policy --------------------------------------------------------------------------------------------------

_ZIN: Mapping[type[BeleidFout], str] = {
    BeleidTeGroot: "het bestand is te groot",
    Beleidsteken: "er staat een teken in dat niet mag",
    Beleidswoord: "een regel begint met log, witness, group of quorum",
    Beleidsregel: "er staat te veel of te weinig op de regel",
    Beleidssleutel: "de sleutel is niet te gebruiken",
    SleutelTweemaal: "deze sleutel staat er al",
    NaamTweemaal: "deze naam is al in gebruik",
    OnbekendeNaam: "deze naam staat niet op een regel hierboven",
    LidTweemaal: "deze naam hoort al bij een groep",
    Groepsdrempel: "het aantal van de groep klopt niet",
    TweeQuorums: "er is al een regel met quorum",
    GeenQuorum: "er is geen regel met quorum",
    TeVeelRegels: "er zijn te veel regels van deze soort",
}


def open_beleid(data: bytes) -> Beleid:
    """Read the policy that a verifier was given.

    Raises:
        GeenBundel: it cannot be used; the line is named.
    """
    try:
        return lees_beleid(data)
    except BeleidFout as fout:
        waar = "" if fout.regel is None else f", regel {fout.regel}"
        raise GeenBundel(f"Het beleid is niet te gebruiken{waar}: {_ZIN[type(fout)]}.") from fout


def keur_getuigen(data: bytes, beleid: Beleid, *, waar: str) -> tuple[Medeondertekenaar, ...]:
    """Check that the log of a checkpoint is one of the policy's, and that its quorum of witnesses cosigned.

    Raises:
        Onjuist: a cosignature of a witness is wrong (``Soort.HANDTEKENING``), or there are not enough of them.
    """
    notitie = lees_notitie(data)
    try:
        if beleid.logs:
            notitie.controleer(log.sleutel for log in beleid.logs)
    except Afgekeurd as fout:
        zin = "Het checkpoint is niet ondertekend met een sleutel van een logboek dat in het beleid staat."
        raise onjuist_van(Soort.HANDTEKENING, zin, waar, fout) from fout
    getuigen = {getuige.sleutel: getuige for getuige in beleid.getuigen.values()}
    try:
        geldig = notitie.controleer(getuigen)
    except GeenBekendeHandtekening:
        geldig = ()
    except Afgekeurd as fout:
        zin = "Een medehandtekening van een getuige uit het beleid klopt niet."
        raise onjuist_van(Soort.HANDTEKENING, zin, waar, fout) from fout
    if not beleid.bereikt([g.sleutel for g in geldig]):
        raise Onjuist(
            Soort.GETUIGEN,
            "Het checkpoint is niet medeondertekend door de getuigen die het beleid vraagt.",
            waar=waar,
            verwacht=f"quorum {beleid.quorum}",
            gevonden=", ".join(getuigen[g.sleutel].naam for g in geldig) or "geen",
        )
    return tuple(Medeondertekenaar(getuigen[g.sleutel].naam, g.tijdstip or 0) for g in geldig)


def andere_handtekeningen(data: bytes, van_de_log: Collection[Geldig]) -> int:
    """How many signatures stand under a checkpoint beside those of its log; nothing is known of them."""
    eigen = {(g.sleutel.naam, g.sleutel.id) for g in van_de_log}
    return len({(h.naam, h.sleutel_id) for h in lees_notitie(data).handtekeningen} - eigen)
