"""Routes that read one casus, as it is or as it was at a moment. Docstrings are for users."""

from typing import Annotated

from fastapi import APIRouter

from api.rechten import Recht
from api.rest.casusuit import CasusKaal, CasusUit, casus_uit
from api.rest.delen import Casusnummer, Op
from api.rest.historie import GebeurtenissenUit, TijdlijnUit, gebeurtenissen_uit, tijdlijn_uit
from api.rest.toegang import Mag, Toegang

router = APIRouter(prefix="/v1", tags=["casus"])

Lezer = Annotated[Toegang, Mag(Recht.CASUS_LEZEN, doel="casusbehandeling")]


@router.get("/casussen/{casusnummer}", summary="Een casus lezen")
def lees_casus(casusnummer: Casusnummer, toegang: Lezer, op: Op = None) -> CasusUit | CasusKaal:
    """Lees een casus. De auditor ziet geen persoonsgegevens."""
    return casus_uit(toegang.lees(casusnummer, op=op), toegang.gebruiker)


@router.get("/casussen/{casusnummer}/gebeurtenissen", summary="De gebeurtenissen van een casus lezen")
def lees_gebeurtenissen(casusnummer: Casusnummer, toegang: Lezer, op: Op = None) -> GebeurtenissenUit:
    """Lees wat er in een casus is vastgelegd, op volgorde. De auditor ziet alleen codes."""
    return gebeurtenissen_uit(toegang.lees(casusnummer, op=op), toegang.gebruiker)


@router.get("/casussen/{casusnummer}/tijdlijn", summary="De tijdlijn van een casus lezen")
def lees_tijdlijn(casusnummer: Casusnummer, toegang: Lezer, op: Op = None) -> TijdlijnUit:
    """Lees in zinnen wat er in een casus is gebeurd."""
    return tijdlijn_uit(toegang.lees(casusnummer, op=op), toegang.gebruiker)
