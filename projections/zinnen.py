"""A sentence for every fact of a casus, as a procesregisseur would say it."""

from collections.abc import Sequence
from typing import assert_never

from domain.casus.events import (
    Aangemeld,
    AanmeldingAangevuld,
    ActieAfgerond,
    ActieToegewezen,
    ActieVervallen,
    AdviesUitgebracht,
    Afgeschaald,
    Afgesloten,
    DeelnemerToegevoegd,
    DeelnemerVerwijderd,
    Feit,
    Geagendeerd,
    GegevensVerwijderd,
    Getrieerd,
    GrondslagVastgelegd,
    HeragenderingVoorgesteld,
    Heropend,
    ICOAfgezegd,
    ICOGehouden,
    ICOGepland,
    ICOVerzet,
    Opgeschaald,
    PlanVastgesteld,
    RegieToegewezen,
    ToestemmingGegeven,
    ToestemmingGeweigerd,
    ToestemmingIngetrokken,
    VerwijderingVoorgesteld,
    VoorlopigAfgesloten,
    VoortgangVastgelegd,
)
from domain.casus.waarden import (
    NIEMAND,
    Afspraak,
    Betrokkene,
    Hoedanigheid,
    Regie,
    Uitkomst,
    Verwijdergrond,
    Vorm,
)
from projections.dagen import datum, tijdstip
from projections.woorden import Bekend, hoofdletter, opsomming, punt

_HOEDANIGHEID = {
    Hoedanigheid.ZELF: "zelf",
    Hoedanigheid.OUDER_MET_GEZAG: "als ouder met gezag",
    Hoedanigheid.VOOGD: "als voogd",
    Hoedanigheid.VERTEGENWOORDIGER: "als vertegenwoordiger",
}
_REGIE = {
    Regie.PROCES_BASIS: "de procesregie (basis)",
    Regie.PROCES_INTENSIEF: "de procesregie (intensief)",
    Regie.CASUS: "de casusregie",
}
_VORM = {Vorm.DIGITAAL: "digitaal", Vorm.OP_LOCATIE: "op locatie", Vorm.HYBRIDE: "digitaal en op locatie"}
_GROND = {
    Verwijdergrond.TERMIJN_VERSTREKEN: "de bewaartermijn is verstreken",
    Verwijdergrond.NIET_LANGER_NODIG: "de gegevens zijn niet langer nodig",
}


def zin_van(feit: Feit, bekend: Bekend) -> str:  # noqa: PLR0911 one branch for each step
    """Say in Dutch what happened; a few short sentences where one would be long."""
    match feit:
        case Aangemeld() | AanmeldingAangevuld() | GrondslagVastgelegd():
            return _melding(feit, bekend)
        case ToestemmingGegeven() | ToestemmingGeweigerd() | ToestemmingIngetrokken():
            return _toestemming(feit, bekend)
        case Getrieerd():
            return _triage(feit, bekend)
        case RegieToegewezen() | DeelnemerToegevoegd() | DeelnemerVerwijderd():
            return _mensen_aan_het_werk(feit, bekend)
        case ICOGepland() | ICOVerzet() | ICOAfgezegd() | ICOGehouden() | AdviesUitgebracht():
            return _ico(feit, bekend)
        case PlanVastgesteld() | ActieToegewezen() | ActieAfgerond() | ActieVervallen():
            return _plan(feit, bekend)
        case VoortgangVastgelegd() | HeragenderingVoorgesteld() | Geagendeerd():
            return _monitoring(feit)
        case Opgeschaald() | Afgeschaald() | VoorlopigAfgesloten() | Heropend() | Afgesloten():
            return _op_af_en_dicht(feit, bekend)
        case VerwijderingVoorgesteld() | GegevensVerwijderd():
            return _einde(feit)
        case _:
            assert_never(feit)


def _melding(feit: Aangemeld | AanmeldingAangevuld | GrondslagVastgelegd, bekend: Bekend) -> str:
    match feit:
        case Aangemeld():
            return (
                f"{bekend.organisatie(feit.organisatie)} meldt een casus aan uit de gemeente "
                f"{bekend.gemeente(feit.gemeente)}, met nummer {feit.casusnummer}. "
                f"{_stukken(feit, bekend)} De gegevens worden bewaard tot {datum(feit.bewaren_tot)}."
            )
        case AanmeldingAangevuld():
            return f"{bekend.organisatie(feit.organisatie)} vult de aanmelding aan. {_stukken(feit, bekend)}"
        case GrondslagVastgelegd():
            grondslag = bekend.grondslag(feit.grondslag)
            return f"De grondslag is vastgelegd: {grondslag}. Toelichting: {punt(feit.toelichting)}"
        case _:
            assert_never(feit)


def _stukken(feit: Aangemeld | AanmeldingAangevuld, bekend: Bekend) -> str:
    """Say what the aanmelding, or the completion of it, brought in."""
    criteria = opsomming([criterium.criterium for criterium in feit.criteria])
    stukken = [
        (feit.betrokkenen, f"Het gaat om {opsomming([_mens(mens) for mens in feit.betrokkenen])}."),
        (feit.aanpak, f"Aanpak: {bekend.aanpak(feit.aanpak or '')}."),
        (feit.leefgebieden, f"Leefgebieden: {bekend.leefgebieden(feit.leefgebieden)}."),
        (feit.criteria, f"Er zijn feiten bij criterium {criteria}."),
        (feit.reguliere_routes, f"Al geprobeerd: {punt(feit.reguliere_routes or '')}"),
    ]
    zinnen = [zin for er_is, zin in stukken if er_is]
    if feit.voorcontact is not None:
        zinnen.append(f"Vooraf was er contact met {feit.voorcontact.met}, op {datum(feit.voorcontact.op)}.")
    return " ".join(zinnen)


def _toestemming(
    feit: ToestemmingGegeven | ToestemmingGeweigerd | ToestemmingIngetrokken, bekend: Bekend
) -> str:
    over = "" if feit.hoedanigheid is Hoedanigheid.ZELF else f" voor {bekend.mens(feit.persoon_id)}"
    doel = f"Doel: {bekend.doel(feit.doel)}."
    als = _HOEDANIGHEID[feit.hoedanigheid]
    match feit:
        case ToestemmingGegeven():
            return (
                f"{feit.gever} geeft {als} toestemming{over}, op {datum(feit.gegeven_op)}. {doel} "
                f"Gebruikte tekst: {feit.tekstversie}."
            )
        case ToestemmingGeweigerd():
            return f"{feit.weigeraar} weigert {als} toestemming{over}, op {datum(feit.geweigerd_op)}. {doel}"
        case ToestemmingIngetrokken():
            op = datum(feit.ingetrokken_op)
            return f"{feit.intrekker} trekt {als} de toestemming{over} in, op {op}. {doel}"
        case _:
            assert_never(feit)


def _triage(feit: Getrieerd, bekend: Bekend) -> str:
    oordelen = opsomming(
        [f"{oordeel.criterium} {oordeel.oordeel.replace('-', ' ')}" for oordeel in feit.oordelen]
    )
    return (
        f"{_uitkomst(feit)} Motivering: {punt(feit.motivering)} Criteria: {oordelen}. "
        f"Gewogen door {opsomming([bekend.organisatie(weger) for weger in feit.wegers])}."
    )


def _uitkomst(feit: Getrieerd) -> str:
    match feit.uitkomst:
        case Uitkomst.ICO:
            return "De triage neemt de casus op: er komt een ICO."
        case Uitkomst.ADVIES:
            return "De triage geeft de melder advies; de casus is niet opgenomen."
        case Uitkomst.DOORVERWEZEN:
            return f"De triage verwijst door naar {feit.doorverwezen_naar}; de casus is niet opgenomen."
        case Uitkomst.AANGEHOUDEN:
            tot = f" tot de triage van {datum(feit.terug_op)}" if feit.terug_op else ""
            return f"De triage houdt de casus aan{tot}."
        case Uitkomst.AFGEWEZEN:
            return "De triage wijst de casus af."
        case _:
            assert_never(feit.uitkomst)


def _mensen_aan_het_werk(
    feit: RegieToegewezen | DeelnemerToegevoegd | DeelnemerVerwijderd, bekend: Bekend
) -> str:
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


def _ico(feit: ICOGepland | ICOVerzet | ICOAfgezegd | ICOGehouden | AdviesUitgebracht, bekend: Bekend) -> str:
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
        f"Er is een ICO gepland op {tijdstip(feit.begint)}, {_VORM[feit.vorm]}{plaats}. "
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


def _plan(feit: PlanVastgesteld | ActieToegewezen | ActieAfgerond | ActieVervallen, bekend: Bekend) -> str:
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


def _monitoring(feit: VoortgangVastgelegd | HeragenderingVoorgesteld | Geagendeerd) -> str:
    match feit:
        case VoortgangVastgelegd():
            zijn = "zijn" if feit.aanzet.endswith("s") else "is"
            return f"Voortgang op {datum(feit.op)}: {punt(feit.tekst)} Aan zet {zijn} nu: {feit.aanzet}."
        case HeragenderingVoorgesteld():
            return (
                f"De {feit.door} stelt voor om de casus op {datum(feit.datum)} opnieuw te bespreken. "
                f"Reden: {punt(feit.reden)}"
            )
        case Geagendeerd():
            return (
                f"De casus staat op de agenda van {datum(feit.datum)}. Dat besloten de procesregisseur "
                f"({feit.procesregisseur}) en de casusregisseur ({feit.casusregisseur}) samen. "
                f"Reden: {punt(feit.reden)}"
            )
        case _:
            assert_never(feit)


def _op_af_en_dicht(
    feit: Opgeschaald | Afgeschaald | VoorlopigAfgesloten | Heropend | Afgesloten, bekend: Bekend
) -> str:
    reden = f"Reden: {punt(feit.reden)}"
    match feit:
        case Opgeschaald():
            return f"De casus is opgeschaald naar {bekend.niveau(feit.naar)}. {reden}"
        case Afgeschaald():
            return (
                f"De casus is afgeschaald naar {bekend.niveau(feit.naar)}. "
                f"Dat is besloten in {bekend.ico(feit.besloten_in)}. {reden}"
            )
        case VoorlopigAfgesloten():
            return (
                f"De casus is voorlopig afgesloten. Dat is besloten in {bekend.ico(feit.besloten_in)}. "
                f"Op {datum(feit.herzien_op)} wordt er opnieuw naar gekeken. {reden}"
            )
        case Heropend():
            return f"De casus is heropend. {reden}"
        case Afgesloten():
            return f"De casus is afgesloten. Resultaat: {punt(feit.resultaat)} {reden}"
        case _:
            assert_never(feit)


def _einde(feit: VerwijderingVoorgesteld | GegevensVerwijderd) -> str:
    match feit:
        case VerwijderingVoorgesteld():
            return (
                f"{feit.voorgesteld_door} stelt voor om de gegevens te verwijderen. "
                f"Grond: {_GROND[feit.grond]}."
            )
        case GegevensVerwijderd():
            return (
                f"De gegevens zijn verwijderd, onder bewijsnummer {feit.bewijsnummer}. "
                f"Grond: {_GROND[feit.grond]} (regel {feit.regel}, bewaren tot {datum(feit.bewaren_tot)}). "
                f"Voorgesteld door {feit.voorgesteld_door}, uitgevoerd door {feit.uitgevoerd_door}. "
                f"Wijze: {feit.wijze}, in: {opsomming(feit.systemen)}. "
                f"Gecontroleerd: {opsomming(feit.gecontroleerd)}."
            )
        case _:
            assert_never(feit)


def _mens(mens: Betrokkene) -> str:
    if mens.persoon_id == NIEMAND:
        return "iemand van wie de gegevens zijn vernietigd"
    return f"{mens.naam} ({mens.betrokkenheid})"


def _afspraken(afspraken: Sequence[Afspraak], bekend: Bekend) -> str:
    return "; ".join(
        f"{bekend.organisatie(afspraak.wie)}: {afspraak.wat.strip().rstrip('.')}" for afspraak in afspraken
    )
