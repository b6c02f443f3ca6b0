"""What stood in a table as read, or in other words than its document has: each mended line, held against the place."""

from typing import NamedTuple

import pytest

from domain.tafels import Bron, Niveau, Tafel, Toestemmer, Zekerheid
from tests.tafels.situaties import definities

MDA_WF, SCHAKEL = "mda-westfriesland", "schakeloverleg-westfriesland"
VAN_WF = (MDA_WF, SCHAKEL, "doorbraaktafel-westfriesland", "ret-westfriesland")
ALLE_LEEFTIJDEN = (MDA_WF, "doorbraaktafel-westfriesland", "ret-westfriesland")
KERNTEAM = (
    "kernteam-verslavingszorg",
    "kernteam-ggz",
    "kernteam-jeugd-en-opvoedhulp",
    "kernteam-beperking",
    "kernteam-jeugdbescherming",
    "kernteam-onderwijs",
)


def tafel(code: str) -> Tafel:
    return definities().tafels[code]


def bron_van(code: str, wat: str, regel: str) -> Bron:
    """The source of the rule with this code, in the part ``wat`` of a table."""
    delen: tuple[Niveau, ...] = getattr(tafel(code), wat)
    return next(deel.bron for deel in delen if deel.code == regel)


# --- chosen, not read ---


class Regel(NamedTuple):
    """A rule of a table, and where was looked."""

    tafel: str
    wat: str
    code: str


GEKOZEN = {
    "[0] Beschermingstafel: an outcome is no level, Zaanstreek": Regel(
        "beschermingstafel-zaanstreek", "opschalen", "raadsonderzoek"
    ),
    "[0] Beschermingstafel: the other outcome, Zaanstreek": Regel(
        "beschermingstafel-zaanstreek", "afschalen", "vrijwillig-kader"
    ),
    "[0] Beschermingstafel: an outcome is no level, Purmerend": Regel(
        "beschermingstafel-purmerend", "opschalen", "raadsonderzoek"
    ),
    "[0] Beschermingstafel: the other outcome, Purmerend": Regel(
        "beschermingstafel-purmerend", "afschalen", "vrijwillig-kader"
    ),
    "[1] Over deze infographic: a principle, BKK": Regel(
        "bkk-hollands-midden", "voorwaarden", "lokaal-niet-gelukt"
    ),
    "[1] Over deze infographic: a principle, Veiligheidshuis": Regel(
        "veiligheidshuis-hollands-midden", "voorwaarden", "lokaal-niet-gelukt"
    ),
    "[1] Over deze infographic: a principle, JBT": Regel(
        "jbt-holland-rijnland", "voorwaarden", "lokaal-niet-gelukt"
    ),
    "[1] Lokale Zorg- en Veiligheidskamer: with the ZVH": Regel(
        "lokale-kamer-hollands-midden", "opschalen", "veiligheidshuis-hollands-midden"
    ),
    "[3] Casusoverleggen, Top X: serious nuisance or crime": Regel(
        "top-x-gooi-en-vechtstreek", "criteria", "A1"
    ),
    "[3] Scenario 1: shuts nobody out of Top X": Regel(
        "top-x-gooi-en-vechtstreek", "uitsluitingen", "verward-zonder-strafrecht"
    ),
    "[3] Casusoverleggen, MPH: what multiprobleem is": Regel("mph-hilversum", "criteria", "A1"),
    "[4] 1.1, MDA++: not that they are fixed, help": Regel(MDA_WF, "deelnemers", "jeugdhulpketen"),
    "[4] 1.1, MDA++: not that they are fixed, safety": Regel(MDA_WF, "deelnemers", "veiligheidsketen"),
    "[4] 1.1, MDA++: not that they are fixed, medical": Regel(MDA_WF, "deelnemers", "medisch-zorgcircuit"),
    **{f"[4] 2.2: the RET as a whole, {code}": Regel(SCHAKEL, "deelnemers", code) for code in KERNTEAM},
    **{
        f"[4] Bijlage 1, Secretaris RET: not in 2.2, {code}": Regel(code, "deelnemers", "secretaris")
        for code in VAN_WF
    },
    **{
        f"[4] 1.3.1: not as a condition, {code}": Regel(code, "voorwaarden", "besluit-verblijf")
        for code in VAN_WF
    },
}


@pytest.mark.parametrize("regel", GEKOZEN.values(), ids=GEKOZEN)
def test_what_the_document_does_not_say_is_a_keuze(regel: Regel) -> None:
    assert bron_van(*regel).zekerheid is Zekerheid.KEUZE
    assert "(" in bron_van(*regel).paragraaf, "what the place says or leaves out stands between brackets"


@pytest.mark.parametrize("code", ALLE_LEEFTIJDEN)
def test_before_birth_the_handbook_is_silent(code: str) -> None:
    """[4], Inleiding: all ages; that it holds before birth is a keuze."""
    (leeftijd,) = tafel(code).leeftijden
    assert leeftijd.bron.zekerheid is Zekerheid.KEUZE


@pytest.mark.parametrize("code", ["crisis", "strafrechtcomponent"])
def test_what_a_word_means_is_a_keuze(code: str) -> None:
    """[0], Inleiding; [3], Toekomstige situatie: the words stand there, what they are does not."""
    assert definities().kenmerken[code].bron.zekerheid is Zekerheid.KEUZE


def test_that_an_adult_consents_alone_is_not_in_the_jeugdwet() -> None:
    """Jw 7.3.4 is about youth: from 16 to 18 it was read, from 18 on it is a keuze."""
    doel = tafel(MDA_WF).doel("bespreken")
    assert doel is not None
    vanaf = {band.van: (band.wie, band.bron.zekerheid) for band in doel.banden if band.van >= 16}
    assert vanaf == {16: (Toestemmer.ZELF, Zekerheid.BRON), 18: (Toestemmer.ZELF, Zekerheid.KEUZE)}


# --- in the words of the document, at the right place ---


def test_who_registers_in_purmerend_is_read_under_another_heading() -> None:
    """[0], Beschermingstafel, Hoe aan te melden, Gemeente Purmerend: 'de aanmelder' and no more."""
    aanmelding = tafel("beschermingstafel-purmerend").aanmelding
    assert aanmelding.bron.zekerheid is Zekerheid.KEUZE
    assert aanmelding.bron.paragraaf.endswith("Gemeente Purmerend (noemt alleen de aanmelder)")


def test_form_and_address_of_the_ret_stand_under_their_own_heading() -> None:
    """[0], Regionaal Expertteam, Hoe aan te melden; who may ask, also a verzorger: Aanmeldcriteria."""
    aanmelding = tafel("ret-zaanstreek-waterland").aanmelding
    assert aanmelding.bron.paragraaf == "Regionaal Expertteam, Hoe aan te melden; Aanmeldcriteria"
    assert "ouder of verzorger" in aanmelding.via_wie


def test_a_youth_consents_who_can_weigh_the_own_interests() -> None:
    """[0], Regionaal Expertteam, Aanmeldcriteria: in staat tot een redelijke waardering."""
    (voorwaarde,) = [v for v in tafel("ret-zaanstreek-waterland").voorwaarden if v.code == "toestemming"]
    assert "als die de eigen belangen goed kan afwegen" in voorwaarde.tekst


def test_everybody_may_call_the_cit_also_in_the_answer_of_the_table() -> None:
    """[1], Diensten ZVH HM, CIT: nobody is kept from it, and it is CIT Leiden or CIT Gouda."""
    cit = tafel("cit-hollands-midden")
    assert cit.aanmelding.via_wie.startswith("Bel het CIT")
    assert "CIT Leiden of CIT Gouda" in cit.contact[0].wat


def test_only_the_guidance_of_the_jpt_is_voluntary_and_a_reprimand_is_a_penalty() -> None:
    """[1], Diensten ZVH HM, Jeugdpreventieteam."""
    jpt = tafel("jpt-hollands-midden")
    assert [v.tekst.partition(":")[0] for v in jpt.voorwaarden] == ["Voor begeleiding"]
    assert "pedagogische strafafdoening" in jpt.regie.tekst


def test_basic_procesregie_is_by_one_of_the_helpers() -> None:
    """[1], Regie op het proces; procesregie: basis and intensief."""
    regie = tafel("lokale-kamer-hollands-midden").regie.tekst
    assert "een van de hulpverleners" in regie
    assert "verleent zelf geen hulp" in regie


@pytest.mark.parametrize(
    ("code", "zegt", "zegt_ook"),
    [
        pytest.param(SCHAKEL, "1.1", "kernteam", id="[4] 1.1 against 2.2: who sits at the Schakeloverleg"),
        *(
            pytest.param(code, "(2.3)", "(1.4)", id=f"[4] 2.3 against 1.4: the solution, {code}")
            for code in VAN_WF
        ),
        *(
            pytest.param(code, "(2.6)", "[0]", id=f"[4] 2.6 and 2.7 against [0]: consent, {code}")
            for code in VAN_WF
        ),
    ],
)
def test_a_contradiction_that_was_missed_stands_there(code: str, zegt: str, zegt_ook: str) -> None:
    assert [t for t in tafel(code).tegenspraken if zegt in t.zegt and zegt_ook in t.zegt_ook]


@pytest.mark.parametrize("code", VAN_WF)
def test_who_weighs_and_what_never_goes_to_the_monitor(code: str) -> None:
    """[4], 1.6: procesregisseur, voorzitter, secretaris; Bijlage 4, rules 4 to 6: nothing that leads to somebody."""
    assert "secretaris" in tafel(code).regie.tekst
    doel = tafel(code).doel("landelijke-monitor")
    assert doel is not None
    assert doel.naam.endswith("zonder gegevens die naar iemand leiden")


@pytest.mark.parametrize("code", [MDA_WF, SCHAKEL, "doorbraaktafel-westfriesland"])
def test_all_ketenpartners_may_register(code: str) -> None:
    """[4], 1.6: professionals of the wijkteams and all ketenpartners."""
    assert "Alle ketenpartners kunnen aanmelden." in tafel(code).aanmelding.via_wie


def test_what_is_for_veilig_thuis_politie_and_om_needs_the_police_to_be_wanted() -> None:
    """[3], Afstemmingsoverleggen: politiebetrokkenheid wenselijk; Casus op Maat is named there as well."""
    afstemming = {o.code: o.waarvoor for o in definities().regios["gooi-en-vechtstreek"].afstemming}
    assert "waarbij het goed is dat de politie meedoet" in afstemming["afstemming-veilig-thuis-politie-om"]
    assert "casus-op-maat" in afstemming


def test_the_breakthrough_is_read_where_it_stands() -> None:
    """[3], Inleiding and Scenario 2: doorbraak; Toekomstige situatie: complex and stuck."""
    bron = bron_van("verwarde-personen-gooi-en-vechtstreek", "criteria", "A2")
    assert bron == Bron("[3]", "Toekomstige situatie; Inleiding; Scenario 2")
