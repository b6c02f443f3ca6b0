"""The database dies in the middle of commands: nothing that was acknowledged is lost, and all comes back by itself."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from uuid import UUID, uuid4

import sqlalchemy.exc
from httpx2 import Response
from sqlalchemy import text
from starlette.testclient import TestClient

from api.app import maak_app
from api.bijhouden import houd_bij
from api.samenstelling import Dienst, bereid_voor, stel_samen
from domain.rollen import Rol
from infra.database import WACHT_OP_EEN_VERBINDING, Database
from infra.definitions import lees_definities
from infra.embedded_postgres import discard, embedded
from infra.omgeving import Omgeving
from infra.settings import Settings
from infra.verbindingen import HOOGSTENS
from tests.api.conftest import HIERVANDAAN, Deur
from tests.api.draden import Draden
from tests.api.test_herhaalsleutels import feiten, onder
from tests.api.verzoeken import VRAAG
from tests.infra.logboek.proeflog import nieuwe_getuige
from tests.verhalen import ZVH

ADRESSEN = (
    f"/v1/triagelijst?tafel={ZVH}",
    f"/v1/consultaties?tafel={ZVH}",
    f"/v1/overleggen?tafel={ZVH}",
    "/v1/casussen/C-BBBBB-BBBBB",
    "/v1/consultaties/Q-BBBBB-BBBBB",
    "/v1/overleggen/00000000-0000-4000-8000-0000000000e1",
    "/v1/gezondheid",
    "/v1/gezondheid/gereed",
)
"""Routes that read in each of the ways there are: views, streams, numbers, the logboek."""


@dataclass
class Klant:
    """Asks one question after another under a key each, and goes on with the same one until it is answered."""

    app: TestClient
    token: str
    genoeg: Event
    gegeven: dict[UUID, str] = field(default_factory=dict)
    anders: list[int] = field(default_factory=list)

    def vraag_door(self) -> None:
        while not self.genoeg.is_set():
            self.vraag(uuid4())

    def vraag(self, sleutel: UUID) -> None:
        headers = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": str(sleutel)}
        for _ in range(400):
            antwoord = self.app.post("/v1/consultaties", json=VRAAG, headers=headers)
            if antwoord.status_code == 201:
                self.gegeven[sleutel] = antwoord.json()["consultatienummer"]
                return
            self.anders.append(antwoord.status_code)
            assert antwoord.status_code == 503 or antwoord.json()["type"].endswith("nog-bezig"), antwoord.text
            assert int(antwoord.headers["Retry-After"]) > 0
            time.sleep(0.1)
        raise AssertionError("It never came back.")


def wacht_tot(waar: Callable[[], bool], *, hoogstens: float = 60) -> None:
    einde = time.monotonic() + hoogstens
    while not waar():
        assert time.monotonic() < einde
        time.sleep(0.02)


@contextmanager
def eigen_dienst(tmp_path: Path, stapel: ExitStack) -> Iterator[tuple[Dienst, Path]]:
    """A service with all its threads at work, on a server of its own that keeps its word to disk."""
    tmp_path.chmod(0o711)
    data, settings = tmp_path / "pg", Settings(data=tmp_path)
    server = stapel.enter_context(embedded(data, announce=lambda _: None))
    gevonden = Database(server.service_url, server.owner_url, ingebed=True)
    kek = bereid_voor(settings, gevonden, omgeving=Omgeving())
    with (
        stel_samen(settings, gevonden, kek=kek, definities=lees_definities(), omgeving=Omgeving()) as dienst,
        houd_bij(dienst),
    ):
        yield dienst, server.folder


def sla_dood(folder: Path) -> None:
    os.kill(int((folder / "postmaster.pid").read_text(encoding="utf-8").split()[0]), signal.SIGKILL)


def test_nothing_acknowledged_is_lost_and_all_parts_come_back_by_themselves(tmp_path: Path) -> None:
    try:
        with ExitStack() as stapel, eigen_dienst(tmp_path, stapel) as (dienst, folder):
            deur = Deur(dienst, maak_app(dienst), TestClient(maak_app(dienst), client=HIERVANDAAN))
            draden = Draden(dienst, nieuwe_getuige(tmp_path / "fg"))
            draden.begin_een_oude_sessie()
            genoeg, token = Event(), deur.token(Rol.SECRETARIS)
            klanten = [Klant(deur.client, token, genoeg) for _ in range(3)]
            with ThreadPoolExecutor(len(klanten)) as pool:
                lopen = [pool.submit(klant.vraag_door) for klant in klanten]
                for _ in range(1):
                    tot = sum(len(klant.gegeven) for klant in klanten) + 15
                    wacht_tot(lambda tot=tot: sum(len(klant.gegeven) for klant in klanten) >= tot)  # type: ignore[misc]  # mypy does not infer a default
                    wacht_tot(lambda: _ondertekend(dienst) > 0)
                    draden.laat_medeondertekenen()
                    sla_dood(folder)
                    draden.kijk_naar_de_lijsten()
                    # What is thrown away once in ten minutes is due while there is no database.
                    dienst.grenzen._opruimen_om = 0.0
                    _eis_503(deur)
                    wacht_tot(lambda: draden.rondes == [False])
                    stapel.enter_context(embedded(tmp_path / "pg", announce=lambda _: None))
                tot = sum(len(klant.gegeven) for klant in klanten) + 15
                wacht_tot(lambda: sum(len(klant.gegeven) for klant in klanten) >= tot)
                genoeg.set()
                for een in lopen:
                    een.result(timeout=60)
            assert any(klant.anders for klant in klanten)
            _eis_geheel(deur, klanten)
            _eis_dat_alle_draden_verder_gaan(draden, gegeven=feiten(dienst))
    finally:
        discard(tmp_path / "pg")


def _eis_503(deur: Deur) -> None:
    """Every way to read says when to come back, and soon."""

    def haal(adres: str) -> tuple[Response, float]:
        begin = time.monotonic()
        headers = {"Authorization": f"Bearer {deur.token(Rol.SECRETARIS)}"}
        antwoord = deur.client.get(adres, headers=headers)
        return antwoord, time.monotonic() - begin

    with ThreadPoolExecutor(len(ADRESSEN)) as pool:
        for adres, (antwoord, duur) in zip(ADRESSEN, pool.map(haal, ADRESSEN), strict=True):
            assert antwoord.status_code == 503, (adres, antwoord.text)
            assert int(antwoord.headers["Retry-After"]) > 0, adres
            assert antwoord.headers["Content-Type"] == "application/problem+json", adres
            assert duur < 12, adres
    assert deur.client.get("/v1/gezondheid/levend").status_code == 200


def _eis_geheel(deur: Deur, klanten: list[Klant]) -> None:
    dienst = deur.dienst
    gegeven = {sleutel: nummer for klant in klanten for sleutel, nummer in klant.gegeven.items()}
    assert len(set(gegeven.values())) == len(gegeven) == feiten(dienst)
    for sleutel, nummer in list(gegeven.items())[-5:]:
        weer = deur.stuur("/consultaties", VRAAG, als=Rol.SECRETARIS, **onder(sleutel))
        assert weer.json()["consultatienummer"] == nummer
    # The views, the logboek and the other threads went on without anybody's help.
    assert dienst.runner.wacht_op(dienst.archief.laatste_positie(), hoogstens=30)
    wacht_tot(lambda: dienst.runner.hoort)
    wacht_tot(lambda: _ondertekend(dienst) == len(gegeven))
    assert deur.client.get("/v1/gezondheid").json() == {"stand": "gezond"}
    assert deur.client.get("/v1/gezondheid/gereed").json() == {"stand": "gereed"}


def _eis_dat_alle_draden_verder_gaan(draden: Draden, *, gegeven: int) -> None:
    """Those that nobody asks: each did what it is there for, after the database came back."""
    draden.kijk_naar_de_lijsten()
    wacht_tot(lambda: True in draden.rondes)
    wacht_tot(lambda: draden.sessies == 0)
    wacht_tot(lambda: len(draden.gemaild) == gegeven and not draden.wacht_nog)
    wacht_tot(lambda: draden.medeondertekend == gegeven)


def _ondertekend(dienst: Dienst) -> int:
    """How many facts the newest checkpoint signs."""
    checkpoint = dienst.settings.logboekmap / "checkpoint"
    return int(checkpoint.read_text(encoding="utf-8").splitlines()[1]) if checkpoint.exists() else 0


# --- all connections in use -------------------------------------------------------------------------------------


def test_who_finds_all_connections_in_use_hears_when_to_come_back(deur: Deur) -> None:
    headers = {"Authorization": f"Bearer {deur.token(Rol.SECRETARIS)}"}
    with ExitStack() as bezet:
        for _ in range(HOOGSTENS):
            bezet.enter_context(deur.dienst.archief.datastore.get_connection())
        begin = time.monotonic()
        antwoord = deur.client.get("/v1/casussen/C-BBBBB-BBBBB", headers=headers)
        assert (antwoord.status_code, int(antwoord.headers["Retry-After"]) > 0) == (503, True)
        assert time.monotonic() - begin < 2 * WACHT_OP_EEN_VERBINDING
    assert deur.client.get("/v1/casussen/C-BBBBB-BBBBB", headers=headers).status_code == 404


def test_the_same_for_the_connections_of_the_lists(deur: Deur) -> None:
    deur.dienst.runner.stop()
    headers = {"Authorization": f"Bearer {deur.token(Rol.SECRETARIS)}"}
    with ExitStack() as bezet:
        with suppress(sqlalchemy.exc.TimeoutError):
            while True:
                bezet.enter_context(deur.dienst.engine.connect())
        begin = time.monotonic()
        antwoord = deur.client.get(f"/v1/triagelijst?tafel={ZVH}", headers=headers)
        assert (antwoord.status_code, int(antwoord.headers["Retry-After"]) > 0) == (503, True)
        assert time.monotonic() - begin < 3 * WACHT_OP_EEN_VERBINDING
    assert deur.client.get(f"/v1/triagelijst?tafel={ZVH}", headers=headers).status_code == 200


def test_a_list_that_takes_too_long_is_given_up(deur: Deur) -> None:
    """Somebody holds what the list has to read."""
    headers = {"Authorization": f"Bearer {deur.token(Rol.SECRETARIS)}"}
    assert deur.client.get(f"/v1/triagelijst?tafel={ZVH}", headers=headers).status_code == 200
    with deur.dienst.leesplaats.verbinding() as verbinding:
        (grens,) = verbinding.execute(text("SHOW statement_timeout")).one()
    assert grens not in {"0", "0ms"}
