"""The logboek at the door: what a client of C2SP reads, and what it checks with nothing but the public key."""

import pytest

from domain.rollen import Rol
from infra.logboek import Afgekeurd
from infra.logboek.bewijs import lees_bewijs, lees_hashes
from infra.logboek.blad import bladhash
from infra.logboek.checkpoint import Checkpoint, open_checkpoint
from infra.logboek.merkle import verify_consistency
from infra.logboek.opslag import lees_gebeurtenissen
from infra.logboek.sleutels import Controlesleutel
from tests.api.conftest import Deur
from tests.infra.logboek.verleden import ring_van
from tests.verhalen import FRAMBOOS, nieuw_verhaal


@pytest.fixture
def gevuld(deur: Deur) -> Deur:
    """A case in the log, in two checkpoints, and one fact that no checkpoint covers yet."""
    verhaal = nieuw_verhaal(deur.dienst)
    verhaal.meld_aan()
    deur.dienst.logboek.werk_bij()
    verhaal.trieer()
    deur.dienst.logboek.werk_bij()
    verhaal.wijs_regie_toe()
    return deur


def sleutel(deur: Deur) -> Controlesleutel:
    """The public key, as somebody who checks got it in another way."""
    return Controlesleutel.van_vkey((deur.dienst.settings.logboekmap / "vkey").read_text().strip())


def checkpoint(deur: Deur) -> Checkpoint:
    antwoord = deur.client.get("/v1/logboek/checkpoint")
    assert (antwoord.status_code, antwoord.headers["content-type"]) == (200, "text/plain; charset=utf-8")
    log, naam = sleutel(deur), deur.dienst.settings.logboek_naam
    return open_checkpoint(antwoord.content, oorsprong=naam, log=[log]).checkpoint


def test_everybody_can_read_and_check_the_newest_checkpoint(gevuld: Deur) -> None:
    posities = [feit.positie for feit in gevuld.dienst.archief.lees_na(0, limiet=100)]
    assert 0 < checkpoint(gevuld).grootte < len(posities)


@pytest.mark.parametrize("rol", [Rol.AUDITOR, Rol.COMPLIANCE])
def test_every_event_of_the_checkpoint_is_proven_with_the_public_key_alone(gevuld: Deur, rol: Rol) -> None:
    grootte = checkpoint(gevuld).grootte
    with gevuld.dienst.engine.connect() as verbinding:
        gebeurtenissen = lees_gebeurtenissen(verbinding, na=0, limiet=grootte)
    for index, gebeurtenis in enumerate(gebeurtenissen):
        antwoord = gevuld.haal(f"/logboek/bewijzen/inclusie?positie={gebeurtenis.positie}", als=rol)
        assert antwoord.status_code == 200
        assert f'"{gebeurtenis.positie}.tlog-proof"' in antwoord.headers["content-disposition"]
        bewijs = lees_bewijs(antwoord.content)
        bewijs.controleer(
            bladhash(gebeurtenis.codeer()),
            oorsprong=gevuld.dienst.settings.logboek_naam,
            log=[sleutel(gevuld)],
        )
        assert bewijs.index == index
        assert FRAMBOOS.naam not in antwoord.text


def test_the_log_only_grew_from_any_size_to_any_other(gevuld: Deur) -> None:
    nieuw = checkpoint(gevuld)
    oud = gevuld.dienst.logboek.map.lees(min(gevuld.dienst.logboek.map.groottes()), ring_van(gevuld.dienst))
    assert oud is not None
    antwoord = gevuld.haal(
        f"/logboek/bewijzen/consistentie?van={oud[0].grootte}&tot={nieuw.grootte}", als=Rol.AUDITOR
    )
    verify_consistency(
        oud[0].grootte,
        nieuw.grootte,
        bewijs=lees_hashes(antwoord.text.splitlines()),
        oude_wortel=oud[0].wortel,
        nieuwe_wortel=nieuw.wortel,
    )
    gelijk = gevuld.haal(f"/logboek/bewijzen/consistentie?van=0&tot={nieuw.grootte}", als=Rol.AUDITOR)
    assert (gelijk.status_code, gelijk.text) == (200, "")


@pytest.mark.parametrize(
    ("vraag", "status", "code"),
    [
        ("inclusie?positie=9999", 404, "niet-in-het-logboek"),
        ("inclusie?positie={laatste}", 404, "niet-in-het-logboek"),
        ("inclusie?positie=0", 400, "ongeldig-verzoek"),
        ("inclusie?positie=9223372036854775808", 400, "ongeldig-verzoek"),
        ("inclusie?positie=een", 400, "ongeldig-verzoek"),
        ("inclusie", 400, "ongeldig-verzoek"),
        ("consistentie?van=2&tot=1", 404, "niet-in-het-logboek"),
        ("consistentie?van=0&tot=9999", 404, "niet-in-het-logboek"),
        ("consistentie?van=-1&tot=1", 400, "ongeldig-verzoek"),
        ("consistentie?van=0", 400, "ongeldig-verzoek"),
        ("consistentie?van=0&tot=1&meer=1", 400, "ongeldig-verzoek"),
    ],
)
def test_what_cannot_be_proven_is_said_so(gevuld: Deur, vraag: str, status: int, code: str) -> None:
    laatste = gevuld.dienst.archief.laatste_positie()
    antwoord = gevuld.haal(f"/logboek/bewijzen/{vraag.format(laatste=laatste)}", als=Rol.AUDITOR)
    assert (antwoord.status_code, antwoord.json()["type"]) == (status, f"urn:casus:probleem:{code}")


def test_before_anything_was_signed_there_is_no_checkpoint(deur: Deur) -> None:
    antwoord = deur.client.get("/v1/logboek/checkpoint")
    assert (antwoord.status_code, antwoord.json()["type"]) == (404, "urn:casus:probleem:niet-in-het-logboek")


@pytest.mark.parametrize("wat", ["checkpoint", "skey"])
def test_a_forged_checkpoint_or_a_key_that_is_gone_is_a_disturbance_and_no_proof(
    gevuld: Deur, wat: str
) -> None:
    if wat == "checkpoint":
        (gevuld.dienst.settings.logboekmap / "checkpoint").write_bytes(b"vals\n")
    else:
        gevuld.dienst.settings.logboeksleutel.unlink()
    assert gevuld.client.get("/v1/logboek/checkpoint").status_code == 503
    antwoord = gevuld.haal("/logboek/bewijzen/inclusie?positie=1", als=Rol.AUDITOR)
    assert (antwoord.status_code, antwoord.json()["type"]) == (503, "urn:casus:probleem:logboek-gestoord")


def test_a_logboek_that_signs_nothing_is_a_disturbance_of_the_service_until_it_is_mended(
    gevuld: Deur,
) -> None:
    bestand = gevuld.dienst.settings.logboekmap / "checkpoint"
    goed = bestand.read_bytes()
    bestand.write_bytes(b"vals\n")
    with pytest.raises(Afgekeurd):
        gevuld.dienst.logboek.werk_bij()
    assert gevuld.client.get("/v1/gezondheid").json() == {"stand": "gestoord"}
    bestand.write_bytes(goed)
    gevuld.dienst.logboek.werk_bij()
    assert gevuld.client.get("/v1/gezondheid").json() == {"stand": "gezond"}
