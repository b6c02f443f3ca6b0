"""An overleg over HTTP: planned by the rhythm, filled, invited for, held; and the cases on its agenda go along."""

import pytest

from domain.rollen import Medewerker, Rol
from tests.api.conftest import Deur
from tests.api.verzoeken import (
    AANMELDING,
    AANVULLING,
    AFSLUITING,
    AGENDAPUNT_ID,
    GRONDSLAG,
    JSON,
    OVERLEG,
    OVERLEG_ID,
    OVERLEGVERSLAG,
    RET,
    TRIAGE,
    UITNODIGING,
    UITNODIGING_ID,
)
from tests.conftest import Klok
from tests.verhalen import ZVH, Verhaal

PAD = f"/overleggen/{OVERLEG_ID}"
NAAMLOOS: list[JSON] = [{"naam": "Testpersoon Framboos", "betrokkenheid": "hoofdpersoon"}]
REEKS: JSON = {
    "tafel": ZVH,
    "soort": "triage",
    "van": "2026-04-20",
    "tot": "2026-05-10",
    "tijd": "10:00",
    "minuten": 90,
    "capaciteit": 6,
    "vorm": "op-locatie",
}


@pytest.fixture
def nummer(deur: Deur) -> str:
    """A case that waits for triage, and a triage that is planned for tomorrow."""
    gepland = deur.stuur("/overleggen", OVERLEG, als=Rol.SECRETARIS)
    assert (gepland.status_code, gepland.headers["Location"]) == (201, f"/v1{PAD}")
    casusnummer: str = deur.stuur("/casussen", AANMELDING, als=Rol.MELDER).json()["casusnummer"]
    return casusnummer


def stap(deur: Deur, waarheen: str, inhoud: JSON | None, *namen: str, als: Medewerker | Rol) -> None:
    antwoord = deur.stuur(f"{PAD}/{waarheen}", inhoud, als=als)
    assert antwoord.status_code == 200, antwoord.text
    assert antwoord.json()["vastgelegd"] == [f"overleg.{naam}.v1" for naam in namen]


def op_de_agenda(deur: Deur, nummer: str) -> None:
    punt = {"agendapuntId": AGENDAPUNT_ID, "casusnummer": nummer.lower(), "soort": "triage"}
    stap(deur, "agendapunten", punt, "AgendapuntToegevoegd", als=Rol.SECRETARIS)


# --- the agenda ---------------------------------------------------------------------------------------------------


def test_a_case_on_the_agenda_shows_with_who_it_is_about(deur: Deur, nummer: str) -> None:
    op_de_agenda(deur, nummer)
    overleg = deur.haal(PAD, als=Rol.VERTEGENWOORDIGER).json()
    (punt,) = overleg["agendapunten"]
    assert (punt["casusnummer"], punt["soort"], punt["besprokenOp"]) == (nummer, "triage", None)
    assert [wie["naam"] for wie in punt["betrokkenen"]] == ["Testpersoon Framboos"]
    assert (overleg["bezet"], overleg["vrij"], overleg["plaats"]) == (1, 2, "De verzonnen zaal")
    (regel,) = deur.haal(f"/overleggen?tafel={ZVH}", als=Rol.VOORZITTER).json()["regels"]
    assert (regel["overlegId"], regel["agendapunten"][0]["casusnummer"]) == (OVERLEG_ID, nummer)
    (wacht,) = deur.haal(f"/triagelijst?tafel={ZVH}", als=Rol.VOORZITTER).json()["regels"]
    assert wacht["agenda"] == {
        "overlegId": OVERLEG_ID,
        "agendapuntId": AGENDAPUNT_ID,
        "begint": "2026-03-03T09:00:00Z",
    }


def test_who_waits_longest_stands_first_on_an_agenda(deur: Deur, klok: Klok) -> None:
    nummers = []
    for dag in range(5):
        melding = {**AANMELDING, "kenmerk": f"verzonnen-{dag}", "betrokkenen": NAAMLOOS}
        nummers.append(deur.stuur("/casussen", melding, als=Rol.MELDER).json()["casusnummer"])
        klok.verder(days=1)
    later = {**OVERLEG, "begint": "2026-03-10T09:00:00Z", "capaciteit": 5}
    deur.stuur("/overleggen", later, als=Rol.SECRETARIS)
    for nummer in reversed(nummers):
        punt = {"casusnummer": nummer, "soort": "triage"}
        stap(deur, "agendapunten", punt, "AgendapuntToegevoegd", als=Rol.SECRETARIS)
    punten = deur.haal(PAD, als=Rol.VERTEGENWOORDIGER).json()["agendapunten"]
    assert [punt["casusnummer"] for punt in punten] == nummers


def test_taken_off_the_agenda_or_called_off_a_case_waits_again(deur: Deur, nummer: str) -> None:
    op_de_agenda(deur, nummer)
    weg = {"reden": "Nog niet volledig"}
    stap(
        deur,
        f"agendapunten/{AGENDAPUNT_ID}/schrappingen",
        weg,
        "AgendapuntGeschrapt",
        als=Rol.PROCESREGISSEUR,
    )
    nieuw = {"casusnummer": nummer, "soort": "triage"}
    stap(deur, "agendapunten", nieuw, "AgendapuntToegevoegd", als=Rol.SECRETARIS)
    stap(deur, "afzeggingen", {"reden": "De zaal is bezet"}, "OverlegAfgezegd", als=Rol.SECRETARIS)
    casus = deur.haal(f"/casussen/{nummer}", als=Rol.SECRETARIS).json()
    assert [punt["stand"] for punt in casus["agendapunten"]] == ["van-agenda", "van-agenda"]
    assert deur.haal(PAD, als=Rol.SECRETARIS).json()["reden"] == "De zaal is bezet"


def test_a_held_overleg_tells_each_case_what_was_said_of_it(deur: Deur, nummer: str, klok: Klok) -> None:
    op_de_agenda(deur, nummer)
    klok.verder(days=2)
    over_deze = {"agendapuntId": AGENDAPUNT_ID, "verslag": "Wordt een ICO"}
    stap(
        deur,
        "verslagen",
        {**OVERLEGVERSLAG, "besproken": [over_deze]},
        "OverlegGehouden",
        als=Rol.SECRETARIS,
    )
    (punt,) = deur.haal(f"/casussen/{nummer}", als=Rol.SECRETARIS).json()["agendapunten"]
    assert (punt["stand"], punt["verslag"], punt["besprokenOp"]) == (
        "besproken",
        "Wordt een ICO",
        "2026-03-03",
    )
    overleg = deur.haal(PAD, als=Rol.VOORZITTER).json()
    assert (overleg["fase"], overleg["verslag"], len(overleg["aanwezig"])) == ("gehouden", "Begon op tijd", 2)
    assert "Wordt een ICO" not in str(overleg)


def test_a_closed_case_is_no_longer_named_on_an_agenda_of_the_past(
    deur: Deur, nummer: str, klok: Klok
) -> None:
    op_de_agenda(deur, nummer)
    klok.verder(days=2)
    over_deze = {"agendapuntId": AGENDAPUNT_ID, "verslag": "Wordt afgesloten"}
    verslag = {**OVERLEGVERSLAG, "besproken": [over_deze]}
    stap(deur, "verslagen", verslag, "OverlegGehouden", als=Rol.SECRETARIS)
    deur.stuur(f"/casussen/{nummer}/aanvullingen", AANVULLING, als=Rol.SECRETARIS)
    deur.stuur(f"/casussen/{nummer}/grondslagen", GRONDSLAG, als=Rol.SECRETARIS)
    deur.stuur(f"/casussen/{nummer}/triages", TRIAGE, als=Rol.VOORZITTER)
    dicht = deur.stuur(f"/casussen/{nummer}/afsluitingen", AFSLUITING, als=Rol.VOORZITTER)
    assert dicht.status_code == 200, dicht.text
    assert deur.haal(PAD, als=Rol.SECRETARIS).json()["agendapunten"] == []
    (punt,) = deur.haal(PAD, als=Rol.PROCESREGISSEUR).json()["agendapunten"]
    assert punt["casusnummer"] == nummer


# --- who comes ----------------------------------------------------------------------------------------------------


def test_an_invitation_is_answered_and_moving_the_overleg_asks_anew(deur: Deur, nummer: str) -> None:
    stap(deur, "uitnodigingen", UITNODIGING, "UitnodigingVerstuurd", als=Rol.SECRETARIS)
    waar = f"uitnodigingen/{UITNODIGING_ID}"
    assert deur.stuur(f"{PAD}/{waar}/bevestigingen", als=Rol.VOORZITTER).status_code == 404
    stap(deur, f"{waar}/bevestigingen", None, "KomstBevestigd", als=Rol.SECRETARIS)
    stap(deur, f"{waar}/afmeldingen", {"vervanger": "mw-druif"}, "KomstAfgezegd", als=Rol.SECRETARIS)
    (wie,) = deur.haal(PAD, als=Rol.SECRETARIS).json()["uitnodigingen"]
    assert (wie["antwoord"], wie["vervanger"]) == ("afgezegd", "mw-druif")
    later = {"begint": "2026-03-04T10:00:00+01:00", "reden": "De zaal is bezet"}
    stap(deur, "verzettingen", later, "OverlegVerzet", als=Rol.SECRETARIS)
    (wie,) = deur.haal(PAD, als=Rol.SECRETARIS).json()["uitnodigingen"]
    assert wie["antwoord"] == "open"
    stap(deur, f"{waar}/intrekkingen", {"reden": "Vergissing"}, "UitnodigingIngetrokken", als=Rol.SECRETARIS)


@pytest.mark.parametrize("rol", [Rol.CASUSREGISSEUR, Rol.DEELNEMER])
def test_who_works_in_single_cases_answers_only_the_own_invitation(deur: Deur, nummer: str, rol: Rol) -> None:
    eigen = {**UITNODIGING, "medewerker": "mw-banaan"}
    stap(deur, "uitnodigingen", eigen, "UitnodigingVerstuurd", als=Rol.SECRETARIS)
    waar = f"uitnodigingen/{UITNODIGING_ID}/bevestigingen"
    vreemd = deur.stuur(f"{PAD}/{waar}", als=rol)
    geen = deur.stuur(f"{PAD.replace('e1', 'ff')}/{waar}", als=rol)
    assert {**vreemd.json(), "instance": ""} == {**geen.json(), "instance": ""}
    assert vreemd.status_code == 404
    stap(deur, waar, None, "KomstBevestigd", als=Medewerker("mw-banaan", rol, "ggz"))


# --- planning -----------------------------------------------------------------------------------------------------


def test_the_rhythm_is_planned_once_and_a_holiday_shows(deur: Deur) -> None:
    gepland = deur.stuur(
        "/overlegreeksen", {**REEKS, "van": "2029-12-18", "tot": "2030-01-02"}, als=Rol.SECRETARIS
    )
    assert gepland.status_code == 200, gepland.text
    regels = [(regel["begint"], regel["eigenlijk"], regel["feestdag"]) for regel in gepland.json()["gepland"]]
    assert regels == [
        ("2029-12-18T09:00:00Z", None, None),
        ("2029-12-27T09:00:00Z", "2029-12-25", "Eerste kerstdag"),
        ("2030-01-02T09:00:00Z", "2030-01-01", "Nieuwjaarsdag"),
    ]
    weer = deur.stuur(
        "/overlegreeksen", {**REEKS, "van": "2029-12-18", "tot": "2030-01-02"}, als=Rol.SECRETARIS
    )
    assert weer.json() == {"gepland": []}
    vraag = {"tafel": ZVH, "van": "2029-12-20", "tot": "2029-12-31"}
    (regel,) = deur.haal("/overleggen", als=Rol.SECRETARIS, params=vraag).json()["regels"]
    assert regel["eigenlijk"] == "2029-12-25"


def test_the_agenda_is_read_page_by_page(deur: Deur) -> None:
    deur.stuur("/overlegreeksen", REEKS, als=Rol.SECRETARIS)
    eerste = deur.haal(f"/overleggen?tafel={ZVH}&limiet=2", als=Rol.VOORZITTER).json()
    vraag = {"tafel": ZVH, "limiet": "2", "na": eerste["volgende"]}
    tweede = deur.haal("/overleggen", als=Rol.VOORZITTER, params=vraag).json()
    beide = deur.haal(f"/overleggen?tafel={ZVH}", als=Rol.VOORZITTER).json()
    assert (eerste["regels"] + tweede["regels"], tweede["volgende"]) == (beide["regels"], None)


@pytest.mark.parametrize(
    "fout",
    [
        {"tijd": "10"},
        {"tijd": 36000},
        {"tijd": "25:00"},
        {"tot": "2026-04-19"},
        {"tot": "2027-06-01"},
        {"capaciteit": 0},
        {"minuten": 1e9},
    ],
)
def test_a_row_of_overleggen_lies_within_reason(deur: Deur, fout: JSON) -> None:
    geweigerd = deur.stuur("/overlegreeksen", {**REEKS, **fout}, als=Rol.SECRETARIS)
    assert geweigerd.status_code == 400
    assert [een["veld"] for een in geweigerd.json()["fouten"]] == list(fout)


def test_planning_the_same_overleg_again_is_harmless(deur: Deur, nummer: str) -> None:
    weer = deur.stuur("/overleggen", OVERLEG, als=Rol.PROCESREGISSEUR)
    assert (weer.status_code, weer.json()["vastgelegd"]) == (200, [])


# --- reach --------------------------------------------------------------------------------------------------------


def test_an_overleg_of_another_table_is_not_there(deur: Deur, nummer: str) -> None:
    anders = {"tafels": (RET,)}
    for als, pad in ((Rol.SECRETARIS, PAD), (Rol.VOORZITTER, PAD)):
        deze = deur.haal(pad, als=als, **anders)
        geen = deur.haal(pad.replace("e1", "ff"), als=als, **anders)
        assert deze.status_code == geen.status_code == 404
        assert {**deze.json(), "instance": ""} == {**geen.json(), "instance": ""}
    for waarheen, inhoud in (
        ("verzettingen", {"begint": "2026-03-04T10:00:00+01:00", "reden": "Zo maar"}),
        ("afzeggingen", {"reden": "Zo maar"}),
        ("uitnodigingen", UITNODIGING),
        ("agendapunten", {"casusnummer": nummer, "soort": "triage"}),
        (f"agendapunten/{AGENDAPUNT_ID}/schrappingen", {"reden": "Zo maar"}),
        ("verslagen", OVERLEGVERSLAG),
    ):
        antwoord = deur.stuur(f"{PAD}/{waarheen}", inhoud, als=Rol.SECRETARIS, **anders)
        assert antwoord.json()["type"] == "urn:casus:probleem:onbekend-overleg", waarheen
    assert deur.stuur("/overleggen", OVERLEG, als=Rol.SECRETARIS, **anders).status_code == 404


def test_a_case_of_another_table_or_a_shielded_one_comes_on_no_agenda(deur: Deur, nummer: str) -> None:
    dicht = Verhaal(deur.dienst)
    dicht.tot_en_met_ico()
    dicht.sluit_af()
    for onbereikbaar in ("C-BBBBB-BBBBB", dicht.casusnummer):
        punt = {"casusnummer": onbereikbaar, "soort": "triage"}
        antwoord = deur.stuur(f"{PAD}/agendapunten", punt, als=Rol.SECRETARIS)
        assert antwoord.json()["type"] == "urn:casus:probleem:onbekende-casus"
