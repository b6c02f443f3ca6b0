"""People with unmistakable names go through every command; nowhere but in the kluis may they be found.

Not in any table or column, the planner's samples, the logs of the service or of the database, an error answer, or
an answer to somebody who may not see them; and after the destruction in no answer at all.
"""

import typing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from domain.casus.commands import Opdracht
from domain.casus.events import Feit
from domain.rollen import Rol
from infra.codec import CASUS
from infra.database import Database
from infra.logging import stel_logging_in
from tests.api.conftest import TWEEDE_COMPLIANCE, Deur, deur
from tests.conftest import Klok
from tests.kanaries import BSNS, Voliere, alles_in_de_database, serverlog
from tests.verhalen import ZVH

__all__ = ["deur"]
CRITERIA = ("A1", "A2", "A3", "B1")
MAG_ZIEN = {
    Rol.MELDER,
    Rol.SECRETARIS,
    Rol.PROCESREGISSEUR,
    Rol.VOORZITTER,
    Rol.VERTEGENWOORDIGER,
    Rol.CASUSREGISSEUR,
    Rol.DEELNEMER,
}


@dataclass
class Levensloop:
    """One case through every command there is, with a canary in every place where a person could stand."""

    deur: Deur
    klok: Klok
    kooi: Voliere
    nummer: str = ""
    bewijsnummer: str = ""

    def stuur(self, pad: str, inhoud: object, *, als: Any = Rol.PROCESREGISSEUR) -> Any:
        antwoord = self.deur.stuur(f"/casussen/{self.nummer}{pad}", inhoud, als=als)
        assert antwoord.status_code in {200, 201}, (pad, antwoord.text)
        return antwoord.json()

    def dag(self, over: int = 0) -> str:
        return (self.klok() + timedelta(days=over)).date().isoformat()

    def moment(self, over: int) -> str:
        return (self.klok() + timedelta(days=over)).isoformat()

    def mens(self, betrokkenheid: str, bsn: str | None) -> dict[str, Any]:
        zing = self.kooi.zing
        return {
            "betrokkenheid": betrokkenheid,
            "naam": zing("Naam"),
            "geboortedatum": "1990-01-02",
            "bsn": bsn,
            "adres": zing("Adres"),
            "toelichting": zing("Toelichting"),
        }

    def melding(self) -> None:
        zing = self.kooi.zing
        antwoord = self.deur.stuur(
            "/casussen",
            {
                "tafel": ZVH,
                "organisatie": "politie",
                "gemeente": "zaanstad",
                "kenmerk": zing("Kenmerk"),
                "betrokkenen": [self.mens("hoofdpersoon", BSNS[0]), self.mens("partner", BSNS[1])],
            },
            als=Rol.MELDER,
        )
        assert antwoord.status_code == 201, antwoord.text
        self.nummer = antwoord.json()["casusnummer"]
        self.stuur(
            "/aanvullingen",
            {
                "aanpak": "pog",
                "leefgebieden": ["wonen", "sociaal-netwerk"],
                "criteria": [{"criterium": code, "feiten": zing("Feiten")} for code in CRITERIA],
                "reguliereRoutes": zing("Routes"),
                "voorcontact": {"op": self.dag(), "met": "mw-peer"},
                "betrokkenen": [self.mens("kind", BSNS[2])],
            },
        )
        self.stuur("/grondslagen", {"grondslag": "wgs", "toelichting": zing("Grondslag")})

    def toestemming(self) -> None:
        zing = self.kooi.zing
        een, twee, *_ = self.personen()
        over = {"doel": "beroepsgeheim", "hoedanigheid": "vertegenwoordiger"}
        self.stuur(
            "/toestemmingsweigeringen",
            {**over, "persoonId": twee, "weigeraar": zing("Weigeraar"), "geweigerdOp": self.dag()},
        )
        gegeven = {"gever": zing("Gever"), "tekstversie": zing("Tekst"), "gegevenOp": self.dag()}
        self.stuur("/toestemmingen", {**over, **gegeven, "persoonId": een})
        self.stuur(
            "/toestemmingsintrekkingen",
            {**over, "persoonId": een, "intrekker": zing("Intrekker"), "ingetrokkenOp": self.dag()},
        )
        self.stuur("/toestemmingen", {**over, **gegeven, "tekstversie": zing("Tekst"), "persoonId": een})

    def personen(self) -> list[str]:
        gelezen = self.deur.haal(f"/casussen/{self.nummer}", als=Rol.PROCESREGISSEUR).json()
        return [mens["persoonId"] for mens in gelezen["betrokkenen"]]

    def triage_en_regie(self) -> None:
        zing = self.kooi.zing
        oordelen = [{"criterium": code, "oordeel": "voldaan", "waarom": zing("Waarom")} for code in CRITERIA]
        self.stuur(
            "/triages",
            {
                "oordelen": oordelen,
                "uitkomst": "ico",
                "motivering": zing("Motivering"),
                "wegers": ["politie"],
            },
        )
        for regie, wie, organisatie in (
            ("procesregie-intensief", "mw-peer", "zvh"),
            ("casusregie", "mw-appel", "ggz"),
        ):
            self.stuur("/regietoewijzingen", {"regie": regie, "medewerker": wie, "organisatie": organisatie})
        self.stuur("/deelnemers", {"medewerker": "mw-meloen", "organisatie": "ggz", "namens": zing("Namens")})
        self.stuur("/deelnemers", {"medewerker": "mw-noot", "organisatie": "ggz", "namens": zing("Namens")})
        self.stuur("/deelnemersverwijderingen", {"medewerker": "mw-noot", "reden": zing("Reden")})

    def icos(self) -> str:
        zing = self.kooi.zing
        ico = {
            "doel": zing("Doel"),
            "begint": self.moment(7),
            "vorm": "hybride",
            "plaats": zing("Plaats"),
            "genodigden": [
                {"organisatie": organisatie, "vraag": zing("Vraag")} for organisatie in ("politie", "ggz")
            ],
        }
        eerste = self.stuur("/icos", ico)["icoId"]
        self.stuur(f"/icos/{eerste}/afzeggingen", {"reden": zing("Afzegging")})
        tweede: str = self.stuur("/icos", {**ico, "doel": zing("Doel")})["icoId"]
        self.stuur(f"/icos/{tweede}/verzettingen", {"begint": self.moment(6), "reden": zing("Verzetting")})
        inbreng = {"persoonId": self.personen()[0], "organisatie": "ggz", "geheimhouding": "beroepsgeheim"}
        self.stuur(
            f"/icos/{tweede}/verslagen",
            {
                "gehoudenOp": self.dag(),
                "aanwezig": ["politie", "ggz"],
                "verslag": zing("Verslag"),
                "inbreng": [{**inbreng, "tekst": zing("Inbreng")}],
            },
        )
        self.stuur(
            f"/icos/{tweede}/adviezen",
            {
                "samenvatting": zing("Samenvatting"),
                "advies": zing("Advies"),
                "afspraken": [{"wie": zing("Wie"), "wat": zing("Wat")}],
                "verklarendeAnalyse": zing("Analyse"),
            },
        )
        return tweede

    def plan_en_voortgang(self) -> None:
        zing = self.kooi.zing
        self.stuur(
            "/plannen", {"doel": zing("Doel"), "rolverdeling": [{"wie": zing("Wie"), "wat": zing("Wat")}]}
        )
        actie = {"organisatie": "ggz", "uiterlijk": self.dag(9)}
        eerste, tweede, _ = (
            self.stuur("/acties", {**actie, "omschrijving": zing("Actie")})["actieId"] for _ in range(3)
        )
        self.stuur(f"/acties/{eerste}/afrondingen", {"resultaat": zing("Resultaat")})
        self.stuur(f"/acties/{tweede}/vervallenverklaringen", {"reden": zing("Reden")})
        self.stuur("/voortgangen", {"tekst": zing("Voortgang"), "aanzet": "casusregisseur"})
        opnieuw = {"datum": self.dag(20), "reden": zing("Agenda")}
        self.stuur("/heragenderingen", opnieuw)
        self.stuur("/heragenderingen", {**opnieuw, "reden": zing("Agenda")}, als=Rol.CASUSREGISSEUR)
        self.stuur("/opschalingen", {"naar": "bestuurlijk", "reden": zing("Opschaling")})

    def einde(self, ico_id: str) -> None:
        zing = self.kooi.zing
        lopend = self.deur.haal(f"/casussen/{self.nummer}", als=Rol.PROCESREGISSEUR).json()
        for actie in lopend["acties"]:
            if actie["stand"] == "open":
                self.stuur(f"/acties/{actie['actieId']}/afrondingen", {"resultaat": zing("Resultaat")})
        self.stuur(
            "/voorlopige-afsluitingen",
            {"reden": zing("Reden"), "beslotenIn": ico_id, "herzienOp": self.dag(90)},
        )
        self.stuur("/heropeningen", {"reden": zing("Heropening")})
        nieuw_ico = self.icos()
        self.stuur("/afschalingen", {"naar": "lokaal", "reden": zing("Reden"), "beslotenIn": nieuw_ico})
        self.stuur("/afsluitingen", {"reden": zing("Reden"), "resultaat": zing("Resultaat")})

    def verwijdering(self) -> None:
        self.stuur("/verwijdervoorstellen", {"grond": "niet-langer-nodig"}, als=Rol.COMPLIANCE)
        gedaan = self.stuur("/verwijderingen", None, als=TWEEDE_COMPLIANCE)
        self.bewijsnummer = gedaan["bewijsnummer"]


def _antwoorden(deur: Deur, loop: Levensloop, rol: Rol) -> str:
    """Everything that somebody in this role can read, in one text."""
    paden = [
        f"/casussen/{loop.nummer}",
        f"/casussen/{loop.nummer}/gebeurtenissen",
        f"/casussen/{loop.nummer}/tijdlijn",
        f"/casussen?tafel={ZVH}",
        f"/triagelijst?tafel={ZVH}",
        f"/monitoring?tafel={ZVH}",
        f"/werkvoorraad?tafel={ZVH}",
        f"/bewaartermijnen?tafel={ZVH}",
        f"/verwijderingen?tafel={ZVH}",
        f"/verwijderingen/{loop.bewijsnummer or 'V-BCDFG-HJKLM'}",
        f"/verwijderingen/{loop.bewijsnummer or 'V-BCDFG-HJKLM'}/gebeurtenissen",
        "/tafels",
    ]
    antwoorden = [deur.haal(pad, als=rol) for pad in paden]
    return "\n".join(antwoord.text + str(antwoord.headers) for antwoord in antwoorden)


def _vals(deur: Deur, loop: Levensloop, kooi: Voliere) -> str:
    """Bad requests full of canaries, and what is answered."""
    woord = kooi.zing("Fout")
    antwoorden = [
        deur.stuur(
            "/casussen", {woord: woord, "betrokkenen": [{"naam": woord, "bsn": woord}]}, als=Rol.MELDER
        ),
        deur.stuur(f"/casussen/{loop.nummer}/triages", {"uitkomst": woord}, als=Rol.PROCESREGISSEUR),
        deur.stuur(f"/casussen/{loop.nummer}/icos", {"begint": woord, "doel": woord}, als=Rol.SECRETARIS),
        deur.stuur(f"/casussen/{loop.nummer}/icos/{woord}/verslagen", {}, als=Rol.SECRETARIS),
        deur.haal(f"/casussen/{woord}", als=Rol.PROCESREGISSEUR),
        deur.haal(f"/{woord}", als=Rol.PROCESREGISSEUR),
        deur.haal(f"/triagelijst?tafel={woord}&na={woord}&{woord}={woord}", als=Rol.PROCESREGISSEUR),
        deur.haal(f"/casussen/{loop.nummer}?op={woord}", als=Rol.PROCESREGISSEUR),
        deur.vraag("POST", "/casussen", als=Rol.MELDER, content=f'{{"naam": "{woord}'.encode()),
        deur.client.get("/v1/tafels", headers={"Authorization": f"Bearer {woord}"}),
        deur.client.get("/v1/tafels", headers={"Authorization": woord, "X-Naam": woord}),
        deur.stuur(
            f"/casussen/{loop.nummer}/acties/{uuid4()}/afrondingen",
            {"resultaat": woord},
            als=Rol.PROCESREGISSEUR,
        ),
    ]
    assert all(400 <= antwoord.status_code < 500 for antwoord in antwoorden), [
        (antwoord.status_code, antwoord.url) for antwoord in antwoorden
    ]
    return "\n".join(antwoord.text + str(antwoord.headers) for antwoord in antwoorden)


@pytest.fixture
def loop(deur: Deur, klok: Klok) -> Levensloop:
    """A case that has lived through everything but its destruction."""
    stel_logging_in("DEBUG")
    leven = Levensloop(deur, klok, Voliere())
    leven.melding()
    leven.toestemming()
    leven.triage_en_regie()
    ico_id = leven.icos()
    leven.plan_en_voortgang()
    leven.einde(ico_id)
    return leven


def test_every_command_was_given_and_every_fact_recorded(loop: Levensloop, deur: Deur) -> None:
    loop.deur.stuur(
        f"/casussen/{loop.nummer}/verwijdervoorstellen", {"grond": "niet-langer-nodig"}, als=Rol.COMPLIANCE
    )
    historie = deur.dienst.shell.laad(loop.nummer).historie
    vastgelegd = {type(feit.gebeurtenis) for feit in historie}
    namen = {type_.__name__ for type_ in set(typing.get_args(Feit)) - vastgelegd}
    assert namen == {"GegevensVerwijderd"}
    assert len(CASUS.namen) == len(typing.get_args(Feit))
    assert len(typing.get_args(Opdracht)) == 28


def test_living_people_stand_nowhere_in_clear(
    loop: Levensloop, database: Database, capsys: pytest.CaptureFixture[str], serverfolder: Path | None
) -> None:
    kooi = loop.kooi
    fouten = _vals(loop.deur, loop, kooi)
    assert kooi.in_tekst(fouten) == []
    gevonden = {tabel: kooi.in_tekst(tekst) for tabel, tekst in alles_in_de_database(database).items()}
    assert {tabel: woorden for tabel, woorden in gevonden.items() if woorden} == {}
    log = capsys.readouterr()
    assert "verzoek" in log.out + log.err
    assert kooi.in_tekst(log.out + log.err) == []
    assert loop.nummer not in log.out + log.err
    if serverfolder is not None:
        assert kooi.in_tekst(serverlog(serverfolder)) == []


def test_only_who_may_see_people_sees_them(loop: Levensloop) -> None:
    gezien = {rol: bool(loop.kooi.in_tekst(_antwoorden(loop.deur, loop, rol))) for rol in Rol}
    # Closed, so shielded: of those who may see people only the procesregisseur still does.
    assert {rol for rol, ziet in gezien.items() if ziet} == {Rol.PROCESREGISSEUR}


def test_while_a_case_runs_each_role_sees_what_it_may(deur: Deur, klok: Klok) -> None:
    leven = Levensloop(deur, klok, Voliere())
    leven.melding()
    leven.toestemming()
    leven.triage_en_regie()
    leven.icos()
    gezien = {rol: leven.kooi.in_tekst(_antwoorden(deur, leven, rol)) for rol in Rol}
    assert {rol for rol, woorden in gezien.items() if woorden} == MAG_ZIEN
    assert {rol for rol, woorden in gezien.items() if set(woorden) & set(BSNS)} == {
        Rol.PROCESREGISSEUR,
        Rol.SECRETARIS,
    }


def test_after_the_destruction_nobody_finds_anything(
    loop: Levensloop, database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    geladen = loop.deur.dienst.shell.laad(loop.nummer)
    alles_in_de_database(database)
    loop.verwijdering()
    kooi = loop.kooi
    kooi.woorden += [loop.nummer, *(str(mens.persoon_id) for mens in geladen.casus.betrokkenen)]
    for rol in Rol:
        assert kooi.in_tekst(_antwoorden(loop.deur, loop, rol)) == [], rol
    na = alles_in_de_database(database)
    assert {tabel: kooi.in_tekst(tekst) for tabel, tekst in na.items() if kooi.in_tekst(tekst)} == {}
    stroom = str(geladen.stroom_id)
    assert {tabel for tabel, tekst in na.items() if stroom in tekst} - {"pg_catalog.pg_stats"} == {
        "feiten.gebeurtenis",
        "kluis.omheining",
        "weergave.verwijderrapport",
    }
    sleutels = {str(sleutel_id) for sleutel_id in geladen.bos.op_id}
    assert not [tabel for tabel, tekst in na.items() if any(sleutel in tekst for sleutel in sleutels)]
    log = capsys.readouterr()
    assert kooi.in_tekst(log.out + log.err) == []
