"""The doctor's look at what the database keeps the service from, and whether it keeps what it acknowledged."""

from sqlalchemy import Connection, Engine, func, select, text

from api.bevinding import Bevinding, fout_bij, goed
from infra.database import SERVICE_ROL

VERBODEN = ("UPDATE", "DELETE", "TRUNCATE")
ONVERANDERLIJK = (
    "feiten.gebeurtenis",
    "logboek.knoop",
    "logboek.blad",
    "weergave.ingreep",
    "inzage.gebeurtenis",
    "inzage.regel",
    "inzage.knoop",
    "inzage.blad",
    "rechten.toekenning",
    "berichten.ingreep",
    "rechten.beeindiging",
    "rechten.herziening",
    "rechten.noodoordeel",
)


def rolbevinding(engine: Engine) -> Bevinding:
    """Whether the service may do what it needs, and nothing that it must not."""
    with engine.connect() as verbinding:
        wie = verbinding.execute(text("SELECT current_user")).scalar_one()
        tijdelijk = verbinding.execute(text("SELECT has_database_privilege(current_database(), 'TEMPORARY')"))
        mag_naspelen = bool(tijdelijk.scalar_one())
        te_veel = [
            f"{recht} {tabel}"
            for tabel in ONVERANDERLIJK
            for recht in VERBODEN
            if _mag(verbinding, tabel, recht)
        ]
    if wie != SERVICE_ROL:
        return fout_bij("service role", f"The service does not work in the role {SERVICE_ROL}.")
    if te_veel:
        return fout_bij("service role", f"The service may {', '.join(te_veel)}; it must not.")
    if not mag_naspelen:
        return fout_bij(
            "service role",
            "The service may not make temporary tables, so no list of an earlier moment can be shown; "
            f"have the owner of the database run: GRANT TEMPORARY ON DATABASE ... TO {SERVICE_ROL}.",
        )
    return goed(
        "service role",
        f"{SERVICE_ROL}; may not change or remove events, nor the logboek, the read log and the grants",
    )


def duurzaambevinding(engine: Engine) -> Bevinding:
    """Whether an answer waits until what was recorded is on disk: nobody notices the difference before a power cut."""
    with engine.connect() as verbinding:
        wacht = verbinding.execute(text("SHOW synchronous_commit")).scalar_one() != "off"
    if not wacht:
        return fout_bij(
            "durability",
            "synchronous_commit is off: a power cut takes back what was acknowledged, destructions and the read log "
            "too; set it to on, at the server, the database, the role or in CASUS_DATABASE_URL, wherever it was set.",
        )
    return goed("durability", "what is acknowledged is on disk")


def _mag(verbinding: Connection, tabel: str, recht: str) -> bool:
    vraag = select(func.coalesce(func.has_table_privilege(func.to_regclass(tabel), recht), False))
    return bool(verbinding.execute(vraag).scalar_one())
