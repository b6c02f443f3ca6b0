"""Triage: the queue of a table for the coming session on one screen, and weighing one case after the other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from http import HTTPStatus
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Query
from starlette.responses import HTMLResponse, Response

from api.bereik import beperking
from api.rechten import Recht
from api.rest.aanpak import trieer
from api.rest.delen import Casusnummer, Na
from api.rest.deur import Mag
from api.rest.invoer import TriageIn
from api.rest.toegang import Toegang
from api.rest.wachtrij import TriagelijstUit, lees_triagelijst
from api.web import agendawacht
from api.web.formulier import Formulier, Ingevuld, Invoer, OngeldigeInvoer, Veldfout, lees
from api.web.handelingen import ALLE, doenlijk
from api.web.proef import intussen, op_versie, zaak_van
from api.web.scherm import (
    LIVE,
    Kruimel,
    Menupunt,
    PerBladzijde,
    TafelVraag,
    Tekenaar,
    gekozen,
    verder,
)
from api.web.triagebericht import bericht_aan_melder
from api.web.weging import Weging, weging_van
from api.web.werk import Teller
from api.web.woorden import dag_in_week
from api.wegen import Wegen
from domain.tafels import Tafel
from domain.weigering import Weigering
from infra.kalender import feestdag
from projections import triagelijst
from projections.woorden import Tafelwoorden

MENU = (Menupunt("Triage", "/triage", Recht.TRIAGELIJST),)
PER_BLADZIJDE = 50
VOORBEELD = "voorbeeld"
"""The button that shows the message to the melder and records nothing."""

router = Wegen()

Lezer = Annotated[Toegang, Mag(Recht.TRIAGELIJST, doel="triage")]
Weger = Annotated[Toegang, Mag(Recht.TRIEREN, doel="triage")]

Wegers = Annotated[
    Sequence[str],
    Query(
        max_length=100, description="De organisaties die de vorige casus wogen; die staan vast aangevinkt."
    ),
]
NIEMAND: Sequence[str] = ()


@dataclass(frozen=True)
class Tellingen:
    """What the head of the list says."""

    wachten: int
    over_termijn: int
    niet_compleet: int


@router.get("/triage")
def lees_triage(
    scherm: Tekenaar,
    toegang: Lezer,
    tafel: TafelVraag = None,
    na: Na = None,
    aantal: PerBladzijde = PER_BLADZIJDE,
) -> HTMLResponse:
    """The queue for the coming session, and what comes after it."""
    bij = gekozen(toegang, tafel)
    if bij is None:
        return scherm.kies_tafel(toegang, "Triage", tel, te_laat="over de termijn voor triage")
    zitting = zitting_van(bij, toegang.dienst.omgeving.vandaag())
    nu = lees_triagelijst(toegang, bij.id, tot=zitting, na=na, limiet=aantal)
    return scherm.toon(
        "triage/lijst.html",
        toegang,
        [Kruimel("Triage")],
        tafel=bij,
        zitting=zitting,
        lijst=nu,
        tellingen=_tellingen(nu),
        later=_later(toegang, bij, zitting),
        overleg=agendawacht.komende_triage(toegang, bij),
        mag_agenda=toegang.gebruiker.mag(Recht.OVERLEG_LEZEN),
        erbij=f"&aantal={aantal}" if aantal != PER_BLADZIJDE else "",
        live=LIVE if na is None else None,
        woorden=Tafelwoorden(bij, toegang.dienst.definities.tafels),
        mag_wegen=toegang.gebruiker.mag(Recht.TRIEREN),
        mag_lezen=toegang.gebruiker.mag(Recht.CASUS_LEZEN),
    )


@router.get("/triage/{casusnummer}")
def weeg(scherm: Tekenaar, toegang: Weger, casusnummer: Casusnummer, weger: Wegers = NIEMAND) -> HTMLResponse:
    """Everything that one needs to weigh a case, and the form to record what was said."""
    weging = weging_van(toegang, casusnummer, weger)
    return _toon(scherm, toegang, weging, weging.formulier())


@router.post("/triage/{casusnummer}")
def leg_weging_vast(scherm: Tekenaar, toegang: Weger, casusnummer: Casusnummer, invoer: Ingevuld) -> Response:
    """Record the weighing, or show first what the melder will read."""
    zaak = zaak_van(toegang, casusnummer)
    veranderd = intussen(toegang, zaak, invoer.versie)
    weging = weging_van(toegang, casusnummer)
    if veranderd is not None:
        formulier = weging.formulier().met(invoer)
        return _toon(
            scherm, toegang, weging, formulier, HTTPStatus.PRECONDITION_FAILED, gebeurd=veranderd.gebeurd
        )
    try:
        gewogen = lees(TriageIn, weging.velden, invoer)
        if VOORBEELD in invoer.velden:
            return _voorbeeld(scherm, toegang, weging, invoer, gewogen)
        trieer(casusnummer, gewogen, op_versie(toegang, invoer.versie))
    except OngeldigeInvoer as fout:
        formulier = weging.formulier().met(invoer, *fout.fouten)
        return _toon(scherm, toegang, weging, formulier, HTTPStatus.BAD_REQUEST)
    except Weigering as fout:
        formulier = weging.formulier().met(invoer, Veldfout(str(fout)))
        return _toon(scherm, toegang, weging, formulier, HTTPStatus.CONFLICT)
    return verder(f"/triage/{casusnummer}/uitkomst")


@router.get("/triage/{casusnummer}/uitkomst")
def lees_uitkomst(scherm: Tekenaar, toegang: Weger, casusnummer: Casusnummer) -> Response:
    """What was recorded, the message to the melder, and the next case."""
    gelezen = toegang.lees(casusnummer)
    if gelezen.casus.triage is None:
        return verder(f"/triage/{casusnummer}")
    nu = toegang.dienst.shell.tafel(gelezen.tafel.id)
    woorden = Tafelwoorden(gelezen.tafel, toegang.dienst.definities.tafels)
    return scherm.toon(
        "triage/uitkomst.html",
        toegang,
        [Kruimel("Triage", f"/triage?tafel={nu.id}"), Kruimel(casusnummer)],
        tafel=nu,
        casusnummer=casusnummer,
        triage=gelezen.casus.triage,
        woorden=woorden,
        wegers=[woorden.genodigde(weger) for weger in gelezen.casus.triage.wegers],
        bericht=bericht_aan_melder(
            casusnummer, gelezen.casus.triage, gelezen.tafel, toegang.dienst.definities
        ),
        volgende=_volgende(toegang, nu, na=None),
        mee=_mee(gelezen.casus.triage.wegers),
        mag_lezen=toegang.gebruiker.mag(Recht.CASUS_LEZEN),
        door=_kan_door(toegang, casusnummer),
    )


def _kan_door(toegang: Toegang, casusnummer: str) -> bool:
    """Say whether the case can be handed on at once, where the triage sent it to another table."""
    doorgeven = next(een for een in ALLE if een.code == "doorgeven")
    if not toegang.gebruiker.mag(doorgeven.recht) or not toegang.gebruiker.mag(Recht.CASUS_LEZEN):
        return False
    return not doenlijk(doorgeven, zaak_van(toegang, casusnummer)).niet


def tel(toegang: Toegang, tafel: Tafel) -> Iterator[Teller]:
    """What waits for the coming session."""
    if not toegang.gebruiker.mag(Recht.TRIAGELIJST):
        return
    vandaag, pad = toegang.dienst.omgeving.vandaag(), f"/triage?tafel={tafel.id}"
    rij = agendawacht.te_wegen(toegang, tafel, tot=zitting_van(tafel, vandaag))
    te_laat = sum(een.over_termijn(vandaag) for een in rij)
    if te_laat:
        yield Teller(te_laat, "te laat: de termijn voor triage is voorbij", pad, "fout")
    wat = "te wegen" if toegang.gebruiker.mag(Recht.TRIEREN) else "in de wachtrij"
    yield Teller(len(rij), f"{wat} op {dag_in_week(zitting_van(tafel, vandaag))}", pad)


def zitting_van(tafel: Tafel, vandaag: date) -> date:
    """The coming session of the triage: that of today counts."""
    return tafel.triage.eerste_vanaf(vandaag, feestdag=feestdag)


def _tellingen(lijst: TriagelijstUit) -> Tellingen:
    return Tellingen(
        len(lijst.regels),
        sum(regel.over_termijn for regel in lijst.regels),
        sum(not regel.compleet for regel in lijst.regels),
    )


def _later(toegang: Toegang, tafel: Tafel, zitting: date) -> int:
    """How many cases wait for a session after this one; nobody of them is shown."""
    with toegang.dienst.leesplaats.verbinding() as verbinding:
        return triagelijst.aantal_na(
            verbinding, tafel.id, na=zitting, organisatie=beperking(toegang.gebruiker).organisatie
        )


def _volgende(toegang: Toegang, tafel: Tafel, *, na: str | None) -> str | None:
    """The case that is up after this one: in the order of the list, and at its end the first one again."""
    rij = agendawacht.te_wegen(toegang, tafel, tot=zitting_van(tafel, toegang.dienst.omgeving.vandaag()))
    nummers = [een.casusnummer for een in rij]
    plaats = nummers.index(na) + 1 if na in nummers else 0
    op_volgorde = [een for een in (*rij[plaats:], *rij[:plaats]) if een.casusnummer != na]
    if not op_volgorde:
        return None
    toegang.toon_nummers([op_volgorde[0].stroom_id], tafel=tafel)
    return op_volgorde[0].casusnummer


def _mee(wegers: Sequence[str]) -> str:
    """What goes along to the next case, so that nobody ticks the same table anew: who weighed this one."""
    return f"?{urlencode([('weger', een) for een in wegers])}" if wegers else ""


def _voorbeeld(
    scherm: Tekenaar, toegang: Toegang, weging: Weging, invoer: Invoer, gewogen: TriageIn
) -> HTMLResponse:
    bericht = bericht_aan_melder(
        weging.casusnummer, gewogen.opdracht(), weging.tafel, toegang.dienst.definities
    )
    return _toon(scherm, toegang, weging, weging.formulier().met(invoer), bericht=bericht)


def _toon(
    scherm: Tekenaar,
    toegang: Toegang,
    weging: Weging,
    formulier: Formulier,
    status: HTTPStatus = HTTPStatus.OK,
    **bij: object,
) -> HTMLResponse:
    nu = toegang.dienst.shell.tafel(weging.tafel.id)
    plaats = _plaats(toegang, nu, weging.casusnummer)
    inhoud: dict[str, object] = {"gebeurd": (), "bericht": None, **bij}
    return scherm.toon(
        "triage/wegen.html",
        toegang,
        [Kruimel("Triage", f"/triage?tafel={nu.id}"), Kruimel(weging.casusnummer)],
        status,
        nu,
        weging=weging,
        formulier=replace(formulier, versie=weging.versie),
        plaats=plaats,
        volgende=_volgende(toegang, nu, na=weging.casusnummer),
        mee=_mee(weging.eerder),
        woorden=Tafelwoorden(weging.tafel, toegang.dienst.definities.tafels),
        mag_lezen=toegang.gebruiker.mag(Recht.CASUS_LEZEN),
        **inhoud,
    )


def _plaats(toegang: Toegang, tafel: Tafel, casusnummer: str) -> tuple[int, int] | None:
    """Which one of how many this is in the coming session."""
    rij = agendawacht.te_wegen(toegang, tafel, tot=zitting_van(tafel, toegang.dienst.omgeving.vandaag()))
    nummers = [een.casusnummer for een in rij]
    return (nummers.index(casusnummer) + 1, len(nummers)) if casusnummer in nummers else None
