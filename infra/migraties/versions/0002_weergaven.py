"""The views: triagelijst, monitoring, verwijderrapport and bewaartermijnen."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

RECHTEN = """
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA weergave TO casus_dienst;
"""

# As in 0001: the planner takes no samples of what must be gone after a destruction.
GEEN_STEEKPROEF = (
    ("bewaartermijn", "casusnummer"),
    ("monitoring", "casusnummer"),
    ("monitoring_actie", "actie_id"),
    ("monitoring_actie", "medewerker"),
    ("monitoring_deelnemer", "medewerker"),
    ("triagelijst", "casusnummer"),
    ("triagelijst_toestemming", "persoon_id"),
)


def upgrade() -> None:
    """Make them."""
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
        sa.PrimaryKeyConstraint("stroom_id", name=op.f("pk_bewaartermijn")),
        schema="weergave",
    )
    op.create_index(
        "ix_bewaartermijn_tafel",
        "bewaartermijn",
        ["tafel", "bewaren_tot", "casusnummer"],
        unique=False,
        schema="weergave",
    )
    op.create_index(
        "ix_bewaartermijn_uitgewerkt",
        "bewaartermijn",
        ["tafel", "bewaren_tot", "casusnummer"],
        unique=False,
        schema="weergave",
        postgresql_where="uitgewerkt",
    )
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
        sa.Column("agenda_op", sa.Date(), nullable=True),
        sa.Column("herzien_op", sa.Date(), nullable=True),
        sa.Column("open_acties", sa.Integer(), nullable=False),
        sa.Column("eerste_uiterlijk", sa.Date(), nullable=True),
        sa.Column("eerste_datum", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("stroom_id", name=op.f("pk_monitoring")),
        schema="weergave",
    )
    op.create_index(
        "ix_monitoring_casusregisseur",
        "monitoring",
        ["tafel", "casusregisseur", "eerste_datum", "casusnummer"],
        unique=False,
        schema="weergave",
        postgresql_where="loopt",
    )
    op.create_index(
        "ix_monitoring_organisatie",
        "monitoring",
        ["tafel", "organisatie", "eerste_datum", "casusnummer"],
        unique=False,
        schema="weergave",
        postgresql_where="loopt",
    )
    op.create_index(
        "ix_monitoring_procesregisseur",
        "monitoring",
        ["tafel", "procesregisseur", "eerste_datum", "casusnummer"],
        unique=False,
        schema="weergave",
        postgresql_where="loopt",
    )
    op.create_index(
        "ix_monitoring_tafel",
        "monitoring",
        ["tafel", "eerste_datum", "casusnummer"],
        unique=False,
        schema="weergave",
        postgresql_where="loopt",
    )
    op.create_table(
        "monitoring_actie",
        sa.Column("stroom_id", sa.Uuid(), nullable=False),
        sa.Column("actie_id", sa.Uuid(), nullable=False),
        sa.Column("versie", sa.BigInteger(), nullable=False),
        sa.Column("tafel", sa.Text(), nullable=False),
        sa.Column("organisatie", sa.Text(), nullable=False),
        sa.Column("medewerker", sa.Text(), nullable=True),
        sa.Column("uiterlijk", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("stroom_id", "actie_id", name=op.f("pk_monitoring_actie")),
        schema="weergave",
    )
    op.create_index(
        "ix_monitoring_actie_tafel",
        "monitoring_actie",
        ["tafel", "uiterlijk"],
        unique=False,
        schema="weergave",
    )
    op.create_table(
        "monitoring_deelnemer",
        sa.Column("stroom_id", sa.Uuid(), nullable=False),
        sa.Column("medewerker", sa.Text(), nullable=False),
        sa.Column("tafel", sa.Text(), nullable=False),
        sa.Column("organisatie", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("stroom_id", "medewerker", name=op.f("pk_monitoring_deelnemer")),
        schema="weergave",
    )
    op.create_index(
        "ix_monitoring_deelnemer_medewerker",
        "monitoring_deelnemer",
        ["medewerker", "tafel"],
        unique=False,
        schema="weergave",
    )
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
    op.create_index(
        "ix_triagelijst_tafel",
        "triagelijst",
        ["tafel", "voor_triage", "aangemeld_op", "casusnummer"],
        unique=False,
        schema="weergave",
    )
    op.create_index(
        "ix_triagelijst_tafel_organisatie",
        "triagelijst",
        ["tafel", "organisatie", "voor_triage", "aangemeld_op", "casusnummer"],
        unique=False,
        schema="weergave",
    )
    op.create_table(
        "triagelijst_toestemming",
        sa.Column("stroom_id", sa.Uuid(), nullable=False),
        sa.Column("persoon_id", sa.Uuid(), nullable=False),
        sa.Column("doel", sa.Text(), nullable=False),
        sa.Column("stand", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("stroom_id", "persoon_id", "doel", name=op.f("pk_triagelijst_toestemming")),
        schema="weergave",
    )
    op.create_table(
        "verwijderrapport",
        sa.Column("bewijsnummer", sa.Text(), nullable=False),
        sa.Column("stroom_id", sa.Uuid(), nullable=False),
        sa.Column("tafel", sa.Text(), nullable=False),
        sa.Column("regime", sa.Text(), nullable=False),
        sa.Column("verwijderd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rol", sa.Text(), nullable=False),
        sa.Column("grond", sa.Text(), nullable=False),
        sa.Column("regel", sa.Text(), nullable=False),
        sa.Column("bewaren_tot", sa.Date(), nullable=False),
        sa.Column("voorgesteld_door", sa.Text(), nullable=False),
        sa.Column("uitgevoerd_door", sa.Text(), nullable=False),
        sa.Column("wijze", sa.Text(), nullable=False),
        sa.Column("systemen", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("gecontroleerd", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("bewijsnummer", name=op.f("pk_verwijderrapport")),
        schema="weergave",
        info={"blijft": True},
    )
    op.create_index(
        "ix_verwijderrapport_tafel",
        "verwijderrapport",
        ["tafel", "verwijderd_op", "bewijsnummer"],
        unique=False,
        schema="weergave",
    )
    for tabel, kolom in GEEN_STEEKPROEF:
        op.execute(f"ALTER TABLE weergave.{tabel} ALTER {kolom} SET STATISTICS 0")
    op.execute(RECHTEN)


def downgrade() -> None:
    """Views can be made anew from the facts."""
    for tabel in (
        "verwijderrapport",
        "triagelijst_toestemming",
        "triagelijst",
        "monitoring_deelnemer",
        "monitoring_actie",
        "monitoring",
        "bewaartermijn",
    ):
        op.drop_table(tabel, schema="weergave")
