"""The tables of Hollands Midden against what [1] says of them: what fits, what does not, and what is still missing."""

from typing import NamedTuple

import pytest

from domain.tafels import Zekerheid
from domain.wegwijzer import ONGEBOREN, Nog, Passend, Wat
from tests.tafels.situaties import Vraag, advies, codes_nog, codes_tegen, codes_voor, definities, weg

REGIO = "hollands-midden"
KAMER = "lokale-kamer-hollands-midden"
BKK = "bkk-hollands-midden"
CIT = "cit-hollands-midden"
JPT = "jpt-hollands-midden"
MZO = "mzo-hollands-midden"
VEILIG_THUIS = "veilig-thuis-hollands-midden"
VEILIGHEIDSHUIS = "veiligheidshuis-hollands-midden"
JBT_HOLLAND_RIJNLAND = "jbt-holland-rijnland"
JBT_MIDDEN_HOLLAND = "jbt-midden-holland"
ALLE = (
    KAMER,
    BKK,
    CIT,
    JPT,
    MZO,
    VEILIG_THUIS,
    VEILIGHEIDSHUIS,
    JBT_HOLLAND_RIJNLAND,
    JBT_MIDDEN_HOLLAND,
)
MET_LOKAAL_EERST = (BKK, VEILIGHEIDSHUIS, JBT_HOLLAND_RIJNLAND, JBT_MIDDEN_HOLLAND)


def test_chamber_stands_first_because_local_goes_before_regional() -> None:
    """[1] Over deze infographic: lokaal waar mogelijk, regionaal waar nodig."""
    van_de_regio = [tafel.id for tafel in definities().tafels.values() if tafel.regio == "Hollands Midden"]
    assert van_de_regio[0] == KAMER
    assert set(van_de_regio) == set(ALLE)


# --- fits -----------------------------------------------------------------------------------------------------


class Geval(NamedTuple):
    """A situation that fits a table once it is known, and the criteria and conditions that say so."""

    tafel: str
    vraag: Vraag
    voor: set[str]


PAST = {
    "[1] Lokale Zorg- en Veiligheidskamer: complexe casuistiek": Geval(
        KAMER, Vraag(REGIO, ja=("complexe-casus",), gemeente="leiden", leeftijd=40), {"A1"}
    ),
    "[1] Diensten, BKK: de meest basale zorg": Geval(
        BKK,
        Vraag(REGIO, ja=("basale-zorg-lukt-niet", "lokaal-niet-gelukt"), leeftijd=3),
        {"A1", "leeftijd", "lokaal-niet-gelukt"},
    ),
    "[1] Diensten, CIT: direct actie": Geval(
        CIT, Vraag(REGIO, ja=("directe-actie-nodig",), leeftijd=9), {"A1", "leeftijd"}
    ),
    "[1] Diensten, JPT: in aanraking met de politie": Geval(
        JPT,
        Vraag(REGIO, ja=("politiecontact", "wil-vrijwillig-traject"), leeftijd=15),
        {"A1", "leeftijd", "vrijwillig"},
    ),
    "[1] Diensten, JPT: vatbaar voor crimineel gedrag": Geval(
        JPT,
        Vraag(
            REGIO,
            ja=("vatbaar-voor-criminaliteit", "wil-vrijwillig-traject"),
            nee=("politiecontact",),
            leeftijd=14,
        ),
        {"B1", "leeftijd", "vrijwillig"},
    ),
    "[1] Diensten, MZO: zorgen over iemand": Geval(
        MZO,
        Vraag(REGIO, ja=("zorgen-over-iemand",), leeftijd=67, vrager="inwoner"),
        {"A1", "leeftijd"},
    ),
    "[1] Diensten, MZO: overlast": Geval(
        MZO,
        Vraag(REGIO, ja=("overlast-ervaren",), leeftijd=30),
        {"B1", "leeftijd"},
    ),
    "[1] Diensten, MZO: onderzoek voor de Wvggz": Geval(
        MZO,
        Vraag(REGIO, ja=("wvggz-onderzoek-nodig",), leeftijd=30),
        {"C1", "leeftijd"},
    ),
    "[1] Diensten, Veilig Thuis: alle vormen van huiselijk geweld": Geval(
        VEILIG_THUIS, Vraag(REGIO, ja=("huiselijk-geweld",), leeftijd=80), {"A1"}
    ),
    "[1] Diensten, Veiligheidshuis: overlast en uitval voorkomen": Geval(
        VEILIGHEIDSHUIS,
        Vraag(
            REGIO,
            ja=("zorg-en-veiligheid-samen", "afglijden", "lokaal-niet-gelukt"),
            leeftijd=25,
        ),
        {"A1", "A2", "leeftijd", "lokaal-niet-gelukt"},
    ),
    "[1] Diensten, Veiligheidshuis: herhaling van onveilig gedrag": Geval(
        VEILIGHEIDSHUIS,
        Vraag(
            REGIO,
            ja=("zorg-en-veiligheid-samen", "herhaling-onveilig-gedrag", "lokaal-niet-gelukt"),
            nee=("afglijden",),
            leeftijd=25,
        ),
        {"A1", "B1", "leeftijd", "lokaal-niet-gelukt"},
    ),
    "[1] Jeugdbeschermingstafel: Holland Rijnland": Geval(
        JBT_HOLLAND_RIJNLAND,
        Vraag(
            REGIO,
            ja=("zorgen-veiligheid-ontwikkeling", "maatregel-in-beeld", "lokaal-niet-gelukt"),
            leeftijd=8,
            gemeente="katwijk",
        ),
        {"A1", "A2", "leeftijd", "lokaal-niet-gelukt"},
    ),
    "[1] Jeugdbeschermingstafel: Midden-Holland": Geval(
        JBT_MIDDEN_HOLLAND,
        Vraag(
            REGIO,
            ja=("zorgen-veiligheid-ontwikkeling", "maatregel-in-beeld", "lokaal-niet-gelukt"),
            leeftijd=8,
            gemeente="gouda",
        ),
        {"A1", "A2", "leeftijd", "lokaal-niet-gelukt"},
    ),
}


@pytest.mark.parametrize("geval", PAST.values(), ids=PAST)
def test_fits(geval: Geval) -> None:
    gegeven = advies(geval.tafel, geval.vraag)
    assert gegeven.passend is Passend.PAST
    assert codes_voor(gegeven) == geval.voor
    assert gegeven.nog == ()
    assert gegeven.tegen == ()


@pytest.mark.parametrize("geval", PAST.values(), ids=PAST)
def test_every_reason_to_fit_stands_in_the_infographic(geval: Geval) -> None:
    """[1] Diensten ZVH HM: chosen by us are the ages of the JBT, and local first as a condition of a table."""
    gekozen = {"lokaal-niet-gelukt"} | ({"leeftijd"} if geval.tafel.startswith("jbt") else set())
    for reden in advies(geval.tafel, geval.vraag).voor:
        assert reden.bron.document == "[1]"
        assert (reden.bron.zekerheid is Zekerheid.KEUZE) is (reden.code in gekozen)


# --- does not fit ---------------------------------------------------------------------------------------------


class Weg(NamedTuple):
    """A situation that does not fit a table, and what speaks against it."""

    tafel: str
    vraag: Vraag
    tegen: set[str]


PAST_NIET = {
    "[1] Lokale Zorg- en Veiligheidskamer: niet complex": Weg(
        KAMER, Vraag(REGIO, nee=("complexe-casus",)), {"A1"}
    ),
    "[1] Diensten, BKK: de basale zorg lukt": Weg(
        BKK, Vraag(REGIO, nee=("basale-zorg-lukt-niet",), leeftijd=3), {"A1"}
    ),
    "[1] Diensten, BKK: ouder dan 23": Weg(
        BKK, Vraag(REGIO, ja=("basale-zorg-lukt-niet",), leeftijd=24), {"leeftijd"}
    ),
    "[1] Diensten, CIT: niets dat direct moet": Weg(
        CIT, Vraag(REGIO, nee=("directe-actie-nodig",), leeftijd=9), {"A1"}
    ),
    "[1] Diensten, CIT: ouder dan 18": Weg(
        CIT, Vraag(REGIO, ja=("directe-actie-nodig",), leeftijd=19), {"leeftijd"}
    ),
    "[1] Diensten, JPT: geen van beide": Weg(
        JPT, Vraag(REGIO, nee=("politiecontact", "vatbaar-voor-criminaliteit"), leeftijd=15), {"A1", "B1"}
    ),
    "[1] Diensten, JPT: jonger dan beide leeftijden": Weg(
        JPT, Vraag(REGIO, ja=("politiecontact",), leeftijd=7), {"leeftijd"}
    ),
    "[1] Diensten, MZO: nog geen 18": Weg(
        MZO, Vraag(REGIO, ja=("overlast-ervaren",), leeftijd=17), {"leeftijd"}
    ),
    "[1] Diensten, MZO: geen zorgen, geen overlast, geen onderzoek": Weg(
        MZO,
        Vraag(REGIO, nee=("zorgen-over-iemand", "overlast-ervaren", "wvggz-onderzoek-nodig"), leeftijd=30),
        {"A1", "B1", "C1"},
    ),
    "[1] Diensten, Veilig Thuis: geen huiselijk geweld": Weg(
        VEILIG_THUIS, Vraag(REGIO, nee=("huiselijk-geweld",)), {"A1"}
    ),
    "[1] Diensten, Veiligheidshuis: een organisatie kan het alleen": Weg(
        VEILIGHEIDSHUIS,
        Vraag(REGIO, ja=("afglijden",), nee=("zorg-en-veiligheid-samen",), leeftijd=25),
        {"A1", "B1"},
    ),
    "[1] Diensten, Veiligheidshuis: nog geen 12": Weg(
        VEILIGHEIDSHUIS, Vraag(REGIO, ja=("afglijden", "zorg-en-veiligheid-samen"), leeftijd=11), {"leeftijd"}
    ),
    "[1] Jeugdbeschermingstafel: geen maatregel in beeld": Weg(
        JBT_MIDDEN_HOLLAND,
        Vraag(REGIO, ja=("zorgen-veiligheid-ontwikkeling",), nee=("maatregel-in-beeld",), leeftijd=8),
        {"A2"},
    ),
    "[1] Regionaal geregeld: Gouda hoort niet bij JBT Holland Rijnland": Weg(
        JBT_HOLLAND_RIJNLAND,
        Vraag(
            REGIO, ja=("zorgen-veiligheid-ontwikkeling", "maatregel-in-beeld"), leeftijd=8, gemeente="gouda"
        ),
        {"gemeente"},
    ),
    "[1] Regionaal geregeld: Leiden hoort niet bij JBT Midden-Holland": Weg(
        JBT_MIDDEN_HOLLAND,
        Vraag(
            REGIO, ja=("zorgen-veiligheid-ontwikkeling", "maatregel-in-beeld"), leeftijd=8, gemeente="leiden"
        ),
        {"gemeente"},
    ),
}


@pytest.mark.parametrize("geval", PAST_NIET.values(), ids=PAST_NIET)
def test_does_not_fit(geval: Weg) -> None:
    gegeven = advies(geval.tafel, geval.vraag)
    assert gegeven.passend is Passend.NIET
    assert codes_tegen(gegeven) == geval.tegen


def test_crisis_gets_the_numbers_and_no_table_not_even_the_cit() -> None:
    """[1] Diensten ZVH HM, CIT and Veilig Thuis: the numbers; that a crisis waits for no table is a keuze."""
    wegwijzing = weg(Vraag(REGIO, ja=("crisis", "directe-actie-nodig", "huiselijk-geweld"), leeftijd=9))
    assert wegwijzing.crisis is not None
    assert wegwijzing.crisis.bron.zekerheid is Zekerheid.KEUZE
    for nummer in ("112", "088 308 3800", "088 900 4000", "0800 2000"):
        assert nummer in wegwijzing.crisis.tekst
    assert wegwijzing.passend == ()
    assert {reden.code for tafel in wegwijzing.niet_passend for reden in tafel.tegen} == {"crisis"}


# --- what is still missing ------------------------------------------------------------------------------------


@pytest.mark.parametrize("tafel", MET_LOKAAL_EERST)
def test_regional_table_asks_first_whether_it_could_be_solved_locally(tafel: str) -> None:
    """[1] Over deze infographic: lokaal waar mogelijk, regionaal waar nodig; a voorwaarde, so it never excludes."""
    nog_niet = advies(tafel, Vraag(REGIO, nee=("lokaal-niet-gelukt",)))
    assert (Wat.DOEN, "lokaal-niet-gelukt") in {(nog.wat, nog.code) for nog in nog_niet.nog}
    assert nog_niet.tegen == ()
    onbekend = advies(tafel, Vraag(REGIO))
    assert "lokaal-niet-gelukt" in {nog.kenmerk for nog in onbekend.nog}


@pytest.mark.parametrize("tafel", sorted(set(ALLE) - set(MET_LOKAAL_EERST)))
def test_no_other_table_asks_that(tafel: str) -> None:
    """[1] Diensten ZVH HM: CIT and Veilig Thuis do not wait, MZO and JPT are early; the chamber is local."""
    assert "lokaal-niet-gelukt" not in codes_nog(advies(tafel, Vraag(REGIO, nee=("lokaal-niet-gelukt",))))


def test_all_is_there_for_the_jpt_except_that_the_youth_wants_to() -> None:
    """[1] Diensten ZVH HM, JPT: the guidance is voluntary."""
    gegeven = advies(
        JPT,
        Vraag(REGIO, ja=("politiecontact",), nee=("wil-vrijwillig-traject",), leeftijd=15),
    )
    assert gegeven.passend is Passend.PAST
    assert [(nog.wat, nog.code) for nog in gegeven.nog] == [(Wat.DOEN, "vrijwillig")]


def test_nearly_fits_the_veiligheidshuis_until_it_is_known_who_have_to_work_together() -> None:
    """[1] Diensten ZVH HM, Veiligheidshuis: zorg and veiligheid together."""
    gegeven = advies(VEILIGHEIDSHUIS, Vraag(REGIO, ja=("afglijden", "lokaal-niet-gelukt"), leeftijd=25))
    assert gegeven.passend is Passend.MOGELIJK
    assert {nog.kenmerk for nog in gegeven.nog} == {"zorg-en-veiligheid-samen", "herhaling-onveilig-gedrag"}


def test_nearly_fits_the_jbt_until_a_measure_is_in_view() -> None:
    """[1] Jeugdbeschermingstafel (JBT): to a measure, or away from it."""
    gegeven = advies(
        JBT_HOLLAND_RIJNLAND,
        Vraag(
            REGIO, ja=("zorgen-veiligheid-ontwikkeling", "lokaal-niet-gelukt"), leeftijd=8, gemeente="lisse"
        ),
    )
    assert gegeven.passend is Passend.MOGELIJK
    assert [nog.kenmerk for nog in gegeven.nog] == ["maatregel-in-beeld"]


def test_only_one_jbt_answers_once_the_municipality_is_known() -> None:
    """[1] Regionaal geregeld: two JBT's; which municipality belongs to which is a keuze."""
    wegwijzing = weg(
        Vraag(
            REGIO,
            ja=("zorgen-veiligheid-ontwikkeling", "maatregel-in-beeld"),
            leeftijd=8,
            gemeente="zuidplas",
        )
    )
    passend = {gegeven.tafel.id for gegeven in wegwijzing.passend}
    assert passend & {JBT_HOLLAND_RIJNLAND, JBT_MIDDEN_HOLLAND} == {JBT_MIDDEN_HOLLAND}


# --- ages -----------------------------------------------------------------------------------------------------

JA, NAVRAGEN, NEE = "ja", "navragen", "nee"


@pytest.mark.parametrize(
    ("tafel", "leeftijd", "uitkomst"),
    [
        pytest.param(BKK, 0, JA, id="[1] BKK 0-23: vanaf de geboorte"),
        pytest.param(BKK, 22, JA, id="[1] BKK 0-23: 22"),
        pytest.param(BKK, 23, NAVRAGEN, id="[1] BKK 0-23: 23 staat er, maar hoort die erbij?"),
        pytest.param(BKK, ONGEBOREN, NAVRAGEN, id="[1] BKK 0-23: zwijgt over voor de geboorte"),
        pytest.param(CIT, 17, JA, id="[1] CIT 0-18: 17"),
        pytest.param(CIT, 18, NAVRAGEN, id="[1] CIT 0-18: 18"),
        pytest.param(CIT, ONGEBOREN, NAVRAGEN, id="[1] CIT 0-18: zwijgt over voor de geboorte"),
        pytest.param(JPT, 7, NEE, id="[1] JPT 12-18 en 8-18: 7"),
        pytest.param(JPT, 8, NAVRAGEN, id="[1] JPT 12-18 en 8-18: 8, alleen in de tekst"),
        pytest.param(JPT, 11, NAVRAGEN, id="[1] JPT 12-18 en 8-18: 11, alleen in de tekst"),
        pytest.param(JPT, 12, JA, id="[1] JPT 12-18 en 8-18: 12"),
        pytest.param(JPT, 17, JA, id="[1] JPT 12-18 en 8-18: 17"),
        pytest.param(JPT, 18, NAVRAGEN, id="[1] JPT 12-18 en 8-18: 18"),
        pytest.param(JPT, 19, NEE, id="[1] JPT 12-18 en 8-18: 19"),
        pytest.param(JPT, ONGEBOREN, NEE, id="[1] JPT 12-18 en 8-18: nog niet geboren"),
        pytest.param(MZO, 17, NEE, id="[1] MZO 18-100: 17"),
        pytest.param(MZO, 18, JA, id="[1] MZO 18-100: 18"),
        pytest.param(MZO, 104, JA, id="[1] MZO 18-100: 100 is geen grens"),
        pytest.param(VEILIG_THUIS, 0, JA, id="[1] Veilig Thuis 0-100: vanaf de geboorte"),
        pytest.param(
            VEILIG_THUIS, ONGEBOREN, NAVRAGEN, id="[1] Veilig Thuis 0-100: zwijgt over voor de geboorte"
        ),
        pytest.param(VEILIG_THUIS, 101, JA, id="[1] Veilig Thuis 0-100: 100 is geen grens"),
        pytest.param(VEILIGHEIDSHUIS, 11, NEE, id="[1] Veiligheidshuis 12-100: 11"),
        pytest.param(VEILIGHEIDSHUIS, 12, JA, id="[1] Veiligheidshuis 12-100: 12"),
        pytest.param(VEILIGHEIDSHUIS, 101, JA, id="[1] Veiligheidshuis 12-100: 100 is geen grens"),
        pytest.param(JBT_MIDDEN_HOLLAND, ONGEBOREN, JA, id="[1] JBT zonder leeftijd: voor de geboorte"),
        pytest.param(JBT_MIDDEN_HOLLAND, 18, NAVRAGEN, id="[1] JBT zonder leeftijd: 18"),
        pytest.param(JBT_MIDDEN_HOLLAND, 19, NEE, id="[1] JBT zonder leeftijd: 19"),
        pytest.param(KAMER, ONGEBOREN, NAVRAGEN, id="[1] Lokale kamer zonder leeftijd: voor de geboorte"),
        pytest.param(KAMER, 55, JA, id="[1] Lokale kamer zonder leeftijd: 55"),
    ],
)
def test_age(tafel: str, leeftijd: int, uitkomst: str) -> None:
    gegeven = advies(tafel, Vraag(REGIO, leeftijd=leeftijd))
    gevraagd = [nog for nog in gegeven.nog if nog.code == "leeftijd"]
    assert (bool(gevraagd), "leeftijd" in codes_tegen(gegeven)) == (uitkomst == NAVRAGEN, uitkomst == NEE)
    assert all(_vraagt_na(nog) for nog in gevraagd)


def _vraagt_na(nog: Nog) -> bool:
    return nog.wat is Wat.NAVRAGEN and nog.bron.document == "[1]"


# --- via whom -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tafel", "vrager", "zelf"),
    [
        pytest.param(KAMER, "gemeente-leiden", True, id="[1] Lokale kamer: de gemeente"),
        pytest.param(KAMER, "inwoner", False, id="[1] Lokale kamer: lokale partners, geen inwoners"),
        pytest.param(BKK, "lokaal-team", True, id="[1] Diensten, BKK: lokaal team"),
        pytest.param(BKK, "inwoner", False, id="[1] Diensten, BKK: inwoner via het lokale team"),
        pytest.param(CIT, "politie", True, id="[1] Diensten, CIT: politie"),
        pytest.param(CIT, "inwoner", False, id="[1] Diensten, CIT: inwoner via een professional"),
        pytest.param(JPT, "politie", True, id="[1] Diensten, JPT: politie"),
        pytest.param(JPT, "ggz", False, id="[1] Diensten, JPT: ggz via het lokale team"),
        pytest.param(MZO, "inwoner", True, id="[1] Diensten, MZO: mensen met zorgen kunnen er terecht"),
        pytest.param(VEILIG_THUIS, "inwoner", True, id="[1] Diensten, Veilig Thuis: iedereen"),
        pytest.param(
            VEILIGHEIDSHUIS, "gemeente-gouda", True, id="[1] Gemeentelijk procesregisseur: opschaling"
        ),
        pytest.param(
            VEILIGHEIDSHUIS, "lokaal-team", False, id="[1] Diensten, Veiligheidshuis: via de regisseur"
        ),
        pytest.param(JBT_HOLLAND_RIJNLAND, "veilig-thuis", True, id="[1] JBT: Veilig Thuis"),
        pytest.param(
            JBT_HOLLAND_RIJNLAND, "gemeente-gouda", False, id="[1] JBT: een gemeente van de andere JBT"
        ),
    ],
)
def test_who_may_register(tafel: str, vrager: str, zelf: bool) -> None:  # noqa: FBT001 the answer itself
    via = advies(tafel, Vraag(REGIO, vrager=vrager)).via
    assert (via is None) is zelf
    if via is not None:
        assert via.code == "via-wie"
        assert via.bron.zekerheid is Zekerheid.KEUZE
