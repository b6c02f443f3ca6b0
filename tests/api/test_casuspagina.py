"""The page of a case puts first what is up now, and says of no day that it is open where it is not."""

from domain.casus.commands import Heropen, SluitVoorlopigAf
from domain.casus.waarden import Uitkomst
from domain.rollen import Rol
from tests.api.conftest import Deur
from tests.api.test_aanvallen_op_paginas import blader
from tests.conftest import Klok
from tests.verhalen import Verhaal, nieuw_verhaal

GEEN_DATUM = "Er staat geen datum open."


def pagina(deur: Deur, verhaal: Verhaal) -> str:
    return blader(deur, f"/casus/{verhaal.casusnummer}", als=Rol.PROCESREGISSEUR).text


def vooraan(tekst: str) -> str:
    """What is put before the other deeds; nothing where nothing is up."""
    return tekst.partition("Nu aan de beurt")[2].partition("</ul>")[0]


def test_a_melding_that_waits_says_for_which_triage(deur: Deur) -> None:
    verhaal = nieuw_verhaal(deur.dienst)
    verhaal.meld_aan()
    tekst = pagina(deur, verhaal)
    assert "</strong>: triage" in tekst
    assert GEEN_DATUM not in tekst
    verhaal.trieer(Uitkomst.AFGEWEZEN)
    later = pagina(deur, verhaal)
    assert "</strong>: triage" not in later
    assert "De tafel neemt de casus niet op." in later
    assert "<p>Bewaren: Uiterlijk" in later


def test_a_report_is_asked_when_the_ico_was_there_and_not_before(deur: Deur, klok: Klok) -> None:
    verhaal = nieuw_verhaal(deur.dienst)
    verhaal.meld_aan()
    verhaal.trieer()
    verhaal.wijs_regie_toe()
    assert '/ico"' in vooraan(pagina(deur, verhaal))
    verhaal.plan_ico()
    assert vooraan(pagina(deur, verhaal)) == ""
    klok.verder(days=7)
    assert "/ico-verslag" in vooraan(pagina(deur, verhaal))


def test_a_case_is_looked_at_again_on_its_day_and_not_after_it_was_opened_again(
    deur: Deur, verhaal: Verhaal, klok: Klok
) -> None:
    opnieuw = "opnieuw kijken naar deze casus"
    verhaal.doe(SluitVoorlopigAf("Het gaat goed", verhaal.ico_id, verhaal.vandaag().replace(month=6)))
    tekst = pagina(deur, verhaal)
    assert (opnieuw in tekst, vooraan(tekst)) == (True, "")
    klok.verder(days=120)
    assert "/afsluiten" in vooraan(pagina(deur, verhaal))
    verhaal.doe(Heropen("Er zijn nieuwe meldingen"))
    assert opnieuw not in pagina(deur, verhaal)
