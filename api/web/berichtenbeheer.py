"""Messages, for who looks after them: what did not arrive and is tried again with a reason, and what is on its way."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Annotated

from fastapi import Query
from starlette.responses import HTMLResponse, Response

from api.rechten import Recht
from api.rest.berichtdelen import BerichtredenIn, BezorgingId
from api.rest.berichten import herhaal, lees_abonnementen, lees_doden
from api.rest.delen import Na
from api.rest.deur import Mag
from api.rest.toegang import Toegang
from api.web.beheer import BEHEER, PER_BLADZIJDE, toon_formulier
from api.web.formulier import Formulier, Ingevuld, OngeldigeInvoer, Veldfout, opnieuw
from api.web.formulier import lees as lees_invoer
from api.web.handelingen.soort import regel
from api.web.scherm import Kruimel, Menupunt, Tekenaar, verder
from api.web.toekenningen import organisatienamen
from api.wegen import Wegen
from domain.weigering import Weigering
from infra.berichten.beeld import overzicht
from infra.berichten.soorten import Kanaal, Mailsoort, Stand
from infra.buitenverbinding import CertificaatFout
from projections.dagen import tijdstip

MENU: tuple[Menupunt, ...] = ()
LIJST = "/beheer/berichten"
BEZORGEN = "Een bericht opnieuw bezorgen"
NIET_OPGEGEVEN = "Dit bericht was niet opgegeven, of het is er niet meer."
BEZORGFOUTEN = {
    CertificaatFout.VERLOPEN: "het certificaat is verlopen",
    CertificaatFout.NOG_NIET: "het certificaat is nog niet geldig",
    CertificaatFout.ANDERE_NAAM: "het certificaat is voor een andere naam",
    CertificaatFout.ONBEKEND: "het certificaat komt van een onbekende uitgever",
    CertificaatFout.ANDERS: "het certificaat is niet te vertrouwen",
    "ConnectionRefusedError": "op dit adres luistert niets",
    "TimeoutError": "er kwam niet op tijd een antwoord",
    "gaierror": "deze naam is niet bekend",
}
"""What went wrong, in words; a status stands as it is."""
MAILS = {
    Mailsoort.VRAAG_ONTVANGEN: "Mail: uw vraag is ontvangen",
    Mailsoort.VRAAG_BEANTWOORD: "Mail: uw vraag is beantwoord",
    Mailsoort.UITKOMST: "Mail: uw aanmelding is besproken",
    Mailsoort.UITNODIGING: "Mail: uitnodiging",
    Mailsoort.AFZEGGING: "Mail: afzegging",
    Mailsoort.HERINNERING: "Mail: herinnering",
}
"""What a mail is about, in words. What goes to a system is called as that system knows it."""
HOE_NU = {
    Stand.WACHT: ("goed", "Dit bericht is weer onderweg. Hieronder staat hoe ver het is."),
    Stand.VERZONDEN: ("goed", "Dit bericht is aangekomen."),
    Stand.DOOD: ("fout", "Dit bericht kwam weer niet aan."),
    Stand.VERVALLEN: (
        "info",
        "Dit bericht is vervallen: er is niets meer om te vertellen, of niemand meer voor wie.",
    ),
}
"""What came of what somebody just had tried again."""

router = Wegen()

Beheerder = Annotated[Toegang, Mag(Recht.BERICHTEN, doel="beheer")]
Bezorgd = Annotated[
    int | None, Query(ge=1, le=2**63 - 1, description="Welk bericht zojuist opnieuw is bezorgd.")
]


@router.get(LIJST)
def toon_berichten(
    scherm: Tekenaar, toegang: Beheerder, na: Na = None, bezorgd: Bezorgd = None
) -> HTMLResponse:
    """The messages that did not arrive, what is on its way, and how it goes with each subscription."""
    beheer, tafels = toegang.dienst.berichten.beheer, toegang.gebruiker.tafels
    stand = None if bezorgd is None else beheer.stand(bezorgd, tafels=tafels)
    with toegang.dienst.engine.connect() as verbinding:
        ingehouden_op = overzicht(verbinding).ingehouden_op
    return scherm.toon(
        "beheer/berichten.html",
        toegang,
        [BEHEER, Kruimel("Berichten")],
        doden=lees_doden(toegang, na=na, limiet=PER_BLADZIJDE),
        onderweg=beheer.onderweg(tafels=tafels, limiet=PER_BLADZIJDE + 1),
        meeste=PER_BLADZIJDE,
        hoe_nu=None if stand is None else HOE_NU[stand],
        ingehouden_op=ingehouden_op,
        abonnementen=lees_abonnementen(toegang).regels,
        organisaties=organisatienamen(toegang),
        tafelnamen={een.id: een.naam for een in toegang.dienst.definities.tafels.values()},
        fouten=BEZORGFOUTEN,
        soorten=MAILS,
    )


@router.get(f"{LIJST}/{{bezorgingId}}")
def vraag_herhaling(scherm: Tekenaar, toegang: Beheerder, bezorging_id: BezorgingId) -> HTMLResponse:
    """Ask why a message has to be delivered again."""
    return _toon(scherm, toegang, bezorging_id, _herhaling(bezorging_id))


@router.post(f"{LIJST}/{{bezorgingId}}")
def leg_herhaling_vast(
    scherm: Tekenaar, toegang: Beheerder, bezorging_id: BezorgingId, invoer: Ingevuld
) -> Response:
    """Have it delivered again."""
    formulier = _herhaling(bezorging_id)
    try:
        gedaan = herhaal(bezorging_id, lees_invoer(BerichtredenIn, formulier.velden, invoer), toegang)
    except (OngeldigeInvoer, Weigering) as fout:
        return _toon(scherm, toegang, bezorging_id, *opnieuw(formulier, invoer, fout))
    if not gedaan.opnieuw:
        anders = formulier.met(invoer, Veldfout(NIET_OPGEGEVEN))
        return _toon(scherm, toegang, bezorging_id, anders, HTTPStatus.CONFLICT)
    return verder(f"{LIJST}?bezorgd={bezorging_id}")


def _herhaling(bezorging_id: int) -> Formulier:
    veld = regel("reden", "Waarom", "In één zin. Noem geen mensen.")
    return Formulier(f"{LIJST}/{bezorging_id}", "Opnieuw bezorgen", (veld,))


def _toon(
    scherm: Tekenaar,
    toegang: Toegang,
    bezorging_id: int,
    formulier: Formulier,
    status: HTTPStatus = HTTPStatus.OK,
) -> HTMLResponse:
    over = _waarover(toegang, bezorging_id)
    return toon_formulier(scherm, toegang, formulier, BEZORGEN, status, over)


def _waarover(toegang: Toegang, bezorging_id: int) -> Sequence[tuple[str, str]]:
    """Which message it is, and why it was given up."""
    beheer, tafels = toegang.dienst.berichten.beheer, toegang.gebruiker.tafels
    gevonden = beheer.doden(tafels=tafels, na=bezorging_id - 1, limiet=1)
    if not gevonden or gevonden[0].bezorging_id != bezorging_id:
        return (("Stand", NIET_OPGEGEVEN),)
    dode = gevonden[0]
    hoe = "mail" if dode.kanaal == Kanaal.MAIL else "bericht aan een systeem"
    return (
        (
            "Bericht",
            MAILS.get(Mailsoort(dode.soort), dode.soort) if dode.kanaal == Kanaal.MAIL else dode.soort,
        ),
        ("Hoe", f"{hoe}, {dode.pogingen} keer geprobeerd"),
        ("Tafel", toegang.dienst.definities.tafels[dode.tafel].naam),
        ("Opgegeven", tijdstip(dode.dood_sinds)),
        ("Fout", BEZORGFOUTEN.get(dode.fout or "", dode.fout or "niet bekend")),
    )
