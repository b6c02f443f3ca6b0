"""``casus export verklaring``: a verklaring from the register as it was signed, as PDF, or one of its proofs."""

import os
from pathlib import Path
from typing import Annotated

import typer

from api.cli_bestand import nieuw_bestand
from api.cli_inzagen import Organisatie, Wie, beheerder, registreer_verklaring
from api.cli_kader import NIET_IN_ORDE, CliFout, in_een_zin, instellingen, schrijf, zeg
from infra.database import database
from infra.exportregister import Bestandsvorm
from infra.logboek.uitslag import Onjuist
from infra.omgeving import Omgeving
from infra.settings import Settings
from infra.verklaring.document import als_pdf, bestandsnaam
from infra.verklaring.losbewijs import los_bewijs
from infra.verklaring.maken import Verklaringen
from infra.verklaring.register import Geregistreerd
from infra.verklaring.verifieer import verifieer


@in_een_zin
def verklaring(
    nummer: Annotated[str, typer.Argument(metavar="NUMMER", help="Such as 2026-0001.")],
    *,
    pdf: Annotated[bool, typer.Option("--pdf", help="To read, with the signed JSON in it.")] = False,
    bewijs: Annotated[
        str | None,
        typer.Option(metavar="BEWIJSNUMMER", help="The proof of one destruction alone, as C2SP tlog-proof."),
    ] = None,
    uit: Annotated[Path | None, typer.Option(metavar="FILE", help="Where to; by default its number.")] = None,
    medewerker: Wie = "beheer",
    organisatie: Organisatie = "zvh",
) -> None:
    """Write a verklaring van vernietiging, which 'casus verify' judges offline.

    It holds nothing of those whom the cases were about; staff stand in it under a pseudonym.

    It goes on record as an export first. A PDF says so on each page; the signed JSON and a proof stay as they are.
    """
    settings, wie = instellingen(), beheerder(medewerker, organisatie)
    gemaakt = _lees(settings, nummer)
    inhoud = gemaakt.inhoud
    onjuist = None
    try:
        verifieer(inhoud)
    except Onjuist as fout:
        onjuist = fout
    soort = _soort(inhoud, pdf=pdf, bewijs=bewijs)
    export = registreer_verklaring(settings, soort, wie, tafel=gemaakt.regel.tafel)
    naam, data = _bestand(inhoud, nummer, bewijs=bewijs, watermerk=export.watermerk if pdf else None)
    bestand = uit or Path(naam)
    with nieuw_bestand(bestand) as (stroom, _):
        stroom.write(data)
        stroom.flush()
        os.fsync(stroom.fileno())
    schrijf(str(bestand))
    zeg(export.in_het_engels)
    if onjuist is not None:
        zeg("\n".join(onjuist.regels()))
        raise typer.Exit(NIET_IN_ORDE)


def _lees(settings: Settings, nummer: str) -> Geregistreerd:
    with database(settings, meld=zeg) as gevonden:
        engine = gevonden.service_engine()
        try:
            gemaakt = Verklaringen(engine, settings, nu=Omgeving().nu).op_nummer(nummer)
        finally:
            engine.dispose()
    if gemaakt is None:
        raise CliFout("There is no verklaring with this number.")
    return gemaakt


def _soort(inhoud: bytes, *, pdf: bool, bewijs: str | None) -> Bestandsvorm:
    """In which form it leaves; what cannot be made is not put on record."""
    if pdf and bewijs is not None:
        raise CliFout("Choose --pdf or --bewijs, not both.")
    if bewijs is not None and los_bewijs(inhoud, bewijs) is None:
        raise CliFout("This verklaring has no destruction with that bewijsnummer.")
    if pdf:
        return Bestandsvorm.PDF
    return Bestandsvorm.JSON if bewijs is None else Bestandsvorm.BEWIJS


def _bestand(inhoud: bytes, nummer: str, *, bewijs: str | None, watermerk: str | None) -> tuple[str, bytes]:
    if watermerk is not None:
        return bestandsnaam(nummer, "pdf"), als_pdf(inhoud, watermerk=watermerk)
    gevonden = los_bewijs(inhoud, bewijs) if bewijs is not None else None
    if gevonden is None:
        return bestandsnaam(nummer, "json"), inhoud
    return f"{bewijs}.tlog-proof", gevonden
