"""A log of one test, with two histories: what a witness is asked to cosign, and what it must not."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from infra.logboek.blad import bladhash
from infra.logboek.checkpoint import Checkpoint, teken_checkpoint
from infra.logboek.getuige import Aanvraag
from infra.logboek.getuigemap import Getuigemap
from infra.logboek.merkle import Boom, KnopenInGeheugen
from infra.logboek.notitie import Notitie
from infra.logboek.sleutels import Soort, Tekensleutel, nieuwe_tekensleutel

GROOTST = 40
GETUIGE = "fg.example/getuige"


def _geplant(*, vanaf: int) -> Boom:
    """A tree of forty entries; from ``vanaf`` on they are other ones."""
    boom, nieuw = Boom(KnopenInGeheugen()).append(
        bladhash(f"{'rewritten' if nummer >= vanaf else 'entry'} {nummer}".encode())
        for nummer in range(GROOTST)
    )
    boom.knopen.put(nieuw)
    return boom


BOOM = _geplant(vanaf=GROOTST)
ANDERS = _geplant(vanaf=3)


@dataclass(frozen=True)
class Proeflog:
    """A log by its key."""

    sleutel: Tekensleutel

    @property
    def vkey(self) -> str:
        return self.sleutel.controlesleutel.vkey

    @property
    def oorsprong(self) -> str:
        return self.sleutel.naam

    def getekend(self, grootte: int, boom: Boom = BOOM) -> Notitie:
        return teken_checkpoint(Checkpoint(self.oorsprong, grootte, boom.root(grootte)), self.sleutel)

    def vraag(
        self, oud: int, nieuw: int, boom: Boom = BOOM, *, bewijs: Collection[bytes] | None = None
    ) -> bytes:
        """The body of a request, with the right proof unless another is given."""
        if bewijs is None:
            bewijs = boom.consistency_proof(oud, nieuw) if oud <= nieuw else []
        return Aanvraag.voor(oud, bewijs, self.getekend(nieuw, boom)).codeer()

    def met_een_andere_sleutel(self) -> "Proeflog":
        return nieuwe_log(self.oorsprong)


def nieuwe_log(oorsprong: str = "logboek.example/proef") -> Proeflog:
    return Proeflog(nieuwe_tekensleutel(oorsprong, Soort.NOTITIE))


def nieuwe_getuige(map_: Path, *logs: Proeflog, naam: str = GETUIGE) -> Getuigemap:
    """The folder of a witness with a key, which trusts these logs."""
    getuige = Getuigemap(map_, nu=lambda: datetime.now(UTC))
    getuige.maak_sleutel(naam)
    for log in logs:
        getuige.vertrouw(log.vkey)
    return getuige
