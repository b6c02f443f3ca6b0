"""Where mail goes, for an organisation or for somebody at work: in one table, and nowhere else in full."""

from collections.abc import Callable, Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, Connection, Engine, Text, any_, delete, literal, select
from sqlalchemy.dialects.postgresql import insert

from domain.rollen import Medewerker
from domain.weigering import Weigering
from infra.berichten.beeld import Mailadres, OnbekendMailadres
from infra.berichten.soorten import Stand
from infra.berichten.tabellen import adres, bezorging, lijn
from infra.herhaalsleutels import Herhaalsleutel, al_gedaan, leg_sleutel_vast

MAILADRES_WEG = "Dit mailadres is al verwijderd."


class Mailadressen:
    """Keeps them."""

    def __init__(self, engine: Engine, *, nu: Callable[[], datetime], nieuw_id: Callable[[], UUID]) -> None:
        """Take the database as the service, the clock and the ids."""
        self._engine, self._nu, self._nieuw_id = engine, nu, nieuw_id

    def geef_mailadres(
        self,
        tafel: str,
        organisatie: str,
        medewerker: str | None,
        mailadres: str,
        *,
        wie: Medewerker,
        sleutel: Herhaalsleutel | None = None,
    ) -> tuple[Mailadres, bool]:
        """Say where mail goes for somebody or for an organisation, in place of before; and whether that is new.

        Under a key that did so before, the answer is where it goes now.

        Raises:
            Weigering: it was said under this key, and taken away since.
            NogBezig: somebody else said it under the same key.
        """
        nieuw = {"mailadres": mailadres, "gegeven_op": self._nu(), "gegeven_door": wie.id}
        voor_wie = {"tafel": tafel, "organisatie": organisatie, "medewerker": medewerker}
        gezet = al_gedaan(sleutel)
        if not gezet:
            with self._engine.begin() as verbinding:
                gezet = bool(
                    verbinding.execute(
                        insert(adres)
                        .values(adres_id=self._nieuw_id(), **voor_wie, **nieuw)
                        .on_conflict_do_update(
                            index_elements=list(voor_wie), set_=nieuw, where=adres.c.mailadres != mailadres
                        )
                        .returning(adres.c.adres_id)
                    ).scalar()
                )
                if gezet:
                    leg_sleutel_vast(verbinding, sleutel)
        for een in self.mailadressen(tafels=[tafel]):
            if (een.organisatie, een.medewerker) == (organisatie, medewerker):
                return een, gezet
        raise Weigering(MAILADRES_WEG)

    def mailadressen(self, *, tafels: Collection[str] | None) -> tuple[Mailadres, ...]:
        """Where mail goes, of these tables or of all."""
        d = adres.c
        vraag = select(adres).order_by(d.tafel, d.organisatie, d.medewerker.nulls_first())
        if tafels is not None:
            vraag = vraag.where(d.tafel == any_(literal(sorted(tafels), ARRAY(Text))))
        with self._engine.connect() as verbinding:
            return tuple(
                Mailadres(
                    rij.adres_id,
                    rij.tafel,
                    rij.organisatie,
                    rij.medewerker,
                    afgekort(rij.mailadres),
                    rij.gegeven_op,
                    rij.gegeven_door,
                )
                for rij in verbinding.execute(vraag)
            )

    def vergeet_mailadres(
        self, id_: UUID, *, tafels: Collection[str] | None, sleutel: Herhaalsleutel | None = None
    ) -> Mailadres:
        """Send nothing there any more; the address is gone, and so is what still waits for it.

        Raises:
            OnbekendMailadres: there is none with this id, or it is of a table of others.
            Weigering: it was taken away under this key; there is nothing left to tell of it.
            NogBezig: somebody else took it away under the same key.
        """
        if al_gedaan(sleutel):
            raise Weigering(MAILADRES_WEG)
        weg = next((een for een in self.mailadressen(tafels=tafels) if een.adres_id == id_), None)
        if weg is None:
            raise OnbekendMailadres
        with self._engine.begin() as verbinding:
            leg_sleutel_vast(verbinding, sleutel)
            verbinding.execute(delete(adres).where(adres.c.adres_id == id_))
            vergeet_ontvanger(verbinding, id_)
        return weg


def afgekort(mailadres: str) -> str:
    """An address with no more than its first letter and its domain."""
    naam, _, domein = mailadres.rpartition("@")
    return f"{naam[:1]}…@{domein}"


def vergeet_ontvanger(verbinding: Connection, ontvanger: UUID) -> None:
    """What waits for a receiver that is no more, and how it went with it."""
    niet_klaar = bezorging.c.stand.in_([Stand.WACHT.value, Stand.DOOD.value])
    verbinding.execute(delete(bezorging).where(bezorging.c.ontvanger == ontvanger, niet_klaar))
    verbinding.execute(delete(lijn).where(lijn.c.ontvanger == ontvanger))
