"""What everybody at work in the demo was granted: at each table the role of the invented year, and nothing else."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from types import MappingProxyType

from api.demo.inzagen import AUDITOR, NOODLEZER
from api.demo.mensen import CASUSREGISSEURS, DEELNEMERS, bezetting, melder
from api.samenstelling import Dienst
from api.tokens import UITGEVER
from domain.historie import Opgetekend
from domain.rollen import Medewerker, Rol
from domain.tafels import Tafel
from infra.definitions import Definities
from infra.omgeving import NEDERLAND
from infra.rechten import Recht
from infra.toekenning import Aanvraag, Soort
from infra.toekenningen import Toekenningen
from projections.dagen import dag_van

DOOR = "beheer"
KOPPELING = Medewerker("sys-monitor", Rol.SECRETARIS, "zvh")
"""A system that reads what is running, and nothing else."""
RECHTEN_SINDS = timedelta(days=60)
"""So long before its last day the people of the demo were granted their rights: not so long that unused ones count."""
RECHTEN_VAN_KOPPELING = frozenset({Recht.MONITORING.code, Recht.TAFELS.code})


def geef_rechten(
    dienst: Dienst, *, vanaf: date, gebruik: Mapping[Medewerker, date] = MappingProxyType({})
) -> int:
    """Grant it as of that day, as far as it is not there yet, and say how much; ``gebruik``: who last worked when."""
    toen = datetime.combine(vanaf, time(9), tzinfo=NEDERLAND)
    register = Toekenningen(dienst.engine, omgeving=replace(dienst.omgeving, nu=lambda: toen))
    aan: dict[Medewerker, set[str]] = defaultdict(set)
    for tafel in dienst.definities.tafels.values():
        for wie in _aan_tafel(tafel, dienst.definities):
            aan[wie].add(tafel.id)
    for wie, tafels in aan.items():
        aanvraag = Aanvraag(UITGEVER, wie.id, wie, frozenset(tafels), vanaf)
        gegeven, _ = register.geef(aanvraag, door=DOOR)
        if gebruik.get(wie, date.min) >= vanaf:
            register.gebruikt(gegeven.id, op=gebruik[wie])
    register.geef(
        Aanvraag(
            UITGEVER,
            KOPPELING.id,
            KOPPELING,
            frozenset({"zvh-zaanstreek-waterland"}),
            vanaf,
            soort=Soort.SYSTEEM,
            rechten=RECHTEN_VAN_KOPPELING,
        ),
        door=DOOR,
    )
    return len(aan) + 1


def gebruik_van(feiten: Iterable[Opgetekend]) -> dict[Medewerker, date]:
    """The last day on which each of them recorded something. Of what was destroyed nobody can tell any more."""
    laatst: dict[Medewerker, date] = {}
    for feit in feiten:
        envelop = feit.envelop
        if envelop.wie is not None and envelop.organisatie is not None:
            wie = Medewerker(envelop.wie, envelop.rol, envelop.organisatie)
            laatst[wie] = max(laatst.get(wie, date.min), dag_van(envelop.op))
    return laatst


def _aan_tafel(tafel: Tafel, definities: Definities) -> Iterator[Medewerker]:
    regio = next(regio for regio in definities.regios.values() if regio.naam == tafel.regio)
    van = bezetting(tafel, tuple(keuze.code for keuze in regio.organisaties))
    yield from (van.secretaris, van.voorzitter, *van.procesregisseurs)
    yield from (van.compliance, van.tweede_compliance, van.fg, van.archivaris)
    yield from (van.beheerder, van.tweede_beheerder, AUDITOR)
    if NOODLEZER.organisatie in {keuze.code for keuze in tafel.aanmelders}:
        yield NOODLEZER
    # Whom the region does not know under the own organisation works for the first that may bring a case in.
    elders = tafel.aanmelders[0].code
    yield from (van.van(wie, Rol.CASUSREGISSEUR, anders=elders) for wie in CASUSREGISSEURS)
    yield from (van.van(wie, Rol.DEELNEMER, anders=elders) for wie in DEELNEMERS)
    yield from (melder(keuze.code) for keuze in tafel.aanmelders)
