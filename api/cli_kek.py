"""``casus kek``: replace the key-encryption key, so that what was destroyed cannot be read from any old copy."""

from typing import Annotated

import typer
from sqlalchemy import Engine, text

from api.cli_kader import CliFout, balk, in_een_zin, instellingen, zeg
from api.samenstelling import bereid_voor
from infra.beheer import migreer, zorg_voor_sleutels
from infra.database import database
from infra.kek import Kekring
from infra.kekbronnen import Kekbronnen, Kekplaats, kekbronnen
from infra.logging import stel_logging_in
from infra.omgeving import Omgeving
from infra.rotatie import RotatieBezig, SleutelsOver, Vernieuwing, vernieuw
from infra.settings import Settings
from infra.sleutelkopie import herstel, lees_kopie

app = typer.Typer(
    name="kek",
    help="The key-encryption key, which all data keys are wrapped with.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

OPGERUIMD = ("sleutels.sleutel", "kluis.deel", "kluis.nummer", "kluis.agendapunt", "kluis.samenloop")
"""Where a destruction leaves room that may hold what stood there until the room is given out again."""


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
        bereid_voor(settings, gevonden, omgeving=omgeving)
        engine, eigenaar = gevonden.service_engine(pool=2), gevonden.owner_engine()
        try:
            gedaan = _vernieuw(engine, bronnen, naar, settings, omgeving)
            _ruim_op(eigenaar)
        except RotatieBezig:
            raise CliFout("The service is replacing the KEK right now.") from None
        except SleutelsOver as fout:
            raise CliFout(str(fout)) from None
        finally:
            engine.dispose()
            eigenaar.dispose()
    zeg(
        f"The KEK is now that of epoch {gedaan.nieuw}, in {bronnen.waar(gedaan.nieuw)}; "
        f"{gedaan.sleutels} keys were wrapped anew, and the KEK of epoch {gedaan.oud} is destroyed. "
        "Destroy its copies too."
    )


def _vernieuw(
    engine: Engine, bronnen: Kekbronnen, naar: Kekplaats | None, settings: Settings, omgeving: Omgeving
) -> Vernieuwing:
    """Replace the KEK; once more where that only finished one that was made in another place than asked for."""
    ring = Kekring(bronnen)
    while True:
        with balk("Wrapping keys anew", totaal=None) as voortgang:
            gedaan = vernieuw(
                engine,
                ring,
                kopie=settings.sleutelkopie,
                nu=omgeving.nu,
                meld=lambda aantal, op=voortgang.op: op(aantal, totaal=aantal),  # type: ignore[misc]
            )
        if naar in (None, bronnen.plaats(gedaan.nieuw)):
            return gedaan


@app.command("herstel")
@in_een_zin
def herstel_sleutels() -> None:
    """After an older backup was put back: give it the keys of now, and destroy once more what was destroyed since."""
    settings, omgeving = instellingen(), Omgeving()
    stel_logging_in("ERROR")
    ring = Kekring(kekbronnen(settings))
    kopie = lees_kopie(settings.sleutelkopie, ring.huidig)
    with database(settings, meld=zeg) as gevonden:
        eigenaar = gevonden.owner_engine()
        try:
            migreer(eigenaar)
            gedaan = herstel(eigenaar, ring, kopie)
            zorg_voor_sleutels(eigenaar, ring.bron, omgeving=omgeving)
            _ruim_op(eigenaar)
        finally:
            eigenaar.dispose()
    zeg(
        f"{gedaan.sleutels} keys were put back, and {gedaan.vernietigd} cases that were destroyed after this backup "
        f"are destroyed once more. What was recorded since the backup is lost: 'casus doctor' tells."
    )


def _ruim_op(eigenaar: Engine) -> None:
    with eigenaar.connect().execution_options(isolation_level="AUTOCOMMIT") as verbinding:
        for tabel in OPGERUIMD:
            verbinding.execute(text(f"VACUUM {tabel}"))
