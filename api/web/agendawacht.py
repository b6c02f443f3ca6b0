"""What waits for the coming overleggen of a table and stands on no agenda of theirs yet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from api.bereik import beperking
from api.rechten import Recht
from api.rest.toegang import Toegang
from api.web.scherm import MEESTE_RIJEN
from api.web.werk import Teller
from api.web.woorden import dag_in_week
from domain.casus.state import Fase
from domain.overleg.state import Overlegfase
from domain.overleg.waarden import Overlegsoort
from domain.tafels import Tafel
from projections import agenda, monitoring, triagelijst
from projections.dagen import dag_van

WACHT_OP = {Overlegsoort.TRIAGE: "triage", Overlegsoort.CASUSOVERLEG: "het eerste ICO"}


@dataclass(frozen=True)
class Wacht:
    """An overleg that comes, how many cases stand on its agenda, and which wait for it and stand on none."""

    overleg_id: UUID
    soort: Overlegsoort
    begint: datetime
    bezet: int
    vrij: int
    wachtenden: Sequence[triagelijst.Wachtende | monitoring.Lopend]

    @property
    def waarop(self) -> str:
        """What these cases wait for, in words."""
        return WACHT_OP[self.soort]

    @property
    def is_triage(self) -> bool:
        """Whether they wait in the queue of the triage."""
        return self.soort is Overlegsoort.TRIAGE


def komende(toegang: Toegang, tafel: Tafel) -> list[Wacht]:
    """The coming triage and the coming casusoverleg, as far as they are planned; that of today counts."""
    return _eerste_van(toegang, tafel, _gepland(toegang, tafel))


def komende_triage(toegang: Toegang, tafel: Tafel) -> Wacht | None:
    """The coming triage on the agenda of a table, for whoever may see that."""
    if not toegang.gebruiker.mag(Recht.OVERLEG_LEZEN):
        return None
    return next((een for een in komende(toegang, tafel) if een.is_triage), None)


def _eerste_van(toegang: Toegang, tafel: Tafel, gepland: Sequence[agenda.Overleg]) -> list[Wacht]:
    """The first of each kind, with what waits for it; nobody of these cases is shown."""
    eerste: dict[Overlegsoort, agenda.Overleg] = {}
    for een in gepland:
        eerste.setdefault(een.soort, een)
    return [_wacht_op(toegang, tafel, een) for een in eerste.values()]


def _wacht_op(toegang: Toegang, tafel: Tafel, overleg: agenda.Overleg) -> Wacht:
    return Wacht(
        overleg.overleg_id,
        overleg.soort,
        overleg.begint,
        overleg.bezet,
        overleg.vrij,
        _op_geen_agenda(toegang, tafel, overleg),
    )


def tel(toegang: Toegang, tafel: Tafel) -> Iterator[Teller]:
    """What waits for the coming overleggen without a place."""
    for een in komende(toegang, tafel):
        aantal = len(een.wachtenden)
        wacht = "casus wacht" if aantal == 1 else "casussen wachten"
        staat = "staat" if aantal == 1 else "staan"
        tekst = f"{wacht} op {een.waarop} en {staat} niet op de agenda van {dag_in_week(dag_van(een.begint))}"
        yield Teller(aantal, tekst, f"/agenda/{een.overleg_id}", "let-op")


def _gepland(toegang: Toegang, tafel: Tafel) -> list[agenda.Overleg]:
    with toegang.dienst.leesplaats.verbinding() as verbinding:
        rijen = agenda.in_periode(
            verbinding, tafel.id, van=toegang.dienst.omgeving.vandaag(), limiet=MEESTE_RIJEN
        )
    return [rij for rij in rijen if rij.fase is Overlegfase.GEPLAND]


def _op_geen_agenda(
    toegang: Toegang, tafel: Tafel, overleg: agenda.Overleg
) -> list[triagelijst.Wachtende | monitoring.Lopend]:
    """As the lists of triage and monitoring have them, for whoever may read those."""
    if overleg.soort is Overlegsoort.TRIAGE:
        if not toegang.gebruiker.mag(Recht.TRIAGELIJST):
            return []
        vandaag = toegang.dienst.omgeving.vandaag()
        # One that stood on the agenda of a triage that is over, and was not weighed there, waits again.
        return [
            rij
            for rij in te_wegen(toegang, tafel, tot=dag_van(overleg.begint))
            if rij.overleg_begint is None or dag_van(rij.overleg_begint) < vandaag
        ]
    return [*_zonder_ico(toegang, tafel)]


def te_wegen(toegang: Toegang, tafel: Tafel, *, tot: date) -> tuple[triagelijst.Wachtende, ...]:
    """What waits for triage up to and including a day, as far as this reader may know; it shows nobody."""
    with toegang.dienst.leesplaats.verbinding() as verbinding:
        return triagelijst.wachtrij(
            verbinding,
            tafel.id,
            tafels=toegang.dienst.definities.versies,
            organisatie=beperking(toegang.gebruiker).organisatie,
            tot=tot,
            limiet=MEESTE_RIJEN,
        )


def _zonder_ico(toegang: Toegang, tafel: Tafel) -> list[monitoring.Lopend]:
    if not toegang.gebruiker.mag(Recht.MONITORING):
        return []
    with toegang.dienst.leesplaats.verbinding() as verbinding:
        rijen = monitoring.lopend(verbinding, tafel.id, limiet=MEESTE_RIJEN)
    return [rij for rij in rijen if wacht_op_ico(rij)]


def wacht_op_ico(rij: monitoring.Lopend) -> bool:
    """Say whether a case was taken up and its first ICO was not planned."""
    return rij.ico_op is None and rij.fase is Fase.OPGENOMEN
