"""Which route a request is for, in words from a closed list: for logs, where an address that was sent may not stand."""

from starlette.types import Scope

METHODEN = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def actie_van(scope: Scope) -> str:
    """Method and template of the route; both come from a closed list, so a client cannot write in the log."""
    methode = scope["method"] if scope["method"] in METHODEN else "?"
    pad = getattr(scope.get("route"), "path_format", None)
    return f"{methode} {pad or '(onbekend adres)'}"
