"""Delivering: in order per casus, ever later after a fault, given up in the end, and nobody holds up another."""

import time
from collections.abc import Callable
from datetime import timedelta
from threading import Event
from uuid import UUID

import pytest
from sqlalchemy import select, text

from api.samenstelling import Dienst
from domain.weigering import Weigering
from infra.berichten.beeld import OnbekendAbonnement, OnbekendBericht, overzicht
from infra.berichten.bezorging import LANGSTE_UITSTEL, uitstel
from infra.berichten.opslag import Bezorging, houd_in, ruim_op
from infra.berichten.tabellen import bericht, ingreep
from infra.berichten.zender import Afgewezen, NietBezorgd, Onbereikbaar, Onbestelbaar
from tests.conftest import Klok
from tests.infra.berichten.huis import BEHEERDER, GGZ, POLITIE, Doos, abonneer, bezorger, standen
from tests.verhalen import ZVH, nieuw_verhaal

Fout = Callable[[Bezorging], NietBezorgd | None]


def altijd(fout: type[NietBezorgd]) -> Fout:
    return lambda _: fout("HTTP 500")


def bij(stroom: UUID, soort: str) -> Fout:
    """Refuses one kind of message of one casus."""
    return lambda post: Afgewezen("HTTP 422") if (post.stroom_id, post.soort) == (stroom, soort) else None


def test_of_a_casus_a_later_message_waits_for_the_one_before_it_and_of_others_none_does(
    dienst: Dienst, klok: Klok
) -> None:
    abonneer(dienst)
    een, ander = nieuw_verhaal(dienst), nieuw_verhaal(dienst)
    stroom = een.meld_aan().stroom_id
    ander.meld_aan()
    een.trieer()
    ander.trieer()
    doos = Doos(fout=bij(stroom, "casus.aangemeld"))
    post = bezorger(dienst, doos)
    post.werk_bij()
    assert doos.soorten == ["casus.aangemeld", "casus.getrieerd"]
    assert {gekregen.stroom_id for gekregen in doos.gekregen} == {
        dienst.shell.laad(ander.casusnummer).stroom_id
    }
    klok.verder(minutes=1)
    doos.fout = lambda _: None
    post.werk_bij()
    assert [(p.stroom_id, p.soort) for p in doos.gekregen[2:]] == [
        (stroom, "casus.aangemeld"),
        (stroom, "casus.getrieerd"),
    ]
    assert standen(dienst) == {"verzonden": 4}


def test_what_was_tried_too_often_is_given_up_and_what_waited_behind_it_goes_on(
    dienst: Dienst, klok: Klok
) -> None:
    abonneer(dienst)
    verhaal = nieuw_verhaal(dienst)
    stroom = verhaal.meld_aan().stroom_id
    verhaal.trieer()
    doos = Doos(fout=bij(stroom, "casus.aangemeld"))
    post = bezorger(dienst, doos, berichten_pogingen=3)
    pogingen = 0
    while "dood" not in standen(dienst):
        pogingen += post.werk_bij()
        klok.verder(minutes=2)
    assert pogingen == 4
    assert doos.soorten == ["casus.getrieerd"]
    (dode,) = dienst.berichten.beheer.doden(tafels=[ZVH])
    assert (dode.soort, dode.pogingen, dode.fout) == ("casus.aangemeld", 3, "HTTP 422")


def test_somebody_tries_a_dead_letter_again_with_a_reason_and_it_keeps_its_id(dienst: Dienst) -> None:
    abonneer(dienst)
    nieuw_verhaal(dienst).meld_aan()
    doos = Doos(fout=altijd(Onbestelbaar))
    post = bezorger(dienst, doos)
    post.werk_bij()
    with dienst.engine.connect() as verbinding:
        id_ = verbinding.execute(select(bericht.c.bericht_id)).scalar_one()
    beheer = dienst.berichten.beheer
    (dode,) = beheer.doden(tafels=[ZVH])
    assert beheer.doden(tafels=["ret-elders"]) == ()
    with pytest.raises(Weigering):
        beheer.opnieuw([dode.bezorging_id], reden=" ", wie=BEHEERDER, tafels=[ZVH])
    assert beheer.opnieuw([dode.bezorging_id], reden="Hersteld", wie=BEHEERDER, tafels=["ret-elders"]) == 0
    assert beheer.opnieuw([dode.bezorging_id], reden="Hersteld", wie=BEHEERDER, tafels=[ZVH]) == 1
    assert beheer.opnieuw([dode.bezorging_id], reden="Hersteld", wie=BEHEERDER, tafels=[ZVH]) == 0
    doos.fout = lambda _: None
    post.werk_bij()
    assert [gekregen.bericht_id for gekregen in doos.gekregen] == [id_]
    with dienst.engine.connect() as verbinding:
        gedaan = verbinding.execute(select(ingreep.c.soort, ingreep.c.reden, ingreep.c.wie)).all()
    assert gedaan == [("bericht-opnieuw", "Hersteld", "mw-lychee")]


def test_an_endpoint_that_is_away_is_left_alone_ever_longer_and_then_paused(
    dienst: Dienst, klok: Klok
) -> None:
    abonnement = abonneer(dienst)
    for _ in range(3):
        nieuw_verhaal(dienst).meld_aan()
    doos = Doos(fout=altijd(Onbereikbaar))
    post = bezorger(dienst, doos, berichten_pauze_na=1, berichten_pogingen=50)
    beheer, pogingen = dienst.berichten.beheer, []
    while (stand := beheer.abonnement(abonnement.abonnement_id, tafels=[ZVH])).gepauzeerd_op is None:
        pogingen.append(post.werk_bij())
        klok.verder(seconds=15)
    # Not three for each time, and not one each quarter of a minute.
    assert set(pogingen) == {0, 1}
    assert sum(pogingen) < 15
    assert (stand.wachtend, stand.dood, stand.fout) == (3, 0, "HTTP 500")
    klok.verder(days=2)
    assert post.werk_bij() == 0
    doos.fout = lambda _: None
    with pytest.raises(Weigering):
        beheer.hervat(abonnement.abonnement_id, reden="", wie=BEHEERDER, tafels=[ZVH])
    hervat = beheer.hervat(abonnement.abonnement_id, reden="Ze zijn terug", wie=BEHEERDER, tafels=[ZVH])
    assert hervat.gepauzeerd_op is None
    assert post.werk_bij() == 3


def test_a_slow_receiver_holds_up_nobody_else(dienst: Dienst) -> None:
    traag = abonneer(dienst)
    abonneer(dienst, "politie", url=GGZ)
    nieuw_verhaal(dienst).meld_aan()
    los = Event()

    def wacht(post: Bezorging) -> None:
        if post.ontvanger == traag.abonnement_id:
            los.wait(20)

    doos = Doos(fout=wacht)
    post = bezorger(dienst, doos)
    post.start()
    try:
        wacht_tot(lambda: len(doos.gekregen) == 1)
        nieuw_verhaal(dienst).meld_aan()
        wacht_tot(lambda: len(doos.gekregen) == 2)
        los.set()
        wacht_tot(lambda: standen(dienst) == {"verzonden": 4})
    finally:
        los.set()
        post.stop()
    assert len({gekregen.bezorging_id for gekregen in doos.gekregen}) == 4


def test_two_processes_do_not_serve_one_receiver_at_once(dienst: Dienst) -> None:
    abonneer(dienst)
    for _ in range(6):
        verhaal = nieuw_verhaal(dienst)
        verhaal.meld_aan()
        verhaal.trieer()
    doos = Doos(fout=lambda _: time.sleep(0.02))
    posten = [bezorger(dienst, doos) for _ in range(2)]
    for post in posten:
        post.start()
    wacht_tot(lambda: standen(dienst) == {"verzonden": 12})
    for post in posten:
        post.stop()
    nummers = [gekregen.bezorging_id for gekregen in doos.gekregen]
    assert nummers == sorted(nummers)
    assert len(set(nummers)) == 12


def test_a_subscription_that_ended_gets_nothing_more(dienst: Dienst) -> None:
    abonnement = abonneer(dienst)
    assert abonneer(dienst) == abonnement
    nieuw_verhaal(dienst).meld_aan()
    doos = Doos()
    post = bezorger(dienst, doos)
    post.leid_af()
    beheer = dienst.berichten.beheer
    with pytest.raises(OnbekendAbonnement):
        beheer.zeg_op(abonnement.abonnement_id, reden="Klaar", wie=BEHEERDER, tafels=["ret-elders"])
    op = beheer.zeg_op(abonnement.abonnement_id, reden="Klaar", wie=BEHEERDER, tafels=[ZVH])
    assert beheer.zeg_op(abonnement.abonnement_id, reden="Nog eens", wie=BEHEERDER, tafels=[ZVH]) == op
    nieuw_verhaal(dienst).meld_aan()
    assert post.werk_bij() == 0
    assert beheer.abonnementen(tafels=None) == ()


def test_without_an_oin_for_an_unknown_kind_or_to_an_address_inside_nobody_subscribes(dienst: Dienst) -> None:
    for soorten, url in (
        (["casus.onbekend"], POLITIE),
        ([], "https://10.1.2.3/"),
        ([], "http://example.org/"),
    ):
        with pytest.raises(Weigering):
            dienst.berichten.beheer.abonneer("politie", url, [ZVH], soorten, wie=BEHEERDER)
    assert dienst.berichten.beheer.abonnementen(tafels=None) == ()


def test_after_an_older_database_was_put_back_nothing_goes_out_until_somebody_says_so(
    dienst: Dienst, klok: Klok
) -> None:
    abonneer(dienst)
    nieuw_verhaal(dienst).meld_aan()
    with dienst.engine.begin() as verbinding:
        houd_in(verbinding, nu=klok(), om=7)
    doos = Doos()
    post = bezorger(dienst, doos)
    assert post.werk_bij() == 0
    assert standen(dienst) == {"wacht": 1}
    beheer = dienst.berichten.beheer
    assert beheer.geef_vrij(reden="Nagekeken", wie=BEHEERDER)
    assert not beheer.geef_vrij(reden="Nagekeken", wie=BEHEERDER)
    # The next start finds the same database; a later restore is another one.
    for om, tegen in ((7, False), (8, True)):
        with dienst.engine.begin() as verbinding:
            houd_in(verbinding, nu=klok(), om=om)
            assert (overzicht(verbinding).ingehouden_op is not None) is tegen
        beheer.geef_vrij(reden="Nagekeken", wie=BEHEERDER)
    assert post.werk_bij() == 1


def test_what_arrived_long_ago_is_forgotten_and_its_link_leads_nowhere(dienst: Dienst, klok: Klok) -> None:
    abonneer(dienst)
    nieuw_verhaal(dienst).meld_aan()
    doos = Doos()
    bezorger(dienst, doos).werk_bij()
    verwijzing = doos.gekregen[0].verwijzing
    bewaren = timedelta(days=30)
    klok.verder(days=29)
    with dienst.engine.begin() as verbinding:
        assert ruim_op(verbinding, nu=klok(), bewaren=bewaren) == 0
    assert dienst.berichten.beheer.zoek(verwijzing).soort == "casus.aangemeld"
    klok.verder(days=2)
    with dienst.engine.begin() as verbinding:
        assert ruim_op(verbinding, nu=klok(), bewaren=bewaren) == 1
    with pytest.raises(OnbekendBericht):
        dienst.berichten.beheer.zoek(verwijzing)
    # It is not told again: what was derived once is not derived anew.
    assert bezorger(dienst, doos).werk_bij() == 0


def test_a_dead_letter_waits_longer_for_somebody(dienst: Dienst, klok: Klok) -> None:
    abonneer(dienst)
    nieuw_verhaal(dienst).meld_aan()
    bezorger(dienst, Doos(fout=altijd(Onbestelbaar))).werk_bij()
    for dagen, nog in ((60, 1), (31, 0)):
        klok.verder(days=dagen)
        with dienst.engine.begin() as verbinding:
            ruim_op(verbinding, nu=klok(), bewaren=timedelta(days=30))
        assert len(dienst.berichten.beheer.doden(tafels=None)) == nog


def test_each_delay_is_twice_the_one_before_with_a_spread_and_an_end() -> None:
    midden = [uitstel(keer, lot=lambda: 0.5).total_seconds() for keer in range(1, 20)]
    assert midden[:4] == [10, 20, 40, 80]
    assert midden[-1] == LANGSTE_UITSTEL.total_seconds()
    assert sum(midden[:15]) > 24 * 3600
    assert uitstel(1, lot=lambda: 0.0) == timedelta(seconds=8)
    assert uitstel(1, lot=lambda: 1.0) == timedelta(seconds=12)


def test_what_was_done_about_messages_is_never_changed(dienst: Dienst) -> None:
    abonnement = abonneer(dienst)
    dienst.berichten.beheer.zeg_op(abonnement.abonnement_id, reden="Klaar", wie=BEHEERDER, tafels=None)
    with dienst.engine.connect() as verbinding, pytest.raises(Exception, match="permission denied"):
        verbinding.execute(text("UPDATE berichten.ingreep SET reden = 'Iets anders'"))


def wacht_tot(klaar: Callable[[], bool], *, hoogstens: float = 20.0) -> None:
    einde = time.monotonic() + hoogstens
    while not klaar():
        assert time.monotonic() < einde
        time.sleep(0.02)
