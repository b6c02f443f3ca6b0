"""The doctor's look at whether what is recorded is still signed: told to who does not read the command line too.

It looks at what the keepers of the logs and the witnesses found, and reads no event: that is for ``doctor_logboek``.
"""

from sqlalchemy import Engine

from api.bevinding import Werkbevinding, Woorden, hapert, werkt
from infra.logboek.getuigenstand import lees_standen
from infra.logboek.opslag import lees_stand
from infra.settings import Settings
from infra.tables import op_inzagen

NAAM, TITEL = "signing", "Ondertekenen van wat is vastgelegd"
DOE = "Zeg dit meteen aan de FG en de auditor. Verander niets aan de database. 'casus logboek controleer' zegt meer."


def ondertekenbevinding(engine: Engine, settings: Settings) -> Werkbevinding:
    """Say whether either log stopped being signed, or a witness saw another history than ours."""
    for waar, van, eigen in (
        ("logboek", engine, settings),
        ("inzagelogboek", op_inzagen(engine), settings.van_inzagen),
    ):
        with van.connect() as verbinding:
            fout = lees_stand(verbinding).fout
        if fout is not None:
            wat = (
                f"Het {waar} wordt niet meer ondertekend: wat er staat, past niet bij wat al is ondertekend."
            )
            return hapert(NAAM, f"the {waar} is not signed, because of a {fout}", Woorden(TITEL, wat, DOE))
        if any(stand.tegenspraak for stand in lees_standen(eigen.logboekmap).values()):
            wat = f"Een getuige van het {waar} zag een andere geschiedenis dan die er nu staat."
            return hapert(NAAM, f"a witness of the {waar} saw another history", Woorden(TITEL, wat, DOE))
    wat = "Het logboek en het inzagelogboek worden ondertekend."
    return werkt(NAAM, "nothing keeps either log from being signed", Woorden(TITEL, wat))
