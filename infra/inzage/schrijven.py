"""Writes the read log: lines, and the records that commit to them, in one transaction before anything is answered."""

import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Connection, Engine, Text, Uuid, bindparam, func, select, text
from sqlalchemy.exc import IntegrityError

from domain.rollen import Medewerker
from infra import tables
from infra.herhaalsleutels import Herhaalsleutel, leg_sleutel_vast
from infra.inzage.pseudoniem import Pseudoniemen, Wie, bekende, pseudoniemen
from infra.inzage.regel import (
    DOEL_VASTGELEGD,
    INGEZIEN,
    Diepte,
    Inzage,
    Inzagedoel,
    Inzagegrond,
    Inzageuitkomst,
    Noodreden,
    Regelsoort,
    Verwerking,
    lees_doel,
    lees_regel,
    toezegging,
    zouten,
)
from infra.keys import Inpakker
from infra.reeksen import bigints, bytea, teksten

T = TypeVar("T")

INZAGESLOT = 0x6361_7375_7306
"""Held by whoever adds to the read log: positions become visible in their order, so that none is passed over."""
LANGST_WACHTEN = 4
"""In seconds, for a lock, since who asks something waits as long; after that nothing is put on record nor shown."""

_BEWAAR = text(
    "WITH nieuw AS (SELECT * FROM unnest(:nummers, :toezeggingen, :inhouden) AS n (nummer, toezegging, inhoud)),"
    " gelegd AS (INSERT INTO inzage.gebeurtenis (originator_id, originator_version, topic, state)"
    "  SELECT :stroom, nummer, :naam, toezegging FROM nieuw ORDER BY nummer"
    "  RETURNING originator_version, notification_id),"
    " bewaard AS (INSERT INTO inzage.regel (positie, inhoud)"
    "  SELECT g.notification_id, n.inhoud FROM gelegd g JOIN nieuw n ON n.nummer = g.originator_version"
    "  RETURNING 1)"
    " SELECT count(*) FROM bewaard"
).bindparams(bindparam("stroom", type_=Uuid), bindparam("naam", type_=Text))
"""Records and the lines that they commit to, in one statement: a line is there with its record or not at all."""


class NietBewaard(Exception):
    """The database took a line and did not keep it: somebody put something in between."""


class IntussenVernietigd(Exception):
    """The data that would be answered were destroyed meanwhile; so nothing is answered."""


def _niets() -> None:
    """Nobody waits to hear it."""


@dataclass(frozen=True)
class Gezien:
    """Whom one piece of processing shows: the people of a case, or nobody but the case itself."""

    stroom_id: UUID
    personen: frozenset[UUID]
    diepte: Diepte


class Inzagelogboek:
    """Puts on record who looked, and for which purpose."""

    def __init__(
        self, engine: Engine, *, kek: Inpakker, nieuw_id: Callable[[], UUID], nu: Callable[[], datetime]
    ) -> None:
        """Take the database as the service, the key of the keys, new ids, and the clock."""
        self._engine = engine
        self._kek = kek
        self._nieuw_id = nieuw_id
        self._nu = nu

    def schrijf(self, verwerking: Verwerking, gezien: Sequence[Gezien]) -> None:
        """Put on record whom somebody looked at: a line a person. When this returns, it is durable.

        Without anybody it is one line, of a look that showed nobody.

        Raises:
            IntussenVernietigd: one of them was destroyed meanwhile.
            SQLAlchemyError: it could not be written.
        """
        self.schrijf_reeks([(verwerking, gezien)])

    def schrijf_reeks(
        self, reeks: Sequence[tuple[Verwerking, Sequence[Gezien]]], *, onderweg: Callable[[], None] = _niets
    ) -> None:
        """Put several pieces of processing on record at once, all or none. When this returns, they are durable.

        ``onderweg`` hears when all that is left is up to the database.

        Raises:
            IntussenVernietigd, SQLAlchemyError: as ``schrijf``.
        """
        wie = _wie([deel for _, gezien in reeks for deel in gezien])

        def schrijf(verbinding: Connection) -> None:
            namen = self._pseudoniemen(verbinding, wie)
            inzagen = [
                inzage for verwerking, gezien in reeks for inzage in _inzagen_van(verwerking, gezien, namen)
            ]
            if inzagen:
                met_zout = zip(inzagen, zouten(len(inzagen)), strict=True)
                regels = [inzage.codeer(zout) for inzage, zout in met_zout]
                self._bewaar(verbinding, INGEZIEN, regels, onderweg=onderweg)

        self._in_een_keer(schrijf)

    def leg_doel_vast(
        self,
        wie: Medewerker,
        *,
        grond: Inzagegrond,
        kenmerk: str,
        tafel: str,
        stroom_id: UUID | None,
        tot: datetime,
        sleutel: Herhaalsleutel | None = None,
        reden: Noodreden | None = None,
    ) -> Inzagedoel:
        """Put on record for which purpose somebody is going to look: at a table, or at one of its cases.

        Asked again under the same key, it is the purpose that is on record already.

        Raises:
            NogBezig: somebody else put it on record under the same key.
            IntussenVernietigd: the case was destroyed meanwhile.
            SQLAlchemyError: it could not be written.
        """
        doel_id = self._nieuw_id() if sleutel is None else sleutel.nieuw_id()
        if sleutel is not None and sleutel.eerder is not None and (eerder := self.doel(doel_id)) is not None:
            return eerder

        def schrijf(verbinding: Connection) -> Inzagedoel:
            leg_sleutel_vast(verbinding, sleutel)
            casus = None
            if stroom_id is not None:
                casus = self._pseudoniemen(verbinding, {stroom_id: (None,)}).casus(stroom_id)
            doel = Inzagedoel(doel_id, wie, grond, kenmerk, tafel, casus, self._nu(), tot, reden)
            self._bewaar(verbinding, DOEL_VASTGELEGD, [doel.codeer(*zouten(1))])
            return doel

        return self._in_een_keer(schrijf)

    def doel(self, id_: UUID) -> Inzagedoel | None:
        """A purpose that was put on record; ``None`` where there is none."""
        kolommen, record = tables.inzageregel.c, tables.inzagen.c
        vraag = (
            select(kolommen.positie, kolommen.inhoud, record.state)
            .join_from(tables.inzageregel, tables.inzagen, record.notification_id == kolommen.positie)
            .where(kolommen.inzagedoel == id_, kolommen.soort == Regelsoort.DOEL.value)
        )
        with self._engine.connect() as verbinding:
            rijen = verbinding.execute(vraag).all()
        # One that was put in, or changed, does not fit its record and opens nothing.
        regels = [
            lees_regel(rij.positie, rij.inhoud) for rij in rijen if bytes(rij.state) == toezegging(rij.inhoud)
        ]
        # What a column says of a line opens nothing either.
        doelen = [lees_doel(regel) for regel in regels if regel.soort is Regelsoort.DOEL]
        return next((doel for doel in doelen if doel.id == id_), None)

    def pseudoniemen(self, stroom_id: UUID, personen: Iterable[UUID] = ()) -> Pseudoniemen:
        """The pseudonyms of a casus or consultatie, and of these people in it.

        Raises:
            IntussenVernietigd: one of them was destroyed meanwhile.
            SQLAlchemyError: they could not be read or written.
        """
        wie = {stroom_id: {None, *personen}}
        return self._in_een_keer(lambda verbinding: self._pseudoniemen(verbinding, wie))

    def casussen(self, stromen: Iterable[UUID]) -> dict[UUID, UUID]:
        """Which of these streams each pseudonym stands for, of those that anybody ever looked at."""
        with self._engine.connect() as verbinding:
            namen = bekende(verbinding, stromen, kek=self._kek)
        return {deel.casus(stroom_id): stroom_id for stroom_id, deel in namen.items()}

    def _in_een_keer(self, daad: Callable[[Connection], T]) -> T:
        """Do it in one transaction. The database refuses a key of an epoch that was closed, and of what was destroyed.

        No lock is waited for without end: not of the log, nor of a destruction.

        Raises:
            IntussenVernietigd: the latter.
        """

        def poging() -> T:
            with self._engine.begin() as verbinding:
                verbinding.execute(select(func.set_config("lock_timeout", f"{LANGST_WACHTEN}s", True)))  # noqa: FBT003 PostgreSQL has no names for arguments here
                return daad(verbinding)

        try:
            return poging()
        except IntegrityError:
            self._kek.ververs()
        try:
            return poging()
        except IntegrityError as fout:
            raise IntussenVernietigd from fout

    def _pseudoniemen(self, verbinding: Connection, wie: Wie) -> Pseudoniemen:
        return pseudoniemen(verbinding, wie, kek=self._kek, nieuw_id=self._nieuw_id)

    def _bewaar(
        self,
        verbinding: Connection,
        naam: str,
        inhouden: Sequence[str],
        *,
        onderweg: Callable[[], None] = _niets,
    ) -> None:
        waarden = {
            # Of its own, so that no record leads to a line in the log of the service.
            "stroom": self._nieuw_id(),
            "naam": naam,
            # In binary: psycopg would look at each quote in each line.
            "nummers": bigints(range(1, len(inhouden) + 1)),
            "toezeggingen": bytea(toezegging(inhoud) for inhoud in inhouden),
            "inhouden": teksten(inhouden),
        }
        onderweg()
        verbinding.execute(select(func.pg_advisory_xact_lock(INZAGESLOT)))
        bewaard = verbinding.execute(_BEWAAR, waarden)
        if bewaard.scalar_one() != len(inhouden):
            raise NietBewaard


def _wie(gezien: Iterable[Gezien]) -> Wie:
    """Of whom a pseudonym is needed: the cases, and the people in them."""
    wie: dict[UUID, set[UUID | None]] = {}
    for deel in gezien:
        wie.setdefault(deel.stroom_id, {None}).update(deel.personen)
    return wie


def _inzagen_van(verwerking: Verwerking, gezien: Sequence[Gezien], namen: Pseudoniemen) -> list[Inzage]:
    """The looks of one piece of processing, a line each: at least one."""
    inzagen = [inzage for deel in gezien for inzage in _inzagen(verwerking, deel, namen)]
    return inzagen or [Inzage(verwerking, None, None, Diepte.GEEN)]


def _inzagen(verwerking: Verwerking, gezien: Gezien, namen: Pseudoniemen) -> list[Inzage]:
    casus = namen.casus(gezien.stroom_id)
    diepte = gezien.diepte if verwerking.uitkomst is Inzageuitkomst.GETOOND else Diepte.GEEN
    if not gezien.personen:
        return [Inzage(verwerking, casus, None, diepte)]
    return [
        Inzage(verwerking, casus, namen.persoon(gezien.stroom_id, persoon), diepte)
        for persoon in sorted(gezien.personen)
    ]


def nieuwe_span() -> str:
    """A span id of its own, as W3C Trace Context has them."""
    return secrets.token_hex(8)
