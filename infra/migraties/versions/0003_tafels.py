"""Beside the kluis: which casus an agenda item is, and the marks by which tables find who they both know.

The views that changed are made anew and begin at the first fact; there are two more: the agenda and the consultaties.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# As in 0001: the planner takes no samples of what a destruction must take away.
GEEN_STEEKPROEF = (
    ("kluis.agendapunt", "agendapunt_id"),
    ("kluis.samenloop", "merk"),
    ("kluis.samenloop", "persoon_id"),
    ("weergave.agenda_casus", "casusnummer"),
    ("weergave.agenda_punt", "agendapunt_id"),
    ("weergave.bewaartermijn", "casusnummer"),
    ("weergave.bewaartermijn_zonder", "consultatienummer"),
    ("weergave.consultatielijst", "consultatienummer"),
    ("weergave.monitoring", "casusnummer"),
    ("weergave.monitoring_agendapunt", "agendapunt_id"),
    ("weergave.monitoring_analyse", "analyse_id"),
    ("weergave.monitoring_uitstel", "persoon_id"),
    ("weergave.triagelijst", "agendapunt_id"),
    ("weergave.triagelijst", "casusnummer"),
    ("weergave.triagelijst_samenloop", "persoon_id"),
)

RECHTEN = """
GRANT SELECT, INSERT, DELETE ON kluis.agendapunt, kluis.samenloop TO casus_dienst;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA weergave TO casus_dienst;
"""

VERVANGEN = ("bewaartermijn", "monitoring", "triagelijst", "verwijderrapport")

# A view that is made anew begins without rows and at the first fact, also in the tables of it that did not change.
VANAF_HET_BEGIN = """
TRUNCATE weergave.monitoring_actie, weergave.monitoring_deelnemer, weergave.triagelijst_toestemming;
DELETE FROM weergave.stand WHERE naam IN ('monitoring', 'triagelijst', 'verwijderrapport');
"""


def upgrade() -> None:
    """Make it."""
    _kluis()
    for tabel in VERVANGEN:
        op.drop_table(tabel, schema="weergave")
    op.execute(VANAF_HET_BEGIN)
    _triagelijst()
    _agenda()
    _monitoring()
    _termijnen()
    _consultatielijst()
    for tabel, kolom in GEEN_STEEKPROEF:
        op.execute(f"ALTER TABLE {tabel} ALTER {kolom} SET STATISTICS 0")
    op.execute(RECHTEN)


def _kluis() -> None:
    op.create_table(
        "agendapunt",
        sa.Column("agendapunt_id", sa.Uuid(), nullable=False),
        sa.Column("overleg_id", sa.Uuid(), nullable=False),
        sa.Column("stroom_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("agendapunt_id", name=op.f("pk_agendapunt")),
        schema="kluis",
    )
    op.create_index("ix_agendapunt_stroom_id", "agendapunt", ["stroom_id"], unique=False, schema="kluis")
    op.create_table(
        "samenloop",
        sa.Column("merk", sa.LargeBinary(), nullable=False),
        sa.Column("stroom_id", sa.Uuid(), nullable=False),
        sa.Column("persoon_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("merk", "stroom_id", "persoon_id", name=op.f("pk_samenloop")),
        schema="kluis",
    )
    op.create_index("ix_samenloop_stroom_id", "samenloop", ["stroom_id"], unique=False, schema="kluis")


def _triagelijst() -> None:
    op.create_table(
        "triagelijst",
        sa.Column("stroom_id", sa.Uuid(), nullable=False),
        sa.Column("casusnummer", sa.Text(), nullable=False),
        sa.Column("tafel", sa.Text(), nullable=False),
        sa.Column("definitie", sa.Text(), nullable=False),
        sa.Column("gemeente", sa.Text(), nullable=False),
        sa.Column("aanpak", sa.Text(), nullable=True),
        sa.Column("organisatie", sa.Text(), nullable=False),
        sa.Column("aangemeld_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sinds", sa.Date(), nullable=False),
        sa.Column("aangehouden", sa.Boolean(), nullable=False),
        sa.Column("voor_triage", sa.Date(), nullable=False),
        sa.Column("termijn", sa.Date(), nullable=False),
        sa.Column("onduidelijk", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("gegeven", sa.Integer(), nullable=False),
        sa.Column("geweigerd", sa.Integer(), nullable=False),
        sa.Column("ingetrokken", sa.Integer(), nullable=False),
        sa.Column("betrokkenen", sa.Integer(), nullable=False),
        sa.Column("versies", postgresql.ARRAY(sa.BigInteger()), nullable=False),
        sa.Column("samenloop_op", sa.Date(), nullable=True),
        sa.Column("samenloop_personen", sa.Integer(), nullable=False),
        sa.Column("samenloop_treffers", sa.Integer(), nullable=False),
        sa.Column("overleg_id", sa.Uuid(), nullable=True),
        sa.Column("agendapunt_id", sa.Uuid(), nullable=True),
        sa.Column("hoofdpersoon", sa.Boolean(), nullable=False),
        sa.Column("leefgebieden", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("criteria", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("reguliere_routes", sa.Boolean(), nullable=False),
        sa.Column("voorcontact", sa.Boolean(), nullable=False),
        sa.Column("grondslag", sa.Boolean(), nullable=False),
        sa.Column("ontbreekt", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("stroom_id", name=op.f("pk_triagelijst")),
        schema="weergave",
    )
    _index("ix_triagelijst_tafel", "triagelijst", ["tafel", "voor_triage", "aangemeld_op", "casusnummer"])
    _index(
        "ix_triagelijst_tafel_organisatie",
        "triagelijst",
        ["tafel", "organisatie", "voor_triage", "aangemeld_op", "casusnummer"],
    )
    op.create_table(
        "triagelijst_samenloop",
        sa.Column("stroom_id", sa.Uuid(), nullable=False),
        sa.Column("persoon_id", sa.Uuid(), nullable=False),
        sa.Column("geraadpleegd_op", sa.Date(), nullable=False),
        sa.Column("treffers", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("stroom_id", "persoon_id", name=op.f("pk_triagelijst_samenloop")),
        schema="weergave",
    )


def _agenda() -> None:
    op.create_table(
        "agenda_overleg",
        sa.Column("overleg_id", sa.Uuid(), nullable=False),
        sa.Column("tafel", sa.Text(), nullable=False),
        sa.Column("soort", sa.Text(), nullable=False),
        sa.Column("begint", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minuten", sa.Integer(), nullable=False),
        sa.Column("vorm", sa.Text(), nullable=False),
        sa.Column("capaciteit", sa.Integer(), nullable=False),
        sa.Column("bezet", sa.Integer(), nullable=False),
        sa.Column("vrij", sa.Integer(), nullable=False),
        sa.Column("fase", sa.Text(), nullable=False),
        sa.Column("eigenlijk", sa.Date(), nullable=True),
        sa.Column("feestdag", sa.Text(), nullable=True),
        sa.Column("verzet_van", sa.DateTime(timezone=True), nullable=True),
        sa.Column("gepland_versie", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("overleg_id", name=op.f("pk_agenda_overleg")),
        schema="weergave",
    )
    _index("ix_agenda_overleg_tafel", "agenda_overleg", ["tafel", "begint", "overleg_id"])
    _index(
        "ix_agenda_overleg_vrij",
        "agenda_overleg",
        ["tafel", "soort", "begint", "overleg_id"],
        waar="vrij > 0",
    )
    op.create_table(
        "agenda_casus",
        sa.Column("stroom_id", sa.Uuid(), nullable=False),
        sa.Column("casusnummer", sa.Text(), nullable=False),
        sa.Column("organisatie", sa.Text(), nullable=False),
        sa.Column("afgeschermd", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("stroom_id", name=op.f("pk_agenda_casus")),
        schema="weergave",
    )
    op.create_table(
        "agenda_punt",
        sa.Column("stroom_id", sa.Uuid(), nullable=False),
        sa.Column("agendapunt_id", sa.Uuid(), nullable=False),
        sa.Column("overleg_id", sa.Uuid(), nullable=False),
        sa.Column("soort", sa.Text(), nullable=False),
        sa.Column("besproken_op", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("stroom_id", "agendapunt_id", name=op.f("pk_agenda_punt")),
        schema="weergave",
    )
    _index("ix_agenda_punt_overleg_id", "agenda_punt", ["overleg_id"])
    op.create_table(
        "agenda_uitnodiging",
        sa.Column("overleg_id", sa.Uuid(), nullable=False),
        sa.Column("uitnodiging_id", sa.Uuid(), nullable=False),
        sa.Column("genodigde", sa.Text(), nullable=False),
        sa.Column("medewerker", sa.Text(), nullable=True),
        sa.Column("deelname", sa.Text(), nullable=False),
        sa.Column("agendapunt_id", sa.Uuid(), nullable=True),
        sa.Column("antwoord", sa.Text(), nullable=False),
        sa.Column("antwoord_versie", sa.BigInteger(), nullable=True),
        sa.Column("vervanger", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("overleg_id", "uitnodiging_id", name=op.f("pk_agenda_uitnodiging")),
        schema="weergave",
    )


def _monitoring() -> None:
    op.create_table(
        "monitoring",
        sa.Column("stroom_id", sa.Uuid(), nullable=False),
        sa.Column("casusnummer", sa.Text(), nullable=False),
        sa.Column("tafel", sa.Text(), nullable=False),
        sa.Column("organisatie", sa.Text(), nullable=False),
        sa.Column("gemeente", sa.Text(), nullable=False),
        sa.Column("aanpak", sa.Text(), nullable=True),
        sa.Column("versies", postgresql.ARRAY(sa.BigInteger()), nullable=False),
        sa.Column("fase", sa.Text(), nullable=False),
        sa.Column("loopt", sa.Boolean(), nullable=False),
        sa.Column("procesregisseur", sa.Text(), nullable=True),
        sa.Column("casusregisseur", sa.Text(), nullable=True),
        sa.Column("laatste_voortgang", sa.Date(), nullable=True),
        sa.Column("voortgang_versie", sa.BigInteger(), nullable=True),
        sa.Column("aan_zet", sa.Text(), nullable=True),
        sa.Column("aan_zet_sinds", sa.Date(), nullable=True),
        sa.Column("voorstel_op", sa.Date(), nullable=True),
        sa.Column("voorstel_door", sa.Text(), nullable=True),
        sa.Column("voorstel_sinds", sa.Date(), nullable=True),
        sa.Column("opgeschaald_naar", sa.Text(), nullable=True),
        sa.Column("ico_id", sa.Uuid(), nullable=True),
        sa.Column("ico_op", sa.Date(), nullable=True),
        sa.Column("geagendeerd_op", sa.Date(), nullable=True),
        sa.Column("agenda_op", sa.Date(), nullable=True),
        sa.Column("overleg_id", sa.Uuid(), nullable=True),
        sa.Column("overleg_soort", sa.Text(), nullable=True),
        sa.Column("overleg_op", sa.Date(), nullable=True),
        sa.Column("herzien_op", sa.Date(), nullable=True),
        sa.Column("informeren_op", sa.Date(), nullable=True),
        sa.Column("open_acties", sa.Integer(), nullable=False),
        sa.Column("eerste_uiterlijk", sa.Date(), nullable=True),
        sa.Column("open_analyses", sa.Integer(), nullable=False),
        sa.Column("eerste_analyse", sa.Date(), nullable=True),
        sa.Column("eerste_datum", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("stroom_id", name=op.f("pk_monitoring")),
        schema="weergave",
    )
    _index(
        "ix_monitoring_casusregisseur",
        "monitoring",
        ["tafel", "casusregisseur", "eerste_datum", "casusnummer"],
        waar="loopt",
    )
    _index(
        "ix_monitoring_organisatie",
        "monitoring",
        ["tafel", "organisatie", "eerste_datum", "casusnummer"],
        waar="loopt",
    )
    _index(
        "ix_monitoring_procesregisseur",
        "monitoring",
        ["tafel", "procesregisseur", "eerste_datum", "casusnummer"],
        waar="loopt",
    )
    _index("ix_monitoring_tafel", "monitoring", ["tafel", "eerste_datum", "casusnummer"], waar="loopt")
    op.create_table(
        "monitoring_analyse",
        sa.Column("stroom_id", sa.Uuid(), nullable=False),
        sa.Column("analyse_id", sa.Uuid(), nullable=False),
        sa.Column("versie", sa.BigInteger(), nullable=False),
        sa.Column("tafel", sa.Text(), nullable=False),
        sa.Column("organisatie", sa.Text(), nullable=False),
        sa.Column("uiterlijk", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("stroom_id", "analyse_id", name=op.f("pk_monitoring_analyse")),
        schema="weergave",
    )
    _index("ix_monitoring_analyse_tafel", "monitoring_analyse", ["tafel", "uiterlijk"])
    op.create_table(
        "monitoring_agendapunt",
        sa.Column("stroom_id", sa.Uuid(), nullable=False),
        sa.Column("agendapunt_id", sa.Uuid(), nullable=False),
        sa.Column("overleg_id", sa.Uuid(), nullable=False),
        sa.Column("soort", sa.Text(), nullable=False),
        sa.Column("op", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("stroom_id", "agendapunt_id", name=op.f("pk_monitoring_agendapunt")),
        schema="weergave",
    )
    _index("ix_monitoring_agendapunt_overleg_id", "monitoring_agendapunt", ["overleg_id"])
    op.create_table(
        "monitoring_uitstel",
        sa.Column("stroom_id", sa.Uuid(), nullable=False),
        sa.Column("persoon_id", sa.Uuid(), nullable=False),
        sa.Column("herzien_op", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("stroom_id", "persoon_id", name=op.f("pk_monitoring_uitstel")),
        schema="weergave",
    )


def _termijnen() -> None:
    op.create_table(
        "verwijderrapport",
        sa.Column("bewijsnummer", sa.Text(), nullable=False),
        sa.Column("stroom_id", sa.Uuid(), nullable=False),
        sa.Column("tafel", sa.Text(), nullable=False),
        sa.Column("regime", sa.Text(), nullable=False),
        sa.Column("verwijderd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rol", sa.Text(), nullable=False),
        sa.Column("grond", sa.Text(), nullable=False),
        sa.Column("regel", sa.Text(), nullable=True),
        sa.Column("bewaren_tot", sa.Date(), nullable=True),
        sa.Column("voorgesteld_door", sa.Text(), nullable=False),
        sa.Column("uitgevoerd_door", sa.Text(), nullable=False),
        sa.Column("wijze", sa.Text(), nullable=False),
        sa.Column("systemen", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("gecontroleerd", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("soort", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("bewijsnummer", name=op.f("pk_verwijderrapport")),
        schema="weergave",
        info={"blijft": True},
    )
    _index("ix_verwijderrapport_tafel", "verwijderrapport", ["tafel", "verwijderd_op", "bewijsnummer"])
    op.create_table(
        "bewaartermijn",
        sa.Column("stroom_id", sa.Uuid(), nullable=False),
        sa.Column("casusnummer", sa.Text(), nullable=False),
        sa.Column("tafel", sa.Text(), nullable=False),
        sa.Column("bewaren_tot", sa.Date(), nullable=False),
        sa.Column("regel", sa.Text(), nullable=False),
        sa.Column("uitgewerkt", sa.Boolean(), nullable=False),
        sa.Column("voorgesteld_door", sa.Text(), nullable=True),
        sa.Column("grond", sa.Text(), nullable=True),
        sa.Column("afgeschermd", sa.Boolean(), nullable=False),
        sa.Column("soort", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("stroom_id", name=op.f("pk_bewaartermijn")),
        schema="weergave",
    )
    _index("ix_bewaartermijn_tafel", "bewaartermijn", ["tafel", "bewaren_tot", "casusnummer"])
    _index(
        "ix_bewaartermijn_uitgewerkt",
        "bewaartermijn",
        ["tafel", "bewaren_tot", "casusnummer"],
        waar="uitgewerkt",
    )
    op.create_table(
        "bewaartermijn_zonder",
        sa.Column("stroom_id", sa.Uuid(), nullable=False),
        sa.Column("consultatienummer", sa.Text(), nullable=False),
        sa.Column("tafel", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("stroom_id", name=op.f("pk_bewaartermijn_zonder")),
        schema="weergave",
    )


def _consultatielijst() -> None:
    op.create_table(
        "consultatielijst",
        sa.Column("stroom_id", sa.Uuid(), nullable=False),
        sa.Column("consultatienummer", sa.Text(), nullable=False),
        sa.Column("tafel", sa.Text(), nullable=False),
        sa.Column("gesteld_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("organisatie", sa.Text(), nullable=False),
        sa.Column("kanaal", sa.Text(), nullable=False),
        sa.Column("aard", sa.Text(), nullable=False),
        sa.Column("beantwoord_op", sa.Date(), nullable=True),
        sa.Column("bevestigd_op", sa.Date(), nullable=True),
        sa.Column("formulier", sa.Text(), nullable=True),
        sa.Column("versies", postgresql.ARRAY(sa.BigInteger()), nullable=False),
        sa.Column("advies_versie", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("stroom_id", name=op.f("pk_consultatielijst")),
        schema="weergave",
    )
    _index("ix_consultatielijst_tafel", "consultatielijst", ["tafel", "gesteld_op", "consultatienummer"])
    _index(
        "ix_consultatielijst_tafel_organisatie",
        "consultatielijst",
        ["tafel", "organisatie", "gesteld_op", "consultatienummer"],
    )


def _index(naam: str, tabel: str, kolommen: list[str], *, waar: str | None = None) -> None:
    op.create_index(
        naam, tabel, kolommen, schema="weergave", postgresql_where=sa.text(waar) if waar else None
    )


def downgrade() -> None:
    """Refuse: which casus an agenda item is stands nowhere else."""
    raise RuntimeError("There is no way back: which casus an agenda item is would be lost.")
