"""The logboek: proof to an outsider that the history was not changed.

Its core is on bytes, without I/O: ``blad``, ``merkle``, ``sleutels``, ``notitie``, ``checkpoint``, ``bewijs``,
``getuige``, ``beleid``. Around it: ``opslag`` in the database, ``publicatie`` and ``ring`` on disk, ``houder`` who
keeps it, ``bewijzen`` who answers, ``controle`` who checks all, ``nakijken`` what a page shows,
``medeondertekenen`` who asks the witnesses. On the computer of a witness: ``getuigemap``.
"""

from infra.leesbaar import LeesbareFout

LANGSTE_WAARDE = 100
"""How many characters of a value an error shows."""


class Afgekeurd(LeesbareFout):
    """A check failed. The class says which one, and each instance what was expected and what was found.

    The first sentence of the class's docstring is the text of the error, so a check has one place that explains it.
    """

    def __init__(self, *, verwacht: object, gevonden: object) -> None:
        """``verwacht`` and ``gevonden`` are sizes, positions, names or hashes; never the content of an event."""
        self.verwacht = verwacht
        self.gevonden = gevonden
        regel = (type(self).__doc__ or type(self).__name__).partition("\n")[0]
        super().__init__(f"{regel} Expected {_kort(verwacht)}, found {_kort(gevonden)}.")


def _kort(waarde: object) -> str:
    """How a value stands in an error: hashes in hexadecimal, long input cut off."""
    tekst = waarde.hex() if isinstance(waarde, bytes) else str(waarde)
    return tekst if len(tekst) <= LANGSTE_WAARDE else f"{tekst[:LANGSTE_WAARDE]}…"
