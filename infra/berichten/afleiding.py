"""Takes facts to messages, each exactly once: the rows and the position go in one transaction.

It is fed as a view is, and is none: what was sent cannot be taken back, so nothing here is ever made anew. A fact that
cannot be read tells nobody anything, stands in the log, and ``casus doctor`` counts it under ``content``. At a fact of
a newer version it stops, loudly: passing over it would lose it for good.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from typing import NamedTuple
from uuid import UUID

import structlog
from sqlalchemy import Connection, Engine, delete, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from domain.bewaring import Vernietigd
from domain.casus.events import BijdrageVernietigd
from domain.casus.evolve import vouw
from domain.consultatie.state import vouw_consultatie
from domain.historie import Opgetekend, van_casus, van_consultatie, van_overleg
from domain.overleg.state import vouw_overleg
from infra.berichten.soorten import (
    NEEMT,
    WEBHOOKSOORTEN,
    Geadresseerde,
    Kanaal,
    Stand,
    te_mailen,
    weet_van,
    weet_van_consultatie,
)
from infra.berichten.tabellen import abonnement, adres, bericht, bezorging, loop
from infra.codec import ALLES, KluisGeschonden
from infra.inzage.pseudoniem import Pseudoniemen, pseudoniemen
from infra.keys import Inpakker
from infra.kluis import VERNIETIGSLOT
from infra.perstroom import PerStroom
from infra.store import Archief
from infra.voeding import BEKEND, Plaats, plaatsen_na

log = structlog.get_logger()

PORTIE = 200
"""Facts in one transaction. A destruction waits for the portion at hand."""

NAMEN = frozenset(naam for naam in BEKEND if ALLES.type_van(naam)[0] in NEEMT)
"""The stored names of the facts of which something follows."""

ONBEKEND = "OnbekendContract"


class Abonnee(NamedTuple):
    """A subscription that counts."""

    abonnement_id: UUID
    organisatie: str
    tafels: tuple[str, ...]
    soorten: tuple[str, ...]
    na_positie: int


@dataclass(frozen=True)
class Nieuw:
    """A message to be told, and to whom."""

    soort: str
    kanaal: Kanaal
    ontvangers: tuple[UUID, ...]
    betreft: UUID | None = None


@dataclass(frozen=True)
class _Ontvangers:
    """Who there is to be told anything, as long as one portion."""

    abonnees: tuple[Abonnee, ...]
    adressen: Mapping[tuple[str, Geadresseerde], UUID]

    def adres(self, tafel: str, aan: Geadresseerde) -> UUID | None:
        """Where this mail goes: to the person, or where that one has no address to the organisation."""
        eigen = self.adressen.get((tafel, aan))
        return eigen or self.adressen.get((tafel, Geadresseerde(aan.organisatie)))

    @property
    def er_zijn(self) -> bool:
        return bool(self.abonnees or self.adressen)


class Afleider:
    """Makes messages of facts, one portion at a time. Of several processes one does it."""

    def __init__(
        self,
        engine: Engine,
        archief: Archief,
        *,
        kek: Inpakker,
        nu: Callable[[], datetime],
        nieuw_id: Callable[[], UUID],
    ) -> None:
        """Take the database as the service, the facts, the keys that ids are made with, and the clock."""
        self._engine, self._archief, self._kek = engine, archief, kek
        self._nu, self._nieuw_id = nu, nieuw_id

    def ronde(self) -> int:
        """Take the next facts, and say how many places were passed; 0 where there are none, or another is at it."""
        with self._engine.begin() as verbinding:
            # Before anything is read: what is destroyed from here on waits until these rows are in, and takes them.
            verbinding.execute(select(func.pg_advisory_xact_lock_shared(VERNIETIGSLOT)))
            stand = verbinding.execute(
                select(loop.c.positie, loop.c.fout).with_for_update(skip_locked=True)
            ).one_or_none()
            if stand is None:
                return 0
            plaatsen = plaatsen_na(verbinding, stand.positie, limiet=PORTIE)
            bekend = list(takewhile(lambda plaats: plaats.naam in BEKEND, plaatsen))
            if plaatsen and not bekend:
                self._stop(verbinding, plaatsen[0], stand.fout)
                return 0
            if not bekend:
                return 0
            ontvangers = _ontvangers(verbinding)
            nodig = [plaats for plaats in bekend if plaats.naam in NAMEN]
            if nodig and ontvangers.er_zijn:
                self._neem(verbinding, nodig, ontvangers)
            verbinding.execute(update(loop).values(positie=bekend[-1].positie, fout=None, fout_op=None))
        return len(bekend)

    def _stop(self, verbinding: Connection, plaats: Plaats, fout: str | None) -> None:
        if fout is None:
            log.error("berichten_gestopt", soort=ONBEKEND, positie=plaats.positie, feit=plaats.naam)
            verbinding.execute(update(loop).values(fout=ONBEKEND, fout_op=self._nu()))

    def _neem(self, verbinding: Connection, plaatsen: Sequence[Plaats], ontvangers: _Ontvangers) -> None:
        stromen = list(dict.fromkeys(plaats.stroom_id for plaats in plaatsen))
        gelezen = self._archief.lees_per_stroom(stromen, bos=self._archief.bos())
        heel = _heel(gelezen)
        for plaats in plaatsen:
            historie = heel.get(plaats.stroom_id, ())[: plaats.versie]
            if not historie or isinstance(historie[-1].gebeurtenis, Vernietigd):
                continue
            if isinstance(weg := historie[-1].gebeurtenis, BijdrageVernietigd):
                _vergeet_bijdrage(verbinding, plaats.stroom_id, weg.organisatie)
            tafel = _tafel(historie)
            nieuw = _nieuw(historie, tafel, ontvangers)
            if nieuw:
                namen = self.namen(verbinding, plaats.stroom_id)
                for een in nieuw:
                    self._schrijf(verbinding, historie[-1], tafel, een, namen)

    def namen(self, verbinding: Connection, stroom_id: UUID) -> Pseudoniemen:
        """What makes the ids of messages about this stream."""
        return pseudoniemen(verbinding, {stroom_id: (None,)}, kek=self._kek, nieuw_id=self._nieuw_id)

    def _schrijf(
        self, verbinding: Connection, feit: Opgetekend, tafel: str, nieuw: Nieuw, namen: Pseudoniemen
    ) -> None:
        # With the moment: after a backup was put back another fact may come to stand at the same place.
        waarvan = (str(feit.versie), feit.envelop.op.isoformat(), nieuw.soort)
        schrijf_bericht(
            verbinding,
            {
                "bericht_id": namen.bericht(feit.stroom_id, "id", *waarvan),
                "stroom_id": feit.stroom_id,
                "versie": feit.versie,
                "soort": nieuw.soort,
                "tafel": tafel,
                "op": op_de_minuut(feit.envelop.op),
                "verwijzing": namen.bericht(feit.stroom_id, "verwijzing", *waarvan),
                "betreft": nieuw.betreft,
            },
            nieuw,
            nu=self._nu(),
        )


def schrijf_bericht(verbinding: Connection, rij: Mapping[str, object], nieuw: Nieuw, *, nu: datetime) -> None:
    """Put a message and its deliveries in the outbox, unless it is there already."""
    gedaan = verbinding.execute(insert(bericht).values(**rij).on_conflict_do_nothing())
    if not gedaan.rowcount:
        return
    verbinding.execute(
        insert(bezorging).on_conflict_do_nothing(),
        [
            {
                "bericht_id": rij["bericht_id"],
                "stroom_id": rij["stroom_id"],
                "kanaal": nieuw.kanaal.value,
                "ontvanger": ontvanger,
                "stand": Stand.WACHT.value,
                "volgende_poging": nu,
            }
            for ontvanger in nieuw.ontvangers
        ],
    )


def op_de_minuut(moment: datetime) -> datetime:
    """A moment as a message tells it: by the second it would lead to what remains of a casus that was destroyed."""
    return moment.replace(second=0, microsecond=0)


def _heel(gelezen: PerStroom) -> dict[UUID, tuple[Opgetekend, ...]]:
    """The streams that can be read; of one that is damaged the log says where."""
    heel: dict[UUID, tuple[Opgetekend, ...]] = {}
    for stroom_id in gelezen:
        with suppress(KluisGeschonden):
            heel[stroom_id] = gelezen[stroom_id]
    return heel


def _ontvangers(verbinding: Connection) -> _Ontvangers:
    a = abonnement.c
    rijen = verbinding.execute(
        select(a.abonnement_id, a.organisatie, a.tafels, a.soorten, a.na_positie).where(
            a.opgezegd_op.is_(None)
        )
    )
    abonnees = tuple(
        Abonnee(rij.abonnement_id, rij.organisatie, tuple(rij.tafels), tuple(rij.soorten), rij.na_positie)
        for rij in rijen
    )
    return _Ontvangers(abonnees, adresboek(verbinding))


def adresboek(verbinding: Connection) -> dict[tuple[str, Geadresseerde], UUID]:
    """Where mail goes: by table and whom, the id of an address, and never the address itself."""
    rijen = verbinding.execute(
        select(adres.c.tafel, adres.c.organisatie, adres.c.medewerker, adres.c.adres_id)
    )
    return {(rij.tafel, Geadresseerde(rij.organisatie, rij.medewerker)): rij.adres_id for rij in rijen}


def _tafel(historie: Sequence[Opgetekend]) -> str:
    match historie[0].naam.partition(".")[0]:
        case "casus":
            return vouw(van_casus(historie)).tafel
        case "consultatie":
            return vouw_consultatie(van_consultatie(historie)).tafel
        case _:
            gepland = vouw_overleg(van_overleg(historie)).gepland
            return "" if gepland is None else gepland.tafel


def _nieuw(historie: Sequence[Opgetekend], tafel: str, ontvangers: _Ontvangers) -> list[Nieuw]:
    """What is told of the last fact of this history, and to whom."""
    return [een for een in (_webhook(historie, tafel, ontvangers), _mail(historie, tafel, ontvangers)) if een]


def _webhook(historie: Sequence[Opgetekend], tafel: str, ontvangers: _Ontvangers) -> Nieuw | None:
    feit = historie[-1]
    soort = WEBHOOKSOORTEN.get(type(feit.gebeurtenis))
    if soort is None or not ontvangers.abonnees:
        return None
    wie = tuple(
        abonnee.abonnement_id
        for abonnee in ontvangers.abonnees
        if feit.positie > abonnee.na_positie
        and tafel in abonnee.tafels
        and (not abonnee.soorten or soort in abonnee.soorten)
        and mag_weten(historie, abonnee.organisatie, soort)
    )
    return Nieuw(soort, Kanaal.WEBHOOK, wie) if wie else None


def mag_weten(historie: Sequence[Opgetekend], organisatie: str, soort: str) -> bool:
    """Say whether an organisation may know this of the casus or consultatie that this history tells."""
    if soort.startswith("casus."):
        return weet_van(vouw(van_casus(historie)), organisatie, soort)
    return weet_van_consultatie(vouw_consultatie(van_consultatie(historie)), organisatie)


def _mail(historie: Sequence[Opgetekend], tafel: str, ontvangers: _Ontvangers) -> Nieuw | None:
    if not ontvangers.adressen or (mail := te_mailen(historie)) is None:
        return None
    wie = [ontvangers.adres(tafel, aan) for aan in mail.aan]
    gevonden = tuple(dict.fromkeys(een for een in wie if een is not None))
    return Nieuw(mail.soort.value, Kanaal.MAIL, gevonden, mail.betreft) if gevonden else None


def _vergeet_bijdrage(verbinding: Connection, stroom_id: UUID, organisatie: str) -> None:
    """What an organisation contributed was destroyed: nothing here tells any more that it had to do with the casus."""
    a, d, b = abonnement.c, adres.c, bezorging.c
    verbinding.execute(
        delete(bezorging).where(
            b.stroom_id == stroom_id,
            or_(
                b.ontvanger.in_(select(a.abonnement_id).where(a.organisatie == organisatie)),
                b.ontvanger.in_(select(d.adres_id).where(d.organisatie == organisatie)),
            ),
        )
    )
