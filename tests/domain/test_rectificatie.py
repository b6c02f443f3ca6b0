"""Putting the data of one person right: the old value goes, everything else that was recorded of the person stays."""

from dataclasses import replace

from domain.casus.commands import RectificeerGegevens
from domain.casus.events import GegevensGerectificeerd
from domain.casus.evolve import vouw
from domain.casus.waarden import Opschortgrond, Persoonsveld
from tests.domain import feiten as f
from tests.domain import opdrachten as o
from tests.domain.delen import AARDBEI, AARDBEI_ID, BRAAM, BRAAM_ID, BRAMEN, NIEUWE_ID, VREEMDE_ID
from tests.domain.verhaal import given

VOORAF = (*f.GESLOTEN, f.EIGEN_TERMIJN_VASTGESTELD, f.BEPERKING_INGESTELD)


def test_the_person_comes_back_as_it_should_be_under_a_new_id() -> None:
    beslist = given(*VOORAF).when(o.RECTIFICEER_GEGEVENS)
    assert beslist.weigering is None
    casus = vouw((*VOORAF, *beslist.nieuw))
    assert BRAMEN in casus.betrokkenen
    assert not casus.is_betrokken(BRAAM_ID)
    assert dict(casus.ingebracht_door)[NIEUWE_ID] == dict(vouw(VOORAF).ingebracht_door)[BRAAM_ID]
    gedaan = beslist.nieuw[0]
    assert isinstance(gedaan, GegevensGerectificeerd)
    assert (gedaan.velden, gedaan.persoon_id, gedaan.vorig_id) == (
        (Persoonsveld.NAAM, Persoonsveld.ADRES),
        NIEUWE_ID,
        BRAAM_ID,
    )


def test_what_else_was_recorded_of_the_person_is_still_so() -> None:
    voor = vouw(VOORAF)
    na = vouw((*VOORAF, *given(*VOORAF).when(o.RECTIFICEER_GEGEVENS).nieuw))
    for wat in ("toestemmingen", "gezag", "informeren", "samenloop", "eigen_termijnen", "beperkingen"):
        toen = [
            replace(een, persoon_id=NIEUWE_ID) if een.persoon_id == BRAAM_ID else een
            for een in getattr(voor, wat)
        ]
        assert sorted(map(repr, getattr(na, wat))) == sorted(map(repr, toen)), wat
    assert [een.grond for een in na.beperkingen] == [f.BEPERKING_INGESTELD.grond]


def test_what_was_told_at_the_table_goes_along_and_leaves_a_placeholder() -> None:
    voor = vouw(VOORAF)
    van_aardbei = sum(
        deel.persoon_id == AARDBEI_ID for ico in voor.icos if ico.gehouden for deel in ico.gehouden.inbreng
    )
    assert van_aardbei
    opdracht = RectificeerGegevens(
        AARDBEI_ID, replace(AARDBEI, persoon_id=NIEUWE_ID, naam="Testpersoon Aardbeien")
    )
    na = vouw((*VOORAF, *given(*VOORAF).when(opdracht).nieuw))
    inbreng = [deel for ico in na.icos if ico.gehouden for deel in ico.gehouden.inbreng]
    assert sum(deel.persoon_id == NIEUWE_ID for deel in inbreng) == van_aardbei
    assert not any(deel.persoon_id == AARDBEI_ID for deel in inbreng)


def test_what_is_right_already_is_not_destroyed() -> None:
    hetzelfde = RectificeerGegevens(BRAAM_ID, replace(BRAAM, persoon_id=NIEUWE_ID))
    given(*f.IN_TRIAGE).when(hetzelfde).dan_geweigerd("zijn al zo")


def test_it_is_about_somebody_in_the_case_and_holds_possible_data() -> None:
    given(*f.IN_TRIAGE).when(replace(o.RECTIFICEER_GEGEVENS, persoon_id=VREEMDE_ID)).dan_geweigerd(
        "niet over deze"
    )
    onmogelijk = RectificeerGegevens(BRAAM_ID, replace(BRAMEN, bsn="999990018"))
    given(*f.IN_TRIAGE).when(onmogelijk).dan_geweigerd("elfproef")
    zelfde_id = RectificeerGegevens(BRAAM_ID, replace(BRAMEN, persoon_id=BRAAM_ID))
    given(*f.IN_TRIAGE).when(zelfde_id).dan_geweigerd("nieuw kenmerk")


def test_a_legal_hold_keeps_the_old_value_and_an_open_verzoek_does_not() -> None:
    given(*VOORAF, f.VERNIETIGING_OPGESCHORT).when(o.RECTIFICEER_GEGEVENS).dan_geweigerd("is opgeschort")
    verzoek = replace(f.VERNIETIGING_OPGESCHORT, grond=Opschortgrond.AVG_VERZOEK)
    assert given(*VOORAF, verzoek).when(o.RECTIFICEER_GEGEVENS).weigering is None
