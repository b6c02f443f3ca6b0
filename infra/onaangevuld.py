"""Of which views it is not known yet what their rows were before: a database of before that was kept."""

from sqlalchemy import BigInteger, Column, Connection, Table, Text, select, text

from infra import tables

aanvulling = Table(
    "aanvulling",
    tables.metadata,
    Column("naam", Text, primary_key=True),
    Column("tot", BigInteger, nullable=False),
    Column("begin_na", BigInteger, nullable=False, server_default=text("0")),
    schema="weergave",
)
"""By view: of the streams that begin after ``begin_na``, up to ``tot``, the past is still to be filled in."""


def hoever(verbinding: Connection) -> dict[str, tuple[int, int]]:
    """Of each view whose past is not known yet: up to which position it is filled in, and up to which it will be."""
    rijen = verbinding.execute(select(aanvulling).order_by(aanvulling.c.naam))
    return {rij.naam: (rij.begin_na, rij.tot) for rij in rijen}


def onaangevuld(verbinding: Connection) -> list[str]:
    """The views whose past is not known yet."""
    return list(hoever(verbinding))
