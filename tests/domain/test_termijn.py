"""The term of a casus: extended by those who supplied the data, moved on by processing, reckoned anew."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.casus.commands import HerrekenBewaartermijn, Opdracht
from domain.casus.events import (
    BewaartermijnHerrekend,
    EigenTermijnVastgesteld,
    Gebeurtenis,
    GegevensVerwijderd,
    InstemmingGegeven,
    VerwijderingVoorgesteld,
)
from domain.casus.termijn import NIET_INGESTEMD, VERWERKING, instemmers
from domain.casus.waarden import Aanleiding
from domain.privacyprotocol import (
    Afloop,
    Anker,
    Ankers,
    Bewaarregel,
    Bewaartermijn,
    Herhaling,
    Privacyprotocol,
    Termijnkeuze,
    Verlengingsgrond,
)
from domain.tafels import Zekerheid
from tests.domain import feiten as f
from tests.domain import opdrachten as o
from tests.domain.delen import GEHEIM, INBRENG, TWEEDE_VERLENGING_ID
from tests.domain.tafel import (
    DINSDAG,
    EINDE_TERMIJN,
    LAATSTE_JAAR,
    MAANDAG,
    NA_ICO,
    PROTOCOL,
    PRUIM,
    VERLENGD_TOT,
)
from tests.domain.verhaal import Beslist, given

VOORGESTELD = (*f.IN_MONITORING, f.VERLENGING_VOORGESTELD)
EIGEN_TERMIJN = EigenTermijnVastgesteld(
    None, "testpolitie", EINDE_TERMIJN, "testregime/1/plafond", NIET_INGESTEMD
)
TERUGVAL = replace(o.STEL_VERLENGING_VOOR, grond=Verlengingsgrond.TERUGVAL)


def in_laatste_jaar(feiten: tuple[Gebeurtenis, ...], opdracht: Opdracht, **anders: object) -> Beslist:
    return given(*feiten).when(opdracht, **{"vandaag": LAATSTE_JAAR, **anders})  # type: ignore[arg-type]


# --- extending ---------------------------------------------------------------------------------------------------


def test_with_the_consent_of_each_supplier_the_term_is_extended() -> None:
    voorgesteld = in_laatste_jaar(f.IN_MONITORING, o.STEL_VERLENGING_VOOR).then(f.VERLENGING_VOORGESTELD)
    assert instemmers(voorgesteld.casus) == {"testzorg", "testpolitie"}
    een = voorgesteld.when(o.GEEF_INSTEMMING, vandaag=LAATSTE_JAAR).then(f.INSTEMMING_GEGEVEN)
    assert een.casus.bewaren_tot == EINDE_TERMIJN
    beide = een.when(o.GEEF_TWEEDE_INSTEMMING, vandaag=EINDE_TERMIJN).then(
        replace(f.INSTEMMING_GEGEVEN, organisatie="testpolitie"), f.BEWAARTERMIJN_VERLENGD
    )
    assert (beide.casus.bewaren_tot, beide.casus.bewaarregel) == (VERLENGD_TOT, "testregime/1/verlenging")
    assert beide.casus.vernietigen_voor == VERLENGD_TOT + timedelta(days=1)


def test_who_refuses_keeps_the_old_day_for_what_it_brought_in() -> None:
    verder = in_laatste_jaar((*VOORGESTELD, f.INSTEMMING_GEGEVEN), o.WEIGER_INSTEMMING).then(
        f.INSTEMMING_GEWEIGERD, f.BEWAARTERMIJN_VERLENGD, EIGEN_TERMIJN
    )
    assert verder.casus.bewaren_tot == VERLENGD_TOT
    assert verder.casus.termijn_van_bijdrage("testpolitie") == Bewaartermijn(
        EINDE_TERMIJN, "testregime/1/plafond"
    )
    assert verder.casus.termijn_van_bijdrage("testzorg") == Bewaartermijn(
        VERLENGD_TOT, "testregime/1/verlenging"
    )


def test_without_who_brought_the_casus_in_nothing_is_extended() -> None:
    """Without that contribution there is no casus; and where all refuse, that one does as well."""
    weigert = replace(o.WEIGER_INSTEMMING, organisatie="testzorg")
    geweigerd = replace(f.INSTEMMING_GEWEIGERD, organisatie="testzorg")
    ander_wil = replace(f.INSTEMMING_GEGEVEN, organisatie="testpolitie")
    assert in_laatste_jaar((*VOORGESTELD, ander_wil), weigert).then(geweigerd).casus.bewaren_tot == (
        EINDE_TERMIJN
    )
    allen = in_laatste_jaar((*VOORGESTELD, f.INSTEMMING_GEWEIGERD), weigert).then(geweigerd)
    assert (allen.casus.bewaren_tot, allen.casus.eigen_termijnen) == (EINDE_TERMIJN, ())


def test_an_answer_can_change_until_it_is_decided() -> None:
    weigert = (*VOORGESTELD, replace(f.INSTEMMING_GEWEIGERD, organisatie="testzorg"))
    bedacht = in_laatste_jaar(weigert, o.GEEF_INSTEMMING).then(f.INSTEMMING_GEGEVEN)
    klaar = bedacht.when(o.GEEF_TWEEDE_INSTEMMING, vandaag=LAATSTE_JAAR).then(
        replace(f.INSTEMMING_GEGEVEN, organisatie="testpolitie"), f.BEWAARTERMIJN_VERLENGD
    )
    klaar.when(o.WEIGER_INSTEMMING, vandaag=LAATSTE_JAAR).dan_geweigerd("al besloten")


def test_only_who_supplied_data_answers_and_each_on_the_newest_proposal() -> None:
    vreemd = replace(o.GEEF_INSTEMMING, organisatie="testgemeente")
    in_laatste_jaar(VOORGESTELD, vreemd).dan_geweigerd("leverde geen gegevens")
    in_laatste_jaar(f.IN_MONITORING, o.GEEF_INSTEMMING).dan_geweigerd("niet voorgesteld")
    nieuw = replace(f.VERLENGING_VOORGESTELD, verlenging_id=TWEEDE_VERLENGING_ID)
    in_laatste_jaar((*VOORGESTELD, nieuw), o.GEEF_INSTEMMING).dan_geweigerd("er is een nieuw voorstel")
    in_laatste_jaar(VOORGESTELD, replace(o.WEIGER_INSTEMMING, reden=" ")).dan_geweigerd("Vul in")


def test_who_supplied_data_follows_from_the_facts() -> None:
    """Who brought in, who added, and who told at an ICO; not who only has the regie or sat at the table."""
    aangevuld = replace(f.AANGEVULD, organisatie="testgemeente")
    gehouden = replace(f.ICO_GEHOUDEN, inbreng=(INBRENG, GEHEIM), aanwezig=("testzorg", "bakkerij"))
    casus = given(*f.ICO_STAAT_GEPLAND, aangevuld, gehouden).casus
    assert instemmers(casus) == {"testzorg", "testgemeente", "testpolitie"}
    weg = given(*f.IN_MONITORING, f.BIJDRAGE_VERNIETIGD).casus
    assert "testpolitie" not in instemmers(weg)
    eerder_geweigerd = given(*f.IN_MONITORING, f.BEWAARTERMIJN_VERLENGD, EIGEN_TERMIJN).casus
    assert instemmers(eerder_geweigerd) == {"testzorg"}


@pytest.mark.parametrize(
    ("vandaag", "tot", "zin"),
    [
        (date(2030, 3, 1), VERLENGD_TOT, "op zijn vroegst 12 maanden"),
        (EINDE_TERMIJN + timedelta(days=1), VERLENGD_TOT, "al verstreken"),
        (LAATSTE_JAAR, EINDE_TERMIJN, "Verleng tot een dag na de termijn"),
        (LAATSTE_JAAR, date(2033, 3, 3), "niet verder dan het privacyprotocol"),
    ],
    ids=["too early", "too late", "no day more", "more than two years"],
)
def test_an_extension_is_in_time_and_of_two_years_at_most(vandaag: date, tot: date, zin: str) -> None:
    opdracht = replace(o.STEL_VERLENGING_VOOR, tot=tot)
    in_laatste_jaar(f.IN_MONITORING, opdracht, vandaag=vandaag).dan_geweigerd(zin)


def test_the_first_and_last_day_and_the_furthest_are_allowed() -> None:
    for vandaag in (date(2030, 3, 2), EINDE_TERMIJN):
        verst = replace(o.STEL_VERLENGING_VOOR, tot=date(2033, 3, 2))
        gegeven = in_laatste_jaar(f.IN_MONITORING, verst, vandaag=vandaag)
        gegeven.then(replace(f.VERLENGING_VOORGESTELD, tot=date(2033, 3, 2)))


def test_a_term_that_ran_out_while_waiting_for_an_answer_is_not_extended() -> None:
    te_laat = EINDE_TERMIJN + timedelta(days=1)
    for opdracht in (o.GEEF_INSTEMMING, o.WEIGER_INSTEMMING):
        in_laatste_jaar(VOORGESTELD, opdracht, vandaag=te_laat).dan_geweigerd("al verstreken")


def test_a_ground_that_fell_away_while_waiting_extends_nothing() -> None:
    gesloten = (*VOORGESTELD, f.INSTEMMING_GEGEVEN, f.AFGESLOTEN)
    in_laatste_jaar(gesloten, o.GEEF_TWEEDE_INSTEMMING).dan_geweigerd("die nog loopt")


def test_a_term_can_be_extended_again_where_the_protocol_says_so() -> None:
    eerder = (*VOORGESTELD, f.INSTEMMING_GEGEVEN, f.BEWAARTERMIJN_VERLENGD)
    nog_eens = replace(o.STEL_VERLENGING_VOOR, verlenging_id=TWEEDE_VERLENGING_ID, tot=date(2034, 3, 2))
    in_laatste_jaar(eerder, nog_eens).dan_geweigerd("op zijn vroegst")
    in_laatste_jaar(eerder, nog_eens, vandaag=date(2031, 9, 1)).then(
        replace(f.VERLENGING_VOORGESTELD, verlenging_id=TWEEDE_VERLENGING_ID, tot=date(2034, 3, 2))
    )
    assert PROTOCOL.verlenging is not None
    eenmalig = replace(PROTOCOL, verlengingen=(replace(PROTOCOL.verlenging, herhaling=Herhaling.EENMALIG),))
    beslist = in_laatste_jaar(eerder, nog_eens, vandaag=date(2031, 9, 1), protocol=eenmalig)
    beslist.dan_geweigerd("vaker kan niet")


def test_a_closed_casus_is_extended_only_if_it_was_closed_within_the_last_year_of_the_term() -> None:
    """BGS 1.16(2): closed less than a year before the term ends, with a high risk of relapse."""
    net = replace(f.AFGESLOTEN, afgesloten_op=date(2030, 3, 3))
    voorstel = replace(f.VERLENGING_VOORGESTELD, grond=Verlengingsgrond.TERUGVAL)
    in_laatste_jaar((*f.IN_MONITORING, net), TERUGVAL).then(voorstel)
    lang = replace(f.AFGESLOTEN, afgesloten_op=date(2030, 3, 2))
    onbekend = replace(f.AFGESLOTEN, afgesloten_op=None)
    for feiten in ((*f.IN_MONITORING, lang), (*f.IN_MONITORING, onbekend), f.IN_MONITORING):
        in_laatste_jaar(feiten, TERUGVAL).dan_geweigerd(
            "in de laatste 12 maanden van de termijn is afgesloten"
        )


def test_an_extension_needs_a_protocol_that_knows_it_and_its_ground() -> None:
    zonder = replace(PROTOCOL, verlengingen=())
    in_laatste_jaar(f.IN_MONITORING, o.STEL_VERLENGING_VOOR, protocol=zonder).dan_geweigerd("geen verlenging")
    assert PROTOCOL.verlenging is not None
    een_grond = replace(
        PROTOCOL, verlengingen=(replace(PROTOCOL.verlenging, gronden=PROTOCOL.verlenging.gronden[1:]),)
    )
    in_laatste_jaar(f.IN_MONITORING, o.STEL_VERLENGING_VOOR, protocol=een_grond).dan_geweigerd(
        "kent deze grond niet"
    )


def test_participants_instruct_and_say_why() -> None:
    for opdracht_van in ((), ("bakkerij",), ("testzorg", "bakkerij")):
        opdracht = replace(o.STEL_VERLENGING_VOOR, opdracht_van=opdracht_van)
        in_laatste_jaar(f.IN_MONITORING, opdracht).dan_geweigerd("welke deelnemers")
    in_laatste_jaar(f.IN_MONITORING, replace(o.STEL_VERLENGING_VOOR, reden="")).dan_geweigerd("Vul in")
    anders = replace(o.STEL_VERLENGING_VOOR, reden="Iets anders")
    in_laatste_jaar(VOORGESTELD, anders).dan_geweigerd("met andere inhoud")


# --- the last processing -----------------------------------------------------------------------------------------

PGA = Privacyprotocol(
    "pga", 1, Bewaarregel("plafond", Anker.LAATSTE_VERWERKING, 5, 0, "na de laatste", "BWBR0050740")
)


def herrekend(aanleiding: Aanleiding, tot: date, vanaf: date, regel: str) -> BewaartermijnHerrekend:
    return BewaartermijnHerrekend(aanleiding, tot, regel, vanaf)


def test_work_with_the_data_moves_a_term_from_the_last_processing_on() -> None:
    beslist = given(*f.IN_MONITORING).when(o.LEG_VOORTGANG_VAST, vandaag=NA_ICO, protocol=PGA)
    verder = beslist.then(
        f.VOORTGANG_VASTGELEGD,
        herrekend(Aanleiding.VERWERKING, date(2031, 3, 18), NA_ICO, "pga/1/plafond"),
    )
    assert verder.casus.bewaren_tot == date(2031, 3, 18)
    nog_eens = replace(o.LEG_VOORTGANG_VAST, tekst="Weer rust")
    verder.when(nog_eens, vandaag=NA_ICO, protocol=PGA).then(
        replace(f.VOORTGANG_VASTGELEGD, tekst="Weer rust")
    )


def test_under_the_wgs_work_with_the_data_moves_no_term() -> None:
    given(*f.IN_MONITORING).when(o.LEG_VOORTGANG_VAST, vandaag=NA_ICO).then(f.VOORTGANG_VASTGELEGD)


def test_guarding_the_data_is_no_work_with_them() -> None:
    for opdracht in (o.SCHORT_VERNIETIGING_OP, o.STEL_BEPERKING_IN, o.LEG_INFORMEREN_VAST):
        beslist = given(*f.IN_MONITORING).when(opdracht, vandaag=NA_ICO, protocol=PGA)
        assert [type(feit) for feit in beslist.nieuw if isinstance(feit, BewaartermijnHerrekend)] == []
    bewaken: set[type] = {VerwijderingVoorgesteld, InstemmingGegeven, EigenTermijnVastgesteld}
    assert not bewaken & set(VERWERKING)


def test_processing_never_makes_a_term_shorter() -> None:
    verlengd = (*f.IN_MONITORING, replace(f.BEWAARTERMIJN_VERLENGD, bewaren_tot=date(2040, 1, 1)))
    given(*verlengd).when(o.LEG_VOORTGANG_VAST, vandaag=NA_ICO, protocol=PGA).then(f.VOORTGANG_VASTGELEGD)


# --- closing -----------------------------------------------------------------------------------------------------

NA_SLUITEN = replace(
    PROTOCOL,
    regels=(*PROTOCOL.regels, Bewaarregel("na-afsluiting", Anker.AFSLUITING, 1, 0, "een jaar", "x")),
    termijnen=(*PROTOCOL.termijnen, Termijnkeuze(Afloop.AFGESLOTEN, "na-afsluiting", Zekerheid.KEUZE)),
)


def test_closing_makes_a_term_shorter_where_the_protocol_says_so() -> None:
    beslist = given(*f.IN_MONITORING).when(o.SLUIT_AF, protocol=NA_SLUITEN)
    beslist.then(
        f.AFGESLOTEN,
        herrekend(Aanleiding.AFSLUITING, date(2027, 3, 3), DINSDAG, "testregime/1/na-afsluiting"),
    )
    given(*f.IN_MONITORING).when(o.SLUIT_AF).then(f.AFGESLOTEN)


def test_closing_a_casus_that_was_extended_takes_nothing_of_that_away() -> None:
    """It did: the ceiling was reckoned anew at closing, and lies before the day that the suppliers agreed on."""
    verlengd = (*VOORGESTELD, f.BEWAARTERMIJN_VERLENGD)
    laat = replace(f.AFGESLOTEN, afgesloten_op=date(2031, 6, 1))
    gesloten = given(*verlengd).when(o.SLUIT_AF, vandaag=date(2031, 6, 1)).then(laat)
    assert gesloten.casus.bewaren_tot == VERLENGD_TOT
    given(*verlengd).when(o.SLUIT_AF, vandaag=date(2031, 6, 1), protocol=NA_SLUITEN).then(laat)


def test_closing_late_never_makes_a_term_longer() -> None:
    laat = date(2031, 2, 1)
    given(*f.IN_MONITORING).when(o.SLUIT_AF, vandaag=laat, protocol=NA_SLUITEN).then(
        replace(f.AFGESLOTEN, afgesloten_op=laat)
    )


def test_closing_again_on_a_later_day_is_closing_once() -> None:
    given(*f.GESLOTEN).when(o.SLUIT_AF, vandaag=LAATSTE_JAAR, protocol=NA_SLUITEN).then()


# --- another protocol --------------------------------------------------------------------------------------------

DRIE_JAAR = replace(PROTOCOL, versie=2, plafond=replace(PROTOCOL.plafond, jaren=3))
ZEVEN_JAAR = replace(PROTOCOL, versie=3, plafond=replace(PROTOCOL.plafond, jaren=7))
VAN_MAANDAG = HerrekenBewaartermijn(Ankers(MAANDAG, laatste_verwerking=NA_ICO))


def test_another_protocol_sets_the_term_anew_earlier_or_later() -> None:
    eerder = given(*f.IN_MONITORING).when(VAN_MAANDAG, protocol=DRIE_JAAR)
    eerder.then(herrekend(Aanleiding.PROTOCOL, date(2029, 3, 2), MAANDAG, "testregime/2/plafond"))
    later = given(*f.IN_MONITORING).when(VAN_MAANDAG, protocol=ZEVEN_JAAR)
    later.then(herrekend(Aanleiding.PROTOCOL, date(2033, 3, 2), MAANDAG, "testregime/3/plafond"))
    laatste = given(*f.IN_MONITORING).when(VAN_MAANDAG, protocol=PGA)
    laatste.then(herrekend(Aanleiding.PROTOCOL, date(2031, 3, 18), NA_ICO, "pga/1/plafond"))


def test_where_the_day_stays_nothing_is_recorded() -> None:
    given(*f.IN_MONITORING).when(VAN_MAANDAG, protocol=replace(PROTOCOL, versie=2)).then()


def test_what_was_rejected_falls_under_the_rule_of_its_outcome() -> None:
    afgewezen = given(*f.IN_TRIAGE, f.AFGEWEZEN)
    ankers = HerrekenBewaartermijn(Ankers(MAANDAG, DINSDAG, afwijzing=DINSDAG))
    afgewezen.when(ankers).then()
    jaar = replace(PROTOCOL, versie=2, regels=(replace(PROTOCOL.regels[0], jaren=1),))
    feit = herrekend(Aanleiding.PROTOCOL, date(2027, 3, 3), DINSDAG, "testregime/2/na-afwijzing")
    afgewezen.when(ankers, protocol=jaar).then(feit)


def test_a_term_that_was_extended_stays_as_the_suppliers_agreed() -> None:
    verlengd = given(*VOORGESTELD, f.BEWAARTERMIJN_VERLENGD)
    verlengd.when(VAN_MAANDAG, protocol=DRIE_JAAR).then()
    later = herrekend(Aanleiding.PROTOCOL, date(2033, 3, 2), MAANDAG, "testregime/3/plafond")
    meer = verlengd.when(VAN_MAANDAG, protocol=ZEVEN_JAAR).then(later)
    assert not meer.casus.is_verlengd
    zonder = replace(DRIE_JAAR, verlengingen=())
    terug = herrekend(Aanleiding.PROTOCOL, date(2029, 3, 2), MAANDAG, "testregime/2/plafond")
    verlengd.when(VAN_MAANDAG, protocol=zonder).then(terug)


def test_an_own_term_stays_whatever_the_protocol() -> None:
    eigen = given(*f.IN_MONITORING, f.TERMIJN_VAN_BIJDRAGE)
    voor = eigen.casus.termijn_van_bijdrage("testpolitie")
    later = eigen.when(VAN_MAANDAG, protocol=ZEVEN_JAAR).then(
        herrekend(Aanleiding.PROTOCOL, date(2033, 3, 2), MAANDAG, "testregime/3/plafond")
    )
    assert later.casus.termijn_van_bijdrage("testpolitie") == voor


def test_a_casus_that_is_restricted_is_reckoned_anew_all_the_same() -> None:
    beperkt = given(*f.IN_MONITORING, f.BEPERKING_VAN_DE_CASUS)
    beperkt.when(VAN_MAANDAG, protocol=DRIE_JAAR).then(
        herrekend(Aanleiding.PROTOCOL, date(2029, 3, 2), MAANDAG, "testregime/2/plafond")
    )


def test_a_shorter_term_is_due_at_once_and_can_be_destroyed() -> None:
    over = herrekend(Aanleiding.PROTOCOL, date(2026, 3, 2), MAANDAG, "testregime/2/plafond")
    beslist = given(*f.IN_MONITORING, over).when(o.VERWIJDER_NA_TERMIJN, vandaag=NA_ICO, wie=PRUIM)
    assert [type(feit) for feit in beslist.nieuw] == [GegevensVerwijderd]
