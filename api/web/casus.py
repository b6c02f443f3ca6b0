"""One case: where it is in its life, who it is about, what was decided, and what one may do now, each as a form."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from http import HTTPStatus
from itertools import groupby
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import HTMLResponse, Response

from api.aanmelding import Code
from api.rechten import Recht
from api.rest.beslissingen import beslissingen_uit
from api.rest.casusuit import CasusUit, casus_uit
from api.rest.delen import Casusnummer
from api.rest.deur import Mag
from api.rest.historie import tijdlijn_uit
from api.rest.toegang import Toegang
from api.rest.toestemming import lees_toestemmingsstanden
from api.web.formulier import Formulier, Ingevuld, Invoer, OngeldigeInvoer, Veldfout
from api.web.formulier import lees as lees_invoer
from api.web.handelingen import ALLE, Doenlijk, Handeling, doenlijk
from api.web.handelingen.soort import Zicht
from api.web.inzagedoel import MagOnderDoel
from api.web.levensloop import aanstaande, stappen
from api.web.proef import Zaak, intussen, op_versie, zaak_van
from api.web.scherm import Kruimel, Menupunt, Tekenaar, verder
from domain.casus.triage import TE_TRIEREN
from domain.weigering import Weigering
from projections.woorden import Tafelwoorden

MENU: tuple[Menupunt, ...] = ()
OP_CODE = {handeling.code: handeling for handeling in ALLE}

router = APIRouter()

Zoeker = Annotated[Toegang, Mag(Recht.CASUS_LEZEN, doel="casusbehandeling")]
Lezer = Annotated[Toegang, MagOnderDoel(Recht.CASUS_LEZEN, doel="casusbehandeling")]
Gedaan = Annotated[Code | None, Query(description="Wat zojuist is vastgelegd.")]


@router.get("/casus")
def zoek(toegang: Zoeker, nummer: Annotated[Code, Query(description="Het casusnummer.")]) -> Response:
    """Go to a case by its number."""
    toegang.lees(nummer.upper())
    return verder(f"/casus/{nummer.upper()}")


@router.get("/casus/{casusnummer}")
def lees(scherm: Tekenaar, toegang: Lezer, casusnummer: Casusnummer, gedaan: Gedaan = None) -> HTMLResponse:
    """A case as it is for this reader; an auditor sees people under a pseudonym, and what kind of facts there are."""
    gelezen = toegang.lees(casusnummer)
    dienst = toegang.dienst
    uit = casus_uit(gelezen, toegang.gebruiker, regel_van=dienst.definities.bewaarregel)
    begrippen = dienst.definities.begrippen
    samen: dict[str, Any] = {
        "casus": uit,
        "stappen": stappen(uit.fase),
        "woorden": Tafelwoorden(gelezen.tafel, dienst.definities.tafels),
        "tijdlijn": tijdlijn_uit(gelezen, toegang.gebruiker, begrippen=begrippen).regels[::-1],
        "kruimels": [Kruimel(casusnummer)],
        "tafel": dienst.definities.tafels.get(uit.tafel),
    }
    if not isinstance(uit, CasusUit):
        return scherm.toon("casus/kaal.html", toegang, **samen)
    return scherm.toon(
        "casus/casus.html",
        toegang,
        **samen,
        **_doen(zaak_van(toegang, casusnummer)),
        gedaan=OP_CODE.get(gedaan or ""),
        aanstaande=aanstaande(uit),
        beslissingen=beslissingen_uit(gelezen, toegang.gebruiker, begrippen=begrippen).regels[::-1],
        toestemming=_toestemming(toegang, casusnummer),
    )


def _toestemming(toegang: Toegang, casusnummer: str) -> Sequence[object] | None:
    if not toegang.gebruiker.mag(Recht.TOESTEMMINGSSTAND):
        return None
    return lees_toestemmingsstanden(casusnummer, toegang).regels


def _doen(zaak: Zaak) -> dict[str, Any]:
    """What this person has the right to: what can be done now by group, and why the rest cannot."""
    gebruiker = zaak.toegang.gebruiker
    eigen = [doenlijk(een, zaak) for een in ALLE if gebruiker.mag(een.recht)]
    kan = [een.handeling for een in eigen if not een.niet]
    return {
        "kan": [(groep, list(delen)) for groep, delen in groupby(kan, key=lambda een: een.groep)],
        "kan_niet": [een for een in eigen if een.niet],
        "kan_wegen": gebruiker.mag(Recht.TRIEREN) and zaak.casus.fase in TE_TRIEREN,
    }


# --- each command a form ------------------------------------------------------------------------------------


def _vraag(handeling: Handeling[Any]) -> Callable[..., Response]:
    """The route that asks."""

    def vraag(
        scherm: Tekenaar,
        casusnummer: Casusnummer,
        toegang: Annotated[Toegang, Mag(handeling.recht, doel=handeling.doel)],
    ) -> Response:
        zaak = zaak_van(toegang, casusnummer)
        return _toon(scherm, zaak, handeling, _formulier(zaak, handeling))

    return vraag


def _antwoord(handeling: Handeling[Any]) -> Callable[..., Response]:
    """The route that records."""

    def leg_vast(
        scherm: Tekenaar,
        casusnummer: Casusnummer,
        invoer: Ingevuld,
        toegang: Annotated[Toegang, Mag(handeling.recht, doel=handeling.doel)],
    ) -> Response:
        zaak = zaak_van(toegang, casusnummer)
        formulier = _formulier(zaak, handeling)
        veranderd = intussen(toegang, zaak, invoer.versie)
        if veranderd is not None:
            opnieuw = formulier.met(invoer)
            status = HTTPStatus.PRECONDITION_FAILED
            return _toon(scherm, zaak, handeling, opnieuw, status, veranderd.gebeurd)
        fouten, status = _voer_uit(handeling, casusnummer, formulier, invoer, toegang)
        if fouten:
            return _toon(scherm, zaak, handeling, formulier.met(invoer, *fouten), status)
        # Who closed it may be one of those for whom it is shielded now.
        if toegang.gebruiker.mag(Recht.CASUS_LEZEN) and toegang.leest_nummer(casusnummer):
            return verder(f"/casus/{casusnummer}?gedaan={handeling.code}")
        return verder("/")

    return leg_vast


def _voer_uit(
    handeling: Handeling[Any], casusnummer: str, formulier: Formulier, invoer: Invoer, toegang: Toegang
) -> tuple[tuple[Veldfout, ...], HTTPStatus]:
    """Record it, or say what is wrong."""
    try:
        handeling.doe(
            casusnummer,
            lees_invoer(handeling.model, formulier.velden, invoer),
            op_versie(toegang, invoer.versie),
        )
    except OngeldigeInvoer as fout:
        return fout.fouten, HTTPStatus.BAD_REQUEST
    except Weigering as fout:
        return (Veldfout(str(fout)),), HTTPStatus.CONFLICT
    return (), HTTPStatus.OK


def _formulier(zaak: Zaak, handeling: Handeling[Any]) -> Formulier:
    zicht = Zicht(zaak, zaak.toegang.lees(zaak.casus.casusnummer).casus)
    return Formulier(
        f"/casus/{zaak.casus.casusnummer}/{handeling.code}",
        "Vastleggen",
        tuple(handeling.velden(zicht)),
        versie=zaak.geladen.versie,
    )


def _toon(  # noqa: PLR0917 a page, about what, with which form and how it went
    scherm: Tekenaar,
    zaak: Zaak,
    handeling: Handeling[Any],
    formulier: Formulier,
    status: HTTPStatus = HTTPStatus.OK,
    gebeurd: Sequence[object] = (),
) -> HTMLResponse:
    nummer = zaak.casus.casusnummer
    return scherm.toon(
        "casus/handeling.html",
        zaak.toegang,
        [Kruimel(nummer, f"/casus/{nummer}"), Kruimel(handeling.titel)],
        status,
        zaak.toegang.dienst.definities.tafels.get(zaak.tafel.id),
        casusnummer=nummer,
        doen=doenlijk(handeling, zaak) if status is HTTPStatus.OK else Doenlijk(handeling),
        formulier=replace(formulier, versie=zaak.geladen.versie),
        gebeurd=gebeurd,
    )


for _een in ALLE:
    router.add_api_route(f"/casus/{{casusnummer}}/{_een.code}", _vraag(_een), methods=["GET"])
    router.add_api_route(f"/casus/{{casusnummer}}/{_een.code}", _antwoord(_een), methods=["POST"])
