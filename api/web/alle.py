"""All families of pages, and how they are put in the application: the one place that names each of them."""

from functools import cache

from fastapi import FastAPI
from starlette.routing import BaseRoute

from api.samenstelling import Dienst
from api.web import (
    agenda,
    agendareeks,
    auditor,
    beheer,
    bericht,
    berichtenbeheer,
    bewaren,
    bewaring,
    casus,
    concepten,
    consultatie,
    huisstijl,
    melden,
    monitoring,
    protocollen,
    start,
    toekenningen,
    toekenningenlijst,
    triage,
    verklaringen,
    vernietiging,
    verzoekbehandeling,
    verzoeken,
    verzoekpersoon,
    wegwijzer,
    zoeken,
)
from api.web.fouten import Paginapoort
from api.web.middelen import Middelen
from api.web.scherm import Web
from api.web.sjabloon import maak_sjablonen
from api.web.werk import Dienststand, Tel
from api.wegen import Wegen

FAMILIES = (
    start,
    melden,
    concepten,
    wegwijzer,
    triage,
    agendareeks,
    agenda,
    monitoring,
    casus,
    consultatie,
    bericht,
    berichtenbeheer,
    zoeken,
    auditor,
    bewaren,
    bewaring,
    vernietiging,
    verklaringen,
    verzoekbehandeling,
    verzoeken,
    verzoekpersoon,
    toekenningen,
    toekenningenlijst,
    protocollen,
    beheer,
)
"""Each has a ``router`` and a ``MENU``; the order is that of the menu."""
TELLERS: tuple[Tel, ...] = (
    triage.tel,
    bewaren.tel,
    vernietiging.tel,
    verzoeken.tel,
    monitoring.tel,
    melden.tel,
    beheer.tel,
    beheer.tel_nood,
    protocollen.tel,
)
"""What families have to say on the first page, of each table."""
DIENSTSTANDEN: tuple[Dienststand, ...] = (auditor.stand, beheer.stand)
"""The same of the whole service."""


def voeg_paginas_toe(app: FastAPI, dienst: Dienst) -> None:
    """Give the application its pages. What stands outermost is added last, so this comes after the REST door."""
    web = Web(
        maak_sjablonen(),
        Middelen(erbij={huisstijl.NAAM: huisstijl.stijlblad(dienst.definities.regios.values())}),
        tuple(punt for familie in FAMILIES for punt in familie.MENU),
        dienst.definities,
        TELLERS,
        DIENSTSTANDEN,
    )
    app.state.web = web
    app.router.routes.extend(_gelezen_routes())
    app.router.routes.append(web.middelen.route)
    app.add_middleware(Paginapoort, web=web)


@cache
def _gelezen_routes() -> tuple[BaseRoute, ...]:
    """What FastAPI makes of the families, once for all applications of a process, as of the REST door."""
    samen = Wegen()
    for familie in FAMILIES:
        samen.include_router(familie.router, include_in_schema=False)
    return tuple(samen.routes)
