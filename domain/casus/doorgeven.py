"""Where a case goes besides its own table: the next table it was referred to, and the national monitor."""

import unicodedata
from datetime import date
from itertools import permutations

from domain.casus.commands import GeefDoor, MeldAan, MeldBijMonitor
from domain.casus.events import Afgeschaald, BijMonitorGemeld, Doorgegeven, Feit
from domain.casus.omstandigheden import IN_BEHANDELING, LOPEND, Omstandigheden, eis_fase, eis_tekst
from domain.casus.state import Casus, Fase
from domain.casus.toestemming import eis_toestemming
from domain.casus.voorwaarde import eis_mag_naar_monitor, eis_mag_verder, gaan_mee
from domain.tafels import Stap, Tafel
from domain.weigering import Weigering

MINSTE_DEEL = 4
"""Shorter parts of a name or number are in any number by chance."""


def geef_door(casus: Casus, opdracht: GeefDoor, *, bij: Omstandigheden) -> list[Feit]:
    """Record that the next table has it: where triage, scaling up or scaling down sent it, and it may be shared."""
    feit = Doorgegeven(
        naar=opdracht.naar,
        casusnummer=opdracht.casusnummer,
        meegegeven=opdracht.meegegeven,
        niet_meegegeven=opdracht.niet_meegegeven,
    )
    if casus.doorgegeven == feit:
        return []
    eis_doorgeven_kan(casus, opdracht.naar, bij=bij)
    return [feit]


def eis_doorgeven_kan(casus: Casus, naar: str, *, bij: Omstandigheden) -> None:
    """Refuse to hand a case on unless it was sent there, and those it is about agreed, where that is asked.

    Raises:
        Weigering: sent nowhere or elsewhere, already handed on, or without the consent to share.
    """
    if casus.doorgegeven is not None and casus.doorgegeven.naar == naar:
        raise Weigering("Deze casus is al aan deze tafel doorgegeven.")
    gezonden = bestemming(casus)
    if gezonden is None:
        raise Weigering("Doorgeven kan pas als de casus is doorverwezen, opgeschaald of afgeschaald.")
    if gezonden != naar:
        raise Weigering("De casus is niet naar deze tafel doorverwezen, opgeschaald of afgeschaald.")
    eis_toestemming(casus, Stap.DOORVERWIJZEN, bij.tafel, op=bij.vandaag)
    eis_mag_verder(casus, naar)


def bestemming(casus: Casus) -> str | None:
    """Where the case was sent: by triage, one or more levels up, or down; a code that may be that of a table."""
    match casus.sluiting:
        case Afgeschaald(naar=naar) if casus.fase is Fase.AFGESCHAALD:
            return naar
        case _:
            pass
    if casus.fase in IN_BEHANDELING and casus.niveaus:
        return casus.niveau
    if casus.fase is Fase.NIET_OPGENOMEN and casus.triage is not None:
        return casus.triage.doorverwezen_naar
    return None


def als_aanmelding(
    casus: Casus, tafel: Tafel, *, casusnummer: str, organisatie: str
) -> tuple[MeldAan, tuple[str, ...], tuple[str, ...]]:
    """What may go along to the next table, as an aanmelding there; and what goes along and what stays, by name.

    Whom the melder brought in and what the melder told goes along, as far as the next table knows the words for it.
    What others brought in, the weighing, the criteria, consent and ground stay: they were given for this table. The
    term goes on from the first processing here (WGS 1.8(7)). The conditions on what goes along hold there as well.
    """
    mensen = tuple(mens for mens in casus.betrokkenen if casus.bracht_in(casus.organisatie, mens.persoon_id))
    routes = casus.reguliere_routes if casus.routes_van == casus.organisatie else None
    leefgebieden = {keuze.code for keuze in tafel.leefgebieden}
    aanpak = casus.aanpak if casus.aanpak in {keuze.code for keuze in tafel.aanpakken} else None
    mee = tuple(code for code in casus.leefgebieden if code in leefgebieden)
    meegegeven = ["betrokkenen", "gemeente"]
    niet = ["inbreng van anderen", "weging en criteria", "toestemming", "grondslag"]
    if len(mensen) < len(casus.betrokkenen):
        niet.append("betrokkenen die anderen inbrachten")
    (meegegeven if aanpak else niet).append("aanpak")
    (meegegeven if mee else niet).append("leefgebieden")
    (meegegeven if routes else niet).append("reguliere routes")
    if gaan_mee(casus):
        meegegeven.append("voorwaarden")
    opdracht = MeldAan(
        casusnummer=casusnummer,
        organisatie=organisatie,
        gemeente=casus.gemeente,
        betrokkenen=mensen,
        aanpak=aanpak,
        leefgebieden=mee,
        reguliere_routes=routes,
        eerste_verwerking=casus.eerste_verwerking,
    )
    return opdracht, tuple(meegegeven), tuple(niet)


def meld_bij_monitor(casus: Casus, opdracht: MeldBijMonitor, *, bij: Omstandigheden) -> list[Feit]:
    """Record the registration in the national monitor: with consent for it, and under a number that says nothing.

    Source: [4] §2.7 and bijlage 4: no BSN, name or birth date in the number of a client.
    """
    if casus.monitor is not None and casus.monitor.clientnummer == opdracht.clientnummer:
        return []
    eis_fase(casus, LOPEND | {Fase.NIET_OPGENOMEN}, "Bij de landelijke monitor melden")
    if casus.monitor is not None:
        raise Weigering("Deze casus is al bij de landelijke monitor gemeld, onder een ander nummer.")
    if not any(Stap.MONITOR in doel.nodig_voor for doel in bij.tafel.toestemming):
        raise Weigering("Deze tafel meldt niet bij de landelijke monitor.")
    eis_tekst(opdracht.clientnummer, "het cliëntnummer in de monitor")
    if _herleidbaar(casus, opdracht.clientnummer):
        raise Weigering("Het cliëntnummer in de monitor mag nergens naar te herleiden zijn.")
    eis_toestemming(casus, Stap.MONITOR, bij.tafel, op=bij.vandaag)
    eis_mag_naar_monitor(casus)
    return [BijMonitorGemeld(opdracht.clientnummer, opdracht.kolommen, bij.vandaag)]


def _herleidbaar(casus: Casus, nummer: str) -> bool:
    """Whether a number holds the casusnummer, or a name, BSN or birth date of somebody in the case."""
    delen = {casus.casusnummer}
    for mens in casus.betrokkenen:
        delen |= {woord for woord in mens.naam.split() if len(woord) >= MINSTE_DEEL}
        delen |= {mens.bsn} if mens.bsn else set()
        if mens.geboortedatum is not None:
            delen |= _geschreven(mens.geboortedatum)
    kaal = _kaal(nummer)
    return any(_kaal(deel) in kaal for deel in delen if _kaal(deel))


def _geschreven(dag: date) -> set[str]:
    """A day in every order, with a long or short year, with and without zeros in front."""
    vormen = ((f"{dag:%Y}", f"{dag:%m}", f"{dag:%d}"), (f"{dag:%y}", f"{dag:%m}", f"{dag:%d}"))
    zonder_nul = (f"{dag:%Y}", str(dag.month), str(dag.day))
    return {"".join(volgorde) for vorm in (*vormen, zonder_nul) for volgorde in permutations(vorm)}


def _kaal(tekst: str) -> str:
    """Letters and digits alone, without accents and capitals."""
    return "".join(teken for teken in unicodedata.normalize("NFKD", tekst).casefold() if teken.isalnum())
