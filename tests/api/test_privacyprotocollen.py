"""Taking another version of a privacyprotocol over HTTP: seen before, proposed by one beheerder, taken by another."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from httpx2 import Response

from domain.casus.waarden import Uitkomst
from domain.rollen import Medewerker, Rol
from infra.definitions import Definities
from infra.herrekenen import Herrekenaar
from infra.optekenen import TeDruk
from tests.api.conftest import Deur
from tests.conftest import Klok
from tests.verhalen import ZVH, nieuw_verhaal

PAD = "/privacyprotocollen/zvh"
VERSIE = {"versie": 2}
EEN = Medewerker("mw-lychee", Rol.BEHEERDER, "zvh")
ANDER = Medewerker("mw-guave", Rol.BEHEERDER, "zvh")


@pytest.fixture
def definities(definities: Definities) -> Definities:
    """The definitions as they are shipped, with a second version for the ZVH, of three years."""
    zvh = definities.protocollen["zvh"]
    tweede = replace(zvh, versie=2, plafond=replace(zvh.plafond, jaren=3))
    return replace(definities, protocolversies={**definities.protocolversies, "zvh/2": tweede})


@pytest.fixture
def van_zvh(definities: Definities) -> tuple[str, ...]:
    """All tables that work under it."""
    return tuple(een.id for een in definities.tafels.values() if een.regime == "zvh")


def test_one_proposes_another_takes_it_and_every_term_is_reckoned_anew(
    deur: Deur, van_zvh: tuple[str, ...]
) -> None:
    verhaal = nieuw_verhaal(deur.dienst)
    verhaal.meld_aan()
    voorstel = deur.stuur(f"{PAD}/voorstellen", VERSIE, als=EEN, tafels=van_zvh)
    assert (voorstel.status_code, voorstel.headers["ETag"]) == (200, '"1"')
    assert voorstel.json() == {
        "regime": "zvh",
        "geldt": 1,
        "voorgesteld": 2,
        "versie": 1,
        "vastgelegd": ["protocol.ProtocolVoorgesteld.v1"],
    }
    zelf = deur.stuur(f"{PAD}/invoeringen", VERSIE, als=EEN, tafels=van_zvh)
    assert (zelf.status_code, "niet zelf in" in zelf.json()["detail"]) == (409, True)
    assert deur.dienst.shell.laad(verhaal.casusnummer).casus.bewaren_tot == date(2031, 3, 2)
    ingevoerd = deur.stuur(f"{PAD}/invoeringen", VERSIE, als=ANDER, tafels=van_zvh)
    assert (ingevoerd.json()["geldt"], ingevoerd.json()["voorgesteld"], ingevoerd.json()["onleesbaar"]) == (
        2,
        None,
        0,
    )
    assert deur.dienst.shell.laad(verhaal.casusnummer).casus.bewaren_tot == date(2029, 3, 2)
    stand = deur.haal(PAD, als=Rol.COMPLIANCE).json()
    assert (stand["versie"], stand["ingevoerdOp"], stand["voorstel"]) == (2, "2026-03-02", None)
    assert [(een["gebeurtenis"], een["door"]) for een in stand["geschiedenis"]] == [
        ("voorgesteld", "mw-lychee"),
        ("ingevoerd", "mw-guave"),
    ]


def test_asking_twice_records_nothing_twice_also_under_a_key(deur: Deur, van_zvh: tuple[str, ...]) -> None:
    for daad, wie in (("voorstellen", EEN), ("invoeringen", ANDER)):
        koppen = {"headers": {"Idempotency-Key": str(uuid4()), "If-Match": "*"}}
        eerst = deur.stuur(f"{PAD}/{daad}", VERSIE, als=wie, tafels=van_zvh, **koppen)
        weer = deur.stuur(f"{PAD}/{daad}", VERSIE, als=wie, tafels=van_zvh, **koppen)
        assert (weer.status_code, weer.json(), weer.headers["ETag"]) == (
            200,
            eerst.json(),
            eerst.headers["ETag"],
        )
        zonder = deur.stuur(f"{PAD}/{daad}", VERSIE, als=wie, tafels=van_zvh)
        assert (zonder.status_code, zonder.json()["vastgelegd"]) == (200, [])
    assert deur.haal(PAD, als=Rol.BEHEERDER).headers["ETag"] == '"2"'


def test_a_proposal_that_another_took_the_place_of_is_not_taken(deur: Deur, van_zvh: tuple[str, ...]) -> None:
    gezien = deur.stuur(f"{PAD}/voorstellen", VERSIE, als=EEN, tafels=van_zvh).headers["ETag"]
    deur.stuur(f"{PAD}/voorstellen", {"versie": 1}, als=ANDER, tafels=van_zvh)
    antwoord = deur.stuur(f"{PAD}/voorstellen", VERSIE, als=EEN, tafels=van_zvh, headers={"If-Match": gezien})
    assert antwoord.status_code == 412
    zonder = deur.stuur(f"{PAD}/invoeringen", VERSIE, als=ANDER, tafels=van_zvh, headers={"If-Match": ""})
    assert zonder.status_code == 428
    assert deur.haal(PAD, als=Rol.BEHEERDER).json()["voorstel"]["versie"] == 1


def test_who_proposed_takes_it_in_no_other_role_and_two_at_once_take_it_once(
    deur: Deur, van_zvh: tuple[str, ...]
) -> None:
    elders = replace(EEN, organisatie="ggz")
    derde = replace(EEN, id="mw-papaja")
    deur.stuur(f"{PAD}/voorstellen", VERSIE, als=EEN, tafels=van_zvh)
    assert deur.stuur(f"{PAD}/invoeringen", VERSIE, als=elders, tafels=van_zvh).status_code == 409
    for rol in set(Rol) - {Rol.BEHEERDER}:
        ander = replace(ANDER, rol=rol)
        assert deur.stuur(f"{PAD}/invoeringen", VERSIE, als=ander, tafels=van_zvh).status_code == 403

    def voer_in(wie: Medewerker) -> tuple[int, int]:
        antwoord = deur.stuur(f"{PAD}/invoeringen", VERSIE, als=wie, tafels=van_zvh)
        return antwoord.status_code, len(antwoord.json()["vastgelegd"])

    with ThreadPoolExecutor(2) as twee:
        assert sorted(twee.map(voer_in, (ANDER, derde))) == [(200, 0), (200, 1)]
    assert deur.haal(PAD, als=Rol.BEHEERDER).headers["ETag"] == '"2"'


def test_taking_that_was_cut_short_is_finished_by_the_same_request(
    deur: Deur, van_zvh: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    verhaal = nieuw_verhaal(deur.dienst)
    verhaal.meld_aan()
    gezien = deur.stuur(f"{PAD}/voorstellen", VERSIE, als=EEN, tafels=van_zvh).headers["ETag"]
    koppen = {"Idempotency-Key": str(uuid4()), "If-Match": gezien}

    def voer_in() -> Response:
        return deur.stuur(f"{PAD}/invoeringen", VERSIE, als=ANDER, tafels=van_zvh, headers=koppen)

    monkeypatch.setattr(Herrekenaar, "herreken", sterf)
    assert voer_in().status_code == 503
    assert deur.haal(PAD, als=Rol.BEHEERDER).json()["versie"] == 2
    assert deur.dienst.shell.laad(verhaal.casusnummer).casus.bewaren_tot == date(2031, 3, 2)
    monkeypatch.undo()
    assert voer_in().json()["geldt"] == 2
    assert deur.dienst.shell.laad(verhaal.casusnummer).casus.bewaren_tot == date(2029, 3, 2)


def sterf(*_: object, **__: object) -> None:
    raise TeDruk


def test_who_is_over_some_of_the_tables_decides_nothing_for_the_others(deur: Deur) -> None:
    for daad in ("voorstellen", "invoeringen"):
        antwoord = deur.stuur(f"{PAD}/{daad}", VERSIE, als=EEN, tafels=(ZVH,))
        assert (antwoord.status_code, "waarvoor u niet werkt" in antwoord.json()["detail"]) == (409, True)
    assert deur.haal(PAD, als=Rol.BEHEERDER).json()["geschiedenis"] == []


@pytest.mark.parametrize("pad", ["", "/versies/1/verschillen", "/versies/1/gevolgen"])
def test_what_is_not_there_is_not_found(deur: Deur, pad: str) -> None:
    assert deur.haal(f"/privacyprotocollen/pga{pad}", als=Rol.FG).status_code == 404
    assert deur.haal(f"{PAD}{pad.replace('1', '9')}", als=Rol.FG).status_code == (404 if pad else 200)
    assert deur.stuur(f"{PAD}/voorstellen", {"versie": 9}, als=EEN).status_code == 404
    assert deur.stuur(f"{PAD}/voorstellen", {"versie": "2"}, als=EEN).status_code == 400


def test_the_difference_is_told_in_words(deur: Deur) -> None:
    antwoord = deur.haal(f"{PAD}/versies/2/verschillen", als=Rol.ARCHIVARIS).json()
    assert (antwoord["van"], antwoord["naar"]) == (1, 2)
    (regel,) = antwoord["regels"]
    assert regel["onderdeel"] == "Uiterste termijn"
    assert (regel["was"][:20], regel["wordt"][:20]) == ("Ten hoogste 5 jaar, ", "Ten hoogste 3 jaar, ")
    terug = deur.haal(f"{PAD}/versies/1/verschillen", als=Rol.ARCHIVARIS, params={"met": 2}).json()["regels"]
    assert (terug[0]["was"], terug[0]["wordt"]) == (regel["wordt"], regel["was"])


def test_the_effect_counts_the_cases_of_the_own_tables_and_names_none(deur: Deur, klok: Klok) -> None:
    oud, afgewezen = nieuw_verhaal(deur.dienst), nieuw_verhaal(deur.dienst)
    oud.meld_aan()
    afgewezen.meld_aan()
    afgewezen.trieer(Uitkomst.AFGEWEZEN)
    klok.verder(days=1200)
    nieuw_verhaal(deur.dienst).meld_aan()
    antwoord = deur.haal(f"{PAD}/versies/2/gevolgen", als=Rol.COMPLIANCE)
    assert antwoord.json() == {
        "van": 1,
        "naar": 2,
        "casussen": 3,
        "eerder": 2,
        "later": 0,
        "meteenOverTermijn": 1,
        "verlengdEnOngewijzigd": 0,
        "onleesbaar": 0,
    }
    elders = deur.haal(f"{PAD}/versies/2/gevolgen", als=Rol.COMPLIANCE, tafels=("ret-elders",)).json()
    assert (elders["casussen"], elders["eerder"]) == (0, 0)
