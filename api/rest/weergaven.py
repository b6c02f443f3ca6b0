"""Routes of the running cases, with names and texts from the kluis. Docstrings of routes are for users."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import Query
from pydantic import Field

from api.aanmelding import Code
from api.beperkt import NIEMAND_BEPERKT, Beperkten, met_merk, raakt
from api.bereik import beperking
from api.rechten import Recht
from api.rest.casusdelen import CASUS_BEPERKT, WieInCasusUit
from api.rest.delen import LijstOp, Limiet, Na, Uit, VanTafel, bladzijde, uit_cursor
from api.rest.deur import Mag
from api.rest.terugblik import LOPEND, Blik, Lijst, Terugblik, kijk
from api.rest.toegang import Toegang
from api.rest.uit_de_kluis import Feiten, beperkten_van, getoond, lees, toon_mensen
from api.wegen import Wegen
from domain.casus.events import ActieToegewezen, VerklarendeAnalyseGevraagd, VoortgangVastgelegd
from domain.casus.state import Fase
from domain.casus.waarden import Aanzet, Betrokkene
from domain.overleg.waarden import Puntsoort
from domain.rollen import Rol
from domain.tafels import Tafel
from projections import monitoring
from projections.monitoring import Moment

router = Wegen(prefix="/v1", tags=["weergaven"])


class OpenActieUit(Uit):
    """An action without an end."""

    actie_id: UUID
    omschrijving: str | None
    organisatie: str
    medewerker: str | None
    uiterlijk: date = Field(description="De laatste dag waarop de actie klaar hoort te zijn.")
    te_laat: bool = Field(description="Is die dag voorbij?")


class OpenAnalyseUit(Uit):
    """A verklarende analyse that is not there yet."""

    analyse_id: UUID
    vraag: str | None
    organisatie: str
    uiterlijk: date = Field(description="De laatste dag waarop de analyse er hoort te zijn.")
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
    beperkt: bool = Field(description=CASUS_BEPERKT)
    betrokkenen: list[WieInCasusUit]
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
        description="Wat er dan moet gebeuren: een gepland ICO, de casus moet op de agenda of staat op die van een "
        "overleg, of het is de datum om opnieuw naar de casus of naar uitstel van informeren te kijken."
    )
    overleg_id: UUID | None = Field(description="Het overleg waarvoor de casus op de agenda staat.")
    overleg_soort: Puntsoort | None = Field(description="Waarvoor de casus op die agenda staat.")
    agendavoorstel: VoorstelUit | None = Field(
        description="De datum die een van de twee regisseurs voor de agenda voorstelt. "
        "De ander heeft nog niet gereageerd. Een voorstel vervalt als de datum voorbij is."
    )
    opgeschaald_naar: str | None = Field(description="De code van het niveau waarnaar is opgeschaald.")
    te_laat: bool = Field(description="Had er voor vandaag iets moeten gebeuren?")
    redenen_te_laat: list[str] = Field(description="Wat er voor vandaag had moeten gebeuren, in zinnen.")
    acties: list[OpenActieUit] = Field(description="De open acties, de oudste datum eerst.")
    analyses: list[OpenAnalyseUit] = Field(
        description="De verklarende analyses die er nog niet zijn, de oudste datum eerst."
    )


class MonitoringUit(Lijst):
    """The running cases of a table."""

    regels: list[LopendeUit]


class WerkvoorraadregelUit(Uit):
    """What one procesregisseur has in hand."""

    procesregisseur: str | None = Field(description="Leeg: de casussen zonder procesregisseur.")
    casussen: int = Field(description="Hoeveel casussen lopen.")
    opgenomen: int = Field(description="In hoeveel casussen het eerste ICO nog niet is gehouden.")
    in_monitoring: int
    afgeschaald: int
    voorlopig_afgesloten: int
    procesregisseur_aan_zet: int = Field(description="In hoeveel casussen de procesregisseur aan zet is.")
    casusregisseur_aan_zet: int
    deelnemers_aan_zet: int
    casussen_te_laat: int = Field(description="In hoeveel casussen voor vandaag iets had moeten gebeuren.")
    open_acties: int = Field(description="Hoeveel acties in die casussen nog open zijn.")
    te_laat: int = Field(description="Hoeveel van die open acties over hun datum zijn.")
    open_analyses: int = Field(description="Hoeveel verklarende analyses er nog niet zijn.")
    analyses_te_laat: int
    voorstellen: int = Field(description="Hoeveel voorstellen voor de agenda op antwoord wachten.")
    eerste_agenda: date | None = Field(
        description="De eerste dag, vanaf vandaag, waarop een van de casussen op een agenda staat."
    )
    oudste_voortgang: date | None = Field(
        description="Van welke dag de voortgang is die het langst geleden is vastgelegd."
    )
    zonder_voortgang: int = Field(description="In hoeveel casussen nog geen voortgang is vastgelegd.")


class WerkvoorraadUit(Terugblik):
    """The work per procesregisseur."""

    regels: list[WerkvoorraadregelUit]


@router.get("/monitoring", summary="De monitoringlijst bekijken")
def lees_monitoring(
    toegang: Annotated[Toegang, Mag(Recht.MONITORING, doel="monitoring")],
    tafel: VanTafel,
    procesregisseur: Annotated[Code | None, Query(description="Alleen van deze procesregisseur.")] = None,
    aan_zet: Annotated[
        Aanzet | None, Query(alias="aanZet", description="Alleen waar deze aan zet is.")
    ] = None,
    *,
    te_laat: Annotated[bool, Query(alias="teLaat", description="Alleen wat te laat is.")] = False,
    op: LijstOp = None,
    na: Na = None,
    limiet: Limiet = 50,
) -> MonitoringUit:
    """Bekijk de lopende casussen, te laat eerst. Een casusregisseur of deelnemer ziet alleen de eigen."""
    bij, vanaf, eigen = toegang.tafel(tafel), uit_cursor(na, monitoring.Sleutel), beperking(toegang.gebruiker)
    with kijk(toegang, bij, LOPEND, op=op) as blik:
        rijen, volgende = bladzijde(
            lambda aantal: monitoring.lopend(
                blik.verbinding,
                bij.id,
                organisatie=eigen.organisatie,
                procesregisseur=procesregisseur,
                casusregisseur=eigen.casusregisseur,
                deelnemer=eigen.deelnemer,
                nu=monitoring.Nu(blik.vandaag, aan_zet, te_laat),
                na=vanaf,
                limiet=aantal,
            ),
            limiet=limiet,
        )
        stromen = [rij.stroom_id for rij in rijen]
        taken = _Taken(
            monitoring.open_acties(blik.verbinding, bij.id, stromen=stromen),
            monitoring.open_analyses(blik.verbinding, bij.id, stromen=stromen),
        )
    regels = _lopenden(rijen, taken, toegang, tafel=bij, blik=blik)
    return MonitoringUit(regels=regels, volgende=volgende, **blik.uit)


@router.get("/werkvoorraad", summary="De werkvoorraad bekijken")
def lees_werkvoorraad(
    toegang: Annotated[Toegang, Mag(Recht.WERKVOORRAAD, doel="monitoring")],
    tafel: VanTafel,
    op: LijstOp = None,
) -> WerkvoorraadUit:
    """Bekijk hoeveel werk elke procesregisseur heeft."""
    bij = toegang.tafel(tafel)
    with kijk(toegang, bij, LOPEND, op=op) as blik:
        rijen = monitoring.werkdruk(blik.verbinding, bij.id, vandaag=blik.vandaag)
    return WerkvoorraadUit(regels=[WerkvoorraadregelUit.model_validate(rij) for rij in rijen], **blik.uit)


# --- joined from the kluis at read time ---------------------------------------------------------------------


@dataclass(frozen=True)
class _Taken:
    """What is still to be done in the cases of one page."""

    acties: Sequence[monitoring.OpenActie]
    analyses: Sequence[monitoring.OpenAnalyse]


def _lopenden(
    rijen: Sequence[monitoring.Lopend], taken: _Taken, toegang: Toegang, *, tafel: Tafel, blik: Blik
) -> list[LopendeUit]:
    vandaag = blik.vandaag
    plaatsen = [(actie.stroom_id, actie.versie) for actie in taken.acties]
    plaatsen += ((analyse.stroom_id, analyse.versie) for analyse in taken.analyses)
    for rij in rijen:
        versies = (*rij.versies, rij.voortgang_versie)
        plaatsen += ((rij.stroom_id, versie) for versie in versies if versie is not None)
    feiten = getoond(lees(plaatsen, toegang), toegang, tafel=tafel)
    mensen = toon_mensen(rijen, feiten, toegang, tafel=tafel)
    beperkt = beperkten_van((rij.stroom_id for rij in rijen), toegang)
    acties: dict[UUID, list[OpenActieUit]] = defaultdict(list)
    for actie in taken.acties:
        feit = feiten.get((actie.stroom_id, actie.versie))
        tekst = feit.omschrijving if isinstance(feit, ActieToegewezen) else None
        velden = {"omschrijving": tekst, "te_laat": actie.te_laat(vandaag)}
        acties[actie.stroom_id].append(OpenActieUit.model_validate({**vars(actie), **velden}))
    analyses: dict[UUID, list[OpenAnalyseUit]] = defaultdict(list)
    for analyse in taken.analyses:
        feit = feiten.get((analyse.stroom_id, analyse.versie))
        tekst = feit.vraag if isinstance(feit, VerklarendeAnalyseGevraagd) else None
        velden = {"vraag": tekst, "te_laat": analyse.te_laat(vandaag)}
        analyses[analyse.stroom_id].append(OpenAnalyseUit.model_validate({**vars(analyse), **velden}))
    return [
        _lopende(
            rij,
            feiten,
            mensen=wie,
            vandaag=vandaag,
            beperkten=beperkt.get(rij.stroom_id, NIEMAND_BEPERKT),
            te_doen={"acties": acties[rij.stroom_id], "analyses": analyses[rij.stroom_id]},
        )
        for rij, wie in zip(rijen, mensen, strict=True)
    ]


def _lopende(
    rij: monitoring.Lopend,
    feiten: Feiten,
    *,
    mensen: Sequence[Betrokkene],
    vandaag: date,
    beperkten: Beperkten,
    te_doen: Mapping[str, Sequence[Uit]],
) -> LopendeUit:
    moment, soort = rij.volgende or (None, None)
    beurt = rij.beurt(vandaag)
    voortgang = feiten.get((rij.stroom_id, rij.voortgang_versie)) if rij.voortgang_versie else None
    return LopendeUit.model_validate(
        {
            **vars(rij),
            "beperkt": raakt(mensen, beperkten),
            "betrokkenen": met_merk(mensen, beperkten),
            "voortgang": voortgang.tekst if isinstance(voortgang, VoortgangVastgelegd) else None,
            "aan_zet": beurt.wie,
            "aan_zet_sinds": beurt.sinds,
            "volgende_moment": moment,
            "volgende_soort": soort,
            "agendavoorstel": rij.agendavoorstel(vandaag),
            "te_laat": rij.te_laat(vandaag),
            "redenen_te_laat": rij.redenen_te_laat(vandaag),
            **te_doen,
        }
    )
