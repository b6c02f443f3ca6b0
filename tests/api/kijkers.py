"""Who looks in the tests of the door: with a purpose on record, and at whom."""

from typing import Any
from uuid import UUID

from httpx2 import Response

from domain.rollen import Medewerker, Rol
from infra.inzage.regel import Inzageregel
from tests.api.conftest import Deur
from tests.infra.inzage.inkijk import alle_regels, stroom_van
from tests.verhalen import BRAAM, FRAMBOOS, ZVH, Verhaal


def personen(deur: Deur, verhaal: Verhaal) -> set[UUID]:
    stroom_id = stroom_van(deur.dienst, verhaal.casusnummer)
    namen = deur.dienst.inzagen.pseudoniemen(stroom_id, [FRAMBOOS.persoon_id, BRAAM.persoon_id])
    return {namen.persoon(stroom_id, mens.persoon_id) for mens in (FRAMBOOS, BRAAM)}


def leg_vast(deur: Deur, als: Rol | Medewerker = Rol.AUDITOR, **anders: Any) -> Response:
    inhoud = {"tafel": ZVH, "grond": "privacyaudit", "kenmerk": "AUDIT-2026-7", **anders}
    return deur.stuur("/inzagedoelen", inhoud, als=als)


def lees_met(deur: Deur, verhaal: Verhaal, doel: str, als: Rol | Medewerker = Rol.AUDITOR) -> Response:
    return deur.haal(f"/casussen/{verhaal.casusnummer}", als=als, headers={"Inzagedoel": doel})


def nieuw_sinds(deur: Deur, positie: int) -> list[Inzageregel]:
    return [regel for regel in alle_regels(deur.dienst) if regel.positie > positie]


def hoogste(deur: Deur) -> int:
    return max((regel.positie for regel in alle_regels(deur.dienst)), default=0)


def dicht(antwoord: Response) -> bool:
    """Say whether nothing was shown, in the form of every problem."""
    assert antwoord.status_code == 503
    assert antwoord.json()["type"] == "urn:casus:probleem:inzage-niet-vastgelegd"
    assert antwoord.headers["content-type"] == "application/problem+json"
    assert antwoord.headers["API-Version"]
    return "Framboos" not in antwoord.text
