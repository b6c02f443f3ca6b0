"""Makes the web application around a service; nothing is made at import."""

from functools import cache
from typing import Any

from fastapi import FastAPI
from pydantic.alias_generators import to_camel
from starlette.routing import BaseRoute

import api.inloggen.routes
from api.inloggen.balie import maak_balie
from api.inloggen.wijzer import wijs_paginas_de_weg
from api.metingen import lees_metingen
from api.omroep import Omroep
from api.rest import (
    aanpak,
    agenda,
    algemeen,
    berichten,
    bewaarkalender,
    bewaren,
    casussen,
    concepten,
    consultaties,
    doorgeven,
    einde,
    exports,
    inzagedoelen,
    inzagen,
    inzagerapporten,
    live,
    logboek,
    melding,
    noodinzagen,
    overleggen,
    privacyprotocollen,
    rechten,
    tafels,
    toekenningen,
    toestemming,
    uitleg,
    verklaringen,
    verlengingen,
    vernietigingslijsten,
    verwijderingen,
    verzoekbesluiten,
    verzoeken,
    verzoekinzage,
    voorwaarden,
    wachtrij,
    weergaven,
    wegwijzer,
)
from api.rest.deur import Deur
from api.rest.grenzen import TeVeel, behandel_te_veel
from api.rest.inzagepoort import Inzagepoort
from api.rest.openapi import UITLEG, maak_openapi, zoals_gepubliceerd
from api.rest.poort import API_VERSIE, Poort
from api.rest.problemen import behandel_fouten
from api.rest.voorportaal import Voorportaal, adressen_van
from api.samenstelling import Dienst
from api.web.alle import voeg_paginas_toe

ROUTERS = (
    melding.router,
    concepten.router,
    casussen.router,
    toestemming.router,
    doorgeven.router,
    voorwaarden.router,
    aanpak.router,
    bewaren.router,
    bewaarkalender.router,
    einde.router,
    verlengingen.router,
    privacyprotocollen.router,
    overleggen.router,
    agenda.router,
    consultaties.router,
    wachtrij.router,
    weergaven.router,
    live.router,
    vernietigingslijsten.router,
    verwijderingen.router,
    exports.router,
    verklaringen.router,
    verzoeken.router,
    verzoekinzage.router,
    verzoekbesluiten.router,
    inzagedoelen.router,
    inzagen.router,
    inzagerapporten.router,
    noodinzagen.router,
    logboek.router,
    logboek.van_inzagen,
    berichten.router,
    rechten.router,
    toekenningen.router,
    tafels.router,
    wegwijzer.router,
    algemeen.router,
    uitleg.router,
)


class Toepassing(FastAPI):
    """FastAPI with a complete description of its routes."""

    def openapi(self) -> dict[str, Any]:
        """The description, made once; what is told of is the same in each application."""
        return _beschreven()


def maak_app(dienst: Dienst) -> FastAPI:
    """Make the application. The settings and keys of the sign-in are read now, so that wrong ones stop the start.

    Raises:
        InlogFout: the settings of the sign-in break a rule.
        SleutelFout: a key of the sign-in cannot be used.
    """
    app = _met_routes()
    app.add_route("/metrics", lees_metingen, include_in_schema=False)
    app.include_router(api.inloggen.routes.router)
    app.state.deur = Deur(dienst, maak_balie(dienst.settings, dienst))
    app.state.omroep = Omroep(dienst)
    # The last one added stands outermost: it gives the trace, and the headers of every answer.
    app.add_middleware(Inzagepoort, dienst=dienst)
    app.add_middleware(
        Voorportaal, adressen=adressen_van(route for router in ROUTERS for route in router.routes)
    )
    app.add_middleware(Poort, nieuw_id=dienst.omgeving.nieuw_id, grenzen=dienst.grenzen)
    voeg_paginas_toe(app, dienst)
    behandel_fouten(app)
    app.add_exception_handler(TeVeel, behandel_te_veel)
    if app.state.deur.balie.client is not None:
        wijs_paginas_de_weg(app)
    return app


def beschrijving() -> dict[str, Any]:
    """The OpenAPI description as it is published, for which no service is needed."""
    return zoals_gepubliceerd(_beschreven())


@cache
def _beschreven() -> dict[str, Any]:
    return maak_openapi(_met_routes())


def _met_routes() -> Toepassing:
    app = _zonder_routes()
    app.router.routes.extend(_gelezen_routes())
    return app


@cache
def _gelezen_routes() -> tuple[BaseRoute, ...]:
    """What FastAPI makes of the routers; it holds nothing of a service, and takes long enough to do it once."""
    app = _zonder_routes()
    for router in ROUTERS:
        app.include_router(router)
    return tuple(app.router.routes)


def _zonder_routes() -> Toepassing:
    return Toepassing(
        title="Casus",
        version=API_VERSIE,
        description=UITLEG,
        contact={"name": "Beheer", "url": "https://example.org", "email": "beheer@example.org"},
        license_info={"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        generate_unique_id_function=lambda route: to_camel(route.name),
        openapi_url=None,
        # The pages that FastAPI makes for this load their scripts from elsewhere.
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
