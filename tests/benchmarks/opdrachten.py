"""What a command costs, with the tree beside it and without, and what it costs to load a case."""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import TypeVar
from uuid import UUID, uuid4

import psycopg

from api.samenstelling import Dienst
from domain.casus.commands import LegVoortgangVast
from domain.casus.waarden import Aanzet
from infra.logboek.houder import Logboekhouder
from tests.benchmarks.maat import PROEF, SECONDEN, Rij, om_beurten, omvang, per_seconde
from tests.benchmarks.stock import Zaken
from tests.benchmarks.umadb_peer import uma
from tests.verhalen import PROCESREGISSEUR, nieuw_verhaal

CASUSSEN = 100
"""How many cases the clients together go round."""

T = TypeVar("T")


def opdrachten(dienst: Dienst, zaken: Zaken, *, klanten: int, doel: float) -> Rij:
    """Whole commands: load, decide, encrypt, append; against load, trigger and save of a plain aggregate.

    Every client goes round cases of its own, so that none grows long; both kinds start with as many events.
    """
    ons: list[Callable[[], object]] = []
    peer: list[Callable[[], object]] = []
    for _ in range(klanten):
        nummers, ids = zaken_van_een_klant(dienst, zaken, aantal=_zaken_bij(klanten))
        ons.append(partial(om_en_om, cycle(nummers), partial(voortgang, dienst)))
        peer.append(partial(om_en_om, cycle(ids), zaken.noteer))

    a, b = om_beurten(partial(tegelijk, ons), partial(tegelijk, peer))
    return Rij(f"whole command, {klanten} client(s)", a, b, "stock: get, trigger, save", doel)


def naast_umadb(dienst: Dienst, zaken: Zaken, map_: Path, *, klanten: int) -> Rij:
    """Whole commands, against UmaDB: read a stream of as many events, and append unless somebody else did."""
    with uma(map_) as peer:
        ons: list[Callable[[], object]] = []
        hun: list[Callable[[], object]] = []
        for _ in range(klanten):
            nummers, _ids = zaken_van_een_klant(dienst, zaken, aantal=_zaken_bij(klanten))
            ons.append(partial(om_en_om, cycle(nummers), partial(voortgang, dienst)))
            namen = [f"zaak-{uuid4()}" for _ in nummers]
            for naam, nummer in zip(namen, nummers, strict=True):
                for _ in range(dienst.shell.laad(nummer).versie):
                    peer.noteer(naam)
            hun.append(partial(om_en_om, cycle(namen), peer.noteer))
        a, b = om_beurten(partial(tegelijk, ons), partial(tegelijk, hun))
    return Rij(
        f"whole command, {klanten} client(s), beside UmaDB", a, b, "UmaDB: read, append, in clear", None
    )


def met_logboek(dienst: Dienst, zaken: Zaken, *, klanten: int) -> Rij:
    """What the logboek costs: whole commands while it keeps up, against the same while it stands still."""
    daden: list[Callable[[], object]] = []
    for _ in range(klanten):
        nummers, _ids = zaken_van_een_klant(dienst, zaken, aantal=_zaken_bij(klanten))
        daden.append(partial(om_en_om, cycle(nummers), partial(voortgang, dienst)))

    def ernaast() -> float:
        houder = Logboekhouder(dienst.engine, dienst.settings, nu=dienst.omgeving.nu)
        houder.werk_bij()
        houder.start()
        try:
            return tegelijk(daden)
        finally:
            houder.stop()

    a, b = om_beurten(ernaast, partial(tegelijk, daden))
    return Rij(f"whole command with the logboek, {klanten} client(s)", a, b, "the same without it", None)


def terugspelen(dienst: Dienst, url: str, *, doel: float) -> Rij:
    """A case of 1,000 events loaded and decrypted, against the bare SELECT of its rows."""
    verhaal = nieuw_verhaal(dienst)
    verhaal.tot_en_met_ico()
    while dienst.shell.laad(verhaal.casusnummer).versie < omvang(1000, kort=150):
        for _ in range(omvang(100, kort=100)):
            voortgang(dienst, verhaal.casusnummer)
    geladen = dienst.shell.laad(verhaal.casusnummer)
    vraag = "SELECT * FROM feiten.gebeurtenis g JOIN kluis.deel d ON d.stroom_id = g.originator_id"
    with psycopg.connect(url) as verbinding:
        a, b = om_beurten(
            partial(per_seconde, lambda: dienst.shell.laad(verhaal.casusnummer), klanten=1),
            partial(
                per_seconde,
                lambda: verbinding.execute(
                    vraag + " AND d.versie = g.originator_version WHERE g.originator_id = %s",
                    (geladen.stroom_id,),
                ).fetchall(),
                klanten=1,
            ),
        )
    return Rij(f"replay of {geladen.versie:,} events", a, b, "bare SELECT with its kluis rows", doel)


def logboek(dienst: Dienst, url: str) -> Rij:
    """The tree over so many events more, signed, against the bare INSERT of those events; events a second."""
    aantal = omvang(100_000, kort=10_000)
    erbij = (
        "INSERT INTO feiten.gebeurtenis (originator_id, originator_version, topic, state)"
        " SELECT gen_random_uuid(), 1, 'casus.Getrieerd.v1', convert_to(repeat('x', 300), 'UTF8')"
        " FROM generate_series(1, %s)"
    )
    dienst.logboek.werk_bij()
    with psycopg.connect(url) as verbinding:
        begin = time.perf_counter()
        verbinding.execute(erbij, (aantal,))
        verbinding.commit()
        peer = aantal / (time.perf_counter() - begin)
    begin = time.perf_counter()
    ons = dienst.logboek.werk_bij() / (time.perf_counter() - begin)
    return Rij("logboek kept, events/s", ons, peer, "bare INSERT ... SELECT of the events", None)


def voortgang(dienst: Dienst, casusnummer: str) -> None:
    """One command that anybody may give at any time."""
    opdracht = LegVoortgangVast(f"Voortgang {uuid4()}", Aanzet.DEELNEMERS)
    dienst.shell.voer_uit(casusnummer, opdracht, namens=PROCESREGISSEUR)


def _zaken_bij(klanten: int) -> int:
    """How many cases each of so many clients goes round."""
    return 1 if PROEF else max(4, CASUSSEN // klanten)


def tegelijk(daden: Sequence[Callable[[], object]], *, seconden: float = SECONDEN / 2) -> float:
    """How often a second, each of these by a client of its own, together."""
    with ThreadPoolExecutor(len(daden)) as pool:
        return sum(pool.map(lambda daad: per_seconde(daad, klanten=1, seconden=seconden), daden))


def zaken_van_een_klant(dienst: Dienst, zaken: Zaken, *, aantal: int) -> tuple[list[str], list[UUID]]:
    """So many cases of one client, and aggregates of the library with as many events."""
    nummers, ids = [], []
    for _ in range(aantal):
        verhaal = nieuw_verhaal(dienst)
        verhaal.tot_en_met_ico()
        nummers.append(verhaal.casusnummer)
        ids.append(zaken.van_lengte(dienst.shell.laad(verhaal.casusnummer).versie))
    return nummers, ids


def om_en_om(zaken: Iterator[T], daad: Callable[[T], None]) -> None:
    """Do this to the next of these."""
    daad(next(zaken))
