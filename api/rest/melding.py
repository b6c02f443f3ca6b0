"""Routes of the melding. The docstrings of routes are what users read in the description."""

from typing import Annotated
from uuid import UUID

from fastapi import Response
from pydantic import Field

from api.aanmelding import AanmeldingIn, GrondslagIn
from api.bereik import Gebruiker, kent
from api.rechten import Recht
from api.rest.concepten import ConceptversieVraag, ConceptVraag, indiening
from api.rest.delen import CasusAntwoord, Casusnummer
from api.rest.deur import Mag
from api.rest.invoer import (
    AanvullingIn,
    ToestemmingIn,
    ToestemmingsintrekkingIn,
    ToestemmingsweigeringIn,
)
from api.rest.toegang import Toegang
from api.wegen import Wegen
from infra.kluis import Conceptweg
from infra.uitkomst import Uitgevoerd

router = Wegen(prefix="/v1", tags=["melding"])

Aanvuller = Annotated[Toegang, Mag(Recht.AANVULLEN, doel="melding")]
Toestemmer = Annotated[Toegang, Mag(Recht.TOESTEMMING, doel="toestemming")]


class AanmeldingAntwoord(CasusAntwoord):
    """What an aanmelding or a completion led to."""

    personen: list[UUID] = Field(description="De ids van de betrokkenen die u mag zien, op volgorde.")

    @classmethod
    def voor(cls, gebruiker: Gebruiker, gedaan: Uitgevoerd) -> "AanmeldingAntwoord":
        """The answer with the ids of the people whom the caller may know of."""
        ids = (mens.persoon_id for mens in gedaan.casus.betrokkenen)
        personen = [persoon_id for persoon_id in ids if kent(gebruiker, gedaan.casus, persoon_id)]
        return cls(**cls.waarden(gedaan), personen=personen)


@router.post("/casussen", status_code=201, summary="Een casus aanmelden")
def meld_aan(
    invoer: AanmeldingIn,
    response: Response,
    toegang: Annotated[Toegang, Mag(Recht.AANMELDEN, doel="melding")],
    *,
    concept: ConceptVraag = None,
    conceptversie: ConceptversieVraag = None,
) -> AanmeldingAntwoord:
    """Meld een casus aan bij een tafel.

    Een bekend kenmerk met dezelfde inhoud geeft de casus terug die er al is (200); met andere inhoud kan het niet.
    Schreef u het eerst als concept, noem dat dan: het is weg op het moment dat de casus er is.
    """
    gedaan = dien_in(toegang, invoer, indiening(toegang, concept, conceptversie))
    response.status_code = 201 if gedaan.nieuw else 200
    response.headers["Location"] = f"/v1/casussen/{gedaan.casusnummer}"
    return AanmeldingAntwoord.voor(toegang.gebruiker, gedaan)


def dien_in(toegang: Toegang, invoer: AanmeldingIn, concept: Conceptweg | None = None) -> Uitgevoerd:
    """Bring a case in, and have the concept that it was written in go with it."""
    toegang.organisatie(invoer.organisatie)
    casusnummer = toegang.dienst.omgeving.casusnummer()
    opdracht = invoer.opdracht(casusnummer=casusnummer, nieuw_id=toegang.nieuw_id)
    return toegang.meld_aan(invoer.tafel, opdracht, concept=concept)


@router.post("/casussen/{casusnummer}/aanvullingen", summary="Een aanmelding aanvullen")
def vul_aan(casusnummer: Casusnummer, invoer: AanvullingIn, toegang: Aanvuller) -> AanmeldingAntwoord:
    """Vul aan wat in de aanmelding nog ontbrak, ook als de casus al loopt."""
    opdracht = invoer.opdracht(organisatie=toegang.organisatie(invoer.organisatie), nieuw_id=toegang.nieuw_id)
    gedaan = toegang.voer_uit(casusnummer, opdracht)
    return AanmeldingAntwoord.voor(toegang.gebruiker, gedaan)


@router.post("/casussen/{casusnummer}/grondslagen", summary="De grondslag vastleggen")
def leg_grondslag_vast(
    casusnummer: Casusnummer,
    invoer: GrondslagIn,
    toegang: Annotated[Toegang, Mag(Recht.GRONDSLAG, doel="melding")],
) -> CasusAntwoord:
    """Leg vast op welke wettelijke grondslag de tafel met de gegevens werkt."""
    return CasusAntwoord.van(toegang.voer_uit(casusnummer, invoer.opdracht()))


@router.post("/casussen/{casusnummer}/toestemmingen", summary="Toestemming vastleggen")
def geef_toestemming(casusnummer: Casusnummer, invoer: ToestemmingIn, toegang: Toestemmer) -> CasusAntwoord:
    """Leg vast dat iemand toestemming gaf, voor één persoon en één doel."""
    return CasusAntwoord.van(toegang.over_iemand(casusnummer, invoer.opdracht()))


@router.post(
    "/casussen/{casusnummer}/toestemmingsweigeringen", summary="Weigering van toestemming vastleggen"
)
def weiger_toestemming(
    casusnummer: Casusnummer, invoer: ToestemmingsweigeringIn, toegang: Toestemmer
) -> CasusAntwoord:
    """Leg vast dat iemand toestemming weigerde."""
    return CasusAntwoord.van(toegang.over_iemand(casusnummer, invoer.opdracht()))


@router.post(
    "/casussen/{casusnummer}/toestemmingsintrekkingen", summary="Intrekking van toestemming vastleggen"
)
def trek_toestemming_in(
    casusnummer: Casusnummer, invoer: ToestemmingsintrekkingIn, toegang: Toestemmer
) -> CasusAntwoord:
    """Leg vast dat iemand gegeven toestemming introk."""
    return CasusAntwoord.van(toegang.over_iemand(casusnummer, invoer.opdracht()))
