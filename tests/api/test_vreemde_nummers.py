"""Who guesses or finds the number of a list, a proof, a file or a verzoek of another table learns nothing by it."""

from dataclasses import dataclass

import pytest

from domain.rollen import Rol
from tests.api.conftest import Deur
from tests.api.lijstloop import bekijk, tot_uitvoering, voer_uit
from tests.api.test_rechten import KOLOMMEN, TABEL, ingevuld
from tests.api.test_verzoeken_van_betrokkenen import tot_vinden
from tests.api.verzoeken import AANMELDING
from tests.verhalen import ZVH, nieuw_verhaal

ELDERS = ("ret-elders",)
ZOALS_NERGENS = {
    "lijstnummer": "L-BBBBB-BBBBB",
    "bewijsnummer": "V-BBBBB-BBBBB",
    "exportnummer": "E-BBBBB-BBBBB",
    "verzoeknummer": "R-BBBBB-BBBBB",
    "verklaringnummer": "2026-9999",
}
INHOUD: dict[str, object] = {
    "/intrekkingen": {"reden": "anders", "ingetrokkenOp": "2026-03-02", "toelichting": "Toch niet"},
    "/controles": {"geweigerd": []},
    "/goedkeuringen": {"voorvertoning": "ab" * 32},
    "/uitvoeringen": None,
    "/vernietigingen": None,
    "/wissingen": None,
    "/overzichten": None,
}
"""What is sent to a route by the end of its path, so that more than the form of it is looked at."""


@dataclass(frozen=True)
class Gevonden:
    """A number that somebody of another table came by."""

    veld: str
    nummer: str


@pytest.fixture
def gevonden(deur: Deur) -> list[Gevonden]:
    """One of each kind, all of the ZVH."""
    dienst = deur.dienst
    verhaal = nieuw_verhaal(dienst)
    verhaal.tot_en_met_ico()
    dienst.wacht_op(verhaal.sluit_af().positie)
    export = deur.stuur("/exports", {"soort": "bewaartermijnen", "tafel": ZVH}, als=Rol.COMPLIANCE)
    lijst = tot_uitvoering(deur, verhaal.casusnummer)
    voer_uit(deur, lijst)
    dienst.logboek.werk_bij()
    assert voer_uit(deur, lijst)["fase"] == "verklaard"
    (post,) = bekijk(deur, lijst)["regels"]
    deur.stuur("/casussen", AANMELDING, als=Rol.MELDER)
    verzoek = tot_vinden(deur).rpartition("/")[2]
    return [
        Gevonden("lijstnummer", lijst),
        Gevonden("bewijsnummer", post["bewijsnummer"]),
        Gevonden("exportnummer", export.headers["Exportnummer"]),
        Gevonden("verzoeknummer", verzoek),
        Gevonden("verklaringnummer", bekijk(deur, lijst)["verklaringsnummer"]),
    ]


def test_it_is_as_if_the_number_never_was(deur: Deur, gevonden: list[Gevonden]) -> None:
    """For each role of another table, on each route that takes such a number."""
    gevraagd = 0
    for een in gevonden:
        for rij in (rij for rij in TABEL if f"{{{een.veld}}}" in rij):
            methode, pad = rij.split()
            nooit = ingevuld(pad, casusnummer="C-BBBBB-BBBBB", methode=methode)
            echt = nooit.replace(ZOALS_NERGENS[een.veld], een.nummer)
            assert echt != nooit
            einde = "/" + pad.rpartition("/")[2]
            inhoud = INHOUD.get(einde, {})
            for rol in KOLOMMEN:
                antwoorden = [
                    deur.haal(adres, als=rol, tafels=ELDERS)
                    if methode == "GET"
                    else deur.stuur(adres, inhoud, als=rol, tafels=ELDERS)
                    for adres in (echt, nooit)
                ]
                gezegd = [(een.status_code, een.json().get("detail")) for een in antwoorden]
                assert gezegd[0] == gezegd[1], (rij, rol)
                assert gezegd[0][0] >= 400, (rij, rol)
                assert een.nummer not in antwoorden[0].text, (rij, rol)
                gevraagd += 1
    assert gevraagd > 200
