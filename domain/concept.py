"""What somebody typed and has not brought in yet: how long it may be kept, and how much of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.tafels.bron import Bron
from domain.weigering import Weigering


@dataclass(frozen=True)
class Conceptregels:
    """The terms are in days, ``grootste`` is in bytes, ``meeste`` is of one person."""

    dagen_na_bewaren: int
    dagen_in_totaal: int
    meeste: int
    grootste: int
    bron: Bron

    def vervalt_op(self, *, begonnen: datetime, bewaard: datetime) -> datetime:
        """When a concept goes that was first and last saved at these moments."""
        return min(
            bewaard + timedelta(days=self.dagen_na_bewaren), begonnen + timedelta(days=self.dagen_in_totaal)
        )

    def eis_niet_te_groot(self, lengte: int) -> None:
        """Refuse more than a form of a melding holds.

        Raises:
            Weigering: it is more.
        """
        if lengte > self.grootste:
            raise Weigering(
                "Dit is te veel om als concept te bewaren. Maak het korter, of dien de melding in."
            )

    def eis_er_kan_een_bij(self, aantal: int) -> None:
        """Refuse one more than somebody may have.

        Raises:
            Weigering: there are so many already.
        """
        if aantal >= self.meeste:
            raise Weigering(
                f"U hebt al {aantal} concepten. Dien er eerst een in, of gooi weg wat u niet meer nodig hebt."
            )
