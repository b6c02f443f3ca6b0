"""Junk in every field of every request, one at a time: the door may refuse it, and never breaks."""

from collections.abc import Iterator
from copy import deepcopy
from itertools import chain

import pytest

from domain.rollen import Rol
from tests.api.conftest import Deur
from tests.api.verzoeken import (
    AANMELDING,
    AANVULLING,
    ACTIE,
    ACTIE_ID,
    ADVIES,
    AFSLUITING,
    CASUSREGIE,
    DEELNEMER,
    GRONDSLAG,
    HERAGENDERING,
    ICO,
    ICO_ID,
    JSON,
    PLAN,
    TRIAGE,
    VERZETTING,
    VOORTGANG,
    toestemming,
    verslag,
)
from tests.verhalen import FRAMBOOS, Verhaal

ROMMEL: tuple[object, ...] = (
    None,
    True,
    0,
    -1,
    1e308,
    10**400,
    "",
    "\0",
    "\ud800",
    "\u202e\u200f🫠",
    "a" * 30_000,
    [],
    {},
    [[]],
    [None],
    "9999-12-31",
    "0001-01-01",
    "2026-03-02T24:00:00Z",
    "2199-12-31T23:59:59-12:00",
    "00000000-0000-0000-0000-000000000000",
)
BESLUIT = {"reden": "Klaar", "beslotenIn": ICO_ID, "naar": "lokaal"}
VOORLOPIG = {"reden": "Klaar", "beslotenIn": ICO_ID, "herzienOp": "2026-09-01"}
PERSOON = str(FRAMBOOS.persoon_id)
VRAGEN: dict[str, JSON] = {
    "aanvullingen": AANVULLING,
    "grondslagen": GRONDSLAG,
    "toestemmingen": toestemming(PERSOON),
    "triages": TRIAGE,
    "regietoewijzingen": CASUSREGIE,
    "deelnemers": DEELNEMER,
    "icos": {**ICO, "plaats": "Zaal", "clientdeelname": {"veiligheid": "geen-risico"}},
    f"icos/{ICO_ID}/verzettingen": VERZETTING,
    f"icos/{ICO_ID}/verslagen": verslag(PERSOON),
    f"icos/{ICO_ID}/adviezen": ADVIES,
    "plannen": PLAN,
    "acties": ACTIE,
    f"acties/{ACTIE_ID}/afrondingen": {"resultaat": "Klaar"},
    "voortgangen": VOORTGANG,
    "heragenderingen": HERAGENDERING,
    "opschalingen": {"naar": "bestuurlijk", "reden": "Nodig"},
    "afschalingen": BESLUIT,
    "voorlopige-afsluitingen": VOORLOPIG,
    "heropeningen": {"reden": "Nodig"},
    "afsluitingen": AFSLUITING,
}

VOOR_TRIAGE = {"aanvullingen", "grondslagen", "toestemmingen", "triages"}


def plaatsen(deel: object, pad: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place in a request, that of the request itself first."""
    yield pad
    if isinstance(deel, dict):
        yield from chain.from_iterable(plaatsen(waarde, (*pad, naam)) for naam, waarde in deel.items())
    if isinstance(deel, list) and deel:
        yield from plaatsen(deel[0], (*pad, 0))


def met_rommel(inhoud: JSON, pad: tuple[str | int, ...], rommel: object) -> object:
    """The request with junk in one place."""
    if not pad:
        return rommel
    vol = deepcopy(inhoud)
    hier: object = vol
    for deel in pad[:-1]:
        hier = hier[deel]  # type: ignore[index]
    hier[pad[-1]] = rommel  # type: ignore[index]
    return vol


@pytest.mark.parametrize("rommel", ROMMEL, ids=lambda rommel: ascii(rommel)[:20])
def test_junk_in_any_field_breaks_nothing(deur: Deur, rommel: object) -> None:
    wacht, loopt = Verhaal(deur.dienst), Verhaal(deur.dienst)
    wacht.meld_aan()
    loopt.tot_en_met_ico()
    vragen = {"/casussen": AANMELDING}
    for waarheen, inhoud in VRAGEN.items():
        verhaal = wacht if waarheen in VOOR_TRIAGE else loopt
        vragen[f"/casussen/{verhaal.casusnummer}/{waarheen}"] = inhoud
    for pad, inhoud in vragen.items():
        for plaats in plaatsen(inhoud):
            antwoord = deur.stuur(pad, met_rommel(inhoud, plaats, rommel), als=Rol.PROCESREGISSEUR)
            verwacht = {200, 201, 400, 404 if plaats == ("tafel",) else 409}
            assert antwoord.status_code in verwacht, (pad, plaats, antwoord.text)
    # Whatever was taken in can also be read, and no view choked on it.
    for verhaal in (wacht, loopt):
        for deel in ("", "/gebeurtenissen", "/tijdlijn"):
            pad = f"/casussen/{verhaal.casusnummer}{deel}"
            assert deur.haal(pad, als=Rol.PROCESREGISSEUR).status_code == 200
    deur.dienst.wacht_op(deur.dienst.archief.laatste_positie())
    assert deur.client.get("/v1/gezondheid").json() == {"stand": "gezond"}
