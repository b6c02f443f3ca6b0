"""What is seen of the threads that work without being asked: the lists, the outbox, the witnesses, old sessions."""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select

from api.samenstelling import Dienst
from infra.berichten.soorten import Kanaal
from infra.logboek import Afgekeurd
from infra.logboek.checkpoint import open_checkpoint
from infra.logboek.getuigemap import Getuigemap
from infra.sessies import Inlog, Sessies
from infra.sessietabel import sessie
from tests.infra.berichten.huis import BEHEERDER, Doos, standen
from tests.infra.logboek.huis import echt, sleutel_van
from tests.infra.logboek.verleden import ring_van
from tests.verhalen import ZVH

ORGANISATIE = "zvh"
"""Whose mail is kept here."""


@dataclass
class Draden:
    """Each with something to do, and nothing that goes over a network."""

    dienst: Dienst
    getuige: Getuigemap
    doos: Doos = field(default_factory=Doos)
    rondes: list[bool] = field(default_factory=list)
    """Of each round over the lists whether it came to its end."""

    def __post_init__(self) -> None:
        """Put them to work."""
        beheer = self.dienst.berichten.beheer
        beheer.geef_mailadres(ZVH, ORGANISATIE, None, "postbus@zvh.example.nl", wie=BEHEERDER)
        self.dienst.berichten.bezorger._zenders = {Kanaal.MAIL: self.doos}
        self._tel_rondes()

    def laat_medeondertekenen(self) -> None:
        """Have the witness asked, from the first checkpoint on: with that comes the key of the log."""
        log = ring_van(self.dienst).controlesleutel.vkey
        self.getuige.vertrouw(log)
        self.dienst.getuigen._stuur = lambda _, data: echt(self.getuige)(data)
        regel = f"witness fg {sleutel_van(self.getuige).vkey} https://fg.example/"
        self.dienst.settings.beleid.write_text(f"log {log}\n{regel}\nquorum fg\n", encoding="utf-8")

    def _tel_rondes(self) -> None:
        loper = self.dienst.lijstloper
        ronde = loper.ronde

        def geteld() -> tuple[str, ...]:
            self.rondes.append(False)
            gedaan = ronde()
            self.rondes[-1] = True
            return gedaan

        loper.ronde = geteld  # type: ignore[method-assign]  # the same round, and it is counted

    # --- before, during and after an outage ---

    def begin_een_oude_sessie(self) -> None:
        """One that ended yesterday, and that nobody cleared away yet; that is due from now on."""
        omgeving = self.dienst.omgeving
        gisteren = omgeving.nu() - timedelta(days=1)
        inlog = Inlog("https://uitgever.example", "pseudoniem-peer", "hoog", gisteren)
        Sessies(self.dienst.engine, nu=lambda: gisteren, nieuw_id=omgeving.nieuw_id).begin(
            inlog, toekenning=None
        )

    def kijk_naar_de_lijsten(self) -> None:
        """Have the lists looked at now, which is done once a minute."""
        self.rondes.clear()
        self.dienst.lijstloper.wek()

    @property
    def gemaild(self) -> set[UUID]:
        """The ids of the mails that arrived, each once."""
        return {post.bericht_id for post in self.doos.gekregen}

    @property
    def wacht_nog(self) -> bool:
        """Whether anything in the outbox did not arrive yet."""
        return set(standen(self.dienst)) != {"verzonden"}

    @property
    def sessies(self) -> int:
        """How many sessions are kept."""
        with self.dienst.engine.connect() as verbinding:
            return verbinding.execute(select(func.count()).select_from(sessie)).scalar_one()

    @property
    def medeondertekend(self) -> int:
        """The size of the newest checkpoint that the witness cosigned; 0 where that is not the newest there is."""
        try:
            gelezen = open_checkpoint(
                (self.dienst.settings.logboekmap / "checkpoint").read_bytes(),
                oorsprong=self.dienst.settings.logboek_naam,
                log=[ring_van(self.dienst).controlesleutel],
                getuigen=[sleutel_van(self.getuige)],
                drempel=1,
            )
        except (Afgekeurd, FileNotFoundError):
            return 0
        return gelezen.checkpoint.grootte
