"""The REST door on a service of its own: the runner works, and callers come from this computer."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from anyio.from_thread import start_blocking_portal
from fastapi import FastAPI
from httpx2 import Client, Response
from sqlalchemy import func, select
from starlette.testclient import TestClient

from api.app import maak_app
from api.samenstelling import Dienst, stel_samen
from api.tokens import lees_sleutel, maak_token
from domain.casus.commands import VoegDeelnemerToe
from domain.rollen import Medewerker, Rol
from infra.database import Database
from infra.definitions import Definities
from infra.kek import Kekring
from infra.omgeving import Omgeving
from infra.settings import Settings
from infra.tables import inzageregel
from tests.api.ineens import Ineens
from tests.conftest import Klok, naam_van, verse_database
from tests.verhalen import ZVH, Verhaal

HIERVANDAAN = ("127.0.0.1", 40000)
"""Where the requests of the tests come from."""

MENSEN = {
    Rol.MELDER: Medewerker("mw-mango", Rol.MELDER, "politie"),
    Rol.SECRETARIS: Medewerker("mw-kers", Rol.SECRETARIS, "zvh"),
    Rol.PROCESREGISSEUR: Medewerker("mw-peer", Rol.PROCESREGISSEUR, "zvh"),
    Rol.VOORZITTER: Medewerker("mw-vijg", Rol.VOORZITTER, "zvh"),
    Rol.VERTEGENWOORDIGER: Medewerker("mw-citroen", Rol.VERTEGENWOORDIGER, "reclassering"),
    Rol.CASUSREGISSEUR: Medewerker("mw-appel", Rol.CASUSREGISSEUR, "ggz"),
    Rol.DEELNEMER: Medewerker("mw-meloen", Rol.DEELNEMER, "ggz"),
    Rol.AUDITOR: Medewerker("mw-dadel", Rol.AUDITOR, "zvh"),
    Rol.COMPLIANCE: Medewerker("mw-pruim", Rol.COMPLIANCE, "zvh"),
    Rol.FG: Medewerker("mw-tamarinde", Rol.FG, "zvh"),
    Rol.ARCHIVARIS: Medewerker("mw-kastanje", Rol.ARCHIVARIS, "zvh"),
    Rol.BEHEERDER: Medewerker("mw-lychee", Rol.BEHEERDER, "zvh"),
}
TWEEDE_COMPLIANCE = Medewerker("mw-olijf", Rol.COMPLIANCE, "zvh")


@dataclass
class Deur:
    """Knocks at the door as somebody."""

    dienst: Dienst
    app: FastAPI
    client: TestClient
    ineens: Client | None = None
    """The same for what has an end, in less time."""

    def token(self, wie: Medewerker | Rol, *, tafels: tuple[str, ...] = (ZVH,)) -> str:
        """A token of half an hour at the clock of the test."""
        mens = MENSEN[wie] if isinstance(wie, Rol) else wie
        return maak_token(
            mens,
            tafels,
            sleutel=lees_sleutel(self.dienst.settings.tokensleutel),
            omgeving=self.dienst.omgeving,
            duur=timedelta(minutes=30),
        )

    def vraag(self, methode: str, pad: str, *, als: Medewerker | Rol, **opties: Any) -> Response:
        """Ask something under /v1."""
        tafels = opties.pop("tafels", (ZVH,))
        # However it is by now, unless the test names a version.
        headers = {} if methode == "GET" else {"If-Match": "*"}
        headers |= {"Authorization": f"Bearer {self.token(als, tafels=tafels)}", **opties.pop("headers", {})}
        voor = self.vastgelegd()
        antwoord = (self.ineens or self.client).request(methode, f"/v1{pad}", headers=headers, **opties)
        # Of every test: nobody is shown without a line in the read log.
        toont = antwoord.is_success and toont_mensen(antwoord, methode)
        assert not toont or self.vastgelegd() > voor, (
            f"{methode} {pad} showed people, and that is not on record"
        )
        return antwoord

    def vastgelegd(self) -> int:
        """How many lines the read log has."""
        with self.dienst.engine.connect() as verbinding:
            return verbinding.execute(select(func.count()).select_from(inzageregel)).scalar_one()

    def haal(self, pad: str, *, als: Medewerker | Rol, **opties: Any) -> Response:
        """GET."""
        return self.vraag("GET", pad, als=als, **opties)

    def stuur(self, pad: str, inhoud: object = None, *, als: Medewerker | Rol, **opties: Any) -> Response:
        """POST or ``methode``, with JSON if there is any; in ASCII, so that also half a character can be sent."""
        methode = opties.pop("methode", "POST")
        if inhoud is not None:
            opties["content"] = json.dumps(inhoud)
            opties["headers"] = {"Content-Type": "application/json", **opties.get("headers", {})}
        return self.vraag(methode, pad, als=als, **opties)


VAN_MENSEN = {"persoonId", "pseudoniem", "personen"}
"""What a person is told by; what answers a question, or tells how it stands, adds the number of a case."""


def toont_mensen(antwoord: Response, methode: str) -> bool:
    """Say whether an answer is about people: by name or pseudonym, or in a list or case that was asked for."""
    if antwoord.headers.get("content-type") != "application/json":
        return False
    inhoud = antwoord.json()
    # A command that recorded something is on record by what it recorded.
    if methode == "POST" and inhoud.get("vastgelegd"):
        return False
    return _heeft(inhoud, VAN_MENSEN | {"casusnummer", "consultatienummer"})


def _heeft(deel: Any, sleutels: set[str]) -> bool:
    if isinstance(deel, list):
        return any(_heeft(een, sleutels) for een in deel)
    if not isinstance(deel, dict):
        return False
    eigen = any(naam in sleutels and waarde is not None for naam, waarde in deel.items())
    return eigen or any(_heeft(waarde, sleutels) for waarde in deel.values())


@pytest.fixture
def deur(dienst: Dienst) -> Iterator[Deur]:
    """The door, with views that keep up."""
    app = maak_app(dienst)
    dienst.runner.start()
    try:
        with van_een_lus(TestClient(app, client=HIERVANDAAN)) as client:
            assert client.portal is not None
            vervoer = Ineens(app, client.portal, client=HIERVANDAAN)
            adres, headers = client.base_url, client.headers
            with Client(transport=vervoer, base_url=adres, headers=headers, follow_redirects=True) as ineens:
                yield Deur(dienst, app, client, ineens)
    finally:
        dienst.runner.stop()


@contextmanager
def van_een_lus(client: TestClient) -> Iterator[TestClient]:
    """The same client with one event loop for all it asks; of itself it makes one for each request."""
    with start_blocking_portal() as client.portal:
        yield client


@pytest.fixture(scope="session")
def verhaalsjabloon(
    server: Database,
    sjabloon: tuple[str, Kekring],
    settings: Settings,
    definities: Definities,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[str, str]]:
    """A database with one case in it to copy, and the number of that case: telling it takes longer than the rest."""
    kopie = tmp_path_factory.mktemp("verhaal") / "sleutelkopie.jsonl"
    eigen = settings.model_copy(update={"sleutelkopie_bestand": kopie})
    omgeving = replace(Omgeving(), nu=Klok())
    with verse_database(server, sjabloon=sjabloon[0]) as verteld:
        with stel_samen(eigen, verteld, kek=sjabloon[1], definities=definities, omgeving=omgeving) as dienst:
            dienst.runner.start()
            try:
                verhaal = Verhaal(dienst)
                verhaal.tot_en_met_ico()
                erbij = verhaal.doe(VoegDeelnemerToe("mw-meloen", "ggz", "behandelaar"))
                assert dienst.wacht_op(erbij.positie)
            finally:
                dienst.runner.stop()
        # What a service keeps beside its database does not come along.
        assert not kopie.exists()
        yield naam_van(verteld), verhaal.casusnummer


@pytest.fixture
def verteld(verhaalsjabloon: tuple[str, str]) -> str:
    """The number of the case that is in the database of this test from the beginning."""
    return verhaalsjabloon[1]


@pytest.fixture
def database(
    request: pytest.FixtureRequest, server: Database, sjabloon: tuple[str, Kekring]
) -> Iterator[Database]:
    """A migrated database of this test alone, with the case in it where that is asked for."""
    naam, _ = sjabloon
    if "verteld" in request.fixturenames:
        naam, _ = request.getfixturevalue("verhaalsjabloon")
    with verse_database(server, sjabloon=naam) as gevonden:
        yield gevonden


@pytest.fixture
def verhaal(deur: Deur, verteld: str) -> Verhaal:
    """A running case of the police, with the casusregisseur and the deelnemer of the tests in it."""
    return Verhaal(deur.dienst, casusnummer=verteld)
