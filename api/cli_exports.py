"""``casus exports``: which files left the service, and putting on record that a copy is gone."""

from datetime import date
from typing import Annotated

import typer

from api.cli_inzagen import Organisatie, Wie, beheerder
from api.cli_kader import NIET_IN_ORDE, CliFout, in_een_zin, instellingen, schrijf, zeg
from api.samenstelling import dienst
from infra.exportregister import Export, OnbekendeExport
from infra.logging import stel_logging_in

PORTIE = 500


@in_een_zin
def exports(
    *,
    vernietigd: Annotated[
        str | None, typer.Option(metavar="EXPORTNUMMER", help="Put on record that the copy is destroyed.")
    ] = None,
    moet_weg: Annotated[
        bool, typer.Option("--moet-weg", help="Only what should be gone by now. Exit code 1 if there is any.")
    ] = False,
    medewerker: Wie = "beheer",
    organisatie: Organisatie = "zvh",
) -> None:
    """List the files that left the service: number, kind, table, made on, last day, and how it stands with it."""
    wie = beheerder(medewerker, organisatie)
    stel_logging_in("ERROR")
    with dienst(instellingen(), meld=zeg) as samen:
        if vernietigd is not None:
            try:
                export = samen.exports.bevestig_vernietigd(vernietigd.upper(), wie=wie, tafels=None)
            except OnbekendeExport:
                raise CliFout("There is no export with this number.") from None
            zeg(f"Export {export.exportnummer} is on record as destroyed.")
            return
        vandaag, na, aantal = samen.omgeving.vandaag(), None, 0
        while rijen := samen.exports.lijst(None, alleen_weg=moet_weg, na=na, limiet=PORTIE):
            aantal += len(rijen)
            na = rijen[-1].sleutel
            schrijf("\n".join(_regel(rij, vandaag) for rij in rijen))
    if moet_weg and aantal:
        raise typer.Exit(NIET_IN_ORDE)


def _regel(rij: Export, vandaag: date) -> str:
    if rij.vernietigd_op is not None:
        stand = f"destroyed on {rij.vernietigd_op:%Y-%m-%d}, as {rij.vernietigd_door} says"
    elif rij.vervalt_op is None:
        stand = "handed to whom it is about"
    elif rij.bevat_vernietigd_sinds is not None:
        stand = "HOLDS SOMETHING THAT WAS DESTROYED"
    else:
        stand = "PAST ITS LAST DAY" if rij.moet_weg(vandaag) else f"until {rij.vervalt_op}"
    return "\t".join(
        (rij.exportnummer, rij.soort, rij.vorm, rij.tafel or "-", f"{rij.gemaakt_op:%Y-%m-%d}", stand)
    )
