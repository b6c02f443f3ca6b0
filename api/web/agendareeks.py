"""Planning every overleg of a table's rhythm in a period at once. What is there already stays as it is."""

from datetime import timedelta
from http import HTTPStatus
from typing import Annotated

from starlette.responses import HTMLResponse, Response

from api.rechten import Recht
from api.rest.deur import Mag
from api.rest.overleggen import GeplandUit, OverlegreeksIn, plan_reeks
from api.rest.toegang import Toegang
from api.tafelwoorden import bij_feestdag, ritme
from api.web.formulier import Formulier, Ingevuld, Keus, OngeldigeInvoer, Soort, Veld, Veldfout
from api.web.formulier import lees as lees_invoer
from api.web.handelingen.soort import dag, regel, uit
from api.web.scherm import Kruimel, Menupunt, Scherm, TafelVraag, Tekenaar, gekozen
from api.web.woorden import woord
from api.wegen import Wegen
from domain.casus.waarden import Vorm
from domain.overleg.waarden import Overlegsoort
from domain.tafels import Tafel
from domain.weigering import Weigering

MENU: tuple[Menupunt, ...] = ()
PAD, TITEL = "/agenda/reeks", "Een reeks overleggen plannen"
HALF_JAAR = timedelta(days=182)

router = Wegen()

Planner = Annotated[Toegang, Mag(Recht.OVERLEG, doel="casusoverleg")]


@router.get(PAD)
def vraag_reeks(scherm: Tekenaar, toegang: Planner, tafel: TafelVraag = None) -> HTMLResponse:
    """Ask of which period."""
    bij = gekozen(toegang, tafel)
    if bij is None:
        return scherm.kies_tafel(toegang, TITEL)
    return _toon(scherm, toegang, bij, _formulier(toegang, bij))


@router.post(PAD)
def leg_reeks_vast(
    scherm: Tekenaar, toegang: Planner, invoer: Ingevuld, tafel: TafelVraag = None
) -> Response:
    """Plan them, and tell which; sending it again plans nothing twice."""
    bij = gekozen(toegang, tafel)
    if bij is None:
        return scherm.kies_tafel(toegang, TITEL)
    formulier = _formulier(toegang, bij)
    try:
        gedaan = plan_reeks(lees_invoer(OverlegreeksIn, formulier.velden, invoer, tafel=bij.id), toegang)
    except OngeldigeInvoer as fout:
        return _toon(scherm, toegang, bij, formulier.met(invoer, *fout.fouten), HTTPStatus.BAD_REQUEST)
    except Weigering as fout:
        opnieuw = formulier.met(invoer, Veldfout(str(fout)))
        return _toon(scherm, toegang, bij, opnieuw, HTTPStatus.CONFLICT)
    return _toon(scherm, toegang, bij, formulier, gepland=gedaan.gepland)


def _formulier(toegang: Toegang, tafel: Tafel) -> Formulier:
    vandaag = toegang.dienst.omgeving.vandaag()
    eerste = tafel.overleggen[0] if tafel.overleggen else None
    keuzes = [
        Keus(
            Overlegsoort.TRIAGE.value,
            woord(Overlegsoort.TRIAGE),
            _wanneer(ritme(tafel.triage), bij_feestdag(tafel.triage)),
        )
    ]
    if eerste is not None:
        wanneer = _wanneer(ritme(eerste.ritme), bij_feestdag(eerste.ritme))
        keuzes.append(Keus(Overlegsoort.CASUSOVERLEG.value, woord(Overlegsoort.CASUSOVERLEG), wanneer))
    return Formulier(
        f"{PAD}?tafel={tafel.id}",
        "Plan de reeks",
        (
            Veld(
                "soort",
                "Wat voor overleg",
                Soort.KEUZE,
                keuzes=tuple(keuzes),
                waarde=keuzes[0].waarde if len(keuzes) == 1 else "",
            ),
            dag("van", "Vanaf", waarde=vandaag),
            dag("tot", "Tot en met", "Ten hoogste een jaar later.", waarde=vandaag + HALF_JAAR),
            Veld("tijd", "Hoe laat begint het", Soort.KLOK, "Zoals 09:30."),
            regel("minuten", "Hoeveel minuten", waarde=str(eerste.minuten if eerste else 120)),
            regel("capaciteit", "Plaats voor hoeveel casussen", waarde=str(eerste.plaatsen if eerste else 8)),
            uit("vorm", "Hoe", Vorm),
            regel("plaats", "Waar", verplicht=False),
        ),
    )


def _wanneer(hoe_vaak: str, feestdag: str) -> str:
    return f"{hoe_vaak[:1].upper()}{hoe_vaak[1:]}. {feestdag}"


def _toon(  # noqa: PLR0917 a page, at which table, with which form and how it went
    scherm: Scherm,
    toegang: Toegang,
    tafel: Tafel,
    formulier: Formulier,
    status: HTTPStatus = HTTPStatus.OK,
    gepland: list[GeplandUit] | None = None,
) -> HTMLResponse:
    terug = f"/agenda?tafel={tafel.id}"
    kruimels = [Kruimel("Agenda", terug), Kruimel(TITEL)]
    return scherm.toon(
        "agenda/reeks.html",
        toegang,
        kruimels,
        status,
        tafel,
        formulier=formulier,
        terug=terug,
        gepland=gepland,
    )
