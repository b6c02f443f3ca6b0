"""A list told through the shells, by four people: what the tests of its execution begin with."""

from datetime import timedelta

from api.samenstelling import Dienst
from domain.casus.waarden import Uitkomst
from domain.vernietigingslijst.state import Vernietigingslijst
from domain.vernietigingslijst.voorvertoning import digest_van
from infra.vernietiging.lijsten import Voorstel
from tests.conftest import Klok
from tests.verhalen import ARCHIVARIS, COMPLIANCE, FG, TWEEDE_COMPLIANCE, ZVH, Verhaal, nieuw_verhaal


def gesloten(dienst: Dienst) -> Verhaal:
    """A case that was closed: what is no longer needed may go, after a bedenktijd of a week."""
    verhaal = nieuw_verhaal(dienst)
    verhaal.tot_en_met_ico()
    verhaal.sluit_af()
    dienst.runner.werk_bij()
    return verhaal


def afgewezen(dienst: Dienst) -> Verhaal:
    """A case that was rejected at the triage: due the same day, and without a bedenktijd."""
    verhaal = nieuw_verhaal(dienst)
    verhaal.meld_aan()
    verhaal.trieer(Uitkomst.AFGEWEZEN)
    dienst.runner.werk_bij()
    return verhaal


def stel_voor(dienst: Dienst, *verhalen: Verhaal) -> str:
    """Propose these; gives the number of the list."""
    nummers = tuple(verhaal.casusnummer for verhaal in verhalen)
    voorstel = Voorstel(dienst.omgeving.lijstnummer(), dienst.omgeving.vandaag(), nummers)
    return dienst.lijsten.stel_voor(ZVH, voorstel, namens=COMPLIANCE).lijst.lijstnummer


def keur_goed(dienst: Dienst, lijst: str) -> Vernietigingslijst:
    """Approve what the preview says now."""
    gezien = digest_van(dienst.lijsten.voorvertoning(dienst.lijsten.laad(lijst).lijst))
    return dienst.lijsten.keur_goed(lijst, gezien, namens=FG).lijst


def goedgekeurd(dienst: Dienst, klok: Klok, *verhalen: Verhaal) -> str:
    """Propose, check and approve these, and wait until the bedenktijd is over."""
    lijst = stel_voor(dienst, *verhalen)
    dienst.lijsten.controleer(lijst, (), namens=TWEEDE_COMPLIANCE)
    klok.tijd += timedelta(days=keur_goed(dienst, lijst).bedenktijd_dagen)
    dienst.runner.werk_bij()
    return lijst


def voer_uit(dienst: Dienst, lijst: str) -> Vernietigingslijst:
    """Carry it out by hand."""
    uit = dienst.uitvoerder.voer_uit(lijst, namens=ARCHIVARIS).lijst
    dienst.runner.werk_bij()
    return uit


def weg(dienst: Dienst, verhaal: Verhaal) -> bool:
    """Say whether the number of a case leads nowhere."""
    return dienst.lijsten.shell._nummers.stroom(verhaal.casusnummer) is None
