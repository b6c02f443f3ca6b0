"""``casus protocol``: which privacyprotocol is in force, what another version would do to the casussen, taking it."""

from collections.abc import Iterable
from itertools import groupby
from typing import Annotated

import orjson
import typer

from api.cli_inzagen import Organisatie, beheerder, of_niets, verwerking
from api.cli_kader import NIET_IN_ORDE, CliFout, balk, in_een_zin, instellingen, schrijf, zeg
from api.rechten import Recht
from api.samenstelling import Dienst, dienst
from api.tafelwoorden import termijn
from domain.privacyprotocol import Privacyprotocol
from domain.rollen import Medewerker
from domain.weigering import Weigering
from infra.herrekenen import Gevolg, Onleesbaar, Telling
from infra.inzage.regel import Diepte
from infra.inzage.schrijven import Gezien
from infra.logging import stel_logging_in
from infra.optekenen import Opdrachtgever
from infra.protocollen import afdruk

DOEL = "privacyprotocol"

app = typer.Typer(
    name="protocol",
    help="The privacyprotocols: how long data may be kept, in versions.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Regime = Annotated[str, typer.Argument(metavar="REGIME", help="Such as zvh.")]
Versie = Annotated[int, typer.Argument(metavar="VERSION", min=1)]
Wie = Annotated[str, typer.Option(metavar="ID", help="Pseudonymous id of who does this.")]


@app.callback()
def groep() -> None:
    """The privacyprotocols: how long data may be kept, in versions."""


@app.command("toon")
@in_een_zin
def toon(regime: Annotated[str | None, typer.Argument(metavar="REGIME")] = None) -> None:
    """Show which version of each is in force, since when, by whom, and its rules; and what was proposed."""
    stel_logging_in("ERROR")
    with dienst(instellingen(), meld=zeg) as samen:
        for een in samen.definities.protocollen:
            if regime in {None, een}:
                _toon(samen, een)
        if regime is not None and regime not in samen.definities.protocollen:
            raise CliFout(
                f"There is no regime {regime!r}; known are: {', '.join(samen.definities.protocollen)}."
            )


@app.command("vergelijk")
@in_een_zin
def vergelijk(
    regime: Regime,
    versie: Versie,
    *,
    per_casus: Annotated[
        bool, typer.Option("--per-casus", help="A line for each case that changes; the read log keeps that.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
    medewerker: Wie = "beheer",
    organisatie: Organisatie = "zvh",
) -> None:
    """Show what a version would do to every running case, before it is taken. Nothing is recorded of the cases."""
    stel_logging_in("ERROR")
    wie = beheerder(medewerker, organisatie)
    with dienst(instellingen(), meld=zeg) as samen:
        toon_gevolgen(samen, _protocol(samen, regime, versie), wie=wie, per_casus=per_casus, json=json)


@app.command("neem")
@in_een_zin
def neem(regime: Regime, versie: Versie, *, medewerker: Wie, organisatie: Organisatie = "zvh") -> None:
    """Take a version: the first person proposes it, another one takes it with the same command.

    Then the term of every running case is reckoned anew. What was cut short is finished by the same command. Exit
    code 1: some cases could not be read.
    """
    stel_logging_in("ERROR")
    wie = beheerder(medewerker, organisatie)
    with dienst(instellingen(), meld=zeg) as samen:
        if not neem_versie(samen, _protocol(samen, regime, versie), wie=wie):
            raise typer.Exit(NIET_IN_ORDE)


# --- taking a version -------------------------------------------------------------------------------------------


def neem_versie(samen: Dienst, protocol: Privacyprotocol, *, wie: Medewerker) -> bool:
    """Propose a version, or take it and reckon every term anew; ``False`` where some cases could not be read.

    Raises:
        CliFout: the rules do not allow it.
    """
    namens = Opdrachtgever(wie, DOEL)
    if not _geldt_na(samen, protocol, namens):
        zeg(
            f"Version {protocol.naam} is proposed; another person takes it with this same command. See what it does "
            f"with 'casus protocol vergelijk {protocol.regime} {protocol.versie}'."
        )
        return True
    veranderd = onleesbaar = 0
    with balk("Reckoning terms anew", totaal=None) as voortgang:
        for uitkomst in samen.herrekenaar.herreken(protocol.regime, namens=namens):
            onleesbaar += isinstance(uitkomst, Onleesbaar)
            veranderd += uitkomst is True
            voortgang.verder(1)
    zeg(f"Version {protocol.naam} is in force; the term of {veranderd} cases changed.")
    if onleesbaar:
        zeg(f"{onleesbaar} cases cannot be read and keep their term; 'casus doctor' says more.")
    return not onleesbaar


def _protocol(samen: Dienst, regime: str, versie: int) -> Privacyprotocol:
    protocol = samen.definities.protocolversies.get(f"{regime}/{versie}")
    if protocol is None:
        bekend = ", ".join(samen.definities.protocolversies)
        raise CliFout(f"There is no privacyprotocol {regime}/{versie}; known are: {bekend}.")
    return protocol


def _geldt_na(samen: Dienst, protocol: Privacyprotocol, namens: Opdrachtgever) -> bool:
    """Propose the version, or take it where it was proposed; say whether it is in force now."""
    protocollen = samen.shell.protocollen
    stand = protocollen.stand(protocol.regime)
    zelfde = (protocol.versie, afdruk(protocol))
    geldt = stand.geldend is not None and (stand.geldend.versie, stand.geldend.afdruk) == zelfde
    voorgesteld = stand.voorstel is not None and (stand.voorstel.versie, stand.voorstel.afdruk) == zelfde
    try:
        if geldt or voorgesteld:
            protocollen.voer_in(protocol, namens=namens)
            return True
        protocollen.stel_voor(protocol, namens=namens)
    except Weigering as weigering:
        raise CliFout(str(weigering)) from None
    return False


# --- what it does -----------------------------------------------------------------------------------------------


def toon_gevolgen(
    samen: Dienst, protocol: Privacyprotocol, *, wie: Medewerker, per_casus: bool, json: bool
) -> None:
    """Print what a version would do to every casus of its regime.

    Raises:
        CliFout: the cases were asked for one by one, and that cannot go on record.
    """
    telling = Telling(samen.omgeving.vandaag())
    with balk("Reckoning", totaal=None) as voortgang:
        for gevolg in samen.herrekenaar.gevolgen(protocol):
            telling.neem(gevolg)
            voortgang.verder(1)
    if per_casus:
        _leg_vast(samen, telling.regels, wie)
    van = samen.shell.protocollen.geldend(protocol.regime)
    if json:
        schrijf(orjson.dumps(_als_json(telling, van, protocol, per_casus=per_casus)).decode())
    else:
        _zeg_gevolgen(telling, van, protocol, per_casus=per_casus)


def _als_json(
    telling: Telling, van: Privacyprotocol, naar: Privacyprotocol, *, per_casus: bool
) -> dict[str, object]:
    antwoord: dict[str, object] = {
        "van": van.naam,
        "naar": naar.naam,
        "casussen": telling.casussen,
        "veranderen": len(telling.regels),
        "eerder": telling.eerder,
        "later": telling.later,
        "meteenOverTermijn": telling.over_termijn,
        "verlengdEnOngewijzigd": telling.verlengd,
        "onleesbaar": telling.onleesbaar,
    }
    if per_casus:
        antwoord["regels"] = [
            {
                "casusnummer": een.casusnummer,
                "tafel": een.tafel,
                "was": een.was,
                "wordt": een.wordt,
                "regel": een.regel,
                "regelWordt": een.regel_wordt,
                "overTermijn": een.over_termijn(telling.vandaag),
            }
            for een in telling.regels
        ]
    return antwoord


def _zeg_gevolgen(telling: Telling, van: Privacyprotocol, naar: Privacyprotocol, *, per_casus: bool) -> None:
    schrijf(f"From {van.naam} to {naar.naam}: {len(telling.regels)} of {telling.casussen} cases change.")
    schrijf(f"  {telling.eerder} have to go earlier, {telling.later} may stay longer.")
    schrijf(f"  {telling.over_termijn} are over their term at once, and have to be destroyed.")
    if telling.verlengd:
        schrijf(f"  {telling.verlengd} were extended, and stay as the suppliers agreed.")
    if telling.onleesbaar:
        schrijf(f"  {telling.onleesbaar} cannot be read; 'casus doctor' says more.")
    for een in telling.regels if per_casus else ():
        over = "  OVER ITS TERM" if een.over_termijn(telling.vandaag) else ""
        schrijf(f"{een.casusnummer:<16}{een.was} -> {een.wordt}  {een.regel} -> {een.regel_wordt}{over}")


def _leg_vast(samen: Dienst, regels: Iterable[Gevolg], wie: Medewerker) -> None:
    """Keep in the read log that somebody saw these numbers, table by table."""
    for tafel, van_tafel in groupby(sorted(regels, key=lambda een: een.tafel), key=lambda een: een.tafel):
        verricht = verwerking(samen, wie, tafel, "casus protocol vergelijk", Recht.CASUSSEN_LIJST, DOEL)
        with of_niets():
            samen.inzagen.schrijf(
                verricht, [Gezien(een.stroom_id, frozenset(), Diepte.PSEUDONIEM) for een in van_tafel]
            )


# --- what is in force -------------------------------------------------------------------------------------------


def _toon(samen: Dienst, regime: str) -> None:
    protocollen = samen.shell.protocollen
    stand = protocollen.stand(regime)
    protocol = protocollen.van(regime, stand)
    sinds = "as it was shipped"
    if stand.geldend is not None:
        door = f"proposed by {stand.geldend.voorgesteld_door}, taken by {stand.geldend.ingevoerd_door}"
        sinds = f"since {stand.geldend.ingevoerd_op}, {door}"
    schrijf(f"{protocol.naam}  in force, {sinds}")
    for regel in protocol.alle_regels:
        keuze = "" if regel.zekerheid == "bron" else ", onze keuze"
        bedenktijd = f"bedenktijd {regel.bedenktijd_dagen} dagen"
        schrijf(f"  {regel.code:<16}{termijn(regel)} ({regel.bron}{keuze}; {bedenktijd})")
    if protocollen.veranderd(regime):
        schrijf("  NOT OK: the rules in the file are no longer those that were taken.")
    if stand.voorstel is not None:
        schrijf(f"  {regime}/{stand.voorstel.versie} was proposed by {stand.voorstel.voorgesteld_door}.")
