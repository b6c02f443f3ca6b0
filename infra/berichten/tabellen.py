"""The tables of messages, in schema ``berichten``: who gets them, what there is to tell, and how far it is."""

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Identity,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)

from infra.tables import metadata

SCHEMA = "berichten"

loop = Table(
    "loop",
    metadata,
    Column("een", SmallInteger, primary_key=True, autoincrement=False),
    Column("positie", BigInteger, nullable=False),
    Column("fout", Text),
    Column("fout_op", DateTime(timezone=True)),
    Column("herinnerd_op", Date),
    Column("ingehouden_op", DateTime(timezone=True)),
    Column("ingehouden_om", BigInteger),
    CheckConstraint("een = 1", name="een"),
    schema=SCHEMA,
)
"""One row: up to which position facts were taken, the kind of fault that stopped that, the day of the last reminders,
since when nothing is sent because an older database was put back, and how many events the newest checkpoint had when
that was last found: what somebody looked at is not held back again at the next start."""

abonnement = Table(
    "abonnement",
    metadata,
    Column("abonnement_id", Uuid, primary_key=True),
    Column("organisatie", Text, nullable=False),
    Column("adres", Text, nullable=False),
    Column("tafels", ARRAY(Text), nullable=False),
    Column("soorten", ARRAY(Text), nullable=False),
    Column("na_positie", BigInteger, nullable=False),
    Column("gemaakt_op", DateTime(timezone=True), nullable=False),
    Column("gemaakt_door", Text, nullable=False),
    Column("opgezegd_op", DateTime(timezone=True)),
    schema=SCHEMA,
)
"""An organisation gets messages about cases of these tables at this address, of what happened after ``na_positie``."""

adres = Table(
    "adres",
    metadata,
    Column("adres_id", Uuid, primary_key=True),
    Column("organisatie", Text, nullable=False),
    Column("medewerker", Text),
    Column("mailadres", Text, nullable=False),
    Column("tafel", Text, nullable=False),
    Column("gegeven_op", DateTime(timezone=True), nullable=False),
    Column("gegeven_door", Text, nullable=False),
    UniqueConstraint("tafel", "organisatie", "medewerker", postgresql_nulls_not_distinct=True),
    schema=SCHEMA,
)
"""Where mail goes about cases of one table: to somebody at work, or without ``medewerker`` to a mailbox that an
organisation shares. The only table with addresses; nothing else repeats one."""

lijn = Table(
    "lijn",
    metadata,
    Column("ontvanger", Uuid, primary_key=True),
    Column("mislukt", Integer, nullable=False),
    Column("mislukt_sinds", DateTime(timezone=True), nullable=False),
    Column("niet_voor", DateTime(timezone=True), nullable=False),
    Column("fout", Text, nullable=False),
    Column("gepauzeerd_op", DateTime(timezone=True)),
    schema=SCHEMA,
)
"""How it goes with a receiver that cannot be reached; one that can be has no row."""

bericht = Table(
    "bericht",
    metadata,
    Column("bericht_id", Uuid, primary_key=True),
    Column("stroom_id", Uuid, nullable=False),
    Column("versie", BigInteger),
    Column("soort", Text, nullable=False),
    Column("tafel", Text, nullable=False),
    Column("op", DateTime(timezone=True), nullable=False),
    Column("verwijzing", Uuid, nullable=False),
    Column("betreft", Uuid),
    UniqueConstraint("verwijzing"),
    schema=SCHEMA,
)
"""What there is to tell, to whomever, and where it is found; never what it says. Destroyed with the casus.

``verwijzing`` is what a link leads by. Without ``versie`` it follows from no fact: a reminder about action ``betreft``.
"""

bezorging = Table(
    "bezorging",
    metadata,
    Column("bezorging_id", BigInteger, Identity(always=True), primary_key=True),
    Column("bericht_id", Uuid, nullable=False),
    Column("stroom_id", Uuid, nullable=False),
    Column("kanaal", Text, nullable=False),
    Column("ontvanger", Uuid, nullable=False),
    Column("stand", Text, nullable=False),
    Column("pogingen", Integer, nullable=False, server_default=text("0")),
    Column("volgende_poging", DateTime(timezone=True), nullable=False),
    Column("fout", Text),
    Column("klaar_op", DateTime(timezone=True)),
    UniqueConstraint("bericht_id", "ontvanger"),
    schema=SCHEMA,
)
"""To whom, how far it is, and how often it was tried. Destroyed with the casus."""

ingreep = Table(
    "ingreep",
    metadata,
    Column("nummer", BigInteger, Identity(always=True), primary_key=True),
    Column("op", DateTime(timezone=True), nullable=False),
    Column("soort", Text, nullable=False),
    Column("waarover", Text, nullable=False),
    Column("reden", Text, nullable=False),
    Column("wie", Text, nullable=False),
    schema=SCHEMA,
)
"""What somebody did about messages, and why. Append-only: grants and a trigger see to it."""

Index("ix_bericht_stroom_id", bericht.c.stroom_id)
Index("ix_bezorging_stroom_id", bezorging.c.stroom_id)
Index(
    "ix_bezorging_wacht",
    bezorging.c.ontvanger,
    bezorging.c.stroom_id,
    bezorging.c.bezorging_id,
    postgresql_where=text("stand = 'wacht'"),
)
Index("ix_bezorging_dood", bezorging.c.bezorging_id, postgresql_where=text("stand = 'dood'"))
Index(
    "ix_bezorging_klaar_op",
    bezorging.c.klaar_op,
    postgresql_where=bezorging.c.klaar_op.is_not(None),
)
