"""Looking for a case by its number, by gemeente or by how far it is; and for a person, for a verzoek of that person.

No name stands in an address, nor is one typed: a person is looked for by what stands in the verzoek.
"""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from fastapi import Query, Request
from pydantic import BeforeValidator
from starlette.responses import HTMLResponse

from api.aanmelding import Code, Model
from api.rechten import Recht
from api.rest.casussen import lees_casussen
from api.rest.delen import Na
from api.rest.deur import Mag
from api.rest.toegang import Toegang
from api.rest.verzoeken import zoek_persoon
from api.rest.verzoekuit import ZoekAntwoord
from api.web.formulier import Formulier, Ingevuld, OngeldigeInvoer, Veld, Veldfout
from api.web.formulier import lees as lees_invoer
from api.web.scherm import Kruimel, Menupunt, Scherm, TafelVraag, Tekenaar, gekozen, tafels_van
from api.wegen import Wegen
from domain.casus.state import Fase
from domain.tafels import Tafel
from domain.weigering import Weigering
from projections import verwijderrapport, vindbaar
from projections.woorden import Tafelwoorden

MENU = (Menupunt("Zoeken", "/zoeken", Recht.CASUS_LEZEN, van_tafel=False, ook=Recht.VERZOEK_ZOEKEN),)
PER_BLADZIJDE = 50
ALLE = "alle"
"""In the place of a table: all of one's own, each with how many there are. A count shows nobody."""
FASEN = tuple(
    fase for fase in Fase if fase not in {Fase.GEEN, Fase.NIET_OPGENOMEN, Fase.AFGESLOTEN, Fase.VERWIJDERD}
)
"""How far a case can be that is found so: one that was not taken up, or was closed, has left the lists of work."""

router = Wegen()

Iemand = Annotated[Toegang, Mag(Recht.TAFELS, doel="raadpleging")]
Zoeker = Annotated[Toegang, Mag(Recht.CASUSSEN_LIJST, doel="raadpleging")]
Behandelaar = Annotated[Toegang, Mag(Recht.VERZOEK_ZOEKEN, doel="verzoek")]
Gemeente = Annotated[
    Code | None,
    BeforeValidator(lambda waarde: waarde or None),
    Query(description="Alleen in deze gemeente. Leeg: elke gemeente."),
]
Fasekeuze = Annotated[
    Fase | None,
    BeforeValidator(lambda waarde: waarde or None),
    Query(description="Alleen wat zo ver is. Leeg: hoe ver ook."),
]
NUMMER = Veld(
    "verzoeknummer",
    "Nummer van het verzoek",
    hulp="Zoals R-7KD2M-Q9X4P. De naam waarop wordt gezocht, staat in het verzoek.",
)
PERSOON = Formulier("/zoeken/persoon", "Zoek deze persoon", (NUMMER,))


class Persoonsvraag(Model):
    """For which verzoek a person is looked for."""

    verzoeknummer: Code


@dataclass(frozen=True)
class Filter:
    """What somebody looks for, as it stands in the address; none of it is about anybody."""

    tafel: str
    gemeente: str | None
    fase: Fase | None

    def pad(self, **anders: str) -> str:
        """The address of the same list from another place on."""
        delen = {
            "tafel": self.tafel,
            "gemeente": self.gemeente or "",
            "fase": self.fase.value if self.fase else "",
        }
        return "/zoeken/casussen?" + "&".join(
            f"{naam}={waarde}" for naam, waarde in (delen | anders).items() if waarde
        )


@router.get("/zoeken")
def begin(scherm: Tekenaar, toegang: Iemand) -> HTMLResponse:
    """The ways in which this person may look for something."""
    return _toon(scherm, toegang)


@router.get("/zoeken/casussen")
def zoek_casussen(  # noqa: PLR0917 FastAPI binds them by name
    scherm: Tekenaar,
    toegang: Zoeker,
    tafel: TafelVraag = None,
    gemeente: Gemeente = None,
    fase: Fasekeuze = None,
    na: Na = None,
) -> HTMLResponse:
    """The cases of a table in a gemeente, or as far as this: by number, nobody of them is shown."""
    if tafel == ALLE:
        return _bij_alle(scherm, toegang, Filter(ALLE, gemeente, fase))
    bij = gekozen(toegang, tafel)
    if bij is None:
        return scherm.kies_tafel(toegang, "Zoeken")
    lijst = lees_casussen(toegang, bij.id, gemeente, fase, na=na, limiet=PER_BLADZIJDE)
    return scherm.toon(
        "zoeken/casussen.html",
        toegang,
        [Kruimel("Zoeken", "/zoeken"), Kruimel("Casussen")],
        tafel=bij,
        filter=Filter(bij.id, gemeente, fase),
        lijst=lijst,
        tafels=tafels_van(toegang),
        gemeenten=_gemeenten((bij,)),
        fasen=FASEN,
        woorden=Tafelwoorden(bij, toegang.dienst.definities.tafels),
        mag_lezen=toegang.gebruiker.mag(Recht.CASUS_LEZEN),
    )


def _bij_alle(scherm: Scherm, toegang: Toegang, filter_: Filter) -> HTMLResponse:
    """How many cases there are at each of the own tables, in a gemeente or as far as this."""
    tafels = tafels_van(toegang)
    ids = [een.id for een in tafels]
    with toegang.dienst.leesplaats.verbinding() as verbinding:
        geteld = verwijderrapport.aantallen(
            verbinding,
            ids,
            ook_afgeschermd=toegang.gebruiker.ziet_afgeschermd,
            stromen=vindbaar.stromen_met(*ids, gemeente=filter_.gemeente, fase=filter_.fase),
        )
    return scherm.toon(
        "zoeken/tafels.html",
        toegang,
        [Kruimel("Zoeken", "/zoeken"), Kruimel("Casussen")],
        filter=filter_,
        gevonden=[(een, geteld[een.id], filter_.pad(tafel=een.id)) for een in tafels if een.id in geteld],
        totaal=sum(geteld.values()),
        tafels=tafels,
        gemeenten=_gemeenten(tafels),
        fasen=FASEN,
    )


@router.post("/zoeken/persoon")
def zoek_een_persoon(
    scherm: Tekenaar, toegang: Behandelaar, invoer: Ingevuld, request: Request
) -> HTMLResponse:
    """Look for the person of a verzoek at all tables; that it was done is a fact of the verzoek."""
    try:
        vraag = lees_invoer(Persoonsvraag, PERSOON.velden, invoer)
        gevonden = zoek_persoon(vraag.verzoeknummer.upper(), toegang, request)
    except OngeldigeInvoer as fout:
        return _toon(scherm, toegang, PERSOON.met(invoer, *fout.fouten), HTTPStatus.BAD_REQUEST)
    except Weigering as fout:
        return _toon(scherm, toegang, PERSOON.met(invoer, Veldfout(str(fout))), HTTPStatus.CONFLICT)
    return _toon(scherm, toegang, gevonden=gevonden)


def _toon(
    scherm: Scherm,
    toegang: Toegang,
    persoon: Formulier = PERSOON,
    status: HTTPStatus = HTTPStatus.OK,
    *,
    gevonden: ZoekAntwoord | None = None,
) -> HTMLResponse:
    gebruiker, tafels = toegang.gebruiker, tafels_van(toegang)
    return scherm.toon(
        "zoeken/begin.html",
        toegang,
        [Kruimel("Zoeken")],
        status,
        tafels[0] if len(tafels) == 1 else None,
        tafels=tafels,
        gemeenten=_gemeenten(tafels),
        fasen=FASEN,
        persoon=persoon,
        gevonden=gevonden,
        namen={een.id: een.naam for een in toegang.dienst.definities.tafels.values()},
        mag_lezen=gebruiker.mag(Recht.CASUS_LEZEN),
        mag_lijst=gebruiker.mag(Recht.CASUSSEN_LIJST),
        mag_persoon=gebruiker.mag(Recht.VERZOEK_ZOEKEN),
    )


def _gemeenten(tafels: tuple[Tafel, ...]) -> list[tuple[str, str]]:
    """The gemeenten of these tables together, by code."""
    samen = {keuze.code: keuze.naam for tafel in tafels for keuze in tafel.gemeenten}
    return sorted(samen.items(), key=lambda een: een[1])
