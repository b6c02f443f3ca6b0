"""What holds for all views: batches, destroyed facts, no content in any table, an index for every list."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import get_args
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, event, text

from domain.bewaring import Vernietigd
from domain.casus.events import Feit, Gebeurtenis
from domain.casus.state import Fase
from projections import monitoring, monitoring_fold, triagelijst, verwijderrapport
from projections.alle import WEERGAVEN
from projections.weergave import metadata, tabellen_met_casus
from tests.domain import feiten as f
from tests.projections.historie import (
    BEGIN,
    DERDE,
    EERSTE,
    TAFELS,
    TWEEDE,
    historie,
    inhoud,
    leeg,
    neem_op,
    reeks,
    vernietig,
)
from tests.projections.kanarie import GEBOREN, KANARIE, met_kanaries

ALLE_FEITEN = [waarde for waarde in vars(f).values() if isinstance(waarde, get_args(Feit))]
ALLE_HISTORIES = [
    *f.STANDEN.values(),
    (*f.STANDEN[Fase.AFGESLOTEN], f.GEGEVENS_VERWIJDERD),
    tuple(ALLE_FEITEN),
]


# --- tables -------------------------------------------------------------------------------------------------


def test_every_table_is_kept_by_exactly_one_view() -> None:
    assert sorted(tabel.name for weergave in WEERGAVEN for tabel in weergave.tabellen) == sorted(
        tabel.name for tabel in metadata.sorted_tables
    )
    assert len({weergave.naam for weergave in WEERGAVEN}) == len(WEERGAVEN)


def test_every_table_but_the_report_is_emptied_of_a_case_that_is_destroyed() -> None:
    over = set(metadata.sorted_tables) - set(tabellen_met_casus())
    assert over == {verwijderrapport.verwijderrapport}


@pytest.mark.parametrize(
    ("tabel", "soort"),
    [
        (triagelijst.triagelijst, triagelijst._Stand),
        (triagelijst.toestemmingen, triagelijst._Toestemming),
        (monitoring.monitoring, monitoring_fold._Stand),
        (monitoring.acties, monitoring.OpenActie),
        (monitoring.deelnemers, monitoring_fold._Deelnemer),
        (verwijderrapport.verwijderrapport, verwijderrapport.Verwijdering),
        (verwijderrapport.bewaartermijn, verwijderrapport.Termijn),
    ],
    ids=str,
)
def test_a_row_has_the_columns_of_its_table_in_their_order(tabel: object, soort: type) -> None:
    namen = [kolom.name for kolom in metadata.tables[str(tabel)].columns]
    assert namen == [veld.name for veld in fields(soort)]


# --- batches ------------------------------------------------------------------------------------------------

STROMEN = (EERSTE, TWEEDE, DERDE)
FEITEN = st.sampled_from([*ALLE_FEITEN, f.VERNIETIGD])
VERLOOP = st.lists(st.tuples(st.sampled_from(STROMEN), FEITEN), max_size=40)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(verloop=VERLOOP, grenzen=st.sets(st.integers(0, 43)))
def test_the_tables_are_the_same_wherever_a_batch_ends(
    motor: Engine, verloop: list[tuple[UUID, Gebeurtenis]], grenzen: set[int]
) -> None:
    begin: list[tuple[UUID, Gebeurtenis]] = [(stroom_id, f.AANGEMELD) for stroom_id in STROMEN]
    feiten = reeks(*begin, *verloop)
    leeg(motor)
    neem_op(motor, feiten)
    in_een_keer = inhoud(motor)
    leeg(motor)
    neem_op(motor, feiten, grenzen={min(grens, len(feiten)) for grens in grenzen})
    assert inhoud(motor) == in_een_keer


@pytest.mark.parametrize("fase", Fase)
def test_one_fact_at_a_time_gives_the_same_as_all_at_once(motor: Engine, fase: Fase) -> None:
    feiten = historie(*f.STANDEN[fase])
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

    assert opdrachten(50) == opdrachten(1) <= 12


# --- destruction --------------------------------------------------------------------------------------------


def test_a_rebuild_after_a_destruction_gives_the_same_rows_for_everyone_else(motor: Engine) -> None:
    opgeruimd = (*f.STANDEN[Fase.AFGESLOTEN], f.GEGEVENS_VERWIJDERD)
    ander = [(TWEEDE, feit) for feit in f.STANDEN[Fase.MONITORING]]
    wachtend = [(DERDE, feit) for feit in f.STANDEN[Fase.AANGEHOUDEN]]
    feiten = reeks(*((EERSTE, feit) for feit in opgeruimd), *ander, *wachtend)
    neem_op(motor, feiten)
    voor = inhoud(motor)
    leeg(motor)
    neem_op(motor, [vernietig(feit) if feit.stroom_id == EERSTE else feit for feit in feiten])
    assert inhoud(motor) == voor
    assert len(voor["monitoring"]) == 2
    assert len(voor["verwijderrapport"]) == 1


@pytest.mark.parametrize("tot", range(1, len(ALLE_FEITEN) + 1, 4))
def test_facts_after_a_destroyed_aanmelding_make_no_row(motor: Engine, tot: int) -> None:
    later = [feit for feit in ALLE_FEITEN[:tot] if feit not in (f.AANGEMELD, f.SUMMIER_AANGEMELD)]
    neem_op(motor, historie(f.VERNIETIGD, *later))
    rijen = inhoud(motor)
    assert all(rijen[tabel.name] == [] for tabel in tabellen_met_casus())


@pytest.mark.parametrize("weg", range(1, len(f.STANDEN[Fase.AFGESCHAALD])))
def test_a_fact_that_was_destroyed_alone_is_passed_over(motor: Engine, weg: int) -> None:
    feiten = historie(*f.STANDEN[Fase.AFGESCHAALD])
    neem_op(motor, [*feiten[:weg], vernietig(feiten[weg]), *feiten[weg + 1 :]])
    assert isinstance(vernietig(feiten[weg]).gebeurtenis, Vernietigd)
    assert len(inhoud(motor)["bewaartermijn"]) == 1


# --- content ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("feiten", ALLE_HISTORIES, ids=[*f.STANDEN, "destroyed", "all facts"])
def test_no_name_and_no_free_text_is_in_any_table(motor: Engine, feiten: tuple[Gebeurtenis, ...]) -> None:
    gezongen = [feit if isinstance(feit, Vernietigd) else met_kanaries(feit) for feit in feiten]
    for tot in range(1, len(gezongen) + 1):
        neem_op(motor, historie(*gezongen[:tot]))
        rijen = repr(inhoud(motor))
        assert KANARIE not in rijen
        assert repr(GEBOREN) not in rijen


def test_the_canaries_do_sit_in_every_fact_with_content() -> None:
    stil = {type(feit).__name__ for feit in ALLE_FEITEN if KANARIE not in repr(met_kanaries(feit))}
    assert stil == {"VerwijderingVoorgesteld", "GegevensVerwijderd"}


# --- indexes ------------------------------------------------------------------------------------------------

TAFELNAMEN = [f"tafel-{n:02}" for n in range(20)]
VANDAAG = date(2026, 4, 1)

Vraag = Callable[[Connection], object]
VRAGEN: dict[str, tuple[Vraag, tuple[str, ...]]] = {
    "the queue": (
        lambda v: triagelijst.wachtrij(v, "tafel-03", tafels=TAFELS),
        ("ix_triagelijst_tafel",),
    ),
    "the next page of the queue": (
        lambda v: triagelijst.wachtrij(
            v, "tafel-03", tafels=TAFELS, na=triagelijst.Sleutel(date(2026, 3, 3), BEGIN, "TEST-1500")
        ),
        ("ix_triagelijst_tafel",),
    ),
    "the next page of the queue for one organisation": (
        lambda v: triagelijst.wachtrij(
            v,
            "tafel-03",
            tafels=TAFELS,
            organisatie="organisatie-4",
            na=triagelijst.Sleutel(date(2026, 3, 3), BEGIN, "TEST-1500"),
        ),
        ("ix_triagelijst_tafel_organisatie",),
    ),
    "what runs": (lambda v: monitoring.lopend(v, "tafel-03"), ("ix_monitoring_tafel",)),
    "the next page of what runs": (
        lambda v: monitoring.lopend(v, "tafel-03", na=monitoring.Sleutel(date(2026, 4, 3), "TEST-1500")),
        ("ix_monitoring_tafel",),
    ),
    "what runs of a procesregisseur": (
        lambda v: monitoring.lopend(v, "tafel-03", procesregisseur="mw-07"),
        ("ix_monitoring_procesregisseur",),
    ),
    "what runs of a casusregisseur": (
        lambda v: monitoring.lopend(v, "tafel-03", casusregisseur="mw-08"),
        ("ix_monitoring_casusregisseur",),
    ),
    "what runs of an organisation": (
        lambda v: monitoring.lopend(v, "tafel-03", organisatie="organisatie-4"),
        ("ix_monitoring_organisatie",),
    ),
    "what somebody takes part in": (
        lambda v: monitoring.lopend(v, "tafel-03", deelnemer="mw-0009"),
        ("ix_monitoring_deelnemer_medewerker", "pk_monitoring"),
    ),
    "the open actions of a page": (
        lambda v: monitoring.open_acties(v, "tafel-03", stromen=[UUID(int=n) for n in range(3, 60, 20)]),
        ("pk_monitoring_actie",),
    ),
    "the work of a table": (
        lambda v: monitoring.werkdruk(v, "tafel-03", vandaag=VANDAAG),
        ("ix_monitoring_actie_tafel", "on ix_monitoring_"),
    ),
    "what is due": (
        lambda v: verwijderrapport.te_verwijderen(v, "tafel-03", vandaag=VANDAAG),
        ("ix_bewaartermijn_tafel", "ix_bewaartermijn_uitgewerkt"),
    ),
    "the next page of what is due": (
        lambda v: verwijderrapport.te_verwijderen(
            v, "tafel-03", vandaag=VANDAAG, na=verwijderrapport.Termijnsleutel(date(2026, 4, 1), "TEST-0100")
        ),
        ("ix_bewaartermijn_tafel", "ix_bewaartermijn_uitgewerkt"),
    ),
    "what was destroyed": (
        lambda v: verwijderrapport.verwijderd(v, "tafel-03"),
        ("ix_verwijderrapport_tafel",),
    ),
    "one destruction": (lambda v: verwijderrapport.verwijdering(v, "V-1500"), ("pk_verwijderrapport",)),
}


def veel_casussen(aantal: int) -> list[tuple[UUID, Gebeurtenis]]:
    """Cases over twenty tables: most run, some wait, some are closed, some destroyed."""
    feiten: list[tuple[UUID, Gebeurtenis]] = []
    for n in range(aantal):
        tafel = TAFELNAMEN[n % 20]
        begin = replace(
            f.AANGEMELD,
            casusnummer=f"TEST-{n:04}",
            tafel=tafel,
            organisatie=f"organisatie-{n % 9}",
            eerste_verwerking=f.AANGEMELD.eerste_verwerking + timedelta(weeks=n % 14),
            bewaren_tot=VANDAAG + timedelta(days=n % 900 - 30),
        )
        loopt: list[Gebeurtenis] = [
            f.GETRIEERD,
            replace(f.PROCESREGIE_TOEGEWEZEN, medewerker=f"mw-{n % 17:02}"),
            replace(f.CASUSREGIE_TOEGEWEZEN, medewerker=f"mw-{n % 19:02}"),
            replace(f.DEELNEMER_TOEGEVOEGD, medewerker=f"mw-{n % 500:04}"),
            replace(f.ACTIE_TOEGEWEZEN, uiterlijk=VANDAAG + timedelta(days=n % 60)),
        ]
        soort = n // 20 % 5
        einde: list[Gebeurtenis] = [*loopt, f.AFGESLOTEN] if soort == 3 else []
        if soort == 4:
            einde = [replace(f.GEGEVENS_VERWIJDERD, bewijsnummer=f"V-{n:04}", tafel=tafel)]
        feiten += [(UUID(int=n), feit) for feit in [begin, *(einde or (loopt if soort else []))]]
    return feiten


def plan_van(verbinding: Connection, vraag: Vraag) -> str:
    """Ask how PostgreSQL goes about the statement that ``vraag`` sends."""
    gestuurd: list[tuple[str, object]] = []

    def onthoud(*gebeurd: object) -> None:
        gestuurd.append((str(gebeurd[2]), gebeurd[3]))

    event.listen(verbinding, "before_cursor_execute", onthoud)
    vraag(verbinding)
    event.remove(verbinding, "before_cursor_execute", onthoud)
    [(opdracht, waarden)] = gestuurd
    assert isinstance(waarden, dict)
    rijen = verbinding.exec_driver_sql(f"EXPLAIN {opdracht}", waarden)
    return "\n".join(str(rij[0]) for rij in rijen)


GESORTEERD = {"what somebody takes part in", "the open actions of a page", "the work of a table"}
"""A handful of rows, which PostgreSQL may put in order itself."""


def test_every_question_has_an_index(motor: Engine) -> None:
    neem_op(motor, reeks(*veel_casussen(5000)))
    with motor.begin() as verbinding:
        verbinding.execute(text("ANALYZE"))
    with motor.connect() as verbinding:
        # On so few rows reading all and sorting is quick; the question is whether there is another way.
        verbinding.execute(text("SET enable_seqscan = off"))
        for naam, (vraag, indexen) in VRAGEN.items():
            zelf = "on" if naam in GESORTEERD else "off"
            verbinding.execute(text(f"SET enable_bitmapscan = {zelf}"))
            verbinding.execute(text(f"SET enable_sort = {zelf}"))
            plan = plan_van(verbinding, vraag)
            assert "Seq Scan" not in plan, f"{naam}:\n{plan}"
            assert naam in GESORTEERD or "Sort  (" not in plan, f"{naam}:\n{plan}"
            for index in indexen:
                assert index in plan, f"{naam}:\n{plan}"
