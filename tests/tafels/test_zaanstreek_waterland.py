"""Zaanstreek-Waterland: the region, its Zorg- en Veiligheidshuis [0][2] and its Regionaal Veiligheidsteam [0]."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date

import pytest

from domain.tafels import (
    Bespreekwijze,
    Bron,
    Feestdagregel,
    Kring,
    Regievorm,
    Stap,
    Stuk,
    Tafel,
    Zekerheid,
)
from domain.wegwijzer import ANDERS, ONGEBOREN, Keten, Passend, Wat
from tests.tafels.situaties import Vraag, advies, codes_tegen, codes_voor, definities, weg

REGIO = "zaanstreek-waterland"
RET = "ret-zaanstreek-waterland"
BT_ZAANSTREEK = "beschermingstafel-zaanstreek"
BT_PURMEREND = "beschermingstafel-purmerend"
ZVH = "zvh-zaanstreek-waterland"
RVT = "regionaal-veiligheidsteam"
TAFELS = (RET, BT_ZAANSTREEK, BT_PURMEREND, ZVH, RVT)
VAN_DE_REGIO = {"[0]", "[2]"}
WETTEN = {"WGS", "BGS", "Jw", "UAVG", "AVG"}
GEMEENTEN = {
    "zaanstad",
    "purmerend",
    "edam-volendam",
    "landsmeer",
    "oostzaan",
    "waterland",
    "wormerland",
}
ZVH_A = ("meerdere-leefgebieden", "afglijden", "meerdere-ketens", "systeem-geraakt")
ZVH_KLAAR = ("voorcontact-gehad", "routes-geprobeerd")


def tafel(code: str) -> Tafel:
    return definities().tafels[code]


def vraag(*ja: str, nee: tuple[str, ...] = ()) -> Vraag:
    return Vraag(REGIO, ja, nee)


def bronnen(deel: object) -> Iterator[Bron]:
    """Every source in a part of the definitions, however deep."""
    if isinstance(deel, Bron):
        yield deel
    elif isinstance(deel, tuple):
        for onderdeel in deel:
            yield from bronnen(onderdeel)
    elif is_dataclass(deel):
        for veld in fields(deel):
            yield from bronnen(getattr(deel, veld.name))


def alle_bronnen() -> list[Bron]:
    """Those of the tables, of the region and of the questions that only this region asks."""
    return [
        bron
        for deel in (
            definities().regios[REGIO],
            definities().kenmerken["rvt-nagevraagd"],
            definities().kenmerken["inbrengen-besproken"],
            *map(tafel, TAFELS),
        )
        for bron in bronnen(deel)
    ]


# --- the region ---


def test_the_region_has_the_tables_of_the_factsheet() -> None:
    """[0], Inleiding: RET, Beschermingstafel (two ways in), ZVH, and the new Regionaal Veiligheidsteam."""
    naam = definities().regios[REGIO].naam
    assert [t.id for t in definities().tafels.values() if t.regio == naam] == list(TAFELS)


def test_every_rule_says_where_it_stands() -> None:
    """All of the file: a document and a paragraph."""
    assert all(bron.document and bron.paragraaf.strip() for bron in alle_bronnen())
    assert len(alle_bronnen()) > 200


def test_what_is_marked_as_read_was_read_in_a_document_of_this_region_or_in_the_law() -> None:
    """[0] and [2] are the documents of this region; another region's can only be the reason for a keuze."""
    gelezen = {bron.document for bron in alle_bronnen() if bron.zekerheid is Zekerheid.BRON}
    assert VAN_DE_REGIO <= gelezen <= VAN_DE_REGIO | WETTEN


def test_the_bands_of_consent_rest_on_the_region_or_on_the_law() -> None:
    """[0], Regionaal Expertteam, Aanmeldcriteria; Jw 7.3.11; UAVG 5."""
    documenten = {
        band.bron.document for code in TAFELS for doel in tafel(code).toestemming for band in doel.banden
    }
    assert documenten <= {"[0]", "Jw", "UAVG"}


@pytest.mark.parametrize("code", TAFELS)
def test_no_table_takes_a_crisis(code: str) -> None:
    """[0], Inleiding: none of these networks is the place for a crisis."""
    gegeven = weg(vraag("crisis", "kind-onveilig", "hulp-vastgelopen", *ZVH_A))
    assert gegeven.crisis is not None
    assert gegeven.passend == ()
    bij_tafel = advies(code, vraag("crisis"))
    assert (bij_tafel.passend, codes_tegen(bij_tafel)) == (Passend.NIET, {"crisis"})


def test_the_crisis_answer_has_numbers_and_is_a_keuze() -> None:
    """[0], Inleiding: a crisis has routes of its own, and the document names none of them."""
    crisis = definities().regios[REGIO].crisisroute
    assert crisis.bron.zekerheid is Zekerheid.KEUZE
    assert "112" in crisis.tekst
    assert "0800 2000" in crisis.tekst


@pytest.mark.parametrize(
    ("code", "zekerheid"),
    [(RET, "bron"), (BT_ZAANSTREEK, "bron"), (BT_PURMEREND, "bron"), (ZVH, "bron"), (RVT, "keuze")],
)
def test_the_networks_tune_with_each_other_while_they_advise_and_screen(code: str, zekerheid: str) -> None:
    """[0], Samenhang binnen de overlegtafels; that the Veiligheidsteam is such a network is our reading."""
    bron = tafel(code).advies.bron
    assert bron.document == "[0]"
    assert bron.paragraaf.endswith("Samenhang binnen de overlegtafels")
    assert bron.zekerheid == zekerheid


def test_a_meeting_in_which_they_tune_is_named_nowhere() -> None:
    """[0] and [2]: no tuning meeting, and no scenarios."""
    regio = definities().regios[REGIO]
    assert (regio.afstemming, regio.scenarios) == ((), ())


def test_every_municipality_has_a_table_of_each_kind() -> None:
    """[0], Hoe aan te melden: for the region, with a Beschermingstafel of its own in Purmerend."""
    for code in (RET, ZVH, RVT):
        assert {keuze.code for keuze in tafel(code).gemeenten} == GEMEENTEN
    zaanstreek = {keuze.code for keuze in tafel(BT_ZAANSTREEK).gemeenten}
    purmerend = {keuze.code for keuze in tafel(BT_PURMEREND).gemeenten}
    assert zaanstreek | purmerend == GEMEENTEN
    assert purmerend == {"purmerend"}
    assert not zaanstreek & purmerend


def test_only_purmerend_is_read_in_a_document() -> None:
    """[0], Hoe aan te melden: Purmerend by name, Zaanstad in e-mail addresses only; the rest nowhere."""
    gelezen = {g.code for g in definities().regios[REGIO].gemeenten if g.bron.zekerheid is Zekerheid.BRON}
    assert gelezen == {"purmerend"}


@pytest.mark.parametrize("code", TAFELS)
def test_what_a_public_holiday_does_is_the_same_at_every_table(code: str) -> None:
    """In no document; so it is a keuze, and the same one."""
    assert tafel(code).triage.bij_feestdag is Feestdagregel.VOLGENDE_WERKDAG


@pytest.mark.parametrize("code", [RET, BT_ZAANSTREEK, BT_PURMEREND, RVT])
def test_a_rhythm_that_no_document_names_is_a_keuze(code: str) -> None:
    """[0] gives a rhythm for the ZVH only."""
    assert tafel(code).triage.bron.zekerheid is Zekerheid.KEUZE
    assert tafel(code).overleggen == ()


# --- Zorg- en Veiligheidshuis ---


def test_the_zvh_fits_when_all_of_group_a_is_met() -> None:
    """[0], Zorg- en Veiligheidshuis, Wat zijn de aanmeldcriteria: the first three together."""
    gegeven = advies(ZVH, vraag(*ZVH_A, *ZVH_KLAAR))
    assert gegeven.passend is Passend.PAST
    assert codes_voor(gegeven) == {"A1", "A2", "A3", "voorcontact", "reguliere-routes"}
    assert gegeven.nog == ()


def test_the_zvh_fits_on_the_area_criterion_alone() -> None:
    """[0], Wat zijn de aanmeldcriteria, after 'Of': an area-bound safety problem across the chains."""
    alleen_gebied = vraag("gebiedsprobleem", nee=("meerdere-leefgebieden",))
    assert advies(ZVH, alleen_gebied).passend is Passend.PAST


def test_the_area_criterion_does_not_ask_for_drang_and_dwang() -> None:
    """[0], Wat zijn de aanmeldcriteria, after 'Of': ketenoverstijgend, without dwang and drang."""
    gegeven = advies(ZVH, vraag("gebiedsprobleem", nee=("meerdere-ketens",)))
    assert (gegeven.passend, codes_voor(gegeven)) == (Passend.PAST, {"B1"})


def test_the_zvh_counts_the_domains_itself_and_asks_whether_one_chain_can_manage() -> None:
    """[0], Wat zijn de aanmeldcriteria: more than one leefgebied; two ketens alone are not drang and dwang."""
    geteld = vraag("afglijden", "systeem-geraakt", nee=("gebiedsprobleem",))._replace(
        leefgebieden=frozenset({"wonen", "zorgverzekering"}),
        ketens=frozenset({Keten.ZORG, Keten.STRAFRECHT}),
    )
    gegeven = advies(ZVH, geteld)
    assert codes_voor(gegeven) == {"A1", "A3"}
    assert "meerdere-ketens" in {nog.kenmerk for nog in gegeven.nog}


@pytest.mark.parametrize("ontbreekt", ["afglijden", "systeem-geraakt"])
def test_the_zvh_may_fit_while_one_criterion_of_group_a_is_unknown(ontbreekt: str) -> None:
    """[0], Wat zijn de aanmeldcriteria: 'en' joins the three, so two are not enough."""
    gegeven = advies(ZVH, vraag(*(k for k in ZVH_A if k != ontbreekt), *ZVH_KLAAR))
    assert gegeven.passend is Passend.MOGELIJK
    assert ontbreekt in {nog.kenmerk for nog in gegeven.nog}


def test_the_zvh_does_not_fit_when_one_chain_can_manage() -> None:
    """[0], Wat zijn de aanmeldcriteria: the first group asks for more than one chain, the other for an area."""
    een_keten = vraag("meerdere-leefgebieden", "afglijden", nee=("meerdere-ketens", "gebiedsprobleem"))
    gegeven = advies(ZVH, een_keten)
    assert gegeven.passend is Passend.NIET
    assert codes_tegen(gegeven) == {"A2", "B1"}


def test_what_still_has_to_be_done_first_does_not_turn_the_zvh_down() -> None:
    """[0], Inleiding and Hoe aan te melden: the regular routes, and contact with a procesregisseur."""
    gegeven = advies(ZVH, vraag(*ZVH_A, nee=ZVH_KLAAR))
    assert gegeven.passend is Passend.PAST
    assert [(nog.wat, nog.code) for nog in gegeven.nog] == [
        (Wat.DOEN, "voorcontact"),
        (Wat.DOEN, "reguliere-routes"),
    ]


@pytest.mark.parametrize("leeftijd", [ONGEBOREN, 0, 17, 18, 99])
def test_the_zvh_names_no_age_and_so_shuts_nobody_out(leeftijd: int) -> None:
    """[0], Zorg- en Veiligheidshuis: no age is printed."""
    assert advies(ZVH, vraag(*ZVH_A)._replace(leeftijd=leeftijd)).passend is Passend.PAST


@pytest.mark.parametrize(("vrager", "via"), [("politie", False), ("lokale-toegang", True), (ANDERS, True)])
def test_who_is_no_partner_goes_through_one(vrager: str, via: bool) -> None:  # noqa: FBT001 a row of the table
    """[0], Zorg- en Veiligheidshuis, Hoe aan te melden: others only through a convenant partner."""
    gegeven = advies(ZVH, vraag(*ZVH_A)._replace(vrager=vrager))
    assert (gegeven.via is not None) is via
    assert gegeven.passend is Passend.PAST


def test_the_zvh_weighs_every_tuesday() -> None:
    """[2], Triage: every Tuesday; [0] says weekly."""
    triage = tafel(ZVH).triage
    assert (triage.weekdag, triage.weken, triage.bron.document) == (1, 1, "[2]")
    assert triage.eerste_vanaf(date(2026, 3, 2)) == date(2026, 3, 3)


def test_the_zvh_works_on_the_law_with_procesregie_and_on_names() -> None:
    """WGS 2.24-2.32; [2], Wat wij doen; [0], Wat is het Zorg- en Veiligheidshuis."""
    zvh = tafel(ZVH)
    assert zvh.regime == "zvh"
    assert [grond.code for grond in zvh.grondslagen] == ["wgs"]
    assert zvh.regie.vorm is Regievorm.PROCESREGIE
    assert zvh.bespreking.wijze is Bespreekwijze.OP_NAAM
    assert Stuk.TOESTEMMING not in zvh.vraagt


def test_the_zvh_has_the_seven_aanpakken_of_the_flyer() -> None:
    """[2], Aanpakken."""
    assert [aanpak.code for aanpak in tafel(ZVH).aanpakken] == [
        "complexe-casuistiek-regulier",
        "pog",
        "huiselijk-geweld-kindermishandeling-stalking",
        "maatschappelijke-onrust-radicalisering",
        "excessief-geweld",
        "mensenhandel",
        "nazorg-ex-gedetineerden",
    ]


def test_where_flyer_and_factsheet_differ_the_factsheet_is_followed() -> None:
    """[0] against [2]: criteria, contact beforehand, who weighs, what follows the aanmelding."""
    verschillen = [t for t in tafel(ZVH).tegenspraken if "[2]" in t.zegt_ook]
    assert len(verschillen) == 4
    assert all("[0]" in verschil.gevolgd for verschil in verschillen)


def test_where_the_law_says_otherwise_than_the_factsheet_the_law_is_followed() -> None:
    """[0], Hoe aan te melden, against WGS 2.31 and BGS 2.20: first the criteria, then the data of others."""
    (verschil,) = [t for t in tafel(ZVH).tegenspraken if "[2]" not in t.zegt_ook]
    assert ("WGS 2.31" in verschil.zegt_ook, verschil.gevolgd) == (True, "De wet.")


def test_an_aanmelding_at_the_zvh_is_about_everybody_who_is_involved() -> None:
    """[0], Zorg- en Veiligheidshuis, Hoe aan te melden: whatever the address."""
    assert "alle betrokken inwoners" in tafel(ZVH).aanmelding.formulier
    assert "verschillende adressen" in tafel(ZVH).aanmelding.formulier


def test_who_sits_at_an_ico() -> None:
    """[2], ICO: partners, online or not; the client when procesregisseur and deelnemers spoke of it before."""
    ico = {d.code: d.naam for d in tafel(ZVH).deelnemers if d.bron == Bron("[2]", "ICO")}
    assert ico == {
        "client": (
            "De cliënt, als dat veilig kan en vooraf is besproken met de procesregisseur en de deelnemers"
        ),
        "betrokken-partners": "Betrokken partners, online of op locatie",
    }


def test_how_the_zvh_discusses_is_no_more_than_a_keuze() -> None:
    """[0], Wat is het Zorg- en Veiligheidshuis: sharing and recording is allowed; not how it is discussed."""
    assert tafel(ZVH).bespreking.bron.zekerheid is Zekerheid.KEUZE


def test_the_zvh_can_be_reached_by_mail_and_phone() -> None:
    """[0], Zorg- en Veiligheidshuis, Hoe aan te melden."""
    (contact,) = tafel(ZVH).contact
    assert "zorgenveiligheidshuizawa@zaanstad.nl" in contact.wat
    assert "075-6552477" in contact.wat


# --- Regionaal Veiligheidsteam ---


def test_the_veiligheidsteam_does_not_ask_whether_the_regular_routes_were_tried() -> None:
    """[0], Inleiding: for this team not all of them need to have been tried."""
    rvt = tafel(RVT)
    assert Stuk.REGULIERE_ROUTES not in rvt.vraagt
    toetsen = [t for v in rvt.voorwaarden for t in v.toetst] + [t for c in rvt.criteria for t in c.toetst]
    assert "routes-geprobeerd" not in {toets.kenmerk for toets in toetsen}
    assert rvt.waarvoor.bron == Bron("[0]", "Inleiding", Zekerheid.BRON)


@pytest.mark.parametrize("code", [RET, BT_ZAANSTREEK, BT_PURMEREND, ZVH])
def test_the_other_tables_do_ask_for_the_regular_routes(code: str) -> None:
    """[0], Inleiding: the networks are for when all of them were tried."""
    assert Stuk.REGULIERE_ROUTES in tafel(code).vraagt
    gegeven = advies(code, vraag(nee=("routes-geprobeerd",)))
    assert (Wat.DOEN, "reguliere-routes") in {(nog.wat, nog.code) for nog in gegeven.nog}


def test_nothing_else_of_the_veiligheidsteam_was_read() -> None:
    """[0] has no heading on the team: everything but what it is for is a keuze."""
    zonder = replace(tafel(RVT), gemeenten=(), aanmelders=(), toestemming=())
    gelezen = [bron for bron in bronnen(zonder) if bron.zekerheid is Zekerheid.BRON]
    assert gelezen == [zonder.waarvoor.bron]


@pytest.mark.parametrize(
    ("ja", "nee", "passend", "vragen"),
    [
        pytest.param((), (), Passend.MOGELIJK, ["rvt-nagevraagd"], id="not asked yet"),
        pytest.param(("rvt-nagevraagd",), (), Passend.PAST, [], id="the team says yes"),
        pytest.param((), ("rvt-nagevraagd",), Passend.NIET, [], id="the team says no"),
    ],
)
@pytest.mark.parametrize("leeftijd", [9, 45])
def test_only_the_veiligheidsteam_itself_says_whom_it_supports(
    ja: tuple[str, ...], nee: tuple[str, ...], passend: Passend, vragen: list[str], leeftijd: int
) -> None:
    """[0], Inleiding, names no criteria: so nobody is sent away on a criterion of ours, child or adult."""
    anders = ("kind-onveilig", "huiselijk-geweld", "routes-geprobeerd")
    gegeven = advies(RVT, vraag(*ja, nee=(*nee, *anders))._replace(leeftijd=leeftijd))
    assert (gegeven.passend, [nog.kenmerk for nog in gegeven.nog]) == (passend, vragen)
    assert {reden.bron.zekerheid for reden in (*gegeven.voor, *gegeven.tegen)} <= {Zekerheid.KEUZE}


def test_professionals_may_ask_the_veiligheidsteam_and_a_parent_goes_through_one() -> None:
    """[0], Inleiding: it is for professionals who need support."""
    for vrager in ("lokale-toegang", "politie", "ggz", "veilig-thuis"):
        assert advies(RVT, vraag()._replace(vrager=vrager)).via is None
    assert advies(RVT, vraag()._replace(vrager="jeugdige-of-ouder")).via is not None


def test_of_the_veiligheidsteam_the_narrowest_is_chosen() -> None:
    """[0] is silent: no names, no regie, no levels, no addresses."""
    rvt = tafel(RVT)
    assert rvt.regime == "avg"
    assert rvt.bespreking.wijze is Bespreekwijze.ANONIEM
    assert rvt.regie.vorm is Regievorm.GEEN
    assert (rvt.opschalen, rvt.contact, rvt.deelnemers) == ((), (), ())
    (geheim,) = rvt.toestemming
    assert (geheim.voor, geheim.nodig_voor) == (Kring.BIJ_BEROEPSGEHEIM, (Stap.BEROEPSGEHEIM,))
