"""What it costs to open a list, when much stands on it."""

from functools import partial
from typing import LiteralString

import psycopg
from psycopg import sql
from sqlalchemy import Table

from api.samenstelling import Dienst
from projections.triagelijst import triagelijst, wachtrij
from tests.benchmarks.maat import Rij, omvang, spreiding
from tests.verhalen import ZVH, nieuw_verhaal

WEINIG = omvang(10_000, kort=1_000)
VEEL = omvang(1_000_000, kort=100_000)
KEREN = omvang(2_000, kort=200)


def bladeren(dienst: Dienst, url: str, *, doel: float) -> Rij:
    """The first page of the triagelijst among very many cases that wait, against the same among few; pages a second.

    The pages are of the slow ones: 99 of 100 take less. Rows are copies of one that came about as all do.
    """
    nieuw_verhaal(dienst).meld_aan()
    dienst.runner.werk_bij()
    _vul(url, triagelijst, WEINIG)
    weinig = _blader(dienst)
    _vul(url, triagelijst, VEEL - WEINIG)
    veel = _blader(dienst)
    return Rij(
        f"triagelijst page among {VEEL:,} cases, p99, pages/s",
        1000 / veel["p99_ms"],
        1000 / weinig["p99_ms"],
        f"among {WEINIG:,}",
        doel,
        veel,
    )


def _blader(dienst: Dienst) -> dict[str, float]:
    with dienst.engine.connect() as verbinding:
        vraag = partial(wachtrij, verbinding, ZVH, tafels=dienst.definities.versies)
        spreiding(vraag, keren=KEREN // 10)
        return spreiding(vraag, keren=KEREN)


def _vul(url: str, tabel: Table, aantal: int) -> None:
    """More rows like the first, each with an id, a number and a day of its own."""
    anders: dict[str, LiteralString] = {
        "stroom_id": "gen_random_uuid()",
        "casusnummer": "'C-' || upper(substr(md5(random()::text), 1, 10))",
        "voor_triage": "voor_triage + (random() * 1000)::int",
        "overleg_id": "NULL",
        "agendapunt_id": "NULL",
    }
    namen = [kolom.name for kolom in tabel.columns]
    waarden = [sql.SQL(anders[naam]) if naam in anders else sql.Identifier(naam) for naam in namen]
    waar = sql.Identifier(*(naam for naam in (tabel.schema, tabel.name) if naam))
    with psycopg.connect(url, autocommit=True) as baas:
        baas.execute(
            sql.SQL(
                "INSERT INTO {} ({}) SELECT {} FROM (SELECT * FROM {} LIMIT 1) een, generate_series(1, {})"
            ).format(
                waar,
                sql.SQL(", ").join(map(sql.Identifier, namen)),
                sql.SQL(", ").join(waarden),
                waar,
                aantal,
            )
        )
        baas.execute(sql.SQL("VACUUM ANALYZE {}").format(waar))
