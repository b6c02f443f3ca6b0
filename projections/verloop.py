"""What each row of a view was, and between which moments: so a list of an earlier moment needs no replay.

Beside each table of a view that changes stands one with every version of its rows (``_toen``). A version counts from
the moment of the fact that made it up to that of the fact that changed it: moments and not positions, for a list is
asked for by its moment, and clocks of two processes differ a little. Where what tells one case was not recorded in the
order of its moments, no version says how it stood in between: such a stream is named (``_ongeordend``), and whoever
looks back plays that one again.

Versions are rows about a case like all others: they go with it, and are told anew when a part of it was destroyed.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import chain
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Column,
    Connection,
    DateTime,
    Index,
    PrimaryKeyConstraint,
    Select,
    Table,
    Uuid,
    and_,
    any_,
    bindparam,
    delete,
    func,
    select,
    union_all,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY, insert

from projections.rijen import Rijen, Sleutel, als_een_waarde, als_tabel
from projections.weergave import metadata

TOT_NU = datetime(9999, 1, 1, tzinfo=UTC)
"""Up to when a version counts that nothing changed yet."""

ALTIJD = datetime(1, 1, 2, tzinfo=UTC)
"""Before all versions."""

VAN, TOT = "geldt_van", "geldt_tot"

ZONDER_VERLOOP = "zonder_verloop"
"""The execution option of a connection on which rows are made for one moment alone, and no versions are kept."""

Delen = Sequence[Iterable[Any]]
"""The rows of one owner in each of the tables, in the order of the tables."""


def eigenaar_van(tabel: Table) -> str:
    """The column with the stream that the rows of a table are told by."""
    return str(tabel.info.get("van", "stroom_id"))


def met_verloop(naam: str, *tabellen: Table) -> tuple[Table, ...]:
    """These tables of the view with this name, and those that keep their versions."""
    ongeordend = Table(
        f"{naam}_ongeordend",
        metadata,
        Column("stroom_id", Uuid, primary_key=True),
        info={"verloop": True},
    )
    return (*tabellen, *map(_toen, tabellen), ongeordend)


def toen_van(tabel: Table) -> Table | None:
    """The table with the versions of the rows of a table, if they change."""
    return metadata.tables.get(f"{metadata.schema}.{tabel.name}_toen")


def ongeordend_van(naam: str) -> Table:
    """The table with the streams that have to be played again to know how they stood."""
    return metadata.tables[f"{metadata.schema}.{naam}_ongeordend"]


def rijen_nu(tabellen: Iterable[Table]) -> list[Table]:
    """Those of these tables that say how it is now."""
    return [tabel for tabel in tabellen if not tabel.info.get("verloop")]


def _toen(tabel: Table) -> Table:
    eigenaar = eigenaar_van(tabel)
    # By owner first, since so they are read; an owner's versions then lie together.
    sleutel = dict.fromkeys((eigenaar, *(kolom.name for kolom in tabel.primary_key), VAN))
    toen = Table(
        f"{tabel.name}_toen",
        metadata,
        *(Column(kolom.name, kolom.type, nullable=kolom.nullable) for kolom in tabel.c),
        *(Column(naam, DateTime(timezone=True), nullable=False) for naam in (VAN, TOT)),
        PrimaryKeyConstraint(*sleutel),
        info={**tabel.info, "verloop": True},
    )
    if eigenaar != "stroom_id" and "stroom_id" in toen.c:
        Index(f"ix_{toen.name}_stroom_id", toen.c.stroom_id)
    return toen


# --- keeping ------------------------------------------------------------------------------------------------


class Verloop:
    """The rows that are told by one kind of stream, in one or more tables of a view."""

    def __init__(self, naam: str, *rijen: Rijen[Any]) -> None:
        """Take the name of the view, and its tables."""
        self._rijen = rijen
        self._versies = [_Versies(een) for een in rijen]
        # Made once: to put a statement together takes longer than to send it.
        self._laatst = _laatst([een.tabel for een in self._versies])
        ongeordend = ongeordend_van(naam)
        ids = func.unnest(bindparam("ids", type_=ARRAY(Uuid)))
        self._zet_ongeordend = (
            insert(ongeordend).from_select(["stroom_id"], select(ids)).on_conflict_do_nothing()
        )

    def lees(self, verbinding: Connection, eigenaars: Collection[UUID]) -> "Gang":
        """Read the rows of these owners, to take facts to them."""
        voor = [een.lees(verbinding, eigenaars) for een in self._rijen]
        if verbinding.get_execution_options().get(ZONDER_VERLOOP):
            return Gang(self._rijen, voor, None)
        rijen = verbinding.execute(self._laatst, {"ids": list(eigenaars)}) if eigenaars else ()
        return Gang(self._rijen, voor, {rij.eigenaar: rij.op for rij in rijen})

    def schrijf(self, verbinding: Connection, gang: "Gang") -> None:
        """Write what the rows have become, and what they were meanwhile."""
        gang.sluit_af()
        for rijen, voor, na in zip(self._rijen, gang.voor, gang.na, strict=True):
            rijen.schrijf(verbinding, voor=voor, na=chain.from_iterable(een.values() for een in na.values()))
        if gang.laatst is None:
            return
        for versies, stappen in zip(self._versies, gang.stappen, strict=True):
            versies.schrijf(verbinding, stappen, bekend=gang.begin)
        if gang.ongeordend:
            verbinding.execute(self._zet_ongeordend, {"ids": list(gang.ongeordend)})


class _Stappen:
    """What happened to the versions of one table: those that end, and those that began."""

    def __init__(self) -> None:
        self.geeindigd: dict[Sleutel, tuple[UUID, datetime, Any]] = {}
        self.over: list[tuple[Any, datetime, datetime]] = []
        self.begonnen: dict[Sleutel, tuple[Any, datetime]] = {}

    def eindig(self, eigenaar: UUID, sleutel: Sleutel, rij: object, op: datetime) -> None:
        """A row is no longer so, or no longer there."""
        begin = self.begonnen.pop(sleutel, None)
        if begin is None:
            self.geeindigd[sleutel] = (eigenaar, op, rij)
        elif begin[1] < op:
            self.over.append((*begin, op))

    def begin(self, sleutel: Sleutel, rij: object, op: datetime) -> None:
        """A row is so from now on."""
        self.begonnen[sleutel] = (rij, op)


class Gang:
    """The rows of some owners while facts are taken to them.

    What facts of one moment make of them together is one step: nobody can look in between.
    """

    def __init__(
        self,
        rijen: Sequence[Rijen[Any]],
        voor: Sequence[tuple[Any, ...]],
        laatst: dict[UUID, datetime] | None,
    ) -> None:
        """``laatst`` is the moment up to which the versions of each owner are known; ``None`` if none are kept."""
        self._rijen = rijen
        self.voor = voor
        self.laatst = laatst
        self.begin = dict(laatst or {})
        self.stappen = [_Stappen() for _ in rijen]
        self.ongeordend: set[UUID] = set()
        self.na: list[dict[UUID, dict[Sleutel, Any]]] = []
        for een, gelezen in zip(rijen, voor, strict=True):
            per_eigenaar: dict[UUID, dict[Sleutel, Any]] = {}
            for rij in gelezen:
                per_eigenaar.setdefault(een.eigenaar_van(rij), {})[een.sleutel_van(rij)] = rij
            self.na.append(per_eigenaar)
        self._wacht: dict[UUID, tuple[datetime, Callable[[], Delen]]] = {}

    @property
    def met_versies(self) -> bool:
        """Whether versions are kept here, and not the rows of one moment alone."""
        return self.laatst is not None

    def per_eigenaar(self) -> list[dict[UUID, list[Any]]]:
        """The rows as they were read, of each table by owner."""
        return [{eigenaar: list(rijen.values()) for eigenaar, rijen in alle.items()} for alle in self.na]

    def neem(self, eigenaar: UUID, op: datetime, maak: Callable[[], Delen]) -> None:
        """Say what makes the rows of an owner after a fact of the moment ``op``; asked only where that is needed."""
        vorige = self._wacht.get(eigenaar)
        if self.laatst is not None and vorige is not None and vorige[0] != op:
            self._stap(eigenaar, *vorige)
        self._wacht[eigenaar] = (op, maak)

    def vergeet(self, eigenaar: UUID, welke: Callable[[Any], bool]) -> None:
        """Something was destroyed: of these rows no version is kept, also where facts still name an id of it.

        A version that ends here was never there either.
        """
        if (wacht := self._wacht.pop(eigenaar, None)) is not None:
            self._stap(eigenaar, *wacht)
        for een, stappen in zip(self._rijen, self.stappen, strict=True):
            stappen.over = [
                versie
                for versie in stappen.over
                if een.eigenaar_van(versie[0]) != eigenaar or not welke(versie[0])
            ]
            for sleutel, (van, _, rij) in stappen.geeindigd.items():
                if van == eigenaar and welke(rij):
                    stappen.geeindigd[sleutel] = (van, ALTIJD, rij)

    def sluit_af(self) -> None:
        """There are no more facts."""
        for eigenaar, (op, maak) in self._wacht.items():
            self._stap(eigenaar, op, maak)
        self._wacht.clear()

    def _stap(self, eigenaar: UUID, op: datetime, maak: Callable[[], Delen]) -> None:
        laatst = op if self.laatst is None else self.laatst.get(eigenaar, op)
        if op < laatst:
            self.ongeordend.add(eigenaar)
            op = laatst
        anders = False
        for een, alle, stappen, rijen in zip(self._rijen, self.na, self.stappen, maak(), strict=True):
            oud = alle.get(eigenaar, {})
            nieuw = {een.sleutel_van(rij): rij for rij in rijen}
            if nieuw == oud:
                continue
            anders, alle[eigenaar] = True, nieuw
            if self.laatst is None:
                continue
            for sleutel, rij in oud.items():
                if nieuw.get(sleutel) != rij:
                    stappen.eindig(eigenaar, sleutel, rij, op)
            for sleutel, rij in nieuw.items():
                if oud.get(sleutel) != rij:
                    stappen.begin(sleutel, rij, op)
        if anders and self.laatst is not None:
            self.laatst[eigenaar] = op


class _Versies:
    """Writes the versions of the rows of one table."""

    def __init__(self, rijen: Rijen[Any]) -> None:
        self.tabel = tabel = metadata.tables[f"{metadata.schema}.{rijen.tabel.name}_toen"]
        self._waarden_van = rijen.waarden_van
        self._kolommen = tuple(kolom.name for kolom in tabel.c)
        eigenaar, sleutel = eigenaar_van(tabel), [kolom.name for kolom in rijen.tabel.primary_key]
        self._met_eigenaar = eigenaar not in sleutel
        bij = tuple(dict.fromkeys((eigenaar, *sleutel)))
        self._einde = (*bij, TOT)
        k = als_tabel([tabel.c[naam] for naam in self._einde]).c
        deze = and_(*(tabel.c[naam] == k[naam] for naam in bij), tabel.c[TOT] == TOT_NU)
        self._nooit = delete(tabel).where(deze, tabel.c[VAN] >= k[TOT])
        self._eindig = update(tabel).values({TOT: k[TOT]}).where(deze)
        self._begin = insert(tabel).from_select(list(self._kolommen), select(*als_tabel(tabel.c).c))

    def schrijf(self, verbinding: Connection, stappen: _Stappen, *, bekend: Mapping[UUID, datetime]) -> None:
        """Write them. What began and ended at one moment was never there; only up to ``bekend`` it may be stored."""
        if stappen.geeindigd:
            eindes = [
                (
                    ((eigenaar, *sleutel, op) if self._met_eigenaar else (*sleutel, op)),
                    op <= bekend.get(eigenaar, op),
                )
                for sleutel, (eigenaar, op, _) in stappen.geeindigd.items()
            ]
            if nooit := [rij for rij, misschien in eindes if misschien]:
                verbinding.execute(self._nooit, als_een_waarde(self._einde, nooit))
            verbinding.execute(self._eindig, als_een_waarde(self._einde, (rij for rij, _ in eindes)))
        versies = [
            *((*self._waarden_van(rij), van, tot) for rij, van, tot in stappen.over),
            *((*self._waarden_van(rij), van, TOT_NU) for rij, van in stappen.begonnen.values()),
        ]
        if versies:
            verbinding.execute(self._begin, als_een_waarde(self._kolommen, versies))


def _laatst(tabellen: Iterable[Table]) -> Select[tuple[UUID, datetime]]:
    """Up to which moment the versions of some owners are known."""
    delen = []
    for tabel in tabellen:
        eigenaar = tabel.c[eigenaar_van(tabel)]
        van_deze = select(
            eigenaar.label("eigenaar"), tabel.c[VAN].label("op"), tabel.c[TOT].label("tot")
        ).where(eigenaar == any_(bindparam("ids", type_=ARRAY(Uuid))))
        delen.append(van_deze)
    alle = union_all(*delen).subquery()
    return select(
        alle.c.eigenaar,
        func.greatest(func.max(alle.c.op), func.max(alle.c.tot).filter(alle.c.tot < TOT_NU)).label("op"),
    ).group_by(alle.c.eigenaar)
