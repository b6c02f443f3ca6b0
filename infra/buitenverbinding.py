"""A connection to a program elsewhere that ends after so many seconds, whatever the other side does."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from http.client import HTTP_PORT, HTTPS_PORT, HTTPConnection, HTTPException
from threading import Event, Timer


class CertificaatFout(StrEnum):
    """What is wrong with a certificate, for whoever looks after it."""

    NOG_NIET = "certificate not valid yet"
    VERLOPEN = "certificate expired"
    ANDERE_NAAM = "certificate for another name"
    ONBEKEND = "certificate of an unknown authority"
    ANDERS = "certificate not to be trusted"


_BIJ_CODE = {
    9: CertificaatFout.NOG_NIET,
    10: CertificaatFout.VERLOPEN,
    **dict.fromkeys((2, 18, 19, 20, 21), CertificaatFout.ONBEKEND),
    **dict.fromkeys((62, 64), CertificaatFout.ANDERE_NAAM),
}
"""By the codes of OpenSSL (``X509_V_ERR_...``)."""


def soort_fout(fout: Exception) -> str:
    """The kind of fault for whoever looks after it, without anything that the other side wrote."""
    if isinstance(fout, ssl.SSLCertVerificationError):
        return _BIJ_CODE.get(fout.verify_code, CertificaatFout.ANDERS).value
    return type(fout).__name__


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
