"""Does destructions once more, in an older database that was put back: exactly what the marks say, and no more."""

from collections.abc import Iterable
from contextlib import closing
from typing import cast
from uuid import UUID

import psycopg
from psycopg.rows import DictRow, dict_row
from sqlalchemy import Connection, delete, func, select

from infra import tables
from infra.keys import Eenheid
from infra.kluis import Vernietiging, vernietig
from infra.vernietigingsregister import Merk
from projections.alle import WEERGAVEN


def merken_van(verbinding: Connection, stromen: Iterable[UUID] | None = None) -> list[Merk]:
    """The marks of destruction in the database, of some streams or of all, with the epoch of now."""
    kolommen = tables.omheining.c
    vraag = select(kolommen.stroom_id, kolommen.persoon_id, kolommen.organisatie, kolommen.op).order_by(
        kolommen.op
    )
    if stromen is not None:
        vraag = vraag.where(kolommen.stroom_id.in_(list(stromen)))
    nu = verbinding.execute(select(func.max(tables.tijdvak.c.tijdvak))).scalar_one() or 0
    return [
        Merk(Eenheid(rij.stroom_id, rij.persoon_id, rij.organisatie), rij.op, nu)
        for rij in verbinding.execute(vraag)
    ]


def ontbrekende(verbinding: Connection, merken: Iterable[Merk]) -> list[Merk]:
    """Those of the marks that this database should have and has not.

    Of a stream that it does not know it needs none; of one that it destroyed as a whole none of a part.
    """
    er_zijn = {merk.eenheid for merk in merken_van(verbinding)}
    gezocht = {
        merk.eenheid: merk
        for merk in merken
        if merk.eenheid not in er_zijn and Eenheid(merk.eenheid.stroom_id, None, None) not in er_zijn
    }
    stromen = {eenheid.stroom_id for eenheid in gezocht}
    kolom = tables.gebeurtenis.c.originator_id
    bekend = set(verbinding.execute(select(kolom).where(kolom.in_(stromen)).distinct()).scalars())
    return [merk for eenheid, merk in gezocht.items() if eenheid.stroom_id in bekend]


def vernietig_opnieuw(verbinding: Connection, merken: Iterable[Merk]) -> int:
    """Put the marks that are missing, take away what they are about, and look that it is gone; gives how many.

    As the owner of the database, in the transaction of ``verbinding``.

    Raises:
        VernietigingMislukt: something is still there; the whole transaction must be undone.
    """
    # The whole ones last: the marks of parts go with their casus.
    ontbreken = sorted(ontbrekende(verbinding, merken), key=lambda merk: merk.heel)
    if not ontbreken:
        return 0
    opdrachten = [
        Vernietiging(merk.eenheid.stroom_id, merk.op, merk.eenheid.persoon_id, merk.eenheid.organisatie)
        for merk in ontbreken
    ]
    rauw = cast("psycopg.Connection[DictRow]", verbinding.connection.driver_connection)
    with closing(rauw.cursor(row_factory=dict_row)) as curs:
        vernietig(curs, opdrachten)
    if not all(merk.heel for merk in ontbreken):
        _begin_weergaven_opnieuw(verbinding)
    return len(ontbreken)


def _begin_weergaven_opnieuw(verbinding: Connection) -> None:
    """Have the runner make all views anew: a row does not say which part of a casus it was made from."""
    for weergave in WEERGAVEN:
        for tabel in reversed(weergave.tabellen):
            verbinding.execute(delete(tabel))
    verbinding.execute(delete(tables.stand))
