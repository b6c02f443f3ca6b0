"""The doctor's look at whether what is recorded is still signed: told to who does not read the command line too.

It looks at what the keepers of the logs and the witnesses found, and reads no event: that is for ``doctor_logboek``.
"""

from sqlalchemy import Engine

from api.bevinding import Werkbevinding, Woorden, hapert, werkt
from infra.logboek.getuigenstand import lees_standen
from infra.logboek.opslag import lees_stand
from infra.logboek.tekenstand import Stilstand, stilstand_van
from infra.settings import Settings
from infra.tables import op_inzagen

NAAM, TITEL = "signing", "Ondertekenen van wat is vastgelegd"
WAARDOOR = {
    Stilstand.GESCHIEDENIS: "wat er staat, past niet bij wat al is ondertekend.",
    Stilstand.MAP_IS_OUDER: "in de map met checkpoints staat minder dan er al is uitgegeven.",
    Stilstand.MAP: "de map met checkpoints is niet te lezen of te schrijven.",
    Stilstand.SLEUTEL: "de sleutel om te tekenen is er niet, of is niet te gebruiken.",
    Stilstand.ANDERS: "er ging iets mis in de dienst of de database.",
}
DOE = "Zeg dit meteen aan de FG en de auditor. Verander niets aan de database. 'casus logboek controleer' zegt meer."
WAT_TE_DOEN = {
    Stilstand.GESCHIEDENIS: DOE,
    Stilstand.MAP_IS_OUDER: "Zet de juiste map terug. Is die echt weg? Zeg het dan eerst aan de FG en de auditor.",
    Stilstand.MAP: "Kijk of de map er is, of de dienst erin mag schrijven en of de schijf vol is. Daarna tekent de "
    "dienst vanzelf weer, binnen een minuut.",
    Stilstand.SLEUTEL: "Zet de sleutel terug. Daarna tekent de dienst vanzelf weer, binnen een minuut. Is hij echt "
    "weg? Dan maakt 'casus sleutels --vervang' een nieuwe.",
    Stilstand.ANDERS: "Zeg dit meteen aan de FG en de auditor. Wat er is, staat in het log van de dienst bij "
    "'logboek_gestopt'.",
}


def ondertekenbevinding(engine: Engine, settings: Settings) -> Werkbevinding:
    """Say whether either log stopped being signed, or a witness saw another history than ours."""
    for waar, van, eigen in (
        ("logboek", engine, settings),
        ("inzagelogboek", op_inzagen(engine), settings.van_inzagen),
    ):
        with van.connect() as verbinding:
            fout = lees_stand(verbinding).fout
        if fout is not None:
            soort = stilstand_van(fout)
            return hapert(
                NAAM,
                f"the {waar} is not signed, because of a {fout}",
                Woorden(
                    TITEL, f"Het {waar} wordt niet meer ondertekend: {WAARDOOR[soort]}", WAT_TE_DOEN[soort]
                ),
            )
        if any(stand.tegenspraak for stand in lees_standen(eigen.logboekmap).values()):
            wat = f"Een getuige van het {waar} zag een andere geschiedenis dan die er nu staat."
            return hapert(NAAM, f"a witness of the {waar} saw another history", Woorden(TITEL, wat, DOE))
    wat = "Het logboek en het inzagelogboek worden ondertekend."
    return werkt(NAAM, "nothing keeps either log from being signed", Woorden(TITEL, wat))
