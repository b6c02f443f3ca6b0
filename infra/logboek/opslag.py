"""The logboek in the database: the tree, which leaf is which event, and how far it is; and the events as stored.

Events are read as they stand in their table, without the kluis and without a key: a leaf holds what is stored.

All statements name tables, so that a connection with a ``schema_translate_map`` works on another log of the same form:
the read log (``tables.op_inzagen``).
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Connection,
    LargeBinary,
    SmallInteger,
    bindparam,
    column,
    func,
    insert,
    select,
    update,
)

from infra import tables
from infra.logboek.blad import Blad
from infra.logboek.merkle import Boom, Plaats

_GEVRAAGD = func.unnest(
    bindparam("niveaus", type_=ARRAY(SmallInteger)), bindparam("nummers", type_=ARRAY(BigInteger))
).table_valued(column("niveau", SmallInteger), column("nummer", BigInteger))
_PLAATSEN = _GEVRAAGD.render_derived("plaatsen")
_HAAL = select(tables.knoop.c.niveau, tables.knoop.c.nummer, tables.knoop.c.hash).join_from(
    _PLAATSEN,
    tables.knoop,
    (tables.knoop.c.niveau == _PLAATSEN.c.niveau) & (tables.knoop.c.nummer == _PLAATSEN.c.nummer),
)
_NIEUWE_KNOPEN = (
    func.unnest(
        bindparam("niveaus", type_=ARRAY(SmallInteger)),
        bindparam("nummers", type_=ARRAY(BigInteger)),
        bindparam("hashes", type_=ARRAY(LargeBinary)),
    )
    .table_valued("niveau", "nummer", "hash")
    .render_derived("nieuw")
)
_BEWAAR = insert(tables.knoop).from_select(["niveau", "nummer", "hash"], select(_NIEUWE_KNOPEN))
_NIEUWE_BLADEN = (
    func.unnest(bindparam("nummers", type_=ARRAY(BigInteger)), bindparam("posities", type_=ARRAY(BigInteger)))
    .table_valued("nummer", "positie")
    .render_derived("nieuw")
)
_BLADEN = insert(tables.blad).from_select(["nummer", "positie"], select(_NIEUWE_BLADEN))
_LEES = (
    select(
        tables.gebeurtenis.c.notification_id,
        tables.gebeurtenis.c.originator_id,
        tables.gebeurtenis.c.originator_version,
        tables.gebeurtenis.c.topic,
        tables.gebeurtenis.c.state,
    )
    .where(
        tables.gebeurtenis.c.notification_id > bindparam("na", type_=BigInteger),
        tables.gebeurtenis.c.notification_id <= bindparam("tot", type_=BigInteger),
    )
    .order_by(tables.gebeurtenis.c.notification_id)
    .limit(bindparam("limiet", type_=BigInteger))
)


@dataclass(frozen=True)
class KnopenInDatabase:
    """The nodes of the tree, on the connection of a transaction (``merkle.Knopen``)."""

    verbinding: Connection

    def get(self, plaatsen: Sequence[Plaats], /) -> Mapping[Plaats, bytes]:
        """Give the hashes at these places; a place where nothing is kept is left out."""
        rijen = self.verbinding.execute(
            _HAAL,
            {
                "niveaus": [niveau for niveau, _ in plaatsen],
                "nummers": [nummer for _, nummer in plaatsen],
            },
        )
        return {(rij.niveau, rij.nummer): bytes(rij.hash) for rij in rijen}

    def put(self, knopen: Mapping[Plaats, bytes], /) -> None:
        """Keep these; all or none.

        Raises:
            IntegrityError: there is one at one of these places already.
        """
        self.verbinding.execute(
            _BEWAAR,
            {
                "niveaus": [niveau for niveau, _ in knopen],
                "nummers": [nummer for _, nummer in knopen],
                "hashes": list(knopen.values()),
            },
        )


@dataclass(frozen=True)
class Stand:
    """How far the logboek is: leaves in the tree, the position of the last, leaves given out, and what stopped it."""

    grootte: int
    positie: int
    gepubliceerd: int
    fout: str | None
    fout_op: datetime | None

    @property
    def wachtend(self) -> int:
        """Leaves that no checkpoint covers yet."""
        return self.grootte - self.gepubliceerd


def lees_stand(verbinding: Connection) -> Stand:
    """How far the logboek is."""
    kolommen = tables.boek.c
    rij = verbinding.execute(
        select(kolommen.grootte, kolommen.positie, kolommen.gepubliceerd, kolommen.fout, kolommen.fout_op)
    ).one()
    return Stand(*rij)


def zet_stand(verbinding: Connection, **waarden: object) -> None:
    """Keep how far the logboek is; what is not named stays."""
    verbinding.execute(update(tables.boek).values(**waarden))


def neem_slot(verbinding: Connection, *, wacht: bool = False) -> bool:
    """Take the lock of this log for this transaction; without waiting, say whether it was free.

    Whoever adds to the tree or signs it holds it: one at a time.
    """
    slot = _slot(verbinding)
    if wacht:
        verbinding.execute(select(func.pg_advisory_xact_lock(slot)))
        return True
    return bool(verbinding.execute(select(func.pg_try_advisory_xact_lock(slot))).scalar_one())


def _slot(verbinding: Connection) -> int:
    """The number of the advisory lock of the log that this connection works on, the same in every process."""
    naar = verbinding.get_execution_options().get("schema_translate_map") or {}
    schema = naar.get("logboek", "logboek")
    return int.from_bytes(sha256(f"logboek {schema}".encode()).digest()[:8], "big", signed=True)


def boom_van(verbinding: Connection, grootte: int) -> Boom:
    """The tree at a size, from its stored nodes.

    Raises:
        KnoopOntbreekt: the nodes are not those of a tree of this size.
    """
    return Boom.heropen(KnopenInDatabase(verbinding), grootte)


def lees_gebeurtenissen(
    verbinding: Connection, *, na: int, limiet: int, tot: int | None = None
) -> list[Blad]:
    """The stored events after a position, up to and including another, in order."""
    rijen = verbinding.execute(_LEES, {"na": na, "tot": 2**63 - 1 if tot is None else tot, "limiet": limiet})
    return [Blad(rij[0], rij[1], rij[2], rij[3], bytes(rij[4])) for rij in rijen]


def positie_voor_begin(verbinding: Connection) -> int | None:
    """The first position below 1, where no event belongs; ``None`` where there is none."""
    laagste = select(func.min(tables.gebeurtenis.c.notification_id))
    gevonden = verbinding.execute(laagste.where(tables.gebeurtenis.c.notification_id < 1)).scalar_one()
    return None if gevonden is None else int(gevonden)


def voeg_toe(
    verbinding: Connection, boom: Boom, nieuw: Mapping[Plaats, bytes], posities: Sequence[int]
) -> None:
    """Keep what was added to the tree, of which these are the positions of the new leaves, and where it is now."""
    KnopenInDatabase(verbinding).put(nieuw)
    eerste = boom.grootte - len(posities)
    verbinding.execute(_BLADEN, {"nummers": list(range(eerste, boom.grootte)), "posities": list(posities)})
    zet_stand(verbinding, grootte=boom.grootte, positie=posities[-1])


def blad_op(verbinding: Connection, positie: int) -> int | None:
    """The leaf of the event at a position; ``None`` where the tree has none."""
    vraag = select(tables.blad.c.nummer).where(tables.blad.c.positie == positie)
    return verbinding.execute(vraag).scalar_one_or_none()


def bladen_op(verbinding: Connection, posities: Collection[int]) -> dict[int, int]:
    """The leaves of the events at these positions, by position; one that the tree does not have is left out."""
    kolommen = tables.blad.c
    rijen = verbinding.execute(
        select(kolommen.positie, kolommen.nummer).where(kolommen.positie.in_(list(posities)))
    )
    return {rij.positie: rij.nummer for rij in rijen}


def gebeurtenissen_op(verbinding: Connection, posities: Collection[int]) -> list[Blad]:
    """The events at these positions as they are stored."""
    kolommen = tables.gebeurtenis.c
    rijen = verbinding.execute(
        select(
            kolommen.notification_id,
            kolommen.originator_id,
            kolommen.originator_version,
            kolommen.topic,
            kolommen.state,
        ).where(kolommen.notification_id.in_(list(posities)))
    )
    return [Blad(rij[0], rij[1], rij[2], rij[3], bytes(rij[4])) for rij in rijen]


def posities_van(verbinding: Connection, begin: int, einde: int) -> dict[int, int]:
    """The positions of the leaves from ``begin`` up to ``einde``, by leaf."""
    kolommen = tables.blad.c
    rijen = verbinding.execute(
        select(kolommen.nummer, kolommen.positie)
        .where(kolommen.nummer >= begin, kolommen.nummer < einde)
        .order_by(kolommen.nummer)
    )
    return {rij.nummer: rij.positie for rij in rijen}


def laatste_positie(verbinding: Connection, grootte: int) -> int:
    """The position of the last leaf of a tree of this size, of those that are there; the owner may take leaves away."""
    kolommen = tables.blad.c
    vraag = (
        select(kolommen.positie).where(kolommen.nummer < grootte).order_by(kolommen.nummer.desc()).limit(1)
    )
    return int(verbinding.execute(vraag).scalar_one_or_none() or 0)


def aantal_na(verbinding: Connection, positie: int) -> int:
    """How many events there are after a position."""
    vraag = select(func.count()).where(tables.gebeurtenis.c.notification_id > positie)
    return int(verbinding.execute(vraag).scalar_one())


def aantal_tot(verbinding: Connection, positie: int) -> int:
    """How many events there are up to and with a position."""
    vraag = select(func.count()).where(tables.gebeurtenis.c.notification_id <= positie)
    return int(verbinding.execute(vraag).scalar_one())


def knopen_en_bladen(verbinding: Connection) -> tuple[int, int]:
    """How many nodes and leaves are kept."""
    knopen = verbinding.execute(select(func.count()).select_from(tables.knoop)).scalar_one()
    bladen = verbinding.execute(select(func.count()).select_from(tables.blad)).scalar_one()
    return knopen, bladen


def alle_bladhashes(verbinding: Connection, *, portie: int) -> Iterator[tuple[int, int, bytes]]:
    """Every leaf in order: its index, position and hash, a portion at a time."""
    na = -1
    blad, knoop = tables.blad.c, tables.knoop.c
    while True:
        rijen = verbinding.execute(
            select(blad.nummer, blad.positie, knoop.hash)
            .join(tables.knoop, (knoop.niveau == 0) & (knoop.nummer == blad.nummer))
            .where(blad.nummer > na)
            .order_by(blad.nummer)
            .limit(portie)
        ).all()
        if not rijen:
            return
        yield from ((rij.nummer, rij.positie, bytes(rij.hash)) for rij in rijen)
        na = rijen[-1].nummer
