"""The cookies. ``__Host-`` makes a browser hold them to this host, this path and a safe line."""

from datetime import timedelta

from starlette.responses import Response

SESSIE = "__Host-casus"
POGING = "__Host-casus-poging"
UITLOGBEWIJS = "__Secure-casus-uit"
"""The ID token, for the provider when somebody signs out there: the browser shows it at that page alone."""
UITLOGPAD = "/uitloggen"


def zet(antwoord: Response, naam: str, waarde: str, *, duur: timedelta | None = None, pad: str = "/") -> None:
    """Give a cookie, out of reach of scripts; without ``duur`` it goes when the browser does."""
    antwoord.set_cookie(
        naam,
        waarde,
        max_age=None if duur is None else int(duur.total_seconds()),
        path=pad,
        secure=True,
        httponly=True,
        samesite="lax",
    )


def neem_af(antwoord: Response, naam: str, *, pad: str = "/") -> None:
    """Have the browser throw a cookie away."""
    antwoord.set_cookie(naam, "", max_age=0, path=pad, secure=True, httponly=True, samesite="lax")
