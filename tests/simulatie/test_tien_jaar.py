"""Ten years of Zaanstreek-Waterland: nothing is ever overdue, nothing goes too early, and every verklaring verifies."""

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import freezegun
import pytest

from api.samenstelling import bereid_voor, stel_samen
from domain.casus.waarden import Uitkomst
from infra.definitions import Definities
from infra.omgeving import Omgeving
from infra.settings import Settings
from tests.simulatie.levens import (
    afgewezen,
    beperkt,
    eigen_termijn,
    gesloten,
    loopt_door,
    opgeschort,
    verlengd,
)
from tests.simulatie.mensen import BESCHERMINGSTAFEL, RET, ZVH
from tests.simulatie.oordeel import eis_alles
from tests.simulatie.rechten import gewist
from tests.simulatie.regio import Leven, Regio
from tests.simulatie.serverbestanden import Serverbestanden, bewaart, serverbestanden
from tests.simulatie.vragen import beantwoord, later_een_naam, over_niemand, wordt_casus
from tests.simulatie.wissel import WISSELS, met_wissels, wisselt

BEGIN, EIND = date(2027, 1, 4), date(2037, 1, 5)
GEBEURT = (
    *(f"casus.{soort}.v1" for soort in ("GegevensVerwijderd", "PersoonVernietigd", "BijdrageVernietigd")),
    *(f"casus.{soort}.v1" for soort in ("OpschortingOpgeheven", "BeperkingOpgeheven")),
    *(f"casus.{soort}.v1" for soort in ("InstemmingGeweigerd", "BewaartermijnVerlengd")),
    "casus.BewaartermijnHerrekend.v1",
    "consultatie.ConsultatieVerwijderd.v1",
    "consultatie.OmgezetInAanmelding.v1",
    "vernietigingslijst.PostTeruggekomen.v1",
    *("erased", "known copies", "ciphertexts in files that open with nothing"),
)
WACHT_ECHT = ["psycopg", "psycopg_pool", "sqlalchemy", "eventsourcing", "infra.verklaring.vorm"]
"""What waits by the clock; one that stands still would let it wait for ever."""


def nu() -> datetime:
    """The frozen moment, of the ordinary type: orjson knows no subclass of it."""
    return freezegun.api.real_datetime.fromtimestamp(time.time(), UTC)


def meld(hoever: str) -> None:
    """Say how far it is, by a clock that runs on; it is seen where pytest does not catch what is printed."""
    moment = freezegun.api.real_datetime.fromtimestamp(freezegun.api.real_time(), UTC)
    print(f"{moment:%H:%M:%S} {hoever}", flush=True)  # noqa: T201 the long form takes its time, and somebody waits


def mengsel(regio: Regio) -> Iterator[Leven]:
    yield afgewezen(regio, ZVH)
    yield afgewezen(regio, ZVH, Uitkomst.ADVIES)
    yield afgewezen(regio, ZVH, Uitkomst.DOORVERWEZEN)
    yield afgewezen(regio, BESCHERMINGSTAFEL)
    yield afgewezen(regio, RET)
    yield gesloten(regio, ZVH)
    yield gesloten(regio, BESCHERMINGSTAFEL)
    yield gesloten(regio, RET)
    yield loopt_door(regio)
    yield verlengd(regio)
    yield verlengd(regio, 2)
    yield opgeschort(regio, 30, 60)
    yield opgeschort(regio, 3, 20)
    yield opgeschort(regio, 2, 0)
    yield beperkt(regio)
    yield eigen_termijn(regio, 400)
    yield eigen_termijn(regio, 6)
    yield gewist(regio)
    yield beantwoord(regio, ZVH)
    yield beantwoord(regio, RET)
    yield over_niemand(regio)
    yield later_een_naam(regio)
    yield wordt_casus(regio, ZVH)
    yield wordt_casus(regio, RET)


@pytest.mark.faults
def test_ten_years(definities: Definities, tmp_path: Path) -> None:
    aantal = int(os.environ.get("CASUS_SIMULATIE", "1"))
    kies = Random(7)  # noqa: S311 no secret
    with serverbestanden() as bestanden, freezegun.freeze_time(str(BEGIN), ignore=WACHT_ECHT) as klok:
        settings = Settings(data=tmp_path, databasebestanden=bestanden.map)
        omgeving, met = replace(Omgeving(), nu=nu), met_wissels(definities)
        kek = bereid_voor(settings, bestanden.database, omgeving=omgeving)
        with stel_samen(settings, bestanden.database, kek=kek, definities=met, omgeving=omgeving) as dienst:
            regio = Regio(dienst, klok, kies, BEGIN, meld)
            _vul(regio, bestanden, aantal)
            regio.leef(EIND)
            geteld = eis_alles(regio)
    # What had to happen did happen, so that what was seen says something.
    for wat in GEBEURT:
        assert geteld[wat], wat
    assert geteld["protocol.ProtocolIngevoerd.v1"] == len(WISSELS)
    assert geteld["verzoek.VerzoekUitgevoerd.v1"] == geteld["erased"]


def _vul(regio: Regio, bestanden: Serverbestanden, aantal: int) -> None:
    """Let what every year brings begin, and at least so many lives on as many days."""
    regio.begin(bewaart(regio, bestanden), BEGIN + timedelta(days=200))
    for wissel in WISSELS:
        regio.begin(wisselt(regio, wissel), wissel.dag - timedelta(days=1))
    gemaakt = 0
    while gemaakt < aantal:
        for leven in mengsel(regio):
            regio.begin(leven, BEGIN + timedelta(days=regio.kies.randint(0, 1800)))
            gemaakt += 1
