"""Routes of a case and other tables: who knows somebody, handing on, the monitor. Docstrings are for users."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from api.aanmelding import Code, Model
from api.rechten import Recht
from api.rest.casusdelen import DoorgegevenUit, SamenloopUit
from api.rest.delen import CasusAntwoord, Casusnummer
from api.rest.deur import Mag
from api.rest.toegang import Toegang
from api.wegen import Wegen
from domain.casus.commands import MeldBijMonitor

router = Wegen(prefix="/v1", tags=["doorgeven"])


class SamenloopIn(Model):
    """About whom to look."""

    persoon_id: UUID = Field(description="Het id van een betrokkene van deze casus.")


class DoorgevingIn(Model):
    """Where the case goes."""

    naar: Code = Field(description="Het id van de tafel waarnaar de triage heeft doorverwezen.")
    organisatie: Code | None = Field(
        default=None, description="Wie de casus daar aanmeldt; zonder: wie dat hier deed."
    )


class MonitormeldingIn(Model):
    """Under which number the case stands in the national monitor."""

    clientnummer: Code = Field(description="Het nummer in de monitor; het is nergens naar te herleiden.")
    kolommen: Code = Field(description="De versie van onze kolommenlijst.")


class SamenloopAntwoord(CasusAntwoord):
    """What a look at the other tables found."""

    samenloop: SamenloopUit


class DoorgevingAntwoord(CasusAntwoord):
    """Where the case went."""

    doorgegeven: DoorgegevenUit


@router.post("/casussen/{casusnummer}/samenloopraadplegingen", summary="Samenloop raadplegen")
def raadpleeg_samenloop(
    casusnummer: Casusnummer,
    invoer: SamenloopIn,
    toegang: Annotated[Toegang, Mag(Recht.SAMENLOOP, doel="triage")],
) -> SamenloopAntwoord:
    """Vraag of een andere tafel van de regio deze persoon kent, en wie u daar kunt bellen.

    U leest niet wat die tafel weet. Dat u dit vroeg, is vastgelegd voordat u het antwoord krijgt.
    """
    with toegang.op_naam(casusnummer):
        gedaan, gevonden = toegang.dienst.shell.raadpleeg_samenloop(
            casusnummer, invoer.persoon_id, namens=toegang.namens, mag=toegang.eis_bereik
        )
    velden = CasusAntwoord.waarden(toegang.gezien(gedaan))
    toegang.toon_persoon(casusnummer, invoer.persoon_id)
    return SamenloopAntwoord(**velden, samenloop=SamenloopUit.model_validate(gevonden))


@router.post("/casussen/{casusnummer}/doorgevingen", summary="Een casus doorgeven")
def geef_door(
    casusnummer: Casusnummer,
    invoer: DoorgevingIn,
    toegang: Annotated[Toegang, Mag(Recht.DOORGEVEN, doel="doorgeven")],
) -> DoorgevingAntwoord:
    """Meld een doorverwezen casus aan bij de volgende tafel. U leest wat meegaat en wat niet."""
    with toegang.op_naam(casusnummer):
        gedaan = toegang.dienst.shell.geef_door(
            casusnummer,
            invoer.naar,
            organisatie=invoer.organisatie,
            namens=toegang.namens,
            mag=toegang.eis_bereik,
        )
    velden = CasusAntwoord.waarden(toegang.gezien(gedaan))
    # Read as any other time: whoever repeats what somebody else sent does not hear the number there.
    gelezen = toegang.lees(casusnummer).casus.doorgegeven
    return DoorgevingAntwoord(**velden, doorgegeven=DoorgegevenUit.model_validate(gelezen))


@router.post("/casussen/{casusnummer}/monitormeldingen", summary="Bij de landelijke monitor melden")
def meld_bij_monitor(
    casusnummer: Casusnummer,
    invoer: MonitormeldingIn,
    toegang: Annotated[Toegang, Mag(Recht.MONITOR_MELDEN, doel="landelijke-monitor")],
) -> CasusAntwoord:
    """Leg vast dat de casus in de landelijke monitor staat, onder een nummer dat niets zegt."""
    return CasusAntwoord.van(
        toegang.voer_uit(casusnummer, MeldBijMonitor(invoer.clientnummer, invoer.kolommen))
    )
