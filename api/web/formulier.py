"""Forms: what a page asks, what somebody filled in, and what is wrong with it, field by field.

A form fills the same schema as the REST door takes (``api.rest.invoer``), so that nothing is checked twice. The names
of its fields are places in that schema: ``motivering``, ``oordelen.0.waarom``.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from http import HTTPStatus
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request
from pydantic import BeforeValidator, ValidationError
from starlette.datastructures import FormData

from api.aanmelding import Model
from api.rest.redenen import reden_van
from api.web.woorden import woord
from domain.weigering import Weigering
from infra.omgeving import NEDERLAND

M = TypeVar("M", bound=Model)

VERSIE = "versie"
"""The field that says on which facts a form was filled in."""
CSRF = "csrf"
LEEG_IS_NIETS = BeforeValidator(lambda waarde: (waarde or "").strip() or None)
"""Of a form that asks for a page: a field that was left empty asks for nothing.

Bounds stand inside, in the type that may be ``None``: those of ``Query`` would be held against ``None`` as well.
"""
MEESTE_VELDEN = 1000
KLOKTIJD = re.compile(r"([0-9]{1,2})[:.]([0-9]{2})")


class Soort(StrEnum):
    """How a field is asked."""

    REGEL = "regel"
    TEKST = "tekst"
    DATUM = "datum"
    TIJDSTIP = "tijdstip"
    KLOK = "klok"
    """A time of day, as people write it: 9:30 and 9.30 too."""
    KEUZE = "keuze"
    """One of a few, all in sight."""
    LIJST = "lijst"
    """One of many."""
    VINKJES = "vinkjes"
    """Any number of some."""
    VAST = "vast"
    """Not asked: what the page itself sends along with a row, which is no reason for the row to be there."""


@dataclass(frozen=True)
class Keus:
    """One possible answer. ``niet`` says why it cannot be chosen now."""

    waarde: str
    tekst: str
    hulp: str = ""
    niet: str = ""


@dataclass(frozen=True)
class Veld:
    """One question."""

    naam: str
    label: str
    soort: Soort = Soort.REGEL
    hulp: str = ""
    verplicht: bool = True
    keuzes: tuple[Keus, ...] = ()
    """What can be chosen. Of a short text: words that stand for something, which are recorded as that."""
    waarde: str = ""
    """What stands there before anybody fills in something."""
    waarden: tuple[str, ...] = ()
    """The same, for ticks."""
    later: bool = False
    """Needed in the end, but it may be filled in later."""

    @property
    def id(self) -> str:
        """In the page."""
        return f"veld-{self.naam.replace('.', '-')}"


@dataclass(frozen=True)
class Groep:
    """Questions that belong together, under a heading."""

    titel: str
    velden: tuple[Veld, ...]
    hulp: str = ""


Deel = Veld | Groep


@dataclass(frozen=True)
class Veldfout:
    """What is wrong, for people, and with which field; without one, with the whole."""

    zin: str
    veld: str | None = None


@dataclass(frozen=True)
class Invoer:
    """What somebody sent."""

    velden: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def waarde(self, naam: str) -> str:
        """What stands in a field; empty where nothing does."""
        return next(iter(self.velden.get(naam, ())), "")

    def waarden(self, naam: str) -> tuple[str, ...]:
        """What was ticked."""
        return self.velden.get(naam, ())

    @property
    def versie(self) -> int | None:
        """On which facts this was filled in; ``None`` where the form does not say."""
        tekst = self.waarde(VERSIE)
        return int(tekst) if tekst.isascii() and tekst.isdigit() and len(tekst) < 10 else None  # noqa: PLR2004 no case has so many facts


@dataclass(frozen=True)
class Formulier:
    """A form as it is shown: its questions, what is filled in so far, and what is wrong with that."""

    pad: str
    knop: str
    delen: tuple[Deel, ...]
    invoer: Invoer | None = None
    fouten: tuple[Veldfout, ...] = ()
    versie: int | None = None
    gevaar: bool = False
    verborgen: tuple[tuple[str, str], ...] = ()

    @property
    def velden(self) -> tuple[Veld, ...]:
        """All questions in their order."""
        return tuple(
            veld for deel in self.delen for veld in (deel.velden if isinstance(deel, Groep) else (deel,))
        )

    def waarde(self, veld: Veld) -> str:
        """What stands in a field now."""
        return veld.waarde if self.invoer is None else self.invoer.waarde(veld.naam)

    def waarden(self, veld: Veld) -> tuple[str, ...]:
        """What is ticked now."""
        return veld.waarden if self.invoer is None else self.invoer.waarden(veld.naam)

    def fout(self, veld: Veld) -> str:
        """What is wrong with a field; empty where nothing is."""
        return next((fout.zin for fout in self.fouten if fout.veld == veld.naam), "")

    def met(self, invoer: Invoer, *fouten: Veldfout) -> "Formulier":
        """The same form with what was sent, and what is wrong with it."""
        return replace(self, invoer=invoer, fouten=fouten)


class OngeldigeInvoer(Exception):
    """What was filled in does not fit. ``fouten`` says what, field by field."""

    def __init__(self, fouten: Sequence[Veldfout]) -> None:
        super().__init__()
        self.fouten = tuple(fouten)


def opnieuw(
    formulier: Formulier, invoer: Invoer, fout: OngeldigeInvoer | Weigering
) -> tuple[Formulier, HTTPStatus]:
    """The form once more with what was sent and why nothing was recorded, and the status of that page."""
    if isinstance(fout, OngeldigeInvoer):
        return formulier.met(invoer, *fout.fouten), HTTPStatus.BAD_REQUEST
    return formulier.met(invoer, Veldfout(str(fout))), HTTPStatus.CONFLICT


async def _invoer(request: Request) -> Invoer:
    formulier: FormData = await request.form(max_files=0, max_fields=MEESTE_VELDEN)
    velden: dict[str, tuple[str, ...]] = {}
    for naam, waarde in formulier.multi_items():
        if isinstance(waarde, str):
            velden[naam] = (*velden.get(naam, ()), waarde.replace("\r\n", "\n"))
    return Invoer(velden)


Ingevuld = Annotated[Invoer, Depends(_invoer)]
"""As a parameter of a route: what came with a POST."""


def lees(model: type[M], velden: Iterable[Veld], invoer: Invoer, **vast: object) -> M:
    """Fill the schema with what was sent; ``vast`` fills fields that the form does not ask.

    An empty field was not filled in, and a row of which nothing is filled in is not there, unless something in it has
    to be. Only the fields that the form asks are looked at.

    Raises:
        OngeldigeInvoer: it does not fit.
    """
    gevraagd = {veld.naam: veld for veld in velden}
    boom, plaatsen = _boom(gevraagd, invoer)
    try:
        return model.model_validate({**boom, **vast})
    except ValidationError as fout:
        # What was sent stands in it, so it does not travel along.
        fouten = [_veldfout(een, gevraagd, plaatsen) for een in fout.errors(include_input=False)]
        raise OngeldigeInvoer(list(dict.fromkeys(fouten))) from None


def _boom(velden: Mapping[str, Veld], invoer: Invoer) -> tuple[dict[str, Any], dict[str, str]]:
    """What was sent in the form of the schema, and where each row of it stood in the form."""
    boom: dict[str, Any] = {}
    plaatsen: dict[str, str] = {}
    leeg = _lege_rijen(velden, invoer)
    for naam, veld in velden.items():
        waarde = _waarde(veld, invoer)
        stam, *rest = naam.split(".")
        rij = f"{stam}.{rest[0]}" if len(rest) > 1 else ""
        if rij:
            lijst: list[dict[str, Any]] = boom.setdefault(stam, [])
            if rij in leeg:
                continue
            if rij not in plaatsen.values():
                plaatsen[f"{stam}.{len(lijst)}"] = rij
                lijst.append({})
            if waarde is not None:
                lijst[_nummer(plaatsen, rij)][rest[1]] = waarde
        elif rest and waarde is not None:
            boom.setdefault(stam, {})[rest[0]] = waarde
        elif waarde is not None:
            boom[stam] = waarde
    return boom, plaatsen


def _nummer(plaatsen: Mapping[str, str], rij: str) -> int:
    """Where a row of the form stands in the schema."""
    return next(int(hier.rpartition(".")[2]) for hier, daar in plaatsen.items() if daar == rij)


def _lege_rijen(velden: Mapping[str, Veld], invoer: Invoer) -> set[str]:
    """The rows in which nothing was filled in, and nothing has to be."""
    rijen: dict[str, bool] = {}
    for naam, veld in velden.items():
        rij, _, rest = naam.rpartition(".")
        if "." in rij and rest:
            telt = veld.soort is not Soort.VAST and (veld.verplicht or _waarde(veld, invoer) is not None)
            rijen[rij] = rijen.get(rij, False) or telt
    return {rij for rij, telt in rijen.items() if not telt}


def _waarde(veld: Veld, invoer: Invoer) -> object:
    if veld.soort is Soort.VINKJES:
        return list(invoer.waarden(veld.naam)) or None
    tekst = invoer.waarde(veld.naam).strip()
    if not tekst:
        return None
    if veld.soort is Soort.TIJDSTIP:
        return _met_zone(tekst)
    if veld.soort is Soort.KLOK and (klok := KLOKTIJD.fullmatch(tekst)):
        return f"{klok[1]:0>2}:{klok[2]}"
    if veld.soort is Soort.REGEL:
        return next((keus.waarde for keus in veld.keuzes if keus.tekst.casefold() == tekst.casefold()), tekst)
    return tekst


def _met_zone(tekst: str) -> str:
    """A moment on the clock here, as a browser sends it, with the offset that it has on that day."""
    try:
        return datetime.fromisoformat(tekst).replace(tzinfo=NEDERLAND).isoformat()
    except ValueError:
        return tekst


def _veldfout(fout: Mapping[str, Any], velden: Mapping[str, Veld], plaatsen: Mapping[str, str]) -> Veldfout:
    plaats = ".".join(str(deel) for deel in fout["loc"])
    for hier, daar in plaatsen.items():
        if plaats == hier or plaats.startswith(f"{hier}."):
            plaats = daar + plaats[len(hier) :]
    # A mistake in an item of a list of ticks stands with the list, and one in a whole row with its first field.
    naam = next((veld for veld in velden if plaats == veld or plaats.startswith(f"{veld}.")), None)
    naam = naam or next((veld for veld in velden if veld.startswith(f"{plaats}.")), None)
    if naam is None:
        return Veldfout(f"Dit {reden_van(fout)}.")
    veld = velden[naam]
    if _is_leeg(fout):
        gekozen = veld.soort in {Soort.KEUZE, Soort.LIJST, Soort.VINKJES}
        # A criterion is a whole sentence; its full stop does not stand before a colon.
        return Veldfout(
            f"{veld.label.removesuffix('.')}: {'maak een keuze' if gekozen else 'vul dit in'}.", naam
        )
    return Veldfout(f"{veld.label}: dit {reden_van(fout)}.", naam)


def _is_leeg(fout: Mapping[str, Any]) -> bool:
    """Say whether nothing was filled in; what was filled in and is shorter than it has to be, is not empty."""
    te_kort = fout["type"] == "string_too_short" and fout["ctx"]["min_length"] == 1
    return te_kort or fout["type"] in {"missing", "too_short"}


def keuzes_uit(soort: type[StrEnum]) -> tuple[Keus, ...]:
    """Every word of a closed list."""
    return tuple(Keus(een.value, woord(een)) for een in soort)
