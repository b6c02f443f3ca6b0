"""The values that the facts of a casus are made of: the closed lists, and the parts that repeat."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from domain.bewaring import WEG, Leverancier, OverPersoon

NIEMAND = UUID(int=0)
"""The person of a destroyed part."""


class Urgentie(StrEnum):
    """Crisis has a route of its own and is never taken in."""

    REGULIER = "regulier"
    CRISIS = "crisis"


class Betrokkenheid(StrEnum):
    """What somebody is in this case; an aanmelding is about all people involved, whatever their address [0]."""

    HOOFDPERSOON = "hoofdpersoon"
    PARTNER = "partner"
    EX_PARTNER = "ex-partner"
    OUDER = "ouder"
    KIND = "kind"
    GEZINSLID = "gezinslid"
    SLACHTOFFER = "slachtoffer"
    OVERIG = "overig"


class Oordeel(StrEnum):
    """What triage found of one criterion; it is registered before more is collected (BGS 2.20, WGS 2.31)."""

    VOLDAAN = "voldaan"
    NIET_VOLDAAN = "niet-voldaan"
    ONDUIDELIJK = "onduidelijk"


class Uitkomst(StrEnum):
    """The five ways in which a triage ends."""

    ICO = "ico"
    ADVIES = "advies"
    DOORVERWEZEN = "doorverwezen"
    AANGEHOUDEN = "aangehouden"
    AFGEWEZEN = "afgewezen"


class Hoedanigheid(StrEnum):
    """In which capacity somebody consents, refuses or withdraws."""

    ZELF = "zelf"
    OUDER_MET_GEZAG = "ouder-met-gezag"
    VOOGD = "voogd"
    VERTEGENWOORDIGER = "vertegenwoordiger"


class Gezag(StrEnum):
    """Who has gezag over a minor: the kinds of the BRP."""

    GEZAMENLIJK_OUDERLIJK = "gezamenlijk-ouderlijk-gezag"
    EENHOOFDIG_OUDERLIJK = "eenhoofdig-ouderlijk-gezag"
    GEZAMENLIJK = "gezamenlijk-gezag"
    VOOGDIJ = "voogdij"
    TIJDELIJK_GEEN = "tijdelijk-geen-gezag"
    NIET_TE_BEPALEN = "gezag-niet-te-bepalen"


class Onderzoek(StrEnum):
    """Whether the BRP says that the gezag is being investigated."""

    GEEN = "geen-onderzoek"
    LOOPT = "in-onderzoek"


class Uitstelgrond(StrEnum):
    """Why telling somebody that data are processed may wait (AVG 14(5), 23; BGS 1.3)."""

    VEILIGHEID = "veiligheid"
    OPSPORING = "opsporing"
    DOEL_ONMOGELIJK = "doel-wordt-onmogelijk"
    RECHTEN_VAN_ANDEREN = "rechten-van-anderen"


class Regie(StrEnum):
    """Procesregie (basis or intensief) and casusregie are different roles [1]."""

    PROCES_BASIS = "procesregie-basis"
    PROCES_INTENSIEF = "procesregie-intensief"
    CASUS = "casusregie"


class Vorm(StrEnum):
    """How an overleg is held [2]."""

    DIGITAAL = "digitaal"
    OP_LOCATIE = "op-locatie"
    HYBRIDE = "hybride"


class Veiligheidsweging(StrEnum):
    """May the client attend: whether it is safe was weighed first [2]."""

    GEEN_RISICO = "geen-risico"
    RISICO = "risico"
    NIET_GEWOGEN = "niet-gewogen"


class Geheimhouding(StrEnum):
    """Whether a contribution falls under a professional secrecy (WGS 2.29(2))."""

    GEEN = "geen"
    BEROEPSGEHEIM = "beroepsgeheim"


class Aanzet(StrEnum):
    """Whose turn it is."""

    PROCESREGISSEUR = "procesregisseur"
    CASUSREGISSEUR = "casusregisseur"
    DEELNEMERS = "deelnemers"


class Verwijdergrond(StrEnum):
    """Why data are destroyed."""

    TERMIJN_VERSTREKEN = "termijn-verstreken"
    NIET_LANGER_NODIG = "niet-langer-nodig"
    WISSING_GEVRAAGD = "wissing-gevraagd"
    """Everybody whom it is about has a granted verzoek (AVG 17); then it need not be closed first."""


class Weigerreden(StrEnum):
    """Why who checks a vernietigingslijst leaves something out."""

    TERMIJN_KLOPT_NIET = "termijn-klopt-niet"
    NOG_NODIG = "nog-nodig"
    RECHTSVORDERING = "rechtsvordering"
    VERZOEK_LOOPT = "verzoek-loopt"
    ANDERS = "anders"


@dataclass(frozen=True)
class Lijstgang:
    """The vernietigingslijst that a destruction stands on, and who did what on it before: pseudonymous ids."""

    lijstnummer: str
    voorgesteld_door: str
    gecontroleerd_door: str
    goedgekeurd_door: str

    @property
    def rollen(self) -> tuple[str, str, str]:
        """Who filled the three roles before the execution."""
        return (self.voorgesteld_door, self.gecontroleerd_door, self.goedgekeurd_door)


class Aanleiding(StrEnum):
    """Why the term of a casus was reckoned anew."""

    VERWERKING = "verwerking"
    AFSLUITING = "afsluiting"
    PROTOCOL = "protocol"


class Vernietiggrond(StrEnum):
    """Why one person's data, or one organisation's contribution, are destroyed while the casus stays."""

    TERMIJN_VERSTREKEN = "termijn-verstreken"
    NIET_LANGER_NODIG = "niet-langer-nodig"
    WISSING_GEVRAAGD = "wissing-gevraagd"
    VERLENGING_GEWEIGERD = "verlenging-geweigerd"


class Opschortgrond(StrEnum):
    """Why data that are due stay all the same: WGS 1.8(7) names the first two, the third is an open AVG request."""

    RECHTSVORDERING = "rechtsvordering"
    WETTELIJK_VOORSCHRIFT = "wettelijk-voorschrift"
    AVG_VERZOEK = "avg-verzoek"


class Voorwaardesoort(StrEnum):
    """What an organisation asks of whoever uses what it brought in (WGS 2.29(3))."""

    ALLEEN_ROLLEN = "alleen-rollen"
    NIET_DOORGEVEN = "niet-doorgeven"
    NIET_IN_EXPORT = "niet-in-export"
    EERST_VRAGEN = "eerst-vragen"


class Doorgifte(StrEnum):
    """Where what an organisation brought in may go after it was asked."""

    ANDERE_TAFEL = "andere-tafel"
    MONITOR = "landelijke-monitor"
    BESTAND = "bestand"


class Doorgifteantwoord(StrEnum):
    """What the organisation says to it."""

    TOEGESTAAN = "toegestaan"
    GEWEIGERD = "geweigerd"


class Beperkgrond(StrEnum):
    """Why data are kept but not worked with: the four of AVG 18(1), in their order."""

    JUISTHEID_BETWIST = "juistheid-betwist"
    ONRECHTMATIG_VERWERKT = "onrechtmatig-verwerkt"
    RECHTSVORDERING = "rechtsvordering"
    BEZWAAR_GEMAAKT = "bezwaar-gemaakt"


class Persoonsveld(StrEnum):
    """What of somebody can be put right: the fields of a betrokkene."""

    BETROKKENHEID = "betrokkenheid"
    NAAM = "naam"
    GEBOORTEDATUM = "geboortedatum"
    BSN = "bsn"
    ADRES = "adres"
    TOELICHTING = "toelichting"


@dataclass(frozen=True)
class Betrokkene:
    """Somebody whom the case is about. ``bsn`` passes the elfproef; nothing but the name is compulsory."""

    persoon_id: Annotated[UUID, OverPersoon]
    betrokkenheid: Betrokkenheid
    naam: str
    geboortedatum: date | None = None
    bsn: str | None = None
    adres: str | None = None
    toelichting: str | None = None

    @classmethod
    def vernietigd(cls) -> "Betrokkene":
        """The placeholder for a person whose data were destroyed."""
        return cls(persoon_id=NIEMAND, betrokkenheid=Betrokkenheid.OVERIG, naam=WEG)


@dataclass(frozen=True)
class Inbreng:
    """What one organisation told the table about one person, for the goal that was set together [2]."""

    persoon_id: Annotated[UUID, OverPersoon]
    organisatie: Annotated[str, Leverancier]
    tekst: str
    geheimhouding: Geheimhouding = Geheimhouding.GEEN

    @classmethod
    def vernietigd(cls) -> "Inbreng":
        """The placeholder for a contribution that was destroyed."""
        return cls(persoon_id=NIEMAND, organisatie=WEG, tekst=WEG)


@dataclass(frozen=True)
class Criteriumfeit:
    """The facts that the aanmelder puts behind one criterion."""

    criterium: str
    feiten: str


@dataclass(frozen=True)
class Criteriumoordeel:
    """What triage found of one criterion, and why."""

    criterium: str
    oordeel: Oordeel
    waarom: str


@dataclass(frozen=True)
class Voorcontact:
    """The contact with a procesregisseur before the form was handed out (ZVH, [0])."""

    op: date
    met: str


@dataclass(frozen=True)
class Genodigde:
    """An organisation invited to an ICO, and what is asked of it for the goal."""

    organisatie: str
    vraag: str


@dataclass(frozen=True)
class Clientdeelname:
    """The client attends only without safety risk and after it was discussed beforehand [2]."""

    veiligheid: Veiligheidsweging
    vooraf_besproken_op: date | None


@dataclass(frozen=True)
class Afspraak:
    """One agreement of an advice."""

    wie: str
    wat: str


@dataclass(frozen=True)
class Treffer:
    """Another table knows this person: which table, and whom to call. Never what it knows."""

    tafel: str
    contact: str
