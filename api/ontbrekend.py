"""What an aanmelding still lacks, for somebody who may read the case: which pieces, never their words.

What a supplier keeps from somebody's role counts as there, as it does for the triage: it is, and nothing of it is
told by that. Consent counts of the people whom this reader knows; that there is somebody else is not for a melder.
"""

from dataclasses import replace
from datetime import date

from api.bereik import Gebruiker, kent
from domain.casus.compleetheid import Ontbreekt, ontbrekend, stukken_van
from domain.casus.state import Casus
from domain.casus.toestemming import Toestemmingsstatus, standen
from domain.tafels import Stap, Tafel


def ontbreekt_voor(gebruiker: Gebruiker, casus: Casus, tafel: Tafel, *, op: date) -> tuple[Ontbreekt, ...]:
    """What the triage would find missing on a day, as far as this person may know."""
    gevraagd = [
        stand
        for stand in standen(casus, tafel, op=op, stap=Stap.BESPREKEN)
        if kent(gebruiker, casus, stand.persoon_id)
    ]
    er = bool(gevraagd) and all(stand.status is Toestemmingsstatus.GEGEVEN for stand in gevraagd)
    return ontbrekend(replace(stukken_van(casus), toestemming=er), tafel)
