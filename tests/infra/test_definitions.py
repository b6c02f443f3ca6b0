"""The definitions that ship say what the sources say, and no wrong definition gets past the reader."""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import FrozenInstanceError, fields, is_dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from types import UnionType
from typing import NamedTuple, get_args

import pytest

from domain.casus.events import Gebeurtenis
from domain.casus.state import Fase
from domain.privacyprotocol import Anker
from domain.rollen import Rol
from domain.tafels import Bron, Keuze, Tafel, Zekerheid
from infra.definitions import DefinitieFout, Definities, Soort, lees_definities

ZVH = "zvh-zaanstreek-waterland"
TAFELS = "tafels/zaanstreek-waterland.toml"
PROTOCOL = "privacyprotocol/zvh.toml"
DINSDAG = 1


@pytest.fixture(scope="module")
def definities() -> Definities:
    return lees_definities()


@pytest.fixture
def zvh(definities: Definities) -> Tafel:
    return definities.tafels[ZVH]


@pytest.fixture
def eigen(tmp_path: Path) -> Path:
    """Copy the definitions that ship, to change something in them."""
    map_ = tmp_path / "definities"
    shutil.copytree(Path(str(files("infra") / "definities")), map_)
    return map_


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


def test_the_region_has_seven_gemeenten_of_which_the_sources_name_two(zvh: Tafel) -> None:
    assert sorted(namen(zvh.gemeenten)) == [
        "Edam-Volendam",
        "Landsmeer",
        "Oostzaan",
        "Purmerend",
        "Waterland",
        "Wormerland",
        "Zaanstad",
    ]
    assert set(namen(zvh.gemeenten)) - set(gekozen(zvh.gemeenten)) == {"Zaanstad", "Purmerend"}


def test_every_gemeente_can_register_and_no_list_of_partners_is_claimed_to_be_read(zvh: Tafel) -> None:
    """[2], "Partners": a heading without a list."""
    aanmelders = {keuze.code for keuze in zvh.aanmelders}
    assert {f"gemeente-{gemeente.code}" for gemeente in zvh.gemeenten} <= aanmelders
    assert {"politie", "openbaar-ministerie", "reclassering", "veilig-thuis", "ggz"} <= aanmelders
    assert gekozen(zvh.aanmelders) == namen(zvh.aanmelders)


def test_who_is_no_partner_hears_to_go_through_one(zvh: Tafel) -> None:
    """[0], "Hoe aan te melden"."""
    assert "convenantpartner" in zvh.via_wie
    assert "zorgenveiligheidshuizawa@zaanstad.nl" in zvh.via_wie


def test_crisis_has_a_route_of_its_own(zvh: Tafel) -> None:
    """[0], first page: the routes themselves stand in no source."""
    assert "112" in zvh.crisisroute
    assert "  " not in zvh.crisisroute


def test_the_zvh_works_on_the_law_and_not_on_consent(zvh: Tafel) -> None:
    """WGS 2.24–2.32, and 2.29(2) for what falls under a professional secrecy."""
    assert [grondslag.code for grondslag in zvh.grondslagen] == ["wgs"]
    assert zvh.toestemming_vereist == ()
    assert [doel.code for doel in zvh.toestemmingsdoelen] == [zvh.beroepsgeheim] == ["beroepsgeheim"]
    assert zvh.toestemmingsdoelen[0].bron == Bron("WGS", "2.29(2)", Zekerheid.BRON)


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
    assert protocol.na_afwijzing.bron == "BGS 1.16(1)"
    termijn = protocol.bij_afwijzing(eerste_verwerking=date(2026, 3, 2), afgewezen_op=date(2026, 3, 10))
    assert (termijn.tot, termijn.regel) == (date(2026, 3, 10), "zvh/1/na-afwijzing")


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
        (Soort.GEBEURTENIS, namen_van(Gebeurtenis)),
        (Soort.FASE, {str(fase) for fase in Fase}),
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


def test_a_case_keeps_the_version_it_began_under(eigen: Path) -> None:
    oud = (eigen / TAFELS).read_text()
    nieuw = oud.replace("versie = 1\n", "versie = 10\n").replace("weekdag = 1\n", "weekdag = 3\n")
    (eigen / "tafels/nieuw.toml").write_text(nieuw)
    (eigen / "tafels/ook-nieuw.toml").write_text(oud.replace("versie = 1\n", "versie = 9\n"))

    definities = lees_definities(eigen)

    assert definities.tafels[ZVH].definitie == f"{ZVH}/10"
    assert definities.tafels[ZVH].triage.weekdag == 3
    assert definities.definitie(f"{ZVH}/1") == lees_definities().tafels[ZVH]


def test_a_version_that_is_not_there_is_named(definities: Definities) -> None:
    with pytest.raises(DefinitieFout, match=f"no definition '{ZVH}/2'; known are: {ZVH}/1"):
        definities.definitie(f"{ZVH}/2")


def test_the_latest_version_of_a_protocol_holds(eigen: Path) -> None:
    nieuw = (eigen / PROTOCOL).read_text().replace("versie = 1\n", "versie = 2\n")
    (eigen / "privacyprotocol/a.toml").write_text(nieuw)
    assert lees_definities(eigen).protocollen["zvh"].versie == 2


def test_definitions_cannot_be_changed_once_read(definities: Definities, zvh: Tafel) -> None:
    with pytest.raises(TypeError):
        definities.tafels[ZVH] = zvh  # type: ignore[index]
    with pytest.raises(FrozenInstanceError):
        zvh.naam = "Een andere tafel"  # type: ignore[misc]


# --- wrong files: what is changed in which file, and what the sentence then says ---


class Fout(NamedTuple):
    bestand: str
    was: str
    wordt: str
    veld: str
    reden: str


FOUTEN = {
    "unknown field": Fout(
        TAFELS, 'regime = "zvh"', 'regime = "zvh"\nkleur = "rood"', "tafel[0].kleur", "known"
    ),
    "key that breaks the line": Fout(
        TAFELS, 'regime = "zvh"', 'regime = "zvh"\n"kl\\neur" = 1', r"tafel[0].kl\neur", "is no known field"
    ),
    "unknown field deep": Fout(
        TAFELS, "weekdag = 1", "weekdag = 1\nuur = 9", "tafel[0].triage.uur", "no known"
    ),
    "unknown table": Fout(TAFELS, "[tafel.triage]", "[tafel.trage]", "tafel[0].trage", "is no known field"),
    "missing field": Fout(TAFELS, 'naam = "Zorg- en', '#"', "tafel[0].naam", "is missing"),
    "missing source": Fout(TAFELS, 'bron = { document = "[2]"', "#", "tafel[0].triage.bron", "is missing"),
    "certainty left out": Fout(
        TAFELS,
        'paragraaf = "Triage", zekerheid = "bron"',
        'paragraaf = "Triage"',
        "tafel[0].triage.bron.zekerheid",
        "is missing",
    ),
    "number as text": Fout(TAFELS, "weekdag = 1", 'weekdag = "1"', "tafel[0].triage.weekdag", "not text"),
    "yes for a number": Fout(TAFELS, "versie = 1", "versie = true", "tafel[0].versie", "not True"),
    "fraction": Fout(TAFELS, "versie = 1", "versie = 1.0", "tafel[0].versie", "whole number, not 1.0"),
    "text as number": Fout(TAFELS, 'regime = "zvh"', "regime = 7", "tafel[0].regime", "must be text, not 7"),
    "one for many": Fout(
        TAFELS,
        "toestemming_vereist = []",
        'toestemming_vereist = "geen"',
        "tafel[0].toestemming_vereist",
        "must be an array, not text",
    ),
    "text for a table": Fout(
        TAFELS,
        'bron = { document = "[2]", paragraaf = "Triage", zekerheid = "bron" }',
        'bron = "[2]"',
        "tafel[0].triage.bron",
        "must be a table, not text",
    ),
    "table for many": Fout(TAFELS, "[[tafel]]", "[tafel]", "tafel", "must be an array, not a table"),
    "unknown word": Fout(
        TAFELS,
        'paragraaf = "Triage", zekerheid = "bron"',
        'paragraaf = "Triage", zekerheid = "zeker"',
        "tafel[0].triage.bron.zekerheid",
        "must be one of bron, keuze, not 'zeker'",
    ),
    "no such weekday": Fout(TAFELS, "weekdag = 1", "weekdag = 7", "tafel[0].triage.weekdag", "from 0 to 6"),
    "version zero": Fout(TAFELS, "versie = 1", "versie = 0", "tafel[0].versie", "versions start at 1"),
    "slash in an id": Fout(TAFELS, f'id = "{ZVH}"', 'id = "zvh/zw"', "tafel[0].id", "is no code"),
    "empty text": Fout(
        TAFELS, 'regio = "Zaanstreek-Waterland"', 'regio = " "', "tafel[0].regio", "not be empty"
    ),
    "stray space": Fout(
        TAFELS, 'naam = "Zaanstad"', 'naam = "Zaanstad "', "tafel[0].gemeenten[0].naam", "space"
    ),
    "escape character": Fout(
        TAFELS,
        'naam = "Zaanstad"',
        r'naam = "Zaan\u001bstad"',
        "tafel[0].gemeenten[0].naam",
        "control character",
    ),
    "line break": Fout(
        TAFELS,
        'naam = "Wonen"',
        r'naam = "Wo\nnen"',
        "tafel[0].leefgebieden[1].naam",
        "line break",
    ),
    "hidden turn of direction": Fout(
        TAFELS,
        'naam = "Wonen"',
        r'naam = "\u202eWonen"',
        "tafel[0].leefgebieden[1].naam",
        "invisible",
    ),
    "code twice": Fout(
        TAFELS,
        'code = "purmerend"',
        'code = "zaanstad"',
        "tafel[0].gemeenten[1]",
        "'zaanstad' is there twice",
    ),
    "criterion twice": Fout(
        TAFELS, 'code = "B1"', 'code = "A1"', "tafel[0].criteria[3]", "'A1' is there twice"
    ),
    "empty group": Fout(
        TAFELS, 'groep = "B"', 'groep = ""', "tafel[0].criteria[3].groep", "must not be empty"
    ),
    "unknown document": Fout(
        TAFELS,
        'bron = { document = "[2]", paragraaf = "Triage"',
        'bron = { document = "[7]", paragraaf = "Triage"',
        "tafel[0].triage.bron.document",
        "'[7]' is not a document of bronnen.toml",
    ),
    "unknown consent": Fout(
        TAFELS,
        "toestemming_vereist = []",
        'toestemming_vereist = ["monitor"]',
        "tafel[0].toestemming_vereist[0]",
        "'monitor' is not a code of toestemmingsdoelen",
    ),
    "unknown secrecy": Fout(
        TAFELS,
        'beroepsgeheim = "beroepsgeheim"',
        'beroepsgeheim = "geheim"',
        "tafel[0].beroepsgeheim",
        "'geheim' is not a code of toestemmingsdoelen",
    ),
    "regime without protocol": Fout(
        TAFELS,
        'regime = "zvh"',
        'regime = "jeugdwet"',
        "tafel[0].regime",
        "'jeugdwet' is not a regime that has a privacyprotocol; known are: zvh",
    ),
    "term from elsewhere": Fout(
        PROTOCOL,
        'anker = "eerste_verwerking"',
        'anker = "afwijzing"',
        "plafond.anker",
        "this term runs from eerste_verwerking, not from afwijzing",
    ),
    "term from closing": Fout(
        PROTOCOL,
        'anker = "afwijzing"',
        'anker = "sluiting"',
        "na_afwijzing.anker",
        "one of",
    ),
    "negative term": Fout(
        PROTOCOL, "jaren = 5", "jaren = -5", "plafond.jaren", "must be from 0 to 100, not -5"
    ),
    "term without end": Fout(PROTOCOL, "dagen = 0", "dagen = 99999999", "plafond.dagen", "must be from 0 to"),
    "one code for two terms": Fout(
        PROTOCOL,
        'code = "na-afwijzing"',
        'code = "plafond"',
        "na_afwijzing.code",
        "'plafond' is there twice",
    ),
    "term without ground": Fout(PROTOCOL, 'bron = "WGS 1.8(7)"', "", "plafond.bron", "is missing"),
    "term on an unknown law": Fout(
        PROTOCOL,
        'bron = "WGS 1.8(7)"',
        'bron = "Wpg 8(1)"',
        "plafond.bron",
        "'Wpg' is not a document of bronnen.toml",
    ),
    "word twice": Fout(
        "begrippen.toml", 'term = "tafel"', 'term = "kluis"', "begrip[]", "'kluis' is there twice"
    ),
    "unknown kind of word": Fout(
        "begrippen.toml",
        'soort = "rol"',
        'soort = "baan"',
        "begrip[].soort",
        "must be one of kern",
    ),
    "document twice": Fout("bronnen.toml", '"[1]"', '"[0]"', "bron[1]", "'[0]' is there twice"),
}


@pytest.mark.parametrize("geval", FOUTEN.values(), ids=FOUTEN)
def test_a_wrong_definition_is_refused_by_file_field_and_reason(eigen: Path, geval: Fout) -> None:
    goed = (eigen / geval.bestand).read_text()
    assert geval.was in goed, "the example no longer fits the file"
    (eigen / geval.bestand).write_text(goed.replace(geval.was, geval.wordt, 1))

    with pytest.raises(DefinitieFout) as gevangen:
        lees_definities(eigen)

    plaats, veld, reden = str(gevangen.value).split(": ", 2)
    assert plaats.startswith(geval.bestand)
    assert re.sub(r"^(begrip)\[\d+\]", r"\1[]", veld) == geval.veld
    assert geval.reden in reden
    assert reden.endswith(".")


def zonder_keuzes(lijst: str) -> Callable[[str], str]:
    """Leave one whole list of the table out, and put an empty one in its place."""

    def wijzig(tekst: str) -> str:
        blokken = tekst.split("\n\n")
        over = [blok for blok in blokken if not blok.startswith(f"[[tafel.{lijst}]]")]
        return "\n\n".join(over).replace("[tafel.triage]", f"{lijst} = []\n[tafel.triage]", 1)

    return wijzig


@pytest.mark.parametrize("lijst", ["gemeenten", "aanmelders", "aanpakken", "criteria"])
def test_a_table_that_no_case_can_come_to_is_refused(eigen: Path, lijst: str) -> None:
    bestand = eigen / TAFELS
    bestand.write_text(zonder_keuzes(lijst)(bestand.read_text()))
    with pytest.raises(DefinitieFout, match=rf"tafel\[0\]\.{lijst}: must not be empty"):
        lees_definities(eigen)


def test_one_leefgebied_is_refused_because_triage_asks_for_two(eigen: Path) -> None:
    bestand = eigen / TAFELS
    bron = '{ document = "[1]", paragraaf = "Leefgebieden", zekerheid = "keuze" }'
    een = f'leefgebieden = [{{ code = "wonen", naam = "Wonen", bron = {bron} }}]'
    tekst = zonder_keuzes("leefgebieden")(bestand.read_text())
    bestand.write_text(tekst.replace("leefgebieden = []", een))
    with pytest.raises(DefinitieFout, match=r"leefgebieden: must have none or at least 2"):
        lees_definities(eigen)


@pytest.mark.parametrize(
    ("was", "wordt", "gezocht"),
    [
        ("weekdag = 1", "weekdag = 9", "weekdag = 9"),
        ('code = "landsmeer"\nnaam = "Landsmeer"', 'code = "landsmeer"\nnaam = ""', 'naam = ""'),
        ('naam = "Landsmeer"\n', "", '[[tafel.gemeenten]]\ncode = "landsmeer"'),
        ('code = "B1"', 'code = "A3"', '[[tafel.criteria]]\ncode = "A3"\ngroep = "B"'),
        ('regime = "zvh"', 'regime = "zvh', 'regime = "zvh\n'),
    ],
    ids=["value", "text", "missing field", "twice", "syntax"],
)
def test_the_sentence_names_the_line(eigen: Path, was: str, wordt: str, gezocht: str) -> None:
    bestand = eigen / TAFELS
    fout = bestand.read_text().replace(was, wordt, 1)
    bestand.write_text(fout)
    regel = fout[: fout.index(gezocht)].count("\n") + 1

    with pytest.raises(DefinitieFout) as gevangen:
        lees_definities(eigen)

    assert str(gevangen.value).startswith(f"{TAFELS}, line {regel}: ")


@pytest.mark.parametrize("bestand", [TAFELS, PROTOCOL])
def test_the_same_version_in_two_files_is_refused(eigen: Path, bestand: str) -> None:
    (eigen / bestand).with_name("zz.toml").write_text((eigen / bestand).read_text())
    with pytest.raises(DefinitieFout, match=r"zz\.toml, line \d+: .*/1 is in another file too\."):
        lees_definities(eigen)


@pytest.mark.parametrize(
    ("weg", "zin"),
    [
        ("bronnen.toml", "bronnen.toml: cannot be read: No such file or directory."),
        ("begrippen.toml", "begrippen.toml: cannot be read: No such file or directory."),
        (TAFELS, "tafels: this folder holds no definition."),
        (PROTOCOL, "privacyprotocol: this folder holds no definition."),
        ("tafels", "tafels: this folder of definitions is missing."),
        ("privacyprotocol", "privacyprotocol: this folder of definitions is missing."),
    ],
)
def test_what_is_missing_altogether_is_named(eigen: Path, weg: str, zin: str) -> None:
    if (eigen / weg).is_dir():
        shutil.rmtree(eigen / weg)
    else:
        (eigen / weg).unlink()
    with pytest.raises(DefinitieFout) as gevangen:
        lees_definities(eigen)
    assert str(gevangen.value) == zin


def test_a_file_that_is_not_utf_8_is_refused(eigen: Path) -> None:
    (eigen / TAFELS).write_bytes(b"# caf\xe9\n")
    with pytest.raises(DefinitieFout, match=f"{TAFELS}: is not UTF-8 text"):
        lees_definities(eigen)
