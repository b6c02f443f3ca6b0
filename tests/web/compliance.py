"""Made-up cases for the pages of the compliance officer: lists in each state, something overdue, and verzoeken."""

from datetime import timedelta
from uuid import uuid4

from domain.casus.commands import SchortVernietigingOp, StelBeperkingIn
from domain.casus.waarden import Beperkgrond, Opschortgrond, Uitkomst
from domain.rollen import Rol
from domain.vernietigingslijst.commands import ControleerLijst
from domain.vernietigingslijst.voorvertoning import digest_van
from domain.verzoek.commands import OntvangVerzoek
from domain.verzoek.waarden import Aanvrager, OverWie, Verzoeksoort
from infra.optekenen import Opdrachtgever
from infra.vernietiging.lijsten import Voorstel
from tests.api.conftest import MENSEN, TWEEDE_COMPLIANCE
from tests.verhalen import BRAAM, SECRETARIS, ZVH, nieuw_verhaal
from tests.web.huis import Huis

PRUIM = Opdrachtgever(MENSEN[Rol.COMPLIANCE], "verwijdering")
OLIJF = Opdrachtgever(TWEEDE_COMPLIANCE, "verwijdering")
TAMARINDE = Opdrachtgever(MENSEN[Rol.FG], "verwijdering")


def gesloten(huis: Huis) -> str:
    """A case that was closed, and so may go before its term ends."""
    verhaal = nieuw_verhaal(huis.dienst)
    verhaal.tot_en_met_ico()
    huis.dienst.wacht_op(verhaal.sluit_af().positie)
    return verhaal.casusnummer


def afgewezen(huis: Huis) -> str:
    """A case that was not taken up, and so has to go the same day."""
    verhaal = nieuw_verhaal(huis.dienst)
    verhaal.meld_aan()
    huis.dienst.wacht_op(verhaal.trieer(Uitkomst.AFGEWEZEN).positie)
    return verhaal.casusnummer


def verzoek(huis: Huis, soort: Verzoeksoort = Verzoeksoort.INZAGE) -> str:
    """Somebody asks something of the own data."""
    omgeving = huis.dienst.omgeving
    opdracht = OntvangVerzoek(
        verzoeknummer=omgeving.verzoeknummer(),
        tafel=ZVH,
        soort=soort,
        ontvangen_op=huis.vandaag(),
        aanvrager=Aanvrager.ZELF,
        verzoeker="Testpersoon Framboos",
        bereikbaar="framboos@verzonnen.example",
        over=OverWie("Testpersoon Framboos"),
        inhoud="Wat weten jullie van mij?",
    )
    gedaan = huis.dienst.verzoeken.ontvang(opdracht, namens=SECRETARIS)
    huis.dienst.wacht_op(gedaan.positie)
    return gedaan.verzoeknummer


def opgeschort(huis: Huis) -> str:
    """A case that is held, and of which the data of one person are restricted."""
    verhaal = nieuw_verhaal(huis.dienst)
    verhaal.tot_en_met_ico()
    tot = huis.vandaag() + timedelta(days=91)
    verhaal.doe(SchortVernietigingOp(uuid4(), Opschortgrond.RECHTSVORDERING, "Er loopt een zaak", tot), PRUIM)
    beperking = StelBeperkingIn(
        uuid4(), BRAAM.persoon_id, Beperkgrond.JUISTHEID_BETWIST, "Woont daar niet", tot
    )
    huis.dienst.wacht_op(verhaal.doe(beperking, PRUIM).positie)
    return verhaal.casusnummer


def houd_tegen(huis: Huis, nummer: str) -> None:
    """Hold a case that was there already."""
    tot = huis.vandaag() + timedelta(days=91)
    opdracht = SchortVernietigingOp(uuid4(), Opschortgrond.RECHTSVORDERING, "Er loopt een zaak", tot)
    huis.dienst.wacht_op(huis.dienst.shell.voer_uit(nummer, opdracht, namens=PRUIM).positie)


def voorgestelde_lijst(huis: Huis, *nummers: str) -> str:
    """A list that waits for its check."""
    omgeving = huis.dienst.omgeving
    voorstel = Voorstel(omgeving.lijstnummer(), omgeving.vandaag(), nummers)
    gedaan = huis.dienst.lijsten.stel_voor(ZVH, voorstel, namens=PRUIM)
    huis.dienst.wacht_op(gedaan.positie)
    return gedaan.lijst.lijstnummer


def goedgekeurde_lijst(huis: Huis, *nummers: str) -> str:
    """A list whose bedenktijd runs."""
    lijsten, nummer = huis.dienst.lijsten, voorgestelde_lijst(huis, *nummers)
    huis.dienst.lijsten.voer_uit(nummer, ControleerLijst(), namens=OLIJF)
    afdruk = digest_van(lijsten.voorvertoning(lijsten.laad(nummer).lijst))
    huis.dienst.wacht_op(lijsten.keur_goed(nummer, afdruk, namens=TAMARINDE).positie)
    return nummer


def vul_compliance(huis: Huis) -> None:
    """Tell all of it, and keep the numbers by what they are there for."""
    klaar = goedgekeurde_lijst(huis, gesloten(huis), gesloten(huis))
    huis.nummers["verzoek"] = verzoek(huis)
    huis.klok.verder(days=35)
    huis.dienst.lijstloper.ronde()
    huis.nummers["lijst-verklaard"] = klaar
    verklaard = huis.dienst.lijsten.laad(klaar).lijst.verklaring
    assert verklaard is not None
    huis.nummers["verklaring"] = verklaard.verklaringsnummer
    afgewezen(huis)
    huis.klok.verder(days=2)
    verzoek(huis, Verzoeksoort.WISSING)
    for _ in range(3):
        nieuw_verhaal(huis.dienst).meld_aan()
    huis.nummers["opgeschort"] = opgeschort(huis)
    huis.nummers["lijst-bedenktijd"] = goedgekeurde_lijst(huis, gesloten(huis))
    huis.nummers["lijst-voorgesteld"] = voorgestelde_lijst(huis, gesloten(huis), gesloten(huis))
