"""Brings a request to an address that somebody else gave, without letting that address lead inside.

1. Only https; without TLS only to this computer, and only where its network is let in by a setting.
2. The name is looked up once. Every address that it has must be one of the public internet, or of a network that is
   let in; the connection goes to exactly that address, so a name that changes in between changes nothing.
3. No redirect is followed, no proxy of the environment is used, and nothing of the answer is read but its status.
4. All of it together ends after so many seconds: a time limit of a socket begins anew with each byte.
"""

import socket
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTP_PORT, HTTPS_PORT, HTTPException
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

from infra.buitenverbinding import begrensd, soort_fout

Ip = IPv4Address | IPv6Address
Net = IPv4Network | IPv6Network

GEDULD = 10.0
"""Seconds in which an answer has to be there."""

LANGSTE_ADRES = 500
ZONDER_TLS = "Een adres begint met https://. Zonder beveiliging sturen wij niets."

_INTERNET6 = ip_network("2000::/3")
"""All that was ever given out of IPv6. What lies outside of it may stand for an address of IPv4 (NAT64, translated or
compatible ones), or is of a site."""

_BIJZONDER = (
    ip_network("3fff::/20"),
    ip_network("192.88.99.0/24"),
    ip_network("168.63.129.16/32"),
    ip_network("192.0.0.0/24"),
)
"""Documentation, relays of 6to4, what in a cloud of Azure is the computer underneath, and what was set apart for
protocols, where the metadata of a cloud of Oracle are: none is a partner."""


class AdresKanNiet(Exception):
    """Nothing is sent to this address. The sentence is for a user, and does not repeat the address."""


class GeenAntwoord(Exception):
    """There was no answer, not in time, or it was not HTTP. ``str()`` is the kind of fault."""


@dataclass(frozen=True)
class Adres:
    """A part of a URL each."""

    tls: bool
    host: str
    poort: int
    pad: str


def lees_netten(tekst: str) -> tuple[Net, ...]:
    """The networks in a setting, with a comma between them.

    Raises:
        ValueError: one of them is not a network.
    """
    return tuple(ip_network(deel.strip()) for deel in tekst.split(",") if deel.strip())


def lees_adres(url: str) -> Adres:
    """Take a URL apart.

    Raises:
        AdresKanNiet: it is not one to which messages go.
    """
    try:
        delen = urlsplit(url)
        host, poort = delen.hostname, delen.port
    except ValueError:
        raise AdresKanNiet("Dit is geen geldig adres.") from None
    schoon = url.isascii() and url.isprintable() and " " not in url and len(url) <= LANGSTE_ADRES
    if not host or not schoon or delen.scheme not in {"https", "http"}:
        raise AdresKanNiet("Dit is geen geldig adres. Een adres begint met https://.")
    if delen.username is not None or delen.query or delen.fragment:
        raise AdresKanNiet("In het adres mogen geen inlognaam, vraagteken of hekje staan.")
    tls = delen.scheme == "https"
    return Adres(tls, host, poort or (HTTPS_PORT if tls else HTTP_PORT), delen.path or "/")


def zoek_op(host: str, poort: int) -> tuple[Ip, ...]:
    """All addresses that a name has now.

    Raises:
        OSError: it has none, or that cannot be asked now.
    """
    gevonden = socket.getaddrinfo(host, poort, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(ip_address(str(een[4][0]).partition("%")[0]) for een in gevonden))


def eis_toegestaan(adres: Adres, ips: Sequence[Ip], netten: Sequence[Net]) -> Ip:
    """The address to connect to.

    Raises:
        AdresKanNiet: one of the addresses leads inside, or it goes there without TLS.
    """
    if not ips or not all(_buiten(ip) or _in(ip, netten) for ip in ips):
        raise AdresKanNiet(
            "Dit adres ligt in een afgesloten netwerk. Kies een adres dat op internet te bereiken is."
        )
    if not adres.tls and not all(ip.is_loopback for ip in ips):
        raise AdresKanNiet(ZONDER_TLS)
    return ips[0]


def keur_adres(url: str, netten: Sequence[Net]) -> None:
    """Refuse an address to which nothing can be sent. A name that cannot be looked up now may have one later.

    Raises:
        AdresKanNiet: it is one.
    """
    adres = lees_adres(url)
    try:
        ips = zoek_op(adres.host, adres.poort)
    except (OSError, UnicodeError):
        if not adres.tls:
            raise AdresKanNiet(ZONDER_TLS) from None
        raise AdresKanNiet("Deze naam is niet bekend op internet.") from None
    eis_toegestaan(adres, ips, netten)


def stuur(
    url: str,
    inhoud: bytes,
    koppen: Mapping[str, str],
    *,
    netten: Sequence[Net] = (),
    geduld: float = GEDULD,
    zoek_op: Callable[[str, int], tuple[Ip, ...]] = zoek_op,
) -> int:
    """POST this and give the status of the answer; ``geduld`` is in seconds, for all of it but the lookup.

    Raises:
        AdresKanNiet: nothing is sent there.
        GeenAntwoord: there was none.
    """
    adres = lees_adres(url)
    try:
        ip = eis_toegestaan(adres, zoek_op(adres.host, adres.poort), netten)
        with begrensd(adres.host, adres.poort, tls=adres.tls, geduld=geduld, ip=str(ip)) as verbinding:
            verbinding.request("POST", adres.pad, body=inhoud, headers={**koppen, "Connection": "close"})
            return verbinding.getresponse().status
    except (OSError, HTTPException, ValueError) as fout:
        raise GeenAntwoord(soort_fout(fout)) from fout


def _buiten(ip: Ip) -> bool:
    """Say whether this is an address of the public internet, whatever it is wrapped in."""
    if isinstance(ip, IPv6Address):
        if ip.ipv4_mapped is not None:
            return _buiten(ip.ipv4_mapped)
        if ip not in _INTERNET6 or ip.sixtofour is not None or ip.teredo is not None:
            return False
    return ip.is_global and not ip.is_multicast and not any(ip in net for net in _BIJZONDER)


def _in(ip: Ip, netten: Sequence[Net]) -> bool:
    echt = ip.ipv4_mapped if isinstance(ip, IPv6Address) and ip.ipv4_mapped is not None else ip
    return any(echt in net for net in netten)
