"""What the sentences of a tijdlijn are made with: names for ids and codes, and how parts are joined."""

from collections.abc import Callable, Collection, Mapping, Sequence
from types import MappingProxyType
from uuid import UUID

from domain.casus.events import (
    Aangemeld,
    AanmeldingAangevuld,
    ActieToegewezen,
    AgendapuntBesproken,
    Feit,
    ICOGehouden,
    ICOGepland,
    ICOVerzet,
    OpAgendaGezet,
    VerklarendeAnalyseGevraagd,
)
from domain.casus.waarden import Vorm
from domain.overleg.events import AgendapuntToegevoegd, Overlegfeit, UitnodigingVerstuurd
from domain.overleg.waarden import Puntsoort
from domain.tafels import TAFEL, Deelname, Keuze, Niveau, Tafel, Tafeldeelnemer, Toestemmingsdoel
from projections.dagen import dag_van, datum

ZONDER_TAFELS: Mapping[str, Tafel] = MappingProxyType({})
"""Nothing is known of other tables: each is told by its id."""

VORM = {Vorm.DIGITAAL: "digitaal", Vorm.OP_LOCATIE: "op locatie", Vorm.HYBRIDE: "digitaal en op locatie"}
WAARVOOR = {
    Puntsoort.TRIAGE: "de triage",
    Puntsoort.ICO: "een ICO",
    Puntsoort.VOORTGANG: "de voortgang",
    Puntsoort.HERAGENDERING: "her-agendering",
    Puntsoort.AFSLUITING: "de afsluiting",
}
"""Why a casus is on the agenda, after the word "voor"."""


def _organisaties(tafel: Tafel) -> tuple[Keuze | Tafeldeelnemer, ...]:
    """All that a table names as an organisation."""
    return (*tafel.aanmelders, *tafel.deelnemers, *tafel.bureaus)


class Tafelwoorden:
    """The words of the table for its codes, and the names of other tables for their ids.

    A code is told as it is where there is no word for it: without a table, or in ``tafels`` without that id.
    """

    def __init__(self, tafel: Tafel | None, tafels: Mapping[str, Tafel] = ZONDER_TAFELS) -> None:
        self._tafel = tafel
        self._tafels = tafels
        self._gemeenten: dict[str, str] = {}
        self._organisaties: dict[str, str] = {}

    def gemeente(self, code: str) -> str:
        """Name a municipality."""
        if code not in self._gemeenten:
            self._gemeenten[code] = self._woord(code, lambda tafel: tafel.gemeenten)
        return self._gemeenten[code]

    def organisatie(self, code: str) -> str:
        """Name an organisation, among which the bureau of a table; one that this table does not name, as others do."""
        if code not in self._organisaties:
            naam = self._woord(code, _organisaties)
            self._organisaties[code] = self._elders(code) if naam == code else naam
        return self._organisaties[code]

    def _elders(self, code: str) -> str:
        """Name an organisation as the other tables of the region do, or those of any; the code where they differ."""
        regio = self._tafel.regio if self._tafel is not None else ""
        for hier in (True, False):
            namen = {
                keuze.naam
                for tafel in self._tafels.values()
                if (tafel.regio == regio) is hier
                for keuze in _organisaties(tafel)
                if keuze.code == code
            }
            if namen:
                return namen.pop() if len(namen) == 1 else code
        return code

    def genodigde(self, code: str) -> str:
        """Name who was invited or present: an organisation, or a role."""
        inwoners = {Deelname.INWONER.value} if self._tafel is None else self._tafel.inwoners
        if code in inwoners:
            return "de inwoner"
        return self.organisatie(code)

    def tafel(self, id_: str) -> str:
        """Name a table: this one or another."""
        if self._tafel is not None and self._tafel.id == id_:
            return self._tafel.naam
        return self._tafels[id_].naam if id_ in self._tafels else id_

    def aanpak(self, code: str) -> str:
        """Name an aanpak."""
        return self._woord(code, lambda tafel: tafel.aanpakken)

    def leefgebieden(self, codes: Sequence[str]) -> str:
        """Name life domains."""
        return opsomming([self._woord(code, lambda tafel: tafel.leefgebieden) for code in codes])

    def criterium(self, code: str) -> str:
        """Tell a criterion by its code and what it says; of a table that no longer has it, the code."""
        criteria = self._tafel.criteria if self._tafel is not None else ()
        return next((f"{een.code}. {een.tekst}" for een in criteria if een.code == code), code)

    def grondslag(self, code: str) -> str:
        """Name a legal ground."""
        return self._woord(code, lambda tafel: tafel.grondslagen)

    def doel(self, code: str) -> str:
        """Name a purpose of consent."""
        return self._woord(code, lambda tafel: tafel.toestemming)

    def niveau(self, code: str) -> str:
        """Name a level to scale to or back to."""
        if code == TAFEL:
            return "de tafel zelf"
        return self._woord(code, lambda tafel: (*tafel.opschalen, *tafel.afschalen))

    def bestemming(self, code: str) -> str:
        """Name where a triage refers to: another table, a level, or an organisation."""
        namen = (naam(code) for naam in (self.tafel, self.niveau, self.organisatie))
        return next((naam for naam in namen if naam != code), code)

    def _woord(
        self,
        code: str,
        keuzes: Callable[[Tafel], Collection[Keuze | Niveau | Tafeldeelnemer | Toestemmingsdoel]],
    ) -> str:
        """Give the word of the table for a code; without a table, and for another code, the code itself."""
        woorden = keuzes(self._tafel) if self._tafel is not None else ()
        return next((woord.naam for woord in woorden if woord.code == code), code)


class Bekend(Tafelwoorden):
    """What a casus told before, so that a later sentence can name it."""

    def __init__(self, tafel: Tafel | None, tafels: Mapping[str, Tafel] = ZONDER_TAFELS) -> None:
        super().__init__(tafel, tafels)
        self._mensen: dict[UUID, str] = {}
        self._acties: dict[UUID, str] = {}
        self._analyses: dict[UUID, str] = {}
        self._icos: dict[UUID, str] = {}
        self._overleggen: dict[UUID, str] = {}

    def onthoud(self, feit: Feit) -> None:
        """Take in what later facts point to."""
        match feit:
            case Aangemeld() | AanmeldingAangevuld():
                self._mensen.update((mens.persoon_id, mens.naam) for mens in feit.betrokkenen)
            case ActieToegewezen():
                self._acties[feit.actie_id] = feit.omschrijving
            case VerklarendeAnalyseGevraagd():
                self._analyses[feit.analyse_id] = self.organisatie(feit.organisatie)
            case ICOGepland() | ICOVerzet():
                self._icos[feit.ico_id] = datum(dag_van(feit.begint))
            case ICOGehouden():
                self._icos[feit.ico_id] = datum(feit.gehouden_op)
            case OpAgendaGezet():
                self._overleggen[feit.agendapunt_id] = datum(dag_van(feit.begint))
            case AgendapuntBesproken():
                self._overleggen[feit.agendapunt_id] = datum(feit.besproken_op)
            case _:
                pass

    def mens(self, persoon_id: UUID) -> str:
        """Name somebody the case is about."""
        return self._mensen.get(persoon_id, "een betrokkene")

    def actie(self, actie_id: UUID) -> str:
        """Name an action by what it is about."""
        return f"De actie ‘{self._acties[actie_id]}’" if actie_id in self._acties else "Een actie"

    def analyse(self, analyse_id: UUID) -> str:
        """Name an explanatory analysis by who makes it."""
        van = f" van {self._analyses[analyse_id]}" if analyse_id in self._analyses else ""
        return f"De verklarende analyse{van}"

    def ico(self, ico_id: UUID) -> str:
        """Name an ICO by its day."""
        return f"het ICO van {self._icos[ico_id]}" if ico_id in self._icos else "een ICO"

    def overleg(self, agendapunt_id: UUID) -> str:
        """Name the overleg of an agendapunt by its day."""
        dag = self._overleggen.get(agendapunt_id)
        return "een overleg" if dag is None else f"het overleg van {dag}"

    def bespreking(self, besloten_in: UUID) -> str:
        """Name where something was decided: in an ICO, or at an agendapunt of an overleg."""
        return self.ico(besloten_in) if besloten_in in self._icos else self.overleg(besloten_in)


class BekendOverleg(Tafelwoorden):
    """What an overleg told before: who was invited, and what its agendapunten are for."""

    def __init__(self, tafel: Tafel | None) -> None:
        super().__init__(tafel)
        self._uitgenodigd: dict[UUID, UitnodigingVerstuurd] = {}
        self._punten: dict[UUID, Puntsoort] = {}

    def onthoud(self, feit: Overlegfeit) -> None:
        """Take in what later facts point to."""
        match feit:
            case UitnodigingVerstuurd():
                self._uitgenodigd[feit.uitnodiging_id] = feit
            case AgendapuntToegevoegd():
                self._punten[feit.agendapunt_id] = feit.soort
            case _:
                pass

    def uitgenodigde(self, uitnodiging_id: UUID) -> str:
        """Name who was invited."""
        feit = self._uitgenodigd.get(uitnodiging_id)
        if feit is None:
            return "een genodigde"
        van = self.genodigde(feit.genodigde)
        return van if feit.medewerker is None else f"{feit.medewerker} van {van}"

    def uitgenodigde_vooraan(self, uitnodiging_id: UUID) -> str:
        """Name who was invited at the start of a sentence; an id of an employee keeps its spelling."""
        feit = self._uitgenodigd.get(uitnodiging_id)
        wie = self.uitgenodigde(uitnodiging_id)
        return wie if feit is not None and feit.medewerker is not None else hoofdletter(wie)

    def agendapunt(self, agendapunt_id: UUID) -> str:
        """Name a place on the agenda by what it is for; never by a casus, which it does not know."""
        if agendapunt_id not in self._punten:
            return "een agendapunt"
        return f"het agendapunt voor {WAARVOOR[self._punten[agendapunt_id]]}"


ZONDER_GRENS = 129
"""The age that the band of the oldest ends at, as facts have it: it has no end."""


def leeftijd_in_woorden(band: str) -> str:
    """A band of ages as facts have it, such as ``12-15``, as one says it."""
    van, _, tot = band.partition("-")
    if int(tot) >= ZONDER_GRENS:
        return f"{van} jaar en ouder"
    return f"{van} tot en met {tot} jaar"


def opsomming(delen: Sequence[str]) -> str:
    """Join as in: a, b en c."""
    if len(delen) <= 1:
        return "".join(delen)
    return f"{', '.join(delen[:-1])} en {delen[-1]}"


def punt(tekst: str) -> str:
    """Make a text of a user a sentence of its own."""
    kaal = tekst.strip()
    return kaal if not kaal or kaal[-1] in ".!?…" else f"{kaal}."


def hoofdletter(tekst: str) -> str:
    """Begin with a capital."""
    return tekst[:1].upper() + tekst[1:]
