"""Clears the room that a destruction leaves in the files of the database, where this service may do that."""

from contextlib import suppress

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import ProgrammingError

from infra.herbouwtabellen import HERBOUW, er_naast
from infra.kluis import tabellen_die_leeg_moeten

MAINTAIN_VANAF = 170000
"""The version of PostgreSQL that has a right of its own for it; before, only the owner of a table may."""


def ruim_op(engine: Engine) -> int | None:
    """Vacuum every table that a destruction takes rows from; ``None`` where this service may not."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as verbinding:
        namen = [f"{schema}.{tabel}" for schema, tabel in tabellen_die_leeg_moeten()]
        # Asked beforehand: without the right PostgreSQL warns and passes the table over, as if all were well.
        if not all(_mag(verbinding, naam) for naam in namen):
            return None
        # Those of a rebuild come first: one that takes its place meanwhile is then vacuumed there.
        for naam in er_naast(verbinding):
            with suppress(ProgrammingError):
                verbinding.execute(text(f"VACUUM {HERBOUW}.{naam}"))
        for naam in namen:
            verbinding.execute(text(f"VACUUM {naam}"))
        return len(namen)


def _mag(verbinding: Connection, naam: str) -> bool:
    versie = int(verbinding.execute(text("SHOW server_version_num")).scalar_one())
    if versie >= MAINTAIN_VANAF:
        vraag = text("SELECT has_table_privilege(:naam, 'MAINTAIN')")
    else:
        vraag = text("SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = to_regclass(:naam)")
    return bool(verbinding.execute(vraag, {"naam": naam}).scalar_one())
