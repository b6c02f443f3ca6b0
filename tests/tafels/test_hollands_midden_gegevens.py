"""What the file of Hollands Midden records of each table of [1]: regie, contact, advice, levels, and sources."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest

from domain.tafels import (
    Bron,
    Feestdagregel,
    Kenmerk,
    Kring,
    Leeftijdsband,
    Ongeboren,
    Regievorm,
    Stap,
    Stuk,
    Tafel,
    Zekerheid,
)
from tests.tafels.situaties import definities

REGIO = definities().regios["hollands-midden"]
TAFELS = {tafel.id: tafel for tafel in definities().versies.values() if tafel.regio == REGIO.naam}
JBT = ("jbt-holland-rijnland", "jbt-midden-holland")
DIENSTEN = (
    "bkk-hollands-midden",
    "cit-hollands-midden",
    "jpt-hollands-midden",
    "mzo-hollands-midden",
    "veilig-thuis-hollands-midden",
    "veiligheidshuis-hollands-midden",
)
EIGEN_KENMERKEN = (
    "basale-zorg-lukt-niet",
    "directe-actie-nodig",
    "politiecontact",
    "vatbaar-voor-criminaliteit",
    "wil-vrijwillig-traject",
    "zorgen-over-iemand",
    "overlast-ervaren",
    "wvggz-onderzoek-nodig",
    "herhaling-onveilig-gedrag",
    "zorg-en-veiligheid-samen",
    "zorgen-veiligheid-ontwikkeling",
    "maatregel-in-beeld",
)


def codes(keuzes: object) -> list[str]:
    assert isinstance(keuzes, tuple)
    return [keuze.code for keuze in keuzes]


# --- the region -----------------------------------------------------------------------------------------------


def test_eighteen_municipalities_of_which_none_is_named() -> None:
    """[1] Over deze infographic: 18 gemeenten, without their names."""
    assert len(REGIO.gemeenten) == 18
    assert {keuze.bron.zekerheid for keuze in REGIO.gemeenten} == {Zekerheid.KEUZE}


def test_every_municipality_has_exactly_one_jbt_and_all_other_tables() -> None:
    """[1] Regionaal geregeld: JBT Holland Rijnland and JBT Midden Holland."""
    alle = set(codes(REGIO.gemeenten))
    holland_rijnland, midden_holland = (set(codes(TAFELS[jbt].gemeenten)) for jbt in JBT)
    assert holland_rijnland | midden_holland == alle
    assert not holland_rijnland & midden_holland
    assert len(midden_holland) == 5
    for tafel in set(TAFELS) - set(JBT):
        assert set(codes(TAFELS[tafel].gemeenten)) == alle


def test_every_municipality_may_register_at_each_table_that_serves_it() -> None:
    """[1] Gemeentelijk procesregisseur Zorg en Veiligheid: one in each municipality."""
    for tafel in TAFELS.values():
        assert {f"gemeente-{code}" for code in codes(tafel.gemeenten)} <= set(codes(tafel.aanmelders))


def test_seven_life_domains() -> None:
    """[1] Ondersteuning op de leefgebieden."""
    assert len(REGIO.leefgebieden) == 7
    assert {keuze.bron.zekerheid for keuze in REGIO.leefgebieden} == {Zekerheid.BRON}


def test_one_way_of_working_without_meetings_beside_the_tables() -> None:
    """[1] Regionaal geregeld: no scenarios, no tuning meetings."""
    assert REGIO.scenarios == ()
    assert REGIO.afstemming == ()


# --- regie, themes, advice ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tafel", "vorm", "zekerheid"),
    [
        pytest.param(
            "lokale-kamer-hollands-midden", "procesregie", "keuze", id="[1] Gemeentelijk procesregisseur"
        ),
        pytest.param("bkk-hollands-midden", "procesregie", "bron", id="[1] Diensten, BKK"),
        pytest.param("cit-hollands-midden", "geen", "bron", id="[1] Diensten, CIT"),
        pytest.param("jpt-hollands-midden", "geen", "bron", id="[1] Diensten, JPT"),
        pytest.param("mzo-hollands-midden", "procesregie", "bron", id="[1] Diensten, MZO"),
        pytest.param("veilig-thuis-hollands-midden", "regie-op-veiligheid", "bron", id="[1] Diensten, VT"),
        pytest.param("veiligheidshuis-hollands-midden", "procesregie", "bron", id="[1] Diensten, VH"),
        pytest.param("jbt-holland-rijnland", "geen", "keuze", id="[1] Jeugdbeschermingstafel, zwijgt: HR"),
        pytest.param("jbt-midden-holland", "geen", "keuze", id="[1] Jeugdbeschermingstafel, zwijgt: MH"),
    ],
)
def test_regie(tafel: str, vorm: str, zekerheid: str) -> None:
    assert TAFELS[tafel].regie.vorm == vorm
    assert TAFELS[tafel].regie.bron.zekerheid == zekerheid


def test_tables_with_procesregie_have_the_five_themes_and_the_others_have_none() -> None:
    """[1] De thema's: listed for the municipality as a whole, so a keuze for each table."""
    for tafel in TAFELS.values():
        assert len(tafel.aanpakken) == (5 if tafel.regie.vorm is Regievorm.PROCESREGIE else 0)
        assert all(aanpak.bron.zekerheid is Zekerheid.KEUZE for aanpak in tafel.aanpakken)


def test_only_the_chamber_and_the_veiligheidshuis_ask_for_a_theme() -> None:
    """[1] De thema's: a case of BKK or MZO need not have one of them."""
    vragend = {tafel.id for tafel in TAFELS.values() if Stuk.AANPAK in tafel.vraagt}
    assert vragend == {"lokale-kamer-hollands-midden", "veiligheidshuis-hollands-midden"}


@pytest.mark.parametrize("tafel", DIENSTEN)
def test_service_advises_the_gemeentelijk_regisseur_and_all_but_one_the_local_team(tafel: str) -> None:
    """[1] Diensten ZVH HM, Ondersteuningsvorm: the Veiligheidshuis supports the gemeentelijk regisseur only."""
    advies = TAFELS[tafel].advies
    assert advies.bron.zekerheid is Zekerheid.BRON
    assert "gemeentelijk regisseur" in advies.tekst
    assert ("lokale team" in advies.tekst) is (tafel != "veiligheidshuis-hollands-midden")


# --- contact --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tafel", "code", "nummer"),
    [
        pytest.param("bkk-hollands-midden", "bkk", "088 308 36 00", id="[1] Diensten, BKK"),
        pytest.param("cit-hollands-midden", "cit", "088 308 3800", id="[1] Diensten, CIT"),
        pytest.param("jpt-hollands-midden", "jpt", "088 308 4200", id="[1] Diensten, JPT"),
        pytest.param("mzo-hollands-midden", "holland-rijnland", "088 308 36 20", id="[1] Diensten, MZO HR"),
        pytest.param("mzo-hollands-midden", "midden-holland", "088 308 35 35", id="[1] Diensten, MZO MH"),
        pytest.param("veilig-thuis-hollands-midden", "veilig-thuis", "0800 2000", id="[1] Diensten, VT"),
        pytest.param(
            "veiligheidshuis-hollands-midden", "veiligheidshuis", "088 308 4343", id="[1] Diensten, VH"
        ),
    ],
)
def test_contact_in_office_hours(tafel: str, code: str, nummer: str) -> None:
    contact = next(contact for contact in TAFELS[tafel].contact if contact.code == code)
    assert nummer in contact.wat
    assert contact.wanneer == "op werkdagen van 9 tot 17 uur"
    assert contact.bron.zekerheid is Zekerheid.BRON


def test_cit_and_mzo_alone_have_a_route_outside_office_hours() -> None:
    """[1] Diensten ZVH HM, CIT and MZO: buiten kantooruren via Kwadraad."""
    routes = {
        tafel.id: contact.wat
        for tafel in TAFELS.values()
        for contact in tafel.contact
        if contact.code == "buiten-kantooruren"
    }
    assert set(routes) == {"cit-hollands-midden", "mzo-hollands-midden"}
    assert all("088 900 4000" in wat for wat in routes.values())


def test_general_number_of_the_zvh_is_that_of_its_six_services() -> None:
    """[1] Regionale ondersteuning: the general number, for who does not know the service."""
    assert {tafel.id for tafel in TAFELS.values() if "algemeen" in codes(tafel.contact)} == set(DIENSTEN)


# --- levels ---------------------------------------------------------------------------------------------------


def test_chamber_scales_up_with_the_zvh() -> None:
    """[1] Lokale Zorg- en Veiligheidskamer: bijschalen with the ZVH; that it is the Veiligheidshuis is a keuze."""
    (niveau,) = TAFELS["lokale-kamer-hollands-midden"].op_van("tafel")
    assert niveau.code == "veiligheidshuis-hollands-midden"
    assert niveau.naam == "Bijschalen met het ZVH Hollands Midden"


def test_no_step_up_or_down_stands_in_the_infographic() -> None:
    """[1] Lokaal geregeld: agreements on op- en afschaling exist; the levels are not told."""
    stappen = [stap for tafel in TAFELS.values() for stap in (*tafel.opschalen, *tafel.afschalen)]
    assert {stap.bron.zekerheid for stap in stappen} == {Zekerheid.KEUZE}


def test_levels_that_are_tables_of_ours_have_their_ids() -> None:
    """[1] Lokale Zorg- en Veiligheidskamer, Regionaal geregeld."""
    alle = {niveau.code for tafel in TAFELS.values() for niveau in (*tafel.opschalen, *tafel.afschalen)}
    andere = {
        "bestuurlijk",
        "jeugdbeschermingsmaatregel",
        "lokaal",
        "lokaal-team",
        "vrijwillige-hulp",
        "waakvlam",
    }
    assert alle - set(TAFELS) == andere


# --- on what ground, with whose consent, when -----------------------------------------------------------------


def test_only_the_veiligheidshuis_works_under_the_wgs() -> None:
    """WGS 2.24: for a Zorg- en Veiligheidshuis; [1] is silent on every ground."""
    for tafel in TAFELS.values():
        (grond,) = tafel.grondslagen
        zvh = tafel.id == "veiligheidshuis-hollands-midden"
        assert tafel.regime == ("zvh" if zvh else "avg")
        assert grond.code == ("wgs" if zvh else "publieke-taak")
        assert grond.bron.zekerheid is (Zekerheid.BRON if zvh else Zekerheid.KEUZE)


@pytest.mark.parametrize("tafel", TAFELS.values(), ids=TAFELS)
def test_consent_is_asked_for_a_professional_secrecy_only(tafel: Tafel) -> None:
    """[1] names no consent; WGS 2.29(2) for the Veiligheidshuis."""
    (doel,) = tafel.toestemming
    assert doel.code == tafel.beroepsgeheim
    assert doel.voor is Kring.BIJ_BEROEPSGEHEIM
    assert doel.nodig_voor == (Stap.BEROEPSGEHEIM,)
    assert Stuk.TOESTEMMING not in tafel.vraagt


@pytest.mark.parametrize("tafel", TAFELS.values(), ids=TAFELS)
def test_rhythm_is_chosen_as_no_paragraph_gives_one(tafel: Tafel) -> None:
    """[1] Diensten ZVH HM, Lokale Zorg- en Veiligheidskamer, Jeugdbeschermingstafel: no rhythm."""
    assert (tafel.triage.weekdag, tafel.triage.weken) == (1, 1)
    assert tafel.triage.bij_feestdag is Feestdagregel.VOLGENDE_WERKDAG
    assert tafel.triage.bron.zekerheid is Zekerheid.KEUZE
    assert tafel.overleggen == ()
    assert tafel.bespreking.bron.zekerheid is Zekerheid.KEUZE
    assert tafel.aanmelding.bron.zekerheid is Zekerheid.KEUZE


def test_one_contradiction_the_age_of_the_jpt() -> None:
    """[1] Diensten ZVH HM, Jeugdpreventieteam: 12 to 18 beside 8 to 18."""
    met = [tafel.id for tafel in TAFELS.values() if tafel.tegenspraken]
    assert met == ["jpt-hollands-midden"]
    jpt = TAFELS["jpt-hollands-midden"]
    assert [(leeftijd.van, leeftijd.tot) for leeftijd in jpt.leeftijden] == [(12, 18), (8, 18)]
    assert {leeftijd.bron.zekerheid for leeftijd in jpt.leeftijden} == {Zekerheid.BRON}
    assert len(jpt.tegenspraken) == 1


def test_only_a_jbt_is_for_a_child_that_is_not_born_yet() -> None:
    """[1] Diensten ZVH HM: the ages start at 0 or later; for the JBT none is printed, so a keuze."""
    assert met_ongeboren(Ongeboren.JA) == set(JBT)


def test_a_print_that_begins_at_birth_leaves_open_what_holds_before_it() -> None:
    """[1] Diensten ZVH HM, BKK, CIT, Veilig Thuis: from 0; Lokale Zorg- en Veiligheidskamer: no age at all."""
    assert met_ongeboren(Ongeboren.ONBEKEND) == {
        "bkk-hollands-midden",
        "cit-hollands-midden",
        "lokale-kamer-hollands-midden",
        "veilig-thuis-hollands-midden",
    }


def met_ongeboren(stand: Ongeboren) -> set[str]:
    return {
        tafel.id
        for tafel in TAFELS.values()
        if any(leeftijd.ongeboren is stand for leeftijd in tafel.leeftijden)
    }


# --- sources --------------------------------------------------------------------------------------------------


def bronnen(deel: object) -> Iterator[Bron]:
    """Every source in a part and in its parts, but for the age bands of consent, which all regions share."""
    if isinstance(deel, Bron):
        yield deel
    elif isinstance(deel, tuple):
        for onderdeel in deel:
            yield from bronnen(onderdeel)
    elif is_dataclass(deel) and not isinstance(deel, Leeftijdsband):
        for veld in fields(deel):
            yield from bronnen(getattr(deel, veld.name))


def eigen_kenmerken() -> tuple[Kenmerk, ...]:
    return tuple(definities().kenmerken[code] for code in EIGEN_KENMERKEN)


ALLES = tuple(bronnen((REGIO, eigen_kenmerken(), tuple(TAFELS.values()))))


def test_every_rule_names_its_paragraph() -> None:
    """[1] and the WGS: a rule without a place cannot be looked up."""
    assert len(ALLES) > 300
    assert all(bron.paragraaf.strip() for bron in ALLES)


def test_what_was_read_was_read_in_the_infographic_or_the_wgs() -> None:
    """[1] is the document of this region; what another region's document says can only be a keuze here."""
    gelezen = {bron.document for bron in ALLES if bron.zekerheid is Zekerheid.BRON}
    assert gelezen <= {"[1]", "WGS", "BGS", "Jw", "UAVG", "AVG"}


def test_what_a_paragraph_does_not_say_is_not_marked_as_read() -> None:
    """[1]: a paragraph with "(noemt …)" or "(zegt niet …)" is one that was looked in and is silent."""
    for bron in ALLES:
        if "(noemt" in bron.paragraaf or "(zegt niet" in bron.paragraaf:
            assert bron.zekerheid is Zekerheid.KEUZE
