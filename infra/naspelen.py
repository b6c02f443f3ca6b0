"""Views as they stood at a moment: what their rows were then, and where that is not known their folds run again.

Of each row it is kept between which moments it was so (``projections/verloop.py``). What is looked back at is a view of
the database on that: as it stood, of one table, for this reader. Streams of which it is not known, since the runner has
not taken in all of them or they were not recorded in the order of their moments, are played again from their facts, in
temporary tables; and all streams of a table where its past is not filled in yet (``aanvullen``), or too much is new.

What is stored of a fact holds its moment and, in the first fact of a stream, its table; both stay readable for ever.
So the facts of one table up to a moment are found without a key, and only those are opened. The copies of the view's
tables are temporary: no other connection sees them, no log or backup holds them, and they go with the transaction.
"""

import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from threading import BoundedSemaphore
from uuid import UUID

import psycopg.errors
import sqlalchemy.exc
from sqlalchemy import Connection, Engine, MetaData, Table, delete, text

from infra.definitions import Definities
from infra.kalender import feestdag
from infra.store import Archief
from infra.terugblik import BUITEN_ZICHT, TIJDELIJK, Terugblik, noemt_eenheid
from infra.voeding import namen_van
from projections.verloop import ZONDER_VERLOOP, rijen_nu
from projections.weergave import Weergave, metadata

PORTIE = 2000
"""Facts in one batch: more than the runner takes, since nobody waits for these rows between two batches."""

TEGELIJK = 2
"""Replays at once in one process: each holds a connection and a processor for as long as it lasts."""

BEURT_BINNEN = 3.0
"""Seconds to wait for a turn."""

HOOGSTENS = 20.0
"""Seconds that one replay may take."""

# The first fact of a stream says for which table it is. The layout of ``state`` is the codec's.
_PLAATSEN = """
INSERT INTO pg_temp.naspelen (positie, stroom_id, versie)
SELECT g.notification_id, g.originator_id, g.originator_version
FROM feiten.gebeurtenis g
JOIN (
    SELECT originator_id FROM feiten.gebeurtenis
    WHERE originator_version = 1 AND convert_from(state, 'UTF8')::jsonb #>> '{b,tafel}' = :tafel
) van_de_tafel USING (originator_id)
WHERE g.topic = ANY(:namen) AND (convert_from(g.state, 'UTF8')::jsonb ->> 'op')::timestamptz <= :op
"""
# Said of both: the planner does not find that out.
_PLAATSEN_VAN = _PLAATSEN.replace("WHERE o", "WHERE originator_id = ANY(:stromen) AND o").replace(
    "WHERE g", "WHERE g.originator_id = ANY(:stromen) AND g"
)


class NaspelenTeLang(Exception):
    """There are too many facts to play a list again in the time there is for it."""


class NaspelenBezet(Exception):
    """Others are having lists played again, as many as may at once."""


class Naspeler:
    """Rebuilds views as they stood at a moment."""

    def __init__(
        self,
        engine: Engine,
        archief: Archief,
        *,
        definities: Definities,
        hoogstens: float = HOOGSTENS,
        tegelijk: int = TEGELIJK,
        beurt_binnen: float = BEURT_BINNEN,
    ) -> None:
        """``hoogstens`` is in seconds: for building the rows, and again for each question that is asked of them."""
        self._engine = engine
        self._archief = archief
        self._tafels = definities.versies
        self._hoogstens = hoogstens
        self._beurten = BoundedSemaphore(tegelijk)
        self._beurt_binnen = beurt_binnen

    @contextmanager
    def naspelen(
        self,
        weergaven: Sequence[Weergave],
        *,
        tafel: str,
        op: datetime,
        stromen: Collection[UUID] | None = None,
        buiten_zicht: BUITEN_ZICHT | None = None,
    ) -> Iterator[Connection]:
        """A connection on which the queries of these views find the rows of one table as they stood at ``op``.

        With ``stromen`` those of these streams alone, for who asks about them and nothing else.

        What was destroyed since then is not in them: its facts no longer say anything. Rows of streams that are
        ``buiten_zicht`` now are taken out as well.

        Raises:
            NaspelenTeLang: it takes longer than there is time for.
            NaspelenBezet: others are having lists played again.
            KluisGeschonden: a fact cannot be read; then the list would not be as it was.
        """
        if not self._beurten.acquire(timeout=self._beurt_binnen):
            raise NaspelenBezet
        try:
            # Nothing is kept of it: with the connection's transaction go its tables and views.
            with self._engine.connect() as verbinding:
                verbinding.execute(text(f"SET LOCAL statement_timeout = {int(self._hoogstens * 1000)}"))
                blik = Terugblik(tafel, op, buiten_zicht)
                opnieuw = None if stromen is not None else blik.opnieuw(verbinding, weergaven)
                verbinding.execution_options(
                    schema_translate_map={metadata.schema: TIJDELIJK}, **{ZONDER_VERLOOP: True}
                )
                if opnieuw is None:
                    self._bouw(verbinding, weergaven, tafel=tafel, op=op, stromen=stromen)
                    _neem_weg(verbinding, weergaven, buiten_zicht)
                else:
                    if opnieuw:
                        self._bouw(verbinding, weergaven, tafel=tafel, op=op, stromen=opnieuw)
                    blik.toon(verbinding, weergaven, behalve=opnieuw)
                yield verbinding
        except sqlalchemy.exc.OperationalError as fout:
            if isinstance(fout.orig, psycopg.errors.QueryCanceled):
                raise NaspelenTeLang from fout
            raise
        finally:
            self._beurten.release()

    def _bouw(
        self,
        verbinding: Connection,
        weergaven: Sequence[Weergave],
        *,
        tafel: str,
        op: datetime,
        stromen: Collection[UUID] | None,
    ) -> None:
        einde = time.monotonic() + self._hoogstens
        for kopie in _kopieen(weergaven):
            verbinding.execute(
                text(
                    f"CREATE TEMPORARY TABLE {kopie.name} (LIKE {metadata.schema}.{kopie.name}"
                    " INCLUDING DEFAULTS INCLUDING INDEXES) ON COMMIT DROP"
                )
            )
        verbinding.execute(
            text(
                "CREATE TEMPORARY TABLE naspelen"
                " (positie bigint PRIMARY KEY, stroom_id uuid, versie bigint) ON COMMIT DROP"
            )
        )
        namen = {weergave.naam: namen_van(weergave) for weergave in weergaven}
        alle = sorted(frozenset().union(*namen.values()))
        vraag = _PLAATSEN if stromen is None else _PLAATSEN_VAN
        gegeven = {"tafel": tafel, "op": op, "namen": alle, "stromen": list(stromen or ())}
        verbinding.execute(text(vraag), gegeven)
        positie = 0
        while plaatsen := _plaatsen_na(verbinding, positie):
            feiten = self._archief.lees_reeks(plaatsen)
            for weergave in weergaven:
                eigen = [feit for feit in feiten if feit.naam in namen[weergave.naam]]
                weergave.verwerk(verbinding, eigen, tafels=self._tafels, feestdag=feestdag)
            positie = feiten[-1].positie
            if time.monotonic() > einde:
                raise NaspelenTeLang


def _plaatsen_na(verbinding: Connection, positie: int) -> list[tuple[UUID, int]]:
    vraag = text(
        "SELECT stroom_id, versie FROM pg_temp.naspelen WHERE positie > :na ORDER BY positie LIMIT :limiet"
    )
    rijen = verbinding.execute(vraag, {"na": positie, "limiet": PORTIE})
    return [(rij.stroom_id, rij.versie) for rij in rijen]


def _neem_weg(
    verbinding: Connection, weergaven: Sequence[Weergave], buiten_zicht: BUITEN_ZICHT | None
) -> None:
    """Take out what was destroyed while this was going on, and what this reader does not get to see now."""
    for kopie in _kopieen(weergaven):
        if "stroom_id" not in kopie.c or kopie.info.get("blijft"):
            continue
        verbinding.execute(
            text(
                f"DELETE FROM {TIJDELIJK}.{kopie.name} WHERE stroom_id IN (SELECT stroom_id FROM kluis.omheining"  # noqa: S608 names of our own tables
                " WHERE persoon_id IS NULL AND organisatie IS NULL)"
            )
        )
        if "persoon_id" in kopie.c:
            verbinding.execute(
                text(
                    f"DELETE FROM {TIJDELIJK}.{kopie.name} k USING kluis.omheining o WHERE o.stroom_id = k.stroom_id"  # noqa: S608 names of our own tables
                    " AND o.persoon_id = k.persoon_id AND o.organisatie IS NULL"
                )
            )
        if noemt_eenheid(kopie):
            verbinding.execute(
                text(
                    f"DELETE FROM {TIJDELIJK}.{kopie.name} k USING kluis.omheining o WHERE o.stroom_id = k.stroom_id"  # noqa: S608 names of our own tables
                    " AND o.persoon_id IS NULL AND o.organisatie = k.organisatie"
                )
            )
        if buiten_zicht is not None:
            # What is in sight is asked of the views as they are now, so here their schema is not another.
            verbinding.execute(
                delete(kopie).where(buiten_zicht(kopie.c.stroom_id)),
                execution_options={"schema_translate_map": None},
            )


def _kopieen(weergaven: Sequence[Weergave]) -> list[Table]:
    return [
        tabel.to_metadata(MetaData(), schema=TIJDELIJK)
        for weergave in weergaven
        for tabel in rijen_nu(weergave.tabellen)
    ]
