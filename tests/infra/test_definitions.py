"""The definitions that ship say what the sources say; a region is one file, and a version never changes."""

import shutil
from collections.abc import Iterator
from dataclasses import FrozenInstanceError, fields, is_dataclass
from datetime import date
from pathlib import Path
from types import UnionType
from typing import get_args

import pytest

from api.demo.mensen import bezetting
from api.tafelwoorden import regel_in_woorden
from domain.casus.commands import MeldAan
from domain.casus.decide import decide
from domain.casus.events import Aangemeld, Gebeurtenis
from domain.casus.evolve import vouw
from domain.casus.omstandigheden import Omstandigheden
from domain.casus.state import Fase
from domain.consultatie.events import Consultatiegebeurtenis
from domain.consultatie.state import Consultatiefase
from domain.overleg.events import Overleggebeurtenis
from domain.overleg.state import Overlegfase
from domain.privacyprotocol import Afloop, Anker, Ankers, Bewaartermijn, Verlengingsgrond
from domain.protocol.events import Protocolgebeurtenis
from domain.rollen import Medewerker, Rol
from domain.tafels import Antwoord, Bron, Keuze, Stap, Tafel, Zekerheid
from domain.vernietigingslijst.events import Lijstfeit
from domain.vernietigingslijst.state import Lijstfase
from domain.verzoek.events import Verzoekgebeurtenis
from domain.verzoek.state import Verzoekfase
from domain.wegwijzer import Passend, Situatie, wijs_de_weg
from domain.weigering import Weigering
from infra.definitions import DefinitieFout, Definities, Soort, lees_definities
from projections.woorden import Tafelwoorden
from tests.domain.delen import AARDBEI
from tests.infra.testland import MEEGELEVERD, TESTLAND, TESTLAND_TEKST, TESTTAFEL, alleen_testland

ZVH = "zvh-zaanstreek-waterland"
DINSDAG = 1


@pytest.fixture(scope="module")
def definities() -> Definities:
    return lees_definities()


@pytest.fixture
def zvh(definities: Definities) -> Tafel:
    return definities.tafels[ZVH]


@pytest.fixture
def eigen(tmp_path: Path) -> Path:
    return alleen_testland(tmp_path)


def namen(keuzes: tuple[Keuze, ...]) -> list[str]:
    return [keuze.naam for keuze in keuzes]


def gekozen(keuzes: tuple[Keuze, ...]) -> list[str]:
    return [keuze.naam for keuze in keuzes if keuze.bron.zekerheid is Zekerheid.KEUZE]


# --- what the sources say ---


def test_the_zvh_triages_every_tuesday(zvh: Tafel) -> None:
    """[2], "Triage": "De triage vindt elke dinsdag plaats"."""
    assert zvh.triage.weekdag == DINSDAG
    assert zvh.triage.eerste_na(date(2026, 3, 2)) == date(2026, 3, 3)
    assert zvh.triage.bron == Bron("[2]", "Triage", Zekerheid.BRON)


def test_the_zvh_has_the_seven_aanpakken_of_the_flyer(zvh: Tafel) -> None:
    """[2], "Aanpakken"."""
    assert namen(zvh.aanpakken) == [
        "Complexe casuïstiek regulier",
        "Personen met onbegrepen gedrag (POG)",
        "Huiselijk geweld, kindermishandeling en stalking",
        "Maatschappelijke onrust en radicalisering",
        "Excessief geweld",
        "Mensenhandel",
        "Nazorg ex-gedetineerden",
    ]
    assert gekozen(zvh.aanpakken) == []


def test_the_leefgebieden_are_those_of_the_infographic(zvh: Tafel) -> None:
    """[1], "Ondersteuning op de leefgebieden"; that they hold for this region is a choice."""
    assert namen(zvh.leefgebieden) == [
        "Werk, inkomen en dagbesteding",
        "Wonen",
        "Financiën en schulden",
        "Geldig identiteitsbewijs",
        "Zorgverzekering",
        "Zorg en begeleiding",
        "Sociaal netwerk",
    ]
    assert gekozen(zvh.leefgebieden) == namen(zvh.leefgebieden)


@pytest.mark.parametrize(
    ("voldaan", "genoeg"),
    [
        ({"A1", "A2", "A3"}, True),
        ({"B1"}, True),
        ({"A1", "A2"}, False),
        ({"A2", "A3"}, False),
        (set[str](), False),
    ],
)
def test_a_case_is_for_the_zvh_by_all_of_a_or_by_b(zvh: Tafel, voldaan: set[str], *, genoeg: bool) -> None:
    """[0], "Wat zijn de aanmeldcriteria": three with "en" between them, then "Of" and a fourth."""
    assert [(criterium.groep, criterium.code) for criterium in zvh.criteria] == [
        ("A", "A1"),
        ("A", "A2"),
        ("A", "A3"),
        ("B", "B1"),
    ]
    assert zvh.voldoet(voldaan) is genoeg


def test_the_region_has_seven_gemeenten_of_which_the_sources_name_one(zvh: Tafel) -> None:
    assert sorted(namen(zvh.gemeenten)) == [
        "Edam-Volendam",
        "Landsmeer",
        "Oostzaan",
        "Purmerend",
        "Waterland",
        "Wormerland",
        "Zaanstad",
    ]
    assert set(namen(zvh.gemeenten)) - set(gekozen(zvh.gemeenten)) == {"Purmerend"}


def test_every_gemeente_can_register_and_no_list_of_partners_is_claimed_to_be_read(zvh: Tafel) -> None:
    """[2], "Partners": a heading without a list."""
    aanmelders = {keuze.code for keuze in zvh.aanmelders}
    assert {f"gemeente-{gemeente.code}" for gemeente in zvh.gemeenten} <= aanmelders
    assert {"politie", "openbaar-ministerie", "reclassering", "veilig-thuis", "ggz"} <= aanmelders
    assert gekozen(zvh.aanmelders) == namen(zvh.aanmelders)


def test_who_is_no_partner_hears_to_go_through_one(zvh: Tafel) -> None:
    """[0], "Hoe aan te melden"."""
    assert "convenantpartner" in zvh.aanmelding.via_wie
    assert "zorgenveiligheidshuizawa@zaanstad.nl" in zvh.aanmelding.via_wie


def test_crisis_has_a_route_of_its_own(zvh: Tafel) -> None:
    """[0], first page: the routes themselves stand in no source."""
    assert "112" in zvh.crisisroute.tekst
    assert "  " not in zvh.crisisroute.tekst
    assert zvh.crisisroute.bron.zekerheid is Zekerheid.KEUZE


def test_the_zvh_works_on_the_law_and_not_on_consent(zvh: Tafel) -> None:
    """WGS 2.24–2.32, and 2.29(2) for what falls under a professional secrecy."""
    assert [grondslag.code for grondslag in zvh.grondslagen] == ["wgs"]
    (doel,) = zvh.toestemming
    assert doel.code == zvh.beroepsgeheim == "beroepsgeheim"
    assert doel.nodig_voor == (Stap.BEROEPSGEHEIM,)
    assert doel.bron == Bron("WGS", "2.29(2)", Zekerheid.BRON)


def test_where_a_case_can_be_scaled_to_is_a_choice(zvh: Tafel) -> None:
    niveaus = (*zvh.opschalen, *zvh.afschalen)
    assert [niveau.code for niveau in niveaus] == [
        "bestuurlijk",
        "landelijk",
        "lokaal",
        "reguliere-samenwerking",
    ]
    assert {niveau.bron.zekerheid for niveau in niveaus} == {Zekerheid.KEUZE}


def test_data_may_stay_five_years_from_the_first_processing(definities: Definities) -> None:
    """WGS 1.8(7): from the first processing, not from closing."""
    protocol = definities.protocollen["zvh"]
    assert (protocol.plafond.anker, protocol.plafond.bron) == (Anker.EERSTE_VERWERKING, "WGS 1.8(7)")
    termijn = protocol.bij_aanmelding(date(2026, 3, 2))
    assert (termijn.tot, termijn.regel) == (date(2031, 3, 2), "zvh/1/plafond")


def test_what_is_not_taken_up_is_due_at_once(definities: Definities) -> None:
    """BGS 1.16(1) names no period of grace."""
    protocol = definities.protocollen["zvh"]
    regel = protocol.regel("na-afwijzing")
    assert (regel.bron, regel.bedenktijd_dagen) == ("BGS 1.16(1)", 0)
    termijn = protocol.bij_afwijzing(eerste_verwerking=date(2026, 3, 2), afgewezen_op=date(2026, 3, 10))
    assert (termijn.tot, termijn.regel) == (date(2026, 3, 10), "zvh/1/na-afwijzing")


def test_only_the_zvh_knows_an_extension_and_that_is_law(definities: Definities) -> None:
    """BGS 1.16(2)-(3): two years each time, on two grounds. No source names one for the others."""
    verlenging = definities.protocollen["zvh"].verlenging
    assert verlenging is not None
    assert verlenging.uiterste(date(2031, 3, 2)) == date(2033, 3, 2)
    assert [(regel.grond, regel.binnen_maanden) for regel in verlenging.gronden] == [
        (Verlengingsgrond.LOOPT_NOG, 0),
        (Verlengingsgrond.TERUGVAL, 12),
    ]
    assert [definities.protocollen[regime].verlenging for regime in ("avg", "ret")] == [None, None]


def test_what_no_source_says_about_terms_is_a_choice(definities: Definities) -> None:
    """Neither the terms of a RET, nor a cooling-off, nor that advice counts as a rejection is in any law."""
    zvh = definities.protocollen["zvh"]
    for regime in ("avg", "ret"):
        protocol = definities.protocollen[regime]
        assert {regel.zekerheid for regel in protocol.alle_regels} == {Zekerheid.KEUZE}
    assert {regel.zekerheid for regel in zvh.alle_regels} == {Zekerheid.BRON}
    assert {keuze.afloop: keuze.zekerheid for keuze in zvh.termijnen} == {
        Afloop.AFGEWEZEN: Zekerheid.BRON,
        Afloop.ADVIES: Zekerheid.KEUZE,
        Afloop.DOORVERWEZEN: Zekerheid.KEUZE,
    }
    for protocol in definities.protocolversies.values():
        assert {regel.bedenktijd_zekerheid for regel in protocol.alle_regels} == {Zekerheid.KEUZE}


STAAT_VAST = (
    *("avg/1/plafond", "avg/1/na-afwijzing", "ret/1/plafond", "ret/1/na-afwijzing"),
    *("ret/2/plafond", "ret/2/na-afwijzing", "ret/2/na-afsluiting"),
    *("zvh/1/plafond", "zvh/1/na-afwijzing", "zvh/1/verlenging"),
)
"""Facts have recorded these names, so they have to lead somewhere for ever."""


@pytest.mark.parametrize("naam", STAAT_VAST)
def test_a_rule_that_was_ever_recorded_can_be_looked_up(definities: Definities, naam: str) -> None:
    assert naam.endswith(f"/{definities.bewaarregel(naam).code}")


@pytest.mark.parametrize(
    ("naam", "zin"),
    [
        ("zvh/9/plafond", "no privacyprotocol 'zvh/9'; known are: avg/1, ret/1, ret/2, zvh/1"),
        ("zvh/1/na-niets", "zvh/1 has no rule 'zvh/1/na-niets'"),
        ("plafond", "no privacyprotocol ''"),
    ],
)
def test_a_rule_that_is_not_there_is_named(definities: Definities, naam: str, zin: str) -> None:
    with pytest.raises(DefinitieFout, match=zin):
        definities.bewaarregel(naam)


def test_the_five_documents_of_the_customer_are_there(definities: Definities) -> None:
    assert set(definities.bronnen) >= {"[0]", "[1]", "[2]", "[3]", "[4]", "WGS", "BGS"}
    assert definities.bronnen["[0]"].versie == "1 december 2023"


# --- every rule has a source, every word an explanation ---


def regels(deel: object) -> Iterator[object]:
    """Walk the rules of a definition: each part that is a choice, a criterion, a level or a rhythm."""
    if isinstance(deel, tuple):
        for onderdeel in deel:
            yield from regels(onderdeel)
    elif is_dataclass(deel) and not isinstance(deel, type | Bron | Tafel):
        yield deel
    elif isinstance(deel, Tafel):
        for veld in fields(deel):
            yield from regels(getattr(deel, veld.name))


def test_every_rule_names_its_source(zvh: Tafel, definities: Definities) -> None:
    bronnen = [getattr(regel, "bron", None) for regel in regels(zvh)]
    assert len(bronnen) > 40
    for bron in bronnen:
        assert isinstance(bron, Bron)
        assert bron.document in definities.bronnen
        assert bron.paragraaf


def namen_van(soort: object) -> set[str]:
    """Name the classes of a union, however deep."""
    if isinstance(soort, UnionType):
        return {naam for deel in get_args(soort) for naam in namen_van(deel)}
    assert isinstance(soort, type)
    return {soort.__name__}


@pytest.mark.parametrize(
    ("soort", "woorden"),
    [
        (
            Soort.GEBEURTENIS,
            namen_van(
                Gebeurtenis
                | Overleggebeurtenis
                | Consultatiegebeurtenis
                | Verzoekgebeurtenis
                | Protocolgebeurtenis
                | Lijstfeit
            ),
        ),
        (
            Soort.FASE,
            {
                str(fase)
                for fasen in (Fase, Overlegfase, Consultatiefase, Verzoekfase, Lijstfase)
                for fase in fasen
            },
        ),
        (Soort.ROL, {str(rol) for rol in Rol}),
    ],
)
def test_the_glossary_has_every_event_phase_and_role_and_no_other(
    definities: Definities, soort: Soort, woorden: set[str]
) -> None:
    assert {term for term, begrip in definities.begrippen.items() if begrip.soort is soort} == woorden


def test_every_word_has_one_sentence_in_dutch_and_one_in_english(definities: Definities) -> None:
    assert {"casus", "kluis", "tafel", "triage", "ICO", "triagelijst"} <= set(definities.begrippen)
    for begrip in definities.begrippen.values():
        for zin in (begrip.uitleg, begrip.engels):
            assert zin.endswith("."), begrip.term
            assert ". " not in zin, begrip.term


# --- versions ---


def met_versie(eigen: Path, versie: int, *veranderd: tuple[str, str]) -> None:
    """Put the next version of the table of Testland below the ones in its file."""
    tafel = TESTLAND_TEKST[TESTLAND_TEKST.index("[[tafel]]") :].replace(
        "versie = 1\n", f"versie = {versie}\n"
    )
    for was, wordt in veranderd:
        assert was in tafel, "the example no longer fits the file"
        tafel = tafel.replace(was, wordt)
    bestand = eigen / TESTLAND
    bestand.write_text(f"{bestand.read_text()}\n{tafel}")


def test_a_case_keeps_the_version_it_began_under(eigen: Path) -> None:
    voor = lees_definities(eigen)
    met_versie(eigen, 10, ("weekdag = 1\n", "weekdag = 4\n"))
    met_versie(eigen, 9)
    na = lees_definities(eigen)
    assert na.tafels[TESTTAFEL].definitie == f"{TESTTAFEL}/10"
    assert na.tafels[TESTTAFEL].triage.weekdag == 4
    assert na.definitie(f"{TESTTAFEL}/1") == voor.tafels[TESTTAFEL]


def test_a_new_version_changes_nothing_for_a_case_that_runs(eigen: Path) -> None:
    """The criterion that is dropped still takes the old case up, and is unknown to a new one."""
    voor = lees_definities(eigen)
    met_versie(
        eigen,
        2,
        ('code = "B1"\ngroep = "B"', 'code = "B2"\ngroep = "B"'),
        ('code = "regulier"\nnaam = "Regulier"', 'code = "intensief"\nnaam = "Intensief"'),
    )
    na = lees_definities(eigen)
    aangemeld = meld_aan(voor, f"{TESTTAFEL}/1")
    assert meld_aan(na, f"{TESTTAFEL}/1") == aangemeld
    assert aangemeld[0].definitie == f"{TESTTAFEL}/1"
    with pytest.raises(Weigering, match="aanpak hoort niet bij de tafel"):
        meld_aan(na, f"{TESTTAFEL}/2")


# --- adding a region ---


def test_adding_a_region_is_one_file(tmp_path: Path, definities: Definities) -> None:
    """No code, no list elsewhere: the way leads to its table, a case comes in there, and no other region notices."""
    alles = tmp_path / "definities"
    shutil.copytree(MEEGELEVERD, alles)
    (alles / TESTLAND).write_text(TESTLAND_TEKST)
    met = lees_definities(alles)

    assert set(met.regios) - set(definities.regios) == {"testland"}
    assert {
        naam: tafel for naam, tafel in met.versies.items() if naam != f"{TESTTAFEL}/1"
    } == definities.versies
    situatie = Situatie(gemeente="teststad", leeftijd=9, kenmerken={"testvraag": Antwoord.JA})
    gegeven = wijs_de_weg(
        situatie, regio=met.regios["testland"], tafels=[met.tafels[TESTTAFEL]], kenmerken=met.kenmerken
    )
    (advies,) = gegeven.passend
    assert (advies.tafel.id, advies.passend) == (TESTTAFEL, Passend.PAST)
    assert gegeven.loket is not None
    assert gegeven.loket.naam == "Het testloket"
    assert [type(feit) for feit in meld_aan(met, f"{TESTTAFEL}/1")] == [Aangemeld]


def meld_aan(definities: Definities, definitie: str) -> list[Aangemeld]:
    """Bring a case in at one version of the table of Testland."""
    tafel = definities.definitie(definitie)
    bij = Omstandigheden(
        vandaag=date(2026, 3, 2),
        wie=Medewerker("mw-mango", Rol.MELDER, "testzorg"),
        tafel=tafel,
        protocol=definities.protocollen[tafel.regime],
    )
    opdracht = MeldAan("TEST-0001", "testzorg", "teststad", betrokkenen=(AARDBEI,), aanpak="regulier")
    feiten = decide(vouw(()), opdracht, bij=bij)
    return [feit for feit in feiten if isinstance(feit, Aangemeld)]


# --- reading ---


def test_a_version_that_is_not_there_is_named(eigen: Path) -> None:
    with pytest.raises(DefinitieFout, match=f"no definition '{TESTTAFEL}/2'; known are: {TESTTAFEL}/1"):
        lees_definities(eigen).definitie(f"{TESTTAFEL}/2")


def test_the_first_version_of_a_protocol_holds_until_another_one_is_taken(eigen: Path) -> None:
    nieuw = (eigen / "privacyprotocol/zvh.toml").read_text().replace("versie = 1\n", "versie = 2\n")
    (eigen / "privacyprotocol/a.toml").write_text(nieuw)
    definities = lees_definities(eigen)
    assert definities.protocollen["zvh"].versie == 1
    assert definities.protocol("zvh/2").versie == 2
    assert definities.bewaarregel("zvh/2/plafond").jaren == 5
    assert list(definities.protocolversies) == ["avg/1", "ret/1", "ret/2", "zvh/1", "zvh/2"]


def test_the_law_on_radicalisation_fits_the_same_form(eigen: Path) -> None:
    """BWBR0050740 counts five years from the last processing: a file, and no code."""
    bronnen = eigen / "bronnen.toml"
    wet = '[[bron]]\ndocument = "PGA"\ntitel = "BWBR0050740"\nuitgever = "Staatsblad"\nversie = "1"\n'
    bronnen.write_text(f"{bronnen.read_text()}\n{wet}")
    (eigen / "privacyprotocol/pga.toml").write_text(
        Path(__file__).with_name("pga.toml").read_text(encoding="utf-8")
    )
    pga = lees_definities(eigen).protocollen["pga"]
    later = Ankers(date(2026, 3, 2), laatste_verwerking=date(2028, 6, 1))
    assert pga.termijn(later) == Bewaartermijn(date(2033, 6, 1), "pga/1/plafond", date(2028, 6, 1))
    assert pga.verlenging is None


def test_definitions_cannot_be_changed_once_read(definities: Definities, zvh: Tafel) -> None:
    for vast in (definities.tafels, definities.versies, definities.regios, definities.kenmerken):
        with pytest.raises(TypeError):
            vast[ZVH] = zvh  # type: ignore[index]  # what has to be refused
    with pytest.raises(FrozenInstanceError):
        zvh.naam = "Een andere tafel"  # type: ignore[misc]  # what has to be refused


def test_the_bureau_of_every_table_has_a_name_for_readers(definities: Definities) -> None:
    """As the demo grants it: by the first word of the id of the table."""
    for tafel in definities.tafels.values():
        code = bezetting(tafel, ()).bureau
        assert Tafelwoorden(tafel).organisatie(code) != code, tafel.id


def test_an_organisation_that_a_table_does_not_name_has_the_name_that_others_give_it(
    definities: Definities,
) -> None:
    ret = definities.tafels["ret-zaanstreek-waterland"]
    woorden = Tafelwoorden(ret, definities.tafels)
    assert Tafelwoorden(ret).organisatie("politie") == "politie"
    assert woorden.organisatie("politie") == "Politie"
    assert woorden.organisatie("niet-bekend") == "niet-bekend"
    hier, daar = (
        Tafelwoorden(next(een for een in definities.tafels.values() if een.regio == regio), definities.tafels)
        for regio in ("Gooi en Vechtstreek", "Hollands Midden")
    )
    assert hier.organisatie("veilig") == "Overleg Veilig Verder Gooi en Vechtstreek"
    assert daar.organisatie("veilig") == "Bureau van Veilig Thuis Hollands Midden"
    buiten = Tafelwoorden(definities.tafels["ret-westfriesland"], definities.tafels)
    assert buiten.organisatie("veilig") == "veilig"


def test_every_rule_of_a_verzoek_has_words() -> None:
    for code in ("plafond", "na-afloop"):
        woorden = regel_in_woorden(f"verzoek/1/{code}")
        assert woorden.endswith("Verzoeken van mensen over hun gegevens (verzoek), versie 1")
        assert "Regel" not in woorden
