"""The six tables of Gooi en Vechtstreek, held against [3]: whom each fits, whom it does not, and what is missing."""

import pytest

from domain.tafels import Antwoord, Ongeboren, Zekerheid
from domain.wegwijzer import ONGEBOREN, Passend
from tests.tafels.situaties import Vraag, advies, codes_nog, codes_tegen, codes_voor, weg
from tests.tafels.test_gooi_en_vechtstreek import JEUGD, MDA, MPH, REGIO, TOP_X, VEILIG_VERDER, VERWARD, tafel

LOKAAL = "lokaal-niet-gelukt"
STRAFRECHT = "strafrechtcomponent"
VERWARD_GEDRAG = "onbegrepen-gedrag"
BEIDE = ("vrijwillig-vastgelopen", "twijfel-over-kader")


# --- fits ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("naam", "vraag", "voor"),
    [
        pytest.param(
            TOP_X,
            Vraag(REGIO, ja=(STRAFRECHT, LOKAAL)),
            {"A1", LOKAAL},
            id="[3] Casusoverleggen, Top X: an existing offender",
        ),
        pytest.param(
            TOP_X,
            Vraag(REGIO, ja=("afglijden", LOKAAL), nee=(STRAFRECHT, VERWARD_GEDRAG)),
            {"B1", LOKAAL},
            id="[3] Casusoverleggen, Top X: a high risk of crime, no offender yet",
        ),
        pytest.param(
            TOP_X,
            Vraag(REGIO, ja=(VERWARD_GEDRAG, STRAFRECHT, LOKAAL)),
            {"A1", "C1", LOKAAL},
            id="[3] Scenario 1: verward gedrag with strafrechtcomponent",
        ),
        pytest.param(
            MDA,
            Vraag(REGIO, ja=("huiselijk-geweld", "complexe-casus", LOKAAL)),
            {"A1", "A2", "B2", LOKAAL},
            id="[3] Casusoverleggen, MDA++: complex domestic violence",
        ),
        pytest.param(
            MDA,
            Vraag(REGIO, ja=("seksueel-geweld", "complexe-casus", LOKAAL), nee=("huiselijk-geweld",)),
            {"B1", "B2", "A2", LOKAAL},
            id="[3] Scenario 1: complex sexual violence",
        ),
        pytest.param(
            JEUGD,
            Vraag(
                REGIO,
                ja=("complexe-casus", LOKAAL, "toestemming-gevraagd"),
                nee=(STRAFRECHT,),
                leeftijd=15,
            ),
            {"A1", LOKAAL, "leeftijd", "toestemming"},
            id="[3] Casusoverleggen, Expertteam jeugd: a complex question about a youth",
        ),
        pytest.param(
            VEILIG_VERDER,
            Vraag(REGIO, ja=(*BEIDE, LOKAAL), nee=(STRAFRECHT,), leeftijd=4),
            {"A1", "A2", LOKAAL, "leeftijd"},
            id="[3] Casusoverleggen, Veilig Verder: stuck, and doubt about drang and dwang",
        ),
        pytest.param(
            VERWARD,
            Vraag(REGIO, ja=(VERWARD_GEDRAG, "hulp-vastgelopen", LOKAAL), nee=(STRAFRECHT,)),
            {"A1", "A2", LOKAAL},
            id="[3] Toekomstige situatie: verward gedrag without strafrechtcomponent",
        ),
        pytest.param(
            MPH,
            Vraag(REGIO, ja=("meerdere-leefgebieden", "hulp-vastgelopen"), gemeente="hilversum"),
            {"A1", "A2"},
            id="[3] Casusoverleggen, MPH: a stuck household with several problems in Hilversum",
        ),
    ],
)
def test_a_case_that_the_source_names_fits_with_nothing_left_to_ask(
    naam: str, vraag: Vraag, voor: set[str]
) -> None:
    gegeven = advies(naam, vraag)
    assert gegeven.passend is Passend.PAST
    assert codes_voor(gegeven) == voor
    assert codes_nog(gegeven) == set()


def test_a_household_with_two_named_leefgebieden_counts_as_multiprobleem() -> None:
    """[3], Casusoverleggen, MPH: the list of life domains tells it."""
    leefgebieden = frozenset({"wonen", "financien-schulden"})
    vraag = Vraag(REGIO, ja=("hulp-vastgelopen",), gemeente="hilversum", leefgebieden=leefgebieden)
    assert advies(MPH, vraag).passend is Passend.PAST


def test_somebody_verward_with_strafrecht_sees_top_x_first_and_never_the_table_of_the_regio() -> None:
    """[3], Scenario 1: the two tables share out people with verward gedrag."""
    passend = [a.tafel.id for a in weg(Vraag(REGIO, ja=(VERWARD_GEDRAG, STRAFRECHT))).passend]
    assert passend[0] == TOP_X
    assert VERWARD not in passend


def test_somebody_verward_without_strafrecht_sees_the_table_of_the_regio_and_never_top_x() -> None:
    """[3], Scenario 1: also where there is a risk of crime."""
    vraag = Vraag(REGIO, ja=(VERWARD_GEDRAG, "hulp-vastgelopen", "afglijden"), nee=(STRAFRECHT,))
    passend = [a.tafel.id for a in weg(vraag).passend]
    assert passend[0] == VERWARD
    assert TOP_X not in passend


# --- does not fit ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("naam", "vraag", "tegen"),
    [
        pytest.param(
            TOP_X,
            Vraag(REGIO, nee=(STRAFRECHT, "afglijden")),
            {"A1", "B1", "C1"},
            id="[3] Casusoverleggen, Top X: neither an offender nor a risk",
        ),
        pytest.param(
            TOP_X,
            Vraag(REGIO, ja=(VERWARD_GEDRAG, "afglijden"), nee=(STRAFRECHT,)),
            {"verward-zonder-strafrecht"},
            id="[3] Scenario 1: verward gedrag without strafrechtcomponent is for the Regio",
        ),
        pytest.param(
            MDA,
            Vraag(REGIO, nee=("huiselijk-geweld", "seksueel-geweld")),
            {"A1", "B1"},
            id="[3] Casusoverleggen, MDA++: no violence of these kinds",
        ),
        pytest.param(
            MDA,
            Vraag(REGIO, ja=("huiselijk-geweld",), nee=("complexe-casus",)),
            {"A2", "B2"},
            id="[3] Casusoverleggen, MDA++: not complex",
        ),
        pytest.param(
            JEUGD,
            Vraag(REGIO, nee=("complexe-casus",), leeftijd=10),
            {"A1"},
            id="[3] Casusoverleggen, Expertteam jeugd: the question is not complex",
        ),
        pytest.param(
            VEILIG_VERDER,
            Vraag(REGIO, ja=("twijfel-over-kader",), nee=("vrijwillig-vastgelopen",), leeftijd=10),
            {"A1"},
            id="[3] Casusoverleggen, Veilig Verder: the voluntary framework still works",
        ),
        pytest.param(
            VERWARD,
            Vraag(REGIO, ja=(VERWARD_GEDRAG, "hulp-vastgelopen", STRAFRECHT)),
            {"met-strafrecht"},
            id="[3] Scenario 1: verward gedrag with strafrechtcomponent is for Top X",
        ),
        pytest.param(
            MPH,
            Vraag(REGIO, ja=("meerdere-leefgebieden", "hulp-vastgelopen"), gemeente="huizen"),
            {"gemeente"},
            id="[3] Casusoverleggen, MPH: a household outside Hilversum",
        ),
        pytest.param(
            MPH,
            Vraag(REGIO, ja=("hulp-vastgelopen",), gemeente="hilversum", leefgebieden=frozenset({"wonen"})),
            {"A1"},
            id="[3] Casusoverleggen, MPH: one problem only",
        ),
    ],
)
def test_a_case_of_another_kind_does_not_fit(naam: str, vraag: Vraag, tegen: set[str]) -> None:
    gegeven = advies(naam, vraag)
    assert gegeven.passend is Passend.NIET
    assert codes_tegen(gegeven) == tegen


# --- nearly fits ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("naam", "vraag", "passend", "nog"),
    [
        pytest.param(
            TOP_X,
            Vraag(REGIO, ja=(STRAFRECHT,), nee=(LOKAAL,)),
            Passend.PAST,
            {LOKAAL},
            id="[3] Inleiding: first as much as possible locally",
        ),
        pytest.param(
            TOP_X,
            Vraag(REGIO, ja=("afglijden", LOKAAL), nee=(STRAFRECHT,)),
            Passend.PAST,
            {"verward-zonder-strafrecht"},
            id="[3] Scenario 1: without strafrecht, so is it verward gedrag?",
        ),
        pytest.param(
            MDA,
            Vraag(REGIO, ja=("huiselijk-geweld", LOKAAL)),
            Passend.MOGELIJK,
            {"A2", "B1"},
            id="[3] Casusoverleggen, MDA++: violence, but is it complex?",
        ),
        pytest.param(
            JEUGD,
            Vraag(REGIO, ja=("complexe-casus", LOKAAL), leeftijd=12, nee=("toestemming-gevraagd",)),
            Passend.PAST,
            {"afstemmen-bij-strafrecht", "toestemming"},
            id="[3] Scenario 1: a complex question, but is there strafrecht?",
        ),
        pytest.param(
            VEILIG_VERDER,
            Vraag(REGIO, ja=("vrijwillig-vastgelopen", LOKAAL), nee=(STRAFRECHT,), leeftijd=12),
            Passend.MOGELIJK,
            {"A2"},
            id="[3] Casusoverleggen, Veilig Verder: stuck, but is drang or dwang in question?",
        ),
        pytest.param(
            VERWARD,
            Vraag(REGIO, ja=(VERWARD_GEDRAG, LOKAAL), nee=(STRAFRECHT,)),
            Passend.MOGELIJK,
            {"A2"},
            id="[3] Toekomstige situatie: verward gedrag, but is the help stuck?",
        ),
        pytest.param(
            MPH,
            Vraag(REGIO, ja=("meerdere-leefgebieden",)),
            Passend.MOGELIJK,
            {"A2"},
            id="[3] Casusoverleggen, MPH: several problems, but is it stuck?",
        ),
    ],
)
def test_a_case_that_nearly_fits_is_told_what_is_missing(
    naam: str, vraag: Vraag, passend: Passend, nog: set[str]
) -> None:
    gegeven = advies(naam, vraag)
    assert gegeven.passend is passend
    assert codes_nog(gegeven) == nog


# --- ages -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("naam", "leeftijd", "past"),
    [
        pytest.param(VEILIG_VERDER, ONGEBOREN, Antwoord.JA, id="[3] Veilig Verder: from minus 9 months"),
        pytest.param(VEILIG_VERDER, 0, Antwoord.JA, id="[3] Veilig Verder: a newborn"),
        pytest.param(VEILIG_VERDER, 17, Antwoord.JA, id="[3] Veilig Verder: under 18"),
        pytest.param(VEILIG_VERDER, 18, None, id="[3] Veilig Verder: the last printed year is asked"),
        pytest.param(VEILIG_VERDER, 19, Antwoord.NEE, id="[3] Veilig Verder: over 18"),
        pytest.param(JEUGD, ONGEBOREN, None, id="[3] Expertteam jeugd: silent on before birth"),
        pytest.param(JEUGD, 17, Antwoord.JA, id="[3] Expertteam jeugd: jeugdigen"),
        pytest.param(JEUGD, 18, None, id="[3] Expertteam jeugd: exactly 18 is asked"),
        pytest.param(JEUGD, 19, Antwoord.NEE, id="[3] Expertteam jeugd: no youth any more"),
    ],
)
def test_a_table_for_the_young_holds_to_its_ages(naam: str, leeftijd: int, past: Antwoord | None) -> None:
    gegeven = advies(naam, Vraag(REGIO, leeftijd=leeftijd))
    standen = {
        Antwoord.JA: "leeftijd" in codes_voor(gegeven),
        None: "leeftijd" in codes_nog(gegeven),
        Antwoord.NEE: "leeftijd" in codes_tegen(gegeven),
    }
    assert [stand for stand, geldt in standen.items() if geldt] == [past]


@pytest.mark.parametrize("leeftijd", [0, 12, 18, 90])
@pytest.mark.parametrize("naam", [TOP_X, MDA, VERWARD, MPH])
def test_a_table_without_a_printed_age_turns_nobody_away_for_it(naam: str, leeftijd: int) -> None:
    """[3] prints no age for these; that it means everybody is a keuze."""
    gegeven = advies(naam, Vraag(REGIO, leeftijd=leeftijd))
    assert "leeftijd" not in codes_tegen(gegeven) | codes_nog(gegeven)
    assert {print_.bron.zekerheid for print_ in tafel(naam).leeftijden} == {Zekerheid.KEUZE}


@pytest.mark.parametrize("naam", [TOP_X, VERWARD])
def test_what_holds_before_birth_is_asked_where_nothing_is_said_of_any_age(naam: str) -> None:
    """[3], Casusoverleggen; Toekomstige situatie: no age, so not a word against a child that is not born yet."""
    gegeven = advies(naam, Vraag(REGIO, leeftijd=ONGEBOREN))
    assert "leeftijd" in codes_nog(gegeven)
    assert "leeftijd" not in codes_tegen(gegeven)


def test_only_the_ages_of_veilig_verder_were_read() -> None:
    """[3], Casusoverleggen, Overleg Veilig Verder: the one table with printed ages."""
    (print_,) = tafel(VEILIG_VERDER).leeftijden
    assert (print_.ongeboren, print_.van, print_.tot) == (Ongeboren.JA, 0, 18)
    assert print_.bron.zekerheid is Zekerheid.BRON
