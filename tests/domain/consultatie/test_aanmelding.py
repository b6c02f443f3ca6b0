"""From a question to an aanmelding: nothing is typed twice, and the clock of the question goes along."""

from dataclasses import replace

import pytest

from domain.casus.commands import LegGrondslagVast, MeldAan
from domain.casus.waarden import Betrokkene, Urgentie
from domain.consultatie.aanmelding import Aanvulling, als_aanmelding
from domain.consultatie.state import Consultatiefase
from domain.weigering import Weigering
from tests.domain.consultatie.feiten import (
    ALGEMENE_VRAAG_GESTELD,
    ANONIEME_VRAAG_GESTELD,
    BEANTWOORD,
    OMGEZET,
    OP_NAAM_GEWORDEN,
    STANDEN,
    VRAAG_GESTELD,
)
from tests.domain.consultatie.opdrachten import MANGO
from tests.domain.consultatie.verhaal import given
from tests.domain.delen import AARDBEI, BRAAM, FEIT_A1, FEIT_A2, VOORCONTACT
from tests.domain.tafel import MAANDAG

UIT_DE_VRAAG = MeldAan(
    casusnummer="TEST-0001",
    organisatie="testschool",
    gemeente="teststad",
    betrokkenen=(AARDBEI,),
    aanpak="regulier",
    leefgebieden=("wonen", "schulden"),
    criteria=(FEIT_A1,),
    reguliere_routes="Het wijkteam belde twee keer",
    eerste_verwerking=MAANDAG,
)
NIETS = Aanvulling()


def test_what_the_question_told_is_not_asked_again() -> None:
    vraag = given(*BEANTWOORD).consultatie
    assert als_aanmelding(vraag, casusnummer="TEST-0001", aanvulling=NIETS) == UIT_DE_VRAAG


def test_what_the_aanmelding_says_itself_goes_before() -> None:
    alles = Aanvulling(
        organisatie="testzorg",
        gemeente="proefdorp",
        betrokkenen=(BRAAM,),
        aanpak="nazorg",
        leefgebieden=("zorg",),
        criteria=(FEIT_A2,),
        reguliere_routes="Ook de huisarts",
        voorcontact=VOORCONTACT,
        grondslag=LegGrondslagVast("algemeen-belang", "De veiligheid van de straat"),
        urgentie=Urgentie.CRISIS,
    )
    vraag = given(VRAAG_GESTELD).consultatie
    assert als_aanmelding(vraag, casusnummer="TEST-0001", aanvulling=alles) == MeldAan(
        casusnummer="TEST-0001",
        organisatie="testzorg",
        gemeente="proefdorp",
        betrokkenen=(BRAAM,),
        urgentie=Urgentie.CRISIS,
        aanpak="nazorg",
        leefgebieden=("zorg",),
        criteria=(FEIT_A2,),
        reguliere_routes="Ook de huisarts",
        voorcontact=VOORCONTACT,
        grondslag=alles.grondslag,
        eerste_verwerking=MAANDAG,
    )


def test_the_clock_of_the_casus_starts_when_somebody_was_first_named() -> None:
    vraag = given(ANONIEME_VRAAG_GESTELD, OP_NAAM_GEWORDEN).consultatie
    aanmelding = als_aanmelding(vraag, casusnummer="TEST-0001", aanvulling=Aanvulling(gemeente="teststad"))
    assert aanmelding.betrokkenen == (MANGO,)
    assert aanmelding.eerste_verwerking == MAANDAG


def test_an_anonymous_question_brings_no_clock_and_needs_the_people() -> None:
    vraag = given(ANONIEME_VRAAG_GESTELD).consultatie
    nu_bekend = Aanvulling(gemeente="teststad", betrokkenen=(AARDBEI,))
    assert als_aanmelding(vraag, casusnummer="TEST-0001", aanvulling=nu_bekend).eerste_verwerking is None


ONTBREEKT = {
    "both": (NIETS, "de gemeente en ten minste één betrokkene."),
    "the people": (Aanvulling(gemeente="teststad"), ": ten minste één betrokkene."),
    "the gemeente": (Aanvulling(betrokkenen=(AARDBEI,)), ": de gemeente."),
}


@pytest.mark.parametrize(("aanvulling", "deel"), ONTBREEKT.values(), ids=ONTBREEKT)
def test_what_is_still_missing_is_named(aanvulling: Aanvulling, deel: str) -> None:
    vraag = given(ALGEMENE_VRAAG_GESTELD).consultatie
    with pytest.raises(Weigering) as geweigerd:
        als_aanmelding(vraag, casusnummer="TEST-0001", aanvulling=aanvulling)
    assert str(geweigerd.value).endswith(deel)


def test_somebody_whose_data_were_destroyed_does_not_come_along() -> None:
    zonder_aardbei = replace(VRAAG_GESTELD, betrokkenen=(Betrokkene.vernietigd(), BRAAM))
    vraag = given(zonder_aardbei).consultatie
    assert als_aanmelding(vraag, casusnummer="TEST-0001", aanvulling=NIETS).betrokkenen == (BRAAM,)
    niemand_over = given(replace(VRAAG_GESTELD, betrokkenen=(Betrokkene.vernietigd(),))).consultatie
    with pytest.raises(Weigering, match="ten minste één betrokkene"):
        als_aanmelding(niemand_over, casusnummer="TEST-0001", aanvulling=NIETS)


def test_a_repeat_after_the_conversion_is_the_same_aanmelding() -> None:
    vraag = given(VRAAG_GESTELD, OMGEZET).consultatie
    assert als_aanmelding(vraag, casusnummer="TEST-0001", aanvulling=NIETS) == UIT_DE_VRAAG
    with pytest.raises(Weigering, match="is omgezet in een aanmelding"):
        als_aanmelding(vraag, casusnummer="TEST-0002", aanvulling=NIETS)


@pytest.mark.parametrize("fase", [Consultatiefase.GEEN, Consultatiefase.GESLOTEN, Consultatiefase.VERWIJDERD])
def test_what_was_not_asked_or_is_over_becomes_no_aanmelding(fase: Consultatiefase) -> None:
    with pytest.raises(Weigering, match="kan nu niet"):
        als_aanmelding(given(*STANDEN[fase]).consultatie, casusnummer="TEST-0001", aanvulling=NIETS)
