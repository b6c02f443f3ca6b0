"""A file comes in line by line: good lines once, bad lines named without their content, in flat memory."""

import io
import json
import time
import tracemalloc
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from api.importeren import PORTIE, Regeluitkomst, Uitkomst, importeer, importeur
from api.importregels import LANGSTE_REGEL, Geweigerd, lees_regels
from api.samenstelling import Dienst
from domain.casus.commands import VulAan
from infra.database import Database
from tests.api.cli.conftest import WORTEL, Casus, tel
from tests.verhalen import PROCESREGISSEUR, ZVH

VOORBEELD = WORTEL / "docs" / "voorbeelden" / "aanmeldingen.jsonl"
KANARIE = "Kanariegeel"
IMPORT = importeur("zvh", spoor="spoor-import")
VELDEN = (
    "tafel, organisatie, gemeente, betrokkenen, urgentie, kenmerk, aanpak, leefgebieden, criteria, "
    "reguliereRoutes, voorcontact, grondslag"
)
ONBEKEND_VELD = "heeft een veld dat hier niet bestaat. Bekend zijn: "
ONBEKEND = f"De regel {ONBEKEND_VELD}{VELDEN}."


def regel(kenmerk: str, **anders: object) -> dict[str, object]:
    """A good line."""
    return {
        "kenmerk": kenmerk,
        "tafel": ZVH,
        "organisatie": "politie",
        "gemeente": "zaanstad",
        "betrokkenen": [
            {"betrokkenheid": "hoofdpersoon", "naam": f"Testpersoon {KANARIE}", "bsn": "999990019"},
            {"betrokkenheid": "kind", "naam": "Testpersoon Braam", "geboortedatum": "2015-02-28"},
        ],
        "aanpak": "pog",
        "leefgebieden": ["wonen", "sociaal-netwerk"],
        "criteria": [{"criterium": "A1", "feiten": "Verzonnen feiten"}],
        "reguliereRoutes": "Het verzonnen wijkteam kwam er niet in",
        "voorcontact": {"op": "2026-02-27", "met": "mw-peer"},
        "grondslag": {"grondslag": "wgs", "toelichting": "Ernstige verzonnen overlast"},
        **anders,
    }


def als_regel(inhoud: object) -> bytes:
    return json.dumps(inhoud).encode() + b"\n"


def bestand(map_: Path, *regels: bytes) -> Path:
    pad = map_ / "aanmeldingen.jsonl"
    pad.write_bytes(b"".join(regels))
    return pad


def veel(aantal: int, *, vanaf: int = 0) -> bytes:
    return b"".join(als_regel(regel(f"BRON-{nummer}")) for nummer in range(vanaf, vanaf + aantal))


def breng_in(dienst: Dienst, inhoud: bytes) -> list[Regeluitkomst]:
    return list(importeer(dienst.shell, io.BytesIO(inhoud), namens=IMPORT))


def persoon(**velden: object) -> list[dict[str, object]]:
    return [{"betrokkenheid": "hoofdpersoon", "naam": f"Testpersoon {KANARIE}", **velden}]


def _tekst(inhoud: dict[str, object]) -> str:
    return json.dumps(inhoud)


# --- bad lines ------------------------------------------------------------------------------------------------

GOED = _tekst(regel("BRON-X"))
SLECHT: dict[str, bytes] = {
    "no JSON": f"dit is {KANARIE}\n".encode(),
    "cut off": GOED[:-9].encode() + b"\n",
    "two objects": (GOED + GOED).encode() + b"\n",
    "a list": f'["{KANARIE}"]\n'.encode(),
    "a text": f'"{KANARIE}"\n'.encode(),
    "null": b"null\n",
    "the same key twice": (GOED[:-1] + ', "gemeente": "purmerend"}').encode() + b"\n",
    "the same key twice, deep": GOED.replace('"met": ', '"met": "mw-kers", "met": ').encode() + b"\n",
    "NaN": GOED.replace('"BRON-X"', "NaN").encode() + b"\n",
    "Infinity": GOED.replace('"BRON-X"', "-Infinity").encode() + b"\n",
    "a float without end": GOED.replace('"BRON-X"', "1e999").encode() + b"\n",
    "a huge number": GOED.replace('"BRON-X"', "9" * 5000).encode() + b"\n",
    "a number for a text": GOED.replace('"BRON-X"', "12").encode() + b"\n",
    "deep nesting": b"[" * 200_000 + b"]" * 200_000 + b"\n",
    "deep nesting in a field": GOED.replace('"BRON-X"', '{"a":' * 9000 + "1" + "}" * 9000).encode() + b"\n",
    "invalid UTF-8": GOED.encode().replace(KANARIE.encode(), b"\xff\xfe\xfa") + b"\n",
    "a surrogate in UTF-8": GOED.encode().replace(KANARIE.encode(), b"\xed\xa0\x80") + b"\n",
    "half a surrogate pair": GOED.replace(KANARIE, "\\ud83d").encode() + b"\n",
    "half a pair in a key": GOED.replace('"aanpak"', '"\\udc00"').encode() + b"\n",
    "NUL, escaped": GOED.replace(KANARIE, "\\u0000").encode() + b"\n",
    "NUL, as it is": GOED.encode().replace(KANARIE.encode(), b"\x00") + b"\n",
    "a control character": GOED.replace(KANARIE, "\\u0007").encode() + b"\n",
    "an unknown field": als_regel(regel("BRON-X", **{KANARIE: 1})),
    "a field by its Python name": als_regel(regel("BRON-X", reguliere_routes="nog een keer")),
    "an unknown field of somebody": als_regel(regel("BRON-X", betrokkenen=persoon(**{KANARIE: 1}))),
    "an impossible date": als_regel(regel("BRON-X", betrokkenen=persoon(geboortedatum="2015-02-30"))),
    "a number for a date": als_regel(regel("BRON-X", betrokkenen=persoon(geboortedatum=86400))),
    "a date in the future": als_regel(regel("BRON-X", betrokkenen=persoon(geboortedatum="2199-01-01"))),
    "a BSN that fails": als_regel(regel("BRON-X", betrokkenen=persoon(bsn="999990018"))),
    "a BSN that is too short": als_regel(regel("BRON-X", betrokkenen=persoon(bsn="99999001"))),
    "no name": als_regel(regel("BRON-X", betrokkenen=[{"betrokkenheid": "hoofdpersoon", "naam": " "}])),
    "somebody destroyed": als_regel(
        regel("BRON-X", betrokkenen=[{"betrokkenheid": "vernietigd", "naam": KANARIE}])
    ),
    "nobody": als_regel(regel("BRON-X", betrokkenen=[])),
    "too many people": als_regel(regel("BRON-X", betrokkenen=persoon() * 51)),
    "no ground": als_regel({veld: w for veld, w in regel("BRON-X").items() if veld != "grondslag"}),
    "an empty ground": als_regel(regel("BRON-X", grondslag=None)),
    "another ground": als_regel(regel("BRON-X", grondslag={"grondslag": "avg", "toelichting": KANARIE})),
    "no kenmerk": als_regel(regel("")),
    "another table": als_regel(regel("BRON-X", tafel=f"tafel-{KANARIE}")),
    "another region": als_regel(regel("BRON-X", gemeente="hilversum")),
    "no convenant partner": als_regel(regel("BRON-X", organisatie="een-school")),
    "another aanpak": als_regel(regel("BRON-X", aanpak="onbekend")),
    "a crisis": als_regel(regel("BRON-X", urgentie="crisis")),
    "too long": b'{"kenmerk": "' + b"x" * LANGSTE_REGEL + b'"}\n',
}


def test_every_bad_line_is_named_and_leaves_nothing_behind(
    casus: Casus, database: Database, tmp_path: Path
) -> None:
    regels = [als_regel(regel("BRON-0"))]
    for nummer, slecht in enumerate(SLECHT.values(), start=1):
        regels += [slecht, als_regel(regel(f"BRON-{nummer}"))]
    verslag = tmp_path / "verslag.json"
    uitvoer = casus("import", bestand(tmp_path, *regels), "--report", verslag)
    assert uitvoer.code == 1
    inhoud = json.loads(verslag.read_text())
    geweigerd = {r["regel"]: r["redenen"] for r in inhoud["regels"] if r["uitkomst"] == "geweigerd"}
    assert list(geweigerd) == [2 * nummer for nummer in range(1, len(SLECHT) + 1)]
    assert inhoud["totalen"] == {
        "aangemeld": len(SLECHT) + 1,
        "er-al": 0,
        "er-al-met-andere-inhoud": 0,
        "geweigerd": len(SLECHT),
    }
    assert tel(database, "kluis.nummer") == len(SLECHT) + 1
    assert all(redenen and all(reden.endswith(".") for reden in redenen) for redenen in geweigerd.values())
    assert [f"regel {nummer}: {' '.join(redenen)}" for nummer, redenen in geweigerd.items()] == (
        uitvoer.data.splitlines()[:-1]
    )
    for waar in (uitvoer.data, uitvoer.gezegd, verslag.read_text()):
        assert KANARIE not in waar
        assert "99999001" not in waar


@pytest.mark.parametrize(
    ("soort", "reden"),
    [
        ("no JSON", "De regel is geen geldige JSON."),
        ("the same key twice", "De regel noemt een veld twee keer."),
        ("deep nesting", "De regel heeft te veel lagen in elkaar."),
        ("invalid UTF-8", "De regel is geen geldige UTF-8."),
        ("a list", "De regel moet één JSON-object zijn."),
        ("too long", "De regel is langer dan 1 MiB."),
        ("an unknown field", ONBEKEND),
        (
            "an unknown field of somebody",
            f"betrokkenen, nummer 1: {ONBEKEND_VELD}betrokkenheid, naam, geboortedatum, bsn, adres, toelichting.",
        ),
        ("a BSN that fails", "betrokkenen, nummer 1, bsn: is geen geldig burgerservicenummer."),
        (
            "an impossible date",
            "betrokkenen, nummer 1, geboortedatum: moet een datum zijn, zoals 2026-03-02.",
        ),
    ],
)
def test_a_reason_is_one_that_the_sender_can_use(soort: str, reden: str) -> None:
    (geweigerd,) = lees_regels(io.BytesIO(SLECHT[soort]))
    assert isinstance(geweigerd, Geweigerd)
    assert geweigerd.redenen == (reden,)


def test_a_ground_is_asked_for_where_the_table_asks_for_one(dienst: Dienst) -> None:
    """A table that works on consent has no ground of its own to name."""
    op_toestemming = regel(
        "BRON-RET",
        tafel="ret-zaanstreek-waterland",
        organisatie="lokale-toegang",
        aanpak=None,
        leefgebieden=[],
        grondslag=None,
    )
    geweigerd, aangemeld = breng_in(dienst, SLECHT["no ground"] + als_regel(op_toestemming))
    assert geweigerd.redenen == (
        "grondslag: ontbreekt. Deze tafel vraagt op welke wettelijke grondslag zij werkt.",
    )
    assert aangemeld.uitkomst is Uitkomst.AANGEMELD


def test_a_crisis_gets_its_own_route_back(dienst: Dienst) -> None:
    (uitkomst,) = breng_in(dienst, SLECHT["a crisis"])
    assert "112" in uitkomst.redenen[0]


def test_a_line_that_the_domain_refuses_keeps_no_other_of_its_batch_out(dienst: Dienst) -> None:
    uitkomsten = breng_in(dienst, veel(2) + SLECHT["a crisis"] + SLECHT["another table"] + veel(1, vanaf=2))
    assert [uit.uitkomst for uit in uitkomsten] == [
        *(Uitkomst.AANGEMELD, Uitkomst.AANGEMELD, Uitkomst.GEWEIGERD, Uitkomst.GEWEIGERD, Uitkomst.AANGEMELD),
    ]


# --- the form of the file ---------------------------------------------------------------------------------------


def test_a_bom_line_ends_of_windows_empty_lines_and_an_open_end_are_fine(dienst: Dienst) -> None:
    een, twee, drie = (als_regel(regel(f"BRON-{nummer}")).rstrip() for nummer in range(3))
    uitkomsten = breng_in(
        dienst, b"\xef\xbb\xbf" + een + b"\r\n\r\n   \n\n" + twee + b"\n" + b"\t\r\n" + drie
    )
    assert [(uit.regel, uit.uitkomst) for uit in uitkomsten] == [
        (1, Uitkomst.AANGEMELD),
        (5, Uitkomst.AANGEMELD),
        (7, Uitkomst.AANGEMELD),
    ]


@pytest.mark.parametrize("einde", [b"", b"\n", b"\r\n"])
@pytest.mark.parametrize("begin", [b"", b"\xef\xbb\xbf"])
def test_the_longest_line_is_read_and_one_byte_more_is_not(begin: bytes, einde: bytes) -> None:
    kort = json.dumps(regel("BRON-1", toelichting="")).encode()
    langste = kort + b" " * (LANGSTE_REGEL - len(kort))
    for inhoud, redenen in (
        (langste, ONBEKEND),
        (langste + b" ", "De regel is langer dan 1 MiB."),
    ):
        (geweigerd,) = lees_regels(io.BytesIO(begin + inhoud + einde))
        assert isinstance(geweigerd, Geweigerd)
        assert geweigerd.redenen == (redenen,)


class Lang(io.RawIOBase):
    """A file that begins with a line of 50 MB, made while it is read."""

    def __init__(self, rest: bytes) -> None:
        self._over = 50_000_000
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        aantal = min(len(buffer), self._over)
        if aantal:
            buffer[:aantal] = b"x" * aantal
            self._over -= aantal
            return aantal
        deel, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        buffer[: len(deel)] = deel
        return len(deel)


def test_a_line_of_50_mb_is_refused_without_holding_it() -> None:
    lang = Lang(b"\n" + als_regel(regel("BRON-1")))
    tracemalloc.start()
    try:
        een, twee = lees_regels(io.BufferedReader(lang))  # type: ignore[type-var]
        piek = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (een.nummer, isinstance(een, Geweigerd)) == (1, True)
    assert (twee.nummer, isinstance(twee, Geweigerd)) == (2, False)
    assert piek < 6 * LANGSTE_REGEL


METEN = f"""
import resource, sys
from api.importeren import importeer, importeur
from api.samenstelling import dienst
from infra.settings import Settings

def piek():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

with dienst(Settings()) as samen, open(sys.argv[1], "rb") as stroom:
    for uitkomst in importeer(samen.shell, stroom, namens=importeur("zvh", spoor="spoor")):
        if uitkomst.regel == {10 * PORTIE}:
            begin = piek()
    print(uitkomst.regel, begin, piek())
"""


def test_memory_does_not_grow_with_the_file(casus: Casus, tmp_path: Path) -> None:
    with casus.proces(bestand(tmp_path, veel(5000)), programma=("-c", METEN)) as proces:
        regels, aan_het_begin, aan_het_einde = map(int, proces.communicate()[0].split())
    assert regels == 5000
    assert aan_het_einde < 1.05 * aan_het_begin


@pytest.mark.parametrize("inhoud", [b"", b"PK\x03\x04\x00\x00", b"\xff\xfe{\x00", b" \n\n", b"\xef\xbb\xbf"])
def test_a_file_that_is_empty_or_no_text_is_not_used(casus: Casus, tmp_path: Path, inhoud: bytes) -> None:
    uitvoer = casus("import", bestand(tmp_path, inhoud), "--report", tmp_path / "verslag.json")
    assert uitvoer.code == 2
    assert uitvoer.gezegd.startswith("casus: The file ")
    assert not (tmp_path / "verslag.json").exists()
    assert [pad.name for pad in tmp_path.iterdir() if pad.is_file()] == ["aanmeldingen.jsonl"]


def test_a_file_that_is_not_there_or_a_folder_is_not_used(casus: Casus, tmp_path: Path) -> None:
    assert casus("import", tmp_path / "weg.jsonl").code == 2
    assert "folder" in casus("import", tmp_path).gezegd


def test_a_report_that_cannot_be_written_stops_the_import(
    casus: Casus, database: Database, tmp_path: Path
) -> None:
    uitvoer = casus("import", VOORBEELD, "--report", tmp_path / "weg" / "verslag.json")
    assert uitvoer.code == 2
    assert tel(database, "kluis.nummer") == 0


@pytest.mark.parametrize("soort", ["bestand", "koppeling", "map", "de bron"])
def test_a_report_never_takes_the_place_of_something(
    soort: str, casus: Casus, database: Database, tmp_path: Path
) -> None:
    bron, er_al = bestand(tmp_path, veel(2)), tmp_path / "er-al"
    match soort:
        case "bestand":
            er_al.write_text("van een ander", encoding="utf-8")
        case "koppeling":
            er_al.symlink_to(tmp_path / "nergens")
        case "map":
            er_al.mkdir()
        case _:
            er_al = bron
    voor = bron.read_bytes()
    uitvoer = casus("import", bron, "--report", er_al)
    assert (uitvoer.code, tel(database, "kluis.nummer")) == (2, 0)
    assert "already something" in uitvoer.gezegd
    assert bron.read_bytes() == voor


# --- once -------------------------------------------------------------------------------------------------------


def test_the_same_file_again_adds_nothing(casus: Casus, database: Database, tmp_path: Path) -> None:
    pad = bestand(tmp_path, veel(PORTIE + 5))
    eerste = casus("import", pad)
    assert (eerste.code, eerste.data) == (0, f"{PORTIE + 5} taken in, 0 already there, 0 refused.\n")
    feiten = tel(database, "feiten.gebeurtenis")
    tweede = casus("import", pad)
    assert (tweede.code, tweede.data) == (0, f"0 taken in, {PORTIE + 5} already there, 0 refused.\n")
    assert tel(database, "feiten.gebeurtenis") == feiten


def test_of_a_kenmerk_that_is_there_twice_the_first_counts(dienst: Dienst) -> None:
    anders = als_regel(regel("BRON-0", gemeente="purmerend"))
    zelfde = breng_in(dienst, veel(1) + anders + veel(1))
    later = breng_in(dienst, anders + veel(1))
    assert [uit.uitkomst for uit in (*zelfde, *later)] == [
        *(Uitkomst.AANGEMELD, Uitkomst.ANDERS, Uitkomst.ER_AL),
        *(Uitkomst.ANDERS, Uitkomst.ER_AL),
    ]
    (nummer,) = {uit.casusnummer for uit in (*zelfde, *later)}
    assert nummer is not None
    assert dienst.shell.laad(nummer).casus.gemeente == "zaanstad"


def test_the_same_kenmerk_of_another_organisation_is_another_case(dienst: Dienst) -> None:
    uitkomsten = breng_in(dienst, veel(1) + als_regel(regel("BRON-0", organisatie="ggz")))
    assert [uit.uitkomst for uit in uitkomsten] == [Uitkomst.AANGEMELD, Uitkomst.AANGEMELD]


def test_an_import_that_stopped_between_two_batches_ends_as_one_that_did_not(dienst: Dienst) -> None:
    inhoud = veel(3 * PORTIE)
    begonnen = importeer(dienst.shell, io.BytesIO(inhoud), namens=IMPORT)
    for _, uitkomst in zip(range(PORTIE + 1), begonnen, strict=False):
        assert uitkomst.uitkomst is Uitkomst.AANGEMELD
    del begonnen
    opnieuw = [uit.uitkomst for uit in breng_in(dienst, inhoud)]
    assert opnieuw == [Uitkomst.ER_AL] * 2 * PORTIE + [Uitkomst.AANGEMELD] * PORTIE


def test_an_import_that_was_killed_ends_as_one_that_was_not(
    casus: Casus, database: Database, tmp_path: Path
) -> None:
    pad = bestand(tmp_path, veel(1500))
    with casus.proces("import", pad) as proces:
        wacht_op_de_eerste(database)
        proces.kill()
    halverwege = tel(database, "kluis.nummer")
    assert 0 < halverwege < 1500
    assert halverwege % PORTIE == 0
    opnieuw = casus("import", pad)
    assert opnieuw.data == f"{1500 - halverwege} taken in, {halverwege} already there, 0 refused.\n"
    assert tel(database, "kluis.nummer") == 1500


def wacht_op_de_eerste(database: Database) -> None:
    einde = time.monotonic() + 30
    while tel(database, "kluis.nummer") == 0:
        assert time.monotonic() < einde
        time.sleep(0.01)


def test_who_imported_and_why_stands_with_the_facts(dienst: Dienst) -> None:
    (uitkomst,) = breng_in(dienst, veel(1))
    assert uitkomst.casusnummer is not None
    envelop = dienst.shell.laad(uitkomst.casusnummer).historie[0].envelop
    assert (envelop.wie, envelop.rol, envelop.organisatie, envelop.doel, envelop.spoor) == (
        *("import", "secretaris", "zvh", "import", "spoor-import"),
    )


def test_who_reads_a_file_in_can_be_named(casus: Casus, dienst: Dienst, tmp_path: Path) -> None:
    verslag = tmp_path / "verslag.json"
    opties = ("--report", verslag, "--medewerker", "mw-kers")
    assert casus("import", bestand(tmp_path, veel(1)), *opties).code == 0
    (aangemeld,) = json.loads(verslag.read_text())["regels"]
    assert aangemeld["uitkomst"] == "aangemeld"
    assert dienst.shell.laad(aangemeld["casusnummer"]).historie[0].envelop.wie == "mw-kers"
    assert casus("import", bestand(tmp_path, veel(1)), "--medewerker", "Jan Jansen").code == 2


def test_a_line_that_came_in_before_is_no_other_line_when_the_case_went_on(dienst: Dienst) -> None:
    (eerste,) = breng_in(dienst, veel(1))
    assert eerste.casusnummer is not None
    dienst.shell.voer_uit(
        eerste.casusnummer, VulAan("ggz", reguliere_routes="Een verzonnen vervolg"), namens=PROCESREGISSEUR
    )
    (tweede,) = breng_in(dienst, veel(1))
    assert (tweede.uitkomst, tweede.casusnummer) == (Uitkomst.ER_AL, eerste.casusnummer)


# --- schema and example -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def voorbeeld() -> list[object]:
    return [json.loads(tekst) for tekst in VOORBEELD.read_text(encoding="utf-8").splitlines()]


def test_the_schema_takes_what_the_import_takes_of_the_example(casus: Casus, voorbeeld: list[object]) -> None:
    schema = casus("import", "--schema").json
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)
    keurt = Draft202012Validator(schema)
    assert [keurt.is_valid(inhoud) for inhoud in voorbeeld] == [True] * 5
    uitvoer = casus("import", VOORBEELD)
    assert uitvoer.code == 1
    assert uitvoer.data.splitlines() == [
        "regel 4: grondslag: ontbreekt. Deze tafel vraagt op welke wettelijke grondslag zij werkt.",
        "4 taken in, 0 already there, 1 refused.",
    ]


def test_every_field_of_the_schema_says_in_dutch_what_it_is(casus: Casus) -> None:
    def velden(deel: dict[str, dict[str, object]]) -> Iterator[tuple[str, object]]:
        for naam, veld in deel.get("properties", {}).items():
            assert isinstance(veld, dict)
            yield naam, veld.get("description")

    schema = casus("import", "--schema").json
    gevonden = [paar for deel in (schema, *schema["$defs"].values()) for paar in velden(deel)]
    assert [naam for naam, uitleg in gevonden if not uitleg] == []
    assert not any("description" in deel for deel in schema["$defs"].values())


def test_the_example_is_of_a_day_gone_by(voorbeeld: list[object]) -> None:
    dagen = [regel_["voorcontact"]["op"] for regel_ in voorbeeld if "voorcontact" in regel_]  # type: ignore[operator,index]
    assert max(dagen) < date(2026, 1, 1).isoformat()
