"""The event store: the eventsourcing library, with our codec, and the kluis in the same transaction.

Appends are serialised by an advisory lock instead of the library's table lock, since the role of the service may
not have the rights that a table lock asks for (it could change events with them). The effect is the same: ids
become visible in the order in which they are given out, so a reader who has seen one has missed none before it.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, cast
from uuid import UUID

import structlog
from eventsourcing.application import Application
from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import (
    ApplicationRecorder,
    IntegrityError,
    JSONTranscoder,
    Mapper,
    Notification,
    StoredEvent,
)
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore, PostgresFactory
from psycopg import Connection, Cursor
from psycopg.rows import DictRow
from psycopg.sql import SQL

from domain.historie import Opgetekend
from infra.codec import Codec, Deel, KluisGeschonden, Omheining, Verzegeld
from infra.keys import Eenheid, Ingepakt, Inpakker, Sleutelbos
from infra.kluis import NIETS, Bijwerking, schrijf_bij
from infra.perstroom import PerStroom

log = structlog.get_logger()

TOEVOEGSLOT = 0x6361_7375_7301
"""The advisory lock that puts appends in one row."""

NOOIT_VANZELF = 2**62
"""A statement is prepared only where the code says so. After a few times psycopg would do it by itself; when it
chooses a pipeline that fails, it takes for prepared what the server never saw, and the connection is spoilt."""

Conflict = IntegrityError
"""Somebody else wrote first: the version, the number or the kenmerk is taken."""


@dataclass(frozen=True)
class Opgeborgen(Notification):
    """A stored event together with its parts, as the recorder writes and reads it."""

    verzegeld: Verzegeld


@dataclass(frozen=True)
class Vastlegging:
    """A fact on its way to or from the store, with the keys to seal or open it."""

    opgetekend: Opgetekend
    bos: Sleutelbos = field(repr=False)

    @property
    def originator_id(self) -> UUID:
        """The stream, by the library's name for it."""
        return self.opgetekend.stroom_id

    @property
    def originator_version(self) -> int:
        """The version, by the library's name for it."""
        return self.opgetekend.versie


class Verzegelaar(Mapper[UUID]):
    """The library's mapper, with our codec: contract names, orjson, encryption, upcasts."""

    def __init__(self, codec: Codec) -> None:
        """Take the codec; the transcoder of the library is not used."""
        super().__init__(transcoder=JSONTranscoder())
        self._codec = codec

    def to_stored_event(self, domain_event: DomainEventProtocol[UUID]) -> StoredEvent:
        """Seal a fact."""
        vastlegging = cast("Vastlegging", domain_event)
        return opgeborgen(self._codec.verzegel(vastlegging.opgetekend, vastlegging.bos))

    def open(self, stored_event: StoredEvent, bos: Sleutelbos) -> Opgetekend:
        """Open a stored fact with the keys at hand."""
        return self._codec.open(cast("Opgeborgen", stored_event).verzegeld, bos)


def opgeborgen(verzegeld: Verzegeld) -> Opgeborgen:
    """The library's form of a sealed fact."""
    return Opgeborgen(
        originator_id=verzegeld.stroom_id,
        originator_version=verzegeld.versie,
        topic=verzegeld.naam,
        state=verzegeld.inhoud,
        id=verzegeld.positie,
        verzegeld=verzegeld,
    )


class Schrijver(PostgresApplicationRecorder):
    """The library's recorder, for our table and with the kluis in the same transaction."""

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: object) -> Sequence[int] | None:
        """Append once. The library would try ten times; who asked hears sooner that the database is away.

        Asking again is harmless, also where this append did arrive: the same command gives nothing new.
        """
        eenmaal = getattr(PostgresApplicationRecorder.insert_events, "__wrapped__")  # noqa: B009 the library hides it
        ids: Sequence[int] | None = eenmaal(self, stored_events, **kwargs)
        return ids

    def _insert_events(
        self,
        curs: Cursor[DictRow],
        stored_events: Sequence[StoredEvent],
        *,
        bijwerking: Bijwerking = NIETS,
        **_: object,
    ) -> None:
        delen = [
            (stored.verzegeld, deel)
            for stored in cast("Sequence[Opgeborgen]", stored_events)
            for deel in stored.verzegeld.delen
        ]
        # The lock comes first: what is destroyed and what is checked must be what the last append left.
        self._lock_table(curs)
        schrijf_bij(curs, delen, bijwerking)
        # What is taken must come out here: the library expects no statement but its own to fail, and of one before
        # it, it may see no more than that the pipeline was aborted, and try again instead of deciding again.
        with curs.connection.pipeline() as leiding:
            leiding.sync()

    def _insert_stored_events(
        self, curs: Cursor[DictRow], stored_events: Sequence[StoredEvent], **_: object
    ) -> None:
        self._notify_channel(curs)
        curs.execute(
            "INSERT INTO feiten.gebeurtenis (originator_id, originator_version, topic, state)"
            " SELECT * FROM unnest(%s::uuid[], %s::bigint[], %s::text[], %s::bytea[])"
            " RETURNING notification_id",
            (
                [event.originator_id for event in stored_events],
                [event.originator_version for event in stored_events],
                [event.topic for event in stored_events],
                [event.state for event in stored_events],
            ),
            prepare=True,
        )

    def _lock_table(self, curs: Cursor[DictRow]) -> None:
        curs.execute("SET LOCAL lock_timeout = '10s'")
        curs.execute("SELECT pg_advisory_xact_lock(%s)", (TOEVOEGSLOT,))

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        """Read the events of a stream together with their parts."""
        richting = SQL("DESC") if desc else SQL("ASC")
        vraag = SQL(
            "SELECT originator_id, originator_version, topic, state, notification_id FROM feiten.gebeurtenis"
            " WHERE originator_id = %s AND originator_version > %s AND originator_version <= %s"
            " ORDER BY originator_version {} LIMIT %s"
        ).format(richting)
        with self.datastore.get_connection() as verbinding:
            rijen = verbinding.execute(
                vraag, (originator_id, gt or 0, 2**62 if lte is None else lte, limit), prepare=True
            ).fetchall()
            return _met_delen(verbinding, rijen)

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        """Read events in the order of their positions, together with their parts."""
        vanaf = (start or 0) - (1 if inclusive_of_start else 0)
        with self.datastore.get_connection() as verbinding:
            rijen = verbinding.execute(
                "SELECT originator_id, originator_version, topic, state, notification_id"
                " FROM feiten.gebeurtenis WHERE notification_id > %s AND notification_id <= %s"
                " AND (%s::text[] = '{}' OR topic = ANY(%s)) ORDER BY notification_id LIMIT %s",
                (vanaf, 2**62 if stop is None else stop, list(topics), list(topics), limit),
                prepare=True,
            ).fetchall()
            return _met_delen(verbinding, rijen)

    def select_stromen(self, stromen: Sequence[UUID], *, tot: int) -> Sequence[StoredEvent]:
        """Read the events of several streams up to a position, in the order of their positions."""
        with self.datastore.get_connection() as verbinding:
            rijen = verbinding.execute(
                "SELECT originator_id, originator_version, topic, state, notification_id FROM feiten.gebeurtenis"
                " WHERE originator_id = ANY(%s) AND notification_id <= %s ORDER BY notification_id",
                (list(stromen), tot),
                prepare=True,
            ).fetchall()
            return _met_delen(verbinding, rijen)

    def select_plaatsen(self, plaatsen: Sequence[tuple[UUID, int]]) -> Sequence[StoredEvent]:
        """Read the events at these places (stream and version), in the order of their positions."""
        with self.datastore.get_connection() as verbinding:
            rijen = verbinding.execute(
                "SELECT g.originator_id, g.originator_version, g.topic, g.state, g.notification_id"
                " FROM unnest(%s::uuid[], %s::bigint[]) AS p (stroom, versie) JOIN feiten.gebeurtenis g"
                " ON g.originator_id = p.stroom AND g.originator_version = p.versie ORDER BY g.notification_id",
                ([stroom for stroom, _ in plaatsen], [versie for _, versie in plaatsen]),
                prepare=True,
            ).fetchall()
            return _met_delen(verbinding, rijen)


def _met_delen(verbinding: Connection[DictRow], rijen: Sequence[DictRow]) -> list[Opgeborgen]:
    """Add to the events their parts and keys, and last of all what was destroyed.

    The marks of destruction are read last: content that was destroyed between two of these reads is then known to
    be destroyed, and not taken for lost.
    """
    if not rijen:
        return []
    plaatsen = (
        [rij["originator_id"] for rij in rijen],
        [rij["originator_version"] for rij in rijen],
    )
    with verbinding.pipeline():
        delen = verbinding.execute(
            "SELECT d.* FROM unnest(%s::uuid[], %s::bigint[]) AS p (stroom, versie)"
            " JOIN kluis.deel d ON d.stroom_id = p.stroom AND d.versie = p.versie",
            plaatsen,
            prepare=True,
        )
        stromen = list(dict.fromkeys(plaatsen[0]))
        sleutels = verbinding.execute(
            "SELECT * FROM sleutels.sleutel WHERE stroom_id = ANY(%s)", (stromen,), prepare=True
        )
        omheiningen = verbinding.execute(
            "SELECT * FROM kluis.omheining WHERE stroom_id = ANY(%s)", (stromen,), prepare=True
        )
    delen_bij = _delen_bij(delen.fetchall())
    sleutels_bij = _sleutels_bij(sleutels.fetchall())
    omheiningen_bij = _omheiningen_bij(omheiningen.fetchall())
    return [
        opgeborgen(
            Verzegeld(
                stroom_id=rij["originator_id"],
                versie=rij["originator_version"],
                positie=rij["notification_id"],
                naam=rij["topic"],
                inhoud=bytes(rij["state"]),
                delen=tuple(delen_bij[rij["originator_id"], rij["originator_version"]]),
                sleutels=tuple(sleutels_bij[rij["originator_id"]]),
                omheiningen=tuple(omheiningen_bij[rij["originator_id"]]),
            )
        )
        for rij in rijen
    ]


def _delen_bij(rijen: Iterable[DictRow]) -> dict[tuple[UUID, int], list[Deel]]:
    bij: dict[tuple[UUID, int], list[Deel]] = defaultdict(list)
    for rij in rijen:
        eenheid = Eenheid(rij["stroom_id"], rij["persoon_id"], rij["organisatie"])
        deel = Deel(rij["nummer"], eenheid, rij["sleutel_id"], bytes(rij["cijfertekst"]))
        bij[rij["stroom_id"], rij["versie"]].append(deel)
    return bij


def _sleutels_bij(rijen: Iterable[DictRow]) -> dict[UUID, list[Ingepakt]]:
    bij: dict[UUID, list[Ingepakt]] = defaultdict(list)
    for rij in rijen:
        eenheid = Eenheid(rij["stroom_id"], rij["persoon_id"], rij["organisatie"])
        bij[rij["stroom_id"]].append(
            Ingepakt(rij["sleutel_id"], eenheid, rij["tijdvak"], bytes(rij["ingepakt"]))
        )
    return bij


def _omheiningen_bij(rijen: Iterable[DictRow]) -> dict[UUID, list[Omheining]]:
    bij: dict[UUID, list[Omheining]] = defaultdict(list)
    for rij in rijen:
        versies = frozenset(rij["versies"] or ())
        bij[rij["stroom_id"]].append(Omheining(rij["persoon_id"], rij["organisatie"], rij["op"], versies))
    return bij


class Archief(Application[UUID]):
    """All casussen: append facts, and read them back by stream, by position or by place."""

    name = "casus"

    def __init__(
        self,
        parameters: dict[str, str],
        *,
        codec: Codec,
        kek: Inpakker,
        vernietigd: Callable[[Collection[UUID]], None] = lambda _: None,
    ) -> None:
        """``parameters`` are libpq connection parameters of the service.

        ``vernietigd`` hears of which streams something was destroyed, after it was and before anybody is told.
        """
        self._vernietigd = vernietigd
        self._codec = codec
        self._parameters = parameters
        self._kek = kek
        super().__init__(
            {
                "PERSISTENCE_MODULE": "eventsourcing.postgres",
                "POSTGRES_DBNAME": parameters.get("dbname", ""),
                "POSTGRES_HOST": parameters.get("host", ""),
                "POSTGRES_PORT": parameters.get("port", "5432"),
                "POSTGRES_USER": parameters.get("user", ""),
                "POSTGRES_PASSWORD": parameters.get("password", ""),
                "POSTGRES_SCHEMA": "feiten",
                # With the database functions ids become visible out of order and a view would skip an event.
                "POSTGRES_ENABLE_DB_FUNCTIONS": "n",
                "POSTGRES_POOL_SIZE": "2",
                "POSTGRES_MAX_OVERFLOW": "14",
                "POSTGRES_PRE_PING": "y",
                # How long a request waits for a connection; longer, and waiting requests keep out all others.
                "POSTGRES_CONNECT_TIMEOUT": "3",
                "CREATE_TABLE": "n",
            }
        )

    def construct_mapper(self) -> Mapper[UUID]:
        """Our mapper."""
        return Verzegelaar(self._codec)

    def construct_recorder(self) -> ApplicationRecorder:
        """Our recorder, on connections that start in the role of the service."""
        store = self.datastore
        store.pool.kwargs = {
            **cast("dict[str, Any]", store.pool.kwargs),
            **self._parameters,
            "prepare_threshold": NOOIT_VANZELF,
        }
        return Schrijver(store, events_table_name="gebeurtenis")

    @property
    def datastore(self) -> PostgresDatastore:
        """The library's connection pool."""
        return cast("PostgresFactory", self.factory).datastore

    def bos(self) -> Sleutelbos:
        """An empty bunch of keys for one command or batch."""
        return Sleutelbos(self._kek)

    def voeg_toe(
        self, feiten: Sequence[Opgetekend], *, bos: Sleutelbos, bijwerking: Bijwerking = NIETS
    ) -> list[Opgetekend]:
        """Append facts of one or more streams, all or nothing, and give them back with their positions.

        Raises:
            Conflict: a version, number or kenmerk is taken; nothing was stored.
        """
        nieuw = [cast("DomainEventProtocol[UUID]", Vastlegging(feit, bos)) for feit in feiten]
        verzegeld = [self.mapper.to_stored_event(feit) for feit in nieuw]
        # Sealing first: it is what makes the new keys that have to travel along.
        met_sleutels = replace(bijwerking, sleutels=tuple(bos.nieuw.values()))
        try:
            posities = self.recorder.insert_events(verzegeld, bijwerking=met_sleutels) or []
        except Conflict:
            # It may be that the KEK was replaced: who tries again must wrap with the one of now.
            self._kek.ververs()
            raise
        bos.nieuw.clear()
        if bijwerking.vernietigingen:
            self._vernietigd([een.stroom_id for een in bijwerking.vernietigingen])
        return [replace(feit, positie=positie) for feit, positie in zip(feiten, posities, strict=True)]

    def lees(self, stroom_id: UUID, *, bos: Sleutelbos, vanaf: int = 0) -> list[Opgetekend]:
        """The facts of one stream after version ``vanaf``, in order.

        Raises:
            KluisGeschonden: a fact is missing, or content is missing, changed or moved.
        """
        gelezen = self.recorder.select_events(stroom_id, gt=vanaf)
        for versie, event in enumerate(gelezen, start=vanaf + 1):
            if event.originator_version != versie:
                log.error("gebeurtenis_ontbreekt", waar=f"event {stroom_id}/{versie}")
                raise KluisGeschonden(f"The event {stroom_id}/{versie} is missing.")
        for event in gelezen[-1:]:
            bos.leg_klaar(cast("Opgeborgen", event).verzegeld.sleutels)
        return self._open(gelezen, bos)

    def lees_per_stroom(self, stromen: Sequence[UUID], *, bos: Sleutelbos) -> PerStroom:
        """The facts of these streams, read now in a few questions; one without facts is not in the answer."""
        per_stroom: dict[UUID, list[StoredEvent]] = defaultdict(list)
        for event in cast("Schrijver", self.recorder).select_stromen(stromen, tot=2**62):
            per_stroom[cast("UUID", event.originator_id)].append(event)
        return PerStroom(per_stroom, lambda gelezen: self._open(gelezen, bos))

    def lees_stromen(self, stromen: Sequence[UUID], *, tot: int) -> list[Opgetekend]:
        """All facts of these streams up to and including a position, in the order of their positions.

        Raises:
            KluisGeschonden: one of them is damaged.
        """
        gelezen = cast("Schrijver", self.recorder).select_stromen(stromen, tot=tot)
        return self._open(gelezen, self.bos())

    def lees_na(self, positie: int, *, limiet: int) -> list[Opgetekend]:
        """The facts after a position, over all streams, in order."""
        gelezen = self.recorder.select_notifications(positie, limiet, inclusive_of_start=False)
        return self._open(gelezen, self.bos())

    def lees_plaatsen(self, plaatsen: Sequence[tuple[UUID, int]]) -> list[Opgetekend]:
        """The facts at these places (stream and version), without those that are damaged.

        Those stand in the log: a list of many cases does not go down with one of them.
        """
        bos, gelezen = self.bos(), []
        for event in cast("Schrijver", self.recorder).select_plaatsen(plaatsen):
            with suppress(KluisGeschonden):
                gelezen += self._open([event], bos)
        return gelezen

    def lees_reeks(self, plaatsen: Sequence[tuple[UUID, int]]) -> list[Opgetekend]:
        """The facts at these places (stream and version) in the order of their positions.

        Raises:
            KluisGeschonden: one of them is damaged.
        """
        return self._open(cast("Schrijver", self.recorder).select_plaatsen(plaatsen), self.bos())

    def laatste_positie(self) -> int:
        """The position of the newest fact, 0 where there is none."""
        return self.recorder.max_notification_id() or 0

    def _open(self, gelezen: Sequence[StoredEvent], bos: Sleutelbos) -> list[Opgetekend]:
        open_: Callable[[StoredEvent, Sleutelbos], Opgetekend] = cast("Verzegelaar", self.mapper).open
        try:
            return [open_(event, bos) for event in gelezen]
        except KluisGeschonden as fout:
            log.error("inhoud_beschadigd", waar=str(fout))  # noqa: TRY400 the sentence names the place, the trace content
            raise


def moment_van(feiten: Sequence[Opgetekend], op: datetime) -> list[Opgetekend]:
    """The history as it was at a moment: the facts up to and including it."""
    return [feit for feit in feiten if feit.envelop.op <= op]
