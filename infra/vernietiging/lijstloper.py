"""The service carries out by itself what is ripe: all destruction first, so that one new KEK serves all lists."""

from collections.abc import Callable, Sequence
from datetime import datetime

import structlog
from sqlalchemy import Engine

from infra.rondes import Rondes
from infra.vernietiging.lijsten import OnbekendeLijst
from infra.vernietiging.uitvoering import DIENST, Uitvoerder, UitvoeringBezig, alleen
from projections.vernietigingslijsten import rijp

log = structlog.get_logger()

RUST = 60.0
"""Seconds between two looks."""


class Lijstloper:
    """Looks now and then which lists are ripe, and carries them out."""

    def __init__(
        self,
        engine: Engine,
        uitvoerder: Uitvoerder,
        *,
        nu: Callable[[], datetime],
        onderteken: Callable[[], object],
    ) -> None:
        """Take the database as the service, who carries out, the clock, and what has the logboek sign what is new.

        Signed between the two halves, what was destroyed is proven in the same round, and looked at once.
        """
        self._engine, self._uitvoerder, self._nu = engine, uitvoerder, nu
        self._onderteken = onderteken
        self._rondes = Rondes("lijstloper", self._beurt)

    def start(self) -> None:
        """Look now and then, until ``stop``."""
        self._rondes.start()

    def stop(self) -> None:
        """Finish what is at hand and end."""
        self._rondes.stop()

    def wek(self) -> None:
        """Look now: somebody began an execution."""
        self._rondes.wek()

    def _beurt(self) -> float:
        try:
            self.ronde()
        except UitvoeringBezig:
            pass
        except Exception as fout:  # noqa: BLE001 whatever it is, it is tried again, and doctor tells
            log.error("lijst_niet_uitgevoerd", soort=type(fout).__name__)  # noqa: TRY400 the text may hold more than it should
        return RUST

    def ronde(self) -> tuple[str, ...]:
        """Carry out what is ripe, and say which lists those were.

        Raises:
            UitvoeringBezig: somebody else is at it.
            Exception: what went wrong with the first list that something went wrong with, after all others had theirs.
        """
        self._uitvoerder.vergeet_wat_bleef()
        with self._engine.connect() as verbinding:
            nummers = tuple(rij.lijstnummer for rij in rijp(verbinding, nu=self._nu()))
        if not nummers:
            return ()
        fouten: list[Exception] = []
        with alleen(self._engine):
            fouten += self._helft(self._uitvoerder.vernietig, nummers)
            try:
                self._onderteken()
            except Exception as fout:  # noqa: BLE001 without it the lists go on, and wait for their verklaring
                fouten.append(fout)
            fouten += self._helft(self._uitvoerder.rond_af, nummers)
        if fouten:
            raise fouten[0]
        return nummers

    def _helft(self, helft: Callable[..., None], nummers: Sequence[str]) -> list[Exception]:
        fouten: list[Exception] = []
        for nummer in nummers:
            try:
                helft(nummer, namens=DIENST)
            except OnbekendeLijst:
                continue
            except Exception as fout:  # noqa: BLE001 one list does not hold up the others
                fouten.append(fout)
        return fouten
