"""A next version of a privacyprotocol: looked at, taken by two people, and then every casus goes by it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.privacyprotocol import Privacyprotocol
from infra.definitions import Definities
from infra.herrekenen import Gevolg
from tests.simulatie.mensen import BEHEER, RET, ZVH
from tests.simulatie.regio import Leven, Regio, Termijn
from tests.simulatie.zaak import Zaak


@dataclass(frozen=True)
class Wissel:
    """Which version a table goes over to, on which day, and what that means in years."""

    tafel: str
    protocol: str
    dag: date
    wordt: Termijn


WISSELS = (
    # Any later and some would be overdue the moment it is taken; which a region sees before it takes it.
    Wissel(ZVH, "zvh/2", date(2030, 12, 20), Termijn(4, 0)),
    Wissel(RET, "ret/2", date(2032, 1, 5), Termijn(6, 2)),
)
"""The one region keeps shorter than the law lets it; the archivist of the other chose longer."""


def met_wissels(definities: Definities) -> Definities:
    """The definitions as they are shipped, with the next versions beside them."""
    volgende = (_volgende(definities, wissel) for wissel in WISSELS)
    versies: Mapping[str, Privacyprotocol] = {een.naam: een for een in volgende}
    return replace(definities, protocolversies={**definities.protocolversies, **versies})


def _volgende(definities: Definities, wissel: Wissel) -> Privacyprotocol:
    nu = definities.protocollen[wissel.protocol.partition("/")[0]]
    regels = tuple(
        replace(regel, jaren=wissel.wordt.na_afwijzing) if regel.code == "na-afwijzing" else regel
        for regel in nu.regels
    )
    plafond = replace(nu.plafond, jaren=wissel.wordt.plafond)
    return replace(nu, versie=2, plafond=plafond, regels=regels)


def wisselt(regio: Regio, wissel: Wissel) -> Leven:
    """Proposed the day before, compared, and taken by somebody else; each casus gets the day that was shown."""
    dienst, (een, ander) = regio.dienst, BEHEER
    protocol = dienst.definities.protocol(wissel.protocol)
    dienst.shell.protocollen.stel_voor(protocol, namens=een)
    yield regio.vandaag + timedelta(days=1)
    getoond = [gevolg for gevolg in dienst.herrekenaar.gevolgen(protocol) if isinstance(gevolg, Gevolg)]
    assert not [gevolg.casusnummer for gevolg in getoond if gevolg.over_termijn(regio.vandaag)]
    dienst.shell.protocollen.voer_in(protocol, namens=ander)
    gedaan = list(dienst.herrekenaar.herreken(protocol.regime, namens=ander))
    assert (len(gedaan), gedaan.count(True)) == (
        len(getoond),
        sum(gevolg.verandert for gevolg in getoond),
    )
    regio.neem_over({wissel.tafel: wissel.wordt})
    verwacht = {
        stroom: einde.uiterlijk
        for stroom, einde in regio.eindes.items()
        if isinstance(einde, Zaak) and einde.tafel == wissel.tafel and not einde.is_weg()
    }
    assert {gevolg.stroom_id: gevolg.wordt for gevolg in getoond} == verwacht
