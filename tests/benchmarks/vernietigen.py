"""What a destruction by list costs: one case among many, and many cases on one list to their verklaring."""

import time
from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

from api.samenstelling import Dienst
from domain.casus.commands import Trieer
from domain.casus.decide import decide
from domain.casus.waarden import Uitkomst
from domain.vernietigingslijst.nacontrole import Soort
from domain.vernietigingslijst.voorvertoning import digest_van
from infra.kluis import samen
from infra.verklaring.omslag import lees_omslag
from infra.vernietiging.lijsten import Voorstel
from infra.vernietiging.uitvoering import DIENST
from tests.benchmarks.maat import Rij, omvang
from tests.verhalen import (
    BRAAM,
    COMPLIANCE,
    FG,
    FRAMBOOS,
    OORDELEN,
    PROCESREGISSEUR,
    SECRETARIS,
    TWEEDE_COMPLIANCE,
    ZVH,
    aanmelding,
)

AANTAL = omvang(10_000, kort=300)
"""As many as stand on one list."""

WEINIG = 100
PORTIE = 250
GEBEURTENISSEN = AANTAL // 2
"""What the peer appends in the time that the whole list may take."""

KEREN = 5


def vernietigen(dienst: Dienst, *, peer: Callable[[], float], doel: float) -> list[Rij]:
    """One case destroyed among few and among many, and all of them on one list.

    ``peer`` says how many events a second the library as it comes appends: asked before and after, for a machine that
    does something else meanwhile. It leaves nothing of the cases.
    """
    weinig = _een_voor_een(dienst, maak_afgewezen(dienst, WEINIG))
    nummers = maak_afgewezen(dienst, AANTAL)
    veel = _een_voor_een(dienst, nummers)
    maak_afgewezen(dienst, KEREN)
    lijst = keur_goed(dienst)
    # A running service has the making of the cases signed and in its views long before their destruction.
    dienst.logboek.werk_bij()
    dienst.runner.werk_bij()
    voor = peer()
    duur = _voer_uit(dienst, lijst)
    stock = (voor + peer()) / 2 / GEBEURTENISSEN
    aantal = len(dienst.lijsten.laad(lijst).lijst.vernietigd)
    heel, zonder = duur["all, s"], duur["all, s"] - duur["of which files of the server searched, s"]
    naam, tegen = (
        f"{aantal:,} cases on one list, to the verklaring, {{}}",
        f"stock library, {GEBEURTENISSEN:,} appends",
    )
    return [
        Rij(f"one case destroyed among {AANTAL:,}, a second", veel, weinig, f"among {WEINIG:,}", doel),
        Rij(naam.format("lists/s"), 1 / heel, stock, tegen, 1.0, duur),
        Rij(naam.format("without the files, lists/s"), 1 / zonder, stock, tegen, 1.0, duur),
    ]


def _voer_uit(dienst: Dienst, lijst: str) -> dict[str, float]:
    """How long each half took, and the search of the files as the verklaring tells of it."""
    begin = time.perf_counter()
    dienst.uitvoerder.vernietig(lijst, namens=DIENST)
    vernietigd = time.perf_counter()
    dienst.logboek.werk_bij()
    getekend = time.perf_counter()
    dienst.uitvoerder.rond_af(lijst, namens=DIENST)
    klaar = time.perf_counter()
    mb, snelheid = _bestanden(dienst, lijst)
    return {
        "all, s": klaar - begin,
        "destroyed, s": vernietigd - begin,
        "logboek signed, s": getekend - vernietigd,
        "cleared, KEK replaced, looked and proven, s": klaar - getekend,
        "of which files of the server searched, s": mb / snelheid,
        "files of the server, MB": mb,
    }


def _bestanden(dienst: Dienst, lijst: str) -> tuple[int, int]:
    """How many megabytes of files the nacontrole searched, and how many a second."""
    verklaring = dienst.lijsten.laad(lijst).lijst.verklaring
    gegeven = dienst.verklaringen.op_nummer(verklaring.verklaringsnummer) if verklaring is not None else None
    if gegeven is None:
        raise RuntimeError("The list did not end.")
    controles = lees_omslag(gegeven.inhoud).inhoud.nacontrole.controles
    aantallen = {
        een.wat: een.aantal for soort in controles for een in soort.aantallen if soort.code is Soort.BESTANDEN
    }
    return aantallen["megabytes bekeken"], max(aantallen["megabytes per seconde"], 1)


def _een_voor_een(dienst: Dienst, nummers: list[str]) -> float:
    """How many lists of one case are destroyed a second, apart from what is done per list."""
    duur = 0.0
    for nummer in nummers[:KEREN]:
        lijst = keur_goed(dienst, nummer)
        begin = time.perf_counter()
        dienst.uitvoerder.vernietig(lijst, namens=DIENST)
        duur += time.perf_counter() - begin
    dienst.runner.werk_bij()
    return KEREN / duur


def keur_goed(dienst: Dienst, *nummers: str) -> str:
    """Propose these, or all that is due; check and approve it. What was rejected has no bedenktijd."""
    lijsten, omgeving = dienst.lijsten, dienst.omgeving
    voorstel = Voorstel(omgeving.lijstnummer(), omgeving.vandaag(), nummers)
    lijst = lijsten.stel_voor(ZVH, voorstel, namens=COMPLIANCE).lijst.lijstnummer
    lijsten.controleer(lijst, (), namens=TWEEDE_COMPLIANCE)
    gezien = digest_van(lijsten.voorvertoning(lijsten.laad(lijst).lijst))
    lijsten.keur_goed(lijst, gezien, namens=FG)
    dienst.runner.werk_bij()
    return lijst


def maak_afgewezen(dienst: Dienst, aantal: int) -> list[str]:
    """So many cases that were rejected at the triage, each about two people of its own; gives their numbers."""
    nummers: list[str] = []
    shell, omgeving = dienst.shell, dienst.omgeving
    bij = shell.bij(shell.tafel(ZVH), PROCESREGISSEUR.wie)
    trieer = Trieer(OORDELEN, Uitkomst.AFGEWEZEN, "Regie is niet nodig", ("politie", "zvh"))
    while len(nummers) < aantal:
        nieuw = []
        for _ in range(min(PORTIE, aantal - len(nummers))):
            mensen = tuple(
                replace(mens, persoon_id=uuid4(), naam=f"Testpersoon {uuid4().hex}", bsn=None)
                for mens in (FRAMBOOS, BRAAM)
            )
            melding = aanmelding(casusnummer=omgeving.casusnummer(), vandaag=omgeving.vandaag())
            een = shell.nieuwe_casus(ZVH, replace(melding, betrokkenen=mensen), wie=SECRETARIS.wie)
            feiten = [*een.stroom.feiten, *decide(een.uitgevoerd.casus, trieer, bij=bij)]
            nieuw.append((een, replace(een.stroom, feiten=feiten)))
            nummers.append(een.casusnummer)
        dienst.lijsten.optekenaar.schrijf(
            [stroom for _, stroom in nieuw],
            bos=dienst.archief.bos(),
            namens=PROCESREGISSEUR,
            bijwerking=samen(*(een.bijwerking for een, _ in nieuw)),
        )
    dienst.runner.werk_bij()
    return nummers
