"""The phase × command table of a consultatie: what one can do when. To be read with somebody who knows the work.

    +   it is recorded
    0   nothing new: it was already so
    x   refused, with a sentence that says why

The columns, in the order of the work:

    vraag     StelVraag VulVraagAan
    antwoord  GeefAdvies LegBevestigingVast
    slot      ZetOmInAanmelding SluitConsultatie
    einde     LaatConsultatieBuitenVernietiging SchortConsultatieOp HefOpschortingVanConsultatieOp VerwijderConsultatie

The question is about somebody by name; the histories of the rows stand in ``feiten.STANDEN``. GeefAdvies asks
for a second advice. Where the consultatie is omgezet or gesloten, the advice was confirmed. Of the one that is
verwijderd nothing is left.
"""

from typing import get_args

import pytest

from domain.consultatie.commands import Consultatieopdracht
from domain.consultatie.state import Consultatiefase
from tests.domain.consultatie import opdrachten as o
from tests.domain.consultatie.feiten import STANDEN
from tests.domain.consultatie.verhaal import given
from tests.domain.tafel import DINSDAG, KERS, PRUIM

KOLOMMEN: tuple[Consultatieopdracht, ...] = (
    *(o.STEL_VRAAG, o.VUL_VRAAG_AAN),
    *(o.GEEF_TWEEDE_ADVIES, o.LEG_BEVESTIGING_VAST),
    *(o.ZET_OM, o.SLUIT),
    *(o.LAAT_BUITEN_VERNIETIGING, o.SCHORT_OP, o.HEF_OPSCHORTING_OP, o.VERWIJDER),
)

TABEL = {
    #                           vraag antwoord slot  einde
    Consultatiefase.GEEN:       "+ x | x x | x x | x x x x",
    Consultatiefase.GESTELD:    "0 + | + x | + + | + + x x",
    Consultatiefase.BEANTWOORD: "0 + | + + | + + | + + x x",
    Consultatiefase.OMGEZET:    "0 x | x 0 | 0 x | + + x +",
    Consultatiefase.GESLOTEN:   "0 x | x 0 | x 0 | + + x +",
    Consultatiefase.VERWIJDERD: "x x | x x | x x | x x x 0",
}  # fmt: skip


def test_the_table_has_a_row_for_every_phase() -> None:
    assert list(TABEL) == list(Consultatiefase)


def test_the_table_has_a_column_for_every_command() -> None:
    assert {type(opdracht) for opdracht in KOLOMMEN} == set(get_args(Consultatieopdracht))
    assert len(KOLOMMEN) == len(get_args(Consultatieopdracht))


def test_the_legend_names_the_columns_in_their_order() -> None:
    namen = " ".join(type(opdracht).__name__ for opdracht in KOLOMMEN)
    legenda = [
        " ".join(regel.split()[1:]) for regel in (__doc__ or "").splitlines() if regel.startswith("    ")
    ]
    assert " ".join(legenda[3:]) == namen


@pytest.mark.parametrize("fase", Consultatiefase)
def test_in_this_phase_the_commands_do_what_the_table_says(fase: Consultatiefase) -> None:
    assert given(*STANDEN[fase]).consultatie.fase is fase
    gedaan = {type(opdracht).__name__: teken_van(fase, opdracht) for opdracht in KOLOMMEN}
    assert gedaan == dict(zip(gedaan, TABEL[fase].replace("|", " ").split(), strict=True))


def teken_van(fase: Consultatiefase, opdracht: Consultatieopdracht) -> str:
    wie = PRUIM if opdracht == o.VERWIJDER else KERS
    beslist = given(*STANDEN[fase]).when(opdracht, vandaag=DINSDAG, wie=wie)
    if beslist.weigering is not None:
        return "x"
    return "+" if beslist.nieuw else "0"
