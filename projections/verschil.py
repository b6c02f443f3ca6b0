"""What changed between two states of the same thing, field by field, with what was added to a list or left it.

Works on plain values as they are answered, so that no difference can show more than the two answers do.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Waarde = object
Velden = Mapping[str, Waarde]


@dataclass(frozen=True)
class Paar:
    """A part of a list that was there before and after, but not the same."""

    van: Waarde
    naar: Waarde


@dataclass(frozen=True)
class Veldverschil:
    """A field that is not what it was. Of a list ``erbij``, ``weg`` and ``gewijzigd`` say more."""

    veld: str
    van: Waarde
    naar: Waarde
    erbij: tuple[Waarde, ...] = ()
    weg: tuple[Waarde, ...] = ()
    gewijzigd: tuple[Paar, ...] = ()


def verschillen(van: Velden, naar: Velden, *, sleutels: Mapping[str, str]) -> tuple[Veldverschil, ...]:
    """The fields that differ, in the order of ``naar``. A field that is not there counts as empty.

    ``sleutels`` says by which of their fields the parts of a list are the same one; without it only what is wholly
    equal is.
    """
    namen = dict.fromkeys((*naar, *van))
    return tuple(
        _verschil(naam, van.get(naam), naar.get(naam), sleutels.get(naam))
        for naam in namen
        if van.get(naam) != naar.get(naam)
    )


def _verschil(naam: str, van: Waarde, naar: Waarde, sleutel: str | None) -> Veldverschil:
    if not isinstance(van, list) and not isinstance(naar, list):
        return Veldverschil(naam, van, naar)
    oud, nieuw = _lijst(van), _lijst(naar)
    weg, erbij = _zonder(oud, nieuw), _zonder(nieuw, oud)
    paren = [(deel, ander) for deel in weg for ander in erbij if _zelfde(deel, ander, sleutel)]
    return Veldverschil(
        naam,
        van,
        naar,
        erbij=tuple(deel for deel in erbij if not any(deel is ander for _, ander in paren)),
        weg=tuple(deel for deel in weg if not any(deel is ander for ander, _ in paren)),
        gewijzigd=tuple(Paar(deel, ander) for deel, ander in paren),
    )


def _lijst(waarde: Waarde) -> list[Waarde]:
    return waarde if isinstance(waarde, list) else []


def _zonder(delen: Sequence[Waarde], andere: Sequence[Waarde]) -> list[Waarde]:
    """The parts that are not among the others; what is there twice counts twice."""
    over = list(andere)
    gebleven = []
    for deel in delen:
        if deel in over:
            over.remove(deel)
        else:
            gebleven.append(deel)
    return gebleven


def _zelfde(deel: Waarde, ander: Waarde, sleutel: str | None) -> bool:
    if sleutel is None or not isinstance(deel, Mapping) or not isinstance(ander, Mapping):
        return False
    return sleutel in deel and deel[sleutel] == ander.get(sleutel)
