"""How it stands with messages, as those see it who look after them; and what is said where there is nothing."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, func, select

from infra import tables
from infra.berichten.soorten import Stand
from infra.berichten.tabellen import bericht, bezorging, lijn, loop


class OnbekendAbonnement(Exception):
    """There is no such subscription, or not at a table of this person."""


class OnbekendMailadres(Exception):
    """There is no such address, or not at a table of this person."""


class OnbekendBericht(Exception):
    """There is no such message, or it is not for this person."""


@dataclass(frozen=True)
class Abonnement:
    """A subscription, and how it goes with it."""

    abonnement_id: UUID
    organisatie: str
    adres: str
    tafels: tuple[str, ...]
    soorten: tuple[str, ...]
    gemaakt_op: datetime
    gemaakt_door: str
    opgezegd_op: datetime | None
    wachtend: int = 0
    dood: int = 0
    mislukt_sinds: datetime | None = None
    gepauzeerd_op: datetime | None = None
    fout: str | None = None


@dataclass(frozen=True)
class Mailadres:
    """Where mail goes, with no more of the address than somebody needs to know it again."""

    adres_id: UUID
    tafel: str
    organisatie: str
    medewerker: str | None
    afgekort: str
    gegeven_op: datetime
    gegeven_door: str


@dataclass(frozen=True)
class Dodesleutel:
    """The place of a row in that list; the next page begins after it."""

    bezorging_id: int


@dataclass(frozen=True)
class Dode:
    """A message that was given up. It says nothing of what it is about."""

    bezorging_id: int
    kanaal: str
    soort: str
    tafel: str
    ontvanger: UUID
    pogingen: int
    fout: str | None
    dood_sinds: datetime

    @property
    def sleutel(self) -> Dodesleutel:
        """Where this row stands."""
        return Dodesleutel(self.bezorging_id)


@dataclass(frozen=True)
class Onderweg:
    """A message that waits to be delivered, for the first time or once more. It says nothing of what it is about."""

    bezorging_id: int
    kanaal: str
    soort: str
    tafel: str
    op: datetime
    pogingen: int
    volgende_poging: datetime
    fout: str | None


@dataclass(frozen=True)
class Gevonden:
    """What a message is about."""

    stroom_id: UUID
    soort: str
    tafel: str
    op: datetime
    over: str
    """A casus, a consultatie or an overleg."""


@dataclass(frozen=True)
class Overzicht:
    """How it stands with all messages together."""

    wachtend: int
    dood: int
    oudste: datetime | None
    gepauzeerd: int
    mislukkend: int
    achter: int
    fout: str | None
    ingehouden_op: datetime | None

    @property
    def moet_iemand_kijken(self) -> bool:
        """Something does not go on by itself."""
        return bool(self.dood or self.gepauzeerd or self.fout or self.ingehouden_op)


def overzicht(verbinding: Connection) -> Overzicht:
    """How it stands with all messages together, read at this moment."""
    b, m = bezorging.c, bericht.c
    telling = verbinding.execute(
        select(
            func.count().filter(b.stand == Stand.WACHT.value).label("wachtend"),
            func.count().filter(b.stand == Stand.DOOD.value).label("dood"),
            func.min(m.op).filter(b.stand == Stand.WACHT.value).label("oudste"),
        )
        .select_from(bezorging)
        .join(bericht, m.bericht_id == b.bericht_id)
        .where(b.stand.in_([Stand.WACHT.value, Stand.DOOD.value]))
    ).one()
    lijnen = verbinding.execute(
        select(func.count(lijn.c.gepauzeerd_op).label("gepauzeerd"), func.count().label("mislukkend"))
    ).one()
    stand = verbinding.execute(select(loop.c.positie, loop.c.fout, loop.c.ingehouden_op)).one()
    achter = select(func.count()).where(tables.gebeurtenis.c.notification_id > stand.positie)
    return Overzicht(
        telling.wachtend,
        telling.dood,
        telling.oudste,
        lijnen.gepauzeerd,
        lijnen.mislukkend,
        int(verbinding.execute(achter).scalar_one()),
        stand.fout,
        stand.ingehouden_op,
    )
