"""The running cases of a table: whose turn it is, what comes next, overdue first; and how much work there is.

No names and no text: those stand in the kluis, in the facts that ``versies``, ``voortgang_versie`` and ``versie``
name. How the tables take in a fact stands in ``monitoring_fold``.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
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
    func,
    literal,
    select,
    tuple_,
)
from sqlalchemy.dialects.postgresql import ARRAY

from domain.casus.state import Fase
from domain.casus.waarden import Aanzet
from domain.rollen import Rol
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
    Column("versies", ARRAY(BigInteger, as_tuple=True), nullable=False),
    Column("fase", Text, nullable=False),
    Column("loopt", Boolean, nullable=False),
    Column("procesregisseur", Text),
    Column("casusregisseur", Text),
    Column("laatste_voortgang", Date),
    Column("voortgang_versie", BigInteger),
    Column("aan_zet", Text),
    Column("aan_zet_sinds", Date),
    Column("voorstel_op", Date),
    Column("voorstel_door", Text),
    Column("voorstel_sinds", Date),
    Column("opgeschaald_naar", Text),
    Column("ico_id", Uuid),
    Column("ico_op", Date),
    Column("agenda_op", Date),
    Column("herzien_op", Date),
    Column("open_acties", Integer, nullable=False),
    Column("eerste_uiterlijk", Date),
    Column("eerste_datum", Date, nullable=False),
)
"""A case has a row from its aanmelding on, because the regie may be given before the triage; it shows in the
lists once it ``loopt``. ``eerste_datum`` is the earliest of ``eerste_uiterlijk`` and the next moment, or the end
of time where there is neither."""

_VOLGORDE = (monitoring.c.eerste_datum, monitoring.c.casusnummer)
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
    """The place of a row in the list; the next page begins after it."""

    eerste_datum: date
    casusnummer: str


class Moment(StrEnum):
    """What is to happen on the next date of a case."""

    ICO = "ico"
    AGENDA = "agenda"
    HERZIENING = "herziening"


@dataclass(frozen=True)
class Beurt:
    """Whose turn it is, and since which day without a break; nobody's once the case was scaled down."""

    wie: Aanzet | None
    sinds: date | None


@dataclass(frozen=True)
class Agendavoorstel:
    """The day that one of the two regisseurs proposed, which the other has not answered yet."""

    datum: date
    door: Rol


@dataclass(frozen=True)
class Lopend:
    """A running case. The regisseurs are pseudonymous ids.

    ``aan_zet`` and ``aan_zet_sinds`` leave a proposal out of account, because that lapses by itself: ask ``beurt``.
    """

    stroom_id: UUID
    casusnummer: str
    tafel: str
    organisatie: str
    gemeente: str
    aanpak: str | None
    versies: tuple[int, ...]
    fase: Fase
    procesregisseur: str | None
    casusregisseur: str | None
    laatste_voortgang: date | None
    voortgang_versie: int | None
    aan_zet: Aanzet | None
    aan_zet_sinds: date | None
    voorstel_op: date | None
    voorstel_door: Rol | None
    voorstel_sinds: date | None
    opgeschaald_naar: str | None
    ico_op: date | None
    agenda_op: date | None
    herzien_op: date | None
    open_acties: int
    eerste_uiterlijk: date | None
    eerste_datum: date

    @property
    def sleutel(self) -> Sleutel:
        """Where this row stands."""
        return Sleutel(self.eerste_datum, self.casusnummer)

    @property
    def volgende(self) -> tuple[date, Moment] | None:
        """The first date on which something is to happen; it stays while that has not happened."""
        momenten = (
            (self.ico_op, Moment.ICO),
            (self.agenda_op, Moment.AGENDA),
            (self.herzien_op, Moment.HERZIENING),
        )
        gezet = [(dag, soort) for dag, soort in momenten if dag is not None]
        return min(gezet, key=lambda moment: moment[0], default=None)

    def te_laat(self, vandaag: date) -> bool:
        """Say whether something should have happened before today."""
        return self.eerste_datum < vandaag

    def redenen_te_laat(self, vandaag: date) -> tuple[str, ...]:
        """Say in sentences what should have happened before today."""
        redenen = (
            (self.eerste_uiterlijk, "Een actie is over de datum."),
            (self.ico_op, "Het geplande ICO is niet vastgelegd."),
            (self.agenda_op, "De datum op de agenda is voorbij."),
            (self.herzien_op, "De datum om opnieuw te kijken is voorbij."),
        )
        return tuple(zin for dag, zin in redenen if dag is not None and dag < vandaag)

    def agendavoorstel(self, vandaag: date) -> Agendavoorstel | None:
        """Give the proposal that waits for an answer; one for a day that has passed no longer does."""
        if self.voorstel_op is None or self.voorstel_door is None or self.voorstel_op < vandaag:
            return None
        return Agendavoorstel(self.voorstel_op, self.voorstel_door)

    def beurt(self, vandaag: date) -> Beurt:
        """Say whose turn it is: an open proposal is for the other regisseur to answer."""
        voorstel = self.agendavoorstel(vandaag)
        if voorstel is None:
            return Beurt(self.aan_zet, self.aan_zet_sinds)
        van_proces = voorstel.door is Rol.PROCESREGISSEUR
        return Beurt(Aanzet.CASUSREGISSEUR if van_proces else Aanzet.PROCESREGISSEUR, self.voorstel_sinds)


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
    """List the running cases of one table, overdue first, those without any date last.

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
        vraag = vraag.where(tuple_(*_VOLGORDE) > tuple_(na.eerste_datum, na.casusnummer))
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


def _lopend(rij: Lopend) -> Lopend:
    """Give back the words of the domain for the text that was stored."""
    return replace(
        rij,
        fase=Fase(rij.fase),
        aan_zet=Aanzet(rij.aan_zet) if rij.aan_zet else None,
        voorstel_door=Rol(rij.voorstel_door) if rij.voorstel_door else None,
    )
