"""The way to the right table, in an invented region: what fits, what is still to ask, what does not and why."""

from dataclasses import replace

import pytest

from domain.tafels import (
    Antwoord,
    Gekozen,
    Kenmerk,
    Keuze,
    Leeftijd,
    Loket,
    Onderbrenging,
    Ongeboren,
    Regel,
    Regio,
    Scenario,
    Tafel,
    Toets,
    Uitsluiting,
    Voorwaarde,
)
from domain.wegwijzer import (
    ANDERS,
    ONGEBOREN,
    Keten,
    Passend,
    Situatie,
    Tafeladvies,
    Wat,
    Wegwijzing,
    wijs_de_weg,
)
from domain.weigering import Weigering
from tests.domain.tafel import BRON, TESTTAFEL, altijd

JA, NEE = Antwoord.JA, Antwoord.NEE
VRAGEN = (
    *("a1", "a2", "b1", "besproken", "verblijf", "ambulant", "gesloten"),
    *("crisis", "meerdere-leefgebieden", "meerdere-ketens"),
)
KENMERKEN = {code: Kenmerk(code, f"Vraag naar {code}?", BRON) for code in VRAGEN}
SAMEN = Scenario("samen", "Samen", Gekozen.JA, (Loket("Het loket", "Een mens wijst de weg"),), BRON)
APART = Scenario("apart", "Apart", Gekozen.NEE, (), BRON)
REGIO = Regio(
    code="testland",
    naam="Testland",
    crisisroute=TESTTAFEL.crisisroute,
    gemeenten=(*TESTTAFEL.gemeenten, Keuze("uithoek", "Uithoek", BRON)),
    organisaties=TESTTAFEL.aanmelders,
    leefgebieden=TESTTAFEL.leefgebieden,
    scenarios=(SAMEN, APART),
    afstemming=(),
    huisstijl=(),
    bureaus=(),
)
NUL_TOT_ACHTTIEN = Leeftijd("0-18 jaar", Ongeboren.NEE, 0, 18, BRON)


def wegwijzing(situatie: Situatie, *tafels: Tafel, regio: Regio = REGIO) -> Wegwijzing:
    return wijs_de_weg(situatie, regio=regio, tafels=tafels or (TESTTAFEL,), kenmerken=KENMERKEN)


def advies(situatie: Situatie, tafel: Tafel = TESTTAFEL) -> Tafeladvies:
    (gegeven,) = wegwijzing(situatie, tafel).tafels
    return gegeven


def bekend(*ja: str, nee: tuple[str, ...] = (), leeftijd: int | None = None) -> Situatie:
    return Situatie(leeftijd=leeftijd, kenmerken=dict.fromkeys(ja, JA) | dict.fromkeys(nee, NEE))


def waarom(gegeven: Tafeladvies) -> tuple[list[str], list[str], list[str]]:
    """The codes that speak for a table, that are still missing, and that speak against it."""
    return (
        [reden.code for reden in gegeven.voor],
        [nog.code for nog in gegeven.nog],
        [reden.code for reden in gegeven.tegen],
    )


# --- criteria -------------------------------------------------------------------------------------------------


def test_of_nothing_known_every_criterion_is_asked() -> None:
    gegeven = advies(Situatie())
    assert gegeven.passend is Passend.MOGELIJK
    assert waarom(gegeven) == ([], ["A1", "A2", "B1"], [])
    assert [(nog.wat, nog.kenmerk, nog.tekst) for nog in gegeven.nog] == [
        (Wat.NAVRAGEN, "a1", "Vraag naar a1?"),
        (Wat.NAVRAGEN, "a2", "Vraag naar a2?"),
        (Wat.NAVRAGEN, "b1", "Vraag naar b1?"),
    ]


def test_one_whole_group_of_criteria_fits_and_nothing_more_is_asked() -> None:
    for situatie, voor in ((bekend("b1"), ["B1"]), (bekend("a1", "a2"), ["A1", "A2"])):
        gegeven = advies(situatie)
        assert gegeven.passend is Passend.PAST
        assert waarom(gegeven) == (voor, [], [])


def test_half_a_group_may_fit_and_the_rest_is_asked() -> None:
    gegeven = advies(bekend("a1", nee=("b1",)))
    assert gegeven.passend is Passend.MOGELIJK
    assert waarom(gegeven) == (["A1"], ["A2"], [])


def test_a_group_that_cannot_be_whole_any_more_is_not_asked_about() -> None:
    assert waarom(advies(bekend(nee=("a1",)))) == ([], ["B1"], [])


def test_no_group_that_can_be_whole_does_not_fit_and_the_reasons_are_told() -> None:
    gegeven = advies(bekend("a2", nee=("a1", "b1")))
    assert gegeven.passend is Passend.NIET
    assert waarom(gegeven) == (["A2"], [], ["A1", "B1"])
    assert all(reden.tekst.startswith("Niet voldaan: ") for reden in gegeven.tegen)


def test_a_criterion_on_two_kenmerken_needs_both() -> None:
    beide = replace(TESTTAFEL.criteria[2], toetst=(Toets("b1", JA), Toets("a1", NEE)))
    tafel = replace(TESTTAFEL, criteria=(beide,))
    assert advies(bekend("b1", nee=("a1",)), tafel).passend is Passend.PAST
    assert waarom(advies(bekend("b1"), tafel)) == ([], ["B1"], [])
    assert advies(bekend("b1", "a1"), tafel).passend is Passend.NIET
    assert advies(bekend("a1"), tafel).passend is Passend.NIET


def test_an_answer_the_other_way_round_is_an_answer() -> None:
    niet = replace(TESTTAFEL, criteria=(replace(TESTTAFEL.criteria[2], toetst=(Toets("b1", NEE),)),))
    assert advies(bekend(nee=("b1",)), niet).passend is Passend.PAST
    assert advies(bekend("b1"), niet).passend is Passend.NIET


# --- uitsluitingen and voorwaarden ----------------------------------------------------------------------------

GESLOTEN = Uitsluiting("gesloten", "Geen gesloten plek.", altijd("gesloten"), BRON)
BESPROKEN = Voorwaarde("besproken", "Het is besproken.", altijd("besproken"), (), BRON)
AMBULANT = Voorwaarde("ambulant", "Ambulant kan niet.", altijd("ambulant"), altijd("verblijf"), BRON)


def test_what_is_shut_out_does_not_fit_however_well_it_does_otherwise() -> None:
    tafel = replace(TESTTAFEL, uitsluitingen=(GESLOTEN,))
    gegeven = advies(bekend("b1", "gesloten"), tafel)
    assert (gegeven.passend, waarom(gegeven)) == (Passend.NIET, (["B1"], [], ["gesloten"]))
    assert waarom(advies(bekend("b1", nee=("gesloten",)), tafel)) == (["B1"], [], [])
    assert waarom(advies(bekend("b1"), tafel)) == (["B1"], ["gesloten"], [])
    assert advies(bekend("b1"), tafel).passend is Passend.PAST


def test_what_is_not_done_yet_has_to_be_done_and_the_table_still_fits() -> None:
    tafel = replace(TESTTAFEL, voorwaarden=(BESPROKEN,))
    gegeven = advies(bekend("b1", nee=("besproken",)), tafel)
    assert gegeven.passend is Passend.PAST
    assert [(nog.wat, nog.code, nog.tekst, nog.kenmerk) for nog in gegeven.nog] == [
        (Wat.DOEN, "besproken", "Het is besproken.", None)
    ]
    assert waarom(advies(bekend("b1", "besproken"), tafel)) == (["B1", "besproken"], [], [])
    (nog,) = advies(bekend("b1"), tafel).nog
    assert (nog.wat, nog.kenmerk) == (Wat.NAVRAGEN, "besproken")


def test_a_voorwaarde_that_holds_for_some_asks_first_whether_this_is_one_of_them() -> None:
    tafel = replace(TESTTAFEL, voorwaarden=(AMBULANT,))
    assert [nog.kenmerk for nog in advies(bekend("b1"), tafel).nog] == ["verblijf"]
    assert [nog.kenmerk for nog in advies(bekend("b1", "verblijf"), tafel).nog] == ["ambulant"]
    assert advies(bekend("b1", nee=("verblijf", "ambulant")), tafel).nog == ()
    (nog,) = advies(bekend("b1", "verblijf", nee=("ambulant",)), tafel).nog
    assert (nog.wat, nog.code) == (Wat.DOEN, "ambulant")


def test_what_cannot_hold_any_more_is_not_asked_about() -> None:
    """One of two conditions is known not to be met, so the other makes no difference."""
    dubbel = (Toets("gesloten", JA), Toets("verblijf", JA))
    tafel = replace(
        TESTTAFEL,
        uitsluitingen=(replace(GESLOTEN, toetst=dubbel),),
        voorwaarden=(replace(AMBULANT, alleen_bij=dubbel),),
    )
    assert advies(bekend("b1", nee=("gesloten",)), tafel).nog == ()
    assert [nog.kenmerk for nog in advies(bekend("b1", "gesloten"), tafel).nog] == ["verblijf"]


def test_the_same_question_for_two_rules_is_asked_once() -> None:
    tweede = replace(AMBULANT, code="ook-ambulant")
    tafel = replace(TESTTAFEL, voorwaarden=(AMBULANT, tweede), uitsluitingen=())
    assert [nog.kenmerk for nog in advies(bekend("b1"), tafel).nog] == ["verblijf"]
    assert [nog.kenmerk for nog in advies(bekend("b1", "verblijf"), tafel).nog] == ["ambulant"]


# --- ages -----------------------------------------------------------------------------------------------------

TOT_ACHTTIEN = replace(TESTTAFEL, leeftijden=(NUL_TOT_ACHTTIEN,))
TEGENSTRIJDIG = replace(
    TESTTAFEL,
    leeftijden=(
        Leeftijd("12 tot 18 jaar", Ongeboren.NEE, 12, 18, BRON),
        Leeftijd("8 tot 18 jaar", Ongeboren.NEE, 8, 18, BRON),
    ),
)
PAST, NAVRAGEN, NIET = "past", "navragen", "past niet"


@pytest.mark.parametrize(
    ("tafel", "leeftijd", "uitkomst"),
    [
        pytest.param(TOT_ACHTTIEN, 0, PAST, id="from birth"),
        pytest.param(TOT_ACHTTIEN, 17, PAST, id="the last year that is surely meant"),
        pytest.param(TOT_ACHTTIEN, 18, NAVRAGEN, id="the last printed year"),
        pytest.param(TOT_ACHTTIEN, 19, NIET, id="over it"),
        pytest.param(TOT_ACHTTIEN, ONGEBOREN, NIET, id="before birth, where the print says not"),
        pytest.param(TEGENSTRIJDIG, 7, NIET, id="both prints say no"),
        pytest.param(TEGENSTRIJDIG, 8, NAVRAGEN, id="one print says yes"),
        pytest.param(TEGENSTRIJDIG, 11, NAVRAGEN, id="still one"),
        pytest.param(TEGENSTRIJDIG, 12, PAST, id="both prints say yes"),
        pytest.param(TEGENSTRIJDIG, 18, NAVRAGEN, id="the last printed year of both"),
    ],
)
def test_an_age_is_held_against_every_print(tafel: Tafel, leeftijd: int, uitkomst: str) -> None:
    voor, nog, tegen = waarom(advies(bekend("b1", leeftijd=leeftijd), tafel))
    assert ("leeftijd" in voor, "leeftijd" in nog, "leeftijd" in tegen) == (
        uitkomst == PAST,
        uitkomst == NAVRAGEN,
        uitkomst == NIET,
    )


@pytest.mark.parametrize(
    ("ongeboren", "uitkomst"),
    [(Ongeboren.JA, PAST), (Ongeboren.NEE, NIET), (Ongeboren.ONBEKEND, NAVRAGEN)],
)
def test_of_a_child_that_is_not_born_yet_the_print_says_yes_no_or_nothing(
    ongeboren: Ongeboren, uitkomst: str
) -> None:
    tafel = replace(TESTTAFEL, leeftijden=(replace(NUL_TOT_ACHTTIEN, ongeboren=ongeboren),))
    gegeven = advies(bekend("b1", leeftijd=ONGEBOREN), tafel)
    voor, nog, tegen = waarom(gegeven)
    assert ("leeftijd" in voor, "leeftijd" in nog, "leeftijd" in tegen) == (
        uitkomst == PAST,
        uitkomst == NAVRAGEN,
        uitkomst == NIET,
    )
    assert gegeven.passend is (Passend.NIET if uitkomst == NIET else Passend.PAST)


def test_an_age_that_nobody_said_is_asked_where_it_matters() -> None:
    for tafel, gedrukt in ((TOT_ACHTTIEN, ["‘0-18 jaar’"]), (TEGENSTRIJDIG, ["‘12 tot", "‘8 tot"])):
        (nog,) = advies(bekend("b1"), tafel).nog
        assert (nog.wat, nog.code, nog.kenmerk) == (Wat.NAVRAGEN, "leeftijd", None)
        assert all(print_ in nog.tekst for print_ in gedrukt)
    assert advies(bekend("b1"), TESTTAFEL).nog == ()


def test_a_table_for_everybody_says_nothing_about_an_age() -> None:
    for leeftijd in (ONGEBOREN, 0, 18, 130):
        assert waarom(advies(bekend("b1", leeftijd=leeftijd))) == (["B1"], [], [])


# --- where, who, and how things are organised -----------------------------------------------------------------


def test_a_table_for_other_municipalities_does_not_fit() -> None:
    gegeven = advies(replace(bekend("b1"), gemeente="uithoek"))
    assert (gegeven.passend, waarom(gegeven)) == (Passend.NIET, (["B1"], [], ["gemeente"]))
    assert gegeven.tegen[0].tekst == "Deze tafel is voor: Teststad, Proefdorp."
    assert advies(replace(bekend("b1"), gemeente="teststad")).passend is Passend.PAST


def test_all_that_speaks_against_a_table_is_told() -> None:
    situatie = replace(bekend(nee=("a1", "b1"), leeftijd=40), gemeente="uithoek")
    assert waarom(advies(situatie, TOT_ACHTTIEN))[2] == ["gemeente", "leeftijd", "A1", "B1"]


def test_who_may_not_register_hears_via_whom() -> None:
    via = advies(replace(bekend("b1"), vrager=ANDERS)).via
    assert via is not None
    assert (via.code, via.tekst) == ("via-wie", TESTTAFEL.aanmelding.via_wie)
    assert advies(replace(bekend("b1"), vrager="testzorg")).via is None
    assert advies(bekend("b1")).via is None


def test_the_scenario_that_holds_says_where_to_knock_and_under_whom_a_table_falls() -> None:
    tafel = replace(
        TESTTAFEL,
        ondergebracht=(
            Onderbrenging("samen", "Onder het loket", BRON),
            Onderbrenging("apart", "Onder de gemeente", BRON),
        ),
    )
    nu = wegwijzing(Situatie(), tafel)
    assert (nu.scenario, nu.loket) == (SAMEN, SAMEN.loket[0])
    anders = wegwijzing(Situatie(scenario="apart"), tafel)
    assert (anders.scenario, anders.loket) == (APART, None)
    bij = [gegeven.bij.tekst if gegeven.bij else None for w in (nu, anders) for gegeven in w.tafels]
    assert bij == ["Onder het loket", "Onder de gemeente"]


def test_a_region_without_scenarios_has_no_loket() -> None:
    ooit = replace(TESTTAFEL, ondergebracht=(Onderbrenging("samen", "Onder het loket", BRON),))
    zonder = wegwijzing(Situatie(), ooit, regio=replace(REGIO, scenarios=()))
    assert (zonder.scenario, zonder.loket) == (None, None)
    assert [gegeven.bij for gegeven in zonder.tafels] == [None]


# --- crisis ---------------------------------------------------------------------------------------------------


def test_a_crisis_gets_its_route_and_no_table_fits() -> None:
    tweede = replace(TOT_ACHTTIEN, id="tweede")
    gegeven = wegwijzing(bekend("crisis", "b1"), TESTTAFEL, tweede)
    assert gegeven.crisis == REGIO.crisisroute
    assert gegeven.passend == ()
    assert [advies.tafel.id for advies in gegeven.niet_passend] == ["testtafel", "tweede"]
    for advies_ in gegeven.tafels:
        assert waarom(advies_) == ([], [], ["crisis"])
        assert advies_.tegen[0].tekst == REGIO.crisisroute.tekst


def test_without_a_crisis_there_is_no_route_of_a_crisis() -> None:
    for situatie in (bekend("b1"), bekend("b1", nee=("crisis",))):
        assert wegwijzing(situatie).crisis is None


# --- order ----------------------------------------------------------------------------------------------------


def test_what_fits_comes_first_then_what_asks_least_then_what_has_most_to_say_for_it() -> None:
    past = replace(TESTTAFEL, id="past")
    past_en_vraagt = replace(TOT_ACHTTIEN, id="past-en-vraagt")
    mogelijk = replace(TESTTAFEL, id="mogelijk", criteria=TESTTAFEL.criteria[:2])
    niet = replace(TESTTAFEL, id="niet", uitsluitingen=(replace(GESLOTEN, toetst=altijd("b1")),))
    volgorde = wegwijzing(bekend("b1"), niet, mogelijk, past_en_vraagt, past).tafels
    assert [gegeven.tafel.id for gegeven in volgorde] == ["past", "past-en-vraagt", "mogelijk", "niet"]
    meer = replace(TESTTAFEL, id="meer", voorwaarden=(replace(BESPROKEN, toetst=altijd("b1")),))
    assert [gegeven.tafel.id for gegeven in wegwijzing(bekend("b1"), past, meer).tafels] == ["meer", "past"]


def test_what_is_equal_stays_in_the_order_of_the_region() -> None:
    een, twee = replace(TESTTAFEL, id="een"), replace(TESTTAFEL, id="twee")
    assert [gegeven.tafel.id for gegeven in wegwijzing(Situatie(), twee, een).tafels] == ["twee", "een"]


# --- lists ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("situatie", "antwoorden"),
    [
        (Situatie(), {}),
        (Situatie(leefgebieden=frozenset()), {"meerdere-leefgebieden": NEE}),
        (Situatie(leefgebieden=frozenset({"wonen"})), {"meerdere-leefgebieden": NEE}),
        (Situatie(leefgebieden=frozenset({"wonen", "zorg"})), {"meerdere-leefgebieden": JA}),
        (Situatie(ketens=frozenset({Keten.ZORG})), {"meerdere-ketens": NEE}),
        (Situatie(ketens=frozenset({Keten.ZORG, Keten.GEMEENTE})), {}),
        (
            Situatie(ketens=frozenset(Keten), kenmerken={"meerdere-ketens": JA}),
            {"meerdere-ketens": JA},
        ),
    ],
)
def test_an_answer_follows_from_a_list_that_was_named(
    situatie: Situatie, antwoorden: dict[str, Antwoord]
) -> None:
    assert situatie.bekend() == antwoorden


# --- refused --------------------------------------------------------------------------------------------------

GEWEIGERD = {
    "unknown kenmerk": (bekend("verzonnen"), "geen vraag van de wegwijzer: verzonnen"),
    "unknown municipality": (Situatie(gemeente="verweg"), "hoort niet bij de regio Testland"),
    "unknown leefgebied": (Situatie(leefgebieden=frozenset({"hobby"})), "leefgebieden is niet bekend"),
    "unknown scenario": (Situatie(scenario="nieuw"), "kent dit scenario niet"),
    "too old": (Situatie(leeftijd=131), "Een leeftijd is van 0 tot en met 130 jaar"),
    "too young": (Situatie(leeftijd=-2), "Een leeftijd is van 0 tot en met 130 jaar"),
    "one leefgebied and yet more than one": (
        Situatie(leefgebieden=frozenset({"wonen"}), kenmerken={"meerdere-leefgebieden": JA}),
        "past niet bij de leefgebieden",
    ),
    "one chain and yet more than one": (
        Situatie(ketens=frozenset({Keten.ZORG}), kenmerken={"meerdere-ketens": JA}),
        "past niet bij de ketens",
    ),
    "an organisation that the region does not name": (Situatie(vrager="bakker"), "vrager is niet bekend"),
}


@pytest.mark.parametrize("geval", GEWEIGERD)
def test_a_situation_that_the_region_cannot_know_is_refused(geval: str) -> None:
    situatie, zin = GEWEIGERD[geval]
    with pytest.raises(Weigering, match=zin):
        wegwijzing(situatie)


def test_a_crisis_does_not_make_a_wrong_situation_right() -> None:
    with pytest.raises(Weigering, match="hoort niet bij de regio"):
        wegwijzing(replace(bekend("crisis"), gemeente="verweg"))


def test_the_rule_of_a_region_is_shown_as_it_stands() -> None:
    eigen = replace(REGIO, crisisroute=Regel("Bel de testpolitie.", BRON))
    gegeven = wegwijzing(bekend("crisis"), regio=eigen)
    assert gegeven.crisis == Regel("Bel de testpolitie.", BRON)
