"""What a consultatie is now, folded from its facts. ``evolve_consultatie`` never refuses: a fact is a fact."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import reduce
from typing import assert_never

from domain.bewaring import Vernietigd
from domain.casus.waarden import Betrokkene, Criteriumfeit
from domain.consultatie.events import (
    AdviesGegeven,
    BevestigingVerzonden,
    ConsultatieBuitenVernietigingGelaten,
    Consultatiegebeurtenis,
    ConsultatieGesloten,
    ConsultatieOpgeschort,
    ConsultatieVerwijderd,
    OmgezetInAanmelding,
    OpschortingVanConsultatieOpgeheven,
    VerwijderingVanConsultatieVoorgesteld,
    VraagAangevuld,
    VraagGesteld,
)
from domain.consultatie.waarden import Kanaal, Vraagaard


class Consultatiefase(StrEnum):
    """Where a consultatie is in its life."""

    GEEN = "geen"
    GESTELD = "gesteld"
    BEANTWOORD = "beantwoord"
    OMGEZET = "omgezet"
    GESLOTEN = "gesloten"
    VERWIJDERD = "verwijderd"


@dataclass(frozen=True)
class Consultatie:
    """The state on which the rules decide; every field comes from facts alone."""

    fase: Consultatiefase = Consultatiefase.GEEN
    consultatienummer: str = ""
    tafel: str = ""
    regime: str = ""
    definitie: str = ""
    organisatie: str = ""
    kanaal: Kanaal | None = None
    vraagsteller: str = ""
    vraag: str = ""
    aard: Vraagaard | None = None
    betrokkenen: tuple[Betrokkene, ...] = ()
    gemeente: str | None = None
    aanpak: str | None = None
    leefgebieden: tuple[str, ...] = ()
    criteria: tuple[Criteriumfeit, ...] = ()
    reguliere_routes: str | None = None
    eerste_verwerking: date | None = None
    bewaren_tot: date | None = None
    bewaarregel: str | None = None
    advies: AdviesGegeven | None = None
    bevestiging: BevestigingVerzonden | None = None
    omgezet: OmgezetInAanmelding | None = None
    gesloten: ConsultatieGesloten | None = None
    verwijdervoorstel: VerwijderingVanConsultatieVoorgesteld | None = None
    buiten_vernietiging: ConsultatieBuitenVernietigingGelaten | None = None
    opschortingen: tuple[ConsultatieOpgeschort, ...] = ()
    opgeheven: tuple[OpschortingVanConsultatieOpgeheven, ...] = ()
    verwijderd: ConsultatieVerwijderd | None = None


def vouw_consultatie(feiten: Iterable[Consultatiegebeurtenis]) -> Consultatie:
    """Fold a whole history."""
    return reduce(evolve_consultatie, feiten, Consultatie())


def evolve_consultatie(consultatie: Consultatie, feit: Consultatiegebeurtenis) -> Consultatie:  # noqa: C901, PLR0911, PLR0912 one branch for each fact
    """Take one fact in. Content that was destroyed changes nothing."""
    match feit:
        case VraagGesteld():
            return _gesteld(feit)
        case VraagAangevuld():
            return _aangevuld(consultatie, feit)
        case AdviesGegeven():
            # A confirmation is about the advice before it; a new advice asks for its own.
            return replace(consultatie, fase=Consultatiefase.BEANTWOORD, advies=feit, bevestiging=None)
        case BevestigingVerzonden():
            return replace(consultatie, bevestiging=feit)
        case OmgezetInAanmelding():
            return replace(consultatie, fase=Consultatiefase.OMGEZET, omgezet=feit)
        case ConsultatieGesloten():
            return replace(consultatie, fase=Consultatiefase.GESLOTEN, gesloten=feit)
        case VerwijderingVanConsultatieVoorgesteld():
            return replace(consultatie, verwijdervoorstel=feit)
        case ConsultatieBuitenVernietigingGelaten():
            return replace(consultatie, buiten_vernietiging=feit)
        case ConsultatieOpgeschort():
            return replace(consultatie, opschortingen=(*consultatie.opschortingen, feit))
        case OpschortingVanConsultatieOpgeheven(opschorting_id=weg):
            over = tuple(een for een in consultatie.opschortingen if een.opschorting_id != weg)
            return replace(consultatie, opschortingen=over, opgeheven=(*consultatie.opgeheven, feit))
        case ConsultatieVerwijderd():
            # Nothing else stays, also where the facts before it were still there to be read.
            return Consultatie(
                fase=Consultatiefase.VERWIJDERD,
                verwijdervoorstel=consultatie.verwijdervoorstel,
                verwijderd=feit,
            )
        case Vernietigd():
            return consultatie
        case _:
            assert_never(feit)


def _gesteld(feit: VraagGesteld) -> Consultatie:
    return Consultatie(
        fase=Consultatiefase.GESTELD,
        consultatienummer=feit.consultatienummer,
        tafel=feit.tafel,
        regime=feit.regime,
        definitie=feit.definitie,
        organisatie=feit.organisatie,
        kanaal=feit.kanaal,
        vraagsteller=feit.vraagsteller,
        vraag=feit.vraag,
        aard=feit.aard,
        betrokkenen=feit.betrokkenen,
        gemeente=feit.gemeente,
        aanpak=feit.aanpak,
        leefgebieden=feit.leefgebieden,
        criteria=feit.criteria,
        reguliere_routes=feit.reguliere_routes,
        eerste_verwerking=feit.eerste_verwerking,
        bewaren_tot=feit.bewaren_tot,
        bewaarregel=feit.bewaarregel,
    )


def _aangevuld(consultatie: Consultatie, feit: VraagAangevuld) -> Consultatie:
    nieuw = {criterium.criterium for criterium in feit.criteria}
    return replace(
        consultatie,
        aard=feit.aard or consultatie.aard,
        betrokkenen=(*consultatie.betrokkenen, *feit.betrokkenen),
        gemeente=feit.gemeente or consultatie.gemeente,
        aanpak=feit.aanpak or consultatie.aanpak,
        leefgebieden=tuple(dict.fromkeys((*consultatie.leefgebieden, *feit.leefgebieden))),
        criteria=(*(c for c in consultatie.criteria if c.criterium not in nieuw), *feit.criteria),
        reguliere_routes=feit.reguliere_routes or consultatie.reguliere_routes,
        eerste_verwerking=feit.eerste_verwerking or consultatie.eerste_verwerking,
        bewaren_tot=feit.bewaren_tot or consultatie.bewaren_tot,
        bewaarregel=feit.bewaarregel or consultatie.bewaarregel,
    )
