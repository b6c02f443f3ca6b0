"""The first page: what one has to do now, counted, what is overdue first, and each number leads to where it is done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter
from starlette.responses import HTMLResponse

from api.rechten import Recht
from api.rest.deur import Mag
from api.rest.toegang import Toegang
from api.web.scherm import Menupunt, Scherm, Tekenaar, Teller, tafels_van
from domain.tafels import Tafel

MENU = (Menupunt("Begin", "/", Recht.TAFELS, van_tafel=False),)
TE_LAAT = "fout"
"""The kind of a number that counts what is overdue."""

router = APIRouter()


@dataclass(frozen=True)
class Werk:
    """What waits at one table."""

    tafel: Tafel
    tellers: Sequence[Teller]

    @property
    def te_laat(self) -> int:
        """How much is overdue."""
        return sum(teller.getal for teller in self.tellers if teller.soort == TE_LAAT)

    @property
    def samen(self) -> int:
        """How much there is to do."""
        return sum(teller.getal for teller in self.tellers)


@router.get("/")
def begin(scherm: Tekenaar, toegang: Annotated[Toegang, Mag(Recht.TAFELS, doel="begin")]) -> HTMLResponse:
    """For each of the own tables what waits there for somebody in this role: most of it overdue first."""
    tafels = tafels_van(toegang)
    werk = [een for tafel in tafels if (een := _werk(scherm, toegang, tafel)).tellers]
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


def _werk(scherm: Scherm, toegang: Toegang, tafel: Tafel) -> Werk:
    """Within a table what is overdue stands first, and what is nothing last."""
    tellers = (teller for tel in scherm.web.tellers for teller in tel(toegang, tafel))
    return Werk(tafel, sorted(tellers, key=lambda een: (not een.getal, een.soort != TE_LAAT)))


def dringendste_eerst(werk: Iterable[Werk]) -> list[Werk]:
    """Tables by what is overdue there, then by how much there is; else in the order of the definitions."""
    return sorted(werk, key=lambda een: (-een.te_laat, -een.samen))
