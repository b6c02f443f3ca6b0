"""Whom another organisation brought in is not there for a melder: not to read, not to act on, not to count."""

from typing import Any

import pytest

from domain.rollen import Medewerker, Rol
from tests.api.conftest import Deur
from tests.api.verzoeken import AANMELDING_RET, BRAAM, BRAAM_ID, JSON, RET, VRAAG, toestemming_ouder
from tests.verhalen import ZVH

MELDER = Medewerker("mw-mango", Rol.MELDER, "lokale-toegang")
NIEMAND_ID = "00000000-0000-4000-8000-0000000000ff"
ZUS: JSON = {"persoonId": BRAAM_ID, "betrokkenheid": "kind", "naam": "Testpersoon Braam"}


class Zaak:
    """A case of the lokale toegang, in which the ggz brought in somebody else, with a birth date and a consent."""

    def __init__(self, deur: Deur) -> None:
        self._deur = deur
        self.eigen: list[str] = []
        aangemeld = self.stuur("/casussen", AANMELDING_RET, als=MELDER)
        self.pad = f"/casussen/{aangemeld['casusnummer']}"
        self.eigen = aangemeld["personen"]
        erbij = {"organisatie": "ggz", "betrokkenen": [ZUS]}
        self.bureau = self.stuur(f"{self.pad}/aanvullingen", erbij, als=Rol.SECRETARIS)
        geboren = {"persoonId": BRAAM_ID, "geboortedatum": "1999-02-03"}
        self.stuur(f"{self.pad}/geboortedata", geboren, als=Rol.SECRETARIS)
        self.stuur(f"{self.pad}/toestemmingen", self.toestemming(BRAAM_ID), als=Rol.SECRETARIS)

    def stuur(self, pad: str, inhoud: JSON, *, als: Medewerker | Rol) -> Any:
        antwoord = self._deur.stuur(pad, inhoud, als=als, tafels=(RET,))
        assert antwoord.status_code in {200, 201}, antwoord.text
        return antwoord.json()

    def haal(self, pad: str, *, als: Medewerker | Rol = MELDER) -> Any:
        antwoord = self._deur.haal(pad, als=als, tafels=(RET,))
        assert antwoord.status_code == 200, antwoord.text
        return antwoord

    @staticmethod
    def toestemming(wie: str) -> JSON:
        return toestemming_ouder(wie, hoedanigheid="zelf", gever="Testpersoon Braam")


@pytest.fixture
def zaak(deur: Deur) -> Zaak:
    return Zaak(deur)


def test_a_melder_reads_nothing_about_whom_another_organisation_brought_in(zaak: Zaak) -> None:
    lijst = f"/triagelijst?tafel={RET}"
    for adres in (*(f"{zaak.pad}{deel}" for deel in ("", "/gebeurtenissen", "/tijdlijn")), lijst):
        assert "Braam" in zaak.haal(adres, als=Rol.SECRETARIS).text, adres
        for woord in ("Braam", BRAAM_ID, "1999", "februari", "GeboortedatumVastgelegd", "ToestemmingGegeven"):
            assert woord not in zaak.haal(adres).text, (adres, woord)
    assert BRAAM_ID not in zaak.haal(f"{zaak.pad}/toestemmingsstanden").text


def test_the_list_counts_for_a_melder_only_the_words_about_the_own_people(zaak: Zaak) -> None:
    lijst = f"/triagelijst?tafel={RET}"
    (eigen,), (alle,) = (zaak.haal(lijst, als=als).json()["regels"] for als in (MELDER, Rol.SECRETARIS))
    assert (eigen["toestemmingen"]["gegeven"], alle["toestemmingen"]["gegeven"]) == (0, 1)


def test_what_is_recorded_about_the_own_people_a_melder_reads(zaak: Zaak) -> None:
    kind, ouder = zaak.eigen
    zaak.stuur(
        f"{zaak.pad}/geboortedata", {"persoonId": ouder, "geboortedatum": "1985-06-01"}, als=Rol.SECRETARIS
    )
    casus = zaak.haal(zaak.pad).json()
    assert [wie["persoonId"] for wie in casus["betrokkenen"]] == [kind, ouder]
    assert casus["betrokkenen"][1]["geboortedatum"] == "1985-06-01"


def test_a_completion_answers_a_melder_with_the_own_people_alone(zaak: Zaak) -> None:
    antwoord = zaak.stuur(f"{zaak.pad}/aanvullingen", {"reguliereRoutes": "Niets hielp"}, als=MELDER)
    assert antwoord["personen"] == zaak.eigen
    assert zaak.stuur("/casussen", AANMELDING_RET, als=MELDER)["personen"] == zaak.eigen
    assert zaak.bureau["personen"] == [*zaak.eigen, BRAAM_ID]


@pytest.mark.parametrize(
    ("waarheen", "woord"),
    [
        (
            "toestemmingen",
            {"gever": "Testpersoon Braam", "tekstversie": "tekst-1", "gegevenOp": "2026-03-02"},
        ),
        ("toestemmingsweigeringen", {"weigeraar": "Testpersoon Braam", "geweigerdOp": "2026-03-02"}),
        ("toestemmingsintrekkingen", {"intrekker": "Testpersoon Braam", "ingetrokkenOp": "2026-03-02"}),
    ],
)
@pytest.mark.parametrize("doel", ["inbrengen", "geen-doel"])
def test_on_whom_another_brought_in_a_melder_gets_the_answer_for_a_stranger(
    deur: Deur, zaak: Zaak, waarheen: str, woord: JSON, doel: str
) -> None:
    def antwoord(wie: str) -> tuple[int, JSON]:
        inhoud = {"persoonId": wie, "doel": doel, "hoedanigheid": "zelf", **woord}
        gekregen = deur.stuur(f"{zaak.pad}/{waarheen}", inhoud, als=MELDER, tafels=(RET,))
        return gekregen.status_code, {**gekregen.json(), "instance": ""}

    voor = deur.dienst.shell.laad(zaak.pad.split("/")[-1]).versie
    assert antwoord(BRAAM_ID) == antwoord(NIEMAND_ID)
    assert antwoord(BRAAM_ID)[0] == 409
    assert deur.dienst.shell.laad(zaak.pad.split("/")[-1]).versie == voor


# --- a consultatie ------------------------------------------------------------------------------------------------


@pytest.fixture
def vraag(deur: Deur) -> str:
    """A question of the police, to which the ggz added somebody and a gemeente."""
    nummer = deur.stuur("/consultaties", {**VRAAG, "gemeente": None}, als=Rol.MELDER).json()[
        "consultatienummer"
    ]
    erbij = {"organisatie": "ggz", "betrokkenen": [BRAAM], "gemeente": "zaanstad"}
    gedaan = deur.stuur(f"/consultaties/{nummer}/aanvullingen", erbij, als=Rol.SECRETARIS)
    assert gedaan.status_code == 200, gedaan.text
    return f"/consultaties/{nummer}"


def test_what_another_added_to_a_question_is_not_there_for_a_melder(deur: Deur, vraag: str) -> None:
    for adres in (vraag, f"/consultaties?tafel={ZVH}"):
        assert "Testpersoon Braam" in deur.haal(adres, als=Rol.SECRETARIS).text
        eigen = deur.haal(adres, als=Rol.MELDER).text
        assert "Testpersoon Framboos" in eigen
        assert "Braam" not in eigen
    assert deur.haal(vraag, als=Rol.MELDER).json()["gemeente"] is None


def test_a_melder_makes_no_case_of_what_another_added(deur: Deur, vraag: str) -> None:
    """In a case of the own organisation all of it would be there to be read."""
    omzetting = {"gemeente": "zaanstad"}
    assert deur.stuur(f"{vraag}/aanmeldingen", omzetting, als=Rol.MELDER).status_code == 409
    assert deur.stuur(f"{vraag}/aanmeldingen", omzetting, als=Rol.SECRETARIS).status_code == 200
