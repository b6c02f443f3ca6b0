"""``casus rechten`` and ``casus toekenning``: the first grant is made by who runs the service."""

from datetime import timedelta
from typing import Any

from api.demo.toekenningen import RECHTEN_SINDS, gebruik_van, geef_rechten
from api.samenstelling import Dienst
from api.tokens import UITGEVER
from domain.rollen import Medewerker, Rol
from infra.herziening import te_herzien
from infra.rechten import Recht
from infra.toekenning import Aanvraag
from tests.api.cli.conftest import Casus
from tests.conftest import Klok
from tests.verhalen import ZVH, nieuw_verhaal

GEEF = (
    *("toekenning", "geef", "--uitgever", "https://inloggen.example", "--sub", "a1"),
    *("--als", "mw-lychee", "--rol", "beheerder", "--bij", "zvh", "--tafel", ZVH),
)


def test_the_sheet_has_a_row_for_every_role_and_every_right(casus: Casus) -> None:
    blad = casus("rechten", "--markdown").data
    assert all(f"| {rol.value} |" in blad for rol in Rol)
    assert all(f"| {recht.value} | {recht.code} |" in blad for recht in Recht)
    kop = next(regel for regel in blad.splitlines() if regel.startswith("| recht |"))
    lezen = next(regel for regel in blad.splitlines() if "| casus-lezen |" in regel)
    cellen = dict(zip(kop.split(" | "), lezen.split(" | "), strict=True))
    assert (cellen["melder"], cellen["fg"], cellen["over"]) == ("ja", "", "mensen")
    assert len(casus("rechten").data.splitlines()) == len(Recht)


def test_the_first_grant_is_made_listed_looked_at_and_ended(casus: Casus, dienst: Dienst) -> None:
    gegeven = casus(*GEEF)
    assert (gegeven.code, "on record" in gegeven.gezegd) == (0, True)
    id_ = gegeven.data.split("\t")[0]
    assert "there already" in casus(*GEEF).gezegd
    (in_lijst,) = casus("toekenning", "lijst", "--json").json
    assert (in_lijst["toekenningId"], in_lijst["rol"], in_lijst["gegevenDoor"]) == (
        id_,
        "beheerder",
        "beheer",
    )
    assert casus("toekenning", "herziening").code == 0
    assert casus("toekenning", "herzie", id_, "--uitkomst", "behouden").code == 0
    assert "is ended" in casus("toekenning", "beeindig", id_, "--reden", "andere functie").gezegd
    assert "ended already" in casus("toekenning", "beeindig", id_, "--reden", "misbruik").gezegd
    assert casus("toekenning", "lijst").data == ""
    assert "ended" in casus("toekenning", "lijst", "--alles").data
    assert dienst.toekenningen.lijst()[0].reden == "andere functie"


def test_a_system_gets_its_rights_by_name(casus: Casus) -> None:
    systeem = (*GEEF[:6], "--als", "sys-x", "--rol", "secretaris", "--bij", "zvh", "--tafel", ZVH)
    assert casus(*systeem, "--recht", "trieren").code == 2
    assert "systeem: triagelijst" in casus(*systeem, "--recht", "triagelijst").data


def test_what_cannot_be_granted_is_one_sentence(casus: Casus, dienst: Dienst) -> None:
    for anders, zin in (
        (("--tafel", "ret-elders"), "There is no table 'ret-elders'"),
        (("--als", "mw lychee"), "--als has another form"),
        (("--sub", "lychee@zvh.example"), "geen e-mailadres"),
        (("--medewerker", "mw-lychee"), "uzelf geen rechten"),
    ):
        antwoord = casus(*GEEF, *anders)
        assert (antwoord.code, zin in antwoord.gezegd) == (2, True), antwoord.gezegd
    assert (
        casus("toekenning", "beeindig", "00000000-0000-4000-8000-000000000001", "--reden", "misbruik").code
        == 2
    )
    assert dienst.toekenningen.lijst() == ()


def test_what_waits_for_a_year_ends_with_code_1_and_the_doctor_says_so(
    casus: Casus, dienst: Dienst, klok: Klok
) -> None:
    casus(*GEEF)
    assert casus("toekenning", "herziening").code == 0
    klok.verder(days=-400)
    lang = Medewerker("mw-peer", Rol.PROCESREGISSEUR, "zvh")
    een, _ = dienst.toekenningen.geef(
        Aanvraag("urn:x", "b2", lang, frozenset({ZVH}), klok.tijd.date()), door="x"
    )
    lijst = casus("toekenning", "herziening", "--json")
    assert (lijst.code, [regel["toekenningId"] for regel in lijst.json]) == (1, [str(een.id)])
    assert "langer dan een jaar niet herzien" in casus("toekenning", "herziening").data
    assert not _oordeel(casus)["ok"]
    assert casus("toekenning", "herzie", str(een.id), "--uitkomst", "behouden").code == 0
    assert _oordeel(casus)["ok"]


def _oordeel(casus: Casus) -> dict[str, Any]:
    oordelen: list[dict[str, Any]] = casus("doctor", "--json").json["checks"]
    return next(deel for deel in oordelen if deel["name"] == "grants")


def test_everybody_in_the_demo_has_a_grant_that_nobody_has_to_look_at(dienst: Dienst) -> None:
    vandaag = dienst.omgeving.vandaag()
    aantal = geef_rechten(dienst, vanaf=vandaag)
    assert geef_rechten(dienst, vanaf=vandaag) == aantal == len(dienst.toekenningen.lijst(op=vandaag))
    assert list(te_herzien(dienst.toekenningen, dienst.definities, vandaag=vandaag)) == []
    (systeem,) = dienst.toekenningen.van(UITGEVER, "sys-monitor", op=vandaag)
    assert systeem.rechten == frozenset({"monitoring", "tafels"})
    secretaris = dienst.toekenningen.van(UITGEVER, "demo-secretaris", op=vandaag)
    assert {tafel for een in secretaris for tafel in een.tafels} == set(dienst.definities.tafels)


def test_the_grants_of_the_demo_say_when_each_was_last_used(dienst: Dienst, klok: Klok) -> None:
    vandaag = dienst.omgeving.vandaag()
    nieuw_verhaal(dienst).meld_aan()
    feiten = dienst.archief.lees_na(0, limiet=10)
    wie = next(iter(gebruik_van(feiten)))
    assert gebruik_van(feiten) == {wie: vandaag}
    secretaris = Medewerker("demo-secretaris", Rol.SECRETARIS, "zvh")
    geef_rechten(dienst, vanaf=vandaag - RECHTEN_SINDS, gebruik={secretaris: vandaag - timedelta(days=3)})
    assert list(te_herzien(dienst.toekenningen, dienst.definities, vandaag=vandaag)) == []
    laatst = {een.wie: een.laatst_gebruikt for een in dienst.toekenningen.lijst()}
    assert laatst[secretaris] == vandaag - timedelta(days=3)
    assert set(laatst.values()) == {None, vandaag - timedelta(days=3)}
