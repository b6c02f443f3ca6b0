"""What the work lists say in names and text: read from the kluis at the moment of asking, and never kept in a list."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from api.anoniem import zonder_namen
from api.rest.toegang import Toegang
from domain.bewaring import Vernietigd
from domain.casus.events import Aangemeld, AanmeldingAangevuld
from domain.casus.waarden import NIEMAND, Betrokkene
from domain.consultatie.events import VraagAangevuld, VraagGesteld
from domain.historie import Ookfeit, Opgetekend
from domain.tafels import Tafel

Feiten = Mapping[tuple[UUID, int], Ookfeit | Vernietigd]
"""Facts by their place: the case or the consultatie, and the version."""


def lees(plaatsen: Iterable[tuple[UUID, int]], toegang: Toegang) -> list[Opgetekend]:
    """The facts at these places with their whole content; none for who does not see personal data.

    They are for reckoning with. What is answered goes through ``getoond`` first.
    """
    if not toegang.gebruiker.ziet_persoonsgegevens:
        return []
    return toegang.dienst.archief.lees_plaatsen(list(plaatsen))


def getoond(feiten: Sequence[Opgetekend], toegang: Toegang, *, tafel: Tafel) -> Feiten:
    """The facts as this reader may see them: at a table that discusses anonymously, perhaps without names."""
    if not toegang.gebruiker.ziet_namen(tafel):
        mensen: dict[UUID, list[Betrokkene]] = defaultdict(list)
        for feit in feiten:
            mensen[feit.stroom_id] += _mensen_in(feit.gebeurtenis)
        feiten = [
            replace(feit, gebeurtenis=zonder_namen(feit.gebeurtenis, mensen[feit.stroom_id]))
            for feit in feiten
        ]
    return {(feit.stroom_id, feit.versie): feit.gebeurtenis for feit in feiten}


def mensen_van(stroom_id: UUID, versies: Iterable[int], feiten: Feiten) -> list[Betrokkene]:
    """The people of a case or a consultatie; whoever was destroyed meanwhile is not among them."""
    return [mens for versie in versies for mens in _mensen_in(feiten.get((stroom_id, versie)))]


def _mensen_in(feit: Ookfeit | Vernietigd | None) -> list[Betrokkene]:
    if not isinstance(feit, Aangemeld | AanmeldingAangevuld | VraagGesteld | VraagAangevuld):
        return []
    return [mens for mens in feit.betrokkenen if mens.persoon_id != NIEMAND]
