"""Sentences of a vernietigingslijst: who did what with it, how many, and what came of it. Never about a case."""

from datetime import datetime
from typing import assert_never

from domain.vernietigingslijst.events import (
    KekVernieuwd,
    Lijstfeit,
    LijstGecontroleerd,
    LijstGoedgekeurd,
    LijstIngetrokken,
    LijstNagecontroleerd,
    LijstVerklaard,
    LijstVoorgesteld,
    PostAfgehaald,
    PostenVernietigd,
    PostGeweigerd,
    PostTeruggekomen,
    SleutelsGewist,
    StapGezet,
    UitvoeringBegonnen,
)
from domain.vernietigingslijst.grenzen import HOOFDSLEUTEL_ELDERS
from domain.vernietigingslijst.nacontrole import Uitslag
from domain.vernietigingslijst.waarden import Afhaalreden, Intrekreden, Stap, Stapuitkomst
from projections.dagen import datum, tijdstip
from projections.zinnen.einde import WEIGERREDEN

AFHAALREDEN = {
    Afhaalreden.OPGESCHORT: "de vernietiging is opgeschort",
    Afhaalreden.BEPERKT: "de verwerking is beperkt",
    Afhaalreden.GROND_VERVALLEN: "de grond geldt niet meer",
    Afhaalreden.AL_VERNIETIGD: "de gegevens waren al vernietigd",
}
INTREKREDEN = {
    Intrekreden.FOUT_VOORSTEL: "er zit een fout in het voorstel",
    Intrekreden.NIET_AKKOORD: "er is geen akkoord",
    Intrekreden.PROTOCOL_GEWIJZIGD: "het privacyprotocol is gewijzigd",
    Intrekreden.NIETS_OVER: "er bleef niets over om te vernietigen",
    Intrekreden.ANDERS: "een andere reden",
}
STAP = {
    Stap.CACHES: "tussenopslag legen",
    Stap.UITGAANDE_POST: "uitgaande post wissen",
    Stap.EXPORTS: "bekende exports opzoeken",
    Stap.OPGERUIMD: "vrijgekomen ruimte in de databasebestanden opruimen",
}
STAPUITKOMST = {
    Stapuitkomst.GEDAAN: "gedaan",
    Stapuitkomst.NIET_AANWEZIG: "niet van toepassing, want dit is er niet",
    Stapuitkomst.NIET_MOGELIJK: "niet gedaan, want de dienst mag dit niet",
}
UITSLAG = {
    Uitslag.GESLAAGD: "alles is weg",
    Uitslag.GEDEELTELIJK: "niet alles kon worden gecontroleerd",
    Uitslag.MISLUKT: "er is nog iets gevonden",
}


def zin_van_lijst(feit: Lijstfeit, *, op: datetime) -> str:  # noqa: C901, PLR0911 one branch for each fact
    """Say in Dutch what happened with a list, and was recorded at that moment."""
    match feit:
        case LijstVoorgesteld():
            return (
                f"{feit.voorgesteld_door} stelt voor om {_posten(len(feit.posten))} te vernietigen, "
                f"van wat tot en met {datum(feit.tot_en_met)} weg moet of mag."
            )
        case PostGeweigerd():
            return f"Bij de controle is een post eruit gelaten. Reden: {WEIGERREDEN[feit.weigerreden]}."
        case LijstGecontroleerd():
            return f"{feit.gecontroleerd_door} heeft de lijst gecontroleerd."
        case LijstGoedgekeurd():
            return (
                f"{feit.goedgekeurd_door} heeft de lijst goedgekeurd, met {_posten(len(feit.beelden))}. "
                f"{_bedenktijd(feit, op)}"
            )
        case LijstIngetrokken():
            return f"De lijst is ingetrokken door {feit.ingetrokken_door}. Reden: {INTREKREDEN[feit.intrekreden]}."
        case UitvoeringBegonnen():
            kopie = feit.laatste_reservekopie
            zin = "" if kopie is None else f" De laatste reservekopie elders is van {datum(kopie)}."
            return f"{feit.uitgevoerd_door} is begonnen met de uitvoering.{zin}"
        case PostAfgehaald() | PostTeruggekomen() | PostenVernietigd():
            return _post(feit)
        case SleutelsGewist() | StapGezet() | KekVernieuwd():
            return _stap(feit)
        case LijstNagecontroleerd():
            return f"De nacontrole is gedaan: {UITSLAG[feit.uitslag]}."
        case LijstVerklaard():
            return f"De verklaring van vernietiging is gemaakt, met nummer {feit.verklaringsnummer}."
        case _:
            assert_never(feit)


def _post(feit: PostAfgehaald | PostTeruggekomen | PostenVernietigd) -> str:
    match feit:
        case PostAfgehaald():
            return f"Een post is van de lijst gehaald: {AFHAALREDEN[feit.afhaalreden]}."
        case PostTeruggekomen():
            return "Een post is teruggekomen: de gegevens zijn na de goedkeuring veranderd."
        case PostenVernietigd():
            werkwoord = "is" if len(feit.posten) == 1 else "zijn"
            return f"Er {werkwoord} {_posten(len(feit.posten))} vernietigd."
        case _:
            assert_never(feit)


def _stap(feit: SleutelsGewist | StapGezet | KekVernieuwd) -> str:
    match feit:
        case SleutelsGewist():
            return f"De gegevenssleutels zijn gewist; de jongste hoorde bij tijdvak {feit.tijdvak}."
        case StapGezet():
            aantal = f" ({feit.aantal})" if feit.aantal else ""
            return f"Stap: {STAP[feit.stap]}. Uitkomst: {STAPUITKOMST[feit.uitkomst]}{aantal}."
        case KekVernieuwd():
            return f"De hoofdsleutel is vernieuwd; het tijdvak is nu {feit.nieuw}. {HOOFDSLEUTEL_ELDERS}"
        case _:
            assert_never(feit)


def _bedenktijd(feit: LijstGoedgekeurd, op: datetime) -> str:
    """Until when; without one it ends where it begins, which is a moment before the approval was recorded."""
    tot = feit.bedenktijd_tot or feit.uitvoeren_vanaf
    if tot <= op:
        return "Er is geen bedenktijd."
    zin = f"De bedenktijd loopt tot {tijdstip(tot)}."
    if feit.uitvoeren_vanaf == tot:
        return zin
    return f"{zin} Wat eerder weg moet, gaat op zijn laatste dag, vanaf {tijdstip(feit.uitvoeren_vanaf)}."


def _posten(aantal: int) -> str:
    return f"{aantal} post" if aantal == 1 else f"{aantal} posten"
