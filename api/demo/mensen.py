"""Who there is in the demo: people who obviously do not exist, and the pseudonymous ids of those at work."""

from datetime import date, timedelta
from random import Random
from uuid import UUID

from domain.bsn import is_bsn
from domain.casus.waarden import Betrokkene, Betrokkenheid
from domain.rollen import Medewerker, Rol

NAMEN = (
    *(
        "Framboos",
        "Braam",
        "Aalbes",
        "Kruisbes",
        "Mirabel",
        "Kweepeer",
        "Mispel",
        "Moerbei",
        "Perzik",
        "Vijg",
    ),
    *("Linde", "Wilg", "Berk", "Esdoorn", "Hazelaar", "Vlier", "Lariks", "Beuk", "Populier", "Meidoorn"),
    *("Karmijn", "Oker", "Indigo", "Purper", "Turkoois", "Vermiljoen", "Kobalt", "Sepia", "Amber", "Smaragd"),
)
"""Fruit, trees and colours."""

ANDEREN = (
    *(Betrokkenheid.PARTNER, Betrokkenheid.EX_PARTNER, Betrokkenheid.OUDER, Betrokkenheid.KIND),
    *(Betrokkenheid.GEZINSLID, Betrokkenheid.SLACHTOFFER, Betrokkenheid.OVERIG),
)

SECRETARIS = Medewerker("demo-secretaris", Rol.SECRETARIS, "zvh")
VOORZITTER = Medewerker("demo-voorzitter", Rol.VOORZITTER, "zvh")
COMPLIANCE = Medewerker("demo-compliance-officer", Rol.COMPLIANCE, "zvh")
TWEEDE_COMPLIANCE = Medewerker("mw-olijf", Rol.COMPLIANCE, "zvh")
PROCESREGISSEURS = tuple(
    Medewerker(wie, Rol.PROCESREGISSEUR, "zvh") for wie in ("demo-procesregisseur", "mw-peer", "mw-kers")
)
CASUSREGISSEURS = (
    Medewerker("demo-casusregisseur", Rol.CASUSREGISSEUR, "ggz"),
    Medewerker("mw-appel", Rol.CASUSREGISSEUR, "gemeente-zaanstad"),
    Medewerker("mw-pruim", Rol.CASUSREGISSEUR, "gemeente-purmerend"),
    Medewerker("mw-abrikoos", Rol.CASUSREGISSEUR, "reclassering"),
)
DEELNEMERS = (
    Medewerker("demo-deelnemer", Rol.DEELNEMER, "politie"),
    Medewerker("mw-druif", Rol.DEELNEMER, "verslavingszorg"),
    Medewerker("mw-noot", Rol.DEELNEMER, "ggd"),
    Medewerker("mw-dadel", Rol.DEELNEMER, "maatschappelijke-opvang"),
)


def melder(organisatie: str) -> Medewerker:
    """Whoever brings cases in for an organisation."""
    return Medewerker("demo-melder", Rol.MELDER, organisatie)


def verzonnen_id(toeval: Random) -> UUID:
    """A random id that comes out the same each time."""
    return UUID(int=toeval.getrandbits(128), version=4)


def verzonnen_bsn(toeval: Random) -> str:
    """A number that passes the elfproef, in a range that nobody was ever given."""
    while True:
        bsn = f"9999{toeval.randrange(100_000):05}"
        if is_bsn(bsn):
            return bsn


def hoofdpersoon(toeval: Random, *, vandaag: date) -> Betrokkene:
    """The one whom the case is about first; of age, and with everything filled in."""
    return Betrokkene(
        persoon_id=verzonnen_id(toeval),
        betrokkenheid=Betrokkenheid.HOOFDPERSOON,
        naam=f"Testpersoon {toeval.choice(NAMEN)}",
        geboortedatum=vandaag - timedelta(days=toeval.randrange(19 * 366, 68 * 365)),
        bsn=verzonnen_bsn(toeval),
        adres=f"Verzonnenlaan {toeval.randrange(1, 200)}",
        toelichting=toeval.choice(
            (None, "Heeft geen vaste verblijfplaats.", "Is telefonisch slecht bereikbaar.")
        ),
    )


def anderen(toeval: Random, aantal: int, *, vandaag: date) -> tuple[Betrokkene, ...]:
    """The others around the case, of whom less is known."""
    return tuple(
        Betrokkene(
            persoon_id=verzonnen_id(toeval),
            betrokkenheid=(rol := toeval.choice(ANDEREN)),
            naam=f"Testpersoon {naam}",
            geboortedatum=_geboren(toeval, rol, vandaag=vandaag),
        )
        for naam in toeval.sample(NAMEN, aantal)
    )


def _geboren(toeval: Random, rol: Betrokkenheid, *, vandaag: date) -> date | None:
    if rol is Betrokkenheid.KIND:
        return vandaag - timedelta(days=toeval.randrange(3 * 365, 17 * 365))
    if toeval.choice((True, False)):
        return None
    return vandaag - timedelta(days=toeval.randrange(20 * 365, 75 * 365))
