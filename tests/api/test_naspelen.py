"""Lists as they stood at a moment, at the door: the same list as then, for who may see it now."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest

from domain.casus.commands import (
    RondActieAf,
    SluitAf,
    VerwijderDeelnemer,
    VoegDeelnemerToe,
    VulAan,
    WijsActieToe,
    WijsRegieToe,
)
from domain.casus.waarden import Betrokkene, Betrokkenheid, Regie, Uitkomst
from domain.rollen import Medewerker, Rol
from tests.api.conftest import Deur
from tests.api.verzoeken import JSON, OVERLEG, OVERLEG_ID, RET, VRAAG
from tests.conftest import Klok
from tests.verhalen import ACTIE_ID, SECRETARIS, ZVH, Verhaal, nieuw_verhaal

LIJSTEN: dict[str, Rol] = {
    "casussen": Rol.PROCESREGISSEUR,
    "triagelijst": Rol.PROCESREGISSEUR,
    "monitoring": Rol.PROCESREGISSEUR,
    "werkvoorraad": Rol.PROCESREGISSEUR,
    "overleggen": Rol.PROCESREGISSEUR,
    "consultaties": Rol.PROCESREGISSEUR,
    "bewaartermijnen": Rol.COMPLIANCE,
    "verwijderingen": Rol.COMPLIANCE,
}


def lijst(deur: Deur, naam: str, als: Rol | Medewerker, **vraag: object) -> JSON:
    antwoord = deur.haal(f"/{naam}", als=als, params={"tafel": ZVH, **vraag})
    assert antwoord.status_code == 200, antwoord.text
    gevonden: JSON = antwoord.json()
    return gevonden


def nummers(deur: Deur, naam: str, als: Rol | Medewerker, **vraag: object) -> list[str]:
    return [regel["casusnummer"] for regel in lijst(deur, naam, als, **vraag)["regels"]]


def vertel_begin(deur: Deur) -> tuple[Verhaal, Verhaal]:
    """One case that waits on an agenda, one that runs with an action that is late soon, and a question."""
    wacht, loopt = Verhaal(deur.dienst), nieuw_verhaal(deur.dienst)
    wacht.meld_aan()
    loopt.tot_en_met_ico()
    loopt.wijs_actie_toe()
    assert deur.stuur("/overleggen", OVERLEG, als=Rol.SECRETARIS).status_code == 201
    punt = {"casusnummer": wacht.casusnummer, "soort": "triage"}
    gezet = deur.stuur(f"/overleggen/{OVERLEG_ID}/agendapunten", punt, als=Rol.SECRETARIS)
    assert gezet.status_code == 200, gezet.text
    assert deur.stuur("/consultaties", VRAAG, als=Rol.SECRETARIS).status_code == 201
    return wacht, loopt


def ga_verder(deur: Deur, klok: Klok, wacht: Verhaal, loopt: Verhaal) -> None:
    """Every list changes."""
    klok.verder(days=40)
    erbij = Betrokkene(deur.dienst.omgeving.nieuw_id(), Betrokkenheid.PARTNER, "Testpersoon Kersenpit")
    wacht.doe(VulAan("ggz", betrokkenen=(erbij,)), SECRETARIS)
    wacht.trieer(Uitkomst.ADVIES)
    loopt.doe(
        WijsActieToe(
            deur.dienst.omgeving.nieuw_id(), "Nog een huisbezoek", "ggz", deur.dienst.omgeving.vandaag()
        )
    )
    nieuw_verhaal(deur.dienst).meld_aan()
    assert deur.stuur("/consultaties", VRAAG, als=Rol.SECRETARIS).status_code == 201
    deur.dienst.wacht_op(deur.dienst.archief.laatste_positie())


@pytest.mark.parametrize("naam", LIJSTEN)
def test_a_list_of_a_moment_is_the_list_of_that_moment(deur: Deur, klok: Klok, naam: str) -> None:
    wacht, loopt = vertel_begin(deur)
    # Late in the evening, when it is the next day in the Netherlands but not in Greenwich.
    klok.verder(days=20, hours=14)
    deur.dienst.wacht_op(deur.dienst.archief.laatste_positie())
    meer = {"peildatum": "2040-01-01"} if naam == "bewaartermijnen" else {}
    toen, op = lijst(deur, naam, LIJSTEN[naam], **meer), klok()
    ga_verder(deur, klok, wacht, loopt)
    nu = lijst(deur, naam, LIJSTEN[naam], **meer)
    terug = lijst(deur, naam, LIJSTEN[naam], op=op.isoformat(), **meer)
    assert naam in {"verwijderingen", "overleggen"} or nu["regels"] != toen["regels"] != []
    assert terug["regels"] == toen["regels"]
    assert (toen["op"], toen["reconstructie"]) == (None, None)
    assert terug["op"] == "2026-03-22T22:30:00Z"
    assert "reconstructie" in terug["reconstructie"]


def test_days_are_those_of_the_moment_in_the_netherlands_whatever_the_zone_it_was_asked_in(
    deur: Deur, klok: Klok
) -> None:
    Verhaal(deur.dienst).meld_aan()
    klok.verder(days=30)
    for op in ("2026-03-05T22:59:59Z", "2026-03-05T23:59:59+01:00", "2026-03-05T17:59:59-05:00"):
        (regel,) = lijst(deur, "triagelijst", Rol.SECRETARIS, op=op)["regels"]
        assert (regel["dagenWacht"], regel["overTermijn"]) == (3, True)
    (regel,) = lijst(deur, "triagelijst", Rol.SECRETARIS, op="2026-03-05T23:00:00Z")["regels"]
    assert regel["dagenWacht"] == 4


def test_a_list_of_a_moment_comes_in_pages_too(deur: Deur, klok: Klok) -> None:
    verhalen = [nieuw_verhaal(deur.dienst) for _ in range(3)]
    for verhaal in verhalen:
        verhaal.meld_aan()
        klok.verder(minutes=1)
    op = klok().isoformat()
    eerste = lijst(deur, "triagelijst", Rol.SECRETARIS, op=op, limiet=2)
    tweede = lijst(deur, "triagelijst", Rol.SECRETARIS, op=op, limiet=2, na=eerste["volgende"])
    samen = [regel["casusnummer"] for blad in (eerste, tweede) for regel in blad["regels"]]
    assert samen == [verhaal.casusnummer for verhaal in verhalen]
    assert tweede["volgende"] is None


def test_a_destroyed_case_does_not_come_back(deur: Deur, klok: Klok) -> None:
    verhaal = Verhaal(deur.dienst)
    verhaal.tot_en_met_ico()
    klok.verder(days=1)
    op = klok()
    assert nummers(deur, "monitoring", Rol.PROCESREGISSEUR, op=op.isoformat()) == [verhaal.casusnummer]
    klok.verder(days=1)
    verhaal.sluit_af()
    deur.dienst.wacht_op(verhaal.verwijder().positie)
    for naam, rol in LIJSTEN.items():
        terug = deur.haal(f"/{naam}", als=rol, params={"tafel": ZVH, "op": op.isoformat()})
        assert (terug.status_code, terug.json()["regels"]) == (200, []), naam
        assert verhaal.casusnummer not in terug.text
    (weg,) = lijst(deur, "verwijderingen", Rol.COMPLIANCE, op=klok().isoformat())["regels"]
    assert weg["verwijderdOp"] == "2026-03-04T08:30:00Z"


@pytest.mark.parametrize("naam", LIJSTEN)
def test_before_the_first_fact_a_list_is_empty_and_of_the_future_there_is_none(
    deur: Deur, klok: Klok, naam: str
) -> None:
    begin = klok()
    klok.verder(days=1)
    Verhaal(deur.dienst).tot_en_met_ico()
    assert lijst(deur, naam, LIJSTEN[naam], op=begin.isoformat())["regels"] == []
    straks = {"tafel": ZVH, "op": (klok() + timedelta(seconds=1)).isoformat()}
    antwoord = deur.haal(f"/{naam}", als=LIJSTEN[naam], params=straks)
    assert (antwoord.status_code, antwoord.json()["fouten"]) == (
        400,
        [{"veld": "op", "reden": "ligt in de toekomst"}],
    )


def test_a_moment_gives_no_right_that_the_role_does_not_have(deur: Deur, klok: Klok) -> None:
    Verhaal(deur.dienst).tot_en_met_ico()
    vraag = urlencode({"tafel": ZVH, "op": klok().isoformat()})
    for naam, rol in (
        ("triagelijst", Rol.AUDITOR),
        ("monitoring", Rol.MELDER),
        ("werkvoorraad", Rol.DEELNEMER),
        ("overleggen", Rol.CASUSREGISSEUR),
        ("consultaties", Rol.COMPLIANCE),
        ("bewaartermijnen", Rol.PROCESREGISSEUR),
    ):
        assert deur.haal(f"/{naam}?{vraag}", als=rol).status_code == 403
        andere_tafel = deur.haal(f"/{naam}?{vraag}", als=LIJSTEN[naam], tafels=(RET,))
        assert (andere_tafel.status_code, andere_tafel.json()["type"]) == (
            404,
            "urn:casus:probleem:onbekende-tafel",
        )


def test_a_melder_sees_the_own_organisation_also_in_the_past(deur: Deur, klok: Klok) -> None:
    verhaal = Verhaal(deur.dienst)
    verhaal.meld_aan()
    op = klok().isoformat()
    assert nummers(deur, "triagelijst", Rol.MELDER, op=op) == [verhaal.casusnummer]
    assert nummers(deur, "triagelijst", Medewerker("mw-ander", Rol.MELDER, "ggz"), op=op) == []


def test_what_is_shielded_now_is_shielded_in_the_past(deur: Deur, klok: Klok) -> None:
    verhaal = Verhaal(deur.dienst)
    verhaal.tot_en_met_ico()
    op = klok().isoformat()
    klok.verder(days=1)
    deur.dienst.wacht_op(verhaal.doe(SluitAf("Het doel is bereikt", "Rust")).positie)
    for rol in (Rol.SECRETARIS, Rol.VOORZITTER, Rol.CASUSREGISSEUR):
        assert nummers(deur, "monitoring", rol, op=op) == []
    assert lijst(deur, "werkvoorraad", Rol.SECRETARIS, op=op)["regels"] == []
    assert nummers(deur, "casussen", Rol.SECRETARIS, op=op) == []
    for naam in ("monitoring", "casussen"):
        assert nummers(deur, naam, Rol.PROCESREGISSEUR, op=op) == [verhaal.casusnummer]


def test_who_left_a_case_no_longer_finds_it_in_the_past(deur: Deur, klok: Klok) -> None:
    verhaal = Verhaal(deur.dienst)
    verhaal.tot_en_met_ico()
    # Who may look is who takes part now, as far as the views know.
    deur.dienst.wacht_op(verhaal.doe(VoegDeelnemerToe("mw-meloen", "ggz", "behandelaar")).positie)
    op = klok().isoformat()
    klok.verder(days=1)
    for rol in (Rol.CASUSREGISSEUR, Rol.DEELNEMER):
        assert nummers(deur, "monitoring", rol, op=op) == [verhaal.casusnummer]
    verhaal.doe(VerwijderDeelnemer("mw-meloen", "Werkt er niet meer"))
    deur.dienst.wacht_op(verhaal.doe(WijsRegieToe(Regie.CASUS, "mw-ander", "ggz")).positie)
    for rol in (Rol.CASUSREGISSEUR, Rol.DEELNEMER):
        assert nummers(deur, "monitoring", rol, op=op) == []
    # Who came later was not there then.
    assert nummers(deur, "monitoring", Medewerker("mw-ander", Rol.CASUSREGISSEUR, "ggz"), op=op) == []


def test_the_texts_are_those_of_then(deur: Deur, klok: Klok) -> None:
    verhaal = Verhaal(deur.dienst)
    verhaal.tot_en_met_ico()
    verhaal.wijs_actie_toe()
    op = klok().isoformat()
    klok.verder(days=15)
    verhaal.doe(RondActieAf(ACTIE_ID, "Een verzonnen resultaat"))
    deur.dienst.wacht_op(verhaal.sluit_af().positie)
    (regel,) = lijst(deur, "monitoring", Rol.PROCESREGISSEUR, op=op)["regels"]
    assert [actie["actieId"] for actie in regel["acties"]] == [str(ACTIE_ID)]
    assert regel["acties"][0]["omschrijving"] == "Een verzonnen huisbezoek"
    assert (regel["teLaat"], [wie["naam"] for wie in regel["betrokkenen"]]) == (
        False,
        ["Testpersoon Framboos", "Testpersoon Braam"],
    )
