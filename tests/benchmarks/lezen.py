"""What reading back costs: a list of an earlier moment, and a bundle that is verified."""

import hashlib
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path

from sqlalchemy import Connection

from api.bereik import Gebruiker
from api.kijk import Kijk
from api.rechten import Recht
from api.rest.terugblik import AGENDA, KALENDER, LOPEND, TERMIJNEN, TRIAGE, VERWIJDERD, VERZOEKEN, VRAGEN
from api.rest.toegang import Toegang
from api.rest.wachtrij import lees_triagelijst
from api.samenstelling import Dienst
from infra.logboek.bundel import schrijf_logboek
from infra.logboek.verifieer import verifieer
from projections import (
    agenda,
    bewaarkalender,
    consultatielijst,
    monitoring,
    triagelijst,
    vernietigingslijsten,
    verwijderrapport,
    verzoeken,
)
from projections.weergave import Weergave
from tests.benchmarks.maat import Rij, om_beurten, omvang, per_seconde
from tests.infra.logboek.bundels import ANDERE, OPDRACHT, SLEUTEL, Logboek, maak_bladen
from tests.infra.logboek.test_bundel_groot import Stroomlogboek, piek
from tests.verhalen import SECRETARIS, ZVH, nieuw_verhaal

GEBEURTENISSEN = omvang(200_000, kort=20_000)
"""How many events a bundle holds of which each is hashed apart."""

WACHTEND = 200
"""How many cases wait for triage."""


def naspelen(dienst: Dienst) -> Rij:
    """The first page of the triagelijst as it stood, played again from the facts, against the one of today."""
    for _ in range(WACHTEND):
        nieuw_verhaal(dienst).meld_aan()
    dienst.runner.werk_bij()
    toen = dienst.omgeving.nu()
    a, b = om_beurten(
        partial(per_seconde, lambda: lees(dienst, op=toen), klanten=1),
        partial(per_seconde, lambda: lees(dienst), klanten=1),
    )
    positie = dienst.archief.laatste_positie()
    return Rij(f"triagelijst of a moment, at position {positie:,}", a, b, "today's triagelijst", None)


def lijsten(dienst: Dienst, *, op: datetime) -> dict[str, float]:
    """How many milliseconds each list of a moment takes, its first page or its counts."""
    tafels, vandaag = dienst.definities.versies, dienst.omgeving.vandaag()
    vragen: dict[str, tuple[Sequence[Weergave], Callable[[Connection], object]]] = {
        "triagelijst": (TRIAGE, lambda v: triagelijst.wachtrij(v, ZVH, tafels=tafels)),
        "agenda": (AGENDA, _agenda),
        "monitoring": (LOPEND, lambda v: monitoring.lopend(v, ZVH)),
        "werkvoorraad": (LOPEND, lambda v: monitoring.werkdruk(v, ZVH, vandaag=vandaag)),
        "consultaties": (VRAGEN, lambda v: consultatielijst.openstaand(v, ZVH)),
        "bewaarkalender": (KALENDER, lambda v: bewaarkalender.kalender(v, [ZVH], vandaag=vandaag)),
        "tellingen": (KALENDER, lambda v: bewaarkalender.tellingen(v, [ZVH], vandaag=vandaag)),
        "bewaartermijnen": (TERMIJNEN, lambda v: verwijderrapport.te_verwijderen(v, ZVH, vandaag=vandaag)),
        "casussen": (TERMIJNEN, lambda v: verwijderrapport.aanwezig(v, ZVH, ook_afgeschermd=True)),
        "verwijderrapport": (VERWIJDERD, lambda v: verwijderrapport.verwijderd(v, ZVH)),
        "verzoeken": (VERZOEKEN, lambda v: verzoeken.openstaand(v, ZVH)),
        "vernietigingslijsten": (KALENDER, lambda v: vernietigingslijsten.lijsten(v, ZVH)),
    }
    duren = {}
    for naam, (weergaven, vraag) in vragen.items():
        begin = time.perf_counter()
        with dienst.naspeler.naspelen(weergaven, tafel=ZVH, op=op) as verbinding:
            vraag(verbinding)
        duren[naam] = (time.perf_counter() - begin) * 1000
    return duren


def _agenda(verbinding: Connection) -> None:
    ids = [overleg.overleg_id for overleg in agenda.in_periode(verbinding, ZVH)]
    agenda.agendapunten(verbinding, overleggen_ids=ids, ook_afgeschermd=False)
    agenda.uitgenodigd(verbinding, overleggen_ids=ids)


def vastleggen(dienst: Dienst) -> Rij:
    """The first page of the triagelijst, with everybody on it put on record first, against the page alone."""

    def lees_en_leg_vast() -> None:
        kijk = lees(dienst)
        verwerking = kijk.verwerking(wat="GET /v1/triagelijst", status=200, einde=dienst.omgeving.nu())
        dienst.inzagen.schrijf(verwerking, kijk.gezien)

    a, b = om_beurten(
        partial(per_seconde, lees_en_leg_vast, klanten=1),
        partial(per_seconde, lambda: lees(dienst), klanten=1),
    )
    mensen = sum(len(deel.personen) for deel in lees(dienst).gezien)
    return Rij(f"a page about {mensen} people, on record first", a, b, "the page alone", None)


def lees(dienst: Dienst, *, op: datetime | None = None) -> Kijk:
    """One page, as the secretaris reads it; gives whom it showed."""
    kijk = Kijk(SECRETARIS.wie, Recht.TRIAGELIJST, "triage", "spoor-bench", dienst.omgeving.nu())
    gebruiker = Gebruiker(SECRETARIS.wie, frozenset({ZVH}))
    lees_triagelijst(Toegang(dienst, gebruiker, Recht.TRIAGELIJST, "triage", kijk.spoor, kijk), ZVH, op=op)
    return kijk


def verifieren(*, doel: float) -> Rij:
    """A bundle verified offline, events a second, against hashing the same events once each with hashlib."""
    logboek, bladen = Logboek(), maak_bladen(GEBEURTENISSEN, inhoud=230)
    logboek.leg_vast(bladen)
    with tempfile.TemporaryDirectory(prefix="casus-bench-") as map_:
        pad = Path(map_) / "bundel.zip"
        with pad.open("wb") as bestand:
            schrijf_logboek(bestand, logboek, OPDRACHT)
        a, b = om_beurten(
            partial(_eens, lambda: verifieer(pad, sleutels=SLEUTEL), aantal=GEBEURTENISSEN),
            partial(_eens, lambda: [hashlib.sha256(blad).digest() for blad in bladen], aantal=GEBEURTENISSEN),
        )
    return Rij("bundle verified offline, events/s", a, b, "hashlib, each event once", doel)


def verifieren_tegen_een_som(*, aantal: int = 100_000, doel: float) -> Rij:
    """The same, against one sha256 over the bytes of the whole file."""

    def som(pad: Path) -> None:
        with pad.open("rb") as bestand:
            hashlib.file_digest(bestand, "sha256")

    with _bundel(aantal) as pad:
        a, b = om_beurten(
            partial(_eens, lambda: verifieer(pad, sleutels=SLEUTEL), aantal=aantal),
            partial(_eens, lambda: som(pad), aantal=aantal),
            rondes=7,
        )
    return Rij(f"bundle of {aantal:,} verified, events/s", a, b, "one hashlib pass over the file", doel)


def geheugen_van_verifieren(
    *, klein: int = omvang(10_000, kort=2_000), groot: int = omvang(100_000, kort=20_000), doel: float
) -> Rij:
    """The most memory that Python holds while it verifies, of a bundle and of one ten times as large."""
    with _bundel(klein) as een, _bundel(groot) as ander:
        a, b = piek(een) / 1000, piek(ander) / 1000
    return Rij(f"memory to verify {klein:,} events, kB", a, b, f"the same of {groot:,}", doel)


@contextmanager
def _bundel(aantal: int) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="casus-bench-") as map_:
        pad = Path(map_) / "bundel.zip"
        with pad.open("wb") as bestand:
            schrijf_logboek(bestand, Stroomlogboek(aantal, stroom=ANDERE), OPDRACHT)
        yield pad


def _eens(daad: Callable[[], object], *, aantal: int) -> float:
    begin = time.perf_counter()
    daad()
    return aantal / (time.perf_counter() - begin)
