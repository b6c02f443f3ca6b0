"""What an organisation asks of what it brought in holds: in reading, in handing on, in files (WGS 2.29(3))."""

from typing import Any

import pytest
from httpx2 import Response

from api.voorwaarden import VOORWAARDE
from domain.rollen import Medewerker, Rol
from tests.api.conftest import Deur
from tests.api.test_bereik_per_route import NERGENS
from tests.verhalen import ZVH, Verhaal

VAN_MELDER = "Slaapt soms in de verzonnen tuin"
VAN_GGZ = "Is in behandeling bij de verzonnen kliniek"
GGZ = Medewerker("mw-appel", Rol.CASUSREGISSEUR, "ggz")
ALLEEN = {
    "voorwaarde": "alleen-rollen",
    "rollen": ["procesregisseur"],
    "toelichting": "Zo is het afgesproken",
}
NIET_IN_EXPORT = {"voorwaarde": "niet-in-export", "toelichting": "Dit blijft binnen"}


def stel(deur: Deur, verhaal: Verhaal, wat: dict[str, Any], als: Rol | Medewerker = Rol.MELDER) -> Response:
    return deur.stuur(f"/casussen/{verhaal.casusnummer}/voorwaarden", wat, als=als)


def gelezen(deur: Deur, verhaal: Verhaal, als: Rol | Medewerker) -> str:
    paden = ("", "/gebeurtenissen", "/tijdlijn", "/verschil?van=1")
    return "".join(deur.haal(f"/casussen/{verhaal.casusnummer}{pad}", als=als).text for pad in paden)


def test_what_a_melder_told_is_read_by_the_named_roles_and_by_its_own_people(
    deur: Deur, verhaal: Verhaal
) -> None:
    assert VAN_MELDER in gelezen(deur, verhaal, Rol.VOORZITTER)
    assert stel(deur, verhaal, ALLEEN).json()["vastgelegd"] == ["casus.VoorwaardeGesteld.v1"]
    voorzitter = gelezen(deur, verhaal, Rol.VOORZITTER)
    assert VAN_MELDER not in voorzitter
    assert "Verzonnen feiten bij A1" not in voorzitter
    assert "Het verzonnen wijkteam" not in voorzitter
    assert VOORWAARDE in voorzitter
    assert "Testpersoon Framboos" in voorzitter
    for als in (Rol.PROCESREGISSEUR, Rol.MELDER, Medewerker("mw-x", Rol.VERTEGENWOORDIGER, "politie")):
        assert VAN_MELDER in gelezen(deur, verhaal, als), als


def test_what_the_ggz_told_in_an_ico_is_hidden_and_what_others_told_is_not(
    deur: Deur, verhaal: Verhaal
) -> None:
    verhaal.houd_ico()
    assert VAN_GGZ in gelezen(deur, verhaal, Rol.VOORZITTER)
    stel(deur, verhaal, {**ALLEEN, "organisatie": "ggz"}, Rol.SECRETARIS)
    voorzitter = gelezen(deur, verhaal, Rol.VOORZITTER)
    assert VAN_GGZ not in voorzitter
    assert VAN_MELDER in voorzitter
    assert VAN_GGZ in gelezen(deur, verhaal, GGZ)


def test_the_condition_stands_with_the_data_and_goes_when_it_is_taken_back(
    deur: Deur, verhaal: Verhaal
) -> None:
    pad = f"/casussen/{verhaal.casusnummer}"
    id_ = stel(deur, verhaal, ALLEEN).json()["voorwaardeId"]
    for als in (Rol.VOORZITTER, Rol.MELDER):
        (gesteld,) = deur.haal(pad, als=als).json()["voorwaarden"]
        assert (gesteld["organisatie"], gesteld["rollen"]) == ("politie", ["procesregisseur"])
    weg = {"reden": "Het mag nu"}
    assert deur.stuur(f"{pad}/voorwaarden/{id_}/intrekkingen", weg, als=Rol.MELDER).status_code == 200
    assert deur.stuur(f"{pad}/voorwaarden/{id_}/intrekkingen", weg, als=Rol.MELDER).json()["vastgelegd"] == []
    assert deur.haal(pad, als=Rol.VOORZITTER).json()["voorwaarden"] == []
    assert VAN_MELDER in gelezen(deur, verhaal, Rol.VOORZITTER)


def test_an_earlier_moment_shows_no_more_than_now(deur: Deur, verhaal: Verhaal) -> None:
    stel(deur, verhaal, ALLEEN)
    toen = deur.haal(f"/casussen/{verhaal.casusnummer}", als=Rol.VOORZITTER, params={"versie": 1}).text
    assert VAN_MELDER not in toen


@pytest.mark.parametrize(
    ("wat", "als", "status"),
    [
        ({**ALLEEN, "organisatie": "ggz"}, Rol.MELDER, 403),
        ({**ALLEEN, "organisatie": "bakker"}, Rol.SECRETARIS, 409),
        ({**ALLEEN, "rollen": []}, Rol.MELDER, 409),
        ({**NIET_IN_EXPORT, "rollen": ["melder"]}, Rol.MELDER, 409),
        ({**ALLEEN, "rollen": ["koning"]}, Rol.MELDER, 400),
        (ALLEEN, Medewerker("mw-x", Rol.MELDER, "ggd"), 404),
        (ALLEEN, Rol.VOORZITTER, 403),
    ],
)
def test_what_cannot_be_asked_is_refused_and_changes_nothing(
    deur: Deur, verhaal: Verhaal, wat: dict[str, Any], als: Rol | Medewerker, status: int
) -> None:
    antwoord = stel(deur, verhaal, wat, als)
    assert antwoord.status_code == status, antwoord.text
    assert deur.dienst.shell.laad(verhaal.casusnummer).casus.voorwaarden == ()


def test_a_file_leaves_out_the_case_and_says_how_many(deur: Deur, verhaal: Verhaal) -> None:
    lijst = {"soort": "lopende-casussen", "tafel": ZVH}
    ervoor = deur.stuur("/exports", lijst, als=Rol.VOORZITTER)
    assert (verhaal.casusnummer in ervoor.text, ervoor.headers["Weggelaten"]) == (True, "0")
    id_ = stel(deur, verhaal, NIET_IN_EXPORT).json()["voorwaardeId"]
    erna = deur.stuur("/exports", lijst, als=Rol.VOORZITTER)
    assert (verhaal.casusnummer in erna.text, erna.headers["Weggelaten"]) == (False, "1")
    intrekken = f"/casussen/{verhaal.casusnummer}/voorwaarden/{id_}/intrekkingen"
    deur.stuur(intrekken, {"reden": "Het mag nu"}, als=Rol.MELDER)
    assert verhaal.casusnummer in deur.stuur("/exports", lijst, als=Rol.VOORZITTER).text


def test_a_condition_on_a_case_that_is_not_there_is_as_any(deur: Deur) -> None:
    antwoord = deur.stuur(f"/casussen/{NERGENS['casusnummer']}/voorwaarden", ALLEEN, als=Rol.MELDER)
    assert antwoord.json()["type"].endswith(":onbekende-casus")
