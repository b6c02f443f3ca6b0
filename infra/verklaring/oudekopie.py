"""Which data keys that a verklaring tells of still stand, wrapped, in an old copy of the database.

The copy is a dump as ``pg_dump`` writes it by itself, in SQL; it is read line by line and never put back. Found are the
keys whose fingerprint the verklaring has, with the epoch of the KEK that each is wrapped with. Whether that KEK is
still anywhere a file cannot tell.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from domain.vernietigingslijst.verklaring import Verklaring
from infra.logboek.uitslag import GeenBundel
from infra.vernietiging.kenmerken import sleutelafdruk

_KOP = re.compile(rb"COPY sleutels\.sleutel \(([a-z_, ]+)\) FROM stdin;\s*")
_EINDE = b"\\."


@dataclass(frozen=True)
class Oudekopie:
    """What was found. ``bekeken`` keys in all; of those ``gezocht``, how many there were for each epoch."""

    bekeken: int
    gezocht: int
    gevonden: Mapping[int, int]
    vervangen: frozenset[int]

    def regels(self) -> list[str]:
        """Tell it."""
        aantal = sum(self.gevonden.values())
        kop = (
            f"Van de {self.gezocht} sleutels in de verklaring staan er {aantal} in deze kopie; "
            f"bekeken zijn {self.bekeken} sleutels."
        )
        return [kop, *(self._van(tijdvak, hoeveel) for tijdvak, hoeveel in sorted(self.gevonden.items()))]

    def _van(self, tijdvak: int, aantal: int) -> str:
        zin = (
            "Die is volgens de verklaring vervangen. Ze gaan alleen nog open met een kopie van die hoofdsleutel. "
            "Of er nog een is, staat hier niet in."
            if tijdvak in self.vervangen
            else "De verklaring noemt die niet als vervangen: vraag de beheerder of hij er nog is."
        )
        return f"- {aantal} verpakt met de hoofdsleutel van tijdvak {tijdvak}. {zin}"


def zoek(verklaring: Verklaring, dump: Iterable[bytes]) -> Oudekopie:
    """Look for its keys in the lines of a dump.

    Raises:
        GeenBundel: this is no dump in SQL of a database of this service, or it ends halfway.
    """
    gezocht = frozenset(verklaring.wijze.vingerafdrukken)
    bekeken, gevonden = 0, Counter[int]()
    for sleutel_id, tijdvak in _sleutels(iter(dump)):
        bekeken += 1
        if sleutelafdruk(sleutel_id) in gezocht:
            gevonden[tijdvak] += 1
    vervangen = frozenset(wissel.oud for wissel in verklaring.wijze.tijdvakken)
    return Oudekopie(bekeken, len(gezocht), gevonden, vervangen)


def _sleutels(dump: Iterator[bytes]) -> Iterator[tuple[UUID, int]]:
    kop = next((gevonden for regel in dump if (gevonden := _KOP.fullmatch(regel))), None)
    if kop is None:
        raise GeenBundel(
            "In dit bestand staat de tabel sleutels.sleutel niet zoals pg_dump die in SQL schrijft. Is het een "
            "kopie in een andere vorm? Geef wat 'pg_restore -f -' ervan maakt."
        )
    kolommen = [kolom.strip() for kolom in kop[1].decode().split(",")]
    for regel in dump:
        if regel.rstrip() == _EINDE:
            return
        try:
            rij = dict(zip(kolommen, regel.decode().rstrip("\n").split("\t"), strict=True))
            sleutel = UUID(rij["sleutel_id"]), int(rij["tijdvak"])
        except (KeyError, ValueError):
            raise GeenBundel("Een regel van de tabel sleutels.sleutel heeft een andere vorm.") from None
        yield sleutel
    raise GeenBundel("Dit bestand houdt op midden in de tabel sleutels.sleutel.")
