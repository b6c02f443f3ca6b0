"""The door of the read log by itself: what goes out, when, and what where nothing can be put on record."""

import asyncio
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import cast
from uuid import UUID, uuid4

import anyio.to_thread
import pytest
from sqlalchemy.exc import DBAPIError, OperationalError
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.testing import capture_logs

from api.kijk import Kijk
from api.rechten import Recht
from api.rest.inzagepoort import Inzagepoort
from api.samenstelling import Dienst
from domain.rollen import Medewerker, Rol
from infra.inzage.regel import Diepte, Inzageuitkomst, Verwerking
from infra.inzage.schrijven import Gezien, IntussenVernietigd, Inzagelogboek
from infra.keys import SleutelFout
from tests.conftest import Klok

LEZER = Medewerker("mw-peer", Rol.PROCESREGISSEUR, "zvh")
STROOM, PERSOON = UUID(int=1), UUID(int=2)
SPOOR = "0af7651916cd43dd8448eb211c80319c"


@dataclass
class Logboek:
    """A read log that remembers what it was given, or fails."""

    dan: Callable[[], None] = lambda: None
    geschreven: list[tuple[Verwerking, Sequence[Gezien]]] = field(default_factory=list)

    def schrijf_reeks(
        self,
        reeks: Sequence[tuple[Verwerking, Sequence[Gezien]]],
        *,
        onderweg: Callable[[], None] = lambda: None,
    ) -> None:
        onderweg()
        self.dan()
        self.geschreven += reeks


@dataclass
class Bezoek:
    """One request at the door, answered by ``app``; what went out is in ``buiten``."""

    dienst: Dienst
    logboek: Logboek
    buiten: list[Message] = field(default_factory=list)

    def poort(self, app: ASGIApp) -> Inzagepoort:
        logboek = cast("Inzagelogboek", self.logboek)
        return Inzagepoort(app, dienst=replace(self.dienst, inzagen=logboek))

    async def vraag(self, app: ASGIApp, *, soort: str = "http") -> None:
        async def send(bericht: Message) -> None:
            self.buiten.append(bericht)

        async def receive() -> Message:
            raise AssertionError("Nobody reads what was sent.")

        scope = {"type": soort, "method": "GET", "state": {"spoor": SPOOR}}
        await self.poort(app)(scope, receive, send)

    @property
    def status(self) -> int:
        (begin,) = (bericht for bericht in self.buiten if bericht["type"] == "http.response.start")
        return int(begin["status"])

    @property
    def inhoud(self) -> bytes:
        return b"".join(bericht.get("body", b"") for bericht in self.buiten)


def antwoord(dienst: Dienst, *, status: int = 200, voor: Callable[[], None] = lambda: None) -> ASGIApp:
    """A route that shows somebody, in two pieces."""

    async def app(scope: Scope, _receive: Receive, send: Send) -> None:
        kijk = Kijk(LEZER, Recht.CASUS_LEZEN, "casusbehandeling", SPOOR, dienst.omgeving.nu())
        kijk.toon(STROOM, [PERSOON], Diepte.VOLLEDIG)
        scope["state"]["kijk"] = kijk
        voor()
        await send({"type": "http.response.start", "status": status, "headers": [(b"etag", b'"Framboos"')]})
        await send({"type": "http.response.body", "body": b"Testpersoon ", "more_body": True})
        await send({"type": "http.response.body", "body": b"Framboos"})

    return app


def lijst(dienst: Dienst, *, status: int = 200, daarna: Callable[[Kijk], None] = lambda _: None) -> ASGIApp:
    """A route of a list: whom it shows is known, and goes on record, before the answer is put in words."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        kijk = Kijk(LEZER, Recht.TRIAGELIJST, "triage", SPOOR, dienst.omgeving.nu())
        kijk.vooruit = scope["state"]["vooruit"]
        kijk.toon(STROOM, [PERSOON], Diepte.VOLLEDIG)
        kijk.begin_vast_te_leggen()
        scope["state"]["kijk"] = kijk
        daarna(kijk)
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": b"Testpersoon Framboos"})

    return app


def eis(gebeurd: bool) -> None:  # noqa: FBT001 what an event says that was waited for
    assert gebeurd


def faal(fout: Exception) -> Callable[[], None]:
    def dan() -> None:
        raise fout

    return dan


def test_what_is_on_record_goes_out_as_it_was(dienst: Dienst) -> None:
    bezoek = Bezoek(dienst, Logboek())
    asyncio.run(bezoek.vraag(antwoord(dienst)))
    assert (bezoek.status, bezoek.inhoud) == (200, b"Testpersoon Framboos")
    [(verwerking, gezien)] = bezoek.logboek.geschreven
    assert (verwerking.wie, verwerking.spoor) == (LEZER, SPOOR)
    assert list(gezien) == [Gezien(STROOM, frozenset({PERSOON}), Diepte.VOLLEDIG)]


@pytest.mark.parametrize(
    "fout",
    [
        OperationalError("Framboos", {}, Exception("Framboos")),
        DBAPIError("Framboos", {}, Exception("Framboos")),
        SleutelFout("Framboos"),
        IntussenVernietigd("Framboos"),
        OSError("Framboos"),
    ],
    ids=lambda fout: type(fout).__name__,
)
def test_where_it_cannot_be_put_on_record_one_other_answer_goes_out_and_nothing_of_this(
    dienst: Dienst, fout: Exception
) -> None:
    bezoek = Bezoek(dienst, Logboek(faal(fout)))
    with capture_logs() as log:
        asyncio.run(bezoek.vraag(antwoord(dienst)))
    assert bezoek.status == 503
    assert b"inzage-niet-vastgelegd" in bezoek.inhoud
    assert "Framboos" not in str(bezoek.buiten)
    # Neither does the fault itself, whose text may hold what was to be written.
    assert [(regel["event"], regel["soort"]) for regel in log] == [
        ("inzage_niet_vastgelegd", type(fout).__name__)
    ]
    assert "Framboos" not in str(log)


def test_a_fault_that_nobody_thought_of_lets_nothing_out_either(dienst: Dienst) -> None:
    bezoek = Bezoek(dienst, Logboek(faal(ZeroDivisionError())))
    with pytest.raises(ZeroDivisionError):
        asyncio.run(bezoek.vraag(antwoord(dienst)))
    assert bezoek.buiten == []


def test_the_line_says_when_the_answer_was_ready(dienst: Dienst, klok: Klok) -> None:
    bezoek, begin = Bezoek(dienst, Logboek()), klok()
    asyncio.run(bezoek.vraag(antwoord(dienst, voor=lambda: klok.verder(seconds=2))))
    [(verwerking, _)] = bezoek.logboek.geschreven
    assert verwerking.begin == begin
    assert (verwerking.einde - verwerking.begin).total_seconds() == 2


@pytest.mark.parametrize(
    ("status", "uitkomst"),
    [
        (200, Inzageuitkomst.GETOOND),
        (304, Inzageuitkomst.GETOOND),
        (400, Inzageuitkomst.GEWEIGERD),
        (499, Inzageuitkomst.GEWEIGERD),
        (500, Inzageuitkomst.MISLUKT),
        (503, Inzageuitkomst.MISLUKT),
    ],
)
def test_the_line_says_what_came_of_it(dienst: Dienst, status: int, uitkomst: Inzageuitkomst) -> None:
    bezoek = Bezoek(dienst, Logboek())
    asyncio.run(bezoek.vraag(antwoord(dienst, status=status)))
    [(verwerking, _)] = bezoek.logboek.geschreven
    assert (bezoek.status, verwerking.uitkomst) == (status, uitkomst)


def test_who_goes_away_while_it_waits_to_be_put_on_record_is_on_record_all_the_same(dienst: Dienst) -> None:
    """With all threads at work the line waits for one; the request that is cut off then does not take it along."""
    bezoek, vrij = Bezoek(dienst, Logboek()), threading.Event()

    async def verloop() -> None:
        anyio.to_thread.current_default_thread_limiter().total_tokens = 1
        ander = asyncio.create_task(anyio.to_thread.run_sync(vrij.wait, 10.0))
        await asyncio.sleep(0.05)
        verzoek = asyncio.create_task(bezoek.vraag(antwoord(dienst)))
        await asyncio.sleep(0.05)
        verzoek.cancel()
        await asyncio.wait([verzoek])
        vrij.set()
        await ander
        for _ in range(100):
            if bezoek.logboek.geschreven:
                break
            await asyncio.sleep(0.02)

    asyncio.run(verloop())
    assert len(bezoek.logboek.geschreven) == 1
    assert bezoek.buiten == []


def test_a_list_is_put_on_record_once_while_it_is_put_in_words(dienst: Dienst) -> None:
    bezoek, klaar = Bezoek(dienst, Logboek()), threading.Event()
    bezoek.logboek.dan = klaar.set
    asyncio.run(bezoek.vraag(lijst(dienst, daarna=lambda _: eis(klaar.wait(10)))))
    assert (bezoek.status, bezoek.inhoud) == (200, b"Testpersoon Framboos")
    [(verwerking, gezien)] = bezoek.logboek.geschreven
    assert verwerking.uitkomst is Inzageuitkomst.GETOOND
    assert list(gezien) == [Gezien(STROOM, frozenset({PERSOON}), Diepte.VOLLEDIG)]


def test_a_list_in_words_waits_until_it_is_on_record(dienst: Dienst) -> None:
    bezoek, vrij = Bezoek(dienst, Logboek()), threading.Event()
    bezoek.logboek.dan = lambda: eis(vrij.wait(10))

    async def verloop() -> None:
        verzoek = asyncio.create_task(bezoek.vraag(lijst(dienst)))
        await asyncio.wait([verzoek], timeout=0.2)
        assert (bezoek.buiten, bezoek.logboek.geschreven) == ([], [])
        vrij.set()
        await verzoek

    asyncio.run(verloop())
    assert (bezoek.status, len(bezoek.logboek.geschreven)) == (200, 1)


def test_a_list_that_cannot_be_put_on_record_does_not_go_out(dienst: Dienst) -> None:
    bezoek = Bezoek(dienst, Logboek(faal(IntussenVernietigd("Framboos"))))
    asyncio.run(bezoek.vraag(lijst(dienst)))
    assert bezoek.status == 503
    assert "Framboos" not in str(bezoek.buiten)


def test_who_is_shown_beside_a_list_goes_on_record_too_and_nobody_twice(dienst: Dienst) -> None:
    bezoek, ander, elders = Bezoek(dienst, Logboek()), UUID(int=3), UUID(int=4)

    def ook(kijk: Kijk) -> None:
        kijk.toon(STROOM, [PERSOON, ander], Diepte.VOLLEDIG)
        kijk.toon(elders, [], Diepte.PSEUDONIEM)
        kijk.begin_vast_te_leggen()

    asyncio.run(bezoek.vraag(lijst(dienst, daarna=ook)))
    [_, (_, later)] = bezoek.logboek.geschreven
    assert list(later) == [
        Gezien(STROOM, frozenset({ander}), Diepte.VOLLEDIG),
        Gezien(elders, frozenset(), Diepte.PSEUDONIEM),
    ]


def test_of_a_list_that_could_not_be_put_in_words_it_is_on_record_that_it_was_not_shown(
    dienst: Dienst,
) -> None:
    bezoek = Bezoek(dienst, Logboek())
    asyncio.run(bezoek.vraag(lijst(dienst, status=500)))
    [_, (verwerking, gezien)] = bezoek.logboek.geschreven
    assert verwerking.uitkomst is Inzageuitkomst.MISLUKT
    assert list(gezien) == [Gezien(STROOM, frozenset(), Diepte.GEEN)]


def test_what_is_no_request_passes_untouched(dienst: Dienst) -> None:
    async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "lifespan.startup.complete"})

    bezoek = Bezoek(dienst, Logboek())
    asyncio.run(bezoek.vraag(app, soort="lifespan"))
    assert bezoek.buiten == [{"type": "lifespan.startup.complete"}]


def test_of_two_looks_at_one_case_the_deepest_and_everybody_count() -> None:
    ander, nu = uuid4(), Klok()()
    for volgorde in (1, -1):
        kijk = Kijk(LEZER, Recht.CASUS_LEZEN, "casusbehandeling", SPOOR, nu)
        for persoon, diepte in [(PERSOON, Diepte.ROLLEN), (ander, Diepte.PSEUDONIEM)][::volgorde]:
            kijk.toon(STROOM, [persoon], diepte)
        assert kijk.gezien == [Gezien(STROOM, frozenset({PERSOON, ander}), Diepte.ROLLEN)]
