"""Takes traces of what is going to be destroyed, keeps them until the nacontrole is done, and forgets them.

A trace is 16 bytes: the random id of a person or key, the beginning of a ciphertext or wrapped key (a nonce and four
bytes, which say nothing), or a keyed hash of a casusnummer. They are stored under a mask of the list, so that a search
of tables and files does not find the traces themselves. Taking them again, after a crash, only adds.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from uuid import UUID

import psycopg
import psycopg.sql
from psycopg.rows import TupleRow
from sqlalchemy import Engine

from infra.keys import Eenheid
from infra.nacontrole.naald import LENGTE, NUMMERLENGTE, Naalden, Spoor, nummermerk
from infra.nacontrole.spoorsoort import Spoorsoort

Verbinding = psycopg.Connection[TupleRow]

SPOORSLOT = 0x6361_7375_7312
"""Held by whoever writes which units a list has, one at a time."""

EENHEDEN = 500
"""Units whose traces are taken in one transaction."""

PORTIE = 250_000
"""Traces that are looked for in one pass over tables and files."""

_EENHEDEN = """
WITH e AS (SELECT * FROM unnest(%s::int[], %s::uuid[], %s::uuid[], %s::text[])
    AS e (nummer, stroom_id, persoon_id, organisatie))
"""
_PAST = """ x.stroom_id = e.stroom_id AND (e.persoon_id IS NULL OR e.persoon_id = x.persoon_id)
    AND (e.organisatie IS NULL OR e.organisatie = x.organisatie)"""
_DELEN = f"""{_EENHEDEN}
SELECT e.nummer, x.sleutel_id, x.persoon_id, substring(x.cijfertekst FOR 16), e.organisatie IS NULL
FROM e JOIN kluis.deel x ON {_PAST}"""  # noqa: S608 constants of this file
_SLEUTELS = f"""{_EENHEDEN}
SELECT e.nummer, x.sleutel_id, x.persoon_id, substring(x.ingepakt FOR 16), e.organisatie IS NULL
FROM e JOIN sleutels.sleutel x ON {_PAST}"""  # noqa: S608 constants of this file
_NUMMERS = f"""{_EENHEDEN}
SELECT e.nummer, x.casusnummer FROM e JOIN kluis.nummer x USING (stroom_id)
WHERE e.persoon_id IS NULL AND e.organisatie IS NULL"""  # noqa: S608 constants of this file

# Somebody who is known in another case as well is not gone, and an id of theirs says nothing about this one.
_BLIJFT_ELDERS = """
SELECT DISTINCT x.persoon_id FROM sleutels.sleutel x
WHERE x.persoon_id = ANY(%s) AND NOT EXISTS (
    SELECT FROM vernietiging.spooreenheid e WHERE e.lijst = %s AND """
_BLIJFT_ELDERS += f"{_PAST})"
_NIEUW = (
    "INSERT INTO vernietiging.spoor (lijst, merk, soort, eenheid, hulp)"
    " SELECT %s, n.* FROM unnest(%s::bytea[], %s::text[], %s::int[], %s::bytea[]) n ON CONFLICT DO NOTHING"
)


class GeenSporen(Exception):
    """No traces were taken for this list, so residue of it cannot be recognised."""


@dataclass(frozen=True)
class Sporenset:
    """The traces of a list: when the first were taken, in which epoch, of how many units, and how many there are."""

    lijst: str
    genomen_op: datetime
    tijdvak: int
    eenheden: int
    sporen: int


@contextmanager
def verbinding_van(engine: Engine) -> Iterator[Verbinding]:
    """The driver's own connection: for COPY and cursors on the server, which the layer above does not give."""
    rauw = engine.raw_connection()
    try:
        verbinding = rauw.driver_connection
        if not isinstance(verbinding, psycopg.Connection):
            raise TypeError("The nacontrole needs psycopg.")
        verbinding.autocommit = True
        try:
            yield verbinding
        finally:
            verbinding.autocommit = False
    finally:
        rauw.close()


# --- taking -------------------------------------------------------------------------------------------------------


def neem_sporen(
    engine: Engine, lijst: str, eenheden: Iterable[Eenheid], *, op: datetime, tijdvak: int | None = None
) -> Sporenset:
    """Take traces of units, durably, before anything of them is destroyed; again for the same list only adds.

    ``tijdvak`` is the epoch whose KEK must be gone afterwards; by default the one of now.
    """
    with verbinding_van(engine) as verbinding:
        with verbinding.transaction():
            verbinding.execute(
                "INSERT INTO vernietiging.sporenset (lijst, masker, genomen_op, tijdvak)"
                " SELECT %s, %s, %s, coalesce(%s::int, max(tijdvak), 0) FROM sleutels.tijdvak"
                " ON CONFLICT DO NOTHING",
                (lijst, os.urandom(32), op, tijdvak),
            )
        masker = _masker(verbinding, lijst)
        _schrijf_eenheden(verbinding, lijst, eenheden)
        laatste = -1
        while portie := _eenheden_na(verbinding, lijst, laatste):
            with verbinding.transaction():
                _neem_portie(verbinding, lijst, portie, masker)
            laatste = portie[-1][0]
        with verbinding.transaction():
            _vergeet_wie_elders_leeft(verbinding, lijst, masker)
    return stand(engine, lijst)


def _schrijf_eenheden(verbinding: Verbinding, lijst: str, eenheden: Iterable[Eenheid]) -> None:
    """Write which units there are, all before any trace: who is known in several of them must be seen as such."""
    reeks = iter(eenheden)
    with verbinding.transaction():
        verbinding.execute("SELECT pg_advisory_xact_lock(%s)", (SPOORSLOT,))
        while portie := list(islice(reeks, EENHEDEN)):
            verbinding.execute(
                "INSERT INTO vernietiging.spooreenheid (lijst, nummer, stroom_id, persoon_id, organisatie)"
                " SELECT %(lijst)s, n.laatste + e.nr, e.stroom_id, e.persoon_id, e.organisatie"
                " FROM unnest(%(stromen)s::uuid[], %(personen)s::uuid[], %(organisaties)s::text[])"
                " WITH ORDINALITY AS e (stroom_id, persoon_id, organisatie, nr),"
                " (SELECT coalesce(max(nummer), 0) AS laatste FROM vernietiging.spooreenheid"
                "  WHERE lijst = %(lijst)s) n ON CONFLICT DO NOTHING",
                {
                    "lijst": lijst,
                    "stromen": [eenheid.stroom_id for eenheid in portie],
                    "personen": [eenheid.persoon_id for eenheid in portie],
                    "organisaties": [eenheid.organisatie for eenheid in portie],
                },
            )


def _eenheden_na(verbinding: Verbinding, lijst: str, na: int) -> list[TupleRow]:
    return verbinding.execute(
        "SELECT nummer, stroom_id, persoon_id, organisatie FROM vernietiging.spooreenheid"
        " WHERE lijst = %s AND nummer > %s ORDER BY nummer LIMIT %s",
        (lijst, na, EENHEDEN),
    ).fetchall()


def _neem_portie(verbinding: Verbinding, lijst: str, portie: Sequence[TupleRow], masker: bytes) -> None:
    kolommen = [list(kolom) for kolom in zip(*portie, strict=True)]
    sporen: dict[tuple[Spoorsoort, bytes], Spoor] = {}
    for vraag, soort in ((_DELEN, Spoorsoort.CIJFERTEKST), (_SLEUTELS, Spoorsoort.INGEPAKT)):
        for nummer, sleutel, persoon, begin, heel in verbinding.execute(vraag, kolommen):
            sporen[soort, bytes(begin)] = Spoor(soort, nummer, sleutel.bytes)
            # Also of a part: a key that seals it must be gone, whoever it is said to belong to.
            sporen[Spoorsoort.SLEUTEL, sleutel.bytes] = Spoor(Spoorsoort.SLEUTEL, nummer, None)
            if persoon is not None and heel:
                sporen[Spoorsoort.PERSOON, persoon.bytes] = Spoor(Spoorsoort.PERSOON, nummer, None)
    for nummer, casusnummer in verbinding.execute(_NUMMERS, kolommen):
        tekst = casusnummer.encode()
        if len(tekst) == NUMMERLENGTE:
            sporen[Spoorsoort.NUMMER, nummermerk(masker, tekst)] = Spoor(Spoorsoort.NUMMER, nummer, None)
    verbinding.execute(
        _NIEUW,
        (
            lijst,
            [_gemaskeerd(merk, masker) for _, merk in sporen],
            [soort.value for soort, _ in sporen],
            [spoor.eenheid for spoor in sporen.values()],
            [None if spoor.hulp is None else _gemaskeerd(spoor.hulp, masker) for spoor in sporen.values()],
        ),
    )


def _masker(verbinding: Verbinding, lijst: str) -> bytes:
    rij = verbinding.execute(
        "SELECT masker FROM vernietiging.sporenset WHERE lijst = %s", (lijst,)
    ).fetchone()
    if rij is None:
        raise GeenSporen
    return bytes(rij[0])


def _gemaskeerd(merk: bytes, masker: bytes) -> bytes:
    """Mask 16 bytes, or take the mask off again."""
    return (int.from_bytes(merk) ^ int.from_bytes(masker[:LENGTE])).to_bytes(LENGTE)


def _hulp(hulp: bytes | None, masker: bytes) -> bytes | None:
    return None if hulp is None else _gemaskeerd(hulp, masker)


# --- using and forgetting -----------------------------------------------------------------------------------------


def stand(engine: Engine, lijst: str) -> Sporenset:
    """What traces there are of a list.

    Raises:
        GeenSporen: none were taken, or they were forgotten already.
    """
    with verbinding_van(engine) as verbinding:
        rij = verbinding.execute(
            "SELECT genomen_op, tijdvak, (SELECT count(*) FROM vernietiging.spooreenheid e WHERE e.lijst = s.lijst),"
            " (SELECT count(*) FROM vernietiging.spoor p WHERE p.lijst = s.lijst)"
            " FROM vernietiging.sporenset s WHERE s.lijst = %s",
            (lijst,),
        ).fetchone()
    if rij is None:
        raise GeenSporen
    return Sporenset(lijst, rij[0], rij[1], rij[2], rij[3])


def lijsten_met_sporen(engine: Engine) -> list[str]:
    """The lists of which traces are kept."""
    with verbinding_van(engine) as verbinding:
        rijen = verbinding.execute("SELECT lijst FROM vernietiging.sporenset ORDER BY lijst").fetchall()
    return [lijst for (lijst,) in rijen]


def beperk_sporen(engine: Engine, lijst: str, vernietigd: Iterable[Eenheid]) -> Sporenset:
    """Forget the traces of units that were not destroyed after all: they live, and are no residue.

    ``vernietigd`` are those that were. Whoever lives on in a case that was left alone is forgotten as well.
    """
    with verbinding_van(engine) as verbinding:
        masker = _masker(verbinding, lijst)
        weg = set(vernietigd)
        leeft = [
            rij[0]
            for rij in verbinding.execute(
                "SELECT nummer, stroom_id, persoon_id, organisatie FROM vernietiging.spooreenheid"
                " WHERE lijst = %s",
                (lijst,),
            )
            if Eenheid(*rij[1:]) not in weg
        ]
        with verbinding.transaction():
            for vraag in (
                "DELETE FROM vernietiging.spoor WHERE lijst = %s AND eenheid = ANY(%s)",
                "DELETE FROM vernietiging.spooreenheid WHERE lijst = %s AND nummer = ANY(%s)",
            ):
                verbinding.execute(vraag, (lijst, leeft))
            _vergeet_wie_elders_leeft(verbinding, lijst, masker)
    return stand(engine, lijst)


def _vergeet_wie_elders_leeft(verbinding: Verbinding, lijst: str, masker: bytes) -> None:
    merken = verbinding.execute(
        "SELECT merk FROM vernietiging.spoor WHERE lijst = %s AND soort = %s",
        (lijst, Spoorsoort.PERSOON.value),
    ).fetchall()
    mensen = [UUID(bytes=_gemaskeerd(bytes(merk), masker)) for (merk,) in merken]
    elders = verbinding.execute(_BLIJFT_ELDERS, (mensen, lijst)).fetchall()
    verbinding.execute(
        "DELETE FROM vernietiging.spoor WHERE lijst = %s AND soort = %s AND merk = ANY(%s)",
        (lijst, Spoorsoort.PERSOON.value, [_gemaskeerd(persoon.bytes, masker) for (persoon,) in elders]),
    )


def porties(verbinding: Verbinding, lijst: str) -> Iterator[Naalden]:
    """The traces of a list, as many at a time as are looked for in one pass; at least one portion.

    The streams that were destroyed as a whole are among them.
    """
    masker = _masker(verbinding, lijst)
    sporen: dict[bytes, Spoor] = {}
    stromen = verbinding.execute(
        "SELECT stroom_id, nummer FROM vernietiging.spooreenheid"
        " WHERE lijst = %s AND persoon_id IS NULL AND organisatie IS NULL",
        (lijst,),
    )
    for stroom, nummer in stromen.fetchall():
        sporen[stroom.bytes] = Spoor(Spoorsoort.STROOM, nummer, None)
    na = b""
    while True:
        rijen = verbinding.execute(
            "SELECT merk, soort, eenheid, hulp FROM vernietiging.spoor WHERE lijst = %s AND merk > %s"
            " ORDER BY merk LIMIT %s",
            (lijst, na, PORTIE),
        ).fetchall()
        for merk, soort, eenheid, hulp in rijen:
            spoor = Spoor(Spoorsoort(soort), eenheid, _hulp(hulp, masker))
            sporen[_gemaskeerd(bytes(merk), masker)] = spoor
        if sporen or not na:
            yield Naalden(sporen, masker)
        if len(rijen) < PORTIE:
            return
        na, sporen = bytes(rijen[-1][0]), {}


def wis_sporen(engine: Engine, lijst: str) -> None:
    """Forget the traces of a list: the nacontrole is done and its outcome is on record."""
    with verbinding_van(engine) as verbinding, verbinding.transaction():
        for tabel in ("spoor", "spooreenheid", "sporenset"):
            verbinding.execute(
                psycopg.sql.SQL("DELETE FROM {} WHERE lijst = %s").format(
                    psycopg.sql.Identifier("vernietiging", tabel)
                ),
                (lijst,),
            )
