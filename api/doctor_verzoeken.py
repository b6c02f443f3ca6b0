"""What ``casus doctor`` says of what people asked of their own data: nothing may be past its term."""

from sqlalchemy import Engine

from api.bevinding import Werkbevinding, Woorden, hapert, werkt
from infra.omgeving import Omgeving
from projections.verzoeken import aantal_over_termijn

NAAM, TITEL = "verzoeken", "Verzoeken van betrokkenen"


def verzoekenbevinding(engine: Engine, omgeving: Omgeving | None = None) -> Werkbevinding:
    """Count what should have been answered, and what should itself have been destroyed; no numbers, no names."""
    vandaag = (omgeving or Omgeving()).vandaag()
    with engine.connect() as verbinding:
        te_laat, te_lang = aantal_over_termijn(verbinding, vandaag)
    if te_laat or te_lang:
        return hapert(
            NAAM,
            f"{te_laat} verzoeken of people are past the last day for an answer (AVG 12(3)); "
            f"{te_lang} are kept longer than their own term.",
            Woorden(
                TITEL,
                f"Te laat met een antwoord (AVG artikel 12 lid 3): {te_laat}. Langer bewaard dan mag: {te_lang}.",
                "Vraag de compliance officer om ze onder Verzoeken te behandelen.",
            ),
        )
    return werkt(
        NAAM, "every verzoek is within its term", Woorden(TITEL, "Elk verzoek is binnen zijn termijn.")
    )
