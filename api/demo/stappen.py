"""The steps of a story: who asks what of the service, and when; and stories told together in the order of time."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from heapq import heapify, heappop, heappush
from uuid import UUID

from domain.casus.commands import MeldAan, Opdracht
from domain.casus.waarden import Verwijdergrond, Weigerreden
from domain.consultatie.aanmelding import Aanvulling
from domain.consultatie.commands import Consultatieopdracht, StelVraag
from domain.overleg.commands import Overlegopdracht
from domain.overleg.waarden import Aanwezigheid, Puntsoort
from domain.privacyprotocol import Privacyprotocol
from domain.vernietigingslijst.waarden import Intrekreden, Postsoort
from domain.verzoek.commands import OntvangVerzoek, Verzoekopdracht
from infra.optekenen import Opdrachtgever
from infra.overleggen import Reeks


@dataclass(frozen=True)
class Aanmelding:
    """Bring a case in at a table."""

    tafel: str
    opdracht: MeldAan


@dataclass(frozen=True)
class BijCasus:
    """Ask something of a case."""

    casusnummer: str
    opdracht: Opdracht


@dataclass(frozen=True)
class KijkSamenloop:
    """Look whether other tables know somebody of a case."""

    casusnummer: str
    persoon_id: UUID


@dataclass(frozen=True)
class GeefVerder:
    """Bring a referred case in at the next table."""

    casusnummer: str
    naar: str
    organisatie: str


@dataclass(frozen=True)
class PlanVooruit:
    """Plan the meetings of a rhythm."""

    tafel: str
    reeks: Reeks
    van: date
    tot: date


@dataclass(frozen=True)
class BijOverleg:
    """Ask something that touches an overleg alone."""

    overleg_id: UUID
    opdracht: Overlegopdracht


@dataclass(frozen=True)
class OpAgenda:
    """Put a case on an agenda."""

    overleg_id: UUID
    casusnummer: str
    soort: Puntsoort
    agendapunt_id: UUID


@dataclass(frozen=True)
class VanAgenda:
    """Take a case off an agenda."""

    overleg_id: UUID
    agendapunt_id: UUID
    reden: str


@dataclass(frozen=True)
class ZegAf:
    """Call an overleg off."""

    overleg_id: UUID
    reden: str


@dataclass(frozen=True)
class Houd:
    """Write up an overleg that was held."""

    overleg_id: UUID
    aanwezig: tuple[Aanwezigheid, ...]
    verslag: str
    besproken: Mapping[UUID, str]


@dataclass(frozen=True)
class Vraag:
    """Ask a table something."""

    tafel: str
    opdracht: StelVraag


@dataclass(frozen=True)
class BijConsultatie:
    """Ask something of a consultatie."""

    consultatienummer: str
    opdracht: Consultatieopdracht


@dataclass(frozen=True)
class ZetOm:
    """Make a consultatie an aanmelding."""

    consultatienummer: str
    aanvulling: Aanvulling


@dataclass(frozen=True)
class OntvangtVerzoek:
    """Register what somebody asks of their own data."""

    tafel: str
    opdracht: OntvangVerzoek


@dataclass(frozen=True)
class BijVerzoek:
    """Ask something of a verzoek."""

    verzoeknummer: str
    opdracht: Verzoekopdracht


@dataclass(frozen=True)
class ZoektPersoon:
    """Look for the person of a verzoek."""

    verzoeknummer: str


@dataclass(frozen=True)
class WistPersoon:
    """Put the person of a verzoek on a vernietigingslijst."""

    verzoeknummer: str


@dataclass(frozen=True)
class RondtVerzoekAf:
    """Do what was agreed on a verzoek."""

    verzoeknummer: str


@dataclass(frozen=True)
class SteltProtocolVoor:
    """Propose a version of a privacyprotocol."""

    protocol: Privacyprotocol


@dataclass(frozen=True)
class VoertProtocolIn:
    """Take the version that was proposed."""

    protocol: Privacyprotocol


@dataclass(frozen=True)
class Bedoeld:
    """What is to be destroyed: a case, a consultatie, or one person or one contribution within a case."""

    nummer: str
    soort: Postsoort
    grond: Verwijdergrond
    persoon_id: UUID | None = None
    organisatie: str | None = None


@dataclass(frozen=True)
class OpLijst:
    """Propose to destroy this, on a list of its own; all of it is of one table."""

    lijstnummer: str
    posten: tuple[Bedoeld, ...]


@dataclass(frozen=True)
class ControleertLijst:
    """Check a list. ``weigert`` says of a case that is left out why, and that in own words."""

    lijstnummer: str
    weigert: tuple[tuple[str, Weigerreden, str], ...] = ()


@dataclass(frozen=True)
class TrektLijstIn:
    """Withdraw a list."""

    lijstnummer: str
    reden: Intrekreden


@dataclass(frozen=True)
class KeurtLijstGoed:
    """Approve what a list is going to destroy."""

    lijstnummer: str


@dataclass(frozen=True)
class BegintLijst:
    """Begin to carry a list out."""

    lijstnummer: str


@dataclass(frozen=True)
class VernietigtLijst:
    """Destroy what stands on a list and still may."""

    lijstnummer: str


Lijststap = OpLijst | ControleertLijst | KeurtLijstGoed | TrektLijstIn | BegintLijst | VernietigtLijst
Verzoekstap = OntvangtVerzoek | BijVerzoek | ZoektPersoon | WistPersoon | RondtVerzoekAf
Protocolstap = SteltProtocolVoor | VoertProtocolIn
Overleghandeling = PlanVooruit | BijOverleg | OpAgenda | VanAgenda | ZegAf | Houd
Handeling = (
    Aanmelding
    | BijCasus
    | KijkSamenloop
    | GeefVerder
    | Vraag
    | BijConsultatie
    | ZetOm
    | Lijststap
    | Verzoekstap
    | Protocolstap
    | Overleghandeling
)
"""Everything that a step can ask."""


@dataclass(frozen=True)
class Stap:
    """Something that somebody asks of the service at a moment."""

    op: datetime
    namens: Opdrachtgever
    wat: Handeling


@dataclass(frozen=True)
class Wacht:
    """Nothing happens, but from this moment on the story looks again at how things are."""

    op: datetime


Verhaal = Iterator[Stap | Wacht]
"""A story is told while it happens: after each step it may look at what the step led to."""


def in_volgorde(verhalen: Iterable[tuple[datetime, Verhaal]]) -> Verhaal:
    """Tell stories together; each begins at its own moment, and none is asked for a step before its time."""
    rij: list[tuple[datetime, int, Verhaal, Stap | Wacht | None]] = [
        (begin, nummer, verhaal, None) for nummer, (begin, verhaal) in enumerate(verhalen)
    ]
    heapify(rij)
    while rij:
        _, nummer, verhaal, stap = heappop(rij)
        if stap is not None:
            yield stap
        volgende = next(verhaal, None)
        if volgende is not None:
            heappush(rij, (volgende.op, nummer, verhaal, volgende))
