"""Where a case is in its life, and what is up next: told from what the REST door answers, in the order of time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from api.rest.casusuit import CasusUit
from domain.casus.state import Fase
from domain.tafels import TAFEL
from projections.dagen import dag_van

STAPPEN = ("Aangemeld", "Triage", "Opgenomen", "Monitoring", "Afgesloten")

_STAP: dict[Fase, int] = {
    Fase.AANGEMELD: 1,
    Fase.AANGEHOUDEN: 1,
    Fase.NIET_OPGENOMEN: 1,
    Fase.OPGENOMEN: 2,
    Fase.MONITORING: 3,
    Fase.AFGESCHAALD: 3,
    Fase.VOORLOPIG_AFGESLOTEN: 3,
    Fase.AFGESLOTEN: 4,
}


@dataclass(frozen=True)
class Stap:
    """A step in the life of a case."""

    naam: str
    gehad: bool
    nu: bool


@dataclass(frozen=True, order=True)
class Aanstaande:
    """A day on which something is due."""

    op: date
    wat: str

    def te_laat(self, vandaag: date) -> bool:
        """Whether that day is over."""
        return self.op < vandaag


def stappen(fase: Fase) -> tuple[Stap, ...]:
    """The life of a case, and where in it this one is."""
    hier = _STAP.get(fase, 0)
    return tuple(Stap(naam, nummer < hier, nummer == hier) for nummer, naam in enumerate(STAPPEN))


def aan_de_beurt(casus: CasusUit, vandaag: date) -> Iterator[str]:
    """What the case waits for where it is now, most pressing first: the codes of what may be done with it."""
    if casus.verlengingen and casus.verlengingen[-1].verlengd_tot is None:
        yield "instemmen"
    if casus.niveau != TAFEL:
        yield "doorgeven"
    match casus.fase:
        case Fase.AANGEMELD | Fase.AANGEHOUDEN:
            yield from ("aanvullen",) if casus.samenloop else ("samenloop", "aanvullen")
        case Fase.OPGENOMEN:
            yield from () if casus.procesregisseur else ("regie",)
            yield from ("advies", "ico-verslag") if any(_is_geweest(casus, vandaag)) else ()
            yield from ("plan", "actie") if any(ico.gehouden for ico in casus.icos) else ()
            yield from () if any(ico.afgezegd is None for ico in casus.icos) else ("ico",)
        case Fase.MONITORING:
            yield from ("agenda",) if casus.agendavoorstel else ()
            yield from ("actie-klaar",) if any(_te_laat(casus, vandaag)) else ()
            yield from ("voortgang", "actie-klaar", "actie")
        case Fase.NIET_OPGENOMEN | Fase.AFGESCHAALD:
            yield from ("doorgeven", "afsluiten")
        case Fase.VOORLOPIG_AFGESLOTEN:
            terug = casus.sluiting.herzien_op if casus.sluiting is not None else None
            yield from ("afsluiten", "heropenen") if terug is None or terug <= vandaag else ()
        case _:
            return


def _te_laat(casus: CasusUit, vandaag: date) -> Iterator[bool]:
    return (actie.stand == "open" and actie.uiterlijk < vandaag for actie in casus.acties)


def _is_geweest(casus: CasusUit, vandaag: date) -> Iterator[bool]:
    gaat_door = (ico for ico in casus.icos if ico.afgezegd is None)
    return (ico.gehouden is not None or dag_van(ico.begint) <= vandaag for ico in gaat_door)


def aanstaande(casus: CasusUit, *, triage: date) -> list[Aanstaande]:
    """The days on which something is due, the first one first; ``triage`` is the day of that for a new melding."""
    dagen = [*_van_overleg(casus), *_van_werk(casus), *_om_opnieuw_te_kijken(casus)]
    if casus.fase is Fase.AANGEMELD:
        dagen.append(Aanstaande(triage, "triage"))
    return sorted(dagen)


def _van_overleg(casus: CasusUit) -> Iterator[Aanstaande]:
    for ico in casus.icos:
        if ico.gehouden is None and ico.afgezegd is None:
            yield Aanstaande(dag_van(ico.begint), "ICO")
    if casus.agenda is not None:
        yield Aanstaande(casus.agenda.datum, "op de agenda, zoals beide regisseurs afspraken")
    if casus.agendavoorstel is not None:
        wie = casus.agendavoorstel.door
        yield Aanstaande(casus.agendavoorstel.datum, f"voorstel van de {wie} voor de agenda")
    for punt in casus.agendapunten:
        if punt.stand == "op-agenda":
            yield Aanstaande(dag_van(punt.begint), f"op de agenda van een overleg ({punt.soort})")


def _van_werk(casus: CasusUit) -> Iterator[Aanstaande]:
    for actie in casus.acties:
        if actie.stand == "open":
            yield Aanstaande(actie.uiterlijk, f"actie klaar: {actie.omschrijving}")
    for analyse in casus.analyses:
        if analyse.opgeleverd_op is None:
            yield Aanstaande(analyse.uiterlijk, "verklarende analyse klaar")


def _om_opnieuw_te_kijken(casus: CasusUit) -> Iterator[Aanstaande]:
    if casus.fase is Fase.AANGEHOUDEN and casus.triage is not None and casus.triage.terug_op is not None:
        yield Aanstaande(casus.triage.terug_op, "terug op de triage")
    for een in casus.informeren:
        if een.herzien_op is not None:
            yield Aanstaande(een.herzien_op, "opnieuw kijken of informeren nog moet wachten")
    # A case that was opened again keeps what was said when it was closed.
    weg = casus.fase in {Fase.AFGESCHAALD, Fase.VOORLOPIG_AFGESLOTEN}
    if weg and casus.sluiting is not None and casus.sluiting.herzien_op is not None:
        yield Aanstaande(casus.sluiting.herzien_op, "opnieuw kijken naar deze casus")
