"""What the sentences of a tijdlijn are made with: names for ids and codes, and how parts are joined."""

from collections.abc import Callable, Collection, Sequence
from uuid import UUID

from domain.casus.events import (
    Aangemeld,
    AanmeldingAangevuld,
    ActieToegewezen,
    Feit,
    ICOGehouden,
    ICOGepland,
    ICOVerzet,
)
from domain.tafels import Keuze, Niveau, Tafel, Toestemmingsdoel
from projections.dagen import dag_van, datum


class Bekend:
    """What was told before, so that a later sentence can name it; and the table's own words."""

    def __init__(self, tafel: Tafel | None) -> None:
        self._tafel = tafel
        self._mensen: dict[UUID, str] = {}
        self._acties: dict[UUID, str] = {}
        self._icos: dict[UUID, str] = {}

    def onthoud(self, feit: Feit) -> None:
        """Take in what later facts point to."""
        match feit:
            case Aangemeld() | AanmeldingAangevuld():
                self._mensen.update((mens.persoon_id, mens.naam) for mens in feit.betrokkenen)
            case ActieToegewezen():
                self._acties[feit.actie_id] = feit.omschrijving
            case ICOGepland() | ICOVerzet():
                self._icos[feit.ico_id] = datum(dag_van(feit.begint))
            case ICOGehouden():
                self._icos[feit.ico_id] = datum(feit.gehouden_op)
            case _:
                pass

    def mens(self, persoon_id: UUID) -> str:
        """Name somebody the case is about."""
        return self._mensen.get(persoon_id, "een betrokkene")

    def actie(self, actie_id: UUID) -> str:
        """Name an action by what it is about."""
        return f"De actie ‘{self._acties[actie_id]}’" if actie_id in self._acties else "Een actie"

    def ico(self, ico_id: UUID) -> str:
        """Name an ICO by its day."""
        return f"het ICO van {self._icos[ico_id]}" if ico_id in self._icos else "een ICO"

    def gemeente(self, code: str) -> str:
        """Name a municipality."""
        return self._woord(code, lambda tafel: tafel.gemeenten)

    def organisatie(self, code: str) -> str:
        """Name an organisation."""
        return self._woord(code, lambda tafel: tafel.aanmelders)

    def aanpak(self, code: str) -> str:
        """Name an aanpak."""
        return self._woord(code, lambda tafel: tafel.aanpakken)

    def leefgebieden(self, codes: Sequence[str]) -> str:
        """Name life domains."""
        return opsomming([self._woord(code, lambda tafel: tafel.leefgebieden) for code in codes])

    def grondslag(self, code: str) -> str:
        """Name a legal ground."""
        return self._woord(code, lambda tafel: tafel.grondslagen)

    def doel(self, code: str) -> str:
        """Name a purpose of consent."""
        return self._woord(code, lambda tafel: tafel.toestemming)

    def niveau(self, code: str) -> str:
        """Name a level to scale to."""
        return self._woord(code, lambda tafel: (*tafel.opschalen, *tafel.afschalen))

    def _woord(
        self, code: str, keuzes: Callable[[Tafel], Collection[Keuze | Niveau | Toestemmingsdoel]]
    ) -> str:
        """Give the word of the table for a code; without a table, and for another code, the code itself."""
        woorden = keuzes(self._tafel) if self._tafel is not None else ()
        return next((woord.naam for woord in woorden if woord.code == code), code)


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
