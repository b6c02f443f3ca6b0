"""How the six tables of Gooi en Vechtstreek work, held against [3]: via whom, on what ground, and where to."""

import pytest

from domain.tafels import Deelname, Regievorm, Stap, Stuk, Toestemmer, Zekerheid
from domain.wegwijzer import ANDERS
from tests.tafels.situaties import Vraag, advies
from tests.tafels.test_gooi_en_vechtstreek import JEUGD, MDA, MPH, REGIO, TOP_X, VEILIG_VERDER, VERWARD, tafel

# --- via whom ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("naam", "vrager", "zelf"),
    [
        pytest.param(TOP_X, "politie", True, id="[3] Afstemmingsoverleggen: police weigh bringing it in"),
        pytest.param(TOP_X, "openbaar-ministerie", True, id="[3] Afstemmingsoverleggen: so does the OM"),
        pytest.param(TOP_X, ANDERS, False, id="[3] Scenario 2: municipalities and partners"),
        pytest.param(MDA, "veilig-thuis", True, id="[3] Afstemmingsoverleggen: so does Veilig Thuis"),
        pytest.param(MDA, ANDERS, False, id="[3] Scenario 2: a resident goes through a partner"),
        pytest.param(JEUGD, "gemeente-huizen", True, id="[3] Scenario 2: a municipal consultant"),
        pytest.param(JEUGD, "politie", False, id="[3] Expertteam jeugd: police go through the municipality"),
        pytest.param(VEILIG_VERDER, "veilig-thuis", True, id="[3] Veilig Verder: Veilig Thuis chairs it"),
        pytest.param(VEILIG_VERDER, "ggz", False, id="[3] Veilig Verder: the ggz goes through one of three"),
        pytest.param(VERWARD, "woningcorporatie", True, id="[3] Scenario 2: other partners"),
        pytest.param(VERWARD, ANDERS, False, id="[3] Scenario 2: a resident goes through the municipality"),
        pytest.param(MPH, "gemeente-hilversum", True, id="[3] MPH: advises the gemeentelijke regisseurs"),
        pytest.param(MPH, "politie", False, id="[3] MPH: a partner goes through the regisseur"),
    ],
)
def test_who_may_not_register_hears_through_whom(naam: str, vrager: str, zelf: bool) -> None:  # noqa: FBT001
    via = advies(naam, Vraag(REGIO, vrager=vrager)).via
    assert (via is None) is zelf
    assert via is None or via.bron.zekerheid is Zekerheid.KEUZE


# --- ground and consent -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("naam", "grondslag"),
    [
        pytest.param(TOP_X, "wgs", id="WGS 2.24-2.32: within a ZVH"),
        pytest.param(MDA, "wgs", id="WGS 2.24-2.32: an MDA++ within a ZVH"),
        pytest.param(VEILIG_VERDER, "publieke-taak", id="AVG 6(1)(e): [3] names no ground"),
        pytest.param(VERWARD, "publieke-taak", id="AVG 6(1)(e): [3] names no ground"),
        pytest.param(MPH, "publieke-taak", id="AVG 6(1)(e): [3] names no ground"),
    ],
)
def test_a_table_without_consent_works_on_one_ground(naam: str, grondslag: str) -> None:
    assert [keuze.code for keuze in tafel(naam).grondslagen] == [grondslag]
    assert tafel(naam).vraagt == (Stuk.HOOFDPERSOON, Stuk.CRITERIA, Stuk.GRONDSLAG)
    assert [doel.code for doel in tafel(naam).toestemming] == ["beroepsgeheim"]


@pytest.mark.parametrize(
    ("leeftijd", "wie"),
    [
        pytest.param(11, Toestemmer.GEZAGSDRAGERS, id="Jw 7.3.4: under 12"),
        pytest.param(12, Toestemmer.ZELF_EN_GEZAGSDRAGERS, id="Jw 7.3.5: from 12"),
        pytest.param(15, Toestemmer.ZELF_EN_GEZAGSDRAGERS, id="Jw 7.3.5: until 16"),
        pytest.param(16, Toestemmer.ZELF, id="Jw 7.3.4: from 16"),
    ],
)
def test_the_expertteam_asks_consent_by_age(leeftijd: int, wie: Toestemmer) -> None:
    """[3] names no consent: that the expertteam works on it is a keuze, the ages are those of the Jeugdwet."""
    assert tafel(JEUGD).grondslagen == ()
    doel = tafel(JEUGD).doel("bespreken")
    assert doel is not None
    assert doel.nodig_voor == (Stap.BESPREKEN,)
    assert doel.bron.zekerheid is Zekerheid.KEUZE
    assert doel.wie(leeftijd) is wie


# --- how a table works ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("naam", "vorm"),
    [
        pytest.param(
            TOP_X, Regievorm.PROCESREGIE, id="[3] Top X: the ZVH chairs, prepares, keeps the minutes"
        ),
        pytest.param(MDA, Regievorm.PROCESREGIE, id="[3] MDA++: within the ZVH"),
        pytest.param(JEUGD, Regievorm.GEEN, id="[3] Expertteam jeugd: chair and secretariaat only"),
        pytest.param(VEILIG_VERDER, Regievorm.GEEN, id="[3] Veilig Verder: chair only"),
        pytest.param(VERWARD, Regievorm.GEEN, id="[3] Toekomstige situatie: nothing said"),
        pytest.param(MPH, Regievorm.GEEN, id="[3] MPH: the regie is the municipality's"),
    ],
)
def test_the_regie_of_a_table_is_a_keuze(naam: str, vorm: Regievorm) -> None:
    assert tafel(naam).regie.vorm is vorm
    assert tafel(naam).regie.bron.zekerheid is Zekerheid.KEUZE


@pytest.mark.parametrize(
    ("naam", "vast"),
    [
        pytest.param(TOP_X, {"voorzitter", "secretariaat"}, id="[3] Top X: chaired and kept by the ZVH"),
        pytest.param(JEUGD, {"voorzitter", "secretariaat"}, id="[3] Expertteam jeugd: Consultatie en Advies"),
        pytest.param(VEILIG_VERDER, {"voorzitter"}, id="[3] Veilig Verder: chaired from Veilig Thuis"),
    ],
)
def test_who_always_sits_at_the_table_was_read(naam: str, vast: set[str]) -> None:
    gelezen = [d for d in tafel(naam).deelnemers if d.deelname is Deelname.VAST]
    assert {d.code for d in gelezen} == vast
    assert {d.bron.zekerheid for d in gelezen} == {Zekerheid.BRON}


def test_hilversum_gives_binding_advice_with_a_specialist_called_in() -> None:
    """[3], Casusoverleggen, MPH: a fixed team, a specialist beside it, a binding advice."""
    assert tafel(MPH).advies.bron.zekerheid is Zekerheid.BRON
    flexibel = [d.code for d in tafel(MPH).deelnemers if d.deelname is Deelname.FLEXIBEL]
    assert flexibel == ["specialist"]


@pytest.mark.parametrize(
    ("naam", "niveaus", "zekerheid"),
    [
        pytest.param(TOP_X, {"bestuurlijk"}, Zekerheid.KEUZE, id="[3] Scenario 2: the stuurgroep"),
        pytest.param(
            VEILIG_VERDER,
            {"drangaanpak", "raadsonderzoek"},
            Zekerheid.KEUZE,
            id="[3] Casusoverleggen, Veilig Verder: drang, or the RvdK",
        ),
        pytest.param(VERWARD, {TOP_X}, Zekerheid.KEUZE, id="[3] Scenario 1: with strafrecht to Top X"),
        pytest.param(JEUGD, {"ben"}, Zekerheid.KEUZE, id="[4] 2.4: the BEN, in another region"),
        pytest.param(
            MPH,
            {TOP_X, MDA, JEUGD, VEILIG_VERDER, VERWARD},
            Zekerheid.KEUZE,
            id="[3] Inleiding: to the region",
        ),
    ],
)
def test_where_a_case_can_scale_up_to(naam: str, niveaus: set[str], zekerheid: Zekerheid) -> None:
    stappen = tafel(naam).op_van("tafel")
    assert {niveau.code for niveau in stappen} == niveaus
    assert {niveau.bron.zekerheid for niveau in stappen} == {zekerheid}


@pytest.mark.parametrize(
    ("naam", "aantal"),
    [
        pytest.param(TOP_X, 1, id="[3] Top X: a risk group, yet a table for strafrecht"),
        pytest.param(MDA, 1, id="[3] MDA++: with sexual violence or without"),
        pytest.param(JEUGD, 2, id="[3] Expertteam jeugd: unchanged, yet without strafrecht; scenario"),
        pytest.param(VEILIG_VERDER, 2, id="[3] Veilig Verder: unchanged, yet without strafrecht; scenario"),
        pytest.param(VERWARD, 1, id="[3] Behandeling: the bodies disagree on the scenario"),
        pytest.param(MPH, 0, id="[3] MPH: one sentence, no contradiction"),
    ],
)
def test_what_the_source_contradicts_itself_on_stays_visible(naam: str, aantal: int) -> None:
    assert len(tafel(naam).tegenspraken) == aantal
