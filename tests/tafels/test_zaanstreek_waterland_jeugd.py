"""Zaanstreek-Waterland: the Regionaal Expertteam with the Verblijfstafel, and the two Beschermingstafels [0]."""

import pytest

from domain.tafels import (
    Bespreekwijze,
    Deelname,
    Kring,
    Regievorm,
    Stap,
    Stuk,
    Tafel,
    Toestemmer,
    Toestemmingsdoel,
    Zekerheid,
)
from domain.wegwijzer import ANDERS, ONGEBOREN, Passend, Wat
from tests.tafels.situaties import Vraag, advies, codes_nog, codes_tegen, codes_voor, definities, weg

REGIO = "zaanstreek-waterland"
RET = "ret-zaanstreek-waterland"
BT_ZAANSTREEK = "beschermingstafel-zaanstreek"
BT_PURMEREND = "beschermingstafel-purmerend"
BEIDE = (BT_ZAANSTREEK, BT_PURMEREND)

RET_KLAAR = ("hulp-vastgelopen", "routes-geprobeerd", "inbrengen-besproken", "toestemming-gevraagd")
VERBLIJF = ("ambulant-kan-niet", "twee-aanbieders-gevraagd")
GEWOON = ("jeugdzorgplus", "verblijf-gevraagd")
"""No closed place, and no place to stay at all."""
BT_KLAAR = ("besproken-met-gezin", "routes-geprobeerd")


def tafel(code: str) -> Tafel:
    return definities().tafels[code]


def vraag(*ja: str, nee: tuple[str, ...] = (), leeftijd: int | None = 9) -> Vraag:
    return Vraag(REGIO, ja, nee, leeftijd=leeftijd)


def doel(code: str, stap: Stap) -> Toestemmingsdoel:
    (gevonden,) = (doel for doel in tafel(code).toestemming if stap in doel.nodig_voor)
    return gevonden


# --- Regionaal Expertteam ---


def test_the_ret_fits_when_the_help_is_stuck_and_all_was_done() -> None:
    """[0], Regionaal Expertteam, Wat is het RET and Aanmeldcriteria."""
    gegeven = advies(RET, vraag(*RET_KLAAR, nee=GEWOON))
    assert gegeven.passend is Passend.PAST
    assert codes_voor(gegeven) == {
        "leeftijd",
        "A1",
        "reguliere-routes",
        "inbrengen-besproken",
        "toestemming",
    }
    assert gegeven.nog == ()


def test_the_ret_does_not_fit_when_the_help_is_not_stuck() -> None:
    """[0], Regionaal Expertteam, Wat is het RET: only when there is no breakthrough."""
    gegeven = advies(RET, vraag("routes-geprobeerd", nee=("hulp-vastgelopen",)))
    assert (gegeven.passend, codes_tegen(gegeven)) == (Passend.NIET, {"A1"})


def test_jeugdzorgplus_is_not_for_the_ret() -> None:
    """[0], Regionaal Expertteam, Aanmeldcriteria: it has a route of its own."""
    gegeven = advies(RET, vraag(*RET_KLAAR, "jeugdzorgplus"))
    assert (gegeven.passend, codes_tegen(gegeven)) == (Passend.NIET, {"jeugdzorgplus"})


@pytest.mark.parametrize(
    ("kenmerk", "code"),
    [
        ("routes-geprobeerd", "reguliere-routes"),
        ("inbrengen-besproken", "inbrengen-besproken"),
        ("toestemming-gevraagd", "toestemming"),
    ],
)
def test_what_is_not_done_yet_has_to_be_done_and_the_ret_still_fits(kenmerk: str, code: str) -> None:
    """[0], Regionaal Expertteam, Aanmeldcriteria: routes, talk with the family, consent."""
    rest = tuple(k for k in RET_KLAAR if k != kenmerk)
    gegeven = advies(RET, vraag(*rest, nee=(*GEWOON, kenmerk)))
    assert gegeven.passend is Passend.PAST
    assert [(nog.wat, nog.code) for nog in gegeven.nog] == [(Wat.DOEN, code)]


def test_the_ret_may_fit_while_little_is_known() -> None:
    """[0], Regionaal Expertteam, Aanmeldcriteria: what has to be asked still."""
    gegeven = advies(RET, vraag())
    assert gegeven.passend is Passend.MOGELIJK
    assert codes_nog(gegeven) == {
        "jeugdzorgplus",
        "A1",
        "reguliere-routes",
        "inbrengen-besproken",
        "toestemming",
        "verblijf-ambulant",
    }


# --- the Verblijfstafel, a part of the RET ---


def test_for_verblijf_two_more_steps_were_taken() -> None:
    """[0], Regionaal Expertteam, Aanmeldcriteria (verblijf): why not ambulatory, and two aanbieders asked."""
    gegeven = advies(RET, vraag(*RET_KLAAR, "verblijf-gevraagd", *VERBLIJF, nee=("jeugdzorgplus",)))
    assert gegeven.passend is Passend.PAST
    assert codes_voor(gegeven) >= {"verblijf-ambulant", "verblijf-twee-aanbieders"}
    assert gegeven.nog == ()


def test_whether_it_is_about_verblijf_is_asked_once_while_nobody_said() -> None:
    """[0], Regionaal Expertteam, Aanmeldcriteria: 'als het een aanmelding betreft voor verblijf'."""
    gegeven = advies(RET, vraag(*RET_KLAAR, nee=("jeugdzorgplus",)))
    assert gegeven.passend is Passend.PAST
    assert [nog.kenmerk for nog in gegeven.nog] == ["verblijf-gevraagd"]


def test_for_verblijf_with_one_aanbieder_the_second_has_to_be_asked() -> None:
    """[0], Regionaal Expertteam, Aanmeldcriteria (verblijf): two aanbieders, both without a fitting offer."""
    een = vraag(*RET_KLAAR, "verblijf-gevraagd", VERBLIJF[0], nee=("jeugdzorgplus", VERBLIJF[1]))
    gegeven = advies(RET, een)
    assert gegeven.passend is Passend.PAST
    assert [(nog.wat, nog.code) for nog in gegeven.nog] == [(Wat.DOEN, "verblijf-twee-aanbieders")]


def test_without_verblijf_the_two_steps_are_not_asked() -> None:
    """[0], Regionaal Expertteam, Aanmeldcriteria: 'als het een aanmelding betreft voor verblijf'."""
    gegeven = advies(RET, vraag(*RET_KLAAR, nee=(*GEWOON, *VERBLIJF)))
    assert gegeven.nog == ()


def test_the_verblijfstafel_is_no_table_of_its_own() -> None:
    """[0], Regionaal Expertteam, Wat is het RET (Verblijfstafel): it is a part of the RET."""
    assert not [code for code in definities().tafels if "verblijf" in code]


# --- who, how old, how: RET ---


@pytest.mark.parametrize(
    ("leeftijd", "passend", "waarover"),
    [
        pytest.param(ONGEBOREN, Passend.NIET, {"leeftijd"}, id="[0] 0-18: not before birth"),
        pytest.param(0, Passend.PAST, set(), id="[0] 0-18: from birth"),
        pytest.param(17, Passend.PAST, set(), id="[0] 0-18: 17 fits"),
        pytest.param(18, Passend.PAST, {"leeftijd"}, id="[0] 0-18: exactly 18 is asked"),
        pytest.param(19, Passend.NIET, {"leeftijd"}, id="[0] 0-18: 19 does not fit"),
    ],
)
def test_the_ages_of_the_ret(leeftijd: int, passend: Passend, waarover: set[str]) -> None:
    """[0], Regionaal Expertteam, Wat is het RET: 0-18 jaar."""
    gegeven = advies(RET, vraag(*RET_KLAAR, nee=GEWOON, leeftijd=leeftijd))
    assert gegeven.passend is passend
    assert codes_tegen(gegeven) | codes_nog(gegeven) == waarover


@pytest.mark.parametrize("vrager", ["lokale-toegang", "gecertificeerde-instelling", "jeugdige-of-ouder"])
def test_verwijzers_and_the_family_itself_may_come_to_the_ret(vrager: str) -> None:
    """[0], Regionaal Expertteam, Aanmeldcriteria: lokale toegang, GI; a youth or parents may ask themselves."""
    assert advies(RET, vraag()._replace(vrager=vrager)).via is None


@pytest.mark.parametrize("vrager", ["ggz", "veilig-thuis", "politie", ANDERS])
def test_other_professionals_come_to_the_ret_through_the_lokale_toegang(vrager: str) -> None:
    """[0], Regionaal Expertteam, Aanmeldcriteria: others contact the lokale toegang."""
    via = advies(RET, vraag()._replace(vrager=vrager)).via
    assert via is not None
    assert "lokale toegang" in via.tekst
    assert via.bron.zekerheid is Zekerheid.BRON


def test_the_family_asks_preferably_with_the_verwijzer() -> None:
    """[0], Regionaal Expertteam, Aanmeldcriteria: a wish, so it stops nothing and stands at the form."""
    assert "het liefst samen" in tafel(RET).aanmelding.formulier
    assert "het liefst samen" in tafel(RET).aanmelding.via_wie


def test_the_ret_discusses_anonymously() -> None:
    """[0], Regionaal Expertteam, Aanmeldcriteria."""
    assert tafel(RET).anoniem
    assert tafel(RET).bespreking.bron.zekerheid is Zekerheid.BRON


@pytest.mark.parametrize("stap", [Stap.BESPREKEN, Stap.MONITOR])
@pytest.mark.parametrize(
    ("leeftijd", "wie"),
    [
        (0, Toestemmer.GEZAGSDRAGERS),
        (11, Toestemmer.GEZAGSDRAGERS),
        (12, Toestemmer.ZELF_EN_GEZAGSDRAGERS),
        (16, Toestemmer.ZELF_EN_GEZAGSDRAGERS),
        (17, Toestemmer.ZELF_EN_GEZAGSDRAGERS),
    ],
)
def test_the_ret_asks_consent_for_bringing_in_and_for_the_monitor(
    stap: Stap, leeftijd: int, wie: Toestemmer
) -> None:
    """[0], Regionaal Expertteam, Aanmeldcriteria: parents with gezag; from 12 the youth and the parents."""
    gevraagd = doel(RET, stap)
    assert gevraagd.wie(leeftijd) is wie
    assert gevraagd.voor is Kring.HOOFDPERSOON
    assert gevraagd.bron.zekerheid is Zekerheid.BRON


def test_the_ret_works_on_consent_and_on_no_ground_beside_it() -> None:
    """[0], Regionaal Expertteam, Aanmeldcriteria; outside the WGS, so the regime of an expertteam."""
    ret = tafel(RET)
    assert (ret.regime, ret.grondslagen) == ("ret", ())
    assert set(ret.vraagt) == {
        Stuk.HOOFDPERSOON,
        Stuk.CRITERIA,
        Stuk.REGULIERE_ROUTES,
        Stuk.TOESTEMMING,
    }


def test_passing_a_case_on_from_the_ret_asks_a_consent_of_its_own() -> None:
    """[0], Regionaal Expertteam, Aanmeldcriteria: personal data go no further (keuze: consent)."""
    assert doel(RET, Stap.DOORVERWIJZEN).bron.zekerheid is Zekerheid.KEUZE


def test_the_ret_scales_up_to_the_network_above_the_regions_and_then_to_the_country() -> None:
    """[0] is silent; [4] 2.4, of another region under the same network (keuze)."""
    ret = tafel(RET)
    assert [niveau.code for niveau in ret.op_van("tafel")] == ["ben"]
    assert [niveau.code for niveau in ret.op_van("ben")] == ["landelijk"]
    assert {niveau.bron.zekerheid for niveau in ret.opschalen} == {Zekerheid.KEUZE}


def test_of_the_ret_only_the_kernteam_is_read_as_sitting_at_the_table() -> None:
    """[0], Regionaal Expertteam, Wat is het RET: a fixed kernteam; with the others it works together."""
    gelezen = {(d.code, d.deelname) for d in tafel(RET).deelnemers if d.bron.zekerheid is Zekerheid.BRON}
    assert gelezen == {("kernteam", Deelname.VAST)}


def test_the_regie_form_and_address_of_the_ret() -> None:
    """[0], Regionaal Expertteam, Hoe aan te melden; on regie it is silent (keuze: none)."""
    ret = tafel(RET)
    assert ret.aanmelding.adres == "RET@zaanstad.nl"
    assert (ret.regie.vorm, ret.regie.bron.zekerheid) == (Regievorm.GEEN, Zekerheid.KEUZE)


# --- Beschermingstafels ---


@pytest.mark.parametrize("code", BEIDE)
@pytest.mark.parametrize(
    ("kenmerk", "criterium"),
    [("kind-onveilig", "A1"), ("vrijwillig-vastgelopen", "B1"), ("twijfel-over-kader", "C1")],
)
def test_one_of_the_three_criteria_is_enough(code: str, kenmerk: str, criterium: str) -> None:
    """[0], Beschermingstafel, Wat zijn de aanmeldcriteria: joined by 'en/of'."""
    gegeven = advies(code, vraag(kenmerk, *BT_KLAAR))
    assert gegeven.passend is Passend.PAST
    assert criterium in codes_voor(gegeven)
    assert gegeven.nog == ()


@pytest.mark.parametrize("code", BEIDE)
def test_the_beschermingstafel_does_not_fit_when_none_of_the_three_holds(code: str) -> None:
    """[0], Beschermingstafel, Wat zijn de aanmeldcriteria."""
    geen = vraag(nee=("kind-onveilig", "vrijwillig-vastgelopen", "twijfel-over-kader"))
    gegeven = advies(code, geen)
    assert (gegeven.passend, codes_tegen(gegeven)) == (Passend.NIET, {"A1", "B1", "C1"})


@pytest.mark.parametrize("code", BEIDE)
def test_the_beschermingstafel_asks_for_the_criteria_that_are_open(code: str) -> None:
    """[0], Beschermingstafel, Wat zijn de aanmeldcriteria: two denied, the third unknown."""
    gegeven = advies(code, vraag(*BT_KLAAR, nee=("kind-onveilig", "twijfel-over-kader")))
    assert gegeven.passend is Passend.MOGELIJK
    assert [nog.kenmerk for nog in gegeven.nog] == ["vrijwillig-vastgelopen"]


@pytest.mark.parametrize("code", BEIDE)
def test_the_worries_are_discussed_with_the_family_before(code: str) -> None:
    """[0], Beschermingstafel, Wat is de Beschermingstafel."""
    gegeven = advies(code, vraag("kind-onveilig", "routes-geprobeerd", nee=("besproken-met-gezin",)))
    assert gegeven.passend is Passend.PAST
    assert [(nog.wat, nog.code) for nog in gegeven.nog] == [(Wat.DOEN, "besproken-met-gezin")]


@pytest.mark.parametrize("code", BEIDE)
@pytest.mark.parametrize(
    ("leeftijd", "passend", "waarover"),
    [
        pytest.param(ONGEBOREN, Passend.PAST, set(), id="[0] -0 - 18: before birth"),
        pytest.param(0, Passend.PAST, set(), id="[0] -0 - 18: at birth"),
        pytest.param(17, Passend.PAST, set(), id="[0] -0 - 18: 17 fits"),
        pytest.param(18, Passend.PAST, {"leeftijd"}, id="[0] -0 - 18: exactly 18 is asked"),
        pytest.param(19, Passend.NIET, {"leeftijd"}, id="[0] -0 - 18: 19 does not fit"),
    ],
)
def test_the_ages_of_the_beschermingstafel(
    code: str, leeftijd: int, passend: Passend, waarover: set[str]
) -> None:
    """[0], Beschermingstafel, Wat is de Beschermingstafel: -0 - 18 jaar."""
    gegeven = advies(code, vraag("kind-onveilig", *BT_KLAAR, leeftijd=leeftijd))
    assert gegeven.passend is passend
    assert codes_tegen(gegeven) | codes_nog(gegeven) == waarover


@pytest.mark.parametrize(
    ("gemeente", "past", "past_niet"),
    [
        ("purmerend", BT_PURMEREND, BT_ZAANSTREEK),
        ("zaanstad", BT_ZAANSTREEK, BT_PURMEREND),
        ("edam-volendam", BT_ZAANSTREEK, BT_PURMEREND),
    ],
)
def test_each_municipality_has_one_beschermingstafel(gemeente: str, past: str, past_niet: str) -> None:
    """[0], Beschermingstafel, Hoe aan te melden: Gemeenten Zaanstreek-Waterland and Gemeente Purmerend."""
    situatie = vraag("kind-onveilig")._replace(gemeente=gemeente)
    assert advies(past, situatie).passend is Passend.PAST
    assert codes_tegen(advies(past_niet, situatie)) == {"gemeente"}


@pytest.mark.parametrize("code", BEIDE)
def test_who_may_come_to_the_beschermingstafel(code: str) -> None:
    """[0], Beschermingstafel, Hoe aan te melden: lokale toegang, GI and Veilig Thuis."""
    for vrager in ("lokale-toegang", "gecertificeerde-instelling", "veilig-thuis"):
        assert advies(code, vraag()._replace(vrager=vrager)).via is None
    for vrager in ("jeugdige-of-ouder", "ggz", ANDERS):
        assert advies(code, vraag()._replace(vrager=vrager)).via is not None


def test_purmerend_has_its_own_form_and_address() -> None:
    """[0], Beschermingstafel, Hoe aan te melden: the VTB to the secretariaat, elsewhere a form and checklist."""
    purmerend, zaanstreek = tafel(BT_PURMEREND).aanmelding, tafel(BT_ZAANSTREEK).aanmelding
    assert purmerend.adres == "Beschermingstafel@purmerend.nl"
    assert zaanstreek.adres == "BeschermingstafelZaanstreek@zaanstad.nl"
    assert "VTB" in purmerend.formulier
    assert "checklist" in zaanstreek.formulier
    assert [contact.wat for contact in tafel(BT_PURMEREND).contact] == [purmerend.adres]


@pytest.mark.parametrize(
    ("code", "eigen"),
    [
        (BT_ZAANSTREEK, {"jeugdteam", "jeugdbeschermer-gi"}),
        (BT_PURMEREND, {"preventieve-jeugdbescherming"}),
    ],
)
def test_who_sits_at_the_beschermingstafel(code: str, eigen: set[str]) -> None:
    """[0], Beschermingstafel, Wat is de Beschermingstafel: in Purmerend PJ, and no jeugdbeschermer of the GI."""
    deelnemers = tafel(code).deelnemers
    vast = {d.code for d in deelnemers if d.deelname is Deelname.VAST}
    assert vast == {"voorzitter", "notulist-secretaris", "raad-voor-de-kinderbescherming"} | eigen
    wisselend = {d.code for d in deelnemers if d.deelname is Deelname.WISSELEND}
    assert wisselend == {"aanmelder", "andere-betrokkenen"}
    inwoners = {d.code for d in deelnemers if d.deelname is Deelname.INWONER}
    assert inwoners == {"ouders", "jeugdige", "meegebrachte"}


@pytest.mark.parametrize("code", BEIDE)
def test_the_beschermingstafel_works_without_consent_and_on_a_ground_that_is_a_keuze(code: str) -> None:
    """[0] names no ground and no consent: AVG 6(1)(e) (keuze)."""
    bt = tafel(code)
    assert (bt.regime, Stuk.TOESTEMMING in bt.vraagt) == ("avg", False)
    assert [(grond.code, grond.bron.zekerheid) for grond in bt.grondslagen] == [
        ("publieke-taak", Zekerheid.KEUZE)
    ]
    assert {stap for doel in bt.toestemming for stap in doel.nodig_voor} == {Stap.BEROEPSGEHEIM}
    assert bt.bespreking.wijze is Bespreekwijze.OP_NAAM
    assert bt.regie.vorm is Regievorm.GEEN


@pytest.mark.parametrize("code", BEIDE)
def test_the_weighing_leads_to_a_raadsonderzoek_or_to_voluntary_help(code: str) -> None:
    """[0], Beschermingstafel, Wat is de Beschermingstafel."""
    bt = tafel(code)
    assert [niveau.code for niveau in bt.opschalen] == ["raadsonderzoek"]
    assert [niveau.code for niveau in bt.afschalen] == ["vrijwillig-kader"]


def test_the_contradictions_of_the_document_are_told() -> None:
    """[0]: who may ask the RET; whether help is stuck; for which gemeenten; who and which form in Purmerend."""
    assert {code: len(tafel(code).tegenspraken) for code in (RET, *BEIDE)} == {
        RET: 1,
        BT_ZAANSTREEK: 2,
        BT_PURMEREND: 3,
    }


def test_an_unsafe_child_whose_family_was_spoken_with_comes_to_the_beschermingstafel_first() -> None:
    """[0], Beschermingstafel, Wat zijn de aanmeldcriteria, and Inleiding: nothing is left to do there."""
    situatie = vraag("kind-onveilig", *BT_KLAAR)._replace(gemeente="zaanstad")
    assert weg(situatie).passend[0].tafel.id == BT_ZAANSTREEK


def test_while_the_regular_routes_are_open_the_veiligheidsteam_asks_for_none_of_them() -> None:
    """[0], Inleiding: that team does not ask for them, the others do."""
    rvt = advies("regionaal-veiligheidsteam", vraag("kind-onveilig", nee=BT_KLAAR))
    assert [nog.kenmerk for nog in rvt.nog] == ["rvt-nagevraagd"]
