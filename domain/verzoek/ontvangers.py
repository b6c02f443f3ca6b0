"""Who had the data of a case from the table: those who have to be told of a correction, erasure or restriction.

AVG 19 and BGS 1.7. It holds organisations and tables, by their codes, and never people.
"""

from domain.bewaring import WEG
from domain.casus.state import Casus


def ontvangers(casus: Casus) -> tuple[str, ...]:
    """The organisations that supplied or got data of this case, in alphabetical order."""
    regie = [een.organisatie for een in (casus.procesregisseur, casus.casusregisseur) if een is not None]
    genodigd = [
        genodigde.organisatie
        for ico in casus.icos
        if ico.gehouden is not None
        for genodigde in ico.gepland.genodigden
    ]
    aanwezig = [wie for ico in casus.icos if ico.gehouden is not None for wie in ico.gehouden.aanwezig]
    analyses = [een.gevraagd.organisatie for een in casus.analyses]
    deelname = [een.organisatie for een in casus.deelnemers]
    acties = [een.toegewezen.organisatie for een in casus.acties]
    alle = {*casus.leveranciers, *regie, *deelname, *genodigd, *aanwezig, *analyses, *acties}
    return tuple(sorted(alle - {"", WEG}))


def andere_tafels(casus: Casus) -> tuple[str, ...]:
    """The tables that the case was passed on to."""
    return () if casus.doorgegeven is None else (casus.doorgegeven.naar,)
