"""The rows of views as they were at a moment, from what is kept of them; and what of that cannot be known so."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    exists,
    literal_column,
    not_,
    select,
    text,
    union_all,
)
from sqlalchemy import column as kolom_van
from sqlalchemy import table as naam_van

from infra import tables
from infra.onaangevuld import aanvulling
from infra.standen import standen
from infra.voeding import DEELNAMEN, namen_van_alle, van_anderen
from projections.verloop import TOT, VAN, eigenaar_van, ongeordend_van, rijen_nu, toen_van
from projections.weergave import Weergave

TIJDELIJK = "pg_temp"
"""PostgreSQL's name for the temporary tables of this connection."""

OPNIEUW = "_opnieuw"
"""What is added to the name of a temporary table whose rows were played again."""

MEESTE_FEITEN, MEESTE_STROMEN = 5000, 500
"""With more facts than this after the last that the views took in, or more streams to play again, all are."""

BUITEN_ZICHT = Callable[[ColumnElement[UUID]], ColumnElement[bool]]
"""Given the column of the streams of a table: which rows are left out for this reader."""

_NIEUW = text("""
SELECT originator_id AS stroom_id, topic AS naam,
    (convert_from(state, 'UTF8')::jsonb ->> 'op')::timestamptz <= :op AS al_gebeurd
FROM feiten.gebeurtenis WHERE notification_id > :positie AND topic = ANY(:namen) LIMIT :limiet
""")
_OVERGESLAGEN = text("SELECT originator_id FROM feiten.gebeurtenis WHERE notification_id = ANY(:posities)")
_OP_AGENDA = text("SELECT stroom_id FROM kluis.agendapunt WHERE overleg_id = ANY(:overleggen)")
_VAN_AGENDA = text("SELECT overleg_id FROM kluis.agendapunt WHERE stroom_id = ANY(:stromen)")


def noemt_eenheid(tabel: Table) -> bool:
    """Whether a row names what can be destroyed alone: then an organisation in it is that of a contribution."""
    return "persoon_id" in tabel.c and "organisatie" in tabel.c


@dataclass(frozen=True)
class Terugblik:
    """A look at the views of one table as they stood at ``op``, without what is out of this reader's sight now."""

    tafel: str
    op: datetime
    buiten_zicht: BUITEN_ZICHT | None

    def opnieuw(self, verbinding: Connection, weergaven: Sequence[Weergave]) -> frozenset[UUID] | None:
        """The streams that must be played again to know how they stood; ``None``: all of them."""
        namen = [weergave.naam for weergave in weergaven]
        zonder_verleden = select(aanvulling.c.naam).where(aanvulling.c.naam.in_(namen))
        if verbinding.execute(zonder_verleden).first() is not None:
            return None
        nieuw = self._nieuw(verbinding, weergaven)
        if nieuw is None:
            return None
        stromen = nieuw | self._ongeordend(verbinding, weergaven)
        if any(van_anderen(weergave) for weergave in weergaven) and stromen:
            # An overleg that moves tells the cases on its agenda: those go with it, and it with each of them.
            ids = list(stromen)
            stromen |= set(verbinding.execute(_OP_AGENDA, {"overleggen": ids}).scalars())
            stromen |= set(verbinding.execute(_VAN_AGENDA, {"stromen": list(stromen)}).scalars())
        return frozenset(stromen) if len(stromen) <= MEESTE_STROMEN else None

    def toon(
        self, verbinding: Connection, weergaven: Sequence[Weergave], *, behalve: Collection[UUID]
    ) -> None:
        """Show the rows, those of the streams ``behalve`` from the temporary tables; under the names of the tables."""
        for weergave in weergaven:
            for tabel in rijen_nu(weergave.tabellen):
                delen = [self._toen(tabel, behalve)]
                if behalve:
                    opzij = f"{tabel.name}{OPNIEUW}"
                    verbinding.execute(text(f"ALTER TABLE {TIJDELIJK}.{tabel.name} RENAME TO {opzij}"))
                    opzij_tabel = naam_van(
                        opzij, *(kolom_van(een.name, een.type) for een in tabel.c), schema=TIJDELIJK
                    )
                    delen.append(select(*opzij_tabel.c))
                rijen = union_all(*delen).subquery("rij")
                vraag = select(*rijen.c).where(*self._zichtbaar(tabel))
                # A view takes no parameters, so that what is asked stands in it.
                tekst = vraag.compile(dialect=verbinding.dialect, compile_kwargs={"literal_binds": True})
                verbinding.exec_driver_sql(f"CREATE TEMPORARY VIEW {tabel.name} AS {tekst}")

    def _toen(self, tabel: Table, behalve: Collection[UUID]) -> Select[*tuple[object, ...]]:
        """The rows as they were, of all streams but these."""
        toen = toen_van(tabel)
        bron = tabel if toen is None else toen
        vraag = select(*(bron.c[een.name] for een in tabel.c))
        if toen is None:
            vraag = vraag.where(tabel.c[tabel.info["sinds"]] <= self.op)
        else:
            vraag = vraag.where(toen.c[VAN] <= self.op, toen.c[TOT] > self.op)
        if "tafel" in tabel.c:
            vraag = vraag.where(bron.c.tafel == self.tafel)
        if behalve:
            vraag = vraag.where(bron.c[eigenaar_van(tabel)].not_in(behalve))
        return vraag

    def _zichtbaar(self, tabel: Table) -> list[ColumnElement[bool]]:
        """Not what was destroyed since, nor what this reader does not get to see now."""
        if "stroom_id" not in tabel.c or tabel.info.get("blijft"):
            return []
        stroom: ColumnElement[UUID] = literal_column("rij.stroom_id", tabel.c.stroom_id.type)
        weg = tables.omheining.c
        voorwaarden = [
            ~exists().where(weg.stroom_id == stroom, weg.persoon_id.is_(None), weg.organisatie.is_(None))
        ]
        if "persoon_id" in tabel.c:
            persoon: ColumnElement[UUID] = literal_column("rij.persoon_id", tabel.c.persoon_id.type)
            voorwaarden.append(
                ~exists().where(weg.stroom_id == stroom, weg.persoon_id == persoon, weg.organisatie.is_(None))
            )
        if noemt_eenheid(tabel):
            van: ColumnElement[str] = literal_column("rij.organisatie", tabel.c.organisatie.type)
            voorwaarden.append(
                ~exists().where(weg.stroom_id == stroom, weg.persoon_id.is_(None), weg.organisatie == van)
            )
        if self.buiten_zicht is not None:
            voorwaarden.append(not_(self.buiten_zicht(stroom)))
        return voorwaarden

    def _nieuw(self, verbinding: Connection, weergaven: Sequence[Weergave]) -> set[UUID] | None:
        """What the views did not take in yet and had happened by then, or was destroyed in part; and passed over."""
        nu = standen(verbinding, [weergave.naam for weergave in weergaven]).values()
        gegeven = {
            "op": self.op,
            "positie": min(stand.positie for stand in nu),
            "namen": sorted(namen_van_alle(weergaven)),
            "limiet": MEESTE_FEITEN + 1,
        }
        feiten = verbinding.execute(_NIEUW, gegeven).all()
        if len(feiten) > MEESTE_FEITEN:
            return None
        stromen = {feit.stroom_id for feit in feiten if feit.al_gebeurd or feit.naam in DEELNAMEN}
        over = [positie for stand in nu for positie in stand.overgeslagen]
        if over:
            stromen |= set(verbinding.execute(_OVERGESLAGEN, {"posities": over}).scalars())
        return stromen

    def _ongeordend(self, verbinding: Connection, weergaven: Sequence[Weergave]) -> set[UUID]:
        vragen = (select(ongeordend_van(weergave.naam).c.stroom_id) for weergave in weergaven)
        return {stroom for vraag in vragen for stroom in verbinding.execute(vraag).scalars()}
