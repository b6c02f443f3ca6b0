"""Unmistakable made-up words that stand for personal data, and a walk that looks for them everywhere."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from infra.database import Database

BSNS = ("999990007", "999990019", "999990020")
"""Fictitious numbers that pass the elfproef."""


@dataclass
class Voliere:
    """Gives out words that occur nowhere else, and knows them all."""

    woorden: list[str] = field(default_factory=lambda: list(BSNS))

    def zing(self, wat: str) -> str:
        """A new word, for this kind of place."""
        woord = f"Kanarie{len(self.woorden):03d}{wat}Tsjilp"
        self.woorden.append(woord)
        return woord

    def in_tekst(self, tekst: str) -> list[str]:
        """The words that stand in a text, as they are or in hexadecimals."""
        klein = tekst.lower()
        return [
            woord
            for woord in self.woorden
            if woord.lower() in klein
            or woord.encode().hex() in klein
            or json.dumps(woord)[1:-1].lower() in klein
        ]


def alle_tabellen(verbinding: psycopg.Connection[Any]) -> list[tuple[str, str]]:
    """Every table of the database that is not PostgreSQL's own, and the planner's samples of all columns."""
    rijen = verbinding.execute(
        "SELECT schemaname, tablename FROM pg_tables"
        " WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2"
    ).fetchall()
    return [(schema, tabel) for schema, tabel in rijen] + [("pg_catalog", "pg_stats")]


def alles_in_de_database(database: Database) -> dict[str, str]:
    """Every row of every table as text, by table; the planner has just taken its samples."""
    with psycopg.connect(database.owner_url, autocommit=True) as verbinding:
        verbinding.execute("ANALYZE")
        return {
            f"{schema}.{tabel}": "\n".join(
                rij[0]
                for rij in verbinding.execute(
                    sql.SQL("SELECT to_jsonb(t)::text FROM {} t").format(sql.Identifier(schema, tabel))
                )
            )
            for schema, tabel in alle_tabellen(verbinding)
        }


def serverlog(folder: Path) -> str:
    """What the embedded server wrote to its log."""
    return "\n".join(pad.read_text(errors="replace") for pad in folder.rglob("*.log"))
