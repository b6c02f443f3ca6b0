"""Over TLS, to a real HTTPS endpoint and a real mail server: a certificate that is good, and each that is not."""

import ssl
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Literal

import pytest

from api.doctor_berichten import berichtenbevindingen
from api.samenstelling import Dienst
from api.web.berichtenbeheer import BEZORGFOUTEN
from infra.berichten.maildienst import Maildienst
from infra.berichten.post import Mailserver
from infra.berichten.soorten import Kanaal
from infra.berichten.uitgaand import lees_netten
from infra.berichten.webhook import Webhook
from infra.berichten.zender import Zender
from infra.buitenverbinding import CertificaatFout
from tests.infra.berichten.certificaten import DAG, ELDERS, Gezag
from tests.infra.berichten.huis import BEHEERDER, NETTEN, abonneer, afleider, bezorger, standen
from tests.infra.berichten.mailhuis import WACHTWOORD, Postkantoor, mailserver
from tests.verhalen import ZVH, nieuw_verhaal

AFZENDER = "geen-antwoord@casus.example.nl"
Serverstand = Callable[[Gezag], ssl.SSLContext]
Tls = Literal["starttls", "tls"]

FOUT: dict[str, Serverstand] = {
    "certificate expired": lambda gezag: gezag.server(tot=-DAG),
    "certificate not valid yet": lambda gezag: gezag.server(tot=4 * DAG),
    "certificate for another name": lambda gezag: gezag.server(ELDERS),
    "certificate of an unknown authority": lambda gezag: Gezag(gezag.map).server(),
}
"""What the dead letter says, and what a server shows then."""


@pytest.fixture
def gezag(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Gezag:
    """An authority that this service was told to trust, in the way that the operators read of."""
    gezag = Gezag(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(gezag.bestand))
    return gezag


@dataclass
class Loket:
    """Takes messages over HTTPS."""

    gekregen: list[bytes] = field(default_factory=list)

    @contextmanager
    def open(self, tls: ssl.SSLContext) -> Iterator[str]:
        """Its address, as long as it is open."""
        gekregen = self.gekregen

        class Ontvanger(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                gekregen.append(self.rfile.read(int(self.headers["Content-Length"])))
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        with ThreadingHTTPServer(("127.0.0.1", 0), Ontvanger) as server:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
            draad = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
            draad.start()
            try:
                yield f"https://127.0.0.1:{server.server_port}/berichten"
            finally:
                server.shutdown()
                draad.join(timeout=10)


def test_a_message_arrives_over_https_at_who_shows_a_certificate_that_counts(
    dienst: Dienst, gezag: Gezag
) -> None:
    loket = Loket()
    with loket.open(gezag.server()) as adres:
        abonneer(dienst, url=adres)
        nieuw_verhaal(dienst).meld_aan()
        bezorger(dienst, webhook(dienst)).werk_bij()
    assert standen(dienst) == {"verzonden": 1}
    (bericht,) = loket.gekregen
    assert b"casus.aangemeld" in bericht


@pytest.mark.parametrize("reden", FOUT)
def test_who_shows_another_certificate_gets_nothing_and_the_dead_letter_says_why(
    dienst: Dienst, gezag: Gezag, reden: str
) -> None:
    loket = Loket()
    with loket.open(FOUT[reden](gezag)) as adres:
        abonneer(dienst, url=adres)
        nieuw_verhaal(dienst).meld_aan()
        bezorger(dienst, webhook(dienst), berichten_pogingen=1).werk_bij()
    assert loket.gekregen == []
    (dode,) = dienst.berichten.beheer.doden(tafels=[ZVH])
    assert dode.fout == reden


def webhook(dienst: Dienst) -> Zender:
    """What sends in the service itself, as these settings make it."""
    return Webhook(
        dienst.engine,
        dienst.archief,
        dienst.settings,
        sleutels=dienst.berichten.beheer._sleutels,
        netten=lees_netten(NETTEN),
        nu=dienst.omgeving.nu,
    )


# --- mail --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("hoe", ["starttls", "tls"])
def test_mail_and_the_login_go_over_tls_to_a_server_whose_certificate_counts(
    dienst: Dienst, gezag: Gezag, hoe: Tls
) -> None:
    kantoor = Postkantoor()
    with kantoor_open(kantoor, hoe, gezag.server()) as poort:
        wachtende_mail(dienst)
        bezorger(dienst, maildienst(dienst, poort, hoe), Kanaal.MAIL).werk_bij()
    assert standen(dienst) == {"verzonden": 1}
    assert kantoor.onderwerpen == ["Uw aanmelding is besproken"]
    assert kantoor.ingelogd == ["casus"]


@pytest.mark.parametrize("hoe", ["starttls", "tls"])
def test_a_mail_server_with_another_certificate_gets_neither_mail_nor_login_and_it_is_told_why(
    dienst: Dienst, gezag: Gezag, hoe: Tls
) -> None:
    wachtende_mail(dienst)
    for nummer, (reden, toont) in enumerate(FOUT.items()):
        kantoor = Postkantoor()
        with kantoor_open(kantoor, hoe, toont(gezag)) as poort:
            bezorger(dienst, maildienst(dienst, poort, hoe), Kanaal.MAIL, berichten_pogingen=1).werk_bij()
            instellingen = {"smtp_host": "127.0.0.1", "smtp_port": poort, "smtp_tls": hoe}
            settings = dienst.settings.model_copy(update={**instellingen, "smtp_afzender": AFZENDER})
            _, post = berichtenbevindingen(dienst.engine, settings, nu=dienst.omgeving.nu())
        assert (kantoor.gekregen, kantoor.ingelogd) == ([], [])
        (dode,) = dienst.berichten.beheer.doden(tafels=[ZVH])
        assert dode.fout == reden
        assert (post.in_orde, reden in post.uitleg) == (False, True)
        dienst.berichten.beheer.opnieuw(
            [dode.bezorging_id], reden=f"Nog eens, keer {nummer}", wie=BEHEERDER, tafels=[ZVH]
        )


def kantoor_open(kantoor: Postkantoor, hoe: Tls, toont: ssl.SSLContext) -> AbstractContextManager[int]:
    return mailserver(kantoor, starttls=toont) if hoe == "starttls" else mailserver(kantoor, tls=toont)


def wachtende_mail(dienst: Dienst) -> None:
    dienst.berichten.beheer.geef_mailadres(ZVH, "politie", None, "postbus@politie.example.nl", wie=BEHEERDER)
    verhaal = nieuw_verhaal(dienst)
    verhaal.meld_aan()
    verhaal.trieer()


def maildienst(dienst: Dienst, poort: int, hoe: Tls) -> Zender:
    server = Mailserver("127.0.0.1", poort, hoe, "casus", lambda: WACHTWOORD, AFZENDER)
    link = "https://casus.example.nl"
    return Maildienst(
        dienst.engine, dienst.archief, afleider(dienst), server, link=link, nu=dienst.omgeving.nu
    )


def test_whoever_reads_of_a_certificate_reads_each_kind_there_is() -> None:
    document = (Path(__file__).parents[3] / "docs" / "operators.md").read_text()
    assert [soort for soort in FOUT if f"`{soort}`" not in document] == []
    assert {*FOUT, CertificaatFout.ANDERS} == set(CertificaatFout) < set(BEZORGFOUTEN)
