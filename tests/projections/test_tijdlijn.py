"""One case in sentences."""

from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from typing import get_args

import pytest

from domain.bewaring import Vernietigd
from domain.casus.events import Feit, Gebeurtenis
from domain.casus.state import Fase
from domain.casus.waarden import Betrokkene
from domain.rollen import Rol
from projections.tijdlijn import Tijdlijnregel, tijdlijn
from tests.domain import feiten as f
from tests.domain.delen import AARDBEI, BRAAM
from tests.domain.tafel import TESTTAFEL
from tests.projections.historie import BEGIN, historie, vernietig
from tests.projections.zinnen_na_triage import ZINNEN as NA_TRIAGE
from tests.projections.zinnen_tot_triage import ZINNEN as TOT_TRIAGE

VOORAF = (
    *(f.AANGEMELD, f.AANGEVULD, f.ICO_GEPLAND, f.ACTIE_TOEGEWEZEN),
    *(f.VERKLARENDE_ANALYSE_GEVRAAGD, f.OP_AGENDA_GEZET),
)
"""What the sentence of a later fact can point to."""
ZINNEN = (*TOT_TRIAGE, *NA_TRIAGE)
ANDERE_TAFEL = replace(TESTTAFEL, id="anderetafel", naam="De Andere Tafel")
TAFELS = {tafel.id: tafel for tafel in (TESTTAFEL, ANDERE_TAFEL)}


def zin_na(*feiten: Gebeurtenis) -> str:
    return tijdlijn(historie(*feiten), tafel=TESTTAFEL, tafels=TAFELS)[-1].zin


@pytest.mark.parametrize(("feit", "zin"), ZINNEN, ids=[type(feit).__name__ for feit, _ in ZINNEN])
def test_every_fact_is_told_in_dutch(feit: Feit, zin: str) -> None:
    assert zin_na(*VOORAF, feit) == zin


def test_no_kind_of_fact_is_forgotten() -> None:
    assert {type(feit) for feit, _ in ZINNEN} == set(get_args(Feit))


def test_a_line_says_who_when_and_why() -> None:
    [regel] = tijdlijn(historie(f.HEROPEND))
    assert regel == Tijdlijnregel(
        versie=1,
        op=BEGIN,
        naam="casus.Heropend.v1",
        rol=Rol.PROCESREGISSEUR,
        wie="mw-peer",
        organisatie="testregie",
        doel="triage",
        zin="De casus is heropend. Reden: De meldingen zijn terug.",
    )


def test_without_the_table_its_codes_are_told_as_they_are() -> None:
    [regel] = tijdlijn(historie(f.AANGEVULD))
    assert regel.zin == "testpolitie vult de aanmelding aan. Het gaat om Testkind Druif (kind)."


@pytest.mark.parametrize(
    ("feit", "zin"),
    [
        (f.ACTIE_AFGEROND, "Een actie is afgerond op 18 maart 2026. Resultaat: Schuldhulp loopt."),
        (f.ICO_AFGEZEGD, "Een ICO gaat niet door. Reden: Aardbei ligt in het ziekenhuis."),
        (
            f.VERKLARENDE_ANALYSE_OPGELEVERD,
            "De verklarende analyse is opgeleverd op 18 maart 2026. Uitkomst: Angst voor schuldeisers.",
        ),
        (
            f.VAN_AGENDA_GEHAALD,
            "De casus is van de agenda van een overleg gehaald. Reden: Aardbei vraagt om uitstel.",
        ),
        (
            f.AFGESCHAALD,
            (
                "De casus is afgeschaald naar Wijkteam. Dat is besloten in een overleg. Reden: Het wijkteam "
                "kan verder."
            ),
        ),
        (f.GEBOORTEDATUM_VASTGELEGD, "De geboortedatum van een betrokkene is vastgelegd: 1 juni 2009."),
    ],
)
def test_what_was_told_in_a_fact_that_is_gone_is_told_in_general(feit: Feit, zin: str) -> None:
    assert zin_na(f.VERNIETIGD, feit) == zin


def test_another_table_is_told_by_its_id_where_its_name_is_not_at_hand() -> None:
    regels = tijdlijn(historie(f.AANGEMELD, f.SAMENLOOP_GERAADPLEEGD), tafel=TESTTAFEL)
    assert "een casus bij anderetafel (contact:" in regels[-1].zin


def test_the_table_itself_is_told_by_its_name() -> None:
    assert "doorgegeven aan De Testtafel, met" in zin_na(replace(f.DOORGEGEVEN, naar=TESTTAFEL.id))


def test_the_day_of_an_overleg_is_the_one_on_which_the_case_was_discussed() -> None:
    later = replace(f.AGENDAPUNT_BESPROKEN, besproken_op=date(2026, 3, 24))
    besluit = replace(f.AFGESCHAALD, besloten_in=f.OP_AGENDA_GEZET.agendapunt_id)
    assert "Dat is besloten in het overleg van 24 maart 2026." in zin_na(*VOORAF, later, besluit)


def test_a_hit_tells_no_more_than_whom_to_call() -> None:
    """The other table has this casus too; only that it has one, and whom to call, is in the fact."""
    zin = zin_na(*VOORAF, f.SAMENLOOP_GERAADPLEEGD)
    assert str(f.SAMENLOOP_GERAADPLEEGD.raadpleging_id) not in zin
    assert "geboren" not in zin
    assert AARDBEI.adres is not None
    assert AARDBEI.adres not in zin


def test_a_person_whose_data_were_destroyed_is_told_as_somebody() -> None:
    zonder = replace(f.AANGEVULD, betrokkenen=(Betrokkene.vernietigd(), BRAAM))
    assert zin_na(zonder) == (
        "Testpolitie vult de aanmelding aan. Het gaat om iemand van wie de gegevens zijn vernietigd "
        "en Testpersoon Braam (partner)."
    )


def test_a_bsn_is_never_told() -> None:
    alle = [waarde for waarde in vars(f).values() if is_dataclass(waarde)]
    assert AARDBEI.bsn is not None
    assert any(AARDBEI.bsn in repr(feit) for feit in alle)
    regels = tijdlijn(historie(*(feit for feit in alle if isinstance(feit, get_args(Feit)))))
    assert all(AARDBEI.bsn not in repr(regel) for regel in regels)


def test_of_a_destroyed_fact_only_what_stays_is_told() -> None:
    [regel] = tijdlijn([vernietig(historie(f.AANGEMELD)[0])])
    assert regel.zin == (
        "De inhoud van dit feit (Aangemeld) is vernietigd op 4 maart 2031. Bewaard blijft: tafel "
        "testtafel, regime testregime, definitie van de tafel testtafel/1, eerste verwerking 2 maart "
        "2026, bewaren tot 2 maart 2031, bewaarregel testregime/1/plafond."
    )
    assert (regel.naam, regel.wie, regel.organisatie, regel.doel) == ("casus.Aangemeld.v1", None, None, None)


def test_what_stays_is_told_as_it_was_stored_too() -> None:
    opgetekend = vernietig(historie(f.AFGEWEZEN)[0])
    als_tekst = replace(opgetekend, blijvend=(("bewaren_tot", "2026-03-03"), ("bewaarregel", None)))
    [regel] = tijdlijn([als_tekst])
    assert regel.zin == (
        "De inhoud van dit feit (Getrieerd) is vernietigd op 4 maart 2031. Bewaard blijft: bewaren "
        "tot 3 maart 2026."
    )


def test_a_destroyed_fact_that_keeps_nothing_says_so_in_one_sentence() -> None:
    feit = Vernietigd("casus.Heropend.v1", datetime(2031, 3, 3, 9, 0, tzinfo=UTC))
    assert zin_na(feit) == "De inhoud van dit feit (Heropend) is vernietigd op 3 maart 2031."


@pytest.mark.parametrize("fase", Fase)
def test_a_destroyed_history_tells_nothing_of_its_content(fase: Fase) -> None:
    regels = tijdlijn([vernietig(feit) for feit in historie(*f.STANDEN[fase])])
    assert len(regels) == len(f.STANDEN[fase])
    verteld = " ".join(regel.zin for regel in regels)
    blijvend = {"testtafel", "testregime", "testtafel/1", "testregime/1/plafond", "testregime/1/na-afwijzing"}
    for woord in _teksten(f.STANDEN[fase]) - blijvend:
        assert woord not in verteld or woord in repr(f.GEGEVENS_VERWIJDERD)


def _teksten(waarde: object) -> set[str]:
    """All words that are written anywhere in these facts."""
    if isinstance(waarde, Vernietigd):
        return set()
    if isinstance(waarde, str):
        return {waarde}
    if isinstance(waarde, tuple):
        return {tekst for deel in waarde for tekst in _teksten(deel)}
    if is_dataclass(waarde):
        return {tekst for veld in fields(waarde) for tekst in _teksten(getattr(waarde, veld.name))}
    return set()
