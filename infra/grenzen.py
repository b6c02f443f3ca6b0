"""How often somebody may knock, counted by all processes together.

A request costs no question to the database: each process counts for itself and adds what it counted to what all
counted, some times a second. So together they let through at most what comes in within one such beat more than the
limit; for a limit by the minute that is little. While the database is away each process goes on by its own count.
"""

import hashlib
import time
from dataclasses import dataclass
from threading import Lock

import structlog
from limits import RateLimitItem, parse
from limits.storage import Storage
from limits.strategies import FixedWindowRateLimiter
from sqlalchemy import Engine, delete, func, text

from infra.concepten import Concepten
from infra.deurtabellen import telling
from infra.herhaalsleutels import Herhaalsleutels
from infra.rondes import Rondes
from infra.runner import DATABASE_WEG
from infra.sessies import Sessies
from infra.settings import Settings

log = structlog.get_logger()

SLAG = 0.5
"""Seconds between two moments at which a process tells what it counted and hears what all counted."""

OPRUIMEN = 600.0
"""Seconds between two times that what is over is thrown away."""

_LEG_SAMEN = text("""
INSERT INTO deur.telling AS t (sleutel, aantal, vervalt)
SELECT n.sleutel, n.aantal, now() + n.nog * interval '1 second'
FROM unnest(CAST(:sleutels AS bytea[]), CAST(:aantallen AS bigint[]), CAST(:nog AS float8[]))
    AS n (sleutel, aantal, nog) ORDER BY n.sleutel
ON CONFLICT (sleutel) DO UPDATE SET
    aantal = CASE WHEN t.vervalt <= now() THEN excluded.aantal ELSE t.aantal + excluded.aantal END,
    vervalt = CASE WHEN t.vervalt <= now() THEN excluded.vervalt ELSE t.vervalt END
RETURNING sleutel, aantal, CAST(extract(epoch FROM vervalt - now()) AS float8) AS nog
""")


@dataclass
class _Teller:
    """What is counted under one key: what all told, and what this process has yet to tell."""

    vervalt: float
    samen: int = 0
    hier: int = 0


class GedeeldeTelling(Storage):
    """A storage of the limits library in which processes add up what they count, in PostgreSQL."""

    STORAGE_SCHEME = None

    def __init__(self, engine: Engine) -> None:
        """Take the database as the service."""
        super().__init__()
        self._engine = engine
        self._tellers: dict[str, _Teller] = {}
        self._slot = Lock()

    @property
    def base_exceptions(self) -> tuple[type[Exception], ...]:
        """What can go wrong: nothing, as nothing is asked."""
        return ()

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count, and give how often it is now within this window."""
        with self._slot:
            teller = self._van_nu(key)
            if teller is None:
                teller = self._tellers[key] = _Teller(time.time() + expiry)
            teller.hier += amount
            return teller.samen + teller.hier

    def get(self, key: str) -> int:
        """How often it is within this window."""
        with self._slot:
            teller = self._van_nu(key)
            return 0 if teller is None else teller.samen + teller.hier

    def get_expiry(self, key: str) -> float:
        """When this window is over, in seconds since 1970."""
        with self._slot:
            teller = self._van_nu(key)
            return time.time() if teller is None else teller.vervalt

    def stand(self, key: str) -> tuple[int, float]:
        """How often it is within this window, and when that is over."""
        with self._slot:
            teller = self._van_nu(key)
            return (0, time.time()) if teller is None else (teller.samen + teller.hier, teller.vervalt)

    def check(self) -> bool:
        """Say whether it works; it does without the database as well."""
        return True

    def reset(self) -> int:
        """Forget what this process counted."""
        with self._slot:
            aantal = len(self._tellers)
            self._tellers.clear()
            return aantal

    def clear(self, key: str) -> None:
        """Forget what this process counted under one key."""
        with self._slot:
            self._tellers.pop(key, None)

    def deel(self) -> None:
        """Tell what was counted here since the last time, and hear what all counted.

        Raises:
            SQLAlchemyError: the database is away; nothing is forgotten.
        """
        nu = time.time()
        with self._slot:
            self._tellers = {key: een for key, een in self._tellers.items() if een.vervalt > nu}
            # All that is counted, also where nothing is new here: others may have counted.
            deze = {_sleutel(key): (een, een.hier) for key, een in self._tellers.items()}
        if not deze:
            return
        waarden = {
            "sleutels": list(deze),
            "aantallen": [aantal for _, aantal in deze.values()],
            "nog": [een.vervalt - nu for een, _ in deze.values()],
        }
        with self._engine.begin() as verbinding:
            rijen = verbinding.execute(_LEG_SAMEN, waarden).all()
        with self._slot:
            for rij in rijen:
                teller, verteld = deze[bytes(rij.sleutel)]
                teller.samen, teller.vervalt = rij.aantal, nu + rij.nog
                teller.hier -= verteld

    def ruim_op(self) -> None:
        """Throw away what is over."""
        with self._engine.begin() as verbinding:
            verbinding.execute(delete(telling).where(telling.c.vervalt < func.now()))

    def _van_nu(self, key: str) -> _Teller | None:
        teller = self._tellers.get(key)
        return teller if teller is not None and teller.vervalt > time.time() else None


def _sleutel(key: str) -> bytes:
    """What stands in the table: not who it is."""
    return hashlib.sha256(key.encode()).digest()[:16]


@dataclass(frozen=True)
class Stand:
    """How somebody stands under a limit: which, of how many in how many seconds, how many are left and until when."""

    naam: str
    aantal: int
    venster: int
    over: int
    nog: int
    te_veel: bool


class Grenzen:
    """The limits of the door, and what keeps their counts, the keys of commands, and clears away what is over."""

    def __init__(
        self,
        engine: Engine,
        settings: Settings,
        *,
        herhaalsleutels: Herhaalsleutels,
        sessies: Sessies,
        concepten: Concepten,
    ) -> None:
        """Take the database as the service, how much is allowed, and what is thrown away when it is over."""
        self._telling = GedeeldeTelling(engine)
        self._teller = FixedWindowRateLimiter(self._telling)
        self._grenzen: dict[str, RateLimitItem] = {
            "persoon": parse(settings.grens_per_persoon),
            "organisatie": parse(settings.grens_per_organisatie),
            "adres": parse(settings.grens_per_adres),
            "mislukt": parse(settings.grens_mislukt),
        }
        self._herhaalsleutels, self._sessies, self._concepten = herhaalsleutels, sessies, concepten
        self._opruimen_om = 0.0
        self._rondes = Rondes("grenzen", self._beurt)

    def start(self) -> None:
        """Count together with the other processes, until ``stop``."""
        self._rondes.start()

    def stop(self) -> None:
        """End."""
        self._rondes.stop()

    def tel(self, naam: str, *wie: str) -> Stand:
        """Count one request of somebody under a limit, and say how that stands."""
        grens = self._grenzen[naam]
        mag = self._teller.hit(grens, naam, *wie)
        # One look for both, where the library takes two: this is done for every request.
        aantal, vervalt = self._telling.stand(grens.key_for(naam, *wie))
        nog = max(1, round(vervalt - time.time()))
        over = max(0, grens.amount - aantal)
        return Stand(naam, grens.amount, grens.get_expiry(), over, nog, te_veel=not mag)

    def deel(self) -> None:
        """Tell what was counted here, and hear what all counted."""
        self._telling.deel()

    def _beurt(self) -> float:
        try:
            self.deel()
            if time.monotonic() >= self._opruimen_om:
                self._telling.ruim_op()
                self._herhaalsleutels.ruim_op()
                self._sessies.ruim_op()
                self._concepten.ruim_op()
                # After all of it went well: else it is done in the next round, and not much later.
                self._opruimen_om = time.monotonic() + OPRUIMEN
        except DATABASE_WEG as fout:
            log.warning("grenzen_wachten", soort=type(fout).__name__)
            self._rondes.wacht(1.0)
        except Exception as fout:  # noqa: BLE001 whatever it is, each process goes on by its own count
            log.error("grenzen_gestoord", soort=type(fout).__name__)  # noqa: TRY400 the text may hold more than it should
            self._rondes.wacht(30.0)
        return SLAG
