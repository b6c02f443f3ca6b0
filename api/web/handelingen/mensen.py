"""What can be done about the people of a case: consent, age and gezag, and telling them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from uuid import UUID

from api.rechten import Recht
from api.rest.invoer import ToestemmingIn, ToestemmingsintrekkingIn, ToestemmingsweigeringIn
from api.rest.melding import geef_toestemming, trek_toestemming_in, weiger_toestemming
from api.rest.toestemming import (
    GeboortedatumIn,
    GezagIn,
    GezagsbeoordelingIn,
    InformeeruitstelIn,
    InformeringIn,
    beoordeel_gezag,
    leg_geboortedatum_vast,
    leg_gezag_vast,
    leg_informeren_vast,
    stel_informeren_uit,
)
from api.web.formulier import Deel
from api.web.handelingen.soort import (
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
)
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
from domain.casus.events import ToestemmingGegeven
from domain.casus.waarden import NIEMAND, Gezag, Hoedanigheid, Onderzoek, Uitstelgrond

TOESTEMMING, MENSEN_GROEP = "Toestemming", "Mensen"
ZONDER_DOEL = "Deze tafel vraagt geen toestemming."
TIEN_JAAR = timedelta(days=365 * 10)
"""Before today: a birth date to ask the rules about."""


def _mensen(stand: Stand) -> list[UUID]:
    return [mens.persoon_id for mens in stand.casus.betrokkenen if mens.persoon_id != NIEMAND]


def _doelen(stand: Stand) -> Iterator[tuple[UUID, str, Hoedanigheid]]:
    for mens in _mensen(stand):
        for doel in stand.tafel.toestemming:
            for hoedanigheid in Hoedanigheid:
                yield mens, doel.code, hoedanigheid


def _over(zicht: Zicht) -> Sequence[Deel]:
    return (
        kies("persoonId", "Over wie", zicht.mensen),
        kies("doel", "Waarvoor", codes(zicht.tafel.toestemming)),
    )


def _geven(zicht: Zicht) -> Sequence[Deel]:
    return (
        *_over(zicht),
        regel("gever", "Wie gaf toestemming", "De naam van wie het zei."),
        uit("hoedanigheid", "Als wat", Hoedanigheid),
        regel("tekstversie", "Versie van de toestemmingstekst", "Zoals die onderaan het formulier staat."),
        dag("gegevenOp", "Op welke dag", waarde=zicht.zaak.vandaag),
    )


def _weigeren(zicht: Zicht) -> Sequence[Deel]:
    return (
        *_over(zicht),
        regel("weigeraar", "Wie weigerde", "De naam van wie het zei."),
        uit("hoedanigheid", "Als wat", Hoedanigheid),
        dag("geweigerdOp", "Op welke dag", waarde=zicht.zaak.vandaag),
    )


def _intrekken(zicht: Zicht) -> Sequence[Deel]:
    return (
        *_over(zicht),
        regel("intrekker", "Wie trok in", "De naam van wie het zei."),
        uit("hoedanigheid", "Als wat", Hoedanigheid),
        dag("ingetrokkenOp", "Op welke dag", waarde=zicht.zaak.vandaag),
    )


def _trek_in(stand: Stand) -> Iterable[TrekToestemmingIn]:
    for feit in stand.casus.toestemmingen:
        if isinstance(feit, ToestemmingGegeven):
            yield TrekToestemmingIn(feit.persoon_id, feit.doel, feit.gever, feit.hoedanigheid, stand.vandaag)


MENSEN = (
    Handeling(
        "toestemming",
        "Toestemming vastleggen",
        TOESTEMMING,
        Recht.TOESTEMMING,
        "toestemming",
        ToestemmingIn,
        _geven,
        lambda stand: (
            GeefToestemming(mens, doel, PROEF, als, PROEF, stand.vandaag)
            for mens, doel, als in _doelen(stand)
        ),
        geef_toestemming,
        ZONDER_DOEL,
    ),
    Handeling(
        "toestemming-geweigerd",
        "Weigering van toestemming vastleggen",
        TOESTEMMING,
        Recht.TOESTEMMING,
        "toestemming",
        ToestemmingsweigeringIn,
        _weigeren,
        lambda stand: (
            WeigerToestemming(mens, doel, PROEF, als, stand.vandaag) for mens, doel, als in _doelen(stand)
        ),
        weiger_toestemming,
        ZONDER_DOEL,
    ),
    Handeling(
        "toestemming-ingetrokken",
        "Intrekking van toestemming vastleggen",
        TOESTEMMING,
        Recht.TOESTEMMING,
        "toestemming",
        ToestemmingsintrekkingIn,
        _intrekken,
        _trek_in,
        trek_toestemming_in,
        "Er is geen toestemming die kan worden ingetrokken.",
    ),
    Handeling(
        "geboortedatum",
        "Een geboortedatum vastleggen",
        MENSEN_GROEP,
        Recht.GEZAG,
        "toestemming",
        GeboortedatumIn,
        lambda zicht: (
            kies("persoonId", "Van wie", zicht.mensen),
            dag("geboortedatum", "Geboortedatum"),
        ),
        lambda stand: (LegGeboortedatumVast(mens, stand.vandaag - TIEN_JAAR) for mens in _mensen(stand)),
        leg_geboortedatum_vast,
    ),
    Handeling(
        "gezag",
        "Gezag vastleggen zoals het register zegt",
        MENSEN_GROEP,
        Recht.GEZAG,
        "toestemming",
        GezagIn,
        lambda zicht: (
            kies("persoonId", "Over wie", zicht.mensen),
            uit("gezag", "Wie heeft het gezag", Gezag),
            uit("onderzoek", "Staat het gezag in onderzoek", Onderzoek),
            regel("herkomst", "Waar is dit opgezocht"),
        ),
        lambda stand: (
            LegGezagVast(mens, gezag, Onderzoek.GEEN, PROEF) for mens in _mensen(stand) for gezag in Gezag
        ),
        leg_gezag_vast,
    ),
    Handeling(
        "gezag-beoordelen",
        "Gezag beoordelen waar het register dat niet zegt",
        MENSEN_GROEP,
        Recht.GEZAG_BEOORDELEN,
        "toestemming",
        GezagsbeoordelingIn,
        lambda zicht: (
            kies("persoonId", "Over wie", zicht.mensen),
            uit("geldtAls", "Van welk gezag gaat u uit", Gezag),
            tekst("toelichting", "Waar de beoordeling op rust"),
        ),
        lambda stand: (BeoordeelGezag(mens, gezag, PROEF) for mens in _mensen(stand) for gezag in Gezag),
        beoordeel_gezag,
    ),
    Handeling(
        "informeren",
        "Vastleggen dat iemand is geïnformeerd",
        MENSEN_GROEP,
        Recht.INFORMEREN,
        "informeren",
        InformeringIn,
        lambda zicht: (
            kies("persoonId", "Wie", zicht.mensen),
            regel("wijze", "Hoe", "Bijvoorbeeld: in een gesprek, met een brief erbij."),
            dag("geinformeerdOp", "Op welke dag", waarde=zicht.zaak.vandaag),
        ),
        lambda stand: (LegInformerenVast(mens, PROEF, stand.vandaag) for mens in _mensen(stand)),
        leg_informeren_vast,
    ),
    Handeling(
        "informeren-uitstellen",
        "Informeren uitstellen",
        MENSEN_GROEP,
        Recht.INFORMEREN,
        "informeren",
        InformeeruitstelIn,
        lambda zicht: (
            kies("persoonId", "Wie", zicht.mensen),
            uit("grond", "Waarom kan het nog niet", Uitstelgrond),
            tekst("toelichting", "Leg uit"),
            dag("herzienOp", "Wanneer kijkt u er opnieuw naar", "Binnen een jaar."),
        ),
        lambda stand: (
            StelInformerenUit(mens, Uitstelgrond.VEILIGHEID, PROEF, stand.vandaag + timedelta(days=30))
            for mens in _mensen(stand)
        ),
        stel_informeren_uit,
    ),
)
