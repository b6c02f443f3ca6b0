"""What the doctor says of lists that stand still: which, at what step, and since when."""

from datetime import date, timedelta
from typing import cast

import pytest

from api.doctor_lijsten import lijstenbevinding
from api.samenstelling import Dienst
from domain.vernietigingslijst.state import Lijstfase
from infra.vernietiging.haken import Nakijker
from infra.vernietiging.lijsten import Voorstel
from infra.vernietiging.uitvoering import DIENST
from tests.conftest import Klok
from tests.infra.vernietiging.lijstverhaal import gesloten, goedgekeurd, keur_goed, voer_uit
from tests.verhalen import COMPLIANCE, TWEEDE_COMPLIANCE, ZVH


class Stuk(Exception):
    """The nacontrole could not be done."""


def zin(dienst: Dienst, klok: Klok) -> str:
    """What is wrong; empty where nothing is."""
    bevinding = lijstenbevinding(dienst.engine, nu=klok())
    return "" if bevinding.in_orde else bevinding.uitleg


def test_a_list_that_was_approved_and_not_carried_out_is_named(dienst: Dienst, klok: Klok) -> None:
    lijst = goedgekeurd(dienst, klok, gesloten(dienst))
    assert zin(dienst, klok) == ""
    klok.verder(days=1, minutes=1)
    assert f"list {lijst} is approved and not carried out since " in zin(dienst, klok)
    voer_uit(dienst, lijst)
    dienst.logboek.werk_bij()
    voer_uit(dienst, lijst)
    klok.verder(days=400)
    assert zin(dienst, klok) == ""


def test_a_list_that_was_carried_out_and_not_checked_is_named(
    dienst: Dienst, klok: Klok, monkeypatch: pytest.MonkeyPatch
) -> None:
    lijst = goedgekeurd(dienst, klok, gesloten(dienst))
    nakijker = cast("Nakijker", dienst.uitvoerder._haken.nacontroleur)

    def stuk(*_: object) -> None:
        raise Stuk

    monkeypatch.setattr(nakijker, "controleer", stuk)
    with pytest.raises(Stuk):
        voer_uit(dienst, lijst)
    dienst.runner.werk_bij()
    assert zin(dienst, klok) == ""
    klok.verder(days=1, minutes=1)
    assert f"list {lijst} is carried out and not checked since " in zin(dienst, klok)


def test_a_list_that_waits_for_its_verklaring_too_long_is_named(dienst: Dienst, klok: Klok) -> None:
    lijst = goedgekeurd(dienst, klok, gesloten(dienst))
    assert voer_uit(dienst, lijst).fase is Lijstfase.NAGECONTROLEERD
    klok.verder(days=1, minutes=1)
    assert f"list {lijst} is checked, and without a verklaring since " in zin(dienst, klok)


def test_a_list_that_waits_for_the_last_day_of_an_item_does_not_stand_still(
    dienst: Dienst, klok: Klok
) -> None:

    gesloten(dienst)
    laatste = date(2031, 3, 2)
    klok.verder(days=(laatste - dienst.omgeving.vandaag()).days - 20)
    voorstel = Voorstel(dienst.omgeving.lijstnummer(), laatste)
    lijst = dienst.lijsten.stel_voor(ZVH, voorstel, namens=COMPLIANCE).lijst.lijstnummer
    dienst.lijsten.controleer(lijst, (), namens=TWEEDE_COMPLIANCE)
    klok.tijd += timedelta(days=keur_goed(dienst, lijst).bedenktijd_dagen)
    dienst.uitvoerder.vernietig(lijst, namens=DIENST)
    dienst.runner.werk_bij()
    assert dienst.lijsten.laad(lijst).lijst.fase is Lijstfase.IN_UITVOERING
    klok.verder(days=(laatste - dienst.omgeving.vandaag()).days)
    assert zin(dienst, klok) == ""
    klok.verder(days=3)
    assert f"list {lijst} is begun and not carried out to the end since " in zin(dienst, klok)
