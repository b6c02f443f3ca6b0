"""``casus berichten``: how it stands with messages, what to do about those that did not arrive, and the keys."""

from typing import Annotated

import orjson
import typer

from api.cli_inzagen import Organisatie, Wie, beheerder
from api.cli_kader import CliFout, in_een_zin, instellingen, schrijf, zeg
from api.samenstelling import Dienst, dienst
from domain.weigering import Weigering
from infra.berichten.beeld import Abonnement, Dode, Overzicht, overzicht
from infra.berichten.sleutels import vervang
from infra.logging import stel_logging_in

NIET_IN_ORDE = 1
PORTIE = 500

app = typer.Typer(
    name="berichten",
    help="Messages to partners and staff: how it stands, and what to do about those that did not arrive.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Reden = Annotated[
    str, typer.Option("--reden", help="Why, in a sentence that is kept for ever: about nobody.")
]


@app.command()
@in_een_zin
def stand(*, json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False) -> None:
    """Say what waits, what was given up, and who cannot be reached. Exit code 1: somebody has to look at it."""
    stel_logging_in("ERROR")
    with dienst(instellingen(), meld=zeg) as samen:
        with samen.engine.connect() as verbinding:
            nu = overzicht(verbinding)
        abonnementen = samen.berichten.beheer.abonnementen(tafels=None)
    if json:
        inhoud = {**vars(nu), "abonnementen": [vars(een) for een in abonnementen]}
        schrijf(orjson.dumps(inhoud, option=orjson.OPT_INDENT_2).decode())
    else:
        schrijf("\n".join([_regel(nu), *(_abonnement(een) for een in abonnementen)]))
    if nu.moet_iemand_kijken:
        raise typer.Exit(NIET_IN_ORDE)


@app.command()
@in_een_zin
def dood() -> None:
    """List the messages that were given up, the oldest first: number, kind, way, table, tries, fault."""
    stel_logging_in("ERROR")
    with dienst(instellingen(), meld=zeg) as samen:
        for een in _doden(samen):
            velden = (een.bezorging_id, een.soort, een.kanaal, een.tafel, een.pogingen, een.fout or "-")
            schrijf("\t".join(str(veld) for veld in velden))


@app.command()
@in_een_zin
def opnieuw(
    nummers: Annotated[
        list[int] | None, typer.Argument(metavar="[NUMMER]...", help="Which, as 'dood' lists them.")
    ] = None,
    *,
    alles: Annotated[bool, typer.Option("--alles", help="All of them.")] = False,
    reden: Reden,
    medewerker: Wie = "beheer",
    organisatie: Organisatie = "zvh",
) -> None:
    """Have messages delivered again that were given up. Each keeps its id, by which a receiver knows it."""
    if bool(nummers) is alles:
        raise typer.BadParameter("Name one or more numbers, or ask for --alles.")
    wie = beheerder(medewerker, organisatie)
    stel_logging_in("ERROR")
    with dienst(instellingen(), meld=zeg) as samen:
        welke = [een.bezorging_id for een in _doden(samen)] if alles else nummers or []
        try:
            aantal = samen.berichten.beheer.opnieuw(welke, reden=reden, wie=wie, tafels=None)
        except Weigering:
            raise CliFout("Give a reason of at most 300 characters.") from None
    zeg(f"{aantal} messages are tried again.")


@app.command()
@in_een_zin
def hervat(*, reden: Reden, medewerker: Wie = "beheer", organisatie: Organisatie = "zvh") -> None:
    """Send again: to endpoints that were paused, and at all where an older database was put back."""
    wie = beheerder(medewerker, organisatie)
    stel_logging_in("ERROR")
    with dienst(instellingen(), meld=zeg) as samen:
        beheer = samen.berichten.beheer
        try:
            vrij = beheer.geef_vrij(reden=reden, wie=wie)
            gepauzeerd = [een for een in beheer.abonnementen(tafels=None) if een.mislukt_sinds is not None]
            for een in gepauzeerd:
                beheer.hervat(een.abonnement_id, reden=reden, wie=wie, tafels=None)
        except Weigering:
            raise CliFout("Give a reason of at most 300 characters.") from None
    zeg(f"{'Messages go out again; ' if vrij else ''}{len(gepauzeerd)} endpoints are tried again.")


@app.command()
@in_een_zin
def sleutels(
    *,
    vervang_: Annotated[
        bool,
        typer.Option("--vervang", help="Sign with a new key from now on; the old ones stay to verify with."),
    ] = False,
) -> None:
    """Print the public keys that messages are verified with (JWK Set)."""
    settings = instellingen()
    stel_logging_in("ERROR")
    if vervang_:
        zeg(f"Messages are signed with key {vervang(settings.berichtensleutel)} from now on.")
    with dienst(settings, meld=zeg) as samen:
        schrijf(orjson.dumps(samen.berichten.beheer.sleutels(), option=orjson.OPT_INDENT_2).decode())


def _doden(samen: Dienst) -> list[Dode]:
    alle: list[Dode] = []
    na = 0
    while rijen := samen.berichten.beheer.doden(tafels=None, na=na, limiet=PORTIE):
        alle += rijen
        na = rijen[-1].bezorging_id
    return alle


def _regel(nu: Overzicht) -> str:
    oudste = "" if nu.oudste is None else f", the oldest since {nu.oudste:%Y-%m-%d %H:%M}"
    delen = [f"{nu.wachtend} wait{oudste}", f"{nu.dood} given up", f"{nu.achter} facts behind"]
    if nu.ingehouden_op is not None:
        delen.append(
            f"NOTHING IS SENT since {nu.ingehouden_op:%Y-%m-%d %H:%M}: an older database was put back"
        )
    if nu.fout is not None:
        delen.append(f"STOPPED ({nu.fout})")
    return "; ".join(delen)


def _abonnement(een: Abonnement) -> str:
    if een.gepauzeerd_op is not None:
        hoe = f"PAUSED since {een.gepauzeerd_op:%Y-%m-%d %H:%M} ({een.fout})"
    elif een.mislukt_sinds is not None:
        hoe = f"fails since {een.mislukt_sinds:%Y-%m-%d %H:%M} ({een.fout})"
    else:
        hoe = "goes well"
    velden = (
        str(een.abonnement_id),
        een.organisatie,
        een.adres,
        f"{een.wachtend} wait",
        f"{een.dood} given up",
    )
    return "\t".join((*velden, hoe))
