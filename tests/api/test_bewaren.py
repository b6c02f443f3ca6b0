"""Holds, restrictions and own terms over HTTP: who may, what one reads of them, and what they stop."""

from functools import partial
from uuid import UUID

from domain.rollen import Rol
from tests.api.conftest import Deur
from tests.api.lijstloop import JSON, bekijk, stel_voor, tot_uitvoering, vernietig, voer_uit
from tests.api.verzoeken import AANMELDING_RET, OVERLEG, OVERLEG_ID, RET
from tests.gezin import EX, KIND, Gezin, gezin
from tests.verhalen import FRAMBOOS, ZVH, Verhaal, nieuw_verhaal

OPSCHORTING = {"grond": "rechtsvordering", "toelichting": "Framboos procedeert", "tot": "2026-06-01"}
BEPERKING = {
    "persoonId": str(EX.persoon_id),
    "grond": "juistheid-betwist",
    "toelichting": "Braam woont er niet",
    "tot": "2026-06-01",
}


def test_a_held_casus_is_not_destroyed_until_the_hold_is_lifted(deur: Deur) -> None:
    verhaal = Verhaal(deur.dienst)
    verhaal.tot_en_met_ico()
    deur.dienst.wacht_op(verhaal.sluit_af().positie)
    lijst = tot_uitvoering(deur, verhaal.casusnummer)
    pad = f"/casussen/{verhaal.casusnummer}"
    gedaan = deur.stuur(f"{pad}/opschortingen", OPSCHORTING, als=Rol.COMPLIANCE).json()
    assert voer_uit(deur, lijst)["fase"] == "ingetrokken"
    (post,) = bekijk(deur, lijst)["regels"]
    assert (post["status"], post["reden"]) == ("afgehaald", "opgeschort")
    opheffing = f"{pad}/opschortingen/{gedaan['opschortingId']}/opheffingen"
    assert deur.stuur(opheffing, {"reden": "De rechter besliste"}, als=Rol.COMPLIANCE).status_code == 200
    assert vernietig(deur, verhaal.casusnummer)


def test_what_is_due_says_what_holds_it_back_and_on_which_list_it_stands(deur: Deur) -> None:
    verhaal = Verhaal(deur.dienst)
    verhaal.tot_en_met_ico()
    deur.dienst.wacht_op(verhaal.sluit_af().positie)
    termijnen = f"/bewaartermijnen?tafel={ZVH}"

    def regel(pad: str = termijnen) -> JSON:
        (een,) = deur.haal(pad, als=Rol.COMPLIANCE).json()["regels"]
        return {naam: een[naam] for naam in ("opgeschort", "beperkt", "gronden", "herzienOp", "lijstnummer")}

    lijst = stel_voor(deur, verhaal.casusnummer, ookUitgewerkt=True)
    vrij = {"opgeschort": False, "beperkt": False, "gronden": [], "herzienOp": None, "lijstnummer": lijst}
    assert regel() == vrij
    deur.stuur(f"/casussen/{verhaal.casusnummer}/opschortingen", OPSCHORTING, als=Rol.COMPLIANCE)
    vast = {**vrij, "opgeschort": True, "gronden": ["rechtsvordering"], "herzienOp": "2026-06-01"}
    assert regel() == vast
    assert regel(f"{termijnen}&op={deur.dienst.omgeving.nu():%Y-%m-%dT%H:%M:%SZ}") == vast
    csv = deur.stuur("/exports", {"soort": "bewaartermijnen", "tafel": ZVH}, als=Rol.COMPLIANCE).text
    assert csv.splitlines()[0].split(";")[8:13] == [
        *("opgeschort", "beperkt", "gronden", "herzien_op", "lijstnummer")
    ]
    assert csv.splitlines()[1].split(";")[8:13] == ["ja", "nee", "rechtsvordering", "2026-06-01", lijst]


def test_sending_the_same_hold_again_changes_nothing(deur: Deur) -> None:
    verhaal = Verhaal(deur.dienst)
    verhaal.meld_aan()
    pad = f"/casussen/{verhaal.casusnummer}/opschortingen"
    met_id = {**OPSCHORTING, "opschortingId": "00000000-0000-4000-8000-00000000000a"}
    eerste, tweede = (deur.stuur(pad, met_id, als=Rol.COMPLIANCE).json() for _ in range(2))
    assert (eerste["vastgelegd"], tweede["vastgelegd"]) == (["casus.VernietigingOpgeschort.v1"], [])
    assert eerste["versie"] == tweede["versie"]


def test_hold_restriction_and_shielding_are_read_apart_with_ground_by_whom_and_until_when(deur: Deur) -> None:
    verhaal = Verhaal(deur.dienst)
    verhaal.tot_en_met_ico()
    pad = f"/casussen/{verhaal.casusnummer}"
    deur.stuur(f"{pad}/opschortingen", OPSCHORTING, als=Rol.COMPLIANCE)
    deur.stuur(f"{pad}/beperkingen", BEPERKING, als=Rol.COMPLIANCE)
    lopend = deur.haal(f"{pad}/bewaring", als=Rol.COMPLIANCE).json()
    assert lopend["afscherming"] is None
    assert (lopend["bewarenTot"], lopend["vernietigenVoor"]) == ("2031-03-02", "2031-03-03")
    [opschorting], [beperking] = lopend["opschortingen"], lopend["beperkingen"]
    assert opschorting["grond"] == "rechtsvordering"
    assert (opschorting["wie"], opschorting["rol"], opschorting["tot"], opschorting["teHerzien"]) == (
        "mw-pruim",
        "compliance-officer",
        "2026-06-01",
        False,
    )
    assert (beperking["persoonId"], beperking["toelichting"]) == (str(EX.persoon_id), "Braam woont er niet")
    verhaal.sluit_af()
    gesloten = deur.haal(f"{pad}/bewaring", als=Rol.COMPLIANCE).json()
    assert gesloten["afscherming"]["wie"] == "mw-peer"
    assert (len(gesloten["opschortingen"]), len(gesloten["beperkingen"])) == (1, 1)


def test_an_auditor_reads_that_it_is_held_and_not_what_was_written_about_people(deur: Deur) -> None:
    verhaal = Verhaal(deur.dienst)
    verhaal.tot_en_met_ico()
    pad = f"/casussen/{verhaal.casusnummer}"
    deur.stuur(f"{pad}/opschortingen", OPSCHORTING, als=Rol.COMPLIANCE)
    deur.stuur(f"{pad}/beperkingen", BEPERKING, als=Rol.COMPLIANCE)
    antwoord = deur.haal(f"{pad}/bewaring", als=Rol.AUDITOR)
    assert antwoord.json()["opschortingen"][0]["grond"] == "rechtsvordering"
    for woord in ("Framboos", "Braam", str(EX.persoon_id)):
        assert woord not in antwoord.text


def test_who_goes_sooner_than_the_case_is_read_with_it_until_it_is_gone(deur: Deur) -> None:
    verhaal = Verhaal(deur.dienst)
    verhaal.tot_en_met_ico()
    pad = f"/casussen/{verhaal.casusnummer}"
    termijn = {
        "persoonId": str(EX.persoon_id),
        "bewarenTot": "2027-03-02",
        "bewaarregel": "zvh/1/plafond",
        "reden": "Braam is alleen genoemd",
    }
    deur.stuur(f"{pad}/bewaartermijnen", termijn, als=Rol.COMPLIANCE)
    deur.stuur(f"{pad}/bewaartermijnen", {**termijn, "bewarenTot": "2026-09-02"}, als=Rol.COMPLIANCE)
    (eigen,) = deur.haal(f"{pad}/bewaring", als=Rol.COMPLIANCE).json()["eigenTermijnen"]
    assert (eigen["persoonId"], eigen["bewarenTot"], eigen["overTermijn"], eigen["reden"]) == (
        str(EX.persoon_id),
        "2026-09-02",
        False,
        "Braam is alleen genoemd",
    )
    auditor = deur.haal(f"{pad}/bewaring", als=Rol.AUDITOR)
    assert auditor.json()["eigenTermijnen"][0]["bewarenTot"] == "2026-09-02"
    for woord in ("Braam", str(EX.persoon_id)):
        assert woord not in auditor.text


def test_restricted_data_are_not_worked_with(deur: Deur) -> None:
    verhaal = Verhaal(deur.dienst)
    verhaal.tot_en_met_ico()
    pad = f"/casussen/{verhaal.casusnummer}"
    gedaan = deur.stuur(f"{pad}/beperkingen", BEPERKING, als=Rol.COMPLIANCE).json()
    toestemming = {
        "persoonId": str(EX.persoon_id),
        "doel": "beroepsgeheim",
        "gever": "Testpersoon Braam",
        "hoedanigheid": "zelf",
        "tekstversie": "tekst-1",
        "gegevenOp": "2026-03-02",
    }
    geweigerd = deur.stuur(f"{pad}/toestemmingen", toestemming, als=Rol.SECRETARIS)
    assert (geweigerd.status_code, "is beperkt" in geweigerd.json()["detail"]) == (409, True)
    van_een_ander = {**toestemming, "persoonId": str(FRAMBOOS.persoon_id), "tekstversie": "tekst-2"}
    assert deur.stuur(f"{pad}/toestemmingen", van_een_ander, als=Rol.SECRETARIS).status_code == 200
    opheffing = f"{pad}/beperkingen/{gedaan['beperkingId']}/opheffingen"
    klaar = {"reden": "Het adres klopt", "geinformeerdOp": "2026-03-02"}
    assert deur.stuur(opheffing, klaar, als=Rol.COMPLIANCE).status_code == 200
    assert deur.stuur(f"{pad}/toestemmingen", toestemming, als=Rol.SECRETARIS).status_code == 200


def test_an_own_term_is_set_for_one_person(deur: Deur) -> None:
    verhaal = Verhaal(deur.dienst)
    verhaal.meld_aan()
    pad = f"/casussen/{verhaal.casusnummer}/bewaartermijnen"
    eigen = {
        "persoonId": str(EX.persoon_id),
        "bewarenTot": "2027-03-02",
        "bewaarregel": "zvh/1/partner",
        "reden": "Alleen als partner genoemd",
    }
    assert deur.stuur(pad, eigen, als=Rol.COMPLIANCE).status_code == 200
    te_lang = {**eigen, "bewarenTot": "2040-01-01"}
    assert deur.stuur(pad, te_lang, als=Rol.COMPLIANCE).status_code == 409


def test_who_was_destroyed_is_read_of_nowhere_any_more(deur: Deur) -> None:
    familie = gezin(nieuw_verhaal(deur.dienst))
    familie.tot_en_met_ico()
    deur.dienst.wacht_op(familie.vernietig_persoon(KIND).positie)
    pad = f"/casussen/{familie.casusnummer}"
    for waar in ("", "/gebeurtenissen", "/tijdlijn", "/beslissingen", "/verschil?van=1"):
        antwoord = deur.haal(f"{pad}{waar}", als=Rol.PROCESREGISSEUR)
        assert antwoord.status_code == 200
        assert KIND.naam not in antwoord.text
        assert KIND.naam.rsplit(maxsplit=1)[-1] not in antwoord.text.replace("De school over", "")
    assert FRAMBOOS.naam in deur.haal(pad, als=Rol.PROCESREGISSEUR).text
    lijst = deur.haal("/monitoring?tafel=zvh-zaanstreek-waterland", als=Rol.PROCESREGISSEUR)
    assert FRAMBOOS.naam in lijst.text
    assert KIND.naam not in lijst.text


def test_in_the_queue_who_was_destroyed_stands_no_more_and_the_others_do(deur: Deur) -> None:
    familie = Gezin(deur.dienst)
    familie.meld_aan()
    familie.vul_aan(KIND)
    deur.dienst.wacht_op(familie.over(EX).positie)
    lijst = "/triagelijst?tafel=zvh-zaanstreek-waterland"
    assert KIND.naam in deur.haal(lijst, als=Rol.SECRETARIS).text
    deur.dienst.wacht_op(familie.vernietig_persoon(KIND).positie)
    rij = deur.haal(lijst, als=Rol.SECRETARIS)
    assert KIND.naam not in rij.text
    assert EX.naam in rij.text


def merken(gelezen: JSON) -> tuple[bool, dict[UUID, bool]]:
    """Whether a case, or the one case of a list, is restricted, and each person in it."""
    [regel] = gelezen.get("regels", [gelezen])
    return regel["beperkt"], {UUID(mens["persoonId"]): mens["beperkt"] for mens in regel["betrokkenen"]}


# --- who reads what is restricted --------------------------------------------------------------------------------


def test_of_somebody_whose_data_are_restricted_most_read_only_that(deur: Deur) -> None:
    verhaal = Verhaal(deur.dienst)
    verhaal.tot_en_met_ico()
    pad = f"/casussen/{verhaal.casusnummer}"
    over_framboos = {**BEPERKING, "persoonId": str(FRAMBOOS.persoon_id)}
    gedaan = deur.stuur(f"{pad}/beperkingen", over_framboos, als=Rol.COMPLIANCE).json()
    lijst = "/monitoring?tafel=zvh-zaanstreek-waterland"
    for waar in (pad, f"{pad}/gebeurtenissen", lijst):
        velen, weinigen = (deur.haal(waar, als=rol).text for rol in (Rol.SECRETARIS, Rol.PROCESREGISSEUR))
        assert FRAMBOOS.naam not in velen
        assert "verwerking beperkt" in velen
        assert FRAMBOOS.naam in weinigen
        assert EX.naam in velen
    for waar in (pad, lijst):
        for rol in (Rol.SECRETARIS, Rol.PROCESREGISSEUR):
            assert merken(deur.haal(waar, als=rol).json()) == (
                True,
                {FRAMBOOS.persoon_id: True, EX.persoon_id: False},
            )
    kaal = deur.haal(pad, als=Rol.AUDITOR).json()
    assert (kaal["beperkt"], sorted(mens["beperkt"] for mens in kaal["personen"])) == (True, [False, True])
    assert "verzonnen kliniek" not in deur.haal(f"{pad}/gebeurtenissen", als=Rol.SECRETARIS).text
    opheffing = f"{pad}/beperkingen/{gedaan['beperkingId']}/opheffingen"
    deur.stuur(opheffing, {"reden": "Klopt", "geinformeerdOp": "2026-03-02"}, als=Rol.COMPLIANCE)
    assert FRAMBOOS.naam in deur.haal(pad, als=Rol.SECRETARIS).text
    for waar in (pad, lijst):
        assert not merken(deur.haal(waar, als=Rol.SECRETARIS).json())[0]


def test_on_an_agenda_too_who_is_restricted_is_no_name_to_most(deur: Deur) -> None:
    verhaal = nieuw_verhaal(deur.dienst)
    verhaal.meld_aan()
    punt = {"casusnummer": verhaal.casusnummer, "soort": "triage"}
    for pad, wat in (("/overleggen", OVERLEG), (f"/overleggen/{OVERLEG_ID}/agendapunten", punt)):
        assert deur.stuur(pad, wat, als=Rol.SECRETARIS).is_success
    op = deur.dienst.omgeving.nu()
    deur.stuur(f"/casussen/{verhaal.casusnummer}/beperkingen", BEPERKING, als=Rol.COMPLIANCE)
    for vraag in ("", f"?op={op:%Y-%m-%dT%H:%M:%SZ}"):
        velen, weinigen = (
            deur.haal(f"/overleggen/{OVERLEG_ID}{vraag}", als=rol).json()["agendapunten"][0]["betrokkenen"]
            for rol in (Rol.VERTEGENWOORDIGER, Rol.PROCESREGISSEUR)
        )
        assert [wie["naam"] for wie in velen] == [FRAMBOOS.naam, "(verwerking beperkt)"]
        assert [wie["naam"] for wie in weinigen] == [FRAMBOOS.naam, EX.naam]


def test_the_triagelijst_says_whose_data_are_restricted(deur: Deur) -> None:
    verhaal, ander = nieuw_verhaal(deur.dienst), nieuw_verhaal(deur.dienst)
    verhaal.meld_aan()
    deur.dienst.wacht_op(ander.meld_aan().positie)
    deur.stuur(f"/casussen/{verhaal.casusnummer}/beperkingen", BEPERKING, als=Rol.COMPLIANCE)
    lijst = deur.haal("/triagelijst?tafel=zvh-zaanstreek-waterland", als=Rol.SECRETARIS).json()["regels"]
    per_casus = {regel["casusnummer"]: merken({"regels": [regel]}) for regel in lijst}
    assert per_casus == {
        verhaal.casusnummer: (True, {FRAMBOOS.persoon_id: False, EX.persoon_id: True}),
        ander.casusnummer: (False, {FRAMBOOS.persoon_id: False, EX.persoon_id: False}),
    }


def test_a_casus_that_is_restricted_as_a_whole_is_read_by_few(deur: Deur) -> None:
    verhaal = Verhaal(deur.dienst)
    verhaal.tot_en_met_ico()
    pad = f"/casussen/{verhaal.casusnummer}"
    heel = {naam: waarde for naam, waarde in BEPERKING.items() if naam != "persoonId"}
    deur.stuur(f"{pad}/beperkingen", heel, als=Rol.COMPLIANCE)
    gelezen = {rol: deur.haal(pad, als=rol).status_code for rol in (Rol.SECRETARIS, Rol.PROCESREGISSEUR)}
    assert gelezen == {Rol.SECRETARIS: 404, Rol.PROCESREGISSEUR: 200}
    lijst = deur.haal("/monitoring?tafel=zvh-zaanstreek-waterland", als=Rol.SECRETARIS).json()
    [regel] = lijst["regels"]
    assert {mens["naam"] for mens in regel["betrokkenen"]} == {"(verwerking beperkt)"}
    assert merken(lijst) == (True, {FRAMBOOS.persoon_id: True, EX.persoon_id: True})


# --- the calendar ------------------------------------------------------------------------------------------------


def test_the_calendar_lists_counts_and_goes_back(deur: Deur) -> None:
    verhaal = Verhaal(deur.dienst)
    verhaal.tot_en_met_ico()
    pad = f"/casussen/{verhaal.casusnummer}"
    deur.stuur(f"{pad}/opschortingen", OPSCHORTING, als=Rol.COMPLIANCE)
    eigen = {
        "persoonId": str(EX.persoon_id),
        "bewarenTot": "2027-03-02",
        "bewaarregel": "zvh/1/partner",
        "reden": "Alleen als partner genoemd",
    }
    deur.stuur(f"{pad}/bewaartermijnen", eigen, als=Rol.COMPLIANCE)
    vraag = "tafel=zvh-zaanstreek-waterland"
    persoon, casus = deur.haal(f"/bewaarkalender?{vraag}", als=Rol.COMPLIANCE).json()["regels"]
    assert (persoon["soort"], persoon["persoonId"], persoon["vernietigenVoor"]) == (
        "persoon",
        str(EX.persoon_id),
        "2027-03-03",
    )
    assert (casus["soort"], casus["status"], casus["gronden"]) == ("casus", "opgeschort", ["rechtsvordering"])
    held = deur.haal(f"/bewaarkalender?{vraag}&status=opgeschort&limiet=1", als=Rol.AUDITOR).json()
    assert held["regels"] == [persoon]
    rest = deur.haal(
        f"/bewaarkalender?{vraag}&status=opgeschort&na={held['volgende']}", als=Rol.AUDITOR
    ).json()
    assert rest["regels"] == [casus]
    geteld = deur.haal(f"/bewaarkalender/tellingen?{vraag}", als=Rol.COMPLIANCE).json()
    assert aantallen(geteld) == {"opgeschort": 2}
    assert geteld["maanden"] == [
        {"maand": dag[:8] + "01", "aantal": 1, "opgeschort": 1, "beperkt": 0}
        for dag in (persoon["bewarenTot"], casus["bewarenTot"])
    ]
    toen = deur.dienst.omgeving.nu().isoformat().replace("+00:00", "Z")
    zelfde = deur.haal(f"/bewaarkalender?{vraag}&op={toen}", als=Rol.COMPLIANCE).json()
    assert zelfde["regels"] == [persoon, casus]


def test_all_tables_of_somebody_are_one_calendar_with_the_list_on_which_each_stands(deur: Deur) -> None:
    hier, klaar = nieuw_verhaal(deur.dienst), nieuw_verhaal(deur.dienst)
    hier.meld_aan()
    klaar.tot_en_met_ico()
    deur.dienst.wacht_op(klaar.sluit_af().positie)
    elders = deur.stuur("/casussen", AANMELDING_RET, als=Rol.SECRETARIS, tafels=(RET,)).json()["casusnummer"]
    lijst = stel_voor(deur, klaar.casusnummer)
    beide = partial(deur.haal, als=Rol.COMPLIANCE, tafels=(ZVH, RET))
    regels = beide("/bewaarkalender").json()["regels"]
    assert {(regel["nummer"], regel["tafel"], regel["lijstnummer"]) for regel in regels} == {
        (hier.casusnummer, ZVH, None),
        (klaar.casusnummer, ZVH, lijst),
        (elders, RET, None),
    }
    eerste = beide("/bewaarkalender?limiet=2").json()
    rest = beide(f"/bewaarkalender?na={eerste['volgende']}").json()
    assert eerste["regels"] + rest["regels"] == regels
    geteld = beide("/bewaarkalender/tellingen").json()
    assert aantallen(geteld) == {"aan-de-beurt": 1, "loopt": 2}
    assert {een["tafel"]: aantallen(een) for een in geteld["tafels"]} == {
        ZVH: {"aan-de-beurt": 1, "loopt": 1},
        RET: {"loopt": 1},
    }
    van_een = deur.haal("/bewaarkalender", als=Rol.COMPLIANCE, tafels=(RET,)).json()["regels"]
    assert [regel["nummer"] for regel in van_een] == [elders]
    deur.stuur(f"/vernietigingslijsten/{lijst}/intrekkingen", {"reden": "fout-voorstel"}, als=Rol.COMPLIANCE)
    vrij = beide("/bewaarkalender").json()["regels"]
    assert {regel["lijstnummer"] for regel in vrij} == {None}


def test_a_look_at_several_tables_stands_in_the_read_log_of_each(deur: Deur) -> None:
    deur.dienst.wacht_op(nieuw_verhaal(deur.dienst).meld_aan().positie)
    deur.stuur("/casussen", AANMELDING_RET, als=Rol.SECRETARIS, tafels=(RET,))
    deur.haal("/bewaarkalender", als=Rol.FG, tafels=(ZVH, RET))
    for tafel in (ZVH, RET):
        gekeken = deur.haal(f"/inzagen?tafel={tafel}", als=Rol.AUDITOR, tafels=(tafel,)).json()["regels"]
        assert [regel["wie"] for regel in gekeken if regel["rol"] == "fg"] == ["mw-tamarinde"]


def test_how_all_tables_stood_then_is_asked_of_one_at_a_time(deur: Deur) -> None:
    for pad in ("/bewaarkalender", "/bewaarkalender/tellingen"):
        antwoord = deur.haal(f"{pad}?op=2026-03-02T08:00:00Z", als=Rol.COMPLIANCE)
        assert (antwoord.status_code, antwoord.json()["fouten"][0]["veld"]) == (400, "op")


def aantallen(geteld: JSON) -> dict[str, int]:
    return {een["status"]: een["aantal"] for een in geteld["tellingen"] if een["aantal"]}


def test_who_may_restrict_reads_what_people_are_in_the_case_and_nobody_else_does(deur: Deur) -> None:
    verhaal = Verhaal(deur.dienst)
    verhaal.meld_aan()
    pad = f"/casussen/{verhaal.casusnummer}/bewaring"
    for rol, rollen in ((Rol.FG, ["hoofdpersoon", "ex-partner"]), (Rol.ARCHIVARIS, []), (Rol.AUDITOR, [])):
        antwoord = deur.haal(pad, als=rol)
        assert [een["betrokkenheid"] for een in antwoord.json()["mensen"]] == rollen
        assert "Testpersoon" not in antwoord.text
