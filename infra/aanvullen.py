"""Fills in what the rows of views were before that was kept, while the runner goes on: a portion of streams at a time.

A database of before migration 0024 has rows whose past is not known. Until it is, a list of an earlier moment is played
again from all facts (``naspelen``). A stream is told anew from its first fact up to where the view is, in tables that
hold nothing else, and what that gives takes the place of what was kept of it. The place is kept with it.
"""

import time
from collections.abc import Callable, Sequence
from uuid import UUID

import structlog
from sqlalchemy import Connection, Engine, func, select, text

from infra.definitions import Definities
from infra.herbouwtabellen import (
    LEVEND,
    TIJDELIJK,
    maak_kladtabellen,
    tabellen_van,
    vergeet_wat_heel_weg_is,
)
from infra.herbouwvoortgang import porties
from infra.kluis import VERNIETIGSLOT
from infra.onaangevuld import aanvulling, onaangevuld
from infra.rondes import Rondes
from infra.runner import slot_van
from infra.standen import Stand, standen
from infra.store import Archief
from infra.voeding import Voeding, namen_van, namen_van_alle, plaatsen_van, van_anderen
from projections.verloop import eigenaar_van
from projections.weergave import Weergave

log = structlog.get_logger()

STROMEN = 100
"""Streams in one portion: the views stand still for as long as it takes."""

NA_EEN_FOUT = 600.0
"""Seconds before it is tried again."""

BEZET = 0.2
"""Seconds before it is tried again where the runner is at work."""


class Aanvuller:
    """Fills in the past, in a thread of its own that ends when there is no more to do, or one portion at a time."""

    def __init__(
        self,
        engine: Engine,
        archief: Archief,
        weergaven: Sequence[Weergave],
        *,
        definities: Definities,
        ga_verder: Callable[[], None] = lambda: None,
        tegelijk: int = STROMEN,
    ) -> None:
        """``ga_verder`` is told after each portion: the runner may have been kept waiting."""
        self._engine = engine
        self._voeding = Voeding(archief, definities)
        self._weergaven = {weergave.naam: weergave for weergave in weergaven}
        self._ga_verder = ga_verder
        self._tegelijk = tegelijk
        self._rondes = Rondes("aanvuller", self._ronde)

    def start(self) -> None:
        """Fill in until ``stop``, if there is anything to do."""
        with self._engine.connect() as verbinding:
            te_doen = onaangevuld(verbinding)
        if te_doen:
            log.info("verloop_wordt_aangevuld", weergaven=te_doen)
            self._rondes.start()

    def stop(self) -> None:
        """Finish the portion at hand and end."""
        self._rondes.stop()

    def vul_aan(self) -> bool:
        """Fill in one portion; says whether there is more."""
        with self._engine.connect() as verbinding:
            try:
                with verbinding.begin():
                    te_doen = verbinding.execute(select(aanvulling.c.naam, aanvulling.c.begin_na)).all()
                    if not te_doen:
                        return False
                    begin_na = min(rij.begin_na for rij in te_doen)
                    samen = [self._weergaven[rij.naam] for rij in te_doen if rij.begin_na == begin_na]
                    self._portie(verbinding, samen, begin_na=begin_na)
            finally:
                # The tables go with the connection, however this ended.
                verbinding.invalidate()
        return True

    def _ronde(self) -> float:
        begin = time.monotonic()
        try:
            meer = self.vul_aan()
        except _Bezet:
            return BEZET
        except Exception as fout:  # noqa: BLE001 until it is mended lists are played again, and the service goes on
            log.error("aanvullen_gestopt", soort=type(fout).__name__)  # noqa: TRY400 a trace may hold content
            return NA_EEN_FOUT
        finally:
            self._ga_verder()
        if not meer:
            log.info("verloop_is_aangevuld")
            return NA_EEN_FOUT
        # As long as it worked, so that commands and views have their part of the processor.
        return time.monotonic() - begin

    def _portie(self, verbinding: Connection, weergaven: Sequence[Weergave], *, begin_na: int) -> None:
        verbinding.execute(select(func.pg_advisory_xact_lock_shared(VERNIETIGSLOT)))
        namen = [weergave.naam for weergave in weergaven]
        for naam in sorted(namen):
            if not verbinding.execute(select(func.pg_try_advisory_xact_lock(slot_van(naam)))).scalar_one():
                raise _Bezet
        deze = aanvulling.c.naam.in_(namen)
        tot = verbinding.execute(select(func.max(aanvulling.c.tot)).where(deze)).scalar_one() or 0
        portie = next(porties(verbinding, begin_na, tot=tot, limiet=self._tegelijk))
        if portie.stromen:
            self._vertel(verbinding, weergaven, portie.stromen)
        if portie.laatste:
            verbinding.execute(aanvulling.delete().where(deze))
        else:
            verbinding.execute(aanvulling.update().values(begin_na=portie.tot_en_met).where(deze))

    def _vertel(self, verbinding: Connection, weergaven: Sequence[Weergave], stromen: Sequence[UUID]) -> None:
        """Tell these streams up to where each view is, and put their versions in the place of what was kept."""
        tabellen = tabellen_van(weergaven)
        maak_kladtabellen(verbinding, tabellen)
        nu = standen(verbinding, [weergave.naam for weergave in weergaven])
        tot = max(stand.positie for stand in nu.values())
        plaatsen = plaatsen_van(verbinding, stromen, tot=tot, namen=namen_van_alle(weergaven))
        behalve = {naam: stand.overgeslagen for naam, stand in nu.items()}
        feiten = self._voeding.open(plaatsen, weergaven, behalve=behalve)
        verbinding.execution_options(schema_translate_map={LEVEND: TIJDELIJK})
        for weergave in weergaven:
            stand: Stand = nu[weergave.naam]
            namen = namen_van(weergave) - van_anderen(weergave)
            eigen = [feit for feit in feiten if feit.naam in namen and feit.positie <= stand.positie]
            elders = self._voeding.van_agenda(verbinding, weergave, eigen, tot=stand.positie)
            samen = sorted([*eigen, *elders], key=lambda feit: feit.positie)
            self._voeding.vertel(
                verbinding, weergave, [feit for feit in samen if feit.positie not in stand.overgeslagen]
            )
        verbinding.execution_options(schema_translate_map=None)
        for tabel in tabellen:
            if tabel.info.get("verloop"):
                plaats, eigenaar = f"{LEVEND}.{tabel.name}", eigenaar_van(tabel)
                weg = text(f"DELETE FROM {plaats} WHERE {eigenaar} = ANY(:stromen)")  # noqa: S608 names of our own tables
                verbinding.execute(weg, {"stromen": list(stromen)})
                verbinding.execute(text(f"INSERT INTO {plaats} SELECT * FROM {TIJDELIJK}.{tabel.name}"))  # noqa: S608 the same
        vergeet_wat_heel_weg_is(verbinding, tabellen, schema=LEVEND)


class _Bezet(Exception):
    """Another process leads one of the views at this moment."""
