"""Sessions of people in a browser, kept here and not in the cookie, so that one that was ended opens nothing more.

The rules:

- only a hash of the cookie's value is stored, so who reads the database signs in as nobody;
- the value is a new one at each sign-in and at each choice of a role, so that nobody works in a session that somebody
  else knew beforehand (session fixation);
- a session ends half an hour after somebody last used it, which a page by itself does not, and eight hours after the
  sign-in, used or not.
"""

import hashlib
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Engine, Row, delete, insert, or_, select, update

from infra.sessietabel import sessie

RUST = timedelta(minutes=30)
"""How long a session may stand unused."""
DUUR = timedelta(hours=8)
"""How long a session lasts at most: a working day."""
BIJHOUDEN = timedelta(minutes=1)
"""That a session is used is written down no oftener than this."""
_LENGTE = 32
"""Bytes of chance in a cookie."""
_LANGSTE_WAARDE = 64
_S = sessie.c


@dataclass(frozen=True)
class Inlog:
    """What the issuer says of somebody who signed in just now."""

    uitgever: str
    sub: str
    niveau: str
    """How sure it is who this is: the eIDAS level of assurance, as its URI."""
    ingelogd_op: datetime
    sid: str | None = None
    demo: tuple[Mapping[str, Any], ...] | None = None


@dataclass(frozen=True)
class Sessie:
    """A session that is open. ``toekenning`` is ``None`` until somebody chose as whom to work."""

    id: UUID
    inlog: Inlog
    toekenning: UUID | None


class Sessies:
    """Keeps the sessions."""

    def __init__(self, engine: Engine, *, nu: Callable[[], datetime], nieuw_id: Callable[[], UUID]) -> None:
        """Take the database as the service sees it, the clock and the ids."""
        self._engine, self._nu, self._nieuw_id = engine, nu, nieuw_id

    def begin(self, inlog: Inlog, *, toekenning: UUID | None, oude: str | None = None) -> tuple[str, Sessie]:
        """Begin a session and give the value of its cookie; the session of the ``oude`` cookie ends.

        What is over is cleared away meanwhile.
        """
        waarde, nu, id_ = secrets.token_urlsafe(_LENGTE), self._nu(), self._nieuw_id()
        with self._engine.begin() as verbinding:
            verbinding.execute(delete(sessie).where(or_(_S.einde <= nu, _S.laatst <= nu - RUST)))
            if oude is not None:
                verbinding.execute(delete(sessie).where(_S.koekje == _hash(oude)))
            verbinding.execute(
                insert(sessie).values(
                    id=id_,
                    koekje=_hash(waarde),
                    uitgever=inlog.uitgever,
                    sub=inlog.sub,
                    sid=inlog.sid,
                    niveau=inlog.niveau,
                    ingelogd_op=inlog.ingelogd_op,
                    begin=nu,
                    laatst=nu,
                    einde=nu + DUUR,
                    toekenning=toekenning,
                    demo=None if inlog.demo is None else [dict(een) for een in inlog.demo],
                )
            )
        return waarde, Sessie(id_, inlog, toekenning)

    def van(self, waarde: str, *, telt: bool = True) -> Sessie | None:
        """The open session of a cookie; ``None`` where there is none, or none any more.

        It is hereby used, unless this does not count: what a page asks by itself does not tell that somebody is there.
        """
        nu = self._nu()
        with self._engine.connect() as verbinding:
            rij = _open(verbinding, waarde, nu)
            if rij is None:
                return None
            if telt and nu - rij.laatst >= BIJHOUDEN:
                verbinding.execute(update(sessie).where(_S.id == rij.id).values(laatst=nu))
                verbinding.commit()
        return _van_rij(rij)

    def kies(self, waarde: str, toekenning: UUID) -> str | None:
        """Go on as somebody, under a new cookie value; the old one opens nothing more."""
        nu, nieuw = self._nu(), secrets.token_urlsafe(_LENGTE)
        with self._engine.begin() as verbinding:
            gedaan = verbinding.execute(
                update(sessie)
                .where(*_geldig(waarde, nu))
                .values(koekje=_hash(nieuw), toekenning=toekenning, laatst=nu)
            )
        return nieuw if gedaan.rowcount == 1 else None

    def beeindig(self, waarde: str) -> None:
        """Sign out: the session of this cookie is gone."""
        self._weg(_S.koekje == _hash(waarde))

    def beeindig_alle(self, uitgever: str, sub: str) -> int:
        """Sign somebody out everywhere, and say of how many sessions that was."""
        return self._weg(_S.uitgever == uitgever, _S.sub == sub)

    def beeindig_van_buiten(self, uitgever: str, *, sub: str | None, sid: str | None, voor: datetime) -> int:
        """Sign out as the issuer says: one session of its own (``sid``), or all of somebody (``sub``).

        Only those that began before the issuer said so: the same message again does not end a later one.
        """
        if sub is None and sid is None:
            return 0
        eisen = [_S.uitgever == uitgever, _S.begin <= voor]
        if sub is not None:
            eisen.append(_S.sub == sub)
        if sid is not None:
            eisen.append(_S.sid == sid)
        return self._weg(*eisen)

    def ruim_op(self) -> int:
        """Clear away what is over, and say how many that were."""
        nu = self._nu()
        return self._weg(or_(_S.einde <= nu, _S.laatst <= nu - RUST))

    def _weg(self, *eisen: ColumnElement[bool]) -> int:
        with self._engine.begin() as verbinding:
            return verbinding.execute(delete(sessie).where(*eisen)).rowcount


def _geldig(waarde: str, nu: datetime) -> tuple[ColumnElement[bool], ...]:
    return (_S.koekje == _hash(waarde), _S.einde > nu, _S.laatst > nu - RUST)


def _open(verbinding: Connection, waarde: str, nu: datetime) -> Row[Any] | None:
    if len(waarde) > _LANGSTE_WAARDE:
        return None
    return verbinding.execute(select(sessie).where(*_geldig(waarde, nu))).one_or_none()


def _hash(waarde: str) -> bytes:
    return hashlib.sha256(b"casus sessie v1\0" + waarde.encode("utf-8", "surrogateescape")).digest()


def _van_rij(rij: Row[Any]) -> Sessie:
    demo = None if rij.demo is None else tuple(rij.demo)
    inlog = Inlog(rij.uitgever, rij.sub, rij.niveau, rij.ingelogd_op, rij.sid, demo)
    return Sessie(rij.id, inlog, rij.toekenning)
