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
from api.web.handelingen.soort import NIEMANDS, PROEF, Handeling, Zicht, kies, regel
from domain.casus.commands import GeefDoor, MeldBijMonitor, RaadpleegSamenloop
from domain.casus.waarden import NIEMAND

GROEP = "Triage en verder"


def _doorgeven(zicht: Zicht) -> Sequence[Deel]:
    tafels = zicht.zaak.toegang.dienst.definities.tafels
    naar = zicht.casus.triage.doorverwezen_naar if zicht.casus.triage else None
    keuzes = [Keus(een.id, een.naam) for een in tafels.values() if een.id == naar]
    return (
        kies("naar", "Naar welke tafel", keuzes, "De triage heeft daarheen doorverwezen."),
        kies(
            "organisatie",
            "Wie meldt daar aan",
            zicht.organisaties,
            "Laat leeg als dat dezelfde organisatie is als hier.",
            verplicht=False,
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
            for naar in ((stand.casus.triage.doorverwezen_naar,) if stand.casus.triage else ())
            if naar is not None
        ),
        geef_door,
        "De triage heeft deze casus niet doorverwezen.",
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
