"""Who looks in the tests of the door: with a purpose on record, and at whom."""

from typing import Any
from uuid import UUID

from httpx2 import Response

from domain.rollen import Medewerker, Rol
from tests.api.conftest import Deur
from tests.infra.inzage.inkijk import stroom_van
from tests.verhalen import BRAAM, FRAMBOOS, ZVH, Verhaal


def personen(deur: Deur, verhaal: Verhaal) -> set[UUID]:
    stroom_id = stroom_van(deur.dienst, verhaal.casusnummer)
    namen = deur.dienst.inzagen.pseudoniemen([stroom_id])
    return {namen.persoon(stroom_id, mens.persoon_id) for mens in (FRAMBOOS, BRAAM)}


def leg_vast(deur: Deur, als: Rol | Medewerker = Rol.AUDITOR, **anders: Any) -> Response:
    inhoud = {"tafel": ZVH, "grond": "privacyaudit", "kenmerk": "AUDIT-2026-7", **anders}
    return deur.stuur("/inzagedoelen", inhoud, als=als)


def lees_met(deur: Deur, verhaal: Verhaal, doel: str, als: Rol | Medewerker = Rol.AUDITOR) -> Response:
    return deur.haal(f"/casussen/{verhaal.casusnummer}", als=als, headers={"Inzagedoel": doel})
