"""Westfriesland as its handbook [4] has it: where every rule stands, and how the tables of the RET work."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date

import pytest

from domain.tafels import (
    Bespreekwijze,
    Bron,
    Deelname,
    Kring,
    Regievorm,
    Stap,
    Stuk,
    Tafel,
    Toestemmer,
    Zekerheid,
)
from tests.tafels.situaties import definities

REGIO = "westfriesland"
MDA = "mda-westfriesland"
SCHAKEL = "schakeloverleg-westfriesland"
DOORBRAAK = "doorbraaktafel-westfriesland"
RET = "ret-westfriesland"
TAFELS = (MDA, SCHAKEL, DOORBRAAK, RET)
VOOR_PROFESSIONALS = (MDA, SCHAKEL, DOORBRAAK)
EIGEN_KENMERKEN = (
    "wachtlijst-vraag",
    "klacht",
    "inkoop-vraag",
    "enkelvoudige-vraag",
    "behandeling-gevraagd",
    "te-lang-gewacht",
    "opvang-wonen-onderwijs",
    "besluit-verblijf-bekend",
    "schakeloverleg-nagegaan",
)
GEMEENTEN = {"drechterland", "enkhuizen", "hoorn", "koggenland", "medemblik", "opmeer", "stede-broec"}
KERNTEAM = {
    "kernteam-verslavingszorg",
    "kernteam-ggz",
    "kernteam-jeugd-en-opvoedhulp",
    "kernteam-beperking",
    "kernteam-jeugdbescherming",
    "kernteam-onderwijs",
}
WETTEN = {"WGS", "BGS", "Jw", "UAVG", "AVG"}
DINSDAG = 1


def tafel(code: str) -> Tafel:
    return definities().tafels[code]


def bronnen(deel: object) -> Iterator[Bron]:
    """Every source in a part of the definitions, however deep."""
    if isinstance(deel, Bron):
        yield deel
    elif isinstance(deel, tuple):
        for onderdeel in deel:
            yield from bronnen(onderdeel)
    elif is_dataclass(deel):
        for veld in fields(deel):
            yield from bronnen(getattr(deel, veld.name))


def alle_bronnen() -> list[Bron]:
    alle = definities()
    eigen = (alle.kenmerken[code] for code in EIGEN_KENMERKEN)
    return [bron for deel in (alle.regios[REGIO], *eigen, *map(tafel, TAFELS)) for bron in bronnen(deel)]


# --- where the rules stand ---


def test_the_region_has_three_tables_for_professionals_and_one_for_residents() -> None:
    """[4], 1.6, Aanmelding RET: three forms for professionals, one for residents."""
    naam = definities().regios[REGIO].naam
    assert [t.id for t in definities().tafels.values() if t.regio == naam] == list(TAFELS)
    assert len({tafel(code).aanmelding.formulier for code in TAFELS}) == len(TAFELS)


def test_every_rule_says_where_it_stands() -> None:
    """All of the file: a document and a paragraph."""
    assert len(alle_bronnen()) > 300
    assert all(bron.document and bron.paragraaf.strip() for bron in alle_bronnen())


def test_what_is_marked_as_read_was_read_in_the_handbook_or_in_the_law() -> None:
    """[4] is the only document of this region; another region's can only be the reason for a keuze."""
    gelezen = {bron.document for bron in alle_bronnen() if bron.zekerheid is Zekerheid.BRON}
    assert "[4]" in gelezen
    assert gelezen <= {"[4]"} | WETTEN


def test_the_municipalities_are_a_keuze() -> None:
    """[4], 2.2: it speaks of the municipalities of Westfriesland and lists none."""
    gemeenten = definities().regios[REGIO].gemeenten
    assert {keuze.code for keuze in gemeenten} == GEMEENTEN
    assert {keuze.bron.zekerheid for keuze in gemeenten} == {Zekerheid.KEUZE}
    for code in TAFELS:
        assert {keuze.code for keuze in tafel(code).gemeenten} == GEMEENTEN


def test_the_crisis_answer_has_the_national_numbers_and_is_a_keuze() -> None:
    """[4], 1.3.2: the RET is no crisisdienst, and the handbook names no route."""
    crisis = definities().regios[REGIO].crisisroute
    assert crisis.bron.zekerheid is Zekerheid.KEUZE
    assert all(nummer in crisis.tekst for nummer in ("112", "0800 2000"))


def test_the_meetings_above_the_region_are_no_tables() -> None:
    """[4], 2.4: networks of expertteams learn from each other; no case is brought in there."""
    assert [overleg.code for overleg in definities().regios[REGIO].afstemming] == [
        "ben-overleg-noord-holland",
        "landelijk-overleg-expertisenetwerken",
    ]


# --- how each table works ---


@pytest.mark.parametrize("code", TAFELS)
def test_a_ret_works_under_the_regime_of_expertteams_and_on_consent(code: str) -> None:
    """[4], 2.6: secrecy and the AVG; no law of a Zorg- en Veiligheidshuis, and no ground named."""
    deze = tafel(code)
    assert deze.regime == "ret"
    assert deze.grondslagen == ()
    assert set(deze.vraagt) == {Stuk.HOOFDPERSOON, Stuk.CRITERIA, Stuk.TOESTEMMING}


@pytest.mark.parametrize("code", TAFELS)
def test_the_team_meets_at_least_every_two_weeks(code: str) -> None:
    """[4], 1.6, against Bijlage 3 (once a week): the first is followed; Bijlage 3: 3 to 4 cases in two hours.

    The day stands nowhere, and of 3 to 4 the higher is taken: so a keuze.
    """
    (overleg,) = tafel(code).overleggen
    assert (overleg.ritme.weken, overleg.ritme.bron.zekerheid) == (2, Zekerheid.KEUZE)
    assert (overleg.plaatsen, overleg.minuten) == (4, 120)
    assert any(
        "1.6" in t.bron.paragraaf and "Bijlage 3" in t.bron.paragraaf for t in tafel(code).tegenspraken
    )


@pytest.mark.parametrize("code", TAFELS)
def test_triage_comes_a_week_before_the_meeting_and_its_rhythm_is_a_keuze(code: str) -> None:
    """[4], 1.6: the triage is there, but no rhythm and no day of it."""
    deze = tafel(code)
    assert deze.triage.bron.zekerheid is Zekerheid.KEUZE
    triage = deze.triage.eerste_vanaf(date(2026, 3, 1))
    overleg = deze.overleggen[0].ritme.eerste_na(triage)
    assert (triage, overleg) == (date(2026, 3, 3), date(2026, 3, 10))
    assert (triage.weekday(), overleg.weekday()) == (DINSDAG, DINSDAG)


@pytest.mark.parametrize("code", TAFELS)
def test_the_table_gives_procesregie(code: str) -> None:
    """[4], 1.2, Procesregie; 2.3: the procesregisseur monitors until the result is there."""
    assert tafel(code).regie.vorm is Regievorm.PROCESREGIE
    assert tafel(code).regie.bron.zekerheid is Zekerheid.BRON


@pytest.mark.parametrize("code", TAFELS)
def test_the_resident_sits_at_the_table_so_it_is_discussed_by_name(code: str) -> None:
    """[4], 2.2: present as a rule, unless the law forbids; nothing on anonymous: a keuze."""
    (inwoner,) = [d for d in tafel(code).deelnemers if d.code == "inwoner-of-gezin"]
    assert (inwoner.deelname, inwoner.bron.zekerheid) == (Deelname.INWONER, Zekerheid.BRON)
    assert tafel(code).bespreking.wijze is Bespreekwijze.OP_NAAM
    assert tafel(code).bespreking.bron.zekerheid is Zekerheid.KEUZE


@pytest.mark.parametrize("code", TAFELS)
def test_the_kernteam_is_fixed_and_the_shell_flexible(code: str) -> None:
    """[4], 2.2: six sectors in the kernteam, specialists in the flexible shell."""
    per_deelname = {
        deelname: {d.code for d in tafel(code).deelnemers if d.deelname is deelname} for deelname in Deelname
    }
    assert KERNTEAM | {"procesregisseur", "voorzitter", "gemeenten"} <= per_deelname[Deelname.VAST]
    assert per_deelname[Deelname.FLEXIBEL] == {
        "forensische-zorg",
        "psychiater",
        "volwassenenzorg-psychiatrie-beperking",
        "partners-inkoopnetwerk",
    }


@pytest.mark.parametrize(
    ("code", "erbij"),
    [
        pytest.param(MDA, {"veiligheidsketen", "medisch-zorgcircuit"}, id="[4] 1.1, MDA++"),
        pytest.param(
            SCHAKEL,
            {"raad-voor-de-kinderbescherming", "gecertificeerde-instelling", "jeugdconsulent"},
            id="[4] 1.1, Schakeloverleg",
        ),
        pytest.param(DOORBRAAK, {"regionale-toegang"}, id="[4] 2.2, voetnoot 1"),
    ],
)
def test_some_sit_at_one_table_in_particular(code: str, erbij: set[str]) -> None:
    assert erbij <= {d.code for d in tafel(code).deelnemers if d.deelname is Deelname.VAST}


@pytest.mark.parametrize("code", TAFELS)
def test_the_way_up_is_the_ben_and_then_national(code: str) -> None:
    """[4], 2.4: one route, to a network of jeugdhulpregio's. For adults, and the way from there, it is a keuze."""
    (ben,) = tafel(code).op_van("tafel")
    (landelijk,) = tafel(code).op_van("ben")
    assert (ben.code, ben.bron.zekerheid is Zekerheid.BRON) == ("ben", code == SCHAKEL)
    assert (landelijk.code, landelijk.bron.zekerheid) == ("landelijk", Zekerheid.KEUZE)
    assert [niveau.code for niveau in tafel(code).afschalen] == ["lokaal-team"]


@pytest.mark.parametrize("code", TAFELS)
def test_fixed_members_are_paid_by_the_hour(code: str) -> None:
    """[4], 2.5: € 122,50 in 2021, indexed every year; nothing yet for the flexible shell."""
    (vergoeding,) = tafel(code).vergoedingen
    assert (vergoeding.jaar, vergoeding.eurocent_per_uur) == (2021, 12_250)


@pytest.mark.parametrize("code", TAFELS)
def test_questions_are_asked_by_mail_or_by_telephone(code: str) -> None:
    """[4], 1.6, Informatie en algemene vragen RET; 2.5 for the invoices, to another address."""
    contact = {manier.code: manier for manier in tafel(code).contact}
    assert set(contact) == {"e-mail", "telefoon", "website", "facturen"}
    assert contact["e-mail"].wat == "expertteamwf@hoorn.nl"
    assert contact["facturen"].wat.startswith("expertteamwv@hoorn.nl")


# --- consent ---


@pytest.mark.parametrize("code", TAFELS)
def test_consent_is_a_strict_keuze(code: str) -> None:
    """[4], 2.6 and 2.7: people are informed; whether they are asked stands nowhere."""
    doelen = {doel.code: doel for doel in tafel(code).toestemming}
    assert {doel.code: doel.nodig_voor for doel in doelen.values()} == {
        "bespreken": (Stap.BESPREKEN,),
        "landelijke-monitor": (Stap.MONITOR,),
        "delen": (Stap.DOORVERWIJZEN,),
        "beroepsgeheim": (Stap.BEROEPSGEHEIM,),
    }
    for doel in ("bespreken", "landelijke-monitor", "delen"):
        assert doelen[doel].voor is Kring.HOOFDPERSOON
        assert doelen[doel].bron.zekerheid is Zekerheid.KEUZE
    assert doelen["beroepsgeheim"].voor is Kring.BIJ_BEROEPSGEHEIM


@pytest.mark.parametrize(
    ("leeftijd", "wie"),
    [
        pytest.param(11, Toestemmer.GEZAGSDRAGERS, id="Jw 7.3.4, under 12"),
        pytest.param(12, Toestemmer.ZELF_EN_GEZAGSDRAGERS, id="Jw 7.3.4 en 7.3.5, from 12"),
        pytest.param(15, Toestemmer.ZELF_EN_GEZAGSDRAGERS, id="Jw 7.3.4 en 7.3.5, under 16"),
        pytest.param(16, Toestemmer.ZELF, id="Jw 7.3.4, from 16"),
        pytest.param(80, Toestemmer.ZELF, id="[4] Inleiding, all ages"),
    ],
)
@pytest.mark.parametrize("code", TAFELS)
def test_who_consents_to_the_discussion_follows_the_age(code: str, leeftijd: int, wie: Toestemmer) -> None:
    doel = tafel(code).doel("bespreken")
    assert doel is not None
    assert doel.wie(leeftijd) is wie


# --- what the handbook contradicts itself on ---


@pytest.mark.parametrize(
    ("code", "paragrafen"),
    [
        *(
            pytest.param(code, paragrafen, id=f"[4] {' against '.join(paragrafen)}: {wat}, {code}")
            for code in TAFELS
            for paragrafen, wat in (
                (("1.6", "Bijlage 3"), "how often"),
                (("1.4", "1.1"), "zwaarwegend or bindend"),
                (("1.4", "2.1"), "mandate"),
                (("2.2", "1.5"), "who is in the kernteam"),
                (("2.2", "Bijlage 3"), "whether the resident is there"),
            )
        ),
        pytest.param(DOORBRAAK, ("1.1, Doorbraakaanpak", "1.3.2"), id="[4] 1.1 against 1.3.2: waiting lists"),
        pytest.param(RET, ("1.1, Doorbraakaanpak", "1.3.2"), id="[4] 1.1 against 1.3.2: the same, residents"),
        pytest.param(
            SCHAKEL, ("1.1, Schakeloverleg", "Bijlage 1"), id="[4] 1.1 against Bijlage 1: voluntary help"
        ),
        pytest.param(
            DOORBRAAK,
            ("1.6", "Bijlage 1, Beschermd wonen"),
            id="[4] 1.6 against Bijlage 1: who lives elsewhere",
        ),
    ],
)
def test_a_contradiction_stands_there_with_what_is_followed(code: str, paragrafen: tuple[str, str]) -> None:
    gevonden = [t for t in tafel(code).tegenspraken if all(plek in t.bron.paragraaf for plek in paragrafen)]
    assert gevonden
    assert all(t.gevolgd and t.bron.zekerheid is Zekerheid.KEUZE for t in gevonden)
