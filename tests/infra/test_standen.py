"""Who waits for a view: hears of it, and asks the database no sooner than is said."""

import threading

from sqlalchemy import Connection, event

from api.samenstelling import Dienst
from infra.standen import Bord, zet_standen

NAMEN = ("monitoring", "triagelijst")


def _vragen_van_wie_wacht(dienst: Dienst, *, eerste_vraag: float) -> int:
    """How often the database was asked by somebody who hears after a fifth of a second that it is there."""
    bord, vragen = Bord(dienst.engine), list[str]()
    bord.meld(dict.fromkeys(NAMEN, 1))

    def tel(_verbinding: Connection, _cursor: object, vraag: str, *_: object) -> None:
        vragen.append(vraag)

    nieuws = threading.Timer(0.2, bord.meld, [dict.fromkeys(NAMEN, 2)])
    event.listen(dienst.engine, "before_cursor_execute", tel)
    nieuws.start()
    try:
        assert bord.wacht_op(2, NAMEN, hoogstens=30, eerste_vraag=eerste_vraag)
    finally:
        event.remove(dienst.engine, "before_cursor_execute", tel)
        nieuws.join()
    return len(vragen)


def test_who_hears_of_the_views_asks_nothing_before_the_first_question_is_due(dienst: Dienst) -> None:
    assert _vragen_van_wie_wacht(dienst, eerste_vraag=10.0) == 0
    assert _vragen_van_wie_wacht(dienst, eerste_vraag=0.01) > 0


def test_where_several_views_stand_is_said_at_once_and_a_fault_that_is_not_given_is_over(
    dienst: Dienst,
) -> None:
    with dienst.engine.begin() as verbinding:
        zet_standen(
            verbinding, NAMEN[:1], positie=3, fout="KeyError", fout_positie=4, fout_op=dienst.omgeving.nu()
        )
        vraag = "SELECT naam, positie, fout, fout_positie FROM weergave.stand ORDER BY naam"
        assert verbinding.exec_driver_sql(vraag).all() == [("monitoring", 3, "KeyError", 4)]
        zet_standen(verbinding, NAMEN, positie=5)
        assert verbinding.exec_driver_sql(vraag).all() == [(naam, 5, None, None) for naam in NAMEN]
