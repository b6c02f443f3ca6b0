"""At a table that hears roles, never names, only who keeps the papers and who brought the case in read a name."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest

from api.anoniem import NAAMDEEL, NIET_ZICHTBAAR, zonder_namen
from domain.casus.waarden import NIEMAND, Betrokkene, Betrokkenheid, Criteriumfeit
from domain.rollen import Medewerker, Rol
from tests.api.conftest import Deur
from tests.api.test_rechten import KOLOMMEN, TABEL
from tests.api.verzoeken import (
    AANMELDING_RET,
    ACTIE,
    BSN,
    CASUSREGIE,
    DEELNEMER,
    ICO,
    JSON,
    OVERLEG,
    OVERLEG_ID,
    PROCESREGIE,
    RET,
    TRIAGE_RET,
    VRAAG,
    gezag,
    toestemming_ouder,
)
from tests.verhalen import FRAMBOOS

MELDER = Medewerker("mw-mango", Rol.MELDER, "lokale-toegang")
ZIEN_NAMEN = {Rol.MELDER, Rol.SECRETARIS, Rol.PROCESREGISSEUR}
HERLEIDBAAR = (
    *("Mispel", "Kweepeer", BSN, "2016-05-17", "1985-06-01", "Verzonnenlaan", "Kwetterschool"),
    *("LT-Kenmerk-9", "onderduikadres"),
)
"""What would tell the table who it is about: names, numbers, dates, addresses, and what was written about somebody."""
MET_NAMEN = {
    "GET /v1/casussen/{casusnummer}",
    "GET /v1/casussen/{casusnummer}/gebeurtenissen",
    "GET /v1/casussen/{casusnummer}/tijdlijn",
    "GET /v1/triagelijst",
    "GET /v1/monitoring",
    "GET /v1/overleggen/{overlegId}",
    "GET /v1/consultaties",
    "GET /v1/consultaties/{consultatienummer}",
}
"""The routes on which who may see names does see them; so that a walk which finds none proves something."""


@dataclass
class Tafel:
    """Everything there is to read at the table, about the same two people."""

    deur: Deur
    wachtend: str = ""
    lopend: str = ""
    consultatie: str = ""

    def stuur(self, pad: str, inhoud: JSON, *, als: Medewerker | Rol) -> Any:
        antwoord = self.deur.stuur(pad, inhoud, als=als, tafels=(RET,))
        assert antwoord.status_code in {200, 201}, antwoord.text
        return antwoord.json()

    def meld_aan(self, kenmerk: str) -> str:
        zaak = self.stuur("/casussen", {**AANMELDING_RET, "kenmerk": kenmerk}, als=MELDER)
        pad, (kind, ouder) = f"/casussen/{zaak['casusnummer']}", zaak["personen"]
        geboren = {"persoonId": ouder, "geboortedatum": "1985-06-01"}
        self.stuur(f"{pad}/geboortedata", geboren, als=Rol.SECRETARIS)
        self.stuur(f"{pad}/gezagsvastleggingen", gezag(kind), als=Rol.SECRETARIS)
        self.stuur(f"{pad}/toestemmingen", toestemming_ouder(kind), als=MELDER)
        uitstel = {
            "persoonId": ouder,
            "grond": "veiligheid",
            "toelichting": "Zit op een onderduikadres",
            "herzienOp": "2026-06-01",
        }
        self.stuur(f"{pad}/informeeruitstellen", uitstel, als=Rol.SECRETARIS)
        return str(zaak["casusnummer"])

    def loop(self, nummer: str) -> None:
        pad = f"/casussen/{nummer}"
        for waarheen, inhoud, als in (
            ("triages", TRIAGE_RET, Rol.VOORZITTER),
            ("regietoewijzingen", PROCESREGIE, Rol.VOORZITTER),
            ("regietoewijzingen", CASUSREGIE, Rol.PROCESREGISSEUR),
            ("deelnemers", DEELNEMER, Rol.PROCESREGISSEUR),
            ("icos", {**ICO, "doel": "Rust voor Mispel"}, Rol.SECRETARIS),
            ("acties", {**ACTIE, "omschrijving": "Bel Testpersoon Kweepeer"}, Rol.SECRETARIS),
        ):
            self.stuur(f"{pad}/{waarheen}", inhoud, als=als)

    def wegen(self, rij: str) -> Iterator[str]:
        """The addresses of one route of the table of rights, one for each case if it is about a case."""
        pad = rij.removeprefix("GET /v1")
        for nummer in (self.wachtend, self.lopend) if "{casusnummer}" in pad else ("",):
            vol = pad.format(
                casusnummer=nummer,
                overlegId=OVERLEG_ID,
                consultatienummer=self.consultatie,
                bewijsnummer="V-BBBBB-BBBBB",
                tafelId=RET,
                regioCode="zaanstreek-waterland",
            )
            lijst = "{" not in pad and pad.strip("/") not in {"tafels", "regios", "kenmerken", "gezondheid"}
            yield f"{vol}?tafel={RET}" if lijst else vol


@pytest.fixture
def tafel(deur: Deur) -> Tafel:
    """A case that waits and stands on an agenda, one that runs, and a question; all about the same people."""
    tafel = Tafel(deur)
    tafel.wachtend, tafel.lopend = tafel.meld_aan("LT-Kenmerk-9"), tafel.meld_aan("LT-Kenmerk-9b")
    tafel.loop(tafel.lopend)
    overleg = {**OVERLEG, "tafel": RET, "plaats": "Bij Mispel om de hoek"}
    tafel.stuur("/overleggen", overleg, als=Rol.SECRETARIS)
    punt = {"casusnummer": tafel.wachtend, "soort": "triage"}
    tafel.stuur(f"/overleggen/{OVERLEG_ID}/agendapunten", punt, als=Rol.SECRETARIS)
    vraag = {
        **VRAAG,
        "tafel": RET,
        "vraagsteller": "De ouder, Testpersoon Kweepeer",
        "vraag": "Wat kan er voor testpersoon mispel?",
        "betrokkenen": AANMELDING_RET["betrokkenen"],
    }
    tafel.consultatie = tafel.stuur("/consultaties", vraag, als=MELDER)["consultatienummer"]
    return tafel


@pytest.mark.parametrize("rol", KOLOMMEN)
def test_on_no_route_does_anybody_else_read_who_it_is_about(tafel: Tafel, rol: Rol) -> None:
    als = MELDER if rol is Rol.MELDER else rol
    gezien = set()
    for rij, tekens in TABEL.items():
        if not rij.startswith("GET") or not tekens or tekens.split()[KOLOMMEN.index(rol)] == "x":
            continue
        for adres in tafel.wegen(rij):
            antwoord = tafel.deur.haal(adres, als=als, tafels=(RET,))
            assert antwoord.status_code in {200, 404}, (rij, antwoord.text)
            if any(woord in antwoord.text for woord in HERLEIDBAAR):
                gezien.add(rij)
    mag_lezen = {rij for rij in MET_NAMEN if TABEL[rij].split()[KOLOMMEN.index(rol)] == "+"}
    if rol is Rol.MELDER:
        mag_lezen -= {"GET /v1/overleggen/{overlegId}"}
    assert gezien == (mag_lezen if rol in ZIEN_NAMEN else set())


def test_who_does_not_read_names_reads_roles(tafel: Tafel) -> None:
    casus = tafel.deur.haal(f"/casussen/{tafel.lopend}", als=Rol.CASUSREGISSEUR, tafels=(RET,)).json()
    assert [wie["naam"] for wie in casus["betrokkenen"]] == ["hoofdpersoon", "ouder"]
    assert casus["toestemmingen"][0]["wie"] == "ouder-met-gezag"
    assert (casus["gezag"][0]["herkomst"], casus["informeren"][0]["toelichting"]) == (NIET_ZICHTBAAR,) * 2
    assert casus["criteria"][0]["feiten"] == "hoofdpersoon komt niet op school"
    assert casus["triage"]["oordelen"][0]["waarom"] == f"De hulp voor {NAAMDEEL} stokt"
    tijdlijn = tafel.deur.haal(f"/casussen/{tafel.lopend}/tijdlijn", als=Rol.DEELNEMER, tafels=(RET,)).text
    assert "hoofdpersoon" in tijdlijn
    (punt,) = tafel.deur.haal(f"/overleggen/{OVERLEG_ID}", als=Rol.VOORZITTER, tafels=(RET,)).json()[
        "agendapunten"
    ]
    assert [wie["naam"] for wie in punt["betrokkenen"]] == ["hoofdpersoon", "ouder"]


def test_the_same_consent_stands_for_who_reads_names_and_for_who_does_not(tafel: Tafel) -> None:
    """Two givers without a name must not look like one."""
    pad = f"/casussen/{tafel.wachtend}/toestemmingsstanden"
    zelfde = [tafel.deur.haal(pad, als=als, tafels=(RET,)).json() for als in (Rol.SECRETARIS, Rol.VOORZITTER)]
    assert zelfde[0] == zelfde[1]
    lijst = f"/triagelijst?tafel={RET}"
    standen = [
        tafel.deur.haal(lijst, als=als, tafels=(RET,)).json()["regels"][0]["toestemming"]
        for als in (Rol.SECRETARIS, Rol.VOORZITTER)
    ]
    assert standen[0] == standen[1] != []


# --- in texts -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tekst", "gelezen"),
    [
        ("TESTPERSOON FRAMBOOS belde", "hoofdpersoon belde"),
        ("Framboos belde", "(naam) belde"),
        ("een framboos in de tuin", "een framboos in de tuin"),
        ("Frambozen", "Frambozen"),
        ("geboren op 17-05-1991", f"geboren op {NIET_ZICHTBAAR}"),
        ("woont Verzonnenlaan 1.", f"woont {NIET_ZICHTBAAR}."),
        ("999990019", NIET_ZICHTBAAR),
    ],
)
def test_a_name_in_a_text_becomes_a_role(tekst: str, gelezen: str) -> None:
    assert zonder_namen(Criteriumfeit("A1", tekst), [FRAMBOOS]) == Criteriumfeit("A1", gelezen)


def test_somebody_whose_data_were_destroyed_stays_the_placeholder_and_takes_no_words_along() -> None:
    weg = Betrokkene.vernietigd()
    assert weg.persoon_id == NIEMAND
    assert zonder_namen((weg, "vernietigd"), [weg]) == (weg, "vernietigd")


def test_of_two_with_one_name_a_text_tells_the_role_of_the_first() -> None:
    tweede = Betrokkene(UUID(int=3), Betrokkenheid.KIND, FRAMBOOS.naam)
    assert zonder_namen(FRAMBOOS.naam, [FRAMBOOS, tweede]) == "hoofdpersoon"
