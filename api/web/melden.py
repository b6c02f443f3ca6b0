"""Melden: the form of a table that asks what that table needs, and afterwards what happens with a melding.

Whoever does not know everything yet sends what is known: an aanmelding need not be complete, and is completed later.
Or keeps it as a concept, that nobody else sees (``concepten``).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from http import HTTPStatus
from typing import Annotated

from fastapi import Query
from starlette.responses import HTMLResponse, Response

from api.aanmelding import AanmeldingIn, Code
from api.bereik import beperking, spreekt_voor_ieder
from api.rechten import GeenRecht, Recht
from api.rest.delen import Casusnummer
from api.rest.deur import Mag
from api.rest.melding import dien_in
from api.rest.toegang import Toegang
from api.rest.toestemming import lees_toestemmingsstanden
from api.rest.wachtrij import WachtendeUit, lees_triagelijst
from api.web.conceptstand import (
    Conceptstand,
    bewaar_invoer,
    botsing,
    eigen_concepten,
    in_te_dienen,
    stand_van,
)
from api.web.eenmalig import SLEUTEL, eenmalig
from api.web.formulier import Formulier, Ingevuld, Invoer, OngeldigeInvoer, Veldfout, lees
from api.web.handelingen.soort import codes
from api.web.levensloop import stappen
from api.web.meldformulier import PAD, Nagekeken, aantal_mensen, formulier_van, kijk_na, plek
from api.web.meldingstand import (
    MEEST,
    WIE_VULT_AAN,
    NietOpgenomen,
    lopende,
    melding_van,
    niet_opgenomen,
    wat_ontbreekt,
)
from api.web.scherm import Kruimel, Menupunt, Scherm, TafelVraag, Tekenaar, gekozen, verder
from api.web.triagebericht import bericht_aan_melder
from api.web.werk import Teller
from api.wegen import Wegen
from domain.tafels import Stuk, Tafel
from domain.weigering import Weigering
from infra.concepten import Conceptkop
from infra.kluis import ConceptAnders
from infra.optekenen import VerouderdeVersie
from projections import triagelijst
from projections.dagen import dag_van, datum
from projections.woorden import Tafelwoorden

AANVULLEN = "aanvullen"
"""The form of a case by which most pieces are completed."""
MENU = (Menupunt("Meldingen", "/meldingen", Recht.AANMELDEN),)
NAKIJKEN, ERBIJ, BEWAREN = "nakijken", "erbij", "bewaren"
"""The buttons that record nothing: say what is missing, make room for one person more, keep it as a concept."""

router = Wegen()

Melder = Annotated[Toegang, Mag(Recht.AANMELDEN, doel="melding")]
Lezer = Annotated[Toegang, Mag(Recht.CASUS_LEZEN, doel="melding")]


@router.get("/meldingen")
def lees_meldingen(
    scherm: Tekenaar,
    toegang: Lezer,
    tafel: TafelVraag = None,
    gedaan: Annotated[Code | None, Query(description="Wat zojuist is gedaan.")] = None,
) -> HTMLResponse:
    """The meldingen of the own organisation, and where each of them stands."""
    _eis_melder(toegang)
    bij = gekozen(toegang, tafel)
    if bij is None:
        return scherm.kies_tafel(toegang, "Meldingen", tel)
    eigen = beperking(toegang.gebruiker).organisatie
    weg = niet_opgenomen(toegang, bij, eigen) if eigen else NietOpgenomen((), misschien_meer=False)
    return scherm.toon(
        "melden/lijst.html",
        toegang,
        [Kruimel("Meldingen")],
        tafel=bij,
        concepten=eigen_concepten(toegang),
        weggegooid=gedaan == "weggegooid",
        tafels=toegang.dienst.definities.tafels,
        wachtenden=_wachtenden(toegang, bij),
        lopend=lopende(toegang, bij, eigen) if eigen else [],
        niet_opgenomen=weg.meldingen,
        misschien_meer=weg.misschien_meer,
        eigen=eigen,
        meest=MEEST,
        organisatie=Tafelwoorden(bij).organisatie(eigen or ""),
    )


@router.get("/meldingen/open")
def open_melding(toegang: Lezer, nummer: Annotated[Code, Query(description="Het casusnummer.")]) -> Response:
    """Go to a melding by its number."""
    _eis_melder(toegang)
    toegang.lees(nummer.upper())
    return verder(f"/meldingen/{nummer.upper()}")


@router.get("/meldingen/nieuw")
def begin_melding(scherm: Tekenaar, toegang: Melder, tafel: TafelVraag = None) -> HTMLResponse:
    """The empty form of a table."""
    bij = gekozen(toegang, tafel)
    if bij is None:
        return scherm.kies_tafel(toegang, "Nieuwe melding")
    return toon_formulier(scherm, toegang, bij, maak_formulier(toegang, bij, Invoer()))


@router.post("/meldingen/nieuw")
def verstuur_melding(scherm: Tekenaar, toegang: Melder, invoer: Ingevuld) -> Response:
    """Bring it in; or only say what would be missing, or make room for one person more."""
    bij = toegang.tafel(invoer.waarde("tafel"))
    if ERBIJ in invoer.velden:
        return toon_formulier(scherm, toegang, bij, maak_formulier(toegang, bij, invoer, erbij=1))
    formulier = maak_formulier(toegang, bij, invoer)
    stand = None
    try:
        return _verwerk(scherm, toegang, bij, formulier, invoer)
    except OngeldigeInvoer as fout:
        status, formulier = HTTPStatus.BAD_REQUEST, replace(formulier, fouten=fout.fouten)
    except (ConceptAnders, VerouderdeVersie):
        status, stand = HTTPStatus.PRECONDITION_FAILED, botsing(toegang, invoer)
    except Weigering as fout:
        status, formulier = HTTPStatus.CONFLICT, replace(formulier, fouten=(Veldfout(str(fout)),))
    return toon_formulier(scherm, toegang, bij, formulier, status, stand=stand)


def _verwerk(
    scherm: Scherm, toegang: Toegang, tafel: Tafel, formulier: Formulier, invoer: Invoer
) -> Response:
    """What the button says that was pressed: keep it, look what is missing, or bring it in."""
    if BEWAREN in invoer.velden:
        kop = bewaar_invoer(toegang, tafel, formulier, invoer)
        return verder(f"/meldingen/concepten/{kop.concept_id}?gedaan=bewaard")
    with eenmalig(toegang, invoer, pad=PAD) as een_keer:
        melding = lees(AanmeldingIn, formulier.velden, invoer, **_vast(toegang, tafel))
        if NAKIJKEN in invoer.velden:
            nagekeken = kijk_na(melding, tafel, toegang)
            return toon_formulier(scherm, toegang, tafel, formulier, nagekeken=nagekeken)
        gedaan = dien_in(een_keer, melding, in_te_dienen(toegang, formulier, invoer))
    return verder(f"/meldingen/{gedaan.casusnummer}?gedaan=nieuw")


@router.get("/meldingen/{casusnummer}")
def lees_melding(
    scherm: Tekenaar,
    toegang: Lezer,
    casusnummer: Casusnummer,
    gedaan: Annotated[Code | None, Query(description="Wat zojuist is vastgelegd.")] = None,
) -> HTMLResponse:
    """What happens with one melding: where it stands, what is missing, what was decided and why."""
    _eis_melder(toegang)
    gelezen = toegang.lees(casusnummer)
    casus, dienst, gebruiker = gelezen.casus, toegang.dienst, toegang.gebruiker
    triage = casus.triage
    ontbreekt = [(een, _aan_te_vullen(toegang, een.code)) for een in wat_ontbreekt(toegang, casusnummer)]
    return scherm.toon(
        "melden/stand.html",
        toegang,
        [Kruimel("Meldingen", f"/meldingen?tafel={casus.tafel}"), Kruimel(casusnummer)],
        tafel=dienst.shell.tafel(casus.tafel),
        melding=melding_van(toegang, casusnummer),
        casus=casus,
        stappen=stappen(casus.fase),
        nieuw=gedaan == "nieuw",
        ontbreekt=ontbreekt,
        bericht=bericht_aan_melder(casusnummer, triage, gelezen.tafel, dienst.definities) if triage else None,
        woorden=Tafelwoorden(gelezen.tafel, dienst.definities.tafels),
        toestemming=lees_toestemmingsstanden(casusnummer, toegang).regels
        if gelezen.tafel.toestemming
        else [],
        contact=gelezen.tafel.contact,
        mag_aanvullen=gebruiker.mag(Recht.AANVULLEN),
        mag_toestemming=gebruiker.mag(Recht.TOESTEMMING),
    )


def tel(toegang: Toegang, tafel: Tafel) -> Iterator[Teller]:
    """For who brings cases in: the own concepts, and the own ones that wait and lack something. It reads nobody.

    Consent is not counted: how that stands is told from who the people are, so only where they are shown.
    """
    if not toegang.gebruiker.mag(Recht.AANMELDEN):
        return
    if concepten := eigen_concepten(toegang, tafel):
        yield _concepten_wachten(concepten, tafel)
    eigen = beperking_van(toegang)
    if eigen is None:
        return
    with toegang.dienst.leesplaats.verbinding() as verbinding:
        rijen = triagelijst.wachtrij(
            verbinding, tafel.id, tafels=toegang.dienst.definities.versies, organisatie=eigen, limiet=500
        )
    onvolledig = sum(any(stuk.code != Stuk.TOESTEMMING for stuk in een.ontbreekt) for een in rijen)
    if onvolledig:
        wat = "melding van u mist nog iets" if onvolledig == 1 else "meldingen van u missen nog iets"
        yield Teller(onvolledig, wat, f"/meldingen?tafel={tafel.id}")


def _concepten_wachten(concepten: Sequence[Conceptkop], tafel: Tafel) -> Teller:
    """How many, when the last one was saved, and when the first of them goes."""
    bewaard = datum(dag_van(max(een.bewaard_op for een in concepten)))
    weg = datum(dag_van(min(een.vervalt_op for een in concepten)))
    if len(concepten) == 1:
        pad = f"/meldingen/concepten/{concepten[0].concept_id}"
        return Teller(1, f"concept van een melding: bewaard op {bewaard}, gaat weg op {weg}", pad)
    wat = f"concepten van meldingen: het laatst bewaard op {bewaard}, het eerste gaat weg op {weg}"
    return Teller(len(concepten), wat, f"/meldingen?tafel={tafel.id}")


def beperking_van(toegang: Toegang) -> str | None:
    """The organisation whose meldingen somebody sees; none for who sees those of the whole table, or of nobody."""
    try:
        return beperking(toegang.gebruiker).organisatie
    except GeenRecht:
        return None


def _eis_melder(toegang: Toegang) -> None:
    """These pages are for who brings cases in; others read the case itself.

    Raises:
        GeenRecht: the role does not.
    """
    if not toegang.gebruiker.mag(Recht.AANMELDEN):
        raise GeenRecht


def _wachtenden(toegang: Toegang, tafel: Tafel) -> Sequence[WachtendeUit]:
    return lees_triagelijst(toegang, tafel.id, limiet=MEEST).regels


def _aan_te_vullen(toegang: Toegang, stuk: str) -> str:
    """By which form of the case, and which field of it, somebody completes a piece; empty where that is for others."""
    vorm = WIE_VULT_AAN.get(stuk, AANVULLEN)
    rechten = {"grondslag": Recht.GRONDSLAG, "toestemming": Recht.TOESTEMMING}
    if not toegang.gebruiker.mag(rechten.get(vorm, Recht.AANVULLEN)):
        return ""
    return f"{vorm}#{plek(stuk)}" if vorm == AANVULLEN else vorm


def _vast(toegang: Toegang, tafel: Tafel) -> dict[str, object]:
    """What the form does not ask."""
    wie = toegang.gebruiker.wie
    vast: dict[str, object] = {"tafel": tafel.id}
    return vast if spreekt_voor_ieder(wie.rol) else {**vast, "organisatie": wie.organisatie}


def maak_formulier(toegang: Toegang, tafel: Tafel, invoer: Invoer, *, erbij: int = 0) -> Formulier:
    """The form of a table with what was filled in, and room for ``erbij`` people more."""
    voor_ieder = spreekt_voor_ieder(toegang.gebruiker.wie.rol)
    formulier = formulier_van(
        tafel,
        mensen=aantal_mensen(invoer, erbij=erbij),
        sleutel=invoer.waarde(SLEUTEL) or str(toegang.dienst.omgeving.nieuw_id()),
        van_wie=codes(tafel.aanmelders) if voor_ieder else (),
    )
    return formulier.met(invoer) if invoer.velden else formulier


def toon_formulier(
    scherm: Tekenaar,
    toegang: Toegang,
    tafel: Tafel,
    formulier: Formulier,
    status: HTTPStatus = HTTPStatus.OK,
    *,
    nagekeken: Nagekeken | None = None,
    stand: Conceptstand | None = None,
    gedaan: str = "",
) -> HTMLResponse:
    """A form, what is missing in it, and how it stands with its concept."""
    invoer = formulier.invoer or Invoer()
    wie = toegang.gebruiker.wie
    aanmelders = {keuze.code for keuze in tafel.aanmelders}
    return scherm.toon(
        "melden/nieuw.html",
        toegang,
        [Kruimel("Meldingen", f"/meldingen?tafel={tafel.id}"), Kruimel("Nieuwe melding")],
        status,
        tafel,
        formulier=formulier,
        nagekeken=nagekeken,
        mag_hier=spreekt_voor_ieder(wie.rol) or wie.organisatie in aanmelders,
        mensen=int(dict(formulier.verborgen)["mensen"]),
        stand=stand or stand_van(toegang, invoer),
        concept_id=dict(formulier.verborgen)[SLEUTEL],
        gedaan=gedaan,
    )
