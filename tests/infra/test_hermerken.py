"""The keys of the blind indexes are replaced with the KEK: old marks say nothing, and who looks finds what there is."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from sqlalchemy import text

import infra.hermerken
from api.samenstelling import stel_samen
from domain.casus.commands import LegGeboortedatumVast, VulAan
from domain.casus.waarden import Betrokkene, Betrokkenheid
from domain.historie import Opgetekend
from infra.database import Database
from infra.definitions import Definities
from infra.hermerken import Hermerker
from infra.kek import Kekbestand, Kekring
from infra.keys import SleutelFout, Zoekdoel, Zoeksleutel
from infra.nummers import merk_van
from infra.zoeksleutels import Zoekbos
from tests.infra.bedrijf import Bedrijf
from tests.infra.inzage.inkijk import stroom_van
from tests.infra.kekhuis import Gestorven, Huis
from tests.infra.test_consultaties import gesteld
from tests.infra.test_samenloop import BT, bij_de_bt, treffers
from tests.verhalen import FRAMBOOS, Verhaal, nieuw_verhaal

KENMERK = "VERZONNEN-2026-1"
BES = Betrokkene(UUID(int=0xBE5), Betrokkenheid.KIND, "Testpersoon Bes")


@pytest.fixture
def verhaal(huis: Huis) -> Verhaal:
    verhaal = Verhaal(huis.dienst)
    verhaal.meld_aan(kenmerk=KENMERK)
    bij_de_bt(huis.dienst, replace(FRAMBOOS, persoon_id=uuid4()))
    return verhaal


def eis_vindbaar(verhaal: Verhaal) -> None:
    """Both blind indexes find the case of this story, and the other table."""
    nog_eens = Verhaal(verhaal.dienst)
    nog_eens.meld_aan(kenmerk=KENMERK)
    assert nog_eens.casusnummer == verhaal.casusnummer
    assert [een.tafel for een in treffers(verhaal.dienst, verhaal.casusnummer, FRAMBOOS.persoon_id)] == [BT]


def rijen(huis: Huis, vraag: str) -> list[tuple[Any, ...]]:
    with huis.dienst.engine.connect() as verbinding:
        return [tuple(rij) for rij in verbinding.execute(text(vraag))]


def merken(huis: Huis) -> set[bytes]:
    vraag = "SELECT merk FROM kluis.samenloop UNION SELECT kenmerk_merk FROM kluis.nummer"
    return {bytes(merk) for (merk,) in rijen(huis, vraag) if merk}


def sleutel(huis: Huis, doel: Zoekdoel) -> Zoeksleutel:
    return Zoekbos(huis.dienst.archief.datastore, doel, kek=huis.ring).nieuwste


def test_a_mark_of_before_says_nothing_to_who_has_the_key_of_now(huis: Huis, verhaal: Verhaal) -> None:
    toen, oud = merken(huis), rijen(huis, "SELECT sleutel_id, ingepakt FROM sleutels.zoeksleutel")
    assert len(toen) == 3
    huis.vernieuw()
    nu = merken(huis)
    assert len(nu) == 3
    assert not toen & nu
    kenmerk = merk_van(sleutel(huis, Zoekdoel.KENMERK), ("politie", KENMERK))
    assert kenmerk in nu
    assert kenmerk not in toen
    assert not {een[0] for een in oud} & {
        een[0] for een in rijen(huis, "SELECT sleutel_id FROM sleutels.zoeksleutel")
    }
    for sleutel_id, ingepakt in oud:
        for tijdvak in (1, 2):
            with pytest.raises(SleutelFout):
                huis.ring.pak_uit(bytes(ingepakt), voor=sleutel_id, tijdvak=tijdvak)
    eis_vindbaar(verhaal)


def test_everybody_has_as_many_marks_as_before(huis: Huis, verhaal: Verhaal) -> None:
    """Who came with the case, who was added, whose birth date came later, and who a consultatie is about."""
    verhaal.doe(VulAan("politie", betrokkenen=(BES,)))
    verhaal.doe(LegGeboortedatumVast(BES.persoon_id, date(2015, 1, 2)))
    gesteld(huis.dienst)
    telling = "SELECT stroom_id, persoon_id, count(*) FROM kluis.samenloop GROUP BY 1, 2 ORDER BY 1, 2"
    toen = rijen(huis, telling)
    assert len(toen) == 4
    assert huis.vernieuw().gemerkt == 3
    assert rijen(huis, telling) == toen


STAPPEN = ("new keys", "first portion", "all portions")


@pytest.mark.parametrize("stap", STAPPEN)
def test_who_looks_finds_after_a_crash_and_the_next_finishes_it(
    huis: Huis,
    verhaal: Verhaal,
    stap: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ander = nieuw_verhaal(huis.dienst)
    ander.meld_aan()
    toen = len(merken(huis))
    monkeypatch.setattr(infra.hermerken, "PORTIE", 1)
    _sterf_na(stap, monkeypatch)
    with pytest.raises(Gestorven):
        huis.vernieuw()
    monkeypatch.undo()
    assert len(rijen(huis, "SELECT 1 FROM sleutels.zoeksleutel")) == 4
    eis_vindbaar(verhaal)
    assert huis.vernieuw().nieuw == 2
    eis_vindbaar(verhaal)
    assert len(merken(huis)) == toen
    assert rijen(huis, "SELECT doel, nummer, tijdvak FROM sleutels.zoeksleutel ORDER BY 1") == [
        ("kenmerk", 2, 2),
        ("samenloop", 2, 2),
    ]


def _sterf_na(stap: str, monkeypatch: pytest.MonkeyPatch) -> None:
    echt, keren = Hermerker._portie, iter(range(100))

    def portie(zelf: Hermerker, sleutels: Any) -> Sequence[UUID]:
        if next(keren) == STAPPEN.index(stap):
            raise Gestorven
        gedaan = echt(zelf, sleutels)
        if stap == "all portions" and not gedaan:
            raise Gestorven
        return gedaan

    if stap == "all portions":
        keren = iter(range(-100, 0))
    monkeypatch.setattr(Hermerker, "_portie", portie)


def test_who_looks_during_the_walk_finds_each_time(
    huis: Huis,
    verhaal: Verhaal,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(infra.hermerken, "PORTIE", 1)
    for _ in range(10):
        nieuw_verhaal(huis.dienst).meld_aan()
    fouten: list[BaseException] = []
    klaar, keren = threading.Event(), []

    def zoek() -> None:
        try:
            while not klaar.is_set():
                eis_vindbaar(verhaal)
                keren.append(1)
        except BaseException as fout:  # noqa: BLE001 a thread has nobody else to tell
            fouten.append(fout)

    draad = threading.Thread(target=zoek)
    draad.start()
    for _ in range(3):
        huis.vernieuw()
    klaar.set()
    draad.join()
    assert fouten == []
    assert len(keren) > 1


def test_who_did_not_hear_of_it_marks_with_the_new_key(
    huis: Huis,
    verhaal: Verhaal,
    database: Database,
    definities: Definities,
) -> None:
    """Another process, whose ring and key are those of before."""
    with stel_samen(
        huis.dienst.settings,
        database,
        kek=Kekring(Kekbestand(huis.bestand)),
        definities=definities,
        omgeving=huis.dienst.omgeving,
    ) as elders:
        huis.vernieuw()
        nieuw = Verhaal(elders)
        nieuw.meld_aan(kenmerk="VERZONNEN-2026-2")
        eis_vindbaar(Verhaal(elders, verhaal.casusnummer))
    assert rijen(huis, "SELECT DISTINCT sleutelnummer FROM kluis.samenloop") == [(2,)]
    hier = Verhaal(huis.dienst)
    hier.meld_aan(kenmerk="VERZONNEN-2026-2")
    assert hier.casusnummer == nieuw.casusnummer


def test_a_mark_of_an_older_key_is_refused_by_the_database(
    huis: Huis, verhaal: Verhaal, database: Database
) -> None:
    huis.vernieuw()
    for daad in (
        "INSERT INTO kluis.samenloop VALUES ('x', gen_random_uuid(), gen_random_uuid(), 1)",
        "UPDATE kluis.nummer SET sleutelnummer = 1 WHERE kenmerk_merk IS NOT NULL",
    ):
        with (
            psycopg.connect(database.owner_url) as baas,
            pytest.raises(psycopg.errors.IntegrityConstraintViolation, match="newest key"),
        ):
            baas.execute(daad)


def test_two_with_one_kenmerk_do_not_keep_the_key_from_being_replaced(
    huis: Huis,
    verhaal: Verhaal,
    database: Database,
) -> None:
    """They came in at the same moment, each with another key, so that neither saw the other."""
    with psycopg.connect(database.owner_url) as baas:
        baas.execute(
            "UPDATE kluis.nummer SET kenmerk_merk = 'of the other key' WHERE kenmerk_merk IS NOT NULL"
        )
    ander = Verhaal(huis.dienst)
    ander.meld_aan(kenmerk=KENMERK)
    assert ander.casusnummer != verhaal.casusnummer
    huis.vernieuw()
    assert rijen(huis, "SELECT count(*) FROM kluis.nummer WHERE kenmerk_merk IS NOT NULL") == [(1,)]
    nog_eens = Verhaal(huis.dienst)
    nog_eens.meld_aan(kenmerk=KENMERK)
    assert nog_eens.casusnummer in {verhaal.casusnummer, ander.casusnummer}


def test_who_is_destroyed_between_reading_and_marking_gets_no_mark(
    huis: Huis, verhaal: Verhaal, monkeypatch: pytest.MonkeyPatch
) -> None:
    archief = huis.dienst.archief
    echt, gaat = archief.lees_plaatsen, nieuw_verhaal(huis.dienst)
    gaat.tot_en_met_ico()
    weg = stroom_van(huis.dienst, gaat.casusnummer)

    def lees_en_dan(plaatsen: Sequence[tuple[UUID, int]]) -> list[Opgetekend]:
        gelezen = echt(plaatsen)
        monkeypatch.undo()
        gaat.vernietig()
        return gelezen

    monkeypatch.setattr(archief, "lees_plaatsen", lees_en_dan)
    huis.vernieuw()
    assert weg not in {een[0] for een in rijen(huis, "SELECT stroom_id FROM kluis.samenloop")}
    eis_vindbaar(verhaal)


def test_who_looks_finds_in_an_older_database_that_was_put_back(
    bedrijf: Bedrijf, maak_backup: Callable[[], Database]
) -> None:
    """Its marks are of a key that is gone, and are made again before anybody is served."""
    with bedrijf.open() as dienst:
        verhaal = Verhaal(dienst)
        verhaal.meld_aan(kenmerk=KENMERK)
        bij_de_bt(dienst, replace(FRAMBOOS, persoon_id=uuid4()))
    terug = maak_backup()
    bedrijf.vernieuw()
    bedrijf.herstel(terug)
    with bedrijf.open(terug) as dienst:
        eis_vindbaar(Verhaal(dienst, verhaal.casusnummer))
