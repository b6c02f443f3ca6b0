"""The read log keeps a line for everybody who was shown, under a pseudonym that dies with the casus."""

import hashlib
import threading
from datetime import timedelta
from uuid import uuid4

import orjson
import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError, ProgrammingError

from api.samenstelling import Dienst
from infra.database import Database
from infra.inzage.controle import controleer_regels
from infra.inzage.pseudoniem import Wie, pseudoniemen
from infra.inzage.regel import Diepte, Inzagegrond, Inzageuitkomst, Regelsoort
from infra.inzage.schrijven import INZAGESLOT, Gezien, IntussenVernietigd
from infra.kek import Kekring
from infra.kluis import VERNIETIGSLOT
from infra.logboek.controle import controle
from infra.logboek.ring import lees_ring
from infra.tables import op_inzagen
from tests.gezin import Gezin
from tests.infra.inzage.inkijk import LEZER, alle_regels, kijk, stroom_van, verwerking
from tests.verhalen import BRAAM, FRAMBOOS, ZVH, Verhaal


@pytest.fixture
def verhaal(dienst: Dienst) -> Verhaal:
    verhaal = Verhaal(dienst)
    verhaal.meld_aan()
    return verhaal


def test_a_look_at_two_people_gives_two_lines_under_pseudonyms(dienst: Dienst, verhaal: Verhaal) -> None:
    stroom_id = stroom_van(dienst, verhaal.casusnummer)
    kijk(dienst, stroom_id, FRAMBOOS.persoon_id, BRAAM.persoon_id)
    regels = alle_regels(dienst)
    namen = dienst.inzagen.pseudoniemen(stroom_id, [FRAMBOOS.persoon_id, BRAAM.persoon_id])
    assert {regel.persoon for regel in regels} == {
        namen.persoon(stroom_id, mens.persoon_id) for mens in (FRAMBOOS, BRAAM)
    }
    assert {regel.casus for regel in regels} == {namen.casus(stroom_id)}
    for regel in regels:
        assert (regel.soort, regel.wie, regel.tafel) == (Regelsoort.INZAGE, LEZER, ZVH)
        assert regel.op == dienst.omgeving.nu()
        assert regel.rest["doel"] == "casusbehandeling"
        assert regel.rest["diepte"] == Diepte.VOLLEDIG


def test_a_line_holds_neither_stream_nor_number_nor_person(
    dienst: Dienst, verhaal: Verhaal, database: Database
) -> None:
    stroom_id = stroom_van(dienst, verhaal.casusnummer)
    kijk(dienst, stroom_id, FRAMBOOS.persoon_id)
    with psycopg.connect(database.owner_url) as baas:
        alles = baas.execute(
            "SELECT to_jsonb(r)::text FROM inzage.regel r UNION ALL SELECT to_jsonb(g)::text FROM inzage.gebeurtenis g"
        ).fetchall()
    tekst = str(alles)
    for verboden in (
        str(stroom_id),
        stroom_id.hex,
        verhaal.casusnummer,
        str(FRAMBOOS.persoon_id),
        "Framboos",
    ):
        assert verboden not in tekst


def test_the_same_person_in_another_case_has_another_pseudonym(dienst: Dienst, verhaal: Verhaal) -> None:
    ander = Verhaal(dienst)
    ander.meld_aan()
    stromen = [stroom_van(dienst, een.casusnummer) for een in (verhaal, ander)]
    namen = {
        dienst.inzagen.pseudoniemen(stroom_id, [FRAMBOOS.persoon_id]).persoon(stroom_id, FRAMBOOS.persoon_id)
        for stroom_id in stromen
    }
    assert len(namen) == 2


def test_a_pseudonym_is_the_same_each_time(dienst: Dienst, verhaal: Verhaal) -> None:
    stroom_id = stroom_van(dienst, verhaal.casusnummer)
    een, twee = (dienst.inzagen.pseudoniemen(stroom_id).casus(stroom_id) for _ in range(2))
    assert een == twee
    assert dienst.inzagen.casussen([stroom_id, uuid4()]) == {een: stroom_id}


def test_the_keys_of_pseudonyms_are_of_the_case_and_of_the_person_and_are_made_once(
    dienst: Dienst, verhaal: Verhaal, database: Database
) -> None:
    """Not of what one organisation told of somebody: that dies, and comes, at other moments."""
    kijk(dienst, stroom_van(dienst, verhaal.casusnummer), FRAMBOOS.persoon_id, keer=2)
    with psycopg.connect(database.owner_url) as baas:
        telling = baas.execute(
            "SELECT persoon_id, count(*) FROM sleutels.sleutel WHERE organisatie IS NULL"
            " GROUP BY persoon_id ORDER BY persoon_id"
        )
        assert telling.fetchall() == [(FRAMBOOS.persoon_id, 1), (None, 1)]


def test_of_who_was_destroyed_alone_nobody_can_tell_which_lines_were_about_that_person(
    dienst: Dienst,
) -> None:
    familie = Gezin(dienst)
    familie.meld_aan()
    stroom_id = stroom_van(dienst, familie.casusnummer)
    kijk(dienst, stroom_id, FRAMBOOS.persoon_id, BRAAM.persoon_id)
    familie.vernietig_persoon(BRAAM)
    with pytest.raises(IntussenVernietigd):
        dienst.inzagen.pseudoniemen(stroom_id, [BRAAM.persoon_id])
    namen = dienst.inzagen.pseudoniemen(stroom_id, [FRAMBOOS.persoon_id])
    regels = alle_regels(dienst)
    assert len(regels) == 2
    assert namen.persoon(stroom_id, FRAMBOOS.persoon_id) in {regel.persoon for regel in regels}
    with pytest.raises(IntussenVernietigd):
        kijk(dienst, stroom_id, BRAAM.persoon_id)


def test_two_first_looks_at_once_share_one_key(
    dienst: Dienst, verhaal: Verhaal, sjabloon: tuple[str, Kekring]
) -> None:
    stroom_id = stroom_van(dienst, verhaal.casusnummer)
    ander = threading.Thread(target=kijk, args=(dienst, stroom_id, FRAMBOOS.persoon_id))
    wie: Wie = {stroom_id: (None, FRAMBOOS.persoon_id)}
    with dienst.engine.begin() as verbinding:
        eerste = pseudoniemen(verbinding, wie, kek=sjabloon[1], nieuw_id=uuid4)
        ander.start()
        ander.join(0.5)
        assert ander.is_alive()
    ander.join()
    (regel,) = alle_regels(dienst)
    assert regel.persoon == eerste.persoon(stroom_id, FRAMBOOS.persoon_id)


@pytest.mark.parametrize("slot", [INZAGESLOT, VERNIETIGSLOT])
def test_no_look_waits_without_end_for_a_lock(
    dienst: Dienst, verhaal: Verhaal, database: Database, monkeypatch: pytest.MonkeyPatch, slot: int
) -> None:
    monkeypatch.setattr("infra.inzage.schrijven.LANGST_WACHTEN", 1)
    stroom_id = stroom_van(dienst, verhaal.casusnummer)
    with psycopg.connect(database.owner_url) as baas:
        baas.execute("SELECT pg_advisory_xact_lock(%s)", (slot,))
        # So that this test ends as well where the look would not.
        los = threading.Timer(5.0, baas.rollback)
        los.start()
        with pytest.raises(OperationalError):
            kijk(dienst, stroom_id, FRAMBOOS.persoon_id)
        los.cancel()
    assert alle_regels(dienst) == []
    kijk(dienst, stroom_id, FRAMBOOS.persoon_id)


def test_a_purpose_counts_from_the_moment_it_is_on_record_up_to_its_end(dienst: Dienst) -> None:
    nu = dienst.omgeving.nu()
    doel = dienst.inzagen.leg_doel_vast(
        LEZER,
        grond=Inzagegrond.KLACHT,
        kenmerk="K-1",
        tafel=ZVH,
        stroom_id=None,
        tot=nu + timedelta(minutes=5),
    )
    assert dienst.inzagen.doel(doel.id) == doel
    geldig = [doel.geldt(wie=LEZER, nu=nu + timedelta(minutes=minuten)) for minuten in (-1, 0, 4, 5)]
    assert geldig == [False, True, True, False]


def test_the_record_commits_to_the_line_and_says_nothing_else(dienst: Dienst, verhaal: Verhaal) -> None:
    hoe, stroom_id = verwerking(dienst), stroom_van(dienst, verhaal.casusnummer)
    for _ in range(2):
        dienst.inzagen.schrijf(hoe, [Gezien(stroom_id, frozenset(), Diepte.VOLLEDIG)])
    with dienst.engine.connect() as verbinding:
        rijen = verbinding.execute(
            text(
                "SELECT g.state, r.inhoud FROM inzage.gebeurtenis g"
                " JOIN inzage.regel r ON r.positie = g.notification_id"
            )
        ).all()
    for staat, inhoud in rijen:
        assert orjson.loads(bytes(staat)) == {"k": hashlib.sha256(inhoud.encode()).hexdigest()}
    # Two looks that are the same but for their salt do not have the same commitment.
    assert len({bytes(staat) for staat, _ in rijen}) == 2


def test_each_line_of_one_look_stands_at_the_position_of_its_own_record(
    dienst: Dienst, verhaal: Verhaal
) -> None:
    kijk(dienst, stroom_van(dienst, verhaal.casusnummer), FRAMBOOS.persoon_id, BRAAM.persoon_id, keer=2)
    uitslag = controleer_regels(dienst.engine)
    assert (uitslag.gezien, uitslag.afwijking) == (4, None)


def test_after_a_destruction_no_pseudonym_leads_anywhere_and_nothing_new_is_written(
    dienst: Dienst, verhaal: Verhaal
) -> None:
    stroom_id = stroom_van(dienst, verhaal.casusnummer)
    kijk(dienst, stroom_id, FRAMBOOS.persoon_id)
    verhaal.vernietig()
    assert dienst.inzagen.casussen([stroom_id]) == {}
    assert len(alle_regels(dienst)) == 1
    with pytest.raises(IntussenVernietigd):
        kijk(dienst, stroom_id, FRAMBOOS.persoon_id)
    with pytest.raises(IntussenVernietigd):
        dienst.inzagen.pseudoniemen(stroom_id)
    assert len(alle_regels(dienst)) == 1


def test_a_destruction_waits_for_a_key_that_is_being_made_and_takes_it_along(
    dienst: Dienst, verhaal: Verhaal, database: Database, sjabloon: tuple[str, Kekring]
) -> None:
    """A first look makes a key; a destruction at that very moment would not see it, and leave it behind."""
    stroom_id = stroom_van(dienst, verhaal.casusnummer)
    vernietiger = threading.Thread(target=verhaal.vernietig)
    with dienst.engine.begin() as verbinding:
        pseudoniemen(verbinding, {stroom_id: [FRAMBOOS.persoon_id]}, kek=sjabloon[1], nieuw_id=uuid4)
        vernietiger.start()
        vernietiger.join(1.0)
        assert vernietiger.is_alive()
    vernietiger.join()
    with psycopg.connect(database.owner_url) as baas:
        telling = baas.execute("SELECT count(*) FROM sleutels.sleutel WHERE stroom_id = %s", (stroom_id,))
        assert telling.fetchone() == (0,)


def test_many_at_once_each_get_a_position_and_none_is_passed_over(dienst: Dienst, verhaal: Verhaal) -> None:
    stroom_id = stroom_van(dienst, verhaal.casusnummer)
    draden = [
        threading.Thread(target=kijk, args=(dienst, stroom_id, FRAMBOOS.persoon_id), kwargs={"keer": 10})
        for _ in range(4)
    ]
    for draad in draden:
        draad.start()
    genomen = 0
    while any(draad.is_alive() for draad in draden):
        genomen += dienst.inzagehouder.neem_op()[0]
    genomen += dienst.inzagehouder.neem_op()[0]
    assert genomen == len(alle_regels(dienst)) == 40


def test_the_read_log_has_a_tree_of_its_own_that_is_signed_under_its_own_name(
    dienst: Dienst, verhaal: Verhaal
) -> None:
    kijk(dienst, stroom_van(dienst, verhaal.casusnummer), FRAMBOOS.persoon_id, keer=5)
    assert dienst.inzagehouder.werk_bij() == 5
    dienst.logboek.werk_bij()
    eigen = dienst.settings.van_inzagen
    ring = lees_ring(eigen.logboeksleutel, oorsprong=f"{dienst.settings.logboek_naam}/inzagen")
    with controle(op_inzagen(dienst.engine), dienst.inzagehouder.map, ring) as gekeken:
        uitslag = gekeken.alles()
    assert (uitslag.grootte, uitslag.afwijking) == (5, None)
    assert dienst.inzagebewijzen.checkpoint().startswith(f"{eigen.logboek_naam}\n5\n".encode())
    assert dienst.bewijzen.checkpoint().startswith(f"{dienst.settings.logboek_naam}\n".encode())


@pytest.mark.parametrize(
    "opdracht",
    [
        "UPDATE inzage.regel SET inhoud = '{}'",
        "DELETE FROM inzage.regel",
        "TRUNCATE inzage.regel",
        "UPDATE inzage.gebeurtenis SET state = ''",
        "DELETE FROM inzage.gebeurtenis",
        "INSERT INTO inzage.regel (positie, inhoud, wie) VALUES (9, '{}', 'mw-ander')",
    ],
)
def test_the_service_itself_cannot_change_or_remove_a_line(
    dienst: Dienst, verhaal: Verhaal, opdracht: str
) -> None:
    kijk(dienst, stroom_van(dienst, verhaal.casusnummer))
    with pytest.raises(ProgrammingError), dienst.engine.begin() as verbinding:
        verbinding.execute(text(opdracht))


def test_what_was_refused_shows_nothing(dienst: Dienst, verhaal: Verhaal) -> None:
    kijk(dienst, stroom_van(dienst, verhaal.casusnummer), uitkomst=Inzageuitkomst.GEWEIGERD)
    (regel,) = alle_regels(dienst)
    assert regel.rest["diepte"] == Diepte.GEEN
    assert regel.persoon is None
    assert regel.casus is not None


def test_a_look_that_found_nobody_is_one_line_of_nobody(dienst: Dienst) -> None:
    dienst.inzagen.schrijf(verwerking(dienst, uitkomst=Inzageuitkomst.GEWEIGERD), [])
    (regel,) = alle_regels(dienst)
    assert (regel.casus, regel.persoon) == (None, None)


def test_all_lines_of_one_look_are_there_or_none(dienst: Dienst, verhaal: Verhaal) -> None:
    vernietigd = Verhaal(dienst)
    vernietigd.meld_aan()
    weg = stroom_van(dienst, vernietigd.casusnummer)
    vernietigd.vernietig()
    hier = stroom_van(dienst, verhaal.casusnummer)
    gezien = [Gezien(stroom, frozenset(), Diepte.VOLLEDIG) for stroom in (hier, weg)]
    with pytest.raises(IntussenVernietigd):
        dienst.inzagen.schrijf(verwerking(dienst), gezien)
    assert alle_regels(dienst) == []
