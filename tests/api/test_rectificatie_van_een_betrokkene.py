"""A rectificatie (AVG 16): what was wrong is gone with its key, and everything else goes on about the same person."""

from uuid import UUID

import psycopg

from domain.rollen import Rol
from infra.database import Database
from tests.api.conftest import Deur
from tests.api.test_verzoeken_van_betrokkenen import (
    HANDELAAR,
    INWILLIGING,
    casus,
    stap,
    tot_akkoord,
    tot_vinden,
)
from tests.api.verzoeken import FRAMBOOS, JSON, VRAAG
from tests.verhalen import ZVH

__all__ = ["casus"]

CORRECTIE: JSON = {**INWILLIGING, "correctie": {"naam": "Testpersoon Bosbes", "adres": "Verzonnenlaan 22"}}


def test_a_rectificatie_destroys_what_was_wrong_and_the_case_goes_on(
    deur: Deur, casus: str, database: Database
) -> None:
    pad = tot_akkoord(deur, CORRECTIE, soort="rectificatie")
    voor = deur.dienst.shell.laad(casus)
    (oud,) = [mens for mens in voor.casus.betrokkenen if mens.naam == "Testpersoon Framboos"]
    sleutels = sleutels_van(database, oud.persoon_id)
    assert sleutels
    gedaan = stap(deur, f"{pad}/uitvoeringen", None, "VerzoekUitgevoerd")
    assert gedaan["teBerichten"] == ["politie"]
    na = deur.dienst.shell.laad(casus)
    (nieuw,) = [mens for mens in na.casus.betrokkenen if mens.naam == "Testpersoon Bosbes"]
    assert (nieuw.adres, nieuw.bsn, nieuw.geboortedatum) == ("Verzonnenlaan 22", oud.bsn, oud.geboortedatum)
    assert "Framboos" not in repr([feit.gebeurtenis for feit in na.historie])
    assert sleutels_van(database, oud.persoon_id) == set()
    assert na.casus.opschortingen == ()
    gelezen = deur.haal(f"/casussen/{casus}", als=Rol.PROCESREGISSEUR)
    assert {mens["naam"] for mens in gelezen.json()["betrokkenen"]} == {
        "Testpersoon Bosbes",
        "Testpersoon Braam",
    }
    assert "Framboos" not in gelezen.text
    deur.dienst.wacht_op(deur.dienst.archief.laatste_positie())
    lijst = deur.haal(f"/triagelijst?tafel={ZVH}", als=Rol.PROCESREGISSEUR)
    assert "Testpersoon Bosbes" in lijst.text
    assert "Framboos" not in lijst.text


def test_who_was_put_right_is_found_by_what_is_right_and_another_open_verzoek_goes_on(
    deur: Deur, casus: str
) -> None:
    inzage = tot_vinden(deur)
    pad = tot_akkoord(deur, CORRECTIE, soort="rectificatie")
    stap(deur, f"{pad}/uitvoeringen", None, "VerzoekUitgevoerd")
    antwoord = deur.stuur(f"{inzage}/overzichten", None, als=HANDELAAR)
    (plaats,) = antwoord.json()["plaatsen"]
    assert plaats["gegevens"][0] == {"wat": "Naam", "waarde": "Testpersoon Bosbes"}
    op_naam = {"naam": "Testpersoon Bosbes", "geboortedatum": FRAMBOOS["geboortedatum"]}
    assert len(deur.haal(tot_vinden(deur, over=op_naam), als=HANDELAAR).json()["koppelingen"]) == 1
    oude_naam = {"naam": "Testpersoon Framboos", "geboortedatum": FRAMBOOS["geboortedatum"]}
    assert deur.haal(tot_vinden(deur, over=oude_naam), als=HANDELAAR).json()["koppelingen"] == []


def test_what_is_only_asked_about_in_a_question_is_not_passed_over(deur: Deur, casus: str) -> None:
    assert deur.stuur("/consultaties", VRAAG, als=Rol.MELDER).status_code == 201
    pad = tot_akkoord(deur, CORRECTIE, soort="rectificatie")
    antwoord = deur.stuur(f"{pad}/uitvoeringen", None, als=HANDELAAR)
    assert (antwoord.status_code, "consultatie" in antwoord.json()["detail"]) == (409, True)


def sleutels_van(database: Database, persoon_id: UUID) -> set[str]:
    """The data keys of this person that are there."""
    with psycopg.connect(database.owner_url) as verbinding:
        rijen = verbinding.execute(
            "SELECT sleutel_id::text FROM sleutels.sleutel WHERE persoon_id = %s", (persoon_id,)
        )
        return {rij[0] for rij in rijen}
