"""The whole way: a real log, witnesses in processes of their own; what everybody then reads, and what doctor says."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.bevinding import Bevinding
from api.doctor_getuigen import ONDERTEKEND, getuigenbevinding
from api.samenstelling import Dienst
from infra.database import Database
from infra.logboek.checkpoint import open_checkpoint
from infra.logboek.getuigemap import Getuigemap
from infra.logboek.getuigenstand import lees_standen
from infra.logboek.sleutels import Controlesleutel
from tests.api.conftest import Deur
from tests.getuigenproces import Getuigenproces, getuigenproces
from tests.infra.logboek.proeflog import nieuwe_getuige
from tests.infra.logboek.verleden import gebeur, ring_van, stand, zonder_rem


@pytest.fixture
def boek(dienst: Dienst, database: Database) -> Dienst:
    """A log of five events under a checkpoint."""
    gebeur(database, 5)
    dienst.logboek.werk_bij()
    return dienst


@pytest.fixture
def fg(boek: Dienst, tmp_path: Path) -> Getuigemap:
    """A witness that trusts it."""
    getuige = nieuwe_getuige(tmp_path / "fg")
    getuige.vertrouw(ring_van(boek).controlesleutel.vkey)
    return getuige


@pytest.fixture
def proces(fg: Getuigemap) -> Iterator[Getuigenproces]:
    with getuigenproces(fg.map) as draait:
        yield draait


def sleutel_van(getuige: Getuigemap) -> Controlesleutel:
    return getuige.sleutel().controlesleutel


def met_beleid(boek: Dienst, fg: Getuigemap, adres: str, *, quorum: str = "fg") -> None:
    log = ring_van(boek).controlesleutel.vkey
    boek.settings.beleid.write_text(
        f"log {log}\nwitness fg {sleutel_van(fg).vkey} {adres}/\nquorum {quorum}\n", encoding="utf-8"
    )


def doctor(boek: Dienst) -> Bevinding:
    return getuigenbevinding(boek.settings.logboekmap, boek.settings.beleid, lambda: ring_van(boek))


def medeondertekend(boek: Dienst, fg: Getuigemap, data: bytes) -> int:
    """The size of a checkpoint that this witness cosigned, as somebody checks it who has the two public keys."""
    return open_checkpoint(
        data,
        oorsprong=boek.settings.logboek_naam,
        log=[ring_van(boek).controlesleutel],
        getuigen=[sleutel_van(fg)],
        drempel=1,
    ).checkpoint.grootte


def test_a_cosigned_checkpoint_stands_in_the_folder_and_at_the_door(
    deur: Deur, boek: Dienst, database: Database, fg: Getuigemap, proces: Getuigenproces
) -> None:
    met_beleid(boek, fg, proces.adres)
    for grootte in (5, 8):
        boek.getuigen.vraag_allen()
        assert medeondertekend(boek, fg, deur.client.get("/v1/logboek/checkpoint").content) == grootte
        assert (
            medeondertekend(boek, fg, (boek.logboek.map.map / f"checkpoints/{grootte}").read_bytes())
            == grootte
        )
        gebeur(database, 3)
        boek.logboek.werk_bij()
    boek.getuigen.vraag_allen()
    gevonden = doctor(boek)
    assert gevonden.in_orde
    assert "the newest checkpoint 11 is cosigned by 'fg', enough for the quorum" in gevonden.uitleg
    assert stand(boek).fout is None


def test_a_witness_that_is_killed_keeps_nobody_from_signing_and_goes_on_when_it_is_back(
    boek: Dienst, database: Database, fg: Getuigemap
) -> None:
    with getuigenproces(fg.map) as eerst:
        met_beleid(boek, fg, eerst.adres)
        boek.getuigen.vraag_allen()
        eerst.dood()
    gebeur(database, 3)
    assert boek.logboek.werk_bij() == 3
    boek.getuigen.vraag_allen()
    assert (stand(boek).gepubliceerd, stand(boek).fout) == (8, None)
    gevonden = doctor(boek)
    assert not gevonden.in_orde
    assert "'fg' does not cosign (cosigned 5 leaves). The witness cannot be reached" in gevonden.uitleg
    assert "not enough for the quorum" in gevonden.uitleg
    with getuigenproces(fg.map) as weer:
        met_beleid(boek, fg, weer.adres)
        boek.getuigen._lijnen.clear()
        boek.getuigen.vraag_allen()
    assert doctor(boek).in_orde
    assert medeondertekend(boek, fg, (boek.logboek.map.map / "checkpoint").read_bytes()) == 8


@pytest.mark.parametrize(
    ("opnieuw", "wat"),
    [(3, "5 that it cosigned"), (5, "another one of 5 leaves (409)"), (7, "another tree of 5 leaves (422)")],
    ids=["fewer events", "as many", "more"],
)
def test_who_has_database_folder_and_key_and_makes_another_history_is_seen_by_the_witness(
    boek: Dienst, database: Database, fg: Getuigemap, opnieuw: int, wat: str
) -> None:
    with getuigenproces(fg.map) as proces:
        met_beleid(boek, fg, proces.adres)
        boek.getuigen.vraag_allen()
        _begin_opnieuw(boek, database, opnieuw)
        assert (stand(boek).gepubliceerd, stand(boek).fout) == (opnieuw, None), "the log itself sees nothing"
        boek.getuigen.vraag_allen()
    gevonden = doctor(boek)
    assert not gevonden.in_orde
    assert "'fg' SAW ANOTHER HISTORY" in gevonden.uitleg
    assert wat in gevonden.uitleg
    assert fg.laatste(boek.settings.logboek_naam).grootte == 5
    assert bool(fg.tegenspraak(boek.settings.logboek_naam)) == (opnieuw >= 5)


def _begin_opnieuw(boek: Dienst, database: Database, keer: int) -> None:
    """Other events, another tree, another folder; the same key."""
    with zonder_rem(database) as baas:
        baas.execute("TRUNCATE logboek.knoop, logboek.blad")
        baas.execute("DELETE FROM feiten.gebeurtenis")
        baas.execute("UPDATE logboek.boek SET grootte = 0, positie = 0, gepubliceerd = 0")
    shutil.rmtree(boek.logboek.map.map)
    gebeur(database, keer)
    boek.logboek._lijst_om = 0.0
    boek.logboek.werk_bij()


def test_a_new_key_of_the_log_is_refused_until_the_witness_is_told(
    boek: Dienst, database: Database, fg: Getuigemap, proces: Getuigenproces
) -> None:
    met_beleid(boek, fg, proces.adres)
    boek.getuigen.vraag_allen()
    boek.logboek.vervang_sleutel()
    assert "not the key that signs now" in doctor(boek).uitleg
    gebeur(database, 3)
    boek.logboek.werk_bij()
    met_beleid(boek, fg, proces.adres)
    boek.getuigen.vraag_allen()
    assert "has to be told the new one" in doctor(boek).uitleg
    fg.vertrouw(ring_van(boek).controlesleutel.vkey)
    boek.getuigen._lijnen.clear()
    boek.getuigen.vraag_allen()
    assert doctor(boek).in_orde


# --- what doctor says without asking anybody ------------------------------------------------------------------------


def test_without_a_policy_doctor_says_on_whom_history_rests(boek: Dienst) -> None:
    gevonden = doctor(boek)
    assert (gevonden.in_orde, "rests on us alone" in gevonden.uitleg) == (True, True)


def test_before_anything_was_signed_there_is_nothing_to_cosign(dienst: Dienst) -> None:
    dienst.settings.beleid.write_text("quorum none\n")
    assert doctor(dienst).uitleg == "none; nothing was signed yet"


def test_a_policy_that_cannot_be_used_is_named_with_its_line(boek: Dienst) -> None:
    boek.settings.beleid.write_text("# kers\nquorum kers\n")
    gevonden = doctor(boek)
    assert (gevonden.in_orde, "Line 2: The name is not that of" in gevonden.uitleg) == (False, True)
    boek.settings.beleid.unlink()
    boek.settings.beleid.mkdir()
    assert "cannot be read: Is a directory" in doctor(boek).uitleg


def test_a_quorum_gets_a_minute(boek: Dienst, fg: Getuigemap) -> None:
    met_beleid(boek, fg, "https://fg.example")
    assert doctor(boek).in_orde
    bestand = boek.settings.logboekmap / "checkpoints" / "5"
    gemaakt = bestand.stat().st_mtime - ONDERTEKEND
    os.utime(bestand, (gemaakt, gemaakt))
    gevonden = doctor(boek)
    assert not gevonden.in_orde
    assert "was not asked yet" in gevonden.uitleg
    assert lees_standen(boek.settings.logboekmap) == {}


def test_a_forged_checkpoint_is_no_reason_to_say_that_all_is_well(boek: Dienst, fg: Getuigemap) -> None:
    met_beleid(boek, fg, "https://fg.example")
    (boek.settings.logboekmap / "checkpoint").write_bytes(b"vals\n")
    assert not doctor(boek).in_orde
