"""The phase × command table of a vernietigingslijst: what one can do when.

    +   it is recorded
    0   nothing new: it was already so
    x   refused, with a sentence that says why

The columns, in the order of the work:

    vooraf     StelLijstVoor ControleerLijst KeurLijstGoed TrekLijstIn
    uitvoering BeginUitvoering HandelPostenAf LegTijdvakVast ZetStap LegKekVernieuwingVast
    bewijs     LegNacontroleVast VerklaarLijst

The lists of the rows stand in ``feiten.STANDEN``: three items, of which the check leaves one out and a hold takes one
off. Each command is given by who has that role on the list; the bedenktijd is over. Of the list that is uitgevoerd the
epoch of the keys is not on record yet, so no step comes before that.
"""

from typing import get_args

import pytest

from domain.rollen import Medewerker
from domain.vernietigingslijst.commands import (
    ControleerLijst,
    KeurLijstGoed,
    Lijstopdracht,
    StelLijstVoor,
    TrekLijstIn,
)
from domain.vernietigingslijst.state import Lijstfase
from tests.domain.tafel import KERS, KIWI, LYCHEE, PRUIM
from tests.domain.vernietigingslijst.feiten import NA_BEDENKTIJD, STANDEN
from tests.domain.vernietigingslijst.opdrachten import ALLE
from tests.domain.vernietigingslijst.verhaal import given

TABEL = {
    #                          vooraf    uitvoering  bewijs
    Lijstfase.GEEN:            "+ x x x | x x x x x | x x",
    Lijstfase.VOORGESTELD:     "0 + x + | x x x x x | x x",
    Lijstfase.GECONTROLEERD:   "0 0 + + | x x x x x | x x",
    Lijstfase.GOEDGEKEURD:     "0 0 0 + | + x x x x | x x",
    Lijstfase.IN_UITVOERING:   "0 0 0 x | 0 + x x x | x x",
    Lijstfase.UITGEVOERD:      "0 0 0 x | 0 0 + x x | x x",
    Lijstfase.NAGECONTROLEERD: "0 0 0 x | 0 0 0 0 0 | 0 +",
    Lijstfase.VERKLAARD:       "0 0 0 x | 0 0 0 0 0 | 0 0",
    Lijstfase.INGETROKKEN:     "0 0 x 0 | x x x x x | x x",
}  # fmt: skip


def test_the_table_has_a_row_for_every_phase() -> None:
    assert list(TABEL) == list(Lijstfase)


def test_the_table_has_a_column_for_every_command() -> None:
    assert {type(opdracht) for opdracht in ALLE} == set(get_args(Lijstopdracht))
    assert len(ALLE) == len(get_args(Lijstopdracht))


def test_the_legend_names_the_columns_in_their_order() -> None:
    namen = " ".join(type(opdracht).__name__ for opdracht in ALLE)
    legenda = [
        " ".join(regel.split()[1:]) for regel in (__doc__ or "").splitlines() if regel.startswith("    ")
    ]
    assert " ".join(legenda[3:]) == namen


@pytest.mark.parametrize("fase", Lijstfase)
def test_in_this_phase_the_commands_do_what_the_table_says(fase: Lijstfase) -> None:
    assert given(*STANDEN[fase]).lijst.fase is fase
    gedaan = {type(opdracht).__name__: teken_van(fase, opdracht) for opdracht in ALLE}
    assert gedaan == dict(zip(gedaan, TABEL[fase].replace("|", " ").split(), strict=True))


def teken_van(fase: Lijstfase, opdracht: Lijstopdracht) -> str:
    beslist = given(*STANDEN[fase]).when(opdracht, wie=wie_vraagt(opdracht), nu=NA_BEDENKTIJD)
    if beslist.weigering is not None:
        return "x"
    return "+" if beslist.nieuw else "0"


def wie_vraagt(opdracht: Lijstopdracht) -> Medewerker:
    match opdracht:
        case StelLijstVoor():
            return KERS
        case ControleerLijst():
            return KIWI
        case KeurLijstGoed() | TrekLijstIn():
            return LYCHEE
        case _:
            return PRUIM
