"""Conditions that a supplier puts on what it brought in (WGS 2.29(3)): who may read it, and where it may not go."""

from uuid import UUID

from domain.casus.commands import StelVoorwaarde, TrekVoorwaardeIn
from domain.casus.events import Feit, VoorwaardeGesteld, VoorwaardeIngetrokken
from domain.casus.omstandigheden import eis_tekst
from domain.casus.state import Casus, Fase
from domain.casus.waarden import Voorwaardesoort
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


def eis_mag_verder(casus: Casus) -> None:
    """Refuse to hand a case on while a supplier asks that its data stay at this table.

    Raises:
        Weigering: there is such a condition.
    """
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


def eis_mag_naar_monitor(casus: Casus) -> None:
    """Refuse to register a case in the national monitor while a supplier asks anything of what it brought in.

    What is put in there leaves the table, as a file, and is read by others than the roles that were named.

    Raises:
        Weigering: there is a condition.
    """
    if casus.voorwaarden:
        raise Weigering(
            "Een organisatie stelde een voorwaarde aan wat zij inbracht. De landelijke monitor kent die niet. Vraag "
            "haar die in te trekken. Daarna kunt u de casus bij de monitor melden."
        )


def blijft_aan_tafel(casus: Casus, persoon_id: UUID) -> bool:
    """Say whether who brought this person in asks that other tables hear nothing of it."""
    van = dict(casus.ingebracht_door).get(persoon_id)
    return any(een.organisatie == van and een.voorwaarde in AAN_DEZE_TAFEL for een in casus.voorwaarden)


def _eis_gegevens(casus: Casus) -> None:
    if casus.fase in (Fase.GEEN, Fase.VERWIJDERD):
        raise Weigering("Van deze casus zijn er geen gegevens meer.")
