"""``casus demo``: a database with an invented year in it, made once and kept, and the door open to try it."""

import shlex
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import orjson
import typer

from api.cli_kader import CliFout, balk, in_een_zin, instellingen, schrijf, zeg
from api.demo.jaar import CASUSSEN, SEED
from api.demo.uitgever.draaien import CLIENT, draait, maak_server
from api.demo.vast import TAFEL
from api.demo.vullen import Briefje, Voortgang, alleen, is_leeg, tel, vul
from api.luisteren import ServeerFout, adres_van, luister
from api.samenstelling import Dienst, bereid_voor, stel_samen
from api.serveren import serveer
from api.sleutelbestand import lees_ec_sleutel
from api.tokens import lees_sleutel
from infra.database import Database, database
from infra.definitions import Definities, lees_definities
from infra.kek import Kekring
from infra.logboek.houder import NIET_GETEKEND
from infra.logging import stel_logging_in
from infra.omgeving import Omgeving
from infra.settings import Settings
from infra.tijdvakken import eerste_vingerafdruk

BRIEFJE = "demo.json"
HOOGSTE_POORT = 65535
OIN = "00000001234567890000"
"""An invented sender: the number that the examples have."""
DEZE_COMPUTER = "127.0.0.0/8, ::1/128"


@in_een_zin
def demo(
    *,
    once: Annotated[bool, typer.Option("--once", help="Fill, print what there is as JSON, and end.")] = False,
    seed: Annotated[int | None, typer.Option(min=1, help="Another seed gives another year.")] = None,
    casussen: Annotated[int | None, typer.Option(min=1, max=5000, help="How many cases to invent.")] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="Port to listen on; 0 takes a free one.")
    ] = None,
) -> None:
    """Serve a database with an invented year in it, made at the first start."""
    settings = instellingen()
    if port is not None:
        settings = settings.model_copy(update={"port": port})
    stel_logging_in("WARNING")
    _toon(settings, eenmalig=once, seed=seed, casussen=casussen)


def _toon(settings: Settings, *, eenmalig: bool, seed: int | None, casussen: int | None) -> None:
    """Fill if nothing is there yet, and serve until a signal to stop, or print what there is."""
    if eenmalig:
        with _gevuld(settings, seed=seed, casussen=casussen) as (samen, briefje):
            _druk_af(samen, briefje)
        return
    # The addresses first: a port that is taken is no reason to wait for a year to be told.
    with (
        luister(settings.host, settings.port) as luisteraar,
        _luister_ernaast(settings.host, luisteraar) as ernaast,
    ):
        met_uitgever = _met_uitgever(settings, adres_van(luisteraar), adres_van(ernaast))
        server = maak_server(
            ernaast,
            dienst=adres_van(luisteraar),
            clientsleutel=lees_ec_sleutel(met_uitgever.oidc_sleutel, wat="client key"),
            sleutel=lees_sleutel(met_uitgever.tokensleutel),
            tafels=lees_definities().tafels,
            omgeving=Omgeving(),
        )
        with (
            _gevuld(met_uitgever, seed=seed, casussen=casussen) as (samen, _),
            draait(server, ernaast),
        ):
            _wijs_de_weg(adres_van(luisteraar), samen.definities)
            serveer(samen, luisteraar)


def _luister_ernaast(host: str, luisteraar: socket.socket) -> socket.socket:
    """Take an address for the issuer of the demo: the port after that of the service, or one that is free."""
    poort = int(luisteraar.getsockname()[1])
    try:
        return luister(host, poort + 1 if poort < HOOGSTE_POORT else 0)
    except ServeerFout:
        return luister(host, 0)


def _met_uitgever(settings: Settings, adres: str, uitgever: str) -> Settings:
    """The same settings, with the demo's own issuer for people, and a sender of messages.

    Raises:
        CliFout: another issuer is set; the demo is for invented people alone.
    """
    if settings.oidc_uitgever or settings.systeemuitgevers or settings.omgeving == "productie":
        raise CliFout(
            "The demo has an issuer of its own: take CASUS_OMGEVING, CASUS_OIDC_UITGEVER and "
            "CASUS_SYSTEEMUITGEVERS away, or use 'casus serve'."
        )
    eigen = {
        "omgeving": "demo",
        "adres": adres,
        "oidc_uitgever": uitgever,
        "oidc_client": CLIENT,
        # So that a partner can try messages here as well: from an invented sender, to a receiver on this computer.
        "oin": settings.oin or OIN,
        "berichten_netten": settings.berichten_netten or DEZE_COMPUTER,
    }
    return settings.model_copy(update=eigen)


@contextmanager
def _gevuld(
    settings: Settings, *, seed: int | None, casussen: int | None
) -> Iterator[tuple[Dienst, Briefje | None]]:
    """The service on a database that has its demo year, or cases of its own."""
    omgeving, definities = Omgeving(), lees_definities()
    with database(settings, meld=zeg) as gevonden:
        kek = bereid_voor(settings, gevonden, omgeving=omgeving)
        with stel_samen(settings, gevonden, kek=kek, definities=definities, omgeving=omgeving) as samen:
            with alleen(samen.engine):
                briefje = _briefje(samen, seed=seed, casussen=casussen)
                if briefje is not None and not briefje.klaar:
                    _vul(settings, gevonden, kek, briefje)
                    with suppress(*NIET_GETEKEND):  # It stands in the log, and the doctor says what to do.
                        samen.logboek.werk_bij()
                        samen.inzagehouder.werk_bij()
            yield samen, briefje


def _briefje(samen: Dienst, *, seed: int | None, casussen: int | None) -> Briefje | None:
    """Which year this database has, or is to have; ``None`` where it has cases of its own."""
    bestand = samen.settings.data / BRIEFJE
    briefje = Briefje.lees(bestand)
    # By its first KEK, which it was made with; that may have been replaced since.
    with samen.engine.connect() as verbinding:
        van_het_begin = eerste_vingerafdruk(verbinding)
    if is_leeg(samen.engine):
        nieuw = Briefje(van_het_begin, seed or SEED, samen.omgeving.vandaag(), casussen or CASUSSEN)
        nieuw.schrijf(bestand)
        return nieuw
    if briefje is None or briefje.vingerafdruk != van_het_begin:
        zeg("This database has cases that are not of the demo; nothing is added to them.")
        return None
    if not briefje.klaar:
        zeg("The demo year was not complete; it is completed now.")
    elif (seed or briefje.seed, casussen or briefje.casussen) != (briefje.seed, briefje.casussen):
        zeg(
            f"The demo year is there already and stays as it is; for another one, empty {samen.settings.data}."
        )
    return briefje


def _vul(settings: Settings, gevonden: Database, kek: Kekring, briefje: Briefje) -> None:
    with (
        stel_samen(
            settings, _zonder_wachten(gevonden), kek=kek, definities=lees_definities(), omgeving=Omgeving()
        ) as dienst,
        balk(f"An invented year of {briefje.casussen} cases", totaal=None) as voortgang,
    ):

        def meld(stand: Voortgang) -> None:
            voortgang.op(stand.gedaan, totaal=stand.totaal)

        vul(dienst, briefje, kek=kek, meld=meld)
    replace(briefje, klaar=True).schrijf(settings.data / BRIEFJE)


def _zonder_wachten(gevonden: Database) -> Database:
    """The same database, not waiting for the disk at each step: what a power cut takes is told again."""
    teken = "&" if "?" in gevonden.service_url else "?"
    return replace(
        gevonden, service_url=f"{gevonden.service_url}{teken}options=-c%20synchronous_commit%3Doff"
    )


def _druk_af(samen: Dienst, briefje: Briefje | None) -> None:
    telling = tel(samen)
    inhoud: dict[str, object] = {
        "casussen": telling.casussen,
        "seed": briefje.seed if briefje else None,
        "dag": briefje.dag if briefje else None,
        "overleggen": telling.overleggen,
        "consultaties": telling.consultaties,
        "regios": telling.regios,
        "fasen": telling.fasen,
        "gebeurtenissen": telling.gebeurtenissen,
    }
    schrijf(orjson.dumps(inhoud).decode())


def _wijs_de_weg(adres: str, definities: Definities) -> None:
    programma = shlex.quote(_programma())
    vraag = f'curl -s -H "Authorization: Bearer $TOKEN" "{adres}/v1'
    zeg(
        f"\nCasus serves an invented year on {adres}; stop it with Ctrl-C, your data stay.\n"
        f"\nSign in with a browser, as one of the invented people: {adres}/inloggen\n"
        "\nOr try in another terminal:\n"
        f"  TOKEN=$({programma} token --rol procesregisseur --organisatie zvh)\n"
        f'  {vraag}/triagelijst?tafel={TAFEL}"\n'
        f'  {vraag}/monitoring?tafel={TAFEL}"\n'
        f'  {vraag}/werkvoorraad?tafel={TAFEL}"\n'
        "\nThis token counts at all tables; name one or more, each with --tafel, for a token that does not:\n"
        f"{_tafels_per_regio(definities)}\n"
        "\nA tour of what there is to see: README.md\n"
    )


def _tafels_per_regio(definities: Definities) -> str:
    per_regio = {
        regio.naam: [tafel.id for tafel in definities.tafels.values() if tafel.regio == regio.naam]
        for regio in definities.regios.values()
    }
    return "\n".join(f"  {naam}: {', '.join(tafels)}" for naam, tafels in per_regio.items())


def _programma() -> str:
    """How this program was started, as one writes it again."""
    hier = Path(sys.argv[0])
    return str(hier) if hier.name == "casus" else "casus"
