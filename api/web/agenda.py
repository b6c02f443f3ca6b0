"""The agenda of a table: by month, one overleg with its items and who comes, planning it, and paper for the table."""

from calendar import Calendar
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from http import HTTPStatus
from typing import Annotated, Any
from uuid import UUID

from fastapi import Query, Response
from pydantic import Field, StringConstraints
from starlette.responses import HTMLResponse

from api.aanmelding import Code
from api.bereik import mag_antwoorden
from api.rechten import Recht
from api.rest.agenda import OverlegKort, Overleglezer, lees_overleg, lees_overleggen
from api.rest.delen import OverlegId
from api.rest.deur import Mag
from api.rest.overleggen import OverlegIn, plan_overleg
from api.rest.toegang import Toegang
from api.web import agendawacht
from api.web.formulier import Formulier, Ingevuld, OngeldigeInvoer, Soort, Veld, Veldfout
from api.web.formulier import lees as lees_invoer
from api.web.handelingen.soort import moment, regel, uit, vink
from api.web.overlegformulieren import (
    HANDELINGEN,
    Bij,
    Handeling,
    Uitnodigingen,
    naam_van,
    nodig_allen_uit,
    vaste,
    voor_het_geheel,
)
from api.web.proef import op_versie
from api.web.scherm import Kruimel, Menupunt, TafelVraag, Tekenaar, gekozen, verder
from api.web.woorden import woord
from api.wegen import Wegen
from domain.casus.waarden import Vorm
from domain.overleg.state import Overlegfase
from domain.overleg.waarden import Overlegsoort
from domain.tafels import Tafel
from domain.weigering import Weigering
from infra.kalender import feestdag
from infra.optekenen import VerouderdeVersie
from projections import monitoring
from projections.dagen import dag_van

MENU = (Menupunt("Agenda", "/agenda", Recht.OVERLEG_LEZEN),)
MEEST = 200
OP_CODE = {een.code: een for een in HANDELINGEN}

router = Wegen()

Planner = Annotated[Toegang, Mag(Recht.OVERLEG, doel="casusoverleg")]
Maand = Annotated[
    Annotated[str, StringConstraints(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$")] | None,
    Query(description="De maand, zoals 2026-03. Zonder: deze maand."),
]
Gedaan = Annotated[Code | None, Query(description="Wat zojuist is vastgelegd.")]


class Plan(OverlegIn):
    """An overleg to plan, and who are invited for it at once."""

    genodigden: Annotated[list[Code], Field(max_length=100)] = Field(default_factory=list)


@dataclass(frozen=True)
class Dagvak:
    """One day in the month."""

    dag: date
    overleggen: Sequence[OverlegKort]
    feestdag: str | None
    erbuiten: bool


@dataclass(frozen=True)
class IcoDag:
    """A case with an ICO, or one that waits for its first."""

    casusnummer: str
    op: date | None


@router.get("/agenda")
def lees_agenda(
    scherm: Tekenaar, toegang: Overleglezer, tafel: TafelVraag = None, maand: Maand = None
) -> HTMLResponse:
    """The overleggen of a month, what still fits in, and the ICO's."""
    bij = gekozen(toegang, tafel)
    if bij is None:
        return scherm.kies_tafel(toegang, "Agenda", agendawacht.tel)
    vandaag = toegang.dienst.omgeving.vandaag()
    eerste = date.fromisoformat(f"{maand}-01") if maand else vandaag.replace(day=1)
    laatste = _volgende_maand(eerste) - timedelta(days=1)
    lijst = lees_overleggen(toegang, bij.id, van=eerste, tot=laatste, limiet=MEEST)
    icos, wachten = _icos(toegang, bij, eerste, laatste)
    return scherm.toon(
        "agenda/maand.html",
        toegang,
        [Kruimel("Agenda")],
        tafel=bij,
        eerste=eerste,
        weken=weken_van(eerste, lijst.regels),
        regels=lijst.regels,
        vorige=f"{eerste - timedelta(days=1):%Y-%m}",
        volgende=f"{_volgende_maand(eerste):%Y-%m}",
        icos=icos,
        wachten=wachten,
        komende=agendawacht.komende(toegang, bij),
        mag_triage=toegang.gebruiker.mag(Recht.TRIAGELIJST),
        mag_plannen=toegang.gebruiker.mag(Recht.OVERLEG),
        mag_ico=toegang.gebruiker.mag(Recht.ICO),
        mag_lezen=toegang.gebruiker.mag(Recht.CASUS_LEZEN),
    )


@router.get("/agenda/plan")
def vraag_plan(scherm: Tekenaar, toegang: Planner, tafel: TafelVraag = None) -> HTMLResponse:
    """Ask when, where and with whom."""
    bij = gekozen(toegang, tafel)
    if bij is None:
        return scherm.kies_tafel(toegang, "Een overleg plannen")
    return _toon_plan(scherm, toegang, bij, _planformulier(toegang, bij))


@router.post("/agenda/plan")
def leg_plan_vast(scherm: Tekenaar, toegang: Planner, invoer: Ingevuld, tafel: TafelVraag = None) -> Response:
    """Plan the overleg and invite who was ticked."""
    bij = gekozen(toegang, tafel)
    if bij is None:
        return scherm.kies_tafel(toegang, "Een overleg plannen")
    formulier = _planformulier(toegang, bij)
    try:
        plan = lees_invoer(Plan, formulier.velden, invoer, tafel=bij.id)
        gedaan = plan_overleg(plan, Response(), toegang)
        if plan.genodigden and "OverlegGepland" in "".join(gedaan.vastgelegd):
            nodig_allen_uit(gedaan.overleg_id, Uitnodigingen(genodigden=plan.genodigden), toegang)
    except OngeldigeInvoer as fout:
        return _toon_plan(scherm, toegang, bij, formulier.met(invoer, *fout.fouten), HTTPStatus.BAD_REQUEST)
    except Weigering as fout:
        anders = formulier.met(invoer, Veldfout(str(fout)))
        return _toon_plan(scherm, toegang, bij, anders, HTTPStatus.CONFLICT)
    return verder(f"/agenda/{gedaan.overleg_id}?gedaan=plan")


@router.get("/agenda/{overlegId}")
def lees_een(
    scherm: Tekenaar, toegang: Overleglezer, overleg_id: OverlegId, gedaan: Gedaan = None
) -> HTMLResponse:
    """One overleg: what stands on its agenda, who comes, and what can be done with it now."""
    bij = _bij(toegang, overleg_id)
    eigen = [(een, een.niet(bij)) for een in HANDELINGEN if toegang.gebruiker.mag(een.recht)]
    titel = "Het overleg plannen" if gedaan == "plan" else OP_CODE[gedaan].titel if gedaan in OP_CODE else ""
    return scherm.toon(
        "agenda/overleg.html",
        toegang,
        _kruimels(bij, None),
        tafel=bij.tafel,
        **_over(bij),
        wacht=_wacht(bij),
        mag_triage=toegang.gebruiker.mag(Recht.TRIAGELIJST),
        kan=[een for een, niet in eigen if not niet],
        kan_niet=[(een, niet) for een, niet in eigen if niet],
        gedaan=titel,
        mag_lezen=toegang.gebruiker.mag(Recht.CASUS_LEZEN),
    )


@router.get("/agenda/{overlegId}/papier")
def lees_papier(scherm: Tekenaar, toegang: Overleglezer, overleg_id: OverlegId) -> HTMLResponse:
    """The agenda as it lies on the table: each case with room to write."""
    bij = _bij(toegang, overleg_id)
    wacht = _wacht(bij)
    if wacht is not None:
        toegang.toon_nummers((een.stroom_id for een in wacht.wachtenden), tafel=bij.tafel)
    return scherm.toon(
        "agenda/papier.html",
        toegang,
        _kruimels(bij, "Voor op tafel"),
        tafel=bij.tafel,
        wacht=wacht,
        mag_triage=toegang.gebruiker.mag(Recht.TRIAGELIJST),
        **_over(bij),
    )


# --- each command a form ------------------------------------------------------------------------------------


def _vraag(handeling: Handeling[Any]) -> Callable[..., Response]:
    """The route that asks."""

    def vraag(
        scherm: Tekenaar,
        overleg_id: OverlegId,
        toegang: Annotated[Toegang, Mag(handeling.recht, doel="casusoverleg")],
    ) -> Response:
        bij = _bij(toegang, overleg_id)
        return _toon(scherm, bij, handeling, _formulier(bij, handeling))

    return vraag


def _antwoord(handeling: Handeling[Any]) -> Callable[..., Response]:
    """The route that records."""

    def leg_vast(
        scherm: Tekenaar,
        overleg_id: OverlegId,
        invoer: Ingevuld,
        toegang: Annotated[Toegang, Mag(handeling.recht, doel="casusoverleg")],
    ) -> Response:
        bij = _bij(toegang, overleg_id)
        formulier = _formulier(bij, handeling)
        try:
            gelezen = lees_invoer(handeling.model, formulier.velden, invoer)
            handeling.doe(overleg_id, gelezen, op_versie(toegang, invoer.versie))
        except OngeldigeInvoer as fout:
            opnieuw = formulier.met(invoer, *fout.fouten)
            return _toon(scherm, bij, handeling, opnieuw, HTTPStatus.BAD_REQUEST)
        except Weigering as fout:
            opnieuw = formulier.met(invoer, Veldfout(str(fout)))
            return _toon(scherm, bij, handeling, opnieuw, HTTPStatus.CONFLICT)
        except VerouderdeVersie:
            return _toon(scherm, bij, handeling, formulier.met(invoer), HTTPStatus.PRECONDITION_FAILED)
        if not toegang.gebruiker.mag(Recht.OVERLEG_LEZEN):
            return verder("/")
        return verder(f"/agenda/{overleg_id}?gedaan={handeling.code}")

    return leg_vast


def _formulier(bij: Bij, handeling: Handeling[Any]) -> Formulier:
    return Formulier(
        f"/agenda/{bij.uit.overleg_id}/{handeling.code}",
        "Vastleggen",
        tuple(handeling.velden(bij)),
        versie=bij.versie,
    )


def _toon(
    scherm: Tekenaar,
    bij: Bij,
    handeling: Handeling[Any],
    formulier: Formulier,
    status: HTTPStatus = HTTPStatus.OK,
) -> HTMLResponse:
    return scherm.toon(
        "agenda/handeling.html",
        bij.toegang,
        _kruimels(bij, handeling.titel),
        status,
        bij.tafel,
        **_over(bij),
        titel=handeling.titel,
        niet=handeling.niet(bij) if status is HTTPStatus.OK else "",
        veranderd=status is HTTPStatus.PRECONDITION_FAILED,
        formulier=replace(formulier, versie=bij.versie),
        waar=bij.uit.plaats if _mag_weten_waar(bij) else None,
        terug=f"/agenda/{bij.uit.overleg_id}" if bij.toegang.gebruiker.mag(Recht.OVERLEG_LEZEN) else "/",
    )


for _een in HANDELINGEN:
    router.add_api_route(f"/agenda/{{overlegId}}/{_een.code}", _vraag(_een), methods=["GET"])
    router.add_api_route(f"/agenda/{{overlegId}}/{_een.code}", _antwoord(_een), methods=["POST"])


# --- shared -------------------------------------------------------------------------------------------------


def weken_van(eerste: date, overleggen: Sequence[OverlegKort]) -> list[list[Dagvak]]:
    """The weeks of a month, each with its seven days."""
    return [
        [
            Dagvak(
                dag,
                [een for een in overleggen if dag_van(een.begint) == dag],
                feestdag(dag) if dag.month == eerste.month else None,
                dag.month != eerste.month,
            )
            for dag in week
        ]
        for week in Calendar().monthdatescalendar(eerste.year, eerste.month)
    ]


def _volgende_maand(eerste: date) -> date:
    return (eerste + timedelta(days=31)).replace(day=1)


def _icos(toegang: Toegang, tafel: Tafel, van: date, tot: date) -> tuple[Sequence[IcoDag], Sequence[IcoDag]]:
    """The ICO's of a period, and the cases that wait for their first one; by number, nobody of them is shown."""
    if not toegang.gebruiker.mag(Recht.MONITORING):
        return (), ()
    with toegang.dienst.leesplaats.verbinding() as verbinding:
        rijen = monitoring.lopend(verbinding, tafel.id, limiet=MEEST)
    gepland = [rij for rij in rijen if rij.ico_op is not None and van <= rij.ico_op <= tot]
    wachten = [rij for rij in rijen if agendawacht.wacht_op_ico(rij)]
    toegang.toon_nummers((rij.stroom_id for rij in (*gepland, *wachten)), tafel=tafel)
    icos = sorted(gepland, key=lambda rij: (rij.ico_op or van, rij.casusnummer))
    return [IcoDag(rij.casusnummer, rij.ico_op) for rij in icos], [
        IcoDag(rij.casusnummer, None) for rij in wachten
    ]


def _bij(toegang: Toegang, overleg_id: UUID) -> Bij:
    overleggen = toegang.dienst.overleggen
    versie, overleg = overleggen.historie(overleg_id)[-1].versie, overleggen.laad(overleg_id)
    uit_ = lees_overleg(overleg_id, toegang)
    return Bij(toegang, overleg, uit_, toegang.dienst.shell.tafel(uit_.tafel), versie)


def _wacht(bij: Bij) -> agendawacht.Wacht | None:
    """What waits for this overleg and is not on its agenda; of the first that comes alone."""
    wachten = agendawacht.komende(bij.toegang, bij.tafel)
    return next((een for een in wachten if een.overleg_id == bij.uit.overleg_id and een.wachtenden), None)


def _over(bij: Bij) -> dict[str, Any]:
    uit_ = bij.uit
    return {
        "overleg": uit_,
        "soort": woord(uit_.soort).capitalize(),
        "genodigden": [(een, naam_van(een, bij.woorden)) for een in uit_.uitnodigingen],
        "gaat_door": uit_.fase is Overlegfase.GEPLAND,
        "woorden": bij.woorden,
    }


def _mag_weten_waar(bij: Bij) -> bool:
    """Say whether this reader sees where it is: whoever sees the agenda, or was invited."""
    gebruiker, geldig = bij.toegang.gebruiker, bij.overleg.geldige_uitnodigingen
    return gebruiker.mag(Recht.OVERLEG_LEZEN) or any(mag_antwoorden(gebruiker, een) for een in geldig)


def _kruimels(bij: Bij, hier: str | None) -> list[Kruimel]:
    uit_ = bij.uit
    if not bij.toegang.gebruiker.mag(Recht.OVERLEG_LEZEN):
        return [Kruimel(hier or woord(uit_.soort).capitalize())]
    naam = woord(uit_.soort).capitalize()
    dag = dag_van(uit_.begint)
    agenda = Kruimel("Agenda", f"/agenda?tafel={uit_.tafel}&maand={dag:%Y-%m}")
    if hier is None:
        return [agenda, Kruimel(naam)]
    return [agenda, Kruimel(naam, f"/agenda/{uit_.overleg_id}"), Kruimel(hier)]


def _planformulier(toegang: Toegang, tafel: Tafel) -> Formulier:
    ritme = tafel.overleggen[0] if tafel.overleggen else None
    genodigden = replace(
        vink("genodigden", "Wie nodigt u uit", voor_het_geheel(tafel), verplicht=False), waarden=vaste(tafel)
    )
    return Formulier(
        f"/agenda/plan?tafel={tafel.id}",
        "Plannen en uitnodigen",
        (
            Veld("overlegId", "Overleg", Soort.VAST, waarde=str(toegang.nieuw_id())),
            uit("soort", "Wat voor overleg", Overlegsoort),
            moment("begint", "Wanneer"),
            regel("minuten", "Hoeveel minuten", waarde=str(ritme.minuten if ritme else 120)),
            regel("capaciteit", "Plaats voor hoeveel casussen", waarde=str(ritme.plaatsen if ritme else 8)),
            uit("vorm", "Hoe", Vorm),
            regel("plaats", "Waar", verplicht=False),
            genodigden,
        ),
    )


def _toon_plan(
    scherm: Tekenaar,
    toegang: Toegang,
    tafel: Tafel,
    formulier: Formulier,
    status: HTTPStatus = HTTPStatus.OK,
) -> HTMLResponse:
    kruimels = [Kruimel("Agenda", f"/agenda?tafel={tafel.id}"), Kruimel("Een overleg plannen")]
    return scherm.toon(
        "agenda/plan.html",
        toegang,
        kruimels,
        status,
        tafel,
        formulier=formulier,
        terug=f"/agenda?tafel={tafel.id}",
    )
