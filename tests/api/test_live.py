"""Who waits for changes hears that a list changed, and nothing of what is in it; without asking again and again."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, TextIO

import pytest
from httpx2 import Client, Response

from api.omroep import MEEST_PER_PERSOON
from api.rest import live
from domain.casus.commands import VoegDeelnemerToe
from domain.rollen import Medewerker, Rol
from projections.veranderingen import Lijst
from tests.api.conftest import Deur
from tests.api.test_grenzen import geserveerd
from tests.api.test_versies import is_probleem
from tests.api.verzoeken import OVERLEG, VRAAG
from tests.verhalen import ZVH, Verhaal

SCHOOL = Medewerker("mw-kiwi", Rol.MELDER, "een-school")


@dataclass
class Luisteraar:
    """A client that waits, and what it heard."""

    lijn: socket.socket
    kop: str = ""
    gehoord: list[dict[str, Any]] = field(default_factory=list)
    klaar: bool = False

    def begin(self) -> None:
        """Read the head, and the rest in a thread."""
        bestand = self.lijn.makefile(encoding="utf-8", newline="")
        for regel in bestand:
            if regel == "\r\n":
                break
            self.kop += regel.lower()
        threading.Thread(target=self._lees, args=(bestand,), daemon=True).start()

    def _lees(self, bestand: TextIO) -> None:
        blok: dict[str, Any] = {}
        with suppress(OSError), bestand:
            for regel in bestand:
                naam, _, waarde = regel.rstrip("\n").partition(": ")
                if naam in {"id", "event", "data"}:
                    blok[naam] = json.loads(waarde) if naam == "data" else waarde
                elif not naam and blok:
                    self.gehoord.append(blok)
                    blok = {}
        self.klaar = True

    def weg(self) -> None:
        """Go."""
        with suppress(OSError):
            self.lijn.shutdown(socket.SHUT_RDWR)
        self.lijn.close()

    def van(self, soort: str) -> list[dict[str, Any]]:
        return [een for een in self.gehoord if een.get("event") == soort]

    def lijsten(self) -> set[str]:
        return {lijst for een in self.van("verandering") for lijst in een["data"]["lijsten"]}


@dataclass
class Zaal:
    """A door that is served, and clients that wait at it."""

    deur: Deur
    poort: int
    stapel: ExitStack

    def koppen(self, als: Medewerker | Rol, na: str | None) -> dict[str, str]:
        eigen = {"Authorization": f"Bearer {self.deur.token(als)}", "Accept": "text/event-stream"}
        return eigen if na is None else {**eigen, "Last-Event-ID": na}

    def vraag(self, als: Medewerker | Rol, *, na: str | None = None, blijf: bool = True) -> Response:
        """Ask, where the answer ends."""
        koppen = self.koppen(als, na) | ({} if blijf else {"Accept": "*/*"})
        with Client(base_url=f"http://127.0.0.1:{self.poort}", timeout=20) as client:
            return client.get(f"/v1/veranderingen?tafel={ZVH}", headers=koppen)

    def luister(self, als: Medewerker | Rol, *, na: str | None = None, wacht: bool = True) -> Luisteraar:
        deze = Luisteraar(socket.create_connection(("127.0.0.1", self.poort), timeout=60))
        self.stapel.callback(deze.weg)
        koppen = "".join(f"{naam}: {waarde}\r\n" for naam, waarde in self.koppen(als, na).items())
        deze.lijn.sendall(f"GET /v1/veranderingen?tafel={ZVH} HTTP/1.0\r\n{koppen}\r\n".encode())
        deze.begin()
        assert " 200 " in deze.kop
        if wacht:
            tot(lambda: bool(deze.van("stand") or deze.van("verandering")))
        return deze


def tot(waar: Any, *, hoogstens: float = 15) -> None:
    einde = time.monotonic() + hoogstens
    while not waar():
        assert time.monotonic() < einde
        time.sleep(0.02)


@contextmanager
def open_zaal(deur: Deur) -> Iterator[Zaal]:
    with geserveerd(deur.app) as (_, poort), ExitStack() as stapel:
        yield Zaal(deur, poort, stapel)


@pytest.fixture
def zaal(deur: Deur) -> Iterator[Zaal]:
    with open_zaal(deur) as zaal:
        yield zaal


def test_who_waits_hears_which_list_changed_and_nothing_of_what_is_in_it(zaal: Zaal) -> None:
    luisteraar = zaal.luister(Rol.SECRETARIS)
    assert "content-type: text/event-stream" in luisteraar.kop
    (stand,) = luisteraar.van("stand")
    assert stand["data"] == {}
    time.sleep(0.6)
    assert luisteraar.van("verandering") == []
    verhaal = Verhaal(zaal.deur.dienst)
    gedaan = verhaal.meld_aan()
    tot(lambda: bool(luisteraar.van("verandering")))
    verandering = luisteraar.van("verandering")[0]
    assert verandering["data"] == {"lijsten": ["triagelijst"]}
    assert int(stand["id"]) < int(verandering["id"])
    assert int(verandering["id"]) >= gedaan.positie
    assert set(verandering) == {"id", "event", "data"}
    # What is asked for now shows it.
    lijst = zaal.deur.haal(f"/triagelijst?tafel={ZVH}", als=Rol.SECRETARIS).json()
    assert [regel["casusnummer"] for regel in lijst["regels"]] == [verhaal.casusnummer]


def test_what_leaves_a_list_is_heard_as_well(zaal: Zaal) -> None:
    verhaal = Verhaal(zaal.deur.dienst)
    zaal.deur.dienst.wacht_op(verhaal.meld_aan().positie)
    luisteraar = zaal.luister(Rol.SECRETARIS)
    verhaal.trieer()
    tot(lambda: luisteraar.lijsten() >= {"triagelijst", "monitoring", "werkvoorraad"})


def test_a_question_and_an_overleg_are_heard_where_they_stand(zaal: Zaal) -> None:
    luisteraar = zaal.luister(Rol.SECRETARIS)
    zaal.deur.stuur("/consultaties", VRAAG, als=Rol.SECRETARIS)
    tot(lambda: luisteraar.lijsten() == {"consultaties"})
    zaal.deur.stuur("/overleggen", OVERLEG, als=Rol.SECRETARIS)
    tot(lambda: luisteraar.lijsten() == {"consultaties", "overleggen"})


def test_somebody_hears_of_nothing_that_is_out_of_reach(zaal: Zaal) -> None:
    """Not even that something happens."""
    deelnemer, vreemd = MELOEN, Medewerker("mw-druif", Rol.DEELNEMER, "ggz")
    school, politie = zaal.luister(SCHOOL), zaal.luister(Rol.MELDER)
    eigen, ander = zaal.luister(deelnemer), zaal.luister(vreemd)
    verhaal = Verhaal(zaal.deur.dienst)
    verhaal.meld_aan()
    tot(lambda: politie.lijsten() == {"triagelijst"})
    verhaal.trieer()
    verhaal.wijs_regie_toe()
    verhaal.doe(VoegDeelnemerToe("mw-meloen", "ggz", "behandelaar"))
    tot(lambda: politie.lijsten() == {"triagelijst"} and eigen.lijsten() == {"monitoring"})
    time.sleep(0.6)
    assert school.van("verandering") == []
    assert ander.van("verandering") == []


MELOEN = Medewerker("mw-meloen", Rol.DEELNEMER, "ggz")


def test_who_comes_back_hears_what_it_missed(zaal: Zaal) -> None:
    eerst = zaal.luister(Rol.SECRETARIS)
    (stand,) = eerst.van("stand")
    eerst.weg()
    zaal.deur.dienst.wacht_op(Verhaal(zaal.deur.dienst).meld_aan().positie)
    terug = zaal.luister(Rol.SECRETARIS, na=stand["id"])
    (gemist,) = terug.van("verandering")
    assert "triagelijst" in gemist["data"]["lijsten"]
    bij = zaal.luister(Rol.SECRETARIS, na=gemist["id"])
    assert (bij.van("verandering"), len(bij.van("stand"))) == ([], 1)


def test_who_does_not_ask_for_a_stream_gets_the_first_message_and_no_more(zaal: Zaal) -> None:
    assert "event: stand" in zaal.vraag(Rol.SECRETARIS, blijf=False).text


def test_who_has_no_list_to_wait_for_is_refused_and_so_is_an_id_that_is_none(zaal: Zaal) -> None:
    is_probleem(zaal.vraag(Rol.BEHEERDER), 403, "geen-recht")
    is_probleem(zaal.vraag(Rol.SECRETARIS, na="gisteren"), 400, "ongeldig-verzoek")


def test_somebody_may_wait_with_a_few_and_not_with_many(zaal: Zaal) -> None:
    al = [zaal.luister(Rol.SECRETARIS) for _ in range(MEEST_PER_PERSOON)]
    antwoord = zaal.vraag(Rol.SECRETARIS)
    is_probleem(antwoord, 429, "te-veel-luisteraars")
    assert int(antwoord.headers["Retry-After"]) > 0
    zaal.luister(Rol.PROCESREGISSEUR)
    al[0].weg()
    tot(lambda: zaal.vraag(Rol.SECRETARIS, blijf=False).status_code == 200)


def test_it_ends_when_the_token_does(zaal: Zaal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "HARTSLAG", 0.2)
    luisteraar = zaal.luister(Rol.SECRETARIS)
    time.sleep(0.6)
    assert not luisteraar.klaar
    zaal.deur.dienst.omgeving.nu.verder(hours=1)  # type: ignore[attr-defined]  # the clock of the tests
    tot(lambda: luisteraar.klaar)


def test_in_a_list_that_keeps_changing_somebody_went_on_hearing_after_the_token_ended(
    zaal: Zaal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "HARTSLAG", 1.0)
    luisteraar = zaal.luister(Rol.SECRETARIS)
    (deze,) = zaal.deur.app.state.omroep._luisteraars
    zaal.deur.dienst.omgeving.nu.verder(hours=1)  # type: ignore[attr-defined]  # the clock of the tests
    begin = time.monotonic()
    while not luisteraar.klaar and time.monotonic() - begin < 4:
        deze.veranderd.add(Lijst.TRIAGELIJST)
        luisteraar_lus(zaal).call_soon_threadsafe(deze.bel.set)
        time.sleep(0.1)
    assert luisteraar.klaar


def luisteraar_lus(zaal: Zaal) -> Any:
    return zaal.deur.app.state.omroep._taak.get_loop()


def test_a_stop_does_not_wait_for_who_waits(deur: Deur) -> None:
    with open_zaal(deur) as zaal:
        luisteraar = zaal.luister(Rol.SECRETARIS)
        begin = time.monotonic()
    assert time.monotonic() - begin < 3
    tot(lambda: luisteraar.klaar)


def test_many_who_wait_have_no_thread_and_no_connection_each(zaal: Zaal) -> None:
    voor = {draad.name for draad in threading.enumerate()}
    for nummer in range(40):
        zaal.luister(Medewerker(f"mw-{nummer}", Rol.SECRETARIS, "zvh"), wacht=False)
    erbij = {draad.name for draad in threading.enumerate()} - voor
    # The clients of this test have one each; the door has the few that it looks with.
    assert len([naam for naam in erbij if "_lees" not in naam]) < 10
    assert deur_verbindingen(zaal.deur) < 10


def deur_verbindingen(deur: Deur) -> int:
    pool = deur.dienst.engine.pool
    return int(pool.checkedout())  # type: ignore[attr-defined]  # this kind of pool has it
