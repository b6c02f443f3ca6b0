"""The overleggen of a table: what stands on each agenda, what still fits in, who was invited and who comes.

No text: where an overleg is held, and why somebody does not come, is read from the kluis, in the facts that
``gepland_versie`` and ``antwoord_versie`` name. Which case an agenda item is stands in rows of that case, so that of a
case that was destroyed an anonymous place is left. How the tables take in a fact stands in ``agenda_fold``.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Index,
    Integer,
    Table,
    Text,
    Uuid,
    literal_column,
    select,
    tuple_,
)

from domain.casus.waarden import Vorm
from domain.overleg.state import Overlegfase
from domain.overleg.waarden import Overlegsoort, Puntsoort
from domain.tafels import Deelname
from projections.dagen import begin_van
from projections.rijen import een_van
from projections.weergave import metadata

overleggen = Table(
    "agenda_overleg",
    metadata,
    Column("overleg_id", Uuid, primary_key=True),
    Column("tafel", Text, nullable=False),
    Column("soort", Text, nullable=False),
    Column("begint", DateTime(timezone=True), nullable=False),
    Column("minuten", Integer, nullable=False),
    Column("vorm", Text, nullable=False),
    Column("capaciteit", Integer, nullable=False),
    Column("bezet", Integer, nullable=False),
    Column("vrij", Integer, nullable=False),
    Column("fase", Text, nullable=False),
    Column("eigenlijk", Date),
    Column("feestdag", Text),
    Column("verzet_van", DateTime(timezone=True)),
    Column("gepland_versie", BigInteger, nullable=False),
    info={"van": "overleg_id"},
)
"""An overleg outlives every case, so nothing here leads to one: of its agenda only the numbers."""

_VOLGORDE = (overleggen.c.begint, overleggen.c.overleg_id)
_VRIJ = overleggen.c.vrij > literal_column("0")
Index("ix_agenda_overleg_tafel", overleggen.c.tafel, *_VOLGORDE)
Index("ix_agenda_overleg_vrij", overleggen.c.tafel, overleggen.c.soort, *_VOLGORDE, postgresql_where=_VRIJ)

casussen = Table(
    "agenda_casus",
    metadata,
    Column("stroom_id", Uuid, primary_key=True),
    Column("casusnummer", Text, nullable=False),
    Column("organisatie", Text, nullable=False),
    Column("afgeschermd", Boolean, nullable=False),
)
"""Every case whose data are still there, to say which one an agenda item is."""

punten = Table(
    "agenda_punt",
    metadata,
    Column("stroom_id", Uuid, primary_key=True),
    Column("agendapunt_id", Uuid, primary_key=True),
    Column("overleg_id", Uuid, nullable=False),
    Column("soort", Text, nullable=False),
    Column("besproken_op", Date),
)
"""What stands on an agenda, and what was discussed; what was taken off leaves no row."""
Index("ix_agenda_punt_overleg_id", punten.c.overleg_id)

uitnodigingen = Table(
    "agenda_uitnodiging",
    metadata,
    Column("overleg_id", Uuid, primary_key=True),
    Column("uitnodiging_id", Uuid, primary_key=True),
    Column("genodigde", Text, nullable=False),
    Column("medewerker", Text),
    Column("deelname", Text, nullable=False),
    Column("agendapunt_id", Uuid),
    Column("antwoord", Text, nullable=False),
    Column("antwoord_versie", BigInteger),
    Column("vervanger", Text),
    info={"van": "overleg_id"},
)
"""The invitations that were not taken back."""


# --- asking -------------------------------------------------------------------------------------------------


class Antwoord(StrEnum):
    """What somebody who was invited said last."""

    OPEN = "open"
    BEVESTIGD = "bevestigd"
    AFGEZEGD = "afgezegd"


@dataclass(frozen=True)
class Sleutel:
    """The place of an overleg in the list; the next page begins after it."""

    begint: datetime
    overleg_id: UUID


@dataclass(frozen=True)
class Overleg:
    """An overleg. ``bezet`` and ``vrij`` count places on its agenda; once it was held or called off none is free.

    Where a public holiday moved it, ``eigenlijk`` is the day it would have been and ``feestdag`` that holiday; where
    somebody moved it, ``verzet_van`` is the moment before that. Where it is held is read from the fact
    ``gepland_versie``, whose stream is the overleg.
    """

    overleg_id: UUID
    tafel: str
    soort: Overlegsoort
    begint: datetime
    minuten: int
    vorm: Vorm
    capaciteit: int
    bezet: int
    vrij: int
    fase: Overlegfase
    eigenlijk: date | None
    feestdag: str | None
    verzet_van: datetime | None
    gepland_versie: int

    @property
    def sleutel(self) -> Sleutel:
        """Where this row stands."""
        return Sleutel(self.begint, self.overleg_id)


@dataclass(frozen=True)
class Agendapunt:
    """A case on the agenda of an overleg, and the day it was discussed if it was."""

    overleg_id: UUID
    agendapunt_id: UUID
    soort: Puntsoort
    stroom_id: UUID
    casusnummer: str
    organisatie: str
    besproken_op: date | None


@dataclass(frozen=True)
class Uitnodiging:
    """An invitation and the last answer, for one agendapunt or for the whole overleg.

    ``genodigde`` is the code of an organisation or a role; ``medewerker`` and ``vervanger`` are pseudonymous ids. Why
    somebody does not come is read from the fact ``antwoord_versie`` of the overleg.
    """

    overleg_id: UUID
    uitnodiging_id: UUID
    genodigde: str
    medewerker: str | None
    deelname: Deelname
    agendapunt_id: UUID | None
    antwoord: Antwoord
    antwoord_versie: int | None
    vervanger: str | None


@dataclass(frozen=True)
class Agenda:
    """One overleg with all that is on its agenda and everybody who was invited."""

    overleg: Overleg
    punten: tuple[Agendapunt, ...]
    uitnodigingen: tuple[Uitnodiging, ...]


def in_periode(
    verbinding: Connection,
    tafel: str,
    *,
    van: date | None = None,
    tot: date | None = None,
    na: Sleutel | None = None,
    limiet: int = 50,
) -> tuple[Overleg, ...]:
    """List the overleggen of one table, earliest first, from the day ``van`` up to and with the day ``tot``."""
    vraag = select(overleggen).where(overleggen.c.tafel == tafel).order_by(*_VOLGORDE).limit(limiet)
    if van is not None:
        vraag = vraag.where(overleggen.c.begint >= begin_van(van))
    if tot is not None:
        vraag = vraag.where(overleggen.c.begint < begin_van(tot + timedelta(days=1)))
    if na is not None:
        vraag = vraag.where(tuple_(*_VOLGORDE) > tuple_(na.begint, na.overleg_id))
    return tuple(_overleg(Overleg(*rij)) for rij in verbinding.execute(vraag))


def met_plaats(
    verbinding: Connection, tafel: str, *, soort: Overlegsoort, vanaf: datetime, limiet: int = 5
) -> tuple[Overleg, ...]:
    """List the first overleggen of this kind of one table, from a moment on, that have a free place."""
    vraag = (
        select(overleggen)
        .where(overleggen.c.tafel == tafel, overleggen.c.soort == soort, _VRIJ, overleggen.c.begint >= vanaf)
        .order_by(*_VOLGORDE)
        .limit(limiet)
    )
    return tuple(_overleg(Overleg(*rij)) for rij in verbinding.execute(vraag))


def agenda(verbinding: Connection, overleg_id: UUID, *, ook_afgeschermd: bool) -> Agenda | None:
    """Give one overleg with its agenda, whatever the table: who asks compares ``overleg.tafel``."""
    rij = verbinding.execute(select(overleggen).where(overleggen.c.overleg_id == overleg_id)).one_or_none()
    if rij is None:
        return None
    return Agenda(
        _overleg(Overleg(*rij)),
        agendapunten(verbinding, overleggen_ids=[overleg_id], ook_afgeschermd=ook_afgeschermd),
        uitgenodigd(verbinding, overleggen_ids=[overleg_id]),
    )


def agendapunten(
    verbinding: Connection, *, overleggen_ids: Collection[UUID], ook_afgeschermd: bool
) -> tuple[Agendapunt, ...]:
    """List what is on the agendas of these overleggen.

    What was discussed of a case that is closed by now is shielded (WGS 2.31(8)); what is still to be written up is
    not, also where the case was closed in that overleg.
    """
    vraag = (
        select(
            *(punten.c.overleg_id, punten.c.agendapunt_id, punten.c.soort, punten.c.stroom_id),
            *(casussen.c.casusnummer, casussen.c.organisatie, punten.c.besproken_op),
        )
        .join_from(punten, casussen, punten.c.stroom_id == casussen.c.stroom_id)
        .where(een_van(punten.c.overleg_id, overleggen_ids))
        .order_by(punten.c.overleg_id, casussen.c.casusnummer, punten.c.agendapunt_id)
    )
    if not ook_afgeschermd:
        vraag = vraag.where(~(casussen.c.afgeschermd & punten.c.besproken_op.is_not(None)))
    rijen = (Agendapunt(*rij) for rij in verbinding.execute(vraag))
    return tuple(replace(rij, soort=Puntsoort(rij.soort)) for rij in rijen)


def uitgenodigd(verbinding: Connection, *, overleggen_ids: Collection[UUID]) -> tuple[Uitnodiging, ...]:
    """List the invitations to these overleggen that were not taken back."""
    vraag = (
        select(uitnodigingen)
        .where(een_van(uitnodigingen.c.overleg_id, overleggen_ids))
        .order_by(uitnodigingen.c.overleg_id, uitnodigingen.c.genodigde, uitnodigingen.c.uitnodiging_id)
    )
    rijen = (Uitnodiging(*rij) for rij in verbinding.execute(vraag))
    return tuple(
        replace(rij, deelname=Deelname(rij.deelname), antwoord=Antwoord(rij.antwoord)) for rij in rijen
    )


def _overleg(rij: Overleg) -> Overleg:
    """Give back the words of the domain for the text that was stored."""
    return replace(rij, soort=Overlegsoort(rij.soort), vorm=Vorm(rij.vorm), fase=Overlegfase(rij.fase))
