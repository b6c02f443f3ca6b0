"""A referred case goes to the next table, over HTTP; and the registration in the national monitor."""

from typing import Any

import pytest

from domain.casus.voorwaarde import mag_in_bestand
from domain.rollen import Medewerker, Rol
from tests.api.conftest import MENSEN, Deur
from tests.api.verzoeken import (
    AANMELDING,
    AANMELDING_RET,
    JSON,
    OORDELEN,
    RET,
    gezag,
    toestemming_ouder,
)
from tests.verhalen import ZVH

VOLGENDE = "regionaal-veiligheidsteam"
DOORGEVEN: JSON = {"naar": VOLGENDE, "organisatie": "gemeente-zaanstad"}
STERREN = "*********"


@pytest.fixture
def pad(deur: Deur) -> str:
    """A case that triage referred to the next table."""
    nummer = deur.stuur("/casussen", AANMELDING, als=Rol.MELDER).json()["casusnummer"]
    triage = {
        "oordelen": OORDELEN,
        "uitkomst": "doorverwezen",
        "motivering": "Past daar beter",
        "wegers": ["zvh"],
        "doorverwezenNaar": VOLGENDE,
    }
    assert deur.stuur(f"/casussen/{nummer}/triages", triage, als=Rol.VOORZITTER).status_code == 200
    return f"/casussen/{nummer}"


def test_a_referred_case_is_brought_in_at_the_next_table_and_the_sender_hears_its_number(
    deur: Deur, pad: str
) -> None:
    gedaan = deur.stuur(f"{pad}/doorgevingen", DOORGEVEN, als=Rol.PROCESREGISSEUR).json()
    assert gedaan["vastgelegd"] == ["casus.Doorgegeven.v1"]
    daar = gedaan["doorgegeven"]
    assert (daar["naar"], "betrokkenen" in daar["meegegeven"]) == (VOLGENDE, True)
    assert "weging en criteria" in daar["nietMeegegeven"]
    nieuw = deur.haal(f"/casussen/{daar['casusnummer']}", als=Rol.SECRETARIS, tafels=(VOLGENDE,)).json()
    assert (nieuw["tafel"], nieuw["eersteVerwerking"]) == (VOLGENDE, "2026-03-02")
    weer = deur.stuur(f"{pad}/doorgevingen", DOORGEVEN, als=Rol.PROCESREGISSEUR).json()
    assert (weer["vastgelegd"], weer["doorgegeven"]) == ([], daar)


@pytest.mark.parametrize("wat", ["beslissingen", "tijdlijn"])
def test_the_next_table_stands_by_its_name_in_what_happened(deur: Deur, pad: str, wat: str) -> None:
    zinnen = [regel["zin"] for regel in deur.haal(f"{pad}/{wat}", als=Rol.PROCESREGISSEUR).json()["regels"]]
    (zin,) = (zin for zin in zinnen if zin.startswith("De triage verwijst door naar"))
    assert zin.startswith("De triage verwijst door naar Regionaal Veiligheidsteam")


@pytest.mark.parametrize("soort", ["niet-in-export", "eerst-vragen"])
def test_a_condition_of_who_brought_it_in_holds_at_the_next_table_too(
    deur: Deur, pad: str, soort: str
) -> None:
    gesteld = {"voorwaarde": soort, "toelichting": "Dit blijft binnen"}
    vast = deur.stuur(f"{pad}/voorwaarden", gesteld, als=Rol.MELDER)
    assert vast.status_code == 200, vast.text
    if soort == "eerst-vragen":
        voorwaarde = f"{pad}/voorwaarden/{vast.json()['voorwaardeId']}/doorgiftevragen"
        vraag = {"waarheen": "andere-tafel", "naar": VOLGENDE, "toelichting": "Het past daar beter"}
        gevraagd = deur.stuur(voorwaarde, vraag, als=Rol.PROCESREGISSEUR).json()["doorgifteId"]
        ja = {"antwoord": "toegestaan", "toelichting": "Dat is goed"}
        antwoord = deur.stuur(f"{pad}/doorgiftevragen/{gevraagd}/antwoorden", ja, als=Rol.MELDER)
        assert antwoord.status_code == 200, antwoord.text
    daar = deur.stuur(f"{pad}/doorgevingen", DOORGEVEN, als=Rol.PROCESREGISSEUR).json()["doorgegeven"]
    assert "voorwaarden" in daar["meegegeven"]
    casus = deur.dienst.shell.laad(daar["casusnummer"]).casus
    (een,) = casus.voorwaarden
    assert (een.voorwaarde, een.organisatie, een.toelichting) == (
        soort,
        "gemeente-zaanstad",
        "Dit blijft binnen",
    )
    assert not mag_in_bestand(casus)


def test_the_number_at_the_next_table_is_for_the_sender_and_for_who_reads_there(deur: Deur, pad: str) -> None:
    nummer = deur.stuur(f"{pad}/doorgevingen", DOORGEVEN, als=Rol.PROCESREGISSEUR).json()["doorgegeven"][
        "casusnummer"
    ]
    ander = Medewerker("mw-banaan", Rol.PROCESREGISSEUR, "zvh")
    herhaald = deur.stuur(f"{pad}/doorgevingen", DOORGEVEN, als=ander).json()
    assert herhaald["doorgegeven"]["casusnummer"] == STERREN
    for als, tafels, zichtbaar in (
        (MENSEN[Rol.PROCESREGISSEUR], (ZVH,), True),
        (ander, (ZVH,), False),
        (ander, (ZVH, VOLGENDE), True),
        (MENSEN[Rol.MELDER], (ZVH,), False),
    ):
        casus = deur.haal(pad, als=als, tafels=tafels).json()
        assert (casus["doorgegeven"]["casusnummer"] == nummer) == zichtbaar
        for deel in ("/gebeurtenissen", "/tijdlijn"):
            assert zichtbaar or nummer not in deur.haal(f"{pad}{deel}", als=als, tafels=tafels).text


def test_a_case_goes_nowhere_else_than_where_triage_referred_it(deur: Deur, pad: str) -> None:
    for naar, status in ((RET, 409), ("onbekend", 404)):
        antwoord = deur.stuur(f"{pad}/doorgevingen", {"naar": naar}, als=Rol.PROCESREGISSEUR)
        assert antwoord.status_code == status


def test_the_registration_in_the_monitor_needs_consent_and_a_number_that_says_nothing(deur: Deur) -> None:
    melder = Medewerker("mw-mango", Rol.MELDER, "lokale-toegang")
    opties: dict[str, Any] = {"tafels": (RET,)}
    zaak = deur.stuur("/casussen", AANMELDING_RET, als=melder, **opties).json()
    waar, kind = f"/casussen/{zaak['casusnummer']}", zaak["personen"][0]
    melding = {"clientnummer": "RET-0001", "kolommen": "ret-1"}
    zonder = deur.stuur(f"{waar}/monitormeldingen", melding, als=Rol.SECRETARIS, **opties)
    assert zonder.status_code == 409
    deur.stuur(f"{waar}/gezagsvastleggingen", gezag(kind), als=Rol.SECRETARIS, **opties)
    voor_monitor = toestemming_ouder(kind, doel="landelijke-monitor")
    deur.stuur(f"{waar}/toestemmingen", voor_monitor, als=melder, **opties)
    herleidbaar = {**melding, "clientnummer": "mispel-2016"}
    naam = deur.stuur(f"{waar}/monitormeldingen", herleidbaar, als=Rol.SECRETARIS, **opties)
    assert (naam.status_code, "Mispel" in naam.text) == (409, False)
    goed = deur.stuur(f"{waar}/monitormeldingen", melding, als=Rol.SECRETARIS, **opties)
    assert goed.json()["vastgelegd"] == ["casus.BijMonitorGemeld.v1"]
