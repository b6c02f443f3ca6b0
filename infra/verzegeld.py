"""What is stored of a fact: the event, its parts in the kluis with their keys, and what of it was destroyed."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from infra.keys import Eenheid, Ingepakt


@dataclass(slots=True)
class Deel:
    """One part in the kluis: ciphertext under a data key. Part 0 is the main part of its event.

    Nobody changes one; that it could be spares half of what it costs to make the thousands of a page. So it is with
    what holds them and with their keys.
    """

    nummer: int
    eenheid: Eenheid
    sleutel_id: UUID
    cijfertekst: bytes = field(repr=False)
    ingepakt: Ingepakt | None = None
    """The key, where the part was read together with it."""

    @property
    def hash(self) -> str:
        """The commitment to this part."""
        return hashlib.sha256(self.cijfertekst).hexdigest()


@dataclass(frozen=True)
class Omheining:
    """The durable mark that something was destroyed: a whole casus, or a person or a supplier within it."""

    persoon_id: UUID | None
    organisatie: str | None
    op: datetime
    versies: frozenset[int] = frozenset()
    """Of a part of a casus: the events whose main part went with it."""

    @property
    def heel(self) -> bool:
        """The whole casus was destroyed."""
        return self.persoon_id is None and self.organisatie is None

    def geldt_voor(self, eenheid: Eenheid) -> bool:
        """Say whether this destruction took the unit along."""
        return self.persoon_id in (None, eenheid.persoon_id) and self.organisatie in (
            None,
            eenheid.organisatie,
        )


@dataclass(slots=True)
class Verzegeld:
    """A fact as it is stored: the event itself, and its parts in the kluis with the keys they open with."""

    stroom_id: UUID
    versie: int
    positie: int
    naam: str
    inhoud: bytes
    delen: tuple[Deel, ...] = ()
    sleutels: tuple[Ingepakt, ...] = ()
    omheiningen: tuple[Omheining, ...] = ()

    def deel(self, nummer: int) -> Deel | None:
        """One of its parts; mostly it stands at its own number."""
        delen = self.delen
        if nummer < len(delen) and delen[nummer].nummer == nummer:
            return delen[nummer]
        return next((deel for deel in delen if deel.nummer == nummer), None)

    def sleutel(self, sleutel_id: UUID) -> Ingepakt | None:
        """One of its keys."""
        for een in self.sleutels:
            # Where it was read with its part, it is the very same id.
            if een.sleutel_id is sleutel_id or een.sleutel_id == sleutel_id:
                return een
        return None

    def naam_van(self, deel: Deel) -> str:
        """How a part is called where something is wrong with it."""
        return f"event {self.stroom_id}/{self.versie}, part {deel.nummer}"
