"""What can be asked of the service, by the doors' own words."""

from enum import StrEnum


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

    @property
    def code(self) -> str:
        """What a grant to a system calls it, such as ``casus-lezen``."""
        return self.name.lower().replace("_", "-")

    @classmethod
    def van_code(cls, code: str) -> "Recht":
        """The right that a grant names.

        Raises:
            KeyError: there is no such right.
        """
        return cls[code.upper().replace("-", "_")]
