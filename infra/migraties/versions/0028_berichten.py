"""Messages to partners and staff: who gets them, what there is to tell, and how far it is."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

RECHTEN = """
GRANT USAGE ON SCHEMA berichten TO casus_dienst;
GRANT SELECT, UPDATE ON berichten.loop TO casus_dienst;
GRANT SELECT, INSERT, UPDATE (opgezegd_op) ON berichten.abonnement TO casus_dienst;
GRANT SELECT, INSERT, UPDATE, DELETE ON berichten.adres, berichten.lijn TO casus_dienst;
GRANT SELECT, INSERT, DELETE ON berichten.bericht TO casus_dienst;
GRANT SELECT, INSERT, UPDATE, DELETE ON berichten.bezorging TO casus_dienst;
GRANT SELECT, INSERT ON berichten.ingreep TO casus_dienst;
DO $$
BEGIN
    IF current_setting('server_version_num')::int >= 170000 THEN
        EXECUTE 'GRANT MAINTAIN ON ALL TABLES IN SCHEMA berichten TO casus_dienst';
    END IF;
END $$;
"""

# Messages tell what happens from here on; what is there already was told in another way.
BEGIN = """
INSERT INTO berichten.loop (een, positie)
SELECT 1, coalesce(max(notification_id), 0) FROM feiten.gebeurtenis
"""

# What was done about messages, by whom and why, is never changed.
ONVERANDERLIJK = """
CREATE FUNCTION berichten.onveranderlijk() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'What was done about messages is never changed or deleted.'
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER onveranderlijk BEFORE UPDATE OR DELETE OR TRUNCATE ON berichten.ingreep
    FOR EACH STATEMENT EXECUTE FUNCTION berichten.onveranderlijk();
"""

ZONDER_STEEKPROEF = {
    "bericht": ("bericht_id", "stroom_id", "verwijzing", "betreft"),
    "bezorging": ("bericht_id", "stroom_id"),
    "adres": ("mailadres", "medewerker"),
}
"""The planner takes no samples of what a destruction, or somebody who leaves, takes away."""


def _tabel(naam: str, *delen: sa.schema.SchemaItem) -> None:
    op.create_table(naam, *delen, schema="berichten")


def _moment(naam: str, *, leeg: bool = False) -> sa.Column[object]:
    return sa.Column(naam, sa.DateTime(timezone=True), nullable=leeg)


def upgrade() -> None:
    """Make them."""
    op.execute("CREATE SCHEMA berichten")
    _wie_ze_krijgt()
    _wat_er_te_vertellen_is()
    op.execute(RECHTEN)
    op.execute(ONVERANDERLIJK)
    op.execute(BEGIN)
    for tabel, kolommen in ZONDER_STEEKPROEF.items():
        for kolom in kolommen:
            op.execute(f"ALTER TABLE berichten.{tabel} ALTER {kolom} SET STATISTICS 0")


def _wie_ze_krijgt() -> None:
    _tabel(
        "abonnement",
        sa.Column("abonnement_id", sa.Uuid(), nullable=False),
        sa.Column("organisatie", sa.Text(), nullable=False),
        sa.Column("adres", sa.Text(), nullable=False),
        sa.Column("tafels", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("soorten", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("na_positie", sa.BigInteger(), nullable=False),
        _moment("gemaakt_op"),
        sa.Column("gemaakt_door", sa.Text(), nullable=False),
        _moment("opgezegd_op", leeg=True),
        sa.PrimaryKeyConstraint("abonnement_id", name=op.f("pk_abonnement")),
    )
    _tabel(
        "adres",
        sa.Column("adres_id", sa.Uuid(), nullable=False),
        sa.Column("organisatie", sa.Text(), nullable=False),
        sa.Column("medewerker", sa.Text(), nullable=True),
        sa.Column("mailadres", sa.Text(), nullable=False),
        sa.Column("tafel", sa.Text(), nullable=False),
        _moment("gegeven_op"),
        sa.Column("gegeven_door", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("adres_id", name=op.f("pk_adres")),
        sa.UniqueConstraint(
            "tafel",
            "organisatie",
            "medewerker",
            name=op.f("uq_adres_tafel_organisatie_medewerker"),
            postgresql_nulls_not_distinct=True,
        ),
    )
    _tabel(
        "lijn",
        sa.Column("ontvanger", sa.Uuid(), nullable=False),
        sa.Column("mislukt", sa.Integer(), nullable=False),
        _moment("mislukt_sinds"),
        _moment("niet_voor"),
        sa.Column("fout", sa.Text(), nullable=False),
        _moment("gepauzeerd_op", leeg=True),
        sa.PrimaryKeyConstraint("ontvanger", name=op.f("pk_lijn")),
    )


def _wat_er_te_vertellen_is() -> None:
    _tabel(
        "loop",
        sa.Column("een", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("positie", sa.BigInteger(), nullable=False),
        sa.Column("fout", sa.Text(), nullable=True),
        _moment("fout_op", leeg=True),
        sa.Column("herinnerd_op", sa.Date(), nullable=True),
        _moment("ingehouden_op", leeg=True),
        sa.Column("ingehouden_om", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("een = 1", name="een"),
        sa.PrimaryKeyConstraint("een", name=op.f("pk_loop")),
    )
    _tabel(
        "bericht",
        sa.Column("bericht_id", sa.Uuid(), nullable=False),
        sa.Column("stroom_id", sa.Uuid(), nullable=False),
        sa.Column("versie", sa.BigInteger(), nullable=True),
        sa.Column("soort", sa.Text(), nullable=False),
        sa.Column("tafel", sa.Text(), nullable=False),
        _moment("op"),
        sa.Column("verwijzing", sa.Uuid(), nullable=False),
        sa.Column("betreft", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("bericht_id", name=op.f("pk_bericht")),
        sa.UniqueConstraint("verwijzing", name=op.f("uq_bericht_verwijzing")),
    )
    op.create_index("ix_bericht_stroom_id", "bericht", ["stroom_id"], schema="berichten")
    _tabel(
        "bezorging",
        sa.Column("bezorging_id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("bericht_id", sa.Uuid(), nullable=False),
        sa.Column("stroom_id", sa.Uuid(), nullable=False),
        sa.Column("kanaal", sa.Text(), nullable=False),
        sa.Column("ontvanger", sa.Uuid(), nullable=False),
        sa.Column("stand", sa.Text(), nullable=False),
        sa.Column("pogingen", sa.Integer(), server_default=sa.text("0"), nullable=False),
        _moment("volgende_poging"),
        sa.Column("fout", sa.Text(), nullable=True),
        _moment("klaar_op", leeg=True),
        sa.PrimaryKeyConstraint("bezorging_id", name=op.f("pk_bezorging")),
        sa.UniqueConstraint("bericht_id", "ontvanger", name=op.f("uq_bezorging_bericht_id_ontvanger")),
    )
    wijzers = {
        "stroom_id": (["stroom_id"], None),
        "wacht": (["ontvanger", "stroom_id", "bezorging_id"], "stand = 'wacht'"),
        "dood": (["bezorging_id"], "stand = 'dood'"),
        "klaar_op": (["klaar_op"], "klaar_op IS NOT NULL"),
    }
    for naam, (kolommen, waar) in wijzers.items():
        alleen = None if waar is None else sa.text(waar)
        op.create_index(
            f"ix_bezorging_{naam}", "bezorging", kolommen, schema="berichten", postgresql_where=alleen
        )
    _tabel(
        "ingreep",
        sa.Column("nummer", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        _moment("op"),
        sa.Column("soort", sa.Text(), nullable=False),
        sa.Column("waarover", sa.Text(), nullable=False),
        sa.Column("reden", sa.Text(), nullable=False),
        sa.Column("wie", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("nummer", name=op.f("pk_ingreep")),
    )


def downgrade() -> None:
    """Drop them."""
    op.execute("DROP SCHEMA berichten CASCADE")
