"""Where the link in a mail leads: on to the page of what it is about, for whoever may know of that now.

Who is not signed in does that first and then comes here. To anybody else it is as a link that leads nowhere.
"""

from typing import Annotated

from starlette.responses import Response

from api.rechten import Recht
from api.rest.berichtdelen import BerichtUit, Verwijzing
from api.rest.berichten import lees_bericht
from api.rest.deur import Mag
from api.rest.toegang import Toegang
from api.web.scherm import Menupunt, verder
from api.wegen import Wegen
from infra.berichten.soorten import Mailsoort

MENU: tuple[Menupunt, ...] = ()

router = Wegen()


@router.get("/berichten/{verwijzing}")
def open_bericht(
    verwijzing: Verwijzing, toegang: Annotated[Toegang, Mag(Recht.CASUS_LEZEN, doel="bericht")]
) -> Response:
    """Go to the page of what a mail is about."""
    return verder(pagina_van(lees_bericht(verwijzing, toegang), toegang))


def pagina_van(bericht: BerichtUit, toegang: Toegang) -> str:
    """The page where this reader sees what a message is about."""
    if bericht.overleg_id is not None:
        # Who was invited and does not see the whole agenda answers, and reads there when and where it is.
        deel = "" if toegang.gebruiker.mag(Recht.OVERLEG_LEZEN) else "/komst"
        return f"/agenda/{bericht.overleg_id}{deel}"
    if bericht.consultatienummer is not None:
        return f"/consultaties/{bericht.consultatienummer}"
    if bericht.soort == Mailsoort.UITKOMST and toegang.gebruiker.mag(Recht.AANMELDEN):
        return f"/meldingen/{bericht.casusnummer}"
    return f"/casus/{bericht.casusnummer}"
