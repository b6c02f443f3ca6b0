"""The two cookies. ``__Host-`` makes a browser hold them to this host, this path and a safe line."""

from datetime import timedelta

from starlette.responses import Response

SESSIE = "__Host-casus"
POGING = "__Host-casus-poging"


def zet(antwoord: Response, naam: str, waarde: str, *, duur: timedelta | None = None) -> None:
    """Give a cookie, out of reach of scripts; without ``duur`` it goes when the browser does."""
    antwoord.set_cookie(
        naam,
        waarde,
        max_age=None if duur is None else int(duur.total_seconds()),
        path="/",
        secure=True,
        httponly=True,
        samesite="lax",
    )


def neem_af(antwoord: Response, naam: str) -> None:
    """Have the browser throw a cookie away."""
    antwoord.set_cookie(naam, "", max_age=0, path="/", secure=True, httponly=True, samesite="lax")
