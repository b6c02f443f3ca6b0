"""Deciding on a verzoek: one proposes, another agrees, and nothing goes out or is changed before that."""

from dataclasses import replace

import pytest

from domain.casus.waarden import Beperkgrond
from domain.verzoek.besluit import GRONDEN
from domain.verzoek.commands import NeemBesluit, StelBesluitVoor
from domain.verzoek.events import Verzoekgebeurtenis, VerzoekOntvangen
from domain.verzoek.state import AanZet, Verzoekfase
from domain.verzoek.waarden import Afwijsgrond, Besluituitkomst, Correctie, Verzoeksoort
from tests.domain.verzoek import feiten as f
from tests.domain.verzoek import opdrachten as o
from tests.domain.verzoek.verhaal import given


def gevonden(ontvangen: VerzoekOntvangen) -> tuple[Verzoekgebeurtenis, ...]:
    return (ontvangen, f.VASTGESTELD, f.GEZOCHT, f.BEVESTIGD)


def ingewilligd(ontvangen: VerzoekOntvangen) -> tuple[Verzoekgebeurtenis, ...]:
    return (*gevonden(ontvangen), f.INWILLIGING_VOORGESTELD, f.INGEWILLIGD)


def test_one_proposes_and_another_agrees() -> None:
    voorgesteld = given(*f.TOT_VINDEN).when(o.STEL_INWILLIGING_VOOR).then(f.INWILLIGING_VOORGESTELD)
    assert voorgesteld.verzoek.aan_zet is AanZet.TWEEDE_PERSOON
    voorgesteld.when(o.NEEM_BESLUIT).dan_geweigerd("beslist er niet zelf over")
    voorgesteld.when(o.GEEF_TERUG).dan_geweigerd("beslist er niet zelf over")
    voorgesteld.when(o.NEEM_BESLUIT, wie=o.PRUIM).then(f.INGEWILLIGD)


def test_who_proposes_does_not_agree_in_whatever_role() -> None:
    met_andere_pet = replace(o.KERS, organisatie="testzorg")
    voorgesteld = given(*f.TOT_VINDEN, f.INWILLIGING_VOORGESTELD)
    voorgesteld.when(o.NEEM_BESLUIT, wie=met_andere_pet).dan_geweigerd("beslist er niet zelf over")


def test_who_does_not_agree_gives_it_back_and_it_goes_on_from_where_it_was() -> None:
    terug = given(*f.TOT_VINDEN, f.INWILLIGING_VOORGESTELD).when(o.GEEF_TERUG, wie=o.PRUIM)
    verder = terug.then(f.TERUGGEGEVEN)
    assert (verder.verzoek.fase, verder.verzoek.aan_zet) == (Verzoekfase.GEVONDEN, AanZet.BEHANDELAAR)
    verder.when(o.STEL_AFWIJZING_VOOR).then(f.AFWIJZING_VOORGESTELD)


def test_a_second_proposal_takes_the_place_of_the_first_and_leads_back_to_where_both_were() -> None:
    twee = given(*f.TOT_VINDEN, f.INWILLIGING_VOORGESTELD).when(o.STEL_AFWIJZING_VOOR)
    terug = twee.then(f.AFWIJZING_VOORGESTELD).when(o.GEEF_TERUG, wie=o.PRUIM).then(f.TERUGGEGEVEN)
    assert terug.verzoek.fase is Verzoekfase.GEVONDEN


def test_before_a_second_person_agreed_nothing_goes_out() -> None:
    for feiten in (f.TOT_VINDEN, (*f.TOT_VINDEN, f.INWILLIGING_VOORGESTELD)):
        for opdracht in (o.LEG_INZAGE_VAST, o.VOER_UIT):
            given(*feiten).when(opdracht).dan_geweigerd("kan nu niet")
    wissing = given(*gevonden(f.WISSING_ONTVANGEN), f.INWILLIGING_VOORGESTELD)
    wissing.when(o.ZET_WISSING_UIT).dan_geweigerd("kan nu niet")


def test_a_refusal_names_a_ground_that_goes_with_the_right() -> None:
    for soort in Verzoeksoort:
        binnen = given(*gevonden(replace(f.ONTVANGEN, soort=soort)))
        for grond in Afwijsgrond:
            voorstel = StelBesluitVoor(Besluituitkomst.AFWIJZEN, grond, "Uitgelegd")
            beslist = binnen.when(voorstel)
            assert (beslist.weigering is None) is (grond in GRONDEN[soort]), (soort, grond)
        zonder = StelBesluitVoor(Besluituitkomst.AFWIJZEN, None, "Uitgelegd")
        binnen.when(zonder).dan_geweigerd("op welke grond")


def test_as_long_as_it_is_not_sure_who_asks_only_that_refuses_it() -> None:
    for grond in Afwijsgrond:
        beslist = given(f.ONTVANGEN).when(StelBesluitVoor(Besluituitkomst.AFWIJZEN, grond, "Uitgelegd"))
        assert (beslist.weigering is None) is (grond in (Afwijsgrond.IDENTITEIT, Afwijsgrond.NIET_BEVOEGD))


def test_it_is_granted_only_once_it_is_sure_where_the_person_is() -> None:
    for feiten in ((f.ONTVANGEN,), (f.ONTVANGEN, f.VASTGESTELD, f.GEZOCHT)):
        given(*feiten).when(o.STEL_INWILLIGING_VOOR).dan_geweigerd("Bevestig eerst waar")


def test_of_who_is_nowhere_only_an_inzage_is_granted_and_says_so() -> None:
    nergens = (f.VASTGESTELD, f.GEZOCHT, replace(f.BEVESTIGD, koppelingen=()))
    given(f.ONTVANGEN, *nergens).when(o.STEL_INWILLIGING_VOOR).then(f.INWILLIGING_VOORGESTELD)
    for ontvangen in (f.WISSING_ONTVANGEN, f.BEPERKING_ONTVANGEN, f.BEZWAAR_ONTVANGEN):
        given(ontvangen, *nergens).when(o.STEL_INWILLIGING_VOOR).dan_geweigerd("niets om in te willigen")


def test_a_rectificatie_says_what_the_data_should_be_and_nothing_else_does() -> None:
    binnen = given(*gevonden(f.RECTIFICATIE_ONTVANGEN))
    binnen.when(o.STEL_CORRECTIE_VOOR).then(f.CORRECTIE_VOORGESTELD)
    binnen.when(o.STEL_INWILLIGING_VOOR).dan_geweigerd("wat de gegevens moeten worden")
    leeg = replace(o.STEL_INWILLIGING_VOOR, correctie=Correctie())
    binnen.when(leeg).dan_geweigerd("wat de gegevens moeten worden")
    given(*f.TOT_VINDEN).when(o.STEL_CORRECTIE_VOOR).dan_geweigerd("alleen daarbij")
    afwijzing = replace(o.STEL_AFWIJZING_VOOR, correctie=Correctie(naam="Testpersoon Frambozen"))
    binnen.when(afwijzing).dan_geweigerd("wordt niets verbeterd")


def test_a_beperking_says_on_which_ground_and_nothing_else_does() -> None:
    voorstel = replace(o.STEL_INWILLIGING_VOOR, beperkgrond=Beperkgrond.JUISTHEID_BETWIST)
    binnen = given(*gevonden(f.BEPERKING_ONTVANGEN))
    binnen.when(voorstel).then(replace(f.INWILLIGING_VOORGESTELD, beperkgrond=Beperkgrond.JUISTHEID_BETWIST))
    binnen.when(o.STEL_INWILLIGING_VOOR).dan_geweigerd("op welke grond de verwerking")
    given(*f.TOT_VINDEN).when(voorstel).dan_geweigerd("alleen daarbij")


def test_every_export_is_recorded_and_only_then_an_inzage_is_done() -> None:
    akkoord = given(*f.TOT_AKKOORD)
    akkoord.when(o.VOER_UIT).dan_geweigerd("nog geen overzicht verstrekt")
    verstrekt = akkoord.when(o.LEG_INZAGE_VAST).then(f.VERSTREKT)
    nog_een = replace(o.LEG_INZAGE_VAST, export_id="EXPORT-2")
    verstrekt.when(nog_een).then(replace(f.VERSTREKT, export_id="EXPORT-2"))
    verstrekt.when(o.VOER_UIT).then(f.UITGEVOERD)


@pytest.mark.parametrize("soort", [soort for soort in Verzoeksoort if soort is not Verzoeksoort.INZAGE])
def test_an_overview_is_handed_over_for_an_inzage_alone(soort: Verzoeksoort) -> None:
    anders = given(*ingewilligd(replace(f.ONTVANGEN, soort=soort)))
    anders.when(o.LEG_INZAGE_VAST).dan_geweigerd("Alleen bij een verzoek om inzage")


def test_an_erasure_waits_for_its_list_and_is_not_withdrawn_from_there() -> None:
    akkoord = given(*ingewilligd(f.WISSING_ONTVANGEN))
    akkoord.when(o.VOER_UIT).dan_geweigerd("nog niet op een vernietigingslijst")
    uitgezet = akkoord.when(o.ZET_WISSING_UIT).then(f.UITGEZET)
    assert uitgezet.verzoek.aan_zet is AanZet.VERNIETIGINGSLIJST
    uitgezet.when(o.TREK_IN).dan_geweigerd("staat al op een vernietigingslijst")
    uitgezet.when(o.VOER_UIT).then(f.UITGEVOERD)
    leeg = replace(o.ZET_WISSING_UIT, posten=())
    akkoord.when(leeg).dan_geweigerd("niets om te wissen")
    given(*f.TOT_AKKOORD).when(o.ZET_WISSING_UIT).dan_geweigerd("Alleen een verzoek om wissing")


def test_a_find_of_another_search_is_not_confirmed() -> None:
    vreemd = replace(o.BEVESTIG, koppelingen=(o.EERSTE, o.VREEMD))
    for feiten in ((f.ONTVANGEN, f.VASTGESTELD, f.GEZOCHT), f.TOT_VINDEN):
        given(*feiten).when(vreemd).dan_geweigerd("hoort niet bij de laatste zoekactie")


def test_what_changed_after_it_was_granted_is_looked_at_anew_by_a_second_person() -> None:
    ingewilligd = given(*f.TOT_AKKOORD)
    opnieuw = ingewilligd.when(o.STEL_INWILLIGING_VOOR).then(f.INWILLIGING_VOORGESTELD)
    assert opnieuw.verzoek.aan_zet is AanZet.TWEEDE_PERSOON
    opnieuw.when(replace(o.NEEM_BESLUIT, gezien="cd" * 32), wie=o.PRUIM).dan_geweigerd("Bekijk het opnieuw")
    opnieuw.when(o.NEEM_BESLUIT, wie=o.PRUIM).then(f.INGEWILLIGD)


def test_an_inzage_is_not_granted_by_who_did_not_look() -> None:
    voorgesteld = given(*f.TOT_VINDEN, f.INWILLIGING_VOORGESTELD)
    voorgesteld.when(NeemBesluit(), wie=o.PRUIM).dan_geweigerd("Bekijk eerst het overzicht")
