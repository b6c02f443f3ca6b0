"""Routes of files that leave the service, and of the register that keeps them. Docstrings of routes are for users."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from fastapi import Path, Query, Response
from pydantic import AfterValidator, Field

from api.aanmelding import Code, Model
from api.csvlijst import CSVSOORTEN, schrijf_csv
from api.rechten import GeenRecht, Recht
from api.rest.delen import Limiet, Na, Uit, UtcTijdstip, VanTafel, bladzijde, uit_cursor
from api.rest.deur import Mag
from api.rest.toegang import Toegang
from api.wegen import Wegen
from infra.exportregister import Bestandsvorm, Export, Exportsleutel
from infra.voorwaarden import niet_in_export

router = Wegen(prefix="/v1", tags=["exports"])

Exporteur = Annotated[Toegang, Mag(Recht.EXPORTEREN, doel="export")]
Exportnummer = Annotated[
    Code,
    AfterValidator(str.upper),
    Path(alias="exportnummer", description="Het nummer van de export, zoals 'E-7KD2M-Q9X4P'."),
]


class Csvlijst(StrEnum):
    """Which list leaves as CSV."""

    LOPEND = "lopende-casussen"
    TERMIJNEN = "bewaartermijnen"
    VERWIJDERD = "verwijderrapport"


NODIG = {
    Csvlijst.LOPEND: Recht.WERKVOORRAAD,
    Csvlijst.TERMIJNEN: Recht.BEWAARTERMIJNEN,
    Csvlijst.VERWIJDERD: Recht.VERWIJDERRAPPORT,
}
"""Nothing leaves as a file that the same person may not read on the screen."""


VAN_LEVERANCIERS = frozenset({"lopende-casussen"})
"""The lists that show something of what an organisation brought in; the other ones show terms alone."""


class LijstexportIn(Model):
    """Which list of which table."""

    soort: Csvlijst = Field(description="Welke lijst u als CSV wilt.")
    tafel: Code = Field(description="Het id van de tafel.")


class ExportUit(Uit):
    """A file that left the service."""

    exportnummer: str = Field(description="Staat ook in het bestand zelf.")
    soort: str
    vorm: Bestandsvorm
    tafel: str | None
    gemaakt_op: UtcTijdstip
    gemaakt_door: str = Field(description="Pseudonieme id van de medewerker.")
    rol: str
    organisatie: str
    vervalt_op: date | None = Field(
        description="De laatste dag waarop een kopie van dit bestand er mag zijn. Leeg: het is aan de betrokkene zelf "
        "verstrekt, die het mag houden."
    )
    over_mensen: bool = Field(description="Kan het bestand naar iemand leiden?")
    bevat_vernietigd_sinds: UtcTijdstip | None = Field(
        description="Sinds wanneer iets uit dit bestand bij ons is vernietigd. Dan moet de kopie meteen weg, "
        "behalve wat aan de betrokkene zelf is verstrekt."
    )
    vernietigd_op: UtcTijdstip | None = Field(description="Wanneer is vastgelegd dat de kopie weg is.")
    vernietigd_door: str | None
    moet_weg: bool = Field(description="Moet de kopie weg zijn, terwijl niemand dat heeft vastgelegd?")


class ExportsUit(Uit):
    """The files of a table, newest first."""

    regels: list[ExportUit]
    volgende: str | None


@router.post(
    "/exports",
    status_code=201,
    summary="Een lijst als CSV uitgeven",
    response_class=Response,
    responses={
        201: {
            "description": "Het bestand; zie ook de kopregels 'Exportnummer' en 'Vervalt-Op'.",
            "content": {"text/csv": {"schema": {"type": "string"}}},
        }
    },
)
def maak_export(invoer: LijstexportIn, toegang: Exporteur) -> Response:
    """Geef een lijst uit als CSV. Het bestand krijgt een nummer en een laatste dag, die ook in elke regel staan.

    Het opent goed in een Nederlandse Excel: puntkomma's tussen de cellen, UTF-8 met BOM, en dagen als 2031-03-02.
    Een cel die op een formule lijkt, krijgt een ' ervoor en wordt dus niet uitgerekend.

    Wil een organisatie niet dat wat zij in een casus inbracht in een bestand komt, dan staat die casus er niet in.
    Hoeveel dat er zijn, staat in de header 'Weggelaten'.

    Zonder namen en zonder vrije tekst. Leg vast dat u de kopie hebt vernietigd zodra u haar niet meer nodig hebt.
    """
    if not toegang.gebruiker.mag(NODIG[invoer.soort]):
        raise GeenRecht
    toegang.eis_eerste_keer()
    tafel, dienst = toegang.tafel(invoer.tafel), toegang.dienst
    csvsoort = CSVSOORTEN[invoer.soort]
    with dienst.engine.connect() as verbinding:
        alle = csvsoort.lees(verbinding, tafel.id, dienst.omgeving.vandaag())
        weg = niet_in_export(
            verbinding, dienst.shell, alle.stromen if invoer.soort in VAN_LEVERANCIERS else ()
        )
    regels = alle.zonder(weg)
    soort = dienst.definities.exportsoorten[invoer.soort]
    export = dienst.exports.registreer(
        soort,
        Bestandsvorm.CSV,
        wie=toegang.gebruiker.wie,
        tafel=tafel.id,
        stromen=regels.stromen,
        sleutel=toegang.sleutel,
    )
    toegang.toon_nummers(regels.stromen, tafel=tafel)
    return Response(
        schrijf_csv(csvsoort, regels.rijen, export),
        status_code=201,
        media_type="text/csv; charset=utf-8; header=present",
        headers={
            "Content-Disposition": f'attachment; filename="{export.exportnummer}.csv"',
            **export.kopregels,
            "Weggelaten": str(len(weg)),
            "Location": f"/v1/exports?tafel={tafel.id}",
        },
    )


@router.get("/exports", summary="Bekijken welke bestanden er zijn uitgegeven")
def lees_exports(
    toegang: Annotated[Toegang, Mag(Recht.EXPORTS_LEZEN, doel="verantwoording")],
    tafel: VanTafel,
    moet_weg: Annotated[
        bool,
        Query(
            alias="moetWeg", description="Alleen wat weg moet zijn en waarvan niemand dat heeft vastgelegd."
        ),
    ] = False,
    na: Na = None,
    limiet: Limiet = 50,
) -> ExportsUit:
    """Bekijk welke bestanden van een tafel er zijn uitgegeven, door wie, en tot wanneer ze er mogen zijn."""
    bij, vanaf, register = toegang.tafel(tafel), uit_cursor(na, Exportsleutel), toegang.dienst.exports
    rijen, volgende = bladzijde(
        lambda aantal: register.lijst(bij.id, alleen_weg=moet_weg, na=vanaf, limiet=aantal), limiet=limiet
    )
    return ExportsUit(regels=[_uit(rij, toegang) for rij in rijen], volgende=volgende)


@router.post("/exports/{exportnummer}/vernietigingen", summary="Vastleggen dat een kopie weg is")
def bevestig_vernietigd(
    exportnummer: Exportnummer,
    toegang: Annotated[Toegang, Mag(Recht.EXPORT_VERNIETIGD, doel="verwijdering")],
) -> ExportUit:
    """Leg vast dat u de kopie van dit bestand hebt vernietigd. Dat kunnen wij niet voor u controleren.

    Dat doet wie het bestand ophaalde, of de compliance officer van de tafel. Heeft een ander het al vastgelegd, dan
    zegt het antwoord wie en wanneer. Wat aan een betrokkene zelf is verstrekt, mag die houden.
    """
    wie, tafels = toegang.gebruiker.wie, toegang.gebruiker.tafels
    export = toegang.dienst.exports.bevestig_vernietigd(
        exportnummer, wie=wie, tafels=tafels, sleutel=toegang.sleutel
    )
    return _uit(export, toegang)


def _uit(export: Export, toegang: Toegang) -> ExportUit:
    vandaag = toegang.dienst.omgeving.vandaag()
    return ExportUit.model_validate({**vars(export), "moet_weg": export.moet_weg(vandaag)})
