"""What somebody asks of their own data: where that person is, and the queue of what is still to be answered."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

# As in 0001: the planner takes no samples of what a destruction must take away.
GEEN_STEEKPROEF = (
    ("kluis.koppeling", "koppeling_id"),
    ("kluis.koppeling", "verzoek_id"),
    ("kluis.koppeling", "stroom_id"),
    ("kluis.koppeling", "persoon_id"),
    ("weergave.verzoeken", "verzoeknummer"),
)

RECHTEN = """
GRANT SELECT, INSERT, DELETE ON kluis.koppeling TO casus_dienst;
GRANT SELECT, INSERT, UPDATE, DELETE ON weergave.verzoeken TO casus_dienst;
"""


def upgrade() -> None:
    """Make it."""
    op.create_table(
        "koppeling",
        sa.Column("koppeling_id", sa.Uuid(), nullable=False),
        sa.Column("verzoek_id", sa.Uuid(), nullable=False),
        sa.Column("stroom_id", sa.Uuid(), nullable=False),
        sa.Column("persoon_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("koppeling_id", name=op.f("pk_koppeling")),
        schema="kluis",
    )
    for kolom in ("stroom_id", "verzoek_id"):
        op.create_index(f"ix_koppeling_{kolom}", "koppeling", [kolom], unique=False, schema="kluis")
    op.create_table(
        "verzoeken",
        sa.Column("stroom_id", sa.Uuid(), nullable=False),
        sa.Column("verzoeknummer", sa.Text(), nullable=False),
        sa.Column("tafel", sa.Text(), nullable=False),
        sa.Column("soort", sa.Text(), nullable=False),
        sa.Column("ontvangen_op", sa.Date(), nullable=False),
        sa.Column("uiterlijk", sa.Date(), nullable=False),
        sa.Column("verlengd", sa.Boolean(), nullable=False),
        sa.Column("fase", sa.Text(), nullable=False),
        sa.Column("fase_voor_voorstel", sa.Text(), nullable=True),
        sa.Column("aan_zet", sa.Text(), nullable=False),
        sa.Column("loopt", sa.Boolean(), nullable=False),
        sa.Column("bewaren_tot", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("stroom_id", name=op.f("pk_verzoeken")),
        schema="weergave",
    )
    op.create_index(
        "ix_verzoeken_open",
        "verzoeken",
        ["tafel", "uiterlijk", "verzoeknummer"],
        unique=False,
        schema="weergave",
        postgresql_where=sa.text("loopt"),
    )
    op.create_index(
        "ix_verzoeken_afgerond",
        "verzoeken",
        ["tafel", "bewaren_tot", "verzoeknummer"],
        unique=False,
        schema="weergave",
        postgresql_where=sa.text("NOT loopt"),
    )
    for tabel, kolom in GEEN_STEEKPROEF:
        op.execute(f"ALTER TABLE {tabel} ALTER {kolom} SET STATISTICS 0")
    op.execute(RECHTEN)


def downgrade() -> None:
    """Refuse: where a person is stands nowhere else."""
    raise RuntimeError("There is no way back: where the person of a verzoek is would be lost.")
