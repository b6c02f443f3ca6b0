"""Routes of the verklaringen van vernietiging: which there are, and each as it was signed. Docstrings are for users."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import Path, Response
from pydantic import AfterValidator, Field

from api.aanmelding import Code
from api.rechten import Recht
from api.rest.delen import Limiet, Na, Uit, UtcTijdstip, VanTafel, bladzijde, uit_cursor
from api.rest.deur import Mag
from api.rest.deurfouten import OnbekendeVerklaring
from api.rest.toegang import Toegang
from api.wegen import Wegen
from domain.vernietigingslijst.verklaring import Vernietigingsuitkomst
from infra.exportregister import Bestandsvorm, Export
from infra.pdf import MEDIATYPE
from infra.verklaring.document import als_pdf, bestandsnaam
from infra.verklaring.register import Geregistreerd, Registerregel, Registersleutel, lijst_op

JSON = "application/json"

router = Wegen(prefix="/v1/verklaringen", tags=["verwijderingen"])

Verklaringlezer = Annotated[Toegang, Mag(Recht.VERKLARINGEN, doel="verantwoording")]
Verklaringnummer = Annotated[
    Code,
    AfterValidator(str.upper),
    Path(description="Het nummer van de verklaring, zoals '2026-0001'."),
]


class VerklaringkopieUit(Uit):
    """A known copy that a verklaring names, as it stands with it now."""

    exportnummer: str
    vernietigd_op: UtcTijdstip | None = Field(
        description="Wanneer is vastgelegd dat de kopie weg is. Dat kan na de verklaring zijn."
    )
    vernietigd_door: str | None = Field(description="Pseudonieme id van wie dat vastlegde.")


class VerklaringUit(Uit):
    """What the register says of a verklaring."""

    nummer: str
    lijst: str = Field(description="Het nummer van de vernietigingslijst.")
    tafel: str
    gemaakt_op: UtcTijdstip
    uitkomst: Vernietigingsuitkomst = Field(description="Is alles vernietigd, een deel, of is het mislukt?")
    getekend_met: str = Field(description="De naam en het id van de sleutel die tekende.")
    vingerafdruk: str = Field(description="De SHA-256 van de ondertekende JSON, in hexadecimale cijfers.")
    kopieen: list[VerklaringkopieUit] = Field(
        description="De bekende kopieën die de verklaring noemt, en of sindsdien is vastgelegd dat ze weg zijn. De "
        "ondertekende verklaring verandert daardoor niet."
    )
    kopieen_open: int = Field(description="Van hoeveel daarvan nog niet is vastgelegd dat ze weg zijn.")


class VerklaringenUit(Uit):
    """The verklaringen of a table."""

    regels: list[VerklaringUit]
    volgende: str | None = Field(description="Geef deze waarde mee als 'na' voor de volgende regels.")


def _bestand(mediatype: str, schema: dict[str, Any]) -> dict[int | str, dict[str, Any]]:
    """How a route that answers with a file describes that."""
    uitleg = "Het bestand; zie ook de kopregels 'Exportnummer' en 'Vervalt-Op'."
    return {200: {"description": uitleg, "content": {mediatype: {"schema": schema}}}}


@router.get("", summary="De verklaringen van vernietiging bekijken")
def lees_verklaringen(
    toegang: Verklaringlezer, tafel: VanTafel, na: Na = None, limiet: Limiet = 50
) -> VerklaringenUit:
    """Bekijk welke verklaringen van vernietiging er zijn, de nieuwste bovenaan. De uitkomst staat erbij.

    Ook staat erbij welke bekende kopieën een verklaring noemt, en van welke sindsdien is vastgelegd dat ze weg zijn.
    """
    bij, vanaf = toegang.tafel(tafel), uit_cursor(na, Registersleutel)
    with toegang.dienst.engine.connect() as verbinding:
        rijen, volgende = bladzijde(
            lambda aantal: lijst_op(verbinding, bij.id, na=vanaf, limiet=aantal), limiet=limiet
        )
    exports = toegang.dienst.exports.op_nummer({nummer for rij in rijen for nummer in rij.kopieen})
    return VerklaringenUit(regels=[regel_uit(rij, exports) for rij in rijen], volgende=volgende)


@router.get(
    "/{verklaringnummer}",
    summary="Een verklaring van vernietiging lezen",
    response_class=Response,
    responses=_bestand(JSON, {"type": "object"}),
)
def lees_verklaring(verklaringnummer: Verklaringnummer, toegang: Verklaringlezer) -> Response:
    """Lees een verklaring zoals die is ondertekend. Controleer haar met 'casus verify', zonder deze dienst.

    Het bestand komt in het register van uitgegeven bestanden. Het nummer daarvan staat in de kopregel 'Exportnummer'
    en niet in het bestand: dat blijft precies zoals het is ondertekend.
    """
    gevonden = zoek_verklaring(verklaringnummer, toegang)
    export = _registreer(gevonden, Bestandsvorm.JSON, toegang)
    return _als_bestand(gevonden, gevonden.inhoud, export, mediatype=JSON)


@router.get(
    "/{verklaringnummer}/pdf",
    summary="Een verklaring van vernietiging als PDF",
    response_class=Response,
    responses=_bestand(MEDIATYPE, {"type": "string", "format": "binary"}),
)
def lees_verklaring_als_pdf(verklaringnummer: Verklaringnummer, toegang: Verklaringlezer) -> Response:
    """Lees een verklaring als PDF (PDF/A-3, toegankelijk). De ondertekende JSON zit er als bijlage in.

    De PDF komt in het register van uitgegeven bestanden; het nummer daarvan staat op elke bladzijde.
    """
    gevonden = zoek_verklaring(verklaringnummer, toegang)
    export = _registreer(gevonden, Bestandsvorm.PDF, toegang)
    inhoud = als_pdf(gevonden.inhoud, watermerk=export.watermerk)
    return _als_bestand(gevonden, inhoud, export, mediatype=MEDIATYPE)


def regel_uit(rij: Registerregel, exports: Mapping[str, Export]) -> VerklaringUit:
    """The answer for a row of the register."""
    kopieen = [_kopie(nummer, exports.get(nummer)) for nummer in rij.kopieen]
    nog_open = sum(kopie.vernietigd_op is None for kopie in kopieen)
    return VerklaringUit.model_validate({**vars(rij), "kopieen": kopieen, "kopieen_open": nog_open})


def _kopie(nummer: str, export: Export | None) -> VerklaringkopieUit:
    gemeld = (None, None) if export is None else (export.vernietigd_op, export.vernietigd_door)
    return VerklaringkopieUit(exportnummer=nummer, vernietigd_op=gemeld[0], vernietigd_door=gemeld[1])


def zoek_verklaring(nummer: str, toegang: Toegang) -> Geregistreerd:
    """A verklaring of one of the caller's tables.

    Raises:
        OnbekendeVerklaring: there is none with this number, or it is of another table.
    """
    gevonden = toegang.dienst.verklaringen.op_nummer(nummer)
    if gevonden is None or gevonden.regel.tafel not in toegang.gebruiker.tafels:
        raise OnbekendeVerklaring
    return gevonden


def _registreer(gevonden: Geregistreerd, vorm: Bestandsvorm, toegang: Toegang) -> Export:
    """Put on record that it is taken out, as ``casus export verklaring`` does."""
    soort = toegang.dienst.definities.exportsoorten["verklaring"]
    return toegang.dienst.exports.registreer(
        soort, vorm, wie=toegang.gebruiker.wie, tafel=gevonden.regel.tafel
    )


def _als_bestand(gevonden: Geregistreerd, inhoud: bytes, export: Export, *, mediatype: str) -> Response:
    naam = bestandsnaam(gevonden.regel.nummer, export.vorm.value)
    headers = {
        "Content-Disposition": f'attachment; filename="{naam}"',
        **export.kopregels,
    }
    return Response(inhoud, media_type=mediatype, headers=headers)
