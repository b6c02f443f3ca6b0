"""What is read of the read log: each filter on its own, pages in one order, and what the reports count."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Connection

from api.samenstelling import Dienst
from domain.rollen import Medewerker, Rol
from infra.inzage import lezen
from infra.inzage.handelingen import handelingen
from infra.inzage.lezen import Filter, Periode
from infra.inzage.regel import Diepte, Inzagedoel, Inzagegrond, Inzageregel, Inzageuitkomst, Sleutel
from infra.inzage.schrijven import Gezien
from tests.conftest import BEGIN, Klok
from tests.infra.inzage.inkijk import LEZER, alle_regels, stroom_van, verwerking
from tests.verhalen import BRAAM, FRAMBOOS, ZVH, Verhaal

ELDERS = "ret-zaanstreek-waterland"
UUR = timedelta(hours=1)
ALTIJD = Periode()
ANDER = Medewerker("mw-vijg", Rol.VOORZITTER, "zvh")
BEIDEN = (FRAMBOOS.persoon_id, BRAAM.persoon_id)
RECHT = "een casus lezen"


@pytest.fixture
def stroom_id(dienst: Dienst) -> UUID:
    verhaal = Verhaal(dienst)
    verhaal.meld_aan()
    return stroom_van(dienst, verhaal.casusnummer)


def kijk(
    dienst: Dienst,
    stroom_id: UUID,
    *personen: UUID,
    op: datetime = BEGIN,
    diepte: Diepte = Diepte.VOLLEDIG,
    **anders: Any,
) -> None:
    """Somebody looks at these people of a case; everything of it can be otherwise."""
    hoe = replace(verwerking(dienst), **{"begin": op, "einde": op, **anders})
    dienst.inzagen.schrijf(hoe, [Gezien(stroom_id, frozenset(personen), diepte)])


def leg_vast(dienst: Dienst, *, tafel: str = ZVH, grond: Inzagegrond = Inzagegrond.KLACHT) -> Inzagedoel:
    return dienst.inzagen.leg_doel_vast(
        LEZER,
        grond=grond,
        kenmerk="K-1",
        tafel=tafel,
        stroom_id=None,
        tot=dienst.omgeving.nu() + UUR,
    )


def posities(dienst: Dienst, welke: Filter) -> list[int]:
    with dienst.engine.connect() as verbinding:
        return [regel.positie for regel in lezen.regels(verbinding, welke, na=None, limiet=50)]


def bladzijden(rijen: Any, dienst: Dienst) -> list[Any]:
    """All pages of one row each."""
    gelezen: list[Any] = []
    with dienst.engine.connect() as verbinding:
        while bladzijde := rijen(verbinding, gelezen[-1].sleutel if gelezen else None):
            gelezen += bladzijde
    return gelezen


# --- lines ------------------------------------------------------------------------------------------------------


def test_pages_go_by_moment_and_within_one_moment_by_position(dienst: Dienst, stroom_id: UUID) -> None:
    for op in (BEGIN + UUR, BEGIN, BEGIN, BEGIN + 2 * UUR):
        kijk(dienst, stroom_id, op=op)

    def een(verbinding: Connection, na: Sleutel | None) -> Sequence[Inzageregel]:
        return lezen.regels(verbinding, Filter(ZVH), na=na, limiet=1)

    assert [regel.positie for regel in bladzijden(een, dienst)] == [4, 1, 3, 2]
    assert posities(dienst, Filter(ZVH)) == [4, 1, 3, 2]


def test_each_filter_narrows_by_itself(dienst: Dienst, stroom_id: UUID) -> None:
    ander = Verhaal(dienst)
    ander.meld_aan()
    doel = leg_vast(dienst)
    kijk(dienst, stroom_id, FRAMBOOS.persoon_id)
    kijk(dienst, stroom_id, BRAAM.persoon_id, wie=ANDER)
    kijk(dienst, stroom_van(dienst, ander.casusnummer), inzagedoel=doel.id)
    kijk(dienst, stroom_id, tafel=ELDERS)
    kijk(dienst, stroom_id, tafel=None)
    namen = dienst.inzagen.pseudoniemen(stroom_id, [BRAAM.persoon_id])
    assert posities(dienst, Filter(ZVH)) == [4, 3, 2, 1]
    assert posities(dienst, Filter(ELDERS)) == [5]
    assert posities(dienst, Filter(None)) == [6]
    assert posities(dienst, Filter(ZVH, wie="mw-vijg")) == [3]
    assert posities(dienst, Filter(ZVH, casus=namen.casus(stroom_id))) == [3, 2]
    assert posities(dienst, Filter(ZVH, persoon=namen.persoon(stroom_id, BRAAM.persoon_id))) == [3]
    assert posities(dienst, Filter(ZVH, inzagedoel=doel.id)) == [4, 1]


def test_a_period_has_its_first_moment_and_not_its_last(dienst: Dienst, stroom_id: UUID) -> None:
    for uren in range(4):
        kijk(dienst, stroom_id, op=BEGIN + uren * UUR)
    assert posities(dienst, Filter(ZVH, Periode(BEGIN + UUR, BEGIN + 3 * UUR))) == [3, 2]
    assert posities(dienst, Filter(ZVH, Periode(BEGIN + 2 * UUR))) == [4, 3]
    assert posities(dienst, Filter(ZVH, Periode(tot=BEGIN + UUR))) == [1]
    elders = timezone(2 * UUR)  # the same moments on another clock
    assert posities(dienst, Filter(ZVH, Periode(tot=(BEGIN + UUR).astimezone(elders)))) == [1]


# --- purposes ---------------------------------------------------------------------------------------------------


def test_purposes_are_those_of_the_table_the_period_and_the_ground(dienst: Dienst, klok: Klok) -> None:
    eerste = leg_vast(dienst)
    leg_vast(dienst, tafel=ELDERS)
    klok.verder(hours=1)
    tweede, nood = leg_vast(dienst), leg_vast(dienst, grond=Inzagegrond.NOODGEVAL)

    def gelezen(periode: Periode = ALTIJD, grond: Inzagegrond | None = None) -> list[Inzagedoel]:
        with dienst.engine.connect() as verbinding:
            rijen = lezen.doelen(verbinding, ZVH, periode, grond=grond, limiet=50)
        return [rij.doel for rij in rijen]

    assert gelezen() == [nood, tweede, eerste]
    assert gelezen(Periode(tot=BEGIN + UUR)) == [eerste]
    assert gelezen(Periode(BEGIN + UUR)) == [nood, tweede]
    assert gelezen(grond=Inzagegrond.NOODGEVAL) == [nood]

    def een(verbinding: Connection, na: Sleutel | None) -> Sequence[lezen.Gebruiktdoel]:
        return lezen.doelen(verbinding, ZVH, ALTIJD, na=na, limiet=1)

    assert [rij.doel for rij in bladzijden(een, dienst)] == [nood, tweede, eerste]


def test_the_use_of_a_purpose_counts_what_was_shown_by_request(dienst: Dienst, stroom_id: UUID) -> None:
    doel, ander = leg_vast(dienst), leg_vast(dienst)
    for uren in (1, 3, 2):
        kijk(dienst, stroom_id, *BEIDEN, op=BEGIN + uren * UUR, inzagedoel=doel.id)
    kijk(dienst, stroom_id, op=BEGIN + 9 * UUR, inzagedoel=doel.id, uitkomst=Inzageuitkomst.GEWEIGERD)
    kijk(dienst, stroom_id, op=BEGIN + 9 * UUR)
    with dienst.engine.connect() as verbinding:
        ongebruikt, gebruikt = lezen.doelen(verbinding, ZVH, ALTIJD, limiet=50)
        eronder = lezen.regels(verbinding, Filter(ZVH, inzagedoel=doel.id), na=None, limiet=50)
        assert lezen.doelen_van(verbinding, eronder) == {doel.id: doel}
    assert (gebruikt.doel, gebruikt.keren, gebruikt.casussen) == (doel, 3, 1)
    assert gebruikt.laatst == BEGIN + 3 * UUR
    assert (ongebruikt.doel, ongebruikt.keren, ongebruikt.laatst) == (ander, 0, None)


# --- what the reports count -------------------------------------------------------------------------------------


def test_activity_counts_requests_and_each_person_once_the_busiest_first(
    dienst: Dienst, stroom_id: UUID, klok: Klok
) -> None:
    kijk(dienst, stroom_id, FRAMBOOS.persoon_id)
    for uren in (1, 3, 2):
        kijk(dienst, stroom_id, *BEIDEN, op=BEGIN + uren * UUR, wie=ANDER)
    kijk(dienst, stroom_id, op=BEGIN + 4 * UUR, wie=ANDER, uitkomst=Inzageuitkomst.GEWEIGERD)
    kijk(dienst, stroom_id, wie=ANDER, tafel=ELDERS)
    klok.verder(hours=9)
    leg_vast(dienst)
    with dienst.engine.connect() as verbinding:
        druk, rustig = lezen.activiteit(verbinding, ZVH, ALTIJD)
    assert (druk.wie, druk.keren, druk.casussen, druk.personen, druk.geweigerd) == (ANDER, 3, 1, 2, 1)
    assert (druk.eerst, druk.laatst) == (BEGIN + UUR, BEGIN + 4 * UUR)
    assert (rustig.wie, rustig.keren, rustig.personen, rustig.geweigerd) == (LEZER, 1, 1, 0)
    assert rustig.laatst == BEGIN


@pytest.mark.parametrize(
    "niet",
    [
        {"diepte": Diepte.PSEUDONIEM},
        {"uitkomst": Inzageuitkomst.MISLUKT},
        {"recht": "de triagelijst lezen"},
        {"tafel": ELDERS},
        {"op": BEGIN - UUR},
    ],
)
def test_only_content_of_one_case_that_was_shown_counts_as_reading_it(
    dienst: Dienst, stroom_id: UUID, niet: dict[str, Any]
) -> None:
    for uren in (1, 2):
        kijk(dienst, stroom_id, *BEIDEN, op=BEGIN + uren * UUR, diepte=Diepte.ROLLEN)
    kijk(dienst, stroom_id, *BEIDEN, op=BEGIN + 3 * UUR)
    kijk(dienst, stroom_id, *BEIDEN, **{"op": BEGIN + 9 * UUR, **niet})
    with dienst.engine.connect() as verbinding:
        (gelezen,) = lezen.bekeken(verbinding, ZVH, Periode(BEGIN), rechten=[RECHT])
    assert (gelezen.wie, gelezen.keren) == (LEZER, 3)
    assert (gelezen.eerst, gelezen.laatst) == (BEGIN + UUR, BEGIN + 3 * UUR)


def test_the_use_of_a_right_counts_requests_that_showed_something_here_and_then(
    dienst: Dienst, stroom_id: UUID
) -> None:
    for uren in (1, 3, 2):
        kijk(dienst, stroom_id, *BEIDEN, op=BEGIN + uren * UUR)
    kijk(dienst, stroom_id, op=BEGIN + 4 * UUR, uitkomst=Inzageuitkomst.GEWEIGERD)
    kijk(dienst, stroom_id, op=BEGIN + 4 * UUR, tafel=ELDERS)
    kijk(dienst, stroom_id, op=BEGIN)
    leg_vast(dienst)
    with dienst.engine.connect() as verbinding:
        gebruikt = lezen.gebruikte_rechten(verbinding, ZVH, Periode(BEGIN + UUR))
    assert gebruikt == {(Rol.PROCESREGISSEUR, RECHT): (3, BEGIN + 3 * UUR)}


def test_facts_are_counted_by_role_at_their_table_from_the_first_moment_up_to_the_last(
    dienst: Dienst, klok: Klok
) -> None:
    for _ in range(3):
        Verhaal(dienst).meld_aan()
        klok.verder(hours=1)

    def aanmeldingen(tafel: str, van: int | None = None, tot: int | None = None) -> Any:
        periode = Periode(
            BEGIN + van * UUR if van is not None else None, BEGIN + tot * UUR if tot is not None else None
        )
        with dienst.engine.connect() as verbinding:
            gedaan = handelingen(verbinding, tafel, periode)
        return [hoe for (_, naam), hoe in gedaan.items() if naam.startswith("casus.Aangemeld.")]

    assert aanmeldingen(ZVH) == [(3, BEGIN + 2 * UUR)]
    assert aanmeldingen(ZVH, 1, 2) == [(1, BEGIN + UUR)]
    assert aanmeldingen(ZVH, 1) == [(2, BEGIN + 2 * UUR)]
    assert aanmeldingen(ELDERS) == []


def test_facts_of_a_destroyed_case_are_counted_once_though_its_last_fact_names_the_table_too(
    dienst: Dienst,
) -> None:
    verhaal = Verhaal(dienst)
    verhaal.meld_aan()
    verhaal.vernietig()
    with dienst.engine.connect() as verbinding:
        gedaan = handelingen(verbinding, ZVH, ALTIJD)
    assert [keren for (_, naam), (keren, _) in gedaan.items() if naam.startswith("casus.Aangemeld.")] == [1]


def test_a_line_keeps_when_it_began_and_when_the_answer_was_ready(dienst: Dienst, stroom_id: UUID) -> None:
    spoor = uuid4().hex
    kijk(dienst, stroom_id, einde=BEGIN + UUR, spoor=spoor)
    (regel,) = alle_regels(dienst)
    assert regel.op == BEGIN
    assert (regel.rest["klaar"], regel.rest["spoor"]) == ("2026-03-02T09:30:00.000000Z", spoor)
    assert regel.rest["span"] == "00f067aa0ba902b7"
