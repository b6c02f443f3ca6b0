"""Sentences of regie, ICO, plan and progress."""

from collections.abc import Sequence
from typing import assert_never

from domain.casus.events import (
    ActieAfgerond,
    ActieToegewezen,
    ActieVervallen,
    AdviesUitgebracht,
    DeelnemerToegevoegd,
    DeelnemerVerwijderd,
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
from domain.casus.waarden import Afspraak, Regie
from projections.dagen import datum, tijdstip
from projections.woorden import VORM, Bekend, hoofdletter, opsomming, punt

_REGIE = {
    Regie.PROCES_BASIS: "de procesregie (basis)",
    Regie.PROCES_INTENSIEF: "de procesregie (intensief)",
    Regie.CASUS: "de casusregie",
}


def van_mensen_aan_het_werk(
    feit: RegieToegewezen | DeelnemerToegevoegd | DeelnemerVerwijderd, bekend: Bekend
) -> str:
    """Say who leads, and who takes part."""
    match feit:
        case RegieToegewezen():
            van = bekend.organisatie(feit.organisatie)
            return f"{feit.medewerker} van {van} krijgt {_REGIE[feit.regie]}."
        case DeelnemerToegevoegd():
            van = bekend.organisatie(feit.organisatie)
            return f"{feit.medewerker} van {van} neemt deel aan de casus, namens: {punt(feit.namens)}"
        case DeelnemerVerwijderd():
            return f"{feit.medewerker} neemt niet meer deel aan de casus. Reden: {punt(feit.reden)}"
        case _:
            assert_never(feit)


def van_ico(
    feit: ICOGepland | ICOVerzet | ICOAfgezegd | ICOGehouden | AdviesUitgebracht, bekend: Bekend
) -> str:
    """Say when the ICO is, that it was held, and what it advised."""
    match feit:
        case ICOGepland():
            return _gepland(feit, bekend)
        case ICOVerzet():
            return f"Het ICO is verzet naar {tijdstip(feit.begint)}. Reden: {punt(feit.reden)}"
        case ICOAfgezegd():
            return f"{hoofdletter(bekend.ico(feit.ico_id))} gaat niet door. Reden: {punt(feit.reden)}"
        case ICOGehouden():
            zin = (
                f"Het ICO is gehouden op {datum(feit.gehouden_op)}, met "
                f"{opsomming([bekend.organisatie(code) for code in feit.aanwezig])}. "
                f"Verslag: {punt(feit.verslag)}"
            )
            inbreng = opsomming(sorted({bekend.organisatie(deel.organisatie) for deel in feit.inbreng}))
            return f"{zin} Inbreng van: {inbreng}." if inbreng else zin
        case AdviesUitgebracht():
            return _advies(feit, bekend)
        case _:
            assert_never(feit)


def _gepland(feit: ICOGepland, bekend: Bekend) -> str:
    plaats = f" ({feit.plaats})" if feit.plaats else ""
    genodigd = opsomming([bekend.organisatie(genodigde.organisatie) for genodigde in feit.genodigden])
    client = "" if feit.clientdeelname is None else " De cliënt is erbij."
    return (
        f"Er is een ICO gepland op {tijdstip(feit.begint)}, {VORM[feit.vorm]}{plaats}. "
        f"Doel: {punt(feit.doel)} Uitgenodigd: {genodigd}.{client}"
    )


def _advies(feit: AdviesUitgebracht, bekend: Bekend) -> str:
    analyse = feit.verklarende_analyse
    zinnen = [
        f"Uit {bekend.ico(feit.ico_id)} komt een advies: {punt(feit.advies)}",
        f"Samenvatting: {punt(feit.samenvatting)}",
        *([f"Afspraken: {_afspraken(feit.afspraken, bekend)}."] if feit.afspraken else []),
        *([f"Verklarende analyse: {punt(analyse)}"] if analyse else []),
    ]
    return " ".join(zinnen)


def van_plan(feit: PlanVastgesteld | ActieToegewezen | ActieAfgerond | ActieVervallen, bekend: Bekend) -> str:
    """Say what the plan is, and how its actions go."""
    match feit:
        case PlanVastgesteld():
            zin = f"Het plan is vastgesteld. Doel: {punt(feit.doel)}"
            rollen = _afspraken(feit.rolverdeling, bekend)
            return f"{zin} Rolverdeling: {rollen}." if rollen else zin
        case ActieToegewezen():
            van = bekend.organisatie(feit.organisatie)
            wie = f"{feit.medewerker} van {van}" if feit.medewerker else van
            return f"{wie} krijgt een actie, uiterlijk {datum(feit.uiterlijk)}: {punt(feit.omschrijving)}"
        case ActieAfgerond():
            return (
                f"{bekend.actie(feit.actie_id)} is afgerond op {datum(feit.afgerond_op)}. "
                f"Resultaat: {punt(feit.resultaat)}"
            )
        case ActieVervallen():
            return f"{bekend.actie(feit.actie_id)} vervalt. Reden: {punt(feit.reden)}"
        case _:
            assert_never(feit)


def van_voortgang(
    feit: VoortgangVastgelegd | VerklarendeAnalyseGevraagd | VerklarendeAnalyseOpgeleverd, bekend: Bekend
) -> str:
    """Say how it stands, and what is being found out."""
    match feit:
        case VoortgangVastgelegd():
            zijn = "zijn" if feit.aanzet.endswith("s") else "is"
            return f"Voortgang op {datum(feit.op)}: {punt(feit.tekst)} Aan zet {zijn} nu: {feit.aanzet}."
        case VerklarendeAnalyseGevraagd():
            aan = bekend.organisatie(feit.organisatie)
            return (
                f"Aan {aan} is een verklarende analyse gevraagd, uiterlijk {datum(feit.uiterlijk)}. "
                f"Vraag: {punt(feit.vraag)}"
            )
        case VerklarendeAnalyseOpgeleverd():
            return (
                f"{bekend.analyse(feit.analyse_id)} is opgeleverd op {datum(feit.opgeleverd_op)}. "
                f"Uitkomst: {punt(feit.uitkomst)}"
            )
        case _:
            assert_never(feit)


def _afspraken(afspraken: Sequence[Afspraak], bekend: Bekend) -> str:
    return "; ".join(
        f"{bekend.organisatie(afspraak.wie)}: {afspraak.wat.strip().rstrip('.')}" for afspraak in afspraken
    )
