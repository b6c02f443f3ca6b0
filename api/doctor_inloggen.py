"""What the doctor says of the sign-in. No issuer is asked anything: whether one answers shows at a sign-in."""

from api.bevinding import Bevinding, fout_bij, goed
from api.inloggen.fouten import InlogFout
from api.inloggen.kader import lees_kader
from infra.settings import Settings

NAAM = "sign-in"


def inlogbevinding(settings: Settings) -> Bevinding:
    """Say who says here who somebody is, or why the settings cannot be right."""
    try:
        kader = lees_kader(settings)
    except InlogFout as fout:
        return fout_bij(NAAM, str(fout))
    mensen = (
        f"people at {kader.uitgever}" if kader.uitgever else "people with a browser only under 'casus demo'"
    )
    systemen = f"systems of {', '.join(kader.systeemuitgevers)}" if kader.systeemuitgevers else "no systems"
    demo = "" if kader.productie else "; tokens of the demo count, on this computer"
    return goed(NAAM, f"{mensen}; {systemen}{demo}")
