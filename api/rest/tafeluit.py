"""What the tables, the regions and the questions look like in an answer: every rule with the place where it stands."""

from datetime import date

from pydantic import Field

from api.rest.delen import Uit
from domain.privacyprotocol import Anker, Bewaarregel, Privacyprotocol
from domain.tafels import (
    Antwoord,
    Bespreekwijze,
    Deelname,
    Feestdagregel,
    Kring,
    Ongeboren,
    Regievorm,
    Stap,
    Stuk,
    Tafel,
    Toestemmer,
    Zekerheid,
)

# --- the smallest parts -------------------------------------------------------------------------------------


class BronUit(Uit):
    """Where a rule comes from."""

    document: str = Field(description="De code van het document, zoals '[0]' of 'WGS'.")
    paragraaf: str = Field(description="De plaats in het document. Bij een keuze: waar is gekeken.")
    zekerheid: Zekerheid = Field(
        description="Staat de regel zo in de bron, of is het een keuze omdat de bron zwijgt?"
    )


class KeuzeUit(Uit):
    """A word of a closed list."""

    code: str
    naam: str
    bron: BronUit


class ZinUit(Uit):
    """One sentence with its source."""

    tekst: str
    bron: BronUit


class ToetsUit(Uit):
    """One condition on a situation."""

    kenmerk: str = Field(description="De code van een vraag van de wegwijzer.")
    antwoord: Antwoord


# --- who comes to the table, and how ------------------------------------------------------------------------


class LeeftijdUit(Uit):
    """Ages, as one place in a source prints them."""

    gedrukt: str = Field(description="De leeftijd zoals die in de bron staat.")
    ongeboren: Ongeboren = Field(description="Is de tafel er ook voor een kind dat nog niet geboren is?")
    van: int = Field(description="Vanaf deze leeftijd, in jaren.")
    tot: int = Field(description="Tot deze leeftijd, in jaren. 130: er is geen hoogste leeftijd.")
    bron: BronUit


class AanmeldwijzeUit(Uit):
    """How a case is brought in."""

    formulier: str
    adres: str = Field(description="Het adres van de organisatie, of in woorden waar u moet zijn.")
    via_wie: str = Field(description="Wat iemand doet die hier niet zelf mag aanmelden.")
    bron: BronUit


class VoorwaardeUit(Uit):
    """What has to be done first."""

    code: str
    tekst: str
    toetst: list[ToetsUit] = Field(description="Aan deze antwoorden is te zien dat het is gedaan.")
    alleen_bij: list[ToetsUit] = Field(description="Geldt alleen bij deze antwoorden; leeg: altijd.")
    bron: BronUit


class UitsluitingUit(Uit):
    """What keeps a case away."""

    code: str
    tekst: str
    toetst: list[ToetsUit] = Field(description="Bij al deze antwoorden past de tafel niet.")
    bron: BronUit


class TafelcriteriumUit(Uit):
    """A criterion."""

    code: str
    groep: str = Field(description="Alle criteria van één groep samen zijn genoeg, en één groep is genoeg.")
    tekst: str
    toetst: list[ToetsUit] = Field(description="Aan deze antwoorden is te zien dat eraan is voldaan.")
    bron: BronUit


# --- at the table -------------------------------------------------------------------------------------------


class BesprekingUit(Uit):
    """Whether the table hears names."""

    wijze: Bespreekwijze
    bron: BronUit


class RegieaanbodUit(Uit):
    """The regie that comes with the table."""

    vorm: Regievorm
    tekst: str
    bron: BronUit


class TafeldeelnemerUit(Uit):
    """Who sits at the table, by role."""

    code: str
    naam: str
    deelname: Deelname
    bron: BronUit


class RitmeUit(Uit):
    """When a table meets."""

    weekdag: int = Field(description="De dag van de week; maandag is 0.")
    weken: int = Field(description="Om de hoeveel weken.")
    anker: date = Field(description="Een dag in een week waarin de tafel bij elkaar komt.")
    bij_feestdag: Feestdagregel = Field(description="Wat er gebeurt als die dag een feestdag is.")
    bron: BronUit


class OverlegritmeUit(Uit):
    """When the casusoverleg meets, and what fits in."""

    plaatsen: int = Field(description="Hoeveel casussen in één overleg passen.")
    minuten: int = Field(description="Hoe lang het overleg duurt.")
    ritme: RitmeUit


class LeeftijdsbandUit(Uit):
    """Who consents at which age."""

    van: int = Field(description="Vanaf deze leeftijd, in jaren.")
    tot: int = Field(description="Tot deze leeftijd. 130: er is geen hoogste leeftijd.")
    wie: Toestemmer
    bron: BronUit


class ToestemmingsdoelUit(Uit):
    """What consent is asked for."""

    code: str
    naam: str
    voor: Kring = Field(description="Over wie de toestemming gaat.")
    nodig_voor: list[Stap] = Field(description="Wat zonder deze toestemming niet gebeurt.")
    banden: list[LeeftijdsbandUit] = Field(description="Wie toestemming geeft, per leeftijd.")
    bron: BronUit


# --- around the table ---------------------------------------------------------------------------------------


class NiveauUit(Uit):
    """A level to scale to."""

    code: str
    naam: str
    vanaf: str = Field(description="De code van het niveau ervoor; 'tafel' is deze tafel zelf.")
    bron: BronUit


class ContactUit(Uit):
    """How to reach the table."""

    code: str
    wat: str
    wanneer: str
    bron: BronUit


class TegenspraakUit(Uit):
    """What sources contradict each other on."""

    over: str
    zegt: str
    zegt_ook: str
    gevolgd: str = Field(description="Wat hier is gevolgd, en waarom.")
    bron: BronUit


class OnderbrengingUit(Uit):
    """Under whom the table falls in a scenario."""

    scenario: str
    bij: str
    bron: BronUit


class VergoedingUit(Uit):
    """What attendance is paid."""

    jaar: int
    eurocent_per_uur: int
    voor: str
    bron: BronUit


class BewaarregelUit(Uit):
    """How long data may stay, and why."""

    code: str = Field(description="De naam van de regel, zoals die bij een casus staat: 'zvh/1/plafond'.")
    vanaf: Anker = Field(description="Waar de termijn begint te lopen.")
    jaren: int = Field(description="Hoeveel jaar de termijn duurt.")
    maanden: int = Field(description="Hoeveel maanden daar nog bij komen.")
    dagen: int = Field(description="Hoeveel dagen daar nog bij komen.")
    grond: str
    bron: str = Field(description="Het artikel waar de regel staat.")
    zekerheid: Zekerheid = Field(description="Staat het er zo ('bron'), of is het onze keuze ('keuze')?")
    bedenktijd_dagen: int = Field(
        description="Hoeveel dagen een goedgekeurde vernietiging wacht voor zij wordt uitgevoerd."
    )

    @classmethod
    def van(cls, protocol: Privacyprotocol, regel: Bewaarregel) -> "BewaarregelUit":
        """The rule under the name by which facts record it."""
        code = f"{protocol.regime}/{protocol.versie}/{regel.code}"
        return cls.model_validate({**vars(regel), "code": code, "vanaf": regel.anker})


class PrivacyprotocolUit(Uit):
    """The rules on how long data may stay."""

    regime: str
    versie: int
    regels: list[BewaarregelUit]

    @classmethod
    def van(cls, protocol: Privacyprotocol) -> "PrivacyprotocolUit":
        """All its rules."""
        regels = [BewaarregelUit.van(protocol, regel) for regel in protocol.alle_regels]
        return cls(regime=protocol.regime, versie=protocol.versie, regels=regels)


# --- a table ------------------------------------------------------------------------------------------------


class TafelKort(Uit):
    """A table by its name."""

    id: str
    versie: int
    regio: str = Field(description="De naam van de regio.")
    naam: str


class TafelsUit(Uit):
    """All tables."""

    regels: list[TafelKort]


class TafelUit(TafelKort):
    """A table with all its rules."""

    regime: str = Field(description="Onder welk privacyprotocol de tafel werkt.")
    crisisroute: ZinUit
    bureaus: list[KeuzeUit]
    waarvoor: ZinUit
    leeftijden: list[LeeftijdUit] = Field(description="Meer dan één: de bron spreekt zichzelf tegen.")
    gemeenten: list[KeuzeUit]
    aanmelders: list[KeuzeUit]
    aanmelding: AanmeldwijzeUit
    vraagt: list[Stuk] = Field(description="Wat een aanmelding compleet maakt.")
    voorwaarden: list[VoorwaardeUit]
    uitsluitingen: list[UitsluitingUit]
    criteria: list[TafelcriteriumUit]
    aanpakken: list[KeuzeUit]
    leefgebieden: list[KeuzeUit]
    bespreking: BesprekingUit
    grondslagen: list[KeuzeUit]
    toestemming: list[ToestemmingsdoelUit]
    beroepsgeheim: str = Field(
        description="De code van het toestemmingsdoel voor wat onder een beroepsgeheim valt."
    )
    triage: RitmeUit
    overleggen: list[OverlegritmeUit]
    regie: RegieaanbodUit
    deelnemers: list[TafeldeelnemerUit]
    advies: ZinUit
    opschalen: list[NiveauUit]
    afschalen: list[NiveauUit]
    contact: list[ContactUit]
    ondergebracht: list[OnderbrengingUit]
    vergoedingen: list[VergoedingUit]
    tegenspraken: list[TegenspraakUit] = Field(
        description="Waarover de bronnen elkaar tegenspreken, en wat hier is gevolgd."
    )
    privacyprotocol: PrivacyprotocolUit = Field(description="Hoe lang gegevens mogen blijven.")

    @classmethod
    def van(cls, tafel: Tafel, protocol: Privacyprotocol) -> "TafelUit":
        """The table, with the terms of its regime that are in force."""
        return cls.model_validate({**vars(tafel), "privacyprotocol": PrivacyprotocolUit.van(protocol)})
