"""Brings aanmeldingen in from a file of JSON Lines: good lines in batches, bad ones named and left out.

A line counts once: its kenmerk is the one of the source, so the same file again, or after a crash half-way,
adds only what was not there yet. A case that is there already stays as it is, also where the line now has
another content; the outcome says so. What was destroyed is not known any more, so it comes in again as a new case.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO

from api.importregels import Gelezen, Geweigerd, lees_regels
from domain.rollen import Medewerker, Rol
from domain.tafels import Stuk
from domain.weigering import Weigering
from infra.leesbaar import LeesbareFout
from infra.optekenen import Opdrachtgever
from infra.shell import Shell
from infra.uitkomst import Uitgevoerd

PORTIE = 64
"""Lines in one append."""

PORTIE_BYTES = 4 * 1024 * 1024
"""Bytes of lines in one append, so that a batch of long lines stays small as well."""

KIJKGAT = 8192


class ImportFout(LeesbareFout):
    """The file cannot be used at all; the sentence is for the operator and repeats nothing of it."""


class Uitkomst(StrEnum):
    """What became of a line."""

    AANGEMELD = "aangemeld"
    ER_AL = "er-al"
    ANDERS = "er-al-met-andere-inhoud"
    GEWEIGERD = "geweigerd"


@dataclass(frozen=True)
class Regeluitkomst:
    """What became of one line: the case it is now, or why it was refused."""

    regel: int
    uitkomst: Uitkomst
    casusnummer: str | None = None
    redenen: tuple[str, ...] = ()


def importeur(organisatie: str, *, spoor: str, medewerker: str = "import") -> Opdrachtgever:
    """In whose name a file comes in; ``medewerker`` is the pseudonymous id of who reads it in."""
    return Opdrachtgever(Medewerker(medewerker, Rol.SECRETARIS, organisatie), "import", spoor)


def eis_bruikbaar(kop: bytes) -> None:
    """Look at the beginning of a file.

    Raises:
        ImportFout: it is empty, or not text.
    """
    if not kop:
        raise ImportFout("The file is empty.")
    begin = kop.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if b"\0" in kop and begin != b"{":
        raise ImportFout("The file is not text in UTF-8, one JSON object a line.")


def importeer(
    shell: Shell,
    stroom: BinaryIO,
    *,
    namens: Opdrachtgever,
    gelezen: Callable[[int], None] = lambda _: None,
    toon: Callable[[Sequence[Uitgevoerd]], None] = lambda _: None,
) -> Iterator[Regeluitkomst]:
    """Bring a file in, and say of each line what became of it, in the order of the file within each batch.

    ``toon`` hears which cases were there already, before that is said of their lines.

    Raises:
        TeDruk: others kept writing first. What was said before this is in.
    """
    for portie in _porties(lees_regels(stroom, gelezen=gelezen)):
        yield from _breng_in(shell, portie, namens=namens, toon=toon)


def _porties(regels: Iterable[Gelezen | Geweigerd]) -> Iterator[list[Gelezen | Geweigerd]]:
    portie: list[Gelezen | Geweigerd] = []
    omvang = 0
    for regel in regels:
        portie.append(regel)
        omvang += regel.bytes if isinstance(regel, Gelezen) else 0
        if len(portie) >= PORTIE or omvang >= PORTIE_BYTES:
            yield portie
            portie, omvang = [], 0
    if portie:
        yield portie


def _breng_in(
    shell: Shell,
    portie: list[Gelezen | Geweigerd],
    *,
    namens: Opdrachtgever,
    toon: Callable[[Sequence[Uitgevoerd]], None],
) -> Iterator[Regeluitkomst]:
    bezwaren = {regel.nummer: _bezwaren(shell, regel) for regel in portie if isinstance(regel, Gelezen)}
    goed = [regel for regel in portie if isinstance(regel, Gelezen) and not bezwaren[regel.nummer]]
    reeks = [
        (
            gelezen.regel.tafel,
            gelezen.regel.opdracht(
                casusnummer=shell.omgeving.casusnummer(), nieuw_id=shell.omgeving.nieuw_id
            ),
        )
        for gelezen in goed
    ]
    gedaan = dict(
        zip((regel.nummer for regel in goed), shell.meld_reeks_aan(reeks, namens=namens), strict=True)
    )
    toon([keer for keer in gedaan.values() if isinstance(keer, Uitgevoerd) and not keer.nieuw])
    for regel in portie:
        if regel.nummer in gedaan:
            yield _uitkomst(regel.nummer, gedaan[regel.nummer])
        else:
            redenen = regel.redenen if isinstance(regel, Geweigerd) else bezwaren[regel.nummer]
            yield Regeluitkomst(regel.nummer, Uitkomst.GEWEIGERD, redenen=redenen)


def _bezwaren(shell: Shell, gelezen: Gelezen) -> tuple[str, ...]:
    """Why a line cannot be brought in. A file is brought in as a whole, so what its ground is has to stand in it."""
    tafel = shell.definities.tafels.get(gelezen.regel.tafel)
    if tafel is None:
        return ("Deze tafel bestaat niet.",)
    if Stuk.GRONDSLAG in tafel.vraagt and gelezen.regel.grondslag is None:
        return ("grondslag: ontbreekt. Deze tafel vraagt op welke wettelijke grondslag zij werkt.",)
    return ()


def _uitkomst(nummer: int, gedaan: Uitgevoerd | Weigering) -> Regeluitkomst:
    if isinstance(gedaan, Weigering):
        return Regeluitkomst(nummer, Uitkomst.GEWEIGERD, redenen=(str(gedaan),))
    if gedaan.nieuw:
        return Regeluitkomst(nummer, Uitkomst.AANGEMELD, gedaan.casusnummer)
    return Regeluitkomst(nummer, Uitkomst.ANDERS if gedaan.anders else Uitkomst.ER_AL, gedaan.casusnummer)
