"""The tables of the store, kluis, keys, logboek and read log. The views have their own beside their code."""

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Engine,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

gebeurtenis = Table(
    "gebeurtenis",
    metadata,
    Column("originator_id", Uuid, nullable=False),
    Column("originator_version", BigInteger, nullable=False),
    Column("topic", Text, nullable=False),
    Column("state", LargeBinary, nullable=False),
    Column("notification_id", BigInteger, Identity(always=True), nullable=False),
    PrimaryKeyConstraint("originator_id", "originator_version"),
    UniqueConstraint("notification_id"),
    schema="feiten",
)
"""The events, in the columns of the eventsourcing library. Append-only: grants and a trigger see to it."""

deel = Table(
    "deel",
    metadata,
    Column("stroom_id", Uuid, nullable=False),
    Column("versie", BigInteger, nullable=False),
    Column("nummer", SmallInteger, nullable=False),
    Column("persoon_id", Uuid),
    Column("organisatie", Text),
    Column("sleutel_id", Uuid, nullable=False),
    Column("cijfertekst", LargeBinary, nullable=False),
    PrimaryKeyConstraint("stroom_id", "versie", "nummer"),
    schema="kluis",
)
"""The content of the events, encrypted: a part for what is about nobody in particular, and one for each person."""

nummer = Table(
    "nummer",
    metadata,
    Column("casusnummer", Text, primary_key=True),
    Column("stroom_id", Uuid, nullable=False),
    Column("kenmerk_merk", LargeBinary),
    Column("sleutelnummer", Integer),
    UniqueConstraint("stroom_id"),
    UniqueConstraint("kenmerk_merk"),
    schema="kluis",
)
"""The only link from the number that the world sees to the stream; destroyed with the data.

``sleutelnummer`` is that of the key of the blind index that its mark was made with."""

agendapunt = Table(
    "agendapunt",
    metadata,
    Column("agendapunt_id", Uuid, primary_key=True),
    Column("overleg_id", Uuid, nullable=False),
    Column("stroom_id", Uuid, nullable=False),
    schema="kluis",
)
"""The only link from an agenda item to the casus; an overleg outlives it. Destroyed with the casus."""

samenloop = Table(
    "samenloop",
    metadata,
    Column("merk", LargeBinary, nullable=False),
    Column("stroom_id", Uuid, nullable=False),
    Column("persoon_id", Uuid, nullable=False),
    Column("sleutelnummer", Integer, nullable=False, server_default="1"),
    PrimaryKeyConstraint("merk", "stroom_id", "persoon_id"),
    schema="kluis",
)
"""Who is known where, as keyed marks that say nothing without their key. Destroyed with the casus."""

koppeling = Table(
    "koppeling",
    metadata,
    Column("koppeling_id", Uuid, primary_key=True),
    Column("verzoek_id", Uuid, nullable=False),
    Column("stroom_id", Uuid, nullable=False),
    Column("persoon_id", Uuid, nullable=False),
    schema="kluis",
)
"""The only link from a verzoek to where its person is. Destroyed with what it leads to, and with the verzoek."""

omheining = Table(
    "omheining",
    metadata,
    Column("stroom_id", Uuid, nullable=False),
    Column("persoon_id", Uuid),
    Column("organisatie", Text),
    Column("op", DateTime(timezone=True), nullable=False),
    Column("versies", ARRAY(BigInteger)),
    UniqueConstraint("stroom_id", "persoon_id", "organisatie", postgresql_nulls_not_distinct=True),
    schema="kluis",
)
"""What was destroyed, and when: 'destroyed' and 'never there' may not look alike, and nothing is written again.

Of one person or one supplier, ``versies`` are the events whose main part went. Such a mark goes with its casus, whose
own mark says it all: what remains may not tell who supplied something to it."""

sleutel = Table(
    "sleutel",
    metadata,
    Column("sleutel_id", Uuid, primary_key=True),
    Column("stroom_id", Uuid, nullable=False),
    Column("persoon_id", Uuid),
    Column("organisatie", Text),
    Column("tijdvak", Integer, nullable=False),
    Column("ingepakt", LargeBinary, nullable=False),
    UniqueConstraint("stroom_id", "persoon_id", "organisatie", postgresql_nulls_not_distinct=True),
    schema="sleutels",
)
"""The data keys, wrapped by the KEK of their epoch."""

tijdvak = Table(
    "tijdvak",
    metadata,
    Column("tijdvak", Integer, primary_key=True, autoincrement=False),
    Column("vingerafdruk", Text, nullable=False),
    Column("gemaakt_op", DateTime(timezone=True), nullable=False),
    Column("vernietigd_op", DateTime(timezone=True)),
    Column("gesloten_op", DateTime(timezone=True)),
    schema="sleutels",
)
"""The epochs of the KEK: which key belongs to each, known by its fingerprint alone; closed ones take no new keys."""

zoeksleutel = Table(
    "zoeksleutel",
    metadata,
    Column("sleutel_id", Uuid, primary_key=True),
    Column("doel", Text, nullable=False),
    Column("nummer", Integer, nullable=False, server_default="1"),
    Column("tijdvak", Integer, nullable=False),
    Column("ingepakt", LargeBinary, nullable=False),
    UniqueConstraint("doel", "nummer"),
    schema="sleutels",
)
"""The keys of the blind indexes, wrapped by the KEK of their epoch, and never anew by that of another: with each
replacement of the KEK comes a new one, all marks are made again, and the one before goes with the old KEK."""

knoop = Table(
    "knoop",
    metadata,
    Column("niveau", SmallInteger, nullable=False),
    Column("nummer", BigInteger, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    CheckConstraint("octet_length(hash) = 32", name="hash"),
    PrimaryKeyConstraint("niveau", "nummer"),
    schema="logboek",
)
"""The roots of complete subtrees of the logboek, by level and index. Append-only: grants and a trigger see to it."""

blad = Table(
    "blad",
    metadata,
    Column("nummer", BigInteger, primary_key=True, autoincrement=False),
    Column("positie", BigInteger, nullable=False),
    UniqueConstraint("positie"),
    schema="logboek",
)
"""Which event each leaf of the logboek is: leaves are numbered from 0 without gaps, positions have gaps."""

boek = Table(
    "boek",
    metadata,
    Column("een", SmallInteger, primary_key=True, autoincrement=False),
    Column("grootte", BigInteger, nullable=False, server_default=text("0")),
    Column("positie", BigInteger, nullable=False, server_default=text("0")),
    Column("gepubliceerd", BigInteger, nullable=False, server_default=text("0")),
    Column("fout", Text),
    Column("fout_op", DateTime(timezone=True)),
    CheckConstraint("een = 1", name="een"),
    schema="logboek",
)
"""One row: how many leaves the tree has, up to which position, how many of them were signed and given out, and the
kind of fault that stopped it, if one did."""

stand = Table(
    "stand",
    metadata,
    Column("naam", Text, primary_key=True),
    Column("positie", BigInteger, nullable=False, server_default=text("0")),
    Column("fout", Text),
    Column("fout_positie", BigInteger),
    Column("fout_op", DateTime(timezone=True)),
    schema="weergave",
)
"""How far each view has read, and what stopped it."""

ingreep = Table(
    "ingreep",
    metadata,
    Column("nummer", BigInteger, Identity(always=True), primary_key=True),
    Column("op", DateTime(timezone=True), nullable=False),
    Column("naam", Text, nullable=False),
    Column("positie", BigInteger, nullable=False),
    Column("soort", Text, nullable=False),
    Column("fout", Text),
    Column("reden", Text, nullable=False),
    Column("wie", Text, nullable=False),
    schema="weergave",
)
"""What somebody did about a fact that stopped a view, and why. Append-only: grants and a trigger see to it."""

herbouw = Table(
    "herbouw",
    metadata,
    Column("naam", Text, primary_key=True),
    Column("afdruk", Text, nullable=False),
    Column("begonnen_op", DateTime(timezone=True), nullable=False),
    Column("tot", BigInteger, nullable=False),
    Column("begin_na", BigInteger, nullable=False, server_default=text("0")),
    Column("positie", BigInteger),
    schema="weergave",
)
"""How far each rebuild of a view is that is going on, or was cut short: first stream by stream, of the facts up to
``tot``, in the order of their first facts (``begin_na``); then fact by fact (``positie``). Without an ``afdruk``: one
that is owed, because a fact that was passed over counts again."""

Index("ix_agendapunt_stroom_id", agendapunt.c.stroom_id)
Index("ix_koppeling_stroom_id", koppeling.c.stroom_id)
Index("ix_koppeling_verzoek_id", koppeling.c.verzoek_id)
Index("ix_nummer_sleutelnummer", nummer.c.sleutelnummer)
Index("ix_samenloop_sleutelnummer", samenloop.c.sleutelnummer)
Index("ix_samenloop_stroom_id", samenloop.c.stroom_id)
Index("ix_sleutel_tijdvak", sleutel.c.tijdvak)
Index("ix_sleutel_persoon_id", sleutel.c.persoon_id, postgresql_where=sleutel.c.persoon_id.is_not(None))

export = Table(
    "export",
    metadata,
    Column("exportnummer", Text, primary_key=True),
    Column("soort", Text, nullable=False),
    Column("vorm", Text, nullable=False),
    Column("tafel", Text),
    Column("gemaakt_op", DateTime(timezone=True), nullable=False),
    Column("gemaakt_door", Text, nullable=False),
    Column("rol", Text, nullable=False),
    Column("organisatie", Text, nullable=False),
    Column("vervalt_op", Date),
    Column("over_mensen", Boolean, nullable=False),
    Column("bevat_vernietigd_sinds", DateTime(timezone=True)),
    Column("vernietigd_op", DateTime(timezone=True)),
    Column("vernietigd_door", Text),
    schema="exports",
)
"""Each file that left the service: what, by whom, until when it may be there, and whether it is known to be gone.
Without a last day it was handed to who it is about, who keeps it."""

Index("ix_export_tafel", export.c.tafel, export.c.gemaakt_op, export.c.exportnummer)
Index(
    "ix_export_nog_weg",
    export.c.vervalt_op,
    export.c.exportnummer,
    postgresql_where=export.c.vernietigd_op.is_(None),
)

kopie = Table(
    "kopie",
    metadata,
    Column("exportnummer", Text, nullable=False),
    Column("stroom_id", Uuid, nullable=False),
    PrimaryKeyConstraint("stroom_id", "exportnummer"),
    schema="exports",
)
"""Of which casus something stands in which file. Destroyed with the casus; the file is then known to hold too much."""

verklaring = Table(
    "verklaring",
    metadata,
    Column("nummer", Text, primary_key=True),
    Column("jaar", Integer, nullable=False),
    Column("volgnummer", Integer, nullable=False),
    Column("lijst", Text, nullable=False),
    Column("tafel", Text, nullable=False),
    Column("gemaakt_op", DateTime(timezone=True), nullable=False),
    Column("uitkomst", Text, nullable=False),
    Column("getekend_met", Text, nullable=False),
    Column("vingerafdruk", Text, nullable=False),
    Column("inhoud", LargeBinary, nullable=False),
    Column("kopieen", ARRAY(Text), nullable=False, server_default=text("'{}'")),
    UniqueConstraint("jaar", "volgnummer"),
    UniqueConstraint("lijst"),
    schema="verklaring",
)
"""The register of verklaringen van vernietiging: the signed bytes of each, without gaps in a year. Append-only; never
about a person."""

Index("ix_verklaring_tafel", verklaring.c.tafel, verklaring.c.jaar, verklaring.c.volgnummer)

# --- traces by which the nacontrole recognises what was destroyed; gone when it is done ---------------------------

sporenset = Table(
    "sporenset",
    metadata,
    Column("lijst", Text, primary_key=True),
    Column("masker", LargeBinary, nullable=False),
    Column("genomen_op", DateTime(timezone=True), nullable=False),
    Column("tijdvak", Integer, nullable=False),
    CheckConstraint("octet_length(masker) = 32", name="masker"),
    schema="vernietiging",
)
"""The traces of one list, the mask under which they are stored, so that they are not found for what they recognise,
and the epoch of the KEK that was open when they were taken."""

spooreenheid = Table(
    "spooreenheid",
    metadata,
    Column("lijst", Text, nullable=False),
    Column("nummer", Integer, nullable=False),
    Column("stroom_id", Uuid, nullable=False),
    Column("persoon_id", Uuid),
    Column("organisatie", Text),
    PrimaryKeyConstraint("lijst", "nummer"),
    UniqueConstraint("lijst", "stroom_id", "persoon_id", "organisatie", postgresql_nulls_not_distinct=True),
    schema="vernietiging",
)
"""What a nacontrole is about: the units of a list that is being carried out."""

spoor = Table(
    "spoor",
    metadata,
    Column("lijst", Text, nullable=False),
    Column("merk", LargeBinary, nullable=False),
    Column("soort", Text, nullable=False),
    Column("eenheid", Integer, nullable=False),
    Column("hulp", LargeBinary),
    PrimaryKeyConstraint("lijst", "merk", "soort"),
    schema="vernietiging",
)
"""Traces: 16 masked bytes each, of an id, the beginning of a ciphertext or wrapped key, or the hash of a number."""

# --- the read log: records, and a tree over them of the same form as that over the events -------------------------

INZAGE = "inzage"


def op_inzagen(engine: Engine) -> Engine:
    """The same database, where the machinery of the logboek finds the tables of the read log in place of its own."""
    return engine.execution_options(schema_translate_map={"feiten": INZAGE, "logboek": INZAGE})


inzagen = gebeurtenis.to_metadata(metadata, schema=INZAGE)
"""The records of the read log, in the form of stored events; each holds no more than a commitment to its line."""

for _tabel in (knoop, blad, boek):
    _tabel.to_metadata(metadata, schema=INZAGE)


INZAGEVELDEN = ("soort", "op", "wie", "tafel", "casus", "persoon", "inzagedoel")
"""The fields of a line that it is found by: each is a column as well, which a trigger fills from the line.

A column proves nothing. What a line says is read from the line, and the check holds the two together.
"""

inzageregel = Table(
    "regel",
    metadata,
    Column("positie", BigInteger, primary_key=True, autoincrement=False),
    Column("inhoud", Text, nullable=False),
    Column("soort", Text),
    Column("op", Text),
    Column("wie", Text),
    Column("tafel", Text),
    Column("casus", Uuid),
    Column("persoon", Uuid),
    Column("inzagedoel", Uuid),
    schema=INZAGE,
)
"""The lines of the read log: who looked at whom, when, why. Pseudonymous; apart from the tree, so that a line can be
destroyed at the end of its term and its commitment stays."""

Index("ix_regel_tafel_op_positie", inzageregel.c.tafel, inzageregel.c.op, inzageregel.c.positie)
Index(
    "ix_regel_tafel_wie_op_positie",
    inzageregel.c.tafel,
    inzageregel.c.wie,
    inzageregel.c.op,
    inzageregel.c.positie,
)
Index(
    "ix_regel_zonder_tafel",
    inzageregel.c.op,
    inzageregel.c.positie,
    postgresql_where=inzageregel.c.tafel.is_(None),
)
Index(
    "ix_regel_doelen",
    inzageregel.c.tafel,
    inzageregel.c.op,
    inzageregel.c.positie,
    postgresql_where=text("soort = 'doel'"),
)
Index("ix_regel_persoon", inzageregel.c.persoon, postgresql_where=inzageregel.c.persoon.is_not(None))
Index("ix_regel_casus", inzageregel.c.casus, postgresql_where=inzageregel.c.casus.is_not(None))
Index("ix_regel_inzagedoel", inzageregel.c.inzagedoel, postgresql_where=inzageregel.c.inzagedoel.is_not(None))
