"""Routes of the privacyprotocols: what is in force, what another version changes, proposing one and taking it.

Docstrings of routes are for users. One person proposes a version and another one takes it, as on the command line.
"""

from dataclasses import replace
from typing import Annotated

from fastapi import Path, Query
from pydantic import Field

from api.aanmelding import Code, Model
from api.protocolwoorden import verschil
from api.rechten import Recht
from api.rest.delen import Uit
from api.rest.deur import Mag
from api.rest.deurfouten import OnbekendProtocol
from api.rest.protocoluit import (
    GeldendProtocolUit,
    PrivacyprotocollenUit,
    PrivacyprotocolstandUit,
    ProtocolAntwoord,
    ProtocolfeitUit,
    ProtocolgevolgenUit,
    ProtocolverschilregelUit,
    ProtocolverschilUit,
    ProtocolvoorstelUit,
    geschiedenis_van,
)
from api.rest.toegang import Toegang
from api.wegen import Wegen
from domain.privacyprotocol import Privacyprotocol
from domain.weigering import Weigering
from infra.herrekenen import Onleesbaar, Telling
from infra.protocollen import Protocoluitkomst

router = Wegen(prefix="/v1", tags=["privacyprotocollen"])

MEER_TAFELS = (
    "Dit privacyprotocol geldt ook voor tafels waarvoor u niet werkt. "
    "Alleen wie voor al die tafels werkt, mag dit."
)

Bekijker = Annotated[Toegang, Mag(Recht.TAFELS, doel="raadpleging")]
Lezer = Annotated[Toegang, Mag(Recht.PROTOCOL_LEZEN, doel="privacyprotocol")]
Invoerder = Annotated[Toegang, Mag(Recht.PROTOCOL, doel="privacyprotocol")]

HOOGSTE_VERSIE = 10_000
Regime = Annotated[Code, Path(description="Welk privacyprotocol, zoals 'zvh'.")]
Protocolversie = Annotated[
    int, Path(ge=1, le=HOOGSTE_VERSIE, description="De versie van het privacyprotocol.")
]
VergelekenMet = Annotated[
    int | None,
    Query(
        ge=1, le=HOOGSTE_VERSIE, description="Met welke versie u vergelijkt. Zonder: de versie die nu geldt."
    ),
]


class ProtocolversieIn(Model):
    """Which version."""

    versie: int = Field(
        ge=1,
        le=HOOGSTE_VERSIE,
        strict=True,
        description="Welke versie van het privacyprotocol.",
        examples=[2],
    )


class OnleesbaarUit(Uit):
    """How many cases could not be reckoned anew."""

    onleesbaar: int = Field(
        description="Van hoeveel casussen de gegevens niet te lezen zijn; die houden hun termijn."
    )


class InvoeringAntwoord(ProtocolAntwoord, OnleesbaarUit):
    """What taking a version led to."""


@router.get("/privacyprotocollen", summary="De privacyprotocollen bekijken")
def lees_privacyprotocollen(toegang: Bekijker) -> PrivacyprotocollenUit:
    """Bekijk welke versie van elk privacyprotocol geldt, sinds wanneer, en hoe lang gegevens mogen blijven."""
    protocollen, definities = toegang.dienst.shell.protocollen, toegang.dienst.definities
    regels = []
    for regime in definities.protocollen:
        stand = protocollen.stand(regime)
        regels.append(
            GeldendProtocolUit.van(
                protocollen.van(regime, stand), stand.geldend, versies_van(toegang, regime)
            )
        )
    return PrivacyprotocollenUit(regels=regels)


@router.get("/privacyprotocollen/{regime}", summary="Een privacyprotocol bekijken")
def lees_privacyprotocol(regime: Regime, toegang: Lezer) -> PrivacyprotocolstandUit:
    """Bekijk wat er geldt, voor welke tafels, wat er is voorgesteld, en wie eerder een versie invoerde."""
    eis_regime(toegang, regime)
    protocollen, definities = toegang.dienst.shell.protocollen, toegang.dienst.definities
    gelezen = protocollen.lees(regime)
    stand, protocol = gelezen.stand, protocollen.van(regime, gelezen.stand)
    kort = GeldendProtocolUit.van(protocol, stand.geldend, versies_van(toegang, regime))
    toegang.kijk.versie = gelezen.versie
    return PrivacyprotocolstandUit(
        **dict(kort),
        tafels=[een.id for een in definities.tafels.values() if een.regime == regime],
        zoals_ingevoerd=not protocollen.veranderd(regime),
        voorstel=None
        if stand.voorstel is None
        else ProtocolvoorstelUit(
            versie=stand.voorstel.versie,
            voorgesteld_door=stand.voorstel.voorgesteld_door,
            door_u=stand.voorstel.voorgesteld_door == toegang.gebruiker.wie.id,
        ),
        geschiedenis=[ProtocolfeitUit(**een) for een in geschiedenis_van(gelezen.historie)],
    )


@router.get("/privacyprotocollen/{regime}/versies/{versie}/verschillen", summary="Twee versies vergelijken")
def lees_protocolverschil(
    regime: Regime, versie: Protocolversie, toegang: Lezer, met: VergelekenMet = None
) -> ProtocolverschilUit:
    """Bekijk in woorden wat er anders is aan een versie van een privacyprotocol."""
    naar = protocol_van(toegang, regime, versie)
    van = geldend(toegang, regime) if met is None else protocol_van(toegang, regime, met)
    return ProtocolverschilUit(
        van=van.versie,
        naar=naar.versie,
        regels=[ProtocolverschilregelUit.van(een) for een in verschil(van, naar)],
    )


@router.get("/privacyprotocollen/{regime}/versies/{versie}/gevolgen", summary="Zien wat een versie doet")
def lees_protocolgevolgen(regime: Regime, versie: Protocolversie, toegang: Lezer) -> ProtocolgevolgenUit:
    """Bekijk hoeveel casussen aan uw tafels eerder weg moeten of langer mogen blijven als deze versie geldt.

    Er verandert niets, en het antwoord noemt geen casus.
    """
    protocol = protocol_van(toegang, regime, versie)
    telling = Telling(toegang.dienst.omgeving.vandaag())
    for een in toegang.dienst.herrekenaar.gevolgen(protocol, tafels=toegang.gebruiker.tafels):
        telling.neem(een)
    return ProtocolgevolgenUit.uit(telling, van=geldend(toegang, regime).versie, naar=protocol.versie)


@router.post("/privacyprotocollen/{regime}/voorstellen", summary="Een versie voorstellen")
def stel_protocol_voor(regime: Regime, invoer: ProtocolversieIn, toegang: Invoerder) -> ProtocolAntwoord:
    """Stel voor dat een versie gaat gelden. Iemand anders voert haar daarna in; tot dan verandert er niets."""
    protocol = _eigen(toegang, regime, invoer.versie)
    gedaan = toegang.dienst.shell.protocollen.stel_voor(protocol, namens=toegang.namens)
    return _antwoord(toegang, gedaan, regime)


@router.post("/privacyprotocollen/{regime}/invoeringen", summary="Een versie invoeren")
def voer_protocol_in(regime: Regime, invoer: ProtocolversieIn, toegang: Invoerder) -> InvoeringAntwoord:
    """Voer de versie in die iemand anders heeft voorgesteld. Daarna rekent de dienst elke termijn opnieuw uit.

    Is dat onderbroken, stuur dit dan nog eens: wat al is herrekend, verandert niet meer.
    """
    dienst, protocol = toegang.dienst, _eigen(toegang, regime, invoer.versie)
    gedaan = dienst.shell.protocollen.voer_in(protocol, namens=toegang.namens)
    # On which version this could be done, and its key, are about taking it; each case has facts of its own.
    namens = replace(toegang.namens, voorbehoud=None)
    onleesbaar = sum(
        isinstance(een, Onleesbaar) for een in dienst.herrekenaar.herreken(regime, namens=namens)
    )
    return InvoeringAntwoord(**dict(_antwoord(toegang, gedaan, regime)), onleesbaar=onleesbaar)


# --- what is asked for --------------------------------------------------------------------------------------


def eis_regime(toegang: Toegang, regime: str) -> None:
    """Only what there is.

    Raises:
        OnbekendProtocol: there is no privacyprotocol of this regime.
    """
    if regime not in toegang.dienst.definities.protocollen:
        raise OnbekendProtocol


def versies_van(toegang: Toegang, regime: str) -> list[int]:
    """Every version of a regime that is on the server."""
    return [een.versie for een in toegang.dienst.definities.protocolversies.values() if een.regime == regime]


def protocol_van(toegang: Toegang, regime: str, versie: int) -> Privacyprotocol:
    """One version.

    Raises:
        OnbekendProtocol: it is not among the definitions.
    """
    protocol = toegang.dienst.definities.protocolversies.get(f"{regime}/{versie}")
    if protocol is None:
        raise OnbekendProtocol
    return protocol


def geldend(toegang: Toegang, regime: str) -> Privacyprotocol:
    """The version in force."""
    return toegang.dienst.shell.protocollen.geldend(regime)


def eis_alle_tafels(toegang: Toegang, regime: str) -> None:
    """A version holds for every table of its regime, so who is over all of those decides on it.

    Raises:
        Weigering: there is a table among them that this person does not work for.
    """
    tafels = {een.id for een in toegang.dienst.definities.tafels.values() if een.regime == regime}
    if not tafels <= toegang.gebruiker.tafels:
        raise Weigering(MEER_TAFELS)


def _eigen(toegang: Toegang, regime: str, versie: int) -> Privacyprotocol:
    protocol = protocol_van(toegang, regime, versie)
    eis_alle_tafels(toegang, regime)
    return protocol


def _antwoord(toegang: Toegang, gedaan: Protocoluitkomst, regime: str) -> ProtocolAntwoord:
    toegang.kijk.versie = gedaan.versie
    if gedaan.nieuw:
        toegang.kijk.staat_vast()
        toegang.dienst.wacht_op(gedaan.positie)
    return ProtocolAntwoord.van(gedaan, geldt=toegang.dienst.shell.protocollen.van(regime, gedaan.stand))
