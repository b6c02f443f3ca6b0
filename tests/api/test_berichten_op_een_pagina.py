"""The page of messages: what was given up, in words; what is on its way; and what came of trying once more."""

import re

import pytest
from sqlalchemy import update

from domain.rollen import Medewerker, Rol
from infra.berichten.soorten import Stand
from infra.berichten.tabellen import bezorging, loop
from infra.database import Database
from tests.api.conftest import Deur
from tests.conftest import BEGIN
from tests.verhalen import ZVH, nieuw_verhaal

BEHEERDER = Medewerker("mw-lychee", Rol.BEHEERDER, "zvh")


def bladzijde(deur: Deur, pad: str = "") -> str:
    kop = {"Authorization": f"Bearer {deur.token(Rol.BEHEERDER)}"}
    return deur.client.get(f"/beheer/berichten{pad}", headers=kop).text


def zet(database: Database, stand: Stand, fout: str = "ConnectionRefusedError") -> None:
    """As a mail server leaves a mail that does not take it."""
    waarden = {"stand": stand.value, "pogingen": 16, "fout": fout}
    with database.owner_engine().begin() as verbinding:
        klaar = None if stand is Stand.WACHT else BEGIN
        verbinding.execute(update(bezorging).values(**waarden, klaar_op=klaar))


@pytest.fixture
def mail(deur: Deur) -> int:
    """A mail that waits for a mail server; its delivery."""
    deur.dienst.berichten.beheer.geef_mailadres(
        ZVH, "politie", None, "postbus@politie.example.nl", wie=BEHEERDER
    )
    verhaal = nieuw_verhaal(deur.dienst)
    verhaal.meld_aan()
    verhaal.trieer()
    deur.dienst.berichten.bezorger.leid_af()
    (een,) = deur.dienst.berichten.beheer.onderweg(tafels=[ZVH])
    return een.bezorging_id


def test_a_mail_that_waits_for_its_server_stood_nowhere(deur: Deur, database: Database, mail: int) -> None:
    zet(database, Stand.WACHT)
    pagina = bladzijde(deur)
    assert "Nog onderweg" in pagina
    assert "16 keer geprobeerd" in pagina
    assert "op dit adres luistert niets" in pagina
    assert "Er is geen bericht dat is opgegeven." in pagina


def test_what_was_given_up_was_told_in_codes_and_the_form_did_not_say_which_it_was(
    deur: Deur, database: Database, mail: int
) -> None:
    zet(database, Stand.DOOD)
    naam = deur.dienst.definities.tafels[ZVH].naam
    for pagina in (bladzijde(deur), bladzijde(deur, f"/{mail}")):
        zichtbaar = re.sub(r"<[^>]*>", " ", pagina)
        assert "Mail: uw aanmelding is besproken" in zichtbaar
        assert naam in zichtbaar
        assert "op dit adres luistert niets" in zichtbaar
        assert "mail.uitkomst" not in zichtbaar
        assert ZVH not in zichtbaar
    assert "niet opgegeven, of het is er niet meer" in bladzijde(deur, f"/{mail + 99}")


@pytest.mark.parametrize(
    ("stand", "zegt"),
    [
        (Stand.WACHT, "Dit bericht is weer onderweg."),
        (Stand.VERZONDEN, "Dit bericht is aangekomen."),
        (Stand.DOOD, "Dit bericht kwam weer niet aan."),
    ],
)
def test_after_trying_once_more_the_page_said_nothing(
    deur: Deur, database: Database, mail: int, stand: Stand, zegt: str
) -> None:
    zet(database, stand)
    assert zegt in bladzijde(deur, f"?bezorgd={mail}")
    assert "Dit bericht" not in bladzijde(deur)
    kop = {"Authorization": f"Bearer {deur.token(Rol.BEHEERDER, tafels=('ret-zaanstreek-waterland',))}"}
    assert "Dit bericht" not in deur.client.get(f"/beheer/berichten?bezorgd={mail}", headers=kop).text


def test_that_nothing_goes_out_since_an_older_database_was_put_back_stands_with_the_messages(
    deur: Deur, database: Database
) -> None:
    with database.owner_engine().begin() as verbinding:
        verbinding.execute(update(loop).values(ingehouden_op=BEGIN))
    assert "Er gaat nu niets weg" in bladzijde(deur)
