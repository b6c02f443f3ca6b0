"""The doctor's look at messages: does anything not go on by itself, can they be signed, does the mail server answer."""

import smtplib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import psycopg
import sqlalchemy.exc
from sqlalchemy import Engine

from api.bevinding import Bevinding, fout_bij, goed
from infra.berichten.beeld import Overzicht, overzicht
from infra.berichten.post import Mailserver, mailserver_van, verbonden
from infra.berichten.sleutels import lees_sleutels
from infra.buitenverbinding import soort_fout
from infra.keys import SleutelFout
from infra.settings import Settings

NAAM, POST = "messages", "mail server"
TRAAG = timedelta(hours=1)
"""How long something may wait that nobody was told about."""
GEDULD = 5.0
"""Seconds in which the mail server has to greet."""


def berichtenbevindingen(
    engine: Engine, settings: Settings, *, nu: datetime | None = None
) -> Iterator[Bevinding]:
    """One line on messages, and one on the mail server where there is one."""
    try:
        yield _berichten(engine, settings, nu or datetime.now(UTC))
    except (psycopg.Error, sqlalchemy.exc.SQLAlchemyError) as fout:
        yield fout_bij(NAAM, f"The database refuses or cannot be reached ({type(fout).__name__}).")
    try:
        server = mailserver_van(settings)
    except SleutelFout as fout:
        yield fout_bij(POST, str(fout))
    else:
        if server is not None:
            yield _post(server)


def _post(server: Mailserver) -> Bevinding:
    try:
        with verbonden(server, geduld=GEDULD) as smtp:
            smtp.noop()
    except SleutelFout as fout:
        return fout_bij(POST, str(fout))
    except (OSError, smtplib.SMTPException) as fout:
        return fout_bij(POST, f"{server} does not take us ({soort_fout(fout)}); mail waits until it does.")
    return goed(POST, f"{server} takes us")


def _berichten(engine: Engine, settings: Settings, nu: datetime) -> Bevinding:
    if settings.berichtensleutel.exists():
        try:
            lees_sleutels(settings.berichtensleutel)
        except SleutelFout as fout:
            return fout_bij(NAAM, str(fout))
    with engine.connect() as verbinding:
        stand = overzicht(verbinding)
    klachten = list(_klachten(stand, nu))
    if klachten:
        return fout_bij(NAAM, f"{'; '.join(klachten)}. 'casus berichten stand' tells more.")
    zonder = "" if settings.oin else "; without CASUS_OIN nobody can subscribe, but under 'casus demo'"
    return goed(
        NAAM,
        f"{stand.wachtend} wait, none was given up, every endpoint can be reached or is tried again{zonder}",
    )


def _klachten(stand: Overzicht, nu: datetime) -> Iterator[str]:
    if stand.ingehouden_op is not None:
        yield "nothing is sent since an older database was put back: 'casus berichten hervat' ends that"
    if stand.fout is not None:
        yield f"they stopped at a fact of a newer version ({stand.fout})"
    if stand.dood:
        yield f"{stand.dood} were given up: 'casus berichten opnieuw' tries them again"
    if stand.gepauzeerd:
        yield f"{stand.gepauzeerd} endpoints are paused: 'casus berichten hervat' tries them again"
    if stand.oudste is not None and nu - stand.oudste > TRAAG and not stand.mislukkend:
        yield f"something waits since {stand.oudste:%Y-%m-%d %H:%M}, and nothing says why: does 'casus serve' run?"
