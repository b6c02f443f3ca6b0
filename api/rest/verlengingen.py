"""Routes of extending the term. Their docstrings are for users."""

from typing import Annotated
from uuid import UUID

from fastapi import Path
from pydantic import Field

from api.aanmelding import Code, Dag, Model, Tekst
from api.bereik import instemmer
from api.rechten import Recht
from api.rest.delen import CasusAntwoord, Casusnummer, NieuwId
from api.rest.deur import Mag
from api.rest.invoer import Codes
from api.rest.toegang import Toegang
from api.wegen import Wegen
from domain.casus.commands import GeefInstemming, StelVerlengingVoor, WeigerInstemming
from domain.privacyprotocol import Verlengingsgrond

router = Wegen(prefix="/v1")

Verlenger = Annotated[Toegang, Mag(Recht.VERLENGEN, doel="verlenging")]
Instemmer = Annotated[Toegang, Mag(Recht.INSTEMMEN, doel="verlenging")]
VerlengingId = Annotated[UUID, Path(alias="verlengingId", description="Het id van de verlenging.")]


class VerlengingIn(Model):
    """On what ground, why, until when, and who asks for it."""

    verlenging_id: NieuwId | None = Field(
        default=None, description="Een zelfgekozen id; opnieuw sturen met dit id verandert niets."
    )
    grond: Verlengingsgrond
    reden: Tekst = Field(description="Waarom de casus langer nodig is.")
    tot: Dag = Field(description="Tot en met welke dag de gegevens er dan mogen zijn.")
    opdracht_van: Codes = Field(description="Welke deelnemers opdracht geven om te verlengen.")


class InstemmingIn(Model):
    """Which organisation answers."""

    organisatie: Code | None = Field(
        default=None, description="Welke organisatie antwoordt. Zonder: uw eigen organisatie."
    )


class InstemmingsweigeringIn(InstemmingIn):
    """Which organisation refuses, and why."""

    reden: Tekst


class VerlengingAntwoord(CasusAntwoord):
    """What a proposal led to."""

    verlenging_id: UUID


@router.post("/casussen/{casusnummer}/verlengingen", summary="Een verlenging voorstellen", tags=["einde"])
def stel_verlenging_voor(
    casusnummer: Casusnummer, invoer: VerlengingIn, toegang: Verlenger
) -> VerlengingAntwoord:
    """Stel voor de bewaartermijn te verlengen. Elke organisatie die gegevens leverde, moet daarna antwoorden."""
    verlenging_id = invoer.verlenging_id or toegang.nieuw_id()
    opdracht = StelVerlengingVoor(
        verlenging_id, invoer.grond, invoer.reden, invoer.tot, tuple(dict.fromkeys(invoer.opdracht_van))
    )
    gedaan = toegang.voer_uit(casusnummer, opdracht)
    return VerlengingAntwoord(**CasusAntwoord.waarden(gedaan), verlenging_id=verlenging_id)


@router.post(
    "/casussen/{casusnummer}/verlengingen/{verlengingId}/instemmingen",
    summary="Instemmen met een verlenging",
    tags=["einde"],
)
def geef_instemming(
    casusnummer: Casusnummer, verlenging_id: VerlengingId, invoer: InstemmingIn, toegang: Instemmer
) -> CasusAntwoord:
    """Leg vast dat een organisatie instemt. Heeft iedereen geantwoord, dan wordt de termijn verlengd."""
    organisatie = instemmer(toegang.gebruiker, invoer.organisatie)
    return CasusAntwoord.van(toegang.voer_uit(casusnummer, GeefInstemming(verlenging_id, organisatie)))


@router.post(
    "/casussen/{casusnummer}/verlengingen/{verlengingId}/instemmingsweigeringen",
    summary="Instemming met een verlenging weigeren",
    tags=["einde"],
)
def weiger_instemming(
    casusnummer: Casusnummer, verlenging_id: VerlengingId, invoer: InstemmingsweigeringIn, toegang: Instemmer
) -> CasusAntwoord:
    """Leg vast dat een organisatie niet instemt. Wat zij inbracht, houdt dan de oude termijn."""
    opdracht = WeigerInstemming(verlenging_id, instemmer(toegang.gebruiker, invoer.organisatie), invoer.reden)
    return CasusAntwoord.van(toegang.voer_uit(casusnummer, opdracht))
