"""An erasure that is asked over HTTP: from the verzoek of a parent to the verklaring, by four people; others stay."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

import pytest

import infra.vernietiging.portie
from domain.casus.commands import HefOpschortingOp, SchortVernietigingOp
from domain.casus.events import GezagVastgelegd
from domain.casus.waarden import Gezag, Onderzoek, Opschortgrond
from domain.rollen import Rol
from domain.vernietigingslijst.nacontrole import Uitslag
from domain.verzoek.events import VerzoekIngetrokken
from infra.optekenen import Nieuw, Optekenaar
from infra.store import Conflict
from infra.verklaring.verifieer import Gegeven, verifieer
from infra.vernietiging.lijsten import Vernietigingslijsten
from infra.vernietiging.wissing import Gewist, gewist_in
from tests.api.conftest import Deur
from tests.api.lijstloop import bekijk, controleer, keur_goed, voer_uit, wacht_bedenktijd_af
from tests.api.test_verzoeken_van_betrokkenen import (
    HANDELAAR,
    IDENTITEIT,
    INWILLIGING,
    TWEEDE,
    stap,
    tot_akkoord,
    tot_vinden,
)
from tests.api.verzoeken import AANMELDING, BRAAM, FRAMBOOS, JSON, VRAAG
from tests.gezin import EX, KIND, KLEINTJE, MOEDER, VADER, Gezin, gezin
from tests.verhalen import COMPLIANCE, PROCESREGISSEUR, ZVH, nieuw_verhaal

ZAAK = UUID(int=0xD0)
VAN_HET_KIND: JSON = {
    "soort": "wissing",
    "aanvrager": "ouder-met-gezag",
    "verzoeker": MOEDER.naam,
    "over": {"naam": KLEINTJE.naam, "geboortedatum": "2016-09-09", "bsn": KLEINTJE.bsn},
    "inhoud": "Haal mijn kind eruit",
}
IDENTITEIT_VAN_HET_KIND: JSON = {
    "geboortedatum": "2016-09-09",
    "aanvragers": ["ouder-met-gezag"],
    "wijze": "aan-het-loket",
    "gezag": "gezamenlijk-ouderlijk-gezag",
    "onderbouwing": "Paspoort en gezagsregister gezien",
}


@pytest.fixture
def familie(deur: Deur) -> Gezin:
    """A child of nine, its parents, and an ex-partner."""
    nieuw_verhaal(deur.dienst).tot_en_met_ico()
    familie = gezin(nieuw_verhaal(deur.dienst))
    familie.tot_en_met_ico()
    familie.kind_is_negen()
    deur.dienst.runner.werk_bij()
    return familie


def aangemeld(deur: Deur, *mensen: JSON, kenmerk: str) -> str:
    inhoud = {**AANMELDING, "kenmerk": kenmerk, "betrokkenen": list(mensen)}
    antwoord = deur.stuur("/casussen", inhoud, als=Rol.MELDER)
    assert antwoord.status_code == 201, antwoord.text
    nummer: str = antwoord.json()["casusnummer"]
    return nummer


def zet_uit(deur: Deur, pad: str) -> str:
    stap(deur, f"{pad}/wissingen", None, "WissingUitgezet")
    lijst: str = deur.haal(pad, als=HANDELAAR).json()["lijsten"][-1]
    return lijst


def loop_af(deur: Deur, lijst: str) -> JSON:
    """Checked, approved, waited for, carried out and declared; each by somebody else."""
    controleer(deur, lijst)
    keur_goed(deur, lijst)
    wacht_bedenktijd_af(deur.dienst, bekijk(deur, lijst)["bedenktijdDagen"])
    return voer_uit_en_verklaar(deur, lijst)


def voer_uit_en_verklaar(deur: Deur, lijst: str) -> JSON:
    voer_uit(deur, lijst)
    deur.dienst.logboek.werk_bij()
    return voer_uit(deur, lijst)


def standen(deur: Deur, pad: str) -> list[str]:
    return [post["stand"] for post in deur.haal(pad, als=HANDELAAR).json()["posten"]]


def aan_zet(deur: Deur, pad: str) -> set[str]:
    """Whose turn it is, by the verzoek and by the queue."""
    regels = deur.haal(f"/verzoeken?tafel={ZVH}", als=HANDELAAR).json()["regels"]
    return {deur.haal(pad, als=HANDELAAR).json()["aanZet"], *(regel["aanZet"] for regel in regels)}


def test_once_a_list_is_withdrawn_or_done_its_handler_has_to_go_on(deur: Deur) -> None:
    aangemeld(deur, FRAMBOOS, kenmerk="PL-1")
    pad = tot_akkoord(deur, soort="wissing")
    lijst = zet_uit(deur, pad)
    assert aan_zet(deur, pad) == {"vernietigingslijst"}
    deur.stuur(f"/vernietigingslijsten/{lijst}/intrekkingen", {"reden": "anders"}, als=Rol.FG)
    assert aan_zet(deur, pad) == {"behandelaar"}
    weer = zet_uit(deur, pad)
    assert aan_zet(deur, pad) == {"vernietigingslijst"}
    loop_af(deur, weer)
    assert aan_zet(deur, pad) == {"behandelaar"}


def test_a_case_about_one_person_goes_as_a_whole_though_it_still_runs(deur: Deur) -> None:
    casus = aangemeld(deur, FRAMBOOS, kenmerk="PL-1")
    pad = tot_akkoord(deur, soort="wissing")
    lijst = zet_uit(deur, pad)
    (post,) = bekijk(deur, lijst)["regels"]
    assert (post["soort"], post["grond"]) == ("casus", "wissing-gevraagd")
    assert loop_af(deur, lijst)["fase"] == "verklaard"
    assert deur.haal(f"/casussen/{casus}", als=Rol.PROCESREGISSEUR).status_code == 404
    assert standen(deur, pad) == ["vernietigd"]
    gedaan = stap(deur, f"{pad}/uitvoeringen", None, "VerzoekUitgevoerd")
    assert (gedaan["nietGewist"], gedaan["teBerichten"]) == ([], ["politie"])
    (rij,) = deur.haal(f"/verwijderingen?tafel={ZVH}", als=Rol.AUDITOR).json()["regels"]
    assert rij["grond"] == "wissing-gevraagd"


def test_a_child_of_nine_is_erased_and_the_others_read_on(deur: Deur, familie: Gezin) -> None:
    pad = tot_akkoord(deur, **VAN_HET_KIND, identiteit=IDENTITEIT_VAN_HET_KIND)
    lijst = zet_uit(deur, pad)
    assert stap(deur, f"{pad}/wissingen", None)["fase"] == "ingewilligd"
    assert deur.haal(pad, als=HANDELAAR).json()["lijsten"] == [lijst], "put on a list twice"
    (post,) = bekijk(deur, lijst)["regels"]
    assert (post["soort"], post["grond"]) == ("persoon", "wissing-gevraagd")
    te_vroeg = deur.stuur(f"{pad}/uitvoeringen", None, als=HANDELAAR)
    assert "nog niet klaar" in te_vroeg.json()["detail"]
    klaar = loop_af(deur, lijst)
    assert klaar["fase"] == "verklaard"
    casus = deur.haal(f"/casussen/{familie.casusnummer}", als=Rol.PROCESREGISSEUR)
    tijdlijn = deur.haal(f"/casussen/{familie.casusnummer}/tijdlijn", als=Rol.PROCESREGISSEUR)
    toen = deur.haal(f"/casussen/{familie.casusnummer}?op=2026-03-03T00:00:00Z", als=Rol.PROCESREGISSEUR)
    lijsten = deur.haal(f"/casussen?tafel={ZVH}", als=Rol.PROCESREGISSEUR)
    for antwoord in (casus, tijdlijn, toen, lijsten):
        assert antwoord.status_code == 200, antwoord.text
        assert KLEINTJE.naam not in antwoord.text
        assert str(KLEINTJE.persoon_id) not in antwoord.text
    namen = {mens["naam"] for mens in casus.json()["betrokkenen"]}
    assert namen == {MOEDER.naam, EX.naam, KIND.naam, VADER.naam}
    assert VADER.naam in tijdlijn.text
    stap(deur, f"{pad}/uitvoeringen", None, "VerzoekUitgevoerd")
    van_de_moeder = tot_vinden(deur)
    overzicht = deur.stuur(f"{van_de_moeder}/overzichten", None, als=HANDELAAR)
    assert MOEDER.naam in overzicht.text
    assert not [
        wat for wat in (KLEINTJE.naam, "9 september 2016", str(KLEINTJE.bsn)) if wat in overzicht.text
    ]


def test_the_verklaring_of_one_person_verifies_offline(deur: Deur, familie: Gezin) -> None:
    pad = tot_akkoord(deur, **VAN_HET_KIND, identiteit=IDENTITEIT_VAN_HET_KIND)
    lijst = zet_uit(deur, pad)
    loop_af(deur, lijst)
    nummer = bekijk(deur, lijst)["verklaringsnummer"]
    antwoord = deur.haal(f"/verklaringen/{nummer}", als=Rol.AUDITOR)
    sleutel = (deur.dienst.settings.logboekmap / "vkey").read_bytes()
    verklaring = verifieer(antwoord.content, Gegeven(sleutel)).verklaring
    vernietigd = {telling.soort.value: telling.vernietigd for telling in verklaring.tellingen}
    assert vernietigd == {"casus": 0, "consultatie": 0, "persoon": 1, "bijdrage": 0}
    assert verklaring.nacontrole.uitslag is not Uitslag.MISLUKT
    assert KLEINTJE.naam not in antwoord.text


def test_a_late_write_for_who_was_erased_fails_loudly(deur: Deur, familie: Gezin) -> None:
    pad = tot_akkoord(deur, **VAN_HET_KIND, identiteit=IDENTITEIT_VAN_HET_KIND)
    laat = deur.dienst.shell.laad(familie.casusnummer)
    loop_af(deur, zet_uit(deur, pad))
    nu = deur.dienst.shell.laad(familie.casusnummer)
    gezag = GezagVastgelegd(KLEINTJE.persoon_id, Gezag.VOOGDIJ, Onderzoek.GEEN, "BRP")
    optekenaar = Optekenaar(deur.dienst.archief, omgeving=deur.dienst.omgeving)
    for bos in (laat.bos, nu.bos):
        with pytest.raises(Conflict):
            optekenaar.schrijf([Nieuw(nu.stroom_id, nu.versie, [gezag])], bos=bos, namens=PROCESREGISSEUR)


def test_of_three_cases_the_one_that_is_held_comes_off_and_the_verzoek_says_why(deur: Deur) -> None:
    ander = {key: waarde for key, waarde in BRAAM.items() if key != "persoonId"}
    alleen, samen, gehouden = (
        aangemeld(deur, FRAMBOOS, kenmerk="PL-1"),
        aangemeld(deur, FRAMBOOS, ander, kenmerk="PL-2"),
        aangemeld(deur, FRAMBOOS, ander, kenmerk="PL-3"),
    )
    pad = tot_akkoord(deur, soort="wissing")
    lijst = zet_uit(deur, pad)
    assert sorted(post["soort"] for post in bekijk(deur, lijst)["regels"]) == ["casus", "persoon", "persoon"]
    zaak = SchortVernietigingOp(ZAAK, Opschortgrond.RECHTSVORDERING, "Een verzonnen zaak", date(2026, 12, 1))
    controleer(deur, lijst)
    deur.dienst.wacht_op(deur.dienst.shell.voer_uit(gehouden, zaak, namens=COMPLIANCE).positie)
    keur_goed(deur, lijst)
    wacht_bedenktijd_af(deur.dienst, 7)
    voer_uit_en_verklaar(deur, lijst)
    assert sorted(standen(deur, pad)) == ["opgeschort", "vernietigd", "vernietigd"]
    assert deur.haal(f"/casussen/{alleen}", als=Rol.PROCESREGISSEUR).status_code == 404
    assert [mens.naam for mens in deur.dienst.shell.laad(samen).casus.betrokkenen] == [BRAAM["naam"]]
    gedaan = stap(deur, f"{pad}/uitvoeringen", None, "VerzoekUitgevoerd")
    assert gedaan["nietGewist"] == ["opgeschort"]


def test_what_stands_in_the_way_is_said_of_each_place_and_in_the_queue(deur: Deur) -> None:
    geboren = {"geboortedatum": "1985-02-03"}
    ander = {**{key: waarde for key, waarde in BRAAM.items() if key != "persoonId"}, **geboren}
    casus = aangemeld(deur, FRAMBOOS, ander, kenmerk="PL-1")
    pad = tot_vinden(deur, soort="wissing")
    (plaats,) = deur.haal(pad, als=TWEEDE).json()["plaatsen"]
    assert (plaats["nummer"], plaats["tafel"], plaats["soort"]) == (casus, ZVH, "casus")
    assert (plaats["opgeschort"], plaats["beperkt"]) == ([], []), (
        "what the verzoek asked itself is not in its way"
    )
    stap(deur, f"{pad}/besluitvoorstellen", INWILLIGING, "BesluitVoorgesteld")
    stap(deur, f"{pad}/besluiten", None, "VerzoekIngewilligd", als=TWEEDE)
    zet_uit(deur, pad)
    assert [regel["tegengehouden"] for regel in in_de_rij(deur, pad)] == [False]
    tot_vinden(
        deur,
        identiteit={**IDENTITEIT, **geboren},
        soort="bezwaar",
        verzoeker=BRAAM["naam"],
        over={"naam": BRAAM["naam"], **geboren},
    )
    (plaats,) = deur.haal(pad, als=TWEEDE).json()["plaatsen"]
    assert (plaats["opgeschort"], plaats["beperkt"]) == (["avg-verzoek"], []), (
        "the restriction is of the other"
    )
    assert [regel["tegengehouden"] for regel in in_de_rij(deur, pad)] == [True]


def in_de_rij(deur: Deur, pad: str) -> list[JSON]:
    regels = deur.haal(f"/verzoeken?tafel={ZVH}", als=HANDELAAR).json()["regels"]
    return [regel for regel in regels if pad.endswith(regel["verzoeknummer"])]


def test_once_the_hold_is_lifted_it_is_put_on_another_list(deur: Deur) -> None:
    casus = aangemeld(deur, FRAMBOOS, kenmerk="PL-1")
    pad = tot_akkoord(deur, soort="wissing")
    eerste = zet_uit(deur, pad)
    zaak = SchortVernietigingOp(ZAAK, Opschortgrond.RECHTSVORDERING, "Een verzonnen zaak", date(2026, 12, 1))
    deur.dienst.wacht_op(deur.dienst.shell.voer_uit(casus, zaak, namens=COMPLIANCE).positie)
    controleer(deur, eerste)
    keur_goed(deur, eerste)
    wacht_bedenktijd_af(deur.dienst, 7)
    assert voer_uit(deur, eerste)["fase"] == "ingetrokken"
    weg = HefOpschortingOp(ZAAK, "De verzonnen zaak is voorbij")
    deur.dienst.wacht_op(deur.dienst.shell.voer_uit(casus, weg, namens=COMPLIANCE).positie)
    niet = deur.stuur(f"{pad}/uitvoeringen", None, als=HANDELAAR)
    assert "Zet de wissing opnieuw uit" in niet.json()["detail"]
    tweede = zet_uit(deur, pad)
    assert tweede != eerste
    assert loop_af(deur, tweede)["fase"] == "verklaard"
    assert standen(deur, pad) == ["opnieuw-uitgezet", "vernietigd"]
    assert stap(deur, f"{pad}/uitvoeringen", None, "VerzoekUitgevoerd")["nietGewist"] == []


def test_who_withdraws_gets_nothing_destroyed(deur: Deur) -> None:
    casus = aangemeld(deur, FRAMBOOS, kenmerk="PL-1")
    pad = tot_akkoord(deur, soort="wissing")
    lijst = zet_uit(deur, pad)
    intrekking = {"ingetrokkenOp": "2026-03-02", "toelichting": "Toch niet"}
    niet = deur.stuur(f"{pad}/intrekkingen", intrekking, als=HANDELAAR)
    assert (niet.status_code, "Trek eerst die lijst in" in niet.json()["detail"]) == (409, True)
    weg = deur.stuur(f"/vernietigingslijsten/{lijst}/intrekkingen", {"reden": "anders"}, als=Rol.FG)
    assert weg.status_code == 200, weg.text
    stap(deur, f"{pad}/intrekkingen", intrekking, "VerzoekIngetrokken")
    assert deur.haal(f"/casussen/{casus}", als=Rol.PROCESREGISSEUR).status_code == 200


def test_who_withdraws_as_the_execution_looks_gets_nothing_destroyed(
    deur: Deur, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The verzoek was read, and somebody wrote to it before the destruction was."""
    casus = aangemeld(deur, FRAMBOOS, kenmerk="PL-1")
    pad = tot_akkoord(deur, soort="wissing")
    lijst = zet_uit(deur, pad)
    controleer(deur, lijst)
    keur_goed(deur, lijst)
    wacht_bedenktijd_af(deur.dienst, bekijk(deur, lijst)["bedenktijdDagen"])
    echt = gewist_in

    def kijk_en_dan(lijsten: Vernietigingslijsten, stromen: Collection[UUID]) -> Gewist:
        gezien = echt(lijsten, stromen)
        (verzoek,) = gezien.gezien
        optekenaar = Optekenaar(deur.dienst.archief, omgeving=deur.dienst.omgeving)
        stroom = optekenaar.lees(verzoek.stroom_id, "verzoek")
        if stroom.versie == verzoek.versie:
            weg = VerzoekIngetrokken(date(2026, 3, 2), "Toch niet", date(2031, 3, 2), "zvh/1/verzoek")
            nieuw = Nieuw(verzoek.stroom_id, stroom.versie, (weg,))
            monkeypatch.undo()
            optekenaar.schrijf((nieuw,), bos=stroom.bos, namens=COMPLIANCE)
        return gezien

    monkeypatch.setattr(infra.vernietiging.portie, "gewist_in", kijk_en_dan)
    assert voer_uit(deur, lijst)["fase"] == "ingetrokken"
    assert deur.haal(f"/casussen/{casus}", als=Rol.PROCESREGISSEUR).status_code == 200


def test_a_consultatie_goes_as_a_whole_or_not_at_all(deur: Deur) -> None:
    vraag = {**VRAAG, "betrokkenen": [FRAMBOOS, {k: v for k, v in BRAAM.items() if k != "persoonId"}]}
    assert deur.stuur("/consultaties", vraag, als=Rol.MELDER).status_code == 201
    pad = tot_akkoord(deur, soort="wissing")
    niet = deur.stuur(f"{pad}/wissingen", None, als=HANDELAAR)
    assert (niet.status_code, "consultatie over meer mensen" in niet.json()["detail"]) == (409, True)
    assert deur.haal(pad, als=HANDELAAR).json()["lijsten"] == []


def test_the_fg_may_be_the_second_person(deur: Deur) -> None:
    aangemeld(deur, FRAMBOOS, kenmerk="PL-1")
    pad = tot_vinden(deur, soort="wissing")
    stap(deur, f"{pad}/besluitvoorstellen", INWILLIGING, "BesluitVoorgesteld")
    assert deur.stuur(f"{pad}/besluiten", None, als=HANDELAAR).status_code == 409
    stap(deur, f"{pad}/besluiten", None, "VerzoekIngewilligd", als=Rol.FG)


def test_the_report_tells_of_one_person_no_more_than_that_it_happened(deur: Deur, familie: Gezin) -> None:
    pad = tot_akkoord(deur, **VAN_HET_KIND, identiteit=IDENTITEIT_VAN_HET_KIND)
    loop_af(deur, zet_uit(deur, pad))
    (rij,) = deur.haal(f"/verwijderingen?tafel={ZVH}", als=Rol.AUDITOR).json()["regels"]
    assert (rij["soort"], rij["grond"], rij["tafel"]) == ("persoon", "wissing-gevraagd", ZVH)
    nummer = rij["bewijsnummer"]
    assert deur.haal(f"/verwijderingen/{nummer}", als=Rol.AUDITOR).json() == rij
    rest = deur.haal(f"/verwijderingen/{nummer}/gebeurtenissen", als=Rol.AUDITOR)
    (feit,) = rest.json()["regels"]
    assert feit["naam"] == "casus.PersoonVernietigd.v1"
    assert f"onder bewijsnummer {nummer}" in feit["zin"]
    for wat in (familie.casusnummer, str(KLEINTJE.persoon_id), MOEDER.naam):
        assert wat not in rest.text
    besloten = deur.haal(f"/verwijderingen/{nummer}/beslissingen", als=Rol.AUDITOR)
    (besluit,) = besloten.json()["regels"]
    assert (besluit["naam"], besluit["organisatie"]) == ("casus.PersoonVernietigd.v1", None)


def test_what_goes_out_is_what_the_second_person_saw(deur: Deur) -> None:
    casus = aangemeld(deur, FRAMBOOS, kenmerk="PL-1")
    pad = tot_vinden(deur)
    stap(deur, f"{pad}/besluitvoorstellen", INWILLIGING, "BesluitVoorgesteld")
    zonder = deur.stuur(f"{pad}/besluiten", None, als=TWEEDE)
    assert "Bekijk eerst het overzicht" in zonder.json()["detail"]
    gezien = {"vingerafdruk": deur.stuur(f"{pad}/overzichten", None, als=TWEEDE).json()["vingerafdruk"]}
    stap(deur, f"{pad}/besluiten", gezien, "VerzoekIngewilligd", als=TWEEDE)
    assert (
        deur.stuur(f"{pad}/exports", {"vorm": "json"}, als=HANDELAAR).json()["vingerafdruk"]
        == gezien["vingerafdruk"]
    )
    zaak = SchortVernietigingOp(ZAAK, Opschortgrond.RECHTSVORDERING, "Een verzonnen zaak", date(2026, 12, 1))
    deur.dienst.wacht_op(deur.dienst.shell.voer_uit(casus, zaak, namens=COMPLIANCE).positie)
    anders = deur.stuur(f"{pad}/exports", {"vorm": "json"}, als=HANDELAAR)
    assert (anders.status_code, "is veranderd sinds de tweede persoon" in anders.json()["detail"]) == (
        409,
        True,
    )
    stap(deur, f"{pad}/besluitvoorstellen", INWILLIGING, "BesluitVoorgesteld")
    oud = deur.stuur(f"{pad}/besluiten", gezien, als=TWEEDE)
    assert "Bekijk het opnieuw" in oud.json()["detail"]
    nieuw = {"vingerafdruk": deur.stuur(f"{pad}/overzichten", None, als=TWEEDE).json()["vingerafdruk"]}
    stap(deur, f"{pad}/besluiten", nieuw, "VerzoekIngewilligd", als=TWEEDE)
    antwoord = deur.stuur(f"{pad}/exports", {"vorm": "json"}, als=HANDELAAR)
    exports = deur.dienst.exports.lijst(ZVH)
    assert len(exports) == 2
    (rij,) = (rij for rij in exports if rij.exportnummer in antwoord.json()["watermerk"])
    assert (rij.soort, rij.vorm.value) == ("inzage-van-een-betrokkene", "json")
    stroom_id = deur.dienst.shell.laad(casus).stroom_id
    assert rij.vervalt_op is None
    assert deur.dienst.exports.kopieen_van([stroom_id]) == {}, "a copy of their own is no copy that has to go"
