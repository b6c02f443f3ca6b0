"""The phase × command table of an overleg: what one can do when. To be read with somebody who knows the work.

    +   it is recorded
    0   nothing new: it was already so
    x   refused, with a sentence that says why

The columns, in the order of the work:

    overleg     PlanOverleg VerzetOverleg
    agenda      VoegAgendapuntToe SchrapAgendapunt
    genodigden  NodigUitVoorOverleg BevestigKomst ZegKomstAf TrekUitnodigingIn
    slot        HoudOverleg ZegOverlegAf

The overleggen of the rows stand in ``feiten.STANDEN``: a casusoverleg with two agendapunten and a third place
free; testzorg is invited for all of it and confirmed, testpolitie for one agendapunt. VoegAgendapuntToe takes the
third place, NodigUitVoorOverleg invites testzorg for an agendapunt as well; the others are about what is there.
"""

from typing import get_args

import pytest

from domain.overleg.commands import HoudOverleg, Overlegopdracht
from domain.overleg.state import Overlegfase
from tests.domain.overleg import opdrachten as o
from tests.domain.overleg.delen import NA_AFLOOP, NU
from tests.domain.overleg.feiten import STANDEN
from tests.domain.overleg.verhaal import given

KOLOMMEN: tuple[Overlegopdracht, ...] = (
    *(o.PLAN_OVERLEG, o.VERZET_OVERLEG),
    *(o.VOEG_KERSENPUNT_TOE, o.SCHRAP_APPELPUNT),
    *(o.NODIG_TESTZORG_UIT_VOOR_PUNT, o.BEVESTIG_KOMST, o.ZEG_KOMST_AF, o.TREK_UITNODIGING_IN),
    *(o.HOUD_OVERLEG, o.ZEG_OVERLEG_AF),
)

TABEL = {
    #                     overleg agenda genodigden slot
    Overlegfase.GEEN:     "+ x  | x x  | x x x x  | x x",
    Overlegfase.GEPLAND:  "0 +  | + +  | + 0 + +  | + +",
    Overlegfase.GEHOUDEN: "0 x  | x x  | x 0 x x  | 0 x",
    Overlegfase.AFGEZEGD: "0 x  | x x  | x 0 x x  | x 0",
}  # fmt: skip


def test_the_table_has_a_row_for_every_phase() -> None:
    assert list(TABEL) == list(Overlegfase)


def test_the_table_has_a_column_for_every_command() -> None:
    assert {type(opdracht) for opdracht in KOLOMMEN} == set(get_args(Overlegopdracht))
    assert len(KOLOMMEN) == len(get_args(Overlegopdracht))
    assert {len(tekens(rij)) for rij in TABEL.values()} == {len(KOLOMMEN)}


def test_the_legend_names_the_columns_in_their_order() -> None:
    namen = " ".join(type(opdracht).__name__ for opdracht in KOLOMMEN)
    legenda = [
        " ".join(regel.split()[1:]) for regel in (__doc__ or "").splitlines() if regel.startswith("    ")
    ]
    assert " ".join(legenda[3:]) == namen


@pytest.mark.parametrize("fase", Overlegfase)
def test_in_this_phase_the_commands_do_what_the_table_says(fase: Overlegfase) -> None:
    assert given(*STANDEN[fase]).overleg.fase is fase
    gedaan = {type(opdracht).__name__: teken_van(fase, opdracht) for opdracht in KOLOMMEN}
    assert gedaan == dict(zip(gedaan, tekens(TABEL[fase]), strict=True))


def tekens(rij: str) -> list[str]:
    return rij.replace("|", " ").split()


def teken_van(fase: Overlegfase, opdracht: Overlegopdracht) -> str:
    nu = NA_AFLOOP if isinstance(opdracht, HoudOverleg) else NU
    beslist = given(*STANDEN[fase]).when(opdracht, nu=nu)
    if beslist.weigering is not None:
        return "x"
    return "+" if beslist.nieuw else "0"
