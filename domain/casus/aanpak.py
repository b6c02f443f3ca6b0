"""The rules while a case runs: regie, who takes part, the ICO, plan and actions, analysis and progress."""

from datetime import date

from domain.casus.commands import (
    BrengAdviesUit,
    LaatActieVervallen,
    LegICOVast,
    LegVoortgangVast,
    LeverVerklarendeAnalyseOp,
    PlanICO,
    RondActieAf,
    StelPlanVast,
    VerwijderDeelnemer,
    VerzetICO,
    VoegDeelnemerToe,
    VraagVerklarendeAnalyse,
    WijsActieToe,
    WijsRegieToe,
    ZegICOAf,
)
from domain.casus.events import (
    ActieAfgerond,
    ActieToegewezen,
    ActieVervallen,
    AdviesUitgebracht,
    DeelnemerToegevoegd,
    DeelnemerVerwijderd,
    Feit,
    ICOAfgezegd,
    ICOGehouden,
    ICOGepland,
    ICOVerzet,
    PlanVastgesteld,
    RegieToegewezen,
    VerklarendeAnalyseGevraagd,
    VerklarendeAnalyseOpgeleverd,
    VoortgangVastgelegd,
)
from domain.casus.grond import SAMEN, eis_grond
from domain.casus.omstandigheden import IN_BEHANDELING, LOPEND, Omstandigheden, eis_fase, eis_tekst
from domain.casus.state import Actie, Actieafloop, Casus, Fase, Ico
from domain.casus.toestemming import eis_toestemming_van
from domain.casus.waarden import Geheimhouding, Inbreng, Regie, Veiligheidsweging
from domain.tafels import Tafel
from domain.weigering import Weigering


def wijs_regie_toe(casus: Casus, opdracht: WijsRegieToe, *, bij: Omstandigheden) -> list[Feit]:
    """Give the regie to somebody; the process and the care are never in one hand [1][4]."""
    del bij
    eis_fase(casus, LOPEND, "Regie toewijzen")
    feit = RegieToegewezen(opdracht.regie, opdracht.medewerker, opdracht.organisatie)
    if opdracht.regie is Regie.CASUS:
        nu, ander = casus.casusregisseur, casus.procesregisseur
    else:
        nu, ander = casus.procesregisseur, casus.casusregisseur
    if feit == nu:
        return []
    if ander is not None and ander.medewerker == opdracht.medewerker:
        raise Weigering("Procesregie en casusregie liggen niet bij dezelfde persoon.")
    return [feit]


def voeg_deelnemer_toe(casus: Casus, opdracht: VoegDeelnemerToe, *, bij: Omstandigheden) -> list[Feit]:
    """Let somebody take part, for as long as the case runs."""
    del bij
    eis_fase(casus, IN_BEHANDELING, "Een deelnemer toevoegen")
    feit = DeelnemerToegevoegd(opdracht.medewerker, opdracht.organisatie, opdracht.namens)
    if feit in casus.deelnemers:
        return []
    if any(deelnemer.medewerker == opdracht.medewerker for deelnemer in casus.deelnemers):
        raise Weigering("Deze medewerker neemt al deel, voor een andere organisatie of in een andere rol.")
    return [feit]


def verwijder_deelnemer(casus: Casus, opdracht: VerwijderDeelnemer, *, bij: Omstandigheden) -> list[Feit]:
    """End somebody's taking part; asking again is harmless."""
    del bij
    eis_fase(casus, LOPEND, "Een deelnemer verwijderen")
    if all(deelnemer.medewerker != opdracht.medewerker for deelnemer in casus.deelnemers):
        return []
    return [DeelnemerVerwijderd(opdracht.medewerker, opdracht.reden)]


# --- ICO ---------------------------------------------------------------------------------------------------------


def plan_ico(casus: Casus, opdracht: PlanICO, *, bij: Omstandigheden) -> list[Feit]:
    """Plan an ICO: goal first, on a ground, under a procesregisseur, the client only if that is safe [2]."""
    feit = ICOGepland(
        ico_id=opdracht.ico_id,
        doel=opdracht.doel,
        begint=opdracht.begint,
        vorm=opdracht.vorm,
        plaats=opdracht.plaats,
        genodigden=opdracht.genodigden,
        clientdeelname=opdracht.clientdeelname,
    )
    if any(ico.gepland == feit for ico in casus.icos):
        return []
    eis_fase(casus, IN_BEHANDELING, "Een ICO plannen")
    if casus.gepland_ico is not None or casus.ico(opdracht.ico_id) is not None:
        raise Weigering("Er is al een ICO gepland. Verzet dat, of zeg het eerst af.")
    eis_tekst(opdracht.doel, "het doel van het ICO")
    if opdracht.begint.date() < bij.vandaag:
        raise Weigering("Een ICO kan niet in het verleden worden gepland.")
    if len({genodigde.organisatie for genodigde in opdracht.genodigden}) < SAMEN:
        raise Weigering("Nodig ten minste twee organisaties uit voor een ICO.")
    if casus.procesregisseur is None:
        raise Weigering("Wijs eerst een procesregisseur toe; een ICO valt onder diens regie.")
    eis_grond(casus, bij.tafel, op=bij.vandaag)
    _eis_client_kan(opdracht, bij)
    return [feit]


def verzet_ico(casus: Casus, opdracht: VerzetICO, *, bij: Omstandigheden) -> list[Feit]:
    """Move a planned ICO."""
    ico = _gepland(casus, opdracht.ico_id, "verzetten")
    if opdracht.begint.date() < bij.vandaag:
        raise Weigering("Een ICO kan niet naar het verleden worden verzet.")
    if ico.gepland.begint == opdracht.begint:
        return []
    eis_grond(casus, bij.tafel, op=bij.vandaag)
    return [ICOVerzet(opdracht.ico_id, opdracht.begint, opdracht.reden)]


def zeg_ico_af(casus: Casus, opdracht: ZegICOAf, *, bij: Omstandigheden) -> list[Feit]:
    """Call a planned ICO off."""
    del bij
    bekend = casus.ico(opdracht.ico_id)
    feit = ICOAfgezegd(opdracht.ico_id, opdracht.reden)
    if bekend is not None and bekend.afgezegd == feit:
        return []
    _gepland(casus, opdracht.ico_id, "afzeggen")
    return [feit]


def leg_ico_vast(casus: Casus, opdracht: LegICOVast, *, bij: Omstandigheden) -> list[Feit]:
    """Write up an ICO; what falls under professional secrecy needs explicit consent (WGS 2.29(2))."""
    feit = ICOGehouden(
        opdracht.ico_id, opdracht.gehouden_op, opdracht.aanwezig, opdracht.verslag, opdracht.inbreng
    )
    bekend = casus.ico(opdracht.ico_id)
    if bekend is not None and bekend.gehouden == feit:
        return []
    if bekend is not None and bekend.gehouden is not None:
        raise Weigering("Dit ICO is al vastgelegd, met een andere inhoud.")
    gepland = _gepland(casus, opdracht.ico_id, "vastleggen").gepland
    if opdracht.gehouden_op > bij.vandaag:
        raise Weigering("Een ICO dat nog moet komen kan niet worden vastgelegd.")
    if casus.eerste_verwerking is not None and opdracht.gehouden_op < casus.eerste_verwerking:
        raise Weigering("Een ICO kan niet zijn gehouden voordat de casus was aangemeld.")
    if len(set(opdracht.aanwezig)) < SAMEN:
        raise Weigering("Een ICO is een overleg van ten minste twee organisaties.")
    eis_tekst(opdracht.verslag, "het verslag van het ICO")
    eis_grond(casus, bij.tafel, op=opdracht.gehouden_op)
    if opdracht.gehouden_op < gepland.begint.date():
        # Said to be held earlier than planned: then a no that came in since counts too.
        eis_grond(casus, bij.tafel, op=bij.vandaag)
    for inbreng in opdracht.inbreng:
        _eis_inbreng_mag(casus, inbreng, bij.tafel, op=opdracht.gehouden_op)
    return [feit]


def breng_advies_uit(casus: Casus, opdracht: BrengAdviesUit, *, bij: Omstandigheden) -> list[Feit]:
    """Record the advice of an ICO that was held: samenvatting, advies, afspraken [4]."""
    del bij
    feit = AdviesUitgebracht(
        opdracht.ico_id,
        opdracht.samenvatting,
        opdracht.advies,
        opdracht.afspraken,
        opdracht.verklarende_analyse,
    )
    ico = casus.ico(opdracht.ico_id)
    if ico is not None and ico.advies == feit:
        return []
    eis_fase(casus, IN_BEHANDELING, "Advies uitbrengen")
    if ico is None or ico.gehouden is None:
        raise Weigering("Advies komt uit een ICO dat is gehouden.")
    if ico.advies is not None:
        raise Weigering("Dit ICO heeft al een advies.")
    eis_tekst(opdracht.samenvatting, "de samenvatting")
    eis_tekst(opdracht.advies, "het advies")
    return [feit]


# --- plan and actions --------------------------------------------------------------------------------------------


def stel_plan_vast(casus: Casus, opdracht: StelPlanVast, *, bij: Omstandigheden) -> list[Feit]:
    """Settle the plan; a later plan replaces it."""
    del bij
    eis_fase(casus, frozenset({Fase.MONITORING}), "Een plan vaststellen")
    eis_tekst(opdracht.doel, "het doel van het plan")
    feit = PlanVastgesteld(opdracht.doel, opdracht.rolverdeling)
    return [] if feit == casus.plan else [feit]


def wijs_actie_toe(casus: Casus, opdracht: WijsActieToe, *, bij: Omstandigheden) -> list[Feit]:
    """Give an action an owner and a last day."""
    feit = ActieToegewezen(
        actie_id=opdracht.actie_id,
        omschrijving=opdracht.omschrijving,
        organisatie=opdracht.organisatie,
        medewerker=opdracht.medewerker,
        uiterlijk=opdracht.uiterlijk,
    )
    bekend = _actie(casus, opdracht)
    if bekend is not None and bekend.toegewezen == feit:
        return []
    eis_fase(casus, IN_BEHANDELING, "Een actie toewijzen")
    if bekend is not None:
        raise Weigering("Deze actie bestaat al, met een andere inhoud.")
    eis_tekst(opdracht.omschrijving, "wat er moet gebeuren")
    if opdracht.uiterlijk < bij.vandaag:
        raise Weigering("De uiterste datum van een actie ligt niet in het verleden.")
    return [feit]


def rond_actie_af(casus: Casus, opdracht: RondActieAf, *, bij: Omstandigheden) -> list[Feit]:
    """Report the result of an action."""
    actie = _bestaande_actie(casus, opdracht)
    match actie.afloop:
        case ActieAfgerond(resultaat=resultaat) if resultaat == opdracht.resultaat:
            return []
        case _:
            _eis_actie_open(casus, actie.afloop)
    eis_tekst(opdracht.resultaat, "het resultaat van de actie")
    return [ActieAfgerond(opdracht.actie_id, opdracht.resultaat, bij.vandaag)]


def laat_actie_vervallen(casus: Casus, opdracht: LaatActieVervallen, *, bij: Omstandigheden) -> list[Feit]:
    """Say why an action is no longer needed."""
    del bij
    actie = _bestaande_actie(casus, opdracht)
    feit = ActieVervallen(opdracht.actie_id, opdracht.reden)
    if actie.afloop == feit:
        return []
    _eis_actie_open(casus, actie.afloop)
    eis_tekst(opdracht.reden, "waarom de actie vervalt")
    return [feit]


def vraag_verklarende_analyse(
    casus: Casus, opdracht: VraagVerklarendeAnalyse, *, bij: Omstandigheden
) -> list[Feit]:
    """Ask for an explanatory analysis; the table looks whether there is enough information or one is needed [4]."""
    feit = VerklarendeAnalyseGevraagd(
        analyse_id=opdracht.analyse_id,
        vraag=opdracht.vraag,
        organisatie=opdracht.organisatie,
        uiterlijk=opdracht.uiterlijk,
    )
    bekend = casus.analyse(opdracht.analyse_id)
    if bekend is not None and bekend.gevraagd == feit:
        return []
    eis_fase(casus, IN_BEHANDELING, "Een verklarende analyse vragen")
    if bekend is not None:
        raise Weigering("Deze verklarende analyse is al gevraagd, met een andere inhoud.")
    eis_tekst(opdracht.vraag, "wat de verklarende analyse moet beantwoorden")
    if opdracht.uiterlijk < bij.vandaag:
        raise Weigering("De uiterste datum van een verklarende analyse ligt niet in het verleden.")
    return [feit]


def lever_verklarende_analyse_op(
    casus: Casus, opdracht: LeverVerklarendeAnalyseOp, *, bij: Omstandigheden
) -> list[Feit]:
    """Record what the analysis says."""
    bekend = casus.analyse(opdracht.analyse_id)
    if bekend is None:
        raise Weigering("Deze verklarende analyse is niet gevraagd in deze casus.")
    if bekend.opgeleverd is not None and bekend.opgeleverd.uitkomst == opdracht.uitkomst:
        return []
    eis_fase(casus, IN_BEHANDELING, "Een verklarende analyse opleveren")
    if bekend.opgeleverd is not None:
        raise Weigering("Deze verklarende analyse is al opgeleverd, met een andere uitkomst.")
    eis_tekst(opdracht.uitkomst, "de uitkomst van de verklarende analyse")
    return [VerklarendeAnalyseOpgeleverd(opdracht.analyse_id, bij.vandaag, opdracht.uitkomst)]


# --- monitoring --------------------------------------------------------------------------------------------------


def leg_voortgang_vast(casus: Casus, opdracht: LegVoortgangVast, *, bij: Omstandigheden) -> list[Feit]:
    """Record how it stands and whose turn it is."""
    eis_fase(casus, IN_BEHANDELING, "Voortgang vastleggen")
    eis_tekst(opdracht.tekst, "de voortgang")
    feit = VoortgangVastgelegd(bij.vandaag, opdracht.tekst, opdracht.aanzet)
    return [] if feit == casus.voortgang else [feit]


# --- shared ------------------------------------------------------------------------------------------------------


def _eis_client_kan(opdracht: PlanICO, bij: Omstandigheden) -> None:
    deelname = opdracht.clientdeelname
    if deelname is None:
        return
    if deelname.veiligheid is not Veiligheidsweging.GEEN_RISICO:
        raise Weigering("De cliënt kan alleen bij het ICO zijn als dat geen veiligheidsrisico geeft.")
    if deelname.vooraf_besproken_op is None or deelname.vooraf_besproken_op > bij.vandaag:
        raise Weigering("Bespreek vooraf met procesregisseur en deelnemers dat de cliënt bij het ICO komt.")


def _eis_inbreng_mag(casus: Casus, inbreng: Inbreng, tafel: Tafel, *, op: date) -> None:
    if not casus.is_betrokken(inbreng.persoon_id):
        raise Weigering("Een inbreng gaat over iemand die geen betrokkene is in deze casus.")
    if inbreng.geheimhouding is Geheimhouding.BEROEPSGEHEIM:
        eis_toestemming_van(casus, inbreng.persoon_id, tafel.beroepsgeheim, tafel, op=op)


def _gepland(casus: Casus, ico_id: object, handeling: str) -> Ico:
    eis_fase(casus, IN_BEHANDELING, f"Een ICO {handeling}")
    ico = casus.gepland_ico
    if ico is None or ico.gepland.ico_id != ico_id:
        raise Weigering(f"Dit ICO staat niet gepland; {handeling} kan dan niet.")
    return ico


def _actie(casus: Casus, opdracht: WijsActieToe | RondActieAf | LaatActieVervallen) -> Actie | None:
    return next((actie for actie in casus.acties if actie.toegewezen.actie_id == opdracht.actie_id), None)


def _bestaande_actie(casus: Casus, opdracht: RondActieAf | LaatActieVervallen) -> Actie:
    actie = _actie(casus, opdracht)
    if actie is None:
        raise Weigering("Deze actie is er niet in deze casus.")
    return actie


def _eis_actie_open(casus: Casus, afloop: Actieafloop | None) -> None:
    eis_fase(casus, IN_BEHANDELING, "Een actie bijwerken")
    match afloop:
        case ActieAfgerond():
            raise Weigering("Deze actie is al afgerond.")
        case ActieVervallen():
            raise Weigering("Deze actie is al vervallen.")
        case None:
            return
