"""Routes of what is due for destruction and what was destroyed; no case content. Docstrings are for users."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Annotated

from fastapi import Query
from pydantic import Field

from api.aanmelding import Dag
from api.rechten import Recht
from api.rest.beslissingen import BeslissingenUit, beslissingen_van_skelet
from api.rest.delen import (
    Bewijsnummer,
    LijstOp,
    Limiet,
    Na,
    Uit,
    UtcTijdstip,
    VanTafel,
    bladzijde,
    uit_cursor,
)
from api.rest.deur import Mag
from api.rest.deurfouten import OnbekendeVerwijdering
from api.rest.historie import SkeletUit, skelet_uit
from api.rest.terugblik import TERMIJNEN, VERWIJDERD, Lijst, kijk
from api.rest.toegang import Toegang
from api.tegenhouden import LOOPT, Stand, standen_van
from api.uitvoerder import UITLEG, uitvoerder
from api.wegen import Wegen
from domain.bewaring import WEG
from domain.casus.events import BijdrageVernietigd, PersoonVernietigd
from domain.casus.waarden import NIEMAND, Opschortgrond, Vernietiggrond, Verwijdergrond
from domain.historie import Opgetekend
from domain.rollen import Rol
from infra.verklaring.register import nummers_van
from projections import verwijderrapport

router = Wegen(prefix="/v1", tags=["verwijderingen"])

Rapportlezer = Annotated[Toegang, Mag(Recht.VERWIJDERRAPPORT, doel="verantwoording")]


class BewaartermijnUit(Uit):
    """Until when the data of a case may be there."""

    casusnummer: str
    bewaren_tot: date = Field(description="Tot en met welke dag de gegevens er uiterlijk mogen zijn.")
    regel: str = Field(description="De bewaarregel; 'GET /v1/tafels/{tafelId}' zegt wat die inhoudt.")
    uitgewerkt: bool = Field(
        description="Is de casus nu afgesloten of niet opgenomen? Dan mogen de gegevens al eerder weg."
    )
    verstreken: bool = Field(
        description="Is op de peildatum de laatste dag van de termijn bereikt? Dan kan vernietigen op de grond "
        "'termijn-verstreken'."
    )
    over_termijn: bool = Field(
        description="Ligt de laatste dag van de termijn voor de peildatum? Dan hadden de gegevens al weg moeten zijn."
    )
    voorgesteld_door: str | None = Field(
        description="Pseudonieme id van wie vernietiging heeft voorgesteld. Leeg: dat deed nog niemand."
    )
    grond: Verwijdergrond | None = Field(description="Op welke grond vernietiging is voorgesteld.")
    opgeschort: bool = Field(description="Is de vernietiging opgeschort? Dan gaat er nu niets weg.")
    beperkt: bool = Field(description="Is de verwerking beperkt (AVG artikel 18)? Dan gaat er nu niets weg.")
    gronden: list[Opschortgrond] = Field(description="Op welke gronden is opgeschort.")
    herzien_op: date | None = Field(
        description="De eerste dag waarop een opschorting of beperking opnieuw wordt bekeken."
    )
    lijstnummer: str | None = Field(description="De vernietigingslijst waarop dit nu staat.")


class BewaartermijnenUit(Lijst):
    """What can be destroyed."""

    regels: list[BewaartermijnUit]


class VerwijderingUit(Uit):
    """What remains of a case or consultatie whose data were destroyed."""

    bewijsnummer: str
    soort: verwijderrapport.Soort = Field(
        description="Was het een casus, een consultatie, een verzoek van een betrokkene, of een deel van een casus: "
        "één persoon, of de bijdrage van één organisatie?"
    )
    tafel: str
    regime: str
    verwijderd_op: UtcTijdstip
    rol: Rol = Field(description="De rol van wie de vernietiging heeft uitgevoerd.")
    grond: Verwijdergrond | Vernietiggrond = Field(description="Waarom de gegevens zijn vernietigd.")
    regel: str | None = Field(
        description="De bewaarregel; 'GET /v1/tafels/{tafelId}' zegt wat die inhoudt. "
        "Leeg: een consultatie waarvoor geen termijn liep."
    )
    bewaren_tot: date | None = Field(
        description="Tot en met welke dag de gegevens er uiterlijk mochten zijn. Leeg: er liep geen termijn."
    )
    voorgesteld_door: str = Field(description="Pseudonieme id van wie de vernietiging voorstelde.")
    gecontroleerd_door: str | None = Field(
        description="Pseudonieme id van wie de lijst controleerde. Leeg bij een verzoek: dat staat op geen lijst."
    )
    goedgekeurd_door: str | None = Field(description="Pseudonieme id van wie de lijst goedkeurde.")
    uitgevoerd_door: str = Field(description=f"{UITLEG} Altijd iemand anders dan de andere drie.")
    lijstnummer: str | None = Field(description="De vernietigingslijst waarop dit stond.")
    verklaringsnummer: str | None = Field(
        description="De verklaring van vernietiging van die lijst. Leeg: die is er nog niet, of er was geen lijst."
    )
    wijze: str = Field(description="Hoe de gegevens zijn vernietigd.")
    systemen: list[str] = Field(description="Waar de gegevens stonden.")
    gecontroleerd: list[str] = Field(
        description="Wat daarna is gecontroleerd. Leeg bij een deel van een casus: dat staat in de verklaring."
    )


class VerwijderingenUit(Lijst):
    """What was destroyed at a table, newest first."""

    regels: list[VerwijderingUit]


@router.get("/bewaartermijnen", summary="Bekijken wat vernietigd kan worden")
def lees_bewaartermijnen(  # noqa: PLR0917 FastAPI binds them by name
    toegang: Annotated[Toegang, Mag(Recht.BEWAARTERMIJNEN, doel="verwijdering")],
    tafel: VanTafel,
    peildatum: Annotated[
        Dag | None,
        Query(
            description="Toon ook wat op deze dag aan de beurt is als er niets verandert, zoals 2031-03-02. "
            "De casussen zijn die van nu, of die van 'op'. Zonder: vandaag, of de dag van 'op'."
        ),
    ] = None,
    op: LijstOp = None,
    na: Na = None,
    limiet: Limiet = 50,
) -> BewaartermijnenUit:
    """Bekijk van welke casussen de gegevens vernietigd kunnen worden, en volgens welke regel.

    Is de vernietiging opgeschort of de verwerking beperkt, dan staat dat erbij, met de dag waarop dat opnieuw wordt
    bekeken. Ook ziet u op welke vernietigingslijst iets al staat.

    De casus die het eerst aan de beurt is staat bovenaan.
    """
    bij, vanaf = toegang.tafel(tafel), uit_cursor(na, verwijderrapport.Termijnsleutel)
    with kijk(toegang, bij, TERMIJNEN, op=op) as blik:
        dag = peildatum or blik.vandaag
        rijen, volgende = bladzijde(
            lambda aantal: verwijderrapport.te_verwijderen(
                blik.verbinding, bij.id, vandaag=dag, na=vanaf, limiet=aantal
            ),
            limiet=limiet,
        )
        standen = standen_van(blik.verbinding, bij.id, [rij.stroom_id for rij in rijen])
    toegang.toon_nummers((rij.stroom_id for rij in rijen), tafel=bij)
    regels = [_termijn(rij, standen.get(rij.stroom_id, LOOPT), dag) for rij in rijen]
    return BewaartermijnenUit(regels=regels, volgende=volgende, **blik.uit)


@router.get("/verwijderingen", summary="Het verwijderrapport bekijken")
def lees_verwijderingen(  # noqa: PLR0917 FastAPI binds them by name
    toegang: Rapportlezer,
    tafel: VanTafel,
    van: Annotated[Dag | None, Query(description="Alleen wat op of na deze dag is vernietigd.")] = None,
    tot: Annotated[Dag | None, Query(description="Alleen wat op of voor deze dag is vernietigd.")] = None,
    op: LijstOp = None,
    na: Na = None,
    limiet: Limiet = 50,
) -> VerwijderingenUit:
    """Bekijk wat er is vernietigd: waarom, hoe, door wie en wat daarna is gecontroleerd."""
    bij, vanaf = toegang.tafel(tafel), uit_cursor(na, verwijderrapport.Verwijdersleutel)
    with kijk(toegang, bij, VERWIJDERD, op=op) as blik:
        rijen, volgende = bladzijde(
            lambda aantal: verwijderrapport.verwijderd(
                blik.verbinding, bij.id, van=van, tot=tot, na=vanaf, limiet=aantal
            ),
            limiet=limiet,
        )
        lijsten = [rij.lijstnummer for rij in rijen if rij.lijstnummer is not None]
        verklaringen = nummers_van(blik.verbinding, lijsten, tot=op)
    regels = [_verwijdering(rij, verklaringen) for rij in rijen]
    return VerwijderingenUit(regels=regels, volgende=volgende, **blik.uit)


@router.get("/verwijderingen/{bewijsnummer}", summary="Eén verwijdering bekijken")
def lees_verwijdering(bewijsnummer: Bewijsnummer, toegang: Rapportlezer) -> VerwijderingUit:
    """Zoek een verwijdering op met het bewijsnummer."""
    gevonden = _zoek(bewijsnummer, toegang)
    lijsten = () if gevonden.lijstnummer is None else (gevonden.lijstnummer,)
    with toegang.dienst.engine.connect() as verbinding:
        return _verwijdering(gevonden, nummers_van(verbinding, lijsten))


@router.get("/verwijderingen/{bewijsnummer}/gebeurtenissen", summary="Bekijken wat er overblijft")
def lees_skelet(bewijsnummer: Bewijsnummer, toegang: Rapportlezer) -> SkeletUit:
    """Bekijk welke gebeurtenissen er waren, zonder de inhoud die is vernietigd.

    Van een deel van een casus ziet u alleen de vernietiging zelf: de rest van de casus is er nog, en is niet van u.
    """
    return skelet_uit(*_skelet(bewijsnummer, toegang))


@router.get("/verwijderingen/{bewijsnummer}/beslissingen", summary="Bekijken wat er is besloten")
def lees_beslissingen_van_skelet(bewijsnummer: Bewijsnummer, toegang: Rapportlezer) -> BeslissingenUit:
    """Bekijk wat van de beslissingen overblijft: wat voor besluit, wanneer, in welke rol en volgens welke regels."""
    return beslissingen_van_skelet(*_skelet(bewijsnummer, toegang))


def _skelet(bewijsnummer: str, toegang: Toegang) -> tuple[list[Opgetekend], verwijderrapport.Soort]:
    gevonden, archief = _zoek(bewijsnummer, toegang), toegang.dienst.archief
    historie = archief.lees(gevonden.stroom_id, bos=archief.bos())
    if gevonden.soort not in (verwijderrapport.Soort.PERSOON, verwijderrapport.Soort.BIJDRAGE):
        return historie, gevonden.soort
    # The casus lives: of it nothing is told but that something was destroyed under this number, and not of whom.
    deze = [feit for feit in historie if dict(feit.blijvend).get("bewijsnummer") == bewijsnummer]
    return [_zonder_inhoud(feit) for feit in deze], gevonden.soort


def _zonder_inhoud(opgetekend: Opgetekend) -> Opgetekend:
    """The fact without whom it was about."""
    feit = opgetekend.gebeurtenis
    if isinstance(feit, PersoonVernietigd):
        return replace(opgetekend, gebeurtenis=replace(feit, persoon_id=NIEMAND))
    if isinstance(feit, BijdrageVernietigd):
        return replace(opgetekend, gebeurtenis=replace(feit, organisatie=WEG))
    return opgetekend


def _zoek(bewijsnummer: str, toegang: Toegang) -> verwijderrapport.Verwijdering:
    with toegang.dienst.engine.connect() as verbinding:
        gevonden = verwijderrapport.verwijdering(verbinding, bewijsnummer)
    if gevonden is None or gevonden.tafel not in toegang.gebruiker.tafels:
        raise OnbekendeVerwijdering
    return gevonden


def _verwijdering(rij: verwijderrapport.Verwijdering, verklaringen: Mapping[str, str]) -> VerwijderingUit:
    erbij = {
        "uitgevoerd_door": uitvoerder(rij.uitgevoerd_door),
        "verklaringsnummer": verklaringen.get(rij.lijstnummer or ""),
    }
    return VerwijderingUit.model_validate({**vars(rij), **erbij})


def _termijn(rij: verwijderrapport.Termijn, stand: Stand, dag: date) -> BewaartermijnUit:
    bereikt = {"verstreken": rij.verstreken(dag), "over_termijn": rij.over_termijn(dag)}
    return BewaartermijnUit.model_validate({**vars(rij), **bereikt, **vars(stand)})
