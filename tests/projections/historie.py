"""Histories for the views: facts with their envelope and place, taken in by one view or by all of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Annotated, TypeVar, get_args, get_origin, get_type_hints
from uuid import UUID

from sqlalchemy import Connection, Engine, Table, TextClause, delete, select, text

from domain.bewaring import Blijvend, Vernietigd
from domain.consultatie.events import Consultatiefeit
from domain.historie import Envelop, Ookfeit, Opgetekend
from domain.overleg.events import Overlegfeit
from domain.rollen import Rol
from domain.tafels import Feestdagen, Tafel, geen_feestdagen
from domain.vernietigingslijst.events import Lijstfeit
from domain.verzoek.events import Verzoekfeit
from projections.alle import WEERGAVEN
from projections.weergave import Weergave, metadata
from tests.domain.tafel import TESTTAFEL

EERSTE = UUID(int=0x1001)
TWEEDE = UUID(int=0x1002)
DERDE = UUID(int=0x1003)
BEGIN = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
"""Half past nine in the Netherlands, on the Monday of the aanmelding."""
VERNIETIGD_OP = datetime(2031, 3, 3, 23, 30, tzinfo=UTC)
"""In the Netherlands it is 4 March by then."""

TAFELS: Mapping[str, Tafel] = {TESTTAFEL.definitie: TESTTAFEL}

R = TypeVar("R")
S = TypeVar("S")
Gebeurd = Ookfeit | Vernietigd
Inhoud = dict[str, list[tuple[object, ...]]]


def reeks(*feiten: tuple[UUID, Gebeurd]) -> list[Opgetekend]:
    """Facts of several streams, in the order in which they were recorded: one a minute, with gaps."""
    stand: dict[UUID, int] = {}
    opgetekend = []
    for plaats, (stroom_id, feit) in enumerate(feiten):
        stand[stroom_id] = stand.get(stroom_id, 0) + 1
        envelop = Envelop(
            op=BEGIN + timedelta(minutes=plaats),
            rol=Rol.PROCESREGISSEUR,
            wie="mw-peer",
            organisatie="testregie",
            doel="triage",
            spoor=None,
        )
        opgetekend.append(
            Opgetekend(stroom_id, stand[stroom_id], 10 * plaats + 1, _naam(feit), envelop, feit)
        )
    return opgetekend


def _naam(feit: Gebeurd) -> str:
    if isinstance(feit, Vernietigd):
        return feit.naam
    waarvan = "casus"
    if isinstance(feit, get_args(Overlegfeit)):
        waarvan = "overleg"
    if isinstance(feit, get_args(Consultatiefeit)):
        waarvan = "consultatie"
    if isinstance(feit, get_args(Verzoekfeit)):
        waarvan = "verzoek"
    if isinstance(feit, get_args(Lijstfeit)):
        waarvan = "vernietigingslijst"
    return f"{waarvan}.{type(feit).__name__}.v1"


def dagen_later(feiten: Iterable[Opgetekend], dagen: int) -> list[Opgetekend]:
    """The same facts, recorded so many days later."""
    return [
        replace(feit, envelop=replace(feit.envelop, op=feit.envelop.op + timedelta(days=dagen)))
        for feit in feiten
    ]


def historie(*feiten: Gebeurd, stroom_id: UUID = EERSTE) -> list[Opgetekend]:
    """Read the facts of one case, overleg or consultatie."""
    return reeks(*((stroom_id, feit) for feit in feiten))


def vernietig(opgetekend: Opgetekend) -> Opgetekend:
    """Read a fact back after its content was destroyed: what is not marked to stay is gone."""
    feit = opgetekend.gebeurtenis
    if isinstance(feit, Vernietigd):
        return opgetekend
    soorten = get_type_hints(type(feit), include_extras=True)
    blijft = [
        veld.name
        for veld in fields(feit)
        if get_origin(soorten[veld.name]) is Annotated and Blijvend in get_args(soorten[veld.name])
    ]
    if len(blijft) == len(fields(feit)):
        return opgetekend
    return replace(
        opgetekend,
        gebeurtenis=Vernietigd(opgetekend.naam, VERNIETIGD_OP),
        blijvend=tuple((naam, getattr(feit, naam)) for naam in blijft),
        envelop=replace(opgetekend.envelop, wie=None, organisatie=None, doel=None, spoor=None),
    )


def neem_op(
    motor: Engine,
    feiten: Sequence[Opgetekend],
    *,
    grenzen: Iterable[int] = (),
    feestdag: Feestdagen = geen_feestdagen,
    weergaven: Sequence[Weergave] = WEERGAVEN,
) -> None:
    """Let the views take the facts in, in batches that end at ``grenzen``."""
    begin = 0
    for einde in [*sorted(grenzen), len(feiten)]:
        with motor.begin() as verbinding:
            for weergave in weergaven:
                weergave.verwerk(verbinding, feiten[begin:einde], tafels=TAFELS, feestdag=feestdag)
        begin = einde


def leeg(motor: Engine, tabellen: Sequence[Table] = ()) -> None:
    """Empty these tables of the views, or all of them, as before a rebuild."""
    with motor.begin() as verbinding:
        for tabel in _gevuld(verbinding, tabellen):
            verbinding.execute(delete(tabel))


def inhoud(motor: Engine, tabellen: Sequence[Table] = ()) -> Inhoud:
    """Read all rows of these tables of the views, or of all."""
    with motor.connect() as verbinding:
        niets: Inhoud = {tabel.name: [] for tabel in tabellen or metadata.sorted_tables}
        return niets | {
            tabel.name: sorted((tuple(rij) for rij in verbinding.execute(select(tabel))), key=repr)
            for tabel in _gevuld(verbinding, tabellen)
        }


def _gevuld(verbinding: Connection, tabellen: Sequence[Table]) -> list[Table]:
    """Those in which there is anything, in their order. Of sixty tables a test fills ten: so they are asked at once."""
    alle = tuple(tabellen or metadata.sorted_tables)
    gevonden = verbinding.execute(_vraag_of_er_iets_is(alle)).one()
    return [tabel for tabel, iets in zip(alle, gevonden, strict=True) if iets]


@cache
def _vraag_of_er_iets_is(tabellen: tuple[Table, ...]) -> TextClause:
    # PostgreSQL itself would name all columns alike.
    kolommen = [f"EXISTS (SELECT FROM {tabel}) AS e{nummer}" for nummer, tabel in enumerate(tabellen)]
    return text(f"SELECT {', '.join(kolommen)}")


def alle_bladzijden(blad: Callable[[S | None], tuple[R, ...]], sleutel: Callable[[R], S]) -> list[R]:
    """Turn the pages until one comes back empty."""
    rijen: list[R] = []
    na: S | None = None
    while gevonden := blad(na):
        rijen += gevonden
        na = sleutel(gevonden[-1])
    return rijen
