"""Whether what a verklaring tells of was destroyed in time: from the facts in it, which the logboek proves.

Each fact has its moment and the last day on which the data might be there; so nobody need say it apart.
"""

from dataclasses import dataclass
from datetime import date

from domain.vernietigingslijst.verklaring import Verklaring
from infra.logboek.uitslag import Onjuist
from infra.omgeving import NEDERLAND
from infra.verklaring.feiten import eis_feit, lees_feit
from infra.verklaring.woorden import zoveel

GEEN_REDEN = "Waarom dat later was, zoals door een opschorting, staat hier niet in."


@dataclass(frozen=True)
class Verlopen:
    """One destruction after its last day; ``aanleiding`` is the place of its reason in the verklaring."""

    bewijsnummer: str
    bewaren_tot: date
    vernietigd_op: date
    aanleiding: int

    @property
    def dagen(self) -> int:
        """How many days after its last day."""
        return (self.vernietigd_op - self.bewaren_tot).days


def verlopen(verklaring: Verklaring) -> tuple[Verlopen, ...]:
    """All that was destroyed after its last day, the latest first. A fact that cannot be read is not judged here."""
    gevonden = []
    for feit in verklaring.bewijs.feiten:
        try:
            inhoud, aanleiding = lees_feit(feit), eis_feit(feit, verklaring)
        except Onjuist:
            continue
        op = inhoud.op.astimezone(NEDERLAND).date()
        if inhoud.bewaren_tot is not None and op > inhoud.bewaren_tot:
            gevonden.append(Verlopen(feit.bewijsnummer or "", inhoud.bewaren_tot, op, aanleiding))
    return tuple(sorted(gevonden, key=lambda een: (-een.dagen, een.bewijsnummer)))


def na_de_laatste_dag(verklaring: Verklaring) -> str:
    """Say how many were destroyed after their last day, and how late at most; nothing where no term ran."""
    met_termijn = sum(een.aantal for een in verklaring.aanleidingen if een.laatste_bewaren_tot is not None)
    if not met_termijn:
        return ""
    laat = verlopen(verklaring)
    if not laat:
        return "Alles met een bewaartermijn is vernietigd voor die om was, of op de laatste dag."
    return (
        f"Na de laatste dag van de bewaartermijn vernietigd: {len(laat)} van de {met_termijn},"
        f" ten hoogste {zoveel(laat[0].dagen, 'dag', 'dagen')} te laat. {GEEN_REDEN}"
    )
