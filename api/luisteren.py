"""Takes an address to listen on: of this computer alone, or one that others reach as well."""

import socket
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address

from infra.leesbaar import LeesbareFout

LAATSTE_VERZOEKEN = 5
"""Seconds that requests at hand get to finish after a signal to stop."""


class ServeerFout(LeesbareFout):
    """Nothing can be served at this address, or not so; the sentence is for the operator."""


def luister(host: str, port: int) -> socket.socket:
    """Take an address of this computer alone; port 0 takes one that is free.

    Raises:
        ServeerFout: it is not an address of this computer alone, it does not exist, or it is taken.
    """
    return _neem(host, port, _lokaal)


def luister_ook_naar_buiten(host: str, port: int) -> socket.socket:
    """Take an address of this computer that others may reach; port 0 takes one that is free.

    Raises:
        ServeerFout: it does not exist, or it is taken.
    """
    return _neem(host, port, _eerste)


_Adres = tuple[socket.AddressFamily, tuple[str, int]]


def _neem(host: str, port: int, kies: Callable[[str, int], _Adres]) -> socket.socket:
    try:
        soort, adres = kies(host, port)
        # Named in full: for a socket of protocol 0 asyncio does not turn off Nagle, and every answer waits 40 ms.
        luisteraar = socket.socket(soort, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    except (OSError, UnicodeError) as fout:
        raise ServeerFout(f"The address {host!r} is not known on this computer.") from fout
    try:
        luisteraar.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        luisteraar.bind(adres)
        luisteraar.listen()
    except OSError as fout:
        luisteraar.close()
        raise ServeerFout(
            f"Port {port} on {host} cannot be used ({fout.strerror}); choose another one with --port."
        ) from fout
    return luisteraar


def _lokaal(host: str, port: int) -> _Adres:
    if not alleen_hier(host, port):
        raise ServeerFout(
            f"Casus does not serve on {host}: without an issuer (CASUS_OIDC_UITGEVER or CASUS_SYSTEEMUITGEVERS) its "
            "only sign-in is that of the demo, which counts on this computer alone; use 127.0.0.1."
        )
    return _eerste(host, port)


def alleen_hier(host: str, port: int = 0) -> bool:
    """Say whether an address, by name or number, is of this computer alone.

    Raises:
        OSError, UnicodeError: it is not known.
    """
    gevonden = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return all(is_lokaal(str(adres[0]).partition("%")[0]) for *_, adres in gevonden)


def is_lokaal(host: str) -> bool:
    """Say whether an address in numbers is of this computer itself."""
    try:
        adres = ip_address(host)
    except ValueError:
        return False
    if isinstance(adres, IPv6Address) and adres.ipv4_mapped is not None:
        return adres.ipv4_mapped.is_loopback
    return adres.is_loopback


def _eerste(host: str, port: int) -> _Adres:
    soort, _, _, _, adres = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    return soort, (str(adres[0]), int(adres[1]))


def adres_van(luisteraar: socket.socket) -> str:
    """The address as a client writes it."""
    host, port = luisteraar.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
