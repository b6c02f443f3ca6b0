"""The tables of who was granted what: grants, their ends, the yearly reviews, and when each was last used."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Identity,
    Index,
    Integer,
    Table,
    Text,
    Uuid,
)
from sqlalchemy.dialects.postgresql import ARRAY

from infra.tables import metadata

toekenning = Table(
    "toekenning",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("nummer", Integer, Identity(always=True), nullable=False, unique=True),
    Column("uitgever", Text, nullable=False),
    Column("sub", Text, nullable=False),
    Column("wie", Text, nullable=False),
    Column("rol", Text, nullable=False),
    Column("organisatie", Text, nullable=False),
    Column("tafels", ARRAY(Text), nullable=False),
    Column("soort", Text, nullable=False),
    Column("rechten", ARRAY(Text)),
    Column("vanaf", Date, nullable=False),
    Column("tot_en_met", Date),
    Column("gegeven_op", DateTime(timezone=True), nullable=False),
    Column("gegeven_door", Text, nullable=False),
    CheckConstraint("soort IN ('mens', 'systeem')", name="soort"),
    CheckConstraint("(soort = 'systeem') = (rechten IS NOT NULL)", name="rechten"),
    CheckConstraint("gegeven_door <> wie", name="niet_aan_zichzelf"),
    schema="rechten",
)
"""What somebody who signs in may do here. ``sub`` and ``wie`` are pseudonymous ids. Append-only."""

Index("ix_toekenning_sub_uitgever", toekenning.c.sub, toekenning.c.uitgever)
Index("ix_toekenning_wie", toekenning.c.wie)

beeindiging = Table(
    "beeindiging",
    metadata,
    Column("toekenning_id", Uuid, primary_key=True),
    Column("op", DateTime(timezone=True), nullable=False),
    Column("door", Text, nullable=False),
    Column("reden", Text, nullable=False),
    schema="rechten",
)
"""Which grants are over, and why; at once, whatever their last day was. Append-only."""

herziening = Table(
    "herziening",
    metadata,
    Column("nummer", Integer, Identity(always=True), primary_key=True),
    Column("toekenning_id", Uuid, nullable=False),
    Column("op", DateTime(timezone=True), nullable=False),
    Column("door", Text, nullable=False),
    Column("uitkomst", Text, nullable=False),
    CheckConstraint("uitkomst IN ('behouden', 'beëindigd')", name="uitkomst"),
    schema="rechten",
)
"""Who looked whether a grant is still needed (BIO2), and what came of it. Append-only."""

Index("ix_herziening_toekenning_id", herziening.c.toekenning_id, herziening.c.op)

gebruik = Table(
    "gebruik",
    metadata,
    Column("toekenning_id", Uuid, primary_key=True),
    Column("laatst_op", Date, nullable=False),
    schema="rechten",
)
"""The last day on which each grant was used."""

noodoordeel = Table(
    "noodoordeel",
    metadata,
    Column("nummer", Integer, Identity(always=True), primary_key=True),
    Column("inzagedoel_id", Uuid, nullable=False),
    Column("op", DateTime(timezone=True), nullable=False),
    Column("door", Text, nullable=False),
    Column("oordeel", Text, nullable=False),
    CheckConstraint("oordeel IN ('terecht', 'onterecht', 'nader onderzoek')", name="oordeel"),
    schema="rechten",
)
"""What the FG thinks of a break-glass look; the last one counts. Append-only; the look stands in the read log."""

Index("ix_noodoordeel_inzagedoel_id", noodoordeel.c.inzagedoel_id, noodoordeel.c.nummer)
