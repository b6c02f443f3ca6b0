"""From a command to facts: ``decide_overleg(overleg, opdracht)`` answers with what is new, or refuses in one sentence.

Asking the same thing twice gives nothing new. The rules stand by subject: the overleg, who comes, the agenda.
"""

from dataclasses import replace
from datetime import datetime
from typing import assert_never
from uuid import UUID

from domain.casus.omstandigheden import eis_tekst
from domain.overleg.commands import (
    BevestigKomst,
    HoudOverleg,
    NodigUitVoorOverleg,
    Overlegopdracht,
    PlanOverleg,
    SchrapAgendapunt,
    TrekUitnodigingIn,
    VerzetOverleg,
    VoegAgendapuntToe,
    ZegKomstAf,
    ZegOverlegAf,
)
from domain.overleg.events import (
    AgendapuntGeschrapt,
    AgendapuntToegevoegd,
    KomstAfgezegd,
    KomstBevestigd,
    OverlegAfgezegd,
    Overlegfeit,
    OverlegGehouden,
    OverlegGepland,
    OverlegVerzet,
    UitnodigingIngetrokken,
    UitnodigingVerstuurd,
)
from domain.overleg.omstandigheden import Overlegomstandigheden, eis_gepland
from domain.overleg.state import Overleg, Overlegfase, Uitnodiging
from domain.overleg.waarden import PAST_OP, Aanwezigheid
from domain.tafels import Deelname
from domain.weigering import Weigering

SAMEN = 2
"""An overleg is a meeting of several organisations; a resident is none."""


def decide_overleg(  # noqa: C901, PLR0911 one branch for each command
    overleg: Overleg, opdracht: Overlegopdracht, *, bij: Overlegomstandigheden
) -> list[Overlegfeit]:
    """Decide on one command.

    Raises:
        Weigering: the rules do not allow it; the sentence says why, and nothing is recorded.
    """
    match opdracht:
        case PlanOverleg():
            return _plan(overleg, opdracht, bij=bij)
        case VerzetOverleg():
            return _verzet(overleg, opdracht, bij=bij)
        case NodigUitVoorOverleg():
            return _nodig_uit(overleg, opdracht, bij=bij)
        case BevestigKomst():
            return _antwoord(overleg, KomstBevestigd(opdracht.uitnodiging_id), bij=bij)
        case ZegKomstAf():
            feit = KomstAfgezegd(opdracht.uitnodiging_id, opdracht.reden, opdracht.vervanger)
            return _antwoord(overleg, feit, bij=bij)
        case TrekUitnodigingIn():
            return _trek_in(overleg, opdracht)
        case VoegAgendapuntToe():
            return _voeg_toe(overleg, opdracht)
        case SchrapAgendapunt():
            return _schrap(overleg, opdracht)
        case HoudOverleg():
            return _houd(overleg, opdracht, bij=bij)
        case ZegOverlegAf():
            return _zeg_af(overleg, opdracht)
        case _:
            assert_never(opdracht)


# --- the overleg -------------------------------------------------------------------------------------------------


def _plan(overleg: Overleg, opdracht: PlanOverleg, *, bij: Overlegomstandigheden) -> list[Overlegfeit]:
    """Plan it, under the definition of the tafel that is in force now."""
    feit = OverlegGepland(
        overleg_id=opdracht.overleg_id,
        tafel=bij.tafel.id,
        definitie=bij.tafel.definitie,
        soort=opdracht.soort,
        begint=opdracht.begint,
        minuten=opdracht.minuten,
        vorm=opdracht.vorm,
        plaats=opdracht.plaats,
        capaciteit=opdracht.capaciteit,
        eigenlijk=opdracht.eigenlijk,
        feestdag=opdracht.feestdag,
    )
    # A new version of the definition does not make the same question another one.
    if overleg.gepland is not None and replace(overleg.gepland, definitie=feit.definitie) == feit:
        return []
    if overleg.fase is not Overlegfase.GEEN:
        raise Weigering("Dit overleg is al gepland, met een andere inhoud.")
    if opdracht.capaciteit < 1:
        raise Weigering("Een overleg heeft plaats voor ten minste één agendapunt.")
    if opdracht.minuten < 1:
        raise Weigering("Een overleg duurt ten minste één minuut.")
    if (opdracht.eigenlijk is None) is not (opdracht.feestdag is None):
        raise Weigering("Noem de feestdag samen met de dag waarop het overleg anders zou zijn.")
    _eis_tijdzone(opdracht.begint)
    if opdracht.begint < bij.nu:
        raise Weigering("Een overleg kan niet in het verleden worden gepland.")
    return [feit]


def _verzet(overleg: Overleg, opdracht: VerzetOverleg, *, bij: Overlegomstandigheden) -> list[Overlegfeit]:
    eis_gepland(overleg, "Verzetten")
    if overleg.begint == opdracht.begint:
        return []
    _eis_tijdzone(opdracht.begint)
    if opdracht.begint < bij.nu:
        raise Weigering("Een overleg kan niet naar het verleden worden verzet.")
    eis_tekst(opdracht.reden, "waarom het overleg wordt verzet")
    return [OverlegVerzet(opdracht.begint, opdracht.reden)]


def _houd(overleg: Overleg, opdracht: HoudOverleg, *, bij: Overlegomstandigheden) -> list[Overlegfeit]:
    feit = OverlegGehouden(opdracht.aanwezig, opdracht.verslag, tuple(dict.fromkeys(opdracht.besproken)))
    if overleg.gehouden == feit:
        return []
    if overleg.gehouden is not None:
        raise Weigering("Dit overleg is al vastgelegd, met een andere inhoud.")
    eis_gepland(overleg, "Vastleggen")
    if overleg.begint is not None and bij.nu < overleg.begint:
        raise Weigering("Een overleg dat nog moet beginnen kan niet worden vastgelegd.")
    _eis_aanwezig(opdracht.aanwezig, bij.tafel.inwoners)
    eis_tekst(opdracht.verslag, "het verslag van het overleg")
    if not all(overleg.staat_op_agenda(agendapunt_id) for agendapunt_id in opdracht.besproken):
        raise Weigering("Besproken is alleen wat op de agenda staat.")
    return [feit]


def _zeg_af(overleg: Overleg, opdracht: ZegOverlegAf) -> list[Overlegfeit]:
    feit = OverlegAfgezegd(opdracht.reden)
    if overleg.afgezegd == feit:
        return []
    eis_gepland(overleg, "Afzeggen")
    eis_tekst(opdracht.reden, "waarom het overleg niet doorgaat")
    return [feit]


# --- who comes ---------------------------------------------------------------------------------------------------


def _nodig_uit(
    overleg: Overleg, opdracht: NodigUitVoorOverleg, *, bij: Overlegomstandigheden
) -> list[Overlegfeit]:
    """Invite somebody; a resident only for the agendapunt that is about that resident."""
    feit = UitnodigingVerstuurd(
        uitnodiging_id=opdracht.uitnodiging_id,
        genodigde=opdracht.genodigde,
        medewerker=opdracht.medewerker,
        deelname=opdracht.deelname,
        agendapunt_id=opdracht.agendapunt_id,
    )
    nieuw, bekend = Uitnodiging(feit), overleg.uitnodiging(opdracht.uitnodiging_id)
    if bekend is not None and bekend.ingetrokken is None and bekend.verstuurd == feit:
        return []
    eis_gepland(overleg, "Uitnodigen")
    if bekend is not None:
        raise Weigering("Deze uitnodiging is al gebruikt. Verstuur een nieuwe.")
    eis_tekst(opdracht.genodigde, "wie er wordt uitgenodigd")
    inwoner = opdracht.deelname is Deelname.INWONER or opdracht.genodigde in bij.tafel.inwoners
    if inwoner and opdracht.agendapunt_id is None:
        raise Weigering("Een inwoner is er alleen bij het eigen agendapunt, niet bij het hele overleg.")
    _eis_zonder_naam(opdracht.medewerker if inwoner else None)
    if opdracht.agendapunt_id is not None:
        _eis_op_agenda(overleg, opdracht.agendapunt_id)
    if any(uitnodiging.voor == nieuw.voor for uitnodiging in overleg.geldige_uitnodigingen):
        raise Weigering("Deze genodigde heeft hiervoor al een uitnodiging.")
    return [feit]


def _antwoord(
    overleg: Overleg, feit: KomstBevestigd | KomstAfgezegd, *, bij: Overlegomstandigheden
) -> list[Overlegfeit]:
    """Answer an invitation; the last answer counts, so one may change one's mind."""
    uitnodiging = _bestaande_uitnodiging(overleg, feit.uitnodiging_id)
    if uitnodiging.antwoord == feit:
        return []
    eis_gepland(overleg, "Een uitnodiging beantwoorden")
    if uitnodiging.ingetrokken is not None:
        raise Weigering("Deze uitnodiging is ingetrokken.")
    if isinstance(feit, KomstAfgezegd):
        wie = uitnodiging.verstuurd
        inwoner = wie.deelname is Deelname.INWONER or wie.genodigde in bij.tafel.inwoners
        _eis_zonder_naam(feit.vervanger if inwoner else None)
    return [feit]


def _trek_in(overleg: Overleg, opdracht: TrekUitnodigingIn) -> list[Overlegfeit]:
    feit = UitnodigingIngetrokken(opdracht.uitnodiging_id, opdracht.reden)
    uitnodiging = _bestaande_uitnodiging(overleg, opdracht.uitnodiging_id)
    if uitnodiging.ingetrokken == feit:
        return []
    eis_gepland(overleg, "Een uitnodiging intrekken")
    if uitnodiging.ingetrokken is not None:
        raise Weigering("Deze uitnodiging is al ingetrokken.")
    eis_tekst(opdracht.reden, "waarom de uitnodiging wordt ingetrokken")
    return [feit]


# --- the agenda --------------------------------------------------------------------------------------------------


def _voeg_toe(overleg: Overleg, opdracht: VoegAgendapuntToe) -> list[Overlegfeit]:
    """Take a place: of a kind that fits the overleg, as long as there is one."""
    feit = AgendapuntToegevoegd(opdracht.agendapunt_id, opdracht.soort)
    if feit in overleg.agenda:
        return []
    eis_gepland(overleg, "Een agendapunt toevoegen")
    if overleg.agendapunt(opdracht.agendapunt_id) is not None:
        raise Weigering("Dit agendapunt is al gebruikt. Maak een nieuw agendapunt.")
    if overleg.gepland is not None and opdracht.soort not in PAST_OP[overleg.gepland.soort]:
        raise Weigering(
            f"Een agendapunt van de soort '{opdracht.soort}' past niet op de agenda van een "
            f"{overleg.gepland.soort}."
        )
    if overleg.vrije_plaatsen < 1:
        raise Weigering("De agenda van dit overleg is vol. Kies een ander overleg.")
    return [feit]


def _schrap(overleg: Overleg, opdracht: SchrapAgendapunt) -> list[Overlegfeit]:
    """Free the place, and take back the invitations for it alone."""
    feit = AgendapuntGeschrapt(opdracht.agendapunt_id, opdracht.reden)
    punt = overleg.agendapunt(opdracht.agendapunt_id)
    if punt is not None and punt.geschrapt == feit:
        return []
    eis_gepland(overleg, "Een agendapunt schrappen")
    _eis_op_agenda(overleg, opdracht.agendapunt_id)
    eis_tekst(opdracht.reden, "waarom dit van de agenda gaat")
    hoeft_niet = (
        UitnodigingIngetrokken(uitnodiging.verstuurd.uitnodiging_id, opdracht.reden)
        for uitnodiging in overleg.geldige_uitnodigingen
        if uitnodiging.verstuurd.agendapunt_id == opdracht.agendapunt_id
    )
    return [feit, *hoeft_niet]


# --- shared ------------------------------------------------------------------------------------------------------


def _eis_tijdzone(begint: datetime) -> None:
    if begint.utcoffset() is None:
        raise Weigering("Geef bij het begin van het overleg ook de tijdzone.")


def _eis_aanwezig(aanwezig: tuple[Aanwezigheid, ...], inwoners: frozenset[str]) -> None:
    if len({iemand.genodigde for iemand in aanwezig} - inwoners) < SAMEN:
        raise Weigering("Een overleg is een bijeenkomst van ten minste twee organisaties.")
    if any(iemand.minuten < 1 for iemand in aanwezig):
        raise Weigering("Wie aanwezig was, was er ten minste één minuut.")
    medewerkers = [iemand.medewerker for iemand in aanwezig if iemand.medewerker is not None]
    if len(set(medewerkers)) < len(medewerkers):
        raise Weigering("Een medewerker staat twee keer bij de aanwezigen.")
    for iemand in aanwezig:
        eis_tekst(iemand.genodigde, "wie er aanwezig was")
        _eis_zonder_naam(iemand.medewerker if iemand.genodigde in inwoners else None)


def _eis_zonder_naam(wie: str | None) -> None:
    """Who a resident is would lead to the casus, and this overleg outlives it."""
    if wie is not None:
        raise Weigering("Wie de inwoner is, of wie in diens plaats komt, staat niet in dit overleg.")


def _eis_op_agenda(overleg: Overleg, agendapunt_id: UUID) -> None:
    if not overleg.staat_op_agenda(agendapunt_id):
        raise Weigering("Dit agendapunt staat niet op de agenda van dit overleg.")


def _bestaande_uitnodiging(overleg: Overleg, uitnodiging_id: UUID) -> Uitnodiging:
    uitnodiging = overleg.uitnodiging(uitnodiging_id)
    if uitnodiging is None:
        raise Weigering("Deze uitnodiging is er niet bij dit overleg.")
    return uitnodiging
