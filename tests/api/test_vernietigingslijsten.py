"""The vernietigingslijst over HTTP: whose turn it is, what is shown before anyone approves, and what comes off."""

from datetime import UTC, datetime
from typing import Any

import pytest

from domain.casus.waarden import Uitkomst
from domain.rollen import Medewerker, Rol
from tests.api.conftest import MENSEN, TWEEDE_COMPLIANCE, Deur
from tests.api.lijstloop import (
    bekijk,
    controleer,
    keur_goed,
    stel_voor,
    tot_uitvoering,
    voer_uit,
    wacht_bedenktijd_af,
)
from tests.conftest import Klok
from tests.verhalen import ZVH, Verhaal, nieuw_verhaal

NOOIT = "L-BBBBB-BBBBB"
VREEMDE_POST = "00000000-0000-4000-8000-00000000000f"
GESCHIL = {"grond": "rechtsvordering", "toelichting": "Framboos procedeert", "tot": "2026-06-01"}
HELE_CASUS = {"grond": "juistheid-betwist", "toelichting": "Framboos betwist het", "tot": "2026-06-01"}


@pytest.fixture
def gesloten(deur: Deur) -> Verhaal:
    verhaal = nieuw_verhaal(deur.dienst)
    verhaal.tot_en_met_ico()
    deur.dienst.wacht_op(verhaal.sluit_af().positie)
    return verhaal


def aan_zet(deur: Deur) -> list[tuple[str, str | None]]:
    regels = deur.haal(f"/vernietigingslijsten?tafel={ZVH}", als=Rol.AUDITOR).json()["regels"]
    return [(regel["fase"], regel["aanZet"]) for regel in regels]


def test_a_list_tells_at_each_step_whose_turn_it_is(deur: Deur, gesloten: Verhaal) -> None:
    lijst = stel_voor(deur, gesloten.casusnummer)
    assert aan_zet(deur) == [("voorgesteld", "controle")]
    controleer(deur, lijst)
    assert aan_zet(deur) == [("gecontroleerd", "goedkeuring")]
    keur_goed(deur, lijst)
    assert aan_zet(deur) == [("goedgekeurd", "bedenktijd")]
    te_vroeg = deur.stuur(f"/vernietigingslijsten/{lijst}/uitvoeringen", als=Rol.ARCHIVARIS)
    assert (te_vroeg.status_code, te_vroeg.json()["type"]) == (409, "urn:casus:probleem:weigering")
    wacht_bedenktijd_af(deur.dienst, 7)
    assert aan_zet(deur) == [("goedgekeurd", "uitvoering")]
    voer_uit(deur, lijst)
    (fase, _), *rest = aan_zet(deur)
    assert (fase, rest) == ("nagecontroleerd", [])
    assert deur.haal(f"/casussen/{gesloten.casusnummer}", als=Rol.PROCESREGISSEUR).status_code == 404
    uit = bekijk(deur, lijst)
    assert [
        uit[wie] for wie in ("voorgesteldDoor", "gecontroleerdDoor", "goedgekeurdDoor", "uitgevoerdDoor")
    ] == [
        *(MENSEN[Rol.COMPLIANCE].id, TWEEDE_COMPLIANCE.id),
        *(MENSEN[Rol.FG].id, MENSEN[Rol.ARCHIVARIS].id),
    ]
    (post,) = uit["regels"]
    assert (post["status"], post["nummer"]) == ("vernietigd", None)
    bewijs = deur.haal(f"/verwijderingen/{post['bewijsnummer']}", als=Rol.FG).json()
    assert bewijs["uitgevoerdDoor"] == MENSEN[Rol.ARCHIVARIS].id
    zinnen = [stap["zin"] for stap in uit["verloop"]]
    assert zinnen[0].startswith("mw-pruim stelt voor om 1 post te vernietigen")
    assert gesloten.casusnummer not in str(uit)


def test_what_cannot_go_on_a_list_is_refused_by_its_number(deur: Deur, gesloten: Verhaal) -> None:
    loopt, beperkt, opgeschort = (nieuw_verhaal(deur.dienst) for _ in range(3))
    loopt.meld_aan()
    for een in (beperkt, opgeschort):
        een.meld_aan()
        deur.dienst.wacht_op(een.trieer(Uitkomst.AFGEWEZEN).positie)
    pad = "/casussen/{}/{}"
    deur.stuur(pad.format(beperkt.casusnummer, "beperkingen"), HELE_CASUS, als=Rol.COMPLIANCE)
    deur.stuur(pad.format(opgeschort.casusnummer, "opschortingen"), GESCHIL, als=Rol.COMPLIANCE)

    def zin(*nummers: str) -> str:
        antwoord = deur.stuur("/vernietigingslijsten", {"tafel": ZVH, "nummers": nummers}, als=Rol.COMPLIANCE)
        assert antwoord.status_code == 409
        return str(antwoord.json()["detail"])

    goed = gesloten.casusnummer
    assert zin(goed, "C-BBBBB-BBBBB", "C-CCCCC-CCCCC") == (
        "Deze nummers zijn niet van een casus of consultatie van deze tafel: C-BBBBB-BBBBB, C-CCCCC-CCCCC."
    )
    assert zin(goed, loopt.casusnummer) == f"Hiervan mogen de gegevens dan nog niet weg: {loopt.casusnummer}."
    assert zin(goed, beperkt.casusnummer) == f"Hiervan is de verwerking beperkt: {beperkt.casusnummer}."
    assert (
        zin(goed, opgeschort.casusnummer)
        == f"Hiervan is de vernietiging opgeschort: {opgeschort.casusnummer}."
    )
    lijst = stel_voor(deur, goed)
    assert zin(goed) == f"Dit staat al op een vernietigingslijst: {goed} op {lijst}."
    veel = [f"C-BBBBB-BBB{a}{b}" for a in "BCDF" for b in "BCDF"]
    assert zin(*veel).endswith("C-BBBBB-BBBDC en nog 6.")
    vreemd = {"geweigerd": [{"postId": VREEMDE_POST, "reden": "anders", "toelichting": "Nooit gezien"}]}
    antwoord = deur.stuur(f"/vernietigingslijsten/{lijst}/controles", vreemd, als=TWEEDE_COMPLIANCE)
    assert antwoord.json()["detail"] == f"Post {VREEMDE_POST} staat niet op deze lijst."


def test_the_preview_shows_what_goes_and_what_stays_and_is_what_is_approved(
    deur: Deur, gesloten: Verhaal
) -> None:
    lijst = stel_voor(deur, gesloten.casusnummer)
    controleer(deur, lijst)
    gezien = bekijk(deur, lijst)
    voorbeeld = gezien["voorvertoning"]
    (post,) = gezien["regels"]
    assert post["nummer"] == gesloten.casusnummer
    assert post["telling"] == voorbeeld["totaal"]
    assert set(voorbeeld["totaal"]) == {"weg", "losgekoppeld", "kopieen"}
    assert set(voorbeeld["totaal"]["losgekoppeld"]) == {
        "agendapunten",
        "doorgegeven",
        "samenloop",
        "inzageregels",
    }
    assert voorbeeld["totaal"]["weg"]["gebeurtenissen"] == deur.dienst.shell.laad(gesloten.casusnummer).versie
    assert [blijft["grond"] for blijft in voorbeeld["blijft"]] == [
        *("AVG art. 5 lid 2", "Archiefbesluit 1995 art. 8", "WGS art. 1.8 lid 4"),
    ]
    assert not voorbeeld["vastgesteld"]
    anders = {"vingerafdruk": "0" * 64}
    pad = f"/vernietigingslijsten/{lijst}/goedkeuringen"
    assert deur.stuur(pad, anders, als=Rol.FG).status_code == 409
    keur_goed(deur, lijst)
    na = bekijk(deur, lijst)["voorvertoning"]
    assert na == {**voorbeeld, "vastgesteld": True, "totaal": na["totaal"]}


def test_until_it_is_carried_out_a_list_says_what_can_be_done_before(deur: Deur, gesloten: Verhaal) -> None:
    def let_op(lijst: str) -> list[str]:
        zinnen: list[str] = bekijk(deur, lijst)["voorvertoning"]["letOp"]
        return [zin.partition("?")[0].partition(".")[0] for zin in zinnen]

    strook = "Wil iemand later kunnen nagaan dat één casus of consultatie weg is"
    kopie = "Er zijn bekende kopieën waarvan niemand heeft vastgelegd dat ze weg zijn"
    lijst = stel_voor(deur, gesloten.casusnummer)
    assert let_op(lijst) == [strook]
    export = deur.stuur("/exports", {"soort": "bewaartermijnen", "tafel": ZVH}, als=Rol.COMPLIANCE)
    assert let_op(lijst) == [strook, kopie]
    weg = deur.stuur(f"/exports/{export.headers['Exportnummer']}/vernietigingen", als=Rol.COMPLIANCE)
    assert weg.status_code == 200
    controleer(deur, lijst)
    keur_goed(deur, lijst)
    assert let_op(lijst) == [strook]
    wacht_bedenktijd_af(deur.dienst, 8)
    voer_uit(deur, lijst)
    assert let_op(lijst) == []


def test_one_person_in_two_roles_is_refused_at_every_step(deur: Deur, gesloten: Verhaal) -> None:
    lijst = stel_voor(deur, gesloten.casusnummer)
    zelf = deur.stuur(f"/vernietigingslijsten/{lijst}/controles", {}, als=Rol.COMPLIANCE)
    assert zelf.status_code == 409
    controleer(deur, lijst)
    gezien = {"vingerafdruk": bekijk(deur, lijst)["voorvertoning"]["vingerafdruk"]}
    for wie in (MENSEN[Rol.COMPLIANCE], TWEEDE_COMPLIANCE):
        met_andere_pet = Medewerker(wie.id, Rol.FG, wie.organisatie)
        antwoord = deur.stuur(f"/vernietigingslijsten/{lijst}/goedkeuringen", gezien, als=met_andere_pet)
        assert antwoord.status_code == 409, antwoord.text


def test_what_the_check_leaves_out_stays_and_its_explanation_is_with_the_case(
    deur: Deur, gesloten: Verhaal
) -> None:
    ander = nieuw_verhaal(deur.dienst)
    ander.meld_aan()
    deur.dienst.wacht_op(ander.trieer(Uitkomst.AFGEWEZEN).positie)
    lijst = stel_voor(deur, gesloten.casusnummer, ander.casusnummer)
    posten = {post["nummer"]: post["postId"] for post in bekijk(deur, lijst)["regels"]}
    uit = {
        "postId": posten[gesloten.casusnummer],
        "reden": "rechtsvordering",
        "toelichting": "Er loopt een verzonnen rechtszaak",
    }
    gedaan = controleer(deur, lijst, geweigerd=[uit])
    assert gedaan["posten"] == 1
    status = {post["nummer"]: (post["status"], post["reden"]) for post in bekijk(deur, lijst)["regels"]}
    assert status == {
        gesloten.casusnummer: ("geweigerd", "rechtsvordering"),
        ander.casusnummer: ("open", None),
    }
    assert "verzonnen" not in str(bekijk(deur, lijst))
    casus = deur.dienst.shell.laad(gesloten.casusnummer).casus
    assert casus.buiten_vernietiging is not None
    assert casus.buiten_vernietiging.toelichting == "Er loopt een verzonnen rechtszaak"
    # Only what was rejected is left, so the bedenktijd is that of its own rule.
    keur_goed(deur, lijst)
    voer_uit(deur, lijst)
    assert deur.dienst.shell.laad(gesloten.casusnummer).casus.betrokkenen


def test_a_proposal_takes_what_is_due_up_to_a_day_and_the_rest_only_if_asked(
    deur: Deur, gesloten: Verhaal, klok: Klok
) -> None:
    niets: dict[str, Any] = {"tafel": ZVH}
    assert deur.stuur("/vernietigingslijsten", niets, als=Rol.COMPLIANCE).status_code == 409
    later = {**niets, "totEnMet": "2031-03-02"}
    te_ver = deur.stuur("/vernietigingslijsten", later, als=Rol.COMPLIANCE)
    assert (te_ver.status_code, "31 dagen" in te_ver.json()["detail"]) == (409, True)
    klok.tijd = datetime(2031, 2, 20, 9, tzinfo=UTC)
    lijst = deur.stuur("/vernietigingslijsten", later, als=Rol.COMPLIANCE).json()
    assert lijst["posten"] == 1
    (post,) = bekijk(deur, lijst["lijstnummer"])["regels"]
    assert (post["grond"], post["bewarenTot"], post["bedenktijdDagen"]) == (
        "termijn-verstreken",
        "2031-03-02",
        7,
    )
    ingetrokken = deur.stuur(
        f"/vernietigingslijsten/{lijst['lijstnummer']}/intrekkingen", {"reden": "fout-voorstel"}, als=Rol.FG
    )
    assert ingetrokken.json()["fase"] == "ingetrokken"
    ook = {**niets, "ookUitgewerkt": True}
    tweede = deur.stuur("/vernietigingslijsten", ook, als=Rol.COMPLIANCE).json()["lijstnummer"]
    (post,) = bekijk(deur, tweede)["regels"]
    assert post["grond"] == "niet-langer-nodig"


def test_a_case_that_still_runs_cannot_be_named_nor_one_that_is_not_there(deur: Deur) -> None:
    verhaal = nieuw_verhaal(deur.dienst)
    verhaal.tot_en_met_ico()
    deur.dienst.wacht_op(deur.dienst.archief.laatste_positie())
    for nummer, deel in ((verhaal.casusnummer, "nog niet weg"), ("C-BBBBB-BBBBB", "niet van een casus")):
        voorstel = {"tafel": ZVH, "nummers": [nummer]}
        antwoord = deur.stuur("/vernietigingslijsten", voorstel, als=Rol.COMPLIANCE)
        assert (antwoord.status_code, deel in antwoord.json()["detail"]) == (409, True)


def test_a_list_of_another_table_is_not_there(deur: Deur, gesloten: Verhaal) -> None:
    lijst = tot_uitvoering(deur, gesloten.casusnummer)
    for methode, rest, inhoud, als in (
        ("GET", "", None, Rol.AUDITOR),
        ("POST", "/controles", {}, TWEEDE_COMPLIANCE),
        ("POST", "/goedkeuringen", {"vingerafdruk": "0" * 64}, Rol.FG),
        ("POST", "/intrekkingen", {"reden": "anders"}, Rol.FG),
        ("POST", "/uitvoeringen", None, Rol.ARCHIVARIS),
    ):
        antwoorden = []
        for nummer, tafels in ((lijst, ("ret-elders",)), (NOOIT, (ZVH,))):
            opties: dict[str, Any] = {} if inhoud is None else {"json": inhoud}
            pad = f"/vernietigingslijsten/{nummer}{rest}"
            antwoorden.append(deur.vraag(methode, pad, als=als, tafels=tafels, **opties))
        deze, nooit = antwoorden
        assert deze.status_code == nooit.status_code == 404, rest
        assert {**deze.json(), "instance": ""} == {**nooit.json(), "instance": ""}
    assert bekijk(deur, lijst)["fase"] == "goedgekeurd"


def test_the_items_of_a_list_come_in_pages(deur: Deur) -> None:
    for _ in range(3):
        verhaal = nieuw_verhaal(deur.dienst)
        verhaal.meld_aan()
        verhaal.trieer(Uitkomst.AFGEWEZEN)
    deur.dienst.wacht_op(deur.dienst.archief.laatste_positie())
    lijst = deur.stuur("/vernietigingslijsten", {"tafel": ZVH}, als=Rol.COMPLIANCE).json()["lijstnummer"]
    pad, alles = f"/vernietigingslijsten/{lijst}", bekijk(deur, lijst)["regels"]
    gelezen, na = [], None
    for _ in range(3):
        deel = deur.haal(pad, als=Rol.FG, params={"limiet": 1, **({"na": na} if na else {})}).json()
        gelezen += [post["postId"] for post in deel["regels"]]
        na = deel["volgende"]
    assert (gelezen, na, len(alles)) == ([post["postId"] for post in alles], None, 3)
