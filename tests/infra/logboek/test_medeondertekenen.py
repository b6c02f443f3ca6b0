"""The log asks its witnesses: what comes under its checkpoints, in whatever order things happen."""

import time
from collections.abc import MutableMapping
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from infra.logboek import Afgekeurd
from infra.logboek.checkpoint import Checkpoint
from infra.logboek.getuige import TEKST
from infra.logboek.getuigemap import Getuigemap
from infra.logboek.getuigenstand import STAND, lees_standen
from infra.logboek.getuigepost import Post
from infra.logboek.notitie import lees_notitie
from infra.logboek.publicatie import AnderCheckpoint, Logboekmap
from infra.logboek.sleutels import Tekensleutel
from infra.logboek.slot import alleen
from tests.infra.logboek.huis import Huis, echt, meteen_weer, sleutel_van, weg
from tests.infra.logboek.proeflog import BOOM, nieuwe_getuige
from tests.infra.logboek.spelers import ARCHIEF, FG, NU

# --- a witness that does what it should ---------------------------------------------------------------------------


def test_a_cosignature_comes_under_the_checkpoint_in_both_files(huis: Huis, fg: Getuigemap) -> None:
    huis.vrager().vraag_allen()
    assert huis.onder() == huis.onder(5) == [huis.log.oorsprong, "fg.example/getuige"]
    data = (huis.map.map / "checkpoint").read_bytes()
    assert len(lees_notitie(data).controleer([sleutel_van(fg)])) == 1
    assert huis.ring.open(data).checkpoint.grootte == 5
    assert (huis.stand(sleutel_van(fg)).grootte, huis.stand(sleutel_van(fg)).fout) == (5, None)


def test_each_next_checkpoint_is_asked_from_the_one_before_and_nothing_twice(
    huis: Huis, fg: Getuigemap
) -> None:
    vrager = huis.vrager()
    for grootte in (5, 12, 40):
        huis.publiceer(grootte)
        vrager.vraag_allen()
        vrager.vraag_allen()
        assert huis.onder() == huis.onder(grootte) == [huis.log.oorsprong, "fg.example/getuige"]
    assert huis.gevraagd == [("https://fg.example/", oud) for oud in (0, 5, 12)]
    assert fg.laatste(huis.log.oorsprong).grootte == 40


def test_a_witness_says_itself_how_far_it_is_where_that_is_not_known(huis: Huis, fg: Getuigemap) -> None:
    huis.vrager().vraag_allen()
    huis.publiceer(12)
    (huis.map.map / STAND).write_bytes(b"kers")
    huis.vrager().vraag_allen()
    assert [oud for _, oud in huis.gevraagd] == [0, 0, 5]
    assert "fg.example/getuige" in huis.onder(12)


def test_a_log_that_is_started_again_goes_on_where_it_was(huis: Huis, fg: Getuigemap) -> None:
    huis.vrager().vraag_allen()
    huis.publiceer(12)
    huis.vrager().vraag_allen()
    assert [oud for _, oud in huis.gevraagd] == [0, 5]


def test_two_witnesses_both_stand_under_it_and_giving_it_out_again_takes_none_away(
    huis: Huis, fg: Getuigemap, tmp_path: Path
) -> None:
    archief = nieuwe_getuige(tmp_path / "archief", huis.log, naam="archief.example/getuige")
    huis.met("archief", sleutel_van(archief), echt(archief))
    huis.vrager().vraag_allen()
    huis.publiceer(5)
    assert (
        sorted(huis.onder())
        == sorted(huis.onder(5))
        == (["archief.example/getuige", "fg.example/getuige", huis.log.oorsprong])
    )


def test_a_signature_that_stands_under_one_of_the_two_files_alone_is_kept(huis: Huis, fg: Getuigemap) -> None:
    notitie = lees_notitie((huis.map.map / "checkpoint").read_bytes())
    (huis.map.map / "checkpoint").write_bytes(
        notitie.met(ARCHIEF.medeonderteken(notitie.tekst, op=NU)).codeer()
    )
    huis.vrager().vraag_allen()
    assert huis.onder() == huis.onder(5) == [huis.log.oorsprong, ARCHIEF.naam, "fg.example/getuige"]


def test_a_checkpoint_that_is_given_out_meanwhile_stays_the_newest(huis: Huis, fg: Getuigemap) -> None:
    def eerst_groeien(data: bytes) -> Post:
        post = echt(fg)(data)
        huis.publiceer(12)
        return post

    huis.getuigen["https://fg.example/"] = eerst_groeien
    huis.vrager().vraag_allen()
    assert "fg.example/getuige" in huis.onder(5)
    assert huis.onder() == huis.onder(12) == [huis.log.oorsprong]
    assert huis.map.huidig(huis.ring)[0].grootte == 12  # type: ignore[index]  # None would fail here


def test_signing_and_cosigning_at_once_never_puts_an_older_checkpoint_back(huis: Huis) -> None:
    def onderteken_mee() -> None:
        for grootte in range(6, 41):
            checkpoint = Checkpoint(huis.log.oorsprong, grootte, BOOM.root(grootte))
            while not (huis.map.map / "checkpoints" / str(grootte)).exists():
                time.sleep(0)
            for sleutel in (FG, ARCHIEF):
                huis.map.voeg_toe(checkpoint, [sleutel.medeonderteken(checkpoint.tekst, op=NU)], huis.ring)

    ander = Thread(target=onderteken_mee)
    ander.start()
    gezien = []
    for grootte in range(6, 41):
        huis.publiceer(grootte)
        gezien.append(huis.map.huidig(huis.ring)[0].grootte)  # type: ignore[index]  # None would fail here
    ander.join()
    assert gezien == list(range(6, 41))
    assert all(huis.onder(n) == [huis.log.oorsprong, FG.naam, ARCHIEF.naam] for n in range(6, 41))


def test_signing_and_cosigning_wait_for_each_other(huis: Huis) -> None:
    checkpoint = Checkpoint(huis.log.oorsprong, 5, BOOM.root(5))
    mede = [FG.medeonderteken(checkpoint.tekst, op=NU)]
    for daad in (lambda: huis.publiceer(12), lambda: huis.map.voeg_toe(checkpoint, mede, huis.ring)):
        with alleen(huis.map.map / ".slot"):
            ander = Thread(target=daad)
            ander.start()
            ander.join(timeout=0.2)
            assert ander.is_alive()
        ander.join(timeout=10)
        assert not ander.is_alive()
    assert (huis.onder(5), huis.onder(12)) == ([huis.log.oorsprong, FG.naam], [huis.log.oorsprong])


def test_a_newer_one_that_another_process_had_cosigned_is_no_other_history(
    huis: Huis, fg: Getuigemap
) -> None:
    def een_ander_was_eerder(data: bytes) -> Post:
        if len(huis.gevraagd) == 1:
            huis.publiceer(12)
            echt(fg)(huis.log.vraag(0, 12))
        return echt(fg)(data)

    huis.getuigen["https://fg.example/"] = een_ander_was_eerder
    vrager = huis.vrager()
    vrager.vraag_allen()
    assert sleutel_van(fg).vkey not in lees_standen(huis.map.map)
    meteen_weer(vrager)
    vrager.vraag_allen()
    assert "fg.example/getuige" in huis.onder(12)


# --- policy and folder --------------------------------------------------------------------------------------------


def test_without_a_policy_or_a_checkpoint_nobody_is_asked(huis: Huis, fg: Getuigemap, tmp_path: Path) -> None:
    leeg = Huis(Logboekmap(tmp_path / "leeg"), huis.log, huis.beleid, getuigen=huis.getuigen)
    leeg.vrager().vraag_allen()
    huis.beleid.unlink()
    huis.vrager().vraag_allen()
    assert leeg.gevraagd + huis.gevraagd == []


def test_a_witness_without_an_address_is_not_asked(huis: Huis) -> None:
    huis.beleid.write_text(f"witness fg {FG.controlesleutel.vkey}\nquorum fg\n")
    huis.vrager().vraag_allen()
    assert huis.gevraagd == []


def test_a_witness_that_is_named_later_is_asked_without_a_restart(huis: Huis, fg: Getuigemap) -> None:
    goed = huis.beleid.read_text()
    huis.beleid.write_text("quorum none\n")
    vrager = huis.vrager()
    vrager.vraag_allen()
    huis.beleid.write_text("quorum kers\n")
    with pytest.raises(Afgekeurd, match="Line 1"):
        vrager.vraag_allen()
    huis.beleid.write_text(goed)
    vrager.vraag_allen()
    assert "fg.example/getuige" in huis.onder()


def test_a_name_that_is_no_utf_8_can_be_logged(huis: Huis, gezegd: list[MutableMapping[str, Any]]) -> None:
    vkey = FG.controlesleutel.vkey.encode()
    huis.beleid.write_bytes(b"witness \xff " + vkey + b" https://weg.example/\nquorum none\n")
    huis.getuigen["https://weg.example/"] = weg
    huis.vrager().vraag_allen()
    assert gezegd[0]["getuige"].encode() == b"\\udcff"


def test_a_folder_that_cannot_be_written_is_said(huis: Huis, fg: Getuigemap) -> None:
    (huis.map.map / ".slot").unlink()
    (huis.map.map / ".slot").mkdir()
    huis.vrager().vraag_allen()
    assert huis.stand(sleutel_van(fg)).fout == "IsADirectoryError"


def test_no_cosignature_comes_under_a_checkpoint_that_was_not_given_out(huis: Huis) -> None:
    for checkpoint in (
        Checkpoint(huis.log.oorsprong, 6, BOOM.root(6)),
        Checkpoint(huis.log.oorsprong, 5, bytes(32)),
    ):
        with pytest.raises(AnderCheckpoint):
            huis.map.voeg_toe(checkpoint, [FG.medeonderteken(checkpoint.tekst, op=NU)], huis.ring)


def test_more_signatures_than_a_note_may_have_are_not_put_under_it(huis: Huis) -> None:
    checkpoint = Checkpoint(huis.log.oorsprong, 5, BOOM.root(5))
    veel = [
        Tekensleutel(f"w{n}.example/g", FG.soort, FG.zaad).medeonderteken(checkpoint.tekst, op=NU)
        for n in range(100)
    ]
    with pytest.raises(Afgekeurd):
        huis.map.voeg_toe(checkpoint, veel, huis.ring)
    assert huis.onder() == huis.onder(5) == [huis.log.oorsprong]


# --- in a thread --------------------------------------------------------------------------------------------------


def test_the_thread_asks_for_each_new_checkpoint_and_one_who_hangs_holds_up_nobody(
    huis: Huis, fg: Getuigemap
) -> None:
    vrij = Event()

    def hangt(_: bytes) -> Post:
        vrij.wait(30)
        return Post(503, TEKST, b"")

    huis.met("archief", ARCHIEF.controlesleutel, hangt)
    vrager = huis.vrager()
    vrager.start()
    try:
        for grootte in (5, 12, 20):
            huis.publiceer(grootte)
            einde = time.monotonic() + 10
            while "fg.example/getuige" not in huis.onder(grootte) and time.monotonic() < einde:
                time.sleep(0.02)
            assert "fg.example/getuige" in huis.onder(grootte)
        begin = time.monotonic()
    finally:
        vrager.stop()
        vrij.set()
    assert time.monotonic() - begin < 2
    assert [url for url, _ in huis.gevraagd].count("https://archief.example/") == 1


def test_a_policy_that_cannot_be_read_does_not_end_the_thread(
    huis: Huis, gezegd: list[MutableMapping[str, Any]]
) -> None:
    huis.beleid.write_text("kers\n")
    vrager = huis.vrager()
    vrager.start()
    einde = time.monotonic() + 10
    while not gezegd and time.monotonic() < einde:
        time.sleep(0.02)
    assert vrager._rondes.bezig
    vrager.stop()
    assert (gezegd[0]["event"], gezegd[0]["soort"]) == ("getuigen_niet_gevraagd", "Beleidswoord")
