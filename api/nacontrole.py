"""What a nacontrole of this service can reach, from its settings."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime

from infra.database import Database
from infra.kek import Kekbron
from infra.nacontrole.controle import Bereik
from infra.nacontrole.kopieen import kopieen_van
from infra.nacontrole.reservekopie import lees_reservekopie
from infra.settings import Settings


@contextmanager
def bereik_van(
    settings: Settings,
    gevonden: Database,
    *,
    bron: Kekbron,
    nu: Callable[[], datetime],
    laatste_reservekopie: date | None = None,
) -> Iterator[Bereik]:
    """Everything within reach, on a connection of the owner: the service may not read tables that it does not know."""
    eigenaar = gevonden.owner_engine()
    try:
        yield Bereik(
            engine=eigenaar,
            bron=bron,
            nu=nu,
            datamap=settings.databasebestanden or gevonden.map,
            kekmap=settings.kek.parent,
            sleutelkopie=settings.sleutelkopie,
            kopieen=kopieen_van(eigenaar),
            laatste_reservekopie=laatste_reservekopie or lees_reservekopie(settings.reservekopie),
        )
    finally:
        eigenaar.dispose()
