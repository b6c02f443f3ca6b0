"""``casus lijst``: look at the vernietigingslijsten, and carry out what is ripe."""

from typing import Annotated

import typer

from api.cli_kader import CliFout, in_een_zin, instellingen, schrijf, zeg
from api.samenstelling import Dienst, dienst
from domain.vernietigingslijst.voorvertoning import BLIJFT, totaal
from domain.weigering import Weigering
from infra.logging import stel_logging_in
from infra.vernietiging.lijsten import OnbekendeLijst
from infra.vernietiging.uitvoering import DIENST, UitvoeringBezig
from projections import vernietigingslijsten
from projections.zinnen.vernietigingslijst import zin_van_lijst

app = typer.Typer(
    name="lijst",
    help="The vernietigingslijsten: what is destroyed together.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Nummer = Annotated[
    str, typer.Argument(help="The number of the list, such as L-7KD2M-Q9X4P.", metavar="NUMMER")
]
Tafel = Annotated[str, typer.Argument(help="The id of the table.", metavar="TAFEL")]


@app.callback()
def groep() -> None:
    """The vernietigingslijsten: what is destroyed together."""


@app.command("overzicht")
@in_een_zin
def overzicht(tafel: Tafel) -> None:
    """Print the lists of a table, the newest first: number, phase, items, and when the bedenktijd ends."""
    settings = instellingen()
    stel_logging_in("ERROR")
    with dienst(settings, meld=zeg) as samen:
        samen.runner.werk_bij()
        with samen.engine.connect() as verbinding:
            for rij in vernietigingslijsten.lijsten(verbinding, tafel, limiet=200):
                einde = rij.uitvoeren_vanaf.isoformat() if rij.uitvoeren_vanaf else "-"
                schrijf(f"{rij.lijstnummer} {rij.fase} {rij.vernietigd}/{rij.posten} {einde}")


@app.command("toon")
@in_een_zin
def toon(nummer: Nummer) -> None:
    """Print what happened with a list, what it destroys in total, and what stays. Names no case."""
    settings = instellingen()
    stel_logging_in("ERROR")
    with dienst(settings, meld=zeg) as samen:
        try:
            gelezen = samen.lijsten.laad(nummer.upper())
        except OnbekendeLijst:
            raise CliFout(f"There is no list {nummer}.") from None
        for feit in gelezen.historie:
            op = feit.envelop.op
            schrijf(f"{op.isoformat()} {zin_van_lijst(feit.gebeurtenis, op=op)}")  # type: ignore[arg-type]  # nothing of a list is ever destroyed
        for naam, aantal in vars(totaal(samen.lijsten.voorvertoning(gelezen.lijst))).items():
            schrijf(f"{naam}: {aantal}")
        for blijft in BLIJFT:
            schrijf(f"blijft: {blijft.wat} ({blijft.grond})")


@app.command("voer-uit")
@in_een_zin
def voer_uit(
    nummer: Annotated[str | None, typer.Argument(help="One list; without it, all that are ripe.")] = None,
) -> None:
    """Carry out a list whose bedenktijd is over, or all of them; what was cut short goes on where it stopped.

    The service does this by itself; this is for when it does not run.
    """
    settings = instellingen()
    stel_logging_in("ERROR")
    with dienst(settings, meld=zeg) as samen:
        samen.runner.werk_bij()
        try:
            gedaan = _voer_uit(samen, nummer)
        except OnbekendeLijst:
            raise CliFout(f"There is no list {nummer}.") from None
        except UitvoeringBezig:
            raise CliFout("The service is carrying out a list right now.") from None
        except Weigering as weigering:
            raise CliFout(str(weigering)) from None
        samen.logboek.werk_bij()
        samen.runner.werk_bij()
        for lijst in gedaan:
            stand = samen.lijsten.laad(lijst).lijst
            schrijf(f"{lijst} {stand.fase} {len(stand.bewijsnummers)}/{len(stand.posten)}")


def _voer_uit(samen: Dienst, nummer: str | None) -> tuple[str, ...]:
    if nummer is None:
        return samen.lijstloper.ronde()
    lijst = nummer.upper()
    samen.uitvoerder.voer_uit(lijst, namens=DIENST)
    # The verklaring needs a checkpoint that covers what was just destroyed.
    samen.logboek.werk_bij()
    samen.uitvoerder.voer_uit(lijst, namens=DIENST)
    return (lijst,)
