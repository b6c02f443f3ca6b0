"""The REST door on a service of its own: the runner works, and callers come from this computer."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from httpx2 import Response
from starlette.testclient import TestClient

from api.app import maak_app
from api.samenstelling import Dienst
from api.tokens import lees_sleutel, maak_token
from domain.rollen import Medewerker, Rol
from tests.verhalen import ZVH

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
    Rol.BEHEERDER: Medewerker("mw-lychee", Rol.BEHEERDER, "zvh"),
}
TWEEDE_COMPLIANCE = Medewerker("mw-olijf", Rol.COMPLIANCE, "zvh")


@dataclass
class Deur:
    """Knocks at the door as somebody."""

    dienst: Dienst
    app: FastAPI
    client: TestClient

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
        headers = {"Authorization": f"Bearer {self.token(als, tafels=tafels)}", **opties.pop("headers", {})}
        return self.client.request(methode, f"/v1{pad}", headers=headers, **opties)

    def haal(self, pad: str, *, als: Medewerker | Rol, **opties: Any) -> Response:
        """GET."""
        return self.vraag("GET", pad, als=als, **opties)

    def stuur(self, pad: str, inhoud: object = None, *, als: Medewerker | Rol, **opties: Any) -> Response:
        """POST, with JSON if there is something to send; in ASCII, so that also half a character can be sent."""
        if inhoud is not None:
            opties["content"] = json.dumps(inhoud)
            opties["headers"] = {"Content-Type": "application/json"}
        return self.vraag("POST", pad, als=als, **opties)


@pytest.fixture
def deur(dienst: Dienst) -> Iterator[Deur]:
    """The door, with views that keep up."""
    app = maak_app(dienst)
    dienst.runner.start()
    try:
        yield Deur(dienst, app, TestClient(app, client=HIERVANDAAN))
    finally:
        dienst.runner.stop()
