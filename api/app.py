"""Makes the web application around a service; nothing is made at import."""

from typing import Any

from fastapi import FastAPI
from pydantic.alias_generators import to_camel

from api.metingen import lees_metingen
from api.rest import (
    aanpak,
    agenda,
    algemeen,
    bewaarkalender,
    bewaren,
    casussen,
    consultaties,
    doorgeven,
    einde,
    exports,
    inzagedoelen,
    inzagen,
    inzagerapporten,
    logboek,
    melding,
    noodinzagen,
    overleggen,
    rechten,
    tafels,
    toekenningen,
    toestemming,
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
from api.rest.inzagepoort import Inzagepoort
from api.rest.openapi import UITLEG, maak_openapi, zoals_gepubliceerd
from api.rest.poort import API_VERSIE, Poort
from api.rest.problemen import behandel_fouten
from api.rest.voorportaal import Voorportaal, adressen_van
from api.samenstelling import Dienst
from api.tokens import lees_sleutel

ROUTERS = (
    melding.router,
    casussen.router,
    toestemming.router,
    doorgeven.router,
    voorwaarden.router,
    aanpak.router,
    bewaren.router,
    bewaarkalender.router,
    einde.router,
    verlengingen.router,
    overleggen.router,
    agenda.router,
    consultaties.router,
    wachtrij.router,
    weergaven.router,
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
    rechten.router,
    toekenningen.router,
    tafels.router,
    wegwijzer.router,
    algemeen.router,
)


class Toepassing(FastAPI):
    """FastAPI with a complete description of its routes."""

    def openapi(self) -> dict[str, Any]:
        """The description, made once."""
        if self.openapi_schema is None:
            self.openapi_schema = maak_openapi(self)
        return self.openapi_schema


def maak_app(dienst: Dienst) -> FastAPI:
    """Make the application. The key of the tokens is read now, so that a wrong one stops the start.

    Raises:
        SleutelFout: the key of the tokens cannot be used.
    """
    app = _met_routes()
    app.add_route("/metrics", lees_metingen, include_in_schema=False)
    app.state.deur = Deur(dienst, lees_sleutel(dienst.settings.tokensleutel))
    # The last one added stands outermost: it gives the trace, and the headers of every answer.
    app.add_middleware(Inzagepoort, dienst=dienst)
    app.add_middleware(
        Voorportaal, adressen=adressen_van(route for router in ROUTERS for route in router.routes)
    )
    app.add_middleware(Poort, nieuw_id=dienst.omgeving.nieuw_id)
    behandel_fouten(app)
    return app


def beschrijving() -> dict[str, Any]:
    """The OpenAPI description as it is published, for which no service is needed."""
    return zoals_gepubliceerd(_met_routes().openapi())


def _met_routes() -> Toepassing:
    app = Toepassing(
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
    for router in ROUTERS:
        app.include_router(router)
    return app
