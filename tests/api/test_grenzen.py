"""What is too much: too often, too large, too slow, too long. Each is answered as a problem, and others go on."""

import asyncio
import json
import socket
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Thread

import pytest
import uvicorn
from fastapi import FastAPI
from httpx2 import ASGITransport, AsyncClient, Response
from sqlalchemy import func, select
from sqlalchemy.pool import QueuePool
from starlette.testclient import TestClient

from api.app import maak_app
from api.lijn import Lijn, Server
from api.rest.poort import GROOTSTE_VERZOEK, Poort
from api.samenstelling import Dienst
from domain.rollen import Medewerker, Rol
from infra.deurtabellen import telling
from infra.grenzen import Grenzen
from infra.settings import Settings
from tests.api.conftest import HIERVANDAAN, MENSEN, Deur
from tests.api.test_versies import is_probleem
from tests.api.verzoeken import VRAAG

HONDERD_MICROSECONDEN = 100e-6


def grenzen(dienst: Dienst, **anders: str) -> Grenzen:
    settings = dienst.settings.model_copy(update={f"grens_{naam}": grens for naam, grens in anders.items()})
    return Grenzen(
        dienst.engine,
        settings,
        herhaalsleutels=dienst.herhaalsleutels,
        sessies=dienst.sessies,
        concepten=dienst.concepten,
    )


def streng(deur: Deur, **anders: str) -> Deur:
    """The same door with other limits."""
    dienst = replace(deur.dienst, grenzen=grenzen(deur.dienst, **anders))
    app = maak_app(dienst)
    return Deur(dienst, app, TestClient(app, client=HIERVANDAAN))


# --- too often --------------------------------------------------------------------------------------------------


def test_who_asks_too_often_hears_how_long_to_wait_and_others_go_on(deur: Deur) -> None:
    deze = streng(deur, per_persoon="3/minute")
    antwoorden = [deze.haal("/tafels", als=Rol.SECRETARIS) for _ in range(4)]
    assert [een.status_code for een in antwoorden[:3]] == [200] * 3
    assert [een.headers["RateLimit"].split(";")[1] for een in antwoorden[:3]] == ["r=2", "r=1", "r=0"]
    assert {een.headers["RateLimit-Policy"] for een in antwoorden} == {'"persoon";q=3;w=60'}
    is_probleem(antwoorden[3], 429, "te-veel-verzoeken")
    assert 0 < int(antwoorden[3].headers["Retry-After"]) <= 60
    assert deze.haal("/tafels", als=Rol.PROCESREGISSEUR).status_code == 200


def test_what_is_refused_so_changes_nothing(deur: Deur) -> None:
    deze = streng(deur, per_persoon="1/minute")
    assert deze.stuur("/consultaties", VRAAG, als=Rol.SECRETARIS).status_code == 201
    waren = deur.dienst.archief.laatste_positie()
    is_probleem(deze.stuur("/consultaties", VRAAG, als=Rol.SECRETARIS), 429, "te-veel-verzoeken")
    assert deur.dienst.archief.laatste_positie() == waren


def test_an_organisation_has_a_limit_for_all_of_its_people_together(deur: Deur) -> None:
    deze = streng(deur, per_organisatie="3/minute")
    een, ander = MENSEN[Rol.SECRETARIS], Medewerker("mw-druif", Rol.SECRETARIS, "zvh")
    for wie in (een, ander, een):
        assert deze.haal("/tafels", als=wie).status_code == 200
    is_probleem(deze.haal("/tafels", als=ander), 429, "te-veel-verzoeken")
    assert deze.haal("/tafels", als=Rol.MELDER).status_code == 200


def test_an_address_has_a_limit_before_it_is_known_who_asks(deur: Deur) -> None:
    deze = streng(deur, per_adres="2/minute")
    for _ in range(2):
        assert deze.client.get("/v1/logboek/checkpoint").status_code != 429
    is_probleem(deze.client.get("/v1/openapi.json"), 429, "te-veel-verzoeken")
    # Whatever watches over the service still sees it.
    assert deze.client.get("/v1/gezondheid/levend").status_code == 200
    elders = TestClient(deze.app, client=("127.0.0.2", 40000))
    assert elders.get("/v1/openapi.json").status_code == 200


def test_somebody_got_round_the_limit_of_an_address_with_another_one_of_the_own_network(deur: Deur) -> None:
    deze = streng(deur, per_adres="2/minute")
    eigen = [TestClient(deze.app, client=(f"2001:db8:1:2::{nummer}", 40000)) for nummer in range(1, 4)]
    assert [een.get("/v1/openapi.json").status_code for een in eigen] == [200, 200, 429]
    buren = TestClient(deze.app, client=("2001:db8:1:3::1", 40000))
    assert buren.get("/v1/openapi.json").status_code == 200
    # One who comes in by IPv4 is the same, however the socket writes it.
    for host in ("192.0.2.1", "::ffff:192.0.2.1"):
        assert TestClient(deze.app, client=(host, 40000)).get("/v1/openapi.json").status_code == 200
    assert TestClient(deze.app, client=("192.0.2.1", 40000)).get("/v1/openapi.json").status_code == 429


def test_an_address_that_begins_like_the_one_of_the_watch_was_never_counted(deur: Deur) -> None:
    deze = streng(deur, per_adres="2/minute")
    gevraagd = [
        deze.client.get(pad).status_code for pad in ("/v1/gezondheidszorg", "/metricsen", "/v1/gezondheid/")
    ]
    assert 429 not in gevraagd
    assert deze.client.get("/v1/gezondheidszorg").status_code == 429


def test_who_comes_with_tokens_that_do_not_count_is_locked_out_and_learns_nothing(deur: Deur) -> None:
    """The same answer for a token of nobody, an old one of somebody, and none at all."""
    deze = streng(deur, mislukt="3/minute")
    goed = deze.token(Rol.SECRETARIS)
    deur.dienst.omgeving.nu.verder(hours=2)  # type: ignore[attr-defined]  # the clock of the tests
    soorten = [{"Authorization": f"Bearer {goed}"}, {"Authorization": "Bearer x.y.z"}, {}]
    for koppen in soorten:
        assert deze.client.get("/v1/tafels", headers=koppen).status_code == 401
    buiten = [deze.client.get("/v1/tafels", headers=koppen) for koppen in soorten]
    for antwoord in buiten:
        is_probleem(antwoord, 429, "te-veel-pogingen")
        assert 0 < int(antwoord.headers["Retry-After"]) <= 60
    assert len({_zonder_spoor(antwoord) for antwoord in buiten}) == 1
    # Somebody who is let in elsewhere behind the same address does not suffer from it.
    assert deze.haal("/tafels", als=Rol.SECRETARIS).status_code == 200


def _zonder_spoor(antwoord: Response) -> str:
    return str({naam: wat for naam, wat in antwoord.json().items() if naam != "instance"})


def test_processes_count_together(dienst: Dienst) -> None:
    een, twee = grenzen(dienst, per_persoon="10/minute"), grenzen(dienst, per_persoon="10/minute")
    for _ in range(6):
        een.tel("persoon", "zvh", "mw-kers")
    een.deel()
    for _ in range(3):
        twee.tel("persoon", "zvh", "mw-kers")
    twee.deel()
    een.deel()
    assert een.tel("persoon", "zvh", "mw-kers").over == 0
    een.deel()
    twee.deel()
    assert twee.tel("persoon", "zvh", "mw-kers").te_veel
    assert not twee.tel("persoon", "zvh", "mw-peer").te_veel


def test_a_window_that_is_over_counts_for_nothing(dienst: Dienst) -> None:
    een, twee = grenzen(dienst, per_persoon="2/second"), grenzen(dienst, per_persoon="2/second")
    assert [een.tel("persoon", "zvh", "mw-kers").te_veel for _ in range(3)] == [False, False, True]
    een.deel()
    time.sleep(1.05)
    assert not twee.tel("persoon", "zvh", "mw-kers").te_veel
    twee.deel()
    een.deel()
    assert not een.tel("persoon", "zvh", "mw-kers").te_veel


def test_the_table_of_counts_says_of_nobody_who_it_is(dienst: Dienst) -> None:
    deze = grenzen(dienst)
    deze.tel("persoon", "zvh", "mw-kers")
    deze.tel("adres", "192.0.2.7")
    deze.deel()
    with dienst.engine.connect() as verbinding:
        inhoud = repr(verbinding.execute(select(telling)).all())
        aantal = verbinding.execute(select(func.count()).select_from(telling)).scalar_one()
    assert aantal == 2
    assert "mw-kers" not in inhoud
    assert "192.0.2.7" not in inhoud


def test_counting_costs_a_request_next_to_nothing(dienst: Dienst) -> None:
    deze, keren = grenzen(dienst), 3000
    duren = []
    for _ in range(3):
        begin = time.thread_time()
        for nummer in range(keren):
            deze.tel("adres", "192.0.2.7")
            deze.tel("persoon", "zvh", f"mw-{nummer % 500}")
            deze.tel("organisatie", "zvh")
        duren.append((time.thread_time() - begin) / keren)
    assert min(duren) < HONDERD_MICROSECONDEN


# --- too large, too slow, too long ------------------------------------------------------------------------------


def vraag_in_delen(app: FastAPI, token: str, delen: AsyncIterator[bytes]) -> Response:
    """Send a content that does not say beforehand how long it is."""

    async def stuur() -> Response:
        koppen = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        async with AsyncClient(
            transport=ASGITransport(app=app, client=HIERVANDAAN), base_url="http://testserver"
        ) as client:
            return await client.post("/v1/consultaties", content=delen, headers=koppen)

    return asyncio.run(stuur())


def test_a_content_that_turns_out_too_large_is_refused_while_it_comes_in(deur: Deur) -> None:
    gestuurd = 0

    async def delen() -> AsyncIterator[bytes]:
        nonlocal gestuurd
        for _ in range(64):
            gestuurd += 1
            yield b" " * (GROOTSTE_VERZOEK // 8)

    is_probleem(vraag_in_delen(deur.app, deur.token(Rol.SECRETARIS), delen()), 413, "te-groot")
    assert gestuurd < 12


def test_a_content_that_does_not_come_is_not_waited_for(deur: Deur, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Poort, "inhoud_binnen", 0.2)

    async def delen() -> AsyncIterator[bytes]:
        for _ in range(50):
            yield b" "
            await asyncio.sleep(0.05)

    begin = time.monotonic()
    is_probleem(vraag_in_delen(deur.app, deur.token(Rol.SECRETARIS), delen()), 408, "te-traag")
    assert time.monotonic() - begin < 1.5


def test_who_waits_too_long_hears_so_and_what_was_begun_is_finished(
    deur: Deur, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Poort, "langste_verzoek", 0.3)
    dienst = deur.dienst
    waren = dienst.archief.laatste_positie()
    with dienst.archief.datastore.get_connection() as bezet, bezet.transaction():
        bezet.execute("SELECT pg_advisory_xact_lock(109270200054529)")  # As somebody who is adding facts.
        is_probleem(deur.stuur("/consultaties", VRAAG, als=Rol.SECRETARIS), 503, "duurt-te-lang")
    einde = time.monotonic() + 20
    pool = dienst.engine.pool
    assert isinstance(pool, QueuePool)
    while dienst.archief.laatste_positie() == waren or pool.checkedout():
        assert time.monotonic() < einde
        time.sleep(0.05)


# --- the line itself --------------------------------------------------------------------------------------------


class Snel(Lijn):
    """A line that waits shorter, for a test."""

    kop_binnen = 0.4


@contextmanager
def geserveerd(app: FastAPI) -> Iterator[tuple[uvicorn.Server, int]]:
    luisteraar = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(app, log_config=None, access_log=False, http=Snel, timeout_graceful_shutdown=5)
    server = Server(config, app.state.omroep)
    draad = Thread(target=server.run, kwargs={"sockets": [luisteraar]}, daemon=True)
    draad.start()
    try:
        einde = time.monotonic() + 20
        while not server.started:
            assert time.monotonic() < einde
            time.sleep(0.01)
        yield server, luisteraar.getsockname()[1]
    finally:
        server.should_exit = True
        draad.join(timeout=20)
        luisteraar.close()


def test_who_never_finishes_the_head_of_a_request_is_hung_up_on(deur: Deur) -> None:
    """Slowloris: a byte now and then, on a new line and on one that was used before."""
    with geserveerd(deur.app) as (_, poort):
        for eerst in (b"", b"GET /v1/gezondheid/levend HTTP/1.1\r\nHost: x\r\n\r\n"):
            with socket.create_connection(("127.0.0.1", poort), timeout=5) as lijn:
                if eerst:
                    lijn.sendall(eerst)
                    assert b"200 OK" in lijn.recv(65536)
                begin, gesloten = time.monotonic(), False
                while not gesloten and time.monotonic() - begin < 4:
                    try:
                        lijn.sendall(b"G" if time.monotonic() - begin < 0.1 else b"x")
                        lijn.settimeout(0.1)
                        gesloten = lijn.recv(100) == b""
                    except TimeoutError:
                        continue
                    except OSError:
                        gesloten = True
                assert gesloten


@pytest.mark.parametrize(
    ("versie", "lengte"), [("1.1", b"Content-Length: 5\r\n"), ("1.0", b"Connection: keep-alive\r\n")]
)
@pytest.mark.parametrize("pad", ["/zoeken", "/v1/consultaties"])
def test_a_request_of_two_lengths_is_not_followed_by_another_one(
    deur: Deur, pad: str, versie: str, lengte: bytes
) -> None:
    """Request smuggling: what a proxy takes for the content was answered here as a request by itself."""
    begin = f"POST {pad} HTTP/{versie}\r\nHost: x\r\n".encode()
    tweede = b"GET /v1/gezondheid/levend HTTP/1.1\r\nHost: x\r\n\r\n"
    with (
        geserveerd(deur.app) as (_, poort),
        socket.create_connection(("127.0.0.1", poort), timeout=5) as lijn,
    ):
        lijn.sendall(begin + lengte + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + tweede)
        gekregen = b""
        while deel := lijn.recv(65536):
            gekregen += deel
    assert gekregen.startswith(b"HTTP/1.1 400 ")
    assert gekregen.count(b"HTTP/1.1 ") == 1


def test_what_is_at_hand_is_finished_before_it_stops(deur: Deur) -> None:
    with geserveerd(deur.app) as (server, poort):
        dienst, antwoord = deur.dienst, list[bytes]()
        with dienst.archief.datastore.get_connection() as bezet, bezet.transaction():
            bezet.execute("SELECT pg_advisory_xact_lock(109270200054529)")

            def vraag() -> None:
                inhoud = json.dumps({**VRAAG, "aard": "algemeen", "betrokkenen": []})
                kop = (
                    "POST /v1/consultaties HTTP/1.1\r\nHost: x\r\n"
                    f"Authorization: Bearer {deur.token(Rol.SECRETARIS)}\r\n"
                    f"Content-Type: application/json\r\nContent-Length: {len(inhoud)}\r\n\r\n"
                )
                with socket.create_connection(("127.0.0.1", poort), timeout=20) as lijn:
                    lijn.sendall((kop + inhoud).encode())
                    antwoord.append(lijn.recv(65536))

            vrager = Thread(target=vraag)
            vrager.start()
            time.sleep(0.3)
            server.should_exit = True
            time.sleep(0.3)
        vrager.join(timeout=20)
        assert b"201 Created" in antwoord[0]


@pytest.mark.parametrize("fout", ["veel", "0/minute", "10/dag", "-1/minute", "10/0minute"])
def test_a_limit_that_is_none_stops_the_start(fout: str) -> None:
    with pytest.raises(ValueError, match="grens_per_persoon"):
        Settings.model_validate({"grens_per_persoon": fout})
