"""The decisions in a case as they are answered: in full, without content for the auditor, or what remains of them."""

from collections.abc import Sequence

from pydantic import Field

from api.bereik import Gebruiker
from api.rest.delen import Uit, UtcTijdstip
from api.rest.gelezen import Gelezen
from api.rest.historie import tijdlijn_uit, zinnen_van_skelet
from domain.historie import Opgetekend
from domain.rollen import Rol
from infra.definitions import Definities
from projections.beslissingen import beslissingen
from projections.verwijderrapport import Soort


class BeslissingUit(Uit):
    """One decision."""

    versie: int
    op: UtcTijdstip
    soort: str = Field(description="Waarover is besloten, zoals 'triage', 'regie' of 'afschalen'.")
    naam: str = Field(description="De contractnaam van de gebeurtenis, zoals 'casus.Getrieerd.v1'.")
    zin: str = Field(
        description="Wat er is besloten. Voor wie de inhoud niet mag zien: wat voor beslissing dit is."
    )
    rol: Rol = Field(description="In welke rol is besloten.")
    wie: str | None = Field(description="Pseudonieme id van de medewerker.")
    organisatie: str | None
    doel: str | None = Field(description="Waarvoor de medewerker in de casus werkte.")
    waarom: str | None = Field(
        description="De reden die is vastgelegd. Wie de inhoud niet mag zien, leest alleen redenen uit een vaste lijst."
    )
    grondslag: str | None = Field(description="De code van de wettelijke grondslag die toen vastlag.")
    definitie: str | None = Field(description="De versie van de regels van de tafel.")
    protocol: str | None = Field(description="Het privacyprotocol en zijn versie.")
    bewaarregel: str | None = Field(description="De bewaarregel die na deze beslissing gold.")
    vernietigd_op: UtcTijdstip | None = Field(
        description="Wanneer de inhoud is vernietigd. Leeg: die is er nog, of er was geen inhoud."
    )


class BeslissingenUit(Uit):
    """The decisions of one case."""

    regels: list[BeslissingUit]


def beslissingen_uit(gelezen: Gelezen, gebruiker: Gebruiker, *, definities: Definities) -> BeslissingenUit:
    """The decisions, with what this reader may see of each."""
    regels = {regel.versie: regel for regel in tijdlijn_uit(gelezen, gebruiker, definities=definities).regels}
    return BeslissingenUit(
        regels=[
            BeslissingUit.model_validate(
                {
                    **vars(besluit),
                    "zin": regels[besluit.versie].zin,
                    "organisatie": regels[besluit.versie].organisatie,
                    "waarom": besluit.waarom
                    if gebruiker.ziet_persoonsgegevens or besluit.waarom_is_code
                    else None,
                }
            )
            for besluit in beslissingen(gelezen.historie)
        ]
    )


def beslissingen_van_skelet(historie: Sequence[Opgetekend], soort: Soort) -> BeslissingenUit:
    """What remains of the decisions in a destroyed case or consultatie."""
    zinnen = {regel.versie: regel.zin for regel in zinnen_van_skelet(historie, soort)}
    return BeslissingenUit(
        regels=[
            BeslissingUit.model_validate(
                {**vars(besluit), "zin": zinnen[besluit.versie], "organisatie": None}
            )
            for besluit in beslissingen(historie)
        ]
    )
