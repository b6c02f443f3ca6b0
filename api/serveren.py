"""Serves the REST door and the pages, and keeps the views and the logboek up to date meanwhile."""

import socket

import uvicorn

from api.app import maak_app
from api.bijhouden import houd_bij
from api.geheugen import laat_de_start_met_rust
from api.inloggen.kader import lees_kader
from api.lijn import Lijn, Server
from api.luisteren import LAATSTE_VERZOEKEN, luister, luister_ook_naar_buiten
from api.samenstelling import Dienst
from infra.settings import Settings


def luister_voor(settings: Settings) -> socket.socket:
    """Take the address of the settings: beyond this computer only where somebody else says who is there.

    Raises:
        InlogFout: the settings of the sign-in break a rule.
        ServeerFout: the address is not for this, does not exist, or is taken.
    """
    neem = luister_ook_naar_buiten if lees_kader(settings).naar_buiten else luister
    return neem(settings.host, settings.port)


def serveer(dienst: Dienst, luisteraar: socket.socket) -> None:
    """Serve until a signal to stop, and keep the views and the logboek up to date meanwhile."""
    app = maak_app(dienst)
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        http=Lijn,
        # Whose word on the real caller counts; without any, nobody's.
        proxy_headers=bool(dienst.settings.vertrouwde_proxys),
        forwarded_allow_ips=dienst.settings.vertrouwde_proxys,
        timeout_graceful_shutdown=LAATSTE_VERZOEKEN,
    )
    laat_de_start_met_rust()
    with houd_bij(dienst):
        try:
            Server(config, app.state.omroep).run(sockets=[luisteraar])
        except KeyboardInterrupt:
            return  # Uvicorn ends the requests first and then gives the signal on.
