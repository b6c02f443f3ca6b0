"""Keeps the outbox going: derives what is new, and delivers what is due, to several receivers at once.

1. One receiver is served by one process at a time, by an advisory lock that goes with its connection; whoever dies lets
   go. Of each casus only the oldest message that is not done goes out: what came later waits for it.
2. "Arrived" is written after the receiver said so. Who dies in between sends again, under the same id.
3. After a fault a message is tried ever later (``uitstel``), with a spread so that not all come back at once, and after
   so many times it is a dead letter that somebody looks at. What waited behind it then goes on.
4. A receiver that cannot be reached is itself left alone ever longer; an endpoint that is away for hours is paused
   until somebody resumes it. None holds up another: each has a thread of its own while it is served.
"""

import random
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Connection, Engine

from infra.berichten.afleiding import Afleider
from infra.berichten.opslag import (
    Bezorging,
    Ontvanger,
    aan_de_beurt,
    gelukt,
    laat_los,
    lijn_mislukt,
    mislukt,
    neem_lijn,
    ruim_op,
    volgende,
    zet_lijn,
)
from infra.berichten.soorten import Kanaal, Stand
from infra.berichten.zender import Afgewezen, NietBezorgd, Onbereikbaar, Onbestelbaar, Vervallen, Zender
from infra.luisteraar import Luisteraar
from infra.rondes import Rondes
from infra.runner import DATABASE_WEG, FEITKANAAL
from infra.settings import Settings

log = structlog.get_logger()

TEGELIJK = 16
"""Receivers that are served at once by one process."""

RUST = 1.0
"""Seconds between two looks for what is due."""

OPRUIMEN_NA = 3600.0
"""Seconds between two times that what arrived long ago is forgotten."""

EERSTE_UITSTEL, LANGSTE_UITSTEL = timedelta(seconds=10), timedelta(hours=6)
"""After a first fault, and at most, doubling in between."""

SPREIDING = 0.2
"""By which part of it a delay may be longer or shorter."""


def uitstel(
    keer: int, *, eerste: timedelta = EERSTE_UITSTEL, lot: Callable[[], float] = random.random
) -> timedelta:
    """How long to wait after so many faults in a row; ``lot`` gives numbers from 0 to 1."""
    # Twenty doublings of the shortest delay are longer than the longest one.
    lang: timedelta = min(eerste * 2 ** min(keer - 1, 20), LANGSTE_UITSTEL)
    return lang * (1 + SPREIDING * (2 * lot() - 1))


class Bezorger:
    """Derives and delivers, in threads of its own or one round at a time."""

    def __init__(
        self,
        engine: Engine,
        afleider: Afleider,
        zenders: Mapping[Kanaal, Zender],
        settings: Settings,
        *,
        nu: Callable[[], datetime],
        herinner: Callable[[], int] = lambda: 0,
        eerste_uitstel: timedelta = EERSTE_UITSTEL,
    ) -> None:
        """Take the database as the service, by connections that are nobody else's: each lock lives in one.

        ``herinner`` puts the reminders of the day in the outbox.
        """
        self._engine, self._afleider, self._zenders, self._settings = engine, afleider, zenders, settings
        self._nu, self._herinner, self._eerste = nu, herinner, eerste_uitstel
        self._bezig: dict[Ontvanger, Future[int]] = {}
        self._pool = ThreadPoolExecutor(TEGELIJK, thread_name_prefix="bezorger")
        self._rondes = Rondes("berichten", self._beurt)
        self._oor = Luisteraar(engine, {FEITKANAAL: self._rondes.wek})
        self._opruimen_om = 0.0

    def start(self) -> None:
        """Derive and deliver until ``stop``."""
        self._oor.start()
        self._rondes.start()

    def stop(self) -> None:
        """Finish what is being sent and end."""
        self._rondes.stop()
        self._oor.stop()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def leid_af(self) -> int:
        """Derive all there is, and say how many facts were passed."""
        totaal = 0
        while gepasseerd := self._afleider.ronde():
            totaal += gepasseerd
        return totaal + self._herinner()

    def werk_bij(self) -> int:
        """Derive all there is, deliver all that is due, here and now, and say how many were tried."""
        self.leid_af()
        return sum(self._bedien(ontvanger) for ontvanger in self._aan_de_beurt())

    def _aan_de_beurt(self) -> tuple[Ontvanger, ...]:
        with self._engine.connect() as verbinding:
            return aan_de_beurt(verbinding, nu=self._nu(), kanalen=self._zenders)

    def _beurt(self) -> float:
        try:
            self.leid_af()
            self._ruim_op()
            self._verdeel()
        except Exception as fout:  # noqa: BLE001 the database may be away; all of it is there when it is back
            log.warning("berichten_wachten", soort=type(fout).__name__)
            self._rondes.wacht(1.0)
        return RUST

    def _verdeel(self) -> None:
        self._bezig = {wie: taak for wie, taak in self._bezig.items() if not taak.done()}
        for ontvanger in self._aan_de_beurt():
            if ontvanger not in self._bezig:
                self._bezig[ontvanger] = self._pool.submit(self._veilig, ontvanger)

    def _veilig(self, ontvanger: Ontvanger) -> int:
        try:
            return self._bedien(ontvanger)
        except DATABASE_WEG as fout:
            log.warning("bezorging_wacht", soort=type(fout).__name__)
        except Exception as fout:  # noqa: BLE001 one receiver does not hold up the others
            log.error("bezorging_gestruikeld", soort=type(fout).__name__)  # noqa: TRY400 the text may hold more than it should
        return 0

    def _bedien(self, ontvanger: Ontvanger) -> int:
        """Send what is due for one receiver, as long as that goes well; how many were tried."""
        geprobeerd = 0
        with self._engine.connect() as verbinding:
            if not neem_lijn(verbinding, ontvanger):
                return 0
            verbinding.commit()
            try:
                while (post := self._volgende(verbinding, ontvanger)) is not None:
                    self._probeer(verbinding, ontvanger, post)
                    geprobeerd += 1
            finally:
                # A connection that broke has let go already.
                with suppress(*DATABASE_WEG):
                    verbinding.rollback()
                    laat_los(verbinding, ontvanger)
                    verbinding.commit()
        return geprobeerd

    def _volgende(self, verbinding: Connection, ontvanger: Ontvanger) -> Bezorging | None:
        post = volgende(verbinding, ontvanger, nu=self._nu())
        # Nothing stays open while somebody else's computer answers.
        verbinding.commit()
        return post

    def _probeer(self, verbinding: Connection, ontvanger: Ontvanger, post: Bezorging) -> None:
        try:
            self._zenders[ontvanger.kanaal].stuur(post)
        except Vervallen:
            gelukt(verbinding, post, Stand.VERVALLEN, nu=self._nu())
        except NietBezorgd as fout:
            self._mislukt(verbinding, ontvanger, post, fout)
        except DATABASE_WEG:
            raise
        except Exception as fout:  # noqa: BLE001 whatever it is, it is this message's alone
            log.error("bericht_gestruikeld", soort=type(fout).__name__)  # noqa: TRY400 the text may hold more than it should
            self._mislukt(verbinding, ontvanger, post, Afgewezen(type(fout).__name__))
        else:
            gelukt(verbinding, post, Stand.VERZONDEN, nu=self._nu())
        verbinding.commit()

    def _mislukt(
        self, verbinding: Connection, ontvanger: Ontvanger, post: Bezorging, fout: NietBezorgd
    ) -> None:
        nu, keer = self._nu(), post.pogingen + 1
        op = isinstance(fout, Onbestelbaar) or keer >= self._settings.berichten_pogingen
        opnieuw = None if op else nu + uitstel(keer, eerste=self._eerste)
        mislukt(verbinding, post, str(fout), nu=nu, opnieuw_op=opnieuw)
        log.warning(
            "bericht_niet_bezorgd", kanaal=ontvanger.kanaal.value, soort=str(fout), poging=keer, dood=op
        )
        if not isinstance(fout, Onbereikbaar):
            return
        na = timedelta(hours=self._settings.berichten_pauze_na)
        gepauzeerd = zet_lijn(
            verbinding,
            ontvanger.id,
            str(fout),
            nu=nu,
            niet_voor=nu + uitstel(lijn_mislukt(verbinding, ontvanger.id) + 1, eerste=self._eerste),
            pauze_na=na if ontvanger.kanaal is Kanaal.WEBHOOK else None,
        )
        if gepauzeerd:
            log.error("abonnement_gepauzeerd", abonnement=str(ontvanger.id))

    def _ruim_op(self) -> None:
        if time.monotonic() < self._opruimen_om:
            return
        self._opruimen_om = time.monotonic() + OPRUIMEN_NA
        with self._engine.begin() as verbinding:
            ruim_op(verbinding, nu=self._nu(), bewaren=timedelta(days=self._settings.berichten_bewaren))
