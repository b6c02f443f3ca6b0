"""What every page is made with: the templates, who is looking, where one is, and where one may go.

``Tekenaar`` stands as a parameter of a route; ``scherm.toon("triage/lijst.html", toegang, ...)`` gives the answer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Depends, Query, Request
from jinja2 import Environment
from starlette.responses import HTMLResponse, RedirectResponse

from api.aanmelding import Code
from api.bereik import Gebruiker
from api.rechten import Recht
from api.rest.toegang import Toegang
from api.web.middelen import Middelen
from api.web.werk import Dienststand, Tel, dringendste_eerst, werk_van
from domain.tafels import Regio, Tafel
from infra.definitions import Definities

LIVE = "/v1/veranderingen"
"""Where a page hears that lists of a table changed; what it then shows it asks anew."""

TafelVraag = Annotated[Code | None, Query(description="De tafel waarvoor u werkt.")]

MEESTE_RIJEN = 500
"""More rows than this stand on no page: who asks for them all sees those of many people at once."""
PerBladzijde = Annotated[
    int, Query(alias="aantal", ge=1, le=MEESTE_RIJEN, description="Hoeveel regels op één bladzijde.")
]


@dataclass(frozen=True)
class Menupunt:
    """A page that stands in the menu of whoever has the right."""

    naam: str
    pad: str
    recht: Recht
    van_tafel: bool = True
    """Whether the page is about one table, which then travels along in the address."""
    ook: Recht | None = None
    """Another right that leads here."""
    zonder: Recht | None = None
    """Whoever has this right gets there from another page, and does not need it in the menu."""

    def is_voor(self, gebruiker: Gebruiker) -> bool:
        """Say whether it stands in the menu of this person."""
        if self.zonder is not None and gebruiker.mag(self.zonder):
            return False
        return gebruiker.mag(self.recht) or (self.ook is not None and gebruiker.mag(self.ook))


@dataclass(frozen=True)
class Kruimel:
    """A step on the way to this page; the last one, the page itself, has no address."""

    naam: str
    pad: str | None = None


@dataclass(frozen=True)
class Web:
    """What the pages have in common; made once, with the application."""

    sjablonen: Environment
    middelen: Middelen
    menu: Sequence[Menupunt]
    definities: Definities
    tellers: Sequence[Tel] = ()
    dienststanden: Sequence[Dienststand] = ()

    def teken(self, sjabloon: str, **inhoud: Any) -> str:  # noqa: ANN401 a template takes what it is given
        """The HTML of a template."""
        return self.sjablonen.get_template(sjabloon).render(middelen=self.middelen, **inhoud)

    def regio(self, tafel: Tafel | None) -> Regio | None:
        """The region of a table."""
        if tafel is None:
            return None
        return next((regio for regio in self.definities.regios.values() if regio.naam == tafel.regio), None)

    def crisisroute(self, tafels: Iterable[Tafel]) -> str:
        """What one does in a crisis, in the words of the first region of these tables."""
        return next((regio.crisisroute.tekst for tafel in tafels if (regio := self.regio(tafel))), "")

    def menu_van(self, gebruiker: Gebruiker | None) -> list[Menupunt]:
        """The pages that this person may go to."""
        if gebruiker is None:
            return []
        return [punt for punt in self.menu if punt.is_voor(gebruiker)]


@dataclass(frozen=True)
class Scherm:
    """One request for a page."""

    web: Web
    request: Request

    def toon(
        self,
        sjabloon: str,
        toegang: Toegang,
        kruimels: Sequence[Kruimel] = (),
        status: HTTPStatus = HTTPStatus.OK,
        tafel: Tafel | None = None,
        **inhoud: Any,  # noqa: ANN401 a template takes what it is given
    ) -> HTMLResponse:
        """Answer with a page. Also one with a fault shows what was read for it, and goes on record so."""
        toegang.kijk.toont_toch()
        html = self.web.teken(
            sjabloon,
            **lijst_om(self.web, self.request, toegang.gebruiker, tafel=tafel),
            kruimels=kruimels,
            vandaag=toegang.dienst.omgeving.vandaag(),
            **inhoud,
        )
        return HTMLResponse(html, status_code=status)

    def kies_tafel(
        self, toegang: Toegang, titel: str, *tellers: Tel, te_laat: str = "", erbij: str = ""
    ) -> HTMLResponse:
        """Ask for which of the own tables this page is to be; what else the address asked goes along.

        With ``tellers`` it already says what waits at each, most urgent first; ``te_laat`` says what is overdue there,
        as in "over de termijn", and ``erbij`` is a sentence about all tables together.
        """
        anders = [
            (naam, waarde) for naam, waarde in self.request.query_params.multi_items() if naam != "tafel"
        ]
        tafels = tafels_van(toegang)
        werk = [werk_van(toegang, tafel, tellers) for tafel in tafels] if tellers else []
        return self.toon(
            "tafelkeuze.html",
            toegang,
            [Kruimel(titel)],
            titel=titel,
            pad=f"{self.request.url.path}?{urlencode([*anders, ('tafel', '')])}",
            tafels=tafels,
            nu=dringendste_eerst(een for een in werk if een.samen),
            later=[een.tafel for een in werk if not een.samen],
            totaal=sum(een.te_laat for een in werk),
            te_laat=te_laat,
            erbij=erbij,
        )


def lijst_om(
    web: Web, request: Request, gebruiker: Gebruiker | None, *, tafel: Tafel | None = None
) -> dict[str, object]:
    """What the frame of a page asks for."""
    return {
        "gebruiker": gebruiker,
        "menu": web.menu_van(gebruiker),
        "hier": request.url.path,
        "tafel": tafel,
        "regio": web.regio(tafel),
        "csrf": csrf_van(request),
        "met_sessie": getattr(request.state, "sessie", None) is not None,
    }


def csrf_van(request: Request) -> str:
    """What a form of this session has to send back; empty where no cookie gave the access."""
    return str(getattr(getattr(request.state, "sessie", None), "csrf", "") or "")


def tafels_van(toegang: Toegang) -> tuple[Tafel, ...]:
    """The tables that this person works for, in the order of the definitions."""
    bekend = toegang.dienst.definities.tafels.values()
    return tuple(tafel for tafel in bekend if tafel.id in toegang.gebruiker.tafels)


def gekozen(toegang: Toegang, gevraagd: str | None) -> Tafel | None:
    """The table of this page: the one that was asked for, or the only one there is; ``None`` where one has to choose.

    Raises:
        OnbekendeTafel: it is not one of this person's.
    """
    if gevraagd is not None:
        return toegang.tafel(gevraagd)
    eigen = tafels_van(toegang)
    return eigen[0] if len(eigen) == 1 else None


def verder(pad: str) -> RedirectResponse:
    """Go on to another page once something was recorded, so that loading again records nothing."""
    return RedirectResponse(pad, status_code=HTTPStatus.SEE_OTHER)


def _scherm(request: Request) -> Scherm:
    web: Web = request.app.state.web
    return Scherm(web, request)


Tekenaar = Annotated[Scherm, Depends(_scherm)]
