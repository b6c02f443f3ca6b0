"""The PDF of a verklaring: to read, with what was signed in it, and the same bytes each time."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pypdf
import pytest

from domain.rollen import Rol
from domain.vernietigingslijst.grenzen import (
    HOOFDSLEUTEL_ELDERS,
    OVER_KOPIEEN,
    WAT_EEN_OUDE_KOPIE_PRIJSGEEFT,
)
from domain.vernietigingslijst.nacontrole import Soort, Uitslag
from domain.vernietigingslijst.verklaring import Aanleiding, Bedenktijd, Eenheidsoort, Systeem, Verklaring
from infra.logboek.uitslag import GeenBundel, Onjuist
from infra.verklaring.bijlage import haal_uit_pdf
from infra.verklaring.document import MEESTE_BEWIJSNUMMERS, SYSTEMEN, als_pdf
from infra.verklaring.laatste_dag import verlopen
from infra.verklaring.samenvatting import MEESTE_REDENEN, samenvatting, waarom_niet_volledig
from infra.verklaring.verifieer import verifieer
from tests.infra.verklaring.verklaringen import (
    BEWIJS,
    GOED,
    GROND,
    LOGBOEK,
    NUMMER,
    REGEL,
    VERBINTENISSEN,
    VERNIETIGD,
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


def test_where_there_was_no_bedenktijd_none_is_told_of() -> None:
    tot = GOED.bedenktijd.tot
    zonder = replace(
        GOED,
        bedenktijd=Bedenktijd(0, tot, tot),
        verrichtingen=tuple(replace(een, rol=Rol.BEHEERDER) for een in GOED.verrichtingen),
    )
    gelezen = tekst(als_pdf(omslag(zonder).codeer()))
    assert "De dienst voerde zelf uit; er gold geen bedenktijd." in gelezen
    assert "Er gold geen bedenktijd. Vlak voor" in gelezen
    assert "bedenktijd voorbij" not in gelezen
    assert "bedenktijd was" not in gelezen


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


# --- the first page -------------------------------------------------------------------------------------------------


def eerste_bladzijde(pdf: bytes) -> str:
    return " ".join(lees(pdf).pages[0].extract_text().split())


def test_the_first_page_says_in_short_who_what_how_many_and_what_is_proven() -> None:
    gelezen = eerste_bladzijde(als_pdf(DATA))
    for zin in (
        "Zorg- en Veiligheidshuis Proefland",
        "Wat is vernietigd 3 casussen.",
        "2 van de 5 op de lijst.",
        "De bewaartermijn was om.",
        "Vier verschillende mensen deden de vier stappen.",
        "Dat een aparte controle op 20 maart 2031 in de onderzochte systemen niets meer vond.",
    ):
        assert zin in gelezen
    assert all(zin in gelezen for zin in GOED.bewijst_niet)
    assert "zvh/1/plafond" not in gelezen, "codes are for the pages after it"


def test_one_person_of_a_case_that_stays_is_no_case() -> None:
    een = replace(
        GOED.tellingen[0], soort=Eenheidsoort.PERSOON, voorgesteld=1, geweigerd=0, afgevallen=0, vernietigd=1
    )
    gelezen = samenvatting(replace(GOED, tellingen=(een,)))
    assert ["Wat is vernietigd", "1 persoon uit een casus die verder blijft."] in gelezen["kort"]  # type: ignore[operator]  # of the template
    assert "Wat is niet vernietigd" not in str(gelezen["kort"])


@pytest.mark.parametrize(
    ("uitslag", "zin"),
    [
        (Uitslag.MISLUKT, "dat er toen nog gegevens zijn gevonden"),
        (Uitslag.GEDEELTELIJK, "Een deel kon niet worden onderzocht"),
    ],
)
def test_what_a_nacontrole_did_not_find_gone_is_not_called_proven(uitslag: Uitslag, zin: str) -> None:
    inhoud = verklaring(BEWIJS, verbintenissen=VERBINTENISSEN, gecontroleerd=nacontrole(uitslag))
    gelezen = eerste_bladzijde(als_pdf(omslag(inhoud).codeer()))
    assert zin in gelezen
    assert "niets meer vond" not in gelezen
    bewezen, niet_bewezen = gelezen.split("Wat hiermee niet is bewezen")
    assert "Wat hiermee is bewezen" in bewezen
    assert "Bij de controle achteraf staat wat" in niet_bewezen


def test_a_watermark_stands_once_on_every_page() -> None:
    gemerkt = lees(als_pdf(DATA, watermerk="Export E-AAAAA-BBBBB"))
    assert {bladzijde.extract_text().count("Export E-AAAAA-BBBBB") for bladzijde in gemerkt.pages} == {1}


# --- back out of it -------------------------------------------------------------------------------------------------


def test_what_was_signed_comes_out_as_it_went_in() -> None:
    assert haal_uit_pdf(als_pdf(DATA)) == DATA
    assert haal_uit_pdf(als_pdf(DATA, watermerk="Export E-AAAAA-BBBBB")) == DATA


def _zonder_einde(pdf: bytes) -> bytes:
    begin = pdf.index(b"stream", pdf.index(b"/EmbeddedFile/"))
    return pdf[: begin + 200]


@pytest.mark.parametrize(
    ("verander", "zin"),
    [
        (lambda pdf: pdf.replace(b"/EmbeddedFile/", b"/EmbeddedFolk/"), "geen bijlage"),
        (lambda pdf: pdf + b"<</Type/EmbeddedFile>>", "meer dan één bijlage"),
        (lambda pdf: pdf.replace(b"/EmbeddedFile/Filter/Flate", b"/EmbeddedFile/Filter/Other"), "niet te lezen"),
        (_zonder_einde, "niet volledig"),
        (lambda pdf: pdf.replace(b">>>>\nstream\nx", b">>>>\nstream\nX"), "beschadigd"),
        (lambda _: b"%PDF-1.7\n" + b"/EmbeddedFile " + b" obj stream" * 9, "niet te lezen"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_out_is_said(verander: Callable[[bytes], bytes], zin: str) -> None:
    with pytest.raises(GeenBundel, match=zin):
        haal_uit_pdf(verander(als_pdf(DATA)))


# --- what is late, partial and not proven ---------------------------------------------------------------------------


def op_tijd() -> Verklaring:
    """Destroyed on the last day."""
    dag = VERNIETIGD.date()
    feiten = [feit(nummer, bewaren_tot=dag.isoformat()) for nummer in (3, 4, 11)]
    inhoud = verklaring(bewijs_van(log_met(feiten, 13), feiten), verbintenissen=VERBINTENISSEN)
    return replace(inhoud, aanleidingen=(Aanleiding(REGEL, GROND, 3, dag, dag),))


def test_what_went_after_its_last_day_is_counted_with_how_many_days() -> None:
    """The verklaring of data due the 3rd and destroyed the 20th once told no more than that the term was over."""
    gelezen = als_pdf(DATA)
    zin = "Na de laatste dag van de bewaartermijn vernietigd: 3 van de 3, ten hoogste 17 dagen te laat."
    assert zin in eerste_bladzijde(gelezen)
    assert "V-BBBBB-00011 3 maart 2031 20 maart 2031 17" in tekst(gelezen)
    assert verifieer(DATA).als_json()["after_last_day"] == {"count": 3, "most_days": 17}
    assert zin in "\n".join(verifieer(DATA).regels())


def test_what_went_on_its_last_day_is_not_late() -> None:
    data = omslag(op_tijd()).codeer()
    gelezen = tekst(als_pdf(data))
    assert "Alles met een bewaartermijn is vernietigd voor die om was, of op de laatste dag." in gelezen
    assert "Dagen te laat" not in gelezen
    assert verifieer(data).als_json()["after_last_day"] == {"count": 0, "most_days": 0}


def test_only_those_after_their_day_are_late_and_the_latest_stands_first() -> None:
    dagen = [date(2031, 3, 20), date(2031, 3, 19), date(2031, 3, 2)]
    feiten = [
        feit(nummer, bewaren_tot=dag.isoformat()) for nummer, dag in zip((3, 4, 11), dagen, strict=True)
    ]
    inhoud = verklaring(bewijs_van(log_met(feiten, 13), feiten), verbintenissen=VERBINTENISSEN)
    inhoud = replace(inhoud, aanleidingen=(Aanleiding(REGEL, GROND, 3, dagen[2], dagen[0]),))
    assert [(een.bewijsnummer, een.dagen) for een in verlopen(inhoud)] == [
        ("V-BBBBB-00011", 18),
        ("V-BBBBB-00004", 1),
    ]
    gelezen = tekst(als_pdf(omslag(inhoud).codeer()))
    assert "2 maart 2031 tot en met 20 maart 2031 3 2" in gelezen
    assert "2 van de 3, ten hoogste 18 dagen te laat" in gelezen


def test_one_from_before_these_sentences_still_verifies_and_is_told_with_them() -> None:
    """It promised that old copies open with nothing, and its list did not speak of them."""
    oud = replace(
        GOED,
        bewijst_niet=("Dat er geen papier meer is.",),
        reservekopie=replace(GOED.reservekopie, waarom_onleesbaar="Versleuteld met sleutels die weg zijn."),
    )
    data = omslag(oud).codeer()
    regels = "\n".join(verifieer(data).regels())
    blad = eerste_bladzijde(als_pdf(data))
    for zin in (*OVER_KOPIEEN, "Dat er geen papier meer is."):
        assert zin in regels
        assert zin in blad
        assert zin in verifieer(data).als_json()["does_not_prove"]  # type: ignore[operator]  # a list
    assert WAT_EEN_OUDE_KOPIE_PRIJSGEEFT in tekst(als_pdf(data))


def test_that_an_old_copy_opens_with_nothing_is_nowhere_promised() -> None:
    gelezen = tekst(als_pdf(DATA))
    assert set(OVER_KOPIEEN) < set(GOED.bewijst_niet)
    assert HOOFDSLEUTEL_ELDERS in eerste_bladzijde(als_pdf(DATA))
    for belofte in ("niet meer te lezen", "opent niet meer", "nergens meer bestaan", "geen persoonsgegevens"):
        assert belofte not in gelezen


def test_why_it_is_partial_stands_on_the_first_page() -> None:
    onzeker = "Wie een kopie heeft, moet zelf melden dat die weg is: E-7KD2M-Q9X4P."
    goed = nacontrole()
    controles = tuple(
        replace(een, uitslag=Uitslag.GEDEELTELIJK, toelichting=onzeker) if een.code is Soort.EXPORTS else een
        for een in goed.controles
        if een.code is not Soort.KEK
    )
    gezien = replace(goed, uitslag=Uitslag.GEDEELTELIJK, controles=controles)
    inhoud = verklaring(BEWIJS, verbintenissen=VERBINTENISSEN, gecontroleerd=gezien)
    gelezen = lees(als_pdf(omslag(inhoud).codeer()))
    blad = " ".join(gelezen.pages[0].extract_text().split())
    assert "Waarom gedeeltelijk:" in blad
    assert onzeker in blad.replace("E-7KD2M- ", "E-7KD2M-")
    assert "Niet gecontroleerd: kek." in blad
    assert "Medewerkers staan er met een pseudoniem" in blad, "all of it fits on the page"
    assert not list(waarom_niet_volledig(GOED))


def test_of_many_reasons_the_first_page_names_some() -> None:
    inhoud = verklaring(BEWIJS, verbintenissen=VERBINTENISSEN, gecontroleerd=nacontrole(Uitslag.GEDEELTELIJK))
    redenen = list(waarom_niet_volledig(inhoud))
    assert len(redenen) == MEESTE_REDENEN + 1
    assert redenen[-1] == f"En nog {len(Soort) - MEESTE_REDENEN}; zie de controle achteraf."


def test_one_fact_is_told_as_one() -> None:
    een = feit(0)
    inhoud = verklaring(bewijs_van(log_met([een], 1), [een]), verbintenissen=())
    gelezen = tekst(als_pdf(omslag(inhoud).codeer()))
    assert "bewijst van 1 feit dat het staat in de boom van 1 gebeurtenis die" in gelezen
