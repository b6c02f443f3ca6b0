"""What a beheerder does about messages: who gets them, what came of those that did not arrive, and why it was done.

All of it within the tables of who does it; an operator on the command line reaches all (``tafels=None``). What is done
about a message or a subscription needs a reason, and is kept. Under a key that was used before nothing is done: what
was changed since stays changed.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from uuid import UUID

from joserfc.jwk import KeySet
from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Connection,
    Engine,
    Text,
    any_,
    delete,
    func,
    literal,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from domain.rollen import Medewerker
from domain.weigering import Weigering
from infra import tables
from infra.berichten.beeld import (
    Abonnement,
    Dode,
    Gevonden,
    OnbekendAbonnement,
    OnbekendBericht,
    Onderweg,
)
from infra.berichten.mailadressen import Mailadressen, vergeet_ontvanger
from infra.berichten.sleutels import publiek
from infra.berichten.soorten import WEBHOOKSOORTEN, Stand
from infra.berichten.tabellen import abonnement, bericht, bezorging, ingreep, lijn, loop
from infra.berichten.uitgaand import AdresKanNiet, Net, keur_adres
from infra.herhaalsleutels import Herhaalsleutel, al_gedaan, leg_sleutel_vast
from infra.settings import Settings

LANGSTE_REDEN = 300
"""Characters."""


class Berichtenbeheer(Mailadressen):
    """Does it, and keeps why."""

    def __init__(
        self,
        engine: Engine,
        settings: Settings,
        *,
        netten: tuple[Net, ...],
        sleutels: Callable[[], KeySet],
        nu: Callable[[], datetime],
        nieuw_id: Callable[[], UUID],
    ) -> None:
        """Take the database as the service, who sends, the networks inside that are let in, keys, clock and ids."""
        super().__init__(engine, nu=nu, nieuw_id=nieuw_id)
        self._settings, self._netten, self._sleutels = settings, netten, sleutels

    def sleutels(self) -> dict[str, list[dict[str, str]]]:
        """The public keys of our signatures, as a JWK Set."""
        return publiek(self._sleutels())

    # --- subscriptions ---

    def abonneer(
        self,
        organisatie: str,
        url: str,
        tafels: Collection[str],
        soorten: Collection[str],
        *,
        wie: Medewerker,
        sleutel: Herhaalsleutel | None = None,
    ) -> tuple[Abonnement, bool]:
        """Send an organisation messages from now on, and say whether that is new; asked twice, there is one.

        Under a key that made one before, that is the answer, also once it was ended.

        Raises:
            Weigering: nothing can be sent, or not to this address, or there is no message of this kind.
            NogBezig: somebody else made it under the same key.
        """
        nieuw_id = self._nieuw_id() if sleutel is None else sleutel.nieuw_id()
        if al_gedaan(sleutel):
            return self.abonnement(nieuw_id, tafels=None), True
        self._eis_te_sturen(url, soorten)
        rij = {
            "organisatie": organisatie,
            "adres": url,
            "tafels": sorted(set(tafels)),
            "soorten": sorted(set(soorten)),
        }
        a = abonnement.c
        with self._engine.begin() as verbinding:
            verbinding.execute(select(loop.c.een).with_for_update())
            er_al = select(a.abonnement_id).where(
                a.opgezegd_op.is_(None), *(a[naam] == waarde for naam, waarde in rij.items())
            )
            bekend = verbinding.execute(er_al).scalar()
            if bekend is None:
                leg_sleutel_vast(verbinding, sleutel)
                laatste = select(func.coalesce(func.max(tables.gebeurtenis.c.notification_id), 0))
                verbinding.execute(
                    insert(abonnement).values(
                        abonnement_id=nieuw_id,
                        na_positie=laatste.scalar_subquery(),
                        gemaakt_op=self._nu(),
                        gemaakt_door=wie.id,
                        **rij,
                    )
                )
        return self.abonnement(bekend or nieuw_id, tafels=None), bekend is None

    def _eis_te_sturen(self, url: str, soorten: Collection[str]) -> None:
        if self._settings.oin is None:
            raise Weigering(
                "Deze dienst kan nog geen berichten versturen. De beheerder moet eerst een OIN instellen."
            )
        if onbekend := sorted(set(soorten) - set(WEBHOOKSOORTEN.values())):
            raise Weigering(f"Er is geen bericht van de soort {onbekend[0]}.")
        try:
            keur_adres(url, self._netten)
        except AdresKanNiet as fout:
            raise Weigering(str(fout)) from None

    def abonnementen(self, *, tafels: Collection[str] | None) -> tuple[Abonnement, ...]:
        """The subscriptions that count, of these tables or of all."""
        return self._abonnementen(abonnement.c.opgezegd_op.is_(None), tafels=tafels)

    def abonnement(self, id_: UUID, *, tafels: Collection[str] | None) -> Abonnement:
        """One subscription.

        Raises:
            OnbekendAbonnement: there is none with this id, or it is also of tables of others.
        """
        gevonden = self._abonnementen(abonnement.c.abonnement_id == id_, tafels=tafels)
        if not gevonden:
            raise OnbekendAbonnement
        return gevonden[0]

    def zeg_op(
        self,
        id_: UUID,
        *,
        reden: str,
        wie: Medewerker,
        tafels: Collection[str] | None,
        sleutel: Herhaalsleutel | None = None,
    ) -> Abonnement:
        """Send nothing more; what still waits is forgotten. Said twice, the first time stays.

        Raises:
            OnbekendAbonnement: as ``abonnement``.
            Weigering: the reason says nothing.
            NogBezig: somebody else ended it under the same key.
        """
        if self.abonnement(id_, tafels=tafels).opgezegd_op is None:
            with self._engine.begin() as verbinding:
                leg_sleutel_vast(verbinding, sleutel)
                self._leg_vast(verbinding, "abonnement-opgezegd", str(id_), reden, wie)
                verbinding.execute(
                    update(abonnement)
                    .where(abonnement.c.abonnement_id == id_, abonnement.c.opgezegd_op.is_(None))
                    .values(opgezegd_op=self._nu())
                )
                vergeet_ontvanger(verbinding, id_)
        return self.abonnement(id_, tafels=tafels)

    def hervat(
        self,
        id_: UUID,
        *,
        reden: str,
        wie: Medewerker,
        tafels: Collection[str] | None,
        sleutel: Herhaalsleutel | None = None,
    ) -> Abonnement:
        """Try an endpoint again that could not be reached, with what waits for it.

        Raises:
            OnbekendAbonnement, Weigering, NogBezig: as ``zeg_op``.
        """
        gevonden = self.abonnement(id_, tafels=tafels)
        if gevonden.mislukt_sinds is not None and not al_gedaan(sleutel):
            with self._engine.begin() as verbinding:
                leg_sleutel_vast(verbinding, sleutel)
                self._leg_vast(verbinding, "abonnement-hervat", str(id_), reden, wie)
                _meteen(verbinding, id_, nu=self._nu())
        return self.abonnement(id_, tafels=tafels)

    def geef_vrij(self, *, reden: str, wie: Medewerker) -> bool:
        """Send again, after an older database was put back; ``False`` where nothing was held back.

        Raises:
            Weigering: the reason says nothing.
        """
        with self._engine.begin() as verbinding:
            gedaan = verbinding.execute(
                update(loop).where(loop.c.ingehouden_op.is_not(None)).values(ingehouden_op=None)
            )
            if gedaan.rowcount:
                self._leg_vast(verbinding, "verzending-hervat", "alles", reden, wie)
        return bool(gedaan.rowcount)

    def _abonnementen(
        self, welke: ColumnElement[bool], *, tafels: Collection[str] | None
    ) -> tuple[Abonnement, ...]:
        a, b = abonnement.c, bezorging.c
        telling = (
            select(
                b.ontvanger,
                func.count().filter(b.stand == Stand.WACHT.value).label("wachtend"),
                func.count().filter(b.stand == Stand.DOOD.value).label("dood"),
            )
            .group_by(b.ontvanger)
            .subquery()
        )
        kolommen = (
            a.abonnement_id,
            a.organisatie,
            a.adres,
            a.tafels,
            a.soorten,
            a.gemaakt_op,
            a.gemaakt_door,
        )
        vraag = (
            select(
                *kolommen,
                a.opgezegd_op,
                func.coalesce(telling.c.wachtend, 0).label("wachtend"),
                func.coalesce(telling.c.dood, 0).label("dood"),
                lijn.c.mislukt_sinds,
                lijn.c.gepauzeerd_op,
                lijn.c.fout,
            )
            .outerjoin(telling, telling.c.ontvanger == a.abonnement_id)
            .outerjoin(lijn, lijn.c.ontvanger == a.abonnement_id)
            .where(welke)
            .order_by(a.gemaakt_op, a.abonnement_id)
        )
        if tafels is not None:
            vraag = vraag.where(a.tafels.op("<@")(literal(sorted(tafels), ARRAY(Text))))
        with self._engine.connect() as verbinding:
            rijen = [rij._asdict() for rij in verbinding.execute(vraag)]
        return tuple(
            Abonnement(**{**rij, "tafels": tuple(rij["tafels"]), "soorten": tuple(rij["soorten"])})
            for rij in rijen
        )

    # --- messages ---

    def doden(self, *, tafels: Collection[str] | None, na: int = 0, limiet: int = 50) -> tuple[Dode, ...]:
        """The messages that were given up, the oldest first."""
        b, m = bezorging.c, bericht.c
        vraag = (
            select(b.bezorging_id, b.kanaal, m.soort, m.tafel, b.ontvanger, b.pogingen, b.fout, b.klaar_op)
            .join(bericht, m.bericht_id == b.bericht_id)
            .where(b.stand == Stand.DOOD.value, b.bezorging_id > na, *_van(tafels))
            .order_by(b.bezorging_id)
            .limit(limiet)
        )
        with self._engine.connect() as verbinding:
            return tuple(Dode(*rij) for rij in verbinding.execute(vraag))

    def onderweg(self, *, tafels: Collection[str] | None, limiet: int = 50) -> tuple[Onderweg, ...]:
        """The messages that wait to be delivered, the oldest first."""
        b, m = bezorging.c, bericht.c
        vraag = (
            select(b.bezorging_id, b.kanaal, m.soort, m.tafel, m.op, b.pogingen, b.volgende_poging, b.fout)
            .join(bericht, m.bericht_id == b.bericht_id)
            .where(b.stand == Stand.WACHT.value, *_van(tafels))
            .order_by(b.bezorging_id)
            .limit(limiet)
        )
        with self._engine.connect() as verbinding:
            return tuple(Onderweg(*rij) for rij in verbinding.execute(vraag))

    def stand(self, bezorging_id: int, *, tafels: Collection[str] | None) -> Stand | None:
        """How it stands with one delivery; ``None`` where there is none, or it is of tables of others."""
        vraag = (
            select(bezorging.c.stand)
            .join(bericht, bericht.c.bericht_id == bezorging.c.bericht_id)
            .where(bezorging.c.bezorging_id == bezorging_id, *_van(tafels))
        )
        with self._engine.connect() as verbinding:
            gevonden = verbinding.execute(vraag).scalar_one_or_none()
        return None if gevonden is None else Stand(gevonden)

    def opnieuw(
        self,
        bezorgingen: Sequence[int],
        *,
        reden: str,
        wie: Medewerker,
        tafels: Collection[str] | None,
        sleutel: Herhaalsleutel | None = None,
    ) -> int:
        """Try these again that were given up, and say how many; what is not dead stays as it is.

        Raises:
            Weigering: the reason says nothing.
            NogBezig: somebody else did so under the same key.
        """
        if al_gedaan(sleutel):
            return len(bezorgingen)
        b = bezorging.c
        mag = select(bericht.c.bericht_id).where(*_van(tafels))
        with self._engine.begin() as verbinding:
            gedaan = verbinding.execute(
                update(bezorging)
                .where(b.bezorging_id.in_(bezorgingen), b.stand == Stand.DOOD.value, b.bericht_id.in_(mag))
                .values(stand=Stand.WACHT.value, pogingen=0, klaar_op=None, volgende_poging=self._nu())
                .returning(b.bezorging_id, b.ontvanger)
            ).all()
            if gedaan:
                leg_sleutel_vast(verbinding, sleutel)
            for rij in gedaan:
                self._leg_vast(verbinding, "bericht-opnieuw", str(rij.bezorging_id), reden, wie)
            for ontvanger in {rij.ontvanger for rij in gedaan}:
                verbinding.execute(
                    update(lijn)
                    .where(lijn.c.ontvanger == ontvanger, lijn.c.gepauzeerd_op.is_(None))
                    .values(niet_voor=self._nu())
                )
        return len(gedaan)

    def zoek(self, verwijzing: UUID) -> Gevonden:
        """What the message is about that this link was in.

        Raises:
            OnbekendBericht: it leads nowhere, or no more.
        """
        m, g = bericht.c, tables.gebeurtenis.c
        vraag = (
            select(m.stroom_id, m.soort, m.tafel, m.op, func.split_part(g.topic, ".", 1))
            .join(tables.gebeurtenis, (g.originator_id == m.stroom_id) & (g.originator_version == 1))
            .where(m.verwijzing == verwijzing)
        )
        with self._engine.connect() as verbinding:
            rij = verbinding.execute(vraag).one_or_none()
        if rij is None:
            raise OnbekendBericht
        return Gevonden(*rij)

    def nummers(self, stromen: Collection[UUID]) -> dict[UUID, str]:
        """The numbers that the world knows these streams by; of an overleg there is none."""
        n = tables.nummer.c
        vraag = select(n.stroom_id, n.casusnummer).where(n.stroom_id.in_(list(stromen)))
        with self._engine.connect() as verbinding:
            return {rij.stroom_id: rij.casusnummer for rij in verbinding.execute(vraag)}

    def _leg_vast(
        self, verbinding: Connection, soort: str, waarover: str, reden: str, wie: Medewerker
    ) -> None:
        schoon = " ".join(reden.split())
        if not schoon or len(schoon) > LANGSTE_REDEN or not schoon.isprintable():
            raise Weigering(f"Geef een reden van ten hoogste {LANGSTE_REDEN} tekens.")
        verbinding.execute(
            insert(ingreep).values(op=self._nu(), soort=soort, waarover=waarover, reden=schoon, wie=wie.id)
        )


def _van(tafels: Collection[str] | None) -> tuple[ColumnElement[bool], ...]:
    """Messages of these tables; of all without."""
    return () if tafels is None else (bericht.c.tafel == any_(literal(sorted(tafels), ARRAY(Text))),)


def _meteen(verbinding: Connection, ontvanger: UUID, *, nu: datetime) -> None:
    """What waits for a receiver is due now."""
    verbinding.execute(delete(lijn).where(lijn.c.ontvanger == ontvanger))
    b = bezorging.c
    verbinding.execute(
        update(bezorging)
        .where(b.ontvanger == ontvanger, b.stand == Stand.WACHT.value)
        .values(volgende_poging=nu)
    )
