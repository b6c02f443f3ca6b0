"""Looks at a case, to put on record; and somebody with all rights who tampers with what is there."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
from sqlalchemy import text

from api.samenstelling import Dienst
from domain.rollen import Medewerker, Rol
from infra.database import Database
from infra.inzage.regel import Diepte, Inzageregel, Inzageuitkomst, Verwerking, lees_regel
from infra.inzage.schrijven import Gezien
from tests.verhalen import ZVH

LEZER = Medewerker("mw-peer", Rol.PROCESREGISSEUR, "zvh")
TABELLEN = ("gebeurtenis", "regel", "knoop", "blad", "boek")


def verwerking(dienst: Dienst, *, uitkomst: Inzageuitkomst = Inzageuitkomst.GETOOND) -> Verwerking:
    nu = dienst.omgeving.nu()
    return Verwerking(
        spoor=uuid4().hex,
        span="00f067aa0ba902b7",
        wat="GET /v1/casussen/{casusnummer}",
        recht="een casus lezen",
        doel="casusbehandeling",
        wie=LEZER,
        tafel=ZVH,
        begin=nu,
        einde=nu + timedelta(milliseconds=3),
        uitkomst=uitkomst,
    )


def kijk(
    dienst: Dienst,
    stroom_id: UUID,
    *personen: UUID,
    keer: int = 1,
    uitkomst: Inzageuitkomst = Inzageuitkomst.GETOOND,
) -> None:
    """Somebody looks at these people of a case."""
    for _ in range(keer):
        gezien = Gezien(stroom_id, frozenset(personen), Diepte.VOLLEDIG)
        dienst.inzagen.schrijf(verwerking(dienst, uitkomst=uitkomst), [gezien])


def alle_regels(dienst: Dienst) -> list[Inzageregel]:
    with dienst.engine.connect() as verbinding:
        rijen = verbinding.execute(text("SELECT positie, inhoud FROM inzage.regel ORDER BY positie"))
        return [lees_regel(rij.positie, rij.inhoud) for rij in rijen]


def stroom_van(dienst: Dienst, casusnummer: str) -> UUID:
    return dienst.shell.laad(casusnummer).stroom_id


@contextmanager
def zonder_rem(database: Database) -> Iterator[psycopg.Connection[Any]]:
    """Somebody with all rights, with the triggers off."""
    with psycopg.connect(database.owner_url) as baas:
        for tabel in TABELLEN:
            baas.execute(f"ALTER TABLE inzage.{tabel} DISABLE TRIGGER USER")
        yield baas
        for tabel in TABELLEN:
            # Where the attack put something else in its place, that has no triggers.
            baas.execute(
                "DO $$ BEGIN EXECUTE 'ALTER TABLE inzage." + tabel + " ENABLE TRIGGER USER';"
                " EXCEPTION WHEN wrong_object_type THEN NULL; END $$"
            )
