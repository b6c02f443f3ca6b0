"""A casus, an overleg or a consultatie from fact to fact, in sentences, for who may see its content.

Told from the history: no table.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from domain.bewaring import Vernietigd
from domain.casus.events import Feit
from domain.consultatie.events import Consultatiefeit
from domain.historie import Ookfeit, Opgetekend
from domain.overleg.events import Overlegfeit
from domain.rollen import Rol
from domain.tafels import Tafel
from projections.dagen import dag_van, datum
from projections.woorden import ZONDER_TAFELS, Bekend, BekendOverleg, Tafelwoorden
from projections.zinnen import zin_van, zin_van_consultatie, zin_van_overleg

_BLIJVEND = {
    "tafel": "tafel",
    "regime": "regime",
    "definitie": "definitie van de tafel",
    "aard": "aard van de vraag",
    "eerste_verwerking": "eerste verwerking",
    "bewaren_tot": "bewaren tot",
    "bewaarregel": "bewaarregel",
    "grond": "grond",
    "aanleiding": "aanleiding",
    "regel": "regel",
    "voorgesteld_door": "voorgesteld door",
    "uitgevoerd_door": "uitgevoerd door",
    "bewijsnummer": "bewijsnummer",
    "wijze": "wijze",
    "systemen": "systemen",
    "gecontroleerd": "gecontroleerd",
}
"""The fields that outlive a destruction, in words. A field that is not here is told by its own name."""


@dataclass(frozen=True)
class Tijdlijnregel:
    """One fact: when, by whom and why, and what it was. ``naam`` is the contract name."""

    versie: int
    op: datetime
    naam: str
    rol: Rol
    wie: str | None
    organisatie: str | None
    doel: str | None
    zin: str


def tijdlijn(
    feiten: Sequence[Opgetekend], *, tafel: Tafel | None = None, tafels: Mapping[str, Tafel] = ZONDER_TAFELS
) -> tuple[Tijdlijnregel, ...]:
    """Tell the history of one case in the order of its facts.

    ``tafel`` gives names for its codes; ``tafels`` (by id) for the other tables that it names. A sentence may name
    people and repeat what was written; it never holds a burgerservicenummer field.
    """
    bekend = Bekend(tafel, tafels)

    def vertel(feit: Ookfeit) -> str:
        van_de_casus = cast("Feit", feit)
        bekend.onthoud(van_de_casus)
        return zin_van(van_de_casus, bekend)

    return _vertel(feiten, vertel)


def tijdlijn_van_overleg(
    feiten: Sequence[Opgetekend], *, tafel: Tafel | None = None
) -> tuple[Tijdlijnregel, ...]:
    """Tell the history of one overleg; ``tafel`` gives names for its codes. No sentence leads to a casus."""
    bekend = BekendOverleg(tafel)

    def vertel(feit: Ookfeit) -> str:
        van_het_overleg = cast("Overlegfeit", feit)
        bekend.onthoud(van_het_overleg)
        return zin_van_overleg(van_het_overleg, bekend)

    return _vertel(feiten, vertel)


def tijdlijn_van_consultatie(
    feiten: Sequence[Opgetekend], *, tafel: Tafel | None = None
) -> tuple[Tijdlijnregel, ...]:
    """Tell the history of one consultatie, also where only its skeleton is left.

    ``tafel`` gives names for its codes. A sentence may name people and repeat what was asked; it never holds a
    burgerservicenummer field, nor where the asker can be reached.
    """
    woorden = Tafelwoorden(tafel)
    return _vertel(feiten, lambda feit: zin_van_consultatie(cast("Consultatiefeit", feit), woorden))


def _vertel(feiten: Sequence[Opgetekend], vertel: Callable[[Ookfeit], str]) -> tuple[Tijdlijnregel, ...]:
    regels = []
    for opgetekend in feiten:
        feit = opgetekend.gebeurtenis
        zin = _van_vernietigd(feit, opgetekend) if isinstance(feit, Vernietigd) else vertel(feit)
        regels.append(_regel(opgetekend, zin))
    return tuple(regels)


def _regel(opgetekend: Opgetekend, zin: str) -> Tijdlijnregel:
    envelop = opgetekend.envelop
    return Tijdlijnregel(
        versie=opgetekend.versie,
        op=envelop.op,
        naam=opgetekend.naam,
        rol=envelop.rol,
        wie=envelop.wie,
        organisatie=envelop.organisatie,
        doel=envelop.doel,
        zin=zin,
    )


def _van_vernietigd(feit: Vernietigd, opgetekend: Opgetekend) -> str:
    """Say that there was a fact, when its content was destroyed, and what of it stays."""
    soort = _soort(opgetekend.naam)
    zin = f"De inhoud van dit feit ({soort}) is vernietigd op {datum(dag_van(feit.op))}."
    over = [
        f"{_BLIJVEND.get(veld, veld)} {_in_woorden(waarde)}"
        for veld, waarde in opgetekend.blijvend
        if waarde is not None
    ]
    return f"{zin} Bewaard blijft: {', '.join(over)}." if over else zin


def _soort(naam: str) -> str:
    """``Getrieerd`` of ``casus.Getrieerd.v1``."""
    delen = naam.split(".")
    return delen[1] if len(delen) > 1 else naam


def _in_woorden(waarde: object) -> str:
    """Say a stored value to people: days are stored as text, lists as lists."""
    if isinstance(waarde, list | tuple):
        return " en ".join(_in_woorden(deel) for deel in waarde)
    if isinstance(waarde, date):
        return datum(waarde)
    try:
        return datum(date.fromisoformat(str(waarde)))
    except ValueError:
        return str(waarde)
