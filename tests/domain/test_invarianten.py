"""What holds of every casus, each rule by its name, over all phases and all hand-written commands."""

from dataclasses import replace
from functools import cache

import pytest

from domain.casus.commands import (
    Heragendeer,
    LegVoortgangVast,
    PlanICO,
    SchaalOp,
    StelPlanVast,
    VraagVerklarendeAnalyse,
    WijsActieToe,
    ZetOpAgenda,
)
from domain.casus.events import BewaartermijnHerrekend, GegevensVerwijderd, ICOGepland, RegieToegewezen
from domain.casus.state import Fase
from domain.casus.waarden import Regie, Urgentie
from domain.weigering import Crisisroute
from tests.domain.delen import AARDBEI, BRAAM
from tests.domain.feiten import (
    AANGEMELD,
    BRAAM_IS_VOLWASSEN,
    CASUSREGIE_TOEGEWEZEN,
    GEGEVENS_VERWIJDERD,
    GESLOTEN,
    GETRIEERD,
    ICO_GEPLAND,
    MET_REGIE,
    OPGENOMEN,
    PROCESREGIE_TOEGEWEZEN,
    STANDEN,
    TOESTEMMING_GEGEVEN,
    TOESTEMMING_GEWEIGERD,
    TOESTEMMING_INGETROKKEN,
    VERWIJDERING_VOORGESTELD,
)
from tests.domain.opdrachten import MELD_AAN, PLAN_ICO
from tests.domain.tafel import (
    APPEL,
    EINDE_TERMIJN,
    KERS,
    KIWI,
    LYCHEE,
    NA_ICO,
    PEER,
    PRUIM,
    TESTTAFEL,
    TOESTEMMINGSTAFEL,
)
from tests.domain.verhaal import Beslist, given, teksten
from tests.domain.wandelingen import VOORBEELDEN

VOOR_TRIAGE = (Fase.GEEN, Fase.AANGEMELD, Fase.AANGEHOUDEN, Fase.NIET_OPGENOMEN)
PLANNEND = (
    *(PlanICO, StelPlanVast, WijsActieToe, LegVoortgangVast, Heragendeer),
    *(VraagVerklarendeAnalyse, ZetOpAgenda, SchaalOp),
)


@pytest.mark.parametrize("fase", VOOR_TRIAGE)
def test_nothing_is_planned_before_triage_took_the_casus_up(fase: Fase) -> None:
    for opdracht in VOORBEELDEN:
        if isinstance(opdracht, PLANNEND):
            met_regie = given(*STANDEN[fase], PROCESREGIE_TOEGEWEZEN, CASUSREGIE_TOEGEWEZEN)
            met_regie.when(opdracht).dan_geweigerd("kan nu niet: deze casus is")


def test_no_ico_without_grondslag() -> None:
    zonder = given(AANGEMELD, GETRIEERD, PROCESREGIE_TOEGEWEZEN)
    zonder.when(PLAN_ICO, tafel=TESTTAFEL).dan_geweigerd("zonder grondslag geen ICO")
    assert_gepland(given(*MET_REGIE).when(PLAN_ICO, tafel=TESTTAFEL))


def test_no_ico_without_the_toestemming_that_the_tafel_asks_for() -> None:
    aardbei = replace(TOESTEMMING_GEGEVEN, doel="inbrengen")
    braam = replace(aardbei, persoon_id=BRAAM.persoon_id)
    ander_doel = replace(TOESTEMMING_GEGEVEN, persoon_id=BRAAM.persoon_id)
    ingetrokken = replace(TOESTEMMING_INGETROKKEN, persoon_id=BRAAM.persoon_id, doel="inbrengen")
    volwassen = (*MET_REGIE, BRAAM_IS_VOLWASSEN)
    for tekort in ((), (aardbei,), (aardbei, TOESTEMMING_GEWEIGERD), (aardbei, ander_doel)):
        casus = given(*volwassen, *tekort)
        casus.when(PLAN_ICO, tafel=TOESTEMMINGSTAFEL).dan_geweigerd("zonder toestemming geen ICO")
    weer_weg = given(*volwassen, aardbei, braam, ingetrokken)
    weer_weg.when(PLAN_ICO, tafel=TOESTEMMINGSTAFEL).dan_geweigerd("zonder toestemming geen ICO")
    onbekend_hoe_oud = given(*MET_REGIE, aardbei, braam)
    onbekend_hoe_oud.when(PLAN_ICO, tafel=TOESTEMMINGSTAFEL).dan_geweigerd("geboortedatum niet bekend (1)")
    assert_gepland(given(*volwassen, aardbei, braam).when(PLAN_ICO, tafel=TOESTEMMINGSTAFEL))


@pytest.mark.parametrize("fase", Fase)
def test_crisis_is_never_taken_in_it_gets_the_crisisroute(fase: Fase) -> None:
    crisis = replace(MELD_AAN, urgentie=Urgentie.CRISIS)
    given(*STANDEN[fase]).when(crisis).dan_geweigerd(TESTTAFEL.crisisroute.tekst, Crisisroute)


def test_a_crisis_gets_its_route_even_when_everything_else_is_wrong_too() -> None:
    haastig = replace(MELD_AAN, urgentie=Urgentie.CRISIS, organisatie="", gemeente="", betrokkenen=())
    given().when(haastig).dan_geweigerd(TESTTAFEL.crisisroute.tekst, Crisisroute)


def test_a_casus_has_one_procesregisseur_at_a_time() -> None:
    for regie in (Regie.PROCES_BASIS, Regie.PROCES_INTENSIEF):
        opvolger = RegieToegewezen(regie, "mw-vijg", "testregie")
        assert given(*OPGENOMEN, PROCESREGIE_TOEGEWEZEN, opvolger).casus.procesregisseur == opvolger


@pytest.mark.parametrize("fase", Fase)
def test_the_same_command_twice_changes_nothing(fase: Fase) -> None:
    """``when`` asks once more whatever succeeds; here that is everything, in every phase."""
    gelukt = [beslist for beslist in alles_gevraagd(fase) if beslist.weigering is None]
    assert gelukt


def test_after_gegevensverwijderd_only_reading_is_possible() -> None:
    for beslist in alles_gevraagd(Fase.VERWIJDERD):
        assert beslist.nieuw == ()
    nog_niet_herlezen = (*GESLOTEN, VERWIJDERING_VOORGESTELD, GEGEVENS_VERWIJDERD)
    for opdracht in VOORBEELDEN:
        for wie in (PEER, APPEL, KERS, PRUIM):
            assert given(*nog_niet_herlezen).when(opdracht, vandaag=EINDE_TERMIJN, wie=wie).nieuw == ()


def test_after_gegevensverwijderd_no_personal_data_comes_back() -> None:
    casus = given(*STANDEN[Fase.VERWIJDERD]).casus
    assert (casus.betrokkenen, casus.casusnummer, casus.toestemmingen, casus.icos) == ((), "", (), ())
    assert (casus.gezag, casus.informeren, casus.samenloop, casus.agendapunten) == ((), (), (), ())
    assert (casus.doorgegeven, casus.monitor, casus.analyses, casus.niveaus) == (None, None, (), ())
    van_de_lijst = {"mw-kers", "mw-kiwi", "mw-lychee", "L-BCDFG-HJKLM"}
    assert set(teksten(casus)) <= van_de_lijst, "only who filled a role on the list"
    assert not set(teksten((AARDBEI, BRAAM))) & set(teksten(casus))


def test_the_proof_of_a_destruction_holds_nothing_of_the_casus() -> None:
    verteld = set(teksten(GESLOTEN)) - {"testtafel", "testregime", "testregime/1/plafond"}
    bewijs = " ".join(str(waarde) for waarde in vars(GEGEVENS_VERWIJDERD).values())
    assert [tekst for tekst in verteld if tekst in bewijs] == []


def test_no_casus_is_destroyed_by_one_person_alone() -> None:
    for wie in (KERS, KIWI, LYCHEE):
        for opdracht in VOORBEELDEN:
            nieuw = given(*GESLOTEN).when(opdracht, wie=wie).nieuw
            assert not any(isinstance(feit, GegevensVerwijderd) for feit in nieuw)


@pytest.mark.parametrize("fase", Fase)
def test_no_command_moves_the_term_away_but_a_new_reckoning(fase: Fase) -> None:
    for beslist in alles_gevraagd(fase):
        voor, na = given(*beslist.vooraf).casus, given(*beslist.vooraf, *beslist.nieuw).casus
        if any(isinstance(feit, BewaartermijnHerrekend) for feit in beslist.nieuw):
            continue
        assert voor.bewaren_tot is None or (na.bewaren_tot is not None and na.bewaren_tot <= voor.bewaren_tot)


def test_at_most_one_ico_is_planned() -> None:
    for fase in Fase:
        for beslist in alles_gevraagd(fase):
            icos = given(*beslist.vooraf, *beslist.nieuw).casus.icos
            assert sum(ico.staat_gepland for ico in icos) <= 1


@pytest.mark.parametrize("fase", Fase)
def test_on_an_agenda_a_casus_stands_once_for_each_purpose(fase: Fase) -> None:
    for beslist in alles_gevraagd(fase):
        soorten = [gezet.soort for gezet in given(*beslist.vooraf, *beslist.nieuw).casus.op_agenda]
        assert len(set(soorten)) == len(soorten)


@pytest.mark.parametrize("fase", Fase)
def test_no_command_moves_a_casus_more_than_one_level(fase: Fase) -> None:
    for beslist in alles_gevraagd(fase):
        voor, na = given(*beslist.vooraf).casus.niveaus, given(*beslist.vooraf, *beslist.nieuw).casus.niveaus
        assert na in ((), voor, voor[:-1], ("bestuur", "land")[: len(voor) + 1])


@cache
def alles_gevraagd(fase: Fase) -> tuple[Beslist, ...]:
    """Ask everything of the casus in this phase, by a regisseur and by somebody who watches the terms."""
    casus = given(*STANDEN[fase])
    return tuple(
        casus.when(opdracht, vandaag=NA_ICO, wie=wie) for opdracht in VOORBEELDEN for wie in (APPEL, PRUIM)
    )


def assert_gepland(beslist: Beslist) -> None:
    assert [type(feit) for feit in beslist.nieuw] == [ICOGepland]
    beslist.then(ICO_GEPLAND)
