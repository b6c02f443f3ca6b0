"""Carries out a list whose bedenktijd is over. Each step may be the last before a crash; whoever is next goes on there.

1. record that the execution began, and by whom;
2. take the fingerprints that the nacontrole will look for;
3. a portion of the items at a time, each portion one transaction: the rules and the preview are held against the cases
   as they are now, and what still is as it was approved goes: fence, content, keys, number, rows of views, the key of
   the read log, the fact on the case, and the fact on the list;
4. record until which epoch of the KEK the destroyed keys go back;
5. per list: caches, outgoing mail, exports, the room in the files;
6. replace the KEK, unless another list did since;
7. look whether it is gone, and 8. make the verklaring.

Facts of the list say how far it is; there is no other memory. Nothing is reported destroyed that still opens.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Protocol

import structlog
from psycopg.errors import LockNotAvailable
from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.exc import OperationalError

from domain.historie import van_lijst
from domain.rollen import Medewerker, Rol
from domain.vernietigingslijst.commands import (
    BeginUitvoering,
    LegKekVernieuwingVast,
    LegNacontroleVast,
    LegTijdvakVast,
    Lijstopdracht,
    VerklaarLijst,
    ZetStap,
)
from domain.vernietigingslijst.events import LijstNagecontroleerd
from domain.vernietigingslijst.nacontrole import Nacontrole, Uitslag
from domain.vernietigingslijst.state import Lijstfase, Vernietigingslijst
from domain.vernietigingslijst.verloop import strijdig_verloop
from domain.vernietigingslijst.waarden import Postsoort, Stap, Stapuitkomst, Voorgesteld
from domain.weigering import Weigering
from infra import tables
from infra.hermerken import Hermerker
from infra.kek import Kekring
from infra.keys import SleutelFout
from infra.logboek.bewijzen import LogboekGestoord, NietInHetLogboek
from infra.optekenen import Opdrachtgever
from infra.rotatie import RotatieBezig, vernieuw
from infra.tijdvakken import levende_tijdvakken
from infra.verklaring.maken import VerklaringFout
from infra.vernietiging.gelezen import Gelezen, Lijstuitkomst
from infra.vernietiging.lijsten import OnbekendeLijst, Vernietigingslijsten
from infra.vernietiging.opruimen import ruim_op
from infra.vernietiging.portie import handel_portie_af

log = structlog.get_logger()

BEGIN = BeginUitvoering()
UITVOERSLOT = 0x6361_7375_7309
"""Held by whoever carries out lists, one at a time."""

PORTIE = 500
"""Items in one transaction."""

AFGELOPEN = (Lijstfase.INGETROKKEN, Lijstfase.VERKLAARD)
"""Where a list is at its end, and nothing is looked for any more."""

DEEL = frozenset({Postsoort.PERSOON, Postsoort.BIJDRAGE})
"""What is destroyed within a casus that lives on."""

DIENST = Opdrachtgever(Medewerker("casus-dienst", Rol.BEHEERDER, "casus"), "verwijdering")
"""Who carries out a list by itself: the service, which has no other role on any list."""


GEDULD = 15
"""Seconds that who asks for an execution waits for another one: about as long as one of a small list takes."""


class UitvoeringBezig(Exception):
    """Somebody else is carrying out a list right now."""


@dataclass(frozen=True)
class Gemaakt:
    """A verklaring that was made: its number, and the SHA-256 of its signed form in hexadecimal."""

    verklaringsnummer: str
    vingerafdruk: str


class Nacontroleur(Protocol):
    """Looks, apart from what destroyed, whether it is gone."""

    def neem_sporen(self, lijstnummer: str, posten: Sequence[Voorgesteld]) -> None:
        """Keep, durably, what to look for afterwards. Asked again after a crash; before anything is destroyed."""
        ...

    def controleer(self, lijstnummer: str, lijst: Vernietigingslijst) -> Nacontrole:
        """Look."""
        ...

    def vergeet(self, lijstnummer: str) -> None:
        """Forget what was kept to look for: the outcome is on record. Asked again, it is fine."""
        ...

    def bewaard(self) -> Sequence[str]:
        """Of which lists there is still something to look for."""
        ...


class Verklaarder(Protocol):
    """Makes the verklaring of a list, once: asked again after a crash it gives the same."""

    def verklaar(self, gelezen: Gelezen, nacontrole: Nacontrole) -> Gemaakt:
        """Make it, or give the one that was made.

        Raises:
            NietInHetLogboek, LogboekGestoord, SleutelFout: the logboek cannot prove it now; the list waits.
        """
        ...


@dataclass(frozen=True)
class Haken:
    """What comes after the destruction. Without a nacontrole a list waits there: it is not reported as done.

    ``weergaven`` waits until the views took in a position, and says whether they did.
    """

    nacontroleur: Nacontroleur | None = None
    verklaarder: Verklaarder | None = None
    weergaven: Callable[[int], bool] = lambda _: True


class Uitvoerder:
    """Carries lists out, as far as they can go now."""

    def __init__(
        self,
        lijsten: Vernietigingslijsten,
        ring: Kekring,
        *,
        hermerker: Hermerker,
        kopie: Path,
        haken: Haken,
    ) -> None:
        """Take the lists, the KEKs, what replaces blind indexes, the file of keys, and what comes after."""
        self._lijsten = lijsten
        self._engine = lijsten.engine
        self._ring = ring
        self._hermerker = hermerker
        self._kopie = kopie
        self._haken = haken
        self._nu = lijsten.optekenaar.omgeving.nu

    def voer_uit(
        self,
        lijstnummer: str,
        *,
        namens: Opdrachtgever,
        mag: Callable[[Vernietigingslijst], None] = lambda _: None,
        opdracht: BeginUitvoering = BEGIN,
    ) -> Lijstuitkomst:
        """Begin or go on, until the list is at its end or has to wait for a day or for another replacement of the KEK.

        Where somebody else is at it, with this list or another, it is only begun; the service goes on with it.

        Raises:
            OnbekendeLijst: the number leads nowhere.
            Weigering: the rules do not allow it.
        """
        try:
            with alleen(self._engine, geduld=GEDULD):
                eerst = self._lijsten.laad(lijstnummer)
                mag(eerst.lijst)
                nu = self._rond_af(self._vernietig(eerst, namens, opdracht), namens)
                nieuw = tuple(feit.gebeurtenis for feit in nu.historie[eerst.stroom.versie :])
                return Lijstuitkomst(nu, nieuw)  # type: ignore[arg-type]  # nothing of a list is ever destroyed
        except UitvoeringBezig:
            return self._lijsten.voer_uit(lijstnummer, opdracht, namens=namens, mag=mag)

    def vernietig(self, lijstnummer: str, *, namens: Opdrachtgever) -> None:
        """The first half: until everything that may go today is gone, and the epoch is on record."""
        self._vernietig(self._lijsten.laad(lijstnummer), namens)

    def rond_af(self, lijstnummer: str, *, namens: Opdrachtgever) -> None:
        """The second half: what is done per list, the KEK, the nacontrole, the verklaring."""
        gelezen = self._lijsten.laad(lijstnummer)
        _eis_eenduidig(gelezen)
        self._rond_af(gelezen, namens)

    # --- the halves: the list is read once, and carried on with what is written ---

    def _vernietig(
        self, gelezen: Gelezen, namens: Opdrachtgever, opdracht: BeginUitvoering = BEGIN
    ) -> Gelezen:
        _eis_eenduidig(gelezen)
        gelezen = self._doe(gelezen, opdracht, namens)
        lijstnummer, nacontroleur = gelezen.lijst.lijstnummer, self._haken.nacontroleur
        if nacontroleur is not None and self._aan_de_beurt(gelezen.lijst):
            # Of all that is still on the list: who is known in several cases must be seen as such.
            nacontroleur.neem_sporen(lijstnummer, gelezen.lijst.open_posten)
        while posten := self._aan_de_beurt(gelezen.lijst):
            gelezen = self._portie(gelezen, posten, namens)
        if gelezen.lijst.fase is Lijstfase.INGETROKKEN and nacontroleur is not None:
            # Nothing went: all of it lives, and there is nothing to look for.
            nacontroleur.vergeet(lijstnummer)
        if gelezen.lijst.fase is Lijstfase.UITGEVOERD and gelezen.lijst.gewist is None:
            with self._engine.connect() as verbinding:
                tijdvak = max(een.nummer for een in levende_tijdvakken(verbinding))
            gelezen = self._doe(gelezen, LegTijdvakVast(tijdvak), namens)
        return gelezen

    def _rond_af(self, gelezen: Gelezen, namens: Opdrachtgever) -> Gelezen:
        gevonden: Nacontrole | None = None
        if gelezen.lijst.fase is Lijstfase.UITGEVOERD and gelezen.lijst.gewist is not None:
            gelezen = self._stappen(gelezen, namens)
            gelezen = self._kek(gelezen, namens)
            gelezen, gevonden = self._nacontrole(gelezen, namens)
        if gelezen.lijst.fase is Lijstfase.NAGECONTROLEERD:
            gelezen = self._verklaar(gelezen, namens, gevonden)
        return gelezen

    def vergeet_wat_bleef(self) -> None:
        """Forget what is kept of lists that are at their end: the process died between that end and the forgetting."""
        nacontroleur = self._haken.nacontroleur
        for lijstnummer in nacontroleur.bewaard() if nacontroleur is not None else ():
            try:
                fase = self._lijsten.laad(lijstnummer).lijst.fase
            except OnbekendeLijst:
                continue  # A nacontrole under another name, which forgets by itself.
            if nacontroleur is not None and fase in AFGELOPEN:
                nacontroleur.vergeet(lijstnummer)

    # --- the steps ---

    def _aan_de_beurt(self, lijst: Vernietigingslijst) -> tuple[Voorgesteld, ...]:
        if lijst.fase is not Lijstfase.IN_UITVOERING:
            return ()
        vandaag: date = self._lijsten.optekenaar.omgeving.vandaag()
        nu = self._nu()
        rijp = sorted(
            (een for een in lijst.open_posten if lijst.kan_weg(een, vandaag=vandaag, nu=nu)),
            key=lambda een: een.post.stroom_id,
        )
        # What is of one case goes at once: the first of it changes the case, and the rest would come back.
        laatste = {een.post.stroom_id for een in rijp[:PORTIE]}
        return tuple(een for een in rijp if een.post.stroom_id in laatste)

    def _portie(self, gelezen: Gelezen, posten: Sequence[Voorgesteld], namens: Opdrachtgever) -> Gelezen:
        return self._lijsten.met_nieuwe_kans(
            gelezen.lijst.lijstnummer,
            lambda nu: handel_portie_af(self._lijsten, nu, posten, namens=namens),
            vanaf=gelezen,
        ).gelezen

    def _stappen(self, gelezen: Gelezen, namens: Opdrachtgever) -> Gelezen:
        while (stap := gelezen.lijst.volgende_stap) is not None:
            gelezen = self._doe(gelezen, self._stap(stap, gelezen.lijst), namens)
        return gelezen

    def _stap(self, stap: Stap, lijst: Vernietigingslijst) -> ZetStap:
        match stap:
            case Stap.CACHES:
                # This version keeps no cache of a case: that is what the list says, and no more.
                return ZetStap(stap, Stapuitkomst.NIET_AANWEZIG)
            case Stap.UITGAANDE_POST:
                # What waited in the outbox went with the content, in one transaction (``tabellen_die_leeg_moeten``).
                return ZetStap(stap, Stapuitkomst.GEDAAN)
            case Stap.EXPORTS:
                if self._lijsten.kopieen is None:
                    return ZetStap(stap, Stapuitkomst.NIET_AANWEZIG)
                # Nobody takes these away from here; which they are stands beside what was destroyed.
                return ZetStap(stap, Stapuitkomst.GEDAAN, len(lijst.kenmerken.kopieen))
            case Stap.OPGERUIMD:
                aantal = ruim_op(self._engine)
                if aantal is None:
                    return ZetStap(stap, Stapuitkomst.NIET_MOGELIJK)
                return ZetStap(stap, Stapuitkomst.GEDAAN, aantal)

    def _kek(self, gelezen: Gelezen, namens: Opdrachtgever) -> Gelezen:
        lijst = gelezen.lijst
        if lijst.gewist is None or lijst.kek is not None:
            return gelezen
        nieuw = self._vernieuwd_tot()
        while nieuw <= lijst.gewist.tijdvak:
            try:
                vernieuw(self._engine, self._ring, hermerker=self._hermerker, kopie=self._kopie, nu=self._nu)
            except RotatieBezig:
                log.info("lijst_wacht_op_sleutels", lijst=lijst.lijstnummer)
                return gelezen
            nieuw = self._vernieuwd_tot()
        return self._doe(gelezen, LegKekVernieuwingVast(nieuw), namens)

    def _vernieuwd_tot(self) -> int:
        """The oldest epoch whose KEK is still there."""
        tabel = tables.tijdvak.c
        with self._engine.connect() as verbinding:
            oudste = verbinding.execute(
                select(func.min(tabel.tijdvak)).where(tabel.vernietigd_op.is_(None))
            ).scalar_one()
        return int(oudste)

    def _nacontrole(self, gelezen: Gelezen, namens: Opdrachtgever) -> tuple[Gelezen, Nacontrole | None]:
        lijst, nacontroleur = gelezen.lijst, self._haken.nacontroleur
        if lijst.kek is None or nacontroleur is None:
            return gelezen, None
        # A part of a casus goes from the views when these take it in: before that it would be found there. What goes
        # as a whole went from them in the transaction that destroyed, and nothing of it can come back.
        deel = any(een.post.soort in DEEL for een in lijst.vernietigd)
        if deel and not self._haken.weergaven(gelezen.stroom.positie):
            log.warning("lijst_wacht_op_weergaven", lijst=lijst.lijstnummer)
            return gelezen, None
        uitkomst = nacontroleur.controleer(lijst.lijstnummer, lijst)
        opdracht = LegNacontroleVast(
            uitkomst.uitslag,
            tuple(sorted({controle.code.value for controle in uitkomst.controles})),
            uitkomst.niet_gecontroleerd,
        )
        return self._doe(gelezen, opdracht, namens), uitkomst

    def _verklaar(self, gelezen: Gelezen, namens: Opdrachtgever, gevonden: Nacontrole | None) -> Gelezen:
        lijst = gelezen.lijst
        verklaarder, nacontroleur = self._haken.verklaarder, self._haken.nacontroleur
        if verklaarder is None or nacontroleur is None:
            return gelezen
        # The verklaring says what was looked at in full, of which the list keeps the outcome: so whoever comes
        # later, such as after a crash or once the logboek has signed, looks again.
        nacontrole = gevonden or _niet_beter(
            nacontroleur.controleer(lijst.lijstnummer, lijst), dan=lijst.nacontrole
        )
        try:
            gemaakt = verklaarder.verklaar(gelezen, nacontrole)
        except (NietInHetLogboek, LogboekGestoord, SleutelFout) as fout:
            log.warning("lijst_wacht_op_logboek", lijst=lijst.lijstnummer, soort=type(fout).__name__)
            return gelezen
        except VerklaringFout as fout:
            # It names the place and no content. What is destroyed is destroyed; that it was not signed shows.
            log.error("verklaring_niet_gemaakt", lijst=lijst.lijstnummer, waar=str(fout))  # noqa: TRY400 the trace holds more
            return gelezen
        # Before the last fact: after that one nobody comes back here. The verklaring stands; it is not made anew.
        nacontroleur.vergeet(lijst.lijstnummer)
        opdracht = VerklaarLijst(gemaakt.verklaringsnummer, gemaakt.vingerafdruk)
        return self._doe(gelezen, opdracht, namens)

    def _doe(self, gelezen: Gelezen, opdracht: Lijstopdracht, namens: Opdrachtgever) -> Gelezen:
        nummer = gelezen.lijst.lijstnummer
        return self._lijsten.voer_uit(nummer, opdracht, namens=namens, vanaf=gelezen).gelezen


def _eis_eenduidig(gelezen: Gelezen) -> None:
    """Facts that cannot have come from the rules are no ground to destroy or to sign.

    Raises:
        Weigering: there are such facts.
    """
    for fout in strijdig_verloop(van_lijst(gelezen.historie)):
        log.error("lijst_spreekt_zich_tegen", lijst=gelezen.lijst.lijstnummer, waar=fout.waar)
        raise Weigering(
            f"De gegevens van deze lijst spreken elkaar tegen ({fout.waar})."
            " Er wordt niets vernietigd of verklaard."
        )


def _niet_beter(nu: Nacontrole, *, dan: LijstNagecontroleerd | None) -> Nacontrole:
    """A later look counts, but not as better than what the list has on record: what was left was left."""
    volgorde = list(Uitslag)
    if dan is None or volgorde.index(dan.uitslag) <= volgorde.index(nu.uitslag):
        return nu
    eerste, *rest = nu.controles
    zin = f"Toen deze lijst voor het eerst werd nagecontroleerd, was de uitkomst: {dan.uitslag.value}."
    eerste = replace(eerste, uitslag=dan.uitslag, toelichting=f"{eerste.toelichting} {zin}".strip())
    return replace(nu, uitslag=dan.uitslag, controles=(eerste, *rest))


@contextmanager
def alleen(engine: Engine, *, geduld: int = 0) -> Iterator[None]:
    """Be the only one, after so many seconds at most; the lock is that of a session, and goes with it.

    Raises:
        UitvoeringBezig: somebody else is at it.
    """
    with engine.connect() as verbinding:
        if not _op_slot(verbinding, geduld):
            raise UitvoeringBezig
        try:
            yield
        finally:
            verbinding.execute(select(func.pg_advisory_unlock(UITVOERSLOT)))
            verbinding.commit()


def _op_slot(verbinding: Connection, geduld: int) -> bool:
    vrij = bool(verbinding.execute(select(func.pg_try_advisory_lock(UITVOERSLOT))).scalar_one())
    verbinding.commit()
    if vrij or not geduld:
        return vrij
    try:
        verbinding.execute(select(func.set_config("lock_timeout", f"{geduld}s", True)))  # noqa: FBT003 PostgreSQL has no names for arguments here
        verbinding.execute(select(func.pg_advisory_lock(UITVOERSLOT)))
    except OperationalError as fout:
        verbinding.rollback()
        if isinstance(fout.orig, LockNotAvailable):
            return False
        raise
    verbinding.commit()
    return True
