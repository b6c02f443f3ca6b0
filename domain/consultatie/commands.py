"""What one can ask of a consultatie. Asking twice is harmless."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.casus.waarden import (
    Betrokkene,
    Criteriumfeit,
    Lijstgang,
    Opschortgrond,
    Urgentie,
    Verwijdergrond,
    Weigerreden,
)
from domain.consultatie.waarden import Bevestigingskanaal, Formulieradvies, Kanaal, Vraagaard


@dataclass(frozen=True)
class StelVraag:
    """Ask a question. What is told beside it need not be told again in an aanmelding."""

    consultatienummer: str
    organisatie: str
    kanaal: Kanaal
    vraagsteller: str
    vraag: str
    aard: Vraagaard
    urgentie: Urgentie = Urgentie.REGULIER
    betrokkenen: tuple[Betrokkene, ...] = ()
    gemeente: str | None = None
    aanpak: str | None = None
    leefgebieden: tuple[str, ...] = ()
    criteria: tuple[Criteriumfeit, ...] = ()
    reguliere_routes: str | None = None


@dataclass(frozen=True)
class VulVraagAan:
    """Tell more; ``None`` and empty leave as it is."""

    organisatie: str
    betrokkenen: tuple[Betrokkene, ...] = ()
    gemeente: str | None = None
    aanpak: str | None = None
    leefgebieden: tuple[str, ...] = ()
    criteria: tuple[Criteriumfeit, ...] = ()
    reguliere_routes: str | None = None


@dataclass(frozen=True)
class GeefAdvies:
    """Record the answer. ``door`` is the colleague who gave it, if another one registers it [4]."""

    advies: str
    formulier_geadviseerd: Formulieradvies
    door: str | None = None


@dataclass(frozen=True)
class LegBevestigingVast:
    """Record that the asker got a confirmation."""

    kanaal: Bevestigingskanaal
    verzonden_op: date


@dataclass(frozen=True)
class ZetOmInAanmelding:
    """Record that the question became the case with this number."""

    casusnummer: str


@dataclass(frozen=True)
class SluitConsultatie:
    """End the consultatie without an aanmelding."""

    reden: str


@dataclass(frozen=True)
class LaatConsultatieBuitenVernietiging:
    """Say in own words why who checked a vernietigingslijst left it out; that dies with the consultatie."""

    lijstnummer: str
    reden: Weigerreden
    toelichting: str


@dataclass(frozen=True)
class SchortConsultatieOp:
    """Hold the destruction; look on ``tot`` whether the ground is still there."""

    opschorting_id: UUID
    grond: Opschortgrond
    toelichting: str
    tot: date


@dataclass(frozen=True)
class HefOpschortingVanConsultatieOp:
    """Lift one hold."""

    opschorting_id: UUID
    reden: str


@dataclass(frozen=True)
class VerwijderConsultatie:
    """Destroy the data, as an approved list says; ``bewijsnummer`` will lead to what remains.

    ``gewist`` are the people of the consultatie whose verzoek to be erased was granted.
    """

    bewijsnummer: str
    grond: Verwijdergrond
    gang: Lijstgang
    gewist: frozenset[UUID] = frozenset()


Consultatieopdracht = (
    StelVraag
    | VulVraagAan
    | GeefAdvies
    | LegBevestigingVast
    | ZetOmInAanmelding
    | SluitConsultatie
    | LaatConsultatieBuitenVernietiging
    | SchortConsultatieOp
    | HefOpschortingVanConsultatieOp
    | VerwijderConsultatie
)
"""Every command; ``decide_consultatie`` has a branch for each, and the type checker finds one that is forgotten."""
