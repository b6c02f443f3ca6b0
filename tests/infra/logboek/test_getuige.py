"""A witness: each answer of the protocol, and that it never cosigns two histories."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from http import HTTPStatus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.logboek import Afgekeurd
from infra.logboek.bewijs import GROOTSTE_BESTAND
from infra.logboek.blad import bladhash
from infra.logboek.checkpoint import Checkpoint, open_checkpoint, teken_checkpoint
from infra.logboek.getuige import (
    GROOTTE,
    NOOIT,
    TEKST,
    Aanvraag,
    Antwoord,
    Getuige,
    Gezien,
    lees_aanvraag,
)
from infra.logboek.merkle import LEEG, Boom, KnopenInGeheugen
from infra.logboek.notitie import Notitie, lees_notitie
from infra.logboek.sleutels import Sleutelsoort, Tekensleutel
from tests.infra.logboek.spelers import ARCHIEF, FG, LOG, NU, OORSPRONG, TIJDSTIP, VREEMD

GROOTST = 40


def _geplant(*, vanaf: int = GROOTST) -> Boom:
    """A tree of forty entries; from ``vanaf`` on they are other ones."""
    boom, nieuw = Boom(KnopenInGeheugen()).append(
        bladhash(f"{'rewritten' if nummer >= vanaf else 'entry'} {nummer}".encode())
        for nummer in range(GROOTST)
    )
    boom.knopen.put(nieuw)
    return boom


BOOM = _geplant()
ANDERS = _geplant(vanaf=3)


@dataclass
class GezienenInGeheugen:
    """The memory of a witness, kept in a dict."""

    bewaard: dict[str, Gezien] = field(default_factory=dict)

    def laatste(self, oorsprong: str, /) -> Gezien:
        return self.bewaard.get(oorsprong, NOOIT)

    def vervang(self, oorsprong: str, /, *, oud: Gezien, nieuw: Gezien) -> bool:
        if self.laatste(oorsprong) != oud:
            return False
        self.bewaard[oorsprong] = nieuw
        return True


@dataclass
class MetEenAnderErtussen(GezienenInGeheugen):
    """Just before the first exchange another request comes through."""

    ertussen: list[Callable[[], object]] = field(default_factory=list)

    def vervang(self, oorsprong: str, /, *, oud: Gezien, nieuw: Gezien) -> bool:
        if self.ertussen:
            self.ertussen.pop()()
        return super().vervang(oorsprong, oud=oud, nieuw=nieuw)


def getuige(gezienen: GezienenInGeheugen | None = None, *sleutels: Tekensleutel) -> Getuige:
    return Getuige(sleutels or (FG,), {OORSPRONG: [LOG.controlesleutel]}, gezienen or GezienenInGeheugen())


def getekend(grootte: int, boom: Boom = BOOM, *, door: Tekensleutel = LOG) -> Notitie:
    return teken_checkpoint(Checkpoint(OORSPRONG, grootte, boom.root(grootte)), door)


def vraag(
    oud: int,
    nieuw: int,
    boom: Boom = BOOM,
    *,
    bewijs: Collection[bytes] | None = None,
    door: Tekensleutel = LOG,
) -> bytes:
    """The body of a request, with the right proof unless another is given."""
    if bewijs is None:
        bewijs = boom.consistency_proof(oud, nieuw) if oud <= nieuw else []
    return Aanvraag.voor(oud, bewijs, getekend(nieuw, boom, door=door)).codeer()


def na(*groottes: int) -> Getuige:
    """A witness that cosigned these sizes, one after the other."""
    wie, oud = getuige(), 0
    for grootte in groottes:
        assert wie.add_checkpoint(vraag(oud, grootte), op=NU).status is HTTPStatus.OK
        oud = grootte
    return wie


# --- what is cosigned --------------------------------------------------------------------------------------------


def test_a_first_and_a_next_checkpoint_are_cosigned() -> None:
    wie = getuige()
    for oud, nieuw in ((0, 5), (5, 12), (12, 12), (12, GROOTST)):
        antwoord = wie.add_checkpoint(vraag(oud, nieuw), op=NU)
        assert (antwoord.status, antwoord.mediatype) == (HTTPStatus.OK, TEKST)
        geopend = open_checkpoint(
            getekend(nieuw).codeer() + antwoord.inhoud,
            oorsprong=OORSPRONG,
            log=[LOG.controlesleutel],
            getuigen=[FG.controlesleutel],
            drempel=1,
        )
        assert geopend.checkpoint.grootte == nieuw
        assert geopend.getuigen[0].tijdstip == TIJDSTIP
        assert wie.gezienen.laatste(OORSPRONG) == Gezien(nieuw, BOOM.root(nieuw), getekend(nieuw).codeer())


def test_each_key_of_the_witness_gives_a_line() -> None:
    antwoord = getuige(None, FG, ARCHIEF).add_checkpoint(vraag(0, 5), op=NU)
    notitie = lees_notitie(getekend(5).codeer() + antwoord.inhoud)
    assert [h.naam for h in notitie.handtekeningen] == [LOG.naam, FG.naam, ARCHIEF.naam]
    assert len(notitie.controleer([FG.controlesleutel, ARCHIEF.controlesleutel])) == 2


def test_an_empty_log_can_be_cosigned_and_grow() -> None:
    wie = na(0, 7)
    assert wie.gezienen.laatste(OORSPRONG).grootte == 7


def test_other_signatures_under_the_checkpoint_do_not_matter() -> None:
    notitie = getekend(5).met(ARCHIEF.medeonderteken("kers\n", op=NU), VREEMD.onderteken("peer\n"))
    assert getuige().add_checkpoint(Aanvraag.voor(0, [], notitie).codeer(), op=NU).status is HTTPStatus.OK


def test_a_witness_does_not_sign_with_a_key_of_another_kind() -> None:
    with pytest.raises(Sleutelsoort):
        getuige(None, LOG)


# --- what is refused ---------------------------------------------------------------------------------------------

GOED = vraag(5, 12)
VERVALST = GOED.replace(b"\n12\n", b"\n13\n")
ELDERS = Aanvraag.voor(5, [], teken_checkpoint(Checkpoint("logboek.example/ander", 5, bytes(32)), LOG))
BEWIJS = BOOM.consistency_proof(5, 12)
AANVALLEN: dict[str, tuple[bytes, HTTPStatus]] = {
    "an unknown log": (ELDERS.codeer(), HTTPStatus.NOT_FOUND),
    "another key with the name of the log": (vraag(5, 12, door=VREEMD), HTTPStatus.FORBIDDEN),
    "a changed size": (VERVALST, HTTPStatus.FORBIDDEN),
    "an old size above the new one": (vraag(13, 12), HTTPStatus.BAD_REQUEST),
    "a size of before": (vraag(4, 12), HTTPStatus.CONFLICT),
    "a size of before, with the old checkpoint": (vraag(3, 5), HTTPStatus.CONFLICT),
    "a size that was never seen": (vraag(6, 12), HTTPStatus.CONFLICT),
    "from nothing again": (vraag(0, 12), HTTPStatus.CONFLICT),
    "another history from nothing": (vraag(0, 12, ANDERS), HTTPStatus.CONFLICT),
    "a smaller tree": (vraag(0, 4), HTTPStatus.CONFLICT),
    "another root for the same size": (vraag(5, 5, ANDERS), HTTPStatus.CONFLICT),
    "another root for the same size, with a proof": (vraag(5, 5, ANDERS, bewijs=BEWIJS), HTTPStatus.CONFLICT),
    "another history": (vraag(5, 12, ANDERS), HTTPStatus.UNPROCESSABLE_ENTITY),
    "another history with the right proof": (
        vraag(5, 12, ANDERS, bewijs=BEWIJS),
        HTTPStatus.UNPROCESSABLE_ENTITY,
    ),
    "no proof": (vraag(5, 12, bewijs=[]), HTTPStatus.UNPROCESSABLE_ENTITY),
    "a proof too short": (vraag(5, 12, bewijs=BEWIJS[:-1]), HTTPStatus.UNPROCESSABLE_ENTITY),
    "a proof too long": (vraag(5, 12, bewijs=[*BEWIJS, BEWIJS[0]]), HTTPStatus.UNPROCESSABLE_ENTITY),
    "hashes swapped": (vraag(5, 12, bewijs=BEWIJS[::-1]), HTTPStatus.UNPROCESSABLE_ENTITY),
    "the same size with a proof": (vraag(5, 5, bewijs=BEWIJS), HTTPStatus.UNPROCESSABLE_ENTITY),
    "nothing": (b"", HTTPStatus.BAD_REQUEST),
    "only a checkpoint": (getekend(12).codeer(), HTTPStatus.BAD_REQUEST),
    "another first line": (GOED.replace(b"old 5", b"Old 5"), HTTPStatus.BAD_REQUEST),
    "no old size": (GOED.replace(b"old 5", b"old "), HTTPStatus.BAD_REQUEST),
    "an old size with a zero in front": (GOED.replace(b"old 5", b"old 05"), HTTPStatus.BAD_REQUEST),
    "a negative old size": (GOED.replace(b"old 5", b"old -5"), HTTPStatus.BAD_REQUEST),
    "an old size past 2^63": (GOED.replace(b"old 5", b"old 9223372036854775808"), HTTPStatus.BAD_REQUEST),
    "two old sizes": (GOED.replace(b"old 5", b"old 5\nold 5"), HTTPStatus.BAD_REQUEST),
    "a hash that is no base64": (GOED.replace(b"old 5\n", b"old 5\nkers!\n"), HTTPStatus.BAD_REQUEST),
    "a hash of 3 bytes": (GOED.replace(b"old 5\n", b"old 5\nkers\n"), HTTPStatus.BAD_REQUEST),
    "64 hashes": (vraag(5, 12, bewijs=[bytes(32)] * 64), HTTPStatus.BAD_REQUEST),
    "CRLF": (GOED.replace(b"\n", b"\r\n"), HTTPStatus.BAD_REQUEST),
    "no empty line": (GOED.replace(b"\n\n", b"\n"), HTTPStatus.BAD_REQUEST),
    "a checkpoint that nobody signed": (GOED[: GOED.index("— ".encode())], HTTPStatus.BAD_REQUEST),
    "a note that is no checkpoint": (
        b"old 5\n\n" + Notitie("kers\n", (LOG.onderteken("kers\n"),)).codeer(),
        HTTPStatus.BAD_REQUEST,
    ),
    "a huge body": (GOED + b"\n" * GROOTSTE_BESTAND, HTTPStatus.BAD_REQUEST),
}


@pytest.mark.parametrize("aanval", AANVALLEN)
def test_what_does_not_continue_the_history_is_not_cosigned(aanval: str) -> None:
    data, status = AANVALLEN[aanval]
    wie = na(5)
    antwoord = wie.add_checkpoint(data, op=NU)
    assert antwoord.status is status
    assert "— ".encode() not in antwoord.inhoud
    assert wie.gezienen.laatste(OORSPRONG).grootte == 5
    assert wie.add_checkpoint(GOED, op=NU).status is HTTPStatus.OK


@pytest.mark.parametrize("oud", [0, 3, 6, 12])
def test_who_asks_from_another_size_hears_the_known_one(oud: int) -> None:
    assert na(5).add_checkpoint(vraag(oud, 12), op=NU) == Antwoord(HTTPStatus.CONFLICT, GROOTTE, b"5\n")


def test_of_a_log_that_was_never_seen_the_known_size_is_zero() -> None:
    assert getuige().add_checkpoint(vraag(3, 12), op=NU) == Antwoord(HTTPStatus.CONFLICT, GROOTTE, b"0\n")


def test_two_roots_for_one_size_are_no_reason_to_ask_again() -> None:
    antwoord = na(5).add_checkpoint(vraag(5, 5, ANDERS), op=NU)
    assert (antwoord.status, antwoord.mediatype) == (HTTPStatus.CONFLICT, TEKST)
    assert BOOM.root(5).hex().encode() in antwoord.inhoud


def test_an_empty_log_has_the_root_of_the_empty_tree() -> None:
    leeg = teken_checkpoint(Checkpoint(OORSPRONG, 0, bytes(32)), LOG)
    antwoord = getuige().add_checkpoint(Aanvraag.voor(0, [], leeg).codeer(), op=NU)
    assert antwoord.status is HTTPStatus.CONFLICT
    assert LEEG.hex().encode() in antwoord.inhoud


def test_a_first_checkpoint_comes_without_a_proof() -> None:
    antwoord = getuige().add_checkpoint(vraag(0, 5, bewijs=[bytes(32)]), op=NU)
    assert antwoord.status is HTTPStatus.UNPROCESSABLE_ENTITY


def test_the_checks_come_in_the_order_of_the_specification() -> None:
    """Who is not the log hears nothing of what the witness saw."""
    assert na(5).add_checkpoint(vraag(3, 12, door=VREEMD), op=NU).status is HTTPStatus.FORBIDDEN
    assert na(5).add_checkpoint(vraag(13, 12, bewijs=[bytes(32)]), op=NU).status is HTTPStatus.BAD_REQUEST


# --- two at once -------------------------------------------------------------------------------------------------


def test_of_two_at_once_the_later_one_does_not_roll_back() -> None:
    gezienen = MetEenAnderErtussen()
    wie = getuige(gezienen)
    gezienen.ertussen = [lambda: wie.add_checkpoint(vraag(0, 12), op=NU)]
    assert wie.add_checkpoint(vraag(0, 5), op=NU) == Antwoord(HTTPStatus.CONFLICT, GROOTTE, b"12\n")
    assert gezienen.laatste(OORSPRONG).grootte == 12


def test_of_two_histories_at_once_one_is_cosigned() -> None:
    gezienen = MetEenAnderErtussen()
    wie = getuige(gezienen)
    gezienen.ertussen = [lambda: wie.add_checkpoint(vraag(0, 12, ANDERS), op=NU)]
    assert wie.add_checkpoint(vraag(0, 12), op=NU).status is HTTPStatus.CONFLICT
    assert gezienen.laatste(OORSPRONG).wortel == ANDERS.root(12)


def test_the_same_checkpoint_twice_at_once_is_cosigned_twice() -> None:
    gezienen = MetEenAnderErtussen(bewaard=dict(vars(na(5).gezienen)["bewaard"]))
    wie = getuige(gezienen)
    gezienen.ertussen = [lambda: wie.add_checkpoint(vraag(5, 5), op=NU)]
    assert wie.add_checkpoint(vraag(5, 5), op=NU).status is HTTPStatus.OK


GROOTTES = st.integers(0, GROOTST)
VRAGEN = st.tuples(st.none() | GROOTTES, GROOTTES, st.sampled_from([BOOM, ANDERS]))
"""From which size, or from the known one; to which size; of which history."""


@given(vragen=st.lists(VRAGEN, max_size=12))
def test_whatever_is_asked_all_that_is_cosigned_is_one_history(
    vragen: list[tuple[int | None, int, Boom]],
) -> None:
    wie, gezien = getuige(), [(0, LEEG)]
    for oud, nieuw, boom in vragen:
        data = vraag(gezien[-1][0] if oud is None else oud, nieuw, boom)
        if wie.add_checkpoint(data, op=NU).status is HTTPStatus.OK:
            gezien.append((nieuw, boom.root(nieuw)))
    assert [grootte for grootte, _ in gezien] == sorted(grootte for grootte, _ in gezien)
    assert any(all(boom.root(grootte) == wortel for grootte, wortel in gezien) for boom in (BOOM, ANDERS))


# --- the body ----------------------------------------------------------------------------------------------------


@given(oud=st.integers(0, 2**63 - 1), bewijs=st.lists(st.binary(min_size=32, max_size=32), max_size=63))
def test_a_request_comes_back_as_it_was(oud: int, bewijs: list[bytes]) -> None:
    aanvraag = Aanvraag.voor(oud, bewijs, getekend(12))
    assert lees_aanvraag(aanvraag.codeer()) == aanvraag


@given(plaats=st.integers(0, len(GOED) - 1), byte=st.integers(0, 255))
def test_whatever_reads_writes_back_the_same(plaats: int, byte: int) -> None:
    data = GOED[:plaats] + bytes([byte]) + GOED[plaats + 1 :]
    try:
        aanvraag = lees_aanvraag(data)
    except Afgekeurd:
        return
    assert aanvraag.codeer() == data


def test_a_request_shows_what_is_in_it() -> None:
    assert GOED.decode().split("\n")[0] == "old 5"
    assert replace(lees_aanvraag(GOED), oud=6).codeer() == GOED.replace(b"old 5", b"old 6")
