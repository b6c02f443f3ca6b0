"""The question to the wegwijzer and its answer, the same by REST and by file. It asks for no personal data.

Nothing of a situation is kept: the question is read, weighed against the definitions, and forgotten.
"""

import re
from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from api.aanmelding import Code, Model
from api.rest.delen import Uit
from api.rest.regiouit import AfstemmingsoverlegUit, LoketUit, RegioKort, ScenarioKort, tafels_van
from api.rest.tafeluit import AanmeldwijzeUit, BronUit, ContactUit, TegenspraakUit, ZinUit
from domain.tafels import Antwoord, Kenmerk, Regio
from domain.wegwijzer import ONGEBOREN, Keten, Passend, Situatie, Tafeladvies, Wat, wijs_de_weg
from domain.wegwijzer.situatie import HOOGSTE_LEEFTIJD
from domain.weigering import Weigering
from infra.definitions import Definities

MEEST = 50
MEESTE_KENMERKEN = 200
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")

# --- the question -------------------------------------------------------------------------------------------


def _ja_of_nee(waarde: object) -> object:
    """Say it in words of our own: Pydantic would name the place of a mistake by the word that was sent."""
    if not isinstance(waarde, dict):
        return waarde
    if len(waarde) > MEESTE_KENMERKEN:
        raise ValueError(f"heeft te veel onderdelen (ten hoogste {MEESTE_KENMERKEN})")
    for nummer, (kenmerk, antwoord) in enumerate(waarde.items(), start=1):
        if not isinstance(kenmerk, str) or _CODE.fullmatch(kenmerk) is None:
            raise ValueError(f"heeft bij nummer {nummer} geen code van een vraag")
        if not isinstance(antwoord, str) or antwoord not in set(Antwoord):
            raise ValueError(f"heeft bij nummer {nummer} een ander antwoord dan {' of '.join(Antwoord)}")
    return waarde


def _waar_of_niet(waarde: object) -> object:
    if not isinstance(waarde, bool):
        raise ValueError("moet true of false zijn")  # noqa: TRY004 Pydantic takes no TypeError
    return waarde


class SituatieIn(Model):
    """What is known of a situation; what is left out is unknown, and unknown is never no."""

    regio: Code | None = Field(
        default=None,
        description="Code van de regio. Niet nodig als de gemeente er is: die hoort bij een regio.",
    )
    gemeente: Code | None = Field(default=None, description="Code van de gemeente, zoals 'zaanstad'.")
    leeftijd: Annotated[int, Field(strict=True, ge=0, le=HOOGSTE_LEEFTIJD)] | None = Field(
        default=None, description="Leeftijd in hele jaren van degene om wie het gaat. Geen geboortedatum."
    )
    ongeboren: Annotated[bool, BeforeValidator(_waar_of_niet)] = Field(
        default=False, description="Gaat het om een kind dat nog niet geboren is? Noem dan geen leeftijd."
    )
    vrager: Code | None = Field(
        default=None,
        description="Code van uw organisatie in de regio, zoals 'politie', of 'anders'. Geen naam van een mens.",
    )
    leefgebieden: Annotated[list[Code], Field(min_length=1, max_length=MEEST)] | None = Field(
        default=None, description="Codes van alle leefgebieden met problemen. Niet bekend? Laat dit veld weg."
    )
    ketens: Annotated[list[Keten], Field(min_length=1, max_length=MEEST)] | None = Field(
        default=None, description="Alle ketens die nodig zijn. Niet bekend? Laat dit veld weg."
    )
    kenmerken: Annotated[dict[str, Antwoord], BeforeValidator(_ja_of_nee)] = Field(
        default={},
        description="Per vraag van /v1/kenmerken: ja of nee. Wat niet bekend is, laat u weg. "
        "Met het kenmerk 'crisis' krijgt u eerst de route bij een crisis.",
    )
    scenario: Code | None = Field(
        default=None, description="Code van een ander scenario van de regio: hoe zou het dan gaan?"
    )

    @model_validator(mode="after")
    def _eis_een_regio_en_een_leeftijd(self) -> "SituatieIn":
        if self.regio is None and self.gemeente is None:
            raise ValueError("noemt geen regio en geen gemeente; een van de twee is nodig")
        if self.ongeboren and self.leeftijd is not None:
            raise ValueError("noemt een leeftijd en ook 'ongeboren'; noem er een van de twee")
        return self

    def situatie(self) -> Situatie:
        """The value of the domain."""
        return Situatie(
            gemeente=self.gemeente,
            leeftijd=ONGEBOREN if self.ongeboren else self.leeftijd,
            vrager=self.vrager,
            leefgebieden=None if self.leefgebieden is None else frozenset(self.leefgebieden),
            ketens=None if self.ketens is None else frozenset(self.ketens),
            kenmerken=self.kenmerken,
            scenario=self.scenario,
        )


# --- the answer ---------------------------------------------------------------------------------------------


class RedenUit(Uit):
    """Why, and where that stands."""

    code: str
    tekst: str
    bron: BronUit


class NogUit(Uit):
    """What is still missing."""

    wat: Wat = Field(description="Iets navragen, of eerst iets doen.")
    code: str
    vraag: str = Field(
        validation_alias="tekst", description="Wat u navraagt; bij 'doen': wat er eerst moet gebeuren."
    )
    kenmerk: str | None = Field(
        description="Met deze code kunt u het antwoord meesturen. Leeg: dat kan niet met ja of nee."
    )
    bron: BronUit


class _Gewogen(Uit):
    """A table, held against the situation."""

    id: str
    versie: int
    naam: str

    @classmethod
    def van(cls, advies: Tafeladvies) -> Self:
        """What the table says, with what the answer tells of the table itself."""
        return cls.model_validate({**vars(advies.tafel), **vars(advies)})


class TafeladviesUit(_Gewogen):
    """A table that fits or may fit, with what somebody needs to go there."""

    passend: Passend
    voor: list[RedenUit] = Field(description="Wat ervoor spreekt.")
    nog: list[NogUit] = Field(description="Wat nog openstaat.")
    via: RedenUit | None = Field(description="Wat de vrager doet die hier niet zelf mag aanmelden.")
    bij: RedenUit | None = Field(description="Onder wie de tafel valt in dit scenario.")
    aanmelding: AanmeldwijzeUit
    advies: ZinUit
    contact: list[ContactUit]
    tegenspraken: list[TegenspraakUit]


class NietPassendUit(_Gewogen):
    """A table that does not fit."""

    tegen: list[RedenUit] = Field(description="Wat ertegen spreekt.")


class WegwijzingUit(Uit):
    """The way."""

    crisis: ZinUit | None = Field(description="De route bij een crisis. Lees die eerst.")
    eerst: NogUit | None = Field(description="Wat u eerst navraagt, voor u verder leest: is het een crisis?")
    regio: RegioKort
    scenario: ScenarioKort | None = Field(description="Het scenario waarmee is gerekend.")
    loket: LoketUit | None = Field(
        description="Het ene loket voor alle tafels, als dit scenario er een heeft."
    )
    tafels: list[TafeladviesUit] = Field(
        description="De tafels die passen of misschien passen, de beste eerst."
    )
    niet_passend: list[NietPassendUit] = Field(description="De tafels die niet passen, en waarom.")
    afstemming: list[AfstemmingsoverlegUit] = Field(
        description="Overleggen van partners in deze regio. Dit zijn geen tafels."
    )


def wijs(vraag: SituatieIn, definities: Definities) -> WegwijzingUit:
    """Weigh a situation against the tables of its region.

    Raises:
        Weigering: something in the situation is unknown, or contradicts itself.
    """
    _eis_bekende_vragen(vraag, definities.kenmerken)
    regio = _regio(vraag, definities)
    weg = wijs_de_weg(
        vraag.situatie(), regio=regio, tafels=tafels_van(regio, definities), kenmerken=definities.kenmerken
    )
    return WegwijzingUit.model_validate(
        {
            **vars(weg),
            "regio": regio,
            "tafels": [TafeladviesUit.van(advies) for advies in weg.passend],
            "niet_passend": [NietPassendUit.van(advies) for advies in weg.niet_passend],
            "afstemming": regio.afstemming,
        }
    )


def _eis_bekende_vragen(vraag: SituatieIn, kenmerken: Mapping[str, Kenmerk]) -> None:
    """The domain refuses these too, but repeats them; what was sent by mistake may be about somebody."""
    for nummer, kenmerk in enumerate(vraag.kenmerken, start=1):
        if kenmerk not in kenmerken:
            raise Weigering(f"Kenmerk nummer {nummer} is geen vraag van de wegwijzer.")


def _regio(vraag: SituatieIn, definities: Definities) -> Regio:
    """The region that was named, or that of the gemeente."""
    if vraag.regio is not None:
        if vraag.regio not in definities.regios:
            raise Weigering(f"Deze regio is niet bekend. Bekend zijn: {', '.join(definities.regios)}.")
        return definities.regios[vraag.regio]
    met_gemeente = [
        regio
        for regio in definities.regios.values()
        if vraag.gemeente in {gemeente.code for gemeente in regio.gemeenten}
    ]
    if not met_gemeente:
        raise Weigering("Deze gemeente hoort bij geen van de regio's.")
    if len(met_gemeente) > 1:
        namen = ", ".join(regio.code for regio in met_gemeente)
        raise Weigering(f"Deze gemeente hoort bij meer dan één regio. Noem ook de regio: {namen}.")
    return met_gemeente[0]
