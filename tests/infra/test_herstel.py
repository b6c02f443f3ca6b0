"""An older backup is put back beside the KEK and keys of now: the living read, the destroyed cannot, by anybody."""

from collections.abc import Callable

import psycopg
import pytest
from sqlalchemy import text

from domain.bewaring import Vernietigd
from infra.beheer import zorg_voor_sleutels
from infra.codec import KluisGeschonden
from infra.controle import beschadigd
from infra.database import Database
from infra.kek import Kekbestand
from infra.keys import SleutelFout
from infra.omgeving import Omgeving
from infra.rotatie import vernieuw
from infra.shell import OnbekendeCasus
from infra.sleutelkopie import GeenKopie
from tests.gezin import KIND, MOEDER, Gezin, gezin
from tests.infra.bedrijf import Bedrijf, twee_casussen
from tests.infra.zegels import rauw
from tests.verhalen import FRAMBOOS, Verhaal, nieuw_verhaal


def test_the_living_read_and_the_destroyed_cannot_be_read_by_anybody(
    bedrijf: Bedrijf, maak_backup: Callable[[], Database]
) -> None:
    blijft, gaat, weg = twee_casussen(bedrijf)
    terug = maak_backup()
    bedrijf.klok.verder(days=1)
    bedrijf.vernietig_en_vernieuw(gaat)

    # Beside the KEK of now the service does not start on it, and says what to do.
    with pytest.raises(SleutelFout, match="casus herstelcontrole"):
        zorg_voor_sleutels(terug.owner_engine(), Kekbestand(bedrijf.settings.kek), omgeving=Omgeving())
    assert bedrijf.herstel(terug).vernietigd == 1

    zorg_voor_sleutels(terug.owner_engine(), Kekbestand(bedrijf.settings.kek), omgeving=Omgeving())
    with bedrijf.open(terug) as dienst:
        casus = dienst.shell.laad(blijft).casus
        assert casus.betrokkenen[0].naam == FRAMBOOS.naam
        with pytest.raises(OnbekendeCasus):
            dienst.shell.laad(gaat)
        over = dienst.archief.lees(weg, bos=dienst.archief.bos())
        assert {type(feit.gebeurtenis) for feit in over} == {Vernietigd}
        Verhaal(dienst, blijft).wijs_actie_toe()
        zonder_inhoud, zonder_bericht = beschadigd(dienst.engine)
        # The fact that told of the destruction was recorded after the backup and is lost; that shows.
        assert (zonder_inhoud, zonder_bericht) == (0, 1)
    with psycopg.connect(terug.owner_url) as baas:
        for tabel in (
            "kluis.deel",
            "sleutels.sleutel",
            "kluis.nummer",
            "kluis.samenloop",
            "weergave.monitoring",
        ):
            telling = baas.execute(f"SELECT count(*) FROM {tabel} WHERE stroom_id = %s", (weg,)).fetchone()  # noqa: S608 names of this test
            assert telling == (0,), tabel


def test_with_the_keys_of_the_backup_itself_nothing_opens(
    bedrijf: Bedrijf, maak_backup: Callable[[], Database]
) -> None:
    """Somebody takes the old database with its own wrapped keys, and the KEK of now."""
    _, gaat, _ = twee_casussen(bedrijf)
    terug = maak_backup()
    bedrijf.vernietig_en_vernieuw(gaat)
    with terug.owner_engine().connect() as verbinding:
        rijen = verbinding.execute(text("SELECT sleutel_id, tijdvak, ingepakt FROM sleutels.sleutel")).all()
    assert len(rijen) > 4
    for rij in rijen:
        for tijdvak in (rij.tijdvak, 2):
            with pytest.raises(SleutelFout):
                bedrijf.ring.pak_uit(bytes(rij.ingepakt), voor=rij.sleutel_id, tijdvak=tijdvak)


def test_a_backup_of_after_the_replacement_needs_nothing(
    bedrijf: Bedrijf, maak_backup: Callable[[], Database]
) -> None:
    blijft, gaat, _ = twee_casussen(bedrijf)
    bedrijf.vernietig_en_vernieuw(gaat)
    terug = maak_backup()
    with bedrijf.open(terug) as dienst:
        assert dienst.shell.laad(blijft).casus.betrokkenen[0].naam == FRAMBOOS.naam
    with pytest.raises(GeenKopie, match="not an older one"):
        bedrijf.herstel(terug)


def test_a_backup_of_two_replacements_ago_is_put_back_as_well(
    bedrijf: Bedrijf, maak_backup: Callable[[], Database]
) -> None:
    blijft, gaat, _ = twee_casussen(bedrijf)
    terug = maak_backup()
    with bedrijf.open() as dienst:
        ander = nieuw_verhaal(dienst)
        ander.meld_aan()
    bedrijf.vernietig_en_vernieuw(gaat)
    bedrijf.klok.verder(days=1)
    bedrijf.vernietig_en_vernieuw(ander.casusnummer)
    hersteld = bedrijf.herstel(terug)
    # The other case came and went after the backup, which never knew it.
    assert (hersteld.vernietigd, hersteld.onbekend) == (1, 0)
    with bedrijf.open(terug) as dienst:
        assert dienst.shell.laad(blijft).casus.betrokkenen[0].naam == FRAMBOOS.naam
        vernieuw(
            dienst.engine,
            bedrijf.ring,
            hermerker=dienst.hermerker,
            kopie=bedrijf.settings.sleutelkopie,
            nu=bedrijf.klok,
        )
        assert dienst.shell.laad(blijft).casus.betrokkenen[0].naam == FRAMBOOS.naam


def test_keys_of_cases_that_the_backup_does_not_know_stay_out(
    bedrijf: Bedrijf, maak_backup: Callable[[], Database]
) -> None:
    _, gaat, _ = twee_casussen(bedrijf)
    terug = maak_backup()
    with bedrijf.open() as dienst:
        nieuw_verhaal(dienst).meld_aan()
    bedrijf.vernietig_en_vernieuw(gaat)
    assert bedrijf.herstel(terug).onbekend > 0


@pytest.mark.parametrize(
    ("schade", "zin"),
    [
        (lambda inhoud: inhoud[:0], "is not whole"),
        (lambda inhoud: inhoud[: len(inhoud) // 2], "is not"),
        (lambda inhoud: inhoud.replace(b'"tijdvak":2', b'"tijdvak":3'), "is not whole"),
        (lambda inhoud: b"niets\n" + inhoud, "is not a copy"),
        (lambda inhoud: inhoud.replace(b"sleutelkopie 1", b"sleutelkopie 9"), "is not a copy"),
    ],
)
def test_a_copy_that_is_damaged_is_refused_and_nothing_changes(
    bedrijf: Bedrijf, maak_backup: Callable[[], Database], schade: Callable[[bytes], bytes], zin: str
) -> None:
    _, gaat, _ = twee_casussen(bedrijf)
    terug = maak_backup()
    bedrijf.vernietig_en_vernieuw(gaat)
    kopie = bedrijf.settings.sleutelkopie
    kopie.write_bytes(schade(kopie.read_bytes()))
    with pytest.raises(GeenKopie, match=zin):
        bedrijf.herstel(terug)
    kopie.unlink()
    with pytest.raises(GeenKopie, match="cannot be read"):
        bedrijf.herstel(terug)


def test_another_database_is_not_given_these_keys(
    bedrijf: Bedrijf, maak_backup: Callable[[], Database]
) -> None:
    _, gaat, _ = twee_casussen(bedrijf)
    terug = maak_backup()
    bedrijf.vernietig_en_vernieuw(gaat)
    with psycopg.connect(terug.owner_url, autocommit=True) as baas:
        baas.execute("UPDATE sleutels.tijdvak SET vingerafdruk = 'van een ander'")
    with pytest.raises(GeenKopie, match="not an older one"):
        bedrijf.herstel(terug)


def test_without_herstel_the_living_of_an_old_backup_do_not_read_either(
    bedrijf: Bedrijf, maak_backup: Callable[[], Database]
) -> None:
    blijft, gaat, _ = twee_casussen(bedrijf)
    terug = maak_backup()
    bedrijf.vernietig_en_vernieuw(gaat)
    with pytest.raises((SleutelFout, KluisGeschonden)), bedrijf.open(terug) as dienst:
        dienst.shell.laad(blijft)


def test_the_copy_is_for_its_owner_only_and_holds_no_key_in_clear(bedrijf: Bedrijf) -> None:
    _, gaat, _ = twee_casussen(bedrijf)
    bedrijf.vernietig_en_vernieuw(gaat)
    kopie = bedrijf.settings.sleutelkopie
    assert kopie.stat().st_mode & 0o777 == 0o600
    assert rauw(bedrijf.ring.huidig) not in kopie.read_bytes()
    assert b"Framboos" not in kopie.read_bytes()


# --- a part of a casus -------------------------------------------------------------------------------------------


def test_of_who_was_destroyed_alone_nothing_comes_back_and_the_casus_stays(
    bedrijf: Bedrijf, maak_backup: Callable[[], Database]
) -> None:
    with bedrijf.open() as dienst:
        familie = gezin(nieuw_verhaal(dienst))
        familie.tot_en_met_ico()
        nummer = familie.casusnummer
    terug = maak_backup()
    with bedrijf.open() as dienst:
        Gezin(dienst, nummer).vernietig_persoon(KIND)
        Gezin(dienst, nummer).vernietig_bijdrage("ggz")
        vernieuw(
            dienst.engine,
            bedrijf.ring,
            hermerker=dienst.hermerker,
            kopie=bedrijf.settings.sleutelkopie,
            nu=bedrijf.klok,
        )
    assert bedrijf.herstel(terug).vernietigd == 2
    with bedrijf.open(terug) as dienst:
        historie = dienst.shell.laad(nummer).historie
        verteld = repr([feit.gebeurtenis for feit in historie])
        assert KIND.naam not in verteld
        assert "De ggz over" not in verteld
        assert MOEDER.naam in verteld
        with dienst.engine.connect() as verbinding:
            over = set(verbinding.execute(text("SELECT persoon_id FROM kluis.samenloop")).scalars())
            sleutels = set(verbinding.execute(text("SELECT persoon_id FROM sleutels.sleutel")).scalars())
        assert KIND.persoon_id not in over | sleutels
        assert MOEDER.persoon_id in over & sleutels
