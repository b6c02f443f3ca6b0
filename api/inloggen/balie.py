"""The desk: from what somebody shows, a token or a cookie, to who that is here and what this person may do.

What somebody may do stands in our own register of grants, and never in what an issuer says; but for the invented
people of the demo, on this computer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from joserfc.jwk import ECKey
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from api.bereik import Gebruiker
from api.inloggen.aanbieder import Aanbieder
from api.inloggen.bewijs import (
    Inlogclaims,
    is_ondertekend_door,
    lees_inlog,
    lees_toegang,
    lees_uitlog,
    moment,
    uitgever_van,
)
from api.inloggen.client import Client
from api.inloggen.fouten import BewijsFout, GeenToegang, KiesRol
from api.inloggen.kader import NIVEAUS, Kader, lees_kader
from api.inloggen.poging import Poging, afgeleid
from api.samenstelling import Dienst
from api.sleutelbestand import lees_ec_sleutel
from api.tokens import UITGEVER, lees_demobewijs, lees_sleutel
from domain.rollen import Medewerker, Rol
from infra.sessies import DUUR, Inlog, Sessie, Sessies
from infra.settings import Settings
from infra.toekenning import Soort, Toekenning
from infra.toekenningen import Toekenningen

VERS = timedelta(minutes=15)
"""How long a sign-in is of just now, for the rights that ask for that."""
SPELING = timedelta(minutes=1)
"""By how much an issuer may round the moment of a sign-in."""


@dataclass(frozen=True)
class Open:
    """A session as pages meet it: ``csrf`` goes in every form."""

    sessie: Sessie
    csrf: str
    toekenningen: tuple[Toekenning, ...]
    """As whom this person may work."""

    @property
    def toekenning(self) -> Toekenning | None:
        """As whom this person works now."""
        return next((een for een in self.toekenningen if een.id == self.sessie.toekenning), None)


@dataclass(frozen=True)
class Aanwezig:
    """Somebody who came in: who it is here, since when that is sure, and how sure it is."""

    gebruiker: Gebruiker
    sinds: datetime | None
    """``None`` for a system, which no person stands behind."""
    niveau: str | None
    sessie: Open | None = None

    def is_vers(self, nu: datetime) -> bool:
        """Say whether this person showed just now who it is, at a high enough level."""
        return self.sinds is not None and self.niveau in NIVEAUS and nu - self.sinds <= VERS


class _Demorol(BaseModel):
    """What the demo issuer says that one of its invented people may do."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    rol: Rol
    organisatie: str = Field(pattern=r"^[a-z0-9.-]{1,64}$")
    tafels: list[str]


class Balie:
    """Knows who is there."""

    def __init__(
        self,
        kader: Kader,
        dienst: Dienst,
        *,
        client: Client | None,
        systemen: Mapping[str, Aanbieder],
        demosleutel: ECKey | None,
    ) -> None:
        """Take what it works with; ``demosleutel`` is ``None`` in production, where nothing of the demo counts."""
        self.kader, self.client = kader, client
        self.nu, self._vandaag = dienst.omgeving.nu, dienst.omgeving.vandaag
        self.sessies: Sessies = dienst.sessies
        self._toekenningen: Toekenningen = dienst.toekenningen
        self._systemen, self._demosleutel = systemen, demosleutel

    # --- tokens -----------------------------------------------------------------------------------------------------

    def met_demotoken(self, token: str) -> Aanwezig | None:
        """Somebody with a token of the demo; ``None`` where it is of another issuer, or this is production.

        Raises:
            TokenFout: it is of the demo, and does not count.
        """
        if self._demosleutel is None or (self._systemen and not _van_de_demo(token)):
            return None
        bewijs = lees_demobewijs(token, sleutel=self._demosleutel, nu=self.nu())
        return Aanwezig(bewijs.gebruiker, bewijs.sinds, NIVEAUS[0])

    def met_token(self, token: str) -> Aanwezig:
        """A system with a token of its issuer.

        Raises:
            BewijsFout: the token does not count.
            GeenToegang: it has no grant here, or more than one.
            AanbiederWeg: its issuer does not answer.
        """
        aanbieder = self._systemen.get(uitgever_van(token))
        if aanbieder is None:
            raise BewijsFout("andere-uitgever")
        claims = lees_toegang(token, aanbieder, doelgroep=self.kader.doelgroep, nu=self.nu())
        gevonden = self._van_register(claims.iss, claims.sub, Soort.SYSTEEM)
        if len(gevonden) != 1:
            raise GeenToegang
        return Aanwezig(Gebruiker.uit(gevonden[0]), sinds=None, niveau=None)

    # --- sessions ---------------------------------------------------------------------------------------------------

    def open(self, waarde: str, *, telt: bool = True) -> Open | None:
        """The open session of a cookie; ``None`` where there is none. One of the demo is none in production.

        It is used by this, unless that does not count (``telt``).
        """
        sessie = self.sessies.van(waarde, telt=telt)
        if sessie is None or self.client is None or sessie.inlog.uitgever != self.kader.uitgever:
            return None
        if sessie.inlog.demo is not None and self._demosleutel is None:
            return None
        return Open(sessie, afgeleid(waarde, "casus csrf v1"), self.mogelijk(sessie.inlog))

    def aanwezig(self, sessie: Open) -> Aanwezig:
        """Who works in a session.

        Raises:
            GeenToegang: all grants of this person are over.
            KiesRol: this person has not chosen, or what was chosen is over.
        """
        if not sessie.toekenningen:
            raise GeenToegang
        if sessie.toekenning is None:
            raise KiesRol
        inlog = sessie.sessie.inlog
        if inlog.demo is not None:
            gebruiker = Gebruiker(sessie.toekenning.wie, sessie.toekenning.tafels)
        else:
            gebruiker = Gebruiker.uit(sessie.toekenning)
        return Aanwezig(gebruiker, inlog.ingelogd_op, inlog.niveau, sessie)

    def mogelijk(self, inlog: Inlog) -> tuple[Toekenning, ...]:
        """As whom somebody who signed in may work today."""
        if inlog.demo is not None:
            return tuple(_van_de_demo_zelf(inlog, een, self.nu()) for een in inlog.demo)
        return self._van_register(inlog.uitgever, inlog.sub, Soort.MENS)

    def lees_inlog(self, id_token: str, client: Client, poging: Poging) -> Inlog:
        """Read who signed in just now.

        Raises:
            BewijsFout: the ID token does not count.
            AanbiederWeg: the issuer does not answer.
        """
        claims = lees_inlog(
            id_token,
            client.aanbieder,
            client=client.id,
            nonce=poging.nonce,
            algoritmen=self.kader.algoritmen,
            nu=self.nu(),
        )
        op = moment(claims.auth_time)
        if poging.opnieuw and op < moment(poging.begin) - SPELING:
            raise BewijsFout("niet-opnieuw")
        if self.nu() - op > DUUR + SPELING:
            raise BewijsFout("te-lang-geleden")
        return Inlog(
            claims.iss, claims.sub, str(claims.acr), op, claims.sid, self._demorollen(id_token, claims)
        )

    def log_uit_van_buiten(self, token: str, client: Client) -> int:
        """End what the issuer says is over, and say how many sessions that were.

        Raises:
            BewijsFout: the message does not count.
            AanbiederWeg: the issuer does not answer.
        """
        claims = lees_uitlog(
            token, client.aanbieder, client=client.id, algoritmen=self.kader.algoritmen, nu=self.nu()
        )
        return self.sessies.beeindig_van_buiten(
            claims.iss, sub=claims.sub, sid=claims.sid, voor=moment(claims.iat + 1)
        )

    # --- grants -----------------------------------------------------------------------------------------------------

    def _van_register(self, uitgever: str, sub: str, soort: Soort) -> tuple[Toekenning, ...]:
        alle = self._toekenningen.van(uitgever, sub, op=self._vandaag())
        return tuple(een for een in alle if een.soort is soort)

    def _demorollen(self, id_token: str, claims: Inlogclaims) -> tuple[dict[str, Any], ...] | None:
        """What the demo issuer says of its people; of any other issuer that claim is not read."""
        if self._demosleutel is None or claims.toekenningen is None:
            return None
        if not is_ondertekend_door(id_token, self._demosleutel):
            return None
        try:
            rollen = [_Demorol.model_validate(een) for een in claims.toekenningen]
        except ValidationError:
            raise BewijsFout("inhoud") from None
        return tuple(een.model_dump(mode="json") for een in rollen)


def maak_balie(settings: Settings, dienst: Dienst) -> Balie:
    """Set up the sign-in; nothing is asked of any issuer yet.

    Raises:
        InlogFout: the settings break a rule.
        SleutelFout: a key cannot be used.
    """
    kader = lees_kader(settings)
    nu = dienst.omgeving.nu

    def aanbieder(uitgever: str) -> Aanbieder:
        return Aanbieder(uitgever, nu=nu, productie=kader.productie)

    client = None
    if kader.uitgever:
        sleutel = lees_ec_sleutel(settings.oidc_sleutel, wat="client key")
        geheim = None if settings.oidc_geheim is None else settings.oidc_geheim.get_secret_value()
        client = Client(kader.client, kader.adres, aanbieder(kader.uitgever), sleutel, geheim)
    return Balie(
        kader,
        dienst,
        client=client,
        systemen={een: aanbieder(een) for een in kader.systeemuitgevers},
        demosleutel=None if kader.productie else lees_sleutel(settings.tokensleutel),
    )


def _van_de_demo(token: str) -> bool:
    try:
        return uitgever_van(token) == UITGEVER
    except BewijsFout:
        return False


def _van_de_demo_zelf(inlog: Inlog, rol: Mapping[str, Any], nu: datetime) -> Toekenning:
    """A grant as the demo issuer gives it, of which nothing stands in the register."""
    gelezen = _Demorol.model_validate(dict(rol))
    wie = Medewerker(inlog.sub, gelezen.rol, gelezen.organisatie)
    return Toekenning(
        id=_demo_id(inlog, wie),
        uitgever=inlog.uitgever,
        sub=inlog.sub,
        wie=wie,
        tafels=frozenset(gelezen.tafels),
        soort=Soort.MENS,
        rechten=None,
        vanaf=nu.date(),
        tot_en_met=None,
        gegeven_op=nu,
        gegeven_door="demo",
    )


def _demo_id(inlog: Inlog, wie: Medewerker) -> UUID:
    return uuid5(NAMESPACE_URL, f"{inlog.uitgever} {wie.id} {wie.rol.value} {wie.organisatie}")
