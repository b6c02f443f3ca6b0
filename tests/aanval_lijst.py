"""Attacks on the vernietigingslijst: each test states what should hold."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text

import infra.vernietiging.lijsten as lijstenmodule
import infra.vernietiging.portie as portiemodule
from domain.casus.commands import SchortVernietigingOp, StelEigenTermijnVast, TrekToestemmingIn
from domain.casus.waarden import Hoedanigheid, Opschortgrond, Uitkomst
from domain.rollen import Medewerker, Rol
from domain.vernietigingslijst.nacontrole import Uitslag
from tests.api.conftest import MENSEN, TWEEDE_COMPLIANCE, Deur, deur  # noqa: F401
from tests.api.lijstloop import bekijk, controleer, keur_goed, stel_voor, tot_uitvoering, voer_uit
from tests.api.test_verlengingen import VOORSTEL
from tests.conftest import Klok
from tests.gezin import EX
from tests.verhalen import COMPLIANCE, FRAMBOOS, ZVH, Verhaal, nieuw_verhaal
from uuid import uuid4


@pytest.fixture
def gesloten(deur: Deur) -> Verhaal:  # noqa: F811
    verhaal = nieuw_verhaal(deur.dienst)
    verhaal.tot_en_met_ico()
    deur.dienst.wacht_op(verhaal.sluit_af().positie)
    return verhaal


def sporen(deur: Deur) -> dict[str, int]:  # noqa: F811
    with deur.dienst.engine.connect() as v:
        return {
            t: v.execute(text(f"SELECT count(*) FROM vernietiging.{t}")).scalar_one()
            for t in ("spoor", "spooreenheid", "sporenset")
        }


# (2) a fact written between the count of a portion and the reading of the history
def test_a_fact_between_count_and_reading_sends_the_case_back(deur: Deur, gesloten: Verhaal, monkeypatch: Any) -> None:  # noqa: F811
    lijst = tot_uitvoering(deur, gesloten.casusnummer)
    echt, gedaan = portiemodule.bepalend, []

    def tussendoor(*a: Any, **k: Any) -> Any:
        uit = echt(*a, **k)
        if not gedaan:
            gedaan.append(1)
            gesloten.doe(
                StelEigenTermijnVast(EX.persoon_id, None, date(2030, 1, 1), "zvh/1/plafond", "korter"), COMPLIANCE
            )
        return uit

    monkeypatch.setattr(portiemodule, "bepalend", tussendoor)
    voer_uit(deur, lijst)
    assert gedaan
    (post,) = bekijk(deur, lijst)["regels"]
    assert post["status"] == "teruggekomen"


# traces of a list of which nothing went
def test_no_traces_stay_of_a_list_of_which_nothing_went(deur: Deur, gesloten: Verhaal) -> None:  # noqa: F811
    lijst = tot_uitvoering(deur, gesloten.casusnummer)
    gesloten.doe(
        SchortVernietigingOp(uuid4(), Opschortgrond.RECHTSVORDERING, "x", deur.dienst.omgeving.vandaag() + timedelta(days=9)),
        COMPLIANCE,
    )
    assert voer_uit(deur, lijst)["fase"] == "ingetrokken"
    assert sporen(deur) == {"spoor": 0, "spooreenheid": 0, "sporenset": 0}


# killed between the fact LijstVerklaard and forgetting
def test_no_traces_stay_when_killed_before_forgetting(deur: Deur, gesloten: Verhaal, monkeypatch: Any) -> None:  # noqa: F811
    lijst = tot_uitvoering(deur, gesloten.casusnummer)
    voer_uit(deur, lijst)
    deur.dienst.logboek.werk_bij()
    nac = deur.dienst.uitvoerder._haken.nacontroleur
    echt = nac.vergeet
    gedood = []

    def dood(nummer: str) -> None:
        if not gedood:
            gedood.append(1)
            raise SystemExit("gedood")
        echt(nummer)

    monkeypatch.setattr(type(nac), "vergeet", lambda self, nummer: dood(nummer))
    with pytest.raises(SystemExit):
        deur.dienst.uitvoerder.voer_uit(lijst, namens=lijstenmodule.Opdrachtgever(MENSEN[Rol.ARCHIVARIS], "verwijdering"))
    deur.dienst.uitvoerder.voer_uit(lijst, namens=lijstenmodule.Opdrachtgever(MENSEN[Rol.ARCHIVARIS], "verwijdering"))
    deur.dienst.wacht_op(deur.dienst.archief.laatste_positie())
    assert bekijk(deur, lijst)["fase"] == "verklaard"
    assert sporen(deur) == {"spoor": 0, "spooreenheid": 0, "sporenset": 0}


# (7) the fact says mislukt, the verklaring volledig
def test_a_verklaring_is_never_better_than_the_outcome_on_the_list(deur: Deur, gesloten: Verhaal, monkeypatch: Any) -> None:  # noqa: F811
    lijst = tot_uitvoering(deur, gesloten.casusnummer)
    nac = deur.dienst.uitvoerder._haken.nacontroleur
    echt, keer = type(nac).controleer, []

    def eerst_mis(self: Any, nummer: str, stand: Any) -> Any:
        uit = echt(self, nummer, stand)
        keer.append(uit.uitslag)
        if len(keer) == 1:
            fout = replace(uit.controles[0], uitslag=Uitslag.MISLUKT)
            return replace(uit, uitslag=Uitslag.MISLUKT, controles=(fout, *uit.controles[1:]))
        return uit

    monkeypatch.setattr(type(nac), "controleer", eerst_mis)
    voer_uit(deur, lijst)
    assert deur.dienst.lijsten.laad(lijst).lijst.nacontrole.uitslag is Uitslag.MISLUKT
    deur.dienst.logboek.werk_bij()
    voer_uit(deur, lijst)
    nummer = deur.dienst.lijsten.laad(lijst).lijst.verklaring.verklaringsnummer
    assert deur.dienst.verklaringen.op_nummer(nummer).regel.uitkomst.value == "mislukt"


# an own rule that no protocol has
def test_a_rule_that_no_protocol_has_does_not_block_a_verklaring(deur: Deur) -> None:  # noqa: F811
    verhaal = nieuw_verhaal(deur.dienst)
    verhaal.tot_en_met_ico()
    invoer = {"persoonId": str(EX.persoon_id), "bewarenTot": "2026-03-03", "bewaarregel": "appel/9/peer", "reden": "x"}
    antwoord = deur.stuur(f"/casussen/{verhaal.casusnummer}/bewaartermijnen", invoer, als=Rol.COMPLIANCE)
    assert antwoord.status_code in (200, 409), antwoord.text
    if antwoord.status_code == 409:
        return
    deur.dienst.omgeving.nu.verder(days=2)
    deur.dienst.wacht_op(deur.dienst.archief.laatste_positie())
    lijst = stel_voor(deur)
    controleer(deur, lijst)
    keur_goed(deur, lijst)
    deur.dienst.omgeving.nu.verder(days=7)
    voer_uit(deur, lijst)
    deur.dienst.logboek.werk_bij()
    assert voer_uit(deur, lijst)["fase"] == "verklaard"


# more than fits on one list
def test_what_does_not_fit_goes_on_the_next_list(deur: Deur, monkeypatch: Any) -> None:  # noqa: F811
    monkeypatch.setattr(lijstenmodule, "GROOTSTE", 2)
    for _ in range(3):
        verhaal = nieuw_verhaal(deur.dienst)
        verhaal.meld_aan()
        verhaal.trieer(Uitkomst.AFGEWEZEN)
    deur.dienst.wacht_op(deur.dienst.archief.laatste_positie())
    een = deur.stuur("/vernietigingslijsten", {"tafel": ZVH}, als=Rol.COMPLIANCE)
    assert een.json()["posten"] == 2
    deur.dienst.wacht_op(deur.dienst.archief.laatste_positie())
    twee = deur.stuur("/vernietigingslijsten", {"tafel": ZVH}, als=Rol.COMPLIANCE)
    assert (twee.status_code, twee.json().get("posten")) == (200, 1)


# (1) the same person in other letters
def test_the_same_id_in_capitals_is_the_same_person(deur: Deur, gesloten: Verhaal) -> None:  # noqa: F811
    lijst = stel_voor(deur, gesloten.casusnummer)
    zelfde = Medewerker(MENSEN[Rol.COMPLIANCE].id.upper(), Rol.COMPLIANCE, "politie")
    assert deur.stuur(f"/vernietigingslijsten/{lijst}/controles", {}, als=zelfde).status_code == 409


# (7) an own term later than what a supplier agreed on
def test_who_refused_an_extension_is_not_extended_by_an_own_term(deur: Deur, klok: Klok) -> None:  # noqa: F811
    verhaal = Verhaal(deur.dienst)
    verhaal.tot_en_met_ico()
    klok.verder(days=4 * 365 + 100)
    pad = f"/casussen/{verhaal.casusnummer}"
    deur.stuur(f"{pad}/verlengingen", VOORSTEL, als=Rol.PROCESREGISSEUR)
    basis = f"{pad}/verlengingen/{VOORSTEL['verlengingId']}"
    deur.stuur(f"{basis}/instemmingsweigeringen", {"organisatie": "ggz", "reden": "klaar"}, als=Rol.SECRETARIS)
    deur.stuur(f"{basis}/instemmingen", {}, als=Rol.MELDER)
    assert deur.dienst.shell.laad(verhaal.casusnummer).casus.termijn_van_bijdrage("ggz").tot == date(2031, 3, 2)
    invoer = {"organisatie": "ggz", "bewarenTot": "2033-03-02", "bewaarregel": "zvh/1/verlenging", "reden": "toch"}
    antwoord = deur.stuur(f"{pad}/bewaartermijnen", invoer, als=Rol.COMPLIANCE)
    termijn = deur.dienst.shell.laad(verhaal.casusnummer).casus.termijn_van_bijdrage("ggz")
    assert (antwoord.status_code, termijn.tot) == (409, date(2031, 3, 2))


# (6) the far future
@pytest.mark.parametrize("dag", ["0001-01-01", "1900-01-01", "2099-12-31", "2150-01-01", "9999-12-31", "２０２６-01-01", "2027-02-29"])
def test_far_days(deur: Deur, dag: str) -> None:  # noqa: F811
    verhaal = nieuw_verhaal(deur.dienst)
    verhaal.tot_en_met_ico()
    deur.dienst.wacht_op(deur.dienst.archief.laatste_positie())
    antwoord = deur.stuur("/vernietigingslijsten", {"tafel": ZVH, "totEnMet": dag}, als=Rol.COMPLIANCE)
    print(dag, antwoord.status_code, antwoord.json())
    assert antwoord.status_code in (400, 409, 422)


# a double refusal with two reasons
def test_an_item_is_left_out_once(deur: Deur, gesloten: Verhaal) -> None:  # noqa: F811
    lijst = stel_voor(deur, gesloten.casusnummer)
    (post,) = bekijk(deur, lijst)["regels"]
    redenen = ["lopend-verzoek", "rechtsvordering"]
    from domain.casus.waarden import Weigerreden
    codes = [r.value for r in Weigerreden][:2]
    twee = [{"postId": post["postId"], "reden": r, "toelichting": r} for r in codes]
    antwoord = deur.stuur(f"/vernietigingslijsten/{lijst}/controles", {"geweigerd": twee}, als=TWEEDE_COMPLIANCE)
    print(antwoord.status_code, antwoord.json())
    assert antwoord.status_code in (409, 422)
