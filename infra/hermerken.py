"""Replaces the keys of the blind indexes with the KEK: marks in an old copy then say nothing to who has the new key.

A mark is one-way, so those of the living are made again from the content, which dies with whom it is about. The steps,
each of which may be the last before a crash:

1. make the next key of each index, wrapped by the KEK of now;
2. a portion at a time, take the marks of the key before it away and put those of the new one in their place;
3. see that none is left, and delete the key before it, which no KEK but the old one ever wrapped.

Work goes on meanwhile: the newest key makes marks, both find. A mark whose content is damaged cannot be made again and
goes; the log says so, and the nacontrole and ``casus doctor`` find the damage itself.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import (
    Connection,
    Engine,
    bindparam,
    delete,
    func,
    insert,
    select,
    tuple_,
    union,
    update,
)

from domain.casus.events import Aangemeld, AanmeldingAangevuld, GeboortedatumVastgelegd
from domain.casus.waarden import NIEMAND, Betrokkene
from domain.consultatie.events import VraagAangevuld, VraagGesteld
from domain.historie import Opgetekend
from infra import tables
from infra.codec import ALLES
from infra.keys import SLEUTELLENGTE, Inpakker, SleutelFout, Zoekdoel, Zoeksleutel
from infra.nummers import merk_van
from infra.recorder import TOEVOEGSLOT
from infra.samenloop import merken_van
from infra.store import Archief
from infra.tijdvakken import TIJDVAKSLOT

log = structlog.get_logger()

PORTIE = 500
"""Streams whose marks are made anew in one transaction, while nobody else appends."""

_NOEMT_MENSEN = (Aangemeld, AanmeldingAangevuld, VraagGesteld, VraagAangevuld, GeboortedatumVastgelegd)

_Z, _S, _N = tables.zoeksleutel.c, tables.samenloop.c, tables.nummer.c


class MerkenOver(SleutelFout):
    """Marks of the key before are still there, so it is not destroyed."""


@dataclass(frozen=True)
class _Merken:
    """All marks of a stream, made with the newest keys."""

    personen: Mapping[UUID, frozenset[bytes]]
    kenmerk: bytes | None


class Hermerker:
    """Makes the marks of the blind indexes anew."""

    def __init__(self, engine: Engine, archief: Archief, *, nieuw_id: Callable[[], UUID]) -> None:
        """Take the database as the service, the store that content is read from, and what gives ids."""
        self._engine, self._archief, self._nieuw_id = engine, archief, nieuw_id

    def vernieuw(self, kek: Inpakker, *, meld: Callable[[int], None] = lambda _: None) -> int:
        """Replace the keys that are of an older epoch than the KEK of now; finishes what was cut short.

        Returns:
            Of how many streams marks were made anew.

        Raises:
            MerkenOver: marks of a key before are left.
            SleutelFout: a key does not open.
        """
        with self._engine.begin() as verbinding:
            verbinding.execute(select(func.pg_advisory_xact_lock(TIJDVAKSLOT)))
            for doel in Zoekdoel:
                self._begin(verbinding, doel, kek)
        gedaan = self._loop(kek, meld)
        with self._engine.begin() as verbinding:
            nieuwste = _nieuwste(verbinding)
            if verbinding.execute(_achter(nieuwste).limit(1)).first() is not None:
                raise MerkenOver(
                    "Marks of an older key of a blind index are still there; it is not destroyed."
                )
            for doel, nummer in nieuwste.items():
                verbinding.execute(
                    delete(tables.zoeksleutel).where(_Z.doel == doel.value, _Z.nummer < nummer)
                )
        return gedaan

    def haal_in(self, kek: Inpakker) -> int:
        """Make the marks anew that no key finds: those of an older database that was put back, with the keys of now.

        Raises:
            SleutelFout: a key does not open.
        """
        with self._engine.connect() as verbinding:
            aantal = verbinding.execute(select(func.count()).select_from(tables.zoeksleutel)).scalar_one()
            achter = verbinding.execute(_achter(_nieuwste(verbinding)).limit(1)).first()
        # Where the key before is still there, they are found, and somebody is at it.
        if achter is None or aantal > len(Zoekdoel):
            return 0
        gedaan = self._loop(kek, lambda _: None)
        log.info("merken_ingehaald", stromen=gedaan)
        return gedaan

    def _begin(self, verbinding: Connection, doel: Zoekdoel, kek: Inpakker) -> None:
        nummer, tijdvak = verbinding.execute(
            select(_Z.nummer, _Z.tijdvak).where(_Z.doel == doel.value).order_by(_Z.nummer.desc()).limit(1)
        ).one()
        if tijdvak == kek.huidig.tijdvak:
            return
        sleutel_id = self._nieuw_id()
        verbinding.execute(
            insert(tables.zoeksleutel).values(
                sleutel_id=sleutel_id,
                doel=doel.value,
                nummer=nummer + 1,
                tijdvak=kek.huidig.tijdvak,
                ingepakt=kek.huidig.pak_in(os.urandom(SLEUTELLENGTE), voor=sleutel_id),
            )
        )

    def _loop(self, kek: Inpakker, meld: Callable[[int], None]) -> int:
        gedaan = 0
        with self._engine.connect() as verbinding:
            sleutels = _sleutels(verbinding, kek)
        while stromen := self._portie(sleutels):
            gedaan += len(stromen)
            meld(gedaan)
        return gedaan

    def _portie(self, sleutels: Mapping[Zoekdoel, Zoeksleutel]) -> Sequence[UUID]:
        nummers = {doel: sleutel.nummer for doel, sleutel in sleutels.items()}
        with self._engine.connect() as verbinding:
            stromen = list(verbinding.execute(_achter(nummers).limit(PORTIE)).scalars())
            plaatsen = _plaatsen(verbinding, stromen) if stromen else []
        if not stromen:
            return ()
        # Read outside the lock: what is destroyed meanwhile has no old mark any more, and gets no new one.
        merken = _merken(self._archief.lees_plaatsen(plaatsen), sleutels)
        with self._engine.begin() as verbinding:
            verbinding.execute(select(func.pg_advisory_xact_lock(TOEVOEGSLOT)))
            _vervang_samenloop(verbinding, stromen, merken, nummers[Zoekdoel.SAMENLOOP])
            _vervang_kenmerken(verbinding, stromen, merken, nummers[Zoekdoel.KENMERK])
        return stromen


def _nieuwste(verbinding: Connection) -> dict[Zoekdoel, int]:
    rijen = verbinding.execute(select(_Z.doel, func.max(_Z.nummer)).group_by(_Z.doel))
    return {Zoekdoel(doel): nummer for doel, nummer in rijen}


def _sleutels(verbinding: Connection, kek: Inpakker) -> dict[Zoekdoel, Zoeksleutel]:
    """The newest key of each index."""
    return {
        Zoekdoel(rij.doel): Zoeksleutel(
            kek.pak_uit(bytes(rij.ingepakt), voor=rij.sleutel_id, tijdvak=rij.tijdvak),
            rij.nummer,
            rij.tijdvak,
        )
        for rij in verbinding.execute(select(tables.zoeksleutel).order_by(_Z.nummer))
    }


def _achter(nummers: Mapping[Zoekdoel, int]) -> Any:  # noqa: ANN401 SQLAlchemy has no public type for it
    """The streams with a mark of an older key than these."""
    return union(
        select(_S.stroom_id).where(_S.sleutelnummer < nummers[Zoekdoel.SAMENLOOP]),
        select(_N.stroom_id).where(_N.sleutelnummer < nummers[Zoekdoel.KENMERK]),
    )


def _plaatsen(verbinding: Connection, stromen: Sequence[UUID]) -> list[tuple[UUID, int]]:
    """Where people of these streams are named."""
    kolom = tables.gebeurtenis.c
    namen = [ALLES.naam(soort).rpartition(".v")[0] + ".v%" for soort in _NOEMT_MENSEN]
    vraag = select(kolom.originator_id, kolom.originator_version).where(
        kolom.originator_id.in_(stromen), kolom.topic.like(func.any(bindparam("namen", namen)))
    )
    return [(stroom_id, versie) for stroom_id, versie in verbinding.execute(vraag)]


# --- making them -------------------------------------------------------------------------------------------------


def _merken(feiten: Sequence[Opgetekend], sleutels: Mapping[Zoekdoel, Zoeksleutel]) -> dict[UUID, _Merken]:
    """All marks that were ever made of the people in these facts, and of the kenmerk the case came in with."""
    mensen: dict[UUID, dict[UUID, Betrokkene]] = {}
    merken: dict[UUID, dict[UUID, set[bytes]]] = {}
    kenmerken: dict[UUID, bytes | None] = {}
    for feit in feiten:
        bekend = mensen.setdefault(feit.stroom_id, {})
        if isinstance(feit.gebeurtenis, Aangemeld):
            kenmerk = (feit.gebeurtenis.organisatie, feit.gebeurtenis.kenmerk)
            kenmerken[feit.stroom_id] = merk_van(sleutels[Zoekdoel.KENMERK], kenmerk)
        for mens in _genoemd(feit, bekend):
            bekend[mens.persoon_id] = mens
            erbij = merken_van(sleutels[Zoekdoel.SAMENLOOP], mens).values()
            merken.setdefault(feit.stroom_id, {}).setdefault(mens.persoon_id, set()).update(erbij)
    return {
        stroom_id: _Merken(
            {persoon: frozenset(van) for persoon, van in merken.get(stroom_id, {}).items()},
            kenmerken.get(stroom_id),
        )
        for stroom_id in mensen
    }


def _genoemd(feit: Opgetekend, bekend: Mapping[UUID, Betrokkene]) -> Iterator[Betrokkene]:
    match feit.gebeurtenis:
        case (
            Aangemeld(betrokkenen=genoemd)
            | AanmeldingAangevuld(betrokkenen=genoemd)
            | VraagGesteld(betrokkenen=genoemd)
            | VraagAangevuld(betrokkenen=genoemd)
        ):
            yield from (mens for mens in genoemd if mens.persoon_id != NIEMAND)
        case GeboortedatumVastgelegd(persoon_id=wie, geboortedatum=geboren) if wie in bekend:
            yield replace(bekend[wie], geboortedatum=geboren)
        case _:
            return


# --- putting them in place of the old -----------------------------------------------------------------------------


def _vervang_samenloop(
    verbinding: Connection, stromen: Sequence[UUID], merken: Mapping[UUID, _Merken], nummer: int
) -> None:
    weg = verbinding.execute(
        delete(tables.samenloop)
        .where(_S.stroom_id.in_(stromen), _S.sleutelnummer < nummer)
        .returning(_S.stroom_id, _S.persoon_id)
    )
    er_waren = {(stroom_id, persoon_id) for stroom_id, persoon_id in weg}
    leeg = _Merken({}, None)
    nieuw = [
        {"merk": merk, "stroom_id": stroom_id, "persoon_id": persoon_id, "sleutelnummer": nummer}
        for stroom_id, persoon_id in sorted(er_waren)
        for merk in sorted(merken.get(stroom_id, leeg).personen.get(persoon_id, ()))
    ]
    # Somebody who was named again meanwhile has some of them already.
    er_al = {
        (bytes(rij.merk), rij.stroom_id, rij.persoon_id)
        for rij in verbinding.execute(
            select(tables.samenloop).where(
                tuple_(_S.stroom_id, _S.persoon_id).in_(er_waren), _S.sleutelnummer == nummer
            )
        )
    }
    nieuw = [rij for rij in nieuw if (rij["merk"], rij["stroom_id"], rij["persoon_id"]) not in er_al]
    if nieuw:
        verbinding.execute(insert(tables.samenloop), nieuw)
    _meld_vervallen(
        er_waren - {(rij["stroom_id"], rij["persoon_id"]) for rij in nieuw} - {een[1:] for een in er_al}
    )


def _vervang_kenmerken(
    verbinding: Connection, stromen: Sequence[UUID], merken: Mapping[UUID, _Merken], nummer: int
) -> None:
    achter = verbinding.execute(
        select(_N.stroom_id).where(_N.stroom_id.in_(stromen), _N.sleutelnummer < nummer)
    ).scalars()
    nieuw = {stroom_id: merken[stroom_id].kenmerk if stroom_id in merken else None for stroom_id in achter}
    bezet = {
        bytes(merk)
        for merk in verbinding.execute(
            select(_N.kenmerk_merk).where(_N.kenmerk_merk.in_([een for een in nieuw.values() if een]))
        ).scalars()
    }
    for stroom_id, merk in nieuw.items():
        # Two with one kenmerk can have come in together just as the key changed. One of them keeps it.
        eigen = None if merk in bezet else merk
        bezet |= {eigen} if eigen else set()
        nieuw[stroom_id] = eigen
        verbinding.execute(
            update(tables.nummer)
            .where(_N.stroom_id == stroom_id)
            .values(kenmerk_merk=eigen, sleutelnummer=None if eigen is None else nummer)
        )
    _meld_vervallen({(stroom_id, stroom_id) for stroom_id, merk in nieuw.items() if merk is None})


def _meld_vervallen(van: set[tuple[Any, Any]]) -> None:
    if van:
        log.error("merken_vervallen", aantal=len(van))
