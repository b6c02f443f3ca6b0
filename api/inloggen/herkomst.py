"""Where a request comes from: whether it is a page of ours that asks, and where somebody may be sent after signing in.

A cookie travels along with whatever a browser sends, also when another site makes it send that. So what changes
something under a cookie has to come from our own pages, twice over: by what the browser says of the origin, and by a
token that only our pages know (``csrf``).
"""

import hmac
from urllib.parse import urlsplit

from starlette.requests import Request

from api.inloggen.fouten import VreemdeHerkomst
from api.luisteren import is_lokaal

VEILIG = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing."""
FORMULIEREN = ("application/x-www-form-urlencoded", "multipart/form-data")
VELD = "csrf"
KOP = "X-CSRF"
VANZELF = "X-Vanzelf"
"""Stands with what a page of ours asks by itself, because something changed; nobody has to sit there for it."""
LANGSTE_PAD = 512
_VAN_EEN_PROXY = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip")
_NIET_HIER = ("/inloggen", "/uitloggen", "/rol")
"""Whoever signed in is not sent back to the pages of the sign-in."""


def veilig_pad(naar: str | None) -> str:
    """A place within this service to go to after signing in; what is not one becomes the first page.

    Browsers read two slashes, or a slash and a backslash, as another host, and leave out control characters.
    """
    if naar is None or len(naar) > LANGSTE_PAD or not naar.startswith("/") or naar.startswith("//"):
        return "/"
    if "\\" in naar or not naar.isascii() or not naar.isprintable() or " " in naar:
        return "/"
    delen = urlsplit(naar)
    pad = delen.path
    if (
        delen.scheme
        or delen.netloc
        or pad in _NIET_HIER
        or pad.startswith(tuple(f"{een}/" for een in _NIET_HIER))
    ):
        return "/"
    return naar


def eis_eigen_pagina(request: Request, adres: str) -> None:
    """Take a change only from a page of our own, as the browser says; one that does not say it is refused.

    Raises:
        VreemdeHerkomst: it comes from elsewhere.
    """
    waarvandaan = request.headers.get("Sec-Fetch-Site")
    if waarvandaan is not None:
        if waarvandaan != "same-origin":
            raise VreemdeHerkomst
        return
    if request.headers.get("Origin") != adres:
        raise VreemdeHerkomst


def opent_een_pagina(request: Request) -> bool:
    """Say whether a browser asks this for somebody to look at, as after a click; not as a part of another page."""
    return request.headers.get("Sec-Fetch-Dest", "document") == "document"


def eis_niet_van_elders(request: Request) -> None:
    """Take a question under a cookie, but for a page that is opened, from ours only: to ask is on record as well.

    Raises:
        VreemdeHerkomst: another site had the browser ask.
    """
    if request.headers.get("Sec-Fetch-Site") in {"cross-site", "same-site"}:
        raise VreemdeHerkomst


async def eis_csrf(request: Request, verwacht: str) -> None:
    """Take a change only with the token that our pages know.

    Raises:
        VreemdeHerkomst: it is not there, or it is another.
    """
    gestuurd = request.headers.get(KOP)
    if (
        gestuurd is None
        and request.headers.get("content-type", "").partition(";")[0].strip().lower() in FORMULIEREN
    ):
        veld = (await request.form()).get(VELD)
        gestuurd = veld if isinstance(veld, str) else None
    if gestuurd is None or not hmac.compare_digest(
        gestuurd.encode("utf-8", "surrogateescape"), verwacht.encode()
    ):
        raise VreemdeHerkomst


def gaat_vanzelf(request: Request) -> bool:
    """Say whether a browser asks this without anybody doing something: so it does not keep a session open.

    Who leaves this out keeps no more open than by asking the same by hand.
    """
    return VANZELF in request.headers or "text/event-stream" in request.headers.get("accept", "").lower()


def is_van_hier(request: Request) -> bool:
    """Say whether a request comes from this computer, and was not handed on by a proxy on it."""
    doorgegeven = any(kop in request.headers for kop in _VAN_EEN_PROXY)
    return not doorgegeven and is_lokaal(request.client.host if request.client else "")
