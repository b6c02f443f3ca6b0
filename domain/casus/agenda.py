"""The rules of the agenda: re-agendering, a place on the agenda of an overleg, and what was discussed there."""

from dataclasses import replace
from datetime import date

from domain.casus.commands import HaalVanAgenda, Heragendeer, LegBesprekingVast, ZetOpAgenda
from domain.casus.events import (
    AgendapuntBesproken,
    Feit,
    Geagendeerd,
    HeragenderingVoorgesteld,
    OpAgendaGezet,
    VanAgendaGehaald,
)
from domain.casus.grond import SAMEN, eis_geen_nee, eis_grond
from domain.casus.omstandigheden import IN_BEHANDELING, Omstandigheden, eis_fase, eis_tekst
from domain.casus.state import Casus, Fase
from domain.overleg.waarden import Puntsoort
from domain.rollen import Rol
from domain.weigering import Weigering

IN_FASE: dict[Puntsoort, frozenset[Fase]] = {
    Puntsoort.TRIAGE: frozenset({Fase.AANGEMELD, Fase.AANGEHOUDEN}),
    Puntsoort.ICO: IN_BEHANDELING,
    Puntsoort.VOORTGANG: frozenset({Fase.MONITORING}),
    Puntsoort.HERAGENDERING: frozenset({Fase.MONITORING}),
    Puntsoort.AFSLUITING: frozenset({Fase.MONITORING}),
}
"""In which phase a case can stand on an agenda for this."""


def zet_op_agenda(casus: Casus, opdracht: ZetOpAgenda, *, bij: Omstandigheden) -> list[Feit]:
    """Put the case on an agenda: in the phase for it, once for each purpose, and on the ground that the table asks.

    Whether the overleg has room is for the overleg itself to say.
    """
    feit = OpAgendaGezet(
        agendapunt_id=opdracht.agendapunt_id,
        overleg_id=opdracht.overleg_id,
        soort=opdracht.soort,
        begint=opdracht.begint,
    )
    er_al = casus.agendapunt(opdracht.agendapunt_id)
    # The overleg may have moved since: where the case stands is the same.
    if er_al is not None and replace(er_al.gezet, begint=opdracht.begint) == feit:
        return []
    eis_fase(casus, IN_FASE[opdracht.soort], "Op deze agenda zetten")
    if er_al is not None:
        raise Weigering("Dit agendapunt is er al, met een andere inhoud.")
    if any(gezet.soort is opdracht.soort for gezet in casus.op_agenda):
        raise Weigering("De casus staat hiervoor al op een agenda. Haal hem daar eerst vanaf.")
    if opdracht.soort is Puntsoort.HERAGENDERING and casus.agenda is None:
        raise Weigering("Her-agenderen besluiten procesregisseur en casusregisseur eerst samen.")
    _eis_bespreken_mag(casus, opdracht.soort, bij, op=bij.vandaag)
    return [feit]


def haal_van_agenda(casus: Casus, opdracht: HaalVanAgenda, *, bij: Omstandigheden) -> list[Feit]:
    """Take the case off an agenda; it waits again."""
    del bij
    punt = casus.agendapunt(opdracht.agendapunt_id)
    feit = VanAgendaGehaald(opdracht.agendapunt_id, opdracht.reden)
    if punt is not None and punt.afloop == feit:
        return []
    if punt is None or punt.afloop is not None:
        raise Weigering("Dit agendapunt staat niet op een agenda.")
    eis_tekst(opdracht.reden, "waarom de casus van de agenda gaat")
    return [feit]


def leg_bespreking_vast(casus: Casus, opdracht: LegBesprekingVast, *, bij: Omstandigheden) -> list[Feit]:
    """Write up what was said of this case in an overleg; on consent only if that stood on the day itself."""
    punt = casus.agendapunt(opdracht.agendapunt_id)
    if punt is None:
        raise Weigering("Dit agendapunt staat niet op een agenda.")
    feit = AgendapuntBesproken(
        agendapunt_id=opdracht.agendapunt_id,
        overleg_id=punt.gezet.overleg_id,
        besproken_op=opdracht.besproken_op,
        aanwezig=opdracht.aanwezig,
        verslag=opdracht.verslag,
    )
    if punt.afloop == feit:
        return []
    if punt.afloop is not None:
        raise Weigering("Dit agendapunt is al besproken of van de agenda gehaald.")
    if opdracht.besproken_op > bij.vandaag:
        raise Weigering("Een bespreking die nog moet komen kan niet worden vastgelegd.")
    if len(set(opdracht.aanwezig)) < SAMEN:
        raise Weigering("Een overleg is van ten minste twee organisaties.")
    eis_tekst(opdracht.verslag, "het verslag van de bespreking")
    _eis_bespreken_mag(casus, punt.gezet.soort, bij, op=opdracht.besproken_op)
    return [feit]


def _eis_bespreken_mag(casus: Casus, soort: Puntsoort, bij: Omstandigheden, *, op: date) -> None:
    if soort is Puntsoort.TRIAGE:
        eis_geen_nee(casus, bij.tafel, op=op)
    else:
        eis_grond(casus, bij.tafel, op=op)


def heragendeer(casus: Casus, opdracht: Heragendeer, *, bij: Omstandigheden) -> list[Feit]:
    """Put the case back on the agenda, once procesregisseur and casusregisseur ask for the same date [2].

    The first one to ask proposes, and may change that; the other's yes to the same date decides.
    """
    proces, zorg = casus.procesregisseur, casus.casusregisseur
    if casus.agenda is not None and casus.agenda.datum == opdracht.datum:
        return []
    eis_fase(casus, frozenset({Fase.MONITORING}), "Her-agenderen")
    if proces is None or zorg is None:
        raise Weigering("Her-agenderen doen procesregisseur en casusregisseur samen; wijs eerst beide toe.")
    wie = (bij.wie.rol, bij.wie.id)
    if wie not in ((Rol.PROCESREGISSEUR, proces.medewerker), (Rol.CASUSREGISSEUR, zorg.medewerker)):
        raise Weigering("Alleen de procesregisseur en de casusregisseur van deze casus her-agenderen.")
    if opdracht.datum < bij.vandaag:
        raise Weigering("De datum op de agenda ligt niet in het verleden.")
    voorstel = casus.agendavoorstel
    if voorstel is None or voorstel.datum < bij.vandaag or voorstel.door is bij.wie.rol:
        nieuw = HeragenderingVoorgesteld(opdracht.datum, opdracht.reden, bij.wie.rol)
        return [] if voorstel is not None and voorstel.datum == nieuw.datum else [nieuw]
    if voorstel.datum != opdracht.datum:
        raise Weigering(
            f"De {voorstel.door} heeft {voorstel.datum:%d-%m-%Y} voorgesteld. Kies die datum, of spreek samen af dat "
            f"de {voorstel.door} een andere voorstelt."
        )
    redenen = "; ".join(dict.fromkeys((voorstel.reden, opdracht.reden)))
    return [Geagendeerd(opdracht.datum, redenen, proces.medewerker, zorg.medewerker)]
