"""What is read of data whose processing is restricted (AVG 18), by whoever is not of the few: that they are restricted.

The few are those who may look behind the shielding as well: they handle the restriction.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import TypeVar, cast
from uuid import UUID

from domain.casus.events import (
    Aangemeld,
    AanmeldingAangevuld,
    BeperkingIngesteld,
    BeperkingOpgeheven,
    ICOGehouden,
)
from domain.casus.waarden import Betrokkene, Inbreng

T = TypeVar("T")

Beperkten = frozenset[UUID | None]
"""Whose data in one casus are restricted; ``None`` stands for the casus as a whole."""
NIEMAND_BEPERKT: Beperkten = frozenset()

BEPERKT = "(verwerking beperkt)"
"""Stands for what is kept and not shown."""


def zonder_beperkten(feit: T, personen: Collection[UUID]) -> T:
    """The same fact, with nothing of these people but that they are there."""
    if not personen:
        return feit
    match feit:
        case Aangemeld() | AanmeldingAangevuld():
            mensen = tuple(_kaal(mens) if mens.persoon_id in personen else mens for mens in feit.betrokkenen)
            return cast("T", replace(feit, betrokkenen=mensen))
        case ICOGehouden():
            return cast("T", replace(feit, inbreng=tuple(_stil(deel, personen) for deel in feit.inbreng)))
        case _:
            return feit


def gaat_over(feit: object, personen: Collection[UUID]) -> bool:
    """Say whether a fact is about one of these people alone; that there is a restriction is for all to read."""
    if isinstance(feit, BeperkingIngesteld | BeperkingOpgeheven):
        return False
    return getattr(feit, "persoon_id", None) in personen


def is_beperkt(persoon_id: UUID, beperkten: Beperkten) -> bool:
    """Say whether the data of this person are restricted, alone or with the whole casus."""
    return None in beperkten or persoon_id in beperkten


def raakt(mensen: Iterable[Betrokkene], beperkten: Beperkten) -> bool:
    """Say whether a casus is restricted to who sees these people of it."""
    return None in beperkten or any(mens.persoon_id in beperkten for mens in mensen)


def met_merk(mensen: Iterable[Betrokkene], beperkten: Beperkten) -> list[dict[str, object]]:
    """These people as they are answered, each marked if restricted."""
    return [{**vars(mens), "beperkt": is_beperkt(mens.persoon_id, beperkten)} for mens in mensen]


def beperkte_mensen(beperkingen: Iterable[BeperkingIngesteld]) -> frozenset[UUID]:
    """Whose data are restricted by themselves."""
    return frozenset(een.persoon_id for een in beperkingen if een.persoon_id is not None)


def _kaal(mens: Betrokkene) -> Betrokkene:
    return Betrokkene(mens.persoon_id, mens.betrokkenheid, BEPERKT)


def _stil(deel: Inbreng, personen: Collection[UUID]) -> Inbreng:
    return replace(deel, tekst=BEPERKT) if deel.persoon_id in personen else deel
