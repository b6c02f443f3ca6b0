"""The first page: what one has to do now, counted, what is overdue first, and each number leads to where it is done."""

from typing import Annotated

from starlette.responses import HTMLResponse

from api.rechten import Recht
from api.rest.deur import Mag
from api.rest.toegang import Toegang
from api.web.scherm import Menupunt, Tekenaar, tafels_van
from api.web.werk import dringendste_eerst, werk_van
from api.wegen import Wegen

MENU = (Menupunt("Begin", "/", Recht.TAFELS, van_tafel=False),)

router = Wegen()


@router.get("/")
def begin(scherm: Tekenaar, toegang: Annotated[Toegang, Mag(Recht.TAFELS, doel="begin")]) -> HTMLResponse:
    """For each of the own tables what waits there for somebody in this role: most of it overdue first."""
    tafels = tafels_van(toegang)
    werk = [een for tafel in tafels if (een := werk_van(toegang, tafel, scherm.web.tellers)).tellers]
    nu = dringendste_eerst(een for een in werk if een.samen)
    return scherm.toon(
        "start/begin.html",
        toegang,
        tafel=tafels[0] if len(tafels) == 1 else None,
        # Of a single table the noughts are in sight as well: that nothing is overdue is good to read.
        nu=nu or (werk if len(werk) == 1 else []),
        dienst=[een for stand in scherm.web.dienststanden for een in stand(toegang)],
        later=[een for een in werk if not een.samen and len(werk) > 1],
        mag_zoeken=toegang.gebruiker.mag(Recht.CASUS_LEZEN),
        crisis=scherm.web.crisisroute(tafels),
    )
