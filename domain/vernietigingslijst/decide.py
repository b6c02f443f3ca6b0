"""From a command to facts: ``decide_lijst(lijst, opdracht)`` answers with what is new, or refuses in one sentence.

Asking the same thing twice gives nothing new. Proposed, checked, approved, carried out: by four who are not the same,
since a list that one person can bring to its end is no control at all.
"""

from collections import Counter
from datetime import datetime, timedelta
from typing import assert_never
from uuid import UUID

from domain.casus.waarden import Verwijdergrond
from domain.vernietigingslijst.commands import (
    BeginUitvoering,
    ControleerLijst,
    HandelPostenAf,
    KeurLijstGoed,
    LegKekVernieuwingVast,
    LegNacontroleVast,
    LegTijdvakVast,
    Lijstopdracht,
    StelLijstVoor,
    TrekLijstIn,
    VerklaarLijst,
    ZetStap,
)
from domain.vernietigingslijst.events import (
    KekVernieuwd,
    Lijstfeit,
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
from domain.vernietigingslijst.omstandigheden import (
    INTREKBAAR,
    Lijstomstandigheden,
    eis_andere,
    eis_fase,
)
from domain.vernietigingslijst.state import Lijstfase, Vernietigingslijst
from domain.vernietigingslijst.voorvertoning import digest_van
from domain.vernietigingslijst.waarden import Intrekreden, Kenmerken, Vernietigde, Voorgesteld
from domain.weigering import Weigering

VOORUIT = timedelta(days=31)
"""How far ahead a list may look: what is on it waits for its own day, and its verklaring for all of it."""


def decide_lijst(  # noqa: C901, PLR0911 one branch for each command
    lijst: Vernietigingslijst, opdracht: Lijstopdracht, *, bij: Lijstomstandigheden
) -> list[Lijstfeit]:
    """Decide on one command.

    Raises:
        Weigering: the rules do not allow it; the sentence says why, and nothing is recorded.
    """
    match opdracht:
        case StelLijstVoor():
            return stel_voor(lijst, opdracht, bij=bij)
        case ControleerLijst():
            return controleer(lijst, opdracht, bij=bij)
        case KeurLijstGoed():
            return keur_goed(lijst, opdracht, bij=bij)
        case TrekLijstIn():
            return trek_in(lijst, opdracht, bij=bij)
        case BeginUitvoering():
            return begin(lijst, opdracht, bij=bij)
        case HandelPostenAf():
            return handel_af(lijst, opdracht, bij=bij)
        case LegTijdvakVast():
            return leg_tijdvak_vast(lijst, opdracht)
        case ZetStap():
            return zet_stap(lijst, opdracht)
        case LegKekVernieuwingVast():
            return leg_kek_vast(lijst, opdracht)
        case LegNacontroleVast():
            return leg_nacontrole_vast(lijst, opdracht)
        case VerklaarLijst():
            return verklaar(lijst, opdracht)
        case _:
            assert_never(opdracht)


# --- from proposal to approval -----------------------------------------------------------------------------------


def stel_voor(
    lijst: Vernietigingslijst, opdracht: StelLijstVoor, *, bij: Lijstomstandigheden
) -> list[Lijstfeit]:
    """Propose what is due. A list without an item is none."""
    feit = LijstVoorgesteld(
        lijstnummer=opdracht.lijstnummer,
        tafel=bij.tafel.id,
        regime=bij.tafel.regime,
        tot_en_met=opdracht.tot_en_met,
        posten=opdracht.posten,
        voorgesteld_door=bij.wie.id,
    )
    if lijst.voorstel == feit:
        return []
    eis_fase(lijst, frozenset({Lijstfase.GEEN}), "Voorstellen")
    if any(_te_ver(een, bij) for een in opdracht.posten):
        raise Weigering("Een lijst gaat over wat binnen 31 dagen weg moet. Kies een eerdere dag.")
    if not opdracht.posten:
        raise Weigering("Er is tot en met deze dag niets te vernietigen dat nog niet op een lijst staat.")
    dubbel = Counter(een.post.post_id for een in opdracht.posten).most_common(1)
    if dubbel[0][1] > 1:
        raise Weigering("Een post staat één keer op een lijst.")
    return [feit]


def _te_ver(een: Voorgesteld, bij: Lijstomstandigheden) -> bool:
    """Say whether an item would wait too long for its own day."""
    if een.grond is not Verwijdergrond.TERMIJN_VERSTREKEN or een.bewaren_tot is None:
        return False
    return bij.begin_van(een.bewaren_tot) > bij.nu + VOORUIT


def controleer(
    lijst: Vernietigingslijst, opdracht: ControleerLijst, *, bij: Lijstomstandigheden
) -> list[Lijstfeit]:
    """Check the list. Items may be left out, each for a reason; a list with nothing left on it ends here."""
    vaker = [
        post_id for post_id, keer in Counter(post_id for post_id, _ in opdracht.geweigerd).items() if keer > 1
    ]
    if vaker:
        raise Weigering(
            f"Een post laat u één keer van de lijst, om één reden. Post {vaker[0]} staat er vaker."
        )
    geweigerd = [PostGeweigerd(post_id, reden) for post_id, reden in opdracht.geweigerd]
    if lijst.gecontroleerd_door == bij.wie.id and set(lijst.geweigerd) == set(geweigerd):
        return []
    eis_fase(lijst, frozenset({Lijstfase.VOORGESTELD}), "Controleren")
    eis_andere(lijst, bij.wie, "Controleren")
    _eis_op_de_lijst(lijst, [feit.post_id for feit in geweigerd])
    feiten: list[Lijstfeit] = [*geweigerd, LijstGecontroleerd(bij.wie.id)]
    if len(geweigerd) == len(lijst.posten):
        feiten.append(LijstIngetrokken(Intrekreden.NIETS_OVER, bij.wie.id))
    return feiten


def keur_goed(
    lijst: Vernietigingslijst, opdracht: KeurLijstGoed, *, bij: Lijstomstandigheden
) -> list[Lijstfeit]:
    """Approve exactly what was seen; then the bedenktijd begins, as long as the longest of the items asks.

    It is a practice, and the last day of an item is the law: where that day comes first, the execution begins then.
    """
    goedkeuring = lijst.goedkeuring
    if goedkeuring is not None and (goedkeuring.goedgekeurd_door, goedkeuring.digest) == (
        bij.wie.id,
        opdracht.gezien,
    ):
        return []
    eis_fase(lijst, frozenset({Lijstfase.GECONTROLEERD}), "Goedkeuren")
    eis_andere(lijst, bij.wie, "Goedkeuren")
    digest = digest_van(opdracht.beelden)
    van_de_lijst = {een.post.post_id for een in lijst.op_de_lijst}
    if opdracht.gezien != digest or {beeld.post_id for beeld in opdracht.beelden} != van_de_lijst:
        raise Weigering("De lijst is veranderd sinds u haar bekeek. Bekijk de voorvertoning opnieuw.")
    vanaf, bedenktijd_tot = na_goedkeuring(lijst, bij=bij)
    return [
        LijstGoedgekeurd(
            goedgekeurd_door=bij.wie.id,
            digest=digest,
            beelden=opdracht.beelden,
            uitvoeren_vanaf=vanaf,
            bedenktijd_tot=bedenktijd_tot,
        )
    ]


def na_goedkeuring(lijst: Vernietigingslijst, *, bij: Lijstomstandigheden) -> tuple[datetime, datetime]:
    """When the execution begins and the bedenktijd is over, if the list is approved now."""
    bedenktijd_tot = bij.nu + timedelta(days=lijst.bedenktijd_dagen)
    uiterlijk = bij.begin_van(lijst.eerste_dag) if lijst.eerste_dag is not None else bedenktijd_tot
    return max(bij.nu, min(bedenktijd_tot, uiterlijk)), bedenktijd_tot


def trek_in(lijst: Vernietigingslijst, opdracht: TrekLijstIn, *, bij: Lijstomstandigheden) -> list[Lijstfeit]:
    """Withdraw the list; that is possible until the execution begins."""
    feit = LijstIngetrokken(opdracht.reden, bij.wie.id)
    if lijst.ingetrokken == feit:
        return []
    eis_fase(lijst, INTREKBAAR, "Intrekken")
    return [feit]


# --- execution ---------------------------------------------------------------------------------------------------


def begin(
    lijst: Vernietigingslijst, opdracht: BeginUitvoering, *, bij: Lijstomstandigheden
) -> list[Lijstfeit]:
    """Begin to destroy, once the bedenktijd is over. What was begun goes on, whoever asks."""
    if lijst.uitgevoerd_door is not None:
        return []
    eis_fase(lijst, frozenset({Lijstfase.GOEDGEKEURD}), "Uitvoeren")
    eis_andere(lijst, bij.wie, "Uitvoeren")
    if lijst.goedkeuring is not None and bij.nu < lijst.goedkeuring.uitvoeren_vanaf:
        vanaf = lijst.goedkeuring.uitvoeren_vanaf
        daar = vanaf.astimezone(bij.begin_van(vanaf.date()).tzinfo)
        raise Weigering(
            "De bedenktijd van deze lijst is nog niet voorbij. "
            f"Uitvoeren kan vanaf {daar:%d-%m-%Y} om {daar:%H.%M} uur."
        )
    kopie = opdracht.laatste_reservekopie
    if kopie is not None and bij.begin_van(kopie) > bij.nu:
        raise Weigering("De dag van de laatste reservekopie ligt in de toekomst.")
    return [UitvoeringBegonnen(bij.wie.id, kopie)]


def handel_af(
    lijst: Vernietigingslijst, opdracht: HandelPostenAf, *, bij: Lijstomstandigheden
) -> list[Lijstfeit]:
    """Record what became of items. What is recorded already is passed over; a list of which nothing went ends here."""
    open_ = {een.post.post_id for een in lijst.open_posten}
    vernietigd = tuple(een for een in opdracht.vernietigd if een.post_id in open_)
    feiten: list[Lijstfeit] = [
        *(PostAfgehaald(een.post_id, een.reden) for een in opdracht.afgehaald if een.post_id in open_),
        *(PostTeruggekomen(post_id) for post_id in opdracht.teruggekomen if post_id in open_),
        *([_vernietigd(vernietigd, opdracht.kenmerken)] if vernietigd else []),
    ]
    genoemd = [
        *(een.post_id for een in opdracht.vernietigd),
        *(een.post_id for een in opdracht.afgehaald),
        *opdracht.teruggekomen,
    ]
    _eis_op_de_lijst(lijst, genoemd)
    if len(set(genoemd)) < len(genoemd):
        raise Weigering("Van een post wordt één uitkomst vastgelegd.")
    if feiten:
        eis_fase(lijst, frozenset({Lijstfase.IN_UITVOERING}), "Vernietigen")
    if feiten and not (vernietigd or lijst.bewijsnummers) and open_ <= set(genoemd):
        feiten.append(LijstIngetrokken(Intrekreden.NIETS_OVER, bij.wie.id))
    return feiten


def _vernietigd(posten: tuple[Vernietigde, ...], kenmerken: Kenmerken) -> PostenVernietigd:
    return PostenVernietigd(posten, kenmerken.verbintenissen, kenmerken.sleutelafdrukken, kenmerken.kopieen)


def leg_tijdvak_vast(lijst: Vernietigingslijst, opdracht: LegTijdvakVast) -> list[Lijstfeit]:
    """Record until which epoch the destroyed keys go back; nothing of the list is destroyed after this."""
    if lijst.gewist is not None:
        return []
    eis_fase(lijst, frozenset({Lijstfase.UITGEVOERD}), "Het tijdvak vastleggen")
    return [SleutelsGewist(opdracht.tijdvak)]


def zet_stap(lijst: Vernietigingslijst, opdracht: ZetStap) -> list[Lijstfeit]:
    """Record a step per list, in their order; a step is set once."""
    if any(feit.stap is opdracht.stap for feit in lijst.stappen):
        return []
    eis_fase(lijst, frozenset({Lijstfase.UITGEVOERD}), "Deze stap zetten")
    if lijst.gewist is None or lijst.volgende_stap is not opdracht.stap:
        raise Weigering("De stappen na de uitvoering gaan in hun eigen volgorde.")
    return [StapGezet(opdracht.stap, opdracht.uitkomst, opdracht.aantal)]


def leg_kek_vast(lijst: Vernietigingslijst, opdracht: LegKekVernieuwingVast) -> list[Lijstfeit]:
    """Record that the KEK was replaced, after all that is done per list."""
    if lijst.kek is not None:
        return []
    eis_fase(lijst, frozenset({Lijstfase.UITGEVOERD}), "De vernieuwing van de sleutels vastleggen")
    if lijst.gewist is None or lijst.volgende_stap is not None:
        raise Weigering("De sleutels worden pas vernieuwd als de stappen daarvoor zijn gezet.")
    if opdracht.nieuw <= lijst.gewist.tijdvak:
        raise Weigering("De sleutels van deze lijst zijn nog niet vernieuwd.")
    return [KekVernieuwd(opdracht.nieuw)]


# --- proof -------------------------------------------------------------------------------------------------------


def leg_nacontrole_vast(lijst: Vernietigingslijst, opdracht: LegNacontroleVast) -> list[Lijstfeit]:
    """Record what the verification found; a bad outcome is recorded as it is."""
    if lijst.nacontrole is not None:
        return []
    eis_fase(lijst, frozenset({Lijstfase.UITGEVOERD}), "De nacontrole vastleggen")
    if lijst.kek is None:
        raise Weigering("De nacontrole komt pas nadat de sleutels zijn vernieuwd.")
    return [LijstNagecontroleerd(opdracht.uitslag, opdracht.gecontroleerd, opdracht.niet_gecontroleerd)]


def verklaar(lijst: Vernietigingslijst, opdracht: VerklaarLijst) -> list[Lijstfeit]:
    """Record the verklaring: one for each list."""
    if lijst.verklaring is not None:
        return []
    eis_fase(lijst, frozenset({Lijstfase.NAGECONTROLEERD}), "Verklaren")
    return [LijstVerklaard(opdracht.verklaringsnummer, opdracht.vingerafdruk)]


def _eis_op_de_lijst(lijst: Vernietigingslijst, post_ids: list[UUID]) -> None:
    bekend = {een.post.post_id for een in lijst.posten}
    onbekend = next((post_id for post_id in post_ids if post_id not in bekend), None)
    if onbekend is not None:
        raise Weigering(f"Post {onbekend} staat niet op deze lijst.")
