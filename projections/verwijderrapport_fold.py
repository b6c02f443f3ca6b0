"""How the terms and the destructions take in a fact; the tables and what is asked stand in ``verwijderrapport``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import chain
from uuid import UUID

from sqlalchemy import Connection

from domain.bewaring import Vernietigd
from domain.casus.einde import UITGEWERKT
from domain.casus.events import (
    Aangemeld,
    Afgesloten,
    BewaartermijnHerrekend,
    BewaartermijnVerlengd,
    GegevensVerwijderd,
    Getrieerd,
    VerwijderingVoorgesteld,
)
from domain.casus.state import Fase
from domain.casus.waarden import Vernietiggrond
from domain.consultatie.events import (
    ConsultatieGesloten,
    ConsultatieVerwijderd,
    OmgezetInAanmelding,
    VerwijderingVanConsultatieVoorgesteld,
    VraagAangevuld,
    VraagGesteld,
)
from domain.historie import Ookfeit, Opgetekend
from domain.tafels import Feestdagen, Tafel
from domain.verzoek.events import VerzoekVerwijderd
from projections.rijen import Rijen
from projections.verloop import Delen, Verloop, met_verloop
from projections.verwijderrapport import (
    Soort,
    Termijn,
    Verwijdering,
    bewaartermijn,
    verwijderrapport,
    zonder_termijn,
)


@dataclass(frozen=True)
class _ZonderTermijn:
    stroom_id: UUID
    consultatienummer: str
    tafel: str


_Rij = Termijn | _ZonderTermijn


class Verwijderrapport:
    """Keeps the terms and the destructions; see ``Weergave``."""

    naam = "verwijderrapport"
    tabellen = (verwijderrapport, *met_verloop(naam, bewaartermijn, zonder_termijn))

    def __init__(self) -> None:
        self._rapport = Rijen(verwijderrapport, Verwijdering)
        self._verloop = Verloop(
            self.naam, Rijen(bewaartermijn, Termijn), Rijen(zonder_termijn, _ZonderTermijn)
        )

    def verwerk(
        self,
        verbinding: Connection,
        feiten: Sequence[Opgetekend],
        *,
        tafels: Mapping[str, Tafel],
        feestdag: Feestdagen,
    ) -> None:
        """Take in facts; see ``Weergave``."""
        del tafels, feestdag
        gang = self._verloop.lees(verbinding, {opgetekend.stroom_id for opgetekend in feiten})
        rijen: dict[UUID, _Rij | None] = {rij.stroom_id: rij for rij in chain(*gang.voor)}
        rapport = []
        for opgetekend in feiten:
            feit = opgetekend.gebeurtenis
            if isinstance(feit, GegevensVerwijderd | ConsultatieVerwijderd | VerzoekVerwijderd):
                rapport.append(_verslag(feit, opgetekend))
            elif (soort := _DELEN.get(opgetekend.naam)) is not None:
                rapport += _verslag_van_deel(soort, opgetekend)
            rij = rijen[opgetekend.stroom_id] = _neem(rijen.get(opgetekend.stroom_id), opgetekend)
            gang.neem(opgetekend.stroom_id, opgetekend.envelop.op, partial(_rijen_van, rij))
        self._verloop.schrijf(verbinding, gang)
        self._rapport.schrijf(verbinding, voor=(), na=rapport)


def _rijen_van(rij: _Rij | None) -> Delen:
    return (rij,) if isinstance(rij, Termijn) else (), (rij,) if isinstance(rij, _ZonderTermijn) else ()


def _neem(rij: _Rij | None, opgetekend: Opgetekend) -> _Rij | None:
    """Take one fact in. What was destroyed, or whose first fact was, has no term and gets none."""
    feit = opgetekend.gebeurtenis
    match feit:
        case Aangemeld():
            return _termijn_van_casus(feit, opgetekend.stroom_id)
        case VraagGesteld():
            rij = _ZonderTermijn(opgetekend.stroom_id, feit.consultatienummer, feit.tafel)
            return _met_klok(rij, feit)
        case GegevensVerwijderd() | ConsultatieVerwijderd():
            return None
        case VraagAangevuld() if rij is not None:
            return _met_klok(rij, feit)
        case _:
            return _verder(rij, feit) if isinstance(rij, Termijn) else rij


def _verder(termijn: Termijn, feit: Ookfeit | Vernietigd) -> Termijn:
    match feit:
        case Getrieerd():
            return replace(
                termijn,
                bewaren_tot=feit.bewaren_tot or termijn.bewaren_tot,
                regel=feit.bewaarregel or termijn.regel,
                uitgewerkt=Fase.na(feit.uitkomst) in UITGEWERKT,
            )
        case Afgesloten():
            return replace(termijn, uitgewerkt=Fase.AFGESLOTEN in UITGEWERKT, afgeschermd=True)
        case BewaartermijnVerlengd() | BewaartermijnHerrekend():
            return replace(termijn, bewaren_tot=feit.bewaren_tot, regel=feit.bewaarregel)
        case OmgezetInAanmelding() | ConsultatieGesloten():
            return replace(termijn, uitgewerkt=True)
        case VerwijderingVoorgesteld() | VerwijderingVanConsultatieVoorgesteld():
            return replace(termijn, voorgesteld_door=feit.voorgesteld_door, grond=feit.grond)
        case _:
            return termijn


def _termijn_van_casus(feit: Aangemeld, stroom_id: UUID) -> Termijn:
    return Termijn(
        stroom_id=stroom_id,
        casusnummer=feit.casusnummer,
        tafel=feit.tafel,
        bewaren_tot=feit.bewaren_tot,
        regel=feit.bewaarregel,
        uitgewerkt=False,
    )


def _met_klok(rij: _Rij, feit: VraagGesteld | VraagAangevuld) -> _Rij:
    """Start the clock of a consultatie, where this fact says until when; one that runs is not set anew."""
    if isinstance(rij, Termijn) or feit.bewaren_tot is None or feit.bewaarregel is None:
        return rij
    return Termijn(
        stroom_id=rij.stroom_id,
        casusnummer=rij.consultatienummer,
        tafel=rij.tafel,
        bewaren_tot=feit.bewaren_tot,
        regel=feit.bewaarregel,
        uitgewerkt=False,
        soort=Soort.CONSULTATIE,
    )


_SOORT = {
    GegevensVerwijderd: Soort.CASUS,
    ConsultatieVerwijderd: Soort.CONSULTATIE,
    VerzoekVerwijderd: Soort.VERZOEK,
}


def _verslag(
    feit: GegevensVerwijderd | ConsultatieVerwijderd | VerzoekVerwijderd, opgetekend: Opgetekend
) -> Verwijdering:
    verslag = Verwijdering(
        bewijsnummer=feit.bewijsnummer,
        stroom_id=opgetekend.stroom_id,
        tafel=feit.tafel,
        regime=feit.regime,
        verwijderd_op=opgetekend.envelop.op,
        rol=opgetekend.envelop.rol,
        grond=feit.grond,
        regel=feit.regel,
        bewaren_tot=feit.bewaren_tot,
        voorgesteld_door=feit.voorgesteld_door,
        uitgevoerd_door=feit.uitgevoerd_door,
        wijze=feit.wijze,
        systemen=feit.systemen,
        gecontroleerd=feit.gecontroleerd,
        soort=_SOORT[type(feit)],
    )
    if isinstance(feit, VerzoekVerwijderd):
        return verslag
    return replace(
        verslag,
        gecontroleerd_door=feit.gecontroleerd_door,
        goedgekeurd_door=feit.goedgekeurd_door,
        lijstnummer=feit.lijstnummer,
    )


_DELEN = {
    "casus.PersoonVernietigd.v1": Soort.PERSOON,
    "casus.BijdrageVernietigd.v1": Soort.BIJDRAGE,
}
WIJZE = "versleutelde inhoud gewist en sleutels vernietigd"
SYSTEMEN = ("kluis", "sleutels", "weergaven")


def _verslag_van_deel(soort: Soort, opgetekend: Opgetekend) -> list[Verwijdering]:
    """What remains of a part, by what its fact keeps for ever: also once the rest of the casus went after it.

    A fact of before these kept their table is in no report; whom it was about stands in none.
    """
    feit = opgetekend.gebeurtenis
    blijft = dict(opgetekend.blijvend) if isinstance(feit, Vernietigd) else vars(feit)
    if not blijft.get("tafel"):
        return []
    tekst = {naam: str(waarde) for naam, waarde in blijft.items()}
    return [
        Verwijdering(
            bewijsnummer=tekst["bewijsnummer"],
            stroom_id=opgetekend.stroom_id,
            tafel=tekst["tafel"],
            regime=tekst["regime"],
            verwijderd_op=opgetekend.envelop.op,
            rol=opgetekend.envelop.rol,
            grond=Vernietiggrond(tekst["grond"]),
            regel=tekst["regel"],
            bewaren_tot=date.fromisoformat(tekst["bewaren_tot"]),
            voorgesteld_door=tekst["voorgesteld_door"],
            uitgevoerd_door=tekst["uitgevoerd_door"],
            wijze=WIJZE,
            systemen=SYSTEMEN,
            gecontroleerd=(),
            soort=soort,
            gecontroleerd_door=tekst["gecontroleerd_door"],
            goedgekeurd_door=tekst["goedgekeurd_door"],
            lijstnummer=tekst["lijstnummer"] if blijft.get("lijstnummer") else None,
        )
    ]
