"""The lives of cases, from life as far as the sources tell: each a generator that yields the day it goes on."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import uuid4

from domain.casus.commands import (
    BrengAdviesUit,
    GeefInstemming,
    HefBeperkingOp,
    HefOpschortingOp,
    LegGrondslagVast,
    LegICOVast,
    LegVoortgangVast,
    MeldAan,
    PlanICO,
    SchortVernietigingOp,
    SluitAf,
    StelBeperkingIn,
    StelEigenTermijnVast,
    StelVerlengingVoor,
    Trieer,
    WeigerInstemming,
    WijsRegieToe,
)
from domain.casus.waarden import (
    Aanzet,
    Beperkgrond,
    Betrokkene,
    Criteriumfeit,
    Criteriumoordeel,
    Geheimhouding,
    Genodigde,
    Inbreng,
    Oordeel,
    Opschortgrond,
    Regie,
    Uitkomst,
    Voorcontact,
    Vorm,
)
from domain.consultatie.commands import SluitConsultatie, StelVraag
from domain.consultatie.waarden import Kanaal, Vraagaard
from domain.privacyprotocol import Verlengingsgrond
from infra.uitkomst import Uitgevoerd
from tests.simulatie.mensen import (
    BESCHERMINGSTAFEL,
    CASUSREGISSEUR,
    RET,
    SECRETARIS,
    ZVH,
    gezin,
    mens,
)
from tests.simulatie.regio import Leven, Regio

PLAFOND = 5
"""Years that data may be there at each of the tables (WGS 1.8(7), and by choice elsewhere)."""


def jaren_na(dag: date, jaren: int) -> date:
    """The same day so many years later; of 29 February the day before."""
    try:
        return dag.replace(year=dag.year + jaren)
    except ValueError:
        return dag.replace(year=dag.year + jaren, day=28)


CODES = {ZVH: ("A1", "A2", "A3", "B1"), RET: ("A1",), BESCHERMINGSTAFEL: ("A1", "B1", "C1")}


class Zaak:
    """One case, told to the service."""

    def __init__(self, regio: Regio, tafel: str, mensen: Sequence[Betrokkene] = ()) -> None:
        """Take the table and the people it is about; somebody invented, where nobody is named."""
        self.regio, self.tafel = regio, tafel
        self.mensen = tuple(mensen) or (mens(regio.kies, geboren=1988 if tafel == ZVH else 2018),)
        self.ico_id = uuid4()

    def meld_aan(self) -> None:
        zvh = self.tafel == ZVH
        self.gemeld = self.regio.vandaag
        self.nummer = self.regio.dienst.omgeving.casusnummer()
        gedaan = self.regio.dienst.shell.meld_aan(
            self.tafel,
            MeldAan(
                casusnummer=self.nummer,
                organisatie="politie" if zvh else "lokale-toegang",
                gemeente="zaanstad",
                betrokkenen=self.mensen,
                aanpak="pog" if zvh else None,
                leefgebieden=("wonen", "sociaal-netwerk") if zvh else (),
                criteria=tuple(
                    Criteriumfeit(code, f"Verzonnen feiten bij {code}") for code in CODES[self.tafel]
                ),
                reguliere_routes="Het verzonnen wijkteam kwam er niet in",
                voorcontact=Voorcontact(self.gemeld, "mw-peer") if zvh else None,
                grondslag=None
                if self.tafel == RET
                else LegGrondslagVast("wgs" if zvh else "publieke-taak", "Verzonnen zorgen"),
            ),
            namens=SECRETARIS,
        )
        self.stroom_id = gedaan.stroom_id
        self.uiterlijk = jaren_na(self.gemeld, PLAFOND)
        self.regio.bekend(self.stroom_id, self.nummer, self.uiterlijk)

    def doe(self, opdracht: object, **als: object) -> Uitgevoerd:
        return self.regio.doe(self.nummer, opdracht, **als)  # type: ignore[arg-type]

    def na(self, *, dagen: int) -> date:
        return self.regio.vandaag + timedelta(days=dagen)

    def trieer(self, uitkomst: Uitkomst) -> None:
        oordelen = tuple(
            Criteriumoordeel(
                code,
                Oordeel.NIET_VOLDAAN if (code, self.tafel) == ("B1", ZVH) else Oordeel.VOLDAAN,
                "Gewogen",
            )
            for code in CODES[self.tafel]
        )
        naar = "lokaal" if uitkomst is Uitkomst.DOORVERWEZEN else None
        self.doe(Trieer(oordelen, uitkomst, "Verzonnen weging", ("politie", "zvh"), naar))

    def neem_op(self) -> None:
        """Taken up, with an ICO at which two organisations told something."""
        self.trieer(Uitkomst.ICO)
        if self.tafel != ZVH:
            return
        self.doe(WijsRegieToe(Regie.PROCES_INTENSIEF, "mw-peer", "zvh"))
        self.doe(WijsRegieToe(Regie.CASUS, "mw-appel", "ggz"))
        genodigden = (Genodigde("politie", "Wat speelt er?"), Genodigde("ggz", "Welke zorg loopt?"))
        begint = self.regio.dienst.omgeving.nu() + timedelta(days=7)
        self.doe(PlanICO(self.ico_id, "Rust in de verzonnen straat", begint, Vorm.HYBRIDE, genodigden))

    def houd_ico(self) -> None:
        inbreng = tuple(
            Inbreng(een.persoon_id, "ggz", f"De ggz over {een.naam}", Geheimhouding.GEEN)
            for een in self.mensen
        )
        self.doe(
            LegICOVast(self.ico_id, self.regio.vandaag, ("politie", "ggz"), "Een verzonnen verslag", inbreng)
        )
        self.doe(BrengAdviesUit(self.ico_id, "Een samenvatting", "Een verzonnen advies", ()))

    def sluit(self) -> None:
        self.doe(SluitAf("Het doel is bereikt", "Verzonnen rust"))

    def voortgang(self) -> None:
        self.doe(LegVoortgangVast("Het gaat verzonnen goed", Aanzet.CASUSREGISSEUR), namens=CASUSREGISSEUR)

    def is_weg(self) -> bool:
        return self.regio.dienst.shell._nummers.stroom(self.nummer) is None


def afgewezen(regio: Regio, tafel: str, uitkomst: Uitkomst = Uitkomst.AFGEWEZEN) -> Leven:
    """Not taken up: at a ZVH it has to go the same day, elsewhere within a year."""
    zaak = Zaak(regio, tafel)
    zaak.meld_aan()
    yield zaak.na(dagen=regio.kies.randint(1, 20))
    zaak.trieer(uitkomst)
    regio.verwacht(zaak.stroom_id, regio.vandaag if tafel == ZVH else jaren_na(regio.vandaag, 1))


def gesloten(regio: Regio, tafel: str) -> Leven:
    """Taken up, and closed after some months: the term stays that of the first day."""
    zaak = Zaak(regio, tafel)
    yield from _lopend(zaak)
    yield zaak.na(dagen=regio.kies.randint(60, 700))
    zaak.sluit() if tafel == ZVH else None


def _lopend(zaak: Zaak) -> Leven:
    zaak.meld_aan()
    yield zaak.na(dagen=zaak.regio.kies.randint(1, 14))
    zaak.neem_op()
    if zaak.tafel == ZVH:
        yield zaak.na(dagen=7)
        zaak.houd_ico()


def loopt_door(regio: Regio) -> Leven:
    """Runs until its last day, and is worked on every month, and on each of the last days: also on the very last."""
    zaak = Zaak(regio, ZVH)
    yield from _lopend(zaak)
    while (straks := _eerste_van_de_maand(regio.vandaag)) < zaak.uiterlijk - timedelta(days=6):
        yield straks
        zaak.voortgang()
    for dagen in (5, 3, 1, 0):
        yield zaak.uiterlijk - timedelta(days=dagen)
        zaak.voortgang()


def _eerste_van_de_maand(dag: date) -> date:
    """The first of next month: those who record how it stands do so for all their cases at once."""
    return (dag.replace(day=28) + timedelta(days=4)).replace(day=1)


def verlengd(regio: Regio, keren: int = 1) -> Leven:
    """Extended by two years, once or more; the ggz refuses, so what it told goes on the old day."""
    zaak = Zaak(regio, ZVH)
    yield from _lopend(zaak)
    uiterlijk = zaak.uiterlijk
    for keer in range(keren):
        yield uiterlijk - timedelta(days=regio.kies.randint(2, 200))
        verlenging, tot = uuid4(), jaren_na(uiterlijk, 2)
        zaak.doe(
            StelVerlengingVoor(
                verlenging, Verlengingsgrond.LOOPT_NOG, "Het is nog niet klaar", tot, ("politie",)
            )
        )
        zaak.doe(GeefInstemming(verlenging, "politie"))
        if keer == 0:
            zaak.doe(WeigerInstemming(verlenging, "ggz", "Verzonnen bezwaren"))
            regio.delen_weg_op.setdefault(zaak.stroom_id, []).append(uiterlijk)
        uiterlijk = tot
        regio.verwacht(zaak.stroom_id, tot)


def opgeschort(regio: Regio, voor: int, na: int) -> Leven:
    """Held some days before its last day, or on it, and lifted some days later: then it goes at once."""
    zaak = Zaak(regio, ZVH)
    yield from _lopend(zaak)
    yield zaak.na(dagen=100)
    zaak.sluit()
    yield zaak.uiterlijk - timedelta(days=voor)
    opschorting = uuid4()
    zaak.doe(
        SchortVernietigingOp(
            opschorting,
            Opschortgrond.RECHTSVORDERING,
            "Een verzonnen zaak bij de rechter",
            zaak.na(dagen=voor + na),
        )
    )
    regio.gehouden[zaak.stroom_id] = zaak.nummer
    regio.verwacht(zaak.stroom_id, zaak.uiterlijk + timedelta(days=na))
    yield zaak.uiterlijk + timedelta(days=na)
    zaak.doe(HefOpschortingOp(opschorting, "De verzonnen zaak is voorbij"))
    del regio.gehouden[zaak.stroom_id]


def beperkt(regio: Regio) -> Leven:
    """Restricted (AVG 18) on somebody's request, which is handled just in time."""
    zaak = Zaak(regio, ZVH)
    yield from _lopend(zaak)
    yield zaak.uiterlijk - timedelta(days=60)
    beperking = uuid4()
    zaak.doe(
        StelBeperkingIn(
            beperking, None, Beperkgrond.JUISTHEID_BETWIST, "Klopt verzonnen niet", zaak.na(dagen=30)
        )
    )
    yield zaak.uiterlijk - timedelta(days=2)
    zaak.doe(HefBeperkingOp(beperking, "Het is nagekeken", regio.vandaag))


def eigen_termijn(regio: Regio, eerder: int) -> Leven:
    """About a family, of whom one has a term of its own; the others read on."""
    mensen = gezin(regio.kies)
    zaak = Zaak(regio, ZVH, mensen)
    yield from _lopend(zaak)
    eigen = zaak.uiterlijk - timedelta(days=eerder)
    zaak.doe(
        StelEigenTermijnVast(mensen[1].persoon_id, None, eigen, "zvh/1/plafond", "Afgesproken met het gezin")
    )
    regio.delen_weg_op.setdefault(zaak.stroom_id, []).append(eigen)
    yield eigen + timedelta(days=1)
    if zaak.is_weg():
        return
    casus = regio.dienst.shell.laad(zaak.nummer).casus
    assert not casus.is_betrokken(mensen[1].persoon_id)
    assert mensen[0] in casus.betrokkenen
    assert mensen[2] in casus.betrokkenen


def consultatie(regio: Regio) -> Leven:
    """A question about somebody by name, answered and closed; its clock runs from the question."""
    consultaties, nummer = regio.dienst.consultaties, regio.dienst.omgeving.consultatienummer()
    vraag = StelVraag(
        nummer,
        "politie",
        Kanaal.TELEFONISCH,
        "mw-citroen",
        "Past dit bij de verzonnen tafel?",
        Vraagaard.OP_NAAM,
        betrokkenen=(mens(regio.kies),),
    )
    gedaan = consultaties.stel_vraag(ZVH, vraag, namens=SECRETARIS)
    regio.bekend(gedaan.stroom_id, nummer, jaren_na(regio.vandaag, PLAFOND))
    yield regio.vandaag + timedelta(days=2)
    consultaties.voer_uit(nummer, SluitConsultatie("Beantwoord aan de telefoon"), namens=SECRETARIS)
    regio.verwacht(gedaan.stroom_id, regio.weg_op[gedaan.stroom_id])
