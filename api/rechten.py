"""Who may do what: one table of rights by role, and one place for how far each role reaches.

Source: who uses the service and what each must never do, in the customer's documents [1][2][4]. The
secretaris never decides, the auditor gets no personal data without a purpose on record; compliance officers, FG,
archivaris and beheerders read no case. Where a table discusses anonymously, only who has to know a name sees names.
"""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from domain.casus.events import (
    Aangemeld,
    AanmeldingAangevuld,
    BewaartermijnHerrekend,
    BewaartermijnVerlengd,
    Doorgegeven,
    GeboortedatumVastgelegd,
    Getrieerd,
    GrondslagVastgelegd,
    InstemmingGegeven,
    InstemmingGeweigerd,
    SamenloopGeraadpleegd,
    ToestemmingGegeven,
    ToestemmingGeweigerd,
    ToestemmingIngetrokken,
    VerlengingVoorgesteld,
)
from domain.casus.omstandigheden import LOPEND
from domain.casus.state import Casus
from domain.consultatie.events import VraagAangevuld
from domain.consultatie.state import Consultatie
from domain.historie import Opgetekend
from domain.overleg.state import Uitnodiging
from domain.rollen import Medewerker, Rol
from domain.tafels import Tafel
from infra.inzage.regel import Inzagedoel, Inzagegrond


class GeenRecht(Exception):
    """The role may not do this, whatever the case."""


class NietNamens(GeenRecht):
    """Somebody acts in the name of an organisation that is not the own one."""


class Recht(StrEnum):
    """What can be asked of the service, by the doors' own words."""

    AANMELDEN = "aanmelden"
    AANVULLEN = "aanvullen"
    GRONDSLAG = "grondslag vastleggen"
    TOESTEMMING = "toestemming vastleggen"
    TOESTEMMINGSSTAND = "lezen wie nog toestemming moet geven"
    GEZAG = "geboortedatum en gezag vastleggen"
    GEZAG_BEOORDELEN = "gezag beoordelen"
    INFORMEREN = "informeren en uitstel daarvan vastleggen"
    SAMENLOOP = "samenloop raadplegen"
    TRIEREN = "triëren"
    DOORGEVEN = "een casus doorgeven aan de volgende tafel"
    MONITOR_MELDEN = "bij de landelijke monitor melden"
    REGIE = "regie toewijzen"
    DEELNEMERS = "deelnemers toevoegen en verwijderen"
    ICO = "ICO plannen, verzetten, afzeggen en vastleggen"
    ADVISEREN = "advies uitbrengen"
    ANALYSE = "verklarende analyse vragen en opleveren"
    PLAN = "plan vaststellen"
    ACTIES = "acties toewijzen en laten vervallen"
    AFRONDEN = "acties afronden"
    VOORTGANG = "voortgang vastleggen"
    HERAGENDEREN = "her-agenderen"
    SCHALEN = "opschalen, terugschalen en afschalen"
    AFSLUITEN = "voorlopig afsluiten, heropenen en afsluiten"
    LIJST_VOORSTELLEN = "een vernietigingslijst voorstellen"
    LIJST_CONTROLEREN = "een vernietigingslijst controleren"
    LIJST_GOEDKEUREN = "een vernietigingslijst goedkeuren"
    LIJST_INTREKKEN = "een vernietigingslijst intrekken"
    LIJST_UITVOEREN = "een vernietigingslijst uitvoeren"
    LIJST_LEZEN = "vernietigingslijsten bekijken"
    BEWAARTERMIJN = "een eigen bewaartermijn vaststellen"
    OPSCHORTEN = "vernietiging opschorten en een opschorting opheffen"
    BEPERKEN = "verwerking beperken en een beperking opheffen"
    VERLENGEN = "verlenging van de bewaartermijn voorstellen"
    INSTEMMEN = "instemming met een verlenging vastleggen"
    PROTOCOL = "een privacyprotocol voorstellen en invoeren"
    CASUS_LEZEN = "een casus lezen"
    CASUSSEN_LIJST = "bekijken welke casussen er zijn"
    TRIAGELIJST = "de triagelijst lezen"
    MONITORING = "de monitoringlijst lezen"
    WERKVOORRAAD = "de werkvoorraad lezen"
    BEWAARTERMIJNEN = "de bewaartermijnen lezen"
    BEWARING_LEZEN = "bekijken hoe een casus wordt bewaard"
    BEWAARKALENDER = "de bewaarkalender lezen"
    VERWIJDERRAPPORT = "het verwijderrapport lezen"
    EXPORTEREN = "een lijst als bestand uitgeven"
    EXPORTS_LEZEN = "bekijken welke bestanden er zijn uitgegeven"
    EXPORT_VERNIETIGD = "vastleggen dat een uitgegeven bestand weg is"
    VERKLARINGEN = "de verklaringen van vernietiging lezen"
    LOGBOEKBEWIJZEN = "bewijzen uit het logboek vragen"
    INZAGEDOEL = "vastleggen waarvoor u wilt kijken"
    INZAGEN = "lezen wie er heeft gekeken"
    TAFELS = "de tafels lezen"
    WEGWIJZER = "vragen welke tafel past"
    OVERLEG = "overleggen plannen, verzetten, afzeggen en vastleggen"
    OVERLEG_LEZEN = "overleggen lezen"
    KOMST = "een uitnodiging beantwoorden"
    CONSULTATIE_VRAGEN = "een vraag stellen en aanvullen"
    CONSULTATIE_BEANTWOORDEN = "een vraag beantwoorden en sluiten"
    CONSULTATIE_LEZEN = "consultaties lezen"
    VERZOEK_ONTVANGEN = "een verzoek van een betrokkene ontvangen"
    VERZOEK_LEZEN = "verzoeken van betrokkenen lezen"
    VERZOEK_ZOEKEN = "de persoon van een verzoek opzoeken"
    VERZOEK_BEHANDELEN = "een verzoek van een betrokkene behandelen en uitvoeren"
    VERZOEK_BESLUITEN = "als tweede persoon over een verzoek beslissen"
    VERZOEK_OVERZICHT = "het overzicht bij een verzoek om inzage lezen"
    VERZOEK_VERSTREKKEN = "het overzicht bij een verzoek om inzage verstrekken"
    VERZOEK_VERWIJDEREN = "verwijdering van een verzoek voorstellen en uitvoeren"


_BUREAU = frozenset({Rol.SECRETARIS, Rol.PROCESREGISSEUR})
_WEGERS = frozenset({Rol.PROCESREGISSEUR, Rol.VOORZITTER, Rol.VERTEGENWOORDIGER})
_REGISSEURS = frozenset({Rol.PROCESREGISSEUR, Rol.CASUSREGISSEUR})
_LEIDING = frozenset({Rol.PROCESREGISSEUR, Rol.VOORZITTER})
_IN_DE_CASUS = frozenset({Rol.CASUSREGISSEUR, Rol.DEELNEMER})
_TOEZICHT = frozenset({Rol.FG, Rol.ARCHIVARIS})

RECHTEN: dict[Recht, frozenset[Rol]] = {
    # melding
    Recht.AANMELDEN: _BUREAU | {Rol.MELDER},
    Recht.AANVULLEN: _BUREAU | {Rol.MELDER},
    Recht.GRONDSLAG: _BUREAU,
    Recht.TOESTEMMING: _BUREAU | {Rol.MELDER, Rol.CASUSREGISSEUR},
    Recht.TOESTEMMINGSSTAND: _BUREAU | _WEGERS | {Rol.MELDER, Rol.CASUSREGISSEUR},
    Recht.GEZAG: _BUREAU,
    Recht.GEZAG_BEOORDELEN: _LEIDING,
    Recht.INFORMEREN: _BUREAU,
    # triage
    Recht.SAMENLOOP: frozenset({Rol.PROCESREGISSEUR}),
    Recht.TRIEREN: _WEGERS,
    Recht.DOORGEVEN: frozenset({Rol.PROCESREGISSEUR}),
    Recht.MONITOR_MELDEN: _BUREAU,
    # aanpak
    Recht.REGIE: _LEIDING,
    Recht.DEELNEMERS: frozenset({Rol.PROCESREGISSEUR}),
    Recht.ICO: _BUREAU,
    Recht.ADVISEREN: _WEGERS,
    Recht.ANALYSE: _BUREAU,
    Recht.PLAN: _REGISSEURS,
    Recht.ACTIES: _REGISSEURS | {Rol.SECRETARIS},
    Recht.AFRONDEN: _REGISSEURS | {Rol.SECRETARIS, Rol.DEELNEMER},
    Recht.VOORTGANG: _REGISSEURS,
    Recht.HERAGENDEREN: _REGISSEURS,
    # einde
    Recht.SCHALEN: _LEIDING,
    Recht.AFSLUITEN: _LEIDING,
    Recht.LIJST_VOORSTELLEN: frozenset({Rol.COMPLIANCE}),
    Recht.LIJST_CONTROLEREN: frozenset({Rol.COMPLIANCE}),
    Recht.LIJST_GOEDKEUREN: _TOEZICHT,
    Recht.LIJST_INTREKKEN: _TOEZICHT | {Rol.COMPLIANCE},
    Recht.LIJST_UITVOEREN: _TOEZICHT | {Rol.COMPLIANCE},
    Recht.LIJST_LEZEN: _TOEZICHT | {Rol.COMPLIANCE, Rol.AUDITOR},
    Recht.BEWAARTERMIJN: frozenset({Rol.COMPLIANCE}),
    Recht.OPSCHORTEN: frozenset({Rol.COMPLIANCE}),
    Recht.BEPERKEN: frozenset({Rol.COMPLIANCE, Rol.FG}),
    Recht.VERLENGEN: frozenset({Rol.PROCESREGISSEUR}),
    Recht.INSTEMMEN: _BUREAU | {Rol.VERTEGENWOORDIGER, Rol.MELDER},
    Recht.PROTOCOL: frozenset({Rol.BEHEERDER}),
    # lezen
    Recht.CASUS_LEZEN: _BUREAU | _WEGERS | _IN_DE_CASUS | {Rol.MELDER, Rol.AUDITOR},
    Recht.CASUSSEN_LIJST: _BUREAU | _WEGERS | {Rol.AUDITOR},
    Recht.TRIAGELIJST: _BUREAU | _WEGERS | {Rol.MELDER},
    Recht.MONITORING: _BUREAU | _LEIDING | _IN_DE_CASUS,
    Recht.WERKVOORRAAD: _BUREAU | _LEIDING,
    Recht.BEWAARTERMIJNEN: frozenset({Rol.COMPLIANCE}),
    Recht.BEWARING_LEZEN: _TOEZICHT | {Rol.COMPLIANCE, Rol.AUDITOR},
    Recht.BEWAARKALENDER: _TOEZICHT | {Rol.COMPLIANCE, Rol.AUDITOR},
    Recht.EXPORTEREN: _BUREAU | {Rol.VOORZITTER, Rol.COMPLIANCE, Rol.AUDITOR},
    Recht.EXPORTS_LEZEN: _TOEZICHT | {Rol.COMPLIANCE, Rol.AUDITOR},
    Recht.EXPORT_VERNIETIGD: _BUREAU | {Rol.VOORZITTER, Rol.COMPLIANCE, Rol.AUDITOR},
    Recht.VERWIJDERRAPPORT: _TOEZICHT | {Rol.COMPLIANCE, Rol.AUDITOR},
    Recht.VERKLARINGEN: _TOEZICHT | {Rol.COMPLIANCE, Rol.AUDITOR},
    Recht.LOGBOEKBEWIJZEN: frozenset({Rol.COMPLIANCE, Rol.AUDITOR}),
    Recht.INZAGEDOEL: _BUREAU | _WEGERS | _IN_DE_CASUS | {Rol.AUDITOR},
    Recht.INZAGEN: frozenset({Rol.COMPLIANCE, Rol.AUDITOR}),
    Recht.TAFELS: frozenset(Rol),
    Recht.WEGWIJZER: frozenset(Rol),
    # overleg
    Recht.OVERLEG: _BUREAU,
    Recht.OVERLEG_LEZEN: _BUREAU | _WEGERS,
    Recht.KOMST: _BUREAU | _WEGERS | _IN_DE_CASUS,
    # consultatie
    Recht.CONSULTATIE_VRAGEN: _BUREAU | {Rol.MELDER},
    Recht.CONSULTATIE_BEANTWOORDEN: _BUREAU,
    Recht.CONSULTATIE_LEZEN: _BUREAU | _WEGERS | {Rol.MELDER},
    # verzoek
    Recht.VERZOEK_ONTVANGEN: _BUREAU | {Rol.COMPLIANCE},
    Recht.VERZOEK_LEZEN: frozenset({Rol.COMPLIANCE, Rol.FG}),
    Recht.VERZOEK_ZOEKEN: frozenset({Rol.COMPLIANCE}),
    Recht.VERZOEK_BEHANDELEN: frozenset({Rol.COMPLIANCE}),
    Recht.VERZOEK_BESLUITEN: frozenset({Rol.COMPLIANCE, Rol.FG}),
    Recht.VERZOEK_OVERZICHT: frozenset({Rol.COMPLIANCE, Rol.FG}),
    Recht.VERZOEK_VERSTREKKEN: frozenset({Rol.COMPLIANCE}),
    Recht.VERZOEK_VERWIJDEREN: frozenset({Rol.COMPLIANCE}),
}


TOONT_MENSEN = frozenset(
    {
        Recht.TOESTEMMINGSSTAND,
        Recht.SAMENLOOP,
        Recht.CASUS_LEZEN,
        Recht.CASUSSEN_LIJST,
        Recht.TRIAGELIJST,
        Recht.MONITORING,
        Recht.BEWAARTERMIJNEN,
        Recht.LIJST_LEZEN,
        Recht.BEWARING_LEZEN,
        Recht.BEWAARKALENDER,
        Recht.OVERLEG_LEZEN,
        Recht.CONSULTATIE_LEZEN,
        Recht.INZAGEDOEL,
        Recht.INZAGEN,
        Recht.EXPORTEREN,
        Recht.VERZOEK_LEZEN,
        Recht.VERZOEK_OVERZICHT,
    }
)
"""Whoever asks for these asks for people; also when nobody is shown, it goes on record that it was asked."""


GAAT_OVER_NIEMAND = frozenset(
    {
        *(Recht.TAFELS, Recht.PROTOCOL, Recht.WEGWIJZER),
        *(Recht.WERKVOORRAAD, Recht.VERWIJDERRAPPORT, Recht.VERKLARINGEN, Recht.LOGBOEKBEWIJZEN),
        *(Recht.EXPORTS_LEZEN, Recht.EXPORT_VERNIETIGD),
    }
)
"""What is asked for under these is about no person, so nothing of it goes on record, nor whether they were used."""


class Bereik(StrEnum):
    """Which cases of the own tables a role reaches."""

    TAFEL = "alle"
    ORGANISATIE = "van de eigen organisatie"
    REGIE = "onder eigen casusregie"
    DEELNAME = "met eigen deelname, zolang de casus loopt"
    GEEN = "geen"


BEREIK: dict[Rol, Bereik] = {
    Rol.MELDER: Bereik.ORGANISATIE,
    Rol.SECRETARIS: Bereik.TAFEL,
    Rol.PROCESREGISSEUR: Bereik.TAFEL,
    Rol.VOORZITTER: Bereik.TAFEL,
    Rol.VERTEGENWOORDIGER: Bereik.TAFEL,
    Rol.CASUSREGISSEUR: Bereik.REGIE,
    Rol.DEELNEMER: Bereik.DEELNAME,
    Rol.AUDITOR: Bereik.TAFEL,
    Rol.COMPLIANCE: Bereik.TAFEL,
    Rol.FG: Bereik.TAFEL,
    Rol.ARCHIVARIS: Bereik.TAFEL,
    Rol.BEHEERDER: Bereik.GEEN,
}

ACHTER_AFSCHERMING = frozenset({Rol.PROCESREGISSEUR, Rol.AUDITOR, Rol.COMPLIANCE, *_TOEZICHT})
"""After closing the data are shielded (WGS 2.31(8)); auditor and compliance officer see no content anyway."""

_LEEST_INHOUD = frozenset({Recht.CASUS_LEZEN, Recht.TOESTEMMINGSSTAND})

ZIET_PERSOONSGEGEVENS = RECHTEN[Recht.CASUS_LEZEN] - {Rol.AUDITOR}
ZIET_BSN = _BUREAU
ZIET_NAMEN_BIJ_ANONIEM = _BUREAU | {Rol.MELDER}
"""At a table that hears roles, never names, still: who brought the case in, and who keeps its papers."""
ZIET_SAMENLOOP = _BUREAU | _WEGERS | {Rol.AUDITOR}
"""Whether other tables know somebody is for who screens and weighs; the auditor reads that it was asked."""


@dataclass(frozen=True)
class Gebruiker:
    """Somebody at the door, and the tables that this person works for. No table named means none."""

    wie: Medewerker
    tafels: frozenset[str]
    inzagedoel: Inzagedoel | None = None
    """What this person put on record to look for, and now uses."""

    @property
    def ziet_persoonsgegevens(self) -> bool:
        """May read what a case is about; the auditor only for a purpose that is on record (WGS 1.8(4))."""
        if self.wie.rol is Rol.AUDITOR:
            return self.inzagedoel is not None
        return self.wie.rol in ZIET_PERSOONSGEGEVENS

    @property
    def ziet_afgeschermd(self) -> bool:
        """May see that a case is there whose data are shielded."""
        return self.wie.rol in ACHTER_AFSCHERMING

    @property
    def ziet_bsn(self) -> bool:
        """May read burgerservicenummers."""
        return self.wie.rol in ZIET_BSN

    @property
    def ziet_samenloop(self) -> bool:
        """May read whether other tables know somebody."""
        return self.wie.rol in ZIET_SAMENLOOP

    def ziet_namen(self, tafel: Tafel) -> bool:
        """May read who a case at this table is about; everybody else reads the roles of those people."""
        return not tafel.anoniem or self.wie.rol in ZIET_NAMEN_BIJ_ANONIEM


GRONDEN_VAN_DE_AUDITOR = frozenset(Inzagegrond) - {Inzagegrond.NOODGEVAL}
"""An auditor looks for lawfulness, internal control, security and court, and never for the work on a case."""


def gronden(rol: Rol) -> frozenset[Inzagegrond]:
    """For what somebody in this role may put a purpose on record: break-glass for whoever works on cases."""
    return GRONDEN_VAN_DE_AUDITOR if rol is Rol.AUDITOR else frozenset({Inzagegrond.NOODGEVAL})


def mag(rol: Rol, recht: Recht) -> bool:
    """Say whether a role has a right."""
    return rol in RECHTEN[recht]


VAN_DE_MELDING = (
    Aangemeld,
    GrondslagVastgelegd,
    Getrieerd,
    Doorgegeven,
    VerlengingVoorgesteld,
    BewaartermijnVerlengd,
    BewaartermijnHerrekend,
)


OVER_IEMAND = (ToestemmingGegeven, ToestemmingGeweigerd, ToestemmingIngetrokken, GeboortedatumVastgelegd)


def kent(gebruiker: Gebruiker, casus: Casus, persoon_id: UUID) -> bool:
    """Say whether somebody may know that this person is in a case within reach.

    A melder knows only whom the own organisation brought in.
    """
    return gebruiker.wie.rol is not Rol.MELDER or casus.bracht_in(gebruiker.wie.organisatie, persoon_id)


def leest(gebruiker: Gebruiker, feit: Opgetekend, *, casus: Casus, tafel: Tafel) -> bool:
    """Say whether somebody may read this fact of a case within reach, at its table.

    A melder sees what was reported and what became of it, not what others bring to the table afterwards, nor
    anything about the people whom others brought in. ``casus`` tells who brought in whom.
    """
    if isinstance(feit.gebeurtenis, GeboortedatumVastgelegd) and not gebruiker.ziet_namen(tafel):
        return False
    if isinstance(feit.gebeurtenis, SamenloopGeraadpleegd) and not gebruiker.ziet_samenloop:
        return False
    if gebruiker.wie.rol is not Rol.MELDER:
        return True
    match feit.gebeurtenis:
        case AanmeldingAangevuld() | InstemmingGegeven() | InstemmingGeweigerd() as van_iemand:
            return van_iemand.organisatie == gebruiker.wie.organisatie
        case gebeurtenis if isinstance(gebeurtenis, OVER_IEMAND):
            return kent(gebruiker, casus, gebeurtenis.persoon_id)
        case gebeurtenis:
            return isinstance(gebeurtenis, VAN_DE_MELDING)


def leest_aanvulling(gebruiker: Gebruiker, feit: object) -> bool:
    """Say whether somebody may read what this fact brings to a consultatie within reach.

    To a melder, what another organisation added to the question is not there.
    """
    van_een_ander = isinstance(feit, VraagAangevuld) and feit.organisatie != gebruiker.wie.organisatie
    return gebruiker.wie.rol is not Rol.MELDER or not van_een_ander


def bereikt(gebruiker: Gebruiker, casus: Casus, recht: Recht) -> bool:
    """Say whether this case is within reach of this person for this right."""
    if casus.tafel not in gebruiker.tafels or not _voorbij_afscherming(gebruiker.wie.rol, casus, recht):
        return False
    wie = gebruiker.wie
    match BEREIK[wie.rol]:
        case Bereik.TAFEL:
            return True
        case Bereik.ORGANISATIE:
            return casus.organisatie == wie.organisatie
        case Bereik.REGIE:
            return casus.casusregisseur is not None and casus.casusregisseur.medewerker == wie.id
        case Bereik.DEELNAME:
            return casus.fase in LOPEND and any(mens.medewerker == wie.id for mens in casus.deelnemers)
        case Bereik.GEEN:
            return False


def bereikt_consultatie(gebruiker: Gebruiker, consultatie: Consultatie) -> bool:
    """Say whether this consultatie is within reach of this person."""
    if consultatie.tafel not in gebruiker.tafels:
        return False
    match BEREIK[gebruiker.wie.rol]:
        case Bereik.TAFEL:
            return True
        case Bereik.ORGANISATIE:
            return consultatie.organisatie == gebruiker.wie.organisatie
        case Bereik.REGIE | Bereik.DEELNAME | Bereik.GEEN:
            return False


def mag_antwoorden(gebruiker: Gebruiker, uitnodiging: Uitnodiging | None) -> bool:
    """Say whether this person may answer an invitation: the bureau any, who sits at the table the own one.

    An invitation that names nobody is for whoever of that organisation sits at the table.
    """
    if gebruiker.wie.rol in _BUREAU:
        return True
    if uitnodiging is None:
        return False
    wie = uitnodiging.verstuurd
    van_de_organisatie = wie.medewerker is None and wie.genodigde == gebruiker.wie.organisatie
    aan_tafel = BEREIK[gebruiker.wie.rol] is Bereik.TAFEL
    return wie.medewerker == gebruiker.wie.id or (aan_tafel and van_de_organisatie)


def _voorbij_afscherming(rol: Rol, casus: Casus, recht: Recht) -> bool:
    """Say whether shielding stops this. Closing again, and agreeing to an extension, answer no content.

    A casus that is restricted as a whole is read by as few; a command on it gets the sentence that says so.
    """
    if recht in _LEEST_INHOUD and any(een.persoon_id is None for een in casus.beperkingen):
        return rol in ACHTER_AFSCHERMING
    zonder_inhoud = recht in {Recht.AFSLUITEN, Recht.INSTEMMEN}
    return not casus.afgeschermd or rol in ACHTER_AFSCHERMING or zonder_inhoud


@dataclass(frozen=True)
class Beperking:
    """What a list is narrowed to; ``None`` does not narrow."""

    organisatie: str | None = None
    casusregisseur: str | None = None
    deelnemer: str | None = None


def beperking(gebruiker: Gebruiker) -> Beperking:
    """The reach of a role, as a filter on a list.

    Raises:
        GeenRecht: this role reaches no case.
    """
    wie = gebruiker.wie
    match BEREIK[wie.rol]:
        case Bereik.TAFEL:
            return Beperking()
        case Bereik.ORGANISATIE:
            return Beperking(organisatie=wie.organisatie)
        case Bereik.REGIE:
            return Beperking(casusregisseur=wie.id)
        case Bereik.DEELNAME:
            return Beperking(deelnemer=wie.id)
        case Bereik.GEEN:
            raise GeenRecht


def namens(gebruiker: Gebruiker, organisatie: str | None) -> str:
    """The organisation in whose name something comes in: the own one, or for the bureau of a table another's.

    Raises:
        NietNamens: somebody else than the bureau names another organisation.
    """
    if organisatie is None or organisatie == gebruiker.wie.organisatie:
        return gebruiker.wie.organisatie
    if BEREIK[gebruiker.wie.rol] is not Bereik.TAFEL:
        raise NietNamens
    return organisatie


def instemmer(gebruiker: Gebruiker, organisatie: str | None) -> str:
    """The organisation that answers on an extension: the own one; the bureau records the answer of any.

    Raises:
        NietNamens: somebody else than the bureau names another organisation.
    """
    if gebruiker.wie.rol not in _BUREAU and organisatie not in {None, gebruiker.wie.organisatie}:
        raise NietNamens
    return organisatie or gebruiker.wie.organisatie
