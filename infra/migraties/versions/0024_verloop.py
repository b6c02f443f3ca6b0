"""What each row of a view was, and between which moments: so that a list of an earlier moment needs no replay."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

# Of each table of a view the columns by which its versions are found, the stream that tells them first.
SLEUTELS = {
    "triagelijst": ("stroom_id",),
    "triagelijst_toestemming": ("stroom_id", "persoon_id", "doel"),
    "triagelijst_samenloop": ("stroom_id", "persoon_id"),
    "agenda_overleg": ("overleg_id",),
    "agenda_uitnodiging": ("overleg_id", "uitnodiging_id"),
    "agenda_casus": ("stroom_id",),
    "agenda_punt": ("stroom_id", "agendapunt_id"),
    "monitoring": ("stroom_id",),
    "monitoring_actie": ("stroom_id", "actie_id"),
    "monitoring_deelnemer": ("stroom_id", "medewerker"),
    "monitoring_analyse": ("stroom_id", "analyse_id"),
    "monitoring_agendapunt": ("stroom_id", "agendapunt_id"),
    "monitoring_uitstel": ("stroom_id", "persoon_id"),
    "bewaartermijn": ("stroom_id",),
    "bewaartermijn_zonder": ("stroom_id",),
    "consultatielijst": ("stroom_id",),
    "verzoeken": ("stroom_id",),
    "vernietigingslijst": ("lijst_id",),
    "vernietigingspost": ("lijst_id", "post_id"),
    "bewaarkalender": ("stroom_id", "eenheid"),
    "bewaarkalender_opschorting": ("stroom_id", "opschorting_id"),
    "bewaarkalender_beperking": ("stroom_id", "beperking_id"),
}
WEERGAVEN = (
    *("triagelijst", "agenda", "monitoring", "verwijderrapport", "consultatielijst", "verzoeken"),
    *("vernietigingslijsten", "bewaarkalender"),
)

# As of the rows of now: the planner's samples would outlive a destruction.
STEEKPROEVEN = """
DO $$
DECLARE opdracht text;
BEGIN
    FOR opdracht IN
        SELECT format('ALTER TABLE weergave.%I ALTER %I SET STATISTICS 0', c.relname || '_toen', a.attname)
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE c.relnamespace = 'weergave'::regnamespace AND c.relkind = 'r' AND a.attstattarget = 0
            AND a.attnum > 0 AND NOT a.attisdropped
            AND to_regclass(format('weergave.%I', c.relname || '_toen')) IS NOT NULL
    LOOP
        EXECUTE opdracht;
    END LOOP;
END $$;
"""

# What a destruction leaves in these is cleared as in the other tables; from PostgreSQL 17 on that is a right.
OPRUIMEN = """
DO $$
BEGIN
    IF current_setting('server_version_num')::int >= 170000 THEN
        EXECUTE 'GRANT MAINTAIN ON ALL TABLES IN SCHEMA weergave TO casus_dienst';
    END IF;
END $$;
"""

# Views that took facts in before this have rows whose past was not kept; it is filled in when the service runs.
AANVULLEN = """
INSERT INTO weergave.aanvulling (naam, tot) SELECT naam, positie FROM weergave.stand WHERE positie > 0;
"""


def upgrade() -> None:
    """Make the tables, and say of which views the past is still to be filled in."""
    for tabel, sleutel in SLEUTELS.items():
        toen = f"{tabel}_toen"
        op.execute(
            f"CREATE TABLE weergave.{toen} (LIKE weergave.{tabel}, geldt_van timestamptz NOT NULL,"
            f" geldt_tot timestamptz NOT NULL, CONSTRAINT pk_{toen} PRIMARY KEY ({', '.join(sleutel)}, geldt_van))"
            # A version that ends is written again: on the same page, as long as that has room.
            " WITH (fillfactor = 85)"
        )
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON weergave.{toen} TO casus_dienst")
    op.create_index(
        "ix_vernietigingspost_toen_stroom_id", "vernietigingspost_toen", ["stroom_id"], schema="weergave"
    )
    for naam in WEERGAVEN:
        tabel = f"{naam}_ongeordend"
        op.create_table(
            tabel,
            sa.Column("stroom_id", sa.Uuid(), nullable=False),
            sa.PrimaryKeyConstraint("stroom_id", name=op.f(f"pk_{tabel}")),
            schema="weergave",
        )
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON weergave.{tabel} TO casus_dienst")
    op.execute(STEEKPROEVEN)
    op.execute(OPRUIMEN)
    op.create_table(
        "aanvulling",
        sa.Column("naam", sa.Text(), nullable=False),
        sa.Column("tot", sa.BigInteger(), nullable=False),
        sa.Column("begin_na", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("naam", name=op.f("pk_aanvulling")),
        schema="weergave",
    )
    op.execute("GRANT SELECT, UPDATE, DELETE ON weergave.aanvulling TO casus_dienst")
    op.execute(AANVULLEN)


def downgrade() -> None:
    """Drop them: all of it can be made from the facts."""
    op.drop_table("aanvulling", schema="weergave")
    for naam in WEERGAVEN:
        op.drop_table(f"{naam}_ongeordend", schema="weergave")
    for tabel in SLEUTELS:
        op.drop_table(f"{tabel}_toen", schema="weergave")
