"""``casus tafels`` and ``casus wegwijzer``: the tables as a list or as pages, and the way to them; no database."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from api.cli_kader import CliFout, in_een_zin, schrijf, schrijf_json
from api.importregels import BOM
from api.regioblad import regioblad
from api.rest.redenen import fouten
from api.rest.regiouit import tafels_van
from api.rest.tafeluit import BronUit
from api.tafelblad import MERK, tafelblad, zet_om
from api.wegwijzer import NietPassendUit, SituatieIn, TafeladviesUit, WegwijzingUit, wijs
from domain.tafels import Regio, Tafel, Zekerheid
from domain.wegwijzer import Passend, Wat
from domain.weigering import Weigering
from infra.definitions import Definities, lees_definities

GROOTSTE_VRAAG = 1024 * 1024
STDIN = Path("-")

Regel = tuple[int, str, str]
"""How far a line stands from the margin, in which style, and what it says."""


@in_een_zin
def tafels(
    *,
    regio: Annotated[str | None, typer.Option(metavar="CODE", help="Of one region only.")] = None,
    tafel: Annotated[str | None, typer.Option(metavar="ID", help="One table only.")] = None,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Every rule with its source, as pages to read.")
    ] = False,
    uit: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Write the pages there, a folder for each region.")
    ] = None,
) -> None:
    """List the tables, or write them out in Dutch with --markdown."""
    if uit is not None and not markdown:
        raise typer.BadParameter("A folder is for the pages of --markdown.")
    if markdown:
        toon_bladen(regio=regio, tafel=tafel, uit=uit)
    else:
        toon_tafels(regio=regio, tafel=tafel)


@in_een_zin
def wegwijzer(
    bestand: Annotated[Path, typer.Argument(metavar="FILE.json", help="The situation; - reads stdin.")],
    *,
    json: Annotated[bool, typer.Option("--json", help="Print the answer as the REST door gives it.")] = False,
) -> None:
    """Say which tables fit a situation, why, and what is still to be asked or done. Nothing is kept of it."""
    weg = vraag_de_weg(bestand)
    if json:
        schrijf_json(weg.model_dump(mode="json", by_alias=True))
    else:
        toon_weg(weg)


# --- the tables ---------------------------------------------------------------------------------------------


def toon_tafels(*, regio: str | None, tafel: str | None) -> None:
    """List the tables by region.

    Raises:
        CliFout: there is no such region or table.
    """
    for deze, tafels in _gekozen(lees_definities(), regio=regio, tafel=tafel):
        schrijf(f"{deze.naam} ({deze.code})")
        for een in tafels:
            schrijf(f"  {een.id:<40}{een.naam}")


def toon_bladen(*, regio: str | None, tafel: str | None, uit: Path | None) -> None:
    """Write the pages, one for each region and one for each table, on stdout or in a folder of each region.

    Raises:
        CliFout: there is no such region or table, or a page cannot be written.
    """
    definities = lees_definities()
    for deze, tafels in _gekozen(definities, regio=regio, tafel=tafel):
        bladen = {een.id: tafelblad(een, regio=deze, definities=definities) for een in tafels}
        if uit is None:
            if tafel is None:
                bladen = {"": regioblad(deze, definities, verwijs=lambda een: zet_om(een.naam)), **bladen}
            schrijf("\n".join(bladen.values()).removesuffix("\n"))
            continue
        if tafel is None:
            bladen["README"] = regioblad(
                deze, definities, verwijs=lambda een: f"[{zet_om(een.naam)}]({een.id}.md)"
            )
        for naam, blad in bladen.items():
            _schrijf_blad(uit / deze.code / f"{naam}.md", blad)


def _gekozen(
    definities: Definities, *, regio: str | None, tafel: str | None
) -> list[tuple[Regio, Sequence[Tafel]]]:
    if regio is not None and regio not in definities.regios:
        raise CliFout(f"There is no region {regio!r}; known are: {', '.join(definities.regios)}.")
    regios = [deze for deze in definities.regios.values() if regio in {None, deze.code}]
    gekozen = [(deze, tafels_van(deze, definities)) for deze in regios]
    if tafel is None:
        return [(deze, tafels) for deze, tafels in gekozen if tafels]
    bekend = [een.id for _, tafels in gekozen for een in tafels]
    if tafel not in bekend:
        raise CliFout(f"There is no table {tafel!r}; known are: {', '.join(bekend)}.")
    alleen = [(deze, [een for een in tafels if een.id == tafel]) for deze, tafels in gekozen]
    return [(deze, tafels) for deze, tafels in alleen if tafels]


def _schrijf_blad(bestand: Path, blad: str) -> None:
    """Write one page; what is not such a page is never written over."""
    try:
        if bestand.is_file() and not bestand.read_text(encoding="utf-8", errors="replace").startswith(MERK):
            raise CliFout(f"{bestand} is not a page of this command, so it stays as it is.")
        bestand.parent.mkdir(parents=True, exist_ok=True)
        bestand.write_text(blad, encoding="utf-8")
    except OSError as fout:
        raise CliFout(f"{bestand} cannot be written: {fout.strerror}.") from fout


# --- the wegwijzer ------------------------------------------------------------------------------------------


def vraag_de_weg(bestand: Path) -> WegwijzingUit:
    """Answer the situation in a file, or on stdin for ``-``.

    Raises:
        CliFout: the file cannot be read, or what stands in it is no situation; it is not repeated.
    """
    ruw = _lees(bestand)
    try:
        vraag = SituatieIn.model_validate_json(ruw, by_alias=True, by_name=False)
    except ValidationError as fout:
        gevonden = fouten(fout.errors(include_url=False, include_input=False), model=SituatieIn)
        redenen = "; ".join(f"{deel['veld']} {deel['reden']}" for deel in gevonden)
        raise CliFout(f"De situatie klopt niet: {redenen}.") from None
    try:
        return wijs(vraag, lees_definities())
    except Weigering as fout:
        raise CliFout(str(fout)) from None


def _lees(bestand: Path) -> bytes:
    try:
        if bestand == STDIN:
            ruw = sys.stdin.buffer.read(GROOTSTE_VRAAG + 1)
        else:
            with bestand.open("rb") as stroom:
                ruw = stroom.read(GROOTSTE_VRAAG + 1)
    except OSError as fout:
        raise CliFout(f"The file cannot be read: {fout.strerror}.") from fout
    if len(ruw) > GROOTSTE_VRAAG:
        raise CliFout("The file is larger than 1 MiB.")
    return ruw.removeprefix(BOM)


def toon_weg(weg: WegwijzingUit) -> None:
    """Tell the way in Dutch, on stdout."""
    scherm = Console(highlight=False)
    for inspringing, stijl, zin in _weg(weg):
        tekst = Text(zin, style=stijl)
        if scherm.is_terminal:
            scherm.print(Padding.indent(tekst, inspringing))
        else:
            scherm.print(Text(" " * inspringing) + tekst, soft_wrap=True)


def _weg(weg: WegwijzingUit) -> Iterator[Regel]:
    if weg.crisis is not None:
        # Whoever reads this has no time for the tables, and none of them takes a crisis.
        yield 0, "bold red", f"Crisis: {weg.crisis.tekst} {_bij(weg.crisis.bron)}"
        yield 0, "", f"Geen van de {len(weg.niet_passend)} tafels van {weg.regio.naam} neemt een crisis aan."
        return
    yield 0, "bold", f"Regio {weg.regio.naam}"
    if weg.eerst is not None:
        yield 0, "bold yellow", f"Vraag dit eerst: {weg.eerst.vraag} (kenmerk {weg.eerst.kenmerk})"
    if weg.scenario is not None:
        yield 0, "", f"Scenario: {weg.scenario.naam} {_bij(weg.scenario.bron)}"
    if weg.loket is not None:
        yield 0, "", f"Eén loket: {weg.loket.naam}. {weg.loket.werkwijze}"
    for nummer, tafel in enumerate(weg.tafels, start=1):
        yield 0, "", ""
        yield from _tafel(nummer, tafel)
    yield from _niet_passend(weg.niet_passend)
    if weg.afstemming:
        yield 0, "", ""
        yield 0, "bold", "Geen tafels: in deze overleggen stemmen partners af"
        for overleg in weg.afstemming:
            yield 2, "", f"{overleg.naam}: {overleg.waarvoor} {_bij(overleg.bron)}"


_PASSEND = {Passend.PAST: "past", Passend.MOGELIJK: "past misschien", Passend.NIET: "past niet"}
_NOG = {Wat.NAVRAGEN: "vraag na", Wat.DOEN: "doe eerst"}


def _tafel(nummer: int, tafel: TafeladviesUit) -> Iterator[Regel]:
    yield 0, "bold green", f"{nummer}. {tafel.naam}: {_PASSEND[tafel.passend]}"
    for reden in tafel.voor:
        yield 3, "", f"ervoor: {reden.tekst} {_bij(reden.bron)}"
    for nog in tafel.nog:
        kenmerk = f" (kenmerk {nog.kenmerk})" if nog.kenmerk is not None else ""
        yield 3, "yellow", f"{_NOG[nog.wat]}: {nog.vraag}{kenmerk} {_bij(nog.bron)}"
    if tafel.via is not None:
        yield 3, "yellow", f"niet zelf aanmelden: {tafel.via.tekst} {_bij(tafel.via.bron)}"
    if tafel.bij is not None:
        yield 3, "", f"valt onder: {tafel.bij.tekst} {_bij(tafel.bij.bron)}"
    wijze = tafel.aanmelding
    yield 3, "", f"aanmelden: {wijze.formulier}; {wijze.adres} {_bij(wijze.bron)}"
    yield 3, "", f"advies: {tafel.advies.tekst} {_bij(tafel.advies.bron)}"
    for contact in tafel.contact:
        yield 3, "", f"contact: {contact.wat}; {contact.wanneer} {_bij(contact.bron)}"
    if tafel.tegenspraken:
        over = "; ".join(anders.over for anders in tafel.tegenspraken)
        yield (
            3,
            "dim",
            f"let op: de bronnen spreken elkaar tegen over {over}. Zie: casus tafels --tafel {tafel.id}",
        )


def _niet_passend(tafels: Sequence[NietPassendUit]) -> Iterator[Regel]:
    if not tafels:
        return
    yield 0, "", ""
    yield 0, "bold", "Passen niet"
    for tafel in tafels:
        yield 2, "", tafel.naam
        for reden in tafel.tegen:
            yield 5, "", f"ertegen: {reden.tekst} {_bij(reden.bron)}"


def _bij(bron: BronUit) -> str:
    plaats = f"{bron.document}, {bron.paragraaf}"
    return f"({'onze keuze, gekeken in ' if bron.zekerheid is Zekerheid.KEUZE else ''}{plaats})"
