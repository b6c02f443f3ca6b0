"""One person, or one contribution, is destroyed: it is gone everywhere, and the history of the others reads on."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import select, text

from api.samenstelling import Dienst
from domain.bewaring import WEG, Vernietigd
from domain.casus.commands import LegVoortgangVast, RondActieAf, SchortVernietigingOp, VulAan
from domain.casus.events import (
    Aangemeld,
    AanmeldingAangevuld,
    BijdrageVernietigd,
    GezagVastgelegd,
    ICOGehouden,
    PersoonVernietigd,
    ToestemmingGegeven,
)
from domain.casus.state import Fase
from domain.casus.waarden import Aanzet, Betrokkene, Gezag, Inbreng, Onderzoek, Opschortgrond
from domain.historie import van_casus
from domain.weigering import Weigering
from infra.controle import beschadigd
from infra.database import Database
from infra.optekenen import Nieuw, Optekenaar
from infra.store import Conflict
from projections.alle import WEERGAVEN
from projections.monitoring_tabellen import monitoring
from projections.tijdlijn import tijdlijn
from projections.verloop import rijen_nu
from projections.weergave import metadata, tabellen_met_casus
from tests.conftest import Klok
from tests.gezin import EX, GEZIN, KIND, MOEDER, VADER, Gezin, gezin
from tests.infra.inzage.inkijk import stroom_van
from tests.kanaries import alles_in_de_database
from tests.verhalen import CASUSREGISSEUR, PROCESREGISSEUR, ZVH, nieuw_verhaal

EINDE_VAN_HET_JAAR = date(2026, 12, 31)
MONITORING = tuple(kolom.name for kolom in monitoring.c)


@pytest.fixture
def familie(dienst: Dienst) -> Gezin:
    """A family in one casus, and another casus beside it."""
    nieuw_verhaal(dienst).tot_en_met_ico()
    familie = gezin(nieuw_verhaal(dienst))
    familie.tot_en_met_ico()
    dienst.runner.werk_bij()
    return familie


def rijen(dienst: Dienst) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all views."""
    with dienst.engine.connect() as verbinding:
        return {
            tabel.name: sorted((tuple(rij) for rij in verbinding.execute(select(tabel))), key=repr)
            for tabel in metadata.sorted_tables
        }


def herbouwd(dienst: Dienst) -> dict[str, list[tuple[Any, ...]]]:
    """The rows that a rebuild from the first fact makes."""
    with dienst.engine.begin() as verbinding:
        for tabel in metadata.sorted_tables:
            verbinding.execute(tabel.delete())
        verbinding.execute(text("DELETE FROM weergave.stand"))
    dienst.runner.werk_bij()
    return rijen(dienst)


def namen_in(historie: object) -> set[str]:
    return {mens.naam for mens in GEZIN if mens.naam in repr(historie)}


# --- one person --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mens", GEZIN, ids=lambda mens: mens.betrokkenheid)
def test_one_of_a_family_is_destroyed_and_the_others_read_on(
    dienst: Dienst, familie: Gezin, mens: Betrokkene
) -> None:
    voor = dienst.shell.laad(familie.casusnummer)
    familie.vernietig_persoon(mens)
    na = dienst.shell.laad(familie.casusnummer)
    assert namen_in(na.historie) == {ander.naam for ander in GEZIN} - {mens.naam}
    assert {ander.persoon_id for ander in na.casus.betrokkenen} == {
        ander.persoon_id for ander in GEZIN if ander != mens
    }
    assert na.casus.fase is Fase.MONITORING
    for oud, nieuw in zip(voor.historie, na.historie, strict=False):
        assert (oud.naam, oud.versie, oud.envelop.op) == (nieuw.naam, nieuw.versie, nieuw.envelop.op)
        if repr(mens.persoon_id) not in repr(oud):
            assert oud == nieuw
    assert isinstance(na.historie[-1].gebeurtenis, PersoonVernietigd)
    assert beschadigd(dienst.engine) == (0, 0)


def test_of_who_was_destroyed_there_are_placeholders_and_facts_without_content(
    dienst: Dienst, familie: Gezin
) -> None:
    familie.vernietig_persoon(EX)
    feiten = [feit.gebeurtenis for feit in dienst.shell.laad(familie.casusnummer).historie]
    assert isinstance(feiten[0], Aangemeld)
    assert feiten[0].betrokkenen == (MOEDER, Betrokkene.vernietigd())
    toestemming = [feit for feit in feiten if isinstance(feit, ToestemmingGegeven)]
    assert {feit.persoon_id for feit in toestemming} == {MOEDER.persoon_id, VADER.persoon_id}
    weg = [feit.naam for feit in feiten if isinstance(feit, Vernietigd)]
    assert sorted(weg) == [
        "casus.InformerenUitgesteld.v1",
        "casus.SamenloopGeraadpleegd.v1",
        "casus.ToestemmingGegeven.v1",
    ]
    [verslag] = [feit for feit in feiten if isinstance(feit, ICOGehouden)]
    assert verslag.inbreng[2] == Inbreng.vernietigd()
    assert verslag.verslag == "Een verzonnen verslag"


def test_nothing_of_who_was_destroyed_is_left_in_any_table(
    dienst: Dienst, database: Database, familie: Gezin
) -> None:
    stroom_id = stroom_van(dienst, familie.casusnummer)
    familie.vernietig_persoon(KIND)
    with psycopg.connect(database.owner_url) as verbinding:
        for tabel in ("kluis.deel", "kluis.samenloop", "sleutels.sleutel"):
            rij = verbinding.execute(
                f"SELECT count(*) FROM {tabel} WHERE stroom_id = %s AND persoon_id = %s",  # noqa: S608 names of this test
                (stroom_id, KIND.persoon_id),
            ).fetchone()
            assert rij == (0,), tabel
        # The mark and the fact that it was destroyed know the id; nothing else does.
        dienst.runner.werk_bij()
    met_id = {
        tabel
        for tabel, inhoud in alles_in_de_database(database).items()
        if str(KIND.persoon_id) in inhoud and tabel != "pg_catalog.pg_stats"
    }
    assert met_id == {"kluis.omheining"}


def test_the_views_hold_the_rows_that_a_rebuild_makes(dienst: Dienst, familie: Gezin) -> None:
    nu = rijen(dienst)
    for mens in (EX, KIND):
        familie.vernietig_persoon(mens)
        dienst.runner.werk_bij()
        nu = rijen(dienst)
        assert nu == herbouwd(dienst)
        assert str(mens.persoon_id) not in repr(nu)
        assert repr(mens.persoon_id) not in repr(nu)
    assert any(tabel.name == "monitoring" and nu[tabel.name] for tabel in tabellen_met_casus())


def test_while_the_views_are_behind_no_row_knows_the_person_any_more(dienst: Dienst) -> None:
    """What is read by the person goes in the transaction of the destruction itself."""
    familie = gezin(nieuw_verhaal(dienst))
    familie.meld_aan()
    familie.over(EX)
    dienst.runner.werk_bij()
    assert repr(EX.persoon_id) in repr(rijen(dienst))
    familie.vernietig_persoon(EX)
    assert repr(EX.persoon_id) not in repr(rijen(dienst))


def test_a_list_played_again_of_before_the_destruction_is_without_the_person(
    dienst: Dienst, familie: Gezin, klok: Klok
) -> None:
    toen = klok()
    klok.verder(days=1)
    familie.vernietig_persoon(KIND)
    dienst.runner.werk_bij()
    with dienst.naspeler.naspelen(WEERGAVEN, tafel=ZVH, op=toen) as verbinding:
        teruggespeeld = {
            tabel.name: [tuple(rij) for rij in verbinding.execute(select(tabel))]
            for tabel in rijen_nu(metadata.sorted_tables)
        }
    assert repr(KIND.persoon_id) not in repr(teruggespeeld)
    assert len(teruggespeeld["monitoring"]) == 2
    casus = dienst.shell.laad(familie.casusnummer, op=toen).casus
    assert {mens.naam for mens in casus.betrokkenen} == {MOEDER.naam, EX.naam, VADER.naam}


def test_the_timeline_tells_of_somebody_whose_data_were_destroyed(dienst: Dienst, familie: Gezin) -> None:
    familie.vernietig_persoon(KIND)
    geladen = dienst.shell.laad(familie.casusnummer)
    zinnen = [regel.zin for regel in tijdlijn(geladen.historie)]
    assert KIND.naam not in " ".join(zinnen)
    assert "iemand van wie de gegevens zijn vernietigd" in " ".join(zinnen)
    assert zinnen[-1].startswith("De gegevens van een betrokkene zijn vernietigd, onder bewijsnummer V-")


def test_a_late_write_for_who_was_destroyed_fails_loudly(dienst: Dienst, familie: Gezin) -> None:
    laat = dienst.shell.laad(familie.casusnummer)
    familie.vernietig_persoon(KIND)
    nu = dienst.shell.laad(familie.casusnummer)
    optekenaar = Optekenaar(dienst.archief, omgeving=dienst.omgeving)
    gezag = GezagVastgelegd(KIND.persoon_id, Gezag.VOOGDIJ, Onderzoek.GEEN, "BRP")
    erbij = AanmeldingAangevuld("ggz", None, (KIND,), (), (), None, None)
    for feit in (gezag, erbij):
        for bos in (laat.bos, nu.bos):
            with pytest.raises(Conflict):
                optekenaar.schrijf([Nieuw(nu.stroom_id, nu.versie, [feit])], bos=bos, namens=PROCESREGISSEUR)
    assert dienst.shell.laad(familie.casusnummer).versie == nu.versie


def test_who_was_destroyed_is_not_brought_in_again_under_the_same_id(dienst: Dienst, familie: Gezin) -> None:
    familie.vernietig_persoon(KIND)
    with pytest.raises(Weigering, match="zijn vernietigd"):
        familie.doe(VulAan("politie", betrokkenen=(KIND,)))
    opnieuw = replace(KIND, persoon_id=UUID(int=0xF9))
    assert familie.doe(VulAan("politie", betrokkenen=(opnieuw,))).nieuw


def test_another_table_no_longer_finds_who_was_destroyed(dienst: Dienst, familie: Gezin) -> None:
    familie.vernietig_persoon(KIND)
    with dienst.engine.connect() as verbinding:
        over = set(verbinding.execute(text("SELECT persoon_id FROM kluis.samenloop")).scalars())
    assert KIND.persoon_id not in over
    assert MOEDER.persoon_id in over


def test_asking_twice_destroys_once(dienst: Dienst, familie: Gezin) -> None:
    assert familie.vernietig_persoon(KIND).nieuw
    assert not familie.vernietig_persoon(KIND).nieuw
    with dienst.engine.connect() as verbinding:
        assert verbinding.execute(text("SELECT count(*) FROM kluis.omheining")).scalar_one() == 1


def test_a_held_casus_loses_nobody(dienst: Dienst, familie: Gezin) -> None:
    familie.doe(
        SchortVernietigingOp(
            UUID(int=0x0A), Opschortgrond.RECHTSVORDERING, "Een verzonnen rechtszaak", EINDE_VAN_HET_JAAR
        )
    )
    with pytest.raises(Weigering, match="opgeschort"):
        familie.vernietig_persoon(KIND)
    assert KIND.naam in repr(dienst.shell.laad(familie.casusnummer).historie)


# --- one contribution --------------------------------------------------------------------------------------------


def test_what_one_organisation_told_is_destroyed_and_the_rest_lives_on(
    dienst: Dienst, familie: Gezin
) -> None:
    familie.vernietig_bijdrage("ggz")
    na = dienst.shell.laad(familie.casusnummer)
    assert "De ggz over" not in repr(na.historie)
    assert "Het gaat verzonnen goed" not in repr(na.historie)
    assert "De school over Testkind Aalbes" in repr(na.historie)
    assert "Een verzonnen verslag" in repr(na.historie)
    assert isinstance(na.historie[-1].gebeurtenis, BijdrageVernietigd)
    # Whom the ggz brought in is gone with what it told; what others recorded of them is theirs.
    assert {mens.naam for mens in na.casus.betrokkenen} == {MOEDER.naam, EX.naam}
    assert na.casus.fase is Fase.MONITORING
    assert beschadigd(dienst.engine) == (0, 0)


def test_after_a_contribution_went_the_views_hold_the_rows_that_a_rebuild_makes(
    dienst: Dienst, familie: Gezin
) -> None:
    familie.vernietig_bijdrage("ggz")
    dienst.runner.werk_bij()
    assert rijen(dienst) == herbouwd(dienst)
    [rij] = [rij for rij in rijen(dienst)["monitoring"] if familie.casusnummer in rij]
    assert rij[list(MONITORING).index("laatste_voortgang")] is None


def test_an_organisation_whose_contribution_went_adds_nothing_any_more(
    dienst: Dienst, familie: Gezin
) -> None:
    familie.vernietig_bijdrage("ggz")
    voortgang = LegVoortgangVast("Toch nog iets", Aanzet.DEELNEMERS)
    with pytest.raises(Weigering, match="bijdrage van deze organisatie is vernietigd"):
        familie.doe(voortgang, CASUSREGISSEUR)
    assert familie.doe(voortgang).nieuw
    with pytest.raises(Weigering, match="bijdrage van deze organisatie is vernietigd"):
        familie.vul_aan(KIND)


def test_whom_an_organisation_brought_in_is_not_found_by_another_table_any_more(
    dienst: Dienst, familie: Gezin
) -> None:
    familie.vernietig_bijdrage("ggz")
    with dienst.engine.connect() as verbinding:
        over = set(verbinding.execute(text("SELECT persoon_id FROM kluis.samenloop")).scalars())
    assert over.isdisjoint({KIND.persoon_id, VADER.persoon_id})
    assert MOEDER.persoon_id in over


# --- the whole casus after a part --------------------------------------------------------------------------------


def test_when_the_casus_goes_its_marks_of_parts_go_with_it(dienst: Dienst, familie: Gezin) -> None:
    """A mark of a part tells who supplied something, which nobody may read of a casus that is gone."""
    stroom_id = stroom_van(dienst, familie.casusnummer)
    familie.vernietig_persoon(KIND)
    familie.vernietig_bijdrage("ggz")
    familie.doe(RondActieAf(familie.actie_id, "Klaar"))
    familie.vernietig()
    with dienst.engine.connect() as verbinding:
        merken = verbinding.execute(
            text("SELECT persoon_id, organisatie, versies FROM kluis.omheining WHERE stroom_id = :s"),
            {"s": stroom_id},
        ).all()
    assert [tuple(merk) for merk in merken] == [(None, None, None)]
    skelet = dienst.shell.skelet(stroom_id)
    assert WEG not in repr(skelet)
    assert "ggz" not in repr([feit.gebeurtenis for feit in skelet])
    assert all(not isinstance(feit, PersoonVernietigd) for feit in van_casus(skelet))
    assert beschadigd(dienst.engine) == (0, 0)


def test_no_mark_of_a_part_goes_without_its_casus(database: Database, dienst: Dienst, familie: Gezin) -> None:
    familie.vernietig_persoon(KIND)
    with (
        psycopg.connect(database.owner_url) as verbinding,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        verbinding.execute("DELETE FROM kluis.omheining")
