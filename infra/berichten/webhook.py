"""A message as a CloudEvent (NL GOV profile 1.1) to the endpoint of an organisation.

It says that something happened, of what kind, in which minute, and where it can be read by who may: no personal data,
no casusnummer, no subject. Signed as a detached JWS (RFC 7515, appendix F) with ES256; the header names the moment and
the endpoint, so that it cannot be sent again later, or to somebody else.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from uuid import UUID

import orjson
from joserfc import jws
from joserfc.jwk import ECKey, KeySet
from joserfc.jws import JWSRegistry
from sqlalchemy import Engine, select

from infra.berichten.afleiding import mag_weten
from infra.berichten.opslag import Bezorging
from infra.berichten.sleutels import ondertekenaar
from infra.berichten.tabellen import abonnement
from infra.berichten.uitgaand import AdresKanNiet, GeenAntwoord, Net, stuur
from infra.berichten.zender import Afgewezen, Onbereikbaar, Vervallen
from infra.settings import Settings
from infra.store import Archief

MEDIATYPE = "application/cloudevents+json; charset=utf-8"
HANDTEKENING = "Casus-Handtekening"
"""The header with the signature."""

_REGISTER = JWSRegistry(algorithms=["ES256"], strict_check_header=False)
_LATER = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS})

Stuur = Callable[[str, bytes, dict[str, str], tuple[Net, ...]], int]


def _over_http(url: str, inhoud: bytes, koppen: dict[str, str], netten: tuple[Net, ...]) -> int:
    return stuur(url, inhoud, koppen, netten=netten)


@dataclass(frozen=True)
class Afzender:
    """Who sends: what stands in every message."""

    oin: str
    domein: str
    link: str

    def cloudevent(self, post: Bezorging) -> bytes:
        """The message, in the JSON format of CloudEvents."""
        return orjson.dumps(
            {
                "specversion": "1.0",
                "id": str(post.bericht_id),
                "source": f"urn:nld:oin:{self.oin}:systeem:casus",
                "type": f"{self.domein}.{post.soort}",
                "time": f"{post.op.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
                "dataref": verwijzing(self.link, post.verwijzing),
            }
        )


def verwijzing(link: str, referentie: UUID) -> str:
    """Where who may know it reads what a message is about; leads nowhere once that was destroyed."""
    return f"{link}/v1/berichten/{referentie}"


def onderteken(inhoud: bytes, sleutel: ECKey, *, nu: datetime, adres: str) -> str:
    """A detached JWS over these bytes, for this endpoint, at this moment."""
    kop = {"alg": "ES256", "kid": sleutel.kid, "iat": int(nu.timestamp()), "aud": adres}
    heel = jws.serialize_compact(kop, inhoud, sleutel, registry=_REGISTER)
    voor, _, na = heel.split(".")
    return f"{voor}..{na}"


class Webhook:
    """Sends messages to the endpoint of a subscription."""

    def __init__(
        self,
        engine: Engine,
        archief: Archief,
        settings: Settings,
        *,
        sleutels: Callable[[], KeySet],
        netten: tuple[Net, ...],
        nu: Callable[[], datetime],
        stuur: Stuur = _over_http,
    ) -> None:
        """Take the database as the service, the facts, who sends, the keys, what is let in, the clock, the post."""
        self._engine, self._archief, self._settings = engine, archief, settings
        self._sleutels, self._netten, self._nu, self._stuur = sleutels, netten, nu, stuur

    @property
    def afzender(self) -> Afzender:
        """Who sends.

        Raises:
            Onbereikbaar: nobody said who that is.
        """
        if self._settings.oin is None:
            raise Onbereikbaar("ZonderOIN")
        return Afzender(self._settings.oin, self._settings.berichten_domein, self._settings.link)

    def stuur(self, post: Bezorging) -> None:
        """As ``Zender.stuur``."""
        adres, organisatie = self._abonnement(post)
        historie = self._archief.lees(post.stroom_id, bos=self._archief.bos())
        if not historie or not mag_weten(historie, organisatie, post.soort):
            raise Vervallen
        inhoud = self.afzender.cloudevent(post)
        handtekening = onderteken(inhoud, ondertekenaar(self._sleutels()), nu=self._nu(), adres=adres)
        koppen = {"Content-Type": MEDIATYPE, HANDTEKENING: handtekening, "User-Agent": "casus"}
        try:
            status = self._stuur(adres, inhoud, koppen, self._netten)
        except (AdresKanNiet, GeenAntwoord) as fout:
            raise Onbereikbaar(str(fout) if isinstance(fout, GeenAntwoord) else type(fout).__name__) from None
        if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
            return
        soort = f"HTTP {status}"
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status in _LATER:
            raise Onbereikbaar(soort)
        raise Afgewezen(soort)

    def _abonnement(self, post: Bezorging) -> tuple[str, str]:
        a = abonnement.c
        vraag = select(a.adres, a.organisatie).where(
            a.abonnement_id == post.ontvanger, a.opgezegd_op.is_(None)
        )
        with self._engine.connect() as verbinding:
            rij = verbinding.execute(vraag).one_or_none()
        if rij is None:
            raise Vervallen
        return rij.adres, rij.organisatie
