"""Schemathesis knocks at the door as everybody, with what fits the description and what does not.

No answer is a 500, none is undocumented, each is as described, and what does not fit is not taken. In every run a
part of the operations gets all kinds of input, each by somebody who may ask for it; the long form (``make faults``)
does that with all of them, as each role, with three seeds. Numbers and ids of things that are there are put in, so that
not everything leads nowhere.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest
import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.core.result import Ok
from schemathesis.engine import events, from_schema
from schemathesis.schemas import BaseSchema
from starlette.types import Receive, Scope, Send

from api.app import ROUTERS
from api.rest.voorportaal import adressen_van
from domain.rollen import Rol
from tests.api.conftest import HIERVANDAAN, Deur
from tests.api.test_rechten import KOLOMMEN, TABEL
from tests.api.verzoeken import OVERLEG, VRAAG
from tests.lang import LANG, gevallen, keren
from tests.verhalen import ZVH, Verhaal

ZADEN = (1, 20_260_302, 987_654_321)
DEEL = keren(12, lang=1)
"""One in so many operations gets all kinds of input."""

VORMEN = tuple(
    re.compile(vorm)
    for vorm in (
        r"[A-Z]{1,2}-[2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]{5}",
        r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
        r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}",
    )
)
"""Numbers, ids and codes, the strictest first."""

CONTROLES: dict[str, Any] = {
    # That a token and a version are asked for stands in tests of their own; here each request has a token.
    "ignored_auth": {"enabled": False},
    "missing_required_header": {"enabled": False},
    # What fits the description may still be refused: by the rules (409), by what is there (404), by checks of our own.
    "positive_data_acceptance": {"enabled": False},
    "negative_data_rejection": {
        "expected-statuses": [400, 401, 403, 404, 405, 406, 409, 412, 413, 414, 415, 428, 431, 503]
    },
    "not_a_server_error": {"expected-statuses": ["2xx", "3xx", "4xx", 503]},
}


class Bezoek:
    """The door as it is reached from this computer, with the token of whoever asks for this operation."""

    def __init__(self, deur: Deur) -> None:
        self._app = deur.app
        # Made before it is asked for: that takes a second, and on a busy computer more than a loader waits.
        deur.app.openapi()
        self._adressen = adressen_van(route for router in ROUTERS for route in router.routes)
        self._token = {rol: f"Bearer {deur.token(rol)}".encode() for rol in KOLOMMEN}
        self.rol_van: Mapping[str, Rol] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        labels = (
            f"{scope['method']} {adres.route.path.removeprefix('/v1')}"
            for adres in self._adressen
            if adres.vorm.match(scope["path"])
        )
        rol = next((self.rol_van[label] for label in labels if label in self.rol_van), Rol.PROCESREGISSEUR)
        koppen = [(naam, waarde) for naam, waarde in scope["headers"] if naam != b"authorization"]
        koppen.append((b"authorization", self._token[rol]))
        await self._app({**scope, "client": HIERVANDAAN, "headers": koppen}, receive, send)


def rollen_voor(label: str) -> list[Rol]:
    """Who may ask for an operation; what is open is asked by everybody."""
    methode, pad = label.split(" ", 1)
    tekens = TABEL[f"{methode} /v1{pad}"].split()
    return [rol for nummer, rol in enumerate(KOLOMMEN) if not tekens or tekens[nummer] == "+"]


def in_deze_ronde(rollen: Mapping[str, Sequence[Rol]], ronde: int) -> dict[str, Rol]:
    """Who asks for what in one round: the next role of each operation that has one left."""
    return {label: wie[ronde] for label, wie in rollen.items() if ronde < len(wie)}


@pytest.fixture
def bestaat(deur: Deur) -> dict[str, str]:
    """What is there to be named: a running case, an overleg, a consultatie."""
    verhaal = Verhaal(deur.dienst)
    verhaal.tot_en_met_ico()
    overleg = deur.stuur("/overleggen", OVERLEG, als=Rol.PROCESREGISSEUR).json()
    vraag = deur.stuur("/consultaties", VRAAG, als=Rol.PROCESREGISSEUR).json()
    return {
        "casusnummer": verhaal.casusnummer,
        "overlegId": overleg["overlegId"],
        "consultatienummer": vraag["consultatienummer"],
        "tafelId": ZVH,
        "tafel": ZVH,
        "gemeente": "zaanstad",
        "organisatie": "zvh",
    }


def schema_van(bezoek: Bezoek, zaad: int, fasen: Mapping[str, int]) -> BaseSchema:
    """The description; ``fasen`` says how many inputs each phase gets; 0: as it likes."""
    config = SchemathesisConfig.from_dict(
        {
            "seed": zaad,
            "continue-on-failure": True,
            # A busy computer is no fault of the service, which has clocks of its own.
            "request-timeout": 60,
            "generation": {"database": "none", "no-shrink": not LANG, "with-security-parameters": False},
            "phases": {
                naam: {"enabled": naam in fasen}
                | ({"generation": {"max-examples": fasen[naam]}} if fasen.get(naam) else {})
                for naam in ("examples", "coverage", "fuzzing", "stateful")
            },
            "checks": CONTROLES,
        }
    )
    schema: BaseSchema = schemathesis.openapi.from_asgi("/v1/openapi.json", bezoek, config=config)
    return schema


def vorm_van(waarde: str) -> re.Pattern[str]:
    """What a made-up value looks like that stands for this one."""
    return next(vorm for vorm in VORMEN if vorm.fullmatch(waarde))


def met_wat_er_is(schema: BaseSchema, bestaat: Mapping[str, str]) -> None:
    """Put what is there in the place of what is made up, where that has its form: what is wrong stays so."""

    def vul(_: object, waarden: Any) -> Any:
        if not isinstance(waarden, dict):
            return waarden
        return {
            naam: bestaat[naam]
            if naam in bestaat and vorm_van(bestaat[naam]).fullmatch(str(waarde))
            else waarde
            for naam, waarde in waarden.items()
        }

    for plaats in ("path_parameters", "query", "body"):
        schema.hook(f"map_{plaats}")(vul)


def gebreken(schema: BaseSchema) -> Iterator[str]:
    """All that one of the checks found, and what kept an operation from being asked."""
    gevraagd = 0
    for gebeurtenis in from_schema(schema).execute():
        if isinstance(gebeurtenis, events.FatalError):
            raise gebeurtenis.exception
        if isinstance(gebeurtenis, events.NonFatalError):
            yield f"{gebeurtenis.label}: {gebeurtenis.value!r}"
        if isinstance(gebeurtenis, events.ScenarioFinished):
            gevraagd += len(gebeurtenis.recorder.interactions)
            for controles in gebeurtenis.recorder.checks.values():
                for een in controles:
                    if een.failure_info is not None:
                        yield f"{een.name}: {een.failure_info.failure} {een.failure_info.code_sample}"
    assert gevraagd, "nothing was asked"


def eis_geen(gevonden: Iterator[str]) -> None:
    """Fail with all that was found, each on lines of its own."""
    alle = list(gevonden)
    assert not alle, "\n\n".join(alle)


def labels(schema: BaseSchema) -> list[str]:
    """The operations, as method and address."""
    return sorted(een.ok().label for een in schema.get_all_operations() if isinstance(een, Ok))


@pytest.mark.faults
@pytest.mark.parametrize("ronde", range(keren(1, lang=len(KOLOMMEN))))
@pytest.mark.parametrize("zaad", gevallen(ZADEN, kort=ZADEN[:1]))
def test_no_input_whatever_gets_an_answer_that_is_not_described(
    deur: Deur, bestaat: dict[str, str], zaad: int, ronde: int
) -> None:
    bezoek = Bezoek(deur)
    schema = schema_van(bezoek, zaad, {"examples": 0, "coverage": 0, "fuzzing": keren(2, lang=10)})
    bezoek.rol_van = in_deze_ronde({label: rollen_voor(label) for label in labels(schema)[::DEEL]}, ronde)
    met_wat_er_is(schema, bestaat)
    eis_geen(gebreken(schema.include(name=list(bezoek.rol_van))))


@pytest.mark.faults
@pytest.mark.parametrize("zaad", gevallen(ZADEN, kort=ZADEN[:1]))
def test_no_row_of_requests_gets_an_answer_that_is_not_described(
    deur: Deur, bestaat: dict[str, str], zaad: int
) -> None:
    bezoek = Bezoek(deur)
    schema = schema_van(bezoek, zaad, {"stateful": keren(4, lang=100)})
    bezoek.rol_van = {label: rollen_voor(label)[-1] for label in labels(schema)}
    met_wat_er_is(schema, bestaat)
    eis_geen(gebreken(schema))


@pytest.mark.faults
# Each is for somebody, so none has all roles left that may not.
@pytest.mark.parametrize("ronde", range(keren(1, lang=len(KOLOMMEN) - 1)))
def test_who_may_not_ask_gets_no_answer_that_is_not_described(deur: Deur, ronde: int) -> None:
    bezoek = Bezoek(deur)
    schema = schema_van(bezoek, ZADEN[0], {"examples": 0})
    buiten = {
        label: [rol for rol in KOLOMMEN if rol not in rollen_voor(label)] for label in labels(schema)[::DEEL]
    }
    bezoek.rol_van = in_deze_ronde(buiten, ronde)
    eis_geen(gebreken(schema.include(name=list(bezoek.rol_van))))
