"""Routes of the work lists, with names and texts from the kluis. Docstrings of routes are for users."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field

from api.aanmelding import Code, Dag
from api.rechten import Recht, beperking
from api.rest.delen import Limiet, Na, Uit, UtcTijdstip, VanTafel, bladzijde, uit_cursor
from api.rest.toegang import Mag, Toegang
from domain.casus.events import Aangemeld, AanmeldingAangevuld, ActieToegewezen
from domain.casus.state import Fase
from domain.casus.waarden import NIEMAND, Aanzet, Betrokkene, Betrokkenheid
from infra.store import Archief
from projections import monitoring, triagelijst

router = APIRouter(prefix="/v1", tags=["weergaven"])


class OntbreektUit(Uit):
    """A missing piece."""

    code: str
    zin: str


class WieUit(Uit):
    """Somebody whom a case is about, by name."""

    persoon_id: UUID
    betrokkenheid: Betrokkenheid
    naam: str


class ToestemmingstellingUit(Uit):
    """How often consent was given, refused and withdrawn: the last word for each person and purpose."""

    gegeven: int
    geweigerd: int
    ingetrokken: int


class WachtendeUit(Uit):
    """A case that waits for triage."""

    casusnummer: str
    gemeente: str
    aanpak: str | None
    organisatie: str
    aangemeld_op: UtcTijdstip
    sinds: date
    dagen_wacht: int
    aangehouden: bool
    voor_triage: date
    termijn: date
    over_termijn: bool
    compleet: bool
    ontbreekt: list[OntbreektUit]
    onduidelijk: list[str] = Field(description="Codes van criteria die nog onduidelijk zijn.")
    toestemmingen: ToestemmingstellingUit
    betrokkenen: list[WieUit]


class TriagelijstUit(Uit):
    """What waits for triage at a table."""

    regels: list[WachtendeUit]
    volgende: str | None


class OpenActieUit(Uit):
    """An action without an end."""

    actie_id: UUID
    omschrijving: str | None
    organisatie: str
    medewerker: str | None
    uiterlijk: date
    te_laat: bool


class LopendeUit(Uit):
    """A running case."""

    casusnummer: str
    organisatie: str
    gemeente: str
    aanpak: str | None
    fase: Fase
    procesregisseur: str | None
    casusregisseur: str | None
    laatste_voortgang: date | None
    aan_zet: Aanzet | None
    volgende_moment: date | None
    te_laat: bool
    acties: list[OpenActieUit]


class MonitoringUit(Uit):
    """The running cases of a table."""

    regels: list[LopendeUit]
    volgende: str | None


class WerkvoorraadregelUit(Uit):
    """What one procesregisseur has in hand."""

    procesregisseur: str | None = Field(description="Leeg: de casussen zonder procesregisseur.")
    casussen: int
    open_acties: int
    te_laat: int


class WerkvoorraadUit(Uit):
    """The work per procesregisseur."""

    regels: list[WerkvoorraadregelUit]


@router.get("/triagelijst", summary="De triagelijst bekijken")
def lees_triagelijst(
    toegang: Annotated[Toegang, Mag(Recht.TRIAGELIJST, doel="triage")],
    tafel: VanTafel,
    tot: Annotated[Dag | None, Query(description="Alleen voor triages tot en met deze dag.")] = None,
    na: Na = None,
    limiet: Limiet = 50,
) -> TriagelijstUit:
    """Bekijk wat op triage wacht en wat er ontbreekt. Een melder ziet alleen de eigen organisatie."""
    bij, vanaf = toegang.tafel(tafel), uit_cursor(na, triagelijst.Sleutel)
    with toegang.dienst.engine.connect() as verbinding:
        rijen, volgende = bladzijde(
            lambda aantal: triagelijst.wachtrij(
                verbinding,
                bij.id,
                tafels=toegang.dienst.definities.versies,
                organisatie=beperking(toegang.gebruiker).organisatie,
                tot=tot,
                na=vanaf,
                limiet=aantal,
            ),
            limiet=limiet,
        )
    return TriagelijstUit(regels=_wachtenden(rijen, toegang), volgende=volgende)


@router.get("/monitoring", summary="De monitoringlijst bekijken")
def lees_monitoring(
    toegang: Annotated[Toegang, Mag(Recht.MONITORING, doel="monitoring")],
    tafel: VanTafel,
    procesregisseur: Annotated[Code | None, Query(description="Alleen van deze procesregisseur.")] = None,
    na: Na = None,
    limiet: Limiet = 50,
) -> MonitoringUit:
    """Bekijk de lopende casussen, te laat eerst. Een casusregisseur of deelnemer ziet alleen de eigen."""
    bij, vanaf, eigen = toegang.tafel(tafel), uit_cursor(na, monitoring.Sleutel), beperking(toegang.gebruiker)
    with toegang.dienst.engine.connect() as verbinding:
        rijen, volgende = bladzijde(
            lambda aantal: monitoring.lopend(
                verbinding,
                bij.id,
                organisatie=eigen.organisatie,
                procesregisseur=procesregisseur,
                casusregisseur=eigen.casusregisseur,
                deelnemer=eigen.deelnemer,
                na=vanaf,
                limiet=aantal,
            ),
            limiet=limiet,
        )
        acties = monitoring.open_acties(verbinding, bij.id, stromen=[rij.stroom_id for rij in rijen])
    return MonitoringUit(regels=_lopenden(rijen, acties, toegang), volgende=volgende)


@router.get("/werkvoorraad", summary="De werkvoorraad bekijken")
def lees_werkvoorraad(
    toegang: Annotated[Toegang, Mag(Recht.WERKVOORRAAD, doel="monitoring")], tafel: VanTafel
) -> WerkvoorraadUit:
    """Bekijk hoeveel werk elke procesregisseur heeft."""
    bij, vandaag = toegang.tafel(tafel), toegang.dienst.omgeving.vandaag()
    with toegang.dienst.engine.connect() as verbinding:
        rijen = monitoring.werkdruk(verbinding, bij.id, vandaag=vandaag)
    return WerkvoorraadUit(regels=[WerkvoorraadregelUit.model_validate(rij) for rij in rijen])


# --- joined from the kluis at read time ---------------------------------------------------------------------


def _wachtenden(rijen: Sequence[triagelijst.Wachtende], toegang: Toegang) -> list[WachtendeUit]:
    vandaag = toegang.dienst.omgeving.vandaag()
    mensen = _mensen(rijen, toegang.dienst.archief) if toegang.gebruiker.ziet_persoonsgegevens else {}
    return [
        WachtendeUit.model_validate(
            {
                **vars(rij),
                "compleet": rij.compleet,
                "dagen_wacht": rij.dagen_wacht(vandaag),
                "over_termijn": rij.over_termijn(vandaag),
                "toestemmingen": rij,
                "betrokkenen": mensen.get(rij.stroom_id, []),
            }
        )
        for rij in rijen
    ]


def _mensen(rijen: Sequence[triagelijst.Wachtende], archief: Archief) -> dict[UUID, list[Betrokkene]]:
    """The people of each case; whoever was destroyed meanwhile is not among them."""
    plaatsen = [(rij.stroom_id, versie) for rij in rijen for versie in rij.versies]
    mensen: dict[UUID, list[Betrokkene]] = defaultdict(list)
    for feit in sorted(archief.lees_plaatsen(plaatsen), key=lambda feit: feit.versie):
        if isinstance(feit.gebeurtenis, Aangemeld | AanmeldingAangevuld):
            mensen[feit.stroom_id] += (m for m in feit.gebeurtenis.betrokkenen if m.persoon_id != NIEMAND)
    return mensen


def _lopenden(
    rijen: Sequence[monitoring.Lopend], acties: Sequence[monitoring.OpenActie], toegang: Toegang
) -> list[LopendeUit]:
    vandaag = toegang.dienst.omgeving.vandaag()
    teksten = (
        _omschrijvingen(acties, toegang.dienst.archief) if toegang.gebruiker.ziet_persoonsgegevens else {}
    )
    bij: dict[UUID, list[OpenActieUit]] = defaultdict(list)
    for actie in acties:
        velden = {"omschrijving": teksten.get(actie.actie_id), "te_laat": actie.te_laat(vandaag)}
        bij[actie.stroom_id].append(OpenActieUit.model_validate({**vars(actie), **velden}))
    return [
        LopendeUit.model_validate(
            {
                **vars(rij),
                "volgende_moment": rij.volgende_datum,
                "te_laat": rij.te_laat(vandaag),
                "acties": bij[rij.stroom_id],
            }
        )
        for rij in rijen
    ]


def _omschrijvingen(acties: Sequence[monitoring.OpenActie], archief: Archief) -> dict[UUID, str]:
    feiten = archief.lees_plaatsen([(actie.stroom_id, actie.versie) for actie in acties])
    return {
        feit.gebeurtenis.actie_id: feit.gebeurtenis.omschrijving
        for feit in feiten
        if isinstance(feit.gebeurtenis, ActieToegewezen)
    }
