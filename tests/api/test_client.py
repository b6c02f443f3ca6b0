"""A typed client that a partner generates works: it brings a case in, reads it, weighs it, and hears that it is late.

Nothing of the client is ours: clientele writes it into a temporary folder, and mypy reads it.
"""

import importlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from clientele.api.exceptions import APIException
from clientele.http.httpx_backend import HttpxHTTPBackend
from starlette.testclient import TestClient

from api.app import beschrijving
from domain.rollen import Rol
from tests.api.conftest import HIERVANDAAN, Deur
from tests.api.verzoeken import AANMELDING, AANVULLING, GRONDSLAG, TRIAGE

NAAM = "casusclient"


@pytest.fixture(scope="module")
def gemaakt(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The client, written anew from the description."""
    pytest.importorskip(
        "cicerone", reason="NOT TESTED: a generated client. Install clientele[cli], as the lock has."
    )
    map_ = tmp_path_factory.mktemp("client")
    (map_ / "openapi.json").write_text(json.dumps(beschrijving()), encoding="utf-8")
    subprocess.run(
        [
            Path(sys.executable).with_name("clientele"),
            "start-api",
            "--file",
            map_ / "openapi.json",
            "--output",
            map_ / NAAM,
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    sys.path.insert(0, str(map_))
    try:
        yield map_
    finally:
        sys.path.remove(str(map_))
        for naam in [naam for naam in sys.modules if naam.startswith(NAAM)]:
            del sys.modules[naam]


@pytest.fixture
def client(gemaakt: Path, deur: Deur) -> ModuleType:
    """The client at the door of this test."""
    klant = importlib.import_module(f"{NAAM}.client")
    verbinding = HttpxHTTPBackend()
    verbinding._sync_client = TestClient(deur.app, base_url="http://testserver/v1", client=HIERVANDAAN)
    klant.client.config.http_backend = verbinding
    return klant


def als(deur: Deur, rol: Rol, **koppen: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {deur.token(rol)}", **koppen}


def test_a_generated_client_goes_from_an_aanmelding_to_a_refusal_that_it_is_late(
    client: ModuleType, deur: Deur
) -> None:
    vormen = importlib.import_module(f"{NAAM}.schemas")
    volledig = {**AANMELDING, "voorcontact": AANVULLING["voorcontact"]}
    aanmelding = vormen.AanmeldingIn.model_validate(volledig)
    gemeld = client.meld_aan(data=aanmelding, headers=als(deur, Rol.MELDER))
    assert gemeld.fase.value == "aangemeld"

    gelezen = client.lees_casus(casusnummer=gemeld.casusnummer, headers=als(deur, Rol.PROCESREGISSEUR))
    assert [mens.naam for mens in gelezen.betrokkenen] == ["Testpersoon Framboos"]
    assert gelezen.versie == gemeld.versie

    triage = vormen.TriageIn.model_validate(TRIAGE)
    oud = als(deur, Rol.PROCESREGISSEUR, **{"If-Match": f'"{gelezen.versie}"'})
    grondslag = vormen.GrondslagIn.model_validate(GRONDSLAG)
    intussen = client.leg_grondslag_vast(casusnummer=gemeld.casusnummer, data=grondslag, headers=oud)
    with pytest.raises(APIException) as te_laat:
        client.trieer(casusnummer=gemeld.casusnummer, data=triage, headers=oud)
    assert te_laat.value.response.status_code == 412
    probleem = vormen.Probleem.model_validate_json(te_laat.value.response.content)
    assert probleem.type == "urn:casus:probleem:verouderde-versie"

    nieuw = {**oud, "If-Match": f'"{intussen.versie}"'}
    gedaan = client.trieer(casusnummer=gemeld.casusnummer, data=triage, headers=nieuw)
    assert gedaan.fase.value == "opgenomen"


def test_every_operation_is_a_function_of_the_client(client: ModuleType, deur: Deur) -> None:
    wat: dict[str, Any] = deur.app.openapi()
    namen = {een["operationId"] for deel in wat["paths"].values() for een in deel.values()}
    zonder_streep = {naam.replace("_", "").lower() for naam in dir(client)}
    assert {naam for naam in namen if naam.lower() not in zonder_streep} == set()


@pytest.mark.faults
def test_the_generated_client_is_typed_to_the_last_line(gemaakt: Path, tmp_path: Path) -> None:
    gelopen = subprocess.run(
        [
            sys.executable,
            "-m",
            "mypy",
            "--strict",
            "--config-file=",
            f"--cache-dir={tmp_path}",
            gemaakt / NAAM,
        ],
        cwd=gemaakt,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert gelopen.returncode == 0, gelopen.stdout
