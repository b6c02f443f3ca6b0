"""The folder of a witness: its key is made once, and whatever happens to its memory, it never forgets in silence."""

import stat
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from shutil import copytree, rmtree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infra.keys import SleutelFout
from infra.logboek import Afgekeurd
from infra.logboek.getuige import NOOIT, Gezien
from infra.logboek.getuigemap import (
    GEZIEN,
    LOGS,
    MEESTE_TEGENSPRAAK,
    SLEUTEL,
    SPOOR,
    TEGENSPRAAK,
    GeheugenFout,
    Getuigemap,
)
from infra.logboek.sleutels import Sleutelsoort, Soort, nieuwe_tekensleutel
from tests.infra.logboek.proeflog import ANDERS, BOOM, Proeflog, nieuwe_getuige, nieuwe_log
from tests.lang import keren

LOG = nieuwe_log()


@pytest.fixture
def getuige(tmp_path: Path) -> Getuigemap:
    """A witness that trusts one log and was never asked."""
    return nieuwe_getuige(tmp_path / "getuige", LOG)


def status(getuige: Getuigemap, data: bytes) -> int:
    return getuige.beantwoord(getuige.sleutel(), data).status


def op_vijf(getuige: Getuigemap) -> Getuigemap:
    assert status(getuige, LOG.vraag(0, 5)) == HTTPStatus.OK
    return getuige


def deel(getuige: Getuigemap, naam: str) -> Path:
    """The one file in a folder of the memory."""
    (gevonden,) = (getuige.map / naam).iterdir()
    return gevonden


# --- the key ----------------------------------------------------------------------------------------------------


def test_the_key_is_made_once_for_its_owner_alone(getuige: Getuigemap) -> None:
    assert stat.S_IMODE((getuige.map / SLEUTEL).stat().st_mode) == 0o600
    assert getuige.sleutel().soort is Soort.MEDEHANDTEKENING
    with pytest.raises(SleutelFout):
        getuige.maak_sleutel("ander.example/getuige")
    assert getuige.sleutel().naam == "fg.example/getuige"


def test_where_the_key_is_gone_no_other_takes_its_place(getuige: Getuigemap) -> None:
    (getuige.map / SLEUTEL).unlink()
    with pytest.raises(SleutelFout, match="key is gone"):
        getuige.maak_sleutel("fg.example/getuige")
    with pytest.raises(SleutelFout):
        getuige.vertrouw(nieuwe_log("ander.example/log").vkey)


@pytest.mark.parametrize("wat", ["open", "rommel", "soort", "leeg"])
def test_a_key_that_cannot_be_used_is_refused_and_not_shown(getuige: Getuigemap, wat: str) -> None:
    bestand = getuige.map / SLEUTEL
    geheim = bestand.read_text()
    ander = nieuwe_tekensleutel("fg.example/getuige", Soort.NOTITIE).skey
    inhoud = {"open": geheim, "rommel": geheim.replace("PRIVATE", "PRIVAAT"), "soort": ander, "leeg": ""}[wat]
    bestand.write_text(inhoud)
    bestand.chmod(0o644 if wat == "open" else 0o600)
    with pytest.raises(SleutelFout) as fout:
        getuige.sleutel()
    assert geheim.splitlines()[0].split("+", 4)[4] not in f"{fout.value}{fout.value.__cause__}"


# --- the logs ---------------------------------------------------------------------------------------------------


def test_several_keys_of_one_log_count_until_they_are_taken_away(getuige: Getuigemap) -> None:
    nieuw = LOG.met_een_andere_sleutel()
    op_vijf(getuige)
    assert status(getuige, nieuw.vraag(5, 7)) == HTTPStatus.FORBIDDEN
    assert (getuige.vertrouw(nieuw.vkey), getuige.vertrouw(nieuw.vkey)) == (True, False)
    assert status(getuige, nieuw.vraag(5, 7)) == HTTPStatus.OK
    assert (getuige.vertrouw_niet_meer(LOG.vkey), getuige.vertrouw_niet_meer(LOG.vkey)) == (True, False)
    assert status(getuige, LOG.vraag(7, 9)) == HTTPStatus.FORBIDDEN
    assert status(getuige, nieuw.vraag(7, 9)) == HTTPStatus.OK


def test_a_log_that_is_taken_away_and_added_again_is_remembered(getuige: Getuigemap) -> None:
    op_vijf(getuige).vertrouw_niet_meer(LOG.vkey)
    assert status(getuige, LOG.vraag(5, 7)) == HTTPStatus.NOT_FOUND
    getuige.vertrouw(LOG.vkey)
    assert status(getuige, LOG.vraag(0, 7, ANDERS)) == HTTPStatus.CONFLICT
    assert status(getuige, LOG.vraag(5, 7)) == HTTPStatus.OK


def test_logs_do_not_mix(getuige: Getuigemap) -> None:
    ander = nieuwe_log("ander.example/log")
    op_vijf(getuige).vertrouw(ander.vkey)
    assert status(getuige, ander.vraag(0, 7, ANDERS)) == HTTPStatus.OK
    assert getuige.laatste(LOG.oorsprong).wortel == BOOM.root(5)
    assert getuige.laatste(ander.oorsprong).wortel == ANDERS.root(7)


def test_only_a_key_of_a_log_is_trusted(getuige: Getuigemap) -> None:
    with pytest.raises(Sleutelsoort):
        getuige.vertrouw(getuige.sleutel().controlesleutel.vkey)
    with pytest.raises(Afgekeurd):
        getuige.vertrouw("kers")
    (getuige.map / LOGS).write_text("kers\n")
    assert status(getuige, LOG.vraag(0, 5)) == HTTPStatus.SERVICE_UNAVAILABLE


# --- the memory -------------------------------------------------------------------------------------------------


def test_what_was_seen_is_there_again_for_another_process(getuige: Getuigemap) -> None:
    assert getuige.laatste(LOG.oorsprong) == NOOIT
    op_vijf(getuige)
    weer = Getuigemap(getuige.map, nu=getuige._nu)
    assert weer.laatste(LOG.oorsprong).wortel == BOOM.root(5)
    assert weer.laatste(LOG.oorsprong).notitie == LOG.getekend(5).codeer()


def test_the_same_checkpoint_again_is_cosigned_and_not_written_again(getuige: Getuigemap) -> None:
    op_vijf(getuige)
    eerder = deel(getuige, GEZIEN).stat().st_ino
    assert status(getuige, LOG.vraag(5, 5)) == HTTPStatus.OK
    assert deel(getuige, GEZIEN).stat().st_ino == eerder


def test_what_another_process_stored_meanwhile_is_not_overwritten(getuige: Getuigemap) -> None:
    ander = Getuigemap(getuige.map, nu=getuige._nu)
    nieuw = Gezien(5, ANDERS.root(5), LOG.getekend(5, ANDERS).codeer())
    oud = getuige.laatste(LOG.oorsprong)
    op_vijf(ander)
    assert not getuige.vervang(LOG.oorsprong, oud=oud, nieuw=nieuw)
    assert getuige.laatste(LOG.oorsprong).wortel == BOOM.root(5)


def _weg(*namen: str) -> Callable[[Getuigemap], None]:
    def doe(getuige: Getuigemap) -> None:
        for naam in namen:
            plek = getuige.map / naam
            rmtree(plek) if plek.is_dir() else plek.unlink()

    return doe


def _leeg(naam: str) -> Callable[[Getuigemap], None]:
    def doe(getuige: Getuigemap) -> None:
        deel(getuige, naam).write_bytes(b"")

    return doe


def _van_een_ander(getuige: Getuigemap) -> None:
    ander = nieuwe_log("ander.example/log")
    plek = deel(getuige, GEZIEN)
    getuige.vertrouw(ander.vkey)
    (van_ander,) = (p for p in plek.parent.iterdir() if p != plek)
    plek.write_bytes(van_ander.read_bytes())


def _als_nieuw(getuige: Getuigemap) -> None:
    """What stood there before the first checkpoint."""
    vers = nieuwe_getuige(getuige.map.with_name("vers"), LOG)
    deel(getuige, GEZIEN).write_bytes(deel(vers, GEZIEN).read_bytes())


SCHADE: dict[str, Callable[[Getuigemap], None]] = {
    "what was seen is gone": _weg(GEZIEN),
    "the trace is gone": _weg(SPOOR),
    "both are gone": _weg(GEZIEN, SPOOR),
    "what was seen is empty": _leeg(GEZIEN),
    "the trace is empty": _leeg(SPOOR),
    "what was seen is that of before the first": _als_nieuw,
    "what was seen is that of another log": _van_een_ander,
}


@pytest.mark.parametrize("wat", SCHADE)
def test_a_memory_that_was_lost_or_damaged_cosigns_nothing_and_says_why(
    getuige: Getuigemap, wat: str
) -> None:
    SCHADE[wat](op_vijf(getuige))
    for data in (LOG.vraag(0, 12, ANDERS), LOG.vraag(0, 12), LOG.vraag(5, 12), LOG.vraag(5, 5)):
        antwoord = getuige.beantwoord(getuige.sleutel(), data)
        assert antwoord.status is HTTPStatus.SERVICE_UNAVAILABLE
        assert LOG.oorsprong in antwoord.inhoud.decode()
    with pytest.raises(GeheugenFout):
        getuige.herinner(LOG.oorsprong)


def test_a_memory_that_is_gone_with_the_list_of_logs_is_not_begun_anew(getuige: Getuigemap) -> None:
    """The file of the key knows that the log was there."""
    _weg(GEZIEN, SPOOR, LOGS)(op_vijf(getuige))
    assert status(getuige, LOG.vraag(0, 12, ANDERS)) == HTTPStatus.NOT_FOUND
    with pytest.raises(GeheugenFout, match="is gone"):
        getuige.vertrouw(LOG.vkey)
    assert status(getuige, LOG.vraag(0, 12, ANDERS)) == HTTPStatus.NOT_FOUND


def test_what_was_seen_on_an_earlier_day_is_not_believed(getuige: Getuigemap) -> None:
    oud = deel(op_vijf(getuige), GEZIEN).read_bytes()
    assert status(getuige, LOG.vraag(5, 12)) == HTTPStatus.OK
    nieuw = deel(getuige, GEZIEN).read_bytes()
    deel(getuige, GEZIEN).write_bytes(oud)
    assert status(getuige, LOG.vraag(5, 9)) == HTTPStatus.SERVICE_UNAVAILABLE
    deel(getuige, GEZIEN).write_bytes(nieuw)
    assert status(getuige, LOG.vraag(12, 20)) == HTTPStatus.OK


@given(plaats=st.integers(0, 10_000), byte=st.integers(1, 255), welk=st.sampled_from([GEZIEN, SPOOR]))
@pytest.mark.faults
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    max_examples=keren(60, lang=1000),
)
def test_one_changed_byte_of_the_memory_is_noticed(
    getuige: Getuigemap, plaats: int, byte: int, welk: str
) -> None:
    if getuige.laatste(LOG.oorsprong) == NOOIT:
        op_vijf(getuige)
    plek = deel(getuige, welk)
    heel = plek.read_bytes()
    plaats %= len(heel)
    plek.write_bytes(heel[:plaats] + bytes([heel[plaats] ^ byte]) + heel[plaats + 1 :])
    assert status(getuige, LOG.vraag(5, 12)) == HTTPStatus.SERVICE_UNAVAILABLE
    plek.write_bytes(heel)


def test_what_cannot_be_written_is_not_cosigned(getuige: Getuigemap) -> None:
    op_vijf(getuige)
    plek = deel(getuige, SPOOR)
    heel = plek.read_bytes()
    plek.unlink()
    plek.mkdir()
    assert status(getuige, LOG.vraag(5, 12)) == HTTPStatus.SERVICE_UNAVAILABLE
    plek.rmdir()
    plek.write_bytes(heel)
    assert status(getuige, LOG.vraag(0, 12, ANDERS)) == HTTPStatus.CONFLICT
    assert status(getuige, LOG.vraag(5, 12)) == HTTPStatus.OK


def test_the_trace_is_written_again_where_the_power_failed_between_the_two(getuige: Getuigemap) -> None:
    oud = deel(op_vijf(getuige), SPOOR).read_bytes()
    assert status(getuige, LOG.vraag(5, 12)) == HTTPStatus.OK
    nieuw = deel(getuige, SPOOR).read_bytes()
    deel(getuige, SPOOR).write_bytes(oud)
    assert status(getuige, LOG.vraag(12, 12)) == HTTPStatus.OK
    assert deel(getuige, SPOOR).read_bytes().split(b"\n")[3:] == nieuw.split(b"\n")[3:]


def test_a_whole_folder_of_an_earlier_day_cannot_be_told_here(getuige: Getuigemap, tmp_path: Path) -> None:
    """The limit that is written in its docstring; the log sees it instead."""
    copytree(op_vijf(getuige).map, tmp_path / "oud")
    assert status(getuige, LOG.vraag(5, 12)) == HTTPStatus.OK
    teruggezet = Getuigemap(tmp_path / "oud", nu=getuige._nu)
    assert status(teruggezet, LOG.vraag(5, 9)) == HTTPStatus.OK


# --- what contradicts it ------------------------------------------------------------------------------------------


def _tegenspraak(getuige: Getuigemap) -> list[bytes]:
    return [pad.read_bytes() for pad in getuige.tegenspraak(LOG.oorsprong)]


def test_another_history_is_kept_as_evidence_once(getuige: Getuigemap) -> None:
    op_vijf(getuige)
    zelfde_grootte, verder = LOG.vraag(5, 5, ANDERS), LOG.vraag(5, 12, ANDERS)
    for _ in range(2):
        assert status(getuige, zelfde_grootte) == HTTPStatus.CONFLICT
        assert status(getuige, verder) == HTTPStatus.UNPROCESSABLE_ENTITY
    assert sorted(_tegenspraak(getuige)) == sorted([zelfde_grootte, verder])


def test_who_only_asks_from_another_size_or_did_not_sign_is_no_evidence(getuige: Getuigemap) -> None:
    op_vijf(getuige)
    for data in (LOG.vraag(3, 12), LOG.met_een_andere_sleutel().vraag(5, 12, ANDERS), b"kers"):
        status(getuige, data)
    assert not (getuige.map / TEGENSPRAAK).exists()


def test_evidence_does_not_fill_the_disk(getuige: Getuigemap) -> None:
    op_vijf(getuige)
    (getuige.map / TEGENSPRAAK).mkdir()
    for nummer in range(MEESTE_TEGENSPRAAK):
        (getuige.map / TEGENSPRAAK / str(nummer)).touch()
    assert status(getuige, LOG.vraag(5, 5, ANDERS)) == HTTPStatus.CONFLICT
    assert _tegenspraak(getuige) == []


def test_evidence_that_cannot_be_kept_does_not_change_the_answer(getuige: Getuigemap) -> None:
    (op_vijf(getuige).map / TEGENSPRAAK).touch()
    assert status(getuige, LOG.vraag(5, 5, ANDERS)) == HTTPStatus.CONFLICT


def test_a_log_whose_name_is_a_path_stays_in_the_folder(tmp_path: Path) -> None:
    log = nieuwe_log("../../../ontsnapt")
    getuige = nieuwe_getuige(tmp_path / "diep" / "getuige", log)
    assert status(getuige, log.vraag(0, 5)) == HTTPStatus.OK
    assert {pad.name for pad in tmp_path.iterdir()} == {"diep"}
    assert getuige.laatste(Proeflog(log.sleutel).oorsprong).grootte == 5
