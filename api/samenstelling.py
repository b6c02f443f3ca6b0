"""Puts the service together, once, from settings: the only place that knows all parts."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Engine

from api.nacontrole import bereik_van
from infra.aanvullen import Aanvuller
from infra.beheer import migreer, zorg_voor_sleutels
from infra.berichten.samen import Berichten, maak_berichten
from infra.codec import ALLES, Codec
from infra.concepten import Concepten
from infra.consultaties import Consultaties
from infra.database import Database, database
from infra.definitions import Definities, lees_definities
from infra.exportregister import Exportregister
from infra.grenzen import Grenzen
from infra.herhaalsleutels import Herhaalsleutels
from infra.hermerken import Hermerker
from infra.herrekenen import Herrekenaar
from infra.herstelcontrole import Registerhouder, controleer_herstel, register_van
from infra.inzage.nood import Noodoordelen
from infra.inzage.schrijven import Inzagelogboek
from infra.kek import Kekring
from infra.kekbronnen import kekbronnen
from infra.leesplaats import Leesplaats, eis_replica
from infra.logboek.bewijs import lees_hashes
from infra.logboek.bewijzen import Bewijzen
from infra.logboek.houder import Logboekhouder
from infra.logboek.medeondertekenen import Medeondertekening
from infra.logboek.publicatie import Logboekmap
from infra.logboek.ring import lees_ring
from infra.naspelen import Naspeler
from infra.nummers import Nummers
from infra.omgeving import Omgeving
from infra.optekenen import Optekenaar
from infra.overleggen import Overleggen
from infra.rotatie import Vernieuwer
from infra.runner import Runner
from infra.samenloop import Samenloop
from infra.sessies import Sessies
from infra.settings import Settings
from infra.shell import Shell
from infra.store import Archief
from infra.tables import op_inzagen
from infra.toekenningen import Toekenningen
from infra.verklaring.maken import Verklaringen
from infra.vernietiging.haken import Nakijker, Verklaringmaker
from infra.vernietiging.lijsten import Vernietigingslijsten
from infra.vernietiging.lijstloper import Lijstloper
from infra.vernietiging.uitvoering import Haken, Uitvoerder
from infra.vernietiging.wissing import Wissingen
from infra.verzoeken import Verzoeken
from projections.alle import WEERGAVEN

WEERGAVENAMEN = [weergave.naam for weergave in WEERGAVEN]


@dataclass(frozen=True)
class Dienst:
    """The running parts of the service."""

    settings: Settings
    omgeving: Omgeving
    definities: Definities
    engine: Engine
    leesplaats: Leesplaats
    archief: Archief
    shell: Shell
    overleggen: Overleggen
    consultaties: Consultaties
    verzoeken: Verzoeken
    lijsten: Vernietigingslijsten
    uitvoerder: Uitvoerder
    lijstloper: Lijstloper
    runner: Runner
    aanvuller: Aanvuller
    logboek: Logboekhouder
    bewijzen: Bewijzen
    getuigen: Medeondertekening
    inzagen: Inzagelogboek
    inzagehouder: Logboekhouder
    inzagebewijzen: Bewijzen
    inzagegetuigen: Medeondertekening
    hermerker: Hermerker
    vernieuwer: Vernieuwer
    exports: Exportregister
    registerhouder: Registerhouder
    naspeler: Naspeler
    verklaringen: Verklaringen
    herrekenaar: Herrekenaar
    herhaalsleutels: Herhaalsleutels
    concepten: Concepten
    grenzen: Grenzen
    toekenningen: Toekenningen
    sessies: Sessies
    berichten: Berichten
    noodoordelen: Noodoordelen

    def wacht_op(self, positie: int) -> bool:
        """Wait until the views have taken in what was recorded at ``positie``, also where they are read."""
        self.runner.wek()
        ingenomen = self.runner.wacht_op(positie)
        if ingenomen:
            self.leesplaats.wacht_op(positie)
        return ingenomen


@contextmanager
def dienst(
    settings: Settings, *, omgeving: Omgeving | None = None, meld: Callable[[str], None] = lambda _: None
) -> Iterator[Dienst]:
    """Start the database if it is ours, migrate it, see to the keys, and give the parts, which stand still.

    Raises:
        DatabaseFout, EmbeddedPostgresError, SleutelFout, DefinitieFout: what keeps it from starting, in one sentence.
    """
    omgeving = omgeving or Omgeving()
    definities = lees_definities()
    with database(settings, meld=meld) as gevonden:
        kek = bereid_voor(settings, gevonden, omgeving=omgeving, meld=meld)
        with stel_samen(settings, gevonden, kek=kek, definities=definities, omgeving=omgeving) as samen:
            yield samen


def bereid_voor(
    settings: Settings,
    gevonden: Database,
    *,
    omgeving: Omgeving,
    meld: Callable[[str], None] = lambda _: None,
) -> Kekring:
    """Migrate, make an older database right that was put back, and see to the first keys, as the owner.

    Raises:
        DatabaseFout, SleutelFout, VernietigingMislukt: what keeps the service from starting, in one sentence.
    """
    eigenaar, bron = gevonden.owner_engine(), kekbronnen(settings)
    try:
        migreer(eigenaar)
        controleer_herstel(eigenaar, bron, settings, omgeving=omgeving, meld=meld)
        return zorg_voor_sleutels(eigenaar, bron, omgeving=omgeving)
    finally:
        eigenaar.dispose()


@contextmanager
def stel_samen(
    settings: Settings, gevonden: Database, *, kek: Kekring, definities: Definities, omgeving: Omgeving
) -> Iterator[Dienst]:
    """Put the parts together on a database that is ready."""
    engine, replica = gevonden.service_engine(), gevonden.replica_engine()
    lijsten_engine = gevonden.lijsten_engine()
    zonder_pool = gevonden.service_engine(pool=0)
    codec = Codec(ALLES, nieuw_id=omgeving.nieuw_id)
    registerhouder = Registerhouder(engine, register_van(settings))
    archief = Archief(
        gevonden.service_parameters(),
        codec=codec,
        kek=kek,
        vernietigd=registerhouder.schrijf,
        ingediend=registerhouder.tel_concepten,
    )
    try:
        if replica is not None:
            eis_replica(engine, replica)
        nummers = Nummers(archief.datastore, kek=kek)
        optekenaar = Optekenaar(archief, omgeving=omgeving)
        samenloop = Samenloop(archief.datastore, optekenaar, kek=kek, definities=definities)
        shell = Shell(optekenaar, nummers, samenloop, definities=definities)
        bewijzen = Bewijzen(engine, settings)
        van_inzagen = Bewijzen(op_inzagen(engine), settings.van_inzagen)
        consultaties = Consultaties(optekenaar, nummers, shell, samenloop)
        exports = Exportregister(engine, omgeving=omgeving)
        lijsten = Vernietigingslijsten(
            optekenaar, engine, shell, consultaties, nummers, kek=kek, kopieen=exports.kopieen_van
        )
        houder = Logboekhouder(engine, settings, nu=omgeving.nu)
        verklaringen = Verklaringen(engine, settings, nu=omgeving.nu)
        bereik = partial(bereik_van, settings, gevonden, bron=kek.bron, nu=omgeving.nu)
        nakijker = Nakijker(engine, bereik, nu=omgeving.nu)
        runner = Runner(engine, archief, WEERGAVEN, definities=definities, nu=omgeving.nu)
        herhaalsleutels = Herhaalsleutels(engine)
        sessies = Sessies(engine, nu=omgeving.nu, nieuw_id=omgeving.nieuw_id)
        concepten = Concepten(
            engine,
            kek=kek,
            regels=definities.conceptregels,
            omgeving=omgeving,
            verwijderd=registerhouder.tel_concepten,
        )
        aanvuller = Aanvuller(engine, archief, WEERGAVEN, definities=definities, ga_verder=runner.wek)
        hermerker = Hermerker(engine, archief, nieuw_id=omgeving.nieuw_id)
        hermerker.haal_in(kek)
        uitvoerder = Uitvoerder(
            lijsten,
            kek,
            hermerker=hermerker,
            kopie=settings.sleutelkopie,
            haken=Haken(nakijker, Verklaringmaker(lijsten, verklaringen), partial(_neem_in, runner)),
        )
        yield Dienst(
            settings=settings,
            omgeving=omgeving,
            definities=definities,
            engine=engine,
            leesplaats=Leesplaats(lijsten_engine, replica, WEERGAVENAMEN),
            archief=archief,
            shell=shell,
            overleggen=Overleggen(optekenaar, shell),
            consultaties=consultaties,
            lijsten=lijsten,
            uitvoerder=uitvoerder,
            lijstloper=Lijstloper(engine, uitvoerder, nu=omgeving.nu, onderteken=houder.werk_bij),
            verzoeken=Verzoeken(optekenaar, nummers, shell, samenloop, wisser=Wissingen(lijsten)),
            runner=runner,
            aanvuller=aanvuller,
            logboek=houder,
            bewijzen=bewijzen,
            getuigen=_getuigen(settings, bewijzen, omgeving=omgeving),
            inzagen=Inzagelogboek(engine, kek=kek, nieuw_id=omgeving.nieuw_id, nu=omgeving.nu),
            inzagehouder=Logboekhouder(op_inzagen(engine), settings.van_inzagen, nu=omgeving.nu),
            inzagebewijzen=van_inzagen,
            inzagegetuigen=_getuigen(settings.van_inzagen, van_inzagen, omgeving=omgeving),
            exports=exports,
            hermerker=hermerker,
            vernieuwer=Vernieuwer(
                engine,
                kek,
                hermerker=hermerker,
                kopie=settings.sleutelkopie,
                nu=omgeving.nu,
                vooraf=registerhouder.schrijf,
            ),
            registerhouder=registerhouder,
            naspeler=Naspeler(engine, archief, definities=definities),
            herrekenaar=Herrekenaar(shell, nummers),
            herhaalsleutels=herhaalsleutels,
            concepten=concepten,
            grenzen=Grenzen(
                engine, settings, herhaalsleutels=herhaalsleutels, sessies=sessies, concepten=concepten
            ),
            verklaringen=verklaringen,
            toekenningen=Toekenningen(engine, omgeving=omgeving),
            sessies=sessies,
            berichten=maak_berichten(
                engine,
                zonder_pool,
                archief,
                settings,
                kek=kek,
                nu=omgeving.nu,
                nieuw_id=omgeving.nieuw_id,
            ),
            noodoordelen=Noodoordelen(engine, nu=omgeving.nu),
        )
    finally:
        archief.close()
        engine.dispose()
        lijsten_engine.dispose()
        zonder_pool.dispose()
        if replica is not None:
            replica.dispose()


def _neem_in(runner: Runner, positie: int) -> bool:
    """Bring the views up to a position, or wait for whoever is at it."""
    runner.werk_bij()
    return runner.wacht_op(positie)


def _getuigen(settings: Settings, bewijzen: Bewijzen, *, omgeving: Omgeving) -> Medeondertekening:
    """Who asks the witnesses of a log."""
    return Medeondertekening(
        Logboekmap(settings.logboekmap),
        settings.beleid,
        ring=lambda: lees_ring(settings.logboeksleutel, oorsprong=settings.logboek_naam),
        bewijs=lambda van, tot: lees_hashes(bewijzen.consistentie(van, tot).splitlines()),
        nu=omgeving.nu,
    )
