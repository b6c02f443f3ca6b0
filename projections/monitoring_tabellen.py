"""The tables of the running cases; what is asked of them stands in ``monitoring``, the fold in ``monitoring_fold``."""

from sqlalchemy import BigInteger, Boolean, Column, Date, Index, Integer, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY

from projections.weergave import metadata

monitoring = Table(
    "monitoring",
    metadata,
    Column("stroom_id", Uuid, primary_key=True),
    Column("casusnummer", Text, nullable=False),
    Column("tafel", Text, nullable=False),
    Column("organisatie", Text, nullable=False),
    Column("gemeente", Text, nullable=False),
    Column("aanpak", Text),
    Column("versies", ARRAY(BigInteger, as_tuple=True), nullable=False),
    Column("fase", Text, nullable=False),
    Column("loopt", Boolean, nullable=False),
    Column("procesregisseur", Text),
    Column("casusregisseur", Text),
    Column("laatste_voortgang", Date),
    Column("voortgang_versie", BigInteger),
    Column("aan_zet", Text),
    Column("aan_zet_sinds", Date),
    Column("voorstel_op", Date),
    Column("voorstel_door", Text),
    Column("voorstel_sinds", Date),
    Column("opgeschaald_naar", Text),
    Column("ico_id", Uuid),
    Column("ico_op", Date),
    Column("geagendeerd_op", Date),
    Column("agenda_op", Date),
    Column("overleg_id", Uuid),
    Column("overleg_soort", Text),
    Column("overleg_op", Date),
    Column("herzien_op", Date),
    Column("informeren_op", Date),
    Column("open_acties", Integer, nullable=False),
    Column("eerste_uiterlijk", Date),
    Column("open_analyses", Integer, nullable=False),
    Column("eerste_analyse", Date),
    Column("eerste_datum", Date, nullable=False),
)
"""A case has a row from its aanmelding on, because the regie may be given before the triage; it shows in the
lists once it ``loopt``. ``eerste_datum`` is the earliest day on which something is to be there or to happen, or the
end of time where there is none."""

VOLGORDE = (monitoring.c.eerste_datum, monitoring.c.casusnummer)
for _naam, _kolommen in {
    "ix_monitoring_tafel": (),
    "ix_monitoring_organisatie": (monitoring.c.organisatie,),
    "ix_monitoring_procesregisseur": (monitoring.c.procesregisseur,),
    "ix_monitoring_casusregisseur": (monitoring.c.casusregisseur,),
}.items():
    Index(_naam, monitoring.c.tafel, *_kolommen, *VOLGORDE, postgresql_where=monitoring.c.loopt)

acties = Table(
    "monitoring_actie",
    metadata,
    Column("stroom_id", Uuid, primary_key=True),
    Column("actie_id", Uuid, primary_key=True),
    Column("versie", BigInteger, nullable=False),
    Column("tafel", Text, nullable=False),
    Column("organisatie", Text, nullable=False),
    Column("medewerker", Text),
    Column("uiterlijk", Date, nullable=False),
)
"""The open actions."""
Index("ix_monitoring_actie_tafel", acties.c.tafel, acties.c.uiterlijk)

deelnemers = Table(
    "monitoring_deelnemer",
    metadata,
    Column("stroom_id", Uuid, primary_key=True),
    Column("medewerker", Text, primary_key=True),
    Column("tafel", Text, nullable=False),
    Column("organisatie", Text, nullable=False),
)
"""Who takes part, for as long as the case runs."""
Index("ix_monitoring_deelnemer_medewerker", deelnemers.c.medewerker, deelnemers.c.tafel)

analyses = Table(
    "monitoring_analyse",
    metadata,
    Column("stroom_id", Uuid, primary_key=True),
    Column("analyse_id", Uuid, primary_key=True),
    Column("versie", BigInteger, nullable=False),
    Column("tafel", Text, nullable=False),
    Column("organisatie", Text, nullable=False),
    Column("uiterlijk", Date, nullable=False),
)
"""The verklarende analyses that were asked and are not there yet."""
Index("ix_monitoring_analyse_tafel", analyses.c.tafel, analyses.c.uiterlijk)

agendapunten = Table(
    "monitoring_agendapunt",
    metadata,
    Column("stroom_id", Uuid, primary_key=True),
    Column("agendapunt_id", Uuid, primary_key=True),
    Column("overleg_id", Uuid, nullable=False),
    Column("soort", Text, nullable=False),
    Column("op", Date, nullable=False),
)
"""Where a case stands on an agenda, triage apart: the triage ends before a case runs."""
Index("ix_monitoring_agendapunt_overleg_id", agendapunten.c.overleg_id)

uitstellen = Table(
    "monitoring_uitstel",
    metadata,
    Column("stroom_id", Uuid, primary_key=True),
    Column("persoon_id", Uuid, primary_key=True),
    Column("herzien_op", Date, nullable=False),
)
"""Whose informing was put off, and when that has to be looked at again."""
