"""The way to the right table."""

from domain.wegwijzer.situatie import ANDERS, CRISIS, ONGEBOREN, Keten, Situatie
from domain.wegwijzer.wegwijzer import Nog, Passend, Reden, Tafeladvies, Wat, Wegwijzing, wijs_de_weg

__all__ = [
    "ANDERS",
    "CRISIS",
    "ONGEBOREN",
    "Keten",
    "Nog",
    "Passend",
    "Reden",
    "Situatie",
    "Tafeladvies",
    "Wat",
    "Wegwijzing",
    "wijs_de_weg",
]
