"""Serves the REST door on this computer only: the one sign-in there is, is the demo's own tokens."""

import socket
from collections.abc import Callable
from ipaddress import ip_address

import uvicorn

from api.app import maak_app
from api.samenstelling import Dienst
from infra.leesbaar import LeesbareFout

LAATSTE_VERZOEKEN = 5
"""Seconds that requests at hand get to finish after a signal to stop."""


class ServeerFout(LeesbareFout):
    """Nothing can be served at this address; the sentence is for the operator."""


def luister(host: str, port: int) -> socket.socket:
    """Take an address of this computer alone; port 0 takes one that is free.

    Raises:
        ServeerFout: it is not an address of this computer alone, it does not exist, or it is taken.
    """
    return _neem(host, port, _lokaal)


def luister_ook_naar_buiten(host: str, port: int) -> socket.socket:
    """Take an address of this computer, for what needs no sign-in; port 0 takes one that is free.

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
    gevonden = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    if any(not ip_address(str(adres[0]).partition("%")[0]).is_loopback for *_, adres in gevonden):
        raise ServeerFout(
            f"Casus does not serve on {host}: its only sign-in is the demo's own tokens, "
            "which count on this computer alone; use 127.0.0.1."
        )
    return _eerste(host, port)


def _eerste(host: str, port: int) -> _Adres:
    soort, _, _, _, adres = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    return soort, (str(adres[0]), int(adres[1]))


def adres_van(luisteraar: socket.socket) -> str:
    """The address as a client writes it."""
    host, port = luisteraar.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def serveer(dienst: Dienst, luisteraar: socket.socket) -> None:
    """Serve until a signal to stop, and keep the views and the logboek up to date meanwhile."""
    app = maak_app(dienst)
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=LAATSTE_VERZOEKEN,
    )
    dienst.runner.start()
    dienst.logboek.start()
    dienst.inzagehouder.start()
    dienst.getuigen.start()
    dienst.inzagegetuigen.start()
    dienst.vernieuwer.start()
    dienst.lijstloper.start()
    try:
        uvicorn.Server(config).run(sockets=[luisteraar])
    except KeyboardInterrupt:
        return  # Uvicorn ends the requests first and then gives the signal on.
    finally:
        dienst.runner.stop()
        dienst.logboek.stop()
        dienst.inzagehouder.stop()
        dienst.getuigen.stop()
        dienst.inzagegetuigen.stop()
        dienst.vernieuwer.stop()
        dienst.lijstloper.stop()
