"""The words in which the rules of a table are told to people: codes and numbers in Dutch at level B1."""

from collections.abc import Mapping

from domain.privacyprotocol import Anker, Bewaarregel
from domain.tafels import (
    Antwoord,
    Bespreekwijze,
    Deelname,
    Feestdagregel,
    Kring,
    Ongeboren,
    Regievorm,
    Ritme,
    Stap,
    Stuk,
    Toestemmer,
)
from infra.keuring import OUDST
from projections.dagen import datum

WEEKDAGEN = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")

STUKKEN: Mapping[Stuk, str] = {
    Stuk.AANPAK: "de aanpak waar de casus onder valt",
    Stuk.HOOFDPERSOON: "om wie het vooral gaat",
    Stuk.LEEFGEBIEDEN: "op welke leefgebieden er problemen zijn",
    Stuk.CRITERIA: "de feiten bij de criteria",
    Stuk.REGULIERE_ROUTES: "welke gewone routes zijn geprobeerd",
    Stuk.VOORCONTACT: "het contact vooraf met een procesregisseur",
    Stuk.GRONDSLAG: "de grondslag in de wet",
    Stuk.TOESTEMMING: "de toestemming die de tafel vraagt",
}
KRINGEN: Mapping[Kring, str] = {
    Kring.HOOFDPERSOON: "over de hoofdpersoon",
    Kring.ALLE_BETROKKENEN: "over iedereen die betrokken is",
    Kring.BIJ_BEROEPSGEHEIM: "over iedereen van wie er gegevens onder een beroepsgeheim vallen",
}
STAPPEN: Mapping[Stap, str] = {
    Stap.BESPREKEN: "de casus bespreken",
    Stap.MONITOR: "de casus melden bij de landelijke monitor",
    Stap.DOORVERWIJZEN: "de casus doorgeven aan een andere tafel",
    Stap.BEROEPSGEHEIM: "gegevens delen die onder een beroepsgeheim vallen",
}
TOESTEMMERS: Mapping[Toestemmer, str] = {
    Toestemmer.ZELF: "deze persoon zelf",
    Toestemmer.GEZAGSDRAGERS: "wie het gezag heeft",
    Toestemmer.ZELF_EN_GEZAGSDRAGERS: "deze persoon zelf én wie het gezag heeft",
}
DEELNAMES: Mapping[Deelname, str] = {
    Deelname.VAST: "altijd",
    Deelname.WISSELEND: "wisselend",
    Deelname.FLEXIBEL: "als de casus het vraagt",
    Deelname.INWONER: "als inwoner om wie het gaat of met die inwoner mee",
}
REGIEVORMEN: Mapping[Regievorm, str] = {
    Regievorm.PROCESREGIE: "De tafel doet de procesregie.",
    Regievorm.VEILIGHEID: "De tafel doet de regie op veiligheid.",
    Regievorm.GEEN: "De tafel neemt geen regie over.",
}
BESPREEKWIJZEN: Mapping[Bespreekwijze, str] = {
    Bespreekwijze.ANONIEM: "De tafel bespreekt de casus anoniem: met rollen, nooit met namen.",
    Bespreekwijze.OP_NAAM: "De tafel bespreekt de casus op naam.",
}
ONGEBOREN: Mapping[Ongeboren, str] = {
    Ongeboren.JA: "ook voor een kind dat nog niet geboren is",
    Ongeboren.NEE: "niet voor een kind dat nog niet geboren is",
    Ongeboren.ONBEKEND: "over een kind dat nog niet geboren is zegt de bron niets",
}
ANTWOORDEN: Mapping[Antwoord, str] = {Antwoord.JA: "ja", Antwoord.NEE: "nee"}
ANKERS: Mapping[Anker, str] = {
    Anker.EERSTE_VERWERKING: "vanaf de dag van de aanmelding",
    Anker.LAATSTE_VERWERKING: "vanaf de dag waarop voor het laatst iets is vastgelegd",
    Anker.AFWIJZING: "vanaf de dag waarop de triage de casus niet opneemt",
    Anker.AFSLUITING: "vanaf de dag waarop de casus is afgesloten",
    Anker.EINDE_TERMIJN: "vanaf het einde van de termijn die liep",
}
_FEESTDAG: Mapping[Feestdagregel, str] = {
    Feestdagregel.VOLGENDE_WERKDAG: "Is die dag een feestdag, dan wordt het de volgende werkdag.",
    Feestdagregel.VERVALT: "Is die dag een feestdag, dan gaat het niet door.",
}


def ritme(wanneer: Ritme) -> str:
    """How often, and on which day; the day to count from where it is not every week."""
    dag = WEEKDAGEN[wanneer.weekdag]
    if wanneer.weken == 1:
        return f"elke {dag}"
    telwoord = "twee" if wanneer.weken == 2 else str(wanneer.weken)  # noqa: PLR2004 the number that has a word here
    return f"om de {telwoord} weken op {dag}, geteld vanaf de week van {datum(wanneer.anker)}"


def bij_feestdag(wanneer: Ritme) -> str:
    """What a public holiday does to it."""
    return _FEESTDAG[wanneer.bij_feestdag]


def jaren(van: int, tot: int) -> str:
    """The ages from ``van`` and under ``tot``, in whole years."""
    if tot >= OUDST:
        return "alle leeftijden" if van == 0 else f"{van} jaar en ouder"
    if van == 0:
        return f"tot {tot} jaar"
    return f"{van} jaar" if tot == van + 1 else f"{van} tot en met {tot - 1} jaar"


def euro(cent: int) -> str:
    """An amount, from cents."""
    heel, rest = divmod(cent, 100)
    return f"€ {heel},{rest:02d}"


REGIMES: Mapping[str, str] = {
    "zvh": "Zorg- en Veiligheidshuizen",
    "ret": "Regionale expertteams",
    "avg": "Andere tafels, onder de AVG",
    "verzoek": "Verzoeken van mensen over hun gegevens",
}
"""For whom a privacyprotocol is; one that is not known here stands by its code."""
REGELS: Mapping[str, str] = {
    "plafond": "Uiterste termijn",
    "na-afwijzing": "Termijn na een triage die niet opneemt",
    "na-afsluiting": "Termijn na het afsluiten",
    "na-afloop": "Termijn na het antwoord",
    "verlenging": "Verlenging",
}
"""What a rule of a protocol is called; one that is not known here stands by its code."""


def regime_in_woorden(regime: str) -> str:
    """For whom a protocol is, with the code by which commands know it."""
    return f"{REGIMES[regime]} ({regime})" if regime in REGIMES else regime


def regel_in_woorden(naam: str) -> str:
    """A rule by its code ("plafond"), or by its whole name ("zvh/1/plafond") as facts record it."""
    protocol, _, code = naam.rpartition("/")
    regime, _, versie = protocol.partition("/")
    woorden = REGELS.get(code, f"Regel ‘{code}’")
    return f"{woorden}, protocol {regime_in_woorden(regime)}, versie {versie}" if versie else woorden


def termijn(regel: Bewaarregel) -> str:
    """How long a rule lets data stay."""
    delen = [
        f"{aantal} {woord if aantal == 1 else meervoud}"
        for aantal, woord, meervoud in (
            (regel.jaren, "jaar", "jaar"),
            (regel.maanden, "maand", "maanden"),
            (regel.dagen, "dag", "dagen"),
        )
        if aantal
    ]
    lang = " en ".join(delen)
    return f"ten hoogste {lang}, {ANKERS[regel.anker]}" if delen else f"niet langer, {ANKERS[regel.anker]}"
