"""The wegwijzer at the door: the question that it takes, the answer that it gives, and that it keeps nothing."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import ValidationError
from structlog.testing import capture_logs

from api.rechten import Recht, mag
from api.rest.redenen import CODE
from api.wegwijzer import SituatieIn, WegwijzingUit, wijs
from domain.rollen import Rol
from domain.weigering import Weigering
from infra.database import Database
from infra.definitions import Definities
from tests.api.conftest import Deur
from tests.api.test_rommel import ROMMEL, met_rommel, plaatsen
from tests.api.verzoeken import JSON
from tests.kanaries import alles_in_de_database
from tests.verhalen import ZVH

GEHEIM = "Kwetsbaar-Verzonnen-Geheim"
"""Stands in questions that are wrong, and may come back nowhere."""

SITUATIE: JSON = {
    "gemeente": "zaanstad",
    "leeftijd": 34,
    "vrager": "politie",
    "leefgebieden": ["wonen", "sociaal-netwerk"],
    "ketens": ["zorg", "strafrecht"],
    "kenmerken": {
        "meerdere-ketens": "ja",
        "afglijden": "ja",
        "systeem-geraakt": "ja",
        "routes-geprobeerd": "nee",
    },
}


def weg(definities: Definities, **situatie: object) -> WegwijzingUit:
    return wijs(SituatieIn.model_validate(situatie), definities)


def alle_bronnen(deel: Any) -> Iterator[JSON]:
    """Every source in an answer."""
    if isinstance(deel, dict):
        if "bron" in deel:
            yield deel["bron"]
        yield from chain.from_iterable(alle_bronnen(waarde) for waarde in deel.values())
    if isinstance(deel, list):
        yield from chain.from_iterable(alle_bronnen(onderdeel) for onderdeel in deel)


# --- the answer -------------------------------------------------------------------------------------------------


def test_the_tables_come_in_order_with_what_speaks_for_them_and_what_is_still_open(deur: Deur) -> None:
    antwoord = deur.stuur("/wegwijzer", SITUATIE, als=Rol.MELDER)
    assert antwoord.status_code == 200
    inhoud = antwoord.json()
    assert (inhoud["crisis"], inhoud["regio"]["code"]) == (None, "zaanstreek-waterland")
    assert inhoud["eerst"]["kenmerk"] == "crisis", "nobody said whether it is one"
    eerste = inhoud["tafels"][0]
    assert (eerste["id"], eerste["passend"], eerste["via"]) == (ZVH, "past", None)
    assert {reden["code"] for reden in eerste["voor"]} == {"A1", "A2", "A3"}
    open_ = {nog["code"]: (nog["wat"], nog["kenmerk"]) for nog in eerste["nog"]}
    assert open_["reguliere-routes"] == ("doen", None)
    assert open_["voorcontact"] == ("navragen", "voorcontact-gehad")
    assert eerste["aanmelding"]["adres"] == "zorgenveiligheidshuizawa@zaanstad.nl"
    assert (len(eerste["tegenspraken"]), len(eerste["contact"])) == (5, 1)


def test_a_table_that_does_not_fit_says_why(definities: Definities) -> None:
    niet = {tafel.id: tafel.tegen for tafel in weg(definities, gemeente="zaanstad", leeftijd=34).niet_passend}
    assert [reden.code for reden in niet["ret-zaanstreek-waterland"]] == ["leeftijd"]
    assert {reden.code for reden in niet["beschermingstafel-purmerend"]} == {"gemeente", "leeftijd"}


def test_every_reason_names_a_document_that_is_known(definities: Definities) -> None:
    for regio in definities.regios:
        inhoud = weg(definities, regio=regio, leeftijd=17, vrager="anders", ketens=["zorg"])
        bronnen = list(alle_bronnen(inhoud.model_dump(mode="json", by_alias=True)))
        assert len(bronnen) > 20
        assert {bron["document"] for bron in bronnen} <= set(definities.bronnen)
        assert all(bron["paragraaf"] for bron in bronnen)


def test_every_table_of_the_region_is_in_the_answer_once(definities: Definities) -> None:
    for code, regio in definities.regios.items():
        inhoud = weg(definities, regio=code)
        genoemd = [tafel.id for tafel in (*inhoud.tafels, *inhoud.niet_passend)]
        van_de_regio = [tafel.id for tafel in definities.tafels.values() if tafel.regio == regio.naam]
        assert sorted(genoemd) == sorted(van_de_regio)


def test_a_crisis_gets_the_crisis_answer_first_and_no_table(deur: Deur) -> None:
    antwoord = deur.stuur("/wegwijzer", {**SITUATIE, "kenmerken": {"crisis": "ja"}}, als=Rol.MELDER)
    assert next(iter(antwoord.json())) == "crisis"
    assert "Bel 112 bij direct gevaar." in antwoord.json()["crisis"]["tekst"]
    assert antwoord.json()["tafels"] == []
    tegen = {reden["code"] for tafel in antwoord.json()["nietPassend"] for reden in tafel["tegen"]}
    assert tegen == {"crisis"}


def test_who_may_not_register_hears_through_whom(definities: Definities) -> None:
    via = weg(definities, gemeente="zaanstad", vrager="anders").tafels
    assert all(tafel.via is not None and tafel.via.tekst == tafel.aanmelding.via_wie for tafel in via)
    assert all(tafel.via is None for tafel in weg(definities, gemeente="zaanstad").tafels)


def test_another_scenario_has_a_loket_and_other_houses(definities: Definities) -> None:
    nu = weg(definities, gemeente="hilversum")
    anders = weg(definities, gemeente="hilversum", scenario="scenario-2")
    assert nu.scenario is not None
    assert anders.scenario is not None
    assert (nu.scenario.code, nu.loket) == ("scenario-1", None)
    assert (anders.scenario.code, anders.loket is not None) == ("scenario-2", True)
    huizen = [
        {tafel.id: tafel.bij.tekst for tafel in inhoud.tafels if tafel.bij is not None}
        for inhoud in (nu, anders)
    ]
    assert huizen[0].keys() == huizen[1].keys()
    assert huizen[0] != huizen[1]


def test_meetings_that_are_no_tables_stand_apart(definities: Definities) -> None:
    inhoud = weg(definities, regio="gooi-en-vechtstreek")
    assert {overleg.code for overleg in inhoud.afstemming} >= {"zsm", "keek-op-de-week"}
    assert not {overleg.code for overleg in inhoud.afstemming} & {tafel.id for tafel in inhoud.tafels}


# The print "-0 - 18 jaar" does not say whether somebody of 18 fits, so that one may.
PAST: tuple[JSON, ...] = ({"ongeboren": True}, {"leeftijd": 0}, {"leeftijd": 17}, {"leeftijd": 18}, {})
PAST_NIET: tuple[JSON, ...] = ({"leeftijd": 19}, {"leeftijd": 130})


def test_the_age_counts_in_whole_years_and_before_birth(definities: Definities) -> None:
    for situaties, verwacht in ((PAST, True), (PAST_NIET, False)):
        for situatie in situaties:
            tafels = {tafel.id for tafel in weg(definities, gemeente="zaanstad", **situatie).tafels}
            assert ("beschermingstafel-zaanstreek" in tafels) is verwacht, situatie


# --- the region -------------------------------------------------------------------------------------------------


def test_the_region_follows_from_the_gemeente(definities: Definities) -> None:
    for regio in definities.regios.values():
        for gemeente in regio.gemeenten:
            assert weg(definities, gemeente=gemeente.code).regio.code == regio.code


def test_a_gemeente_that_several_regions_know_asks_for_the_region(definities: Definities) -> None:
    regios = dict(definities.regios)
    zaanstad = regios["zaanstreek-waterland"].gemeenten[0]
    westfriesland = regios["westfriesland"]
    regios["westfriesland"] = replace(westfriesland, gemeenten=(*westfriesland.gemeenten, zaanstad))
    dubbel = replace(definities, regios=regios)
    with pytest.raises(Weigering, match="westfriesland, zaanstreek-waterland"):
        weg(dubbel, gemeente="zaanstad")
    assert weg(dubbel, gemeente="zaanstad", regio="westfriesland").regio.code == "westfriesland"


GEWEIGERD: dict[str, JSON] = {
    "unknown region": {"regio": GEHEIM},
    "unknown gemeente": {"gemeente": GEHEIM},
    "gemeente of another region": {"regio": "westfriesland", "gemeente": "zaanstad"},
    "unknown leefgebied": {"gemeente": "zaanstad", "leefgebieden": [GEHEIM]},
    "unknown scenario": {"gemeente": "hilversum", "scenario": GEHEIM},
    "scenario of a region without any": {"gemeente": "zaanstad", "scenario": "scenario-1"},
    "unknown kenmerk": {
        "gemeente": "zaanstad",
        "kenmerken": {"meerdere-ketens": "ja", "afglijden": "ja", GEHEIM: "ja"},
    },
    "list against answer": {
        "gemeente": "zaanstad",
        "leefgebieden": ["wonen", "zorgverzekering"],
        "kenmerken": {"meerdere-leefgebieden": "nee"},
    },
    "chains against answer": {
        "gemeente": "zaanstad",
        "ketens": ["zorg"],
        "kenmerken": {"meerdere-ketens": "ja"},
    },
}


@pytest.mark.parametrize("situatie", GEWEIGERD.values(), ids=GEWEIGERD.keys())
def test_what_the_definitions_do_not_know_is_refused_in_one_sentence_that_repeats_nothing(
    deur: Deur, situatie: JSON
) -> None:
    antwoord = deur.stuur("/wegwijzer", situatie, als=Rol.MELDER)
    assert (antwoord.status_code, antwoord.json()["type"]) == (409, "urn:casus:probleem:weigering")
    assert antwoord.json()["detail"].endswith(".")
    assert GEHEIM not in antwoord.text


def test_an_unknown_question_is_named_by_its_place(definities: Definities) -> None:
    with pytest.raises(Weigering, match="Kenmerk nummer 2 is geen vraag"):
        weg(definities, gemeente="zaanstad", kenmerken={"afglijden": "ja", "verzonnen": "nee"})


# --- input that cannot be -----------------------------------------------------------------------------------------

LEEFTIJD = "moet een geheel getal zijn"
LIJST = "heeft te veel onderdelen (ten hoogste 50)"
FOUT: dict[str, tuple[JSON, str, str]] = {
    "younger than unborn": ({"leeftijd": -2}, "leeftijd", "moet ten minste 0 zijn"),
    "unborn as a number": ({"leeftijd": -1}, "leeftijd", "moet ten minste 0 zijn"),
    "too old": ({"leeftijd": 131}, "leeftijd", "mag ten hoogste 130 zijn"),
    "older than numbers go": ({"leeftijd": 10**400}, "leeftijd", "mag ten hoogste 130 zijn"),
    "age as text": ({"leeftijd": "34"}, "leeftijd", LEEFTIJD),
    "half a year": ({"leeftijd": 17.5}, "leeftijd", LEEFTIJD),
    "age as yes": ({"leeftijd": True}, "leeftijd", LEEFTIJD),
    "unborn with an age": (
        {"ongeboren": True, "leeftijd": 3},
        "inhoud",
        "noemt een leeftijd en ook 'ongeboren'; noem er een van de twee",
    ),
    "unborn as text": ({"ongeboren": "ja"}, "ongeboren", "moet true of false zijn"),
    "answer that is none": (
        {"kenmerken": {GEHEIM: "misschien"}},
        "kenmerken",
        "heeft bij nummer 1 een ander antwoord dan ja of nee",
    ),
    "answer as a boolean": (
        {"kenmerken": {"crisis": True}},
        "kenmerken",
        "heeft bij nummer 1 een ander antwoord dan ja of nee",
    ),
    "name for a kenmerk": (
        {"kenmerken": {"crisis": "nee", "Testpersoon Mango": "ja"}},
        "kenmerken",
        "heeft bij nummer 2 geen code van een vraag",
    ),
    "NUL in a kenmerk": (
        {"kenmerken": {"crisis\0": "ja"}},
        "kenmerken",
        "heeft bij nummer 1 geen code van een vraag",
    ),
    "line end after a kenmerk": (
        {"kenmerken": {"crisis\n": "ja"}},
        "kenmerken",
        "heeft bij nummer 1 geen code van een vraag",
    ),
    "huge number of kenmerken": (
        {"kenmerken": {f"k{nummer}": "ja" for nummer in range(5000)}},
        "kenmerken",
        "heeft te veel onderdelen (ten hoogste 200)",
    ),
    "list for kenmerken": ({"kenmerken": [GEHEIM]}, "kenmerken", "moet een object zijn"),
    "NUL in a gemeente": ({"gemeente": f"{GEHEIM}\0"}, "gemeente", CODE),
    "NUL in a leefgebied": (
        {"leefgebieden": ["wonen", "\0"]},
        "leefgebieden, nummer 2",
        CODE,
    ),
    "huge list of leefgebieden": ({"leefgebieden": ["wonen"] * 51}, "leefgebieden", LIJST),
    "huge list of chains": ({"ketens": ["zorg"] * 10_000}, "ketens", LIJST),
    "empty list of chains": ({"ketens": []}, "ketens", "heeft te weinig onderdelen (ten minste 1)"),
    "unknown chain": (
        {"ketens": [GEHEIM]},
        "ketens, nummer 1",
        "moet een van deze woorden zijn: zorg, strafrecht, gemeente",
    ),
    "personal data that nobody asked for": (
        {"naam": GEHEIM},
        "inhoud",
        (
            "heeft een veld dat hier niet bestaat. Bekend zijn: regio, gemeente, leeftijd, ongeboren, vrager, "
            "leefgebieden, ketens, kenmerken, scenario"
        ),
    ),
}


@pytest.mark.parametrize(("over", "veld", "reden"), FOUT.values(), ids=FOUT.keys())
def test_wrong_input_is_named_by_field_and_not_repeated(
    deur: Deur, over: JSON, veld: str, reden: str
) -> None:
    antwoord = deur.stuur("/wegwijzer", {"gemeente": "zaanstad", **over}, als=Rol.MELDER)
    assert (antwoord.status_code, antwoord.json()["type"]) == (400, "urn:casus:probleem:ongeldig-verzoek")
    assert {"veld": veld, "reden": reden} in antwoord.json()["fouten"]
    for geheim in (GEHEIM, "Mango"):
        assert geheim not in antwoord.text


def test_a_question_without_a_place_is_asked_for_one() -> None:
    with pytest.raises(ValidationError, match="noemt geen regio en geen gemeente"):
        SituatieIn.model_validate({"leeftijd": 3})


@pytest.mark.parametrize("rommel", ROMMEL, ids=lambda rommel: ascii(rommel)[:20])
def test_junk_in_any_field_breaks_nothing(deur: Deur, rommel: object) -> None:
    vol = {**SITUATIE, "regio": "zaanstreek-waterland", "scenario": "scenario-1", "ongeboren": False}
    for plaats in plaatsen(vol):
        antwoord = deur.stuur("/wegwijzer", met_rommel(vol, plaats, rommel), als=Rol.MELDER)
        assert antwoord.status_code in {200, 400, 409}, (plaats, antwoord.text)


# --- around it ----------------------------------------------------------------------------------------------------


def test_every_role_may_ask_whatever_its_tables_and_nobody_else(deur: Deur) -> None:
    assert all(mag(rol, Recht.WEGWIJZER) for rol in Rol)
    for rol in Rol:
        assert deur.stuur("/wegwijzer", SITUATIE, als=rol, tafels=()).status_code == 200
    assert deur.client.post("/v1/wegwijzer", json=SITUATIE).status_code == 401


def test_nothing_of_a_situation_is_kept_or_logged(deur: Deur, database: Database) -> None:
    voor = alles_in_de_database(database)
    with capture_logs() as gelogd:
        goed = deur.stuur("/wegwijzer", SITUATIE, als=Rol.MELDER)
        fout = deur.stuur("/wegwijzer", {**SITUATIE, "scenario": GEHEIM}, als=Rol.MELDER)
    assert (goed.status_code, fout.status_code) == (200, 409)
    na = alles_in_de_database(database)
    # The planner's samples are taken anew by looking.
    assert {tabel for tabel in na if na[tabel] != voor[tabel]} <= {"pg_catalog.pg_stats"}
    assert [regel["actie"] for regel in gelogd if regel["event"] == "verzoek"] == ["POST /v1/wegwijzer"] * 2
    for woord in ("zaanstad", "afglijden", "wonen", "34", GEHEIM):
        assert not any(
            woord == str(waarde) or GEHEIM in str(waarde) for regel in gelogd for waarde in regel.values()
        )


def test_the_answer_is_as_described_in_dutch(deur: Deur) -> None:
    schema: JSON = deur.client.get("/v1/openapi.json").json()
    handeling = schema["paths"]["/wegwijzer"]["post"]
    assert "onbekend is nooit nee" in handeling["description"]
    assert "Stuur geen gegevens waaraan iemand te herkennen is" in handeling["description"]
    velden = schema["components"]["schemas"]["SituatieIn"]["properties"]
    assert all(" the " not in veld["description"] for veld in velden.values())
    beschreven = handeling["responses"]["200"]["content"]["application/json"]["schema"]
    toetser = Draft202012Validator({**beschreven, "components": schema["components"]})
    for situatie in (
        SITUATIE,
        {"gemeente": "hilversum", "scenario": "scenario-2", "kenmerken": {"crisis": "ja"}},
    ):
        toetser.validate(deur.stuur("/wegwijzer", situatie, als=Rol.MELDER).json())
