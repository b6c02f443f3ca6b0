"""The invented people who may sign in at the demo, and as what."""

from collections.abc import Collection
from dataclasses import dataclass

SUBSTANTIEEL = "http://eidas.europa.eu/LoA/substantial"
LAAG = "http://eidas.europa.eu/LoA/low"


@dataclass(frozen=True)
class Mens:
    """One of them. ``sub`` is the pseudonymous id; ``rollen`` pairs of a role and an organisation, in the own words."""

    sub: str
    omschrijving: str
    rollen: tuple[tuple[str, str], ...]
    niveau: str = SUBSTANTIEEL

    def toekenningen(self, tafels: Collection[str]) -> list[dict[str, object]]:
        """What the ID token says that this person may do: each role at all tables."""
        return [
            {"rol": rol, "organisatie": organisatie, "tafels": sorted(tafels)}
            for rol, organisatie in self.rollen
        ]


MENSEN = (
    Mens(
        "demo-procesregisseur",
        "Procesregisseur bij het zorg- en veiligheidshuis",
        (("procesregisseur", "zvh"),),
    ),
    Mens("demo-secretaris", "Secretaris bij het zorg- en veiligheidshuis", (("secretaris", "zvh"),)),
    Mens("demo-voorzitter", "Voorzitter van een tafel", (("voorzitter", "zvh"),)),
    Mens("demo-melder", "Melder bij de politie", (("melder", "politie"),)),
    Mens("demo-casusregisseur", "Casusregisseur bij de ggz", (("casusregisseur", "ggz"),)),
    Mens("demo-deelnemer", "Deelnemer bij de politie", (("deelnemer", "politie"),)),
    Mens(
        "demo-vertegenwoordiger",
        "Vertegenwoordiger van de reclassering, ook melder",
        (("vertegenwoordiger", "reclassering"), ("melder", "reclassering")),
    ),
    Mens("demo-auditor", "Auditor", (("auditor", "zvh"),)),
    Mens("demo-compliance-officer", "Compliance officer", (("compliance-officer", "zvh"),)),
    Mens("mw-olijf", "Tweede compliance officer", (("compliance-officer", "zvh"),)),
    Mens("demo-fg", "Functionaris voor gegevensbescherming", (("fg", "zvh"),)),
    Mens("demo-archivaris", "Archivaris", (("archivaris", "zvh"),)),
    Mens("demo-beheerder", "Beheerder", (("beheerder", "zvh"),)),
    Mens("mw-zwaluw", "Tweede beheerder", (("beheerder", "zvh"),)),
    Mens("demo-nieuw", "Iemand die nog geen toegang heeft", ()),
    Mens("demo-zwak", "Secretaris die met een te zwak middel inlogt", (("secretaris", "zvh"),), LAAG),
)
