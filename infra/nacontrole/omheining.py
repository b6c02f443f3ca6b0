"""Whether the fence stands: each destroyed unit has its mark, and the database refuses a late write for it.

The write is really tried, in a transaction that is rolled back: a trigger that is there may still be switched off.
"""

import os
from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

import psycopg
from psycopg.rows import TupleRow

from domain.vernietigingslijst.nacontrole import Aantal, Controle, Soort, Uitslag
from infra.nacontrole.sporen import Verbinding

HOOGSTENS = 600
"""Seconds between the moment of a mark and that of the event that tells of it."""

_MERKTEKEN = """o.stroom_id = e.stroom_id AND (o.persoon_id IS NULL OR o.persoon_id = e.persoon_id)
    AND (o.organisatie IS NULL OR o.organisatie = e.organisatie)"""
_STAND = f"""
SELECT count(*), count(*) FILTER (WHERE NOT EXISTS (SELECT FROM kluis.omheining o WHERE {_MERKTEKEN})),
    (SELECT max(o.op) FROM kluis.omheining o JOIN vernietiging.spooreenheid e ON e.lijst = %(lijst)s AND {_MERKTEKEN})
FROM vernietiging.spooreenheid e WHERE e.lijst = %(lijst)s
"""  # noqa: S608 constants of this file
# Mark and event are written together, after one another; where there is no event of it at all, that is told elsewhere.
_VERSCHOVEN = f"""
SELECT count(*) FROM vernietiging.spooreenheid e
JOIN kluis.omheining o ON o.stroom_id = e.stroom_id
    AND (o.persoon_id, o.organisatie) IS NOT DISTINCT FROM (e.persoon_id, e.organisatie)
CROSS JOIN LATERAL (
    SELECT min(abs(extract(epoch FROM o.op - (convert_from(g.state, 'UTF8')::jsonb ->> 'op')::timestamptz))) AS verschil
    FROM feiten.gebeurtenis g WHERE g.originator_id = e.stroom_id AND CASE
        WHEN e.persoon_id IS NOT NULL THEN g.topic LIKE 'casus.PersoonVernietigd.v%%'
        WHEN e.organisatie IS NOT NULL THEN g.topic LIKE 'casus.BijdrageVernietigd.v%%'
        ELSE g.topic LIKE '%%Verwijderd.v%%' END
) v
WHERE e.lijst = %s AND v.verschil > {HOOGSTENS}
"""  # noqa: S608 constants of this file
PROEF = 200
"""Units for which a late write is tried, spread over the list."""

_PROEF = """
SELECT stroom_id, persoon_id, organisatie FROM (
    SELECT *, row_number() OVER (ORDER BY nummer) - 1 AS rang, count(*) OVER () AS totaal
    FROM vernietiging.spooreenheid WHERE lijst = %s) e
WHERE rang %% greatest(totaal / %s, 1) = 0 ORDER BY nummer LIMIT %s
"""
_DEEL = (
    "INSERT INTO kluis.deel (stroom_id, persoon_id, organisatie, versie, nummer, sleutel_id, cijfertekst)"
    " VALUES (%s, %s, %s, 4611686018427387904, 0, %s, %s)"
)
_SLEUTEL = (
    "INSERT INTO sleutels.sleutel (stroom_id, persoon_id, organisatie, tijdvak, sleutel_id, ingepakt)"
    " SELECT %s, %s, %s, max(tijdvak), %s, %s FROM sleutels.tijdvak WHERE gesloten_op IS NULL"
)


def laatste_vernietiging(verbinding: Verbinding, lijst: str) -> datetime | None:
    """When the last unit of a list was destroyed; ``None`` where none was."""
    rij = verbinding.execute(_STAND, {"lijst": lijst}).fetchone()
    moment: datetime | None = rij[2] if rij else None
    return moment


def controleer_omheining(verbinding: Verbinding, lijst: str) -> Controle:
    """Check the marks of all units, and try to write for some of them."""
    rij = verbinding.execute(_STAND, {"lijst": lijst}).fetchone()
    aantal, zonder = (rij[0], rij[1]) if rij else (0, 0)
    verschoven_rij = verbinding.execute(_VERSCHOVEN, (lijst,)).fetchone()
    verschoven = verschoven_rij[0] if verschoven_rij else 0
    proef = verbinding.execute(_PROEF, (lijst, PROEF, PROEF)).fetchall()
    toegelaten = _schrijf_te_laat(verbinding, proef)
    waar = ("kluis.omheining",) if zonder or verschoven else ()
    return Controle(
        code=Soort.OMHEINING,
        wat="Staat vast dat dit vernietigd is, en weigert de database wat er nog bij komt?",
        uitslag=Uitslag.MISLUKT if zonder or verschoven or toegelaten or not aantal else Uitslag.GESLAAGD,
        aantallen=(
            Aantal("eenheden bekeken", aantal),
            Aantal("eenheden zonder merkteken", zonder),
            *(
                (Aantal("merktekens met een ander moment dan de geschiedenis", verschoven),)
                if verschoven
                else ()
            ),
            Aantal("late pogingen om te schrijven", 2 * len(proef)),
            Aantal("daarvan niet geweigerd", len(toegelaten)),
        ),
        waar=(*waar, *sorted(set(toegelaten))),
    )


def _schrijf_te_laat(verbinding: Verbinding, eenheden: Sequence[TupleRow]) -> list[str]:
    """The tables that took a write which they should have refused, once for each."""
    toegelaten = []
    for eenheid in eenheden:
        for tabel, daad in (("kluis.deel", _DEEL), ("sleutels.sleutel", _SLEUTEL)):
            try:
                with verbinding.transaction(force_rollback=True):
                    verbinding.execute(daad, (*eenheid, uuid4(), os.urandom(60)))
            except psycopg.IntegrityError as fout:
                # Another constraint than the fence is no proof that the fence stands.
                if "buiten_de_omheining" not in (fout.diag.context or ""):
                    toegelaten.append(tabel)
            except psycopg.errors.InsufficientPrivilege:
                toegelaten.append(tabel)
            else:
                toegelaten.append(tabel)
    return toegelaten
