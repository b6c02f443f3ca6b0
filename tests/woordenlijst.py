"""The glossary of README.md, made from the definitions: every fact, role, phase and view, and the core words."""

from pathlib import Path

from infra.definitions import lees_definities

README = Path(__file__).parent.parent / "README.md"
BEGIN = "<!-- words: written by `python -m tests.woordenlijst` -->\n"
EINDE = "<!-- end of words -->\n"
KERN = {
    "aanmelding",
    "aanpak",
    "actie",
    "afgeschermd",
    "afschalen",
    "agendapunt",
    "BEN",
    "Beschermingstafel",
    "betrokkene",
    "bedenktijd",
    "bewaartermijn",
    "bewijsnummer",
    "bewijsstrook",
    "casus",
    "casusnummer",
    "casusregie",
    "concept",
    "consultatie",
    "convenantpartner",
    "crisis",
    "doorgeven",
    "gezag",
    "grondslag",
    "her-agendering",
    "ICO",
    "inbreng",
    "inzage",
    "inzagedoel",
    "inzagelogboek",
    "kenmerk",
    "keten",
    "kluis",
    "landelijke monitor",
    "leefgebied",
    "loket",
    "niveau",
    "noodgeval",
    "opdracht",
    "opschalen",
    "overleg",
    "privacyprotocol",
    "procesregie",
    "regime",
    "regio",
    "RET",
    "samenloop",
    "scenario",
    "skelet",
    "tafel",
    "tegenspraak",
    "terugschalen",
    "treffer",
    "triage",
    "verklarende analyse",
    "verklaring van vernietiging",
    "vernietigen",
    "vernietigingslijst",
    "verzoek",
    "voorvertoning",
    "weergave",
    "wegwijzer",
    "Weigering",
    "ZVH",
}
KOPPEN = {
    "kern": "Core words",
    "rol": "Roles",
    "fase": "Phases",
    "weergave": "Views",
    "gebeurtenis": "Events",
}


def woordenlijst() -> str:
    """The glossary as Markdown."""
    delen = []
    for soort, kop in KOPPEN.items():
        rijen = [
            f"| `{begrip.term}` | {begrip.engels} | {begrip.uitleg} |"
            for begrip in lees_definities().begrippen.values()
            if begrip.soort == soort and (soort != "kern" or begrip.term in KERN)
        ]
        delen.append(
            "\n".join([f"### {kop}\n", "| word | in English | in het Nederlands |", "|---|---|---|", *rijen])
        )
    return "\n\n".join(delen) + "\n"


def in_readme(tekst: str) -> str:
    """The glossary as README.md has it."""
    return tekst.partition(BEGIN)[2].partition(EINDE)[0]


if __name__ == "__main__":
    nu = README.read_text(encoding="utf-8")
    README.write_text(nu.replace(BEGIN + in_readme(nu), BEGIN + woordenlijst()), encoding="utf-8")
