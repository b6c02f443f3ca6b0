"""What can be done around the triage: ask other tables, hand on, and the national monitor."""

from collections.abc import Sequence

from api.rechten import Recht
from api.rest.doorgeven import (
    DoorgevingIn,
    MonitormeldingIn,
    SamenloopIn,
    geef_door,
    meld_bij_monitor,
    raadpleeg_samenloop,
)
from api.web.formulier import Deel, Keus
from api.web.handelingen.soort import NIEMANDS, PROEF, Handeling, Zicht, codes, kies, regel
from domain.casus.commands import GeefDoor, MeldBijMonitor, RaadpleegSamenloop
from domain.casus.doorgeven import bestemming
from domain.casus.events import Doorgegeven, SamenloopGeraadpleegd
from domain.casus.waarden import NIEMAND

GROEP = "Triage en verder"


def _doorgeven(zicht: Zicht) -> Sequence[Deel]:
    tafel = zicht.zaak.toegang.dienst.definities.tafels.get(bestemming(zicht.zaak.casus) or "")
    if tafel is None:
        return ()
    hier = next((keuze.naam for keuze in tafel.aanmelders if keuze.code == zicht.casus.organisatie), "")
    return (
        kies("naar", "Naar welke tafel", [Keus(tafel.id, tafel.naam)], "Daarheen is de casus gestuurd."),
        kies(
            "organisatie",
            "Wie meldt daar aan",
            codes(tafel.aanmelders),
            f"Laat leeg als dat ook daar deze is: {hier}."
            if hier
            else "Deze organisaties kunnen daar melden.",
            verplicht=not hier,
        ),
    )


TRIAGE = (
    Handeling(
        "samenloop",
        "Vragen of een andere tafel iemand kent",
        GROEP,
        Recht.SAMENLOOP,
        "triage",
        SamenloopIn,
        lambda zicht: (kies("persoonId", "Over wie", zicht.mensen),),
        lambda stand: (
            RaadpleegSamenloop(mens.persoon_id, NIEMANDS, ())
            for mens in stand.casus.betrokkenen
            if mens.persoon_id != NIEMAND
        ),
        raadpleeg_samenloop,
        antwoord=SamenloopGeraadpleegd,
        uitleg="U leest óf een andere tafel deze persoon kent, en wie u kunt bellen. Niet wat die tafel weet.",
    ),
    Handeling(
        "doorgeven",
        "Doorgeven aan een andere tafel",
        GROEP,
        Recht.DOORGEVEN,
        "doorgeven",
        DoorgevingIn,
        _doorgeven,
        lambda stand: (
            GeefDoor(naar, PROEF, (), ())
            for naar in (bestemming(stand.casus),)
            if naar is not None and naar in stand.tafels
        ),
        geef_door,
        "De casus is niet naar een andere tafel doorverwezen, opgeschaald of afgeschaald.",
        antwoord=Doorgegeven,
    ),
    Handeling(
        "monitor",
        "Melding bij de landelijke monitor vastleggen",
        GROEP,
        Recht.MONITOR_MELDEN,
        "landelijke-monitor",
        MonitormeldingIn,
        lambda _: (
            regel("clientnummer", "Cliëntnummer in de monitor", "Het nummer zegt niets over wie het is."),
            regel("kolommen", "Versie van onze kolommenlijst", "Zoals kolommen-1."),
        ),
        lambda _: (MeldBijMonitor(PROEF, PROEF),),
        meld_bij_monitor,
    ),
)
