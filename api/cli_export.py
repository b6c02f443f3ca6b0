"""``casus export``: write a bundle of a casus or of the logboek, and verify it before it gets its name."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, BinaryIO

import psycopg
import typer

from api.cli_bestand import nieuw_bestand
from api.cli_inzagen import Organisatie, Wie, beheerder, leg_export_vast, registreer_bundel
from api.cli_kader import NIET_IN_ORDE, CliFout, in_een_zin, instellingen, schrijf, zeg
from api.cli_verklaring import verklaring
from infra.database import database
from infra.definitiebestanden import definitiebestanden
from infra.exportregister import Export
from infra.logboek import Afgekeurd
from infra.logboek.bron import INZAGEN, LOGBOEK, BronInDatabase, Log, LogboekFout
from infra.logboek.bundel import Opdracht, schrijf_casus, schrijf_logboek
from infra.logboek.checkpoint import lees_checkpoint
from infra.logboek.notitie import GROOTSTE_NOTITIE, lees_notitie
from infra.logboek.omslag import TeGroot
from infra.logboek.uitslag import Onjuist
from infra.logboek.verifieer import verifieer
from infra.omgeving import Omgeving
from infra.settings import Settings

app = typer.Typer(
    name="export",
    help="Write a bundle that anybody can verify with 'casus verify'.",
    no_args_is_help=True,
)
app.command("verklaring")(verklaring)

Uit = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Where to; by default a name that says when it was made.")
]
Tegen = Annotated[
    list[Path] | None,
    typer.Option(metavar="CHECKPOINT", help="Put in the proof from this older checkpoint; more than once."),
]


@app.command("casus")
@in_een_zin
def casus(
    nummer: Annotated[str, typer.Argument(metavar="CASUSNUMMER")],
    *,
    uit: Uit = None,
    tegen: Tegen = None,
    medewerker: Wie = "beheer",
    organisatie: Organisatie = "zvh",
) -> None:
    """Write all events of one casus as they are stored, with a proof for each. It holds no personal data.

    The read log keeps that it was taken out.
    """
    wie = beheerder(medewerker, organisatie)

    def schrijf_bundel(stroom: BinaryIO, bron: BronInDatabase, opdracht: Opdracht) -> int:
        return schrijf_casus(stroom, bron, opdracht, stroom=bron.stroom(nummer)).aantal

    _exporteer(schrijf_bundel, uit, tegen, meld_aan=lambda settings: leg_export_vast(settings, nummer, wie))


@app.command("logboek")
@in_een_zin
def logboek(
    *,
    van: Annotated[int, typer.Option(min=0, help="Index of the first event, from 0.")] = 0,
    tot: Annotated[
        int | None, typer.Option(min=1, help="Index after the last; by default all that is signed.")
    ] = None,
    uit: Uit = None,
    tegen: Tegen = None,
    inzagen: Annotated[
        bool, typer.Option("--inzagen", help="The read log: the records that its lines are bound to.")
    ] = False,
    medewerker: Wie = "beheer",
    organisatie: Organisatie = "zvh",
) -> None:
    """Write a part of the logboek: all events in it, in order. It holds no personal data."""

    def schrijf_bundel(stroom: BinaryIO, bron: BronInDatabase, opdracht: Opdracht) -> int:
        return schrijf_logboek(stroom, bron, opdracht, van=van, tot=tot).aantal

    wie = beheerder(medewerker, organisatie)
    soort = "bundel-inzagelogboek" if inzagen else "bundel-logboek"
    _exporteer(
        schrijf_bundel,
        uit,
        tegen,
        log=INZAGEN if inzagen else LOGBOEK,
        meld_aan=lambda settings: registreer_bundel(settings, soort, wie),
    )


def _exporteer(
    schrijf_bundel: Callable[[BinaryIO, BronInDatabase, Opdracht], int],
    uit: Path | None,
    tegen: list[Path] | None,
    *,
    log: Log = LOGBOEK,
    meld_aan: Callable[[Settings], Export],
) -> None:
    """Write the bundle, verify it, and give it its name.

    Raises:
        CliFout: it cannot be written, or the log has no such part.
        typer.Exit: with 1, what is stored does not fit the log. The bundle is kept: it shows where.
    """
    settings, nu = instellingen(), Omgeving().nu().replace(microsecond=0)
    bestand = uit or Path(f"bundel-{nu:%Y%m%dT%H%M%SZ}.zip")
    van_log = settings.van_inzagen if log is INZAGEN else settings
    ouder = [_grootte(een, van_log.logboek_naam) for een in tegen or ()]
    export = meld_aan(settings)
    opdracht = Opdracht(nu, definitiebestanden(), ouder, export.watermerk)
    with database(settings, meld=zeg) as gevonden, nieuw_bestand(bestand) as (stroom, tijdelijk):
        with psycopg.connect(**gevonden.service_parameters(), autocommit=True) as verbinding:  # type: ignore[arg-type]  # strings all, for libpq
            bron = BronInDatabase(verbinding, van_log.logboekmap, log=log)
            try:
                aantal = schrijf_bundel(stroom, bron, opdracht)
            except (Afgekeurd, LogboekFout, TeGroot) as fout:
                raise CliFout(str(fout)) from None
        stroom.flush()
        os.fsync(stroom.fileno())
        onjuist = _controleer(tijdelijk)
    zeg(f"{aantal} events written. {export.in_het_engels}")
    schrijf(str(bestand))
    if onjuist is not None:
        zeg("\n".join(onjuist.regels()))
        raise typer.Exit(NIET_IN_ORDE)


def _controleer(bestand: Path) -> Onjuist | None:
    try:
        verifieer(bestand)
    except Onjuist as fout:
        return fout
    return None


def _grootte(bestand: Path, oorsprong: str) -> int:
    """The size of an older checkpoint of this log.

    Raises:
        CliFout: it cannot be read, is no checkpoint, or is one of another log.
    """
    try:
        with bestand.open("rb") as stroom:
            ouder = lees_checkpoint(lees_notitie(stroom.read(GROOTSTE_NOTITIE + 1)).tekst)
    except OSError as fout:
        raise CliFout(f"The older checkpoint cannot be read: {fout.strerror}.") from fout
    except Afgekeurd as fout:
        raise CliFout(f"{bestand} is not a signed checkpoint: {fout}") from None
    if ouder.oorsprong != oorsprong:
        raise CliFout(f"{bestand} is a checkpoint of {ouder.oorsprong!r}, and this log is {oorsprong!r}.")
    return ouder.grootte
