"""What the melder of the demo typed and has not brought in yet: made-up people, and an answer that is not right yet."""

from api.demo.mensen import melder
from api.samenstelling import Dienst
from infra.concepten import Velden

TAFEL = "zvh-zaanstreek-waterland"
GETYPT: Velden = (
    ("gemeente", "zaanstad"),
    ("kenmerk", "Z-2048"),
    ("betrokkenen.0.naam", "Demopersoon Klaproos"),
    ("betrokkenen.0.betrokkenheid", "hoofdpersoon"),
    ("betrokkenen.0.toelichting", "Woont sinds een maand bij een vriend. Adres vraag ik morgen na."),
    ("betrokkenen.1.naam", "Demopersoon Korenbloem"),
    ("betrokkenen.1.betrokkenheid", "ex-partner"),
    ("aanpak", "pog"),
    ("leefgebieden", "wonen"),
)


def bewaar_concept(dienst: Dienst) -> None:
    """Save it, unless this melder has a concept already or the demo has no such table."""
    wie = melder("politie")
    if TAFEL not in dienst.definities.tafels or dienst.concepten.van(wie, tafels={TAFEL}):
        return
    dienst.concepten.bewaar(dienst.omgeving.nieuw_id(), wie, tafel=TAFEL, velden=GETYPT, versies={0})
