"""A service with subscriptions, and receivers that say what they are told to say."""

from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import func, select, text

from api.samenstelling import Dienst
from domain.rollen import Medewerker, Rol
from infra.berichten.afleiding import Afleider
from infra.berichten.beeld import Abonnement
from infra.berichten.bezorging import Bezorger
from infra.berichten.opslag import Bezorging
from infra.berichten.soorten import Kanaal
from infra.berichten.tabellen import bezorging
from infra.berichten.zender import NietBezorgd, Zender
from tests.verhalen import ZVH

BEHEERDER = Medewerker("mw-lychee", Rol.BEHEERDER, "zvh")
OIN = "00000001234567890000"
NETTEN = "127.0.0.0/8"
POLITIE, GGZ = "http://127.0.0.1:9/politie", "http://127.0.0.1:9/ggz"


@dataclass
class Doos:
    """Keeps what it is given, or fails as it is told to."""

    gekregen: list[Bezorging] = field(default_factory=list)
    fout: Callable[[Bezorging], NietBezorgd | None] = lambda _: None

    def stuur(self, post: Bezorging) -> None:
        if (fout := self.fout(post)) is not None:
            raise fout
        self.gekregen.append(post)

    @property
    def soorten(self) -> list[str]:
        return [post.soort for post in self.gekregen]


def abonneer(dienst: Dienst, organisatie: str = "politie", *soorten: str, url: str = POLITIE) -> Abonnement:
    return dienst.berichten.beheer.abonneer(organisatie, url, [ZVH], soorten, wie=BEHEERDER)[0]


def afleider(dienst: Dienst) -> Afleider:
    return Afleider(
        dienst.engine,
        dienst.archief,
        kek=dienst.lijsten.kek,
        nu=dienst.omgeving.nu,
        nieuw_id=dienst.omgeving.nieuw_id,
    )


def bezorger(dienst: Dienst, zender: Zender, kanaal: Kanaal = Kanaal.WEBHOOK, **anders: object) -> Bezorger:
    """A deliverer that hands everything to this sender."""
    settings = dienst.settings.model_copy(update=anders)
    return Bezorger(dienst.engine, afleider(dienst), {kanaal: zender}, settings, nu=dienst.omgeving.nu)


def standen(dienst: Dienst) -> dict[str, int]:
    """How many deliveries there are, by how it stands with them."""
    b = bezorging.c
    with dienst.engine.connect() as verbinding:
        rijen = verbinding.execute(select(b.stand, func.count().label("aantal")).group_by(b.stand))
        return {rij.stand: rij.aantal for rij in rijen}


def over_stroom(dienst: Dienst, stroom_id: UUID) -> int:
    """How many rows of messages there are about a stream."""
    vraag = text(
        "SELECT (SELECT count(*) FROM berichten.bericht WHERE stroom_id = :s)"
        " + (SELECT count(*) FROM berichten.bezorging WHERE stroom_id = :s)"
    )
    with dienst.engine.connect() as verbinding:
        return int(verbinding.execute(vraag, {"s": stroom_id}).scalar_one())
