"""From the numbers that the world knows to the streams that it does not."""

from collections.abc import Collection, Sequence
from uuid import UUID

from eventsourcing.postgres import PostgresDatastore

from infra.codec import KluisGeschonden
from infra.keys import Inpakker, Zoekdoel, Zoeksleutel
from infra.kluis import Nummer
from infra.zoeksleutels import Zoekbos

Kenmerk = tuple[str, str | None]
"""An organisation, and its own mark for a case, if it gave one."""


def eis_eigen_nummer(gevraagd: str, gevonden: str) -> None:
    """Check that what a number leads to was brought in under it; the table of numbers is in no proof.

    Raises:
        KluisGeschonden: it was not. Names no number.
    """
    if gevonden not in ("", gevraagd):
        raise KluisGeschonden("A number leads to another case or consultatie than the one it was given to.")


class Nummers:
    """Looks up casusnummers, and the kenmerken of source systems by a keyed blind index."""

    def __init__(self, datastore: PostgresDatastore, *, kek: Inpakker) -> None:
        """Read the key of the blind index.

        Raises:
            SleutelFout: there is none, or it does not open with this KEK.
        """
        self._datastore = datastore
        self._zoek = Zoekbos(datastore, Zoekdoel.KENMERK, kek=kek)

    def nummer(self, casusnummer: str, stroom_id: UUID, kenmerk: Kenmerk) -> Nummer:
        """The number of a new case, with the mark of its kenmerk."""
        sleutel = self._zoek.nieuwste
        merk = merk_van(sleutel, kenmerk)
        return Nummer(casusnummer, stroom_id, merk, None if merk is None else sleutel.nummer)

    def stroom(self, casusnummer: str) -> UUID | None:
        """The stream behind a number; ``None`` where there is none or no longer."""
        with self._datastore.get_connection() as verbinding:
            rij = verbinding.execute(
                "SELECT stroom_id FROM kluis.nummer WHERE casusnummer = %s", (casusnummer,), prepare=True
            ).fetchone()
        if rij is None:
            return None
        gevonden: UUID = rij["stroom_id"]
        return gevonden

    def van(self, stromen: Collection[UUID]) -> dict[UUID, str]:
        """The numbers of these streams, of those that have one."""
        with self._datastore.get_connection() as verbinding:
            rijen = verbinding.execute(
                "SELECT stroom_id, casusnummer FROM kluis.nummer WHERE stroom_id = ANY(%s)", (list(stromen),)
            ).fetchall()
        return {rij["stroom_id"]: rij["casusnummer"] for rij in rijen}

    def reeks(self, na: str, *, limiet: int) -> list[tuple[str, UUID]]:
        """The next numbers after one, with their streams: of casussen and consultaties, in a fixed order."""
        with self._datastore.get_connection() as verbinding:
            rijen = verbinding.execute(
                "SELECT casusnummer, stroom_id FROM kluis.nummer WHERE casusnummer > %s"
                " ORDER BY casusnummer LIMIT %s",
                (na, limiet),
                prepare=True,
            ).fetchall()
        return [(rij["casusnummer"], rij["stroom_id"]) for rij in rijen]

    def bekende(self, kenmerken: Sequence[Kenmerk]) -> dict[Kenmerk, Nummer]:
        """Those of the kenmerken that came in before."""
        gevraagd = [kenmerk for kenmerk in kenmerken if kenmerk[1] is not None]
        if not gevraagd:
            return {}
        with self._zoek.blik() as (verbinding, sleutels):
            bij_merk = {
                merk: kenmerk
                for sleutel in sleutels
                for kenmerk in gevraagd
                if (merk := merk_van(sleutel, kenmerk)) is not None
            }
            rijen = verbinding.execute(
                "SELECT casusnummer, stroom_id, kenmerk_merk FROM kluis.nummer WHERE kenmerk_merk = ANY(%s)",
                (list(bij_merk),),
                prepare=True,
            ).fetchall()
        return {
            bij_merk[bytes(rij["kenmerk_merk"])]: Nummer(
                rij["casusnummer"], rij["stroom_id"], bytes(rij["kenmerk_merk"])
            )
            for rij in rijen
        }


def merk_van(sleutel: Zoeksleutel, kenmerk: Kenmerk) -> bytes | None:
    """The mark of a kenmerk of one organisation."""
    organisatie, eigen = kenmerk
    return None if eigen is None else sleutel.merk("kenmerk", organisatie, eigen)
