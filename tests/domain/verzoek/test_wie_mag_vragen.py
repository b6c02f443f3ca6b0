"""Who may ask, by age and gezag on the day of receipt: a table, and what is kept of it."""

from dataclasses import replace
from datetime import date

import pytest

from domain.casus.waarden import Gezag
from domain.verzoek.commands import StelIdentiteitVast
from domain.verzoek.waarden import Aanvrager, Identificatie, OverWie
from tests.domain.verzoek import feiten as f
from tests.domain.verzoek import opdrachten as o
from tests.domain.verzoek.verhaal import given

ZELF, OUDER, VOOGD = Aanvrager.ZELF, Aanvrager.OUDER_MET_GEZAG, Aanvrager.VOOGD
GEMACHTIGDE, CURATOR = Aanvrager.GEMACHTIGDE, Aanvrager.WETTELIJK_VERTEGENWOORDIGER

# Each row: who asks, and then whether they may for somebody of 11, 12, 15, 16, 17, 18 and 40 years.
TABEL = {
    (ZELF,): "x x x + + + +",
    (OUDER,): "+ x x x x x x",
    (VOOGD,): "+ x x x x x x",
    (ZELF, OUDER): "x + + x x x x",
    (ZELF, VOOGD): "x + + x x x x",
    (OUDER, VOOGD): "+ x x x x x x",
    (GEMACHTIGDE,): "x x x + + + +",
    (ZELF, GEMACHTIGDE): "x x x + + + +",
    (GEMACHTIGDE, OUDER): "x x x x x x x",
    (CURATOR,): "x x x x x x x",
    (): "x x x x x x x",
}
LEEFTIJDEN = (11, 12, 15, 16, 17, 18, 40)


def van(leeftijd: int, *wie: Aanvrager, gezag: Gezag | None = Gezag.GEZAMENLIJK) -> StelIdentiteitVast:
    geboren = date(o.ONTVANGST.year - leeftijd, 1, 15)
    return StelIdentiteitVast(geboren, wie, Identificatie.DIGID, gezag, "Register gezien")


@pytest.mark.parametrize("wie", TABEL)
def test_the_age_on_the_day_of_receipt_decides_who_asks(wie: tuple[Aanvrager, ...]) -> None:
    ontvangen = replace(f.ONTVANGEN, over=OverWie("Testpersoon Mispel"))
    gedaan = [given(ontvangen).when(van(leeftijd, *wie)).weigering is None for leeftijd in LEEFTIJDEN]
    assert gedaan == [teken == "+" for teken in TABEL[wie].split()]


def test_the_day_of_receipt_counts_and_not_the_day_on_which_somebody_looks() -> None:
    jarig_erna = replace(f.ONTVANGEN, over=OverWie("Testpersoon Mispel"))
    twaalf_op_drie_maart = replace(o.STEL_IDENTITEIT_VAN_OUDER_VAST, geboortedatum=date(2014, 3, 3))
    given(jarig_erna).when(twaalf_op_drie_maart, vandaag=date(2026, 3, 20)).then(
        replace(f.OUDER_VASTGESTELD, geboortedatum=date(2014, 3, 3))
    )


def test_the_band_the_capacities_and_the_gezag_of_that_moment_are_kept() -> None:
    given(f.OVER_EEN_KIND_ONTVANGEN).when(o.STEL_IDENTITEIT_VAN_OUDER_VAST).then(f.OUDER_VASTGESTELD)


@pytest.mark.parametrize(
    ("gezag", "wie", "mag"),
    [
        (Gezag.GEZAMENLIJK_OUDERLIJK, OUDER, True),
        (Gezag.EENHOOFDIG_OUDERLIJK, OUDER, True),
        (Gezag.VOOGDIJ, VOOGD, True),
        (Gezag.VOOGDIJ, OUDER, False),
        (Gezag.EENHOOFDIG_OUDERLIJK, VOOGD, False),
        (Gezag.TIJDELIJK_GEEN, OUDER, False),
        (Gezag.NIET_TE_BEPALEN, OUDER, False),
        (None, OUDER, False),
    ],
)
def test_a_parent_or_voogd_asks_only_with_gezag_that_goes_with_it(
    gezag: Gezag | None, wie: Aanvrager, *, mag: bool
) -> None:
    ontvangen = replace(f.ONTVANGEN, over=OverWie("Testpersoon Mispel"))
    beslist = given(ontvangen).when(van(6, wie, gezag=gezag))
    assert (beslist.weigering is None) is mag


def test_a_birth_date_that_is_not_that_of_the_verzoek_is_looked_at_by_somebody() -> None:
    anders = replace(o.STEL_IDENTITEIT_VAST, geboortedatum=date(1991, 5, 18))
    given(f.ONTVANGEN).when(anders).dan_geweigerd("Ga na om wie het gaat")


def test_who_asks_again_for_somebody_is_looked_for_again() -> None:
    opnieuw = replace(o.STEL_IDENTITEIT_VAST, onderbouwing="Paspoort gezien")
    verder = given(*f.TOT_VINDEN).when(opnieuw).then(replace(f.VASTGESTELD, onderbouwing="Paspoort gezien"))
    assert (verder.verzoek.vondsten, verder.verzoek.koppelingen, verder.verzoek.gezocht) == ((), (), False)
    verder.when(o.BEVESTIG).dan_geweigerd("Zoek de persoon eerst op")
