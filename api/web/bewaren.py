"""The bewaarkalender: what is overdue, what falls due month by month, and what stands in the way, for each table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import HTMLResponse

from api.rechten import Recht
from api.rest.bewaarkalender import (
    KalenderregelUit,
    MaandUit,
    TellingenUit,
    TellingUit,
    lees_bewaarkalender,
    tel_bewaarkalender,
)
from api.rest.delen import Na
from api.rest.deur import Mag
from api.rest.toegang import Toegang
from api.web.scherm import Kruimel, Menupunt, PerBladzijde, TafelVraag, Tekenaar, Teller
from api.web.toekenningen import organisatienamen
from api.web.woorden import maand
from domain.tafels import Tafel
from projections.bewaarkalender import Kalenderstatus

MENU = (Menupunt("Bewaren", "/bewaren", Recht.BEWAARKALENDER, van_tafel=False),)
PER_BLADZIJDE = 100
MAANDEN = 12
"""So many months stand one by one; what is later, together."""

router = APIRouter()

Lezer = Annotated[Toegang, Mag(Recht.BEWAARKALENDER, doel="bewaring")]
Statuskeuze = Annotated[Kalenderstatus | None, Query(description="Alleen met deze status.")]


@dataclass(frozen=True)
class Balk:
    """A month, or all that come later: what falls due then, and how long its bar is, of a hundred."""

    naam: str
    aantal: int
    opgeschort: int
    beperkt: int
    breedte: int


@dataclass(frozen=True)
class Regiotelling:
    """The tables of a region with how it stands at each."""

    regio: str
    tafels: Sequence[tuple[str, str, dict[Kalenderstatus, int]]]


@router.get("/bewaren")
def lees_bewaren(  # noqa: PLR0917 FastAPI binds them by name
    scherm: Tekenaar,
    toegang: Lezer,
    tafel: TafelVraag = None,
    status: Statuskeuze = None,
    na: Na = None,
    aantal: PerBladzijde = PER_BLADZIJDE,
) -> HTMLResponse:
    """The calendar of one table or of all of somebody's tables."""
    geteld = tel_bewaarkalender(toegang, tafel)
    rijen = lees_bewaarkalender(toegang, tafel, status, na=na, limiet=aantal)
    bij = toegang.tafel(tafel) if tafel is not None else None
    return scherm.toon(
        "bewaren/kalender.html",
        toegang,
        [Kruimel("Bewaren")],
        tafel=bij,
        samen=_per_status(geteld.tellingen),
        statussen=list(Kalenderstatus),
        keuze=status,
        balken=_balken(geteld.maanden, toegang.dienst.omgeving.vandaag()),
        regios=_regios(toegang, geteld),
        maanden=_per_maand(rijen.regels),
        volgende=rijen.volgende,
        erbij=f"&aantal={aantal}" if aantal != PER_BLADZIJDE else "",
        organisaties=organisatienamen(toegang),
        namen={een.id: een.naam for een in toegang.dienst.definities.tafels.values()},
        mag_voorstellen=toegang.gebruiker.mag(Recht.LIJST_VOORSTELLEN),
        mag_bewaring=toegang.gebruiker.mag(Recht.BEWARING_LEZEN),
    )


def tel(toegang: Toegang, tafel: Tafel) -> Iterator[Teller]:
    """What is overdue, which ought to be nothing; and what is due today."""
    if not toegang.gebruiker.mag(Recht.BEWAARKALENDER):
        return
    geteld = _per_status(tel_bewaarkalender(toegang, tafel.id).tellingen)
    pad = f"/bewaren?tafel={tafel.id}&status="
    over, nu = Kalenderstatus.OVER_TERMIJN, Kalenderstatus.AAN_DE_BEURT
    yield Teller(geteld[over], "over de bewaartermijn: hoort nul te zijn", f"{pad}{over.value}", "fout")
    yield Teller(geteld[nu], "aan de beurt om te vernietigen", f"{pad}{nu.value}")


def _per_status(tellingen: Sequence[TellingUit]) -> dict[Kalenderstatus, int]:
    return {een.status: een.aantal for een in tellingen}


def _regios(toegang: Toegang, geteld: TellingenUit) -> list[Regiotelling]:
    tafels = toegang.dienst.definities.tafels
    rijen = sorted(geteld.tafels, key=lambda een: (tafels[een.tafel].regio, tafels[een.tafel].naam))
    return [
        Regiotelling(
            regio, [(een.tafel, tafels[een.tafel].naam, _per_status(een.tellingen)) for een in groep]
        )
        for regio, groep in groupby(rijen, key=lambda een: tafels[een.tafel].regio)
    ]


def _balken(maanden: Sequence[MaandUit], vandaag: date) -> list[Balk]:
    """The coming months, also those in which nothing falls due, and what is later."""
    bekend = {een.maand: een for een in maanden}
    reeks = [_maand_na(vandaag.replace(day=1), hoeveel) for hoeveel in range(MAANDEN)]
    leeg = [bekend.get(een) or MaandUit(maand=een, aantal=0, opgeschort=0, beperkt=0) for een in reeks]
    delen = [(maand(een.maand), een.aantal, een.opgeschort, een.beperkt) for een in leeg]
    later = [een for een in maanden if een.maand > reeks[-1]]
    if later:
        delen.append(
            (
                f"na {maand(reeks[-1])}",
                sum(een.aantal for een in later),
                sum(een.opgeschort for een in later),
                sum(een.beperkt for een in later),
            )
        )
    meeste = max(1, *(aantal for _, aantal, _, _ in delen[:MAANDEN]))
    return [Balk(*deel, breedte=min(100, deel[1] * 100 // meeste)) for deel in delen]


def _maand_na(maand: date, hoeveel: int) -> date:
    jaren, nummer = divmod(maand.month - 1 + hoeveel, 12)
    return maand.replace(year=maand.year + jaren, month=nummer + 1)


def _per_maand(regels: Sequence[KalenderregelUit]) -> list[tuple[str, list[KalenderregelUit]]]:
    """The rows, which are in the order of their last day, by the month of it."""
    groepen = groupby(regels, key=lambda een: maand(een.bewaren_tot))
    return [(maand, list(groep)) for maand, groep in groepen]
