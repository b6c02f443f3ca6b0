"""On a verzoek whose facts nobody can have decided after one another, nothing is done."""

from dataclasses import replace
from typing import get_args

import pytest

from domain.verzoek.events import Verzoekfeit, Verzoekgebeurtenis, VerzoekIngewilligd
from domain.verzoek.state import Verzoekfase
from domain.verzoek.verloop import MOGELIJK, loopt_zoals_het_hoort
from tests.domain.verzoek.feiten import STANDEN

INGEWILLIGD = tuple(STANDEN[Verzoekfase.INGEWILLIGD])
BESLUIT = next(feit for feit in INGEWILLIGD if isinstance(feit, VerzoekIngewilligd))
STRIJDIG: dict[str, tuple[Verzoekgebeurtenis, ...]] = {
    "granted without a proposal": (*STANDEN[Verzoekfase.ONTVANGEN], BESLUIT),
    "granted by who proposed it": (
        *STANDEN[Verzoekfase.VOORGESTELD],
        replace(BESLUIT, akkoord_door=BESLUIT.voorgesteld_door.upper()),
    ),
    "granted twice": (*INGEWILLIGD, BESLUIT),
    "received twice": (*STANDEN[Verzoekfase.ONTVANGEN], *STANDEN[Verzoekfase.ONTVANGEN]),
    "granted after it was withdrawn": (*STANDEN[Verzoekfase.INGETROKKEN], BESLUIT),
}


@pytest.mark.parametrize("fase", Verzoekfase)
def test_a_verzoek_that_came_from_the_rules_is_as_it_should(fase: Verzoekfase) -> None:
    assert loopt_zoals_het_hoort(STANDEN[fase])


@pytest.mark.parametrize("wat", STRIJDIG)
def test_what_nobody_can_have_decided_is_seen(wat: str) -> None:
    assert not loopt_zoals_het_hoort(STRIJDIG[wat])


def test_every_fact_has_its_phases() -> None:
    assert set(MOGELIJK) == set(get_args(Verzoekfeit))
