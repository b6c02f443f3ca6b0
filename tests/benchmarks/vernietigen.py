"""What a destruction by list costs: many cases on one list, and one case among many others."""

from dataclasses import replace
from uuid import uuid4

from api.samenstelling import Dienst
from domain.casus.commands import Trieer
from domain.casus.decide import decide
from domain.casus.evolve import vouw
from domain.casus.waarden import Uitkomst
from infra.uitkomst import samen
from tests.verhalen import (
    BRAAM,
    FRAMBOOS,
    OORDELEN,
    PROCESREGISSEUR,
    SECRETARIS,
    ZVH,
    aanmelding,
)

PORTIE = 250


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
            assert vouw(feiten).triage is not None  # type: ignore[arg-type]
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
