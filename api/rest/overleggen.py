"""Routes that plan an overleg, invite for it, and write it up. Docstrings of routes are for users."""

import re
from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Annotated, Any, Self
from uuid import UUID

from fastapi import Response
from pydantic import BeforeValidator, Field, ValidationInfo, WithJsonSchema, field_validator, model_validator

from api.aanmelding import Code, Dag, Model, Regel, Tekst
from api.rechten import Recht
from api.rest.delen import NieuwId, OverlegId, Tijdstip, Uit, UitnodigingId, UtcTijdstip
from api.rest.deur import Mag
from api.rest.invoer import MEEST, RedenIn, VerzettingIn
from api.rest.toegang import Toegang
from api.wegen import Wegen
from domain.casus.waarden import Vorm
from domain.overleg.commands import (
    BevestigKomst,
    NodigUitVoorOverleg,
    Overlegopdracht,
    PlanOverleg,
    TrekUitnodigingIn,
    VerzetOverleg,
    ZegKomstAf,
)
from domain.overleg.state import Overlegfase
from domain.overleg.waarden import Aanwezigheid, Overlegsoort
from domain.tafels import Deelname
from infra.codec import OVERLEG
from infra.overleggen import Overleguitkomst, Reeks

router = Wegen(prefix="/v1", tags=["overleg"])

Overlegbeheer = Annotated[Toegang, Mag(Recht.OVERLEG, doel="casusoverleg")]
Genodigde = Annotated[Toegang, Mag(Recht.KOMST, doel="casusoverleg")]

LANGSTE_REEKS = timedelta(days=366)
LANGSTE_OVERLEG = 24 * 60
GROOTSTE_AGENDA = 200


def _kloktijd(waarde: object) -> object:
    """A number is no time here, though Pydantic would count seconds with it."""
    if not isinstance(waarde, str) or not re.fullmatch(r"[0-9]{2}:[0-9]{2}", waarde):
        raise ValueError("moet een tijd zijn, zoals 13:30")
    return waarde


Kloktijd = Annotated[
    time,
    BeforeValidator(_kloktijd),
    WithJsonSchema(
        {"type": "string", "format": "time-local", "pattern": "^[0-9]{2}:[0-9]{2}$", "examples": ["10:00"]}
    ),
]
"""A time of day without a zone, and described as such."""
Minuten = Annotated[int, Field(ge=1, le=LANGSTE_OVERLEG, description="Hoeveel minuten.")]


class _Plan(Model):
    """What one overleg and a row of them have in common."""

    tafel: Code = Field(description="Het id van de tafel.")
    soort: Overlegsoort
    minuten: Minuten
    capaciteit: Annotated[
        int, Field(ge=1, le=GROOTSTE_AGENDA, description="Hoeveel agendapunten er op de agenda passen.")
    ]
    vorm: Vorm
    plaats: Regel | None = None


class OverlegIn(_Plan):
    """An overleg to plan."""

    overleg_id: NieuwId | None = Field(
        default=None, description="Eigen id; dan is nog eens sturen onschadelijk."
    )
    begint: Tijdstip

    def opdracht(self, *, nieuw_id: Callable[[], UUID]) -> PlanOverleg:
        """The command."""
        return PlanOverleg(
            overleg_id=self.overleg_id or nieuw_id(),
            soort=self.soort,
            begint=self.begint,
            minuten=self.minuten,
            vorm=self.vorm,
            capaciteit=self.capaciteit,
            plaats=self.plaats,
        )


class OverlegreeksIn(_Plan):
    """The overleggen of the table's rhythm in a period."""

    van: Dag
    tot: Dag = Field(description="Tot en met deze dag, ten hoogste een jaar later.")
    tijd: Kloktijd = Field(description="Hoe laat elk overleg begint, op de klok in Nederland.")

    @field_validator("tot")
    @classmethod
    def _niet_te_lang(cls, tot: date, info: ValidationInfo) -> date:
        van: date | None = info.data.get("van")
        if van is not None and not van <= tot <= van + LANGSTE_REEKS:
            raise ValueError("moet op of na de eerste dag liggen, en ten hoogste een jaar later")
        return tot

    def reeks(self, *, nieuw_id: Callable[[], UUID], begint: Tijdstip) -> Reeks:
        """The pattern; what of it differs from day to day is filled in when it is planned."""
        opdracht = PlanOverleg(
            nieuw_id(), self.soort, begint, self.minuten, self.vorm, self.capaciteit, self.plaats
        )
        return Reeks(self.soort, self.tijd, self.minuten, self.capaciteit, opdracht)


class UitnodigingIn(Model):
    """Who is invited, and for what."""

    uitnodiging_id: NieuwId | None = Field(
        default=None, description="Eigen id; dan is nog eens sturen onschadelijk."
    )
    genodigde: Code = Field(description="De code van een organisatie, of een rol zoals 'inwoner'. Geen naam.")
    deelname: Deelname
    medewerker: Code | None = Field(default=None, description="Pseudonieme id van de medewerker.")
    agendapunt_id: UUID | None = Field(
        default=None, description="Alleen voor dit agendapunt; zonder: voor het hele overleg."
    )

    def opdracht(self, *, nieuw_id: Callable[[], UUID]) -> NodigUitVoorOverleg:
        """The command."""
        return NodigUitVoorOverleg(
            uitnodiging_id=self.uitnodiging_id or nieuw_id(),
            genodigde=self.genodigde,
            deelname=self.deelname,
            medewerker=self.medewerker,
            agendapunt_id=self.agendapunt_id,
        )


class AfmeldingIn(Model):
    """That somebody does not come. Nobody has to say why."""

    reden: Tekst | None = None
    vervanger: Code | None = Field(default=None, description="Pseudonieme id van wie in de plaats komt.")


class AanwezigheidIn(Model):
    """Who was there."""

    genodigde: Code = Field(description="De code van een organisatie, of een rol zoals 'inwoner'.")
    medewerker: Code | None = Field(default=None, description="Pseudonieme id van de medewerker.")
    minuten: Minuten


class BesprokenIn(Model):
    """What was said of one case."""

    agendapunt_id: UUID
    verslag: Tekst


class OverlegverslagIn(Model):
    """An overleg that was held."""

    aanwezig: Annotated[list[AanwezigheidIn], Field(max_length=MEEST)]
    verslag: Tekst = Field(description="Hoe het overleg verliep. Niet over een persoon of een casus.")
    besproken: list[BesprokenIn] = Field(
        default_factory=list,
        max_length=GROOTSTE_AGENDA,
        description="Wat er van elke casus is besproken. Wat hier niet bij staat, gaat van de agenda.",
    )

    @model_validator(mode="after")
    def _elk_een_keer(self) -> Self:
        punten = [deel.agendapunt_id for deel in self.besproken]
        if len(set(punten)) != len(punten):
            raise ValueError("noemt hetzelfde agendapunt twee keer")
        return self


class OverlegAntwoord(Uit):
    """What a command on an overleg led to."""

    overleg_id: UUID
    fase: Overlegfase
    versie: int = Field(description="Het aantal gebeurtenissen van het overleg tot nu toe.")
    vastgelegd: list[str] = Field(
        description="Wat dit verzoek in het overleg heeft vastgelegd; leeg als er niets nieuws was."
    )

    @staticmethod
    def waarden(gedaan: Overleguitkomst) -> dict[str, Any]:
        """The fields, for this schema and for those that say more."""
        return {
            "overleg_id": gedaan.overleg_id,
            "fase": gedaan.overleg.fase,
            "versie": gedaan.versie,
            "vastgelegd": [OVERLEG.naam(type(feit)) for feit in gedaan.nieuw],
        }

    @classmethod
    def van(cls, gedaan: Overleguitkomst) -> "OverlegAntwoord":
        """The answer to a command that made no new ids."""
        return cls(**cls.waarden(gedaan))


class UitnodigingAntwoord(OverlegAntwoord):
    """What an invitation led to."""

    uitnodiging_id: UUID


class GeplandUit(Uit):
    """One overleg of the rhythm."""

    overleg_id: UUID
    begint: UtcTijdstip
    eigenlijk: date | None = Field(description="De dag waarop het overleg zonder de feestdag was geweest.")
    feestdag: str | None = Field(description="De feestdag waardoor het overleg op een andere dag is.")


class OverlegreeksUit(Uit):
    """The overleggen that were planned now; those that were there already are not among them."""

    gepland: list[GeplandUit]


@router.post("/overleggen", status_code=201, summary="Een overleg plannen")
def plan_overleg(invoer: OverlegIn, response: Response, toegang: Overlegbeheer) -> OverlegAntwoord:
    """Plan een triage of een casusoverleg van een tafel."""
    opdracht = invoer.opdracht(nieuw_id=toegang.nieuw_id)
    tafel = toegang.tafel(invoer.tafel)
    gedaan = toegang.gezien(toegang.dienst.overleggen.plan(tafel.id, opdracht, namens=toegang.namens))
    response.status_code = 201 if gedaan.nieuw else 200
    response.headers["Location"] = f"/v1/overleggen/{gedaan.overleg_id}"
    return OverlegAntwoord.van(gedaan)


@router.post("/overlegreeksen", summary="De overleggen van een periode plannen")
def plan_reeks(invoer: OverlegreeksIn, toegang: Overlegbeheer) -> OverlegreeksUit:
    """Plan elk overleg van het ritme van een tafel in een periode, dat er nog niet is.

    Valt een overleg op een feestdag, dan ziet u de dag waarop het anders was geweest.
    """
    omgeving, tafel = toegang.dienst.omgeving, toegang.tafel(invoer.tafel)
    reeks = invoer.reeks(nieuw_id=toegang.nieuw_id, begint=omgeving.nu())
    gedaan = toegang.dienst.overleggen.plan_reeks(
        tafel.id, reeks, van=invoer.van, tot=invoer.tot, namens=toegang.namens_verder
    )
    for uitkomst in gedaan[-1:]:
        toegang.gezien(uitkomst)
    return OverlegreeksUit(gepland=[GeplandUit.model_validate(deel.overleg.gepland) for deel in gedaan])


@router.post("/overleggen/{overlegId}/verzettingen", summary="Een overleg verzetten")
def verzet_overleg(overleg_id: OverlegId, invoer: VerzettingIn, toegang: Overlegbeheer) -> OverlegAntwoord:
    """Verzet een overleg. De agenda blijft; wie was uitgenodigd, antwoordt opnieuw."""
    return OverlegAntwoord.van(_doe(toegang, overleg_id, VerzetOverleg(invoer.begint, invoer.reden)))


@router.post("/overleggen/{overlegId}/afzeggingen", summary="Een overleg afzeggen")
def zeg_overleg_af(overleg_id: OverlegId, invoer: RedenIn, toegang: Overlegbeheer) -> OverlegAntwoord:
    """Zeg een overleg af. Elke casus op de agenda wacht dan weer."""
    gedaan = toegang.dienst.overleggen.zeg_af(
        overleg_id, invoer.reden, namens=toegang.namens, mag=toegang.eis_overleg
    )
    return OverlegAntwoord.van(toegang.gezien(gedaan))


@router.post("/overleggen/{overlegId}/verslagen", summary="Het verslag van een overleg vastleggen")
def houd_overleg(overleg_id: OverlegId, invoer: OverlegverslagIn, toegang: Overlegbeheer) -> OverlegAntwoord:
    """Leg vast wie er waren en wat er is besproken. Wat niet aan bod kwam, wacht weer."""
    gedaan = toegang.dienst.overleggen.houd(
        overleg_id,
        aanwezig=[Aanwezigheid(een.genodigde, een.medewerker, een.minuten) for een in invoer.aanwezig],
        verslag=invoer.verslag,
        besproken={deel.agendapunt_id: deel.verslag for deel in invoer.besproken},
        namens=toegang.namens,
        mag=toegang.eis_overleg,
    )
    return OverlegAntwoord.van(toegang.gezien(gedaan))


# --- who comes --------------------------------------------------------------------------------------------------


@router.post("/overleggen/{overlegId}/uitnodigingen", summary="Iemand uitnodigen")
def nodig_uit(overleg_id: OverlegId, invoer: UitnodigingIn, toegang: Overlegbeheer) -> UitnodigingAntwoord:
    """Nodig iemand uit voor het hele overleg, of voor één agendapunt."""
    opdracht = invoer.opdracht(nieuw_id=toegang.nieuw_id)
    gedaan = _doe(toegang, overleg_id, opdracht)
    return UitnodigingAntwoord(**OverlegAntwoord.waarden(gedaan), uitnodiging_id=opdracht.uitnodiging_id)


@router.post(
    "/overleggen/{overlegId}/uitnodigingen/{uitnodigingId}/bevestigingen",
    summary="Zeggen dat u komt",
)
def bevestig_komst(
    overleg_id: OverlegId, uitnodiging_id: UitnodigingId, toegang: Genodigde
) -> OverlegAntwoord:
    """Zeg ja op een uitnodiging. Een casusregisseur of deelnemer beantwoordt alleen de eigen uitnodiging."""
    return OverlegAntwoord.van(toegang.beantwoord(overleg_id, BevestigKomst(uitnodiging_id)))


@router.post(
    "/overleggen/{overlegId}/uitnodigingen/{uitnodigingId}/afmeldingen",
    summary="Zeggen dat u niet komt",
)
def zeg_komst_af(
    overleg_id: OverlegId, uitnodiging_id: UitnodigingId, invoer: AfmeldingIn, toegang: Genodigde
) -> OverlegAntwoord:
    """Zeg nee op een uitnodiging. U hoeft niet te zeggen waarom."""
    opdracht = ZegKomstAf(uitnodiging_id, invoer.reden or "", invoer.vervanger)
    return OverlegAntwoord.van(toegang.beantwoord(overleg_id, opdracht))


@router.post(
    "/overleggen/{overlegId}/uitnodigingen/{uitnodigingId}/intrekkingen",
    summary="Een uitnodiging intrekken",
)
def trek_uitnodiging_in(
    overleg_id: OverlegId, uitnodiging_id: UitnodigingId, invoer: RedenIn, toegang: Overlegbeheer
) -> OverlegAntwoord:
    """Trek een uitnodiging in."""
    return OverlegAntwoord.van(_doe(toegang, overleg_id, TrekUitnodigingIn(uitnodiging_id, invoer.reden)))


def _doe(toegang: Toegang, overleg_id: UUID, opdracht: Overlegopdracht) -> Overleguitkomst:
    return toegang.gezien(
        toegang.dienst.overleggen.voer_uit(
            overleg_id, opdracht, namens=toegang.namens, mag=toegang.eis_overleg
        )
    )
