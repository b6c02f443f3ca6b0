"""Every list of the read log has an index, seen in how PostgreSQL goes about it."""

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

import psycopg
from sqlalchemy import Connection, event, text

from api.samenstelling import Dienst
from infra.database import Database
from infra.inzage import lezen
from infra.inzage.lezen import Filter, Periode
from infra.inzage.regel import Inzagegrond, Sleutel

VEEL = """
INSERT INTO inzage.regel (positie, inhoud) SELECT n, jsonb_build_object(
    'soort', CASE WHEN n % 500 = 1 THEN 'doel' ELSE 'inzage' END,
    'op', to_char(timestamp '2026-01-01' + n * interval '1 hour', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'wie', 'mw-' || n % 50, 'rol', 'auditor', 'organisatie', 'zvh',
    'tafel', CASE WHEN n % 5 > 0 THEN 'tafel-' || n % 5 END,
    'casus', md5('casus' || n % 200)::uuid, 'persoon', md5('persoon' || n % 400)::uuid,
    'inzagedoel', CASE WHEN n % 500 < 4 THEN md5('doel' || n / 500)::uuid END,
    'grond', 'klacht', 'kenmerk', 'K-1', 'geldigTot', '2026-12-31T00:00:00.000000Z',
    'spoor', md5(n::text), 'uitkomst', 'getoond'
)::text FROM generate_series(1, 20000) n
"""
TAFEL, IEMAND = "tafel-1", UUID(int=7)
NA = Sleutel(datetime(2026, 6, 1, tzinfo=UTC), 3000)
MAART = Periode(datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC))

Vraag = Callable[[Connection], object]


def lijst(welke: Filter, na: Sleutel | None = None) -> Vraag:
    return lambda verbinding: lezen.regels(verbinding, welke, na=na, limiet=51)


VRAGEN: dict[str, tuple[Vraag, str]] = {
    "the lines of a table": (lijst(Filter(TAFEL)), "ix_regel_tafel_op_positie"),
    "the next page of them": (lijst(Filter(TAFEL), NA), "ix_regel_tafel_op_positie"),
    "the lines of a period": (lijst(Filter(TAFEL, MAART), NA), "ix_regel_tafel_op_positie"),
    "the next page of what belongs to no table": (lijst(Filter(None), NA), "ix_regel_zonder_tafel"),
    "what somebody looked at": (lijst(Filter(TAFEL, wie="mw-1"), NA), "ix_regel_tafel_wie_op_positie"),
    "what somebody who is not there looked at": (
        lijst(Filter(TAFEL, wie="mw-niemand")),
        "ix_regel_tafel_wie_op_positie",
    ),
    "who looked at a case": (lijst(Filter(TAFEL, casus=IEMAND)), "ix_regel_casus"),
    "who looked at somebody": (lijst(Filter(TAFEL, persoon=IEMAND)), "ix_regel_persoon"),
    "what was looked at under a purpose": (lijst(Filter(TAFEL, inzagedoel=IEMAND)), "ix_regel_inzagedoel"),
    "the purposes of a table": (
        lambda v: lezen.doelen(v, TAFEL, Periode(), na=NA, limiet=51),
        "ix_regel_doelen",
    ),
    "the emergencies of a table": (
        lambda v: lezen.doelen(v, TAFEL, MAART, grond=Inzagegrond.NOODGEVAL, limiet=51),
        "ix_regel_doelen",
    ),
    "the activity of a period": (
        lambda v: lezen.activiteit(v, TAFEL, MAART),
        "ix_regel_tafel_op_positie",
    ),
}
GESORTEERD = {
    *("who looked at a case", "who looked at somebody", "what was looked at under a purpose"),
    "the activity of a period",
}
"""A handful of lines, or of sums, which PostgreSQL may put in order itself."""


def plan_van(verbinding: Connection, vraag: Vraag) -> str:
    """How PostgreSQL goes about the first statement that ``vraag`` sends."""
    gestuurd: list[tuple[str, object]] = []

    def onthoud(*gebeurd: object) -> None:
        gestuurd.append((str(gebeurd[2]), gebeurd[3]))

    event.listen(verbinding, "before_cursor_execute", onthoud)
    vraag(verbinding)
    event.remove(verbinding, "before_cursor_execute", onthoud)
    opdracht, waarden = gestuurd[0]
    assert isinstance(waarden, dict)
    rijen = verbinding.exec_driver_sql(f"EXPLAIN {opdracht}", waarden)
    return "\n".join(str(rij[0]) for rij in rijen)


def test_every_list_of_the_read_log_has_an_index(dienst: Dienst, database: Database) -> None:
    with psycopg.connect(database.owner_url, autocommit=True) as baas:
        baas.execute(VEEL)
        baas.execute("VACUUM ANALYZE inzage.regel")
    with dienst.engine.connect() as verbinding:
        # On so few lines reading all and sorting is quick; the question is whether there is another way.
        verbinding.execute(text("SET enable_seqscan = off"))
        for naam, (vraag, index) in VRAGEN.items():
            verbinding.execute(text(f"SET enable_sort = {'on' if naam in GESORTEERD else 'off'}"))
            plan = plan_van(verbinding, vraag)
            assert "Seq Scan" not in plan, f"{naam}:\n{plan}"
            assert naam in GESORTEERD or "Sort  (" not in plan, f"{naam}:\n{plan}"
            assert index in plan, f"{naam}:\n{plan}"
