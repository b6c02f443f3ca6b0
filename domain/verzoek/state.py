"""What a verzoek is now, folded from its facts. ``evolve_verzoek`` never refuses: a fact is a fact."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import reduce
from typing import assert_never
from uuid import UUID

from domain.bewaring import Vernietigd
from domain.verzoek.events import (
    BesluitTeruggegeven,
    BesluitVoorgesteld,
    IdentiteitVastgesteld,
    InzageVerstrekt,
    PersoonGezocht,
    VerwijderingVanVerzoekVoorgesteld,
    VerzoekAfgewezen,
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
from domain.verzoek.waarden import Verzoeksoort, Vondst


class Verzoekfase(StrEnum):
    """Where a verzoek is in its life."""

    GEEN = "geen"
    ONTVANGEN = "ontvangen"
    VASTGESTELD = "vastgesteld"
    GEVONDEN = "gevonden"
    VOORGESTELD = "voorgesteld"
    INGEWILLIGD = "ingewilligd"
    AFGEWEZEN = "afgewezen"
    UITGEVOERD = "uitgevoerd"
    INGETROKKEN = "ingetrokken"
    VERWIJDERD = "verwijderd"


class AanZet(StrEnum):
    """Whose turn it is."""

    BEHANDELAAR = "behandelaar"
    TWEEDE_PERSOON = "tweede-persoon"
    VERNIETIGINGSLIJST = "vernietigingslijst"
    NIEMAND = "niemand"


OPEN = frozenset(
    {
        Verzoekfase.ONTVANGEN,
        Verzoekfase.VASTGESTELD,
        Verzoekfase.GEVONDEN,
        Verzoekfase.VOORGESTELD,
        Verzoekfase.INGEWILLIGD,
    }
)
AFGEROND = frozenset({Verzoekfase.AFGEWEZEN, Verzoekfase.UITGEVOERD, Verzoekfase.INGETROKKEN})


@dataclass(frozen=True)
class Verzoek:
    """The state on which the rules decide; every field comes from facts alone."""

    fase: Verzoekfase = Verzoekfase.GEEN
    ontvangen: VerzoekOntvangen | None = None
    uiterlijk: date | None = None
    bewaren_tot: date | None = None
    bewaarregel: str | None = None
    identiteit: IdentiteitVastgesteld | None = None
    vondsten: tuple[Vondst, ...] = ()
    gezocht: bool = False
    koppelingen: tuple[UUID, ...] = ()
    bevestigd: bool = False
    verlengd: VerzoekVerlengd | None = None
    voorstel: BesluitVoorgesteld | None = None
    fase_voor_voorstel: Verzoekfase = Verzoekfase.GEEN
    teruggegeven: BesluitTeruggegeven | None = None
    ingewilligd: VerzoekIngewilligd | None = None
    afgewezen: VerzoekAfgewezen | None = None
    verstrekt: tuple[InzageVerstrekt, ...] = ()
    wissing: WissingUitgezet | None = None
    uitgevoerd: VerzoekUitgevoerd | None = None
    ingetrokken: VerzoekIngetrokken | None = None
    verwijdervoorstel: VerwijderingVanVerzoekVoorgesteld | None = None
    verwijderd: VerzoekVerwijderd | None = None

    @property
    def verzoeknummer(self) -> str:
        """The number that the world knows it by."""
        return self.ontvangen.verzoeknummer if self.ontvangen is not None else ""

    @property
    def tafel(self) -> str:
        """Where it came in."""
        return self.ontvangen.tafel if self.ontvangen is not None else ""

    @property
    def soort(self) -> Verzoeksoort | None:
        """Which right is used; ``None`` where nothing came in, or what came in was destroyed."""
        return self.ontvangen.soort if self.ontvangen is not None else None

    @property
    def loopt(self) -> bool:
        """An answer is still to come."""
        return self.fase in OPEN

    @property
    def aan_zet(self) -> AanZet:
        """Whose turn it is."""
        if self.fase is Verzoekfase.VOORGESTELD:
            return AanZet.TWEEDE_PERSOON
        if self.fase is Verzoekfase.INGEWILLIGD and self.wissing is not None:
            return AanZet.VERNIETIGINGSLIJST
        return AanZet.BEHANDELAAR if self.loopt else AanZet.NIEMAND

    def over_termijn(self, vandaag: date) -> bool:
        """The last day for the answer is past, and it is not there."""
        return self.loopt and self.uiterlijk is not None and vandaag > self.uiterlijk


def vouw_verzoek(feiten: Iterable[Verzoekgebeurtenis]) -> Verzoek:
    """Fold a whole history."""
    return reduce(evolve_verzoek, feiten, Verzoek())


def evolve_verzoek(verzoek: Verzoek, feit: Verzoekgebeurtenis) -> Verzoek:  # noqa: C901, PLR0911, PLR0912 one branch for each fact
    """Take one fact in. Content that was destroyed changes nothing."""
    match feit:
        case VerzoekOntvangen():
            return Verzoek(
                fase=Verzoekfase.ONTVANGEN,
                ontvangen=feit,
                uiterlijk=feit.uiterlijk,
                bewaren_tot=feit.bewaren_tot,
                bewaarregel=feit.bewaarregel,
            )
        case IdentiteitVastgesteld():
            # Whoever asks again for somebody else is looked for again.
            return replace(
                verzoek,
                fase=Verzoekfase.VASTGESTELD,
                identiteit=feit,
                gezocht=False,
                vondsten=(),
                koppelingen=(),
                bevestigd=False,
            )
        case PersoonGezocht():
            return replace(verzoek, gezocht=True, vondsten=feit.vondsten)
        case VindplaatsenBevestigd():
            return replace(verzoek, fase=Verzoekfase.GEVONDEN, koppelingen=feit.koppelingen, bevestigd=True)
        case VerzoekVerlengd():
            return replace(verzoek, verlengd=feit, uiterlijk=feit.uiterlijk)
        case BesluitVoorgesteld():
            voor = verzoek.fase_voor_voorstel if verzoek.voorstel is not None else verzoek.fase
            return replace(
                verzoek,
                fase=Verzoekfase.VOORGESTELD,
                voorstel=feit,
                fase_voor_voorstel=voor,
                ingewilligd=None,
            )
        case BesluitTeruggegeven():
            return replace(verzoek, fase=verzoek.fase_voor_voorstel, voorstel=None, teruggegeven=feit)
        case VerzoekIngewilligd():
            return replace(verzoek, fase=Verzoekfase.INGEWILLIGD, ingewilligd=feit)
        case InzageVerstrekt():
            return replace(verzoek, verstrekt=(*verzoek.verstrekt, feit))
        case WissingUitgezet():
            return replace(verzoek, wissing=feit)
        case VerzoekAfgewezen() | VerzoekUitgevoerd() | VerzoekIngetrokken():
            return _afgerond(verzoek, feit)
        case VerwijderingVanVerzoekVoorgesteld():
            return replace(verzoek, verwijdervoorstel=feit)
        case VerzoekVerwijderd():
            # Nothing else stays, also where the facts before it were still there to be read.
            return Verzoek(
                fase=Verzoekfase.VERWIJDERD, verwijdervoorstel=verzoek.verwijdervoorstel, verwijderd=feit
            )
        case Vernietigd():
            return verzoek
        case _:
            assert_never(feit)


def _afgerond(verzoek: Verzoek, feit: VerzoekAfgewezen | VerzoekUitgevoerd | VerzoekIngetrokken) -> Verzoek:
    klaar = replace(verzoek, bewaren_tot=feit.bewaren_tot, bewaarregel=feit.bewaarregel)
    match feit:
        case VerzoekAfgewezen():
            return replace(klaar, fase=Verzoekfase.AFGEWEZEN, afgewezen=feit)
        case VerzoekUitgevoerd():
            return replace(klaar, fase=Verzoekfase.UITGEVOERD, uitgevoerd=feit)
        case VerzoekIngetrokken():
            return replace(klaar, fase=Verzoekfase.INGETROKKEN, ingetrokken=feit)
        case _:
            assert_never(feit)
