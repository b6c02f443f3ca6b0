"""The bewaarkalender: what is overdue, what falls due month by month, and what stands in the way, for each table."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Annotated

from fastapi import Query
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
from api.web.scherm import Kruimel, Menupunt, PerBladzijde, TafelVraag, Tekenaar, tafels_van
from api.web.toekenningen import organisatienamen
from api.web.werk import TE_LAAT, Teller
from api.web.woorden import maand
from api.wegen import Wegen
from domain.tafels import Tafel
from projections.bewaarkalender import Kalenderstatus

MENU = (Menupunt("Bewaren", "/bewaren", Recht.BEWAARKALENDER, van_tafel=False),)
PER_BLADZIJDE = 100
MAANDEN = 12
"""So many months stand one by one; what is later, together."""
RUSTIG = (Kalenderstatus.VERLENGD, Kalenderstatus.LOOPT)
"""These ask nothing of anybody yet."""
VRAAGT_IETS = tuple(een for een in Kalenderstatus if een not in RUSTIG)

router = Wegen()

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
class Tafelstand:
    """A table with how the terms stand there."""

    tafel: Tafel
    telling: Mapping[Kalenderstatus, int]

    @property
    def over(self) -> int:
        """What should have been gone."""
        return self.telling[Kalenderstatus.OVER_TERMIJN]

    @property
    def dringend(self) -> tuple[int, ...]:
        """What asks for somebody, the most pressing first."""
        return tuple(self.telling[een] for een in VRAAGT_IETS)


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
    standen = [
        Tafelstand(een, telling)
        for een in tafels_van(toegang)
        if (telling := _van_tafel(geteld, een)) is not None
    ]
    return scherm.toon(
        "bewaren/kalender.html",
        toegang,
        [Kruimel("Bewaren")],
        tafel=bij,
        samen=_per_status(geteld.tellingen),
        op_lijst=geteld.over_termijn_op_lijst,
        mag_lijsten=toegang.gebruiker.mag(Recht.LIJST_LEZEN),
        statussen=list(Kalenderstatus),
        keuze=status,
        balken=_balken(geteld.maanden, toegang.dienst.omgeving.vandaag()),
        tafels=sorted((een for een in standen if any(een.dringend)), key=_dringendste),
        rustig=[een for een in standen if not any(een.dringend)],
        hierna=None if status or na else _eerstvolgende(rijen.regels, toegang.dienst.omgeving.vandaag()),
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
    geteld = tel_bewaarkalender(toegang, tafel.id)
    yield from _tellers(tafel.id, _per_status(geteld.tellingen), op_lijst=geteld.over_termijn_op_lijst)


def _tellers(tafel: str, geteld: Mapping[Kalenderstatus, int], *, op_lijst: int) -> Iterator[Teller]:
    pad = f"/bewaren?tafel={tafel}&status="
    over, nu = Kalenderstatus.OVER_TERMIJN, Kalenderstatus.AAN_DE_BEURT
    wat = "over de bewaartermijn: hoort nul te zijn"
    if op_lijst:
        alles = "alles" if op_lijst > 1 else "dit"
        hoeveel = alles if op_lijst == geteld[over] else f"{op_lijst} daarvan"
        wat = f"over de bewaartermijn; {hoeveel} staat al op een vernietigingslijst"
    yield Teller(geteld[over], wat, f"{pad}{over.value}", TE_LAAT)
    yield Teller(geteld[nu], "aan de beurt om te vernietigen", f"{pad}{nu.value}")


@dataclass(frozen=True)
class Termijnen:
    """How the terms stand at all of somebody's tables, asked once; ``hierna`` says when the next has to go."""

    per_tafel: Mapping[str, Sequence[Teller]]
    hierna: str

    def tel(self, _: Toegang, tafel: Tafel) -> Iterable[Teller]:
        """The same as on the first page, of one table."""
        return self.per_tafel.get(tafel.id, ())


def geteld_per_tafel(toegang: Toegang) -> Termijnen:
    """Count for all tables at once; nothing for who may not read the calendar."""
    if not toegang.gebruiker.mag(Recht.BEWAARKALENDER):
        return Termijnen({}, "")
    geteld = tel_bewaarkalender(toegang)
    per_tafel = {
        een.tafel: list(_tellers(een.tafel, _per_status(een.tellingen), op_lijst=een.over_termijn_op_lijst))
        for een in geteld.tafels
    }
    return Termijnen(per_tafel, _hierna(geteld.maanden))


def _hierna(maanden: Sequence[MaandUit]) -> str:
    """When the next has to go; no more than the month is counted."""
    if not maanden:
        return "Verder hoeft er niets weg."
    eerste = maanden[0]
    moet = "moet" if eerste.aantal == 1 else "moeten"
    return f"Hierna: in {maand(eerste.maand)} {moet} er {eerste.aantal} weg."


def _per_status(tellingen: Sequence[TellingUit]) -> dict[Kalenderstatus, int]:
    return {een.status: een.aantal for een in tellingen}


def _van_tafel(geteld: TellingenUit, tafel: Tafel) -> dict[Kalenderstatus, int] | None:
    return next((_per_status(een.tellingen) for een in geteld.tafels if een.tafel == tafel.id), None)


def _dringendste(een: Tafelstand) -> tuple[int, ...]:
    return tuple(-aantal for aantal in een.dringend)


def _eerstvolgende(regels: Sequence[KalenderregelUit], vandaag: date) -> date | None:
    """The first last day that is not over; the rows are in that order."""
    return next((een.bewaren_tot for een in regels if een.bewaren_tot >= vandaag), None)


def _balken(maanden: Sequence[MaandUit], vandaag: date) -> list[Balk]:
    """The coming months, also those in which nothing falls due, and what is later."""
    bekend = {een.maand: een for een in maanden}
    reeks = [_maand_na(vandaag.replace(day=1), hoeveel) for hoeveel in range(MAANDEN)]
    leeg = [bekend.get(een) or MaandUit(maand=een, aantal=0, opgeschort=0, beperkt=0) for een in reeks]
    delen = [(maand(een.maand), een.aantal, een.opgeschort, een.beperkt) for een in leeg]
    if vandaag.day > 1:
        # What fell due earlier in this month is counted as overdue.
        delen[0] = (f"{delen[0][0]}, vanaf vandaag", *delen[0][1:])
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
