"""What people asked of their own data and is still to be answered, for who handles it; what is late stands first.

No names: who asks, about whom and what is read from the verzoek itself, by whoever may.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    Index,
    Select,
    Table,
    Text,
    Uuid,
    func,
    select,
    tuple_,
)

from domain.historie import Opgetekend
from domain.tafels import Feestdagen, Tafel
from domain.verzoek.events import (
    BesluitTeruggegeven,
    BesluitVoorgesteld,
    IdentiteitVastgesteld,
    VerzoekAfgewezen,
    VerzoekIngetrokken,
    VerzoekIngewilligd,
    VerzoekOntvangen,
    VerzoekUitgevoerd,
    VerzoekVerlengd,
    VerzoekVerwijderd,
    VindplaatsenBevestigd,
    WissingUitgezet,
)
from domain.verzoek.state import AanZet, Verzoekfase
from domain.verzoek.waarden import Verzoeksoort
from projections.rijen import Rijen
from projections.verloop import Delen, Verloop, met_verloop
from projections.weergave import metadata

verzoeken = Table(
    "verzoeken",
    metadata,
    Column("stroom_id", Uuid, primary_key=True),
    Column("verzoeknummer", Text, nullable=False),
    Column("tafel", Text, nullable=False),
    Column("soort", Text, nullable=False),
    Column("ontvangen_op", Date, nullable=False),
    Column("uiterlijk", Date, nullable=False),
    Column("verlengd", Boolean, nullable=False),
    Column("fase", Text, nullable=False),
    Column("fase_voor_voorstel", Text),
    Column("aan_zet", Text, nullable=False),
    Column("loopt", Boolean, nullable=False),
    Column("bewaren_tot", Date, nullable=False),
)
_OP_TERMIJN = (verzoeken.c.uiterlijk, verzoeken.c.verzoeknummer)
_OP_BEWAREN = (verzoeken.c.bewaren_tot, verzoeken.c.verzoeknummer)
Index("ix_verzoeken_open", verzoeken.c.tafel, *_OP_TERMIJN, postgresql_where=verzoeken.c.loopt)
Index("ix_verzoeken_afgerond", verzoeken.c.tafel, *_OP_BEWAREN, postgresql_where=~verzoeken.c.loopt)


# --- asking -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sleutel:
    """The place of a row in a list; the next page begins after it."""

    dag: date
    verzoeknummer: str


@dataclass(frozen=True)
class Rij:
    """One verzoek: which right, since when, until when, and whose turn it is."""

    stroom_id: UUID
    verzoeknummer: str
    tafel: str
    soort: Verzoeksoort
    ontvangen_op: date
    uiterlijk: date
    verlengd: bool
    fase: Verzoekfase
    fase_voor_voorstel: Verzoekfase | None
    aan_zet: AanZet
    loopt: bool
    bewaren_tot: date

    @property
    def sleutel(self) -> Sleutel:
        """Where this row stands: by its term, or once it is over by how long it is kept."""
        return Sleutel(self.uiterlijk if self.loopt else self.bewaren_tot, self.verzoeknummer)

    def over_termijn(self, vandaag: date) -> bool:
        """The last day for the answer is past."""
        return self.loopt and vandaag > self.uiterlijk


def openstaand(
    verbinding: Connection, tafel: str, *, na: Sleutel | None = None, limiet: int = 50
) -> tuple[Rij, ...]:
    """List what is still to be answered of one table: what is over its term, or will be first, on top."""
    vraag = select(verzoeken).where(verzoeken.c.tafel == tafel, verzoeken.c.loopt).order_by(*_OP_TERMIJN)
    if na is not None:
        vraag = vraag.where(tuple_(*_OP_TERMIJN) > tuple_(na.dag, na.verzoeknummer))
    return _rijen(verbinding, vraag.limit(limiet))


def te_verwijderen(
    verbinding: Connection, tafel: str, *, vandaag: date, na: Sleutel | None = None, limiet: int = 50
) -> tuple[Rij, ...]:
    """List what is over and may itself be destroyed: the first that had to be, on top."""
    vraag = (
        select(verzoeken)
        .where(verzoeken.c.tafel == tafel, ~verzoeken.c.loopt, verzoeken.c.bewaren_tot <= vandaag)
        .order_by(*_OP_BEWAREN)
    )
    if na is not None:
        vraag = vraag.where(tuple_(*_OP_BEWAREN) > tuple_(na.dag, na.verzoeknummer))
    return _rijen(verbinding, vraag.limit(limiet))


def afgerond(
    verbinding: Connection, tafel: str, *, vandaag: date, na: Sleutel | None = None, limiet: int = 50
) -> tuple[Rij, ...]:
    """List what is over and is still kept: what was answered last, on top."""
    vraag = (
        select(verzoeken)
        .where(verzoeken.c.tafel == tafel, ~verzoeken.c.loopt, verzoeken.c.bewaren_tot > vandaag)
        .order_by(*(kolom.desc() for kolom in _OP_BEWAREN))
    )
    if na is not None:
        vraag = vraag.where(tuple_(*_OP_BEWAREN) < tuple_(na.dag, na.verzoeknummer))
    return _rijen(verbinding, vraag.limit(limiet))


def aantal_over_termijn(verbinding: Connection, vandaag: date) -> tuple[int, int]:
    """Count, over all tables, what should have been answered, and what should itself have been destroyed."""
    te_laat = select(func.count()).where(verzoeken.c.loopt, verzoeken.c.uiterlijk < vandaag)
    te_lang = select(func.count()).where(verzoeken.c.bewaren_tot < vandaag)
    return verbinding.execute(te_laat).scalar_one(), verbinding.execute(te_lang).scalar_one()


def _rijen(verbinding: Connection, vraag: Select[Any]) -> tuple[Rij, ...]:
    return tuple(_rij(Rij(*rij)) for rij in verbinding.execute(vraag))


def _rij(rij: Rij) -> Rij:
    """Give back the words of the domain for the text that was stored."""
    voor = rij.fase_voor_voorstel
    return replace(
        rij,
        soort=Verzoeksoort(rij.soort),
        fase=Verzoekfase(rij.fase),
        fase_voor_voorstel=Verzoekfase(voor) if voor is not None else None,
        aan_zet=AanZet(rij.aan_zet),
    )


# --- taking in ----------------------------------------------------------------------------------------------


class Verzoekenlijst:
    """Keeps what people asked; see ``Weergave``."""

    naam = "verzoeken"
    tabellen = met_verloop(naam, verzoeken)

    def __init__(self) -> None:
        self._verloop = Verloop(self.naam, Rijen(verzoeken, Rij))

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
        nu: dict[UUID, Rij | None] = {rij.stroom_id: _rij(rij) for rij in gang.voor[0]}
        for opgetekend in feiten:
            stroom_id = opgetekend.stroom_id
            rij = nu[stroom_id] = _neem(nu.get(stroom_id), opgetekend)
            gang.neem(stroom_id, opgetekend.envelop.op, partial(_rijen_van, rij))
        self._verloop.schrijf(verbinding, gang)


def _rijen_van(rij: Rij | None) -> Delen:
    return (() if rij is None else (rij,),)


def _neem(rij: Rij | None, opgetekend: Opgetekend) -> Rij | None:
    """Take one fact in. What was destroyed, or whose first fact was, has no row and gets none."""
    feit = opgetekend.gebeurtenis
    if isinstance(feit, VerzoekOntvangen):
        return _ontvangen(feit, opgetekend.stroom_id)
    if rij is None or isinstance(feit, VerzoekVerwijderd):
        return None
    match feit:
        case VerzoekVerlengd():
            return replace(rij, uiterlijk=feit.uiterlijk, verlengd=True)
        case VerzoekAfgewezen() | VerzoekUitgevoerd() | VerzoekIngetrokken():
            fase = _AFLOOP[type(feit)]
            return replace(rij, fase=fase, aan_zet=AanZet.NIEMAND, loopt=False, bewaren_tot=feit.bewaren_tot)
        case _:
            return _verder(rij, opgetekend)


_AFLOOP = {
    VerzoekAfgewezen: Verzoekfase.AFGEWEZEN,
    VerzoekUitgevoerd: Verzoekfase.UITGEVOERD,
    VerzoekIngetrokken: Verzoekfase.INGETROKKEN,
}


def _verder(rij: Rij, opgetekend: Opgetekend) -> Rij:  # noqa: PLR0911 one branch for each fact
    """Whose turn it is while it is open. A proposal that was given back is looked at again, from where it was."""
    match opgetekend.gebeurtenis:
        case IdentiteitVastgesteld():
            return replace(rij, fase=Verzoekfase.VASTGESTELD)
        case VindplaatsenBevestigd():
            return replace(rij, fase=Verzoekfase.GEVONDEN)
        case BesluitVoorgesteld():
            voor = rij.fase if rij.fase is not Verzoekfase.VOORGESTELD else rij.fase_voor_voorstel
            return replace(
                rij,
                fase=Verzoekfase.VOORGESTELD,
                fase_voor_voorstel=voor,
                aan_zet=AanZet.TWEEDE_PERSOON,
            )
        case BesluitTeruggegeven():
            return replace(
                rij,
                fase=rij.fase_voor_voorstel or rij.fase,
                fase_voor_voorstel=None,
                aan_zet=AanZet.BEHANDELAAR,
            )
        case VerzoekIngewilligd():
            return replace(rij, fase=Verzoekfase.INGEWILLIGD, aan_zet=AanZet.BEHANDELAAR)
        case WissingUitgezet():
            return replace(rij, aan_zet=AanZet.VERNIETIGINGSLIJST)
        case _:
            return rij


def _ontvangen(feit: VerzoekOntvangen, stroom_id: UUID) -> Rij:
    return Rij(
        stroom_id=stroom_id,
        verzoeknummer=feit.verzoeknummer,
        tafel=feit.tafel,
        soort=feit.soort,
        ontvangen_op=feit.ontvangen_op,
        uiterlijk=feit.uiterlijk,
        verlengd=False,
        fase=Verzoekfase.ONTVANGEN,
        fase_voor_voorstel=None,
        aan_zet=AanZet.BEHANDELAAR,
        loopt=True,
        bewaren_tot=feit.bewaren_tot,
    )
