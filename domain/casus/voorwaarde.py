"""Conditions that a supplier puts on what it brought in (WGS 2.29(3)): who may read it, and where it may not go.

One of them is that it may go somewhere once the supplier said yes to that: the asking and the answer are facts.
"""

from uuid import UUID

from domain.casus.commands import BeantwoordDoorgifte, StelVoorwaarde, TrekVoorwaardeIn, VraagDoorgifte
from domain.casus.events import (
    DoorgifteBeantwoord,
    DoorgifteGevraagd,
    Feit,
    VoorwaardeGesteld,
    VoorwaardeIngetrokken,
)
from domain.casus.omstandigheden import eis_tekst
from domain.casus.state import Casus, Fase
from domain.casus.waarden import Doorgifte, Voorwaardesoort
from domain.weigering import Weigering

AAN_DEZE_TAFEL = frozenset({Voorwaardesoort.NIET_DOORGEVEN, Voorwaardesoort.ALLEEN_ROLLEN})
"""What keeps something at this table: another one would not hold to it."""


def stel_voorwaarde(casus: Casus, opdracht: StelVoorwaarde) -> list[Feit]:
    """Put a condition on what an organisation brought in; it holds from now on, also for what it brings in later."""
    _eis_gegevens(casus)
    feit = VoorwaardeGesteld(
        opdracht.voorwaarde_id,
        opdracht.organisatie,
        opdracht.voorwaarde,
        opdracht.rollen,
        opdracht.toelichting,
    )
    if feit in casus.voorwaarden:
        return []
    if opdracht.voorwaarde_id in casus.eerdere_voorwaarden:
        raise Weigering("Deze voorwaarde bestaat al, of is al ingetrokken. Leg een nieuwe vast.")
    if opdracht.organisatie not in casus.leveranciers:
        raise Weigering(
            "Deze organisatie bracht niets in deze casus in. Zij kan er geen voorwaarde aan stellen."
        )
    if (opdracht.voorwaarde is Voorwaardesoort.ALLEEN_ROLLEN) != bool(opdracht.rollen):
        raise Weigering("Noem de rollen die het mogen lezen, en alleen bij die voorwaarde.")
    eis_tekst(opdracht.toelichting, "waarom de organisatie deze voorwaarde stelt")
    return [feit]


def trek_voorwaarde_in(casus: Casus, opdracht: TrekVoorwaardeIn) -> list[Feit]:
    """Take a condition back; only for the organisation that put it."""
    _eis_gegevens(casus)
    feit = VoorwaardeIngetrokken(opdracht.voorwaarde_id, opdracht.organisatie, opdracht.reden)
    if feit in casus.ingetrokken:
        return []
    gesteld = next((een for een in casus.voorwaarden if een.voorwaarde_id == opdracht.voorwaarde_id), None)
    if gesteld is None or gesteld.organisatie != opdracht.organisatie:
        raise Weigering("Deze voorwaarde van deze organisatie is er niet, of is al ingetrokken.")
    eis_tekst(opdracht.reden, "waarom de voorwaarde wordt ingetrokken")
    return [feit]


def vraag_doorgifte(casus: Casus, opdracht: VraagDoorgifte) -> list[Feit]:
    """Ask an organisation that wants to be asked first whether what it brought in may go somewhere."""
    _eis_gegevens(casus)
    gesteld = next((een for een in casus.voorwaarden if een.voorwaarde_id == opdracht.voorwaarde_id), None)
    if gesteld is None or gesteld.voorwaarde is not Voorwaardesoort.EERST_VRAGEN:
        raise Weigering("Er is geen voorwaarde waarvoor u dit eerst moet vragen.")
    feit = DoorgifteGevraagd(
        opdracht.doorgifte_id,
        opdracht.voorwaarde_id,
        gesteld.organisatie,
        opdracht.waarheen,
        opdracht.naar,
        opdracht.toelichting,
    )
    eerder = casus.doorgifte(opdracht.doorgifte_id)
    if eerder is not None and eerder.gevraagd == feit:
        return []
    if eerder is not None:
        raise Weigering("Deze vraag is al gesteld, met andere woorden. Stel een nieuwe.")
    if (opdracht.waarheen is Doorgifte.ANDERE_TAFEL) != bool(opdracht.naar):
        raise Weigering("Noem de tafel waarnaar het gaat, en alleen als het naar een andere tafel gaat.")
    for een in casus.doorgiften_onder(gesteld.voorwaarde_id):
        if een.is_naar(opdracht.waarheen, opdracht.naar) and (een.beantwoord is None or een.toegestaan):
            raise Weigering("Dit is de organisatie al gevraagd. Kijk bij de casus wat zij antwoordde.")
    eis_tekst(opdracht.toelichting, "waarom de gegevens daarheen moeten")
    return [feit]


def beantwoord_doorgifte(casus: Casus, opdracht: BeantwoordDoorgifte) -> list[Feit]:
    """Answer such a question; the organisation may come back on it, and then the last word counts."""
    _eis_gegevens(casus)
    feit = DoorgifteBeantwoord(
        opdracht.doorgifte_id, opdracht.organisatie, opdracht.antwoord, opdracht.toelichting
    )
    gevraagd = casus.doorgifte(opdracht.doorgifte_id)
    if gevraagd is None or gevraagd.gevraagd.organisatie != opdracht.organisatie:
        raise Weigering("Deze vraag aan deze organisatie is er niet, of de voorwaarde is ingetrokken.")
    if gevraagd.beantwoord == feit:
        return []
    eis_tekst(opdracht.toelichting, "waarom de organisatie dit antwoordt")
    return [feit]


def mag_na_vraag(casus: Casus, waarheen: Doorgifte, naar: str | None = None) -> bool:
    """Say whether each organisation that wants to be asked first said yes to this."""
    return all(
        _staat_toe(casus, een.voorwaarde_id, waarheen, naar)
        for een in casus.met_voorwaarde(Voorwaardesoort.EERST_VRAGEN)
    )


def mag_in_bestand(casus: Casus) -> bool:
    """Say whether a case may stand in a list that leaves as a file."""
    return not casus.met_voorwaarde(Voorwaardesoort.NIET_IN_EXPORT) and mag_na_vraag(casus, Doorgifte.BESTAND)


def eis_mag_verder(casus: Casus, naar: str) -> None:
    """Refuse to hand a case on to a table while a supplier asks that its data stay at this one.

    Raises:
        Weigering: there is such a condition.
    """
    if not mag_na_vraag(casus, Doorgifte.ANDERE_TAFEL, naar):
        raise Weigering(
            "Een organisatie wil worden gevraagd voordat wat zij inbracht naar een andere tafel gaat. Vraag het haar "
            "eerst. Zegt zij ja, dan kunt u doorgeven."
        )
    if casus.met_voorwaarde(Voorwaardesoort.NIET_DOORGEVEN):
        raise Weigering(
            "Een organisatie stelde als voorwaarde dat wat zij inbracht niet naar een andere tafel gaat. Vraag haar "
            "die voorwaarde in te trekken. Daarna kunt u doorgeven."
        )
    if casus.met_voorwaarde(Voorwaardesoort.ALLEEN_ROLLEN):
        raise Weigering(
            "Een organisatie stelde als voorwaarde wie hier mag lezen wat zij inbracht. Een andere tafel kent die "
            "voorwaarde niet. Vraag haar die in te trekken. Daarna kunt u doorgeven."
        )


def gaan_mee(casus: Casus) -> tuple[VoorwaardeGesteld, ...]:
    """The conditions that go along to the next table: of who brought the case in, as far as one there can hold to them.

    What others brought in does not go along, so neither do their conditions.
    """
    return tuple(
        een
        for een in casus.voorwaarden
        if een.organisatie == casus.organisatie and een.voorwaarde not in AAN_DEZE_TAFEL
    )


def eis_mag_naar_monitor(casus: Casus) -> None:
    """Refuse to register a case in the national monitor while a supplier asks anything of what it brought in.

    What is put in there leaves the table, as a file, and is read by others than the roles that were named. Who wants
    to be asked first may say yes to it.

    Raises:
        Weigering: there is a condition, and no yes.
    """
    if not mag_na_vraag(casus, Doorgifte.MONITOR):
        raise Weigering(
            "Een organisatie wil worden gevraagd voordat wat zij inbracht in de landelijke monitor komt. Vraag het "
            "haar eerst. Zegt zij ja, dan kunt u de casus bij de monitor melden."
        )
    if any(een.voorwaarde is not Voorwaardesoort.EERST_VRAGEN for een in casus.voorwaarden):
        raise Weigering(
            "Een organisatie stelde een voorwaarde aan wat zij inbracht. De landelijke monitor kent die niet. Vraag "
            "haar die in te trekken. Daarna kunt u de casus bij de monitor melden."
        )


def blijft_aan_tafel(casus: Casus, persoon_id: UUID, *, naar: str) -> bool:
    """Say whether who brought this person in asks that this other table hears nothing of it."""
    van = dict(casus.ingebracht_door).get(persoon_id)
    eigen = [een for een in casus.voorwaarden if een.organisatie == van]
    return any(
        een.voorwaarde in AAN_DEZE_TAFEL
        or (
            een.voorwaarde is Voorwaardesoort.EERST_VRAGEN
            and not _staat_toe(casus, een.voorwaarde_id, Doorgifte.ANDERE_TAFEL, naar)
        )
        for een in eigen
    )


def _staat_toe(casus: Casus, voorwaarde_id: UUID, waarheen: Doorgifte, naar: str | None) -> bool:
    return any(
        een.toegestaan and een.is_naar(waarheen, naar) for een in casus.doorgiften_onder(voorwaarde_id)
    )


def _eis_gegevens(casus: Casus) -> None:
    if casus.fase in (Fase.GEEN, Fase.VERWIJDERD):
        raise Weigering("Van deze casus zijn er geen gegevens meer.")
