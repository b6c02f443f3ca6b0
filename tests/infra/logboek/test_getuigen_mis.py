"""Witnesses that are away, lie, or saw another history: what the log says of them, and that nothing of it sticks."""

import time
from collections.abc import Callable, MutableMapping
from pathlib import Path
from typing import Any

import pytest

from infra.logboek.getuige import GROOTTE, lees_aanvraag
from infra.logboek.getuigemap import Getuigemap
from infra.logboek.getuigepost import Post
from infra.logboek.medeondertekenen import EERSTE_UITSTEL, LANGSTE_UITSTEL
from infra.logboek.publicatie import Logboekmap
from infra.logboek.sleutels import Tekensleutel
from tests.infra.logboek.huis import Huis, echt, meteen_weer, sleutel_van, weg
from tests.infra.logboek.proeflog import ANDERS, BOOM, nieuwe_getuige
from tests.infra.logboek.spelers import ARCHIEF, FG, NU

# --- a witness that is away or lies -------------------------------------------------------------------------------


def test_one_who_is_away_does_not_keep_another_from_cosigning_and_is_left_alone_ever_longer(
    huis: Huis, fg: Getuigemap, gezegd: list[MutableMapping[str, Any]]
) -> None:
    huis.met("archief", ARCHIEF.controlesleutel, weg)
    vrager = huis.vrager()
    vrager.vraag_allen()
    assert "fg.example/getuige" in huis.onder()
    assert huis.stand(ARCHIEF.controlesleutel).fout == "GetuigeWeg"
    assert [regel["event"] for regel in gezegd if regel["log_level"] == "warning"] == [
        "getuige_ondertekent_niet"
    ]
    vrager.vraag_allen()
    assert [url for url, _ in huis.gevraagd].count("https://archief.example/") == 1
    uitstel = []
    for _ in range(9):
        meteen_weer(vrager)
        vrager.vraag_allen()
        uitstel.append(round(vrager._lijnen[ARCHIEF.controlesleutel].niet_voor - time.monotonic()))
    assert uitstel == sorted(uitstel)
    assert (uitstel[0], uitstel[-1]) == (2 * EERSTE_UITSTEL, LANGSTE_UITSTEL)


def test_who_comes_back_is_asked_and_all_is_well_again(huis: Huis, fg: Getuigemap) -> None:
    huis.getuigen["https://fg.example/"] = weg
    vrager = huis.vrager()
    vrager.vraag_allen()
    huis.publiceer(12)
    huis.getuigen["https://fg.example/"] = echt(fg)
    meteen_weer(vrager)
    vrager.vraag_allen()
    stand = huis.stand(sleutel_van(fg))
    assert (stand.grootte, stand.fout, stand.uitleg) == (12, None, "")


def _regel(sleutel: Tekensleutel, tekst: str) -> bytes:
    return sleutel.medeonderteken(tekst, op=NU).regel.encode()


def _vervalst(tekst: str) -> bytes:
    goed = FG.medeonderteken(tekst, op=NU)
    return type(goed)(
        goed.naam, goed.sleutel_id, goed.waarde[:-1] + bytes([goed.waarde[-1] ^ 1])
    ).regel.encode()


def _ander_id(tekst: str) -> bytes:
    goed = FG.medeonderteken(tekst, op=NU)
    return type(goed)(goed.naam, bytes(4), goed.waarde).regel.encode()


def _ander_tijdstip(tekst: str) -> bytes:
    goed = FG.medeonderteken(tekst, op=NU)
    return type(goed)(goed.naam, goed.sleutel_id, bytes(8) + goed.waarde[8:]).regel.encode()


LIEGENDEN: dict[str, tuple[Callable[[str], Post], str]] = {
    "a wrong signature": (lambda tekst: Post(200, "text/plain", _vervalst(tekst)), "OnjuisteHandtekening"),
    "another moment": (lambda tekst: Post(200, "text/plain", _ander_tijdstip(tekst)), "OnjuisteHandtekening"),
    "a wrong key id": (lambda tekst: Post(200, "text/plain", _ander_id(tekst)), "GeenMedehandtekening"),
    "a signature of somebody else": (
        lambda tekst: Post(200, "text/plain", _regel(ARCHIEF, tekst)),
        "GeenMedehandtekening",
    ),
    "a cosignature of another checkpoint": (
        lambda tekst: Post(200, "text/plain", _regel(FG, tekst.replace("\n5\n", "\n6\n"))),
        "OnjuisteHandtekening",
    ),
    "nothing": (lambda _: Post(200, "text/plain", b""), "Handtekeningregel"),
    "garbage": (lambda _: Post(200, "text/plain", b"\xff\xfe"), "GeenMedehandtekening"),
    "a page": (lambda _: Post(200, "text/html", b"<html>\n"), "Handtekeningregel"),
    "more lines than are read": (
        lambda tekst: Post(200, "text/plain", _regel(ARCHIEF, tekst) * 50 + _regel(FG, tekst)),
        "GeenMedehandtekening",
    ),
    "a redirect": (lambda _: Post(302, "text/plain", b""), "GetuigeWeigert"),
    "a fault of its own": (lambda _: Post(503, "text/plain", b""), "GetuigeWeigert"),
    "that it does not know us": (lambda _: Post(404, "text/plain", b""), "GetuigeKentOnsNiet"),
    "that it does not trust our key": (lambda _: Post(403, "text/plain", b""), "GetuigeKentDeSleutelNiet"),
    "a size that is none": (lambda _: Post(409, GROOTTE, b"kers\n"), "GeenGetal"),
    "a size of a thousand digits": (lambda _: Post(409, GROOTTE, b"1" * 1000), "GeenGetal"),
    "the size that we asked from": (lambda _: Post(409, GROOTTE, b"0\n"), "GetuigeWeigert"),
}


@pytest.mark.parametrize("wat", LIEGENDEN)
def test_what_is_no_cosignature_does_not_come_under_the_checkpoint_and_is_named(huis: Huis, wat: str) -> None:
    antwoord, fout = LIEGENDEN[wat]
    huis.met("fg", FG.controlesleutel, lambda data: antwoord(lees_aanvraag(data).notitie.tekst))
    eerder = (huis.map.map / "checkpoint").read_bytes()
    huis.vrager().vraag_allen()
    assert huis.stand(FG.controlesleutel).fout == fout
    assert not huis.stand(FG.controlesleutel).tegenspraak
    assert (huis.map.map / "checkpoint").read_bytes() == eerder


def test_a_right_cosignature_among_lines_of_others_is_taken_alone(huis: Huis) -> None:
    huis.met("fg", FG.controlesleutel, lambda data: _beide(lees_aanvraag(data).notitie.tekst))
    huis.vrager().vraag_allen()
    assert huis.onder() == [huis.log.oorsprong, FG.naam]


def _beide(tekst: str) -> Post:
    return Post(200, "text/plain", _regel(ARCHIEF, tekst) + _regel(FG, tekst))


def test_who_names_another_size_each_time_is_left_alone(huis: Huis) -> None:
    groottes = iter([1, 2, 3, 4, 5])
    huis.met("fg", FG.controlesleutel, lambda _: Post(409, GROOTTE, f"{next(groottes)}\n".encode()))
    huis.vrager().vraag_allen()
    assert huis.stand(FG.controlesleutel).fout == "GetuigeBlijftWisselen"


# --- another history ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("grootte", "wat"),
    [
        (9, "12 that it cosigned"),
        (12, "another one of 12 leaves (409)"),
        (20, "another tree of 12 leaves (422)"),
    ],
    ids=["a smaller tree", "another root", "no continuation"],
)
def test_an_old_backup_that_went_on_is_another_history_and_said_as_such(
    huis: Huis, fg: Getuigemap, gezegd: list[MutableMapping[str, Any]], grootte: int, wat: str
) -> None:
    """Whoever can write to the database and the folder, and has the key: the witness is who sees it."""
    huis.publiceer(12)
    huis.vrager().vraag_allen()
    anders = Huis(
        *(Logboekmap(huis.map.map.with_name("terug")), huis.log, huis.beleid, ANDERS, huis.getuigen)
    )
    anders.publiceer(grootte)
    anders.vrager().vraag_allen()
    stand = anders.stand(sleutel_van(fg))
    assert (stand.fout, stand.tegenspraak) == ("AndereGeschiedenis", True)
    assert wat in stand.uitleg
    assert [regel["event"] for regel in gezegd if regel["log_level"] == "error"] == (
        ["getuige_zag_andere_geschiedenis"]
    )
    assert anders.onder() == [huis.log.oorsprong]
    assert fg.laatste(huis.log.oorsprong).wortel == BOOM.root(12)


def test_a_witness_that_lost_its_memory_is_said_and_asked_still(
    huis: Huis, fg: Getuigemap, tmp_path: Path, gezegd: list[MutableMapping[str, Any]]
) -> None:
    """Its folder was put back from before the first checkpoint, key and all."""
    sleutel = (fg.map / "getuige.skey").read_bytes()
    huis.vrager().vraag_allen()
    vers = nieuwe_getuige(tmp_path / "vers", huis.log)
    (vers.map / "getuige.skey").write_bytes(sleutel)
    huis.getuigen["https://fg.example/"] = echt(vers)
    huis.publiceer(12)
    huis.vrager().vraag_allen()
    assert [regel["event"] for regel in gezegd if regel["log_level"] == "error"] == ["getuige_vergat"]
    assert "fg.example/getuige" in huis.onder(12)
