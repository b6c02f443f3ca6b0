"""The overview of an inzage on paper: what the template is given, and the sentences that hold for everybody."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from api.overzicht import Gegeven, Plaats
from domain.tafels import Tafel
from infra.settings import Settings
from projections.dagen import datum, tijdstip
from projections.woorden import opsomming

BEREIK = (
    "Gezocht is met uw naam en geboortedatum. Daarna is bekeken welke gegevens echt over u gaan. Staat u ergens met een"
    " andere naam of geboortedatum, dan kan dat hier ontbreken. Zeg het dan: er wordt opnieuw gezocht."
)
"""How far the overview goes: no further than the places that were confirmed to be about this person."""
RECHTEN = (
    "U kunt vragen om gegevens te verbeteren, te wissen of de verwerking te beperken, en u kunt bezwaar maken.",
    "U kunt een klacht indienen bij de Autoriteit Persoonsgegevens.",
    "Er wordt niet automatisch over u besloten; mensen wegen en besluiten.",
    "Namen van andere mensen staan er niet in. U leest in plaats daarvan hun rol.",
)
"""What AVG 15(1)(e), (f) and (h) say that somebody is told, and how to read the overview."""
FG_ONBEKEND = "Vraag bij de tafel hieronder hoe u de functionaris voor gegevensbescherming bereikt."
VRAGEN = "Stel ze aan {}, waar u uw verzoek deed."
NERGENS = "Over u zijn geen gegevens gevonden in de casussen en consultaties van deze dienst."


def uitleg(plaatsen: Sequence[Plaats]) -> list[str]:
    """What the person is told besides the data."""
    return [BEREIK, *RECHTEN] if plaatsen else [NERGENS, BEREIK, *RECHTEN]


def contact(settings: Settings, tafel: Tafel) -> list[Gegeven]:
    """Whom the person can turn to; what was not set is told by the table where the verzoek came in."""
    return [
        Gegeven("Verantwoordelijk voor uw gegevens", settings.verantwoordelijke or tafel.naam),
        Gegeven("Functionaris voor gegevensbescherming", settings.fg or FG_ONBEKEND),
        Gegeven("Vragen over dit overzicht", VRAGEN.format(tafel.naam)),
    ]


def blad(overzicht: Mapping[str, Any]) -> dict[str, object]:
    """What the template is given: texts alone, in the order in which they are read."""
    return {
        "naam": overzicht["naam"],
        "gemaakt": tijdstip(datetime.fromisoformat(overzicht["gemaakt_op"])),
        "exemplaar": overzicht["watermerk"] or "",
        "uitleg": overzicht["uitleg"],
        "contact": [[wie["wat"], wie["waarde"]] for wie in overzicht["contact"]],
        "plaatsen": [_plaats(plaats) for plaats in overzicht["plaatsen"]],
    }


def _plaats(plaats: Mapping[str, Any]) -> dict[str, object]:
    tot = plaats["bewaren_tot"]
    bewaren = "" if tot is None else f"uiterlijk tot en met {datum(date.fromisoformat(tot))}"
    over = [
        ["Op welke grondslag", plaats["grondslag"] or ""],
        ["Waarvoor", opsomming(plaats["doelen"])],
        ["Van wie de gegevens komen", opsomming(plaats["herkomst"])],
        ["Wie de gegevens leverden of kregen", opsomming(plaats["ontvangers"])],
        ["Bewaard", bewaren],
        ["Waarom zo lang", plaats["bewaargrond"] or ""],
    ]
    return {
        "kop": f"{plaats['soort'].capitalize()} {plaats['nummer']}, {plaats['tafel']}",
        "gegevens": [[gegeven["wat"], gegeven["waarde"]] for gegeven in plaats["gegevens"]],
        "over": [regel for regel in over if regel[1]],
        "feiten": [
            [tijdstip(datetime.fromisoformat(feit["op"])), feit["rol"], feit["zin"]]
            for feit in plaats["feiten"]
        ],
        "weggelaten": plaats["weggelaten"],
    }
