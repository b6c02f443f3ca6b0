"""Writes what ``make bench`` and ``make bench-groei`` found into ``docs/prestaties.md``, between its marks.

The words around it are ours to keep true: what limits a figure, and what was tried.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson

from tests.benchmarks.beeld import beeld
from tests.benchmarks.uitslag import MAP, getal

DOCS = Path(__file__).parents[2] / "docs"
KROMMEN = {
    "loaded_events_per_s": "load written, events/s",
    "commands_per_s": "whole command, one client, a second",
    "views_events_per_s": "all views kept, events/s",
    "views_memory_mb": "memory to keep them, MB",
    "logboek_events_per_s": "logboek kept, events/s",
    "case_p99_ms": "a case opened, p99, ms",
    "queue_p99_ms": "triagelijst page, p99, ms",
    "queue_of_then_ms": "triagelijst of a moment, ms",
    "slowest_list_of_then_ms": "the slowest list of a moment, ms",
    "database_mb": "database, MB",
}


def schrijf(uitslag: Mapping[str, Any], groei: Mapping[str, Any] | None, *, docs: Path = DOCS) -> None:
    """Put the figures in the page, and the curves beside it."""
    pagina = docs / "prestaties.md"
    tekst = _tussen(pagina.read_text(), "figures", [_waarop(uitslag), "", *_tabel(uitslag["rows"])])
    if groei is not None:
        punten: Sequence[Mapping[str, float]] = groei["points"]
        tekst = _tussen(tekst, "growth", [_waarop(groei), "", *_groeitabel(punten)])
        krommen = [(naam, _punten(punten, sleutel)) for sleutel, naam in KROMMEN.items()]
        (docs / "prestaties.svg").write_text(beeld([een for een in krommen if een[1]]))
    pagina.write_text(tekst)


def _punten(punten: Sequence[Mapping[str, float]], sleutel: str) -> list[tuple[float, float]]:
    return [(punt["events"], punt[sleutel]) for punt in punten if punt[sleutel] > 0]


def _tabel(rijen: Sequence[Mapping[str, Any]]) -> list[str]:
    regels = ["| what | ours | against | ratio | target | reached |", "|---|--:|--:|--:|--:|---|"]
    for rij in rijen:
        doel = "" if rij["target"] is None else f"{rij['target']:.2f}"
        gehaald = {True: "yes", False: "**no**", None: ""}[rij["reached"]]
        regels.append(
            f"| {rij['name']} | {getal(rij['ours'])} | {getal(rij['against'])} ({rij['peer']})"
            f" | {rij['ratio']:.2f} | {doel} | {gehaald} |"
        )
    return regels


def _groeitabel(punten: Sequence[Mapping[str, float]]) -> list[str]:
    kop = " | ".join(f"{punt['events']:,.0f} events" for punt in punten)
    regels = [f"| | {kop} |", "|---" + "|--:" * len(punten) + "|"]
    for sleutel, naam in KROMMEN.items():
        regels.append(f"| {naam} | " + " | ".join(getal(punt[sleutel]) for punt in punten) + " |")
    return regels


def _waarop(uitslag: Mapping[str, Any]) -> str:
    machine, versies = uitslag["machine"], uitslag["versions"]
    pakketten = ", ".join(f"{naam} {versie}" for naam, versie in versies.items() if naam != "casus")
    return (
        f"Measured on {machine['cores']} cores ({machine['processor']}), {machine['memory_mb'] / 1024:.0f} GB;"
        f" {pakketten}." + (" The short form." if uitslag["short"] else "")
    )


def _tussen(tekst: str, naam: str, regels: Sequence[str]) -> str:
    begin, einde = f"<!-- {naam} -->", f"<!-- end of {naam} -->"
    voor, _, rest = tekst.partition(begin)
    _, _, na = rest.partition(einde)
    return "\n".join([voor + begin, *regels, einde + na])


def main() -> None:
    """Take the last results there are."""
    groei = MAP / "groei.json"
    schrijf(
        orjson.loads((MAP / "results.json").read_bytes()),
        orjson.loads(groei.read_bytes()) if groei.exists() else None,
    )


if __name__ == "__main__":
    main()
