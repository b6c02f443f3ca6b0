"""What one can ask of a verzoek. Asking twice is harmless."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.casus.waarden import Beperkgrond, Gezag, Verwijdergrond
from domain.verzoek.waarden import (
    Aanvrager,
    Afwijsgrond,
    Behoudgrond,
    Besluituitkomst,
    Correctie,
    Identificatie,
    Inzagevorm,
    OverWie,
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

    uitkomst: Besluituitkomst
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
    """Agree with what is proposed.

    Of an inzage ``gezien`` is the digest of the overzicht that was looked at, and ``overzicht`` that of it now.
    """

    gezien: str | None = None
    overzicht: str | None = None


@dataclass(frozen=True)
class LegInzageVast:
    """Record that what is known was made ready to hand over, under the id of an export."""

    export_id: str
    vorm: Inzagevorm


@dataclass(frozen=True)
class ZetWissingUit:
    """Record which posten of which vernietigingslijsten the erasure waits for.

    ``afgehandeld`` are those of before of which it is known what became.
    """

    posten: tuple[UUID, ...]
    te_berichten: tuple[str, ...] = ()
    lijsten: tuple[str, ...] = ()
    afgehandeld: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class VoerVerzoekUit:
    """Record that it was done, which organisations have to be told, and where an erasure could not be done."""

    te_berichten: tuple[str, ...] = ()
    niet_gewist: tuple[Behoudgrond, ...] = ()


@dataclass(frozen=True)
class TrekVerzoekIn:
    """Record that who asked no longer asks. ``afgehandeld`` are the posten of which it is known what became."""

    ingetrokken_op: date
    toelichting: str
    afgehandeld: frozenset[UUID] = frozenset()


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
