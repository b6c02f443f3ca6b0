"""Who may ask and within which time, as data: ages, capacities and terms, each with its source.

The strictest reading stands where sources differ. A table of ages is of the same form as that of consent.
"""

import calendar
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from domain.casus.toestemmingsstand import MEERDERJARIG, NAMENS_KIND, leeftijd_op
from domain.casus.waarden import Gezag, Hoedanigheid
from domain.tafels import Bron, Leeftijdsband, Toestemmer, band_van
from domain.verzoek.waarden import Aanvrager
from domain.weigering import Weigering

NAMENS_EEN_KIND = {
    Aanvrager.OUDER_MET_GEZAG: Hoedanigheid.OUDER_MET_GEZAG,
    Aanvrager.VOOGD: Hoedanigheid.VOOGD,
}
"""Who asks for a minor because of gezag; nobody has gezag over an adult (BW 1:233)."""


@dataclass(frozen=True)
class Maandtermijn:
    """A period in calendar months, and where it stands."""

    maanden: int
    bron: Bron

    def vanaf(self, dag: date) -> date:
        """The last day, counted from ``dag``: the same day of the month, or the last one of a month without it.

        A weekend does not move it: at the latest means not a day later.
        """
        jaar, maand = divmod(dag.year * 12 + dag.month - 1 + self.maanden, 12)
        laatste = calendar.monthrange(jaar, maand + 1)[1]
        return date(jaar, maand + 1, min(dag.day, laatste))


@dataclass(frozen=True)
class Bevoegde:
    """A capacity in which one may ask where ``wie`` decides, and where that stands."""

    wie: Toestemmer
    aanvrager: Aanvrager
    bron: Bron


@dataclass(frozen=True)
class Verzoekregels:
    """The rules in one version."""

    versie: int
    antwoord: Maandtermijn
    verlenging: Maandtermijn
    bewaren: Maandtermijn
    plafond: Maandtermijn
    herziening: Maandtermijn
    banden: tuple[Leeftijdsband, ...]
    bevoegden: tuple[Bevoegde, ...]

    def bewaren_tot(self, *, ontvangen_op: date, klaar_op: date | None) -> tuple[date, str]:
        """The last day on which the verzoek may be there, and the rule: from its end, and never past the ceiling."""
        uiterlijk = self.plafond.vanaf(ontvangen_op), f"verzoek/{self.versie}/plafond"
        if klaar_op is None:
            return uiterlijk
        return min((self.bewaren.vanaf(klaar_op), f"verzoek/{self.versie}/na-afloop"), uiterlijk)

    def verlengd_tot(self, ontvangen_op: date) -> date:
        """The last day after an extension, counted from receipt and not from the day the first term ended on."""
        samen = Maandtermijn(self.antwoord.maanden + self.verlenging.maanden, self.verlenging.bron)
        return samen.vanaf(ontvangen_op)


def leeftijdsband(regels: Verzoekregels, *, geboortedatum: date, op: date) -> Leeftijdsband:
    """The band of the age on a day.

    Raises:
        Weigering: the birth date lies after that day, or too far back for any band.
    """
    if geboortedatum > op:
        raise Weigering("De geboortedatum ligt na de dag van het verzoek.")
    gevonden = band_van(regels.banden, leeftijd_op(geboortedatum, op))
    if gevonden is None:
        raise Weigering("Met deze geboortedatum is niet te bepalen wie het verzoek mag doen.")
    return gevonden


def eis_bevoegd(
    regels: Verzoekregels,
    aanvragers: Collection[Aanvrager],
    *,
    geboortedatum: date,
    gezag: Gezag | None,
    op: date,
) -> Leeftijdsband:
    """Refuse whoever may not use the rights of this person on that day: UAVG 5, the strictest reading.

    From twelve to sixteen child and representative ask together. Of two parents with gezag one is enough (BW 1:253i).

    Raises:
        Weigering: who has to ask, or that the gezag does not go with it.
    """
    band = leeftijdsband(regels, geboortedatum=geboortedatum, op=op)
    toegestaan = {bevoegde.aanvrager for bevoegde in regels.bevoegden if bevoegde.wie is band.wie}
    if not aanvragers or not set(aanvragers) <= toegestaan:
        raise Weigering(WIE_VRAAGT[band.wie])
    if band.wie is Toestemmer.ZELF_EN_GEZAGSDRAGERS and not _beide(aanvragers):
        raise Weigering(WIE_VRAAGT[band.wie])
    if leeftijd_op(geboortedatum, op) < MEERDERJARIG:
        _eis_gezag(aanvragers, gezag)
    return band


WIE_VRAAGT = {
    Toestemmer.GEZAGSDRAGERS: "Onder de twaalf jaar doet een ouder met gezag of een voogd het verzoek.",
    Toestemmer.ZELF_EN_GEZAGSDRAGERS: (
        "Van twaalf tot zestien jaar doen het kind en een ouder met gezag of voogd het verzoek samen."
    ),
    Toestemmer.ZELF: (
        "Vanaf zestien jaar doet iemand het verzoek zelf, of een gemachtigde met een schriftelijke volmacht."
    ),
}


def _beide(aanvragers: Collection[Aanvrager]) -> bool:
    return Aanvrager.ZELF in aanvragers and any(een in NAMENS_EEN_KIND for een in aanvragers)


def _eis_gezag(aanvragers: Collection[Aanvrager], gezag: Gezag | None) -> None:
    """Refuse a parent or voogd whose gezag is not known, needs a person to decide on it, or is of another kind."""
    namens = {NAMENS_EEN_KIND[een] for een in aanvragers if een in NAMENS_EEN_KIND}
    if not namens:
        return
    if gezag is None or gezag not in NAMENS_KIND:
        raise Weigering("Leg eerst vast wie gezag heeft; zonder dat is niet zeker wie het verzoek mag doen.")
    if not namens <= NAMENS_KIND[gezag]:
        raise Weigering("Deze hoedanigheid past niet bij het gezag dat is opgegeven.")
