"""Gooi en Vechtstreek as a region, held against [3]: its scenarios, its other meetings, where its rules stand."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from importlib.resources import files

import pytest

from domain.tafels import Bron, Gekozen, Regio, Tafel, Zekerheid
from domain.wegwijzer import Passend, Wat
from tests.tafels.situaties import Vraag, advies, codes_tegen, definities, weg

REGIO = "gooi-en-vechtstreek"
TOP_X = "top-x-gooi-en-vechtstreek"
MDA = "mda-gooi-en-vechtstreek"
JEUGD = "expertteam-jeugd-gooi-en-vechtstreek"
VEILIG_VERDER = "veilig-verder-gooi-en-vechtstreek"
VERWARD = "verwarde-personen-gooi-en-vechtstreek"
MPH = "mph-hilversum"
ALLE = (TOP_X, MDA, JEUGD, VEILIG_VERDER, VERWARD, MPH)
VAN_DE_REGIO = (JEUGD, VEILIG_VERDER, VERWARD)
REGIONAAL = (TOP_X, MDA, *VAN_DE_REGIO)
WETTEN = frozenset({"WGS", "BGS", "Jw", "UAVG", "AVG"})


def regio() -> Regio:
    return definities().regios[REGIO]


def tafel(tafel_id: str) -> Tafel:
    return definities().tafels[tafel_id]


def bronnen(deel: object) -> Iterator[Bron]:
    """Every source in a part of a definition, however deep."""
    if isinstance(deel, Bron):
        yield deel
    elif isinstance(deel, tuple):
        for stuk in deel:
            yield from bronnen(stuk)
    elif is_dataclass(deel):
        for veld in fields(deel):
            yield from bronnen(getattr(deel, veld.name))


def alle_bronnen() -> list[Bron]:
    eigen = definities().kenmerken["afgestemd-met-zvh"]
    return [bron for deel in (regio(), eigen, *map(tafel, ALLE)) for bron in bronnen(deel)]


# --- where the rules stand ----------------------------------------------------------------------------------


def test_every_rule_names_a_document_and_a_paragraph() -> None:
    assert len(alle_bronnen()) > 200
    assert all(bron.document.strip() and bron.paragraaf.strip() for bron in alle_bronnen())


def test_what_is_marked_bron_stands_in_the_proposal_or_in_the_law() -> None:
    gelezen = {bron.document for bron in alle_bronnen() if bron.zekerheid is Zekerheid.BRON}
    assert gelezen - WETTEN == {"[3]"}


def test_a_paragraph_that_says_what_the_source_leaves_out_is_a_keuze() -> None:
    """[3]: "(noemt geen …)" and "noemt … niet" are our words for silence."""
    stil = [bron for bron in alle_bronnen() if "noemt" in bron.paragraaf]
    assert stil
    assert {bron.zekerheid for bron in stil} == {Zekerheid.KEUZE}


def test_no_personal_address_came_along_from_the_source() -> None:
    """[3], Algemeen: the only addresses in it are of persons."""
    bestand = files("infra") / "definities" / "regios" / f"{REGIO}.toml"
    assert "@" not in bestand.read_text(encoding="utf-8")
    assert all(not tafel(naam).contact for naam in ALLE)


@pytest.mark.parametrize("naam", ALLE)
def test_the_rhythm_of_every_table_is_a_keuze(naam: str) -> None:
    """[3], Casusoverleggen and Toekomstige situatie: no table is given a day or a rhythm."""
    assert tafel(naam).triage.bron.zekerheid is Zekerheid.KEUZE
    assert tafel(naam).triage.anker.weekday() == tafel(naam).triage.weekdag
    assert tafel(naam).overleggen == ()


# --- tables and municipalities --------------------------------------------------------------------------------


def test_the_region_shows_its_six_tables_in_the_order_of_the_file() -> None:
    """[3], Casusoverleggen and Scenario 1."""
    assert tuple(t.id for t in definities().tafels.values() if t.regio == regio().naam) == ALLE


def test_only_the_municipality_that_the_source_names_is_marked_bron() -> None:
    """[3], Inleiding names the region; Casusoverleggen, MPH names Hilversum."""
    gelezen = {g.code for g in regio().gemeenten if g.bron.zekerheid is Zekerheid.BRON}
    assert gelezen == {"hilversum"}
    assert len(regio().gemeenten) == 7


@pytest.mark.parametrize("naam", REGIONAAL)
def test_a_regional_table_is_for_every_municipality(naam: str) -> None:
    """[3], Inleiding: for the whole region."""
    assert tafel(naam).gemeenten == regio().gemeenten


@pytest.mark.parametrize(
    ("naam", "regime"),
    [
        pytest.param(TOP_X, "zvh", id="[3] Scenario 1: Top X within the ZVH"),
        pytest.param(MDA, "zvh", id="[3] Casusoverleggen, MDA++: within the ZVH"),
        pytest.param(JEUGD, "ret", id="[3] Casusoverleggen, Expertteam jeugd: an expertteam"),
        pytest.param(VEILIG_VERDER, "avg", id="[3] Scenario 1: Veilig Verder under the Regio"),
        pytest.param(VERWARD, "avg", id="[3] Scenario 1: verwarde personen under the Regio"),
        pytest.param(MPH, "avg", id="[3] Casusoverleggen, MPH: of a municipality"),
    ],
)
def test_a_table_keeps_data_by_the_regime_of_whom_it_falls_under(naam: str, regime: str) -> None:
    assert tafel(naam).regime == regime


@pytest.mark.parametrize("naam", REGIONAAL)
def test_a_regional_table_asks_whether_it_was_tried_locally_first(naam: str) -> None:
    """[3], Inleiding: zoveel mogelijk lokaal."""
    voorwaarde = next(v for v in tafel(naam).voorwaarden if v.code == "lokaal-niet-gelukt")
    assert voorwaarde.bron == Bron("[3]", "Inleiding; Toekomstige situatie")
    assert "lokaal-niet-gelukt" in {nog.kenmerk for nog in advies(naam, Vraag(REGIO)).nog}


def test_the_local_team_of_hilversum_asks_for_no_local_step_before_it() -> None:
    """[3], Casusoverleggen, MPH: a team of the municipality itself."""
    assert tafel(MPH).voorwaarden == ()


# --- crisis ---------------------------------------------------------------------------------------------------


def test_a_crisis_gets_the_numbers_and_no_table() -> None:
    """[3] names no crisis route, so it is a keuze: the national numbers."""
    antwoord = weg(Vraag(REGIO, ja=("crisis",)))
    assert antwoord.crisis is not None
    assert antwoord.crisis.bron.zekerheid is Zekerheid.KEUZE
    assert {"112", "0800 2000"} <= set(re.findall(r"0800 2000|112", antwoord.crisis.tekst))
    assert antwoord.passend == ()
    assert all(codes_tegen(gegeven) == {"crisis"} for gegeven in antwoord.niet_passend)


# --- scenarios ------------------------------------------------------------------------------------------------


def test_the_region_works_by_scenario_1_and_has_no_central_entry() -> None:
    """[3], Behandeling (Directieoverleg 08-11-18) and Kenmerken van de scenario's."""
    gekozen = {scenario.code: scenario.gekozen for scenario in regio().scenarios}
    assert gekozen == {"scenario-1": Gekozen.JA, "scenario-2": Gekozen.NEE}
    assert regio().scenarios[0].bron.zekerheid is Zekerheid.KEUZE
    assert "Inleiding (wordt automatisch van kracht)" in regio().scenarios[0].bron.paragraaf
    antwoord = weg(Vraag(REGIO))
    assert antwoord.scenario is not None
    assert antwoord.scenario.code == "scenario-1"
    assert antwoord.loket is None


def test_in_scenario_2_one_front_office_stands_before_all_tables() -> None:
    """[3], Scenario 2 and Kenmerken van de scenario's: 1 loket."""
    antwoord = weg(Vraag(REGIO, scenario="scenario-2"))
    assert antwoord.loket is not None
    assert antwoord.loket is regio().scenarios[1].loket[0]
    assert all(
        deel in antwoord.loket.werkwijze for deel in ("kan worden ingericht", "complexe en vastgelopen")
    )
    assert len(antwoord.tafels) == len(ALLE)


def onder(naam: str, scenario: str) -> tuple[str, Bron]:
    bij = advies(naam, Vraag(REGIO, scenario=scenario)).bij
    assert bij is not None
    return bij.tekst, bij.bron


@pytest.mark.parametrize("naam", VAN_DE_REGIO)
def test_a_table_without_strafrechtcomponent_moves_under_the_roof_of_the_zvh_in_scenario_2(naam: str) -> None:
    """[3], Scenario 1 and Scenario 2: Regio, against ZVH on behalf of the Regio."""
    nu, straks = onder(naam, "scenario-1"), onder(naam, "scenario-2")
    assert nu[1] == Bron("[3]", "Scenario 1")
    assert straks[1] == Bron("[3]", "Scenario 2; Kenmerken van de scenario's")
    assert ("Veiligheidshuis" in nu[0], "Veiligheidshuis" in straks[0]) == (False, True)


@pytest.mark.parametrize("naam", [TOP_X, MDA])
def test_a_table_with_strafrechtcomponent_is_at_the_zvh_in_both_scenarios(naam: str) -> None:
    """[3], Scenario 1 and Scenario 2; in the second the stuurgroep is named."""
    nu, straks = onder(naam, "scenario-1"), onder(naam, "scenario-2")
    assert (nu[1].paragraaf, straks[1].paragraaf) == ("Scenario 1", "Scenario 2")
    assert nu[0] != straks[0]
    assert "Veiligheidshuis" in nu[0]
    assert "Veiligheidshuis" in straks[0]


def test_the_local_team_of_hilversum_stays_where_it_is_in_both_scenarios() -> None:
    """[3], Casusoverleggen, MPH: neither scenario names it."""
    nu, straks = onder(MPH, "scenario-1"), onder(MPH, "scenario-2")
    assert nu[0] == straks[0]
    assert {nu[1].zekerheid, straks[1].zekerheid} == {Zekerheid.KEUZE}


@pytest.mark.parametrize(
    "vraag",
    [
        pytest.param(Vraag(REGIO), id="nothing known"),
        pytest.param(Vraag(REGIO, ja=("strafrechtcomponent", "onbegrepen-gedrag")), id="verward, strafrecht"),
        pytest.param(
            Vraag(REGIO, ja=("onbegrepen-gedrag", "hulp-vastgelopen"), nee=("strafrechtcomponent",)),
            id="verward, no strafrecht",
        ),
        pytest.param(
            Vraag(REGIO, ja=("vrijwillig-vastgelopen", "twijfel-over-kader"), leeftijd=9), id="a child of 9"
        ),
    ],
)
def test_the_same_tables_fit_in_both_scenarios(vraag: Vraag) -> None:
    """[3], Scenario 1 and Scenario 2: only who runs a table differs, not whom it is for."""
    een, twee = (weg(vraag._replace(scenario=code)) for code in ("scenario-1", "scenario-2"))
    assert [(a.tafel.id, a.passend, a.voor, a.nog, a.tegen) for a in een.tafels] == [
        (a.tafel.id, a.passend, a.voor, a.nog, a.tegen) for a in twee.tafels
    ]


@pytest.mark.parametrize("scenario", ["scenario-1", "scenario-2"])
@pytest.mark.parametrize("naam", ALLE)
def test_every_table_has_a_place_in_every_scenario(naam: str, scenario: str) -> None:
    """[3], Scenario 1 and Scenario 2."""
    assert [plek.scenario for plek in tafel(naam).ondergebracht].count(scenario) == 1


# --- meetings that are no table ---------------------------------------------------------------------------------


def test_the_five_tuning_meetings_are_known_and_are_no_tables() -> None:
    """[3], Afstemmingsoverleggen."""
    codes = [overleg.code for overleg in regio().afstemming]
    assert codes == [
        "afstemming-veilig-thuis-politie-om",
        "mo-verwarde-personen",
        "zsm",
        "casus-op-maat",
        "keek-op-de-week",
    ]
    assert not set(codes) & set(definities().tafels)
    assert {overleg.bron.zekerheid for overleg in regio().afstemming} == {Zekerheid.BRON}


# --- the split by strafrechtcomponent -----------------------------------------------------------------------------


def test_the_new_table_of_the_regio_is_not_for_a_case_with_strafrechtcomponent() -> None:
    """[3], Toekomstige situatie and Scenario 1: it is proposed for people without one."""
    gegeven = advies(VERWARD, Vraag(REGIO, ja=("strafrechtcomponent",)))
    assert gegeven.passend is Passend.NIET
    assert "met-strafrecht" in codes_tegen(gegeven)


@pytest.mark.parametrize("naam", [JEUGD, VEILIG_VERDER])
def test_a_table_that_met_already_refuses_nobody_for_a_strafrechtcomponent(naam: str) -> None:
    """[3], Scenario 1: how the existing tables work does not change for now; tuning with the ZVH is a keuze."""
    met = Vraag(REGIO, ja=("strafrechtcomponent",), leeftijd=6)
    gegeven = advies(naam, met)
    (vraag,) = [nog for nog in gegeven.nog if nog.code == "afstemmen-bij-strafrecht"]
    assert (codes_tegen(gegeven), vraag.kenmerk) == (set(), "afgestemd-met-zvh")
    (doen,) = [n for n in advies(naam, met._replace(nee=("afgestemd-met-zvh",))).nog if n.wat is Wat.DOEN]
    assert (doen.code, doen.bron.zekerheid) == ("afstemmen-bij-strafrecht", Zekerheid.KEUZE)
    zonder = advies(naam, Vraag(REGIO, nee=("strafrechtcomponent",), leeftijd=6))
    assert "afgestemd-met-zvh" not in {nog.kenmerk for nog in zonder.nog}


def test_a_child_of_a_suspected_parent_finds_a_table_for_children() -> None:
    """[3], Casusoverleggen, Overleg Veilig Verder: stuck voluntary help, at six years old."""
    kind = Vraag(
        REGIO, ja=("strafrechtcomponent", "vrijwillig-vastgelopen", "twijfel-over-kader"), leeftijd=6
    )
    assert advies(VEILIG_VERDER, kind).passend is Passend.PAST


def test_whom_the_regio_leaves_to_the_zvh_finds_a_table_there() -> None:
    """[3], Scenario 1: with it under the ZVH, so nobody is left without a table."""
    assert advies(TOP_X, Vraag(REGIO, ja=("strafrechtcomponent",))).passend is Passend.PAST


@pytest.mark.parametrize("naam", VAN_DE_REGIO)
def test_a_table_of_the_regio_asks_about_strafrecht_while_nobody_said_it(naam: str) -> None:
    """[3], Toekomstige situatie: the split needs the answer."""
    assert "strafrechtcomponent" in {nog.kenmerk for nog in advies(naam, Vraag(REGIO)).nog}
