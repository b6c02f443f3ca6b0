"""Takes traces of what is going to be destroyed, keeps them until the nacontrole is done, and forgets them.

A trace is 16 bytes: the random id of a person or key, the beginning of a ciphertext or wrapped key (a nonce and four
bytes, which say nothing), or a keyed hash of a casusnummer. They are stored under a mask of the list, so that a search
of tables and files does not find the traces themselves. Taking them again, after a crash, only adds.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

import psycopg
import psycopg.sql
from psycopg.rows import TupleRow
from sqlalchemy import Engine

from infra.keys import Eenheid
from infra.nacontrole.naald import LENGTE, NUMMERLENGTE, Naalden, Spoor
from infra.nacontrole.spoorsoort import Spoorsoort

Verbinding = psycopg.Connection[TupleRow]

SPOORSLOT = 0x6361_7375_7312
"""Held by whoever writes which units a list has, one at a time."""

EENHEDEN = 500
"""Units whose traces are taken in one transaction."""

_BLOK = 64
"""Bytes of a block of SHA-256."""

PORTIE = 250_000
"""Traces that are looked for in one pass over tables and files."""

_PAST = """ x.stroom_id = e.stroom_id AND (e.persoon_id IS NULL OR e.persoon_id = x.persoon_id)
    AND (e.organisatie IS NULL OR e.organisatie = x.organisatie)"""


def _gemaskeerd(merk: str) -> str:
    """Mask 16 bytes in SQL, or take the mask off again: two halves, each against half of the mask."""
    helften = (
        f"int8send(('x' || encode(substring({merk} FROM {vanaf} FOR 8), 'hex'))::bit(64)::bigint # %({half})s)"
        for vanaf, half in ((1, "eerste"), (9, "tweede"))
    )
    return " || ".join(helften)


# What is taken never leaves the database: it is masked there. A key that seals a part must be gone, whoever it is said
# to belong to; a person counts only where what goes is not the contribution of one organisation.
_NEEM = f"""
WITH e AS (
    SELECT nummer, stroom_id, persoon_id, organisatie FROM vernietiging.spooreenheid
    WHERE lijst = %(lijst)s AND nummer > %(na)s AND nummer <= %(tot)s
), gevonden AS (
    SELECT e.nummer, x.sleutel_id, x.persoon_id, substring(x.cijfertekst FOR 16) AS begin,
        e.organisatie IS NULL AS heel, '{Spoorsoort.CIJFERTEKST}' AS soort
    FROM e JOIN kluis.deel x ON {_PAST}
    UNION ALL
    SELECT e.nummer, x.sleutel_id, x.persoon_id, substring(x.ingepakt FOR 16), e.organisatie IS NULL,
        '{Spoorsoort.INGEPAKT}'
    FROM e JOIN sleutels.sleutel x ON {_PAST}
), rauw AS (
    SELECT nummer, begin AS merk, soort, uuid_send(sleutel_id) AS hulp FROM gevonden
    UNION ALL
    SELECT nummer, uuid_send(sleutel_id), '{Spoorsoort.SLEUTEL}', NULL FROM gevonden
    UNION ALL
    SELECT nummer, uuid_send(persoon_id), '{Spoorsoort.PERSOON}', NULL FROM gevonden
    WHERE persoon_id IS NOT NULL AND heel
    UNION ALL
    SELECT e.nummer, substring(sha256(%(buiten)s || sha256(%(binnen)s || convert_to(upper(casusnummer), 'UTF8')))
        FOR 16), '{Spoorsoort.NUMMER}', NULL
    FROM e JOIN kluis.nummer x USING (stroom_id)
    WHERE e.persoon_id IS NULL AND e.organisatie IS NULL AND octet_length(casusnummer) = {NUMMERLENGTE}
)
INSERT INTO vernietiging.spoor (lijst, merk, soort, eenheid, hulp)
SELECT %(lijst)s, {_gemaskeerd("merk")}, soort, nummer, {_gemaskeerd("hulp")} FROM rauw ON CONFLICT DO NOTHING
"""  # noqa: S608 constants of this file

# Somebody who is known in another case as well is not gone, and an id of theirs says nothing about this one.
_BLIJFT_ELDERS = f"""
DELETE FROM vernietiging.spoor p WHERE lijst = %(lijst)s AND soort = '{Spoorsoort.PERSOON}' AND EXISTS (
    SELECT FROM sleutels.sleutel x
    WHERE x.persoon_id = encode({_gemaskeerd("p.merk")}, 'hex')::uuid AND NOT EXISTS (
        SELECT FROM vernietiging.spooreenheid e WHERE e.lijst = %(lijst)s AND {_PAST}))
"""  # noqa: S608 constants of this file
_TERUG = f"""
SELECT merk, {_gemaskeerd("merk")}, soort, eenheid, {_gemaskeerd("hulp")} FROM vernietiging.spoor
WHERE lijst = %(lijst)s AND merk > %(na)s ORDER BY merk LIMIT %(limiet)s
"""  # noqa: S608 constants of this file


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
        waarden = {"lijst": lijst, **_masker_in_sql(masker), **_hmac_in_sql(masker)}
        for na in range(0, _laatste(verbinding, lijst), EENHEDEN):
            # A transaction each, and few enough that nothing of it is put in a temporary file on the way.
            with verbinding.transaction():
                verbinding.execute(_NEEM, {**waarden, "na": na, "tot": na + EENHEDEN})
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


def _laatste(verbinding: Verbinding, lijst: str) -> int:
    rij = verbinding.execute(
        "SELECT coalesce(max(nummer), 0) FROM vernietiging.spooreenheid WHERE lijst = %s", (lijst,)
    ).fetchone()
    return int(rij[0]) if rij else 0


def _masker(verbinding: Verbinding, lijst: str) -> bytes:
    rij = verbinding.execute(
        "SELECT masker FROM vernietiging.sporenset WHERE lijst = %s", (lijst,)
    ).fetchone()
    if rij is None:
        raise GeenSporen
    return bytes(rij[0])


def _masker_in_sql(masker: bytes) -> dict[str, int]:
    """The two halves of the mask of 16 bytes."""
    helften = (masker[: LENGTE // 2], masker[LENGTE // 2 : LENGTE])
    return dict(
        zip(("eerste", "tweede"), (int.from_bytes(half, signed=True) for half in helften), strict=True)
    )


def _hmac_in_sql(masker: bytes) -> dict[str, bytes]:
    """What stands before a text and before its hash in HMAC-SHA-256 (RFC 2104), so that it is ``nummermerk``."""
    sleutel = masker.ljust(_BLOK, b"\0")
    return {
        "binnen": bytes(octet ^ 0x36 for octet in sleutel),
        "buiten": bytes(octet ^ 0x5C for octet in sleutel),
    }


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
    verbinding.execute(_BLIJFT_ELDERS, {"lijst": lijst, **_masker_in_sql(masker)})


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
    na, soorten = b"", {soort.value: soort for soort in Spoorsoort}
    waarden = {"lijst": lijst, "limiet": PORTIE, **_masker_in_sql(masker)}
    while True:
        rijen = verbinding.execute(_TERUG, {**waarden, "na": na}, binary=True).fetchall()
        for _, merk, soort, eenheid, hulp in rijen:
            sporen[merk] = Spoor(soorten[soort], eenheid, hulp)
        if sporen or not na:
            yield Naalden(sporen, masker)
        if len(rijen) < PORTIE:
            return
        na, sporen = rijen[-1][0], {}


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
