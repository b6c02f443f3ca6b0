"""Routes of who has to consent: age, gezag, how it stands, and informing. Docstrings of routes are for users."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from api.aanmelding import Dag, Model, Regel, Tekst
from api.rechten import Recht
from api.rest.delen import CasusAntwoord, Casusnummer, Uit
from api.rest.deur import Mag
from api.rest.toegang import Toegang
from api.wegen import Wegen
from domain.casus.commands import (
    BeoordeelGezag,
    LegGeboortedatumVast,
    LegGezagVast,
    LegInformerenVast,
    StelInformerenUit,
)
from domain.casus.toestemming import Toestemmingsstatus, Wie, standen
from domain.casus.waarden import Betrokkenheid, Gezag, Onderzoek, Uitstelgrond

router = Wegen(prefix="/v1", tags=["toestemming"])

Gezagsbeheer = Annotated[Toegang, Mag(Recht.GEZAG, doel="toestemming")]
Informeerder = Annotated[Toegang, Mag(Recht.INFORMEREN, doel="informeren")]


class GeboortedatumIn(Model):
    """When somebody was born."""

    persoon_id: UUID
    geboortedatum: Dag


class GezagIn(Model):
    """Who has gezag over a minor, as the register says."""

    persoon_id: UUID
    gezag: Gezag = Field(description="Wie het gezag heeft, in de woorden van de BRP.")
    onderzoek: Onderzoek = Field(description="Staat het gezag in de BRP in onderzoek?")
    herkomst: Regel = Field(description="Waar het gezag is opgezocht.")


class GezagsbeoordelingIn(Model):
    """What gezag to go by where the register does not tell."""

    persoon_id: UUID
    geldt_als: Gezag
    toelichting: Tekst = Field(description="Waar de beoordeling op rust.")


class InformeringIn(Model):
    """That somebody was told."""

    persoon_id: UUID
    wijze: Regel = Field(description="Hoe de betrokkene is geïnformeerd.")
    geinformeerd_op: Dag


class InformeeruitstelIn(Model):
    """Why telling somebody waits, and until when."""

    persoon_id: UUID
    grond: Uitstelgrond
    toelichting: Tekst
    herzien_op: Dag = Field(description="De dag waarop het uitstel opnieuw wordt bekeken, binnen een jaar.")


class ToestemmingsstandUit(Uit):
    """How the consent for one person and one purpose stands today."""

    persoon_id: UUID
    betrokkenheid: Betrokkenheid
    doel: str = Field(description="Code van een toestemmingsdoel van de tafel.")
    status: Toestemmingsstatus
    mist: list[Wie] = Field(description="Van wie de toestemming nog ontbreekt.")
    waarom: str


class ToestemmingsstandenUit(Uit):
    """How the consent stands today, for everybody and every purpose."""

    regels: list[ToestemmingsstandUit]


@router.post("/casussen/{casusnummer}/geboortedata", summary="Een geboortedatum vastleggen")
def leg_geboortedatum_vast(
    casusnummer: Casusnummer, invoer: GeboortedatumIn, toegang: Gezagsbeheer
) -> CasusAntwoord:
    """Leg een geboortedatum vast die nog niet bekend was. De leeftijd bepaalt wie toestemming geeft."""
    opdracht = LegGeboortedatumVast(invoer.persoon_id, invoer.geboortedatum)
    return CasusAntwoord.van(toegang.voer_uit(casusnummer, opdracht))


@router.post("/casussen/{casusnummer}/gezagsvastleggingen", summary="Gezag vastleggen")
def leg_gezag_vast(casusnummer: Casusnummer, invoer: GezagIn, toegang: Gezagsbeheer) -> CasusAntwoord:
    """Leg vast wie gezag heeft over een minderjarige, zoals het in het register staat."""
    opdracht = LegGezagVast(invoer.persoon_id, invoer.gezag, invoer.onderzoek, invoer.herkomst)
    return CasusAntwoord.van(toegang.voer_uit(casusnummer, opdracht))


@router.post("/casussen/{casusnummer}/gezagsbeoordelingen", summary="Gezag beoordelen")
def beoordeel_gezag(
    casusnummer: Casusnummer,
    invoer: GezagsbeoordelingIn,
    toegang: Annotated[Toegang, Mag(Recht.GEZAG_BEOORDELEN, doel="toestemming")],
) -> CasusAntwoord:
    """Leg vast van welk gezag de tafel uitgaat als het register dat niet zegt."""
    opdracht = BeoordeelGezag(invoer.persoon_id, invoer.geldt_als, invoer.toelichting)
    return CasusAntwoord.van(toegang.voer_uit(casusnummer, opdracht))


@router.post("/casussen/{casusnummer}/informeringen", summary="Informeren vastleggen")
def leg_informeren_vast(
    casusnummer: Casusnummer, invoer: InformeringIn, toegang: Informeerder
) -> CasusAntwoord:
    """Leg vast dat een betrokkene weet dat er gegevens worden verwerkt."""
    opdracht = LegInformerenVast(invoer.persoon_id, invoer.wijze, invoer.geinformeerd_op)
    return CasusAntwoord.van(toegang.voer_uit(casusnummer, opdracht))


@router.post("/casussen/{casusnummer}/informeeruitstellen", summary="Informeren uitstellen")
def stel_informeren_uit(
    casusnummer: Casusnummer, invoer: InformeeruitstelIn, toegang: Informeerder
) -> CasusAntwoord:
    """Leg vast waarom informeren nog wacht, en wanneer dat opnieuw wordt bekeken."""
    opdracht = StelInformerenUit(invoer.persoon_id, invoer.grond, invoer.toelichting, invoer.herzien_op)
    return CasusAntwoord.van(toegang.voer_uit(casusnummer, opdracht))


@router.get("/casussen/{casusnummer}/toestemmingsstanden", summary="Bekijken wie nog toestemming moet geven")
def lees_toestemmingsstanden(
    casusnummer: Casusnummer,
    toegang: Annotated[Toegang, Mag(Recht.TOESTEMMINGSSTAND, doel="toestemming")],
) -> ToestemmingsstandenUit:
    """Bekijk per persoon en per doel hoe het vandaag met de toestemming staat. Er staan geen namen in."""
    casus, tafel = toegang.laad(casusnummer)
    zichtbaar = {mens.persoon_id: mens for mens in toegang.lees(casusnummer).casus.betrokkenen}
    nu = standen(casus, tafel, op=toegang.dienst.omgeving.vandaag())
    regels = [
        ToestemmingsstandUit.model_validate(
            {**vars(stand), "betrokkenheid": zichtbaar[stand.persoon_id].betrokkenheid}
        )
        for stand in nu
        if stand.persoon_id in zichtbaar
    ]
    return ToestemmingsstandenUit(regels=regels)
