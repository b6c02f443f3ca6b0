"""The nacontrole itself: takes the traces of a list, looks everywhere, and weighs what was found.

One pass over tables and files for each portion of traces; the rest are single questions to the database.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Engine

from domain.vernietigingslijst.nacontrole import Controle, Nacontrole, weeg
from infra.kek import Kekbron
from infra.keys import Eenheid, Kek
from infra.nacontrole.bestanden import Doorzocht, doorzoek_map
from infra.nacontrole.feiten import controleer_gebeurtenissen
from infra.nacontrole.grenzen import niet_gecontroleerd
from infra.nacontrole.kekken import controleer_kek
from infra.nacontrole.kopieen import (
    Kopieen,
    Kopiestand,
    bekijk_sleutelkopie,
    controle_exports,
    controle_sleutelkopie,
)
from infra.nacontrole.omheining import controleer_omheining, laatste_vernietiging
from infra.nacontrole.oordeel import controle_bestanden, controles_van_tabellen
from infra.nacontrole.openen import Opener, levende_sleutels
from infra.nacontrole.spoorsoort import Spoorsoort
from infra.nacontrole.sporen import Sporenset, Verbinding, porties, stand, verbinding_van
from infra.nacontrole.tabellen import Ronde, loop_langs, tel_per_eenheid, tel_volgens_gebeurtenis

_EENHEDEN = "SELECT stroom_id, persoon_id, organisatie FROM vernietiging.spooreenheid WHERE lijst = %s ORDER BY nummer"


@dataclass(frozen=True)
class Bereik:
    """What a nacontrole can reach. What is ``None`` it cannot look at, and it says so.

    ``engine`` is best that of the owner of the database: the service may not read tables that it does not know.
    ``datamap`` is the data directory of the database server, ``kekmap`` the folder of the KEK.
    """

    engine: Engine
    bron: Kekbron
    nu: Callable[[], datetime]
    datamap: Path | None = None
    kekmap: Path | None = None
    sleutelkopie: Path | None = None
    kopieen: Kopieen | None = None
    exportmap: Path | None = None
    laatste_reservekopie: date | None = None


@dataclass
class _Gezien:
    """What is gathered while the passes go on."""

    tabelopener: Opener
    schijfopener: Opener
    ronde: Ronde = field(default_factory=Ronde)
    schijf: Doorzocht = field(default_factory=Doorzocht)
    exports: Doorzocht = field(default_factory=Doorzocht)
    kopie: Kopiestand = field(default_factory=Kopiestand)


def controleer(bereik: Bereik, lijst: str, *, volgens_de_gebeurtenis: bool = False) -> Nacontrole:
    """Look whether everything of which traces were taken for this list is gone.

    ``volgens_de_gebeurtenis`` looks for ciphertexts by the hash in their event as well, for when no traces are left.

    Raises:
        GeenSporen: no traces were taken, or they were forgotten.
        SleutelFout: the KEKs cannot be read.
    """
    sporen = stand(bereik.engine, lijst)
    kekken = bereik.bron.lees()
    gezien = _Gezien(Opener(kekken), Opener(kekken))
    with verbinding_van(bereik.engine) as verbinding:
        eenheden = [Eenheid(*rij) for rij in verbinding.execute(_EENHEDEN, (lijst,))]
        _kijk_overal(bereik, verbinding, lijst, eenheden, gezien)
        if volgens_de_gebeurtenis:
            tel_volgens_gebeurtenis(verbinding, lijst, gezien.ronde)
        kopieen = None if bereik.kopieen is None else list(bereik.kopieen(eenheden))
        controles = [
            *controles_van_tabellen(
                verbinding,
                lijst,
                gezien.ronde,
                sleutels_open=len(gezien.tabelopener.geopend),
                teksten_open=_open_teksten(verbinding, lijst, kekken, gezien.tabelopener),
            ),
            *_overige(bereik, verbinding, sporen, kekken, gezien),
            controle_exports(kopieen, bereik.exportmap, gezien.exports),
        ]
        grenzen = niet_gecontroleerd(verbinding, laatste_reservekopie=bereik.laatste_reservekopie)
    return Nacontrole(
        uitslag=weeg(controles),
        op=bereik.nu(),
        controles=tuple(controles),
        niet_gecontroleerd=grenzen,
        laatste_reservekopie=bereik.laatste_reservekopie,
    )


def _kijk_overal(
    bereik: Bereik, verbinding: Verbinding, lijst: str, eenheden: Sequence[Eenheid], gezien: _Gezien
) -> None:
    geheel = frozenset(
        eenheid.stroom_id
        for eenheid in eenheden
        if eenheid.persoon_id is None and eenheid.organisatie is None
    )
    for naalden in porties(verbinding, lijst):
        loop_langs(verbinding, naalden, gezien.tabelopener, gezien.ronde)
        if bereik.datamap is not None:
            doorzoek_map(bereik.datamap, naalden, gezien.schijfopener, gezien.schijf)
        if bereik.exportmap is not None:
            alle = frozenset(Spoorsoort)
            doorzoek_map(bereik.exportmap, naalden, gezien.schijfopener, gezien.exports, soorten=alle)
        if bereik.sleutelkopie is not None and bereik.sleutelkopie.is_file():
            bekijk_sleutelkopie(bereik.sleutelkopie, naalden, gezien.tabelopener, gezien.kopie, geheel=geheel)
    tel_per_eenheid(verbinding, lijst, gezien.ronde)


def _overige(
    bereik: Bereik,
    verbinding: Verbinding,
    sporen: Sporenset,
    kekken: Sequence[Kek],
    gezien: _Gezien,
) -> list[Controle]:
    lijst = sporen.lijst
    op = laatste_vernietiging(verbinding, lijst)
    return [
        controleer_omheining(verbinding, lijst),
        controleer_gebeurtenissen(verbinding, lijst),
        controle_bestanden(
            verbinding,
            bereik.datamap,
            gezien.schijf,
            teksten_open=_open_teksten(verbinding, lijst, kekken, gezien.schijfopener),
            vernietigd_op=op,
        ),
        controleer_kek(verbinding, kekken, tijdvak=sporen.tijdvak, vernietigd_op=op, kekmap=bereik.kekmap),
        controle_sleutelkopie(bereik.sleutelkopie, gezien.kopie),
    ]


def _open_teksten(verbinding: Verbinding, lijst: str, kekken: Sequence[Kek], opener: Opener) -> int:
    """How many of the ciphertexts that were found open, with the keys found and those that live on in their case."""
    eenheden = (eenheid for eenheid, _ in opener.teksten)
    return opener.open_teksten(levende_sleutels(verbinding, lijst, kekken, eenheden))
