"""What the door answers about privacyprotocols: what is in force, how it came so, and what another version changes."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from pydantic import Field

from api.protocolwoorden import Onderdeelverschil
from api.rest.delen import Uit, UtcTijdstip
from api.rest.tafeluit import BewaarregelUit
from domain.historie import Opgetekend
from domain.privacyprotocol import Afloop, Herhaling, Privacyprotocol, Verlenging, Verlengingsgrond
from domain.protocol.events import ProtocolIngevoerd, ProtocolVoorgesteld
from domain.tafels import Zekerheid
from infra.codec import PROTOCOL
from infra.herrekenen import Telling
from infra.protocollen import Protocoluitkomst


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


# --- one of them --------------------------------------------------------------------------------------------


class ProtocolfeitUit(Uit):
    """A step in the history of a privacyprotocol."""

    op: UtcTijdstip
    versie: int
    gebeurtenis: str = Field(description="Voorgesteld of ingevoerd.", examples=["ingevoerd"])
    door: str = Field(description="Pseudonieme id.")


class ProtocolvoorstelUit(Uit):
    """A version that somebody proposed and nobody took yet."""

    versie: int
    voorgesteld_door: str = Field(description="Pseudonieme id.")
    door_u: bool = Field(description="Hebt u het zelf voorgesteld? Dan voert een ander de versie in.")


class PrivacyprotocolstandUit(GeldendProtocolUit):
    """The privacyprotocol of one regime, for who looks after it."""

    tafels: list[str] = Field(description="De id's van de tafels die hieronder werken.")
    zoals_ingevoerd: bool = Field(
        description="Zijn de regels nog die van de invoering? Zo niet, dan komt niets op een vernietigingslijst."
    )
    voorstel: ProtocolvoorstelUit | None = Field(description="Wat is voorgesteld en nog niet is ingevoerd.")
    geschiedenis: list[ProtocolfeitUit] = Field(
        description="Wat er is voorgesteld en ingevoerd, het oudste eerst."
    )


class ProtocolverschilregelUit(Uit):
    """A part that is other words in another version; empty where that version does not have it."""

    onderdeel: str
    was: str | None
    wordt: str | None

    @classmethod
    def van(cls, een: Onderdeelverschil) -> "ProtocolverschilregelUit":
        """The same in the answer."""
        return cls.model_validate(een)


class ProtocolverschilUit(Uit):
    """What differs between two versions."""

    van: int = Field(description="De versie waarmee is vergeleken.")
    naar: int = Field(description="De versie die u bekijkt.")
    regels: list[ProtocolverschilregelUit]


class ProtocolgevolgenUit(Uit):
    """What a version would do to the cases at the tables of who asks. It names no case."""

    van: int = Field(description="De versie die nu geldt.")
    naar: int = Field(description="De versie die u bekijkt.")
    casussen: int = Field(description="Hoeveel casussen er aan uw tafels onder dit protocol vallen.")
    eerder: int = Field(description="Hoeveel daarvan eerder weg moeten.")
    later: int = Field(description="Hoeveel daarvan langer mogen blijven.")
    meteen_over_termijn: int = Field(description="Hoeveel dan meteen over de termijn zijn.")
    verlengd_en_ongewijzigd: int = Field(
        description="Hoeveel er zijn verlengd en blijven zoals de organisaties hebben afgesproken."
    )
    onleesbaar: int = Field(description="Van hoeveel de gegevens niet te lezen zijn; die houden hun termijn.")

    @classmethod
    def uit(cls, telling: Telling, *, van: int, naar: int) -> "ProtocolgevolgenUit":
        """The numbers of a count."""
        return cls(
            van=van,
            naar=naar,
            casussen=telling.casussen,
            eerder=telling.eerder,
            later=telling.later,
            meteen_over_termijn=telling.over_termijn,
            verlengd_en_ongewijzigd=telling.verlengd,
            onleesbaar=telling.onleesbaar,
        )


class ProtocolAntwoord(Uit):
    """What a command on a privacyprotocol led to."""

    regime: str
    geldt: int = Field(description="Welke versie nu geldt.")
    voorgesteld: int | None = Field(description="Welke versie wacht op een tweede persoon.")
    versie: int = Field(description="Het aantal gebeurtenissen van het privacyprotocol tot nu toe.")
    vastgelegd: list[str] = Field(
        description="Wat dit verzoek heeft vastgelegd; leeg als er niets nieuws was."
    )

    @classmethod
    def van(cls, gedaan: Protocoluitkomst, *, geldt: Privacyprotocol) -> "ProtocolAntwoord":
        """The answer to a command."""
        voorstel = gedaan.stand.voorstel
        return cls(
            regime=geldt.regime,
            geldt=geldt.versie,
            voorgesteld=None if voorstel is None else voorstel.versie,
            versie=gedaan.versie,
            vastgelegd=[PROTOCOL.naam(type(feit)) for feit in gedaan.nieuw],
        )


def geschiedenis_van(historie: Sequence[Opgetekend]) -> list[dict[str, Any]]:
    """Who proposed and took which version, and when."""
    regels: list[dict[str, Any]] = []
    for een in historie:
        match een.gebeurtenis:
            case ProtocolVoorgesteld(versie=versie, voorgesteld_door=door):
                wat = "voorgesteld"
            case ProtocolIngevoerd(versie=versie, ingevoerd_door=door):
                wat = "ingevoerd"
            case _:
                continue
        regels.append({"op": een.envelop.op, "versie": versie, "gebeurtenis": wat, "door": door})
    return regels
