"""Runs the demo's provider on an address of this computer, and refuses any other."""

import socket
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager

import uvicorn
from joserfc.jwk import ECKey

from api.demo.uitgever.codes import Codes
from api.demo.uitgever.toepassing import Dienst, Uitgever, maak_uitgever
from api.luisteren import ServeerFout, adres_van, is_lokaal
from infra.omgeving import Omgeving

CLIENT = "casus"


def maak_server(
    luisteraar: socket.socket,
    *,
    dienst: str,
    clientsleutel: ECKey,
    sleutel: ECKey,
    tafels: Collection[str],
    omgeving: Omgeving,
) -> uvicorn.Server:
    """Make the server; ``dienst`` is the address of the service that it signs people in for.

    Raises:
        ServeerFout: the address that was taken is reached by others.
    """
    if not is_lokaal(str(luisteraar.getsockname()[0])):
        raise ServeerFout("The issuer of the demo serves on this computer alone; use 127.0.0.1.")
    uitgever = Uitgever(
        adres=adres_van(luisteraar),
        sleutel=sleutel,
        dienst=Dienst(CLIENT, dienst, clientsleutel),
        tafels=tafels,
        codes=Codes(omgeving.nu),
        nu=omgeving.nu,
    )
    config = uvicorn.Config(
        maak_uitgever(uitgever), log_config=None, access_log=False, server_header=False, proxy_headers=False
    )
    return uvicorn.Server(config)


@contextmanager
def draait(server: uvicorn.Server, luisteraar: socket.socket) -> Iterator[None]:
    """Serve beside the service, until that ends."""
    draad = threading.Thread(
        target=server.run, kwargs={"sockets": [luisteraar]}, name="demo-uitgever", daemon=True
    )
    draad.start()
    try:
        yield
    finally:
        server.should_exit = True
        draad.join(5)
