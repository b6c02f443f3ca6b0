"""The concept of a melding over HTTP: its writer's alone, safe to send again, and gone when it becomes a melding."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
import structlog
from httpx2 import Response

from domain.rollen import Medewerker, Rol
from infra.database import Database
from infra.toekenning import Aanvraag, Eindreden
from tests.api.conftest import MENSEN, Deur
from tests.api.verzoeken import AANMELDING
from tests.conftest import Klok
from tests.kanaries import Voliere, alles_in_de_database, serverlog
from tests.verhalen import ZVH

MANGO = MENSEN[Rol.MELDER]
RET = "ret-zaanstreek-waterland"
NIEUW = {"If-None-Match": "*", "If-Match": ""}
GETYPT = {
    "tafel": ZVH,
    "velden": [
        {"naam": "gemeente", "waarde": "zaanstad"},
        {"naam": "betrokkenen.0.naam", "waarde": "Testpersoon Granaatappel"},
        {"naam": "leefgebieden", "waarde": "wonen"},
        {"naam": "leefgebieden", "waarde": "werk"},
    ],
}


def bewaar(
    deur: Deur, pad: str, inhoud: object = None, *, als: Medewerker | Rol = Rol.MELDER, **opties: Any
) -> Response:
    return deur.stuur(pad, inhoud or GETYPT, als=als, methode="PUT", **opties)


@pytest.fixture
def pad(deur: Deur) -> str:
    """A concept of the melder."""
    adres = f"/concepten/{uuid4()}"
    gemaakt = bewaar(deur, adres, headers=NIEUW)
    assert (gemaakt.status_code, gemaakt.headers["ETag"]) == (201, '"1"'), gemaakt.text
    assert gemaakt.headers["Location"] == f"/v1{adres}"
    return adres


def melder(deur: Deur) -> dict[str, str]:
    """The headers of the melder at a page."""
    return {"Authorization": f"Bearer {deur.token(Rol.MELDER)}"}


def getypt(deur: Deur, pad: str) -> Any:
    return deur.haal(pad, als=Rol.MELDER).json()["velden"]


def test_a_melder_saves_reads_and_throws_away_a_concept(deur: Deur, pad: str) -> None:
    (regel,) = deur.haal("/concepten", als=Rol.MELDER).json()["regels"]
    assert (regel["tafel"], regel["versie"]) == (ZVH, 1)
    assert (regel["bewaardOp"], regel["vervaltOp"]) == ("2026-03-02T08:30:00Z", "2026-03-16T08:30:00Z")
    assert "velden" not in regel
    gelezen = deur.haal(pad, als=Rol.MELDER)
    assert (gelezen.json()["velden"], gelezen.headers["ETag"]) == (GETYPT["velden"], '"1"')
    weg = deur.vraag("DELETE", pad, als=Rol.MELDER, headers={"If-Match": '"1"'})
    assert (weg.status_code, weg.content) == (204, b"")
    assert deur.haal(pad, als=Rol.MELDER).status_code == 404
    assert deur.haal("/concepten", als=Rol.MELDER).json()["regels"] == []


def test_it_leads_to_no_event_and_no_line_in_the_read_log(deur: Deur, pad: str) -> None:
    """Somebody reads back the own words, that nobody else can read."""
    deur.haal(pad, als=Rol.MELDER)
    deur.haal("/concepten", als=Rol.MELDER)
    bewaar(deur, pad, {**GETYPT, "velden": []})
    assert deur.vastgelegd() == 0
    assert deur.dienst.archief.laatste_positie() == 0


ANDEREN = {
    "somebody else of the organisation": (replace(MANGO, id="mw-mispel"), (ZVH,)),
    "another organisation": (replace(MANGO, organisatie="ggz"), (ZVH,)),
    "the table itself": (MENSEN[Rol.PROCESREGISSEUR], (ZVH,)),
    "the same, no longer at this table": (MANGO, (RET,)),
    "the same, at no table": (MANGO, ()),
}


@pytest.mark.parametrize("wie", ANDEREN)
def test_for_anybody_else_it_is_as_if_it_never_was(deur: Deur, pad: str, wie: str) -> None:
    als, tafels = ANDEREN[wie]
    nergens = f"/concepten/{uuid4()}"
    for methode in ("GET", "DELETE"):
        echt, nooit = (deur.vraag(methode, een, als=als, tafels=tafels) for een in (pad, nergens))
        assert echt.status_code == nooit.status_code == 404
        assert {**echt.json(), "instance": ""} == {**nooit.json(), "instance": ""}
    assert deur.haal("/concepten", als=als, tafels=tafels).json()["regels"] == []
    for koppen in ({}, NIEUW, {"If-Match": '"1"'}):
        assert bewaar(
            deur, pad, {**GETYPT, "velden": []}, als=als, tafels=tafels, headers=koppen
        ).is_client_error
    assert getypt(deur, pad) == GETYPT["velden"]


@pytest.mark.parametrize("rol", [Rol.BEHEERDER, Rol.AUDITOR, Rol.COMPLIANCE, Rol.FG])
def test_who_guards_the_data_has_no_way_to_a_concept(deur: Deur, pad: str, rol: Rol) -> None:
    for adres in (pad, "/concepten"):
        assert deur.haal(adres, als=rol).status_code == 403
    assert bewaar(deur, pad, als=rol).status_code == 403
    assert deur.vraag("DELETE", pad, als=rol).status_code == 403


def test_who_does_not_know_the_last_version_hears_so_and_loses_nothing(deur: Deur, pad: str) -> None:
    anders = {**GETYPT, "velden": [{"naam": "kenmerk", "waarde": "Z-1"}]}
    assert bewaar(deur, pad, anders, headers={"If-Match": '"1"'}).headers["ETag"] == '"2"'
    oud = bewaar(deur, pad, GETYPT, headers={"If-Match": '"1"'})
    assert (oud.status_code, oud.json()["type"]) == (412, "urn:casus:probleem:verouderde-versie")
    assert deur.vraag("DELETE", pad, als=Rol.MELDER, headers={"If-Match": '"1"'}).status_code == 412
    assert bewaar(deur, pad, GETYPT, headers=NIEUW).status_code == 412
    assert bewaar(deur, pad, GETYPT, headers={"If-Match": ""}).status_code == 428
    assert getypt(deur, pad) == anders["velden"]


def test_the_same_once_more_is_the_same(deur: Deur, pad: str, klok: Klok) -> None:
    """What was sent and never answered can be sent again, on the version that was known then."""
    klok.verder(days=2)
    for koppen in (NIEUW, {"If-Match": '"1"'}, {"If-Match": '"7"'}):
        weer = bewaar(deur, pad, headers=koppen)
        assert (weer.status_code, weer.headers["ETag"]) == (200, '"1"')
        assert weer.json()["bewaardOp"] == "2026-03-02T08:30:00Z"


SLECHT: dict[str, object] = {
    "a field of no aanmelding": {"naam": "rol", "waarde": "auditor"},
    "no place": {"naam": "betrokkenen..naam", "waarde": "x"},
    "empty": {"naam": "kenmerk", "waarde": ""},
    "too long": {"naam": "kenmerk", "waarde": "x" * 20_001},
    "half a character": {"naam": "kenmerk", "waarde": "\ud83d"},
    "a field too many": {"naam": "kenmerk", "waarde": "x", "wie": "mw-ander"},
}


@pytest.mark.parametrize("wat", SLECHT)
def test_what_is_no_concept_is_refused_and_changes_nothing(deur: Deur, pad: str, wat: str) -> None:
    antwoord = bewaar(deur, pad, {"tafel": ZVH, "velden": [SLECHT[wat]]})
    assert antwoord.status_code == 400, antwoord.text
    assert getypt(deur, pad) == GETYPT["velden"]


def test_too_much_is_refused_in_a_sentence(deur: Deur, pad: str) -> None:
    velden = [{"naam": f"betrokkenen.{nummer}.toelichting", "waarde": "x" * 20_000} for nummer in range(4)]
    antwoord = bewaar(deur, pad, {"tafel": ZVH, "velden": velden})
    assert (antwoord.status_code, antwoord.json()["detail"]) == (
        409,
        "Dit is te veel om als concept te bewaren. Maak het korter, of dien de melding in.",
    )


def test_another_table_is_not_there_to_save_for(deur: Deur) -> None:
    assert bewaar(deur, f"/concepten/{uuid4()}", {**GETYPT, "tafel": RET}, headers=NIEUW).status_code == 404


# --- bringing it in ---


def test_bringing_it_in_takes_it_away_and_sending_that_again_gives_the_same_case(
    deur: Deur, pad: str
) -> None:
    adres = f"/casussen?concept={pad.rpartition('/')[2]}&conceptversie=1"
    koppen = {"Idempotency-Key": str(uuid4())}
    eerst, weer = (deur.stuur(adres, AANMELDING, als=Rol.MELDER, headers=koppen) for _ in range(2))
    assert (eerst.status_code, weer.status_code) == (201, 201)
    assert eerst.json() == weer.json()
    assert deur.haal(pad, als=Rol.MELDER).status_code == 404
    nog_eens = deur.stuur(adres, {**AANMELDING, "kenmerk": "Z-9"}, als=Rol.MELDER)
    assert (nog_eens.status_code, nog_eens.json()["type"]) == (412, "urn:casus:probleem:concept-veranderd")


def test_a_melding_that_is_there_already_takes_the_concept_away(deur: Deur, pad: str) -> None:
    met_kenmerk = {**AANMELDING, "kenmerk": "Z-9"}
    assert deur.stuur("/casussen", met_kenmerk, als=Rol.MELDER).status_code == 201
    weer = deur.stuur(f"/casussen?concept={pad.rpartition('/')[2]}", met_kenmerk, als=Rol.MELDER)
    assert weer.status_code == 200
    assert deur.haal(pad, als=Rol.MELDER).status_code == 404


def test_nobody_brings_in_the_concept_of_somebody_else(deur: Deur, pad: str) -> None:
    adres = f"/casussen?concept={pad.rpartition('/')[2]}"
    antwoord = deur.stuur(adres, AANMELDING, als=replace(MANGO, id="mw-mispel"))
    assert antwoord.status_code == 412
    assert getypt(deur, pad) == GETYPT["velden"]
    assert deur.dienst.archief.laatste_positie() == 0


def test_what_was_brought_in_or_thrown_away_does_not_begin_again_with_a_late_save(
    deur: Deur, pad: str
) -> None:
    """Of a client that saves by itself, however it is by now, the last save can come in after the melding."""
    deur.stuur(f"/casussen?concept={pad.rpartition('/')[2]}", AANMELDING, als=Rol.MELDER)
    assert [bewaar(deur, pad, headers={"If-Match": een}).status_code for een in ("*", '"1"')] == [412, 412]
    assert deur.haal("/concepten", als=Rol.MELDER).json()["regels"] == []


def test_saving_bringing_in_and_throwing_away_at_once_leave_one_melding_or_none_and_no_concept(
    deur: Deur, pad: str
) -> None:
    een = pad.rpartition("/")[2]
    anders = {**GETYPT, "velden": [{"naam": "kenmerk", "waarde": "Z-1"}]}
    daden: list[Callable[[], Response]] = [
        lambda: deur.stuur(f"/casussen?concept={een}", AANMELDING, als=Rol.MELDER),
        lambda: deur.stuur(f"/casussen?concept={een}", AANMELDING, als=Rol.MELDER),
        lambda: deur.vraag("DELETE", pad, als=Rol.MELDER),
        lambda: bewaar(deur, pad, anders),
        lambda: bewaar(deur, pad, GETYPT),
    ]
    with ThreadPoolExecutor(len(daden)) as pool:
        *binnen, weg, _, _ = [loop.result(60) for loop in [pool.submit(daad) for daad in daden]]
    # Who brings it in a second time hears of the melding that is there (200).
    gelukt = [een.status_code for een in binnen if een.status_code == HTTPStatus.CREATED]
    assert len(gelukt) + weg.is_success == 1
    assert {een.status_code for een in binnen} <= {200, 201, 412}
    assert deur.haal("/concepten", als=Rol.MELDER).json()["regels"] == []
    assert deur.dienst.archief.laatste_positie() == len(gelukt)


# --- what it leaves behind ---


def test_one_that_was_tampered_with_shows_nothing_and_stands_in_nobodys_way(
    deur: Deur, pad: str, database: Database
) -> None:
    ander = f"/concepten/{uuid4()}"
    bewaar(deur, ander, headers=NIEUW)
    with psycopg.connect(database.owner_url) as baas:
        baas.execute("DELETE FROM sleutels.sleutel WHERE stroom_id = sleutel_id")
    with structlog.testing.capture_logs() as regels:
        gelezen = deur.haal(pad, als=Rol.MELDER)
        formulier = deur.client.get(f"/meldingen{pad}/weggooien", headers=melder(deur))
    assert (gelezen.status_code, formulier.status_code) == (500, 200)
    assert "Granaatappel" not in f"{gelezen.text}{formulier.text}{regels}"
    assert len(deur.haal("/concepten", als=Rol.MELDER).json()["regels"]) == 2
    assert deur.vraag("DELETE", pad, als=Rol.MELDER).status_code == 204
    een = deur.stuur(f"/casussen?concept={ander.rpartition('/')[2]}", AANMELDING, als=Rol.MELDER)
    assert een.status_code == 201
    assert deur.haal("/concepten", als=Rol.MELDER).json()["regels"] == []


def test_a_form_is_brought_in_though_what_was_kept_of_it_does_not_open(
    deur: Deur, pad: str, database: Database
) -> None:
    with psycopg.connect(database.owner_url) as baas:
        baas.execute("UPDATE kluis.concept SET cijfertekst = sha256(cijfertekst)")
    velden = {
        "tafel": ZVH,
        "gemeente": "zaanstad",
        "betrokkenen.0.naam": "Testpersoon Kweepeer",
        "betrokkenen.0.betrokkenheid": "hoofdpersoon",
        "sleutel": pad.rpartition("/")[2],
        "conceptversie": "1",
        "mensen": "1",
    }
    antwoord = deur.client.post("/meldingen/nieuw", data=velden, headers=melder(deur), follow_redirects=False)
    assert antwoord.status_code == 303, antwoord.text
    assert deur.haal("/concepten", als=Rol.MELDER).json()["regels"] == []


@pytest.mark.parametrize(
    "waarde", ["\x00\x1b[31m\u202e", "\U0001f9d1\u200d\U0001f680", "<script>x</script>", "]]>'\""]
)
def test_what_is_typed_comes_back_letter_for_letter_and_as_text_on_the_page(
    deur: Deur, pad: str, waarde: str
) -> None:
    velden = [{"naam": "gemeente", "waarde": waarde}, {"naam": "betrokkenen.0.toelichting", "waarde": waarde}]
    assert bewaar(deur, pad, {**GETYPT, "velden": velden}).status_code == 200
    assert getypt(deur, pad) == velden
    pagina = deur.client.get(f"/meldingen{pad}", headers=melder(deur))
    assert pagina.status_code == 200
    assert "<script>x" not in pagina.text


def test_what_was_typed_stands_nowhere_in_the_clear(
    deur: Deur, database: Database, serverfolder: Path | None
) -> None:
    kooi = Voliere([])
    velden = [
        {"naam": f"betrokkenen.0.{veld}", "waarde": kooi.zing(veld)}
        for veld in ("naam", "adres", "toelichting")
    ]
    adres = f"/concepten/{uuid4()}"
    with structlog.testing.capture_logs() as regels:
        bewaar(deur, adres, {"tafel": ZVH, "velden": velden}, headers=NIEUW)
        deur.haal(adres, als=Rol.MELDER)
        te_lang = [*velden, {"naam": kooi.zing("veld"), "waarde": kooi.zing("waarde")}]
        fout = bewaar(deur, adres, {"tafel": ZVH, "velden": te_lang})
    assert kooi.in_tekst(f"{regels}{fout.text}") == []
    gevonden = alles_in_de_database(database)
    assert gevonden["kluis.concept"]
    assert {tabel for tabel, tekst in gevonden.items() if kooi.in_tekst(tekst)} == set()
    assert serverfolder is None or kooi.in_tekst(serverlog(serverfolder)) == []


def test_after_the_grant_has_ended_nobody_reads_it_and_its_term_goes_on(deur: Deur, klok: Klok) -> None:
    """What a grant allowed is over at once, and nobody else comes in its place."""
    toekenningen = deur.dienst.toekenningen
    aanvraag = Aanvraag("urn:x", "mango", MANGO, frozenset({ZVH}), date(2026, 3, 2))
    gegeven, _ = toekenningen.geef(aanvraag, door="beheer")
    een = uuid4()
    deur.dienst.concepten.bewaar(een, MANGO, tafel=ZVH, velden=(("kenmerk", "Z-1"),), versies={0})
    toekenningen.beeindig(gegeven.id, Eindreden.UIT_DIENST, door=MENSEN[Rol.BEHEERDER])
    assert toekenningen.lijst(op=klok().date()) == ()
    klok.tijd = datetime(2026, 3, 16, 8, 30, tzinfo=UTC)
    assert deur.dienst.concepten.ruim_op() == 1
