"""What the door keeps so that a command can be repeated without doing it twice, and counts so that nobody floods it."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

# The key goes in under the lock of the appends, before the facts: of two at once the second finds the first.
TOEVOEGEN = """
CREATE FUNCTION feiten.voeg_toe_met_sleutels(
    casusnummers text[], n_stromen uuid[], kenmerken bytea[], n_sleutels int[],
    merken bytea[], m_stromen uuid[], m_personen uuid[], m_sleutels int[],
    sleutel_ids uuid[], s_stromen uuid[], s_personen uuid[], s_organisaties text[], tijdvakken int[], ingepakt bytea[],
    d_stromen uuid[], d_versies bigint[], nummers smallint[], d_personen uuid[], d_organisaties text[],
    d_sleutels uuid[], cijferteksten bytea[],
    stromen uuid[], versies bigint[], namen text[], inhouden bytea[],
    h_merken bytea[], h_vingerafdrukken bytea[], h_zaden uuid[], h_stromen uuid[], h_na bigint[], h_versies bigint[]
) RETURNS SETOF bigint LANGUAGE plpgsql SET lock_timeout = '10s' AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(109270200054529);
    INSERT INTO deur.herhaalsleutel (merk, vingerafdruk, zaad, stroom_id, na_versie, versie)
    SELECT * FROM unnest(h_merken, h_vingerafdrukken, h_zaden, h_stromen, h_na, h_versies);
    RETURN QUERY SELECT * FROM feiten.voeg_toe(
        casusnummers, n_stromen, kenmerken, n_sleutels, merken, m_stromen, m_personen, m_sleutels,
        sleutel_ids, s_stromen, s_personen, s_organisaties, tijdvakken, ingepakt,
        d_stromen, d_versies, nummers, d_personen, d_organisaties, d_sleutels, cijferteksten,
        stromen, versies, namen, inhouden);
END $$;
REVOKE ALL ON FUNCTION feiten.voeg_toe_met_sleutels FROM PUBLIC;
GRANT EXECUTE ON FUNCTION feiten.voeg_toe_met_sleutels TO casus_dienst;
"""

RECHTEN = """
GRANT USAGE ON SCHEMA deur TO casus_dienst;
GRANT SELECT, INSERT, DELETE ON deur.herhaalsleutel TO casus_dienst;
GRANT SELECT, INSERT, UPDATE, DELETE ON deur.telling TO casus_dienst;
DO $$
BEGIN
    IF current_setting('server_version_num')::int >= 170000 THEN
        EXECUTE 'GRANT MAINTAIN ON ALL TABLES IN SCHEMA deur TO casus_dienst';
    END IF;
END $$;
"""


def upgrade() -> None:
    """Make it."""
    op.execute("CREATE SCHEMA deur")
    op.create_table(
        "herhaalsleutel",
        sa.Column("merk", sa.LargeBinary(), nullable=False),
        sa.Column("vingerafdruk", sa.LargeBinary(), nullable=False),
        sa.Column("zaad", sa.Uuid(), nullable=False),
        sa.Column("stroom_id", sa.Uuid(), nullable=True),
        sa.Column("na_versie", sa.BigInteger(), nullable=True),
        sa.Column("versie", sa.BigInteger(), nullable=True),
        sa.Column("op", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("merk", name=op.f("pk_herhaalsleutel")),
        schema="deur",
    )
    op.create_index("ix_herhaalsleutel_stroom_id", "herhaalsleutel", ["stroom_id"], schema="deur")
    op.create_index("ix_herhaalsleutel_op", "herhaalsleutel", ["op"], schema="deur")
    op.create_table(
        "telling",
        sa.Column("sleutel", sa.LargeBinary(), nullable=False),
        sa.Column("aantal", sa.BigInteger(), nullable=False),
        sa.Column("vervalt", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("sleutel", name=op.f("pk_telling")),
        schema="deur",
        prefixes=["UNLOGGED"],
    )
    op.create_index("ix_telling_vervalt", "telling", ["vervalt"], schema="deur")
    op.execute(TOEVOEGEN)
    op.execute(RECHTEN)


def downgrade() -> None:
    """Take it away."""
    op.execute("DROP FUNCTION feiten.voeg_toe_met_sleutels")
    op.drop_table("telling", schema="deur")
    op.drop_table("herhaalsleutel", schema="deur")
    op.execute("DROP SCHEMA deur")
