"""The term of one casus from its history: the moments that rules count from, and the term in one Dutch sentence.

Told from the history: no table. Moments that no fact holds are those of the envelope, which stay for ever.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from domain.casus.events import (
    Aangemeld,
    Afgesloten,
    BewaartermijnHerrekend,
    BewaartermijnVerlengd,
    Getrieerd,
)
from domain.casus.state import Fase
from domain.casus.termijn import VERWERKING
from domain.casus.waarden import Aanleiding
from domain.historie import Opgetekend
from domain.privacyprotocol import Anker, Ankers, Bewaarregel
from domain.tafels import Zekerheid
from projections.dagen import dag_van, datum

_TELWOORDEN = ("nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien")
_ANKER = {
    Anker.EERSTE_VERWERKING: "de eerste verwerking",
    Anker.LAATSTE_VERWERKING: "de laatste verwerking",
    Anker.AFWIJZING: "de afwijzing",
    Anker.AFSLUITING: "de afsluiting",
    Anker.EINDE_TERMIJN: "het einde van de vorige termijn",
}


def ankers_van(historie: Sequence[Opgetekend]) -> Ankers | None:
    """The moments of a casus from which terms can run; ``None`` where it was never brought in."""
    ankers: Ankers | None = None
    for opgetekend in historie:
        feit, dag = opgetekend.gebeurtenis, dag_van(opgetekend.envelop.op)
        if isinstance(feit, Aangemeld):
            ankers = Ankers(feit.eerste_verwerking)
        if ankers is None:
            continue
        if isinstance(feit, VERWERKING):
            ankers = replace(ankers, laatste_verwerking=dag)
        if isinstance(feit, Getrieerd) and Fase.na(feit.uitkomst) is Fase.NIET_OPGENOMEN:
            ankers = replace(ankers, afwijzing=dag)
        if isinstance(feit, Afgesloten):
            ankers = replace(ankers, afsluiting=feit.afgesloten_op or dag)
    return ankers


@dataclass(frozen=True)
class _Stap:
    """One fact that set the term: until when, by which rule, from which day, and what is said of it."""

    tot: date
    regel: str
    vanaf: date
    op: date
    verlengd: tuple["_Stap", ...] = ()
    herrekend: bool = False


def uitleg(historie: Sequence[Opgetekend], regel_van: Callable[[str], Bewaarregel]) -> str | None:
    """Say until when the data of a casus may be there and why; ``None`` where no term ever ran.

    ``regel_van`` gives a rule by the name that facts record.
    """
    stap: _Stap | None = None
    for opgetekend in historie:
        stap = _verder(stap, opgetekend)
    if stap is None:
        return None
    laatste = stap.verlengd[-1] if stap.verlengd else stap
    # The rule gives the first day, and not the one that it was extended to.
    eerst = f"; eerst was dat {datum(stap.tot)}" if stap.verlengd else ""
    zin = f"Uiterlijk {datum(laatste.tot)}{eerst}: {_gerekend(stap, regel_van(stap.regel))}"
    if stap.herrekend:
        zin += f"; opnieuw berekend op {datum(stap.op)}, voor een andere versie van het privacyprotocol"
    for een in stap.verlengd:
        zin += f"; verlengd op {datum(een.op)} tot en met {datum(een.tot)} ({_bron(regel_van(een.regel))})"
    return f"{zin}."


def _verder(stap: _Stap | None, opgetekend: Opgetekend) -> _Stap | None:
    feit, op = opgetekend.gebeurtenis, dag_van(opgetekend.envelop.op)
    match feit:
        case Aangemeld():
            return _Stap(feit.bewaren_tot, feit.bewaarregel, feit.eerste_verwerking, op)
        case Getrieerd(bewaren_tot=date() as tot, bewaarregel=str() as regel):
            vanaf = stap.vanaf if stap is not None and regel == stap.regel else op
            return _Stap(tot, regel, vanaf, op)
        case BewaartermijnHerrekend():
            door_protocol = feit.aanleiding is Aanleiding.PROTOCOL
            return _Stap(feit.bewaren_tot, feit.bewaarregel, feit.vanaf, op, herrekend=door_protocol)
        case BewaartermijnVerlengd() if stap is not None:
            vorige = stap.verlengd[-1] if stap.verlengd else stap
            verlengd = _Stap(feit.bewaren_tot, feit.bewaarregel, vorige.tot, op)
            return replace(stap, verlengd=(*stap.verlengd, verlengd))
        case _:
            return stap


def _gerekend(stap: _Stap, regel: Bewaarregel) -> str:
    """``vijf jaar na de eerste verwerking op 2 maart 2026 (WGS 1.8(7))``."""
    delen = [
        f"{_telwoord(aantal)} {woord if aantal == 1 else meervoud}"
        for aantal, woord, meervoud in (
            (regel.jaren, "jaar", "jaar"),
            (regel.maanden, "maand", "maanden"),
            (regel.dagen, "dag", "dagen"),
        )
        if aantal
    ]
    duur = f"{' en '.join(delen)} na" if delen else "op de dag van"
    return f"{duur} {_ANKER[regel.anker]} op {datum(stap.vanaf)} ({_bron(regel)})"


def _bron(regel: Bewaarregel) -> str:
    """The source; what no source says is never told as law."""
    return regel.bron if regel.zekerheid is Zekerheid.BRON else f"onze keuze, bij {regel.bron}"


def _telwoord(aantal: int) -> str:
    return _TELWOORDEN[aantal] if aantal < len(_TELWOORDEN) else str(aantal)
