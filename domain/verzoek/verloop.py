"""Whether the facts of a verzoek can have come from the rules: none in a phase where it cannot be.

Reading refuses nothing, so facts that somebody wrote past the rules would be taken for what was decided. On a verzoek
that contradicts itself nobody's data are destroyed.
"""

from collections.abc import Iterable

from domain.bewaring import Vernietigd
from domain.verzoek.besluit import NOG_TE_DOEN
from domain.verzoek.events import (
    BesluitTeruggegeven,
    BesluitVoorgesteld,
    IdentiteitVastgesteld,
    InzageVerstrekt,
    PersoonGezocht,
    VerwijderingVanVerzoekVoorgesteld,
    VerzoekAfgewezen,
    Verzoekfeit,
    Verzoekgebeurtenis,
    VerzoekIngetrokken,
    VerzoekIngewilligd,
    VerzoekOntvangen,
    VerzoekUitgevoerd,
    VerzoekVerlengd,
    VerzoekVerwijderd,
    VindplaatsenBevestigd,
    WissingUitgezet,
)
from domain.verzoek.ontvangst import VOOR_HET_VOORSTEL, ZOEKEND
from domain.verzoek.state import AFGEROND, OPEN, Verzoek, Verzoekfase, evolve_verzoek

_VOORGESTELD = frozenset({Verzoekfase.VOORGESTELD})

MOGELIJK: dict[type[Verzoekfeit], frozenset[Verzoekfase]] = {
    VerzoekOntvangen: frozenset({Verzoekfase.GEEN}),
    IdentiteitVastgesteld: VOOR_HET_VOORSTEL,
    PersoonGezocht: ZOEKEND,
    VindplaatsenBevestigd: ZOEKEND,
    VerzoekVerlengd: OPEN,
    BesluitVoorgesteld: VOOR_HET_VOORSTEL | _VOORGESTELD | NOG_TE_DOEN,
    BesluitTeruggegeven: _VOORGESTELD,
    VerzoekIngewilligd: _VOORGESTELD,
    VerzoekAfgewezen: _VOORGESTELD,
    InzageVerstrekt: NOG_TE_DOEN,
    WissingUitgezet: NOG_TE_DOEN,
    VerzoekUitgevoerd: NOG_TE_DOEN,
    VerzoekIngetrokken: OPEN,
    VerwijderingVanVerzoekVoorgesteld: AFGEROND,
    VerzoekVerwijderd: AFGEROND,
}
"""In which phases a fact can be recorded."""


def loopt_zoals_het_hoort(feiten: Iterable[Verzoekgebeurtenis]) -> bool:
    """Say whether each of these facts, in their order, can have been decided after those before it.

    Of a verzoek that was destroyed no more can be told than that.
    """
    verzoek = Verzoek()
    for feit in feiten:
        if isinstance(feit, Vernietigd):
            return True
        if verzoek.fase not in MOGELIJK[type(feit)]:
            return False
        if isinstance(feit, VerzoekIngewilligd | VerzoekAfgewezen) and (
            feit.voorgesteld_door.casefold() == feit.akkoord_door.casefold()
        ):
            return False
        verzoek = evolve_verzoek(verzoek, feit)
    return True
