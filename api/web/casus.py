"""One case: where it is in its life, who it is about, what was decided, and what one may do now."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from api.aanmelding import Code
from api.rechten import Recht
from api.rest.casussen import lees_casus
from api.rest.delen import Casusnummer
from api.rest.deur import Mag
from api.rest.toegang import Toegang
from api.web.scherm import Menupunt, Tekenaar, verder

MENU: tuple[Menupunt, ...] = ()

router = APIRouter()

Lezer = Annotated[Toegang, Mag(Recht.CASUS_LEZEN, doel="casusbehandeling")]


@router.get("/casus")
def zoek(toegang: Lezer, nummer: Annotated[Code, Query(description="Het casusnummer.")]) -> Response:
    """Go to a case by its number."""
    toegang.lees(nummer.upper())
    return verder(f"/casus/{nummer.upper()}")


@router.get("/casus/{casusnummer}")
def lees(scherm: Tekenaar, toegang: Lezer, casusnummer: Casusnummer) -> Response:
    """A case."""
    casus = lees_casus(casusnummer, toegang)
    return scherm.toon("casus/casus.html", toegang, casus=casus, casusnummer=casusnummer)
