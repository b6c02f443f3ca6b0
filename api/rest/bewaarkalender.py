"""Routes of the bewaarkalender; no case content. Docstrings are for users."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field

from api.rechten import Recht
from api.rest.delen import LijstOp, Limiet, Na, Uit, VanTafel, bladzijde, uit_cursor
from api.rest.deur import Mag
from api.rest.terugblik import KALENDER, Lijst, Terugblik, kijk
from api.rest.toegang import Toegang
from domain.casus.waarden import Opschortgrond
from projections import bewaarkalender as b

router = APIRouter(prefix="/v1", tags=["bewaren"])

Kalenderlezer = Annotated[Toegang, Mag(Recht.BEWAARKALENDER, doel="bewaring")]
Binnen = Annotated[
    int,
    Query(ge=1, le=3650, description="Hoeveel dagen voor de laatste dag iets 'bijna-aan-de-beurt' is."),
]


class KalenderregelUit(Uit):
    """One unit: what can be destroyed alone."""

    nummer: str = Field(description="Het casusnummer of consultatienummer.")
    soort: b.Eenheidsoort
    persoon_id: UUID | None = Field(description="Bij een betrokkene met een eigen termijn: wie.")
    organisatie: str | None = Field(description="Bij een bijdrage met een eigen termijn: van wie.")
    bewaren_tot: date = Field(description="De laatste dag waarop de gegevens er mogen zijn.")
    vernietigen_voor: date = Field(description="De dag waarop ze weg moeten zijn.")
    regel: str = Field(description="De bewaarregel: regime, versie en code.")
    status: b.Kalenderstatus = Field(description="Hoe het er op deze dag voor staat.")
    uitgewerkt: bool = Field(description="Er wordt niet meer mee gewerkt: de gegevens mogen eerder weg.")
    afgeschermd: bool = Field(description="De casus is afgesloten; de gegevens zijn afgeschermd.")
    verlengd: bool = Field(description="De termijn is verlengd.")
    beperkt: bool = Field(description="De verwerking is beperkt (AVG artikel 18).")
    opgeschort: bool = Field(description="De vernietiging is opgeschort.")
    gronden: list[Opschortgrond] = Field(description="Op welke gronden is opgeschort.")
    herzien_op: date | None = Field(
        description="De eerste dag waarop een opschorting of beperking opnieuw wordt bekeken."
    )


class BewaarkalenderUit(Lijst):
    """What comes up at a table."""

    regels: list[KalenderregelUit]


class TellingUit(Uit):
    """How many units have a status."""

    status: b.Kalenderstatus
    aantal: int


class TellingenUit(Terugblik):
    """How it stands at a table."""

    tellingen: list[TellingUit]


@router.get("/bewaarkalender", summary="De bewaarkalender bekijken")
def lees_bewaarkalender(  # noqa: PLR0917 FastAPI binds them by name
    toegang: Kalenderlezer,
    tafel: VanTafel,
    status: Annotated[b.Kalenderstatus | None, Query(description="Alleen met deze status.")] = None,
    binnen: Binnen = b.BINNEN,
    op: LijstOp = None,
    na: Na = None,
    limiet: Limiet = 50,
) -> BewaarkalenderUit:
    """Bekijk tot wanneer gegevens er mogen zijn en wat de vernietiging tegenhoudt. Wat eerst weg moet staat bovenaan.

    Een betrokkene of bijdrage staat er apart in als daarvoor een eigen termijn geldt.
    """
    bij, vanaf = toegang.tafel(tafel), uit_cursor(na, b.Sleutel)
    with kijk(toegang, bij, KALENDER, op=op) as blik:
        rijen, volgende = bladzijde(
            lambda aantal: b.kalender(
                blik.verbinding,
                bij.id,
                vandaag=blik.vandaag,
                status=status,
                binnen=binnen,
                na=vanaf,
                limiet=aantal,
            ),
            limiet=limiet,
        )
    for rij in rijen:
        toegang.toon(rij.stroom_id, () if rij.persoon_id is None else (rij.persoon_id,), tafel=bij)
    regels = [
        KalenderregelUit.model_validate(
            {
                **vars(rij),
                "vernietigen_voor": rij.vernietigen_voor,
                "status": rij.status(blik.vandaag, binnen=binnen),
            }
        )
        for rij in rijen
    ]
    return BewaarkalenderUit(regels=regels, volgende=volgende, **blik.uit)


@router.get("/bewaarkalender/tellingen", summary="Tellen hoe het er met de bewaartermijnen voor staat")
def tel_bewaarkalender(
    toegang: Kalenderlezer, tafel: VanTafel, binnen: Binnen = b.BINNEN, op: LijstOp = None
) -> TellingenUit:
    """Tel per status hoeveel er aan de beurt is. 'over-termijn' hoort nul te zijn."""
    bij = toegang.tafel(tafel)
    with kijk(toegang, bij, KALENDER, op=op) as blik:
        aantallen = b.tellingen(blik.verbinding, bij.id, vandaag=blik.vandaag, binnen=binnen)
    tellingen = [TellingUit(status=status, aantal=aantal) for status, aantal in aantallen.items()]
    return TellingenUit(tellingen=tellingen, **blik.uit)
