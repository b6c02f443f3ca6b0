"""Routes of what is due for destruction and what was destroyed; no case content. Docstrings are for users."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from api.aanmelding import Dag
from api.rechten import Recht
from api.rest.delen import Bewijsnummer, Limiet, Na, Uit, UtcTijdstip, VanTafel, bladzijde, uit_cursor
from api.rest.historie import SkeletUit, skelet_uit
from api.rest.problemen import OnbekendeVerwijdering
from api.rest.toegang import Mag, Toegang
from domain.casus.waarden import Verwijdergrond
from domain.rollen import Rol
from projections import verwijderrapport

router = APIRouter(prefix="/v1", tags=["verwijderingen"])

Rapportlezer = Annotated[Toegang, Mag(Recht.VERWIJDERRAPPORT, doel="verantwoording")]


class BewaartermijnUit(Uit):
    """Until when the data of a case may be there."""

    casusnummer: str
    bewaren_tot: date
    regel: str
    uitgewerkt: bool
    verstreken: bool
    over_termijn: bool
    voorgesteld_door: str | None
    grond: Verwijdergrond | None


class BewaartermijnenUit(Uit):
    """What can be destroyed."""

    regels: list[BewaartermijnUit]
    volgende: str | None


class VerwijderingUit(Uit):
    """What remains of a case whose data were destroyed."""

    bewijsnummer: str
    tafel: str
    regime: str
    verwijderd_op: UtcTijdstip
    rol: Rol
    grond: Verwijdergrond
    regel: str
    bewaren_tot: date
    voorgesteld_door: str
    uitgevoerd_door: str
    wijze: str
    systemen: list[str]
    gecontroleerd: list[str]


class VerwijderingenUit(Uit):
    """What was destroyed at a table, newest first."""

    regels: list[VerwijderingUit]
    volgende: str | None


@router.get("/bewaartermijnen", summary="Bekijken wat vernietigd kan worden")
def lees_bewaartermijnen(
    toegang: Annotated[Toegang, Mag(Recht.BEWAARTERMIJNEN, doel="verwijdering")],
    tafel: VanTafel,
    op: Annotated[Dag | None, Query(description="De dag om naar te kijken. Zonder: vandaag.")] = None,
    na: Na = None,
    limiet: Limiet = 50,
) -> BewaartermijnenUit:
    """Bekijk van welke casussen de gegevens vernietigd kunnen worden, en volgens welke regel."""
    bij, vanaf = toegang.tafel(tafel), uit_cursor(na, verwijderrapport.Termijnsleutel)
    dag = op or toegang.dienst.omgeving.vandaag()
    with toegang.dienst.engine.connect() as verbinding:
        rijen, volgende = bladzijde(
            lambda aantal: verwijderrapport.te_verwijderen(
                verbinding, bij.id, vandaag=dag, na=vanaf, limiet=aantal
            ),
            limiet=limiet,
        )
    return BewaartermijnenUit(regels=[_termijn(rij, dag) for rij in rijen], volgende=volgende)


@router.get("/verwijderingen", summary="Het verwijderrapport bekijken")
def lees_verwijderingen(
    toegang: Rapportlezer, tafel: VanTafel, na: Na = None, limiet: Limiet = 50
) -> VerwijderingenUit:
    """Bekijk wat er is vernietigd: waarom, hoe, door wie en wat daarna is gecontroleerd."""
    bij, vanaf = toegang.tafel(tafel), uit_cursor(na, verwijderrapport.Verwijdersleutel)
    with toegang.dienst.engine.connect() as verbinding:
        rijen, volgende = bladzijde(
            lambda aantal: verwijderrapport.verwijderd(verbinding, bij.id, na=vanaf, limiet=aantal),
            limiet=limiet,
        )
    return VerwijderingenUit(regels=[VerwijderingUit.model_validate(rij) for rij in rijen], volgende=volgende)


@router.get("/verwijderingen/{bewijsnummer}", summary="Eén verwijdering bekijken")
def lees_verwijdering(bewijsnummer: Bewijsnummer, toegang: Rapportlezer) -> VerwijderingUit:
    """Zoek een verwijdering op met het bewijsnummer."""
    return VerwijderingUit.model_validate(_zoek(bewijsnummer, toegang))


@router.get("/verwijderingen/{bewijsnummer}/gebeurtenissen", summary="Bekijken wat er overblijft")
def lees_skelet(bewijsnummer: Bewijsnummer, toegang: Rapportlezer) -> SkeletUit:
    """Bekijk welke gebeurtenissen er waren, zonder de inhoud die is vernietigd."""
    return skelet_uit(toegang.dienst.shell.skelet(_zoek(bewijsnummer, toegang).stroom_id))


def _zoek(bewijsnummer: str, toegang: Toegang) -> verwijderrapport.Verwijdering:
    with toegang.dienst.engine.connect() as verbinding:
        gevonden = verwijderrapport.verwijdering(verbinding, bewijsnummer)
    if gevonden is None or gevonden.tafel not in toegang.gebruiker.tafels:
        raise OnbekendeVerwijdering
    return gevonden


def _termijn(rij: verwijderrapport.Termijn, dag: date) -> BewaartermijnUit:
    stand = {"verstreken": rij.verstreken(dag), "over_termijn": rij.over_termijn(dag)}
    return BewaartermijnUit.model_validate({**vars(rij), **stand})
