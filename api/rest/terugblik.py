"""From where a list is looked at: as it is now, or as it stood at a moment, for who may see it now."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from pydantic import Field
from sqlalchemy import Connection

from api.bereik import beperking
from api.rest.delen import Uit, UtcTijdstip
from api.rest.peil import eis_geweest
from api.rest.toegang import Toegang
from domain.tafels import Tafel
from projections.agenda_fold import Agendaweergave
from projections.bewaarkalender_fold import Bewaarkalender
from projections.consultatielijst import Consultatielijst
from projections.dagen import dag_van
from projections.monitoring_fold import Monitoring
from projections.triagelijst_fold import Triagelijst
from projections.vernietigingslijsten_fold import Vernietigingslijsten
from projections.verwijderrapport_fold import Verwijderrapport
from projections.verzoeken import Verzoekenlijst
from projections.weergave import Weergave
from projections.zicht import buiten_zicht

TRIAGE = (Triagelijst(), Agendaweergave())
"""The queue says when the triage begins on whose agenda a case stands."""
AGENDA = (Agendaweergave(),)
LOPEND = (Monitoring(),)
VRAGEN = (Consultatielijst(),)
KALENDER = (Bewaarkalender(), Vernietigingslijsten())
"""The calendar says on which list a unit stands."""
TERMIJNEN = (Verwijderrapport(), Bewaarkalender(), Vernietigingslijsten())
"""What is due says what holds it back and on which list it stands."""
VERWIJDERD = (Verwijderrapport(),)
VERZOEKEN = (Verzoekenlijst(),)

RECONSTRUCTIE = (
    "Dit is een reconstructie, opnieuw opgebouwd uit wat tot dit moment was vastgelegd. "
    "Wat daarna is vernietigd, staat er niet meer in. Wat u nu niet meer mag zien ook niet."
)


class Terugblik(Uit):
    """What the answer of every list, and of an overleg, says of the moment that it is about."""

    op: UtcTijdstip | None = Field(
        default=None, description="Het moment waarop het zo was. Leeg: zoals het nu is."
    )
    reconstructie: str | None = Field(
        default=None, description="Bij een eerder moment: wat u daarover moet weten."
    )


class Lijst(Terugblik):
    """A list that comes in pages."""

    volgende: str | None


@dataclass(frozen=True)
class Blik:
    """A connection on which the queries of a list answer for one moment, and the calendar day of that moment."""

    verbinding: Connection
    vandaag: date
    op: datetime | None

    @property
    def uit(self) -> dict[str, Any]:
        """The fields of ``Terugblik``."""
        return {"op": self.op, "reconstructie": RECONSTRUCTIE if self.op is not None else None}


@contextmanager
def kijk(
    toegang: Toegang,
    tafel: Tafel,
    weergaven: Sequence[Weergave],
    *,
    op: datetime | None,
    stromen: Collection[UUID] | None = None,
) -> Iterator[Blik]:
    """Look at lists of one table: now, or as they stood at ``op``; then with ``stromen`` what these streams say alone.

    Raises:
        RequestValidationError: the moment is still to come.
        NaspelenTeLang, NaspelenBezet: the list of that moment cannot be made now.
    """
    dienst = toegang.dienst
    if op is None:
        with dienst.leesplaats.verbinding() as verbinding:
            yield Blik(verbinding, dienst.omgeving.vandaag(), None)
        return
    eis_geweest(op, "op", nu=dienst.omgeving.nu())
    eigen = beperking(toegang.gebruiker)
    verborgen = partial(
        buiten_zicht,
        tafel=tafel.id,
        ook_afgeschermd=toegang.gebruiker.ziet_afgeschermd,
        casusregisseur=eigen.casusregisseur,
        deelnemer=eigen.deelnemer,
    )
    with dienst.naspeler.naspelen(
        weergaven, tafel=tafel.id, op=op, stromen=stromen, buiten_zicht=verborgen
    ) as verbinding:
        yield Blik(verbinding, dag_van(op), op)
