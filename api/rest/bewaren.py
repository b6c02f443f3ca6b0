"""Routes of keeping: own terms, holds and restrictions of one case. Their docstrings are what users read."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from api.aanmelding import Code, Dag, Model, Tekst
from api.rechten import Recht
from api.rest.consultaties import ConsultatieAntwoord, doe_met_consultatie
from api.rest.delen import (
    BeperkingId,
    CasusAntwoord,
    Casusnummer,
    Consultatienummer,
    NieuwId,
    OpschortingId,
    Uit,
    UtcTijdstip,
)
from api.rest.deur import Mag
from api.rest.invoer import RedenIn
from api.rest.toegang import Toegang
from api.wegen import Wegen
from domain.casus.bewaren import REGEL, eigen_termijnen
from domain.casus.commands import (
    HefBeperkingOp,
    HefOpschortingOp,
    SchortVernietigingOp,
    StelBeperkingIn,
    StelEigenTermijnVast,
)
from domain.casus.events import (
    Afgesloten,
    BeperkingIngesteld,
    EigenTermijnVastgesteld,
    Feit,
    VernietigingOpgeschort,
)
from domain.casus.state import Casus
from domain.casus.waarden import NIEMAND, Beperkgrond, Betrokkenheid, Opschortgrond
from domain.consultatie.commands import HefOpschortingVanConsultatieOp, SchortConsultatieOp
from domain.historie import Opgetekend
from domain.rollen import Rol

router = Wegen(prefix="/v1", tags=["bewaren"])

Opschorter = Annotated[Toegang, Mag(Recht.OPSCHORTEN, doel="bewaring")]
Beperker = Annotated[Toegang, Mag(Recht.BEPERKEN, doel="bewaring")]
HERZIEN = "De dag waarop opnieuw wordt bekeken of dit nog nodig is. Op die dag vervalt niets vanzelf."


class EigenTermijnIn(Model):
    """Whose term, until when and why."""

    persoon_id: UUID | None = Field(default=None, description="De betrokkene. Of noem een organisatie.")
    organisatie: Code | None = Field(
        default=None, description="De organisatie van wie de bijdrage is. Of noem een betrokkene."
    )
    bewaren_tot: Dag = Field(description="De laatste dag waarop de gegevens er mogen zijn.")
    bewaarregel: Annotated[str, Field(max_length=200, pattern=REGEL.pattern)] = Field(
        description="De regel waaruit de termijn volgt: regime, versie en code, zoals 'zvh/1/plafond'."
    )
    reden: Tekst


class OpschortingIn(Model):
    """Why nothing may be destroyed."""

    opschorting_id: NieuwId | None = Field(
        default=None, description="Eigen id; dan is nog eens sturen onschadelijk."
    )
    grond: Opschortgrond
    toelichting: Tekst
    tot: Dag = Field(description=HERZIEN)


class BeperkingIn(Model):
    """With whose data nobody works, and why."""

    beperking_id: NieuwId | None = Field(
        default=None, description="Eigen id; dan is nog eens sturen onschadelijk."
    )
    persoon_id: UUID | None = Field(default=None, description="De betrokkene. Leeg: de hele casus.")
    grond: Beperkgrond = Field(description="De grond van AVG artikel 18, lid 1.")
    toelichting: Tekst
    tot: Dag = Field(description=HERZIEN)


class BeperkingsopheffingIn(RedenIn):
    """Why the restriction ends."""

    geinformeerd_op: Dag = Field(description="Wanneer de betrokkene dit is verteld (AVG artikel 18, lid 3).")


class OpschortingAntwoord(CasusAntwoord):
    """What a hold led to."""

    opschorting_id: UUID


class ConsultatieopschortingAntwoord(ConsultatieAntwoord):
    """What a hold on a consultatie led to."""

    opschorting_id: UUID


class BeperkingAntwoord(CasusAntwoord):
    """What a restriction led to."""

    beperking_id: UUID


class DoorUit(Uit):
    """By whom and since when."""

    sinds: UtcTijdstip
    wie: str | None = Field(description="Pseudonieme id van de medewerker.")
    rol: Rol


class AfschermingUit(DoorUit):
    """That the case was closed, and since when its data are shielded."""


class OpschortingUit(DoorUit):
    """One hold that stands now."""

    opschorting_id: UUID
    grond: Opschortgrond
    toelichting: str | None = Field(description="Leeg voor wie de inhoud van een casus niet mag zien.")
    tot: date = Field(description=HERZIEN)
    te_herzien: bool = Field(description="Is die dag er al? Dan moet er opnieuw naar worden gekeken.")


class BeperkingUit(DoorUit):
    """One restriction that stands now."""

    beperking_id: UUID
    persoon_id: UUID | None = Field(
        description="De betrokkene. Leeg: de hele casus, of alleen voor anderen te zien."
    )
    grond: Beperkgrond
    toelichting: str | None = Field(description="Leeg voor wie de inhoud van een casus niet mag zien.")
    tot: date = Field(description=HERZIEN)
    te_herzien: bool = Field(description="Is die dag er al? Dan moet er opnieuw naar worden gekeken.")


class EigenTermijnUit(DoorUit):
    """That what there is of one person, or of one organisation, goes sooner than the case."""

    persoon_id: UUID | None = Field(description="De betrokkene. Leeg bij een organisatie, of voor een ander.")
    organisatie: str | None = Field(description="De organisatie van wie de bijdrage is.")
    bewaren_tot: date = Field(description="De laatste dag waarop deze gegevens er mogen zijn.")
    over_termijn: bool = Field(description="Die dag is voorbij.")
    bewaarregel: str
    reden: str | None = Field(description="Leeg voor wie de inhoud van een casus niet mag zien.")


class RolInCasusUit(Uit):
    """Somebody whom a case is about, by what that person is in it and by no name."""

    persoon_id: UUID
    betrokkenheid: Betrokkenheid


class BewaringUit(Uit):
    """How the data of a case are kept: the term, and three things that stand apart from each other."""

    casusnummer: str
    versie: int
    bewaren_tot: date | None = Field(description="De laatste dag waarop de gegevens er mogen zijn.")
    vernietigen_voor: date | None = Field(description="De dag waarop ze weg moeten zijn.")
    bewaarregel: str | None
    afscherming: AfschermingUit | None = Field(
        description="Na afsluiten zijn de gegevens afgeschermd (WGS 2.31)."
    )
    opschortingen: list[OpschortingUit] = Field(description="Zolang er een is, wordt niets vernietigd.")
    beperkingen: list[BeperkingUit] = Field(description="Met deze gegevens wordt niet gewerkt (AVG 18).")
    eigen_termijnen: list[EigenTermijnUit] = Field(
        description="Wie of wat eerder weg moet dan de casus, wat het eerst gaat bovenaan."
    )
    mensen: list[RolInCasusUit] = Field(
        description="Om wie het gaat, zonder naam. Alleen voor wie de verwerking kan beperken."
    )


@router.post("/casussen/{casusnummer}/bewaartermijnen", summary="Een eigen bewaartermijn vaststellen")
def stel_eigen_termijn_vast(
    casusnummer: Casusnummer,
    invoer: EigenTermijnIn,
    toegang: Annotated[Toegang, Mag(Recht.BEWAARTERMIJN, doel="bewaring")],
) -> CasusAntwoord:
    """Geef één betrokkene, of de bijdrage van één organisatie, een termijn die eerder eindigt dan die van de casus."""
    opdracht = StelEigenTermijnVast(
        invoer.persoon_id, invoer.organisatie, invoer.bewaren_tot, invoer.bewaarregel, invoer.reden
    )
    return CasusAntwoord.van(toegang.voer_uit(casusnummer, opdracht))


@router.post("/casussen/{casusnummer}/opschortingen", summary="De vernietiging opschorten")
def schort_vernietiging_op(
    casusnummer: Casusnummer, invoer: OpschortingIn, toegang: Opschorter
) -> OpschortingAntwoord:
    """Houd de vernietiging tegen, ook als de termijn verstrijkt. Er kunnen er meer naast elkaar staan."""
    opschorting_id = invoer.opschorting_id or toegang.nieuw_id()
    opdracht = SchortVernietigingOp(opschorting_id, invoer.grond, invoer.toelichting, invoer.tot)
    gedaan = toegang.voer_uit(casusnummer, opdracht)
    return OpschortingAntwoord(**CasusAntwoord.waarden(gedaan), opschorting_id=opschorting_id)


@router.post(
    "/casussen/{casusnummer}/opschortingen/{opschortingId}/opheffingen",
    summary="Een opschorting opheffen",
)
def hef_opschorting_op(
    casusnummer: Casusnummer, opschorting_id: OpschortingId, invoer: RedenIn, toegang: Opschorter
) -> CasusAntwoord:
    """Hef één opschorting op; andere blijven staan."""
    return CasusAntwoord.van(toegang.voer_uit(casusnummer, HefOpschortingOp(opschorting_id, invoer.reden)))


@router.post(
    "/consultaties/{consultatienummer}/opschortingen", summary="De vernietiging van een vraag opschorten"
)
def schort_consultatie_op(
    consultatienummer: Consultatienummer, invoer: OpschortingIn, toegang: Opschorter
) -> ConsultatieopschortingAntwoord:
    """Houd de vernietiging van een consultatie tegen, ook als de termijn verstrijkt."""
    opschorting_id = invoer.opschorting_id or toegang.nieuw_id()
    opdracht = SchortConsultatieOp(opschorting_id, invoer.grond, invoer.toelichting, invoer.tot)
    gedaan = doe_met_consultatie(toegang, consultatienummer, opdracht)
    return ConsultatieopschortingAntwoord(
        **ConsultatieAntwoord.waarden(gedaan), opschorting_id=opschorting_id
    )


@router.post(
    "/consultaties/{consultatienummer}/opschortingen/{opschortingId}/opheffingen",
    summary="Een opschorting van een vraag opheffen",
)
def hef_opschorting_van_consultatie_op(
    consultatienummer: Consultatienummer, opschorting_id: OpschortingId, invoer: RedenIn, toegang: Opschorter
) -> ConsultatieAntwoord:
    """Hef één opschorting van een consultatie op; andere blijven staan."""
    opdracht = HefOpschortingVanConsultatieOp(opschorting_id, invoer.reden)
    return ConsultatieAntwoord.van(doe_met_consultatie(toegang, consultatienummer, opdracht))


@router.post("/casussen/{casusnummer}/beperkingen", summary="De verwerking beperken")
def stel_beperking_in(casusnummer: Casusnummer, invoer: BeperkingIn, toegang: Beperker) -> BeperkingAntwoord:
    """Laat de gegevens van één betrokkene, of van de hele casus, bewaren zonder dat ermee wordt gewerkt."""
    beperking_id = invoer.beperking_id or toegang.nieuw_id()
    opdracht = StelBeperkingIn(beperking_id, invoer.persoon_id, invoer.grond, invoer.toelichting, invoer.tot)
    gedaan = toegang.voer_uit(casusnummer, opdracht)
    return BeperkingAntwoord(**CasusAntwoord.waarden(gedaan), beperking_id=beperking_id)


@router.post(
    "/casussen/{casusnummer}/beperkingen/{beperkingId}/opheffingen",
    summary="Een beperking opheffen",
)
def hef_beperking_op(
    casusnummer: Casusnummer, beperking_id: BeperkingId, invoer: BeperkingsopheffingIn, toegang: Beperker
) -> CasusAntwoord:
    """Hef een beperking op, nadat het de betrokkene is verteld."""
    opdracht = HefBeperkingOp(beperking_id, invoer.reden, invoer.geinformeerd_op)
    return CasusAntwoord.van(toegang.voer_uit(casusnummer, opdracht))


@router.get("/casussen/{casusnummer}/bewaring", summary="Bekijken hoe een casus wordt bewaard")
def lees_bewaring(
    casusnummer: Casusnummer, toegang: Annotated[Toegang, Mag(Recht.BEWARING_LEZEN, doel="bewaring")]
) -> BewaringUit:
    """Bekijk de termijn, de afscherming, de opschortingen en de beperkingen: op welke grond, door wie, tot wanneer."""
    geladen = toegang.dienst.shell.laad(casusnummer)
    toegang.eis_bereik(geladen.casus)
    casus, vandaag = geladen.casus, toegang.dienst.omgeving.vandaag()
    mensen = _mensen(casus) if toegang.gebruiker.mag(Recht.BEPERKEN) else []
    eigen = eigen_termijnen(casus)
    beperkt = {een.persoon_id for een in casus.beperkingen if een.persoon_id is not None}
    beperkt |= {een.persoon_id for een in eigen if een.persoon_id is not None}
    getoond = beperkt | {mens.persoon_id for mens in mensen}
    toegang.toon(geladen.stroom_id, getoond, tafel=toegang.dienst.shell.tafel_van(casus))
    voluit = toegang.rol is not Rol.AUDITOR or toegang.gebruiker.ziet_persoonsgegevens
    sluiting = casus.sluiting if casus.afgeschermd and isinstance(casus.sluiting, Afgesloten) else None
    return BewaringUit(
        casusnummer=casusnummer,
        versie=geladen.versie,
        bewaren_tot=casus.bewaren_tot,
        vernietigen_voor=None if casus.bewaren_tot is None else casus.bewaren_tot + timedelta(days=1),
        bewaarregel=casus.bewaarregel,
        afscherming=None if sluiting is None else AfschermingUit(**_door(geladen.historie, sluiting)),
        opschortingen=[
            _opschorting(een, geladen.historie, vandaag=vandaag, voluit=voluit) for een in casus.opschortingen
        ],
        beperkingen=[
            _beperking(een, geladen.historie, vandaag=vandaag, voluit=voluit) for een in casus.beperkingen
        ],
        eigen_termijnen=[
            _eigen_termijn(een, geladen.historie, vandaag=vandaag, voluit=voluit) for een in eigen
        ],
        mensen=mensen,
    )


def _mensen(casus: Casus) -> list[RolInCasusUit]:
    return [
        RolInCasusUit(persoon_id=mens.persoon_id, betrokkenheid=mens.betrokkenheid)
        for mens in casus.betrokkenen
        if mens.persoon_id != NIEMAND
    ]


def _opschorting(
    feit: VernietigingOpgeschort, historie: Iterable[Opgetekend], *, vandaag: date, voluit: bool
) -> OpschortingUit:
    return OpschortingUit(
        **_door(historie, feit),
        opschorting_id=feit.opschorting_id,
        grond=feit.grond,
        toelichting=feit.toelichting if voluit else None,
        tot=feit.tot,
        te_herzien=vandaag >= feit.tot,
    )


def _beperking(
    feit: BeperkingIngesteld, historie: Iterable[Opgetekend], *, vandaag: date, voluit: bool
) -> BeperkingUit:
    return BeperkingUit(
        **_door(historie, feit),
        beperking_id=feit.beperking_id,
        persoon_id=feit.persoon_id if voluit else None,
        grond=feit.grond,
        toelichting=feit.toelichting if voluit else None,
        tot=feit.tot,
        te_herzien=vandaag >= feit.tot,
    )


def _eigen_termijn(
    feit: EigenTermijnVastgesteld, historie: Iterable[Opgetekend], *, vandaag: date, voluit: bool
) -> EigenTermijnUit:
    return EigenTermijnUit(
        **_door(historie, feit),
        persoon_id=feit.persoon_id if voluit else None,
        organisatie=feit.organisatie,
        bewaren_tot=feit.bewaren_tot,
        over_termijn=vandaag > feit.bewaren_tot,
        bewaarregel=feit.bewaarregel,
        reden=feit.reden if voluit else None,
    )


def _door(historie: Iterable[Opgetekend], gezocht: Feit) -> dict[str, Any]:
    """Who recorded a fact, in which role and when: the last time that it was."""
    envelop = [feit.envelop for feit in historie if feit.gebeurtenis == gezocht][-1]
    return {"sinds": envelop.op, "wie": envelop.wie, "rol": envelop.rol}
