"""What a destruction by list costs: one case among many, and many cases on one list to their verklaring."""

import time
from dataclasses import replace
from uuid import uuid4

from api.samenstelling import Dienst
from domain.casus.commands import Trieer
from domain.casus.decide import decide
from domain.casus.waarden import Uitkomst
from domain.vernietigingslijst.state import Lijstfase
from domain.vernietigingslijst.voorvertoning import digest_van
from infra.kluis import samen
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


def vernietigen(dienst: Dienst, *, peer: float, doel: float) -> list[Rij]:
    """One case destroyed among few and among many, and all of them on one list.

    ``peer`` is how many events a second the library as it comes appends. It leaves nothing of the cases.
    """
    weinig = _een_voor_een(dienst, maak_afgewezen(dienst, WEINIG))
    nummers = maak_afgewezen(dienst, AANTAL)
    veel = _een_voor_een(dienst, nummers)
    maak_afgewezen(dienst, KEREN)
    lijst = keur_goed(dienst)
    begin = time.perf_counter()
    dienst.uitvoerder.vernietig(lijst, namens=DIENST)
    dienst.logboek.werk_bij()
    dienst.uitvoerder.rond_af(lijst, namens=DIENST)
    duur = time.perf_counter() - begin
    klaar = dienst.lijsten.laad(lijst).lijst
    if klaar.fase is not Lijstfase.VERKLAARD:
        raise RuntimeError(f"The list did not end: {klaar.fase}.")
    aantal = len(klaar.vernietigd)
    return [
        Rij(f"one case destroyed among {AANTAL:,}, a second", veel, weinig, f"among {WEINIG:,}", doel),
        Rij(
            f"{aantal:,} cases on one list, to the verklaring, {duur:.0f} s; lists a second, times 1,000",
            1000 / duur,
            1000 * peer / GEBEURTENISSEN,
            f"stock library, {GEBEURTENISSEN:,} appends",
            1.0,
        ),
    ]


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
