"""What monitoring reads: a few numbers in the form of Prometheus, at ``/metrics``, for this computer alone.

Counts and states only: nothing here leads to anybody, and no label holds anything but the name of a part.
"""

from collections.abc import Callable, Iterator

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_1_0_0
from prometheus_client.registry import Collector
from sqlalchemy import Connection, Engine, func, select
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from api.doctor_rechten import aantal_te_laat
from api.inloggen.herkomst import is_van_hier
from api.rest.deur import deur_van
from api.rest.deurfouten import NietLokaal
from api.samenstelling import Dienst
from infra import tables
from infra.berichten.beeld import overzicht
from infra.exportregister import aantal_weg
from infra.inzage.nood import onbeoordeeld
from infra.logboek.opslag import lees_stand
from infra.rotatie import wachtende_vernietigingen
from infra.standen import standen
from infra.tables import op_inzagen
from infra.tijdvakken import levende_tijdvakken
from projections.alle import WEERGAVEN
from projections.bewaarkalender import over_termijn, te_herzien

Meter = Callable[[Connection, Dienst], Iterator[GaugeMetricFamily]]


def lees_metingen(request: Request) -> Response:
    """Answer with all numbers, read from the database at this moment.

    Raises:
        NietLokaal: somebody asks from another computer.
    """
    if not is_van_hier(request):
        raise NietLokaal
    register = CollectorRegistry(auto_describe=False)
    register.register(_Verzamelaar(deur_van(request).dienst))
    return PlainTextResponse(generate_latest(register), media_type=CONTENT_TYPE_PLAIN_1_0_0)


class _Verzamelaar(Collector):
    def __init__(self, dienst: Dienst) -> None:
        self._dienst = dienst

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Give each number with what it means."""
        dienst = self._dienst
        with dienst.engine.connect() as verbinding:
            for meter in METERS:
                yield from meter(verbinding, dienst)
        yield from _logboeken(dienst.engine)
        yield from _leesreplica(dienst)


def _leesreplica(dienst: Dienst) -> Iterator[GaugeMetricFamily]:
    """One number, and none at all where there is no replica."""
    if dienst.leesplaats.op_replica is not None:
        yield GaugeMetricFamily(
            "casus_leesreplica_gebruikt",
            "1 where this process reads lists on the replica, 0 where it reads them where they are written.",
            value=int(dienst.leesplaats.op_replica),
        )


def _bewaring(verbinding: Connection, dienst: Dienst) -> Iterator[GaugeMetricFamily]:
    vandaag = dienst.omgeving.vandaag()
    yield GaugeMetricFamily(
        "casus_over_termijn",
        "Units whose data are still there after their last day, without a hold. Must be 0.",
        value=over_termijn(verbinding, vandaag),
    )
    yield GaugeMetricFamily(
        "casus_te_herzien",
        "Units with a hold or a restriction whose review date has come.",
        value=te_herzien(verbinding, vandaag),
    )


def _kopieen(verbinding: Connection, dienst: Dienst) -> Iterator[GaugeMetricFamily]:
    yield GaugeMetricFamily(
        "casus_kopieen_te_vernietigen",
        "Files that left the service and should be gone by now, while nobody said that they are.",
        value=aantal_weg(verbinding, dienst.omgeving.vandaag()),
    )


def _weergaven(verbinding: Connection, dienst: Dienst) -> Iterator[GaugeMetricFamily]:
    del dienst
    achter = GaugeMetricFamily(
        "casus_weergave_achterstand", "Positions that a view is behind.", labels=["weergave"]
    )
    gestopt = GaugeMetricFamily(
        "casus_weergave_gestopt", "1 where a view stopped on a fault, else 0.", labels=["weergave"]
    )
    waar = GaugeMetricFamily(
        "casus_weergave_gestopt_op", "The position of the fact that a view stopped on.", labels=["weergave"]
    )
    over = GaugeMetricFamily(
        "casus_weergave_overgeslagen", "Facts that a view passes over.", labels=["weergave"]
    )
    laatste = verbinding.execute(select(func.max(tables.gebeurtenis.c.notification_id))).scalar_one() or 0
    for naam, stand in standen(verbinding, [weergave.naam for weergave in WEERGAVEN]).items():
        achter.add_metric([naam], max(0, laatste - stand.positie))
        gestopt.add_metric([naam], int(stand.fout is not None))
        over.add_metric([naam], len(stand.overgeslagen))
        if stand.fout_positie is not None:
            waar.add_metric([naam], stand.fout_positie)
    yield from (achter, gestopt, waar, over)


def _kek(verbinding: Connection, dienst: Dienst) -> Iterator[GaugeMetricFamily]:
    del dienst
    wachtend, _ = wachtende_vernietigingen(verbinding)
    yield GaugeMetricFamily(
        "casus_kek_wachtende_vernietigingen",
        "Destructions that an old copy of the database and the KEK of now would undo.",
        value=wachtend,
    )
    tijdvakken = levende_tijdvakken(verbinding)
    yield GaugeMetricFamily(
        "casus_kek_tijdvak",
        "The epoch of the KEK of now.",
        value=tijdvakken[0].nummer if tijdvakken else 0,
    )


def _rechten(verbinding: Connection, dienst: Dienst) -> Iterator[GaugeMetricFamily]:
    yield GaugeMetricFamily(
        "casus_toekenningen_te_herzien",
        "Grants in force that nobody looked at within their term.",
        value=aantal_te_laat(dienst.engine, vandaag=dienst.omgeving.vandaag()),
    )
    yield GaugeMetricFamily(
        "casus_noodinzagen_onbeoordeeld",
        "Break-glass purposes that the FG has not judged for good yet.",
        value=onbeoordeeld(verbinding)[0],
    )


def _berichten(verbinding: Connection, dienst: Dienst) -> Iterator[GaugeMetricFamily]:
    stand = overzicht(verbinding)
    ingehouden = stand.ingehouden_op is not None
    oud = 0.0 if stand.oudste is None else (dienst.omgeving.nu() - stand.oudste).total_seconds()
    for naam, uitleg, waarde in (
        ("wachtend", "Messages that did not arrive yet.", stand.wachtend),
        ("dood", "Messages that were given up: somebody has to look at them.", stand.dood),
        ("oudste_seconden", "How long the oldest message that did not arrive yet waits.", max(0.0, oud)),
        ("gepauzeerd", "Endpoints to which nothing is sent until somebody resumes them.", stand.gepauzeerd),
        ("achterstand", "Events of which it was not looked yet whether a message follows.", stand.achter),
        ("ingehouden", "1 where nothing is sent since an older database was put back.", ingehouden),
    ):
        yield GaugeMetricFamily(f"casus_berichten_{naam}", uitleg, value=float(waarde))


def _logboeken(engine: Engine) -> Iterator[GaugeMetricFamily]:
    ongetekend = GaugeMetricFamily(
        "casus_logboek_ongetekend", "Leaves of the tree that no checkpoint covers yet.", labels=["logboek"]
    )
    gestoord = GaugeMetricFamily(
        "casus_logboek_gestoord", "1 where signing stopped on a fault, else 0.", labels=["logboek"]
    )
    for naam, van in (("logboek", engine), ("inzagelogboek", op_inzagen(engine))):
        with van.connect() as verbinding:
            stand = lees_stand(verbinding)
        ongetekend.add_metric([naam], stand.wachtend)
        gestoord.add_metric([naam], int(stand.fout is not None))
    yield ongetekend
    yield gestoord


METERS: tuple[Meter, ...] = (_bewaring, _kopieen, _weergaven, _kek, _rechten, _berichten)
