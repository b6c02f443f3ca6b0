"""From a command to facts: ``decide_consultatie`` answers with what is new, or refuses in one sentence.

Everybody may ask, also who may not bring a case in. Asking the same thing twice gives nothing new.
"""

from typing import assert_never

from domain.casus.einde import GECONTROLEERD, SYSTEMEN, WIJZE, eis_allen_gewist, eis_vier_mensen
from domain.casus.inhoud import eis_gemeente, eis_keuzes, eis_mensen, tekst_of_niets
from domain.casus.omstandigheden import eis_tekst
from domain.casus.waarden import Urgentie, Verwijdergrond
from domain.consultatie.bewaren import eis_niet_opgeschort, hef_op, schort_op
from domain.consultatie.commands import (
    Consultatieopdracht,
    GeefAdvies,
    HefOpschortingVanConsultatieOp,
    LaatConsultatieBuitenVernietiging,
    LegBevestigingVast,
    SchortConsultatieOp,
    SluitConsultatie,
    StelVraag,
    VerwijderConsultatie,
    VulVraagAan,
    ZetOmInAanmelding,
)
from domain.consultatie.events import (
    AdviesGegeven,
    BevestigingVerzonden,
    ConsultatieBuitenVernietigingGelaten,
    Consultatiefeit,
    ConsultatieGesloten,
    ConsultatieVerwijderd,
    OmgezetInAanmelding,
    VraagAangevuld,
    VraagGesteld,
)
from domain.consultatie.omstandigheden import (
    OPENSTAAND,
    UITGEWERKT,
    Consultatieomstandigheden,
    eis_fase,
    eis_gegevens,
)
from domain.consultatie.state import Consultatie, Consultatiefase
from domain.consultatie.waarden import Vraagaard
from domain.weigering import Crisisroute, Weigering


def decide_consultatie(  # noqa: C901, PLR0911 one branch for each command
    consultatie: Consultatie, opdracht: Consultatieopdracht, *, bij: Consultatieomstandigheden
) -> list[Consultatiefeit]:
    """Decide on one command.

    Raises:
        Weigering: the rules do not allow it; the sentence says why, and nothing is recorded.
    """
    match opdracht:
        case StelVraag():
            return stel_vraag(consultatie, opdracht, bij=bij)
        case VulVraagAan():
            return vul_vraag_aan(consultatie, opdracht, bij=bij)
        case GeefAdvies():
            return geef_advies(consultatie, opdracht, bij=bij)
        case LegBevestigingVast():
            return leg_bevestiging_vast(consultatie, opdracht, bij=bij)
        case ZetOmInAanmelding():
            return zet_om_in_aanmelding(consultatie, opdracht)
        case SluitConsultatie():
            return sluit_consultatie(consultatie, opdracht)
        case LaatConsultatieBuitenVernietiging():
            return laat_buiten_vernietiging(consultatie, opdracht)
        case SchortConsultatieOp():
            return schort_op(consultatie, opdracht, bij=bij)
        case HefOpschortingVanConsultatieOp():
            return hef_op(consultatie, opdracht)
        case VerwijderConsultatie():
            return verwijder_consultatie(consultatie, opdracht, bij=bij)
        case _:
            assert_never(opdracht)


# --- vraag -------------------------------------------------------------------------------------------------------


def stel_vraag(
    consultatie: Consultatie, opdracht: StelVraag, *, bij: Consultatieomstandigheden
) -> list[Consultatiefeit]:
    """Register a question. Crisis gets its own route back as the answer [0].

    Raises:
        Crisisroute: it is a crisis.
        Weigering: without a question or an asker, with impossible data, or with people who do not fit the aard.
    """
    if opdracht.urgentie is Urgentie.CRISIS:
        raise Crisisroute(bij.tafel.crisisroute.tekst)
    if consultatie.fase is not Consultatiefase.GEEN:
        if consultatie.consultatienummer == opdracht.consultatienummer:
            return []
        raise Weigering("Deze consultatie is al gesteld.")
    eis_tekst(opdracht.organisatie, "van welke organisatie de vraag komt")
    eis_tekst(opdracht.vraagsteller, "wie de vraag stelt en hoe die te bereiken is")
    eis_tekst(opdracht.vraag, "wat de vraag is")
    _eis_mensen_bij_aard(opdracht)
    eis_keuzes(opdracht, bij.tafel)
    if opdracht.gemeente is not None:
        eis_gemeente(opdracht.gemeente, bij.tafel)
    eis_mensen(opdracht.betrokkenen, vandaag=bij.vandaag)
    return [_gesteld(opdracht, bij)]


def vul_vraag_aan(
    consultatie: Consultatie, opdracht: VulVraagAan, *, bij: Consultatieomstandigheden
) -> list[Consultatiefeit]:
    """Tell more about the question; who is named first makes it one by name, and starts the clock."""
    eis_fase(consultatie, OPENSTAAND, "Aanvullen")
    eis_tekst(opdracht.organisatie, "van welke organisatie de aanvulling komt")
    eis_keuzes(opdracht, bij.tafel)
    if opdracht.gemeente is not None:
        eis_gemeente(opdracht.gemeente, bij.tafel)
    eis_mensen(opdracht.betrokkenen, vandaag=bij.vandaag)
    bekend = {betrokkene.persoon_id for betrokkene in consultatie.betrokkenen}
    for mens in opdracht.betrokkenen:
        if mens.persoon_id in bekend and mens not in consultatie.betrokkenen:
            raise Weigering("Deze betrokkene is al genoemd, met andere gegevens. Aanvullen wijzigt die niet.")
    nieuwen = tuple(mens for mens in opdracht.betrokkenen if mens.persoon_id not in bekend)
    wordt_op_naam = bool(nieuwen) and consultatie.aard is not Vraagaard.OP_NAAM
    termijn = bij.protocol.bij_aanmelding(bij.vandaag) if wordt_op_naam else None
    routes = tekst_of_niets(opdracht.reguliere_routes)
    feit = VraagAangevuld(
        organisatie=opdracht.organisatie,
        aard=Vraagaard.OP_NAAM if wordt_op_naam else None,
        betrokkenen=nieuwen,
        gemeente=opdracht.gemeente if opdracht.gemeente != consultatie.gemeente else None,
        aanpak=opdracht.aanpak if opdracht.aanpak != consultatie.aanpak else None,
        leefgebieden=tuple(
            code for code in dict.fromkeys(opdracht.leefgebieden) if code not in consultatie.leefgebieden
        ),
        criteria=tuple(feit for feit in opdracht.criteria if feit not in consultatie.criteria),
        reguliere_routes=routes if routes != consultatie.reguliere_routes else None,
        eerste_verwerking=bij.vandaag if termijn else None,
        bewaren_tot=termijn.tot if termijn else None,
        bewaarregel=termijn.regel if termijn else None,
    )
    leeg = VraagAangevuld(opdracht.organisatie, None, (), None, None, (), (), None, None, None, None)
    return [] if feit == leeg else [feit]


# --- antwoord ----------------------------------------------------------------------------------------------------


def geef_advies(
    consultatie: Consultatie, opdracht: GeefAdvies, *, bij: Consultatieomstandigheden
) -> list[Consultatiefeit]:
    """Record the answer; a later one may follow, and asks for a confirmation of its own."""
    feit = AdviesGegeven(
        advies=opdracht.advies,
        formulier_geadviseerd=opdracht.formulier_geadviseerd,
        door=tekst_of_niets(opdracht.door) or bij.wie.id,
    )
    if feit == consultatie.advies:
        return []
    eis_fase(consultatie, OPENSTAAND, "Advies geven")
    eis_tekst(opdracht.advies, "wat het advies is")
    return [feit]


def leg_bevestiging_vast(
    consultatie: Consultatie, opdracht: LegBevestigingVast, *, bij: Consultatieomstandigheden
) -> list[Consultatiefeit]:
    """Record that the asker got a confirmation of the advice [4]."""
    feit = BevestigingVerzonden(opdracht.kanaal, opdracht.verzonden_op)
    if feit == consultatie.bevestiging:
        return []
    eis_fase(consultatie, OPENSTAAND, "Een bevestiging vastleggen")
    if consultatie.advies is None:
        raise Weigering("Geef eerst het advies; de bevestiging gaat daarover.")
    if opdracht.verzonden_op > bij.vandaag:
        raise Weigering("De datum van de bevestiging ligt in de toekomst.")
    return [feit]


# --- end ---------------------------------------------------------------------------------------------------------


def zet_om_in_aanmelding(consultatie: Consultatie, opdracht: ZetOmInAanmelding) -> list[Consultatiefeit]:
    """Record which case the question became: once, with or without an advice before."""
    feit = OmgezetInAanmelding(opdracht.casusnummer)
    if feit == consultatie.omgezet:
        return []
    eis_fase(consultatie, OPENSTAAND, "Omzetten in een aanmelding")
    eis_tekst(opdracht.casusnummer, "het nummer van de casus")
    return [feit]


def sluit_consultatie(consultatie: Consultatie, opdracht: SluitConsultatie) -> list[Consultatiefeit]:
    """End the consultatie without an aanmelding. A clock that ran runs on."""
    feit = ConsultatieGesloten(opdracht.reden)
    if feit == consultatie.gesloten:
        return []
    eis_fase(consultatie, OPENSTAAND, "Sluiten")
    eis_tekst(opdracht.reden, "waarom de consultatie wordt gesloten")
    return [feit]


def laat_buiten_vernietiging(
    consultatie: Consultatie, opdracht: LaatConsultatieBuitenVernietiging
) -> list[Consultatiefeit]:
    """Keep with the consultatie why it was left out of a vernietigingslijst."""
    feit = ConsultatieBuitenVernietigingGelaten(opdracht.lijstnummer, opdracht.reden, opdracht.toelichting)
    if consultatie.buiten_vernietiging == feit and consultatie.fase is not Consultatiefase.VERWIJDERD:
        return []
    eis_gegevens(consultatie)
    eis_tekst(opdracht.toelichting, "waarom de consultatie buiten de vernietiging blijft")
    return [feit]


def verwijder_consultatie(
    consultatie: Consultatie, opdracht: VerwijderConsultatie, *, bij: Consultatieomstandigheden
) -> list[Consultatiefeit]:
    """Destroy the data: three others proposed, checked and approved it, and the ground still holds now."""
    if consultatie.fase is Consultatiefase.VERWIJDERD:
        return []
    gang = opdracht.gang
    eis_vier_mensen(gang, bij.wie.id)
    eis_niet_opgeschort(consultatie)
    _eis_grond_geldt(consultatie, opdracht, bij)
    _eis_termijn_bekend(consultatie)
    return [
        ConsultatieVerwijderd(
            bewijsnummer=opdracht.bewijsnummer,
            tafel=consultatie.tafel,
            regime=consultatie.regime,
            grond=opdracht.grond,
            regel=consultatie.bewaarregel,
            bewaren_tot=consultatie.bewaren_tot,
            voorgesteld_door=gang.voorgesteld_door,
            uitgevoerd_door=bij.wie.id,
            wijze=WIJZE,
            systemen=SYSTEMEN,
            gecontroleerd=GECONTROLEERD,
            lijstnummer=gang.lijstnummer,
            gecontroleerd_door=gang.gecontroleerd_door,
            goedgekeurd_door=gang.goedgekeurd_door,
        )
    ]


def _gesteld(opdracht: StelVraag, bij: Consultatieomstandigheden) -> VraagGesteld:
    op_naam = opdracht.aard is Vraagaard.OP_NAAM
    termijn = bij.protocol.bij_aanmelding(bij.vandaag) if op_naam else None
    return VraagGesteld(
        consultatienummer=opdracht.consultatienummer,
        tafel=bij.tafel.id,
        regime=bij.tafel.regime,
        definitie=bij.tafel.definitie,
        organisatie=opdracht.organisatie,
        kanaal=opdracht.kanaal,
        vraagsteller=opdracht.vraagsteller,
        vraag=opdracht.vraag,
        aard=opdracht.aard,
        betrokkenen=opdracht.betrokkenen,
        gemeente=opdracht.gemeente,
        aanpak=opdracht.aanpak,
        leefgebieden=tuple(dict.fromkeys(opdracht.leefgebieden)),
        criteria=opdracht.criteria,
        reguliere_routes=tekst_of_niets(opdracht.reguliere_routes),
        eerste_verwerking=bij.vandaag if termijn else None,
        bewaren_tot=termijn.tot if termijn else None,
        bewaarregel=termijn.regel if termijn else None,
    )


def _eis_mensen_bij_aard(opdracht: StelVraag) -> None:
    match opdracht.aard:
        case Vraagaard.OP_NAAM:
            if not opdracht.betrokkenen:
                raise Weigering("Noem ten minste één betrokkene, of stel de vraag anoniem.")
        case Vraagaard.ANONIEM | Vraagaard.ALGEMEEN:
            if opdracht.betrokkenen:
                raise Weigering("Noem bij een anonieme of algemene vraag geen betrokkenen.")
        case _:
            assert_never(opdracht.aard)


def _eis_grond_geldt(
    consultatie: Consultatie, opdracht: VerwijderConsultatie, bij: Consultatieomstandigheden
) -> None:
    eis_gegevens(consultatie)
    match opdracht.grond:
        case Verwijdergrond.WISSING_GEVRAAGD:
            eis_allen_gewist(consultatie.betrokkenen, opdracht.gewist)
        case Verwijdergrond.TERMIJN_VERSTREKEN:
            if consultatie.aard in (Vraagaard.ANONIEM, Vraagaard.ALGEMEEN):
                raise Weigering("Voor een anonieme of algemene vraag loopt geen bewaartermijn.")
            if consultatie.bewaren_tot is None or bij.vandaag < consultatie.bewaren_tot:
                raise Weigering("De bewaartermijn van deze consultatie is nog niet verstreken.")
        case Verwijdergrond.NIET_LANGER_NODIG:
            if consultatie.fase not in UITGEWERKT:
                raise Weigering(
                    "Verwijderen omdat het niet langer nodig is kan pas als de consultatie is gesloten of omgezet."
                )


def _eis_termijn_bekend(consultatie: Consultatie) -> None:
    """Refuse a proof that would not be true: of a question that is not known, or of a clock that is not."""
    zonder_termijn = consultatie.bewaren_tot is None or consultatie.bewaarregel is None
    if consultatie.aard is None or (consultatie.aard is Vraagaard.OP_NAAM and zonder_termijn):
        raise Weigering("Van deze consultatie is geen bewaartermijn bekend.")
