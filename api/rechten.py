"""Who may do what: one table of rights by role. How far each role reaches stands in ``bereik``.

Source: who uses the service and what each must never do, in the customer's documents [1][2][4]. The
secretaris never decides; compliance officers, FG, archivaris and beheerders read no case.
"""

from enum import StrEnum

from domain.rollen import Rol
from infra.inzage.regel import Inzagegrond


class GeenRecht(Exception):
    """The role may not do this, whatever the case."""


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
    BERICHTEN = "regelen wie berichten krijgt"
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


BUREAU = frozenset({Rol.SECRETARIS, Rol.PROCESREGISSEUR})
WEGERS = frozenset({Rol.PROCESREGISSEUR, Rol.VOORZITTER, Rol.VERTEGENWOORDIGER})
_REGISSEURS = frozenset({Rol.PROCESREGISSEUR, Rol.CASUSREGISSEUR})
_LEIDING = frozenset({Rol.PROCESREGISSEUR, Rol.VOORZITTER})
_IN_DE_CASUS = frozenset({Rol.CASUSREGISSEUR, Rol.DEELNEMER})
TOEZICHT = frozenset({Rol.FG, Rol.ARCHIVARIS})

RECHTEN: dict[Recht, frozenset[Rol]] = {
    # melding
    Recht.AANMELDEN: BUREAU | {Rol.MELDER},
    Recht.AANVULLEN: BUREAU | {Rol.MELDER},
    Recht.GRONDSLAG: BUREAU,
    Recht.TOESTEMMING: BUREAU | {Rol.MELDER, Rol.CASUSREGISSEUR},
    Recht.TOESTEMMINGSSTAND: BUREAU | WEGERS | {Rol.MELDER, Rol.CASUSREGISSEUR},
    Recht.GEZAG: BUREAU,
    Recht.GEZAG_BEOORDELEN: _LEIDING,
    Recht.INFORMEREN: BUREAU,
    # triage
    Recht.SAMENLOOP: frozenset({Rol.PROCESREGISSEUR}),
    Recht.TRIEREN: WEGERS,
    Recht.DOORGEVEN: frozenset({Rol.PROCESREGISSEUR}),
    Recht.MONITOR_MELDEN: BUREAU,
    # aanpak
    Recht.REGIE: _LEIDING,
    Recht.DEELNEMERS: frozenset({Rol.PROCESREGISSEUR}),
    Recht.ICO: BUREAU,
    Recht.ADVISEREN: WEGERS,
    Recht.ANALYSE: BUREAU,
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
    Recht.LIJST_GOEDKEUREN: TOEZICHT,
    Recht.LIJST_INTREKKEN: TOEZICHT | {Rol.COMPLIANCE},
    Recht.LIJST_UITVOEREN: TOEZICHT | {Rol.COMPLIANCE},
    Recht.LIJST_LEZEN: TOEZICHT | {Rol.COMPLIANCE, Rol.AUDITOR},
    Recht.BEWAARTERMIJN: frozenset({Rol.COMPLIANCE}),
    Recht.OPSCHORTEN: frozenset({Rol.COMPLIANCE}),
    Recht.BEPERKEN: frozenset({Rol.COMPLIANCE, Rol.FG}),
    Recht.VERLENGEN: frozenset({Rol.PROCESREGISSEUR}),
    Recht.INSTEMMEN: BUREAU | {Rol.VERTEGENWOORDIGER, Rol.MELDER},
    Recht.PROTOCOL: frozenset({Rol.BEHEERDER}),
    # lezen
    Recht.CASUS_LEZEN: BUREAU | WEGERS | _IN_DE_CASUS | {Rol.MELDER, Rol.AUDITOR},
    Recht.CASUSSEN_LIJST: BUREAU | WEGERS | {Rol.AUDITOR},
    Recht.TRIAGELIJST: BUREAU | WEGERS | {Rol.MELDER},
    Recht.MONITORING: BUREAU | _LEIDING | _IN_DE_CASUS,
    Recht.WERKVOORRAAD: BUREAU | _LEIDING,
    Recht.BEWAARTERMIJNEN: frozenset({Rol.COMPLIANCE}),
    Recht.BEWARING_LEZEN: TOEZICHT | {Rol.COMPLIANCE, Rol.AUDITOR},
    Recht.BEWAARKALENDER: TOEZICHT | {Rol.COMPLIANCE, Rol.AUDITOR},
    Recht.EXPORTEREN: BUREAU | {Rol.VOORZITTER, Rol.COMPLIANCE, Rol.AUDITOR},
    Recht.EXPORTS_LEZEN: TOEZICHT | {Rol.COMPLIANCE, Rol.AUDITOR},
    Recht.EXPORT_VERNIETIGD: BUREAU | {Rol.VOORZITTER, Rol.COMPLIANCE, Rol.AUDITOR},
    Recht.VERWIJDERRAPPORT: TOEZICHT | {Rol.COMPLIANCE, Rol.AUDITOR},
    Recht.VERKLARINGEN: TOEZICHT | {Rol.COMPLIANCE, Rol.AUDITOR},
    Recht.LOGBOEKBEWIJZEN: frozenset({Rol.COMPLIANCE, Rol.AUDITOR}),
    Recht.INZAGEDOEL: BUREAU | WEGERS | _IN_DE_CASUS | {Rol.AUDITOR},
    Recht.INZAGEN: frozenset({Rol.COMPLIANCE, Rol.AUDITOR}),
    Recht.BERICHTEN: frozenset({Rol.BEHEERDER}),
    Recht.TAFELS: frozenset(Rol),
    Recht.WEGWIJZER: frozenset(Rol),
    # overleg
    Recht.OVERLEG: BUREAU,
    Recht.OVERLEG_LEZEN: BUREAU | WEGERS,
    Recht.KOMST: BUREAU | WEGERS | _IN_DE_CASUS,
    # consultatie
    Recht.CONSULTATIE_VRAGEN: BUREAU | {Rol.MELDER},
    Recht.CONSULTATIE_BEANTWOORDEN: BUREAU,
    Recht.CONSULTATIE_LEZEN: BUREAU | WEGERS | {Rol.MELDER},
    # verzoek
    Recht.VERZOEK_ONTVANGEN: BUREAU | {Rol.COMPLIANCE},
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
        *(Recht.EXPORTS_LEZEN, Recht.EXPORT_VERNIETIGD, Recht.BERICHTEN),
    }
)
"""What is asked for under these is about no person, so nothing of it goes on record, nor whether they were used."""


GRONDEN_VAN_DE_AUDITOR = frozenset(Inzagegrond) - {Inzagegrond.NOODGEVAL}
"""An auditor looks for lawfulness, internal control, security and court, and never for the work on a case."""


def gronden(rol: Rol) -> frozenset[Inzagegrond]:
    """For what somebody in this role may put a purpose on record: break-glass for whoever works on cases."""
    return GRONDEN_VAN_DE_AUDITOR if rol is Rol.AUDITOR else frozenset({Inzagegrond.NOODGEVAL})


def mag(rol: Rol, recht: Recht) -> bool:
    """Say whether a role has a right."""
    return rol in RECHTEN[recht]
