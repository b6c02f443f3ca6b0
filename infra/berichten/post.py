"""Sends a message as mail, through the mail server of the settings.

One connection for each mail. A server that answers "later" (4xx), or not at all, is asked again later; one that says
"never" (5xx) to the address or the mail makes it a dead letter at once: nobody reads that mailbox.
"""

import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import EmailMessage
from ipaddress import ip_address
from threading import Timer
from typing import Literal

from infra.berichten.zender import Afgewezen, Onbereikbaar, Onbestelbaar
from infra.buitenverbinding import soort_fout
from infra.keys import SleutelFout
from infra.settings import Settings

GEDULD = 20.0
"""Seconds in which a mail has to be delivered, all together."""

BLIJVEND = 500
"""From this reply code on a mail server means: never."""


class MailFout(SleutelFout):
    """The settings of the mail server cannot be used; one sentence for the operator."""


@dataclass(frozen=True)
class Mailserver:
    """Where mail is handed in, and how. Its text shows no password."""

    host: str
    port: int
    tls: Literal["starttls", "tls", "geen"]
    gebruiker: str | None
    wachtwoord: Callable[[], str]
    afzender: str

    def __repr__(self) -> str:
        """Without the login."""
        return f"Mailserver({self.host}:{self.port}, {self.tls})"


def mailserver_van(settings: Settings) -> Mailserver | None:
    """The mail server of the settings, if there is one.

    Raises:
        MailFout: they cannot be used together.
    """
    if settings.smtp_host is None:
        return None
    if settings.smtp_afzender is None:
        raise MailFout("CASUS_SMTP_AFZENDER says who mail is from; without it no mail can be sent.")
    if settings.smtp_tls == "geen" and not _hier(settings.smtp_host):
        raise MailFout("CASUS_SMTP_TLS=geen is for a mail server on this computer alone.")
    return Mailserver(
        settings.smtp_host,
        settings.smtp_port,
        settings.smtp_tls,
        settings.smtp_gebruiker,
        lambda: _wachtwoord(settings),
        settings.smtp_afzender,
    )


def _hier(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _wachtwoord(settings: Settings) -> str:
    if settings.smtp_wachtwoord_bestand is None:
        return "" if settings.smtp_wachtwoord is None else settings.smtp_wachtwoord.get_secret_value()
    try:
        return settings.smtp_wachtwoord_bestand.read_text().strip()
    except OSError as fout:
        raise MailFout(
            f"The password of the mail server cannot be read from {settings.smtp_wachtwoord_bestand}: {fout.strerror}."
        ) from fout


def geef_af(server: Mailserver, mail: EmailMessage, *, geduld: float = GEDULD) -> None:
    """Hand in a mail; ``geduld`` is in seconds, for all of it.

    Raises:
        Onbereikbaar, Afgewezen, Onbestelbaar: it was not taken.
    """
    try:
        with verbonden(server, geduld=geduld) as smtp:
            smtp.send_message(mail)
    except smtplib.SMTPRecipientsRefused as fout:
        ((code, _),) = tuple(fout.recipients.values())[:1]
        raise (Onbestelbaar if code >= BLIJVEND else Afgewezen)(f"SMTP {code}") from None
    except smtplib.SMTPAuthenticationError as fout:
        raise Onbereikbaar(f"SMTP {fout.smtp_code}") from None
    except smtplib.SMTPDataError as fout:
        raise (Onbestelbaar if fout.smtp_code >= BLIJVEND else Onbereikbaar)(
            f"SMTP {fout.smtp_code}"
        ) from None
    except smtplib.SMTPResponseException as fout:
        # At the greeting or the sender it is the server that does not want, whatever it says.
        raise Onbereikbaar(f"SMTP {fout.smtp_code}") from None
    except (OSError, smtplib.SMTPException, MailFout) as fout:
        raise Onbereikbaar(soort_fout(fout)) from None


@contextmanager
def verbonden(server: Mailserver, *, geduld: float = GEDULD) -> Iterator[smtplib.SMTP]:
    """A connection to the mail server, protected and signed in, that ends after so many seconds.

    Raises:
        OSError, SMTPException, MailFout: there is none.
    """
    # By its own name a computer would tell the mail server more than it needs to know.
    naam, tls = server.afzender.rpartition("@")[2], ssl.create_default_context()
    if server.tls == "tls":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, local_hostname=naam, timeout=geduld, context=tls
        )
    else:
        smtp = smtplib.SMTP(server.host, server.port, local_hostname=naam, timeout=geduld)
    wekker = Timer(geduld, _breek_af, [smtp])
    wekker.daemon = True
    wekker.start()
    try:
        if server.tls == "starttls":
            smtp.starttls(context=tls)
        if server.gebruiker is not None:
            smtp.login(server.gebruiker, server.wachtwoord())
        yield smtp
        with suppress(OSError, smtplib.SMTPException):
            smtp.quit()
    finally:
        wekker.cancel()
        smtp.close()


def _breek_af(smtp: smtplib.SMTP) -> None:
    """End a connection that takes too long: a time limit of a socket begins anew with each byte that comes."""
    deur = smtp.sock
    if deur is None:
        # The library closed it in the same moment.
        return
    with suppress(OSError):
        # That of the socket itself: the one of TLS takes away what another thread is reading with.
        socket.socket.shutdown(deur, socket.SHUT_RDWR)
