"""Nothing leaves without a line: not a refusal, not what was there already, and no line leads to a fact."""

import hashlib
import json
from base64 import urlsafe_b64encode
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import select

from domain.rollen import Medewerker, Rol
from infra.database import Database
from infra.inzage.regel import Diepte, Inzageuitkomst
from infra.tables import inzagen
from tests.api.conftest import Deur
from tests.api.kijkers import dicht, hoogste, lees_met, leg_vast, nieuw_sinds, personen
from tests.api.verzoeken import AANMELDING
from tests.conftest import Klok
from tests.infra.inzage.inkijk import alle_regels, stroom_van, zonder_rem
from tests.kanarieloop import Levensloop
from tests.kanaries import Voliere
from tests.verhalen import FRAMBOOS, ZVH, Verhaal

SLIK = (
    "CREATE OR REPLACE FUNCTION inzage.slik() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NULL; END$$"
)
"""A trigger that lets a row disappear."""


def test_what_a_fact_records_has_no_line_beside_it_that_would_tie_the_two(deur: Deur) -> None:
    """A line with the moment and trace of a fact would lead from what remains of a case to its pseudonym."""
    wacht = Verhaal(deur.dienst)
    wacht.meld_aan()
    inhoud = {"persoonId": str(FRAMBOOS.persoon_id)}
    pad = f"/casussen/{wacht.casusnummer}/samenloopraadplegingen"
    assert deur.stuur(pad, inhoud, als=Rol.PROCESREGISSEUR).json()["vastgelegd"]
    assert alle_regels(deur.dienst) == []


def test_a_command_that_records_nothing_new_is_a_look(deur: Deur, verhaal: Verhaal) -> None:
    pad = f"/casussen/{verhaal.casusnummer}/aanvullingen"
    assert deur.stuur(pad, {}, als=Rol.SECRETARIS).json()["vastgelegd"] == []
    regels = alle_regels(deur.dienst)
    assert {regel.persoon for regel in regels} == personen(deur, verhaal)
    assert {regel.rest["uitkomst"] for regel in regels} == {Inzageuitkomst.GETOOND}


def test_an_aanmelding_that_was_there_already_is_a_look(deur: Deur) -> None:
    deur.stuur("/casussen", AANMELDING, als=Rol.MELDER)
    assert alle_regels(deur.dienst) == []
    assert deur.stuur("/casussen", AANMELDING, als=Rol.MELDER).status_code == 200
    assert alle_regels(deur.dienst)


def test_a_refusal_says_something_of_a_case_and_is_on_record(deur: Deur, verhaal: Verhaal) -> None:
    pad = f"/casussen/{verhaal.casusnummer}/heropeningen"
    assert deur.stuur(pad, {"reden": "Verzonnen"}, als=Rol.PROCESREGISSEUR).status_code == 409
    (regel,) = alle_regels(deur.dienst)
    assert (regel.rest["uitkomst"], regel.rest["diepte"]) == (Inzageuitkomst.GEWEIGERD, Diepte.GEEN)
    assert regel.casus is not None


@pytest.mark.parametrize("vraag", ["?versie=99", "?op=2026-01-01T00:00:00Z"])
def test_asking_for_what_a_case_never_was_is_on_record_with_the_case(
    deur: Deur, verhaal: Verhaal, vraag: str
) -> None:
    assert deur.haal(f"/casussen/{verhaal.casusnummer}{vraag}", als=Rol.PROCESREGISSEUR).status_code == 404
    (regel,) = alle_regels(deur.dienst)
    assert (regel.tafel, regel.rest["uitkomst"]) == (ZVH, Inzageuitkomst.GEWEIGERD)
    assert regel.casus is not None


def test_a_command_on_a_case_that_is_not_there_or_not_for_you_is_on_record(
    deur: Deur, verhaal: Verhaal
) -> None:
    for nummer, is_er in (("C-BBBBB-BBBBB", False), (verhaal.casusnummer, True)):
        voor = hoogste(deur)
        vreemde = Medewerker("mw-mango", Rol.MELDER, "ggz")
        assert deur.stuur(f"/casussen/{nummer}/aanvullingen", {}, als=vreemde).status_code == 404
        (regel,) = nieuw_sinds(deur, voor)
        assert (regel.casus is not None) is is_er


def test_the_text_of_an_overleg_is_on_record_for_the_cases_that_are_out_of_sight(
    deur: Deur, klok: Klok
) -> None:
    """The case was closed since; the report still tells of what was discussed."""
    wacht = Verhaal(deur.dienst)
    wacht.meld_aan()
    loop = Levensloop(deur, klok, Voliere(), nummer=wacht.casusnummer)
    overleg_id = loop.overleg()
    punt = loop.zet_op(overleg_id)
    klok.verder(hours=3)
    aanwezig = [{"genodigde": code, "minuten": 60} for code in ("politie", "ggz")]
    verslag = {"aanwezig": aanwezig, "verslag": "Verzonnen verslag"}
    besproken = {"besproken": [{"agendapuntId": punt, "verslag": "Verzonnen bespreking"}]}
    loop.stuur_overleg(overleg_id, "/verslagen", {**verslag, **besproken})
    wacht.trieer()
    deur.dienst.wacht_op(wacht.sluit_af().positie)
    voor = hoogste(deur)
    gelezen = deur.haal(f"/overleggen/{overleg_id}", als=Rol.SECRETARIS).json()
    assert (gelezen["agendapunten"], gelezen["verslag"]) == ([], "Verzonnen verslag")
    (regel,) = nieuw_sinds(deur, voor)
    stroom_id = stroom_van(deur.dienst, wacht.casusnummer)
    assert regel.casus == deur.dienst.inzagen.pseudoniemen(stroom_id).casus(stroom_id)


def test_a_line_that_does_not_fit_its_record_is_told_apart_and_opens_nothing(
    deur: Deur, verhaal: Verhaal, database: Database
) -> None:
    doel = leg_vast(deur).json()["inzagedoelId"]
    vals = str(uuid4())
    with zonder_rem(database) as baas:
        baas.execute(
            "INSERT INTO inzage.regel (positie, inhoud, soort, op, wie, tafel, casus, inzagedoel)"
            " SELECT -8, replace(inhoud, %s, %s), soort, op, wie, tafel, casus, %s FROM inzage.regel",
            (doel, vals, vals),
        )
    assert lees_met(deur, verhaal, vals).status_code == 403
    regels = deur.haal(f"/inzagen?tafel={ZVH}", als=Rol.AUDITOR).json()["regels"]
    assert {regel["positie"]: regel["klopt"] for regel in regels if regel["soort"] == "doel"} == {
        1: True,
        -8: False,
    }
    with zonder_rem(database) as baas:
        baas.execute(
            "UPDATE inzage.regel SET inhoud = replace(inhoud, 'privacyaudit', 'klacht') WHERE positie = 1"
        )
    assert lees_met(deur, verhaal, doel).status_code == 403


@pytest.mark.parametrize(
    "sleutel",
    [
        {"op": "2026-03-02T08:30:00Z", "positie": 2**63},
        {"op": "2026-03-02T08:30:00Z", "positie": -1},
        {"op": "0001-01-01T00:00:00+14:00", "positie": 1},
        {"op": "9999-12-31T23:59:59-14:00", "positie": 1},
    ],
)
@pytest.mark.parametrize("lijst", ["inzagen", "inzagedoelen"])
def test_a_made_up_cursor_is_refused_in_a_sentence(deur: Deur, sleutel: dict[str, Any], lijst: str) -> None:
    na = urlsafe_b64encode(json.dumps(sleutel).encode()).decode().rstrip("=")
    antwoord = deur.haal(f"/{lijst}?tafel={ZVH}&na={na}", als=Rol.AUDITOR)
    assert (antwoord.status_code, antwoord.json()["fouten"][0]["veld"]) == (400, "na")


def test_a_database_that_swallows_lines_lets_nothing_out(
    deur: Deur, verhaal: Verhaal, database: Database
) -> None:
    for tabel in ("regel", "gebeurtenis"):
        with psycopg.connect(database.owner_url, autocommit=True) as baas:
            baas.execute(SLIK)
            baas.execute(
                f"CREATE TRIGGER slik BEFORE INSERT ON inzage.{tabel} FOR EACH ROW EXECUTE FUNCTION inzage.slik()"
            )
            assert dicht(deur.haal(f"/casussen/{verhaal.casusnummer}", als=Rol.PROCESREGISSEUR))
            baas.execute(f"DROP TRIGGER slik ON inzage.{tabel}")


def test_a_line_can_be_held_against_its_record_by_whoever_has_a_bundle(deur: Deur, verhaal: Verhaal) -> None:
    deur.haal(f"/casussen/{verhaal.casusnummer}", als=Rol.DEELNEMER)
    regels = deur.haal(f"/inzagen?tafel={ZVH}", als=Rol.AUDITOR).json()["regels"]
    with deur.dienst.engine.connect() as verbinding:
        rijen = verbinding.execute(select(inzagen.c.notification_id, inzagen.c.state))
        records = {rij.notification_id: bytes(rij.state) for rij in rijen}
    for regel in regels:
        som = hashlib.sha256(regel["regel"].encode()).hexdigest()
        assert json.loads(records[regel["positie"]]) == {"k": som}


def test_somebody_who_is_not_of_the_case_is_not_told_that_nobody_looked(deur: Deur, verhaal: Verhaal) -> None:
    pad = f"/casussen/{verhaal.casusnummer}/inzagen"
    antwoord = deur.haal(f"{pad}?persoonId={uuid4()}", als=Rol.COMPLIANCE)
    assert (antwoord.status_code, antwoord.json()["type"]) == (404, "urn:casus:probleem:onbekende-betrokkene")
    deur.haal(f"/casussen/{verhaal.casusnummer}", als=Rol.DEELNEMER)
    (een, _) = deur.haal(f"/casussen/{verhaal.casusnummer}", als=Rol.AUDITOR).json()["personen"]
    op_pseudoniem = deur.haal(f"{pad}?persoonId={een['pseudoniem']}", als=Rol.COMPLIANCE).json()["regels"]
    assert {regel["persoon"] for regel in op_pseudoniem} == {een["pseudoniem"]}


def test_a_refusal_by_role_is_on_record_with_the_case_that_was_asked_for(
    deur: Deur, verhaal: Verhaal
) -> None:
    assert deur.haal(f"/casussen/{verhaal.casusnummer}", als=Rol.COMPLIANCE).status_code == 403
    (regel,) = deur.haal(f"/casussen/{verhaal.casusnummer}/inzagen", als=Rol.AUDITOR).json()["regels"]
    assert (regel["wie"], regel["uitkomst"]) == ("mw-pruim", "geweigerd")


def test_a_period_that_is_turned_round_is_refused(deur: Deur) -> None:
    for lijst in ("inzagen", "inzagedoelen"):
        antwoord = deur.haal(f"/{lijst}?tafel={ZVH}&van=2026-03-02&tot=2026-03-01", als=Rol.AUDITOR)
        assert (antwoord.status_code, antwoord.json()["fouten"][0]["veld"]) == (400, "tot")
