"""What a casus is without what was destroyed of it alone (a person, a contribution), or was wrong and put right."""

from collections.abc import Callable
from uuid import UUID

from domain.casus.events import BeperkingOpgeheven, BijdrageVernietigd, GegevensGerectificeerd
from domain.casus.state import Casus, Ico
from domain.casus.waarden import NIEMAND, Betrokkene, Inbreng
from domain.vervangen import replace


def zonder_persoon(casus: Casus, wie: UUID) -> Casus:
    """What the case is without this person; the same as what is read back once the content is gone."""
    return replace(
        casus,
        betrokkenen=tuple(mens for mens in casus.betrokkenen if mens.persoon_id != wie),
        ingebracht_door=tuple(paar for paar in casus.ingebracht_door if paar[0] != wie),
        toestemmingen=tuple(woord for woord in casus.toestemmingen if woord.persoon_id != wie),
        gezag=tuple(een for een in casus.gezag if een.persoon_id != wie),
        informeren=tuple(een for een in casus.informeren if een.persoon_id != wie),
        samenloop=tuple(een for een in casus.samenloop if een.persoon_id != wie),
        icos=tuple(_zonder_inbreng(ico, lambda deel: deel.persoon_id == wie) for ico in casus.icos),
        eigen_termijnen=tuple(een for een in casus.eigen_termijnen if een.persoon_id != wie),
        beperkingen=tuple(een for een in casus.beperkingen if een.persoon_id != wie),
        opgeheven=tuple(
            een for een in casus.opgeheven if not isinstance(een, BeperkingOpgeheven) or een.persoon_id != wie
        ),
    )


def zonder_bijdrage(casus: Casus, feit: BijdrageVernietigd) -> Casus:
    """What the case is without what this organisation told; what its people recorded is known once it is read back."""
    weg = {persoon_id for persoon_id, van in casus.ingebracht_door if van == feit.organisatie}
    return replace(
        casus,
        betrokkenen=tuple(mens for mens in casus.betrokkenen if mens.persoon_id not in weg),
        ingebracht_door=tuple(paar for paar in casus.ingebracht_door if paar[0] not in weg),
        # What was asked of it and is gone now is not asked once more.
        analyses=tuple(een for een in casus.analyses if een.gevraagd.organisatie != feit.organisatie),
        aangevuld_door=tuple(van for van in casus.aangevuld_door if van != feit.organisatie),
        icos=tuple(
            _zonder_inbreng(ico, lambda deel: deel.organisatie == feit.organisatie) for ico in casus.icos
        ),
        voorwaarden=tuple(een for een in casus.voorwaarden if een.organisatie != feit.organisatie),
        doorgiften=tuple(een for een in casus.doorgiften if een.gevraagd.organisatie != feit.organisatie),
        ingetrokken=tuple(een for een in casus.ingetrokken if een.organisatie != feit.organisatie),
        bijdragen_vernietigd=(*casus.bijdragen_vernietigd, feit),
    )


def rectificeer(casus: Casus, feit: GegevensGerectificeerd) -> Casus:
    """The case without what was wrong; the person comes back by the facts that follow."""
    zonder = zonder_persoon(casus, feit.vorig_id)
    # Of a contribution that was destroyed since, only a placeholder is left.
    bij = [(ico_id, deel) for ico_id, deel in zip(feit.bij, feit.inbreng, strict=False)]

    def met_inbreng(ico: Ico) -> Ico:
        erbij = tuple(deel for ico_id, deel in bij if ico_id == ico.gepland.ico_id)
        if ico.gehouden is None or not erbij:
            return ico
        return replace(ico, gehouden=replace(ico.gehouden, inbreng=(*ico.gehouden.inbreng, *erbij)))

    return replace(
        zonder,
        icos=tuple(met_inbreng(ico) for ico in zonder.icos),
        gerectificeerd=(*casus.gerectificeerd, feit),
    )


def nog_bekend(mensen: tuple[Betrokkene, ...]) -> tuple[Betrokkene, ...]:
    """Whoever was not destroyed: a placeholder is nobody to ask consent of, or to plan for."""
    return tuple(mens for mens in mensen if mens.persoon_id != NIEMAND)


def _zonder_inbreng(ico: Ico, weg: Callable[[Inbreng], bool]) -> Ico:
    if ico.gehouden is None:
        return ico
    over = tuple(Inbreng.vernietigd() if weg(deel) else deel for deel in ico.gehouden.inbreng)
    return replace(ico, gehouden=replace(ico.gehouden, inbreng=over))
