"""Who has which rights, person by person; found by id, role or table; and which of these somebody has to look at."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Query
from pydantic import Field
from starlette.responses import HTMLResponse

from api.aanmelding import Code, Regel
from api.rechten import Recht
from api.rest.deur import Mag
from api.rest.toegang import Toegang
from api.rest.toekenningen import ToekenningUit, lees_herziening
from api.web.beheer import BEHEER, PER_BLADZIJDE
from api.web.formulier import LEEG_IS_NIETS
from api.web.scherm import Kruimel, Menupunt, Tekenaar, gekozen, tafels_van
from api.web.toekenningen import LIJST, organisatienamen
from api.wegen import Wegen
from domain.rollen import Rol

MENU: tuple[Menupunt, ...] = ()
MENSEN = 50
"""Persons on a page."""

router = Wegen()

Toekenninglezer = Annotated[Toegang, Mag(Recht.TOEKENNINGEN_LEZEN, doel="controle")]
Rolkeuze = Annotated[Rol | None, LEEG_IS_NIETS, Query(description="Alleen deze rol. Leeg: elke rol.")]
Tafelkeuze = Annotated[
    Code | None, LEEG_IS_NIETS, Query(description="Alleen aan deze tafel. Leeg: elke tafel.")
]
Wie = Annotated[
    Annotated[Regel, Field(max_length=64)] | None,
    LEEG_IS_NIETS,
    Query(description="Waarmee het id van de medewerker begint. Leeg: iedereen."),
]


class Gedaan(StrEnum):
    """What was just done with a grant."""

    BEEINDIGD = "beeindigd"
    NAGEGAAN = "nagegaan"


GEDAAN = {
    Gedaan.BEEINDIGD: "De rechten zijn beëindigd, en gelden vanaf nu niet meer.",
    Gedaan.NAGEGAAN: "Wat u naging, is vastgelegd.",
}


@dataclass(frozen=True)
class Filter:
    """What somebody looks for, as it stands in the address."""

    tafel: str | None
    rol: Rol | None
    wie: str | None

    @property
    def is_leeg(self) -> bool:
        """Nothing is left out."""
        return not (self.tafel or self.rol or self.wie)

    def pad(self, na: str) -> str:
        """The address of the same list from another person on."""
        delen = {"tafel": self.tafel, "rol": self.rol and self.rol.value, "wie": self.wie, "na": na}
        return f"{LIJST}?{urlencode({naam: waarde for naam, waarde in delen.items() if waarde})}"


@dataclass(frozen=True)
class InEenRol:
    """The grants of somebody in one role: one, or one for each bureau that it is for."""

    rol: Rol
    regels: Sequence[ToekenningUit]

    @property
    def tafels(self) -> int:
        """At how many tables."""
        return len({tafel for een in self.regels for tafel in een.tafels})


@dataclass(frozen=True)
class Mens:
    """One person, or one system, with all that it may today."""

    medewerker: str
    rollen: Sequence[InEenRol]


@router.get(LIJST)
def toon_toekenningen(  # noqa: PLR0917 FastAPI binds them by name
    scherm: Tekenaar,
    toegang: Toekenninglezer,
    tafel: Tafelkeuze = None,
    rol: Rolkeuze = None,
    wie: Wie = None,
    na: Annotated[Code | None, Query(description="Verder na deze medewerker.")] = None,
    gegeven: Annotated[Code | None, Query(description="Wie zojuist rechten kreeg.")] = None,
    gedaan: Annotated[Gedaan | None, Query(description="Wat zojuist is gedaan.")] = None,
) -> HTMLResponse:
    """Who has which rights today, and which of these somebody has to look at."""
    bij = gekozen(toegang, tafel) if tafel else None
    filter_ = Filter(None if bij is None else bij.id, rol, wie)
    mensen = _mensen(toegang, filter_, na or "")
    mag = toegang.gebruiker.mag
    return scherm.toon(
        "beheer/toekenningen.html",
        toegang,
        [BEHEER, Kruimel("Wie heeft welke rechten")],
        mensen=mensen[:MENSEN],
        volgende=filter_.pad(mensen[MENSEN - 1].medewerker) if len(mensen) > MENSEN else None,
        filter=filter_,
        rollen=list(Rol),
        tafels=tafels_van(toegang),
        nieuw=_rechten_van(toegang, gegeven) if gegeven else (),
        later=_later(toegang),
        herzien=lees_herziening(toegang, limiet=PER_BLADZIJDE),
        mag_herzien=mag(Recht.HERZIEN),
        mag_geven=mag(Recht.TOEKENNEN),
        namen={een.id: een.naam for een in toegang.dienst.definities.tafels.values()},
        organisaties=organisatienamen(toegang),
        gegeven=gegeven,
        gedaan=None if gedaan is None else GEDAAN[gedaan],
    )


def _mensen(toegang: Toegang, filter_: Filter, na: str) -> list[Mens]:
    """Who may something today, in the order of their ids; one more than stands on a page."""
    dienst = toegang.dienst
    rijen = dienst.toekenningen.van_mensen(
        tafels=toegang.gebruiker.tafels if filter_.tafel is None else [filter_.tafel],
        op=dienst.omgeving.vandaag(),
        rol=filter_.rol,
        begin=filter_.wie or "",
        na=na,
        limiet=MENSEN + 1,
    )
    uit = (ToekenningUit.van(rij) for rij in rijen)
    return [Mens(wie, _per_rol(regels)) for wie, regels in groupby(uit, key=lambda een: een.medewerker)]


def _per_rol(regels: Iterable[ToekenningUit]) -> list[InEenRol]:
    volgorde = list(Rol)
    op_rol = sorted(regels, key=lambda een: volgorde.index(een.rol))
    return [InEenRol(rol, list(van_rol)) for rol, van_rol in groupby(op_rol, key=lambda een: een.rol)]


def _rechten_van(toegang: Toegang, wie: str) -> list[ToekenningUit]:
    """What somebody may today at the tables of who looks: who just got rights stands at the end of a long list."""
    vandaag = toegang.dienst.omgeving.vandaag()
    rijen = toegang.dienst.toekenningen.lijst(tafels=toegang.gebruiker.tafels, op=vandaag, wie=wie)
    return [ToekenningUit.van(rij) for rij in rijen]


def _later(toegang: Toegang) -> list[ToekenningUit]:
    """What begins on a later day: given, not in force yet, and in no list of today."""
    vandaag = toegang.dienst.omgeving.vandaag()
    rijen = toegang.dienst.toekenningen.lijst(
        tafels=toegang.gebruiker.tafels, gaat_in_na=vandaag, limiet=PER_BLADZIJDE
    )
    return [ToekenningUit.van(rij) for rij in rijen]
