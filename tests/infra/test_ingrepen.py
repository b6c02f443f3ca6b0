"""A fact that stops a view can be tried again or passed over, with a reason that nobody can change afterwards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import psycopg
import pytest
from sqlalchemy import Connection, func, select

from api.doctor_weergaven import weergavebevindingen
from api.samenstelling import Dienst
from domain.casus.events import GegevensVerwijderd, Getrieerd
from domain.historie import Opgetekend
from domain.tafels import Feestdagen, Tafel
from infra.database import Database
from infra.herbouw import HERBOUWSLOT, Herbouwer
from infra.ingrepen import Ingreep, IngreepKanNiet, Ingrepen, ingrepen
from infra.runner import Runner
from infra.standen import Stand, standen
from projections.triagelijst import triagelijst
from projections.triagelijst_fold import Triagelijst
from tests.conftest import Klok
from tests.verhalen import nieuw_verhaal

WIE = "mw-beheer"


class StruikeltError(RuntimeError):
    """What a mended version no longer raises."""


@dataclass
class Struikelaar(Triagelijst):
    """The queue, in a version that stumbles over some kind of fact until it is mended."""

    over: type | None = Getrieerd

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
        """Take in facts, but not that kind."""
        if self.over is not None and any(isinstance(feit.gebeurtenis, self.over) for feit in feiten):
            raise StruikeltError
        super().verwerk(verbinding, feiten, tafels=tafels, feestdag=feestdag)


@dataclass
class Opstelling:
    """A service with that one view, of which one case was decided on and another one waits."""

    dienst: Dienst
    weergave: Struikelaar
    runner: Runner
    ingrepen: Ingrepen
    positie: int = 0

    def stand(self) -> Stand:
        with self.dienst.engine.connect() as verbinding:
            return standen(verbinding, ["triagelijst"])["triagelijst"]

    def wachtend(self) -> int:
        with self.dienst.engine.connect() as verbinding:
            return len(verbinding.execute(select(triagelijst)).all())

    def gedaan(self) -> list[Ingreep]:
        with self.dienst.engine.connect() as verbinding:
            return list(ingrepen(verbinding))


@pytest.fixture
def gestopt(dienst: Dienst) -> Opstelling:
    weergave = Struikelaar()
    runner = Runner(
        dienst.engine, dienst.archief, [weergave], definities=dienst.definities, nu=dienst.omgeving.nu
    )
    een = nieuw_verhaal(dienst)
    een.meld_aan()
    samen = Opstelling(dienst, weergave, runner, Ingrepen(dienst.engine, nu=dienst.omgeving.nu))
    samen.positie = een.trieer().positie
    nieuw_verhaal(dienst).meld_aan()
    runner.werk_bij()
    return samen


def test_the_place_and_the_kind_of_fault_are_known(gestopt: Opstelling, klok: Klok) -> None:
    stand = gestopt.stand()
    assert (stand.fout, stand.fout_positie, stand.fout_op) == ("StruikeltError", gestopt.positie, klok())
    assert stand.positie == gestopt.positie - 1
    assert gestopt.wachtend() == 1


def test_once_mended_it_is_tried_again_and_everything_counts(gestopt: Opstelling) -> None:
    gestopt.weergave.over = None
    gestopt.ingrepen.probeer_opnieuw("triagelijst", reden="Hersteld in versie 2", wie=WIE)
    assert gestopt.stand().fout is None
    gestopt.runner.werk_bij()
    assert gestopt.stand().positie == gestopt.dienst.archief.laatste_positie()
    assert gestopt.wachtend() == 1


def test_a_runner_that_is_at_work_hears_of_it_and_does_not_wait_for_its_next_try(gestopt: Opstelling) -> None:
    gestopt.runner.start()
    try:
        gestopt.weergave.over = None
        gestopt.ingrepen.probeer_opnieuw("triagelijst", reden="Hersteld in versie 2", wie=WIE)
        assert gestopt.runner.wacht_op(gestopt.dienst.archief.laatste_positie(), hoogstens=10.0)
    finally:
        gestopt.runner.stop()
    assert gestopt.stand().positie == gestopt.dienst.archief.laatste_positie()


def test_passed_over_the_view_goes_on_without_it(gestopt: Opstelling) -> None:
    gestopt.ingrepen.sla_over("triagelijst", gestopt.positie, reden="Wacht op  versie 2", wie=WIE)
    gestopt.runner.werk_bij()
    stand = gestopt.stand()
    assert stand.fout is None
    assert stand.overgeslagen == {gestopt.positie}
    assert stand.positie == gestopt.dienst.archief.laatste_positie()
    # The case that was decided on still waits, as far as this view knows.
    assert gestopt.wachtend() == 2


def test_what_was_done_stands_there_with_who_and_when_and_why(
    gestopt: Opstelling, klok: Klok, database: Database
) -> None:
    gestopt.ingrepen.sla_over("triagelijst", gestopt.positie, reden=" Wacht op\nversie 2", wie=WIE)
    gestopt.ingrepen.probeer_opnieuw("triagelijst", positie=gestopt.positie, reden="Hersteld", wie="mw-peer")
    samen = ("triagelijst", gestopt.positie)
    assert gestopt.gedaan() == [
        Ingreep(klok(), *samen, "opnieuw", None, "Hersteld", "mw-peer"),
        Ingreep(klok(), *samen, "overslaan", "StruikeltError", "Wacht op versie 2", WIE),
    ]
    for url in (database.service_url, database.owner_url):
        for opdracht in ("UPDATE weergave.ingreep SET reden = ''", "DELETE FROM weergave.ingreep"):
            with psycopg.connect(url) as ieder, pytest.raises(psycopg.errors.InsufficientPrivilege):
                ieder.execute(opdracht)


def test_a_rebuild_passes_it_over_as_well_until_that_is_undone(
    gestopt: Opstelling, herbouwer: Herbouwer
) -> None:
    gestopt.ingrepen.sla_over("triagelijst", gestopt.positie, reden="Wacht op versie 2", wie=WIE)
    herbouwer.herbouw([gestopt.weergave], meld=lambda _op, _van: None)
    assert gestopt.wachtend() == 2
    gestopt.weergave.over = None
    gestopt.ingrepen.probeer_opnieuw("triagelijst", positie=gestopt.positie, reden="Hersteld", wie=WIE)
    in_orde, uitleg = herbouwbevinding(gestopt)
    assert not in_orde
    assert uitleg.startswith("One of triagelijst is owed")
    assert "'casus rebuild triagelijst'" in uitleg
    herbouwer.herbouw([gestopt.weergave], meld=lambda _op, _van: None)
    assert gestopt.wachtend() == 1
    assert herbouwbevinding(gestopt) == (True, "none is going on")


def test_no_rebuild_is_asked_for_while_one_goes_on_without_the_fact(gestopt: Opstelling) -> None:
    gestopt.ingrepen.sla_over("triagelijst", gestopt.positie, reden="Wacht op versie 2", wie=WIE)
    gestopt.runner.werk_bij()
    with gestopt.dienst.engine.connect() as bouwer:
        bouwer.execute(select(func.pg_advisory_lock(HERBOUWSLOT)))
        with pytest.raises(IngreepKanNiet, match="rebuild is going on"):
            gestopt.ingrepen.probeer_opnieuw(
                "triagelijst", positie=gestopt.positie, reden="Hersteld", wie=WIE
            )
    assert gestopt.stand().overgeslagen == {gestopt.positie}


def herbouwbevinding(gestopt: Opstelling) -> tuple[bool, str]:
    """What the doctor says of rebuilds."""
    (een,) = (een for een in weergavebevindingen(gestopt.dienst.engine) if een.naam == "rebuild")
    return een.in_orde, een.uitleg


def test_a_fact_that_cannot_be_read_can_be_passed_over_too(gestopt: Opstelling, database: Database) -> None:
    gestopt.weergave.over = None
    gestopt.runner.werk_bij()
    kapot = nieuw_verhaal(gestopt.dienst).meld_aan().positie
    with psycopg.connect(database.owner_url) as eigenaar:
        eigenaar.execute(
            "UPDATE kluis.deel d SET cijfertekst = 'stuk' FROM feiten.gebeurtenis g WHERE d.nummer = 0"
            " AND g.originator_id = d.stroom_id AND g.originator_version = d.versie AND notification_id = "
            "(SELECT max(notification_id) FROM feiten.gebeurtenis WHERE topic = 'casus.Aangemeld.v1')"
        )
    gestopt.runner.werk_bij()
    stand = gestopt.stand()
    assert stand.fout == "KluisGeschonden"
    assert stand.fout_positie is not None
    assert stand.fout_positie <= kapot
    gestopt.ingrepen.sla_over("triagelijst", stand.fout_positie, reden="Beschadigd op schijf", wie=WIE)
    gestopt.runner.werk_bij()
    assert gestopt.stand().positie == kapot


# --- what cannot be -----------------------------------------------------------------------------------------------


def test_a_fact_that_it_did_not_stop_on_is_not_passed_over(gestopt: Opstelling) -> None:
    with pytest.raises(IngreepKanNiet, match="did not stop at position 1"):
        gestopt.ingrepen.sla_over("triagelijst", 1, reden="Zomaar", wie=WIE)
    with pytest.raises(IngreepKanNiet, match="does not pass over position 1"):
        gestopt.ingrepen.probeer_opnieuw("triagelijst", positie=1, reden="Zomaar", wie=WIE)
    with pytest.raises(IngreepKanNiet, match="did not stop"):
        gestopt.ingrepen.probeer_opnieuw("agenda", reden="Zomaar", wie=WIE)
    assert gestopt.gedaan() == []


def test_a_fact_that_says_that_something_was_destroyed_is_never_passed_over(
    dienst: Dienst, gestopt: Opstelling
) -> None:
    gestopt.weergave.over = GegevensVerwijderd
    verhaal = nieuw_verhaal(dienst)
    verhaal.tot_en_met_ico()
    verhaal.sluit_af()
    weg = verhaal.verwijder().positie
    gestopt.runner.werk_bij()
    assert gestopt.stand().fout_positie == weg
    with pytest.raises(IngreepKanNiet, match="must be gone"):
        gestopt.ingrepen.sla_over("triagelijst", weg, reden="Zomaar", wie=WIE)


@pytest.mark.parametrize("reden", ["", "  ", "a" * 301, "on\x00zichtbaar"])
def test_a_reason_says_something_that_can_be_read(gestopt: Opstelling, reden: str) -> None:
    with pytest.raises(IngreepKanNiet, match="reason"):
        gestopt.ingrepen.sla_over("triagelijst", gestopt.positie, reden=reden, wie=WIE)
