"""The canaries that a ZVH does not know: a table on consent that hears no names, the next table, and a consultatie."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from domain.rollen import Rol
from infra.codec import CONSULTATIE
from infra.database import Database
from tests.api.conftest import Deur, deur
from tests.api.lijstloop import bekijk, controleer, stel_voor, vernietig
from tests.conftest import Klok
from tests.kanaries import BSNS, Voliere, alles_in_de_database
from tests.test_kanarie import ELDERS
from tests.verhalen import ZVH

__all__ = ["deur"]
RET = "ret-zaanstreek-waterland"
BT = "beschermingstafel-zaanstreek"
TAFELS = (ZVH, RET, BT)
LEZERS = {Rol.VOORZITTER, Rol.VERTEGENWOORDIGER, Rol.SECRETARIS, Rol.PROCESREGISSEUR, Rol.AUDITOR}


@dataclass
class Loop:
    """A youth at the RET, referred to the Beschermingstafel."""

    deur: Deur
    klok: Klok
    kooi: Voliere = field(default_factory=Voliere)
    nummer: str = ""
    elders: str = ""

    def dag(self) -> str:
        return self.klok().date().isoformat()

    def stuur(self, pad: str, inhoud: object, *, als: Any = Rol.PROCESREGISSEUR) -> Any:
        antwoord = self.deur.stuur(pad, inhoud, als=als, tafels=TAFELS)
        assert antwoord.status_code in {200, 201}, (pad, antwoord.text)
        return antwoord.json()

    def jeugdige(self) -> dict[str, Any]:
        zing = self.kooi.zing
        return {
            "betrokkenheid": "hoofdpersoon",
            "naam": zing("Naam"),
            "geboortedatum": "2012-03-04",
            "bsn": BSNS[0],
            "adres": zing("Adres"),
            "toelichting": zing("Toelichting"),
        }

    def melding(self) -> None:
        zing = self.kooi.zing
        gemeld = self.stuur(
            "/casussen",
            {
                "tafel": RET,
                "organisatie": "lokale-toegang",
                "gemeente": "zaanstad",
                "betrokkenen": [self.jeugdige()],
                "reguliereRoutes": zing("Routes"),
                "criteria": [{"criterium": "A1", "feiten": zing("Feiten")}],
            },
            als=Rol.SECRETARIS,
        )
        self.nummer = gemeld["casusnummer"]
        wie = {"persoonId": gemeld["personen"][0]}
        pad = f"/casussen/{self.nummer}"
        register = {"gezag": "eenhoofdig-ouderlijk-gezag", "onderzoek": "geen-onderzoek"}
        self.stuur(f"{pad}/gezagsvastleggingen", {**wie, **register, "herkomst": zing("Herkomst")})
        for doel in ("inbrengen", "landelijke-monitor", "delen"):
            for hoedanigheid in ("zelf", "ouder-met-gezag"):
                woord = {**wie, "doel": doel, "hoedanigheid": hoedanigheid, "gegevenOp": self.dag()}
                self.stuur(
                    f"{pad}/toestemmingen", {**woord, "gever": zing("Gever"), "tekstversie": zing("Tekst")}
                )

    def verder(self) -> None:
        zing = self.kooi.zing
        pad = f"/casussen/{self.nummer}"
        triage = {
            "oordelen": [{"criterium": "A1", "oordeel": "niet-voldaan", "waarom": zing("Waarom")}],
            "uitkomst": "doorverwezen",
            "motivering": zing("Motivering"),
            "wegers": ["ret"],
            "doorverwezenNaar": BT,
        }
        self.stuur(f"{pad}/triages", triage)
        monitor = {"clientnummer": "RET-2026-0042", "kolommen": "1"}
        self.stuur(f"{pad}/monitormeldingen", monitor, als=Rol.SECRETARIS)
        self.stuur(f"{pad}/doorgevingen", {"naar": BT})
        doorgegeven = self.deur.dienst.shell.laad(self.nummer).casus.doorgegeven
        assert doorgegeven is not None
        self.elders = doorgegeven.casusnummer

    def antwoorden(self, rol: Rol) -> str:
        paden = [
            *(f"/casussen/{nummer}" for nummer in (self.nummer, self.elders) if nummer),
            f"/casussen/{self.nummer}/gebeurtenissen",
            f"/casussen/{self.nummer}/tijdlijn",
            f"/casussen/{self.nummer}/toestemmingsstanden",
            f"/triagelijst?tafel={RET}",
            f"/monitoring?tafel={RET}",
        ]
        antwoorden = [self.deur.haal(pad, als=rol, tafels=TAFELS) for pad in paden]
        return "\n".join(antwoord.text for antwoord in antwoorden)


@pytest.fixture
def loop(deur: Deur, klok: Klok) -> Loop:
    leven = Loop(deur, klok)
    leven.melding()
    return leven


def test_at_a_table_that_hears_no_names_only_the_bureau_and_who_reported_read_them(loop: Loop) -> None:
    wie = [
        woord for woord in loop.kooi.woorden if woord.endswith(("NaamTsjilp", "AdresTsjilp", "GeverTsjilp"))
    ]
    toelichting = [woord for woord in loop.kooi.woorden if woord.endswith("ToelichtingTsjilp")]
    gezien = {rol: set(loop.kooi.in_tekst(loop.antwoorden(rol))) for rol in LEZERS}
    ziet_namen = {rol for rol, woorden in gezien.items() if woorden & {*wie, *toelichting, *BSNS}}
    assert ziet_namen == {Rol.SECRETARIS, Rol.PROCESREGISSEUR}
    feiten = {woord for woord in loop.kooi.woorden if woord.endswith("FeitenTsjilp")}
    assert feiten <= gezien[Rol.VOORZITTER], "the table discusses the facts, without the name"


def test_the_facts_that_a_zvh_does_not_know_were_recorded_and_stand_nowhere_in_clear(
    loop: Loop, database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    loop.verder()
    historie = loop.deur.dienst.shell.laad(loop.nummer).historie
    assert {type(feit.gebeurtenis).__name__ for feit in historie} >= ELDERS
    woorden = {tabel: loop.kooi.in_tekst(tekst) for tabel, tekst in alles_in_de_database(database).items()}
    assert {tabel: gevonden for tabel, gevonden in woorden.items() if gevonden} == {}
    log = capsys.readouterr()
    assert loop.kooi.in_tekst(log.out + log.err) == []


def test_the_next_table_keeps_the_people_when_this_one_destroys_them(loop: Loop, database: Database) -> None:
    loop.verder()
    hier = {str(mens.persoon_id) for mens in loop.deur.dienst.shell.laad(loop.nummer).casus.betrokkenen}
    vernietig(loop.deur, loop.nummer, tafel=RET)
    daar = loop.deur.haal(f"/casussen/{loop.elders}", als=Rol.PROCESREGISSEUR, tafels=TAFELS)
    assert loop.kooi.in_tekst(daar.text)
    na = alles_in_de_database(database)
    assert not [tabel for tabel, tekst in na.items() if any(persoon_id in tekst for persoon_id in hier)]


def test_a_consultatie_keeps_its_people_in_the_kluis_until_it_is_destroyed(
    deur: Deur, klok: Klok, database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    loop = Loop(deur, klok)
    zing = loop.kooi.zing
    vraag = {"tafel": ZVH, "kanaal": "telefonisch", "vraagsteller": zing("Vrager"), "vraag": zing("Vraag")}
    nummers = []
    for _ in range(2):
        gesteld = loop.stuur("/consultaties", {**vraag, "aard": "anoniem"}, als=Rol.SECRETARIS)
        nummers.append(gesteld["consultatienummer"])
    pad, ander = (f"/consultaties/{nummer}" for nummer in nummers)
    aanvulling = {
        "betrokkenen": [loop.jeugdige()],
        "gemeente": "zaanstad",
        "reguliereRoutes": zing("Routes"),
        "criteria": [{"criterium": "A1", "feiten": zing("Feiten")}],
    }
    for waar in (pad, ander):
        loop.stuur(f"{waar}/aanvullingen", {**aanvulling, "organisatie": "politie"}, als=Rol.SECRETARIS)
        advies = {"advies": zing("Advies"), "formulierGeadviseerd": "ja"}
        loop.stuur(f"{waar}/adviezen", advies, als=Rol.SECRETARIS)
        bevestigd = {"kanaal": "email", "verzondenOp": loop.dag()}
        loop.stuur(f"{waar}/bevestigingen", bevestigd, als=Rol.SECRETARIS)
    loop.stuur(f"{pad}/sluitingen", {"reden": zing("Reden")}, als=Rol.SECRETARIS)
    loop.stuur(f"{ander}/aanmeldingen", {"organisatie": "politie"})
    levend = {tabel: loop.kooi.in_tekst(tekst) for tabel, tekst in alles_in_de_database(database).items()}
    assert {tabel: woorden for tabel, woorden in levend.items() if woorden} == {}
    assert loop.kooi.in_tekst(deur.haal(pad, als=Rol.PROCESREGISSEUR).text)
    eerste = stel_voor(deur, nummers[0])
    (post,) = bekijk(deur, eerste)["regels"]
    uit = {"postId": post["postId"], "reden": "nog-nodig", "toelichting": zing("Toelichting")}
    controleer(deur, eerste, geweigerd=[uit])
    over_drie_maanden = (klok() + timedelta(days=90)).date().isoformat()
    opgeschort = {"grond": "rechtsvordering", "toelichting": zing("Rechtszaak"), "tot": over_drie_maanden}
    gedaan = loop.stuur(f"{pad}/opschortingen", opgeschort, als=Rol.COMPLIANCE)
    opheffing = f"{pad}/opschortingen/{gedaan['opschortingId']}/opheffingen"
    loop.stuur(opheffing, {"reden": zing("Uitspraak")}, als=Rol.COMPLIANCE)
    vernietig(deur, nummers[0])
    namen = {feit.naam for feit in deur.dienst.archief.lees_na(0, limiet=100)}
    assert set(CONSULTATIE.namen) - namen == {"consultatie.VerwijderingVanConsultatieVoorgesteld.v1"}
    loop.kooi.woorden.append(nummers[0])
    for rol in Rol:
        antwoorden = [deur.haal(waar, als=rol).text for waar in (pad, f"/consultaties?tafel={ZVH}")]
        assert nummers[0] not in "".join(antwoorden), rol
    na = alles_in_de_database(database)
    assert {tabel for tabel, tekst in na.items() if nummers[0] in tekst} == set()
    log = capsys.readouterr()
    assert loop.kooi.in_tekst(log.out + log.err) == []
