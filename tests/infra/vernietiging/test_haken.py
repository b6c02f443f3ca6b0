"""A list with the nacontrole and the verklaring of the service itself: what is signed is what happened."""

from datetime import timedelta

import pytest

from api.samenstelling import Dienst
from domain.casus.waarden import Uitkomst
from domain.vernietigingslijst.events import LijstGecontroleerd, LijstGoedgekeurd
from domain.vernietigingslijst.nacontrole import Uitslag
from domain.vernietigingslijst.state import Lijstfase
from domain.vernietigingslijst.voorvertoning import digest_van
from domain.weigering import Weigering
from infra.nacontrole.sporen import lijsten_met_sporen
from infra.verklaring.omslag import lees_omslag
from infra.verklaring.verifieer import verifieer
from infra.vernietiging.haken import Nakijker
from infra.vernietiging.lijstloper import Lijstloper
from tests.conftest import Klok
from tests.infra.vernietiging.lijstverhaal import afgewezen, gesloten, goedgekeurd, stel_voor, voer_uit, weg
from tests.verhalen import COMPLIANCE, ZVH


class Gestorven(BaseException):
    """The process died here."""


def _sterf(*_: object) -> None:
    raise Gestorven


def test_a_list_ends_with_a_verklaring_that_an_outsider_can_check(dienst: Dienst, klok: Klok) -> None:
    oud, afgevallen = gesloten(dienst), afgewezen(dienst)
    lijst = goedgekeurd(dienst, klok, oud, afgevallen)
    afgevallen.verwijder()
    klok.verder(minutes=1)
    gewacht = voer_uit(dienst, lijst)
    # The logboek did not sign that far yet, so there is nothing to prove it with.
    assert gewacht.fase is Lijstfase.NAGECONTROLEERD
    assert gewacht.nacontrole is not None
    assert gewacht.nacontrole.uitslag is not Uitslag.MISLUKT
    dienst.logboek.werk_bij()
    klok.verder(minutes=1)
    klaar = voer_uit(dienst, lijst)
    assert (klaar.fase, weg(dienst, oud)) == (Lijstfase.VERKLAARD, True)
    assert klaar.verklaring is not None
    gemaakt = dienst.verklaringen.op_nummer(klaar.verklaring.verklaringsnummer)
    assert gemaakt is not None
    verifieer(gemaakt.inhoud)
    verklaring = lees_omslag(gemaakt.inhoud).inhoud
    (casus, *_) = verklaring.tellingen
    assert (verklaring.lijst, verklaring.verantwoordelijke.tafel) == (lijst, ZVH)
    assert (casus.voorgesteld, casus.afgevallen, casus.vernietigd) == (2, 1, 1)
    assert [reden.code for reden in verklaring.afgevallen] == ["al-vernietigd"]
    assert [een.door for een in verklaring.verrichtingen] == [
        *("mw-pruim", "mw-olijf", "mw-tamarinde", "mw-kastanje"),
    ]
    assert oud.casusnummer not in gemaakt.inhoud.decode()
    assert Uitkomst.AFGEWEZEN.value not in gemaakt.inhoud.decode()
    assert voer_uit(dienst, lijst).verklaring == klaar.verklaring


def test_a_list_of_which_nothing_went_keeps_no_traces_where_the_process_died_before_it_forgot_them(
    dienst: Dienst, klok: Klok, monkeypatch: pytest.MonkeyPatch
) -> None:
    verhaal = afgewezen(dienst)
    lijst = goedgekeurd(dienst, klok, verhaal)
    verhaal.verwijder()
    with monkeypatch.context() as hier:
        hier.setattr(Nakijker, "vergeet", _sterf)
        with pytest.raises(Gestorven):
            voer_uit(dienst, lijst)
    dienst.runner.werk_bij()
    assert dienst.lijsten.laad(lijst).lijst.fase is Lijstfase.INGETROKKEN
    assert lijsten_met_sporen(dienst.engine) == [lijst]
    Lijstloper(dienst.engine, dienst.uitvoerder, nu=klok, onderteken=dienst.logboek.werk_bij).ronde()
    assert lijsten_met_sporen(dienst.engine) == []


def test_a_list_whose_facts_contradict_each_other_destroys_nothing(dienst: Dienst, klok: Klok) -> None:
    """Somebody with the key of the service wrote past the rules: one person proposed, checked and approved."""
    verhaal = gesloten(dienst)
    lijst = stel_voor(dienst, verhaal)
    gelezen = dienst.lijsten.laad(lijst)
    beelden = dienst.lijsten.voorvertoning(gelezen.lijst)
    wie = COMPLIANCE.wie.id
    vervalst = (LijstGecontroleerd(wie), LijstGoedgekeurd(wie, digest_van(beelden), beelden, klok(), klok()))
    dienst.lijsten.schrijf(gelezen, vervalst, namens=COMPLIANCE)
    with pytest.raises(Weigering, match="spreken elkaar tegen"):
        voer_uit(dienst, lijst)
    assert dienst.lijsten.laad(lijst).lijst.uitgevoerd_door is None
    assert not weg(dienst, verhaal)


def test_traces_of_a_list_that_still_runs_are_kept(dienst: Dienst, klok: Klok) -> None:
    lijst = goedgekeurd(dienst, klok, gesloten(dienst))
    assert voer_uit(dienst, lijst).fase is Lijstfase.NAGECONTROLEERD
    dienst.uitvoerder.vergeet_wat_bleef()
    assert lijsten_met_sporen(dienst.engine) == [lijst]


def test_without_a_bedenktijd_there_is_a_verklaring_too_while_the_clock_goes_on(
    dienst: Dienst, klok: Klok
) -> None:
    """The approval is recorded a moment after it is decided; that once looked like a bedenktijd before the approval."""
    verhaal = afgewezen(dienst)
    klok.tik = timedelta(milliseconds=1)
    lijst = goedgekeurd(dienst, klok, verhaal)
    voer_uit(dienst, lijst)
    dienst.logboek.werk_bij()
    klaar = voer_uit(dienst, lijst)
    assert (klaar.bedenktijd_dagen, klaar.fase) == (0, Lijstfase.VERKLAARD)
