"""The tables where cases are discussed, as data: what a table is, and the questions it can answer."""

from domain.tafels.tafel import Bron, Criterium, Keuze, Niveau, Tafel, Triageritme, Zekerheid

__all__ = ["Bron", "Criterium", "Keuze", "Niveau", "Tafel", "Triageritme", "Zekerheid"]
