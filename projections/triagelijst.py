"""What waits for triage, for the procesregisseurs of a table; a melder sees those of the own organisation.

No names and no text: who the people are, and what they said of consent, is read from the kluis, in the facts that
``versies`` lists. How the tables take in a fact stands in ``triagelijst_fold``.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
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
    Row,
    Table,
    Text,
    Uuid,
    func,
    select,
    tuple_,
)
from sqlalchemy.dialects.postgresql import ARRAY

from domain.casus.compleetheid import Ontbreekt, Stukken, ontbrekend, stukken_met_toestemming
from domain.casus.evolve import vouw
from domain.casus.state import Casus
from domain.casus.toestemming import Toestemmingsstand, standen
from domain.historie import Opgetekend, van_casus
from domain.tafels import Stuk, Tafel
from domain.vervangen import replace
from projections.agenda import overleggen as agenda_overleg
from projections.rijen import maker
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
    Column("samenloop_op", Date),
    Column("samenloop_personen", Integer, nullable=False),
    Column("samenloop_treffers", Integer, nullable=False),
    Column("overleg_id", Uuid),
    Column("agendapunt_id", Uuid),
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

samenloop = Table(
    "triagelijst_samenloop",
    metadata,
    Column("stroom_id", Uuid, primary_key=True),
    Column("persoon_id", Uuid, primary_key=True),
    Column("geraadpleegd_op", Date, nullable=False),
    Column("treffers", Integer, nullable=False),
)
"""The last look at the other tables for each person: how many know that person, never which."""


# --- asking -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sleutel:
    """The place of a row in the list; the next page begins after it."""

    voor_triage: date
    aangemeld_op: datetime
    casusnummer: str


@dataclass(frozen=True)
class Criteriumgroep:
    """What is still open in one group of criteria: without facts, or unclear to the last triage; by code.

    One group in which nothing is open is enough for the table.
    """

    groep: str
    zonder_feiten: tuple[str, ...]
    onduidelijk: tuple[str, ...]


@dataclass(frozen=True)
class Wacht:
    """What a row says as it stands.

    ``sinds`` is the calendar day of the aanmelding, ``termijn`` the first triage after it. ``onduidelijk`` are the
    criteria that the last triage found unclear and on which nothing new came in. ``gegeven``, ``geweigerd`` and
    ``ingetrokken`` count the last words on consent, one for each person and purpose. ``samenloop_op`` is the day on
    which somebody last looked at the other tables, for ``samenloop_personen`` people, of whom the tables that know
    them add up to ``samenloop_treffers``. ``overleg_id`` is the triage on whose agenda the case stands.
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
    samenloop_op: date | None
    samenloop_personen: int
    samenloop_treffers: int
    overleg_id: UUID | None
    agendapunt_id: UUID | None


@dataclass(frozen=True)
class Wachtende(Wacht):
    """A case that waits, as the list shows it.

    ``overleg_begint`` is when the triage on whose agenda it stands begins, as that is planned now. ``toestemming``
    is ``None``, and the piece counts as missing where the table asks for it, until ``met_toestemming`` looked.
    """

    overleg_begint: datetime | None
    open_criteria: tuple[Criteriumgroep, ...]
    ontbreekt: tuple[Ontbreekt, ...]
    toestemming: tuple[Toestemmingsstand, ...] | None = None

    @property
    def sleutel(self) -> Sleutel:
        """Where this row stands."""
        return Sleutel(self.voor_triage, self.aangemeld_op, self.casusnummer)

    @property
    def compleet(self) -> bool:
        """Nothing is missing: the triage can lead to an ICO."""
        return not self.ontbreekt

    @property
    def termijn_dagen(self) -> int:
        """How many days the term gives, to hold ``dagen_wacht`` against."""
        return (self.termijn - self.sinds).days

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

    ``tafels`` (by definition, as in ``Weergave.verwerk``) gives the words for what is missing, and the criteria.
    """
    vraag = (
        select(*_GEVRAAGD)
        .outerjoin_from(triagelijst, agenda_overleg, triagelijst.c.overleg_id == agenda_overleg.c.overleg_id)
        .where(triagelijst.c.tafel == tafel)
        .order_by(*_VOLGORDE)
        .limit(limiet)
    )
    if organisatie is not None:
        vraag = vraag.where(triagelijst.c.organisatie == organisatie)
    if tot is not None:
        vraag = vraag.where(triagelijst.c.voor_triage <= tot)
    if na is not None:
        vraag = vraag.where(tuple_(*_VOLGORDE) > tuple_(na.voor_triage, na.aangemeld_op, na.casusnummer))
    rijen = verbinding.execute(vraag).all()
    definities = {rij[_DEFINITIE] for rij in rijen}
    vragen = {definitie: _Tafelvraag.van(tafels[definitie]) for definitie in definities}
    return tuple(_wachtende(rij, vragen) for rij in rijen)


def aantal_na(verbinding: Connection, tafel: str, *, na: date, organisatie: str | None = None) -> int:
    """Count what waits at one table, of one organisation if given, for the triages after a day."""
    vraag = (
        select(func.count())
        .select_from(triagelijst)
        .where(triagelijst.c.tafel == tafel, triagelijst.c.voor_triage > na)
    )
    if organisatie is not None:
        vraag = vraag.where(triagelijst.c.organisatie == organisatie)
    return verbinding.execute(vraag).scalar_one()


def casussen(feiten: Iterable[Opgetekend]) -> dict[UUID, Casus]:
    """Each case as far as these facts tell it, in whatever order they come."""
    per_stroom: dict[UUID, list[Opgetekend]] = defaultdict(list)
    for feit in sorted(feiten, key=lambda feit: feit.versie):
        per_stroom[feit.stroom_id].append(feit)
    return {stroom_id: vouw(van_casus(historie)) for stroom_id, historie in per_stroom.items()}


def met_toestemming(rij: Wachtende, casus: Casus, *, tafels: Mapping[str, Tafel], vandaag: date) -> Wachtende:
    """Say how the consent stands today; no row can say that, because a birthday changes who has to consent.

    ``casus`` is what the facts at the ``versies`` of this row tell of it. What is missing is then what the triage would
    find missing today.
    """
    tafel = tafels[rij.definitie]
    er = stukken_met_toestemming(casus, tafel, op=vandaag).toestemming
    ontbreekt = tuple(stuk for stuk in rij.ontbreekt if not (er and stuk.code == Stuk.TOESTEMMING))
    return replace(rij, toestemming=standen(casus, tafel, op=vandaag), ontbreekt=ontbreekt)


@dataclass(frozen=True)
class _Tafelvraag:
    """What a table asks of each row: the words for what is missing, and the criteria by group, in its order."""

    stukken: Mapping[str, Ontbreekt]
    groepen: Mapping[str, tuple[str, ...]]

    @classmethod
    def van(cls, tafel: Tafel) -> "_Tafelvraag":
        """Reckon it once, whatever number of rows there are."""
        groepen: dict[str, tuple[str, ...]] = {}
        for criterium in tafel.criteria:
            groepen[criterium.groep] = (*groepen.get(criterium.groep, ()), criterium.code)
        return cls({stuk.code: stuk for stuk in ontbrekend(Stukken(), tafel)}, groepen)

    def open_criteria(
        self, met_feiten: tuple[str, ...], onduidelijk: tuple[str, ...]
    ) -> tuple[Criteriumgroep, ...]:
        """Say of each group what is still open."""
        bekend = {*met_feiten, *onduidelijk}
        return tuple(
            Criteriumgroep(
                groep,
                tuple(code for code in codes if code not in bekend),
                tuple(code for code in codes if code in onduidelijk),
            )
            for groep, codes in self.groepen.items()
        )


_WACHT = tuple(veld.name for veld in fields(Wacht))
_DEFINITIE, _ONDUIDELIJK = _WACHT.index("definitie"), _WACHT.index("onduidelijk")
_GEVRAAGD = (
    *(triagelijst.c[naam] for naam in _WACHT),
    agenda_overleg.c.begint,
    triagelijst.c.criteria,
    triagelijst.c.ontbreekt,
)


def _wachtende(rij: Row[Any], vragen: Mapping[str, _Tafelvraag]) -> Wachtende:
    waarden: tuple[Any, ...] = tuple(rij)
    tafel = vragen[waarden[_DEFINITIE]]
    met_feiten, ontbreekt = waarden[-2:]
    gerekend = (
        tafel.open_criteria(met_feiten, waarden[_ONDUIDELIJK]),
        tuple(tafel.stukken[code] for code in ontbreekt),
    )
    return _maak_wachtende((*waarden[:-2], *gerekend, None))


_maak_wachtende = maker(Wachtende)
