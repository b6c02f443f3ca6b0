"""The routes of what can be done with a case: for each thing a form, and what records it.

Where they stand says a ``Plek``: on the page of the case, or on that of how it is kept.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter
from starlette.responses import HTMLResponse, Response

from api.rechten import Recht
from api.rest.delen import CasusAntwoord, Casusnummer
from api.rest.deur import Mag
from api.rest.toegang import Toegang
from api.web.formulier import Formulier, Ingevuld, Invoer, OngeldigeInvoer, Veldfout
from api.web.formulier import lees as lees_invoer
from api.web.handelingen.soort import Doenlijk, Handeling, Zicht, doenlijk
from api.web.proef import Zaak, intussen, op_versie, zaak_van
from api.web.scherm import Kruimel, Tekenaar, verder
from domain.weigering import Weigering

NIETS_NIEUWS = "U vulde niets in, of het stond er al zo. Er is niets veranderd."


@dataclass(frozen=True)
class Plek:
    """The page that these forms belong to, by the beginning of its address, and the right to read it."""

    stam: str
    recht: Recht
    kruimels: tuple[Kruimel, ...] = ()

    def pad(self, casusnummer: str) -> str:
        """The address of the page of one case."""
        return f"{self.stam}/{casusnummer}"


def voeg_toe(router: APIRouter, plek: Plek, handelingen: Iterable[Handeling[Any]]) -> None:
    """Give each of these its two routes."""
    for een in handelingen:
        pad = f"{plek.stam}/{{casusnummer}}/{een.code}"
        router.add_api_route(pad, _vraag(plek, een), methods=["GET"])
        router.add_api_route(pad, _antwoord(plek, een), methods=["POST"])


def _vraag(plek: Plek, handeling: Handeling[Any]) -> Callable[..., Response]:
    """The route that asks."""

    def vraag(
        scherm: Tekenaar,
        casusnummer: Casusnummer,
        toegang: Annotated[Toegang, Mag(handeling.recht, doel=handeling.doel)],
    ) -> Response:
        zaak = zaak_van(toegang, casusnummer)
        return _toon(scherm, zaak, plek, handeling, _formulier(zaak, plek, handeling))

    return vraag


def _antwoord(plek: Plek, handeling: Handeling[Any]) -> Callable[..., Response]:
    """The route that records."""

    def leg_vast(
        scherm: Tekenaar,
        casusnummer: Casusnummer,
        invoer: Ingevuld,
        toegang: Annotated[Toegang, Mag(handeling.recht, doel=handeling.doel)],
    ) -> Response:
        zaak = zaak_van(toegang, casusnummer)
        formulier = _formulier(zaak, plek, handeling)
        veranderd = intussen(toegang, zaak, invoer.versie)
        if veranderd is not None:
            opnieuw = formulier.met(invoer)
            status = HTTPStatus.PRECONDITION_FAILED
            return _toon(scherm, zaak, plek, handeling, opnieuw, status, veranderd.gebeurd)
        fouten, status = _voer_uit(handeling, casusnummer, formulier, invoer, toegang)
        if fouten:
            return _toon(scherm, zaak, plek, handeling, formulier.met(invoer, *fouten), status)
        # Who closed it may be one of those for whom it is shielded now.
        if toegang.gebruiker.mag(plek.recht) and toegang.leest_nummer(casusnummer):
            return verder(f"{plek.pad(casusnummer)}?gedaan={handeling.code}")
        return verder("/")

    return leg_vast


def _voer_uit(
    handeling: Handeling[Any], casusnummer: str, formulier: Formulier, invoer: Invoer, toegang: Toegang
) -> tuple[tuple[Veldfout, ...], HTTPStatus]:
    """Record it, or say what is wrong."""
    try:
        gedaan = handeling.doe(
            casusnummer,
            lees_invoer(handeling.model, formulier.velden, invoer),
            op_versie(toegang, invoer.versie),
        )
    except OngeldigeInvoer as fout:
        return fout.fouten, HTTPStatus.BAD_REQUEST
    except Weigering as fout:
        return (Veldfout(str(fout)),), HTTPStatus.CONFLICT
    if isinstance(gedaan, CasusAntwoord) and not gedaan.vastgelegd:
        return (Veldfout(NIETS_NIEUWS),), HTTPStatus.CONFLICT
    return (), HTTPStatus.OK


def _formulier(zaak: Zaak, plek: Plek, handeling: Handeling[Any]) -> Formulier:
    zicht = Zicht(zaak, zaak.toegang.lees(zaak.casus.casusnummer).casus)
    return Formulier(
        f"{plek.pad(zaak.casus.casusnummer)}/{handeling.code}",
        "Vastleggen",
        tuple(handeling.velden(zicht)),
        versie=zaak.geladen.versie,
    )


def _toon(  # noqa: PLR0917 a page, about what and where, with which form and how it went
    scherm: Tekenaar,
    zaak: Zaak,
    plek: Plek,
    handeling: Handeling[Any],
    formulier: Formulier,
    status: HTTPStatus = HTTPStatus.OK,
    gebeurd: Sequence[object] = (),
) -> HTMLResponse:
    nummer = zaak.casus.casusnummer
    return scherm.toon(
        "casus/handeling.html",
        zaak.toegang,
        [*plek.kruimels, Kruimel(nummer, plek.pad(nummer)), Kruimel(handeling.titel)],
        status,
        zaak.toegang.dienst.definities.tafels.get(zaak.tafel.id),
        casusnummer=nummer,
        terug=plek.pad(nummer),
        doen=doenlijk(handeling, zaak) if status is HTTPStatus.OK else Doenlijk(handeling),
        formulier=replace(formulier, versie=zaak.geladen.versie),
        veranderd=status is HTTPStatus.PRECONDITION_FAILED,
        gebeurd=gebeurd,
    )
