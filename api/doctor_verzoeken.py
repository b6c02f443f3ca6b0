"""What ``casus doctor`` says of what people asked of their own data: nothing may be past its term."""

from sqlalchemy import Engine

from api.bevinding import Bevinding, fout_bij, goed
from infra.omgeving import Omgeving
from projections.verzoeken import aantal_over_termijn

NAAM = "verzoeken"


def verzoekenbevinding(engine: Engine, omgeving: Omgeving | None = None) -> Bevinding:
    """Count what should have been answered, and what should itself have been destroyed; no numbers, no names."""
    vandaag = (omgeving or Omgeving()).vandaag()
    with engine.connect() as verbinding:
        te_laat, te_lang = aantal_over_termijn(verbinding, vandaag)
    if te_laat or te_lang:
        return fout_bij(
            NAAM,
            f"{te_laat} verzoeken of people are past the last day for an answer (AVG 12(3)); "
            f"{te_lang} are kept longer than their own term.",
        )
    return goed(NAAM, "every verzoek is within its term")
