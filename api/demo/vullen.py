"""Writes the demo year down: what the shells wrote in memory, with all that travels along, in the order of time.

A filling that was cut short goes on where it stopped. Which year it was stands in a note in the data folder;
how far it came, in the history itself.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from itertools import accumulate
from pathlib import Path
from random import Random
from uuid import UUID

import orjson
from sqlalchemy import Engine, func, select

from api.demo.concept import bewaar_concept
from api.demo.geheugen import Schrijfsel, Zoeksleutels
from api.demo.inzagen import AUDITOR, NOODLEZER, Kijkers
from api.demo.jaar import jaar
from api.demo.toekenningen import RECHTEN_SINDS, gebruik_van, geef_rechten
from api.samenstelling import Dienst
from domain.casus.evolve import vouw
from domain.casus.state import Fase
from domain.historie import Opgetekend, van_casus
from infra import tables
from infra.keys import Eenheid, Ingepakt, Inpakker, Sleutelbos, Zoekdoel
from infra.kluis import samen
from infra.leesbaar import LeesbareFout
from infra.store import Conflict
from infra.zoeksleutels import Zoekbos

DEMOSLOT = 0x6361_7375_7304
"""Held by whoever fills, so that two at once do not tell the same year twice."""

PORTIE, LEESPORTIE = 200, 500
"""In facts: how many are written, and read, at once."""


class DemoFout(LeesbareFout):
    """The demo year cannot be told; the sentence is for the operator."""


@dataclass(frozen=True)
class Briefje:
    """Which year was begun in which database (known by its KEK), and whether it is complete."""

    vingerafdruk: str
    seed: int
    dag: date
    casussen: int
    klaar: bool = False

    @staticmethod
    def lees(bestand: Path) -> "Briefje | None":
        """Read the note; ``None`` where there is none."""
        try:
            inhoud = orjson.loads(bestand.read_bytes())
            return Briefje(**{**inhoud, "dag": date.fromisoformat(inhoud["dag"])})
        except FileNotFoundError:
            return None
        except (KeyError, TypeError, ValueError) as fout:
            raise DemoFout(f"The note {bestand} about the demo cannot be read; remove it.") from fout

    def schrijf(self, bestand: Path) -> None:
        """Write the note, all or nothing."""
        bestand.parent.mkdir(parents=True, exist_ok=True)
        tijdelijk = bestand.with_suffix(".nieuw")
        tijdelijk.write_bytes(orjson.dumps(asdict(self)))
        tijdelijk.replace(bestand)


@dataclass(frozen=True)
class Voortgang:
    """How far the filling is, in facts."""

    gedaan: int
    totaal: int


def is_leeg(engine: Engine) -> bool:
    """Say whether nothing was ever recorded."""
    with engine.connect() as verbinding:
        return verbinding.execute(select(tables.gebeurtenis.c.notification_id).limit(1)).first() is None


@contextmanager
def alleen(engine: Engine) -> Iterator[None]:
    """Fill while nobody else does."""
    with engine.connect() as verbinding:
        verbinding.execute(select(func.pg_advisory_lock(DEMOSLOT)))
        verbinding.commit()
        try:
            yield
        finally:
            verbinding.execute(select(func.pg_advisory_unlock(DEMOSLOT)))
            verbinding.commit()


def vul(
    dienst: Dienst, briefje: Briefje, *, kek: Inpakker, meld: Callable[[Voortgang], None] = lambda _: None
) -> None:
    """Write the year of the note, from where it stopped.

    Raises:
        DemoFout: others worked in the database of a year that was not complete yet.
    """
    datastore = dienst.archief.datastore
    sleutels = Zoeksleutels(
        kenmerk=Zoekbos(datastore, Zoekdoel.KENMERK, kek=kek).nieuwste,
        samenloop=Zoekbos(datastore, Zoekdoel.SAMENLOOP, kek=kek).nieuwste,
    )
    verteld = jaar(
        dienst.definities,
        vandaag=briefje.dag,
        seed=briefje.seed,
        aantal=briefje.casussen,
        sleutels=sleutels,
    )
    alles = [schrijfsel for gedaan in verteld for schrijfsel in gedaan.schrijfsels]
    over = _nog_te_schrijven(dienst, alles)
    totaal, gedaan = _feiten(alles), _feiten(alles) - _feiten(over)
    bos = _bekende_sleutels(dienst, alles[: len(alles) - len(over)], over)
    kijkers = Kijkers(dienst, Random(briefje.seed))  # noqa: S311 invented looks need no secret randomness
    for portie in _porties(over):
        bos = _schrijf(dienst, portie, bos)
        kijkers.neem(portie)
        gedaan += _feiten(portie)
        meld(Voortgang(gedaan, totaal))
    kijkers.sluit()
    gewerkt = gebruik_van(feit for schrijfsel in alles for feit in schrijfsel.feiten)
    gekeken = dict.fromkeys((AUDITOR, NOODLEZER), briefje.dag)
    geef_rechten(dienst, vanaf=briefje.dag - RECHTEN_SINDS, gebruik={**gewerkt, **gekeken})
    bewaar_concept(dienst)
    dienst.runner.werk_bij()


def _feiten(schrijfsels: Sequence[Schrijfsel]) -> int:
    return sum(len(schrijfsel.feiten) for schrijfsel in schrijfsels)


def _nog_te_schrijven(dienst: Dienst, alles: list[Schrijfsel]) -> list[Schrijfsel]:
    """What the store does not have yet; what it has must be the beginning of the year, and nothing else."""
    er_al = _aantal(dienst.engine)
    if er_al == 0:
        return alles
    eindes = list(accumulate(len(schrijfsel.feiten) for schrijfsel in alles))
    laatste = dienst.archief.lees_na(dienst.archief.laatste_positie() - 1, limiet=1)[0]
    if er_al in eindes:
        tot = eindes.index(er_al) + 1
        verwacht = alles[tot - 1].feiten[-1]
        if (laatste.stroom_id, laatste.versie) == (verwacht.stroom_id, verwacht.versie):
            return alles[tot:]
    raise DemoFout("The demo year was changed before it was complete; begin anew in an empty folder.")


def _aantal(engine: Engine) -> int:
    with engine.connect() as verbinding:
        return verbinding.execute(select(func.count()).select_from(tables.gebeurtenis)).scalar_one()


def _bekende_sleutels(
    dienst: Dienst, geschreven: Sequence[Schrijfsel], over: Sequence[Schrijfsel]
) -> Sleutelbos:
    """The keys of the streams that go on. One bunch for the whole filling: nobody in it exists."""
    bos = dienst.archief.bos()
    er_al = {feit.stroom_id for schrijfsel in geschreven for feit in schrijfsel.feiten}
    for stroom_id in {feit.stroom_id for schrijfsel in over for feit in schrijfsel.feiten} & er_al:
        dienst.archief.lees(stroom_id, bos=bos)
    return bos


def _porties(over: Sequence[Schrijfsel]) -> Iterator[list[Schrijfsel]]:
    """Many appends as one, which is all or nothing as each of them is; a destruction stands alone."""
    portie: list[Schrijfsel] = []
    for schrijfsel in over:
        alleen_ = bool(schrijfsel.bijwerking.vernietigingen)
        if portie and (alleen_ or _feiten(portie) >= PORTIE):
            yield portie
            portie = []
        portie.append(schrijfsel)
        if alleen_:
            yield portie
            portie = []
    if portie:
        yield portie


def _schrijf(dienst: Dienst, portie: Sequence[Schrijfsel], bos: Sleutelbos) -> Sleutelbos:
    """Write a portion, and give the keys to go on with: who looked at a case may have made its key meanwhile."""
    feiten = [feit for schrijfsel in portie for feit in schrijfsel.feiten]
    een, *meer = (schrijfsel.bijwerking for schrijfsel in portie)
    bijwerking = samen(een, *meer) if meer else een
    try:
        dienst.archief.voeg_toe(feiten, bos=bos, bijwerking=bijwerking)
    except Conflict:
        nieuw = dienst.archief.bos()
        nieuw.bekend.update({wie: sleutel for wie, sleutel in bos.bekend.items() if wie not in bos.nieuw})
        nieuw.op_id.update({sleutel.id: sleutel.aead for sleutel in nieuw.bekend.values()})
        for stroom_id in {feit.stroom_id for feit in feiten}:
            _neem_sleutels(dienst, stroom_id, nieuw)
        dienst.archief.voeg_toe(feiten, bos=nieuw, bijwerking=bijwerking)
        return nieuw
    return bos


def _neem_sleutels(dienst: Dienst, stroom_id: UUID, bos: Sleutelbos) -> None:
    """Take the keys that a stream has now."""
    with dienst.engine.connect() as verbinding:
        for rij in verbinding.execute(select(tables.sleutel).where(tables.sleutel.c.stroom_id == stroom_id)):
            eenheid = Eenheid(rij.stroom_id, rij.persoon_id, rij.organisatie)
            bos.neem(Ingepakt(rij.sleutel_id, eenheid, rij.tijdvak, bytes(rij.ingepakt)))


# --- counting -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Telling:
    """What there is: cases by phase, by table within its region, and facts by their contract name."""

    casussen: int
    overleggen: int
    consultaties: int
    regios: dict[str, dict[str, int]]
    fasen: dict[str, int]
    gebeurtenissen: dict[str, int]


def tel(dienst: Dienst) -> Telling:
    """Count all streams and facts of the database, in one walk through the history."""
    stromen: dict[UUID, list[Opgetekend]] = {}
    namen: Counter[str] = Counter()
    positie = 0
    while feiten := dienst.archief.lees_na(positie, limiet=LEESPORTIE):
        positie = feiten[-1].positie
        for feit in feiten:
            namen[feit.naam] += 1
            stromen.setdefault(feit.stroom_id, []).append(feit)
    soorten = Counter(historie[0].naam.partition(".")[0] for historie in stromen.values())
    casussen = [historie for historie in stromen.values() if historie[0].naam.startswith("casus.")]
    fasen = Counter(vouw(van_casus(historie)).fase for historie in casussen)
    return Telling(
        casussen=len(casussen),
        overleggen=soorten["overleg"],
        consultaties=soorten["consultatie"],
        regios=_per_regio(dienst, Counter(dict(historie[0].blijvend).get("tafel") for historie in casussen)),
        fasen={fase.value: fasen[fase] for fase in Fase if fasen[fase]},
        gebeurtenissen=dict(sorted(namen.items())),
    )


def _per_regio(dienst: Dienst, per_tafel: Counter[object]) -> dict[str, dict[str, int]]:
    regios: dict[str, dict[str, int]] = {}
    for tafel in dienst.definities.tafels.values():
        if per_tafel[tafel.id]:
            regios.setdefault(tafel.regio, {})[tafel.id] = per_tafel[tafel.id]
    return regios
