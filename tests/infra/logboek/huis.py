"""A log on disk that asks the witnesses of its policy, and witnesses in this process that answer as a test wants."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from infra.logboek.checkpoint import Checkpoint
from infra.logboek.getuige import lees_aanvraag
from infra.logboek.getuigemap import Getuigemap
from infra.logboek.getuigenstand import Getuigenstand, lees_standen
from infra.logboek.getuigepost import GetuigeWeg, Post
from infra.logboek.medeondertekenen import Medeondertekening
from infra.logboek.merkle import Boom
from infra.logboek.notitie import lees_notitie
from infra.logboek.publicatie import Logboekmap
from infra.logboek.ring import Sleutelring
from infra.logboek.sleutels import Controlesleutel
from tests.infra.logboek.proeflog import BOOM, Proeflog
from tests.infra.logboek.spelers import NU

Antwoordt = Callable[[bytes], Post]


def echt(getuige: Getuigemap) -> Antwoordt:
    """A witness that does what it should."""

    def antwoordt(data: bytes) -> Post:
        antwoord = getuige.beantwoord(getuige.sleutel(), data)
        return Post(antwoord.status, antwoord.mediatype.partition(";")[0], antwoord.inhoud)

    return antwoordt


def weg(_: bytes) -> Post:
    raise GetuigeWeg(verwacht="an answer", gevonden="none in time")


def zegt(status: int, inhoud: bytes = b"", mediatype: str = "text/plain") -> Antwoordt:
    return lambda _: Post(status, mediatype, inhoud)


@dataclass
class Huis:
    """A log on disk, the witnesses that its policy names, and what it asked of whom."""

    map: Logboekmap
    log: Proeflog
    beleid: Path
    boom: Boom = BOOM
    getuigen: dict[str, Antwoordt] = field(default_factory=dict)
    gevraagd: list[tuple[str, int]] = field(default_factory=list)

    @property
    def ring(self) -> Sleutelring:
        return Sleutelring(self.log.sleutel)

    def stuur(self, url: str, data: bytes) -> Post:
        self.gevraagd.append((url, lees_aanvraag(data).oud))
        return self.getuigen[url](data)

    def met(self, naam: str, sleutel: Controlesleutel, antwoordt: Antwoordt) -> None:
        """Name one more witness in the policy."""
        oud = self.beleid.read_text().replace("quorum none\n", "") if self.beleid.exists() else ""
        self.beleid.write_text(f"{oud}witness {naam} {sleutel.vkey} https://{naam}.example/\nquorum none\n")
        self.getuigen[f"https://{naam}.example/"] = antwoordt

    def vrager(self) -> Medeondertekening:
        return Medeondertekening(
            *(self.map, self.beleid),
            ring=lambda: self.ring,
            bewijs=self.boom.consistency_proof,
            nu=lambda: NU,
            stuur=self.stuur,
        )

    def publiceer(self, grootte: int) -> None:
        self.map.schrijf(Checkpoint(self.log.oorsprong, grootte, self.boom.root(grootte)), self.ring)

    def onder(self, grootte: int | None = None) -> list[str]:
        """Whose signatures stand under a checkpoint, the newest one unless a size is given."""
        naam = "checkpoint" if grootte is None else f"checkpoints/{grootte}"
        return [h.naam for h in lees_notitie((self.map.map / naam).read_bytes()).handtekeningen]

    def stand(self, sleutel: Controlesleutel) -> Getuigenstand:
        return lees_standen(self.map.map)[sleutel.vkey]


def sleutel_van(getuige: Getuigemap) -> Controlesleutel:
    return getuige.sleutel().controlesleutel


def meteen_weer(vrager: Medeondertekening) -> None:
    """Let the time go by after which a witness may be asked again."""
    for lijn in vrager._lijnen.values():
        lijn.niet_voor = 0.0
