"""The rules of consent, of birth dates and gezag on which it rests, and of informing the people it is about.

How the consent stands is in ``toestemmingsstand``; its names can be taken from here as well.
"""

import calendar
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from domain.casus.commands import (
    BeoordeelGezag,
    GeefToestemming,
    LegGeboortedatumVast,
    LegGezagVast,
    LegInformerenVast,
    StelInformerenUit,
    TrekToestemmingIn,
    WeigerToestemming,
)
from domain.casus.events import (
    BetrokkeneGeinformeerd,
    Feit,
    GeboortedatumVastgelegd,
    GezagBeoordeeld,
    GezagVastgelegd,
    InformerenUitgesteld,
    ToestemmingGegeven,
    ToestemmingGeweigerd,
    ToestemmingIngetrokken,
)
from domain.casus.omstandigheden import LOPEND, Omstandigheden, eis_fase, eis_tekst
from domain.casus.state import Casus, Fase, Toestemmingsfeit
from domain.casus.toestemmingsstand import (
    MEERDERJARIG,
    NAMENS_KIND,
    ZELF_VANAF,
    Toestemmingsstand,
    Toestemmingsstatus,
    Wie,
    dag_van,
    eis_toestemming,
    eis_toestemming_van,
    gever_van,
    gezag_van,
    laatste_woorden,
    leeftijd_op,
    stand,
    standen,
    wie_beslist,
)
from domain.casus.waarden import Betrokkene, Hoedanigheid, Onderzoek, Uitkomst, Uitstelgrond
from domain.rollen import Rol
from domain.tafels import Toestemmer
from domain.weigering import Weigering

__all__ = [
    "Informeerstand",
    "Informeerstatus",
    "Toestemmingsopdracht",
    "Toestemmingsstand",
    "Toestemmingsstatus",
    "Wie",
    "beoordeel_gezag",
    "eis_toestemming",
    "eis_toestemming_van",
    "geef_toestemming",
    "gezag_van",
    "informeerstand",
    "leeftijd_op",
    "leg_geboortedatum_vast",
    "leg_gezag_vast",
    "leg_informeren_vast",
    "stand",
    "standen",
    "stel_informeren_uit",
    "te_herzien",
    "trek_toestemming_in",
    "weiger_toestemming",
]

Toestemmingsopdracht = GeefToestemming | WeigerToestemming | TrekToestemmingIn

GEZAGSBEOORDELAARS = frozenset({Rol.PROCESREGISSEUR, Rol.VOORZITTER})
"""Who judges gezag where the register does not tell; never the one who brings the case in."""
TE_INFORMEREN = LOPEND | {Fase.NIET_OPGENOMEN, Fase.AFGESLOTEN}
"""The duty to inform lasts as long as the data are there, also after the case ended (AVG 14)."""


class Informeerstatus(StrEnum):
    """Whether somebody was told that data are processed."""

    NIET_GEINFORMEERD = "niet-geinformeerd"
    UITGESTELD = "uitgesteld"
    GEINFORMEERD = "geinformeerd"


@dataclass(frozen=True)
class Informeerstand:
    """How it stands; ``grond`` and ``herzien_op`` belong to a postponement, ``op`` to the day somebody was told."""

    status: Informeerstatus
    grond: Uitstelgrond | None = None
    herzien_op: date | None = None
    op: date | None = None


# --- consent -----------------------------------------------------------------------------------------------------


def geef_toestemming(casus: Casus, opdracht: GeefToestemming, *, bij: Omstandigheden) -> list[Feit]:
    """Record consent, also when it was refused or withdrawn before; never one from before a no of that giver."""
    op = opdracht.gegeven_op
    feit = ToestemmingGegeven(
        persoon_id=opdracht.persoon_id,
        doel=opdracht.doel,
        gever=opdracht.gever,
        hoedanigheid=opdracht.hoedanigheid,
        tekstversie=opdracht.tekstversie,
        gegeven_op=op,
    )
    leeftijd = _eis_toestemming(casus, opdracht, op=op, bij=bij)
    eis_tekst(opdracht.gever, "wie de toestemming geeft")
    eis_tekst(opdracht.tekstversie, "welke versie van de toestemmingstekst is gebruikt")
    eigen = [eerder for eerder in casus.toestemmingen if _zelfde_gever(eerder, feit)]
    if any(not isinstance(eerder, ToestemmingGegeven) and op < dag_van(eerder) for eerder in eigen):
        raise Weigering("Deze toestemming is van voor de weigering of intrekking. Vraag haar opnieuw.")
    if any(_zegt_hetzelfde(eerder, feit) for eerder in eigen):
        if isinstance(eigen[-1], ToestemmingGegeven):
            return []
        # It may be a late repeat, which brings nothing back, or a new consent, which may not be lost in silence.
        raise Weigering(
            "Deze toestemming is al vastgelegd en daarna ingetrokken of geweigerd. Is zij opnieuw gegeven? Noem dan "
            "een andere versie van de tekst, of een latere dag."
        )
    minderjarig = leeftijd is None or leeftijd < MEERDERJARIG
    gezag = gezag_van(casus, opdracht.persoon_id) if minderjarig else None
    return [replace(feit, leeftijd=leeftijd, gezag=gezag)]


def weiger_toestemming(casus: Casus, opdracht: WeigerToestemming, *, bij: Omstandigheden) -> list[Feit]:
    """Record a refusal; of a consent of the same giver, only a withdrawal can be recorded."""
    _eis_toestemming(casus, opdracht, op=opdracht.geweigerd_op, bij=bij)
    eis_tekst(opdracht.weigeraar, "wie de toestemming weigert")
    feit = ToestemmingGeweigerd(
        persoon_id=opdracht.persoon_id,
        doel=opdracht.doel,
        weigeraar=opdracht.weigeraar,
        hoedanigheid=opdracht.hoedanigheid,
        geweigerd_op=opdracht.geweigerd_op,
    )
    eigen = _eigen_woord(casus, feit)
    if isinstance(eigen, ToestemmingGegeven):
        raise Weigering("Er is al toestemming gegeven. Leg vast dat die is ingetrokken.")
    return [] if feit in casus.toestemmingen else [feit]


def trek_toestemming_in(casus: Casus, opdracht: TrekToestemmingIn, *, bij: Omstandigheden) -> list[Feit]:
    """Record a withdrawal: the representative, or the person of twelve and over, alone is enough (UAVG 5).

    Also of a consent that somebody else gave.
    """
    op = opdracht.ingetrokken_op
    _eis_toestemming(casus, opdracht, op=op, bij=bij)
    eis_tekst(opdracht.intrekker, "wie de toestemming intrekt")
    feit = ToestemmingIngetrokken(
        persoon_id=opdracht.persoon_id,
        doel=opdracht.doel,
        intrekker=opdracht.intrekker,
        hoedanigheid=opdracht.hoedanigheid,
        ingetrokken_op=op,
    )
    eigen = _eigen_woord(casus, feit)
    if feit in casus.toestemmingen and not isinstance(eigen, ToestemmingGegeven):
        return []
    woorden = laatste_woorden(casus, feit.persoon_id, feit.doel, tot=date.max)
    gegeven = [woord.gegeven_op for woord in woorden if isinstance(woord, ToestemmingGegeven)]
    if not gegeven:
        raise Weigering("Er is geen toestemming die kan worden ingetrokken.")
    if op < (dag_van(eigen) if isinstance(eigen, ToestemmingGegeven) else min(gegeven)):
        raise Weigering("Een toestemming kan niet zijn ingetrokken voordat zij is gegeven.")
    return [feit]


# --- age and gezag -----------------------------------------------------------------------------------------------


def leg_geboortedatum_vast(
    casus: Casus, opdracht: LegGeboortedatumVast, *, bij: Omstandigheden
) -> list[Feit]:
    """Record a birth date of which none was known; it is not the place to correct one (BGS 1.7)."""
    _eis_gegevens_nodig(casus, "Een geboortedatum vastleggen")
    mens = _betrokkene(casus, opdracht.persoon_id)
    if mens.geboortedatum == opdracht.geboortedatum:
        return []
    if mens.geboortedatum is not None:
        raise Weigering("Van deze betrokkene is al een andere geboortedatum bekend.")
    if opdracht.geboortedatum > bij.vandaag:
        raise Weigering("Een geboortedatum ligt in de toekomst.")
    return [GeboortedatumVastgelegd(opdracht.persoon_id, opdracht.geboortedatum)]


def leg_gezag_vast(casus: Casus, opdracht: LegGezagVast, *, bij: Omstandigheden) -> list[Feit]:
    """Record what the register says; a later entry takes the place of this one and of any judgement about it."""
    _eis_gezag_gaat_over(casus, opdracht.persoon_id, bij=bij, handeling="Gezag vastleggen")
    eis_tekst(opdracht.herkomst, "waar het gezag is opgezocht")
    feit = GezagVastgelegd(opdracht.persoon_id, opdracht.gezag, opdracht.onderzoek, opdracht.herkomst)
    return [] if feit == _registratie(casus, opdracht.persoon_id) else [feit]


def beoordeel_gezag(casus: Casus, opdracht: BeoordeelGezag, *, bij: Omstandigheden) -> list[Feit]:
    """Record what gezag to go by where the register does not tell; somebody answers for that."""
    _eis_gezag_gaat_over(casus, opdracht.persoon_id, bij=bij, handeling="Gezag beoordelen")
    if bij.wie.rol not in GEZAGSBEOORDELAARS:
        raise Weigering("Alleen een procesregisseur of voorzitter beoordeelt wie gezag heeft.")
    if opdracht.geldt_als not in NAMENS_KIND:
        raise Weigering("Kies een soort gezag waaruit volgt wie toestemming geeft.")
    registratie = _registratie(casus, opdracht.persoon_id)
    if (
        registratie is not None
        and registratie.onderzoek is Onderzoek.GEEN
        and registratie.gezag in NAMENS_KIND
    ):
        raise Weigering("Het gezag staat vast in het register; daarover valt niets te beoordelen.")
    eis_tekst(opdracht.toelichting, "waar de beoordeling van het gezag op rust")
    feit = GezagBeoordeeld(opdracht.persoon_id, opdracht.geldt_als, opdracht.toelichting)
    laatste = next((een for een in reversed(casus.gezag) if een.persoon_id == feit.persoon_id), None)
    return [] if feit == laatste else [feit]


# --- informing ---------------------------------------------------------------------------------------------------


def stel_informeren_uit(casus: Casus, opdracht: StelInformerenUit, *, bij: Omstandigheden) -> list[Feit]:
    """Put off telling somebody: on a ground, and to be looked at again within a year (BGS 1.3)."""
    eis_fase(casus, TE_INFORMEREN, "Informeren uitstellen")
    _betrokkene(casus, opdracht.persoon_id)
    feit = InformerenUitgesteld(
        opdracht.persoon_id, opdracht.grond, opdracht.toelichting, opdracht.herzien_op
    )
    if _uitstel(casus, opdracht.persoon_id) == feit:
        return []
    if informeerstand(casus, opdracht.persoon_id).status is Informeerstatus.GEINFORMEERD:
        raise Weigering("Deze betrokkene is al geïnformeerd; uitstellen kan niet meer.")
    eis_tekst(opdracht.toelichting, "waarom informeren nog moet wachten")
    if opdracht.herzien_op <= bij.vandaag:
        raise Weigering("De dag waarop het uitstel opnieuw wordt bekeken ligt na vandaag.")
    if opdracht.herzien_op > _jaar_na(bij.vandaag):
        raise Weigering("Bekijk het uitstel binnen een jaar opnieuw.")
    return [feit]


def leg_informeren_vast(casus: Casus, opdracht: LegInformerenVast, *, bij: Omstandigheden) -> list[Feit]:
    """Record that somebody was told; that ends any postponement."""
    eis_fase(casus, TE_INFORMEREN, "Informeren vastleggen")
    _betrokkene(casus, opdracht.persoon_id)
    feit = BetrokkeneGeinformeerd(opdracht.persoon_id, opdracht.wijze, opdracht.geinformeerd_op)
    if feit in casus.informeren:
        return []
    eis_tekst(opdracht.wijze, "hoe de betrokkene is geïnformeerd")
    if opdracht.geinformeerd_op > bij.vandaag:
        raise Weigering("De dag waarop de betrokkene is geïnformeerd ligt in de toekomst.")
    return [feit]


def informeerstand(casus: Casus, persoon_id: UUID) -> Informeerstand:
    """Whether somebody was told, or that waits, or neither; who was told stays told."""
    dagen = [
        feit.geinformeerd_op
        for feit in casus.informeren
        if isinstance(feit, BetrokkeneGeinformeerd) and feit.persoon_id == persoon_id
    ]
    uitstel = _uitstel(casus, persoon_id)
    if dagen:
        return Informeerstand(Informeerstatus.GEINFORMEERD, op=min(dagen))
    if uitstel is not None:
        return Informeerstand(Informeerstatus.UITGESTELD, uitstel.grond, uitstel.herzien_op)
    return Informeerstand(Informeerstatus.NIET_GEINFORMEERD)


def te_herzien(casus: Casus, op: date) -> tuple[UUID, ...]:
    """Whose postponement has to be looked at again: from the day that was set for it on, until somebody was told."""
    standen_nu = ((mens.persoon_id, informeerstand(casus, mens.persoon_id)) for mens in casus.betrokkenen)
    return tuple(wie for wie, nu in standen_nu if nu.herzien_op is not None and nu.herzien_op <= op)


# --- shared ------------------------------------------------------------------------------------------------------


def _eis_toestemming(
    casus: Casus, opdracht: Toestemmingsopdracht, *, op: date, bij: Omstandigheden
) -> int | None:
    """Refuse a word for another purpose, about somebody else, on another day or of somebody not entitled.

    Answers with the age of that day, as far as it is known.
    """
    _eis_gegevens_nodig(casus, "Toestemming vastleggen")
    doel = bij.tafel.doel(opdracht.doel)
    if doel is None:
        raise Weigering("Voor dit doel vraagt deze tafel geen toestemming.")
    geboren = _betrokkene(casus, opdracht.persoon_id).geboortedatum
    if op > bij.vandaag:
        raise Weigering("De datum van de toestemming ligt in de toekomst.")
    if geboren is not None and op < geboren:
        raise Weigering("De datum van de toestemming ligt voor de geboorte van de betrokkene.")
    leeftijd = leeftijd_op(geboren, op) if geboren is not None else None
    _eis_bevoegd(casus, opdracht, leeftijd=leeftijd, alleen=wie_beslist(doel, leeftijd) is Toestemmer.ZELF)
    return leeftijd


def _eis_bevoegd(casus: Casus, opdracht: Toestemmingsopdracht, *, leeftijd: int | None, alleen: bool) -> None:
    """Refuse who may not decide at this age; ``alleen``: about this purpose the person then decides alone."""
    hoedanigheid = opdracht.hoedanigheid
    if hoedanigheid is Hoedanigheid.ZELF:
        if leeftijd is not None and leeftijd < ZELF_VANAF:
            raise Weigering("Onder de twaalf jaar beslist een ouder met gezag of een voogd over toestemming.")
        return
    if hoedanigheid is Hoedanigheid.VERTEGENWOORDIGER and (leeftijd is None or leeftijd >= MEERDERJARIG):
        return
    if leeftijd is not None and leeftijd >= MEERDERJARIG:
        raise Weigering(
            "Vanaf achttien jaar beslist iemand zelf of een vertegenwoordiger, niet een ouder of voogd."
        )
    if alleen:
        raise Weigering("Over dit doel beslist de persoon alleen zelf.")
    gezag = gezag_van(casus, opdracht.persoon_id)
    if gezag is not None and hoedanigheid not in NAMENS_KIND[gezag]:
        raise Weigering(
            "Deze hoedanigheid past niet bij het gezag dat is vastgelegd. Leg eerst vast wie nu gezag heeft."
        )


def _eis_gegevens_nodig(casus: Casus, handeling: str) -> None:
    """Consent is asked while the case runs, and until a case that was referred on has gone there."""
    verwezen = casus.triage is not None and casus.triage.uitkomst is Uitkomst.DOORVERWEZEN
    if casus.fase is Fase.NIET_OPGENOMEN and verwezen and casus.doorgegeven is None:
        return
    eis_fase(casus, LOPEND, handeling)


def _eis_gezag_gaat_over(casus: Casus, persoon_id: UUID, *, bij: Omstandigheden, handeling: str) -> None:
    _eis_gegevens_nodig(casus, handeling)
    geboren = _betrokkene(casus, persoon_id).geboortedatum
    if geboren is not None and leeftijd_op(geboren, bij.vandaag) >= MEERDERJARIG:
        raise Weigering("Gezag gaat alleen over iemand onder de achttien jaar.")


def _betrokkene(casus: Casus, persoon_id: UUID) -> Betrokkene:
    mens = casus.betrokkene(persoon_id)
    if mens is None:
        raise Weigering("Deze persoon is geen betrokkene in deze casus.")
    return mens


def _zelfde_gever(woord: Toestemmingsfeit, ander: Toestemmingsfeit) -> bool:
    """Whether two words are of one giver, about the same person and purpose."""
    over, andere = (woord.persoon_id, woord.doel), (ander.persoon_id, ander.doel)
    return over == andere and gever_van(woord) == gever_van(ander)


def _zegt_hetzelfde(eerder: Toestemmingsfeit, feit: ToestemmingGegeven) -> bool:
    """Whether it is the same consent, on the same day under the same text."""
    return isinstance(eerder, ToestemmingGegeven) and (eerder.tekstversie, eerder.gegeven_op) == (
        feit.tekstversie,
        feit.gegeven_op,
    )


def _eigen_woord(casus: Casus, feit: Toestemmingsfeit) -> Toestemmingsfeit | None:
    """The last word so far of who now says ``feit``."""
    woorden = laatste_woorden(casus, feit.persoon_id, feit.doel, tot=date.max)
    return next((woord for woord in woorden if gever_van(woord) == gever_van(feit)), None)


def _registratie(casus: Casus, persoon_id: UUID) -> GezagVastgelegd | None:
    """The last register entry, whatever was judged since."""
    entries = (feit for feit in reversed(casus.gezag) if isinstance(feit, GezagVastgelegd))
    return next((feit for feit in entries if feit.persoon_id == persoon_id), None)


def _uitstel(casus: Casus, persoon_id: UUID) -> InformerenUitgesteld | None:
    """The last postponement."""
    uitstellen = (feit for feit in reversed(casus.informeren) if isinstance(feit, InformerenUitgesteld))
    return next((feit for feit in uitstellen if feit.persoon_id == persoon_id), None)


def _jaar_na(dag: date) -> date:
    """The same day a year on; from 29 February that is the 28th."""
    laatste = calendar.monthrange(dag.year + 1, dag.month)[1]
    return date(dag.year + 1, dag.month, min(dag.day, laatste))
