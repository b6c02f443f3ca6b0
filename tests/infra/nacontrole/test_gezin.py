"""The service itself destroys a person, or a contribution, within a family that lives on: nothing is left of it."""

from dataclasses import replace
from uuid import UUID

import pytest

from domain.casus.commands import RectificeerGegevens
from domain.vernietigingslijst.nacontrole import Soort, Uitslag
from infra.keys import Eenheid
from infra.nacontrole.later import controleer_later
from infra.nacontrole.sporen import neem_sporen, wis_sporen
from tests.gezin import EX, KIND, Gezin, gezin
from tests.infra.nacontrole.huis import LIJST, Huis, van
from tests.verhalen import nieuw_verhaal


@pytest.fixture
def familie(huis: Huis) -> Gezin:
    familie = gezin(nieuw_verhaal(huis.dienst))
    familie.tot_en_met_ico()
    huis.dienst.runner.werk_bij()
    return familie


@pytest.mark.parametrize("soort", ["persoon", "bijdrage"])
def test_what_the_service_destroys_of_a_family_is_gone(huis: Huis, familie: Gezin, soort: str) -> None:
    stroom = huis.stroom(familie)
    persoon = soort == "persoon"
    eenheid = Eenheid(stroom, KIND.persoon_id, None) if persoon else Eenheid(stroom, None, "ggz")
    neem_sporen(huis.dienst.engine, LIJST, [eenheid], op=huis.dienst.omgeving.nu())
    if persoon:
        familie.vernietig_persoon(KIND)
    else:
        familie.vernietig_bijdrage("ggz")
    huis.dienst.runner.werk_bij()
    huis.vernieuw()
    nacontrole = huis.controleer()
    assert [een for een in nacontrole.controles if een.uitslag is not Uitslag.GESLAAGD] == []


def test_a_part_can_be_looked_at_again_by_its_number(huis: Huis, familie: Gezin) -> None:
    stroom = huis.stroom(familie)
    neem_sporen(
        huis.dienst.engine, LIJST, [Eenheid(stroom, EX.persoon_id, None)], op=huis.dienst.omgeving.nu()
    )
    familie.vernietig_persoon(EX)
    huis.vernieuw()
    wis_sporen(huis.dienst.engine, LIJST)
    with huis.eigenaar.connect() as verbinding:
        nummer: str = verbinding.exec_driver_sql(
            "SELECT convert_from(state, 'UTF8')::jsonb #>> '{b,bewijsnummer}' FROM feiten.gebeurtenis"
            " WHERE topic LIKE 'casus.PersoonVernietigd%%'"
        ).scalar_one()
    nacontrole = controleer_later(huis.bereik, nummer)
    assert [een.code for een in nacontrole.controles if een.uitslag is not Uitslag.GESLAAGD] == [
        Soort.BESTANDEN
    ]
    assert van(nacontrole, Soort.OMHEINING).aantallen[0].aantal == 1


def test_after_a_rectificatie_no_file_holds_the_old_value_or_a_key_that_opens_it(
    huis: Huis, familie: Gezin
) -> None:
    """The same eyes as for a destruction: tables, heap, index and write-ahead log, each find tried with every key."""
    eenheid = Eenheid(huis.stroom(familie), KIND.persoon_id, None)
    neem_sporen(huis.dienst.engine, LIJST, [eenheid], op=huis.dienst.omgeving.nu())
    voor = huis.controleer()
    assert van(voor, Soort.SLEUTELS).uitslag is Uitslag.MISLUKT, "nothing to be found before"
    goed = replace(KIND, naam="Testkind Kruisbes", persoon_id=UUID(int=0xF7))
    familie.doe(RectificeerGegevens(KIND.persoon_id, goed))
    huis.dienst.runner.werk_bij()
    huis.vernieuw()
    nacontrole = huis.controleer()
    assert [een for een in nacontrole.controles if een.uitslag is not Uitslag.GESLAAGD] == []
    assert huis.datamap is not None
    assert [
        pad.name
        for pad in huis.datamap.rglob("*")
        if pad.is_file() and KIND.naam.encode() in pad.read_bytes()
    ] == []
    namen = {mens.naam for mens in huis.dienst.shell.laad(familie.casusnummer).casus.betrokkenen}
    assert goed.naam in namen
    assert KIND.naam not in namen
