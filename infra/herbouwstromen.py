"""Tells portions of streams in tables that hold nothing else, and adds those rows to what a rebuild built before."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import product

from sqlalchemy import Connection, Engine, func, select, text

from domain.historie import Opgetekend
from infra.herbouwfouten import WEER, HerbouwGestruikeld, HerbouwKanNiet
from infra.herbouwtabellen import HERBOUW, LEVEND, TIJDELIJK, maak_kladtabellen, tabellen_van
from infra.herbouwvoortgang import Portie
from infra.kluis import VERNIETIGSLOT
from infra.runner import DATABASE_WEG
from infra.standen import overgeslagen
from infra.voeding import (
    Behalve,
    Plaats,
    Voeding,
    namen_van,
    namen_van_alle,
    plaatsen_van,
    van_anderen,
)
from projections.weergave import Weergave


class Stroomverteller:
    """One connection that tells portions of streams: first ``vertel``, then ``leg_vast``, each portion once."""

    def __init__(
        self, verbinding: Connection, voeding: Voeding, weergaven: Sequence[Weergave], *, tot: int
    ) -> None:
        """Take a connection of ``aan_het_klad``, what feeds, the views, and up to which position they are told."""
        self._verbinding, self._voeding, self._weergaven, self._tot = verbinding, voeding, weergaven, tot
        self._namen = [weergave.naam for weergave in weergaven]

    def vertel_en_leg_vast(self, portie: Portie) -> None:
        """Tell a portion and keep it at once, where nobody else tells any."""
        self.begin()
        self.vertel(portie)
        self.leg_vast(portie)

    def begin(self) -> None:
        """Begin the transaction of a portion: what is destroyed from here on waits until its rows are in."""
        self._verbinding.begin()
        self._verbinding.execute(text("SET LOCAL synchronous_commit = off"))
        self._verbinding.execute(select(func.pg_advisory_xact_lock_shared(VERNIETIGSLOT)))

    def vertel(self, portie: Portie) -> None:
        """Tell its streams and add the rows; nobody sees them before ``leg_vast``.

        Raises:
            HerbouwGestruikeld: a view cannot take a fact.
            HerbouwKanNiet: a fact could not be read, and then it could.
        """
        if not portie.stromen:
            return
        with zonder_opruimen():
            self._vertel(portie)
        for tabel in tabellen_van(self._weergaven):
            self._verbinding.execute(
                text(f"INSERT INTO {HERBOUW}.{tabel.name} SELECT * FROM {TIJDELIJK}.{tabel.name}")  # noqa: S608 names of our own tables
            )

    def leg_vast(self, portie: Portie) -> None:
        """Keep the rows, and with them how far it is: after the portion before, and never twice.

        Raises:
            HerbouwKanNiet: how far it was is not what it should be.
        """
        gedaan = self._verbinding.execute(
            _VERDER,
            {
                "vorige": portie.na,
                "na": portie.tot_en_met,
                "positie": self._tot if portie.laatste else None,
                "namen": self._namen,
            },
        )
        if gedaan.rowcount != len(self._namen):
            raise HerbouwKanNiet(f"Another process went on with this rebuild meanwhile. {WEER}")
        self._verbinding.commit()

    def _vertel(self, portie: Portie) -> None:
        verbinding, weergaven = self._verbinding, self._weergaven
        plaatsen = plaatsen_van(verbinding, portie.stromen, tot=self._tot, namen=namen_van_alle(weergaven))
        behalve = overgeslagen(verbinding, self._namen)
        feiten = open_of_noem(self._voeding, weergaven, plaatsen, behalve)
        for weergave in weergaven:
            # What an overleg tells of the cases on its agenda goes with those cases, and in the order of then.
            namen = namen_van(weergave) - van_anderen(weergave)
            eigen = [feit for feit in feiten if feit.naam in namen]
            elders = self._voeding.van_agenda(verbinding, weergave, eigen, tot=self._tot)
            over = behalve[weergave.naam]
            samen = sorted([*eigen, *elders], key=lambda feit: feit.positie)
            self._geef(weergave, [feit for feit in samen if feit.positie not in over])

    def _geef(self, weergave: Weergave, feiten: Sequence[Opgetekend]) -> None:
        proef = self._verbinding.begin_nested()
        try:
            self._voeding.vertel(self._verbinding, weergave, feiten)
        except DATABASE_WEG:
            raise
        except Exception as fout:
            proef.rollback()
            raise self._struikelblok(weergave, feiten, fout) from fout
        proef.commit()

    def _struikelblok(
        self, weergave: Weergave, feiten: Sequence[Opgetekend], fout: Exception
    ) -> HerbouwGestruikeld:
        """Which fact it was: the first that the view cannot take when they come one by one."""
        boosdoener = feiten[-1]
        for feit in feiten:
            try:
                with self._verbinding.begin_nested():
                    self._voeding.vertel(self._verbinding, weergave, [feit])
            except DATABASE_WEG:
                raise
            except Exception:  # noqa: BLE001 this is the one
                boosdoener = feit
                break
        plaats = Plaats(boosdoener.positie, boosdoener.stroom_id, boosdoener.versie, boosdoener.naam)
        return HerbouwGestruikeld(weergave.naam, plaats, type(fout).__name__)


_VERDER = text(
    "UPDATE weergave.herbouw SET begin_na = :na, positie = :positie"
    " WHERE naam = ANY(:namen) AND begin_na = :vorige AND positie IS NULL"
)


@contextmanager
def aan_het_klad(engine: Engine, weergaven: Sequence[Weergave]) -> Iterator[Connection]:
    """A connection on which these views write in tables that it alone sees, empty after each transaction."""
    with engine.connect() as verbinding:
        verbinding.execution_options(schema_translate_map={LEVEND: TIJDELIJK})
        try:
            with verbinding.begin():
                maak_kladtabellen(verbinding, tabellen_van(weergaven))
            yield verbinding
        finally:
            # The tables go with the connection, however this ended.
            verbinding.invalidate()


@contextmanager
def zonder_opruimen() -> Iterator[None]:
    """Keep Python from looking for garbage that refers to itself, again and again, among a batch of facts.

    Facts are trees: they go with the last who knows them. To look took a third of the time.
    """
    stond_aan = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if stond_aan:
            gc.enable()


def open_of_noem(
    voeding: Voeding, weergaven: Sequence[Weergave], plaatsen: Sequence[Plaats], behalve: Behalve
) -> list[Opgetekend]:
    """Open the facts at these places.

    Raises:
        HerbouwGestruikeld: one of them does not open; it is named, with the first view that takes it.
        HerbouwKanNiet: one did not open, and then it did.
    """
    try:
        return voeding.open(plaatsen, weergaven, behalve=behalve)
    except DATABASE_WEG:
        raise
    except Exception as fout:
        raise _onleesbaar(voeding, weergaven, plaatsen, behalve) from fout


def _onleesbaar(
    voeding: Voeding,
    weergaven: Sequence[Weergave],
    plaatsen: Sequence[Plaats],
    behalve: Behalve,
) -> Exception:
    """Which fact it was, and the first view that takes it."""
    for plaats, weergave in product(plaatsen, weergaven):
        try:
            voeding.open([plaats], [weergave], behalve=behalve)
        except DATABASE_WEG:
            raise
        except Exception as fout:  # noqa: BLE001 this is the one
            return HerbouwGestruikeld(weergave.naam, plaats, type(fout).__name__)
    return HerbouwKanNiet("A fact could not be read, and then it could; give the same command again.")
