"""Once a day: who owns an action that is overdue gets a mail, once for each step and never again for that step."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, Engine, func, or_, select, update

from infra.berichten.afleiding import Afleider, Nieuw, adresboek, op_de_minuut, schrijf_bericht
from infra.berichten.soorten import Geadresseerde, Kanaal, Mailsoort
from infra.berichten.tabellen import loop
from infra.kluis import VERNIETIGSLOT
from infra.omgeving import NEDERLAND
from projections.monitoring_tabellen import acties, monitoring

STAPPEN = (1, 7, 14, 28)
"""Days after its last day on which somebody is reminded of an action."""

INHALEN = 2
"""Days after such a day on which it is still done, where the service did not run that day."""

Adresboek = Mapping[tuple[str, Geadresseerde], UUID]


class _Actie(NamedTuple):
    """An action that is overdue."""

    stroom_id: UUID
    actie_id: UUID
    tafel: str
    organisatie: str
    medewerker: str | None
    uiterlijk: date


class Herinneraar:
    """Puts the reminders of the day in the outbox."""

    def __init__(self, engine: Engine, afleider: Afleider, *, nu: Callable[[], datetime]) -> None:
        """Take the database as the service, what makes ids, and the clock."""
        self._engine, self._afleider, self._nu = engine, afleider, nu

    def ronde(self) -> int:
        """Do it, once a day; of several processes one does it. Say how many actions somebody is reminded of."""
        vandaag = self._nu().astimezone(NEDERLAND).date()
        with self._engine.begin() as verbinding:
            verbinding.execute(select(func.pg_advisory_xact_lock_shared(VERNIETIGSLOT)))
            op = verbinding.execute(
                select(loop.c.herinnerd_op).with_for_update(skip_locked=True)
            ).one_or_none()
            if op is None or op.herinnerd_op == vandaag:
                return 0
            verbinding.execute(update(loop).values(herinnerd_op=vandaag))
            boek = adresboek(verbinding)
            te_laat = _te_laat(verbinding, vandaag) if boek else []
            for actie in te_laat:
                self._herinner(verbinding, actie, boek, vandaag=vandaag)
        return len(te_laat)

    def _herinner(self, verbinding: Connection, actie: _Actie, boek: Adresboek, *, vandaag: date) -> None:
        eigen = Geadresseerde(actie.organisatie, actie.medewerker)
        aan = boek.get((actie.tafel, eigen)) or boek.get((actie.tafel, Geadresseerde(actie.organisatie)))
        if aan is None:
            return
        laat = (vandaag - actie.uiterlijk).days
        stap = max(een for een in STAPPEN if een <= laat)
        namen = self._afleider.namen(verbinding, actie.stroom_id)
        waarvan = (str(actie.actie_id), actie.uiterlijk.isoformat(), str(stap), Mailsoort.HERINNERING.value)
        schrijf_bericht(
            verbinding,
            {
                "bericht_id": namen.bericht(actie.stroom_id, "id", *waarvan),
                "stroom_id": actie.stroom_id,
                "soort": Mailsoort.HERINNERING.value,
                "tafel": actie.tafel,
                "op": op_de_minuut(self._nu()),
                "verwijzing": namen.bericht(actie.stroom_id, "verwijzing", *waarvan),
                "betreft": actie.actie_id,
            },
            Nieuw(Mailsoort.HERINNERING.value, Kanaal.MAIL, (aan,), actie.actie_id),
            nu=self._nu(),
        )


def _te_laat(verbinding: Connection, vandaag: date) -> list[_Actie]:
    """The open actions of running cases that are on one of the steps today."""
    a = acties.c
    vensters = [
        a.uiterlijk.between(vandaag - timedelta(days=stap + INHALEN), vandaag - timedelta(days=stap))
        for stap in STAPPEN
    ]
    vraag = (
        select(a.stroom_id, a.actie_id, a.tafel, a.organisatie, a.medewerker, a.uiterlijk)
        .join(monitoring, monitoring.c.stroom_id == a.stroom_id)
        .where(monitoring.c.loopt, or_(*vensters))
        .order_by(a.stroom_id, a.actie_id)
    )
    return [_Actie(*rij) for rij in verbinding.execute(vraag)]
