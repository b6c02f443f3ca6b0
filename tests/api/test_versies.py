"""Which version somebody knows: ETag on what is read and on what a command led to, If-Match on every change."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from api.rest.voorbehoud import met_sleutel, met_versie, verandert
from domain.rollen import Rol
from tests.api.conftest import HIERVANDAAN, Deur
from tests.api.verzoeken import (
    ADVIES_OP_VRAAG,
    JSON,
    OVERLEG,
    PLAN,
    VERZETTING,
    VOORTGANG,
    VRAAG,
)
from tests.verhalen import ZVH, Verhaal


def met(versie: str | None) -> dict[str, dict[str, str]]:
    """The option of a request on this version, or on none."""
    return {"headers": {"If-Match": versie}} if versie is not None else {"headers": {"If-Match": ""}}


def is_probleem(antwoord: Response, status: int, code: str) -> None:
    assert antwoord.status_code == status, antwoord.text
    assert antwoord.json()["type"] == f"urn:casus:probleem:{code}"


def test_what_is_read_and_what_a_command_led_to_says_its_version(deur: Deur, verhaal: Verhaal) -> None:
    pad = f"/casussen/{verhaal.casusnummer}"
    gelezen = deur.haal(pad, als=Rol.PROCESREGISSEUR)
    versie = len(deur.dienst.shell.laad(verhaal.casusnummer).historie)
    assert gelezen.headers["ETag"] == f'"{versie}"'
    gedaan = deur.stuur(f"{pad}/plannen", PLAN, als=Rol.PROCESREGISSEUR, **met(gelezen.headers["ETag"]))
    assert gedaan.status_code == 200
    assert gedaan.headers["ETag"] == f'"{versie + 1}"'
    assert deur.haal(pad, als=Rol.PROCESREGISSEUR).headers["ETag"] == gedaan.headers["ETag"]


def test_what_was_has_no_version_to_change(deur: Deur, verhaal: Verhaal) -> None:
    toen = deur.haal(f"/casussen/{verhaal.casusnummer}?versie=1", als=Rol.PROCESREGISSEUR)
    assert "ETag" not in toen.headers
    assert "ETag" not in deur.haal(f"/triagelijst?tafel={ZVH}", als=Rol.SECRETARIS).headers


@pytest.mark.parametrize("anders", ['"1"', 'W/"{nu}"', '"een ander"', '"1", "2"'])
def test_who_knows_an_older_version_changes_nothing(deur: Deur, verhaal: Verhaal, anders: str) -> None:
    pad, nu = f"/casussen/{verhaal.casusnummer}", deur.dienst.shell.laad(verhaal.casusnummer).versie
    antwoord = deur.stuur(f"{pad}/plannen", PLAN, als=Rol.PROCESREGISSEUR, **met(anders.format(nu=nu)))
    is_probleem(antwoord, 412, "verouderde-versie")
    assert deur.dienst.shell.laad(verhaal.casusnummer).versie == nu


def test_one_of_several_versions_is_enough(deur: Deur, verhaal: Verhaal) -> None:
    pad, nu = f"/casussen/{verhaal.casusnummer}", deur.dienst.shell.laad(verhaal.casusnummer).versie
    antwoord = deur.stuur(f"{pad}/plannen", PLAN, als=Rol.PROCESREGISSEUR, **met(f'"1", "{nu}"'))
    assert antwoord.status_code == 200


def test_who_changes_something_must_say_which_version(deur: Deur, verhaal: Verhaal) -> None:
    antwoord = deur.stuur(
        f"/casussen/{verhaal.casusnummer}/plannen", PLAN, als=Rol.PROCESREGISSEUR, **met(None)
    )
    is_probleem(antwoord, 428, "geen-versie")
    assert deur.stuur("/consultaties", VRAAG, als=Rol.SECRETARIS, **met(None)).status_code == 201


def test_what_is_no_version_is_said_to_be_none(deur: Deur, verhaal: Verhaal) -> None:
    antwoord = deur.stuur(
        f"/casussen/{verhaal.casusnummer}/plannen", PLAN, als=Rol.PROCESREGISSEUR, **met("drie")
    )
    is_probleem(antwoord, 400, "ongeldig-verzoek")
    assert [fout["veld"] for fout in antwoord.json()["fouten"]] == ["If-Match"]


def test_what_was_done_already_is_told_whatever_version_is_known(deur: Deur, verhaal: Verhaal) -> None:
    """Somebody whose answer got lost sends it again; it is in effect, so there is nothing to refuse (RFC 9110)."""
    pad = f"/casussen/{verhaal.casusnummer}/plannen"
    eerst = deur.stuur(pad, PLAN, als=Rol.PROCESREGISSEUR)
    nog_eens = deur.stuur(pad, PLAN, als=Rol.PROCESREGISSEUR, **met('"1"'))
    assert (nog_eens.status_code, nog_eens.json()["vastgelegd"]) == (200, [])
    assert nog_eens.headers["ETag"] == eerst.headers["ETag"]


def test_who_may_not_change_it_hears_that_and_not_which_version_it_has(deur: Deur, verhaal: Verhaal) -> None:
    pad = f"/casussen/{verhaal.casusnummer}/plannen"
    is_probleem(deur.stuur(pad, PLAN, als=Rol.SECRETARIS, **met('"1"')), 403, "geen-recht")
    vreemd = deur.stuur("/casussen/C-BBBBB-BBBBB/plannen", PLAN, als=Rol.PROCESREGISSEUR, **met('"1"'))
    is_probleem(vreemd, 404, "onbekende-casus")


def test_of_two_who_change_the_same_version_at_once_one_does(deur: Deur, verhaal: Verhaal) -> None:
    etag = deur.haal(f"/casussen/{verhaal.casusnummer}", als=Rol.PROCESREGISSEUR).headers["ETag"]
    streep = Barrier(2)

    def stuur(tekst: str) -> int:
        headers = {"Authorization": f"Bearer {deur.token(Rol.PROCESREGISSEUR)}", "If-Match": etag}
        inhoud = {**VOORTGANG, "tekst": tekst}
        with TestClient(deur.app, client=HIERVANDAAN) as client:
            streep.wait()
            pad = f"/v1/casussen/{verhaal.casusnummer}/voortgangen"
            return client.post(pad, json=inhoud, headers=headers).status_code

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(stuur, ("Rust", "Onrust"))) == [200, 412]


def test_every_kind_of_thing_with_versions_takes_them(deur: Deur) -> None:
    """A row each: what is made, where it is read, and a change on it."""
    plan_overleg = deur.stuur("/overleggen", OVERLEG, als=Rol.SECRETARIS)
    vraag = deur.stuur("/consultaties", VRAAG, als=Rol.SECRETARIS)
    rijen: list[tuple[Response, str, JSON]] = [
        (plan_overleg, "verzettingen", VERZETTING),
        (vraag, "adviezen", ADVIES_OP_VRAAG),
    ]
    for gemaakt, deel, inhoud in rijen:
        assert gemaakt.headers["ETag"] == '"1"'
        pad = gemaakt.headers["Location"].removeprefix("/v1")
        assert deur.haal(pad, als=Rol.SECRETARIS).headers["ETag"] == '"1"'
        is_probleem(
            deur.stuur(f"{pad}/{deel}", inhoud, als=Rol.SECRETARIS, **met('"7"')), 412, "verouderde-versie"
        )
        gedaan = deur.stuur(f"{pad}/{deel}", inhoud, als=Rol.SECRETARIS, **met('"1"'))
        assert gedaan.status_code == 200, gedaan.text
        assert gedaan.headers["ETag"] != '"1"'


def test_the_description_names_both_headers_and_their_answers(deur: Deur) -> None:
    schema: JSON = deur.client.get("/v1/openapi.json").json()
    met_versies = 0
    for pad, deel in schema["paths"].items():
        for methode, handeling in deel.items():
            koppen = {een["name"] for een in handeling.get("parameters", []) if een["in"] == "header"}
            verwacht = verandert(methode.upper(), f"/v1{pad}")
            assert ("Idempotency-Key" in koppen) == met_sleutel(methode.upper(), f"/v1{pad}"), pad
            assert (
                ("If-Match" in koppen) == (verwacht and met_versie(pad)) == ("428" in handeling["responses"])
            )
            met_versies += "If-Match" in koppen
    assert met_versies > 60


# --- what somebody has already ----------------------------------------------------------------------------------


def test_who_has_this_version_gets_no_content_and_is_on_record_all_the_same(
    deur: Deur, verhaal: Verhaal
) -> None:
    pad = f"/casussen/{verhaal.casusnummer}"
    etag = deur.haal(pad, als=Rol.PROCESREGISSEUR).headers["ETag"]
    voor = deur.vastgelegd()
    weer = deur.haal(pad, als=Rol.PROCESREGISSEUR, headers={"If-None-Match": f'W/"2", {etag}'})
    assert (weer.status_code, weer.content, weer.headers["ETag"]) == (304, b"", etag)
    assert deur.vastgelegd() > voor
    verhaal.wijs_actie_toe()
    anders = deur.haal(pad, als=Rol.PROCESREGISSEUR, headers={"If-None-Match": etag})
    assert anders.status_code == 200
    assert anders.json()["casusnummer"] == verhaal.casusnummer


def test_what_also_depends_on_something_else_is_always_told_in_full(deur: Deur, verhaal: Verhaal) -> None:
    overleg = deur.stuur("/overleggen", OVERLEG, als=Rol.SECRETARIS)
    pad = overleg.headers["Location"].removeprefix("/v1")
    kop = {"If-None-Match": overleg.headers["ETag"]}
    assert deur.haal(pad, als=Rol.SECRETARIS, headers=kop).status_code == 200
    assert deur.haal(f"{pad}", als=Rol.SECRETARIS, headers=kop).json()["overlegId"]
