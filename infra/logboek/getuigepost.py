"""Brings a request to a witness over HTTP (C2SP tlog-witness), and trusts nothing of what comes back.

One request is one connection; the specification would have it kept open, and a log that asks every few seconds can do
without. TLS is verified against the authorities of the system (``SSL_CERT_FILE`` names others). Without TLS only this
computer is asked: a proxy, or a witness beside it. No redirect is followed and no proxy of the environment is used.
"""

import ssl
from dataclasses import dataclass
from http.client import HTTP_PORT, HTTPS_PORT, HTTPException, IncompleteRead
from ipaddress import ip_address
from urllib.parse import urlsplit

from infra.buitenverbinding import begrensd
from infra.logboek import Afgekeurd
from infra.logboek.getuige import TEKST

GEDULD = 10.0
"""Seconds in which an answer has to be there, whole."""

GROOTSTE_ANTWOORD = 64 * 1024
"""In bytes."""

_LANGSTE_MEDIATYPE = 100


class GetuigeAdres(Afgekeurd):
    """A witness is asked at an https address, or at http on this computer, without login, question or fragment."""


class GetuigeWeg(Afgekeurd):
    """The witness cannot be reached, or did not answer in time."""


class AntwoordTeGroot(Afgekeurd):
    """The answer of the witness is larger than one may be."""


@dataclass(frozen=True)
class Post:
    """An answer: its status, its media type in lower case without parameters, and the body."""

    status: int
    mediatype: str
    inhoud: bytes


def stuur(url: str, data: bytes, *, geduld: float = GEDULD) -> Post:
    """Ask ``add-checkpoint`` of the witness with this submission prefix; ``geduld`` is in seconds, for all of it.

    Raises:
        GetuigeAdres: it cannot be asked there.
        GetuigeWeg: there was no answer, not in time, or it was not one in HTTP.
        AntwoordTeGroot: more than 65,536 bytes.
    """
    adres = _adres(url)
    try:
        with begrensd(adres.host, adres.poort, tls=adres.tls, geduld=geduld) as verbinding:
            koppen = {"Content-Type": TEKST, "Connection": "close"}
            verbinding.request("POST", adres.pad, body=data, headers=koppen)
            antwoord = verbinding.getresponse()
            inhoud = antwoord.read(GROOTSTE_ANTWOORD + 1)
            if antwoord.length and len(inhoud) <= GROOTSTE_ANTWOORD:
                raise IncompleteRead(inhoud, antwoord.length)
            mediatype = antwoord.headers.get_content_type()
    except (OSError, HTTPException, ValueError) as fout:
        raise GetuigeWeg(verwacht="an answer", gevonden=_reden(fout)) from fout
    if len(inhoud) > GROOTSTE_ANTWOORD:
        raise AntwoordTeGroot(verwacht=f"at most {GROOTSTE_ANTWOORD} bytes", gevonden="more")
    return Post(antwoord.status, mediatype[:_LANGSTE_MEDIATYPE], inhoud)


def keur_adres(url: str) -> None:
    """Refuse an address at which a witness cannot be asked.

    Raises:
        GetuigeAdres: it is one.
    """
    _adres(url)


@dataclass(frozen=True)
class _Adres:
    tls: bool
    host: str
    poort: int
    pad: str


def _adres(url: str) -> _Adres:
    fout = GetuigeAdres(verwacht="https://host/path", gevonden=repr(url))
    try:
        delen = urlsplit(url)
        host, poort = delen.hostname, delen.port
    except ValueError as oorzaak:
        raise fout from oorzaak
    if not host or not url.isascii() or delen.username is not None or delen.query or delen.fragment:
        raise fout
    tls = delen.scheme == "https"
    if not tls and not (delen.scheme == "http" and _hier(host)):
        raise fout
    standaard = HTTPS_PORT if tls else HTTP_PORT
    return _Adres(tls, host, poort or standaard, f"{delen.path.rstrip('/')}/add-checkpoint")


def _hier(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _reden(fout: Exception) -> str:
    """What went wrong, without what the other side wrote."""
    if isinstance(fout, ssl.SSLCertVerificationError):
        return f"a certificate that cannot be trusted ({fout.verify_message})"
    if isinstance(fout, TimeoutError):
        return "none in time"
    if isinstance(fout, OSError) and fout.strerror:
        return fout.strerror
    return type(fout).__name__
