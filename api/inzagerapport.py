"""What the auditor's reports put together from the read log and the events."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from api.rechten import GAAT_OVER_NIEMAND, RECHTEN, Recht
from api.rechtgebruik import RECHT_VAN
from api.samenstelling import Dienst
from domain.casus.evolve import vouw
from domain.casus.state import Casus
from domain.historie import Opgetekend, van_casus
from domain.rollen import Rol
from infra.codec import ALLES, KluisGeschonden
from infra.inzage import lezen
from infra.inzage.handelingen import handelingen
from projections.verwijderrapport import stromen_van

LEEST_EEN_CASUS = (Recht.CASUS_LEZEN.value, Recht.TOESTEMMINGSSTAND.value)
"""Who opens one case; lists show many at once, and nobody is asked to do something in each."""


@dataclass(frozen=True)
class ZonderVervolg:
    """That somebody read a case, and did nothing in it since."""

    bekeken: lezen.Bekeken
    stroom_id: UUID
    casusnummer: str
    betrokken: bool


@dataclass(frozen=True)
class ZonderVervolgen:
    """Reads without a later action, and of how many cases that cannot be told: destroyed, or damaged."""

    regels: Sequence[ZonderVervolg]
    niet_na_te_gaan: int


def zonder_vervolg(dienst: Dienst, tafel: str, periode: lezen.Periode) -> ZonderVervolgen:
    """Who read the content of a case of this table in a period and recorded nothing in it afterwards."""
    with dienst.engine.connect() as verbinding:
        gelezen = lezen.bekeken(verbinding, tafel, periode, rechten=LEEST_EEN_CASUS)
        stromen = stromen_van(verbinding, tafel)
    van_pseudoniem = dienst.inzagen.casussen(stromen)
    per_stroom: dict[UUID, list[lezen.Bekeken]] = defaultdict(list)
    weg: set[UUID] = set()
    for rij in gelezen:
        stroom_id = van_pseudoniem.get(rij.casus)
        if stroom_id is None:
            weg.add(rij.casus)
        else:
            per_stroom[stroom_id].append(rij)
    gevonden: list[ZonderVervolg] = []
    for stroom_id, rijen in per_stroom.items():
        try:
            historie = dienst.archief.lees(stroom_id, bos=dienst.archief.bos())
        except KluisGeschonden:
            # Nobody is said to have done nothing where what was done cannot be read.
            weg.add(rijen[0].casus)
        else:
            gevonden += _in(stroom_id, rijen, historie)
    gevonden.sort(key=lambda rij: rij.bekeken.laatst, reverse=True)
    return ZonderVervolgen(gevonden, len(weg))


def _in(
    stroom_id: UUID, rijen: Sequence[lezen.Bekeken], historie: Sequence[Opgetekend]
) -> Iterator[ZonderVervolg]:
    """Those of the people who read one case who did nothing in it since."""
    casus = vouw(van_casus(historie))
    for rij in rijen:
        if not any(feit.envelop.wie == rij.wie.id and feit.envelop.op >= rij.eerst for feit in historie):
            yield ZonderVervolg(rij, stroom_id, casus.casusnummer, _betrokken(casus, rij.wie.id))


def _betrokken(casus: Casus, wie: str) -> bool:
    regie = (casus.procesregisseur, casus.casusregisseur)
    return any(mens is not None and mens.medewerker == wie for mens in (*regie, *casus.deelnemers))


# --- rights -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RechtGebruikt:
    """A right of a role, how often it was used and when last."""

    rol: Rol
    recht: Recht
    keren: int
    laatst: datetime | None


@dataclass(frozen=True)
class Rechtgebruik:
    """The rights whose use can be told, and those of which nothing is recorded."""

    gemeten: Sequence[RechtGebruikt]
    niet_gemeten: Sequence[Recht]


def rechten_in_gebruik(dienst: Dienst, tafel: str, periode: lezen.Periode) -> Rechtgebruik:
    """For each role and right, its use at a table in a period: what was done, and what was looked at."""
    with dienst.engine.connect() as verbinding:
        gekeken = lezen.gebruikte_rechten(verbinding, tafel, periode)
        gedaan = handelingen(verbinding, tafel, periode)
        doelen = lezen.vastgelegde_doelen(verbinding, tafel, periode)
    keren: dict[tuple[Rol, str], int] = defaultdict(int)
    laatst: dict[tuple[Rol, str], datetime] = {}
    gebruik = [(rol, recht, *hoe) for (rol, recht), hoe in gekeken.items()]
    gebruik += ((rol, Recht.INZAGEDOEL.value, *hoe) for rol, hoe in doelen.items())
    gebruik += ((rol, RECHT_VAN[ALLES.type_van(naam)[0]].value, *hoe) for (rol, naam), hoe in gedaan.items())
    for rol, recht, aantal, wanneer in gebruik:
        keren[rol, recht] += aantal
        laatst[rol, recht] = max(wanneer, laatst.get((rol, recht), wanneer))
    return Rechtgebruik(
        [
            RechtGebruikt(rol, recht, keren[rol, recht.value], laatst.get((rol, recht.value)))
            for recht, rollen in RECHTEN.items()
            if recht not in GAAT_OVER_NIEMAND
            for rol in sorted(rollen)
        ],
        sorted(GAAT_OVER_NIEMAND),
    )
