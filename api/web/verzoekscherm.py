"""What the pages of a verzoek have in common: looking at one, and showing what is asked or told of it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from http import HTTPStatus

from starlette.responses import HTMLResponse

from api.rest.toegang import Toegang
from api.rest.verzoeken import lees_verzoek
from api.web.formulier import Formulier
from api.web.scherm import Kruimel, Scherm
from api.web.verzoekdaden import Daad, Verzoekzicht
from domain.weigering import Weigering
from projections.tijdlijn import Tijdlijnregel, tijdlijn_van_verzoek


def zicht_op(toegang: Toegang, verzoeknummer: str) -> Verzoekzicht:
    """Look at a verzoek within reach.

    Raises:
        OnbekendVerzoek: the number leads nowhere, or to a verzoek of another table.
    """
    uit_ = lees_verzoek(verzoeknummer, toegang)
    return Verzoekzicht(toegang, toegang.dienst.verzoeken.lees(verzoeknummer), uit_)


def intussen(zicht: Verzoekzicht, versie: int | None) -> Sequence[Tijdlijnregel]:
    """What happened with the verzoek since the form was opened."""
    if versie is None or versie >= zicht.versie:
        return ()
    tafel = zicht.toegang.dienst.definities.tafels.get(zicht.uit.tafel)
    return tijdlijn_van_verzoek(zicht.gelezen.stroom.historie, tafel=tafel)[versie:]


def toon(
    scherm: Scherm,
    zicht: Verzoekzicht,
    titel: str,
    formulier: Formulier | None,
    status: HTTPStatus = HTTPStatus.OK,
    *,
    sjabloon: str = "verzoeken/daad.html",
    daad: Daad | None = None,
    niet: str = "",
    gebeurd: Sequence[Tijdlijnregel] = (),
    **inhoud: object,
) -> HTMLResponse:
    """A page about a verzoek: a form, or why there is none now."""
    uit_ = zicht.uit
    kruimels = [
        Kruimel("Verzoeken", f"/verzoeken?tafel={uit_.tafel}"),
        Kruimel(uit_.verzoeknummer, f"/verzoeken/{uit_.verzoeknummer}"),
        Kruimel(titel),
    ]
    return scherm.toon(
        sjabloon,
        zicht.toegang,
        kruimels,
        status,
        zicht.toegang.dienst.definities.tafels.get(uit_.tafel),
        titel=titel,
        verzoek=uit_,
        daad=daad,
        niet=niet,
        gebeurd=gebeurd,
        tafels=zicht.toegang.dienst.definities.tafels,
        formulier=replace(formulier, versie=zicht.versie) if formulier is not None else None,
        **inhoud,
    )


def reden_van(eis: Callable[[], object]) -> str:
    """What the rules say against it; empty where they say nothing."""
    try:
        eis()
    except Weigering as geweigerd:
        return str(geweigerd)
    return ""
