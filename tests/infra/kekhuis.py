"""A service on a database and a KEK of its own, which can be replaced."""

from pathlib import Path

from sqlalchemy import text

from api.samenstelling import Dienst
from infra.kek import Kekring
from infra.rotatie import Vernieuwing, vernieuw
from tests.verhalen import FRAMBOOS, Verhaal


class Gestorven(Exception):
    """The process died here."""


class Huis:
    """A service on a database and a KEK of its own."""

    def __init__(self, dienst: Dienst, ring: Kekring, bestand: Path) -> None:
        self.dienst, self.ring, self.bestand = dienst, ring, bestand
        self.kopie = bestand.with_name("sleutelkopie.jsonl")

    def vernieuw(self) -> Vernieuwing:
        return vernieuw(
            self.dienst.engine,
            self.ring,
            hermerker=self.dienst.hermerker,
            kopie=self.kopie,
            nu=self.dienst.omgeving.nu,
        )

    def tijdvakken(self) -> list[tuple[int, bool, bool]]:
        with self.dienst.engine.connect() as verbinding:
            rijen = verbinding.execute(
                text(
                    "SELECT tijdvak, gesloten_op IS NOT NULL, vernietigd_op IS NOT NULL"
                    " FROM sleutels.tijdvak ORDER BY 1"
                )
            )
            return [(rij[0], rij[1], rij[2]) for rij in rijen]

    def leest(self, verhaal: Verhaal) -> bool:
        casus = self.dienst.shell.laad(verhaal.casusnummer).casus
        return any(mens.naam == FRAMBOOS.naam for mens in casus.betrokkenen)
