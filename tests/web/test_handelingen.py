"""That a page offers what the rules would accept, and gives the rules' own reason where they would not."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from api.web.handelingen import ALLE, BEWAREN, Handeling
from domain.casus.commands import BeoordeelGezag, Heragendeer, Opdracht
from domain.casus.state import Casus, Fase
from domain.tafels import Tafel
from tests.domain.feiten import STANDEN
from tests.domain.tafel import APPEL, KERS, MONITORTAFEL, NA_ICO, PEER
from tests.domain.verhaal import given

ALLES = (*ALLE, *BEWAREN)
FASEN: list[Fase] = [fase for fase in Fase if fase not in {Fase.GEEN, Fase.VERWIJDERD}]

KAN = {
    #                     aang  opg   mon   vrl
    #                        aangeh afges-l afgesl
    #                           niet-o
    "aanvullen":               "+ + x + + + + x",
    "grondslag":               "+ + x + + + + x",
    "toestemming":             "+ + + + + + + x",
    "toestemming-geweigerd":   "+ + + + + + + x",
    "toestemming-ingetrokken": "+ + + + + + + x",
    "geboortedatum":           "+ + + + + + + x",
    "gezag":                   "+ + + + + + + x",
    "gezag-beoordelen":        "+ + + + + + + x",
    "informeren":              "+ + + + + + + +",
    "informeren-uitstellen":   "+ + + + + + + +",
    "samenloop":               "+ + x x x x x x",
    "doorgeven":               "x x + x x + x x",
    "monitor":                 "+ + + + + + + x",
    "regie":                   "+ + x + + + + x",
    "deelnemer":               "x x x + + x x x",
    "deelnemer-weg":           "x x x + + + + x",
    "plan":                    "x x x x + x x x",
    "actie":                   "x x x + + x x x",
    "actie-klaar":             "x x x + x x x x",
    "actie-vervalt":           "x x x + x x x x",
    "voortgang":               "x x x + + x x x",
    "agenda":                  "x x x x + x x x",
    "ico":                     "x x x x + x x x",
    "ico-verzetten":           "x x x + x x x x",
    "ico-afzeggen":            "x x x + x x x x",
    "ico-verslag":             "x x x + x x x x",
    "advies":                  "x x x x + x x x",
    "analyse":                 "x x x + + x x x",
    "analyse-klaar":           "x x x + x x x x",
    "opschalen":               "x x x + + x x x",
    "terugschalen":            "x x x x + x x x",
    "afschalen":               "x x x x + x x x",
    "voorlopig-afsluiten":     "x x x x + x x x",
    "heropenen":               "x x x x x + + x",
    "afsluiten":               "x x x x + + + x",
    "verlengen":               "x x x x x x x x",
    "instemmen":               "x x x x x x x x",
    "niet-instemmen":          "x x x x x x x x",
    "voorwaarde":              "+ + + + + + + +",
    "voorwaarde-intrekken":    "x x x x x x x x",
    "opschorten":              "+ + + + + + + +",
    "opschorting-opheffen":    "x x x x x x x x",
    "beperken":                "+ + + + + + + +",
    "beperking-opheffen":      "x x x x x x x x",
    "eigen-termijn":           "+ + + + + + + +",
}  # fmt: skip
"""By what can be done, for each phase in its order: + offered, x not. It follows the phase × command table."""


@dataclass
class Bij:
    """A case of the domain's own tests, as the rules are asked about it."""

    casus: Casus
    tafel: Tafel = MONITORTAFEL
    vandaag: date = NA_ICO
    organisatie: str = "testzorg"
    voor_ieder: bool = True
    tafels: frozenset[str] = frozenset({"wijkteam"})


@pytest.mark.parametrize("fase", FASEN)
def test_in_this_phase_these_things_are_offered(fase: Fase) -> None:
    plaats = FASEN.index(fase)
    kan = {een.code for een in ALLES if _weigering(fase, een) is None}
    assert kan == {code for code, rij in KAN.items() if rij.split()[plaats] == "+"}


@pytest.mark.parametrize("fase", FASEN)
def test_whatever_is_not_offered_says_why_in_a_sentence(fase: Fase) -> None:
    for een in ALLES:
        reden = _weigering(fase, een)
        assert reden is None or reden.endswith("."), (een.code, reden)


def test_every_thing_has_a_code_and_a_title_of_its_own() -> None:
    assert len({een.code for een in ALLES}) == len({een.titel for een in ALLES}) == len(ALLES)
    assert set(KAN) == {een.code for een in ALLES}


@pytest.mark.parametrize(("naar", "kan"), [("wijkteam", True), ("bestuurlijk", False)])
def test_a_case_that_was_scaled_up_is_handed_on_where_that_is_a_table(naar: str, *, kan: bool) -> None:
    casus = replace(given(*STANDEN[Fase.MONITORING]).casus, niveaus=(naar,))
    doorgeven = next(een for een in ALLE if een.code == "doorgeven")
    assert bool(list(doorgeven.proeven(Bij(casus)))) is kan


def _weigering(fase: Fase, handeling: Handeling[Any]) -> str | None:
    stand = given(*STANDEN[fase])
    proeven: Iterable[Opdracht] = handeling.proeven(Bij(stand.casus))
    reden = handeling.zonder
    for nummer, opdracht in enumerate(proeven):
        wie = (
            PEER
            if isinstance(opdracht, BeoordeelGezag)
            else APPEL
            if isinstance(opdracht, Heragendeer)
            else KERS
        )
        beslist = stand.when(opdracht, vandaag=NA_ICO, wie=wie, tafel=MONITORTAFEL)
        if beslist.weigering is None:
            return None
        reden = str(beslist.weigering) if nummer == 0 else reden
    return reden
