"""Routes from triage to monitoring. The docstrings of routes are what users read in the description."""

from typing import Annotated
from uuid import UUID

from api.rechten import Recht
from api.rest.delen import ActieId, AnalyseId, CasusAntwoord, Casusnummer, IcoId
from api.rest.deur import Mag
from api.rest.invoer import (
    ActieIn,
    AdviesIn,
    AfrondingIn,
    AnalyseIn,
    DeelnemerIn,
    DeelnemersverwijderingIn,
    HeragenderingIn,
    IcoIn,
    OpleveringIn,
    PlanIn,
    RedenIn,
    RegieIn,
    TriageIn,
    VerslagIn,
    VerzettingIn,
    VoortgangIn,
)
from api.rest.toegang import Toegang
from api.wegen import Wegen
from domain.casus.commands import (
    LaatActieVervallen,
    LeverVerklarendeAnalyseOp,
    RondActieAf,
    VerwijderDeelnemer,
    VerzetICO,
    ZegICOAf,
)

router = Wegen(prefix="/v1", tags=["aanpak"])

Planner = Annotated[Toegang, Mag(Recht.ICO, doel="casusoverleg")]
Actiehouder = Annotated[Toegang, Mag(Recht.ACTIES, doel="casusbehandeling")]
Analist = Annotated[Toegang, Mag(Recht.ANALYSE, doel="casusbehandeling")]
Deelnemersbeheer = Annotated[Toegang, Mag(Recht.DEELNEMERS, doel="regie")]


class IcoAntwoord(CasusAntwoord):
    """What planning an ICO led to."""

    ico_id: UUID


class AnalyseAntwoord(CasusAntwoord):
    """What asking for an analysis led to."""

    analyse_id: UUID


class ActieAntwoord(CasusAntwoord):
    """What assigning an action led to."""

    actie_id: UUID


@router.post("/casussen/{casusnummer}/triages", summary="De triage vastleggen")
def trieer(
    casusnummer: Casusnummer, invoer: TriageIn, toegang: Annotated[Toegang, Mag(Recht.TRIEREN, doel="triage")]
) -> CasusAntwoord:
    """Leg van elk criterium vast of eraan is voldaan en waarom, en wat de uitkomst is."""
    return CasusAntwoord.van(toegang.voer_uit(casusnummer, invoer.opdracht()))


@router.post("/casussen/{casusnummer}/regietoewijzingen", summary="Regie toewijzen")
def wijs_regie_toe(
    casusnummer: Casusnummer, invoer: RegieIn, toegang: Annotated[Toegang, Mag(Recht.REGIE, doel="regie")]
) -> CasusAntwoord:
    """Geef iemand de procesregie of de casusregie."""
    return CasusAntwoord.van(toegang.voer_uit(casusnummer, invoer.opdracht()))


@router.post("/casussen/{casusnummer}/deelnemers", summary="Een deelnemer toevoegen")
def voeg_deelnemer_toe(
    casusnummer: Casusnummer, invoer: DeelnemerIn, toegang: Deelnemersbeheer
) -> CasusAntwoord:
    """Laat iemand meedoen, zolang de casus loopt."""
    return CasusAntwoord.van(toegang.voer_uit(casusnummer, invoer.opdracht()))


@router.post("/casussen/{casusnummer}/deelnemersverwijderingen", summary="Een deelnemer verwijderen")
def verwijder_deelnemer(
    casusnummer: Casusnummer, invoer: DeelnemersverwijderingIn, toegang: Deelnemersbeheer
) -> CasusAntwoord:
    """Laat iemand niet langer meedoen."""
    return CasusAntwoord.van(
        toegang.voer_uit(casusnummer, VerwijderDeelnemer(invoer.medewerker, invoer.reden))
    )


# --- ICO ----------------------------------------------------------------------------------------------------


@router.post("/casussen/{casusnummer}/icos", summary="Een ICO plannen")
def plan_ico(casusnummer: Casusnummer, invoer: IcoIn, toegang: Planner) -> IcoAntwoord:
    """Plan een integraal casusoverleg, met een doel en een vraag aan elke genodigde."""
    opdracht = invoer.opdracht(nieuw_id=toegang.nieuw_id)
    gedaan = toegang.voer_uit(casusnummer, opdracht)
    return IcoAntwoord(**CasusAntwoord.waarden(gedaan), ico_id=opdracht.ico_id)


@router.post("/casussen/{casusnummer}/icos/{icoId}/verzettingen", summary="Een ICO verzetten")
def verzet_ico(
    casusnummer: Casusnummer, ico_id: IcoId, invoer: VerzettingIn, toegang: Planner
) -> CasusAntwoord:
    """Verzet een gepland ICO naar een ander moment."""
    return CasusAntwoord.van(toegang.voer_uit(casusnummer, VerzetICO(ico_id, invoer.begint, invoer.reden)))


@router.post("/casussen/{casusnummer}/icos/{icoId}/afzeggingen", summary="Een ICO afzeggen")
def zeg_ico_af(casusnummer: Casusnummer, ico_id: IcoId, invoer: RedenIn, toegang: Planner) -> CasusAntwoord:
    """Zeg een gepland ICO af."""
    return CasusAntwoord.van(toegang.voer_uit(casusnummer, ZegICOAf(ico_id, invoer.reden)))


@router.post("/casussen/{casusnummer}/icos/{icoId}/verslagen", summary="Het verslag van een ICO vastleggen")
def leg_ico_vast(
    casusnummer: Casusnummer, ico_id: IcoId, invoer: VerslagIn, toegang: Planner
) -> CasusAntwoord:
    """Leg vast dat een ICO is gehouden, wie er waren en wat elke organisatie inbracht."""
    return CasusAntwoord.van(toegang.voer_uit(casusnummer, invoer.opdracht(ico_id)))


@router.post("/casussen/{casusnummer}/icos/{icoId}/adviezen", summary="Advies uitbrengen")
def breng_advies_uit(
    casusnummer: Casusnummer,
    ico_id: IcoId,
    invoer: AdviesIn,
    toegang: Annotated[Toegang, Mag(Recht.ADVISEREN, doel="casusoverleg")],
) -> CasusAntwoord:
    """Leg het zwaarwegend advies van een gehouden ICO vast."""
    return CasusAntwoord.van(toegang.voer_uit(casusnummer, invoer.opdracht(ico_id)))


@router.post("/casussen/{casusnummer}/verklarende-analyses", summary="Een verklarende analyse vragen")
def vraag_verklarende_analyse(
    casusnummer: Casusnummer, invoer: AnalyseIn, toegang: Analist
) -> AnalyseAntwoord:
    """Vraag een organisatie om een verklarende analyse, met een uiterste datum."""
    opdracht = invoer.opdracht(nieuw_id=toegang.nieuw_id)
    gedaan = toegang.voer_uit(casusnummer, opdracht)
    return AnalyseAntwoord(**CasusAntwoord.waarden(gedaan), analyse_id=opdracht.analyse_id)


@router.post(
    "/casussen/{casusnummer}/verklarende-analyses/{analyseId}/opleveringen",
    summary="Een verklarende analyse opleveren",
)
def lever_verklarende_analyse_op(
    casusnummer: Casusnummer, analyse_id: AnalyseId, invoer: OpleveringIn, toegang: Analist
) -> CasusAntwoord:
    """Leg vast wat de verklarende analyse zegt."""
    return CasusAntwoord.van(
        toegang.voer_uit(casusnummer, LeverVerklarendeAnalyseOp(analyse_id, invoer.uitkomst))
    )


# --- plan, actions, monitoring ------------------------------------------------------------------------------


@router.post("/casussen/{casusnummer}/plannen", summary="Het plan vaststellen")
def stel_plan_vast(
    casusnummer: Casusnummer,
    invoer: PlanIn,
    toegang: Annotated[Toegang, Mag(Recht.PLAN, doel="casusbehandeling")],
) -> CasusAntwoord:
    """Stel het plan vast; een later plan vervangt het."""
    return CasusAntwoord.van(toegang.voer_uit(casusnummer, invoer.opdracht()))


@router.post("/casussen/{casusnummer}/acties", summary="Een actie toewijzen")
def wijs_actie_toe(casusnummer: Casusnummer, invoer: ActieIn, toegang: Actiehouder) -> ActieAntwoord:
    """Geef een organisatie een actie, met een uiterste datum."""
    opdracht = invoer.opdracht(nieuw_id=toegang.nieuw_id)
    gedaan = toegang.voer_uit(casusnummer, opdracht)
    return ActieAntwoord(**CasusAntwoord.waarden(gedaan), actie_id=opdracht.actie_id)


@router.post("/casussen/{casusnummer}/acties/{actieId}/afrondingen", summary="Een actie afronden")
def rond_actie_af(
    casusnummer: Casusnummer,
    actie_id: ActieId,
    invoer: AfrondingIn,
    toegang: Annotated[Toegang, Mag(Recht.AFRONDEN, doel="casusbehandeling")],
) -> CasusAntwoord:
    """Leg het resultaat van een actie vast."""
    return CasusAntwoord.van(toegang.voer_uit(casusnummer, RondActieAf(actie_id, invoer.resultaat)))


@router.post(
    "/casussen/{casusnummer}/acties/{actieId}/vervallenverklaringen",
    summary="Actie laten vervallen",
)
def laat_actie_vervallen(
    casusnummer: Casusnummer, actie_id: ActieId, invoer: RedenIn, toegang: Actiehouder
) -> CasusAntwoord:
    """Leg vast waarom een actie niet meer nodig is."""
    return CasusAntwoord.van(toegang.voer_uit(casusnummer, LaatActieVervallen(actie_id, invoer.reden)))


@router.post("/casussen/{casusnummer}/voortgangen", summary="Voortgang vastleggen")
def leg_voortgang_vast(
    casusnummer: Casusnummer,
    invoer: VoortgangIn,
    toegang: Annotated[Toegang, Mag(Recht.VOORTGANG, doel="monitoring")],
) -> CasusAntwoord:
    """Leg vast hoe het met de casus gaat en wie aan zet is."""
    return CasusAntwoord.van(toegang.voer_uit(casusnummer, invoer.opdracht()))


@router.post("/casussen/{casusnummer}/heragenderingen", summary="Her-agenderen")
def heragendeer(
    casusnummer: Casusnummer,
    invoer: HeragenderingIn,
    toegang: Annotated[Toegang, Mag(Recht.HERAGENDEREN, doel="monitoring")],
) -> CasusAntwoord:
    """Vraag om de casus terug op de agenda; als beide regisseurs om dezelfde datum vragen, staat hij erop."""
    return CasusAntwoord.van(toegang.voer_uit(casusnummer, invoer.opdracht()))
