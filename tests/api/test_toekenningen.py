"""Granting rights over HTTP: by a beheerder to others, at the own tables; ended at once; looked at every year."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import Any

import pytest
from httpx2 import Response

from api.tokens import UITGEVER
from domain.rollen import Medewerker, Rol
from infra.toekenning import Aanvraag, Eindreden
from tests.api.conftest import MENSEN, Deur
from tests.api.verzoeken import RET
from tests.conftest import BEGIN, Klok
from tests.verhalen import ZVH

PEER = {
    "uitgever": "https://inloggen.example",
    "sub": "7f1c2d",
    "medewerker": "mw-peer",
    "rol": "procesregisseur",
    "organisatie": "zvh",
    "tafels": [ZVH],
}
KOPPELING = {
    **PEER,
    "sub": "koppeling",
    "medewerker": "sys-koppeling",
    "rol": "secretaris",
    "soort": "systeem",
    "rechten": ["triagelijst", "casus-lezen"],
}
ANDERE = Medewerker("mw-mispel", Rol.BEHEERDER, "zvh")


def geef(deur: Deur, als: Rol | Medewerker = Rol.BEHEERDER, **anders: Any) -> Response:
    return deur.stuur("/toekenningen", {**PEER, **anders}, als=als)


def alle(deur: Deur, **opties: Any) -> list[dict[str, Any]]:
    regels: list[dict[str, Any]] = deur.haal("/toekenningen", als=Rol.BEHEERDER, **opties).json()["regels"]
    return regels


def test_a_beheerder_grants_and_the_register_says_by_whom(deur: Deur) -> None:
    antwoord = geef(deur)
    gegeven = antwoord.json()
    assert (antwoord.status_code, gegeven["gegevenDoor"]) == (201, MENSEN[Rol.BEHEERDER].id)
    assert antwoord.headers["Location"] == f"/v1/toekenningen/{gegeven['toekenningId']}"
    assert deur.haal(f"/toekenningen/{gegeven['toekenningId']}", als=Rol.FG).json() == gegeven
    (in_kracht,) = deur.dienst.toekenningen.van("https://inloggen.example", "7f1c2d", op=BEGIN.date())
    assert (in_kracht.wie.id, in_kracht.tafels) == ("mw-peer", frozenset({ZVH}))


def test_granting_the_same_again_makes_no_second_grant(deur: Deur) -> None:
    assert geef(deur).json() == geef(deur, ANDERE).json()
    assert len(alle(deur)) == 1


@pytest.mark.parametrize(
    ("anders", "status", "zin"),
    [
        ({"medewerker": MENSEN[Rol.BEHEERDER].id}, 409, "uzelf geen rechten"),
        ({"rol": "beheerder"}, 409, "casus toekenning geef"),
        ({"tafels": ["ret-elders"]}, 409, "uw eigen tafels"),
        ({"tafels": [ZVH, "ret-elders"]}, 409, "uw eigen tafels"),
        ({"tafels": []}, 400, ""),
        ({"sub": "peer@zvh.example"}, 409, "geen e-mailadres"),
        ({"sub": "Piet Peer"}, 400, ""),
        ({"uitgever": "javascript:1"}, 400, ""),
        ({"totEnMet": "2026-03-01"}, 409, "laatste dag"),
        ({"rechten": ["triagelijst"]}, 409, "welke rechten"),
        ({"soort": "systeem"}, 409, "welke rechten"),
        ({"rol": "koning"}, 400, ""),
        ({"gegevenDoor": "mw-ander"}, 400, ""),
        ({"toekenningId": "00000000-0000-4000-8000-000000000001"}, 400, ""),
    ],
)
def test_what_cannot_be_granted_is_refused_in_a_sentence_and_changes_nothing(
    deur: Deur, anders: dict[str, Any], status: int, zin: str
) -> None:
    antwoord = geef(deur, **anders)
    assert antwoord.status_code == status, antwoord.text
    assert zin in antwoord.json()["detail"]
    assert deur.dienst.toekenningen.lijst() == ()


@pytest.mark.parametrize("recht", ["trieren", "lijst-uitvoeren", "inzagedoel", "toekennen", "alles"])
def test_a_system_gets_nothing_that_decides(deur: Deur, recht: str) -> None:
    antwoord = deur.stuur("/toekenningen", {**KOPPELING, "rechten": [recht]}, als=Rol.BEHEERDER)
    assert (antwoord.status_code, f": {recht}." in antwoord.json()["detail"]) == (409, True)
    assert deur.stuur("/toekenningen", KOPPELING, als=Rol.BEHEERDER).status_code == 201
    assert deur.stuur("/toekenningen", KOPPELING, als=Rol.BEHEERDER).status_code == 200


def test_a_grant_that_ended_is_over_at_once_and_ending_it_again_says_nothing_new(
    deur: Deur, klok: Klok
) -> None:
    pad = f"/toekenningen/{geef(deur).json()['toekenningId']}"
    over = deur.stuur(f"{pad}/beeindigingen", {"reden": "uit dienst"}, als=Rol.BEHEERDER).json()
    assert (over["reden"], over["beeindigdDoor"]) == ("uit dienst", MENSEN[Rol.BEHEERDER].id)
    klok.verder(hours=1)
    assert deur.stuur(f"{pad}/beeindigingen", {"reden": "misbruik"}, als=ANDERE).json() == over
    assert alle(deur, params={"nu": True}) == []
    assert alle(deur) == [over]


def test_what_a_review_found_is_no_reason_without_a_review(deur: Deur) -> None:
    pad = f"/toekenningen/{geef(deur).json()['toekenningId']}"
    antwoord = deur.stuur(f"{pad}/beeindigingen", {"reden": "herziening"}, als=Rol.BEHEERDER)
    assert (antwoord.status_code, "nagaan van rechten" in antwoord.json()["detail"]) == (409, True)
    assert len(alle(deur, params={"nu": True})) == 1


def test_nobody_ends_or_looks_at_the_own_grant(deur: Deur) -> None:
    eigen = Aanvraag("urn:x", "lychee", MENSEN[Rol.BEHEERDER], frozenset({ZVH}), BEGIN.date())
    een, _ = deur.dienst.toekenningen.geef(eigen, door="beheer")
    for daad, wat in (("herzieningen", {"uitkomst": "behouden"}), ("beeindigingen", {"reden": "vergissing"})):
        antwoord = deur.stuur(f"/toekenningen/{een.id}/{daad}", wat, als=Rol.BEHEERDER)
        assert (antwoord.status_code, "van uzelf" in antwoord.json()["detail"]) == (409, True)
        assert deur.stuur(f"/toekenningen/{een.id}/{daad}", wat, als=ANDERE).status_code == 200


def test_grants_at_another_table_are_not_there(deur: Deur) -> None:
    id_ = geef(deur).json()["toekenningId"]
    elders = ("ret-elders",)
    assert alle(deur, tafels=elders) == []
    niets = deur.haal("/toekenningen/00000000-0000-4000-8000-000000000001", als=Rol.BEHEERDER)
    for methode, pad, inhoud in (
        ("GET", f"/toekenningen/{id_}", None),
        ("POST", f"/toekenningen/{id_}/beeindigingen", {"reden": "vergissing"}),
        ("POST", f"/toekenningen/{id_}/herzieningen", {"uitkomst": "beëindigd"}),
    ):
        antwoord = deur.vraag(methode, pad, als=Rol.BEHEERDER, tafels=elders, json=inhoud)
        assert {**antwoord.json(), "instance": ""} == {**niets.json(), "instance": ""}
    assert len(alle(deur, params={"nu": True})) == 1


def test_the_list_goes_on_where_it_stopped(deur: Deur) -> None:
    for nummer in range(3):
        geef(deur, sub=f"s{nummer}", medewerker=f"mw-{nummer}")
    eerste = deur.haal("/toekenningen?limiet=2", als=Rol.AUDITOR).json()
    tweede = deur.haal(f"/toekenningen?limiet=2&na={eerste['volgende']}", als=Rol.AUDITOR).json()
    assert [regel["sub"] for regel in eerste["regels"] + tweede["regels"]] == ["s0", "s1", "s2"]
    assert tweede["volgende"] is None


# --- the yearly list ---


def redenen(deur: Deur) -> dict[str, list[str]]:
    lijst = deur.haal("/toekenningen/herzieningen", als=Rol.BEHEERDER).json()["regels"]
    return {regel["sub"]: regel["redenen"] for regel in lijst}


def test_a_year_after_it_was_given_a_grant_waits_for_somebody_to_look_at_it(deur: Deur, klok: Klok) -> None:
    id_ = geef(deur).json()["toekenningId"]
    klok.verder(days=365)
    deur.dienst.toekenningen.gebruikt(deur.dienst.toekenningen.lijst()[0].id, op=klok.tijd.date())
    assert redenen(deur) == {}
    klok.verder(days=1)
    assert redenen(deur) == {"7f1c2d": ["langer dan een jaar niet herzien"]}
    gezien = deur.stuur(f"/toekenningen/{id_}/herzieningen", {"uitkomst": "behouden"}, als=Rol.BEHEERDER)
    assert gezien.json()["herzienDoor"] == MENSEN[Rol.BEHEERDER].id
    assert redenen(deur) == {}


def test_also_who_shows_no_grant_at_the_door_is_seen_to_use_it_in_that_role_alone(deur: Deur) -> None:
    vandaag = deur.dienst.omgeving.vandaag()
    wie = MENSEN[Rol.SECRETARIS]
    ander = replace(wie, rol=Rol.VOORZITTER)
    for een in (wie, ander):
        aanvraag = Aanvraag(UITGEVER, wie.id, een, frozenset({ZVH}), vandaag)
        deur.dienst.toekenningen.geef(aanvraag, door="mw-lychee")
    deur.haal(f"/triagelijst?tafel={ZVH}", als=Rol.SECRETARIS)
    laatst = {een.wie: een.laatst_gebruikt for een in deur.dienst.toekenningen.lijst()}
    assert laatst == {wie: vandaag, ander: None}


def test_what_was_not_used_for_a_quarter_stands_out_until_somebody_keeps_it(deur: Deur, klok: Klok) -> None:
    id_ = geef(deur).json()["toekenningId"]
    klok.verder(days=91)
    assert redenen(deur) == {"7f1c2d": ["niet gebruikt"]}
    deur.stuur(f"/toekenningen/{id_}/herzieningen", {"uitkomst": "behouden"}, als=Rol.BEHEERDER)
    assert redenen(deur) == {}


def test_an_organisation_that_does_not_sit_at_the_table_stands_out(deur: Deur) -> None:
    geef(deur, rol="melder", organisatie="politie", sub="a", medewerker="mw-a")
    geef(deur, rol="melder", organisatie="bakkerij", sub="b", medewerker="mw-b")
    geef(deur, rol="deelnemer", organisatie="ggd", sub="c", medewerker="mw-c")
    geef(deur, rol="compliance-officer", organisatie="zvh", sub="d", medewerker="mw-d")
    assert redenen(deur) == {"b": ["de organisatie zit niet meer aan deze tafel"]}


def test_a_review_can_end_a_grant(deur: Deur) -> None:
    id_ = geef(deur).json()["toekenningId"]
    over = deur.stuur(f"/toekenningen/{id_}/herzieningen", {"uitkomst": "beëindigd"}, als=Rol.BEHEERDER)
    assert over.json()["reden"] == "herziening"
    assert alle(deur, params={"nu": True}) == []


def test_the_yearly_list_goes_on_where_it_stopped(deur: Deur, klok: Klok) -> None:
    for nummer in range(5):
        geef(deur, sub=f"s{nummer}", medewerker=f"mw-{nummer}")
    klok.verder(days=200)
    ervoor = deur.dienst.toekenningen.lijst()
    # What needs no look stands in between, and is passed over without making a page shorter.
    deur.dienst.toekenningen.gebruikt(ervoor[1].id, op=klok.tijd.date())
    gevonden: list[str] = []
    verder: str | None = ""
    bladzijden = 0
    while verder is not None:
        antwoord = deur.haal(f"/toekenningen/herzieningen?limiet=2{verder}", als=Rol.FG).json()
        gevonden += [regel["sub"] for regel in antwoord["regels"]]
        verder = f"&na={antwoord['volgende']}" if antwoord["volgende"] else None
        bladzijden += 1
    assert (gevonden, bladzijden) == (["s0", "s2", "s3", "s4"], 2)


def test_a_grant_of_no_table_in_particular_is_only_for_who_is_over_all_tables(deur: Deur, klok: Klok) -> None:
    """Else a beheerder of one table could lock out whoever looks after all of them."""
    hoofd = Medewerker("mw-hoofd", Rol.BEHEERDER, "zvh")
    aanvraag = Aanvraag("urn:x", "hoofd", hoofd, frozenset(), BEGIN.date())
    een, _ = deur.dienst.toekenningen.geef(aanvraag, door="beheer")
    alle_tafels = tuple(deur.dienst.definities.tafels)
    klok.verder(days=91)
    for daad, wat in (("herzieningen", {"uitkomst": "behouden"}), ("beeindigingen", {"reden": "vergissing"})):
        pad = f"/toekenningen/{een.id}/{daad}"
        geweigerd = deur.stuur(pad, wat, als=Rol.BEHEERDER)
        assert (geweigerd.status_code, "alle tafels" in geweigerd.json()["detail"]) == (409, True)
    assert redenen(deur) == {}
    assert deur.dienst.toekenningen.een(een.id).geldt(klok.tijd.date())
    lijst = deur.haal("/toekenningen/herzieningen", als=Rol.BEHEERDER, tafels=alle_tafels).json()["regels"]
    assert [regel["sub"] for regel in lijst] == ["hoofd"]
    over = deur.stuur(
        f"/toekenningen/{een.id}/beeindigingen",
        {"reden": "vergissing"},
        als=Rol.BEHEERDER,
        tafels=alle_tafels,
    )
    assert over.json()["reden"] == "vergissing"


def test_a_beheerder_of_more_tables_is_not_ended_by_one_of_a_single_table(deur: Deur, klok: Klok) -> None:
    ruim = Medewerker("mw-ruim", Rol.BEHEERDER, "zvh")
    aanvraag = Aanvraag("urn:x", "ruim", ruim, frozenset({ZVH, RET}), BEGIN.date())
    een, _ = deur.dienst.toekenningen.geef(aanvraag, door="beheer")
    klok.verder(days=91)
    for daad, wat in (("herzieningen", {"uitkomst": "beëindigd"}), ("beeindigingen", {"reden": "misbruik"})):
        geweigerd = deur.stuur(f"/toekenningen/{een.id}/{daad}", wat, als=Rol.BEHEERDER)
        assert (geweigerd.status_code, "andere tafels" in geweigerd.json()["detail"]) == (409, True)
    assert redenen(deur) == {}
    assert deur.dienst.toekenningen.een(een.id).geldt(klok.tijd.date())
    pad, wat = f"/toekenningen/{een.id}/beeindigingen", {"reden": "misbruik"}
    assert deur.stuur(pad, wat, als=Rol.BEHEERDER, tafels=(ZVH, RET)).json()["reden"] == "misbruik"


@pytest.mark.parametrize(
    ("daad", "wat"), [("beeindigingen", {"reden": "uit dienst"}), ("herzieningen", {"uitkomst": "beëindigd"})]
)
def test_what_is_ended_at_the_own_table_goes_on_at_the_others(
    deur: Deur, klok: Klok, daad: str, wat: dict[str, str]
) -> None:
    peer = Medewerker("mw-peer", Rol.PROCESREGISSEUR, "zvh")
    aanvraag = Aanvraag("urn:x", "peer", peer, frozenset({ZVH, RET}), BEGIN.date())
    register = deur.dienst.toekenningen
    een, _ = register.geef(aanvraag, door="beheer")
    register.gebruikt(een.id, op=BEGIN.date())
    klok.verder(days=400)
    for _ in range(2):
        assert deur.stuur(f"/toekenningen/{een.id}/{daad}", wat, als=Rol.BEHEERDER).status_code == 200
    (rest,) = register.van("urn:x", "peer", op=klok.tijd.date())
    assert (rest.tafels, rest.wie, rest.laatst_gebruikt) == (frozenset({RET}), peer, BEGIN.date())
    assert (rest.gegeven_op, rest.gegeven_door) == (een.gegeven_op, "beheer")
    daar = deur.haal("/toekenningen/herzieningen", als=Rol.BEHEERDER, tafels=(RET,)).json()["regels"]
    assert "langer dan een jaar niet herzien" in daar[0]["redenen"]


@pytest.mark.parametrize(
    ("daad", "wat"), [("beeindigingen", {"reden": "misbruik"}), ("herzieningen", {"uitkomst": "beëindigd"})]
)
def test_who_ends_at_the_own_table_what_just_went_on_there_ends_it(
    deur: Deur, daad: str, wat: dict[str, str]
) -> None:
    """It was said to be over, by somebody else, and somebody went on looking at the people of this table."""
    peer = Medewerker("mw-peer", Rol.PROCESREGISSEUR, "zvh")
    register = deur.dienst.toekenningen
    een, _ = register.geef(
        Aanvraag("urn:x", "peer", peer, frozenset({ZVH, RET}), BEGIN.date()), door="beheer"
    )
    pad = f"/toekenningen/{een.id}/{daad}"
    for tafel in (ZVH, RET):
        antwoord = deur.stuur(pad, wat, als=Rol.BEHEERDER, tafels=(tafel,))
        assert (antwoord.status_code, antwoord.json()["beeindigdOp"] is not None) == (200, True)
    assert register.van("urn:x", "peer", op=BEGIN.date()) == ()
    # What is given anew afterwards is another grant.
    register.geef(Aanvraag("urn:x", "peer", peer, frozenset({RET}), BEGIN.date()), door="beheer-2")
    deur.stuur(pad, wat, als=Rol.BEHEERDER, tafels=(RET,))
    assert len(register.van("urn:x", "peer", op=BEGIN.date())) == 1


def test_two_who_end_a_grant_at_once_each_at_the_own_table_leave_nothing_of_it(deur: Deur) -> None:
    peer = Medewerker("mw-peer", Rol.PROCESREGISSEUR, "zvh")
    register, samen = deur.dienst.toekenningen, Barrier(2)
    een, _ = register.geef(
        Aanvraag("urn:x", "peer", peer, frozenset({ZVH, RET}), BEGIN.date()), door="beheer"
    )

    def eindig(tafel: str) -> None:
        samen.wait(10)
        register.beeindig(een.id, Eindreden.MISBRUIK, door=MENSEN[Rol.BEHEERDER], tafels={tafel})

    with ThreadPoolExecutor(2) as twee:
        list(twee.map(eindig, (ZVH, RET)))
    assert register.van("urn:x", "peer", op=BEGIN.date()) == ()


# --- what is in force ---


def test_everybody_reads_who_may_what_and_what_of_it_is_theirs(deur: Deur) -> None:
    for rol in Rol:
        tabel = deur.haal("/rechten", als=rol).json()
        van_u = {regel["recht"] for regel in tabel["rechten"] if regel["vanU"]}
        assert van_u == {regel["recht"] for regel in tabel["rechten"] if rol in regel["rollen"]}
        assert {regel["rol"] for regel in tabel["rollen"]} == set(Rol)
