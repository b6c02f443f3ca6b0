"""Who follows a broken or old link reads what to do, in words that people use: of every page."""

import re
from http import HTTPStatus
from uuid import uuid4

from api.rest import probleemsoort
from api.rest.probleemtabel import SOORTEN
from api.web.foutwoorden import GEWOON, in_gewone_woorden
from domain.rollen import Rol
from tests.api.conftest import Deur
from tests.api.paginas import paginas

TECHNISCH = re.compile(
    r"UUID|geheel getal|integer|parameter|juiste vorm|moet (een|ten minste|tekst)|should|valid|Input|\bnull\b"
)
VOOR_EEN_PROGRAMMA = re.compile(r"[Tt]oken|Idempotency|If-Match|ETag|header|JSON|methode|/v1|'")
ROLLEN = (Rol.PROCESREGISSEUR, Rol.COMPLIANCE, Rol.BEHEERDER, Rol.FG, Rol.AUDITOR, Rol.MELDER)


def kijk(deur: Deur, rol: Rol, pad: str) -> tuple[int, str]:
    antwoord = deur.client.get(
        pad, headers={"Authorization": f"Bearer {deur.token(rol)}"}, follow_redirects=False
    )
    return antwoord.status_code, antwoord.text.partition("<main")[2]


def kijk_als_wie_mag(deur: Deur, pad: str) -> tuple[int, str]:
    """As the first of these roles that the page is for."""
    antwoorden = (kijk(deur, rol, pad) for rol in ROLLEN)
    gezien = next((een for een in antwoorden if een[0] != HTTPStatus.FORBIDDEN), None)
    return gezien or (HTTPStatus.FORBIDDEN, "")


def test_a_broken_address_is_told_in_plain_words_on_every_page(deur: Deur) -> None:
    for sjabloon, vragen in paginas():
        pad = re.sub(r"\{[^}]+\}", "xyz", sjabloon)
        stuk = "&".join(f"{vraag}=-1~x" for vraag in vragen)
        for adres in (pad, *([f"{pad}?{stuk}"] if stuk else []), f"{pad}?bestaat=niet"):
            status, tekst = kijk_als_wie_mag(deur, adres)
            assert status < HTTPStatus.INTERNAL_SERVER_ERROR, adres
            gevonden = TECHNISCH.search(tekst) if status >= HTTPStatus.BAD_REQUEST else None
            assert gevonden is None, f"{adres}: {gevonden}"


def test_a_link_of_a_mail_that_broke_says_where_to_go(deur: Deur) -> None:
    for verwijzing in ("xyz", str(uuid4())):
        status, tekst = kijk(deur, Rol.PROCESREGISSEUR, f"/berichten/{verwijzing}")
        assert status == 404
        assert "De link in uw mail is oud of niet heel." in tekst
        assert 'href="/"' in tekst


def test_what_does_not_fit_behind_the_question_mark_leads_to_the_page_without(deur: Deur) -> None:
    for vraag in ("aantal=abc", "tafle=zvh"):
        status, tekst = kijk(deur, Rol.PROCESREGISSEUR, f"/triage?{vraag}")
        assert status == 400
        assert "Wat achter het vraagteken staat, past er niet bij." in tekst
        assert 'href="/triage"' in tekst


def test_no_problem_speaks_to_people_as_it_does_to_a_program() -> None:
    los = [soort for soort in vars(probleemsoort).values() if isinstance(soort, probleemsoort.Soort)]
    soorten = {soort.code: soort for soort in (*SOORTEN.values(), *probleemsoort.STATUSSEN.values(), *los)}
    for code, soort in soorten.items():
        probleem: dict[str, object] = {
            "type": f"urn:casus:probleem:{code}",
            "title": soort.titel,
            "detail": soort.detail,
        }
        gewoon = in_gewone_woorden(probleem)
        assert not VOOR_EEN_PROGRAMMA.search(f"{gewoon['title']} {gewoon['detail']}"), gewoon
    assert set(GEWOON) <= set(soorten)


def test_a_program_still_reads_what_exactly_is_wrong(deur: Deur) -> None:
    antwoord = deur.vraag("GET", "/overleggen/xyz", als=Rol.PROCESREGISSEUR)
    assert antwoord.status_code == 400
    assert antwoord.json()["fouten"] == [{"veld": "overlegId", "reden": "moet een UUID zijn"}]
