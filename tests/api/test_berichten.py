"""Messages at the door: what a link leads to for whom, and who looks after subscriptions and dead letters."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from api.doctor_berichten import berichtenbevindingen
from api.samenstelling import Dienst
from domain.casus.commands import VoegDeelnemerToe
from domain.rollen import Medewerker, Rol
from infra.berichten.tabellen import bericht
from infra.settings import Settings
from tests.api.conftest import Deur
from tests.infra.berichten.huis import GGZ, NETTEN, OIN, POLITIE, abonneer
from tests.verhalen import ZVH, Verhaal, nieuw_verhaal

ABONNEMENT = {"organisatie": "politie", "adres": POLITIE, "tafels": [ZVH], "soorten": ["casus.getrieerd"]}
ANDERE_BEHEERDER = ("ret-elders",)


@pytest.fixture
def logboeksettings(logboeksettings: Settings) -> Settings:
    """The same, with an OIN, and this computer let in."""
    return logboeksettings.model_copy(update={"oin": OIN, "berichten_netten": NETTEN})


def verwijzingen(dienst: Dienst) -> list[UUID]:
    dienst.berichten.bezorger.leid_af()
    with dienst.engine.connect() as verbinding:
        return list(verbinding.execute(select(bericht.c.verwijzing).order_by(bericht.c.versie)).scalars())


@pytest.fixture
def verhaal(deur: Deur) -> Verhaal:
    """A case of the police that was triaged, of which the police was told."""
    abonneer(deur.dienst, "politie")
    verhaal = nieuw_verhaal(deur.dienst)
    verhaal.meld_aan()
    verhaal.trieer()
    verhaal.wijs_regie_toe()
    return verhaal


def test_a_link_leads_who_may_know_to_the_casus_and_that_is_on_record(deur: Deur, verhaal: Verhaal) -> None:
    _, getrieerd = verwijzingen(deur.dienst)
    voor = deur.vastgelegd()
    antwoord = deur.haal(f"/berichten/{getrieerd}", als=Rol.MELDER).json()
    assert antwoord["casusnummer"] == verhaal.casusnummer
    assert (antwoord["soort"], antwoord["tafel"]) == ("casus.getrieerd", ZVH)
    assert antwoord["op"] == "2026-03-02T08:30:00Z"
    assert deur.haal(antwoord["adres"].removeprefix("/v1"), als=Rol.MELDER).status_code == 200
    assert deur.vastgelegd() > voor


def test_to_anybody_else_it_is_as_a_link_that_leads_nowhere(deur: Deur, verhaal: Verhaal) -> None:
    (eerste, _) = verwijzingen(deur.dienst)
    geen = deur.haal(f"/berichten/{uuid4()}", als=Rol.MELDER)
    assert geen.status_code == 404
    anderen = (
        (Medewerker("mw-mango", Rol.MELDER, "ggz"), (ZVH,)),
        (Medewerker("mw-banaan", Rol.CASUSREGISSEUR, "ggz"), (ZVH,)),
        (Rol.DEELNEMER, (ZVH,)),
        (Rol.MELDER, ("ret-elders",)),
        (Rol.PROCESREGISSEUR, ("ret-elders",)),
    )
    for wie, tafels in anderen:
        antwoord = deur.haal(f"/berichten/{eerste}", als=wie, tafels=tafels)
        assert antwoord.status_code == 404, wie
        assert {**antwoord.json(), "instance": ""} == {**geen.json(), "instance": ""}
    for rol in (Rol.BEHEERDER, Rol.COMPLIANCE):
        assert deur.haal(f"/berichten/{eerste}", als=rol).status_code == 403
    verhaal.sluit_af()
    assert deur.haal(f"/berichten/{eerste}", als=Rol.MELDER).status_code == 404
    verhaal.verwijder()
    for rol in (Rol.MELDER, Rol.PROCESREGISSEUR):
        antwoord = deur.haal(f"/berichten/{eerste}", als=rol)
        assert {**antwoord.json(), "instance": ""} == {**geen.json(), "instance": ""}


def test_who_takes_part_opens_it_while_it_does(deur: Deur, verhaal: Verhaal) -> None:
    abonneer(deur.dienst, "ggz", url=GGZ)
    verhaal.doe(VoegDeelnemerToe("mw-meloen", "ggz", "behandelaar"))
    *_, toegevoegd = verwijzingen(deur.dienst)
    assert deur.haal(f"/berichten/{toegevoegd}", als=Rol.DEELNEMER).status_code == 200
    verhaal.sluit_af()
    assert deur.haal(f"/berichten/{toegevoegd}", als=Rol.DEELNEMER).status_code == 404


def test_the_keys_are_for_everybody_and_hold_no_secret(deur: Deur) -> None:
    antwoord = deur.client.get("/v1/berichten/sleutels")
    assert antwoord.headers["content-type"] == "application/jwk-set+json"
    (sleutel,) = antwoord.json()["keys"]
    assert set(sleutel) == {"kty", "crv", "x", "y", "kid", "alg", "use"}


def test_a_beheerder_gives_an_organisation_messages_and_ends_that(deur: Deur) -> None:
    gemaakt = deur.stuur("/abonnementen", ABONNEMENT, als=Rol.BEHEERDER)
    assert (gemaakt.status_code, gemaakt.headers["Location"]) == (201, "/v1/abonnementen")
    id_ = gemaakt.json()["abonnementId"]
    nog_eens = deur.stuur("/abonnementen", ABONNEMENT, als=Rol.BEHEERDER)
    assert (nog_eens.status_code, nog_eens.json()["abonnementId"]) == (200, id_)
    (regel,) = deur.haal("/abonnementen", als=Rol.BEHEERDER).json()["regels"]
    assert (regel["adres"], regel["gemaaktDoor"], regel["wachtend"]) == (POLITIE, "mw-lychee", 0)
    assert deur.haal("/abonnementen", als=Rol.BEHEERDER, tafels=ANDERE_BEHEERDER).json()["regels"] == []
    pad, reden = f"/abonnementen/{id_}/opzeggingen", {"reden": "De organisatie stopt"}
    assert deur.stuur(pad, reden, als=Rol.BEHEERDER, tafels=ANDERE_BEHEERDER).status_code == 404
    assert deur.stuur(pad, {}, als=Rol.BEHEERDER).status_code == 400
    assert deur.stuur(pad, reden, als=Rol.BEHEERDER).json()["opgezegdOp"]
    assert deur.haal("/abonnementen", als=Rol.BEHEERDER).json()["regels"] == []


@pytest.mark.parametrize(
    ("anders", "status"),
    [
        ({"adres": "https://10.1.2.3/"}, 409),
        ({"adres": "http://example.org/"}, 409),
        ({"adres": "https://169.254.169.254/latest"}, 409),
        ({"adres": "https://wie:wat@example.org/"}, 409),
        ({"adres": "https://een twee/"}, 400),
        ({"soorten": ["casus.onbekend"]}, 409),
        ({"tafels": []}, 400),
        ({"tafels": ["ret-elders"]}, 404),
        ({"tafels": [ZVH], "organisatie": "geen code"}, 400),
        ({"gemaaktDoor": "mw-x"}, 400),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    deur: Deur, anders: dict[str, object], status: int
) -> None:
    assert deur.stuur("/abonnementen", {**ABONNEMENT, **anders}, als=Rol.BEHEERDER).status_code == status
    assert deur.haal("/abonnementen", als=Rol.BEHEERDER).json()["regels"] == []


def test_the_doctor_says_when_nobody_can_subscribe(deur: Deur) -> None:
    engine, settings = deur.dienst.engine, deur.dienst.settings
    (met,) = berichtenbevindingen(engine, settings)
    (zonder,) = berichtenbevindingen(engine, settings.model_copy(update={"oin": None}))
    assert (met.in_orde, "CASUS_OIN" in met.uitleg) == (True, False)
    assert (zonder.in_orde, "CASUS_OIN" in zonder.uitleg) == (True, True)


def test_an_endpoint_that_fails_shows_and_can_be_resumed(deur: Deur, verhaal: Verhaal) -> None:
    del verhaal
    deur.dienst.berichten.bezorger.werk_bij()
    (regel,) = deur.haal("/abonnementen", als=Rol.BEHEERDER).json()["regels"]
    assert (regel["wachtend"], regel["fout"]) == (2, "ConnectionRefusedError")
    assert regel["misluktSinds"]
    pad = f"/abonnementen/{regel['abonnementId']}/hervattingen"
    hervat = deur.stuur(pad, {"reden": "Hersteld"}, als=Rol.BEHEERDER).json()
    assert (hervat["misluktSinds"], hervat["wachtend"]) == (None, 2)


def test_dead_letters_are_listed_without_what_they_are_about_and_tried_again(
    deur: Deur, verhaal: Verhaal
) -> None:
    zuinig = deur.dienst.settings.model_copy(update={"berichten_pogingen": 1})
    deur.dienst.berichten.bezorger._settings = zuinig
    deur.dienst.berichten.bezorger.werk_bij()
    antwoord = deur.haal("/dode-berichten?limiet=1", als=Rol.BEHEERDER)
    (dode,) = antwoord.json()["regels"]
    assert dode["soort"] == "casus.aangemeld"
    assert verhaal.casusnummer not in antwoord.text
    assert antwoord.json()["volgende"] is None
    pad = f"/dode-berichten/{dode['bezorgingId']}/herhalingen"
    reden = {"reden": "Hersteld"}
    assert deur.stuur(pad, reden, als=Rol.BEHEERDER, tafels=ANDERE_BEHEERDER).json() == {"opnieuw": False}
    assert deur.stuur(pad, reden, als=Rol.BEHEERDER).json() == {"opnieuw": True}
    assert deur.stuur(pad, reden, als=Rol.BEHEERDER).json() == {"opnieuw": False}
    assert deur.haal("/dode-berichten", als=Rol.BEHEERDER).json()["regels"] == []


def test_a_mail_address_is_never_shown_and_can_be_taken_away(deur: Deur) -> None:
    adres = {
        "tafel": ZVH,
        "organisatie": "ggz",
        "medewerker": "mw-meloen",
        "mailadres": "framboos@ggz.example.nl",
    }
    gemaakt, nog_eens = (deur.stuur("/mailadressen", adres, als=Rol.BEHEERDER) for _ in range(2))
    assert (gemaakt.status_code, nog_eens.status_code) == (201, 200)
    assert gemaakt.headers["Location"] == f"/v1/mailadressen?tafel={ZVH}"
    lijst = deur.haal(f"/mailadressen?tafel={ZVH}", als=Rol.BEHEERDER)
    (regel,) = lijst.json()["regels"]
    assert regel["afgekort"] == "f…@ggz.example.nl"
    assert "framboos" not in gemaakt.text + lijst.text
    for fout in ("geen adres", "a@b", "a@b.nl\r\nBcc: c@d.nl", "<a@b.nl>", "a@b.nl,c@d.nl"):
        antwoord = deur.stuur("/mailadressen", {**adres, "mailadres": fout}, als=Rol.BEHEERDER)
        assert antwoord.status_code == 400
        assert fout not in antwoord.text
    weg = f"/mailadressen/{regel['ontvangerId']}/verwijderingen"
    assert deur.stuur(weg, als=Rol.BEHEERDER, tafels=ANDERE_BEHEERDER).status_code == 404
    assert deur.stuur(weg, als=Rol.BEHEERDER).json() == regel
    assert deur.haal(f"/mailadressen?tafel={ZVH}", als=Rol.BEHEERDER).json()["regels"] == []


def test_what_waits_and_what_was_given_up_is_counted(deur: Deur, verhaal: Verhaal) -> None:
    del verhaal
    deur.dienst.berichten.bezorger.leid_af()
    gemeten = deur.client.get("/metrics").text
    assert "casus_berichten_wachtend 2.0" in gemeten
    assert "casus_berichten_achterstand 0.0" in gemeten
