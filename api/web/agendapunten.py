"""Several cases put on an agenda at once: what waits for a triage is one list, and comes on it with one form."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated
from uuid import UUID

from pydantic import Field

from api.aanmelding import Code, Model
from api.rest.agenda import AgendapuntIn, zet_op_agenda
from api.rest.toegang import Toegang
from api.web.formulier import Keus, Veld
from api.web.handelingen.soort import vink
from api.web.woorden import aantal
from domain.overleg.waarden import Puntsoort
from domain.weigering import Weigering


class Agendering(Model):
    """Which cases come on the agenda, and what for."""

    casusnummers: Annotated[list[Code], Field(min_length=1, max_length=100)]
    soort: Puntsoort


def welke(keuzes: Sequence[Keus], *, vooraf: Sequence[str], vrij: int) -> Veld:
    """Ask which; ``vooraf`` is ticked already, as far as there is a place."""
    gekozen = tuple(een.waarde for een in keuzes if een.waarde in vooraf)[: max(vrij, 0)]
    hulp = f"Er {'is' if vrij == 1 else 'zijn'} nog {aantal(vrij, 'plaats', 'plaatsen')} vrij."
    return replace(vink("casusnummers", "Welke casussen", keuzes, hulp), waarden=gekozen)


def zet_allen_op_agenda(overleg_id: UUID, invoer: Agendering, toegang: Toegang) -> None:
    """Put them on the agenda in this order; none where there is no place for all.

    Raises:
        Weigering: there is no place, or one of them cannot be discussed now; those before it stand on the agenda.
    """
    overleg = toegang.dienst.overleggen.laad(overleg_id)
    toegang.eis_overleg(overleg)
    vrij, gevraagd = overleg.vrije_plaatsen, list(dict.fromkeys(invoer.casusnummers))
    if 0 < vrij < len(gevraagd):
        gekozen = aantal(len(gevraagd), "casus", "casussen")
        raise Weigering(
            f"U koos {gekozen} en er is plaats voor {aantal(vrij, 'casus', 'casussen')}. Kies er minder."
        )
    for plaats, nummer in enumerate(gevraagd):
        try:
            zet_op_agenda(overleg_id, AgendapuntIn(casusnummer=nummer, soort=invoer.soort), toegang)
        except Weigering as fout:
            eerder = " De casussen ervoor staan nu op de agenda." if plaats else ""
            raise Weigering(f"{nummer}: {fout}{eerder}") from fout
