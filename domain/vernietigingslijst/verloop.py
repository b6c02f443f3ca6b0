"""Whether the facts of a list can have come from the rules: none in a phase where it cannot be, no item with two ends.

Reading refuses nothing, so facts that somebody wrote past the rules would be taken for what was decided. Where they
contradict each other nothing is destroyed and nothing is signed.
"""

from collections.abc import Iterable, Iterator
from uuid import UUID

from domain.bewaring import Vernietigd
from domain.vernietigingslijst.events import (
    KekVernieuwd,
    Lijstfeit,
    Lijstgebeurtenis,
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
from domain.vernietigingslijst.omstandigheden import IN_WOORDEN, INTREKBAAR
from domain.vernietigingslijst.state import Lijstfase, Vernietigingslijst, evolve_lijst
from domain.vernietigingslijst.strijdigheid import Strijdigheid

MOGELIJK: dict[type[Lijstfeit], frozenset[Lijstfase]] = {
    LijstVoorgesteld: frozenset({Lijstfase.GEEN}),
    PostGeweigerd: frozenset({Lijstfase.VOORGESTELD}),
    LijstGecontroleerd: frozenset({Lijstfase.VOORGESTELD}),
    LijstGoedgekeurd: frozenset({Lijstfase.GECONTROLEERD}),
    # Where nothing of it went, a list is withdrawn after its last item was taken off.
    LijstIngetrokken: INTREKBAAR | {Lijstfase.UITGEVOERD},
    UitvoeringBegonnen: frozenset({Lijstfase.GOEDGEKEURD}),
    PostAfgehaald: frozenset({Lijstfase.IN_UITVOERING}),
    PostTeruggekomen: frozenset({Lijstfase.IN_UITVOERING}),
    PostenVernietigd: frozenset({Lijstfase.IN_UITVOERING}),
    SleutelsGewist: frozenset({Lijstfase.UITGEVOERD}),
    StapGezet: frozenset({Lijstfase.UITGEVOERD}),
    KekVernieuwd: frozenset({Lijstfase.UITGEVOERD}),
    LijstNagecontroleerd: frozenset({Lijstfase.UITGEVOERD}),
    LijstVerklaard: frozenset({Lijstfase.NAGECONTROLEERD}),
}
"""In which phases a fact can be recorded."""


def strijdig_verloop(feiten: Iterable[Lijstgebeurtenis]) -> Iterator[Strijdigheid]:
    """Where the facts of one list, in their order, contradict each other or the rules; nothing where they do not."""
    lijst = Vernietigingslijst()
    for nummer, feit in enumerate(feiten, start=1):
        waar = f"feit {nummer}"
        if isinstance(feit, Vernietigd):
            zin = "Van een lijst wordt niets vernietigd."
            yield Strijdigheid(waar, zin, "een feit van de lijst", "vernietigd")
            continue
        mogelijk = MOGELIJK[type(feit)]
        if lijst.fase not in mogelijk or (isinstance(feit, LijstIngetrokken) and lijst.bewijsnummers):
            zin = f"{type(feit).__name__} kan niet bij een lijst die {IN_WOORDEN[lijst.fase]} is."
            yield Strijdigheid(waar, zin, ", ".join(sorted(mogelijk)), lijst.fase)
        yield from _posten(lijst, feit, waar)
        verder = evolve_lijst(lijst, feit)
        yield from _mensen(lijst, verder, waar)
        lijst = verder


def _posten(lijst: Vernietigingslijst, feit: Lijstfeit, waar: str) -> Iterator[Strijdigheid]:
    """An item gets one end, while it is on the list."""
    match feit:
        case (
            PostGeweigerd(post_id=post_id)
            | PostAfgehaald(post_id=post_id)
            | PostTeruggekomen(post_id=post_id)
        ):
            genoemd: tuple[UUID, ...] = (post_id,)
        case PostenVernietigd(posten=posten):
            genoemd = tuple(een.post_id for een in posten)
        case _:
            return
    open_ = {een.post.post_id for een in lijst.open_posten}
    if len(set(genoemd)) < len(genoemd) or not open_.issuperset(genoemd):
        zin = "Een post krijgt twee uitkomsten, of staat niet op de lijst."
        yield Strijdigheid(waar, zin, "één uitkomst voor elke post", len(genoemd))


def _mensen(voor: Vernietigingslijst, na: Vernietigingslijst, waar: str) -> Iterator[Strijdigheid]:
    rollen = [een.casefold() for een in na.rollen]
    if len(na.rollen) > len(voor.rollen) and len(set(rollen)) < len(rollen):
        zin = "Eén persoon heeft twee rollen op de lijst."
        yield Strijdigheid(waar, zin, len(rollen), len(set(rollen)))
