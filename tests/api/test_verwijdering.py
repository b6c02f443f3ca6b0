"""After a destruction: the number leads nowhere, and the proof says what there was without saying about whom."""

import re
from datetime import UTC, datetime

from httpx2 import Response

from api.rest.probleemtabel import SOORTEN
from domain.casus.waarden import Uitkomst
from domain.rollen import Rol
from infra.herstelcontrole import register_van
from infra.keys import KekOnbereikbaar
from infra.vernietiging.uitvoering import DIENST
from tests.api.conftest import Deur
from tests.api.lijstloop import tot_uitvoering, vernietig
from tests.api.test_exports import lees
from tests.api.test_rechten import TABEL, ingevuld, routes
from tests.conftest import Klok
from tests.verhalen import ZVH, Verhaal, nieuw_verhaal

NOOIT = "C-BBBBB-BBBBB"
SPOOR = re.compile(r"urn:casus:spoor:[0-9a-f]{32}")


def kaal(antwoord: Response, gestuurd: str = NOOIT) -> tuple[int, bytes, list[tuple[str, str]]]:
    """An answer, bar its trace id, and the number that was sent where the answer repeats it."""
    tekst, vervangen = SPOOR.subn("urn:casus:spoor:-", antwoord.text.replace(gestuurd, NOOIT))
    assert vervangen == 1
    koppen = {**antwoord.headers, "ratelimit": "how much is left says nothing of a case"}
    return antwoord.status_code, tekst.encode(), sorted(koppen.items())


def test_a_destroyed_number_answers_as_one_that_never_existed(deur: Deur) -> None:
    verhaal = Verhaal(deur.dienst)
    deur.dienst.wacht_op(verhaal.helemaal(kenmerk="PL-88").positie)
    vragen = [(methode, pad) for methode, pad in routes(deur) if "{casusnummer}" in pad]
    assert len(vragen) > 25
    for methode, pad in vragen:
        for als in (Rol.PROCESREGISSEUR, Rol.AUDITOR, Rol.COMPLIANCE):
            vernietigd, nooit = (
                deur.vraag(methode, ingevuld(pad, casusnummer=nummer, methode=methode), als=als)
                for nummer in (verhaal.casusnummer, NOOIT)
            )
            assert kaal(vernietigd) == kaal(nooit), TABEL[f"{methode} {pad}"]
    for als in (Rol.PROCESREGISSEUR, Rol.AUDITOR):
        assert deur.haal(f"/casussen/{verhaal.casusnummer}", als=als).status_code == 404
    voorstel = {"tafel": ZVH, "nummers": [verhaal.casusnummer]}
    weer = deur.stuur("/vernietigingslijsten", voorstel, als=Rol.COMPLIANCE)
    nooit = deur.stuur("/vernietigingslijsten", {**voorstel, "nummers": [NOOIT]}, als=Rol.COMPLIANCE)
    assert kaal(weer, verhaal.casusnummer) == kaal(nooit, NOOIT)
    assert weer.status_code == 409


def test_the_proof_tells_what_there_was_and_nothing_of_whom(deur: Deur) -> None:
    verhaal = Verhaal(deur.dienst)
    gedaan = verhaal.helemaal(kenmerk="PL-88")
    deur.dienst.wacht_op(gedaan.positie)
    (regel,) = deur.haal(f"/verwijderingen?tafel={ZVH}", als=Rol.COMPLIANCE).json()["regels"]
    pad = f"/verwijderingen/{regel['bewijsnummer']}"
    assert deur.haal(pad, als=Rol.AUDITOR).json() == regel
    skelet = deur.haal(f"{pad}/gebeurtenissen", als=Rol.AUDITOR)
    regels = skelet.json()["regels"]
    assert [deel["versie"] for deel in regels] == list(range(1, gedaan.versie + 1))
    assert regels[0]["naam"] == "casus.Aangemeld.v1"
    assert regels[0]["vernietigdOp"] == regels[-1]["op"]
    assert "vernietigd" in regels[0]["zin"]
    assert regels[0]["blijvend"]["bewarenTot"] == "2031-03-02"
    assert regels[-1]["blijvend"]["uitgevoerdDoor"] == "mw-kastanje"
    for woord in ("Framboos", verhaal.casusnummer, "PL-88", "zaanstad", "politie", "pog"):
        assert woord not in skelet.text


def test_the_report_names_all_four_and_the_list_and_its_verklaring(deur: Deur) -> None:
    verhaal = Verhaal(deur.dienst)
    verhaal.tot_en_met_ico()
    deur.dienst.wacht_op(verhaal.sluit_af().positie)
    lijst = tot_uitvoering(deur, verhaal.casusnummer)
    deur.dienst.uitvoerder.vernietig(lijst, namens=DIENST)
    deur.dienst.wacht_op(deur.dienst.archief.laatste_positie())
    pad = f"/verwijderingen?tafel={ZVH}"
    (zonder,) = deur.haal(pad, als=Rol.COMPLIANCE).json()["regels"]
    assert (zonder["lijstnummer"], zonder["verklaringsnummer"]) == (lijst, None)
    deur.dienst.lijstloper.ronde()
    (regel,) = deur.haal(pad, als=Rol.COMPLIANCE).json()["regels"]
    mensen = [regel[f"{rol}Door"] for rol in ("voorgesteld", "gecontroleerd", "goedgekeurd", "uitgevoerd")]
    assert mensen == ["mw-pruim", "mw-olijf", "mw-tamarinde", "de dienst zelf"]
    (verklaring,) = deur.haal(f"/verklaringen?tafel={ZVH}", als=Rol.COMPLIANCE).json()["regels"]
    assert (regel["lijstnummer"], regel["verklaringsnummer"]) == (lijst, verklaring["nummer"])
    assert deur.haal(f"/verwijderingen/{regel['bewijsnummer']}", als=Rol.AUDITOR).json() == regel
    csv = deur.stuur("/exports", {"soort": "verwijderrapport", "tafel": ZVH}, als=Rol.AUDITOR)
    (rij,) = lees(csv.content)
    assert [
        rij[f"{rol}_door"] for rol in ("voorgesteld", "gecontroleerd", "goedgekeurd", "uitgevoerd")
    ] == mensen
    assert (rij["lijstnummer"], rij["verklaringsnummer"]) == (lijst, verklaring["nummer"])


def test_a_proof_of_another_table_is_not_there(deur: Deur) -> None:
    verhaal = Verhaal(deur.dienst)
    deur.dienst.wacht_op(verhaal.helemaal().positie)
    (regel,) = deur.haal(f"/verwijderingen?tafel={ZVH}", als=Rol.COMPLIANCE).json()["regels"]
    for rest in ("", "/gebeurtenissen"):
        anders = deur.haal(f"/verwijderingen/{regel['bewijsnummer']}{rest}", als=Rol.AUDITOR, tafels=())
        nooit = deur.haal(f"/verwijderingen/V-BBBBB-BBBBB{rest}", als=Rol.AUDITOR)
        assert kaal(anders) == kaal(nooit)


def test_what_is_due_shows_until_it_is_gone(deur: Deur) -> None:
    verhaal = Verhaal(deur.dienst)
    verhaal.tot_en_met_ico()
    verhaal.sluit_af()
    deur.dienst.wacht_op(deur.dienst.archief.laatste_positie())
    (regel,) = deur.haal(f"/bewaartermijnen?tafel={ZVH}", als=Rol.COMPLIANCE).json()["regels"]
    assert (regel["casusnummer"], regel["voorgesteldDoor"]) == (verhaal.casusnummer, None)
    assert (regel["uitgewerkt"], regel["verstreken"]) == (True, False)
    over_jaren = deur.haal(f"/bewaartermijnen?tafel={ZVH}&peildatum=2031-03-03", als=Rol.COMPLIANCE).json()
    assert over_jaren["regels"][0]["overTermijn"]
    vernietig(deur, verhaal.casusnummer)
    assert deur.haal(f"/bewaartermijnen?tafel={ZVH}", als=Rol.COMPLIANCE).json()["regels"] == []


def test_the_report_can_be_read_for_a_period_of_dutch_days(deur: Deur, klok: Klok) -> None:
    klok.tijd = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)  # 1 July in the Netherlands
    deur.dienst.wacht_op(Verhaal(deur.dienst).helemaal().positie)
    for vraag, gevonden in (
        ("van=2026-07-01", 1),
        ("van=2026-07-02", 0),
        ("tot=2026-07-01", 1),
        ("tot=2026-06-30", 0),
        ("van=2026-07-01&tot=2026-07-01", 1),
        ("van=2026-07-02&tot=2026-06-30", 0),
        ("van=2199-12-31&tot=2199-12-31", 0),
    ):
        antwoord = deur.haal(f"/verwijderingen?tafel={ZVH}&{vraag}", als=Rol.AUDITOR).json()
        assert len(antwoord["regels"]) == gevonden, vraag


def test_the_name_of_a_rule_can_be_looked_up_at_the_table(deur: Deur) -> None:
    loopt, afgewezen = nieuw_verhaal(deur.dienst), nieuw_verhaal(deur.dienst)
    loopt.meld_aan()
    afgewezen.meld_aan()
    deur.dienst.wacht_op(afgewezen.trieer(Uitkomst.AFGEWEZEN).positie)
    protocol = deur.haal(f"/tafels/{ZVH}", als=Rol.AUDITOR).json()["privacyprotocol"]
    casussen = deur.haal(f"/casussen?tafel={ZVH}", als=Rol.AUDITOR).json()["regels"]
    # The rejected one is due first, so it comes first.
    assert [(regel["casusnummer"], regel["regel"], regel["uitgewerkt"]) for regel in casussen] == [
        (afgewezen.casusnummer, "zvh/1/na-afwijzing", True),
        (loopt.casusnummer, "zvh/1/plafond", False),
    ]
    assert {regel["regel"] for regel in casussen} <= {regel["code"] for regel in protocol["regels"]}
    # Who does what is told; who the people are is not.
    assert set(casussen[0]) == {
        *("casusnummer", "bewarenTot", "regel", "uitgewerkt", "gemeente", "organisatie", "fase"),
        "procesregisseur",
    }


def test_what_is_destroyed_and_not_yet_in_the_register_is_not_reported_as_done(deur: Deur) -> None:
    verhaal = Verhaal(deur.dienst)
    verhaal.tot_en_met_ico()
    deur.dienst.wacht_op(verhaal.sluit_af().positie)
    lijst = tot_uitvoering(deur, verhaal.casusnummer)
    in_de_weg = register_van(deur.dienst.settings).bestanden[0]
    in_de_weg.mkdir(parents=True)
    antwoord = deur.stuur(f"/vernietigingslijsten/{lijst}/uitvoeringen", als=Rol.ARCHIVARIS)
    assert (antwoord.status_code, antwoord.json()["type"].rpartition(":")[2]) == (
        503,
        "register-onbereikbaar",
    )
    assert deur.client.get("/v1/gezondheid").json() == {"stand": "gestoord"}
    in_de_weg.rmdir()
    deur.dienst.vernieuwer.ronde()
    assert deur.client.get("/v1/gezondheid").json() == {"stand": "gezond"}
    assert len(register_van(deur.dienst.settings).lees().merken) == 1


def test_a_kek_that_is_away_for_a_while_is_no_fault_of_the_request() -> None:
    assert SOORTEN[KekOnbereikbaar].status == 503
    assert SOORTEN[KekOnbereikbaar].headers == (("Retry-After", "10"),)
