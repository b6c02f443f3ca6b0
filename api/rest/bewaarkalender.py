"""Routes of the bewaarkalender; no case content. Docstrings are for users."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import Query
from pydantic import Field

from api.aanmelding import Code
from api.rechten import Recht
from api.rest.delen import LijstOp, Limiet, Na, Uit, bladzijde, uit_cursor
from api.rest.deur import Mag
from api.rest.peil import vraagfout
from api.rest.terugblik import KALENDER, Blik, Lijst, Terugblik, kijk
from api.rest.toegang import Toegang
from api.wegen import Wegen
from domain.casus.waarden import Opschortgrond
from projections import bewaarkalender as b
from projections import vernietigingslijsten

router = Wegen(prefix="/v1", tags=["bewaren"])

Kalenderlezer = Annotated[Toegang, Mag(Recht.BEWAARKALENDER, doel="bewaring")]
Tafelkeuze = Annotated[Code | None, Query(description="Het id van één tafel. Zonder: al uw tafels.")]
Binnen = Annotated[
    int,
    Query(ge=1, le=3650, description="Hoeveel dagen voor de laatste dag iets 'bijna-aan-de-beurt' is."),
]


class KalenderregelUit(Uit):
    """One unit: what can be destroyed alone."""

    tafel: str
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
    lijstnummer: str | None = Field(
        description="De vernietigingslijst waarop dit nu staat, zelf of met de hele casus."
    )


class BewaarkalenderUit(Lijst):
    """What comes up at a table, or at all of somebody's tables."""

    regels: list[KalenderregelUit]


OP_LIJST = "Hoeveel van 'over-termijn' al op een vernietigingslijst staat die loopt."


class TellingUit(Uit):
    """How many units have a status."""

    status: b.Kalenderstatus
    aantal: int


class TafeltellingUit(Uit):
    """How it stands at one table."""

    tafel: str
    tellingen: list[TellingUit]
    over_termijn_op_lijst: int = Field(description=OP_LIJST)


class MaandUit(Uit):
    """What falls due in a month."""

    maand: date = Field(description="De eerste dag van de maand.")
    aantal: int = Field(description="Van hoeveel de laatste dag in deze maand valt, vanaf vandaag.")
    opgeschort: int = Field(description="Van hoeveel daarvan de vernietiging is opgeschort.")
    beperkt: int = Field(description="Van hoeveel daarvan de verwerking is beperkt.")


class TellingenUit(Terugblik):
    """How it stands at all of these tables together, at each, and month by month."""

    tellingen: list[TellingUit]
    over_termijn_op_lijst: int = Field(description=OP_LIJST)
    tafels: list[TafeltellingUit]
    maanden: list[MaandUit] = Field(
        description="Wat er per maand weg moet, vanaf vandaag. Een maand waarin niets weg moet, staat er niet bij."
    )


@router.get("/bewaarkalender", summary="De bewaarkalender bekijken")
def lees_bewaarkalender(  # noqa: PLR0917 FastAPI binds them by name
    toegang: Kalenderlezer,
    tafel: Tafelkeuze = None,
    status: Annotated[b.Kalenderstatus | None, Query(description="Alleen met deze status.")] = None,
    binnen: Binnen = b.BINNEN,
    op: LijstOp = None,
    na: Na = None,
    limiet: Limiet = 50,
) -> BewaarkalenderUit:
    """Bekijk tot wanneer gegevens er mogen zijn en wat de vernietiging tegenhoudt. Wat eerst weg moet staat bovenaan.

    Zonder 'tafel' staan al uw tafels bij elkaar. Een betrokkene of bijdrage staat er apart in als daarvoor een
    eigen termijn geldt.
    """
    tafels, vanaf = toegang.tafels(tafel), uit_cursor(na, b.Sleutel)
    with _kijk(toegang, tafel, op) as blik:
        rijen, volgende = bladzijde(
            lambda aantal: b.kalender(
                blik.verbinding,
                [een.id for een in tafels],
                vandaag=blik.vandaag,
                status=status,
                binnen=binnen,
                na=vanaf,
                limiet=aantal,
            ),
            limiet=limiet,
        )
        lijsten = vernietigingslijsten.lijst_van(blik.verbinding, [rij.deel for rij in rijen])
    per_id = {een.id: een for een in tafels}
    for rij in rijen:
        mensen = () if rij.persoon_id is None else (rij.persoon_id,)
        toegang.toon_bij(rij.stroom_id, mensen, tafel=per_id[rij.tafel])
    regels = [
        KalenderregelUit.model_validate(
            {
                **vars(rij),
                "vernietigen_voor": rij.vernietigen_voor,
                "status": rij.status(blik.vandaag, binnen=binnen),
                "lijstnummer": lijsten.get(rij.deel),
            }
        )
        for rij in rijen
    ]
    return BewaarkalenderUit(regels=regels, volgende=volgende, **blik.uit)


@router.get("/bewaarkalender/tellingen", summary="Tellen hoe het er met de bewaartermijnen voor staat")
def tel_bewaarkalender(
    toegang: Kalenderlezer, tafel: Tafelkeuze = None, binnen: Binnen = b.BINNEN, op: LijstOp = None
) -> TellingenUit:
    """Tel per status hoeveel er aan de beurt is, samen en bij elke tafel. 'over-termijn' hoort nul te zijn.

    Zonder 'tafel' gaat het over al uw tafels.
    """
    ids = [een.id for een in toegang.tafels(tafel)]
    with _kijk(toegang, tafel, op) as blik:
        geteld = b.tellingen(blik.verbinding, ids, vandaag=blik.vandaag, binnen=binnen)
        maanden = b.per_maand(blik.verbinding, ids, vandaag=blik.vandaag)
        op_lijst = _op_lijst(blik, geteld)
    samen = {status: sum(van[status] for van in geteld.values()) for status in b.Kalenderstatus}
    return TellingenUit(
        tellingen=_tellingen(samen),
        over_termijn_op_lijst=op_lijst.total(),
        tafels=[
            TafeltellingUit(tafel=id_, tellingen=_tellingen(van), over_termijn_op_lijst=op_lijst[id_])
            for id_, van in geteld.items()
        ],
        maanden=[MaandUit.model_validate(vars(maand)) for maand in maanden],
        **blik.uit,
    )


def _op_lijst(blik: Blik, geteld: Mapping[str, Mapping[b.Kalenderstatus, int]]) -> Counter[str]:
    """How much of what is overdue stands on a list that runs, at each table; where nothing is, nothing is asked."""
    over = {id_: van[b.Kalenderstatus.OVER_TERMIJN] for id_, van in geteld.items()}
    ids, aantal = [id_ for id_, hoeveel in over.items() if hoeveel], sum(over.values())
    if not ids:
        return Counter()
    status = b.Kalenderstatus.OVER_TERMIJN
    rijen = b.kalender(blik.verbinding, ids, vandaag=blik.vandaag, status=status, limiet=aantal)
    lijsten = vernietigingslijsten.lijst_van(blik.verbinding, [rij.deel for rij in rijen])
    return Counter(rij.tafel for rij in rijen if rij.deel in lijsten)


def _tellingen(aantallen: Mapping[b.Kalenderstatus, int]) -> list[TellingUit]:
    return [TellingUit(status=status, aantal=aantal) for status, aantal in aantallen.items()]


@contextmanager
def _kijk(toegang: Toegang, tafel: str | None, op: datetime | None) -> Iterator[Blik]:
    """Look at the calendar: one table's, also as it stood at a moment, or that of all of somebody's tables as it is.

    Raises:
        RequestValidationError: a moment was asked for without a table; that is made anew for one table at a time.
    """
    if tafel is not None:
        with kijk(toegang, toegang.tafel(tafel), KALENDER, op=op) as blik:
            yield blik
        return
    if op is not None:
        raise vraagfout("op", "kan alleen samen met 'tafel'")
    with toegang.dienst.leesplaats.verbinding() as verbinding:
        yield Blik(verbinding, toegang.dienst.omgeving.vandaag(), None)
