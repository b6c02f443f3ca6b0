"""Which table of the RET Westfriesland [4] a situation comes to, and what is still missing."""

import pytest

from domain.tafels import Zekerheid
from domain.wegwijzer import ONGEBOREN, Passend, Wat
from tests.tafels.situaties import Vraag, advies, codes_nog, codes_tegen, codes_voor, definities, weg

REGIO = "westfriesland"
MDA = "mda-westfriesland"
SCHAKEL = "schakeloverleg-westfriesland"
DOORBRAAK = "doorbraaktafel-westfriesland"
RET = "ret-westfriesland"
TAFELS = (MDA, SCHAKEL, DOORBRAAK, RET)

# What is answered "no" for any case that is meant for the RET.
GEWOON = (
    "wachtlijst-vraag",
    "klacht",
    "inkoop-vraag",
    "enkelvoudige-vraag",
    "behandeling-gevraagd",
)
GEDAAN = ("lokaal-niet-gelukt", "toestemming-gevraagd")
ONVEILIG = ("structurele-onveiligheid", "complexe-zorgvraag")
KIND = ("kind-onveilig", "vrijwillig-vastgelopen")
VAST = ("hulp-vastgelopen", "complexe-zorgvraag")
NIET_ELDERS = ("structurele-onveiligheid", "kind-onveilig")


def vraag(
    *ja: str, nee: tuple[str, ...] = (), leeftijd: int | None = None, vrager: str | None = None
) -> Vraag:
    """A case that is meant for the RET; what is not named in it is unknown."""
    verblijf = () if "verblijf-gevraagd" in ja else ("verblijf-gevraagd",)
    return Vraag(REGIO, ja, (*GEWOON, *verblijf, *nee), leeftijd=leeftijd, vrager=vrager)


# --- what fits ---


@pytest.mark.parametrize(
    ("tafel", "gevraagd", "criteria"),
    [
        pytest.param(
            MDA,
            vraag(*ONVEILIG, *GEDAAN, leeftijd=35),
            {"A1", "A2"},
            id="[4] 1.1, MDA++: structural unsafety",
        ),
        pytest.param(
            MDA,
            vraag(*ONVEILIG, *GEDAAN, leeftijd=84),
            {"A1", "A2"},
            id="[4] Bijlage 1, MDA++: older people too",
        ),
        pytest.param(
            SCHAKEL,
            vraag(*KIND, *GEDAAN, leeftijd=9),
            {"A1", "A2"},
            id="[4] 1.1, Schakeloverleg: unsafe child",
        ),
        pytest.param(
            DOORBRAAK,
            vraag(*VAST, *GEDAAN, nee=NIET_ELDERS, leeftijd=28),
            {"A1", "A2"},
            id="[4] 1.6, Aanmelding RET: everything else that is stuck",
        ),
        pytest.param(
            DOORBRAAK,
            vraag("te-lang-gewacht", "complexe-zorgvraag", *GEDAAN, nee=NIET_ELDERS),
            {"A2", "B1"},
            id="[4] 1.1, Doorbraakaanpak: waited too long",
        ),
        pytest.param(
            DOORBRAAK,
            vraag("opvang-wonen-onderwijs", "complexe-zorgvraag", *GEDAAN, nee=NIET_ELDERS),
            {"A2", "C1"},
            id="[4] 1.6, Aanmelding RET: opvang, beschermd wonen, onderwijs",
        ),
        pytest.param(
            RET,
            vraag("complexe-zorgvraag", *GEDAAN, vrager="inwoner"),
            {"A1"},
            id="[4] 1.6, Aanmelding RET: a resident",
        ),
        pytest.param(
            RET,
            vraag(*KIND, *GEDAAN, vrager="jeugdige-of-ouder", leeftijd=14),
            {"B1"},
            id="[4] 1.6, Aanmelding RET: a jeugdige",
        ),
    ],
)
def test_a_case_that_the_handbook_describes_fits(tafel: str, gevraagd: Vraag, criteria: set[str]) -> None:
    gegeven = advies(tafel, gevraagd)
    assert gegeven.passend is Passend.PAST
    assert criteria <= codes_voor(gegeven)
    assert (codes_nog(gegeven), codes_tegen(gegeven)) == (set(), set())


@pytest.mark.parametrize(
    ("gevraagd", "eerste"),
    [
        pytest.param(
            vraag(*ONVEILIG, *GEDAAN, nee=("kind-onveilig",), vrager="ggz"),
            MDA,
            id="[4] 1.1, MDA++ comes first",
        ),
        pytest.param(
            vraag(*KIND, *GEDAAN, nee=("structurele-onveiligheid",), leeftijd=9, vrager="jbra"),
            SCHAKEL,
            id="[4] 1.1, Schakeloverleg comes first",
        ),
        pytest.param(
            vraag(*VAST, *GEDAAN, nee=NIET_ELDERS, vrager="parlan"),
            DOORBRAAK,
            id="[4] 1.6, Doorbraaktafel comes first",
        ),
    ],
)
def test_of_the_three_tables_the_right_one_comes_first(gevraagd: Vraag, eerste: str) -> None:
    assert weg(gevraagd).tafels[0].tafel.id == eerste


# --- what does not fit ---


@pytest.mark.parametrize(
    "kenmerk",
    [pytest.param(code, id=f"[4] 1.3.2: {code}") for code in GEWOON],
)
@pytest.mark.parametrize("tafel", TAFELS)
def test_what_the_ret_does_not_do_fits_at_no_table(tafel: str, kenmerk: str) -> None:
    gegeven = advies(tafel, Vraag(REGIO, (*ONVEILIG, *KIND, *GEDAAN, kenmerk), leeftijd=9))
    assert gegeven.passend is Passend.NIET
    (tegen,) = [reden for reden in gegeven.tegen if reden.code == kenmerk]
    assert (tegen.bron.document, tegen.bron.zekerheid) == ("[4]", Zekerheid.BRON)


@pytest.mark.parametrize("tafel", TAFELS)
def test_a_crisis_gets_the_route_of_a_crisis(tafel: str) -> None:
    """[4], 1.3.2: the RET is no crisisdienst."""
    gegeven = weg(vraag("crisis", *ONVEILIG, *KIND))
    assert gegeven.crisis == definities().regios[REGIO].crisisroute
    assert gegeven.passend == ()
    assert codes_tegen(advies(tafel, vraag("crisis"))) == {"crisis"}


@pytest.mark.parametrize(
    ("tafel", "gevraagd", "tegen"),
    [
        pytest.param(
            MDA,
            vraag("complexe-zorgvraag", nee=("structurele-onveiligheid",)),
            {"A1"},
            id="[4] 1.1, MDA++: unsafe once is not structural",
        ),
        pytest.param(
            MDA,
            vraag("structurele-onveiligheid", nee=("complexe-zorgvraag",)),
            {"A2"},
            id="[4] 1.3.2: complex cases only",
        ),
        pytest.param(
            SCHAKEL,
            vraag("kind-onveilig", nee=("vrijwillig-vastgelopen",)),
            {"A2"},
            id="[4] 1.1, Schakeloverleg: voluntary help still works",
        ),
        pytest.param(
            DOORBRAAK,
            vraag(*VAST, *ONVEILIG[:1], nee=("kind-onveilig",)),
            {"hoort-bij-mda"},
            id="[4] 1.6, Aanmelding RET: that is for MDA++",
        ),
        pytest.param(
            RET,
            vraag(nee=("complexe-zorgvraag", "kind-onveilig")),
            {"A1", "B1"},
            id="[4] 1.3.2: not complex, residents",
        ),
    ],
)
def test_a_case_for_elsewhere_does_not_fit(tafel: str, gevraagd: Vraag, tegen: set[str]) -> None:
    gegeven = advies(tafel, gevraagd)
    assert (gegeven.passend, codes_tegen(gegeven)) == (Passend.NIET, tegen)


@pytest.mark.parametrize("leeftijd", [9, 41])
def test_an_unsafe_child_at_home_keeps_nobody_from_the_doorbraaktafel(leeftijd: int) -> None:
    """[4], 1.6, Aanmelding RET: the Schakeloverleg is for the jeugdige; the parent may be stuck as well."""
    gevraagd = vraag(*VAST, *KIND, *GEDAAN, nee=("structurele-onveiligheid",), leeftijd=leeftijd)
    gegeven = advies(DOORBRAAK, gevraagd)
    assert (gegeven.passend, codes_tegen(gegeven)) == (Passend.PAST, set())
    assert [nog.kenmerk for nog in gegeven.nog] == ["schakeloverleg-nagegaan"]


def test_waiting_alone_is_kept_away_and_a_complex_case_that_waited_too_long_is_not() -> None:
    """[4], 1.3.2 (no influence on waiting lists) against 1.1, Doorbraakaanpak (waited too long)."""
    wacht = ("te-lang-gewacht", "complexe-zorgvraag", *GEDAAN)
    alleen = advies(
        DOORBRAAK,
        Vraag(REGIO, (*wacht, "wachtlijst-vraag"), (*GEWOON[1:], "verblijf-gevraagd", *NIET_ELDERS)),
    )
    complex_ = advies(DOORBRAAK, vraag(*wacht, nee=NIET_ELDERS))
    assert (alleen.passend, codes_tegen(alleen)) == (Passend.NIET, {"wachtlijst-vraag"})
    assert complex_.passend is Passend.PAST


# --- what nearly fits ---


@pytest.mark.parametrize(
    ("tafel", "gevraagd", "mist"),
    [
        pytest.param(
            MDA, vraag("structurele-onveiligheid", *GEDAAN), {"A2"}, id="[4] 1.1, MDA++: is it complex"
        ),
        pytest.param(
            SCHAKEL, vraag("kind-onveilig", *GEDAAN, leeftijd=9), {"A2"}, id="[4] 1.1, Schakeloverleg"
        ),
        pytest.param(
            DOORBRAAK,
            vraag(
                "complexe-zorgvraag", *GEDAAN, nee=(*NIET_ELDERS, "te-lang-gewacht", "opvang-wonen-onderwijs")
            ),
            {"A1"},
            id="[4] 1.1, Doorbraakaanpak: is the help stuck",
        ),
        pytest.param(
            RET,
            vraag(*GEDAAN, nee=("kind-onveilig",), vrager="inwoner"),
            {"A1"},
            id="[4] 1.3.2: is it complex, residents",
        ),
    ],
)
def test_what_is_not_known_of_a_criterion_is_asked(tafel: str, gevraagd: Vraag, mist: set[str]) -> None:
    gegeven = advies(tafel, gevraagd)
    assert (gegeven.passend, codes_nog(gegeven)) == (Passend.MOGELIJK, mist)
    assert {nog.wat for nog in gegeven.nog} == {Wat.NAVRAGEN}


@pytest.mark.parametrize("tafel", TAFELS)
def test_first_trying_it_locally_is_something_to_do_and_no_reason_against(tafel: str) -> None:
    """[4], 1.3.2: the RET is not the first place where people try together; Inleiding: nowhere before it solved."""
    ja = (*KIND, *ONVEILIG) if tafel != DOORBRAAK else VAST
    nee = ("lokaal-niet-gelukt", *(NIET_ELDERS if tafel == DOORBRAAK else ()))
    gegeven = advies(tafel, vraag(*ja, "toestemming-gevraagd", nee=nee, leeftijd=9))
    assert gegeven.passend is Passend.PAST
    (nog,) = gegeven.nog
    assert (nog.wat, nog.code, nog.bron.zekerheid) == (Wat.DOEN, "lokaal-niet-gelukt", Zekerheid.BRON)


@pytest.mark.parametrize("tafel", TAFELS)
def test_consent_is_asked_and_that_is_a_keuze(tafel: str) -> None:
    """[4], 2.6 and 2.7: informing, secrecy and the monitor stand there; consent does not."""
    (nog,) = [nog for nog in advies(tafel, vraag()).nog if nog.code == "toestemming"]
    assert (nog.kenmerk, nog.bron.zekerheid) == ("toestemming-gevraagd", Zekerheid.KEUZE)


@pytest.mark.parametrize("tafel", TAFELS)
def test_for_verblijf_it_has_to_be_clear_who_decides(tafel: str) -> None:
    """[4], 1.3.1: the RET for a jeugdige, the regionale toegang for an adult; as a condition it is a keuze."""
    (nog,) = [nog for nog in advies(tafel, vraag("verblijf-gevraagd")).nog if nog.code == "besluit-verblijf"]
    assert (nog.kenmerk, nog.bron.zekerheid) == ("besluit-verblijf-bekend", Zekerheid.KEUZE)
    assert "besluit-verblijf" not in codes_nog(advies(tafel, vraag()))


# --- via whom ---


@pytest.mark.parametrize("vrager", ["inwoner", "jeugdige-of-ouder"])
@pytest.mark.parametrize("tafel", [MDA, SCHAKEL, DOORBRAAK])
def test_a_resident_goes_by_the_form_of_the_ret(tafel: str, vrager: str) -> None:
    """[4], 1.6, Aanmelding RET: the three forms are for professionals."""
    via = advies(tafel, vraag(vrager=vrager)).via
    assert via is not None
    assert via.bron == definities().tafels[tafel].aanmelding.bron
    assert advies(RET, vraag(vrager=vrager)).via is None


@pytest.mark.parametrize(
    "vrager",
    ["gemeente-hoorn", "parlan", "jbra", "samenwerkingsverband-onderwijs", "zorgaanbieder", "verwijzer"],
)
def test_a_professional_goes_by_one_of_the_three_forms(vrager: str) -> None:
    """[4], 1.6, Aanmelding RET: zorgaanbieders and professionals choose from three."""
    for tafel in (MDA, SCHAKEL, DOORBRAAK):
        assert advies(tafel, vraag(vrager=vrager)).via is None
    assert advies(RET, vraag(vrager=vrager)).via is not None


# --- ages ---


@pytest.mark.parametrize(
    ("leeftijd", "passend"),
    [
        pytest.param(0, Passend.PAST, id="[4] Bijlage 1, Schakeloverleg: a baby"),
        pytest.param(17, Passend.PAST, id="[4] Bijlage 1, Schakeloverleg: the last year that fits"),
        pytest.param(19, Passend.NIET, id="[4] Bijlage 1, Schakeloverleg: an adult"),
    ],
)
def test_the_schakeloverleg_is_for_jeugdigen(leeftijd: int, passend: Passend) -> None:
    assert advies(SCHAKEL, vraag(*KIND, *GEDAAN, leeftijd=leeftijd)).passend is passend


@pytest.mark.parametrize("leeftijd", [ONGEBOREN, 18])
def test_before_birth_and_at_eighteen_it_is_asked(leeftijd: int) -> None:
    """[4], Bijlage 1, Schakeloverleg: jeugdigen, without an age; so both are for a person to say."""
    gegeven = advies(SCHAKEL, vraag(*KIND, *GEDAAN, leeftijd=leeftijd))
    assert (gegeven.passend, codes_nog(gegeven)) == (Passend.PAST, {"leeftijd"})
    (print_,) = definities().tafels[SCHAKEL].leeftijden
    assert print_.bron.zekerheid is Zekerheid.KEUZE


@pytest.mark.parametrize("leeftijd", [None, ONGEBOREN, 0, 17, 18, 64, 100, 101])
@pytest.mark.parametrize("tafel", [MDA, DOORBRAAK, RET])
def test_the_other_tables_are_for_all_ages(tafel: str, leeftijd: int | None) -> None:
    """[4], Inleiding: all ages; Bijlage 3 prints 0-100, which shuts nobody of 101 out."""
    gegeven = advies(tafel, vraag(leeftijd=leeftijd))
    assert "leeftijd" not in codes_nog(gegeven) | codes_tegen(gegeven)
