"""A real mail server on this computer, that keeps what it gets and answers as it is told to."""

import asyncio
import socket
import ssl
from asyncio import Server, WriteTransport
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

GOED = "250 OK"
WACHTWOORD = "verzonnen-wachtwoord"


@dataclass
class Postkantoor:
    """What the server got, and what it says to the address and to the mail."""

    gekregen: list[EmailMessage] = field(default_factory=list)
    ingelogd: list[str] = field(default_factory=list)
    bij_adres: Callable[[str], str] = lambda _: GOED
    bij_mail: Callable[[], str] = lambda: GOED
    traag: float = 0.0
    sterft: Callable[[], bool] = lambda: False

    async def handle_RCPT(  # noqa: N802 aiosmtpd calls it so
        self, server: SMTP, sessie: Session, envelop: Envelope, adres: str, opties: list[str]
    ) -> str:
        del server, sessie, opties
        antwoord = self.bij_adres(adres)
        if antwoord == GOED:
            envelop.rcpt_tos.append(adres)
        return antwoord

    async def handle_DATA(self, server: SMTP, sessie: Session, envelop: Envelope) -> str:  # noqa: N802 the same
        del sessie
        await asyncio.sleep(self.traag)
        antwoord = self.bij_mail()
        if antwoord == GOED:
            inhoud = cast("bytes", envelop.content)
            self.gekregen.append(message_from_bytes(inhoud, policy=policy.default))
        if self.sterft():
            # It took the mail, and dies before it says so.
            cast("WriteTransport", server.transport).abort()
        return antwoord

    def laat_in(
        self, server: SMTP, sessie: Session, envelop: Envelope, wijze: str, gegevens: LoginPassword
    ) -> AuthResult:
        """Keep who logged in, and let in who knows the password."""
        del server, sessie, envelop, wijze
        self.ingelogd.append(gegevens.login.decode())
        return AuthResult(success=gegevens.password == WACHTWOORD.encode())

    @property
    def onderwerpen(self) -> list[str]:
        return [str(mail["Subject"]) for mail in self.gekregen]


@contextmanager
def mailserver(
    postkantoor: Postkantoor,
    *,
    poort: int = 0,
    starttls: ssl.SSLContext | None = None,
    tls: ssl.SSLContext | None = None,
) -> Iterator[int]:
    """A server that is there, and its port; protected after it was asked for (``starttls``), or from the first byte."""
    eisen: dict[str, Any] = {}
    if starttls or tls:
        # The library does not know that a connection was protected from the first byte.
        eisen = {"authenticator": postkantoor.laat_in, "auth_require_tls": tls is None}
    if starttls:
        eisen |= {"tls_context": starttls, "require_starttls": True}
    controle = _Controle(postkantoor, hostname="127.0.0.1", port=poort, ssl_context=tls, **eisen)
    controle.start()
    try:
        yield controle.adres[1]
    finally:
        controle.stop()


class _Controle(Controller):
    @property
    def adres(self) -> tuple[str, int]:
        """Where it listens."""
        host, port = cast("Server", self.server).sockets[0].getsockname()[:2]
        return host, port

    def _trigger_server(self) -> None:
        """Knock once, as the library would do at a port that was chosen beforehand."""
        with socket.create_connection(self.adres, timeout=5) as deur:
            # One that is protected from the first byte greets nobody before that.
            if self.ssl_context is None:
                deur.recv(1024)
