"""Routes of the conditions that an organisation puts on what it brought in (WGS 2.29(3)); docstrings are for users."""

from typing import Annotated
from uuid import UUID

from fastapi import Path
from pydantic import Field

from api.aanmelding import Code, Model, Tekst
from api.bereik import instemmer
from api.rechten import Recht
from api.rest.delen import CasusAntwoord, Casusnummer, NieuwId
from api.rest.deur import Mag
from api.rest.toegang import Toegang
from api.wegen import Wegen
from domain.casus.commands import BeantwoordDoorgifte, StelVoorwaarde, TrekVoorwaardeIn, VraagDoorgifte
from domain.casus.waarden import Doorgifte, Doorgifteantwoord, Voorwaardesoort
from domain.rollen import Rol

router = Wegen(prefix="/v1", tags=["doorgeven"])

Steller = Annotated[Toegang, Mag(Recht.VOORWAARDEN, doel="melding")]
Vrager = Annotated[Toegang, Mag(Recht.DOORGEVEN, doel="doorgeven")]
DoorgifteId = Annotated[UUID, Path(alias="doorgifteId", description="Het id van de vraag.")]
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
        description="Wie het mag lezen ('alleen-rollen'), waar het niet heen mag, of dat het pas ergens heen mag als "
        "uw organisatie dat goed vindt ('eerst-vragen')."
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
    voorwaarde_id = invoer.voorwaarde_id or toegang.nieuw_id()
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
    "/casussen/{casusnummer}/voorwaarden/{voorwaardeId}/intrekkingen",
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


class DoorgiftevraagIn(Model):
    """Where what an organisation brought in should go."""

    doorgifte_id: NieuwId | None = Field(
        default=None, description="Een zelfgekozen id; opnieuw sturen met dit id verandert niets."
    )
    waarheen: Doorgifte = Field(
        description="Naar een andere tafel, in de landelijke monitor of in een bestand."
    )
    naar: Code | None = Field(default=None, description="Alleen bij 'andere-tafel': het id van die tafel.")
    toelichting: Tekst = Field(description="Waarom de gegevens daarheen moeten.")


class DoorgifteantwoordIn(Model):
    """What the organisation says to it."""

    organisatie: Namens = None
    antwoord: Doorgifteantwoord = Field(description="Het laatste antwoord telt.")
    toelichting: Tekst = Field(description="Waarom de organisatie dit antwoordt.")


class DoorgiftevraagAntwoord(CasusAntwoord):
    """What asking led to."""

    doorgifte_id: UUID = Field(description="Het id van de vraag.")


@router.post(
    "/casussen/{casusnummer}/voorwaarden/{voorwaardeId}/doorgiftevragen",
    summary="Vragen of gegevens ergens heen mogen",
)
def vraag_doorgifte(
    casusnummer: Casusnummer, voorwaarde_id: VoorwaardeId, invoer: DoorgiftevraagIn, toegang: Vrager
) -> DoorgiftevraagAntwoord:
    """Vraag een organisatie of wat zij inbracht ergens heen mag. Dat doet u als zij dat als voorwaarde stelde.

    Zolang zij geen ja zegt, gaat het niet door. De vraag en het antwoord staan bij de casus.
    """
    doorgifte_id = invoer.doorgifte_id or toegang.nieuw_id()
    opdracht = VraagDoorgifte(doorgifte_id, voorwaarde_id, invoer.waarheen, invoer.naar, invoer.toelichting)
    gedaan = toegang.voer_uit(casusnummer, opdracht)
    return DoorgiftevraagAntwoord(**CasusAntwoord.waarden(gedaan), doorgifte_id=doorgifte_id)


@router.post(
    "/casussen/{casusnummer}/doorgiftevragen/{doorgifteId}/antwoorden",
    summary="Antwoorden of gegevens ergens heen mogen",
)
def beantwoord_doorgifte(
    casusnummer: Casusnummer, doorgifte_id: DoorgifteId, invoer: DoorgifteantwoordIn, toegang: Steller
) -> CasusAntwoord:
    """Zeg of wat uw organisatie inbracht ergens heen mag. U kunt er later op terugkomen: het laatste antwoord telt.

    Wat al weg is, komt daardoor niet terug.
    """
    wie = instemmer(toegang.gebruiker, invoer.organisatie)
    opdracht = BeantwoordDoorgifte(doorgifte_id, wie, invoer.antwoord, invoer.toelichting)
    return CasusAntwoord.van(toegang.voer_uit(casusnummer, opdracht))
