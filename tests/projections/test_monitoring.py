"""The running cases, their open actions, and the work per procesregisseur."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import Engine

from domain.casus.events import ActieToegewezen, Gebeurtenis, RegieToegewezen
from domain.casus.evolve import vouw
from domain.casus.state import Fase
from domain.casus.waarden import Aanzet, Regie
from domain.historie import Opgetekend
from domain.rollen import Rol
from projections.monitoring import (
    Agendavoorstel,
    Beurt,
    Lopend,
    Moment,
    Nu,
    OpenActie,
    Sleutel,
    lopend,
    open_acties,
)
from projections.monitoring_fold import Monitoring
from projections.verloop import rijen_nu
from tests.domain import feiten as f
from tests.domain.delen import ACTIE_ID, TWEEDE_ACTIE_ID
from tests.projections.historie import (
    DERDE,
    EERSTE,
    TWEEDE,
    alle_bladzijden,
    historie,
    inhoud,
    neem_op,
    reeks,
)

LOPENDE_FASEN = (Fase.OPGENOMEN, Fase.MONITORING, Fase.AFGESCHAALD, Fase.VOORLOPIG_AFGESLOTEN)


def lopende(motor: Engine, feiten: Sequence[Opgetekend]) -> tuple[Lopend, ...]:
    neem_op(motor, feiten)
    with motor.connect() as verbinding:
        return lopend(verbinding, "testtafel")


def de_ene(motor: Engine, *feiten: Gebeurtenis) -> Lopend:
    [rij] = lopende(motor, historie(*feiten))
    return rij


@pytest.mark.parametrize("fase", LOPENDE_FASEN)
def test_a_running_case_stands_as_the_rules_see_it(motor: Engine, fase: Fase) -> None:
    casus = vouw(f.STANDEN[fase])
    rij = de_ene(motor, *f.STANDEN[fase])
    assert rij.fase is casus.fase is fase
    assert (rij.casusnummer, rij.tafel, rij.gemeente, rij.aanpak) == (
        "TEST-0001",
        "testtafel",
        "teststad",
        "regulier",
    )
    assert (rij.procesregisseur, rij.casusregisseur) == ("mw-peer", "mw-appel")
    assert rij.open_acties == len(casus.open_acties)


@pytest.mark.parametrize("fase", [fase for fase in Fase if fase not in LOPENDE_FASEN])
def test_a_case_that_does_not_run_is_not_shown(motor: Engine, fase: Fase) -> None:
    assert lopende(motor, historie(*f.STANDEN[fase])) == ()


@pytest.mark.parametrize("fase", [Fase.NIET_OPGENOMEN, Fase.AFGESLOTEN, Fase.VERWIJDERD])
def test_of_a_case_that_ended_no_row_is_left(motor: Engine, fase: Fase) -> None:
    neem_op(motor, historie(*f.STANDEN[fase]))
    rijen = inhoud(motor)
    assert all(rijen[tabel.name] == [] for tabel in rijen_nu(Monitoring.tabellen))


def test_the_regie_that_was_given_before_the_triage_is_known_after_it(motor: Engine) -> None:
    rij = de_ene(motor, f.AANGEMELD, f.PROCESREGIE_TOEGEWEZEN, f.GETRIEERD)
    assert (rij.procesregisseur, rij.casusregisseur) == ("mw-peer", None)


def test_the_regie_passes_to_another(motor: Engine) -> None:
    assert de_ene(motor, *f.MET_REGIE, f.PROCESREGIE_OVERGEGEVEN).procesregisseur == "mw-vijg"


def test_an_aanpak_that_came_in_later_is_shown(motor: Engine) -> None:
    aangevuld = replace(f.AANGEVULD, aanpak="nazorg")
    assert de_ene(motor, f.SUMMIER_AANGEMELD, f.GETRIEERD, aangevuld).aanpak == "nazorg"


def test_a_case_says_where_its_names_and_its_last_progress_are_read(motor: Engine) -> None:
    zonder_mensen = replace(f.AANGEVULD, betrokkenen=())
    rij = de_ene(motor, f.AANGEMELD, f.AANGEVULD, zonder_mensen, f.GETRIEERD, f.VOORTGANG_VASTGELEGD)
    assert (rij.versies, rij.voortgang_versie, rij.laatste_voortgang) == ((1, 2), 5, date(2026, 3, 18))


def test_the_level_of_the_opschaling_is_shown_until_the_case_is_scaled_down(motor: Engine) -> None:
    assert de_ene(motor, *f.IN_MONITORING).opgeschaald_naar is None
    assert de_ene(motor, *f.IN_MONITORING, f.OPGESCHAALD).opgeschaald_naar == "bestuur"
    assert de_ene(motor, *f.IN_MONITORING, f.OPGESCHAALD, f.AFGESCHAALD).opgeschaald_naar is None


def test_the_level_is_the_one_that_the_case_is_at_now(motor: Engine) -> None:
    hoger = replace(f.OPGESCHAALD, naar="land")
    terug = (*f.IN_MONITORING, f.OPGESCHAALD, hoger, replace(f.TERUGGESCHAALD, naar="bestuur"))
    assert de_ene(motor, *f.IN_MONITORING, f.OPGESCHAALD, hoger).opgeschaald_naar == "land"
    assert de_ene(motor, *terug).opgeschaald_naar == vouw(terug).niveau == "bestuur"
    assert de_ene(motor, *terug, f.TERUGGESCHAALD).opgeschaald_naar is None


# --- whose turn ---------------------------------------------------------------------------------------------

GEZEGD = (*f.IN_MONITORING, f.VOORTGANG_VASTGELEGD)
VOORSTEL_VAN_ZORG = replace(f.HERAGENDERING_VOORGESTELD, door=Rol.CASUSREGISSEUR)
PROCES, ZORG = Aanzet.PROCESREGISSEUR, Aanzet.CASUSREGISSEUR
ALS_HET_NOG_KAN = date(2026, 6, 2)
"""The day that is proposed for the agenda."""


@pytest.mark.parametrize(
    ("feiten", "wie"),
    [
        (f.OPGENOMEN, PROCES),
        (f.ICO_STAAT_GEPLAND, PROCES),
        ((*f.OPGENOMEN, f.VOORTGANG_VASTGELEGD, f.ICO_GEPLAND), PROCES),
        ((*f.ICO_STAAT_GEPLAND, f.VOORTGANG_VASTGELEGD, f.ICO_AFGEZEGD), PROCES),
        (f.IN_MONITORING, PROCES),
        (GEZEGD, ZORG),
        ((*f.IN_MONITORING, replace(f.VOORTGANG_VASTGELEGD, aanzet=Aanzet.DEELNEMERS)), Aanzet.DEELNEMERS),
        ((*GEZEGD, f.TWEEDE_ICO_GEPLAND), PROCES),
        ((*GEZEGD, f.ICO_GEHOUDEN), PROCES),
        ((*f.IN_MONITORING, f.HERAGENDERING_VOORGESTELD), ZORG),
        ((*GEZEGD, VOORSTEL_VAN_ZORG), PROCES),
        ((*GEZEGD, VOORSTEL_VAN_ZORG, f.VOORTGANG_VASTGELEGD), PROCES),
        ((*GEZEGD, VOORSTEL_VAN_ZORG, f.PROCESREGIE_OVERGEGEVEN), ZORG),
        ((*GEZEGD, f.HERAGENDERING_VOORGESTELD, f.GEAGENDEERD), PROCES),
        ((*GEZEGD, f.OPGESCHAALD), PROCES),
        ((*f.IN_MONITORING, f.OPGESCHAALD, f.VOORTGANG_VASTGELEGD, f.TERUGGESCHAALD), PROCES),
        ((*GEZEGD, f.OP_AGENDA_GEZET), ZORG),
        ((*GEZEGD, f.OP_AGENDA_GEZET, f.AGENDAPUNT_BESPROKEN), PROCES),
        ((*GEZEGD, f.OP_AGENDA_GEZET, f.VAN_AGENDA_GEHAALD), PROCES),
        ((*GEZEGD, f.AGENDAPUNT_BESPROKEN), ZORG),
        ((*GEZEGD, f.OPGESCHAALD, f.VOORTGANG_VASTGELEGD), ZORG),
        ((*GEZEGD, f.HERAGENDERING_VOORGESTELD, f.AFGESCHAALD), None),
        ((*GEZEGD, f.AFGESCHAALD, f.HEROPEND), PROCES),
        ((*GEZEGD, f.HERAGENDERING_VOORGESTELD, f.VOORLOPIG_AFGESLOTEN), PROCES),
    ],
)
def test_whose_turn_it_is_follows_what_happened_last(
    motor: Engine, feiten: tuple[Gebeurtenis, ...], wie: Aanzet | None
) -> None:
    beurt = de_ene(motor, *feiten).beurt(ALS_HET_NOG_KAN)
    assert (beurt.wie, beurt.sinds is None) == (wie, wie is None)


def elke_dag(*feiten: Gebeurtenis) -> list[Opgetekend]:
    """Tell of one case to which something happens every day, from 2 March."""
    return [
        replace(
            opgetekend,
            envelop=replace(opgetekend.envelop, op=opgetekend.envelop.op + timedelta(days=dagen)),
        )
        for dagen, opgetekend in enumerate(historie(*feiten))
    ]


def test_a_turn_lasts_from_the_day_it_passed_to_somebody(motor: Engine) -> None:
    tot_en_met_ico = (f.AANGEMELD, f.GETRIEERD, f.ICO_GEPLAND, f.ICO_GEHOUDEN)
    [rij] = lopende(motor, elke_dag(*tot_en_met_ico))
    assert rij.beurt(ALS_HET_NOG_KAN) == Beurt(PROCES, date(2026, 3, 3))
    twee_keer_gezegd = (*tot_en_met_ico, f.VOORTGANG_VASTGELEGD, f.VOORTGANG_VASTGELEGD)
    [rij] = lopende(motor, elke_dag(*twee_keer_gezegd))
    assert rij.beurt(ALS_HET_NOG_KAN) == Beurt(ZORG, date(2026, 3, 6))
    [rij] = lopende(motor, elke_dag(*twee_keer_gezegd, VOORSTEL_VAN_ZORG))
    assert rij.beurt(ALS_HET_NOG_KAN) == Beurt(PROCES, date(2026, 3, 8))


def test_a_proposal_waits_for_the_other_until_its_day_has_passed(motor: Engine) -> None:
    rij = de_ene(motor, *f.IN_MONITORING, f.HERAGENDERING_VOORGESTELD)
    assert rij.agendavoorstel(ALS_HET_NOG_KAN) == Agendavoorstel(ALS_HET_NOG_KAN, Rol.PROCESREGISSEUR)
    daarna = ALS_HET_NOG_KAN + timedelta(days=1)
    assert (rij.agendavoorstel(daarna), rij.beurt(daarna).wie) == (None, PROCES)
    beantwoord = de_ene(motor, *f.IN_MONITORING, f.HERAGENDERING_VOORGESTELD, f.GEAGENDEERD)
    assert beantwoord.agendavoorstel(ALS_HET_NOG_KAN) is None


# --- what comes next ----------------------------------------------------------------------------------------

NA_TWEEDE = (*f.IN_MONITORING, f.TWEEDE_ICO_GEPLAND)


@pytest.mark.parametrize(
    ("feiten", "datum", "soort"),
    [
        (f.MET_REGIE, None, None),
        (f.ICO_STAAT_GEPLAND, date(2026, 3, 17), Moment.ICO),
        ((*f.ICO_STAAT_GEPLAND, f.ICO_VERZET), date(2026, 3, 24), Moment.ICO),
        ((*f.ICO_STAAT_GEPLAND, f.ICO_AFGEZEGD), None, None),
        (f.IN_MONITORING, None, None),
        ((*f.IN_MONITORING, f.GEAGENDEERD), date(2026, 6, 2), Moment.AGENDA),
        ((*NA_TWEEDE, f.GEAGENDEERD), date(2026, 3, 24), Moment.ICO),
        ((*f.IN_MONITORING, f.GEAGENDEERD, f.AFGESCHAALD), None, None),
        ((*f.IN_MONITORING, f.GEAGENDEERD, f.VOORLOPIG_AFGESLOTEN), date(2026, 9, 1), Moment.HERZIENING),
        ((*f.IN_MONITORING, f.VOORLOPIG_AFGESLOTEN, f.HEROPEND), None, None),
        (
            (*f.IN_MONITORING, f.VOORLOPIG_AFGESLOTEN, f.HEROPEND, f.GEAGENDEERD),
            date(2026, 6, 2),
            Moment.AGENDA,
        ),
    ],
    ids=lambda waarde: None if isinstance(waarde, tuple) else str(waarde),
)
def test_the_next_moment_is_the_earliest_that_still_counts(
    motor: Engine, feiten: tuple[Gebeurtenis, ...], datum: date | None, soort: Moment | None
) -> None:
    rij = de_ene(motor, *feiten)
    assert (rij.volgende or (None, None)) == (datum, soort)
    assert rij.eerste_datum == (datum or date.max)


@pytest.mark.parametrize(
    ("feiten", "dag", "reden"),
    [
        ((*f.IN_MONITORING, f.ACTIE_TOEGEWEZEN), date(2026, 4, 1), "Een actie is over de datum."),
        (f.ICO_STAAT_GEPLAND, date(2026, 3, 17), "Het geplande ICO is niet vastgelegd."),
        ((*f.IN_MONITORING, f.GEAGENDEERD), date(2026, 6, 2), "De datum op de agenda is voorbij."),
        (
            (*f.IN_MONITORING, f.VOORLOPIG_AFGESLOTEN),
            date(2026, 9, 1),
            "De datum om opnieuw te kijken is voorbij.",
        ),
    ],
)
def test_a_case_is_late_from_the_day_after_something_should_have_happened(
    motor: Engine, feiten: tuple[Gebeurtenis, ...], dag: date, reden: str
) -> None:
    rij = de_ene(motor, *feiten)
    assert (rij.te_laat(dag), rij.redenen_te_laat(dag)) == (False, ())
    daarna = dag + timedelta(days=1)
    assert (rij.te_laat(daarna), rij.redenen_te_laat(daarna)) == (True, (reden,))


def test_a_case_can_be_late_for_more_than_one_reason(motor: Engine) -> None:
    rij = de_ene(motor, *NA_TWEEDE, f.GEAGENDEERD, f.ACTIE_TOEGEWEZEN)
    assert len(rij.redenen_te_laat(date(2026, 6, 3))) == 3


@pytest.mark.parametrize(
    "feiten",
    [
        f.IN_MONITORING,
        (*f.ICO_STAAT_GEPLAND, f.ICO_AFGEZEGD),
        (*f.IN_MONITORING, f.ACTIE_TOEGEWEZEN, f.ACTIE_AFGEROND),
        (*NA_TWEEDE, f.GEAGENDEERD, replace(f.ICO_GEHOUDEN, ico_id=f.TWEEDE_ICO_GEPLAND.ico_id)),
        (*f.IN_MONITORING, f.VOORLOPIG_AFGESLOTEN, f.HEROPEND),
    ],
)
def test_what_was_done_or_called_off_is_never_late(motor: Engine, feiten: tuple[Gebeurtenis, ...]) -> None:
    assert not de_ene(motor, *feiten).te_laat(date.max)


def test_a_late_evening_is_still_that_day_in_the_netherlands(motor: Engine) -> None:
    na_middernacht = f.ICO_GEPLAND.begint.replace(hour=23, minute=30)
    rij = de_ene(motor, *f.MET_REGIE, replace(f.ICO_GEPLAND, begint=na_middernacht))
    assert rij.volgende == (date(2026, 3, 18), Moment.ICO)


def test_actions_are_open_until_they_end(motor: Engine) -> None:
    twee = (*f.IN_MONITORING, f.ACTIE_TOEGEWEZEN, f.TWEEDE_ACTIE_TOEGEWEZEN)
    rij = de_ene(motor, *twee)
    assert (rij.open_acties, rij.eerste_uiterlijk) == (2, date(2026, 4, 1))
    assert not rij.te_laat(date(2026, 4, 1))
    assert rij.te_laat(date(2026, 4, 2))
    rij = de_ene(motor, *twee, f.ACTIE_AFGEROND)
    assert (rij.open_acties, rij.eerste_uiterlijk) == (1, date(2026, 5, 1))
    rij = de_ene(motor, *twee, f.ACTIE_VERVALLEN, replace(f.ACTIE_AFGEROND, actie_id=TWEEDE_ACTIE_ID))
    assert (rij.open_acties, rij.eerste_uiterlijk, rij.te_laat(date.max)) == (0, None, False)


def test_open_actions_say_where_to_read_what_they_are_about(motor: Engine) -> None:
    neem_op(motor, historie(*f.IN_MONITORING, f.TWEEDE_ACTIE_TOEGEWEZEN, f.ACTIE_TOEGEWEZEN))
    with motor.connect() as verbinding:
        eerste, tweede = open_acties(verbinding, "testtafel", stromen=[EERSTE, TWEEDE])
        assert open_acties(verbinding, "andere-tafel", stromen=[EERSTE]) == ()
        assert open_acties(verbinding, "testtafel", stromen=[]) == ()
    assert eerste == OpenActie(EERSTE, ACTIE_ID, 9, "testtafel", "testzorg", "mw-appel", date(2026, 4, 1))
    assert (tweede.actie_id, tweede.versie, tweede.medewerker) == (TWEEDE_ACTIE_ID, 8, None)
    assert eerste.te_laat(date(2026, 4, 2))


def test_somebody_takes_part_until_removed_or_until_the_case_is_closed(motor: Engine) -> None:
    def meloen_doet_mee(*feiten: Gebeurtenis) -> bool:
        neem_op(motor, historie(*f.IN_MONITORING, f.DEELNEMER_TOEGEVOEGD, *feiten))
        with motor.connect() as verbinding:
            erbij = [rij.stroom_id for rij in lopend(verbinding, "testtafel", deelnemer="mw-meloen")]
            return bool(erbij)

    assert meloen_doet_mee()
    assert not meloen_doet_mee(f.DEELNEMER_VERWIJDERD)
    assert not meloen_doet_mee(f.AFGESLOTEN)


def drie_casussen() -> list[Opgetekend]:
    """Tell of a case that is overdue, one with an action later, and one without actions or regisseur."""

    def feiten(stroom_id: UUID, nummer: str, *uiterlijk: date) -> list[tuple[UUID, Gebeurtenis]]:
        acties = [
            ActieToegewezen(UUID(int=n), "Bellen", "testzorg", None, dag)
            for n, dag in enumerate(uiterlijk, 1)
        ]
        begin: list[Gebeurtenis] = [replace(f.AANGEMELD, casusnummer=nummer), f.GETRIEERD]
        return [(stroom_id, feit) for feit in [*begin, *acties]]

    regie = RegieToegewezen(Regie.PROCES_BASIS, "mw-peer", "testregie")
    return reeks(
        *feiten(EERSTE, "TEST-0001"),
        *feiten(TWEEDE, "TEST-0002", date(2026, 5, 1)),
        *feiten(DERDE, "TEST-0003", date(2026, 4, 1), date(2026, 4, 8), date(2026, 6, 1)),
        (TWEEDE, regie),
        (DERDE, regie),
    )


def test_what_is_overdue_comes_first_and_what_has_no_date_last(motor: Engine) -> None:
    rijen = lopende(motor, drie_casussen())
    assert [rij.casusnummer for rij in rijen] == ["TEST-0003", "TEST-0002", "TEST-0001"]


def test_an_ico_an_agenda_and_a_review_count_for_the_order_as_an_action_does(motor: Engine) -> None:
    def casus(nummer: str, stroom_id: UUID, *feiten: Gebeurtenis) -> list[tuple[UUID, Gebeurtenis]]:
        begin = replace(f.AANGEMELD, casusnummer=nummer)
        return [(stroom_id, feit) for feit in (begin, *f.IN_MONITORING[1:], *feiten)]

    feiten = reeks(
        *casus("HERZIEN", EERSTE, f.VOORLOPIG_AFGESLOTEN),
        *casus("AGENDA", TWEEDE, f.GEAGENDEERD),
        *casus("ICO", DERDE, f.TWEEDE_ICO_GEPLAND),
        *casus("ACTIE", UUID(int=4), f.ACTIE_TOEGEWEZEN),
        *casus("NIETS", UUID(int=5)),
    )
    volgorde = [rij.casusnummer for rij in lopende(motor, feiten)]
    assert volgorde == ["ICO", "ACTIE", "AGENDA", "HERZIEN", "NIETS"]


def test_one_asks_for_the_cases_of_a_turn_or_that_are_late_as_they_stand_on_a_day(motor: Engine) -> None:
    neem_op(motor, historie(*f.IN_MONITORING, f.HERAGENDERING_VOORGESTELD))
    daarna = ALS_HET_NOG_KAN + timedelta(days=1)
    with motor.connect() as verbinding:
        [rij] = lopend(verbinding, "testtafel")
        for dag in (ALS_HET_NOG_KAN, daarna):
            for wie in Aanzet:
                gevonden = lopend(verbinding, "testtafel", nu=Nu(dag, aan_zet=wie))
                assert bool(gevonden) is (rij.beurt(dag).wie is wie), (dag, wie)
    neem_op(motor, historie(*f.IN_MONITORING, f.GEAGENDEERD))
    with motor.connect() as verbinding:
        assert lopend(verbinding, "testtafel", nu=Nu(date(2026, 6, 2), te_laat=True)) == ()
        assert len(lopend(verbinding, "testtafel", nu=Nu(date(2026, 6, 3), te_laat=True))) == 1


def test_a_regisseur_sees_the_own_cases(motor: Engine) -> None:
    neem_op(motor, drie_casussen())
    with motor.connect() as verbinding:
        eigen = lopend(verbinding, "testtafel", procesregisseur="mw-peer")
        assert [rij.stroom_id for rij in eigen] == [DERDE, TWEEDE]
        assert lopend(verbinding, "testtafel", casusregisseur="mw-peer") == ()
        assert len(lopend(verbinding, "testtafel", organisatie="testzorg")) == 3
        assert lopend(verbinding, "testtafel", organisatie="testpolitie") == ()
        assert lopend(verbinding, "andere-tafel") == ()


def test_turning_the_pages_shows_every_case_once(motor: Engine) -> None:
    feiten: list[tuple[UUID, Gebeurtenis]] = []
    for n in range(1, 24):
        stroom_id = UUID(int=n)
        feiten += [(stroom_id, replace(f.AANGEMELD, casusnummer=f"TEST-{n:04}")), (stroom_id, f.GETRIEERD)]
        if n % 3:
            feiten.append((stroom_id, replace(f.ACTIE_TOEGEWEZEN, uiterlijk=date(2026, 4, n % 4 + 1))))
        if n % 5 == 0:
            feiten.append((stroom_id, replace(f.GEAGENDEERD, datum=date(2026, 4, n % 4 + 1))))
    alle = lopende(motor, reeks(*feiten))
    with motor.connect() as verbinding:

        def blad(na: Sleutel | None) -> tuple[Lopend, ...]:
            return lopend(verbinding, "testtafel", na=na, limiet=5)

        assert alle_bladzijden(blad, lambda rij: rij.sleutel) == list(alle)
    assert len(alle) == 23
    assert alle[-1].eerste_datum == date.max
