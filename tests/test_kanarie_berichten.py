"""The canaries of messages: nothing that goes out, and no table of them, tells whom a case is about.

After the destruction not even the ids that went out are found anywhere.
"""

from pathlib import Path

import pytest
from sqlalchemy import select

from domain.rollen import Rol
from infra.berichten.maildienst import Maildienst
from infra.berichten.soorten import Kanaal
from infra.berichten.tabellen import bericht
from infra.database import Database
from infra.logging import stel_logging_in
from infra.settings import Settings
from tests.api.conftest import Deur, deur
from tests.conftest import Klok
from tests.infra.berichten.huis import NETTEN, OIN, abonneer, afleider
from tests.infra.berichten.mailhuis import Postkantoor, mailserver
from tests.infra.berichten.test_mail import bereikbaar, server
from tests.infra.berichten.test_webhook import EINDPUNT, gekregen, ontvangend
from tests.kanarieloop import Levensloop
from tests.kanaries import Voliere, alles_in_de_database

__all__ = ["deur"]


@pytest.fixture
def logboeksettings(logboeksettings: Settings) -> Settings:
    """The same, with an OIN, and this computer let in."""
    return logboeksettings.model_copy(update={"oin": OIN, "berichten_netten": NETTEN})


def test_what_goes_out_tells_of_nobody_and_dies_with_the_casus(
    deur: Deur, klok: Klok, database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stel_logging_in("DEBUG")
    dienst, kantoor, bestand = deur.dienst, Postkantoor(), tmp_path / "gekregen"
    leven = Levensloop(deur, klok, Voliere())
    with ontvangend(bestand) as poort, mailserver(kantoor) as mailpoort:
        for organisatie in ("politie", "ggz", "zvh"):
            abonneer(dienst, organisatie, url=EINDPUNT.format(poort))
            bereikbaar(dienst, organisatie)
        zender = Maildienst(
            dienst.engine,
            dienst.archief,
            afleider(dienst),
            server(mailpoort),
            link="https://casus.example.nl",
            nu=klok,
        )
        post = dienst.berichten.bezorger
        post._zenders = {**post._zenders, Kanaal.MAIL: zender}
        for stap in (
            *(leven.melding, leven.toestemming, leven.gezag_en_informeren, leven.samenloop_en_overleg),
            *(leven.triage_en_regie, leven.icos, leven.plan_en_voortgang),
        ):
            stap()
            post.werk_bij()
    kooi = leven.kooi
    with dienst.engine.connect() as verbinding:
        ids = verbinding.execute(
            select(bericht.c.bericht_id, bericht.c.verwijzing).where(
                bericht.c.stroom_id == dienst.shell.laad(leven.nummer).stroom_id
            )
        ).all()
    uitgegaan = bestand.read_text() + "".join(mail.as_string() for mail in kantoor.gekregen)
    assert len(gekregen(bestand)) > 20
    assert len(kantoor.gekregen) > 5
    assert kooi.in_tekst(uitgegaan) == leven.gang.in_tekst(uitgegaan) == []
    assert leven.nummer not in uitgegaan
    tabellen = {naam: tekst for naam, tekst in alles_in_de_database(database).items() if "berichten." in naam}
    assert {naam: kooi.in_tekst(tekst) for naam, tekst in tabellen.items() if kooi.in_tekst(tekst)} == {}
    assert leven.nummer not in "".join(tabellen.values())
    log = capsys.readouterr()
    assert kooi.in_tekst(log.out + log.err) == []
    assert "example.nl" not in log.out + log.err
    deur.haal(f"/berichten/{ids[0].verwijzing}", als=Rol.MELDER)
    leven.einde(leven.icos())
    leven.verwijdering()
    na = alles_in_de_database(database)
    for id_ in (str(een) for rij in ids for een in rij):
        assert not [tabel for tabel, tekst in na.items() if id_ in tekst]
