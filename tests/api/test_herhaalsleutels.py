"""A command that is sent again under its Idempotency-Key is carried out once, and answered as the first time."""

import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Barrier, Thread
from uuid import UUID, uuid4

import orjson
import pytest
from httpx2 import Response
from sqlalchemy import func, select, text
from starlette.testclient import TestClient

from api.app import maak_app
from api.samenstelling import Dienst, stel_samen
from domain.rollen import Rol
from infra.database import Database
from infra.deurtabellen import herhaalsleutel
from infra.herhaalsleutels import BEWAARD, Herhaalsleutels, NogBezig
from infra.kek import Kekbestand, Kekring
from tests.api.conftest import HIERVANDAAN, Deur
from tests.api.test_noodinzagen import breek
from tests.api.test_versies import is_probleem
from tests.api.test_verzoeken_van_betrokkenen import VERZOEK
from tests.api.verzoeken import (
    AANMELDING,
    AANVULLING,
    ADVIES_OP_VRAAG,
    GRONDSLAG,
    JSON,
    OVERLEG,
    PLAN,
    UITNODIGING,
    VOORTGANG,
    VRAAG,
)
from tests.api.vraagproces import sleutel_van, vraag_van
from tests.verhalen import ZVH, Verhaal

WORTEL = Path(__file__).parents[2]


def onder(sleutel: UUID | str) -> dict[str, dict[str, str]]:
    """The option of a request under this key."""
    return {"headers": {"Idempotency-Key": str(sleutel)}}


def sleutels(dienst: Dienst) -> int:
    """How many keys there are."""
    with dienst.engine.connect() as verbinding:
        return verbinding.execute(select(func.count()).select_from(herhaalsleutel)).scalar_one()


def feiten(dienst: Dienst) -> int:
    """How many facts there are, of whatever."""
    with dienst.engine.connect() as verbinding:
        return int(verbinding.execute(text("SELECT count(*) FROM feiten.gebeurtenis")).scalar_one())


def zelfde(een: Response, twee: Response) -> bool:
    """Say whether two answers are the same for who asks."""
    kop = ("ETag", "Location", "Content-Type")
    return (een.status_code, een.content, *(een.headers.get(naam) for naam in kop)) == (
        twee.status_code,
        twee.content,
        *(twee.headers.get(naam) for naam in kop),
    )


ZONDER_KENMERK = {naam: waarde for naam, waarde in AANMELDING.items() if naam != "kenmerk"}
LOS_OVERLEG = {naam: waarde for naam, waarde in OVERLEG.items() if naam != "overlegId"}
ACTIE: JSON = {"omschrijving": "Een verzonnen huisbezoek", "organisatie": "ggz", "uiterlijk": "2026-03-24"}
DOEL: JSON = {"tafel": ZVH, "grond": "privacyaudit", "kenmerk": "AUDIT-2026-7"}
OVER_DE_CASUS = {
    naam: AANMELDING[naam] for naam in ("aanpak", "leefgebieden", "criteria", "reguliereRoutes")
} | {"voorcontact": AANVULLING["voorcontact"]}

MAKEN: dict[str, tuple[str, JSON, Rol]] = {
    "a case": ("/casussen", ZONDER_KENMERK, Rol.MELDER),
    "a case with a kenmerk": ("/casussen", AANMELDING, Rol.MELDER),
    "a question": ("/consultaties", VRAAG, Rol.SECRETARIS),
    "an overleg": ("/overleggen", LOS_OVERLEG, Rol.SECRETARIS),
    "a verzoek": ("/verzoeken", VERZOEK, Rol.SECRETARIS),
    "a purpose": ("/inzagedoelen", DOEL, Rol.AUDITOR),
}
"""Whatever makes a number or an id of its own."""


@pytest.mark.parametrize("wat", MAKEN)
def test_what_is_made_is_made_once_and_the_answer_is_the_same(deur: Deur, wat: str) -> None:
    pad, inhoud, als = MAKEN[wat]
    sleutel = uuid4()
    eerst = deur.stuur(pad, inhoud, als=als, **onder(sleutel))
    assert eerst.status_code == 201, eerst.text
    waren = feiten(deur.dienst)
    weer = deur.stuur(pad, inhoud, als=als, **onder(sleutel))
    assert zelfde(weer, eerst), (weer.text, eerst.text)
    assert feiten(deur.dienst) == waren
    assert sleutels(deur.dienst) == 1


def test_without_a_key_a_question_asked_twice_is_two_questions(deur: Deur) -> None:
    een, twee = (deur.stuur("/consultaties", VRAAG, als=Rol.SECRETARIS) for _ in range(2))
    assert een.json()["consultatienummer"] != twee.json()["consultatienummer"]
    assert sleutels(deur.dienst) == 0


OPDRACHTEN: dict[str, tuple[str, JSON, Rol]] = {
    "an action, with an id of ours": ("acties", ACTIE, Rol.PROCESREGISSEUR),
    "progress": ("voortgangen", VOORTGANG, Rol.PROCESREGISSEUR),
    "people that are added, with ids of ours": (
        "aanvullingen",
        {"betrokkenen": [{"betrokkenheid": "overig", "naam": "Testpersoon Kiwi"}]},
        Rol.SECRETARIS,
    ),
    "a participant": (
        "deelnemers",
        {"medewerker": "mw-kiwi", "organisatie": "ggz", "namens": "behandelaar"},
        Rol.PROCESREGISSEUR,
    ),
}


@pytest.mark.parametrize("wat", OPDRACHTEN)
def test_a_command_is_carried_out_once_also_after_others_wrote(
    deur: Deur, verhaal: Verhaal, wat: str
) -> None:
    deel, inhoud, als = OPDRACHTEN[wat]
    pad, sleutel = f"/casussen/{verhaal.casusnummer}/{deel}", uuid4()
    eerst = deur.stuur(pad, inhoud, als=als, **onder(sleutel))
    assert eerst.json()["vastgelegd"], eerst.text
    deur.stuur(f"/casussen/{verhaal.casusnummer}/plannen", PLAN, als=Rol.PROCESREGISSEUR)
    waren = feiten(deur.dienst)
    weer = deur.stuur(pad, inhoud, als=als, **onder(sleutel))
    assert zelfde(weer, eerst), (weer.text, eerst.text)
    assert feiten(deur.dienst) == waren


def test_an_answer_that_was_lost_comes_again_though_its_version_is_long_past(
    deur: Deur, verhaal: Verhaal
) -> None:
    pad, sleutel = f"/casussen/{verhaal.casusnummer}/voortgangen", uuid4()
    nu = deur.dienst.shell.laad(verhaal.casusnummer).versie
    koppen = {"headers": {"Idempotency-Key": str(sleutel), "If-Match": f'"{nu}"'}}
    eerst = deur.stuur(pad, VOORTGANG, als=Rol.PROCESREGISSEUR, **koppen)
    verhaal.wijs_actie_toe()
    weer = deur.stuur(pad, VOORTGANG, als=Rol.PROCESREGISSEUR, **koppen)
    assert zelfde(weer, eerst)


def test_an_overleg_and_a_question_take_keys_for_what_is_done_with_them(deur: Deur) -> None:
    overleg = deur.stuur("/overleggen", LOS_OVERLEG, als=Rol.SECRETARIS).json()["overlegId"]
    van_de_politie = {**VRAAG, "organisatie": "politie"}
    vraag = deur.stuur("/consultaties", van_de_politie, als=Rol.SECRETARIS).json()["consultatienummer"]
    uitnodiging = {naam: waarde for naam, waarde in UITNODIGING.items() if naam != "uitnodigingId"}
    for pad, inhoud in (
        (f"/overleggen/{overleg}/uitnodigingen", uitnodiging),
        (f"/consultaties/{vraag}/adviezen", ADVIES_OP_VRAAG),
        (f"/consultaties/{vraag}/aanmeldingen", {"grondslag": GRONDSLAG, **OVER_DE_CASUS}),
    ):
        sleutel = uuid4()
        eerst = deur.stuur(pad, inhoud, als=Rol.SECRETARIS, **onder(sleutel))
        assert eerst.json().get("vastgelegd"), eerst.text
        weer = deur.stuur(pad, inhoud, als=Rol.SECRETARIS, **onder(sleutel))
        assert zelfde(weer, eerst), (weer.text, eerst.text)


def test_the_same_key_with_another_request_is_refused(deur: Deur, verhaal: Verhaal) -> None:
    pad, sleutel = f"/casussen/{verhaal.casusnummer}/voortgangen", uuid4()
    deur.stuur(pad, VOORTGANG, als=Rol.PROCESREGISSEUR, **onder(sleutel))
    waren = feiten(deur.dienst)
    anders = {**VOORTGANG, "tekst": "Iets anders"}
    is_probleem(
        deur.stuur(pad, anders, als=Rol.PROCESREGISSEUR, **onder(sleutel)), 409, "sleutel-al-gebruikt"
    )
    ander = Verhaal(deur.dienst)
    ander.tot_en_met_ico()
    elders = f"/casussen/{ander.casusnummer}/voortgangen"
    waren = feiten(deur.dienst)
    is_probleem(
        deur.stuur(elders, VOORTGANG, als=Rol.PROCESREGISSEUR, **onder(sleutel)), 409, "sleutel-al-gebruikt"
    )
    assert feiten(deur.dienst) == waren


GEVEN: JSON = {
    "uitgever": "https://inloggen.example",
    "sub": "7f1c2d",
    "medewerker": "mw-perzik",
    "rol": "procesregisseur",
    "organisatie": "zvh",
    "tafels": [ZVH],
}


@dataclass(frozen=True)
class Los:
    """A command that leads to no stream: where, what, what else could be sent under its key, and who sends it."""

    pad: str
    wat: JSON | None
    anders: tuple[str, JSON | None]
    als: Rol


def een_toekenning(deur: Deur) -> str:
    id_: str = deur.stuur("/toekenningen", GEVEN, als=Rol.BEHEERDER).json()["toekenningId"]
    return f"/toekenningen/{id_}"


def het_geven(deur: Deur, verhaal: Verhaal) -> Los:
    return Los("/toekenningen", GEVEN, ("/toekenningen", {**GEVEN, "rol": "secretaris"}), Rol.BEHEERDER)


def het_einde(deur: Deur, verhaal: Verhaal) -> Los:
    pad = f"{een_toekenning(deur)}/beeindigingen"
    return Los(pad, {"reden": "uit dienst"}, (pad, {"reden": "misbruik"}), Rol.BEHEERDER)


def het_nagaan(deur: Deur, verhaal: Verhaal) -> Los:
    pad = f"{een_toekenning(deur)}/herzieningen"
    return Los(pad, {"uitkomst": "behouden"}, (pad, {"uitkomst": "beëindigd"}), Rol.BEHEERDER)


def het_oordeel(deur: Deur, verhaal: Verhaal) -> Los:
    pad = f"/noodinzagen/{breek(deur, verhaal)}/oordelen"
    return Los(pad, {"oordeel": "nader onderzoek"}, (pad, {"oordeel": "terecht"}), Rol.FG)


def de_kopie(deur: Deur, verhaal: Verhaal) -> Los:
    lijst = {"soort": "bewaartermijnen", "tafel": ZVH}
    een, twee = (deur.stuur("/exports", lijst, als=Rol.COMPLIANCE).headers["Exportnummer"] for _ in range(2))
    elders = f"/exports/{twee}/vernietigingen"
    return Los(f"/exports/{een}/vernietigingen", None, (elders, None), Rol.COMPLIANCE)


LOS = (het_geven, het_einde, het_nagaan, het_oordeel, de_kopie)


@pytest.mark.parametrize("maak", LOS)
def test_of_what_is_no_stream_too_another_request_under_the_key_is_refused(
    deur: Deur, verhaal: Verhaal, maak: Callable[[Deur, Verhaal], Los]
) -> None:
    los, sleutel = maak(deur, verhaal), uuid4()
    eerst = deur.stuur(los.pad, los.wat, als=los.als, **onder(sleutel))
    assert eerst.is_success, eerst.text
    assert zelfde(deur.stuur(los.pad, los.wat, als=los.als, **onder(sleutel)), eerst)
    pad, anders = los.anders
    is_probleem(deur.stuur(pad, anders, als=los.als, **onder(sleutel)), 409, "sleutel-al-gebruikt")
    assert sleutels(deur.dienst) == 1


def test_a_grant_that_was_made_under_a_key_is_not_made_again_after_it_ended(deur: Deur) -> None:
    sleutel = uuid4()
    id_ = deur.stuur("/toekenningen", GEVEN, als=Rol.BEHEERDER, **onder(sleutel)).json()["toekenningId"]
    deur.stuur(f"/toekenningen/{id_}/beeindigingen", {"reden": "misbruik"}, als=Rol.BEHEERDER)
    weer = deur.stuur("/toekenningen", GEVEN, als=Rol.BEHEERDER, **onder(sleutel))
    assert (weer.status_code, weer.json()["toekenningId"], weer.json()["reden"]) == (201, id_, "misbruik")
    assert len(deur.haal("/toekenningen", als=Rol.BEHEERDER).json()["regels"]) == 1


def test_a_judgement_that_is_sent_again_is_answered_as_then(deur: Deur, verhaal: Verhaal) -> None:
    los, sleutel = het_oordeel(deur, verhaal), uuid4()
    eerst = deur.stuur(los.pad, los.wat, als=los.als, **onder(sleutel))
    pad, later = los.anders
    assert deur.stuur(pad, later, als=los.als).json()["oordeel"] == "terecht"
    assert zelfde(deur.stuur(los.pad, los.wat, als=los.als, **onder(sleutel)), eerst)


def test_a_key_is_of_one_person_and_one_route(deur: Deur) -> None:
    """Somebody else who happens to have the key hears nothing of what was sent under it."""
    sleutel = uuid4()
    een = deur.stuur("/consultaties", VRAAG, als=Rol.SECRETARIS, **onder(sleutel))
    twee = deur.stuur("/consultaties", VRAAG, als=Rol.PROCESREGISSEUR, **onder(sleutel))
    ander = deur.stuur("/overleggen", LOS_OVERLEG, als=Rol.SECRETARIS, **onder(sleutel))
    assert {een.status_code, twee.status_code, ander.status_code} == {201}
    assert een.json()["consultatienummer"] != twee.json()["consultatienummer"]
    assert sleutels(deur.dienst) == 3


def test_what_was_refused_leaves_no_key_and_may_be_sent_again_once_it_can(deur: Deur) -> None:
    verhaal = Verhaal(deur.dienst)
    verhaal.meld_aan()
    pad, sleutel = f"/casussen/{verhaal.casusnummer}/plannen", uuid4()
    is_probleem(deur.stuur(pad, PLAN, als=Rol.PROCESREGISSEUR, **onder(sleutel)), 409, "weigering")
    assert sleutels(deur.dienst) == 0
    verhaal.trieer()
    verhaal.wijs_regie_toe()
    verhaal.plan_ico()
    verhaal.houd_ico()
    gelukt = deur.stuur(pad, PLAN, als=Rol.PROCESREGISSEUR, **onder(sleutel))
    assert (gelukt.status_code, sleutels(deur.dienst)) == (200, 1), gelukt.text


@pytest.mark.parametrize("geen", ["1", "x" * 36, '"los"', str(UUID(int=1))[:-1]])
def test_a_key_that_is_no_uuid_is_said_to_be_none(deur: Deur, geen: str) -> None:
    antwoord = deur.stuur("/consultaties", VRAAG, als=Rol.SECRETARIS, **onder(geen))
    is_probleem(antwoord, 400, "ongeldig-verzoek")
    assert [fout["veld"] for fout in antwoord.json()["fouten"]] == ["Idempotency-Key"]


def test_a_key_may_be_written_as_the_draft_does(deur: Deur) -> None:
    sleutel = uuid4()
    een = deur.stuur("/consultaties", VRAAG, als=Rol.SECRETARIS, **onder(f'"{sleutel}"'))
    twee = deur.stuur("/consultaties", VRAAG, als=Rol.SECRETARIS, **onder(str(sleutel).upper()))
    assert zelfde(een, twee)


def test_a_file_is_given_out_once_under_a_key(deur: Deur) -> None:
    inhoud, sleutel = {"soort": "bewaartermijnen", "tafel": ZVH}, uuid4()
    assert deur.stuur("/exports", inhoud, als=Rol.COMPLIANCE, **onder(sleutel)).status_code == 201
    is_probleem(deur.stuur("/exports", inhoud, als=Rol.COMPLIANCE, **onder(sleutel)), 409, "al-uitgegeven")
    regels = deur.haal(f"/exports?tafel={ZVH}", als=Rol.COMPLIANCE).json()["regels"]
    assert len(regels) == 1


def test_nothing_of_what_was_sent_stands_with_the_key(deur: Deur) -> None:
    sleutel = uuid4()
    deur.stuur("/casussen", AANMELDING, als=Rol.MELDER, **onder(sleutel))
    with deur.dienst.engine.connect() as verbinding:
        (rij,) = verbinding.execute(select(herhaalsleutel)).all()
    inhoud = repr(tuple(rij))
    for iets in ("Framboos", "999990019", "PL-77", "mw-mango", "politie", str(sleutel), sleutel.hex):
        assert iets not in inhoud
    assert sleutel.bytes not in rij.merk + rij.vingerafdruk


def test_a_key_goes_with_the_casus_it_led_to_something_in(deur: Deur) -> None:
    verhaal = Verhaal(deur.dienst)
    verhaal.meld_aan()
    aanvulling = deur.stuur(
        f"/casussen/{verhaal.casusnummer}/aanvullingen", AANVULLING, als=Rol.SECRETARIS, **onder(uuid4())
    )
    assert aanvulling.json()["vastgelegd"], aanvulling.text
    assert sleutels(deur.dienst) == 1
    verhaal.vernietig()
    assert sleutels(deur.dienst) == 0


def test_old_keys_are_forgotten_and_young_ones_are_not(deur: Deur) -> None:
    dienst = deur.dienst
    for _ in range(2):
        deur.stuur("/consultaties", VRAAG, als=Rol.SECRETARIS, **onder(uuid4()))
    assert dienst.herhaalsleutels.ruim_op() == 0
    with dienst.engine.begin() as verbinding:
        # The service may not change a row; it takes one away and puts it back as an older one.
        rij = verbinding.execute(select(herhaalsleutel).limit(1)).one()
        verbinding.execute(herhaalsleutel.delete().where(herhaalsleutel.c.merk == rij.merk))
        verbinding.execute(herhaalsleutel.insert().values({**rij._mapping, "op": rij.op - BEWAARD}))
    assert dienst.herhaalsleutels.ruim_op() == 1
    assert sleutels(dienst) == 1


# --- at once, and cut off ---------------------------------------------------------------------------------------


def test_while_a_command_is_at_work_the_same_one_hears_to_wait(dienst: Dienst) -> None:
    boek = Herhaalsleutels(dienst.engine)
    with boek.neem(b"een"):
        with pytest.raises(NogBezig), boek.neem(b"een"):
            pass
        with boek.neem(b"twee"):
            pass
    with boek.neem(b"een"):
        pass


@contextmanager
def tweede_proces(deur: Deur, database: Database) -> Iterator[TestClient]:
    """The door of another process on the same database, as far as one process can be two."""
    settings = deur.dienst.settings
    with stel_samen(
        settings,
        database,
        kek=Kekring(Kekbestand(settings.kek)),
        definities=deur.dienst.definities,
        omgeving=deur.dienst.omgeving,
    ) as ander:
        yield TestClient(maak_app(ander), client=HIERVANDAAN)


def test_of_two_processes_with_one_key_at_once_exactly_one_records_it(deur: Deur, database: Database) -> None:
    token = deur.token(Rol.SECRETARIS)
    with tweede_proces(deur, database) as elders:
        deuren = (TestClient(deur.app, client=HIERVANDAAN), elders)
        for client in deuren:
            # What an application makes at its first request, it makes in one thread.
            eerst = client.post("/v1/consultaties", json=VRAAG, headers={"Authorization": f"Bearer {token}"})
            assert eerst.status_code == 201
        for _ in range(8):
            streep, sleutel, waren = Barrier(2), uuid4(), feiten(deur.dienst)
            headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": str(sleutel)}

            def stuur(client: TestClient, headers: dict[str, str], streep: Barrier) -> Response:
                streep.wait()
                return client.post("/v1/consultaties", json=VRAAG, headers=headers)

            with ThreadPoolExecutor(2) as pool:
                antwoorden = list(pool.map(stuur, deuren, (headers, headers), (streep, streep)))
            assert feiten(deur.dienst) == waren + 1
            for antwoord in antwoorden:
                if antwoord.status_code != 201:
                    is_probleem(antwoord, 409, "nog-bezig")
                    assert int(antwoord.headers["Retry-After"]) > 0
            weer = [client.post("/v1/consultaties", json=VRAAG, headers=headers) for client in deuren]
            nummers = {een.json()["consultatienummer"] for een in (*weer, *antwoorden) if een.is_success}
            assert len(nummers) == 1


@contextmanager
def vragers(deur: Deur, url: str) -> Iterator[list[str]]:
    """A process of clients, killed at the end of the block, and what it said."""
    settings = deur.dienst.settings.model_dump(mode="json", exclude_none=True)
    gegeven = {"url": url, "settings": settings, "token": deur.token(Rol.SECRETARIS)}
    gezegd: list[str] = []
    with subprocess.Popen(
        [sys.executable, "-m", "tests.api.vraagproces"],
        cwd=WORTEL,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as proces:
        assert proces.stdin is not None
        proces.stdin.write(orjson.dumps(gegeven).decode())
        proces.stdin.close()
        lezer = Thread(target=lambda: gezegd.extend(proces.stdout or ()))
        lezer.start()
        try:
            yield gezegd
        finally:
            proces.send_signal(signal.SIGKILL)
            lezer.join(timeout=20)


def test_of_a_process_that_is_killed_each_question_is_there_with_its_key_or_not_at_all(
    deur: Deur, database: Database
) -> None:
    with vragers(deur, database.service_url) as gezegd:
        einde = time.monotonic() + 60
        while len(gezegd) < 30:
            assert time.monotonic() < einde
            time.sleep(0.01)
    gevonden = (re.fullmatch(r"(\d+) (\d+) (Q-\S+)\n", regel) for regel in gezegd)
    gegeven = {(int(een[1]), int(een[2])): een[3] for een in gevonden if een is not None}
    assert len(gegeven) > 10
    tot = {lijn: max(keer for een, keer in gegeven if een == lijn) for lijn, _ in gegeven}
    nummers = set()
    for lijn, laatste in tot.items():
        # The one after the last that was answered may have been cut off halfway.
        for keer in range(laatste + 2):
            opties = onder(sleutel_van(lijn, keer))
            antwoord = deur.stuur("/consultaties", vraag_van(lijn, keer), als=Rol.SECRETARIS, **opties)
            assert antwoord.status_code == 201, antwoord.text
            nummers.add(antwoord.json()["consultatienummer"])
            assert gegeven.get((lijn, keer), antwoord.json()["consultatienummer"]) in nummers
    assert len(nummers) == feiten(deur.dienst) == sleutels(deur.dienst)
