"""Two people at once, and one person twice."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from api.samenstelling import Dienst, stel_samen
from domain.casus.events import Getrieerd, Heropend
from domain.rollen import Rol
from infra.database import Database
from infra.kek import Kekring
from infra.store import Conflict
from tests.api.conftest import HIERVANDAAN, Deur
from tests.api.verzoeken import AANMELDING, TRIAGE
from tests.verhalen import Verhaal


def tegelijk(deur: Deur, vragen: list[tuple[str, object, Rol]]) -> list[Response]:
    """Send all of these at one moment."""
    streep = Barrier(len(vragen))

    def stuur(pad: str, inhoud: object, als: Rol) -> Response:
        headers = {"Authorization": f"Bearer {deur.token(als)}", "If-Match": "*"}
        with TestClient(deur.app, client=HIERVANDAAN) as client:
            streep.wait()
            return client.post(f"/v1{pad}", json=inhoud, headers=headers)

    with ThreadPoolExecutor(len(vragen)) as pool:
        return list(pool.map(lambda vraag: stuur(*vraag), vragen))


def test_two_people_who_triage_at_once_record_one_triage_and_hear_the_same(deur: Deur) -> None:
    for _ in range(5):
        verhaal = Verhaal(deur.dienst)
        verhaal.meld_aan()
        pad = f"/casussen/{verhaal.casusnummer}/triages"
        anderen = {**TRIAGE, "wegers": ["ggz"]}
        een, twee = tegelijk(deur, [(pad, TRIAGE, Rol.VOORZITTER), (pad, anderen, Rol.PROCESREGISSEUR)])
        assert (een.status_code, twee.status_code) == (200, 200)
        eerste, tweede = een.json(), twee.json()
        # Exactly one of the two recorded it; for the rest they hear the same.
        assert sorted([eerste.pop("vastgelegd"), tweede.pop("vastgelegd")]) == [[], ["casus.Getrieerd.v1"]]
        assert eerste == tweede
        historie = deur.dienst.shell.laad(verhaal.casusnummer).historie
        assert sum(isinstance(feit.gebeurtenis, Getrieerd) for feit in historie) == 1


def test_one_aanmelding_sent_many_times_at_once_is_one_case(deur: Deur) -> None:
    antwoorden = tegelijk(deur, [("/casussen", AANMELDING, Rol.MELDER)] * 6)
    assert sorted(antwoord.status_code for antwoord in antwoorden) == [200] * 5 + [201]
    assert len({antwoord.json()["casusnummer"] for antwoord in antwoorden}) == 1


def test_a_conflict_does_not_spoil_the_connection_for_whoever_comes_next(
    dienst: Dienst, database: Database, sjabloon: tuple[str, Kekring]
) -> None:
    """Of a pipeline that failed, psycopg remembered statements as prepared that the server never saw."""
    verhaal = Verhaal(dienst)
    verhaal.meld_aan()
    with stel_samen(
        dienst.settings, database, kek=sjabloon[1], definities=dienst.definities, omgeving=dienst.omgeving
    ) as vers:
        geladen = vers.shell.laad(verhaal.casusnummer)
        te_laat = [replace(feit, gebeurtenis=Heropend("Te laat")) for feit in geladen.historie]
        # With one of the two connections held, everything goes over the other.
        with vers.archief.datastore.get_connection():
            Verhaal(vers).meld_aan()
            for _ in range(6):
                with pytest.raises(Conflict):
                    vers.archief.voeg_toe(te_laat, bos=geladen.bos)
            Verhaal(vers).tot_en_met_ico()
