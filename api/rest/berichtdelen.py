"""What the routes of messages take and answer."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import Path
from pydantic import Field, StringConstraints

from api.aanmelding import Code, Model, Regel
from api.rest.delen import Uit, UtcTijdstip
from infra.settings import MAILADRES

Verwijzing = Annotated[UUID, Path(description="De verwijzing uit het bericht.")]
AbonnementId = Annotated[UUID, Path(alias="abonnementId", description="Het id van het abonnement.")]
OntvangerId = Annotated[UUID, Path(alias="ontvangerId", description="Het id van het mailadres.")]
BezorgingId = Annotated[
    int, Path(alias="bezorgingId", ge=1, le=2**63 - 1, description="Het nummer van de bezorging.")
]
Adres = Annotated[str, StringConstraints(min_length=1, max_length=500, pattern=r"^[!-~]+$")]
LangAdres = Annotated[str, StringConstraints(max_length=254, pattern=MAILADRES)]


class BerichtUit(Uit):
    """What a message is about."""

    soort: str = Field(description="Wat er is gebeurd, zoals 'casus.getrieerd'.")
    op: UtcTijdstip = Field(description="Wanneer, op de minuut.")
    tafel: str
    casusnummer: str | None = Field(description="De casus waarover het bericht gaat.")
    consultatienummer: str | None = Field(description="De consultatie waarover het bericht gaat.")
    overleg_id: UUID | None = Field(description="Het overleg waarover het bericht gaat.")
    adres: str = Field(description="Waar u er meer over leest, zoals '/v1/casussen/C-7KD2M-Q9X4P'.")


class AbonnementIn(Model):
    """Who gets messages, where and about what."""

    organisatie: Code = Field(description="De code van de organisatie die de berichten krijgt.")
    adres: Adres = Field(
        description="Het adres waar de berichten heen gaan. Het begint met https:// en is op internet te bereiken.",
        examples=["https://partner.example.nl/berichten"],
    )
    tafels: list[Code] = Field(
        min_length=1,
        max_length=50,
        description="Over casussen van welke tafels.",
        examples=[["zvh-zaanstreek-waterland"]],
    )
    soorten: list[Code] = Field(
        default=[],
        max_length=50,
        description="Welke soorten berichten. Leeg: alle soorten.",
        examples=[["casus.getrieerd"]],
    )


class AbonnementUit(Uit):
    """A subscription, and how it goes with it."""

    abonnement_id: UUID = Field(description="Het id van het abonnement.")
    organisatie: str
    adres: str = Field(description="Waar de berichten heen gaan.")
    tafels: list[str]
    soorten: list[str] = Field(description="Welke soorten berichten. Leeg: alle soorten.")
    gemaakt_op: UtcTijdstip
    gemaakt_door: str = Field(description="Pseudonieme id van de medewerker.")
    opgezegd_op: UtcTijdstip | None = Field(description="Sinds wanneer er geen berichten meer gaan.")
    wachtend: int = Field(description="Hoeveel berichten nog niet zijn aangekomen.")
    dood: int = Field(description="Hoeveel berichten niet meer vanzelf opnieuw worden geprobeerd.")
    mislukt_sinds: UtcTijdstip | None = Field(description="Sinds wanneer het adres niet goed antwoordt.")
    gepauzeerd_op: UtcTijdstip | None = Field(
        description="Sinds wanneer er niets meer naar dit adres gaat. Hervat het abonnement als het adres weer werkt."
    )
    fout: str | None = Field(
        description="Waarom het de laatste keer misging: de status die het adres gaf, zoals 'HTTP 503', of een "
        "technische naam, zoals 'ConnectionRefusedError' (er luistert niets), 'TimeoutError' (geen antwoord in tien "
        "seconden) of 'certificate expired' (het certificaat is verlopen)."
    )


class AbonnementenUit(Uit):
    """The subscriptions of somebody's tables."""

    regels: list[AbonnementUit]


class BerichtredenIn(Model):
    """Why somebody does it."""

    reden: Regel = Field(description="Waarom u dit doet, in één zin. Noem geen mensen.")


class DodeUit(Uit):
    """A message that was given up."""

    bezorging_id: int = Field(description="Het nummer van de bezorging.")
    kanaal: Literal["webhook", "mail"]
    soort: str = Field(description="Wat er is gebeurd, zoals 'casus.getrieerd'.")
    tafel: str
    ontvanger: UUID = Field(description="Het id van het abonnement of van het mailadres.")
    pogingen: int = Field(description="Hoe vaak het is geprobeerd.")
    fout: str | None = Field(description="De laatste soort fout.")
    dood_sinds: UtcTijdstip = Field(description="Sinds wanneer het bericht is opgegeven.")


class DodenUit(Uit):
    """The messages that were given up, the oldest first."""

    regels: list[DodeUit]
    volgende: str | None


class HerhaaldUit(Uit):
    """Whether a message is tried again."""

    opnieuw: bool = Field(description="Niet: het bericht was niet opgegeven, of het is er niet meer.")


class MailadresIn(Model):
    """Where mail goes."""

    tafel: Code = Field(description="Voor mail over casussen van welke tafel.")
    organisatie: Code = Field(description="De code van de organisatie.")
    medewerker: Code | None = Field(
        default=None,
        description="Pseudonieme id van een medewerker. Leeg: een postbus van de hele organisatie; dat is beter.",
    )
    mailadres: LangAdres = Field(
        description="Het zakelijke mailadres.", examples=["postbus@partner.example.nl"]
    )


class MailadresUit(Uit):
    """Where mail goes, with the address cut short."""

    ontvanger_id: UUID = Field(description="Het id waaronder dit mailadres staat.")
    tafel: str
    organisatie: str
    medewerker: str | None
    afgekort: str = Field(description="De eerste letter en het domein. Het hele adres toont de dienst nooit.")
    gegeven_op: UtcTijdstip = Field(description="Wanneer dit adres is opgegeven.")
    gegeven_door: str = Field(description="Pseudonieme id van wie dat deed.")


class MailadressenUit(Uit):
    """The addresses of a table."""

    regels: list[MailadresUit]
