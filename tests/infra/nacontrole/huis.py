"""A service with a database, a KEK and files of its own, that destroys and then has it looked at."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
from sqlalchemy import Engine, text

from api.samenstelling import Dienst
from domain.casus.commands import MeldAan
from domain.vernietigingslijst.nacontrole import Controle, Nacontrole, Soort
from infra.database import Database
from infra.kek import Kekring
from infra.keys import Eenheid
from infra.nacontrole.controle import Bereik, controleer
from infra.nacontrole.sporen import Sporenset, neem_sporen
from infra.rotatie import vernieuw
from tests.verhalen import BRAAM, FRAMBOOS, SECRETARIS, ZVH, Verhaal, aanmelding

LIJST = "L-23456-789BC"


@dataclass
class Huis:
    """What one test destroys in, and looks at."""

    dienst: Dienst
    database: Database
    ring: Kekring
    map: Path
    eigenaar: Engine
    datamap: Path | None
    mensen: dict[str, tuple[UUID, UUID]] = field(default_factory=dict)

    @property
    def sleutelkopie(self) -> Path:
        return self.map / "sleutelkopie.jsonl"

    @property
    def bereik(self) -> Bereik:
        return Bereik(
            engine=self.eigenaar,
            bron=self.ring.bron,
            nu=self.dienst.omgeving.nu,
            datamap=self.datamap,
            kekmap=self.map,
            sleutelkopie=self.sleutelkopie,
            kopieen=lambda _: (),
        )

    def verhaal(self, *, over: UUID | None = None) -> Verhaal:
        """A case about two people who are in no other, unless the first is ``over`` somebody who is."""
        verhaal = Verhaal(self.dienst, ico_id=uuid4(), actie_id=uuid4())
        nummer = self.dienst.omgeving.casusnummer()
        mensen = (replace(FRAMBOOS, persoon_id=over or uuid4()), replace(BRAAM, persoon_id=uuid4()))
        opdracht: MeldAan = replace(
            aanmelding(casusnummer=nummer, kenmerk=uuid4().hex, vandaag=verhaal.vandaag()), betrokkenen=mensen
        )
        self.dienst.shell.meld_aan(ZVH, opdracht, namens=SECRETARIS)
        verhaal.casusnummer = nummer
        self.mensen[nummer] = (mensen[0].persoon_id, mensen[1].persoon_id)
        verhaal.trieer()
        verhaal.wijs_regie_toe()
        verhaal.sluit_af()
        return verhaal

    def stroom(self, verhaal: Verhaal) -> UUID:
        with self.eigenaar.connect() as verbinding:
            stroom: UUID = verbinding.execute(
                text("SELECT stroom_id FROM kluis.nummer WHERE casusnummer = :nummer"),
                {"nummer": verhaal.casusnummer},
            ).scalar_one()
        return stroom

    def neem_sporen(self, *stromen: UUID) -> Sporenset:
        eenheden = [Eenheid(stroom, None, None) for stroom in stromen]
        return neem_sporen(self.dienst.engine, LIJST, eenheden, op=self.dienst.omgeving.nu())

    def vernietig(self, verhalen: Sequence[Verhaal]) -> None:
        """Take traces, then destroy by way of the service; the views catch up before, so that they hold rows."""
        self.dienst.runner.werk_bij()
        self.neem_sporen(*(self.stroom(verhaal) for verhaal in verhalen))
        for verhaal in verhalen:
            verhaal.verwijder()

    def vernieuw(self) -> None:
        vernieuw(
            self.dienst.engine,
            self.ring,
            hermerker=self.dienst.hermerker,
            kopie=self.sleutelkopie,
            nu=self.dienst.omgeving.nu,
        )

    def als_baas(self, opdracht: str, *waarden: object) -> None:
        """Do what only the owner of the database can, and nobody should."""
        with psycopg.connect(self.database.owner_url, autocommit=True) as baas:
            baas.execute(opdracht, waarden)

    def controleer(self, **anders: Any) -> Nacontrole:
        """Look; what is given stands in place of what is in reach."""
        return controleer(replace(self.bereik, **anders), LIJST)


def van(nacontrole: Nacontrole, soort: Soort) -> Controle:
    """The check of one kind."""
    (controle,) = [controle for controle in nacontrole.controles if controle.code is soort]
    return controle


def aantal(controle: Controle, wat: str) -> int:
    """A number by its words."""
    (gevonden,) = [aantal.aantal for aantal in controle.aantallen if aantal.wat == wat]
    return gevonden
