"""Routes of the concept of a melding: what somebody typed and has not brought in. Docstrings are for users."""

import re
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import Path, Query, Response
from pydantic import AfterValidator, Field, StringConstraints

from api.aanmelding import AanmeldingIn, Code, Model
from api.rechten import Recht
from api.rest.delen import HOOGSTE_POSITIE, Uit, UtcTijdstip
from api.rest.deur import Mag
from api.rest.toegang import Toegang
from api.wegen import Wegen
from infra.concepten import Concept, Conceptkop, Velden
from infra.kluis import Conceptweg

router = Wegen(prefix="/v1", tags=["melding"])

MEESTE_VELDEN = 1000

Melder = Annotated[Toegang, Mag(Recht.AANMELDEN, doel="melding")]
ConceptId = Annotated[
    UUID,
    Path(alias="conceptId", description="Het id van het concept: een willekeurige UUID die u zelf kiest."),
]
ConceptVraag = Annotated[
    UUID | None,
    Query(
        description="Het id van het concept waarin u dit schreef. Het verdwijnt op het moment dat de casus er is: "
        "allebei of geen van beide."
    ),
]
ConceptversieVraag = Annotated[
    int | None,
    Query(
        ge=1,
        le=HOOGSTE_POSITIE,
        description="De versie van het concept die u kent. Is het intussen veranderd, dan gebeurt er niets (412).",
    ),
]

_VELDEN = frozenset(veld.alias or naam for naam, veld in AanmeldingIn.model_fields.items())


def _van_een_aanmelding(naam: str) -> str:
    if naam.partition(".")[0] not in _VELDEN:
        raise ValueError("is geen veld van een aanmelding")
    return naam


def _hele_tekens(tekst: str) -> str:
    if re.search("[\ud800-\udfff]", tekst):
        raise ValueError("bevat tekens die geen tekst zijn")
    return tekst


class ConceptveldIn(Model):
    """What was typed in one field; it need not be right yet."""

    naam: Annotated[
        str,
        StringConstraints(pattern=r"^[A-Za-z]{1,40}(\.[A-Za-z0-9]{1,40}){0,4}$"),
        AfterValidator(_van_een_aanmelding),
    ] = Field(
        description="De plaats van het veld in een aanmelding, met punten ertussen. Een veld met meer antwoorden "
        "staat er meer keren.",
        examples=["betrokkenen.0.naam"],
    )
    waarde: Annotated[
        str, StringConstraints(min_length=1, max_length=20_000), AfterValidator(_hele_tekens)
    ] = Field(description="Wat er staat, zoals het is getypt.", examples=["Testpersoon Kweepeer"])


class ConceptIn(Model):
    """What somebody typed so far."""

    tafel: Code = Field(
        description="Het id van de tafel waarvoor het is.", examples=["zvh-zaanstreek-waterland"]
    )
    velden: Annotated[list[ConceptveldIn], Field(max_length=MEESTE_VELDEN)] = Field(
        description="Wat er is ingevuld, per veld en op volgorde."
    )

    def als_getypt(self) -> Velden:
        """The value that is kept."""
        return tuple((veld.naam, veld.waarde) for veld in self.velden)


class ConceptkopUit(Uit):
    """That a concept is there, and how long; nothing of what is in it."""

    concept_id: UUID
    tafel: str
    versie: int = Field(description="Hoe vaak het concept is bewaard.")
    begonnen_op: UtcTijdstip
    bewaard_op: UtcTijdstip
    vervalt_op: UtcTijdstip

    @classmethod
    def van(cls, kop: Conceptkop) -> "ConceptkopUit":
        """The answer for one concept."""
        return cls.model_validate(vars(kop))


class ConceptveldUit(Uit):
    """What was typed in one field."""

    naam: str = Field(
        description="De plaats van het veld in een aanmelding, met punten ertussen.",
        examples=["betrokkenen.0.naam"],
    )
    waarde: str = Field(description="Wat er staat, zoals het is getypt.", examples=["Testpersoon Kweepeer"])


class ConceptUit(ConceptkopUit):
    """A concept with what is in it."""

    velden: list[ConceptveldUit] = Field(description="Wat er is ingevuld, per veld en op volgorde.")

    @classmethod
    def met_velden(cls, concept: Concept) -> "ConceptUit":
        """The answer for one concept, to its writer."""
        velden = [ConceptveldUit(naam=naam, waarde=waarde) for naam, waarde in concept.velden]
        return cls(**vars(concept.kop), velden=velden)


class ConceptenUit(Uit):
    """The concepts of somebody, last saved first."""

    regels: list[ConceptkopUit]


@router.get("/concepten", summary="Uw concepten van meldingen bekijken")
def lees_concepten(toegang: Melder) -> ConceptenUit:
    """Bekijk welke meldingen u nog niet hebt ingediend, en wanneer elk concept vanzelf weggaat.

    Alleen uw eigen concepten: niemand anders ziet ze.
    """
    gebruiker = toegang.gebruiker
    koppen = toegang.dienst.concepten.van(gebruiker.wie, tafels=gebruiker.tafels)
    return ConceptenUit(regels=[ConceptkopUit.van(kop) for kop in koppen])


@router.get("/concepten/{conceptId}", summary="Een concept van een melding lezen")
def lees_concept(concept_id: ConceptId, toegang: Melder) -> ConceptUit:
    """Lees wat u tot nu toe hebt ingevuld. Alleen wie het schreef, leest het."""
    gebruiker = toegang.gebruiker
    concept = toegang.dienst.concepten.lees(concept_id, gebruiker.wie, tafels=gebruiker.tafels)
    toegang.kijk.versie = concept.kop.versie
    return ConceptUit.met_velden(concept)


@router.put(
    "/concepten/{conceptId}",
    summary="Een concept van een melding bewaren",
    responses={201: {"model": ConceptkopUit}},
)
def bewaar_concept(
    concept_id: ConceptId, invoer: ConceptIn, response: Response, toegang: Melder
) -> ConceptkopUit:
    """Bewaar wat u tot nu toe hebt ingevuld. Het hoeft niet compleet of goed te zijn, en de tafel ziet het niet.

    Wat u stuurt, komt in de plaats van wat er stond. Een nieuw concept maakt u met 'If-None-Match: *'. Hetzelfde nog
    eens sturen verandert niets, ook de laatste dag niet.
    """
    kop, nieuw = bewaar(toegang, concept_id, tafel=invoer.tafel, velden=invoer.als_getypt())
    if nieuw and kop.versie == 1:
        response.status_code = HTTPStatus.CREATED
        response.headers["Location"] = f"/v1/concepten/{concept_id}"
    return ConceptkopUit.van(kop)


@router.delete(
    "/concepten/{conceptId}",
    status_code=204,
    summary="Een concept van een melding weggooien",
    response_class=Response,
)
def gooi_concept_weg(concept_id: ConceptId, toegang: Melder) -> None:
    """Gooi een concept weg. Het wordt meteen vernietigd en komt niet terug."""
    gebruiker = toegang.gebruiker
    toegang.dienst.concepten.gooi_weg(
        concept_id, gebruiker.wie, tafels=gebruiker.tafels, versies=toegang.voorbehoud.versies
    )


def bewaar(toegang: Toegang, concept_id: UUID, *, tafel: str, velden: Velden) -> tuple[Conceptkop, bool]:
    """Save a concept at one of the own tables, on the versions that the request names."""
    kop, nieuw = toegang.dienst.concepten.bewaar(
        concept_id,
        toegang.gebruiker.wie,
        tafel=toegang.tafel(tafel).id,
        velden=velden,
        versies=toegang.voorbehoud.versies,
    )
    toegang.kijk.versie = kop.versie
    return kop, nieuw


def indiening(toegang: Toegang, concept_id: UUID | None, versie: int | None) -> Conceptweg | None:
    """The concept that a melding was written in, and that goes with it; ``None`` where there is none."""
    if concept_id is None:
        return None
    wie = toegang.gebruiker.wie
    return Conceptweg(concept_id, wie.id, wie.organisatie, versie, toegang.dienst.omgeving.nu())
