"""The doctor's look at concepts of meldingen: is each gone when its term is over, and has each its key."""

from datetime import datetime, timedelta

from sqlalchemy import Engine

from api.bevinding import Werkbevinding, Woorden, hapert, werkt
from infra.concepten import toestand, weggegaan
from infra.rotatie import NA_EEN_CONCEPT

NAAM, TITEL = "concepts", "Concepten van meldingen"
SPELING = timedelta(hours=1)
"""The service takes away what is over every ten minutes."""


def conceptenbevinding(engine: Engine, nu: datetime) -> Werkbevinding:
    """Count them, and those that should not be there or cannot be read."""
    with engine.connect() as verbinding:
        aantal, over_termijn, zonder_sleutel = toestand(verbinding, voor=nu - SPELING)
        _, sinds = weggegaan(verbinding)
    wat = (
        (over_termijn, "past their term and still there; 'casus serve' takes them away"),
        (zonder_sleutel, "without a key, so their writers cannot read them"),
    )
    if over_termijn or zonder_sleutel:
        return hapert(
            NAAM,
            f"of {aantal}: {'; '.join(f'{n} {zin}' for n, zin in wat if n)}",
            Woorden(
                TITEL,
                f"Over hun termijn en nog niet weg: {over_termijn}. "
                f"Niet te lezen, want zonder sleutel: {zonder_sleutel}.",
                "Wat over zijn termijn is, haalt de dienst zelf weg: kijk of 'casus serve' draait.",
            ),
        )
    if sinds is not None and nu - sinds > NA_EEN_CONCEPT + SPELING:
        return hapert(
            NAAM,
            "one that went over a day ago still opens with the KEK of now in an old copy: "
            "'casus kek vernieuw' ends that, and 'casus serve' does it by itself",
            Woorden(
                TITEL,
                "Een concept dat langer dan een dag weg is, gaat met de sleutel van nu nog open in een oude kopie.",
                "Kijk of 'casus serve' draait, of voer 'casus kek vernieuw' uit.",
            ),
        )
    return werkt(
        NAAM,
        f"{aantal} concepts of meldingen, none past its term",
        Woorden(TITEL, f"Aantal: {aantal}. Geen is over zijn termijn."),
    )
