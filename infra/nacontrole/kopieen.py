"""What of it was copied out: the copy of the key store, and the exports that are known."""

import base64
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import UUID

import orjson
from sqlalchemy import Engine

from domain.vernietigingslijst.nacontrole import Aantal, Controle, Soort, Uitslag
from infra.keys import Eenheid
from infra.nacontrole.bestanden import Doorzocht
from infra.nacontrole.naald import LENGTE, Naalden, Spoor, Treffer
from infra.nacontrole.openen import Opener
from infra.nacontrole.spoorsoort import Spoorsoort
from infra.nacontrole.sporen import verbinding_van
from infra.omgeving import NEDERLAND


@dataclass(frozen=True)
class BekendeKopie:
    """An export that holds something of what was destroyed.

    ``pad`` is where it is, if that is here; ``gemeld_weg`` says who said that it is gone, by pseudonymous id, and when.
    """

    id: str
    pad: Path | None = None
    gemeld_weg: tuple[str, datetime] | None = None


Kopieen = Callable[[Sequence[Eenheid]], Iterable[BekendeKopie]]
"""Gives the known copies of some units."""


_VAN_LIJSTEN = """
WITH lijsten AS (
    SELECT DISTINCT g.originator_id FROM feiten.gebeurtenis g,
        jsonb_path_query(convert_from(g.state, 'UTF8')::jsonb, 'strict $.b.posten[*].post.stroom_id') s
    WHERE g.topic LIKE 'vernietigingslijst.LijstVoorgesteld.v%%' AND (s #>> '{}')::uuid = ANY(%(stromen)s)
), nummers AS (
    SELECT DISTINCT n #>> '{}' AS nummer FROM feiten.gebeurtenis g JOIN lijsten USING (originator_id),
        jsonb_path_query(convert_from(g.state, 'UTF8')::jsonb, 'lax $.b.kopieen[*]') n
    WHERE g.topic LIKE 'vernietigingslijst.PostenVernietigd.v%%'
)
SELECT n.nummer, e.vernietigd_door, e.vernietigd_op
FROM nummers n LEFT JOIN exports.export e ON e.exportnummer = n.nummer ORDER BY n.nummer
"""


def kopieen_van(engine: Engine) -> Kopieen:
    """The known copies as the facts of the lists name them, each with what the register of exports says of it now.

    Of which casus something stands in which file is not kept, so of one unit these are all copies of its list.
    """

    def van(eenheden: Sequence[Eenheid]) -> list[BekendeKopie]:
        stromen = list({eenheid.stroom_id for eenheid in eenheden})
        with verbinding_van(engine) as verbinding:
            rijen = verbinding.execute(_VAN_LIJSTEN, {"stromen": stromen}).fetchall()
        return [
            BekendeKopie(nummer, gemeld_weg=None if op is None else (door, op)) for nummer, door, op in rijen
        ]

    return van


@dataclass
class Kopiestand:
    """What was seen of the copy of the key store: its lines, the keys of destroyed units in it, those that open."""

    regels: int = 0
    sleutels: set[UUID] = field(default_factory=set)
    te_openen: int = 0
    onleesbaar: int = 0


def bekijk_sleutelkopie(
    bestand: Path, naalden: Naalden, opener: Opener, stand: Kopiestand, *, geheel: frozenset[UUID]
) -> None:
    """Look in the copy of the key store for keys of destroyed units, line by line.

    ``geheel`` are the streams that were destroyed as a whole.
    """
    with bestand.open("rb") as stroom:
        for ruw in stroom:
            stand.regels += 1
            try:
                regel = orjson.loads(ruw)
                if regel["soort"] != "sleutel":
                    continue
                sleutel_id = UUID(regel["sleutel_id"])
                spoor = naalden.sporen.get(sleutel_id.bytes)
                if spoor is None and UUID(regel["stroom_id"]) not in geheel:
                    continue
                ingepakt = base64.b64decode(regel["ingepakt"])
            except (KeyError, TypeError, ValueError):
                stand.onleesbaar += 1
                continue
            if sleutel_id in stand.sleutels:
                continue
            stand.sleutels.add(sleutel_id)
            eenheid = spoor.eenheid if spoor else 0
            gevonden = Spoor(Spoorsoort.INGEPAKT, eenheid, sleutel_id.bytes)
            stand.te_openen += opener.neem(Treffer(gevonden, ingepakt[:LENGTE], ingepakt))


def controle_sleutelkopie(bestand: Path | None, stand: Kopiestand) -> Controle:
    """What came of it."""
    gelezen = bestand is not None and bestand.is_file() and not stand.onleesbaar
    return Controle(
        code=Soort.SLEUTELKOPIE,
        wat="Staat een sleutel van wat vernietigd is in de kopie van de sleutels?",
        uitslag=Uitslag.MISLUKT if stand.sleutels else Uitslag.GESLAAGD if gelezen else Uitslag.GEDEELTELIJK,
        aantallen=(
            Aantal("regels bekeken", stand.regels),
            Aantal("sleutels gevonden", len(stand.sleutels)),
            Aantal("daarvan te openen", stand.te_openen),
        ),
        waar=("kopie van de sleutels",) if stand.sleutels or stand.onleesbaar else (),
        toelichting="" if gelezen else "De kopie van de sleutels is er niet of is niet te lezen.",
    )


def controle_exports(
    kopieen: Iterable[BekendeKopie] | None, exportmap: Path | None, doorzocht: Doorzocht
) -> Controle:
    """Check that known copies are gone; what was not kept here is for whoever holds it to confirm."""
    bekend = list(kopieen or ())
    er_nog = [kopie.id for kopie in bekend if kopie.pad is not None and kopie.pad.exists()]
    onzeker = [kopie.id for kopie in bekend if kopie.pad is None and kopie.gemeld_weg is None]
    gevonden = sum(doorzocht.vondsten.values())
    heel = kopieen is not None and not onzeker and not doorzocht.ongelezen
    toelichting = []
    if kopieen is None:
        toelichting.append("Er is geen register van exports geraadpleegd.")
    if onzeker:
        toelichting.append(
            "Wie een kopie heeft, moet zelf melden dat die weg is: " + ", ".join(onzeker) + "."
        )
    gemeld = [
        f"{kopie.id} door {kopie.gemeld_weg[0]} op {kopie.gemeld_weg[1].astimezone(NEDERLAND):%d-%m-%Y}"
        for kopie in bekend
        if kopie.gemeld_weg is not None
    ]
    if gemeld:
        toelichting.append("Als vernietigd gemeld: " + ", ".join(gemeld) + ".")
    return Controle(
        code=Soort.EXPORTS,
        wat="Zijn de bekende kopieën weg?",
        uitslag=Uitslag.MISLUKT if er_nog or gevonden else Uitslag.GESLAAGD if heel else Uitslag.GEDEELTELIJK,
        aantallen=(
            Aantal("bekende kopieën", len(bekend)),
            Aantal("daarvan nog hier", len(er_nog)),
            Aantal("daarvan niet bevestigd", len(onzeker)),
            Aantal("bestanden in de exportmap bekeken", doorzocht.bestanden),
            Aantal("sporen in de exportmap gevonden", gevonden),
        ),
        waar=(*er_nog, *(("exportmap",) if exportmap and gevonden else ())),
        toelichting=" ".join(toelichting),
    )
