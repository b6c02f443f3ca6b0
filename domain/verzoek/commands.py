"""What one can ask of a verzoek. Asking twice is harmless."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.casus.waarden import Beperkgrond, Gezag, Verwijdergrond
from domain.verzoek.waarden import (
    Aanvrager,
    Afwijsgrond,
    Correctie,
    Identificatie,
    Inzagevorm,
    OverWie,
    Uitkomst,
    Verzoeksoort,
    Vondst,
)


@dataclass(frozen=True)
class OntvangVerzoek:
    """Register what somebody asks. Also who turns out not to be entitled gets an answer, so it is always taken in."""

    verzoeknummer: str
    tafel: str
    soort: Verzoeksoort
    ontvangen_op: date
    aanvrager: Aanvrager
    verzoeker: str
    bereikbaar: str
    over: OverWie
    inhoud: str


@dataclass(frozen=True)
class StelIdentiteitVast:
    """Record who asks, that this is sure, and that they may."""

    geboortedatum: date
    aanvragers: tuple[Aanvrager, ...]
    wijze: Identificatie
    gezag: Gezag | None
    onderbouwing: str


@dataclass(frozen=True)
class LegZoekresultaatVast:
    """Record whom a search found."""

    vondsten: tuple[Vondst, ...]


@dataclass(frozen=True)
class BevestigVindplaatsen:
    """Record which of the finds are this person; without any, that the person is not known."""

    koppelingen: tuple[UUID, ...]


@dataclass(frozen=True)
class VerlengVerzoek:
    """Take longer, once, and tell the person why within the first term."""

    reden: str
    medegedeeld_op: date


@dataclass(frozen=True)
class StelBesluitVoor:
    """Propose what to decide. A rectificatie says what the data should be, a beperking on which ground of AVG 18(1)."""

    uitkomst: Uitkomst
    grond: Afwijsgrond | None
    toelichting: str
    correctie: Correctie | None = None
    beperkgrond: Beperkgrond | None = None


@dataclass(frozen=True)
class GeefBesluitTerug:
    """Do not agree with what was proposed, and say why."""

    reden: str


@dataclass(frozen=True)
class NeemBesluit:
    """Agree with what somebody else proposed."""


@dataclass(frozen=True)
class LegInzageVast:
    """Record that what is known was made ready to hand over, under the id of an export."""

    export_id: str
    vorm: Inzagevorm


@dataclass(frozen=True)
class ZetWissingUit:
    """Record which posten of a vernietigingslijst the erasure waits for."""

    posten: tuple[UUID, ...]
    te_berichten: tuple[str, ...] = ()


@dataclass(frozen=True)
class VoerVerzoekUit:
    """Record that it was done, and which organisations have to be told."""

    te_berichten: tuple[str, ...] = ()


@dataclass(frozen=True)
class TrekVerzoekIn:
    """Record that who asked no longer asks."""

    ingetrokken_op: date
    toelichting: str


@dataclass(frozen=True)
class StelVerwijderingVanVerzoekVoor:
    """Propose to destroy the data of the verzoek itself."""

    grond: Verwijdergrond


@dataclass(frozen=True)
class VerwijderVerzoek:
    """Destroy the data, as another person proposed; ``bewijsnummer`` will lead to what remains."""

    bewijsnummer: str


Verzoekopdracht = (
    OntvangVerzoek
    | StelIdentiteitVast
    | LegZoekresultaatVast
    | BevestigVindplaatsen
    | VerlengVerzoek
    | StelBesluitVoor
    | GeefBesluitTerug
    | NeemBesluit
    | LegInzageVast
    | ZetWissingUit
    | VoerVerzoekUit
    | TrekVerzoekIn
    | StelVerwijderingVanVerzoekVoor
    | VerwijderVerzoek
)
"""Every command; ``decide_verzoek`` has a branch for each, and the type checker finds one that is forgotten."""
