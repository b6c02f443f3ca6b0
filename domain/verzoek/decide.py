"""From a command to facts: ``decide_verzoek`` answers with what is new, or refuses in one sentence.

Nothing goes out and nothing is changed before a second person agreed. Asking the same thing twice gives nothing new.
"""

from typing import assert_never

from domain.verzoek.afloop import (
    stel_verwijdering_voor,
    trek_verzoek_in,
    verwijder_verzoek,
    voer_verzoek_uit,
)
from domain.verzoek.besluit import (
    geef_besluit_terug,
    leg_inzage_vast,
    neem_besluit,
    stel_besluit_voor,
    zet_wissing_uit,
)
from domain.verzoek.commands import (
    BevestigVindplaatsen,
    GeefBesluitTerug,
    LegInzageVast,
    LegZoekresultaatVast,
    NeemBesluit,
    OntvangVerzoek,
    StelBesluitVoor,
    StelIdentiteitVast,
    StelVerwijderingVanVerzoekVoor,
    TrekVerzoekIn,
    VerlengVerzoek,
    VerwijderVerzoek,
    Verzoekopdracht,
    VoerVerzoekUit,
    ZetWissingUit,
)
from domain.verzoek.events import Verzoekfeit
from domain.verzoek.omstandigheden import Verzoekomstandigheden
from domain.verzoek.ontvangst import (
    bevestig_vindplaatsen,
    leg_zoekresultaat_vast,
    ontvang_verzoek,
    stel_identiteit_vast,
    verleng_verzoek,
)
from domain.verzoek.state import Verzoek


def decide_verzoek(  # noqa: C901, PLR0911, PLR0912 one branch for each command
    verzoek: Verzoek, opdracht: Verzoekopdracht, *, bij: Verzoekomstandigheden
) -> list[Verzoekfeit]:
    """Decide on one command.

    Raises:
        Weigering: the rules do not allow it; the sentence says why, and nothing is recorded.
    """
    match opdracht:
        case OntvangVerzoek():
            return ontvang_verzoek(verzoek, opdracht, bij=bij)
        case StelIdentiteitVast():
            return stel_identiteit_vast(verzoek, opdracht, bij=bij)
        case LegZoekresultaatVast():
            return leg_zoekresultaat_vast(verzoek, opdracht)
        case BevestigVindplaatsen():
            return bevestig_vindplaatsen(verzoek, opdracht)
        case VerlengVerzoek():
            return verleng_verzoek(verzoek, opdracht, bij=bij)
        case StelBesluitVoor():
            return stel_besluit_voor(verzoek, opdracht, bij=bij)
        case GeefBesluitTerug():
            return geef_besluit_terug(verzoek, opdracht, bij=bij)
        case NeemBesluit():
            return neem_besluit(verzoek, opdracht, bij=bij)
        case LegInzageVast():
            return leg_inzage_vast(verzoek, opdracht)
        case ZetWissingUit():
            return zet_wissing_uit(verzoek, opdracht)
        case VoerVerzoekUit():
            return voer_verzoek_uit(verzoek, opdracht, bij=bij)
        case TrekVerzoekIn():
            return trek_verzoek_in(verzoek, opdracht, bij=bij)
        case StelVerwijderingVanVerzoekVoor():
            return stel_verwijdering_voor(verzoek, opdracht, bij=bij)
        case VerwijderVerzoek():
            return verwijder_verzoek(verzoek, opdracht, bij=bij)
        case _:
            assert_never(opdracht)
