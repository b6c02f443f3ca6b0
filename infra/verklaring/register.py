"""The register in the database: which verklaringen there are, numbered within a year without gaps."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Connection,
    RowMapping,
    Text,
    any_,
    func,
    insert,
    literal,
    select,
)

from domain.vernietigingslijst.verklaring import Vernietigingsuitkomst
from infra import tables

REGISTERSLOT = 0x6361_7375_730D
"""Held by whoever takes the next number, until it is given out."""

_KOLOMMEN = tables.verklaring.c
_REGEL = (
    *(_KOLOMMEN.nummer, _KOLOMMEN.lijst, _KOLOMMEN.tafel, _KOLOMMEN.gemaakt_op),
    *(_KOLOMMEN.uitkomst, _KOLOMMEN.getekend_met, _KOLOMMEN.vingerafdruk, _KOLOMMEN.kopieen),
)


@dataclass(frozen=True)
class Registersleutel:
    """The place of a row in the list, newest first; the next page begins after it."""

    jaar: int
    volgnummer: int


@dataclass(frozen=True)
class Registerregel:
    """What the register says of one: the name and id of the key, and the SHA-256 of the file in hexadecimal.

    ``kopieen`` are the numbers of the known copies that it names.
    """

    nummer: str
    lijst: str
    tafel: str
    gemaakt_op: datetime
    uitkomst: Vernietigingsuitkomst
    getekend_met: str
    vingerafdruk: str
    kopieen: tuple[str, ...] = ()

    @property
    def sleutel(self) -> Registersleutel:
        """Where this row stands."""
        jaar, _, volgnummer = self.nummer.partition("-")
        return Registersleutel(int(jaar), int(volgnummer))


@dataclass(frozen=True)
class Geregistreerd:
    """A verklaring that was given out, and the signed bytes of its file."""

    regel: Registerregel
    inhoud: bytes = field(repr=False)


def volgend_nummer(verbinding: Connection, jaar: int) -> tuple[int, str]:
    """The next number of a year, for this transaction alone: until it ends, nobody else takes one."""
    verbinding.execute(select(func.pg_advisory_xact_lock(REGISTERSLOT)))
    hoogste = select(func.max(_KOLOMMEN.volgnummer)).where(_KOLOMMEN.jaar == jaar)
    volgnummer = (verbinding.execute(hoogste).scalar_one() or 0) + 1
    return volgnummer, f"{jaar}-{volgnummer:04}"


def schrijf(
    verbinding: Connection, regel: Registerregel, inhoud: bytes, *, jaar: int, volgnummer: int
) -> None:
    """Enter one.

    Raises:
        IntegrityError: the list has one already, or it is not the next number.
    """
    velden = {**vars(regel), "uitkomst": regel.uitkomst.value, "kopieen": list(regel.kopieen)}
    verbinding.execute(
        insert(tables.verklaring).values(**velden, inhoud=inhoud, jaar=jaar, volgnummer=volgnummer)
    )


def van_lijst(verbinding: Connection, lijst: str) -> Geregistreerd | None:
    """The verklaring of a list; ``None`` where there is none yet."""
    return _een(verbinding, _KOLOMMEN.lijst == lijst)


def op_nummer(verbinding: Connection, nummer: str) -> Geregistreerd | None:
    """The verklaring with this number; ``None`` where there is none."""
    return _een(verbinding, _KOLOMMEN.nummer == nummer)


def lijst_op(
    verbinding: Connection, tafel: str, *, na: Registersleutel | None = None, limiet: int = 50
) -> tuple[Registerregel, ...]:
    """The verklaringen of one table, newest first."""
    vraag = (
        select(*_REGEL)
        .where(_KOLOMMEN.tafel == tafel)
        .order_by(_KOLOMMEN.jaar.desc(), _KOLOMMEN.volgnummer.desc())
        .limit(limiet)
    )
    if na is not None:
        eerder = (_KOLOMMEN.jaar == na.jaar) & (_KOLOMMEN.volgnummer < na.volgnummer)
        vraag = vraag.where((_KOLOMMEN.jaar < na.jaar) | eerder)
    return tuple(_regel(rij) for rij in verbinding.execute(vraag).mappings())


def nummers_van(
    verbinding: Connection, lijsten: Collection[str], *, tot: datetime | None = None
) -> dict[str, str]:
    """The numbers of the verklaringen of these lists, of those that have one; ``tot``: made up to that moment."""
    vraag = select(_KOLOMMEN.lijst, _KOLOMMEN.nummer).where(
        _KOLOMMEN.lijst == any_(literal(list(lijsten), ARRAY(Text)))
    )
    if tot is not None:
        vraag = vraag.where(_KOLOMMEN.gemaakt_op <= tot)
    return {rij.lijst: rij.nummer for rij in verbinding.execute(vraag)}


def vingerafdruk(inhoud: bytes) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    return sha256(inhoud).hexdigest()


def _een(verbinding: Connection, waar: ColumnElement[bool]) -> Geregistreerd | None:
    rij = verbinding.execute(select(*_REGEL, _KOLOMMEN.inhoud).where(waar)).mappings().one_or_none()
    return None if rij is None else Geregistreerd(_regel(rij), bytes(rij["inhoud"]))


def _regel(rij: RowMapping) -> Registerregel:
    velden = {
        naam: rij[naam] for naam in ("nummer", "lijst", "tafel", "gemaakt_op", "getekend_met", "vingerafdruk")
    }
    return Registerregel(
        **velden, uitkomst=Vernietigingsuitkomst(rij["uitkomst"]), kopieen=tuple(rij["kopieen"])
    )
