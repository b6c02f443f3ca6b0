"""How far a role reaches, fact by fact and phase by phase, without a service."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from api.bereik import Gebruiker, bereikt, leest
from api.rechten import Recht
from domain.casus.events import DeelnemerToegevoegd, SamenloopGeraadpleegd
from domain.casus.omstandigheden import LOPEND
from domain.casus.state import Casus, Fase
from domain.historie import Envelop, Opgetekend
from domain.rollen import Rol
from infra.definitions import lees_definities
from tests.api.conftest import MENSEN
from tests.api.test_rechten import KOLOMMEN
from tests.verhalen import FRAMBOOS, ZVH

ZIEN_SAMENLOOP = {
    *(Rol.SECRETARIS, Rol.PROCESREGISSEUR, Rol.VOORZITTER, Rol.VERTEGENWOORDIGER, Rol.AUDITOR),
}


@pytest.mark.parametrize("rol", KOLOMMEN)
def test_a_look_at_the_other_tables_is_for_who_screens_and_weighs(rol: Rol) -> None:
    if rol in {Rol.COMPLIANCE, Rol.BEHEERDER}:
        return  # They read no case.
    nu = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
    keek = SamenloopGeraadpleegd(FRAMBOOS.persoon_id, UUID(int=5), date(2026, 3, 2), ())
    envelop = Envelop(nu, Rol.PROCESREGISSEUR, "mw-peer", "zvh", "triage", "spoor-1")
    feit = Opgetekend(UUID(int=1), 2, 2, "casus.SamenloopGeraadpleegd.v1", envelop, keek)
    gebruiker = Gebruiker(MENSEN[rol], frozenset({ZVH}))
    tafel = lees_definities().tafels[ZVH]
    assert leest(gebruiker, feit, casus=Casus(tafel=ZVH), tafel=tafel) == (rol in ZIEN_SAMENLOOP)


@pytest.mark.parametrize("fase", [fase for fase in Fase if fase is not Fase.GEEN])
def test_a_deelnemer_reaches_a_case_as_long_as_it_runs(fase: Fase) -> None:
    casus = Casus(fase=fase, tafel=ZVH, deelnemers=(DeelnemerToegevoegd("mw-meloen", "ggz", "behandelaar"),))
    gebruiker = Gebruiker(MENSEN[Rol.DEELNEMER], frozenset({ZVH}))
    assert bereikt(gebruiker, casus, Recht.CASUS_LEZEN) == (fase in LOPEND)
    assert Fase.NIET_OPGENOMEN not in LOPEND
