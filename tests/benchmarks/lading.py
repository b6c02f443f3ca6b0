"""Fills a store with as many events as one likes: the invented year of the demo, told so many times at once.

Each copy has people, cases and meetings of its own. All copies go on side by side, as the cases of a large region
do: what follows on one case lies far apart in the store. What was destroyed in the year is left out.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any, cast
from uuid import UUID

from pydantic import TypeAdapter

from api.demo.geheugen import Schrijfsel
from api.demo.jaar import jaar
from api.samenstelling import Dienst
from domain.casus.waarden import NIEMAND
from domain.historie import Opgetekend
from infra.codec import indeling
from infra.definitions import Definities
from infra.omgeving import TEKENS
from tests.benchmarks.maat import PROEF

CASUSSEN = 10 if PROEF else 150
"""Cases in the year that is copied: some 4,000 facts on 500 streams."""

DAG = date(2026, 3, 1)
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NUMMER = re.compile(rf"\b([A-Z])-([{TEKENS}]{{5}})-([{TEKENS}]{{5}})\b")


def verteld_jaar(definities: Definities, *, seed: int = 1, casussen: int = CASUSSEN) -> list[Schrijfsel]:
    """What was written in the year, without the streams that were destroyed in it."""
    verteld = jaar(definities, vandaag=DAG, seed=seed, aantal=casussen)
    alles = [schrijfsel for gedaan in verteld for schrijfsel in gedaan.schrijfsels]
    weg = {een.stroom_id for schrijfsel in alles for een in schrijfsel.bijwerking.vernietigingen}
    over = [
        replace(schrijfsel, feiten=tuple(feit for feit in schrijfsel.feiten if feit.stroom_id not in weg))
        for schrijfsel in alles
    ]
    return [schrijfsel for schrijfsel in over if schrijfsel.feiten]


def laad(dienst: Dienst, aantal: int, *, seed: int = 1, meld: Callable[[int], None] = lambda _: None) -> int:
    """Write at least so many facts, and say how many it were."""
    verteld = verteld_jaar(dienst.definities, seed=seed)
    keren = -(-aantal // sum(len(schrijfsel.feiten) for schrijfsel in verteld))
    bos, gedaan = dienst.archief.bos(), 0
    for feiten in kopieen(verteld, keren, seed=seed):
        dienst.archief.voeg_toe(feiten, bos=bos)
        gedaan += len(feiten)
        meld(gedaan)
    return gedaan


def kopieen(verteld: Sequence[Schrijfsel], keren: int, *, seed: int) -> Iterator[list[Opgetekend]]:
    """Each append of the year, so many times, as one portion."""
    kies = Random(seed)  # noqa: S311 invented cases need no secret randomness
    maskers = [kies.getrandbits(120) for _ in range(keren)]
    for schrijfsel in verteld:
        sjablonen = [(feit, _tekst(feit)) for feit in schrijfsel.feiten]
        yield [_kopie(feit, tekst, masker) for masker in maskers for feit, tekst in sjablonen]


def _tekst(feit: Opgetekend) -> str:
    return _adapter(feit).dump_json(cast("Any", feit.gebeurtenis)).decode()


def _adapter(feit: Opgetekend) -> TypeAdapter[Any]:
    return indeling(cast("type", type(feit.gebeurtenis))).adapter


def _kopie(feit: Opgetekend, tekst: str, masker: int) -> Opgetekend:
    """The same fact about others: each id and each number in it is another one, the same throughout the copy."""
    anders = _UUID.sub(lambda gevonden: str(_ander_id(UUID(gevonden[0]), masker)), tekst)
    anders = _NUMMER.sub(lambda gevonden: _ander_nummer(gevonden[0], masker), anders)
    return replace(
        feit,
        stroom_id=_ander_id(feit.stroom_id, masker),
        gebeurtenis=_adapter(feit).validate_json(anders),
    )


def _ander_id(een: UUID, masker: int) -> UUID:
    return een if een == NIEMAND else UUID(int=een.int ^ masker)


def _ander_nummer(nummer: str, masker: int) -> str:
    tekens = nummer[2:7] + nummer[8:]
    plaatsen = [
        (TEKENS.index(teken) + (masker >> 8 * nr) % 256) % len(TEKENS) for nr, teken in enumerate(tekens)
    ]
    anders = "".join(TEKENS[plaats] for plaats in plaatsen)
    return f"{nummer[:2]}{anders[:5]}-{anders[5:]}"
