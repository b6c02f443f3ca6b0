"""At a table that hears roles, never names, only who keeps the papers and who brought the case in read a name."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from api.herkenning import NAAMDEEL, NIET_ZICHTBAAR
from domain.rollen import Medewerker, Rol
from infra.inzage.regel import Diepte
from tests.api.conftest import Deur
from tests.api.lijstloop import vernietig
from tests.api.test_rechten import KOLOMMEN, TABEL, VRAGEN
from tests.api.verzoeken import (
    AANMELDING_RET,
    ACTIE,
    AFSLUITING,
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
from tests.conftest import Klok
from tests.infra.inzage.inkijk import alle_regels
from tests.verhalen import ZVH

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
    "GET /v1/casussen/{casusnummer}/verschil",
    "GET /v1/casussen/{casusnummer}/beslissingen",
    "GET /v1/triagelijst",
    "GET /v1/monitoring",
    "GET /v1/overleggen/{overlegId}",
    "GET /v1/consultaties",
    "GET /v1/consultaties/{consultatienummer}",
}
"""The routes on which who may see names does see them; so that a walk which finds none proves something."""
TOEN_TE_LEZEN = {
    "/casussen/{casusnummer}",
    "/casussen/{casusnummer}/gebeurtenissen",
    "/casussen/{casusnummer}/tijdlijn",
    "/casussen/{casusnummer}/beslissingen",
    "/overleggen/{overlegId}",
    "/consultaties/{consultatienummer}",
}
"""What is read by its number, also as it was at a moment."""
VAN_INZAGE = {"inzagen", "inzagedoelen"}
"""Lists that have a past of their own: each line has its moment."""


ZONDER_TAFEL = {
    *("tafels", "regios", "kenmerken", "gezondheid", "privacyprotocollen", "rechten", "abonnementen"),
    *("toekenningen", "toekenningen/herzieningen", "dode-berichten", "concepten"),
}
ALLEEN_VAN_NU = {
    *("verklaringen", "vernietigingslijsten", "exports", "verzoeken"),
    *("veranderingen", "noodinzagen", "mailadressen"),
}


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

    def sluit_af(self, nummer: str) -> None:
        self.stuur(f"/casussen/{nummer}/triages", TRIAGE_RET, als=Rol.VOORZITTER)
        self.stuur(f"/casussen/{nummer}/afsluitingen", AFSLUITING, als=Rol.VOORZITTER)

    def wegen(self, rij: str) -> Iterator[str]:
        """The addresses of one route of the table of rights, one for each case if it is about a case.

        What has a past is asked as it is and as it was, a difference since before there was anything.
        """
        pad = rij.removeprefix("GET /v1")
        for nummer in (self.wachtend, self.lopend) if "{casusnummer}" in pad else ("",):
            vol = pad.format(
                casusnummer=nummer,
                overlegId=OVERLEG_ID,
                consultatienummer=self.consultatie,
                bewijsnummer="V-BBBBB-BBBBB",
                lijstnummer="L-BBBBB-BBBBB",
                verzoeknummer="R-BBBBB-BBBBB",
                verklaringnummer="2026-9999",
                tafelId=RET,
                regioCode="zaanstreek-waterland",
                regime="zvh",
                versie=1,
                verwijzing=OVERLEG_ID,
                toekenningId=OVERLEG_ID,
                conceptId=OVERLEG_ID,
            )
            nu = f"op={self.deur.dienst.omgeving.nu():%Y-%m-%dT%H:%M:%SZ}"
            lijst = "{" not in pad and pad.strip("/") not in ZONDER_TAFEL
            if not lijst:
                yield f"{vol}?van=2026-01-01T00:00:00Z" if pad.endswith("/verschil") else vol
                if pad in TOEN_TE_LEZEN:
                    yield f"{vol}?{nu}"
                continue
            eigen = VRAGEN.get(pad.strip("/"))
            if eigen is not None:
                yield f"{vol}?{eigen}".replace(ZVH, RET) if eigen else vol
                continue
            yield f"{vol}?tafel={RET}"
            if pad.strip("/") in {*VAN_INZAGE, *ALLEEN_VAN_NU}:
                continue
            yield f"{vol}?tafel={RET}&{nu}"


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
    tafel.deur.dienst.logboek.werk_bij()
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


def test_an_auditor_with_a_purpose_reads_roles_there_as_well(tafel: Tafel) -> None:
    inhoud = {"tafel": RET, "grond": "privacyaudit", "kenmerk": "AUDIT-1"}
    headers = {"Authorization": f"Bearer {tafel.deur.token(Rol.AUDITOR, tafels=(RET,))}"}
    doel = tafel.deur.client.post("/v1/inzagedoelen", json=inhoud, headers=headers).json()["inzagedoelId"]
    for rest in ("", "/gebeurtenissen", "/tijdlijn", "/beslissingen", "/verschil?van=1"):
        pad = f"/casussen/{tafel.lopend}{rest}"
        antwoord = tafel.deur.haal(pad, als=Rol.AUDITOR, tafels=(RET,), headers={"Inzagedoel": doel})
        assert antwoord.status_code == 200
        assert not [woord for woord in HERLEIDBAAR if woord in antwoord.text], rest
    assert (
        "hoofdpersoon"
        in tafel.deur.haal(
            f"/casussen/{tafel.lopend}", als=Rol.AUDITOR, tafels=(RET,), headers={"Inzagedoel": doel}
        ).text
    )
    met_doel = [regel for regel in alle_regels(tafel.deur.dienst) if regel.inzagedoel and regel.persoon]
    assert {regel.rest["diepte"] for regel in met_doel} == {Diepte.ROLLEN}


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


# --- what the table cannot read by another way --------------------------------------------------------------------


def test_a_birth_date_that_came_later_is_hidden_in_the_texts_of_the_list(tafel: Tafel) -> None:
    tekst = {"tekst": "De ouder is van 1 juni 1985, zei TESTPERSOON KWEEPEER", "aanzet": "casusregisseur"}
    tafel.stuur(f"/casussen/{tafel.lopend}/voortgangen", tekst, als=Rol.PROCESREGISSEUR)
    (regel,) = tafel.deur.haal(f"/monitoring?tafel={RET}", als=Rol.VOORZITTER, tafels=(RET,)).json()["regels"]
    assert regel["voortgang"] == f"De ouder is van {NIET_ZICHTBAAR}, zei ouder"
    (bureau,) = tafel.deur.haal(f"/monitoring?tafel={RET}", als=Rol.SECRETARIS, tafels=(RET,)).json()[
        "regels"
    ]
    assert bureau["voortgang"] == tekst["tekst"]


def test_whoever_consents_for_somebody_has_a_name_too(tafel: Tafel) -> None:
    pad = f"/casussen/{tafel.lopend}"
    kind = tafel.deur.haal(pad, als=Rol.SECRETARIS, tafels=(RET,)).json()["betrokkenen"][0]["persoonId"]
    weigering = {
        "persoonId": kind,
        "doel": "inbrengen",
        "hoedanigheid": "vertegenwoordiger",
        "weigeraar": "Testpersoon Sapodilla",
        "geweigerdOp": "2026-03-02",
    }
    tafel.stuur(f"{pad}/toestemmingsweigeringen", weigering, als=Rol.SECRETARIS)
    tekst = {"tekst": "Sapodilla's bezwaar; bel testpersoon sapodilla", "aanzet": "casusregisseur"}
    tafel.stuur(f"{pad}/voortgangen", tekst, als=Rol.PROCESREGISSEUR)
    adressen = (pad, f"{pad}/gebeurtenissen", f"{pad}/tijdlijn", f"/monitoring?tafel={RET}")
    for adres in adressen:
        assert "apodilla" in tafel.deur.haal(adres, als=Rol.SECRETARIS, tafels=(RET,)).text, adres
        assert "apodilla" not in tafel.deur.haal(adres, als=Rol.CASUSREGISSEUR, tafels=(RET,)).text, adres
    gelezen = tafel.deur.haal(pad, als=Rol.CASUSREGISSEUR, tafels=(RET,)).json()["voortgang"]["tekst"]
    assert gelezen == f"{NAAMDEEL} bezwaar; bel vertegenwoordiger"


def plaats(tafel: Tafel, als: Rol) -> Any:
    return tafel.deur.haal(f"/overleggen/{OVERLEG_ID}", als=als, tafels=(RET,)).json()["plaats"]


def test_the_texts_of_an_overleg_hide_also_who_is_no_longer_on_its_agenda(tafel: Tafel) -> None:
    assert plaats(tafel, Rol.VOORZITTER) == f"Bij {NAAMDEEL} om de hoek"
    overleg = tafel.deur.haal(f"/overleggen/{OVERLEG_ID}", als=Rol.SECRETARIS, tafels=(RET,)).json()
    punt_id = overleg["agendapunten"][0]["agendapuntId"]
    pad = f"/overleggen/{OVERLEG_ID}/agendapunten/{punt_id}/schrappingen"
    tafel.stuur(pad, {"reden": "Later"}, als=Rol.SECRETARIS)
    assert plaats(tafel, Rol.VOORZITTER) == f"Bij {NAAMDEEL} om de hoek"
    assert plaats(tafel, Rol.SECRETARIS) == "Bij Mispel om de hoek"


def test_the_texts_of_an_overleg_hide_also_who_is_in_a_case_that_is_shielded(tafel: Tafel) -> None:
    tafel.sluit_af(tafel.wachtend)
    assert plaats(tafel, Rol.VOORZITTER) == f"Bij {NAAMDEEL} om de hoek"


def test_once_a_case_was_destroyed_only_the_bureau_reads_the_texts_of_its_overleg(tafel: Tafel) -> None:
    tafel.sluit_af(tafel.wachtend)
    vernietig(tafel.deur, tafel.wachtend, tafel=RET)
    assert plaats(tafel, Rol.VOORZITTER) == NIET_ZICHTBAAR
    assert plaats(tafel, Rol.SECRETARIS) == "Bij Mispel om de hoek"


def test_a_text_of_then_hides_also_who_came_on_the_agenda_later(tafel: Tafel, klok: Klok) -> None:
    ander, op = OVERLEG_ID.replace("e1", "e9"), klok().isoformat()
    gepland = {**OVERLEG, "tafel": RET, "overlegId": ander, "plaats": "Bij Mispel, kamer 2"}
    tafel.stuur("/overleggen", gepland, als=Rol.SECRETARIS)
    klok.verder(hours=1)
    punt = {"casusnummer": tafel.meld_aan("LT-Kenmerk-9c"), "soort": "triage"}
    tafel.stuur(f"/overleggen/{ander}/agendapunten", punt, als=Rol.SECRETARIS)
    for als, verwacht in (
        (Rol.VOORZITTER, f"Bij {NAAMDEEL}, kamer 2"),
        (Rol.SECRETARIS, "Bij Mispel, kamer 2"),
    ):
        toen = tafel.deur.haal(f"/overleggen/{ander}", als=als, tafels=(RET,), params={"op": op}).json()
        assert (toen["agendapunten"], toen["plaats"]) == ([], verwacht)


def test_the_texts_of_a_question_of_then_hide_also_who_was_named_later(tafel: Tafel, klok: Klok) -> None:
    vraag = {**VRAAG, "tafel": RET, "vraag": "Kent u Sapodilla?", "aard": "anoniem", "betrokkenen": []}
    nummer, op = tafel.stuur("/consultaties", vraag, als=MELDER)["consultatienummer"], klok().isoformat()
    klok.verder(hours=1)
    erbij = {"betrokkenen": [{"betrokkenheid": "hoofdpersoon", "naam": "Testpersoon Sapodilla"}]}
    tafel.stuur(f"/consultaties/{nummer}/aanvullingen", erbij, als=MELDER)
    for als, verwacht in ((Rol.VOORZITTER, f"Kent u {NAAMDEEL}?"), (Rol.SECRETARIS, "Kent u Sapodilla?")):
        pad = f"/consultaties/{nummer}"
        toen = tafel.deur.haal(pad, als=als, tafels=(RET,), params={"op": op}).json()
        assert (toen["betrokkenen"], toen["vraag"]) == ([], verwacht)
