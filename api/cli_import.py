"""``casus import``: the lines of a file, a progress bar by bytes, and a report that is written as it goes."""

import os
import stat
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from types import TracebackType
from typing import Annotated, BinaryIO, Self, TextIO

import orjson
import typer
from rich.progress import DownloadColumn

from api.cli_code import als_code
from api.cli_inzagen import leg_getoond_vast
from api.cli_kader import NIET_IN_ORDE, CliFout, balk, in_een_zin, instellingen, schrijf, schrijf_json, zeg
from api.importeren import (
    KIJKGAT,
    ImportFout,
    Regeluitkomst,
    Uitkomst,
    eis_bruikbaar,
    importeer,
    importeur,
)
from api.importregels import importschema
from api.samenstelling import Dienst, dienst
from domain.rollen import Medewerker
from infra.exportregister import Bestandsvorm, Export
from infra.logging import stel_logging_in

KOPPEL_PER = 500
"""Lines of the report that are tied to their casussen at once."""


class Verslag:
    """The report: what became of each line, written at once, so that it takes no memory; last the totals.

    It stands under its own name only once it is complete.
    """

    def __init__(self, bestand: Path) -> None:
        if os.path.lexists(bestand):
            raise CliFout(f"There is already something at {bestand}; a report never takes its place.")
        self._bestand = bestand
        # One name for all runs: what a killed one left behind, the next one writes over.
        self._tijdelijk = bestand.with_name(f".{bestand.name}.onvolledig")
        self._eerste = True
        self._uit: TextIO

    def __enter__(self) -> Self:
        """Begin the report."""
        try:
            teken = os.open(self._tijdelijk, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        except OSError as fout:
            raise CliFout(f"The report {self._bestand} cannot be written: {fout.strerror}.") from fout
        self._uit = os.fdopen(teken, "w", encoding="utf-8")
        self._uit.write('{"regels": [')
        return self

    def neem(self, regel: Regeluitkomst) -> None:
        """Add a line."""
        inhoud: dict[str, object] = {"regel": regel.regel, "uitkomst": regel.uitkomst}
        if regel.casusnummer is not None:
            inhoud["casusnummer"] = regel.casusnummer
        if regel.redenen:
            inhoud["redenen"] = regel.redenen
        self._uit.write("\n  " if self._eerste else ",\n  ")
        self._uit.write(orjson.dumps(inhoud).decode())
        self._eerste = False

    def sluit(self, totalen: dict[str, int], watermerk: str) -> None:
        """Complete the report."""
        self._uit.write(f'\n], "totalen": {orjson.dumps(totalen).decode()},')
        self._uit.write(f' "export": {orjson.dumps(watermerk).decode()}}}\n')
        self._uit.close()
        try:
            os.link(self._tijdelijk, self._bestand)
        except FileExistsError as fout:
            raise CliFout(
                f"Something came to {self._bestand} meanwhile, so no report was written; the lines were dealt with."
            ) from fout

    def __exit__(
        self, soort: type[BaseException] | None, fout: BaseException | None, spoor: TracebackType | None
    ) -> None:
        """Leave nothing behind of a report that was not completed."""
        self._uit.close()
        self._tijdelijk.unlink(missing_ok=True)


@in_een_zin
def import_(
    bestand: Annotated[
        Path | None, typer.Argument(metavar="FILE.jsonl", help="One aanmelding a line.")
    ] = None,
    *,
    report: Annotated[Path | None, typer.Option(help="Write what became of each line to this file.")] = None,
    organisatie: Annotated[str, typer.Option(help="In the name of which organisation.")] = "zvh",
    medewerker: Annotated[
        str, typer.Option(metavar="ID", help="Pseudonymous id of who reads the file in.")
    ] = "import",
    schema: Annotated[
        bool, typer.Option("--schema", help="Print the JSON Schema of a line, and end.")
    ] = False,
) -> None:
    """Bring aanmeldingen in from a file; the same file again adds nothing. Exit code 1: some lines were refused."""
    if schema:
        schrijf_json(importschema())
        return
    if bestand is None:
        raise typer.BadParameter("Name a file, or ask for the --schema.")
    stel_logging_in("WARNING")
    volledig = importeer_bestand(
        bestand,
        verslag=report,
        organisatie=als_code(organisatie, "--organisatie"),
        medewerker=als_code(medewerker, "--medewerker"),
    )
    if not volledig:
        raise typer.Exit(NIET_IN_ORDE)


def importeer_bestand(bestand: Path, *, verslag: Path | None, organisatie: str, medewerker: str) -> bool:
    """Import a file and say whether every line is in now.

    Raises:
        ImportFout: the file cannot be used.
    """
    settings = instellingen()
    with _geopend(bestand) as (stroom, grootte), dienst(settings, meld=zeg) as samen:
        namens = importeur(organisatie, medewerker=medewerker, spoor=samen.omgeving.nieuw_id().hex)
        telling: Counter[Uitkomst] = Counter()
        wacht: list[str | None] = []
        met_verslag = Verslag(verslag) if verslag is not None else nullcontext()
        export = _registreer(samen, verslag, namens.wie)
        with (
            balk("Importing", totaal=grootte, kolommen=(DownloadColumn(),)) as voortgang,
            met_verslag as rapport,
        ):
            regels = importeer(
                samen.shell,
                stroom,
                namens=namens,
                gelezen=voortgang.verder,
                toon=lambda er_al: leg_getoond_vast(samen, er_al, namens.wie),
            )
            for regel in regels:
                telling[regel.uitkomst] += 1
                if rapport is not None and export is not None:
                    rapport.neem(regel)
                    wacht.append(regel.casusnummer)
                    wacht = _koppel(samen, export, wacht)
                if regel.uitkomst is Uitkomst.GEWEIGERD:
                    schrijf(f"regel {regel.regel}: {' '.join(regel.redenen)}")
            if not telling:
                raise ImportFout("The file holds no line to import.")
            totalen = {uitkomst.value: telling[uitkomst] for uitkomst in Uitkomst}
            if rapport is not None and export is not None:
                _koppel(samen, export, wacht, meteen=True)
                rapport.sluit(totalen, export.watermerk)
                zeg(export.in_het_engels)
    schrijf(_samenvatting(telling))
    return telling[Uitkomst.GEWEIGERD] == 0


def _registreer(samen: Dienst, verslag: Path | None, wie: Medewerker) -> Export | None:
    """Put the report on record before it is begun."""
    if verslag is None:
        return None
    soort = samen.definities.exportsoorten["importverslag"]
    return samen.exports.registreer(soort, Bestandsvorm.JSON, wie=wie)


def _koppel(
    samen: Dienst, export: Export, wacht: list[str | None], *, meteen: bool = False
) -> list[str | None]:
    """Tie the report to the casussen in it, many at a time; gives those that wait."""
    if len(wacht) < KOPPEL_PER and not meteen:
        return wacht
    samen.exports.koppel_nummers(export, [nummer for nummer in wacht if nummer is not None])
    return []


def _samenvatting(telling: Counter[Uitkomst]) -> str:
    er_al = telling[Uitkomst.ER_AL] + telling[Uitkomst.ANDERS]
    zin = (
        f"{telling[Uitkomst.AANGEMELD]} taken in, {er_al} already there, "
        f"{telling[Uitkomst.GEWEIGERD]} refused."
    )
    if telling[Uitkomst.ANDERS]:
        zin += f" Of those already there {telling[Uitkomst.ANDERS]} have another content now; they stay as they are."
    return zin


@contextmanager
def _geopend(bestand: Path) -> Iterator[tuple[BinaryIO, int | None]]:
    """Open the file, with its size where it has one."""
    try:
        stroom = bestand.open("rb")
    except IsADirectoryError:
        raise ImportFout("This is a folder, not a file.") from None
    except OSError as fout:
        raise ImportFout(f"The file cannot be read: {fout.strerror}.") from fout
    with stroom:
        toestand = os.fstat(stroom.fileno())
        eis_bruikbaar(stroom.peek(KIJKGAT)[:KIJKGAT])
        yield stroom, toestand.st_size if stat.S_ISREG(toestand.st_mode) else None
