"""A verklaring is made once for each list, from what stands in the logboek, and entered for good."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import psycopg
import pytest
from sqlalchemy import insert
from sqlalchemy.exc import DBAPIError

from api.samenstelling import Dienst
from domain.vernietigingslijst.nacontrole import Uitslag
from domain.vernietigingslijst.verklaring import Vernietigingsuitkomst
from infra import tables
from infra.database import Database
from infra.keys import SleutelFout
from infra.logboek.bewijzen import NietInHetLogboek
from infra.verklaring.maken import Gegevens, VerklaringFout
from infra.verklaring.register import lijst_op, vingerafdruk
from infra.verklaring.verifieer import Gegeven, verifieer
from tests.conftest import Klok
from tests.infra.logboek.verleden import gebeur, ring_van
from tests.infra.verklaring.uitvoering import gegevens, uitgevoerd, verklaringen, vernietig
from tests.infra.verklaring.verklaringen import TAFEL


def test_what_is_made_can_be_verified_with_the_public_key_alone(
    dienst: Dienst, database: Database, klok: Klok
) -> None:
    gemaakt = verklaringen(dienst).maak(uitgevoerd(dienst, database, klok))
    sleutel = (dienst.settings.logboekmap / "vkey").read_bytes()
    uitslag = verifieer(gemaakt.inhoud, Gegeven(sleutel))
    assert (uitslag.verklaring.nummer, uitslag.grootte) == ("2031-0001", 10)
    assert [feit.index for feit in uitslag.verklaring.bewijs.feiten] == [5, 6, 7]
    assert gemaakt.regel.uitkomst is Vernietigingsuitkomst.VOLLEDIG
    assert gemaakt.regel.vingerafdruk == vingerafdruk(gemaakt.inhoud)
    assert uitslag.sleutels == (gemaakt.regel.getekend_met,)


def test_asked_twice_it_is_the_same_one(dienst: Dienst, database: Database, klok: Klok) -> None:
    wat = uitgevoerd(dienst, database, klok)
    eerste = verklaringen(dienst).maak(wat)
    klok.verder(days=400)
    gebeur(database, 3)
    dienst.logboek.werk_bij()
    assert verklaringen(dienst).maak(wat) == eerste
    assert verklaringen(dienst).op_nummer("2031-0001") == eerste
    assert verklaringen(dienst).op_nummer("2031-0002") is None


def test_asked_at_the_same_moment_it_is_the_same_one(dienst: Dienst, database: Database, klok: Klok) -> None:
    wat = uitgevoerd(dienst, database, klok)
    with ThreadPoolExecutor(4) as samen:
        gemaakt = list(samen.map(lambda _: verklaringen(dienst).maak(wat), range(4)))
    assert {een.regel.nummer for een in gemaakt} == {"2031-0001"}
    assert len({een.inhoud for een in gemaakt}) == 1


def test_numbers_follow_each_other_and_begin_anew_each_year(
    dienst: Dienst, database: Database, klok: Klok
) -> None:
    for nummer in range(3):
        verklaringen(dienst).maak(
            uitgevoerd(dienst, database, klok, lijst=f"L-22222-2222{nummer}", vanaf=10 * nummer)
        )
    klok.verder(days=365)
    volgend = gegevens(vernietig(database, 1, vanaf=90, lijst="L-33333-33333"), lijst="L-33333-33333")
    dienst.logboek.werk_bij()
    verklaringen(dienst).maak(volgend)
    with dienst.engine.connect() as verbinding:
        regels = lijst_op(verbinding, TAFEL)
        assert [regel.nummer for regel in regels] == ["2032-0001", "2031-0003", "2031-0002", "2031-0001"]
        verder = lijst_op(verbinding, TAFEL, na=regels[1].sleutel, limiet=1)
        assert [regel.nummer for regel in verder] == ["2031-0002"]
        assert lijst_op(verbinding, "ret-zaanstreek") == ()


def test_one_that_is_refused_leaves_no_gap(dienst: Dienst, database: Database, klok: Klok) -> None:
    wat = uitgevoerd(dienst, database, klok)
    with pytest.raises(VerklaringFout, match=r"^geweigerd.casus: De redenen tellen niet op"):
        verklaringen(dienst).maak(replace(wat, geweigerd=()))
    assert verklaringen(dienst).maak(wat).regel.nummer == "2031-0001"


def test_a_failed_destruction_has_a_verklaring_that_says_so(
    dienst: Dienst, database: Database, klok: Klok
) -> None:
    wat = uitgevoerd(dienst, database, klok)
    mislukt = gegevens(wat.vernietigd, uitslag=Uitslag.MISLUKT)
    gemaakt = verklaringen(dienst).maak(mislukt)
    assert gemaakt.regel.uitkomst is Vernietigingsuitkomst.MISLUKT
    assert verifieer(gemaakt.inhoud).regels()[0].startswith("LET OP, MISLUKT")


def test_before_the_logboek_signed_it_is_too_early(dienst: Dienst, database: Database, klok: Klok) -> None:
    klok.tijd = uitgevoerd(dienst, database, klok).nacontrole.op
    klok.verder(hours=1)
    wat = gegevens(vernietig(database, 2, vanaf=50))
    with pytest.raises(NietInHetLogboek):
        verklaringen(dienst).maak(wat)
    dienst.logboek.neem_op()
    with pytest.raises(NietInHetLogboek):
        verklaringen(dienst).maak(wat)
    dienst.logboek.publiceer()
    assert verklaringen(dienst).maak(wat).regel.nummer == "2031-0001"


def met_eerste(wat: Gegevens, **anders: Any) -> Gegevens:
    """The same, with another reference to the first destruction."""
    return replace(wat, vernietigd=(replace(wat.vernietigd[0], **anders), *wat.vernietigd[1:]))


@pytest.mark.parametrize(
    ("wijzig", "waar"),
    [
        (lambda w: met_eerste(w, bewijsnummer="V-X"), "bewijs"),
        (lambda w: met_eerste(w, positie=1), "bewijs"),
        (lambda w: met_eerste(w, regel="zvh/9/x"), "aanleidingen"),
        (
            lambda w: replace(
                w, bedenktijd=replace(w.bedenktijd, tot=w.nacontrole.op, vanaf=w.nacontrole.op)
            ),
            "verrichtingen.uitgevoerd",
        ),
    ],
    ids=["other bewijsnummer", "other event", "other rule", "bedenktijd not over"],
)
def test_what_does_not_fit_the_logboek_is_not_signed(
    dienst: Dienst, database: Database, klok: Klok, wijzig: Callable[[Gegevens], Gegevens], waar: str
) -> None:
    with pytest.raises(VerklaringFout, match=f"^{waar}"):
        verklaringen(dienst).maak(wijzig(uitgevoerd(dienst, database, klok)))


def test_an_event_that_is_not_there_is_not_proven(dienst: Dienst, database: Database, klok: Klok) -> None:
    wat = uitgevoerd(dienst, database, klok)
    with pytest.raises(NietInHetLogboek):
        verklaringen(dienst).maak(
            replace(wat, vernietigd=(*wat.vernietigd[:2], replace(wat.vernietigd[2], positie=9999)))
        )


def test_without_the_key_nothing_is_made(dienst: Dienst, database: Database, klok: Klok) -> None:
    wat = uitgevoerd(dienst, database, klok)
    dienst.settings.logboeksleutel.unlink()
    with pytest.raises(SleutelFout):
        verklaringen(dienst).maak(wat)


def test_it_is_signed_with_the_key_of_now_after_a_replacement(
    dienst: Dienst, database: Database, klok: Klok
) -> None:
    wat = uitgevoerd(dienst, database, klok)
    dienst.logboek.vervang_sleutel()
    gemaakt = verklaringen(dienst).maak(wat)
    assert gemaakt.regel.getekend_met.endswith(ring_van(dienst).controlesleutel.id.hex())
    assert not verifieer(gemaakt.inhoud, Gegeven(ring_van(dienst).publiek.encode())).eigen_sleutel


# --- the register ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "opdracht",
    [
        "UPDATE verklaring.verklaring SET uitkomst = 'volledig'",
        "DELETE FROM verklaring.verklaring",
        "TRUNCATE verklaring.verklaring",
    ],
)
@pytest.mark.parametrize("als", ["service_url", "owner_url"])
def test_what_was_given_out_stays(
    dienst: Dienst, database: Database, klok: Klok, opdracht: str, als: str
) -> None:
    verklaringen(dienst).maak(uitgevoerd(dienst, database, klok))
    with (
        psycopg.connect(getattr(database, als)) as verbinding,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        verbinding.execute(opdracht)


@pytest.mark.parametrize(
    "anders",
    [
        {"volgnummer": 3, "nummer": "2031-0003"},
        {"volgnummer": 2, "nummer": "2031-0001"},
        {"volgnummer": 2, "nummer": "2031-2"},
        {"volgnummer": 1, "nummer": "2031-0001"},
        {"volgnummer": 2, "nummer": "2031-0002", "lijst": "L-7KD2M-Q9X4P"},
    ],
)
def test_the_database_keeps_the_numbers_without_gaps(
    dienst: Dienst, database: Database, klok: Klok, anders: dict[str, Any]
) -> None:
    gemaakt = verklaringen(dienst).maak(uitgevoerd(dienst, database, klok))
    rij = {**vars(gemaakt.regel), "inhoud": b"{}", "jaar": 2031, "lijst": "L-44444-44444", **anders}
    with pytest.raises(DBAPIError), dienst.engine.begin() as verbinding:
        verbinding.execute(insert(tables.verklaring).values(**rij))


def test_the_ten_thousandth_of_a_year_has_a_number_too(database: Database) -> None:
    with psycopg.connect(database.owner_url) as eigenaar:
        eigenaar.execute("ALTER TABLE verklaring.verklaring DISABLE TRIGGER opvolgend")
        rij = "SELECT %s, 2031, %s, %s, 'zvh', now(), 'volledig', 'x', 'x', ''"
        eigenaar.execute(f"INSERT INTO verklaring.verklaring {rij}", ("2031-9999", 9999, "L-1"))
        eigenaar.execute("ALTER TABLE verklaring.verklaring ENABLE TRIGGER opvolgend")
        eigenaar.execute(f"INSERT INTO verklaring.verklaring {rij}", ("2031-10000", 10000, "L-2"))
