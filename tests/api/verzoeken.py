"""What is sent in the tests of the door: a made-up case at the ZVH, request by request."""

from typing import Any

from tests.verhalen import ZVH

JSON = dict[str, Any]

ICO_ID = "00000000-0000-4000-8000-0000000001c0"
ACTIE_ID = "00000000-0000-4000-8000-0000000000ac"
OPSCHORTING_ID = "00000000-0000-4000-8000-0000000000f1"
BEPERKING_ID = "00000000-0000-4000-8000-0000000000f2"
ANALYSE_ID = "00000000-0000-4000-8000-0000000000aa"
OVERLEG_ID = "00000000-0000-4000-8000-0000000000e1"
UITNODIGING_ID = "00000000-0000-4000-8000-0000000000e2"
AGENDAPUNT_ID = "00000000-0000-4000-8000-0000000000e3"
VERLENGING_ID = "00000000-0000-4000-8000-0000000000e4"
BRAAM_ID = "00000000-0000-4000-8000-0000000000f2"
BSN = "999990019"

FRAMBOOS: JSON = {
    "betrokkenheid": "hoofdpersoon",
    "naam": "Testpersoon Framboos",
    "geboortedatum": "1991-05-17",
    "bsn": BSN,
    "adres": "Verzonnenlaan 1",
}
BRAAM: JSON = {"persoonId": BRAAM_ID, "betrokkenheid": "ex-partner", "naam": "Testpersoon Braam"}

AANMELDING: JSON = {
    "tafel": ZVH,
    "organisatie": "politie",
    "gemeente": "zaanstad",
    "kenmerk": "PL-77",
    "betrokkenen": [FRAMBOOS],
    "aanpak": "pog",
    "leefgebieden": ["wonen", "sociaal-netwerk"],
    "criteria": [
        {"criterium": code, "feiten": f"Verzonnen feiten bij {code}"} for code in ("A1", "A2", "A3")
    ],
    "reguliereRoutes": "Het verzonnen wijkteam kwam er niet in",
}
AANVULLING: JSON = {"betrokkenen": [BRAAM], "voorcontact": {"op": "2026-03-02", "met": "mw-peer"}}
GRONDSLAG: JSON = {"grondslag": "wgs", "toelichting": "Ernstige verzonnen overlast"}
OORDELEN: list[JSON] = [
    *({"criterium": code, "oordeel": "voldaan", "waarom": f"Gewogen: {code}"} for code in ("A1", "A2", "A3")),
    {"criterium": "B1", "oordeel": "niet-voldaan", "waarom": "Geen gebiedsgebonden probleem"},
]
TRIAGE: JSON = {
    "oordelen": OORDELEN,
    "uitkomst": "ico",
    "motivering": "Regie is nodig",
    "wegers": ["politie", "zvh"],
}
PROCESREGIE: JSON = {"regie": "procesregie-basis", "medewerker": "mw-peer", "organisatie": "zvh"}
CASUSREGIE: JSON = {"regie": "casusregie", "medewerker": "mw-appel", "organisatie": "ggz"}
DEELNEMER: JSON = {"medewerker": "mw-meloen", "organisatie": "ggz", "namens": "behandelaar"}
ICO: JSON = {
    "icoId": ICO_ID,
    "doel": "Rust in de verzonnen straat",
    "begint": "2026-03-09T14:00:00+01:00",
    "vorm": "hybride",
    "genodigden": [
        {"organisatie": "politie", "vraag": "Wat speelt er in de straat?"},
        {"organisatie": "ggz", "vraag": "Welke zorg loopt?"},
    ],
}
VERZETTING: JSON = {"begint": "2026-03-10T14:00:00+01:00", "reden": "De zaal is bezet"}
ADVIES: JSON = {
    "samenvatting": "Een verzonnen samenvatting",
    "advies": "Een verzonnen advies",
    "afspraken": [{"wie": "ggz", "wat": "Belt elke week"}],
}
PLAN: JSON = {"doel": "Een half jaar rust", "rolverdeling": [{"wie": "politie", "wat": "Houdt contact"}]}
ACTIE: JSON = {
    "actieId": ACTIE_ID,
    "omschrijving": "Een verzonnen huisbezoek",
    "organisatie": "ggz",
    "medewerker": "mw-meloen",
    "uiterlijk": "2026-03-24",
}
ANALYSE: JSON = {
    "analyseId": ANALYSE_ID,
    "vraag": "Waarom stopt de verzonnen hulp steeds?",
    "organisatie": "ggz",
    "uiterlijk": "2026-04-21",
}
VOORTGANG: JSON = {"tekst": "Een maand rust", "aanzet": "casusregisseur"}
HERAGENDERING: JSON = {"datum": "2026-06-02", "reden": "Het gaat weer mis"}
AFSLUITING: JSON = {"reden": "Het doel is bereikt", "resultaat": "Rust in de verzonnen straat"}
OVERLEG: JSON = {
    "overlegId": OVERLEG_ID,
    "tafel": ZVH,
    "soort": "triage",
    "begint": "2026-03-03T10:00:00+01:00",
    "minuten": 90,
    "vorm": "hybride",
    "capaciteit": 3,
    "plaats": "De verzonnen zaal",
}
UITNODIGING: JSON = {"uitnodigingId": UITNODIGING_ID, "genodigde": "ggz", "deelname": "vast"}
OVERLEGVERSLAG: JSON = {
    "aanwezig": [
        {"genodigde": "politie", "minuten": 90},
        {"genodigde": "ggz", "medewerker": "mw-appel", "minuten": 45},
    ],
    "verslag": "Begon op tijd",
}
VRAAG: JSON = {
    "tafel": ZVH,
    "kanaal": "telefonisch",
    "vraagsteller": "Wijkagent van de verzonnen wijk",
    "vraag": "Hoort deze zaak bij de tafel?",
    "aard": "op-naam",
    "betrokkenen": [FRAMBOOS],
    "gemeente": "zaanstad",
}
ADVIES_OP_VRAAG: JSON = {"advies": "Meld de verzonnen zaak aan", "formulierGeadviseerd": "ja"}


def toestemming(persoon_id: str, **over: object) -> JSON:
    """Consent by the person, for what falls under a professional secrecy."""
    return {
        "persoonId": persoon_id,
        "doel": "beroepsgeheim",
        "hoedanigheid": "zelf",
        "gever": "Testpersoon Framboos",
        "tekstversie": "tekst-1",
        "gegevenOp": "2026-03-02",
        **over,
    }


def verslag(persoon_id: str) -> JSON:
    """The report of the ICO, with what the ggz told in confidence."""
    return {
        "gehoudenOp": "2026-03-10",
        "aanwezig": ["politie", "ggz"],
        "verslag": "Een verzonnen verslag",
        "inbreng": [
            {
                "persoonId": persoon_id,
                "organisatie": "ggz",
                "tekst": "Is in behandeling bij de verzonnen kliniek",
                "geheimhouding": "beroepsgeheim",
            }
        ],
    }


# --- a table that works on consent, and that hears roles, never names --------------------------------------------

RET = "ret-zaanstreek-waterland"
AANMELDING_RET: JSON = {
    "tafel": RET,
    "organisatie": "lokale-toegang",
    "gemeente": "zaanstad",
    "kenmerk": "LT-Kenmerk-9",
    "betrokkenen": [
        {
            "betrokkenheid": "hoofdpersoon",
            "naam": "Testpersoon Mispel",
            "geboortedatum": "2016-05-17",
            "bsn": BSN,
            "adres": "Verzonnenlaan 1",
            "toelichting": "Zit op de Kwetterschool",
        },
        {"betrokkenheid": "ouder", "naam": "Testpersoon Kweepeer"},
    ],
    "criteria": [{"criterium": "A1", "feiten": "Testpersoon Mispel komt niet op school"}],
    "reguliereRoutes": "Het verzonnen wijkteam kwam bij Mispel niet binnen",
}
TRIAGE_RET: JSON = {
    "oordelen": [{"criterium": "A1", "oordeel": "voldaan", "waarom": "De hulp voor Mispel stokt"}],
    "uitkomst": "ico",
    "motivering": "Regie is nodig",
    "wegers": ["zvh"],
}


def gezag(persoon_id: str) -> JSON:
    """One parent has gezag, as the register says."""
    return {
        "persoonId": persoon_id,
        "gezag": "eenhoofdig-ouderlijk-gezag",
        "onderzoek": "geen-onderzoek",
        "herkomst": "BRP, opgezocht voor Testpersoon Mispel",
    }


def toestemming_ouder(persoon_id: str, **over: object) -> JSON:
    """Consent by the parent, for discussing the case."""
    return {
        "persoonId": persoon_id,
        "doel": "inbrengen",
        "hoedanigheid": "ouder-met-gezag",
        "gever": "Testpersoon Kweepeer",
        "tekstversie": "tekst-1",
        "gegevenOp": "2026-03-02",
        **over,
    }
