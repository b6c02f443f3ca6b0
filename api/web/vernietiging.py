"""Vernietigingslijsten: how far each is, one list with its four roles and what it destroys, and what one may do."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import Query
from starlette.responses import HTMLResponse, Response

from api.aanmelding import Code
from api.rechten import Recht
from api.rest.delen import Lijstnummer, Na
from api.rest.deur import Mag
from api.rest.lijststap import LijststapUit
from api.rest.lijstuit import LijstUit, PostUit
from api.rest.toegang import Toegang
from api.rest.vernietigingslijsten import (
    LijstvoorstelIn,
    lees_lijst,
    lees_lijsten,
    stel_lijst_voor,
)
from api.web.bewaren import geteld_per_tafel
from api.web.formulier import (
    Formulier,
    Ingevuld,
    Invoer,
    Keus,
    OngeldigeInvoer,
    Soort,
    Veld,
    Veldfout,
    opnieuw,
)
from api.web.formulier import lees as lees_invoer
from api.web.lijstdaden import (
    CONTROLEREN,
    DADEN,
    GOEDKEUREN,
    INTREKKEN,
    Daad,
    Lijstzicht,
    formulier_van,
    leg_vast,
    rollen_van,
    wanneer_van,
)
from api.web.lijstvoortgang import bedenktijd_van, voortgang_van, wacht
from api.web.scherm import Kruimel, Menupunt, TafelVraag, Tekenaar, gekozen, verder
from api.web.werk import Teller
from api.wegen import Wegen
from domain.tafels import Tafel
from domain.vernietigingslijst.state import Lijstfase
from domain.weigering import Weigering
from projections.vernietigingslijsten import BEZIG, lijsten
from projections.woorden import Tafelwoorden

MENU = (Menupunt("Vernietigen", "/vernietiging", Recht.LIJST_LEZEN),)
PER_BLADZIJDE = 50
POSTEN = 100
"""Items of a list on one page."""
VERVERS = 5
"""Seconds between two looks, where somebody asked for that."""
TE_TEKENEN = {Lijstfase.VOORGESTELD: CONTROLEREN, Lijstfase.GECONTROLEERD: GOEDKEUREN}
"""What a list waits for that only a person can do."""
AF = (Lijstfase.VERKLAARD, Lijstfase.INGETROKKEN)
OVER_TERMIJN = "over de bewaartermijn"
ADRES = re.compile(r" \('[A-Z]+ /v1/[^']*'\)")

router = Wegen()

Lezer = Annotated[Toegang, Mag(Recht.LIJST_LEZEN, doel="verwijdering")]
Voorsteller = Annotated[Toegang, Mag(Recht.LIJST_VOORSTELLEN, doel="verwijdering")]
Volg = Annotated[bool, Query(description="De pagina vanzelf verversen.")]
Gedaan = Annotated[Code | None, Query(description="Wat zojuist is vastgelegd.")]
Eruit = Annotated[list[Code] | None, Query(description="Posten die bij de controle worden weggelaten.")]


@router.get("/vernietiging")
def lees_vernietigingslijsten(
    scherm: Tekenaar, toegang: Lezer, tafel: TafelVraag = None, na: Na = None
) -> HTMLResponse:
    """The lists of a table, newest first, and for which of them this reader is the next."""
    bij = gekozen(toegang, tafel)
    if bij is None:
        termijnen = geteld_per_tafel(toegang)
        return scherm.kies_tafel(
            toegang,
            "Vernietigen",
            termijnen.tel,
            tel,
            tel_lopend,
            te_laat=OVER_TERMIJN,
            erbij=termijnen.hierna,
        )
    uit = lees_lijsten(toegang, bij.id, na=na, limiet=PER_BLADZIJDE)
    return scherm.toon(
        "vernietiging/lijsten.html",
        toegang,
        [Kruimel("Vernietigen")],
        tafel=bij,
        lijsten=uit,
        mijn={
            regel.lijstnummer for regel in uit.regels if _is_aan_mij(toegang, regel.lijstnummer, regel.fase)
        },
        mag_voorstellen=toegang.gebruiker.mag(Recht.LIJST_VOORSTELLEN),
    )


@router.get("/vernietiging/voorstellen")
def vraag_voorstel(scherm: Tekenaar, toegang: Voorsteller, tafel: TafelVraag = None) -> HTMLResponse:
    """Ask what is to be on a new list."""
    bij = gekozen(toegang, tafel)
    if bij is None:
        termijnen = geteld_per_tafel(toegang)
        return scherm.kies_tafel(
            toegang, "Een lijst voorstellen", termijnen.tel, te_laat=OVER_TERMIJN, erbij=termijnen.hierna
        )
    return _toon_voorstel(scherm, toegang, bij, _voorstel(bij, toegang.dienst.omgeving.vandaag()))


@router.post("/vernietiging/voorstellen")
def leg_voorstel_vast(
    scherm: Tekenaar, toegang: Voorsteller, invoer: Ingevuld, tafel: TafelVraag = None
) -> Response:
    """Propose a list."""
    bij = toegang.tafel(tafel or invoer.waarde("tafel"))
    formulier = _voorstel(bij, toegang.dienst.omgeving.vandaag())
    try:
        gedaan = stel_lijst_voor(_gelezen_voorstel(formulier, invoer, bij), toegang)
    except (OngeldigeInvoer, Weigering) as fout:
        return _toon_voorstel(scherm, toegang, bij, *opnieuw(formulier, invoer, fout))
    return verder(f"/vernietiging/{gedaan.lijstnummer}?gedaan=voorstellen")


@router.get("/vernietiging/{lijstnummer}")
def lees_een_lijst(  # noqa: PLR0917 FastAPI binds them by name
    scherm: Tekenaar,
    lijstnummer: Lijstnummer,
    toegang: Lezer,
    na: Na = None,
    gedaan: Gedaan = None,
    volg: Volg = False,
) -> HTMLResponse:
    """A list: its four roles, the cooling-off, what goes and what stays, and how far the execution is."""
    zicht = zicht_op(toegang, lijstnummer, na=na)
    uit, omgeving = zicht.uit, toegang.dienst.omgeving
    bedenktijd = bedenktijd_van(zicht.lijst, nu=omgeving.nu(), vandaag=omgeving.vandaag())
    bezig = uit.fase in BEZIG and not wacht(zicht.lijst, bedenktijd)
    antwoord = scherm.toon(
        "vernietiging/lijst.html",
        toegang,
        _kruimels(uit),
        tafel=toegang.dienst.definities.tafels.get(uit.tafel),
        woorden=Tafelwoorden(toegang.dienst.definities.tafels.get(uit.tafel)),
        lijst=uit,
        let_op=_zonder_adressen(uit.voorvertoning.let_op),
        rollen=rollen_van(zicht),
        bedenktijd=bedenktijd,
        intrekken=INTREKKEN if not INTREKKEN.niet(toegang, zicht.gelezen) else None,
        voortgang=voortgang_van(zicht.lijst),
        bezig=bezig,
        volg=volg and bezig,
        gedaan=gedaan,
        mag_kalender=toegang.gebruiker.mag(Recht.BEWAARKALENDER),
    )
    if volg and bezig:
        antwoord.headers["Refresh"] = str(VERVERS)
    return antwoord


def zicht_op(toegang: Toegang, lijstnummer: str, *, na: str | None = None) -> Lijstzicht:
    """Look at a list within reach.

    Raises:
        OnbekendeLijst: the number leads nowhere, or to a list of another table.
    """
    uit = lees_lijst(lijstnummer, toegang, na=na, limiet=POSTEN)
    return Lijstzicht(toegang, toegang.dienst.lijsten.laad(lijstnummer), uit)


def tel(toegang: Toegang, tafel: Tafel) -> Iterator[Teller]:
    """The lists that wait for this person's signature."""
    if not any(toegang.gebruiker.mag(daad.recht) for daad in TE_TEKENEN.values()):
        return
    with toegang.dienst.engine.connect() as verbinding:
        rijen = lijsten(verbinding, tafel.id)
    mijn = [rij.lijstnummer for rij in rijen if _is_aan_mij(toegang, rij.lijstnummer, rij.fase)]
    pad = f"/vernietiging/{mijn[0]}" if len(mijn) == 1 else f"/vernietiging?tafel={tafel.id}"
    wat = "vernietigingslijst wacht" if len(mijn) == 1 else "vernietigingslijsten wachten"
    yield Teller(len(mijn), f"{wat} op uw handtekening", pad)


def tel_lopend(toegang: Toegang, tafel: Tafel) -> Iterator[Teller]:
    """The lists that are underway, whoever is the next."""
    with toegang.dienst.engine.connect() as verbinding:
        rijen = lijsten(verbinding, tafel.id, limiet=PER_BLADZIJDE)
    lopend = sum(rij.fase not in AF for rij in rijen)
    wat = "vernietigingslijst loopt" if lopend == 1 else "vernietigingslijsten lopen"
    yield Teller(lopend, wat, f"/vernietiging?tafel={tafel.id}")


def _is_aan_mij(toegang: Toegang, lijstnummer: str, fase: Lijstfase) -> bool:
    """Ask the rules whether this person can sign the list now."""
    daad = TE_TEKENEN.get(fase)
    if daad is None or not toegang.gebruiker.mag(daad.recht):
        return False
    return not daad.niet(toegang, toegang.dienst.lijsten.laad(lijstnummer))


def _kruimels(uit: LijstUit, *verder_: Kruimel) -> list[Kruimel]:
    begin = Kruimel("Vernietigen", f"/vernietiging?tafel={uit.tafel}")
    hier = Kruimel(uit.lijstnummer, f"/vernietiging/{uit.lijstnummer}" if verder_ else None)
    return [begin, hier, *verder_]


def _zonder_adressen(zinnen: Sequence[str]) -> list[str]:
    """The same sentences without the addresses of the REST door, which people at a page do not use."""
    return [ADRES.sub("", zin) for zin in zinnen]


# --- proposing ----------------------------------------------------------------------------------------------


def _voorstel(tafel: Tafel, vandaag: date) -> Formulier:
    ook = Keus("true", "Ook wat is afgesloten of niet is opgenomen, en eerder weg mag")
    velden = (
        Veld("totEnMet", "Wat uiterlijk op deze dag weg moet", Soort.DATUM, waarde=vandaag.isoformat()),
        Veld("ookUitgewerkt", "Wat ook op de lijst mag", Soort.VINKJES, verplicht=False, keuzes=(ook,)),
        Veld(
            "nummers",
            "Alleen deze casussen en consultaties",
            Soort.TEKST,
            "Eén nummer per regel. Leeg: alles wat u hierboven kiest.",
            verplicht=False,
        ),
    )
    return Formulier(
        "/vernietiging/voorstellen", "Stel de lijst voor", velden, verborgen=(("tafel", tafel.id),)
    )


def _gelezen_voorstel(formulier: Formulier, invoer: Invoer, tafel: Tafel) -> LijstvoorstelIn:
    nummers = invoer.waarde("nummers").replace(",", " ").split()
    dag = [veld for veld in formulier.velden if veld.naam == "totEnMet"]
    try:
        return lees_invoer(
            LijstvoorstelIn,
            dag,
            invoer,
            tafel=tafel.id,
            nummers=nummers,
            ookUitgewerkt=bool(invoer.waarden("ookUitgewerkt")),
        )
    except OngeldigeInvoer as fout:
        # Mistakes in the numbers stand beside the field that they were typed in.
        beter = tuple(
            een
            if een.veld
            else Veldfout("Zo ziet een nummer er niet uit. Zet elk nummer op een eigen regel.", "nummers")
            for een in fout.fouten
        )
        raise OngeldigeInvoer(list(dict.fromkeys(beter))) from None


def _toon_voorstel(
    scherm: Tekenaar, toegang: Toegang, tafel: Tafel, formulier: Formulier, status: HTTPStatus = HTTPStatus.OK
) -> HTMLResponse:
    return scherm.toon(
        "vernietiging/voorstellen.html",
        toegang,
        [Kruimel("Vernietigen", f"/vernietiging?tafel={tafel.id}"), Kruimel("Een lijst voorstellen")],
        status,
        tafel,
        formulier=formulier,
    )


# --- each deed a form ---------------------------------------------------------------------------------------


def _vraag(daad: Daad) -> Callable[..., Response]:
    """The route that asks."""

    def vraag(
        scherm: Tekenaar,
        lijstnummer: Lijstnummer,
        toegang: Annotated[Toegang, Mag(daad.recht, doel="verwijdering")],
        na: Na = None,
        eruit: Eruit = None,
    ) -> Response:
        zicht = zicht_op(toegang, lijstnummer, na=na)
        posten = _posten(zicht, eruit or ()) if daad is CONTROLEREN else ()
        return _toon(scherm, zicht, daad, formulier_van(daad, zicht, posten))

    return vraag


def _antwoord(daad: Daad) -> Callable[..., Response]:
    """The route that records."""

    def antwoord(
        scherm: Tekenaar,
        lijstnummer: Lijstnummer,
        invoer: Ingevuld,
        toegang: Annotated[Toegang, Mag(daad.recht, doel="verwijdering")],
    ) -> Response:
        zicht = zicht_op(toegang, lijstnummer)
        formulier = formulier_van(daad, zicht, _posten(zicht, _genoemd(invoer)))
        gebeurd = _intussen(zicht, invoer.versie)
        if gebeurd:
            status = HTTPStatus.PRECONDITION_FAILED
            return _toon(scherm, zicht, daad, formulier.met(invoer), status, gebeurd)
        fouten, status = leg_vast(daad, lijstnummer, formulier, invoer, toegang)
        if fouten:
            return _toon(scherm, zicht, daad, formulier.met(invoer, *fouten), status)
        return verder(f"/vernietiging/{lijstnummer}?gedaan={daad.code}")

    return antwoord


def _genoemd(invoer: Invoer) -> Sequence[str]:
    return [waarden[0] for naam, waarden in invoer.velden.items() if naam.endswith(".postId")]


def _posten(zicht: Lijstzicht, ids: Sequence[str]) -> list[PostUit]:
    """These items, of whichever page; an id that is none of them is passed over."""
    if not ids:
        return []
    op_id = {str(een.post.post_id): een.post for een in zicht.lijst.posten}
    gekozen_ = [op_id[een] for een in dict.fromkeys(ids) if een in op_id]
    getoond = {str(een.post_id): een for een in zicht.uit.regels}
    nummers = zicht.toegang.dienst.lijsten.nummers_van([een.stroom_id for een in gekozen_])
    leeg = zicht.uit.regels[0]
    return [
        getoond.get(str(een.post_id))
        or leeg.model_copy(
            update={"post_id": een.post_id, "soort": een.soort, "nummer": nummers.get(een.stroom_id)}
        )
        for een in gekozen_
    ]


def _intussen(zicht: Lijstzicht, versie: int | None) -> list[LijststapUit]:
    """What happened with the list since the form was opened."""
    return [] if versie is None else list(zicht.uit.verloop[versie:])


def _toon(  # noqa: PLR0917 a page, about what, with which form and how it went
    scherm: Tekenaar,
    zicht: Lijstzicht,
    daad: Daad,
    formulier: Formulier,
    status: HTTPStatus = HTTPStatus.OK,
    gebeurd: Sequence[LijststapUit] = (),
) -> HTMLResponse:
    uit = zicht.uit
    inhoud: dict[str, Any] = {
        "lijst": uit,
        "let_op": _zonder_adressen(uit.voorvertoning.let_op) if daad is not INTREKKEN else [],
        "daad": daad,
        "niet": daad.niet(zicht.toegang, zicht.gelezen) if status is HTTPStatus.OK else "",
        "formulier": replace(formulier, versie=zicht.versie),
        "gebeurd": gebeurd,
        "eruit": _genoemd_in(formulier),
        "met_posten": daad is CONTROLEREN,
        "met_lijst": daad is GOEDKEUREN,
        "wanneer": wanneer_van(zicht) if daad is GOEDKEUREN else None,
        "met_voorvertoning": daad in (CONTROLEREN, GOEDKEUREN),
    }
    tafel = zicht.toegang.dienst.definities.tafels.get(uit.tafel)
    kruimels = _kruimels(uit, Kruimel(daad.titel))
    woorden = Tafelwoorden(tafel)
    return scherm.toon(
        "vernietiging/daad.html", zicht.toegang, kruimels, status, tafel, woorden=woorden, **inhoud
    )


def _genoemd_in(formulier: Formulier) -> set[str]:
    return {veld.waarde for veld in formulier.velden if veld.naam.endswith(".postId")}


for _een in DADEN:
    router.add_api_route(f"/vernietiging/{{lijstnummer}}/{_een.code}", _vraag(_een), methods=["GET"])
    router.add_api_route(f"/vernietiging/{{lijstnummer}}/{_een.code}", _antwoord(_een), methods=["POST"])
