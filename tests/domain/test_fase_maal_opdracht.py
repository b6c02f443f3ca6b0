"""The phase × command table of a casus: what one can do when. To be read with somebody who knows the work.

    +   it is recorded
    0   nothing new: it was already so
    x   refused, with a sentence that says why

The columns, in the order of the work:

    melding     MeldAan VulAan LegGrondslagVast
    toestemming GeefToestemming WeigerToestemming TrekToestemmingIn
    mensen      LegGeboortedatumVast LegGezagVast BeoordeelGezag StelInformerenUit LegInformerenVast
    triage      Trieer RaadpleegSamenloop
    elders      GeefDoor MeldBijMonitor
    regie       WijsRegieToe VoegDeelnemerToe VerwijderDeelnemer
    ICO         PlanICO VerzetICO ZegICOAf LegICOVast BrengAdviesUit
    plan        StelPlanVast WijsActieToe RondActieAf LaatActieVervallen
    analyse     VraagVerklarendeAnalyse LeverVerklarendeAnalyseOp
    monitoring  LegVoortgangVast
    agenda      Heragendeer ZetOpAgenda HaalVanAgenda LegBesprekingVast
    schaal      SchaalOp SchaalTerug SchaalAf
    slot        SluitVoorlopigAf Heropen SluitAf
    bewaren     StelEigenTermijnVast SchortVernietigingOp HefOpschortingOp StelBeperkingIn HefBeperkingOp
    vernietigen VernietigPersoon VernietigBijdrage RectificeerGegevens
    einde       LaatBuitenVernietiging Verwijder
    termijn     StelVerlengingVoor GeefInstemming WeigerInstemming HerrekenBewaartermijn
    voorwaarde  StelVoorwaarde TrekVoorwaardeIn VraagDoorgifte BeantwoordDoorgifte

The cases of the rows stand in ``feiten.STANDEN``. What is not taken up was referred to the wijkteam. From opgenomen
on there is one ICO, one action, one analysis and one place on an agenda: planned and open while opgenomen, held and
finished in monitoring, where the case went one level up as well. PlanICO and ZetOpAgenda ask for a second one (the
latter for the progress); the other commands about an ICO or an agenda are about the first one. Nothing is held
or restricted and no condition was put, so there is nothing to lift.
VernietigBijdrage asks for the police, which takes part from opgenomen on. Of the case that is verwijderd nothing
is left. An extension is asked for in the last year of the term, and none was proposed, so nobody can answer. The
term is reckoned anew with a first processing a day later.
"""

from datetime import date
from typing import get_args

import pytest

from domain.casus.commands import BeoordeelGezag, Heragendeer, Opdracht, StelVerlengingVoor, Trieer, Verwijder
from domain.casus.state import Fase
from domain.rollen import Medewerker
from tests.domain import opdrachten as o
from tests.domain.feiten import STANDEN
from tests.domain.tafel import APPEL, KERS, LAATSTE_JAAR, MONITORTAFEL, NA_ICO, PEER, PRUIM
from tests.domain.verhaal import given

KOLOMMEN: tuple[Opdracht, ...] = (
    *(o.MELD_AAN, o.VUL_AAN, o.LEG_GRONDSLAG_VAST),
    *(o.GEEF_TOESTEMMING, o.WEIGER_TOESTEMMING, o.TREK_TOESTEMMING_IN),
    *(o.LEG_GEBOORTEDATUM_VAST, o.LEG_GEZAG_VAST, o.BEOORDEEL_GEZAG),
    *(o.STEL_INFORMEREN_UIT, o.LEG_INFORMEREN_VAST),
    *(o.TRIEER, o.RAADPLEEG_SAMENLOOP),
    *(o.GEEF_DOOR, o.MELD_BIJ_MONITOR),
    *(o.GEEF_PROCESREGIE_OVER, o.VOEG_TWEEDE_DEELNEMER_TOE, o.VERWIJDER_DEELNEMER),
    *(o.PLAN_TWEEDE_ICO, o.VERZET_ICO, o.ZEG_ICO_AF, o.LEG_ICO_VAST, o.BRENG_ADVIES_UIT),
    *(o.STEL_PLAN_VAST, o.WIJS_TWEEDE_ACTIE_TOE, o.ROND_ACTIE_AF, o.LAAT_ACTIE_VERVALLEN),
    *(o.VRAAG_VERKLARENDE_ANALYSE, o.LEVER_VERKLARENDE_ANALYSE_OP),
    o.LEG_VOORTGANG_VAST,
    *(o.HERAGENDEER, o.ZET_VOORTGANG_OP_AGENDA, o.HAAL_VAN_AGENDA, o.LEG_BESPREKING_VAST),
    *(o.SCHAAL_OP, o.SCHAAL_TERUG, o.SCHAAL_AF),
    *(o.SLUIT_VOORLOPIG_AF, o.HEROPEN, o.SLUIT_AF),
    *(o.STEL_EIGEN_TERMIJN_VAST, o.SCHORT_VERNIETIGING_OP, o.HEF_OPSCHORTING_OP),
    *(o.STEL_BEPERKING_IN, o.HEF_BEPERKING_OP),
    *(o.VERNIETIG_PERSOON, o.VERNIETIG_BIJDRAGE, o.RECTIFICEER_GEGEVENS),
    *(o.LAAT_BUITEN_VERNIETIGING, o.VERWIJDER),
    *(o.STEL_VERLENGING_VOOR, o.GEEF_INSTEMMING, o.WEIGER_INSTEMMING, o.HERREKEN),
    *(o.STEL_VOORWAARDE, o.TREK_VOORWAARDE_IN, o.VRAAG_DOORGIFTE, o.BEANTWOORD_DOORGIFTE),
)

VOORAAN = {
    #                          melding toest.  mensen      triage elders regie
    Fase.GEEN:                 "+ x x | x x x | x x x x x | x x | x x | x x x",
    Fase.AANGEMELD:            "0 + 0 | 0 + + | + + + + + | + + | x + | + x 0",
    Fase.AANGEHOUDEN:          "0 + 0 | 0 + + | + + + + + | + + | x + | + x 0",
    Fase.NIET_OPGENOMEN:       "0 x x | 0 + + | + + + + + | x x | + + | x x x",
    Fase.OPGENOMEN:            "0 + 0 | 0 + + | + + + + + | 0 x | x + | + + +",
    Fase.MONITORING:           "0 + 0 | 0 + + | + + + + + | 0 x | x + | + + +",
    Fase.AFGESCHAALD:          "0 + 0 | 0 + + | + + + + + | 0 x | + + | + x +",
    Fase.VOORLOPIG_AFGESLOTEN: "0 + 0 | 0 + + | + + + + + | 0 x | x + | + x +",
    Fase.AFGESLOTEN:           "0 x x | x x x | x x x + + | 0 x | x x | x x x",
    Fase.VERWIJDERD:           "x x x | x x x | x x x x x | x x | x x | x x x",
}  # fmt: skip

VERDER = {
    #                          ICO         plan      anal. m.  agenda    schaal  slot    bewaren     vern.  einde
    Fase.GEEN:                 "x x x x x | x x x x | x x | x | x x x x | x x x | x x x | x x x x x | x x x | x x",
    Fase.AANGEMELD:            "x x x x x | x x x x | x x | x | x x x x | x x x | x x x | + + x + x | + x + | + x",
    Fase.AANGEHOUDEN:          "x x x x x | x x x x | x x | x | x x x x | x x x | x x x | + + x + x | + x + | + x",
    Fase.NIET_OPGENOMEN:       "x x x x x | x x x x | x x | x | x x x x | x x x | x x x | x + x + x | + x + | + +",
    Fase.OPGENOMEN:            "x + + + x | x + + + | 0 + | + | x x + + | + x x | x x x | + + x + x | + + + | + x",
    Fase.MONITORING:           "+ x x 0 + | + + 0 x | 0 0 | + | + + x 0 | 0 + + | + x + | + + x + x | + + + | + x",
    Fase.AFGESCHAALD:          "x x x 0 x | x x 0 x | 0 0 | x | x x x 0 | x x 0 | x + + | + + x + x | + + + | + x",
    Fase.VOORLOPIG_AFGESLOTEN: "x x x 0 x | x x 0 x | 0 0 | x | x x x 0 | x x x | 0 + + | + + x + x | + + + | + x",
    Fase.AFGESLOTEN:           "x x x 0 x | x x 0 x | 0 0 | x | x x x 0 | x x x | x x 0 | + + x + x | + + + | + +",
    Fase.VERWIJDERD:           "x x x x x | x x x x | x x | x | x x x x | x x x | x x x | x x x x x | x x x | x 0",
}  # fmt: skip

TERMIJN = {
    #                          termijn  voorwaarde
    Fase.GEEN:                 "x x x x | x x x x",
    Fase.AANGEMELD:            "x x x + | + x x x",
    Fase.AANGEHOUDEN:          "x x x + | + x x x",
    Fase.NIET_OPGENOMEN:       "x x x + | + x x x",
    Fase.OPGENOMEN:            "+ x x + | + x x x",
    Fase.MONITORING:           "+ x x + | + x x x",
    Fase.AFGESCHAALD:          "x x x + | + x x x",
    Fase.VOORLOPIG_AFGESLOTEN: "+ x x + | + x x x",
    Fase.AFGESLOTEN:           "x x x + | + x x x",
    Fase.VERWIJDERD:           "x x x x | x x x x",
}  # fmt: skip

TABEL = {fase: f"{VOORAAN[fase]} | {VERDER[fase]} | {TERMIJN[fase]}" for fase in VOORAAN}


def test_the_table_has_a_row_for_every_phase() -> None:
    assert list(VOORAAN) == list(VERDER) == list(TERMIJN) == list(Fase)


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
    beslist = given(*STANDEN[fase]).when(
        opdracht, vandaag=dag_van(opdracht), wie=wie_vraagt(opdracht), tafel=MONITORTAFEL
    )
    if beslist.weigering is not None:
        return "x"
    return "+" if beslist.nieuw else "0"


def dag_van(opdracht: Opdracht) -> date:
    return LAATSTE_JAAR if isinstance(opdracht, StelVerlengingVoor) else NA_ICO


def wie_vraagt(opdracht: Opdracht) -> Medewerker:
    match opdracht:
        case Verwijder():
            return PRUIM
        case Heragendeer() | Trieer():
            return APPEL
        case BeoordeelGezag():
            return PEER
        case _:
            return KERS
