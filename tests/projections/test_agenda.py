"""The overleggen: what stands on them, what still fits in, who comes; and what a destroyed case leaves."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import Engine, delete

from domain.casus.waarden import Vorm
from domain.historie import Opgetekend
from domain.overleg.state import Overlegfase, vouw_overleg
from domain.overleg.waarden import Overlegsoort, Puntsoort
from domain.tafels import Deelname
from projections.agenda import (
    Agenda,
    Agendapunt,
    Antwoord,
    Overleg,
    Sleutel,
    Uitnodiging,
    agenda,
    in_periode,
    met_plaats,
)
from projections.weergave import tabellen_met_casus
from tests.domain import feiten as f
from tests.domain.delen import AGENDAPUNT_ID, ICO_ID, OVERLEG_ID
from tests.domain.overleg import feiten as o
from tests.domain.overleg.delen import BEGINT, LATER, NU, VOOR_TESTPOLITIE, VOOR_TESTZORG
from tests.domain.tafel import ICODAG
from tests.projections.historie import (
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

TOEGEVOEGD = replace(o.APPELPUNT_TOEGEVOEGD, agendapunt_id=AGENDAPUNT_ID)
OP_AGENDA = (*f.OPGENOMEN, f.OP_AGENDA_GEZET)


def gezien(motor: Engine, feiten: Sequence[Opgetekend], *, ook_afgeschermd: bool = False) -> Agenda:
    neem_op(motor, feiten)
    with motor.connect() as verbinding:
        gevonden = agenda(verbinding, OVERLEG_ID, ook_afgeschermd=ook_afgeschermd)
    assert gevonden is not None
    return gevonden


def het_ene(motor: Engine, *feiten: Gebeurd) -> Agenda:
    return gezien(motor, historie(*feiten, stroom_id=OVERLEG_ID))


def samen(*van_de_casus: Gebeurd, overleg: Sequence[Gebeurd] = ()) -> list[Opgetekend]:
    """A case on the agenda of an overleg, as both sides tell it."""
    begin = [(OVERLEG_ID, feit) for feit in (o.OVERLEG_GEPLAND, TOEGEVOEGD)]
    return reeks(
        *begin, *((EERSTE, feit) for feit in van_de_casus), *((OVERLEG_ID, feit) for feit in overleg)
    )


# --- the overleg --------------------------------------------------------------------------------------------


def test_an_overleg_stands_as_it_was_planned(motor: Engine) -> None:
    assert het_ene(motor, o.OVERLEG_GEPLAND).overleg == Overleg(
        overleg_id=OVERLEG_ID,
        tafel="testtafel",
        soort=Overlegsoort.CASUSOVERLEG,
        begint=BEGINT,
        minuten=120,
        vorm=Vorm.OP_LOCATIE,
        capaciteit=3,
        bezet=0,
        vrij=3,
        fase=Overlegfase.GEPLAND,
        eigenlijk=None,
        feestdag=None,
        verzet_van=None,
        gepland_versie=1,
    )


def test_a_public_holiday_that_moved_it_is_named(motor: Engine) -> None:
    verplaatst = replace(o.OVERLEG_GEPLAND, eigenlijk=date(2026, 4, 27), feestdag="Koningsdag")
    overleg = het_ene(motor, verplaatst).overleg
    assert (overleg.eigenlijk, overleg.feestdag) == (date(2026, 4, 27), "Koningsdag")


def test_an_overleg_that_somebody_moved_says_from_when(motor: Engine) -> None:
    overleg = het_ene(motor, o.OVERLEG_GEPLAND, o.OVERLEG_VERZET).overleg
    assert (overleg.begint, overleg.verzet_van) == (LATER, BEGINT)


@pytest.mark.parametrize("fase", [fase for fase in Overlegfase if fase is not Overlegfase.GEEN])
def test_an_overleg_stands_as_the_rules_see_it(motor: Engine, fase: Overlegfase) -> None:
    overleg, zelf = het_ene(motor, *o.STANDEN[fase]).overleg, vouw_overleg(o.STANDEN[fase])
    assert (overleg.fase, overleg.begint, overleg.bezet) == (fase, zelf.begint, len(zelf.agenda))
    assert overleg.vrij == (zelf.vrije_plaatsen if fase is Overlegfase.GEPLAND else 0)


def test_a_place_that_came_free_can_be_taken_again(motor: Engine) -> None:
    twee = (o.OVERLEG_GEPLAND, o.APPELPUNT_TOEGEVOEGD, o.PERENPUNT_TOEGEVOEGD)
    overleg = het_ene(motor, *twee).overleg
    assert (overleg.bezet, overleg.vrij) == (2, 1)
    overleg = het_ene(motor, *twee, o.APPELPUNT_GESCHRAPT).overleg
    assert (overleg.bezet, overleg.vrij) == (1, 2)


def test_of_an_unknown_overleg_there_is_no_agenda(motor: Engine) -> None:
    with motor.connect() as verbinding:
        assert agenda(verbinding, OVERLEG_ID, ook_afgeschermd=True) is None


# --- who comes ----------------------------------------------------------------------------------------------

UITGENODIGD = (o.OVERLEG_GEPLAND, o.TESTZORG_UITGENODIGD, o.TESTPOLITIE_UITGENODIGD)


def antwoorden(van: Agenda) -> dict[UUID, tuple[Antwoord, str | None, int | None]]:
    return {
        een.uitnodiging_id: (een.antwoord, een.vervanger, een.antwoord_versie) for een in van.uitnodigingen
    }


def test_who_was_invited_has_not_answered_yet(motor: Engine) -> None:
    politie, zorg = het_ene(motor, *UITGENODIGD).uitnodigingen
    assert politie == Uitnodiging(
        overleg_id=OVERLEG_ID,
        uitnodiging_id=VOOR_TESTPOLITIE,
        genodigde="testpolitie",
        medewerker=None,
        deelname=Deelname.FLEXIBEL,
        agendapunt_id=o.APPELPUNT_TOEGEVOEGD.agendapunt_id,
        antwoord=Antwoord.OPEN,
        antwoord_versie=None,
        vervanger=None,
    )
    assert (zorg.genodigde, zorg.medewerker, zorg.agendapunt_id) == ("testzorg", "mw-peer", None)


def test_the_last_answer_counts_and_says_where_its_reason_is_read(motor: Engine) -> None:
    assert antwoorden(het_ene(motor, *UITGENODIGD, o.KOMST_BEVESTIGD))[VOOR_TESTZORG] == (
        Antwoord.BEVESTIGD,
        None,
        4,
    )
    afgezegd = antwoorden(het_ene(motor, *UITGENODIGD, o.KOMST_BEVESTIGD, o.KOMST_AFGEZEGD))
    assert afgezegd[VOOR_TESTZORG] == (Antwoord.AFGEZEGD, "mw-mango", 5)
    assert afgezegd[VOOR_TESTPOLITIE] == (Antwoord.OPEN, None, None)
    toch = antwoorden(het_ene(motor, *UITGENODIGD, o.KOMST_AFGEZEGD, o.KOMST_BEVESTIGD))
    assert toch[VOOR_TESTZORG] == (Antwoord.BEVESTIGD, None, 5)


def test_everybody_answers_anew_when_the_overleg_moved(motor: Engine) -> None:
    verzet = het_ene(motor, *UITGENODIGD, o.KOMST_AFGEZEGD, o.OVERLEG_VERZET)
    assert set(antwoorden(verzet).values()) == {(Antwoord.OPEN, None, None)}


def test_an_invitation_that_was_taken_back_is_gone(motor: Engine) -> None:
    over = het_ene(motor, *UITGENODIGD, o.KOMST_BEVESTIGD, o.UITNODIGING_INGETROKKEN).uitnodigingen
    assert [een.uitnodiging_id for een in over] == [VOOR_TESTPOLITIE]


# --- what is on it ------------------------------------------------------------------------------------------


def test_an_agenda_says_which_case_each_place_is(motor: Engine) -> None:
    [punt] = gezien(motor, samen(*OP_AGENDA)).punten
    assert punt == Agendapunt(OVERLEG_ID, AGENDAPUNT_ID, Puntsoort.ICO, EERSTE, "TEST-0001", "testzorg", None)


def test_what_was_taken_off_is_gone_and_what_was_discussed_stays(motor: Engine) -> None:
    van_agenda = replace(o.APPELPUNT_GESCHRAPT, agendapunt_id=AGENDAPUNT_ID)
    leeg_ = gezien(motor, samen(*OP_AGENDA, f.VAN_AGENDA_GEHAALD, overleg=[van_agenda]))
    assert (leeg_.punten, leeg_.overleg.bezet) == ((), 0)
    [punt] = gezien(motor, samen(*OP_AGENDA, f.AGENDAPUNT_BESPROKEN)).punten
    assert punt.besproken_op == ICODAG


def test_of_a_closed_case_only_what_still_has_to_be_written_up_is_shown_to_all(motor: Engine) -> None:
    in_overleg_gesloten = samen(*OP_AGENDA, f.AFGESLOTEN)
    assert len(gezien(motor, in_overleg_gesloten).punten) == 1
    uitgewerkt = samen(*OP_AGENDA, f.AFGESLOTEN, f.AGENDAPUNT_BESPROKEN)
    assert gezien(motor, uitgewerkt).punten == ()
    assert len(gezien(motor, uitgewerkt, ook_afgeschermd=True).punten) == 1


def test_a_destroyed_case_leaves_an_anonymous_place(motor: Engine) -> None:
    feiten = samen(*OP_AGENDA, f.AGENDAPUNT_BESPROKEN, overleg=[o.OVERLEG_GEHOUDEN])
    voor = gezien(motor, feiten)
    with motor.begin() as verbinding:
        for tabel in tabellen_met_casus():
            verbinding.execute(delete(tabel).where(tabel.c.stroom_id == EERSTE))
        na = agenda(verbinding, OVERLEG_ID, ook_afgeschermd=True)
    assert na == replace(voor, punten=())
    assert na.overleg.bezet == 1
    rijen = inhoud(motor)
    leeg(motor)
    neem_op(motor, [vernietig(feit) if feit.stroom_id == EERSTE else feit for feit in feiten])
    assert inhoud(motor) == rijen
    assert not any("TEST-0001" in repr(rij) or str(EERSTE) in repr(rij) for rij in rijen.values())


# --- lists --------------------------------------------------------------------------------------------------


def elke_dag(aantal: int, *, soort: Overlegsoort = Overlegsoort.CASUSOVERLEG) -> list[Opgetekend]:
    gepland = replace(o.OVERLEG_GEPLAND, soort=soort, capaciteit=1)
    return reeks(
        *((UUID(int=n), replace(gepland, begint=BEGINT + timedelta(days=n // 2))) for n in range(aantal))
    )


def test_the_overleggen_of_a_period_come_in_order(motor: Engine) -> None:
    neem_op(motor, elke_dag(10))
    with motor.connect() as verbinding:
        alle = in_periode(verbinding, "testtafel")
        erin = in_periode(verbinding, "testtafel", van=date(2026, 3, 4), tot=date(2026, 3, 5))
        assert in_periode(verbinding, "andere-tafel") == ()
    assert [overleg.overleg_id.int for overleg in alle] == list(range(10))
    assert [overleg.overleg_id.int for overleg in erin] == [2, 3, 4, 5]


def test_turning_the_pages_shows_every_overleg_once(motor: Engine) -> None:
    neem_op(motor, elke_dag(17))
    with motor.connect() as verbinding:

        def blad(na: Sleutel | None) -> tuple[Overleg, ...]:
            return in_periode(verbinding, "testtafel", na=na, limiet=4)

        alle = alle_bladzijden(blad, lambda overleg: overleg.sleutel)
    assert [overleg.overleg_id.int for overleg in alle] == list(range(17))


def test_the_next_free_places_are_of_one_kind_still_to_come_and_not_full(motor: Engine) -> None:
    neem_op(motor, elke_dag(4))
    neem_op(motor, historie(o.TRIAGE_GEPLAND, stroom_id=TWEEDE))
    neem_op(motor, historie(o.OVERLEG_GEPLAND, o.OVERLEG_AFGEZEGD, stroom_id=ICO_ID))
    vol = replace(o.OVERLEG_GEPLAND, capaciteit=1)
    neem_op(motor, historie(vol, o.APPELPUNT_TOEGEVOEGD, stroom_id=OVERLEG_ID))
    with motor.connect() as verbinding:

        def vrij(soort: Overlegsoort, **anders: int) -> list[int]:
            rijen = met_plaats(verbinding, "testtafel", soort=soort, vanaf=NU, **anders)
            return [overleg.overleg_id.int for overleg in rijen]

        assert vrij(Overlegsoort.CASUSOVERLEG) == [0, 1, 2, 3]
        assert vrij(Overlegsoort.CASUSOVERLEG, limiet=2) == [0, 1]
        assert vrij(Overlegsoort.TRIAGE) == [TWEEDE.int]
        morgen = BEGINT + timedelta(hours=1)
        later = met_plaats(verbinding, "testtafel", soort=Overlegsoort.CASUSOVERLEG, vanaf=morgen)
        assert [overleg.overleg_id.int for overleg in later] == [2, 3]
        assert met_plaats(verbinding, "andere-tafel", soort=Overlegsoort.TRIAGE, vanaf=NU) == ()
