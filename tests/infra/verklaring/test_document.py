"""The PDF of a verklaring: to read, with what was signed in it, and the same bytes each time."""

import io
from dataclasses import replace
from typing import Any

import pypdf
import pytest

from domain.vernietigingslijst.nacontrole import Uitslag
from domain.vernietigingslijst.verklaring import Systeem
from infra.logboek.uitslag import Onjuist
from infra.verklaring.document import MEESTE_BEWIJSNUMMERS, SYSTEMEN, als_pdf
from infra.verklaring.verifieer import verifieer
from tests.infra.verklaring.verklaringen import (
    BEWIJS,
    GOED,
    LOGBOEK,
    NUMMER,
    VERBINTENISSEN,
    bewijs_van,
    feit,
    log_met,
    nacontrole,
    omslag,
    verklaring,
)

DATA = omslag().codeer()


def lees(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf))


def tekst(pdf: bytes) -> str:
    return " ".join(" ".join(blad.extract_text() for blad in lees(pdf).pages).split())


def test_the_signed_json_is_in_it_byte_for_byte() -> None:
    (bijlage,) = lees(als_pdf(DATA)).attachments.items()
    assert bijlage == ("verklaring-2031-0001.json", [DATA])
    assert verifieer(bijlage[1][0]).verklaring == GOED


def test_the_same_verklaring_gives_the_same_bytes() -> None:
    assert als_pdf(DATA) == als_pdf(DATA)


def test_its_only_moment_is_that_of_the_verklaring() -> None:
    gelezen = lees(als_pdf(DATA))
    assert gelezen.metadata is not None
    assert gelezen.metadata.creation_date == gelezen.metadata.modification_date == GOED.gemaakt_op
    assert gelezen.metadata.title == "Verklaring van vernietiging 2031-0001"
    wortel: Any = gelezen.trailer["/Root"]
    assert wortel["/Lang"].startswith("nl")
    xmp = str(gelezen.xmp_metadata and gelezen.xmp_metadata.stream.get_data().decode())
    assert "<pdfaid:part>3</pdfaid:part>" in xmp
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp


def test_it_reads_as_a_verklaring_in_dutch() -> None:
    gelezen = tekst(als_pdf(DATA))
    for zin in (
        "Uitkomst: volledig Alles wat was goedgekeurd en op de lijst bleef, is vernietigd.",
        "Zorg- en Veiligheidshuis Proefland (zvh)",
        "Casussen 5 1 1 0 3",
        "geweigerd Casussen nog nodig 1",
        "zvh/1/plafond termijn verstreken 3 maart 2031 3",
        "casussen: rechtsvordering (1)",
        "Goedgekeurd mw-c3 compliance officer 12 maart 2031 om 10.00 uur",
        "De bedenktijd was 7 dagen en duurde tot 19 maart 2031 om 10.00 uur.",
        "Uitslag: geslaagd.",
        "Zij wordt bewaard tot en met 19 juni 2031.",
        "V-BBBBB-00011",
        "casus verify verklaring-2031-0001.json --key vkey",
    ):
        assert zin in gelezen
    assert all(zin in gelezen for zin in GOED.bewijst_niet)
    assert all(woord in gelezen for woord in SYSTEMEN.values())


@pytest.mark.parametrize(
    ("uitslag", "zin"),
    [
        (Uitslag.MISLUKT, "Uitkomst: mislukt Let op: de vernietiging is niet gelukt."),
        (Uitslag.GEDEELTELIJK, "Uitkomst: gedeeltelijk Let op: niet alles is vernietigd, of"),
    ],
)
def test_what_did_not_go_well_is_said_first_and_in_words(uitslag: Uitslag, zin: str) -> None:
    inhoud = verklaring(BEWIJS, verbintenissen=VERBINTENISSEN, gecontroleerd=nacontrole(uitslag))
    assert tekst(als_pdf(omslag(inhoud).codeer())).startswith(f"Verklaring van vernietiging 2031-0001 {zin}")


def test_a_list_of_which_nothing_was_destroyed_reads_too() -> None:
    kaal = replace(
        verklaring(bewijs_van(LOGBOEK, []), verbintenissen=()),
        opschortingen=(),
        reservekopie=replace(GOED.reservekopie, laatste=None),
        protocollen=(),
    )
    gelezen = tekst(als_pdf(omslag(kaal).codeer()))
    assert "Er is niets vernietigd." in gelezen
    assert "Er waren geen opschortingen om te wegen." in gelezen
    assert "Van wanneer de laatste is, is niet opgegeven" in gelezen
    assert "staan hier niet in, ook niet versleuteld" in gelezen


def test_of_very_many_it_names_some_and_the_attachment_all() -> None:
    feiten = [feit(nummer) for nummer in range(MEESTE_BEWIJSNUMMERS + 5)]
    inhoud = verklaring(bewijs_van(log_met(feiten, len(feiten)), feiten), verbintenissen=())
    gelezen = tekst(als_pdf(omslag(inhoud).codeer()))
    assert "V-BBBBB-00299" in gelezen
    assert "V-BBBBB-00300" not in gelezen
    assert "en nog 5, zie de bijlage" in gelezen


def test_the_old_number_is_nowhere_in_it() -> None:
    assert NUMMER not in tekst(als_pdf(DATA))
    assert NUMMER.encode() not in DATA


def test_every_system_has_a_word() -> None:
    assert list(SYSTEMEN) == list(Systeem)


def test_what_is_no_verklaring_becomes_no_pdf() -> None:
    with pytest.raises(Onjuist):
        als_pdf(b"{}")
