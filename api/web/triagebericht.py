"""The message to the melder after a triage, prepared: what was decided and why, and what happens now.

It names the case by its number and nobody of it; the melder knows whom it is about. Whoever triages sends it.
"""

from datetime import date
from typing import Protocol

from api.web.woorden import dag_in_week
from domain.casus.waarden import Uitkomst
from domain.tafels import Tafel
from infra.definitions import Definities
from projections.woorden import Tafelwoorden


class Besluit(Protocol):
    """A triage, about to be recorded or recorded."""

    @property
    def uitkomst(self) -> Uitkomst:
        """What was decided."""

    @property
    def motivering(self) -> str:
        """Why."""

    @property
    def doorverwezen_naar(self) -> str | None:
        """Where to, if anywhere."""


def bericht_aan_melder(casusnummer: str, besluit: Besluit, tafel: Tafel, definities: Definities) -> str:
    """The text of the message."""
    terug: date | None = getattr(besluit, "terug_op", None)
    naar = Tafelwoorden(tafel, definities.tafels)
    wat, verder = _woorden(besluit, naar, terug)
    return (
        f"Beste melder,\n\n"
        f"De triage van {tafel.naam} heeft uw melding {casusnummer} besproken.\n\n"
        f"{wat}\n\n"
        f"Waarom: {besluit.motivering.strip()}\n\n"
        f"{verder}\n\n"
        f"Hebt u een vraag? Noem dan het nummer {casusnummer}, en geen namen of adressen.\n\n"
        f"Met vriendelijke groet,\n{tafel.naam}"
    )


def _woorden(besluit: Besluit, woorden: Tafelwoorden, terug: date | None) -> tuple[str, str]:
    """What was decided, and what happens now."""
    match besluit.uitkomst:
        case Uitkomst.ICO:
            return (
                "De tafel neemt de casus op.",
                "We plannen een integraal casusoverleg (ICO). U krijgt een uitnodiging met onze vraag aan u.",
            )
        case Uitkomst.ADVIES:
            return (
                "De tafel neemt de casus niet op. U krijgt wel een advies: zie hieronder.",
                "U gaat zelf verder met de casus. We vernietigen wat u ons stuurde.",
            )
        case Uitkomst.DOORVERWEZEN:
            plek = woorden.bestemming(besluit.doorverwezen_naar or "")
            return (
                f"De casus past beter op een andere plek. We verwijzen u door naar: {plek}.",
                "U hoort van ons of wij de casus doorgeven, of dat u die zelf daar aanmeldt.",
            )
        case Uitkomst.AANGEHOUDEN:
            wanneer = f" Dat is op {dag_in_week(terug)}." if terug is not None else ""
            return (
                f"De tafel kan nog niet beslissen. De casus komt terug op een volgende triage.{wanneer}",
                "Vul voor die dag aan wat nog ontbreekt.",
            )
        case Uitkomst.AFGEWEZEN:
            return (
                "De tafel neemt de casus niet op.",
                "We vernietigen wat u ons stuurde.",
            )
