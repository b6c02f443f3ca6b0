"""A question over HTTP: asked, completed, answered, made an aanmelding or closed, and in the end destroyed."""

import pytest

from domain.rollen import Medewerker, Rol
from infra.logboek.uitslag import Onjuist
from infra.verklaring.verifieer import Gegeven, verifieer
from tests.api.conftest import Deur
from tests.api.lijstloop import vernietig
from tests.api.verzoeken import (
    AANMELDING,
    AANVULLING,
    ADVIES_OP_VRAAG,
    AFSLUITING,
    BRAAM,
    BSN,
    GRONDSLAG,
    JSON,
    RET,
    TRIAGE,
    VRAAG,
)
from tests.verhalen import ZVH

SCHOOL = Medewerker("mw-mango", Rol.MELDER, "een-school")


@pytest.fixture
def pad(deur: Deur) -> str:
    """A question of the police, by phone."""
    antwoord = deur.stuur("/consultaties", VRAAG, als=Rol.MELDER)
    assert antwoord.status_code == 201, antwoord.text
    nummer = antwoord.json()["consultatienummer"]
    assert antwoord.headers["Location"] == f"/v1/consultaties/{nummer}"
    return f"/consultaties/{nummer}"


def stap(deur: Deur, pad: str, inhoud: JSON | None, *namen: str, als: Medewerker | Rol) -> JSON:
    antwoord = deur.stuur(pad, inhoud, als=als)
    assert antwoord.status_code == 200, antwoord.text
    gedaan: JSON = antwoord.json()
    assert gedaan["vastgelegd"] == [f"consultatie.{naam}.v1" for naam in namen]
    return gedaan


def test_a_question_is_answered_and_becomes_an_aanmelding_without_retyping(deur: Deur, pad: str) -> None:
    stap(deur, f"{pad}/aanvullingen", {"betrokkenen": [BRAAM]}, "VraagAangevuld", als=Rol.MELDER)
    stap(deur, f"{pad}/adviezen", ADVIES_OP_VRAAG, "AdviesGegeven", als=Rol.PROCESREGISSEUR)
    bevestiging = {"kanaal": "email", "verzondenOp": "2026-03-02"}
    stap(deur, f"{pad}/bevestigingen", bevestiging, "BevestigingVerzonden", als=Rol.SECRETARIS)
    omgezet = stap(
        deur, f"{pad}/aanmeldingen", {"grondslag": GRONDSLAG}, "OmgezetInAanmelding", als=Rol.SECRETARIS
    )
    casus = deur.haal(f"/casussen/{omgezet['casusnummer']}", als=Rol.MELDER).json()
    assert (casus["organisatie"], casus["gemeente"], casus["tafel"]) == ("politie", "zaanstad", ZVH)
    assert [wie["naam"] for wie in casus["betrokkenen"]] == ["Testpersoon Framboos", "Testpersoon Braam"]
    weer = stap(deur, f"{pad}/aanmeldingen", {}, als=Rol.MELDER)
    assert weer["casusnummer"] == omgezet["casusnummer"]
    gelezen = deur.haal(pad, als=Rol.MELDER).json()
    assert (gelezen["fase"], gelezen["casusnummer"]) == ("omgezet", omgezet["casusnummer"])
    assert gelezen["advies"]["door"] == "mw-peer"


def test_the_list_shows_what_is_still_open(deur: Deur, pad: str) -> None:
    (regel,) = deur.haal(f"/consultaties?tafel={ZVH}", als=Rol.VOORZITTER).json()["regels"]
    assert (regel["vraag"], regel["beantwoordOp"]) == ("Hoort deze zaak bij de tafel?", None)
    assert [wie["naam"] for wie in regel["betrokkenen"]] == ["Testpersoon Framboos"]
    stap(deur, f"{pad}/sluitingen", {"reden": "Past hier niet"}, "ConsultatieGesloten", als=Rol.SECRETARIS)
    assert deur.haal(f"/consultaties?tafel={ZVH}", als=Rol.VOORZITTER).json()["regels"] == []


def test_everybody_may_ask_also_who_may_not_bring_a_case_in(deur: Deur) -> None:
    algemeen = {**VRAAG, "aard": "algemeen", "betrokkenen": []}
    nummer = deur.stuur("/consultaties", algemeen, als=SCHOOL).json()["consultatienummer"]
    gelezen = deur.haal(f"/consultaties/{nummer}", als=SCHOOL).json()
    assert (gelezen["organisatie"], gelezen["bewarenTot"]) == ("een-school", None)


def test_a_crisis_hears_its_own_route(deur: Deur) -> None:
    antwoord = deur.stuur("/consultaties", {**VRAAG, "urgentie": "crisis"}, als=Rol.MELDER)
    assert antwoord.json()["type"] == "urn:casus:probleem:crisisroute"


def test_a_bsn_shows_to_bureau_alone(deur: Deur, pad: str) -> None:
    for rol in (Rol.MELDER, Rol.SECRETARIS, Rol.PROCESREGISSEUR, Rol.VOORZITTER, Rol.VERTEGENWOORDIGER):
        assert (BSN in deur.haal(pad, als=rol).text) == (rol in {Rol.SECRETARIS, Rol.PROCESREGISSEUR}), rol


# --- reach --------------------------------------------------------------------------------------------------------


def test_a_melder_reaches_only_what_the_own_organisation_asked(deur: Deur, pad: str) -> None:
    nooit = "/consultaties/Q-BBBBB-BBBBB"
    for als, tafels in ((SCHOOL, (ZVH,)), (Rol.MELDER, (RET,)), (Rol.SECRETARIS, (RET,))):
        deze, geen = (deur.haal(waar, als=als, tafels=tafels) for waar in (pad, nooit))
        assert (deze.status_code, {**deze.json(), "instance": ""}) == (404, {**geen.json(), "instance": ""})
    assert deur.stuur(f"{pad}/aanvullingen", {"gemeente": "zaanstad"}, als=SCHOOL).status_code == 404
    assert deur.stuur(f"{pad}/aanmeldingen", {}, als=SCHOOL).status_code == 404
    assert deur.haal(f"/consultaties?tafel={ZVH}", als=SCHOOL).json()["regels"] == []
    namens_ander = {**VRAAG, "organisatie": "politie"}
    assert deur.stuur("/consultaties", namens_ander, als=SCHOOL).status_code == 403


def test_the_number_of_the_case_is_for_who_may_read_the_case(deur: Deur, pad: str) -> None:
    volledig = {
        **{veld: AANMELDING[veld] for veld in ("aanpak", "leefgebieden", "criteria", "reguliereRoutes")},
        "voorcontact": AANVULLING["voorcontact"],
        "grondslag": GRONDSLAG,
    }
    nummer = stap(deur, f"{pad}/aanmeldingen", volledig, "OmgezetInAanmelding", als=Rol.SECRETARIS)[
        "casusnummer"
    ]
    for waarheen, inhoud in (("triages", TRIAGE), ("afsluitingen", AFSLUITING)):
        gedaan = deur.stuur(f"/casussen/{nummer}/{waarheen}", inhoud, als=Rol.VOORZITTER)
        assert gedaan.status_code == 200, gedaan.text
    zichtbaar = {
        rol: deur.haal(pad, als=rol).json()["casusnummer"] == nummer
        for rol in (Rol.PROCESREGISSEUR, Rol.SECRETARIS, Rol.MELDER, Rol.VOORZITTER)
    }
    assert [rol for rol, ziet in zichtbaar.items() if ziet] == [Rol.PROCESREGISSEUR]
    assert stap(deur, f"{pad}/aanmeldingen", {}, als=Rol.MELDER)["casusnummer"] != nummer


# --- destruction --------------------------------------------------------------------------------------------------


def test_a_consultatie_is_destroyed_by_a_list_and_then_never_was(deur: Deur, pad: str) -> None:
    stap(deur, f"{pad}/sluitingen", {"reden": "Past hier niet"}, "ConsultatieGesloten", als=Rol.SECRETARIS)
    assert vernietig(deur, pad.rpartition("/")[2])[:2] == "V-"
    for als in (Rol.MELDER, Rol.PROCESREGISSEUR):
        for rest in ("", "/bewijsstrook"):
            weg = deur.haal(f"{pad}{rest}", als=als)
            nooit = deur.haal(f"/consultaties/Q-BBBBB-BBBBB{rest}", als=als)
            assert {**weg.json(), "instance": ""} == {**nooit.json(), "instance": ""}


def test_who_took_the_strook_of_a_consultatie_along_sees_in_the_verklaring_that_it_is_gone(
    deur: Deur, pad: str
) -> None:
    nummer = pad.rpartition("/")[2]
    voor = deur.vastgelegd()
    strook = deur.haal(f"{pad}/bewijsstrook", als=Rol.MELDER)
    assert deur.vastgelegd() == voor + 1, "that somebody asked for it is on record"
    assert nummer not in strook.text
    stap(deur, f"{pad}/sluitingen", {"reden": "Past hier niet"}, "ConsultatieGesloten", als=Rol.SECRETARIS)
    vernietig(deur, nummer)
    (regel,) = deur.haal(f"/verklaringen?tafel={ZVH}", als=Rol.FG).json()["regels"]
    verklaring = deur.haal(f"/verklaringen/{regel['nummer']}", als=Rol.FG).content
    gekeurd = verifieer(verklaring, Gegeven(nummer=nummer, strook=strook.content))
    assert gekeurd.nummer_vernietigd
    with pytest.raises(Onjuist):
        verifieer(verklaring, Gegeven(nummer="Q-BBBBB-BBBBB", strook=strook.content))
