"""Ten years of Zaanstreek-Waterland: nothing is ever overdue, nothing goes too early, and every verklaring verifies."""

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import freezegun

from api.samenstelling import bereid_voor, stel_samen
from domain.casus.waarden import Uitkomst
from infra.database import Database
from infra.definitions import Definities
from infra.omgeving import Omgeving
from infra.settings import Settings
from tests.simulatie.levens import (
    afgewezen,
    beperkt,
    consultatie,
    eigen_termijn,
    gesloten,
    loopt_door,
    opgeschort,
    verlengd,
)
from tests.simulatie.mensen import BESCHERMINGSTAFEL, ZVH
from tests.simulatie.oordeel import eis_alles
from tests.simulatie.regio import Leven, Regio

BEGIN, EIND = date(2027, 1, 4), date(2037, 1, 5)
WACHT_ECHT = ["psycopg", "psycopg_pool", "sqlalchemy", "eventsourcing", "infra.verklaring.vorm"]
"""What waits by the clock; one that stands still would let it wait for ever."""


def nu() -> datetime:
    """The frozen moment, of the ordinary type: orjson knows no subclass of it."""
    return freezegun.api.real_datetime.fromtimestamp(time.time(), UTC)


def mengsel(regio: Regio) -> Iterator[Leven]:
    yield afgewezen(regio, ZVH)
    yield afgewezen(regio, ZVH, Uitkomst.ADVIES)
    yield afgewezen(regio, ZVH, Uitkomst.DOORVERWEZEN)
    yield afgewezen(regio, BESCHERMINGSTAFEL)
    yield gesloten(regio, ZVH)
    yield gesloten(regio, BESCHERMINGSTAFEL)
    yield loopt_door(regio)
    yield verlengd(regio)
    yield verlengd(regio, 2)
    yield opgeschort(regio, 30, 60)
    yield opgeschort(regio, 3, 20)
    yield opgeschort(regio, 2, 0)
    yield beperkt(regio)
    yield eigen_termijn(regio, 400)
    yield eigen_termijn(regio, 6)
    yield consultatie(regio)


def test_ten_years(lege_database: Database, definities: Definities, tmp_path: Path) -> None:
    aantal = int(os.environ.get("CASUS_SIMULATIE", "16"))
    settings = Settings(data=tmp_path)
    kies = Random(7)  # noqa: S311 no secret
    with freezegun.freeze_time(str(BEGIN), ignore=WACHT_ECHT) as klok:
        omgeving = replace(Omgeving(), nu=nu)
        kek = bereid_voor(settings, lege_database, omgeving=omgeving)
        with stel_samen(settings, lege_database, kek=kek, definities=definities, omgeving=omgeving) as dienst:
            regio = Regio(dienst, klok, kies, BEGIN)
            gemaakt = 0
            while gemaakt < aantal:
                for leven in mengsel(regio):
                    regio.begin(leven, BEGIN + timedelta(days=kies.randint(0, 1800)))
                    gemaakt += 1
            regio.leef(EIND)
            geteld = eis_alles(regio)
    # What had to happen did happen, so that what was seen says something.
    assert geteld["casus.GegevensVerwijderd.v1"] > aantal / 2
    for soort in ("PersoonVernietigd", "BijdrageVernietigd", "OpschortingOpgeheven", "BeperkingOpgeheven"):
        assert geteld[f"casus.{soort}.v1"]
    assert geteld["vernietigingslijst.PostTeruggekomen.v1"]
    assert geteld["consultatie.ConsultatieVerwijderd.v1"]
