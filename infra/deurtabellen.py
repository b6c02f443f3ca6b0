"""The tables of the door: which commands were given under which key, and how often who knocked."""

from sqlalchemy import BigInteger, Column, DateTime, LargeBinary, Table, Uuid, text

from infra.tables import metadata

herhaalsleutel = Table(
    "herhaalsleutel",
    metadata,
    Column("merk", LargeBinary, primary_key=True),
    Column("vingerafdruk", LargeBinary, nullable=False),
    Column("zaad", Uuid, nullable=False),
    Column("stroom_id", Uuid, index=True),
    Column("na_versie", BigInteger),
    Column("versie", BigInteger),
    Column("op", DateTime(timezone=True), nullable=False, server_default=text("now()"), index=True),
    schema="deur",
)
"""The Idempotency-Key of a command that was carried out, as two hashes that nobody can make without that key, and
which facts it led to. Written with those facts; goes with the casus, and else after some days."""

telling = Table(
    "telling",
    metadata,
    Column("sleutel", LargeBinary, primary_key=True),
    Column("aantal", BigInteger, nullable=False),
    Column("vervalt", DateTime(timezone=True), nullable=False, index=True),
    schema="deur",
    prefixes=["UNLOGGED"],
)
"""How often somebody knocked within a window of time, under a hash of who that is. After a crash it is empty."""
