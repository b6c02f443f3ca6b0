"""The rules on verzoeken that are shipped are those that the tests of the domain decide by."""

from infra.definitions import Definities
from tests.domain.verzoek import opdrachten as o


def test_the_rules_that_are_shipped_decide_the_same(definities: Definities) -> None:
    regels = definities.verzoekregels
    assert [(band.van, band.tot, band.wie) for band in regels.banden] == [
        (band.van, band.tot, band.wie) for band in o.REGELS.banden
    ]
    assert {(een.wie, een.aanvrager) for een in regels.bevoegden} == {
        (een.wie, een.aanvrager) for een in o.REGELS.bevoegden
    }
    termijnen = (regels.antwoord, regels.verlenging, regels.bewaren, regels.plafond, regels.herziening)
    assert [termijn.maanden for termijn in termijnen] == [1, 2, 24, 60, 12]
