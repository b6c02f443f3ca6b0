"""The table purpose × age × gezag: who has to consent on a day, and who still is to.

Only words of that day or before count, so what was lawful on a day stays so after a withdrawal. Of each giver the last
word counts. One no of somebody entitled is enough (UAVG 5). A consent in the capacity ``zelf`` counts from twelve
(Jw 7.3.4). Where age or gezag is not known the answer is that, never a guess.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum
from typing import assert_never
from uuid import UUID

from domain.casus.events import (
    GezagBeoordeeld,
    GezagVastgelegd,
    ToestemmingGegeven,
    ToestemmingGeweigerd,
    ToestemmingIngetrokken,
)
from domain.casus.state import Casus, Toestemmingsfeit
from domain.casus.waarden import Betrokkene, Betrokkenheid, Gezag, Hoedanigheid, Onderzoek
from domain.tafels import Kring, Stap, Tafel, Toestemmer, Toestemmingsdoel
from domain.weigering import Weigering

ZELF_VANAF = 12
"""From this age somebody speaks for himself beside the parents (Jw 7.3.4, UAVG 5)."""
MEERDERJARIG = 18
"""From this age nobody has gezag over somebody (BW 1:233)."""


BIJNA_GELIJK = 0.85
"""How much two words look alike that may be one word misspelt: 1 is the same."""


class Toestemmingsstatus(StrEnum):
    """How it stands with the consent for one person and one purpose."""

    GEGEVEN = "gegeven"
    ONTBREEKT = "ontbreekt"
    GEWEIGERD = "geweigerd"
    INGETROKKEN = "ingetrokken"
    GEZAG_ONBEKEND = "gezag-onbekend"
    LEEFTIJD_ONBEKEND = "leeftijd-onbekend"


class Wie(StrEnum):
    """Whose consent is still missing."""

    ZELF = "zelf"
    OUDER_MET_GEZAG = "ouder-met-gezag"
    TWEEDE_GEZAGSDRAGER = "tweede-gezagsdrager"
    VOOGD = "voogd"


@dataclass(frozen=True)
class Toestemmingsstand:
    """How it stands; ``waarom`` is one sentence for the user and names nobody."""

    persoon_id: UUID
    doel: str
    status: Toestemmingsstatus
    mist: tuple[Wie, ...]
    waarom: str


NAMENS_KIND: dict[Gezag, frozenset[Hoedanigheid]] = {
    Gezag.GEZAMENLIJK_OUDERLIJK: frozenset({Hoedanigheid.OUDER_MET_GEZAG, Hoedanigheid.VERTEGENWOORDIGER}),
    Gezag.EENHOOFDIG_OUDERLIJK: frozenset({Hoedanigheid.OUDER_MET_GEZAG, Hoedanigheid.VERTEGENWOORDIGER}),
    Gezag.GEZAMENLIJK: frozenset(Hoedanigheid) - {Hoedanigheid.ZELF},
    Gezag.VOOGDIJ: frozenset({Hoedanigheid.VOOGD, Hoedanigheid.VERTEGENWOORDIGER}),
}
"""Who can speak for a minor, by gezag. These four kinds tell by themselves who has it; the other two do not."""

WIE_IN_WOORDEN = {
    Wie.ZELF: "van de persoon zelf",
    Wie.OUDER_MET_GEZAG: "van een ouder met gezag",
    Wie.TWEEDE_GEZAGSDRAGER: "van een tweede gezagsdrager",
    Wie.VOOGD: "van de voogd",
}
STATUS_IN_WOORDEN = {
    Toestemmingsstatus.GEWEIGERD: "geweigerd",
    Toestemmingsstatus.INGETROKKEN: "ingetrokken",
    Toestemmingsstatus.GEZAG_ONBEKEND: "gezag niet bekend",
    Toestemmingsstatus.LEEFTIJD_ONBEKEND: "geboortedatum niet bekend",
}
WAAROM = {
    Toestemmingsstatus.GEGEVEN: "De toestemming is volledig.",
    Toestemmingsstatus.GEWEIGERD: "De toestemming is geweigerd; alleen wie weigerde kan daarop terugkomen.",
    Toestemmingsstatus.INGETROKKEN: "De toestemming is ingetrokken; alleen wie introk kan daarop terugkomen.",
    Toestemmingsstatus.GEZAG_ONBEKEND: "Wie gezag heeft is niet bekend, of moet nog worden beoordeeld.",
    Toestemmingsstatus.LEEFTIJD_ONBEKEND: (
        "De geboortedatum is niet bekend; van de leeftijd hangt af wie toestemming moet geven."
    ),
}
ZONDER = {
    Stap.BESPREKEN: "zonder toestemming geen ICO of andere bespreking",
    Stap.MONITOR: "zonder toestemming geen melding bij de landelijke monitor",
    Stap.DOORVERWIJZEN: "zonder toestemming gaat de casus niet naar een andere tafel",
    Stap.BEROEPSGEHEIM: "zonder toestemming worden deze gegevens niet gedeeld",
}
BEROEPSGEHEIM = (
    "Gegevens onder een beroepsgeheim vragen uitdrukkelijke toestemming van de betrokkene (WGS 2.29)."
)

# --- age, gezag, and words ---------------------------------------------------------------------------------------


def leeftijd_op(geboortedatum: date, dag: date) -> int:
    """The age in whole years; who was born on 29 February is a year older on that day, or else on 1 March."""
    nog_niet_jarig = (dag.month, dag.day) < (geboortedatum.month, geboortedatum.day)
    return dag.year - geboortedatum.year - nog_niet_jarig


def gezag_van(casus: Casus, persoon_id: UUID) -> Gezag | None:
    """The gezag to go by: the last judgement or register entry; ``None`` if unknown or if it needs a person."""
    laatste = next((feit for feit in reversed(casus.gezag) if feit.persoon_id == persoon_id), None)
    match laatste:
        case GezagBeoordeeld(geldt_als=gezag):
            return gezag if gezag in NAMENS_KIND else None
        case GezagVastgelegd(gezag=gezag, onderzoek=Onderzoek.GEEN):
            return gezag if gezag in NAMENS_KIND else None
        case GezagVastgelegd() | None:
            return None
        case _:
            assert_never(laatste)


def dag_van(woord: Toestemmingsfeit) -> date:
    """The day on which somebody consented, refused or withdrew."""
    match woord:
        case ToestemmingGegeven(gegeven_op=dag):
            return dag
        case ToestemmingGeweigerd(geweigerd_op=dag):
            return dag
        case ToestemmingIngetrokken(ingetrokken_op=dag):
            return dag
        case _:
            assert_never(woord)


def naam_van(woord: Toestemmingsfeit) -> str:
    """Who said it; spaces, signs, capitals, accents and what nobody sees make nobody somebody else."""
    match woord:
        case ToestemmingGegeven(gever=naam):
            pass
        case ToestemmingGeweigerd(weigeraar=naam):
            pass
        case ToestemmingIngetrokken(intrekker=naam):
            pass
        case _:
            assert_never(woord)
    woorden = unicodedata.normalize("NFKD", naam).casefold().split()
    return " ".join(filter(None, ("".join(t for t in woord if t.isalnum()) for woord in woorden)))


def gever_van(woord: Toestemmingsfeit) -> tuple[Hoedanigheid, str]:
    """The giver, to tell one from another; somebody ``zelf`` is one person, however the name is written."""
    return woord.hoedanigheid, "" if woord.hoedanigheid is Hoedanigheid.ZELF else naam_van(woord)


def laatste_woorden(casus: Casus, persoon_id: UUID, doel: str, *, tot: date) -> tuple[Toestemmingsfeit, ...]:
    """The last word of each giver up to and including a day, oldest first; of one day, the last one recorded."""
    woorden = (woord for woord in casus.toestemmingen if (woord.persoon_id, woord.doel) == (persoon_id, doel))
    per_gever: dict[tuple[Hoedanigheid, str], Toestemmingsfeit] = {}
    for woord in sorted((woord for woord in woorden if dag_van(woord) <= tot), key=dag_van):
        per_gever.pop(gever_van(woord), None)
        per_gever[gever_van(woord)] = woord
    return tuple(per_gever.values())


# --- how it stands -----------------------------------------------------------------------------------------------


def stand(casus: Casus, persoon_id: UUID, doel: Toestemmingsdoel, *, op: date) -> Toestemmingsstand:
    """How the consent for one person and one purpose stands on a day, by the age of that day and the gezag known."""
    mens = casus.betrokkene(persoon_id)
    geboren = mens.geboortedatum if mens is not None else None
    wie = wie_beslist(doel, leeftijd_op(geboren, op) if geboren is not None else None)
    if wie is None:
        return _stand(persoon_id, doel, Toestemmingsstatus.LEEFTIJD_ONBEKEND, ())
    gezag = gezag_van(casus, persoon_id)
    woorden = laatste_woorden(casus, persoon_id, doel.code, tot=op)
    mist = _mist(woorden, wie, gezag, geboren)
    nee = [
        woord
        for woord in woorden
        if not isinstance(woord, ToestemmingGegeven) and _telt_nee(woord, wie, gezag, geboren)
    ]
    if nee:
        geweigerd = isinstance(nee[-1], ToestemmingGeweigerd)
        status = Toestemmingsstatus.GEWEIGERD if geweigerd else Toestemmingsstatus.INGETROKKEN
    elif wie is not Toestemmer.ZELF and gezag is None:
        status = Toestemmingsstatus.GEZAG_ONBEKEND
    else:
        status = Toestemmingsstatus.ONTBREEKT if mist else Toestemmingsstatus.GEGEVEN
    return _stand(persoon_id, doel, status, mist)


def standen(
    casus: Casus, tafel: Tafel, *, op: date, stap: Stap | None = None
) -> tuple[Toestemmingsstand, ...]:
    """How it stands for every purpose (that ``stap`` needs) and everybody it is asked about, in that order."""
    return tuple(
        stand(casus, mens.persoon_id, doel, op=op)
        for doel in tafel.toestemming
        if stap is None or stap in doel.nodig_voor
        for mens in _kring(casus, doel)
    )


def eis_toestemming(casus: Casus, stap: Stap, tafel: Tafel, *, op: date) -> None:
    """Refuse a step for which the consent does not stand on a day.

    Raises:
        Weigering: for which purpose, and how often whose is missing; never about whom.
    """
    for doel in tafel.toestemming:
        if stap not in doel.nodig_voor or doel.voor is Kring.BIJ_BEROEPSGEHEIM:
            continue
        kring = _kring(casus, doel)
        if not kring:
            raise Weigering(
                f"Voor ‘{doel.naam}’ is toestemming nodig, maar er is geen hoofdpersoon aangemeld; {ZONDER[stap]}."
            )
        tekort = _tekort(stand(casus, mens.persoon_id, doel, op=op) for mens in kring)
        if tekort:
            raise Weigering(f"Voor ‘{doel.naam}’ mist toestemming: {tekort}; {ZONDER[stap]}.")


def eis_toestemming_van(casus: Casus, persoon_id: UUID, doel_code: str, tafel: Tafel, *, op: date) -> None:
    """Refuse what needs the consent about one person, where that does not stand on a day (WGS 2.29(2)).

    Raises:
        Weigering: the consent is not complete, or the table does not know the purpose.
    """
    doel = tafel.doel(doel_code)
    if doel is None:
        raise Weigering("Voor dit doel vraagt deze tafel geen toestemming.")
    gevonden = stand(casus, persoon_id, doel, op=op)
    if gevonden.status is not Toestemmingsstatus.GEGEVEN:
        raise Weigering(BEROEPSGEHEIM if doel.voor is Kring.BIJ_BEROEPSGEHEIM else gevonden.waarom)


def wie_beslist(doel: Toestemmingsdoel, leeftijd: int | None) -> Toestemmer | None:
    """Who has to consent; ``None`` where that depends on an age that is not known. Nobody has gezag over an adult."""
    if leeftijd is not None:
        return Toestemmer.ZELF if leeftijd >= MEERDERJARIG else doel.wie(leeftijd)
    if all(band.wie is Toestemmer.ZELF for band in doel.banden):
        return Toestemmer.ZELF
    return None


# --- shared ------------------------------------------------------------------------------------------------------


def _kring(casus: Casus, doel: Toestemmingsdoel) -> tuple[Betrokkene, ...]:
    match doel.voor:
        case Kring.ALLE_BETROKKENEN:
            return casus.betrokkenen
        case Kring.HOOFDPERSOON:
            return tuple(b for b in casus.betrokkenen if b.betrokkenheid is Betrokkenheid.HOOFDPERSOON)
        case Kring.BIJ_BEROEPSGEHEIM:
            return ()
        case _:
            assert_never(doel.voor)


def _mist(
    woorden: Iterable[Toestemmingsfeit], wie: Toestemmer, gezag: Gezag | None, geboren: date | None
) -> tuple[Wie, ...]:
    """Whose yes is still missing, as far as the gezag tells."""
    ja = [woord for woord in woorden if isinstance(woord, ToestemmingGegeven)]
    mist: list[Wie] = []
    if wie is not Toestemmer.GEZAGSDRAGERS and not any(_telt_zelf(woord, wie, geboren) for woord in ja):
        mist.append(Wie.ZELF)
    if wie is Toestemmer.ZELF:
        return tuple(mist)
    ouders = {naam_van(woord) for woord in ja if woord.hoedanigheid is Hoedanigheid.OUDER_MET_GEZAG}
    dragers = {naam_van(woord) for woord in ja if woord.hoedanigheid is not Hoedanigheid.ZELF}
    match gezag:
        case Gezag.EENHOOFDIG_OUDERLIJK if not ouders:
            mist.append(Wie.OUDER_MET_GEZAG)
        case Gezag.VOOGDIJ if all(woord.hoedanigheid is not Hoedanigheid.VOOGD for woord in ja):
            mist.append(Wie.VOOGD)
        case Gezag.GEZAMENLIJK_OUDERLIJK | Gezag.GEZAMENLIJK:
            samen = dragers if gezag is Gezag.GEZAMENLIJK else ouders
            mist += [] if ouders else [Wie.OUDER_MET_GEZAG]
            mist += [] if _twee_mensen(ouders, samen) else [Wie.TWEEDE_GEZAGSDRAGER]
        case _:
            pass
    return tuple(mist)


def _twee_mensen(ouders: set[str], samen: set[str]) -> bool:
    """Whether beside a parent somebody else spoke, whose name is not a slip of the pen away from the parent's."""
    if not ouders:
        return bool(samen)
    return any(not lijkt_op(ouder, ander) for ouder in ouders for ander in samen)


def lijkt_op(naam: str, ander: str) -> bool:
    """Whether two names may be those of one person: word by word the same, an initial of it, or nearly the same.

    A name that is misspelt must not pass for the second parent. Where both parents are hard to tell apart, their
    names are written out.
    """
    woorden, andere = naam.split(), ander.split()
    return len(woorden) == len(andere) and all(
        _zelfde_woord(woord, bij) for woord, bij in zip(woorden, andere, strict=True)
    )


def _zelfde_woord(woord: str, ander: str) -> bool:
    kort, lang = sorted((woord.rstrip("."), ander.rstrip(".")), key=len)
    voorletter = len(kort) == 1 and lang.startswith(kort)
    return voorletter or SequenceMatcher(None, kort, lang).ratio() >= BIJNA_GELIJK


def _telt_zelf(woord: Toestemmingsfeit, wie: Toestemmer, geboren: date | None) -> bool:
    """Whether a word is that of the person: said at twelve or over, or for an adult by who represents that adult."""
    leeftijd = leeftijd_op(geboren, dag_van(woord)) if geboren is not None else None
    if woord.hoedanigheid is Hoedanigheid.ZELF:
        return leeftijd is None or leeftijd >= ZELF_VANAF
    vertegenwoordigd = woord.hoedanigheid is Hoedanigheid.VERTEGENWOORDIGER and wie is Toestemmer.ZELF
    return vertegenwoordigd and leeftijd is not None and leeftijd >= MEERDERJARIG


def _telt_nee(woord: Toestemmingsfeit, wie: Toestemmer, gezag: Gezag | None, geboren: date | None) -> bool:
    """Whether a no is of somebody entitled on this day; where age or gezag is not known, it is."""
    if woord.hoedanigheid is Hoedanigheid.ZELF or wie is Toestemmer.ZELF:
        onbekend = geboren is None and woord.hoedanigheid is Hoedanigheid.VERTEGENWOORDIGER
        return onbekend or _telt_zelf(woord, wie, geboren)
    return gezag is None or woord.hoedanigheid in NAMENS_KIND[gezag]


def _stand(
    persoon_id: UUID, doel: Toestemmingsdoel, status: Toestemmingsstatus, mist: tuple[Wie, ...]
) -> Toestemmingsstand:
    waarom = (
        WAAROM.get(status) or f"De toestemming {' en '.join(WIE_IN_WOORDEN[wie] for wie in mist)} ontbreekt."
    )
    return Toestemmingsstand(persoon_id, doel.code, status, mist, waarom)


def _tekort(gevonden: Iterable[Toestemmingsstand]) -> str:
    """What is missing, counted by kind: "van de persoon zelf (2), geweigerd (1)"; empty if nothing is."""
    telling: Counter[str] = Counter()
    for een in gevonden:
        if een.status is Toestemmingsstatus.ONTBREEKT:
            telling.update(WIE_IN_WOORDEN[wie] for wie in een.mist)
        elif een.status is not Toestemmingsstatus.GEGEVEN:
            telling[STATUS_IN_WOORDEN[een.status]] += 1
    volgorde = (*WIE_IN_WOORDEN.values(), *STATUS_IN_WOORDEN.values())
    return ", ".join(f"{soort} ({telling[soort]})" for soort in volgorde if telling[soort])
