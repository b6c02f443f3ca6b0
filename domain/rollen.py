"""Who acts: the roles around a table, and the person in a role who gives a command."""

from dataclasses import dataclass
from enum import StrEnum


class Rol(StrEnum):
    """The roles of the customer's documents; what each may do is data of the doors, not of the rules."""

    MELDER = "melder"
    SECRETARIS = "secretaris"
    PROCESREGISSEUR = "procesregisseur"
    VOORZITTER = "voorzitter"
    VERTEGENWOORDIGER = "vertegenwoordiger"
    CASUSREGISSEUR = "casusregisseur"
    DEELNEMER = "deelnemer"
    AUDITOR = "auditor"
    COMPLIANCE = "compliance-officer"
    FG = "fg"
    ARCHIVARIS = "archivaris"
    BEHEERDER = "beheerder"


@dataclass(frozen=True)
class Medewerker:
    """Somebody at work: a pseudonymous id (never a name), the role taken now, and the organisation."""

    id: str
    rol: Rol
    organisatie: str
