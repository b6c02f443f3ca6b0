"""Does another table know this person: hit or no hit, whom to call, and nothing else; gone with the data."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from api.samenstelling import Dienst
from domain.casus.commands import LegGeboortedatumVast, MeldAan, VulAan
from domain.casus.waarden import Betrokkene, Betrokkenheid, Treffer
from domain.weigering import Weigering
from infra.database import Database
from tests.infra.test_shell import tel
from tests.verhalen import FRAMBOOS, PROCESREGISSEUR, SECRETARIS, Verhaal

BT = "beschermingstafel-zaanstreek"
HM = "mzo-hollands-midden"


def meld_aan(dienst: Dienst, tafel: str, mens: Betrokkene, *, gemeente: str, organisatie: str) -> str:
    opdracht = MeldAan(
        casusnummer=dienst.omgeving.casusnummer(),
        organisatie=organisatie,
        gemeente=gemeente,
        betrokkenen=(mens,),
    )
    return dienst.shell.meld_aan(tafel, opdracht, namens=SECRETARIS).casusnummer


def bij_de_bt(dienst: Dienst, mens: Betrokkene) -> str:
    return meld_aan(dienst, BT, mens, gemeente="zaanstad", organisatie="veilig-thuis")


def treffers(dienst: Dienst, casusnummer: str, persoon_id: UUID) -> tuple[Treffer, ...]:
    _, keer = dienst.shell.raadpleeg_samenloop(casusnummer, persoon_id, namens=PROCESREGISSEUR)
    return keer.treffers


@pytest.fixture
def verhaal(dienst: Dienst) -> Verhaal:
    verhaal = Verhaal(dienst)
    verhaal.meld_aan()
    return verhaal


def ook(**anders: Any) -> Betrokkene:
    return replace(FRAMBOOS, persoon_id=uuid4(), **anders)


def test_nobody_else_knows_this_person(dienst: Dienst, verhaal: Verhaal) -> None:
    assert treffers(dienst, verhaal.casusnummer, FRAMBOOS.persoon_id) == ()


def test_a_hit_names_the_table_and_whom_to_call_and_nothing_of_the_case(
    dienst: Dienst, verhaal: Verhaal
) -> None:
    bij_de_bt(dienst, ook())
    assert treffers(dienst, verhaal.casusnummer, FRAMBOOS.persoon_id) == (
        Treffer(BT, "BeschermingstafelZaanstreek@zaanstad.nl"),
    )


@pytest.mark.parametrize(
    ("mens", "gevonden"),
    [
        (ook(naam="T. Framboos-Anders", geboortedatum=None), True),
        (ook(bsn=None, naam="F. FRAMBÖOS"), True),
        (ook(bsn=None, naam="Testpersoon Framboos", geboortedatum=date(1991, 5, 18)), False),
        (ook(bsn=None, geboortedatum=None), False),
        (ook(bsn="999990068", naam="Testpersoon Bes"), False),
    ],
    ids=["same bsn", "same name in other letters and birth date", "other day", "name alone", "somebody else"],
)
def test_by_what_two_tables_find_each_other(
    dienst: Dienst,
    verhaal: Verhaal,
    mens: Betrokkene,
    gevonden: bool,  # noqa: FBT001 the table of cases
) -> None:
    bij_de_bt(dienst, mens)
    assert bool(treffers(dienst, verhaal.casusnummer, FRAMBOOS.persoon_id)) is gevonden


def test_each_look_is_recorded_with_who_looked(dienst: Dienst, verhaal: Verhaal) -> None:
    for _ in range(2):
        treffers(dienst, verhaal.casusnummer, FRAMBOOS.persoon_id)
    historie = dienst.shell.laad(verhaal.casusnummer).historie
    keren = [feit for feit in historie if feit.naam == "casus.SamenloopGeraadpleegd.v1"]
    assert [feit.envelop.wie for feit in keren] == [PROCESREGISSEUR.wie.id] * 2


def test_a_case_in_another_region_or_of_the_own_table_is_no_hit(dienst: Dienst, verhaal: Verhaal) -> None:
    meld_aan(dienst, HM, ook(), gemeente="leiden", organisatie="politie")
    ander = Verhaal(dienst)
    ander.meld_aan()
    assert treffers(dienst, verhaal.casusnummer, FRAMBOOS.persoon_id) == ()


def test_once_triage_is_over_nobody_looks_any_more(dienst: Dienst, verhaal: Verhaal) -> None:
    verhaal.trieer()
    with pytest.raises(Weigering, match="Samenloop raadplegen kan nu niet"):
        treffers(dienst, verhaal.casusnummer, FRAMBOOS.persoon_id)


def test_somebody_who_is_added_later_is_found_too(dienst: Dienst, verhaal: Verhaal) -> None:
    bes = Betrokkene(uuid4(), Betrokkenheid.KIND, "Testpersoon Bes")
    verhaal.doe(VulAan("politie", betrokkenen=(bes,)))
    elders = bij_de_bt(dienst, replace(bes, persoon_id=uuid4(), geboortedatum=date(2015, 1, 2)))
    assert treffers(dienst, verhaal.casusnummer, bes.persoon_id) == ()
    verhaal.doe(LegGeboortedatumVast(bes.persoon_id, date(2015, 1, 2)))
    assert [treffer.tafel for treffer in treffers(dienst, verhaal.casusnummer, bes.persoon_id)] == [BT]
    kind = dienst.shell.laad(elders).casus.betrokkenen[0].persoon_id
    assert treffers(dienst, elders, kind)[0].tafel == "zvh-zaanstreek-waterland"


def test_who_was_destroyed_is_found_by_nobody(dienst: Dienst, verhaal: Verhaal, database: Database) -> None:
    ander = Verhaal(dienst)
    ander.helemaal()
    assert tel(database, "kluis.samenloop") == 2  # The marks of the case that is still there.
    assert treffers(dienst, verhaal.casusnummer, FRAMBOOS.persoon_id) == ()


def test_the_marks_say_nothing_without_their_key(
    dienst: Dienst, verhaal: Verhaal, database: Database
) -> None:
    del dienst, verhaal
    with psycopg.connect(database.owner_url) as verbinding:
        rijen = verbinding.execute("SELECT merk FROM kluis.samenloop").fetchall()
    assert len(rijen) == 2
    for (merk,) in rijen:
        assert len(merk) == 32
        assert b"999990019" not in merk
