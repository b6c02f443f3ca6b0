"""The doctor's look at the register of destructions: is the database the newest one, and was it always."""

from sqlalchemy import Engine

from api.bevinding import Bevinding, fout_bij, goed
from infra.herstelcontrole import met_ander_moment, nog_niet_vernietigd, register_van
from infra.settings import Settings
from infra.vernietigingsregister import RegisterFout

NAAM = "destructions"


def vernietigingbevinding(engine: Engine, settings: Settings) -> Bevinding:
    """Hold the database against the register."""
    register = register_van(settings)
    try:
        with engine.connect() as verbinding:
            teruggekomen, niet_geschreven = nog_niet_vernietigd(verbinding, register)
            anders = met_ander_moment(verbinding, register)
        inhoud = register.lees()
    except RegisterFout as fout:
        return fout_bij(NAAM, str(fout))
    if teruggekomen:
        return fout_bij(
            NAAM,
            f"{teruggekomen} destructions are not in this database: an older one was put back; "
            "'casus herstelcontrole' does them once more",
        )
    if niet_geschreven:
        return fout_bij(
            NAAM,
            f"{niet_geschreven} destructions are not in the register yet; 'casus herstelcontrole' writes them there",
        )
    if anders:
        return fout_bij(
            NAAM,
            f"of {anders} destructions the database has another moment than the register, which is sealed: "
            "somebody changed it in kluis.omheining",
        )
    eerder = ""
    if inhoud.herstel:
        laatst = inhoud.herstel[-1]
        eerder = (
            f"; an older database was put back last on {laatst.op:%Y-%m-%d %H:%M %Z}, "
            f"and {laatst.vernietigd} were done once more"
        )
    return goed(
        NAAM,
        f"all {len(inhoud.merken)} on record outside the database, in {settings.register}, were carried out "
        f"in this one{eerder}",
    )
