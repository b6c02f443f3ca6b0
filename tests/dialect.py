"""SQL that is compiled once for all engines of a run, where SQLAlchemy of itself compiles it for each engine anew.

Each test has a database of its own, and so engines of its own; half of what they did was to write the same SQL again.
All of them talk to one kind of server with the same options, so what is compiled for one is right for the others.
"""

from collections.abc import MutableMapping
from typing import Any, ClassVar

from sqlalchemy import Connection, Engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg


class Dialect(PGDialect_psycopg):
    """The dialect of psycopg, which counts as the same whatever engine it is of."""

    supports_statement_cache = True
    gecompileerd: ClassVar[MutableMapping[Any, Any]] = {}
    geleerd: ClassVar[dict[str, Any]] = {}

    def __eq__(self, ander: object) -> bool:
        return type(ander) is type(self)

    def __hash__(self) -> int:
        return hash(type(self))

    def initialize(self, connection: Connection) -> None:
        """Ask the server once what it can do: it is the same for all databases of the run."""
        if not self.geleerd:
            voor = dict(vars(self))
            super().initialize(connection)  # type: ignore[no-untyped-call]  # SQLAlchemy gives it no types
            self.geleerd.update(
                {naam: waarde for naam, waarde in vars(self).items() if voor.get(naam, ...) is not waarde}
            )
        vars(self).update(self.geleerd)

    @classmethod
    def engine_created(cls, engine: Engine) -> None:
        engine.update_execution_options(compiled_cache=cls.gecompileerd)


def deel_wat_gecompileerd_is() -> None:
    """Give this dialect to every engine of psycopg that is made from now on."""
    registry.register("postgresql.psycopg", __name__, Dialect.__name__)
