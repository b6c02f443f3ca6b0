"""One overleg and one consultatie as they were at a moment, for who may see them now."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from domain.casus.commands import SluitAf, VulAan
from domain.casus.waarden import Betrokkene, Betrokkenheid, Uitkomst
from domain.rollen import Medewerker, Rol
from tests.api.conftest import Deur
from tests.api.lijstloop import vernietig
from tests.api.verzoeken import (
    ADVIES_OP_VRAAG,
    AGENDAPUNT_ID,
    BRAAM,
    JSON,
    OVERLEG,
    OVERLEG_ID,
    OVERLEGVERSLAG,
    RET,
    UITNODIGING,
    UITNODIGING_ID,
    VRAAG,
)
from tests.conftest import Klok
from tests.verhalen import SECRETARIS, Verhaal, nieuw_verhaal

PAD = f"/overleggen/{OVERLEG_ID}"
EIGEN = {"op", "reconstructie"}
"""What an answer says of its moment, and not of the overleg."""


def lees(deur: Deur, pad: str, als: Rol = Rol.SECRETARIS, **vraag: str) -> JSON:
    antwoord = deur.haal(pad, als=als, params=vraag)
    assert antwoord.status_code == 200, antwoord.text
    gelezen: JSON = antwoord.json()
    return gelezen


def stap(deur: Deur, pad: str, inhoud: JSON | None = None, *, als: Rol | Medewerker = Rol.SECRETARIS) -> None:
    antwoord = deur.stuur(pad, inhoud, als=als)
    assert antwoord.status_code in {200, 201}, antwoord.text


def zonder(overleg: JSON) -> JSON:
    return {veld: waarde for veld, waarde in overleg.items() if veld not in EIGEN}


def op_de_agenda(deur: Deur, *, agendapunt_id: str = AGENDAPUNT_ID) -> Verhaal:
    """A case of its own that waits for triage on the agenda of the overleg."""
    verhaal = nieuw_verhaal(deur.dienst)
    verhaal.meld_aan()
    punt = {"agendapuntId": agendapunt_id, "casusnummer": verhaal.casusnummer, "soort": "triage"}
    stap(deur, f"{PAD}/agendapunten", punt)
    return verhaal


def houd(deur: Deur, klok: Klok) -> None:
    """The next day, with what was said of the one case."""
    klok.verder(days=1)
    over_deze = {"agendapuntId": AGENDAPUNT_ID, "verslag": "Wordt een ICO"}
    stap(deur, f"{PAD}/verslagen", {**OVERLEGVERSLAG, "besproken": [over_deze]})


@pytest.fixture
def overleg(deur: Deur) -> str:
    """The table's triage of tomorrow, without anything on it."""
    stap(deur, "/overleggen", OVERLEG)
    return PAD


# --- one overleg --------------------------------------------------------------------------------------------------


def test_an_overleg_of_a_moment_is_the_overleg_of_that_moment(deur: Deur, overleg: str, klok: Klok) -> None:
    """Planned, on the agenda, invited, answered, moved, another one taken off again, held."""
    verhaal, toen = nieuw_verhaal(deur.dienst), []
    verhaal.meld_aan()
    waar, tweede = f"{overleg}/uitnodigingen/{UITNODIGING_ID}", AGENDAPUNT_ID.replace("e3", "e4")
    punt = {"agendapuntId": AGENDAPUNT_ID, "casusnummer": verhaal.casusnummer, "soort": "triage"}
    verzetting = {"begint": "2026-03-03T15:00:00+01:00", "reden": "De zaal is bezet"}
    erbij = Betrokkene(deur.dienst.omgeving.nieuw_id(), Betrokkenheid.PARTNER, "Testpersoon Kersenpit")
    stappen: list[Callable[[], object]] = [
        lambda: None,
        lambda: stap(deur, f"{overleg}/agendapunten", punt),
        lambda: stap(deur, f"{overleg}/uitnodigingen", UITNODIGING),
        lambda: stap(deur, f"{waar}/afmeldingen", {"vervanger": "mw-druif"}),
        lambda: stap(deur, f"{overleg}/verzettingen", verzetting),
        lambda: stap(deur, f"{waar}/bevestigingen"),
        lambda: op_de_agenda(deur, agendapunt_id=tweede),
        lambda: stap(deur, f"{overleg}/agendapunten/{tweede}/schrappingen", {"reden": "Later"}),
        lambda: verhaal.doe(VulAan("ggz", betrokkenen=(erbij,)), SECRETARIS),
        lambda: houd(deur, klok),
    ]
    for doe in stappen:
        doe()
        toen.append((klok().isoformat(), lees(deur, overleg)))
        klok.verder(hours=1)
    assert all(zonder(dat) != zonder(later) for (_, dat), (_, later) in pairwise(toen))
    for op, dat in toen:
        terug = lees(deur, overleg, op=op)
        assert zonder(terug) == zonder(dat)
        assert (dat["op"], dat["reconstructie"]) == (None, None)
        assert datetime.fromisoformat(terug["op"]) == datetime.fromisoformat(op)
        assert "reconstructie" in terug["reconstructie"]
    assert (toen[0][1]["fase"], toen[-1][1]["fase"]) == ("gepland", "gehouden")


def test_an_overleg_that_was_called_off_later_still_stood_then(deur: Deur, overleg: str, klok: Klok) -> None:
    verhaal, op = op_de_agenda(deur), klok().isoformat()
    klok.verder(hours=1)
    stap(deur, f"{overleg}/afzeggingen", {"reden": "De zaal is bezet"})
    nu, toen = lees(deur, overleg), lees(deur, overleg, op=op)
    assert (nu["fase"], nu["agendapunten"], nu["reden"]) == ("afgezegd", [], "De zaal is bezet")
    assert (toen["fase"], toen["vrij"], toen["reden"]) == ("gepland", 2, None)
    assert [punt["casusnummer"] for punt in toen["agendapunten"]] == [verhaal.casusnummer]


def test_a_case_that_was_destroyed_does_not_come_back_on_an_agenda(
    deur: Deur, overleg: str, klok: Klok
) -> None:
    verhaal, blijft = op_de_agenda(deur), AGENDAPUNT_ID.replace("e3", "e4")
    ander, op = op_de_agenda(deur, agendapunt_id=blijft), klok().isoformat()
    klok.verder(days=1)
    verhaal.trieer(Uitkomst.ADVIES)
    deur.dienst.wacht_op(verhaal.verwijder().positie)
    for als in (Rol.SECRETARIS, Rol.PROCESREGISSEUR, Rol.VOORZITTER):
        toen = lees(deur, overleg, als, op=op)
        assert [punt["casusnummer"] for punt in toen["agendapunten"]] == [ander.casusnummer]
        # An overleg outlives every case, so the place that it took stays.
        assert toen["bezet"] == 2
        assert verhaal.casusnummer not in str(toen)


def test_what_is_shielded_by_now_is_on_no_agenda_of_then(deur: Deur, overleg: str, klok: Klok) -> None:
    verhaal, op = op_de_agenda(deur), klok().isoformat()
    klok.verder(hours=1)
    verhaal.trieer()
    deur.dienst.wacht_op(verhaal.doe(SluitAf("Het doel is bereikt", "Rust")).positie)
    for als in (Rol.SECRETARIS, Rol.VOORZITTER, Rol.VERTEGENWOORDIGER):
        assert lees(deur, overleg, als, op=op)["agendapunten"] == []
    (punt,) = lees(deur, overleg, Rol.PROCESREGISSEUR, op=op)["agendapunten"]
    assert punt["casusnummer"] == verhaal.casusnummer


def test_before_it_was_planned_there_is_no_overleg_and_of_the_future_there_is_none(
    deur: Deur, klok: Klok
) -> None:
    voor = klok().isoformat()
    klok.verder(hours=1)
    stap(deur, "/overleggen", OVERLEG)
    nog_niet = deur.haal(PAD, als=Rol.SECRETARIS, params={"op": voor})
    geen = deur.haal(PAD.replace("e1", "ff"), als=Rol.SECRETARIS, params={"op": voor})
    assert nog_niet.status_code == geen.status_code == 404
    assert {**nog_niet.json(), "instance": ""} == {**geen.json(), "instance": ""}
    straks = {"op": (klok() + timedelta(seconds=1)).isoformat()}
    antwoord = deur.haal(PAD, als=Rol.SECRETARIS, params=straks)
    assert (antwoord.status_code, antwoord.json()["fouten"]) == (
        400,
        [{"veld": "op", "reden": "ligt in de toekomst"}],
    )


def test_a_moment_opens_no_overleg_that_is_closed_now(deur: Deur, overleg: str, klok: Klok) -> None:
    vraag = {"op": klok().isoformat()}
    for als in (Rol.MELDER, Rol.DEELNEMER, Rol.CASUSREGISSEUR, Rol.AUDITOR):
        assert deur.haal(overleg, als=als, params=vraag).status_code == 403
    elders = deur.haal(overleg, als=Rol.SECRETARIS, params=vraag, tafels=(RET,))
    assert (elders.status_code, elders.json()["type"]) == (404, "urn:casus:probleem:onbekend-overleg")


# --- one consultatie ----------------------------------------------------------------------------------------------


def test_a_consultatie_of_a_moment_is_the_consultatie_of_that_moment(deur: Deur, klok: Klok) -> None:
    voor = klok().isoformat()
    klok.verder(hours=1)
    stap(deur, "/consultaties", VRAAG)
    (regel,) = lees(deur, "/consultaties", tafel=VRAAG["tafel"])["regels"]
    pad, toen = f"/consultaties/{regel['consultatienummer']}", []
    for waarheen, inhoud in (
        ("aanvullingen", {"betrokkenen": [BRAAM]}),
        ("adviezen", ADVIES_OP_VRAAG),
        ("sluitingen", {"reden": "Het advies was genoeg"}),
    ):
        toen.append((klok().isoformat(), lees(deur, pad)))
        klok.verder(hours=1)
        stap(deur, f"{pad}/{waarheen}", inhoud)
    assert [lees(deur, pad, op=op) for op, _ in toen] == [dat for _, dat in toen]
    assert len({str(dat) for _, dat in toen}) == len(toen)
    nog_niet = deur.haal(pad, als=Rol.SECRETARIS, params={"op": voor})
    assert (nog_niet.status_code, nog_niet.json()["type"]) == (
        404,
        "urn:casus:probleem:onbekende-consultatie",
    )
    straks = deur.haal(pad, als=Rol.SECRETARIS, params={"op": (klok() + timedelta(seconds=1)).isoformat()})
    assert straks.json()["fouten"] == [{"veld": "op", "reden": "ligt in de toekomst"}]


def test_a_consultatie_that_was_destroyed_does_not_come_back(deur: Deur, klok: Klok) -> None:
    stap(deur, "/consultaties", VRAAG)
    (regel,) = lees(deur, "/consultaties", tafel=VRAAG["tafel"])["regels"]
    pad, op = f"/consultaties/{regel['consultatienummer']}", klok().isoformat()
    klok.verder(days=1)
    stap(deur, f"{pad}/sluitingen", {"reden": "Het advies was genoeg"})
    vernietig(deur, regel["consultatienummer"])
    antwoord = deur.haal(pad, als=Rol.SECRETARIS, params={"op": op})
    assert (antwoord.status_code, antwoord.json()["type"]) == (
        404,
        "urn:casus:probleem:onbekende-consultatie",
    )
