"""The choices that make the course of one invented case."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from domain.casus.waarden import Uitkomst
from domain.tafels import Stuk


class Halte(IntEnum):
    """Up to where a course is told."""

    MELDING = 1
    TRIAGE = 2
    REGIE = 3
    ICO = 4
    MONITORING = 5
    EINDE = 6
    VOORGESTELD = 7
    VERWIJDERD = 8


class Einde(StrEnum):
    """How it has ended so far."""

    AFGESCHAALD = "afgeschaald"
    VOORLOPIG = "voorlopig"
    AFGESLOTEN = "afgesloten"


class Toestemming(StrEnum):
    """What becomes of consent: for the discussion where the table asks that, else for what is told in confidence."""

    GEGEVEN = "gegeven"
    GEWEIGERD = "geweigerd"
    INGETROKKEN = "ingetrokken"


class Overleg(StrEnum):
    """What becomes of the first ICO that is planned, where the table has no rhythm for it."""

    GEWOON = "gewoon"
    VERZET = "verzet"
    AFGEZEGD = "afgezegd"


class Heragendering(StrEnum):
    """How far the two regisseurs come with putting the case back on the agenda."""

    VOORGESTELD = "voorgesteld"
    BESLOTEN = "besloten"


class Daarna(StrEnum):
    """What happens to the data of the case after its course, besides growing old."""

    CLAIM = "claim"
    BEPERKT = "beperkt"
    EIGEN_TERMIJN = "eigen-termijn"
    TOCH_NIET = "toch-niet"
    VERLENGD = "verlengd"
    INZAGE = "inzage"
    RECTIFICATIE = "rectificatie"
    WISSING = "wissing"
    BEZWAAR = "bezwaar"
    INGETROKKEN = "ingetrokken"


@dataclass(frozen=True)
class Loop:
    """The choices that make a course. ``mist`` is not in the aanmelding; ``aangevuld``: it came later.

    ``bekend``: another table of the region knows this person. ``doorgegeven``: a case that is referred goes to the
    next table. ``uitgesteld``: informing waits. ``gezag_onduidelijk``: the register does not tell who has gezag.
    ``wordt_twaalf_over`` so many days, the child gets a say of its own. ``aanmelder`` is who brings it in, if that
    matters; ``daarna`` is told after the rest.
    """

    tot: Halte = Halte.VERWIJDERD
    mist: tuple[Stuk, ...] = ()
    aangevuld: bool = False
    zittingen_gewacht: int = 0
    uitkomsten: tuple[Uitkomst, ...] = (Uitkomst.ICO,)
    toestemming: Toestemming | None = None
    overleg: Overleg = Overleg.GEWOON
    ico_over: int = 14
    weken: int = 16
    traag: bool = False
    niveaus: int = 0
    terug: bool = False
    heragendering: Heragendering | None = None
    einde: Einde = Einde.AFGESLOTEN
    heropend: bool = False
    bekend: bool = False
    doorgegeven: bool = False
    uitgesteld: bool = False
    zonder_geboortedatum: bool = False
    gezag_onduidelijk: bool = False
    wordt_twaalf_over: int | None = None
    aanmelder: str | None = None
    daarna: Daarna | None = None

    @property
    def wordt_aangehouden(self) -> bool:
        """The first triage holds it over."""
        return self.uitkomsten[0] is Uitkomst.AANGEHOUDEN
