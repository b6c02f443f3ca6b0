"""An overleg on a real database: its agenda and the casussen on it change together, or not at all."""

from dataclasses import replace
from datetime import date, datetime, time
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

import pytest

from api.samenstelling import Dienst
from domain.casus.commands import HaalVanAgenda, Trieer
from domain.casus.events import AgendapuntBesproken, OpAgendaGezet, VanAgendaGehaald
from domain.casus.waarden import Uitkomst, Vorm
from domain.historie import van_casus
from domain.overleg.commands import BevestigKomst, NodigUitVoorOverleg, PlanOverleg, VerzetOverleg
from domain.overleg.state import Overleg, Overlegfase
from domain.overleg.waarden import Aanwezigheid, Overlegsoort, Puntsoort
from domain.tafels import Deelname
from domain.weigering import Weigering
from infra.database import Database
from infra.omgeving import NEDERLAND
from infra.overleggen import NIET_AAN_TOEGEKOMEN, OnbekendOverleg, Reeks
from infra.shell import OnbekendeCasus
from tests.conftest import Klok
from tests.infra.test_shell import tegelijk, tel
from tests.verhalen import (
    OORDELEN,
    PROCESREGISSEUR,
    SECRETARIS,
    ZVH,
    Verhaal,
    nieuw_verhaal,
)

DINSDAG = datetime(2026, 3, 3, 9, 0, tzinfo=NEDERLAND)
AANWEZIG = (Aanwezigheid("politie", "mw-noot", 120), Aanwezigheid("ggz", None, 90))


def opdracht(*, capaciteit: int = 2) -> PlanOverleg:
    return PlanOverleg(
        overleg_id=uuid4(),
        soort=Overlegsoort.TRIAGE,
        begint=DINSDAG,
        minuten=120,
        vorm=Vorm.HYBRIDE,
        capaciteit=capaciteit,
        plaats="Zaal Fruit",
    )


@pytest.fixture
def overleg_id(dienst: Dienst) -> UUID:
    return dienst.overleggen.plan(ZVH, opdracht(), namens=SECRETARIS).overleg_id


def op_agenda(dienst: Dienst, overleg_id: UUID, verhaal: Verhaal) -> UUID:
    agendapunt_id = uuid4()
    dienst.overleggen.zet_op_agenda(
        overleg_id,
        verhaal.casusnummer,
        Puntsoort.TRIAGE,
        agendapunt_id=agendapunt_id,
        namens=SECRETARIS,
    )
    return agendapunt_id


def aangemeld(dienst: Dienst) -> Verhaal:
    verhaal = nieuw_verhaal(dienst)
    verhaal.meld_aan()
    return verhaal


def soorten(dienst: Dienst, verhaal: Verhaal) -> list[str]:
    return [type(feit).__name__ for feit in van_casus(dienst.shell.laad(verhaal.casusnummer).historie)]


def test_a_case_on_the_agenda_is_known_to_both_and_the_overleg_cannot_tell_which(
    dienst: Dienst, overleg_id: UUID
) -> None:
    verhaal = aangemeld(dienst)
    punt = op_agenda(dienst, overleg_id, verhaal)
    overleg, casus = dienst.overleggen.laad(overleg_id), dienst.shell.laad(verhaal.casusnummer).casus
    assert [agendapunt.agendapunt_id for agendapunt in overleg.agenda] == [punt]
    assert casus.op_agenda == (OpAgendaGezet(punt, overleg_id, Puntsoort.TRIAGE, DINSDAG),)
    geladen = dienst.shell.laad(verhaal.casusnummer)
    assert verhaal.casusnummer not in repr(overleg)
    assert str(geladen.stroom_id) not in repr(overleg)


def test_a_full_agenda_takes_nothing_and_the_case_hears_nothing_of_it(
    dienst: Dienst, overleg_id: UUID, database: Database
) -> None:
    for _ in range(2):
        op_agenda(dienst, overleg_id, aangemeld(dienst))
    te_veel = aangemeld(dienst)
    feiten = tel(database, "feiten.gebeurtenis")
    with pytest.raises(Weigering, match="is vol"):
        op_agenda(dienst, overleg_id, te_veel)
    assert tel(database, "feiten.gebeurtenis") == feiten
    assert tel(database, "kluis.agendapunt") == 2
    assert dienst.shell.laad(te_veel.casusnummer).casus.op_agenda == ()


def test_two_cases_want_the_last_place_at_once_and_one_gets_it(dienst: Dienst) -> None:
    overleg_id = dienst.overleggen.plan(ZVH, opdracht(capaciteit=1), namens=SECRETARIS).overleg_id
    verhalen = [aangemeld(dienst) for _ in range(3)]
    uitkomsten = tegelijk(
        *[lambda verhaal=verhaal: op_agenda(dienst, overleg_id, verhaal) for verhaal in verhalen]
    )
    assert sum(isinstance(uit, UUID) for uit in uitkomsten) == 1, uitkomsten
    op = [dienst.shell.laad(verhaal.casusnummer).casus.op_agenda for verhaal in verhalen]
    assert sum(bool(gezet) for gezet in op) == 1


def test_asking_twice_changes_nothing(dienst: Dienst, overleg_id: UUID) -> None:
    verhaal, punt = aangemeld(dienst), uuid4()
    keren = [
        dienst.overleggen.zet_op_agenda(
            overleg_id, verhaal.casusnummer, Puntsoort.TRIAGE, agendapunt_id=punt, namens=SECRETARIS
        )
        for _ in range(2)
    ]
    assert [len(keer.nieuw) for keer in keren] == [1, 0]
    assert soorten(dienst, verhaal).count("OpAgendaGezet") == 1


def test_a_case_of_another_table_does_not_come_on_this_agenda(dienst: Dienst) -> None:
    elders = dienst.overleggen.plan("ret-zaanstreek-waterland", opdracht(), namens=SECRETARIS).overleg_id
    with pytest.raises(Weigering, match="andere tafel"):
        op_agenda(dienst, elders, aangemeld(dienst))


def test_a_cancelled_overleg_puts_its_cases_back(dienst: Dienst, overleg_id: UUID) -> None:
    verhalen = [aangemeld(dienst) for _ in range(2)]
    for verhaal in verhalen:
        op_agenda(dienst, overleg_id, verhaal)
    gedaan = dienst.overleggen.zeg_af(overleg_id, "De zaal staat blank", namens=SECRETARIS)
    assert gedaan.overleg.fase is Overlegfase.AFGEZEGD
    for verhaal in verhalen:
        casus = dienst.shell.laad(verhaal.casusnummer).casus
        assert casus.op_agenda == ()
        assert isinstance(casus.agendapunten[0].afloop, VanAgendaGehaald)
        assert "De zaal staat blank" in casus.agendapunten[0].afloop.reden
    nieuw = dienst.overleggen.plan(ZVH, opdracht(), namens=SECRETARIS).overleg_id
    op_agenda(dienst, nieuw, verhalen[0])


def test_what_was_discussed_goes_to_its_case_and_the_rest_waits_again(
    dienst: Dienst, overleg_id: UUID, klok: Klok
) -> None:
    eerste, tweede = aangemeld(dienst), aangemeld(dienst)
    punt = op_agenda(dienst, overleg_id, eerste)
    op_agenda(dienst, overleg_id, tweede)
    klok.verder(days=1, hours=2)
    dienst.overleggen.houd(
        overleg_id,
        aanwezig=AANWEZIG,
        verslag="Op tijd begonnen",
        besproken={punt: "Opgenomen"},
        namens=SECRETARIS,
    )
    een, ander = (dienst.shell.laad(verhaal.casusnummer).casus for verhaal in (eerste, tweede))
    assert een.agendapunten[0].afloop == AgendapuntBesproken(
        punt, overleg_id, date(2026, 3, 3), ("politie", "ggz"), "Opgenomen"
    )
    assert ander.agendapunten[0].afloop == VanAgendaGehaald(
        ander.agendapunten[0].gezet.agendapunt_id, NIET_AAN_TOEGEKOMEN
    )


def test_where_one_case_refuses_nothing_of_the_overleg_is_recorded(
    dienst: Dienst, overleg_id: UUID, klok: Klok, database: Database
) -> None:
    verhaal = aangemeld(dienst)
    punt = op_agenda(dienst, overleg_id, verhaal)
    klok.verder(days=1, hours=2)
    voor = tel(database, "feiten.gebeurtenis")
    with pytest.raises(Weigering, match=f"Bij casus {verhaal.casusnummer}: Vul in: het verslag"):
        dienst.overleggen.houd(
            overleg_id, aanwezig=AANWEZIG, verslag="Kort", besproken={punt: " "}, namens=SECRETARIS
        )
    assert tel(database, "feiten.gebeurtenis") == voor
    assert dienst.overleggen.laad(overleg_id).fase is Overlegfase.GEPLAND


def test_a_destroyed_case_leaves_an_anonymous_place_and_keeps_no_overleg_from_being_held(
    dienst: Dienst, overleg_id: UUID, klok: Klok, database: Database
) -> None:
    verhaal = aangemeld(dienst)
    op_agenda(dienst, overleg_id, verhaal)
    verhaal.doe(Trieer(OORDELEN, Uitkomst.AFGEWEZEN, "Hoort hier niet", ("politie",)))
    verhaal.verwijder()
    assert tel(database, "kluis.agendapunt") == 0
    assert len(dienst.overleggen.laad(overleg_id).agenda) == 1
    klok.verder(days=1, hours=2)
    gehouden = dienst.overleggen.houd(
        overleg_id, aanwezig=AANWEZIG, verslag="Kort", besproken={}, namens=SECRETARIS
    )
    assert gehouden.overleg.fase is Overlegfase.GEHOUDEN


def test_the_rhythm_is_planned_once_and_a_holiday_moves_a_meeting_visibly(dienst: Dienst) -> None:
    reeks = Reeks(Overlegsoort.TRIAGE, time(9), 120, 4, opdracht())
    van, tot = date(2026, 12, 14), date(2027, 1, 10)
    keren = [dienst.overleggen.plan_reeks(ZVH, reeks, van=van, tot=tot, namens=SECRETARIS) for _ in range(2)]
    assert [len(keer) for keer in keren] == [4, 0]
    assert [dag(uitkomst.overleg) for uitkomst in keren[0]] == [
        date(2026, 12, 15),
        date(2026, 12, 22),
        date(2026, 12, 29),
        date(2027, 1, 5),
    ]
    koningsdag = dienst.overleggen.plan_reeks(
        ZVH, reeks, van=date(2027, 4, 27), tot=date(2027, 4, 30), namens=SECRETARIS
    )
    gepland = koningsdag[0].overleg.gepland
    assert gepland is not None
    assert (dag(koningsdag[0].overleg), gepland.eigenlijk) == (date(2027, 4, 28), date(2027, 4, 27))
    assert gepland.feestdag == "Koningsdag"


def dag(overleg: Overleg) -> date | None:
    return overleg.begint.astimezone(NEDERLAND).date() if overleg.begint else None


def test_a_table_without_a_rhythm_of_its_own_says_so(dienst: Dienst) -> None:
    reeks = Reeks(Overlegsoort.CASUSOVERLEG, time(9), 120, 4, opdracht())
    with pytest.raises(Weigering, match="geen vast ritme"):
        dienst.overleggen.plan_reeks(
            ZVH, reeks, van=date(2026, 12, 14), tot=date(2026, 12, 20), namens=SECRETARIS
        )


def test_who_was_invited_answers_anew_when_the_overleg_moves(dienst: Dienst, overleg_id: UUID) -> None:
    uitnodiging_id = uuid4()
    doe = dienst.overleggen.voer_uit
    doe(overleg_id, NodigUitVoorOverleg(uitnodiging_id, "politie", Deelname.VAST), namens=SECRETARIS)
    doe(overleg_id, BevestigKomst(uitnodiging_id), namens=SECRETARIS)
    verzet = doe(overleg_id, VerzetOverleg(DINSDAG.replace(day=10), "Ziekte"), namens=SECRETARIS)
    (uitnodiging,) = verzet.overleg.uitnodigingen
    assert uitnodiging.antwoord is None


def test_the_id_of_anything_else_is_no_overleg(dienst: Dienst) -> None:
    verhaal = aangemeld(dienst)
    for vreemd in (uuid4(), dienst.shell.laad(verhaal.casusnummer).stroom_id):
        with pytest.raises(OnbekendOverleg):
            dienst.overleggen.laad(vreemd)


def test_off_the_agenda_and_on_another(dienst: Dienst, overleg_id: UUID) -> None:
    verhaal = aangemeld(dienst)
    punt = op_agenda(dienst, overleg_id, verhaal)
    dienst.overleggen.haal_van_agenda(overleg_id, punt, "Nog niet rijp", namens=SECRETARIS)
    assert dienst.overleggen.laad(overleg_id).vrije_plaatsen == 2
    casus = dienst.shell.laad(verhaal.casusnummer).casus
    assert casus.agendapunten[0].afloop == VanAgendaGehaald(punt, "Nog niet rijp")
    op_agenda(dienst, overleg_id, verhaal)


def test_scope_is_asked_before_anything_is_recorded(dienst: Dienst, overleg_id: UUID) -> None:
    def niet_jouw_tafel(_: Overleg) -> None:
        raise OnbekendeCasus

    with pytest.raises(OnbekendeCasus):
        dienst.overleggen.zeg_af(overleg_id, "Zomaar", namens=PROCESREGISSEUR, mag=niet_jouw_tafel)
    assert dienst.overleggen.laad(overleg_id).fase is Overlegfase.GEPLAND


def test_the_casus_side_alone_does_not_free_the_place(dienst: Dienst, overleg_id: UUID) -> None:
    """Only through the overleg does a case come off its agenda; the decider alone is for the shell."""
    verhaal = aangemeld(dienst)
    punt = op_agenda(dienst, overleg_id, verhaal)
    verhaal.doe(HaalVanAgenda(punt, "Buitenom"))
    assert dienst.overleggen.laad(overleg_id).vrije_plaatsen == 1


def test_another_text_for_a_case_is_refused_and_not_lost(
    dienst: Dienst, overleg_id: UUID, klok: Klok
) -> None:
    verhaal = aangemeld(dienst)
    punt = op_agenda(dienst, overleg_id, verhaal)
    klok.verder(days=1, hours=2)

    def houd(tekst: str) -> int:
        gedaan = dienst.overleggen.houd(
            overleg_id, aanwezig=AANWEZIG, verslag="Kort", besproken={punt: tekst}, namens=SECRETARIS
        )
        return len(gedaan.nieuw)

    assert (houd("Opgenomen"), houd("Opgenomen")) == (1, 0)
    with pytest.raises(Weigering, match="al besproken"):
        houd("Toch niet opgenomen")


def test_an_agendapunt_is_of_one_case_on_one_agenda(dienst: Dienst, overleg_id: UUID) -> None:
    eerste, tweede = aangemeld(dienst), aangemeld(dienst)
    punt = op_agenda(dienst, overleg_id, eerste)
    elders = dienst.overleggen.plan(ZVH, opdracht(), namens=SECRETARIS).overleg_id
    for waar in (overleg_id, elders):
        with pytest.raises(Weigering, match="al gebruikt"):
            dienst.overleggen.zet_op_agenda(
                waar, tweede.casusnummer, Puntsoort.TRIAGE, agendapunt_id=punt, namens=SECRETARIS
            )


def test_nobody_takes_the_id_that_a_rhythm_will_give(dienst: Dienst) -> None:
    geraden = uuid5(NAMESPACE_URL, f"overleg/{ZVH}/triage/2026-12-15")
    bezet = replace(opdracht(), overleg_id=geraden)
    with pytest.raises(Weigering, match="willekeurige id"):
        dienst.overleggen.plan("ret-zaanstreek-waterland", bezet, namens=SECRETARIS)
