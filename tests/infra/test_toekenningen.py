"""Grants are made and ended, never changed; nobody grants to himself, and one who signs in is one employee."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from api.samenstelling import Dienst
from domain.rollen import Medewerker, Rol
from domain.weigering import Weigering
from infra.database import Database
from infra.toekenning import Aanvraag, Eindreden, Herzieningsuitkomst, OnbekendeToekenning, Soort
from infra.toekenningen import Toekenningen
from tests.conftest import BEGIN, Klok
from tests.verhalen import ZVH

UITGEVER = "https://inloggen.example"
PEER = Medewerker("mw-peer", Rol.PROCESREGISSEUR, "zvh")
LYCHEE = Medewerker("mw-lychee", Rol.BEHEERDER, "zvh")
ANDERE = Medewerker("mw-mispel", Rol.BEHEERDER, "zvh")
VANDAAG = BEGIN.date()
AANVRAAG = Aanvraag(UITGEVER, "a1b2", PEER, frozenset({ZVH}), VANDAAG)
SYSTEEM = replace(
    AANVRAAG,
    sub="koppeling",
    wie=Medewerker("sys-koppeling", Rol.SECRETARIS, "zvh"),
    soort=Soort.SYSTEEM,
    rechten=frozenset({"triagelijst"}),
)


@pytest.fixture
def register(dienst: Dienst) -> Toekenningen:
    return dienst.toekenningen


def geweigerd(register: Toekenningen, aanvraag: Aanvraag, *, door: str = LYCHEE.id) -> str:
    voor = register.lijst()
    with pytest.raises(Weigering) as gevangen:
        register.geef(aanvraag, door=door)
    assert register.lijst() == voor
    return str(gevangen.value)


def test_rights_do_not_begin_in_the_past(register: Toekenningen) -> None:
    """Who reads later who might what on a day, reads what was so on that day."""
    gisteren = replace(AANVRAAG, vanaf=VANDAAG - timedelta(days=1))
    assert geweigerd(register, gisteren).startswith("De eerste dag ligt in het verleden.")


def test_who_was_granted_something_may_it_from_the_first_day_to_the_last(register: Toekenningen) -> None:
    morgen, volgende_week = VANDAAG + timedelta(days=1), VANDAAG + timedelta(days=7)
    register.geef(replace(AANVRAAG, vanaf=morgen, tot_en_met=volgende_week), door=LYCHEE.id)
    wanneer = {
        op: bool(register.van(UITGEVER, "a1b2", op=op))
        for op in (VANDAAG, morgen, volgende_week, volgende_week + timedelta(days=1))
    }
    assert list(wanneer.values()) == [False, True, True, False]
    assert register.van("https://elders.example", "a1b2", op=morgen) == ()
    assert register.van(UITGEVER, "b2a1", op=morgen) == ()


def test_a_grant_says_as_whom_and_where(register: Toekenningen) -> None:
    register.geef(AANVRAAG, door=LYCHEE.id)
    (een,) = register.van(UITGEVER, "a1b2", op=VANDAAG)
    assert (een.wie, een.tafels, een.rechten, een.soort) == (PEER, frozenset({ZVH}), None, Soort.MENS)
    assert (een.gegeven_op, een.gegeven_door) == (BEGIN, LYCHEE.id)


def test_the_same_grant_twice_is_one(register: Toekenningen) -> None:
    eerste, nieuw = register.geef(AANVRAAG, door=LYCHEE.id)
    assert (nieuw, register.geef(AANVRAAG, door=ANDERE.id)) == (True, (eerste, False))
    register.beeindig(eerste.id, Eindreden.VERGISSING, door=LYCHEE)
    tweede, nieuw = register.geef(AANVRAAG, door=LYCHEE.id)
    assert nieuw
    assert tweede.id != eerste.id


def test_what_was_ended_is_over_at_once_and_stays_ended_as_it_was(register: Toekenningen, klok: Klok) -> None:
    een, _ = register.geef(AANVRAAG, door=LYCHEE.id)
    over, nieuw = register.beeindig(een.id, Eindreden.UIT_DIENST, door=LYCHEE)
    assert (nieuw, register.van(UITGEVER, "a1b2", op=VANDAAG)) == (True, ())
    klok.verder(days=1)
    assert register.beeindig(een.id, Eindreden.MISBRUIK, door=ANDERE) == (over, False)
    assert (over.reden, over.beeindigd_door, over.beeindigd_op) == (Eindreden.UIT_DIENST, LYCHEE.id, BEGIN)


@pytest.mark.parametrize(
    ("aanvraag", "zin"),
    [
        (replace(AANVRAAG, wie=replace(PEER, id=LYCHEE.id)), "uzelf geen rechten"),
        (replace(AANVRAAG, tot_en_met=VANDAAG - timedelta(days=1)), "laatste dag"),
        (replace(AANVRAAG, sub="peer@zvh.example"), "geen e-mailadres"),
        (replace(AANVRAAG, tafels=frozenset()), "ten minste één tafel"),
        (replace(AANVRAAG, soort=Soort.SYSTEEM), "welke rechten"),
        (replace(AANVRAAG, rechten=frozenset({"triagelijst"})), "welke rechten"),
        (replace(SYSTEEM, rechten=frozenset({"triagelijst", "trieren"})), "niet krijgen: trieren."),
        (replace(SYSTEEM, rechten=frozenset({"verwijderrapport"})), "niet krijgen: verwijderrapport."),
        (replace(SYSTEEM, rechten=frozenset({"toveren"})), "niet krijgen: toveren."),
    ],
)
def test_what_makes_no_sense_is_refused(register: Toekenningen, aanvraag: Aanvraag, zin: str) -> None:
    assert zin in geweigerd(register, aanvraag)


def test_one_who_signs_in_is_one_employee(register: Toekenningen) -> None:
    register.geef(AANVRAAG, door=LYCHEE.id)
    ander = replace(AANVRAAG, wie=replace(PEER, id="mw-ander", rol=Rol.FG))
    assert "al een andere medewerker" in geweigerd(register, ander)
    assert "op een andere manier" in geweigerd(register, replace(AANVRAAG, sub="tweede"))
    register.geef(replace(AANVRAAG, wie=replace(PEER, rol=Rol.SECRETARIS)), door=LYCHEE.id)
    assert len(register.van(UITGEVER, "a1b2", op=VANDAAG)) == 2


def test_a_beheerder_does_not_grant_to_the_own_sign_in_under_another_name(register: Toekenningen) -> None:
    register.geef(replace(AANVRAAG, sub="lychee", wie=LYCHEE, tafels=frozenset()), door="beheer")
    zelf = replace(AANVRAAG, sub="lychee", wie=replace(PEER, id="mw-schuilnaam"))
    assert "uzelf geen rechten" in geweigerd(register, zelf)


def test_a_person_and_a_system_share_no_id(register: Toekenningen) -> None:
    register.geef(SYSTEEM, door=LYCHEE.id)
    mens = replace(SYSTEEM, soort=Soort.MENS, rechten=None)
    assert "delen geen id" in geweigerd(register, mens)


def test_nobody_ends_or_reviews_the_own_grant(register: Toekenningen) -> None:
    een, _ = register.geef(replace(AANVRAAG, sub="lychee", wie=LYCHEE, tafels=frozenset()), door=ANDERE.id)
    with pytest.raises(Weigering, match="van uzelf"):
        register.beeindig(een.id, Eindreden.NIET_MEER_NODIG, door=LYCHEE)
    with pytest.raises(Weigering, match="van uzelf"):
        register.herzie(een.id, Herzieningsuitkomst.BEHOUDEN, door=LYCHEE)


def test_a_review_says_who_looked_and_when_and_ends_what_is_not_needed(
    register: Toekenningen, klok: Klok
) -> None:
    een, _ = register.geef(AANVRAAG, door=LYCHEE.id)
    klok.verder(days=300)
    gezien, nieuw = register.herzie(een.id, Herzieningsuitkomst.BEHOUDEN, door=ANDERE)
    assert (nieuw, gezien.herzien_op, gezien.herzien_door) == (True, klok.tijd, ANDERE.id)
    assert register.herzie(een.id, Herzieningsuitkomst.BEHOUDEN, door=LYCHEE) == (gezien, False)
    klok.verder(days=300)
    over, _ = register.herzie(een.id, Herzieningsuitkomst.BEEINDIGD, door=LYCHEE)
    assert (over.reden, over.herzien_op) == (Eindreden.HERZIENING, klok.tijd)
    assert register.herzie(een.id, Herzieningsuitkomst.BEEINDIGD, door=LYCHEE) == (over, False)
    with pytest.raises(Weigering, match="al beëindigd"):
        register.herzie(een.id, Herzieningsuitkomst.BEHOUDEN, door=LYCHEE)


def test_the_last_day_of_use_is_kept_and_never_goes_back(dienst: Dienst, register: Toekenningen) -> None:
    een, _ = register.geef(AANVRAAG, door=LYCHEE.id)
    assert een.laatst_gebruikt is None
    for dag in (date(2026, 4, 2), date(2026, 4, 1)):
        Toekenningen(dienst.engine, omgeving=dienst.omgeving).gebruikt(een.id, op=dag)
    assert register.een(een.id).laatst_gebruikt == date(2026, 4, 2)


def test_a_grant_at_another_table_is_not_there(register: Toekenningen) -> None:
    een, _ = register.geef(AANVRAAG, door=LYCHEE.id)
    assert register.een(een.id, tafels={ZVH, "ret-elders"}) == een
    assert register.lijst(tafels={"ret-elders"}) == ()
    for doe in (
        lambda: register.een(een.id, tafels={"ret-elders"}),
        lambda: register.beeindig(een.id, Eindreden.VERGISSING, door=LYCHEE, tafels={"ret-elders"}),
        lambda: register.herzie(een.id, Herzieningsuitkomst.BEHOUDEN, door=LYCHEE, tafels={"ret-elders"}),
        lambda: register.een(UUID(int=1)),
    ):
        with pytest.raises(OnbekendeToekenning):
            doe()
    assert register.een(een.id) == een


@pytest.mark.parametrize("tabel", ["toekenning", "beeindiging", "herziening", "noodoordeel"])
def test_the_register_only_grows(dienst: Dienst, database: Database, tabel: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), dienst.engine.begin() as verbinding:
        verbinding.execute(text(f"DELETE FROM rechten.{tabel}"))  # noqa: S608 a name of our own
    with (
        psycopg.connect(database.owner_url) as baas,
        pytest.raises(psycopg.errors.InsufficientPrivilege, match="never changed or deleted"),
    ):
        baas.execute(f"TRUNCATE rechten.{tabel}".encode())
