"""A router passes over an address that is none of its own, and answers for all others as one of FastAPI does."""

from typing import Any

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from starlette.testclient import TestClient

from api.wegen import Wegen


def _app(soort: type[APIRouter]) -> FastAPI:
    zaken, diep, samen = soort(prefix="/v1"), soort(), soort()

    @zaken.get("/zaken/{nummer}")
    def lees(nummer: str) -> str:
        return nummer

    @zaken.post("/zaken/{nummer}/{rest:path}")
    def schrijf(nummer: str, rest: str) -> str:
        return f"{nummer} {rest}"

    @diep.get("/blad/{nummer}")
    def blad(nummer: int) -> int:
        return nummer

    samen.include_router(diep)

    @samen.get("/")
    def begin() -> str:
        return "begin"

    app = FastAPI(openapi_url=None)
    for router in (zaken, samen):
        app.include_router(router)
    return app


@pytest.mark.parametrize(
    ("methode", "pad"),
    [
        ("GET", "/v1/zaken/7"),
        ("POST", "/v1/zaken/7/en/verder"),
        ("DELETE", "/v1/zaken/7"),
        ("GET", "/v1/zaken/7/"),
        ("GET", "/v1/zaken/7%0Ameer"),
        ("GET", "/v1/zaken"),
        ("GET", "/zaken/7"),
        ("GET", "/blad/3"),
        ("GET", "/blad/drie"),
        ("POST", "/blad/3"),
        ("GET", "/"),
        ("GET", "/nergens"),
    ],
)
@pytest.mark.parametrize("onder", ["", "/onder"])
def test_it_answers_as_that_of_fastapi(methode: str, pad: str, onder: str) -> None:
    def antwoord(soort: type[APIRouter]) -> tuple[int, bytes, str | None]:
        with TestClient(_app(soort), root_path=onder, follow_redirects=False) as client:
            gekregen = client.request(methode, f"{onder}{pad}")
        return gekregen.status_code, gekregen.content, gekregen.headers.get("location")

    assert antwoord(Wegen) == antwoord(APIRouter)


def test_no_route_of_another_router_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    geprobeerd: list[str] = []
    echt = APIRoute.matches

    def matches(self: APIRoute, scope: Any) -> Any:
        geprobeerd.append(self.path)
        return echt(self, scope)

    monkeypatch.setattr(APIRoute, "matches", matches)
    with TestClient(_app(Wegen)) as client:
        assert client.get("/blad/3").json() == 3
    assert set(geprobeerd) == {"/blad/{nummer}"}


def test_a_route_that_is_added_later_is_found() -> None:
    app = FastAPI(openapi_url=None)
    router = Wegen()
    app.include_router(router)
    with TestClient(app) as client:
        assert client.get("/later").status_code == 404
        router.add_api_route("/later", lambda: "er")
        assert client.get("/later").json() == "er"
