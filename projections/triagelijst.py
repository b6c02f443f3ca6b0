"""What waits for triage, for the procesregisseurs of a table; a melder sees those of the own organisation.

No names and no text: who the people are is read from the kluis, in the facts that ``versies`` lists.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import assert_never
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Index,
    Integer,
    Table,
    Text,
    Uuid,
    select,
    tuple_,
)
from sqlalchemy.dialects.postgresql import ARRAY

from domain.casus.compleetheid import Ontbreekt, Stukken, ontbrekend, stukken_van
from domain.casus.events import (
    Aangemeld,
    AanmeldingAangevuld,
    GegevensVerwijderd,
    Getrieerd,
    GrondslagVastgelegd,
    ToestemmingGegeven,
    ToestemmingGeweigerd,
    ToestemmingIngetrokken,
)
from domain.casus.state import Fase, Toestemmingsfeit
from domain.casus.waarden import NIEMAND, Betrokkene, Oordeel
from domain.historie import Opgetekend
from domain.tafels import Tafel
from projections.rijen import Rijen
from projections.weergave import metadata

_TEKSTEN = ARRAY(Text, as_tuple=True)

triagelijst = Table(
    "triagelijst",
    metadata,
    Column("stroom_id", Uuid, primary_key=True),
    Column("casusnummer", Text, nullable=False),
    Column("tafel", Text, nullable=False),
    Column("definitie", Text, nullable=False),
    Column("gemeente", Text, nullable=False),
    Column("aanpak", Text),
    Column("organisatie", Text, nullable=False),
    Column("aangemeld_op", DateTime(timezone=True), nullable=False),
    Column("sinds", Date, nullable=False),
    Column("aangehouden", Boolean, nullable=False),
    Column("voor_triage", Date, nullable=False),
    Column("termijn", Date, nullable=False),
    Column("onduidelijk", _TEKSTEN, nullable=False),
    Column("gegeven", Integer, nullable=False),
    Column("geweigerd", Integer, nullable=False),
    Column("ingetrokken", Integer, nullable=False),
    Column("betrokkenen", Integer, nullable=False),
    Column("versies", ARRAY(BigInteger, as_tuple=True), nullable=False),
    Column("hoofdpersoon", Boolean, nullable=False),
    Column("leefgebieden", _TEKSTEN, nullable=False),
    Column("criteria", _TEKSTEN, nullable=False),
    Column("reguliere_routes", Boolean, nullable=False),
    Column("voorcontact", Boolean, nullable=False),
    Column("grondslag", Boolean, nullable=False),
    Column("ontbreekt", _TEKSTEN, nullable=False),
)
_VOLGORDE = (triagelijst.c.voor_triage, triagelijst.c.aangemeld_op, triagelijst.c.casusnummer)
Index("ix_triagelijst_tafel", triagelijst.c.tafel, *_VOLGORDE)
Index("ix_triagelijst_tafel_organisatie", triagelijst.c.tafel, triagelijst.c.organisatie, *_VOLGORDE)

toestemmingen = Table(
    "triagelijst_toestemming",
    metadata,
    Column("stroom_id", Uuid, primary_key=True),
    Column("persoon_id", Uuid, primary_key=True),
    Column("doel", Text, primary_key=True),
    Column("stand", Text, nullable=False),
)
"""The last word on consent, of which the queue shows the numbers."""


# --- asking -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sleutel:
    """The place of a row in the list; the next page begins after it."""

    voor_triage: date
    aangemeld_op: datetime
    casusnummer: str


@dataclass(frozen=True)
class _Wacht:
    """What a row says as it stands.

    ``sinds`` is a calendar day, ``termijn`` the first triage after it. ``onduidelijk`` are the criteria that the
    last triage found unclear and on which nothing new came in. ``gegeven``, ``geweigerd`` and ``ingetrokken``
    count the last words on consent, one for each person and purpose.
    """

    stroom_id: UUID
    casusnummer: str
    tafel: str
    definitie: str
    gemeente: str
    aanpak: str | None
    organisatie: str
    aangemeld_op: datetime
    sinds: date
    aangehouden: bool
    voor_triage: date
    termijn: date
    onduidelijk: tuple[str, ...]
    gegeven: int
    geweigerd: int
    ingetrokken: int
    betrokkenen: int
    versies: tuple[int, ...]


@dataclass(frozen=True)
class Wachtende(_Wacht):
    """A case that waits, as the list shows it."""

    ontbreekt: tuple[Ontbreekt, ...]

    @property
    def sleutel(self) -> Sleutel:
        """Where this row stands."""
        return Sleutel(self.voor_triage, self.aangemeld_op, self.casusnummer)

    @property
    def compleet(self) -> bool:
        """Nothing is missing: the triage can lead to an ICO."""
        return not self.ontbreekt

    def over_termijn(self, vandaag: date) -> bool:
        """Say whether the first triage after the aanmelding has passed while the case still waits."""
        return vandaag > self.termijn

    def dagen_wacht(self, vandaag: date) -> int:
        """Count the days it has been waiting."""
        return (vandaag - self.sinds).days


def wachtrij(
    verbinding: Connection,
    tafel: str,
    *,
    tafels: Mapping[str, Tafel],
    organisatie: str | None = None,
    tot: date | None = None,
    na: Sleutel | None = None,
    limiet: int = 50,
) -> tuple[Wachtende, ...]:
    """List what waits at one table, of one organisation if given, for the triages up to ``tot``.

    ``tafels`` (by definition, as in ``Weergave.verwerk``) gives the words for what is missing.
    """
    vraag = select(triagelijst).where(triagelijst.c.tafel == tafel).order_by(*_VOLGORDE).limit(limiet)
    if organisatie is not None:
        vraag = vraag.where(triagelijst.c.organisatie == organisatie)
    if tot is not None:
        vraag = vraag.where(triagelijst.c.voor_triage <= tot)
    if na is not None:
        vraag = vraag.where(tuple_(*_VOLGORDE) > tuple_(na.voor_triage, na.aangemeld_op, na.casusnummer))
    return tuple(_wachtende(_Stand(*rij), tafels) for rij in verbinding.execute(vraag))


# --- taking in ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Stand(_Wacht):
    """A row as it is stored: what the list shows, and what it takes to say it anew when a fact comes in."""

    hoofdpersoon: bool
    leefgebieden: tuple[str, ...]
    criteria: tuple[str, ...]
    reguliere_routes: bool
    voorcontact: bool
    grondslag: bool
    ontbreekt: tuple[str, ...] = ()

    @property
    def stukken(self) -> Stukken:
        return Stukken(
            aanpak=self.aanpak is not None,
            hoofdpersoon=self.hoofdpersoon,
            leefgebieden=frozenset(self.leefgebieden),
            criteria=frozenset(self.criteria),
            reguliere_routes=self.reguliere_routes,
            voorcontact=self.voorcontact,
            grondslag=self.grondslag,
        )


@dataclass(frozen=True)
class _Toestemming:
    stroom_id: UUID
    persoon_id: UUID
    doel: str
    stand: str


@dataclass(frozen=True)
class _Beeld:
    """All rows of one case."""

    stand: _Stand | None = None
    toestemmingen: tuple[_Toestemming, ...] = ()


class Triagelijst:
    """Keeps the queue; see ``Weergave``."""

    naam = "triagelijst"
    tabellen = (triagelijst, toestemmingen)

    def __init__(self) -> None:
        self._standen = Rijen(triagelijst, _Stand)
        self._toestemmingen = Rijen(toestemmingen, _Toestemming)

    def verwerk(
        self, verbinding: Connection, feiten: Sequence[Opgetekend], *, tafels: Mapping[str, Tafel]
    ) -> None:
        """Take in facts; see ``Weergave``."""
        stromen = {opgetekend.stroom_id for opgetekend in feiten}
        standen = self._standen.lees(verbinding, stromen)
        woorden = self._toestemmingen.lees(verbinding, stromen)
        beelden = {stroom_id: _Beeld() for stroom_id in stromen}
        for stand in standen:
            beelden[stand.stroom_id] = replace(beelden[stand.stroom_id], stand=stand)
        for woord in woorden:
            beelden[woord.stroom_id] = _met_toestemming(beelden[woord.stroom_id], woord)
        for opgetekend in feiten:
            beelden[opgetekend.stroom_id] = _neem(beelden[opgetekend.stroom_id], opgetekend, tafels)
        na = [_afgeleid(beeld.stand, beeld, tafels) for beeld in beelden.values() if beeld.stand is not None]
        self._standen.schrijf(verbinding, voor=standen, na=na)
        nu = (woord for beeld in beelden.values() for woord in beeld.toestemmingen)
        self._toestemmingen.schrijf(verbinding, voor=woorden, na=nu)


def _neem(  # noqa: PLR0911 one branch for each fact
    beeld: _Beeld, opgetekend: Opgetekend, tafels: Mapping[str, Tafel]
) -> _Beeld:
    """Take one fact in. A case that no longer waits, or whose aanmelding was destroyed, is passed over."""
    feit = opgetekend.gebeurtenis
    if isinstance(feit, Aangemeld):
        return _Beeld(_aangemeld(feit, opgetekend, tafels[feit.definitie]))
    stand = beeld.stand
    if stand is None:
        return beeld
    match feit:
        case AanmeldingAangevuld():
            return replace(beeld, stand=_aangevuld(stand, feit, opgetekend.versie))
        case GrondslagVastgelegd():
            return replace(beeld, stand=replace(stand, grondslag=True))
        case ToestemmingGegeven() | ToestemmingGeweigerd() | ToestemmingIngetrokken():
            return _met_toestemming(
                beeld, _Toestemming(stand.stroom_id, feit.persoon_id, feit.doel, _in_een_woord(feit))
            )
        case Getrieerd():
            return _getrieerd(beeld, stand, feit)
        case GegevensVerwijderd():
            return _Beeld()
        case _:
            return beeld


def _aangemeld(feit: Aangemeld, opgetekend: Opgetekend, tafel: Tafel) -> _Stand:
    stukken = stukken_van(feit)
    eerste = tafel.triage.eerste_na(feit.eerste_verwerking)
    mensen = _bekend(feit.betrokkenen)
    return _Stand(
        stroom_id=opgetekend.stroom_id,
        casusnummer=feit.casusnummer,
        tafel=feit.tafel,
        definitie=feit.definitie,
        gemeente=feit.gemeente,
        aanpak=feit.aanpak,
        organisatie=feit.organisatie,
        aangemeld_op=opgetekend.envelop.op,
        sinds=feit.eerste_verwerking,
        aangehouden=False,
        voor_triage=eerste,
        termijn=eerste,
        onduidelijk=(),
        gegeven=0,
        geweigerd=0,
        ingetrokken=0,
        betrokkenen=mensen,
        versies=(opgetekend.versie,) if mensen else (),
        hoofdpersoon=stukken.hoofdpersoon,
        leefgebieden=tuple(sorted(stukken.leefgebieden)),
        criteria=tuple(sorted(stukken.criteria)),
        reguliere_routes=stukken.reguliere_routes,
        voorcontact=stukken.voorcontact,
        grondslag=stukken.grondslag,
    )


def _aangevuld(stand: _Stand, feit: AanmeldingAangevuld, versie: int) -> _Stand:
    stukken = stand.stukken.ook(stukken_van(feit))
    mensen = _bekend(feit.betrokkenen)
    nieuw = {criterium.criterium for criterium in feit.criteria}
    return replace(
        stand,
        aanpak=feit.aanpak or stand.aanpak,
        onduidelijk=tuple(code for code in stand.onduidelijk if code not in nieuw),
        hoofdpersoon=stukken.hoofdpersoon,
        leefgebieden=tuple(sorted(stukken.leefgebieden)),
        criteria=tuple(sorted(stukken.criteria)),
        reguliere_routes=stukken.reguliere_routes,
        voorcontact=stukken.voorcontact,
        betrokkenen=stand.betrokkenen + mensen,
        versies=(*stand.versies, versie) if mensen else stand.versies,
    )


def _getrieerd(beeld: _Beeld, stand: _Stand, feit: Getrieerd) -> _Beeld:
    if Fase.na(feit.uitkomst) is not Fase.AANGEHOUDEN:
        return _Beeld()
    twijfel = tuple(weging.criterium for weging in feit.oordelen if weging.oordeel is Oordeel.ONDUIDELIJK)
    terug_op = feit.terug_op or stand.voor_triage
    return replace(beeld, stand=replace(stand, aangehouden=True, voor_triage=terug_op, onduidelijk=twijfel))


def _met_toestemming(beeld: _Beeld, woord: _Toestemming) -> _Beeld:
    ander = (
        oud for oud in beeld.toestemmingen if (oud.persoon_id, oud.doel) != (woord.persoon_id, woord.doel)
    )
    return replace(beeld, toestemmingen=(*ander, woord))


def _in_een_woord(feit: Toestemmingsfeit) -> str:
    match feit:
        case ToestemmingGegeven():
            return "gegeven"
        case ToestemmingGeweigerd():
            return "geweigerd"
        case ToestemmingIngetrokken():
            return "ingetrokken"
        case _:
            assert_never(feit)


def _afgeleid(stand: _Stand, beeld: _Beeld, tafels: Mapping[str, Tafel]) -> _Stand:
    """Say anew what follows from the rest of the row and from the last words on consent."""
    tafel = tafels[stand.definitie]
    woorden = [woord.stand for woord in beeld.toestemmingen]
    return replace(
        stand,
        ontbreekt=tuple(stuk.code for stuk in ontbrekend(stand.stukken, tafel)),
        gegeven=woorden.count("gegeven"),
        geweigerd=woorden.count("geweigerd"),
        ingetrokken=woorden.count("ingetrokken"),
    )


def _bekend(mensen: Sequence[Betrokkene]) -> int:
    return sum(mens.persoon_id != NIEMAND for mens in mensen)


def _wachtende(stand: _Stand, tafels: Mapping[str, Tafel]) -> Wachtende:
    woorden = {stuk.code: stuk for stuk in ontbrekend(Stukken(), tafels[stand.definitie])}
    return Wachtende(
        **{veld.name: getattr(stand, veld.name) for veld in fields(_Wacht)},
        ontbreekt=tuple(woorden[code] for code in stand.ontbreekt),
    )
