"""The phase × command table of a verzoek: what one can do when. To be read with somebody who knows the work.

    +   it is recorded
    0   nothing new: it was already so
    x   refused, with a sentence that says why

The columns, in the order of the work:

    ontvangst  OntvangVerzoek StelIdentiteitVast
    zoeken     LegZoekresultaatVast BevestigVindplaatsen VerlengVerzoek
    besluit    StelBesluitVoor GeefBesluitTerug NeemBesluit
    uitvoering LegInzageVast ZetWissingUit VoerVerzoekUit TrekVerzoekIn
    einde      StelVerwijderingVanVerzoekVoor VerwijderVerzoek

The verzoek is about inzage, so nothing of it goes on a vernietigingslijst; the histories of the rows stand in
``feiten.STANDEN``. StelBesluitVoor proposes to refuse it; of an inzage something can be proposed anew once it was
granted, since the case may have changed. NeemBesluit, GeefBesluitTerug and VerwijderVerzoek are given by the second
person. Everything is asked on the day after receipt, so nothing is due to be destroyed yet.
"""

from typing import get_args

import pytest

from domain.verzoek.commands import GeefBesluitTerug, NeemBesluit, VerwijderVerzoek, Verzoekopdracht
from domain.verzoek.state import Verzoekfase
from tests.domain.verzoek import opdrachten as o
from tests.domain.verzoek.feiten import STANDEN
from tests.domain.verzoek.verhaal import given

KOLOMMEN: tuple[Verzoekopdracht, ...] = (
    *(o.ONTVANG, o.STEL_IDENTITEIT_VAST),
    *(o.LEG_ZOEKRESULTAAT_VAST, o.BEVESTIG, o.VERLENG),
    *(o.STEL_AFWIJZING_VOOR, o.GEEF_TERUG, o.NEEM_BESLUIT),
    *(o.LEG_INZAGE_VAST, o.ZET_WISSING_UIT, o.VOER_UIT, o.TREK_IN),
    *(o.STEL_VERWIJDERING_VOOR, o.VERWIJDER),
)

TABEL = {
    #                         ontv  zoeken  besluit uitvoering einde
    Verzoekfase.GEEN:        "+ x | x x x | x x x | x x x x | x x",
    Verzoekfase.ONTVANGEN:   "0 + | x x + | x x x | x x x + | x x",
    Verzoekfase.VASTGESTELD: "0 0 | 0 + + | + x x | x x x + | x x",
    Verzoekfase.GEVONDEN:    "0 0 | 0 0 + | + x x | x x x + | x x",
    Verzoekfase.VOORGESTELD: "0 0 | 0 0 + | + + + | x x x + | x x",
    Verzoekfase.INGEWILLIGD: "0 0 | 0 0 + | + x 0 | 0 x + + | x x",
    Verzoekfase.AFGEWEZEN:   "0 0 | 0 0 x | x x 0 | x x x x | x x",
    Verzoekfase.UITGEVOERD:  "0 0 | 0 0 x | x x 0 | 0 x 0 x | 0 x",
    Verzoekfase.INGETROKKEN: "0 x | x x 0 | x x x | x x x 0 | x x",
    Verzoekfase.VERWIJDERD:  "x x | x x x | x x x | x x x x | x 0",
}  # fmt: skip


def test_the_table_has_a_row_for_every_phase() -> None:
    assert list(TABEL) == list(Verzoekfase)


def test_the_table_has_a_column_for_every_command() -> None:
    assert {type(opdracht) for opdracht in KOLOMMEN} == set(get_args(Verzoekopdracht))
    assert len(KOLOMMEN) == len(get_args(Verzoekopdracht))


def test_the_legend_names_the_columns_in_their_order() -> None:
    namen = " ".join(type(opdracht).__name__ for opdracht in KOLOMMEN)
    legenda = [
        " ".join(regel.split()[1:]) for regel in (__doc__ or "").splitlines() if regel.startswith("    ")
    ]
    assert " ".join(legenda[3:]) == namen


@pytest.mark.parametrize("fase", Verzoekfase)
def test_in_this_phase_the_commands_do_what_the_table_says(fase: Verzoekfase) -> None:
    assert given(*STANDEN[fase]).verzoek.fase is fase
    gedaan = {type(opdracht).__name__: teken_van(fase, opdracht) for opdracht in KOLOMMEN}
    assert gedaan == dict(zip(gedaan, TABEL[fase].replace("|", " ").split(), strict=True))


def teken_van(fase: Verzoekfase, opdracht: Verzoekopdracht) -> str:
    tweede = isinstance(opdracht, NeemBesluit | GeefBesluitTerug | VerwijderVerzoek)
    beslist = given(*STANDEN[fase]).when(opdracht, wie=o.PRUIM if tweede else o.KERS)
    if beslist.weigering is not None:
        return "x"
    return "+" if beslist.nieuw else "0"
