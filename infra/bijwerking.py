"""What is written in the same transaction as the facts of a command on a casus: marks, and what is destroyed."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from domain.casus.commands import (
    LegGeboortedatumVast,
    Opdracht,
    RectificeerGegevens,
    VernietigBijdrage,
    VernietigPersoon,
    Verwijder,
    VulAan,
)
from infra.kluis import Bijwerking, Verhuizing, Vernietiging
from infra.samenloop import Samenloop
from infra.uitkomst import Geladen


def bijwerking(  # noqa: PLR0911 one branch for each command
    geladen: Geladen, opdracht: Opdracht, *, samenloop: Samenloop, nu: datetime
) -> Bijwerking:
    """What travels along with the facts of a command that gave something new."""
    stroom = geladen.stroom_id
    match opdracht:
        case Verwijder():
            return _vernietiging(stroom, nu)
        case VernietigPersoon(persoon_id=persoon_id):
            return _vernietiging(stroom, nu, persoon_id=persoon_id)
        case VernietigBijdrage(organisatie=organisatie):
            return _vernietiging(stroom, nu, organisatie=organisatie)
        case RectificeerGegevens(persoon_id=persoon_id, gegevens=nieuw):
            return replace(
                _vernietiging(stroom, nu, persoon_id=persoon_id),
                merken=samenloop.merken(stroom, (nieuw,)),
                verhuizingen=(Verhuizing(stroom, persoon_id, nieuw.persoon_id),),
            )
        case VulAan(betrokkenen=mensen):
            return Bijwerking(merken=samenloop.merken(stroom, mensen))
        case LegGeboortedatumVast(persoon_id=persoon_id, geboortedatum=geboren):
            mens = geladen.casus.betrokkene(persoon_id)
            geworden = () if mens is None else (replace(mens, geboortedatum=geboren),)
            return Bijwerking(merken=samenloop.merken(stroom, geworden))
        case _:
            return Bijwerking()


def _vernietiging(
    stroom: UUID, nu: datetime, *, persoon_id: UUID | None = None, organisatie: str | None = None
) -> Bijwerking:
    return Bijwerking(vernietigingen=(Vernietiging(stroom, nu, persoon_id, organisatie),))
