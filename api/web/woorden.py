"""Words for the codes of closed lists, and for numbers: Dutch, as the people at a table say it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from api.tafelwoorden import WEEKDAGEN
from domain.casus.state import Fase
from domain.casus.toestemming import Toestemmingsstatus
from domain.casus.waarden import (
    Aanzet,
    Beperkgrond,
    Betrokkenheid,
    Geheimhouding,
    Gezag,
    Hoedanigheid,
    Onderzoek,
    Oordeel,
    Opschortgrond,
    Regie,
    Uitkomst,
    Uitstelgrond,
    Veiligheidsweging,
    Voorwaardesoort,
    Vorm,
)
from domain.privacyprotocol import Verlengingsgrond
from domain.rollen import Rol
from domain.tafels import GEEN_UREN
from domain.verzoek.waarden import Aanvrager, Afwijsgrond, Identificatie
from infra.omgeving import NEDERLAND
from projections.bewaarkalender import Kalenderstatus
from projections.dagen import datum
from projections.monitoring import Moment
from projections.zinnen.bewaren import BEPERKGROND, OPSCHORTGROND
from projections.zinnen.termijn import VERLENGINGSGROND
from projections.zinnen.verzoek import AANVRAGER, GROND, IDENTIFICATIE

WOORDEN: Mapping[type[StrEnum], Mapping[Any, str]] = {
    Fase: {
        Fase.GEEN: "niet aangemeld",
        Fase.AANGEMELD: "aangemeld, wacht op triage",
        Fase.AANGEHOUDEN: "aangehouden tot een volgende triage",
        Fase.NIET_OPGENOMEN: "niet opgenomen",
        Fase.OPGENOMEN: "opgenomen, eerste ICO nog niet gehouden",
        Fase.MONITORING: "in monitoring",
        Fase.AFGESCHAALD: "afgeschaald",
        Fase.VOORLOPIG_AFGESLOTEN: "voorlopig afgesloten",
        Fase.AFGESLOTEN: "afgesloten",
        Fase.VERWIJDERD: "verwijderd",
    },
    Oordeel: {
        Oordeel.VOLDAAN: "voldaan",
        Oordeel.NIET_VOLDAAN: "niet voldaan",
        Oordeel.ONDUIDELIJK: "onduidelijk",
    },
    Uitkomst: {
        Uitkomst.ICO: "Opnemen: er komt een ICO",
        Uitkomst.ADVIES: "Advies aan de melder",
        Uitkomst.DOORVERWEZEN: "Doorverwijzen",
        Uitkomst.AANGEHOUDEN: "Aanhouden tot de volgende triage",
        Uitkomst.AFGEWEZEN: "Afwijzen",
    },
    Toestemmingsstatus: {
        Toestemmingsstatus.GEZAG_ONBEKEND: "gezag niet bekend",
        Toestemmingsstatus.LEEFTIJD_ONBEKEND: "geboortedatum niet bekend",
    },
    Rol: {
        Rol.COMPLIANCE: "compliance officer",
        Rol.FG: "functionaris gegevensbescherming",
    },
    Kalenderstatus: {
        Kalenderstatus.OVER_TERMIJN: "over de termijn",
    },
    Regie: {
        Regie.PROCES_BASIS: "procesregie, basis",
        Regie.PROCES_INTENSIEF: "procesregie, intensief",
        Regie.CASUS: "casusregie",
    },
    Vorm: {
        Vorm.DIGITAAL: "digitaal",
        Vorm.OP_LOCATIE: "op locatie",
        Vorm.HYBRIDE: "digitaal en op locatie",
    },
    Veiligheidsweging: {
        Veiligheidsweging.GEEN_RISICO: "geen risico",
        Veiligheidsweging.RISICO: "er is een risico",
        Veiligheidsweging.NIET_GEWOGEN: "nog niet gewogen",
    },
    Geheimhouding: {
        Geheimhouding.GEEN: "geen beroepsgeheim",
        Geheimhouding.BEROEPSGEHEIM: "onder beroepsgeheim",
    },
    Aanzet: {
        Aanzet.PROCESREGISSEUR: "de procesregisseur",
        Aanzet.CASUSREGISSEUR: "de casusregisseur",
        Aanzet.DEELNEMERS: "de deelnemers",
    },
    Moment: {
        Moment.ICO: "ICO",
        Moment.AGENDA: "op de agenda, zoals beide regisseurs afspraken",
        Moment.OVERLEG: "op de agenda van een overleg",
        Moment.HERZIENING: "opnieuw naar de casus kijken",
        Moment.INFORMEREN: "opnieuw kijken of informeren nog moet wachten",
    },
    Betrokkenheid: {
        Betrokkenheid.EX_PARTNER: "ex-partner",
    },
    Hoedanigheid: {
        Hoedanigheid.ZELF: "deze persoon zelf",
        Hoedanigheid.OUDER_MET_GEZAG: "ouder met gezag",
    },
    Gezag: {
        Gezag.GEZAMENLIJK_OUDERLIJK: "gezamenlijk ouderlijk gezag",
        Gezag.EENHOOFDIG_OUDERLIJK: "eenhoofdig ouderlijk gezag",
        Gezag.GEZAMENLIJK: "gezamenlijk gezag",
        Gezag.TIJDELIJK_GEEN: "tijdelijk geen gezag",
        Gezag.NIET_TE_BEPALEN: "niet te bepalen",
    },
    Onderzoek: {
        Onderzoek.GEEN: "nee, geen onderzoek",
        Onderzoek.LOOPT: "ja, in onderzoek",
    },
    Opschortgrond: OPSCHORTGROND,
    Beperkgrond: BEPERKGROND,
    Verlengingsgrond: VERLENGINGSGROND,
    Voorwaardesoort: {
        Voorwaardesoort.ALLEEN_ROLLEN: "alleen deze rollen mogen het lezen",
        Voorwaardesoort.NIET_DOORGEVEN: "het gaat niet naar een andere tafel",
        Voorwaardesoort.NIET_IN_EXPORT: "het komt niet in een bestand",
    },
    Afwijsgrond: GROND,
    Aanvrager: AANVRAGER,
    Identificatie: IDENTIFICATIE,
    Uitstelgrond: {
        Uitstelgrond.OPSPORING: "opsporing van strafbare feiten",
        Uitstelgrond.DOEL_ONMOGELIJK: "het doel wordt anders onmogelijk",
        Uitstelgrond.RECHTEN_VAN_ANDEREN: "de rechten van anderen",
    },
}
"""A code that is not here is a word by itself, its hyphens read as spaces."""

_TELWOORDEN = ("geen", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien")


def woord(code: StrEnum | str) -> str:
    """The word for a code."""
    eigen = WOORDEN.get(type(code), {}) if isinstance(code, StrEnum) else {}
    return eigen.get(code, str(code).replace("-", " "))


def dagen(getal: int) -> str:
    """A number of days."""
    return "1 dag" if getal == 1 else f"{getal} dagen"


def aantal(getal: int, enkel: str, meer: str) -> str:
    """A number of things, the small ones in letters."""
    hoeveel = _TELWOORDEN[getal] if 0 <= getal < len(_TELWOORDEN) else str(getal)
    return f"{hoeveel} {enkel if getal == 1 else meer}"


def dag_in_week(dag: date) -> str:
    """A day as people say it: dinsdag 3 maart 2026."""
    return f"{WEEKDAGEN[dag.weekday()]} {datum(dag)}"


def klok(moment: datetime) -> str:
    """The time on the clock here: 14.05."""
    return f"{moment.astimezone(NEDERLAND):%H.%M}"


def maand(dag: date) -> str:
    """The month that a day is in: maart 2026."""
    return datum(dag).partition(" ")[2]


def hoofdletter(zin: str) -> str:
    """With a capital to begin with; "één" loses its accent on the first one."""
    return f"Eén{zin[3:]}" if zin.startswith("één") else f"{zin[:1].upper()}{zin[1:]}"


def uren(wanneer: str) -> str:
    """When a table can be reached; empty where no source says so, which is no help to who wants to call."""
    return "" if wanneer == GEEN_UREN else wanneer


def opsomming(delen: Collection[str]) -> str:
    """Several things in a row: a, b en c."""
    reeks: Sequence[str] = list(delen)
    if len(reeks) < 2:  # noqa: PLR2004 one thing is no row
        return "".join(reeks)
    return f"{', '.join(reeks[:-1])} en {reeks[-1]}"
