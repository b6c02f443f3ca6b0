"""The doctor's look at the vernietigingslijsten: did one fail or get stuck, and is each verklaring as it was signed."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, DateTime, Engine, func, select, text

from api.bevinding import Werkbevinding, Woorden, hapert, werkt
from domain.vernietigingslijst.nacontrole import Uitslag
from domain.vernietigingslijst.state import Lijstfase
from infra.omgeving import Omgeving
from projections.vernietigingslijsten import vernietigingslijst

NAAM, TITEL = "destruction lists", "Vernietigingslijsten"

_ANDERS = text("""
SELECT count(*) FROM feiten.gebeurtenis g
CROSS JOIN LATERAL (SELECT convert_from(g.state, 'UTF8')::jsonb -> 'b' AS b) f
LEFT JOIN verklaring.verklaring v ON v.nummer = f.b ->> 'verklaringsnummer'
WHERE g.topic = 'vernietigingslijst.LijstVerklaard.v1'
    AND encode(sha256(v.inhoud), 'hex') IS DISTINCT FROM f.b ->> 'vingerafdruk'
""")

GEDULD = timedelta(days=1)
"""How long a list may stand still that somebody, or the service by itself, could have gone on with."""

GENOEMD = 5
"""Lists that are named; of the others it is told how many there are."""

# An execution that was begun may wait for the last day of its last item, and for the end of its bedenktijd.
_STIL = text("""
SELECT l.lijstnummer, l.fase, greatest(
    f.laatst,
    CASE WHEN l.fase IN ('goedgekeurd', 'in-uitvoering') THEN l.uitvoeren_vanaf END,
    CASE WHEN l.fase = 'in-uitvoering' THEN f.bedacht END,
    CASE WHEN l.fase = 'in-uitvoering' THEN (l.tot_en_met + 1)::timestamp AT TIME ZONE 'Europe/Amsterdam' END
) AS sinds
FROM weergave.vernietigingslijst l
CROSS JOIN LATERAL (
    SELECT max((b ->> 'op')::timestamptz) AS laatst, max((b -> 'b' ->> 'bedenktijd_tot')::timestamptz) AS bedacht
    FROM (
        SELECT convert_from(g.state, 'UTF8')::jsonb AS b FROM feiten.gebeurtenis g WHERE g.originator_id = l.lijst_id
    ) g
) f
WHERE l.fase IN ('goedgekeurd', 'in-uitvoering', 'uitgevoerd', 'nagecontroleerd')
ORDER BY sinds, l.lijstnummer
""").columns(sinds=DateTime(timezone=True))

_WAT_ER_WACHT = {
    Lijstfase.GOEDGEKEURD: "approved and not carried out",
    Lijstfase.IN_UITVOERING: "begun and not carried out to the end",
    Lijstfase.UITGEVOERD: "carried out and not checked",
    Lijstfase.NAGECONTROLEERD: "checked, and without a verklaring",
}


def lijstenbevinding(engine: Engine, *, nu: datetime | None = None) -> Werkbevinding:
    """Look at all lists, and hold each verklaring against the fact that recorded its fingerprint."""
    with engine.connect() as verbinding:
        anders = int(verbinding.execute(_ANDERS).scalar_one())
        mislukt = _mislukt(verbinding)
        stil = _stil(verbinding, nu or Omgeving().nu())
    if anders:
        return hapert(
            NAAM,
            f"{anders} verklaringen are gone, or are not what was signed.",
            Woorden(
                TITEL,
                f"Verklaringen die weg zijn, of die niet meer zijn wat is ondertekend: {anders}.",
                "Zeg dit meteen aan de FG. Verander niets aan de database.",
            ),
        )
    if mislukt:
        return hapert(
            NAAM,
            f"of {mislukt} lists the nacontrole failed; 'casus lijst overzicht' names them.",
            Woorden(
                TITEL,
                f"Lijsten waarvan de controle achteraf mislukte: {mislukt}.",
                "Open de lijst onder Vernietigen: daar staat wat er nog is. 'casus lijst overzicht' noemt ze.",
            ),
        )
    if stil:
        genoemd, meer = stil[:GENOEMD], len(stil) - GENOEMD
        return hapert(
            NAAM,
            "; ".join([*genoemd, *([f"and {meer} more"] if meer > 0 else [])])
            + ". 'casus lijst voer-uit' goes on with one and tells what is in its way.",
            Woorden(
                TITEL,
                f"Lijsten die langer dan een dag stilstaan, terwijl er niets te beslissen is: {len(stil)}.",
                "Voer 'casus lijst voer-uit' uit: dat gaat verder en zegt wat er in de weg staat.",
            ),
        )
    return werkt(
        NAAM,
        "none failed or stands still, and every verklaring is as it was signed",
        Woorden(TITEL, "Geen lijst mislukte of staat stil. Elke verklaring is zoals ze is ondertekend."),
    )


def _stil(verbinding: Connection, nu: datetime) -> list[str]:
    """The lists that stand still for too long, and since when; those that wait longest first."""
    return [
        f"list {rij.lijstnummer} is {_WAT_ER_WACHT[Lijstfase(rij.fase)]} since {rij.sinds:%Y-%m-%d}"
        for rij in verbinding.execute(_STIL)
        if nu - rij.sinds > GEDULD
    ]


def _mislukt(verbinding: Connection) -> int:
    vraag = select(func.count()).where(vernietigingslijst.c.uitslag == Uitslag.MISLUKT)
    return int(verbinding.execute(vraag).scalar_one())
