"""The running cases of a table: whose turn it is, what comes next, overdue first; and how much work there is.

No names and no text: those stand in the kluis, in the facts that ``versies``, ``voortgang_versie`` and ``versie``
name. The tables stand in ``monitoring_tabellen``; how they take in a fact in ``monitoring_fold``.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Row,
    Subquery,
    Table,
    Text,
    case,
    cast,
    func,
    literal,
    select,
    tuple_,
)

from domain.casus.state import Fase
from domain.casus.waarden import Aanzet
from domain.overleg.waarden import Puntsoort
from domain.rollen import Rol
from projections.monitoring_tabellen import VOLGORDE, acties, analyses, deelnemers, monitoring
from projections.rijen import een_van, maker

LOPENDE_FASEN = (Fase.OPGENOMEN, Fase.MONITORING, Fase.AFGESCHAALD, Fase.VOORLOPIG_AFGESLOTEN)
"""The phases of a running case, in the order of ``Werkdruk``."""
_AGENDADAGEN = (monitoring.c.ico_op, monitoring.c.agenda_op, monitoring.c.overleg_op)

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
    OVERLEG = "overleg"
    HERZIENING = "herziening"
    INFORMEREN = "informeren"


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
    ``opgeschaald_naar`` is the level that the case is at now, if not that of the table. ``agenda_op`` is the day for
    which the two regisseurs put it back on the agenda, until it stands on that of an overleg; ``overleg_op`` is the day
    of the first overleg on whose agenda it stands, as planned now, and ``overleg_soort`` what for. ``herzien_op`` is
    the day to look again at a case that was closed for the time being, ``informeren_op`` at informing that was put off.
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
    overleg_id: UUID | None
    overleg_soort: Puntsoort | None
    overleg_op: date | None
    herzien_op: date | None
    informeren_op: date | None
    open_acties: int
    eerste_uiterlijk: date | None
    open_analyses: int
    eerste_analyse: date | None
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
            (self.overleg_op, Moment.OVERLEG),
            (self.herzien_op, Moment.HERZIENING),
            (self.informeren_op, Moment.INFORMEREN),
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
            (self.eerste_analyse, "Een verklarende analyse is over de datum."),
            (self.ico_op, "Het geplande ICO is niet vastgelegd."),
            (self.agenda_op, "De datum op de agenda is voorbij."),
            (self.overleg_op, "De bespreking in het overleg is niet vastgelegd."),
            (self.herzien_op, "De datum om opnieuw te kijken is voorbij."),
            (self.informeren_op, "Het uitstel van informeren is niet opnieuw bekeken."),
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
class Nu:
    """How a case has to stand today to be listed: with the turn of somebody, overdue, or both."""

    vandaag: date
    aan_zet: Aanzet | None = None
    te_laat: bool = False


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
class OpenAnalyse:
    """A verklarende analyse that is not there yet. What was asked is read from the fact ``versie`` of the case."""

    stroom_id: UUID
    analyse_id: UUID
    versie: int
    tafel: str
    organisatie: str
    uiterlijk: date

    def te_laat(self, vandaag: date) -> bool:
        """Say whether it should have been there before today."""
        return self.uiterlijk < vandaag


@dataclass(frozen=True)
class Werkdruk:
    """What one procesregisseur has in hand; ``None``: the cases without one.

    ``casussen`` run, of which as many in each phase, and as many in which each has the turn today; ``casussen_te_laat``
    should have seen something happen before today. ``te_laat`` counts actions, ``analyses_te_laat`` analyses.
    ``voorstellen`` are proposals for the agenda without an answer. ``eerste_agenda`` is the first day from today on
    that a case has an ICO or is on an agenda. ``oudste_voortgang`` is the day of the progress that is longest ago, of
    the cases that have any; ``zonder_voortgang`` counts those that have none.
    """

    procesregisseur: str | None
    casussen: int
    opgenomen: int
    in_monitoring: int
    afgeschaald: int
    voorlopig_afgesloten: int
    procesregisseur_aan_zet: int
    casusregisseur_aan_zet: int
    deelnemers_aan_zet: int
    casussen_te_laat: int
    open_acties: int
    te_laat: int
    open_analyses: int
    analyses_te_laat: int
    voorstellen: int
    eerste_agenda: date | None
    oudste_voortgang: date | None
    zonder_voortgang: int


def lopend(
    verbinding: Connection,
    tafel: str,
    *,
    organisatie: str | None = None,
    procesregisseur: str | None = None,
    casusregisseur: str | None = None,
    deelnemer: str | None = None,
    nu: Nu | None = None,
    na: Sleutel | None = None,
    limiet: int = 50,
) -> tuple[Lopend, ...]:
    """List the running cases of one table, overdue first, those without any date last.

    With ``deelnemer``: only those in which that medewerker takes part now. With ``nu``: only those that stand so.
    """
    vraag = (
        select(*(monitoring.c[naam] for naam in _LOPEND))
        .where(monitoring.c.loopt, monitoring.c.tafel == tafel)
        .order_by(*VOLGORDE)
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
    if nu is not None:
        vraag = vraag.where(*_staat(nu))
    if na is not None:
        vraag = vraag.where(tuple_(*VOLGORDE) > tuple_(na.eerste_datum, na.casusnummer))
    return tuple(_lopend(rij) for rij in verbinding.execute(vraag).all())


def open_acties(verbinding: Connection, tafel: str, *, stromen: Collection[UUID]) -> tuple[OpenActie, ...]:
    """List the open actions of these cases of one table, overdue first."""
    vraag = (
        select(acties)
        .where(een_van(acties.c.stroom_id, stromen), acties.c.tafel == tafel)
        .order_by(acties.c.uiterlijk, acties.c.stroom_id, acties.c.actie_id)
    )
    return tuple(_actie(rij) for rij in verbinding.execute(vraag).all())


def open_analyses(
    verbinding: Connection, tafel: str, *, stromen: Collection[UUID]
) -> tuple[OpenAnalyse, ...]:
    """List the verklarende analyses of these cases of one table that are not there yet, overdue first."""
    vraag = (
        select(analyses)
        .where(een_van(analyses.c.stroom_id, stromen), analyses.c.tafel == tafel)
        .order_by(analyses.c.uiterlijk, analyses.c.stroom_id, analyses.c.analyse_id)
    )
    return tuple(_analyse(rij) for rij in verbinding.execute(vraag).all())


def werkdruk(verbinding: Connection, tafel: str, *, vandaag: date) -> tuple[Werkdruk, ...]:
    """Say for each procesregisseur of one table how much there is to do; the cases without one stand last."""
    late_acties, late_analyses = (_te_laat(delen, tafel, vandaag) for delen in (acties, analyses))
    voorstel_open = monitoring.c.voorstel_op >= vandaag
    vraag = (
        select(
            monitoring.c.procesregisseur,
            func.count(),
            *(_aantal(monitoring.c.fase == fase) for fase in LOPENDE_FASEN),
            *(_aantal(_beurt(voorstel_open) == wie) for wie in Aanzet),
            _aantal(monitoring.c.eerste_datum < vandaag),
            func.sum(monitoring.c.open_acties),
            cast(func.coalesce(func.sum(late_acties.c.aantal), 0), Integer),
            func.sum(monitoring.c.open_analyses),
            cast(func.coalesce(func.sum(late_analyses.c.aantal), 0), Integer),
            _aantal(voorstel_open),
            func.least(*(func.min(dag).filter(dag >= vandaag) for dag in _AGENDADAGEN)),
            func.min(monitoring.c.laatste_voortgang),
            _aantal(monitoring.c.laatste_voortgang.is_(None)),
        )
        .outerjoin_from(monitoring, late_acties, monitoring.c.stroom_id == late_acties.c.stroom_id)
        .outerjoin(late_analyses, monitoring.c.stroom_id == late_analyses.c.stroom_id)
        .where(monitoring.c.loopt, monitoring.c.tafel == tafel)
        .group_by(monitoring.c.procesregisseur)
        .order_by(monitoring.c.procesregisseur.asc().nulls_last())
    )
    return tuple(Werkdruk(*rij) for rij in verbinding.execute(vraag))


def _te_laat(delen: Table, tafel: str, vandaag: date) -> Subquery:
    """How many parts of each case should have been there before today."""
    return (
        select(delen.c.stroom_id, func.count().label("aantal"))
        .where(delen.c.tafel == tafel, delen.c.uiterlijk < vandaag)
        .group_by(delen.c.stroom_id)
        .subquery()
    )


def _beurt(voorstel_open: ColumnElement[bool]) -> ColumnElement[str]:
    """Whose turn it is, as ``Lopend.beurt`` says: an open proposal is for the other regisseur to answer."""
    van_proces = monitoring.c.voorstel_door == Rol.PROCESREGISSEUR
    return case(
        (voorstel_open & van_proces, literal(Aanzet.CASUSREGISSEUR, Text)),
        (voorstel_open, literal(Aanzet.PROCESREGISSEUR, Text)),
        else_=monitoring.c.aan_zet,
    )


def _staat(nu: Nu) -> Iterator[ColumnElement[bool]]:
    if nu.aan_zet is not None:
        yield _beurt(monitoring.c.voorstel_op >= nu.vandaag) == nu.aan_zet
    if nu.te_laat:
        yield monitoring.c.eerste_datum < nu.vandaag


def _aantal(wat: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count().filter(wat)


_LOPEND = tuple(veld.name for veld in fields(Lopend))
_WOORDEN: tuple[tuple[int, type[StrEnum]], ...] = (
    (_LOPEND.index("fase"), Fase),
    (_LOPEND.index("aan_zet"), Aanzet),
    (_LOPEND.index("voorstel_door"), Rol),
    (_LOPEND.index("overleg_soort"), Puntsoort),
)


def _lopend(rij: Row[Any]) -> Lopend:
    """Give back the words of the domain for the text that was stored."""
    waarden: list[Any] = list(rij)
    for plaats, woord in _WOORDEN:
        if waarden[plaats] is not None:
            waarden[plaats] = woord(waarden[plaats])
    return _maak_lopend(waarden)


_maak_lopend, _actie, _analyse = maker(Lopend), maker(OpenActie), maker(OpenAnalyse)
