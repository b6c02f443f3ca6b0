"""What a region looks like in an answer, with its scenarios, its colours and its tables by name."""

from pydantic import Field

from api.rest.delen import Uit
from api.rest.tafeluit import BronUit, KeuzeUit, TafelKort, ZinUit
from domain.tafels import Gekozen, Regio, Tafel
from infra.definitions import Definities


class LoketUit(Uit):
    """The one entry in front of all tables."""

    naam: str
    werkwijze: str


class ScenarioKort(Uit):
    """A scenario by its name."""

    code: str
    naam: str
    gekozen: Gekozen = Field(description="Werkt de regio nu zo?")
    bron: BronUit


class ScenarioUit(ScenarioKort):
    """A way to organise the tables."""

    loket: list[LoketUit] = Field(description="Het ene loket voor alle tafels; leeg: er is geen loket.")


class AfstemmingsoverlegUit(Uit):
    """A meeting that is no table."""

    code: str
    naam: str
    waarvoor: str
    bron: BronUit


class HuisstijlUit(Uit):
    """The colours of a region's pages."""

    merk: str = Field(description="De kleur van de kop en van knoppen.", examples=["#4a2a6b"])
    merk_donker: str = Field(description="Een donkerder vorm daarvan.", examples=["#331b4c"])
    merk_licht: str = Field(description="Een lichte vorm daarvan, als achtergrond.", examples=["#f0eaf6"])
    bron: BronUit


class RegioKort(Uit):
    """A region by its name."""

    code: str
    naam: str


class RegiosUit(Uit):
    """All regions."""

    regels: list[RegioKort]


class RegioUit(RegioKort):
    """What holds for a whole region."""

    crisisroute: ZinUit
    bureaus: list[KeuzeUit]
    gemeenten: list[KeuzeUit]
    organisaties: list[KeuzeUit]
    leefgebieden: list[KeuzeUit]
    scenarios: list[ScenarioUit]
    afstemming: list[AfstemmingsoverlegUit] = Field(
        description="Overleggen waarin partners afstemmen. Dit zijn geen tafels: u brengt er geen casus in."
    )
    huisstijl: list[HuisstijlUit] = Field(
        description="De kleuren van de pagina's van deze regio. Leeg: die van de dienst zelf."
    )
    tafels: list[TafelKort]

    @classmethod
    def van(cls, regio: Regio, definities: Definities) -> "RegioUit":
        """The region, with its tables by name."""
        tafels = [TafelKort.model_validate(tafel) for tafel in tafels_van(regio, definities)]
        return cls.model_validate({**vars(regio), "tafels": tafels})


def tafels_van(regio: Regio, definities: Definities) -> list[Tafel]:
    """The newest tables of a region, in the region's own order."""
    return [tafel for tafel in definities.tafels.values() if tafel.regio == regio.naam]
