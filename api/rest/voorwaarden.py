"""Routes of the conditions that an organisation puts on what it brought in (WGS 2.29(3)); docstrings are for users."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path
from pydantic import Field

from api.aanmelding import Code, Model, Tekst
from api.bereik import instemmer
from api.rechten import Recht
from api.rest.delen import CasusAntwoord, Casusnummer, NieuwId
from api.rest.deur import Mag
from api.rest.toegang import Toegang
from domain.casus.commands import StelVoorwaarde, TrekVoorwaardeIn
from domain.casus.waarden import Voorwaardesoort
from domain.rollen import Rol

router = APIRouter(prefix="/v1", tags=["doorgeven"])

Steller = Annotated[Toegang, Mag(Recht.VOORWAARDEN, doel="melding")]
VoorwaardeId = Annotated[UUID, Path(alias="voorwaardeId", description="Het id van de voorwaarde.")]
Namens = Annotated[
    Code | None,
    Field(description="Welke organisatie dit vraagt. Zonder: uw eigen organisatie.", examples=["politie"]),
]


class VoorwaardeIn(Model):
    """What an organisation asks of whoever uses what it brought in."""

    voorwaarde_id: NieuwId | None = Field(
        default=None, description="Een zelfgekozen id; opnieuw sturen met dit id verandert niets."
    )
    organisatie: Namens = None
    voorwaarde: Voorwaardesoort = Field(
        description="Wie het mag lezen ('alleen-rollen'), of waar het niet heen mag."
    )
    rollen: list[Rol] = Field(
        default=[], description="Alleen bij 'alleen-rollen': welke rollen het mogen lezen."
    )
    toelichting: Tekst = Field(description="Waarom de organisatie dit vraagt.")


class IntrekkingVanVoorwaardeIn(Model):
    """Why the organisation asks it no longer."""

    organisatie: Namens = None
    reden: Tekst = Field(description="Waarom de voorwaarde niet meer nodig is.")


class VoorwaardeAntwoord(CasusAntwoord):
    """What a condition led to."""

    voorwaarde_id: UUID = Field(description="Het id van de voorwaarde.")


@router.post("/casussen/{casusnummer}/voorwaarden", summary="Een voorwaarde stellen aan wat is ingebracht")
def stel_voorwaarde(casusnummer: Casusnummer, invoer: VoorwaardeIn, toegang: Steller) -> VoorwaardeAntwoord:
    """Stel een voorwaarde aan wat uw organisatie in een casus inbracht.

    Zij geldt meteen: bij lezen, bij doorgeven aan een andere tafel en bij bestanden.
    """
    voorwaarde_id = invoer.voorwaarde_id or toegang.dienst.omgeving.nieuw_id()
    opdracht = StelVoorwaarde(
        voorwaarde_id,
        instemmer(toegang.gebruiker, invoer.organisatie),
        invoer.voorwaarde,
        tuple(rol for rol in Rol if rol in invoer.rollen),
        invoer.toelichting,
    )
    gedaan = toegang.voer_uit(casusnummer, opdracht)
    return VoorwaardeAntwoord(**CasusAntwoord.waarden(gedaan), voorwaarde_id=voorwaarde_id)


@router.post(
    "/casussen/{casusnummer}/voorwaarden/{voorwaardeId}/intrekkingen",  # noqa: FAST003 the alias is in the type
    summary="Een voorwaarde intrekken",
)
def trek_voorwaarde_in(
    casusnummer: Casusnummer,
    voorwaarde_id: VoorwaardeId,
    invoer: IntrekkingVanVoorwaardeIn,
    toegang: Steller,
) -> CasusAntwoord:
    """Trek een voorwaarde van uw organisatie in."""
    wie = instemmer(toegang.gebruiker, invoer.organisatie)
    return CasusAntwoord.van(
        toegang.voer_uit(casusnummer, TrekVoorwaardeIn(voorwaarde_id, wie, invoer.reden))
    )
