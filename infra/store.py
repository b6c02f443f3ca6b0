"""The event store: the eventsourcing library, with our codec, and the kluis in the same transaction."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from operator import attrgetter
from typing import cast
from uuid import UUID

import structlog
from eventsourcing.application import Application
from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import (
    ApplicationRecorder,
    IntegrityError,
    JSONTranscoder,
    Mapper,
    StoredEvent,
)
from eventsourcing.postgres import PostgresDatastore, PostgresFactory

from domain.historie import Opgetekend
from infra.codec import Codec, KluisGeschonden
from infra.keys import Inpakker, Sleutelbos
from infra.kluis import NIETS, Bijwerking
from infra.perstroom import PerStroom
from infra.recorder import Recorder, opgeborgen
from infra.verbindingen import voorraad
from infra.verzegeld import Verzegeld

log = structlog.get_logger()

_op_positie = attrgetter("positie")

Conflict = IntegrityError
"""Somebody else wrote first: the version, the number or the kenmerk is taken."""


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
        ingediend: Callable[[], None] = lambda: None,
    ) -> None:
        """``parameters`` are libpq connection parameters of the service.

        ``vernietigd`` hears of which streams something was destroyed, after it was and before anybody is told;
        ``ingediend`` the same, where a concept went with the melding that it became.
        """
        self._vernietigd, self._ingediend = vernietigd, ingediend
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
                # With the database functions of the library ids become visible out of order and a view would skip one.
                "POSTGRES_ENABLE_DB_FUNCTIONS": "n",
                "CREATE_TABLE": "n",
            }
        )

    def construct_mapper(self) -> Mapper[UUID]:
        """Our mapper."""
        return Verzegelaar(self._codec)

    def construct_recorder(self) -> ApplicationRecorder:
        """Our recorder, on connections of our own."""
        self.datastore.pool = voorraad(self.datastore, self._parameters)
        return Recorder(self.datastore)

    @property
    def datastore(self) -> PostgresDatastore:
        """The library's connection pool."""
        return cast("PostgresFactory", self.factory).datastore

    @property
    def _recorder(self) -> Recorder:
        return cast("Recorder", self.recorder)

    def bos(self) -> Sleutelbos:
        """An empty bunch of keys for one command or batch."""
        return Sleutelbos(self._kek)

    def voeg_toe(
        self, feiten: Sequence[Opgetekend], *, bos: Sleutelbos, bijwerking: Bijwerking = NIETS
    ) -> list[Opgetekend]:
        """Append facts of one or more streams, all or nothing, and give them back with their positions.

        Raises:
            Conflict: a version, number or kenmerk is taken; nothing was stored.
            ConceptAnders: a concept that is brought in is not as it was; nothing was stored.
        """
        nieuw = [cast("DomainEventProtocol[UUID]", Vastlegging(feit, bos)) for feit in feiten]
        verzegeld = [self.mapper.to_stored_event(feit) for feit in nieuw]
        # Sealing first: it is what makes the new keys that have to travel along.
        met_sleutels = replace(bijwerking, sleutels=tuple(bos.nieuw.values()))
        try:
            posities = self._recorder.insert_events(verzegeld, bijwerking=met_sleutels)
        except Conflict:
            # It may be that the KEK was replaced: who tries again must wrap with the one of now.
            self._kek.ververs()
            raise
        bos.nieuw.clear()
        if bijwerking.vernietigingen:
            self._vernietigd([een.stroom_id for een in bijwerking.vernietigingen])
        if bijwerking.concepten:
            self._ingediend()
        return [replace(feit, positie=positie) for feit, positie in zip(feiten, posities, strict=True)]

    def lees(self, stroom_id: UUID, *, bos: Sleutelbos, vanaf: int = 0) -> list[Opgetekend]:
        """The facts of one stream after version ``vanaf``, in order.

        Raises:
            KluisGeschonden: a fact is missing, or content is missing, changed or moved.
        """
        return self._open_stroom(self._recorder.select_stroom(stroom_id, na=vanaf), bos, vanaf=vanaf)

    def lees_nummer(
        self, nummer: str, *, bos: Sleutelbos, ook: Mapping[UUID, int]
    ) -> tuple[list[Opgetekend], dict[UUID, list[Opgetekend]]]:
        """The facts of the stream behind a number, and those of the streams ``ook`` after the version given there.

        In one question to the database. Of the streams ``ook``, nothing is encrypted.

        Raises:
            KluisGeschonden: a fact is missing, or content is missing, changed or moved.
        """
        hier, ernaast = self._recorder.select_nummer(nummer, ook=ook)
        nieuw = {
            stroom_id: self._open_stroom(feiten, bos, vanaf=ook[stroom_id])
            for stroom_id, feiten in ernaast.items()
        }
        return self._open_stroom(hier, bos), nieuw

    def _open_stroom(
        self, gelezen: Sequence[Verzegeld], bos: Sleutelbos, *, vanaf: int = 0
    ) -> list[Opgetekend]:
        for versie, feit in enumerate(gelezen, start=vanaf + 1):
            if feit.versie != versie:
                log.error("gebeurtenis_ontbreekt", waar=f"event {feit.stroom_id}/{versie}")
                raise KluisGeschonden(f"The event {feit.stroom_id}/{versie} is missing.")
        for feit in gelezen[-1:]:
            bos.leg_klaar(feit.sleutels)
        return self._open(gelezen, bos)

    def lees_per_stroom(self, stromen: Sequence[UUID], *, bos: Sleutelbos) -> PerStroom:
        """The facts of these streams, read now in a few questions; one without facts is not in the answer."""
        per_stroom: dict[UUID, list[Verzegeld]] = defaultdict(list)
        for feit in self._recorder.select_stromen(stromen, tot=2**62):
            per_stroom[feit.stroom_id].append(feit)
        return PerStroom(per_stroom, lambda gelezen: self._open(gelezen, bos))

    def lees_stromen(self, stromen: Sequence[UUID], *, tot: int) -> list[Opgetekend]:
        """All facts of these streams up to and including a position, in the order of their positions.

        Raises:
            KluisGeschonden: one of them is damaged.
        """
        gelezen = self._recorder.select_stromen(stromen, tot=tot)
        return self._open(gelezen, self.bos())

    def lees_na(self, positie: int, *, limiet: int) -> list[Opgetekend]:
        """The facts after a position, over all streams, in order."""
        gelezen = self._recorder.select_na(positie, limiet=limiet)
        return self._open(gelezen, self.bos())

    def lees_plaatsen(self, plaatsen: Sequence[tuple[UUID, int]]) -> list[Opgetekend]:
        """The facts at these places (stream and version), without those that are damaged.

        Those stand in the log: a list of many cases does not go down with one of them.
        """
        bos, gelezen = self.bos(), []
        for feit in self._recorder.select_plaatsen(plaatsen):
            try:
                gelezen.append(self._codec.open(feit, bos))
            except KluisGeschonden as fout:
                _meld_beschadigd(fout)
        return sorted(gelezen, key=_op_positie)

    def lees_reeks(self, plaatsen: Sequence[tuple[UUID, int]]) -> list[Opgetekend]:
        """The facts at these places (stream and version) in the order of their positions.

        Raises:
            KluisGeschonden: one of them is damaged.
        """
        gelezen = sorted(self._recorder.select_plaatsen(plaatsen), key=_op_positie)
        return self._open(gelezen, self.bos())

    def kent_sleutel(self, merk: bytes) -> bool:
        """Say whether a command under this key was carried out."""
        return self._recorder.kent_sleutel(merk)

    def laatste_positie(self) -> int:
        """The position of the newest fact, 0 where there is none."""
        return self.recorder.max_notification_id() or 0

    def _open(self, gelezen: Sequence[Verzegeld], bos: Sleutelbos) -> list[Opgetekend]:
        try:
            return [self._codec.open(feit, bos) for feit in gelezen]
        except KluisGeschonden as fout:
            _meld_beschadigd(fout)
            raise


def _meld_beschadigd(fout: KluisGeschonden) -> None:
    """The sentence names the place; the trace would hold content."""
    log.error("inhoud_beschadigd", waar=str(fout))


def moment_van(feiten: Sequence[Opgetekend], op: datetime) -> list[Opgetekend]:
    """The history as it was at a moment: the facts up to and including it."""
    return [feit for feit in feiten if feit.envelop.op <= op]
