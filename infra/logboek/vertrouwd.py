"""What a verifier starts from: the keys of the log that it was given, and a checkpoint that it kept from before."""

from dataclasses import dataclass

from infra.logboek import Afgekeurd
from infra.logboek.checkpoint import Checkpoint, lees_checkpoint, lees_getal
from infra.logboek.merkle import verify_consistency
from infra.logboek.notitie import Geldig, lees_notitie
from infra.logboek.sleutels import Controlesleutel, Sleutelsoort
from infra.logboek.sleutels import Soort as Sleuteltype
from infra.logboek.uitslag import GeenBundel, Onjuist, Soort

GROOTSTE_SLEUTELS = 100_000
"""In bytes."""
OUDER = "ouder checkpoint"


@dataclass(frozen=True)
class Sleutels:
    """The public keys of a log: a vkey a line, behind one of before a space and the size that it signed up to."""

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
        naam = self.bekend[0][0].naam
        if checkpoint.oorsprong != naam:
            raise Onjuist(
                Soort.HANDTEKENING,
                "Het checkpoint is van een ander logboek dan de sleutel.",
                waar=waar,
                verwacht=naam,
                gevonden=checkpoint.oorsprong,
            )
        geldig_nu = [sleutel for sleutel, tot in self.bekend if tot is None or checkpoint.grootte <= tot]
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
