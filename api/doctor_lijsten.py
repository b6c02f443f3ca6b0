"""The doctor's look at the vernietigingslijsten: did one fail, and is each verklaring as it was signed."""

from sqlalchemy import Connection, Engine, func, select, text

from api.bevinding import Bevinding, fout_bij, goed
from domain.vernietigingslijst.nacontrole import Uitslag
from projections.vernietigingslijsten import vernietigingslijst

NAAM = "destruction lists"

_ANDERS = text("""
SELECT count(*) FROM feiten.gebeurtenis g
CROSS JOIN LATERAL (SELECT convert_from(g.state, 'UTF8')::jsonb -> 'b' AS b) f
LEFT JOIN verklaring.verklaring v ON v.nummer = f.b ->> 'verklaringsnummer'
WHERE g.topic = 'vernietigingslijst.LijstVerklaard.v1'
    AND encode(sha256(v.inhoud), 'hex') IS DISTINCT FROM f.b ->> 'vingerafdruk'
""")


def lijstenbevinding(engine: Engine) -> Bevinding:
    """Look at all lists, and hold each verklaring against the fact that recorded its fingerprint."""
    with engine.connect() as verbinding:
        anders = int(verbinding.execute(_ANDERS).scalar_one())
        mislukt = _mislukt(verbinding)
    if anders:
        return fout_bij(NAAM, f"{anders} verklaringen are gone, or are not what was signed.")
    if mislukt:
        return fout_bij(
            NAAM, f"of {mislukt} lists the nacontrole failed; 'casus lijst overzicht' names them."
        )
    return goed(NAAM, "no nacontrole failed, and every verklaring is as it was signed")


def _mislukt(verbinding: Connection) -> int:
    vraag = select(func.count()).where(vernietigingslijst.c.uitslag == Uitslag.MISLUKT)
    return int(verbinding.execute(vraag).scalar_one())
