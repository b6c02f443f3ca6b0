"""Who still has to consent, over HTTP: birth dates, gezag, how it stands, and informing."""

from typing import Any

import pytest

from domain.rollen import Medewerker, Rol
from tests.api.conftest import Deur
from tests.api.verzoeken import AANMELDING_RET, JSON, RET, gezag, toestemming_ouder
from tests.conftest import Klok

MELDER = Medewerker("mw-mango", Rol.MELDER, "lokale-toegang")


class Zaak:
    """A case about a child and a parent, at a table that works on consent."""

    def __init__(self, deur: Deur) -> None:
        aangemeld = deur.stuur("/casussen", AANMELDING_RET, als=MELDER, tafels=(RET,)).json()
        self._deur = deur
        self.pad = f"/casussen/{aangemeld['casusnummer']}"
        self.kind, self.ouder = aangemeld["personen"]

    def stap(self, waarheen: str, inhoud: JSON, *namen: str, als: Medewerker | Rol) -> None:
        antwoord = self._deur.stuur(f"{self.pad}/{waarheen}", inhoud, als=als, tafels=(RET,))
        assert antwoord.status_code == 200, antwoord.text
        assert antwoord.json()["vastgelegd"] == [f"casus.{naam}.v1" for naam in namen]

    def stand(self, *, als: Medewerker | Rol = MELDER) -> Any:
        antwoord = self._deur.haal(f"{self.pad}/toestemmingsstanden", als=als, tafels=(RET,))
        return {regel["doel"]: regel for regel in antwoord.json()["regels"]}


@pytest.fixture
def zaak(deur: Deur) -> Zaak:
    return Zaak(deur)


def test_who_has_to_consent_follows_from_gezag_and_age(zaak: Zaak, klok: Klok) -> None:
    onbekend = zaak.stand()["inbrengen"]
    assert (onbekend["status"], onbekend["betrokkenheid"]) == ("gezag-onbekend", "hoofdpersoon")
    zaak.stap("gezagsvastleggingen", gezag(zaak.kind), "GezagVastgelegd", als=Rol.SECRETARIS)
    mist = zaak.stand()["inbrengen"]
    assert (mist["status"], mist["mist"]) == ("ontbreekt", ["ouder-met-gezag"])
    zaak.stap("toestemmingen", toestemming_ouder(zaak.kind), "ToestemmingGegeven", als=MELDER)
    assert zaak.stand()["inbrengen"]["status"] == "gegeven"
    klok.verder(days=3 * 365)  # At twelve the child speaks as well.
    later = zaak.stand()["inbrengen"]
    assert (later["status"], later["mist"]) == ("ontbreekt", ["zelf"])


def test_gezag_that_the_register_does_not_tell_is_judged_by_who_leads(zaak: Zaak) -> None:
    in_onderzoek = {**gezag(zaak.kind), "onderzoek": "in-onderzoek"}
    zaak.stap("gezagsvastleggingen", in_onderzoek, "GezagVastgelegd", als=Rol.SECRETARIS)
    assert zaak.stand()["inbrengen"]["status"] == "gezag-onbekend"
    oordeel = {"persoonId": zaak.kind, "geldtAls": "voogdij", "toelichting": "De rechter besliste gisteren"}
    zaak.stap("gezagsbeoordelingen", oordeel, "GezagBeoordeeld", als=Rol.VOORZITTER)
    assert zaak.stand()["inbrengen"]["mist"] == ["voogd"]


def test_a_birth_date_that_was_not_known_can_be_recorded_once(deur: Deur, zaak: Zaak) -> None:
    geboren = {"persoonId": zaak.ouder, "geboortedatum": "1985-06-01"}
    zaak.stap("geboortedata", geboren, "GeboortedatumVastgelegd", als=Rol.SECRETARIS)
    zaak.stap("geboortedata", geboren, als=Rol.SECRETARIS)
    anders = {**geboren, "geboortedatum": "1986-06-01"}
    antwoord = deur.stuur(f"{zaak.pad}/geboortedata", anders, als=Rol.SECRETARIS, tafels=(RET,))
    assert (antwoord.status_code, antwoord.json()["type"]) == (409, "urn:casus:probleem:weigering")


def test_informing_is_put_off_on_a_ground_and_then_done(deur: Deur, zaak: Zaak) -> None:
    uitstel = {
        "persoonId": zaak.ouder,
        "grond": "veiligheid",
        "toelichting": "Eerst een veilige plek",
        "herzienOp": "2026-06-01",
    }
    zaak.stap("informeeruitstellen", uitstel, "InformerenUitgesteld", als=Rol.SECRETARIS)
    gedaan = {"persoonId": zaak.ouder, "wijze": "Brief", "geinformeerdOp": "2026-03-02"}
    zaak.stap("informeringen", gedaan, "BetrokkeneGeinformeerd", als=Rol.PROCESREGISSEUR)
    casus = deur.haal(zaak.pad, als=Rol.SECRETARIS, tafels=(RET,)).json()
    assert [(feit["soort"], feit["grond"], feit["wijze"]) for feit in casus["informeren"]] == [
        ("uitgesteld", "veiligheid", None),
        ("geinformeerd", None, "Brief"),
    ]


def test_a_melder_hears_how_it_stands_for_the_people_of_the_own_melding_alone(deur: Deur, zaak: Zaak) -> None:
    """What others bring in a melder does not read; so neither who else is involved by their account."""
    broer = {"betrokkenheid": "hoofdpersoon", "naam": "Testpersoon Vlier"}
    aanvulling = {"organisatie": "gecertificeerde-instelling", "betrokkenen": [broer]}
    zaak.stap("aanvullingen", aanvulling, "AanmeldingAangevuld", als=Rol.SECRETARIS)
    pad = f"{zaak.pad}/toestemmingsstanden"
    bureau = deur.haal(pad, als=Rol.SECRETARIS, tafels=(RET,)).json()["regels"]
    eigen = deur.haal(pad, als=MELDER, tafels=(RET,)).json()["regels"]
    assert len({regel["persoonId"] for regel in bureau}) == 2
    assert {regel["persoonId"] for regel in eigen} == {zaak.kind}
    (regel,) = deur.haal(f"/triagelijst?tafel={RET}", als=MELDER, tafels=(RET,)).json()["regels"]
    assert [wie["naam"] for wie in regel["betrokkenen"]] == ["Testpersoon Mispel", "Testpersoon Kweepeer"]
    assert {stand["persoonId"] for stand in regel["toestemming"]} == {zaak.kind}


def test_the_stand_names_nobody(deur: Deur, zaak: Zaak) -> None:
    antwoord = deur.haal(f"{zaak.pad}/toestemmingsstanden", als=Rol.SECRETARIS, tafels=(RET,))
    assert "Testpersoon" not in antwoord.text
