"""The first page of somebody with many tables: first where something has to be done, and the rest under one line."""

import pytest

from api.web.werk import TE_LAAT, Teller, Werk, dringendste_eerst
from domain.rollen import Rol
from infra.definitions import Definities
from tests.api.conftest import MENSEN, Deur
from tests.conftest import Klok
from tests.verhalen import ZVH, Verhaal, nieuw_verhaal

RET = "ret-zaanstreek-waterland"


def begin(deur: Deur, tafels: tuple[str, ...], rol: Rol = Rol.PROCESREGISSEUR, pad: str = "/") -> str:
    kop = {"Authorization": f"Bearer {deur.token(MENSEN[rol], tafels=tafels)}"}
    antwoord = deur.client.get(pad, headers=kop)
    assert antwoord.status_code == 200
    return antwoord.text


def test_tables_where_nothing_has_to_be_done_are_folded_under_one_line(deur: Deur) -> None:
    verhaal = nieuw_verhaal(deur.dienst)
    deur.dienst.wacht_op(verhaal.meld_aan().positie)
    tafels = tuple(deur.dienst.definities.tafels)
    pagina = begin(deur, tafels)
    open_, _, gevouwen = pagina.partition("<details")
    naam = deur.dienst.definities.tafels[ZVH].naam
    assert f"{len(tafels) - 1} tafels waar nu niets hoeft" in gevouwen
    assert (naam in open_, naam in gevouwen) == (True, False)
    assert open_.count('<section aria-labelledby="tafel-') == 1


def test_of_one_table_nothing_is_folded(deur: Deur) -> None:
    pagina = begin(deur, (ZVH,))
    assert "<details" not in pagina
    assert "te wegen op" in pagina


def test_how_the_whole_service_stands_is_told_once_and_makes_no_table_one_with_work(deur: Deur) -> None:
    tafels = tuple(deur.dienst.definities.tafels)
    pagina = begin(deur, tafels, Rol.AUDITOR)
    assert pagina.count("gebeurtenissen ondertekend") == 1
    assert f"{len(tafels)} tafels waar nu niets hoeft" in pagina


def test_who_first_chooses_a_table_keeps_what_was_asked_and_reads_the_region_once(deur: Deur) -> None:
    pagina = begin(deur, (RET, ZVH), pad="/zoeken/casussen?gemeente=zaanstad")
    assert f'href="/zoeken/casussen?gemeente=zaanstad&amp;tafel={ZVH}"' in pagina
    assert pagina.count(">Zaanstreek-Waterland<") == 1


def test_before_a_table_is_chosen_the_page_says_what_waits_at_each_and_folds_the_rest(
    deur: Deur, klok: Klok
) -> None:
    deur.dienst.wacht_op(nieuw_verhaal(deur.dienst).meld_aan().positie)
    tafels = tuple(deur.dienst.definities.tafels)
    open_, _, gevouwen = begin(deur, tafels, pad="/triage").partition("<details")
    assert "Niets is over de termijn voor triage." in open_
    assert open_.count(f'href="/triage?tafel={ZVH}"') == 2  # the table, and what waits there
    assert "<strong>1</strong> te wegen op" in open_
    assert f"{len(tafels) - 1} tafels waar nu niets wacht" in gevouwen
    assert f'href="/triage?tafel={RET}"' in gevouwen
    klok.verder(days=20)
    laat = begin(deur, tafels, pad="/triage")
    assert "Dit is over de termijn voor triage." in laat
    assert "nulmeter--fout" in laat


@pytest.mark.parametrize(
    ("rol", "pad", "zegt"),
    [
        (Rol.COMPLIANCE, "/vernietiging", "Niets is over de bewaartermijn."),
        (Rol.COMPLIANCE, "/vernietiging/voorstellen", "Verder hoeft er niets weg."),
        (Rol.COMPLIANCE, "/verzoeken", "Niets is te laat."),
        (Rol.COMPLIANCE, "/verklaringen", "Bij geen van uw tafels is nu iets te doen."),
        (Rol.AUDITOR, "/controle", "Er is nu geen checkpoint te lezen."),
        (Rol.FG, "/noodinzagen", "Bij geen van uw tafels is nu iets te doen."),
        (Rol.PROCESREGISSEUR, "/monitoring", "Niets is te laat."),
        (Rol.PROCESREGISSEUR, "/agenda", "Bij geen van uw tafels is nu iets te doen."),
    ],
)
def test_a_page_of_many_tables_answers_also_where_nothing_waits(
    deur: Deur, rol: Rol, pad: str, zegt: str
) -> None:
    tafels = tuple(deur.dienst.definities.tafels)
    pagina = begin(deur, tafels, rol, pad)
    assert zegt in pagina
    assert all(f'href="{pad}?tafel={tafel}"' in pagina for tafel in tafels)


def test_what_has_to_go_is_counted_at_each_table(deur: Deur, klok: Klok) -> None:
    verhaal = nieuw_verhaal(deur.dienst)
    verhaal.tot_en_met_ico()
    deur.dienst.wacht_op(verhaal.sluit_af().positie)
    klok.verder(days=6 * 366)
    for pad in ("/vernietiging", "/vernietiging/voorstellen"):
        open_, _, gevouwen = begin(deur, (RET, ZVH), Rol.COMPLIANCE, pad).partition("<details")
        assert "nulmeter--fout" in open_
        assert f"/bewaren?tafel={ZVH}&amp;status=over-termijn" in open_
        assert "1 tafel waar nu niets wacht" in gevouwen


def test_a_case_that_only_runs_makes_no_table_one_where_something_has_to_be_done(
    definities: Definities, deur: Deur, verhaal: Verhaal
) -> None:
    werk = Werk(definities.tafels[ZVH], [Teller(3, "lopende casussen", "/a", te_doen=False)])
    assert werk.samen == 0
    _, _, gevouwen = begin(deur, (RET, ZVH), Rol.SECRETARIS).partition("<details")
    assert "2 tafels waar nu niets hoeft" in gevouwen
    assert "1 lopende casus<" in gevouwen


def test_where_most_is_overdue_stands_first(definities: Definities) -> None:
    druk, laat, erger = list(definities.tafels.values())[:3]
    werk = [
        Werk(druk, [Teller(40, "te wegen", "/a")]),
        Werk(laat, [Teller(1, "te laat", "/b", TE_LAAT), Teller(90, "te wegen", "/b")]),
        Werk(erger, [Teller(2, "te laat", "/c", TE_LAAT)]),
    ]
    assert [een.tafel for een in dringendste_eerst(werk)] == [erger, laat, druk]
