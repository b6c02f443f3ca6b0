"""The register of files that leave the service: each has a number, which stands in the file, and a last day.

What is in the register goes before the file: no line, no file. A file is outside our reach, so the register cannot take
it away; it says which copies there are, of which casus something stands in them, which should be gone by now, and who
said that they are.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Connection,
    Engine,
    Text,
    and_,
    any_,
    func,
    literal,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from domain.exports import Exportsoort, Over
from domain.rollen import Medewerker, Rol
from domain.weigering import Weigering
from infra import tables
from infra.herhaalsleutels import Herhaalsleutel, leg_sleutel_vast
from infra.kluis import VERNIETIGSLOT
from infra.omgeving import NEDERLAND, Omgeving
from infra.verklaring.woorden import dag
from projections.rijen import een_van

_E = tables.export.c
_NIEUWSTE = (_E.gemaakt_op, _E.exportnummer)
PORTIE = 5000


class OnbekendeExport(Exception):
    """No export has this number, or not at a table of who asks."""


class Bestandsvorm(StrEnum):
    """In which form a file leaves."""

    CSV = "csv"
    PDF = "pdf"
    JSON = "json"
    JSONL = "jsonl"
    ZIP = "zip"
    BEWIJS = "tlog-proof"


@dataclass(frozen=True)
class Exportsleutel:
    """The place of a row in the list; the next page begins after it."""

    gemaakt_op: datetime
    exportnummer: str


@dataclass(frozen=True)
class Export:
    """A file that left. ``gemaakt_door`` and ``vernietigd_door`` are pseudonymous ids.

    ``bevat_vernietigd_sinds``: since when something of it was destroyed here; the file has to go at once. Without
    ``vervalt_op`` it was handed to who it is about: it is theirs, and never has to go.
    """

    exportnummer: str
    soort: str
    vorm: Bestandsvorm
    tafel: str | None
    gemaakt_op: datetime
    gemaakt_door: str
    rol: str
    organisatie: str
    vervalt_op: date | None
    over_mensen: bool
    bevat_vernietigd_sinds: datetime | None = None
    vernietigd_op: datetime | None = None
    vernietigd_door: str | None = None

    @property
    def sleutel(self) -> Exportsleutel:
        """Where this row stands."""
        return Exportsleutel(self.gemaakt_op, self.exportnummer)

    def moet_weg(self, vandaag: date) -> bool:
        """Say whether the file should be gone: its last day is over, or it holds something that was destroyed."""
        if self.vernietigd_op is not None or self.vervalt_op is None:
            return False
        return self.bevat_vernietigd_sinds is not None or vandaag > self.vervalt_op

    @property
    def watermerk(self) -> str:
        """What stands in the file itself, for whoever finds it, or for who it is about."""
        if self.vervalt_op is None:
            return f"Exemplaar {self.exportnummer}; dit is voor u om te houden"
        return f"Export {self.exportnummer}; te vernietigen uiterlijk {dag(self.vervalt_op)}"

    @property
    def in_het_engels(self) -> str:
        """The same for an operator."""
        if self.vervalt_op is None:
            return f"This is export {self.exportnummer}; it belongs to whom it is about."
        return f"This is export {self.exportnummer}; destroy it by {self.vervalt_op.isoformat()}."

    @property
    def kopregels(self) -> dict[str, str]:
        """What an answer that carries the file says of it in its headers."""
        tot = {} if self.vervalt_op is None else {"Vervalt-Op": self.vervalt_op.isoformat()}
        return {"Exportnummer": self.exportnummer, **tot}


class Exportregister:
    """Puts files on record before they leave, and says which are out there."""

    def __init__(self, engine: Engine, *, omgeving: Omgeving) -> None:
        """Take the database as the service, the clock and the numbers."""
        self._engine, self._omgeving = engine, omgeving

    def registreer(
        self,
        soort: Exportsoort,
        vorm: Bestandsvorm,
        *,
        wie: Medewerker,
        tafel: str | None = None,
        stromen: Iterable[UUID] = (),
        sleutel: Herhaalsleutel | None = None,
    ) -> Export:
        """Put a file on record that is about to leave, with the casussen of which something stands in it.

        Raises:
            NogBezig: somebody else put it on record under the same key.
        """
        nu = self._omgeving.nu()
        export = Export(
            exportnummer=self._omgeving.exportnummer(),
            soort=soort.code,
            vorm=vorm,
            tafel=tafel,
            gemaakt_op=nu,
            gemaakt_door=wie.id,
            rol=wie.rol.value,
            organisatie=wie.organisatie,
            vervalt_op=soort.vervalt_op(nu.astimezone(NEDERLAND).date()),
            over_mensen=soort.over is not Over.NIEMAND,
        )
        van = sorted(set(stromen))
        with self._engine.begin() as verbinding:
            leg_sleutel_vast(verbinding, sleutel)
            verbinding.execute(insert(tables.export).values(**vars(export)))
            return _koppel(verbinding, export, tables.nummer.c.stroom_id, van, nu=nu)

    def koppel_nummers(self, export: Export, casusnummers: Collection[str]) -> Export:
        """Put on record that something of these casussen stands in a file that is being written."""
        nummers = sorted(set(casusnummers))
        with self._engine.begin() as verbinding:
            return _koppel(verbinding, export, tables.nummer.c.casusnummer, nummers, nu=self._omgeving.nu())

    def bevestig_vernietigd(
        self,
        exportnummer: str,
        *,
        wie: Medewerker,
        tafels: Collection[str] | None,
        sleutel: Herhaalsleutel | None = None,
    ) -> Export:
        """Put on record that somebody says this copy is gone; said twice, the first time stays.

        ``tafels`` are those of who says so; ``None``: an operator, who may say it of any.

        Raises:
            OnbekendeExport: there is none with this number, or it is of a table of others.
            Weigering: it is not for this person to say, or somebody else said it before.
            NogBezig: somebody else said it under the same key.
        """
        with self._engine.begin() as verbinding:
            gevonden = self._zoek(verbinding, exportnummer, tafels)
            if tafels is not None:
                _eis_eigen_kopie(gevonden, wie)
            _eis_komt_terug(gevonden)
            gedaan = verbinding.execute(
                update(tables.export)
                .where(_E.exportnummer == exportnummer, _E.vernietigd_op.is_(None))
                .values(vernietigd_op=self._omgeving.nu(), vernietigd_door=wie.id)
            )
            if gedaan.rowcount:
                leg_sleutel_vast(verbinding, sleutel)
            export = self._zoek(verbinding, exportnummer, tafels)
        _eis_zelf_gezegd(export, wie)
        return export

    def lijst(
        self,
        tafel: str | None,
        *,
        alleen_weg: bool = False,
        na: Exportsleutel | None = None,
        limiet: int = 50,
    ) -> tuple[Export, ...]:
        """List the files of one table, or of all, newest first; ``alleen_weg``: those that should be gone by now."""
        vraag = select(tables.export).order_by(*(kolom.desc() for kolom in _NIEUWSTE)).limit(limiet)
        if tafel is not None:
            vraag = vraag.where(_E.tafel == tafel)
        if alleen_weg:
            vraag = vraag.where(_moet_weg(self._omgeving.vandaag()))
        if na is not None:
            vraag = vraag.where(tuple_(*_NIEUWSTE) < tuple_(na.gemaakt_op, na.exportnummer))
        with self._engine.connect() as verbinding:
            return tuple(_export(Export(*rij)) for rij in verbinding.execute(vraag))

    def kopieen_van(self, stromen: Collection[UUID]) -> dict[UUID, tuple[Export, ...]]:
        """The files in which something of each of these casussen stands and which nobody said are gone.

        What was handed to who it is about is not among them: it is no copy of ours that has to go.
        """
        vraag = (
            select(tables.kopie.c.stroom_id, tables.export)
            .join(tables.export, _E.exportnummer == tables.kopie.c.exportnummer)
            .where(
                een_van(tables.kopie.c.stroom_id, stromen),
                _E.vernietigd_op.is_(None),
                _E.vervalt_op.is_not(None),
            )
            .order_by(*_NIEUWSTE)
        )
        gevonden: dict[UUID, tuple[Export, ...]] = {}
        with self._engine.connect() as verbinding:
            for stroom, *rest in verbinding.execute(vraag):
                gevonden[stroom] = (*gevonden.get(stroom, ()), _export(Export(*rest)))
        return gevonden

    def op_nummer(self, exportnummers: Collection[str]) -> dict[str, Export]:
        """Those of these that are in the register, by their numbers."""
        vraag = select(tables.export).where(
            _E.exportnummer == any_(literal(list(exportnummers), ARRAY(Text)))
        )
        with self._engine.connect() as verbinding:
            return {rij.exportnummer: _export(Export(*rij)) for rij in verbinding.execute(vraag)}

    @staticmethod
    def _zoek(verbinding: Connection, exportnummer: str, tafels: Collection[str] | None) -> Export:
        rij = verbinding.execute(select(tables.export).where(_E.exportnummer == exportnummer)).one_or_none()
        if rij is None or (tafels is not None and rij.tafel not in tafels):
            raise OnbekendeExport
        return _export(Export(*rij))


def aantal_weg(verbinding: Connection, vandaag: date) -> int:
    """How many copies should be gone by now while nobody said that they are."""
    return int(verbinding.execute(select(func.count()).where(_moet_weg(vandaag))).scalar_one())


def _koppel(
    verbinding: Connection,
    export: Export,
    kolom: ColumnElement[Any],
    waarden: Sequence[object],
    *,
    nu: datetime,
) -> Export:
    """Tie a file to the casussen in it; one that was destroyed meanwhile makes it a file that has to go at once."""
    # Shared with whoever writes rows from content: no casus is destroyed between the look and the line.
    verbinding.execute(select(func.pg_advisory_xact_lock_shared(VERNIETIGSLOT)))
    gevonden = 0
    for begin in range(0, len(waarden), PORTIE):
        vraag = select(tables.nummer.c.stroom_id).where(kolom.in_(waarden[begin : begin + PORTIE]))
        stromen = verbinding.execute(vraag).scalars().all()
        gevonden += len(stromen)
        if stromen:
            rijen = [{"exportnummer": export.exportnummer, "stroom_id": stroom} for stroom in stromen]
            verbinding.execute(insert(tables.kopie).on_conflict_do_nothing(), rijen)
    if gevonden == len(waarden):
        return export
    verbinding.execute(
        update(tables.export)
        .where(_E.exportnummer == export.exportnummer, _E.bevat_vernietigd_sinds.is_(None))
        .values(bevat_vernietigd_sinds=nu)
    )
    return replace(export, bevat_vernietigd_sinds=export.bevat_vernietigd_sinds or nu)


def _moet_weg(vandaag: date) -> ColumnElement[bool]:
    te_oud = or_(_E.bevat_vernietigd_sinds.is_not(None), _E.vervalt_op < vandaag)
    return and_(_E.vernietigd_op.is_(None), _E.vervalt_op.is_not(None), te_oud)


def _eis_eigen_kopie(export: Export, wie: Medewerker) -> None:
    if export.gemaakt_door != wie.id and wie.rol is not Rol.COMPLIANCE:
        raise Weigering(
            "Een ander heeft dit bestand opgehaald. Alleen wie het ophaalde of de compliance officer legt vast "
            "dat de kopie weg is."
        )


def _eis_komt_terug(export: Export) -> None:
    if export.vervalt_op is None:
        raise Weigering("Dit exemplaar is van de betrokkene zelf en hoeft niet weg.")


def _eis_zelf_gezegd(export: Export, wie: Medewerker) -> None:
    if export.vernietigd_op is not None and export.vernietigd_door != wie.id:
        op = export.vernietigd_op.astimezone(NEDERLAND)
        raise Weigering(
            f"{export.vernietigd_door} heeft op {op:%d-%m-%Y} al vastgelegd dat deze kopie weg is. Dat blijft zo staan."
        )


def _export(rij: Export) -> Export:
    return Export(**{**vars(rij), "vorm": Bestandsvorm(rij.vorm)})
