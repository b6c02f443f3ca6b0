"""How the running cases take in a fact; the tables and what is asked of them stand in ``monitoring``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import Connection

from domain.casus.events import (
    Aangemeld,
    AanmeldingAangevuld,
    ActieAfgerond,
    ActieToegewezen,
    ActieVervallen,
    Afgeschaald,
    Afgesloten,
    DeelnemerToegevoegd,
    DeelnemerVerwijderd,
    Geagendeerd,
    Gebeurtenis,
    GegevensVerwijderd,
    Getrieerd,
    Heropend,
    ICOAfgezegd,
    ICOGehouden,
    ICOGepland,
    ICOVerzet,
    RegieToegewezen,
    VoorlopigAfgesloten,
    VoortgangVastgelegd,
)
from domain.casus.state import Fase
from domain.casus.waarden import Regie
from domain.historie import Opgetekend
from domain.tafels import Tafel
from projections.dagen import dag_van
from projections.monitoring import OpenActie, acties, deelnemers, monitoring
from projections.rijen import Rijen


@dataclass(frozen=True)
class _Stand:
    """A row as it is stored."""

    stroom_id: UUID
    casusnummer: str
    tafel: str
    organisatie: str
    gemeente: str
    aanpak: str | None
    fase: str = Fase.AANGEMELD
    loopt: bool = False
    procesregisseur: str | None = None
    casusregisseur: str | None = None
    laatste_voortgang: date | None = None
    aan_zet: str | None = None
    ico_id: UUID | None = None
    ico_op: date | None = None
    agenda_op: date | None = None
    herzien_op: date | None = None
    volgende_datum: date | None = None
    open_acties: int = 0
    eerste_uiterlijk: date | None = None
    volgorde: date = date.max


@dataclass(frozen=True)
class _Deelnemer:
    stroom_id: UUID
    medewerker: str
    tafel: str
    organisatie: str


@dataclass(frozen=True)
class _Beeld:
    """All rows of one case."""

    stand: _Stand | None = None
    acties: tuple[OpenActie, ...] = ()
    deelnemers: tuple[_Deelnemer, ...] = ()


class Monitoring:
    """Keeps the running cases; see ``Weergave``."""

    naam = "monitoring"
    tabellen = (monitoring, acties, deelnemers)

    def __init__(self) -> None:
        self._standen = Rijen(monitoring, _Stand)
        self._acties = Rijen(acties, OpenActie)
        self._deelnemers = Rijen(deelnemers, _Deelnemer)

    def verwerk(
        self, verbinding: Connection, feiten: Sequence[Opgetekend], *, tafels: Mapping[str, Tafel]
    ) -> None:
        """Take in facts; see ``Weergave``."""
        del tafels
        stromen = {opgetekend.stroom_id for opgetekend in feiten}
        standen = self._standen.lees(verbinding, stromen)
        opgezet = self._acties.lees(verbinding, stromen)
        deelnemend = self._deelnemers.lees(verbinding, stromen)
        beelden = {stroom_id: _Beeld() for stroom_id in stromen}
        for stand in standen:
            beelden[stand.stroom_id] = _Beeld(stand)
        for actie in opgezet:
            beelden[actie.stroom_id] = _met_actie(beelden[actie.stroom_id], actie)
        for deelnemer in deelnemend:
            beelden[deelnemer.stroom_id] = _met_deelnemer(beelden[deelnemer.stroom_id], deelnemer)
        for opgetekend in feiten:
            beelden[opgetekend.stroom_id] = _neem(beelden[opgetekend.stroom_id], opgetekend)
        na = beelden.values()
        self._standen.schrijf(verbinding, voor=standen, na=(s for beeld in na for s in _afgeleid(beeld)))
        self._acties.schrijf(verbinding, voor=opgezet, na=(a for beeld in na for a in beeld.acties))
        self._deelnemers.schrijf(
            verbinding, voor=deelnemend, na=(d for beeld in na for d in beeld.deelnemers)
        )


def _neem(beeld: _Beeld, opgetekend: Opgetekend) -> _Beeld:  # noqa: PLR0911 one branch for each fact
    """Take one fact in. A case that was left, or whose aanmelding was destroyed, is passed over."""
    feit = opgetekend.gebeurtenis
    if isinstance(feit, Aangemeld):
        return _Beeld(_aangemeld(feit, opgetekend.stroom_id))
    stand = beeld.stand
    if stand is None:
        return beeld
    match feit:
        case Getrieerd() if Fase.na(feit.uitkomst) is Fase.NIET_OPGENOMEN:
            return _Beeld()
        case Afgesloten() | GegevensVerwijderd():
            return _Beeld()
        case ActieToegewezen():
            return _met_actie(beeld, _actie(stand, feit, opgetekend.versie))
        case ActieAfgerond() | ActieVervallen():
            return replace(beeld, acties=tuple(a for a in beeld.acties if a.actie_id != feit.actie_id))
        case DeelnemerToegevoegd():
            wie = _Deelnemer(stand.stroom_id, feit.medewerker, stand.tafel, feit.organisatie)
            return _met_deelnemer(beeld, wie)
        case DeelnemerVerwijderd():
            over = tuple(d for d in beeld.deelnemers if d.medewerker != feit.medewerker)
            return replace(beeld, deelnemers=over)
        case _:
            return replace(beeld, stand=_na_feit(stand, feit))


def _aangemeld(feit: Aangemeld, stroom_id: UUID) -> _Stand:
    return _Stand(
        stroom_id=stroom_id,
        casusnummer=feit.casusnummer,
        tafel=feit.tafel,
        organisatie=feit.organisatie,
        gemeente=feit.gemeente,
        aanpak=feit.aanpak,
    )


def _actie(stand: _Stand, feit: ActieToegewezen, versie: int) -> OpenActie:
    return OpenActie(
        stroom_id=stand.stroom_id,
        actie_id=feit.actie_id,
        versie=versie,
        tafel=stand.tafel,
        organisatie=feit.organisatie,
        medewerker=feit.medewerker,
        uiterlijk=feit.uiterlijk,
    )


def _na_feit(stand: _Stand, feit: Gebeurtenis) -> _Stand:  # noqa: C901, PLR0911 one branch for each fact
    match feit:
        case AanmeldingAangevuld():
            return replace(stand, aanpak=feit.aanpak or stand.aanpak)
        case Getrieerd():
            fase = Fase.na(feit.uitkomst)
            return replace(stand, fase=fase, loopt=fase is Fase.OPGENOMEN)
        case RegieToegewezen(regie=Regie.CASUS):
            return replace(stand, casusregisseur=feit.medewerker)
        case RegieToegewezen():
            return replace(stand, procesregisseur=feit.medewerker)
        case VoortgangVastgelegd():
            return replace(stand, laatste_voortgang=feit.op, aan_zet=feit.aanzet)
        case ICOGepland() | ICOVerzet() | ICOAfgezegd() | ICOGehouden():
            return _na_ico(stand, feit)
        case Geagendeerd():
            return replace(stand, agenda_op=feit.datum)
        case Afgeschaald():
            return replace(stand, fase=Fase.AFGESCHAALD, agenda_op=None, herzien_op=None)
        case VoorlopigAfgesloten():
            return replace(stand, fase=Fase.VOORLOPIG_AFGESLOTEN, agenda_op=None, herzien_op=feit.herzien_op)
        case Heropend():
            return replace(stand, fase=Fase.MONITORING, herzien_op=None)
        case _:
            return stand


def _na_ico(stand: _Stand, feit: ICOGepland | ICOVerzet | ICOAfgezegd | ICOGehouden) -> _Stand:
    if isinstance(feit, ICOGepland):
        return replace(stand, ico_id=feit.ico_id, ico_op=dag_van(feit.begint))
    if isinstance(feit, ICOGehouden):
        stand = replace(stand, fase=Fase.MONITORING, agenda_op=None)
    if feit.ico_id != stand.ico_id:
        return stand
    if isinstance(feit, ICOVerzet):
        return replace(stand, ico_op=dag_van(feit.begint))
    return replace(stand, ico_id=None, ico_op=None)


def _met_actie(beeld: _Beeld, actie: OpenActie) -> _Beeld:
    ander = (oud for oud in beeld.acties if oud.actie_id != actie.actie_id)
    return replace(beeld, acties=(*ander, actie))


def _met_deelnemer(beeld: _Beeld, deelnemer: _Deelnemer) -> _Beeld:
    ander = (oud for oud in beeld.deelnemers if oud.medewerker != deelnemer.medewerker)
    return replace(beeld, deelnemers=(*ander, deelnemer))


def _afgeleid(beeld: _Beeld) -> tuple[_Stand, ...]:
    """Say anew what follows from the parts; nothing if the case has no row."""
    stand = beeld.stand
    if stand is None:
        return ()
    datums = [dag for dag in (stand.ico_op, stand.agenda_op, stand.herzien_op) if dag is not None]
    eerste = min((actie.uiterlijk for actie in beeld.acties), default=None)
    return (
        replace(
            stand,
            volgende_datum=min(datums, default=None),
            open_acties=len(beeld.acties),
            eerste_uiterlijk=eerste,
            volgorde=eerste or date.max,
        ),
    )
