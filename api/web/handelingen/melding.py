"""What can be done with the melding itself: bring in what was missing, and the legal ground."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from api.aanmelding import GrondslagIn
from api.rechten import Recht
from api.rest.invoer import AanvullingIn
from api.rest.melding import leg_grondslag_vast, vul_aan
from api.web.formulier import Deel, Groep, Soort, Veld
from api.web.handelingen.soort import (
    MEDEWERKER,
    NIEMANDS,
    PROEF,
    Handeling,
    Stand,
    Zicht,
    codes,
    dag,
    kies,
    regel,
    tekst,
    uit,
    vink,
)
from domain.casus.commands import LegGrondslagVast, VulAan
from domain.casus.waarden import Betrokkene, Betrokkenheid
from projections.woorden import opsomming

GROEP = "De melding"
STAAT_ER = "Zet erbij wat nieuw is. Wat u weghaalt of verandert, staat er daarna niet meer."


@dataclass(frozen=True)
class Vervangbaar:
    """What is there of a melding and would make way for an answer."""

    aanpak: str
    feiten: Mapping[str, str]
    routes: str
    op: date | None
    met: str


def _vervangbaar(zicht: Zicht) -> Vervangbaar:
    """What there is, as far as this reader sees it whole: of what is hidden, no part is sent back as if it were all."""
    gezien, er = zicht.casus, zicht.zaak.casus
    voorcontact = gezien.voorcontact if gezien.voorcontact == er.voorcontact else None
    return Vervangbaar(
        aanpak=gezien.aanpak or "",
        feiten={feit.criterium: feit.feiten for feit in gezien.criteria if feit in er.criteria},
        routes=(gezien.reguliere_routes or "") if gezien.reguliere_routes == er.reguliere_routes else "",
        op=voorcontact.op if voorcontact else None,
        met=voorcontact.met if voorcontact else "",
    )


def _aanvulling(zicht: Zicht) -> Sequence[Deel]:
    """The questions, with what there is where an answer takes its place: nobody loses it by adding a line."""
    tafel, nu = zicht.tafel, _vervangbaar(zicht)
    mens = "betrokkenen.0"
    genoemd = [keuze.naam for keuze in tafel.leefgebieden if keuze.code in zicht.casus.leefgebieden]
    al = f"Al genoemd: {opsomming(genoemd)}. Vink aan wat erbij komt." if genoemd else ""
    feiten = [
        deel
        for nummer, criterium in enumerate(tafel.criteria)
        for deel in (
            Veld(f"criteria.{nummer}.criterium", criterium.code, Soort.VAST, waarde=criterium.code),
            tekst(
                f"criteria.{nummer}.feiten",
                f"{criterium.code}: {criterium.tekst}",
                verplicht=False,
                waarde=nu.feiten.get(criterium.code, ""),
            ),
        )
    ]
    return (
        Groep(
            "Iemand die er ook bij hoort",
            (
                uit(
                    f"{mens}.betrokkenheid", "Wat is deze persoon in de casus", Betrokkenheid, verplicht=False
                ),
                regel(f"{mens}.naam", "Naam", verplicht=False),
                dag(f"{mens}.geboortedatum", "Geboortedatum", verplicht=False),
                regel(f"{mens}.bsn", "Burgerservicenummer", "Negen cijfers.", verplicht=False),
                regel(f"{mens}.adres", "Adres", verplicht=False),
                tekst(f"{mens}.toelichting", "Wat we verder moeten weten", verplicht=False),
            ),
        ),
        kies("aanpak", "Aanpak", codes(tafel.aanpakken), verplicht=False, waarde=nu.aanpak),
        vink("leefgebieden", "Leefgebieden met problemen", codes(tafel.leefgebieden), al, verplicht=False),
        Groep("Feiten bij de criteria", tuple(feiten), STAAT_ER if nu.feiten else ""),
        tekst(
            "reguliereRoutes",
            "Wat al is geprobeerd, en waarom dat vastliep",
            STAAT_ER if nu.routes else "",
            verplicht=False,
            waarde=nu.routes,
        ),
        Groep(
            "Contact vooraf met een procesregisseur",
            (
                dag("voorcontact.op", "Wanneer", verplicht=False, waarde=nu.op),
                regel("voorcontact.met", "Met wie", MEDEWERKER, verplicht=False, waarde=nu.met),
            ),
        ),
    )


def _vul_aan(stand: Stand) -> Iterable[VulAan]:
    iemand = Betrokkene(NIEMANDS, Betrokkenheid.OVERIG, PROEF)
    yield VulAan(stand.organisatie, betrokkenen=(iemand,))


MELDING = (
    Handeling(
        "aanvullen",
        "Aanvullen wat ontbreekt",
        GROEP,
        Recht.AANVULLEN,
        "melding",
        AanvullingIn,
        _aanvulling,
        _vul_aan,
        vul_aan,
        uitleg="Vul in wat u weet. Wat u leeg laat, blijft zoals het is.",
    ),
    Handeling(
        "grondslag",
        "De grondslag vastleggen",
        GROEP,
        Recht.GRONDSLAG,
        "melding",
        GrondslagIn,
        lambda zicht: (
            kies("grondslag", "Op welke grond in de wet", codes(zicht.tafel.grondslagen)),
            tekst("toelichting", "Waarom deze grond hier geldt"),
        ),
        lambda stand: (LegGrondslagVast(grond.code, PROEF) for grond in stand.tafel.grondslagen),
        leg_grondslag_vast,
        zonder="Deze tafel kent geen gronden om uit te kiezen.",
    ),
)
