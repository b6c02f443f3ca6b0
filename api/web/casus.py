"""One case: where it is in its life, who it is about, what was decided, and what one may do now, each as a form."""

from collections.abc import Sequence
from itertools import groupby
from typing import Annotated, Any
from uuid import UUID

from fastapi import Query
from starlette.responses import HTMLResponse, Response

from api.aanmelding import Code
from api.bereik import beperking
from api.rechten import Recht
from api.rest.beslissingen import beslissingen_uit
from api.rest.casussen import lees_bewijsstrook
from api.rest.casusuit import CasusUit, casus_uit
from api.rest.delen import Casusnummer
from api.rest.deur import Mag
from api.rest.gelezen import Gelezen
from api.rest.historie import TijdlijnregelUit, tijdlijn_uit
from api.rest.toegang import Toegang
from api.rest.toestemming import lees_toestemmingsstanden
from api.web.handelingen import ALLE, Handeling, doenlijk
from api.web.handelroutes import Plek, voeg_toe
from api.web.inzagedoel import MagOnderDoel
from api.web.levensloop import aan_de_beurt, aanstaande, stappen
from api.web.meldingstand import sinds_van
from api.web.naspelen import wegen
from api.web.proef import Zaak, zaak_van
from api.web.scherm import Kruimel, Menupunt, Tekenaar, verder
from api.wegen import Wegen
from domain.casus.state import Casus
from domain.casus.termijn import instemmers
from domain.casus.triage import TE_TRIEREN
from infra.kalender import feestdag
from projections.vernietigingslijsten import op_een_lijst
from projections.woorden import Tafelwoorden

MENU: tuple[Menupunt, ...] = ()
VOOROP = 3
"""How many deeds a case page puts before the others."""
OP_CODE = {handeling.code: handeling for handeling in ALLE}

router = Wegen()

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
    samen: dict[str, Any] = {
        "casus": uit,
        "stappen": stappen(uit.fase),
        "woorden": Tafelwoorden(gelezen.tafel, dienst.definities.tafels),
        "tijdlijn": tijdlijn_uit(gelezen, toegang.gebruiker, definities=dienst.definities).regels[::-1],
        "kruimels": [Kruimel(casusnummer)],
        "tafel": dienst.definities.tafels.get(uit.tafel),
        "wegen": wegen(toegang, casusnummer) if toegang.gebruiker.mag(Recht.LOGBOEKBEWIJZEN) else [],
    }
    if not isinstance(uit, CasusUit):
        criteria = {een.code: een.tekst for een in gelezen.tafel.criteria}
        return scherm.toon("casus/kaal.html", toegang, **samen, criteria=criteria)
    daad = OP_CODE.get(gedaan or "")
    return scherm.toon(
        "casus/casus.html",
        toegang,
        **samen,
        **_doen(zaak_van(toegang, casusnummer), tuple(aan_de_beurt(uit, dienst.omgeving.vandaag()))),
        gedaan=daad,
        antwoord=_antwoord(daad, gelezen, samen["tijdlijn"]),
        aanstaande=aanstaande(
            uit, triage=gelezen.tafel.triage.eerste_na(sinds_van(gelezen), feestdag=feestdag)
        ),
        beslissingen=beslissingen_uit(gelezen, toegang.gebruiker, definities=dienst.definities).regels[::-1],
        toestemming=_toestemming(toegang, casusnummer),
        wacht_op=_wacht_op(gelezen.casus),
        op_lijst=_op_een_lijst(toegang, gelezen.historie[0].stroom_id),
        melder=_is_de_melder(toegang, gelezen.casus),
    )


@router.get("/casus/{casusnummer}/bewijsstrook")
def haal_bewijsstrook(toegang: Zoeker, casusnummer: Casusnummer) -> Response:
    """The strook with which can be seen later that this case was destroyed; nobody can make it after that."""
    return lees_bewijsstrook(casusnummer, toegang)


def _antwoord(daad: Handeling[Any] | None, gelezen: Gelezen, tijdlijn: Sequence[TijdlijnregelUit]) -> str:
    """What who did this wants to know of it: the sentence of the newest fact of that kind."""
    if daad is None or daad.antwoord is None:
        return ""
    soort = daad.antwoord
    versies = {feit.versie for feit in gelezen.historie if isinstance(feit.gebeurtenis, soort)}
    return next((regel.zin for regel in tijdlijn if regel.versie in versies), "")


def _is_de_melder(toegang: Toegang, casus: Casus) -> bool:
    """Say whether this reader follows the case as the melding of the own organisation."""
    eigen = beperking(toegang.gebruiker).organisatie
    return toegang.gebruiker.mag(Recht.AANMELDEN) and eigen == casus.organisatie


def _op_een_lijst(toegang: Toegang, stroom_id: UUID) -> bool:
    """Say whether something of the case is underway to its destruction."""
    with toegang.dienst.engine.connect() as verbinding:
        return bool(op_een_lijst(verbinding, [stroom_id]))


def _wacht_op(casus: Casus) -> list[str]:
    """Who has yet to answer on the last proposal to keep longer, as far as this reader may know who supplied data."""
    if not casus.verlengingen or casus.verlengingen[-1].verlengd is not None:
        return []
    loop = casus.verlengingen[-1]
    return sorted(instemmers(casus) - loop.ingestemd - loop.geweigerd)


def _toestemming(toegang: Toegang, casusnummer: str) -> Sequence[object] | None:
    if not toegang.gebruiker.mag(Recht.TOESTEMMINGSSTAND):
        return None
    return lees_toestemmingsstanden(casusnummer, toegang).regels


def _doen(zaak: Zaak, wacht_op: Sequence[str]) -> dict[str, Any]:
    """What this person has the right to: what the case waits for, what else can be done now, why the rest cannot."""
    gebruiker = zaak.toegang.gebruiker
    eigen = [doenlijk(een, zaak) for een in ALLE if gebruiker.mag(een.recht)]
    kan = {een.handeling.code: een.handeling for een in eigen if not een.niet}
    eerst = [code for code in dict.fromkeys(wacht_op) if code in kan][:VOOROP]
    overige = (een for een in kan.values() if een.code not in eerst)
    return {
        "eerst": [kan[code] for code in eerst],
        "kan": [(groep, list(delen)) for groep, delen in groupby(overige, key=lambda een: een.groep)],
        "kan_niet": [een for een in eigen if een.niet],
        "kan_wegen": gebruiker.mag(Recht.TRIEREN) and zaak.casus.fase in TE_TRIEREN,
    }


voeg_toe(router, Plek("/casus", Recht.CASUS_LEZEN), ALLE)
