"""``casus sleutels`` and ``casus logboek``: the key that signs checkpoints, and a check of the whole log."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Annotated, TypeVar

import orjson
import typer
from sqlalchemy import Engine

from api.cli_kader import NIET_IN_ORDE, CliFout, balk, in_een_zin, instellingen, schrijf, zeg
from api.samenstelling import dienst
from infra.inzage.controle import controleer_regels
from infra.logboek.afwijking import kort, tabelafwijking
from infra.logboek.controle import Uitslag, controle
from infra.logboek.houder import zorg_voor_ring
from infra.logboek.publicatie import Logboekmap
from infra.logboek.ring import Sleutelring, lees_ring
from infra.logging import stel_logging_in
from infra.settings import Settings
from infra.tables import INZAGE, op_inzagen

T = TypeVar("T")

logboek = typer.Typer(
    name="logboek",
    help="The proof that history was not changed.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


Inzagen = Annotated[
    bool, typer.Option("--inzagen", help="Of the read log instead, which has a tree and a key of its own.")
]


@in_een_zin
def sleutels(
    *,
    publiek: Annotated[
        bool,
        typer.Option("--publiek", help="Print the public keys only, the one of now first. Makes none."),
    ] = False,
    vervang: Annotated[
        bool,
        typer.Option("--vervang", help="Sign with a new key from now on; the old one stays listed."),
    ] = False,
    inzagen: Inzagen = False,
) -> None:
    """Make the key that signs the logboek where there is none, and print its public key."""
    settings = instellingen()
    stel_logging_in("ERROR")
    if publiek and vervang:
        raise typer.BadParameter("Ask for the public keys, or for a new one.")
    eigen = settings.van_inzagen if inzagen else settings
    if publiek:
        ring = lees_ring(eigen.logboeksleutel, oorsprong=eigen.logboek_naam)
    elif vervang:
        ring = _vervang(settings, eigen, inzagen=inzagen)
    else:
        ring = _op_de_map(eigen.logboekmap, lambda: _eerste(eigen))
    schrijf(ring.publiek.removesuffix("\n"))


def _vervang(settings: Settings, eigen: Settings, *, inzagen: bool) -> Sleutelring:
    with dienst(settings, meld=zeg) as samen:
        houder = samen.inzagehouder if inzagen else samen.logboek
        ring = _op_de_map(eigen.logboekmap, houder.vervang_sleutel)
    zeg(f"The new key signs; give the line of it to whoever checks. It is in {eigen.logboeksleutel}.")
    return ring


def _eerste(settings: Settings) -> Sleutelring:
    ring = zorg_voor_ring(settings)
    Logboekmap(settings.logboekmap).schrijf_sleutels(ring)
    zeg(
        f"The key of {ring.oorsprong} is in {settings.logboeksleutel}; its public key in {settings.logboekmap}."
    )
    return ring


@logboek.command()
@in_een_zin
def controleer(*, json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False) -> None:
    """Hash every event and compute every node anew, and the same for the read log.

    Exit code 1: names the first that is wrong in each, and where.
    """
    settings = instellingen()
    stel_logging_in("ERROR")
    with dienst(settings, meld=zeg) as samen:
        uitslag = _controleer_logboek(settings, samen.engine)
        inzagen = _controleer_inzagen(settings.van_inzagen, samen.engine)
    if json:
        alles = _als_json(uitslag) | {"readLog": _als_json(inzagen)}
        alles["ok"] = uitslag.afwijking is None and inzagen.afwijking is None
        schrijf(orjson.dumps(alles, option=orjson.OPT_INDENT_2).decode())
    else:
        schrijf(_in_woorden(uitslag, "events are as they were recorded"))
        schrijf(_in_woorden(inzagen, "records of the read log are as they were written", vooraf="read log: "))
    if uitslag.afwijking is not None or inzagen.afwijking is not None:
        raise typer.Exit(NIET_IN_ORDE)


def _in_woorden(uitslag: Uitslag, goed: str, *, vooraf: str = "") -> str:
    if uitslag.afwijking is None:
        return f"ok: {uitslag.gezien} {goed}"
    return f"{vooraf}{uitslag.afwijking}"


@logboek.command()
@in_een_zin
def hervat(*, inzagen: Inzagen = False) -> None:
    """Go on with a folder of checkpoints that has less than was given out, where the rest is truly lost."""
    settings = instellingen()
    stel_logging_in("ERROR")
    with dienst(settings, meld=zeg) as samen:
        houder = samen.inzagehouder if inzagen else samen.logboek
        while houder.neem_op()[0]:
            pass
        checkpoint = _op_de_map(houder.map.map, lambda: houder.publiceer(zonder_vorige=True))
    if checkpoint is None:
        raise CliFout("There is nothing to sign yet, or the service is at it right now.")
    zeg(f"The checkpoint of {checkpoint.grootte} leaves is in {houder.map.map}.")


def _controleer_logboek(settings: Settings, engine: Engine) -> Uitslag:
    tabel = tabelafwijking(engine, ("feiten", "logboek"))
    if tabel is not None:
        return Uitslag(0, 0, tabel)
    return _op_de_map(settings.logboekmap, lambda: _controleer(settings, engine))


def _controleer_inzagen(settings: Settings, engine: Engine) -> Uitslag:
    tabel = tabelafwijking(engine, (INZAGE,))
    if tabel is not None:
        return Uitslag(0, 0, tabel)
    uitslag = _op_de_map(settings.logboekmap, lambda: _controleer(settings, op_inzagen(engine)))
    if uitslag.afwijking is None:
        uitslag = replace(uitslag, afwijking=controleer_regels(engine).afwijking)
    return uitslag


def _controleer(settings: Settings, engine: Engine) -> Uitslag:
    map_ = Logboekmap(settings.logboekmap)
    ring = None
    if settings.logboeksleutel.exists() or map_.sleutels() is not None:
        ring = lees_ring(settings.logboeksleutel, oorsprong=settings.logboek_naam)
    with controle(engine, map_, ring) as gekeken, balk("Checking", totaal=None) as voortgang:
        return gekeken.alles(meld=lambda gedaan, totaal: voortgang.op(gedaan, totaal=totaal))


def _als_json(uitslag: Uitslag) -> dict[str, object]:
    afwijking = uitslag.afwijking
    return {
        "ok": afwijking is None,
        "size": uitslag.grootte,
        "checked": uitslag.gezien,
        "wrong": None
        if afwijking is None
        else {
            "kind": afwijking.wat.value,
            "position": afwijking.positie,
            "expected": kort(afwijking.verwacht),
            "found": kort(afwijking.gevonden),
        },
    }


def _op_de_map(map_: Path, daad: Callable[[], T]) -> T:
    """Do something with the files of the logboek.

    Raises:
        CliFout: one of them cannot be read or written.
    """
    try:
        return daad()
    except OSError as fout:
        raise CliFout(f"The logboek in {map_} cannot be read or written: {fout.strerror}.") from fout
