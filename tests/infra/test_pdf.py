"""PDFs: archivable and accessible, the same bytes for the same input, and nothing from outside in them."""

import io
import re
import socket
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pypdf
import pytest

import infra.pdf
from infra.pdf import Bijlage, PdfFout, maak_pdf

OP = datetime(2031, 4, 2, 9, 15, tzinfo=UTC)
SJABLONEN = Path(infra.pdf.__file__).parent / "sjablonen"
BIJLAGE = Bijlage("lijst.json", '{"stoel":"één"}'.encode(), "application/json", "De lijst")
DATA: dict[str, Any] = {"alineas": ["Eerste alinea.", "Tweede *alinea* met #markup en $wiskunde$."]}


def lees(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf))


def proef(data: dict[str, Any] = DATA, titel: str = "Een proefdocument") -> bytes:
    return maak_pdf("proef", data, titel=titel, op=OP, bijlagen=[BIJLAGE])


def test_a_pdf_says_that_it_is_archivable_and_accessible() -> None:
    gelezen = lees(proef())
    wortel: Any = gelezen.trailer["/Root"]
    xmp = str(gelezen.xmp_metadata and gelezen.xmp_metadata.stream.get_data().decode())
    assert re.search(r"<pdfaid:part>3</pdfaid:part>", xmp)
    assert re.search(r"<pdfaid:conformance>A</pdfaid:conformance>", xmp)
    assert re.search(r"<pdfuaid:part>1</pdfuaid:part>", xmp)
    assert wortel["/Lang"].startswith("nl")
    assert wortel["/MarkInfo"]["/Marked"]
    assert wortel["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "/StructTreeRoot" in wortel
    assert gelezen.metadata is not None
    assert gelezen.metadata.title == "Een proefdocument"
    assert gelezen.metadata.creation_date == OP


def test_what_is_attached_comes_out_byte_for_byte() -> None:
    assert lees(proef()).attachments == {"lijst.json": [BIJLAGE.inhoud]}


def test_the_same_input_gives_the_same_bytes() -> None:
    assert proef() == proef()
    assert proef() != proef(titel="Een ander document")


def test_data_are_text_and_never_markup() -> None:
    tekst = lees(proef()).pages[0].extract_text()
    assert "Tweede *alinea* met #markup en $wiskunde$." in tekst


@pytest.mark.parametrize("teken", ["李", "😀", "\x07", "\x00", "\ufeff"])
def test_a_character_that_no_font_has_does_not_stop_it(teken: str) -> None:
    tekst = lees(proef({"alineas": [f"Voor{teken}na, en Łukasz Ğül blijft heel."]})).pages[0].extract_text()
    assert "Łukasz Ğül blijft heel" in tekst
    assert f"Voor{infra.pdf.ONBEKEND}na" in tekst


def test_every_font_is_in_the_file() -> None:
    letters = [
        letter["/DescendantFonts"][0]["/FontDescriptor"]
        for blad in lees(proef()).pages
        for letter in (deel.get_object() for deel in blad["/Resources"]["/Font"].values())  # type: ignore[index]  # pypdf types them as any object
    ]
    assert letters
    assert all({"/FontFile3", "/FontFile2"} & set(letter) for letter in letters)


def test_a_fault_names_the_template_and_nothing_of_the_data() -> None:
    with pytest.raises(PdfFout) as gevangen:
        proef({"alineas": 5, "wie": "Mees Voorbeeldman"})
    assert str(gevangen.value) == "No PDF could be made from the template 'proef' (TypstError)."
    assert gevangen.value.__cause__ is None
    assert gevangen.value.__suppress_context__
    with pytest.raises(PdfFout, match="'bestaat-niet'"):
        maak_pdf("bestaat-niet", {}, titel="Niets", op=OP)


def test_an_attachment_that_is_no_text_is_refused() -> None:
    with pytest.raises(PdfFout):
        maak_pdf("proef", DATA, titel="x", op=OP, bijlagen=[Bijlage("x.bin", b"\xff", "text/plain", "x")])


def test_nothing_is_written_and_nothing_is_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def geen_net(*_: object, **__: object) -> None:
        raise AssertionError("A PDF was being fetched for.")

    monkeypatch.setattr(socket, "socket", geen_net)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    proef()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("sjabloon", sorted(SJABLONEN.glob("*.typ")), ids=lambda pad: pad.name)
def test_a_template_reads_nothing_but_the_house_style(sjabloon: Path) -> None:
    tekst = sjabloon.read_text(encoding="utf-8")
    assert re.findall(r'#(?:import|include)\s+"([^"]+)"', tekst) in ([], ["/huisstijl.typ"])
    assert "@" not in re.sub(r"//.*", "", tekst)
    assert not re.search(r"\b(read|image|csv|yaml|toml|xml|cbor|plugin|datetime\.today)\(", tekst)
