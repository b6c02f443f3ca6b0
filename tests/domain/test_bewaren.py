"""Keeping: own terms, holds, restrictions, and the destruction of one person or one contribution."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.casus.commands import Opdracht
from domain.casus.state import Fase
from domain.casus.waarden import Betrokkene, Inbreng, Vernietiggrond
from domain.privacyprotocol import Bewaartermijn
from tests.domain import feiten as f
from tests.domain import opdrachten as o
from tests.domain.delen import AARDBEI, AARDBEI_ID, BRAAM, BRAAM_ID, DRUIF, TWEEDE_OPSCHORTING_ID, VREEMDE_ID
from tests.domain.tafel import EINDE_TERMIJN, NA_ICO, PRUIM
from tests.domain.verhaal import given

TWEEDE_OPGESCHORT = replace(f.VERNIETIGING_OPGESCHORT, opschorting_id=TWEEDE_OPSCHORTING_ID)
NA_TERMIJN = replace(o.VERNIETIG_PERSOON, grond=Vernietiggrond.TERMIJN_VERSTREKEN)
VAN_BIJDRAGE = replace(o.STEL_EIGEN_TERMIJN_VAST, persoon_id=None, organisatie="testpolitie")

# --- holds -------------------------------------------------------------------------------------------------------


def test_a_due_casus_that_is_held_is_not_destroyed() -> None:
    due = given(*f.GESLOTEN, f.VERNIETIGING_OPGESCHORT)
    due.when(o.VERWIJDER, vandaag=EINDE_TERMIJN, wie=PRUIM).dan_geweigerd("opgeschort (1)")
    due.when(o.VERNIETIG_PERSOON, vandaag=EINDE_TERMIJN).dan_geweigerd("opgeschort (1)")
    due.when(o.VERNIETIG_BIJDRAGE, vandaag=EINDE_TERMIJN).dan_geweigerd("opgeschort (1)")
    due.when(o.VERWIJDER_NA_TERMIJN, vandaag=EINDE_TERMIJN, wie=PRUIM).dan_geweigerd("opgeschort (1)")


def test_a_casus_may_be_held_more_than_once_and_is_free_when_all_are_lifted() -> None:
    twee = given(*f.GESLOTEN, f.VERWIJDERING_VOORGESTELD, f.VERNIETIGING_OPGESCHORT, TWEEDE_OPGESCHORT)
    assert twee.casus.opschortingen == (f.VERNIETIGING_OPGESCHORT, TWEEDE_OPGESCHORT)
    twee.when(o.VERWIJDER, wie=PRUIM).dan_geweigerd("opgeschort (2)")
    een = twee.when(o.HEF_OPSCHORTING_OP, vandaag=NA_ICO).then(f.OPSCHORTING_OPGEHEVEN)
    een.when(o.VERWIJDER, wie=PRUIM).dan_geweigerd("opgeschort (1)")
    tweede = replace(o.HEF_OPSCHORTING_OP, opschorting_id=TWEEDE_OPSCHORTING_ID)
    vrij = een.when(tweede).then(replace(f.OPSCHORTING_OPGEHEVEN, opschorting_id=TWEEDE_OPSCHORTING_ID))
    vrij.when(o.VERWIJDER, wie=PRUIM).then(f.GEGEVENS_VERWIJDERD)


def test_a_hold_past_its_date_still_holds() -> None:
    lang_erna = f.VERNIETIGING_OPGESCHORT.tot + timedelta(days=400)
    due = given(*f.GESLOTEN, f.VERNIETIGING_OPGESCHORT)
    due.when(o.VERWIJDER, vandaag=lang_erna, wie=PRUIM).dan_geweigerd("opgeschort")


def test_a_hold_is_reviewed_on_a_later_day_and_says_why() -> None:
    casus = given(*f.IN_MONITORING)
    vandaag = o.SCHORT_VERNIETIGING_OP.tot
    casus.when(o.SCHORT_VERNIETIGING_OP, vandaag=vandaag).dan_geweigerd("Kies een datum na vandaag")
    casus.when(replace(o.SCHORT_VERNIETIGING_OP, toelichting=" ")).dan_geweigerd("Vul in")
    geplaatst = casus.when(o.SCHORT_VERNIETIGING_OP).then(f.VERNIETIGING_OPGESCHORT)
    geplaatst.when(replace(o.HEF_OPSCHORTING_OP, reden="")).dan_geweigerd("Vul in")


def test_a_hold_that_was_lifted_does_not_come_back_under_its_old_id() -> None:
    opgeheven = given(*f.IN_MONITORING, f.VERNIETIGING_OPGESCHORT, f.OPSCHORTING_OPGEHEVEN)
    opgeheven.when(o.SCHORT_VERNIETIGING_OP).dan_geweigerd("Leg een nieuwe vast")
    anders = replace(o.SCHORT_VERNIETIGING_OP, toelichting="Iets anders")
    given(*f.IN_MONITORING, f.VERNIETIGING_OPGESCHORT).when(anders).dan_geweigerd("Leg een nieuwe vast")
    given(*f.IN_MONITORING).when(o.HEF_OPSCHORTING_OP).dan_geweigerd("is er niet")
    opgeheven.when(replace(o.HEF_OPSCHORTING_OP, reden="Anders")).dan_geweigerd("al opgeheven")


# --- restrictions ------------------------------------------------------------------------------------------------

OVER_BRAAM: tuple[Opdracht, ...] = (
    replace(o.GEEF_TOESTEMMING, persoon_id=BRAAM_ID),
    replace(o.LEG_GEBOORTEDATUM_VAST, persoon_id=BRAAM_ID),
    replace(o.RAADPLEEG_SAMENLOOP, persoon_id=BRAAM_ID),
    replace(o.VUL_AAN, betrokkenen=(BRAAM,)),
)


@pytest.mark.parametrize("opdracht", OVER_BRAAM, ids=lambda opdracht: type(opdracht).__name__)
def test_nobody_works_with_the_data_of_somebody_that_are_restricted(opdracht: Opdracht) -> None:
    given(*f.IN_TRIAGE, f.BEPERKING_INGESTELD).when(opdracht).dan_geweigerd("van deze betrokkene is beperkt")


def test_the_work_for_the_others_goes_on() -> None:
    beperkt = given(*f.IN_TRIAGE, f.BEPERKING_INGESTELD)
    beperkt.when(o.GEEF_TOESTEMMING).then(f.TOESTEMMING_GEGEVEN)
    beperkt.when(replace(o.VUL_AAN, betrokkenen=(DRUIF,))).then(replace(f.AANGEVULD, betrokkenen=(DRUIF,)))


def test_what_was_told_about_a_restricted_person_does_not_come_in() -> None:
    beperkt = given(*f.ICO_STAAT_GEPLAND, replace(f.BEPERKING_INGESTELD, persoon_id=AARDBEI_ID))
    beperkt.when(o.LEG_ICO_VAST, vandaag=NA_ICO).dan_geweigerd("van deze betrokkene is beperkt")


def test_in_a_restricted_casus_nobody_works_but_it_is_guarded_and_its_people_are_heard() -> None:
    beperkt = given(*f.STANDEN[Fase.MONITORING], f.BEPERKING_VAN_DE_CASUS)
    for opdracht in (o.LEG_VOORTGANG_VAST, o.SLUIT_AF, o.WIJS_TWEEDE_ACTIE_TOE, o.STEL_PLAN_VAST):
        beperkt.when(opdracht, vandaag=NA_ICO).dan_geweigerd("van deze casus is beperkt")
    for wel in (o.TREK_TOESTEMMING_IN, o.LEG_INFORMEREN_VAST, o.SCHORT_VERNIETIGING_OP):
        assert beperkt.when(wel, vandaag=NA_ICO).weigering is None


def test_restricted_data_are_destroyed_only_once_the_reason_was_handled() -> None:
    due = given(*f.GESLOTEN, f.VERWIJDERING_VOORGESTELD, f.BEPERKING_INGESTELD)
    due.when(o.VERWIJDER, vandaag=EINDE_TERMIJN, wie=PRUIM).dan_geweigerd("Handel eerst de reden daarvan af")
    due.when(o.VERNIETIG_PERSOON).dan_geweigerd("Handel eerst de reden daarvan af")
    due.when(o.VERNIETIG_BIJDRAGE).dan_geweigerd("Handel eerst de reden daarvan af")
    ander = given(*f.GESLOTEN, replace(f.BEPERKING_INGESTELD, persoon_id=AARDBEI_ID))
    ander.when(o.VERNIETIG_PERSOON).then(f.PERSOON_VERNIETIGD)
    due.when(o.HEF_BEPERKING_OP, vandaag=NA_ICO).then(f.BEPERKING_OPGEHEVEN).when(
        o.VERWIJDER, wie=PRUIM
    ).then(f.GEGEVENS_VERWIJDERD)


def test_a_restriction_is_lifted_after_who_it_is_about_was_told() -> None:
    beperkt = given(*f.IN_MONITORING, f.BEPERKING_INGESTELD)
    te_vroeg = replace(o.HEF_BEPERKING_OP, geinformeerd_op=NA_ICO + timedelta(days=1))
    beperkt.when(te_vroeg, vandaag=NA_ICO).dan_geweigerd("Vertel eerst")
    opgeheven = beperkt.when(o.HEF_BEPERKING_OP, vandaag=NA_ICO).then(f.BEPERKING_OPGEHEVEN)
    assert opgeheven.casus.beperkingen == ()
    opgeheven.when(replace(o.HEF_BEPERKING_OP, reden="Anders"), vandaag=NA_ICO).dan_geweigerd("al opgeheven")
    opgeheven.when(o.STEL_BEPERKING_IN).dan_geweigerd("Leg een nieuwe vast")
    given(*f.IN_MONITORING).when(o.HEF_BEPERKING_OP, vandaag=NA_ICO).dan_geweigerd("is er niet")
    vreemd = replace(o.STEL_BEPERKING_IN, persoon_id=VREEMDE_ID)
    given(*f.IN_MONITORING).when(vreemd).dan_geweigerd("gaat niet over deze betrokkene")


def test_hold_restriction_and_shielding_are_three_separate_things() -> None:
    casus = given(*f.GESLOTEN, f.VERNIETIGING_OPGESCHORT, f.BEPERKING_INGESTELD).casus
    assert (casus.afgeschermd, len(casus.opschortingen), len(casus.beperkingen)) == (True, 1, 1)
    opgeheven = given(*f.GESLOTEN, f.VERNIETIGING_OPGESCHORT, f.OPSCHORTING_OPGEHEVEN).casus
    assert (opgeheven.afgeschermd, opgeheven.opschortingen, opgeheven.beperkingen) == (True, (), ())
    lopend = given(*f.IN_MONITORING, f.BEPERKING_INGESTELD).casus
    assert (lopend.afgeschermd, lopend.opschortingen) == (False, ())


# --- own terms ---------------------------------------------------------------------------------------------------


def test_a_person_or_a_contribution_may_have_a_shorter_term_and_never_a_longer_one() -> None:
    casus = given(*f.IN_MONITORING)
    casus.when(o.STEL_EIGEN_TERMIJN_VAST).then(f.EIGEN_TERMIJN_VASTGESTELD)
    later = replace(o.STEL_EIGEN_TERMIJN_VAST, bewaren_tot=EINDE_TERMIJN + timedelta(days=1))
    casus.when(later).dan_geweigerd("niet langer dan de termijn van de casus")
    begin = casus.casus.eerste_verwerking
    assert begin is not None
    eerder = replace(o.STEL_EIGEN_TERMIJN_VAST, bewaren_tot=begin - timedelta(days=1))
    casus.when(eerder).dan_geweigerd("was deze casus er nog niet")
    beide = replace(o.STEL_EIGEN_TERMIJN_VAST, organisatie="testpolitie")
    geen = replace(o.STEL_EIGEN_TERMIJN_VAST, persoon_id=None)
    for onduidelijk in (beide, geen):
        casus.when(onduidelijk).dan_geweigerd("één betrokkene of van één organisatie")
    vreemd = replace(o.STEL_EIGEN_TERMIJN_VAST, persoon_id=VREEMDE_ID)
    casus.when(vreemd).dan_geweigerd("gaat niet over deze betrokkene")
    casus.when(replace(VAN_BIJDRAGE, organisatie="testschool")).dan_geweigerd("geen bijdrage")


def test_the_rule_of_a_term_has_no_room_for_words_about_anybody() -> None:
    """It outlives the casus."""
    for regel in ("omdat Braam daarom vroeg", "testregime/1/Braam", "testregime/1/plafond\n", ""):
        met_woorden = replace(o.STEL_EIGEN_TERMIJN_VAST, bewaarregel=regel)
        given(*f.IN_MONITORING).when(met_woorden).dan_geweigerd("regime, versie en code")


def test_an_own_term_counts_for_its_person_and_for_nobody_else() -> None:
    casus = given(*f.IN_MONITORING, f.EIGEN_TERMIJN_VASTGESTELD).casus
    van_casus = Bewaartermijn(EINDE_TERMIJN, "testregime/1/plafond")
    assert casus.termijn_van_persoon(BRAAM_ID) == Bewaartermijn(date(2027, 3, 2), "testregime/1/partner")
    assert casus.termijn_van_persoon(AARDBEI_ID) == van_casus
    assert casus.termijn_van_bijdrage("testpolitie") == van_casus
    assert given(*f.IN_MONITORING, f.TERMIJN_VAN_BIJDRAGE).casus.termijn_van_bijdrage("testpolitie") == (
        Bewaartermijn(date(2028, 3, 2), "testregime/1/verlenging")
    )


def test_who_is_due_before_the_casus_can_be_destroyed_before_it() -> None:
    casus = given(*f.IN_MONITORING, f.EIGEN_TERMIJN_VASTGESTELD)
    laatste = f.EIGEN_TERMIJN_VASTGESTELD.bewaren_tot
    casus.when(NA_TERMIJN, vandaag=laatste - timedelta(days=1)).dan_geweigerd("nog niet verstreken")
    casus.when(NA_TERMIJN, vandaag=laatste).then(
        replace(
            f.PERSOON_VERNIETIGD,
            grond=Vernietiggrond.TERMIJN_VERSTREKEN,
            bewaren_tot=laatste,
            regel="testregime/1/partner",
        )
    )


# --- destroying a part -------------------------------------------------------------------------------------------


def test_one_person_is_destroyed_and_the_casus_lives_on_for_the_others() -> None:
    verder = given(*f.STANDEN[Fase.MONITORING]).when(o.VERNIETIG_PERSOON).then(f.PERSOON_VERNIETIGD)
    assert verder.casus.fase is Fase.MONITORING
    assert verder.casus.betrokkenen == (AARDBEI,)
    verder.when(replace(o.GEEF_TOESTEMMING, persoon_id=BRAAM_ID)).dan_geweigerd("")
    nog_eens = replace(o.VERNIETIG_PERSOON, bewijsnummer="BEWIJS-9")
    verder.when(nog_eens).then()


def test_a_casus_without_somebody_is_the_same_before_and_after_it_is_read_back() -> None:
    """What the fact of the destruction does to the casus is what the placeholders do once its content is gone."""
    mens = f.PERSOON_VERNIETIGD.persoon_id
    geweest = (
        *f.IN_TRIAGE,
        replace(f.TOESTEMMING_GEGEVEN, persoon_id=mens),
        f.GETRIEERD,
        f.ICO_GEPLAND,
        replace(f.ICO_GEHOUDEN, inbreng=(Inbreng(mens, "testpolitie", "Over Braam"),)),
        f.EIGEN_TERMIJN_VASTGESTELD,
        f.PERSOON_VERNIETIGD,
    )
    herlezen = (
        replace(f.AANGEMELD, betrokkenen=(AARDBEI, Betrokkene.vernietigd())),
        *f.IN_TRIAGE[1:],
        f.VERNIETIGD,
        f.GETRIEERD,
        f.ICO_GEPLAND,
        replace(f.ICO_GEHOUDEN, inbreng=(Inbreng.vernietigd(),)),
        f.VERNIETIGD,
        f.PERSOON_VERNIETIGD,
    )
    assert given(*geweest).casus == given(*herlezen).casus


def test_the_last_person_goes_with_the_casus() -> None:
    alleen = given(replace(f.AANGEMELD, betrokkenen=(BRAAM,)))
    alleen.when(o.VERNIETIG_PERSOON).dan_geweigerd("Vernietig dan de hele casus")
    vreemd = replace(o.VERNIETIG_PERSOON, persoon_id=VREEMDE_ID)
    given(*f.IN_MONITORING).when(vreemd).dan_geweigerd("gaat niet over deze betrokkene")


def test_a_contribution_is_destroyed_and_what_brought_the_casus_in_is_not() -> None:
    verder = given(*f.IN_MONITORING).when(o.VERNIETIG_BIJDRAGE).then(f.BIJDRAGE_VERNIETIGD)
    assert "testpolitie" not in verder.casus.leveranciers
    [ico] = verder.casus.icos
    assert ico.gehouden is not None
    assert ico.gehouden.inbreng == (Inbreng.vernietigd(),)
    inbrenger = replace(o.VERNIETIG_BIJDRAGE, organisatie=f.AANGEMELD.organisatie)
    given(*f.IN_MONITORING).when(inbrenger).dan_geweigerd("Vernietig dan de hele casus")
    given(*f.IN_TRIAGE).when(o.VERNIETIG_BIJDRAGE).dan_geweigerd("geen bijdrage")


def test_whom_an_organisation_brought_in_goes_with_its_contribution() -> None:
    met_druif = given(*f.IN_TRIAGE, f.AANGEVULD)
    assert met_druif.casus.is_betrokken(DRUIF.persoon_id)
    verder = met_druif.when(o.VERNIETIG_BIJDRAGE).then(f.BIJDRAGE_VERNIETIGD)
    assert not verder.casus.is_betrokken(DRUIF.persoon_id)


def test_what_others_told_of_somebody_can_still_go_once_who_brought_that_person_in_is_gone() -> None:
    eigen = replace(f.EIGEN_TERMIJN_VASTGESTELD, persoon_id=DRUIF.persoon_id)
    zonder_druif = given(*f.IN_TRIAGE, f.VERNIETIGD, eigen, f.BIJDRAGE_VERNIETIGD)
    over_druif = replace(o.VERNIETIG_PERSOON, persoon_id=DRUIF.persoon_id)
    weg = replace(f.PERSOON_VERNIETIGD, persoon_id=DRUIF.persoon_id)
    weg = replace(weg, bewaren_tot=eigen.bewaren_tot, regel=eigen.bewaarregel)
    zonder_druif.when(over_druif).then(weg)


def test_nobody_fills_two_roles_of_a_destruction() -> None:
    for dubbel in (
        replace(o.DOOR, gecontroleerd_door="mw-kers"),
        replace(o.DOOR, goedgekeurd_door="mw-kers"),
        replace(o.DOOR, goedgekeurd_door="mw-pruim"),
    ):
        for opdracht in (o.VERNIETIG_PERSOON, o.VERNIETIG_BIJDRAGE):
            given(*f.IN_MONITORING).when(replace(opdracht, door=dubbel)).dan_geweigerd(
                "drie verschillende mensen"
            )
