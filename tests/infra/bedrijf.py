"""A service whose database can be copied and put back, with the KEK in a file or in a token."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from api.samenstelling import Dienst, bereid_voor, stel_samen
from infra.database import Database
from infra.definitions import Definities
from infra.herstelcontrole import Herstelverslag, controleer_herstel, register_van
from infra.kek import Kekring
from infra.kekbronnen import kekbronnen
from infra.omgeving import Omgeving
from infra.rotatie import vernieuw
from infra.settings import Settings
from infra.sleutelkopie import Hersteld, herstel, lees_kopie
from infra.vernietigingsregister import Vernietigingsregister
from tests.conftest import Klok
from tests.infra.inzage.inkijk import stroom_van
from tests.verhalen import Verhaal, nieuw_verhaal


@dataclass
class Bedrijf:
    """A service whose parts can be opened on the database of now, or on an older one that was put back."""

    server: Database
    nu: Database
    settings: Settings
    definities: Definities
    klok: Klok

    @property
    def ring(self) -> Kekring:
        return Kekring(kekbronnen(self.settings))

    @contextmanager
    def open(self, database: Database | None = None) -> Iterator[Dienst]:
        with stel_samen(
            self.settings,
            database or self.nu,
            kek=self.ring,
            definities=self.definities,
            omgeving=Omgeving(nu=self.klok),
        ) as dienst:
            yield dienst

    def vernietig_en_vernieuw(self, casusnummer: str) -> None:
        self.vernietig(casusnummer)
        self.vernieuw()

    def vernieuw(self) -> None:
        with self.open() as dienst:
            vernieuw(
                dienst.engine,
                self.ring,
                hermerker=dienst.hermerker,
                kopie=self.settings.sleutelkopie,
                nu=self.klok,
            )

    def herstel(self, terug: Database) -> Hersteld:
        ring = self.ring
        return herstel(terug.owner_engine(), ring, lees_kopie(self.settings.sleutelkopie, ring.huidig))

    def vernietig(self, casusnummer: str) -> None:
        """Destroy a case. The only place here that knows how: today's way is a proposal and a second person."""
        with self.open() as dienst:
            Verhaal(dienst, casusnummer).vernietig()

    def teken(self) -> None:
        """Have the logboek sign what there is, as a running service does."""
        with self.open() as dienst:
            dienst.logboek.werk_bij()

    @property
    def register(self) -> Vernietigingsregister:
        return register_van(self.settings)

    def controleer(self, terug: Database, *, zonder_register: bool = False) -> Herstelverslag:
        return controleer_herstel(
            terug.owner_engine(),
            kekbronnen(self.settings),
            self.settings,
            omgeving=Omgeving(nu=self.klok),
            zonder_register=zonder_register,
        )

    @contextmanager
    def start(self, database: Database, meld: Callable[[str], None] = lambda _: None) -> Iterator[Dienst]:
        """Start the service on a database as ``casus serve`` does."""
        omgeving = Omgeving(nu=self.klok)
        ring = bereid_voor(self.settings, database, omgeving=omgeving, meld=meld)
        with stel_samen(
            self.settings, database, kek=ring, definities=self.definities, omgeving=omgeving
        ) as dienst:
            yield dienst


def twee_casussen(bedrijf: Bedrijf) -> tuple[str, str, UUID]:
    """One that lives on, one that is to be destroyed, and the stream of the latter."""
    with bedrijf.open() as dienst:
        blijft, gaat = nieuw_verhaal(dienst), nieuw_verhaal(dienst)
        for verhaal in (blijft, gaat):
            verhaal.tot_en_met_ico()
        dienst.runner.werk_bij()
        return blijft.casusnummer, gaat.casusnummer, stroom_van(dienst, gaat.casusnummer)
