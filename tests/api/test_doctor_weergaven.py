"""What the doctor says of the views of an older database."""

from sqlalchemy import text

from api.doctor_weergaven import weergavebevindingen
from api.samenstelling import Dienst
from infra.database import Database
from infra.standen import standen
from projections.alle import WEERGAVEN


def verleden(dienst: Dienst) -> tuple[bool, str]:
    (een,) = (een for een in weergavebevindingen(dienst.engine) if een.naam == "past of views")
    return een.in_orde, een.uitleg


def test_a_past_that_is_being_filled_in_is_named_and_no_fault(dienst: Dienst, database: Database) -> None:
    assert verleden(dienst) == (True, "it is kept of every view")
    with database.owner_engine().begin() as verbinding:
        verbinding.execute(
            text(
                "INSERT INTO weergave.aanvulling (naam, tot, begin_na)"
                " VALUES ('monitoring', 300, 120), ('agenda', 300, 120)"
            )
        )
    in_orde, uitleg = verleden(dienst)
    assert in_orde
    assert uitleg.startswith("that of agenda, monitoring is being filled in by 'casus serve', 120 of 300")
    assert "'casus rebuild agenda monitoring'" in uitleg


def test_the_views_stand_in_the_order_in_which_they_were_asked_for(dienst: Dienst) -> None:
    namen = [weergave.naam for weergave in WEERGAVEN]
    with dienst.engine.connect() as verbinding:
        for volgorde in (namen, namen[::-1], sorted(namen)):
            assert list(standen(verbinding, volgorde)) == volgorde
