"""Who work in the made-up region, and whom the cases are about. Everybody is invented."""

from collections.abc import Sequence
from datetime import date
from random import Random
from uuid import UUID

from domain.casus.waarden import Betrokkene, Betrokkenheid
from domain.rollen import Medewerker, Rol
from infra.optekenen import Opdrachtgever

ZVH = "zvh-zaanstreek-waterland"
RET = "ret-zaanstreek-waterland"
BESCHERMINGSTAFEL = "beschermingstafel-zaanstreek"
TAFELS = (ZVH, RET, BESCHERMINGSTAFEL)


def medewerker(id_: str, rol: Rol, waarvoor: str) -> Opdrachtgever:
    """Somebody at work, at the office of the region."""
    return Opdrachtgever(Medewerker(id_, rol, "zvh"), waarvoor, "spoor-simulatie")


SECRETARIS = medewerker("mw-kers", Rol.SECRETARIS, "melding")
PROCESREGISSEUR = medewerker("mw-peer", Rol.PROCESREGISSEUR, "casusbehandeling")
CASUSREGISSEUR = Opdrachtgever(
    Medewerker("mw-appel", Rol.CASUSREGISSEUR, "ggz"), "casusbehandeling", "spoor-simulatie"
)
COMPLIANCE = tuple(
    medewerker(f"mw-{wie}", Rol.COMPLIANCE, "verwijdering") for wie in ("pruim", "olijf", "vlier")
)
"""Three who propose and check in turn."""
KEURT_GOED = (
    medewerker("mw-tamarinde", Rol.FG, "verwijdering"),
    medewerker("mw-kastanje", Rol.ARCHIVARIS, "verwijdering"),
)
BEHEER = tuple(medewerker(f"mw-{wie}", Rol.BEHEERDER, "privacyprotocol") for wie in ("lychee", "guave"))

_VRUCHTEN = (
    "Framboos",
    "Braam",
    "Aalbes",
    "Kruisbes",
    "Mispel",
    "Kweepeer",
    "Bosbes",
    "Vijg",
    "Moerbei",
    "Abrikoos",
)


def mens(
    kies: Random, betrokkenheid: Betrokkenheid = Betrokkenheid.HOOFDPERSOON, geboren: int = 1988
) -> Betrokkene:
    """Somebody invented, known in one case alone."""
    return Betrokkene(
        UUID(int=kies.getrandbits(128), version=4),
        betrokkenheid,
        f"Testpersoon {kies.choice(_VRUCHTEN)}",
        date(geboren, kies.randint(1, 12), kies.randint(1, 28)),
        adres=f"Verzonnenlaan {kies.randint(1, 400)}",
    )


def gezin(kies: Random) -> Sequence[Betrokkene]:
    """A made-up family: a child and two parents."""
    return (
        mens(kies),
        mens(kies, Betrokkenheid.KIND, 2016),
        mens(kies, Betrokkenheid.EX_PARTNER, 1986),
    )
