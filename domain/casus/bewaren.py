"""The rules of keeping: own terms, holds, restrictions, and destroying one person or one contribution.

A hold stops every destruction in the casus; it does not lapse on its date, it is reviewed then. A restriction stops
the work with the data and their destruction, until its reason was handled. Shielding after closing is a phase.
"""

import re
from collections.abc import Iterable
from dataclasses import fields
from datetime import date, timedelta
from uuid import UUID

from domain.bewaring import VanDeCasus
from domain.casus.commands import (
    BeantwoordDoorgifte,
    Goedkeuring,
    HefBeperkingOp,
    HefOpschortingOp,
    HerrekenBewaartermijn,
    LaatBuitenVernietiging,
    LegInformerenVast,
    MeldAan,
    Opdracht,
    RectificeerGegevens,
    SchortVernietigingOp,
    StelBeperkingIn,
    StelEigenTermijnVast,
    StelVoorwaarde,
    TrekToestemmingIn,
    TrekVoorwaardeIn,
    VernietigBijdrage,
    VernietigPersoon,
    Verwijder,
    WeigerToestemming,
)
from domain.casus.events import (
    Aangemeld,
    AanmeldingAangevuld,
    BeperkingIngesteld,
    BeperkingOpgeheven,
    BijdrageVernietigd,
    DoorgifteBeantwoord,
    DoorgifteGevraagd,
    EigenTermijnVastgesteld,
    Feit,
    ICOGehouden,
    OpschortingOpgeheven,
    PersoonVernietigd,
    VernietigingOpgeschort,
    VoorwaardeGesteld,
    VoorwaardeIngetrokken,
)
from domain.casus.omstandigheden import Omstandigheden, eis_tekst
from domain.casus.state import Casus, Fase
from domain.casus.waarden import Betrokkene, Inbreng, Vernietiggrond
from domain.privacyprotocol import Bewaartermijn
from domain.rollen import Medewerker
from domain.weigering import Weigering

REGEL = re.compile(r"[a-z0-9-]+/[0-9]+/[a-z0-9-]+")
"""Regime, version and code. The rule of a term stays for ever, so there is no room in it for words about anybody."""

LANGST_ONBEKEKEN = timedelta(days=731)
"""How far away the day may be on which a hold or a restriction is looked at again; a keuze."""

ONDANKS_BEPERKING = (
    *(MeldAan, StelEigenTermijnVast, SchortVernietigingOp, HefOpschortingOp, StelBeperkingIn, HefBeperkingOp),
    *(
        StelVoorwaarde,
        TrekVoorwaardeIn,
        BeantwoordDoorgifte,
        WeigerToestemming,
        TrekToestemmingIn,
        LegInformerenVast,
        HerrekenBewaartermijn,
    ),
    *(LaatBuitenVernietiging, Verwijder, VernietigPersoon, VernietigBijdrage, RectificeerGegevens),
)
"""What is no work with the data: guarding them, what their subject says or is told, and (by its own rule) their end.

``MeldAan`` is here because the answer to it is the same for every case that is there already."""


def stel_eigen_termijn_vast(
    casus: Casus, opdracht: StelEigenTermijnVast, *, bij: Omstandigheden
) -> list[Feit]:
    """Give one person, or one contribution, a term of its own: sooner than the casus, or as late."""
    del bij
    _eis_gegevens(casus)
    feit = EigenTermijnVastgesteld(
        opdracht.persoon_id,
        opdracht.organisatie,
        opdracht.bewaren_tot,
        opdracht.bewaarregel,
        opdracht.reden,
    )
    if feit in casus.eigen_termijnen:
        return []
    if (opdracht.persoon_id is None) == (opdracht.organisatie is None):
        raise Weigering("Een eigen termijn is van één betrokkene of van één organisatie.")
    if opdracht.persoon_id is not None and not casus.is_betrokken(opdracht.persoon_id):
        raise Weigering("De casus gaat niet over deze betrokkene.")
    if opdracht.organisatie is not None and opdracht.organisatie not in casus.leveranciers:
        raise Weigering("Van deze organisatie is er geen bijdrage in deze casus.")
    if casus.bewaren_tot is None or opdracht.bewaren_tot > casus.bewaren_tot:
        raise Weigering("Een eigen termijn loopt niet langer dan de termijn van de casus.")
    if casus.eerste_verwerking is not None and opdracht.bewaren_tot < casus.eerste_verwerking:
        raise Weigering("Op die dag was deze casus er nog niet. Kies een latere dag.")
    if not REGEL.fullmatch(opdracht.bewaarregel):
        raise Weigering("Noem de bewaarregel als regime, versie en code, zoals in het privacyprotocol.")
    _eis_geen_omweg(casus, opdracht)
    eis_tekst(opdracht.reden, "waarom deze termijn geldt")
    return [feit]


def eigen_termijnen(casus: Casus) -> tuple[EigenTermijnVastgesteld, ...]:
    """The own terms that count now, the first to end first: the last of each, of what is still there."""
    per_deel = {(een.persoon_id, een.organisatie): een for een in casus.eigen_termijnen}
    er_nog = (
        een
        for (persoon_id, organisatie), een in per_deel.items()
        if (casus.is_betrokken(persoon_id) if persoon_id is not None else organisatie in casus.leveranciers)
    )
    return tuple(sorted(er_nog, key=lambda een: een.bewaren_tot))


def _eis_geen_omweg(casus: Casus, opdracht: StelEigenTermijnVast) -> None:
    """Refuse to keep longer after all what a supplier that refused an extension told (BGS 1.16(3))."""
    wie = opdracht.organisatie
    termijn = casus.termijn_van_bijdrage(wie) if wie is not None else None
    if termijn is None or opdracht.bewaren_tot <= termijn.tot:
        return
    if any(loop.verlengd is not None and wie in loop.geweigerd for loop in casus.verlengingen):
        raise Weigering(
            "Deze organisatie stemde niet in met de verlenging; wat zij inbracht blijft niet langer."
        )


# --- holds -------------------------------------------------------------------------------------------------------


def schort_vernietiging_op(
    casus: Casus, opdracht: SchortVernietigingOp, *, bij: Omstandigheden
) -> list[Feit]:
    """Hold the destruction of the casus; several holds may stand beside each other."""
    feit = VernietigingOpgeschort(opdracht.opschorting_id, opdracht.grond, opdracht.toelichting, opdracht.tot)
    if feit in casus.opschortingen:
        return []
    _eis_gegevens(casus)
    if opdracht.opschorting_id in casus.eerdere_opschortingen:
        raise Weigering("Deze opschorting bestaat al, of is al opgeheven. Leg een nieuwe vast.")
    eis_herziening(opdracht.tot, vandaag=bij.vandaag)
    eis_tekst(opdracht.toelichting, "waarom de vernietiging wordt opgeschort")
    return [feit]


def hef_opschorting_op(casus: Casus, opdracht: HefOpschortingOp, *, bij: Omstandigheden) -> list[Feit]:
    """Lift one hold."""
    del bij
    feit = OpschortingOpgeheven(opdracht.opschorting_id, opdracht.reden)
    if feit in casus.opgeheven:
        return []
    _eis_gegevens(casus)
    if all(opschorting.opschorting_id != opdracht.opschorting_id for opschorting in casus.opschortingen):
        raise Weigering("Deze opschorting is er niet, of is al opgeheven.")
    eis_tekst(opdracht.reden, "waarom de opschorting wordt opgeheven")
    return [feit]


# --- restrictions ------------------------------------------------------------------------------------------------


def stel_beperking_in(casus: Casus, opdracht: StelBeperkingIn, *, bij: Omstandigheden) -> list[Feit]:
    """Restrict the work with the data of one person, or of the whole casus."""
    feit = BeperkingIngesteld(
        opdracht.beperking_id, opdracht.persoon_id, opdracht.grond, opdracht.toelichting, opdracht.tot
    )
    if feit in casus.beperkingen:
        return []
    _eis_gegevens(casus)
    if opdracht.beperking_id in casus.eerdere_beperkingen:
        raise Weigering("Deze beperking bestaat al, of is al opgeheven. Leg een nieuwe vast.")
    if opdracht.persoon_id is not None and not casus.is_betrokken(opdracht.persoon_id):
        raise Weigering("De casus gaat niet over deze betrokkene.")
    eis_herziening(opdracht.tot, vandaag=bij.vandaag)
    eis_tekst(opdracht.toelichting, "waarom de verwerking wordt beperkt")
    return [feit]


def hef_beperking_op(casus: Casus, opdracht: HefBeperkingOp, *, bij: Omstandigheden) -> list[Feit]:
    """Lift one restriction, once who it is about was told so (AVG 18(3))."""
    _eis_gegevens(casus)
    for gedaan in casus.opgeheven:
        if isinstance(gedaan, BeperkingOpgeheven) and gedaan.beperking_id == opdracht.beperking_id:
            if (gedaan.reden, gedaan.geinformeerd_op) == (opdracht.reden, opdracht.geinformeerd_op):
                return []
            raise Weigering("Deze beperking is al opgeheven, om een andere reden of op een andere dag.")
    beperking = next((een for een in casus.beperkingen if een.beperking_id == opdracht.beperking_id), None)
    if beperking is None:
        raise Weigering("Deze beperking is er niet in deze casus.")
    if casus.eerste_verwerking is not None and opdracht.geinformeerd_op < casus.eerste_verwerking:
        raise Weigering("Op die dag was deze casus er nog niet. Noem de dag waarop het is verteld.")
    if opdracht.geinformeerd_op > bij.vandaag:
        raise Weigering("Vertel eerst aan wie het gaat dat de beperking wordt opgeheven.")
    eis_tekst(opdracht.reden, "waarom de beperking wordt opgeheven")
    return [
        BeperkingOpgeheven(
            opdracht.beperking_id, beperking.persoon_id, opdracht.reden, opdracht.geinformeerd_op
        )
    ]


def eis_niet_beperkt(casus: Casus, opdracht: Opdracht) -> None:
    """Refuse work with data that are restricted.

    Raises:
        Weigering: the casus, or somebody whom the command is about, is restricted.
    """
    if not casus.beperkingen or isinstance(opdracht, ONDANKS_BEPERKING):
        return
    if any(beperking.persoon_id is None for beperking in casus.beperkingen):
        raise Weigering(
            "De verwerking van deze casus is beperkt (AVG artikel 18). De gegevens blijven bewaard, maar er wordt niet "
            "mee gewerkt tot de beperking is opgeheven."
        )
    if {beperking.persoon_id for beperking in casus.beperkingen} & _mensen_in(opdracht):
        raise Weigering(
            "De verwerking van gegevens van deze betrokkene is beperkt (AVG artikel 18). De gegevens blijven bewaard, "
            "maar er wordt niet mee gewerkt tot de beperking is opgeheven."
        )


def eis_niet_vernietigd(casus: Casus, feiten: Iterable[Feit], *, wie: Medewerker) -> None:
    """Refuse what would bring back somebody, or a contribution, that was destroyed.

    Raises:
        Weigering: it is about such a person, or supplied by such an organisation.
    """
    mensen = {gedaan.persoon_id for gedaan in casus.personen_vernietigd}
    organisaties = {gedaan.organisatie for gedaan in casus.bijdragen_vernietigd}
    if not mensen and not organisaties:
        return
    for feit in feiten:
        if mensen & _mensen_in(feit):
            raise Weigering("De gegevens van deze betrokkene zijn vernietigd. Ze komen niet terug.")
        if organisaties & _leveranciers_van(feit, wie):
            raise Weigering(
                "De bijdrage van deze organisatie is vernietigd. Zij brengt in deze casus niets meer in."
            )


# --- destruction -------------------------------------------------------------------------------------------------


def eis_vernietigbaar(casus: Casus, persoon_id: UUID | None = None) -> None:
    """Refuse every destruction in a casus that is held, or of data that are restricted.

    Without a person it is about the whole casus, or about what an organisation supplied: then every restriction counts.

    Raises:
        Weigering: how many holds, or that there is a restriction.
    """
    if casus.opschortingen:
        raise Weigering(
            f"De vernietiging van deze casus is opgeschort ({len(casus.opschortingen)}). Er wordt niets vernietigd tot "
            "elke opschorting is opgeheven."
        )
    if any(persoon_id is None or een.persoon_id in (None, persoon_id) for een in casus.beperkingen):
        raise Weigering(
            "De verwerking is beperkt (AVG artikel 18). Handel eerst de reden daarvan af en hef de beperking op."
        )


def vernietig_persoon(casus: Casus, opdracht: VernietigPersoon, *, bij: Omstandigheden) -> list[Feit]:
    """Destroy the data of one person; a casus about nobody else is destroyed as a whole."""
    if any(gedaan.persoon_id == opdracht.persoon_id for gedaan in casus.personen_vernietigd):
        return []
    _eis_gegevens(casus)
    if not casus.kent(opdracht.persoon_id):
        raise Weigering("De casus gaat niet over deze betrokkene.")
    if {mens.persoon_id for mens in casus.betrokkenen} == {opdracht.persoon_id}:
        raise Weigering("Dit is de laatste betrokkene van de casus. Vernietig dan de hele casus.")
    eis_vernietigbaar(casus, opdracht.persoon_id)
    termijn = casus.termijn_van_persoon(opdracht.persoon_id)
    geldend = _eis_grond_geldt(opdracht.grond, termijn, vandaag=bij.vandaag)
    _eis_drie_mensen(opdracht.door)
    return [
        PersoonVernietigd(
            persoon_id=opdracht.persoon_id,
            bewijsnummer=opdracht.bewijsnummer,
            grond=opdracht.grond,
            regel=geldend.regel,
            bewaren_tot=geldend.tot,
            voorgesteld_door=opdracht.door.voorgesteld_door,
            gecontroleerd_door=opdracht.door.gecontroleerd_door,
            goedgekeurd_door=opdracht.door.goedgekeurd_door,
            tafel=casus.tafel,
            regime=casus.regime,
            uitgevoerd_door=bij.wie.id,
            lijstnummer=opdracht.door.lijstnummer,
        )
    ]


def vernietig_bijdrage(casus: Casus, opdracht: VernietigBijdrage, *, bij: Omstandigheden) -> list[Feit]:
    """Destroy what one organisation contributed; what brought the case in cannot go without the case."""
    if any(gedaan.organisatie == opdracht.organisatie for gedaan in casus.bijdragen_vernietigd):
        return []
    _eis_gegevens(casus)
    if opdracht.organisatie not in casus.leveranciers:
        raise Weigering("Van deze organisatie is er geen bijdrage in deze casus.")
    if opdracht.organisatie == casus.organisatie:
        raise Weigering("Deze organisatie bracht de casus in. Vernietig dan de hele casus.")
    eis_vernietigbaar(casus)
    termijn = casus.termijn_van_bijdrage(opdracht.organisatie)
    geldend = _eis_grond_geldt(opdracht.grond, termijn, vandaag=bij.vandaag)
    _eis_drie_mensen(opdracht.door)
    return [
        BijdrageVernietigd(
            organisatie=opdracht.organisatie,
            bewijsnummer=opdracht.bewijsnummer,
            grond=opdracht.grond,
            regel=geldend.regel,
            bewaren_tot=geldend.tot,
            voorgesteld_door=opdracht.door.voorgesteld_door,
            gecontroleerd_door=opdracht.door.gecontroleerd_door,
            goedgekeurd_door=opdracht.door.goedgekeurd_door,
            tafel=casus.tafel,
            regime=casus.regime,
            uitgevoerd_door=bij.wie.id,
            lijstnummer=opdracht.door.lijstnummer,
        )
    ]


# --- shared ------------------------------------------------------------------------------------------------------


def _eis_gegevens(casus: Casus) -> None:
    if casus.fase in (Fase.GEEN, Fase.VERWIJDERD):
        raise Weigering("Van deze casus zijn er geen gegevens meer.")


def eis_herziening(tot: date, *, vandaag: date) -> None:
    """Refuse a review date that is not ahead, or too far.

    Raises:
        Weigering: it is.
    """
    if tot <= vandaag:
        raise Weigering("Kies een datum na vandaag om opnieuw te bekijken of dit nog nodig is.")
    if tot > vandaag + LANGST_ONBEKEKEN:
        raise Weigering("Bekijk uiterlijk over twee jaar opnieuw of dit nog nodig is. Kies een eerdere dag.")


def _eis_grond_geldt(grond: Vernietiggrond, termijn: Bewaartermijn | None, *, vandaag: date) -> Bewaartermijn:
    if termijn is None:
        raise Weigering("Van deze casus is geen bewaartermijn bekend.")
    if grond is Vernietiggrond.TERMIJN_VERSTREKEN and vandaag < termijn.tot:
        raise Weigering("De bewaartermijn van deze gegevens is nog niet verstreken.")
    return termijn


def _eis_drie_mensen(door: Goedkeuring) -> None:
    """Nobody fills two of the roles of a destruction."""
    mensen = (door.voorgesteld_door, door.gecontroleerd_door, door.goedgekeurd_door)
    if len({mens.casefold() for mens in mensen}) != len(mensen):
        raise Weigering("Voorstellen, controleren en goedkeuren doen drie verschillende mensen.")


def _leveranciers_van(feit: Feit, wie: Medewerker) -> set[str]:
    """Who supplies a fact: what was told names its organisation, and of other facts it is who records them."""
    match feit:
        case ICOGehouden():
            return {deel.organisatie for deel in feit.inbreng}
        case Aangemeld() | AanmeldingAangevuld() | VoorwaardeGesteld() | VoorwaardeIngetrokken():
            return {feit.organisatie}
        case DoorgifteGevraagd() | DoorgifteBeantwoord():
            return {feit.organisatie}
        case VanDeCasus():
            return set()
        case _:
            return {wie.organisatie}


def _mensen_in(wat: Opdracht | Feit) -> set[UUID | None]:
    """Everybody whom a command or a fact is about by id."""
    mensen: set[UUID | None] = set()
    for veld in fields(wat):
        waarde = getattr(wat, veld.name)
        if veld.name == "persoon_id":
            mensen.add(waarde)
        elif isinstance(waarde, tuple):
            mensen |= {deel.persoon_id for deel in waarde if isinstance(deel, Betrokkene | Inbreng)}
    return mensen
