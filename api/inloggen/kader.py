"""What the sign-in is held to, read once from the settings. In production the demo's issuer does not exist.

The rules, each one sentence that the operator reads:

1. in production every issuer and our own address are https, and none is on this computer;
2. in production there is an issuer, no key of the demo's, and no secret that is shared with one;
3. outside production nobody from elsewhere can reach the service, and an issuer without https is on this computer;
4. what a system shows is made for this service (audience), and never what a person shows to our client.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from api.inloggen.fouten import InlogFout
from api.luisteren import alleen_hier, is_lokaal
from infra.settings import Settings

NIVEAUS = ("http://eidas.europa.eu/LoA/substantial", "http://eidas.europa.eu/LoA/high")
"""How sure it has to be who somebody is: substantial or higher (OIDC NL GOV 1.0.1, eIDAS levels of assurance)."""

_HIER = {"localhost", "::1"}


@dataclass(frozen=True)
class Kader:
    """The settings of the sign-in, after they were held against the rules."""

    productie: bool
    adres: str
    """Our own, without a slash at the end; empty where people do not sign in with a browser."""
    uitgever: str
    """That of people; empty where there is none."""
    client: str
    algoritmen: tuple[str, ...]
    """How the issuer of people may sign."""
    systeemuitgevers: tuple[str, ...]
    doelgroep: str

    @property
    def naar_buiten(self) -> bool:
        """May be reached from other computers: somebody else says who is there."""
        return self.productie


def lees_kader(settings: Settings) -> Kader:
    """Read the settings of the sign-in.

    Raises:
        InlogFout: they break a rule.
    """
    uitgever, adres = settings.oidc_uitgever, settings.adres.rstrip("/")
    systemen = tuple(settings.systeemuitgevers.split())
    kader = Kader(
        productie=_productie(settings),
        adres=adres,
        uitgever=uitgever,
        client=settings.oidc_client,
        algoritmen=tuple(settings.oidc_algoritmen.split()),
        systeemuitgevers=systemen,
        doelgroep=settings.doelgroep or adres,
    )
    _eis_adres(kader)
    for een in (*systemen, *([uitgever] if uitgever else []), *([adres] if adres else [])):
        _eis_veilig(een, productie=kader.productie)
    if systemen and (not kader.doelgroep or kader.doelgroep == kader.client):
        raise InlogFout(
            "Set CASUS_DOELGROEP: the audience of tokens for systems, another name than CASUS_OIDC_CLIENT."
        )
    if kader.productie:
        _eis_productie(settings, kader)
    return kader


def _productie(settings: Settings) -> bool:
    if settings.omgeving is not None:
        return settings.omgeving == "productie"
    return bool(settings.oidc_uitgever or settings.systeemuitgevers.strip()) or not _hier(settings.host)


def _eis_adres(kader: Kader) -> None:
    if not kader.uitgever:
        return
    if not kader.adres:
        raise InlogFout(
            "Set CASUS_ADRES: the address at which people reach the service, to which the sign-in returns."
        )
    delen = urlsplit(kader.adres)
    if delen.path or delen.query or delen.fragment or "@" in delen.netloc:
        raise InlogFout(
            "CASUS_ADRES is a scheme and a host, such as https://casus.example.nl, and nothing after it."
        )


def _eis_veilig(adres: str, *, productie: bool) -> None:
    delen = urlsplit(adres)
    host = delen.hostname or ""
    if delen.scheme not in {"http", "https"} or not host or delen.query or delen.fragment:
        raise InlogFout(f"{adres!r} is not the address of an issuer or of this service.")
    hier = _op_deze_computer(host)
    if productie and (delen.scheme != "https" or hier):
        raise InlogFout(
            f"In production {adres} does not count: it has to be https, and on another computer than this "
            "(the issuer of the demo is on this one). For a trial on this computer set CASUS_OMGEVING=demo."
        )
    if delen.scheme == "http" and not hier:
        raise InlogFout(f"{adres} has to be https: without it others read along.")


def _eis_productie(settings: Settings, kader: Kader) -> None:
    if not (kader.uitgever or kader.systeemuitgevers):
        raise InlogFout(
            "In production the sign-in of the demo does not count, so set CASUS_OIDC_UITGEVER for people or "
            f"CASUS_SYSTEEMUITGEVERS for systems. Without those casus does not serve on {settings.host}; use 127.0.0.1."
        )
    if settings.oidc_geheim is not None:
        raise InlogFout(
            "In production this service shows who it is with a key, never with a shared secret: take "
            "CASUS_OIDC_GEHEIM away."
        )
    if settings.tokensleutel.exists():
        raise InlogFout(
            f"In production there is no key of the demo issuer: remove {settings.tokensleutel}, or use a data folder "
            "in which no demo ran."
        )


def _op_deze_computer(host: str) -> bool:
    return host in _HIER or host.endswith(".localhost") or is_lokaal(host)


def _hier(host: str) -> bool:
    try:
        return alleen_hier(host)
    except (OSError, UnicodeError):
        return True  # Not known: taking it says so.
