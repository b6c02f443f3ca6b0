"""The first page: what one has to do now, counted, what is overdue first, and each number leads to where it is done."""

from typing import Annotated

from fastapi import APIRouter
from starlette.responses import HTMLResponse

from api.rechten import Recht
from api.rest.deur import Mag
from api.rest.toegang import Toegang
from api.web.scherm import Menupunt, Tekenaar, tafels_van

MENU = (Menupunt("Begin", "/", Recht.TAFELS, van_tafel=False),)

router = APIRouter()


@router.get("/")
def begin(scherm: Tekenaar, toegang: Annotated[Toegang, Mag(Recht.TAFELS, doel="begin")]) -> HTMLResponse:
    """For each of the own tables what waits there for somebody in this role."""
    tafels = tafels_van(toegang)
    per_tafel = [
        (tafel, sorted((teller for tel in scherm.web.tellers for teller in tel(toegang, tafel)), key=_plaats))
        for tafel in tafels
    ]
    return scherm.toon(
        "start/begin.html",
        toegang,
        tafel=tafels[0] if len(tafels) == 1 else None,
        per_tafel=[(tafel, tellers) for tafel, tellers in per_tafel if tellers],
        mag_zoeken=toegang.gebruiker.mag(Recht.CASUS_LEZEN),
        crisis=scherm.web.crisisroute(tafels),
    )


def _plaats(teller: object) -> bool:
    return getattr(teller, "soort", "") != "fout"
