"""The store: adding facts, loading a case, and how long a lone append takes. Peers on the same server, in the same run.

Adding is measured with encryption, keys and commitments on our side, and without on the side of the peers: the
library's own recorder, and the bare rows by psycopg.
"""

import statistics
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from uuid import UUID, uuid4

import psycopg
from psycopg_pool import ConnectionPool

from api.samenstelling import Dienst
from domain.casus.events import VoortgangVastgelegd
from domain.casus.waarden import Aanzet
from domain.historie import Envelop, Opgetekend
from domain.rollen import Rol
from tests.benchmarks.maat import SECONDEN, Rij, om_beurten, omvang, per_seconde, spreiding
from tests.benchmarks.opstelling import Opstelling
from tests.verhalen import nieuw_verhaal

INHOUD = 300
"""Bytes of one plain row, about what one of ours holds."""

KORT = 7
"""Events of a short case."""


def toevoegen(op: Opstelling, *, schrijvers: int, doel: float, kaal: float) -> list[Rij]:
    """One event in each append, by so many writers at once, on streams of their own; appends a second."""
    with _kale_rijen(op.peer_url, verbindingen=schrijvers) as rij:
        daden = (partial(_voeg_toe, op.dienst), op.zaken.begin, rij)
        keren = [
            [per_seconde(daad, klanten=schrijvers, seconden=SECONDEN / 2) for daad in daden] for _ in range(3)
        ]
    ons, peer, bloot = (statistics.median(reeks) for reeks in zip(*keren, strict=True))
    naam = f"append, {schrijvers} writer(s)"
    return [
        Rij(naam, ons, peer, "stock recorder, in clear", doel),
        Rij(naam, ons, bloot, "plain INSERT RETURNING, in clear, as many connections", kaal),
    ]


def _voeg_toe(dienst: Dienst) -> None:
    archief = dienst.archief
    archief.voeg_toe([_feit(dienst, uuid4(), 1)], bos=archief.bos())


def _feit(dienst: Dienst, stroom_id: UUID, versie: int) -> Opgetekend:
    envelop = Envelop(dienst.omgeving.nu(), Rol.PROCESREGISSEUR, "bench", "bench", "bench", None)
    feit = VoortgangVastgelegd(dienst.omgeving.vandaag(), f"Voortgang {uuid4()}", Aanzet.DEELNEMERS)
    return Opgetekend(stroom_id, versie, 0, "", envelop, feit)


@contextmanager
def _kale_rijen(url: str, *, verbindingen: int) -> Iterator[Callable[[], object]]:
    """One durable row at a time, on the columns and keys of the event table, without any order."""
    with psycopg.connect(url) as verbinding:
        verbinding.execute(
            "CREATE TABLE IF NOT EXISTS kaal (stroom uuid, versie bigint, naam text, inhoud bytea,"
            " positie bigint GENERATED ALWAYS AS IDENTITY UNIQUE, PRIMARY KEY (stroom, versie))"
        )
    with ConnectionPool(
        url, min_size=verbindingen, max_size=verbindingen, kwargs={"autocommit": True}, open=True
    ) as pool:
        pool.wait()

        def voeg_in() -> None:
            with pool.connection() as verbinding:
                verbinding.execute(
                    "INSERT INTO kaal (stroom, versie, naam, inhoud) VALUES (%s, 1, 'x', %s) RETURNING positie",
                    (uuid4(), bytes(INHOUD)),
                    prepare=True,
                ).fetchone()

        yield voeg_in


def alleen(op: Opstelling) -> Rij:
    """How long one append takes when nobody else writes: the middle one of many, as appends a second."""
    keren = omvang(500, kort=100)
    met: dict[str, float] = {}

    def ons() -> float:
        met.update(spreiding(partial(_voeg_toe, op.dienst), keren=keren))
        return 1000 / met["p50_ms"]

    a, b = om_beurten(ons, lambda: 1000 / spreiding(op.zaken.begin, keren=keren)["p50_ms"])
    return Rij("a lone append, median, as appends/s", a, b, "stock recorder, in clear", 1.0, met)


def korte_casus(op: Opstelling, *, doel: float) -> Rij:
    """A case of seven events loaded by its number, decrypted; against the library's aggregate of seven events."""
    dienst, zaken = op.dienst, op.zaken
    verhaal = nieuw_verhaal(dienst)
    for stap in (verhaal.meld_aan, verhaal.trieer, verhaal.wijs_regie_toe, verhaal.plan_ico):
        stap()
    nummer = verhaal.casusnummer
    geladen = dienst.shell.laad(nummer)
    for versie in range(geladen.versie + 1, KORT + 1):
        dienst.archief.voeg_toe([_feit(dienst, geladen.stroom_id, versie)], bos=geladen.bos)
    zaak = zaken.van_lengte(KORT)
    a, b = om_beurten(
        partial(per_seconde, lambda: dienst.shell.laad(nummer), klanten=1),
        partial(per_seconde, lambda: zaken.repository.get(zaak), klanten=1),
    )
    return Rij(f"replay of {KORT} events, by number", a, b, "stock repository.get, in clear", doel)
