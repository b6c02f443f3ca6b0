"""``casus rebuild`` and ``casus weergave``: make views anew, and do something about one that stopped."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated

import typer
from pydantic import TypeAdapter, ValidationError
from rich.progress import MofNCompleteColumn, TimeElapsedColumn

from api.aanmelding import Code
from api.cli_kader import CliFout, balk, in_een_zin, instellingen, schrijf, zeg
from api.samenstelling import Dienst, bereid_voor, dienst, stel_samen
from infra.database import Database, database
from infra.definitions import lees_definities
from infra.herbouw import Herbouwer
from infra.herbouwfouten import HerbouwBezig, HerbouwGestruikeld, HerbouwKanNiet
from infra.herbouwploeg import HOOGSTENS
from infra.herbouwwerker import Werkplek
from infra.ingrepen import Ingreep, IngreepKanNiet, Ingrepen, ingrepen
from infra.logging import stel_logging_in
from infra.omgeving import Omgeving
from infra.standen import standen
from projections.alle import WEERGAVEN
from projections.weergave import Weergave

NAMEN = [weergave.naam for weergave in WEERGAVEN]

app = typer.Typer(
    name="weergave",
    help="The views: how far each is, and what to do about one that stopped on a fact.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Naam = Annotated[str, typer.Argument(metavar="NAAM", help=f"A view: {', '.join(NAMEN)}.")]
Reden = Annotated[
    str,
    typer.Option(
        "--reden", help="Why, in a sentence that is kept for ever: about the program, about nobody."
    ),
]
Wie = Annotated[str, typer.Option("--medewerker", metavar="ID", help="Pseudonymous id of who does this.")]


@in_een_zin
def rebuild(
    namen: Annotated[list[str] | None, typer.Argument(metavar="[NAAM]...", help="Which views.")] = None,
    *,
    alles: Annotated[bool, typer.Option("--alles", help="All of them.")] = False,
    opnieuw: Annotated[
        bool, typer.Option("--opnieuw", help="Throw away what was built before it was cut short.")
    ] = False,
    processen: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=64,
            help=f"How many tell the cases; else one for each core, at most {HOOGSTENS}, and one for few facts.",
        ),
    ] = None,
) -> None:
    """Make views anew from all facts, beside those in use, which answer until the new ones take their place.

    What was cut short goes on where it was. The service may go on meanwhile.
    """
    if bool(namen) is alles:
        raise typer.BadParameter(
            f"Name one or more views, or ask for --alles. There are: {', '.join(NAMEN)}."
        )
    weergaven = [weergave for weergave in WEERGAVEN if alles or weergave.naam in _bekend(namen or ())]
    stel_logging_in("ERROR")
    begin = time.monotonic()
    with _met_eigenaar() as (samen, gevonden):
        try:
            positie = _herbouw(samen, gevonden, weergaven, opnieuw=opnieuw, processen=processen)
        except HerbouwBezig:
            raise CliFout("Another process is rebuilding views right now.") from None
        except (HerbouwGestruikeld, HerbouwKanNiet) as fout:
            raise CliFout(str(fout)) from None
    duur = time.monotonic() - begin
    zeg(f"{len(weergaven)} views were made anew up to position {positie}, in {duur:.0f} seconds.")


@contextmanager
def _met_eigenaar() -> Iterator[tuple[Dienst, Database]]:
    settings, omgeving = instellingen(), Omgeving()
    with database(settings, meld=zeg) as gevonden:
        kek = bereid_voor(settings, gevonden, omgeving=omgeving, meld=zeg)
        with stel_samen(
            settings, gevonden, kek=kek, definities=lees_definities(), omgeving=omgeving
        ) as samen:
            yield samen, gevonden


def _herbouw(
    samen: Dienst,
    gevonden: Database,
    weergaven: Sequence[Weergave],
    *,
    opnieuw: bool,
    processen: int | None,
) -> int:
    eigenaar = gevonden.owner_engine()
    herbouwer = Herbouwer(
        eigenaar,
        samen.engine,
        samen.archief,
        definities=samen.definities,
        nu=samen.omgeving.nu,
        werkplek=Werkplek(gevonden, samen.settings),
    )
    try:
        with balk(
            "Rebuilding views", totaal=None, kolommen=(MofNCompleteColumn(), TimeElapsedColumn())
        ) as voortgang:
            return herbouwer.herbouw(
                weergaven,
                meld=lambda op, van: voortgang.op(op, totaal=van),
                opnieuw=opnieuw,
                processen=processen,
            )
    finally:
        eigenaar.dispose()


def _bekend(namen: Sequence[str]) -> Sequence[str]:
    """The names, if all of them are of views.

    Raises:
        CliFout: one is not.
    """
    for naam in namen:
        if naam not in NAMEN:
            raise CliFout(f"There is no view {naam!r}; there are: {', '.join(NAMEN)}.")
    return namen


@app.callback()
def groep() -> None:
    """The views: how far each is, and what to do about one that stopped on a fact."""


@app.command("stand")
@in_een_zin
def stand() -> None:
    """Print how far each view is, what it stopped on, and which positions it passes over."""
    stel_logging_in("ERROR")
    with dienst(instellingen(), meld=zeg) as samen, samen.engine.connect() as verbinding:
        for een in standen(verbinding, NAMEN).values():
            gestopt = f"stopped at {een.fout_positie} on {een.fout}" if een.fout else "runs"
            over = ",".join(map(str, sorted(een.overgeslagen))) or "-"
            schrijf(f"{een.naam} {een.positie} {gestopt}; passes over {over}")


@app.command("overslaan")
@in_een_zin
def overslaan(
    naam: Naam,
    positie: Annotated[int, typer.Argument(min=1, help="The position of the fact that it stopped on.")],
    *,
    reden: Reden,
    medewerker: Wie,
) -> None:
    """Have a view pass over the fact that it stopped on. Its rows then lack what that fact tells, until it is undone.

    Not for a fact that says that something was destroyed. Who did this, when and why is kept for ever.
    """
    _doe(naam, medewerker, lambda doe: doe.sla_over(naam, positie, reden=reden, wie=medewerker))


@app.command("opnieuw")
@in_een_zin
def opnieuw_proberen(
    naam: Naam,
    *,
    reden: Reden,
    medewerker: Wie,
    positie: Annotated[
        int | None,
        typer.Option(min=1, help="Of a fact that it passes over: from the next rebuild on it counts."),
    ] = None,
) -> None:
    """Have a view take the fact that it stopped on once more, at once. Who did this, when and why is kept for ever."""
    _doe(
        naam,
        medewerker,
        lambda doe: doe.probeer_opnieuw(naam, reden=reden, wie=medewerker, positie=positie),
    )
    if positie is not None:
        zeg(f"Its rows lack what that fact tells until 'casus rebuild {naam}'.")


@app.command("ingrepen")
@in_een_zin
def toon_ingrepen() -> None:
    """Print all that was ever done about views that stopped, the newest first."""
    stel_logging_in("ERROR")
    with dienst(instellingen(), meld=zeg) as samen, samen.engine.connect() as verbinding:
        for een in ingrepen(verbinding):
            schrijf(_regel(een))


def _doe(naam: str, medewerker: str, wat: Callable[[Ingrepen], Ingreep]) -> None:
    _bekend([naam])
    try:
        TypeAdapter(Code).validate_python(medewerker)
    except ValidationError:
        raise CliFout("--medewerker takes letters, digits, dots and hyphens, at most 64.") from None
    stel_logging_in("ERROR")
    with dienst(instellingen(), meld=zeg) as samen:
        try:
            gedaan = wat(Ingrepen(samen.engine, nu=samen.omgeving.nu))
        except IngreepKanNiet as fout:
            raise CliFout(str(fout)) from None
    schrijf(_regel(gedaan))


def _regel(een: Ingreep) -> str:
    return (
        f"{een.op.isoformat()} {een.wie} {een.soort} {een.naam} {een.positie} {een.fout or '-'}: {een.reden}"
    )
