"""The recorder of the eventsourcing library, on our tables: adds in groups, and reads facts with their parts.

Appends are serialised by an advisory lock instead of the library's table lock, since the role of the service may
not have the rights that a table lock asks for (it could change events with them). The effect is the same: ids
become visible in the order in which they are given out, so a reader who has seen one has missed none before it.

The lock is held through the commit, so more connections do not make it faster; what several threads add at once
goes in one transaction (``groep``), by one statement where nothing else travels along.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, LiteralString, cast
from uuid import UUID

from eventsourcing.persistence import InterfaceError, OperationalError, StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore
from psycopg import Connection
from psycopg.rows import tuple_row

from infra.groep import Groep
from infra.kluis import NIETS, Bijwerking, samen, schrijf_bij, vernietig
from infra.reeksen import Reeks, bigints, bytea, ints, smallints, teksten, uuids
from infra.rijen import VAN_EEN_NUMMER, VAN_EEN_STROOM, aan_plaatsen, met_delen, verzegeld_van
from infra.verzegeld import Verzegeld

TOEVOEGSLOT = 0x6361_7375_7301
"""The advisory lock that puts appends in one row; the function ``feiten.voeg_toe`` takes the same."""

HOOGSTENS = 64
"""How many appends go in one transaction."""

_VOEG_TOE: LiteralString = (
    "SELECT * FROM feiten.voeg_toe(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s,"
    " %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)

_MET_SLEUTELS: LiteralString = (
    "SELECT * FROM feiten.voeg_toe_met_sleutels(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s,"
    " %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)

_GEBEURTENIS: LiteralString = (
    "SELECT originator_id, originator_version, topic, state, notification_id FROM feiten.gebeurtenis"
)


@dataclass(frozen=True)
class Opgeborgen(StoredEvent):
    """A stored event together with its parts, as the recorder takes it."""

    verzegeld: Verzegeld


def opgeborgen(verzegeld: Verzegeld) -> Opgeborgen:
    """The library's form of a sealed fact."""
    return Opgeborgen(verzegeld.stroom_id, verzegeld.versie, verzegeld.naam, verzegeld.inhoud, verzegeld)


@dataclass(frozen=True)
class Toevoeging:
    """One append: facts, and what travels along with them."""

    feiten: tuple[Verzegeld, ...]
    bijwerking: Bijwerking


class Recorder(PostgresApplicationRecorder):
    """The library's recorder, for our table and with the kluis in the same transaction."""

    def __init__(self, datastore: PostgresDatastore) -> None:
        """Take the connections."""
        super().__init__(datastore, events_table_name="gebeurtenis")
        self._groep: Groep[Toevoeging, list[int]] = Groep(
            self._schrijf,
            botst=_raakt,
            onzeker=(OperationalError, InterfaceError),
            hoogstens=HOOGSTENS,
        )

    def insert_events(
        self, stored_events: Sequence[StoredEvent], *, bijwerking: Bijwerking = NIETS, **_: object
    ) -> Sequence[int]:
        """Append once. The library would try ten times; who asked hears sooner that the database is away.

        Asking again is harmless, also where this append did arrive: the same command gives nothing new.
        """
        feiten = tuple(stored.verzegeld for stored in cast("Sequence[Opgeborgen]", stored_events))
        toevoeging = Toevoeging(feiten, bijwerking)
        if bijwerking.vernietigingen or bijwerking.concepten:
            # A destruction looks whether all is gone and undoes itself if not: it shares with nobody.
            return self._schrijf([toevoeging])[0]
        return self._groep.doe(toevoeging)

    def _schrijf(self, groep: Sequence[Toevoeging]) -> list[list[int]]:
        """Write these in one transaction and give the positions of each."""
        bijwerking = samen(*(toevoeging.bijwerking for toevoeging in groep))
        feiten = [feit for toevoeging in groep for feit in toevoeging.feiten]
        with self.datastore.get_connection() as verbinding:
            if bijwerking.in_een_keer:
                posities = iter(_voeg_toe(verbinding, bijwerking, feiten, feiten))
            else:
                posities = iter(_met_bijwerking(verbinding, bijwerking, feiten))
        return [list(islice(posities, len(toevoeging.feiten))) for toevoeging in groep]

    def select_stroom(self, stroom_id: UUID, *, na: int = 0) -> list[Verzegeld]:
        """Read a stream after a version."""
        return self._lees(VAN_EEN_STROOM, {"stroom": stroom_id, "na": na})[0]

    def select_nummer(
        self, nummer: str, *, ook: Mapping[UUID, int]
    ) -> tuple[list[Verzegeld], dict[UUID, list[Verzegeld]]]:
        """Read the stream behind a number, and what other streams have after a version, in which all is clear."""
        waarden = {"nummer": nummer, "na": 0, "ook": uuids(ook), "ook_na": bigints(ook.values())}
        return self._lees(VAN_EEN_NUMMER, waarden)

    def _lees(
        self, vraag: LiteralString, waarden: Mapping[str, object]
    ) -> tuple[list[Verzegeld], dict[UUID, list[Verzegeld]]]:
        with self.datastore.get_connection() as verbinding:
            curs = verbinding.cursor(binary=True, row_factory=tuple_row)
            return verzegeld_van(curs.execute(vraag, waarden, prepare=True).fetchall())

    def select_na(self, positie: int, *, limiet: int) -> list[Verzegeld]:
        """Read the events after a position, in order."""
        return self._lees_reeks(
            _GEBEURTENIS + " WHERE notification_id > %s ORDER BY notification_id LIMIT %s", (positie, limiet)
        )

    def select_stromen(self, stromen: Sequence[UUID], *, tot: int) -> list[Verzegeld]:
        """Read the events of several streams up to a position, in the order of their positions."""
        return self._lees_reeks(
            _GEBEURTENIS
            + " WHERE originator_id = ANY(%s) AND notification_id <= %s ORDER BY notification_id",
            (uuids(stromen), tot),
            eenheden=True,
        )

    def select_plaatsen(self, plaatsen: Sequence[tuple[UUID, int]]) -> Iterator[Verzegeld]:
        """Read the events at these places (stream and version), in no order; the next come while these are taken."""
        with self.datastore.get_connection() as verbinding:
            for portie in aan_plaatsen(verbinding, plaatsen):
                yield from portie

    def kent_sleutel(self, merk: bytes) -> bool:
        """Say whether a command under this key was carried out."""
        with self.datastore.get_connection() as verbinding:
            vraag = "SELECT FROM deur.herhaalsleutel WHERE merk = %s"
            return verbinding.execute(vraag, (merk,)).fetchone() is not None

    def _lees_reeks(
        self, vraag: LiteralString, waarden: Sequence[object], *, eenheden: bool = False
    ) -> list[Verzegeld]:
        with self.datastore.get_connection() as verbinding:
            curs = verbinding.cursor(binary=True, row_factory=tuple_row)
            rijen = curs.execute(vraag, waarden, prepare=True).fetchall()
            return met_delen(verbinding, rijen, eenheden=eenheden)


def _raakt(toevoeging: Toevoeging) -> set[Hashable]:
    """The streams that an append adds to, or was decided on: within one transaction it would not see them change.

    Nor would it see the key of the same command, sent twice at once.
    """
    bijwerking = toevoeging.bijwerking
    gezien: set[Hashable] = {een.stroom_id for een in bijwerking.gezien}
    sleutels = (een.merk for een in bijwerking.herhaalsleutels)
    return gezien.union((feit.stroom_id for feit in toevoeging.feiten), sleutels)


def _met_bijwerking(
    verbinding: Connection[Any], bijwerking: Bijwerking, feiten: Sequence[Verzegeld]
) -> list[int]:
    """The same in a transaction of more statements; what is destroyed goes after the new content, before the facts."""
    with verbinding.transaction(), verbinding.cursor() as curs:
        # The lock comes first: what is destroyed and what is checked must be what the last append left.
        curs.execute("SET LOCAL lock_timeout = '10s'")
        curs.execute("SELECT pg_advisory_xact_lock(%s)", (TOEVOEGSLOT,))
        schrijf_bij(curs, bijwerking)
        if not bijwerking.vernietigingen:
            return _voeg_toe(verbinding, bijwerking, feiten, feiten)
        _voeg_toe(verbinding, bijwerking, feiten, ())
        vernietig(curs, bijwerking.vernietigingen)
        return _voeg_toe(verbinding, NIETS, (), feiten)


def _voeg_toe(
    verbinding: Connection[Any],
    bijwerking: Bijwerking,
    met_delen_van: Sequence[Verzegeld],
    feiten: Sequence[Verzegeld],
) -> list[int]:
    """Add keys, the content of some facts, and facts, with one statement."""
    delen = [(feit, deel) for feit in met_delen_van for deel in feit.delen]
    eenheden = [sleutel.eenheid for sleutel in bijwerking.sleutels]
    reeksen: tuple[Reeks, ...] = (
        teksten(nummer.casusnummer for nummer in bijwerking.nummers),
        uuids(nummer.stroom_id for nummer in bijwerking.nummers),
        bytea(nummer.kenmerk_merk for nummer in bijwerking.nummers),
        ints(nummer.sleutelnummer for nummer in bijwerking.nummers),
        bytea(merk.merk for merk in bijwerking.merken),
        uuids(merk.stroom_id for merk in bijwerking.merken),
        uuids(merk.persoon_id for merk in bijwerking.merken),
        ints(merk.sleutelnummer for merk in bijwerking.merken),
        uuids(sleutel.sleutel_id for sleutel in bijwerking.sleutels),
        uuids(eenheid.stroom_id for eenheid in eenheden),
        uuids(eenheid.persoon_id for eenheid in eenheden),
        teksten(eenheid.organisatie for eenheid in eenheden),
        ints(sleutel.tijdvak for sleutel in bijwerking.sleutels),
        bytea(sleutel.ingepakt for sleutel in bijwerking.sleutels),
        uuids(feit.stroom_id for feit, _ in delen),
        bigints(feit.versie for feit, _ in delen),
        smallints(deel.nummer for _, deel in delen),
        uuids(deel.eenheid.persoon_id for _, deel in delen),
        teksten(deel.eenheid.organisatie for _, deel in delen),
        uuids(deel.sleutel_id for _, deel in delen),
        bytea(deel.cijfertekst for _, deel in delen),
        uuids(feit.stroom_id for feit in feiten),
        bigints(feit.versie for feit in feiten),
        teksten(feit.naam for feit in feiten),
        bytea(feit.inhoud for feit in feiten),
    )
    vraag = _VOEG_TOE
    if herhaald := bijwerking.herhaalsleutels:
        vraag = _MET_SLEUTELS
        reeksen += (
            bytea(een.merk for een in herhaald),
            bytea(een.vingerafdruk for een in herhaald),
            uuids(een.zaad for een in herhaald),
            uuids(een.stroom_id for een in herhaald),
            bigints(een.na_versie for een in herhaald),
            bigints(een.versie for een in herhaald),
        )
    curs = verbinding.cursor(binary=True, row_factory=tuple_row)
    return list(chain.from_iterable(curs.execute(vraag, reeksen, prepare=True).fetchall()))
