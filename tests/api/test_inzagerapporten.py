"""What an auditor sees at a glance: who looked how much, who did nothing after it, and which rights nobody used."""

import re
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

import api.rest
from api.inzagezinnen import DOEL, GROND, ROL
from api.rechten import GAAT_OVER_NIEMAND, RECHTEN, Recht
from api.rechtgebruik import RECHT_VAN
from domain.rollen import Medewerker, Rol
from infra.codec import ALLES
from infra.database import Database
from infra.inzage.regel import Inzagegrond
from tests.api.conftest import Deur
from tests.conftest import Klok
from tests.infra.inzage.inkijk import stroom_van
from tests.verhalen import FRAMBOOS, ZVH, Verhaal

MAART = f"tafel={ZVH}&van=2026-03-01&tot=2026-03-31"


def rapport(deur: Deur, naam: str, vraag: str = MAART) -> Any:
    antwoord = deur.haal(f"/inzagerapporten/{naam}?{vraag}", als=Rol.AUDITOR)
    assert antwoord.status_code == 200, antwoord.text
    return antwoord.json()


def test_activity_counts_requests_cases_people_and_what_was_refused(deur: Deur, verhaal: Verhaal) -> None:
    pad = f"/casussen/{verhaal.casusnummer}"
    for _ in range(3):
        deur.haal(pad, als=Rol.VOORZITTER)
    vreemde = Medewerker("mw-banaan", Rol.CASUSREGISSEUR, "ggz")
    deur.haal(pad, als=vreemde)
    regels = {regel["wie"]: regel for regel in rapport(deur, "activiteiten")["regels"]}
    veel, niets = regels["mw-vijg"], regels["mw-banaan"]
    assert (veel["keren"], veel["casussen"], veel["personen"], veel["geweigerd"]) == (3, 1, 2, 0)
    assert (niets["keren"], niets["casussen"], niets["personen"], niets["geweigerd"]) == (0, 0, 0, 1)
    assert veel["rol"] == "voorzitter"


def test_activity_is_that_of_the_period_on_the_calendar_here(
    deur: Deur, verhaal: Verhaal, klok: Klok
) -> None:
    klok.verder(hours=14, minutes=29)  # 23.59 hours in the Netherlands
    deur.haal(f"/casussen/{verhaal.casusnummer}", als=Rol.VOORZITTER)
    klok.verder(minutes=1)
    deur.haal(f"/casussen/{verhaal.casusnummer}", als=Rol.DEELNEMER)

    def wie(dag: str) -> set[str]:
        regels = rapport(deur, "activiteiten", f"tafel={ZVH}&van={dag}&tot={dag}")["regels"]
        return {regel["wie"] for regel in regels} - {"mw-dadel"}

    assert wie("2026-03-02") == {"mw-vijg"}
    assert wie("2026-03-03") == {"mw-meloen"}


def test_who_read_a_case_and_did_nothing_in_it_is_listed(deur: Deur, verhaal: Verhaal, klok: Klok) -> None:
    pad = f"/casussen/{verhaal.casusnummer}"
    for rol in (Rol.VOORZITTER, Rol.DEELNEMER, Rol.PROCESREGISSEUR, Rol.AUDITOR):
        deur.haal(pad, als=rol)
    klok.verder(hours=1)
    verhaal.wijs_actie_toe()
    gevonden = rapport(deur, "inzagen-zonder-vervolg")
    assert gevonden["nietNaTeGaan"] == 0
    regels = {regel["wie"]: regel for regel in gevonden["regels"]}
    # The procesregisseur assigned an action afterwards; the auditor saw no content.
    assert set(regels) == {"mw-vijg", "mw-meloen"}
    assert regels["mw-vijg"]["betrokken"] is False
    assert regels["mw-meloen"]["betrokken"] is True
    assert {regel["casusnummer"] for regel in regels.values()} == {verhaal.casusnummer}


def test_what_was_done_before_looking_is_no_later_action(deur: Deur, verhaal: Verhaal, klok: Klok) -> None:
    klok.verder(hours=1)
    deur.haal(f"/casussen/{verhaal.casusnummer}", als=Rol.PROCESREGISSEUR)
    regels = rapport(deur, "inzagen-zonder-vervolg")["regels"]
    assert [regel["wie"] for regel in regels] == ["mw-peer"]


def test_what_was_done_at_the_very_moment_of_looking_is_a_later_action(deur: Deur, verhaal: Verhaal) -> None:
    deur.haal(f"/casussen/{verhaal.casusnummer}", als=Rol.PROCESREGISSEUR)
    verhaal.wijs_actie_toe()
    assert rapport(deur, "inzagen-zonder-vervolg")["regels"] == []


def test_who_looks_again_after_doing_something_did_something(
    deur: Deur, verhaal: Verhaal, klok: Klok
) -> None:
    deur.haal(f"/casussen/{verhaal.casusnummer}", als=Rol.PROCESREGISSEUR)
    klok.verder(hours=1)
    verhaal.wijs_actie_toe()
    klok.verder(hours=1)
    deur.haal(f"/casussen/{verhaal.casusnummer}", als=Rol.PROCESREGISSEUR)
    assert rapport(deur, "inzagen-zonder-vervolg")["regels"] == []


def test_who_looked_last_is_listed_first_and_reading_who_consents_is_reading_too(
    deur: Deur, verhaal: Verhaal, klok: Klok
) -> None:
    klok.verder(hours=1)
    for rol, rest in (
        (Rol.VOORZITTER, "/toestemmingsstanden"),
        (Rol.DEELNEMER, ""),
        (Rol.PROCESREGISSEUR, ""),
    ):
        assert deur.haal(f"/casussen/{verhaal.casusnummer}{rest}", als=rol).status_code == 200
        klok.verder(hours=1)
    regels = rapport(deur, "inzagen-zonder-vervolg")["regels"]
    assert [(regel["wie"], regel["betrokken"]) for regel in regels] == [
        ("mw-peer", True),
        ("mw-meloen", True),
        ("mw-vijg", False),
    ]


def test_lists_do_not_count_as_reading_a_case(deur: Deur, verhaal: Verhaal) -> None:
    deur.haal(f"/monitoring?tafel={ZVH}", als=Rol.VOORZITTER)
    assert rapport(deur, "inzagen-zonder-vervolg")["regels"] == []


def test_of_a_destroyed_case_nobody_can_tell_any_more_and_that_is_said(deur: Deur, verhaal: Verhaal) -> None:
    deur.haal(f"/casussen/{verhaal.casusnummer}", als=Rol.VOORZITTER)
    deur.dienst.wacht_op(verhaal.vernietig().positie)
    gevonden = rapport(deur, "inzagen-zonder-vervolg")
    assert (gevonden["regels"], gevonden["nietNaTeGaan"]) == ([], 1)


def test_of_a_damaged_case_nobody_is_said_to_have_done_nothing(
    deur: Deur, verhaal: Verhaal, database: Database
) -> None:
    for rol in (Rol.PROCESREGISSEUR, Rol.VOORZITTER):
        deur.haal(f"/casussen/{verhaal.casusnummer}", als=rol)
    with psycopg.connect(database.owner_url) as baas:
        baas.execute("DELETE FROM kluis.deel")
    gevonden = rapport(deur, "inzagen-zonder-vervolg")
    assert (gevonden["regels"], gevonden["nietNaTeGaan"]) == ([], 1)


def test_rights_that_were_used_and_those_that_were_not(deur: Deur, verhaal: Verhaal) -> None:
    deur.haal(f"/casussen/{verhaal.casusnummer}", als=Rol.VOORZITTER)
    gevonden = rapport(deur, "ongebruikte-rechten")
    gebruikt = {(regel["rol"], regel["recht"]): regel["keren"] for regel in gevonden["gebruikt"]}
    ongebruikt = {(regel["rol"], regel["recht"]) for regel in gevonden["ongebruikt"]}
    assert gebruikt["voorzitter", "een casus lezen"] == 1
    assert gebruikt["procesregisseur", "triëren"] == 1
    assert ("voorzitter", "triëren") in ongebruikt
    assert ("melder", "een casus lezen") in ongebruikt
    assert not ongebruikt & set(gebruikt)
    gemeten = {(rol.value, recht.value) for recht, rollen in RECHTEN.items() for rol in rollen} - {
        (rol.value, recht.value) for recht in GAAT_OVER_NIEMAND for rol in Rol
    }
    assert ongebruikt | set(gebruikt) >= gemeten
    assert set(gevonden["nietGemeten"]) == {recht.value for recht in GAAT_OVER_NIEMAND}


def test_a_right_that_several_kinds_of_facts_show_is_counted_over_all_of_them(deur: Deur, klok: Klok) -> None:
    verhaal = Verhaal(deur.dienst)
    for stap in (
        verhaal.meld_aan,
        verhaal.trieer,
        verhaal.wijs_regie_toe,
        verhaal.plan_ico,
        verhaal.houd_ico,
    ):
        stap()
        klok.verder(hours=1)
    stroom_id = stroom_van(deur.dienst, verhaal.casusnummer)
    feiten = deur.dienst.archief.lees(stroom_id, bos=deur.dienst.archief.bos())
    keren = Counter((feit.envelop.rol, RECHT_VAN[type(feit.gebeurtenis)]) for feit in feiten)
    laatst = {(feit.envelop.rol, RECHT_VAN[type(feit.gebeurtenis)]): feit.envelop.op for feit in feiten}
    gebruikt = rapport(deur, "ongebruikte-rechten")["gebruikt"]
    assert {(regel["rol"], regel["recht"]): regel["keren"] for regel in gebruikt} == keren
    assert max(keren.values()) > 1
    for regel in gebruikt:
        assert datetime.fromisoformat(regel["laatstOp"]) == laatst[regel["rol"], regel["recht"]]


def test_a_purpose_that_was_put_on_record_is_a_right_that_was_used(deur: Deur, klok: Klok) -> None:
    inhoud = {"tafel": ZVH, "grond": "klacht", "kenmerk": "KLACHT-1"}
    for minuten in (5, 10):
        klok.verder(minutes=minuten)
        assert deur.stuur("/inzagedoelen", inhoud, als=Rol.AUDITOR).status_code == 201
    gevonden = rapport(deur, "ongebruikte-rechten")
    (doel,) = (regel for regel in gevonden["gebruikt"] if regel["recht"] == Recht.INZAGEDOEL)
    assert (doel["rol"], doel["keren"], doel["laatstOp"]) == ("auditor", 2, "2026-03-02T08:45:00Z")
    assert "auditor" not in {
        regel["rol"] for regel in gevonden["ongebruikt"] if regel["recht"] == Recht.INZAGEDOEL
    }


def test_a_command_whose_answer_shows_somebody_was_used_once(deur: Deur) -> None:
    wacht = Verhaal(deur.dienst)
    wacht.meld_aan()
    inhoud = {"persoonId": str(FRAMBOOS.persoon_id)}
    pad = f"/casussen/{wacht.casusnummer}/samenloopraadplegingen"
    assert deur.stuur(pad, inhoud, als=Rol.PROCESREGISSEUR).status_code == 200
    gebruikt = rapport(deur, "ongebruikte-rechten")["gebruikt"]
    assert [regel["keren"] for regel in gebruikt if regel["recht"] == Recht.SAMENLOOP] == [1]


def test_a_right_that_was_used_at_another_time_was_not_used_in_this(deur: Deur, verhaal: Verhaal) -> None:
    gevonden = rapport(deur, "ongebruikte-rechten", f"tafel={ZVH}&van=2026-04-01&tot=2026-04-30")
    assert gevonden["gebruikt"] == []


@pytest.mark.parametrize("naam", ["activiteiten", "inzagen-zonder-vervolg", "ongebruikte-rechten"])
def test_a_report_asks_for_a_period_that_can_be(deur: Deur, naam: str) -> None:
    for vraag in ("van=2026-03-02&tot=2026-03-01", "van=2025-01-01&tot=2026-03-01", "van=2026-03-01"):
        antwoord = deur.haal(f"/inzagerapporten/{naam}?tafel={ZVH}&{vraag}", als=Rol.AUDITOR)
        assert antwoord.status_code == 400, vraag
        assert antwoord.json()["fouten"][0]["veld"] == "tot"


def test_every_kind_of_fact_shows_which_right_was_used() -> None:
    assert set(RECHT_VAN) == set(ALLES.namen_van)
    van_kijken = {Recht.INZAGEDOEL, Recht.INZAGEN, Recht.TOESTEMMINGSSTAND, Recht.CASUS_LEZEN}
    van_kijken |= {Recht.CASUSSEN_LIJST, Recht.TRIAGELIJST, Recht.MONITORING, Recht.BEWAARTERMIJNEN}
    van_kijken |= {Recht.OVERLEG_LEZEN, Recht.CONSULTATIE_LEZEN}
    van_kijken |= {Recht.VERZOEK_LEZEN, Recht.VERZOEK_OVERZICHT}
    van_kijken |= {Recht.NOODINZAGEN, Recht.NOODINZAGE_BEOORDELEN}
    van_kijken |= {Recht.BEWARING_LEZEN, Recht.BEWAARKALENDER, Recht.LIJST_LEZEN, Recht.EXPORTEREN}
    assert set(RECHT_VAN.values()) | van_kijken | GAAT_OVER_NIEMAND == set(Recht)


def test_every_purpose_ground_and_role_has_words() -> None:
    bron = "\n".join(pad.read_text() for pad in Path(api.rest.__path__[0]).glob("*.py"))
    doelen = set(re.findall(r'Mag\(Recht\.\w+, doel="([a-z-]+)"', bron))
    assert doelen - {"wegwijzer"} == set(DOEL)
    assert set(GROND) == set(Inzagegrond)
    assert set(ROL) == set(Rol)


def test_a_year_is_the_longest_period(deur: Deur, klok: Klok) -> None:
    tot = klok().date()
    van = tot - timedelta(days=366)
    rapport(deur, "activiteiten", f"tafel={ZVH}&van={van}&tot={tot}")
