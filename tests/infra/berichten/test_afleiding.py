"""From facts to messages: each once, in order, only to who may know, under ids that die with the casus."""

from datetime import timedelta
from threading import Thread
from uuid import uuid4

import pytest
from sqlalchemy import delete, select, text, update

from api.samenstelling import Dienst
from domain.casus.commands import StelBeperkingIn, VerwijderDeelnemer, VoegDeelnemerToe
from domain.casus.waarden import Beperkgrond
from infra.berichten.soorten import WEBHOOKSOORTEN
from infra.berichten.tabellen import bericht, bezorging, loop
from tests.gezin import gezin
from tests.infra.berichten.huis import GGZ, Doos, abonneer, afleider, bezorger, over_stroom, standen
from tests.verhalen import COMPLIANCE, nieuw_verhaal

DEELNAME = VoegDeelnemerToe("mw-meloen", "reclassering", "toezichthouder")


def test_who_brought_a_casus_in_hears_what_became_of_it_and_nothing_else(dienst: Dienst) -> None:
    abonneer(dienst, "politie")
    doos = Doos()
    nieuw_verhaal(dienst).tot_en_met_ico()
    bezorger(dienst, doos).werk_bij()
    assert doos.soorten == ["casus.aangemeld", "casus.getrieerd"]


def test_who_takes_part_hears_what_happens_while_it_does(dienst: Dienst) -> None:
    abonneer(dienst, "reclassering", url=GGZ)
    doos, verhaal = Doos(), nieuw_verhaal(dienst)
    post = bezorger(dienst, doos)
    verhaal.tot_en_met_ico()
    assert post.werk_bij() == 0
    verhaal.doe(DEELNAME)
    post.werk_bij()
    verhaal.doe(VerwijderDeelnemer("mw-meloen", "Verhuisd"))
    verhaal.wijs_actie_toe()
    post.werk_bij()
    assert doos.soorten == ["casus.deelnemer-toegevoegd"]


def test_what_waits_is_not_told_to_who_no_longer_takes_part(dienst: Dienst) -> None:
    abonneer(dienst, "reclassering", url=GGZ)
    verhaal = nieuw_verhaal(dienst)
    verhaal.tot_en_met_ico()
    verhaal.doe(DEELNAME)
    verhaal.wijs_actie_toe()
    dienst.berichten.bezorger.leid_af()
    assert standen(dienst) == {"wacht": 2}
    verhaal.doe(VerwijderDeelnemer("mw-meloen", "Verhuisd"))
    # The endpoint is nowhere: a message that was tried would wait on.
    dienst.berichten.bezorger.werk_bij()
    assert standen(dienst) == {"vervallen": 2}


def test_nobody_hears_of_a_casus_that_was_restricted_or_closed_meanwhile(dienst: Dienst) -> None:
    abonneer(dienst, "politie")
    beperkt, gesloten = nieuw_verhaal(dienst), nieuw_verhaal(dienst)
    beperkt.meld_aan()
    gesloten.meld_aan()
    gesloten.trieer()
    dienst.berichten.bezorger.leid_af()
    tot = beperkt.vandaag() + timedelta(days=30)
    beperking = StelBeperkingIn(uuid4(), None, Beperkgrond.JUISTHEID_BETWIST, "Betwist", tot)
    beperkt.doe(beperking, COMPLIANCE)
    gesloten.sluit_af()
    dienst.berichten.bezorger.werk_bij()
    assert standen(dienst) == {"vervallen": 3}


def test_a_subscription_is_to_kinds_and_tables_and_from_now_on(dienst: Dienst) -> None:
    verhaal = nieuw_verhaal(dienst)
    verhaal.meld_aan()
    abonneer(dienst, "politie", "casus.getrieerd")
    doos = Doos()
    nieuw_verhaal(dienst).tot_en_met_ico()
    verhaal.trieer()
    bezorger(dienst, doos).werk_bij()
    assert doos.soorten == ["casus.getrieerd", "casus.getrieerd"]


def test_the_same_fact_gives_the_same_id_whenever_it_is_derived(dienst: Dienst) -> None:
    """A backup that is put back has the fact, and not what was derived from it after."""
    abonneer(dienst, "politie")
    nieuw_verhaal(dienst).meld_aan()
    maak = afleider(dienst)
    with dienst.engine.connect() as verbinding:
        begin = verbinding.execute(select(loop.c.positie)).scalar_one()
    while maak.ronde():
        pass
    kolommen = select(bericht.c.bericht_id, bericht.c.verwijzing)
    with dienst.engine.begin() as verbinding:
        eerst = verbinding.execute(kolommen).all()
        verbinding.execute(delete(bezorging))
        verbinding.execute(delete(bericht))
        verbinding.execute(update(loop).values(positie=begin))
    while maak.ronde():
        pass
    with dienst.engine.connect() as verbinding:
        assert verbinding.execute(kolommen).all() == eerst
        assert len(eerst) == 1


def test_two_processes_derive_each_fact_once(dienst: Dienst) -> None:
    abonneer(dienst, "politie")
    for _ in range(4):
        nieuw_verhaal(dienst).meld_aan()

    def leid_af() -> None:
        maak = afleider(dienst)
        for _ in range(20):
            maak.ronde()

    draden = [Thread(target=leid_af) for _ in range(3)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert standen(dienst) == {"wacht": 4}


def test_it_stops_at_a_fact_of_a_newer_version_and_goes_on_after_it_is_known(
    dienst: Dienst, monkeypatch: pytest.MonkeyPatch
) -> None:
    abonneer(dienst, "politie")
    verhaal = nieuw_verhaal(dienst)
    verhaal.meld_aan()
    monkeypatch.setattr("infra.berichten.afleiding.BEKEND", frozenset())
    assert afleider(dienst).ronde() == 0
    with dienst.engine.connect() as verbinding:
        assert verbinding.execute(select(loop.c.fout)).scalar_one() == "OnbekendContract"
    monkeypatch.undo()
    assert afleider(dienst).ronde() > 0
    with dienst.engine.connect() as verbinding:
        assert verbinding.execute(select(loop.c.fout)).scalar_one() is None
    assert standen(dienst) == {"wacht": 1}


def test_a_destruction_takes_messages_along_and_their_ids_cannot_be_made_again(dienst: Dienst) -> None:
    abonneer(dienst, "politie")
    doos, verhaal = Doos(), nieuw_verhaal(dienst)
    stroom = verhaal.meld_aan().stroom_id
    post = bezorger(dienst, doos)
    post.werk_bij()
    verhaal.trieer()
    post.leid_af()
    assert over_stroom(dienst, stroom) == 4
    verhaal.sluit_af()
    verhaal.verwijder()
    assert over_stroom(dienst, stroom) == 0
    with dienst.engine.begin() as verbinding:
        verbinding.execute(update(loop).values(positie=0))
    post.werk_bij()
    assert over_stroom(dienst, stroom) == 0
    assert len(doos.gekregen) == 1
    with dienst.engine.connect() as verbinding:
        sleutels = text("SELECT count(*) FROM sleutels.sleutel WHERE stroom_id = :s")
        assert verbinding.execute(sleutels, {"s": stroom}).scalar_one() == 0


def test_a_contribution_that_was_destroyed_leaves_no_trace_of_who_it_was_told_to(dienst: Dienst) -> None:
    abonneer(dienst, "reclassering", url=GGZ)
    doos, verhaal = Doos(), nieuw_verhaal(dienst)
    post = bezorger(dienst, doos)
    verhaal.tot_en_met_ico()
    verhaal.doe(DEELNAME)
    post.werk_bij()
    assert standen(dienst) == {"verzonden": 1}
    gezin(verhaal).vernietig_bijdrage("reclassering")
    post.werk_bij()
    assert standen(dienst) == {}


def test_every_kind_of_message_is_told_of_by_one_fact() -> None:
    assert len(set(WEBHOOKSOORTEN.values())) == len(WEBHOOKSOORTEN)
