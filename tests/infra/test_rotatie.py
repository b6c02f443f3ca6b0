"""Replacing the KEK: the living read on, the destroyed cannot be read from any old copy, and a crash is finished."""

import base64
import os
import shutil
import threading
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

import infra.rotatie
from api.samenstelling import stel_samen
from domain.casus.commands import LegVoortgangVast
from domain.casus.waarden import Aanzet
from infra.beheer import zorg_voor_sleutels
from infra.database import Database
from infra.definitions import Definities
from infra.kek import Kekbestand, Kekring
from infra.keys import SleutelFout
from infra.rotatie import RotatieBezig, SleutelsOver, Vernieuwer, vernieuw, wachtende_vernietigingen
from infra.tijdvakken import aantal_sleutels
from tests.conftest import Klok
from tests.infra.inzage.inkijk import kijk, stroom_van
from tests.infra.kekhuis import Gestorven, Huis
from tests.infra.zegels import rauw
from tests.verhalen import FRAMBOOS, Verhaal, nieuw_verhaal


@pytest.fixture
def verhaal(huis: Huis) -> Verhaal:
    verhaal = nieuw_verhaal(huis.dienst)
    verhaal.tot_en_met_ico()
    return verhaal


def test_after_a_replacement_the_living_read_and_write_on(huis: Huis, verhaal: Verhaal) -> None:
    vernieuwing = huis.vernieuw()
    assert (vernieuwing.oud, vernieuwing.nieuw) == (1, 2)
    assert vernieuwing.sleutels > 3
    assert huis.leest(verhaal)
    verhaal.doe(LegVoortgangVast("Het gaat beter", Aanzet.PROCESREGISSEUR))
    assert huis.leest(verhaal)
    assert huis.tijdvakken() == [(1, True, True), (2, False, False)]
    assert [kek.tijdvak for kek in Kekbestand(huis.bestand).lees()] == [2]


def test_a_service_that_did_not_hear_of_it_goes_on_reading_and_writing(
    huis: Huis, verhaal: Verhaal, database: Database, definities: Definities
) -> None:
    """Another process, with a ring of its own that still knows the old KEK only."""
    ander = Kekring(Kekbestand(huis.bestand))
    with stel_samen(
        huis.dienst.settings, database, kek=ander, definities=definities, omgeving=huis.dienst.omgeving
    ) as elders:
        huis.vernieuw()
        nieuw = nieuw_verhaal(elders)
        nieuw.tot_en_met_ico()
        assert elders.shell.laad(verhaal.casusnummer).casus.betrokkenen[0].naam == FRAMBOOS.naam
        kijk(elders, stroom_van(elders, nieuw.casusnummer), FRAMBOOS.persoon_id)
    assert huis.leest(nieuw)


def test_blind_indexes_and_pseudonyms_are_the_same_afterwards(huis: Huis, verhaal: Verhaal) -> None:
    stroom_id = stroom_van(huis.dienst, verhaal.casusnummer)
    voor = huis.dienst.inzagen.pseudoniemen(stroom_id).casus(stroom_id)
    huis.vernieuw()
    assert huis.dienst.inzagen.pseudoniemen(stroom_id).casus(stroom_id) == voor
    zorg_voor_sleutels(huis.dienst.engine, Kekbestand(huis.bestand), omgeving=huis.dienst.omgeving)


def test_wrapped_keys_of_before_open_with_nothing_that_is_left(huis: Huis, verhaal: Verhaal) -> None:
    """What a backup, the log of the server or a disk block still holds."""
    with huis.dienst.engine.connect() as verbinding:
        toen = verbinding.execute(text("SELECT sleutel_id, tijdvak, ingepakt FROM sleutels.sleutel")).all()
    huis.vernieuw()
    for rij in toen:
        with pytest.raises(SleutelFout):
            huis.ring.pak_uit(bytes(rij.ingepakt), voor=rij.sleutel_id, tijdvak=rij.tijdvak)
        with pytest.raises(SleutelFout):
            huis.ring.pak_uit(bytes(rij.ingepakt), voor=rij.sleutel_id, tijdvak=2)


def test_the_old_key_is_nowhere_in_the_folder(huis: Huis, verhaal: Verhaal) -> None:
    oud = rauw(huis.ring.huidig)
    oude_inhoud = huis.bestand.read_bytes()
    teken = os.open(huis.bestand, os.O_RDONLY)
    try:
        huis.vernieuw()
        # Who holds the old file open still, as a backup program would, reads noise.
        assert os.pread(teken, 10_000, 0) != oude_inhoud
        assert oud not in os.pread(teken, 10_000, 0)
    finally:
        os.close(teken)
    for pad in huis.bestand.parent.rglob("*"):
        if pad.is_file():
            assert base64.b64encode(oud) not in pad.read_bytes(), pad
    assert sorted(pad.name for pad in huis.bestand.parent.glob("*kek*")) == [".kek.json.slot", "kek.json"]


STAPPEN = ("begin", "first portion", "wrapped", "before the KEK", "after the KEK")


@pytest.mark.parametrize("stap", STAPPEN)
def test_a_replacement_that_was_cut_short_is_finished(
    huis: Huis, verhaal: Verhaal, stap: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(infra.rotatie, "PORTIE", 2)
    _sterf_bij(stap, huis, monkeypatch)
    with pytest.raises(Gestorven):
        huis.vernieuw()
    monkeypatch.undo()
    assert huis.leest(verhaal)
    opnieuw = Kekring(Kekbestand(huis.bestand))
    zorg_voor_sleutels(huis.dienst.engine, opnieuw.bron, omgeving=huis.dienst.omgeving)
    vernieuw(
        huis.dienst.engine,
        opnieuw,
        hermerker=huis.dienst.hermerker,
        kopie=huis.kopie,
        nu=huis.dienst.omgeving.nu,
    )
    assert huis.leest(verhaal)
    assert huis.tijdvakken()[0] == (1, True, True)
    assert [kek.tijdvak for kek in opnieuw.alle] == [2]
    with huis.dienst.engine.connect() as verbinding:
        assert aantal_sleutels(verbinding, 1) == 0
    verhaal.doe(LegVoortgangVast("Na de storing", Aanzet.PROCESREGISSEUR))


def _sterf_bij(stap: str, huis: Huis, monkeypatch: pytest.MonkeyPatch) -> None:
    bron = huis.ring.bron

    def sterf(*_: Any, **__: Any) -> Any:
        raise Gestorven

    def na(echt: Callable[..., Any]) -> Callable[..., Any]:
        def doe(*args: Any, **kwargs: Any) -> Any:
            echt(*args, **kwargs)
            raise Gestorven

        return doe

    if stap == "begin":
        monkeypatch.setattr(infra.rotatie, "begin_tijdvak", sterf)
    elif stap == "first portion":
        echt = huis.dienst.engine.begin
        keren = iter(range(100))

        def begin() -> Any:
            if next(keren) == 2:
                raise Gestorven
            return echt()

        monkeypatch.setattr(huis.dienst.engine, "begin", begin)
    elif stap == "wrapped":
        monkeypatch.setattr(infra.rotatie, "aantal_sleutels", sterf)
    elif stap == "before the KEK":
        monkeypatch.setattr(bron, "vernietig", sterf)
    else:
        monkeypatch.setattr(bron, "vernietig", na(bron.vernietig))


def test_an_old_kek_that_was_half_destroyed_is_finished_off(huis: Huis, verhaal: Verhaal) -> None:
    """The process died after the new file was in place, before the old one was overwritten."""
    oud = huis.bestand.with_name(".kek.json.vernietigen")
    shutil.copy2(huis.bestand, oud)
    huis.vernieuw()
    assert not oud.exists()


def test_a_key_of_a_closed_epoch_is_refused_by_the_database(
    huis: Huis, verhaal: Verhaal, database: Database
) -> None:
    huis.vernieuw()
    with (
        psycopg.connect(database.owner_url) as baas,
        pytest.raises(psycopg.errors.IntegrityConstraintViolation, match="takes no new keys"),
    ):
        baas.execute(
            "INSERT INTO sleutels.sleutel (sleutel_id, stroom_id, tijdvak, ingepakt)"
            " VALUES (gen_random_uuid(), gen_random_uuid(), 1, '')"
        )


def test_a_closed_epoch_is_not_opened_again(huis: Huis, verhaal: Verhaal) -> None:
    huis.vernieuw()
    for daad in (
        "UPDATE sleutels.tijdvak SET gesloten_op = NULL WHERE tijdvak = 1",
        "UPDATE sleutels.tijdvak SET vernietigd_op = NULL WHERE tijdvak = 1",
    ):
        with pytest.raises(ProgrammingError), huis.dienst.engine.begin() as verbinding:
            verbinding.execute(text(daad))


def test_a_kek_is_not_destroyed_while_a_key_needs_it(
    huis: Huis, verhaal: Verhaal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(infra.rotatie, "_pak_om", lambda *_, **__: 0)
    with pytest.raises(SleutelsOver):
        huis.vernieuw()
    assert [kek.tijdvak for kek in Kekbestand(huis.bestand).lees()] == [1, 2]
    assert huis.leest(verhaal)


def test_two_at_once_do_not_both_replace_it(huis: Huis, verhaal: Verhaal) -> None:
    with huis.dienst.engine.connect() as verbinding:
        verbinding.execute(text(f"SELECT pg_advisory_lock({infra.rotatie.ROTATIESLOT})"))
        with pytest.raises(RotatieBezig):
            huis.vernieuw()
    assert huis.tijdvakken() == [(1, False, False)]


def test_work_goes_on_while_the_kek_is_replaced_many_times(huis: Huis, verhaal: Verhaal) -> None:
    fouten: list[BaseException] = []
    klaar = threading.Event()

    def werk() -> None:
        try:
            while not klaar.is_set():
                nieuw = nieuw_verhaal(huis.dienst)
                nieuw.meld_aan()
                assert huis.leest(nieuw)
                kijk(huis.dienst, stroom_van(huis.dienst, nieuw.casusnummer), FRAMBOOS.persoon_id)
                assert huis.leest(verhaal)
        except BaseException as fout:  # noqa: BLE001 a thread has nobody else to tell
            fouten.append(fout)

    draden = [threading.Thread(target=werk) for _ in range(3)]
    for draad in draden:
        draad.start()
    for _ in range(6):
        huis.vernieuw()
    klaar.set()
    for draad in draden:
        draad.join()
    assert fouten == []
    assert huis.tijdvakken()[-1] == (7, False, False)


def test_a_destruction_asks_for_a_replacement_and_a_replacement_answers_it(
    huis: Huis, verhaal: Verhaal, klok: Klok
) -> None:
    huis.vernieuw()
    vernieuwer = Vernieuwer(
        huis.dienst.engine,
        huis.ring,
        hermerker=huis.dienst.hermerker,
        kopie=huis.kopie,
        nu=huis.dienst.omgeving.nu,
    )
    assert vernieuwer.ronde() is None
    klok.verder(days=1)
    verhaal.vernietig()
    with huis.dienst.engine.connect() as verbinding:
        assert wachtende_vernietigingen(verbinding) == (1, klok())
    klok.verder(minutes=4)
    # More may follow; they are taken together.
    assert vernieuwer.ronde() is None
    klok.verder(minutes=1)
    assert vernieuwer.ronde() is not None
    with huis.dienst.engine.connect() as verbinding:
        assert wachtende_vernietigingen(verbinding) == (0, None)
    assert vernieuwer.ronde() is None


def test_a_replacement_that_was_cut_short_is_taken_up_by_itself(
    huis: Huis, verhaal: Verhaal, monkeypatch: pytest.MonkeyPatch
) -> None:
    _sterf_bij("wrapped", huis, monkeypatch)
    with pytest.raises(Gestorven):
        huis.vernieuw()
    monkeypatch.undo()
    assert (
        Vernieuwer(
            huis.dienst.engine,
            huis.ring,
            hermerker=huis.dienst.hermerker,
            kopie=huis.kopie,
            nu=huis.dienst.omgeving.nu,
        ).ronde()
        is not None
    )
    assert huis.tijdvakken() == [(1, True, True), (2, False, False)]


def test_the_only_kek_is_never_destroyed(huis: Huis) -> None:
    with pytest.raises(SleutelFout, match="only KEK"):
        huis.ring.bron.vernietig(1)
    assert [kek.tijdvak for kek in Kekbestand(huis.bestand).lees()] == [1]
