"""What is due for destruction, and what was destroyed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import Engine

from domain.casus.events import Gebeurtenis
from domain.casus.state import Fase
from domain.casus.waarden import Verwijdergrond
from domain.historie import Opgetekend
from domain.rollen import Rol
from projections.verwijderrapport import (
    Soort,
    Termijn,
    Termijnsleutel,
    Verwijdering,
    Verwijdersleutel,
    aanwezig,
    te_verwijderen,
    verwijderd,
    verwijdering,
)
from tests.domain import feiten as f
from tests.domain.consultatie import feiten as c
from tests.domain.tafel import DINSDAG, EINDE_TERMIJN, VERLENGD_TOT
from tests.projections.historie import (
    BEGIN,
    DERDE,
    EERSTE,
    TWEEDE,
    Gebeurd,
    alle_bladzijden,
    historie,
    inhoud,
    leeg,
    neem_op,
    reeks,
    vernietig,
)

VOOR_EINDE = EINDE_TERMIJN - timedelta(days=1)
OPGERUIMD = (*f.GESLOTEN, f.VERWIJDERING_VOORGESTELD, f.GEGEVENS_VERWIJDERD)


def aan_de_beurt(motor: Engine, feiten: Sequence[Opgetekend], *, vandaag: date) -> tuple[Termijn, ...]:
    neem_op(motor, feiten)
    with motor.connect() as verbinding:
        assert te_verwijderen(verbinding, "andere-tafel", vandaag=vandaag) == ()
        return te_verwijderen(verbinding, "testtafel", vandaag=vandaag)


def test_a_running_case_is_due_on_the_day_its_term_ends(motor: Engine) -> None:
    feiten = historie(*f.IN_MONITORING)
    assert aan_de_beurt(motor, feiten, vandaag=VOOR_EINDE) == ()
    [rij] = aan_de_beurt(motor, feiten, vandaag=EINDE_TERMIJN)
    assert rij == Termijn(
        EERSTE, "TEST-0001", "testtafel", EINDE_TERMIJN, "testregime/1/plafond", uitgewerkt=False
    )
    assert rij.verstreken(EINDE_TERMIJN)
    assert not rij.over_termijn(EINDE_TERMIJN)
    assert rij.over_termijn(EINDE_TERMIJN + timedelta(days=1))


def test_a_closed_case_can_be_destroyed_before_its_term_ends(motor: Engine) -> None:
    [rij] = aan_de_beurt(motor, historie(*f.GESLOTEN), vandaag=VOOR_EINDE)
    assert rij.uitgewerkt
    assert not rij.verstreken(VOOR_EINDE)


def test_every_case_whose_data_are_there_is_listed_and_a_closed_one_only_to_few(motor: Engine) -> None:
    gesloten = (replace(f.AANGEMELD, casusnummer="TEST-0002"), f.AFGESLOTEN)
    weg = (replace(f.AANGEMELD, casusnummer="TEST-0003"), f.GEGEVENS_VERWIJDERD)
    neem_op(motor, historie(*f.IN_MONITORING))
    neem_op(motor, historie(*gesloten, stroom_id=TWEEDE))
    neem_op(motor, historie(*weg, stroom_id=DERDE))
    with motor.connect() as verbinding:
        allen = aanwezig(verbinding, "testtafel", ook_afgeschermd=True)
        velen = aanwezig(verbinding, "testtafel", ook_afgeschermd=False)
        assert aanwezig(verbinding, "andere-tafel", ook_afgeschermd=True) == ()
    assert [(rij.casusnummer, rij.uitgewerkt, rij.afgeschermd) for rij in allen] == [
        ("TEST-0001", False, False),
        ("TEST-0002", True, True),
    ]
    assert velen == allen[:1]


def test_a_case_that_was_not_taken_up_is_due_under_its_own_rule(motor: Engine) -> None:
    [rij] = aan_de_beurt(motor, historie(*f.STANDEN[Fase.NIET_OPGENOMEN]), vandaag=DINSDAG)
    assert (rij.bewaren_tot, rij.regel, rij.uitgewerkt) == (DINSDAG, "testregime/1/na-afwijzing", True)


def test_a_case_that_is_closed_for_the_time_being_is_still_open(motor: Engine) -> None:
    assert aan_de_beurt(motor, historie(*f.STANDEN[Fase.VOORLOPIG_AFGESLOTEN]), vandaag=VOOR_EINDE) == ()


def test_a_proposal_is_shown_with_who_made_it_and_why(motor: Engine) -> None:
    [rij] = aan_de_beurt(motor, historie(*f.STANDEN[Fase.AFGESLOTEN]), vandaag=VOOR_EINDE)
    assert (rij.voorgesteld_door, rij.grond) == ("mw-kers", Verwijdergrond.NIET_LANGER_NODIG)


@pytest.mark.parametrize("feiten", [OPGERUIMD, f.VERWIJDERD], ids=["as it happened", "as it is read back"])
def test_what_was_destroyed_is_no_longer_due_and_stands_in_the_report(
    motor: Engine, feiten: tuple[Gebeurtenis, ...]
) -> None:
    assert aan_de_beurt(motor, historie(*feiten), vandaag=date.max) == ()
    assert inhoud(motor)["bewaartermijn"] == []
    with motor.connect() as verbinding:
        [rij] = verwijderd(verbinding, "testtafel")
        assert verwijderd(verbinding, "andere-tafel") == ()
        assert verwijdering(verbinding, "BEWIJS-1") == rij
        assert verwijdering(verbinding, "BEWIJS-2") is None
    assert rij == Verwijdering(
        bewijsnummer="BEWIJS-1",
        stroom_id=EERSTE,
        tafel="testtafel",
        regime="testregime",
        verwijderd_op=BEGIN + timedelta(minutes=len(feiten) - 1),
        rol=Rol.PROCESREGISSEUR,
        grond=Verwijdergrond.NIET_LANGER_NODIG,
        regel="testregime/1/plafond",
        bewaren_tot=EINDE_TERMIJN,
        voorgesteld_door="mw-kers",
        uitgevoerd_door="mw-pruim",
        wijze=f.GEGEVENS_VERWIJDERD.wijze,
        systemen=f.GEGEVENS_VERWIJDERD.systemen,
        gecontroleerd=f.GEGEVENS_VERWIJDERD.gecontroleerd,
        soort=Soort.CASUS,
        gecontroleerd_door=f.GEGEVENS_VERWIJDERD.gecontroleerd_door,
        goedgekeurd_door=f.GEGEVENS_VERWIJDERD.goedgekeurd_door,
        lijstnummer=f.GEGEVENS_VERWIJDERD.lijstnummer,
    )
    assert rij.rol is Rol.PROCESREGISSEUR
    assert rij.grond is Verwijdergrond.NIET_LANGER_NODIG


def test_the_newest_destruction_comes_first(motor: Engine) -> None:
    tweede = replace(f.GEGEVENS_VERWIJDERD, bewijsnummer="BEWIJS-2")
    neem_op(motor, reeks((EERSTE, f.GEGEVENS_VERWIJDERD), (TWEEDE, tweede)))
    with motor.connect() as verbinding:
        assert [rij.bewijsnummer for rij in verwijderd(verbinding, "testtafel")] == ["BEWIJS-2", "BEWIJS-1"]


def test_turning_the_pages_of_what_is_due_shows_every_case_once(motor: Engine) -> None:
    feiten: list[tuple[UUID, Gebeurtenis]] = []
    for n in range(1, 31):
        tot = EINDE_TERMIJN + timedelta(days=n % 6 - 3)
        feiten.append((UUID(int=n), replace(f.AANGEMELD, casusnummer=f"TEST-{n:04}", bewaren_tot=tot)))
        if n % 2:
            feiten.append((UUID(int=n), f.AFGESLOTEN))
    alle = aan_de_beurt(motor, reeks(*feiten), vandaag=EINDE_TERMIJN)
    with motor.connect() as verbinding:

        def blad(na: Termijnsleutel | None) -> tuple[Termijn, ...]:
            return te_verwijderen(verbinding, "testtafel", vandaag=EINDE_TERMIJN, na=na, limiet=4)

        assert alle_bladzijden(blad, lambda rij: rij.sleutel) == list(alle)
    assert len(alle) == 25
    assert list(alle) == sorted(alle, key=lambda rij: (rij.bewaren_tot, rij.casusnummer))


def test_turning_the_pages_of_what_was_destroyed_shows_every_case_once(motor: Engine) -> None:
    neem_op(
        motor,
        reeks(
            *(
                (UUID(int=n), replace(f.GEGEVENS_VERWIJDERD, bewijsnummer=f"BEWIJS-{n:02}"))
                for n in range(1, 18)
            )
        ),
    )
    with motor.connect() as verbinding:

        def blad(na: Verwijdersleutel | None) -> tuple[Verwijdering, ...]:
            return verwijderd(verbinding, "testtafel", na=na, limiet=5)

        gezien = [rij.bewijsnummer for rij in alle_bladzijden(blad, lambda rij: rij.sleutel)]
    assert gezien == [f"BEWIJS-{n:02}" for n in range(17, 0, -1)]


# --- consultaties -------------------------------------------------------------------------------------------


def test_a_question_by_name_is_due_when_its_term_ends(motor: Engine) -> None:
    feiten = historie(*c.BEANTWOORD)
    assert aan_de_beurt(motor, feiten, vandaag=VOOR_EINDE) == ()
    [rij] = aan_de_beurt(motor, feiten, vandaag=EINDE_TERMIJN)
    assert rij == Termijn(
        EERSTE,
        "VRAAG-0001",
        "testtafel",
        EINDE_TERMIJN,
        "testregime/1/plafond",
        uitgewerkt=False,
        soort=Soort.CONSULTATIE,
    )
    assert rij.soort is Soort.CONSULTATIE


@pytest.mark.parametrize("gesteld", [c.ALGEMENE_VRAAG_GESTELD, c.ANONIEME_VRAAG_GESTELD])
def test_the_clock_of_a_question_starts_when_somebody_is_named(motor: Engine, gesteld: Gebeurd) -> None:
    assert aan_de_beurt(motor, historie(gesteld, c.ADVIES_GEGEVEN, c.GESLOTEN), vandaag=date.max) == ()
    zonder_naam = replace(c.VRAAG_AANGEVULD, betrokkenen=())
    assert aan_de_beurt(motor, historie(gesteld, zonder_naam), vandaag=date.max) == ()
    [rij] = aan_de_beurt(motor, historie(gesteld, zonder_naam, c.OP_NAAM_GEWORDEN), vandaag=date.max)
    assert (rij.casusnummer, rij.bewaren_tot, rij.soort) == ("VRAAG-0001", EINDE_TERMIJN, Soort.CONSULTATIE)
    assert inhoud(motor)["bewaartermijn_zonder"] == []


@pytest.mark.parametrize("einde", [c.GESLOTEN, c.OMGEZET])
def test_a_question_that_is_over_can_be_destroyed_before_its_term_ends(motor: Engine, einde: Gebeurd) -> None:
    [rij] = aan_de_beurt(
        motor, historie(*c.BEANTWOORD, einde, c.VERWIJDERING_VOORGESTELD), vandaag=VOOR_EINDE
    )
    assert (rij.uitgewerkt, rij.afgeschermd) == (True, False)
    assert (rij.voorgesteld_door, rij.grond) == ("mw-kers", Verwijdergrond.NIET_LANGER_NODIG)


def test_cases_and_questions_are_listed_apart(motor: Engine) -> None:
    neem_op(motor, reeks((EERSTE, f.AANGEMELD), (TWEEDE, c.VRAAG_GESTELD), (DERDE, c.ALGEMENE_VRAAG_GESTELD)))
    with motor.connect() as verbinding:
        casussen = aanwezig(verbinding, "testtafel", ook_afgeschermd=True)
        vragen = aanwezig(verbinding, "testtafel", ook_afgeschermd=True, soort=Soort.CONSULTATIE)
    assert [rij.stroom_id for rij in casussen] == [EERSTE]
    assert [rij.stroom_id for rij in vragen] == [TWEEDE]


@pytest.mark.parametrize(
    "feiten", [(*c.BEANTWOORD, c.VERWIJDERD), c.WEG], ids=["as it happened", "as it is read back"]
)
def test_a_question_that_was_destroyed_stands_in_the_report(
    motor: Engine, feiten: tuple[Gebeurd, ...]
) -> None:
    assert aan_de_beurt(motor, historie(*feiten), vandaag=date.max) == ()
    with motor.connect() as verbinding:
        [rij] = verwijderd(verbinding, "testtafel")
        assert verwijdering(verbinding, "BEWIJS-7") == rij
    assert (rij.soort, rij.bewijsnummer, rij.regel, rij.bewaren_tot) == (
        Soort.CONSULTATIE,
        "BEWIJS-7",
        "testregime/1/plafond",
        EINDE_TERMIJN,
    )
    rijen = inhoud(motor)
    assert rijen["bewaartermijn"] == rijen["bewaartermijn_zonder"] == rijen["consultatielijst"] == []


def test_a_question_whose_clock_never_ran_stands_in_the_report_without_a_term(motor: Engine) -> None:
    weg = replace(c.VERWIJDERD, regel=None, bewaren_tot=None)
    neem_op(motor, historie(c.ALGEMENE_VRAAG_GESTELD, c.GESLOTEN, weg))
    with motor.connect() as verbinding:
        [rij] = verwijderd(verbinding, "testtafel")
    assert (rij.regel, rij.bewaren_tot) == (None, None)
    assert inhoud(motor)["bewaartermijn_zonder"] == []


@pytest.mark.parametrize(
    ("feiten", "verwacht"),
    [
        ((f.BEWAARTERMIJN_VERLENGD,), (VERLENGD_TOT, "testregime/1/verlenging")),
        (
            (f.BEWAARTERMIJN_VERLENGD, f.BEWAARTERMIJN_HERREKEND),
            (date(2029, 3, 2), "testregime/2/plafond"),
        ),
    ],
    ids=["extended", "reckoned anew"],
)
def test_an_extension_and_a_new_reckoning_move_the_term(
    motor: Engine, feiten: tuple[Gebeurtenis, ...], verwacht: tuple[date, str]
) -> None:
    neem_op(motor, historie(*f.IN_MONITORING, *feiten))
    with motor.connect() as verbinding:
        [rij] = aanwezig(verbinding, "testtafel", ook_afgeschermd=True)
    assert (rij.bewaren_tot, rij.regel) == verwacht


@pytest.mark.parametrize(
    ("feit", "soort", "nummer"),
    [
        (f.PERSOON_VERNIETIGD, Soort.PERSOON, "BEWIJS-3"),
        (f.BIJDRAGE_VERNIETIGD, Soort.BIJDRAGE, "BEWIJS-4"),
    ],
    ids=["person", "contribution"],
)
def test_a_part_stands_in_the_report_also_once_its_casus_went_after_it(
    motor: Engine, feit: Gebeurtenis, soort: Soort, nummer: str
) -> None:
    verhaal = historie(f.AANGEMELD, feit)
    neem_op(motor, verhaal)
    with motor.connect() as verbinding:
        eerst = verwijdering(verbinding, nummer)
    assert eerst is not None
    assert (eerst.soort, eerst.tafel, eerst.lijstnummer) == (soort, "testtafel", "L-1")
    vier = (eerst.voorgesteld_door, eerst.gecontroleerd_door, eerst.goedgekeurd_door, eerst.uitgevoerd_door)
    assert vier == ("mw-kers", "mw-pruim", "mw-olijf", "mw-peer")
    assert "BRAAM" not in repr(eerst).upper()
    assert "testpolitie" not in repr(eerst)
    leeg(motor)
    neem_op(motor, [vernietig(opgetekend) for opgetekend in verhaal])
    with motor.connect() as verbinding:
        assert verwijdering(verbinding, nummer) == eerst
