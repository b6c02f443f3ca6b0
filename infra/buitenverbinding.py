"""A connection to a program elsewhere that ends after so many seconds, whatever the other side does."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTP_PORT, HTTPS_PORT, HTTPConnection, HTTPException
from threading import Event, Timer


@contextmanager
def begrensd(
    host: str, poort: int, *, tls: bool, geduld: float, ip: str | None = None
) -> Iterator[HTTPConnection]:
    """Connect to ``host``, or to exactly the address ``ip`` under that name, for ``geduld`` seconds in all.

    A time limit of a socket begins anew with each byte that comes, so it is no limit to who sends slowly.

    Raises:
        TimeoutError: that many seconds went by.
        OSError: there is none, or nothing that can be trusted.
    """
    laat = Event()
    deur = socket.create_connection((ip or host, poort), timeout=geduld)
    if tls:
        # The handshake comes below, where it is timed as well; the certificate is held against the name.
        deur = ssl.create_default_context().wrap_socket(
            deur, server_hostname=host, do_handshake_on_connect=False
        )

    def breek_af() -> None:
        laat.set()
        with suppress(OSError):
            # That of the socket itself: the one of TLS takes away what another thread is reading with.
            socket.socket.shutdown(deur, socket.SHUT_RDWR)

    wekker = Timer(geduld, breek_af)
    wekker.daemon = True
    wekker.start()
    try:
        if isinstance(deur, ssl.SSLSocket):
            deur.do_handshake()
        verbinding = HTTPConnection(host, poort, timeout=geduld)
        verbinding.default_port = HTTPS_PORT if tls else HTTP_PORT
        verbinding.sock = deur
        yield verbinding
    except (OSError, HTTPException, ValueError) as fout:
        if laat.is_set():
            raise TimeoutError from fout
        raise
    finally:
        wekker.cancel()
        with suppress(OSError):
            deur.close()
    if laat.is_set():
        raise TimeoutError
