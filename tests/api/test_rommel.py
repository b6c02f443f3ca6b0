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
    ADVIES_OP_VRAAG,
    AFSLUITING,
    ANALYSE,
    ANALYSE_ID,
    CASUSREGIE,
    DEELNEMER,
    GRONDSLAG,
    HERAGENDERING,
    ICO,
    ICO_ID,
    JSON,
    OVERLEG,
    OVERLEG_ID,
    OVERLEGVERSLAG,
    PLAN,
    TRIAGE,
    UITNODIGING,
    UITNODIGING_ID,
    VERZETTING,
    VOORTGANG,
    VRAAG,
    gezag,
    toestemming,
    verslag,
)
from tests.verhalen import BRAAM, FRAMBOOS, Verhaal

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
    "gezagsvastleggingen": gezag(PERSOON),
    "gezagsbeoordelingen": {"persoonId": PERSOON, "geldtAls": "voogdij", "toelichting": "Zo is het"},
    "geboortedata": {"persoonId": str(BRAAM.persoon_id), "geboortedatum": "1990-01-01"},
    "informeringen": {"persoonId": PERSOON, "wijze": "Brief", "geinformeerdOp": "2026-03-02"},
    "informeeruitstellen": {
        "persoonId": PERSOON,
        "grond": "veiligheid",
        "toelichting": "Nog niet",
        "herzienOp": "2026-06-01",
    },
    "samenloopraadplegingen": {"persoonId": PERSOON},
    "doorgevingen": {"naar": "ret-zaanstreek-waterland", "organisatie": "lokale-toegang"},
    "monitormeldingen": {"clientnummer": "ZVH-1", "kolommen": "zvh-1"},
    "triages": TRIAGE,
    "regietoewijzingen": CASUSREGIE,
    "deelnemers": DEELNEMER,
    "icos": {**ICO, "plaats": "Zaal", "clientdeelname": {"veiligheid": "geen-risico"}},
    f"icos/{ICO_ID}/verzettingen": VERZETTING,
    f"icos/{ICO_ID}/verslagen": verslag(PERSOON),
    f"icos/{ICO_ID}/adviezen": ADVIES,
    "verklarende-analyses": ANALYSE,
    f"verklarende-analyses/{ANALYSE_ID}/opleveringen": {"uitkomst": "Klaar"},
    "terugschalingen": {"naar": "tafel", "reden": "Klaar"},
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

VOOR_TRIAGE = {
    "aanvullingen",
    "grondslagen",
    "toestemmingen",
    "geboortedata",
    "samenloopraadplegingen",
    "triages",
}
REEKS = {
    **{veld: OVERLEG[veld] for veld in ("tafel", "soort", "minuten", "vorm", "capaciteit")},
    "van": "2026-03-03",
    "tot": "2026-03-10",
    "tijd": "10:00",
}
BIJ_OVERLEG: dict[str, JSON] = {
    "uitnodigingen": UITNODIGING,
    f"uitnodigingen/{UITNODIGING_ID}/afmeldingen": {"reden": "Ziek", "vervanger": "mw-druif"},
    f"uitnodigingen/{UITNODIGING_ID}/intrekkingen": {"reden": "Vergissing"},
    "verzettingen": VERZETTING,
    "verslagen": {**OVERLEGVERSLAG, "besproken": [{"agendapuntId": OVERLEG_ID, "verslag": "Besproken"}]},
}
BIJ_CONSULTATIE: dict[str, JSON] = {
    "aanvullingen": {"gemeente": "zaanstad", "betrokkenen": AANVULLING["betrokkenen"]},
    "adviezen": {**ADVIES_OP_VRAAG, "door": "mw-peer"},
    "bevestigingen": {"kanaal": "email", "verzondenOp": "2026-03-02"},
    "aanmeldingen": {"grondslag": GRONDSLAG, **AANVULLING},
    "sluitingen": {"reden": "Klaar"},
}


NERGENS = {("tafel",), ("naar",), ("casusnummer",)}
"""Where a made-up word is no wrong one: it leads nowhere."""


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
    deur.stuur("/overleggen", OVERLEG, als=Rol.PROCESREGISSEUR)
    consultatie = deur.stuur("/consultaties", VRAAG, als=Rol.PROCESREGISSEUR).json()["consultatienummer"]
    punt = {"casusnummer": wacht.casusnummer, "soort": "triage"}
    vragen = {
        "/casussen": AANMELDING,
        "/overleggen": OVERLEG,
        "/overlegreeksen": REEKS,
        f"/overleggen/{OVERLEG_ID}/agendapunten": punt,
        "/consultaties": VRAAG,
        **{f"/overleggen/{OVERLEG_ID}/{waarheen}": inhoud for waarheen, inhoud in BIJ_OVERLEG.items()},
        **{f"/consultaties/{consultatie}/{waarheen}": inhoud for waarheen, inhoud in BIJ_CONSULTATIE.items()},
    }
    for waarheen, inhoud in VRAGEN.items():
        verhaal = wacht if waarheen in VOOR_TRIAGE else loopt
        vragen[f"/casussen/{verhaal.casusnummer}/{waarheen}"] = inhoud
    for pad, inhoud in vragen.items():
        for plaats in plaatsen(inhoud):
            antwoord = deur.stuur(pad, met_rommel(inhoud, plaats, rommel), als=Rol.PROCESREGISSEUR)
            verwacht = {200, 201, 400, 409} | ({404} if plaats in NERGENS else set())
            assert antwoord.status_code in verwacht, (pad, plaats, antwoord.text)
    # Whatever was taken in can also be read, and no view choked on it.
    for verhaal in (wacht, loopt):
        for deel in ("", "/gebeurtenissen", "/tijdlijn"):
            pad = f"/casussen/{verhaal.casusnummer}{deel}"
            assert deur.haal(pad, als=Rol.PROCESREGISSEUR).status_code == 200
    for pad in (f"/overleggen/{OVERLEG_ID}", f"/consultaties/{consultatie}"):
        assert deur.haal(pad, als=Rol.PROCESREGISSEUR).status_code == 200
    deur.dienst.wacht_op(deur.dienst.archief.laatste_positie())
    assert deur.client.get("/v1/gezondheid").json() == {"stand": "gezond"}
