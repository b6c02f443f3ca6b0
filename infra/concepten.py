"""Concepts of a melding: what somebody typed and has not brought in yet. No case is there, so no event is made of it.

1. A concept is one sealed payload under a data key of its own, wrapped by the KEK. It is bound to its id, its writer,
   its table and its version: moved to somebody else, or put back as it was before, it does not open.
2. Only who wrote it finds it, working for the same organisation. To anybody else it is as if it were not there.
3. It goes when it is brought in, in the transaction of the melding; when its writer throws it away; and when its term
   is over. Row and key go in one statement (``kluis.verwijder_concepten``), which counts how many ever went.
4. That count stands in the register of destructions as well: a database that counts fewer is an older one that was put
   back, and loses its concepts (``herstelcontrole``). What old copies hold does not open once the KEK was replaced,
   which is done within a day after a concept went (``rotatie``).
"""

import os
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
import structlog
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import (
    ARRAY,
    BigInteger,
    Connection,
    DateTime,
    Engine,
    Row,
    Text,
    Uuid,
    bindparam,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.exc import IntegrityError, ProgrammingError

from domain.concept import Conceptregels
from domain.rollen import Medewerker
from infra import tables
from infra.codec import KluisGeschonden
from infra.concepttabel import concept, conceptstand
from infra.keys import NONCE, SLEUTELLENGTE, Inpakker
from infra.kluis import Conceptweg
from infra.omgeving import Omgeving
from infra.optekenen import VerouderdeVersie

log = structlog.get_logger()

Velden = tuple[tuple[str, str], ...]
"""What was typed, by field and in order; of a field with ticks each stands apart."""

_C = concept.c
_KOP = (_C.concept_id, _C.tafel, _C.versie, _C.begonnen_op, _C.bewaard_op, _C.vervalt_op)
_VERWIJDER = text("SELECT kluis.verwijder_concepten(:ids, :wie, :organisaties, :versies, :op)").bindparams(
    bindparam("ids", type_=ARRAY(Uuid)),
    bindparam("wie", type_=ARRAY(Text)),
    bindparam("organisaties", type_=ARRAY(Text)),
    bindparam("versies", type_=ARRAY(BigInteger)),
    bindparam("op", type_=DateTime(timezone=True)),
)


class OnbekendConcept(Exception):
    """There is no concept with this id, or it is somebody else's. Nobody can tell which."""


@dataclass(frozen=True)
class Conceptkop:
    """What a list tells of a concept: nothing of what was typed."""

    concept_id: UUID
    tafel: str
    versie: int
    begonnen_op: datetime
    bewaard_op: datetime
    vervalt_op: datetime


@dataclass(frozen=True)
class Concept:
    """A concept as its writer reads it."""

    kop: Conceptkop
    velden: Velden


class Concepten:
    """Keeps the concepts."""

    def __init__(
        self,
        engine: Engine,
        *,
        kek: Inpakker,
        regels: Conceptregels,
        omgeving: Omgeving,
        verwijderd: Callable[[], None] = lambda: None,
    ) -> None:
        """Take the database as the service, the KEKs, the terms and the clock.

        ``verwijderd`` is done after concepts went, and before anybody is told.
        """
        self._engine, self._kek, self._omgeving = engine, kek, omgeving
        self._verwijderd = verwijderd
        self.regels = regels

    # --- reading ---

    def van(self, wie: Medewerker, *, tafels: Collection[str]) -> list[Conceptkop]:
        """The concepts of somebody at these tables, last saved first. Nothing is opened for it."""
        vraag = (
            select(*_KOP)
            .where(*self._van(wie), _C.tafel.in_(list(tafels)))
            .order_by(_C.bewaard_op.desc(), _C.concept_id)
        )
        with self._engine.connect() as verbinding:
            return [Conceptkop(*rij) for rij in verbinding.execute(vraag)]

    def kop(self, concept_id: UUID, wie: Medewerker, *, tafels: Collection[str]) -> Conceptkop:
        """The same as ``lees`` without what is in it, so also of one that was changed.

        Raises:
            OnbekendConcept: as ``lees``.
        """
        for een in self.van(wie, tafels=tafels):
            if een.concept_id == concept_id:
                return een
        raise OnbekendConcept

    def lees(self, concept_id: UUID, wie: Medewerker, *, tafels: Collection[str]) -> Concept:
        """One concept of somebody.

        Raises:
            OnbekendConcept: it is not there, is somebody else's, or is of a table that somebody has no more.
            KluisGeschonden: it was changed or moved.
        """
        with self._engine.connect() as verbinding:
            rij = self._rij(verbinding, concept_id, wie)
            if rij is None or rij.tafel not in tafels:
                raise OnbekendConcept
            return Concept(_kop(rij), self._open(rij))

    def _van(self, wie: Medewerker) -> tuple[Any, ...]:
        """What is over its term is gone, also where nobody took it away yet."""
        return (_C.wie == wie.id, _C.organisatie == wie.organisatie, _C.vervalt_op > self._omgeving.nu())

    def _rij(
        self, verbinding: Connection, concept_id: UUID, wie: Medewerker, *, vast: bool = False
    ) -> Row[Any] | None:
        sleutel = tables.sleutel.c
        vraag = (
            select(concept, sleutel.tijdvak, sleutel.ingepakt)
            .join(tables.sleutel, sleutel.sleutel_id == _C.sleutel_id, isouter=True)
            .where(_C.concept_id == concept_id, *self._van(wie))
        )
        return verbinding.execute(vraag.with_for_update(of=concept) if vast else vraag).one_or_none()

    # --- saving ---

    def bewaar(
        self,
        concept_id: UUID,
        wie: Medewerker,
        *,
        tafel: str,
        velden: Velden,
        versies: Collection[int] | None = None,
    ) -> tuple[Conceptkop, bool]:
        """Save what was typed, and say whether that was something new; the same content once more changes nothing.

        ``versies`` are those that it may have by now, where 0 is: not there yet. ``None`` is any, of one that is there:
        what was brought in or thrown away meanwhile does not begin again.

        Raises:
            VerouderdeVersie: it is not as the caller knows it, or is somebody else's.
            Weigering: it is too much, or there are too many.
        """
        self.regels.eis_niet_te_groot(len(orjson.dumps(velden)))
        try:
            return self._bewaar(concept_id, wie, tafel, velden, versies)
        except IntegrityError:
            # The id is taken by now; or the KEK was replaced meanwhile, and the new key is wrapped with the old one.
            self._kek.ververs()
        try:
            return self._bewaar(concept_id, wie, tafel, velden, versies)
        except IntegrityError as fout:
            raise VerouderdeVersie from fout

    def _bewaar(
        self, concept_id: UUID, wie: Medewerker, tafel: str, velden: Velden, versies: Collection[int] | None
    ) -> tuple[Conceptkop, bool]:
        with self._engine.begin() as verbinding:
            # One at a time of one person: so the count is right, and two tabs see each other.
            verbinding.execute(
                select(func.pg_advisory_xact_lock(func.hashtextextended(f"concept {wie.id}", 0)))
            )
            rij = self._rij(verbinding, concept_id, wie, vast=True)
            if rij is not None and (rij.tafel, self._open(rij)) == (tafel, velden):
                return _kop(rij), False
            if rij is None if versies is None else (0 if rij is None else rij.versie) not in versies:
                raise VerouderdeVersie
            if rij is None:
                return self._begin(verbinding, concept_id, wie, tafel, velden), True
            return self._vervang(verbinding, rij, wie, tafel, velden), True

    def _begin(
        self, verbinding: Connection, concept_id: UUID, wie: Medewerker, tafel: str, velden: Velden
    ) -> Conceptkop:
        eigen = select(func.count()).select_from(concept).where(*self._van(wie))
        self.regels.eis_er_kan_een_bij(verbinding.execute(eigen).scalar_one())
        nu, sleutel_id = self._omgeving.nu(), self._omgeving.nieuw_id()
        kop = Conceptkop(concept_id, tafel, 1, nu, nu, self.regels.vervalt_op(begonnen=nu, bewaard=nu))
        kek, rauw = self._kek.huidig, os.urandom(SLEUTELLENGTE)
        verbinding.execute(
            insert(tables.sleutel).values(
                sleutel_id=sleutel_id,
                # No stream has this id, and the key is the only one under it.
                stroom_id=sleutel_id,
                tijdvak=kek.tijdvak,
                ingepakt=kek.pak_in(rauw, voor=sleutel_id),
            )
        )
        verbinding.execute(
            insert(concept).values(
                **vars(kop),
                sleutel_id=sleutel_id,
                wie=wie.id,
                organisatie=wie.organisatie,
                cijfertekst=_verzegel(rauw, velden, _bij(kop, wie)),
            )
        )
        return kop

    def _vervang(
        self, verbinding: Connection, rij: Row[Any], wie: Medewerker, tafel: str, velden: Velden
    ) -> Conceptkop:
        nu = self._omgeving.nu()
        vervalt = self.regels.vervalt_op(begonnen=rij.begonnen_op, bewaard=nu)
        kop = Conceptkop(rij.concept_id, tafel, rij.versie + 1, rij.begonnen_op, nu, vervalt)
        verbinding.execute(
            update(concept)
            .where(_C.concept_id == rij.concept_id)
            .values(
                tafel=tafel,
                versie=kop.versie,
                bewaard_op=nu,
                vervalt_op=vervalt,
                cijfertekst=_verzegel(self._sleutel(rij), velden, _bij(kop, wie)),
            )
        )
        return kop

    # --- taking away ---

    def gooi_weg(
        self,
        concept_id: UUID,
        wie: Medewerker,
        *,
        tafels: Collection[str],
        versies: Collection[int] | None = None,
    ) -> None:
        """Destroy a concept of somebody.

        Raises:
            OnbekendConcept: as ``lees``.
            VerouderdeVersie: it is not as the caller knows it.
        """
        with self._engine.begin() as verbinding:
            rij = self._rij(verbinding, concept_id, wie, vast=True)
            if rij is None or rij.tafel not in tafels:
                raise OnbekendConcept
            if versies is not None and rij.versie not in versies:
                raise VerouderdeVersie
            self._verwijder(verbinding, [rij])
        self._verwijderd()

    def ingediend(self, weg: Conceptweg) -> None:
        """Destroy a concept whose melding turned out to be there already; where it is not, nothing happens."""
        with self._engine.begin() as verbinding:
            aantal = verbinding.execute(
                _VERWIJDER,
                {
                    "ids": [weg.concept_id],
                    "wie": [weg.wie],
                    "organisaties": [weg.organisatie],
                    "versies": [weg.versie],
                    "op": self._omgeving.nu(),
                },
            ).scalar_one()
        if aantal:
            self._verwijderd()

    def ruim_op(self) -> int:
        """Destroy what is over its term, and say how many there were."""
        with self._engine.begin() as verbinding:
            over = verbinding.execute(
                select(_C.concept_id, _C.wie, _C.organisatie)
                .where(_C.vervalt_op <= self._omgeving.nu())
                .with_for_update(skip_locked=True)
            ).all()
            aantal = self._verwijder(verbinding, over) if over else 0
        if aantal:
            self._verwijderd()
            self._maak_schoon()
            log.info("concepten_verlopen", aantal=aantal)
        return aantal

    def _verwijder(self, verbinding: Connection, rijen: Sequence[Any]) -> int:
        waarden = {
            "ids": [rij.concept_id for rij in rijen],
            "wie": [rij.wie for rij in rijen],
            "organisaties": [rij.organisatie for rij in rijen],
            "versies": [None for _ in rijen],
            "op": self._omgeving.nu(),
        }
        return int(verbinding.execute(_VERWIJDER, waarden).scalar_one())

    def _maak_schoon(self) -> None:
        """Have the database clear the room of what went, where this service may ask that."""
        with (
            suppress(ProgrammingError),
            self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as verbinding,
        ):
            verbinding.execute(text("VACUUM kluis.concept"))

    # --- sealing ---

    def _sleutel(self, rij: Row[Any]) -> bytes:
        if rij.ingepakt is None:
            raise KluisGeschonden(f"The key of concept {rij.concept_id} is gone.")
        return self._kek.pak_uit(bytes(rij.ingepakt), voor=rij.sleutel_id, tijdvak=rij.tijdvak)

    def _open(self, rij: Row[Any]) -> Velden:
        tekst = bytes(rij.cijfertekst)
        wie = {"wie": rij.wie, "organisatie": rij.organisatie}
        try:
            inhoud = AESGCM(self._sleutel(rij)).decrypt(
                tekst[:NONCE], tekst[NONCE:], _gebonden(_kop(rij), **wie)
            )
        except InvalidTag as fout:
            raise KluisGeschonden(
                f"The content of concept {rij.concept_id} does not open with its key."
            ) from fout
        return tuple((naam, waarde) for naam, waarde in orjson.loads(inhoud))


def _kop(rij: Row[Any]) -> Conceptkop:
    return Conceptkop(*(getattr(rij, kolom.name) for kolom in _KOP))


def _bij(kop: Conceptkop, wie: Medewerker) -> bytes:
    return _gebonden(kop, wie=wie.id, organisatie=wie.organisatie)


def _gebonden(kop: Conceptkop, *, wie: str, organisatie: str) -> bytes:
    """The associated data of a concept: it opens in its own place, for its writer, as it was last saved."""
    return b"casus concept 1" + orjson.dumps([str(kop.concept_id), kop.versie, kop.tafel, wie, organisatie])


def _verzegel(sleutel: bytes, velden: Velden, bij: bytes) -> bytes:
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(sleutel).encrypt(nonce, orjson.dumps(velden), bij)


# --- what the keeper of keys, the doctor and a restore ask of them ------------------------------------------------


def weggegaan(verbinding: Connection) -> tuple[int, datetime | None]:
    """How many ever went, and since when old copies and the KEK of now would open one that did."""
    rij = verbinding.execute(select(conceptstand.c.weg, conceptstand.c.sinds)).one()
    nieuwste = select(tables.tijdvak.c.gemaakt_op).order_by(tables.tijdvak.c.tijdvak.desc()).limit(1)
    begin = verbinding.execute(nieuwste).scalar()
    telt = rij.sinds is not None and begin is not None and rij.sinds >= begin
    return int(rij.weg), rij.sinds if telt else None


def toestand(verbinding: Connection, *, voor: datetime) -> tuple[int, int, int]:
    """How many there are, how many of them should have gone before a moment, and how many have no key."""
    sleutels = select(tables.sleutel.c.sleutel_id)
    telling = func.count()
    rij = verbinding.execute(
        select(
            telling,
            telling.filter(_C.vervalt_op <= voor),
            telling.filter(_C.sleutel_id.not_in(sleutels)),
        ).select_from(concept)
    ).one()
    return int(rij[0]), int(rij[1]), int(rij[2])


def laat_vallen(verbinding: Connection, *, bekend: int, op: datetime) -> int:
    """Destroy all concepts of an older database, which then counts at least as many as went; gives how many."""
    rijen: Mapping[str, list[Any]] = {"ids": [], "wie": [], "organisaties": [], "versies": []}
    for rij in verbinding.execute(select(_C.concept_id, _C.wie, _C.organisatie)):
        for naam, waarde in zip(rijen, (rij.concept_id, rij.wie, rij.organisatie, None), strict=True):
            rijen[naam].append(waarde)
    verbinding.execute(update(conceptstand).values(weg=func.greatest(conceptstand.c.weg, bekend)))
    return int(verbinding.execute(_VERWIJDER, {**rijen, "op": op}).scalar_one())
