"""The log asks its witnesses: what comes under its checkpoints, and what it says of who is away, lies, or saw more."""

import time
from collections.abc import Callable, Iterator, MutableMapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from structlog.testing import capture_logs

from infra.logboek import Afgekeurd
from infra.logboek.checkpoint import Checkpoint
from infra.logboek.getuige import GROOTTE, TEKST, lees_aanvraag
from infra.logboek.getuigemap import Getuigemap
from infra.logboek.getuigenstand import STAND, Getuigenstand, lees_standen
from infra.logboek.getuigepost import GetuigeWeg, Post
from infra.logboek.medeondertekenen import EERSTE_UITSTEL, LANGSTE_UITSTEL, Medeondertekening
from infra.logboek.merkle import Boom
from infra.logboek.notitie import lees_notitie
from infra.logboek.publicatie import AnderCheckpoint, Logboekmap
from infra.logboek.ring import Sleutelring
from infra.logboek.sleutels import Controlesleutel, Tekensleutel
from infra.logboek.slot import alleen
from tests.infra.logboek.proeflog import ANDERS, BOOM, Proeflog, nieuwe_getuige, nieuwe_log
from tests.infra.logboek.spelers import ARCHIEF, FG, NU

Antwoordt = Callable[[bytes], Post]


def echt(getuige: Getuigemap) -> Antwoordt:
    """A witness that does what it should."""

    def antwoordt(data: bytes) -> Post:
        antwoord = getuige.beantwoord(getuige.sleutel(), data)
        return Post(antwoord.status, antwoord.mediatype.partition(";")[0], antwoord.inhoud)

    return antwoordt


def weg(_: bytes) -> Post:
    raise GetuigeWeg(verwacht="an answer", gevonden="none in time")


def zegt(status: int, inhoud: bytes = b"", mediatype: str = "text/plain") -> Antwoordt:
    return lambda _: Post(status, mediatype, inhoud)


@dataclass
class Huis:
    """A log on disk, the witnesses that its policy names, and what it asked of whom."""

    map: Logboekmap
    log: Proeflog
    beleid: Path
    boom: Boom = BOOM
    getuigen: dict[str, Antwoordt] = field(default_factory=dict)
    gevraagd: list[tuple[str, int]] = field(default_factory=list)

    @property
    def ring(self) -> Sleutelring:
        return Sleutelring(self.log.sleutel)

    def stuur(self, url: str, data: bytes) -> Post:
        self.gevraagd.append((url, lees_aanvraag(data).oud))
        return self.getuigen[url](data)

    def met(self, naam: str, sleutel: Controlesleutel, antwoordt: Antwoordt) -> None:
        """Name one more witness in the policy."""
        oud = self.beleid.read_text().replace("quorum none\n", "") if self.beleid.exists() else ""
        self.beleid.write_text(f"{oud}witness {naam} {sleutel.vkey} https://{naam}.example/\nquorum none\n")
        self.getuigen[f"https://{naam}.example/"] = antwoordt

    def vrager(self) -> Medeondertekening:
        return Medeondertekening(
            *(self.map, self.beleid),
            ring=lambda: self.ring,
            bewijs=self.boom.consistency_proof,
            nu=lambda: NU,
            stuur=self.stuur,
        )

    def publiceer(self, grootte: int) -> None:
        self.map.schrijf(Checkpoint(self.log.oorsprong, grootte, self.boom.root(grootte)), self.ring)

    def onder(self, grootte: int | None = None) -> list[str]:
        """Whose signatures stand under a checkpoint, the newest one unless a size is given."""
        naam = "checkpoint" if grootte is None else f"checkpoints/{grootte}"
        return [h.naam for h in lees_notitie((self.map.map / naam).read_bytes()).handtekeningen]

    def stand(self, sleutel: Controlesleutel) -> Getuigenstand:
        return lees_standen(self.map.map)[sleutel.vkey]


@pytest.fixture
def huis(tmp_path: Path) -> Huis:
    """A log of five leaves, and no witness yet."""
    gebouwd = Huis(Logboekmap(tmp_path / "logboek"), nieuwe_log(), tmp_path / "beleid")
    gebouwd.publiceer(5)
    return gebouwd


@pytest.fixture
def fg(huis: Huis, tmp_path: Path) -> Getuigemap:
    """The witness ``fg`` of that log, which does what it should."""
    getuige = nieuwe_getuige(tmp_path / "fg", huis.log)
    huis.met("fg", getuige.sleutel().controlesleutel, echt(getuige))
    return getuige


def sleutel_van(getuige: Getuigemap) -> Controlesleutel:
    return getuige.sleutel().controlesleutel


def meteen_weer(vrager: Medeondertekening) -> None:
    """Let the time go by after which a witness may be asked again."""
    for lijn in vrager._lijnen.values():
        lijn.niet_voor = 0.0


@pytest.fixture
def gezegd() -> Iterator[list[MutableMapping[str, Any]]]:
    with capture_logs() as regels:
        yield regels


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
    assert vrager._draad is not None
    assert vrager._draad.is_alive()
    vrager.stop()
    assert (gezegd[0]["event"], gezegd[0]["soort"]) == ("getuigen_niet_gevraagd", "Beleidswoord")
