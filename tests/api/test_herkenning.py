"""What is recognised in a text as somebody's name, number, address or birth date, and what is left as it was."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from api.anoniem import ONBEKENDE, Genoemd, Spreker, genoemd_in, zonder_namen
from api.herkenning import NAAMDEEL, NIET_ZICHTBAAR
from domain.casus.events import (
    AanmeldingAangevuld,
    GeboortedatumVastgelegd,
    ToestemmingGegeven,
    ToestemmingGeweigerd,
    ToestemmingIngetrokken,
)
from domain.casus.waarden import NIEMAND, Betrokkene, Betrokkenheid, Criteriumfeit, Hoedanigheid
from tests.verhalen import BRAAM, FRAMBOOS

DAG = date(2026, 3, 2)
GEGEVEN = ToestemmingGegeven(
    FRAMBOOS.persoon_id,
    "beroepsgeheim",
    "Testpersoon Sapodilla",
    Hoedanigheid.ZELF,
    "tekst-1",
    DAG,
    leeftijd=34,
)


def mens(naam: str, adres: str | None = None) -> Genoemd:
    return Genoemd((Betrokkene(UUID(int=7), Betrokkenheid.OUDER, naam, adres=adres),))


@pytest.mark.parametrize(
    ("tekst", "gelezen"),
    [
        ("TESTPERSOON FRAMBOOS belde", "hoofdpersoon belde"),
        ("testpersoon  framboos belde", "hoofdpersoon belde"),
        ("Testpersoon Framboos's tuin", "hoofdpersoon tuin"),
        ("Framboos belde", "(naam) belde"),
        ("FRAMBOOS belde", "(naam) belde"),
        ("_Framboos_ belde", "_(naam)_ belde"),
        ("een framboos in de tuin", "een framboos in de tuin"),
        ("Frambozen", "Frambozen"),
        ("woont Verzonnenlaan 1.", f"woont {NIET_ZICHTBAAR}."),
        ("woont Verzonnenlaan 1a.", f"woont {NIET_ZICHTBAAR}."),
        ("woont VERZONNENLAAN 1-2 hoog", f"woont {NIET_ZICHTBAAR} hoog"),
        ("aan de Verzonnenlaan wonen", f"aan de {NIET_ZICHTBAAR} wonen"),
        ("999990019", NIET_ZICHTBAAR),
        ("9999.90.019", NIET_ZICHTBAAR),
        ("9999900190", "9999900190"),
    ],
)
def test_a_name_in_a_text_becomes_a_role(tekst: str, gelezen: str) -> None:
    genoemd = Genoemd((FRAMBOOS,))
    assert zonder_namen(Criteriumfeit("A1", tekst), genoemd) == Criteriumfeit("A1", gelezen)


@pytest.mark.parametrize(
    "dag",
    [
        *("1991-05-17", "17-05-1991", "17-5-1991", "17/05/91", "17.5.91", "17 - 05 - 1991", "17051991"),
        *("17 mei 1991", "17 MEI 1991", "17 mei '91", "17e mei 1991", "1991/5/17", "19910517"),
    ],
)
def test_a_birth_date_is_hidden_however_it_is_written(dag: str) -> None:
    assert (
        zonder_namen(f"geboren {dag}, zegt men", Genoemd((FRAMBOOS,)))
        == f"geboren {NIET_ZICHTBAAR}, zegt men"
    )


@pytest.mark.parametrize("dag", ["17-06-1991", "27-05-1991", "17 mei 1992", "2017-5-1991", "117 mei 1991"])
def test_another_day_stays(dag: str) -> None:
    assert zonder_namen(f"op {dag}", Genoemd((FRAMBOOS,))) == f"op {dag}"


@pytest.mark.parametrize("maand", range(1, 13))
def test_every_month_is_known_in_words(maand: int) -> None:
    woorden = [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ]
    genoemd = Genoemd((replace(FRAMBOOS, geboortedatum=date(1991, maand, 3)),))
    for woord in (woorden[maand - 1], woorden[maand - 1][:3] if maand != 3 else "mrt"):
        assert zonder_namen(f"3 {woord} 1991", genoemd) == NIET_ZICHTBAAR
        assert zonder_namen(f"03 {woord}. 91", genoemd) == NIET_ZICHTBAAR


def test_a_genitive_goes_with_the_name() -> None:
    assert zonder_namen("Mispels school en Mispel\u2019s oma", mens("Testpersoon Mispel")) == (
        f"{NAAMDEEL} school en {NAAMDEEL} oma"
    )


def test_a_part_of_three_letters_is_a_name_and_a_shorter_one_a_word() -> None:
    assert zonder_namen("Ume belde over Bo", mens("Ume Bo Mispel")) == f"{NAAMDEEL} belde over Bo"


def test_a_part_without_a_capital_is_a_word_like_any_other() -> None:
    """Otherwise a "van" or "der" would be cut out of every sentence."""
    assert zonder_namen("de auto van buurman Pruim", mens("Testpersoon van Pruim")) == (
        f"de auto van buurman {NAAMDEEL}"
    )


@pytest.mark.parametrize("straat", ["A Laan", "'s-Verzonnenweg", "1e Verzonnenstraat"])
def test_a_street_is_known_with_any_number_and_the_postcode_with_any_space(straat: str) -> None:
    genoemd = mens("Testpersoon Mispel", adres=f"{straat} 4b, 9999 ZZ Fruitdorp")
    for plaats in (f"{straat} 4b", f"{straat} 4", f"{straat} 12", "9999ZZ", "9999 zz"):
        assert zonder_namen(f"bij {plaats}.", genoemd) == f"bij {NIET_ZICHTBAAR}.", plaats


# --- facts that name somebody -------------------------------------------------------------------------------------


def test_who_spoke_for_himself_is_told_by_the_own_role_and_the_age_is_gone() -> None:
    genoemd = Genoemd((FRAMBOOS,))
    assert zonder_namen(GEGEVEN, genoemd) == replace(GEGEVEN, gever="hoofdpersoon", leeftijd=None)
    nee = ToestemmingGeweigerd(
        FRAMBOOS.persoon_id, "monitor", "Testpersoon Sapodilla", Hoedanigheid.ZELF, DAG
    )
    assert zonder_namen(nee, genoemd) == replace(nee, weigeraar="hoofdpersoon")
    terug = ToestemmingIngetrokken(UUID(int=9), "monitor", "Testpersoon Sapodilla", Hoedanigheid.ZELF, DAG)
    assert zonder_namen(terug, genoemd) == replace(terug, intrekker=ONBEKENDE)


def test_who_spoke_for_somebody_is_told_by_the_capacity() -> None:
    ouder = replace(GEGEVEN, hoedanigheid=Hoedanigheid.OUDER_MET_GEZAG, tekstversie="Voor Framboos")
    assert zonder_namen(ouder, Genoemd((FRAMBOOS,))) == replace(
        ouder, gever="ouder-met-gezag", tekstversie=f"Voor {NAAMDEEL}", leeftijd=None
    )


def test_the_history_tells_who_may_be_named_also_by_what_came_later() -> None:
    erbij = AanmeldingAangevuld("ggz", None, (BRAAM, Betrokkene.vernietigd()), (), (), None, None)
    geboren = GeboortedatumVastgelegd(BRAAM.persoon_id, date(1985, 6, 1))
    genoemd = genoemd_in([erbij, geboren, GEGEVEN])
    spreker = Spreker(GEGEVEN.gever, GEGEVEN.persoon_id, Hoedanigheid.ZELF)
    assert genoemd == Genoemd((BRAAM, replace(BRAAM, geboortedatum=geboren.geboortedatum)), (spreker,))
    assert zonder_namen("Braam, van 1 juni 1985, en Testpersoon Sapodilla", genoemd) == (
        f"{NAAMDEEL}, van {NIET_ZICHTBAAR}, en {ONBEKENDE}"
    )


def test_somebody_whose_data_were_destroyed_stays_the_placeholder_and_takes_no_words_along() -> None:
    weg = Betrokkene.vernietigd()
    assert weg.persoon_id == NIEMAND
    assert zonder_namen((weg, "vernietigd"), Genoemd((weg,))) == (weg, "vernietigd")


def test_of_two_with_one_name_a_text_tells_the_role_of_the_first() -> None:
    tweede = Betrokkene(UUID(int=3), Betrokkenheid.KIND, FRAMBOOS.naam)
    assert zonder_namen(FRAMBOOS.naam, Genoemd((FRAMBOOS, tweede))) == "hoofdpersoon"
