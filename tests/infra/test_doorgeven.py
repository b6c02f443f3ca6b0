"""A case goes on to the next table: what may be carried goes along, in one append, and the two stay apart."""

import pytest

from api.samenstelling import Dienst
from domain.casus.commands import Trieer
from domain.casus.state import Fase
from domain.casus.waarden import Uitkomst
from domain.weigering import Weigering
from infra.database import Database
from infra.shell import OnbekendeTafel
from tests.infra.test_shell import tel
from tests.verhalen import OORDELEN, PROCESREGISSEUR, Verhaal

BT = "beschermingstafel-zaanstreek"


def doorverwezen(dienst: Dienst, naar: str = BT) -> Verhaal:
    verhaal = Verhaal(dienst)
    verhaal.meld_aan()
    verhaal.doe(Trieer(OORDELEN, Uitkomst.DOORVERWEZEN, "Hoort daar", ("politie",), doorverwezen_naar=naar))
    return verhaal


def test_the_next_table_gets_who_it_is_about_and_the_term_goes_on(dienst: Dienst) -> None:
    verhaal = doorverwezen(dienst)
    gedaan = dienst.shell.geef_door(
        verhaal.casusnummer, BT, organisatie="veilig-thuis", namens=PROCESREGISSEUR
    )
    assert gedaan.casus.doorgegeven is not None
    daar = dienst.shell.laad(gedaan.casus.doorgegeven.casusnummer).casus
    hier = gedaan.casus
    assert (daar.tafel, daar.fase, daar.organisatie) == (BT, Fase.AANGEMELD, "veilig-thuis")
    assert [mens.naam for mens in daar.betrokkenen] == [mens.naam for mens in hier.betrokkenen]
    assert daar.eerste_verwerking == hier.eerste_verwerking
    assert not {m.persoon_id for m in daar.betrokkenen} & {m.persoon_id for m in hier.betrokkenen}
    assert (daar.criteria, daar.grondslag, daar.toestemmingen) == ((), None, ())
    assert "weging en criteria" in hier.doorgegeven.niet_meegegeven if hier.doorgegeven else False


def test_asking_again_makes_no_second_case(dienst: Dienst, database: Database) -> None:
    verhaal = doorverwezen(dienst)
    keren = [
        dienst.shell.geef_door(verhaal.casusnummer, BT, organisatie="veilig-thuis", namens=PROCESREGISSEUR)
        for _ in range(2)
    ]
    assert keren[0].casus.doorgegeven == keren[1].casus.doorgegeven
    assert tel(database, "kluis.nummer") == 2


@pytest.mark.parametrize("naar", ["ret-zaanstreek-waterland", "zvh-zaanstreek-waterland"])
def test_it_goes_only_where_triage_referred_it(dienst: Dienst, database: Database, naar: str) -> None:
    verhaal = doorverwezen(dienst)
    with pytest.raises(Weigering, match="niet naar deze tafel"):
        dienst.shell.geef_door(verhaal.casusnummer, naar, organisatie="veilig-thuis", namens=PROCESREGISSEUR)
    assert tel(database, "kluis.nummer") == 1


def test_what_the_next_table_refuses_changes_nothing_here(dienst: Dienst, database: Database) -> None:
    verhaal = doorverwezen(dienst)
    feiten = tel(database, "feiten.gebeurtenis")
    with pytest.raises(Weigering):
        dienst.shell.geef_door(verhaal.casusnummer, BT, organisatie=None, namens=PROCESREGISSEUR)
    assert tel(database, "feiten.gebeurtenis") == feiten
    assert dienst.shell.laad(verhaal.casusnummer).casus.doorgegeven is None


def test_a_wijkteam_is_no_table(dienst: Dienst) -> None:
    verhaal = doorverwezen(dienst, "lokaal")
    with pytest.raises(OnbekendeTafel):
        dienst.shell.geef_door(verhaal.casusnummer, "lokaal", organisatie=None, namens=PROCESREGISSEUR)


def test_a_slip_of_the_pen_refers_a_case_nowhere(dienst: Dienst) -> None:
    with pytest.raises(Weigering, match="Doorverwijzen kan naar een tafel"):
        doorverwezen(dienst, "nergens")
