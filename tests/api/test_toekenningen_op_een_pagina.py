"""The page of who has which rights: person by person, and found by id, role or table."""

import re

import pytest

from domain.rollen import Medewerker, Rol
from infra.toekenning import Aanvraag, Soort
from tests.api.conftest import Deur
from tests.verhalen import ZVH

RET = "ret-zaanstreek-waterland"
TAFELS = (RET, ZVH)


def bladzijde(deur: Deur, vraag: str = "") -> str:
    kop = {"Authorization": f"Bearer {deur.token(Rol.BEHEERDER, tafels=TAFELS)}"}
    antwoord = deur.client.get(f"/beheer/toekenningen{vraag}", headers=kop)
    assert antwoord.is_success
    return antwoord.text


def mensen(pagina: str) -> list[str]:
    tabel = pagina.partition("Geldt vandaag")[2]
    return re.findall(r'<th scope="row"><span class="nummer">([^<]*)</span></th>', tabel)


@pytest.fixture
def gegeven(deur: Deur) -> None:
    """Two persons: one in one role for two bureaus, one in another role for one."""
    for wie, rol, organisatie, tafel in (
        ("mw-kornoelje", Rol.SECRETARIS, "zvh", ZVH),
        ("mw-kornoelje", Rol.SECRETARIS, "ret", RET),
        ("mw-meidoorn", Rol.VERTEGENWOORDIGER, "politie", ZVH),
    ):
        aanvraag = Aanvraag(
            "https://inloggen.example",
            wie,
            Medewerker(wie, rol, organisatie),
            frozenset({tafel}),
            deur.dienst.omgeving.vandaag(),
            None,
            Soort.MENS,
            None,
        )
        deur.dienst.toekenningen.geef(aanvraag, door="mw-lychee")


@pytest.mark.usefixtures("gegeven")
def test_who_works_for_many_bureaus_was_repeated_for_each(deur: Deur) -> None:
    pagina = bladzijde(deur)
    assert mensen(pagina) == ["mw-kornoelje", "mw-meidoorn"]
    assert "<strong>secretaris</strong>, 2 tafels." in pagina
    assert pagina.count("/einde") == 1
    van_een = bladzijde(deur, "?wie=mw-kornoelje")
    assert 'href="/beheer/toekenningen?wie=mw-kornoelje"' in pagina
    assert van_een.count("/einde") == 2  # each grant is ended by itself


@pytest.mark.usefixtures("gegeven")
@pytest.mark.parametrize(
    ("vraag", "wie"),
    [
        ("?wie=MW-korn&rol=&tafel=", ["mw-kornoelje"]),
        ("?rol=vertegenwoordiger", ["mw-meidoorn"]),
        (f"?tafel={RET}", ["mw-kornoelje"]),
        (f"?tafel={RET}&rol=vertegenwoordiger", []),
        ("?wie=mw-%25", []),
        ("?wie=&rol=&tafel=", ["mw-kornoelje", "mw-meidoorn"]),
        ("?na=mw-kornoelje", ["mw-meidoorn"]),
    ],
)
def test_one_could_not_look_for_anybody(deur: Deur, vraag: str, wie: list[str]) -> None:
    pagina = bladzijde(deur, vraag)
    assert mensen(pagina) == wie
    assert ("Niemand heeft vandaag rechten die passen" in pagina) == (not wie)


@pytest.mark.usefixtures("gegeven")
def test_rights_that_were_ended_said_nothing_of_it_and_asked_it_again(deur: Deur) -> None:
    (een, *_) = deur.dienst.toekenningen.lijst(wie="mw-meidoorn")
    kop = {"Authorization": f"Bearer {deur.token(Rol.BEHEERDER, tafels=TAFELS)}"}
    pad = f"/beheer/toekenningen/{een.id}/einde"
    assert "Al beëindigd" not in deur.client.get(pad, headers=kop).text
    antwoord = deur.client.post(pad, data={"reden": "vergissing"}, headers=kop, follow_redirects=True)
    assert "De rechten zijn beëindigd" in antwoord.text
    assert mensen(antwoord.text) == ["mw-kornoelje"]
    assert "Al beëindigd" in deur.client.get(pad, headers=kop).text


def test_a_right_with_nothing_special_stood_on_a_small_screen_as_a_word_with_nothing_behind_it(
    deur: Deur,
) -> None:
    kop = {"Authorization": f"Bearer {deur.token(Rol.BEHEERDER)}"}
    pagina = deur.client.get("/beheer/rechten", headers=kop).text
    assert re.findall(r"<td[^>]*>\s*</td>", pagina) == []
