"""The doctor's look at messages: does anything not go on by itself, can they be signed, does the mail server answer."""

import smtplib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import psycopg
import sqlalchemy.exc
from sqlalchemy import Engine

from api.bevinding import Werkbevinding, Woorden, hapert, onbereikbaar, werkt
from infra.berichten.beeld import Overzicht, overzicht
from infra.berichten.post import Mailserver, mailserver_van, verbonden
from infra.berichten.sleutels import lees_sleutels
from infra.buitenverbinding import soort_fout
from infra.keys import SleutelFout
from infra.settings import Settings
from projections.dagen import tijdstip

NAAM, POST = "messages", "mail server"
TITEL, POST_TITEL = "Berichten", "Mailserver"
TRAAG = timedelta(hours=1)
"""How long something may wait that nobody was told about."""
GEDULD = 5.0
"""Seconds in which the mail server has to greet."""
_SLEUTEL = Woorden(
    POST_TITEL,
    "Een sleutel of wachtwoord hiervoor ontbreekt of is niet te lezen.",
    "Voer 'casus doctor' uit: dat noemt het bestand.",
)


def berichtenbevindingen(
    engine: Engine, settings: Settings, *, nu: datetime | None = None
) -> Iterator[Werkbevinding]:
    """One line on messages, and one on the mail server where there is one."""
    try:
        yield _berichten(engine, settings, nu or datetime.now(UTC))
    except (psycopg.Error, sqlalchemy.exc.SQLAlchemyError) as fout:
        yield onbereikbaar(NAAM, TITEL, type(fout).__name__)
    try:
        server = mailserver_van(settings)
    except SleutelFout as fout:
        yield hapert(POST, str(fout), _SLEUTEL)
    else:
        if server is not None:
            yield _post(server)


def _post(server: Mailserver) -> Werkbevinding:
    waar = f"De mailserver op {server.host}, poort {server.port},"
    try:
        with verbonden(server, geduld=GEDULD) as smtp:
            smtp.noop()
    except SleutelFout as fout:
        return hapert(POST, str(fout), _SLEUTEL)
    except (OSError, smtplib.SMTPException) as fout:
        return hapert(
            POST,
            f"{server} does not take us ({soort_fout(fout)}); mail waits until it does.",
            Woorden(
                POST_TITEL,
                f"{waar} neemt onze mail niet aan. De dienst probeert elke mail een tijd opnieuw, en geeft hem dan op.",
                "Vraag de beheerder van de mailserver wat er is. Neemt die weer mail aan? Bezorg dan onder Berichten "
                "opnieuw wat is opgegeven.",
            ),
        )
    return werkt(POST, f"{server} takes us", Woorden(POST_TITEL, f"{waar} neemt onze mail aan."))


def _berichten(engine: Engine, settings: Settings, nu: datetime) -> Werkbevinding:
    if settings.berichtensleutel.exists():
        try:
            lees_sleutels(settings.berichtensleutel)
        except SleutelFout as fout:
            return hapert(NAAM, str(fout), replace(_SLEUTEL, titel=TITEL))
    with engine.connect() as verbinding:
        stand = overzicht(verbinding)
    klachten = list(_klachten(stand, nu))
    if klachten:
        engels, gewoon = zip(*klachten, strict=True)
        return hapert(
            NAAM,
            f"{'; '.join(engels)}. 'casus berichten stand' tells more.",
            Woorden(TITEL, " ".join(een for een, _ in gewoon), " ".join(een for _, een in gewoon)),
        )
    zonder = "" if settings.oin else "; without CASUS_OIN nobody can subscribe, but under 'casus demo'"
    return werkt(
        NAAM,
        f"{stand.wachtend} wait, none was given up, every endpoint can be reached or is tried again{zonder}",
        Woorden(TITEL, f"Geen bericht is opgegeven. Nog onderweg: {stand.wachtend}."),
    )


def _klachten(stand: Overzicht, nu: datetime) -> Iterator[tuple[str, tuple[str, str]]]:
    """What does not go on by itself: for the operator, and in Dutch with what one does."""
    if stand.ingehouden_op is not None:
        yield (
            "nothing is sent since an older database was put back: 'casus berichten hervat' ends that",
            (
                "Er gaat niets weg sinds een oudere database is teruggezet.",
                "Voer 'casus berichten hervat' uit.",
            ),
        )
    if stand.fout is not None:
        yield (
            f"they stopped at a fact of a newer version ({stand.fout})",
            ("De berichten staan stil bij iets van een nieuwere versie.", "Zet de nieuwste versie neer."),
        )
    if stand.dood:
        yield (
            f"{stand.dood} were given up: 'casus berichten opnieuw' tries them again",
            (f"Berichten die niet aankwamen: {stand.dood}.", "Bezorg ze onder Berichten opnieuw."),
        )
    if stand.gepauzeerd:
        yield (
            f"{stand.gepauzeerd} endpoints are paused: 'casus berichten hervat' tries them again",
            (
                f"Adressen op pauze, omdat ze niet antwoordden: {stand.gepauzeerd}.",
                "Voer 'casus berichten hervat' uit als ze weer werken.",
            ),
        )
    if stand.oudste is not None and nu - stand.oudste > TRAAG and not stand.mislukkend:
        yield (
            f"something waits since {stand.oudste:%Y-%m-%d %H:%M}, and nothing says why: does 'casus serve' run?",
            (f"Er wacht iets sinds {tijdstip(stand.oudste)}.", "Kijk of 'casus serve' draait."),
        )
