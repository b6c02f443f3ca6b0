"""Makes the tables of views anew from all facts, beside those in use, and puts them in their place in one transaction.

First stream by stream, of the facts that there were when it began: a case is then told once, from its first fact to
its last, and each of its keys is unwrapped once. Then fact by fact, as a runner does, what was recorded meanwhile. The
place is kept with the rows, so what was cut short goes on where it was. A destruction reaches these tables as well.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import product
from uuid import UUID

import structlog
from sqlalchemy import Connection, Engine, func, select, text

from domain.historie import Opgetekend
from infra import tables
from infra.definitions import Definities
from infra.herbouwtabellen import (
    HERBOUW,
    LEVEND,
    TIJDELIJK,
    LezersBlijven,
    er_naast,
    gooi_weg,
    maak,
    maak_kladtabellen,
    tabellen_van,
    verwissel,
    voeg_indexen_toe,
)
from infra.herbouwvoortgang import STROMEN, Bouw, afdruk_van_de_regels, bouwen, volgende_stromen
from infra.kluis import VERNIETIGSLOT
from infra.onaangevuld import aanvulling
from infra.runner import DATABASE_WEG, slot_van
from infra.standen import overgeslagen, zet_standen
from infra.store import Archief
from infra.voeding import (
    Behalve,
    Plaats,
    Voeding,
    namen_van,
    namen_van_alle,
    plaatsen_na,
    plaatsen_van,
    van_anderen,
)
from projections.weergave import Weergave

log = structlog.get_logger()

HERBOUWSLOT = 0x6361_7375_7304
"""Held for as long as a rebuild goes on: there is one at a time."""

PORTIE = 5000
"""Facts in one batch once it goes fact by fact."""

BIJNA = 200
"""With fewer facts left than this the last of them are taken in while the tables take their place."""

KEREN = 30
"""How often the tables try to take their place while others keep reading."""

Meld = Callable[[int, int], None]
"""Is told up to which position it is, and of how many."""


class HerbouwBezig(Exception):
    """Another process is rebuilding."""


class HerbouwKanNiet(Exception):
    """The tables could not take their place; what was built is kept. One sentence for the operator."""


class HerbouwGestruikeld(Exception):
    """A view cannot take a fact, so there is nothing to put in its place. Names the fact, no content."""

    def __init__(self, weergave: str, plaats: Plaats, soort: str) -> None:
        """Take the view, where the fact is, and the kind of fault."""
        super().__init__(
            f"The view {weergave} cannot take the fact at position {plaats.positie} ({plaats.naam}): {soort}. "
            f"Nothing was put in its place. Once it is mended, or passed over with 'casus weergave overslaan', give "
            "the same command again to go on."
        )


class Herbouwer:
    """Rebuilds views. The owner makes the tables and puts them in place; the service fills them."""

    def __init__(
        self,
        eigenaar: Engine,
        dienst: Engine,
        archief: Archief,
        *,
        definities: Definities,
        nu: Callable[[], datetime],
        tegelijk: int = STROMEN,
    ) -> None:
        """Take both ways into the database, where the facts are, the rules, and the clock.

        ``tegelijk`` is how many streams are told in one transaction at most.
        """
        self._tegelijk = tegelijk
        self._eigenaar = eigenaar
        self._dienst = dienst
        self._voeding = Voeding(archief, definities)
        self._nu = nu

    def herbouw(self, weergaven: Sequence[Weergave], *, meld: Meld, opnieuw: bool = False) -> int:
        """Rebuild these views, or finish that, and say at which position they took their place.

        With ``opnieuw`` what was built before is thrown away.

        Raises:
            HerbouwBezig: another process is at it.
            HerbouwGestruikeld: a view cannot take a fact.
            HerbouwKanNiet: others kept reading for too long.
        """
        with self._alleen():
            self._begin(weergaven, opnieuw=opnieuw)
            for tot, begin_na in self._per_stroom_te_doen(weergaven):
                samen = [
                    een.weergave
                    for een in self._bouwen(weergaven)
                    if (een.tot, een.begin_na) == (tot, begin_na)
                ]
                self._per_stroom(samen, tot=tot, begin_na=begin_na, meld=meld)
            with self._eigenaar.begin() as verbinding:
                voeg_indexen_toe(verbinding, tabellen_van(weergaven))
            self._haal_bij(weergaven, meld=meld)
            return self._neem_plaats(weergaven, meld=meld)

    # --- beginning, or going on -------------------------------------------------------------------------------------

    @contextmanager
    def _alleen(self) -> Iterator[None]:
        with self._eigenaar.connect() as verbinding:
            verbinding.execution_options(isolation_level="AUTOCOMMIT")
            slot = {"slot": HERBOUWSLOT}
            if not verbinding.execute(text("SELECT pg_try_advisory_lock(:slot)"), slot).scalar_one():
                raise HerbouwBezig
            try:
                yield
            finally:
                verbinding.execute(text("SELECT pg_advisory_unlock(:slot)"), slot)

    def _begin(self, weergaven: Sequence[Weergave], *, opnieuw: bool) -> None:
        """Make the tables of what was not begun, or was begun by other rules than those of now."""
        afdruk = afdruk_van_de_regels()
        with self._eigenaar.begin() as verbinding:
            # A destruction either is done by now, or finds these tables.
            verbinding.execute(select(func.pg_advisory_xact_lock_shared(VERNIETIGSLOT)))
            er_zijn = er_naast(verbinding)
            tot = verbinding.execute(select(func.max(tables.gebeurtenis.c.notification_id))).scalar_one() or 0
            bekend = set(
                verbinding.execute(
                    select(tables.herbouw.c.naam).where(tables.herbouw.c.afdruk == afdruk)
                ).scalars()
            )
            for weergave in weergaven:
                heel = {tabel.name for tabel in weergave.tabellen} <= er_zijn
                if weergave.naam in bekend and heel and not opnieuw:
                    continue
                gooi_weg(verbinding, weergave.tabellen)
                maak(verbinding, weergave.tabellen)
                verbinding.execute(tables.herbouw.delete().where(tables.herbouw.c.naam == weergave.naam))
                verbinding.execute(
                    tables.herbouw.insert().values(
                        naam=weergave.naam, afdruk=afdruk, begonnen_op=self._nu(), tot=tot
                    )
                )

    def _bouwen(self, weergaven: Sequence[Weergave]) -> list[Bouw]:
        with self._dienst.connect() as verbinding:
            return bouwen(verbinding, weergaven)

    def _per_stroom_te_doen(self, weergaven: Sequence[Weergave]) -> list[tuple[int, int]]:
        return sorted({(een.tot, een.begin_na) for een in self._bouwen(weergaven) if een.positie is None})

    # --- stream by stream -------------------------------------------------------------------------------------------

    def _per_stroom(self, weergaven: Sequence[Weergave], *, tot: int, begin_na: int, meld: Meld) -> None:
        tabellen = tabellen_van(weergaven)
        with self._dienst.connect() as verbinding:
            verbinding.execution_options(schema_translate_map={LEVEND: TIJDELIJK})
            try:
                with verbinding.begin():
                    maak_kladtabellen(verbinding, tabellen)
                klaar = False
                while not klaar:
                    with verbinding.begin():
                        begin_na, klaar = self._stromen(verbinding, weergaven, tot=tot, begin_na=begin_na)
                    meld(begin_na, tot)
            finally:
                # The tables go with the connection, however this ended.
                verbinding.invalidate()

    def _stromen(
        self, verbinding: Connection, weergaven: Sequence[Weergave], *, tot: int, begin_na: int
    ) -> tuple[int, bool]:
        """Tell the next streams; up to where that is, and whether there are no more."""
        verbinding.execute(text("SET LOCAL synchronous_commit = off"))
        verbinding.execute(select(func.pg_advisory_xact_lock_shared(VERNIETIGSLOT)))
        stromen, verder = volgende_stromen(verbinding, begin_na, tot=tot, limiet=self._tegelijk)
        if stromen:
            self._vertel(verbinding, weergaven, stromen, tot=tot)
        klaar = verder is None
        verbinding.execute(
            text("UPDATE weergave.herbouw SET begin_na = :na, positie = :positie WHERE naam = ANY(:namen)"),
            {
                "na": tot if verder is None else verder,
                "positie": tot if klaar else None,
                "namen": _namen(weergaven),
            },
        )
        return (tot if verder is None else verder), klaar

    def _vertel(
        self, verbinding: Connection, weergaven: Sequence[Weergave], stromen: Sequence[UUID], *, tot: int
    ) -> None:
        """Tell these streams in tables that hold nothing else, and add those to what was built."""
        plaatsen = plaatsen_van(verbinding, stromen, tot=tot, namen=namen_van_alle(weergaven))
        behalve = overgeslagen(verbinding, _namen(weergaven))
        feiten = self._open(weergaven, plaatsen, behalve)
        for weergave in weergaven:
            # What an overleg tells of the cases on its agenda goes with those cases, and in the order of then.
            namen = namen_van(weergave) - van_anderen(weergave)
            eigen = [feit for feit in feiten if feit.naam in namen]
            elders = self._voeding.van_agenda(verbinding, weergave, eigen, tot=tot)
            over = behalve[weergave.naam]
            samen = sorted([*eigen, *elders], key=lambda feit: feit.positie)
            self._geef(verbinding, weergave, [feit for feit in samen if feit.positie not in over])
        for tabel in tabellen_van(weergaven):
            verbinding.execute(
                text(f"INSERT INTO {HERBOUW}.{tabel.name} SELECT * FROM {TIJDELIJK}.{tabel.name}")  # noqa: S608 names of our own tables
            )

    def _open(
        self, weergaven: Sequence[Weergave], plaatsen: Sequence[Plaats], behalve: Behalve
    ) -> list[Opgetekend]:
        try:
            return self._voeding.open(plaatsen, weergaven, behalve=behalve)
        except DATABASE_WEG:
            raise
        except Exception as fout:
            raise self._onleesbaar(weergaven, plaatsen, behalve) from fout

    def _onleesbaar(
        self, weergaven: Sequence[Weergave], plaatsen: Sequence[Plaats], behalve: Behalve
    ) -> Exception:
        """Which fact it was, and the first view that takes it."""
        for plaats, weergave in product(plaatsen, weergaven):
            try:
                self._voeding.open([plaats], [weergave], behalve=behalve)
            except DATABASE_WEG:
                raise
            except Exception as fout:  # noqa: BLE001 this is the one
                return HerbouwGestruikeld(weergave.naam, plaats, type(fout).__name__)
        return HerbouwKanNiet("A fact could not be read, and then it could; give the same command again.")

    def _geef(self, verbinding: Connection, weergave: Weergave, feiten: Sequence[Opgetekend]) -> None:
        proef = verbinding.begin_nested()
        try:
            self._voeding.vertel(verbinding, weergave, feiten)
        except DATABASE_WEG:
            raise
        except Exception as fout:
            proef.rollback()
            raise self._struikelblok(verbinding, weergave, feiten, fout) from fout
        proef.commit()

    def _struikelblok(
        self, verbinding: Connection, weergave: Weergave, feiten: Sequence[Opgetekend], fout: Exception
    ) -> HerbouwGestruikeld:
        """Which fact it was: the first that the view cannot take when they come one by one."""
        boosdoener = feiten[-1]
        for feit in feiten:
            try:
                with verbinding.begin_nested():
                    self._voeding.vertel(verbinding, weergave, [feit])
            except DATABASE_WEG:
                raise
            except Exception:  # noqa: BLE001 this is the one
                boosdoener = feit
                break
        plaats = Plaats(boosdoener.positie, boosdoener.stroom_id, boosdoener.versie, boosdoener.naam)
        return HerbouwGestruikeld(weergave.naam, plaats, type(fout).__name__)

    # --- fact by fact -----------------------------------------------------------------------------------------------

    def _haal_bij(self, weergaven: Sequence[Weergave], *, meld: Meld) -> None:
        """Take in what was recorded meanwhile, until little is left."""
        nog = BIJNA
        while nog >= BIJNA:
            with self._dienst.begin() as verbinding:
                verbinding.execute(text("SET LOCAL synchronous_commit = off"))
                verbinding.execute(select(func.pg_advisory_xact_lock_shared(VERNIETIGSLOT)))
                nog = self._portie(verbinding, weergaven, meld=meld)

    def _portie(self, verbinding: Connection, weergaven: Sequence[Weergave], *, meld: Meld) -> int:
        """Take the next facts to the views that are furthest behind, and say how many those were."""
        bij_positie: dict[int, list[Weergave]] = defaultdict(list)
        vraag = text("SELECT naam, positie FROM weergave.herbouw WHERE naam = ANY(:namen) ORDER BY naam")
        bij_naam = {weergave.naam: weergave for weergave in weergaven}
        for rij in verbinding.execute(vraag, {"namen": list(bij_naam)}).all():
            bij_positie[rij.positie].append(bij_naam[rij.naam])
        positie, samen = min(bij_positie.items())
        plaatsen = plaatsen_na(verbinding, positie, limiet=PORTIE)
        if not plaatsen:
            return 0
        behalve = overgeslagen(verbinding, _namen(samen))
        feiten = self._open(samen, plaatsen, behalve)
        verbinding.execution_options(schema_translate_map={LEVEND: HERBOUW})
        for weergave in samen:
            self._voeding.geef(verbinding, weergave, feiten, behalve=behalve[weergave.naam])
        verbinding.execution_options(schema_translate_map=None)
        tot = plaatsen[-1].positie
        verbinding.execute(
            text("UPDATE weergave.herbouw SET positie = :tot WHERE naam = ANY(:namen)"),
            {"tot": tot, "namen": _namen(samen)},
        )
        meld(tot, tot)
        return len(plaatsen) if len(bij_positie) == 1 else PORTIE

    # --- taking the place of those in use ---------------------------------------------------------------------------

    def _neem_plaats(self, weergaven: Sequence[Weergave], *, meld: Meld) -> int:
        for keer in range(KEREN):
            try:
                with self._eigenaar.begin() as verbinding:
                    return self._verwissel(verbinding, weergaven, meld=meld)
            except LezersBlijven:
                log.info("herbouw_wacht_op_lezers", keer=keer)
                time.sleep(1.0)
                self._haal_bij(weergaven, meld=meld)
        raise HerbouwKanNiet(
            "Others kept reading the views all the time, so the new ones could not take their place. What was built is "
            "kept: give the same command again."
        )

    def _verwissel(self, verbinding: Connection, weergaven: Sequence[Weergave], *, meld: Meld) -> int:
        """Keep the runner out, take in the last facts, and swap: to everybody else it is one moment."""
        namen = _namen(weergaven)
        verbinding.execute(select(func.pg_advisory_xact_lock_shared(VERNIETIGSLOT)))
        for naam in sorted(namen):
            verbinding.execute(select(func.pg_advisory_xact_lock(slot_van(naam))))
        while self._portie(verbinding, weergaven, meld=meld):
            pass
        verwissel(verbinding, tabellen_van(weergaven))
        (positie,) = verbinding.execute(
            text("SELECT DISTINCT positie FROM weergave.herbouw WHERE naam = ANY(:namen)"), {"namen": namen}
        ).scalars()
        zet_standen(verbinding, namen, positie=positie)
        # What the rows were before is in what was built.
        verbinding.execute(aanvulling.delete().where(aanvulling.c.naam.in_(namen)))
        verbinding.execute(tables.herbouw.delete().where(tables.herbouw.c.naam.in_(namen)))
        return int(positie)


def _namen(weergaven: Sequence[Weergave]) -> list[str]:
    return [weergave.naam for weergave in weergaven]
