"""Lists as CSV: for a spreadsheet, with the number of the export in every row, so that a part of it is known.

It opens right in a Dutch Excel by a double click: a semicolon between cells (there the comma is in numbers), a byte
order mark for UTF-8, CRLF at the end of a line, and days as 2031-03-02. No cell is reckoned out.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Connection

from api.tegenhouden import LOOPT, Stand, standen_van
from api.uitvoerder import uitvoerder
from infra.exportregister import Export
from infra.verklaring.register import nummers_van
from projections import monitoring, verwijderrapport

BLADZIJDE = 1000
SCHEIDING = ";"
FORMULE = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet takes for the beginning of something to reckon out."""

R = TypeVar("R")


@dataclass(frozen=True)
class Regels:
    """What a list holds: its rows, and the casussen that they are about."""

    rijen: Sequence[Mapping[str, object]]
    stromen: frozenset[UUID]

    def zonder(self, stromen: frozenset[UUID]) -> "Regels":
        """The same list without the rows about these casussen."""
        rijen = [rij for rij in self.rijen if rij.get("stroom_id") not in stromen]
        return Regels(rijen, self.stromen - stromen)


@dataclass(frozen=True)
class Csvsoort:
    """A list that can leave as CSV: its columns, and where its rows come from."""

    kolommen: tuple[str, ...]
    lees: Callable[[Connection, str, date], Regels]


def schrijf_csv(soort: Csvsoort, rijen: Iterable[Mapping[str, object]], export: Export) -> bytes:
    """Give the file, in UTF-8, with a heading (RFC 4180, with semicolons); the last two columns are of the export."""
    uit = io.StringIO(newline="")
    schrijver = csv.writer(uit, delimiter=SCHEIDING, lineterminator="\r\n")
    schrijver.writerow((*soort.kolommen, "export", "te_vernietigen_uiterlijk"))
    merk = (export.exportnummer, _cel(export.vervalt_op))
    for rij in rijen:
        schrijver.writerow((*(_cel(rij[kolom]) for kolom in soort.kolommen), *merk))
    return uit.getvalue().encode("utf-8-sig")


def _cel(waarde: object) -> str:
    tekst = _als_tekst(waarde)
    return f"'{tekst}" if tekst.startswith(FORMULE) else tekst


def _als_tekst(waarde: object) -> str:
    match waarde:
        case None:
            tekst = ""
        case bool():
            tekst = "ja" if waarde else "nee"
        case datetime():
            tekst = waarde.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case date():
            tekst = waarde.isoformat()
        case tuple() | list():
            tekst = ", ".join(map(str, waarde))
        case Enum():
            tekst = str(waarde.value)
        case _:
            tekst = str(waarde)
    return tekst


def _alle(vraag: Callable[[Any], Sequence[R]], sleutel: Callable[[R], object]) -> Iterator[R]:
    na: object = None
    while rijen := vraag(na):
        yield from rijen
        na = sleutel(rijen[-1])


def _lopend(verbinding: Connection, tafel: str, vandaag: date) -> Regels:
    gelezen = list(
        _alle(
            lambda na: monitoring.lopend(verbinding, tafel, na=na, limiet=BLADZIJDE), lambda rij: rij.sleutel
        )
    )
    rijen = []
    for rij in gelezen:
        dag, soort = rij.volgende or (None, None)
        rijen.append(
            {
                **vars(rij),
                "aan_zet": rij.beurt(vandaag).wie,
                "volgende_moment": dag,
                "volgende_soort": soort,
                "te_laat": rij.te_laat(vandaag),
            }
        )
    return Regels(rijen, frozenset(rij.stroom_id for rij in gelezen))


def _termijnen(verbinding: Connection, tafel: str, vandaag: date) -> Regels:
    gelezen: list[verwijderrapport.Termijn] = []
    for soort in verwijderrapport.Soort:
        gelezen += _alle(
            lambda na, soort=soort: verwijderrapport.aanwezig(  # type: ignore[misc]  # the default binds this turn's kind
                verbinding, tafel, ook_afgeschermd=True, soort=soort, na=na, limiet=BLADZIJDE
            ),
            lambda rij: rij.sleutel,
        )
    stromen = [rij.stroom_id for rij in gelezen]
    standen: dict[UUID, Stand] = {}
    for begin in range(0, len(stromen), BLADZIJDE):
        standen |= standen_van(verbinding, tafel, stromen[begin : begin + BLADZIJDE])
    rijen = [
        {
            **vars(rij),
            "over_termijn": rij.over_termijn(vandaag),
            **vars(standen.get(rij.stroom_id, LOOPT)),
        }
        for rij in gelezen
    ]
    return Regels(rijen, frozenset(stromen))


def _verwijderd(verbinding: Connection, tafel: str, vandaag: date) -> Regels:
    del vandaag
    gelezen = list(
        _alle(
            lambda na: verwijderrapport.verwijderd(verbinding, tafel, na=na, limiet=BLADZIJDE),
            lambda rij: rij.sleutel,
        )
    )
    nummers = nummers_van(verbinding, {rij.lijstnummer for rij in gelezen if rij.lijstnummer is not None})
    rijen = [
        {
            **vars(rij),
            "uitgevoerd_door": uitvoerder(rij.uitgevoerd_door),
            "verklaringsnummer": nummers.get(rij.lijstnummer or ""),
        }
        for rij in gelezen
    ]
    return Regels(rijen, frozenset())


CSVSOORTEN = {
    "lopende-casussen": Csvsoort(
        (
            *(
                "casusnummer",
                "organisatie",
                "gemeente",
                "aanpak",
                "fase",
                "procesregisseur",
                "casusregisseur",
            ),
            *("laatste_voortgang", "aan_zet", "volgende_moment", "volgende_soort", "opgeschaald_naar"),
            *("open_acties", "open_analyses", "te_laat"),
        ),
        _lopend,
    ),
    "bewaartermijnen": Csvsoort(
        (
            *("casusnummer", "soort", "tafel", "bewaren_tot", "regel", "uitgewerkt", "afgeschermd"),
            *("over_termijn", "opgeschort", "beperkt", "gronden", "herzien_op", "lijstnummer"),
        ),
        _termijnen,
    ),
    "verwijderrapport": Csvsoort(
        (
            *("bewijsnummer", "soort", "tafel", "regime", "verwijderd_op", "rol", "grond", "regel"),
            *("bewaren_tot", "voorgesteld_door", "gecontroleerd_door", "goedgekeurd_door", "uitgevoerd_door"),
            *("lijstnummer", "verklaringsnummer", "wijze", "systemen", "gecontroleerd"),
        ),
        _verwijderd,
    ),
}
"""By the kind of export. None holds a name or a free text: those stay in the kluis."""
