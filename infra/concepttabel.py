"""The tables of concepts: what somebody typed and has not brought in yet, and how many of those ever went."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    Index,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
    Uuid,
)

from infra.tables import metadata

concept = Table(
    "concept",
    metadata,
    Column("concept_id", Uuid, primary_key=True),
    Column("sleutel_id", Uuid, nullable=False),
    Column("wie", Text, nullable=False),
    Column("organisatie", Text, nullable=False),
    Column("tafel", Text, nullable=False),
    Column("versie", BigInteger, nullable=False),
    Column("begonnen_op", DateTime(timezone=True), nullable=False),
    Column("bewaard_op", DateTime(timezone=True), nullable=False),
    Column("vervalt_op", DateTime(timezone=True), nullable=False),
    Column("cijfertekst", LargeBinary, nullable=False),
    schema="kluis",
)
"""One row for each concept: all that was typed in one sealed payload, whose key stands among the data keys under
``sleutel_id``. The id of the concept is the client's to choose, so nothing else is found by it."""

Index("ix_concept_wie_organisatie", concept.c.wie, concept.c.organisatie)
Index("ix_concept_vervalt_op", concept.c.vervalt_op)

conceptstand = Table(
    "conceptstand",
    metadata,
    Column(
        "een", SmallInteger, CheckConstraint("een = 1", name="een"), primary_key=True, autoincrement=False
    ),
    Column("weg", BigInteger, nullable=False),
    Column("sinds", DateTime(timezone=True)),
    schema="kluis",
)
"""How many concepts ever went, by which an older database is known; and the first that went under the KEK of now."""
