"""Messages at the door: what a link leads to for whom, and who looks after subscriptions and dead letters."""

from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from api.app import maak_app
from api.doctor_berichten import berichtenbevindingen
from api.samenstelling import Dienst
from domain.casus.commands import VoegDeelnemerToe
from domain.rollen import Medewerker, Rol
from infra.berichten.tabellen import bericht
from infra.settings import Settings
from tests.api.conftest import HIERVANDAAN, MENSEN, Deur
from tests.api.inlogproef import ADRES, Browser, demo_uitgever
from tests.api.verzoeken import ADVIES_OP_VRAAG, OVERLEG, VRAAG
from tests.conftest import Klok
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


# --- the link in a mail, which leads to a page -------------------------------------------------------------------


def waarheen(deur: Deur, verwijzing: UUID, als: Medewerker | Rol) -> str:
    """The page that a link leads somebody to, which that one may see."""
    headers = {"Authorization": f"Bearer {deur.token(als)}"}
    eerst = deur.client.get(f"/berichten/{verwijzing}", headers=headers, follow_redirects=False)
    assert eerst.status_code == 303, eerst.text
    pagina = deur.client.get(eerst.headers["location"], headers=headers)
    assert (pagina.status_code, pagina.headers["content-type"]) == (200, "text/html; charset=utf-8")
    return eerst.headers["location"]


def gemaild(dienst: Dienst) -> dict[str, UUID]:
    """The references in the mails there are, by what each is about; of one kind the last."""
    dienst.berichten.bezorger.leid_af()
    vraag = select(bericht.c.soort, bericht.c.verwijzing).where(bericht.c.soort.startswith("mail."))
    with dienst.engine.connect() as verbinding:
        return {rij.soort: rij.verwijzing for rij in verbinding.execute(vraag.order_by(bericht.c.versie))}


def bereikbaar(dienst: Dienst, *organisaties: str) -> None:
    for organisatie in organisaties:
        adres = f"postbus@{organisatie}.example.nl"
        dienst.berichten.beheer.geef_mailadres(ZVH, organisatie, None, adres, wie=MENSEN[Rol.BEHEERDER])


def test_a_mail_about_a_casus_leads_to_its_page(deur: Deur, klok: Klok) -> None:
    bereikbaar(deur.dienst, "politie", "ggz")
    verhaal = nieuw_verhaal(deur.dienst)
    verhaal.tot_en_met_ico()
    deur.dienst.wacht_op(verhaal.wijs_actie_toe().positie)
    klok.verder(days=15)
    naar = gemaild(deur.dienst)
    assert set(naar) == {"mail.uitkomst", "mail.uitnodiging", "mail.herinnering"}
    nummer = verhaal.casusnummer
    assert waarheen(deur, naar["mail.uitkomst"], Rol.MELDER) == f"/meldingen/{nummer}"
    assert waarheen(deur, naar["mail.uitkomst"], Rol.VOORZITTER) == f"/casus/{nummer}"
    for soort in ("mail.uitnodiging", "mail.herinnering"):
        assert waarheen(deur, naar[soort], Rol.PROCESREGISSEUR) == f"/casus/{nummer}"


def test_a_mail_about_a_question_leads_to_the_question_with_its_answer(deur: Deur) -> None:
    bereikbaar(deur.dienst, "politie")
    vraag = {**VRAAG, "organisatie": "politie"}
    nummer = deur.stuur("/consultaties", vraag, als=Rol.SECRETARIS).json()["consultatienummer"]
    deur.stuur(f"/consultaties/{nummer}/adviezen", ADVIES_OP_VRAAG, als=Rol.SECRETARIS)
    naar = gemaild(deur.dienst)
    assert set(naar) == {"mail.vraag-ontvangen", "mail.vraag-beantwoord"}
    for verwijzing in naar.values():
        assert waarheen(deur, verwijzing, Rol.MELDER) == f"/consultaties/{nummer}"
    pagina = deur.client.get(
        f"/consultaties/{nummer}", headers={"Authorization": f"Bearer {deur.token(Rol.MELDER)}"}
    )
    assert ADVIES_OP_VRAAG["advies"] in pagina.text


def test_a_mail_about_an_overleg_leads_to_it_or_to_the_answer_with_where_it_is(deur: Deur) -> None:
    bereikbaar(deur.dienst, "ggz")
    id_ = deur.stuur("/overleggen", {**OVERLEG, "plaats": "Verzonnenlaan 7"}, als=Rol.SECRETARIS).json()[
        "overlegId"
    ]
    deelnemer = MENSEN[Rol.DEELNEMER]
    genodigd = {"genodigde": deelnemer.organisatie, "medewerker": deelnemer.id, "deelname": "flexibel"}
    deur.stuur(f"/overleggen/{id_}/uitnodigingen", genodigd, als=Rol.SECRETARIS)
    verwijzing = gemaild(deur.dienst)["mail.uitnodiging"]
    assert waarheen(deur, verwijzing, Rol.VERTEGENWOORDIGER) == f"/agenda/{id_}"
    plek = waarheen(deur, verwijzing, Rol.DEELNEMER)
    assert plek == f"/agenda/{id_}/komst"
    ander = replace(deelnemer, id="mw-banaan", organisatie="reclassering")
    zien = [
        "Verzonnenlaan 7"
        in deur.client.get(plek, headers={"Authorization": f"Bearer {deur.token(wie)}"}).text
        for wie in (deelnemer, ander)
    ]
    assert zien == [True, False]


def test_the_link_in_a_mail_leads_nobody_else_anywhere(deur: Deur, verhaal: Verhaal) -> None:
    (eerste, _) = verwijzingen(deur.dienst)
    headers = {"Authorization": f"Bearer {deur.token(Rol.DEELNEMER)}"}
    paginas = [
        deur.client.get(f"/berichten/{een}", headers=headers, follow_redirects=False)
        for een in (eerste, uuid4())
    ]
    assert [een.status_code for een in paginas] == [404, 404]
    assert verhaal.casusnummer not in paginas[0].text


def test_somebody_opens_a_mail_signs_in_and_is_where_it_is_about(
    deur: Deur, verhaal: Verhaal, klok: Klok, tmp_path: Path
) -> None:
    getrieerd = verwijzingen(deur.dienst)[1]
    eigen = deur.dienst.settings.model_copy(update={"data": tmp_path / "data"})
    with demo_uitgever(eigen, klok) as uitgever:
        over = {"omgeving": "demo", "adres": ADRES, "oidc_uitgever": uitgever}
        app = maak_app(replace(deur.dienst, settings=eigen.model_copy(update=over)))
        browser = Browser(TestClient(app, base_url=ADRES, client=HIERVANDAAN))
        heen = browser.get(f"/berichten/{getrieerd}").headers["location"]
        assert heen == f"/inloggen?naar=%2Fberichten%2F{getrieerd}"
        terug = browser.log_in("demo-melder", heen)
        assert terug.headers["location"] == f"/berichten/{getrieerd}"
        op_de_plek = browser.get(browser.get(terug.headers["location"]).headers["location"])
    assert op_de_plek.status_code == 200
    assert verhaal.casusnummer in op_de_plek.text


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
