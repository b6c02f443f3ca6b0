"""A service with made-up cases in every state, served by a real server: made once for all tests of the pages."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import uvicorn
from sqlalchemy import func, select

from api.app import maak_app
from api.lijn import Server
from api.luisteren import adres_van, luister
from api.samenstelling import Dienst
from api.tokens import lees_sleutel, maak_token
from domain.casus.commands import (
    GeefToestemming,
    LegVoortgangVast,
    MeldAan,
    Trieer,
    VulAan,
    WeigerToestemming,
)
from domain.casus.waarden import Aanzet, Betrokkene, Betrokkenheid, Hoedanigheid, Uitkomst, Vorm
from domain.overleg.commands import BevestigKomst, NodigUitVoorOverleg, PlanOverleg
from domain.overleg.waarden import Overlegsoort, Puntsoort
from domain.rollen import Medewerker, Rol
from domain.tafels import Deelname
from infra.tables import inzageregel
from tests.api.conftest import MENSEN
from tests.conftest import Klok
from tests.gezin import KIND
from tests.verhalen import CASUSREGISSEUR, OORDELEN, SECRETARIS, ZVH, Verhaal, aanmelding, nieuw_verhaal

APPELBOOM = "Testpersoon Appelboom"


@dataclass
class Huis:
    """A running service, and the numbers of its cases by what they are there for."""

    dienst: Dienst
    klok: Klok
    adres: str = ""
    nummers: dict[str, str] = field(default_factory=dict)

    def token(self, wie: Medewerker | Rol, *, tafels: tuple[str, ...] = (ZVH,)) -> str:
        """A token of the demo's issuer."""
        return maak_token(
            MENSEN[wie] if isinstance(wie, Rol) else wie,
            tafels,
            sleutel=lees_sleutel(self.dienst.settings.tokensleutel),
            omgeving=self.dienst.omgeving,
            duur=timedelta(hours=8),
        )

    def nieuwe_melding(self, **anders: Any) -> str:
        """One more case that waits for triage, as the police bring it in."""
        omgeving = self.dienst.omgeving
        basis = aanmelding(casusnummer=omgeving.casusnummer(), vandaag=omgeving.vandaag())
        mensen = tuple(replace(mens, persoon_id=uuid4()) for mens in basis.betrokkenen)
        opdracht: MeldAan = replace(basis, **{"betrokkenen": mensen, **anders})
        gedaan = self.dienst.shell.meld_aan(ZVH, opdracht, namens=SECRETARIS)
        for mens in opdracht.betrokkenen:
            self._geef(gedaan.casusnummer, mens)
        self.dienst.wacht_op(gedaan.positie)
        return gedaan.casusnummer

    def _geef(self, nummer: str, mens: Betrokkene) -> None:
        if mens.naam == APPELBOOM:
            return
        for doel in ("bespreken", "beroepsgeheim"):
            if self.dienst.shell.tafel(ZVH).doel(doel) is not None:
                woord = GeefToestemming(
                    mens.persoon_id, doel, mens.naam, Hoedanigheid.ZELF, "tekst-1", self.vandaag()
                )
                self.dienst.shell.voer_uit(nummer, woord, namens=SECRETARIS)

    def onbekend_gezin(self, nummer: str) -> None:
        """Somebody else brings a child into a case, while others look at it."""
        kind = replace(KIND, persoon_id=uuid4())
        self.dienst.shell.voer_uit(nummer, VulAan("ggz", betrokkenen=(kind,)), namens=SECRETARIS)

    def inzagen(self) -> int:
        """How many lines the read log has."""
        with self.dienst.engine.connect() as verbinding:
            return verbinding.execute(select(func.count()).select_from(inzageregel)).scalar_one()

    def vandaag(self) -> date:
        """The day at the clock of the tests."""
        return self.dienst.omgeving.vandaag()

    def verhaal(self, naam: str, *stappen: str) -> Verhaal:
        """A case that went through these steps, kept under a name."""
        verhaal = nieuw_verhaal(self.dienst)
        for stap in ("meld_aan", *stappen):
            getattr(verhaal, stap)()
        self.nummers[naam] = verhaal.casusnummer
        return verhaal

    def vul(self) -> None:
        """Tell the cases."""
        self.nummers["oud"] = self.nieuwe_melding()
        self.nummers["onvolledig"] = self.nieuwe_melding(
            betrokkenen=(Betrokkene(uuid4(), Betrokkenheid.HOOFDPERSOON, APPELBOOM, date(1980, 1, 2)),),
            aanpak=None,
            criteria=(),
            reguliere_routes=None,
        )
        self._weiger(self.nummers["onvolledig"])
        self.verhaal("monitoring", "trieer", "wijs_regie_toe", "plan_ico", "houd_ico", "wijs_actie_toe").doe(
            LegVoortgangVast("Het gaat verzonnen goed", Aanzet.CASUSREGISSEUR), CASUSREGISSEUR
        )
        self.klok.verder(days=9)
        self.nummers["nieuw"] = self.nieuwe_melding()
        aangehouden = self.verhaal("aangehouden")
        aangehouden.doe(Trieer(OORDELEN, Uitkomst.AANGEHOUDEN, "Eerst meer weten", ("politie",)))
        laatste = self.verhaal("opgenomen", "trieer", "wijs_regie_toe").plan_ico()
        self._overleg(aangehouden.casusnummer)
        self.dienst.wacht_op(laatste.positie)

    def _overleg(self, casusnummer: str) -> None:
        """A triage with a case on its agenda and two who were invited."""
        overleggen, begint = self.dienst.overleggen, self.dienst.omgeving.nu() + timedelta(days=6)
        plan = PlanOverleg(uuid4(), Overlegsoort.TRIAGE, begint, 90, Vorm.DIGITAAL, 8)
        overleg_id = overleggen.plan(ZVH, plan, namens=SECRETARIS).overleg_id
        politie, ggz = (NodigUitVoorOverleg(uuid4(), wie, Deelname.VAST) for wie in ("politie", "ggz"))
        for opdracht in (politie, ggz, BevestigKomst(ggz.uitnodiging_id)):
            overleggen.voer_uit(overleg_id, opdracht, namens=SECRETARIS)
        op_agenda = overleggen.zet_op_agenda(
            overleg_id, casusnummer, Puntsoort.TRIAGE, agendapunt_id=uuid4(), namens=SECRETARIS
        )
        self.dienst.wacht_op(op_agenda.positie)
        self.nummers["overleg"] = str(overleg_id)

    def _weiger(self, nummer: str) -> None:
        mens = self.dienst.shell.laad(nummer).casus.betrokkenen[0]
        for doel in self.dienst.shell.tafel(ZVH).toestemming:
            woord = WeigerToestemming(
                mens.persoon_id, doel.code, mens.naam, Hoedanigheid.ZELF, self.vandaag()
            )
            self.dienst.shell.voer_uit(nummer, woord, namens=SECRETARIS)


@contextmanager
def bediend(huis: Huis) -> Iterator[Huis]:
    """Serve it on a free port of this computer, until the tests are over."""
    huis.dienst.runner.start()
    with luister("127.0.0.1", 0) as luisteraar:
        app = maak_app(huis.dienst)
        config = uvicorn.Config(app, log_config=None, access_log=False, server_header=False)
        server = Server(config, app.state.omroep)
        draad = threading.Thread(target=server.run, kwargs={"sockets": [luisteraar]}, daemon=True)
        draad.start()
        huis.adres = adres_van(luisteraar)
        while not server.started:
            time.sleep(0.01)
        try:
            yield huis
        finally:
            server.should_exit = True
            draad.join(timeout=10)
            huis.dienst.runner.stop()
