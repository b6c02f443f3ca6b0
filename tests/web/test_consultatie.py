"""A question to a table on a page: what was asked, and the answer; there is where a mail about it leads."""

from playwright.sync_api import expect

from domain.consultatie.commands import GeefAdvies, SluitConsultatie, StelVraag
from domain.consultatie.waarden import Formulieradvies, Kanaal, Vraagaard
from domain.rollen import Medewerker, Rol
from tests.verhalen import SECRETARIS, ZVH
from tests.web.huis import Huis
from tests.web.kijker import Kijker

VREEMD = Medewerker("mw-mango", Rol.MELDER, "ggz")


def gesteld(huis: Huis) -> str:
    """A question of the police, about nobody."""
    nummer = huis.dienst.omgeving.consultatienummer()
    vraag = StelVraag(
        nummer,
        "politie",
        Kanaal.SCHRIFTELIJK,
        "Wijkagent van de verzonnen wijk",
        "Is dit iets voor de tafel?",
        Vraagaard.ALGEMEEN,
    )
    huis.dienst.consultaties.stel_vraag(ZVH, vraag, namens=SECRETARIS)
    return nummer


def test_who_asked_reads_that_there_is_no_answer_yet_and_then_the_answer(kijker: Kijker, huis: Huis) -> None:
    nummer = gesteld(huis)
    page = kijker.gekeurd(f"/consultaties/{nummer}", als=Rol.MELDER)
    expect(page.get_by_role("main")).to_contain_text("Er is nog geen antwoord.")
    antwoord = GeefAdvies("Vraag eerst het verzonnen wijkteam", Formulieradvies.NEE)
    huis.dienst.consultaties.voer_uit(nummer, antwoord, namens=SECRETARIS)
    page = kijker.gekeurd(f"/consultaties/{nummer}", als=Rol.MELDER)
    expect(page.get_by_role("region", name="Het antwoord")).to_contain_text(
        "Vraag eerst het verzonnen wijkteam"
    )
    expect(page.get_by_role("region", name="De vraag")).to_contain_text("Is dit iets voor de tafel?")


def test_a_question_of_others_is_as_one_that_never_was(kijker: Kijker, huis: Huis) -> None:
    nummer = gesteld(huis)
    kijker.keur(f"/consultaties/{nummer}", als=VREEMD, status=404)
    kijker.keur(f"/consultaties/{nummer}", als=Rol.AUDITOR, status=403)
    huis.dienst.consultaties.voer_uit(nummer, SluitConsultatie("Per ongeluk gesteld"), namens=SECRETARIS)
    page = kijker.gekeurd(f"/consultaties/{nummer}", als=Rol.SECRETARIS)
    expect(page.get_by_role("main")).to_contain_text("Waarom de vraag is gesloten: Per ongeluk gesteld")


def test_who_was_invited_and_sees_no_agenda_answers_on_a_good_page(kijker: Kijker, huis: Huis) -> None:
    pad = f"/agenda/{huis.nummers['overleg']}/komst"
    kijker.keur(pad, als=Rol.DEELNEMER)
    expect(kijker.gekeurd(pad).get_by_role("main")).to_contain_text("90 minuten, digitaal")
