"""A privacyprotocol in words, part by part, and what differs between two versions of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from api.tafelwoorden import regel_in_woorden, termijn
from domain.privacyprotocol import Afloop, Bewaarregel, Herhaling, Privacyprotocol, Verlenging
from domain.tafels import Zekerheid

AFLOPEN: Mapping[Afloop, str] = {
    Afloop.ADVIES: "Na een advies bij de triage",
    Afloop.DOORVERWEZEN: "Na doorverwijzen bij de triage",
    Afloop.AFGEWEZEN: "Na afwijzen bij de triage",
    Afloop.AFGESLOTEN: "Na het afsluiten van de casus",
}
HERHALINGEN: Mapping[Herhaling, str] = {
    Herhaling.ZO_VAAK_ALS_NODIG: "zo vaak als nodig is",
    Herhaling.EENMALIG: "één keer",
}
ZEKERHEDEN: Mapping[Zekerheid, str] = {Zekerheid.BRON: "", Zekerheid.KEUZE: ", hier gekozen"}
"""What stands behind an article: nothing where the rule is in it."""

PLAFOND = "plafond"
"""The code that every protocol here gives its ceiling, so that its name says what it is."""


@dataclass(frozen=True)
class Onderdeelverschil:
    """A part of a protocol as it was and becomes; ``None`` where a version does not have it."""

    onderdeel: str
    was: str | None
    wordt: str | None


def in_woorden(protocol: Privacyprotocol) -> dict[str, str]:
    """Each part of a version in words. Two versions with other rules have other words somewhere."""
    return dict(_delen(protocol))


def verschil(van: Privacyprotocol, naar: Privacyprotocol) -> list[Onderdeelverschil]:
    """What differs, in the order of the version that is looked at; what it no longer has comes last."""
    was, wordt = in_woorden(van), in_woorden(naar)
    return [
        Onderdeelverschil(deel, was.get(deel), wordt.get(deel))
        for deel in dict.fromkeys((*wordt, *was))
        if was.get(deel) != wordt.get(deel)
    ]


def _delen(protocol: Privacyprotocol) -> Iterator[tuple[str, str]]:
    if protocol.plafond.code != PLAFOND:
        yield "Wat de uiterste termijn is", f"{regel_in_woorden(protocol.plafond.code)}."
    for regel in protocol.alle_regels:
        yield regel_in_woorden(regel.code), _regel(regel)
    for keuze in protocol.termijnen:
        yield AFLOPEN[keuze.afloop], f"{regel_in_woorden(keuze.regel)}{ZEKERHEDEN[keuze.zekerheid]}."
    for verlenging in protocol.verlengingen:
        yield f"Wanneer: {_klein(regel_in_woorden(verlenging.regel.code))}", _verlenging(verlenging)


def _klein(zin: str) -> str:
    return f"{zin[0].lower()}{zin[1:]}"


def _regel(regel: Bewaarregel) -> str:
    lang = termijn(regel)
    dagen = "1 dag" if regel.bedenktijd_dagen == 1 else f"{regel.bedenktijd_dagen} dagen"
    return (
        f"{lang[0].upper()}{lang[1:]}. {regel.grond} ({regel.bron}{ZEKERHEDEN[regel.zekerheid]}) "
        f"Bedenktijd: {dagen}. {regel.bedenktijd_grond}"
    )


def _verlenging(verlenging: Verlenging) -> str:
    gronden = " ".join(
        f"{een.tekst} ({een.bron}{ZEKERHEDEN[een.zekerheid]}; afgesloten hoogstens {een.binnen_maanden} maanden "
        "voor het einde)"
        if een.binnen_maanden
        else f"{een.tekst} ({een.bron}{ZEKERHEDEN[een.zekerheid]})"
        for een in verlenging.gronden
    )
    return (
        f"{HERHALINGEN[verlenging.herhaling][0].upper()}{HERHALINGEN[verlenging.herhaling][1:]}, op zijn vroegst "
        f"{verlenging.vroegst_maanden} maanden voor het einde. {gronden}"
    )
