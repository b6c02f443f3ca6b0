"""From the numbers that the world knows to the streams that it does not."""

from collections.abc import Collection, Sequence
from uuid import UUID

from eventsourcing.postgres import PostgresDatastore

from infra.codec import KluisGeschonden
from infra.keys import Inpakker, SleutelFout, Zoekdoel, Zoeksleutel
from infra.kluis import Nummer


def zoeksleutel(datastore: PostgresDatastore, doel: Zoekdoel, *, kek: Inpakker) -> Zoeksleutel:
    """Read the key of one blind index.

    Raises:
        SleutelFout: there is none, or it does not open with this KEK.
    """
    with datastore.get_connection() as verbinding:
        rij = verbinding.execute(
            "SELECT sleutel_id, tijdvak, ingepakt FROM sleutels.zoeksleutel WHERE doel = %s", (doel.value,)
        ).fetchone()
    if rij is None:
        raise SleutelFout("The key of a blind index is missing; run 'casus migrate'.")
    return Zoeksleutel(kek.pak_uit(bytes(rij["ingepakt"]), voor=rij["sleutel_id"], tijdvak=rij["tijdvak"]))


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
        self._zoek = zoeksleutel(datastore, Zoekdoel.KENMERK, kek=kek)

    def merk(self, organisatie: str, kenmerk: str | None) -> bytes | None:
        """The mark of a kenmerk of one organisation."""
        return None if kenmerk is None else self._zoek.merk("kenmerk", organisatie, kenmerk)

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

    def bekende(self, merken: Sequence[bytes | None]) -> dict[bytes, Nummer]:
        """Those of the marks that came in before."""
        gevraagd = [merk for merk in merken if merk is not None]
        if not gevraagd:
            return {}
        with self._datastore.get_connection() as verbinding:
            rijen = verbinding.execute(
                "SELECT casusnummer, stroom_id, kenmerk_merk FROM kluis.nummer WHERE kenmerk_merk = ANY(%s)",
                (gevraagd,),
                prepare=True,
            ).fetchall()
        return {
            bytes(rij["kenmerk_merk"]): Nummer(
                rij["casusnummer"], rij["stroom_id"], bytes(rij["kenmerk_merk"])
            )
            for rij in rijen
        }
