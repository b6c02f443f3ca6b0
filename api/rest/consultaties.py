"""Routes of the consultatie: a question, its answer, and what became of it. Docstrings of routes are for users."""

from collections.abc import Callable
from typing import Annotated, Any
from uuid import UUID

from fastapi import Response
from pydantic import AfterValidator, Field

from api.aanmelding import (
    BetrokkeneIn,
    Code,
    CriteriumfeitIn,
    Dag,
    GrondslagIn,
    Model,
    Regel,
    Tekst,
    VoorcontactIn,
)
from api.bereik import beperking, leest_aanvulling
from api.rechten import Recht
from api.rest.consultatieuit import (
    ConsultatielijstUit,
    ConsultatieUit,
    consultatie_uit,
    openstaanden_uit,
)
from api.rest.delen import (
    Consultatienummer,
    ConsultatieOp,
    LijstOp,
    Limiet,
    Na,
    Uit,
    VanTafel,
    bladzijde,
    uit_cursor,
)
from api.rest.deur import Mag
from api.rest.invoer import MEEST, BetrokkeneErbij, Codes, RedenIn, elk_een_keer
from api.rest.peil import peil
from api.rest.strook import STROOKBESTAND, strook_uit
from api.rest.terugblik import VRAGEN, kijk
from api.rest.toegang import VERBORGEN, Toegang
from api.wegen import Wegen
from domain.casus.waarden import Urgentie
from domain.consultatie.aanmelding import Aanvulling
from domain.consultatie.commands import (
    Consultatieopdracht,
    GeefAdvies,
    LegBevestigingVast,
    SluitConsultatie,
    StelVraag,
    VulVraagAan,
)
from domain.consultatie.state import Consultatiefase, vouw_consultatie
from domain.consultatie.waarden import Bevestigingskanaal, Formulieradvies, Kanaal, Vraagaard
from domain.historie import van_consultatie
from domain.weigering import Weigering
from infra.codec import CONSULTATIE
from infra.consultaties import Consultatieuitkomst
from projections import consultatielijst

router = Wegen(prefix="/v1", tags=["consultatie"])

Vrager = Annotated[Toegang, Mag(Recht.CONSULTATIE_VRAGEN, doel="consultatie")]
Lezer = Annotated[Toegang, Mag(Recht.CONSULTATIE_LEZEN, doel="consultatie")]
Beantwoorder = Annotated[Toegang, Mag(Recht.CONSULTATIE_BEANTWOORDEN, doel="consultatie")]


class _OverDeCasus(Model):
    """What can be told beside a question; it is not asked again in an aanmelding."""

    gemeente: Code | None = Field(default=None, description="Code van een gemeente van de regio.")
    aanpak: Code | None = Field(default=None, description="Code van een aanpak van de tafel.")
    leefgebieden: Codes = Field(default_factory=list)
    criteria: list[CriteriumfeitIn] = Field(default_factory=list, max_length=MEEST)
    reguliere_routes: Tekst | None = Field(default=None, description="Wat al is geprobeerd.")

    def samen(self) -> dict[str, Any]:
        """The fields of the command that all three requests have."""
        return {
            "gemeente": self.gemeente,
            "aanpak": self.aanpak,
            "leefgebieden": tuple(self.leefgebieden),
            "criteria": tuple(feit.criteriumfeit() for feit in self.criteria),
            "reguliere_routes": self.reguliere_routes,
        }


class VraagIn(_OverDeCasus):
    """A question to a table."""

    tafel: Code = Field(description="Het id van de tafel.")
    organisatie: Code | None = Field(
        default=None, description="Van wie de vraag komt; zonder: uw eigen organisatie."
    )
    kanaal: Kanaal
    vraagsteller: Regel = Field(description="Wie de vraag stelt en hoe die te bereiken is.")
    vraag: Tekst
    aard: Vraagaard = Field(description="Over niemand, over iemand zonder naam, of over iemand met naam.")
    urgentie: Urgentie = Field(
        default=Urgentie.REGULIER, description="Een crisis wordt niet aangenomen; die heeft een eigen route."
    )
    betrokkenen: list[BetrokkeneIn] = Field(default_factory=list, max_length=MEEST)

    def opdracht(
        self, *, consultatienummer: str, organisatie: str, nieuw_id: Callable[[], UUID]
    ) -> StelVraag:
        """The command, with ids for the people."""
        return StelVraag(
            consultatienummer=consultatienummer,
            organisatie=organisatie,
            kanaal=self.kanaal,
            vraagsteller=self.vraagsteller,
            vraag=self.vraag,
            aard=self.aard,
            urgentie=self.urgentie,
            betrokkenen=tuple(mens.betrokkene(nieuw_id()) for mens in self.betrokkenen),
            **self.samen(),
        )


class _MetMensen(_OverDeCasus):
    """What is told later, with people who may be known already."""

    organisatie: Code | None = Field(
        default=None, description="Wie dit aanlevert; zonder: uw eigen organisatie."
    )
    betrokkenen: Annotated[list[BetrokkeneErbij], AfterValidator(elk_een_keer)] = Field(
        default_factory=list, max_length=MEEST
    )


class VraagaanvullingIn(_MetMensen):
    """More about a question. What is left out stays as it is."""

    def opdracht(self, *, organisatie: str, nieuw_id: Callable[[], UUID]) -> VulVraagAan:
        """The command, with ids for the people who have none."""
        mensen = tuple(mens.betrokkene(mens.persoon_id or nieuw_id()) for mens in self.betrokkenen)
        return VulVraagAan(organisatie=organisatie, betrokkenen=mensen, **self.samen())


class OmzettingIn(_MetMensen):
    """What the aanmelding says itself. What is left out is as the consultatie has it."""

    voorcontact: VoorcontactIn | None = None
    grondslag: GrondslagIn | None = None
    urgentie: Urgentie = Urgentie.REGULIER

    def aanvulling(self, *, nieuw_id: Callable[[], UUID]) -> Aanvulling:
        """The value of the domain, with ids for the people who have none."""
        return Aanvulling(
            organisatie=self.organisatie,
            betrokkenen=tuple(mens.betrokkene(mens.persoon_id or nieuw_id()) for mens in self.betrokkenen),
            voorcontact=self.voorcontact.voorcontact() if self.voorcontact else None,
            grondslag=self.grondslag.opdracht() if self.grondslag else None,
            urgentie=self.urgentie,
            **self.samen(),
        )


class ConsultatieadviesIn(Model):
    """The answer to a question."""

    advies: Tekst
    formulier_geadviseerd: Formulieradvies = Field(description="Is geadviseerd om de casus aan te melden?")
    door: Code | None = Field(default=None, description="Wie het advies gaf, als u dat niet zelf was.")


class BevestigingIn(Model):
    """That the asker got a confirmation."""

    kanaal: Bevestigingskanaal
    verzonden_op: Dag


class ConsultatieAntwoord(Uit):
    """What a command on a consultatie led to."""

    consultatienummer: str
    fase: Consultatiefase
    versie: int = Field(description="Het aantal gebeurtenissen van de consultatie tot nu toe.")
    vastgelegd: list[str] = Field(
        description="Wat dit verzoek heeft vastgelegd; leeg als er niets nieuws was."
    )

    @staticmethod
    def waarden(gedaan: Consultatieuitkomst) -> dict[str, Any]:
        """The fields, for this schema and for those that say more."""
        return {
            "consultatienummer": gedaan.consultatienummer,
            "fase": gedaan.consultatie.fase,
            "versie": gedaan.versie,
            "vastgelegd": [CONSULTATIE.naam(type(feit)) for feit in gedaan.nieuw],
        }

    @classmethod
    def van(cls, gedaan: Consultatieuitkomst) -> "ConsultatieAntwoord":
        """The answer to a command that made no new numbers."""
        return cls(**cls.waarden(gedaan))


class OmzettingAntwoord(ConsultatieAntwoord):
    """The case that a question became."""

    casusnummer: str = Field(description="Het nummer van de casus. Mag u die niet lezen, dan sterretjes.")


@router.post("/consultaties", status_code=201, summary="Een vraag aan een tafel vastleggen")
def stel_vraag(invoer: VraagIn, response: Response, toegang: Vrager) -> ConsultatieAntwoord:
    """Leg een vraag aan een tafel vast. Iedere organisatie mag iets vragen."""
    omgeving = toegang.dienst.omgeving
    opdracht = invoer.opdracht(
        consultatienummer=omgeving.consultatienummer(),
        organisatie=toegang.organisatie(invoer.organisatie),
        nieuw_id=toegang.nieuw_id,
    )
    tafel = toegang.tafel(invoer.tafel)
    gedaan = toegang.gezien(toegang.dienst.consultaties.stel_vraag(tafel.id, opdracht, namens=toegang.namens))
    response.headers["Location"] = f"/v1/consultaties/{gedaan.consultatienummer}"
    return ConsultatieAntwoord.van(gedaan)


@router.get("/consultaties", summary="De openstaande consultaties bekijken")
def lees_consultaties(
    toegang: Lezer, tafel: VanTafel, op: LijstOp = None, na: Na = None, limiet: Limiet = 50
) -> ConsultatielijstUit:
    """Bekijk welke vragen nog openstaan, de oudste eerst. Een melder ziet alleen de eigen organisatie."""
    bij, vanaf = toegang.tafel(tafel), uit_cursor(na, consultatielijst.Sleutel)
    with kijk(toegang, bij, VRAGEN, op=op) as blik:
        rijen, volgende = bladzijde(
            lambda aantal: consultatielijst.openstaand(
                blik.verbinding,
                bij.id,
                organisatie=beperking(toegang.gebruiker).organisatie,
                na=vanaf,
                limiet=aantal,
            ),
            limiet=limiet,
        )
    regels = openstaanden_uit(rijen, toegang, tafel=bij)
    return ConsultatielijstUit(regels=regels, volgende=volgende, **blik.uit)


@router.get("/consultaties/{consultatienummer}", summary="Een consultatie lezen")
def lees_consultatie(
    consultatienummer: Consultatienummer, toegang: Lezer, op: ConsultatieOp = None
) -> ConsultatieUit:
    """Lees een vraag, het antwoord en wat ervan werd. Een melder leest alleen die van de eigen organisatie."""
    bij = peil(op, None, nu=toegang.dienst.omgeving.nu())
    historie = toegang.dienst.consultaties.historie(consultatienummer)
    toegang.eis_consultatie(vouw_consultatie(van_consultatie(historie)))
    if op is None:
        toegang.kijk.versie = historie[-1].versie
    return consultatie_uit(historie, toegang, bij)


@router.get(
    "/consultaties/{consultatienummer}/bewijsstrook",
    summary="De bewijsstrook van een consultatie halen",
    response_class=Response,
    responses=STROOKBESTAND,
)
def lees_bewijsstrook_van_consultatie(consultatienummer: Consultatienummer, toegang: Lezer) -> Response:
    """Haal de bewijsstrook, zolang de consultatie er nog is. Daarmee ziet u later, met het nummer, dat zij weg is.

    Na de vernietiging kan niemand de strook nog maken. Geef haar dus aan wie dat later wil kunnen nagaan.
    """
    historie = toegang.dienst.consultaties.historie(consultatienummer)
    consultatie, stroom_id = vouw_consultatie(van_consultatie(historie)), historie[0].stroom_id
    toegang.eis_consultatie(consultatie)
    toegang.toon_nummers([stroom_id], tafel=toegang.dienst.shell.tafel(consultatie.tafel))
    return strook_uit(stroom_id, toegang)


@router.post("/consultaties/{consultatienummer}/aanvullingen", summary="Een vraag aanvullen")
def vul_vraag_aan(
    consultatienummer: Consultatienummer, invoer: VraagaanvullingIn, toegang: Vrager
) -> ConsultatieAntwoord:
    """Vul een vraag aan. Noemt u iemand met naam, dan begint de bewaartermijn."""
    opdracht = invoer.opdracht(organisatie=toegang.organisatie(invoer.organisatie), nieuw_id=toegang.nieuw_id)
    return ConsultatieAntwoord.van(doe_met_consultatie(toegang, consultatienummer, opdracht))


@router.post("/consultaties/{consultatienummer}/adviezen", summary="Een vraag beantwoorden")
def geef_advies(
    consultatienummer: Consultatienummer, invoer: ConsultatieadviesIn, toegang: Beantwoorder
) -> ConsultatieAntwoord:
    """Leg het advies vast, en of u adviseert om de casus aan te melden."""
    opdracht = GeefAdvies(invoer.advies, invoer.formulier_geadviseerd, invoer.door)
    return ConsultatieAntwoord.van(doe_met_consultatie(toegang, consultatienummer, opdracht))


@router.post("/consultaties/{consultatienummer}/bevestigingen", summary="Een bevestiging vastleggen")
def leg_bevestiging_vast(
    consultatienummer: Consultatienummer, invoer: BevestigingIn, toegang: Beantwoorder
) -> ConsultatieAntwoord:
    """Leg vast dat de vraagsteller het advies bevestigd heeft gekregen."""
    opdracht = LegBevestigingVast(invoer.kanaal, invoer.verzonden_op)
    return ConsultatieAntwoord.van(doe_met_consultatie(toegang, consultatienummer, opdracht))


@router.post("/consultaties/{consultatienummer}/aanmeldingen", summary="Van een vraag een aanmelding maken")
def zet_om(
    consultatienummer: Consultatienummer,
    invoer: OmzettingIn,
    toegang: Annotated[Toegang, Mag(Recht.AANMELDEN, doel="melding")],
) -> OmzettingAntwoord:
    """Meld de casus aan waar de vraag over ging. Wat al bekend is, hoeft u niet opnieuw te sturen."""
    if invoer.organisatie is not None:
        toegang.organisatie(invoer.organisatie)
    _eis_eigen_vraag(toegang, consultatienummer)
    aanvulling = invoer.aanvulling(nieuw_id=toegang.nieuw_id)
    gedaan, casusnummer = toegang.dienst.consultaties.zet_om(
        consultatienummer, aanvulling, namens=toegang.namens, mag=toegang.eis_consultatie
    )
    velden = ConsultatieAntwoord.waarden(toegang.gezien(gedaan))
    nummer = casusnummer if gedaan.nieuw or toegang.leest_nummer(casusnummer) else VERBORGEN
    return OmzettingAntwoord(**velden, casusnummer=nummer)


@router.post("/consultaties/{consultatienummer}/sluitingen", summary="Een consultatie sluiten")
def sluit_consultatie(
    consultatienummer: Consultatienummer, invoer: RedenIn, toegang: Beantwoorder
) -> ConsultatieAntwoord:
    """Sluit een consultatie zonder aanmelding."""
    return ConsultatieAntwoord.van(
        doe_met_consultatie(toegang, consultatienummer, SluitConsultatie(invoer.reden))
    )


def _eis_eigen_vraag(toegang: Toegang, consultatienummer: str) -> None:
    """Let nobody make a case of what somebody else told: in the own case it would be there to be read."""
    historie = toegang.dienst.consultaties.historie(consultatienummer)
    consultatie = vouw_consultatie(van_consultatie(historie))
    toegang.eis_consultatie(consultatie)
    alles_gelezen = all(leest_aanvulling(toegang.gebruiker, feit.gebeurtenis) for feit in historie)
    if consultatie.omgezet is None and not alles_gelezen:
        raise Weigering("Een andere organisatie vulde deze vraag aan. Het bureau van de tafel kan aanmelden.")


def doe_met_consultatie(
    toegang: Toegang, consultatienummer: str, opdracht: Consultatieopdracht
) -> Consultatieuitkomst:
    """Carry out a command on a consultatie within reach."""
    return toegang.gezien(
        toegang.dienst.consultaties.voer_uit(
            consultatienummer, opdracht, namens=toegang.namens, mag=toegang.eis_consultatie
        )
    )
