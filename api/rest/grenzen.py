"""How often somebody may ask: by person and organisation once it is known who asks, by address before that.

Too many tokens that do not count lock an address out for a while. The answer is the same whatever was wrong with them,
so nobody learns from it who exists; who comes with a token that counts is let in from there all the same.
"""

from collections.abc import Mapping

from fastapi import Request
from fastapi.responses import JSONResponse

from api.bereik import Gebruiker
from api.rest.problemen import TE_VEEL, TE_VEEL_MISLUKT, probleem, spoor_van
from infra.grenzen import Grenzen, Stand

ZONDER = ("/v1/gezondheid", "/metrics")
"""What watches over the service is never turned away."""


class TeVeel(Exception):
    """Somebody asks more than is allowed."""

    def __init__(self, stand: Stand) -> None:
        super().__init__()
        self.stand = stand


def tel_gebruiker(request: Request, grenzen: Grenzen, gebruiker: Gebruiker) -> None:
    """Count a request of somebody who is known. The headers of the answer say how that stands.

    Raises:
        TeVeel: it is more than is allowed, of this person or of the organisation.
    """
    wie = gebruiker.wie
    stand = grenzen.tel("persoon", wie.organisatie, wie.id)
    samen = grenzen.tel("organisatie", wie.organisatie)
    strengste = samen if samen.te_veel or samen.over < stand.over else stand
    request.state.grens = strengste
    if strengste.te_veel:
        raise TeVeel(strengste)


def tel_adres(grenzen: Grenzen, host: str, pad: str) -> Stand | None:
    """Count a request before it is known who asks; ``None`` where it may go on."""
    if pad.startswith(ZONDER):
        return None
    stand = grenzen.tel("adres", host)
    return stand if stand.te_veel else None


def tel_mislukt(grenzen: Grenzen, host: str) -> Stand | None:
    """Count somebody who was not let in; ``None`` where it may be tried again."""
    stand = grenzen.tel("mislukt", host)
    return stand if stand.te_veel else None


def te_veel(stand: Stand, *, spoor: str) -> JSONResponse:
    """The answer to who asks too much."""
    antwoord = probleem(TE_VEEL_MISLUKT if stand.naam == "mislukt" else TE_VEEL, spoor=spoor)
    antwoord.headers["Retry-After"] = str(stand.nog)
    return antwoord


async def behandel_te_veel(request: Request, fout: Exception) -> JSONResponse:
    """The same, for who is known."""
    if not isinstance(fout, TeVeel):
        raise fout
    return te_veel(fout.stand, spoor=spoor_van(request))


def kopregels(stand: Stand) -> Mapping[str, str]:
    """What the headers say of how somebody stands (draft-ietf-httpapi-ratelimit-headers)."""
    return {
        "RateLimit-Policy": f'"{stand.naam}";q={stand.aantal};w={stand.venster}',
        "RateLimit": f'"{stand.naam}";r={stand.over};t={stand.nog}',
    }
