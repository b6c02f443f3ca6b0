"""Sentences of keeping: own terms, holds, restrictions, and the destruction of one person or one contribution."""

from typing import assert_never

from domain.bewaring import WEG
from domain.casus.events import (
    BeperkingIngesteld,
    BeperkingOpgeheven,
    BijdrageVernietigd,
    EigenTermijnVastgesteld,
    GegevensGerectificeerd,
    OpschortingOpgeheven,
    PersoonVernietigd,
    VernietigingOpgeschort,
)
from domain.casus.waarden import Beperkgrond, Opschortgrond, Persoonsveld, Vernietiggrond
from domain.consultatie.events import ConsultatieOpgeschort, OpschortingVanConsultatieOpgeheven
from projections.dagen import datum
from projections.woorden import Bekend, opsomming, punt

OPSCHORTGROND = {
    Opschortgrond.RECHTSVORDERING: "er is een rechtsvordering",
    Opschortgrond.WETTELIJK_VOORSCHRIFT: "een wettelijk voorschrift vraagt om te bewaren",
    Opschortgrond.AVG_VERZOEK: "er loopt een AVG-verzoek",
}
BEPERKGROND = {
    Beperkgrond.JUISTHEID_BETWIST: "de juistheid van de gegevens wordt betwist",
    Beperkgrond.ONRECHTMATIG_VERWERKT: "de gegevens zijn onrechtmatig verwerkt, en wissen is niet gewenst",
    Beperkgrond.RECHTSVORDERING: "de gegevens zijn nog nodig voor een rechtsvordering",
    Beperkgrond.BEZWAAR_GEMAAKT: "er is bezwaar gemaakt tegen de verwerking",
}
VERNIETIGGROND = {
    Vernietiggrond.TERMIJN_VERSTREKEN: "de bewaartermijn is verstreken",
    Vernietiggrond.NIET_LANGER_NODIG: "de gegevens zijn niet langer nodig",
    Vernietiggrond.WISSING_GEVRAAGD: "er is om wissing gevraagd",
    Vernietiggrond.VERLENGING_GEWEIGERD: "de organisatie stemt niet in met een langere termijn",
}


def van_eigen_termijn(feit: EigenTermijnVastgesteld, bekend: Bekend) -> str:
    """Say for whom another term holds."""
    if feit.organisatie is not None:
        wie = f"de bijdrage van {bekend.organisatie(feit.organisatie)}"
    else:
        wie = "een betrokkene" if feit.persoon_id is None else bekend.mens(feit.persoon_id)
    return (
        f"Voor {wie} geldt een eigen bewaartermijn: tot en met {datum(feit.bewaren_tot)} "
        f"(regel {feit.bewaarregel}). Reden: {punt(feit.reden)}"
    )


def van_opschorting(
    feit: VernietigingOpgeschort
    | OpschortingOpgeheven
    | ConsultatieOpgeschort
    | OpschortingVanConsultatieOpgeheven,
) -> str:
    """Say that nothing may be destroyed now, or that it may again."""
    match feit:
        case VernietigingOpgeschort() | ConsultatieOpgeschort():
            return (
                f"De vernietiging is opgeschort. Grond: {OPSCHORTGROND[feit.grond]}. "
                f"Toelichting: {punt(feit.toelichting)} Op {datum(feit.tot)} wordt dit opnieuw bekeken."
            )
        case OpschortingOpgeheven() | OpschortingVanConsultatieOpgeheven():
            return f"Een opschorting van de vernietiging is opgeheven. Reden: {punt(feit.reden)}"
        case _:
            assert_never(feit)


def van_beperking(feit: BeperkingIngesteld | BeperkingOpgeheven, bekend: Bekend) -> str:
    """Say with whose data nobody works now, or that it may again."""
    van = "deze casus" if feit.persoon_id is None else f"gegevens van {bekend.mens(feit.persoon_id)}"
    match feit:
        case BeperkingIngesteld():
            return (
                f"De verwerking van {van} is beperkt. Grond: {BEPERKGROND[feit.grond]}. "
                f"Toelichting: {punt(feit.toelichting)} Op {datum(feit.tot)} wordt dit opnieuw bekeken."
            )
        case BeperkingOpgeheven():
            return (
                f"De beperking van de verwerking van {van} is opgeheven. Dat is op "
                f"{datum(feit.geinformeerd_op)} vooraf verteld. Reden: {punt(feit.reden)}"
            )
        case _:
            assert_never(feit)


def van_vernietiging(feit: PersoonVernietigd | BijdrageVernietigd, bekend: Bekend) -> str:
    """Say that a part was destroyed, never whose data: a name would be what is gone."""
    match feit:
        case PersoonVernietigd():
            wat = "De gegevens van een betrokkene zijn vernietigd"
        case BijdrageVernietigd():
            van = "een organisatie" if feit.organisatie == WEG else bekend.organisatie(feit.organisatie)
            wat = f"De bijdrage van {van} is vernietigd"
        case _:
            assert_never(feit)
    return (
        f"{wat}, onder bewijsnummer {feit.bewijsnummer}. Grond: {VERNIETIGGROND[feit.grond]} "
        f"(regel {feit.regel}, bewaren tot en met {datum(feit.bewaren_tot)}). "
        f"Voorgesteld door {feit.voorgesteld_door}, "
        f"gecontroleerd door {feit.gecontroleerd_door}, goedgekeurd door {feit.goedgekeurd_door}."
    )


_VELD = {
    Persoonsveld.BETROKKENHEID: "de rol in de casus",
    Persoonsveld.NAAM: "de naam",
    Persoonsveld.GEBOORTEDATUM: "de geboortedatum",
    Persoonsveld.BSN: "het burgerservicenummer",
    Persoonsveld.ADRES: "het adres",
    Persoonsveld.TOELICHTING: "de toelichting",
}


def van_rectificatie(feit: GegevensGerectificeerd, bekend: Bekend) -> str:
    """Say which data were put right and who has to hear it; not what stood there, and not whose they were."""
    wat = opsomming([_VELD[veld] for veld in feit.velden])
    wie = opsomming([bekend.organisatie(code) for code in feit.te_berichten])
    zin = f"Gegevens van een betrokkene zijn verbeterd: {wat}. Wat er stond is vernietigd."
    return f"{zin} Te berichten: {wie}." if wie else zin
