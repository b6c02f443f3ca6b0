"""The phase × command table of a casus: what one can do when. To be read with somebody who knows the work.

    +   it is recorded
    0   nothing new: it was already so
    x   refused, with a sentence that says why

The columns, in the order of the work:

    melding     MeldAan VulAan LegGrondslagVast GeefToestemming WeigerToestemming TrekToestemmingIn
    triage      Trieer
    regie       WijsRegieToe VoegDeelnemerToe VerwijderDeelnemer
    ICO         PlanICO VerzetICO ZegICOAf LegICOVast BrengAdviesUit
    plan        StelPlanVast WijsActieToe RondActieAf LaatActieVervallen
    monitoring  LegVoortgangVast Heragendeer
    slot        SchaalOp SchaalAf SluitVoorlopigAf Heropen SluitAf
    einde       StelVerwijderingVoor Verwijder

The cases of the rows stand in ``feiten.STANDEN``. From opgenomen on there is one ICO and one action: planned
and open while opgenomen, held and finished in monitoring. PlanICO asks for a second ICO; the other commands
about an ICO are about the first one. For the case that is afgesloten, somebody proposed the destruction.
Of the case that is verwijderd nothing is left.
"""

from typing import get_args

import pytest

from domain.casus.commands import Heragendeer, Opdracht, Trieer, Verwijder
from domain.casus.state import Fase
from domain.rollen import Medewerker
from tests.domain import opdrachten as o
from tests.domain.feiten import STANDEN
from tests.domain.tafel import APPEL, KERS, NA_ICO, PRUIM
from tests.domain.verhaal import given

KOLOMMEN: tuple[Opdracht, ...] = (
    *(o.MELD_AAN, o.VUL_AAN, o.LEG_GRONDSLAG_VAST),
    *(o.GEEF_TOESTEMMING, o.WEIGER_TOESTEMMING, o.TREK_TOESTEMMING_IN),
    o.TRIEER,
    *(o.GEEF_PROCESREGIE_OVER, o.VOEG_TWEEDE_DEELNEMER_TOE, o.VERWIJDER_DEELNEMER),
    *(o.PLAN_TWEEDE_ICO, o.VERZET_ICO, o.ZEG_ICO_AF, o.LEG_ICO_VAST, o.BRENG_ADVIES_UIT),
    *(o.STEL_PLAN_VAST, o.WIJS_TWEEDE_ACTIE_TOE, o.ROND_ACTIE_AF, o.LAAT_ACTIE_VERVALLEN),
    *(o.LEG_VOORTGANG_VAST, o.HERAGENDEER),
    *(o.SCHAAL_OP, o.SCHAAL_AF, o.SLUIT_VOORLOPIG_AF, o.HEROPEN, o.SLUIT_AF),
    *(o.STEL_VERWIJDERING_VOOR, o.VERWIJDER),
)

TABEL = {
    #                          melding       triage regie   ICO         plan      monit. slot        einde
    Fase.GEEN:                 "+ x x x x x | x | x x x | x x x x x | x x x x | x x | x x x x x | x x",
    Fase.AANGEMELD:            "0 + 0 0 + + | + | + x 0 | x x x x x | x x x x | x x | x x x x x | x x",
    Fase.AANGEHOUDEN:          "0 + 0 0 + + | + | + x 0 | x x x x x | x x x x | x x | x x x x x | x x",
    Fase.NIET_OPGENOMEN:       "0 x x x x x | x | x x x | x x x x x | x x x x | x x | x x x x x | + x",
    Fase.OPGENOMEN:            "0 + 0 0 + + | 0 | + + + | x + + + x | x + + + | + x | + x x x x | x x",
    Fase.MONITORING:           "0 + 0 0 + + | 0 | + + + | + x x 0 + | + + 0 x | + + | + + + x + | x x",
    Fase.AFGESCHAALD:          "0 + 0 0 + + | 0 | + x + | x x x 0 x | x x 0 x | x x | x 0 x + + | x x",
    Fase.VOORLOPIG_AFGESLOTEN: "0 + 0 0 + + | 0 | + x + | x x x 0 x | x x 0 x | x x | x x 0 + + | x x",
    Fase.AFGESLOTEN:           "0 x x x x x | 0 | x x x | x x x 0 x | x x 0 x | x x | x x x x 0 | 0 +",
    Fase.VERWIJDERD:           "x x x x x x | x | x x x | x x x x x | x x x x | x x | x x x x x | x 0",
}  # fmt: skip


def test_the_table_has_a_row_for_every_phase() -> None:
    assert list(TABEL) == list(Fase)


def test_the_table_has_a_column_for_every_command() -> None:
    assert {type(opdracht) for opdracht in KOLOMMEN} == set(get_args(Opdracht))
    assert len(KOLOMMEN) == len(get_args(Opdracht))
    assert {len(tekens(rij)) for rij in TABEL.values()} == {len(KOLOMMEN)}


def test_the_legend_names_the_columns_in_their_order() -> None:
    namen = " ".join(type(opdracht).__name__ for opdracht in KOLOMMEN)
    legenda = [
        " ".join(regel.split()[1:]) for regel in (__doc__ or "").splitlines() if regel.startswith("    ")
    ]
    assert " ".join(legenda[3:]) == namen


@pytest.mark.parametrize("fase", Fase)
def test_in_this_phase_the_commands_do_what_the_table_says(fase: Fase) -> None:
    stand = given(*STANDEN[fase])
    assert stand.casus.fase is fase
    gedaan = {type(opdracht).__name__: teken_van(fase, opdracht) for opdracht in KOLOMMEN}
    assert gedaan == dict(zip(gedaan, tekens(TABEL[fase]), strict=True))


def tekens(rij: str) -> list[str]:
    return rij.replace("|", " ").split()


def teken_van(fase: Fase, opdracht: Opdracht) -> str:
    beslist = given(*STANDEN[fase]).when(opdracht, vandaag=NA_ICO, wie=wie_vraagt(opdracht))
    if beslist.weigering is not None:
        return "x"
    return "+" if beslist.nieuw else "0"


def wie_vraagt(opdracht: Opdracht) -> Medewerker:
    match opdracht:
        case Verwijder():
            return PRUIM
        case Heragendeer() | Trieer():
            return APPEL
        case _:
            return KERS
