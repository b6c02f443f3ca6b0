"""``casus berichten``: how it stands, and what somebody does about it."""

import pytest

from api.samenstelling import Dienst
from infra.berichten.opslag import houd_in
from infra.berichten.zender import Onbestelbaar
from infra.settings import Settings
from tests.api.cli.conftest import Casus
from tests.infra.berichten.huis import NETTEN, OIN, Doos, abonneer, bezorger, standen
from tests.verhalen import nieuw_verhaal


@pytest.fixture
def logboeksettings(logboeksettings: Settings) -> Settings:
    """The same, with an OIN, and this computer let in."""
    return logboeksettings.model_copy(update={"oin": OIN, "berichten_netten": NETTEN})


def test_who_looks_after_messages_sees_what_is_wrong_and_has_it_tried_again(
    casus: Casus, dienst: Dienst
) -> None:
    assert casus("berichten", "stand").code == 0
    abonneer(dienst)
    nieuw_verhaal(dienst).meld_aan()
    bezorger(dienst, Doos(fout=lambda _: Onbestelbaar("HTTP 410"))).werk_bij()
    stand = casus("berichten", "stand")
    assert (stand.code, "1 given up" in stand.data) == (1, True)
    (regel,) = casus("berichten", "dood").data.splitlines()
    nummer, soort, *_, fout = regel.split("\t")
    assert (soort, fout) == ("casus.aangemeld", "HTTP 410")
    (oordeel,) = (deel for deel in casus("doctor", "--json").json["checks"] if deel["name"] == "messages")
    assert (oordeel["ok"], "1 were given up" in oordeel["detail"]) == (False, True)
    assert casus("berichten", "opnieuw", "--reden", "Hersteld").code == 2
    assert casus("berichten", "opnieuw", nummer, "--reden", " ").code == 2
    assert "1 messages" in casus("berichten", "opnieuw", nummer, "--reden", "Hersteld").gezegd
    assert "0 messages" in casus("berichten", "opnieuw", "--alles", "--reden", "Hersteld").gezegd
    assert standen(dienst) == {"wacht": 1}


def test_after_an_older_database_nothing_goes_out_until_somebody_says_so(
    casus: Casus, dienst: Dienst
) -> None:
    with dienst.engine.begin() as verbinding:
        houd_in(verbinding, nu=dienst.omgeving.nu(), om=7)
    stand = casus("berichten", "stand", "--json")
    assert (stand.code, stand.json["ingehouden_op"] is None) == (1, False)
    assert casus("berichten", "hervat", "--reden", "Nagekeken").code == 0
    assert casus("berichten", "stand").code == 0


def test_a_new_key_signs_and_the_public_ones_can_be_handed_out(casus: Casus) -> None:
    (eerste,) = casus("berichten", "sleutels").json["keys"]
    nieuw, oud = casus("berichten", "sleutels", "--vervang").json["keys"]
    assert oud == eerste
    assert nieuw != eerste
    assert "d" not in nieuw


def test_a_mail_server_that_does_not_answer_is_told(casus: Casus) -> None:
    casus.omgeving.update({"CASUS_SMTP_HOST": "127.0.0.1", "CASUS_SMTP_PORT": "9"})
    assert "CASUS_SMTP_AFZENDER" in casus("doctor").data
    casus.omgeving.update({"CASUS_SMTP_AFZENDER": "casus@example.nl"})
    (oordeel,) = (deel for deel in casus("doctor", "--json").json["checks"] if deel["name"] == "mail server")
    assert (oordeel["ok"], "does not take us" in oordeel["detail"]) == (False, True)
