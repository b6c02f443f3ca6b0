"""No wrong definition gets past the reader: the sentence names the file, the line, the field and the reason.

Each mistake is put in the file of the invented region, or in one of the files beside it.
"""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from infra.definitions import DefinitieFout, lees_definities
from tests.infra.testland import TESTLAND, TESTLAND_TEKST, TESTTAFEL, alleen_testland

PROTOCOL = "privacyprotocol/zvh.toml"
LEEFTIJDEN = "toestemming.toml"
KENMERKEN = "kenmerken.toml"
TRIAGEBRON = 'bij_feestdag = "vervalt"\nbron = { document = "[2]", paragraaf = "Verzonnen"'
PLEK = "tafel[0].triage.bron"


@pytest.fixture
def eigen(tmp_path: Path) -> Path:
    return alleen_testland(tmp_path)


class Fout(NamedTuple):
    """What stands where, what is put there, and which field and reason the sentence then names."""

    bestand: str
    was: str
    wordt: str
    veld: str
    reden: str


def in_regio(was: str, wordt: str, veld: str, reden: str) -> Fout:
    return Fout(TESTLAND, was, wordt, veld, reden)


BEWAARREGEL = (
    'code = "eerste-verlenging", anker = "einde_termijn", jaren = 1, maanden = 0, dagen = 0, grond = "Verzonnen", '
    'bron = "AVG 5", zekerheid = "keuze", bedenktijd_dagen = 0, bedenktijd_grond = "Verzonnen", '
    'bedenktijd_zekerheid = "keuze"'
)
TWEEDE_WEG = (
    f'vroegst_maanden = 1, herhaling = "eenmalig", regel = {{ {BEWAARREGEL} }}, gronden = [{{ '
    'grond = "loopt-nog-en-voldoet", binnen_maanden = 0, tekst = "Verzonnen", bron = "AVG 5", zekerheid = "keuze" }]'
)

VORM = {
    "unknown field": in_regio(
        'regime = "avg"',
        'regime = "avg"\nkleur = "rood"',
        "tafel[0].kleur",
        "is no known field; known are id",
    ),
    "unknown field at the top": in_regio("[[kenmerk]]", "[[kenmrk]]", "kenmrk", "known are regio, kenmerk"),
    "key that breaks the line": in_regio(
        'regime = "avg"', 'regime = "avg"\n"kl\\neur" = 1', r"tafel[0].kl\neur", "is no known field"
    ),
    "unknown field deep": in_regio("weekdag = 1", "weekdag = 1\nuur = 9", "tafel[0].triage.uur", "no known"),
    "field that the region gives": in_regio(
        'regime = "avg"', 'regime = "avg"\nregio = "Testland"', "tafel[0].regio", "is no known field"
    ),
    "unknown table": in_regio("[tafel.triage]", "[tafel.trage]", "tafel[0].trage", "is no known field"),
    "missing field": in_regio('naam = "De tafel van', '#"', "tafel[0].naam", "is missing"),
    "missing list": in_regio("contact = []", "", "tafel[0].contact", "is missing"),
    "missing part": in_regio("afstemming = []", "", "regio.afstemming", "is missing"),
    "missing source": in_regio(
        'bij_feestdag = "vervalt"\nbron', 'bij_feestdag = "vervalt"\n#', PLEK, "is missing"
    ),
    "certainty left out": in_regio(
        f'{TRIAGEBRON}, zekerheid = "keuze"', TRIAGEBRON, f"{PLEK}.zekerheid", "is missing"
    ),
    "number as text": in_regio("weekdag = 1", 'weekdag = "1"', "tafel[0].triage.weekdag", "not text"),
    "yes for a number": in_regio("versie = 1", "versie = true", "tafel[0].versie", "not True"),
    "fraction": in_regio("versie = 1", "versie = 1.0", "tafel[0].versie", "whole number, not 1.0"),
    "text as number": in_regio('regime = "avg"', "regime = 7", "tafel[0].regime", "must be text, not 7"),
    "one for many": in_regio(
        '["teststad"]', '"teststad"', "tafel[0].gemeenten", "must be an array, not text"
    ),
    "many for one": in_regio(
        'banden = "jeugd-dubbel"',
        'banden = ["jeugd-dubbel"]',
        "tafel[0].toestemming[0].banden",
        "must be text",
    ),
    "date as text": in_regio(
        "anker = 2026-03-03", 'anker = "2026-03-03"', "tafel[0].triage.anker", "must be a date such as"
    ),
    "moment for a date": in_regio(
        "anker = 2026-03-03", "anker = 2026-03-03T09:00:00Z", "tafel[0].triage.anker", "must be a date"
    ),
    "text for a table": in_regio(
        f'{TRIAGEBRON}, zekerheid = "keuze" }}',
        'bij_feestdag = "vervalt"\nbron = "[2]"',
        PLEK,
        "must be a table, not text",
    ),
    "table for many": in_regio("[[kenmerk]]", "[kenmerk]", "kenmerk", "must be an array, not a table"),
    "unknown word": in_regio(
        f'{TRIAGEBRON}, zekerheid = "keuze"',
        f'{TRIAGEBRON}, zekerheid = "zeker"',
        f"{PLEK}.zekerheid",
        "must be one of bron, keuze, not 'zeker'",
    ),
    "unknown piece": in_regio('"aanpak", "hoofd', '"pas", "hoofd', "tafel[0].vraagt[0]", "must be one of"),
    "unknown answer before birth": in_regio(
        '"onbekend"', '"misschien"', "tafel[0].leeftijden[0].ongeboren", "must be one of ja, nee, onbekend"
    ),
    "version zero": in_regio("versie = 1", "versie = 0", "tafel[0].versie", "versions start at 1"),
    "slash in an id": in_regio(f'"{TESTTAFEL}"', '"tafel/testland"', "tafel[0].id", "is no code"),
    "empty text": in_regio('naam = "De tafel van Testland"', 'naam = " "', "tafel[0].naam", "not be empty"),
    "stray space": in_regio('naam = "Wonen"', 'naam = "Wonen "', "regio.leefgebieden[0].naam", "space"),
    "escape character": in_regio(
        'naam = "Wonen"', r'naam = "Wo\u001bnen"', "regio.leefgebieden[0].naam", "control character"
    ),
    "line break": in_regio('naam = "Wonen"', r'naam = "Wo\nnen"', "regio.leefgebieden[0].naam", "line break"),
    "hidden turn of direction": in_regio(
        'naam = "Wonen"', r'naam = "\u202eWonen"', "regio.leefgebieden[0].naam", "invisible"
    ),
    "empty group": in_regio('groep = "B"', 'groep = ""', "tafel[0].criteria[1].groep", "must not be empty"),
}
"""What the types say."""

TWEE_KEER = {
    "code twice": in_regio(
        'code = "proefdorp"', 'code = "teststad"', "regio.gemeenten[1]", "'teststad' is there twice"
    ),
    "criterion twice": in_regio('code = "B1"', 'code = "A1"', "tafel[0].criteria[1]", "'A1' is there twice"),
    "gemeente twice": in_regio(
        'gemeenten = ["teststad"]', 'gemeenten = ["teststad", "teststad"]', "tafel[0].gemeenten[1]", "twice"
    ),
    "kenmerk of all regions once more": in_regio(
        'code = "testvraag"',
        'code = "kind-onveilig"',
        "kenmerk[0].code",
        "'kind-onveilig' is in another file",
    ),
    "word twice": Fout(
        "begrippen.toml", 'term = "tafel"', 'term = "kluis"', "begrip[]", "'kluis' is there twice"
    ),
    "document twice": Fout("bronnen.toml", '"[1]"', '"[0]"', "bron[1]", "'[0]' is there twice"),
    "age rule twice": Fout(
        LEEFTIJDEN, 'code = "jeugdwet"', 'code = "jeugd-dubbel"', "leeftijdsregel[1]", "is there twice"
    ),
    "kenmerk twice": Fout(KENMERKEN, 'code = "jeugdzorgplus"', 'code = "crisis"', "kenmerk[1]", "twice"),
    "one code for two terms": Fout(
        PROTOCOL, 'code = "na-afwijzing"', 'code = "plafond"', "regels[0].code", "'plafond' is there twice"
    ),
}
"""What may be there once."""

VERWIJST_NERGENS = {
    "unknown document": in_regio(
        TRIAGEBRON,
        TRIAGEBRON.replace("[2]", "[7]"),
        f"{PLEK}.document",
        "'[7]' is not a document of bronnen.toml",
    ),
    "unknown kenmerk": in_regio(
        'toetst = [{ kenmerk = "kind-onveilig"',
        'toetst = [{ kenmerk = "kind-blij"',
        "tafel[0].criteria[0].toetst[0].kenmerk",
        "'kind-blij' is not a kenmerk of kenmerken.toml or of this file",
    ),
    "unknown kenmerk in alleen_bij": in_regio(
        'alleen_bij = [{ kenmerk = "testvraag"',
        'alleen_bij = [{ kenmerk = "vraag"',
        "tafel[0].voorwaarden[0].alleen_bij[0].kenmerk",
        "'vraag' is not a kenmerk",
    ),
    "gemeente of no region": in_regio(
        'gemeenten = ["teststad"]',
        'gemeenten = ["teststad", "verweg"]',
        "tafel[0].gemeenten[1]",
        "'verweg' is not a gemeente of this region; known are: teststad, proefdorp",
    ),
    "organisatie of no region": in_regio(
        '["testzorg"]', '["bakkerij"]', "tafel[0].aanmelders[0]", "'bakkerij' is not an organisatie of this"
    ),
    "leefgebied of no region": in_regio(
        '["wonen", "schulden"]', '["wonen", "hobby"]', "tafel[0].leefgebieden[1]", "is not a leefgebied of"
    ),
    "unknown age rule": in_regio(
        'banden = "jeugd-dubbel"',
        'banden = "jeugd-driedubbel"',
        "tafel[0].toestemming[0].banden",
        "'jeugd-driedubbel' is not a leeftijdsregel of toestemming.toml; known are: jeugd-dubbel, jeugdwet",
    ),
    "unknown scenario": in_regio(
        'scenario = "samen"',
        'scenario = "alleen"',
        "tafel[0].ondergebracht[0].scenario",
        "'alleen' is not a scenario of this region; known are: samen, apart",
    ),
    "unknown secrecy": in_regio(
        'beroepsgeheim = "beroepsgeheim"',
        'beroepsgeheim = "inbrengen"',
        "tafel[0].beroepsgeheim",
        "'inbrengen' is not a doel of toestemming that is nodig_voor 'beroepsgeheim'",
    ),
    "regime without protocol": in_regio(
        'regime = "avg"',
        'regime = "jeugdwet"',
        "tafel[0].regime",
        "'jeugdwet' is not a regime that has a privacyprotocol; known are: avg, ret, zvh",
    ),
    "edge from nowhere": in_regio(
        'vanaf = "bestuur"',
        'vanaf = "provincie"',
        "tafel[0].opschalen[1].vanaf",
        "'provincie' is no level that an earlier line leads to; known are: tafel, bestuur",
    ),
    "edge down from elsewhere": in_regio(
        'code = "wijkteam"\nnaam = "Wijkteam"\nvanaf = "tafel"',
        'code = "wijkteam"\nnaam = "Wijkteam"\nvanaf = "bestuur"',
        "tafel[0].afschalen[0].vanaf",
        "must be 'tafel'",
    ),
    "term on an unknown law": Fout(
        PROTOCOL, 'bron = "WGS 1.8(7)"', 'bron = "Wpg 8(1)"', "plafond.bron", "'Wpg' is not a document of"
    ),
    "word from nowhere": Fout(
        "begrippen.toml", 'bron = "WGS"', 'bron = "Wpg"', "begrip[].bron", "'Wpg' is not a document of"
    ),
}
"""What points at something that is not there."""

KAN_NIET = {
    "no such weekday": in_regio("weekdag = 1", "weekdag = 7", "tafel[0].triage.weekdag", "from 0 to 6"),
    "never": in_regio("weken = 2", "weken = 0", "tafel[0].triage.weken", "must be from 1 to 52, not 0"),
    "no room": in_regio("plaatsen = 3", "plaatsen = 0", "tafel[0].overleggen[0].plaatsen", "from 1 to"),
    "longer than a day": in_regio(
        "minuten = 120", "minuten = 1441", "tafel[0].overleggen[0].minuten", "must be from 1 to 1440"
    ),
    "upper age first": in_regio(
        "van = 0\ntot = 18", "van = 18\ntot = 18", "tafel[0].leeftijden[0].tot", "must be from 19 to 130"
    ),
    "older than anybody": in_regio("tot = 18", "tot = 131", "tafel[0].leeftijden[0].tot", "to 130, not 131"),
    "band that leaves a gap": Fout(
        LEEFTIJDEN,
        "van = 12\ntot = 18",
        "van = 13\ntot = 18",
        "leeftijdsregel[0].banden[1].van",
        "must be 12: the bands join without a gap",
    ),
    "bands that overlap": Fout(
        LEEFTIJDEN, "van = 12\ntot = 18", "van = 11\ntot = 18", "leeftijdsregel[0].banden[1].van", "be 12"
    ),
    "bands that begin late": Fout(
        LEEFTIJDEN, "van = 0\ntot = 12", "van = 1\ntot = 12", "leeftijdsregel[0].banden[0].van", "be 0"
    ),
    "bands that end early": Fout(
        LEEFTIJDEN, "van = 18\ntot = 130", "van = 18\ntot = 99", "leeftijdsregel[0].banden", "end at 130"
    ),
    "two scenarios at once": in_regio(
        'gekozen = "nee"', 'gekozen = "ja"', "regio.scenarios", "exactly one that is gekozen, or none at all"
    ),
    "scenarios and none gekozen": in_regio(
        'gekozen = "ja"', 'gekozen = "nee"', "regio.scenarios", "exactly one that is gekozen"
    ),
    "two lokets": in_regio(
        'werkwijze = "Een mens wijst de weg" }]',
        'werkwijze = "Een mens" }, { naam = "Nog een", werkwijze = "Een brief" }]',
        "regio.scenarios[0].loket",
        "must hold one loket at most",
    ),
    "grondslag there and not asked": in_regio(
        '"grondslag", "toestemming"]',
        '"toestemming"]',
        "tafel[0].grondslagen",
        "where the table asks for one",
    ),
    "consent asked for nothing": in_regio(
        'nodig_voor = ["bespreken"]',
        'nodig_voor = ["doorverwijzen"]',
        "tafel[0].toestemming",
        "must have a doel that is nodig_voor 'bespreken' where the table asks for it",
    ),
    "consent needed and not asked": in_regio(
        ', "toestemming"]', "]", "tafel[0].toestemming", "where the table asks for it, and only there"
    ),
    "consent that stops nothing": in_regio(
        'nodig_voor = ["bespreken"]', "nodig_voor = []", "tafel[0].toestemming", "must have a doel that is"
    ),
    "one leefgebied where two are asked": in_regio(
        '["wonen", "schulden"]', '["wonen"]', "tafel[0].leefgebieden", "must be at least 2: the table asks"
    ),
    "criterion that nothing tells": in_regio(
        'toetst = [{ kenmerk = "kind-onveilig", antwoord = "ja" }]',
        "toetst = []",
        "tafel[0].criteria[0].toetst",
        "nothing would tell whether a situation meets it",
    ),
    "uitsluiting of everybody": in_regio(
        'toetst = [{ kenmerk = "jeugdzorgplus", antwoord = "ja" }]',
        "toetst = []",
        "tafel[0].uitsluitingen[0].toetst",
        "it would shut all out",
    ),
    "nobody may register": in_regio(
        '["testzorg"]', "[]", "tafel[0].aanmelders", "no case could ever come to this table"
    ),
    "for no gemeente": in_regio(
        '["teststad"]', "[]", "tafel[0].gemeenten", "no case could ever come to this table"
    ),
    "term from elsewhere": Fout(
        PROTOCOL,
        'anker = "eerste_verwerking"',
        'anker = "afwijzing"',
        "plafond.anker",
        "this term runs from eerste_verwerking or laatste_verwerking, not from afwijzing",
    ),
    "term from closing": Fout(
        PROTOCOL, 'anker = "afwijzing"', 'anker = "sluiting"', "regels[0].anker", "one of"
    ),
    "term of a rejection from closing": Fout(
        PROTOCOL,
        'anker = "afwijzing"',
        'anker = "afsluiting"',
        "termijnen[0].regel",
        "runs from afsluiting, which a casus that ended so does not have",
    ),
    "outcome with two terms": Fout(
        PROTOCOL, 'afloop = "advies"', 'afloop = "afgewezen"', "termijnen[1].afloop", "is there twice"
    ),
    "outcome under no rule": Fout(
        PROTOCOL,
        'regel = "na-afwijzing"',
        'regel = "na-advies"',
        "termijnen[0].regel",
        "'na-advies' is not a rule of this file; known are: na-afwijzing",
    ),
    "extension under the name of another rule": Fout(
        PROTOCOL,
        'code = "verlenging"',
        'code = "plafond"',
        "verlengingen[0].regel.code",
        "'plafond' is there twice",
    ),
    "extension from elsewhere": Fout(
        PROTOCOL,
        'anker = "einde_termijn"',
        'anker = "afsluiting"',
        "verlengingen[0].regel.anker",
        "this term runs from einde_termijn, not from afsluiting",
    ),
    "extension on the same ground twice": Fout(
        PROTOCOL,
        'grond = "grote-kans-op-terugval"',
        'grond = "loopt-nog-en-voldoet"',
        "verlengingen[0].gronden",
        "must hold each ground once, and one at least",
    ),
    "extension long before": Fout(
        PROTOCOL, "vroegst_maanden = 12", "vroegst_maanden = 0", "verlengingen[0].vroegst_maanden", "from 1"
    ),
    "endless cooling-off": Fout(
        PROTOCOL, "bedenktijd_dagen = 7", "bedenktijd_dagen = 999", "plafond.bedenktijd_dagen", "to 365"
    ),
    "two ways to extend": Fout(
        "privacyprotocol/ret.toml",
        "verlengingen = []",
        f"verlengingen = [{{ {TWEEDE_WEG} }}, {{ {TWEEDE_WEG.replace('eerste', 'tweede')} }}]",
        "verlengingen",
        "must hold one at most",
    ),
    "negative term": Fout(PROTOCOL, "jaren = 5", "jaren = -5", "plafond.jaren", "must be from 0 to 100, not"),
    "term without end": Fout(PROTOCOL, "dagen = 0", "dagen = 99999999", "plafond.dagen", "must be from 0 to"),
    "term without ground": Fout(PROTOCOL, 'bron = "WGS 1.8(7)"', "", "plafond.bron", "is missing"),
    "unknown kind of word": Fout(
        "begrippen.toml", 'soort = "rol"', 'soort = "baan"', "begrip[].soort", "must be one of kern"
    ),
}
"""What cannot be."""

FOUTEN = VORM | TWEE_KEER | VERWIJST_NERGENS | KAN_NIET


@pytest.mark.parametrize("geval", FOUTEN.values(), ids=FOUTEN)
def test_a_wrong_definition_is_refused_by_file_field_and_reason(eigen: Path, geval: Fout) -> None:
    goed = (eigen / geval.bestand).read_text()
    assert geval.was in goed, "the example no longer fits the file"
    (eigen / geval.bestand).write_text(goed.replace(geval.was, geval.wordt, 1))

    with pytest.raises(DefinitieFout) as gevangen:
        lees_definities(eigen)

    plaats, veld, reden = str(gevangen.value).split(": ", 2)
    assert re.fullmatch(re.escape(geval.bestand) + r"(, line \d+)?", plaats)
    assert re.sub(r"^(begrip)\[\d+\]", r"\1[]", veld) == geval.veld
    assert geval.reden in reden
    assert reden.endswith(".")


def test_the_region_is_right_before_a_mistake_is_put_in_it(eigen: Path) -> None:
    assert list(lees_definities(eigen).tafels) == [TESTTAFEL]


@pytest.mark.parametrize(
    ("lijst", "reden"),
    [
        ("leeftijden", "must not be empty: no case could ever come to this table"),
        ("criteria", "must not be empty: no case could ever come to this table"),
        ("aanpakken", "must not be empty: the table asks for one"),
        ("grondslagen", "must be there where the table asks for one, and only there"),
        ("toestemming", "must have a doel that is nodig_voor 'bespreken' where the table asks for it"),
    ],
)
def test_a_list_that_cannot_be_empty_is_refused_when_it_is(eigen: Path, lijst: str, reden: str) -> None:
    blokken = TESTLAND_TEKST.split("\n\n")
    over = "\n\n".join(blok for blok in blokken if not blok.startswith(f"[[tafel.{lijst}]]"))
    (eigen / TESTLAND).write_text(over.replace("[tafel.waarvoor]", f"{lijst} = []\n[tafel.waarvoor]"))
    with pytest.raises(DefinitieFout, match=rf"tafel\[0\]\.{lijst}: {reden}"):
        lees_definities(eigen)


@pytest.mark.parametrize(
    ("was", "wordt", "gezocht"),
    [
        ("weekdag = 1", "weekdag = 9", "weekdag = 9"),
        ('naam = "Regulier"', 'naam = ""', 'naam = ""'),
        ('naam = "Regulier"\n', "", '[[tafel.aanpakken]]\ncode = "regulier"'),
        ('code = "B1"', 'code = "A1"', '[[tafel.criteria]]\ncode = "A1"\ngroep = "B"'),
        ("anker = 2026-03-03", "anker = 3", "anker = 3"),
        ('gemeenten = ["teststad"]', 'gemeenten = ["verweg"]', 'gemeenten = ["verweg"]'),
        ('vanaf = "bestuur"', 'vanaf = "nergens"', 'vanaf = "nergens"'),
        ('regime = "avg"', 'regime = "avg', 'regime = "avg\n'),
    ],
    ids=["value", "text", "missing field", "twice", "date", "reference", "edge", "syntax"],
)
def test_the_sentence_names_the_line(eigen: Path, was: str, wordt: str, gezocht: str) -> None:
    assert was in TESTLAND_TEKST, "the example no longer fits the file"
    fout = TESTLAND_TEKST.replace(was, wordt, 1)
    (eigen / TESTLAND).write_text(fout)
    regel = fout[: fout.index(gezocht)].count("\n") + 1

    with pytest.raises(DefinitieFout) as gevangen:
        lees_definities(eigen)

    assert str(gevangen.value).startswith(f"{TESTLAND}, line {regel}: ")
