"""The running cases, their open actions, and the work per procesregisseur."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import Engine

from domain.casus.events import ActieToegewezen, Gebeurtenis, RegieToegewezen
from domain.casus.state import Fase, vouw
from domain.casus.waarden import Aanzet, Regie
from domain.historie import Opgetekend
from projections.monitoring import (
    Lopend,
    OpenActie,
    Sleutel,
    Werkdruk,
    lopend,
    neemt_deel,
    open_acties,
    werkdruk,
)
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
    assert rijen["monitoring"] == rijen["monitoring_actie"] == rijen["monitoring_deelnemer"] == []


def test_the_regie_that_was_given_before_the_triage_is_known_after_it(motor: Engine) -> None:
    rij = de_ene(motor, f.AANGEMELD, f.PROCESREGIE_TOEGEWEZEN, f.GETRIEERD)
    assert (rij.procesregisseur, rij.casusregisseur) == ("mw-peer", None)


def test_the_regie_passes_to_another(motor: Engine) -> None:
    assert de_ene(motor, *f.MET_REGIE, f.PROCESREGIE_OVERGEGEVEN).procesregisseur == "mw-vijg"


def test_an_aanpak_that_came_in_later_is_shown(motor: Engine) -> None:
    aangevuld = replace(f.AANGEVULD, aanpak="nazorg")
    assert de_ene(motor, f.SUMMIER_AANGEMELD, f.GETRIEERD, aangevuld).aanpak == "nazorg"


def test_progress_says_when_and_whose_turn_it_is(motor: Engine) -> None:
    assert de_ene(motor, *f.IN_MONITORING).aan_zet is None
    rij = de_ene(motor, *f.IN_MONITORING, f.VOORTGANG_VASTGELEGD)
    assert (rij.laatste_voortgang, rij.aan_zet) == (date(2026, 3, 18), Aanzet.CASUSREGISSEUR)


NA_TWEEDE = (*f.IN_MONITORING, f.TWEEDE_ICO_GEPLAND)


@pytest.mark.parametrize(
    ("feiten", "datum"),
    [
        (f.MET_REGIE, None),
        (f.ICO_STAAT_GEPLAND, date(2026, 3, 17)),
        ((*f.ICO_STAAT_GEPLAND, f.ICO_VERZET), date(2026, 3, 24)),
        ((*f.ICO_STAAT_GEPLAND, f.ICO_AFGEZEGD), None),
        (f.IN_MONITORING, None),
        ((*f.IN_MONITORING, f.GEAGENDEERD), date(2026, 6, 2)),
        ((*NA_TWEEDE, f.GEAGENDEERD), date(2026, 3, 24)),
        ((*f.IN_MONITORING, f.GEAGENDEERD, f.AFGESCHAALD), None),
        ((*f.IN_MONITORING, f.GEAGENDEERD, f.VOORLOPIG_AFGESLOTEN), date(2026, 9, 1)),
        ((*f.IN_MONITORING, f.VOORLOPIG_AFGESLOTEN, f.HEROPEND), None),
        ((*f.IN_MONITORING, f.VOORLOPIG_AFGESLOTEN, f.HEROPEND, f.GEAGENDEERD), date(2026, 6, 2)),
    ],
    ids=lambda waarde: None if isinstance(waarde, tuple) else str(waarde),
)
def test_the_next_date_is_the_earliest_that_still_counts(
    motor: Engine, feiten: tuple[Gebeurtenis, ...], datum: date | None
) -> None:
    assert de_ene(motor, *feiten).volgende_datum == datum


def test_a_late_evening_is_still_that_day_in_the_netherlands(motor: Engine) -> None:
    na_middernacht = f.ICO_GEPLAND.begint.replace(hour=23, minute=30)
    rij = de_ene(motor, *f.MET_REGIE, replace(f.ICO_GEPLAND, begint=na_middernacht))
    assert rij.volgende_datum == date(2026, 3, 18)


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
            assert neemt_deel(verbinding, EERSTE, medewerker="mw-meloen") == (erbij == [EERSTE])
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


def test_what_is_overdue_comes_first_and_what_has_no_action_last(motor: Engine) -> None:
    rijen = lopende(motor, drie_casussen())
    assert [rij.casusnummer for rij in rijen] == ["TEST-0003", "TEST-0002", "TEST-0001"]


def test_a_regisseur_sees_the_own_cases(motor: Engine) -> None:
    neem_op(motor, drie_casussen())
    with motor.connect() as verbinding:
        eigen = lopend(verbinding, "testtafel", procesregisseur="mw-peer")
        assert [rij.stroom_id for rij in eigen] == [DERDE, TWEEDE]
        assert lopend(verbinding, "testtafel", casusregisseur="mw-peer") == ()
        assert len(lopend(verbinding, "testtafel", organisatie="testzorg")) == 3
        assert lopend(verbinding, "testtafel", organisatie="testpolitie") == ()
        assert lopend(verbinding, "andere-tafel") == ()


def test_the_work_per_procesregisseur(motor: Engine) -> None:
    neem_op(motor, drie_casussen())
    with motor.connect() as verbinding:
        assert werkdruk(verbinding, "testtafel", vandaag=date(2026, 4, 8)) == (
            Werkdruk("mw-peer", casussen=2, open_acties=4, te_laat=1),
            Werkdruk(None, casussen=1, open_acties=0, te_laat=0),
        )
        assert werkdruk(verbinding, "andere-tafel", vandaag=date(2026, 4, 8)) == ()


def test_turning_the_pages_shows_every_case_once(motor: Engine) -> None:
    feiten: list[tuple[UUID, Gebeurtenis]] = []
    for n in range(1, 24):
        stroom_id = UUID(int=n)
        feiten += [(stroom_id, replace(f.AANGEMELD, casusnummer=f"TEST-{n:04}")), (stroom_id, f.GETRIEERD)]
        if n % 3:
            feiten.append((stroom_id, replace(f.ACTIE_TOEGEWEZEN, uiterlijk=date(2026, 4, n % 4 + 1))))
    alle = lopende(motor, reeks(*feiten))
    with motor.connect() as verbinding:

        def blad(na: Sleutel | None) -> tuple[Lopend, ...]:
            return lopend(verbinding, "testtafel", na=na, limiet=5)

        assert alle_bladzijden(blad, lambda rij: rij.sleutel) == list(alle)
    assert len(alle) == 23
    assert alle[-1].eerste_uiterlijk is None
