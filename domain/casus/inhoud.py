"""What is told of a case, checked the same in a melding, in a completion of it, and in a consultatie."""

from datetime import date
from typing import Protocol

from domain.bsn import is_bsn
from domain.casus.omstandigheden import eis_tekst
from domain.casus.waarden import Betrokkene, Criteriumfeit
from domain.tafels import Tafel
from domain.weigering import Weigering


class Verteld(Protocol):
    """The words of the table that a command can hold."""

    @property
    def aanpak(self) -> str | None:
        """The code of an aanpak."""
        ...

    @property
    def leefgebieden(self) -> tuple[str, ...]:
        """Codes of life domains."""
        ...

    @property
    def criteria(self) -> tuple[Criteriumfeit, ...]:
        """The facts behind criteria."""
        ...


def eis_keuzes(verteld: Verteld, tafel: Tafel) -> None:
    """Refuse an aanpak, life domain or criterion that the table does not know, and a criterion without facts."""
    if verteld.aanpak is not None and verteld.aanpak not in {keuze.code for keuze in tafel.aanpakken}:
        raise Weigering("Deze aanpak hoort niet bij de tafel.")
    if not set(verteld.leefgebieden) <= {keuze.code for keuze in tafel.leefgebieden}:
        raise Weigering("Een van de leefgebieden hoort niet bij de tafel.")
    genoemd = [feit.criterium for feit in verteld.criteria]
    if len(set(genoemd)) != len(genoemd):
        raise Weigering("Noem elk criterium één keer.")
    if not set(genoemd) <= {criterium.code for criterium in tafel.criteria}:
        raise Weigering("Een van de criteria hoort niet bij de tafel.")
    for feit in verteld.criteria:
        eis_tekst(feit.feiten, "de feiten bij elk criterium")


def eis_gemeente(gemeente: str, tafel: Tafel) -> None:
    """Refuse a municipality that the table is not for."""
    if gemeente not in {keuze.code for keuze in tafel.gemeenten}:
        raise Weigering(f"Deze gemeente hoort niet bij de regio {tafel.regio}.")


def eis_mensen(mensen: tuple[Betrokkene, ...], *, vandaag: date) -> None:
    """Refuse people without a name, with an impossible number or birth date, or named twice."""
    if len({mens.persoon_id for mens in mensen}) != len(mensen):
        raise Weigering("Noem elke betrokkene één keer.")
    for mens in mensen:
        eis_tekst(mens.naam, "de naam van elke betrokkene")
        if mens.bsn is not None and not is_bsn(mens.bsn):
            raise Weigering("Een burgerservicenummer klopt niet (het voldoet niet aan de elfproef).")
        if mens.geboortedatum is not None and mens.geboortedatum > vandaag:
            raise Weigering("Een geboortedatum ligt in de toekomst.")


def tekst_of_niets(tekst: str | None) -> str | None:
    """An empty text says nothing: it is not a piece that came in."""
    return tekst if tekst and tekst.strip() else None
