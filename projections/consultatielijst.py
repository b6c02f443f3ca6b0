"""The questions that are still open, for the procesregisseurs of a table; who asked sees those of the own organisation.

No names and no text: what was asked, by whom and about whom is read from the kluis, in the facts that ``versies``
lists, and the answer in the fact ``advies_versie``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Date,
    DateTime,
    Index,
    Table,
    Text,
    Uuid,
    select,
    tuple_,
)
from sqlalchemy.dialects.postgresql import ARRAY

from domain.consultatie.events import (
    AdviesGegeven,
    BevestigingVerzonden,
    ConsultatieGesloten,
    ConsultatieVerwijderd,
    OmgezetInAanmelding,
    VraagAangevuld,
    VraagGesteld,
)
from domain.consultatie.waarden import Formulieradvies, Kanaal, Vraagaard
from domain.historie import Opgetekend
from domain.tafels import Feestdagen, Tafel
from projections.dagen import dag_van
from projections.rijen import Rijen
from projections.verloop import Delen, Verloop, met_verloop
from projections.weergave import metadata

consultatielijst = Table(
    "consultatielijst",
    metadata,
    Column("stroom_id", Uuid, primary_key=True),
    Column("consultatienummer", Text, nullable=False),
    Column("tafel", Text, nullable=False),
    Column("gesteld_op", DateTime(timezone=True), nullable=False),
    Column("organisatie", Text, nullable=False),
    Column("kanaal", Text, nullable=False),
    Column("aard", Text, nullable=False),
    Column("beantwoord_op", Date),
    Column("bevestigd_op", Date),
    Column("formulier", Text),
    Column("versies", ARRAY(BigInteger, as_tuple=True), nullable=False),
    Column("advies_versie", BigInteger),
)
_VOLGORDE = (consultatielijst.c.gesteld_op, consultatielijst.c.consultatienummer)
Index("ix_consultatielijst_tafel", consultatielijst.c.tafel, *_VOLGORDE)
Index(
    "ix_consultatielijst_tafel_organisatie",
    consultatielijst.c.tafel,
    consultatielijst.c.organisatie,
    *_VOLGORDE,
)


# --- asking -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sleutel:
    """The place of a row in the list; the next page begins after it."""

    gesteld_op: datetime
    consultatienummer: str


@dataclass(frozen=True)
class Openstaand:
    """A question that was neither closed nor made an aanmelding.

    ``beantwoord_op`` is the day of the last advice, ``formulier`` whether that said to fill in a form, and
    ``bevestigd_op`` the day on which the asker got a confirmation of that advice.
    """

    stroom_id: UUID
    consultatienummer: str
    tafel: str
    gesteld_op: datetime
    organisatie: str
    kanaal: Kanaal
    aard: Vraagaard
    beantwoord_op: date | None
    bevestigd_op: date | None
    formulier: Formulieradvies | None
    versies: tuple[int, ...]
    advies_versie: int | None

    @property
    def sleutel(self) -> Sleutel:
        """Where this row stands."""
        return Sleutel(self.gesteld_op, self.consultatienummer)

    @property
    def sinds(self) -> date:
        """The day on which it was asked."""
        return dag_van(self.gesteld_op)

    @property
    def beantwoord(self) -> bool:
        """There is an advice."""
        return self.beantwoord_op is not None

    @property
    def bevestigd(self) -> bool:
        """The asker has a confirmation of the last advice."""
        return self.bevestigd_op is not None

    @property
    def formulier_geadviseerd(self) -> bool:
        """The last advice is to fill in a form, and so to bring a case in."""
        return self.formulier is Formulieradvies.JA


def openstaand(
    verbinding: Connection,
    tafel: str,
    *,
    organisatie: str | None = None,
    na: Sleutel | None = None,
    limiet: int = 50,
) -> tuple[Openstaand, ...]:
    """List the open questions of one table, of one organisation if given: the oldest first."""
    vraag = (
        select(consultatielijst).where(consultatielijst.c.tafel == tafel).order_by(*_VOLGORDE).limit(limiet)
    )
    if organisatie is not None:
        vraag = vraag.where(consultatielijst.c.organisatie == organisatie)
    if na is not None:
        vraag = vraag.where(tuple_(*_VOLGORDE) > tuple_(na.gesteld_op, na.consultatienummer))
    return tuple(_openstaand(Openstaand(*rij)) for rij in verbinding.execute(vraag))


def _openstaand(rij: Openstaand) -> Openstaand:
    """Give back the words of the domain for the text that was stored."""
    return replace(
        rij,
        kanaal=Kanaal(rij.kanaal),
        aard=Vraagaard(rij.aard),
        formulier=Formulieradvies(rij.formulier) if rij.formulier else None,
    )


# --- taking in ----------------------------------------------------------------------------------------------


class Consultatielijst:
    """Keeps the open questions; see ``Weergave``."""

    naam = "consultatielijst"
    tabellen = met_verloop(naam, consultatielijst)

    def __init__(self) -> None:
        self._verloop = Verloop(self.naam, Rijen(consultatielijst, Openstaand))

    def verwerk(
        self,
        verbinding: Connection,
        feiten: Sequence[Opgetekend],
        *,
        tafels: Mapping[str, Tafel],
        feestdag: Feestdagen,
    ) -> None:
        """Take in facts; see ``Weergave``."""
        del tafels, feestdag
        gang = self._verloop.lees(verbinding, {opgetekend.stroom_id for opgetekend in feiten})
        open_: dict[UUID, Openstaand | None] = {rij.stroom_id: rij for rij in gang.voor[0]}
        for opgetekend in feiten:
            stroom_id = opgetekend.stroom_id
            rij = open_[stroom_id] = _neem(open_.get(stroom_id), opgetekend)
            gang.neem(stroom_id, opgetekend.envelop.op, partial(_rijen_van, rij))
        self._verloop.schrijf(verbinding, gang)


def _rijen_van(rij: Openstaand | None) -> Delen:
    return (() if rij is None else (rij,),)


def _neem(rij: Openstaand | None, opgetekend: Opgetekend) -> Openstaand | None:  # noqa: PLR0911 one branch for each fact
    """Take one fact in. A question that is over, or whose first fact was destroyed, has no row and gets none."""
    feit = opgetekend.gebeurtenis
    if isinstance(feit, VraagGesteld):
        return _gesteld(feit, opgetekend)
    if rij is None:
        return None
    match feit:
        case VraagAangevuld():
            return replace(rij, aard=feit.aard or rij.aard, versies=(*rij.versies, opgetekend.versie))
        case AdviesGegeven():
            # A confirmation is about the advice before it; a new advice asks for its own.
            return replace(
                rij,
                beantwoord_op=dag_van(opgetekend.envelop.op),
                bevestigd_op=None,
                formulier=feit.formulier_geadviseerd,
                advies_versie=opgetekend.versie,
            )
        case BevestigingVerzonden():
            return replace(rij, bevestigd_op=feit.verzonden_op)
        case OmgezetInAanmelding() | ConsultatieGesloten() | ConsultatieVerwijderd():
            return None
        case _:
            return rij


def _gesteld(feit: VraagGesteld, opgetekend: Opgetekend) -> Openstaand:
    return Openstaand(
        stroom_id=opgetekend.stroom_id,
        consultatienummer=feit.consultatienummer,
        tafel=feit.tafel,
        gesteld_op=opgetekend.envelop.op,
        organisatie=feit.organisatie,
        kanaal=feit.kanaal,
        aard=feit.aard,
        beantwoord_op=None,
        bevestigd_op=None,
        formulier=None,
        versies=(opgetekend.versie,),
        advies_versie=None,
    )
