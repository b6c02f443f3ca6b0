"""A list of an earlier moment, made from what is kept of the rows, is the list that all facts up to then make."""

import random
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text

from api.demo.geheugen import Schrijfsel
from api.demo.vullen import _porties, _schrijf
from api.samenstelling import Dienst
from domain.casus.waarden import Uitkomst
from infra.aanvullen import Aanvuller
from infra.database import Database
from infra.onaangevuld import onaangevuld
from infra.terugblik import Terugblik
from projections.alle import WEERGAVEN
from projections.verloop import ongeordend_van, rijen_nu
from projections.weergave import metadata, tabellen_met_casus
from tests.api.cli.demojaar import het_jaar
from tests.conftest import Klok
from tests.gezin import EX, gezin
from tests.infra.weergaverijen import inhoud
from tests.verhalen import ZVH, nieuw_verhaal

Rijen = dict[str, set[tuple[Any, ...]]]
SEED = 11


def op_moment(
    dienst: Dienst, op: datetime, *, stromen: Collection[UUID] | None, tafels: Iterable[str] = (ZVH,)
) -> Rijen:
    """All rows of these tables; those that do not say of which they are come with each."""
    samen: Rijen = defaultdict(set)
    for tafel in tafels:
        with dienst.naspeler.naspelen(WEERGAVEN, tafel=tafel, op=op, stromen=stromen) as verbinding:
            for tabel in rijen_nu(metadata.sorted_tables):
                samen[tabel.name].update(tuple(rij) for rij in verbinding.execute(select(tabel)))
    return samen


def alle_stromen(dienst: Dienst) -> list[UUID]:
    with dienst.engine.connect() as verbinding:
        return list(
            verbinding.execute(text("SELECT DISTINCT originator_id FROM feiten.gebeurtenis")).scalars()
        )


def eis_gelijk(dienst: Dienst, *momenten: datetime, tafels: Iterable[str] = (ZVH,)) -> None:
    """What is kept, and where that is not enough the facts, say the same as all facts."""
    stromen = alle_stromen(dienst)
    for moment in momenten:
        with dienst.engine.connect() as verbinding:
            opnieuw = Terugblik(ZVH, moment, None).opnieuw(verbinding, WEERGAVEN)
        assert opnieuw is not None
        assert len(opnieuw) < len(stromen)
        gevonden = op_moment(dienst, moment, stromen=None, tafels=tafels)
        assert gevonden == op_moment(dienst, moment, stromen=stromen, tafels=tafels)


def schrijf(dienst: Dienst, verteld: Sequence[Schrijfsel]) -> None:
    bos = dienst.archief.bos()
    for portie in _porties(list(verteld)):
        _schrijf(dienst, portie, bos)


def test_every_row_of_a_year_is_as_all_facts_say_on_random_moments_while_the_runner_is_behind(
    dienst: Dienst,
) -> None:
    kies = random.Random(SEED)  # noqa: S311 no secret
    verteld = [schrijfsel for gedaan in het_jaar(seed=SEED) for schrijfsel in gedaan.schrijfsels]
    verteld.sort(key=lambda schrijfsel: schrijfsel.feiten[-1].envelop.op)
    grens = len(verteld) - 40
    schrijf(dienst, verteld[:grens])
    dienst.runner.werk_bij()
    schrijf(dienst, verteld[grens:])
    momenten = sorted({feit.envelop.op for schrijfsel in verteld for feit in schrijfsel.feiten})
    # Exactly that of a fact and just before one; the last is after facts that no view has taken in.
    eis_gelijk(
        dienst,
        kies.choice(momenten[len(momenten) // 4 : -60]),
        kies.choice(momenten[len(momenten) // 4 : -60]) - timedelta(microseconds=1),
        momenten[-10],
        tafels=tuple(dienst.definities.tafels),
    )


def test_of_a_case_of_which_one_person_was_destroyed_the_past_is_told_by_what_is_left(
    dienst: Dienst, klok: Klok
) -> None:
    familie, ander = gezin(nieuw_verhaal(dienst)), nieuw_verhaal(dienst)
    momenten = []
    for stap in (ander.meld_aan, familie.tot_en_met_ico):
        stap()
        momenten.append(klok())
        klok.verder(days=1)
    dienst.runner.werk_bij()
    voor = op_moment(dienst, momenten[-1], stromen=None)
    familie.vernietig_persoon(EX)
    eis_gelijk(dienst, *momenten)
    dienst.runner.werk_bij()
    eis_gelijk(dienst, *momenten)
    assert op_moment(dienst, momenten[-1], stromen=None) != voor


def test_of_a_case_that_was_destroyed_nothing_is_kept_of_what_its_rows_were(
    dienst: Dienst, klok: Klok
) -> None:
    verhaal, ander = nieuw_verhaal(dienst), nieuw_verhaal(dienst)
    verhaal.meld_aan()
    ander.meld_aan()
    klok.verder(days=1)
    verhaal.trieer(Uitkomst.ADVIES)
    toen = klok()
    dienst.runner.werk_bij()
    stroom = dienst.shell.laad(verhaal.casusnummer).stroom_id

    def bewaard() -> int:
        with dienst.engine.connect() as verbinding:
            return sum(
                len(verbinding.execute(select(tabel).where(tabel.c.stroom_id == stroom)).all())
                for tabel in tabellen_met_casus()
                if tabel.info.get("verloop")
            )

    assert bewaard() > 2
    klok.verder(days=1)
    verhaal.verwijder()
    assert bewaard() == 0
    dienst.runner.werk_bij()
    assert bewaard() == 0
    eis_gelijk(dienst, toen)


def test_a_case_that_was_not_recorded_in_the_order_of_its_moments_is_played_again(
    dienst: Dienst, klok: Klok
) -> None:
    verhaal, ander = nieuw_verhaal(dienst), nieuw_verhaal(dienst)
    begin = klok()
    verhaal.meld_aan()
    ander.meld_aan()
    klok.verder(minutes=10)
    verhaal.trieer()
    dienst.runner.werk_bij()
    # The clock of another process, five minutes behind.
    klok.verder(minutes=-5)
    verhaal.wijs_regie_toe()
    klok.verder(minutes=-4)
    ander.trieer()
    dienst.runner.werk_bij()
    with dienst.engine.connect() as verbinding:
        scheef = list(verbinding.execute(select(ongeordend_van("monitoring"))).scalars())
    assert scheef == [dienst.shell.laad(verhaal.casusnummer).stroom_id]
    eis_gelijk(dienst, *(begin + timedelta(minutes=minuten) for minuten in (0, 1, 5, 7, 10, 11)))


@pytest.fixture
def van_voor(dienst: Dienst, database: Database, klok: Klok) -> Dienst:
    """A database whose views took in three cases before their past was kept, and one after."""
    for _ in range(3):
        nieuw_verhaal(dienst).tot_en_met_ico()
        klok.verder(days=1)
    dienst.runner.werk_bij()
    with database.owner_engine().begin() as verbinding:
        for tabel in metadata.sorted_tables:
            if tabel.info.get("verloop"):
                verbinding.execute(tabel.delete())
        verbinding.execute(
            text("INSERT INTO weergave.aanvulling (naam, tot) SELECT naam, positie FROM weergave.stand")
        )
    nieuw_verhaal(dienst).tot_en_met_ico()
    dienst.runner.werk_bij()
    return dienst


def aanvuller(dienst: Dienst) -> Aanvuller:
    return Aanvuller(dienst.engine, dienst.archief, WEERGAVEN, definities=dienst.definities, tegelijk=2)


def test_a_database_of_before_answers_by_its_facts_until_the_past_is_filled_in(
    van_voor: Dienst, klok: Klok
) -> None:
    toen = klok() - timedelta(days=2)
    verwacht = op_moment(van_voor, toen, stromen=alle_stromen(van_voor))
    assert verwacht["monitoring"]
    vuller = aanvuller(van_voor)
    porties = 0
    while vuller.vul_aan():
        assert op_moment(van_voor, toen, stromen=None) == verwacht
        porties += 1
    assert porties > 1
    with van_voor.engine.connect() as verbinding:
        assert onaangevuld(verbinding) == []
    eis_gelijk(van_voor, toen, klok() - timedelta(days=1), klok())


def test_what_is_filled_in_is_what_the_runner_would_have_kept(van_voor: Dienst) -> None:
    vuller = aanvuller(van_voor)
    while vuller.vul_aan():
        pass
    gevuld = inhoud(van_voor)
    with van_voor.engine.begin() as verbinding:
        for tabel in metadata.sorted_tables:
            verbinding.execute(tabel.delete())
        verbinding.execute(text("DELETE FROM weergave.stand"))
    van_voor.runner.werk_bij()
    assert inhoud(van_voor) == gevuld
    assert gevuld["monitoring_toen"]
