"""What goes over the line: a CloudEvent about nobody, signed; and nothing lost, whoever dies in the middle."""

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from base64 import urlsafe_b64decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import HTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from api.samenstelling import Dienst
from infra.berichten.sleutels import lees_sleutels, vervang
from infra.berichten.uitgaand import lees_netten, stuur
from infra.database import Database
from infra.keys import SleutelFout
from tests.infra.berichten import ontvanger
from tests.infra.berichten.huis import NETTEN, OIN, POLITIE, abonneer, standen
from tests.infra.berichten.test_bezorging import wacht_tot
from tests.verhalen import FRAMBOOS, Verhaal, nieuw_verhaal

DOCUMENT = Path(__file__).parents[3] / "docs" / "berichten.md"
VELDEN = {"specversion", "id", "source", "type", "time", "dataref"}
EINDPUNT = "http://127.0.0.1:{}/berichten"


@pytest.fixture
def open_bericht() -> Callable[..., dict[str, Any] | None]:
    """The code of the document for partners, as it stands there."""
    gevonden: Callable[..., dict[str, Any] | None] = _van_het_document()["open_message"]
    return gevonden


def _van_het_document() -> dict[str, Any]:
    code = "\n".join(re.findall(r"```python\n(.*?)```", DOCUMENT.read_text(), re.DOTALL))
    ruimte: dict[str, Any] = {"__name__": "ontvanger"}
    exec(compile(code, str(DOCUMENT), "exec"), ruimte)  # noqa: S102 it is our own document
    return ruimte


@contextmanager
def ontvangend(bestand: Path, *, poort: int = 0, sterft_bij: int = 0) -> Iterator[int]:
    """A receiver in a process of its own, and its port."""
    opdracht = [sys.executable, ontvanger.__file__, str(bestand), str(poort), str(sterft_bij)]
    with subprocess.Popen(opdracht, stdout=subprocess.PIPE, text=True) as proces:
        assert proces.stdout is not None
        try:
            yield int(proces.stdout.readline())
        finally:
            proces.kill()


def sleutelset(dienst: Dienst) -> KeySet:
    """The public keys as a partner gets them."""
    return KeySet.import_key_set(json.loads(json.dumps(dienst.berichten.beheer.sleutels())))


def gekregen(bestand: Path) -> list[dict[str, str]]:
    return [json.loads(regel) for regel in bestand.read_text().splitlines()] if bestand.exists() else []


def gebeurtenissen(bestand: Path) -> list[dict[str, Any]]:
    return [json.loads(een["inhoud"]) for een in gekregen(bestand)]


def test_a_message_says_that_something_happened_and_never_about_whom(
    dienst: Dienst, tmp_path: Path, open_bericht: Callable[..., dict[str, Any] | None]
) -> None:
    bestand = tmp_path / "gekregen"
    with ontvangend(bestand) as poort:
        adres = EINDPUNT.format(poort)
        abonneer(dienst, "politie", url=adres)
        verhaal = nieuw_verhaal(dienst)
        stroom = verhaal.meld_aan().stroom_id
        assert dienst.berichten.bezorger.werk_bij() == 1
    (post,) = gekregen(bestand)
    bericht = json.loads(post["inhoud"])
    assert set(bericht) == VELDEN
    assert bericht["source"] == f"urn:nld:oin:{OIN}:systeem:casus"
    assert bericht["type"] == "nl.example.casus.aangemeld"
    assert bericht["time"] == "2026-03-02T08:30:00Z"
    assert post["soort"] == "application/cloudevents+json; charset=utf-8"
    overal = post["inhoud"] + urlsafe_b64decode(post["handtekening"].split(".")[0] + "==").decode()
    for woord in (verhaal.casusnummer, str(stroom), "Framboos", str(FRAMBOOS.persoon_id), FRAMBOOS.bsn or ""):
        assert woord not in overal
    sleutels = sleutelset(dienst)
    nu, gezien = dienst.omgeving.nu().timestamp(), set[str]()
    wat = {"address": adres, "now": nu, "seen": gezien}
    assert open_bericht(post["inhoud"].encode(), post["handtekening"], sleutels, **wat) == bericht
    assert open_bericht(post["inhoud"].encode(), post["handtekening"], sleutels, **wat) is None


def test_the_receiver_of_the_document_takes_ours_and_nothing_else(
    dienst: Dienst, capsys: pytest.CaptureFixture[str]
) -> None:
    ruimte = _van_het_document()
    with HTTPServer(("127.0.0.1", 0), ruimte["Receiver"]) as server:
        adres = EINDPUNT.format(server.server_port)
        ruimte["ADDRESS"] = adres
        ruimte["urlopen"] = lambda _: BytesIO(json.dumps(dienst.berichten.beheer.sleutels()).encode())
        ruimte["time"] = SimpleNamespace(time=lambda: dienst.omgeving.nu().timestamp())
        draad = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        draad.start()
        try:
            abonneer(dienst, "politie", url=adres)
            nieuw_verhaal(dienst).meld_aan()
            assert dienst.berichten.bezorger.werk_bij() == 1
            assert stuur(adres, b"{}", {}, netten=lees_netten(NETTEN)) == 403
        finally:
            server.shutdown()
            draad.join(timeout=10)
    assert capsys.readouterr().out.startswith("nl.example.casus.aangemeld ")


def test_who_changes_it_sends_it_later_or_to_somebody_else_is_found_out(
    dienst: Dienst, tmp_path: Path, open_bericht: Callable[..., dict[str, Any] | None]
) -> None:
    bestand = tmp_path / "gekregen"
    with ontvangend(bestand) as poort:
        adres = EINDPUNT.format(poort)
        abonneer(dienst, "politie", url=adres)
        nieuw_verhaal(dienst).meld_aan()
        dienst.berichten.bezorger.werk_bij()
    (post,) = gekregen(bestand)
    inhoud, handtekening = post["inhoud"].encode(), post["handtekening"]
    sleutels, nu = sleutelset(dienst), dienst.omgeving.nu().timestamp()

    def open_(inhoud: bytes, *, adres: str = adres, nu: float = nu) -> object:
        return open_bericht(inhoud, handtekening, sleutels, address=adres, now=nu, seen=set())

    assert open_(inhoud)
    with pytest.raises(JoseError):
        open_(inhoud.replace(b"aangemeld", b"getrieerd"))
    for vals in ({"adres": POLITIE}, {"nu": nu + 301}, {"nu": nu - 301}):
        with pytest.raises(ValueError, match="Not for us"):
            open_(inhoud, **vals)


def test_a_new_key_signs_and_the_old_one_stays_to_verify_with(dienst: Dienst, tmp_path: Path) -> None:
    bestand = tmp_path / "sleutels.json"
    oud = lees_sleutels(bestand).keys[0].thumbprint()
    assert bestand.stat().st_mode & 0o777 == 0o600
    nieuw = vervang(bestand)
    assert [een.thumbprint() for een in lees_sleutels(bestand).keys] == [nieuw, oud]
    assert "d" not in dienst.berichten.beheer.sleutels()["keys"][0]
    for inhoud, soort in ((b"{}", "hold keys"), (b"geen json", "hold keys")):
        bestand.write_bytes(inhoud)
        with pytest.raises(SleutelFout, match=soort):
            lees_sleutels(bestand)
    bestand.chmod(0o644)
    with pytest.raises(SleutelFout, match="0600"):
        lees_sleutels(bestand)


def test_a_receiver_that_dies_before_it_answers_gets_it_again_under_the_same_id(
    dienst: Dienst, tmp_path: Path, klok_loopt: Callable[[], None]
) -> None:
    bestand = tmp_path / "gekregen"
    with ontvangend(bestand, sterft_bij=3) as poort:
        abonneer(dienst, "politie", url=EINDPUNT.format(poort))
        verhalen = [nieuw_verhaal(dienst) for _ in range(3)]
        for verhaal in verhalen:
            verhaal.meld_aan()
            verhaal.trieer()
        dienst.berichten.bezorger.werk_bij()
    assert len(gekregen(bestand)) == 3
    klok_loopt()
    with ontvangend(bestand, poort=poort):
        dienst.berichten.bezorger.werk_bij()
    assert standen(dienst) == {"verzonden": 6}
    assert len(gekregen(bestand)) == 7
    eis_elk_een_keer(gebeurtenissen(bestand), verhalen)


def test_of_an_answer_that_comes_after_the_database_died_nothing_is_lost(
    dienst: Dienst, database: Database, tmp_path: Path
) -> None:
    """All connections are cut while messages go out, again and again; everything arrives, twice only under its id."""
    bestand, kies = tmp_path / "gekregen", random.Random(11)  # noqa: S311 no secret
    verhalen = [nieuw_verhaal(dienst) for _ in range(8)]
    with ontvangend(bestand) as poort:
        abonneer(dienst, "politie", url=EINDPUNT.format(poort))
        for verhaal in verhalen:
            verhaal.meld_aan()
            verhaal.trieer()
        dienst.berichten.bezorger.start()
        try:
            for _ in range(4):
                time.sleep(kies.uniform(0.0, 0.1))
                kap_verbindingen(database)
            wacht_tot(lambda: standen(dienst) == {"verzonden": 16}, hoogstens=60)
        finally:
            dienst.berichten.bezorger.stop()
    eis_elk_een_keer(gebeurtenissen(bestand), verhalen)


ZENDER = """
import sys, time
from pathlib import Path
from api.samenstelling import stel_samen
from infra.database import Database
from infra.definitions import lees_definities
from infra.kek import Kekbestand, Kekring
from infra.omgeving import Omgeving
from infra.settings import Settings

service, data, kek, oin = sys.argv[1:]
settings = Settings(data=Path(data), oin=oin, berichten_netten="127.0.0.0/8")
with stel_samen(settings, Database(service, service), kek=Kekring(Kekbestand(Path(kek))),
                definities=lees_definities(), omgeving=Omgeving()) as dienst:
    dienst.berichten.bezorger.start()
    print("bezig", flush=True)
    time.sleep(600)
"""


@pytest.mark.faults
def test_a_sender_that_is_killed_sends_again_under_the_same_id_and_forgets_nothing(
    dienst: Dienst, database: Database, tmp_path: Path
) -> None:
    bestand, kies = tmp_path / "gekregen", random.Random(7)  # noqa: S311 no secret
    verhalen = [nieuw_verhaal(dienst) for _ in range(12)]
    with ontvangend(bestand) as poort:
        abonneer(dienst, "politie", url=EINDPUNT.format(poort))
        for verhaal in verhalen:
            verhaal.meld_aan()
            verhaal.trieer()
        for _ in range(3):
            with zendend(dienst, database) as proces:
                time.sleep(kies.uniform(0.0, 0.15))
                proces.send_signal(signal.SIGKILL)
                proces.wait()
        with zendend(dienst, database):
            wacht_tot(lambda: standen(dienst) == {"verzonden": 24}, hoogstens=60)
    eis_elk_een_keer(gebeurtenissen(bestand), verhalen)


@contextmanager
def zendend(dienst: Dienst, database: Database) -> Iterator[subprocess.Popen[str]]:
    opdracht = [sys.executable, "-c", ZENDER, database.service_url, str(dienst.settings.data)]
    omgeving = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [*opdracht, str(dienst.settings.kek), OIN], stdout=subprocess.PIPE, text=True, env=omgeving
    ) as proces:
        assert proces.stdout is not None
        try:
            assert proces.stdout.readline() == "bezig\n"
            yield proces
        finally:
            proces.kill()


def kap_verbindingen(database: Database) -> None:
    with psycopg.connect(database.owner_url, autocommit=True) as baas:
        baas.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )


def eis_elk_een_keer(berichten: list[dict[str, Any]], verhalen: list[Verhaal]) -> None:
    """Without what came twice under one id: of each casus both messages, in their order."""
    uniek = {bericht["id"]: bericht for bericht in berichten}
    assert len(uniek) == 2 * len(verhalen)
    for id_ in uniek:
        assert len({json.dumps(bericht) for bericht in berichten if bericht["id"] == id_}) == 1
    soorten = [bericht["type"].rpartition(".")[2] for bericht in uniek.values()]
    assert soorten.count("aangemeld") == soorten.count("getrieerd") == len(verhalen)
    # At any moment no more cases were triaged than were brought in: each of them in its order.
    open_ = 0
    for soort in soorten:
        open_ += 1 if soort == "aangemeld" else -1
        assert open_ >= 0
