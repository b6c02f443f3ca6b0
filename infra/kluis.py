"""What is written beside the events, in the same transaction: content, keys, numbers, and destruction."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from itertools import chain
from typing import Any
from uuid import UUID

from eventsourcing.persistence import IntegrityError
from psycopg import Cursor
from psycopg.rows import DictRow
from psycopg.sql import SQL, Identifier

from infra.keys import Eenheid, Ingepakt
from infra.leesbaar import LeesbareFout
from projections.weergave import tabellen_met_casus

VERNIETIGSLOT = 0x6361_7375_7302
"""Held alone by a destruction and shared by whoever turns facts into rows of views: a view never writes rows
from content that was destroyed meanwhile."""


class VernietigingMislukt(LeesbareFout):
    """After a destruction something was still there; the whole transaction is undone."""


@dataclass(frozen=True)
class Nummer:
    """The number that leads to a stream, and the mark of the kenmerk it came in with, if any."""

    casusnummer: str
    stroom_id: UUID
    kenmerk_merk: bytes | None
    sleutelnummer: int | None = None


@dataclass(frozen=True)
class Agendakoppeling:
    """Which casus an agenda item of an overleg is."""

    agendapunt_id: UUID
    overleg_id: UUID
    stroom_id: UUID


@dataclass(frozen=True)
class Samenloopmerk:
    """A mark by which other tables can find that this person is known here."""

    merk: bytes
    stroom_id: UUID
    persoon_id: UUID
    sleutelnummer: int


@dataclass(frozen=True)
class Koppeling:
    """Where the person of a verzoek may be."""

    koppeling_id: UUID
    verzoek_id: UUID
    stroom_id: UUID
    persoon_id: UUID


@dataclass(frozen=True)
class Verhuizing:
    """Somebody in a case is known by another id from now on; open verzoeken go on about the same person."""

    stroom_id: UUID
    van: UUID
    naar: UUID


@dataclass(frozen=True)
class Vernietiging:
    """Destroy everything about one casus, consultatie or verzoek now; or of one person or supplier within it."""

    stroom_id: UUID
    op: datetime
    persoon_id: UUID | None = None
    organisatie: str | None = None

    @property
    def eenheid(self) -> Eenheid:
        """What is destroyed."""
        return Eenheid(self.stroom_id, self.persoon_id, self.organisatie)


@dataclass(frozen=True)
class Gezien:
    """A stream that a decision on another one was based on, and the version that it had."""

    stroom_id: UUID
    versie: int


@dataclass(frozen=True)
class Sleutelrij:
    """The key under which a command came, as two hashes, and what it led to."""

    merk: bytes
    vingerafdruk: bytes
    zaad: UUID
    stroom_id: UUID | None
    na_versie: int
    versie: int


@dataclass(frozen=True)
class Conceptweg:
    """A concept that becomes the melding that is brought in: whose, and as which version.

    ``None`` is any; 0 says that it was never saved, and so may not be there.
    """

    concept_id: UUID
    wie: str
    organisatie: str
    versie: int | None
    op: datetime


class ConceptAnders(Exception):
    """The concept is not as whoever brings it in knows it, or is there no more; nothing was stored."""


@dataclass(frozen=True)
class Bijwerking:
    """What travels along with an append."""

    sleutels: tuple[Ingepakt, ...] = ()
    nummers: tuple[Nummer, ...] = ()
    agendapunten: tuple[Agendakoppeling, ...] = ()
    merken: tuple[Samenloopmerk, ...] = ()
    koppelingen: tuple[Koppeling, ...] = ()
    verhuizingen: tuple[Verhuizing, ...] = ()
    vernietigingen: tuple[Vernietiging, ...] = ()
    gezien: tuple[Gezien, ...] = ()
    herhaalsleutels: tuple[Sleutelrij, ...] = ()
    concepten: tuple[Conceptweg, ...] = ()

    @property
    def in_een_keer(self) -> bool:
        """Only such things travel along as go with the facts in one statement."""
        erbij = (self.gezien, self.agendapunten, self.koppelingen, self.verhuizingen, self.concepten)
        return not (any(erbij) or self.vernietigingen)


NIETS = Bijwerking()


def samen(*bijwerkingen: Bijwerking) -> Bijwerking:
    """What travels along with several appends at once."""
    if len(bijwerkingen) == 1:
        return bijwerkingen[0]
    return Bijwerking(
        **{
            veld.name: tuple(chain.from_iterable(getattr(een, veld.name) for een in bijwerkingen))
            for veld in fields(Bijwerking)
        }
    )


def schrijf_bij(curs: Cursor[DictRow], bijwerking: Bijwerking) -> None:
    """Write what does not go with the facts in one statement, destructions apart, inside their transaction.

    Raises:
        IntegrityError: a stream that was looked at is not as it was.
        ConceptAnders: a concept that is brought in is not as it was.
    """
    if bijwerking.gezien:
        _eis_ongewijzigd(curs, bijwerking.gezien)
    if bijwerking.agendapunten:
        curs.execute(
            "INSERT INTO kluis.agendapunt (agendapunt_id, overleg_id, stroom_id)"
            " SELECT * FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[])",
            (
                [punt.agendapunt_id for punt in bijwerking.agendapunten],
                [punt.overleg_id for punt in bijwerking.agendapunten],
                [punt.stroom_id for punt in bijwerking.agendapunten],
            ),
        )
    if bijwerking.koppelingen:
        curs.execute(
            "INSERT INTO kluis.koppeling (koppeling_id, verzoek_id, stroom_id, persoon_id)"
            " SELECT k.* FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[], %s::uuid[])"
            " AS k (koppeling_id, verzoek_id, stroom_id, persoon_id)"
            # What was destroyed since somebody looked is not led to any more.
            " WHERE NOT EXISTS (SELECT FROM kluis.omheining o WHERE o.stroom_id = k.stroom_id"
            " AND (o.persoon_id IS NULL OR o.persoon_id = k.persoon_id) AND o.organisatie IS NULL)",
            (
                [een.koppeling_id for een in bijwerking.koppelingen],
                [een.verzoek_id for een in bijwerking.koppelingen],
                [een.stroom_id for een in bijwerking.koppelingen],
                [een.persoon_id for een in bijwerking.koppelingen],
            ),
        )
    for verhuizing in bijwerking.verhuizingen:
        curs.execute(
            "UPDATE kluis.koppeling SET persoon_id = %s WHERE stroom_id = %s AND persoon_id = %s",
            (verhuizing.naar, verhuizing.stroom_id, verhuizing.van),
        )
    for weg in bijwerking.concepten:
        _verwijder_concept(curs, weg)


def _verwijder_concept(curs: Cursor[DictRow], weg: Conceptweg) -> None:
    """It goes with the facts of its melding, or neither does."""
    # As whoever saves it does: so it is not saved for the first time meanwhile.
    curs.execute("SELECT pg_advisory_xact_lock(hashtextextended('concept ' || %s, 0))", (weg.wie,))
    if weg.versie == 0:
        curs.execute("SELECT FROM kluis.concept WHERE concept_id = %s", (weg.concept_id,))
        if curs.fetchone() is not None:
            raise ConceptAnders
        return
    rij = curs.execute(
        "SELECT kluis.verwijder_concepten(%s::uuid[], %s::text[], %s::text[], %s::bigint[], %s) AS weg",
        ([weg.concept_id], [weg.wie], [weg.organisatie], [weg.versie], weg.op),
    ).fetchone()
    if rij is None or not rij["weg"]:
        raise ConceptAnders


def _eis_ongewijzigd(curs: Cursor[DictRow], gezien: Sequence[Gezien]) -> None:
    """Nobody appends meanwhile: the lock of the appends is held."""
    rij = curs.execute(
        "SELECT count(*) AS anders FROM unnest(%s::uuid[], %s::bigint[]) AS z (stroom_id, versie)"
        " WHERE EXISTS (SELECT FROM feiten.gebeurtenis g"
        "  WHERE g.originator_id = z.stroom_id AND g.originator_version > z.versie)",
        ([een.stroom_id for een in gezien], [een.versie for een in gezien]),
    ).fetchone()
    if rij is None or rij["anders"]:
        raise IntegrityError("What this was decided on is not as it was.")


def tabellen_die_leeg_moeten() -> list[tuple[str, str]]:
    """All tables with rows about one stream that a destruction takes away, as schema and name."""
    return [
        ("kluis", "deel"),
        ("sleutels", "sleutel"),
        ("kluis", "nummer"),
        ("kluis", "agendapunt"),
        ("kluis", "samenloop"),
        ("exports", "kopie"),
        ("berichten", "bericht"),
        ("berichten", "bezorging"),
        ("kluis", "koppeling"),
        ("deur", "herhaalsleutel"),
        *((tabel.schema or "", tabel.name) for tabel in tabellen_met_casus()),
    ]


# --- destroying --------------------------------------------------------------------------------------------------

_EENHEDEN = SQL(
    "unnest(%(stromen)s::uuid[], %(personen)s::uuid[], %(organisaties)s::text[])"
    " AS e (stroom_id, persoon_id, organisatie)"
)

_HOORT_BIJ = SQL(
    "d.stroom_id = e.stroom_id AND (e.persoon_id IS NULL OR d.persoon_id = e.persoon_id)"
    " AND (e.organisatie IS NULL OR d.organisatie = e.organisatie)"
)
"""Whether a row ``d`` with a person and a supplier is of the unit ``e``; as ``Omheining.geldt_voor``."""

# Whoever was brought in by a supplier whose contribution goes is no longer known here.
_BEKEND_DOOR = SQL(
    "d.stroom_id = e.stroom_id AND (e.persoon_id IS NULL OR d.persoon_id = e.persoon_id)"
    " AND (e.organisatie IS NULL OR d.persoon_id IN ("
    " SELECT k.persoon_id FROM kluis.deel k"
    " JOIN feiten.gebeurtenis g ON g.originator_id = k.stroom_id AND g.originator_version = k.versie"
    " WHERE k.stroom_id = e.stroom_id AND k.organisatie = e.organisatie"
    " AND (g.topic LIKE 'casus.Aangemeld.v%%' OR g.topic LIKE 'casus.AanmeldingAangevuld.v%%')))"
)

_OMHEIN = SQL(
    "INSERT INTO kluis.omheining (stroom_id, persoon_id, organisatie, op, versies)"
    " SELECT e.stroom_id, e.persoon_id, e.organisatie, e.op,"
    " CASE WHEN e.persoon_id IS NOT NULL OR e.organisatie IS NOT NULL THEN"
    " ARRAY(SELECT d.versie FROM kluis.deel d WHERE {} AND d.nummer = 0 ORDER BY d.versie) END"
    " FROM unnest(%(stromen)s::uuid[], %(personen)s::uuid[], %(organisaties)s::text[], %(op)s::timestamptz[])"
    " AS e (stroom_id, persoon_id, organisatie, op)"
).format(_HOORT_BIJ)

_PER_BEKENDE = (Identifier("kluis", "samenloop"), Identifier("kluis", "koppeling"))
_PER_DEEL = (Identifier("kluis", "deel"), Identifier("sleutels", "sleutel"))


def tabellen_met_een_persoon() -> list[tuple[str, str]]:
    """The tables of views with rows about one person of a casus, as schema and name."""
    return [(tabel.schema or "", tabel.name) for tabel in tabellen_met_casus() if "persoon_id" in tabel.c]


def vernietig(curs: Cursor[DictRow], vernietigingen: Sequence[Vernietiging]) -> None:
    """Fence first, then content, keys, number and view rows; then look whether anything is left.

    Raises:
        VernietigingMislukt: something is; the transaction must be undone.
    """
    curs.execute("SELECT pg_advisory_xact_lock(%s)", (VERNIETIGSLOT,))
    eenheden = [vernietiging.eenheid for vernietiging in vernietigingen]
    curs.execute(_OMHEIN, {**_als_reeksen(eenheden), "op": [een.op for een in vernietigingen]})
    wis(curs, eenheden)
    if over := _nog_over(curs, eenheden):
        raise VernietigingMislukt(f"{over} rows are still there; nothing was destroyed.")


def wis(curs: Cursor[Any], eenheden: Sequence[Eenheid]) -> None:
    """Delete the rows of these units, whose marks are there already: whole streams, or parts of them.

    What views derived from a part is told anew by the runner, from what is left.
    """
    heel, delen = _heel_en_delen(eenheden)
    if heel:
        # All tables in one statement: of a list of thousands a journey for each table is most of the time.
        weg = [
            SQL("w{} AS (DELETE FROM {} WHERE {} = ANY(%(heel)s::uuid[]))").format(
                SQL(str(nummer)), plaats, kolom
            )
            for nummer, (plaats, kolom) in enumerate(_plaatsen_van_een_stroom(curs))
        ]
        curs.execute(SQL("WITH {} SELECT").format(SQL(", ").join(weg)), {"heel": heel})
    if not delen:
        return
    reeksen = _als_reeksen(delen)
    # Before the content, which tells who was brought in by whom.
    for bekend in _PER_BEKENDE:
        curs.execute(
            SQL("DELETE FROM {} d USING {} WHERE {}").format(bekend, _EENHEDEN, _BEKEND_DOOR), reeksen
        )
    for deel in _PER_DEEL:
        curs.execute(SQL("DELETE FROM {} d USING {} WHERE {}").format(deel, _EENHEDEN, _HOORT_BIJ), reeksen)
    for schema, tabel in _ook_in_herbouw(curs, tabellen_met_een_persoon()):
        van_persoon = SQL(
            "DELETE FROM {} d USING unnest(%(stromen)s::uuid[], %(personen)s::uuid[]) AS e (stroom_id, persoon_id)"
            " WHERE d.stroom_id = e.stroom_id AND d.persoon_id = e.persoon_id"
        )
        curs.execute(van_persoon.format(Identifier(schema, tabel)), reeksen)


def _ook_in_herbouw(curs: Cursor[Any], tabellen: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """These tables, and those that a rebuild is filling to take the place of some of them."""
    curs.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = to_regnamespace('herbouw') AND relkind = 'r'"
    )
    er_zijn = {rij["relname"] if isinstance(rij, dict) else rij[0] for rij in curs.fetchall()}
    ook = [("herbouw", tabel) for schema, tabel in tabellen if schema == "weergave" and tabel in er_zijn]
    return [*tabellen, *ook]


def _nog_over(curs: Cursor[DictRow], eenheden: Sequence[Eenheid]) -> int:
    """How many rows of these units are still there, counted apart from what was said to be deleted."""
    heel, delen = _heel_en_delen(eenheden)
    van_een_stroom = SQL("(SELECT count(*) FROM {} WHERE {} = ANY(%(heel)s::uuid[]))")
    van_een_deel = SQL("(SELECT count(*) FROM {} d JOIN {} ON {})")
    vragen = [
        *(van_een_stroom.format(*plaats) for plaats in (_plaatsen_van_een_stroom(curs) if heel else ())),
        *(van_een_deel.format(deel, _EENHEDEN, _HOORT_BIJ) for deel in (_PER_DEEL if delen else ())),
    ]
    waarden = {"heel": heel, **_als_reeksen(delen)}
    rij = curs.execute(SQL("SELECT {} AS over").format(SQL(" + ").join(vragen)), waarden).fetchone()
    return 1 if rij is None else int(rij["over"])


def _plaatsen_van_een_stroom(curs: Cursor[Any]) -> list[tuple[Identifier, Identifier]]:
    """Every table and column by which rows of one stream go."""
    tabellen = _ook_in_herbouw(curs, tabellen_die_leeg_moeten())
    per_stroom = [(Identifier(*tabel), Identifier("stroom_id")) for tabel in tabellen]
    return [*per_stroom, (Identifier("kluis", "koppeling"), Identifier("verzoek_id"))]


def _heel_en_delen(eenheden: Sequence[Eenheid]) -> tuple[list[UUID], list[Eenheid]]:
    """The streams that go as a whole, and the units within one."""
    delen = [een for een in eenheden if een.persoon_id is not None or een.organisatie is not None]
    heel = [een.stroom_id for een in eenheden if een.persoon_id is None and een.organisatie is None]
    return heel, delen


def _als_reeksen(eenheden: Sequence[Eenheid]) -> dict[str, list[UUID] | list[UUID | None] | list[str | None]]:
    return {
        "stromen": [eenheid.stroom_id for eenheid in eenheden],
        "personen": [eenheid.persoon_id for eenheid in eenheden],
        "organisaties": [eenheid.organisatie for eenheid in eenheden],
    }
