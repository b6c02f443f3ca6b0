"""Where the person of a verzoek is, of what was confirmed and is still there, and what stops an erasure there."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from pydantic import Field

from api.rest.delen import Uit
from api.rest.toegang import Toegang
from domain.casus.waarden import Beperkgrond, Opschortgrond
from domain.consultatie.state import vouw_consultatie
from domain.historie import van_consultatie
from domain.verzoek.gevolgen import staat_in_de_weg
from infra.inzage.regel import Diepte
from infra.verzoekdelen import Gelezen


class VerzoekplaatsUit(Uit):
    """One casus or consultatie with the person in it."""

    soort: str = Field(description="Een casus of een consultatie.")
    tafel: str
    nummer: str | None = Field(description="Alleen bij een tafel van uzelf.")
    opgeschort: list[Opschortgrond] = Field(
        description="Waarom hier niets wordt vernietigd, ook niet bij een wissing. Dit verzoek zelf telt niet mee."
    )
    beperkt: list[Beperkgrond] = Field(
        description="Waarom met de gegevens niet wordt gewerkt, en zij ook niet worden gewist."
    )


@dataclass(frozen=True)
class _Plaats:
    """One casus or consultatie with the person in it, and what stops an erasure there."""

    stroom_id: UUID
    soort: str
    tafel: str
    opgeschort: tuple[Opschortgrond, ...]
    beperkt: tuple[Beperkgrond, ...] = ()


def plaatsen_van(gelezen: Gelezen, toegang: Toegang) -> list[VerzoekplaatsUit]:
    """The places, those of the reader's own tables by number; that a number was shown is noted."""
    plaatsen = list(_plaatsen(gelezen, toegang))
    eigen = {een.stroom_id for een in plaatsen if een.tafel in toegang.gebruiker.tafels}
    nummers = toegang.dienst.lijsten.nummers_van(eigen)
    for stroom_id in nummers:
        toegang.kijk.toon(stroom_id, (), Diepte.PSEUDONIEM)
    uit = [
        VerzoekplaatsUit(
            soort=een.soort,
            tafel=een.tafel,
            nummer=nummers.get(een.stroom_id),
            opgeschort=list(een.opgeschort),
            beperkt=list(een.beperkt),
        )
        for een in plaatsen
    ]
    return sorted(uit, key=lambda een: (een.tafel, een.nummer or ""))


def wordt_tegengehouden(gelezen: Gelezen, toegang: Toegang) -> bool:
    """Say whether an erasure would pass over a place, if things stay as they are."""
    return any(een.opgeschort or een.beperkt for een in _plaatsen(gelezen, toegang))


def _plaatsen(gelezen: Gelezen, toegang: Toegang) -> Iterator[_Plaats]:
    shell, per_stroom = toegang.dienst.shell, defaultdict[UUID, dict[UUID, UUID]](dict)
    for plaats in toegang.dienst.verzoeken.vindplaatsen(gelezen) if gelezen.verzoek.koppelingen else ():
        per_stroom[plaats.stroom_id][plaats.koppeling_id] = plaats.persoon_id
    for stroom_id, koppelingen in per_stroom.items():
        casus = shell.laad_stroom(stroom_id).casus
        if casus.tafel:
            yield _Plaats(stroom_id, "casus", casus.tafel, *staat_in_de_weg(koppelingen, casus))
        else:
            consultatie = vouw_consultatie(van_consultatie(shell.skelet(stroom_id)))
            gronden = sorted({een.grond for een in consultatie.opschortingen})
            yield _Plaats(stroom_id, "consultatie", consultatie.tafel, tuple(gronden))
