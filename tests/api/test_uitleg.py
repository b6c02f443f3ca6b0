"""The pages for who connects: all of the description, nothing of others, and readable by who sees or hears it."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from api.rest.uitleg import CSP
from tests.api.conftest import Deur

LEEG = {"meta", "link", "br"}


class Blad(HTMLParser):
    """What stands on a page, for a test to look at."""

    def __init__(self, tekst: str) -> None:
        super().__init__()
        self.namen: list[str] = []
        self.ids: list[str] = []
        self.verwijzingen: list[str] = []
        self.koppen: list[int] = []
        self.zonder_scope = 0
        self.open_: list[str] = []
        self.feed(tekst)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kenmerken = dict(attrs)
        self.namen.append(tag)
        self.ids += [kenmerken["id"] or ""] if "id" in kenmerken else []
        self.verwijzingen += [kenmerken[naam] or "" for naam in ("href", "src") if naam in kenmerken]
        self.koppen += [int(tag[1])] if re.fullmatch(r"h[1-6]", tag) else []
        self.zonder_scope += tag == "th" and "scope" not in kenmerken
        assert not [naam for naam in kenmerken if naam.startswith("on") or naam == "style"], tag
        if tag not in LEEG:
            self.open_.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open_.pop() == tag


@pytest.fixture
def bladen(deur: Deur) -> dict[str, str]:
    """All pages, by address."""
    groepen = [tag["name"] for tag in deur.app.openapi()["tags"]]
    adressen = ["/v1/docs", *(f"/v1/docs/{groep}" for groep in groepen)]
    antwoorden = {adres: deur.client.get(adres) for adres in adressen}
    for adres, antwoord in antwoorden.items():
        assert antwoord.status_code == 200, adres
        assert antwoord.headers["Content-Type"] == "text/html; charset=utf-8"
        assert antwoord.headers["Content-Security-Policy"] == CSP
        assert antwoord.headers["API-Version"]
    return {adres: antwoord.text for adres, antwoord in antwoorden.items()}


def test_every_page_is_whole_and_readable_and_loads_nothing_of_others(bladen: dict[str, str]) -> None:
    for adres, tekst in bladen.items():
        blad = Blad(tekst)
        assert blad.open_ == [], adres
        assert '<html lang="nl">' in tekst
        assert blad.koppen.count(1) == 1
        assert all(na <= voor + 1 for voor, na in zip(blad.koppen, blad.koppen[1:], strict=False)), adres
        assert len(set(blad.ids)) == len(blad.ids), adres
        assert blad.zonder_scope == 0
        assert not {"script", "iframe", "img", "style", "form"} & set(blad.namen)
        for naar in blad.verwijzingen:
            assert naar.startswith(("/v1/", "#", "mailto:")), (adres, naar)
        assert {naar[1:] for naar in blad.verwijzingen if naar.startswith("#")} <= set(blad.ids)


def test_every_link_leads_somewhere(deur: Deur, bladen: dict[str, str]) -> None:
    ids = {adres: set(Blad(tekst).ids) for adres, tekst in bladen.items()}
    for tekst in bladen.values():
        for naar in Blad(tekst).verwijzingen:
            adres, _, plaats = naar.partition("#")
            if adres in bladen:
                assert not plaats or plaats in ids[adres], naar
            elif adres.startswith("/"):
                assert deur.client.get(adres).status_code == 200, naar


def test_every_operation_stands_on_its_page_with_an_example(deur: Deur, bladen: dict[str, str]) -> None:
    for pad, deel in deur.app.openapi()["paths"].items():
        for methode, wat in deel.items():
            tekst = bladen[f"/v1/docs/{wat['tags'][0]}"]
            assert f'id="{wat["operationId"]}"' in tekst
            assert f"{methode.upper()} {pad}" in tekst
    melding = bladen["/v1/docs/melding"]
    assert "Testpersoon Framboos" in melding
    assert "If-Match" in melding


def test_every_kind_of_problem_that_there_is_stands_on_the_first_page(bladen: dict[str, str]) -> None:
    bestanden = (Path(__file__).parents[2] / "api").rglob("*.py")
    bronnen = "".join(bestand.read_text(encoding="utf-8") for bestand in bestanden)
    gemaakt = set(re.findall(r'Soort\(\s*HTTPStatus\.\w+,\s*"([a-z-]+)"', bronnen))
    assert {"sleutel-al-gebruikt", "stap-hoger", "te-groot"} <= gemaakt
    getoond = re.findall(r'<th scope="row"><code>([a-z-]+)</code>', bladen["/v1/docs"])
    assert sorted(getoond) == sorted(gemaakt)


def test_the_style_sheet_is_ours_and_a_group_that_is_not_there_is_a_problem(deur: Deur) -> None:
    stijl = deur.client.get("/v1/docs/stijl.css")
    assert stijl.headers["Content-Type"] == "text/css; charset=utf-8"
    assert "url(" not in stijl.text
    assert "@import" not in stijl.text
    for adres, status in {"/v1/docs/niets": 404, "/v1/docs/%3Cb%3E": 400, "/v1/docs?x=1": 400}.items():
        antwoord = deur.client.get(adres)
        assert antwoord.status_code == status
        assert antwoord.headers["Content-Type"] == "application/problem+json"
