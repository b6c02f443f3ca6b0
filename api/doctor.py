"""Says what is configured, reachable and behind. Looks only: it migrates nothing, makes no key, mends no view.

No secret is shown: of the database its host, port and name, of the keys their files and fingerprints.
"""

import os
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import psycopg
import sqlalchemy.exc
from sqlalchemy import Engine, func, select, text

from api.bevinding import Bevinding, Werkbevinding, Woorden, fout_bij, goed, hapert, onbereikbaar, werkt
from api.doctor_berichten import berichtenbevindingen
from api.doctor_bescherming import duurzaambevinding, rolbevinding
from api.doctor_concepten import TITEL as CONCEPTEN
from api.doctor_concepten import conceptenbevinding
from api.doctor_getuigen import NAAM, getuigenbevinding
from api.doctor_herstel import vernietigingbevinding
from api.doctor_inloggen import inlogbevinding
from api.doctor_lijsten import TITEL as LIJSTEN
from api.doctor_lijsten import lijstenbevinding
from api.doctor_logboek import inzagebevinding, logboekbevinding
from api.doctor_ondertekenen import NAAM as ONDERTEKENEN
from api.doctor_ondertekenen import TITEL as ONDERTEKENEN_TITEL
from api.doctor_ondertekenen import ondertekenbevinding
from api.doctor_rechten import NOOD_TITEL, RECHTEN_TITEL, herzieningbevinding, noodbevinding
from api.doctor_verzoeken import TITEL as VERZOEKEN
from api.doctor_verzoeken import verzoekenbevinding
from api.doctor_weergaven import KIJK_NOG_EENS, weergavebevindingen
from infra.beheer import MINSTE_VERSIE, laatste_revisie, revisie
from infra.controle import nagegaan
from infra.database import Database, DatabaseFout, database
from infra.definitions import DefinitieFout, lees_definities
from infra.embedded_postgres import EmbeddedPostgresError
from infra.exportregister import aantal_weg
from infra.kek import Kekring
from infra.kekbronnen import Kekplaats, kekbronnen
from infra.keys import SleutelFout
from infra.leesplaats import achterstand, eis_replica
from infra.logboek.ring import lees_ring
from infra.omgeving import Omgeving
from infra.protocollen import veranderd
from infra.rotatie import wachtende_vernietigingen
from infra.settings import Settings
from infra.tijdvakken import eis_bekende_kek, levende_tijdvakken
from projections.bewaarkalender import over_termijn, te_herzien

PROTOCOLLEN, BEWAREN = "Privacyprotocollen", "Bewaartermijnen"
LANGST_ONVERNIEUWD = timedelta(hours=1)
"""How long after a destruction the KEK should have been replaced."""


def onderzoek(settings: Settings) -> Iterator[Bevinding]:
    """Look at everything in turn; what cannot be looked at is not fine."""
    yield _datamap(settings)
    yield _definities()
    yield inlogbevinding(settings)
    if settings.database_url is None and not (settings.data / "credentials.json").exists():
        yield fout_bij("database", "There is no embedded database yet; run 'casus demo' or 'casus migrate'.")
        return
    try:
        with database(settings, meld=lambda _: None) as gevonden:
            yield from _database(settings, gevonden)
    except (DatabaseFout, EmbeddedPostgresError) as fout:
        yield fout_bij("database", str(fout))


def _datamap(settings: Settings) -> Bevinding:
    data = settings.data
    if not data.is_dir():
        return fout_bij("data folder", f"{data} does not exist yet.")
    if not os.access(data, os.R_OK | os.W_OK | os.X_OK):
        return fout_bij("data folder", f"{data} cannot be read and written.")
    return goed("data folder", str(data))


def _definities() -> Bevinding:
    try:
        definities = lees_definities()
    except DefinitieFout as fout:
        return fout_bij("definitions", str(fout))
    tafels = ", ".join(sorted(definities.versies))
    regimes = ", ".join(f"{regime}/{protocol.versie}" for regime, protocol in definities.protocollen.items())
    return goed("definitions", f"tables {tafels}; privacy protocols {regimes}")


# --- the database -----------------------------------------------------------------------------------------------


def _database(settings: Settings, gevonden: Database) -> Iterator[Bevinding]:
    eigenaar, dienst = gevonden.owner_engine(), gevonden.service_engine(pool=1)
    try:
        bereikt = _veilig("database", lambda: _bereik(eigenaar, gevonden))
        yield bereikt
        if not bereikt.in_orde:
            return
        schema = _veilig("schema", lambda: _schema(eigenaar))
        yield schema
        if "has no tables" in schema.uitleg:
            return
        yield _veilig("service role", lambda: rolbevinding(dienst))
        yield _veilig("durability", lambda: duurzaambevinding(dienst))
        yield _veilig("KEK", lambda: _kek(eigenaar, settings))
        yield _veilig("content", lambda: _inhoud(dienst))
        yield _veilig("exports", lambda: _exports(dienst))
        yield _veilig("destructions", lambda: vernietigingbevinding(dienst, settings))
        yield from _leesreplica(dienst, gevonden)
        yield from onderzoek_werk(dienst, settings)
        yield _veilig("logboek", lambda: logboekbevinding(dienst, settings))
        yield _veilig("read log", lambda: inzagebevinding(dienst, settings))
        yield _getuigen(settings, NAAM)
        yield _getuigen(settings.van_inzagen, f"{NAAM}, read log")
    finally:
        eigenaar.dispose()
        dienst.dispose()


def onderzoek_werk(dienst: Engine, settings: Settings) -> Iterator[Werkbevinding]:
    """Look at what the running service can see of itself, without reading all that was ever recorded."""
    yield _werk("destruction lists", LIJSTEN, lambda: lijstenbevinding(dienst))
    yield _werk("privacy protocols", PROTOCOLLEN, lambda: _protocollen(dienst))
    yield from weergavebevindingen(dienst)
    yield _werk("retention", BEWAREN, lambda: _bewaring(dienst))
    yield _werk("concepts", CONCEPTEN, lambda: conceptenbevinding(dienst, Omgeving().nu()))
    yield from berichtenbevindingen(dienst, settings)
    yield _werk("grants", RECHTEN_TITEL, lambda: herzieningbevinding(dienst))
    yield _werk("break-glass", NOOD_TITEL, lambda: noodbevinding(dienst))
    yield _werk("verzoeken", VERZOEKEN, lambda: verzoekenbevinding(dienst))
    yield _werk(ONDERTEKENEN, ONDERTEKENEN_TITEL, lambda: ondertekenbevinding(dienst, settings))


def _getuigen(settings: Settings, naam: str) -> Bevinding:
    return getuigenbevinding(
        settings.logboekmap,
        settings.beleid,
        lambda: lees_ring(settings.logboeksleutel, oorsprong=settings.logboek_naam),
        naam=naam,
    )


def _veilig(naam: str, kijk: Callable[[], Bevinding]) -> Bevinding:
    """Look; what the database answers with may name an account, so only the kind of a fault is told."""
    try:
        return kijk()
    except (psycopg.Error, sqlalchemy.exc.SQLAlchemyError) as fout:
        oorzaak = getattr(fout, "orig", None) or fout
        return fout_bij(naam, f"The database refuses or cannot be reached ({type(oorzaak).__name__}).")


def _werk(naam: str, titel: str, kijk: Callable[[], Werkbevinding]) -> Werkbevinding:
    try:
        return kijk()
    except (psycopg.Error, sqlalchemy.exc.SQLAlchemyError) as fout:
        return onbereikbaar(naam, titel, type(getattr(fout, "orig", None) or fout).__name__)


def _bereik(engine: Engine, gevonden: Database) -> Bevinding:
    parameters = gevonden.service_parameters()
    plaats = f"{parameters.get('host', 'localhost')}:{parameters.get('port', '5432')}/{parameters.get('dbname', '')}"
    with engine.connect() as verbinding:
        nummer = int(verbinding.execute(text("SHOW server_version_num")).scalar_one())
        versie = str(verbinding.execute(text("SHOW server_version")).scalar_one()).split()[0]
    soort = "embedded" if gevonden.ingebed else "from CASUS_DATABASE_URL"
    if nummer < MINSTE_VERSIE:
        return fout_bij("database", f"PostgreSQL {versie} at {plaats}; 15 or later is needed.")
    return goed("database", f"PostgreSQL {versie} at {plaats}, {soort}")


def _schema(engine: Engine) -> Bevinding:
    nieuwste = laatste_revisie()
    with engine.connect() as verbinding:
        er_is = verbinding.execute(select(func.to_regclass("beheer.alembic_version"))).scalar_one()
        nu = revisie(verbinding) if er_is is not None else None
    if nu is None:
        return fout_bij("schema", "The database has no tables yet; run 'casus migrate'.")
    if nu != nieuwste:
        return fout_bij(
            "schema", f"The schema is at {nu}, this version needs {nieuwste}; run 'casus migrate'."
        )
    return goed("schema", f"revision {nu}, the newest")


# --- the KEK ----------------------------------------------------------------------------------------------------


def _kek(engine: Engine, settings: Settings) -> Bevinding:
    with engine.connect() as verbinding:
        bekend = levende_tijdvakken(verbinding)
        try:
            bronnen = kekbronnen(settings)
            ring = Kekring(bronnen)
            if not bekend:
                return fout_bij("KEK", "The database is not sealed with a KEK yet; run 'casus migrate'.")
            eis_bekende_kek(verbinding, ring)
            wachtend, laatste = wachtende_vernietigingen(verbinding)
            in_bestand = bronnen.plaats(ring.huidig.tijdvak) is Kekplaats.BESTAND
        except SleutelFout as fout:
            return fout_bij("KEK", str(fout))
    huidig = ring.huidig
    waar = f"{settings.kek}, mode 0600" if in_bestand else f"token {settings.kek_pkcs11_token!r}"
    plaats = f"{waar}, epoch {huidig.tijdvak}, fingerprint {huidig.vingerafdruk}"
    if len(bekend) > 1:
        return fout_bij("KEK", f"{plaats}; its replacement was cut short: 'casus kek vernieuw' finishes it")
    if wachtend and laatste is not None and datetime.now(UTC) - laatste > LANGST_ONVERNIEUWD:
        return fout_bij(
            "KEK",
            f"{plaats}; {wachtend} destructions can still be undone with an old copy and this KEK: "
            "'casus kek vernieuw' ends that, and 'casus serve' does it by itself",
        )
    if in_bestand and settings.kek_pkcs11_module is not None:
        return fout_bij(
            "KEK",
            f"{plaats}; it is not in the token that CASUS_KEK_PKCS11_MODULE names: "
            "'casus kek vernieuw --naar hsm' moves it there",
        )
    nog = f"{wachtend} destructions wait" if wachtend else "no destruction waits"
    return goed("KEK", f"{plaats}; {nog} for its replacement")


def _inhoud(engine: Engine) -> Bevinding:
    zonder_inhoud, zonder_bericht, onleesbaar = nagegaan(engine)
    if onleesbaar is not None:
        return fout_bij(
            "content",
            f"{onleesbaar.aantal} events do not read at all, the first at position {onleesbaar.eerste}: somebody "
            "changed them; 'casus logboek controleer' names what was changed.",
        )
    if zonder_inhoud or zonder_bericht:
        return fout_bij(
            "content",
            f"{zonder_inhoud} cases miss content or keys, and nothing says that they were destroyed; "
            f"of {zonder_bericht} the events and the mark of the destruction do not agree.",
        )
    return goed(
        "content", "all content and every key is there, but for what was destroyed and is on record as such"
    )


def _exports(engine: Engine) -> Bevinding:
    with engine.connect() as verbinding:
        weg = aantal_weg(verbinding, Omgeving().vandaag())
    if weg:
        return fout_bij(
            "exports",
            f"{weg} files that left should be gone by now; 'casus exports --moet-weg' names them",
        )
    return goed("exports", "no file that left is past its last day or holds something that was destroyed")


def _protocollen(engine: Engine) -> Werkbevinding:
    try:
        definities = lees_definities()
    except DefinitieFout:
        return hapert(
            "privacy protocols",
            "The definitions cannot be read.",
            Woorden(
                PROTOCOLLEN,
                "De definities van de tafels zijn niet te lezen.",
                "Voer 'casus doctor' uit: dat zegt wat er in welk bestand niet klopt.",
            ),
        )
    with engine.connect() as verbinding:
        anders = veranderd(verbinding, definities)
    if anders:
        return hapert(
            "privacy protocols",
            f"The rules of {', '.join(anders)} are no longer those that were taken, or are not there; "
            "see 'casus protocol toon'.",
            Woorden(
                PROTOCOLLEN,
                f"De regels van {', '.join(anders)} zijn veranderd sinds ze zijn vastgesteld, of ze zijn weg.",
                "Voer 'casus protocol toon' uit en zet de regels terug die zijn vastgesteld.",
            ),
        )
    return werkt(
        "privacy protocols",
        "the rules in force are those that were taken",
        Woorden(PROTOCOLLEN, "De regels die gelden, zijn de regels die zijn vastgesteld."),
    )


def _bewaring(engine: Engine) -> Werkbevinding:
    vandaag = Omgeving().vandaag()
    with engine.connect() as verbinding:
        te_laat, herzien = over_termijn(verbinding, vandaag), te_herzien(verbinding, vandaag)
    wat = (
        (te_laat, "should have been destroyed and are still there, without a hold", "over-termijn"),
        (herzien, "have a hold or restriction that is to be looked at again", "opgeschort' and '…beperkt"),
    )
    if te_laat or herzien:
        delen = (
            f"{n} {zin}: 'GET /v1/bewaarkalender?status={status}' names them" for n, zin, status in wat if n
        )
        return hapert(
            "retention",
            f"of all casussen, consultaties and parts of them {'; '.join(delen)}",
            Woorden(
                BEWAREN,
                f"Gegevens die al weg hadden moeten zijn: {te_laat}. "
                f"Opschortingen en beperkingen om opnieuw te bekijken: {herzien}.",
                "Vraag de compliance officer om dit onder Bewaren te doen.",
            ),
        )
    return werkt(
        "retention",
        "nothing is there after its last day, and no hold waits for its review",
        Woorden(BEWAREN, "Niets is over zijn laatste dag."),
    )


# --- the replica ----------------------------------------------------------------------------------------------------


def _leesreplica(engine: Engine, gevonden: Database) -> Iterator[Bevinding]:
    """A line on the replica on which lists are read; none where there is none."""
    replica = gevonden.replica_engine(pool=1)
    if replica is None:
        return
    try:
        yield _veilig("read replica", lambda: _stand_van_replica(engine, replica))
    finally:
        replica.dispose()


def _stand_van_replica(engine: Engine, replica: Engine) -> Bevinding:
    try:
        if not eis_replica(engine, replica):
            return fout_bij("read replica", "It cannot be reached; lists are read where they are written.")
    except DatabaseFout as fout:
        return fout_bij("read replica", str(fout))
    achter = achterstand(engine, replica)
    if achter:
        time.sleep(KIJK_NOG_EENS)
        achter = achterstand(engine, replica)
    if achter:
        return fout_bij(
            "read replica",
            f"{achter} events behind; until it keeps up, lists are read where they are written.",
        )
    return goed("read replica", "up to date; lists are read there")
