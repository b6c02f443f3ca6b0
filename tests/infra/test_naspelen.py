"""Every view of every table, rebuilt for a moment, holds what it held then: compared over an invented year."""

import random
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby
from threading import Thread
from uuid import UUID

import pytest
from sqlalchemy import Connection, select, text

from api.demo.geheugen import Schrijfsel
from api.demo.vullen import _porties, _schrijf
from api.samenstelling import Dienst
from domain.casus.waarden import Uitkomst
from domain.historie import Opgetekend
from domain.tafels import Feestdagen, Tafel
from infra.codec import KluisGeschonden
from infra.naspelen import NaspelenBezet, NaspelenTeLang, Naspeler
from projections.alle import WEERGAVEN
from projections.bewaarkalender import bewaarkalender
from projections.triagelijst import triagelijst
from projections.triagelijst_fold import Triagelijst
from projections.verloop import rijen_nu
from projections.weergave import metadata
from tests.api.cli.demojaar import het_jaar
from tests.conftest import Klok
from tests.verhalen import ZVH, Verhaal, nieuw_verhaal

Rij = tuple[object, ...]
TABELLEN = rijen_nu(metadata.sorted_tables)
Stand = dict[str, list[Rij]]
"""The rows of each table of the views, in no particular order."""

SEED = 7


@pytest.fixture(scope="module")
def verteld() -> list[Schrijfsel]:
    return [schrijfsel for gedaan in het_jaar(seed=SEED) for schrijfsel in gedaan.schrijfsels]


def momenten(verteld: list[Schrijfsel]) -> list[datetime]:
    """Three moments at random, each exactly that of a fact: that fact counts, the next one does not."""
    kies = random.Random(SEED)  # noqa: S311 no secret
    alle = sorted({feit.envelop.op for schrijfsel in verteld for feit in schrijfsel.feiten})
    deel = len(alle) // 3
    # Of each third the later half: at the very beginning there is little to be the same.
    return [kies.choice(alle[deel * nummer + deel // 2 : deel * (nummer + 1)]) for nummer in range(3)]


def inhoud(verbinding: Connection) -> Stand:
    return {tabel.name: [tuple(rij) for rij in verbinding.execute(select(tabel))] for tabel in TABELLEN}


def van_alle_tafels(dienst: Dienst, op: datetime, *, stromen: Collection[UUID] | None = None) -> Stand:
    """The rows of all tables of the land; those that do not say of which they are come with each."""
    samen: dict[str, set[Rij]] = defaultdict(set)
    for tafel in dienst.definities.tafels:
        with dienst.naspeler.naspelen(WEERGAVEN, tafel=tafel, op=op, stromen=stromen) as verbinding:
            for naam, rijen in inhoud(verbinding).items():
                samen[naam].update(rijen)
    return {naam: list(rijen) for naam, rijen in samen.items()}


def zonder_vernietigde(stand: Stand, dienst: Dienst) -> Stand:
    with dienst.engine.connect() as verbinding:
        heel = "SELECT stroom_id FROM kluis.omheining WHERE persoon_id IS NULL AND organisatie IS NULL"
        weg = set(verbinding.execute(text(heel)).scalars())
        bijdrage = "SELECT stroom_id, organisatie FROM kluis.omheining WHERE organisatie IS NOT NULL"
        bijdragen = {tuple(rij) for rij in verbinding.execute(text(bijdrage))}
    over: Stand = {}
    for tabel in TABELLEN:
        eigen = list(tabel.c).index(tabel.c.stroom_id) if "stroom_id" in tabel.c else None
        blijft = eigen is None or tabel.info.get("blijft", False)
        over[tabel.name] = [rij for rij in stand[tabel.name] if blijft or rij[eigen or 0] not in weg]
    # A unit of the calendar that was a contribution which was destroyed alone since.
    stroom, van = (
        list(bewaarkalender.c).index(bewaarkalender.c[naam]) for naam in ("stroom_id", "organisatie")
    )
    over["bewaarkalender"] = [
        rij for rij in over["bewaarkalender"] if (rij[stroom], rij[van]) not in bijdragen
    ]
    return over


def gesorteerd(stand: Stand) -> Stand:
    return {naam: sorted(rijen, key=str) for naam, rijen in stand.items()}


def test_every_row_of_every_view_is_as_it_was_on_three_moments_of_the_year(
    dienst: Dienst, verteld: list[Schrijfsel]
) -> None:
    bos, toen = dienst.archief.bos(), {}
    op_moment = sorted(verteld, key=lambda schrijfsel: schrijfsel.feiten[-1].envelop.op)
    grenzen = [*momenten(verteld), datetime.max.replace(tzinfo=UTC)]
    over = iter(op_moment)
    for grens, groep in groupby(over, key=lambda s: _vak(s, grenzen)):
        for portie in _porties(list(groep)):
            _schrijf(dienst, portie, bos)
        dienst.runner.werk_bij()
        with dienst.engine.connect() as verbinding:
            toen[grens] = inhoud(verbinding)
    assert len(toen) == 4
    for grens in grenzen[:-1]:
        verwacht = zonder_vernietigde(toen[grens], dienst)
        assert sum(map(len, verwacht.values())) > 100
        assert gesorteerd(van_alle_tafels(dienst, grens)) == gesorteerd(verwacht)
    assert any(toen[grens]["triagelijst"] for grens in grenzen[:-1])
    assert any(toen[grens] != zonder_vernietigde(toen[grens], dienst) for grens in grenzen[:-1])


def _vak(schrijfsel: Schrijfsel, grenzen: list[datetime]) -> datetime:
    return next(grens for grens in grenzen if schrijfsel.feiten[-1].envelop.op <= grens)


# --- what cannot be, or not now -----------------------------------------------------------------------------------


def rijen(verbinding: Connection) -> int:
    return sum(len(rijen) for rijen in inhoud(verbinding).values())


def test_before_the_first_fact_everything_is_empty(dienst: Dienst, klok: Klok) -> None:
    Verhaal(dienst).tot_en_met_ico()
    with dienst.naspeler.naspelen(WEERGAVEN, tafel=ZVH, op=klok() - timedelta(microseconds=1)) as leeg:
        assert rijen(leeg) == 0
    with dienst.naspeler.naspelen(WEERGAVEN, tafel=ZVH, op=klok()) as vol:
        assert rijen(vol) > 0


def test_of_some_streams_only_those_are_played_again(dienst: Dienst, klok: Klok) -> None:
    verhalen = [nieuw_verhaal(dienst) for _ in range(3)]
    for verhaal in verhalen:
        verhaal.tot_en_met_ico()
    een = dienst.shell.laad(verhalen[1].casusnummer).stroom_id
    with dienst.naspeler.naspelen(WEERGAVEN, tafel=ZVH, op=klok()) as alles:
        verwacht = {
            tabel.name: [tuple(rij) for rij in alles.execute(select(tabel).where(tabel.c.stroom_id == een))]
            for tabel in TABELLEN
            if "stroom_id" in tabel.c
        }
    with dienst.naspeler.naspelen(WEERGAVEN, tafel=ZVH, op=klok(), stromen=[een]) as enkel:
        gevonden = inhoud(enkel)
    assert len(verwacht["monitoring"]) == len(verwacht["bewaartermijn"]) == 1
    assert {naam: rijen for naam, rijen in gesorteerd(gevonden).items() if rijen} == {
        naam: rijen for naam, rijen in gesorteerd(verwacht).items() if rijen
    }
    with dienst.naspeler.naspelen(WEERGAVEN, tafel=ZVH, op=klok(), stromen=[]) as leeg:
        assert rijen(leeg) == 0


def test_the_live_rows_are_neither_read_nor_touched(dienst: Dienst, klok: Klok) -> None:
    Verhaal(dienst).tot_en_met_ico()
    with dienst.naspeler.naspelen(WEERGAVEN, tafel=ZVH, op=klok()) as vol:
        assert rijen(vol) > 0
    with dienst.engine.connect() as verbinding:
        assert rijen(verbinding) == 0
        assert (
            verbinding.execute(text("SELECT count(*) FROM pg_class WHERE relpersistence = 't'")).scalar() == 0
        )


@dataclass
class MetEenGebeurtenis(Triagelijst):
    """The queue, and what somebody does after it was filled."""

    doe: Callable[[], object]

    def __post_init__(self) -> None:
        super().__init__()

    def verwerk(
        self,
        verbinding: Connection,
        feiten: Sequence[Opgetekend],
        *,
        tafels: Mapping[str, Tafel],
        feestdag: Feestdagen,
    ) -> None:
        super().verwerk(verbinding, feiten, tafels=tafels, feestdag=feestdag)
        self.doe()


def test_a_case_that_is_destroyed_while_its_list_is_made_is_not_on_it(dienst: Dienst, klok: Klok) -> None:
    verhaal = Verhaal(dienst)
    verhaal.meld_aan()
    toen = klok()
    klok.verder(days=1)
    verhaal.trieer(Uitkomst.ADVIES)
    lijst = MetEenGebeurtenis(verhaal.verwijder)
    with dienst.naspeler.naspelen([lijst], tafel=ZVH, op=toen) as verbinding:
        assert verbinding.execute(select(triagelijst)).all() == []


def test_what_takes_too_long_is_given_up_and_leaves_nothing(dienst: Dienst, klok: Klok) -> None:
    Verhaal(dienst).tot_en_met_ico()
    haastig = Naspeler(dienst.engine, dienst.archief, definities=dienst.definities, hoogstens=0.0)
    with pytest.raises(NaspelenTeLang), haastig.naspelen(WEERGAVEN, tafel=ZVH, op=klok()):
        pass
    kort = Naspeler(dienst.engine, dienst.archief, definities=dienst.definities, hoogstens=0.5)
    with pytest.raises(NaspelenTeLang), kort.naspelen(WEERGAVEN, tafel=ZVH, op=klok()) as verbinding:
        verbinding.execute(text("SELECT pg_sleep(5)"))
    with dienst.naspeler.naspelen(WEERGAVEN, tafel=ZVH, op=klok()) as weer:
        assert rijen(weer) > 0


def test_who_comes_when_all_turns_are_taken_hears_so(dienst: Dienst, klok: Klok) -> None:
    bezet = Naspeler(
        dienst.engine, dienst.archief, definities=dienst.definities, tegelijk=1, beurt_binnen=0.05
    )
    with (
        bezet.naspelen(WEERGAVEN, tafel=ZVH, op=klok()),
        pytest.raises(NaspelenBezet),
        bezet.naspelen(WEERGAVEN, tafel=ZVH, op=klok()),
    ):
        pass
    with bezet.naspelen(WEERGAVEN, tafel=ZVH, op=klok()) as weer:
        assert rijen(weer) == 0


def test_replays_side_by_side_do_not_see_each_other(dienst: Dienst, klok: Klok) -> None:
    Verhaal(dienst).meld_aan()
    begin = klok()
    klok.verder(days=1)
    Verhaal(dienst).meld_aan()
    gevonden: dict[datetime, int] = {}

    def tel(op: datetime) -> None:
        with dienst.naspeler.naspelen(WEERGAVEN, tafel=ZVH, op=op) as verbinding:
            gevonden[op] = len(inhoud(verbinding)["triagelijst"])

    draden = [Thread(target=tel, args=(op,)) for op in (begin, klok())]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert gevonden == {begin: 1, klok(): 2}


def test_a_list_with_a_damaged_fact_is_not_made_as_if_nothing_were_the_matter(
    dienst: Dienst, klok: Klok
) -> None:
    Verhaal(dienst).tot_en_met_ico()
    with dienst.engine.begin() as verbinding:
        verbinding.execute(text("DELETE FROM kluis.deel WHERE versie = 3"))
    with (
        pytest.raises(KluisGeschonden),
        dienst.naspeler.naspelen(WEERGAVEN, tafel=ZVH, op=klok()),
    ):
        pass
