"""Routes of up, down and closing. Their docstrings are what users read in the description."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from api.aanmelding import Code, Dag, Model, Tekst
from api.rechten import Recht
from api.rest.delen import CasusAntwoord, Casusnummer
from api.rest.deur import Mag
from api.rest.invoer import RedenIn
from api.rest.toegang import Toegang
from api.wegen import Wegen
from domain.casus.commands import (
    Heropen,
    SchaalAf,
    SchaalOp,
    SchaalTerug,
    SluitAf,
    SluitVoorlopigAf,
)

router = Wegen(prefix="/v1", tags=["einde"])

Schaler = Annotated[Toegang, Mag(Recht.SCHALEN, doel="op-en-afschalen")]
Sluiter = Annotated[Toegang, Mag(Recht.AFSLUITEN, doel="afsluiting")]


class OpschalingIn(Model):
    """Which level up."""

    naar: Code
    reden: Tekst


class TerugschalingIn(OpschalingIn):
    """Back to which level."""

    naar: Code = Field(description="Het niveau eronder, of 'tafel' voor de tafel zelf.")


class AfschalingIn(OpschalingIn):
    """Which level down, and where that was decided."""

    besloten_in: UUID = Field(description="Het id van het ICO of overleg waarin dit is besloten.")


class VoorlopigeAfsluitingIn(Model):
    """Why for the time being, where that was decided, and when to look again."""

    reden: Tekst
    besloten_in: UUID = Field(description="Het id van het ICO of overleg waarin dit is besloten.")
    herzien_op: Dag


class AfsluitingIn(Model):
    """Why, and with what result."""

    reden: Tekst
    resultaat: Tekst


@router.post("/casussen/{casusnummer}/opschalingen", summary="Opschalen")
def schaal_op(casusnummer: Casusnummer, invoer: OpschalingIn, toegang: Schaler) -> CasusAntwoord:
    """Breng de casus één niveau hoger."""
    return CasusAntwoord.van(toegang.voer_uit(casusnummer, SchaalOp(invoer.naar, invoer.reden)))


@router.post("/casussen/{casusnummer}/terugschalingen", summary="Terugschalen")
def schaal_terug(casusnummer: Casusnummer, invoer: TerugschalingIn, toegang: Schaler) -> CasusAntwoord:
    """Breng de casus één niveau terug, tot aan de tafel zelf."""
    return CasusAntwoord.van(toegang.voer_uit(casusnummer, SchaalTerug(invoer.naar, invoer.reden)))


@router.post("/casussen/{casusnummer}/afschalingen", summary="Afschalen")
def schaal_af(casusnummer: Casusnummer, invoer: AfschalingIn, toegang: Schaler) -> CasusAntwoord:
    """Draag de casus over aan een lager niveau, zoals in een ICO of overleg is besloten."""
    return CasusAntwoord.van(
        toegang.voer_uit(casusnummer, SchaalAf(invoer.naar, invoer.reden, invoer.besloten_in))
    )


@router.post("/casussen/{casusnummer}/voorlopige-afsluitingen", summary="Voorlopig afsluiten")
def sluit_voorlopig_af(
    casusnummer: Casusnummer, invoer: VoorlopigeAfsluitingIn, toegang: Sluiter
) -> CasusAntwoord:
    """Sluit de casus voorlopig af, zoals in een ICO of overleg is besloten; de bewaartermijn loopt door."""
    opdracht = SluitVoorlopigAf(invoer.reden, invoer.besloten_in, invoer.herzien_op)
    return CasusAntwoord.van(toegang.voer_uit(casusnummer, opdracht))


@router.post("/casussen/{casusnummer}/heropeningen", summary="Heropenen")
def heropen(casusnummer: Casusnummer, invoer: RedenIn, toegang: Sluiter) -> CasusAntwoord:
    """Laat een casus weer lopen die was afgeschaald of voorlopig afgesloten."""
    return CasusAntwoord.van(toegang.voer_uit(casusnummer, Heropen(invoer.reden)))


@router.post("/casussen/{casusnummer}/afsluitingen", summary="Afsluiten")
def sluit_af(casusnummer: Casusnummer, invoer: AfsluitingIn, toegang: Sluiter) -> CasusAntwoord:
    """Sluit de casus af; de gegevens zijn vanaf dan afgeschermd."""
    return CasusAntwoord.van(toegang.voer_uit(casusnummer, SluitAf(invoer.reden, invoer.resultaat)))
