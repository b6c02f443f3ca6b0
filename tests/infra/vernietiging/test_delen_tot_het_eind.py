"""One person and one contribution on a list, from the calendar to the verklaring, the bundle and an older backup."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import psycopg
import pytest

from api.samenstelling import Dienst
from domain.casus.commands import StelEigenTermijnVast
from domain.vernietigingslijst.nacontrole import Uitslag
from domain.vernietigingslijst.state import Lijstfase
from domain.vernietigingslijst.verklaring import Verklaring
from domain.vernietigingslijst.waarden import Postsoort
from infra.controle import beschadigd
from infra.database import Database
from infra.logboek.bron import BronInDatabase, LogboekFout
from infra.logboek.bundel import Opdracht, schrijf_casus
from infra.logboek.merkle import KnoopOntbreekt
from infra.logboek.uitslag import Onjuist
from infra.logboek.uitslag import Uitslag as Bundeluitslag
from infra.logboek.verifieer import verifieer as verifieer_bundel
from infra.rotatie import vernieuw
from infra.settings import Settings
from infra.verklaring.omslag import lees_omslag
from infra.verklaring.verifieer import verifieer
from infra.vernietiging.lijsten import Voorstel
from tests.gezin import EX, GEZIN, KIND, MOEDER, VADER, Gezin, gezin
from tests.infra.bedrijf import Bedrijf
from tests.infra.inzage.inkijk import stroom_van
from tests.infra.vernietiging.lijstverhaal import keur_goed, voer_uit
from tests.verhalen import COMPLIANCE, TWEEDE_COMPLIANCE, ZVH, nieuw_verhaal

DAG = date(2026, 4, 1)
GGZ = "De ggz over"


@pytest.fixture
def bedrijf(bedrijf: Bedrijf, logboeksettings: Settings) -> Bedrijf:
    """One that signs as well."""
    eigen = {naam: getattr(bedrijf.settings, naam) for naam in ("kek_bestand", "sleutelkopie_bestand")}
    return replace(bedrijf, settings=logboeksettings.model_copy(update=eigen))


def familie_in(dienst: Dienst) -> Gezin:
    """The child, and what the ggz told, are due long before the case."""
    familie = gezin(nieuw_verhaal(dienst))
    familie.tot_en_met_ico()
    for persoon, organisatie in ((KIND.persoon_id, None), (None, "ggz")):
        eigen = StelEigenTermijnVast(persoon, organisatie, DAG, "zvh/1/plafond", "Korter is genoeg")
        familie.doe(eigen, COMPLIANCE)
    dienst.runner.werk_bij()
    return familie


def vernietig_wat_aan_de_beurt_is(dienst: Dienst, bedrijf: Bedrijf) -> Verklaring:
    """By a list from the calendar, up to the verklaring."""
    bedrijf.klok.tijd += timedelta(days=(DAG - dienst.omgeving.vandaag()).days)
    voorstel = Voorstel(dienst.omgeving.lijstnummer(), DAG)
    lijst = dienst.lijsten.stel_voor(ZVH, voorstel, namens=COMPLIANCE).lijst
    assert sorted(een.post.soort for een in lijst.posten) == [Postsoort.BIJDRAGE, Postsoort.PERSOON]
    dienst.lijsten.controleer(lijst.lijstnummer, (), namens=TWEEDE_COMPLIANCE)
    keur_goed(dienst, lijst.lijstnummer)
    voer_uit(dienst, lijst.lijstnummer)
    dienst.logboek.werk_bij()
    klaar = voer_uit(dienst, lijst.lijstnummer)
    assert (klaar.fase, klaar.verklaring is None) == (Lijstfase.VERKLAARD, False)
    assert klaar.nacontrole is not None
    assert klaar.nacontrole.uitslag is not Uitslag.MISLUKT
    gemaakt = dienst.verklaringen.op_nummer(klaar.verklaring.verklaringsnummer) if klaar.verklaring else None
    assert gemaakt is not None
    verifieer(gemaakt.inhoud)
    assert not [wie.naam for wie in GEZIN if wie.naam and wie.naam.encode() in gemaakt.inhoud]
    return lees_omslag(gemaakt.inhoud).inhoud


def bundel(dienst: Dienst, casusnummer: str, waar: Path) -> Bundeluitslag:
    """A bundle of one case, verified."""
    database = dienst.archief._parameters
    with waar.open("wb") as stroom, psycopg.connect(**database, autocommit=True) as verbinding:  # type: ignore[arg-type]  # strings all
        bron = BronInDatabase(verbinding, dienst.settings.logboekmap)
        opdracht = Opdracht(dienst.omgeving.nu(), {})
        schrijf_casus(stroom, bron, opdracht, stroom=stroom_van(dienst, casusnummer))
    return verifieer_bundel(waar)


def eis_over_wat_blijft(dienst: Dienst, casusnummer: str) -> None:
    geladen = dienst.shell.laad(casusnummer)
    verteld = repr(geladen.historie)
    assert not [woord for woord in (KIND.naam, GGZ) if str(woord) in verteld]
    # The father was brought in by the ggz; that he consented he said himself.
    assert {wie.naam for wie in geladen.casus.betrokkenen if wie.naam} == {MOEDER.naam, EX.naam}
    assert all(str(wie.naam) in verteld for wie in (MOEDER, EX, VADER))


def test_a_person_and_a_contribution_go_by_one_list_and_their_verklaring_says_so(bedrijf: Bedrijf) -> None:
    with bedrijf.open() as dienst:
        familie = familie_in(dienst)
        verklaring = vernietig_wat_aan_de_beurt_is(dienst, bedrijf)
        weg = {een.soort.value: een.vernietigd for een in verklaring.tellingen}
        assert weg == {"casus": 0, "consultatie": 0, "persoon": 1, "bijdrage": 1}
        eis_over_wat_blijft(dienst, familie.casusnummer)


def test_a_bundle_of_a_case_verifies_before_and_after_a_part_of_it_went(
    bedrijf: Bedrijf, tmp_path: Path
) -> None:
    with bedrijf.open() as dienst:
        familie = familie_in(dienst)
        dienst.logboek.werk_bij()
        voor = bundel(dienst, familie.casusnummer, tmp_path / "voor.zip")
        vernietig_wat_aan_de_beurt_is(dienst, bedrijf)
        na = bundel(dienst, familie.casusnummer, tmp_path / "na.zip")
        # What was told of the destruction came after; of what was there, no event is gone or other.
        assert na.aantal > voor.aantal
        assert verifieer_bundel(tmp_path / "voor.zip") == voor
        assert beschadigd(dienst.engine) == (0, 0)
    for naam in ("voor.zip", "na.zip"):
        inhoud = (tmp_path / naam).read_bytes()
        assert not [wie.naam for wie in GEZIN if str(wie.naam).encode() in inhoud]


@pytest.mark.parametrize("ook", [0, 1], ids=["after the list", "after one more replacement of the KEK"])
def test_of_an_older_backup_both_parts_go_again_and_the_rest_reads(
    bedrijf: Bedrijf, maak_backup: Callable[[], Database], tmp_path: Path, ook: int
) -> None:
    with bedrijf.open() as dienst:
        familie = familie_in(dienst)
        dienst.logboek.werk_bij()
    terug = maak_backup()
    with bedrijf.open() as dienst:
        vernietig_wat_aan_de_beurt_is(dienst, bedrijf)
        for _ in range(ook):
            vernieuw(
                dienst.engine,
                bedrijf.ring,
                hermerker=dienst.hermerker,
                kopie=bedrijf.settings.sleutelkopie,
                nu=bedrijf.klok,
            )
    gezegd: list[str] = []
    with bedrijf.start(terug, gezegd.append) as dienst:
        assert any("2" in zin for zin in gezegd), gezegd
        eis_over_wat_blijft(dienst, familie.casusnummer)
        dienst.runner.werk_bij()
        # What was told after the backup is lost, and no bundle says that all is well.
        with pytest.raises((LogboekFout, KnoopOntbreekt, Onjuist)):
            bundel(dienst, familie.casusnummer, tmp_path / "terug.zip")
