"""A made-up case at the ZVH, step by step, as commands through the shell. Everything in it is invented."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from api.samenstelling import Dienst
from domain.casus.commands import (
    BrengAdviesUit,
    GeefToestemming,
    LegGrondslagVast,
    LegICOVast,
    MeldAan,
    Opdracht,
    PlanICO,
    SluitAf,
    Trieer,
    Verwijder,
    WijsActieToe,
    WijsRegieToe,
)
from domain.casus.waarden import (
    Afspraak,
    Betrokkene,
    Betrokkenheid,
    Criteriumfeit,
    Criteriumoordeel,
    Geheimhouding,
    Genodigde,
    Hoedanigheid,
    Inbreng,
    Lijstgang,
    Oordeel,
    Regie,
    Uitkomst,
    Verwijdergrond,
    Voorcontact,
    Vorm,
)
from domain.rollen import Medewerker, Rol
from infra.optekenen import Opdrachtgever
from infra.uitkomst import Uitgevoerd

ZVH = "zvh-zaanstreek-waterland"
PROCESREGISSEUR = Opdrachtgever(
    Medewerker("mw-peer", Rol.PROCESREGISSEUR, "zvh"), "casusbehandeling", "spoor-1"
)
CASUSREGISSEUR = Opdrachtgever(
    Medewerker("mw-appel", Rol.CASUSREGISSEUR, "ggz"), "casusbehandeling", "spoor-2"
)
SECRETARIS = Opdrachtgever(Medewerker("mw-kers", Rol.SECRETARIS, "zvh"), "melding", "spoor-3")
COMPLIANCE = Opdrachtgever(Medewerker("mw-pruim", Rol.COMPLIANCE, "zvh"), "verwijdering", "spoor-4")
TWEEDE_COMPLIANCE = Opdrachtgever(Medewerker("mw-olijf", Rol.COMPLIANCE, "zvh"), "verwijdering", "spoor-5")
FG = Opdrachtgever(Medewerker("mw-tamarinde", Rol.FG, "zvh"), "verwijdering", "spoor-6")
ARCHIVARIS = Opdrachtgever(Medewerker("mw-kastanje", Rol.ARCHIVARIS, "zvh"), "verwijdering", "spoor-7")
GANG = Lijstgang("L-BCDFG-HJKLM", COMPLIANCE.wie.id, TWEEDE_COMPLIANCE.wie.id, FG.wie.id)
"""A list that three agreed on; ARCHIVARIS carries it out."""

FRAMBOOS = Betrokkene(
    persoon_id=UUID(int=0xF1),
    betrokkenheid=Betrokkenheid.HOOFDPERSOON,
    naam="Testpersoon Framboos",
    geboortedatum=date(1991, 5, 17),
    bsn="999990019",
    adres="Verzonnenlaan 1",
    toelichting="Slaapt soms in de verzonnen tuin",
)
BRAAM = Betrokkene(UUID(int=0xF2), Betrokkenheid.EX_PARTNER, "Testpersoon Braam")
FEITEN = tuple(Criteriumfeit(code, f"Verzonnen feiten bij {code}") for code in ("A1", "A2", "A3"))
OORDELEN = (
    *(Criteriumoordeel(code, Oordeel.VOLDAAN, f"Gewogen: {code}") for code in ("A1", "A2", "A3")),
    Criteriumoordeel("B1", Oordeel.NIET_VOLDAAN, "Geen gebiedsgebonden probleem"),
)

ICO_ID = UUID(int=0x1C0)
ACTIE_ID = UUID(int=0xAC)


def aanmelding(*, casusnummer: str, kenmerk: str | None = None, vandaag: date) -> MeldAan:
    """A complete aanmelding."""
    return MeldAan(
        casusnummer=casusnummer,
        organisatie="politie",
        gemeente="zaanstad",
        betrokkenen=(FRAMBOOS, BRAAM),
        kenmerk=kenmerk,
        aanpak="pog",
        leefgebieden=("wonen", "sociaal-netwerk"),
        criteria=FEITEN,
        reguliere_routes="Het verzonnen wijkteam kwam er niet in",
        voorcontact=Voorcontact(vandaag, "mw-peer"),
        grondslag=LegGrondslagVast("wgs", "Ernstige verzonnen overlast"),
    )


@dataclass
class Verhaal:
    """Tells a case to a service; each step gives back what it led to."""

    dienst: Dienst
    casusnummer: str = ""
    ico_id: UUID = ICO_ID
    actie_id: UUID = ACTIE_ID

    def vandaag(self) -> date:
        return self.dienst.omgeving.vandaag()

    def meld_aan(self, *, kenmerk: str | None = None) -> Uitgevoerd:
        nummer = self.dienst.omgeving.casusnummer()
        gedaan = self.dienst.shell.meld_aan(
            ZVH, aanmelding(casusnummer=nummer, kenmerk=kenmerk, vandaag=self.vandaag()), namens=SECRETARIS
        )
        self.casusnummer = gedaan.casusnummer
        return gedaan

    def doe(self, opdracht: Opdracht, namens: Opdrachtgever = PROCESREGISSEUR) -> Uitgevoerd:
        return self.dienst.shell.voer_uit(self.casusnummer, opdracht, namens=namens)

    def trieer(self, uitkomst: Uitkomst = Uitkomst.ICO) -> Uitgevoerd:
        return self.doe(Trieer(OORDELEN, uitkomst, "Regie is nodig", ("politie", "zvh")))

    def wijs_regie_toe(self) -> None:
        self.doe(WijsRegieToe(Regie.PROCES_INTENSIEF, "mw-peer", "zvh"))
        self.doe(WijsRegieToe(Regie.CASUS, "mw-appel", "ggz"))

    def plan_ico(self) -> Uitgevoerd:
        begint: datetime = self.dienst.omgeving.nu() + timedelta(days=7)
        genodigden = (
            Genodigde("politie", "Wat speelt er in de straat?"),
            Genodigde("ggz", "Welke zorg loopt?"),
        )
        return self.doe(PlanICO(self.ico_id, "Rust in de verzonnen straat", begint, Vorm.HYBRIDE, genodigden))

    def houd_ico(self) -> None:
        self.doe(
            GeefToestemming(
                FRAMBOOS.persoon_id,
                "beroepsgeheim",
                "Testpersoon Framboos",
                Hoedanigheid.ZELF,
                "tekst-1",
                self.vandaag(),
            )
        )
        inbreng = Inbreng(
            FRAMBOOS.persoon_id,
            "ggz",
            "Is in behandeling bij de verzonnen kliniek",
            Geheimhouding.BEROEPSGEHEIM,
        )
        self.doe(
            LegICOVast(self.ico_id, self.vandaag(), ("politie", "ggz"), "Een verzonnen verslag", (inbreng,))
        )
        self.doe(
            BrengAdviesUit(
                self.ico_id, "Een samenvatting", "Een verzonnen advies", (Afspraak("ggz", "Belt elke week"),)
            )
        )

    def wijs_actie_toe(self) -> Uitgevoerd:
        uiterlijk = self.vandaag() + timedelta(days=14)
        return self.doe(WijsActieToe(self.actie_id, "Een verzonnen huisbezoek", "ggz", uiterlijk))

    def sluit_af(self) -> Uitgevoerd:
        return self.doe(SluitAf("Het doel is bereikt", "Rust in de verzonnen straat"))

    def verwijder(self) -> Uitgevoerd:
        """The last step of a list; the whole of it stands in ``tests.infra.vernietiging``."""
        weg = Verwijder(self.dienst.omgeving.bewijsnummer(), Verwijdergrond.NIET_LANGER_NODIG, GANG)
        return self.doe(weg, ARCHIVARIS)

    def vernietig(self) -> Uitgevoerd:
        """From anywhere before the end: closed and destroyed."""
        if self.dienst.shell.laad(self.casusnummer).casus.triage is None:
            self.trieer()
        self.sluit_af()
        return self.verwijder()

    def tot_en_met_ico(self, *, kenmerk: str | None = None) -> None:
        """From aanmelding to an ICO that was held."""
        self.meld_aan(kenmerk=kenmerk)
        self.trieer()
        self.wijs_regie_toe()
        self.plan_ico()
        self.houd_ico()

    def helemaal(self, *, kenmerk: str | None = None) -> Uitgevoerd:
        """From aanmelding to destruction."""
        self.tot_en_met_ico(kenmerk=kenmerk)
        self.sluit_af()
        return self.verwijder()


def nieuw_verhaal(dienst: Dienst) -> Verhaal:
    """A case with ids of its own."""
    return Verhaal(dienst, ico_id=uuid4(), actie_id=uuid4())
