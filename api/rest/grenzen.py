"""How often somebody may ask: by person and organisation once it is known who asks, by address before that.

Too many tokens that do not count lock an address out for a while. The answer is the same whatever was wrong with them,
so nobody learns from it who exists; who comes with a token that counts is let in from there all the same.
"""

from collections.abc import Mapping
from ipaddress import IPv6Address, ip_address, ip_network

from fastapi import Request
from fastapi.responses import JSONResponse

from api.bereik import Gebruiker
from api.rest.probleemsoort import TE_VEEL, TE_VEEL_MISLUKT
from api.rest.problemen import probleem, spoor_van
from infra.grenzen import Grenzen, Stand

EEN_AANSLUITING = 64
"""Bits of an address of IPv6 that a line has; the rest its owner chooses (RFC 6177, RFC 4291)."""

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
    if any(pad == begin or pad.startswith(f"{begin}/") for begin in ZONDER):
        return None
    stand = grenzen.tel("adres", wie_van(host))
    return stand if stand.te_veel else None


def tel_mislukt(grenzen: Grenzen, host: str) -> Stand | None:
    """Count somebody who was not let in; ``None`` where it may be tried again."""
    stand = grenzen.tel("mislukt", wie_van(host))
    return stand if stand.te_veel else None


def wie_van(host: str) -> str:
    """Whom an address stands for. Of IPv6 everybody has a whole network of them, to take a new one each time."""
    try:
        adres = ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if not isinstance(adres, IPv6Address):
        return host
    if adres.ipv4_mapped is not None:
        return str(adres.ipv4_mapped)
    return str(ip_network((adres.packed, EEN_AANSLUITING), strict=False))


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
