"""The values that the facts of a verzoek are made of: the closed lists, and the parts that repeat."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class Verzoeksoort(StrEnum):
    """Which right somebody uses."""

    INZAGE = "inzage"
    """AVG 15."""
    RECTIFICATIE = "rectificatie"
    """AVG 16."""
    WISSING = "wissing"
    """AVG 17."""
    BEPERKING = "beperking"
    """AVG 18."""
    BEZWAAR = "bezwaar"
    """AVG 21."""


class Aanvrager(StrEnum):
    """In which capacity somebody asks."""

    ZELF = "betrokkene-zelf"
    OUDER_MET_GEZAG = "ouder-met-gezag"
    VOOGD = "voogd"
    GEMACHTIGDE = "gemachtigde"
    WETTELIJK_VERTEGENWOORDIGER = "wettelijk-vertegenwoordiger"
    """Curator, bewindvoerder or mentor."""


class Identificatie(StrEnum):
    """How it was made sure who asks (AVG 12(6)); never more than is needed, so no copy of a document is kept."""

    DIGID = "digid"
    AAN_HET_LOKET = "aan-het-loket"
    BEKEND = "persoonlijk-bekend"
    ANDERS = "anders"


class Zoekwijze(StrEnum):
    """By what a person was found; a name with a birth date may be somebody else's."""

    BSN = "bsn"
    NAAM_EN_GEBOORTEDATUM = "naam-en-geboortedatum"


class Besluituitkomst(StrEnum):
    """What is decided on a verzoek."""

    INWILLIGEN = "inwilligen"
    AFWIJZEN = "afwijzen"


class Afwijsgrond(StrEnum):
    """Why a verzoek is refused."""

    IDENTITEIT = "identiteit-niet-vastgesteld"
    """AVG 12(2) and (6)."""
    NIET_BEVOEGD = "niet-bevoegd"
    """UAVG 5."""
    BUITENSPORIG = "kennelijk-ongegrond-of-buitensporig"
    """AVG 12(5)."""
    RECHTEN_VAN_ANDEREN = "rechten-van-anderen"
    """AVG 15(4), UAVG 41."""
    GEGEVENS_JUIST = "gegevens-zijn-juist"
    """AVG 16: nothing is wrong that can be put right."""
    WETTELIJKE_PLICHT = "wettelijke-plicht-of-taak"
    """AVG 17(3)(b)."""
    RECHTSVORDERING = "rechtsvordering"
    """AVG 17(3)(e), 21(1)."""
    DWINGENDE_GRONDEN = "dwingende-gronden"
    """AVG 21(1)."""
    GEEN_GROND = "geen-grond-van-de-avg"
    """None of the cases of AVG 17(1) or 18(1)."""


class Behoudgrond(StrEnum):
    """Why data of somebody stay though the erasure was granted (AVG 17(3), 18)."""

    OPGESCHORT = "opgeschort"
    """Something holds the destruction in the case, such as a rechtsvordering or the verzoek of another."""
    BEPERKT = "beperkt"
    RECHTSVORDERING = "rechtsvordering"
    """Who checked the list left it out for it."""


class Inzagevorm(StrEnum):
    """In which form somebody gets what is known (AVG 15(3))."""

    JSON = "json"
    PDF = "pdf"


@dataclass(frozen=True)
class OverWie:
    """Whom the verzoek is about, as far as who asks tells it."""

    naam: str
    geboortedatum: date | None = None
    bsn: str | None = None


@dataclass(frozen=True)
class Vondst:
    """Somebody in a case or consultatie who may be this person. Where that is stands beside the facts."""

    koppeling_id: UUID
    wijze: Zoekwijze


@dataclass(frozen=True)
class Correctie:
    """What the data of the person should say (AVG 16); ``None`` leaves as it is."""

    naam: str | None = None
    geboortedatum: date | None = None
    bsn: str | None = None
    adres: str | None = None
    toelichting: str | None = None

    @property
    def leeg(self) -> bool:
        """Nothing is put right."""
        return self == Correctie()
