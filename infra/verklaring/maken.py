"""Makes a verklaring: gathers, proves, signs, checks its own work, and enters it in the register; one for each list.

The steps; whoever comes again after a crash gets what is there, or begins anew:

1. Where the list has a verklaring, that is the answer.
2. The facts must stand under a checkpoint that was given out; otherwise it is too early.
3. In one transaction: take the next number, put it together, refuse what contradicts itself, sign it with the key of
   the logboek, verify the bytes as an outsider would, and enter them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from sqlalchemy import Connection, Engine

from domain.vernietigingslijst.grenzen import BEWIJST_NIET
from domain.vernietigingslijst.nacontrole import Nacontrole
from domain.vernietigingslijst.strijdigheid import strijdigheden, weeg_uitkomst
from domain.vernietigingslijst.verklaring import (
    VERSIE,
    Aanleiding,
    Bedenktijd,
    Bewijs,
    Protocol,
    Reden,
    Reservekopie,
    Soorttelling,
    Systeemverslag,
    Verantwoordelijke,
    Verklaring,
    Verrichting,
    Wijze,
)
from infra.logboek.bewijzen import Bewijzen
from infra.logboek.checkpoint import lees_checkpoint
from infra.logboek.notitie import lees_notitie
from infra.logboek.ring import Sleutelring, lees_ring
from infra.logboek.uitslag import Onjuist
from infra.omgeving import NEDERLAND
from infra.settings import Settings
from infra.verklaring.bewijs import Verwijzing, bewijs_van
from infra.verklaring.omslag import FORMAAT, Omslag
from infra.verklaring.ondertekening import maak_tekst, teken
from infra.verklaring.register import (
    Geregistreerd,
    Registerregel,
    op_nummer,
    schrijf,
    van_lijst,
    vingerafdruk,
    volgend_nummer,
)
from infra.verklaring.verifieer import Gegeven, verifieer
from infra.verklaring.vorm import codeer


class VerklaringFout(Exception):
    """What was gathered contradicts itself, so it is not signed. Names the place and no content."""


@dataclass(frozen=True)
class Gegevens:
    """What an execution gathered about one list: all of the verklaring that does not follow from the rest of it."""

    lijst: str
    verantwoordelijke: Verantwoordelijke
    protocollen: tuple[Protocol, ...]
    tellingen: tuple[Soorttelling, ...]
    vernietigd: tuple[Verwijzing, ...]
    verbintenissen: tuple[str, ...]
    opschortingen: tuple[Reden, ...]
    geweigerd: tuple[Reden, ...]
    afgevallen: tuple[Reden, ...]
    niet_gelukt: tuple[Reden, ...]
    verrichtingen: tuple[Verrichting, ...]
    bedenktijd: Bedenktijd
    wijze: Wijze
    systemen: tuple[Systeemverslag, ...]
    bekende_kopieen: tuple[str, ...]
    nacontrole: Nacontrole
    reservekopie: Reservekopie
    bewijst_niet: tuple[str, ...] = BEWIJST_NIET


class Verklaringen:
    """Makes verklaringen and gives them out."""

    def __init__(self, engine: Engine, settings: Settings, *, nu: Callable[[], datetime]) -> None:
        """Take the database as the service, where the key and the checkpoints are, and the clock."""
        self._engine, self._settings, self._nu = engine, settings, nu
        self._bewijzen = Bewijzen(engine, settings)

    def maak(self, gegevens: Gegevens) -> Geregistreerd:
        """Make the verklaring of a list, once: asked again, it is the same one.

        Raises:
            NietInHetLogboek: a destruction is not under a checkpoint yet; try again when the logboek has signed.
            LogboekGestoord: the logboek does not hold together.
            SleutelFout: the key of the logboek cannot be used.
            VerklaringFout: what was gathered contradicts itself.
        """
        with self._engine.connect() as verbinding:
            eerder = van_lijst(verbinding, gegevens.lijst)
        if eerder is not None:
            return eerder
        naam = self._settings.logboek_naam
        ring = lees_ring(self._settings.logboeksleutel, oorsprong=naam)
        bewijs = bewijs_van(
            self._engine, self._bewijzen.checkpoint(), oorsprong=naam, verwijzingen=gegevens.vernietigd
        )
        with self._engine.begin() as verbinding:
            return self._geef_uit(verbinding, gegevens, bewijs, ring)

    def op_nummer(self, nummer: str) -> Geregistreerd | None:
        """The verklaring with this number; ``None`` where there is none."""
        with self._engine.connect() as verbinding:
            return op_nummer(verbinding, nummer)

    def _geef_uit(
        self, verbinding: Connection, gegevens: Gegevens, bewijs: Bewijs, ring: Sleutelring
    ) -> Geregistreerd:
        nu = self._nu()
        jaar = nu.astimezone(NEDERLAND).year
        volgnummer, nummer = volgend_nummer(verbinding, jaar)
        # Somebody else may have made it while this one waited for the number.
        eerder = van_lijst(verbinding, gegevens.lijst)
        if eerder is not None:
            return eerder
        inhoud = onderteken(stel_op(gegevens, bewijs, nummer=nummer, op=nu), ring)
        regel = Registerregel(
            nummer=nummer,
            lijst=gegevens.lijst,
            tafel=gegevens.verantwoordelijke.tafel,
            gemaakt_op=nu,
            uitkomst=weeg_uitkomst(gegevens.tellingen, gegevens.nacontrole),
            getekend_met=f"{ring.oorsprong}+{ring.controlesleutel.id.hex()}",
            vingerafdruk=vingerafdruk(inhoud),
            kopieen=gegevens.bekende_kopieen,
        )
        schrijf(verbinding, regel, inhoud, jaar=jaar, volgnummer=volgnummer)
        return Geregistreerd(regel, inhoud)


def stel_op(gegevens: Gegevens, bewijs: Bewijs, *, nummer: str, op: datetime) -> Verklaring:
    """Put the verklaring together.

    Raises:
        VerklaringFout: it contradicts itself.
    """
    verklaring = Verklaring(
        versie=VERSIE,
        nummer=nummer,
        lijst=gegevens.lijst,
        gemaakt_op=op,
        uitkomst=weeg_uitkomst(gegevens.tellingen, gegevens.nacontrole),
        verantwoordelijke=gegevens.verantwoordelijke,
        protocollen=gegevens.protocollen,
        tellingen=gegevens.tellingen,
        verbintenissen=tuple(sorted(gegevens.verbintenissen)),
        aanleidingen=aanleidingen(gegevens.vernietigd),
        opschortingen=gegevens.opschortingen,
        geweigerd=gegevens.geweigerd,
        afgevallen=gegevens.afgevallen,
        niet_gelukt=gegevens.niet_gelukt,
        verrichtingen=gegevens.verrichtingen,
        bedenktijd=gegevens.bedenktijd,
        wijze=gegevens.wijze,
        systemen=gegevens.systemen,
        bekende_kopieen=gegevens.bekende_kopieen,
        nacontrole=gegevens.nacontrole,
        reservekopie=gegevens.reservekopie,
        bewijs=bewijs,
        bewijst_niet=gegevens.bewijst_niet,
    )
    for fout in strijdigheden(verklaring):
        raise VerklaringFout(f"{fout.waar}: {fout.zin}")
    return verklaring


def onderteken(verklaring: Verklaring, ring: Sleutelring) -> bytes:
    """Sign it, and verify the bytes as an outsider with the public keys of the log would.

    Raises:
        VerklaringFout: they would not pass.
    """
    grootte = lees_checkpoint(lees_notitie(verklaring.bewijs.checkpoint.encode()).tekst).grootte
    tekst = maak_tekst(
        oorsprong=ring.oorsprong, nummer=verklaring.nummer, grootte=grootte, inhoud=codeer(verklaring)
    )
    notitie = teken(tekst, ring.tekensleutel).codeer().decode()
    inhoud = Omslag(FORMAAT, verklaring, notitie, ring.publiek).codeer()
    try:
        verifieer(inhoud, Gegeven(ring.publiek.encode()))
    except Onjuist as fout:
        raise VerklaringFout(f"{fout.waar}: {fout}") from fout
    return inhoud


def aanleidingen(verwijzingen: Sequence[Verwijzing]) -> tuple[Aanleiding, ...]:
    """Why and when due, over all that was destroyed: those with a term apart from those without."""

    def waarom(verwijzing: Verwijzing) -> tuple[str, str, bool]:
        return verwijzing.regel or "", verwijzing.grond, verwijzing.bewaren_tot is None

    gevonden = []
    for (regel, grond, _), groep in groupby(sorted(verwijzingen, key=waarom), key=waarom):
        onder = list(groep)
        dagen: list[date] = sorted(een.bewaren_tot for een in onder if een.bewaren_tot is not None)
        eerste, laatste = (dagen[0], dagen[-1]) if dagen else (None, None)
        gevonden.append(Aanleiding(regel or None, grond, len(onder), eerste, laatste))
    return tuple(gevonden)
