"""A case through every command there is, with an unmistakable word in every place where a person could stand."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from domain.rollen import Rol
from tests.api.conftest import Deur
from tests.api.lijstloop import bekijk, controleer, stel_voor, vernietig
from tests.conftest import Klok
from tests.kanaries import BSNS, Voliere
from tests.verhalen import ZVH

CRITERIA = ("A1", "A2", "A3", "B1")


@dataclass
class Levensloop:
    """One case at the ZVH through every command there, with a canary in every place where a person could stand."""

    deur: Deur
    klok: Klok
    kooi: Voliere
    gang: Voliere = field(default_factory=Voliere)
    """What is told of meetings, and of no case; it outlives the case."""
    overleggen: list[str] = field(default_factory=list)
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
        wie = zing("Vertegenwoordiger")
        self.stuur(
            "/toestemmingsweigeringen",
            {**over, "persoonId": twee, "weigeraar": zing("Weigeraar"), "geweigerdOp": self.dag()},
        )
        gegeven = {"gever": wie, "tekstversie": zing("Tekst"), "gegevenOp": self.dag()}
        self.stuur("/toestemmingen", {**over, **gegeven, "persoonId": een})
        self.stuur(
            "/toestemmingsintrekkingen",
            {**over, "persoonId": een, "intrekker": wie, "ingetrokkenOp": self.dag()},
        )
        self.stuur("/toestemmingen", {**over, **gegeven, "tekstversie": zing("Tekst"), "persoonId": een})

    def gezag_en_informeren(self) -> None:
        zing = self.kooi.zing
        self.stuur(
            "/aanvullingen",
            {"betrokkenen": [{"betrokkenheid": "kind", "naam": zing("Kind"), "adres": zing("Adres")}]},
        )
        kind = {"persoonId": self.personen()[-1]}
        self.stuur("/geboortedata", {**kind, "geboortedatum": "2015-04-05"})
        register = {"gezag": "gezag-niet-te-bepalen", "onderzoek": "in-onderzoek"}
        self.stuur("/gezagsvastleggingen", {**kind, **register, "herkomst": zing("Herkomst")})
        oordeel = {"geldtAls": "voogdij", "toelichting": zing("Toelichting")}
        self.stuur("/gezagsbeoordelingen", {**kind, **oordeel})
        uitstel = {"grond": "veiligheid", "toelichting": zing("Toelichting"), "herzienOp": self.dag(30)}
        self.stuur("/informeeruitstellen", {**kind, **uitstel})
        self.stuur("/informeringen", {**kind, "wijze": zing("Wijze"), "geinformeerdOp": self.dag()})

    def samenloop_en_overleg(self) -> None:
        """Somebody looks at the other tables; the case comes off one agenda, and is discussed on another."""
        zing = self.kooi.zing
        self.stuur("/samenloopraadplegingen", {"persoonId": self.personen()[0]})
        eerste, tweede = self.overleggen = [self.overleg() for _ in range(2)]
        punt = self.zet_op(eerste)
        self.stuur_overleg(eerste, f"/agendapunten/{punt}/schrappingen", {"reden": zing("Schrapping")})
        punt = self.zet_op(tweede)
        self.overleg_met_mensen(tweede, punt)
        self.klok.verder(hours=3)
        self.stuur_overleg(
            tweede,
            "/verslagen",
            {
                "aanwezig": [{"genodigde": code, "minuten": 60} for code in ("politie", "ggz")],
                "verslag": self.gang.zing("Gang"),
                "besproken": [{"agendapuntId": punt, "verslag": zing("Bespreking")}],
            },
        )
        self.stuur_overleg(eerste, "/afzeggingen", {"reden": self.gang.zing("Afzegging")})

    def overleg(self) -> str:
        antwoord = self.deur.stuur(
            "/overleggen",
            {
                "tafel": ZVH,
                "soort": "triage",
                "begint": (self.klok() + timedelta(hours=1)).isoformat(),
                "minuten": 60,
                "capaciteit": 4,
                "vorm": "digitaal",
                "plaats": self.gang.zing("Zaal"),
            },
            als=Rol.SECRETARIS,
        )
        assert antwoord.status_code == 201, antwoord.text
        overleg_id: str = antwoord.json()["overlegId"]
        return overleg_id

    def stuur_overleg(self, overleg_id: str, pad: str, inhoud: object) -> Any:
        antwoord = self.deur.stuur(f"/overleggen/{overleg_id}{pad}", inhoud, als=Rol.SECRETARIS)
        assert antwoord.status_code in {200, 201}, (pad, antwoord.text)
        return antwoord.json()

    def zet_op(self, overleg_id: str) -> str:
        inhoud = {"casusnummer": self.nummer, "soort": "triage"}
        punt: str = self.stuur_overleg(overleg_id, "/agendapunten", inhoud)["agendapuntId"]
        return punt

    def overleg_met_mensen(self, overleg_id: str, punt: str) -> None:
        gang = self.gang.zing
        uitnodigingen = [
            self.stuur_overleg(overleg_id, "/uitnodigingen", inhoud)["uitnodigingId"]
            for inhoud in (
                {"genodigde": "politie", "deelname": "vast"},
                {"genodigde": "ggz", "deelname": "vast", "medewerker": "mw-noot"},
                {"genodigde": "inwoner", "deelname": "inwoner", "agendapuntId": punt},
            )
        ]
        een, twee, drie = (f"/uitnodigingen/{uitnodiging}" for uitnodiging in uitnodigingen)
        self.stuur_overleg(overleg_id, f"{een}/bevestigingen", None)
        self.stuur_overleg(overleg_id, f"{twee}/afmeldingen", {"reden": gang("Afmelding")})
        self.stuur_overleg(overleg_id, f"{drie}/intrekkingen", {"reden": gang("Intrekking")})
        begint = (self.klok() + timedelta(hours=2)).isoformat()
        self.stuur_overleg(overleg_id, "/verzettingen", {"begint": begint, "reden": gang("Verzetting")})

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
        self.stuur("/terugschalingen", {"naar": "tafel", "reden": zing("Terugschaling")})
        analyse = {"vraag": zing("Vraag"), "organisatie": "ggz", "uiterlijk": self.dag(9)}
        gevraagd = self.stuur("/verklarende-analyses", analyse)["analyseId"]
        self.stuur(f"/verklarende-analyses/{gevraagd}/opleveringen", {"uitkomst": zing("Uitkomst")})

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

    def bewaring(self) -> None:
        """A hold and a restriction that end, and a term of its own."""
        zing, mens = self.kooi.zing, self.personen()[0]
        opgeschort = {"grond": "rechtsvordering", "toelichting": zing("Rechtszaak"), "tot": self.dag(90)}
        gedaan = self.stuur("/opschortingen", opgeschort, als=Rol.COMPLIANCE)
        pad = f"/opschortingen/{gedaan['opschortingId']}/opheffingen"
        self.stuur(pad, {"reden": zing("Uitspraak")}, als=Rol.COMPLIANCE)
        beperkt = {
            "persoonId": mens,
            "grond": "juistheid-betwist",
            "toelichting": zing("Betwist"),
            "tot": self.dag(90),
        }
        voorwaarde = {"voorwaarde": "niet-in-export", "toelichting": zing("Voorwaarde")}
        gesteld = self.stuur("/voorwaarden", voorwaarde, als=Rol.MELDER)
        eerst = {"voorwaarde": "eerst-vragen", "toelichting": zing("Eerst vragen")}
        eerst_id = self.stuur("/voorwaarden", eerst, als=Rol.MELDER)["voorwaardeId"]
        mag = {"waarheen": "bestand", "toelichting": zing("Mag dit")}
        vraag = self.stuur(f"/voorwaarden/{eerst_id}/doorgiftevragen", mag, als=Rol.PROCESREGISSEUR)
        ja = {"antwoord": "toegestaan", "toelichting": zing("Dit mag")}
        self.stuur(f"/doorgiftevragen/{vraag['doorgifteId']}/antwoorden", ja, als=Rol.MELDER)
        weg = {"reden": zing("Hoeft niet meer")}
        self.stuur(f"/voorwaarden/{eerst_id}/intrekkingen", weg, als=Rol.MELDER)
        weer = f"/voorwaarden/{gesteld['voorwaardeId']}/intrekkingen"
        self.stuur(weer, {"reden": zing("Weer goed")}, als=Rol.MELDER)
        gedaan = self.stuur("/beperkingen", beperkt, als=Rol.COMPLIANCE)
        pad = f"/beperkingen/{gedaan['beperkingId']}/opheffingen"
        klaar = {"reden": zing("Klopt weer"), "geinformeerdOp": self.dag()}
        self.stuur(pad, klaar, als=Rol.COMPLIANCE)
        eigen = {
            "persoonId": mens,
            "bewarenTot": self.dag(400),
            "bewaarregel": "zvh/1/plafond",
            "reden": zing("Korter"),
        }
        self.stuur("/bewaartermijnen", eigen, als=Rol.COMPLIANCE)

    def verlenging(self) -> None:
        """Years later the term is extended; one supplier refuses."""
        zing = self.kooi.zing
        self.klok.verder(days=4 * 365 + 100)
        voorstel = {
            "grond": "loopt-nog-en-voldoet",
            "reden": zing("Verlenging"),
            "tot": "2032-03-02",
            "opdrachtVan": ["politie"],
        }
        pad = f"/verlengingen/{self.stuur('/verlengingen', voorstel)['verlengingId']}"
        weigering = {"organisatie": "ggz", "reden": zing("Weigering")}
        self.stuur(f"{pad}/instemmingsweigeringen", weigering)
        for organisatie in ("politie", "zvh"):
            self.stuur(f"{pad}/instemmingen", {"organisatie": organisatie})

    def verwijdering(self) -> None:
        """Left out of one list, with a reason that sings as well; then by another one to the end."""
        eerste = stel_voor(self.deur, self.nummer)
        (post,) = bekijk(self.deur, eerste)["regels"]
        uit = {"postId": post["postId"], "reden": "nog-nodig", "toelichting": self.kooi.zing("Toelichting")}
        controleer(self.deur, eerste, geweigerd=[uit])
        self.bewijsnummer = vernietig(self.deur, self.nummer)
