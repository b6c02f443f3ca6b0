"""Sentences of the term of a casus: extended by those who supplied the data, or reckoned anew."""

from typing import assert_never

from domain.casus.events import (
    BewaartermijnHerrekend,
    BewaartermijnVerlengd,
    InstemmingGegeven,
    InstemmingGeweigerd,
    VerlengingVoorgesteld,
)
from domain.casus.waarden import Aanleiding
from domain.privacyprotocol import Verlengingsgrond
from projections.dagen import datum
from projections.woorden import Bekend, opsomming, punt

VERLENGINGSGROND = {
    Verlengingsgrond.LOOPT_NOG: "de casus loopt nog en voldoet aan de criteria",
    Verlengingsgrond.TERUGVAL: "de casus is kort geleden afgesloten en de kans op terugval is groot",
}
_AANLEIDING = {
    Aanleiding.VERWERKING: "er is iets vastgelegd",
    Aanleiding.AFSLUITING: "de casus is afgesloten",
    Aanleiding.PROTOCOL: "er geldt een andere versie van het privacyprotocol",
}


def van_verlenging(
    feit: VerlengingVoorgesteld | InstemmingGegeven | InstemmingGeweigerd | BewaartermijnVerlengd,
    bekend: Bekend,
) -> str:
    """Say what was proposed and why, what an organisation answered, or until when the casus now stays."""
    match feit:
        case VerlengingVoorgesteld():
            opdracht = opsomming([bekend.genodigde(wie) for wie in feit.opdracht_van])
            return (
                f"Er is voorgesteld de gegevens te bewaren tot en met {datum(feit.tot)}, in opdracht van {opdracht}. "
                f"Grond: {VERLENGINGSGROND[feit.grond]}. Reden: {punt(feit.reden)}"
            )
        case InstemmingGegeven():
            return f"{bekend.organisatie(feit.organisatie)} stemt in met de verlenging."
        case InstemmingGeweigerd():
            return (
                f"{bekend.organisatie(feit.organisatie)} stemt niet in met de verlenging. "
                f"Reden: {punt(feit.reden)}"
            )
        case BewaartermijnVerlengd():
            return (
                f"De bewaartermijn is verlengd tot en met {datum(feit.bewaren_tot)} (regel {feit.bewaarregel}). "
                f"Grond: {VERLENGINGSGROND[feit.grond]}."
            )
        case _:
            assert_never(feit)


def van_herrekening(feit: BewaartermijnHerrekend) -> str:
    """Say until when the casus now stays, from which day that counts, and why it was reckoned anew."""
    return (
        f"De gegevens worden nu bewaard tot en met {datum(feit.bewaren_tot)}, gerekend vanaf {datum(feit.vanaf)} "
        f"(regel {feit.bewaarregel}), want {_AANLEIDING[feit.aanleiding]}."
    )
