"""Whether JSON says one thing: a name stands once in an object, and what is no number is no JSON."""

import json
from collections.abc import Iterator
from typing import Any, NoReturn

Plaats = tuple[str | int, ...]


class Meerduidig(Exception):
    """Objects name something twice; ``plaatsen`` says which objects."""

    def __init__(self, plaatsen: tuple[Plaats, ...]) -> None:
        super().__init__()
        self.plaatsen = plaatsen


class _Dubbel(dict[str, Any]):
    """An object that names something twice."""


def eis_eenduidig(inhoud: bytes) -> None:
    """Take JSON in UTF-8 that says one thing, or nothing at all.

    Raises:
        Meerduidig: a name stands twice in an object.
        ValueError: it is no JSON in UTF-8, or goes too deep.
    """
    if not inhoud:
        return
    gevonden: list[_Dubbel] = []

    def object_van(paren: list[tuple[str, Any]]) -> dict[str, Any]:
        if len(dict(paren)) == len(paren):
            return dict(paren)
        gevonden.append(_Dubbel(paren))
        return gevonden[-1]

    try:
        gelezen = json.loads(inhoud.decode("utf-8"), object_pairs_hook=object_van, parse_constant=_geen_getal)
        plaatsen = tuple(_dubbelen(gelezen)) if gevonden else ()
    except RecursionError:
        raise ValueError("too deep") from None
    if gevonden:
        raise Meerduidig(plaatsen or ((),))


def _geen_getal(_: str) -> NoReturn:
    raise ValueError("no number")


def _dubbelen(deel: object, hier: Plaats = ()) -> Iterator[Plaats]:
    """Where the objects are that name something twice; what only the lost one of a pair held has no place."""
    if isinstance(deel, _Dubbel):
        yield hier
    if isinstance(deel, dict):
        for naam, waarde in deel.items():
            yield from _dubbelen(waarde, (*hier, naam))
    if isinstance(deel, list):
        for nummer, waarde in enumerate(deel):
            yield from _dubbelen(waarde, (*hier, nummer))
