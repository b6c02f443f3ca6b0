"""The house style of each region, as its definitions have it: one stylesheet, named by what is in it as any other."""

from collections.abc import Iterable

from domain.tafels import Regio

NAAM = "huisstijl.css"


def stijlblad(regios: Iterable[Regio]) -> bytes:
    """The colours of the regions that chose some; the others keep ours. What goes in was judged when it was read."""
    regels = [
        f'[data-regio="{regio.code}"] {{\n'
        f"  --casus-merk: {stijl.merk};\n"
        f"  --casus-merk-donker: {stijl.merk_donker};\n"
        f"  --casus-merk-licht: {stijl.merk_licht};\n"
        "}\n"
        for regio in regios
        for stijl in regio.huisstijl
    ]
    return "\n".join(regels).encode()
