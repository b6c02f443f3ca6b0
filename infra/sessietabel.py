"""The table of sessions: who is signed in with a browser. What it keeps of a cookie opens nothing."""

from sqlalchemy import Column, DateTime, Index, LargeBinary, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from infra.tables import metadata

sessie = Table(
    "sessie",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("koekje", LargeBinary, nullable=False),
    Column("uitgever", Text, nullable=False),
    Column("sub", Text, nullable=False),
    Column("sid", Text),
    Column("niveau", Text, nullable=False),
    Column("ingelogd_op", DateTime(timezone=True), nullable=False),
    Column("begin", DateTime(timezone=True), nullable=False),
    Column("laatst", DateTime(timezone=True), nullable=False),
    Column("einde", DateTime(timezone=True), nullable=False),
    Column("toekenning", Uuid),
    Column("demo", JSONB),
    schema="inloggen",
)
"""One row for each session. ``koekje`` is the SHA-256 of the cookie's value; ``sub`` the pseudonym that the issuer
gives; ``ingelogd_op`` when somebody showed there who it is; ``toekenning`` as whom this person works now; ``demo``
what the demo issuer says that one of its invented people may do, and nothing anywhere else."""

Index("uq_sessie_koekje", sessie.c.koekje, unique=True)
Index("ix_sessie_uitgever_sub", sessie.c.uitgever, sessie.c.sub)
Index("ix_sessie_einde", sessie.c.einde)
