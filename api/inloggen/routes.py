"""The pages at which people sign in, choose as whom they work, and sign out; and what the issuer tells us directly.

Nothing here tells whether an account exists to somebody who did not sign in at the issuer.
"""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from urllib.parse import urlencode
from uuid import UUID

from fastapi import Request
from fastapi.responses import JSONResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from api.inloggen.balie import Balie, Open
from api.inloggen.bewijs import is_bewijs_van
from api.inloggen.client import Client, Uitgang
from api.inloggen.fouten import AanbiederWeg, BewijsFout, VreemdeHerkomst
from api.inloggen.herkomst import eis_csrf, eis_eigen_pagina, veilig_pad
from api.inloggen.koekjes import POGING, SESSIE, UITLOGBEWIJS, UITLOGPAD, neem_af, zet
from api.inloggen.log import Actie, Vanaf, gelukt, geweigerd
from api.inloggen.pagina import pagina
from api.inloggen.poging import DUUR, begin_poging, lees_poging
from api.wegen import Wegen
from infra.sessies import DUUR as SESSIEDUUR
from infra.sessies import Inlog
from infra.toekenning import Toekenning

router = Wegen(include_in_schema=False)

LANGSTE_BEWIJS = 3500
"""What fits in a cookie; of who has a longer ID token the provider asks whether to sign out."""


class _Mislukt(Exception):
    """Signing in did not work; ``reden`` is for the log and chooses what the page says."""

    def __init__(self, reden: str) -> None:
        super().__init__()
        self.reden = reden


_UITLEG: Mapping[str, tuple[HTTPStatus, str, str]] = {
    "aanbieder-weg": (
        HTTPStatus.SERVICE_UNAVAILABLE,
        "Inloggen kan nu niet",
        "De inlogdienst van uw organisatie geeft geen antwoord. Probeer het over een paar minuten opnieuw.",
    ),
    "niveau-te-laag": (
        HTTPStatus.FORBIDDEN,
        "Log in met een sterker middel",
        "Voor Casus is een inlogmiddel met betrouwbaarheidsniveau substantieel of hoog nodig.",
    ),
    "niet-opnieuw": (
        HTTPStatus.FORBIDDEN,
        "Log echt opnieuw in",
        "Voor deze stap moet u nu laten zien wie u bent. Uw organisatie gebruikte een eerdere keer.",
    ),
    "afgebroken": (
        HTTPStatus.FORBIDDEN,
        "U bent niet ingelogd",
        "Het inloggen bij uw organisatie is afgebroken of geweigerd.",
    ),
}
_ANDERS = (
    HTTPStatus.BAD_REQUEST,
    "Het inloggen is niet gelukt",
    "Misschien duurde het te lang, of begon u in een ander venster opnieuw. Log opnieuw in.",
)


# --- in -------------------------------------------------------------------------------------------------------------


@router.get("/inloggen")
def inloggen(request: Request, naar: str | None = None, opnieuw: str | None = None) -> Response:
    """Go to the issuer of people to sign in; with ``opnieuw`` also somebody who is signed in."""
    balie, vers = _balie(request), opnieuw is not None
    if balie.client is None:
        return _niet_hier(request)
    if not vers and _open(request, balie) is not None:
        return RedirectResponse(veilig_pad(naar), HTTPStatus.SEE_OTHER)
    poging = begin_poging(naar, opnieuw=vers, nu=balie.nu())
    try:
        heen = balie.client.heen(poging)
    except AanbiederWeg:
        return _mislukt(request, "aanbieder-weg")
    antwoord = RedirectResponse(heen, HTTPStatus.SEE_OTHER)
    zet(antwoord, POGING, poging.waarde(), duur=DUUR)
    return antwoord


@router.get("/inloggen/terug")
def terug(request: Request) -> Response:
    """Take somebody in whom the issuer sends back."""
    balie = _balie(request)
    if balie.client is None:
        return _niet_hier(request)
    try:
        antwoord = _neem_op(request, balie, balie.client)
    except (_Mislukt, BewijsFout) as fout:
        antwoord = _mislukt(request, fout.reden)
    except AanbiederWeg:
        antwoord = _mislukt(request, "aanbieder-weg")
    neem_af(antwoord, POGING)
    return antwoord


def _neem_op(request: Request, balie: Balie, client: Client) -> Response:
    vraag = request.query_params
    poging = lees_poging(request.cookies.get(POGING), nu=balie.nu())
    if vraag.get("state") != poging.state:
        raise _Mislukt("state")
    # Another issuer than the one that was asked (RFC 9207).
    iss = vraag.get("iss")
    if iss != client.aanbieder.uitgever and (
        iss is not None or client.aanbieder.gegevens().authorization_response_iss_parameter_supported
    ):
        raise _Mislukt("andere-uitgever")
    code = vraag.get("code")
    if "error" in vraag or code is None:
        raise _Mislukt("afgebroken")
    bewijs = client.ruil(code, poging, nu=balie.nu())
    inlog = balie.lees_inlog(bewijs, client, poging)
    actie = Actie.OPNIEUW_INLOGGEN if poging.opnieuw else Actie.INLOGGEN
    mogelijk = balie.mogelijk(inlog)
    if not mogelijk:
        geweigerd(actie, Vanaf.BROWSER, "geen-toekenning", spoor=_spoor(request))
        return _met_uitgang("geen_toegang", client.uitgang(bewijs), status=HTTPStatus.FORBIDDEN)
    antwoord = _begin(request, balie, inlog, mogelijk, actie=actie, naar=poging.naar)
    if len(bewijs) <= LANGSTE_BEWIJS:
        zet(antwoord, UITLOGBEWIJS, bewijs, duur=SESSIEDUUR, pad=UITLOGPAD)
    else:
        neem_af(antwoord, UITLOGBEWIJS, pad=UITLOGPAD)
    return antwoord


def _begin(
    request: Request,
    balie: Balie,
    inlog: Inlog,
    mogelijk: Sequence[Toekenning],
    *,
    actie: Actie,
    naar: str,
) -> Response:
    """Begin a session under a new cookie, for somebody who has a grant."""
    gekozen = mogelijk[0].id if len(mogelijk) == 1 else _eerder_gekozen(request, balie, inlog)
    waarde, sessie = balie.sessies.begin(inlog, toekenning=gekozen, oude=request.cookies.get(SESSIE))
    gelukt(
        actie,
        Vanaf.BROWSER,
        spoor=_spoor(request),
        sessie=sessie.id,
        toekenning=gekozen,
        niveau=inlog.niveau.rpartition("/")[2],
    )
    doel = naar if gekozen is not None else _naar_rol(naar)
    antwoord = RedirectResponse(doel, HTTPStatus.SEE_OTHER)
    zet(antwoord, SESSIE, waarde)
    return antwoord


def _eerder_gekozen(request: Request, balie: Balie, inlog: Inlog) -> UUID | None:
    """As whom the same person worked until now: who signs in again for a step goes on as that."""
    nu_open = _open(request, balie)
    if nu_open is None or nu_open.toekenning is None:
        return None
    eerder = nu_open.sessie.inlog
    zelfde = (eerder.uitgever, eerder.sub) == (inlog.uitgever, inlog.sub)
    return nu_open.toekenning.id if zelfde else None


# --- as whom --------------------------------------------------------------------------------------------------------


@router.get("/rol")
def toon_rollen(request: Request, naar: str | None = None) -> Response:
    """As whom somebody who signed in may work."""
    open_ = _open(request, _balie(request))
    if open_ is None:
        return RedirectResponse("/inloggen", HTTPStatus.SEE_OTHER)
    if not open_.toekenningen:
        return pagina("geen_toegang", status=HTTPStatus.FORBIDDEN, uitgang=None)
    return pagina(
        "rol",
        csrf=open_.csrf,
        naar=veilig_pad(naar),
        toekenningen=open_.toekenningen,
        nu=open_.sessie.toekenning,
    )


@router.post("/rol")
async def kies_rol(request: Request) -> Response:
    """Go on as one of those, under a new cookie."""
    balie = _balie(request)
    waarde, open_ = await run_in_threadpool(_koekje_en_open, request, balie)
    if open_ is None:
        return RedirectResponse("/inloggen", HTTPStatus.SEE_OTHER)
    if (geweigerd_ := await _van_elders(request, balie, open_, Actie.ROL_KIEZEN)) is not None:
        return geweigerd_
    formulier = await request.form()
    gekozen = next((een.id for een in open_.toekenningen if str(een.id) == formulier.get("toekenning")), None)
    nieuw = None if gekozen is None else await run_in_threadpool(balie.sessies.kies, waarde, gekozen)
    if nieuw is None:
        return RedirectResponse("/rol", HTTPStatus.SEE_OTHER)
    gelukt(Actie.ROL_KIEZEN, Vanaf.BROWSER, spoor=_spoor(request), sessie=open_.sessie.id, toekenning=gekozen)
    naar = formulier.get("naar")
    antwoord = RedirectResponse(veilig_pad(naar if isinstance(naar, str) else None), HTTPStatus.SEE_OTHER)
    zet(antwoord, SESSIE, nieuw)
    return antwoord


# --- out ------------------------------------------------------------------------------------------------------------


@router.get("/uitloggen")
def vraag_uitloggen(request: Request) -> Response:
    """Ask whether somebody wants to sign out; who is out reads that."""
    open_ = _open(request, _balie(request))
    if open_ is None:
        return _al_uit(request)
    return pagina("uitloggen", csrf=open_.csrf)


@router.post("/uitloggen")
async def uitloggen(request: Request) -> Response:
    """Sign out here, or everywhere; then at the issuer, by a page: a form may not send somebody to another host."""
    balie = _balie(request)
    waarde, open_ = await run_in_threadpool(_koekje_en_open, request, balie)
    if open_ is None:
        return _al_uit(request)
    if (geweigerd_ := await _van_elders(request, balie, open_, Actie.UITLOGGEN)) is not None:
        return geweigerd_
    overal = (await request.form()).get("waar") == "overal"
    inlog, aantal = open_.sessie.inlog, 1
    if overal:
        aantal = await run_in_threadpool(balie.sessies.beeindig_alle, inlog.uitgever, inlog.sub)
    else:
        await run_in_threadpool(balie.sessies.beeindig, waarde)
    actie = Actie.OVERAL_UITLOGGEN if overal else Actie.UITLOGGEN
    gelukt(actie, Vanaf.BROWSER, spoor=_spoor(request), sessie=open_.sessie.id, aantal=aantal)
    bewijs: str | None = request.cookies.get(UITLOGBEWIJS, "")
    if not is_bewijs_van(bewijs or "", uitgever=inlog.uitgever, sub=inlog.sub):
        bewijs = None
    uitgang = await run_in_threadpool(balie.client.uitgang, bewijs) if balie.client else None
    antwoord = _met_uitgang("uitgelogd", uitgang)
    neem_af(antwoord, SESSIE)
    neem_af(antwoord, UITLOGBEWIJS, pad=UITLOGPAD)
    return antwoord


def _al_uit(request: Request) -> Response:
    """Say that somebody is out; the proof of a session that ended by itself does not stay in the browser."""
    antwoord = pagina("uitgelogd", uitgang=None)
    # Only where it came along: a form of another site would take it from somebody who is in.
    if UITLOGBEWIJS in request.cookies:
        neem_af(antwoord, UITLOGBEWIJS, pad=UITLOGPAD)
    return antwoord


def _met_uitgang(naam: str, uitgang: Uitgang | None, *, status: HTTPStatus = HTTPStatus.OK) -> Response:
    """A page from which somebody signs out at the provider too."""
    naar = uitgang.herkomst if uitgang is not None and uitgang.zegt_wie else None
    return pagina(naam, status=status, form_naar=naar, uitgang=uitgang)


# --- between the issuer and us --------------------------------------------------------------------------------------


@router.get("/inloggen/jwks.json")
def sleutels(request: Request) -> Response:
    """The public half of the key of our client, for the issuer."""
    client = _balie(request).client
    if client is None:
        return _niet_hier(request)
    return JSONResponse(client.openbaar())


@router.post("/inloggen/achterkanaal")
async def achterkanaal(request: Request) -> Response:
    """The issuer says that somebody is signed out (OpenID Connect Back-Channel Logout 1.0)."""
    balie = _balie(request)
    token = (await request.form()).get("logout_token")
    tekst = token if isinstance(token, str) else ""
    if balie.client is None:
        return _niet_hier(request)
    try:
        aantal = await run_in_threadpool(balie.log_uit_van_buiten, tekst, balie.client)
    except BewijsFout as fout:
        geweigerd(Actie.UITGELOGD_DOOR_AANBIEDER, Vanaf.AANBIEDER, fout.reden, spoor=_spoor(request))
        return JSONResponse({"error": "invalid_request"}, HTTPStatus.BAD_REQUEST)
    except AanbiederWeg:
        return JSONResponse({"error": "temporarily_unavailable"}, HTTPStatus.SERVICE_UNAVAILABLE)
    gelukt(Actie.UITGELOGD_DOOR_AANBIEDER, Vanaf.AANBIEDER, spoor=_spoor(request), aantal=aantal)
    return Response(status_code=HTTPStatus.OK)


# --- what these have in common --------------------------------------------------------------------------------------


def _balie(request: Request) -> Balie:
    balie: Balie = request.app.state.deur.balie
    return balie


def _spoor(request: Request) -> str:
    spoor: str = request.state.spoor
    return spoor


def _open(request: Request, balie: Balie) -> Open | None:
    return _koekje_en_open(request, balie)[1]


def _koekje_en_open(request: Request, balie: Balie) -> tuple[str, Open | None]:
    waarde = request.cookies.get(SESSIE, "")
    return waarde, balie.open(waarde) if waarde else None


async def _van_elders(request: Request, balie: Balie, open_: Open, actie: Actie) -> Response | None:
    """What to answer to a form that is not of our own pages; ``None`` to one that is."""
    try:
        eis_eigen_pagina(request, balie.kader.adres)
        await eis_csrf(request, open_.csrf)
    except VreemdeHerkomst:
        geweigerd(actie, Vanaf.BROWSER, "vreemde-herkomst", spoor=_spoor(request), sessie=open_.sessie.id)
        return pagina(
            "mislukt",
            status=HTTPStatus.FORBIDDEN,
            titel="Dit kwam niet van Casus zelf",
            uitleg="Uw keuze is niet uitgevoerd. Ga terug naar Casus en probeer het daar opnieuw.",
            opnieuw=False,
            spoor=_spoor(request),
        )
    return None


def _naar_rol(naar: str) -> str:
    return "/rol" if naar == "/" else f"/rol?{urlencode({'naar': naar})}"


def _mislukt(request: Request, reden: str) -> Response:
    geweigerd(Actie.INLOGGEN, Vanaf.BROWSER, reden, spoor=_spoor(request))
    status, titel, uitleg = _UITLEG.get(reden, _ANDERS)
    return pagina("mislukt", status=status, titel=titel, uitleg=uitleg, opnieuw=True, spoor=_spoor(request))


def _niet_hier(request: Request) -> Response:
    return pagina(
        "mislukt",
        status=HTTPStatus.NOT_FOUND,
        titel="Hier logt u niet in",
        uitleg="Voor deze dienst is inloggen met de browser niet ingesteld.",
        opnieuw=False,
        spoor=_spoor(request),
    )
