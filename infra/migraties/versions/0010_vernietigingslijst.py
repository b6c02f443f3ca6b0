"""The vernietigingslijsten, and that the service may clear the room that a destruction leaves in the files."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

RECHTEN = """
GRANT SELECT, INSERT, UPDATE, DELETE ON weergave.vernietigingslijst, weergave.vernietigingspost TO casus_dienst;
"""

# PostgreSQL has this right from 17 on; before that only the owner vacuums, and the list says so.
ONDERHOUD = """
DO $$
BEGIN
    IF current_setting('server_version_num')::int >= 170000 THEN
        EXECUTE 'GRANT MAINTAIN ON ALL TABLES IN SCHEMA kluis, sleutels, weergave TO casus_dienst';
    END IF;
END $$;
"""


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "vernietigingslijst",
        sa.Column("lijst_id", sa.Uuid(), nullable=False),
        sa.Column("lijstnummer", sa.Text(), nullable=False),
        sa.Column("tafel", sa.Text(), nullable=False),
        sa.Column("tot_en_met", sa.Date(), nullable=False),
        sa.Column("fase", sa.Text(), nullable=False),
        sa.Column("voorgesteld_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("voorgesteld_door", sa.Text(), nullable=False),
        sa.Column("gecontroleerd_door", sa.Text(), nullable=True),
        sa.Column("goedgekeurd_door", sa.Text(), nullable=True),
        sa.Column("uitgevoerd_door", sa.Text(), nullable=True),
        sa.Column("uitvoeren_vanaf", sa.DateTime(timezone=True), nullable=True),
        sa.Column("posten", sa.Integer(), nullable=False),
        sa.Column("geweigerd", sa.Integer(), nullable=False),
        sa.Column("afgehaald", sa.Integer(), nullable=False),
        sa.Column("teruggekomen", sa.Integer(), nullable=False),
        sa.Column("vernietigd", sa.Integer(), nullable=False),
        sa.Column("uitslag", sa.Text(), nullable=True),
        sa.Column("verklaringsnummer", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("lijst_id", name=op.f("pk_vernietigingslijst")),
        schema="weergave",
    )
    op.create_index(
        "ix_vernietigingslijst_tafel",
        "vernietigingslijst",
        ["tafel", "voorgesteld_op", "lijstnummer"],
        schema="weergave",
    )
    op.create_index(
        "ix_vernietigingslijst_fase", "vernietigingslijst", ["fase", "uitvoeren_vanaf"], schema="weergave"
    )
    op.create_table(
        "vernietigingspost",
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("lijst_id", sa.Uuid(), nullable=False),
        sa.Column("stroom_id", sa.Uuid(), nullable=False),
        sa.Column("persoon_id", sa.Uuid(), nullable=True),
        sa.Column("organisatie", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("post_id", name=op.f("pk_vernietigingspost")),
        schema="weergave",
    )
    for kolom in ("lijst_id", "stroom_id"):
        op.create_index(f"ix_vernietigingspost_{kolom}", "vernietigingspost", [kolom], schema="weergave")
    # The planner keeps no samples of what a destruction takes away.
    for kolom in ("stroom_id", "persoon_id", "organisatie"):
        op.execute(f"ALTER TABLE weergave.vernietigingspost ALTER {kolom} SET STATISTICS 0")
    op.execute(RECHTEN)
    op.execute(ONDERHOUD)


def downgrade() -> None:
    """Take them away again."""
    op.drop_table("vernietigingspost", schema="weergave")
    op.drop_table("vernietigingslijst", schema="weergave")
    op.execute(ONDERHOUD.replace("GRANT", "REVOKE").replace("TO casus_dienst", "FROM casus_dienst"))
