"""What stands in the way of an item is told to who signs, by the same rule that takes it off at the execution."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID, uuid4

from api.samenstelling import Dienst
from domain.casus.commands import SchortVernietigingOp, StelBeperkingIn, StelEigenTermijnVast
from domain.casus.waarden import Beperkgrond, Opschortgrond
from domain.vernietigingslijst.waarden import Afhaalreden, Postsoort
from infra.vernietiging.lijsten import Voorstel
from tests.gezin import KIND, MOEDER, Gezin, gezin
from tests.verhalen import COMPLIANCE, ZVH, nieuw_verhaal

DAG = date(2026, 4, 1)


def familie_op_een_lijst(dienst: Dienst) -> tuple[Gezin, str]:
    """The child, and what the ggz told, stand on a list; their case stays."""
    familie = gezin(nieuw_verhaal(dienst))
    familie.tot_en_met_ico()
    for persoon, organisatie in ((KIND.persoon_id, None), (None, "ggz")):
        eigen = StelEigenTermijnVast(persoon, organisatie, DAG, "zvh/1/plafond", "Korter is genoeg")
        familie.doe(eigen, COMPLIANCE)
    dienst.runner.werk_bij()
    voorstel = Voorstel(dienst.omgeving.lijstnummer(), DAG)
    return familie, dienst.lijsten.stel_voor(ZVH, voorstel, namens=COMPLIANCE).lijst.lijstnummer


def wat_houdt_tegen(dienst: Dienst, lijstnummer: str) -> Mapping[Postsoort, Afhaalreden]:
    """By the kind of item; there is one of each."""
    dienst.runner.werk_bij()
    lijst = dienst.lijsten.laad(lijstnummer).lijst
    tegen = dienst.lijsten.tegengehouden(lijst, lijst.posten)
    return {een.post.soort: tegen[een.post.post_id] for een in lijst.posten if een.post.post_id in tegen}


def beperk(familie: Gezin, persoon_id: UUID) -> None:
    tot = DAG + timedelta(days=91)
    grond = Beperkgrond.JUISTHEID_BETWIST
    familie.doe(StelBeperkingIn(uuid4(), persoon_id, grond, "Klopt niet", tot), COMPLIANCE)


def test_a_hold_stops_all_of_a_case_and_a_restriction_all_but_somebody_else(dienst: Dienst) -> None:
    familie, lijst = familie_op_een_lijst(dienst)
    assert wat_houdt_tegen(dienst, lijst) == {}
    beperk(familie, MOEDER.persoon_id)
    assert wat_houdt_tegen(dienst, lijst) == {Postsoort.BIJDRAGE: Afhaalreden.BEPERKT}
    beperk(familie, KIND.persoon_id)
    beide = {Postsoort.PERSOON: Afhaalreden.BEPERKT, Postsoort.BIJDRAGE: Afhaalreden.BEPERKT}
    assert wat_houdt_tegen(dienst, lijst) == beide
    tot = DAG + timedelta(days=91)
    grond = Opschortgrond.RECHTSVORDERING
    familie.doe(SchortVernietigingOp(uuid4(), grond, "Er loopt een zaak", tot), COMPLIANCE)
    assert set(wat_houdt_tegen(dienst, lijst).values()) == {Afhaalreden.OPGESCHORT}
