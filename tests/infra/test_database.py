"""How the service reaches its database: a line that broke without a word is given up, and not waited for."""

import pytest
from psycopg import Connection
from sqlalchemy import Engine

from api.samenstelling import Dienst
from infra.database import LIJN, ONBEANTWOORD_MS, Database

WEL = "postgresql://u:geheim@db.example/casus"


def _van(verbinding: Connection[object]) -> dict[str, str]:
    gezet = verbinding.info.get_parameters()
    return {naam: gezet.get(naam, "") for naam in LIJN}


def _van_engine(engine: Engine) -> dict[str, str]:
    with engine.connect() as verbinding:
        kaal = verbinding.connection.driver_connection
        assert isinstance(kaal, Connection)
        return _van(kaal)


def test_no_connection_of_the_service_waits_for_a_server_that_is_gone(
    dienst: Dienst, database: Database
) -> None:
    """It waited a quarter of an hour for what it sent, and two hours where it only waited for an answer."""
    with dienst.archief.datastore.get_connection() as verbinding:
        assert _van(verbinding) == LIJN
    assert _van_engine(dienst.engine) == LIJN
    for engine in (database.lijsten_engine(), database.owner_engine()):
        try:
            assert _van_engine(engine) == LIJN
        finally:
            engine.dispose()


@pytest.mark.parametrize("naam", LIJN)
def test_an_operator_may_say_otherwise(naam: str) -> None:
    gezet = Database(f"{WEL}?{naam}=7", WEL).service_parameters()
    assert {een: gezet[een] for een in LIJN} == {**LIJN, naam: "7"}


def test_a_replica_is_given_up_sooner_unless_its_address_says_otherwise() -> None:
    for vraag, verwacht in (("", ONBEANTWOORD_MS), ("?tcp_user_timeout=9000", "9000")):
        parameters = Database(WEL, WEL, lees_url=f"{WEL}{vraag}").replica_parameters()
        assert parameters is not None
        assert parameters["tcp_user_timeout"] == verwacht
