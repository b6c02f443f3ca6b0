"""What holds for all views: batches, destroyed facts, no content in any table, an index for every list."""

from dataclasses import fields
from typing import get_args
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, delete, event

from domain.bewaring import Vernietigd
from domain.casus.events import Feit
from domain.casus.state import Fase
from domain.consultatie.events import Consultatiefeit, VraagGesteld
from domain.historie import Ookfeit
from domain.overleg.events import Overlegfeit
from domain.vernietigingslijst.events import Lijstfeit
from projections import (
    agenda,
    agenda_fold,
    consultatielijst,
    monitoring,
    monitoring_delen,
    monitoring_fold,
    monitoring_tabellen,
    triagelijst,
    triagelijst_fold,
    vernietigingslijsten,
    verwijderrapport,
    verwijderrapport_fold,
)
from projections.alle import WEERGAVEN
from projections.neemt import NEEMT
from projections.verloop import toen_van
from projections.weergave import Weergave, metadata, tabellen_met_casus
from tests.domain import feiten as f
from tests.domain.consultatie import feiten as c
from tests.domain.delen import OVERLEG_ID
from tests.domain.overleg import feiten as o
from tests.domain.vernietigingslijst import feiten as v
from tests.lang import LANG, keren
from tests.projections.historie import (
    DERDE,
    EERSTE,
    TWEEDE,
    Gebeurd,
    historie,
    inhoud,
    leeg,
    neem_op,
    reeks,
    vernietig,
)
from tests.projections.kanarie import GEBOREN, KANARIE, met_kanaries, zingt

CASUSFEITEN = [waarde for waarde in vars(f).values() if isinstance(waarde, get_args(Feit))]
OVERLEGFEITEN = [waarde for waarde in vars(o).values() if isinstance(waarde, get_args(Overlegfeit))]
CONSULTATIEFEITEN = [waarde for waarde in vars(c).values() if isinstance(waarde, get_args(Consultatiefeit))]
LIJSTFEITEN = [waarde for waarde in vars(v).values() if isinstance(waarde, get_args(Lijstfeit))]
ALLE_FEITEN: list[Ookfeit] = [*CASUSFEITEN, *OVERLEGFEITEN, *CONSULTATIEFEITEN, *LIJSTFEITEN]
ALLE_HISTORIES: dict[str, tuple[Gebeurd, ...]] = {
    **{f"casus {fase}": feiten for fase, feiten in f.STANDEN.items()},
    **{f"overleg {fase}": feiten for fase, feiten in o.STANDEN.items()},
    **{f"consultatie {fase}": feiten for fase, feiten in c.STANDEN.items()},
    **{f"lijst {fase}": feiten for fase, feiten in v.STANDEN.items()},
    "casus destroyed": (*f.STANDEN[Fase.AFGESLOTEN], f.GEGEVENS_VERWIJDERD),
    "all facts of a casus": tuple(CASUSFEITEN),
    "all facts of an overleg": tuple(OVERLEGFEITEN),
    "all facts of a consultatie": tuple(CONSULTATIEFEITEN),
    "all facts of a list": tuple(LIJSTFEITEN),
}


# --- tables -------------------------------------------------------------------------------------------------


def test_every_table_is_kept_by_exactly_one_view() -> None:
    assert sorted(tabel.name for weergave in WEERGAVEN for tabel in weergave.tabellen) == sorted(
        tabel.name for tabel in metadata.sorted_tables
    )
    assert len({weergave.naam for weergave in WEERGAVEN}) == len(WEERGAVEN)


def test_every_table_but_the_report_and_the_overleggen_is_emptied_of_a_case_that_is_destroyed() -> None:
    over = set(metadata.sorted_tables) - set(tabellen_met_casus())
    van_overleg_of_lijst = (agenda.overleggen, agenda.uitnodigingen, vernietigingslijsten.vernietigingslijst)
    assert over == {
        verwijderrapport.verwijderrapport,
        *van_overleg_of_lijst,
        *map(toen_van, van_overleg_of_lijst),
    }


@pytest.mark.parametrize(
    ("tabel", "soort"),
    [
        (triagelijst.triagelijst, triagelijst_fold._Stand),
        (triagelijst.toestemmingen, triagelijst_fold._Toestemming),
        (triagelijst.samenloop, triagelijst_fold._Raadpleging),
        (agenda.overleggen, agenda.Overleg),
        (agenda.uitnodigingen, agenda.Uitnodiging),
        (agenda.casussen, agenda_fold._Casus),
        (agenda.punten, agenda_fold._Punt),
        (monitoring_tabellen.monitoring, monitoring_fold._Stand),
        (monitoring_tabellen.acties, monitoring.OpenActie),
        (monitoring_tabellen.deelnemers, monitoring_delen.Deelnemer),
        (monitoring_tabellen.analyses, monitoring.OpenAnalyse),
        (monitoring_tabellen.agendapunten, monitoring_delen.Punt),
        (monitoring_tabellen.uitstellen, monitoring_delen.Uitstel),
        (verwijderrapport.verwijderrapport, verwijderrapport.Verwijdering),
        (verwijderrapport.bewaartermijn, verwijderrapport.Termijn),
        (verwijderrapport.zonder_termijn, verwijderrapport_fold._ZonderTermijn),
        (consultatielijst.consultatielijst, consultatielijst.Openstaand),
        (vernietigingslijsten.vernietigingslijst, vernietigingslijsten.Lijstrij),
        (vernietigingslijsten.vernietigingspost, vernietigingslijsten.Lijstpost),
    ],
    ids=str,
)
def test_a_row_has_the_columns_of_its_table_in_their_order(tabel: object, soort: type) -> None:
    namen = [kolom.name for kolom in metadata.tables[str(tabel)].columns]
    assert namen == [veld.name for veld in fields(soort)]


# --- batches ------------------------------------------------------------------------------------------------

STROMEN = (EERSTE, TWEEDE, DERDE)
CONSULTATIE = UUID(int=0x1004)
LIJST = UUID(int=0x1005)
VERLOOP = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(STROMEN), st.sampled_from([*CASUSFEITEN, f.VERNIETIGD])),
        st.tuples(st.just(OVERLEG_ID), st.sampled_from([*OVERLEGFEITEN, o.VERNIETIGD])),
        st.tuples(st.just(CONSULTATIE), st.sampled_from([*CONSULTATIEFEITEN, c.VERNIETIGD])),
        st.tuples(st.just(LIJST), st.sampled_from(LIJSTFEITEN)),
    ),
    max_size=40,
)
"""Three cases, the overleg on whose agenda they are put, a consultatie, and a vernietigingslijst."""


@pytest.mark.faults
@settings(
    max_examples=keren(60, lang=600),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=not LANG,
)
@given(verloop=VERLOOP, grenzen=st.sets(st.integers(0, 45)))
def test_the_tables_are_the_same_wherever_a_batch_ends(
    motor: Engine, verloop: list[tuple[UUID, Gebeurd]], grenzen: set[int]
) -> None:
    casussen: list[tuple[UUID, Gebeurd]] = [(stroom_id, f.AANGEMELD) for stroom_id in STROMEN]
    feiten = reeks(*casussen, (OVERLEG_ID, o.OVERLEG_GEPLAND), (CONSULTATIE, c.VRAAG_GESTELD), *verloop)
    leeg(motor)
    neem_op(motor, feiten)
    in_een_keer = inhoud(motor)
    leeg(motor)
    neem_op(motor, feiten, grenzen={min(grens, len(feiten)) for grens in grenzen})
    assert inhoud(motor) == in_een_keer


@pytest.mark.parametrize("naam", ALLE_HISTORIES)
def test_one_fact_at_a_time_gives_the_same_as_all_at_once(motor: Engine, naam: str) -> None:
    feiten = historie(*ALLE_HISTORIES[naam])
    neem_op(motor, feiten)
    in_een_keer = inhoud(motor)
    leeg(motor)
    neem_op(motor, feiten, grenzen=range(len(feiten)))
    assert inhoud(motor) == in_een_keer


def test_a_batch_takes_few_statements_however_many_facts_are_in_it(motor: Engine) -> None:
    def opdrachten(aantal: int) -> int:
        feiten = [(UUID(int=n), feit) for n in range(aantal) for feit in f.STANDEN[Fase.MONITORING]]
        geteld: list[str] = []

        def tel(*gebeurd: object) -> None:
            geteld.append(str(gebeurd[2]))

        leeg(motor)
        event.listen(motor, "before_cursor_execute", tel)
        neem_op(motor, reeks(*feiten))
        event.remove(motor, "before_cursor_execute", tel)
        return len(geteld)

    assert opdrachten(50) == opdrachten(1) <= 42


# --- destruction --------------------------------------------------------------------------------------------


def test_a_rebuild_after_a_destruction_gives_the_same_rows_for_everyone_else(motor: Engine) -> None:
    opgeruimd = (*f.STANDEN[Fase.AFGESLOTEN], f.GEGEVENS_VERWIJDERD)
    ander = [(TWEEDE, feit) for feit in f.STANDEN[Fase.MONITORING]]
    wachtend = [(DERDE, feit) for feit in f.STANDEN[Fase.AANGEHOUDEN]]
    feiten = reeks(*((EERSTE, feit) for feit in opgeruimd), *ander, *wachtend)
    neem_op(motor, feiten)
    # With a destruction goes what the rows of its case were before.
    with motor.begin() as verbinding:
        for tabel in tabellen_met_casus():
            verbinding.execute(delete(tabel).where(tabel.c.stroom_id == EERSTE))
    voor = inhoud(motor)
    leeg(motor)
    neem_op(motor, [vernietig(feit) if feit.stroom_id == EERSTE else feit for feit in feiten])
    assert inhoud(motor) == voor
    assert len(voor["monitoring"]) == 2
    assert len(voor["verwijderrapport"]) == 1


@pytest.mark.parametrize("tot", range(1, len(CASUSFEITEN) + 1, 4))
def test_facts_after_a_destroyed_aanmelding_make_no_row(motor: Engine, tot: int) -> None:
    later = [feit for feit in CASUSFEITEN[:tot] if feit not in (f.AANGEMELD, f.SUMMIER_AANGEMELD)]
    neem_op(motor, historie(f.VERNIETIGD, *later))
    rijen = inhoud(motor)
    assert all(rijen[tabel.name] == [] for tabel in tabellen_met_casus())


def test_facts_after_a_destroyed_question_make_no_row(motor: Engine) -> None:
    later = [feit for feit in CONSULTATIEFEITEN if not isinstance(feit, VraagGesteld)]
    neem_op(motor, historie(c.VERNIETIGD, *later))
    rijen = inhoud(motor)
    assert all(rijen[tabel.name] == [] for tabel in tabellen_met_casus())


@pytest.mark.parametrize("weg", range(1, len(f.STANDEN[Fase.AFGESCHAALD])))
def test_a_fact_that_was_destroyed_alone_is_passed_over(motor: Engine, weg: int) -> None:
    feiten = historie(*f.STANDEN[Fase.AFGESCHAALD])
    neem_op(motor, [*feiten[:weg], vernietig(feiten[weg]), *feiten[weg + 1 :]])
    assert isinstance(vernietig(feiten[weg]).gebeurtenis, Vernietigd)
    assert len(inhoud(motor)["bewaartermijn"]) == 1


# --- content ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("naam", ALLE_HISTORIES)
def test_no_name_and_no_free_text_is_in_any_table(motor: Engine, naam: str) -> None:
    feiten = ALLE_HISTORIES[naam]
    gezongen = [feit if isinstance(feit, Vernietigd) else met_kanaries(feit) for feit in feiten]
    for feit in historie(*gezongen):
        neem_op(motor, [feit])
        rijen = repr(inhoud(motor))
        assert KANARIE not in rijen
        assert repr(GEBOREN) not in rijen


def test_the_canaries_do_sit_in_every_fact_with_content() -> None:
    zingend = {type(feit).__name__ for feit in ALLE_FEITEN if zingt(met_kanaries(feit))}
    stil = {type(feit).__name__ for feit in ALLE_FEITEN} - zingend
    zonder_woorden = {
        *("OpAgendaGezet", "AgendapuntToegevoegd", "KomstBevestigd", "UitnodigingVerstuurd"),
        "BevestigingVerzonden",
        *("PersoonVernietigd", "BijdrageVernietigd", "GegevensGerectificeerd"),
        *("VerwijderingVoorgesteld", "GegevensVerwijderd"),
        *("VerwijderingVanConsultatieVoorgesteld", "ConsultatieVerwijderd"),
        *(type_.__name__ for type_ in get_args(Lijstfeit)),
    }
    assert stil == zonder_woorden


@pytest.mark.parametrize("weergave", WEERGAVEN, ids=lambda weergave: weergave.naam)
def test_a_fact_that_a_view_is_not_given_when_it_is_played_again_would_change_none_of_its_rows(
    motor: Engine, weergave: Weergave
) -> None:
    """Behind each stand of a case, an overleg and a consultatie, every kind of fact that is left out."""
    neemt = NEEMT[weergave.naam]
    rest = [feit for feit in ALLE_FEITEN if type(feit) not in neemt]
    assert rest
    for feiten in ALLE_HISTORIES.values():
        rijen = []
        for erbij in ((), rest):
            leeg(motor, weergave.tabellen)
            neem_op(motor, historie(*feiten, *erbij), weergaven=[weergave])
            rijen.append(inhoud(motor, weergave.tabellen))
        assert rijen[0] == rijen[1]
