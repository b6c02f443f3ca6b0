"""What an auditor reads of a database whose owner is not to be trusted: what the pages say is checked, was checked."""

import re
from html import unescape

import psycopg
import pytest

from domain.rollen import Rol
from infra.database import Database
from infra.inzage.regel import toezegging
from tests.api.conftest import Deur
from tests.api.lijstloop import vernietig
from tests.api.test_aanvallen_op_paginas import blader
from tests.infra.inzage.inkijk import stroom_van, zonder_rem
from tests.infra.logboek.verleden import zonder_rem as geschiedschrijver
from tests.verhalen import BRAAM, ZVH, Verhaal, nieuw_verhaal

ZICHTBAAR = re.compile(r"<[^>]+>|\s+")


def lees(deur: Deur, verhaal: Verhaal, welke: str) -> str:
    """What an auditor reads on one of the pages of a case."""
    antwoord = blader(deur, f"/casus/{verhaal.casusnummer}/{welke}", als=Rol.AUDITOR)
    assert antwoord.status_code == 200, antwoord.text
    return " ".join(unescape(ZICHTBAAR.sub(" ", antwoord.text)).split())


# --- who looked ---------------------------------------------------------------------------------------------------


def _bekeken(deur: Deur, verhaal: Verhaal) -> None:
    """Somebody looks at two people, and both lines are signed."""
    deur.haal(f"/casussen/{verhaal.casusnummer}", als=Rol.DEELNEMER)
    deur.dienst.inzagehouder.werk_bij()


def test_a_line_that_was_rewritten_with_its_record_was_said_to_be_right(
    deur: Deur, verhaal: Verhaal, database: Database
) -> None:
    _bekeken(deur, verhaal)
    with zonder_rem(database) as baas:
        (inhoud,) = baas.execute("SELECT inhoud FROM inzage.regel WHERE positie = 1").fetchone() or ("",)
        anders = str(inhoud).replace("mw-meloen", "mw-ander")
        baas.execute("UPDATE inzage.regel SET inhoud = %s WHERE positie = 1", (anders,))
        baas.execute(
            "UPDATE inzage.gebeurtenis SET state = %s WHERE notification_id = 1", (toezegging(anders),)
        )
    regels = deur.haal(f"/casussen/{verhaal.casusnummer}/inzagen", als=Rol.AUDITOR).json()["regels"]
    gevonden = {regel["positie"]: (regel["klopt"], regel["ondertekend"]) for regel in regels}
    assert (gevonden[1], gevonden[2]) == ((False, False), (True, True))
    assert "klopt niet 1" in lees(deur, verhaal, "inzagen")


def test_what_is_not_signed_yet_is_not_said_to_be_right(deur: Deur, verhaal: Verhaal) -> None:
    deur.haal(f"/casussen/{verhaal.casusnummer}", als=Rol.DEELNEMER)
    assert "nog niet aangetoond 2" in lees(deur, verhaal, "inzagen")
    deur.dienst.inzagehouder.werk_bij()
    pagina = lees(deur, verhaal, "inzagen")
    assert " klopt 2" in pagina
    assert "ontbreekt" not in pagina


def test_where_lines_were_taken_away_the_page_of_who_looked_says_so(
    deur: Deur, verhaal: Verhaal, database: Database
) -> None:
    _bekeken(deur, verhaal)
    with zonder_rem(database) as baas:
        baas.execute("DELETE FROM inzage.regel WHERE positie IN (1, 2)")
        baas.execute("DELETE FROM inzage.gebeurtenis WHERE notification_id = 1")
    pagina = lees(deur, verhaal, "inzagen")
    assert "In het inzagelogboek ontbreekt iets: twee regels waar de dienst voor tekende" in pagina
    assert "mw-meloen" not in pagina


def test_a_line_that_was_put_in_between_is_not_right(
    deur: Deur, verhaal: Verhaal, database: Database
) -> None:
    _bekeken(deur, verhaal)
    with zonder_rem(database) as baas:
        baas.execute(
            "INSERT INTO inzage.gebeurtenis (originator_id, originator_version, topic, state, notification_id)"
            " OVERRIDING SYSTEM VALUE SELECT gen_random_uuid(), 1, topic, state, -7 FROM inzage.gebeurtenis"
            " WHERE notification_id = 1"
        )
        baas.execute(
            "INSERT INTO inzage.regel (positie, inhoud, soort, op, wie, tafel, casus, persoon, inzagedoel)"
            " SELECT -7, inhoud, soort, op, wie, tafel, casus, persoon, inzagedoel FROM inzage.regel"
            " WHERE positie = 1"
        )
    assert "klopt niet -7" in lees(deur, verhaal, "inzagen")


# --- is it still what was recorded ----------------------------------------------------------------------------------


@pytest.fixture
def ondertekend(deur: Deur, verhaal: Verhaal) -> Verhaal:
    """A case with some facts under a checkpoint, which is in order."""
    verhaal.trieer()
    verhaal.wijs_regie_toe()
    deur.dienst.wacht_op(verhaal.plan_ico().positie)
    deur.dienst.logboek.werk_bij()
    assert "gebeurtenissen, onveranderd en op hun plaats" in lees(deur, verhaal, "integriteit")
    return verhaal


def test_where_the_last_fact_was_taken_away_the_rest_was_said_to_be_in_order(
    deur: Deur, ondertekend: Verhaal, database: Database
) -> None:
    with geschiedschrijver(database) as baas:
        baas.execute(
            "DELETE FROM feiten.gebeurtenis WHERE notification_id ="
            " (SELECT max(notification_id) FROM feiten.gebeurtenis)"
        )
    pagina = lees(deur, ondertekend, "integriteit")
    assert "In orde" not in pagina
    assert "In het hele logboek ontbreekt één gebeurtenis waar de dienst voor tekende." in pagina


def test_where_a_person_was_taken_out_beside_any_destruction_it_was_said_to_be_in_order(
    deur: Deur, ondertekend: Verhaal, database: Database
) -> None:
    stroom = stroom_van(deur.dienst, ondertekend.casusnummer)
    wie = (stroom, BRAAM.persoon_id)
    with geschiedschrijver(database) as baas:
        baas.execute(
            "INSERT INTO kluis.omheining (stroom_id, persoon_id, op, versies) VALUES (%s, %s, now(), '{}')",
            wie,
        )
        baas.execute("DELETE FROM kluis.deel WHERE stroom_id = %s AND persoon_id = %s", wie)
        baas.execute("DELETE FROM sleutels.sleutel WHERE stroom_id = %s AND persoon_id = %s", wie)
    pagina = lees(deur, ondertekend, "integriteit")
    assert "In orde" not in pagina
    assert "Wat als vernietigd is gemerkt, is niet wat de gebeurtenissen zeggen." in pagina


def test_a_number_that_leads_to_another_case_is_not_in_order_at_all(
    deur: Deur, ondertekend: Verhaal, database: Database
) -> None:
    ander = nieuw_verhaal(deur.dienst)
    deur.dienst.wacht_op(ander.meld_aan().positie)
    deur.dienst.logboek.werk_bij()
    ruil = (
        (ander.casusnummer, "tussen"),
        (ondertekend.casusnummer, ander.casusnummer),
        ("tussen", ondertekend.casusnummer),
    )
    with geschiedschrijver(database) as baas:
        for van, naar in ruil:
            baas.execute("UPDATE kluis.nummer SET casusnummer = %s WHERE casusnummer = %s", (naar, van))
    pagina = lees(deur, ondertekend, "integriteit")
    assert "In orde" not in pagina
    assert "het nummer is naar een andere casus gezet" in pagina
    assert "Download de bundel" not in pagina


# --- what was destroyed ---------------------------------------------------------------------------------------------


def _verklaard(deur: Deur) -> str:
    """Destroy a case and give the number of the verklaring."""
    verhaal = nieuw_verhaal(deur.dienst)
    verhaal.tot_en_met_ico()
    deur.dienst.wacht_op(verhaal.sluit_af().positie)
    vernietig(deur, verhaal.casusnummer)
    nummer: str = deur.haal(f"/verklaringen?tafel={ZVH}", als=Rol.FG).json()["regels"][0]["nummer"]
    return nummer


def test_a_verklaring_in_the_place_of_another_one_was_said_to_be_real(deur: Deur, database: Database) -> None:
    eerste, tweede = _verklaard(deur), _verklaard(deur)
    pad = f"/verklaringen/{eerste}?controle=true"
    # The key in the folder of checkpoints is a copy for others, so nothing is judged by it here.
    (deur.dienst.settings.logboekmap / "vkey").write_text("van iemand anders\n")
    goed = blader(deur, pad, als=Rol.FG).text
    assert "de verklaring is echt" in goed
    assert "niet de verklaring die bij deze lijst is vastgelegd" not in goed
    with psycopg.connect(database.owner_url) as baas:
        baas.execute("ALTER TABLE verklaring.verklaring DISABLE TRIGGER USER")
        baas.execute(
            "UPDATE verklaring.verklaring v SET (inhoud, vingerafdruk) ="
            " (SELECT a.inhoud, a.vingerafdruk FROM verklaring.verklaring a WHERE a.nummer = %s)"
            " WHERE v.nummer = %s",
            (tweede, eerste),
        )
        baas.execute("ALTER TABLE verklaring.verklaring ENABLE TRIGGER USER")
    vervangen = blader(deur, pad, als=Rol.FG).text
    assert "Dit is niet de verklaring die bij deze lijst is vastgelegd" in vervangen
    assert "Maar bij deze lijst is een andere verklaring vastgelegd." in vervangen
