"""``casus kek``: replace the key-encryption key, so that what was destroyed cannot be read from any old copy."""

from typing import Annotated

import typer

from api.cli_kader import CliFout, balk, in_een_zin, instellingen, zeg
from api.samenstelling import Dienst, bereid_voor, stel_samen
from infra.database import database
from infra.definitions import lees_definities
from infra.herstelcontrole import ruim_op
from infra.kek import Kekring
from infra.kekbronnen import Kekbronnen, Kekplaats, kekbronnen
from infra.logging import stel_logging_in
from infra.omgeving import Omgeving
from infra.rotatie import RotatieBezig, SleutelsOver, Vernieuwing, vernieuw

app = typer.Typer(
    name="kek",
    help="The key-encryption key, which all data keys are wrapped with.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.callback()
def groep() -> None:
    """The key-encryption key, which all data keys are wrapped with."""


@app.command("vernieuw")
@in_een_zin
def vernieuw_kek(
    *,
    naar: Annotated[
        Kekplaats | None,
        typer.Option(help="Make the new KEK there: this moves it. Else it stays where it is."),
    ] = None,
) -> None:
    """Wrap every living key with a new KEK and destroy the old one: old copies then hold nothing that opens.

    The service does this by itself after destructions. What was cut short is finished.
    """
    settings, omgeving = instellingen(), Omgeving()
    stel_logging_in("ERROR")
    bronnen = kekbronnen(settings, naar=naar)
    with database(settings, meld=zeg) as gevonden:
        kek = bereid_voor(settings, gevonden, omgeving=omgeving, meld=zeg)
        definities, eigenaar = lees_definities(), gevonden.owner_engine()
        try:
            with stel_samen(settings, gevonden, kek=kek, definities=definities, omgeving=omgeving) as dienst:
                gedaan = _vernieuw(dienst, bronnen, naar)
            ruim_op(eigenaar)
        except RotatieBezig:
            raise CliFout("The service is replacing the KEK right now.") from None
        except SleutelsOver as fout:
            raise CliFout(str(fout)) from None
        finally:
            eigenaar.dispose()
    zeg(
        f"The KEK is now that of epoch {gedaan.nieuw}, in {bronnen.waar(gedaan.nieuw)}; "
        f"{gedaan.sleutels} keys were wrapped anew, and the KEK of epoch {gedaan.oud} is destroyed. "
        "Destroy its copies too."
    )


def _vernieuw(dienst: Dienst, bronnen: Kekbronnen, naar: Kekplaats | None) -> Vernieuwing:
    """Replace the KEK; once more where that only finished one that was made in another place than asked for."""
    ring = Kekring(bronnen)
    while True:
        with balk("Wrapping keys anew", totaal=None) as voortgang:
            gedaan = vernieuw(
                dienst.engine,
                ring,
                hermerker=dienst.hermerker,
                kopie=dienst.settings.sleutelkopie,
                nu=dienst.omgeving.nu,
                meld=lambda aantal, op=voortgang.op: op(aantal, totaal=aantal),  # type: ignore[misc]
            )
        if naar in (None, bronnen.plaats(gedaan.nieuw)):
            return gedaan
