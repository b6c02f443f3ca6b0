"""The lives of consultaties: a clock runs from the day on which somebody is named, and not before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from domain.casus.commands import LegGrondslagVast
from domain.casus.waarden import Betrokkene, Criteriumfeit, Voorcontact
from domain.consultatie.aanmelding import Aanvulling
from domain.consultatie.commands import Consultatieopdracht, SluitConsultatie, StelVraag, VulVraagAan
from domain.consultatie.waarden import Kanaal, Vraagaard
from tests.simulatie.mensen import RET, SECRETARIS, ZVH, mens
from tests.simulatie.regio import Leven, Regio, Termijn, jaren_na
from tests.simulatie.zaak import CODES, Zaak


@dataclass
class Consultatie:
    """One question. It keeps the term of the rules under which somebody was named: only casussen are reckoned anew."""

    regio: Regio
    tafel: str
    weg_op: date | None = None

    def neem_over(self, termijnen: Mapping[str, Termijn]) -> None:
        """Other rules were taken, which are for the questions after this one."""

    def stel(self, wie: tuple[Betrokkene, ...], aard: Vraagaard) -> None:
        """The question comes in."""
        self.nummer = self.regio.dienst.omgeving.consultatienummer()
        vraag = StelVraag(
            self.nummer,
            "politie" if self.tafel == ZVH else "lokale-toegang",
            Kanaal.TELEFONISCH,
            "mw-citroen",
            "Past dit bij de verzonnen tafel?",
            aard,
            betrokkenen=wie,
        )
        gedaan = self.regio.dienst.consultaties.stel_vraag(self.tafel, vraag, namens=SECRETARIS)
        if wie:
            self.klok_loopt()
        self.regio.bekend(gedaan.stroom_id, self.nummer, self)

    def klok_loopt(self) -> None:
        """Somebody is named."""
        self.weg_op = jaren_na(self.regio.vandaag, self.regio.termijnen[self.tafel].plafond)

    def doe(self, opdracht: Consultatieopdracht) -> None:
        """Do something with it."""
        self.regio.dienst.consultaties.voer_uit(self.nummer, opdracht, namens=SECRETARIS)


def beantwoord(regio: Regio, tafel: str) -> Leven:
    """About somebody by name, answered and closed: it goes years later, as nobody asked for it sooner."""
    vraag = Consultatie(regio, tafel)
    vraag.stel((mens(regio.kies),), Vraagaard.OP_NAAM)
    yield regio.vandaag + timedelta(days=2)
    vraag.doe(SluitConsultatie("Beantwoord aan de telefoon"))


def over_niemand(regio: Regio) -> Leven:
    """About nobody: no clock runs, and it stays."""
    vraag = Consultatie(regio, ZVH)
    vraag.stel((), Vraagaard.ALGEMEEN)
    yield regio.vandaag + timedelta(days=2)
    vraag.doe(SluitConsultatie("Beantwoord aan de telefoon"))


def later_een_naam(regio: Regio) -> Leven:
    """Asked without a name, which is told after some weeks: then its clock starts."""
    vraag = Consultatie(regio, ZVH)
    vraag.stel((), Vraagaard.ANONIEM)
    yield regio.vandaag + timedelta(days=regio.kies.randint(10, 60))
    vraag.doe(VulVraagAan("politie", betrokkenen=(mens(regio.kies),)))
    vraag.klok_loopt()
    yield regio.vandaag + timedelta(days=3)
    vraag.doe(SluitConsultatie("Beantwoord aan de telefoon"))


def wordt_casus(regio: Regio, tafel: str) -> Leven:
    """The question becomes a casus, whose clock is that of the question: both go on the same day."""
    vraag = Consultatie(regio, tafel)
    vraag.stel((mens(regio.kies, geboren=1988 if tafel == ZVH else 2021),), Vraagaard.OP_NAAM)
    eerste = regio.vandaag
    yield regio.vandaag + timedelta(days=regio.kies.randint(1, 30))
    zaak = Zaak(regio, tafel)
    _, nummer = regio.dienst.consultaties.zet_om(vraag.nummer, _aanvulling(regio, tafel), namens=SECRETARIS)
    zaak.is_gemeld(regio.dienst.shell.laad(nummer).stroom_id, nummer, eerste=eerste)
    yield zaak.na(dagen=3)
    zaak.neem_op()


def _aanvulling(regio: Regio, tafel: str) -> Aanvulling:
    return Aanvulling(
        gemeente="zaanstad",
        aanpak="pog" if tafel == ZVH else None,
        leefgebieden=("wonen", "sociaal-netwerk") if tafel == ZVH else (),
        criteria=tuple(Criteriumfeit(code, f"Verzonnen feiten bij {code}") for code in CODES[tafel]),
        reguliere_routes="Het verzonnen wijkteam kwam er niet in",
        voorcontact=Voorcontact(regio.vandaag, "mw-peer") if tafel == ZVH else None,
        grondslag=None if tafel == RET else LegGrondslagVast("wgs", "Verzonnen zorgen"),
    )
