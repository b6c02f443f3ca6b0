"""The parts that routes have in common: what is in an address, moments, pages, a command's answer."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Hashable, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Annotated, Any, Protocol, TypeVar, cast
from uuid import UUID

from fastapi import Path, Query, Request
from fastapi.exceptions import RequestValidationError
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)
from pydantic.alias_generators import to_camel

from api.aanmelding import HOOGSTE_DATUM, LAAGSTE_DATUM, Code
from domain.casus.state import Fase
from domain.casus.waarden import NIEMAND
from infra.codec import CASUS
from infra.omgeving import NEDERLAND
from infra.uitkomst import Uitgevoerd

S = TypeVar("S")

HOOGSTE_POSITIE = 2**63 - 1

# --- what comes in ------------------------------------------------------------------------------------------


def _met_tijdzone(waarde: object) -> object:
    """A number is no moment here, though Pydantic would count seconds with it, also when it comes as text."""
    if not isinstance(waarde, str) or not waarde[:5].endswith("-"):
        raise ValueError("moet een datum met tijd zijn, zoals 2026-03-02T09:30:00Z")
    return waarde


def _in_een_adres(waarde: object, lees: ValidatorFunctionWrapHandler) -> object:
    """In an address a + stands for a space, so that a moment that was copied there often loses its offset."""
    try:
        return lees(waarde)
    except ValidationError:
        # The cause repeats what was sent, so it does not travel along.
        raise ValueError(
            "moet een datum met tijd en tijdzone zijn, zoals 2026-03-02T09:30:00Z of "
            "2026-03-02T10:30:00%2B01:00; schrijf een + hier als %2B"
        ) from None


def _mogelijk_tijdstip(moment: datetime) -> datetime:
    if not LAAGSTE_DATUM < moment.date() < HOOGSTE_DATUM:
        raise ValueError("ligt onwaarschijnlijk ver weg in de tijd")
    return moment.astimezone(NEDERLAND)


def _niet_niemand(persoon_id: UUID) -> UUID:
    if persoon_id == NIEMAND:
        raise ValueError("kan niet worden opgegeven")
    return persoon_id


Tijdstip = Annotated[AwareDatetime, BeforeValidator(_met_tijdzone), AfterValidator(_mogelijk_tijdstip)]
"""A moment with its offset; kept as it is on the clock here, so that its day is ours, and answered in UTC."""

NieuwId = Annotated[UUID, AfterValidator(_niet_niemand)]
"""An id that the sender may choose, so that sending again is harmless."""

Casusnummer = Annotated[
    Code,
    AfterValidator(str.upper),
    Path(description="Het nummer van de casus, zoals 'C-7KD2M-Q9X4P'. Kleine letters mogen ook."),
]
_CODE = TypeAdapter(Code)


def genoemd_nummer(request: Request) -> str | None:
    """The number of a case in the address, for who looks before the route judges it; ``None`` where it can be none."""
    try:
        return _CODE.validate_python(request.path_params.get("casusnummer")).upper()
    except ValidationError:
        return None


IcoId = Annotated[UUID, Path(alias="icoId", description="Het id van het ICO.")]
ActieId = Annotated[UUID, Path(alias="actieId", description="Het id van de actie.")]
AnalyseId = Annotated[UUID, Path(alias="analyseId", description="Het id van de verklarende analyse.")]
OpschortingId = Annotated[UUID, Path(alias="opschortingId", description="Het id van de opschorting.")]
BeperkingId = Annotated[UUID, Path(alias="beperkingId", description="Het id van de beperking.")]
OverlegId = Annotated[UUID, Path(alias="overlegId", description="Het id van het overleg.")]
UitnodigingId = Annotated[UUID, Path(alias="uitnodigingId", description="Het id van de uitnodiging.")]
AgendapuntId = Annotated[UUID, Path(alias="agendapuntId", description="Het id van het agendapunt.")]
Consultatienummer = Annotated[
    Code,
    AfterValidator(str.upper),
    Path(description="Het nummer van de consultatie. Kleine letters mogen ook."),
]
Verzoeknummer = Annotated[
    Code,
    AfterValidator(str.upper),
    Path(description="Het nummer van het verzoek van een betrokkene. Kleine letters mogen ook."),
]
Bewijsnummer = Annotated[
    Code, AfterValidator(str.upper), Path(description="Het bewijsnummer van de verwijdering.")
]
Lijstnummer = Annotated[
    Code,
    AfterValidator(str.upper),
    Path(
        description="Het nummer van de vernietigingslijst, zoals 'L-7KD2M-Q9X4P'. Kleine letters mogen ook."
    ),
]
TafelId = Annotated[Code, Path(alias="tafelId", description="Het id van de tafel.")]

VanTafel = Annotated[Code, Query(description="Het id van de tafel, zoals 'zvh-zaanstreek-waterland'.")]
MomentInAdres = Annotated[
    AwareDatetime,
    BeforeValidator(_met_tijdzone),
    WrapValidator(_in_een_adres),
    AfterValidator(_mogelijk_tijdstip),
]
"""A moment in an address, which is no place for every character."""


def _moment_van(wat: str) -> Any:  # noqa: ANN401 it stands in a type
    return Query(
        description=f"Een moment met tijdzone: {wat}. Zonder: nu. "
        "Schrijf een + als %2B: 2026-03-02T10:30:00%2B01:00.",
        examples=["2026-03-02T09:30:00Z"],
    )


Op = Annotated[MomentInAdres | None, _moment_van("de casus zoals die toen was")]
LijstOp = Annotated[
    MomentInAdres | None, _moment_van("de lijst zoals die toen was, voor zover u die nu mag zien")
]
OverlegOp = Annotated[
    MomentInAdres | None, _moment_van("het overleg zoals het toen was, voor zover u het nu mag zien")
]
ConsultatieOp = Annotated[MomentInAdres | None, _moment_van("de consultatie zoals die toen was")]
Versie = Annotated[
    int | None,
    Query(
        ge=1,
        le=2**31,
        description="Een versie: de casus na zoveel gebeurtenissen. Vraag een moment of een versie, niet allebei.",
    ),
]
Na = Annotated[
    str | None, Query(max_length=1000, description="De waarde van 'volgende' uit het vorige antwoord.")
]
Limiet = Annotated[int, Query(ge=1, le=200, description="Hoeveel regels ten hoogste.")]

# --- what goes out ------------------------------------------------------------------------------------------

UtcTijdstip = Annotated[datetime, AfterValidator(lambda moment: moment.astimezone(UTC))]
"""A moment as it is answered."""


class Uit(BaseModel):
    """What every answer has in common: camelCase names, filled from the values of the domain."""

    model_config = ConfigDict(
        alias_generator=to_camel, populate_by_name=True, from_attributes=True, frozen=True
    )


class CasusAntwoord(Uit):
    """What a command led to."""

    casusnummer: str
    fase: Fase
    versie: int = Field(description="Het aantal gebeurtenissen van de casus tot nu toe.")
    vastgelegd: list[str] = Field(
        description="Wat dit verzoek heeft vastgelegd; leeg als er niets nieuws was."
    )

    @staticmethod
    def waarden(gedaan: Uitgevoerd) -> dict[str, Any]:
        """The fields, for this schema and for those that say more."""
        return {
            "casusnummer": gedaan.casusnummer,
            "fase": gedaan.casus.fase,
            "versie": gedaan.versie,
            "vastgelegd": [CASUS.naam(type(feit)) for feit in gedaan.nieuw],
        }

    @classmethod
    def van(cls, gedaan: Uitgevoerd) -> "CasusAntwoord":
        """The answer to a command that made no new ids."""
        return cls(**cls.waarden(gedaan))


# --- pages --------------------------------------------------------------------------------------------------


class _HeeftSleutel(Protocol):
    @property
    def sleutel(self) -> object: ...


R = TypeVar("R", bound=_HeeftSleutel)


@cache
def _adapter(soort: Hashable) -> TypeAdapter[Any]:
    return TypeAdapter(cast("type", soort))


def naar_cursor(sleutel: object) -> str:
    """The place of a row as one opaque word: dates and a number, never a name."""
    return (
        urlsafe_b64encode(_adapter(cast("Hashable", type(sleutel))).dump_json(sleutel)).decode().rstrip("=")
    )


def uit_cursor(tekst: str | None, soort: type[S]) -> S | None:
    """The place that a cursor names.

    Raises:
        RequestValidationError: it was not made here.
    """
    if tekst is None:
        return None
    try:
        sleutel: S = _adapter(cast("Hashable", soort)).validate_json(
            urlsafe_b64decode(tekst + "=" * (-len(tekst) % 4))
        )
        for waarde in vars(sleutel).values():
            _eis_veilig(waarde)
    except ValueError:
        # The cause may repeat what was sent, so it does not travel along.
        reden = ValueError("hoort niet bij een vorig antwoord")
        raise RequestValidationError(
            [{"type": "value_error", "loc": ("query", "na"), "ctx": {"error": reden}}]
        ) from None
    return sleutel


def _eis_veilig(waarde: object) -> None:
    """What was made up may hold a NUL, or a moment or number that PostgreSQL or a calendar does not know."""
    # A whole casus is the unit without a name in the bewaarkalender.
    if isinstance(waarde, str) and waarde:
        _adapter(Code).validate_python(waarde)
    if isinstance(waarde, datetime) and not _kan_bestaan(waarde):
        raise ValueError
    if isinstance(waarde, int) and not 0 <= waarde <= HOOGSTE_POSITIE:
        raise ValueError


def _kan_bestaan(moment: datetime) -> bool:
    return moment.tzinfo is not None and LAAGSTE_DATUM < moment.date() < HOOGSTE_DATUM


def bladzijde(vraag: Callable[[int], Sequence[R]], *, limiet: int) -> tuple[Sequence[R], str | None]:
    """Ask for one row too many, and so know whether there is a next page."""
    rijen = vraag(limiet + 1)
    meer = len(rijen) > limiet
    getoond = rijen[:limiet]
    return getoond, naar_cursor(getoond[-1].sleutel) if meer else None
