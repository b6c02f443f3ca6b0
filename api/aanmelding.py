"""An aanmelding as it comes in, the same by REST and by file: one schema, one set of checks, Dutch sentences."""

import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic.alias_generators import to_camel

from domain.bsn import is_bsn
from domain.casus.commands import LegGrondslagVast, MeldAan
from domain.casus.waarden import Betrokkene, Betrokkenheid, Criteriumfeit, Urgentie, Voorcontact

LAAGSTE_DATUM = date(1890, 1, 1)
HOOGSTE_DATUM = date(2199, 12, 31)
"""Days near the end of time cannot be counted with: in another time zone they do not exist."""


VOEGTEKENS = "\u200c\u200d"
"""Invisible, but some scripts cannot be written without them."""


def _zonder_stuurtekens(tekst: str) -> str:
    """Line ends and tabs are text; control characters are not, nor what nobody sees or what turns the text around.

    The same letters come out the same, however they were put together (Unicode NFC).
    """
    if any((teken < " " and teken not in "\n\r\t") or "\x7f" <= teken <= "\x9f" for teken in tekst):
        raise ValueError("bevat stuurtekens")
    if any("\ud800" <= teken <= "\udfff" for teken in tekst):
        raise ValueError("bevat tekens die geen tekst zijn")
    if any(unicodedata.category(teken) == "Cf" and teken not in VOEGTEKENS for teken in tekst):
        raise ValueError("bevat onzichtbare tekens")
    return unicodedata.normalize("NFC", tekst)


def _geldig_bsn(tekst: str) -> str:
    if not is_bsn(tekst):
        raise ValueError("is geen geldig burgerservicenummer")
    return tekst


def _geschreven(waarde: object) -> object:
    """A number is no date here, though Pydantic would count seconds with it, also when it comes as text."""
    if isinstance(waarde, str) and not waarde[:5].endswith("-"):
        raise ValueError("moet een datum zijn, zoals 2026-03-02")
    if isinstance(waarde, int | float):
        raise ValueError("moet een datum zijn, zoals 2026-03-02")  # noqa: TRY004 Pydantic takes no TypeError
    return waarde


def _mogelijke_datum(dag: date) -> date:
    if dag < LAAGSTE_DATUM:
        raise ValueError("ligt onwaarschijnlijk ver in het verleden")
    if dag > HOOGSTE_DATUM:
        raise ValueError("ligt onwaarschijnlijk ver in de toekomst")
    return dag


Tekst = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000),
    AfterValidator(_zonder_stuurtekens),
]
"""Free text."""

Regel = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=300),
    AfterValidator(_zonder_stuurtekens),
]
"""A short text, such as a name or a reference."""

Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
"""A code of a closed list, or the pseudonymous id of an employee."""

Vingerafdruk = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""A SHA-256 in hexadecimal: it belongs to exactly what somebody looked at."""

Bsn = Annotated[
    str, StringConstraints(pattern=r"^[0-9]{9}$", min_length=9, max_length=9), AfterValidator(_geldig_bsn)
]
Dag = Annotated[date, BeforeValidator(_geschreven), AfterValidator(_mogelijke_datum)]


class Model(BaseModel):
    """What every request has in common: camelCase names, and nothing that is not asked for."""

    model_config = ConfigDict(
        alias_generator=to_camel,
        populate_by_name=True,
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
    )


class BetrokkeneIn(Model):
    """Somebody whom the case is about."""

    betrokkenheid: Betrokkenheid = Field(description="Wat deze persoon in de casus is.")
    naam: Regel = Field(description="De naam van deze persoon.")
    geboortedatum: Dag | None = Field(default=None, description="Geboortedatum, zoals 1991-05-17.")
    bsn: Bsn | None = Field(default=None, description="Burgerservicenummer; voldoet aan de elfproef.")
    adres: Regel | None = Field(default=None, description="Adres, in welke gemeente ook.")
    toelichting: Tekst | None = Field(default=None, description="Wat verder over deze persoon nodig is.")

    def betrokkene(self, persoon_id: UUID) -> Betrokkene:
        """The value of the domain."""
        return Betrokkene(
            persoon_id=persoon_id,
            betrokkenheid=self.betrokkenheid,
            naam=self.naam,
            geboortedatum=self.geboortedatum,
            bsn=self.bsn,
            adres=self.adres,
            toelichting=self.toelichting,
        )


class CriteriumfeitIn(Model):
    """The facts behind one criterion."""

    criterium: Code = Field(description="Code van een criterium van de tafel, zoals 'A1'.")
    feiten: Tekst = Field(description="De feiten waaruit dit blijkt.")

    def criteriumfeit(self) -> Criteriumfeit:
        """The value of the domain."""
        return Criteriumfeit(self.criterium, self.feiten)


class VoorcontactIn(Model):
    """The contact with a procesregisseur before the form was handed out."""

    op: Dag = Field(description="Datum van het contact.")
    met: Code = Field(description="Pseudonieme id van de procesregisseur.")

    def voorcontact(self) -> Voorcontact:
        """The value of the domain."""
        return Voorcontact(self.op, self.met)


class GrondslagIn(Model):
    """The legal ground."""

    grondslag: Code = Field(description="Code van een grondslag van de tafel, zoals 'wgs'.")
    toelichting: Tekst = Field(description="Waarom deze grondslag hier geldt.")

    def opdracht(self) -> LegGrondslagVast:
        """The command."""
        return LegGrondslagVast(self.grondslag, self.toelichting)


class AanmeldingIn(Model):
    """An aanmelding by REST. It need not be complete: what is missing is shown until triage."""

    tafel: Code = Field(description="De tafel, zoals 'zvh-zaanstreek-waterland'.")
    organisatie: Code = Field(description="De organisatie die aanmeldt.")
    gemeente: Code = Field(description="Code van een gemeente van de regio, zoals 'zaanstad'.")
    betrokkenen: Annotated[list[BetrokkeneIn], Field(min_length=1, max_length=50)] = Field(
        description="Alle betrokken inwoners, op welk adres ook."
    )
    urgentie: Urgentie = Field(
        default=Urgentie.REGULIER, description="Een crisis wordt niet aangenomen; die heeft een eigen route."
    )
    kenmerk: Regel | None = Field(default=None, description="Kenmerk van de zaak in het bronsysteem.")
    aanpak: Code | None = Field(default=None, description="Code van een aanpak van de tafel, zoals 'pog'.")
    leefgebieden: Annotated[list[Code], Field(max_length=50)] = Field(
        default=[], description="Codes van de leefgebieden waarop problemen spelen."
    )
    criteria: Annotated[list[CriteriumfeitIn], Field(max_length=50)] = Field(
        default=[], description="De feiten bij de criteria van de tafel."
    )
    reguliere_routes: Tekst | None = Field(
        default=None, description="Wat al is geprobeerd, en waarom het vastliep."
    )
    voorcontact: VoorcontactIn | None = Field(
        default=None, description="Het contact vooraf met een procesregisseur."
    )
    grondslag: GrondslagIn | None = Field(default=None, description="Op welke wettelijke grondslag.")

    def opdracht(self, *, casusnummer: str, nieuw_id: Callable[[], UUID]) -> MeldAan:
        """The command, with ids for the people."""
        return MeldAan(
            casusnummer=casusnummer,
            organisatie=self.organisatie,
            gemeente=self.gemeente,
            betrokkenen=tuple(mens.betrokkene(nieuw_id()) for mens in self.betrokkenen),
            urgentie=self.urgentie,
            kenmerk=self.kenmerk,
            aanpak=self.aanpak,
            leefgebieden=tuple(self.leefgebieden),
            criteria=tuple(feit.criteriumfeit() for feit in self.criteria),
            reguliere_routes=self.reguliere_routes,
            voorcontact=self.voorcontact.voorcontact() if self.voorcontact else None,
            grondslag=self.grondslag.opdracht() if self.grondslag else None,
        )


class ImportRegel(AanmeldingIn):
    """An aanmelding by file: it names the source's own reference. Whether it needs a ground, its table says."""

    kenmerk: Regel = Field(description="Kenmerk in het bronsysteem; hetzelfde kenmerk komt één keer binnen.")
    grondslag: GrondslagIn | None = Field(
        default=None, description="Op welke wettelijke grondslag; nodig bij een tafel die daarom vraagt."
    )
