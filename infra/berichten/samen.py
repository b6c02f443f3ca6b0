"""Puts the parts of messages together, from settings."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from sqlalchemy import Engine

from infra.berichten.afleiding import Afleider
from infra.berichten.beheer import Berichtenbeheer
from infra.berichten.bezorging import Bezorger
from infra.berichten.herinneringen import Herinneraar
from infra.berichten.maildienst import Maildienst
from infra.berichten.post import mailserver_van
from infra.berichten.sleutels import lees_sleutels
from infra.berichten.soorten import Kanaal
from infra.berichten.uitgaand import lees_netten
from infra.berichten.webhook import Webhook
from infra.berichten.zender import Zender
from infra.keys import Inpakker, SleutelFout
from infra.settings import Settings
from infra.store import Archief


@dataclass(frozen=True)
class Berichten:
    """What a service needs of messages: what sends them, and what somebody does about them."""

    bezorger: Bezorger
    beheer: Berichtenbeheer


def maak_berichten(
    engine: Engine,
    eigen: Engine,
    archief: Archief,
    settings: Settings,
    *,
    kek: Inpakker,
    nu: Callable[[], datetime],
    nieuw_id: Callable[[], UUID],
) -> Berichten:
    """Put them together. ``eigen`` gives connections that live as long as a receiver is served, outside any pool.

    Raises:
        SleutelFout: a setting cannot be used; one sentence for the operator.
    """
    try:
        netten = lees_netten(settings.berichten_netten)
    except ValueError:
        raise SleutelFout(
            "CASUS_BERICHTEN_NETTEN takes networks such as 10.1.0.0/16, with a comma between them."
        ) from None
    sleutels = partial(lees_sleutels, settings.berichtensleutel)
    afleider = Afleider(engine, archief, kek=kek, nu=nu, nieuw_id=nieuw_id)
    zenders: dict[Kanaal, Zender] = {
        Kanaal.WEBHOOK: Webhook(engine, archief, settings, sleutels=sleutels, netten=netten, nu=nu)
    }
    server = mailserver_van(settings)
    if server is not None:
        zenders[Kanaal.MAIL] = Maildienst(engine, archief, afleider, server, link=settings.link, nu=nu)
    bezorger = Bezorger(
        eigen, afleider, zenders, settings, nu=nu, herinner=Herinneraar(engine, afleider, nu=nu).ronde
    )
    beheer = Berichtenbeheer(engine, settings, netten=netten, sleutels=sleutels, nu=nu, nieuw_id=nieuw_id)
    return Berichten(bezorger, beheer)
