"""What people ask of their own data, over HTTP: from receipt to answer and destruction, by two people."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from api.doctor_verzoeken import verzoekenbevinding
from domain.rollen import Medewerker, Rol
from infra.tables import inzageregel, koppeling
from tests.api.conftest import TWEEDE_COMPLIANCE, Deur
from tests.api.lijstloop import vernietig
from tests.api.verzoeken import AANMELDING, AANMELDING_RET, BRAAM, FRAMBOOS, JSON, RET, VRAAG
from tests.conftest import Klok
from tests.verhalen import ZVH

VERZOEK: JSON = {
    "tafel": ZVH,
    "soort": "inzage",
    "ontvangenOp": "2026-03-02",
    "aanvrager": "betrokkene-zelf",
    "verzoeker": "Testpersoon Framboos",
    "bereikbaar": "framboos@verzonnen.example",
    "over": {"naam": FRAMBOOS["naam"], "geboortedatum": FRAMBOOS["geboortedatum"], "bsn": FRAMBOOS["bsn"]},
    "inhoud": "Wat weten jullie van mij?",
}
IDENTITEIT: JSON = {
    "geboortedatum": FRAMBOOS["geboortedatum"],
    "aanvragers": ["betrokkene-zelf"],
    "wijze": "aan-het-loket",
    "onderbouwing": "Rijbewijs gezien aan de verzonnen balie",
}
INWILLIGING: JSON = {"uitkomst": "inwilligen", "toelichting": "Niets staat het in de weg"}
AFWIJZING: JSON = {
    "uitkomst": "afwijzen",
    "grond": "kennelijk-ongegrond-of-buitensporig",
    "toelichting": "Het is de vierde keer deze maand",
}
HANDELAAR, TWEEDE = Rol.COMPLIANCE, TWEEDE_COMPLIANCE


@pytest.fixture
def casus(deur: Deur) -> str:
    """A case about Framboos and somebody else."""
    inhoud = {**AANMELDING, "betrokkenen": [FRAMBOOS, {k: v for k, v in BRAAM.items() if k != "persoonId"}]}
    antwoord = deur.stuur("/casussen", inhoud, als=Rol.MELDER)
    assert antwoord.status_code == 201, antwoord.text
    nummer: str = antwoord.json()["casusnummer"]
    return nummer


def ontvang(deur: Deur, **anders: object) -> str:
    antwoord = deur.stuur("/verzoeken", {**VERZOEK, **anders}, als=Rol.SECRETARIS)
    assert antwoord.status_code == 201, antwoord.text
    return f"/verzoeken/{antwoord.json()['verzoeknummer']}"


def stap(deur: Deur, pad: str, inhoud: JSON | None, *namen: str, als: Medewerker | Rol = HANDELAAR) -> Any:
    antwoord = deur.stuur(pad, inhoud, als=als)
    assert antwoord.status_code == 200, antwoord.text
    gedaan = antwoord.json()
    assert gedaan["vastgelegd"] == [f"verzoek.{naam}.v1" for naam in namen]
    return gedaan


def tot_vinden(deur: Deur, *, identiteit: JSON = IDENTITEIT, **anders: object) -> str:
    pad = ontvang(deur, **anders)
    stap(deur, f"{pad}/identiteiten", identiteit, "IdentiteitVastgesteld")
    gevonden = stap(deur, f"{pad}/zoekacties", None, "PersoonGezocht")["vondsten"]
    zeker = {"koppelingen": [vondst["koppelingId"] for vondst in gevonden]}
    stap(deur, f"{pad}/vindplaatsen", zeker, "VindplaatsenBevestigd")
    return pad


def tot_akkoord(deur: Deur, voorstel: JSON = INWILLIGING, **anders: Any) -> str:
    pad = tot_vinden(deur, **anders)
    stap(deur, f"{pad}/besluitvoorstellen", voorstel, "BesluitVoorgesteld")
    gezien = None
    if anders.get("soort", "inzage") == "inzage":
        gezien = {"vingerafdruk": deur.stuur(f"{pad}/overzichten", None, als=TWEEDE).json()["vingerafdruk"]}
    stap(deur, f"{pad}/besluiten", gezien, "VerzoekIngewilligd", als=TWEEDE)
    return pad


def opschortingen(deur: Deur, casusnummer: str) -> int:
    return len(deur.dienst.shell.laad(casusnummer).casus.opschortingen)


def beperkingen(deur: Deur, casusnummer: str) -> list[str]:
    return [een.grond.value for een in deur.dienst.shell.laad(casusnummer).casus.beperkingen]


# --- receipt and queue -------------------------------------------------------------------------------------------


def test_the_bureau_registers_it_and_the_handler_finds_it_in_the_queue_without_names(deur: Deur) -> None:
    pad = ontvang(deur)
    lijst = deur.haal(f"/verzoeken?tafel={ZVH}", als=HANDELAAR)
    (regel,) = lijst.json()["regels"]
    assert pad.endswith(regel["verzoeknummer"])
    assert (regel["ontvangenOp"], regel["uiterlijk"]) == ("2026-03-02", "2026-04-02")
    assert (regel["aanZet"], regel["overTermijn"], regel["verlengd"]) == ("behandelaar", False, False)
    assert "Framboos" not in lijst.text


def test_what_is_late_stands_first_and_says_so(deur: Deur, klok: Klok) -> None:
    vroeg = ontvang(deur, ontvangenOp="2026-02-20")
    later = ontvang(deur)
    klok.verder(days=20)
    regels = deur.haal(f"/verzoeken?tafel={ZVH}", als=HANDELAAR).json()["regels"]
    assert [f"/verzoeken/{regel['verzoeknummer']}" for regel in regels] == [vroeg, later]
    assert [regel["overTermijn"] for regel in regels] == [True, False]
    stap(
        deur,
        f"{vroeg}/verlengingen",
        {"reden": "Er zijn veel casussen", "medegedeeldOp": "2026-03-20"},
        "VerzoekVerlengd",
    )
    regels = deur.haal(f"/verzoeken?tafel={ZVH}", als=HANDELAAR).json()["regels"]
    assert [regel["uiterlijk"] for regel in regels] == ["2026-04-02", "2026-05-20"]
    assert [regel["verlengd"] for regel in regels] == [False, True]


def test_a_verzoek_of_another_table_is_not_there(deur: Deur) -> None:
    pad = ontvang(deur)
    for waar, inhoud in (("", None), ("/identiteiten", IDENTITEIT), ("/besluiten", None)):
        methode = "GET" if not waar else "POST"
        opties: dict[str, Any] = {"tafels": (RET,)}
        if inhoud is not None:
            opties["json"] = inhoud
        deze = deur.vraag(methode, f"{pad}{waar}", als=HANDELAAR, **opties)
        geen = deur.vraag(methode, f"/verzoeken/R-BBBBB-BBBBB{waar}", als=HANDELAAR, **opties)
        assert deze.status_code == 404
        assert {**deze.json(), "instance": ""} == {**geen.json(), "instance": ""}


def test_reading_a_verzoek_goes_on_record(deur: Deur) -> None:
    pad = ontvang(deur)
    voor = deur.vastgelegd()
    gelezen = deur.haal(pad, als=HANDELAAR).json()
    assert gelezen["over"] == {**VERZOEK["over"]}
    assert deur.vastgelegd() > voor


def test_doctor_is_not_healthy_when_an_answer_is_late_or_a_verzoek_is_kept_too_long(
    deur: Deur, klok: Klok
) -> None:
    pad = ontvang(deur)
    omgeving = deur.dienst.omgeving
    assert verzoekenbevinding(deur.dienst.engine, omgeving).in_orde
    klok.tijd = datetime(2026, 4, 2, 12, tzinfo=UTC)
    assert verzoekenbevinding(deur.dienst.engine, omgeving).in_orde
    klok.tijd = datetime(2026, 4, 3, 12, tzinfo=UTC)
    te_laat = verzoekenbevinding(deur.dienst.engine, omgeving)
    assert (te_laat.in_orde, te_laat.uitleg[:2]) == (False, "1 ")
    intrekking = {"ingetrokkenOp": "2026-04-03", "toelichting": "Hoeft niet meer"}
    stap(deur, f"{pad}/intrekkingen", intrekking, "VerzoekIngetrokken")
    assert verzoekenbevinding(deur.dienst.engine, omgeving).in_orde
    klok.tijd = datetime(2028, 4, 4, 12, tzinfo=UTC)
    te_lang = verzoekenbevinding(deur.dienst.engine, omgeving)
    assert (te_lang.in_orde, "1 are kept" in te_lang.uitleg) == (False, True)


# --- the person --------------------------------------------------------------------------------------------------


def test_the_person_is_found_over_all_tables_and_also_in_a_question(deur: Deur, casus: str) -> None:
    elders = {**AANMELDING_RET, "kenmerk": "JT-78", "betrokkenen": [FRAMBOOS]}
    antwoord = deur.stuur("/casussen", elders, als=Rol.SECRETARIS, tafels=(RET,))
    assert antwoord.status_code == 201, antwoord.text
    assert deur.stuur("/consultaties", VRAAG, als=Rol.MELDER).status_code == 201
    pad = ontvang(deur)
    stap(deur, f"{pad}/identiteiten", IDENTITEIT, "IdentiteitVastgesteld")
    voor = deur.vastgelegd()
    gevonden = stap(deur, f"{pad}/zoekacties", None, "PersoonGezocht")["vondsten"]
    assert sorted((een["soort"], een["tafel"], een["wijze"]) for een in gevonden) == [
        ("casus", RET, "bsn"),
        ("casus", ZVH, "bsn"),
        ("consultatie", ZVH, "bsn"),
    ]
    assert {een["naam"] for een in gevonden} == {"Testpersoon Framboos"}
    assert deur.vastgelegd() == voor + 4, "a line for the verzoek, and one for each place"
    with deur.dienst.engine.connect() as verbinding:
        tafels = verbinding.execute(select(inzageregel.c.tafel).where(inzageregel.c.persoon.is_not(None)))
        assert set(tafels.scalars()) == {ZVH, RET}


def test_a_name_and_a_birth_date_find_the_person_and_say_that_it_may_be_another(
    deur: Deur, casus: str
) -> None:
    zonder_bsn = {"naam": "F. Framboos", "geboortedatum": FRAMBOOS["geboortedatum"]}
    pad = ontvang(deur, over=zonder_bsn)
    stap(deur, f"{pad}/identiteiten", IDENTITEIT, "IdentiteitVastgesteld")
    (vondst,) = stap(deur, f"{pad}/zoekacties", None, "PersoonGezocht")["vondsten"]
    assert vondst["wijze"] == "naam-en-geboortedatum"
    weer = stap(deur, f"{pad}/zoekacties", None)["vondsten"]
    assert weer == [vondst]
    stap(deur, f"{pad}/vindplaatsen", {"koppelingen": []}, "VindplaatsenBevestigd")
    assert opschortingen(deur, casus) == 0


def test_before_it_is_sure_who_asks_nobody_is_looked_for(deur: Deur, casus: str) -> None:
    pad = ontvang(deur)
    antwoord = deur.stuur(f"{pad}/zoekacties", None, als=HANDELAAR)
    assert (antwoord.status_code, antwoord.json()["detail"]) == (409, "Stel eerst vast wie het verzoek doet.")


# --- what it means for the case ------------------------------------------------------------------------------------


def test_an_open_verzoek_holds_the_destruction_of_the_case_until_it_is_over(deur: Deur, casus: str) -> None:
    pad = tot_vinden(deur)
    assert opschortingen(deur, casus) == 1
    assert beperkingen(deur, casus) == []
    intrekking = {"ingetrokkenOp": "2026-03-02", "toelichting": "Hoeft niet meer"}
    stap(deur, f"{pad}/intrekkingen", intrekking, "VerzoekIngetrokken")
    assert opschortingen(deur, casus) == 0


def test_a_verzoek_that_takes_longer_holds_it_longer(deur: Deur, casus: str) -> None:
    """Else the hold would be past its review while the answer is not late yet."""
    pad = tot_vinden(deur)
    (eerst,) = deur.dienst.shell.laad(casus).casus.opschortingen
    langer = {"reden": "Er zijn veel casussen om na te gaan", "medegedeeldOp": "2026-03-02"}
    stap(deur, f"{pad}/verlengingen", langer, "VerzoekVerlengd")
    uiterlijk = deur.haal(pad, als=HANDELAAR).json()["uiterlijk"]
    (nu,) = deur.dienst.shell.laad(casus).casus.opschortingen
    assert nu.tot > eerst.tot
    assert nu.tot.isoformat() == uiterlijk
    intrekking = {"ingetrokkenOp": "2026-03-02", "toelichting": "Hoeft niet meer"}
    stap(deur, f"{pad}/intrekkingen", intrekking, "VerzoekIngetrokken")
    assert opschortingen(deur, casus) == 0


def test_two_verzoeken_hold_it_each_for_itself(deur: Deur, casus: str) -> None:
    een, _ = tot_vinden(deur), tot_vinden(deur)
    intrekking = {"ingetrokkenOp": "2026-03-02", "toelichting": "Hoeft niet meer"}
    stap(deur, f"{een}/intrekkingen", intrekking, "VerzoekIngetrokken")
    assert opschortingen(deur, casus) == 1


def test_what_is_confirmed_again_is_held_again(deur: Deur, casus: str) -> None:
    pad = tot_vinden(deur)
    koppelingen = deur.haal(pad, als=HANDELAAR).json()["koppelingen"]
    stap(deur, f"{pad}/vindplaatsen", {"koppelingen": []}, "VindplaatsenBevestigd")
    assert opschortingen(deur, casus) == 0
    stap(deur, f"{pad}/vindplaatsen", {"koppelingen": koppelingen}, "VindplaatsenBevestigd")
    assert opschortingen(deur, casus) == 1


def test_a_bezwaar_restricts_the_data_while_it_is_weighed_and_after_it_was_granted(
    deur: Deur, casus: str
) -> None:
    pad = tot_akkoord(deur, soort="bezwaar")
    assert beperkingen(deur, casus) == ["bezwaar-gemaakt"]
    gedaan = stap(deur, f"{pad}/uitvoeringen", None, "VerzoekUitgevoerd")
    assert gedaan["teBerichten"] == ["politie"]
    assert (beperkingen(deur, casus), opschortingen(deur, casus)) == (["bezwaar-gemaakt"], 0)


def test_a_bezwaar_that_is_refused_ends_the_restriction(deur: Deur, casus: str) -> None:
    pad = tot_vinden(deur, soort="bezwaar")
    afwijzing = {**AFWIJZING, "grond": "dwingende-gronden"}
    stap(deur, f"{pad}/besluitvoorstellen", afwijzing, "BesluitVoorgesteld")
    assert beperkingen(deur, casus) == ["bezwaar-gemaakt"]
    stap(deur, f"{pad}/besluiten", None, "VerzoekAfgewezen", als=TWEEDE)
    assert (beperkingen(deur, casus), opschortingen(deur, casus)) == ([], 0)


def test_a_beperking_that_is_granted_restricts_from_its_execution_on(deur: Deur, casus: str) -> None:
    voorstel = {**INWILLIGING, "beperkgrond": "juistheid-betwist"}
    pad = tot_akkoord(deur, voorstel, soort="beperking")
    assert beperkingen(deur, casus) == []
    stap(deur, f"{pad}/uitvoeringen", None, "VerzoekUitgevoerd")
    assert beperkingen(deur, casus) == ["juistheid-betwist"]
    stap(deur, f"{pad}/uitvoeringen", None)
    assert beperkingen(deur, casus) == ["juistheid-betwist"]


def test_an_erasure_needs_a_list_and_its_own_verzoek_does_not_hold_it(deur: Deur, casus: str) -> None:
    pad = tot_akkoord(deur, soort="wissing")
    assert opschortingen(deur, casus) == 0
    antwoord = deur.stuur(f"{pad}/uitvoeringen", None, als=HANDELAAR)
    assert antwoord.json()["detail"] == "De wissing staat nog niet op een vernietigingslijst."
    stap(deur, f"{pad}/wissingen", None, "WissingUitgezet")
    antwoord = deur.stuur(f"{pad}/uitvoeringen", None, als=HANDELAAR)
    assert "de vernietigingslijst is nog niet klaar" in antwoord.json()["detail"]
    (post,) = deur.haal(pad, als=HANDELAAR).json()["posten"]
    assert post["stand"] == "loopt"


# --- two people --------------------------------------------------------------------------------------------------


def test_who_proposes_does_not_decide(deur: Deur, casus: str) -> None:
    pad = tot_vinden(deur)
    stap(deur, f"{pad}/besluitvoorstellen", INWILLIGING, "BesluitVoorgesteld")
    zelf = deur.stuur(f"{pad}/besluiten", None, als=HANDELAAR)
    assert (zelf.status_code, zelf.json()["type"]) == (409, "urn:casus:probleem:weigering")
    stap(deur, f"{pad}/teruggaven", {"reden": "Te kort"}, "BesluitTeruggegeven", als=TWEEDE)
    (regel,) = deur.haal(f"/verzoeken?tafel={ZVH}", als=HANDELAAR).json()["regels"]
    assert (regel["fase"], regel["aanZet"]) == ("gevonden", "behandelaar")


def test_who_may_not_ask_gets_an_answer_too(deur: Deur) -> None:
    pad = ontvang(deur, aanvrager="ouder-met-gezag", verzoeker="Testpersoon Braam")
    niet = deur.stuur(f"{pad}/identiteiten", {**IDENTITEIT, "aanvragers": ["ouder-met-gezag"]}, als=HANDELAAR)
    assert niet.status_code == 409
    assert "Vanaf zestien jaar" in niet.json()["detail"]
    afwijzing = {**AFWIJZING, "grond": "niet-bevoegd"}
    stap(deur, f"{pad}/besluitvoorstellen", afwijzing, "BesluitVoorgesteld")
    stap(deur, f"{pad}/besluiten", None, "VerzoekAfgewezen", als=TWEEDE)
    assert deur.haal(f"/verzoeken?tafel={ZVH}", als=HANDELAAR).json()["regels"] == []


# --- the end -----------------------------------------------------------------------------------------------------


def test_the_verzoek_itself_is_destroyed_by_two_and_then_never_was(
    deur: Deur, casus: str, klok: Klok
) -> None:
    pad = tot_vinden(deur)
    stap(deur, f"{pad}/besluitvoorstellen", AFWIJZING, "BesluitVoorgesteld")
    stap(deur, f"{pad}/besluiten", None, "VerzoekAfgewezen", als=TWEEDE)
    grond = {"grond": "termijn-verstreken"}
    assert deur.stuur(f"{pad}/verwijdervoorstellen", grond, als=HANDELAAR).status_code == 409
    klok.verder(days=731)
    (regel,) = deur.haal(f"/verzoeken?tafel={ZVH}&stand=te-verwijderen", als=HANDELAAR).json()["regels"]
    assert regel["bewarenTot"] == "2028-03-02"
    stap(deur, f"{pad}/verwijdervoorstellen", grond, "VerwijderingVanVerzoekVoorgesteld")
    assert deur.stuur(f"{pad}/verwijderingen", None, als=HANDELAAR).status_code == 409
    klaar = stap(deur, f"{pad}/verwijderingen", None, "VerzoekVerwijderd", als=TWEEDE)
    weg = deur.haal(pad, als=HANDELAAR)
    nooit = deur.haal("/verzoeken/R-BBBBB-BBBBB", als=HANDELAAR)
    assert {**weg.json(), "instance": ""} == {**nooit.json(), "instance": ""}
    with deur.dienst.engine.connect() as verbinding:
        assert verbinding.execute(select(koppeling)).all() == []
    bewijs = deur.haal(f"/verwijderingen/{klaar['bewijsnummer']}", als=HANDELAAR).json()
    assert (bewijs["soort"], bewijs["tafel"], bewijs["regime"]) == ("verzoek", ZVH, "verzoek")
    skelet = deur.haal(f"/verwijderingen/{klaar['bewijsnummer']}/gebeurtenissen", als=HANDELAAR).json()
    assert "vernietigd op" in skelet["regels"][0]["zin"]


def test_of_a_case_that_is_destroyed_no_koppeling_is_left(deur: Deur, casus: str, klok: Klok) -> None:
    pad = tot_vinden(deur)
    stap(deur, f"{pad}/besluitvoorstellen", AFWIJZING, "BesluitVoorgesteld")
    stap(deur, f"{pad}/besluiten", None, "VerzoekAfgewezen", als=TWEEDE)
    klok.tijd += timedelta(days=365 * 5 + 2)
    vernietig(deur, casus)
    with deur.dienst.engine.connect() as verbinding:
        assert verbinding.execute(select(koppeling)).all() == []
    assert deur.haal(pad, als=HANDELAAR).status_code == 200
