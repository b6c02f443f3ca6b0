"""Where in a TOML file a value stands: the parser gives values without their lines, and a sentence needs the line."""

import re

Pad = tuple[str | int, ...]
"""Where a value stands: keys, and the places in arrays counted from 0."""

_KOP = re.compile(r"\s*(?P<haken>\[\[?)\s*(?P<naam>[\w.-]+)\s*\]\]?\s*(#.*)?$")
_SLEUTEL = re.compile(r"\s*(?P<naam>[\w.-]+)\s*=")
_TOML_REGEL = re.compile(r"\(at line (\d+), column \d+\)")


def syntaxisfout(naam: str, melding: str) -> str:
    """The sentence for a file that is no TOML: its name, the line if the parser gave it, the reason."""
    regel = _TOML_REGEL.search(melding)
    plaats = f"{naam}, line {regel[1]}" if regel else naam
    return f"{plaats}: is not valid TOML: {_TOML_REGEL.sub('', melding).strip()}."


def vindplaatsen(tekst: str) -> dict[Pad, int]:
    """Find the line of every key and header, which the TOML parser does not tell.

    This scan knows nothing of values: a line in the middle of a long text may pass for a key. That costs a
    message its exact line, never a definition its meaning.
    """
    regels: dict[Pad, int] = {}
    laatste: dict[Pad, int] = {}
    kop: Pad = ()
    for nummer, regel in enumerate(tekst.split("\n"), start=1):
        if gevonden := _KOP.match(regel):
            kop = _kop(gevonden["naam"].split("."), laatste, nieuw=gevonden["haken"] == "[[")
            regels.setdefault(kop, nummer)
        elif gevonden := _SLEUTEL.match(regel):
            regels.setdefault((*kop, *gevonden["naam"].split(".")), nummer)
    return regels


def _kop(delen: list[str], laatste: dict[Pad, int], *, nieuw: bool) -> Pad:
    """Resolve a header as TOML does: each array on the way means its last element so far."""
    pad: Pad = ()
    for over, deel in zip(reversed(range(len(delen))), delen, strict=True):
        pad = (*pad, deel)
        if nieuw and over == 0:
            laatste[pad] = laatste.get(pad, -1) + 1
        if pad in laatste:
            pad = (*pad, laatste[pad])
    return pad
