"""A verklaring on the command line: out of the register, and judged with nothing but files."""

import io
from pathlib import Path

import pypdf
import pytest

from api.samenstelling import Dienst
from infra.database import Database
from infra.logboek.bewijs import lees_bewijs
from infra.verklaring.document import als_pdf
from infra.verklaring.omslag import blad_van, lees_omslag
from infra.verklaring.strook import Bewijsstrook
from tests.api.cli.conftest import Casus
from tests.conftest import Klok
from tests.infra.logboek.bundels import logboekbundel, maak_logboek
from tests.infra.logboek.spelers import LOG
from tests.infra.verklaring.uitvoering import uitgevoerd
from tests.infra.verklaring.verklaringen import NUMMER, SLEUTELS, ZOUT, omslag, vervalst

ZONDER_DIENST = Casus(
    {"CASUS_DATABASE_URL": "postgresql://niemand@127.0.0.1:9/niets", "CASUS_DATA": "/proc/niets"}
)


@pytest.fixture
def bestand(tmp_path: Path) -> Path:
    pad = tmp_path / "verklaring.json"
    pad.write_bytes(omslag().codeer())
    return pad


@pytest.fixture
def sleutel(tmp_path: Path) -> Path:
    pad = tmp_path / "vkey"
    pad.write_text(SLEUTELS)
    return pad


@pytest.fixture
def strook(tmp_path: Path) -> Path:
    pad = tmp_path / "bewijsstrook.json"
    pad.write_bytes(Bewijsstrook.van(ZOUT).codeer())
    return pad


# --- verify ---------------------------------------------------------------------------------------------------------


def test_a_verklaring_that_is_right(bestand: Path, sleutel: Path) -> None:
    uitvoer = ZONDER_DIENST("verify", bestand, "--key", sleutel)
    assert (uitvoer.code, uitvoer.gezegd) == (0, "")
    assert uitvoer.data.startswith("IN ORDE: de verklaring is echt, en zegt dat alles is vernietigd.")


def test_the_pdf_of_a_verklaring_is_judged_by_what_was_signed_in_it(tmp_path: Path, sleutel: Path) -> None:
    """Also by --json, and a PDF that holds none is said to be none."""
    pdf = tmp_path / "verklaring.pdf"
    pdf.write_bytes(als_pdf(omslag().codeer(), watermerk="Export E-AAAAA-BBBBB"))
    uitvoer = ZONDER_DIENST("verify", pdf, "--key", sleutel)
    assert (uitvoer.code, uitvoer.gezegd) == (0, "")
    eerste, tweede, *_ = uitvoer.data.splitlines()
    assert "De bladzijden die u leest zijn niet beoordeeld" in eerste, "the caveat comes first"
    assert tweede.startswith("IN ORDE: de verklaring is echt")
    als_data = ZONDER_DIENST("verify", pdf, "--key", sleutel, "--json").json
    assert (als_data["kind"], als_data["not_judged"]) == ("verklaring", [eerste])
    pdf.write_bytes(als_pdf(omslag().codeer().replace(b"mw-c3", b"mw-x3")))
    assert ZONDER_DIENST("verify", pdf, "--key", sleutel).code == 1
    pdf.write_bytes(b"%PDF-1.7 of something else")
    uitvoer = ZONDER_DIENST("verify", pdf, "--key", sleutel)
    assert (uitvoer.code, "geen bijlage" in uitvoer.gezegd) == (2, True)


def test_the_same_as_data(bestand: Path, sleutel: Path) -> None:
    uitkomst = ZONDER_DIENST("verify", bestand, "--key", sleutel, "--json").json
    assert (uitkomst["ok"], uitkomst["kind"], uitkomst["outcome"], uitkomst["key_from_file"]) == (
        *(True, "verklaring", "volledig", False),
    )


def test_an_old_number_with_its_strook(bestand: Path, sleutel: Path, strook: Path) -> None:
    goed = ZONDER_DIENST(
        "verify", bestand, "--key", sleutel, "--nummer", NUMMER, "--strook", strook, "--json"
    )
    assert (goed.code, goed.json["number_destroyed"]) == (0, True)
    ander = ZONDER_DIENST(
        "verify", bestand, "--key", sleutel, "--nummer", "C-22222-22222", "--strook", strook
    )
    assert ander.code == 1
    assert ander.data.startswith("NIET IN ORDE (ontbreekt): Dit nummer staat")
    assert "C-22222-22222" not in ander.data


@pytest.mark.parametrize("getypt", [NUMMER.lower(), f" {NUMMER} "])
def test_a_number_is_found_however_it_was_typed(
    bestand: Path, sleutel: Path, strook: Path, getypt: str
) -> None:
    """In lower case it read as not destroyed."""
    uitvoer = ZONDER_DIENST("verify", bestand, "--key", sleutel, "--nummer", getypt, "--strook", strook)
    assert (uitvoer.code, "staat bij wat is vernietigd" in uitvoer.data) == (0, True)


@pytest.mark.parametrize("getypt", ["K7M2X-9QPWD", "C-K7M2X9QPWD", "V-BBBBB-00001", "Jan Proef", ""])
def test_what_is_no_number_is_said_to_be_none(
    bestand: Path, sleutel: Path, strook: Path, getypt: str
) -> None:
    """It read as a number that was not destroyed. What was typed is not repeated."""
    uitvoer = ZONDER_DIENST("verify", bestand, "--key", sleutel, "--nummer", getypt, "--strook", strook)
    assert (uitvoer.code, uitvoer.data) == (2, "")
    assert "is geen nummer van een casus of consultatie" in uitvoer.gezegd
    assert not getypt or getypt not in uitvoer.gezegd


def test_of_a_pdf_that_was_cut_off_that_is_said(tmp_path: Path, sleutel: Path) -> None:
    """What was signed in it is whole, and the pages after it are gone."""
    heel = als_pdf(omslag().codeer())
    pdf = tmp_path / "verklaring.pdf"
    pdf.write_bytes(heel)
    assert "het einde ontbreekt" not in ZONDER_DIENST("verify", pdf, "--key", sleutel).data
    pdf.write_bytes(heel[:-100])
    assert "het einde ontbreekt" in ZONDER_DIENST("verify", pdf, "--key", sleutel).data.splitlines()[1]


def test_what_was_changed_is_named(tmp_path: Path, sleutel: Path) -> None:
    pad = tmp_path / "vals.json"
    pad.write_bytes(vervalst(lambda v: v.__class__(**{**vars(v), "geweigerd": ()})))
    uitvoer = ZONDER_DIENST("verify", pad, "--key", sleutel, "--json")
    assert (uitvoer.code, uitvoer.json["wrong"], uitvoer.json["where"]) == (1, "changed", "geweigerd.casus")


@pytest.mark.parametrize(
    ("opties", "zin"),
    [
        (("--nummer", NUMMER), "horen bij elkaar"),
        (("--tegen", "{bestand}"), "hoort bij een bundel"),
        (("--key", "{map}/niets"), "kan niet worden gelezen: het is er niet."),
        (("--key", "{bestand}"), "geen openbare sleutel"),
        (("--beleid", "{bestand}"), "beleid is niet te gebruiken"),
        (("--nummer", NUMMER, "--strook", "{map}/vkey"), "geen bewijsstrook"),
    ],
)
def test_what_cannot_be_judged_is_said_in_a_sentence(
    bestand: Path, sleutel: Path, tmp_path: Path, opties: tuple[str, ...], zin: str
) -> None:
    woorden = [optie.format(bestand=bestand, map=tmp_path) for optie in opties]
    uitvoer = ZONDER_DIENST("verify", bestand, *woorden)
    assert (uitvoer.code, uitvoer.data) == (2, "")
    assert zin in uitvoer.gezegd
    assert len(uitvoer.gezegd.splitlines()) == 1


def test_a_number_is_not_asked_of_a_bundle(tmp_path: Path) -> None:
    pad = tmp_path / "bundel.zip"
    pad.write_bytes(logboekbundel(maak_logboek(3)))
    uitvoer = ZONDER_DIENST("verify", pad, "--nummer", NUMMER)
    assert (uitvoer.code, "niet bij een bundel" in uitvoer.gezegd) == (2, True)


# --- export ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def geregistreerd(casus: Casus, dienst: Dienst, database: Database, klok: Klok) -> bytes:
    return dienst.verklaringen.maak(uitgevoerd(dienst, database, klok)).inhoud


def test_a_verklaring_is_exported_as_it_was_signed(
    casus: Casus, geregistreerd: bytes, dienst: Dienst, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    uitvoer = casus("export", "verklaring", "2031-0001")
    assert (uitvoer.code, uitvoer.data.strip()) == (0, "verklaring-2031-0001.json")
    pad = tmp_path / "verklaring-2031-0001.json"
    assert pad.read_bytes() == geregistreerd
    assert ZONDER_DIENST("verify", pad, "--key", dienst.settings.logboekmap / "vkey").code == 0
    # The file cannot say which copy it is without breaking its signature; the register can.
    (regel,) = casus("exports").data.splitlines()
    assert regel.split("\t")[1:3] == ["verklaring", "json"]
    assert regel.split("\t")[0] in uitvoer.gezegd
    assert casus("export", "verklaring", "2031-0001").code == 2


def test_as_pdf_it_holds_the_same(casus: Casus, geregistreerd: bytes, tmp_path: Path) -> None:
    pad = tmp_path / "v.pdf"
    assert casus("export", "verklaring", "2031-0001", "--pdf", "--uit", pad).code == 0
    gelezen = pypdf.PdfReader(io.BytesIO(pad.read_bytes()))
    assert gelezen.attachments == {"verklaring-2031-0001.json": [geregistreerd]}
    (regel,) = casus("exports").data.splitlines()
    nummer, soort, vorm, *_ = regel.split("\t")
    assert (soort, vorm) == ("verklaring", "pdf")
    assert all(nummer in bladzijde.extract_text() for bladzijde in gelezen.pages)


def test_one_destruction_has_a_proof_of_its_own(
    casus: Casus, geregistreerd: bytes, dienst: Dienst, tmp_path: Path
) -> None:
    pad = tmp_path / "een.tlog-proof"
    uitvoer = casus("export", "verklaring", "2031-0001", "--bewijs", "V-BBBBB-00001", "--uit", pad)
    assert uitvoer.code == 0
    feit = lees_omslag(geregistreerd).inhoud.bewijs.feiten[1]
    sleutel = LOG.controlesleutel.van_vkey((dienst.settings.logboekmap / "vkey").read_text().strip())
    geopend = lees_bewijs(pad.read_bytes()).controleer(blad_van(feit), oorsprong=sleutel.naam, log=[sleutel])
    assert geopend.checkpoint.grootte == 10


@pytest.mark.parametrize(
    ("woorden", "zin"),
    [
        (("2031-0002",), "There is no verklaring with this number."),
        (("2031-0001", "--bewijs", "V-X"), "no destruction with that bewijsnummer"),
        (("2031-0001", "--bewijs", "V-X", "--pdf"), "Choose --pdf or --bewijs"),
    ],
)
def test_what_is_not_there_is_said(
    casus: Casus, geregistreerd: bytes, tmp_path: Path, woorden: tuple[str, ...], zin: str
) -> None:
    uitvoer = casus("export", "verklaring", *woorden, "--uit", tmp_path / "x")
    assert (uitvoer.code, zin in uitvoer.gezegd) == (2, True)
    assert list(tmp_path.glob("*x*")) == []
