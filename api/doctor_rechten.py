"""What ``casus doctor`` says of grants and break-glass looks: nobody may have waited too long to look at them."""

from datetime import date, timedelta

from sqlalchemy import Engine

from api.bevinding import Werkbevinding, Woorden, hapert, werkt
from infra.herziening import is_lang_geleden
from infra.inzage.nood import onbeoordeeld
from infra.omgeving import Omgeving
from infra.rechten import rechttabel
from infra.toekenningen import Toekenningen

RECHTEN, NOOD = "grants", "break-glass"
RECHTEN_TITEL, NOOD_TITEL = "Rechten", "Noodinzagen"
WACHT = timedelta(days=7)
"""How long a break-glass look may wait for the FG."""


def herzieningbevinding(engine: Engine, omgeving: Omgeving | None = None) -> Werkbevinding:
    """Count the grants that nobody looked at within the term of the table of rights."""
    vandaag = (omgeving or Omgeving()).vandaag()
    te_laat = aantal_te_laat(engine, vandaag=vandaag)
    if te_laat:
        return hapert(
            RECHTEN,
            f"{te_laat} grants were not looked at for longer than {rechttabel().herziening.na_dagen} days; "
            "'casus toekenning herziening' names them.",
            Woorden(
                RECHTEN_TITEL,
                f"Rechten waar langer dan {rechttabel().herziening.na_dagen} dagen niemand naar keek: {te_laat}.",
                "Kijk onder ‘Wie heeft welke rechten’ of ze nog nodig zijn.",
            ),
        )
    return werkt(
        RECHTEN,
        "every grant in force was looked at within its term",
        Woorden(RECHTEN_TITEL, "Naar alle rechten is op tijd gekeken."),
    )


def aantal_te_laat(engine: Engine, *, vandaag: date) -> int:
    """How many grants in force somebody should have looked at by now."""
    in_kracht = Toekenningen(engine).lijst(op=vandaag)
    return sum(is_lang_geleden(een, vandaag=vandaag, tabel=rechttabel()) for een in in_kracht)


def noodbevinding(engine: Engine, omgeving: Omgeving | None = None) -> Werkbevinding:
    """Count the break-glass looks that the FG has not judged; one that waits too long is a fault."""
    nu = (omgeving or Omgeving()).nu()
    with engine.connect() as verbinding:
        aantal, oudste = onbeoordeeld(verbinding)
    if oudste is not None and nu - oudste > WACHT:
        return hapert(
            NOOD,
            f"{aantal} break-glass purposes wait for the FG, the oldest for more than {WACHT.days} days; "
            "'GET /v1/noodinzagen' names them.",
            Woorden(
                NOOD_TITEL,
                f"Wachten op de FG: {aantal}, de oudste langer dan {WACHT.days} dagen.",
                "Vraag de FG om ze onder Noodinzagen te beoordelen.",
            ),
        )
    return werkt(
        NOOD,
        f"{aantal} wait for the FG" if aantal else "the FG judged every one of them",
        Woorden(
            NOOD_TITEL, f"Wachten op de FG: {aantal}." if aantal else "De FG heeft ze allemaal beoordeeld."
        ),
    )
