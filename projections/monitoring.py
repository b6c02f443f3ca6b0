"""The running cases of a table: whose turn it is, what is open, overdue first; and how much work there is.

What an action is about stands in the kluis, in the fact that ``versie`` names. How the tables take in a fact
stands in ``monitoring_fold``.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Date,
    Index,
    Integer,
    Table,
    Text,
    Uuid,
    any_,
    exists,
    func,
    literal,
    select,
    tuple_,
)
from sqlalchemy.dialects.postgresql import ARRAY

from domain.casus.state import Fase
from domain.casus.waarden import Aanzet
from projections.weergave import metadata

monitoring = Table(
    "monitoring",
    metadata,
    Column("stroom_id", Uuid, primary_key=True),
    Column("casusnummer", Text, nullable=False),
    Column("tafel", Text, nullable=False),
    Column("organisatie", Text, nullable=False),
    Column("gemeente", Text, nullable=False),
    Column("aanpak", Text),
    Column("fase", Text, nullable=False),
    Column("loopt", Boolean, nullable=False),
    Column("procesregisseur", Text),
    Column("casusregisseur", Text),
    Column("laatste_voortgang", Date),
    Column("aan_zet", Text),
    Column("ico_id", Uuid),
    Column("ico_op", Date),
    Column("agenda_op", Date),
    Column("herzien_op", Date),
    Column("volgende_datum", Date),
    Column("open_acties", Integer, nullable=False),
    Column("eerste_uiterlijk", Date),
    Column("volgorde", Date, nullable=False),
)
"""A case has a row from its aanmelding on, because the regie may be given before the triage; it shows in the
lists once it ``loopt``. ``volgorde`` is ``eerste_uiterlijk``, or the end of time where nothing is open."""

_VOLGORDE = (monitoring.c.volgorde, monitoring.c.casusnummer)
for _naam, _kolommen in {
    "ix_monitoring_tafel": (),
    "ix_monitoring_organisatie": (monitoring.c.organisatie,),
    "ix_monitoring_procesregisseur": (monitoring.c.procesregisseur,),
    "ix_monitoring_casusregisseur": (monitoring.c.casusregisseur,),
}.items():
    Index(_naam, monitoring.c.tafel, *_kolommen, *_VOLGORDE, postgresql_where=monitoring.c.loopt)

acties = Table(
    "monitoring_actie",
    metadata,
    Column("stroom_id", Uuid, primary_key=True),
    Column("actie_id", Uuid, primary_key=True),
    Column("versie", BigInteger, nullable=False),
    Column("tafel", Text, nullable=False),
    Column("organisatie", Text, nullable=False),
    Column("medewerker", Text),
    Column("uiterlijk", Date, nullable=False),
)
"""The open actions."""
Index("ix_monitoring_actie_tafel", acties.c.tafel, acties.c.uiterlijk)

deelnemers = Table(
    "monitoring_deelnemer",
    metadata,
    Column("stroom_id", Uuid, primary_key=True),
    Column("medewerker", Text, primary_key=True),
    Column("tafel", Text, nullable=False),
    Column("organisatie", Text, nullable=False),
)
"""Who takes part, for as long as the case runs."""
Index("ix_monitoring_deelnemer_medewerker", deelnemers.c.medewerker, deelnemers.c.tafel)


# --- asking -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sleutel:
    """The place of a row in the list; the next page begins after it. No date: the case has no open action."""

    eerste_uiterlijk: date | None
    casusnummer: str


@dataclass(frozen=True)
class Lopend:
    """A running case. The regisseurs are pseudonymous ids."""

    stroom_id: UUID
    casusnummer: str
    tafel: str
    organisatie: str
    gemeente: str
    aanpak: str | None
    fase: Fase
    procesregisseur: str | None
    casusregisseur: str | None
    laatste_voortgang: date | None
    aan_zet: Aanzet | None
    volgende_datum: date | None
    open_acties: int
    eerste_uiterlijk: date | None

    @property
    def sleutel(self) -> Sleutel:
        """Where this row stands."""
        return Sleutel(self.eerste_uiterlijk, self.casusnummer)

    def te_laat(self, vandaag: date) -> bool:
        """Say whether an open action should have been finished before today."""
        return self.eerste_uiterlijk is not None and self.eerste_uiterlijk < vandaag


@dataclass(frozen=True)
class OpenActie:
    """An action without an end. What it is about is read from the fact ``versie`` of the case."""

    stroom_id: UUID
    actie_id: UUID
    versie: int
    tafel: str
    organisatie: str
    medewerker: str | None
    uiterlijk: date

    def te_laat(self, vandaag: date) -> bool:
        """Say whether it should have been finished before today."""
        return self.uiterlijk < vandaag


@dataclass(frozen=True)
class Werkdruk:
    """What one procesregisseur has in hand; ``None``: the cases without one. ``te_laat`` counts actions."""

    procesregisseur: str | None
    casussen: int
    open_acties: int
    te_laat: int


def lopend(
    verbinding: Connection,
    tafel: str,
    *,
    organisatie: str | None = None,
    procesregisseur: str | None = None,
    casusregisseur: str | None = None,
    deelnemer: str | None = None,
    na: Sleutel | None = None,
    limiet: int = 50,
) -> tuple[Lopend, ...]:
    """List the running cases of one table, overdue first, those without an open action last.

    With ``deelnemer``: only those in which that medewerker takes part now.
    """
    vraag = (
        select(*(monitoring.c[naam] for naam in Lopend.__dataclass_fields__))
        .where(monitoring.c.loopt, monitoring.c.tafel == tafel)
        .order_by(*_VOLGORDE)
        .limit(limiet)
    )
    if organisatie is not None:
        vraag = vraag.where(monitoring.c.organisatie == organisatie)
    if procesregisseur is not None:
        vraag = vraag.where(monitoring.c.procesregisseur == procesregisseur)
    if casusregisseur is not None:
        vraag = vraag.where(monitoring.c.casusregisseur == casusregisseur)
    if deelnemer is not None:
        zijn = select(deelnemers.c.stroom_id).where(
            deelnemers.c.medewerker == deelnemer, deelnemers.c.tafel == tafel
        )
        vraag = vraag.where(monitoring.c.stroom_id.in_(zijn))
    if na is not None:
        vraag = vraag.where(tuple_(*_VOLGORDE) > tuple_(na.eerste_uiterlijk or date.max, na.casusnummer))
    return tuple(_lopend(Lopend(*rij)) for rij in verbinding.execute(vraag))


def open_acties(verbinding: Connection, tafel: str, *, stromen: Collection[UUID]) -> tuple[OpenActie, ...]:
    """List the open actions of these cases of one table, overdue first."""
    vraag = (
        select(acties)
        .where(acties.c.stroom_id == any_(literal(list(stromen), ARRAY(Uuid))), acties.c.tafel == tafel)
        .order_by(acties.c.uiterlijk, acties.c.stroom_id, acties.c.actie_id)
    )
    return tuple(OpenActie(*rij) for rij in verbinding.execute(vraag))


def werkdruk(verbinding: Connection, tafel: str, *, vandaag: date) -> tuple[Werkdruk, ...]:
    """Say for each procesregisseur of one table how much there is to do; the cases without one stand last."""
    laat = (
        select(acties.c.stroom_id, func.count().label("aantal"))
        .where(acties.c.tafel == tafel, acties.c.uiterlijk < vandaag)
        .group_by(acties.c.stroom_id)
        .subquery()
    )
    vraag = (
        select(
            monitoring.c.procesregisseur,
            func.count(),
            func.sum(monitoring.c.open_acties),
            func.coalesce(func.sum(laat.c.aantal), 0),
        )
        .outerjoin_from(monitoring, laat, monitoring.c.stroom_id == laat.c.stroom_id)
        .where(monitoring.c.loopt, monitoring.c.tafel == tafel)
        .group_by(monitoring.c.procesregisseur)
        .order_by(monitoring.c.procesregisseur.asc().nulls_last())
    )
    return tuple(
        Werkdruk(wie, casussen, int(acties_open), int(te_laat))
        for wie, casussen, acties_open, te_laat in verbinding.execute(vraag)
    )


def neemt_deel(verbinding: Connection, stroom_id: UUID, *, medewerker: str) -> bool:
    """Say whether somebody takes part in a case now."""
    vraag = exists().where(deelnemers.c.stroom_id == stroom_id, deelnemers.c.medewerker == medewerker)
    return bool(verbinding.scalar(select(vraag)))


def _lopend(rij: Lopend) -> Lopend:
    """Give back the words of the domain for the text that was stored."""
    return replace(rij, fase=Fase(rij.fase), aan_zet=Aanzet(rij.aan_zet) if rij.aan_zet else None)
