"""A year at the tables of all regions, thought up from a seed and a day; the same two give the same year.

The first cases and questions are told on purpose (see ``vast``), so that every queue of the first table has something
in it today and every kind of fact occurs. The others follow as they come. How a table works comes from its definition;
no table has a branch here. Nothing is written: see ``vullen``.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from api.demo.bijeenkomsten import reeks
from api.demo.dagen import moment, werkdag_voor
from api.demo.geheugen import GEEN_GEHEIM, Schrijfsel, Zoeksleutels
from api.demo.loop import Einde, Halte, Heragendering, Loop, Overleg, Toestemming
from api.demo.protocol import nieuwe_versie
from api.demo.stappen import Stap, Verhaal, in_volgorde
from api.demo.vast import GESPREKKEN, VAST, wanneer_dag
from api.demo.verloop import levensloop
from api.demo.verteller import Casusverteller, Verteller
from api.demo.vragen import Gesprek, gesprek
from api.demo.wereld import Wereld
from domain.casus.waarden import Uitkomst
from domain.consultatie.waarden import Vraagaard
from domain.overleg.waarden import Overlegsoort
from domain.tafels import Stuk, Tafel
from infra.definitions import Definities

CASUSSEN = 160
SEED = 1
DAGEN = 365
CASUSSEN_PER_VRAAG = 5
GEWICHT = {"zvh": 4, "ret": 4}
"""How many cases a table of a regime gets for one of any other."""
NIEUW_PROTOCOL = timedelta(weeks=12)
"""How long ago the next version of a privacyprotocol was proposed."""
VOORUIT = timedelta(weeks=26)
PER_KEER = timedelta(weeks=13)
"""A casusoverleg is planned half a year ahead, four times a year."""
TRIAGES_VAN, TRIAGES_TOT = timedelta(weeks=4), timedelta(weeks=4)
"""The agenda of the triage is kept here since some weeks only."""

ICO, ADVIES, AANGEHOUDEN = Uitkomst.ICO, Uitkomst.ADVIES, Uitkomst.AANGEHOUDEN
DOORVERWEZEN, AFGEWEZEN = Uitkomst.DOORVERWEZEN, Uitkomst.AFGEWEZEN
UITKOMSTEN = ((ICO,), (AANGEHOUDEN, ICO), (AANGEHOUDEN, AFGEWEZEN), (ADVIES,), (DOORVERWEZEN,), (AFGEWEZEN,))


@dataclass(frozen=True)
class Gedaan:
    """A step that was told, and what it is to write."""

    stap: Stap
    schrijfsels: tuple[Schrijfsel, ...]


def jaar(
    definities: Definities,
    *,
    vandaag: date,
    seed: int = SEED,
    aantal: int = CASUSSEN,
    sleutels: Zoeksleutels = GEEN_GEHEIM,
) -> Iterator[Gedaan]:
    """Think up the year step by step, in the order of time, up to ``vandaag``. ``aantal`` cases are brought in anew.

    Raises:
        Weigering: the rules refuse a step.
    """
    wereld = Wereld(definities, _toeval(seed, vandaag, "wereld"), vandaag=vandaag, sleutels=sleutels)
    nu = moment(vandaag, 0)
    for stap in in_volgorde(_verhalen(wereld, vandaag=vandaag, seed=seed, aantal=aantal)):
        if stap.op >= nu:
            return
        if isinstance(stap, Stap):
            yield Gedaan(stap, tuple(wereld.doe(stap)))


def _toeval(seed: int, vandaag: date, waarvan: str) -> Random:
    return Random(f"{seed}/{vandaag}/{waarvan}")  # noqa: S311 invented cases need no secret randomness


def _verhalen(wereld: Wereld, *, vandaag: date, seed: int, aantal: int) -> Iterator[tuple[datetime, Verhaal]]:
    for tafel in wereld.definities.tafels.values():
        toeval = _toeval(seed, vandaag, f"overleggen/{tafel.id}")
        yield from _overleggen(wereld, tafel, toeval, vandaag=vandaag)
    yield from _protocollen(wereld, _toeval(seed, vandaag, "protocollen"), vandaag=vandaag)
    for nummer in range(aantal):
        toeval = _toeval(seed, vandaag, f"casus/{nummer}")
        yield _casus(wereld, nummer, toeval, vandaag=vandaag)
    for nummer in range(aantal // CASUSSEN_PER_VRAAG):
        toeval = _toeval(seed, vandaag, f"vraag/{nummer}")
        yield _vraag(wereld, nummer, toeval, vandaag=vandaag)


def _overleggen(
    wereld: Wereld, tafel: Tafel, toeval: Random, *, vandaag: date
) -> Iterator[tuple[datetime, Verhaal]]:
    if tafel.overleggen:
        dag = vandaag - timedelta(days=DAGEN)
        while dag < vandaag:
            v = Verteller(toeval, tafel, _ochtend(dag, 8), wereld)
            yield v.nu, reeks(v, Overlegsoort.CASUSOVERLEG, tot=dag + VOORUIT)
            dag += PER_KEER
    v = Verteller(toeval, tafel, _ochtend(vandaag - TRIAGES_VAN, 8), wereld)
    yield v.nu, reeks(v, Overlegsoort.TRIAGE, tot=vandaag + TRIAGES_TOT)


def _protocollen(wereld: Wereld, toeval: Random, *, vandaag: date) -> Iterator[tuple[datetime, Verhaal]]:
    definities = wereld.definities
    for protocol in definities.protocolversies.values():
        tafels = [tafel for tafel in definities.tafels.values() if tafel.regime == protocol.regime]
        if protocol != definities.protocollen[protocol.regime] and tafels:
            v = Verteller(toeval, tafels[0], _ochtend(vandaag - NIEUW_PROTOCOL, 9), wereld)
            yield v.nu, nieuwe_versie(v, protocol)


def _casus(wereld: Wereld, nummer: int, toeval: Random, *, vandaag: date) -> tuple[datetime, Verhaal]:
    tafels = tuple(wereld.definities.tafels.values())
    if nummer < len(VAST):
        vast = VAST[nummer]
        kan = [tafel for tafel in tafels if vast.bij(tafel)]
        tafel, loop = kan[nummer % len(kan)], vast.loop
        dag = wanneer_dag(tafel, vast.wanneer, toeval, vandaag=vandaag)
    else:
        tafel = _tafel(tafels, nummer - len(VAST), toeval)
        loop = _willekeurig(tafel, toeval)
        dag = vandaag - timedelta(days=toeval.randint(2, DAGEN - 1))
    begin = _ochtend(dag, toeval.randint(9, 15), toeval.randrange(60))
    return begin, _los(lambda: levensloop(Casusverteller(toeval, tafel, begin, wereld), loop))


def _vraag(wereld: Wereld, nummer: int, toeval: Random, *, vandaag: date) -> tuple[datetime, Verhaal]:
    tafel = _tafel(tuple(wereld.definities.tafels.values()), nummer, toeval)
    wat = GESPREKKEN[nummer] if nummer < len(GESPREKKEN) else _gesprek(toeval)
    dagen = toeval.randint(90, 200) if nummer < len(GESPREKKEN) else toeval.randint(2, DAGEN - 1)
    begin = _ochtend(vandaag - timedelta(days=dagen), toeval.randint(9, 16))
    return begin, gesprek(Verteller(toeval, tafel, begin, wereld), wat)


def _los(maak: Callable[[], Verhaal]) -> Verhaal:
    """A story whose teller is thought up when it begins, not before."""
    yield from maak()


def _ochtend(dag: date, uur: int, minuut: int = 0) -> datetime:
    return moment(werkdag_voor(dag), uur, minuut)


def _tafel(tafels: tuple[Tafel, ...], nummer: int, toeval: Random) -> Tafel:
    """Every table once, and after that by weight."""
    if nummer < len(tafels):
        return tafels[nummer]
    gewichten = [GEWICHT.get(tafel.regime, 1) for tafel in tafels]
    return toeval.choices(tafels, weights=gewichten)[0]


def _willekeurig(tafel: Tafel, toeval: Random) -> Loop:
    """Choices as they come in a year."""
    toestemming = toeval.choices(
        (None, Toestemming.GEGEVEN, Toestemming.GEWEIGERD, Toestemming.INGETROKKEN), weights=(70, 18, 7, 5)
    )[0]
    uitkomsten = toeval.choices(UITKOMSTEN, weights=(62, 10, 3, 9, 8, 8))[0]
    if toestemming is Toestemming.GEWEIGERD and Stuk.TOESTEMMING in tafel.vraagt:
        uitkomsten = (AANGEHOUDEN, AFGEWEZEN)
    mist: tuple[Stuk, ...] = ()
    if uitkomsten[0] is AANGEHOUDEN or _kans(toeval, 0.2):
        kan_missen = [stuk for stuk in tafel.vraagt if stuk is not Stuk.HOOFDPERSOON]
        mist = tuple(sorted(toeval.sample(kan_missen, min(toeval.randint(1, 2), len(kan_missen)))))
    # The law asks to destroy what was not taken up, and that is done; what was closed may be there for years.
    halte = toeval.choice((Halte.EINDE, Halte.VERWIJDERD)) if uitkomsten[-1] is ICO else Halte.VERWIJDERD
    heragendering = (None, Heragendering.VOORGESTELD, Heragendering.BESLOTEN)
    return Loop(
        tot=halte,
        mist=mist,
        aangevuld=bool(mist),
        zittingen_gewacht=toeval.choices((0, 1), weights=(9, 1))[0],
        uitkomsten=uitkomsten,
        toestemming=toestemming,
        overleg=toeval.choices(tuple(Overleg), weights=(75, 17, 8))[0],
        ico_over=toeval.randint(8, 21),
        weken=toeval.randint(10, 34),
        traag=_kans(toeval, 0.15),
        niveaus=toeval.choices((0, 1, 2), weights=(90, 7, 3))[0],
        terug=_kans(toeval, 0.7),
        heragendering=toeval.choices(heragendering, weights=(70, 8, 22))[0],
        einde=toeval.choices(tuple(Einde), weights=(25, 15, 60))[0],
        heropend=_kans(toeval, 0.25),
        bekend=_kans(toeval, 0.08),
        doorgegeven=_kans(toeval, 0.5),
        uitgesteld=_kans(toeval, 0.08),
        zonder_geboortedatum=_kans(toeval, 0.05),
    )


def _gesprek(toeval: Random) -> Gesprek:
    aard = toeval.choices(tuple(Vraagaard), weights=(50, 30, 20))[0]
    op_naam = aard is Vraagaard.OP_NAAM
    return Gesprek(
        aard=aard,
        krijgt_naam=aard is Vraagaard.ANONIEM and _kans(toeval, 0.2),
        beantwoord=_kans(toeval, 0.9),
        omgezet=op_naam and _kans(toeval, 0.5),
        gesloten=_kans(toeval, 0.8),
        vernietigd=op_naam and _kans(toeval, 0.3),
    )


def _kans(toeval: Random, hoeveel: float) -> bool:
    return toeval.random() < hoeveel
