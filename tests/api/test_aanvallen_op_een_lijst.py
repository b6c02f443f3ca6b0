"""Attacks on the vernietigingslijst that once worked: each test says what should hold."""

from dataclasses import replace
from datetime import date, timedelta
from typing import cast
from uuid import uuid4

import pytest
from sqlalchemy import text

from api.samenstelling import Dienst
from domain.casus.commands import SchortVernietigingOp
from domain.casus.waarden import Opschortgrond, Weigerreden
from domain.rollen import Medewerker, Rol
from domain.vernietigingslijst.nacontrole import Nacontrole, Uitslag
from domain.vernietigingslijst.state import Vernietigingslijst
from infra.vernietiging.haken import Nakijker
from infra.vernietiging.uitvoering import DIENST
from tests.api.conftest import MENSEN, TWEEDE_COMPLIANCE, Deur
from tests.api.lijstloop import bekijk, controleer, keur_goed, stel_voor, tot_uitvoering, voer_uit
from tests.api.test_verlengingen import VOORSTEL
from tests.conftest import Klok
from tests.gezin import EX
from tests.verhalen import COMPLIANCE, ZVH, Verhaal, nieuw_verhaal

GEEN_SPOREN = {"spoor": 0, "spooreenheid": 0, "sporenset": 0}


@pytest.fixture
def gesloten(deur: Deur) -> Verhaal:
    verhaal = nieuw_verhaal(deur.dienst)
    verhaal.tot_en_met_ico()
    deur.dienst.wacht_op(verhaal.sluit_af().positie)
    return verhaal


def sporen(deur: Deur) -> dict[str, int]:
    with deur.dienst.engine.connect() as verbinding:
        return {
            tabel: int(verbinding.execute(text(f"SELECT count(*) FROM vernietiging.{tabel}")).scalar_one())  # noqa: S608 names of this test
            for tabel in GEEN_SPOREN
        }


def nakijker(dienst: Dienst) -> Nakijker:
    return cast("Nakijker", dienst.uitvoerder._haken.nacontroleur)


class Gedood(BaseException):
    """The process ends here."""


class DoodBijVergeten(Nakijker):
    """Dies the first time that it is to forget the traces of a list."""

    def __init__(self, echt: Nakijker) -> None:
        self.__dict__.update(vars(echt))
        self.gedood = False

    def vergeet(self, lijstnummer: str) -> None:
        if not self.gedood:
            self.gedood = True
            raise Gedood
        super().vergeet(lijstnummer)


class EerstMis(Nakijker):
    """Finds something the first time, and nothing later."""

    def __init__(self, echt: Nakijker) -> None:
        self.__dict__.update(vars(echt))
        self.keren = 0

    def controleer(self, lijstnummer: str, lijst: Vernietigingslijst) -> Nacontrole:
        uit = super().controleer(lijstnummer, lijst)
        self.keren += 1
        if self.keren > 1:
            return uit
        fout = replace(uit.controles[0], uitslag=Uitslag.MISLUKT)
        return replace(uit, uitslag=Uitslag.MISLUKT, controles=(fout, *uit.controles[1:]))


def met_nakijker(dienst: Dienst, ander: Nakijker) -> None:
    dienst.uitvoerder._haken = replace(dienst.uitvoerder._haken, nacontroleur=ander)


def test_no_traces_stay_of_a_list_of_which_nothing_went(deur: Deur, gesloten: Verhaal) -> None:
    lijst = tot_uitvoering(deur, gesloten.casusnummer)
    tot = deur.dienst.omgeving.vandaag() + timedelta(days=9)
    gesloten.doe(
        SchortVernietigingOp(uuid4(), Opschortgrond.RECHTSVORDERING, "Een verzonnen zaak", tot), COMPLIANCE
    )
    assert voer_uit(deur, lijst)["fase"] == "ingetrokken"
    assert sporen(deur) == GEEN_SPOREN


def test_no_traces_stay_of_a_list_that_was_killed_before_they_were_forgotten(
    deur: Deur, gesloten: Verhaal
) -> None:
    lijst = tot_uitvoering(deur, gesloten.casusnummer)
    voer_uit(deur, lijst)
    deur.dienst.logboek.werk_bij()
    met_nakijker(deur.dienst, DoodBijVergeten(nakijker(deur.dienst)))
    with pytest.raises(Gedood):
        deur.dienst.uitvoerder.voer_uit(lijst, namens=DIENST)
    deur.dienst.uitvoerder.voer_uit(lijst, namens=DIENST)
    deur.dienst.wacht_op(deur.dienst.archief.laatste_positie())
    assert bekijk(deur, lijst)["fase"] == "verklaard"
    assert sporen(deur) == GEEN_SPOREN


def test_a_verklaring_is_never_better_than_the_outcome_on_the_list(deur: Deur, gesloten: Verhaal) -> None:
    lijst = tot_uitvoering(deur, gesloten.casusnummer)
    met_nakijker(deur.dienst, EerstMis(nakijker(deur.dienst)))
    voer_uit(deur, lijst)
    nacontrole = deur.dienst.lijsten.laad(lijst).lijst.nacontrole
    assert nacontrole is not None
    assert nacontrole.uitslag is Uitslag.MISLUKT
    deur.dienst.logboek.werk_bij()
    voer_uit(deur, lijst)
    (regel,) = deur.haal(f"/verklaringen?tafel={ZVH}", als=Rol.FG).json()["regels"]
    assert regel["uitkomst"] == "mislukt"


def test_a_rule_that_no_protocol_has_does_not_hold_up_a_verklaring(deur: Deur, klok: Klok) -> None:
    verhaal = nieuw_verhaal(deur.dienst)
    verhaal.tot_en_met_ico()
    termijn = {
        "persoonId": str(EX.persoon_id),
        "bewarenTot": "2026-03-03",
        "bewaarregel": "appel/9/peer",
        "reden": "Doet niet meer mee",
    }
    gezet = deur.stuur(f"/casussen/{verhaal.casusnummer}/bewaartermijnen", termijn, als=Rol.COMPLIANCE)
    assert gezet.status_code in {200, 409}, gezet.text
    if gezet.status_code == 409:
        return
    klok.verder(days=2)
    lijst = stel_voor(deur)
    controleer(deur, lijst)
    keur_goed(deur, lijst)
    klok.verder(days=7)
    voer_uit(deur, lijst)
    deur.dienst.logboek.werk_bij()
    assert voer_uit(deur, lijst)["fase"] == "verklaard"


def test_the_same_id_in_capitals_is_the_same_person(deur: Deur, gesloten: Verhaal) -> None:
    lijst = stel_voor(deur, gesloten.casusnummer)
    zelfde = Medewerker(MENSEN[Rol.COMPLIANCE].id.upper(), Rol.COMPLIANCE, "politie")
    assert deur.stuur(f"/vernietigingslijsten/{lijst}/controles", {}, als=zelfde).status_code == 409


def test_who_refused_an_extension_is_not_extended_by_an_own_term(deur: Deur, klok: Klok) -> None:
    verhaal = Verhaal(deur.dienst)
    verhaal.tot_en_met_ico()
    klok.verder(days=4 * 365 + 100)
    pad = f"/casussen/{verhaal.casusnummer}"
    deur.stuur(f"{pad}/verlengingen", VOORSTEL, als=Rol.PROCESREGISSEUR)
    voorstel = f"{pad}/verlengingen/{VOORSTEL['verlengingId']}"
    nee = {"organisatie": "ggz", "reden": "De behandeling is klaar"}
    deur.stuur(f"{voorstel}/instemmingsweigeringen", nee, als=Rol.SECRETARIS)
    deur.stuur(f"{voorstel}/instemmingen", {}, als=Rol.MELDER)
    langer = {
        "organisatie": "ggz",
        "bewarenTot": "2033-03-02",
        "bewaarregel": "zvh/1/verlenging",
        "reden": "Toch langer",
    }
    assert deur.stuur(f"{pad}/bewaartermijnen", langer, als=Rol.COMPLIANCE).status_code == 409
    termijn = deur.dienst.shell.laad(verhaal.casusnummer).casus.termijn_van_bijdrage("ggz")
    assert termijn is not None
    assert termijn.tot == date(2031, 3, 2)


@pytest.mark.parametrize(
    "dag", ["0001-01-01", "1900-01-01", "2099-12-31", "2150-01-01", "9999-12-31", "2027-02-29"]
)
def test_a_list_looks_no_further_than_a_month_ahead(deur: Deur, gesloten: Verhaal, dag: str) -> None:
    antwoord = deur.stuur("/vernietigingslijsten", {"tafel": ZVH, "totEnMet": dag}, als=Rol.COMPLIANCE)
    assert antwoord.status_code in {400, 409}


def test_an_item_is_left_out_once(deur: Deur, gesloten: Verhaal) -> None:
    lijst = stel_voor(deur, gesloten.casusnummer)
    (post,) = bekijk(deur, lijst)["regels"]
    twee = [
        {"postId": post["postId"], "reden": reden.value, "toelichting": "Een verzonnen reden"}
        for reden in list(Weigerreden)[:2]
    ]
    antwoord = deur.stuur(
        f"/vernietigingslijsten/{lijst}/controles", {"geweigerd": twee}, als=TWEEDE_COMPLIANCE
    )
    assert antwoord.status_code == 409
