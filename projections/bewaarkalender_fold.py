"""How the bewaarkalender takes in a fact; its tables and what is asked of them stand in ``bewaarkalender``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from uuid import UUID

from sqlalchemy import Connection

from domain.bewaring import Vernietigd
from domain.casus.einde import UITGEWERKT
from domain.casus.events import (
    Aangemeld,
    Afgesloten,
    BeperkingIngesteld,
    BeperkingOpgeheven,
    BewaartermijnHerrekend,
    BewaartermijnVerlengd,
    BijdrageVernietigd,
    EigenTermijnVastgesteld,
    GegevensVerwijderd,
    Getrieerd,
    OpschortingOpgeheven,
    PersoonVernietigd,
    VernietigingOpgeschort,
)
from domain.casus.state import Fase
from domain.consultatie.events import (
    ConsultatieGesloten,
    ConsultatieOpgeschort,
    ConsultatieVerwijderd,
    OmgezetInAanmelding,
    OpschortingVanConsultatieOpgeheven,
    VraagAangevuld,
    VraagGesteld,
)
from domain.historie import Ookfeit, Opgetekend
from domain.tafels import Feestdagen, Tafel
from projections.bewaarkalender import (
    ZONDER_KLOK,
    Eenheidsoort,
    Kalenderrij,
    beperkingen,
    bewaarkalender,
    opschortingen,
)
from projections.rijen import Rijen
from projections.verloop import Delen, Verloop, met_verloop

GEHEEL = ""
"""The unit that is the whole casus or consultatie."""


@dataclass(frozen=True)
class _Opschorting:
    stroom_id: UUID
    opschorting_id: UUID
    grond: str
    tot: date


@dataclass(frozen=True)
class _Beperking:
    stroom_id: UUID
    beperking_id: UUID
    persoon_id: UUID | None
    tot: date


@dataclass(frozen=True)
class _Beeld:
    """All rows of one stream."""

    eenheden: tuple[Kalenderrij, ...] = ()
    opschortingen: tuple[_Opschorting, ...] = ()
    beperkingen: tuple[_Beperking, ...] = ()

    @property
    def geheel(self) -> Kalenderrij | None:
        """The row of the casus or consultatie itself."""
        return next((rij for rij in self.eenheden if rij.eenheid == GEHEEL), None)

    def met(self, rij: Kalenderrij) -> "_Beeld":
        """Put this row in the place of the one of its unit."""
        ander = tuple(oud for oud in self.eenheden if oud.eenheid != rij.eenheid)
        return replace(self, eenheden=(*ander, rij))

    def zonder(self, eenheid: str) -> "_Beeld":
        """Leave a unit out."""
        return replace(self, eenheden=tuple(rij for rij in self.eenheden if rij.eenheid != eenheid))


class Bewaarkalender:
    """Keeps the calendar; see ``Weergave``."""

    naam = "bewaarkalender"
    tabellen = met_verloop(naam, bewaarkalender, opschortingen, beperkingen)

    def __init__(self) -> None:
        self._verloop = Verloop(
            self.naam,
            Rijen(bewaarkalender, Kalenderrij),
            Rijen(opschortingen, _Opschorting),
            Rijen(beperkingen, _Beperking),
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
        stromen = {opgetekend.stroom_id for opgetekend in feiten}
        gang = self._verloop.lees(verbinding, stromen)
        eenheden, geschort, beperkt = gang.per_eigenaar()
        beelden = {
            stroom_id: _Beeld(
                tuple(eenheden.get(stroom_id, ())),
                tuple(geschort.get(stroom_id, ())),
                tuple(beperkt.get(stroom_id, ())),
            )
            for stroom_id in stromen
        }
        for opgetekend in feiten:
            stroom_id = opgetekend.stroom_id
            beeld = beelden[stroom_id] = _neem(beelden[stroom_id], opgetekend)
            gang.neem(stroom_id, opgetekend.envelop.op, partial(_rijen_van, beeld))
            if isinstance(opgetekend.gebeurtenis, PersoonVernietigd | BijdrageVernietigd):
                gang.vergeet(stroom_id, partial(_is_van, opgetekend.gebeurtenis))
        self._verloop.schrijf(verbinding, gang)


def _is_van(
    feit: PersoonVernietigd | BijdrageVernietigd, rij: Kalenderrij | _Opschorting | _Beperking
) -> bool:
    if isinstance(feit, PersoonVernietigd):
        return not isinstance(rij, _Opschorting) and rij.persoon_id == feit.persoon_id
    return isinstance(rij, Kalenderrij) and rij.organisatie == feit.organisatie


def _rijen_van(beeld: _Beeld) -> Delen:
    return _afgeleid(beeld), beeld.opschortingen, beeld.beperkingen


def _neem(beeld: _Beeld, opgetekend: Opgetekend) -> _Beeld:
    """Take one fact in. What was destroyed, or whose first fact was, has no term and gets none."""
    feit, stroom_id = opgetekend.gebeurtenis, opgetekend.stroom_id
    match feit:
        case Aangemeld():
            return _Beeld((_van_casus(feit, stroom_id),))
        case VraagGesteld():
            return _Beeld((_van_vraag(feit, stroom_id),))
        case GegevensVerwijderd() | ConsultatieVerwijderd():
            return _Beeld()
        case _:
            geheel = beeld.geheel
            return beeld if geheel is None else _verder(beeld, geheel, feit)


def _verder(  # noqa: C901, PLR0911, PLR0912 one branch for each fact
    beeld: _Beeld, geheel: Kalenderrij, feit: Ookfeit | Vernietigd
) -> _Beeld:
    match feit:
        case Getrieerd():
            return beeld.met(
                replace(
                    geheel,
                    bewaren_tot=feit.bewaren_tot or geheel.bewaren_tot,
                    regel=feit.bewaarregel or geheel.regel,
                    uitgewerkt=Fase.na(feit.uitkomst) in UITGEWERKT,
                )
            )
        case BewaartermijnHerrekend():
            herrekend = replace(geheel, bewaren_tot=feit.bewaren_tot, regel=feit.bewaarregel, verlengd=False)
            return beeld.met(herrekend)
        case BewaartermijnVerlengd():
            verlengd = replace(geheel, bewaren_tot=feit.bewaren_tot, regel=feit.bewaarregel, verlengd=True)
            return beeld.met(verlengd)
        case Afgesloten():
            return beeld.met(replace(geheel, uitgewerkt=Fase.AFGESLOTEN in UITGEWERKT, afgeschermd=True))
        case OmgezetInAanmelding() | ConsultatieGesloten():
            return beeld.met(replace(geheel, uitgewerkt=True))
        case VraagAangevuld():
            return beeld.met(_met_klok(geheel, feit))
        case EigenTermijnVastgesteld():
            return beeld.met(_eigen(geheel, feit))
        case PersoonVernietigd():
            over = tuple(een for een in beeld.beperkingen if een.persoon_id != feit.persoon_id)
            return replace(beeld.zonder(str(feit.persoon_id)), beperkingen=over)
        case BijdrageVernietigd():
            return beeld.zonder(feit.organisatie)
        case VernietigingOpgeschort() | ConsultatieOpgeschort():
            nieuw = _Opschorting(geheel.stroom_id, feit.opschorting_id, feit.grond, feit.tot)
            return replace(beeld, opschortingen=(*beeld.opschortingen, nieuw))
        case OpschortingOpgeheven() | OpschortingVanConsultatieOpgeheven():
            geschort = tuple(een for een in beeld.opschortingen if een.opschorting_id != feit.opschorting_id)
            return replace(beeld, opschortingen=geschort)
        case BeperkingIngesteld():
            beperking = _Beperking(geheel.stroom_id, feit.beperking_id, feit.persoon_id, feit.tot)
            return replace(beeld, beperkingen=(*beeld.beperkingen, beperking))
        case BeperkingOpgeheven():
            open_ = tuple(een for een in beeld.beperkingen if een.beperking_id != feit.beperking_id)
            return replace(beeld, beperkingen=open_)
        case _:
            return beeld


def _van_casus(feit: Aangemeld, stroom_id: UUID) -> Kalenderrij:
    return Kalenderrij(
        stroom_id=stroom_id,
        eenheid=GEHEEL,
        soort=Eenheidsoort.CASUS,
        nummer=feit.casusnummer,
        tafel=feit.tafel,
        persoon_id=None,
        organisatie=None,
        bewaren_tot=feit.bewaren_tot,
        regel=feit.bewaarregel,
        eigen_tot=None,
        eigen_regel=None,
    )


def _van_vraag(feit: VraagGesteld, stroom_id: UUID) -> Kalenderrij:
    rij = Kalenderrij(
        stroom_id=stroom_id,
        eenheid=GEHEEL,
        soort=Eenheidsoort.CONSULTATIE,
        nummer=feit.consultatienummer,
        tafel=feit.tafel,
        persoon_id=None,
        organisatie=None,
        bewaren_tot=ZONDER_KLOK,
        regel="",
        eigen_tot=None,
        eigen_regel=None,
    )
    return _met_klok(rij, feit)


def _met_klok(rij: Kalenderrij, feit: VraagGesteld | VraagAangevuld) -> Kalenderrij:
    """Start the clock of a consultatie, where this fact says until when; one that runs is not set anew."""
    if rij.bewaren_tot != ZONDER_KLOK or feit.bewaren_tot is None or feit.bewaarregel is None:
        return rij
    return replace(rij, bewaren_tot=feit.bewaren_tot, regel=feit.bewaarregel)


def _eigen(geheel: Kalenderrij, feit: EigenTermijnVastgesteld) -> Kalenderrij:
    van_persoon = feit.persoon_id is not None
    return replace(
        geheel,
        eenheid=str(feit.persoon_id) if van_persoon else feit.organisatie or "",
        soort=Eenheidsoort.PERSOON if van_persoon else Eenheidsoort.BIJDRAGE,
        persoon_id=feit.persoon_id,
        organisatie=feit.organisatie,
        eigen_tot=feit.bewaren_tot,
        eigen_regel=feit.bewaarregel,
    )


def _afgeleid(beeld: _Beeld) -> list[Kalenderrij]:
    """Say anew of every unit what follows from the casus, the geschort and the restrictions."""
    geheel = beeld.geheel
    if geheel is None:
        return []
    gronden = tuple(sorted({een.grond for een in beeld.opschortingen}))
    rijen = []
    for rij in beeld.eenheden:
        eigen = rij.eenheid != GEHEEL
        hier = [
            een
            for een in beeld.beperkingen
            if not eigen or een.persoon_id is None or een.persoon_id == rij.persoon_id
        ]
        herzien = [een.tot for een in beeld.opschortingen] + [een.tot for een in hier]
        # An own term is never later than that of the casus, whatever became of that.
        kort = eigen and rij.eigen_tot is not None and rij.eigen_tot <= geheel.bewaren_tot
        rijen.append(
            replace(
                rij,
                bewaren_tot=rij.eigen_tot if kort and rij.eigen_tot else geheel.bewaren_tot,
                regel=rij.eigen_regel if kort and rij.eigen_regel else geheel.regel,
                uitgewerkt=geheel.uitgewerkt,
                afgeschermd=geheel.afgeschermd,
                verlengd=geheel.verlengd and not kort,
                opgeschort=bool(beeld.opschortingen),
                gronden=gronden,
                herzien_op=min(herzien, default=None),
                beperkt=bool(hier),
            )
        )
    return rijen
