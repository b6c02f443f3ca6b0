"""Before it serves, the service finds out that an older database was put back, and destroys again what came back."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import psycopg
import pytest
import structlog
from sqlalchemy import text

import infra.herhaling
import infra.herstelcontrole
import infra.store
from api.doctor_herstel import vernietigingbevinding
from infra.database import Database
from infra.kekbronnen import Kekplaats
from infra.keys import Eenheid, SleutelFout
from infra.kluis import Vernietiging, VernietigingMislukt, vernietig
from infra.shell import OnbekendeCasus
from infra.vernietigingsregister import Merk, RegisterFout
from projections.alle import WEERGAVEN
from tests.gezin import KIND, MOEDER, Gezin, gezin
from tests.infra.bedrijf import Bedrijf, twee_casussen
from tests.infra.inzage.inkijk import stroom_van
from tests.verhalen import FRAMBOOS, Verhaal, nieuw_verhaal

Backup = Callable[[], Database]


def leest(bedrijf: Bedrijf, database: Database, casusnummer: str) -> bool:
    with bedrijf.start(database) as dienst:
        try:
            return dienst.shell.laad(casusnummer).casus.betrokkenen[0].naam == FRAMBOOS.naam
        except OnbekendeCasus:
            return False


def bevinding(bedrijf: Bedrijf, database: Database) -> tuple[bool, str]:
    gevonden = vernietigingbevinding(database.owner_engine(), bedrijf.settings)
    return gevonden.in_orde, gevonden.uitleg


@pytest.mark.parametrize("kekplaats", list(Kekplaats))
@pytest.mark.parametrize("vernieuwd", [0, 1, 2])
def test_what_was_destroyed_after_the_backup_is_destroyed_once_more_before_it_serves(
    bedrijf: Bedrijf, maak_backup: Backup, vernieuwd: int
) -> None:
    """In the epoch of the backup, and one and two replacements of the KEK later."""
    blijft, gaat, weg = twee_casussen(bedrijf)
    bedrijf.teken()
    terug = maak_backup()
    bedrijf.vernietig(gaat)
    bedrijf.teken()
    for _ in range(vernieuwd):
        bedrijf.vernieuw()
    gezegd: list[str] = []
    with structlog.testing.capture_logs() as regels, bedrijf.start(terug, gezegd.append) as dienst:
        assert dienst.shell.laad(blijft).casus.betrokkenen[0].naam == FRAMBOOS.naam
        with pytest.raises(OnbekendeCasus):
            dienst.shell.laad(gaat)
        Verhaal(dienst, blijft).wijs_actie_toe()
    (zin,) = gezegd
    assert "An older database was put back (it lacks" in zin
    assert "1 destructions were done once more" in zin
    assert [regel["event"] for regel in regels if regel["log_level"] == "error"] == [
        "oudere_database_teruggezet"
    ]
    with psycopg.connect(terug.owner_url) as baas:
        for tabel in ("kluis.deel", "sleutels.sleutel", "kluis.nummer", "kluis.samenloop"):
            telling = baas.execute(f"SELECT count(*) FROM {tabel} WHERE stroom_id = %s", (weg,)).fetchone()  # noqa: S608 names of this test
            assert telling == (0,), tabel
    in_orde, uitleg = bevinding(bedrijf, terug)
    assert in_orde
    assert "an older database was put back last on 2026-03-" in uitleg
    # What waits in it may have been sent since: nothing goes out before somebody said so, once.
    assert houdt_in(terug)
    with psycopg.connect(terug.owner_url) as baas:
        baas.execute("UPDATE berichten.loop SET ingehouden_op = NULL")
    # Once more finds nothing more to do; that events are lost stays.
    nog_eens = bedrijf.controleer(terug)
    assert (nog_eens.vernietigd, nog_eens.sleutels, bool(nog_eens.achter)) == (0, 0, True)
    assert not houdt_in(terug)


def houdt_in(database: Database) -> bool:
    """Say whether messages are held back."""
    with psycopg.connect(database.owner_url) as baas:
        gevonden = baas.execute("SELECT ingehouden_op IS NOT NULL FROM berichten.loop").fetchone()
    return gevonden == (True,)


def test_the_database_of_now_is_left_as_it_is(bedrijf: Bedrijf, maak_backup: Backup) -> None:
    blijft, gaat, _ = twee_casussen(bedrijf)
    bedrijf.vernietig(gaat)
    bedrijf.teken()
    terug = maak_backup()
    verslag = bedrijf.controleer(terug)
    assert not verslag.was_ouder
    assert not houdt_in(terug)
    assert "all destructions that are on record" in verslag.zin
    assert leest(bedrijf, terug, blijft)
    assert bevinding(bedrijf, terug) == bevinding(bedrijf, bedrijf.nu)
    assert bevinding(bedrijf, terug)[0]


def test_doctor_tells_of_an_older_database_that_was_not_mended(bedrijf: Bedrijf, maak_backup: Backup) -> None:
    _, gaat, _ = twee_casussen(bedrijf)
    terug = maak_backup()
    bedrijf.vernietig(gaat)
    in_orde, uitleg = bevinding(bedrijf, terug)
    assert (in_orde, "1 destructions are not in this database" in uitleg) == (False, True)


def test_a_backup_that_was_made_within_seconds_of_the_destruction_is_caught_without_a_checkpoint(
    bedrijf: Bedrijf, maak_backup: Backup
) -> None:
    blijft, gaat, _ = twee_casussen(bedrijf)
    terug = maak_backup()
    bedrijf.vernietig(gaat)
    verslag = bedrijf.controleer(terug)
    assert (verslag.achter, verslag.vernietigd) == (0, 1)
    assert "how much it lacks cannot be told" in verslag.zin
    assert leest(bedrijf, terug, blijft)


# --- parts of a casus -------------------------------------------------------------------------------------------


def vernietig_deel(bedrijf: Bedrijf, deel: Eenheid) -> None:
    """Destroy one person or one contribution, as the kluis does it, and write it down, as the store does."""
    with psycopg.connect(bedrijf.nu.owner_url, row_factory=psycopg.rows.dict_row) as baas:
        vernietig(
            baas.cursor(), [Vernietiging(deel.stroom_id, bedrijf.klok(), deel.persoon_id, deel.organisatie)]
        )
    with bedrijf.open() as dienst:
        dienst.registerhouder.schrijf([deel.stroom_id])


def sleutels(database: Database, stroom: UUID) -> set[tuple[UUID | None, str | None]]:
    with database.owner_engine().connect() as verbinding:
        rijen = verbinding.execute(
            text("SELECT persoon_id, organisatie FROM sleutels.sleutel WHERE stroom_id = :stroom"),
            {"stroom": stroom},
        )
        return {(rij[0], rij[1]) for rij in rijen}


def een_deel(database: Database, stroom: UUID, kolom: str) -> Eenheid:
    """A person or supplier of whom there are parts beside the main part of an event, and no main part."""
    with database.owner_engine().connect() as verbinding:
        vraag = f"SELECT {kolom} FROM kluis.deel WHERE stroom_id = :s GROUP BY 1 HAVING min(nummer) > 0"  # noqa: S608 names of this test
        waarde = verbinding.execute(text(vraag), {"s": stroom}).scalars().first()
    assert waarde is not None
    return Eenheid(stroom, waarde, None) if kolom == "persoon_id" else Eenheid(stroom, None, waarde)


@pytest.mark.parametrize("vernieuwd", [0, 1])
@pytest.mark.parametrize("kolom", ["persoon_id", "organisatie"])
def test_of_a_part_that_was_destroyed_only_that_part_goes_again(
    bedrijf: Bedrijf, maak_backup: Backup, kolom: str, vernieuwd: int
) -> None:
    blijft, _, _ = twee_casussen(bedrijf)
    with bedrijf.open() as dienst:
        stroom = stroom_van(dienst, blijft)
    er_waren = sleutels(bedrijf.nu, stroom)
    deel = een_deel(bedrijf.nu, stroom, kolom)
    terug = maak_backup()
    vernietig_deel(bedrijf, deel)
    for _ in range(vernieuwd):
        bedrijf.vernieuw()
    over = sleutels(bedrijf.nu, stroom)
    assert set() < over < er_waren
    assert bedrijf.controleer(terug).vernietigd == 1
    assert sleutels(terug, stroom) == over
    # The views are made anew, from what is left.
    with bedrijf.start(terug) as dienst, dienst.engine.connect() as verbinding:
        assert verbinding.execute(text("SELECT count(*) FROM weergave.stand")).scalar_one() == 0
        dienst.runner.werk_bij()
        assert verbinding.execute(text("SELECT count(*) FROM weergave.stand")).scalar_one() == len(WEERGAVEN)
        assert dienst.shell.laad(blijft).casus.casusnummer == blijft


@pytest.mark.parametrize("vernieuwd", [0, 1])
def test_of_a_family_the_one_who_was_destroyed_stays_away_and_the_others_read(
    bedrijf: Bedrijf, maak_backup: Backup, vernieuwd: int
) -> None:
    with bedrijf.open() as dienst:
        familie = gezin(nieuw_verhaal(dienst))
        familie.tot_en_met_ico()
    terug = maak_backup()
    with bedrijf.open() as dienst:
        Gezin(dienst, familie.casusnummer).vernietig_persoon(KIND)
        Gezin(dienst, familie.casusnummer).vernietig_bijdrage("ggz")
    for _ in range(vernieuwd):
        bedrijf.vernieuw()
    assert bedrijf.controleer(terug).vernietigd == 2
    with bedrijf.start(terug) as dienst:
        verteld = repr(dienst.shell.laad(familie.casusnummer).historie)
        assert KIND.naam not in verteld
        assert "De ggz over" not in verteld
        assert MOEDER.naam in verteld
        # What is told anew fits in every view.
        dienst.runner.werk_bij()
        with dienst.engine.connect() as verbinding:
            fouten = text("SELECT count(*) FROM weergave.stand WHERE fout IS NOT NULL")
            assert verbinding.execute(fouten).scalar_one() == 0


def test_of_a_casus_that_went_as_a_whole_no_part_is_asked_for(bedrijf: Bedrijf, maak_backup: Backup) -> None:
    _, gaat, weg = twee_casussen(bedrijf)
    terug = maak_backup()
    deel = een_deel(bedrijf.nu, weg, "persoon_id")
    vernietig_deel(bedrijf, deel)
    bedrijf.vernietig(gaat)
    assert str(deel.persoon_id).encode() not in bedrijf.register.bestanden[0].read_bytes()
    assert bedrijf.controleer(terug).vernietigd == 1
    assert sleutels(terug, weg) == set()


# --- the register is not what it should be ----------------------------------------------------------------------


def test_without_the_register_an_older_database_is_not_served(bedrijf: Bedrijf, maak_backup: Backup) -> None:
    blijft, gaat, _ = twee_casussen(bedrijf)
    bedrijf.teken()
    terug = maak_backup()
    bedrijf.vernietig(gaat)
    bedrijf.teken()
    for bestand in bedrijf.register.bestanden:
        bestand.unlink()
    with pytest.raises(RegisterFout, match="there is no register of destructions") as gevangen:
        bedrijf.controleer(terug)
    assert "casus herstelcontrole --zonder-register" in str(gevangen.value)
    with pytest.raises(RegisterFout), bedrijf.start(terug):
        pass
    # Whoever takes that upon them goes on with what this database knows.
    assert bedrijf.controleer(terug, zonder_register=True).vernietigd == 0
    assert leest(bedrijf, terug, blijft)


def test_without_the_register_the_newest_database_makes_it_anew(bedrijf: Bedrijf) -> None:
    _, gaat, weg = twee_casussen(bedrijf)
    bedrijf.vernietig(gaat)
    bedrijf.teken()
    for bestand in bedrijf.register.bestanden:
        bestand.unlink()
    assert not bevinding(bedrijf, bedrijf.nu)[0]
    verslag = bedrijf.controleer(bedrijf.nu)
    assert (verslag.was_ouder, verslag.bijgeschreven) == (False, 1)
    assert list(bedrijf.register.lees().merken) == [Eenheid(weg, None, None)]


def test_one_copy_of_the_register_is_enough(bedrijf: Bedrijf, maak_backup: Backup) -> None:
    _, gaat, _ = twee_casussen(bedrijf)
    for nummer in (0, 1):
        terug = maak_backup()
        if nummer == 0:
            bedrijf.vernietig(gaat)
        bedrijf.register.bestanden[nummer].write_bytes(b"kapot\n")
        if nummer == 0:
            assert bedrijf.controleer(terug).vernietigd == 1
        else:
            assert bedrijf.controleer(terug).vernietigd == 0
        een, ander = bedrijf.register.bestanden
        assert een.read_bytes() == ander.read_bytes() != b"kapot\n"


def test_a_register_that_was_changed_stops_the_start(bedrijf: Bedrijf, maak_backup: Backup) -> None:
    """Whoever can write in the folder would have the service destroy what lives."""
    blijft, gaat, weg = twee_casussen(bedrijf)
    bedrijf.vernietig(gaat)
    with bedrijf.open() as dienst:
        levend = stroom_van(dienst, blijft)
    for bestand in bedrijf.register.bestanden:
        bestand.write_bytes(bestand.read_bytes().replace(str(weg).encode(), str(levend).encode()))
    with pytest.raises(RegisterFout, match="has not the seal"), bedrijf.start(bedrijf.nu):
        pass
    assert not bevinding(bedrijf, bedrijf.nu)[0]
    bedrijf.controleer(bedrijf.nu, zonder_register=True)
    assert leest(bedrijf, bedrijf.nu, blijft)
    assert list(bedrijf.register.lees().merken) == [Eenheid(weg, None, None)]


def test_a_register_that_is_older_than_the_database_is_brought_up_to_date(bedrijf: Bedrijf) -> None:
    _, gaat, weg = twee_casussen(bedrijf)
    toen = bedrijf.register.bestanden[0].read_bytes()
    bedrijf.vernietig(gaat)
    for bestand in bedrijf.register.bestanden:
        bestand.write_bytes(toen)
    in_orde, uitleg = bevinding(bedrijf, bedrijf.nu)
    assert (in_orde, "1 destructions are not in the register yet" in uitleg) == (False, True)
    assert bedrijf.controleer(bedrijf.nu).bijgeschreven == 1
    assert list(bedrijf.register.lees().merken) == [Eenheid(weg, None, None)]


def test_marks_of_another_database_do_nothing_here(bedrijf: Bedrijf) -> None:
    blijft, _, _ = twee_casussen(bedrijf)
    bedrijf.register.schrijf_bij([Merk(Eenheid(UUID(int=7), None, None), bedrijf.klok(), 1)])
    assert bedrijf.controleer(bedrijf.nu).vernietigd == 0
    assert leest(bedrijf, bedrijf.nu, blijft)


# --- cut short --------------------------------------------------------------------------------------------------


class Gestorven(Exception):
    """The process died here."""


def sterf(*_: object, **__: object) -> None:
    raise Gestorven


def test_who_dies_between_the_destruction_and_the_register_has_told_nobody_and_writes_it_later(
    bedrijf: Bedrijf, maak_backup: Backup, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, gaat, weg = twee_casussen(bedrijf)
    monkeypatch.setattr(infra.herstelcontrole.Registerhouder, "schrijf", sterf)
    with pytest.raises(Gestorven):
        bedrijf.vernietig(gaat)
    monkeypatch.undo()
    assert bedrijf.register.lees().merken == {}
    with bedrijf.start(bedrijf.nu):
        pass
    assert list(bedrijf.register.lees().merken) == [Eenheid(weg, None, None)]


def test_a_register_that_cannot_be_written_is_told_and_the_service_tries_again(bedrijf: Bedrijf) -> None:
    _, gaat, weg = twee_casussen(bedrijf)
    with bedrijf.open() as dienst:
        verhaal = Verhaal(dienst, gaat)
        bestand = bedrijf.register.bestanden[1]
        elders = bestand.with_name("elders")
        bestand.rename(elders)
        bestand.mkdir()
        with pytest.raises(RegisterFout, match="cannot be written"):
            verhaal.vernietig()
        assert vars(dienst.registerhouder)["achter"]
        with pytest.raises(OnbekendeCasus):
            dienst.shell.laad(gaat)
        # The KEK does not wait for it.
        bedrijf.klok.verder(minutes=6)
        dienst.vernieuwer.ronde()
        assert vars(dienst.registerhouder)["achter"]
        bestand.rmdir()
        elders.rename(bestand)
        dienst.vernieuwer.ronde()
        assert not dienst.registerhouder.achter
    assert list(bedrijf.register.lees().merken) == [Eenheid(weg, None, None)]


@pytest.mark.parametrize("stap", ["destroying", "the keys", "the register"])
@pytest.mark.parametrize("vernieuwd", [0, 1])
def test_a_check_that_was_cut_short_is_finished_by_the_next(
    bedrijf: Bedrijf, maak_backup: Backup, stap: str, vernieuwd: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    blijft, gaat, weg = twee_casussen(bedrijf)
    terug = maak_backup()
    bedrijf.vernietig(gaat)
    for _ in range(vernieuwd):
        bedrijf.vernieuw()
    voor = sleutels(terug, weg)
    waar = {
        "destroying": (infra.kluis, "wis"),
        "the keys": (infra.herstelcontrole, "merken_van"),
        "the register": (infra.herstelcontrole, "ruim_op"),
    }[stap]
    monkeypatch.setattr(*waar, sterf)
    with pytest.raises(Gestorven):
        bedrijf.controleer(terug)
    monkeypatch.undo()
    if stap == "destroying":
        assert sleutels(terug, weg) == voor != set()
    bedrijf.controleer(terug)
    assert sleutels(terug, weg) == set()
    assert leest(bedrijf, terug, blijft)
    assert not leest(bedrijf, terug, gaat)


def test_what_will_not_go_stops_the_start(
    bedrijf: Bedrijf, maak_backup: Backup, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, gaat, weg = twee_casussen(bedrijf)
    terug = maak_backup()
    bedrijf.vernietig(gaat)
    with psycopg.connect(terug.owner_url, autocommit=True) as baas:
        baas.execute("CREATE FUNCTION blijf() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'")
        baas.execute(
            "CREATE TRIGGER blijft BEFORE DELETE ON kluis.samenloop FOR EACH ROW EXECUTE FUNCTION blijf()"
        )
    with pytest.raises(VernietigingMislukt), bedrijf.start(terug):
        pass
    assert sleutels(terug, weg) != set()


def test_without_the_copy_of_the_keys_an_older_database_does_not_start(
    bedrijf: Bedrijf, maak_backup: Backup
) -> None:
    _, gaat, _ = twee_casussen(bedrijf)
    terug = maak_backup()
    bedrijf.vernietig_en_vernieuw(gaat)
    bedrijf.settings.sleutelkopie.unlink()
    with pytest.raises(SleutelFout, match=r"copy of the keys .* cannot be read"), bedrijf.start(terug):
        pass


def test_after_a_restore_the_kek_is_replaced_so_that_the_backup_holds_nothing_that_opens(
    bedrijf: Bedrijf, maak_backup: Backup
) -> None:
    """In the epoch of the backup its own keys open still, until then."""
    bedrijf.vernieuw()
    blijft, gaat, _ = twee_casussen(bedrijf)
    terug = maak_backup()
    bedrijf.vernietig(gaat)
    bedrijf.klok.tijd += timedelta(minutes=6)
    with bedrijf.start(terug) as dienst:
        vernieuwing = dienst.vernieuwer.ronde()
        assert vernieuwing is not None
        assert dienst.shell.laad(blijft).casus.betrokkenen[0].naam == FRAMBOOS.naam


def test_what_began_after_the_backup_and_was_destroyed_is_no_part_of_it(
    bedrijf: Bedrijf, maak_backup: Backup
) -> None:
    twee_casussen(bedrijf)
    terug = maak_backup()
    with bedrijf.open() as dienst:
        later = nieuw_verhaal(dienst)
        later.meld_aan()
    bedrijf.vernietig(later.casusnummer)
    assert bedrijf.controleer(terug).vernietigd == 0
