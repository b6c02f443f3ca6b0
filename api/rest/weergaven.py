"""Routes of the work lists, with names and texts from the kluis. Docstrings of routes are for users."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field

from api.aanmelding import Code, Dag
from api.rechten import Recht, beperking
from api.rest.delen import Limiet, Na, Uit, UtcTijdstip, VanTafel, bladzijde, uit_cursor
from api.rest.toegang import Mag, Toegang
from domain.bewaring import Vernietigd
from domain.casus.events import (
    Aangemeld,
    AanmeldingAangevuld,
    ActieToegewezen,
    VoortgangVastgelegd,
)
from domain.casus.state import Fase
from domain.casus.waarden import NIEMAND, Aanzet, Betrokkene, Betrokkenheid
from domain.historie import Ookfeit
from domain.rollen import Rol
from projections import monitoring, triagelijst
from projections.monitoring import Moment

router = APIRouter(prefix="/v1", tags=["weergaven"])

Feiten = Mapping[tuple[UUID, int], Ookfeit | Vernietigd]
"""Facts by their place: the case and the version."""


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
    aangemeld_op: UtcTijdstip = Field(description="Wanneer de aanmelding hier binnenkwam.")
    sinds: date = Field(description="De dag van de aanmelding. Vanaf deze dag telt 'dagenWacht'.")
    dagen_wacht: int
    aangehouden: bool = Field(description="Is de casus bij een eerdere triage aangehouden?")
    voor_triage: date = Field(
        description="De triage waarvoor de casus nu op de lijst staat. "
        "Dat is de eerste triage na de aanmelding of, na aanhouden, de dag waarop de casus terugkomt."
    )
    termijn: date = Field(
        description="De eerste triage na de aanmelding. Uiterlijk op deze dag hoort de casus te zijn besproken. "
        "Aanhouden verandert deze dag niet."
    )
    over_termijn: bool = Field(description="Is de termijn voorbij, terwijl de casus nog wacht?")
    compleet: bool = Field(description="Er ontbreekt niets. De triage kan dan tot een ICO besluiten.")
    ontbreekt: list[OntbreektUit] = Field(description="Wat nog niet is aangeleverd.")
    onduidelijk: list[str] = Field(
        description="Codes van de criteria die de vorige triage onduidelijk vond. "
        "Een criterium gaat van deze lijst zodra er nieuwe feiten over zijn aangeleverd. "
        "Feiten die nog nooit zijn aangeleverd, staan bij 'ontbreekt'."
    )
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
    uiterlijk: date = Field(description="De laatste dag waarop de actie klaar hoort te zijn.")
    te_laat: bool = Field(description="Is die dag voorbij?")


class VoorstelUit(Uit):
    """A day that one regisseur proposed to the other."""

    datum: date
    door: Rol


class LopendeUit(Uit):
    """A running case."""

    casusnummer: str
    organisatie: str
    gemeente: str
    aanpak: str | None
    fase: Fase
    procesregisseur: str | None
    casusregisseur: str | None
    betrokkenen: list[WieUit]
    laatste_voortgang: date | None = Field(description="De dag waarop de voortgang het laatst is vastgelegd.")
    voortgang: str | None = Field(description="Wat toen over de voortgang is vastgelegd.")
    aan_zet: Aanzet | None = Field(
        description="Wie nu iets moet doen. Bij een open voorstel voor de agenda is dat de andere regisseur. "
        "Anders geldt wat het laatst is vastgelegd: de voortgang zegt wie aan zet is; na een triage, een ICO, "
        "een afspraak voor de agenda, opschalen, voorlopig afsluiten of heropenen is het de procesregisseur. "
        "Leeg: de casus is afgeschaald."
    )
    aan_zet_sinds: date | None = Field(description="Sinds welke dag die aan zet is.")
    volgende_moment: date | None = Field(
        description="De eerste datum waarop iets moet gebeuren. "
        "Een datum die voorbij is blijft staan tot het is gebeurd."
    )
    volgende_soort: Moment | None = Field(
        description="Wat er dan moet gebeuren: een gepland ICO, de casus staat op de agenda, "
        "of de datum om opnieuw naar de casus te kijken."
    )
    agendavoorstel: VoorstelUit | None = Field(
        description="De datum die een van de twee regisseurs voor de agenda voorstelt. "
        "De ander heeft nog niet gereageerd. Een voorstel vervalt als de datum voorbij is."
    )
    opgeschaald_naar: str | None = Field(description="De code van het niveau waarnaar is opgeschaald.")
    te_laat: bool = Field(description="Had er voor vandaag iets moeten gebeuren?")
    redenen_te_laat: list[str] = Field(description="Wat er voor vandaag had moeten gebeuren, in zinnen.")
    acties: list[OpenActieUit] = Field(description="De open acties, de oudste datum eerst.")


class MonitoringUit(Uit):
    """The running cases of a table."""

    regels: list[LopendeUit]
    volgende: str | None


class WerkvoorraadregelUit(Uit):
    """What one procesregisseur has in hand."""

    procesregisseur: str | None = Field(description="Leeg: de casussen zonder procesregisseur.")
    casussen: int = Field(description="Hoeveel casussen lopen.")
    open_acties: int = Field(description="Hoeveel acties in die casussen nog open zijn.")
    te_laat: int = Field(description="Hoeveel van die open acties over hun datum zijn.")


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
    feiten = _uit_de_kluis(((rij.stroom_id, versie) for rij in rijen for versie in rij.versies), toegang)
    return [
        WachtendeUit.model_validate(
            {
                **vars(rij),
                "compleet": rij.compleet,
                "dagen_wacht": rij.dagen_wacht(vandaag),
                "over_termijn": rij.over_termijn(vandaag),
                "toestemmingen": rij,
                "betrokkenen": _mensen(rij, feiten),
            }
        )
        for rij in rijen
    ]


def _lopenden(
    rijen: Sequence[monitoring.Lopend], acties: Sequence[monitoring.OpenActie], toegang: Toegang
) -> list[LopendeUit]:
    vandaag = toegang.dienst.omgeving.vandaag()
    plaatsen = [(actie.stroom_id, actie.versie) for actie in acties]
    for rij in rijen:
        versies = (*rij.versies, rij.voortgang_versie)
        plaatsen += ((rij.stroom_id, versie) for versie in versies if versie is not None)
    feiten = _uit_de_kluis(plaatsen, toegang)
    bij: dict[UUID, list[OpenActieUit]] = defaultdict(list)
    for actie in acties:
        feit = feiten.get((actie.stroom_id, actie.versie))
        tekst = feit.omschrijving if isinstance(feit, ActieToegewezen) else None
        velden = {"omschrijving": tekst, "te_laat": actie.te_laat(vandaag)}
        bij[actie.stroom_id].append(OpenActieUit.model_validate({**vars(actie), **velden}))
    return [_lopende(rij, bij[rij.stroom_id], feiten, vandaag=vandaag) for rij in rijen]


def _lopende(
    rij: monitoring.Lopend, acties: Sequence[OpenActieUit], feiten: Feiten, *, vandaag: date
) -> LopendeUit:
    moment, soort = rij.volgende or (None, None)
    beurt = rij.beurt(vandaag)
    voortgang = feiten.get((rij.stroom_id, rij.voortgang_versie)) if rij.voortgang_versie else None
    return LopendeUit.model_validate(
        {
            **vars(rij),
            "betrokkenen": _mensen(rij, feiten),
            "voortgang": voortgang.tekst if isinstance(voortgang, VoortgangVastgelegd) else None,
            "aan_zet": beurt.wie,
            "aan_zet_sinds": beurt.sinds,
            "volgende_moment": moment,
            "volgende_soort": soort,
            "agendavoorstel": rij.agendavoorstel(vandaag),
            "te_laat": rij.te_laat(vandaag),
            "redenen_te_laat": rij.redenen_te_laat(vandaag),
            "acties": acties,
        }
    )


def _uit_de_kluis(plaatsen: Iterable[tuple[UUID, int]], toegang: Toegang) -> Feiten:
    """The facts at these places with their content; none for who does not see personal data."""
    if not toegang.gebruiker.ziet_persoonsgegevens:
        return {}
    feiten = toegang.dienst.archief.lees_plaatsen(list(plaatsen))
    return {(feit.stroom_id, feit.versie): feit.gebeurtenis for feit in feiten}


def _mensen(rij: triagelijst.Wachtende | monitoring.Lopend, feiten: Feiten) -> list[Betrokkene]:
    """The people of a case; whoever was destroyed meanwhile is not among them."""
    mensen: list[Betrokkene] = []
    for versie in rij.versies:
        feit = feiten.get((rij.stroom_id, versie))
        if isinstance(feit, Aangemeld | AanmeldingAangevuld):
            mensen += (mens for mens in feit.betrokkenen if mens.persoon_id != NIEMAND)
    return mensen
