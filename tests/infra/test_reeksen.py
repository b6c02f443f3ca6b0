"""Ids as they come from the database: the same as Python makes them of their text."""

from uuid import UUID, uuid4

import psycopg
import pytest

from infra.database import Database
from infra.reeksen import leer_reeksen, uuids

IDS = [
    UUID(int=0),
    UUID(int=2**128 - 1),
    UUID("0c0ffee0-0000-8000-8000-00000000beef"),
    *(uuid4() for _ in range(3)),
]


@pytest.mark.parametrize("binair", [True, False], ids=["binary", "text"])
def test_an_id_that_was_read_is_as_good_as_any_other(database: Database, *, binair: bool) -> None:
    with psycopg.connect(database.service_url) as verbinding:
        leer_reeksen(verbinding)
        curs = verbinding.cursor(binary=binair).execute("SELECT unnest(%s), NULL::uuid", (uuids(IDS),))
        gelezen = [rij[0] for rij in curs]
    assert gelezen == IDS
    assert [(str(id_), hash(id_), id_.bytes, id_.version, id_.is_safe) for id_ in gelezen] == [
        (str(id_), hash(id_), id_.bytes, id_.version, id_.is_safe) for id_ in IDS
    ]
