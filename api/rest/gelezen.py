"""A case as somebody reads it: what of its history is for this reader, and in what words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from api.anoniem import genoemd_in, zonder_namen
from api.beperkt import NIEMAND_BEPERKT, Beperkten, beperkte_mensen, gaat_over, zonder_beperkten
from api.bereik import Gebruiker, leest
from api.voorwaarden import verborgen_voor, zonder_inbreng
from domain.casus.state import Casus
from domain.historie import Opgetekend, van_casus
from domain.tafels import Tafel
from infra.uitkomst import Geladen


@dataclass(frozen=True)
class Gelezen:
    """A case at a moment, with its history up to then."""

    casus: Casus
    historie: tuple[Opgetekend, ...]
    tafel: Tafel
    pseudoniemen: Mapping[UUID, UUID] = field(default_factory=dict)
    """The pseudonym of each person, for who sees no more than that."""
    beperkt: Beperkten = NIEMAND_BEPERKT
    """Whose data are restricted now, whatever moment this is of."""
    stand: int = 0
    """The version that the case has now, also of what this reader does not see."""

    @property
    def versie(self) -> int:
        """The version of the last fact."""
        return self.historie[-1].versie


def getoonde_historie(
    gebruiker: Gebruiker, feiten: Iterable[Opgetekend], *, geladen: Geladen, tafel: Tafel
) -> tuple[Opgetekend, ...]:
    """Of these facts of a case what this reader may read, as it is now: restrictions, conditions and names."""
    casus = geladen.casus
    historie = [feit for feit in feiten if leest(gebruiker, feit, casus=casus, tafel=tafel)]
    if not gebruiker.ziet_afgeschermd:
        beperkt = beperkte_mensen(casus.beperkingen)
        historie = [
            replace(feit, gebeurtenis=zonder_beperkten(feit.gebeurtenis, beperkt))
            for feit in historie
            if not gaat_over(feit.gebeurtenis, beperkt)
        ]
    if verborgen := verborgen_voor(gebruiker, casus.voorwaarden):
        historie = [zonder_inbreng(feit, verborgen) for feit in historie]
    if not gebruiker.ziet_namen(tafel):
        genoemd = genoemd_in(van_casus(geladen.historie))
        historie = [replace(feit, gebeurtenis=zonder_namen(feit.gebeurtenis, genoemd)) for feit in historie]
    return tuple(historie)
