"""What can be done with the melding itself: bring in what was missing, and the legal ground."""

from collections.abc import Iterable, Sequence

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

GROEP = "De melding"


def _aanvulling(zicht: Zicht) -> Sequence[Deel]:
    tafel = zicht.tafel
    mens = "betrokkenen.0"
    feiten = [
        deel
        for nummer, criterium in enumerate(tafel.criteria)
        for deel in (
            Veld(f"criteria.{nummer}.criterium", criterium.code, Soort.VAST, waarde=criterium.code),
            tekst(f"criteria.{nummer}.feiten", f"{criterium.code}: {criterium.tekst}", verplicht=False),
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
        kies("aanpak", "Aanpak", codes(tafel.aanpakken), verplicht=False),
        vink("leefgebieden", "Leefgebieden met problemen", codes(tafel.leefgebieden), verplicht=False),
        Groep("Feiten bij de criteria", tuple(feiten), "Vul alleen in wat nieuw is."),
        tekst("reguliereRoutes", "Wat al is geprobeerd, en waarom dat vastliep", verplicht=False),
        Groep(
            "Contact vooraf met een procesregisseur",
            (
                dag("voorcontact.op", "Wanneer", verplicht=False),
                regel("voorcontact.met", "Met wie", MEDEWERKER, verplicht=False),
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
