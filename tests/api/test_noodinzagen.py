"""Break-glass afterwards: the FG sees who broke it, why, and what was looked at; and judges each."""

from datetime import timedelta
from typing import Any

from api.doctor_rechten import noodbevinding
from domain.rollen import Medewerker, Rol
from tests.api.conftest import MENSEN, Deur
from tests.api.kijkers import lees_met, leg_vast
from tests.conftest import Klok
from tests.verhalen import ZVH, Verhaal

VREEMDE = Medewerker("mw-banaan", Rol.DEELNEMER, "ggz")
NOOD = {"grond": "noodgeval", "kenmerk": "MELDING-112", "reden": "direct gevaar voor iemand"}


def breek(deur: Deur, verhaal: Verhaal) -> str:
    id_: str = leg_vast(deur, VREEMDE, **NOOD, casusnummer=verhaal.casusnummer).json()["inzagedoelId"]
    return id_


def noodinzagen(deur: Deur, **opties: Any) -> list[dict[str, Any]]:
    regels: list[dict[str, Any]] = deur.haal(f"/noodinzagen?tafel={ZVH}", als=Rol.FG, **opties).json()[
        "regels"
    ]
    return regels


def beoordeel(deur: Deur, id_: str, oordeel: str, **opties: Any) -> Any:
    return deur.stuur(f"/noodinzagen/{id_}/oordelen", {"oordeel": oordeel}, als=Rol.FG, **opties)


def test_the_fg_sees_who_broke_the_glass_why_and_what_was_looked_at(deur: Deur, verhaal: Verhaal) -> None:
    doel = breek(deur, verhaal)
    assert noodinzagen(deur)[0]["blikken"] == []
    lees_met(deur, verhaal, doel, als=VREEMDE)
    (regel,) = noodinzagen(deur)
    assert (regel["inzagedoelId"], regel["wie"], regel["casusnummer"]) == (
        doel,
        VREEMDE.id,
        verhaal.casusnummer,
    )
    assert (regel["reden"], regel["kenmerk"], regel["keren"]) == (NOOD["reden"], "MELDING-112", 1)
    assert {blik["wat"] for blik in regel["blikken"]} == {"GET /v1/casussen/{casusnummer}"}
    assert {blik["diepte"] for blik in regel["blikken"]} == {"volledig"}
    assert len({blik["persoon"] for blik in regel["blikken"]}) == 2
    assert "Framboos" not in str(regel)


def test_a_purpose_of_an_auditor_is_no_emergency(deur: Deur) -> None:
    doel = leg_vast(deur).json()["inzagedoelId"]
    assert noodinzagen(deur) == []
    assert beoordeel(deur, doel, "terecht").status_code == 404


def test_what_the_fg_judges_stays_and_more_to_look_into_stays_open(
    deur: Deur, verhaal: Verhaal, klok: Klok
) -> None:
    doel = breek(deur, verhaal)
    assert noodinzagen(deur)[0]["beoordeeld"] is None
    assert beoordeel(deur, doel, "nader onderzoek").status_code == 200
    klok.verder(days=1)
    oordeel = beoordeel(deur, doel, "onterecht").json()
    assert (oordeel["oordeel"], oordeel["door"]) == ("onterecht", MENSEN[Rol.FG].id)
    klok.verder(days=1)
    assert beoordeel(deur, doel, "onterecht").json() == oordeel
    assert beoordeel(deur, doel, "terecht").status_code == 409
    assert noodinzagen(deur)[0]["beoordeeld"] == oordeel


def test_at_another_table_there_is_nothing_to_judge(deur: Deur, verhaal: Verhaal) -> None:
    doel = breek(deur, verhaal)
    assert beoordeel(deur, doel, "terecht", tafels=("ret-elders",)).status_code == 404
    assert deur.haal(f"/noodinzagen?tafel={ZVH}", als=Rol.FG, tafels=("ret-elders",)).status_code == 404
    assert noodinzagen(deur)[0]["beoordeeld"] is None


def test_the_doctor_and_the_metrics_call_for_a_judgement(deur: Deur, verhaal: Verhaal, klok: Klok) -> None:
    doel = breek(deur, verhaal)

    def onbeoordeeld() -> str:
        tekst = deur.client.get("/metrics").text
        return next(
            regel for regel in tekst.splitlines() if regel.startswith("casus_noodinzagen_onbeoordeeld")
        )

    assert noodbevinding(deur.dienst.engine, deur.dienst.omgeving).in_orde
    assert onbeoordeeld().endswith(" 1.0")
    assert "noodinzage wacht op uw oordeel" in _begin(deur, ZVH)
    assert "noodinzage wacht op uw oordeel" not in _begin(deur, "ret-zaanstreek-waterland")
    klok.verder(days=8)
    beoordeel(deur, doel, "nader onderzoek")
    assert "wait for the FG" in noodbevinding(deur.dienst.engine, deur.dienst.omgeving).uitleg
    assert not noodbevinding(deur.dienst.engine, deur.dienst.omgeving).in_orde
    beoordeel(deur, doel, "terecht")
    assert noodbevinding(deur.dienst.engine, deur.dienst.omgeving).in_orde
    assert onbeoordeeld().endswith(" 0.0")


def test_the_glass_is_whole_again_after_an_hour(deur: Deur, verhaal: Verhaal, klok: Klok) -> None:
    doel = breek(deur, verhaal)
    klok.tijd += timedelta(minutes=60)
    antwoord = lees_met(deur, verhaal, doel, als=VREEMDE)
    assert antwoord.json()["type"] == "urn:casus:probleem:ongeldig-inzagedoel"


def _begin(deur: Deur, tafel: str) -> str:
    kop = {"Authorization": f"Bearer {deur.token(Rol.FG, tafels=(tafel,))}"}
    return deur.client.get("/", headers=kop).text
