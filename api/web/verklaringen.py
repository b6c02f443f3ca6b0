"""Verklaringen van vernietiging: which there are, one to read, its files, and how anyone repeats the check."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import Query
from starlette.responses import HTMLResponse, Response

from api.rechten import Recht
from api.rest.delen import Na
from api.rest.deur import Mag
from api.rest.toegang import Toegang
from api.rest.verklaringen import (
    Verklaringnummer,
    lees_verklaring,
    lees_verklaring_als_pdf,
    lees_verklaringen,
    regel_uit,
    zoek_verklaring,
)
from api.uitvoerder import uitvoerder
from api.web.scherm import MEESTE_RIJEN, Kruimel, Menupunt, TafelVraag, Tekenaar, gekozen
from api.web.werk import TE_LAAT, Teller
from api.wegen import Wegen
from domain.tafels import Tafel
from domain.vernietigingslijst.verklaring import Vernietigingsuitkomst
from infra.keys import SleutelFout
from infra.logboek import Afgekeurd
from infra.logboek.ring import lees_ring
from infra.logboek.uitslag import GeenBundel, Onjuist
from infra.settings import Settings
from infra.verklaring.document import SYSTEMEN, UITKOMSTEN, bestandsnaam
from infra.verklaring.omslag import lees_omslag
from infra.verklaring.register import Geregistreerd, vingerafdruk
from infra.verklaring.samenvatting import WAT, samenvatting
from infra.verklaring.uitslag import KOPPEN
from infra.verklaring.verifieer import Gegeven, verifieer
from infra.vernietiging.lijsten import OnbekendeLijst

MENU = (Menupunt("Verklaringen", "/verklaringen", Recht.VERKLARINGEN),)
PER_BLADZIJDE = 50

router = Wegen()

Lezer = Annotated[Toegang, Mag(Recht.VERKLARINGEN, doel="verantwoording")]
Controle = Annotated[bool, Query(description="De verklaring nu nakijken.")]


@dataclass(frozen=True)
class Nagekeken:
    """What a check here and now came to."""

    goed: bool
    zin: str


@router.get("/verklaringen")
def lees_lijst(scherm: Tekenaar, toegang: Lezer, tafel: TafelVraag = None, na: Na = None) -> HTMLResponse:
    """The verklaringen of a table, newest first, with the outcome of each."""
    bij = gekozen(toegang, tafel)
    if bij is None:
        return scherm.kies_tafel(toegang, "Verklaringen", tel)
    uit = lees_verklaringen(toegang, bij.id, na=na, limiet=PER_BLADZIJDE)
    return scherm.toon(
        "verklaringen/lijst.html", toegang, [Kruimel("Verklaringen")], tafel=bij, verklaringen=uit
    )


@router.get("/verklaringen/{verklaringnummer}")
def lees_een(
    scherm: Tekenaar,
    verklaringnummer: Verklaringnummer,
    toegang: Lezer,
    controle: Controle = False,
) -> HTMLResponse:
    """One verklaring in everyday words, and the exact commands by which anyone can repeat the check."""
    gevonden = zoek_verklaring(verklaringnummer, toegang)
    inhoud = lees_omslag(gevonden.inhoud).inhoud
    exports = toegang.dienst.exports.op_nummer(set(gevonden.regel.kopieen))
    return scherm.toon(
        "verklaringen/verklaring.html",
        toegang,
        [
            Kruimel("Verklaringen", f"/verklaringen?tafel={gevonden.regel.tafel}"),
            Kruimel(gevonden.regel.nummer),
        ],
        tafel=toegang.dienst.definities.tafels.get(gevonden.regel.tafel),
        regel=regel_uit(gevonden.regel, exports),
        v=inhoud,
        wie=uitvoerder,
        kort=samenvatting(inhoud),
        uitkomst_zin=UITKOMSTEN[inhoud.uitkomst],
        soorten={soort: meer[:1].upper() + meer[1:] for soort, (_, meer) in WAT.items()},
        systemen=SYSTEMEN,
        bestand=bestandsnaam(gevonden.regel.nummer, "json"),
        vastgelegd=_is_vastgelegd(toegang, gevonden),
        nagekeken=_kijk_na(gevonden.inhoud, toegang.dienst.settings) if controle else None,
    )


@router.get("/verklaringen/{verklaringnummer}/json")
def haal_json(verklaringnummer: Verklaringnummer, toegang: Lezer) -> Response:
    """The signed file; it goes on record that it was taken out."""
    return lees_verklaring(verklaringnummer, toegang)


@router.get("/verklaringen/{verklaringnummer}/pdf")
def haal_pdf(verklaringnummer: Verklaringnummer, toegang: Lezer) -> Response:
    """The same to read, with the signed file in it; it goes on record as well."""
    return lees_verklaring_als_pdf(verklaringnummer, toegang)


def tel(toegang: Toegang, tafel: Tafel) -> Iterator[Teller]:
    """What of a table's verklaringen still needs somebody: one that is not complete, copies that are still there."""
    uit, pad = lees_verklaringen(toegang, tafel.id, limiet=MEESTE_RIJEN), f"/verklaringen?tafel={tafel.id}"
    mislukt = sum(een.uitkomst is Vernietigingsuitkomst.MISLUKT for een in uit.regels)
    kopieen = sum(een.kopieen_open for een in uit.regels)
    yield Teller(mislukt, "keer is de vernietiging mislukt", pad, TE_LAAT)
    wat = "kopie elders is nog niet weg gemeld" if kopieen == 1 else "kopieën elders zijn nog niet weg gemeld"
    yield Teller(kopieen, wat, pad, "let-op")
    yield Teller(len(uit.regels), "verklaring" if len(uit.regels) == 1 else "verklaringen", pad)


def _is_vastgelegd(toegang: Toegang, gevonden: Geregistreerd) -> bool:
    """Say whether this file is the one that a fact of its list recorded under this number.

    A verklaring that was signed may stand in the place of another one that was signed as well.
    """
    try:
        verklaring = toegang.dienst.lijsten.laad(gevonden.regel.lijst).lijst.verklaring
    except OnbekendeLijst:
        return False
    gezegd = None if verklaring is None else (verklaring.verklaringsnummer, verklaring.vingerafdruk)
    return gezegd == (gevonden.regel.nummer, vingerafdruk(gevonden.inhoud))


def _kijk_na(inhoud: bytes, settings: Settings) -> Nagekeken:
    """Check it as ``casus verify`` does, against the keys of our own log; those in its folder are a copy for others."""
    try:
        ring = lees_ring(settings.logboeksleutel, oorsprong=settings.logboek_naam)
        uitslag = verifieer(inhoud, Gegeven(sleutels=ring.publiek.encode()))
    except (Onjuist, GeenBundel) as fout:
        return Nagekeken(goed=False, zin=str(fout))
    except (SleutelFout, Afgekeurd, OSError):
        return Nagekeken(goed=False, zin="De sleutel van het logboek is hier niet te lezen.")
    return Nagekeken(goed=True, zin=KOPPEN[uitslag.verklaring.uitkomst])
