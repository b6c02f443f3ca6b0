"""Routes of extending the term, and of which privacyprotocol is in force. Their docstrings are for users."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path
from pydantic import Field

from api.aanmelding import Code, Dag, Model, Tekst
from api.bereik import instemmer
from api.rechten import Recht
from api.rest.delen import CasusAntwoord, Casusnummer, NieuwId, Uit
from api.rest.deur import Mag
from api.rest.invoer import Codes
from api.rest.tafeluit import BewaarregelUit
from api.rest.toegang import Toegang
from domain.casus.commands import GeefInstemming, StelVerlengingVoor, WeigerInstemming
from domain.privacyprotocol import Afloop, Herhaling, Privacyprotocol, Verlenging, Verlengingsgrond
from domain.protocol.events import ProtocolIngevoerd
from domain.tafels import Zekerheid

router = APIRouter(prefix="/v1")

Verlenger = Annotated[Toegang, Mag(Recht.VERLENGEN, doel="verlenging")]
Instemmer = Annotated[Toegang, Mag(Recht.INSTEMMEN, doel="verlenging")]
Bekijker = Annotated[Toegang, Mag(Recht.TAFELS, doel="raadpleging")]
VerlengingId = Annotated[UUID, Path(alias="verlengingId", description="Het id van de verlenging.")]

# --- extending ----------------------------------------------------------------------------------------------


class VerlengingIn(Model):
    """On what ground, why, until when, and who asks for it."""

    verlenging_id: NieuwId | None = Field(
        default=None, description="Een zelfgekozen id; opnieuw sturen met dit id verandert niets."
    )
    grond: Verlengingsgrond
    reden: Tekst = Field(description="Waarom de casus langer nodig is.")
    tot: Dag = Field(description="Tot en met welke dag de gegevens er dan mogen zijn.")
    opdracht_van: Codes = Field(description="Welke deelnemers opdracht geven om te verlengen.")


class InstemmingIn(Model):
    """Which organisation answers."""

    organisatie: Code | None = Field(
        default=None, description="Welke organisatie antwoordt. Zonder: uw eigen organisatie."
    )


class InstemmingsweigeringIn(InstemmingIn):
    """Which organisation refuses, and why."""

    reden: Tekst


class VerlengingAntwoord(CasusAntwoord):
    """What a proposal led to."""

    verlenging_id: UUID


@router.post("/casussen/{casusnummer}/verlengingen", summary="Een verlenging voorstellen", tags=["einde"])
def stel_verlenging_voor(
    casusnummer: Casusnummer, invoer: VerlengingIn, toegang: Verlenger
) -> VerlengingAntwoord:
    """Stel voor de bewaartermijn te verlengen. Elke organisatie die gegevens leverde, moet daarna antwoorden."""
    verlenging_id = invoer.verlenging_id or toegang.nieuw_id()
    opdracht = StelVerlengingVoor(
        verlenging_id, invoer.grond, invoer.reden, invoer.tot, tuple(dict.fromkeys(invoer.opdracht_van))
    )
    gedaan = toegang.voer_uit(casusnummer, opdracht)
    return VerlengingAntwoord(**CasusAntwoord.waarden(gedaan), verlenging_id=verlenging_id)


@router.post(
    "/casussen/{casusnummer}/verlengingen/{verlengingId}/instemmingen",  # noqa: FAST003 the alias is in the type
    summary="Instemmen met een verlenging",
    tags=["einde"],
)
def geef_instemming(
    casusnummer: Casusnummer, verlenging_id: VerlengingId, invoer: InstemmingIn, toegang: Instemmer
) -> CasusAntwoord:
    """Leg vast dat een organisatie instemt. Heeft iedereen geantwoord, dan wordt de termijn verlengd."""
    organisatie = instemmer(toegang.gebruiker, invoer.organisatie)
    return CasusAntwoord.van(toegang.voer_uit(casusnummer, GeefInstemming(verlenging_id, organisatie)))


@router.post(
    "/casussen/{casusnummer}/verlengingen/{verlengingId}/instemmingsweigeringen",  # noqa: FAST003 the same
    summary="Instemming met een verlenging weigeren",
    tags=["einde"],
)
def weiger_instemming(
    casusnummer: Casusnummer, verlenging_id: VerlengingId, invoer: InstemmingsweigeringIn, toegang: Instemmer
) -> CasusAntwoord:
    """Leg vast dat een organisatie niet instemt. Wat zij inbracht, houdt dan de oude termijn."""
    opdracht = WeigerInstemming(verlenging_id, instemmer(toegang.gebruiker, invoer.organisatie), invoer.reden)
    return CasusAntwoord.van(toegang.voer_uit(casusnummer, opdracht))


# --- the protocols ------------------------------------------------------------------------------------------


class TermijnkeuzeUit(Uit):
    """Which rule a case falls under once it ended so."""

    afloop: Afloop
    regel: str = Field(description="De naam van de regel, zoals die bij een casus staat.")
    zekerheid: Zekerheid = Field(description="Staat het er zo ('bron'), of is het onze keuze ('keuze')?")


class GrondregelUit(Uit):
    """A ground for an extension."""

    grond: Verlengingsgrond
    binnen_maanden: int = Field(
        description="Hoeveel maanden voor het einde van de termijn de casus op zijn vroegst is afgesloten; 0 als die "
        "nog loopt."
    )
    tekst: str
    bron: str
    zekerheid: Zekerheid


class VerlengregelUit(Uit):
    """How a term can be extended."""

    regel: str
    vroegst_maanden: int = Field(
        description="Hoeveel maanden voor het einde van de termijn verlengen op zijn vroegst kan."
    )
    herhaling: Herhaling
    gronden: list[GrondregelUit]

    @classmethod
    def van(cls, protocol: Privacyprotocol, verlenging: Verlenging) -> "VerlengregelUit":
        """The rule under the name by which facts record it."""
        regel = f"{protocol.naam}/{verlenging.regel.code}"
        return cls.model_validate({**vars(verlenging), "regel": regel})


class GeldendProtocolUit(Uit):
    """The privacyprotocol of one regime that is in force, and since when."""

    regime: str
    versie: int
    ingevoerd_op: date | None = Field(description="Sinds welke dag; leeg voor de versie waarmee is begonnen.")
    versies: list[int] = Field(description="Alle versies die er zijn, ook oude en nog niet ingevoerde.")
    regels: list[BewaarregelUit]
    termijnen: list[TermijnkeuzeUit]
    verlengingen: list[VerlengregelUit]

    @classmethod
    def van(
        cls, protocol: Privacyprotocol, geldend: ProtocolIngevoerd | None, versies: list[int]
    ) -> "GeldendProtocolUit":
        """The rules, and when they were taken."""
        return cls(
            regime=protocol.regime,
            versie=protocol.versie,
            ingevoerd_op=geldend.ingevoerd_op if geldend is not None else None,
            versies=versies,
            regels=[BewaarregelUit.van(protocol, regel) for regel in protocol.alle_regels],
            termijnen=[
                TermijnkeuzeUit(
                    afloop=keuze.afloop, regel=f"{protocol.naam}/{keuze.regel}", zekerheid=keuze.zekerheid
                )
                for keuze in protocol.termijnen
            ],
            verlengingen=[VerlengregelUit.van(protocol, een) for een in protocol.verlengingen],
        )


class PrivacyprotocollenUit(Uit):
    """All regimes."""

    regels: list[GeldendProtocolUit]


@router.get("/privacyprotocollen", summary="De privacyprotocollen bekijken", tags=["tafels"])
def lees_privacyprotocollen(toegang: Bekijker) -> PrivacyprotocollenUit:
    """Bekijk welke versie van elk privacyprotocol geldt, sinds wanneer, en hoe lang gegevens mogen blijven."""
    protocollen, definities = toegang.dienst.shell.protocollen, toegang.dienst.definities
    regels = []
    for regime in definities.protocollen:
        stand = protocollen.stand(regime)
        versies = [een.versie for een in definities.protocolversies.values() if een.regime == regime]
        regels.append(GeldendProtocolUit.van(protocollen.van(regime, stand), stand.geldend, versies))
    return PrivacyprotocollenUit(regels=regels)
