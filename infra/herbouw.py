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

import structlog
from sqlalchemy import Connection, Engine, func, select, text

from infra import tables
from infra.definitions import Definities
from infra.herbouwfouten import HerbouwBezig, HerbouwKanNiet
from infra.herbouwploeg import hoeveel, ploeg
from infra.herbouwstromen import Stroomverteller, aan_het_klad, open_of_noem
from infra.herbouwtabellen import (
    HERBOUW,
    LEVEND,
    LezersBlijven,
    er_naast,
    gooi_weg,
    maak,
    tabellen_van,
    vergeet_wat_heel_weg_is,
    verwissel,
    voeg_indexen_toe,
)
from infra.herbouwvoortgang import STROMEN, Bouw, Portie, afdruk_van_de_regels, bouwen, porties
from infra.herbouwwerker import Opdracht, Werkplek
from infra.kluis import VERNIETIGSLOT
from infra.onaangevuld import aanvulling
from infra.runner import slot_van
from infra.standen import overgeslagen, zet_standen
from infra.store import Archief
from infra.voeding import Voeding, plaatsen_na
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
        werkplek: Werkplek | None = None,
    ) -> None:
        """Take both ways into the database, where the facts are, the rules, and the clock.

        ``tegelijk`` is how many streams are told in one transaction at most; ``werkplek`` is where other processes
        help, without it there are none.
        """
        self._tegelijk = tegelijk
        self._werkplek = werkplek
        self._eigenaar = eigenaar
        self._dienst = dienst
        self._voeding = Voeding(archief, definities)
        self._nu = nu

    def herbouw(
        self,
        weergaven: Sequence[Weergave],
        *,
        meld: Meld,
        opnieuw: bool = False,
        processen: int | None = None,
    ) -> int:
        """Rebuild these views, or finish that, and say at which position they took their place.

        With ``opnieuw`` what was built before is thrown away. Without a word on ``processen`` there are as many as
        there are cores, or one where there is little to do.

        Raises:
            HerbouwBezig: another process is at it.
            HerbouwGestruikeld: a view cannot take a fact.
            HerbouwKanNiet: others kept reading for too long, or a process that helped is gone.
        """
        with self._alleen():
            self._begin(weergaven, opnieuw=opnieuw)
            for tot, begin_na in self._per_stroom_te_doen(weergaven):
                samen = [
                    een.weergave
                    for een in self._bouwen(weergaven)
                    if een.positie is None and (een.tot, een.begin_na) == (tot, begin_na)
                ]
                self._per_stroom(samen, tot=tot, begin_na=begin_na, processen=processen, meld=meld)
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

    def _per_stroom(
        self, weergaven: Sequence[Weergave], *, tot: int, begin_na: int, processen: int | None, meld: Meld
    ) -> None:
        aantal = hoeveel(tot - begin_na) if processen is None else processen
        with (
            self._dienst.connect() as lezer,
            aan_het_klad(self._dienst, weergaven) as verbinding,
        ):
            lezer.execution_options(isolation_level="AUTOCOMMIT")
            te_doen = porties(lezer, begin_na, tot=tot, limiet=self._tegelijk)
            verteller = Stroomverteller(verbinding, self._voeding, weergaven, tot=tot)

            def verder(portie: Portie) -> None:
                meld(portie.tot_en_met, tot)

            if aantal == 1 or self._werkplek is None:
                for portie in te_doen:
                    verteller.vertel_en_leg_vast(portie)
                    verder(portie)
                return
            opdracht = Opdracht(self._werkplek, tuple(_namen(weergaven)), tot)
            with ploeg(opdracht, aantal=aantal) as samen:
                samen.vertel(te_doen, zelf=verteller.vertel_en_leg_vast, verder=verder)

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
        feiten = open_of_noem(self._voeding, samen, plaatsen, behalve)
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
        vergeet_wat_heel_weg_is(verbinding, tabellen_van(weergaven), schema=HERBOUW)
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
