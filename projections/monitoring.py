"""The running cases of a table: whose turn it is, what is open, overdue first; and the work per procesregisseur.

What an action is about stands in the kluis, in the fact that ``versie`` names.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Date,
    Index,
    Integer,
    Table,
    Text,
    Uuid,
    any_,
    exists,
    func,
    literal,
    select,
    tuple_,
)
from sqlalchemy.dialects.postgresql import ARRAY

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
from domain.casus.waarden import Aanzet, Regie
from domain.historie import Opgetekend
from domain.tafels import Tafel
from projections.dagen import dag_van
from projections.rijen import Rijen
from projections.weergave import metadata

monitoring = Table(
    "monitoring",
    metadata,
    Column("stroom_id", Uuid, primary_key=True),
    Column("casusnummer", Text, nullable=False),
    Column("tafel", Text, nullable=False),
    Column("organisatie", Text, nullable=False),
    Column("gemeente", Text, nullable=False),
    Column("aanpak", Text),
    Column("fase", Text, nullable=False),
    Column("loopt", Boolean, nullable=False),
    Column("procesregisseur", Text),
    Column("casusregisseur", Text),
    Column("laatste_voortgang", Date),
    Column("aan_zet", Text),
    Column("ico_id", Uuid),
    Column("ico_op", Date),
    Column("agenda_op", Date),
    Column("herzien_op", Date),
    Column("volgende_datum", Date),
    Column("open_acties", Integer, nullable=False),
    Column("eerste_uiterlijk", Date),
    Column("volgorde", Date, nullable=False),
)
"""A case has a row from its aanmelding on, because the regie may be given before the triage; it shows in the
lists once it ``loopt``. ``volgorde`` is ``eerste_uiterlijk``, or the end of time where nothing is open."""

_VOLGORDE = (monitoring.c.volgorde, monitoring.c.casusnummer)
for _naam, _kolommen in {
    "ix_monitoring_tafel": (),
    "ix_monitoring_organisatie": (monitoring.c.organisatie,),
    "ix_monitoring_procesregisseur": (monitoring.c.procesregisseur,),
    "ix_monitoring_casusregisseur": (monitoring.c.casusregisseur,),
}.items():
    Index(_naam, monitoring.c.tafel, *_kolommen, *_VOLGORDE, postgresql_where=monitoring.c.loopt)

acties = Table(
    "monitoring_actie",
    metadata,
    Column("stroom_id", Uuid, primary_key=True),
    Column("actie_id", Uuid, primary_key=True),
    Column("versie", BigInteger, nullable=False),
    Column("tafel", Text, nullable=False),
    Column("organisatie", Text, nullable=False),
    Column("medewerker", Text),
    Column("uiterlijk", Date, nullable=False),
)
"""The open actions."""
Index("ix_monitoring_actie_tafel", acties.c.tafel, acties.c.uiterlijk)

deelnemers = Table(
    "monitoring_deelnemer",
    metadata,
    Column("stroom_id", Uuid, primary_key=True),
    Column("medewerker", Text, primary_key=True),
    Column("tafel", Text, nullable=False),
    Column("organisatie", Text, nullable=False),
)
"""Who takes part, for as long as the case runs."""
Index("ix_monitoring_deelnemer_medewerker", deelnemers.c.medewerker, deelnemers.c.tafel)


# --- asking ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sleutel:
    """The place of a row in the list; the next page begins after it. No date: the case has no open action."""

    eerste_uiterlijk: date | None
    casusnummer: str


@dataclass(frozen=True)
class Lopend:
    """A running case. The regisseurs are pseudonymous ids."""

    stroom_id: UUID
    casusnummer: str
    tafel: str
    organisatie: str
    gemeente: str
    aanpak: str | None
    fase: Fase
    procesregisseur: str | None
    casusregisseur: str | None
    laatste_voortgang: date | None
    aan_zet: Aanzet | None
    volgende_datum: date | None
    open_acties: int
    eerste_uiterlijk: date | None

    @property
    def sleutel(self) -> Sleutel:
        """Where this row stands."""
        return Sleutel(self.eerste_uiterlijk, self.casusnummer)

    def te_laat(self, vandaag: date) -> bool:
        """An open action should have been finished before today."""
        return self.eerste_uiterlijk is not None and self.eerste_uiterlijk < vandaag


@dataclass(frozen=True)
class OpenActie:
    """An action without an end. What it is about is read from the fact ``versie`` of the case."""

    stroom_id: UUID
    actie_id: UUID
    versie: int
    tafel: str
    organisatie: str
    medewerker: str | None
    uiterlijk: date

    def te_laat(self, vandaag: date) -> bool:
        """It should have been finished before today."""
        return self.uiterlijk < vandaag


@dataclass(frozen=True)
class Werkdruk:
    """What one procesregisseur has in hand; ``None``: the cases that have none. ``te_laat`` counts actions."""

    procesregisseur: str | None
    casussen: int
    open_acties: int
    te_laat: int


def lopend(
    verbinding: Connection,
    tafel: str,
    *,
    organisatie: str | None = None,
    procesregisseur: str | None = None,
    casusregisseur: str | None = None,
    deelnemer: str | None = None,
    na: Sleutel | None = None,
    limiet: int = 50,
) -> tuple[Lopend, ...]:
    """List the running cases of one table, overdue first, those without an open action last.

    With ``deelnemer``: only those in which that medewerker takes part now.
    """
    vraag = (
        select(*(monitoring.c[naam] for naam in Lopend.__dataclass_fields__))
        .where(monitoring.c.loopt, monitoring.c.tafel == tafel)
        .order_by(*_VOLGORDE)
        .limit(limiet)
    )
    if organisatie is not None:
        vraag = vraag.where(monitoring.c.organisatie == organisatie)
    if procesregisseur is not None:
        vraag = vraag.where(monitoring.c.procesregisseur == procesregisseur)
    if casusregisseur is not None:
        vraag = vraag.where(monitoring.c.casusregisseur == casusregisseur)
    if deelnemer is not None:
        zijn = select(deelnemers.c.stroom_id).where(
            deelnemers.c.medewerker == deelnemer, deelnemers.c.tafel == tafel
        )
        vraag = vraag.where(monitoring.c.stroom_id.in_(zijn))
    if na is not None:
        vraag = vraag.where(tuple_(*_VOLGORDE) > tuple_(na.eerste_uiterlijk or date.max, na.casusnummer))
    return tuple(_lopend(Lopend(*rij)) for rij in verbinding.execute(vraag))


def open_acties(verbinding: Connection, tafel: str, *, stromen: Collection[UUID]) -> tuple[OpenActie, ...]:
    """List the open actions of these cases of one table, overdue first."""
    vraag = (
        select(acties)
        .where(acties.c.stroom_id == any_(literal(list(stromen), ARRAY(Uuid))), acties.c.tafel == tafel)
        .order_by(acties.c.uiterlijk, acties.c.stroom_id, acties.c.actie_id)
    )
    return tuple(OpenActie(*rij) for rij in verbinding.execute(vraag))


def werkdruk(verbinding: Connection, tafel: str, *, vandaag: date) -> tuple[Werkdruk, ...]:
    """Say for each procesregisseur of one table how much there is to do; the cases without one stand last."""
    laat = (
        select(acties.c.stroom_id, func.count().label("aantal"))
        .where(acties.c.tafel == tafel, acties.c.uiterlijk < vandaag)
        .group_by(acties.c.stroom_id)
        .subquery()
    )
    vraag = (
        select(
            monitoring.c.procesregisseur,
            func.count(),
            func.sum(monitoring.c.open_acties),
            func.coalesce(func.sum(laat.c.aantal), 0),
        )
        .outerjoin_from(monitoring, laat, monitoring.c.stroom_id == laat.c.stroom_id)
        .where(monitoring.c.loopt, monitoring.c.tafel == tafel)
        .group_by(monitoring.c.procesregisseur)
        .order_by(monitoring.c.procesregisseur.asc().nulls_last())
    )
    return tuple(
        Werkdruk(wie, casussen, int(acties_open), int(te_laat))
        for wie, casussen, acties_open, te_laat in verbinding.execute(vraag)
    )


def neemt_deel(verbinding: Connection, stroom_id: UUID, *, medewerker: str) -> bool:
    """Say whether somebody takes part in a case now."""
    vraag = exists().where(deelnemers.c.stroom_id == stroom_id, deelnemers.c.medewerker == medewerker)
    return bool(verbinding.scalar(select(vraag)))


def _lopend(rij: Lopend) -> Lopend:
    """Give back the words of the domain for the text that was stored."""
    return replace(rij, fase=Fase(rij.fase), aan_zet=Aanzet(rij.aan_zet) if rij.aan_zet else None)


# --- taking in ---------------------------------------------------------------------------------------------------


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
        self._deelnemers.schrijf(verbinding, voor=deelnemend, na=(d for beeld in na for d in beeld.deelnemers))


def _neem(beeld: _Beeld, opgetekend: Opgetekend) -> _Beeld:
    """Take one fact in. A case that was left, or whose aanmelding was destroyed, is passed over."""
    feit = opgetekend.gebeurtenis
    if isinstance(feit, Aangemeld):
        return _Beeld(
            _Stand(
                stroom_id=opgetekend.stroom_id,
                casusnummer=feit.casusnummer,
                tafel=feit.tafel,
                organisatie=feit.organisatie,
                gemeente=feit.gemeente,
                aanpak=feit.aanpak,
            )
        )
    stand = beeld.stand
    if stand is None:
        return beeld
    match feit:
        case Getrieerd() if Fase.na(feit.uitkomst) is Fase.NIET_OPGENOMEN:
            return _Beeld()
        case Afgesloten() | GegevensVerwijderd():
            return _Beeld()
        case ActieToegewezen():
            actie = OpenActie(
                stroom_id=stand.stroom_id,
                actie_id=feit.actie_id,
                versie=opgetekend.versie,
                tafel=stand.tafel,
                organisatie=feit.organisatie,
                medewerker=feit.medewerker,
                uiterlijk=feit.uiterlijk,
            )
            return _met_actie(beeld, actie)
        case ActieAfgerond() | ActieVervallen():
            return replace(beeld, acties=tuple(a for a in beeld.acties if a.actie_id != feit.actie_id))
        case DeelnemerToegevoegd():
            return _met_deelnemer(
                beeld, _Deelnemer(stand.stroom_id, feit.medewerker, stand.tafel, feit.organisatie)
            )
        case DeelnemerVerwijderd():
            over = tuple(d for d in beeld.deelnemers if d.medewerker != feit.medewerker)
            return replace(beeld, deelnemers=over)
        case _:
            return replace(beeld, stand=_na_feit(stand, feit))


def _na_feit(stand: _Stand, feit: Gebeurtenis) -> _Stand:
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
            return replace(
                stand, fase=Fase.VOORLOPIG_AFGESLOTEN, agenda_op=None, herzien_op=feit.herzien_op
            )
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
