"""What a page of hundreds of rows costs the server, and what a browser fetches before it shows one.

Server time is all between a request and its last byte: rights, lists, opening what stands in the kluis, the template,
and the read log, which is durable before anything goes out. What the network and a browser take is not in it.
"""

import asyncio
import gc
from collections.abc import MutableMapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from re import findall
from typing import Any

from fastapi import FastAPI
from sqlalchemy import text

from api.app import maak_app
from api.demo.geheugen import Schrijfsel
from api.geheugen import laat_de_start_met_rust
from api.samenstelling import Dienst
from api.tokens import lees_sleutel, maak_token
from domain.casus.commands import LegVoortgangVast
from domain.casus.waarden import Aanzet
from domain.rollen import Medewerker, Rol
from infra.kluis import NIETS
from infra.vernietiging.lijsten import Voorstel
from tests.benchmarks.lading import kopieen
from tests.benchmarks.maat import PROEF, Rij, omvang, spreiding
from tests.benchmarks.vernietigen import maak_afgewezen
from tests.verhalen import CASUSREGISSEUR, ZVH, nieuw_verhaal
from tests.verhalen import COMPLIANCE as VOORSTELLER

RIJEN = omvang(500, kort=500)
KEREN = 2 if PROEF else omvang(100, kort=8)
BINNEN_MS, BINNEN_KB = 150, 150
"""In how many milliseconds a page of so many rows is there, and in how many kilobytes a browser shows the first one."""

REGISSEUR = Medewerker("mw-peer", Rol.PROCESREGISSEUR, "zvh")
COMPLIANCE = Medewerker("mw-pruim", Rol.COMPLIANCE, "zvh")
ADRESSEN = {
    "triage": (REGISSEUR, f"/triage?tafel={ZVH}&aantal={RIJEN}"),
    "monitoring": (REGISSEUR, f"/monitoring?tafel={ZVH}&regisseur=alle&aantal={RIJEN}"),
    "bewaarkalender": (COMPLIANCE, f"/bewaren?tafel={ZVH}&aantal={RIJEN}"),
}
EERSTE = f"/monitoring?tafel={ZVH}&regisseur=alle"
"""The page with the most on it, as it is when nobody asks for more rows."""


def paginas(dienst: Dienst) -> list[Rij]:
    """Pages a second at the median and at the slowest of a hundred, against as many as the target asks for."""
    vul(dienst)
    app, lus, drempels = maak_app(dienst), asyncio.new_event_loop(), gc.get_threshold()
    laat_de_start_met_rust()
    try:
        rijen = [
            rij
            for naam, (wie, pad) in ADRESSEN.items()
            for rij in _pagina(f"{naam} page of {RIJEN} rows", Klant(app, _token(dienst, wie), lus), pad)
        ]
        eerste = _eerste_keer(Klant(app, _token(dienst, REGISSEUR), lus))
        klant = Klant(app, _token(dienst, COMPLIANCE), lus)
        rijen += _pagina(f"page of a vernietigingslijst of {RIJEN} cases", klant, _lijst(dienst))
        return [*rijen, eerste]
    finally:
        gc.unfreeze()
        gc.set_threshold(*drempels)
        lus.close()


def _pagina(naam: str, klant: "Klant", pad: str) -> list[Rij]:
    haal = partial(klant.haal, pad)
    spreiding(haal, keren=2)
    cijfers = {**spreiding(haal, keren=KEREN), "kB": len(haal()) / 1000}
    return [
        Rij(
            f"{naam}, {deel}, pages/s",
            1000 / cijfers[f"{deel}_ms"],
            1000 / BINNEN_MS,
            f"{BINNEN_MS} ms",
            1.0,
            cijfers,
        )
        for deel in ("p50", "p99")
    ]


def _eerste_keer(klant: "Klant") -> Rij:
    """All that a browser without anything fetches for one page; styles and scripts travel compressed, pages do not."""
    pagina = klant.haal(EERSTE)
    middelen = {een: len(klant.haal(een)) / 1000 for een in findall(r'"(/middelen/[^"]+)"', pagina.decode())}
    samen = len(pagina) / 1000 + sum(middelen.values())
    cijfers = {"page_kB": len(pagina) / 1000, "files_kB": sum(middelen.values()), "together_kB": samen}
    return Rij(
        "first load of a full page, in loads/MB",
        1000 / samen,
        1000 / BINNEN_KB,
        f"{BINNEN_KB} kB",
        1.0,
        cijfers,
    )


def vul(dienst: Dienst) -> None:
    """So many cases that wait, and so many that run: of two people each, with an action and progress in the latter."""
    wacht = nieuw_verhaal(dienst)
    wacht.meld_aan()
    loopt = nieuw_verhaal(dienst)
    loopt.tot_en_met_ico()
    loopt.wijs_actie_toe()
    loopt.doe(LegVoortgangVast("Het gaat verzonnen goed", Aanzet.CASUSREGISSEUR), CASUSREGISSEUR)
    bos = dienst.archief.bos()
    verteld = [
        Schrijfsel((feit,), NIETS)
        for verhaal in (wacht, loopt)
        for feit in dienst.shell.laad(verhaal.casusnummer).historie
    ]
    for feiten in kopieen(verteld, RIJEN - 1, seed=1):
        dienst.archief.voeg_toe(feiten, bos=bos)
    dienst.runner.werk_bij()
    with dienst.engine.connect() as verbinding:
        verbinding.execute(text("ANALYZE"))
        verbinding.commit()


def _lijst(dienst: Dienst) -> str:
    """The address of a list that waits to be checked: so all that goes is counted each time."""
    maak_afgewezen(dienst, RIJEN)
    dienst.runner.werk_bij()
    voorstel = Voorstel(dienst.omgeving.lijstnummer(), dienst.omgeving.vandaag(), ())
    gedaan = dienst.lijsten.stel_voor(ZVH, voorstel, namens=VOORSTELLER)
    dienst.runner.werk_bij()
    return f"/vernietiging/{gedaan.lijst.lijstnummer}"


def _token(dienst: Dienst, wie: Medewerker) -> str:
    sleutel = lees_sleutel(dienst.settings.tokensleutel)
    return maak_token(wie, (ZVH,), sleutel=sleutel, omgeving=dienst.omgeving, duur=timedelta(hours=1))


@dataclass
class Klant:
    """Asks the application itself, without a network in between."""

    app: FastAPI
    token: str
    lus: asyncio.AbstractEventLoop

    def haal(self, pad: str) -> bytes:
        """What a browser would get, as it travels; anything but a page that shows is an error."""
        return self.lus.run_until_complete(self._haal(pad))

    async def _haal(self, pad: str) -> bytes:
        adres, _, vraag = pad.partition("?")
        delen: list[bytes] = []
        stand: list[int] = []

        async def ontvang() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def zend(bericht: MutableMapping[str, Any]) -> None:
            if bericht["type"] == "http.response.start":
                stand.append(bericht["status"])
            else:
                delen.append(bericht.get("body", b""))

        await self.app(_scope(adres, vraag, self.token), ontvang, zend)
        if stand != [200]:
            raise RuntimeError(f"{adres} answered {stand}.")
        return b"".join(delen)


def _scope(adres: str, vraag: str, token: str) -> dict[str, Any]:
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": adres,
        "raw_path": adres.encode(),
        "query_string": vraag.encode(),
        "root_path": "",
        "headers": [
            (b"host", b"localhost"),
            (b"authorization", f"Bearer {token}".encode()),
            (b"accept-encoding", b"gzip"),
        ],
        "client": ("127.0.0.1", 1),
        "server": ("localhost", 80),
    }
