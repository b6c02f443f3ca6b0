"""Turns a message into a mail at the moment that it is sent: who it goes to, and what a meeting is like by then."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Engine, select

from domain.casus.events import ICOAfgezegd, ICOGepland, ICOVerzet
from domain.casus.evolve import vouw
from domain.historie import Opgetekend, van_casus, van_overleg
from domain.overleg.events import (
    OverlegAfgezegd,
    OverlegGepland,
    OverlegVerzet,
    UitnodigingIngetrokken,
    UitnodigingVerstuurd,
)
from domain.overleg.state import vouw_overleg
from infra.berichten.afleiding import Afleider
from infra.berichten.mail import Afspraak, Brief, paginalink, schrijf_mail
from infra.berichten.opslag import Bezorging
from infra.berichten.post import Mailserver, geef_af
from infra.berichten.soorten import Mailsoort, alleen_zichtbaar
from infra.berichten.tabellen import adres
from infra.berichten.zender import Vervallen
from infra.omgeving import NEDERLAND
from infra.store import Archief
from projections.monitoring_tabellen import acties

_AGENDA = (Mailsoort.UITNODIGING, Mailsoort.AFZEGGING)


class _Moment(NamedTuple):
    """When a meeting is, how often something changed about it, and whether this change moved it."""

    begint: datetime
    minuten: int | None
    volgnummer: int
    verzet: bool


class Maildienst:
    """Sends messages as mail."""

    def __init__(
        self,
        engine: Engine,
        archief: Archief,
        afleider: Afleider,
        server: Mailserver,
        *,
        link: str,
        nu: Callable[[], datetime],
    ) -> None:
        """Take the database as the service, the facts, what makes ids, where mail goes, links, and the clock."""
        self._engine, self._archief, self._afleider = engine, archief, afleider
        self._server, self._link, self._nu = server, link, nu

    def stuur(self, post: Bezorging) -> None:
        """As ``Zender.stuur``."""
        aan = self._adres(post.ontvanger)
        historie = self._archief.lees(post.stroom_id, bos=self._archief.bos())
        soort = Mailsoort(post.soort)
        _eis_nog_te_zeggen(historie)
        brief = Brief(
            post.bericht_id,
            soort,
            van=self._server.afzender,
            aan=aan,
            aan_id=post.ontvanger,
            link=paginalink(self._link, post.verwijzing),
            nu=self._nu(),
            afspraak=self._afspraak(post, historie) if soort in _AGENDA else None,
            dagen_te_laat=self._te_laat(post) if soort is Mailsoort.HERINNERING else 0,
        )
        geef_af(self._server, schrijf_mail(brief))

    def _adres(self, adres_id: UUID) -> str:
        with self._engine.connect() as verbinding:
            gevonden = verbinding.execute(
                select(adres.c.mailadres).where(adres.c.adres_id == adres_id)
            ).scalar_one_or_none()
        if gevonden is None:
            raise Vervallen
        return str(gevonden)

    def _te_laat(self, post: Bezorging) -> int:
        """How many days an action is overdue that is still open; one that was finished meanwhile needs no mail."""
        a = acties.c
        vraag = select(a.uiterlijk).where(a.stroom_id == post.stroom_id, a.actie_id == post.betreft)
        with self._engine.connect() as verbinding:
            uiterlijk = verbinding.execute(vraag).scalar_one_or_none()
        dagen = 0 if uiterlijk is None else (self._nu().astimezone(NEDERLAND).date() - uiterlijk).days
        if dagen < 1:
            raise Vervallen
        return dagen

    def _afspraak(self, post: Bezorging, historie: Sequence[Opgetekend]) -> Afspraak:
        """The meeting as this fact left it; what changed later has a mail of its own."""
        toen = historie[: post.versie]
        moment = _ico(toen, post.betreft) if historie[0].naam.startswith("casus.") else _overleg(toen)
        if moment is None:
            raise Vervallen
        with self._engine.begin() as verbinding:
            namen = self._afleider.namen(verbinding, post.stroom_id)
        van_ico = str(post.betreft) if historie[0].naam.startswith("casus.") else ""
        duur = None if moment.minuten is None else timedelta(minutes=moment.minuten)
        return Afspraak(
            namen.bericht(post.stroom_id, "afspraak", van_ico),
            moment.volgnummer,
            moment.begint,
            None if duur is None else moment.begint + duur,
            afgezegd=post.soort == Mailsoort.AFZEGGING,
            verzet=moment.verzet,
        )


def _eis_nog_te_zeggen(historie: Sequence[Opgetekend]) -> None:
    """Refuse what is about a casus that nobody outside the bureau may know of now.

    Raises:
        Vervallen: it is.
    """
    if not historie:
        raise Vervallen
    if historie[0].naam.startswith("casus.") and not alleen_zichtbaar(vouw(van_casus(historie))):
        raise Vervallen


def _ico(historie: Sequence[Opgetekend], ico_id: UUID | None) -> _Moment | None:
    hierover = [
        feit.gebeurtenis
        for feit in historie
        if isinstance(feit.gebeurtenis, ICOGepland | ICOVerzet | ICOAfgezegd)
        and feit.gebeurtenis.ico_id == ico_id
    ]
    begint = [een.begint for een in hierover if isinstance(een, ICOGepland | ICOVerzet)]
    if not begint:
        return None
    return _Moment(begint[-1], None, len(hierover) - 1, isinstance(hierover[-1], ICOVerzet))


def _overleg(historie: Sequence[Opgetekend]) -> _Moment | None:
    overleg = vouw_overleg(van_overleg(historie))
    soorten = (
        *(OverlegGepland, OverlegVerzet, OverlegAfgezegd),
        *(UitnodigingVerstuurd, UitnodigingIngetrokken),
    )
    hierover = [feit.gebeurtenis for feit in historie if isinstance(feit.gebeurtenis, soorten)]
    if overleg.gepland is None or overleg.begint is None:
        return None
    verzet = isinstance(historie[-1].gebeurtenis, OverlegVerzet)
    return _Moment(overleg.begint, overleg.gepland.minuten, len(hierover) - 1, verzet)
