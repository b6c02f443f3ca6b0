"""Who there is in the demo: people who obviously do not exist, and the pseudonymous ids of those at work."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from uuid import UUID

from domain.bsn import is_bsn
from domain.casus.waarden import Betrokkene, Betrokkenheid
from domain.rollen import Medewerker, Rol
from domain.tafels import Tafel

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
OM_EEN_KIND = (Betrokkenheid.OUDER, Betrokkenheid.OUDER, Betrokkenheid.GEZINSLID, Betrokkenheid.OVERIG)
OUDSTE = 68
"""In years; nobody in the demo is older at the aanmelding."""
JAAR = 365.25

CASUSREGISSEURS = (
    ("demo-casusregisseur", "ggz"),
    ("mw-appel", "gemeente-zaanstad"),
    ("mw-pruim", "gemeente-purmerend"),
    ("mw-abrikoos", "reclassering"),
)
DEELNEMERS = (
    ("demo-deelnemer", "politie"),
    ("mw-druif", "verslavingszorg"),
    ("mw-noot", "ggd"),
    ("mw-dadel", "maatschappelijke-opvang"),
)
"""Where each of them works, if the region knows that organisation."""


@dataclass(frozen=True)
class Bezetting:
    """Who works for a table: the same few ids everywhere, each for the bureau of that table."""

    bureau: str
    organisaties: tuple[str, ...] = field(repr=False)
    """Those of the region."""

    @property
    def secretaris(self) -> Medewerker:
        """Who keeps the papers."""
        return Medewerker("demo-secretaris", Rol.SECRETARIS, self.bureau)

    @property
    def voorzitter(self) -> Medewerker:
        """Who leads the weighing."""
        return Medewerker("demo-voorzitter", Rol.VOORZITTER, self.bureau)

    @property
    def compliance(self) -> Medewerker:
        """Who proposes a destruction."""
        return Medewerker("demo-compliance-officer", Rol.COMPLIANCE, self.bureau)

    @property
    def tweede_compliance(self) -> Medewerker:
        """Who checks it."""
        return Medewerker("mw-olijf", Rol.COMPLIANCE, self.bureau)

    @property
    def fg(self) -> Medewerker:
        """Who approves it."""
        return Medewerker("demo-fg", Rol.FG, self.bureau)

    @property
    def archivaris(self) -> Medewerker:
        """Who carries it out."""
        return Medewerker("demo-archivaris", Rol.ARCHIVARIS, self.bureau)

    @property
    def beheerder(self) -> Medewerker:
        """Who proposes another version of a privacyprotocol."""
        return Medewerker("demo-beheerder", Rol.BEHEERDER, self.bureau)

    @property
    def tweede_beheerder(self) -> Medewerker:
        """Who takes it."""
        return Medewerker("mw-zwaluw", Rol.BEHEERDER, self.bureau)

    @property
    def procesregisseurs(self) -> tuple[Medewerker, ...]:
        """Who may direct the process."""
        return tuple(
            Medewerker(wie, Rol.PROCESREGISSEUR, self.bureau)
            for wie in ("demo-procesregisseur", "mw-peer", "mw-kers")
        )

    def van(self, wie: tuple[str, str], rol: Rol, *, anders: str) -> Medewerker:
        """Somebody at the own organisation, or at ``anders`` where the region does not know that one."""
        medewerker, organisatie = wie
        return Medewerker(medewerker, rol, organisatie if organisatie in self.organisaties else anders)


def bezetting(tafel: Tafel, organisaties: tuple[str, ...]) -> Bezetting:
    """Who works for a table. Its bureau goes by the first word of its id: zvh, ret, mda."""
    return Bezetting(tafel.id.split("-")[0], organisaties)


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


def verzonnen_naam(toeval: Random) -> str:
    """A name that nobody has."""
    return f"Testpersoon {toeval.choice(NAMEN)}"


def jaren_oud(toeval: Random, van: int, tot: int, *, vandaag: date) -> date:
    """The birth date of somebody of ``van`` years or more and less than ``tot``, with a margin of a month."""
    dagen = toeval.randint(int(van * JAAR) + 31, int(tot * JAAR) - 31)
    return _gewone_dag(vandaag - timedelta(days=dagen))


def twaalf_over(dagen: int, *, vandaag: date) -> date:
    """The birth date of somebody who turns twelve in so many days."""
    verjaardag = _gewone_dag(vandaag + timedelta(days=dagen))
    return verjaardag.replace(year=verjaardag.year - 12)


def _gewone_dag(dag: date) -> date:
    """Nobody here is born on a 29th of February, which most years do not have."""
    return dag - timedelta(days=1) if (dag.month, dag.day) == (2, 29) else dag


def hoofdpersoon(toeval: Random, geboren: date) -> Betrokkene:
    """The one whom the case is about first, with everything filled in."""
    return Betrokkene(
        persoon_id=verzonnen_id(toeval),
        betrokkenheid=Betrokkenheid.HOOFDPERSOON,
        naam=verzonnen_naam(toeval),
        geboortedatum=geboren,
        bsn=verzonnen_bsn(toeval),
        adres=f"Verzonnenlaan {toeval.randrange(1, 200)}",
        toelichting=toeval.choice(
            (None, "Heeft geen vaste verblijfplaats.", "Is telefonisch slecht bereikbaar.")
        ),
    )


def anderen(
    toeval: Random, aantal: int, *, vandaag: date, rollen: tuple[Betrokkenheid, ...] = ANDEREN
) -> tuple[Betrokkene, ...]:
    """The others around the case, of whom less is known."""
    return tuple(
        Betrokkene(
            persoon_id=verzonnen_id(toeval),
            betrokkenheid=(rol := toeval.choice(rollen)),
            naam=f"Testpersoon {naam}",
            geboortedatum=_geboren(toeval, rol, vandaag=vandaag),
        )
        for naam in toeval.sample(NAMEN, aantal)
    )


def _geboren(toeval: Random, rol: Betrokkenheid, *, vandaag: date) -> date | None:
    if rol is Betrokkenheid.KIND:
        return jaren_oud(toeval, 3, 17, vandaag=vandaag)
    if toeval.choice((True, False)):
        return None
    return jaren_oud(toeval, 20, 75, vandaag=vandaag)
