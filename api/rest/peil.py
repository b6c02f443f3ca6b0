"""Which state of a case is asked for: as it is, as it was at a moment, or as it was after so many facts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import Query
from fastapi.exceptions import RequestValidationError
from pydantic import TypeAdapter, ValidationError

from api.rest.delen import MomentInAdres
from api.rest.deurfouten import OnbekendeVersie
from domain.historie import Opgetekend
from infra.store import moment_van

_MEESTE_CIJFERS = 9
_MOMENT: TypeAdapter[datetime] = TypeAdapter(MomentInAdres)

PeilTekst = Annotated[
    str,
    Query(
        max_length=100,
        json_schema_extra={"pattern": r"^([0-9]{1,10}|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(Z|[+ -][0-9:]+))$"},
        description="Een moment met tijdzone, of een versie: het aantal gebeurtenissen van de casus tot dan. "
        "Schrijf een + als %2B: 2026-03-02T10:30:00%2B01:00.",
        examples=["2026-03-02T09:30:00Z", "3"],
    ),
]


@dataclass(frozen=True)
class Peil:
    """A moment, or a number of facts; neither: now."""

    op: datetime | None = None
    versie: int | None = None

    def van(self, historie: Sequence[Opgetekend]) -> tuple[Opgetekend, ...]:
        """The history up to and including here.

        Raises:
            OnbekendeVersie: it was never so long.
        """
        if self.versie is not None:
            if self.versie > historie[-1].versie:
                raise OnbekendeVersie
            return tuple(feit for feit in historie if feit.versie <= self.versie)
        return tuple(historie if self.op is None else moment_van(historie, self.op))


NU = Peil()


def peil(op: datetime | None, versie: int | None, *, nu: datetime) -> Peil:
    """What was asked: a moment that has been, or a version, or neither.

    Raises:
        RequestValidationError: both, or a moment that is still to come.
    """
    if op is not None and versie is not None:
        raise vraagfout("versie", "kan niet samen met 'op': vraag een moment of een versie")
    eis_geweest(op, "op", nu=nu)
    return Peil(op, versie)


def peil_uit(tekst: str | None, veld: str, *, nu: datetime) -> Peil:
    """What was asked in one parameter, which takes a moment as well as a version.

    Raises:
        RequestValidationError: it is neither, or a moment that is still to come.
    """
    if tekst is None:
        return NU
    if tekst.isascii() and tekst.isdigit() and len(tekst) <= _MEESTE_CIJFERS and int(tekst) > 0:
        return Peil(versie=int(tekst))
    try:
        op = _MOMENT.validate_python(tekst)
    except ValidationError as fout:
        # Of what was sent only the reason travels along, and that repeats nothing.
        reden = str(fout.errors()[0].get("ctx", {}).get("error", "klopt niet"))
        raise vraagfout(veld, f"{reden}; of een versie, zoals 3") from None
    eis_geweest(op, veld, nu=nu)
    return Peil(op=op)


def eis_geweest(op: datetime | None, veld: str, *, nu: datetime) -> None:
    """Refuse a moment that is still to come: nobody knows how it will be then.

    Raises:
        RequestValidationError: it is.
    """
    if op is not None and op > nu:
        raise vraagfout(veld, "ligt in de toekomst")


def vraagfout(veld: str, reden: str) -> RequestValidationError:
    """What is wrong with one parameter of an address, as a sentence that follows its name."""
    return RequestValidationError(
        [{"type": "value_error", "loc": ("query", veld), "ctx": {"error": ValueError(reden)}}]
    )
