"""Before the service serves: finds out whether an older database was put back, and makes right what can be.

1. Its logboek is held against the newest checkpoint that was given out: one that has more events tells that this
   database is older, and how much it lacks.
2. If it is sealed with a KEK that was replaced since, it gets the keys of now from their copy (``sleutelkopie``).
3. Each mark in the register of destructions, and in that copy, that it should have and has not, is put, and what the
   mark is about is destroyed once more; together with 2 in one transaction. Nothing is served before.
4. Marks that it has and the register has not, are added there: the process died in between.

5. An older database loses its concepts: which of them were brought in or thrown away since, it does not know. It counts
   fewer that went than the register does, where nothing else tells that it is older.

What was recorded after the backup is lost all the same. That stays loud: the logboek signs nothing more. Messages that
wait in it may have been sent since: none goes out until somebody says so.
"""

from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import structlog
from sqlalchemy import Connection, Engine, func, select, text

from infra import tables
from infra.berichten.opslag import houd_in
from infra.concepten import laat_vallen, weggegaan
from infra.herhaling import merken_van, ontbrekende, vernietig_opnieuw
from infra.kek import Kekbron, Kekring
from infra.keys import SleutelFout
from infra.logboek import Afgekeurd
from infra.logboek.houder import Logboekhouder
from infra.logboek.opslag import lees_stand
from infra.logboek.publicatie import Logboekmap
from infra.logboek.ring import lees_ring
from infra.omgeving import Omgeving
from infra.settings import Settings
from infra.sleutelkopie import herstel, is_ouder, lees_kopie
from infra.tijdvakken import levende_tijdvakken
from infra.vernietigingsregister import RegisterFout, Vernietigingsregister

log = structlog.get_logger()

HERSTELSLOT = 0x6361_7375_7313
"""Held by whoever checks and mends, one at a time."""

OPGERUIMD = (
    *("sleutels.sleutel", "kluis.deel", "kluis.nummer", "kluis.agendapunt", "kluis.samenloop"),
    "kluis.concept",
)
"""Where a destruction leaves room that may hold what stood there until the room is given out again."""


@dataclass(frozen=True)
class Herstelverslag:
    """What was found, and what was done.

    Events that are lost (``None`` where no checkpoint could be read), keys put back, destructions done once more,
    marks that the register did not have yet, concepts that it counts and the database does not, and concepts that were
    dropped.
    """

    achter: int | None = 0
    sleutels: int = 0
    vernietigd: int = 0
    bijgeschreven: int = 0
    concepten_terug: int = 0
    concepten: int = 0

    @property
    def was_ouder(self) -> bool:
        """Whether this is an older database."""
        return bool(self.achter or self.sleutels or self.vernietigd or self.concepten_terug)

    @property
    def zin(self) -> str:
        """One sentence for the operator."""
        if not self.was_ouder:
            return (
                "This database has all destructions that are on record, and all events that were given out."
            )
        lacks = f"it lacks {self.achter} events" if self.achter else "how much it lacks cannot be told"
        sleutels = f", {self.sleutels} keys of now were put in" if self.sleutels else ""
        return (
            f"An older database was put back ({lacks}): {self.vernietigd} destructions were done once more{sleutels}, "
            f"and {self.concepten} concepts were dropped. "
            "What was recorded since is lost; no message is sent until 'casus berichten hervat'. 'casus doctor' tells."
        )


def register_van(settings: Settings) -> Vernietigingsregister:
    """The register of destructions that belongs to these settings."""
    naast = settings.sleutelkopie
    return Vernietigingsregister(
        settings.register,
        naast.with_name(settings.register.name),
        sleutel=naast.with_name("vernietigingen.sleutel"),
    )


def controleer_herstel(
    engine: Engine,
    bron: Kekbron,
    settings: Settings,
    *,
    omgeving: Omgeving,
    zonder_register: bool = False,
    meld: Callable[[str], None] = lambda _: None,
) -> Herstelverslag:
    """Find out whether an older database was put back, and make right what can be; ``engine`` is that of its owner.

    ``zonder_register`` begins a new register where the old one is truly lost or damaged.

    Raises:
        SleutelFout: the keys of now cannot be put in: no KEK, or no copy that fits.
        RegisterFout: what was destroyed since cannot be known.
        VernietigingMislukt: something that has to go is still there.
    """
    with engine.connect() as slot:
        slot.execute(text("SELECT pg_advisory_lock(:slot)"), {"slot": HERSTELSLOT})
        slot.commit()
        try:
            register, vers = register_van(settings), not levende_tijdvakken(slot)
            slot.rollback()
            if vers:
                if not register.er_is:
                    register.begin()
                return Herstelverslag()
            achter = _achter(engine, settings, omgeving=omgeving)
            nieuw = _zorg_voor_register(register, achter, omgeving=omgeving, opnieuw=zonder_register)
            verslag = _maak_goed(engine, bron, settings, register, achter, nu=omgeving.nu(), onzeker=nieuw)
            _meld(engine, register, verslag, omgeving=omgeving, meld=meld)
            return verslag
        finally:
            slot.rollback()
            slot.execute(text("SELECT pg_advisory_unlock(:slot)"), {"slot": HERSTELSLOT})
            slot.commit()


def _achter(engine: Engine, settings: Settings, *, omgeving: Omgeving) -> int | None:
    """How many events were given out that this database has not; ``None`` where that cannot be told."""
    if not settings.logboeksleutel.exists():
        return 0
    try:
        ring = lees_ring(settings.logboeksleutel, oorsprong=settings.logboek_naam)
        nieuwste = Logboekmap(settings.logboekmap).nieuwste(ring)
        houder = Logboekhouder(engine, settings, nu=omgeving.nu)
        while houder.neem_op()[0]:
            pass
    except (Afgekeurd, SleutelFout, OSError):
        return None  # The logboek and doctor say why.
    with engine.connect() as verbinding:
        grootte = lees_stand(verbinding).grootte
    return 0 if nieuwste is None else max(0, nieuwste[0].grootte - grootte)


def _zorg_voor_register(
    register: Vernietigingsregister, achter: int | None, *, omgeving: Omgeving, opnieuw: bool
) -> bool:
    """See that there is a register. A new one knows what the database knows: that will do where it is the newest.

    Says whether one was lost: then nobody knows which concepts went.
    """
    if opnieuw:
        with suppress(RegisterFout):
            register.lees()
            return False
        register.zet_opzij(omgeving.nu())
        return True
    if register.er_is:
        try:
            register.lees()
        except RegisterFout as fout:
            raise RegisterFout(f"{fout} {_WAT_NU.format(register.bestanden[0])}") from fout
    elif achter:
        raise RegisterFout(
            f"This database lacks {achter} events that were given out, and there is no register of destructions. "
            + _WAT_NU.format(register.bestanden[0])
        )
    else:
        register.begin()
    return False


_WAT_NU = (
    "Put {} back from a copy; where there is none, 'casus herstelcontrole --zonder-register' makes one of what this "
    "database knows, and what was destroyed after it was copied is then not known."
)


def _maak_goed(
    engine: Engine,
    bron: Kekbron,
    settings: Settings,
    register: Vernietigingsregister,
    achter: int | None,
    *,
    nu: datetime,
    onzeker: bool,
) -> Herstelverslag:
    inhoud, ring, sleutels = register.lees(), Kekring(bron), 0
    merken, geteld = list(inhoud.merken.values()), inhoud.concepten
    with engine.connect() as verbinding:
        ouder = is_ouder(verbinding, ring)
        concepten_terug = max(0, geteld - weggegaan(verbinding)[0])
    if ouder:
        gedaan = herstel(engine, ring, lees_kopie(settings.sleutelkopie, ring.huidig), ook=merken)
        sleutels, vernietigd = gedaan.sleutels, gedaan.vernietigd
    else:
        with engine.begin() as verbinding:
            vernietigd = vernietig_opnieuw(verbinding, merken)
    concepten = 0
    if achter or ouder or vernietigd or concepten_terug or onzeker:
        with engine.begin() as verbinding:
            concepten = laat_vallen(verbinding, bekend=geteld, op=nu)
    if achter or ouder or vernietigd or concepten_terug:
        # What waits in it may have been sent since.
        with engine.begin() as verbinding:
            houd_in(verbinding, nu=nu, om=lees_stand(verbinding).grootte + (achter or 0))
    with engine.connect() as verbinding:
        bijgeschreven = register.schrijf_bij(merken_van(verbinding))
        register.tel_concepten(weggegaan(verbinding)[0])
    return Herstelverslag(achter, sleutels, vernietigd, bijgeschreven, concepten_terug, concepten)


def _meld(
    engine: Engine,
    register: Vernietigingsregister,
    verslag: Herstelverslag,
    *,
    omgeving: Omgeving,
    meld: Callable[[str], None],
) -> None:
    if verslag.vernietigd or verslag.sleutels or verslag.concepten:
        ruim_op(engine)
    if verslag.vernietigd or verslag.sleutels:
        register.meld_herstel(omgeving.nu(), vernietigd=verslag.vernietigd)
    if verslag.was_ouder:
        log.error(
            "oudere_database_teruggezet",
            achter=verslag.achter,
            vernietigd=verslag.vernietigd,
            sleutels=verslag.sleutels,
            concepten=verslag.concepten,
        )
        meld(verslag.zin)


def ruim_op(eigenaar: Engine) -> None:
    """Have the database clean up what destructions left."""
    with eigenaar.connect().execution_options(isolation_level="AUTOCOMMIT") as verbinding:
        for tabel in OPGERUIMD:
            verbinding.execute(text(f"VACUUM {tabel}"))


def nog_niet_vernietigd(verbinding: Connection, register: Vernietigingsregister) -> tuple[int, int]:
    """How many marks of the register the database lacks, and the other way round; for ``casus doctor``.

    Raises:
        RegisterFout: there is none, or it is not whole.
    """
    inhoud = register.lees()
    in_register = inhoud.merken.keys()
    hier = [merk.eenheid for merk in merken_van(verbinding)]
    return len(ontbrekende(verbinding, inhoud.merken.values())), sum(een not in in_register for een in hier)


def met_ander_moment(verbinding: Connection, register: Vernietigingsregister) -> int:
    """How many marks of the database have another moment than in the register; for ``casus doctor``.

    By it the service knows whether the KEK has to be replaced, and anybody when something was destroyed.

    Raises:
        RegisterFout: there is none, or it is not whole.
    """
    bekend = register.lees().merken
    return sum(
        merk.eenheid in bekend and bekend[merk.eenheid].op != merk.op for merk in merken_van(verbinding)
    )


class Registerhouder:
    """Writes in the register what a running service destroyed."""

    def __init__(self, engine: Engine, register: Vernietigingsregister) -> None:
        """Take the database as the service."""
        self._engine, self._register = engine, register
        self.achter = False
        """Whether the last time something could not be written."""

    def schrijf(self, stromen: Collection[UUID] | None = None) -> None:
        """Write the marks of these streams, or all that are missing; durable when this returns.

        Raises:
            RegisterFout: they cannot be written. They are tried again with the next ones.
        """
        self.achter = True
        if not self._register.er_is:
            # It was there at the start. The database of now has all marks.
            self._register.begin()
            stromen = None
        with self._engine.connect() as verbinding:
            if stromen is not None or not self._is_bij(verbinding):
                self._register.schrijf_bij(merken_van(verbinding, stromen))
            self._register.tel_concepten(weggegaan(verbinding)[0])
        self.achter = False

    def tel_concepten(self) -> None:
        """Write how many concepts went; what cannot be written now is tried again with the next destruction or look.

        Nobody is kept from a melding by it: what went is gone here, and only an older database could bring it back.
        """
        try:
            self.schrijf(())
        except RegisterFout as fout:
            log.error("register_loopt_achter", uitleg=str(fout))  # noqa: TRY400 the sentence says it all

    def _is_bij(self, verbinding: Connection) -> bool:
        """Whether there are as many marks here as there; else all are held against all."""
        aantal = verbinding.execute(select(func.count()).select_from(tables.omheining)).scalar_one()
        return aantal == len(self._register.lees().merken) and self._register.heel
