"""``casus protocol``: what is in force, what another version would do, and taking it by two people."""

import json
from dataclasses import replace
from datetime import date

import pytest

from api.cli_kader import CliFout
from api.cli_protocol import neem_versie, toon_gevolgen
from api.samenstelling import Dienst
from domain.casus.waarden import Uitkomst
from domain.privacyprotocol import Privacyprotocol
from domain.rollen import Medewerker, Rol
from infra.definitions import Definities
from tests.api.cli.conftest import Casus
from tests.conftest import Klok
from tests.infra.test_herrekenen import EEN
from tests.verhalen import nieuw_verhaal

EERSTE = EEN.wie
TWEEDE = Medewerker("mw-guave", Rol.BEHEERDER, "zvh")


@pytest.fixture
def definities(definities: Definities) -> Definities:
    """The definitions as they are shipped, with a second version for the ZVH, of three years."""
    zvh = definities.protocollen["zvh"]
    tweede = replace(zvh, versie=2, plafond=replace(zvh.plafond, jaren=3))
    return replace(definities, protocolversies={**definities.protocolversies, "zvh/2": tweede})


@pytest.fixture
def drie_jaar(definities: Definities) -> Privacyprotocol:
    return definities.protocol("zvh/2")


def test_what_is_in_force_is_shown_with_its_rules(casus: Casus) -> None:
    uit = casus("protocol", "toon")
    assert uit.code == 0
    assert "zvh/1  in force, as it was shipped" in uit.data
    assert "WGS 1.8(7); bedenktijd 7 dagen" in uit.data
    assert "BGS 1.16(1); bedenktijd 0 dagen" in uit.data
    assert "AVG 5(1)(e), onze keuze; bedenktijd 7 dagen" in uit.data
    alleen = casus("protocol", "toon", "ret").data
    assert "ret/1" in alleen
    assert "zvh/1" not in alleen


def test_what_is_not_there_is_named(casus: Casus) -> None:
    for opdracht in (
        ("toon", "pga"),
        ("vergelijk", "zvh", 9),
        ("neem", "zvh", 9, "--medewerker", "mw-lychee"),
    ):
        uit = casus("protocol", *opdracht)
        assert (uit.code, uit.data) == (2, "")
        assert "known are: avg" in uit.gezegd


def test_the_first_version_is_pinned_by_two_people(casus: Casus) -> None:
    """Taking the version that was in force by default keeps the fingerprint of its rules."""
    assert casus("demo", "--once", "--casussen", "3").code == 0
    voorgesteld = casus("protocol", "neem", "zvh", 1, "--medewerker", "mw-lychee")
    assert (voorgesteld.code, "is proposed" in voorgesteld.gezegd) == (0, True)
    zelf = casus("protocol", "neem", "zvh", 1, "--medewerker", "mw-lychee")
    assert (zelf.code, "voert het niet zelf in" in zelf.gezegd) == (2, True)
    ander = casus("protocol", "neem", "zvh", 1, "--medewerker", "mw-guave")
    assert (ander.code, "zvh/1 is in force; the term of 0 cases changed" in ander.gezegd) == (0, True)
    assert "proposed by mw-lychee, taken by mw-guave" in casus("protocol", "toon", "zvh").data
    nog_eens = casus("protocol", "neem", "zvh", 1, "--medewerker", "mw-lychee")
    assert (nog_eens.code, "0 cases changed" in nog_eens.gezegd) == (0, True)
    vergeleken = casus("protocol", "vergelijk", "zvh", 1, "--json").json
    assert (vergeleken["veranderen"], vergeleken["van"], vergeleken["naar"]) == (0, "zvh/1", "zvh/1")


def test_the_effect_is_counted_and_told_case_by_case(
    dienst: Dienst, drie_jaar: Privacyprotocol, klok: Klok, capsys: pytest.CaptureFixture[str]
) -> None:
    oud, afgewezen = nieuw_verhaal(dienst), nieuw_verhaal(dienst)
    oud.meld_aan()
    afgewezen.meld_aan()
    afgewezen.trieer(Uitkomst.AFGEWEZEN)
    klok.verder(days=1200)
    nieuw = nieuw_verhaal(dienst)
    nieuw.meld_aan()
    toon_gevolgen(dienst, drie_jaar, wie=EERSTE, per_casus=False, json=False)
    regels = capsys.readouterr().out.splitlines()
    assert regels[:3] == [
        "From zvh/1 to zvh/2: 2 of 3 cases change.",
        "  2 have to go earlier, 0 may stay longer.",
        "  1 are over their term at once, and have to be destroyed.",
    ]
    assert len(regels) == 3
    toon_gevolgen(dienst, drie_jaar, wie=EERSTE, per_casus=True, json=True)
    antwoord = json.loads(capsys.readouterr().out)
    assert (antwoord["eerder"], antwoord["meteenOverTermijn"]) == (2, 1)
    per_nummer = {regel["casusnummer"]: regel for regel in antwoord["regels"]}
    assert per_nummer[oud.casusnummer] == {
        "casusnummer": oud.casusnummer,
        "tafel": "zvh-zaanstreek-waterland",
        "was": "2031-03-02",
        "wordt": "2029-03-02",
        "regel": "zvh/1/plafond",
        "regelWordt": "zvh/2/plafond",
        "overTermijn": True,
    }
    assert not per_nummer[nieuw.casusnummer]["overTermijn"]
    assert afgewezen.casusnummer not in per_nummer


def test_who_sees_the_numbers_stands_in_the_read_log(
    dienst: Dienst, drie_jaar: Privacyprotocol, capsys: pytest.CaptureFixture[str]
) -> None:
    verhaal = nieuw_verhaal(dienst)
    verhaal.meld_aan()
    for per_casus, regels in ((False, 0), (True, 1)):
        toon_gevolgen(dienst, drie_jaar, wie=EERSTE, per_casus=per_casus, json=False)
        assert tel_inzagen(dienst) == regels
        assert (verhaal.casusnummer in capsys.readouterr().out) is per_casus


def test_two_people_take_a_version_and_the_terms_change_once(
    dienst: Dienst, drie_jaar: Privacyprotocol, capsys: pytest.CaptureFixture[str]
) -> None:
    verhaal = nieuw_verhaal(dienst)
    verhaal.meld_aan()
    assert neem_versie(dienst, drie_jaar, wie=EERSTE)
    assert dienst.shell.laad(verhaal.casusnummer).casus.bewaren_tot == date(2031, 3, 2)
    with pytest.raises(CliFout, match="niet zelf in"):
        neem_versie(dienst, drie_jaar, wie=EERSTE)
    capsys.readouterr()
    for veranderd in (1, 0):
        assert neem_versie(dienst, drie_jaar, wie=TWEEDE)
        assert f"the term of {veranderd} cases changed" in capsys.readouterr().err
    assert dienst.shell.laad(verhaal.casusnummer).casus.bewaren_tot == date(2029, 3, 2)


def tel_inzagen(dienst: Dienst) -> int:
    """How many lines the read log has."""
    with dienst.engine.connect() as verbinding:
        return int(verbinding.exec_driver_sql("SELECT count(*) FROM inzage.regel").scalar_one())
